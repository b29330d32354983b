/* SPDX-License-Identifier: GPL-2.0-or-later */
/* lib/search/proximity.h - a second look at the best articles, over their token
 * streams: where their words stand raises them.
 *
 *	closeness  For each pair of neighbours among the query's words (in the order
 *	        in which they were typed), each place where both stand within
 *	        rank.window words counts 1 / distance^2; the sum is damped as BM25
 *	        damps frequency and weighs as the rarer of the two words (its idf),
 *	        times rank.proximity.  After Büttcher, Clarke and Lushman, "Term
 *	        proximity scoring for ad-hoc retrieval" (2006).
 *	early   News says first what it is about: the first place of each word or phrase
 *	        counts from 1 (the article begins with it) down to 0 (rank.early words
 *	        on: early.h), by its weight and idf, times rank.place.  Words of
 *	        --expand too.
 *	typed   Stems join words that mean something else: the share of a word's
 *	        occurrences that are in the form asked for, likewise, times rank.form.
 */
#ifndef LIB_SEARCH_PROXIMITY_H
#define LIB_SEARCH_PROXIMITY_H

#include "lib/search/search.h"

/* Add to the scores of v[0..n), which descend; of articles that cannot come among
 * the best `page` any more the scores may stay as they are.  `added`: words that
 * only rank, or NULL.  `arena`: the query's. */
enum status proximity_add(struct searcher *s, const struct node *root, const struct node *added,
			  struct span_scope scope, struct search_hit *v, uint32_t n, uint32_t page,
			  struct arena *arena, struct err *err) MUST_CHECK;

#endif
