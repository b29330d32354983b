/* SPDX-License-Identifier: GPL-2.0-or-later */
/* lib/search/vocabulary.h - the words that an archive has: by prefix or wildcard
 * with the articles that have each, the forms of one stem, the nearest spelling.
 *
 * A form is a word as written, but for case and typography.  Its number of
 * articles is what a search for =form finds, in title, dek and body.  The lexicon
 * keeps forms of articles that were removed: they count 0 and are not listed.
 *
 * Bounds: LIMIT_VOCABULARY forms are put in order; the deadline is honoured.
 */
#ifndef LIB_SEARCH_VOCABULARY_H
#define LIB_SEARCH_VOCABULARY_H

#include "lib/base/json.h"
#include "lib/search/match.h"
#include "lib/search/search.h"

struct vocabulary_options {
	struct slice pattern; /* a prefix, or with '*' and '?' the whole word */
	bool     by_form;     /* in order of the alphabet; else the most frequent first */
	uint32_t limit, offset; /* offset: for by_form */
};

/* "pattern", "forms":{"total","relation"}, "terms":[{"form","articles",
 * "stories",
 * "stems":[{"stem","articles","stories"}]}].  *found: forms in all. */
enum status vocabulary_json(struct searcher *s, const struct vocabulary_options *o,
			    struct deadline *d, struct json *j, uint64_t *found, struct err *err)
	MUST_CHECK;

/* A form and how many articles have it. */
struct vocabulary_form {
	struct slice form;
	struct search_counts n;
};

/* The most frequent forms of a stem that are not `except`, at most `max`; *n of
 * them.  Memory: q->arena. */
enum status vocabulary_of_stem(struct searcher *s, struct query *q, struct slice stem,
			       struct slice except, struct deadline *d,
			       struct vocabulary_form *out, size_t max, size_t *n, struct err *err)
	MUST_CHECK;

/* The forms nearest to one that no article has: fewest edits (at most two, one of
 * words under five characters), then most articles.  Memory: q->arena. */
enum status vocabulary_nearest(struct searcher *s, struct query *q, struct slice form,
			       struct deadline *d, struct vocabulary_form *out, size_t max,
			       size_t *n, struct err *err) MUST_CHECK;

#endif
