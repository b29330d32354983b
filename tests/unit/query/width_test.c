/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Display width, safety for a terminal, and the wrapping that stands on both. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "query/para.h"
#include "query/width.h"

static void widths_of_code_points(void **state)
{
	static const struct {
		uint32_t cp;
		int width;
	} t[] = {
		{'a', 1},     {' ', 1},     {0xE9, 1},    {0x2014, 1},  {0x2019, 1}, {0xAD, 1},
		{0x0301, 0},  {0x200B, 0},  {0x200D, 0},  {0x0E31, 0},  {0x05B0, 0}, {0x1161, 0},
		{0x1100, 2},  {0x4E00, 2},  {0x3042, 2},  {0xAC00, 2},  {0xFF21, 2}, {0x3000, 2},
		{0xFF71, 1},  {0x1F600, 2}, {0x20000, 2}, {0x3FFFD, 2}, {0x0431, 1}, {0x0627, 1},
		{0x302A, 0},  {0x303F, 1},  {0xE0100, 0}, {0x10FFFF, 1},
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(t) / sizeof(t[0]); i++)
		if (width_of(t[i].cp) != t[i].width)
			fail_msg("U+%04X: %d, wanted %d", t[i].cp, width_of(t[i].cp), t[i].width);
}

static void widths_of_texts(void **state)
{
	(void)state;
	assert_int_equal(width_of_text(SLICE_LIT("")), 0);
	assert_int_equal(width_of_text(SLICE_LIT("caf\xC3\xA9")), 4);
	assert_int_equal(width_of_text(SLICE_LIT("cafe\xCC\x81")), 4);
	assert_int_equal(width_of_text(SLICE_LIT("禁令")), 4);
	assert_int_equal(width_of_text(SLICE_LIT("\xFF\xFE")), 2); /* two bad bytes */
}

static void what_reaches_a_terminal(void **state)
{
	static const struct {
		uint32_t cp, shown;
	} t[] = {
		{'a', 'a'},          {'\n', ' '},     {'\t', ' '},     {0x85, ' '},    {0x2028, ' '},
		{0x1B, 0xFFFD},      {0, 0xFFFD},     {7, 0xFFFD},     {0x7F, 0xFFFD}, {0x9B, 0xFFFD},
		{0x202E, 0},         {0x2066, 0},     {0x2069, 0},     {0xFEFF, 0},    {0xE0041, 0},
		{0x200E, 0x200E},    {0x200D, 0x200D}, {0xA0, 0xA0},   {0xFFFD, 0xFFFD},
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(t) / sizeof(t[0]); i++)
		if (width_safe(t[i].cp) != t[i].shown)
			fail_msg("U+%04X: U+%04X", t[i].cp, width_safe(t[i].cp));
}

/* --- wrapping --- */

static char *wrapped(const char *text, int width, int first, int rest)
{
	char *out = NULL;
	size_t n = 0;
	struct out o = {.f = open_memstream(&out, &n), .width = width};
	struct para p;

	para_init(&p);
	para_add_str(&p, STYLE_PLAIN, text);
	para_print(&p, &o, first, rest);
	para_done(&p);
	fclose(o.f);
	return out;
}

static void wrapping(void **state)
{
	static const struct {
		const char *text;
		int width, first, rest;
		const char *want;
	} t[] = {
		{"", 20, 0, 0, ""},
		{"one", 20, 2, 4, "  one\n"},
		{"aaaa bbbb cccc dddd eeee", 20, 0, 2, "aaaa bbbb cccc dddd\n  eeee\n"},
		/* exactly the width, and one more */
		{"aaaaaaaaaa bbbbbbbbb", 20, 0, 0, "aaaaaaaaaa bbbbbbbbb\n"},
		{"aaaaaaaaaa bbbbbbbbbb", 20, 0, 0, "aaaaaaaaaa\nbbbbbbbbbb\n"},
		/* a blank that hangs over the end is not printed */
		{"aaaaaaaaaaaaaaaaaaaa b", 20, 0, 0, "aaaaaaaaaaaaaaaaaaaa\nb\n"},
		/* longer than a line */
		{"aaaaaaaaaaaaaaaaaaaaaaaaa", 20, 0, 0, "aaaaaaaaaaaaaaaaaaaa\naaaaa\n"},
		/* wide characters: two columns each, not before a closing mark */
		{"一二三四五六七八九十一", 20, 0, 0, "一二三四五六七八九十\n一\n"},
		{"一二三四五六七八九十。", 20, 0, 0, "一二三四五六七八九\n十。\n"},
		{"a一二三四五六七八九十", 20, 0, 0, "a一二三四五六七八九\n十\n"},
		/* a combining mark stays with its letter */
		{"aaaaaaaaaaaaaaaaaaae\xCC\x81" "bb", 20, 0, 0,
		 "aaaaaaaaaaaaaaaaaaae\xCC\x81\nbb\n"},
		{"no\nline\tfeeds\r\n", 20, 0, 0, "no line feeds\n"},
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(t) / sizeof(t[0]); i++) {
		char *got = wrapped(t[i].text, t[i].width, t[i].first, t[i].rest);

		if (strcmp(got, t[i].want) != 0)
			fail_msg("case %zu: got <%s>, wanted <%s>", i, got, t[i].want);
		free(got);
	}
}

static void no_line_is_wider_than_the_terminal(void **state)
{
	static const char *const words[] = {"a", "reach", "一二", "e\xCC\x81", "(x)", "「令」", " ",
					    "Bundesnetzagentur", "\xE2\x80\x94", "한국", "]", "."};
	uint32_t seed = 1;
	int round;

	(void)state;
	for (round = 0; round < 2000; round++) {
		char text[2048] = "", *got, *line, *rest;
		int width = OUT_WIDTH_MIN + round % 100;
		int i;

		for (i = 0; i < 60; i++) {
			seed = seed * 1664525u + 1013904223u;
			strcat(text, words[(seed >> 16) % 12]);
			if (seed & 0x8000)
				strcat(text, " ");
		}
		got = wrapped(text, width, 4, 8);
		for (line = strtok_r(got, "\n", &rest); line; line = strtok_r(NULL, "\n", &rest))
			if (width_of_text(slice_str(line)) > (size_t)width)
				fail_msg("%d columns: <%s>", width, line);
		free(got);
	}
}

static char *marked(const char *text, const struct mark *m, size_t n, bool colour)
{
	char *out = NULL;
	size_t len = 0;
	struct out o = {.f = open_memstream(&out, &len), .width = 80, .colour = colour};
	struct para p;

	para_init(&p);
	para_add_marked(&p, slice_str(text), m, n, colour);
	para_print(&p, &o, 0, 0);
	para_done(&p);
	fclose(o.f);
	return out;
}

static void marks_are_code_points_and_never_trusted(void **state)
{
	static const struct {
		struct mark m[3];
		size_t n;
		const char *want;
	} t[] = {
		{{{4, 8}}, 1, "the [café] ban\n"},
		{{{0, 3}, {9, 12}}, 2, "[the] café [ban]\n"},
		{{{9, 99}}, 1, "the café [ban]\n"},    /* past the end: cut */
		{{{50, 60}}, 1, "the café ban\n"},     /* wholly past it */
		{{{8, 4}}, 1, "the café ban\n"},       /* backwards */
		{{{0, 8}, {4, 12}}, 2, "[the café] ban\n"}, /* overlapping: the second goes */
		{{{9, 12}, {0, 3}}, 2, "the café [ban]\n"}, /* out of order */
		{{{0, 3}, {3, 4}}, 2, "[the][ ]café ban\n"},
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(t) / sizeof(t[0]); i++) {
		char *got = marked("the café ban", t[i].m, t[i].n, false);

		if (strcmp(got, t[i].want) != 0)
			fail_msg("case %zu: got <%s>, wanted <%s>", i, got, t[i].want);
		free(got);
	}
}

static void colour_replaces_brackets_and_ends_with_the_line(void **state)
{
	const struct mark m = {4, 8};
	char *got = marked("the café ban", &m, 1, true);

	(void)state;
	assert_string_equal(got, "the \033[1;31mcafé\033[0m ban\n");
	free(got);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(widths_of_code_points),
		cmocka_unit_test(widths_of_texts),
		cmocka_unit_test(what_reaches_a_terminal),
		cmocka_unit_test(wrapping),
		cmocka_unit_test(no_line_is_wider_than_the_terminal),
		cmocka_unit_test(marks_are_code_points_and_never_trusted),
		cmocka_unit_test(colour_replaces_brackets_and_ends_with_the_line),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
