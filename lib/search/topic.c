/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What articles are about: see topic.h. */
#include "lib/search/topic.h"

#include <stdlib.h>

#include "lib/base/hash.h"
#include "lib/base/mem.h"
#include "lib/search/leaf.h"
#include "lib/search/parse.h"
#include "lib/text/language.h"

/* One occurrence. */
struct topic_place {
	struct slice stem, form;
	double weight;
	uint32_t article;
};

void topic_init(struct topic *t)
{
	*t = (struct topic){.n = 0};
	arena_init(&t->arena);
}

void topic_done(struct topic *t)
{
	arena_done(&t->arena);
	free(t->v);
}

static bool tells(const struct token *k, struct slice language)
{
	if (k->kind == TOKEN_NUMBER || k->kind == TOKEN_URL || k->kind == TOKEN_HANDLE)
		return false;
	if (k->form.n < 3 && k->kind != TOKEN_ACRONYM && k->kind != TOKEN_BIGRAM)
		return false;
	return !language_stopword(language, k->form);
}

void topic_read(struct searcher *s, struct topic *t, const struct article *a,
		struct topic_reading how)
{
	struct tokens *k = &s->tokens;
	size_t i, n;

	analyse_article(s->analyser, a, k);
	n = k->n < TOPIC_TOKENS ? k->n : TOPIC_TOKENS;
	if (t->n + n > t->cap) {
		t->cap = t->n + n;
		t->v = xrealloc(t->v, t->cap * sizeof(*t->v));
	}
	for (i = 0; i < n; i++) {
		const struct token *w = &k->v[i];
		const struct token_block *b = &k->blocks[w->block];

		if (!(ZONE_BIT(b->zone) & ZONES_DEFAULT) || !tells(w, a->language))
			continue;
		t->v[t->n++] = (struct topic_place){
			.stem = arena_dup(&t->arena, w->stem),
			.form = arena_dup(&t->arena, w->form),
			.weight = how.weight * (b->zone != ZONE_BODY ? how.title
					      : b->body == 1	     ? how.lead
								     : 1),
			.article = t->articles};
	}
	t->articles++;
}

static int by_place(const void *a, const void *b)
{
	const struct topic_place *x = a, *y = b;
	int c = slice_cmp(x->stem, y->stem);

	if (c == 0)
		c = slice_cmp(x->form, y->form);
	return c ? c : (x->article > y->article) - (x->article < y->article);
}

/* All places of one stem: v[0..n). */
static struct topic_word word_of(const struct topic_place *v, size_t n, unsigned char *seen)
{
	struct topic_word w = {.stem = v[0].stem};
	size_t i, run = 0, best = 0;

	for (i = 0; i < n; i++) {
		w.weight += v[i].weight;
		if (!seen[v[i].article]) {
			seen[v[i].article] = 1;
			w.articles++;
		}
		run = i && slice_eq(v[i].form, v[i - 1].form) ? run + 1 : 1;
		if (run > best) {
			best = run;
			w.form = v[i].form;
		}
	}
	for (i = 0; i < n; i++)
		seen[v[i].article] = 0;
	return w;
}

struct topic_word *topic_words(struct topic *t, size_t *n)
{
	struct topic_word *out = ARENA_ARRAY(&t->arena, struct topic_word, t->n + 1);
	unsigned char *seen = arena_zalloc(&t->arena, t->articles + 1);
	size_t i = 0, from;

	*n = 0;
	if (t->n)
		qsort(t->v, t->n, sizeof(*t->v), by_place);
	while (i < t->n) {
		for (from = i++; i < t->n && slice_eq(t->v[i].stem, t->v[from].stem); i++)
			;
		out[(*n)++] = word_of(t->v + from, i - from, seen);
	}
	return out;
}

static int by_score(const void *a, const void *b)
{
	const struct topic_word *x = a, *y = b;

	if (x->score != y->score)
		return x->score > y->score ? -1 : 1;
	return slice_cmp(x->stem, y->stem);
}

size_t topic_best(struct topic_word *v, size_t n, size_t max)
{
	size_t i;

	if (n)
		qsort(v, n, sizeof(*v), by_score);
	for (i = 0; i < n && i < max && v[i].score > 0; i++)
		;
	return i;
}

struct node *topic_node(struct query *q, const struct topic_word *w, double weight)
{
	struct node *n = query_node(q, NODE_WORD);
	struct leaf *leaf = ARENA_NEW(&q->arena, struct leaf);
	struct leaf_atom *atom = ARENA_NEW(&q->arena, struct leaf_atom);
	struct leaf_stem *stem = ARENA_NEW(&q->arena, struct leaf_stem);

	stem->term = arena_dup(&q->arena, w->stem);
	stem->hash = hash32(stem->term);
	*atom = (struct leaf_atom){.width = 1, .stems = stem, .n_stems = 1, .shape = SHAPE_ANY};
	*leaf = (struct leaf){.atoms = atom, .n_atoms = 1, .n_pos = 1, .pure = true};
	n->text = atom->form = arena_dup(&q->arena, w->form);
	n->leaf = leaf;
	n->weight = weight;
	return n;
}
