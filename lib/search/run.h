/* SPDX-License-Identifier: GPL-2.0-or-later */
/* lib/search/run.h - one search while it runs: what search.c, page.c and
 * elsewhere.c share.  Nobody else needs it.
 */
#ifndef LIB_SEARCH_RUN_H
#define LIB_SEARCH_RUN_H

#include "lib/search/match.h"
#include "lib/search/plan.h"
#include "lib/search/search.h"

struct run {
	struct searcher *s;
	const struct search_request *req;
	struct search_result *r;
	struct plan_context plan;
	struct deadline deadline;
	struct xc_query *ranked, *boolean;
	bool exact; /* postings decide */
	struct docset set; /* filled when they do not */
	bool have_set;
	uint32_t offset;
	struct docset shown; /* of a later page: what is left to show */
	bool have_shown;
	uint32_t last_docid;
	struct match_list list; /* the best, as ranked last */
	uint64_t surplus; /* of the matches: second and further ones of a story */
	bool have_surplus;
	const struct node *asked; /* the root before words were added */
};

/* page.c: rank, begin where the request says, note where the page ends. */
enum status page_rank(struct run *k, struct err *err) MUST_CHECK;

/* elsewhere.c: articles that have the words only in zones that were not read. */
enum status elsewhere_count(struct run *k, struct err *err) MUST_CHECK;
/* The total in stories. */
enum status stories_count(struct run *k, struct err *err) MUST_CHECK;

#endif
