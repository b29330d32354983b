/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Countries and what is of them: both ways, plurals, and what is left out. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "lib/text/country.h"

static void kin_is(const char *form, const char *want)
{
	struct slice got = country_kin(slice_str(form));

	if (!want && got.p)
		fail_msg("%s: %.*s, not nothing", form, SLICE_ARG(got));
	if (want && !slice_eq_str(got, want))
		fail_msg("%s: %.*s, not %s", form, SLICE_ARG(got), want);
}

static void both_ways(void **state)
{
	(void)state;
	kin_is("russia", "russian");
	kin_is("russian", "russia");
	kin_is("dutch", "netherlands");
	kin_is("netherlands", "dutch");
	kin_is("afghan", "afghanistan");
	kin_is("zimbabwe", "zimbabwean");
}

static void plurals(void **state)
{
	(void)state;
	kin_is("germans", "germany");
	kin_is("iraqis", "iraq");
	kin_is("laos", "laotian");
}

static void nothing_else(void **state)
{
	static const char *const others[] = {"", "s", "ss", "r", "russi", "russians's", "polish",
					     "turkey", "chad", "Russia", "paris", "\xc3\xa9tat"};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(others) / sizeof(others[0]); i++)
		kin_is(others[i], NULL);
	assert_null(country_kin(SLICE_NONE).p);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(both_ways),
		cmocka_unit_test(plurals),
		cmocka_unit_test(nothing_else),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
