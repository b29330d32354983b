/* SPDX-License-Identifier: GPL-2.0-or-later */
/* lib/search/span.h - the span engine: where a query is met in one article.
 *
 * A span is a half-open range of word positions.  Every node that can have spans
 * is defined by the spans of its kids (docs/QUERY.md says it for readers):
 *
 *   word, phrase   each place where a path of its lattice stands, within a block
 *   ANY            the spans of all kids
 *   ALL            the smallest ranges that hold a span of every kid; none when
 *                  a NOT or a field of it rules the article out
 *   NEAR n         ranges from a span of one to a span of the other that do not
 *                  overlap, at most n words on (neighbours: 1); BEFORE: in order
 *   NOTNEAR n      spans of the first with none of the others that near or
 *                  overlapping
 *   SENTENCE, PARAGRAPH  one range for each that holds spans of every kid
 *   ATLEAST n      the spans of its kid when there are that many
 *   SOME n         the spans of the kids when that many kids match
 *   ZONES, LEAD, FIRST, QUOTE   the spans of the kid that lie there
 *
 * An article matches when the root does: AND, OR and NOT by truth, everything
 * else by having a span.  The marks of a hit are the words and phrases that lie
 * in the spans that make it match: what matched is what is shown.
 *
 * At most LIMIT_SPANS spans of a node are kept.
 */
#ifndef LIB_SEARCH_SPAN_H
#define LIB_SEARCH_SPAN_H

#include <stdbool.h>
#include <stdint.h>

#include "lib/archive/stream.h"
#include "lib/base/arena.h"
#include "lib/search/ast.h"
#include "lib/search/leaf.h"

struct span {
	uint32_t start, end; /* positions */
	uint32_t part;       /* for marks: number of the word or phrase in the query */
};

struct spans {
	struct span *v;
	uint32_t n, cap;
};

/* What of the article counts. */
struct span_scope {
	unsigned zones;
	uint32_t first; /* only so many words of the body; 0: all */
	bool     lead;  /* only title, dek and the first two body blocks */
	enum span_quotes { QUOTES_ANY, QUOTES_INSIDE, QUOTES_OUTSIDE, QUOTES_BEHIND } quotes;
};

#define SPAN_SCOPE_DEFAULT ((struct span_scope){.zones = ZONES_DEFAULT})

/* The occurrences of a stem in an article, as in packed.h: recall.h. */
struct place_hits {
	const uint32_t *v;
	uint32_t n;
	const struct place_variants *variants; /* what the hits say of them */
	uint32_t before; /* words of the default zones before the first of them */
};

/* One article under the engine.  Reused from article to article. */
struct span_doc {
	struct stream stream;
	uint32_t      docid;
	struct stream_block *blocks; /* decoded when first needed */
	uint32_t     *sentences;
	struct stream_quote *quotes;
	const struct place_hits *here; /* of each stem, instead of the stream; or NULL */
	bool          trust_postings; /* leaves of `sure` nodes need no look */
	struct arena  arena;
};

void span_doc_init(struct span_doc *d);
void span_doc_done(struct span_doc *d);
/* Begin with an article; `stream` is borrowed.  STATUS_CORRUPT. */
enum status span_doc_set(struct span_doc *d, uint32_t docid, struct slice stream) MUST_CHECK;
const struct stream_block *span_blocks(struct span_doc *d);
const uint32_t *span_sentences(struct span_doc *d); /* n_sentences + 1 first positions */

/* In order, without doubles. */
void spans_sort(struct spans *s);

bool span_match(struct span_doc *d, const struct node *n, struct span_scope scope);
/* In order of start, then end, without doubles; valid until the next article. */
struct spans span_eval(struct span_doc *d, const struct node *n, struct span_scope scope);
/* The marks of a matching article, in order of start; `part` is set. */
struct spans span_marks(struct span_doc *d, const struct node *root, struct span_scope scope);
/* The same with one span for each place where words stand near each other (w/n,
 * pre/n), from its first word to its last: the lines of a concordance.  They may
 * overlap. */
struct spans span_places(struct span_doc *d, const struct node *root, struct span_scope scope);

#endif
