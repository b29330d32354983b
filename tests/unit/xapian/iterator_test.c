/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Walking terms, postings, positions and values of a database on disk. */
#include "tests/unit/xapian/fixture.h"

static void all_terms_by_prefix(void **state)
{
	struct sample *s = *state;
	struct xc_terms *t;

	OK(xc_db_all_terms(s->db, NULL, 0, &t, &err));
	assert_terms(t, "all brown even fox n1 n10 n2 n3 n4 n5 n6 n7 n8 n9 quick three");
	OK(xc_db_all_terms(s->db, LIT("n1"), &t, &err));
	assert_terms(t, "n1 n10");
	OK(xc_db_all_terms(s->db, LIT("zz"), &t, &err));
	assert_terms(t, "");
}

static void terms_skip(void **state)
{
	struct sample *s = *state;
	struct xc_bytes b = XC_BYTES_INIT;
	struct xc_terms *t;
	struct xc_positions *p;
	uint32_t freq;

	OK(xc_db_all_terms(s->db, NULL, 0, &t, &err));
	IS(XC_ERR_INVALID, xc_terms_get(t, &b, &err)); /* before the first */
	OK(xc_terms_skip_to(t, LIT("even"), &err));
	OK(xc_terms_get(t, &b, &err));
	assert_bytes(&b, LIT("even"));
	OK(xc_terms_freq(t, &freq, &err));
	assert_int_equal(freq, 5);
	OK(xc_terms_skip_to(t, LIT("a"), &err)); /* never back */
	OK(xc_terms_get(t, &b, &err));
	assert_bytes(&b, LIT("even"));
	OK(xc_terms_skip_to(t, LIT("n2"), &err));
	OK(xc_terms_next(t, &err));
	OK(xc_terms_get(t, &b, &err));
	assert_bytes(&b, LIT("n3"));
	/* a term of no document in particular has no wdf and no positions */
	assert_true(xc_terms_wdf(t, &freq, &err) != XC_OK);
	assert_true(xc_terms_positions(t, &p, &err) != XC_OK);
	IS(XC_END, xc_terms_skip_to(t, LIT("zzz"), &err));
	IS(XC_END, xc_terms_skip_to(t, LIT("a"), &err));
	IS(XC_END, xc_terms_next(t, &err));
	IS(XC_ERR_INVALID, xc_terms_get(t, &b, &err));
	IS(XC_ERR_INVALID, xc_terms_freq(t, &freq, &err));
	xc_terms_free(t);
	xc_terms_free(NULL);
	xc_bytes_free(&b);
}

static void postings_walk_and_skip(void **state)
{
	struct sample *s = *state;
	struct xc_postings *p;
	uint32_t v;

	OK(xc_db_postings(s->db, LIT("three"), &p, &err));
	IS(XC_ERR_INVALID, xc_postings_docid(p, &v, &err));
	OK(xc_postings_next(p, &err));
	OK(xc_postings_docid(p, &v, &err));
	assert_int_equal(v, 3);
	OK(xc_postings_wdf(p, &v, &err));
	assert_int_equal(v, 3);
	OK(xc_postings_doclength(p, &v, &err));
	assert_int_equal(v, 8);
	OK(xc_postings_unique_terms(p, &v, &err));
	assert_int_equal(v, 6);
	OK(xc_postings_skip_to(p, 7, &err));
	OK(xc_postings_docid(p, &v, &err));
	assert_int_equal(v, 9);
	OK(xc_postings_skip_to(p, 1, &err));
	OK(xc_postings_docid(p, &v, &err));
	assert_int_equal(v, 9);
	IS(XC_END, xc_postings_next(p, &err));
	IS(XC_END, xc_postings_next(p, &err));
	IS(XC_END, xc_postings_skip_to(p, 1, &err));
	IS(XC_ERR_INVALID, xc_postings_docid(p, &v, &err));
	IS(XC_ERR_INVALID, xc_postings_wdf(p, &v, &err));
	xc_postings_free(p);

	OK(xc_db_postings(s->db, LIT("absent"), &p, &err));
	IS(XC_END, xc_postings_next(p, &err));
	xc_postings_free(p);
	xc_postings_free(NULL);
}

static void the_empty_term_gives_every_document(void **state)
{
	struct sample *s = *state;
	struct xc_postings *p;
	uint32_t v, n = 0;

	OK(xc_db_postings(s->db, NULL, 0, &p, &err));
	while (xc_postings_next(p, &err) == XC_OK) {
		OK(xc_postings_docid(p, &v, &err));
		assert_int_equal(v, ++n);
	}
	assert_int_equal(n, 10);
	xc_postings_free(p);
}

static void termlist_with_wdf_and_positions(void **state)
{
	struct sample *s = *state;
	struct xc_positions *p;
	struct xc_terms *t;
	uint32_t v;

	OK(xc_db_termlist(s->db, 6, &t, &err));
	assert_terms(t, "all brown even fox n6 quick three");
	OK(xc_db_termlist(s->db, 6, &t, &err));
	OK(xc_terms_skip_to(t, LIT("fox"), &err));
	OK(xc_terms_freq(t, &v, &err));
	assert_int_equal(v, 10);
	OK(xc_terms_positions(t, &p, &err));
	OK(xc_positions_next(p, &err));
	OK(xc_positions_get(p, &v, &err));
	assert_int_equal(v, 3);
	IS(XC_END, xc_positions_next(p, &err));
	xc_positions_free(p);
	OK(xc_terms_skip_to(t, LIT("three"), &err));
	OK(xc_terms_wdf(t, &v, &err));
	assert_int_equal(v, 6);
	xc_terms_free(t);
	IS(XC_ERR_NOT_FOUND, xc_db_termlist(s->db, 11, &t, &err));
	IS(XC_ERR_INVALID, xc_db_termlist(s->db, 0, &t, &err));
}

static void positions_by_document_and_term(void **state)
{
	struct sample *s = *state;
	struct xc_positions *p;
	struct xc_postings *d;
	uint32_t v;

	OK(xc_db_positions(s->db, 5, LIT("n5"), &p, &err));
	IS(XC_ERR_INVALID, xc_positions_get(p, &v, &err));
	OK(xc_positions_skip_to(p, 2, &err));
	OK(xc_positions_get(p, &v, &err));
	assert_int_equal(v, 4);
	OK(xc_positions_skip_to(p, 1, &err));
	IS(XC_END, xc_positions_skip_to(p, 5, &err));
	IS(XC_END, xc_positions_skip_to(p, 5, &err));
	xc_positions_free(p);
	xc_positions_free(NULL);
	OK(xc_db_positions(s->db, 5, LIT("n6"), &p, &err));
	IS(XC_END, xc_positions_next(p, &err));
	xc_positions_free(p);
	OK(xc_db_postings(s->db, LIT("brown"), &d, &err));
	OK(xc_postings_skip_to(d, 8, &err));
	OK(xc_postings_positions(d, &p, &err));
	OK(xc_positions_next(p, &err));
	OK(xc_positions_get(p, &v, &err));
	assert_int_equal(v, 2);
	xc_positions_free(p);
	xc_postings_free(d);
}

static void values_of_a_slot(void **state)
{
	struct sample *s = *state;
	struct xc_bytes b = XC_BYTES_INIT;
	struct xc_values *v;
	uint32_t n;

	OK(xc_db_values(s->db, 1, &v, &err));
	IS(XC_ERR_INVALID, xc_values_get(v, &b, &err));
	OK(xc_values_skip_to(v, 4, &err));
	OK(xc_values_docid(v, &n, &err));
	assert_int_equal(n, 4);
	OK(xc_values_slot(v, &n, &err));
	assert_int_equal(n, 1);
	OK(xc_values_get(v, &b, &err));
	assert_bytes(&b, LIT("b"));
	OK(xc_values_next(v, &err));
	OK(xc_values_get(v, &b, &err));
	assert_bytes(&b, LIT("a"));
	OK(xc_values_skip_to(v, 1, &err));
	OK(xc_values_docid(v, &n, &err));
	assert_int_equal(n, 5);
	IS(XC_END, xc_values_skip_to(v, 11, &err));
	IS(XC_END, xc_values_skip_to(v, 1, &err));
	xc_values_free(v);
	OK(xc_db_values(s->db, 2, &v, &err));
	OK(xc_values_next(v, &err));
	OK(xc_values_docid(v, &n, &err));
	assert_int_equal(n, 7);
	IS(XC_END, xc_values_next(v, &err));
	IS(XC_ERR_INVALID, xc_values_docid(v, &n, &err));
	xc_values_free(v);
	xc_values_free(NULL);
	xc_bytes_free(&b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		SAMPLE_TEST(all_terms_by_prefix),
		SAMPLE_TEST(terms_skip),
		SAMPLE_TEST(postings_walk_and_skip),
		SAMPLE_TEST(the_empty_term_gives_every_document),
		SAMPLE_TEST(termlist_with_wdf_and_positions),
		SAMPLE_TEST(positions_by_document_and_term),
		SAMPLE_TEST(values_of_a_slot),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
