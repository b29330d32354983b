/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The analyser: see analyse.h.  It owns the word cache; the walk over a text is
 * tokenise.c's. */
#include "lib/text/analyse.h"

#include <stdlib.h>

#include "lib/base/limits.h"
#include "lib/base/mem.h"
#include "lib/text/quotes.h"
#include "lib/text/stem.h"
#include "lib/text/tokenise.h"
#include "lib/text/words.h"

struct analyser {
	struct words *words;
	struct buf scratch;
};

struct analyser *analyser_new(void)
{
	struct analyser *a = xcalloc(1, sizeof(*a));

	a->words = words_new();
	buf_init(&a->scratch, 64 * KIB);
	return a;
}

void analyser_free(struct analyser *a)
{
	if (!a)
		return;
	words_free(a->words);
	buf_done(&a->scratch);
	free(a);
}

/* One text as a new block; words_begin() was called for the list. */
static void add_block(struct analyser *a, struct slice language, struct token_block b,
		      bool one_sentence, uint32_t end_pos, struct tokens *t)
{
	struct tokeniser k = {
	    .words = a->words,
	    .t = t,
	    .scratch = &a->scratch,
	    .text = b.text,
	    .language = language,
	    .stemmer = stem_language(language),
	    .one_sentence = one_sentence,
	    .block = (uint32_t)t->n_blocks,
	    .end_pos = end_pos,
	};

	if (k.text.n > UINT32_MAX)
		k.text.n = UINT32_MAX;
	b.first_pos = t->n_pos;
	b.first_sentence = (uint32_t)t->n_sentences;
	b.first_token = t->n;
	tokenise_block(&k);
	b.end_pos = t->n_pos;
	b.end_sentence = (uint32_t)t->n_sentences;
	b.end_token = t->n;
	GROW(t->blocks, t->n_blocks + 1, t->blocks_cap);
	t->blocks[t->n_blocks++] = b;
}

void analyse_text(struct analyser *a, struct slice language, struct slice text, enum zone zone,
		  int32_t index, uint32_t body, struct tokens *t)
{
	struct token_block b = {.text = text, .zone = zone, .index = index, .body = body};

	words_begin(a->words, &t->arena);
	add_block(a, language, b, zone == ZONE_TITLE, UINT32_MAX, t);
}

void analyse_beginning(struct analyser *a, struct slice language, struct slice text, enum zone zone,
		       uint32_t body, uint32_t positions, struct tokens *t)
{
	struct token_block b = {.text = text, .zone = zone, .body = body};
	uint32_t room = UINT32_MAX - t->n_pos;

	words_begin(a->words, &t->arena);
	add_block(a, language, b, zone == ZONE_TITLE,
		  t->n_pos + (positions < room ? positions : room), t);
}

/* The title or the subtitle. */
static void add_field(struct analyser *a, const struct article *art, struct slice text,
		      enum zone zone, int32_t index, struct tokens *t)
{
	add_block(a, art->language,
		  (struct token_block){.text = text, .zone = zone, .index = index},
		  zone == ZONE_TITLE, UINT32_MAX, t);
	quotes_find(t, false);
}

/* What of the block that was added last is quoted; `next` is the block behind it, or
 * NULL. */
static void add_quotes(const struct block *from, const struct block *next, struct tokens *t)
{
	if (from->type == BLOCK_QUOTE)
		quotes_whole(t);
	else
		quotes_find(t, next && next->zone == from->zone && quotes_at_head(next->text));
}

void analyse_article(struct analyser *a, const struct article *art, struct tokens *t)
{
	uint32_t body = 0;
	size_t i;

	tokens_reset(t);
	words_begin(a->words, &t->arena);
	if (art->title.n)
		add_field(a, art, art->title, ZONE_TITLE, -1, t);
	if (art->subtitle.n)
		add_field(a, art, art->subtitle, ZONE_DEK, -2, t);
	for (i = 0; i < art->n_blocks; i++) {
		const struct block *from = &art->blocks[i];
		struct token_block b = {
		    .text = from->text, .zone = from->zone, .index = (int32_t)i};

		if ((from->zone == ZONE_TITLE && art->title.n) ||
		    (from->zone == ZONE_DEK && art->subtitle.n))
			continue;
		if (from->zone == ZONE_BODY)
			b.body = ++body;
		add_block(a, art->language, b,
			  from->zone == ZONE_TITLE || from->type == BLOCK_HEADING, UINT32_MAX,
			  t);
		add_quotes(from, i + 1 < art->n_blocks ? from + 1 : NULL, t);
	}
}

struct slice analyser_stem(struct analyser *a, struct slice language, struct slice form)
{
	return words_stem(a->words, stem_language(language), form);
}
