/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Writing: what a commit keeps, what a free, a revert and a transaction lose. */
#include "tests/unit/xapian/fixture.h"

static uint32_t count_at(const char *path)
{
	struct xc_db_stats st;
	struct xc_db *db;

	OK(xc_db_open(path, 0, &db, &err));
	OK(xc_db_get_stats(db, &st, &err));
	xc_db_free(db);
	return st.doccount;
}

static uint32_t count_in(struct xc_wdb *w)
{
	struct xc_db_stats st;

	OK(xc_db_get_stats(xc_wdb_as_db(w), &st, &err));
	return st.doccount;
}

static void add(struct xc_wdb *w, uint32_t id)
{
	struct xc_doc *d = sample_doc(id);

	OK(xc_wdb_add_doc(w, d, NULL, &err));
	xc_doc_free(d);
}

static struct xc_wdb *open_for_writing(const struct sample *s)
{
	struct xc_wdb *w;

	OK(xc_wdb_open(s->path, XC_DB_OPEN | XC_DB_NO_SYNC, 0, &w, &err));
	return w;
}

static void the_view_sees_what_is_pending(void **state)
{
	struct sample *s = *state;
	struct xc_wdb *w = open_for_writing(s);
	struct xc_query *q = term_query("n11");
	struct xc_bytes b = XC_BYTES_INIT;

	add(w, 11);
	assert_int_equal(count_in(w), 11);
	assert_finds(xc_wdb_as_db(w), q, "11");
	assert_int_equal(count_at(s->path), 10);
	OK(xc_wdb_commit(w, &err));
	assert_int_equal(count_at(s->path), 11);
	OK(xc_wdb_get_description(w, &b, &err));
	assert_true(b.n > 0);
	assert_null(xc_wdb_as_db(NULL));
	xc_bytes_free(&b);
	xc_query_free(q);
	xc_wdb_free(w);
}

static void free_keeps_only_what_was_committed(void **state)
{
	struct sample *s = *state;
	struct xc_wdb *w = open_for_writing(s);

	add(w, 11);
	xc_wdb_free(w);
	assert_int_equal(count_at(s->path), 10);
	w = open_for_writing(s);
	OK(xc_wdb_begin(w, true, &err));
	add(w, 11);
	xc_wdb_free(w); /* inside a transaction too */
	assert_int_equal(count_at(s->path), 10);
	xc_wdb_free(NULL);
}

static void free_gives_up_the_lock_whoever_looks_on(void **state)
{
	struct sample *s = *state;
	struct xc_wdb *w = open_for_writing(s);
	struct xc_bytes b = XC_BYTES_INIT;
	struct xc_terms *t;
	enum xc_status st;

	OK(xc_db_all_terms(xc_wdb_as_db(w), NULL, 0, &t, &err));
	OK(xc_terms_next(t, &err));
	xc_wdb_free(w);
	w = open_for_writing(s); /* the iterator does not hold the lock */
	xc_wdb_free(w);
	while ((st = xc_terms_next(t, &err)) == XC_OK)
		OK(xc_terms_get(t, &b, &err));
	if (st != XC_END)
		IS(XC_ERR_CLOSED, st);
	xc_terms_free(t);
	xc_bytes_free(&b);
}

static void close_commits(void **state)
{
	struct sample *s = *state;
	struct xc_wdb *w = open_for_writing(s);
	struct xc_doc *d = sample_doc(12);

	add(w, 11);
	OK(xc_wdb_close(w, &err));
	assert_int_equal(count_at(s->path), 11);
	IS(XC_ERR_CLOSED, xc_wdb_add_doc(w, d, NULL, &err));
	OK(xc_wdb_commit(w, &err)); /* nothing is pending */
	xc_doc_free(d);
	xc_wdb_free(w);
}

static void revert_drops_what_is_pending(void **state)
{
	struct sample *s = *state;
	struct xc_wdb *w = open_for_writing(s);
	struct xc_bytes b = XC_BYTES_INIT;

	add(w, 11);
	OK(xc_wdb_delete_doc(w, 1, &err));
	OK(xc_wdb_set_metadata(w, LIT("k"), LIT("v"), &err));
	OK(xc_wdb_revert(w, &err));
	assert_int_equal(count_in(w), 10);
	OK(xc_db_get_metadata(xc_wdb_as_db(w), LIT("k"), &b, &err));
	assert_int_equal(b.n, 0);
	add(w, 12);
	OK(xc_wdb_commit(w, &err)); /* it goes on from there */
	xc_wdb_free(w);
	assert_int_equal(count_at(s->path), 11);
	w = open_for_writing(s);
	OK(xc_wdb_begin(w, true, &err));
	IS(XC_ERR_INVALID, xc_wdb_revert(w, &err));
	xc_wdb_free(w);
	xc_bytes_free(&b);
}

static void transactions(void **state)
{
	struct sample *s = *state;
	struct xc_wdb *w = open_for_writing(s);

	IS(XC_ERR_INVALID, xc_wdb_commit_transaction(w, &err));
	IS(XC_ERR_INVALID, xc_wdb_cancel_transaction(w, &err));
	add(w, 11);
	OK(xc_wdb_begin(w, true, &err)); /* commits what was pending */
	assert_int_equal(count_at(s->path), 11);
	IS(XC_ERR_INVALID, xc_wdb_begin(w, true, &err));
	IS(XC_ERR_INVALID, xc_wdb_commit(w, &err));
	add(w, 12);
	OK(xc_wdb_cancel_transaction(w, &err));
	assert_int_equal(count_in(w), 11);
	OK(xc_wdb_begin(w, true, &err));
	add(w, 13);
	assert_int_equal(count_at(s->path), 11);
	OK(xc_wdb_commit_transaction(w, &err));
	assert_int_equal(count_at(s->path), 12);
	OK(xc_wdb_begin(w, false, &err));
	add(w, 14);
	OK(xc_wdb_commit_transaction(w, &err));
	assert_int_equal(count_at(s->path), 12); /* not flushed */
	OK(xc_wdb_commit(w, &err));
	assert_int_equal(count_at(s->path), 13);
	xc_wdb_free(w);
}

static void replace_and_delete(void **state)
{
	struct sample *s = *state;
	struct xc_wdb *w = open_for_writing(s);
	struct xc_db *db = xc_wdb_as_db(w);
	struct xc_query *all = term_query("all"), *n20 = term_query("n20");
	struct xc_doc *d = sample_doc(20);
	uint32_t docid = 0;

	OK(xc_wdb_replace_doc(w, 4, d, &err));
	assert_finds(db, n20, "4");
	OK(xc_wdb_replace_doc(w, 30, d, &err)); /* none there: becomes 30 */
	assert_finds(db, n20, "4 30");
	OK(xc_wdb_replace_doc_by_term(w, LIT("n20"), d, &docid, &err));
	assert_int_equal(docid, 4);
	assert_finds(db, n20, "4"); /* one in place of all that had it */
	OK(xc_wdb_replace_doc_by_term(w, LIT("new"), d, &docid, &err));
	assert_int_equal(docid, 31);
	OK(xc_wdb_replace_doc_by_term(w, LIT("new"), d, NULL, &err));
	IS(XC_ERR_INVALID, xc_wdb_replace_doc_by_term(w, NULL, 0, d, NULL, &err));
	OK(xc_wdb_delete_doc(w, 31, &err));
	IS(XC_ERR_NOT_FOUND, xc_wdb_delete_doc(w, 31, &err));
	IS(XC_ERR_INVALID, xc_wdb_delete_doc(w, 0, &err));
	IS(XC_ERR_INVALID, xc_wdb_replace_doc(w, 0, d, &err));
	OK(xc_wdb_delete_docs_by_term(w, LIT("even"), &err));
	OK(xc_wdb_delete_docs_by_term(w, LIT("absent"), &err));
	IS(XC_ERR_INVALID, xc_wdb_delete_docs_by_term(w, NULL, 0, &err));
	assert_finds(db, all, "1 3 5 7 9");
	OK(xc_wdb_commit(w, &err));
	xc_doc_free(d);
	xc_query_free(all);
	xc_query_free(n20);
	xc_wdb_free(w);
}

static void bounds_of_terms_and_ids(void **state)
{
	struct sample *s = *state;
	struct xc_wdb *w = open_for_writing(s);
	struct xc_doc *d;
	char term[300];
	uint32_t docid = 42;

	memset(term, 'x', sizeof(term));
	OK(xc_doc_new(&d, &err));
	OK(xc_doc_add_term(d, term, 245, 1, &err));
	OK(xc_wdb_add_doc(w, d, &docid, &err));
	OK(xc_doc_add_term(d, term, 246, 1, &err));
	docid = 42;
	IS(XC_ERR_INVALID, xc_wdb_add_doc(w, d, &docid, &err));
	assert_int_equal(docid, 42);
	OK(xc_doc_clear_terms(d, &err));
	memset(term, 0, sizeof(term)); /* a NUL counts as two */
	OK(xc_doc_add_term(d, term, 120, 1, &err));
	OK(xc_wdb_add_doc(w, d, NULL, &err));
	OK(xc_wdb_commit(w, &err));
	OK(xc_doc_add_term(d, term, 245, 1, &err));
	OK(xc_wdb_add_doc(w, d, NULL, &err));
	IS(XC_ERR_INVALID, xc_wdb_commit(w, &err)); /* found out this late */
	xc_wdb_free(w);
	w = open_for_writing(s);
	OK(xc_doc_clear_terms(d, &err));
	OK(xc_wdb_replace_doc(w, 0xFFFFFFFFu, d, &err));
	IS(XC_ERR_DB, xc_wdb_add_doc(w, d, NULL, &err)); /* ids are used up */
	xc_doc_free(d);
	xc_wdb_free(w);
}

static void creating(void **state)
{
	struct sample *s = *state;
	struct xc_wdb *w = NULL;
	char path[5000];

	path_in(path, sizeof(path), s->dir, "other");
	assert_true(xc_wdb_open(path, XC_DB_OPEN, 0, &w, &err) != XC_OK);
	assert_true(err.status == XC_ERR_OPEN || err.status == XC_ERR_NO_DB);
	OK(xc_wdb_open(path, XC_DB_CREATE | XC_DB_NO_SYNC | XC_DB_GLASS, 65536, &w, &err));
	xc_wdb_free(w);
	w = NULL;
	IS(XC_ERR_OPEN, xc_wdb_open(path, XC_DB_CREATE, 0, &w, &err));
	assert_null(w);
	OK(xc_wdb_open(path, XC_DB_CREATE_OR_OPEN | XC_DB_DANGEROUS, 0, &w, &err));
	add(w, 1);
	OK(xc_wdb_close(w, &err));
	xc_wdb_free(w);
	assert_int_equal(count_at(path), 1);
	OK(xc_wdb_open(path, XC_DB_CREATE_OR_OVERWRITE | XC_DB_FULL_SYNC, 2048, &w, &err));
	xc_wdb_free(w);
	assert_int_equal(count_at(path), 0);
}

static void without_termlists(void **state)
{
	struct sample *s = *state;
	struct xc_terms *t;
	struct xc_db *db;
	struct xc_wdb *w;
	char path[5000];

	path_in(path, sizeof(path), s->dir, "lean");
	OK(xc_wdb_open(path, XC_DB_CREATE | XC_DB_NO_SYNC | XC_DB_NO_TERMLIST, 0, &w, &err));
	sample_fill(w);
	OK(xc_wdb_commit(w, &err));
	IS(XC_ERR_UNSUPPORTED, xc_wdb_delete_doc(w, 1, &err));
	xc_wdb_free(w);
	OK(xc_db_open(path, 0, &db, &err));
	IS(XC_ERR_UNSUPPORTED, xc_db_termlist(db, 1, &t, &err));
	xc_db_free(db);
}

static void in_memory(void **state)
{
	struct xc_query *q = term_query("three");
	struct xc_bytes b = XC_BYTES_INIT;
	struct xc_wdb *w;
	uint64_t rev;

	(void)state;
	OK(xc_wdb_open_memory(&w, &err));
	sample_fill(w);
	OK(xc_wdb_commit(w, &err));
	assert_finds(xc_wdb_as_db(w), q, "3 6 9");
	OK(xc_wdb_set_metadata(w, LIT("k"), LIT("v"), &err));
	OK(xc_db_get_uuid(xc_wdb_as_db(w), &b, &err));
	assert_int_equal(b.n, 0);
	IS(XC_ERR_UNSUPPORTED, xc_wdb_begin(w, true, &err));
	IS(XC_ERR_UNSUPPORTED, xc_wdb_revert(w, &err));
	IS(XC_ERR_UNSUPPORTED, xc_db_get_revision(xc_wdb_as_db(w), &rev, &err));
	IS(XC_ERR_UNSUPPORTED, xc_wdb_add_spelling(w, LIT("word"), 1, &err));
	IS(XC_ERR_UNSUPPORTED, xc_wdb_add_synonym(w, LIT("a"), LIT("b"), &err));
	IS(XC_ERR_DB, xc_db_compact(xc_wdb_as_db(w), "/nowhere", NULL, &err));
	xc_bytes_free(&b);
	xc_query_free(q);
	xc_wdb_free(w);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		SAMPLE_TEST(the_view_sees_what_is_pending),
		SAMPLE_TEST(free_keeps_only_what_was_committed),
		SAMPLE_TEST(free_gives_up_the_lock_whoever_looks_on),
		SAMPLE_TEST(close_commits),
		SAMPLE_TEST(revert_drops_what_is_pending),
		SAMPLE_TEST(transactions),
		SAMPLE_TEST(replace_and_delete),
		SAMPLE_TEST(bounds_of_terms_and_ids),
		SAMPLE_TEST(creating),
		SAMPLE_TEST(without_termlists),
		cmocka_unit_test(in_memory),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
