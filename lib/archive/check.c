/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Is an archive sound?  See archive_check() in reader.h.
 *
 * Xapian checks its tables and how they hang together; we decode what lies in
 * them: each record, each token stream, that stream and hash are there, the
 * lexicon from end to end, the clusters of copies, the facts of files, the counts
 * by language.
 */
#include "lib/archive/copies.h"
#include "lib/archive/internal.h"
#include "lib/archive/lexicon.h"
#include "lib/archive/record.h"
#include "lib/archive/schema.h"

struct check {
	struct archive_reader *r;
	void (*report)(void *ctx, const char *line);
	void *ctx;
	uint64_t findings;
	struct buf line, bytes;
	struct article article;
	uint64_t by_file; /* documents, as the files' facts have them */
};

static void finding(struct check *c, const char *text)
{
	c->findings++;
	if (c->report)
		c->report(c->ctx, text);
}

static void on_xapian_line(void *ctx, const char *text, size_t n)
{
	struct check *c = ctx;

	/* only what it finds wrong is a line of ours */
	buf_reset(&c->line);
	buf_add(&c->line, text, n);
	if (strstr(buf_str(&c->line), "rror") && c->report)
		c->report(c->ctx, c->line.data);
}

static enum status check_tables(struct check *c, const char *dir, struct err *err)
{
	uint64_t n = 0;
	struct xc_error xe;

	if (xc_check(dir, XC_CHECK_QUIET, on_xapian_line, c, &n, &xe) != XC_OK) {
		if (xe.status != XC_ERR_CORRUPT)
			return archive_failed(err, &xe, dir);
		n = n ? n : 1;
		if (c->report)
			c->report(c->ctx, xe.msg);
	}
	c->findings += n;
	return STATUS_OK;
}

static void check_document(struct check *c, uint32_t docid)
{
	struct err e = ERR_INIT;
	struct stream s;

	if (archive_get(c->r, docid, &c->article, &e) != STATUS_OK) {
		finding(c, e.msg);
	} else if (archive_get_stream(c->r, docid, &c->bytes, &s, &e) != STATUS_OK) {
		finding(c, e.msg);
	} else if (stream_check(&s) != STATUS_OK) {
		buf_reset(&c->line);
		buf_addf(&c->line, "%s: document %u: the token stream is damaged", archive_dir(c->r),
			 docid);
		finding(c, buf_str(&c->line));
	}
}

static enum status check_documents(struct check *c, struct err *err)
{
	struct xc_postings *it = NULL;
	uint32_t docid;
	struct xc_error xe;
	enum xc_status xs;

	xs = xc_db_postings(archive_db(c->r), "", 0, &it, &xe);
	while (xs == XC_OK && (xs = xc_postings_next(it, &xe)) == XC_OK &&
	       (xs = xc_postings_docid(it, &docid, &xe)) == XC_OK)
		check_document(c, docid);
	xc_postings_free(it);
	return xs == XC_END ? STATUS_OK : archive_failed(err, &xe, archive_dir(c->r));
}

struct forms {
	char   last[LEXICON_FORM_BYTES];
	size_t n;
	bool   unsorted;
};

static bool on_form(void *ctx, struct slice form, const struct slice *stems, size_t n_stems)
{
	struct forms *f = ctx;

	(void)stems;
	if (n_stems == 0 || (f->n && slice_cmp(form, slice_of(f->last, f->n)) <= 0))
		f->unsorted = true;
	memcpy(f->last, form.p, form.n);
	f->n = form.n;
	return true;
}

static bool on_file(void *ctx, const struct archive_file *f)
{
	struct check *c = ctx;

	c->by_file += f->articles;
	return true;
}

static void check_facts(struct check *c)
{
	const struct archive_language *languages;
	struct forms forms = {.n = 0};
	struct err e = ERR_INIT;
	uint64_t sum = 0, stories;
	size_t n, i;

	if (archive_lexicon(c->r, SLICE_NONE, on_form, &forms, &e) != STATUS_OK)
		finding(c, e.msg);
	else if (forms.unsorted)
		finding(c, "the lexicon is out of order");
	if (archive_stories(c->r, &stories, &e) != STATUS_OK)
		finding(c, e.msg);
	if (archive_files(c->r, on_file, c, &e) != STATUS_OK)
		finding(c, e.msg);
	languages = archive_languages(c->r, &n);
	for (i = 0; i < n; i++)
		sum += languages[i].articles;
	if (sum > archive_articles(c->r))
		finding(c, "the languages count more articles than there are");
	if (c->by_file > archive_articles(c->r))
		finding(c, "the files count more articles than there are");
}

enum status archive_check(const char *dir, void (*report)(void *ctx, const char *line), void *ctx,
			  struct err *err)
{
	struct check c = {.report = report, .ctx = ctx};
	enum status st;

	buf_init(&c.line, 64 * 1024);
	buf_init(&c.bytes, SIZE_MAX / 2);
	article_init(&c.article);
	st = archive_reader_open(dir, &c.r, err);
	if (st == STATUS_OK)
		st = check_tables(&c, dir, err);
	if (st == STATUS_OK)
		st = check_documents(&c, err);
	if (st == STATUS_OK) {
		check_facts(&c);
		if (c.findings)
			st = err_set(err, STATUS_CORRUPT, "%s: %llu findings", dir,
				     (unsigned long long)c.findings);
	}
	archive_reader_close(c.r);
	article_done(&c.article);
	buf_done(&c.bytes);
	buf_done(&c.line);
	return st;
}
