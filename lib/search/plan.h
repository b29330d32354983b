/* SPDX-License-Identifier: GPL-2.0-or-later */
/* lib/search/plan.h - a resolved query as a query of Xapian.
 *
 * The plan's query finds the candidates: every article that matches, and perhaps
 * some that do not.  `exact` tells that there are none of the latter; else the
 * span engine looks at each (span_match()), but those that a second query, of what
 * matches for certain, has found: where a wildcard means all forms of a stem.  Nodes that the postings decide for
 * every candidate are marked `sure`, so that the engine passes over them.
 *
 * Zones.  Stems of title, dek and body have no prefix, those of title and dek
 * TERM_TITLE besides, those elsewhere TERM_HIDDEN.  So the default zones, title
 * with dek, all hidden zones and all zones are exact; other sets are candidates.
 */
#ifndef LIB_SEARCH_PLAN_H
#define LIB_SEARCH_PLAN_H

#include "lib/search/leaf.h"
#include "lib/search/span.h"
#include "lib/search/xc.h"

struct plan_context {
	struct archive_reader *reader;
	struct query *query;
	struct span_scope scope;
	double title_weight; /* of a word in title or dek, beside its own; rank.h */
	bool   weighted;     /* for ranking; else for counting only */
	bool   mark_sure;    /* set `sure` in the tree */
	bool   certain;      /* plan_certain()'s */
};

/* *out is the caller's to free; *exact as above. */
enum status plan_query(const struct plan_context *c, struct node *root, struct xc_query **out,
		       bool *exact, struct err *err) MUST_CHECK;

/* A query whose matches need no look; NULL where it would find next to nothing. */
enum status plan_certain(const struct plan_context *c, struct node *root, struct xc_query **out,
			 struct err *err) MUST_CHECK;

/* Find out for which articles the fields and dates hold that are not `sure`, or
 * that stand in an OR, where marks ask for them.  `all`: every one of them, for
 * span_match() without trust in the postings. */
enum status plan_fill_bits(const struct plan_context *c, const struct node *root, bool all,
			   struct err *err) MUST_CHECK;

#endif
