/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The writer: see writer.h.
 *
 * Everything between two commits is one Xapian transaction, so that no flush of
 * Xapian's own makes half a commit visible.  The lexicon and the counts by
 * language are gathered in memory and written with the commit.
 *
 * A document is found by its key term.  The documents put since
 * archive_file_begin() are marked in a set of bits by document id: what of the
 * file is not marked at its end has vanished from it.
 */
#include "lib/archive/writer.h"

#include <stdio.h>
#include <stdlib.h>

#include "lib/archive/compact.h"
#include "lib/archive/hashset.h"
#include "lib/archive/internal.h"
#include "lib/archive/lexicon.h"
#include "lib/archive/lock.h"
#include "lib/archive/pending.h"
#include "lib/archive/schema.h"
#include "lib/base/arena.h"
#include "lib/base/hash.h"
#include "lib/base/mem.h"

#define FORMS_KEPT (1u << 20) /* forms that the writer remembers to have stored */
#define KEY_LEN 17            /* TERM_KEY or TERM_FILE and sixteen digits */

struct archive_writer {
	char *dir;
	struct xc_wdb *db;
	struct xc_doc *doc; /* used again for each article */
	struct xc_bytes bytes;
	struct buf scratch;
	uint64_t articles, revision;
	uint64_t changes; /* articles put or removed since the archive was compacted */

	struct archive_language *languages;
	size_t n_languages, cap_languages;
	bool languages_changed;

	struct hashset stored; /* forms */
	struct arena arena;    /* of forms waiting for the commit */
	struct lexicon_pair *forms;
	size_t n_forms, cap_forms;

	struct pending pending; /* for the search for copies */

	/* the file under way */
	char     file_term[KEY_LEN + 1];
	bool     file_has_documents; /* from before */
	uint64_t *put;               /* a bit for each document id */
	size_t   n_put;              /* words of it */
	size_t   put_from, put_to;   /* words in use */
};

static enum status failed(struct err *err, const struct archive_writer *w, const struct xc_error *xe)
{
	return archive_failed(err, xe, w->dir);
}

/* --- opening and closing --- */

static enum status begin(struct archive_writer *w, struct err *err)
{
	struct xc_error xe;

	if (xc_wdb_begin(w->db, true, &xe) != XC_OK)
		return failed(err, w, &xe);
	return STATUS_OK;
}

static enum status open_database(struct archive_writer *w, struct err *err)
{
	enum xc_status xs;
	struct xc_error xe;
	char holder[64];

	xs = xc_wdb_open(w->dir, XC_DB_CREATE_OR_OPEN | XC_DB_GLASS, 0, &w->db, &xe);
	if (xs == XC_OK)
		return STATUS_OK;
	if (xs != XC_ERR_LOCKED)
		return failed(err, w, &xe);
	archive_holder_read(w->dir, holder, sizeof(holder));
	return err_set(err, STATUS_LOCKED, "%s: %s is writing to this archive", w->dir, holder);
}

/* The archive's name for ever: Xapian's own for its first database, which a
 * compacted one does not inherit. */
static enum status make_facts(struct archive_writer *w, struct err *err)
{
	struct xc_error xe;
	enum status st;

	st = archive_set_number(w->db, META_FORMAT, ARCHIVE_FORMAT, err);
	if (st == STATUS_OK)
		st = archive_set_number(w->db, META_ANALYSER, ARCHIVE_ANALYSER, err);
	if (st != STATUS_OK)
		return st;
	if (xc_db_get_uuid(xc_wdb_as_db(w->db), &w->bytes, &xe) != XC_OK ||
	    xc_wdb_set_metadata(w->db, META_UUID, strlen(META_UUID), w->bytes.p, w->bytes.n, &xe) !=
		    XC_OK ||
	    xc_wdb_commit(w->db, &xe) != XC_OK)
		return failed(err, w, &xe);
	return STATUS_OK;
}

static enum status read_facts(struct archive_writer *w, struct err *err)
{
	struct xc_db *db = xc_wdb_as_db(w->db);
	struct xc_db_stats stats;
	struct xc_error xe;
	enum status st;
	bool fresh;

	st = archive_check_version(db, w->dir, &fresh, err);
	if (st == STATUS_OK && fresh)
		st = make_facts(w, err);
	if (st == STATUS_OK)
		st = archive_get_number(db, META_REVISION, &w->revision, err);
	if (st == STATUS_OK)
		st = archive_get_number(db, META_CHANGES, &w->changes, err);
	if (st == STATUS_OK)
		st = archive_read_languages(db, &w->languages, &w->n_languages, err);
	if (st == STATUS_OK)
		st = pending_read(&w->pending, db, err);
	if (st != STATUS_OK)
		return st;
	w->cap_languages = w->n_languages;
	if (xc_db_get_stats(db, &stats, &xe) != XC_OK)
		return failed(err, w, &xe);
	w->articles = stats.doccount;
	return STATUS_OK;
}

enum status archive_writer_open(const char *dir, struct archive_writer **out, struct err *err)
{
	struct archive_writer *w = xcalloc(1, sizeof(*w));
	struct xc_error xe;
	enum status st;

	w->dir = xstrdup(dir);
	w->stored.max = FORMS_KEPT;
	arena_init(&w->arena);
	pending_init(&w->pending);
	buf_init(&w->scratch, SIZE_MAX / 2);
	st = archive_folder_prepare(dir, err);
	if (st == STATUS_OK)
		st = open_database(w, err);
	if (st == STATUS_OK) {
		archive_holder_write(dir);
		st = read_facts(w, err);
	}
	if (st == STATUS_OK && xc_doc_new(&w->doc, &xe) != XC_OK)
		st = failed(err, w, &xe);
	if (st == STATUS_OK)
		st = begin(w, err);
	if (st == STATUS_OK)
		*out = w;
	else
		archive_writer_close(w);
	return st;
}

void archive_writer_close(struct archive_writer *w)
{
	if (!w)
		return;
	if (w->db)
		archive_holder_remove(w->dir);
	xc_doc_free(w->doc);
	xc_wdb_free(w->db);
	xc_bytes_free(&w->bytes);
	buf_done(&w->scratch);
	hashset_done(&w->stored);
	pending_done(&w->pending);
	arena_done(&w->arena);
	free(w->forms);
	free(w->languages);
	free(w->put);
	free(w->dir);
	free(w);
}

struct xc_wdb *archive_writer_db(struct archive_writer *w)
{
	return w->db;
}

struct pending *archive_writer_pending(struct archive_writer *w)
{
	return &w->pending;
}

const char *archive_writer_dir(const struct archive_writer *w)
{
	return w->dir;
}

uint64_t archive_writer_articles(const struct archive_writer *w)
{
	return w->articles;
}

/* --- counts by language --- */

static void count_language(struct archive_writer *w, struct slice code, int by)
{
	struct archive_language *l;
	size_t i;

	if (code.n == 0 || code.n >= sizeof(l->code))
		return;
	w->languages_changed = true;
	for (i = 0; i < w->n_languages; i++) {
		l = &w->languages[i];
		if (slice_eq_str(code, l->code)) {
			if (by > 0)
				l->articles++;
			else if (l->articles)
				l->articles--;
			return;
		}
	}
	if (by < 0)
		return;
	GROW(w->languages, w->n_languages + 1, w->cap_languages);
	l = &w->languages[w->n_languages++];
	*l = (struct archive_language){{0}, 1};
	memcpy(l->code, code.p, code.n);
}

static enum status write_languages(struct archive_writer *w, struct err *err)
{
	struct xc_error xe;
	size_t i;

	if (!w->languages_changed)
		return STATUS_OK;
	buf_reset(&w->scratch);
	for (i = 0; i < w->n_languages; i++)
		if (w->languages[i].articles)
			buf_addf(&w->scratch, "%s %llu\n", w->languages[i].code,
				 (unsigned long long)w->languages[i].articles);
	if (xc_wdb_set_metadata(w->db, META_LANGUAGES, strlen(META_LANGUAGES), w->scratch.data,
				w->scratch.len, &xe) != XC_OK)
		return failed(err, w, &xe);
	w->languages_changed = false;
	return STATUS_OK;
}

/* The language of a stored document is told by its term. */
static enum status forget_language(struct archive_writer *w, uint32_t docid, struct err *err)
{
	const char prefix = TERM_LANGUAGE;
	struct xc_terms *it = NULL;
	struct xc_error xe;
	enum xc_status xs;

	xs = xc_db_termlist(xc_wdb_as_db(w->db), docid, &it, &xe);
	if (xs == XC_OK)
		xs = xc_terms_skip_to(it, &prefix, 1, &xe);
	if (xs == XC_OK)
		xs = xc_terms_get(it, &w->bytes, &xe);
	xc_terms_free(it);
	if (xs != XC_OK && xs != XC_END)
		return failed(err, w, &xe);
	if (xs == XC_OK && w->bytes.n > 1 && w->bytes.p[0] == prefix)
		count_language(w, slice_of(w->bytes.p + 1, w->bytes.n - 1), -1);
	return STATUS_OK;
}

/* The other copies of a document that goes or changes are to be compared anew. */
static enum status forget_cluster(struct archive_writer *w, uint32_t docid, struct err *err)
{
	struct xc_doc *doc = NULL;
	struct xc_error xe;
	enum xc_status xs;

	xs = xc_db_get_doc(xc_wdb_as_db(w->db), docid, &doc, &xe);
	if (xs == XC_OK)
		xs = xc_doc_get_value(doc, SLOT_CLUSTER, &w->bytes, &xe);
	xc_doc_free(doc);
	if (xs != XC_OK)
		return failed(err, w, &xe);
	if (w->bytes.n)
		pending_add_cluster(&w->pending,
				    archive_get_big_endian(archive_bytes(&w->bytes), 8));
	return STATUS_OK;
}

/* A document is about to go or to be replaced. */
static enum status forget(struct archive_writer *w, uint32_t docid, struct err *err)
{
	enum status st = forget_language(w, docid, err);

	return st == STATUS_OK ? forget_cluster(w, docid, err) : st;
}

/* --- commit --- */

static int by_form(const void *x, const void *y)
{
	const struct lexicon_pair *a = x, *b = y;
	int c = slice_cmp(a->form, b->form);

	return c ? c : slice_cmp(a->stem, b->stem);
}

static enum status write_lexicon(struct archive_writer *w, struct err *err)
{
	enum status st;

	if (w->n_forms)
		qsort(w->forms, w->n_forms, sizeof(*w->forms), by_form);
	st = lexicon_merge(w->db, w->forms, w->n_forms, err);
	w->n_forms = 0;
	arena_reset(&w->arena);
	return st;
}

enum status archive_writer_commit(struct archive_writer *w, struct err *err)
{
	enum status st = write_lexicon(w, err);
	struct xc_error xe;

	if (st == STATUS_OK)
		st = write_languages(w, err);
	if (st == STATUS_OK)
		st = pending_write(&w->pending, w->db, err);
	if (st == STATUS_OK)
		st = archive_set_number(w->db, META_REVISION, w->revision + 1, err);
	if (st == STATUS_OK)
		st = archive_set_number(w->db, META_CHANGES, w->changes, err);
	if (st == STATUS_OK && xc_wdb_commit_transaction(w->db, &xe) != XC_OK)
		st = failed(err, w, &xe);
	if (st != STATUS_OK)
		return st;
	w->revision++;
	return begin(w, err);
}

enum status archive_writer_compact(struct archive_writer *w, bool (*stop)(void), bool *done,
				   struct err *err)
{
	*done = false;
	if (w->changes < COMPACT_CHANGES || w->changes < w->articles / 4)
		return STATUS_OK;
	return archive_compact(w->dir, stop, done, err);
}

/* --- documents put since the file began --- */

static void mark_put(struct archive_writer *w, uint32_t docid)
{
	size_t word = docid / 64;

	if (word >= w->n_put) {
		size_t n = word + 1 + w->n_put / 2;

		w->put = xreallocarray(w->put, n, sizeof(*w->put));
		memset(w->put + w->n_put, 0, (n - w->n_put) * sizeof(*w->put));
		w->n_put = n;
	}
	w->put[word] |= (uint64_t)1 << docid % 64;
	if (w->put_from == w->put_to) {
		w->put_from = word;
		w->put_to = word + 1;
	}
	if (word < w->put_from)
		w->put_from = word;
	if (word >= w->put_to)
		w->put_to = word + 1;
}

static bool was_put(const struct archive_writer *w, uint32_t docid)
{
	return docid / 64 < w->n_put && (w->put[docid / 64] >> docid % 64 & 1);
}

static void forget_put(struct archive_writer *w)
{
	if (w->put_to > w->put_from)
		memset(w->put + w->put_from, 0, (w->put_to - w->put_from) * sizeof(*w->put));
	w->put_from = w->put_to = 0;
}

/* --- putting an article --- */

static void hash_term(char prefix, struct slice s, char out[KEY_LEN + 1])
{
	out[0] = prefix;
	hash_hex64(hash64(s), out + 1);
}

/* The document with that key; 0 when there is none. */
static enum status find_key(struct archive_writer *w, const char *key, uint32_t *docid,
			    struct err *err)
{
	const struct xc_db *db = xc_wdb_as_db(w->db);
	struct xc_postings *it = NULL;
	struct xc_error xe;
	enum xc_status xs;
	bool there;

	*docid = 0;
	if (xc_db_term_exists(db, key, KEY_LEN, &there, &xe) != XC_OK)
		return failed(err, w, &xe);
	if (!there)
		return STATUS_OK;
	xs = xc_db_postings(db, key, KEY_LEN, &it, &xe);
	if (xs == XC_OK)
		xs = xc_postings_next(it, &xe);
	if (xs == XC_OK)
		xs = xc_postings_docid(it, docid, &xe);
	xc_postings_free(it);
	return xs == XC_OK || xs == XC_END ? STATUS_OK : failed(err, w, &xe);
}

static enum status same_content(struct archive_writer *w, uint32_t docid, const char hash[8],
				bool *same, struct err *err)
{
	struct xc_doc *doc = NULL;
	struct xc_error xe;
	enum xc_status xs;

	xs = xc_db_get_doc(xc_wdb_as_db(w->db), docid, &doc, &xe);
	if (xs == XC_OK)
		xs = xc_doc_get_value(doc, SLOT_HASH, &w->bytes, &xe);
	xc_doc_free(doc);
	if (xs != XC_OK)
		return failed(err, w, &xe);
	*same = slice_eq(archive_bytes(&w->bytes), slice_of(hash, 8));
	return STATUS_OK;
}

static enum status fill_values(struct archive_writer *w, const struct packed *p, const char hash[8],
			       struct err *err)
{
	struct xc_error xe;
	char day[4];
	bool ok;

	archive_put_big_endian((uint32_t)p->day ^ 0x80000000u, 4, day);
	ok = xc_doc_clear_values(w->doc, &xe) == XC_OK &&
	     xc_doc_set_data(w->doc, p->record.p, p->record.n, &xe) == XC_OK &&
	     xc_doc_set_value(w->doc, SLOT_STREAM, p->stream.p, p->stream.n, &xe) == XC_OK &&
	     xc_doc_set_value(w->doc, SLOT_HASH, hash, 8, &xe) == XC_OK &&
	     xc_doc_set_value(w->doc, SLOT_SIGNATURE, p->copies.p, p->copies.n, &xe) == XC_OK &&
	     xc_doc_set_value(w->doc, SLOT_FACETS, p->facets.p, p->facets.n, &xe) == XC_OK &&
	     (!p->has_day || xc_doc_set_value(w->doc, SLOT_DAY, day, 4, &xe) == XC_OK);
	return ok ? STATUS_OK : failed(err, w, &xe);
}

static enum status malformed(struct err *err)
{
	return err_set(err, STATUS_BAD_DATA, "a packed article is malformed");
}

static enum status fill_terms(struct archive_writer *w, struct packed *p, const char *key,
			      struct err *err)
{
	struct slice term = SLICE_NONE;
	struct xc_error xe;
	uint32_t wdf = 0, n = p->n_terms;

	if (xc_doc_clear_terms(w->doc, &xe) != XC_OK ||
	    xc_doc_add_boolean_term(w->doc, key, KEY_LEN, &xe) != XC_OK ||
	    xc_doc_add_boolean_term(w->doc, w->file_term, KEY_LEN, &xe) != XC_OK)
		return failed(err, w, &xe);
	for (; n; n--) {
		if (!packed_term(p, &term, &wdf))
			return malformed(err);
		if (xc_doc_add_term(w->doc, term.p, term.n, wdf, &xe) != XC_OK)
			return failed(err, w, &xe);
	}
	return STATUS_OK;
}

static enum status keep_forms(struct archive_writer *w, struct packed *p, struct err *err)
{
	struct slice form, stem;

	while (p->n_forms) {
		if (!packed_form(p, &form, &stem))
			return malformed(err);
		if (form.n > LEXICON_FORM_BYTES || stem.n > LEXICON_FORM_BYTES ||
		    !hashset_add(&w->stored, hash64(form) * 31 + hash64(stem)))
			continue;
		GROW(w->forms, w->n_forms + 1, w->cap_forms);
		w->forms[w->n_forms++] = (struct lexicon_pair){arena_dup(&w->arena, form),
							       arena_dup(&w->arena, stem)};
	}
	return STATUS_OK;
}

/* The key of a record: of those with the same name in one file, the second is
 * "name#2".  *docid is the document that has it already, or 0. */
static enum status choose_key(struct archive_writer *w, struct slice file, struct slice record,
			      char key[KEY_LEN + 1], uint32_t *docid, struct err *err)
{
	enum status st;
	unsigned n = 1;

	do {
		buf_reset(&w->scratch);
		buf_add_slice(&w->scratch, file);
		buf_add_char(&w->scratch, '\0');
		buf_add_slice(&w->scratch, record);
		if (n > 1)
			buf_addf(&w->scratch, "#%u", n);
		n++;
		hash_term(TERM_KEY, buf_slice(&w->scratch), key);
		st = find_key(w, key, docid, err);
	} while (st == STATUS_OK && *docid && was_put(w, *docid));
	return st;
}

static enum status store(struct archive_writer *w, struct packed *p, const char *key,
			 const char hash[8], uint32_t *docid, struct err *err)
{
	struct xc_error xe;
	enum xc_status xs;
	enum status st;

	st = fill_values(w, p, hash, err);
	if (st == STATUS_OK)
		st = fill_terms(w, p, key, err);
	if (st == STATUS_OK && *docid)
		st = forget(w, *docid, err);
	if (st != STATUS_OK)
		return st;
	xs = *docid ? xc_wdb_replace_doc(w->db, *docid, w->doc, &xe)
		    : xc_wdb_add_doc(w->db, w->doc, docid, &xe);
	if (xs != XC_OK)
		return failed(err, w, &xe);
	count_language(w, p->language, 1);
	pending_add_document(&w->pending, *docid);
	return STATUS_OK;
}

enum status archive_put(struct archive_writer *w, struct slice file, struct slice record,
			struct slice packed, enum archive_change *change, struct err *err)
{
	enum archive_change how = ARCHIVE_ADDED;
	char key[KEY_LEN + 1], hash[8];
	bool same = false;
	struct packed p;
	uint32_t docid;
	enum status st;

	if (!packed_open(packed, &p))
		return malformed(err);
	archive_put_big_endian(p.hash, 8, hash);
	st = choose_key(w, file, record, key, &docid, err);
	if (st == STATUS_OK && docid) {
		how = ARCHIVE_REPLACED;
		st = same_content(w, docid, hash, &same, err);
	}
	if (st == STATUS_OK && same)
		how = ARCHIVE_UNCHANGED;
	else if (st == STATUS_OK)
		st = store(w, &p, key, hash, &docid, err);
	if (st == STATUS_OK && !same)
		st = keep_forms(w, &p, err);
	if (st != STATUS_OK)
		return st;
	mark_put(w, docid);
	w->articles += how == ARCHIVE_ADDED;
	w->changes += how != ARCHIVE_UNCHANGED;
	*change = how;
	return STATUS_OK;
}

/* --- files --- */

enum status archive_file_begin(struct archive_writer *w, struct slice path, struct err *err)
{
	struct xc_error xe;

	hash_term(TERM_FILE, path, w->file_term);
	forget_put(w);
	if (xc_db_term_exists(xc_wdb_as_db(w->db), w->file_term, KEY_LEN, &w->file_has_documents,
			      &xe) != XC_OK)
		return failed(err, w, &xe);
	return STATUS_OK;
}

/* Documents of the file under way that were not put; the caller frees *out. */
static enum status list_vanished(struct archive_writer *w, uint32_t **out, size_t *n,
				 struct err *err)
{
	struct xc_postings *it = NULL;
	uint32_t *v = NULL, docid = 0;
	size_t count = 0, cap = 0;
	struct xc_error xe;
	enum xc_status xs;

	xs = xc_db_postings(xc_wdb_as_db(w->db), w->file_term, KEY_LEN, &it, &xe);
	if (xs == XC_OK)
		xs = xc_postings_next(it, &xe);
	while (xs == XC_OK && (xs = xc_postings_docid(it, &docid, &xe)) == XC_OK) {
		if (!was_put(w, docid)) {
			GROW(v, count + 1, cap);
			v[count++] = docid;
		}
		xs = xc_postings_next(it, &xe);
	}
	xc_postings_free(it);
	if (xs != XC_END) {
		free(v);
		return failed(err, w, &xe);
	}
	*out = v;
	*n = count;
	return STATUS_OK;
}

static enum status remove_vanished(struct archive_writer *w, uint32_t *removed, struct err *err)
{
	uint32_t *docids = NULL;
	size_t n = 0, i;
	struct xc_error xe;
	enum status st;

	*removed = 0;
	if (!w->file_has_documents)
		return STATUS_OK;
	st = list_vanished(w, &docids, &n, err);
	for (i = 0; i < n && st == STATUS_OK; i++) {
		st = forget(w, docids[i], err);
		if (st == STATUS_OK && xc_wdb_delete_doc(w->db, docids[i], &xe) != XC_OK)
			st = failed(err, w, &xe);
	}
	free(docids);
	if (st == STATUS_OK) {
		*removed = (uint32_t)n;
		w->articles -= n;
		w->changes += n;
	}
	return st;
}

static enum status set_file(struct archive_writer *w, struct slice path,
			    const struct archive_file *f, struct err *err)
{
	enum status st = STATUS_OK;
	struct xc_error xe;
	struct buf key;

	buf_init(&key, 1024);
	archive_file_key(path, &key);
	buf_reset(&w->scratch);
	if (f)
		archive_file_pack(f, &w->scratch);
	if (xc_wdb_set_metadata(w->db, key.data, key.len, w->scratch.data, w->scratch.len, &xe) !=
	    XC_OK)
		st = failed(err, w, &xe);
	buf_done(&key);
	return st;
}

enum status archive_file_end(struct archive_writer *w, const struct archive_file *f,
			     uint32_t *removed, struct err *err)
{
	enum status st = remove_vanished(w, removed, err);

	if (st == STATUS_OK)
		st = set_file(w, f->path, f, err);
	return st;
}

enum status archive_file_get(struct archive_writer *w, struct slice path, bool *known,
			     struct archive_file *out, struct err *err)
{
	enum status st = STATUS_OK;
	struct xc_error xe;

	buf_reset(&w->scratch);
	archive_file_key(path, &w->scratch);
	if (xc_db_get_metadata(xc_wdb_as_db(w->db), w->scratch.data, w->scratch.len, &w->bytes,
			       &xe) != XC_OK)
		return failed(err, w, &xe);
	*known = w->bytes.n > 0;
	if (*known && !archive_file_unpack(archive_bytes(&w->bytes), out))
		st = err_set(err, STATUS_CORRUPT, "%s: what is known of '%.200s' is damaged", w->dir,
			     w->scratch.data);
	return st;
}

enum status archive_writer_files(struct archive_writer *w,
				 bool (*each)(void *ctx, const struct archive_file *f), void *ctx,
				 struct err *err)
{
	return archive_walk_files(xc_wdb_as_db(w->db), each, ctx, err);
}

enum status archive_file_remove(struct archive_writer *w, struct slice path, uint32_t *removed,
				struct err *err)
{
	enum status st = archive_file_begin(w, path, err);

	if (st == STATUS_OK)
		st = remove_vanished(w, removed, err);
	if (st == STATUS_OK)
		st = set_file(w, path, NULL, err);
	return st;
}
