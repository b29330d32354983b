/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Bytes in any encoding to UTF-8. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "corpus/internal.h"
#include "lib/base/buf.h"
#include "lib/base/limits.h"
#include "lib/base/utf8.h"

struct decode_case {
	const char *bytes;
	size_t n; /* 0: strlen */
	const char *declared;
	bool html;
	const char *want;
	uint32_t flags;
};

static const struct decode_case cases[] = {
	{"plain", 0, NULL, false, "plain", 0},
	{"\xEF\xBB\xBFmark", 0, NULL, true, "mark", 0},
	{"caf\xC3\xA9", 0, "iso-8859-1", false, "café", 0}, /* valid UTF-8 wins */
	{"caf\xE9", 0, "iso-8859-1", false, "café", 0},
	{"\x93quoted\x94 \x80 5", 0, "latin1", false, "“quoted” € 5", 0},
	{"\x93quoted\x94", 0, "US-ASCII", false, "“quoted”", 0},
	{"caf\xE9", 0, NULL, false, "café", 0},
	{"<meta charset=windows-1251>\xCF\xF0\xE8", 0, NULL, true,
	 "<meta charset=windows-1251>При", 0},
	{"<meta http-equiv=x content='text/html; charset=koi8-r'>\xF0", 0, NULL, true,
	 "<meta http-equiv=x content='text/html; charset=koi8-r'>П", 0},
	{"<?xml version='1.0' encoding=\"ISO-8859-2\"?>\xB1", 0, NULL, true,
	 "<?xml version='1.0' encoding=\"ISO-8859-2\"?>ą", 0},
	{"<meta charset=windows-1251>\xCF\xF0\xE8", 0, "windows-1252", true,
	 "<meta charset=windows-1251>Ïðè", 0}, /* outside beats inside */
	{"\x82\xA0\x82\xA2", 0, "Shift_JIS", false, "あい", 0},
	{"\xC4\xE3\xBA\xC3", 0, "gb2312", false, "你好", 0},
	{"\xA7\x41", 0, "Big5", false, "你", 0},
	{"\xB0\xA1", 0, "ks_c_5601-1987", false, "가", 0},
	{"\x1B$B$\"\x1B(B", 0, "iso-2022-jp", false, "あ", 0},
	{"\xFF\xFEh\0i\0", 6, NULL, true, "hi", 0},
	{"\xFE\xFF\0h\0i", 6, NULL, true, "hi", 0},
	{"h\0e\0l\0l\0o\0 \0w\0o\0r\0l\0d\0", 22, NULL, false, "hello world", 0},
	{"h\0\0\0e\0\0\0l\0\0\0l\0\0\0o\0\0\0", 20, NULL, false, "hello", 0}, /* UTF-32 */
	{"\0\0\0h\0\0\0e\0\0\0l\0\0\0l\0\0\0o", 20, NULL, false, "hello", 0},
	{"the harbour\xD5s boats", 0, NULL, false, "the harbour’s boats", 0}, /* Mac OS Roman */
	{"S\xD5s", 0, NULL, false, "SÕs", 0},
	{"a\0b", 3, NULL, false, "ab", FLAG(NULS)},
	{"<meta charset=utf-16><p>plain", 0, NULL, true, "<meta charset=utf-16><p>plain", 0},
	{"<meta charset='no-such-thing'>caf\xE9", 0, NULL, true,
	 "<meta charset='no-such-thing'>café", 0},
	{"it\xC3\xA2\xE2\x82\xAC\xE2\x84\xA2s caf\xC3\x83\xC2\xA9, r\xC3\x83\xC2\xA9sum\xC3\x83\xC2\xA9",
	 0, NULL, false, "it’s café, résumé", FLAG(MOJIBAKE_FIXED)},
	/* the first reader took ISO 8859-1: U+0080 and U+0099 */
	{"it\xC3\xA2\xC2\x80\xC2\x99s the quay\xC3\xA2\xC2\x80\xC2\x99s, r\xC3\x83\xC2\xA9sum\xC3\x83\xC2\xA9",
	 0, NULL, false, "it’s the quay’s, résumé", FLAG(MOJIBAKE_FIXED)},
	/* two places prove nothing */
	{"caf\xC3\x83\xC2\xA9 r\xC3\x83\xC2\xA9", 0, NULL, false, "cafÃ© rÃ©", 0},
	/* French capitals before no-break spaces are no mojibake */
	{"LIBERTÉ\u00a0! ÉGALITÉ\u00a0! FRATERNITÉ\u00a0! «\u00a0É\u00a0»", 0, NULL, false,
	 "LIBERTÉ\u00a0! ÉGALITÉ\u00a0! FRATERNITÉ\u00a0! «\u00a0É\u00a0»", 0},
	{"", 0, NULL, true, "", 0},
};

static void decode(const struct decode_case *c, struct buf *out, uint32_t *flags)
{
	size_t n = c->n ? c->n : strlen(c->bytes);
	struct err err = ERR_INIT;

	buf_init(out, LIMIT_PAGE_BYTES);
	*flags = 0;
	assert_int_equal(charset_to_utf8(slice_of(c->bytes, n), slice_str(c->declared), c->html,
					 out, flags, &err),
			 STATUS_OK);
}

static void decodes_each_case(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct buf out;
		uint32_t flags;

		decode(&cases[i], &out, &flags);
		if (strcmp(buf_str(&out), cases[i].want) || flags != cases[i].flags)
			fail_msg("case %zu: \"%s\" flags %x", i, buf_str(&out), flags);
		buf_done(&out);
	}
}

static void few_bad_bytes_are_replaced(void **state)
{
	char page[4000];
	struct decode_case c = {page, sizeof(page), "utf-8", false, NULL, 0};
	struct buf out;
	uint32_t flags;

	(void)state;
	memset(page, 'x', sizeof(page));
	memcpy(page, "\xC3\xA9\xC3\xA9", 4);
	page[2000] = '\x96';
	decode(&c, &out, &flags);
	assert_int_equal(flags, FLAG(BAD_ENCODING));
	assert_non_null(strstr(buf_str(&out), "\xEF\xBF\xBD"));
	assert_int_equal(out.len, sizeof(page) + 2);
	buf_done(&out);
}

static void many_bad_bytes_are_windows_1252(void **state)
{
	const struct decode_case c = {"\xC3\xA9\xC3\xA8\xC3\xA0 \x93so\x94", 0, "utf-8", false, NULL, 0};
	struct buf out;
	uint32_t flags;

	(void)state;
	decode(&c, &out, &flags);
	assert_string_equal(buf_str(&out), "éèà “so”");
	assert_int_equal(flags, FLAG(BAD_ENCODING));
	buf_done(&out);
}

static void undeclared_text_is_detected(void **state)
{
	/* a Russian sentence in windows-1251, with markup around it */
	const struct decode_case c = {
		"<html><body><p>\xCF\xF0\xE0\xE2\xE8\xF2\xE5\xEB\xFC\xF1\xF2\xE2\xEE "
		"\xEF\xF0\xE8\xED\xFF\xEB\xEE \xED\xEE\xE2\xFB\xE9 \xE7\xE0\xEA\xEE\xED \xEE "
		"\xF1\xE2\xFF\xE7\xE8 \xE8 \xE7\xE0\xF9\xE8\xF2\xE5 \xE4\xE0\xED\xED\xFB\xF5</p>",
		0, NULL, true, NULL, 0};
	struct buf out;
	uint32_t flags;

	(void)state;
	decode(&c, &out, &flags);
	assert_non_null(strstr(buf_str(&out), "Правительство приняло новый закон"));
	buf_done(&out);
}

static void past_the_bound_is_an_error(void **state)
{
	struct buf out;
	uint32_t flags = 0;
	struct err err = ERR_INIT;

	(void)state;
	buf_init(&out, 4);
	assert_int_equal(charset_to_utf8(SLICE_LIT("four"), SLICE_NONE, false, &out, &flags, &err),
			 STATUS_OK);
	buf_reset(&out);
	assert_int_equal(charset_to_utf8(SLICE_LIT("fives"), SLICE_NONE, false, &out, &flags, &err),
			 STATUS_TOO_BIG);
	buf_done(&out);
}

/* Every cut of every case gives valid UTF-8. */
static void truncation_gives_valid_utf8(void **state)
{
	size_t i, n;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		size_t len = cases[i].n ? cases[i].n : strlen(cases[i].bytes);

		for (n = 1; n < len; n++) {
			struct decode_case c = cases[i];
			struct buf out;
			uint32_t flags;

			c.n = n;
			decode(&c, &out, &flags);
			assert_true(utf8_valid(buf_slice(&out)));
			buf_done(&out);
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(decodes_each_case),
		cmocka_unit_test(few_bad_bytes_are_replaced),
		cmocka_unit_test(many_bad_bytes_are_windows_1252),
		cmocka_unit_test(undeclared_text_is_detected),
		cmocka_unit_test(past_the_bound_is_an_error),
		cmocka_unit_test(truncation_gives_valid_utf8),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
