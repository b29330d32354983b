/* SPDX-License-Identifier: GPL-2.0-or-later */
/* lib/search/breakdown.h - how the articles of a query divide by publication,
 * author, month, year, language and section: exact counts over all of them.
 *
 * Names count as the articles have them; nothing is folded or merged.  An article
 * with several authors counts once for each, so only the other facets add up to
 * the total.  Read from SLOT_FACETS and SLOT_DAY: no article is inflated.
 */
#ifndef LIB_SEARCH_BREAKDOWN_H
#define LIB_SEARCH_BREAKDOWN_H

#include "lib/base/json.h"
#include "lib/search/scan.h"

#define BREAKDOWN_TABLE(X)                                                     \
	X(PUBLICATION, "publication")                                          \
	X(AUTHOR,      "author")                                               \
	X(YEAR,        "year")                                                 \
	X(MONTH,       "month")                                                \
	X(LANGUAGE,    "language")                                             \
	X(SECTION,     "section")

enum breakdown {
#define X(name, word) BREAKDOWN_##name,
	BREAKDOWN_TABLE(X)
#undef X
	BREAKDOWN_COUNT
};

#define BREAKDOWN_ALL ((1u << BREAKDOWN_COUNT) - 1)

/* "publication,author" as bits.  False when a word is unknown or there is none. */
bool breakdown_parse(struct slice s, unsigned *out) __attribute__((warn_unused_result));

/* "query", "total", "facets":{"publication":{"values":[{"value","articles"}],
 * "different","unknown"}}: for each of the bits `which` the `limit` most frequent
 * values, how many different ones there are, and the articles without any. */
enum status breakdown_json(struct searcher *s, struct scan *c, unsigned which, uint32_t limit,
			   struct json *j, struct err *err) MUST_CHECK;

#endif
