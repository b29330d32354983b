/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Double encoding, undone: see mojibake.h.
 *
 * A place is a character that windows-1252 gives to a UTF-8 lead byte, followed
 * by the characters that it gives to as many continuation bytes as that lead
 * asks for.  Few real texts hold such pairs, but some do (a French capital É
 * before a no-break space), so only leads that double encoding of European
 * text makes count, and one place proves nothing: three must agree.
 */
#include "corpus/mojibake.h"

#include "lib/base/utf8.h"

#define MIN_PLACES 3

/* The windows-1252 byte of a character, or -1.  U+0080 to U+009F are what a reader as
 * ISO 8859-1 made of those bytes. */
static int byte_of(uint32_t cp)
{
	int c;

	if (cp <= 0xFF)
		return (int)cp;
	for (c = 0x80; c < 0xA0; c++)
		if (charset_cp1252((unsigned char)c) == cp)
			return c;
	return -1;
}

static bool lead_counts(int lead, int next)
{
	if (lead == 0xC2 || lead == 0xC3 || lead == 0xD0 || lead == 0xD1)
		return true;
	if (lead == 0xE2)
		return next >= 0x80 && next <= 0x84;
	/* Ä, Å before a quotation mark or a blank are text of their own */
	return (lead == 0xC4 || lead == 0xC5) && next != 0xA0 && next != 0xAB && next != 0xBB;
}

/* The bytes that stand for the place at i of s, in raw; 0 when it is none.
 * *end is where it ends. */
static size_t place_at(struct slice s, size_t i, char raw[4], size_t *end)
{
	int lead = byte_of(utf8_next(s, &i)), next;
	size_t want = lead >= 0xE0 ? 3 : 2, n = 1;

	raw[0] = (char)lead;
	while (n < want && i < s.n && (unsigned char)s.p[i] >= 0x80) {
		next = byte_of(utf8_next(s, &i));
		if (next < 0x80 || next > 0xBF || (n == 1 && !lead_counts(lead, next)))
			return 0;
		raw[n++] = (char)next;
	}
	*end = i;
	return n == want && utf8_valid(slice_of(raw, n)) ? n : 0;
}

/* Whether i begins what could be a place: U+00C2 to U+00E2 as the lead, with a
 * character outside ASCII behind it. */
static bool candidate(struct slice s, size_t i)
{
	unsigned char c = (unsigned char)s.p[i], d = i + 1 < s.n ? (unsigned char)s.p[i + 1] : 0;

	return c == 0xC3 && d >= 0x82 && d <= 0xA2 && i + 2 < s.n && (unsigned char)s.p[i + 2] >= 0x80;
}

static bool worth_it(struct slice s)
{
	size_t i, end, places = 0, others = 0;
	char raw[4];

	for (i = 0; i < s.n; i++) {
		const char *q = memchr(s.p + i, 0xC3, s.n - i);

		if (!q)
			break;
		i = (size_t)(q - s.p);
		if (!candidate(s, i))
			continue;
		if (place_at(s, i, raw, &end)) {
			places++;
			i = end - 1;
		} else {
			others++;
		}
	}
	return places >= MIN_PLACES && places > 4 * others;
}

bool mojibake_undo(struct buf *out, size_t from)
{
	struct slice s = slice_sub(buf_slice(out), from, out->len);
	size_t i = 0, w = from, end, n, k;
	char raw[4];

	if (!worth_it(s))
		return false;
	/* The repaired text is shorter, so it is written over its source. */
	while (i < s.n) {
		n = candidate(s, i) ? place_at(s, i, raw, &end) : 0;
		if (!n) {
			out->data[w++] = s.p[i++];
			continue;
		}
		for (k = 0; k < n; k++)
			out->data[w++] = raw[k];
		i = end;
	}
	buf_truncate(out, w);
	return true;
}
