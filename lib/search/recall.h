/* SPDX-License-Identifier: GPL-2.0-or-later */
/* lib/search/recall.h - where stems stand, remembered from article to article and
 * from query to query, so that a phrase or a nearness asked again, or of words that
 * were asked before, does not read the token streams again.
 *
 * For each stem a packed list (packed.h): by document its occurrences in the default
 * zones, each with its variant (form, case, width), behind a place that says how many
 * words of those zones come before the first; and by document where blocks begin.
 * That decides words in any form, exact or by case, phrases, nearness and what is made of
 * them by AND, OR and NOT in the default zones; sentences and other zones need the stream.
 * Lists are those of one revision; max_bytes of them are kept, those of the stems that were
 * asked for last.
 *
 * Owner: the searcher; one thread.
 */
#ifndef LIB_SEARCH_RECALL_H
#define LIB_SEARCH_RECALL_H

#include "lib/search/span.h"

#define RECALL_STEMS 64 /* of one query; with more, streams are read */

struct place_list;

struct recall {
	uint64_t revision;
	struct place_list **lists; /* in no order */
	size_t   n_lists, cap_lists;
	uint32_t *slots; /* by hash of the stem: one more than the index of its list */
	uint64_t clock;
	struct place_list *blocks;
	/* of the query in hand */
	struct place_list *used[RECALL_STEMS];
	struct place_hits  here[RECALL_STEMS + 1]; /* in the article in hand; last: blocks */
	uint32_t n_used;
	size_t   max_bytes; /* LIMIT_PLACES_BYTES, until it is set */
	size_t   learned; /* bytes, in this query */
	bool     phrases; /* has more than one word in a leaf: needs the blocks */
};

void recall_init(struct recall *p);
void recall_done(struct recall *p);

/* Begin a query over the archive's revision; numbers its stems.  False: not for this
 * query, read streams. */
bool recall_begin(struct recall *p, uint64_t revision, const struct node *root,
		  struct span_scope scope);
/* Begin with an article in d.  False: not known, or not for this article. */
bool recall_set(struct recall *p, struct span_doc *d, uint32_t docid);
/* Remember the article whose stream is in d; then go on as recall_set(). */
bool recall_learn(struct recall *p, struct span_doc *d);
/* The end of the query. */
void recall_end(struct recall *p);

/* What span_eval() gives for a leaf, from d->here. */
struct spans recall_leaf(struct span_doc *d, const struct leaf *leaf);

#endif
