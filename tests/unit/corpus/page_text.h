/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The text of a page by plain tag stripping, and a walk over its markup: what the
 * blocks of an article are held against.
 *
 * Nothing here is the cleaner's: no tree, no pre-scan, no table of elements.  The
 * walk follows the tokenizer of the HTML standard (13.2.5) as far as a page's text
 * needs it.
 */
#ifndef TESTS_UNIT_CORPUS_PAGE_TEXT_H
#define TESTS_UNIT_CORPUS_PAGE_TEXT_H

#include <libxml/HTMLparser.h>
#include <stdbool.h>
#include <string.h>
#include <strings.h>

#include "lib/base/buf.h"
#include "lib/base/slice.h"
#include "lib/base/utf8.h"
#include "lib/text/normal.h"

enum piece_kind {
	PIECE_TEXT,
	PIECE_TAG,
	PIECE_CUT /* a comment, a declaration, an element that holds no text */
};

struct piece {
	enum piece_kind kind;
	bool closing;
	struct slice name; /* of a tag, or of the element that is cut */
	struct slice all;
};

static inline bool word_in(struct slice w, const char *const *list)
{
	for (; *list; list++)
		if (slice_ieq_str(w, *list))
			return true;
	return false;
}

/* --- attributes ----------------------------------------------------------------- */

/* The attribute at or after *i of a page; *i moves behind it.  False at the '>'
 * that ends the tag (*i is there), or, with *i == s.n, at the end of the page. */
static inline bool next_attr(struct slice s, size_t *i, struct slice *name, struct slice *value)
{
	size_t from;

	while (*i < s.n && (ascii_is_space(s.p[*i]) || s.p[*i] == '/'))
		++*i;
	if (*i >= s.n || s.p[*i] == '>')
		return false;
	for (from = (*i)++; *i < s.n && !ascii_is_space(s.p[*i]) && s.p[*i] != '/' &&
			    s.p[*i] != '>' && s.p[*i] != '=';)
		++*i;
	*name = slice_sub(s, from, *i);
	*value = SLICE_NONE;
	for (from = *i; from < s.n && ascii_is_space(s.p[from]); from++)
		;
	if (from >= s.n || s.p[from] != '=')
		return true;
	for (from++; from < s.n && ascii_is_space(s.p[from]); from++)
		;
	*i = from;
	if (from < s.n && (s.p[from] == '"' || s.p[from] == '\'')) {
		const char *q = memchr(s.p + from + 1, s.p[from], s.n - from - 1);

		*i = q ? (size_t)(q - s.p) + 1 : s.n;
		*value = slice_sub(s, from + 1, q ? *i - 1 : s.n);
		return q != NULL;
	}
	while (*i < s.n && !ascii_is_space(s.p[*i]) && s.p[*i] != '>')
		++*i;
	*value = slice_sub(s, from, *i);
	return true;
}

/* --- pieces ------------------------------------------------------------------------ */

static inline size_t find_from(struct slice s, size_t from, const char *what)
{
	const char *q = from < s.n ? memmem(s.p + from, s.n - from, what, strlen(what)) : NULL;

	return q ? (size_t)(q - s.p) : s.n;
}

/* Behind the '>' of the end tag of `name`; past s.n when there is none. */
static inline size_t end_of_element(struct slice s, size_t from, struct slice name)
{
	size_t i;

	for (i = find_from(s, from, "</"); i < s.n; i = find_from(s, i + 1, "</")) {
		struct slice got = slice_sub(s, i + 2, i + 2 + name.n);
		size_t k = i + 2 + name.n;

		if (got.n == name.n && strncasecmp(got.p, name.p, name.n) == 0 && k < s.n &&
		    !ascii_is_alpha(s.p[k])) {
			k = find_from(s, k, ">");
			return k < s.n ? k + 1 : s.n;
		}
	}
	return s.n + 1;
}

static const char *const textless[] = {"script",   "style",  "svg",    "iframe",   "noscript", "object",
				       "canvas",   "select", "textarea", "template", NULL};

static inline void piece_of_tag(struct slice s, size_t at, size_t *i, struct piece *p)
{
	struct slice name, value;
	size_t end;

	p->kind = PIECE_TAG;
	p->closing = s.p[at + 1] == '/';
	for (*i = at + 1 + p->closing; *i < s.n && !ascii_is_space(s.p[*i]) && s.p[*i] != '/' &&
				       s.p[*i] != '>';)
		++*i;
	p->name = slice_sub(s, at + 1 + p->closing, *i);
	while (next_attr(s, i, &name, &value))
		;
	if (*i >= s.n) /* a quote that never closes: as if the tag ended at the first '>' */
		*i = find_from(s, at, ">");
	if (*i >= s.n) { /* no tag at all: a page cut off */
		p->kind = PIECE_CUT;
		*i = at + 1;
		return;
	}
	++*i;
	if (p->closing || !word_in(p->name, textless))
		return;
	end = end_of_element(s, *i, p->name);
	if (end > s.n && !slice_ieq_str(p->name, "script"))
		return; /* never closed: what follows is text */
	p->kind = PIECE_CUT;
	*i = end < s.n ? end : s.n;
}

static inline void piece_of_mark(struct slice s, size_t at, size_t *i, struct piece *p)
{
	struct slice rest = slice_sub(s, at, s.n);

	p->kind = PIECE_CUT;
	if (slice_starts(rest, SLICE_LIT("<!-->")) || slice_starts(rest, SLICE_LIT("<!--->"))) {
		*i = at + (rest.p[4] == '>' ? 5 : 6);
	} else if (slice_starts(rest, SLICE_LIT("<!--"))) {
		*i = find_from(s, at + 4, "-->");
		*i = *i < s.n ? *i + 3 : at + 4; /* unclosed: its text stays */
	} else if (slice_starts(rest, SLICE_LIT("<![CDATA["))) {
		*i = at + 9;
	} else {
		*i = find_from(s, at, ">");
		*i = *i < s.n ? *i + 1 : at + 1;
	}
}

/* The piece at *i; *i moves behind it.  False at the end. */
static inline bool next_piece(struct slice s, size_t *i, struct piece *p)
{
	size_t at = *i;
	char c = at + 1 < s.n ? s.p[at + 1] : ' ';

	if (at >= s.n)
		return false;
	memset(p, 0, sizeof(*p));
	if (s.p[at] == '<' && (c == '!' || c == '?'))
		piece_of_mark(s, at, i, p);
	else if (s.p[at] == '<' && (ascii_is_alpha(c) || (c == '/' && at + 2 < s.n && ascii_is_alpha(s.p[at + 2]))))
		piece_of_tag(s, at, i, p);
	else
		*i = find_from(s, at + 1, "<");
	p->all = slice_sub(s, at, *i);
	return true;
}

/* --- text ------------------------------------------------------------------------------ */

static const char *const inlines[] = {"a", "abbr", "acronym", "b", "big", "cite", "code", "data", "dfn",
				      "em", "font", "i", "ins", "del", "kbd", "label", "mark", "q", "s",
				      "samp", "small", "span", "strike", "strong", "sub", "sup", "time",
				      "tt", "u", "var", "wbr", NULL};

static const char windows_1252[32][4] = {
	"€", "", "‚", "ƒ", "„", "…", "†", "‡", "ˆ", "‰", "Š", "‹", "Œ", "", "Ž", "",
	"", "‘", "’", "“", "”", "•", "–", "—", "˜", "™", "š", "›", "œ", "", "ž", "Ÿ"};

/* A character reference at s.p[0], '&': its bytes, 0 when it is none. */
static inline size_t add_reference(struct buf *out, struct slice s)
{
	bool hex = s.n > 2 && s.p[1] == '#' && ascii_lower(s.p[2]) == 'x';
	const htmlEntityDesc *e;
	size_t i = 1, from;
	char name[32];
	uint32_t v = 0;

	if (s.n > 1 && s.p[1] == '#') {
		for (i = from = hex ? 3 : 2; i < s.n; i++) {
			char c = ascii_lower(s.p[i]);

			if (!ascii_is_digit(c) && !(hex && c >= 'a' && c <= 'f'))
				break;
			if (v < 0x110000)
				v = v * (hex ? 16 : 10) + (uint32_t)(ascii_is_digit(c) ? c - '0' : c - 'a' + 10);
		}
		if (i == from)
			return 0;
		if (v >= 0x80 && v < 0xA0 && windows_1252[v - 0x80][0])
			buf_add_str(out, windows_1252[v - 0x80]);
		else if (v >= 0x20 && v < 0x110000 && !(v >= 0xD800 && v < 0xE000) && v != 0xFFFE && v != 0xFFFF)
			utf8_add(out, v);
		else if (v == 9 || v == 10 || v == 13)
			buf_add_char(out, ' ');
		return i < s.n && s.p[i] == ';' ? i + 1 : i;
	}
	while (i < s.n && i < sizeof(name) && (ascii_is_alpha(s.p[i]) || ascii_is_digit(s.p[i])))
		i++;
	if (i >= s.n || s.p[i] != ';' || i == 1)
		return 0;
	memcpy(name, s.p + 1, i - 1);
	name[i - 1] = '\0';
	e = htmlEntityLookup((const xmlChar *)name);
	if (!e)
		return 0;
	utf8_add(out, e->value);
	return i + 1;
}

static inline void add_characters(struct buf *out, struct slice s)
{
	size_t i = 0, n;

	while (i < s.n) {
		const char *q = memchr(s.p + i, '&', s.n - i);
		size_t to = q ? (size_t)(q - s.p) : s.n;

		buf_add(out, s.p + i, to - i);
		i = to;
		if (i >= s.n)
			return;
		n = add_reference(out, slice_sub(s, i, s.n));
		if (!n)
			buf_add_char(out, '&');
		i += n ? n : 1;
	}
}

/* The display text of a page; `deep`: with the text of elements that browsers do
 * not show (noscript and kin), but no scripts and styles. */
static inline void page_text(struct buf *out, struct slice html, bool deep)
{
	struct buf raw, b;
	struct piece p;
	size_t i = 0;

	buf_init(&raw, 2 * html.n + 64);
	buf_init(&b, 4 * html.n + 64);
	while (next_piece(html, &i, &p)) {
		if (p.kind == PIECE_TEXT) {
			add_characters(&raw, p.all);
			continue;
		}
		if (p.kind == PIECE_CUT && deep && p.name.n && !slice_ieq_str(p.name, "script") &&
		    !slice_ieq_str(p.name, "style"))
			i = (size_t)(p.name.p - html.p) + p.name.n;
		if (p.kind == PIECE_TAG && !word_in(p.name, inlines))
			buf_add_char(&raw, ' ');
	}
	buf_reset(&b);
	for (i = 0; i < raw.len;) { /* windows-1252 passed through as if ISO 8859-1 */
		uint32_t cp = utf8_next(buf_slice(&raw), &i);

		if (cp >= 0x80 && cp < 0xA0)
			buf_add_str(&b, windows_1252[cp - 0x80]);
		else
			utf8_add(&b, cp);
	}
	normal_display(out, buf_slice(&b));
	buf_done(&raw);
	buf_done(&b);
}

/* Without blanks: where lines and words part is a matter of taste; and without bars, which
 * a row of a table has between its cells. */
static inline void squeeze(struct buf *out, struct slice s)
{
	size_t i;
	char *w;

	buf_reset(out);
	w = buf_reserve(out, s.n + 1);
	for (i = 0; w && i < s.n; i++)
		if (s.p[i] != ' ' && s.p[i] != '|')
			w[out->len++] = s.p[i];
}

#endif
