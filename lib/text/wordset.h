/* SPDX-License-Identifier: GPL-2.0-or-later */
/* lib/text/wordset.h - a fixed set of short words, each with a set of groups
 * (bits) that it is in: function words by language, abbreviations by kind.
 *
 * Zero-initialise, fill once, then read from any thread. */
#ifndef LIB_TEXT_WORDSET_H
#define LIB_TEXT_WORDSET_H

#include <stdint.h>

#include "lib/base/slice.h"

#define WORDSET_WORD_MAX 47 /* bytes; longer words are not in any set */
#define WORDSET_SLOTS 8192  /* a power of two; words are under half of it */

struct wordset {
	struct wordset_slot {
		uint64_t groups;
		uint8_t n; /* bytes; 0: free */
		char word[WORDSET_WORD_MAX];
	} slot[WORDSET_SLOTS];
};

void wordset_add(struct wordset *set, struct slice word, uint64_t groups);
/* Every word of a list between blanks. */
void wordset_add_list(struct wordset *set, const char *list, uint64_t groups);
/* The slot of a word, WORDSET_SLOTS when it is not there. */
size_t wordset_slot(const struct wordset *set, struct slice word);
/* The groups of a word, 0 when it is in none. */
uint64_t wordset_get(const struct wordset *set, struct slice word);

#endif
