/* SPDX-License-Identifier: GPL-2.0-or-later */
/* lib/archive/facets.h - what breakdowns are counted over: the value of an
 * article in SLOT_FACETS, small enough to read for every hit of a query.
 *
 *	byte    0: undated, else 1 + enum date_precision
 *	LEB128  words of the body
 *	language, publisher, section: LEB128 length + 1 and bytes; 0: not known
 *	LEB128  number of authors, at most LIMIT_LIST; each as above
 *
 * Names are as the article has them, not folded, cut to LIMIT_FACET_BYTES at a
 * character boundary.  Decoding is bounded and checks everything.
 */
#ifndef LIB_ARCHIVE_FACETS_H
#define LIB_ARCHIVE_FACETS_H

#include <stdbool.h>
#include <stdint.h>

#include "lib/base/article.h"
#include "lib/base/buf.h"
#include "lib/base/limits.h"

struct facets {
	bool dated;
	enum date_precision precision; /* when dated */
	uint32_t words;
	struct slice language, publisher, section; /* borrowed from the bytes */
	struct slice authors[LIMIT_LIST];
	size_t n_authors;
};

/* Append the value of an article; `words` is the number of words of its body. */
void facets_encode(const struct article *a, uint32_t words, struct buf *out);
/* False when the bytes are damaged. */
bool facets_decode(struct slice bytes, struct facets *out) __attribute__((warn_unused_result));

#endif
