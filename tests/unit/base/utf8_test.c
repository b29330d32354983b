/* SPDX-License-Identifier: GPL-2.0-or-later */
/* UTF-8 against a slow validator of another make: it tries every code point of
 * RFC 3629 s3 and compares bytes. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "lib/base/utf8.h"

/* The bits of a code point, laid out by the table of the RFC. */
static size_t encode(uint32_t cp, unsigned char *out)
{
	static const uint32_t first[] = {0, 0x80, 0x800, 0x10000, 0x110000};
	static const unsigned char lead[] = {0, 0x00, 0xC0, 0xE0, 0xF0};
	size_t n = 1, i;

	while (cp >= first[n])
		n++;
	for (i = n; i > 1; i--, cp >>= 6)
		out[i - 1] = (unsigned char)(0x80 + cp % 64);
	out[0] = (unsigned char)(lead[n] + cp);
	return n;
}

static bool is_scalar(uint32_t cp)
{
	return cp < 0xD800 || (cp > 0xDFFF && cp < 0x110000);
}

static void every_character_comes_back(void **state)
{
	uint32_t cp;

	(void)state;
	for (cp = 0; cp < 0x110000; cp++) {
		unsigned char raw[4];
		char ours[4];
		size_t n, i = 0, len = 0;
		struct slice s;

		n = encode(cp, raw);
		s = slice_of((const char *)raw, n);
		if (utf8_valid(s) != is_scalar(cp))
			fail_msg("U+%04X", cp);
		if (!is_scalar(cp))
			continue;
		if (utf8_put(ours, cp) != n || memcmp(ours, raw, n) != 0)
			fail_msg("utf8_put U+%04X", cp);
		if (utf8_next(s, &i) != cp || i != n || !utf8_valid_at(s, 0, &len) || len != n)
			fail_msg("utf8_next U+%04X", cp);
		/* cut off anywhere, it is none */
		for (i = 1; i < n; i++)
			if (utf8_valid(slice_sub(s, 0, i)) || utf8_valid(slice_sub(s, i, n)))
				fail_msg("part of U+%04X", cp);
	}
}

/* Length of the character at p, by comparing with all that there are of that
 * length: only sequences that decode to a scalar and encode to the same bytes. */
static size_t slow_len(const unsigned char *p, size_t left)
{
	size_t n;

	for (n = 1; n <= 4 && n <= left; n++) {
		static const unsigned char mask[] = {0, 0x7F, 0x1F, 0x0F, 0x07};
		uint32_t cp = p[0] & mask[n];
		unsigned char back[4];
		size_t i;

		for (i = 1; i < n; i++)
			cp = cp << 6 | (p[i] & 0x3F);
		if (cp < 0x110000 && is_scalar(cp) && encode(cp, back) == n &&
		    memcmp(back, p, n) == 0)
			return n;
	}
	return 0;
}

static void compare(const unsigned char *p, size_t n)
{
	struct slice s = slice_of((const char *)p, n);
	struct buf clean;
	size_t i = 0, count = 0, bad = 0;

	while (i < n) {
		size_t want = slow_len(p + i, n - i), at = i, len = 0;
		uint32_t cp = utf8_next(s, &at);

		if (utf8_valid_at(s, i, &len) != (want > 0) || (want && len != want) ||
		    at != i + (want ? want : 1) || (!want && cp != UTF8_BAD))
			fail_msg("%02x %02x %02x %02x of %zu", p[0], n > 1 ? p[1] : 0,
				 n > 2 ? p[2] : 0, n > 3 ? p[3] : 0, n);
		bad += want == 0;
		count++;
		i = at;
	}
	assert_int_equal(utf8_valid(s), bad == 0);
	assert_int_equal(utf8_count(s), count);
	assert_int_equal(utf8_offset(s, count), n);
	assert_int_equal(utf8_offset(s, count + 1), n);
	buf_init(&clean, 4096);
	assert_int_equal(utf8_add_clean(&clean, s), bad);
	assert_true(utf8_valid(buf_slice(&clean)));
	assert_int_equal(utf8_count(buf_slice(&clean)), count);
	if (bad == 0)
		assert_true(slice_eq(buf_slice(&clean), s));
	buf_done(&clean);
}

static void every_pair_and_the_telling_triples_and_quads(void **state)
{
	static const unsigned char edge[] = {0x00, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0,
					     0xC1, 0xC2, 0xDF, 0xE0, 0xEC, 0xED, 0xEE, 0xEF, 0xF0,
					     0xF1, 0xF3, 0xF4, 0xF5, 0xF7, 0xF8, 0xFE, 0xFF};
	const size_t n = sizeof(edge);
	unsigned char p[4];
	size_t a, b, c, d;

	(void)state;
	for (a = 0; a < 256; a++)
		for (b = 0; b < 256; b++) {
			p[0] = (unsigned char)a, p[1] = (unsigned char)b;
			compare(p, 1);
			compare(p, 2);
		}
	for (a = 0; a < n; a++)
		for (b = 0; b < n; b++)
			for (c = 0; c < n; c++) {
				p[0] = edge[a], p[1] = edge[b], p[2] = edge[c];
				compare(p, 3);
				for (d = 0; a >= 16 && d < n; d++) {
					p[3] = edge[d];
					compare(p, 4);
				}
			}
}

static void random_bytes(void **state)
{
	unsigned char p[64];
	uint32_t seed = 20261121;
	int i;
	size_t k;

	(void)state;
	for (i = 0; i < 20000; i++) {
		for (k = 0; k < sizeof(p); k++) {
			seed = seed * 1664525u + 1013904223u;
			p[k] = (unsigned char)(seed >> 24);
			if (seed >> 20 & 1)
				p[k] |= 0x80;
		}
		compare(p, (size_t)i % sizeof(p));
	}
}

static void offsets_and_counts(void **state)
{
	struct slice s = SLICE_LIT("a\xC3\xA9\xE2\x82\xAC\xFFz");
	struct buf b;

	(void)state;
	assert_int_equal(utf8_count(s), 5);
	assert_int_equal(utf8_offset(s, 0), 0);
	assert_int_equal(utf8_offset(s, 2), 3);
	assert_int_equal(utf8_offset(s, 4), 7);
	assert_int_equal(utf8_offset(s, 99), 8);
	assert_int_equal(utf8_count(SLICE_NONE), 0);
	assert_true(utf8_valid(SLICE_NONE));
	buf_init(&b, 100);
	utf8_add(&b, 0x20AC);
	assert_int_equal(utf8_add_clean(&b, s), 1);
	assert_string_equal(buf_str(&b), "\xE2\x82\xAC" "a\xC3\xA9\xE2\x82\xAC\xEF\xBF\xBDz");
	buf_done(&b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_character_comes_back),
		cmocka_unit_test(every_pair_and_the_telling_triples_and_quads),
		cmocka_unit_test(random_bytes),
		cmocka_unit_test(offsets_and_counts),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
