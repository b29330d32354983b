/* SPDX-License-Identifier: GPL-2.0-or-later */
/* bench/corpus_invariants - what must hold of every article that the cleaner
 * makes, checked on the pages below PATH:
 *
 *	corpus_invariants [--cut EVERY] PATH...
 *
 * Blocks are held against the page's text by plain tag stripping (page_text.h),
 * not against the cleaner's own tree; changed pages (page_change.h) must give the
 * same body.  With --cut only truncation is tried, on every EVERY-th page: the
 * build to run then is one with sanitisers.  One table, and up to three places for
 * each check that broke.  Exit status 0 all hold, 1 one is broken, 2 wrong use.
 */
#include <stdio.h>
#include <stdlib.h>

#include "corpus/clean.h"
#include "corpus/internal.h"
#include "corpus/read.h"
#include "lib/base/json.h"
#include "lib/base/limits.h"
#include "lib/base/num.h"
#include "tests/unit/corpus/page_change.h"

#ifndef SHOWN
#define SHOWN 3 /* places told of each check that broke */
#endif
#define CUTS 48 /* places where a page is cut off */

/* Name, and broken ones allowed in a thousand.  What is hidden inside a line is
 * lifted out of it into a block behind the line: on a few pages pieces of a line are
 * found elsewhere first.  A cookie notice is a line of its page: on one that has no
 * article, the shares that make a box a part of the page change with it. */
#define CHECK_TABLE(X)                                            \
	X(VERBATIM, "blocks verbatim, hidden parts aside", 1)    \
	X(WHOLE,    "blocks verbatim in one piece", 1000)        \
	X(ORDER,    "blocks in order, none twice", 4)            \
	X(DISPLAY,  "UTF-8, NFC, no controls (blocks, fields)", 0) \
	X(TWICE,    "the same result twice", 0)                  \
	X(GZIP,     "the same body: gzip", 0)                    \
	X(UTF8,     "the same body: as UTF-8", 0)                \
	X(UTF16,    "the same body: as UTF-16", 0)               \
	X(CP1252,   "the same body: as windows-1252", 0)         \
	X(MENU,     "the same body: a menu added", 0)            \
	X(ADVERT,   "the same body: an advertisement added", 0)  \
	X(COOKIES,  "the same body: a cookie notice added", 2)   \
	X(WRAP,     "the same body: wrapped in three div", 0)    \
	X(MINIFY,   "the same body: white space between tags", 0) \
	X(NAMES,    "the same body: classes and ids renamed", 1000) \
	X(CUT,      "cut off anywhere, blocks still hold", 0)

enum check {
#define X(name, text, allowed) CHECK_##name,
	CHECK_TABLE(X)
#undef X
	CHECK_COUNT
};

struct count {
	size_t pages, broken;
};

struct job {
	struct cleaner *cleaner, *other;
	struct article article, again;
	struct buf decoded, text, deep, squeezed, squeezed_deep, block, changed, body, body2, json, json2;
	struct count counts[CHECK_COUNT];
	uint64_t cut_every;
	size_t n_files, n_blocks, n_none;
	size_t renamed_all, renamed_other; /* bytes of bodies: all, those that renaming moved */
	char path[LIMIT_PATH_BYTES + 1];
};

static const char *const check_texts[] = {
#define X(name, text, allowed) text,
	CHECK_TABLE(X)
#undef X
};
static const unsigned check_allowed[] = {
#define X(name, text, allowed) allowed,
	CHECK_TABLE(X)
#undef X
};

static void settle(struct job *job, enum check c, bool holds, struct slice about)
{
	struct count *n = &job->counts[c];

	n->pages++;
	if (holds)
		return;
	if (n->broken++ < SHOWN)
		printf("broken: %s: %s: \"%.*s\"\n", check_texts[c], job->path,
		       SLICE_ARG(slice_sub(about, 0, 160)));
}

/* --- what is compared --------------------------------------------------------------- */

static void body_into(struct buf *out, const struct article *a)
{
	size_t i;

	buf_reset(out);
	for (i = 0; i < a->n_blocks; i++)
		if (a->blocks[i].zone == ZONE_BODY) {
			buf_add_slice(out, a->blocks[i].text);
			buf_add_char(out, '\n');
		}
}

static void json_into(struct buf *out, const struct article *a)
{
	struct json j;

	buf_reset(out);
	json_init(&j, out);
	article_json(&j, a, ZONES_ALL);
}

/* Where two texts part, for the message. */
static struct slice parting(const struct buf *a, const struct buf *b)
{
	struct slice s = buf_slice(a), t = buf_slice(b);
	size_t i = 0, from;

	while (i < s.n && i < t.n && s.p[i] == t.p[i])
		i++;
	from = i > 20 ? i - 20 : 0;
	return s.n >= t.n ? slice_sub(s, from, from + 160) : slice_sub(t, from, from + 160);
}

/* --- blocks ------------------------------------------------------------------------------ */

/* The end of the block behind `from` in the text, 0 when it is not there. */
static size_t place_of(struct slice text, size_t from, struct slice block)
{
	const char *q = memmem(text.p + from, text.n - from, block.p, block.n);

	return q ? (size_t)(q - text.p) + block.n : 0;
}

#define PIECES 12 /* of a line from which hidden parts were lifted out */

/* The longest beginning of the block that stands in the text behind `from`. */
static size_t longest_head(struct slice text, size_t from, struct slice block)
{
	size_t low = 0, high = block.n;

	while (low < high) {
		size_t mid = (low + high + 1) / 2;

		if (place_of(text, from, slice_sub(block, 0, mid)))
			low = mid;
		else
			high = mid - 1;
	}
	return low;
}

/* What is hidden inside a line stands in a block of its own behind the line: the
 * line is then in the text in a few pieces, in order.  Its end, or 0. */
static size_t in_pieces(struct slice text, size_t at, struct slice block)
{
	int k;

	for (k = 0; k < PIECES && block.n; k++) {
		size_t n = longest_head(text, at, block);

		if (!n)
			return 0;
		at = place_of(text, at, slice_sub(block, 0, n));
		block = slice_sub(block, n, block.n);
	}
	return block.n ? 0 : at;
}

#define GAP 400 /* bytes between two blocks, when the next one is looked for in pieces */

/* Where in one text the blocks stand so far. */
struct track {
	size_t line, at; /* the last line's beginning, and its end */
	bool held;       /* all of them stood in order */
};

/* The block behind the one before it.  A hidden part stands inside the line that it was
 * lifted out of; a line with such parts stands in pieces, also when it stands elsewhere
 * once more in one. */
static bool follow(struct track *t, struct slice text, struct slice block)
{
	size_t to = place_of(text, t->at, block), near = t->at + 2 * block.n + GAP;

	if (!to || to > near) {
		if (block.n < t->at - t->line && place_of(slice_sub(text, 0, t->at), t->line, block))
			return true;
		if (in_pieces(slice_sub(text, 0, near), t->line, block))
			return true;
	}
	if (!to)
		return false;
	t->line = to - block.n;
	t->at = to;
	return true;
}

static void squeeze_page(struct job *job, struct slice utf8, bool html)
{
	buf_reset(&job->text);
	buf_reset(&job->deep);
	if (html) {
		page_text(&job->text, utf8, false);
		page_text(&job->deep, utf8, true);
	} else {
		normal_display(&job->text, utf8);
	}
	squeeze(&job->squeezed, buf_slice(&job->text));
	squeeze(&job->squeezed_deep, buf_slice(&job->deep));
}

/* Each block stands in the text, behind the one before it. */
static bool blocks_hold(struct job *job, const struct article *a, struct slice *bad, bool *verbatim,
			bool *whole)
{
	struct track all = {0, 0, true}, deep = {0, 0, true};
	size_t i;

	*verbatim = *whole = true;
	for (i = 0; i < a->n_blocks; i++) {
		struct slice seen = buf_slice(&job->squeezed), hidden = buf_slice(&job->squeezed_deep), s;

		squeeze(&job->block, a->blocks[i].text);
		s = buf_slice(&job->block);
		if (!s.n) /* a bar */
			continue;
		if (!place_of(seen, 0, s) && !place_of(hidden, 0, s)) {
			*whole = false;
			if (!in_pieces(seen, 0, s) && !in_pieces(seen, all.line, s) &&
			    !in_pieces(hidden, 0, s)) {
				*verbatim = false;
				*bad = a->blocks[i].text;
				return false;
			}
		}
		if (all.held && !(all.held = follow(&all, seen, s)))
			*bad = a->blocks[i].text;
		deep.held = deep.held && follow(&deep, hidden, s);
	}
	return all.held || deep.held;
}

static bool is_display(struct job *job, struct slice s)
{
	buf_reset(&job->block);
	normal_display(&job->block, s);
	return utf8_valid(s) && slice_eq(buf_slice(&job->block), s);
}

static bool all_display(struct job *job, const struct article *a, struct slice *bad)
{
	const struct slice fields[] = {a->title, a->subtitle, a->kicker, a->publisher, a->section, a->agency};
	size_t i;

	for (i = 0; i < sizeof(fields) / sizeof(fields[0]); i++)
		if (!is_display(job, *bad = fields[i]))
			return false;
	for (i = 0; i < a->n_authors; i++)
		if (!is_display(job, *bad = a->authors[i]))
			return false;
	for (i = 0; i < a->n_blocks; i++)
		if (!is_display(job, *bad = a->blocks[i].text))
			return false;
	return true;
}

static void check_blocks(struct job *job, const struct raw *r)
{
	struct slice bad = SLICE_NONE;
	bool verbatim, whole, order;

	squeeze_page(job, buf_slice(&job->decoded), r->kind == RAW_HTML);
	order = blocks_hold(job, &job->article, &bad, &verbatim, &whole);
	settle(job, CHECK_VERBATIM, verbatim, bad);
	job->counts[CHECK_WHOLE].pages++;
	job->counts[CHECK_WHOLE].broken += !whole;
	if (verbatim)
		settle(job, CHECK_ORDER, order, bad);
	settle(job, CHECK_DISPLAY, all_display(job, &job->article, &bad), bad);
	job->n_blocks += job->article.n_blocks;
}

/* --- the same page otherwise ---------------------------------------------------------------- */

/* Words of lines that only one of two bodies has, and of all lines. */
static void weigh_change(struct job *job)
{
	struct slice bodies[2] = {buf_slice(&job->body), buf_slice(&job->body2)};
	int k;

	for (k = 0; k < 2; k++) {
		struct slice rest = bodies[k], line;

		while (slice_split(&rest, '\n', &line)) {
			job->renamed_all += line.n;
			if (line.n && !place_of(bodies[!k], 0, line))
				job->renamed_other += line.n;
		}
	}
}

static void same_body(struct job *job, enum check c, struct raw r, const char *charset, struct slice bytes)
{
	struct err err = ERR_INIT;

	r.bytes = bytes;
	r.charset = slice_str(charset);
	if (clean_record(job->other, &r, &job->again, &err) != STATUS_OK)
		article_reset(&job->again);
	body_into(&job->body2, &job->again);
	if (c == CHECK_NAMES)
		weigh_change(job);
	settle(job, c, slice_eq(buf_slice(&job->body), buf_slice(&job->body2)),
	       parting(&job->body, &job->body2));
}

static void check_changes(struct job *job, const struct raw *r)
{
	static const struct {
		enum check check;
		bool (*change)(struct slice html, struct buf *out);
	} changes[] = {
		{CHECK_MENU, change_menu}, {CHECK_ADVERT, change_advert}, {CHECK_COOKIES, change_cookies},
		{CHECK_WRAP, change_wrap}, {CHECK_MINIFY, change_minify}, {CHECK_NAMES, change_names},
	};
	struct slice utf8 = buf_slice(&job->decoded);
	size_t i;

	same_body(job, CHECK_UTF8, *r, "utf-8", utf8);
	buf_reset(&job->changed);
	if (change_utf16(utf8, &job->changed))
		same_body(job, CHECK_UTF16, *r, NULL, buf_slice(&job->changed));
	buf_reset(&job->changed);
	if (change_charset(utf8, "CP1252", &job->changed))
		same_body(job, CHECK_CP1252, *r, "windows-1252", buf_slice(&job->changed));
	for (i = 0; r->kind == RAW_HTML && i < sizeof(changes) / sizeof(changes[0]); i++) {
		buf_reset(&job->changed);
		if (changes[i].change(utf8, &job->changed))
			same_body(job, changes[i].check, *r, "utf-8", buf_slice(&job->changed));
	}
}

static bool on_unzipped(void *ctx, const struct raw *r)
{
	same_body(ctx, CHECK_GZIP, *r, NULL, r->bytes);
	return true;
}

static bool no_trouble(void *ctx, const char *path, uint64_t offset, uint64_t line, const struct err *err)
{
	(void)ctx, (void)path, (void)offset, (void)line, (void)err;
	return true;
}

static void check_gzip(struct job *job, const struct raw *r)
{
	struct read_sink sink = {job, on_unzipped, no_trouble};
	struct err err = ERR_INIT;

	buf_reset(&job->changed);
	if (change_gzip(r->bytes, &job->changed) &&
	    read_bytes(job->path, buf_slice(&job->changed), &sink, &err) != STATUS_OK)
		settle(job, CHECK_GZIP, false, slice_str(err.msg));
}

/* A page cut off: no crash, and its blocks hold. */
static void check_cuts(struct job *job, const struct raw *r)
{
	struct raw part = *r;
	struct slice bad;
	size_t k;

	for (k = 0; k < CUTS; k++) {
		uint32_t flags = 0;
		struct err err = ERR_INIT;
		bool verbatim, whole;

		/* odd steps, so that cuts fall inside tags, references and characters */
		part.bytes.n = r->bytes.n * k / CUTS + (k * 7) % 13;
		if (part.bytes.n > r->bytes.n ||
		    clean_record(job->cleaner, &part, &job->again, &err) != STATUS_OK)
			continue;
		buf_reset(&job->decoded);
		if (charset_to_utf8(part.bytes, part.charset, r->kind == RAW_HTML, &job->decoded,
				    &flags, &err) != STATUS_OK)
			continue;
		squeeze_page(job, buf_slice(&job->decoded), r->kind == RAW_HTML);
		blocks_hold(job, &job->again, &bad, &verbatim, &whole);
		settle(job, CHECK_CUT, verbatim, bad);
	}
}

/* --- files ---------------------------------------------------------------------------------------- */

static bool on_record(void *ctx, const struct raw *r)
{
	struct job *job = ctx;
	struct err err = ERR_INIT;
	uint32_t flags = 0;

	if (r->kind == RAW_JSON)
		return true;
	if (job->cut_every) {
		check_cuts(job, r);
		return true;
	}
	buf_reset(&job->decoded);
	if (clean_record(job->cleaner, r, &job->article, &err) != STATUS_OK ||
	    charset_to_utf8(r->bytes, r->charset, r->kind == RAW_HTML, &job->decoded, &flags, &err) !=
		    STATUS_OK) {
		job->n_none++;
		return true;
	}
	check_blocks(job, r);
	/* `other` has seen changed pages before: what it keeps must not tell */
	json_into(&job->json, &job->article);
	if (clean_record(job->other, r, &job->again, &err) != STATUS_OK)
		article_reset(&job->again);
	json_into(&job->json2, &job->again);
	settle(job, CHECK_TWICE, slice_eq(buf_slice(&job->json), buf_slice(&job->json2)),
	       parting(&job->json, &job->json2));
	body_into(&job->body, &job->article);
	check_changes(job, r);
	check_gzip(job, r);
	return true;
}

static bool on_file(void *ctx, const struct walk_file *f)
{
	struct job *job = ctx;
	struct read_sink sink = {job, on_record, no_trouble};
	struct err err = ERR_INIT;

	if (job->n_files++ % (job->cut_every ? job->cut_every : 1))
		return true;
	snprintf(job->path, sizeof(job->path), "%s", f->path);
	if (read_file(f->path, &sink, &err) != STATUS_OK)
		printf("not read: %s: %s\n", f->path, err.msg);
	return true;
}

static bool on_walk_trouble(void *ctx, const char *path, const struct err *err)
{
	(void)ctx;
	printf("not walked: %s: %s\n", path, err->msg);
	return true;
}

static bool table(const struct job *job)
{
	bool good = true;
	int c;

	printf("%zu files, %zu without text, %zu blocks\n", job->n_files, job->n_none, job->n_blocks);
	printf("%-42s %8s %7s %7s %8s\n", "invariant", "checked", "broken", "%", "allowed");
	for (c = 0; c < CHECK_COUNT; c++) {
		const struct count *n = &job->counts[c];

		if (!n->pages)
			continue;
		printf("%-42s %8zu %7zu %7.2f %7.1f%%\n", check_texts[c], n->pages, n->broken,
		       100.0 * (double)n->broken / (double)n->pages, check_allowed[c] / 10.0);
		good &= n->broken * 1000 <= n->pages * check_allowed[c];
	}
	if (job->renamed_all)
		printf("renaming moves %.2f %% of the text of bodies\n",
		       100.0 * (double)job->renamed_other / (double)job->renamed_all);
	return good;
}

int main(int argc, char **argv)
{
	static struct job job;
	struct buf *bufs[] = {&job.decoded, &job.text, &job.deep, &job.squeezed, &job.squeezed_deep,
			      &job.block, &job.changed, &job.body, &job.body2, &job.json, &job.json2};
	struct walk_sink sink = {&job, on_file, on_walk_trouble};
	struct err err = ERR_INIT;
	int i = 1;
	size_t k;
	bool good;

	if (argc > 3 && slice_eq_str(slice_str(argv[1]), "--cut")) {
		if (!num_u64(slice_str(argv[2]), 1000000, &job.cut_every) || !job.cut_every)
			return 2;
		i = 3;
	}
	if (i >= argc) {
		fprintf(stderr, "usage: corpus_invariants [--cut EVERY] PATH...\n");
		return 2;
	}
	for (k = 0; k < sizeof(bufs) / sizeof(bufs[0]); k++)
		buf_init(bufs[k], 16 * LIMIT_PAGE_BYTES);
	job.cleaner = cleaner_new();
	job.other = cleaner_new();
	article_init(&job.article);
	article_init(&job.again);
	for (; i < argc; i++)
		if (walk_path(argv[i], &sink, &err) != STATUS_OK)
			printf("not walked: %s: %s\n", argv[i], err.msg);
	good = table(&job);
	for (k = 0; k < sizeof(bufs) / sizeof(bufs[0]); k++)
		buf_done(bufs[k]);
	article_done(&job.article);
	article_done(&job.again);
	cleaner_free(job.cleaner);
	cleaner_free(job.other);
	return good ? 0 : 1;
}
