/* SPDX-License-Identifier: GPL-2.0-or-later */
/* corpus/lines.c - plain text to lines: see lines.h.
 *
 * Two passes: cut (each line of the input made display text and measured), then,
 * when the measures say "hard-wrapped", joined.
 *
 * Some archives lost paragraph breaks and left two blanks instead, within a line
 * that is then longer than the wrapping: there the line is cut again.
 */
#include "corpus/lines.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "corpus/lines_broken.h"
#include "lib/base/buf.h"
#include "lib/base/limits.h"
#include "lib/base/mem.h"
#include "lib/base/utf8.h"
#include "lib/text/normal.h"

#define WRAP_MIN 40 /* characters: narrower columns are lists */
#define WRAP_MAX 132
#define WRAP_SLACK 2
#define WRAP_RAGGED 12 /* characters that filled lines differ by */

struct piece {
	struct slice text;
	unsigned     blanks;
	unsigned     indent; /* blanks at its head */
	size_t       chars;
	size_t       tail;  /* characters behind its last run of two blanks */
	size_t       first; /* characters of its first word */
};

struct pieces {
	struct piece *v;
	size_t n, cap;
	struct buf buf; /* one line's display text */
	bool many;
};

/* --- what a line looks like --- */

/* Quotes and brackets that may stand behind the end of a sentence. */
static bool closes(uint32_t c)
{
	return c == '"' || c == '\'' || c == ')' || c == ']' || c == 0x2019 || c == 0x201D ||
	       c == 0xBB || c == 0x300D || c == 0x300F || c == 0x203A || c == 0x201C || c == '*';
}

static bool ends_sentence(uint32_t c)
{
	return c == '.' || c == '!' || c == '?' || c == 0x2026 || c == 0x3002 || c == 0xFF01 ||
	       c == 0xFF1F || c == 0x0964 || c == 0x06D4 || c == 0x061F || c == 0xFF0E;
}

uint32_t line_last_char(struct slice s, size_t *at)
{
	size_t i = s.n, j;

	if (!s.n)
		return 0;
	do {
		i--;
	} while (i > 0 && s.n - i < 4 && ((unsigned char)s.p[i] & 0xC0) == 0x80);
	j = i;
	*at = i;
	return utf8_next(s, &j);
}

/* The last character that is neither a closing mark nor a blank. */
static uint32_t end_char(struct slice s)
{
	size_t at = 0;
	uint32_t c = line_last_char(s, &at);

	while (c && (closes(c) || c == ' ')) {
		s.n = at;
		c = line_last_char(s, &at);
	}
	return c;
}

bool line_ends_sentence(struct slice s)
{
	return ends_sentence(end_char(s));
}

bool line_ends_punctuated(struct slice s)
{
	uint32_t c = end_char(s);

	return ends_sentence(c) || c == ',' || c == ';' || c == ':' || c == 0x3001 || c == 0xFF1A;
}

bool line_is_bulleted(struct slice s)
{
	size_t i = 0;
	uint32_t c;

	if (s.n < 3)
		return false;
	c = utf8_next(s, &i);
	return i < s.n && s.p[i] == ' ' &&
	       (c == 0x2022 || c == '-' || c == '*' || c == 0x2023 || c == 0x25AA || c == 0x25CF ||
		c == 0x00B7 || c == 0x25E6 || c == 0x2013 || c == 0x25A0 || c == 0x27A4);
}

/* Chinese, Japanese, Thai: no blanks between words. */
static bool spaceless(uint32_t c)
{
	return (c >= 0x3040 && c <= 0x30FF) || (c >= 0x3400 && c <= 0x9FFF) ||
	       (c >= 0x0E00 && c <= 0x0E7F);
}

size_t line_words(struct slice s)
{
	size_t i = 0, words = 0, dense = 0;
	bool in_word = false;

	while (i < s.n) {
		uint32_t c = utf8_next(s, &i);
		bool letter = c >= 0x80 ? c != 0xA0 && !(c >= 0x2000 && c <= 0x206F)
					: ascii_is_alpha((char)c) || ascii_is_digit((char)c);

		if (spaceless(c)) {
			dense++;
			in_word = false;
		} else if (letter && !in_word) {
			words++;
			in_word = true;
		} else if (c == ' ') {
			in_word = false;
		}
	}
	return words + dense / 2;
}

bool line_may_head(struct slice s, size_t max)
{
	size_t n = line_words(s);

	return n > 0 && n <= max && !line_ends_punctuated(s) && !line_is_bulleted(s);
}

/* --- cutting --- */

/* The head of the next line's text: where it ends, and how far its end mark goes. */
static size_t line_end(struct slice s, size_t *mark)
{
	size_t i;

	for (i = 0; i < s.n; i++) {
		char c = s.p[i];

		if (c == '\n' || c == '\f' || c == '\v')
			return *mark = 1, i;
		if (c == '\r')
			return *mark = i + 1 < s.n && s.p[i + 1] == '\n' ? 2 : 1, i;
		if (c == '\xe2' && i + 2 < s.n && s.p[i + 1] == '\x80' &&
		    (s.p[i + 2] == '\xa8' || s.p[i + 2] == '\xa9'))
			return *mark = 3, i; /* U+2028, U+2029 */
	}
	*mark = 0;
	return s.n;
}

static void measure(struct piece *p, struct slice raw)
{
	struct slice s = p->text;
	const char *blank = memchr(s.p, ' ', s.n);
	size_t i;

	while (p->indent < raw.n && p->indent < 255 && ascii_is_space(raw.p[p->indent]))
		p->indent++;
	p->chars = p->tail = utf8_count(s);
	p->first = blank ? utf8_count(slice_sub(s, 0, (size_t)(blank - s.p))) : p->chars;
	raw = slice_trim(raw);
	for (i = raw.n; i >= 2; i--)
		if (raw.p[i - 1] == ' ' && raw.p[i - 2] == ' ') {
			p->tail = utf8_count(slice_sub(raw, i, raw.n));
			break;
		}
}

static void add_piece(struct arena *a, struct pieces *ps, struct slice raw, unsigned *blanks)
{
	struct piece p = {.blanks = *blanks};

	buf_reset(&ps->buf);
	normal_display(&ps->buf, raw);
	if (ps->buf.len == 0) {
		*blanks += *blanks < 255;
		return;
	}
	p.text = arena_dup(a, buf_slice(&ps->buf));
	measure(&p, raw);
	GROW(ps->v, ps->n + 1, ps->cap);
	ps->v[ps->n++] = p;
	*blanks = 0;
}

static void cut(struct arena *a, struct slice text, struct pieces *ps)
{
	unsigned blanks = 0;

	while (text.n) {
		size_t mark, n = line_end(text, &mark);

		if (ps->n == LIMIT_BLOCKS - 1) {
			ps->many = true;
			n = text.n;
		}
		add_piece(a, ps, slice_sub(text, 0, n), &blanks);
		text = slice_sub(text, n + mark, text.n);
	}
}

/* --- is it wrapped, and how wide? --- */

static int compare_sizes(const void *a, const void *b)
{
	size_t x = *(const size_t *)a, y = *(const size_t *)b;

	return (x > y) - (x < y);
}

/* The common width, if there is one; 0 when not.  Half of the text that is not
 * in short lines is in lines no longer than the median; filled lines are ragged
 * by a word, so the width is near the top of the lengths around it.  Lines with
 * a lost break are longer; where they are many, their `tails` are measured. */
static size_t likely_width(const struct pieces *ps, bool tails)
{
	size_t *v = xreallocarray(NULL, ps->n, sizeof(*v)), i, k, n = 0, all = 0, sum = 0;
	size_t median, width = 0;

	for (i = 0; i < ps->n; i++)
		if (ps->v[i].chars >= WRAP_MIN) {
			v[n] = tails ? ps->v[i].tail : ps->v[i].chars;
			all += v[n++];
		}
	if (n)
		qsort(v, n, sizeof(*v), compare_sizes);
	for (i = 0; i + 1 < n && (sum += v[i]) * 2 < all; i++)
		;
	median = n ? v[i] : 0;
	for (k = 0, all = n, n = 0; k < all; k++)
		if (v[k] * 5 >= median * 4 && v[k] <= median + WRAP_RAGGED)
			v[n++] = v[k];
	if (n)
		width = v[n * 8 / 10];
	free(v);
	return width;
}

/* Characters of the line that ends where a does: of its tail when a break was
 * lost in it, which its length shows. */
static size_t filled_to(const struct piece *a, size_t width)
{
	return a->chars <= width + WRAP_SLACK ? a->chars : a->tail;
}

/* Would the first word of b have fitted behind a? */
static bool would_fit(const struct piece *a, const struct piece *b, size_t width)
{
	return filled_to(a, width) + 1 + b->first + WRAP_SLACK <= width;
}

/* Is the text wrapped at that width?  Among lines long enough to say something
 * and with a next line, four in five must be filled; they must hold half of the
 * text that is not in short lines, and a third must end within a sentence. */
static bool is_wrapped_at(const struct pieces *ps, size_t width)
{
	size_t i, pairs = 0, filled = 0, open = 0, inside = 0, all = 0;

	if (width < WRAP_MIN || width > WRAP_MAX)
		return false;
	for (i = 0; i < ps->n; i++) {
		const struct piece *p = &ps->v[i];
		size_t to = filled_to(p, width);

		all += p->chars >= WRAP_MIN ? p->chars : 0;
		if (to * 10 < width * 7 || to > width + WRAP_SLACK * 2)
			continue;
		inside += p->chars;
		if (i + 1 == ps->n || p[1].blanks)
			continue;
		pairs++;
		filled += !would_fit(p, &p[1], width);
		open += !line_ends_sentence(p->text);
	}
	return pairs >= 3 && filled * 5 >= pairs * 4 && open * 3 >= pairs && inside * 2 >= all;
}

/* The width of the wrapping, or 0. */
static size_t wrap_width(const struct pieces *ps)
{
	size_t width;

	if (ps->n < 4)
		return 0;
	width = likely_width(ps, false);
	if (is_wrapped_at(ps, width))
		return width;
	width = likely_width(ps, true);
	return is_wrapped_at(ps, width) ? width : 0;
}

/* --- joining --- */

static bool starts_lower(struct slice s)
{
	return s.n && s.p[0] >= 'a' && s.p[0] <= 'z';
}

/* Does a paragraph end between two lines of a wrapped text? */
static bool breaks(const struct piece *a, const struct piece *b, unsigned pieces, size_t width)
{
	if (b->blanks || line_is_bulleted(b->text))
		return true;
	if (b->indent >= a->indent + 2 && !starts_lower(b->text))
		return true;
	if (!would_fit(a, b, width) || starts_lower(b->text))
		return false;
	return line_ends_sentence(a->text) ||
	       (pieces == 1 && a->chars * 10 <= width * 6 && line_may_head(a->text, 10));
}

static void add_line(struct text_lines *out, struct slice text, unsigned blanks, unsigned pieces)
{
	out->v[out->n++] = (struct text_line){text, blanks, pieces};
}

static void join(struct arena *a, struct pieces *ps, struct text_lines *out)
{
	struct buf para;
	unsigned pieces = 0, blanks = 0;
	size_t i;

	buf_init(&para, LIMIT_PAGE_BYTES * 4);
	for (i = 0; i < ps->n; i++) {
		const struct piece *p = &ps->v[i];

		if (pieces == 0)
			blanks = p->blanks;
		else
			buf_add_char(&para, ' ');
		buf_add_slice(&para, p->text);
		pieces++;
		if (i + 1 < ps->n && !breaks(p, &p[1], pieces, out->width))
			continue;
		add_line(out, arena_dup(a, buf_slice(&para)), blanks, pieces);
		buf_reset(&para);
		pieces = 0;
	}
	buf_done(&para);
}

/* Where a lost paragraph break may be: two blanks behind the end of a sentence,
 * in a line longer than the wrapping.  Returns the bytes before it, or raw.n. */
static size_t lost_break(struct slice raw, size_t width)
{
	size_t i;

	if (raw.n <= width + WRAP_SLACK || utf8_count(slice_trim(raw)) <= width + WRAP_SLACK)
		return raw.n;
	for (i = 1; i + 2 < raw.n; i++)
		if (raw.p[i] == ' ' && raw.p[i + 1] == ' ' &&
		    line_ends_sentence(slice_sub(raw, i > 16 ? i - 16 : 0, i)) &&
		    raw.p[i + 2] != ' ' && !starts_lower(slice_sub(raw, i + 2, raw.n)))
			return i;
	return raw.n;
}

/* Cut the text again, now also at lost breaks. */
static void cut_lost_breaks(struct arena *a, struct slice text, struct pieces *ps, size_t width)
{
	unsigned blanks = 0;

	ps->n = 0;
	while (text.n) {
		size_t mark, n = line_end(text, &mark), at;
		struct slice raw = slice_sub(text, 0, n);

		while ((at = lost_break(raw, width)) < raw.n && ps->n < LIMIT_BLOCKS - 2) {
			add_piece(a, ps, slice_sub(raw, 0, at), &blanks);
			raw = slice_sub(raw, at, raw.n);
			blanks = 1;
			raw = slice_trim(raw);
		}
		if (ps->n == LIMIT_BLOCKS - 1) {
			ps->many = true;
			raw = text;
			n = text.n;
		}
		add_piece(a, ps, raw, &blanks);
		text = slice_sub(text, n + mark, text.n);
	}
}

void text_lines_split(struct arena *a, struct slice text, struct text_lines *out)
{
	struct pieces ps = {NULL, 0, 0, {0}, false};
	size_t i;

	*out = (struct text_lines){NULL, 0, 0, false};
	buf_init(&ps.buf, LIMIT_PAGE_BYTES * 4);
	cut(a, text, &ps);
	out->width = wrap_width(&ps);
	if (out->width && !ps.many)
		cut_lost_breaks(a, text, &ps, out->width);
	out->many = ps.many;
	out->v = ARENA_ARRAY(a, struct text_line, ps.n ? ps.n : 1);
	if (out->width)
		join(a, &ps, out);
	else
		for (i = 0; i < ps.n; i++)
			add_line(out, ps.v[i].text, ps.v[i].blanks, 1);
	text_lines_mend(a, out);
	buf_done(&ps.buf);
	free(ps.v);
}
