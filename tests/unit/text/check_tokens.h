/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What holds for every list of tokens, whatever the input was: for unit tests
 * and the fuzz target. */
#ifndef TESTS_UNIT_TEXT_CHECK_TOKENS_H
#define TESTS_UNIT_TEXT_CHECK_TOKENS_H

#include <stdint.h>

#include "lib/base/limits.h"
#include "lib/base/token.h"
#include "lib/base/utf8.h"

/* i is not inside a valid character. */
static inline int tokens_at_border(struct slice s, size_t i)
{
	size_t back, len;

	for (back = 1; back < 4 && back <= i; back++)
		if (utf8_valid_at(s, i - back, &len))
			return len <= back;
	return 1;
}

static inline const char *tokens_token_fault(const struct tokens *t, size_t i)
{
	const struct token *k = &t->v[i], *before = i ? &t->v[i - 1] : NULL;
	const struct token_block *b;
	const struct token_sentence *s;

	if (k->block >= t->n_blocks)
		return "block out of range";
	b = &t->blocks[k->block];
	if (i < b->first_token || i >= b->end_token)
		return "token outside its block's range";
	if (k->start >= k->end || k->end > b->text.n)
		return "offsets out of the text";
	if (!tokens_at_border(b->text, k->start) || !tokens_at_border(b->text, k->end))
		return "offset inside a character";
	if (before && before->block == k->block && before->start > k->start)
		return "offsets go back";
	if (before ? k->pos < before->pos || k->pos > before->pos + 1 : k->pos != 0)
		return "positions jump";
	if (k->width < 1 || k->pos + k->width > b->end_pos || k->pos < b->first_pos)
		return "width out of the block";
	if (!k->form.n || k->form.n > LIMIT_TOKEN_BYTES || !utf8_valid(k->form))
		return "bad form";
	if (!k->stem.n || k->stem.n > LIMIT_TOKEN_BYTES || !utf8_valid(k->stem))
		return "bad stem";
	if (k->kind >= TOKEN_KIND_COUNT || k->shape > CASE_NONE)
		return "bad kind or shape";
	if (k->sentence < b->first_sentence || k->sentence >= b->end_sentence)
		return "sentence outside the block";
	s = &t->sentences[k->sentence];
	if (k->pos < s->first_pos || k->pos >= s->end_pos || k->start < s->start)
		return "token outside its sentence";
	return NULL;
}

static inline const char *tokens_block_fault(const struct tokens *t, size_t i)
{
	const struct token_block *b = &t->blocks[i], *before = i ? &t->blocks[i - 1] : NULL;
	uint32_t s;

	if (b->first_pos != (before ? before->end_pos : 0) ||
	    b->first_token != (before ? before->end_token : 0) ||
	    b->first_sentence != (before ? before->end_sentence : 0))
		return "blocks do not follow each other";
	if ((b->end_pos == b->first_pos) != (b->end_sentence == b->first_sentence))
		return "words without a sentence, or the other way round";
	for (s = b->first_sentence; s < b->end_sentence; s++) {
		const struct token_sentence *x = &t->sentences[s];

		if (x->block != i || x->start >= x->end || x->end > b->text.n)
			return "sentence out of its block";
		if (!tokens_at_border(b->text, x->start) || !tokens_at_border(b->text, x->end))
			return "sentence ends inside a character";
		if (s > b->first_sentence && x[-1].end > x->start)
			return "sentences overlap";
		if (x->first_pos != (s > b->first_sentence ? x[-1].end_pos : b->first_pos) ||
		    x->end_pos <= x->first_pos)
			return "positions of sentences do not follow";
	}
	if (b->end_sentence > b->first_sentence &&
	    t->sentences[b->end_sentence - 1].end_pos != b->end_pos)
		return "last sentence ends before its block";
	return NULL;
}

/* NULL when all is well, else what is wrong. */
static inline const char *tokens_fault(const struct tokens *t)
{
	const char *fault = NULL;
	size_t i;

	for (i = 0; i < t->n_blocks && !fault; i++)
		fault = tokens_block_fault(t, i);
	for (i = 0; i < t->n && !fault; i++)
		fault = tokens_token_fault(t, i);
	if (!fault && t->n_blocks && t->blocks[t->n_blocks - 1].end_pos != t->n_pos)
		fault = "n_pos is not the end of the last block";
	return fault;
}

#endif
