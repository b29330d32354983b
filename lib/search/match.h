/* SPDX-License-Identifier: GPL-2.0-or-later */
/* lib/search/match.h - a planned query run against the archive: sets of
 * documents and ranked lists.  Between search.c and Xapian.
 */
#ifndef LIB_SEARCH_MATCH_H
#define LIB_SEARCH_MATCH_H

#include "lib/search/search.h"

/* Documents as bits by id. */
struct docset {
	unsigned char *bits;
	uint32_t n_bits; /* ids below this */
	uint64_t count;
};

static inline bool docset_has(const struct docset *s, uint32_t docid)
{
	return docid < s->n_bits && (s->bits[docid >> 3] >> (docid & 7) & 1);
}

static inline void docset_remove(struct docset *s, uint32_t docid)
{
	if (!docset_has(s, docid))
		return;
	s->bits[docid >> 3] &= (unsigned char)~(1u << (docid & 7));
	s->count--;
}

/* When to stop; a clock that is looked at now and then. */
struct deadline {
	uint64_t at_ns; /* 0: never */
	uint32_t calls;
	bool     passed;
};

void deadline_init(struct deadline *d, uint32_t ms);
bool deadline_passed(struct deadline *d);

/* Articles that match: the exact set, or what was found until the deadline.
 * root NULL: the postings decide.  `certain`: those that need no look, or NULL.
 * Memory: arena. */
enum status match_set(struct searcher *s, const struct xc_query *q,
		      const struct xc_query *certain, struct node *root,
		      struct span_scope scope, struct deadline *d, struct arena *arena,
		      struct docset *out, struct err *err) MUST_CHECK;

/* How many match, without keeping them. */
enum status match_count(struct searcher *s, const struct xc_query *q, uint64_t *out,
			struct err *err) MUST_CHECK;

struct match_list {
	struct search_hit *v;
	uint32_t n;
	uint64_t lower, upper; /* bounds of the total */
	/* All that match, ascending, where they are at hand; NULL: not so.  Until
	 * the next call of this header. */
	const uint32_t *found;
	size_t n_found;
};

/* The best `want` in order of weight (sort: of days first), from `only` when
 * given; with `collapse` the best one of each story or content, while the bounds
 * are of all.  They meet when the total is at most `count`.  Memory: arena. */
enum status match_ranked(struct searcher *s, const struct xc_query *q, const struct docset *only,
			 enum search_sort sort, enum search_collapse collapse, uint32_t want,
			 uint32_t count, struct arena *arena, struct match_list *out,
			 struct err *err) MUST_CHECK;

#endif
