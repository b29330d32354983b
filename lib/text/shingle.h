/* SPDX-License-Identifier: GPL-2.0-or-later */
/* lib/text/shingle.h - how much two articles have in common.
 *
 * A body is a set of hashed runs of five words.  Two measures of two sets: the
 * Jaccard index, and containment (of the smaller in the larger), which sees a
 * copy that was cut.  A signature of 64 values of 8 bits, by one-permutation
 * hashing (Li, Owen, Zhang: "One Permutation Hashing", NIPS 2012) with empty
 * bins filled by optimal densification (Shrivastava, ICML 2017), estimates the
 * Jaccard index and finds candidates in bands; sets decide.
 *
 * Memory: a set owns its array.  Threads: no state.
 */
#ifndef LIB_TEXT_SHINGLE_H
#define LIB_TEXT_SHINGLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/base/token.h"

#define SHINGLE_WORDS 5
#define SIGNATURE_LEN 64

struct shingles {
	uint64_t *v; /* ascending, no value twice */
	size_t    n, cap;
};

struct signature {
	uint8_t v[SIGNATURE_LEN];
};

void shingles_init(struct shingles *s);
void shingles_done(struct shingles *s);

/* The shingles of the body blocks of t, replacing what s held.  Word forms
 * count, so case, quotes and possessives do not.  A body shorter than five
 * words is one shingle; none at all gives an empty set. */
void shingles_of(const struct tokens *t, struct shingles *s);

/* False when the set is empty: there is nothing to compare. */
bool   signature_of(const struct shingles *s, struct signature *out);
/* As bytes and back. */
#define SIGNATURE_BYTES SIGNATURE_LEN
void   signature_put(const struct signature *s, char out[SIGNATURE_BYTES]);
void   signature_get(const char bytes[SIGNATURE_BYTES], struct signature *out);
double signature_jaccard(const struct signature *a, const struct signature *b);

double shingles_jaccard(const struct shingles *a, const struct shingles *b);
/* The share of the smaller set that is in the larger. */
double shingles_containment(const struct shingles *a, const struct shingles *b);

#endif
