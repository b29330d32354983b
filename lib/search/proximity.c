/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Closeness of the query's words: see proximity.h. */
#include "lib/search/proximity.h"

#include <math.h>
#include <stdlib.h>

#include "lib/base/mem.h"

#define MAX_WORDS 64 /* of the query that are looked at */

struct word {
	const struct node *node;
	double idf;
};

struct words {
	struct word v[MAX_WORDS];
	size_t n;
};

/* The query's positive words in the order typed, without function words. */
static void collect(const struct node *n, double least, struct words *out)
{
	size_t i;

	if (n->kind == NODE_NOT)
		return;
	if ((n->kind == NODE_WORD || n->kind == NODE_PHRASE) && n->weight > least &&
	    out->n < MAX_WORDS)
		out->v[out->n++].node = n;
	for (i = 0; i < n->n; i++)
		collect(n->kids[i], least, out);
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

static double bonus(struct searcher *s, const struct words *w, struct span_scope scope)
{
	struct spans last = {0};
	double sum = 0;
	size_t i;

	for (i = 0; i < w->n; i++) {
		struct spans here = {0};

		if (w->v[i].idf > 0)
			here = span_eval(&s->doc, w->v[i].node, scope);
		if (i && here.n && last.n) {
			double c = closeness(&last, &here, s->rank.window);
			double idf = w->v[i].idf < w->v[i - 1].idf ? w->v[i].idf : w->v[i - 1].idf;

			sum += idf * c * (s->rank.k1 + 1) / (c + s->rank.k1);
		}
		last = here;
	}
	return sum;
}

/* No article earns more than that. */
static double bonus_bound(const struct searcher *s, const struct words *w)
{
	double sum = 0;
	size_t i;

	for (i = 1; i < w->n; i++)
		sum += w->v[i].idf < w->v[i - 1].idf ? w->v[i].idf : w->v[i - 1].idf;
	return sum * (s->rank.k1 + 1) * s->rank.proximity;
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

enum status proximity_add(struct searcher *s, const struct node *root, struct span_scope scope,
			  struct search_hit *v, uint32_t n, uint32_t page, struct err *err)
{
	struct best best = {.max = page < n ? page : n};
	enum status st = STATUS_OK;
	struct words w = {.n = 0};
	double bound;
	bool remember;
	uint32_t i;

	collect(root, s->rank.function_word, &w);
	if (w.n < 2 || best.max == 0)
		return STATUS_OK;
	st = weigh(s, &w, err);
	bound = bonus_bound(s, &w);
	best.v = xcalloc(best.max, sizeof(*best.v));
	remember = recall_begin(&s->recall, archive_revision(s->reader), root, scope);
	for (i = 0; i < n && st == STATUS_OK; i++) {
		if (best.n == page && v[i].score + bound <= best.v[best.n - 1])
			break; /* nor can those behind it, which score less */
		st = remember ? search_recall(s, v[i].docid, err) : search_load(s, v[i].docid, err);
		if (st == STATUS_OK)
			v[i].score += s->rank.proximity * bonus(s, &w, scope);
		best_add(&best, v[i].score);
	}
	if (remember)
		recall_end(&s->recall);
	free(best.v);
	return st;
}
