/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The span engine: see span.h.  Words and phrases are span_leaf.c's.
 *
 * Recursion follows the query's tree, which the parser bounds.  All memory of an
 * article comes from d->arena, which the next article resets.
 */
#include "lib/search/span_internal.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/limits.h"

void span_doc_init(struct span_doc *d)
{
	memset(d, 0, sizeof(*d));
	arena_init(&d->arena);
}

void span_doc_done(struct span_doc *d)
{
	arena_done(&d->arena);
}

enum status span_doc_set(struct span_doc *d, uint32_t docid, struct slice stream)
{
	arena_reset(&d->arena);
	d->docid = docid;
	d->blocks = NULL;
	d->sentences = NULL;
	d->quotes = NULL;
	d->here = NULL;
	return stream_open(stream, &d->stream);
}

const struct stream_block *span_blocks(struct span_doc *d)
{
	if (!d->blocks) {
		d->blocks = ARENA_ARRAY(&d->arena, struct stream_block, d->stream.n_blocks + 1);
		stream_blocks(&d->stream, d->blocks);
	}
	return d->blocks;
}

const uint32_t *span_sentences(struct span_doc *d)
{
	if (!d->sentences) {
		d->sentences = ARENA_ARRAY(&d->arena, uint32_t, d->stream.n_sentences + 1);
		stream_sentences(&d->stream, d->sentences);
	}
	return d->sentences;
}

/* --- lists ---------------------------------------------------------------- */

void spans_push(struct span_doc *d, struct spans *s, uint32_t start, uint32_t end, uint32_t part)
{
	if (s->n >= LIMIT_SPANS)
		return;
	if (s->n == s->cap) {
		uint32_t cap = s->cap ? s->cap * 2 : 16;
		struct span *v = arena_alloc(&d->arena, cap * sizeof(*v));

		if (s->n)
			memcpy(v, s->v, s->n * sizeof(*v));
		s->v = v;
		s->cap = cap;
	}
	s->v[s->n++] = (struct span){start, end, part};
}

int spans_by_start(const void *a, const void *b)
{
	const struct span *x = a, *y = b;

	if (x->start != y->start)
		return x->start < y->start ? -1 : 1;
	if (x->end != y->end)
		return x->end < y->end ? -1 : 1;
	return (x->part > y->part) - (x->part < y->part);
}

void spans_sort(struct spans *s)
{
	bool sorted = true;
	uint32_t i, n = 0;

	for (i = 1; i < s->n && sorted; i++)
		sorted = spans_by_start(&s->v[i - 1], &s->v[i]) <= 0;
	if (!sorted)
		qsort(s->v, s->n, sizeof(*s->v), spans_by_start);
	for (i = 0; i < s->n; i++)
		if (n == 0 || s->v[i].start != s->v[n - 1].start || s->v[i].end != s->v[n - 1].end)
			s->v[n++] = s->v[i];
	s->n = n;
}

/* Index of the first span that starts at or behind `pos`. */
static uint32_t lower(const struct spans *s, uint32_t pos)
{
	uint32_t lo = 0, hi = s->n;

	while (lo < hi) {
		uint32_t mid = lo + (hi - lo) / 2;

		if (s->v[mid].start < pos)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo;
}

/* --- units: sentences and paragraphs ---------------------------------------- */

/* Number of the unit in which the position lies; first[] has n + 1 entries. */
static uint32_t unit_of(const uint32_t *first, uint32_t n, uint32_t pos)
{
	uint32_t lo = 0, hi = n;

	while (hi - lo > 1) {
		uint32_t mid = (lo + hi) / 2;

		if (first[mid] <= pos)
			lo = mid;
		else
			hi = mid;
	}
	return lo;
}

static void keep_in_sentence(struct span_doc *d, struct spans *s)
{
	const uint32_t *first = s->n ? span_sentences(d) : NULL;
	uint32_t i, n = 0, sentences = d->stream.n_sentences;

	for (i = 0; i < s->n && sentences; i++)
		if (s->v[i].end <= first[unit_of(first, sentences, s->v[i].start) + 1])
			s->v[n++] = s->v[i];
	s->n = n;
}

/* --- near ----------------------------------------------------------------- */

/* Pairs of a span of a and a later one of b, at most n words on. */
static void pairs(struct span_doc *d, const struct spans *a, const struct spans *b, uint32_t n,
		  struct spans *out)
{
	uint32_t i, k;

	for (i = 0; i < a->n && out->n < LIMIT_SPANS; i++)
		for (k = lower(b, a->v[i].end);
		     k < b->n && b->v[k].start - a->v[i].end < n && out->n < LIMIT_SPANS; k++)
			spans_push(d, out, a->v[i].start, b->v[k].end, 0);
}

static struct spans near(struct span_doc *d, const struct spans *a, const struct spans *b,
			 uint32_t n, bool ordered)
{
	struct spans out = {0};

	pairs(d, a, b, n, &out);
	if (!ordered)
		pairs(d, b, a, n, &out);
	spans_sort(&out);
	return out;
}

/* Is a span of b near x, or overlapping it?  b is in order of start, not of end,
 * so everything that starts before x's reach is looked at. */
static bool any_near(const struct spans *b, struct span x, uint32_t n, bool ordered)
{
	uint32_t i;

	for (i = 0; i < b->n; i++) {
		const struct span *y = &b->v[i];

		if (y->start >= x.end) {
			if (y->start - x.end < n)
				return true;
			break;
		}
		if (y->end > x.start || (!ordered && x.start - y->end < n))
			return true;
	}
	return false;
}

#define MANY_STEMS 24 /* to look for those of a pattern is slow */

/* Is the first part slow to look for, and the second, which is not, missing? */
static bool second_is_missing(struct span_doc *d, const struct node *n, struct span_scope scope)
{
	const struct leaf *leaf = n->kids[0]->leaf;

	return !n->negated && n->n == 2 && leaf && leaf->n_atoms == 1 &&
	       leaf->atoms[0].n_stems > MANY_STEMS && span_eval(d, n->kids[1], scope).n == 0;
}

static struct spans eval_near(struct span_doc *d, const struct node *n, struct span_scope scope)
{
	struct spans out = {0};
	size_t i;

	if (second_is_missing(d, n, scope))
		return out;
	out = span_eval(d, n->kids[0], scope);
	for (i = 1; i < n->n && out.n; i++) {
		struct spans b = span_eval(d, n->kids[i], scope);
		uint32_t k, kept = 0;

		if (!n->negated) {
			out = near(d, &out, &b, n->count, n->ordered);
			if (n->one_sentence)
				keep_in_sentence(d, &out);
			continue;
		}
		for (k = 0; k < out.n; k++)
			if (!any_near(&b, out.v[k], n->count, n->ordered))
				out.v[kept++] = out.v[k];
		out.n = kept;
	}
	return out;
}

/* --- sentence and paragraph ----------------------------------------------- */

/* First positions of the units. */
static const uint32_t *unit_starts(struct span_doc *d, bool sentence, uint32_t *n)
{
	const struct stream_block *b;
	uint32_t *v, i;

	if (sentence) {
		*n = d->stream.n_sentences;
		return span_sentences(d);
	}
	b = span_blocks(d);
	v = arena_alloc(&d->arena, (d->stream.n_blocks + 1) * sizeof(*v));
	for (i = 0; i < d->stream.n_blocks; i++)
		v[i] = b[i].first_pos;
	v[i] = d->stream.n_pos;
	*n = i;
	return v;
}

/* For each unit that holds a span: the range of them.  `part` is the unit. */
static struct spans by_unit(struct span_doc *d, const struct spans *s, const uint32_t *first,
			    uint32_t n)
{
	struct spans out = {0};
	uint32_t i;

	for (i = 0; i < s->n && n; i++) {
		uint32_t u = unit_of(first, n, s->v[i].start);
		struct span *last = out.n ? &out.v[out.n - 1] : NULL;

		if (s->v[i].end > first[u + 1])
			continue;
		if (!last || last->part != u)
			spans_push(d, &out, s->v[i].start, s->v[i].end, u);
		else if (s->v[i].end > last->end)
			last->end = s->v[i].end;
	}
	return out;
}

/* Keep of `a` the units that b has too, with the joint range. */
static void join_units(struct spans *a, const struct spans *b)
{
	uint32_t i, k = 0, n = 0;

	for (i = 0; i < a->n; i++) {
		while (k < b->n && b->v[k].part < a->v[i].part)
			k++;
		if (k == b->n || b->v[k].part != a->v[i].part)
			continue;
		a->v[n] = a->v[i];
		if (b->v[k].start < a->v[n].start)
			a->v[n].start = b->v[k].start;
		if (b->v[k].end > a->v[n].end)
			a->v[n].end = b->v[k].end;
		n++;
	}
	a->n = n;
}

/* Keep the spans of s that begin in a unit which b has not. */
static void drop_units(struct spans *s, const struct spans *b, const uint32_t *first, uint32_t n_units)
{
	uint32_t i, k, n = 0;

	for (i = 0; i < s->n && n_units; i++) {
		uint32_t u = unit_of(first, n_units, s->v[i].start);

		for (k = 0; k < b->n && b->v[k].part != u; k++)
			;
		if (k == b->n)
			s->v[n++] = s->v[i];
	}
	s->n = n;
}

static struct spans eval_unit(struct span_doc *d, const struct node *n, struct span_scope scope)
{
	struct spans s = span_eval(d, n->kids[0], scope), out;
	const uint32_t *first;
	uint32_t n_units, k;
	size_t i;

	if (s.n == 0)
		return s;
	first = unit_starts(d, n->kind == NODE_SENTENCE, &n_units);
	out = by_unit(d, &s, first, n_units);
	for (i = 1; i < n->n && (n->negated ? s.n : out.n); i++) {
		struct spans b = span_eval(d, n->kids[i], scope);

		b = by_unit(d, &b, first, n_units);
		if (n->negated)
			drop_units(&s, &b, first, n_units);
		else
			join_units(&out, &b);
	}
	if (n->negated)
		return s;
	for (k = 0; k < out.n; k++)
		out.v[k].part = 0;
	return out;
}

/* --- all, any, some ------------------------------------------------------- */

static struct spans merge(struct span_doc *d, const struct spans *lists, size_t n)
{
	struct spans out = {0};
	size_t i;
	uint32_t k;

	for (i = 0; i < n; i++)
		for (k = 0; k < lists[i].n; k++)
			spans_push(d, &out, lists[i].v[k].start, lists[i].v[k].end, 0);
	spans_sort(&out);
	return out;
}

/* Without spans that hold another one: then starts and ends rise together. */
static void keep_smallest(struct spans *s)
{
	uint32_t i, n = 0;

	for (i = 0; i < s->n; i++) {
		struct span x = s->v[i];

		if (n && s->v[n - 1].start == x.start)
			continue; /* the one before is shorter */
		while (n && s->v[n - 1].end >= x.end)
			n--;
		s->v[n++] = x;
	}
	s->n = n;
}

/* The smallest ranges with a span of every list. */
static struct spans cover(struct span_doc *d, struct spans *lists, size_t n)
{
	uint32_t *at = arena_zalloc(&d->arena, n * sizeof(*at));
	struct spans out = {0};
	size_t i, low;

	for (i = 0; i < n; i++) {
		if (lists[i].n == 0)
			return out;
		keep_smallest(&lists[i]);
	}
	for (;;) {
		uint32_t start = UINT32_MAX, end = 0;

		for (i = low = 0; i < n; i++) {
			const struct span *s = &lists[i].v[at[i]];

			if (s->start < start)
				start = s->start, low = i;
			if (s->end > end)
				end = s->end;
		}
		/* smaller when the next of the leftmost stays within */
		at[low]++;
		if (at[low] == lists[low].n || lists[low].v[at[low]].end > end)
			spans_push(d, &out, start, end, 0);
		if (at[low] == lists[low].n)
			break;
	}
	spans_sort(&out);
	keep_smallest(&out);
	return out;
}

static struct spans eval_and(struct span_doc *d, const struct node *n, struct span_scope scope)
{
	struct spans *lists = arena_zalloc(&d->arena, n->n * sizeof(*lists)), none = {0};
	size_t i, k = 0;

	for (i = 0; i < n->n; i++)
		if (!node_has_place(n->kids[i]) && !span_match(d, n->kids[i], scope))
			return none;
	for (i = 0; i < n->n; i++) {
		if (!node_has_place(n->kids[i]))
			continue;
		lists[k] = span_eval(d, n->kids[i], scope);
		if (lists[k++].n == 0)
			return none;
	}
	return k == 0 ? none : k == 1 ? lists[0] : cover(d, lists, k);
}

static struct spans eval_or(struct span_doc *d, const struct node *n, struct span_scope scope)
{
	struct spans *lists = arena_zalloc(&d->arena, n->n * sizeof(*lists)), none = {0};
	uint32_t matches = 0;
	size_t i;

	for (i = 0; i < n->n; i++) {
		lists[i] = span_eval(d, n->kids[i], scope);
		matches += lists[i].n > 0 ||
			   (n->kind == NODE_QUORUM && span_match(d, n->kids[i], scope));
	}
	if (n->kind == NODE_QUORUM && matches < n->count)
		return none;
	return merge(d, lists, n->n);
}

/* --- the tree ------------------------------------------------------------- */

struct span_scope span_scope_of(const struct node *n, struct span_scope scope)
{
	if (n->kind == NODE_ZONES)
		scope.zones = n->zones;
	else if (n->kind == NODE_LEAD)
		scope.lead = true;
	else if (n->kind == NODE_FIRST && (scope.first == 0 || n->count < scope.first))
		scope.first = n->count;
	else if (n->kind == NODE_QUOTED)
		scope.quotes = n->ordered ? QUOTES_BEHIND : n->negated ? QUOTES_OUTSIDE : QUOTES_INSIDE;
	return scope;
}

struct spans span_eval(struct span_doc *d, const struct node *n, struct span_scope scope)
{
	struct spans none = {0}, s;

	switch (n->kind) {
	case NODE_WORD:
	case NODE_PHRASE:
		return span_leaf(d, n->leaf, scope);
	case NODE_AND:
		return eval_and(d, n, scope);
	case NODE_OR:
	case NODE_QUORUM:
		return eval_or(d, n, scope);
	case NODE_NEAR:
		return eval_near(d, n, scope);
	case NODE_SENTENCE:
	case NODE_PARAGRAPH:
		return eval_unit(d, n, scope);
	case NODE_ATLEAST:
		s = span_eval(d, n->kids[0], scope);
		return s.n >= n->count ? s : none;
	case NODE_FIRST:
	case NODE_LEAD:
	case NODE_ZONES:
	case NODE_QUOTED:
		return span_eval(d, n->kids[0], span_scope_of(n, scope));
	default:
		return none;
	}
}

static bool has_bit(const struct leaf *leaf, uint32_t docid)
{
	return leaf->bits && docid < leaf->n_bits && (leaf->bits[docid >> 3] >> (docid & 7) & 1);
}

static bool length_within(struct span_doc *d, const struct node *n)
{
	const struct stream_block *b = span_blocks(d);
	uint32_t i, words = 0;

	for (i = 0; i < d->stream.n_blocks; i++)
		if (ZONES_DEFAULT & ZONE_BIT(b[i].zone))
			words += b[i].end_pos - b[i].first_pos;
	return words >= (uint32_t)n->from && words <= (uint32_t)n->to;
}

static uint32_t count_matches(struct span_doc *d, const struct node *n, struct span_scope scope,
			      uint32_t enough)
{
	uint32_t k = 0;
	size_t i;

	for (i = 0; i < n->n && k < enough; i++)
		k += span_match(d, n->kids[i], scope);
	return k;
}

bool span_match(struct span_doc *d, const struct node *n, struct span_scope scope)
{
	size_t i;

	if (n->sure && d->trust_postings)
		return true;
	switch (n->kind) {
	case NODE_ALL:
		return true;
	case NODE_AND:
		for (i = 0; i < n->n; i++)
			if (!span_match(d, n->kids[i], scope))
				return false;
		return true;
	case NODE_OR:
		return count_matches(d, n, scope, 1) == 1;
	case NODE_QUORUM:
		return count_matches(d, n, scope, n->count) == n->count;
	case NODE_NOT:
		return !span_match(d, n->kids[0], scope);
	case NODE_FIELD:
	case NODE_DATE:
		return has_bit(n->leaf, d->docid);
	case NODE_LENGTH:
		return length_within(d, n);
	case NODE_WORD:
	case NODE_PHRASE:
		return span_leaf_matches(d, n->leaf, scope);
	case NODE_FIRST:
	case NODE_LEAD:
	case NODE_ZONES:
	case NODE_QUOTED:
		return span_match(d, n->kids[0], span_scope_of(n, scope));
	default:
		return span_eval(d, n, scope).n > 0;
	}
}
