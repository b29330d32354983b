/* SPDX-License-Identifier: GPL-2.0-or-later */
/* query/para.h - one paragraph of styled text, wrapped at the terminal's width.
 *
 * Text is added in pieces, each with a style; foreign text is made safe on the
 * way in (width_safe()).  para_print() breaks lines at blanks and between East
 * Asian wide characters, never before a closing or after an opening bracket of
 * theirs and never before a combining mark; what is longer than a line is cut
 * at its end.  No line is wider than the terminal.
 *
 * Memory: para_init() allocates nothing, para_done() frees; para_print() empties
 * the paragraph and keeps the memory.  Threads: one owner.
 */
#ifndef QUERY_PARA_H
#define QUERY_PARA_H

#include <stdint.h>

#include "query/out.h"

struct para {
	uint32_t *cells; /* a code point, and its style from bit 24 on */
	size_t    n, cap;
};

/* A half-open range of code points. */
struct mark {
	size_t from, to;
};

void para_init(struct para *p);
void para_done(struct para *p);

void para_add(struct para *p, enum style style, struct slice text);
void para_add_str(struct para *p, enum style style, const char *text); /* NULL: nothing */
void para_addf(struct para *p, enum style style, const char *fmt, ...) PRINTF_LIKE(3, 4);
/* Text with marks, which are in order and do not overlap (others are passed
 * over; what reaches past the end is cut).  With colour they are drawn in
 * STYLE_MARK, without it [so]. */
void para_add_marked(struct para *p, struct slice text, const struct mark *marks, size_t n_marks,
		     bool colour);

/* Columns of what was added so far. */
size_t para_width(const struct para *p);
/* Print it, the first line indented by `first` columns and the others by `rest`,
 * with a line feed behind each.  No indent takes more than half the width.  An
 * empty paragraph prints nothing. */
void para_print(struct para *p, struct out *o, int first, int rest);

#endif
