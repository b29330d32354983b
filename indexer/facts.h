/* SPDX-License-Identifier: GPL-2.0-or-later */
/* indexer/facts.h - what an article states: its shingles, its figures and names,
 * and the words around each of these.
 *
 * Two fillings of one form (filings, rates fixed, a column's frame) share nearly
 * all words, so shingles alone take them for copies.  They differ in what stands
 * between equal words: a *slot* is a run of figures and names with the two words
 * on either side of it, other runs counting as one word.  Where two articles have
 * the same slot and each puts something there that the other does not, they say
 * different things.  A copy seldom does, and when it was edited its other words
 * differ, too; a form differs in its figures and names and in little else.
 *
 * Figures are tokens that are numbers; names are words with a capital that the
 * body never writes small.  Of hashes only, so nothing points into an article.
 *
 * Memory: struct facts owns its arrays.  Threads: no state.
 */
#ifndef INDEXER_FACTS_H
#define INDEXER_FACTS_H

#include "indexer/cluster.h"
#include "lib/base/token.h"
#include "lib/text/shingle.h"

struct fact_slot {
	uint64_t around;    /* of the words on both sides */
	uint64_t inside[2]; /* a bit in each for every word of the run */
};

struct facts {
	struct shingles set;
	struct shingles words; /* hashes of all stems of headline and body, sorted */
	struct shingles title; /* the headline's words */
	struct shingles names; /* of these the ones that are names in the body */
	struct shingles named; /* figures and names of the body */
	struct shingles prose; /* its other words */
	struct fact_slot *slots; /* by `around`, none twice */
	size_t   n_slots, slots_cap;
	uint64_t publisher; /* 0: not known */
};

void facts_done(struct facts *f);
/* Replaces what *f held; it is all zero at first.  `publisher` may be empty. */
void facts_read(const struct tokens *t, struct slice publisher, struct facts *f);
/* Hashes held, a measure of memory. */
size_t facts_size(const struct facts *f);
struct cluster_likeness facts_compare(const struct facts *a, const struct facts *b);

#endif
