/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A query and a caret: see caret.h. */
#include "query/caret.h"

#include "lib/base/utf8.h"
#include "query/width.h"

#define INDENT 2

static size_t shown_width(struct slice s)
{
	size_t i = 0, n = 0;

	while (i < s.n) {
		uint32_t cp = width_safe(utf8_next(s, &i));

		n += cp ? (size_t)width_of(cp) : 0;
	}
	return n;
}

static void add_safe(struct buf *b, struct slice s)
{
	size_t i = 0;

	while (i < s.n) {
		uint32_t cp = width_safe(utf8_next(s, &i));

		if (cp)
			utf8_add(b, cp);
	}
}

/* The start of the character that the byte at i is in. */
static size_t character_start(struct slice s, size_t i)
{
	while (i > 0 && i < s.n && ((unsigned char)s.p[i] & 0xC0) == 0x80)
		i--;
	return i;
}

void caret_lines(struct slice query, size_t pos, size_t columns, struct buf *b)
{
	size_t room = columns > 20 + INDENT ? columns - INDENT : 20;
	size_t from = 0, to = query.n, i, pad;

	if (!query.p)
		query = SLICE_LIT("");
	pos = character_start(query, pos < query.n ? pos : query.n);
	/* bytes are at least columns: a byte window is a cautious one */
	if (shown_width(query) > room) {
		size_t half = room / 2 - 2;

		from = pos > half ? character_start(query, pos - half) : 0;
		to = character_start(query, from + room - 4 < query.n ? from + room - 4 : query.n);
	}
	pad = INDENT + (from > 0) + shown_width(slice_sub(query, from, pos));
	buf_add_str(b, "  ");
	if (from > 0)
		buf_add_str(b, "…");
	add_safe(b, slice_sub(query, from, to));
	if (to < query.n)
		buf_add_str(b, "…");
	buf_add_char(b, '\n');
	for (i = 0; i < pad; i++)
		buf_add_char(b, ' ');
	buf_add_str(b, "^\n");
}
