/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Wrapped paragraphs: see para.h.
 *
 * A paragraph is an array of cells, so that marks, styles and wrapping each are
 * a walk over one array, whatever the bytes of the text were.
 */
#include "query/para.h"

#include <stdio.h>
#include <stdlib.h>

#include "lib/base/mem.h"
#include "lib/base/utf8.h"
#include "query/width.h"

#define STYLE_SHIFT 24
#define CP_MASK     0x1FFFFFu

static uint32_t cell_cp(uint32_t cell)
{
	return cell & CP_MASK;
}

static enum style cell_style(uint32_t cell)
{
	return (enum style)(cell >> STYLE_SHIFT);
}

void para_init(struct para *p)
{
	*p = (struct para){NULL, 0, 0};
}

void para_done(struct para *p)
{
	free(p->cells);
	para_init(p);
}

static void add_cell(struct para *p, enum style style, uint32_t cp)
{
	cp = width_safe(cp);
	if (!cp)
		return;
	GROW(p->cells, p->n + 1, p->cap);
	p->cells[p->n++] = cp | (uint32_t)style << STYLE_SHIFT;
}

void para_add(struct para *p, enum style style, struct slice text)
{
	size_t i = 0;

	while (i < text.n)
		add_cell(p, style, utf8_next(text, &i));
}

void para_add_str(struct para *p, enum style style, const char *text)
{
	para_add(p, style, slice_str(text));
}

void para_addf(struct para *p, enum style style, const char *fmt, ...)
{
	char line[1024];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(line, sizeof(line), fmt, ap);
	va_end(ap);
	para_add_str(p, style, line);
}

void para_add_marked(struct para *p, struct slice text, const struct mark *marks, size_t n_marks,
		     bool colour)
{
	size_t i = 0, at = 0, m = 0;
	bool inside = false;

	while (i < text.n) {
		while (!inside && m < n_marks &&
		       (marks[m].from < at || marks[m].from >= marks[m].to))
			m++;
		if (!inside && m < n_marks && marks[m].from == at) {
			inside = true;
			if (!colour)
				add_cell(p, STYLE_MARK, '[');
		}
		add_cell(p, inside ? STYLE_MARK : STYLE_PLAIN, utf8_next(text, &i));
		at++;
		if (inside && (at == marks[m].to || i == text.n)) {
			inside = false;
			m++;
			if (!colour)
				add_cell(p, STYLE_MARK, ']');
		}
	}
}

size_t para_width(const struct para *p)
{
	size_t i, n = 0;

	for (i = 0; i < p->n; i++)
		n += (size_t)width_of(cell_cp(p->cells[i]));
	return n;
}

static bool is_blank(uint32_t cp)
{
	return cp == ' ' || cp == 0x200B || cp == 0x3000;
}

/* East Asian punctuation that may not begin (end) a line. */
static bool closes(uint32_t cp)
{
	static const uint32_t t[] = {0x3001, 0x3002, 0x3009, 0x300B, 0x300D, 0x300F,
				     0x3011, 0x3015, 0x30FC, 0xFF01, 0xFF09, 0xFF0C,
				     0xFF0E, 0xFF1A, 0xFF1B, 0xFF1F};
	size_t i;

	for (i = 0; i < sizeof(t) / sizeof(t[0]); i++)
		if (t[i] == cp)
			return true;
	return cp == ']' || cp == ')' || cp == ',' || cp == '.' || cp == 0x201D || cp == 0x2019;
}

static bool opens(uint32_t cp)
{
	return cp == 0x3008 || cp == 0x300A || cp == 0x300C || cp == 0x300E || cp == 0x3010 ||
	       cp == 0x3014 || cp == 0xFF08 || cp == '[' || cp == '(' || cp == 0x201C ||
	       cp == 0x2018;
}

/* Whether a line may end between cells a and b. */
static bool breaks(uint32_t a, uint32_t b)
{
	if (is_blank(a))
		return !is_blank(b);
	if (width_of(b) == 0 || closes(b) || opens(a))
		return false;
	return width_of(a) == 2 || (width_of(b) == 2 && !is_blank(b));
}

/* The cell behind the last one of the line that begins at `from`. */
static size_t line_end(const struct para *p, size_t from, size_t columns)
{
	size_t i, used = 0, best = 0;

	for (i = from; i < p->n; i++) {
		uint32_t cp = cell_cp(p->cells[i]);
		size_t w = (size_t)width_of(cp);

		if (i > from && breaks(cell_cp(p->cells[i - 1]), cp))
			best = i;
		/* a blank may hang over the end: it is not printed there */
		if (used + w > columns && i > from && !is_blank(cp))
			return best ? best : i;
		used += w;
	}
	return p->n;
}

static void print_cells(const struct para *p, struct out *o, size_t from, size_t to)
{
	enum style now = STYLE_PLAIN;
	char raw[4];
	size_t i, n;

	for (i = from; i < to; i++) {
		enum style s = cell_style(p->cells[i]);

		if (s != now) {
			if (now != STYLE_PLAIN)
				out_style(o, STYLE_PLAIN);
			if (s != STYLE_PLAIN)
				out_style(o, s);
			now = s;
		}
		n = utf8_put(raw, cell_cp(p->cells[i]));
		fwrite(raw, 1, n, o->f);
	}
	if (now != STYLE_PLAIN)
		out_style(o, STYLE_PLAIN);
}

void para_print(struct para *p, struct out *o, int first, int rest)
{
	size_t at = 0;
	int most = o->width / 2; /* however narrow it is, half is for the text */
	int indent = first < most ? first : most;

	while (at < p->n) {
		size_t end = line_end(p, at, (size_t)(o->width - indent)), cut = end;

		while (cut > at && is_blank(cell_cp(p->cells[cut - 1])))
			cut--;
		fprintf(o->f, "%*s", cut > at ? indent : 0, "");
		print_cells(p, o, at, cut);
		fputc('\n', o->f);
		at = end;
		indent = rest < most ? rest : most;
	}
	p->n = 0;
}
