/* SPDX-License-Identifier: GPL-2.0-or-later */
/* corpus/lines.h - plain text to lines of display text, paragraphs put together
 * again where the text was hard-wrapped.
 *
 * A text is hard-wrapped when nearly every long line ends where the next word
 * would have passed one common width (first-fit filling, as mail and wire
 * services do it).  Then lines are joined, each join a blank; otherwise sentences
 * that were broken at inline tags are (lines_broken.h), and else a line stays a
 * line.  Nothing else changes but white space (normal_display()).
 *
 * Memory: texts and the list live in the caller's arena.  At most LIMIT_BLOCKS
 * lines: the rest of a longer text is one last line, and `many` is set.
 */
#ifndef CORPUS_LINES_H
#define CORPUS_LINES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/base/arena.h"
#include "lib/base/slice.h"

struct text_line {
	struct slice text;   /* display text, never empty */
	unsigned     blanks; /* empty lines before it, at most 255 */
	unsigned     pieces; /* lines of the input that it was joined from */
};

struct text_lines {
	struct text_line *v;
	size_t n;
	size_t width; /* of the wrapping in characters, 0 when not wrapped */
	bool   many;  /* LIMIT_BLOCKS was passed */
};

/* text is valid UTF-8. */
void text_lines_split(struct arena *a, struct slice text, struct text_lines *out);

/* --- what a line looks like --- */

/* Ends as a sentence does: . ! ? … 。 and kin, maybe with quotes or brackets behind. */
bool line_ends_sentence(struct slice s);
/* Ends with punctuation that a heading does not have: also , ; : */
bool line_ends_punctuated(struct slice s);
/* Begins with a bullet or a dash and a blank. */
bool line_is_bulleted(struct slice s);
/* Words; a character of a script without spaces counts as half a word. */
size_t line_words(struct slice s);
/* The last character and where it begins; 0 when s is empty. */
uint32_t line_last_char(struct slice s, size_t *at);
/* Up to `max` words, no final punctuation, no bullet: may be a heading. */
bool line_may_head(struct slice s, size_t max);

#endif
