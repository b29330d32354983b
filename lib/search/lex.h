/* SPDX-License-Identifier: GPL-2.0-or-later */
/* lib/search/lex.h - a query's bytes as lexemes.
 *
 * A lexeme is a word as typed, a quoted phrase, an operator with its number, a
 * field name, a function name or a bracket.  Quotes of every script open and
 * close phrases.  Nothing is an error here: an odd character is part of a word
 * (and lib/text drops it) or is passed over.
 *
 * The source must outlive the lexemes.
 */
#ifndef LIB_SEARCH_LEX_H
#define LIB_SEARCH_LEX_H

#include <stdbool.h>
#include <stdint.h>

#include "lib/base/slice.h"

enum lex_type {
	LEX_END,
	LEX_WORD,      /* text */
	LEX_PHRASE,    /* text without quotes; closed; variants */
	LEX_OPEN,      /* ( */
	LEX_CLOSE,     /* ) */
	LEX_COMMA,
	LEX_AND,
	LEX_OR,
	LEX_NOT,
	LEX_NEAR,      /* n, ordered, negated */
	LEX_SENTENCE,  /* negated */
	LEX_PARAGRAPH, /* negated */
	LEX_FIELD,     /* text is the name; a value follows at once */
	LEX_CALL,      /* text is the name, n its number; "(" follows unless bare */
	LEX_QUORUM,    /* n; "(" follows */
	LEX_FIRST      /* n: "/F50/" behind what it is about */
};

struct lexeme {
	enum lex_type type;
	size_t   pos, end; /* bytes of the source */
	struct slice text;
	uint32_t n;
	bool ordered, negated;
	bool closed;   /* LEX_PHRASE: its end was found */
	bool variants; /* LEX_PHRASE: {…} */
	bool suffix;   /* LEX_NEAR, LEX_QUORUM: "a b"~5, "a b"/3, right behind a phrase */
	bool bare;     /* LEX_CALL: atleast3 kaspersky */
};

struct lexer {
	struct slice src;
	size_t at;
	bool after_phrase; /* the last lexeme was one and ended right here */
};

/* Is there a character in it that would end a quoted phrase? */
bool lex_has_quote(struct slice s);

/* Would it be read as one word, this one? */
bool lex_is_word(struct slice text);

void lexer_init(struct lexer *lx, struct slice src);
void lexer_next(struct lexer *lx, struct lexeme *out);

#endif
