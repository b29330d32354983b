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

/* The query's positive words in the order typed. */
static void collect(const struct node *n, struct words *out)
{
	size_t i;

	if (n->kind == NODE_NOT)
		return;
	if ((n->kind == NODE_WORD || n->kind == NODE_PHRASE) && out->n < MAX_WORDS)
		out->v[out->n++].node = n;
	for (i = 0; i < n->n; i++)
		collect(n->kids[i], out);
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
			enum status st = search_term_freq(archive_db(s->reader), 0, a->stems[k].term,
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

static int by_docid(const void *a, const void *b)
{
	const struct search_hit *x = *(struct search_hit *const *)a,
				*y = *(struct search_hit *const *)b;

	return (x->docid > y->docid) - (x->docid < y->docid);
}

enum status proximity_add(struct searcher *s, const struct node *root, struct span_scope scope,
			  struct search_hit *v, uint32_t n, struct err *err)
{
	struct search_hit **order;
	struct words w = {.n = 0};
	enum status st;
	uint32_t i;

	collect(root, &w);
	if (w.n < 2)
		return STATUS_OK;
	st = weigh(s, &w, err);
	if (st != STATUS_OK)
		return st;
	/* by document, as they lie on the disk */
	order = xreallocarray(NULL, n, sizeof(*order));
	for (i = 0; i < n; i++)
		order[i] = &v[i];
	qsort(order, n, sizeof(*order), by_docid);
	for (i = 0; i < n && st == STATUS_OK; i++) {
		st = search_load(s, order[i]->docid, err);
		if (st == STATUS_OK)
			order[i]->score += s->rank.proximity * bonus(s, &w, scope);
	}
	free(order);
	return st;
}
