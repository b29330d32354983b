/* SPDX-License-Identifier: GPL-2.0-or-later */
/* lib/search/answer.h - the JSON of replies, one function for each endpoint of
 * api.h.  The shapes are INTERFACES' and docs/PROTOCOL.md's.
 */
#ifndef LIB_SEARCH_ANSWER_H
#define LIB_SEARCH_ANSWER_H

#include "lib/base/json.h"
#include "lib/search/cite.h"
#include "lib/search/search.h"

struct answer_options {
	uint32_t passages;
	bool     snippets, explain;
};

/* "index":{"uuid","revision","articles"} */
void answer_index(struct json *j, struct archive_reader *reader);
/* "query":{"given","read","warnings"} */
void answer_query(struct json *j, const struct query *q);

/* Hits with passages and citations: what INTERFACES calls one answer, but for
 * took_ms and the closing brace.  `a` is scratch. */
enum status answer_search(struct searcher *s, struct search_result *r,
			  const struct answer_options *o, struct article *a, struct json *j,
			  struct err *err) MUST_CHECK;
/* How a query is read: parts with the articles and stories that have them. */
enum status answer_parse(struct searcher *s, struct query *q, unsigned zones,
			 struct deadline *deadline, struct json *j, struct err *err) MUST_CHECK;
/* What the archive holds. */
enum status answer_stats(struct searcher *s, struct json *j, struct err *err) MUST_CHECK;

#endif
