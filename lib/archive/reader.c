/* SPDX-License-Identifier: GPL-2.0-or-later */
/* An archive opened for reading: see reader.h. */
#include "lib/archive/reader.h"

#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/archive/forms.h"
#include "lib/archive/internal.h"
#include "lib/archive/lexicon.h"
#include "lib/archive/record.h"
#include "lib/archive/schema.h"
#include "lib/base/hash.h"
#include "lib/base/limits.h"
#include "lib/base/mem.h"
#include "libxapian-c/xapian_c_memory.h"

struct archive_reader {
	char *dir;
	struct xc_db *db;
	dev_t dev; /* of the folder when it was opened: a compacted archive is another */
	ino_t ino;
	struct xc_bytes uuid, bytes;
	uint64_t revision, articles;
	struct archive_language *languages;
	size_t n_languages;
	struct lexicon_index lexicon;
	struct stem_forms forms;
	uint32_t forms_asked;
	struct xc_values *streams; /* where the last one was read, or NULL */
	struct record_codec *codec;
	struct xc_memory *memory; /* of this revision; made when first needed */
	uint32_t asked; /* times that the memory was wanted; NO_MEMORY: there is none */
};

#define NO_MEMORY    UINT32_MAX
#define FORMS_ASKED  2 /* a lexicon is read whole in the time of some patterns */
#define MANY_ARTICLES 32768 /* lengths of so many are read in two milliseconds */

static enum status failed(struct err *err, const struct archive_reader *r, const struct xc_error *xe)
{
	return archive_failed(err, xe, r->dir);
}

static int by_count(const void *x, const void *y)
{
	const struct archive_language *a = x, *b = y;

	if (a->articles != b->articles)
		return a->articles < b->articles ? 1 : -1;
	return strcmp(a->code, b->code);
}

static void forget_memory(struct archive_reader *r)
{
	xc_memory_free(r->memory);
	r->memory = NULL;
	r->asked = 0;
	xc_values_free(r->streams);
	r->streams = NULL;
	stem_forms_done(&r->forms);
	r->forms_asked = 0;
}

struct xc_memory *archive_memory(struct archive_reader *r)
{
	size_t bytes = r->articles * LIMIT_KEPT_AN_ARTICLE;
	struct xc_error unused;

	if (r->memory || r->asked == NO_MEMORY)
		return r->memory;
	if (r->asked++ == 0 && r->articles > MANY_ARTICLES)
		return NULL;
	if (bytes < LIMIT_POSTINGS_BYTES)
		bytes = LIMIT_POSTINGS_BYTES;
	if (xc_memory_new(r->db, bytes, &r->memory, &unused) != XC_OK)
		r->asked = NO_MEMORY;
	return r->memory;
}

struct xc_memory *archive_memory_made(struct archive_reader *r)
{
	return r->memory;
}

/* Facts of the revision that is open now. */
static enum status read_facts(struct archive_reader *r, struct err *err)
{
	struct archive_language *languages = NULL;
	struct xc_db_stats stats;
	struct xc_error xe;
	uint64_t revision = 0;
	size_t n = 0;
	enum status st;
	bool fresh;

	st = archive_check_version(r->db, r->dir, &fresh, err);
	if (st == STATUS_OK)
		st = archive_get_number(r->db, META_REVISION, &revision, err);
	if (st == STATUS_OK)
		st = archive_read_languages(r->db, &languages, &n, err);
	if (st != STATUS_OK)
		return st;
	if (xc_db_get_stats(r->db, &stats, &xe) != XC_OK ||
	    xc_db_get_metadata(r->db, META_UUID, strlen(META_UUID), &r->uuid, &xe) != XC_OK) {
		free(languages);
		return failed(err, r, &xe);
	}
	if (n)
		qsort(languages, n, sizeof(*languages), by_count);
	free(r->languages);
	r->languages = languages;
	r->n_languages = n;
	r->articles = stats.doccount;
	r->revision = revision;
	return STATUS_OK;
}

static enum status open_database(struct archive_reader *r, struct xc_db **out, struct err *err)
{
	struct stat sb = {0};
	struct xc_error xe;
	enum status st;

	/* looked at before, so that an exchange in between is seen next time */
	if (stat(r->dir, &sb) == 0) {
		r->dev = sb.st_dev;
		r->ino = sb.st_ino;
	}
	if (xc_db_open(r->dir, 0, out, &xe) == XC_OK)
		return STATUS_OK;
	st = failed(err, r, &xe);
	if (st == STATUS_NOT_FOUND)
		err_set(err, st, "%s: no archive there; 'backfile index PATH...' makes one", r->dir);
	else if (access(r->dir, R_OK | X_OK) != 0)
		st = err_set_errno(err, "%s", r->dir);
	return st;
}

enum status archive_reader_open(const char *dir, struct archive_reader **out, struct err *err)
{
	struct archive_reader *r = xcalloc(1, sizeof(*r));
	enum status st;

	r->dir = xstrdup(dir);
	r->codec = record_codec_new();
	st = open_database(r, &r->db, err);
	if (st == STATUS_OK)
		st = read_facts(r, err);
	if (st == STATUS_OK)
		*out = r;
	else
		archive_reader_close(r);
	return st;
}

void archive_reader_close(struct archive_reader *r)
{
	if (!r)
		return;
	forget_memory(r);
	xc_db_free(r->db);
	xc_bytes_free(&r->uuid);
	xc_bytes_free(&r->bytes);
	record_codec_free(r->codec);
	lexicon_index_done(&r->lexicon);
	free(r->languages);
	free(r->dir);
	free(r);
}

static bool was_exchanged(const struct archive_reader *r)
{
	struct stat sb;

	return stat(r->dir, &sb) == 0 && (sb.st_dev != r->dev || sb.st_ino != r->ino);
}

enum status archive_reader_refresh(struct archive_reader *r, bool *changed, struct err *err)
{
	struct xc_db *db = NULL;
	bool newer = true;
	struct xc_error xe;
	enum status st = STATUS_OK;

	if (was_exchanged(r)) {
		st = open_database(r, &db, err);
		if (st != STATUS_OK)
			return r->ino = 0, st; /* try again */
		forget_memory(r);
		xc_db_free(r->db);
		r->db = db;
	} else if (xc_db_reopen(r->db, &newer, &xe) != XC_OK) {
		return failed(err, r, &xe);
	}
	if (newer) {
		forget_memory(r);
		lexicon_index_done(&r->lexicon);
		st = read_facts(r, err);
	}
	if (st == STATUS_OK)
		*changed = newer;
	return st;
}

const char *archive_dir(const struct archive_reader *r)
{
	return r->dir;
}

const char *archive_uuid(const struct archive_reader *r)
{
	return r->uuid.p ? r->uuid.p : "";
}

uint64_t archive_revision(const struct archive_reader *r)
{
	return r->revision;
}

uint64_t archive_articles(const struct archive_reader *r)
{
	return r->articles;
}

const struct archive_language *archive_languages(const struct archive_reader *r, size_t *n)
{
	*n = r->n_languages;
	return r->languages;
}

struct xc_db *archive_db(struct archive_reader *r)
{
	return r->db;
}

enum status archive_get(struct archive_reader *r, uint32_t docid, struct article *out,
			struct err *err)
{
	struct xc_doc *doc = NULL;
	struct xc_error xe;
	enum xc_status xs;
	enum status st;

	article_reset(out);
	xs = xc_db_get_doc(r->db, docid, &doc, &xe);
	if (xs == XC_OK)
		xs = xc_doc_get_data(doc, &r->bytes, &xe);
	xc_doc_free(doc);
	if (xs != XC_OK)
		return failed(err, r, &xe);
	st = record_decode(r->codec, archive_bytes(&r->bytes), out, err);
	if (st != STATUS_OK)
		err_prefix(err, "%s: document %u", r->dir, docid);
	return st;
}

/* Streams are walked, which is a third of the work of asking for each document; back
 * from the start where it lies behind.  XC_END: it is not there. */
static enum xc_status stream_walk(struct archive_reader *r, uint32_t docid, struct xc_error *xe)
{
	uint32_t at = 0;
	enum xc_status xs = XC_OK;

	if (r->streams && (xc_values_docid(r->streams, &at, xe) != XC_OK || at > docid)) {
		xc_values_free(r->streams);
		r->streams = NULL;
	}
	if (!r->streams)
		xs = xc_db_values(r->db, SLOT_STREAM, &r->streams, xe);
	if (xs == XC_OK)
		xs = xc_values_skip_to(r->streams, docid, xe);
	if (xs == XC_OK)
		xs = xc_values_docid(r->streams, &at, xe);
	if (xs == XC_OK && at != docid)
		xs = XC_END;
	if (xs == XC_OK)
		xs = xc_values_get(r->streams, &r->bytes, xe);
	if (xs != XC_OK) {
		xc_values_free(r->streams);
		r->streams = NULL;
	}
	return xs;
}

static enum xc_status stream_of(struct archive_reader *r, uint32_t docid, struct xc_error *xe)
{
	struct xc_doc *doc = NULL;
	enum xc_status xs = stream_walk(r, docid, xe);

	if (xs != XC_END)
		return xs;
	xs = xc_db_get_doc(r->db, docid, &doc, xe);
	if (xs == XC_OK)
		xs = xc_doc_get_value(doc, SLOT_STREAM, &r->bytes, xe);
	xc_doc_free(doc);
	return xs;
}

enum status archive_get_stream(struct archive_reader *r, uint32_t docid, struct buf *bytes,
			       struct stream *out, struct err *err)
{
	struct xc_error xe;

	if (stream_of(r, docid, &xe) != XC_OK)
		return failed(err, r, &xe);
	buf_reset(bytes);
	buf_add_slice(bytes, archive_bytes(&r->bytes));
	if (buf_error(bytes) != STATUS_OK)
		return err_set(err, STATUS_TOO_BIG, "%s: document %u: a token stream of %zu bytes",
			       r->dir, docid, r->bytes.n);
	if (stream_open(buf_slice(bytes), out) != STATUS_OK)
		return err_set(err, STATUS_CORRUPT, "%s: document %u: the token stream is damaged",
			       r->dir, docid);
	return STATUS_OK;
}

void archive_source_term(struct slice source_id, char out[SOURCE_TERM_LEN + 1])
{
	hash_hex64(hash64(source_id), out);
}

/* Documents with the term `prefix` + id. */
static enum status find_term(struct archive_reader *r, char prefix, struct slice id,
			     uint32_t *docids, size_t max, size_t *n, struct err *err)
{
	struct xc_postings *it = NULL;
	enum xc_status xs = XC_END;
	struct xc_error xe;
	struct buf term;

	*n = 0;
	buf_init(&term, 256);
	buf_add_char(&term, prefix);
	buf_add_slice(&term, id);
	if (buf_error(&term) == STATUS_OK && id.n)
		xs = xc_db_postings(r->db, term.data, term.len, &it, &xe);
	while (xs == XC_OK && *n < max && (xs = xc_postings_next(it, &xe)) == XC_OK)
		xs = xc_postings_docid(it, &docids[(*n)++], &xe);
	xc_postings_free(it);
	buf_done(&term);
	return xs == XC_OK || xs == XC_END ? STATUS_OK : failed(err, r, &xe);
}

enum status archive_find(struct archive_reader *r, struct slice id, uint32_t *docids, size_t max,
			 size_t *n, struct err *err)
{
	struct slice bare = slice_starts(id, SLICE_LIT("a:")) ? slice_sub(id, 2, id.n) : id;
	char source[SOURCE_TERM_LEN + 1];
	size_t found = 0;
	enum status st;

	st = find_term(r, TERM_ID, bare, docids, max, &found, err);
	if (st == STATUS_OK && found == 0 && id.n) {
		archive_source_term(id, source);
		st = find_term(r, TERM_SOURCE_ID, slice_str(source), docids, max, &found, err);
	}
	if (st != STATUS_OK)
		return st;
	if (found == 0)
		return err_set(err, STATUS_NOT_FOUND, "no article '%.80s' in %s",
			       id.n ? id.p : "", r->dir);
	*n = found;
	return STATUS_OK;
}

enum status archive_lexicon(struct archive_reader *r, struct slice prefix,
			    bool (*each)(void *ctx, struct slice form, const struct slice *stems,
					 size_t n_stems),
			    void *ctx, struct err *err)
{
	return lexicon_walk(r->db, &r->lexicon, prefix, each, ctx, err);
}

enum status archive_stem_forms_want(struct archive_reader *r, struct err *err)
{
	if (r->forms.made || ++r->forms_asked < FORMS_ASKED)
		return STATUS_OK;
	return stem_forms_make(&r->forms, r->db, &r->lexicon, err);
}

uint32_t archive_stem_forms(const struct archive_reader *r, struct slice stem)
{
	return r->forms.made ? stem_forms_count(&r->forms, stem) : UINT32_MAX;
}

enum status archive_files(struct archive_reader *r,
			  bool (*each)(void *ctx, const struct archive_file *f), void *ctx,
			  struct err *err)
{
	return archive_walk_files(r->db, each, ctx, err);
}

static bool add_form(void *ctx, struct slice form, const struct slice *stems, size_t n_stems)
{
	uint64_t *sum = ctx;
	size_t i;

	for (i = 0; i < n_stems; i++)
		*sum += hash64(form) * 31 + hash64(stems[i]);
	return true;
}

/* Adds up the hashes of a slot's values. */
static enum status add_slot(struct archive_reader *r, uint32_t slot, uint64_t *sum, struct err *err)
{
	struct xc_values *it = NULL;
	struct xc_error xe;
	enum xc_status xs;

	xs = xc_db_values(r->db, slot, &it, &xe);
	while (xs == XC_OK && (xs = xc_values_next(it, &xe)) == XC_OK &&
	       (xs = xc_values_get(it, &r->bytes, &xe)) == XC_OK)
		*sum += hash64(archive_bytes(&r->bytes)) * (slot + 1);
	xc_values_free(it);
	return xs == XC_END ? STATUS_OK : failed(err, r, &xe);
}

enum status archive_digest(struct archive_reader *r, uint64_t *out, struct err *err)
{
	uint64_t sum = 0;
	enum status st;

	st = add_slot(r, SLOT_HASH, &sum, err);
	if (st == STATUS_OK)
		st = add_slot(r, SLOT_CLUSTER, &sum, err);
	if (st == STATUS_OK)
		st = add_slot(r, SLOT_COPY, &sum, err);
	if (st != STATUS_OK)
		return st;
	st = lexicon_walk(r->db, &r->lexicon, SLICE_NONE, add_form, &sum, err);
	if (st == STATUS_OK)
		*out = sum;
	return st;
}
