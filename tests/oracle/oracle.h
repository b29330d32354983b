/* SPDX-License-Identifier: GPL-2.0-or-later */
/* tests/oracle/oracle.h - a second, slow evaluator of the query language, to hold
 * lib/search against: it makes its own trees, prints them as queries, and looks
 * for them in the words of every article of an archive.
 *
 * It shares with lib/search only what says where the words of a text are
 * (lib/text) and the articles as they are kept.  No parser, no postings, no
 * token streams, no lexicon: what docs/QUERY.md says, done over lists of places.
 *
 * Files: text.c holds the articles and where each word or phrase of the pool
 * stands, eval.c decides, draw.c makes random trees, main.c compares.
 */
#ifndef TESTS_ORACLE_ORACLE_H
#define TESTS_ORACLE_ORACLE_H

#include <stdbool.h>
#include <stdint.h>

#include "lib/base/arena.h"
#include "lib/base/article.h"
#include "lib/base/buf.h"
#include "lib/base/token.h"

/* --- places --- */

struct place {
	uint32_t start, end; /* word positions, half open */
};

struct places {
	struct place *v;
	uint32_t n, cap;
};

void places_add(struct arena *a, struct places *p, uint32_t start, uint32_t end);
/* In order, without doubles. */
void places_sort(struct places *p);

/* --- trees --- */

enum want_kind {
	WANT_LEAF, WANT_AND, WANT_OR, WANT_NOT, WANT_NEAR, WANT_SENTENCE, WANT_PARAGRAPH,
	WANT_ATLEAST, WANT_SOME, WANT_FIRST, WANT_LEAD, WANT_ZONES, WANT_FIELD, WANT_DATE,
	WANT_LENGTH, WANT_QUOTED
};

#define WANT_KIDS 4
#define ANY_DISTANCE UINT32_MAX

struct want {
	enum want_kind kind;
	struct want *kids[WANT_KIDS];
	unsigned n;
	uint32_t count;
	bool ordered, negated, undated;
	unsigned zones;
	int32_t from, to;
	char field;        /* 'A' author, 'P' site, 'S' section, 'L' language */
	struct slice text; /* of a field */
	uint32_t leaf;     /* in the pool */
};

/* --- the archive --- */

struct oracle_doc {
	uint32_t docid;
	struct article article;
	struct tokens  t;
	uint32_t *forms, *stems; /* of each token, as numbers */
	struct slice *names;     /* folded names with the field's letter before them */
	size_t n_names;
};

enum leaf_how { HOW_VARIANTS, HOW_EXACT, HOW_CASE, HOW_GLOB, HOW_FUZZY };

/* A word or phrase of the pool and where it stands. */
struct oracle_leaf {
	enum leaf_how how;
	uint32_t edits;
	bool quoted;         /* printed as a phrase */
	struct slice text;
	struct places *at;   /* one list an article */
};

struct oracle {
	struct arena arena;      /* the articles */
	struct arena pool_arena; /* the pool */
	struct oracle_doc *docs;
	uint32_t n_docs;
	struct slice *forms;     /* by number */
	uint32_t n_forms;
	struct oracle_leaf *pool;
	uint32_t n_pool;
	uint32_t **leaves_of;    /* of each article: leaves with a place in it */
	uint32_t *n_leaves_of;
	struct analyser *analyser;
	const char (*languages)[4];
	size_t n_languages;
};

struct archive_reader;
void oracle_open(struct oracle *o, struct archive_reader *reader);
void oracle_close(struct oracle *o);
/* Draw a new pool of n leaves from the articles and find their places. */
void oracle_pool(struct oracle *o, uint32_t n);

/* --- evaluating --- */

struct view {
	unsigned zones;
	uint32_t first;
	bool lead;
	int  quotes; /* 1 inside of them, -1 outside */
};

struct judge {
	const struct oracle *o;
	const struct oracle_doc *d;
	uint32_t doc; /* its index */
	struct arena *arena; /* scratch, reset by the caller */
	bool past;    /* more places than lib/search keeps: no verdict */
};

bool judge_holds(struct judge *j, const struct want *w, struct view v);
struct places judge_places(struct judge *j, const struct want *w, struct view v);

/* Places that are to be marked, with the number of their leaf in the query. */
struct mark {
	uint32_t start, end, part;
};
struct marks {
	struct mark *v;
	uint32_t n, cap;
};
struct marks judge_marks(struct judge *j, const struct want *w, struct view v);

/* --- drawing --- */

uint32_t roll(uint32_t n);
void     roll_seed(uint64_t seed);
/* A random tree around the words of one article; memory: arena. */
struct want *draw_query(const struct oracle *o, struct arena *arena);
void print_query(const struct oracle *o, const struct want *w, struct buf *out);

#endif
