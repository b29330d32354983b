/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Handles may be freed in any order: each is used after everything that it came
 * from is gone.  Under AddressSanitizer this proves what the header promises. */
#include "tests/unit/xapian/fixture.h"

static struct xc_db *db;

static int open_db(void **state)
{
	struct sample *s;

	sample_setup(state);
	s = *state;
	db = s->db;
	s->db = NULL; /* the tests free it early */
	return 0;
}

static void iterators_outlive_the_database(void **state)
{
	struct xc_bytes b = XC_BYTES_INIT;
	struct xc_positions *pos, *pos2;
	struct xc_postings *p;
	struct xc_values *v;
	struct xc_terms *t, *list;
	uint32_t u;

	(void)state;
	OK(xc_db_all_terms(db, NULL, 0, &t, &err));
	OK(xc_db_termlist(db, 6, &list, &err));
	OK(xc_db_postings(db, LIT("fox"), &p, &err));
	OK(xc_db_values(db, 1, &v, &err));
	OK(xc_db_positions(db, 6, LIT("fox"), &pos, &err));
	xc_db_free(db);
	assert_terms(t, "all brown even fox n1 n10 n2 n3 n4 n5 n6 n7 n8 n9 quick three");
	OK(xc_terms_skip_to(list, LIT("fox"), &err));
	OK(xc_terms_freq(list, &u, &err));
	assert_int_equal(u, 10);
	OK(xc_terms_positions(list, &pos2, &err));
	xc_terms_free(list);
	OK(xc_positions_next(pos2, &err));
	OK(xc_positions_get(pos2, &u, &err));
	assert_int_equal(u, 3);
	xc_positions_free(pos2);
	OK(xc_postings_skip_to(p, 6, &err));
	OK(xc_postings_doclength(p, &u, &err));
	assert_int_equal(u, 11);
	OK(xc_postings_positions(p, &pos2, &err));
	xc_postings_free(p);
	OK(xc_positions_next(pos2, &err));
	xc_positions_free(pos2);
	OK(xc_values_skip_to(v, 10, &err));
	OK(xc_values_get(v, &b, &err));
	assert_bytes(&b, LIT("b"));
	xc_values_free(v);
	OK(xc_positions_next(pos, &err));
	xc_positions_free(pos);
	xc_bytes_free(&b);
}

static void a_document_outlives_the_database(void **state)
{
	struct xc_bytes b = XC_BYTES_INIT;
	struct xc_values *v;
	struct xc_terms *t;
	struct xc_doc *d;

	(void)state;
	OK(xc_db_get_doc(db, 7, &d, &err));
	xc_db_free(db);
	OK(xc_doc_get_data(d, &b, &err)); /* read only now */
	assert_bytes(&b, LIT("data\0""7"));
	OK(xc_doc_terms(d, &t, &err));
	OK(xc_doc_values(d, &v, &err));
	xc_doc_free(d);
	assert_terms(t, "all brown fox n7 quick");
	OK(xc_values_next(v, &err));
	OK(xc_values_next(v, &err));
	OK(xc_values_get(v, &b, &err));
	assert_bytes(&b, LIT("a"));
	xc_values_free(v);
	xc_bytes_free(&b);
}

static void an_mset_outlives_enquire_query_and_database(void **state)
{
	struct xc_match m = {.max_items = 10};
	struct xc_bytes b = XC_BYTES_INIT;
	struct xc_query *q = term_query("three");
	struct xc_enquire *e;
	struct xc_terms *t;
	struct xc_mset *r;
	struct xc_doc *d;
	struct xc_hit h;
	uint32_t u;

	(void)state;
	OK(xc_enquire_new(db, &e, &err));
	xc_db_free(db);
	OK(xc_enquire_set_query(e, q, 0, &err));
	xc_query_free(q);
	OK(xc_enquire_mset(e, &m, &r, &err));
	OK(xc_enquire_matching_terms(e, 3, &t, &err));
	xc_enquire_free(e);
	assert_terms(t, "three");
	OK(xc_mset_hit(r, 0, &h, &err));
	assert_int_equal(h.percent, 100);
	OK(xc_mset_termfreq(r, LIT("three"), &u, &err));
	OK(xc_mset_doc(r, 2, &d, &err));
	xc_mset_free(r);
	OK(xc_doc_get_data(d, &b, &err));
	assert_bytes(&b, LIT("data\0""3"));
	xc_doc_free(d);
	xc_bytes_free(&b);
}

static void an_eset_outlives_rset_and_enquire(void **state)
{
	struct xc_bytes b = XC_BYTES_INIT;
	struct xc_expand how = {.max_items = 5, .flags = XC_EXPAND_QUERY_TERMS};
	struct xc_enquire *e;
	struct xc_rset *set;
	struct xc_eset *r;

	(void)state;
	OK(xc_enquire_new(db, &e, &err));
	xc_db_free(db);
	OK(xc_rset_new(&set, &err));
	OK(xc_rset_add(set, 3, &err));
	how.rset = set;
	OK(xc_enquire_eset(e, &how, &r, &err));
	xc_rset_free(set);
	xc_enquire_free(e);
	assert_true(xc_eset_size(r) > 0);
	OK(xc_eset_get(r, 0, &b, NULL, &err));
	assert_true(b.n > 0);
	xc_eset_free(r);
	xc_bytes_free(&b);
}

static void an_enquire_sees_a_reopened_database(void **state)
{
	struct sample *s = *state;
	struct xc_match m = {.max_items = 100, .check_at_least = 100};
	struct xc_query *q = term_query("all");
	struct xc_doc *d = sample_doc(11);
	struct xc_enquire *e;
	struct xc_mset *r;
	struct xc_wdb *w;

	OK(xc_enquire_new(db, &e, &err));
	OK(xc_enquire_set_query(e, q, 0, &err));
	OK(xc_wdb_open(s->path, XC_DB_OPEN | XC_DB_NO_SYNC, 0, &w, &err));
	OK(xc_wdb_add_doc(w, d, NULL, &err));
	OK(xc_wdb_commit(w, &err));
	OK(xc_enquire_mset(e, &m, &r, &err));
	assert_int_equal(xc_mset_size(r), 10);
	xc_mset_free(r);
	OK(xc_db_reopen(db, NULL, &err));
	OK(xc_enquire_mset(e, &m, &r, &err));
	assert_int_equal(xc_mset_size(r), 11);
	xc_mset_free(r);
	xc_wdb_free(w);
	xc_doc_free(d);
	xc_query_free(q);
	xc_enquire_free(e);
	xc_db_free(db);
}

static void what_a_writer_made_outlives_it(void **state)
{
	struct sample *s = *state;
	struct xc_bytes b = XC_BYTES_INIT;
	struct xc_wdb *w;
	struct xc_doc *d;
	enum xc_status st;

	xc_db_free(db);
	OK(xc_wdb_open(s->path, XC_DB_OPEN | XC_DB_NO_SYNC, 0, &w, &err));
	OK(xc_db_get_doc(xc_wdb_as_db(w), 7, &d, &err));
	xc_wdb_free(w);
	st = xc_doc_get_data(d, &b, &err); /* closed, but no crash */
	assert_true(st == XC_OK || st == XC_ERR_CLOSED);
	xc_doc_free(d);
	xc_bytes_free(&b);
}

#define LIFETIME_TEST(f) cmocka_unit_test_setup_teardown(f, open_db, sample_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		LIFETIME_TEST(iterators_outlive_the_database),
		LIFETIME_TEST(a_document_outlives_the_database),
		LIFETIME_TEST(an_mset_outlives_enquire_query_and_database),
		LIFETIME_TEST(an_eset_outlives_rset_and_enquire),
		LIFETIME_TEST(an_enquire_sees_a_reopened_database),
		LIFETIME_TEST(what_a_writer_made_outlives_it),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
