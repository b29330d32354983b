/* SPDX-License-Identifier: GPL-2.0-or-later */
/* lib/search/parse_internal.h - what the files of the parser share: parse.c (the
 * levels of the grammar), parse_word.c, parse_field.c, parse_mentions.c,
 * parse_amount.c, parse_said.c and parse_call.c.  Not for others; parse.h is the door.
 */
#ifndef LIB_SEARCH_PARSE_INTERNAL_H
#define LIB_SEARCH_PARSE_INTERNAL_H

#include "lib/search/lex.h"
#include "lib/search/parse.h"

struct parser {
	struct query *q;
	struct lexer  lx;
	struct lexeme tok; /* the one to look at */
	bool     strict, failed;
	unsigned depth;
	bool     in_call;    /* commas separate arguments here */
	bool     parts;      /* of a quorum: a bracket is one part of it */
	enum word_form form; /* of words: exact(…), case(…) */
	int      field;      /* of words: by:(…); -1 none */
	struct err *err;
};

/* --- parse.c --- */

/* What lenient reading mends and strict reading refuses: `what` names it, `text`
 * is its piece of the query. */
void parser_repair(struct parser *p, size_t pos, struct slice text, const char *what);
void parser_advance(struct parser *p);
/* One level down; false, with an error, past LIMIT_QUERY_DEPTH.  The caller takes
 * p->depth back. */
bool parser_enter(struct parser *p);
/* A new node; an error past LIMIT_QUERY_NODES. */
struct node *parser_node(struct parser *p, enum node_kind kind, size_t pos);
void parser_add(struct query *q, struct node *n, struct node *kid);
/* Add a kid; a kid of the same joining kind gives its own kids instead. */
void parser_add_flat(struct query *q, struct node *n, struct node *kid);
/* The same, but for the parts of a quorum. */
void parser_join(struct parser *p, struct node *n, struct node *kid);
/* To be called when a node has its kids. */
void parser_check_depth(struct parser *p, const struct node *n);
/* A node around one kid; NULL gives NULL. */
struct node *parser_wrap(struct parser *p, enum node_kind kind, size_t pos, struct node *kid);
struct slice parser_text(struct parser *p, struct slice s);
/* A value that is one word or one quoted text. */
struct slice parser_value(struct parser *p);
/* Each gives NULL when there was nothing to search for. */
struct node *parse_or(struct parser *p);
struct node *parse_primary(struct parser *p);

/* --- parse_word.c --- */

/* Has it anything that could be searched for?  What is not ASCII is lib/text's
 * to judge. */
bool parse_wordlike(struct slice s);
struct node *parse_word(struct parser *p, struct slice text, size_t pos);
struct node *parse_phrase(struct parser *p, const struct lexeme *t);
/* "a b"~5 and "a b"/2: the phrase's words as kids. */
struct node *parse_phrase_suffix(struct parser *p, struct node *n,
		const struct lexeme *suffix);

/* --- parse_field.c --- */

struct node *parse_field_leaf(struct parser *p, enum field field, struct slice text,
		size_t pos);
struct node *parse_field(struct parser *p);
/* "date" was read: "after 2024" or "from 2024 to 2025" behind it, or NULL. */
struct node *parse_date_words(struct parser *p, size_t pos);
/* zone:teaser,bio; false, with a repair, when there is no such zone. */
bool parse_zone_list(struct parser *p, unsigned *zones);

/* --- parse_mentions.c --- */

/* Words that speak of these days; NULL, with a repair, when they are none. */
struct node *parse_mentions(struct parser *p, struct slice value, size_t pos);

/* --- parse_amount.c --- */

/* Numbers of the range, or amounts of money, in the ways that they are written; NULL,
 * with a repair, when the value is none. */
struct node *parse_amount(struct parser *p, bool money, struct slice value, size_t pos);

/* --- parse_said.c --- */

/* "said:" was read: places where what follows is said to say something, or NULL. */
struct node *parse_said(struct parser *p, size_t pos);

/* --- parse_call.c --- */

struct node *parse_call(struct parser *p);
struct node *parse_quorum(struct parser *p);

#endif
