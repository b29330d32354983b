/* SPDX-License-Identifier: GPL-2.0-or-later */
/* lib/search/explain.h - what each word of a query gives to the score of a hit.
 *
 * Words and phrases that count for the rank, in the order typed; a word that
 * stands twice in the query is told twice.  Their scores add up to the hit's bm25
 * (search.h), to the precision of doubles.
 */
#ifndef LIB_SEARCH_EXPLAIN_H
#define LIB_SEARCH_EXPLAIN_H

#include "lib/base/json.h"
#include "lib/search/search.h"

#define EXPLAIN_WORDS 64 /* that are told of one hit */

/* "terms":[{"part","score"}] of the hit, whose article id is `id`. */
enum status explain_json(struct searcher *s, struct query *q, struct node *added,
			 struct span_scope scope,
			 const struct search_hit *h, struct slice id, struct json *j,
			 struct err *err) MUST_CHECK;

#endif
