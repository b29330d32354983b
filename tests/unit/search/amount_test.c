/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Numbers in words, and ranges of them. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <math.h>
#include <string.h>

#include "lib/search/amount.h"

static void words_that_are_numbers(void **state)
{
	static const struct {
		const char *form;
		double value;
		enum amount_sign sign;
		const char *currency;
	} cases[] = {
		{"230", 230, AMOUNT_PLAIN, ""},	    {"0", 0, AMOUNT_PLAIN, ""},
		{"1.5", 1.5, AMOUNT_PLAIN, ""},	    {"10%", 10, AMOUNT_PERCENT, ""},
		{"0.1%", .1, AMOUNT_PERCENT, ""},   {"$60b", 6e10, AMOUNT_MONEY, "$"},
		{"€2.5m", 2.5e6, AMOUNT_MONEY, "€"}, {"£10bn", 1e10, AMOUNT_MONEY, "£"},
		{"$1500000", 1.5e6, AMOUNT_MONEY, "$"}, {"20k", 2e4, AMOUNT_PLAIN, ""},
		{"123456789012345", 123456789012345, AMOUNT_PLAIN, ""},
	};
	static const char *const none[] = {"", "$", "b", "10th", "1.2.3", ".", "1.", ".5", "5g",
					   "1980s", "9/11", "10%b", "$5%", "-5", "$$5",
					   "1234567890123456", "5€", "€ 5"};
	struct amount a;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		if (!amount_read(slice_str(cases[i].form), &a))
			fail_msg("%s is a number", cases[i].form);
		assert_true(a.value == cases[i].value);
		assert_int_equal(a.sign, cases[i].sign);
		assert_true(slice_eq_str(a.currency, cases[i].currency));
	}
	for (i = 0; i < sizeof(none) / sizeof(none[0]); i++)
		if (amount_read(slice_str(none[i]), &a))
			fail_msg("%s is none", none[i]);
}

static void ranges_have_ends(void **state)
{
	static const struct {
		const char *range, *form;
		bool within;
	} cases[] = {
		{"10..20%", "10%", true},    {"10..20%", "20%", true},
		{"10..20%", "20.1%", false}, {"10..20%", "15", false},
		{"10%..20%", "15%", true},   {">10%", "10%", false},
		{">=10%", "10%", true},	     {"<10", "9.99", true},
		{"<10", "10", false},	     {"42", "42", true},
		{"42", "42.0", true},	     {"42", "43", false},
		{"..5", "0", true},	     {"5..", "99999999", true},
		{"5 TO 7", "6", true},	     {"$5..$7", "$6", true},
		{"$5..$7", "€6", false},     {"$5..7", "$6", true},
		{"$5..7", "6", false},	     {"5..7", "$6", false},
		{">$1b", "$1000000000", false}, {">$1b", "$1000000001", true},
		{"5..7", "6k", false}, /* letters only where they are asked for */
	};
	static const char *const none[] = {"", "..", ">", "a", "5..b", "20..10", "$5..€7", "5%..$7",
					   ">5%%", "5...7", "$", " TO "};
	struct amount_range r;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		if (!amount_range_read(slice_str(cases[i].range), &r))
			fail_msg("%s is a range", cases[i].range);
		if (amount_within(&r, slice_str(cases[i].form)) != cases[i].within)
			fail_msg("%s in %s", cases[i].form, cases[i].range);
	}
	for (i = 0; i < sizeof(none) / sizeof(none[0]); i++)
		if (amount_range_read(slice_str(none[i]), &r))
			fail_msg("%s is none", none[i]);
}

/* Every form of a range begins with one of its heads. */
static void heads_come_to_an_end(void **state)
{
	static const char *const ranges[] = {"5..", "5%", "$5"};
	static const unsigned heads[] = {10, 10, 1};
	struct amount_range r;
	unsigned n;
	size_t i;

	(void)state;
	for (i = 0; i < 3; i++) {
		assert_true(amount_range_read(slice_str(ranges[i]), &r));
		for (n = 0; amount_head(&r, n).p; n++)
			assert_true(n < 100);
		assert_int_equal(n, heads[i]);
	}
	r.currency = SLICE_NONE;
	for (n = 0; amount_head(&r, n).p; n++)
		assert_true(n < 100);
	assert_true(n > 5);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(words_that_are_numbers),
		cmocka_unit_test(ranges_have_ends),
		cmocka_unit_test(heads_come_to_an_end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
