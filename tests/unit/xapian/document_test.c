/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Documents made, changed, and turned into bytes and back. */
#include "tests/unit/xapian/fixture.h"

static void terms_come_and_go(void **state)
{
	struct xc_terms *t;
	struct xc_doc *d;
	uint32_t n;

	(void)state;
	OK(xc_doc_new(&d, &err));
	OK(xc_doc_add_term(d, LIT("b"), 2, &err));
	OK(xc_doc_add_term(d, LIT("b"), 3, &err));
	OK(xc_doc_add_term(d, LIT("nul\0term"), 1, &err));
	OK(xc_doc_add_boolean_term(d, LIT("a"), &err));
	OK(xc_doc_count_terms(d, &n, &err));
	assert_int_equal(n, 3);
	OK(xc_doc_terms(d, &t, &err));
	OK(xc_terms_next(t, &err));
	OK(xc_terms_wdf(t, &n, &err));
	assert_int_equal(n, 0);
	OK(xc_terms_next(t, &err));
	OK(xc_terms_wdf(t, &n, &err));
	assert_int_equal(n, 5);
	/* of no database: no frequency */
	IS(XC_ERR_INVALID, xc_terms_freq(t, &n, &err));
	xc_terms_free(t);
	OK(xc_doc_remove_term(d, LIT("b"), &err));
	IS(XC_ERR_INVALID, xc_doc_remove_term(d, LIT("b"), &err));
	IS(XC_ERR_INVALID, xc_doc_add_term(d, NULL, 0, 1, &err));
	IS(XC_ERR_INVALID, xc_doc_add_boolean_term(d, "", 0, &err));
	IS(XC_ERR_INVALID, xc_doc_add_posting(d, "", 0, 1, 1, &err));
	OK(xc_doc_count_terms(d, &n, &err));
	assert_int_equal(n, 2);
	OK(xc_doc_clear_terms(d, &err));
	OK(xc_doc_terms(d, &t, &err));
	assert_terms(t, "");
	xc_doc_free(d);
	xc_doc_free(NULL);
}

static void postings_come_and_go(void **state)
{
	struct xc_positions *p;
	struct xc_terms *t;
	struct xc_doc *d;
	uint32_t pos, n;

	(void)state;
	OK(xc_doc_new(&d, &err));
	OK(xc_doc_add_posting(d, LIT("w"), 9, 1, &err));
	OK(xc_doc_add_posting(d, LIT("w"), 4, 1, &err));
	OK(xc_doc_add_posting(d, LIT("w"), 5, 1, &err));
	OK(xc_doc_remove_posting(d, LIT("w"), 5, 1, &err));
	IS(XC_ERR_INVALID, xc_doc_remove_posting(d, LIT("w"), 5, 1, &err));
	IS(XC_ERR_INVALID, xc_doc_remove_posting(d, LIT("v"), 4, 1, &err));
	OK(xc_doc_terms(d, &t, &err));
	OK(xc_terms_next(t, &err));
	OK(xc_terms_wdf(t, &n, &err));
	assert_int_equal(n, 2);
	OK(xc_terms_positions(t, &p, &err));
	xc_terms_free(t);
	xc_doc_free(d); /* the list outlives both */
	OK(xc_positions_next(p, &err));
	OK(xc_positions_get(p, &pos, &err));
	assert_int_equal(pos, 4);
	OK(xc_positions_next(p, &err));
	OK(xc_positions_get(p, &pos, &err));
	assert_int_equal(pos, 9);
	IS(XC_END, xc_positions_next(p, &err));
	IS(XC_ERR_INVALID, xc_positions_get(p, &pos, &err));
	xc_positions_free(p);
}

static void values_and_data(void **state)
{
	struct xc_bytes b = XC_BYTES_INIT;
	struct xc_values *v;
	struct xc_doc *d;
	uint32_t n, slot;

	(void)state;
	OK(xc_doc_new(&d, &err));
	OK(xc_doc_set_value(d, 7, LIT("\0x"), &err));
	OK(xc_doc_set_value(d, 3, LIT("three"), &err));
	OK(xc_doc_set_value(d, 0xFFFFFFFEu, LIT("last"), &err));
	IS(XC_ERR_INVALID, xc_doc_set_value(d, 0xFFFFFFFFu, LIT("past it"), &err));
	OK(xc_doc_count_values(d, &n, &err));
	assert_int_equal(n, 3);
	OK(xc_doc_get_value(d, 7, &b, &err));
	assert_bytes(&b, LIT("\0x"));
	OK(xc_doc_get_value(d, 8, &b, &err));
	assert_bytes(&b, "", 0);
	OK(xc_doc_values(d, &v, &err));
	OK(xc_values_next(v, &err));
	OK(xc_values_slot(v, &slot, &err));
	assert_int_equal(slot, 3);
	OK(xc_values_skip_to(v, 4, &err));
	OK(xc_values_slot(v, &slot, &err));
	assert_int_equal(slot, 7);
	OK(xc_values_get(v, &b, &err));
	assert_bytes(&b, LIT("\0x"));
	OK(xc_values_skip_to(v, 0, &err)); /* never back */
	OK(xc_values_slot(v, &slot, &err));
	assert_int_equal(slot, 7);
	xc_values_free(v);
	OK(xc_doc_set_value(d, 7, NULL, 0, &err));
	OK(xc_doc_remove_value(d, 3, &err));
	OK(xc_doc_count_values(d, &n, &err));
	assert_int_equal(n, 1);
	OK(xc_doc_clear_values(d, &err));
	OK(xc_doc_values(d, &v, &err));
	IS(XC_END, xc_values_next(v, &err));
	IS(XC_ERR_INVALID, xc_values_slot(v, &slot, &err));
	xc_values_free(v);
	OK(xc_doc_set_data(d, LIT("\0\0data"), &err));
	OK(xc_doc_get_data(d, &b, &err));
	assert_bytes(&b, LIT("\0\0data"));
	OK(xc_doc_get_docid(d, &n, &err));
	assert_int_equal(n, 0);
	xc_bytes_free(&b);
	xc_doc_free(d);
}

static void as_bytes_and_back(void **state)
{
	struct xc_bytes b = XC_BYTES_INIT, c = XC_BYTES_INIT;
	struct xc_doc *d = sample_doc(7), *e = NULL;
	struct xc_terms *t;
	size_t i;

	(void)state;
	OK(xc_doc_serialise(d, &b, &err));
	OK(xc_doc_unserialise(b.p, b.n, &e, &err));
	OK(xc_doc_serialise(e, &c, &err));
	assert_bytes(&c, b.p, b.n);
	OK(xc_doc_terms(e, &t, &err));
	assert_terms(t, "all brown fox n7 quick");
	xc_doc_free(e);
	/* cut anywhere: an error or a shorter document, never a crash */
	for (i = 0; i < b.n; i++) {
		e = NULL;
		if (xc_doc_unserialise(b.p, i, &e, &err) != XC_OK) {
			assert_int_equal(err.status, XC_ERR_INVALID);
			assert_null(e);
		}
		xc_doc_free(e);
	}
	xc_doc_free(d);
	xc_bytes_free(&b);
	xc_bytes_free(&c);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(terms_come_and_go),
		cmocka_unit_test(postings_come_and_go),
		cmocka_unit_test(values_and_data),
		cmocka_unit_test(as_bytes_and_back),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
