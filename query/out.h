/* SPDX-License-Identifier: GPL-2.0-or-later */
/* query/out.h - where a command's results go: a stream, its width in columns and
 * whether it takes colour.
 *
 * Every byte of a page passes out_text(), out_data() or out_json() on its way to
 * standard output: none lets a control character through, so no page can move
 * the cursor, set a title or hide text.  Failures are sticky (stdio's); ask
 * out_flush() once at the end.
 */
#ifndef QUERY_OUT_H
#define QUERY_OUT_H

#include <stdbool.h>
#include <stdio.h>

#include "lib/base/slice.h"
#include "lib/base/status.h"

#define OUT_WIDTH_MIN     20
#define OUT_WIDTH_MAX     1000
#define OUT_WIDTH_DEFAULT 80

enum style {
	STYLE_PLAIN,
	STYLE_TITLE, /* bold */
	STYLE_DIM,
	STYLE_KEY,   /* citation keys */
	STYLE_MARK,  /* what matched */
	STYLE_COUNT
};

struct out {
	FILE *f;     /* results */
	FILE *notes; /* what is not a result: standard error */
	int   width;
	bool  colour;
};

/* For standard output: the width is $COLUMNS, else the terminal's, else 80; there
 * is colour on a terminal unless NO_COLOR is set and not empty or TERM is
 * "dumb". */
void out_init_stdout(struct out *o);

/* Begin or end a style; nothing without colour. */
void out_style(struct out *o, enum style s);
/* Our own words: printed as they are. */
void out_str(struct out *o, const char *s);
void out_printf(struct out *o, const char *fmt, ...) PRINTF_LIKE(2, 3);
/* One line's worth of foreign text: white space of any kind becomes a blank,
 * control characters U+FFFD. */
void out_text(struct out *o, struct slice s);
/* The same for a text of several lines: line feeds stay, CR LF becomes LF. */
void out_lines(struct out *o, struct slice s);
/* JSON as it is, but for DEL and C1 controls, written as \u escapes. */
void out_json(struct out *o, struct slice json);
/* "backfile: note: text" on `notes`, sanitised. */
void out_note(struct out *o, const char *fmt, ...) PRINTF_LIKE(2, 3);

/* STATUS_OK when everything written so far arrived. */
enum status out_flush(struct out *o, struct err *err) MUST_CHECK;

#endif
