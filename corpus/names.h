/* SPDX-License-Identifier: GPL-2.0-or-later */
/* corpus/names.h - the words that a by-line holds beside names.
 *
 * All questions take folded words (normal_fold()).
 */
#ifndef CORPUS_NAMES_H
#define CORPUS_NAMES_H

#include <stdbool.h>
#include <stdint.h>

#include "lib/base/article.h"
#include "lib/base/slice.h"

/* A role, a desk, a word of the page's furniture: never part of a name. */
bool names_is_role(struct slice folded);
/* A house, a desk or a team when it is the last word: "Example Foundation". */
bool names_is_house(struct slice folded);
/* A word of the names of papers and firms: "Times", "Bank". */
bool names_is_paper(struct slice folded);
/* Work other than writing, before "by" or "from": "Photography by". */
bool names_is_other_work(struct slice folded);
/* A role or a word of the page that is a surname too: "You", "Min". */
bool names_is_surname(struct slice folded);
/* "de", "van", "bin": lower case inside a name. */
bool names_is_particle(struct slice folded);
/* "and", "und", "et": between two names. */
bool names_is_and(struct slice folded);
/* "by", "von", "par": before a name; more than one may stand there. */
bool names_is_by(struct slice folded);
/* The agency that the folded phrase names, in its usual spelling, or absent. */
struct slice names_agency(struct slice folded);

/* --- pieces of a line --- */

struct names_line {
	struct article *a;
	size_t added;
	bool alone;   /* the line is one piece */
	bool closed;  /* behind a name and a bar or a dash: no more names */
	bool other;   /* behind "Photography by" and its like */
	bool person;  /* the page's data call it a person */
};

/* One piece, between two separators: its name goes to the article's authors. */
void names_take_piece(struct names_line *l, struct slice s);
/* The phrase is an agency's name, which becomes the article's unless it has one. */
bool names_note_agency(struct article *a, struct slice phrase);
/* One more author as it stands, unless the list has it. */
bool names_append(struct article *a, struct slice name);

/* --- letters: Latin, Greek and Cyrillic have case, those of other scripts none --- */

enum letter { LETTER_OTHER, LETTER_LOWER, LETTER_UPPER, LETTER_UNCASED };

enum letter names_letter(uint32_t cp);
enum letter names_first_letter(struct slice word); /* marks before it are passed over */
uint32_t    names_lower(uint32_t cp);
bool        names_all_capitals(struct slice s);
/* A word of a name in capitals: "ROE" as "Roe"; initials and numerals stay. */
struct buf;
void names_add_titled(struct buf *b, struct slice word);
/* Equal but for blanks: "Example Globe", "ExampleGlobe". */
bool names_same_letters(struct slice a, struct slice b);
/* "example.org", "EXAMPLE.ORG": the name of a site is nobody's. */
bool names_is_domain(struct slice word);

#endif
