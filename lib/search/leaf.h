/* SPDX-License-Identifier: GPL-2.0-or-later */
/* lib/search/leaf.h - what the words of a query mean in one archive.
 *
 * A word or phrase of a query goes through the same chain as the articles
 * (lib/text/analyse.h) and becomes a lattice of atoms: an atom stands at a
 * position of the phrase, covers one or more of them, and is met by any of its
 * stems.  "e-mail server" is email (0, covers 2), e (0), mail (1), server (2):
 * every path from the first position to the last is a way to meet it.
 *
 * The stems of a form are those that the archive's lexicon has for it and its
 * stem in each language of the archive, where that occurs.  Wildcards and fuzzy
 * words are looked up in the lexicon, at most LIMIT_EXPANSIONS forms.
 *
 * Memory: everything lives in the query's arena.
 */
#ifndef LIB_SEARCH_LEAF_H
#define LIB_SEARCH_LEAF_H

#include "lib/archive/reader.h"
#include "lib/base/status.h"
#include "lib/base/token.h"
#include "lib/search/ast.h"
#include "lib/search/rank.h"
#include "lib/text/analyse.h"

#define SHAPE_ANY 0xFF

struct leaf_stem {
	struct slice term; /* the stem, without prefix */
	uint32_t hash;     /* hash32() of it */
	uint32_t *forms;   /* stream_form()s that count, ascending; n_forms 0: any */
	uint32_t n_forms;
	bool     whole; /* n_forms is 0 because all forms that it has count */
	/* While recall.h is used: its number, and which of the first n_judged variants
	 * count, as bits. */
	uint32_t place, judged, n_judged;
};

/* Does the form, a stream_form(), count? */
static inline bool leaf_form_counts(const struct leaf_stem *s, uint32_t form)
{
	uint32_t lo = 0, hi = s->n_forms;

	if (hi == 0)
		return true;
	while (lo < hi) {
		uint32_t mid = (lo + hi) / 2;

		if (s->forms[mid] == form)
			return true;
		if (s->forms[mid] < form)
			lo = mid + 1;
		else
			hi = mid;
	}
	return false;
}

struct leaf_many;
struct leaf_atom {
	uint32_t pos, width; /* in the phrase */
	struct leaf_stem *stems;
	uint32_t n_stems; /* 0: no article has it */
	uint8_t  shape;   /* enum token_case, or SHAPE_ANY */
	struct slice form; /* as analysed; absent for patterns */
	struct leaf_many *many; /* NULL: few stems */
};

/* The stems of a pattern that has many, for stream_find_many(). */
#define LEAF_MANY 64
struct leaf_many {
	uint32_t *hashes, *stems; /* ascending, and whose they are */
	uint32_t *found;          /* scratch */
};

struct leaf {
	struct leaf_atom *atoms; /* by position */
	uint32_t n_atoms;
	uint32_t n_pos; /* positions of the phrase */
	uint32_t n_forms; /* that a pattern stands for */
	bool     pure;  /* postings alone decide: one atom, any form */
	bool     partly; /* one atom, any form of some stems, the `whole` ones */
	/* NODE_FIELD, NODE_DATE: articles for which it holds, one bit a document
	 * id; filled by plan.c where a decider needs it. */
	unsigned char *bits;
	uint32_t n_bits;
};

struct leaf_context {
	struct archive_reader *reader;
	struct analyser *analyser;
	struct tokens   *tokens; /* scratch */
	struct stem_memo *memo;
	struct query    *query;
	const struct rank *rank;
	const struct synonyms *synonyms; /* NULL: none */
	bool in_synonyms; /* what is resolved is in SYNONYMS(…) already */
};

/* Resolve every word and phrase of the tree and take out those without any word
 * in them (said in the warnings).  *root may become NULL. */
enum status leaf_resolve(struct leaf_context *c, struct node **root, struct err *err) MUST_CHECK;

#endif
