/* SPDX-License-Identifier: GPL-2.0-or-later */
/* lib/text/tokenise.h - one text to tokens and sentences.
 *
 * What a token is, by example, is tests/unit/text/cases.tsv.  Words are found by
 * one walk over the bytes; positions are given out as words are met, and a
 * compound, an address or a tag stands before the words that it is made of.
 */
#ifndef LIB_TEXT_TOKENISE_H
#define LIB_TEXT_TOKENISE_H

#include <stdbool.h>

#include "lib/base/buf.h"
#include "lib/base/token.h"
#include "lib/text/words.h"

/* The state of one walk.  Owner: tokenise_block() and what it calls. */
struct tokeniser {
	struct words *words;
	struct tokens *t;
	struct buf *scratch; /* forms of compounds are put together here */
	struct slice text;
	struct slice language; /* ISO 639-1, lower case */
	int stemmer;           /* stem_language() of it */
	bool one_sentence;
	uint32_t end_pos; /* stop there, or a few positions on */
	bool full; /* LIMIT_TOKENS was met */
	uint32_t block;

	size_t word_start, word_end; /* the last word, for what follows it */
	size_t sentence_start;       /* of the one that is open */
	uint32_t sentence_pos;       /* its first position */
};

/* Walk k->text and append its tokens and sentences to k->t as block k->block;
 * the token_block itself is the caller's. */
void tokenise_block(struct tokeniser *k);

/* --- between tokenise.c, unit.c and address.c --- */

/* Append a token at position t->n_pos without moving it; its index, or SIZE_MAX
 * when the list is full or the form is empty. */
size_t token_add(struct tokeniser *k, size_t start, size_t end, enum token_kind kind,
		 enum token_case shape, struct slice form, struct slice stem);
/* The next token has a position of its own. */
void token_step(struct tokeniser *k);
/* Token `at` (SIZE_MAX: none) covers the positions given out since it was
 * added, at least one. */
void token_cover(struct tokeniser *k, size_t at);
/* Append a word by the cache, with a position of its own. */
void token_word(struct tokeniser *k, size_t start, size_t end, size_t raw_end,
		enum word_reading reading);
/* A stop at `at`: closes the sentence if it ends there.  Returns where to go on. */
size_t token_stop(struct tokeniser *k, size_t at);
/* The words of text[from, to) and nothing else: parts of an address or a tag. */
void token_parts(struct tokeniser *k, size_t from, size_t to);
/* A run of a script without blanks that begins at i, up to `to`; where it ended. */
size_t token_dense(struct tokeniser *k, size_t i, size_t to);

/* unit.c: a word, number or compound that begins at i with a letter or digit,
 * after a currency sign at `sign` when sign < i.  Returns its end. */
size_t unit_scan(struct tokeniser *k, size_t sign, size_t i);
/* The end of the plain run of letters, digits and marks at i, at most `to`. */
size_t unit_piece_end(const struct tokeniser *k, size_t i, size_t to);

/* address.c: each returns the end, or i when there is none at i. */
size_t address_url(struct tokeniser *k, size_t i);                /* scheme:// or www. */
size_t address_domain(struct tokeniser *k, size_t i, size_t end); /* [i, end) may be a host */
size_t address_mail(struct tokeniser *k, size_t i, size_t at);    /* text[at] is the @ */
size_t address_tag(struct tokeniser *k, size_t i);                /* #tag, $TAG */
size_t address_handle(struct tokeniser *k, size_t i);             /* @handle */
size_t address_dot_word(struct tokeniser *k, size_t i);           /* .NET */

#endif
