/* SPDX-License-Identifier: GPL-2.0-or-later */
/* lib/search/expand.h - more words for a question, from the articles that answer
 * it best: relevance feedback without a judge.
 *
 * The best rank.feedback articles of the plain ranking are read.  Words that
 * several of them share and that the archive at large has seldom are added, or
 * weigh more where the question has them, by a fixed share of what the question's
 * own words weigh together.  docs/QUERY.md,
 * "Ranking", has the formula and what it was measured to do.
 *
 * Only where ranks are asked for.  In mode any, where any word is enough, an
 * added word finds articles too; in the other modes the matches stay what they
 * are and only their order changes.
 */
#ifndef LIB_SEARCH_EXPAND_H
#define LIB_SEARCH_EXPAND_H

#include "lib/search/search.h"

/* *out: the added words, an OR of resolved and weighted words in the query's
 * arena, maybe none; NULL when nothing was found out.  Else words that the query
 * has already may weigh more than before: plan it anew.  top[0..n): the best
 * articles, by score. */
enum status expand_words(struct searcher *s, struct query *q, const struct search_hit *top,
			 uint32_t n, struct node **out, struct err *err) MUST_CHECK;

#endif
