/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Lists of tokens: see token.h. */
#include "lib/base/token.h"

#include <stdlib.h>

void tokens_init(struct tokens *t)
{
	*t = (struct tokens){.v = NULL};
	arena_init(&t->arena);
}

void tokens_done(struct tokens *t)
{
	free(t->v);
	free(t->blocks);
	free(t->sentences);
	free(t->quotes);
	arena_done(&t->arena);
	tokens_init(t);
}

void tokens_reset(struct tokens *t)
{
	t->n = t->n_blocks = t->n_sentences = t->n_quotes = 0;
	t->n_pos = 0;
	arena_reset(&t->arena);
}
