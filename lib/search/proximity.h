/* SPDX-License-Identifier: GPL-2.0-or-later */
/* lib/search/proximity.h - words of the query that stand close together raise an
 * article: a second look at the best ones, over their token streams.
 *
 * For each pair of neighbours among the query's words (in the order in which
 * they were typed), each place where both stand within rank.window words counts
 * 1 / distance^2; the sum is damped as BM25 damps frequency and weighs as the
 * rarer of the two words (its idf), times rank.proximity.  After Büttcher,
 * Clarke and Lushman, "Term proximity scoring for ad-hoc retrieval" (2006).
 */
#ifndef LIB_SEARCH_PROXIMITY_H
#define LIB_SEARCH_PROXIMITY_H

#include "lib/search/search.h"

/* Add to the scores of v[0..n), which descend; of articles that cannot come
 * among the best `page` any more the scores may stay as they are. */
enum status proximity_add(struct searcher *s, const struct node *root, struct span_scope scope,
			  struct search_hit *v, uint32_t n, uint32_t page, struct err *err) MUST_CHECK;

#endif
