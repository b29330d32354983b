/* SPDX-License-Identifier: GPL-2.0-or-later */
/* lib/search/scan.h - every article that a query matches, unranked: what the
 * concordance, the timeline and the facets count over.
 *
 * The same reading and the same decision as search.h: what /v1/search counts is
 * what is scanned.  A conjunction that no article meets is not loosened here.
 *
 * Memory: everything lives in the query's arena until scan_done().
 */
#ifndef LIB_SEARCH_SCAN_H
#define LIB_SEARCH_SCAN_H

#include "lib/search/match.h"
#include "lib/search/search.h"

struct scan {
	struct query query; /* as it was read */
	struct span_scope scope;
	struct docset set;  /* the articles */
	uint64_t stories;   /* among them: copies.h */
	struct deadline deadline; /* of the whole request: goes on behind the scan */
};

/* Of the request q, mode, zones, from, to and deadline_ms count.  *out is
 * initialised in any case and ended by scan_done().  Whether the deadline passed
 * stands in out->deadline: then the set is a part. */
enum status scan_run(struct searcher *s, const struct search_request *req, struct scan *out,
		     struct err *err) MUST_CHECK;
void scan_done(struct scan *c);

/* The next article from `docid` on, or 0. */
uint32_t scan_next(const struct scan *c, uint32_t docid);

struct json;
/* "query":{…},"total":{"articles","stories","relation"} */
void scan_json(const struct scan *c, struct json *j);

#endif
