/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The encoding of bytes that nobody declared: see charset_guess.h. */
#include "corpus/charset_guess.h"

#include <iconv.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <uchardet/uchardet.h>

#include "lib/base/buf.h"
#include "lib/base/limits.h"
#include "lib/base/utf8.h"

#define DETECT_BYTES (64 * KIB)
#define JOHAB_MIN 32 /* syllables */

/* The text between tags: markup is ASCII and would drown the evidence. */
static void add_untagged(struct buf *b, struct slice s)
{
	size_t i;
	bool in_tag = false;

	for (i = 0; i < s.n && b->len < DETECT_BYTES; i++) {
		unsigned char c = (unsigned char)s.p[i];

		if (c == '<')
			in_tag = true;
		else if (c == '>')
			in_tag = false;
		else if (!in_tag || c >= 0x80)
			buf_add_char(b, s.p[i]);
	}
}

static unsigned byte_at(struct slice s, size_t i)
{
	return i < s.n ? (unsigned char)s.p[i] : 0;
}

/* ISO 8859 has controls where the code pages of Windows have quotation marks and
 * dashes, and no text has those controls. */
static const struct {
	const char *iso, *windows;
} siblings[] = {
	{"ISO-8859-1", "CP1252"},  {"ISO-8859-2", "CP1250"},  {"ISO-8859-7", "CP1253"},
	{"ISO-8859-8", "CP1255"},  {"ISO-8859-9", "CP1254"},  {"ISO-8859-13", "CP1257"},
	{"ISO-8859-15", "CP1252"}, {"ISO-8859-16", "CP1250"},
};

static const char *sibling_of(struct slice s, const char *label)
{
	size_t i;
	bool controls = false;

	for (i = 0; i < s.n && !controls; i++)
		controls = byte_at(s, i) >= 0x80 && byte_at(s, i) <= 0x9F;
	for (i = 0; controls && i < sizeof(siblings) / sizeof(siblings[0]); i++)
		if (!strcasecmp(label, siblings[i].iso))
			return siblings[i].windows;
	return label;
}

/* The two Greek encodings differ in where a capital alpha with an accent is; in the
 * other one a sign is there, which does not begin words. */
static const char *which_greek(struct slice s, const char *label)
{
	size_t i, iso = 0, windows = 0;

	for (i = 0; i < s.n; i++) {
		unsigned c = byte_at(s, i);
		bool begins = byte_at(s, i + 1) >= 0xDC && (i == 0 || byte_at(s, i - 1) < 0x80);

		iso += c == 0xB6 && begins;
		windows += (c == 0xA2 && begins) || (c >= 0x80 && c <= 0x9F);
	}
	if (iso == windows)
		return label;
	return iso > windows ? "ISO-8859-7" : "CP1253";
}

/* Every pair of bytes is a character of Johab and most of those are syllables of
 * Hangul, which chance does not make. */
static bool is_johab(struct slice s)
{
	iconv_t cd = iconv_open("UTF-32LE", "JOHAB");
	size_t i = 0, hangul = 0, others = 0;
	bool valid = cd != (iconv_t)-1;

	while (valid && i + 1 < s.n) {
		unsigned char out[4];
		char *from = (char *)s.p + i, *to = (char *)out; /* not written to */
		size_t left = 2, room = sizeof(out);
		uint32_t c;

		if (byte_at(s, i) < 0x80) {
			i++;
			continue;
		}
		valid = iconv(cd, &from, &left, &to, &room) != (size_t)-1 && room == 0;
		c = valid ? out[0] | (uint32_t)out[1] << 8 | (uint32_t)out[2] << 16 : 0;
		hangul += c >= 0xAC00 && c <= 0xD7A3;
		others += c < 0xAC00 || c > 0xD7A3;
		i += 2;
	}
	if (cd != (iconv_t)-1)
		iconv_close(cd);
	return valid && hangul >= JOHAB_MIN && hangul > others;
}

static bool is_single_byte(const char *label)
{
	return !*label || !strncasecmp(label, "ISO-8859", 8) || !strncasecmp(label, "WINDOWS-12", 10) ||
	       !strncasecmp(label, "IBM", 3) || !strncasecmp(label, "MAC", 3) ||
	       !strncasecmp(label, "KOI8", 4) || !strcasecmp(label, "VISCII") ||
	       !strcasecmp(label, "TIS-620");
}

static const char *reconsidered(struct slice s, const char *label)
{
	if (is_single_byte(label) && is_johab(s))
		return "JOHAB";
	if (!strcasecmp(label, "ISO-8859-7") || !strcasecmp(label, "WINDOWS-1253"))
		return which_greek(s, label);
	return sibling_of(s, label);
}

void charset_guess(struct slice s, bool html, char label[CHARSET_LABEL_MAX])
{
	uchardet_t ud = uchardet_new();
	struct buf text;

	label[0] = '\0';
	buf_init(&text, 2 * DETECT_BYTES);
	if (html)
		add_untagged(&text, s);
	else
		buf_add_slice(&text, slice_sub(s, 0, DETECT_BYTES));
	if (ud && text.len && uchardet_handle_data(ud, text.data, text.len) == 0) {
		uchardet_data_end(ud);
		snprintf(label, CHARSET_LABEL_MAX, "%s",
			 reconsidered(buf_slice(&text), uchardet_get_charset(ud)));
	}
	if (ud)
		uchardet_delete(ud);
	buf_done(&text);
}

static bool is_lower(unsigned c)
{
	return c >= 'a' && c <= 'z';
}

bool charset_has_mac_quotes(struct slice s)
{
	size_t i, inside = 0;

	for (i = 0; i < s.n; i++) {
		unsigned c = byte_at(s, i);

		if (c < 0x80)
			continue;
		/* bullet, ellipsis, blank, dashes and quotation marks */
		if (c != 0xA5 && c != 0xC9 && c != 0xCA && (c < 0xD0 || c > 0xD5))
			return false;
		inside += c == 0xD5 && i > 0 && is_lower(byte_at(s, i - 1)) &&
			  is_lower(byte_at(s, i + 1));
	}
	return inside > 0;
}
