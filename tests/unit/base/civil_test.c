/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Civil days: counted one by one through all of 0001 to 9999. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "lib/base/civil.h"

/* The calendar as it is taught. */
static int month_days(int y, int m)
{
	if (m == 2)
		return y % 4 ? 28 : y % 100 ? 29 : y % 400 ? 28 : 29;
	return m == 4 || m == 6 || m == 9 || m == 11 ? 30 : 31;
}

static void every_day_there_is(void **state)
{
	int32_t day = civil_to_days((struct civil){1, 1, 1});
	int weekday = 1; /* 1 January 0001 was a Monday */
	int y, m, d;

	(void)state;
	for (y = 1; y <= 9999; y++)
		for (m = 1; m <= 12; m++) {
			if (civil_month_days(y, m) != month_days(y, m))
				fail_msg("%d-%d", y, m);
			for (d = 1; d <= month_days(y, m); d++, day++) {
				struct civil c = civil_from_days(day);

				if (!civil_valid(y, m, d) ||
				    civil_to_days((struct civil){y, m, d}) != day || c.year != y ||
				    c.month != m || c.day != d || civil_weekday(day) != weekday)
					fail_msg("%04d-%02d-%02d is day %d", y, m, d, day);
				weekday = (weekday + 1) % 7;
			}
			if (civil_valid(y, m, d))
				fail_msg("%04d-%02d-%02d is no day", y, m, d);
		}
}

static void days_that_are_known(void **state)
{
	(void)state;
	assert_int_equal(civil_to_days((struct civil){1970, 1, 1}), 0);
	assert_int_equal(civil_to_days((struct civil){2000, 3, 1}), 11017);
	assert_int_equal(civil_to_days((struct civil){1969, 12, 31}), -1);
	assert_int_equal(civil_weekday(0), 4); /* a Thursday */
	assert_int_equal(civil_weekday(-1), 3);
}

static void what_is_no_day(void **state)
{
	(void)state;
	assert_false(civil_valid(0, 1, 1));
	assert_false(civil_valid(10000, 1, 1));
	assert_false(civil_valid(2024, 0, 1));
	assert_false(civil_valid(2024, 13, 1));
	assert_false(civil_valid(2024, 1, 0));
	assert_false(civil_valid(2023, 2, 29));
	assert_false(civil_valid(-1, -1, -1));
}

static void any_number_of_days_can_be_asked(void **state)
{
	static const int32_t days[] = {INT32_MIN, INT32_MIN + 1, -800000, 3000000, INT32_MAX - 1,
				       INT32_MAX};
	size_t i;

	(void)state;
	/* a damaged record may say any: no overflow, month and day still hold */
	for (i = 0; i < sizeof(days) / sizeof(days[0]); i++) {
		struct civil c = civil_from_days(days[i]);

		assert_in_range(c.month, 1, 12);
		assert_in_range(c.day, 1, 31);
		assert_in_range(civil_weekday(days[i]), 0, 6);
	}
}

static void reading(void **state)
{
	static const struct {
		const char *text;
		int year, month, day; /* year 0: none */
		size_t used;
	} cases[] = {
		{"2024-07-16", 2024, 7, 16, 10},
		{"2024-07-16T09:30", 2024, 7, 16, 10},
		{"20240716", 2024, 7, 16, 8},
		{"20240716-x", 2024, 7, 16, 8},
		{"0001-01-01", 1, 1, 1, 10},
		{"9999-12-31", 9999, 12, 31, 10},
		{"2024-02-29", 2024, 2, 29, 10},
		{"2023-02-29", 0, 0, 0, 0},
		{"0000-01-01", 0, 0, 0, 0},
		{"2024-13-01", 0, 0, 0, 0},
		{"2024-00-01", 0, 0, 0, 0},
		{"2024-01-00", 0, 0, 0, 0},
		{"2024-04-31", 0, 0, 0, 0},
		{"2024-7-16", 0, 0, 0, 0},
		{"2024/07/16", 0, 0, 0, 0},
		{"2024-07-1", 0, 0, 0, 0},
		{"2024071", 0, 0, 0, 0},
		{" 2024-07-16", 0, 0, 0, 0},
		{"2024- 7-16", 0, 0, 0, 0},
		{"-024-07-16", 0, 0, 0, 0},
		{"", 0, 0, 0, 0},
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct civil c = {42, 42, 42};
		size_t used = 42;
		bool ok = civil_parse_ymd(slice_str(cases[i].text), &c, &used);
		bool want = cases[i].year != 0;

		if (ok != want || used != (want ? cases[i].used : 42) ||
		    c.year != (want ? cases[i].year : 42) ||
		    c.month != (want ? cases[i].month : 42) || c.day != (want ? cases[i].day : 42))
			fail_msg("case %zu: '%s'", i, cases[i].text);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_day_there_is),
		cmocka_unit_test(days_that_are_known),
		cmocka_unit_test(what_is_no_day),
		cmocka_unit_test(any_number_of_days_can_be_asked),
		cmocka_unit_test(reading),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
