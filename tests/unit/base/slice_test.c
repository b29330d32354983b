/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Borrowed bytes: comparing, cutting, splitting. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "lib/base/slice.h"

/* Not inlined: gcc warns of a literal's end that the call never passes. */
static bool __attribute__((noinline)) ieq(struct slice a, const char *s)
{
	return slice_ieq_str(a, s);
}

static void equality(void **state)
{
	(void)state;
	assert_true(slice_eq(SLICE_LIT("a\0b"), slice_of("a\0b", 3)));
	assert_false(slice_eq(SLICE_LIT("a\0b"), SLICE_LIT("a\0c")));
	assert_true(slice_eq(SLICE_NONE, SLICE_LIT("")));
	assert_true(slice_eq_str(SLICE_LIT("abc"), "abc"));
	assert_false(slice_eq_str(SLICE_LIT("abc"), "abcd"));
	assert_true(slice_empty(SLICE_NONE));
	assert_null(slice_str(NULL).p);
	assert_int_equal(slice_str("abc").n, 3);
	assert_true(ieq(SLICE_LIT("AbZ"), "aBz"));
	assert_false(ieq(SLICE_LIT("ab"), "abc"));
	assert_false(ieq(SLICE_LIT("abc"), "ab"));
	assert_false(ieq(SLICE_LIT("a\0"), "a"));
	assert_false(ieq(SLICE_LIT("@"), "`")); /* one bit apart, no letters */
	assert_true(ieq(SLICE_NONE, ""));
}

static void order_is_that_of_bytes(void **state)
{
	static const char *const sorted[] = {"", "\x01", "a", "aa", "ab", "b", "\x80", "\xFF"};
	size_t i, k;

	(void)state;
	for (i = 0; i < 8; i++)
		for (k = 0; k < 8; k++) {
			int c = slice_cmp(slice_str(sorted[i]), slice_str(sorted[k]));

			assert_int_equal((c > 0) - (c < 0), (i > k) - (i < k));
		}
	assert_int_equal(slice_cmp(SLICE_NONE, SLICE_LIT("")), 0);
}

static void heads_and_tails(void **state)
{
	(void)state;
	assert_true(slice_starts(SLICE_LIT("abc"), SLICE_LIT("ab")));
	assert_true(slice_starts(SLICE_LIT("abc"), SLICE_NONE));
	assert_false(slice_starts(SLICE_LIT("ab"), SLICE_LIT("abc")));
	assert_true(slice_ends(SLICE_LIT("abc"), SLICE_LIT("bc")));
	assert_true(slice_ends(SLICE_LIT("abc"), SLICE_LIT("abc")));
	assert_false(slice_ends(SLICE_LIT("bc"), SLICE_LIT("abc")));
	assert_true(slice_has_byte(SLICE_LIT("a\0"), '\0'));
	assert_false(slice_has_byte(SLICE_NONE, '\0'));
}

static void sub_is_cut_to_what_there_is(void **state)
{
	struct slice s = SLICE_LIT("abcdef");

	(void)state;
	assert_true(slice_eq_str(slice_sub(s, 1, 3), "bc"));
	assert_true(slice_eq_str(slice_sub(s, 0, 6), "abcdef"));
	assert_true(slice_eq_str(slice_sub(s, 4, 99), "ef"));
	assert_int_equal(slice_sub(s, 6, 6).n, 0);
	assert_int_equal(slice_sub(s, 99, 100).n, 0);
	assert_ptr_equal(slice_sub(s, 99, 100).p, s.p + 6);
	assert_int_equal(slice_sub(s, 4, 2).n, 0);
	assert_null(slice_sub(SLICE_NONE, 0, 3).p);
}

static void trimming(void **state)
{
	(void)state;
	assert_true(slice_eq_str(slice_trim(SLICE_LIT(" \t\r\n\v\fa b ")), "a b"));
	assert_int_equal(slice_trim(SLICE_LIT(" \n ")).n, 0);
	assert_int_equal(slice_trim(SLICE_NONE).n, 0);
	assert_true(slice_eq_str(slice_trim(SLICE_LIT("\xC2\xA0x")), "\xC2\xA0x")); /* not ASCII */
}

static void splitting(void **state)
{
	static const char *const want[] = {"a", "b", ""};
	struct slice rest = SLICE_LIT("a,b,"), one;
	size_t n = 0;

	(void)state;
	while (slice_split(&rest, ',', &one)) {
		assert_in_range(n, 0, 2);
		assert_true(slice_eq_str(one, want[n++]));
	}
	assert_int_equal(n, 3);
	rest = SLICE_LIT("");
	assert_true(slice_split(&rest, ',', &one));
	assert_int_equal(one.n, 0);
	assert_false(slice_split(&rest, ',', &one));
}

static void letters_and_digits(void **state)
{
	int c;

	(void)state;
	for (c = -128; c < 128; c++) {
		bool upper = c >= 'A' && c <= 'Z', lower = c >= 'a' && c <= 'z';

		assert_int_equal(ascii_is_alpha((char)c), upper || lower);
		assert_int_equal(ascii_is_digit((char)c), c >= '0' && c <= '9');
		assert_int_equal(ascii_lower((char)c), (char)(upper ? c - 'A' + 'a' : c));
		assert_int_equal(ascii_is_space((char)c), c == ' ' || (c >= 9 && c <= 13));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(equality),
		cmocka_unit_test(order_is_that_of_bytes),
		cmocka_unit_test(heads_and_tails),
		cmocka_unit_test(sub_is_cut_to_what_there_is),
		cmocka_unit_test(trimming),
		cmocka_unit_test(splitting),
		cmocka_unit_test(letters_and_digits),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
