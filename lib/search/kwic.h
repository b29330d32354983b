/* SPDX-License-Identifier: GPL-2.0-or-later */
/* lib/search/kwic.h - the concordance of a query: each place that matched, with
 * the text around it.
 *
 * A line is a mark of span.h: what /v1/search marks in its passages is what is
 * listed here, no more and no less; words that stand near each other as the query
 * asks (w/5) make one line from the first to the last, cut where their paragraph
 * ends.  Marks that overlap make one line.  The text
 * on both sides is the paragraph's, cut after `width` code points.
 *
 * Lines stand in the order of the archive, or are ordered by words: 1L is the
 * word before the match, 2R the second behind it, M the match itself; words are
 * compared folded, and where the paragraph ends the missing word comes first.
 *
 * Bounds: LIMIT_KWIC_LINES are kept, LIMIT_KWIC_SORTED put in order; what lies
 * beyond is counted, and a warning says so.
 */
#ifndef LIB_SEARCH_KWIC_H
#define LIB_SEARCH_KWIC_H

#include "lib/base/json.h"
#include "lib/base/limits.h"
#include "lib/search/scan.h"

#define KWIC_MATCH 0 /* the key M; negative keys lie left, positive ones right */

struct kwic_order {
	int    key[LIMIT_KWIC_KEYS];
	size_t n; /* 0: in the order of the archive */
};

/* "1L,2R,M": distances from 1 to 9.  False, nothing written, for anything else. */
bool kwic_order_parse(struct slice s, struct kwic_order *out) __attribute__((warn_unused_result));

struct kwic_options {
	uint32_t width; /* code points on each side */
	uint32_t limit, offset; /* lines */
	struct kwic_order order;
};

/* "query", "total", "lines":{"total","relation"}, "kwic":[…]; c is a finished
 * scan, `a` scratch.  *found: lines in all. */
enum status kwic_json(struct searcher *s, struct scan *c, const struct kwic_options *o,
		      struct article *a, struct json *j, uint64_t *found, struct err *err)
	MUST_CHECK;

#endif
