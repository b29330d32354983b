/* SPDX-License-Identifier: GPL-2.0-or-later */
/* lib/search/place.h - from positions of a token stream to the bytes of the text:
 * for whatever shows text around a span (snippet.h, kwic.h).
 *
 * The block that is shown is tokenised again; positions of the stream and of
 * lib/text are the same, so position first_pos + k of the stream is word k of
 * the block.
 */
#ifndef LIB_SEARCH_PLACE_H
#define LIB_SEARCH_PLACE_H

#include "lib/base/article.h"
#include "lib/search/search.h"

/* The text of block i of an article's stream: title field, subtitle field, then
 * the blocks, those passed over that analyse_article() passes over.  Absent when
 * there is no such block; borrowed from the article. */
struct slice place_block_text(const struct article *a, uint32_t i);

/* Bytes of each word position of a block. */
struct places {
	uint32_t *start, *end;
	struct slice *form; /* the word, folded */
	uint32_t n;
};

/* Tokenise block `i` of the article in s->doc (described by b) into s->tokens and
 * tell where its words stand: as many positions as are asked for, or some more; and the
 * sentences that end before these.  Memory: s->doc.arena, s->tokens. */
void places_of_block(struct searcher *s, const struct article *a, const struct stream_block *b,
		     struct slice text, uint32_t positions, struct places *out);

#endif
