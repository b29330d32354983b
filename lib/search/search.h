/* SPDX-License-Identifier: GPL-2.0-or-later */
/* lib/search/search.h - one search: from the text of a query to the documents of
 * a page, the exact total, and what was left aside.
 *
 * Steps: parse, resolve (leaf.h), plan (plan.h), match and rank, count.  What
 * postings decide is ranked at once; else a first pass lets the span engine
 * decide on every candidate and keeps a bit for each, and a second one ranks
 * those.  Totals are exact unless the deadline passed.
 *
 * When no article has all words of a plain conjunction, those with most of them
 * are given, and a warning says so.
 *
 * Threads: one struct searcher each; its scratch is reused from search to search.
 */
#ifndef LIB_SEARCH_SEARCH_H
#define LIB_SEARCH_SEARCH_H

#include <stdbool.h>
#include <stdint.h>

#include "lib/archive/reader.h"
#include "lib/base/token.h"
#include "lib/search/ast.h"
#include "lib/search/copies.h"
#include "lib/search/cursor.h"
#include "lib/search/recall.h"
#include "lib/search/rank.h"
#include "lib/search/span.h"
#include "lib/search/stems.h"
#include "lib/search/xc.h"
#include "lib/text/analyse.h"

struct searcher {
	struct archive_reader *reader; /* the caller's */
	struct analyser *analyser;
	struct tokens    tokens;
	struct span_doc  doc;
	struct buf       stream; /* bytes under doc, for the page's hits */
	struct rank      rank;
	struct synonyms *synonyms; /* NULL: none; ended by the searcher */
	struct copies    copies;
	struct recall    recall;
	struct stem_memo memo;
};

/* Hits that are copies of one shown already are left out; counts stay. */
enum search_collapse { COLLAPSE_OFF, COLLAPSE_NEAR, COLLAPSE_EXACT };

enum search_sort { SORT_RELEVANCE, SORT_NEWEST, SORT_OLDEST, SORT_PUBLICATION };

struct search_request {
	struct slice     q;
	enum query_mode  mode;
	unsigned         zones; /* ZONES_DEFAULT unless asked for */
	struct slice     from, to; /* dates, or absent */
	enum search_sort sort;
	uint32_t limit, offset;
	const struct cursor *after; /* the page before, or NULL */
	uint64_t hash; /* of the request, for cursors */
	enum search_collapse collapse;
	uint32_t deadline_ms; /* 0: none */
	bool     count;   /* an exact total is wanted */
	bool     elsewhere; /* count what only other zones have */
	bool     expand;    /* rank by more words: expand.h */
};

struct search_hit {
	uint32_t docid;
	double   score;
	double   bm25; /* score before what proximity.h adds */
	double   early, typed; /* of that: words come early, are written as in the query */
};

struct search_result {
	struct query query; /* as it was read: root, warnings */
	struct search_hit *hits; /* of the page; the query's arena */
	uint32_t n_hits;
	uint32_t before; /* hits of the pages before */
	uint64_t total;
	bool     exact; /* else at least so many */
	uint64_t stories; /* among them; when has_stories */
	bool     has_stories;
	uint64_t only_in[ZONE_COUNT]; /* articles that only that zone would add */
	uint64_t only_several;        /* only several of them together */
	bool     most; /* no article has all words: these have most of them */
	struct span_scope scope;
	struct cursor next; /* n_seen 0: no further page */
	struct node *added; /* words that only rank, an OR; NULL: none */
};

void searcher_init(struct searcher *s, struct archive_reader *reader);
void searcher_done(struct searcher *s);

/* *out is initialised in any case and ended by search_result_done().
 * STATUS_QUERY, STATUS_TOO_BIG: the query; STATUS_MODIFIED: refresh and retry. */
enum status search_run(struct searcher *s, const struct search_request *req,
		       struct search_result *out, struct err *err) MUST_CHECK;
void search_result_done(struct search_result *r);

/* Before a question: how much may be remembered grows with the archive. */
void search_begin(struct searcher *s);
/* Parse and resolve only: for /v1/parse. */
enum status search_read(struct searcher *s, const struct search_request *req, struct query *q,
			struct err *err) MUST_CHECK;

/* Articles, and the stories that they are. */
struct search_counts {
	uint64_t articles, stories;
	bool     partial; /* the deadline passed: at least so many */
};

struct deadline;
/* What one node matches.  Stories cost nothing where the archive has no copies, else
 * one look at each article that has some. */
enum status search_count_node(struct searcher *s, struct query *q, struct node *n, unsigned zones,
			      struct deadline *d, struct search_counts *out,
			      struct err *err) MUST_CHECK;
/* What one term of the archive stands in; the prefix is 0 for words. */
enum status search_count_term(struct searcher *s, char prefix, struct slice term,
			      struct deadline *d, struct search_counts *out,
			      struct err *err) MUST_CHECK;
/* "articles", "stories", and where it is partial "relation":"at_least". */
struct json;
void search_counts_json(struct json *j, const struct search_counts *n);

/* Load the stream of a hit into s->doc; what span.h gives is valid until the next. */
enum status search_load(struct searcher *s, uint32_t docid, struct err *err) MUST_CHECK;
/* The same between recall_begin() and recall_end(): the stream, or what is remembered
 * of it. */
enum status search_recall(struct searcher *s, uint32_t docid, struct err *err) MUST_CHECK;

#endif
