/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Columns: see field.h. */
#include "query/field.h"

#include "lib/base/utf8.h"
#include "query/width.h"

static int width_shown(uint32_t cp)
{
	cp = width_safe(cp);
	return cp ? width_of(cp) : 0;
}

/* Columns that s[from, to) takes. */
static int columns_of(struct slice s, size_t from, size_t to)
{
	int n = 0;

	s = slice_sub(s, 0, to);
	while (from < s.n)
		n += width_shown(utf8_next(s, &from));
	return n;
}

static void put(struct out *o, enum style style, struct slice s)
{
	if (style != STYLE_PLAIN)
		out_style(o, style);
	out_text(o, s);
	if (style != STYLE_PLAIN)
		out_style(o, STYLE_PLAIN);
}

void field_head(struct out *o, enum style style, struct slice s, int columns)
{
	size_t i = 0, end = 0;
	int used = 0;

	while (i < s.n) {
		int w = width_shown(utf8_next(s, &i));

		if (used + w > columns)
			break;
		used += w;
		end = i;
	}
	put(o, style, slice_sub(s, 0, end));
	out_printf(o, "%*s", columns - used, "");
}

void field_tail(struct out *o, enum style style, struct slice s, int columns)
{
	int total = columns_of(s, 0, s.n);
	size_t i = 0;

	while (i < s.n && total > columns)
		total -= width_shown(utf8_next(s, &i));
	if (total < columns)
		out_printf(o, "%*s", columns - total, "");
	put(o, style, slice_sub(s, i, s.n));
}

void field_bar(struct out *o, double part, int columns)
{
	static const char *const eighths[] = {"", "▏", "▎", "▍", "▌", "▋", "▊", "▉"};
	int n = (int)(part * columns * 8 + 0.5);

	if (part > 0 && n == 0)
		n = 1;
	if (n > columns * 8)
		n = columns * 8;
	for (; n >= 8; n -= 8)
		out_str(o, "█");
	if (n > 0)
		out_str(o, eighths[n]);
}
