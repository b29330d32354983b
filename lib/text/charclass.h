/* SPDX-License-Identifier: GPL-2.0-or-later */
/* lib/text/charclass.h - what a code point is to the tokeniser, in one load.
 *
 * A table of the first two planes is filled once from libutf8proc's properties
 * (Unicode 14 in Debian 12); planes 2 and 3 hold Han only, the rest nothing that
 * words are made of.  Threads: charclass_init() may be called from any, at any
 * time; char_class() after it.
 */
#ifndef LIB_TEXT_CHARCLASS_H
#define LIB_TEXT_CHARCLASS_H

#include <stdbool.h>
#include <stdint.h>

enum char_class {
	CHAR_OTHER, /* punctuation, symbols, unassigned: separates words */
	CHAR_SPACE,
	CHAR_LOWER,
	CHAR_UPPER,  /* title case too */
	CHAR_LETTER, /* of a script without case */
	CHAR_DENSE,  /* of a script without blanks between words: bigrams */
	CHAR_DIGIT,
	CHAR_SUPER,  /* superscript digit: part of m², a footnote mark on a word */
	CHAR_MARK,   /* combining: goes on with the word before it */
	CHAR_IGNORE, /* soft hyphen, zero width, controls: not there */
	CHAR_APOSTROPHE,
	CHAR_HYPHEN,
	CHAR_CURRENCY
};

#define CHARCLASS_TABLED 0x20000u
extern uint8_t charclass_table[CHARCLASS_TABLED];

void charclass_init(void);

static inline enum char_class char_class(uint32_t cp)
{
	if (cp < CHARCLASS_TABLED)
		return (enum char_class)charclass_table[cp];
	if (cp < 0x40000)
		return CHAR_DENSE;
	return cp >= 0xE0000 && cp < 0xE1000 ? CHAR_IGNORE : CHAR_OTHER;
}

static inline bool char_is_letter(enum char_class c)
{
	return c >= CHAR_LOWER && c <= CHAR_LETTER;
}

/* Begins a word that is spelt with blanks around it. */
static inline bool char_is_alnum(enum char_class c)
{
	return (c >= CHAR_LOWER && c <= CHAR_LETTER) || c == CHAR_DIGIT;
}

#endif
