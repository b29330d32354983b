/* SPDX-License-Identifier: GPL-2.0-or-later */
/* lib/search/ast.h - a query as a tree, and how it is told to a person.
 *
 * parse.h makes the tree, plan.h turns it into candidates, span.h evaluates it
 * over the words of one article.  docs/QUERY.md is the manual of the language.
 *
 * Two kinds of nodes: those that have spans (words, phrases and what combines
 * them by place) and those that only say yes or no (fields, dates, length).
 * AND, OR and NOT join both.
 *
 * Memory: nodes live in the arena of their struct query; texts point into its
 * copy of the query.  Trees are never deeper than LIMIT_QUERY_DEPTH, so walking
 * them by recursion is safe.
 */
#ifndef LIB_SEARCH_AST_H
#define LIB_SEARCH_AST_H

#include <stdbool.h>
#include <stdint.h>

#include "lib/base/arena.h"
#include "lib/base/article.h"
#include "lib/base/buf.h"
#include "lib/base/slice.h"

enum node_kind {
	NODE_ALL,       /* every article: an empty query with filters */
	NODE_WORD,      /* text, form, pattern, edits */
	NODE_PHRASE,    /* text, form: FORM_EXACT "…" or FORM_VARIANTS {…} */
	NODE_AND,       /* kids */
	NODE_OR,        /* kids */
	NODE_NOT,       /* one kid */
	NODE_NEAR,      /* two kids or more, count, ordered, negated */
	NODE_SENTENCE,  /* kids in one sentence, negated */
	NODE_PARAGRAPH, /* kids in one block, negated */
	NODE_ATLEAST,   /* one kid, count */
	NODE_QUORUM,    /* kids, count of them */
	NODE_FIRST,     /* one kid, within the first count words of the body */
	NODE_LEAD,      /* one kid, in title, dek or the first two body blocks */
	NODE_ZONES,     /* one kid, zones */
	NODE_QUOTED,    /* one kid, in quotation marks; negated: outside of them; ordered:
			 * where one has just ended */
	NODE_FIELD,     /* field, text, pattern (NODE_PATTERN_GLOB: a prefix) */
	NODE_DATE,      /* from, to: days, inclusive; undated */
	NODE_LENGTH,    /* from, to: words, inclusive */
	NODE_KIND_COUNT
};

enum word_form {
	FORM_VARIANTS, /* every word with the same stem */
	FORM_EXACT,    /* the form as typed; case and typography folded */
	FORM_CASE      /* the same, upper and lower case as typed too */
};

enum word_pattern {
	PATTERN_NONE,
	PATTERN_GLOB,
	PATTERN_FUZZY,
	PATTERN_AMOUNT,
	PATTERN_LIST /* text is words with spaces between: any of these exactly */
};

#define FIELD_TABLE(X)                                                         \
	X(BY,      "by",      'A')                                             \
	X(SITE,    "site",    'P')                                             \
	X(SECTION, "section", 'S')                                             \
	X(TAG,     "tag",     'K')                                             \
	X(SOURCE,  "source",  'V')                                             \
	X(URL,     "url",     'P')                                             \
	X(LANG,    "lang",    'L')                                             \
	X(ID,      "id",      'Q')                                             \
	X(LIKE,    "like",    'Q') /* like.h puts words in its place */

enum field {
#define X(name, word, prefix) FIELD_##name,
	FIELD_TABLE(X)
#undef X
	FIELD_COUNT
};

const char *field_word(enum field f);
char        field_prefix(enum field f); /* of its terms: lib/archive/schema.h */

#define DAY_MIN INT32_MIN /* an open end of a range */
#define DAY_MAX INT32_MAX
#define COUNT_ANY UINT32_MAX /* NODE_NEAR: any distance */

struct amount_range; /* amount.h */
struct leaf; /* leaf.h: what a word or phrase means in one archive */

struct node {
	enum node_kind kind;
	uint32_t depth; /* 1 for a leaf */
	size_t   pos;   /* byte of the query where it begins */
	struct node **kids;
	size_t   n;
	struct slice text;
	struct slice told; /* what stands in the place of like:, mentions:, said:: how it is told */
	bool     whole;   /* its kids are told to nobody, but: */
	struct node *asked; /* the one among them that was written; NULL: none */
	enum word_form    form;
	enum word_pattern pattern;
	uint32_t edits; /* PATTERN_FUZZY */
	const struct amount_range *amount; /* PATTERN_AMOUNT */
	uint32_t count;
	bool     ordered, negated, undated;
	bool     one_sentence; /* NODE_NEAR: in one; both parts or nothing */
	bool     synonyms; /* NODE_OR: for one another; not looked up again */
	enum field field;
	unsigned zones;
	int32_t  from, to;
	struct leaf *leaf; /* set by leaf.c */
	double   weight;   /* of a word or phrase in the rank, 1 unless rank.h says less */
	bool     beside;   /* not asked for: kin.h */
	bool     sure;     /* set by plan.c: postings have decided it for every candidate */
};

enum query_mode {
	QUERY_LENIENT, /* never fails but past a limit; repairs are told */
	QUERY_STRICT,  /* the first thing that is not understood is an error */
	QUERY_ANY      /* plain words, any of them, no operators */
};

struct query {
	struct arena  arena;
	struct slice  given;
	enum query_mode mode;
	struct node  *root; /* NULL: nothing to search for */
	struct slice *warnings;
	size_t n_warnings, warnings_cap;
	size_t n_nodes;
	size_t n_scanned; /* words of the archive that its wildcards were held against */
};

void query_init(struct query *q);
void query_done(struct query *q);

/* False for what only says yes or no: fields, dates, length, NOT, and what is made of
 * these alone. */
bool node_has_place(const struct node *n);

/* Add a warning, shown in the answer as it is.  At most 32 are kept. */
void query_warn(struct query *q, const char *fmt, ...) PRINTF_LIKE(2, 3);

/* Append the tree in its one canonical form, "ALL(kaspersky, ban)", which is a
 * query too: parsing it gives the same tree. */
void node_print(const struct node *n, struct buf *out);

#endif
