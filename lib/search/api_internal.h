/* SPDX-License-Identifier: GPL-2.0-or-later */
/* lib/search/api_internal.h - what the files of the door share: api.c (which paths
 * there are, opening), api_params.c (what may be asked) and api_calls.c (a call for
 * each path).  Not for others; api.h is the door.
 */
#ifndef LIB_SEARCH_API_INTERNAL_H
#define LIB_SEARCH_API_INTERNAL_H

#include "lib/base/json.h"
#include "lib/search/api.h"
#include "lib/search/search.h"
#include "lib/search/timeline.h"

struct api {
	struct archive_reader *reader;
	struct searcher searcher;
	struct article  article; /* scratch */
};

/* --- api_params.c --- */

#define PARAM_TABLE(X)                                                         \
	/* name      type          max or choices */                           \
	X(Q,        "q",        TEXT,   0, NULL)                               \
	X(LIMIT,    "limit",    NUMBER, LIMIT_RESULTS, NULL)                   \
	X(OFFSET,   "offset",   NUMBER, LIMIT_OFFSET, NULL)                    \
	X(CURSOR,   "cursor",   TEXT,   0, NULL)                               \
	X(SORT,     "sort",     CHOICE, 0, "relevance|date|date-asc|publication")     \
	X(ZONES,    "zones",    ZONES,  0, NULL)                               \
	X(MODE,     "mode",     CHOICE, 0, "lenient|strict|any")               \
	X(FROM,     "from",     TEXT,   0, NULL)                               \
	X(TO,       "to",       TEXT,   0, NULL)                               \
	X(PASSAGES, "passages", NUMBER, LIMIT_PASSAGES, NULL)                  \
	X(SNIPPETS, "snippets", CHOICE, 0, "0|1")                              \
	X(EXPLAIN,  "explain",  CHOICE, 0, "0|1")                              \
	X(COLLAPSE, "collapse", CHOICE, 0, "off|near|exact")                   \
	X(STYLE,    "style",    CHOICE, 0, "chicago|apa|mla|bibtex|ris|csl-json") \
	X(P,        "p",        NUMBER, LIMIT_BLOCKS, NULL)                    \
	X(S,        "s",        NUMBER, LIMIT_BLOCKS, NULL)                    \
	X(WIDTH,    "width",    NUMBER, LIMIT_KWIC_WIDTH, NULL)                \
	X(ORDER,    "order",    TEXT,   0, NULL)                               \
	X(BY,       "by",       CHOICE, 0, TIMELINE_BY_WORDS)                  \
	X(FACETS,   "facets",   TEXT,   0, NULL)                               \
	X(PREFIX,   "prefix",   TEXT,   0, NULL)                               \
	X(EXPAND,   "expand",   CHOICE, 0, "0|1")

enum param {
#define X(name, word, type, max, choices) P_##name,
	PARAM_TABLE(X)
#undef X
	P_COUNT
};

struct values {
	struct slice text[P_COUNT]; /* absent: not given */
	uint32_t number[P_COUNT];
	unsigned zones;
};

/* Name and value of each, checked; one that is not `allowed` is an error. */
enum status params_read(unsigned allowed, const struct api_param *v, size_t n, struct values *out,
			struct err *err) MUST_CHECK;
/* {"name","type","max","choices"} */
void param_json(struct json *j, enum param p);

/* --- api_calls.c: each writes a reply, all but its braces --- */

struct call {
	struct api *api;
	struct slice id; /* of /v1/docs/{id} */
	struct values v;
	uint32_t deadline_ms;
	uint64_t began_ns;
	struct json *j;
	bool found;
};

uint64_t api_now_ns(void);

enum status call_search(struct call *c, struct err *err) MUST_CHECK;
enum status call_parse(struct call *c, struct err *err) MUST_CHECK;
enum status call_kwic(struct call *c, struct err *err) MUST_CHECK;
enum status call_timeline(struct call *c, struct err *err) MUST_CHECK;
enum status call_facets(struct call *c, struct err *err) MUST_CHECK;
enum status call_terms(struct call *c, struct err *err) MUST_CHECK;
enum status call_doc(struct call *c, struct err *err) MUST_CHECK;
enum status call_copies(struct call *c, struct err *err) MUST_CHECK;
enum status call_similar(struct call *c, struct err *err) MUST_CHECK;
enum status call_cite(struct call *c, struct err *err) MUST_CHECK;
enum status call_stats(struct call *c, struct err *err) MUST_CHECK;

#endif
