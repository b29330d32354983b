/* SPDX-License-Identifier: GPL-2.0-or-later */
/* lib/base/token.h - one word on its way from lib/text to postings, to the
 * token stream of the archive and to the span engine.
 *
 * Positions count words from 0 over the whole article, without gaps; blocks and
 * sentences are numbered from 0 likewise.  A compound and its parts share
 * positions: "state-of-the-art" at position 7 gives one compound token with
 * pos 7, width 4 (form "stateoftheart"), then its parts at 7, 8, 9, 10.
 */
#ifndef LIB_BASE_TOKEN_H
#define LIB_BASE_TOKEN_H

#include <stddef.h>
#include <stdint.h>

#include "lib/base/arena.h"
#include "lib/base/article.h"
#include "lib/base/slice.h"

enum token_kind {
	TOKEN_WORD,     /* letters, or letters and digits: 5g, gpt-4o's parts */
	TOKEN_NUMBER,   /* 230, 10%, $60b */
	TOKEN_COMPOUND, /* its parts follow at the same positions */
	TOKEN_ACRONYM,  /* US, U.S., AT&T */
	TOKEN_TAG,      /* #hashtag */
	TOKEN_HANDLE,   /* @handle */
	TOKEN_URL,      /* whole address; its words follow as parts */
	TOKEN_BIGRAM,   /* two characters of a text without spaces, overlapping */
	TOKEN_KIND_COUNT
};

/* How the word was written; what case(US) asks about. */
enum token_case { CASE_LOWER, CASE_TITLE, CASE_UPPER, CASE_MIXED, CASE_NONE };

struct token {
	uint32_t start, end; /* bytes of its block's text, half open */
	uint32_t pos;        /* word position in the article */
	uint16_t width;      /* positions covered, at least 1 */
	uint8_t  kind;       /* enum token_kind */
	uint8_t  shape;      /* enum token_case */
	uint32_t block;      /* index in struct tokens.blocks */
	uint32_t sentence;   /* from 0, over the article */
	struct slice form;   /* folded; never empty; at most LIMIT_TOKEN_BYTES */
	struct slice stem;   /* never empty; equals form where nothing is cut */
};

/* A stretch of the article that was analysed: the title, the dek, a block. */
struct token_block {
	struct slice text;      /* borrowed from the article */
	enum zone    zone;
	int32_t      index;     /* in article.blocks; -1 title field, -2 subtitle field */
	uint32_t     body;      /* number among the body blocks from 1, else 0 */
	uint32_t     first_pos; /* position of its first word */
	uint32_t     end_pos;   /* one past its last; equal when it has none */
	uint32_t     first_sentence, end_sentence;
	size_t       first_token, end_token; /* in struct tokens.v */
};

/* A sentence of a block. */
struct token_sentence {
	uint32_t block;
	uint32_t start, end;         /* bytes of the block's text */
	uint32_t first_pos, end_pos; /* positions, half open */
};

/* Words in quotation marks: lib/text/quotes.h. */
struct token_quote {
	uint32_t first_pos, end_pos; /* positions, half open, within one block */
};

/* All of one article.  Owner: whoever called tokens_init().  Forms and stems
 * live in `arena` or in the analyser's cache: see lib/text/analyse.h. */
struct tokens {
	struct token *v;
	size_t n, cap;
	struct token_block *blocks;
	size_t n_blocks, blocks_cap;
	struct token_sentence *sentences;
	size_t n_sentences, sentences_cap;
	struct token_quote *quotes; /* in order, apart from each other; of whole articles only */
	size_t n_quotes, quotes_cap;
	uint32_t n_pos; /* words in all */
	struct arena arena;
};

void tokens_init(struct tokens *t);
void tokens_done(struct tokens *t);
void tokens_reset(struct tokens *t); /* empty, memory kept */

#endif
