/* SPDX-License-Identifier: GPL-2.0-or-later */
/* lib/search/pattern.h - whether a form of the lexicon is like what was asked for:
 * wildcards and edit distance.  Pure functions on folded UTF-8.
 */
#ifndef LIB_SEARCH_PATTERN_H
#define LIB_SEARCH_PATTERN_H

#include <stdbool.h>

#include "lib/base/slice.h"

#define FUZZY_MAX 64 /* code points of a word that edits are counted in */

/* '*' stands for any run of characters, '?' for one. */
bool form_matches(struct slice glob, struct slice form);
/* At most `max` insertions, deletions, replacements and swaps of neighbours apart
 * (optimal string alignment). */
bool form_within_edits(struct slice x, struct slice y, unsigned max);

#endif
