/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The JSON writer, compared byte by byte. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <locale.h>
#include <math.h>
#include <string.h>

#include "lib/base/json.h"
#include "lib/base/utf8.h"

static struct buf b;
static struct json j;

static int setup(void **state)
{
	(void)state;
	buf_init(&b, 1 << 16);
	json_init(&j, &b);
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	buf_done(&b);
	return 0;
}

static void assert_json(const char *want)
{
	assert_int_equal(buf_error(&b), STATUS_OK);
	assert_string_equal(buf_str(&b), want);
	buf_reset(&b);
	json_init(&j, &b);
}

static void nesting_and_commas(void **state)
{
	(void)state;
	json_begin_object(&j);
	json_end(&j);
	assert_json("{}");
	json_begin_array(&j);
	json_end(&j);
	assert_json("[]");
	json_begin_object(&j);
	json_key(&j, "total");
	json_u64(&j, 3);
	json_key(&j, "hits");
	json_begin_array(&j);
	json_begin_object(&j);
	json_key_bool(&j, "yes", true);
	json_key_bool(&j, "no", false);
	json_end(&j);
	json_begin_array(&j);
	json_end(&j);
	json_put_null(&j);
	json_raw(&j, SLICE_LIT("[1,2]"));
	json_str(&j, "x");
	json_end(&j);
	json_key_str(&j, "none", NULL);
	json_key_slice(&j, "empty", SLICE_LIT(""));
	json_key_slice(&j, "absent", SLICE_NONE);
	json_key_u64(&j, "n", 7);
	json_key_double(&j, "d", 0.5, 3);
	json_end(&j);
	assert_json("{\"total\":3,\"hits\":[{\"yes\":true,\"no\":false},[],null,[1,2],\"x\"],"
		    "\"none\":null,\"empty\":\"\",\"absent\":null,\"n\":7,\"d\":0.5}");
}

static void as_deep_as_it_goes(void **state)
{
	char want[2 * JSON_DEPTH + 1];
	int i;

	(void)state;
	for (i = 0; i < JSON_DEPTH; i++)
		json_begin_array(&j);
	for (i = 0; i < JSON_DEPTH; i++)
		json_end(&j);
	memset(want, '[', JSON_DEPTH);
	memset(want + JSON_DEPTH, ']', JSON_DEPTH);
	want[2 * JSON_DEPTH] = '\0';
	assert_json(want);
}

static void whole_numbers(void **state)
{
	(void)state;
	json_begin_array(&j);
	json_u64(&j, 0);
	json_u64(&j, UINT64_MAX);
	json_i64(&j, INT64_MIN);
	json_i64(&j, -1);
	json_end(&j);
	assert_json("[0,18446744073709551615,-9223372036854775808,-1]");
}

static void decimals(void **state)
{
	static const struct {
		double v;
		int digits;
		const char *want;
	} cases[] = {
		{0, 3, "0"},           {1, 3, "1"},          {0.5, 3, "0.5"},
		{1.250, 3, "1.25"},    {-1.5, 1, "-1.5"},    {0.0004, 3, "0"},
		{-0.0004, 3, "0"},     {-0.0, 2, "0"},       {0.9996, 3, "1"},
		{100, 0, "100"},       {2.5, 0, "2"},        {1e15, 2, "1000000000000000"},
		{NAN, 2, "null"},      {INFINITY, 2, "null"}, {-INFINITY, 2, "null"},
		{123456.789, 2, "123456.79"},
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		json_double(&j, cases[i].v, cases[i].digits);
		assert_json(cases[i].want);
	}
	json_double(&j, 1e308, 20); /* long, and still a number */
	assert_int_equal(b.len, 309);
	assert_int_equal(strspn(buf_str(&b), "0123456789"), 309);
}

static void a_comma_of_the_locale_is_a_point(void **state)
{
	static const char *const names[] = {"de_DE.UTF-8", "fr_FR.UTF-8", "de_DE", "fr_FR"};
	size_t i;

	(void)state;
	for (i = 0; i < 4; i++)
		if (setlocale(LC_NUMERIC, names[i]))
			break;
	if (i == 4)
		skip();
	json_double(&j, 1.5, 3);
	setlocale(LC_NUMERIC, "C");
	assert_json("1.5");
}

static void strings_are_escaped(void **state)
{
	static const struct {
		struct slice s;
		const char *want;
	} cases[] = {
		{SLICE_LIT("plain"), "\"plain\""},
		{SLICE_LIT("\"\\/"), "\"\\\"\\\\/\""},
		{SLICE_LIT("\n\r\t"), "\"\\n\\r\\t\""},
		{SLICE_LIT("\0\x01\x1F\x7F"), "\"\\u0000\\u0001\\u001f\\u007f\""},
		{SLICE_LIT("\b\f"), "\"\\u0008\\u000c\""},
		{SLICE_LIT("\xC3\xA9\xF0\x9F\x98\x80"), "\"\xC3\xA9\xF0\x9F\x98\x80\""},
		{SLICE_LIT("a\xFFz"), "\"a\xEF\xBF\xBDz\""},
		{SLICE_LIT("\xC3"), "\"\xEF\xBF\xBD\""},
		{SLICE_LIT("\xED\xA0\x80"), "\"\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\""},
		{SLICE_LIT("\xC0\x80"), "\"\xEF\xBF\xBD\xEF\xBF\xBD\""},
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		json_slice(&j, cases[i].s);
		assert_json(cases[i].want);
	}
	json_begin_object(&j);
	json_key(&j, "a\"\n");
	json_put_null(&j);
	json_end(&j);
	assert_json("{\"a\\\"\\n\":null}");
}

/* Whatever bytes go in: quotes outside, valid UTF-8 without control bytes inside. */
static void every_byte_pair_makes_a_string(void **state)
{
	unsigned a, c;

	(void)state;
	for (a = 0; a < 256; a++)
		for (c = 0; c < 256; c++) {
			char in[2] = {(char)a, (char)c};
			struct slice out;
			size_t i;

			json_slice(&j, slice_of(in, 2));
			out = buf_slice(&b);
			assert_true(utf8_valid(out));
			assert_true(out.n >= 4 && out.p[0] == '"' && out.p[out.n - 1] == '"');
			for (i = 1; i + 1 < out.n; i++) {
				assert_true((unsigned char)out.p[i] >= 0x20);
				assert_true(out.p[i] != '"');
				if (out.p[i] == '\\')
					assert_non_null(strchr("\"\\nrtu", out.p[++i]));
			}
			buf_reset(&b);
			json_init(&j, &b);
		}
}

static void a_full_buffer_is_an_error(void **state)
{
	struct buf small;

	(void)state;
	buf_init(&small, 8);
	json_init(&j, &small);
	json_begin_array(&j);
	json_str(&j, "longer than eight");
	json_end(&j);
	assert_int_equal(buf_error(&small), STATUS_TOO_BIG);
	assert_true(small.len <= 8);
	buf_done(&small);
}

#define JSON_TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		JSON_TEST(nesting_and_commas),
		JSON_TEST(as_deep_as_it_goes),
		JSON_TEST(whole_numbers),
		JSON_TEST(decimals),
		JSON_TEST(a_comma_of_the_locale_is_a_point),
		JSON_TEST(strings_are_escaped),
		JSON_TEST(every_byte_pair_makes_a_string),
		JSON_TEST(a_full_buffer_is_an_error),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
