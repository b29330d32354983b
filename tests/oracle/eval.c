/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Does a tree hold in an article, and where: the definitions of docs/QUERY.md one
 * by one, over lists of places. */
#include <stdlib.h>
#include <string.h>

#include "lib/base/limits.h"
#include "tests/oracle/oracle.h"

/* --- lists ----------------------------------------------------------------- */

void places_add(struct arena *a, struct places *p, uint32_t start, uint32_t end)
{
	if (p->n == p->cap) {
		uint32_t cap = p->cap ? p->cap * 2 : 4;
		struct place *v = arena_alloc(a, cap * sizeof(*v));

		if (p->n)
			memcpy(v, p->v, p->n * sizeof(*v));
		p->v = v;
		p->cap = cap;
	}
	p->v[p->n++] = (struct place){start, end};
}

static int compare(const void *a, const void *b)
{
	const struct place *x = a, *y = b;

	if (x->start != y->start)
		return x->start < y->start ? -1 : 1;
	return (x->end > y->end) - (x->end < y->end);
}

void places_sort(struct places *p)
{
	uint32_t i, n = 0;

	if (p->n == 0)
		return;
	qsort(p->v, p->n, sizeof(*p->v), compare);
	for (i = 0; i < p->n; i++)
		if (n == 0 || compare(&p->v[n - 1], &p->v[i]) != 0)
			p->v[n++] = p->v[i];
	p->n = n;
}

/* lib/search keeps so many; what it does with more is not defined. */
static void watch_size(struct judge *j, const struct places *p)
{
	if (p->n >= LIMIT_SPANS)
		j->past = true;
}

/* --- what counts of the article --------------------------------------------- */

static bool quotes_allow(const struct oracle_doc *d, struct view v, struct place p)
{
	bool inside = false, touches = false;
	size_t i;

	for (i = 0; v.quotes && i < d->t.n_quotes; i++) {
		const struct token_quote *q = &d->t.quotes[i];

		inside = inside || (p.start >= q->first_pos && p.end <= q->end_pos);
		touches = touches || (p.start < q->end_pos && p.end > q->first_pos);
	}
	return v.quotes == 0 || (v.quotes > 0 ? inside : !touches);
}

static bool counts(const struct oracle_doc *d, struct view v, struct place p)
{
	uint32_t body_words = 0;
	size_t i;

	for (i = 0; i < d->t.n_blocks; i++) {
		const struct token_block *b = &d->t.blocks[i];

		if (p.start < b->first_pos || p.start >= b->end_pos) {
			body_words += b->zone == ZONE_BODY ? b->end_pos - b->first_pos : 0;
			continue;
		}
		if (!(v.zones & ZONE_BIT(b->zone)) || !quotes_allow(d, v, p))
			return false;
		if (v.lead && b->zone != ZONE_TITLE && b->zone != ZONE_DEK &&
		    !(b->zone == ZONE_BODY && b->body <= 2))
			return false;
		return !v.first || (b->zone == ZONE_BODY &&
				    body_words + (p.end - b->first_pos) <= v.first);
	}
	return false;
}

static struct places leaf_places(struct judge *j, const struct want *w, struct view v)
{
	const struct places *all = &j->o->pool[w->leaf].at[j->doc];
	struct places out = {0};
	uint32_t i;

	for (i = 0; i < all->n; i++)
		if (counts(j->d, v, all->v[i]))
			places_add(j->arena, &out, all->v[i].start, all->v[i].end);
	watch_size(j, all);
	return out;
}

static struct view inner(const struct want *w, struct view v)
{
	if (w->kind == WANT_ZONES)
		v.zones = w->zones;
	if (w->kind == WANT_LEAD)
		v.lead = true;
	if (w->kind == WANT_QUOTED)
		v.quotes = w->negated ? -1 : 1;
	if (w->kind == WANT_FIRST && (v.first == 0 || w->count < v.first))
		v.first = w->count;
	return v;
}

/* --- places of combinations --------------------------------------------------- */

static bool near(struct place a, struct place b, uint32_t n, bool ordered)
{
	if (b.start >= a.end)
		return n == ANY_DISTANCE || b.start - a.end + 1 <= n;
	return !ordered && a.start >= b.end && (n == ANY_DISTANCE || a.start - b.end + 1 <= n);
}

static struct places near_places(struct judge *j, const struct want *w, struct view v)
{
	struct places a = judge_places(j, w->kids[0], v), out = {0}, b;
	uint32_t i, k;

	if (a.n == 0)
		return a;
	b = judge_places(j, w->kids[1], v);
	for (i = 0; i < a.n; i++) {
		bool any = false;

		for (k = 0; k < b.n; k++) {
			struct place x = a.v[i], y = b.v[k];
			bool overlap = x.start < y.end && y.start < x.end;

			any = any || overlap || near(x, y, w->count, w->ordered);
			if (!w->negated && near(x, y, w->count, w->ordered))
				places_add(j->arena, &out, x.start < y.start ? x.start : y.start,
					   x.end > y.end ? x.end : y.end);
		}
		if (w->negated && !any)
			places_add(j->arena, &out, a.v[i].start, a.v[i].end);
	}
	watch_size(j, &out);
	places_sort(&out);
	return out;
}

/* Bounds of sentence or block u. */
static struct place unit(const struct oracle_doc *d, bool sentence, size_t u)
{
	if (sentence)
		return (struct place){d->t.sentences[u].first_pos, d->t.sentences[u].end_pos};
	return (struct place){d->t.blocks[u].first_pos, d->t.blocks[u].end_pos};
}

/* Is one of the places in the unit?  *hull grows around all that are. */
static bool in_unit(const struct places *p, struct place u, struct place *hull)
{
	bool found = false;
	uint32_t i;

	for (i = 0; i < p->n; i++) {
		if (p->v[i].start < u.start || p->v[i].end > u.end)
			continue;
		found = true;
		if (p->v[i].start < hull->start)
			hull->start = p->v[i].start;
		if (p->v[i].end > hull->end)
			hull->end = p->v[i].end;
	}
	return found;
}

static struct places unit_places(struct judge *j, const struct want *w, struct view v)
{
	bool sentence = w->kind == WANT_SENTENCE;
	size_t u, n = sentence ? j->d->t.n_sentences : j->d->t.n_blocks;
	struct places a = judge_places(j, w->kids[0], v), out = {0}, b;
	uint32_t i;

	if (a.n == 0)
		return a;
	b = judge_places(j, w->kids[1], v);
	for (u = 0; u < n; u++) {
		struct place bounds = unit(j->d, sentence, u), hull = {UINT32_MAX, 0};
		bool left = in_unit(&a, bounds, &hull), right = in_unit(&b, bounds, &hull);

		if (!w->negated && left && right)
			places_add(j->arena, &out, hull.start, hull.end);
		for (i = 0; w->negated && !right && i < a.n; i++)
			if (a.v[i].start >= bounds.start && a.v[i].start < bounds.end)
				places_add(j->arena, &out, a.v[i].start, a.v[i].end);
	}
	places_sort(&out);
	return out;
}

static bool is_condition(const struct want *w)
{
	return w->kind == WANT_NOT || w->kind == WANT_FIELD || w->kind == WANT_DATE ||
	       w->kind == WANT_LENGTH;
}

/* For every position the earliest end of a place that starts there or later. */
static uint32_t *ends_from(struct judge *j, const struct places *p)
{
	uint32_t n = j->d->t.n_pos, i, k = p->n;
	uint32_t *out = arena_alloc(j->arena, (n + 2) * sizeof(*out));

	out[n] = out[n + 1] = UINT32_MAX;
	for (i = n; i-- > 0;) {
		out[i] = out[i + 1];
		for (; k > 0 && p->v[k - 1].start == i; k--)
			if (p->v[k - 1].end < out[i])
				out[i] = p->v[k - 1].end;
	}
	return out;
}

/* The smallest stretches: from where no later start reaches the same end. */
static struct places and_places(struct judge *j, const struct want *w, struct view v)
{
	uint32_t *end = NULL, n = j->d->t.n_pos, i;
	struct places out = {0}, p = {0};
	unsigned k, lists = 0;

	for (k = 0; k < w->n; k++)
		if (is_condition(w->kids[k]) && !judge_holds(j, w->kids[k], v))
			return out;
	for (k = 0; k < w->n; k++) {
		uint32_t *e;

		if (is_condition(w->kids[k]))
			continue;
		p = judge_places(j, w->kids[k], v);
		if (p.n == 0)
			return p;
		e = ends_from(j, &p);
		for (i = 0; end && i <= n; i++)
			e[i] = e[i] > end[i] ? e[i] : end[i];
		end = e;
		lists++;
	}
	if (lists < 2)
		return p;
	for (i = 0; i < n; i++)
		if (end[i] != UINT32_MAX && end[i + 1] > end[i])
			places_add(j->arena, &out, i, end[i]);
	return out;
}

static struct places or_places(struct judge *j, const struct want *w, struct view v)
{
	struct places out = {0}, p;
	unsigned k, holding = 0;
	uint32_t i;

	for (k = 0; k < w->n; k++)
		holding += judge_holds(j, w->kids[k], v);
	if (holding < (w->kind == WANT_SOME ? w->count : 1))
		return out;
	for (k = 0; k < w->n; k++) {
		p = judge_places(j, w->kids[k], v);
		for (i = 0; i < p.n; i++)
			places_add(j->arena, &out, p.v[i].start, p.v[i].end);
	}
	watch_size(j, &out);
	places_sort(&out);
	return out;
}

struct places judge_places(struct judge *j, const struct want *w, struct view v)
{
	struct places none = {0}, p;

	switch (w->kind) {
	case WANT_LEAF: return leaf_places(j, w, v);
	case WANT_AND: return and_places(j, w, v);
	case WANT_OR:
	case WANT_SOME: return or_places(j, w, v);
	case WANT_NEAR: return near_places(j, w, v);
	case WANT_SENTENCE:
	case WANT_PARAGRAPH: return unit_places(j, w, v);
	case WANT_ATLEAST:
		p = judge_places(j, w->kids[0], v);
		return p.n >= w->count ? p : none;
	case WANT_FIRST:
	case WANT_LEAD:
	case WANT_QUOTED:
	case WANT_ZONES: return judge_places(j, w->kids[0], inner(w, v));
	default: return none;
	}
}

/* --- yes or no ------------------------------------------------------------------ */

static bool date_holds(const struct oracle_doc *d, const struct want *w)
{
	const struct pubdate *p = &d->article.published;

	if (w->undated)
		return !p->known;
	return p->known && p->day >= w->from && pubdate_last_day(p) <= w->to;
}

static bool length_holds(const struct oracle_doc *d, const struct want *w)
{
	uint32_t words = 0;
	size_t i;

	for (i = 0; i < d->t.n_blocks; i++)
		if (ZONES_DEFAULT & ZONE_BIT(d->t.blocks[i].zone))
			words += d->t.blocks[i].end_pos - d->t.blocks[i].first_pos;
	return words >= (uint32_t)w->from && words <= (uint32_t)w->to;
}

/* A whole name (draw.c draws only those). */
static bool field_holds(const struct oracle_doc *d, const struct want *w)
{
	size_t i;

	for (i = 0; i < d->n_names; i++)
		if (d->names[i].p[0] == w->field &&
		    slice_eq(slice_sub(d->names[i], 1, d->names[i].n), w->text))
			return true;
	return false;
}

bool judge_holds(struct judge *j, const struct want *w, struct view v)
{
	unsigned k, holding = 0;

	switch (w->kind) {
	case WANT_NOT: return !judge_holds(j, w->kids[0], v);
	case WANT_FIELD: return field_holds(j->d, w);
	case WANT_DATE: return date_holds(j->d, w);
	case WANT_LENGTH: return length_holds(j->d, w);
	case WANT_FIRST:
	case WANT_LEAD:
	case WANT_QUOTED:
	case WANT_ZONES: return judge_holds(j, w->kids[0], inner(w, v));
	case WANT_AND:
	case WANT_OR:
	case WANT_SOME:
		for (k = 0; k < w->n; k++)
			holding += judge_holds(j, w->kids[k], v);
		return holding >= (w->kind == WANT_AND ? w->n : w->kind == WANT_OR ? 1 : w->count);
	default: return judge_places(j, w, v).n > 0;
	}
}

/* --- marks ---------------------------------------------------------------------- */

static bool lies_in(struct place p, const struct places *windows)
{
	uint32_t i;

	if (!windows)
		return true;
	for (i = 0; i < windows->n; i++)
		if (windows->v[i].start <= p.start && windows->v[i].end >= p.end)
			return true;
	return false;
}

static struct places those_in(struct judge *j, struct places p, const struct places *windows)
{
	struct places out = {0};
	uint32_t i;

	for (i = 0; i < p.n; i++)
		if (lies_in(p.v[i], windows))
			places_add(j->arena, &out, p.v[i].start, p.v[i].end);
	return out;
}

static void add_mark(struct judge *j, struct marks *m, struct place p, uint32_t part)
{
	if (m->n == m->cap) {
		uint32_t cap = m->cap ? m->cap * 2 : 16;
		struct mark *v = arena_alloc(j->arena, cap * sizeof(*v));

		if (m->n)
			memcpy(v, m->v, m->n * sizeof(*v));
		m->v = v;
		m->cap = cap;
	}
	m->v[m->n++] = (struct mark){p.start, p.end, part};
}

/* A word is marked where it lies in a matching place of everything around it that
 * is about place.  `dead`: it takes no part, but it is counted. */
static void mark(struct judge *j, const struct want *w, struct view v, const struct places *windows,
		 bool dead, struct marks *out, uint32_t *part)
{
	bool place = w->kind == WANT_NEAR || w->kind == WANT_SENTENCE || w->kind == WANT_PARAGRAPH;
	struct places p;
	uint32_t i;
	unsigned k;

	dead = dead || w->kind == WANT_NOT || (!is_condition(w) && !judge_holds(j, w, v));
	if (w->kind == WANT_LEAF) {
		p = leaf_places(j, w, v);
		for (i = 0; !dead && i < p.n; i++)
			if (lies_in(p.v[i], windows))
				add_mark(j, out, p.v[i], *part);
		++*part;
		return;
	}
	if (place && !dead) {
		p = those_in(j, judge_places(j, w, v), windows);
		windows = &p;
	}
	for (k = 0; k < w->n; k++)
		mark(j, w->kids[k], inner(w, v), windows, dead || (place && w->negated && k), out,
		     part);
}

struct marks judge_marks(struct judge *j, const struct want *w, struct view v)
{
	struct marks out = {0};
	uint32_t part = 0;

	mark(j, w, v, NULL, false, &out, &part);
	return out;
}
