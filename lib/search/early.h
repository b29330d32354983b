/* SPDX-License-Identifier: GPL-2.0-or-later */
/* lib/search/early.h - how far from the beginning of its article a word stands.
 *
 * Pages have menus and captions before their text, so that only words of the zones
 * that are searched are counted; those in other zones between the first place of any
 * of a phrase's stems and the phrase itself are counted too.
 */
#ifndef LIB_SEARCH_EARLY_H
#define LIB_SEARCH_EARLY_H

#include "lib/search/span.h"

/* Words before the place that begins at `start`, one of span_eval() for the leaf.  Not
 * for patterns. */
uint32_t early_words_before(struct span_doc *d, const struct leaf *leaf, unsigned zones,
			    uint32_t start);

#endif
