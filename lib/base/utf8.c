/* SPDX-License-Identifier: GPL-2.0-or-later */
/* UTF-8: see utf8.h. */
#include "lib/base/utf8.h"

static bool cont(unsigned char c)
{
	return (c & 0xC0) == 0x80;
}

bool utf8_valid_at(struct slice s, size_t i, size_t *len)
{
	const unsigned char *p = (const unsigned char *)s.p + i;
	size_t left = s.n - i;

	if (p[0] < 0x80)
		return *len = 1, true;
	if (p[0] >= 0xC2 && p[0] <= 0xDF && left >= 2 && cont(p[1]))
		return *len = 2, true;
	if (p[0] >= 0xE0 && p[0] <= 0xEF && left >= 3 && cont(p[1]) && cont(p[2])) {
		if (p[0] == 0xE0 && p[1] < 0xA0)
			return false;
		if (p[0] == 0xED && p[1] >= 0xA0)
			return false;
		return *len = 3, true;
	}
	if (p[0] >= 0xF0 && p[0] <= 0xF4 && left >= 4 && cont(p[1]) && cont(p[2]) && cont(p[3])) {
		if (p[0] == 0xF0 && p[1] < 0x90)
			return false;
		if (p[0] == 0xF4 && p[1] >= 0x90)
			return false;
		return *len = 4, true;
	}
	return false;
}

uint32_t utf8_next_slow(struct slice s, size_t *i)
{
	const unsigned char *p = (const unsigned char *)s.p + *i;
	size_t len;

	if (!utf8_valid_at(s, *i, &len)) {
		++*i;
		return UTF8_BAD;
	}
	*i += len;
	switch (len) {
	case 1: return p[0];
	case 2: return (uint32_t)(p[0] & 0x1F) << 6 | (p[1] & 0x3F);
	case 3: return (uint32_t)(p[0] & 0x0F) << 12 | (uint32_t)(p[1] & 0x3F) << 6 | (p[2] & 0x3F);
	default:
		return (uint32_t)(p[0] & 0x07) << 18 | (uint32_t)(p[1] & 0x3F) << 12 |
		       (uint32_t)(p[2] & 0x3F) << 6 | (p[3] & 0x3F);
	}
}

bool utf8_valid(struct slice s)
{
	size_t i = 0, len;

	while (i < s.n) {
		if ((unsigned char)s.p[i] < 0x80) {
			i++;
			continue;
		}
		if (!utf8_valid_at(s, i, &len))
			return false;
		i += len;
	}
	return true;
}

size_t utf8_put(char *out, uint32_t cp)
{
	if (cp < 0x80) {
		out[0] = (char)cp;
		return 1;
	}
	if (cp < 0x800) {
		out[0] = (char)(0xC0 | cp >> 6);
		out[1] = (char)(0x80 | (cp & 0x3F));
		return 2;
	}
	if (cp < 0x10000) {
		out[0] = (char)(0xE0 | cp >> 12);
		out[1] = (char)(0x80 | (cp >> 6 & 0x3F));
		out[2] = (char)(0x80 | (cp & 0x3F));
		return 3;
	}
	out[0] = (char)(0xF0 | cp >> 18);
	out[1] = (char)(0x80 | (cp >> 12 & 0x3F));
	out[2] = (char)(0x80 | (cp >> 6 & 0x3F));
	out[3] = (char)(0x80 | (cp & 0x3F));
	return 4;
}

void utf8_add(struct buf *b, uint32_t cp)
{
	char raw[4];

	buf_add(b, raw, utf8_put(raw, cp));
}

size_t utf8_count(struct slice s)
{
	size_t i = 0, n = 0;

	while (i < s.n) {
		utf8_next(s, &i);
		n++;
	}
	return n;
}

size_t utf8_offset(struct slice s, size_t n)
{
	size_t i = 0;

	while (i < s.n && n--)
		utf8_next(s, &i);
	return i;
}

size_t utf8_add_clean(struct buf *b, struct slice s)
{
	size_t i = 0, from = 0, bad = 0, len;

	while (i < s.n) {
		if ((unsigned char)s.p[i] < 0x80) {
			i++;
		} else if (utf8_valid_at(s, i, &len)) {
			i += len;
		} else {
			buf_add_slice(b, slice_sub(s, from, i));
			utf8_add(b, UTF8_BAD);
			from = ++i;
			bad++;
		}
	}
	buf_add_slice(b, slice_sub(s, from, i));
	return bad;
}
