/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The case of letters in names: see names.h. */
#include "corpus/names.h"

#include <string.h>

#include "lib/base/buf.h"
#include "lib/base/utf8.h"

/* Enough of Unicode for names: Latin, Greek, Cyrillic; above them letters
 * without case. */
enum letter names_letter(uint32_t cp)
{
	if (cp < 0x80)
		return cp >= 'a' && cp <= 'z'   ? LETTER_LOWER
		       : cp >= 'A' && cp <= 'Z' ? LETTER_UPPER
						: LETTER_OTHER;
	if (cp < 0xC0 || cp == 0xD7 || cp == 0xF7)
		return LETTER_OTHER;
	if (cp < 0x100)
		return cp < 0xDF ? LETTER_UPPER : LETTER_LOWER;
	if (cp < 0x180) /* Latin Extended-A: pairs, with two shifts of parity */
		return ((cp >= 0x139 && cp <= 0x148) || cp >= 0x179) == (cp & 1) ? LETTER_UPPER
										 : LETTER_LOWER;
	if (cp >= 0x386 && cp <= 0x3CE)
		return cp < 0x3AC && cp != 0x390 ? LETTER_UPPER : LETTER_LOWER;
	if (cp >= 0x400 && cp <= 0x45F)
		return cp < 0x430 ? LETTER_UPPER : LETTER_LOWER;
	if (cp >= 0x490 && cp <= 0x4FF)
		return cp & 1 ? LETTER_LOWER : LETTER_UPPER;
	if (cp >= 0x1E00 && cp <= 0x1EFF)
		return cp & 1 ? LETTER_LOWER : LETTER_UPPER;
	if (cp < 0x530 || (cp >= 0x2000 && cp <= 0x2BFF) || (cp >= 0x3000 && cp <= 0x303F) ||
	    cp >= 0xF900)
		return cp < 0x250 || (cp >= 0x370 && cp < 0x530) ? LETTER_LOWER : LETTER_OTHER;
	return LETTER_UNCASED;
}

uint32_t names_lower(uint32_t cp)
{
	if (names_letter(cp) != LETTER_UPPER)
		return cp;
	if (cp < 0x100)
		return cp + 32;
	if (cp < 0x180)
		return cp == 0x178 ? 0xFF : cp + 1;
	if (cp >= 0x391 && cp <= 0x3AB)
		return cp + 32;
	if (cp >= 0x400 && cp < 0x410)
		return cp + 80;
	if (cp >= 0x410 && cp < 0x430)
		return cp + 32;
	return cp >= 0x490 ? cp + 1 : cp;
}

enum letter names_first_letter(struct slice w)
{
	size_t i = 0;

	while (i < w.n) {
		enum letter l = names_letter(utf8_next(w, &i));

		if (l != LETTER_OTHER)
			return l;
	}
	return LETTER_OTHER;
}

bool names_all_capitals(struct slice s)
{
	size_t i = 0, upper = 0;

	while (i < s.n) {
		enum letter l = names_letter(utf8_next(s, &i));

		if (l == LETTER_LOWER || l == LETTER_UNCASED)
			return false;
		upper += l == LETTER_UPPER;
	}
	return upper > 3;
}

/* Initials and numerals of a name stay in capitals: "JD", "J.R.", "III". */
static bool keeps_capitals(struct slice w)
{
	size_t i;

	if (slice_has_byte(w, '.') && w.n <= 5)
		return true;
	if (w.n > 3)
		return false;
	for (i = 0; i < w.n; i++)
		if (strchr("AEOUY", w.p[i]) || (unsigned char)w.p[i] >= 0x80)
			return w.n == 1;
	return w.n <= 2 || slice_eq_str(w, "III");
}

void names_add_titled(struct buf *b, struct slice w)
{
	bool first = true;
	size_t i = 0;

	if (keeps_capitals(w)) {
		buf_add_slice(b, w);
		return;
	}
	while (i < w.n) {
		uint32_t cp = utf8_next(w, &i);

		utf8_add(b, first ? cp : names_lower(cp));
		first = names_letter(cp) == LETTER_OTHER;
	}
}

bool names_same_letters(struct slice a, struct slice b)
{
	size_t i = 0, j = 0;

	for (;;) {
		while (i < a.n && a.p[i] == ' ')
			i++;
		while (j < b.n && b.p[j] == ' ')
			j++;
		if (i == a.n || j == b.n)
			return i == a.n && j == b.n;
		if (a.p[i++] != b.p[j++])
			return false;
	}
}

bool names_is_domain(struct slice w)
{
	size_t i = w.n;
	bool lower = w.n && w.p[w.n - 1] >= 'a' && w.p[w.n - 1] <= 'z';

	while (i > 0 && ascii_is_alpha(w.p[i - 1]) && (w.p[i - 1] >= 'a') == lower)
		i--;
	return i >= 3 && i + 2 <= w.n && w.p[i - 1] == '.';
}
