/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What an article states: see facts.h.  Everything is sorted arrays of hashes, so
 * reading is n log n and comparing is linear but for a search per word. */
#include "indexer/facts.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/hash.h"
#include "lib/base/mem.h"

#define TITLE_WORD_BYTES 3 /* shorter ones tell nothing */
#define CONTEXT 2          /* words on either side of a slot */
#define TITLE_PIECES 64    /* more are no headline */
#define REVISED_WORDS 8
#define PRIME 0x9E3779B97F4A7C15u

void facts_done(struct facts *f)
{
	shingles_done(&f->set);
	shingles_done(&f->words);
	shingles_done(&f->title);
	shingles_done(&f->names);
	shingles_done(&f->named);
	shingles_done(&f->prose);
	free(f->slots);
	*f = (struct facts){.publisher = 0};
}

size_t facts_size(const struct facts *f)
{
	return f->set.n + f->words.n + f->title.n + f->names.n + f->named.n + f->prose.n +
	       f->n_slots * (sizeof(*f->slots) / sizeof(uint64_t));
}

/* --- sets of hashes --- */

static void add_hash(struct shingles *s, uint64_t h)
{
	GROW(s->v, s->n + 1, s->cap);
	s->v[s->n++] = h;
}

static int by_hash(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

	return (x > y) - (x < y);
}

static bool has_hash(const struct shingles *s, uint64_t h)
{
	return s->n && bsearch(&h, s->v, s->n, sizeof(h), by_hash);
}

/* Sorted, none twice. */
static void make_set(struct shingles *s)
{
	size_t i, w = 0;

	if (s->n)
		qsort(s->v, s->n, sizeof(*s->v), by_hash);
	for (i = 0; i < s->n; i++)
		if (i == 0 || s->v[i] != s->v[i - 1])
			s->v[w++] = s->v[i];
	s->n = w;
}

static size_t lacking(const struct shingles *s, const struct shingles *words)
{
	size_t i, n = 0;

	for (i = 0; i < words->n; i++)
		n += !has_hash(s, words->v[i]);
	return n;
}

/* --- reading --- */

static bool is_capital(const struct token *t)
{
	return t->kind == TOKEN_NUMBER || t->shape == CASE_TITLE || t->shape == CASE_UPPER ||
	       t->shape == CASE_MIXED;
}

/* Names are words that the body never writes small: in titles written all in
 * capitals or with Capitals Everywhere, and at the head of a sentence, the rest of
 * the body tells which are. */
static void read_words(const struct tokens *t, struct facts *f)
{
	size_t i, w = 0;

	f->words.n = f->title.n = f->names.n = f->named.n = f->prose.n = 0;
	for (i = 0; i < t->n; i++) {
		enum zone zone = t->blocks[t->v[i].block].zone;
		uint64_t h = hash64(t->v[i].stem);

		if (zone != ZONE_BODY && zone != ZONE_TITLE)
			continue;
		add_hash(&f->words, h);
		if (zone == ZONE_TITLE && t->v[i].form.n >= TITLE_WORD_BYTES)
			add_hash(&f->title, h);
		if (zone == ZONE_BODY)
			add_hash(is_capital(&t->v[i]) ? &f->named : &f->prose, h);
	}
	make_set(&f->words);
	make_set(&f->named);
	make_set(&f->prose);
	make_set(&f->title);
	for (i = 0; i < f->named.n; i++)
		if (!has_hash(&f->prose, f->named.v[i]))
			f->named.v[w++] = f->named.v[i];
	f->named.n = w;
	for (i = 0; i < t->n; i++) {
		uint64_t h = hash64(t->v[i].stem);

		if (t->blocks[t->v[i].block].zone == ZONE_TITLE && has_hash(&f->named, h))
			add_hash(&f->names, h);
	}
}

/* A zone as plain words and runs of figures and names. */
struct piece {
	bool     run;
	uint64_t word;
	uint64_t inside[2];
};

static void put_in_run(struct piece *p, uint64_t h)
{
	p->inside[0] |= (uint64_t)1 << (h & 63);
	p->inside[1] |= (uint64_t)1 << (h >> 6 & 63);
}

static struct piece *read_pieces(const struct tokens *t, const struct facts *f, enum zone zone,
				 size_t *n)
{
	struct piece *v = xmalloc((t->n_pos + 1) * sizeof(*v));
	size_t i;

	*n = 0;
	for (i = 0; i < t->n; i++) {
		const struct token *k = &t->v[i];
		uint64_t h = hash64(k->stem);
		bool run;

		/* where a compound and its parts share positions the parts count */
		if (t->blocks[k->block].zone != zone || k->width != 1 ||
		    (i + 1 < t->n && t->v[i + 1].pos == k->pos))
			continue;
		run = is_capital(k) && has_hash(&f->named, h);
		if (!run || *n == 0 || !v[*n - 1].run)
			v[(*n)++] = (struct piece){.run = run, .word = run ? 1 : h};
		if (run)
			put_in_run(&v[*n - 1], h);
	}
	return v;
}

static int by_around(const void *a, const void *b)
{
	const struct fact_slot *x = a, *y = b;

	return (x->around > y->around) - (x->around < y->around);
}

/* A slot that stands in an article more than once tells nothing of it. */
static void keep_single(struct facts *f)
{
	size_t i, w = 0;

	if (f->n_slots)
		qsort(f->slots, f->n_slots, sizeof(*f->slots), by_around);
	for (i = 0; i < f->n_slots; i++) {
		uint64_t around = f->slots[i].around;

		if ((i == 0 || f->slots[i - 1].around != around) &&
		    (i + 1 == f->n_slots || f->slots[i + 1].around != around))
			f->slots[w++] = f->slots[i];
	}
	f->n_slots = w;
}

/* The run in v[from .. to), of which v[at] is the run that is looked at. */
static void add_slot(struct facts *f, const struct piece *v, size_t from, size_t to, size_t at)
{
	uint64_t around = 0;
	size_t k;

	for (k = from; k < to; k++)
		around = (around + (k == at ? 0 : v[k].word)) * PRIME;
	GROW(f->slots, f->n_slots + 1, f->slots_cap);
	f->slots[f->n_slots++] = (struct fact_slot){around, {v[at].inside[0], v[at].inside[1]}};
}

/* In a headline all other words are around a run. */
static void read_slots(const struct tokens *t, struct facts *f)
{
	struct piece *v;
	size_t n, i;

	f->n_slots = 0;
	v = read_pieces(t, f, ZONE_BODY, &n);
	for (i = CONTEXT; i + CONTEXT < n; i++)
		if (v[i].run)
			add_slot(f, v, i - CONTEXT, i + CONTEXT + 1, i);
	free(v);
	v = read_pieces(t, f, ZONE_TITLE, &n);
	for (i = 0; i < n && n > CONTEXT && n < TITLE_PIECES; i++)
		if (v[i].run)
			add_slot(f, v, 0, n, i);
	free(v);
	keep_single(f);
}

void facts_read(const struct tokens *t, struct slice publisher, struct facts *f)
{
	shingles_of(t, &f->set);
	read_words(t, f);
	read_slots(t, f);
	f->publisher = publisher.n ? hash64(publisher) : 0;
}

/* --- comparing --- */

/* In the other's headline a third of the words, anywhere in it a half. */
static bool keeps_headline(const struct facts *from, const struct facts *in)
{
	const struct shingles *title = &from->title;

	return lacking(&in->title, title) * 3 <= title->n * 2 &&
	       lacking(&in->words, title) * 2 <= title->n;
}

/* A new headline over a text that was revised: it keeps words of the old one, and
 * more than what stands in the slots was written anew. */
static bool is_revision(const struct facts *a, const struct facts *b,
			const struct cluster_likeness *how)
{
	return how->jaccard >= .5 && how->prose_differ >= REVISED_WORDS && keeps_headline(a, b) &&
	       keeps_headline(b, a);
}

/* Two publishers may well put other headlines over one text, though hardly other
 * names; in one publication any word counts, since what is alike may be the
 * publication's own frame, and other names are never a revision. */
static bool tell_of_others(const struct facts *a, const struct facts *b,
			   const struct cluster_likeness *how)
{
	size_t names_a = lacking(&b->words, &a->names), names_b = lacking(&a->words, &b->names);

	if (!how->same_publisher)
		return names_a && names_b && !is_revision(a, b, how);
	return lacking(&b->words, &a->title) && lacking(&a->words, &b->title) &&
	       (names_a || names_b || !is_revision(a, b, how));
}

static bool lacks_bit(const struct fact_slot *a, const struct fact_slot *b)
{
	return (a->inside[0] & ~b->inside[0]) || (a->inside[1] & ~b->inside[1]);
}

/* "Ford Motor" and "Ford Motor Co (F.N)" are alike. */
static void compare_slots(const struct facts *a, const struct facts *b,
			  struct cluster_likeness *out)
{
	size_t i = 0, j = 0;

	while (i < a->n_slots && j < b->n_slots) {
		const struct fact_slot *x = &a->slots[i], *y = &b->slots[j];

		i += x->around <= y->around;
		j += y->around <= x->around;
		if (x->around != y->around)
			continue;
		out->slots++;
		out->slots_differ += lacks_bit(x, y) && lacks_bit(y, x);
	}
}

struct cluster_likeness facts_compare(const struct facts *a, const struct facts *b)
{
	struct cluster_likeness how = {
		.jaccard = shingles_jaccard(&a->set, &b->set),
		.containment = shingles_containment(&a->set, &b->set),
		.less = a->set.n < b->set.n ? a->set.n : b->set.n,
		.same_publisher = a->publisher && a->publisher == b->publisher,
	};

	compare_slots(a, b, &how);
	how.named_differ = lacking(&b->words, &a->named) + lacking(&a->words, &b->named);
	how.prose_differ = lacking(&b->words, &a->prose) + lacking(&a->words, &b->prose);
	how.other_names = tell_of_others(a, b, &how);
	return how;
}
