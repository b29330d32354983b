/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Display text and folded text. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "lib/base/utf8.h"
#include "lib/text/normal.h"

typedef void (*normal_fn)(struct buf *out, struct slice s);

struct row {
	const char *in, *want;
};

static void check_rows(normal_fn fn, const struct row *rows, size_t n)
{
	struct buf out;
	size_t i;

	buf_init(&out, 1 << 20);
	for (i = 0; i < n; i++) {
		buf_reset(&out);
		fn(&out, slice_str(rows[i].in));
		assert_string_equal(buf_str(&out), rows[i].want);
	}
	buf_done(&out);
}

static void display_text_is_composed_and_clean(void **state)
{
	static const struct row rows[] = {
	    {"", ""},
	    {"  plain \t text\r\n\n here ", "plain text here"},
	    {"e\xCC\x81t\xC3\xA9", "\xC3\xA9t\xC3\xA9"},
	    {"a\xC2\xA0\xE2\x80\x89\xE3\x80\x80"
	     "b",
	     "a b"},
	    {"\xEF\xBB\xBFso\xC2\xAD"
	     "ft\xE2\x80\x8B",
	     "soft"},
	    {"\xE2\x80\x8E\xE2\x80\xAA"
	     "x\xE2\x80\xAC",
	     "x"},
	    {"a\x01\x7F"
	     "b",
	     "ab"},
	    {"a\xFF\xC3", "a\xEF\xBF\xBD\xEF\xBF\xBD"},
	    {"\xE2\x80\x9Cq\xE2\x80\x9D \xE2\x80\x94 it\xE2\x80\x99s",
	     "\xE2\x80\x9Cq\xE2\x80\x9D \xE2\x80\x94 it\xE2\x80\x99s"},
	    {"\xE2\x84\xAB", "\xC3\x85"},     /* Angstrom sign is A with ring */
	    {"\xEF\xAC\x81", "\xEF\xAC\x81"}, /* a ligature is left alone */
	    {"\xE1\x84\x92\xE1\x85\xA1\xE1\x86\xAB", "\xED\x95\x9C"}, /* Jamo */
	    /* zero-width non-joiner shows between Arabic letters, not between Latin ones */
	    {"\xDA\xA9\xE2\x80\x8C\xD9\x87", "\xDA\xA9\xE2\x80\x8C\xD9\x87"},
	    {"a\xE2\x80\x8C"
	     "b",
	     "ab"},
	    {"\xD9\x80\xD8\xA7", "\xD9\x80\xD8\xA7"}, /* tatweel is seen */
	};

	(void)state;
	check_rows(normal_display, rows, sizeof(rows) / sizeof(rows[0]));
}

static void folding_meets_what_readers_type(void **state)
{
	static const struct row rows[] = {
	    {"Anik\xC3\xB3", "aniko"},
	    {"Stra\xC3\x9F"
	     "e",
	     "strasse"},
	    {"\xEF\xAC\x81ne", "fine"},
	    {"it\xE2\x80\x99s \xE2\x80\x9Cso\xE2\x80\x9D", "it's \"so\""},
	    {"a\xE2\x80\x93"
	     "b \xE2\x80\x94 c",
	     "a-b - c"},
	    {"\xC3\x86\xC5\x92\xC3\x98\xC5\x81", "aeoeol"},
	    {"\xEF\xBC\xA1\xEF\xBC\x91", "a1"},
	    {"  A\tB  ", "a b"},
	    {"so\xC2\xAD"
	     "ft",
	     "soft"},
	    {"\xE2\x80\xA6", "..."},
	    {"\xD0\x99\xD0\x81", "\xD0\xB9\xD0\xB5"}, /* Й stays, Ё is е */
	    {"\xD8\xA3\xD9\x8E", "\xD8\xA7"},
	    {"\xEA\xB0\x80", "\xEA\xB0\x80"},
	    {"\xE3\x81\x8C", "\xE3\x81\x8C"}, /* が keeps its voicing */
	    {"\xE0\xA4\x95\xE0\xA4\xBF", "\xE0\xA4\x95\xE0\xA4\xBF"},
	    {"\xD9\xA3\xDB\xB4", "34"},
	};

	(void)state;
	check_rows(normal_fold, rows, sizeof(rows) / sizeof(rows[0]));
}

static uint32_t seed;

static uint32_t rnd(uint32_t n)
{
	seed = seed * 1664525u + 1013904223u;
	return (seed >> 8) % n;
}

static void twice_is_once(normal_fn fn, struct slice s)
{
	struct buf once, twice;

	buf_init(&once, 1 << 22);
	buf_init(&twice, 1 << 22);
	fn(&once, s);
	fn(&twice, buf_slice(&once));
	assert_int_equal(buf_error(&once), STATUS_OK);
	assert_true(utf8_valid(buf_slice(&once)));
	assert_string_equal(buf_str(&twice), buf_str(&once));
	assert_int_equal(once.len, twice.len);
	buf_done(&once);
	buf_done(&twice);
}

static void every_code_point_is_settled_after_one_pass(void **state)
{
	char raw[16];
	uint32_t cp;

	(void)state;
	for (cp = 1; cp <= 0x10FFFF; cp++) {
		size_t n = 0;

		if (cp >= 0xD800 && cp < 0xE000)
			continue;
		if (cp >= 0x40000 && cp < 0xE0000)
			continue; /* unassigned planes */
		raw[n++] = 'x';
		n += utf8_put(raw + n, cp);
		raw[n++] = 'y';
		twice_is_once(normal_display, slice_of(raw, n));
		twice_is_once(normal_fold, slice_of(raw, n));
		twice_is_once(normal_fold, slice_of(raw + 1, n - 2));
	}
}

/* Code points that meet: letters with and without marks, marks, Jamo, joiners,
 * blanks, quotes. */
static void random_strings_are_settled_after_one_pass(void **state)
{
	static const uint32_t pool[] = {
	    'a',    'E',    ' ',    '\n',   '\'',   0xAD,   0xB4,   0xDF,    0xC5,    0x130,
	    0x131,  0x17F,  0x300,  0x301,  0x302,  0x306,  0x307,  0x308,   0x30A,   0x323,
	    0x327,  0x345,  0x34F,  0x3B1,  0x3C2,  0x413,  0x418,  0x438,   0x443,   0x456,
	    0x5B8,  0x5D0,  0x5E9,  0x5F0,  0x622,  0x627,  0x640,  0x648,   0x64A,   0x649,
	    0x64E,  0x653,  0x654,  0x93C,  0x915,  0x9C7,  0x9BE,  0x9D7,   0xE33,   0xF71,
	    0xF72,  0xF73,  0x1100, 0x1161, 0x11A8, 0x115F, 0x1E9B, 0x1FB3,  0x200B,  0x200C,
	    0x200D, 0x2019, 0x20E3, 0x212B, 0x3000, 0x304B, 0x3099, 0x30AB,  0x309A,  0xAC00,
	    0xFB1D, 0xFB01, 0xFDFA, 0xFE0F, 0xFEFF, 0xFF76, 0xFF9E, 0x1D15E, 0x1F468, 0x2F800,
	};
	char raw[256];
	size_t i, j, n;

	(void)state;
	for (i = 0; i < 30000; i++) {
		size_t len = 1 + rnd(40);

		seed = (uint32_t)i * 2654435761u;
		for (j = n = 0; j < len; j++)
			n += utf8_put(raw + n, pool[rnd(sizeof(pool) / sizeof(pool[0]))]);
		if (i % 7 == 0)
			raw[rnd((uint32_t)n)] = (char)rnd(256);
		twice_is_once(normal_display, slice_of(raw, n));
		twice_is_once(normal_fold, slice_of(raw, n));
	}
}

/* A million marks on one letter, in the worst order, cost no more than reading. */
static void a_run_of_marks_is_cut(void **state)
{
	struct buf in, out;
	size_t i;

	(void)state;
	buf_init(&in, 1 << 22);
	buf_init(&out, 1 << 22);
	buf_add_char(&in, 'q');
	for (i = 0; i < 500000; i++)
		utf8_add(&in, i % 2 ? 0x0323 : 0x0301);
	normal_display(&out, buf_slice(&in));
	assert_int_equal(utf8_count(buf_slice(&out)), 31); /* the bound: 30 marks */
	twice_is_once(normal_display, buf_slice(&in));
	buf_reset(&in);
	buf_reset(&out);
	utf8_add(&in, 0x0915);
	for (i = 0; i < 500000; i++)
		utf8_add(&in, i % 2 ? 0x094D : 0x1CD5); /* two classes, both kept */
	normal_fold(&out, buf_slice(&in));
	assert_int_equal(utf8_count(buf_slice(&out)), 31);
	buf_done(&in);
	buf_done(&out);
}

static void appending_leaves_what_was_there(void **state)
{
	struct buf out;

	(void)state;
	buf_init(&out, 100);
	buf_add_str(&out, "x ");
	normal_display(&out, SLICE_LIT(" e\xCC\x81 "));
	normal_fold(&out, SLICE_LIT(" B "));
	assert_string_equal(buf_str(&out), "x \xC3\xA9"
					   "b");
	buf_done(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(display_text_is_composed_and_clean),
	    cmocka_unit_test(folding_meets_what_readers_type),
	    cmocka_unit_test(every_code_point_is_settled_after_one_pass),
	    cmocka_unit_test(random_strings_are_settled_after_one_pass),
	    cmocka_unit_test(a_run_of_marks_is_cut),
	    cmocka_unit_test(appending_leaves_what_was_there),
	};

	return cmocka_run_group_tests_name("normal", tests, NULL, NULL);
}
