/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Where a word or phrase stands in one article, and what of the article counts: see
 * span.h. */
#include "lib/search/span_internal.h"

#include <stdlib.h>

#include "lib/search/recall.h"

/* --- one atom ------------------------------------------------------------- */

/* How many stems there are to look for. */
static uint32_t stems_here(const struct span_doc *d, const struct leaf_atom *a)
{
	return a->many ? stream_find_many(&d->stream, a->many->hashes, a->n_stems, a->many->found)
		       : a->n_stems;
}

/* The i-th of them. */
static const struct leaf_stem *stem_here(const struct leaf_atom *a, uint32_t i)
{
	return &a->stems[a->many ? a->many->stems[a->many->found[i]] : i];
}

static struct spans atom_hits(struct span_doc *d, const struct leaf_atom *a)
{
	struct spans out = {0};
	uint32_t i, n = stems_here(d, a);

	for (i = 0; i < n; i++) {
		const struct leaf_stem *stem = stem_here(a, i);
		struct stream_cursor c;
		struct stream_hit h;

		if (!stream_find(&d->stream, stem->hash, &c))
			continue;
		while (stream_next(&c, &h))
			if (leaf_form_counts(stem, h.form) &&
			    (a->shape == SHAPE_ANY || a->shape == h.shape))
				spans_push(d, &out, h.pos, h.pos + h.width, 0);
	}
	if (a->n_stems > 1)
		spans_sort(&out);
	return out;
}

/* --- a lattice ------------------------------------------------------------ */

static int by_end(const void *a, const void *b)
{
	const struct span *x = a, *y = b;

	if (x->end != y->end)
		return x->end < y->end ? -1 : 1;
	return (x->start > y->start) - (x->start < y->start);
}

/* Continue the partial paths `from` (start, reached position) with `hits`. */
static void extend(struct span_doc *d, const struct spans *from, const struct spans *hits,
		   struct spans *to)
{
	uint32_t i, k = 0, j;

	for (i = 0; i < from->n; i++) {
		if (i && from->v[i].end < from->v[i - 1].end)
			k = 0; /* several atoms led here: not sorted by end */
		while (k < hits->n && hits->v[k].start < from->v[i].end)
			k++;
		for (j = k; j < hits->n && hits->v[j].start == from->v[i].end; j++)
			spans_push(d, to, from->v[i].start, hits->v[j].end, 0);
	}
}

/* All paths of the lattice: paths[q] are those that have met the phrase up to its
 * position q. */
static struct spans lattice(struct span_doc *d, const struct leaf *leaf)
{
	struct spans *paths = arena_zalloc(&d->arena, (leaf->n_pos + 1) * sizeof(*paths));
	uint32_t i;

	for (i = 0; i < leaf->n_atoms; i++) {
		const struct leaf_atom *a = &leaf->atoms[i];
		uint32_t to = a->pos + a->width <= leaf->n_pos ? a->pos + a->width : leaf->n_pos;
		struct spans hits;

		if (a->pos > 0 && paths[a->pos].n == 0)
			continue;
		if (a->pos > 0 && i > 0 && leaf->atoms[i - 1].pos != a->pos)
			qsort(paths[a->pos].v, paths[a->pos].n, sizeof(struct span), by_end);
		hits = atom_hits(d, a);
		if (a->pos > 0)
			extend(d, &paths[a->pos], &hits, &paths[to]);
		else
			for (uint32_t k = 0; k < hits.n; k++)
				spans_push(d, &paths[to], hits.v[k].start, hits.v[k].end, 0);
	}
	spans_sort(&paths[leaf->n_pos]);
	return paths[leaf->n_pos];
}

/* --- what counts of the article ------------------------------------------- */

/* Does the block count, and how far?  *end: positions from it on do not. */
static bool block_counts(const struct stream_block *b, struct span_scope scope, uint32_t body_before,
			 uint32_t *end)
{
	*end = b->end_pos;
	if (!(scope.zones & ZONE_BIT(b->zone)))
		return false;
	if (scope.lead && b->zone != ZONE_TITLE && b->zone != ZONE_DEK &&
	    (b->zone != ZONE_BODY || b->body > 2))
		return false;
	if (scope.first) {
		if (b->zone != ZONE_BODY || body_before >= scope.first)
			return false;
		if (b->end_pos - b->first_pos > scope.first - body_before)
			*end = b->first_pos + scope.first - body_before;
	}
	return true;
}

static const struct stream_quote *span_quotes(struct span_doc *d)
{
	if (!d->quotes) {
		d->quotes = ARENA_ARRAY(&d->arena, struct stream_quote, d->stream.n_quotes + 1);
		stream_quotes(&d->stream, d->quotes);
	}
	return d->quotes;
}

/* q[k] is the first quotation that ends behind the start of x. */
static bool quotes_allow(const struct stream_quote *q, uint32_t k, uint32_t n, struct span x,
			 enum span_quotes want)
{
	bool outside = k == n || x.end <= q[k].first_pos;

	switch (want) {
	case QUOTES_INSIDE: return k < n && q[k].first_pos <= x.start && x.end <= q[k].end_pos;
	case QUOTES_OUTSIDE: return outside;
	case QUOTES_BEHIND: return outside && k && q[k - 1].end_pos == x.start;
	default: return true;
	}
}

static void keep_by_quotes(struct span_doc *d, struct spans *s, enum span_quotes want)
{
	const struct stream_quote *q = span_quotes(d);
	uint32_t i, n = 0, k = 0;

	for (i = 0; i < s->n; i++) {
		while (k < d->stream.n_quotes && q[k].end_pos <= s->v[i].start)
			k++;
		if (quotes_allow(q, k, d->stream.n_quotes, s->v[i], want))
			s->v[n++] = s->v[i];
	}
	s->n = n;
}

/* Keep the spans that lie within one block that counts. */
static void keep_in_scope(struct span_doc *d, struct spans *s, struct span_scope scope)
{
	const struct stream_block *b;
	uint32_t i, n = 0, k = 0, body = 0;

	if (s->n == 0)
		return;
	b = span_blocks(d);
	for (i = 0; i < s->n; i++) {
		uint32_t end;

		while (k < d->stream.n_blocks && b[k].end_pos <= s->v[i].start) {
			if (b[k].zone == ZONE_BODY)
				body += b[k].end_pos - b[k].first_pos;
			k++;
		}
		if (k == d->stream.n_blocks)
			break;
		if (block_counts(&b[k], scope, body, &end) && s->v[i].end <= end)
			s->v[n++] = s->v[i];
	}
	s->n = n;
	if (scope.quotes != QUOTES_ANY)
		keep_by_quotes(d, s, scope.quotes);
}

/* --- the leaf ------------------------------------------------------------- */

struct spans span_leaf(struct span_doc *d, const struct leaf *leaf, struct span_scope scope)
{
	struct spans out;

	if (d->here)
		return recall_leaf(d, leaf);
	if (leaf->n_atoms == 1)
		out = atom_hits(d, &leaf->atoms[0]);
	else
		out = lattice(d, leaf);
	keep_in_scope(d, &out, scope);
	return out;
}

bool span_leaf_matches(struct span_doc *d, const struct leaf *leaf, struct span_scope scope)
{
	const struct leaf_atom *a = &leaf->atoms[0];
	struct stream_cursor c;
	struct stream_hit h;
	uint32_t i, n;

	if (leaf->n_atoms != 1 || d->here)
		return span_leaf(d, leaf, scope).n > 0;
	n = stems_here(d, a);
	for (i = 0; i < n; i++) {
		const struct leaf_stem *stem = stem_here(a, i);

		if (!stream_find(&d->stream, stem->hash, &c))
			continue;
		while (stream_next(&c, &h)) {
			struct span one = {h.pos, h.pos + h.width, 0};
			struct spans s = {&one, 1, 1};

			if (!leaf_form_counts(stem, h.form) ||
			    (a->shape != SHAPE_ANY && a->shape != h.shape))
				continue;
			keep_in_scope(d, &s, scope);
			if (s.n)
				return true;
		}
	}
	return false;
}
