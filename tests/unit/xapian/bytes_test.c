/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Bytes of the caller, sortable numbers, and the table of statuses. */
#include "tests/unit/xapian/fixture.h"

#include <math.h>

static void set_replaces_and_reuses(void **state)
{
	struct xc_bytes b = XC_BYTES_INIT;
	const char *p;

	(void)state;
	OK(xc_bytes_set(&b, LIT("with\0nul"), &err));
	assert_bytes(&b, LIT("with\0nul"));
	p = b.p;
	OK(xc_bytes_set(&b, LIT("less"), &err));
	assert_bytes(&b, LIT("less"));
	assert_ptr_equal(b.p, p);
	OK(xc_bytes_set(&b, NULL, 0, &err));
	assert_bytes(&b, "", 0);
	OK(xc_bytes_set(&b, LIT("abcdef"), &err));
	OK(xc_bytes_set(&b, b.p + 2, 3, &err)); /* from within itself */
	assert_bytes(&b, LIT("cde"));
	xc_bytes_free(&b);
	assert_null(b.p);
	assert_int_equal(b.n, 0);
	assert_int_equal(b.cap, 0);
	xc_bytes_free(&b);
	xc_bytes_free(NULL);
}

static void bad_bytes_are_refused(void **state)
{
	struct xc_bytes b = XC_BYTES_INIT;

	(void)state;
	OK(xc_bytes_set(&b, LIT("stays"), &err));
	IS(XC_ERR_INVALID, xc_bytes_set(&b, NULL, 1, &err));
	IS(XC_ERR_NOMEM, xc_bytes_set(&b, "x", SIZE_MAX, &err));
	IS(XC_ERR_INVALID, xc_bytes_set(NULL, "x", 1, &err));
	assert_bytes(&b, LIT("stays"));
	assert_int_equal(xc_bytes_set(NULL, "x", 1, NULL), XC_ERR_INVALID);
	xc_bytes_free(&b);
}

static void numbers_sort_as_bytes(void **state)
{
	static const double v[] = {-INFINITY, -1e300, -65536.5, -1, -1e-300, 0,        1e-300,
				   0.5,       1,      1.5,      2,  65536,   20261121, INFINITY};
	struct xc_bytes prev = XC_BYTES_INIT, b = XC_BYTES_INIT;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(v) / sizeof(v[0]); i++) {
		double back = 42;

		OK(xc_sortable_put(v[i], &b, &err));
		OK(xc_sortable_get(b.p, b.n, &back, &err));
		assert_true(back == v[i]);
		if (i) {
			size_t n = prev.n < b.n ? prev.n : b.n;
			int c = n ? memcmp(prev.p, b.p, n) : 0;

			assert_true(c < 0 || (c == 0 && prev.n < b.n));
		}
		OK(xc_bytes_set(&prev, b.p, b.n, &err));
	}
	xc_bytes_free(&b);
	xc_bytes_free(&prev);
}

static void bad_numbers_are_refused(void **state)
{
	struct xc_bytes b = XC_BYTES_INIT;
	double v = 42;

	(void)state;
	IS(XC_ERR_INVALID, xc_sortable_put(NAN, &b, &err));
	assert_null(b.p);
	IS(XC_ERR_INVALID, xc_sortable_get(LIT("no number at all"), &v, &err));
	IS(XC_ERR_INVALID, xc_sortable_get(NULL, 3, &v, &err));
	IS(XC_ERR_INVALID, xc_sortable_get(LIT("\x80"), NULL, &err));
	IS(XC_ERR_INVALID, xc_sortable_put(1, NULL, &err));
	assert_true(v == 42);
}

static void every_status_has_words_of_its_own(void **state)
{
	int i, k;

	(void)state;
	for (i = 0; i < XC_STATUS_COUNT; i++) {
		assert_true(xc_status_word((enum xc_status)i)[0] != '\0');
		assert_true(xc_status_text((enum xc_status)i)[0] != '\0');
		for (k = 0; k < i; k++)
			assert_string_not_equal(xc_status_word((enum xc_status)i),
						xc_status_word((enum xc_status)k));
	}
	assert_string_equal(xc_status_word(XC_OK), "ok");
	assert_string_equal(xc_status_word(XC_ERR_NOT_FOUND), "not-found");
	assert_string_equal(xc_status_word(XC_STATUS_COUNT), "unknown");
	assert_string_equal(xc_status_word((enum xc_status)-1), "unknown");
	assert_string_equal(xc_status_text((enum xc_status)99), "unknown status");
}

static void versions_are_told(void **state)
{
	(void)state;
	assert_string_equal(xc_version(), BACKFILE_VERSION);
	assert_memory_equal(xc_xapian_version(), "1.", 2);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(set_replaces_and_reuses),
		cmocka_unit_test(bad_bytes_are_refused),
		cmocka_unit_test(numbers_sort_as_bytes),
		cmocka_unit_test(bad_numbers_are_refused),
		cmocka_unit_test(every_status_has_words_of_its_own),
		cmocka_unit_test(versions_are_told),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
