/* SPDX-License-Identifier: GPL-2.0-or-later */
/* fixture.h - what the tests of libxapian-c share: a folder that goes away, a
 * small database whose every number is known, and asserts that show messages.
 *
 * The sample, documents 1 to 10: every document has "all", the even ones "even",
 * those divisible by 3 "three" with wdf of the document id, and "n<id>".
 * Documents have the words "quick brown fox <n-id>" at positions 1 to 4.  Slot 0
 * is the sortable id, slot 1 "a" or "b" (odd, even), slot 2 stands only in
 * document 7.  The data is "data\0<id>".
 */
#ifndef TESTS_UNIT_XAPIAN_FIXTURE_H
#define TESTS_UNIT_XAPIAN_FIXTURE_H

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <ftw.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "libxapian-c/xapian_c.h"

#define SAMPLE_DOCS 10
#define LIT(s) (s), (sizeof(s) - 1)

/* A call that must succeed, or fail in one way; shows the message when not. */
#define OK(call) expect_status(XC_OK, (call), #call, __LINE__)
#define IS(st, call) expect_status((st), (call), #call, __LINE__)

const char *__asan_default_options(void);
/* Database::check() of Xapian 1.4 deletes a table as what it derives from. */
const char *__asan_default_options(void)
{
	return "new_delete_type_mismatch=0";
}

/* Xapian 1.4 itself loses memory when an exception leaves a match, a compaction or
 * the reading of a query.  A handle of ours that is lost is still found: it is
 * made by libxapian-c, without a frame of Xapian's. */
const char *__lsan_default_suppressions(void);
const char *__lsan_default_suppressions(void)
{
	return "leak:libxapian.so\n";
}

static struct xc_error err; /* of the last call */

static inline void expect_status(enum xc_status want, enum xc_status got, const char *call,
				 int line)
{
	if (got != want)
		fail_msg("line %d: %s gave %s, wanted %s: %s", line, call, xc_status_word(got),
			 xc_status_word(want), err.msg);
	if (got != XC_OK && got != XC_END) {
		/* what every failure owes its caller */
		assert_int_equal(err.status, got);
		assert_true(err.msg[0] != '\0');
	}
}

static inline void assert_bytes(const struct xc_bytes *b, const char *p, size_t n)
{
	assert_int_equal(b->n, n);
	assert_memory_equal(b->p, p, n);
	assert_int_equal(b->p[n], '\0');
}

static inline int remove_one(const char *path, const struct stat *st, int type, struct FTW *f)
{
	(void)st, (void)type, (void)f;
	return remove(path);
}

/* A new folder; its path is the caller's to give to tmp_remove(). */
static inline char *tmp_make(void)
{
	const char *base = getenv("TMPDIR");
	char *path = malloc(4096);

	assert_non_null(path);
	snprintf(path, 4096, "%s/xapian-c.XXXXXX", base ? base : "/tmp");
	assert_non_null(mkdtemp(path));
	return path;
}

static inline void tmp_remove(char *path)
{
	nftw(path, remove_one, 16, FTW_DEPTH | FTW_PHYS);
	free(path);
}

static inline void path_in(char *out, size_t n, const char *dir, const char *name)
{
	assert_true((size_t)snprintf(out, n, "%s/%s", dir, name) < n);
}

static inline struct xc_doc *sample_doc(uint32_t id)
{
	struct xc_bytes b = XC_BYTES_INIT;
	struct xc_doc *d;
	char text[32];
	int n;

	OK(xc_doc_new(&d, &err));
	OK(xc_doc_add_term(d, LIT("all"), 1, &err));
	if (id % 2 == 0)
		OK(xc_doc_add_boolean_term(d, LIT("even"), &err));
	if (id % 3 == 0)
		OK(xc_doc_add_term(d, LIT("three"), id, &err));
	n = snprintf(text, sizeof(text), "n%u", id);
	OK(xc_doc_add_posting(d, LIT("quick"), 1, 1, &err));
	OK(xc_doc_add_posting(d, LIT("brown"), 2, 1, &err));
	OK(xc_doc_add_posting(d, LIT("fox"), 3, 1, &err));
	OK(xc_doc_add_posting(d, text, (size_t)n, 4, 1, &err));
	OK(xc_sortable_put(id, &b, &err));
	OK(xc_doc_set_value(d, 0, b.p, b.n, &err));
	OK(xc_doc_set_value(d, 1, id % 2 ? "a" : "b", 1, &err));
	if (id == 7)
		OK(xc_doc_set_value(d, 2, LIT("se\0ven"), &err));
	n = snprintf(text, sizeof(text), "data_%u", id);
	text[4] = '\0';
	OK(xc_doc_set_data(d, text, (size_t)n, &err));
	xc_bytes_free(&b);
	return d;
}

static inline void sample_fill(struct xc_wdb *w)
{
	uint32_t i, docid;

	for (i = 1; i <= SAMPLE_DOCS; i++) {
		struct xc_doc *d = sample_doc(i);

		OK(xc_wdb_add_doc(w, d, &docid, &err));
		assert_int_equal(docid, i);
		xc_doc_free(d);
	}
}

/* Write the sample at `path`, committed. */
static inline void sample_write(const char *path)
{
	struct xc_wdb *w;

	OK(xc_wdb_open(path, XC_DB_CREATE_OR_OVERWRITE | XC_DB_NO_SYNC, 0, &w, &err));
	sample_fill(w);
	OK(xc_wdb_commit(w, &err));
	xc_wdb_free(w);
}

/* State of a test: a folder with the sample in "db", open for reading. */
struct sample {
	char *dir;
	char path[4096];
	struct xc_db *db;
};

static inline int sample_setup(void **state)
{
	struct sample *s = calloc(1, sizeof(*s));

	assert_non_null(s);
	s->dir = tmp_make();
	path_in(s->path, sizeof(s->path), s->dir, "db");
	sample_write(s->path);
	OK(xc_db_open(s->path, 0, &s->db, &err));
	*state = s;
	return 0;
}

static inline int sample_teardown(void **state)
{
	struct sample *s = *state;

	xc_db_free(s->db);
	tmp_remove(s->dir);
	free(s);
	return 0;
}

#define SAMPLE_TEST(f) cmocka_unit_test_setup_teardown(f, sample_setup, sample_teardown)

static inline struct xc_query *term_query(const char *term)
{
	struct xc_query *q;

	OK(xc_query_term(term, strlen(term), 1, 0, &q, &err));
	return q;
}

/* Ids that the query finds, ascending by relevance off: "1 2 3". */
static inline void assert_finds(const struct xc_db *db, const struct xc_query *q, const char *want)
{
	struct xc_match m = {.max_items = 100, .check_at_least = 100};
	struct xc_enquire *e;
	struct xc_mset *r;
	char got[512] = "";
	size_t n = 0;
	uint32_t i;

	OK(xc_enquire_new(db, &e, &err));
	OK(xc_enquire_set_query(e, q, 0, &err));
	OK(xc_enquire_set_weight(e, XC_WEIGHT_BOOL, NULL, 0, &err));
	OK(xc_enquire_mset(e, &m, &r, &err));
	for (i = 0; i < xc_mset_size(r); i++) {
		struct xc_hit h;

		OK(xc_mset_hit(r, i, &h, &err));
		n += (size_t)snprintf(got + n, sizeof(got) - n, "%s%u", i ? " " : "", h.docid);
	}
	assert_string_equal(got, want);
	xc_mset_free(r);
	xc_enquire_free(e);
}

/* What an iterator of terms gives, joined with blanks; frees it. */
static inline void assert_terms(struct xc_terms *it, const char *want)
{
	struct xc_bytes b = XC_BYTES_INIT;
	char got[1024] = "";
	size_t n = 0;
	enum xc_status st;

	while ((st = xc_terms_next(it, &err)) == XC_OK) {
		OK(xc_terms_get(it, &b, &err));
		n += (size_t)snprintf(got + n, sizeof(got) - n, "%s%.*s", n ? " " : "", (int)b.n,
				      b.p);
	}
	IS(XC_END, st);
	IS(XC_END, xc_terms_next(it, &err));
	assert_string_equal(got, want);
	xc_bytes_free(&b);
	xc_terms_free(it);
}

#endif
