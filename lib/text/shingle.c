/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Shingles and signatures: see shingle.h.
 *
 * A shingle's hash is a polynomial over its words' hashes, so that sliding by a
 * word costs one step.  Where a compound and its parts share positions the
 * parts count: "e-mail" and "e mail" are then alike. */
#include "lib/text/shingle.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/hash.h"
#include "lib/base/mem.h"

#define PRIME 0x9E3779B97F4A7C15u

void shingles_init(struct shingles *s)
{
	*s = (struct shingles){NULL, 0, 0};
}

void shingles_done(struct shingles *s)
{
	free(s->v);
	shingles_init(s);
}

/* splitmix64's finaliser (Steele, Lea, Flood 2014): every bit of x counts. */
static uint64_t mix(uint64_t x)
{
	x ^= x >> 30;
	x *= 0xBF58476D1CE4E5B9u;
	x ^= x >> 27;
	x *= 0x94D049BB133111EBu;
	return x ^ x >> 31;
}

static int by_value(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

	return (x > y) - (x < y);
}

static void put(struct shingles *s, const uint64_t *words, size_t n)
{
	uint64_t h = 0;
	size_t i;

	for (i = 0; i < n; i++)
		h = (h + words[i]) * PRIME;
	GROW(s->v, s->n + 1, s->cap);
	s->v[s->n++] = mix(h);
}

/* Hashes of the body's words, one a position; the caller frees. */
static uint64_t *body_words(const struct tokens *t, size_t *n)
{
	uint64_t *words = xmalloc((t->n_pos + 1) * sizeof(*words));
	size_t b, i;

	*n = 0;
	for (b = 0; b < t->n_blocks; b++) {
		const struct token_block *k = &t->blocks[b];

		if (k->zone != ZONE_BODY)
			continue;
		for (i = k->first_token; i < k->end_token; i++)
			if (t->v[i].width == 1 && (i + 1 == k->end_token || t->v[i + 1].pos != t->v[i].pos))
				words[(*n)++] = hash64(t->v[i].form);
	}
	return words;
}

void shingles_of(const struct tokens *t, struct shingles *s)
{
	size_t n, i, w = 0;
	uint64_t *words = body_words(t, &n);

	s->n = 0;
	if (n && n < SHINGLE_WORDS)
		put(s, words, n);
	for (i = 0; i + SHINGLE_WORDS <= n; i++)
		put(s, words + i, SHINGLE_WORDS);
	free(words);
	if (s->n)
		qsort(s->v, s->n, sizeof(*s->v), by_value);
	for (i = 0; i < s->n; i++)
		if (i == 0 || s->v[i] != s->v[i - 1])
			s->v[w++] = s->v[i];
	s->n = w;
}

/* An empty bin takes the value of another one, chosen by a hash of the bin and
 * the try: the same choice for every set, so equal sets stay equal. */
static void fill_empty(uint64_t bin[SIGNATURE_LEN], const bool full[SIGNATURE_LEN])
{
	size_t i;

	for (i = 0; i < SIGNATURE_LEN; i++) {
		uint64_t from = i, tries = 0;

		while (!full[from])
			from = mix(i * PRIME + ++tries) % SIGNATURE_LEN;
		bin[i] = bin[from];
	}
}

bool signature_of(const struct shingles *s, struct signature *out)
{
	uint64_t bin[SIGNATURE_LEN];
	bool full[SIGNATURE_LEN] = {false};
	size_t i;

	if (s->n == 0)
		return false;
	for (i = 0; i < s->n; i++) {
		size_t b = s->v[i] >> 58; /* the top six bits: 64 bins */
		uint64_t rest = s->v[i] << 6;

		if (!full[b] || rest < bin[b])
			bin[b] = rest;
		full[b] = true;
	}
	fill_empty(bin, full);
	for (i = 0; i < SIGNATURE_LEN; i++)
		out->v[i] = (uint8_t)mix(bin[i]);
	return true;
}

void signature_put(const struct signature *s, char out[SIGNATURE_BYTES])
{
	memcpy(out, s->v, SIGNATURE_BYTES);
}

void signature_get(const char bytes[SIGNATURE_BYTES], struct signature *out)
{
	memcpy(out->v, bytes, SIGNATURE_BYTES);
}

double signature_jaccard(const struct signature *a, const struct signature *b)
{
	size_t i, same = 0;

	for (i = 0; i < SIGNATURE_LEN; i++)
		same += a->v[i] == b->v[i];
	return (double)same / SIGNATURE_LEN;
}

static size_t common(const struct shingles *a, const struct shingles *b)
{
	size_t i = 0, j = 0, n = 0;

	while (i < a->n && j < b->n) {
		if (a->v[i] < b->v[j]) {
			i++;
		} else if (a->v[i] > b->v[j]) {
			j++;
		} else {
			n++, i++, j++;
		}
	}
	return n;
}

double shingles_jaccard(const struct shingles *a, const struct shingles *b)
{
	size_t n = common(a, b), all = a->n + b->n - n;

	return all ? (double)n / (double)all : 0;
}

double shingles_containment(const struct shingles *a, const struct shingles *b)
{
	size_t less = a->n < b->n ? a->n : b->n;

	return less ? (double)common(a, b) / (double)less : 0;
}
