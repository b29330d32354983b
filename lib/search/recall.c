/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Occurrences remembered: see recall.h. */
#include "lib/search/recall.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/limits.h"
#include "lib/base/mem.h"

/* A packed occurrence, from the low end: width - 1, block, position. */
#define WIDTH_BITS 4
#define BLOCK_BITS 10
#define POS_BITS   18
#define LISTS_MAX  1024
#define HITS_MAX   1000 /* of a stem in an article; with more, the stream is read */

#define NOT_HELD UINT32_MAX /* of an article: does not fit, read the stream */

static uint32_t pack(uint32_t pos, uint32_t width, uint32_t block)
{
	return pos << (WIDTH_BITS + BLOCK_BITS) | block << WIDTH_BITS | (width - 1);
}

static uint32_t hit_pos(uint32_t h)
{
	return h >> (WIDTH_BITS + BLOCK_BITS);
}

static uint32_t hit_end(uint32_t h)
{
	return hit_pos(h) + (h & ((1U << WIDTH_BITS) - 1)) + 1;
}

static uint32_t hit_block(uint32_t h)
{
	return h >> WIDTH_BITS & ((1U << BLOCK_BITS) - 1);
}

struct recalled {
	uint32_t docid;
	uint32_t at; /* its hits in the pool, or NOT_HELD */
};

/* The pool has for each article the number of its hits and the hits. */
struct place_list {
	uint32_t hash; /* of the stem */
	uint64_t used; /* the clock when it was asked for last */
	struct recalled *v; /* by document up to `sorted`; then as they came */
	size_t   n, cap, sorted, cursor;
	uint32_t *pool;
	size_t   n_pool, cap_pool;
};

static size_t list_bytes(const struct place_list *l)
{
	return sizeof(*l) + l->cap * sizeof(*l->v) + l->cap_pool * sizeof(*l->pool);
}

static void list_free(struct place_list *l)
{
	free(l->v);
	free(l->pool);
	free(l);
}

void recall_init(struct recall *p)
{
	memset(p, 0, sizeof(*p));
}

static void forget_all(struct recall *p)
{
	while (p->n_lists)
		list_free(p->lists[--p->n_lists].list);
}

void recall_done(struct recall *p)
{
	forget_all(p);
	free(p->lists);
}

/* --- a query -------------------------------------------------------------- */

static struct place_list *list_of(struct recall *p, uint32_t hash)
{
	struct place_list *l;
	size_t i;

	for (i = 0; i < p->n_lists; i++)
		if (p->lists[i].hash == hash)
			return p->lists[i].list;
	l = xcalloc(1, sizeof(*l));
	l->hash = hash;
	GROW(p->lists, p->n_lists + 1, p->cap_lists);
	p->lists[p->n_lists++] = (struct place_of){hash, l};
	return l;
}

static bool use_stem(struct recall *p, struct leaf_stem *s)
{
	struct place_list *l;
	uint32_t i;

	for (i = 0; i < p->n_used && p->used[i]->hash != s->hash; i++)
		;
	s->place = i;
	if (i < p->n_used)
		return true;
	if (i == RECALL_STEMS)
		return false;
	l = list_of(p, s->hash);
	l->used = p->clock;
	l->cursor = 0;
	p->used[p->n_used++] = l;
	return true;
}

/* p is NULL: only tell whether the places of stems would do. */
static bool use_leaf(struct recall *p, const struct leaf *leaf)
{
	uint32_t i, k;

	for (i = 0; i < leaf->n_atoms; i++) {
		const struct leaf_atom *a = &leaf->atoms[i];
		uint32_t start = i ? a[-1].pos + a[-1].width : 0;

		if (a->shape != SHAPE_ANY || a->pos != start) /* a row of any forms only */
			return false;
		for (k = 0; k < a->n_stems; k++)
			if (a->stems[k].n_forms || (p && !use_stem(p, &a->stems[k])))
				return false;
	}
	return true;
}

static bool use_node(struct recall *p, const struct node *n)
{
	size_t i;

	switch (n->kind) {
	case NODE_WORD:
	case NODE_PHRASE: return use_leaf(p, n->leaf);
	case NODE_AND:
	case NODE_OR:
	case NODE_NOT:
	case NODE_NEAR:
	case NODE_QUORUM:
	case NODE_ATLEAST:
	case NODE_ALL:
	case NODE_FIELD:
	case NODE_DATE: break;
	default: return false;
	}
	for (i = 0; i < n->n; i++)
		if (!use_node(p, n->kids[i]))
			return false;
	return true;
}

bool recall_begin(struct recall *p, uint64_t revision, const struct node *root,
		  struct span_scope scope)
{
	if (p->revision != revision)
		forget_all(p);
	p->revision = revision;
	p->n_used = 0;
	if (scope.zones != ZONES_DEFAULT || scope.lead || scope.first || !use_node(NULL, root))
		return false;
	p->clock++;
	if (use_node(p, root))
		return true;
	recall_end(p);
	return false;
}

static int by_docid(const void *a, const void *b)
{
	const struct recalled *x = a, *y = b;

	return (x->docid > y->docid) - (x->docid < y->docid);
}

/* The lists that were asked for longest ago leave until the rest fits. */
static void make_room(struct recall *p)
{
	size_t sum = 0, i;

	for (i = 0; i < p->n_lists; i++)
		sum += list_bytes(p->lists[i].list);
	while ((sum > LIMIT_PLACES_BYTES || p->n_lists > LISTS_MAX) && p->n_lists) {
		size_t oldest = 0;

		for (i = 1; i < p->n_lists; i++)
			if (p->lists[i].list->used < p->lists[oldest].list->used)
				oldest = i;
		sum -= list_bytes(p->lists[oldest].list);
		list_free(p->lists[oldest].list);
		p->lists[oldest] = p->lists[--p->n_lists];
	}
}

void recall_end(struct recall *p)
{
	bool grown = false;
	uint32_t i;

	for (i = 0; i < p->n_used; i++) {
		struct place_list *l = p->used[i];

		grown = grown || l->n > l->sorted || l->n == 0;
		if (l->n > l->sorted)
			qsort(l->v, l->n, sizeof(*l->v), by_docid);
		l->sorted = l->n;
	}
	p->n_used = 0;
	if (grown)
		make_room(p);
}

/* --- an article ----------------------------------------------------------- */

/* Articles mostly come in ascending order: the cursor stands near. */
static const struct recalled *find(struct place_list *l, uint32_t docid)
{
	size_t lo = 0, hi = l->sorted, step = 1, at = l->cursor;

	if (at < hi && l->v[at].docid <= docid) {
		lo = at;
		while (at + step < hi && l->v[at + step].docid < docid) {
			lo = at + step;
			step *= 2;
		}
		if (at + step < hi)
			hi = at + step + 1;
	}
	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;

		if (l->v[mid].docid < docid)
			lo = mid + 1;
		else
			hi = mid;
	}
	l->cursor = lo;
	return lo < l->sorted && l->v[lo].docid == docid ? &l->v[lo] : NULL;
}

static void begin_article(struct recall *p, struct span_doc *d, uint32_t docid)
{
	arena_reset(&d->arena);
	d->docid = docid;
	d->blocks = NULL;
	d->sentences = NULL;
	d->here = p->here;
}

bool recall_set(struct recall *p, struct span_doc *d, uint32_t docid)
{
	uint32_t i;

	for (i = 0; i < p->n_used; i++) {
		struct place_list *l = p->used[i];
		const struct recalled *x = find(l, docid);

		if (!x || x->at == NOT_HELD)
			return false;
		p->here[i] = (struct place_hits){l->pool + x->at + 1, l->pool[x->at]};
	}
	begin_article(p, d, docid);
	return true;
}

/* Append the stem's occurrences to the pool; false when they do not fit. */
static bool read_hits(struct place_list *l, struct span_doc *d)
{
	const struct stream_block *b = span_blocks(d);
	size_t start = l->n_pool;
	struct stream_cursor c;
	struct stream_hit h;
	uint32_t k = 0;

	GROW(l->pool, l->n_pool + 1, l->cap_pool);
	l->pool[l->n_pool++] = 0;
	if (!stream_find(&d->stream, l->hash, &c))
		return true;
	while (stream_next(&c, &h)) {
		while (k < d->stream.n_blocks && b[k].end_pos <= h.pos)
			k++;
		if (k == d->stream.n_blocks)
			break;
		if (!(ZONES_DEFAULT & ZONE_BIT(b[k].zone)) || h.pos + h.width > b[k].end_pos)
			continue;
		if (l->pool[start] == HITS_MAX || h.pos >> POS_BITS || k >> BLOCK_BITS ||
		    h.width == 0 || (h.width - 1) >> WIDTH_BITS) {
			l->n_pool = start;
			return false;
		}
		GROW(l->pool, l->n_pool + 1, l->cap_pool);
		l->pool[l->n_pool++] = pack(h.pos, h.width, k);
		l->pool[start]++;
	}
	return true;
}

bool recall_learn(struct recall *p, struct span_doc *d)
{
	bool held = true;
	uint32_t i;

	for (i = 0; i < p->n_used; i++) {
		struct place_list *l = p->used[i];
		const struct recalled *x = find(l, d->docid);
		uint32_t at = x ? x->at : (uint32_t)l->n_pool;

		if (l->n_pool > LIMIT_PLACES_BYTES / sizeof(*l->pool))
			return false; /* more than may be kept in any case */
		if (!x) {
			if (!read_hits(l, d))
				at = NOT_HELD;
			GROW(l->v, l->n + 1, l->cap);
			l->v[l->n++] = (struct recalled){d->docid, at};
		}
		held = held && at != NOT_HELD;
		if (held)
			p->here[i] = (struct place_hits){l->pool + at + 1, l->pool[at]};
	}
	if (held)
		begin_article(p, d, d->docid);
	return held;
}

/* --- words and phrases ---------------------------------------------------- */

static int by_hit(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

	return (x > y) - (x < y);
}

/* Order of hits is order of position, then of block and width; no doubles. */
static struct place_hits atom_hits(struct span_doc *d, const struct leaf_atom *a)
{
	uint32_t *v, n = 0, i, k;

	if (a->n_stems == 0)
		return (struct place_hits){NULL, 0};
	if (a->n_stems == 1)
		return d->here[a->stems[0].place];
	for (i = 0; i < a->n_stems; i++)
		n += d->here[a->stems[i].place].n;
	v = arena_alloc(&d->arena, (n + 1) * sizeof(*v));
	for (i = n = 0; i < a->n_stems; i++)
		for (k = 0; k < d->here[a->stems[i].place].n; k++)
			v[n++] = d->here[a->stems[i].place].v[k];
	if (n)
		qsort(v, n, sizeof(*v), by_hit);
	for (i = k = 0; i < n; i++)
		if (k == 0 || v[i] != v[k - 1])
			v[k++] = v[i];
	return (struct place_hits){v, k};
}

static struct spans spans_of(struct span_doc *d, struct place_hits h)
{
	struct spans s = {.cap = h.n};
	uint32_t i;

	if (h.n)
		s.v = arena_alloc(&d->arena, h.n * sizeof(*s.v));
	for (i = 0; i < h.n; i++)
		s.v[s.n++] = (struct span){hit_pos(h.v[i]), hit_end(h.v[i]), hit_block(h.v[i])};
	return s;
}

/* The spans that go on with a hit in the same block. */
static struct spans extend(struct span_doc *d, const struct spans *s, struct place_hits h)
{
	struct spans out = {.cap = s->n + h.n};
	uint32_t i, k = 0, j;

	out.v = arena_alloc(&d->arena, (out.cap + 1) * sizeof(*out.v));
	for (i = 0; i < s->n; i++) {
		if (i && s->v[i].end < s->v[i - 1].end)
			k = 0;
		while (k < h.n && hit_pos(h.v[k]) < s->v[i].end)
			k++;
		for (j = k; j < h.n && hit_pos(h.v[j]) == s->v[i].end && out.n < out.cap; j++)
			if (hit_block(h.v[j]) == s->v[i].part)
				out.v[out.n++] = (struct span){s->v[i].start, hit_end(h.v[j]),
							       s->v[i].part};
	}
	return out;
}

struct spans recall_leaf(struct span_doc *d, const struct leaf *leaf)
{
	struct spans s = spans_of(d, atom_hits(d, &leaf->atoms[0]));
	uint32_t i;

	for (i = 1; i < leaf->n_atoms && s.n; i++)
		s = extend(d, &s, atom_hits(d, &leaf->atoms[i]));
	for (i = 0; i < s.n; i++)
		s.v[i].part = 0;
	if (leaf->n_atoms > 1)
		spans_sort(&s);
	return s;
}
