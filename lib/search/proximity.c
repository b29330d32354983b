/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Where the query's words stand: see proximity.h. */
#include "lib/search/proximity.h"

#include <math.h>
#include <stdlib.h>

#include "lib/base/mem.h"
#include "lib/search/early.h"

#define MAX_WORDS 64 /* of the query that are looked at, and of those added */

struct word {
	const struct node *node;
	struct node *as_typed; /* the same word in the form asked for alone; NULL: any other */
	double idf;
};

struct words {
	struct word v[2 * MAX_WORDS];
	size_t n, own; /* the query's own, then the added ones */
};

struct look {
	struct searcher *s;
	struct span_scope scope;
	struct words words;
	struct arena *arena;
};

/* The query's positive words in the order typed, without function words
 * and words that stand beside others. */
static void collect(const struct node *n, double least, size_t max, struct words *out)
{
	size_t i;

	if (n->kind == NODE_NOT || n->beside)
		return;
	if ((n->kind == NODE_WORD || n->kind == NODE_PHRASE) && n->weight > least && out->n < max)
		out->v[out->n++] = (struct word){.node = n};
	for (i = 0; i < n->n; i++)
		collect(n->kids[i], least, max, out);
}

/* Once the stems have their numbers from recall.h, which the copies keep. */
static struct node *as_typed(struct look *k, const struct node *n)
{
	const struct leaf_atom *a = &n->leaf->atoms[0];
	struct leaf_stem *stems;
	struct node *out;
	uint32_t i;

	if (n->kind != NODE_WORD || n->form != FORM_VARIANTS || !n->leaf->pure || !a->form.n ||
	    a->n_stems == 0 || a->many)
		return NULL;
	out = ARENA_NEW(k->arena, struct node);
	out->kind = NODE_WORD;
	out->leaf = ARENA_NEW(k->arena, struct leaf);
	*out->leaf = *n->leaf;
	out->leaf->atoms = ARENA_NEW(k->arena, struct leaf_atom);
	*out->leaf->atoms = *a;
	stems = out->leaf->atoms->stems = ARENA_ARRAY(k->arena, struct leaf_stem, a->n_stems);
	for (i = 0; i < a->n_stems; i++) {
		stems[i] = a->stems[i];
		stems[i].forms = ARENA_NEW(k->arena, uint32_t);
		stems[i].forms[0] = stream_form(a->stems[i].term, a->form);
		stems[i].n_forms = 1;
		stems[i].judged = stems[i].n_judged = 0;
	}
	return out;
}

static enum status weigh(struct searcher *s, struct words *w, struct err *err)
{
	double articles = (double)archive_articles(s->reader);
	size_t i;
	uint32_t k;

	for (i = 0; i < w->n; i++) {
		const struct leaf_atom *a = &w->v[i].node->leaf->atoms[0];
		uint32_t freq, most = 0;

		for (k = 0; k < a->n_stems && k < 8; k++) {
			enum status st = search_term_freq(s->reader, 0, a->stems[k].term,
							  &freq, err);

			if (st != STATUS_OK)
				return st;
			if (freq > most)
				most = freq;
		}
		w->v[i].idf = most ? log(1 + (articles - most + 0.5) / (most + 0.5)) : 0;
	}
	return STATUS_OK;
}

static double closeness(const struct spans *a, const struct spans *b, uint32_t window)
{
	double sum = 0;
	uint32_t i, k = 0, j;

	for (i = 0; i < a->n; i++) {
		uint32_t at = a->v[i].start, low = at > window ? at - window : 0;

		while (k < b->n && b->v[k].start < low)
			k++;
		for (j = k; j < b->n && b->v[j].start <= at + window; j++) {
			double d = (double)b->v[j].start - (double)at;

			if (d != 0)
				sum += (d > 0 ? 1.0 : 0.8) / (d * d);
		}
	}
	return sum;
}

/* From 1 for a word that the article begins with to 0 for one that first comes
 * rank.early words on. */
static double earliness(struct look *k, const struct word *w, const struct spans *places)
{
	uint32_t before = early_words_before(&k->s->doc, w->node->leaf, k->scope.zones,
					     places->v[0].start);

	return before < k->s->rank.early ? 1 - (double)before / k->s->rank.early : 0;
}

struct bonus {
	double close, early, typed;
};

/* What the places of word i add, given those of the one before it. */
static void add_word(struct look *k, size_t i, const struct spans *last, const struct spans *here,
		     struct bonus *sum)
{
	const struct word *w = &k->words.v[i];
	const struct rank *r = &k->s->rank;
	double c, weight = w->node->weight * w->idf;

	if (w->node->pattern == PATTERN_NONE)
		sum->early += r->place * weight * earliness(k, w, here);
	if (w->as_typed)
		sum->typed += r->form * weight * span_eval(&k->s->doc, w->as_typed, k->scope).n / here->n;
	if (i == 0 || i >= k->words.own || !last->n)
		return;
	c = closeness(last, here, r->window);
	sum->close += r->proximity * fmin(w->idf, w[-1].idf) * c * (r->k1 + 1) / (c + r->k1);
}

static struct bonus bonus(struct look *k)
{
	struct bonus sum = {0};
	struct spans last = {0};
	size_t i;

	for (i = 0; i < k->words.n; i++) {
		struct spans here = {0};

		if (k->words.v[i].idf > 0)
			here = span_eval(&k->s->doc, k->words.v[i].node, k->scope);
		if (here.n)
			add_word(k, i, &last, &here, &sum);
		last = here;
	}
	return sum;
}

/* No article earns more than that. */
static double bonus_bound(const struct look *k)
{
	const struct rank *r = &k->s->rank;
	const struct word *w = k->words.v;
	double sum = 0;
	size_t i;

	for (i = 0; i < k->words.n; i++)
		sum += w[i].node->weight * w[i].idf *
		       ((w[i].node->pattern == PATTERN_NONE ? r->place : 0) +
			(w[i].as_typed ? r->form : 0));
	for (i = 1; i < k->words.own; i++)
		sum += r->proximity * fmin(w[i].idf, w[i - 1].idf) * (r->k1 + 1);
	return sum;
}

static void add_bonus(struct search_hit *h, struct bonus b)
{
	h->score += b.close + b.early + b.typed;
	h->early = b.early;
	h->typed = b.typed;
}

/* The best scores so far, descending. */
struct best {
	double *v;
	uint32_t n, max;
};

static void best_add(struct best *b, double score)
{
	uint32_t i;

	if (b->n < b->max)
		b->n++;
	else if (score <= b->v[b->n - 1])
		return;
	for (i = b->n - 1; i > 0 && b->v[i - 1] < score; i--)
		b->v[i] = b->v[i - 1];
	b->v[i] = score;
}

static enum status look_at(struct look *k, struct search_hit *v, uint32_t n, uint32_t page,
			   bool remember, struct err *err)
{
	struct best best = {.max = page < n ? page : n};
	double bound = bonus_bound(k);
	enum status st = STATUS_OK;
	uint32_t i;

	if (bound <= 0) /* a wildcard alone */
		return STATUS_OK;
	best.v = xcalloc(best.max, sizeof(*best.v));
	for (i = 0; i < n && st == STATUS_OK; i++) {
		if (best.n == page && v[i].score + bound <= best.v[best.n - 1])
			break; /* nor can those behind it, which score less */
		st = remember ? search_recall(k->s, v[i].docid, err)
			      : search_load(k->s, v[i].docid, err);
		if (st == STATUS_OK)
			add_bonus(&v[i], bonus(k));
		best_add(&best, v[i].score);
	}
	free(best.v);
	return st;
}

enum status proximity_add(struct searcher *s, const struct node *root, const struct node *added,
			  struct span_scope scope, struct search_hit *v, uint32_t n, uint32_t page,
			  struct arena *arena, struct err *err)
{
	struct look *k = ARENA_NEW(arena, struct look);
	struct words *w = &k->words;
	enum status st;
	bool remember;
	size_t i;

	k->s = s;
	k->scope = scope;
	k->arena = arena;
	collect(root, s->rank.function_word, MAX_WORDS, w);
	w->own = w->n;
	if (added)
		collect(added, 0, w->n + MAX_WORDS, w);
	if (w->n == 0 || page == 0 || n == 0)
		return STATUS_OK;
	st = weigh(s, w, err);
	if (st != STATUS_OK)
		return st;
	/* It knows the words of one root: with added ones streams are read. */
	remember = !added && recall_begin(&s->recall, archive_revision(s->reader), root, scope);
	for (i = 0; i < w->own; i++)
		w->v[i].as_typed = as_typed(k, w->v[i].node);
	st = look_at(k, v, n, page, remember, err);
	if (remember)
		recall_end(&s->recall);
	return st;
}
