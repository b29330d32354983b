/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Strict numbers: the whole slice or nothing, at the bound and past it. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <float.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "lib/base/num.h"

static void whole_numbers(void **state)
{
	static const struct {
		const char *text;
		uint64_t max;
		bool ok;
		uint64_t v;
	} cases[] = {
		{"0", 0, true, 0},
		{"7", 7, true, 7},
		{"8", 7, false, 0},
		{"007", 7, true, 7},
		{"18446744073709551615", UINT64_MAX, true, UINT64_MAX},
		{"18446744073709551616", UINT64_MAX, false, 0},
		{"18446744073709551620", UINT64_MAX, false, 0},
		{"99999999999999999999999", UINT64_MAX, false, 0},
		{"", UINT64_MAX, false, 0},
		{"-1", UINT64_MAX, false, 0},
		{"+1", UINT64_MAX, false, 0},
		{" 1", UINT64_MAX, false, 0},
		{"1 ", UINT64_MAX, false, 0},
		{"1x", UINT64_MAX, false, 0},
		{"0x10", UINT64_MAX, false, 0},
		{"1.0", UINT64_MAX, false, 0},
		{"\xD9\xA1", UINT64_MAX, false, 0}, /* ARABIC-INDIC DIGIT ONE */
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		uint64_t v = 42;
		bool ok = num_u64(slice_str(cases[i].text), cases[i].max, &v);

		if (ok != cases[i].ok || v != (cases[i].ok ? cases[i].v : 42))
			fail_msg("case %zu: '%s'", i, cases[i].text);
	}
}

static void the_whole_slice_counts(void **state)
{
	uint64_t v = 42;
	uint32_t u = 42;

	(void)state;
	assert_false(num_u64(slice_of("1\0", 2), 10, &v));
	assert_false(num_u64(SLICE_NONE, 10, &v));
	assert_true(num_u64(slice_of("123", 2), 99, &v)); /* not what lies behind it */
	assert_int_equal(v, 12);
	assert_true(num_u32(SLICE_LIT("4294967295"), UINT32_MAX, &u));
	assert_int_equal(u, UINT32_MAX);
	u = 42;
	assert_false(num_u32(SLICE_LIT("4294967296"), UINT32_MAX, &u));
	assert_int_equal(u, 42);
}

static void decimals(void **state)
{
	static const struct {
		const char *text;
		bool ok;
		double v;
	} cases[] = {
		{"0", true, 0},
		{"-0", true, 0},
		{"1.5", true, 1.5},
		{"-1.25", true, -1.25},
		{"0.1", true, 0.1},
		{"0.3", true, 0.3},
		{"0.7", true, 0.7},
		{"1.2", true, 1.2},
		{"123.456", true, 123.456},
		{"0.000001", true, 0.000001},
		{"1000", true, 1000},
		{"1000.1", false, 0},
		{"1001", false, 0},
		{"-1001", false, 0},
		{"", false, 0},
		{"-", false, 0},
		{".", false, 0},
		{".5", false, 0},
		{"5.", false, 0},
		{"--5", false, 0},
		{"+5", false, 0},
		{"1e3", false, 0},
		{"1,5", false, 0},
		{"inf", false, 0},
		{"nan", false, 0},
		{"1.5x", false, 0},
		{" 1", false, 0},
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		double v = 42;
		bool ok = num_double(slice_str(cases[i].text), 1000, &v);

		if (ok != cases[i].ok || v != (cases[i].ok ? cases[i].v : 42))
			fail_msg("case %zu: '%s' gave %.17g", i, cases[i].text, v);
	}
}

static void decimals_are_those_nearest(void **state)
{
	int i;

	(void)state;
	for (i = 0; i < 100000; i++) {
		char text[32];
		double v = 0;

		snprintf(text, sizeof(text), "%d.%03d", i / 1000, i % 1000);
		assert_true(num_double(slice_str(text), 1000, &v));
		assert_true(v == i / 1000.0);
	}
}

static void very_long_decimals_stay_finite(void **state)
{
	char text[2000];
	double v = 42;

	(void)state;
	memset(text, '9', sizeof(text));
	assert_false(num_double(slice_of(text, sizeof(text)), DBL_MAX, &v));
	assert_false(num_double(slice_of(text, sizeof(text)), INFINITY, &v));
	assert_true(v == 42);
	text[1] = '.';
	assert_true(num_double(slice_of(text, sizeof(text)), 10, &v));
	assert_true(v > 9.99 && v <= 10);
	memset(text, '0', sizeof(text));
	text[1] = '.';
	text[sizeof(text) - 1] = '1';
	assert_true(num_double(slice_of(text, sizeof(text)), 10, &v));
	assert_true(v >= 0 && v < 1e-15);
}

static void sizes(void **state)
{
	static const struct {
		const char *text;
		uint64_t max;
		bool ok;
		uint64_t v;
	} cases[] = {
		{"0", 0, true, 0},
		{"512", 1024, true, 512},
		{"1k", 1024, true, 1024},
		{"1K", 1023, false, 0},
		{"3m", UINT64_MAX, true, 3u << 20},
		{"2G", UINT64_MAX, true, (uint64_t)2 << 30},
		{"17179869183g", UINT64_MAX, true, (uint64_t)17179869183u << 30},
		{"17179869184g", UINT64_MAX, false, 0},
		{"k", UINT64_MAX, false, 0},
		{"", UINT64_MAX, false, 0},
		{"1t", UINT64_MAX, false, 0},
		{"1kb", UINT64_MAX, false, 0},
		{"1 k", UINT64_MAX, false, 0},
		{"-1k", UINT64_MAX, false, 0},
		{"1.5k", UINT64_MAX, false, 0},
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		uint64_t v = 42;
		bool ok = num_bytes(slice_str(cases[i].text), cases[i].max, &v);

		if (ok != cases[i].ok || v != (cases[i].ok ? cases[i].v : 42))
			fail_msg("case %zu: '%s'", i, cases[i].text);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(whole_numbers),
		cmocka_unit_test(the_whole_slice_counts),
		cmocka_unit_test(decimals),
		cmocka_unit_test(decimals_are_those_nearest),
		cmocka_unit_test(very_long_decimals_stay_finite),
		cmocka_unit_test(sizes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
