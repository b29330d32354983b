/* SPDX-License-Identifier: GPL-2.0-or-later */
/* lib/search/snippet.h - the passages of a hit, cut from its text around the
 * spans that made it match.
 *
 * A passage is a run of whole sentences of one block, about PASSAGE_CHARS long;
 * of a longer sentence the stretch around its marks is shown, with "…" where it
 * was cut.  Where words must stand near each other (w/n), it has the sentences of
 * all of them; what of them stands in the next paragraph is a passage more.  The best has most of the query's words, then most marks, then comes
 * first; passages of the body go before those of title and dek.
 *
 * Only the block that is shown is tokenised again: positions of the stream and
 * of lib/text are the same.
 */
#ifndef LIB_SEARCH_SNIPPET_H
#define LIB_SEARCH_SNIPPET_H

#include "lib/base/article.h"
#include "lib/base/json.h"
#include "lib/search/search.h"

#define PASSAGE_CHARS 300 /* code points aimed at */

/* Write up to n passages (and those that go on in the next paragraph) of the article in s->doc as a JSON array.  `a` is its
 * record; s->tokens is used. */
void snippet_json(struct searcher *s, const struct node *root, struct span_scope scope,
		  const struct article *a, uint32_t n, struct json *j);

/* The sentence s (from 1; 0: the whole) of body block p (from 1); absent when the
 * article has no such passage.  Borrowed from the article. */
struct slice snippet_passage(struct searcher *s, const struct article *a, uint32_t p, uint32_t sentence);

#endif
