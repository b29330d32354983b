/* SPDX-License-Identifier: GPL-2.0-or-later */
/* corpus/html_lines.h - lines that are furniture whatever holds them. */
#ifndef CORPUS_HTML_LINES_H
#define CORPUS_HTML_LINES_H

#include <stdbool.h>

#include "lib/base/slice.h"

enum line_kind {
	LINE_TEXT,
	LINE_AD,
	LINE_TEASER, /* "Read more: …" */
	LINE_NAV,    /* "Share this", "3 min read" */
	LINE_CAPTION, /* "Image 1 of 5", "Photo: …" */
	LINE_LEGAL,  /* rights, sign-up */
	LINE_COMMENT,
	LINE_STOP,   /* a heading behind which other articles begin */
};

/* What the line s (display form) is by its own words.  Only short lines are
 * furniture: running text is LINE_TEXT. */
enum line_kind html_line_kind(struct slice s, unsigned words);

/* A line among the last ones that speaks to the reader: whom to write to, what
 * to follow or subscribe to, who else reported, where it first appeared. */
bool html_closing_line(struct slice s, unsigned words, unsigned linked);

/* "So-and-so says:" above what a reader says. */
bool html_says_line(struct slice s, unsigned words);

#endif
