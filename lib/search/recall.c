/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Occurrences remembered: see recall.h. */
#include "lib/search/recall.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/limits.h"
#include "lib/base/mem.h"
#include "lib/search/packed.h"

#define LISTS_MAX 16384
#define SLOTS     (2 * LISTS_MAX) /* a power of two */
#define HITS_MAX  1000 /* of a stem in an article; with more, the stream is read */

/* The ways in which a stem is written, in the order met; the tag of a place is the
 * number of its variant. */
struct place_variants {
	struct stream_variant v[PLACE_TAGS];
	uint32_t n;
};

struct place_list {
	uint32_t hash; /* of the stem */
	uint64_t used; /* the clock when it was asked for last */
	struct packed_list packed;
	struct place_variants variants;
	uint32_t *hits; /* of the article that was read last */
	size_t   n_hits, cap_hits;
};

static size_t list_bytes(const struct place_list *l)
{
	return sizeof(*l) + packed_bytes(&l->packed) + l->cap_hits * sizeof(*l->hits);
}

static struct place_list *list_new(uint32_t hash)
{
	struct place_list *l = xcalloc(1, sizeof(*l));

	l->hash = hash;
	packed_init(&l->packed);
	return l;
}

static void list_free(struct place_list *l)
{
	if (!l)
		return;
	packed_done(&l->packed);
	free(l->hits);
	free(l);
}

void recall_init(struct recall *p)
{
	memset(p, 0, sizeof(*p));
	p->max_bytes = LIMIT_PLACES_BYTES;
}

static void forget_all(struct recall *p)
{
	while (p->n_lists)
		list_free(p->lists[--p->n_lists]);
	if (p->slots)
		memset(p->slots, 0, SLOTS * sizeof(*p->slots));
	list_free(p->blocks);
	p->blocks = NULL;
}

void recall_done(struct recall *p)
{
	forget_all(p);
	free(p->lists);
	free(p->slots);
}

/* --- a query -------------------------------------------------------------- */

/* The slot of the stem's list, or the free one where it belongs. */
static uint32_t *slot_of(struct recall *p, uint32_t hash)
{
	uint32_t i = hash & (SLOTS - 1);

	while (p->slots[i] && p->lists[p->slots[i] - 1]->hash != hash)
		i = (i + 1) & (SLOTS - 1);
	return &p->slots[i];
}

static struct place_list *list_of(struct recall *p, uint32_t hash)
{
	uint32_t *slot;

	if (!p->slots)
		p->slots = xcalloc(SLOTS, sizeof(*p->slots));
	slot = slot_of(p, hash);
	if (*slot)
		return p->lists[*slot - 1];
	GROW(p->lists, p->n_lists + 1, p->cap_lists);
	p->lists[p->n_lists++] = list_new(hash);
	*slot = (uint32_t)p->n_lists;
	return p->lists[p->n_lists - 1];
}

static bool use_stem(struct recall *p, struct leaf_stem *s)
{
	struct place_list *l;
	uint32_t i;

	for (i = 0; i < p->n_used && p->used[i]->hash != s->hash; i++)
		;
	s->place = i;
	s->judged = s->n_judged = 0;
	if (i < p->n_used)
		return true;
	if (i == RECALL_STEMS)
		return false;
	l = list_of(p, s->hash);
	l->used = p->clock;
	p->used[p->n_used++] = l;
	return true;
}

/* p is NULL: only tell whether the places of stems would do. */
static bool use_leaf(struct recall *p, const struct leaf *leaf)
{
	uint32_t i, k;

	if (p && leaf->n_atoms > 1)
		p->phrases = true;
	for (i = 0; i < leaf->n_atoms; i++) {
		const struct leaf_atom *a = &leaf->atoms[i];
		uint32_t start = i ? a[-1].pos + a[-1].width : 0;

		if (a->pos != start) /* a row only */
			return false;
		for (k = 0; k < a->n_stems && p; k++)
			if (!use_stem(p, &a->stems[k]))
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
	p->phrases = false;
	p->learned = 0;
	if (scope.zones != ZONES_DEFAULT || scope.lead || scope.first || !use_node(NULL, root))
		return false;
	p->clock++;
	if (!p->blocks)
		p->blocks = list_new(0);
	if (use_node(p, root))
		return true;
	recall_end(p);
	return false;
}

static int by_use(const void *a, const void *b)
{
	const struct place_list *x = *(struct place_list *const *)a;
	const struct place_list *y = *(struct place_list *const *)b;

	return (x->used < y->used) - (x->used > y->used); /* the last first */
}

/* Where they pass the bound, the lists that were asked for longest ago leave until an
 * eighth of it is free: so that is seldom to be done. */
static void make_room(struct recall *p)
{
	size_t sum = list_bytes(p->blocks), i;

	for (i = 0; i < p->n_lists; i++)
		sum += list_bytes(p->lists[i]);
	if (p->n_lists == 0 || (sum <= p->max_bytes && p->n_lists <= LISTS_MAX - RECALL_STEMS))
		return;
	qsort(p->lists, p->n_lists, sizeof(struct place_list *), by_use);
	while (p->n_lists > 0 && (sum > p->max_bytes / 8 * 7 || p->n_lists > LISTS_MAX / 8 * 7)) {
		sum -= list_bytes(p->lists[--p->n_lists]);
		list_free(p->lists[p->n_lists]);
	}
	memset(p->slots, 0, SLOTS * sizeof(*p->slots));
	for (i = 0; i < p->n_lists; i++)
		*slot_of(p, p->lists[i]->hash) = (uint32_t)i + 1;
}

void recall_end(struct recall *p)
{
	bool grown = p->blocks->packed.n_added > 0;
	uint32_t i;

	for (i = 0; i < p->n_used; i++) {
		struct packed_list *l = &p->used[i]->packed;

		grown = grown || l->n_added || l->n == 0;
		packed_settle(l);
	}
	packed_settle(&p->blocks->packed);
	p->n_used = 0;
	if (grown)
		make_room(p);
}

/* --- an article ----------------------------------------------------------- */

static void begin_article(struct recall *p, struct span_doc *d, uint32_t docid)
{
	arena_reset(&d->arena);
	d->docid = docid;
	d->blocks = NULL;
	d->sentences = NULL;
	d->here = p->here;
}

static void take_before(struct place_hits *h)
{
	if (h->n == 0)
		return;
	h->before = place_pos(*h->v++);
	h->n--;
}

/* The document's places in a list into *out. */
static enum packed_found look_up(struct place_list *l, uint32_t docid, struct place_hits *out)
{
	out->variants = &l->variants;
	return packed_get(&l->packed, docid, &out->v, &out->n);
}

/* The same of a stem: what stands before the occurrences is no occurrence. */
static enum packed_found look_up_stem(struct place_list *l, uint32_t docid, struct place_hits *out)
{
	enum packed_found found = look_up(l, docid, out);

	if (found == PACKED_HELD)
		take_before(out);
	return found;
}

bool recall_set(struct recall *p, struct span_doc *d, uint32_t docid)
{
	uint32_t i;

	for (i = 0; i < p->n_used; i++)
		if (look_up_stem(p->used[i], docid, &p->here[i]) != PACKED_HELD)
			return false;
	if (p->phrases && look_up(p->blocks, docid, &p->here[RECALL_STEMS]) != PACKED_HELD)
		return false;
	begin_article(p, d, docid);
	return true;
}

/* Its number, PLACE_TAGS when there is no room for it. */
static uint32_t variant_number(struct place_variants *vs, const struct stream_hit *h)
{
	struct stream_variant v = {h->form, (uint16_t)h->width, h->shape};
	uint32_t i;

	for (i = 0; i < vs->n; i++)
		if (vs->v[i].form == v.form && vs->v[i].width == v.width && vs->v[i].shape == v.shape)
			return i;
	if (i < PLACE_TAGS)
		vs->v[vs->n++] = v;
	return i;
}

static void add_place(struct place_list *l, uint32_t pos, uint32_t tag)
{
	GROW(l->hits, l->n_hits + 1, l->cap_hits);
	l->hits[l->n_hits++] = place_of(pos, tag);
}

/* The stem's occurrences in the default zones; false when they do not fit. */
static bool read_hits(struct place_list *l, struct span_doc *d)
{
	const struct stream_block *b = span_blocks(d);
	struct stream_cursor c;
	struct stream_hit h;
	uint32_t k = 0, variant, before = 0;

	l->n_hits = 0;
	GROW(l->hits, 1, l->cap_hits);
	if (!stream_find(&d->stream, l->hash, &c))
		return true;
	while (stream_next(&c, &h)) {
		for (; k < d->stream.n_blocks && b[k].end_pos <= h.pos; k++)
			before += ZONES_DEFAULT & ZONE_BIT(b[k].zone) ? b[k].end_pos - b[k].first_pos : 0;
		if (k == d->stream.n_blocks)
			break;
		if (!(ZONES_DEFAULT & ZONE_BIT(b[k].zone)) || h.pos + h.width > b[k].end_pos)
			continue;
		variant = variant_number(&l->variants, &h);
		if (l->n_hits > HITS_MAX || h.pos > PLACE_POS_MAX || variant == PLACE_TAGS)
			return false;
		if (l->n_hits == 0)
			add_place(l, before + h.pos - b[k].first_pos, 0);
		add_place(l, h.pos, variant);
	}
	return true;
}

static bool read_starts(struct place_list *l, struct span_doc *d)
{
	const struct stream_block *b = span_blocks(d);
	uint32_t i;

	l->n_hits = 0;
	GROW(l->hits, 1, l->cap_hits);
	for (i = 0; i < d->stream.n_blocks; i++) {
		if (b[i].first_pos > PLACE_POS_MAX)
			return false;
		add_place(l, b[i].first_pos, 0);
	}
	return true;
}

/* What the list has of the document, or else the stream. */
static bool look_or_read(struct recall *p, struct place_list *l, struct span_doc *d,
			 bool (*read)(struct place_list *l, struct span_doc *d),
			 struct place_hits *out)
{
	enum packed_found found = look_up(l, d->docid, out);
	size_t before = l->packed.fresh.len;
	bool held;

	if (found != PACKED_UNKNOWN)
		return found == PACKED_HELD;
	held = read(l, d);
	packed_add(&l->packed, d->docid, held ? l->hits : NULL, (uint32_t)l->n_hits);
	p->learned += l->packed.fresh.len - before + sizeof(*l->packed.added);
	*out = (struct place_hits){l->hits, (uint32_t)l->n_hits, &l->variants, 0};
	return held;
}

bool recall_learn(struct recall *p, struct span_doc *d)
{
	bool held = p->learned < p->max_bytes / 2; /* else it would push out all others */
	uint32_t i;

	for (i = 0; i < p->n_used && held; i++)
		held = look_or_read(p, p->used[i], d, read_hits, &p->here[i]);
	for (i = 0; i < p->n_used && held; i++)
		take_before(&p->here[i]);
	if (p->phrases)
		held = held && look_or_read(p, p->blocks, d, read_starts, &p->here[RECALL_STEMS]);
	if (held)
		begin_article(p, d, d->docid);
	return held;
}

/* --- words and phrases ---------------------------------------------------- */

/* Which variants count, as bits: asked once for each. */
static uint32_t judge(struct leaf_stem *s, uint8_t shape, const struct place_variants *vs)
{
	for (; s->n_judged < vs->n; s->n_judged++) {
		const struct stream_variant *v = &vs->v[s->n_judged];

		if (leaf_form_counts(s, v->form) && (shape == SHAPE_ANY || shape == v->shape))
			s->judged |= 1U << s->n_judged;
	}
	return s->judged;
}

/* Append the hits of one stem that count. */
static void add_hits(const struct place_hits *h, uint32_t judged, struct spans *s)
{
	uint32_t i;

	for (i = 0; i < h->n; i++) {
		uint32_t variant = place_tag(h->v[i]), pos = place_pos(h->v[i]);

		s->v[s->n] = (struct span){pos, pos + h->variants->v[variant].width, 0};
		s->n += judged >> variant & 1;
	}
}

/* In order of position and end; no doubles. */
static struct spans atom_spans(struct span_doc *d, const struct leaf_atom *a)
{
	struct spans s = {0};
	uint32_t i;

	for (i = 0; i < a->n_stems; i++)
		s.cap += d->here[a->stems[i].place].n;
	if (s.cap == 0)
		return s;
	s.v = arena_alloc(&d->arena, (s.cap + 1) * sizeof(*s.v));
	for (i = 0; i < a->n_stems; i++) {
		const struct place_hits *h = &d->here[a->stems[i].place];

		if (h->n)
			add_hits(h, judge(&a->stems[i], a->shape, h->variants), &s);
	}
	if (a->n_stems == 1)
		return s;
	spans_sort(&s);
	return s;
}

/* The spans that go on with one of b. */
static struct spans extend(struct span_doc *d, const struct spans *s, const struct spans *b)
{
	struct spans out = {.cap = s->n + b->n};
	uint32_t i, k = 0, j;

	out.v = arena_alloc(&d->arena, (out.cap + 1) * sizeof(*out.v));
	for (i = 0; i < s->n; i++) {
		if (i && s->v[i].end < s->v[i - 1].end)
			k = 0;
		while (k < b->n && b->v[k].start < s->v[i].end)
			k++;
		for (j = k; j < b->n && b->v[j].start == s->v[i].end && out.n < out.cap; j++)
			out.v[out.n++] = (struct span){s->v[i].start, b->v[j].end, 0};
	}
	return out;
}

/* Without those in which a block begins. */
static void keep_in_blocks(const struct place_hits *starts, struct spans *s)
{
	uint32_t i, n = 0, k = 0;

	for (i = 0; i < s->n; i++) {
		while (k < starts->n && place_pos(starts->v[k]) <= s->v[i].start)
			k++;
		if (k == starts->n || place_pos(starts->v[k]) >= s->v[i].end)
			s->v[n++] = s->v[i];
	}
	s->n = n;
}

struct spans recall_leaf(struct span_doc *d, const struct leaf *leaf)
{
	struct spans s = atom_spans(d, &leaf->atoms[0]);
	uint32_t i;

	for (i = 1; i < leaf->n_atoms && s.n; i++) {
		struct spans next = atom_spans(d, &leaf->atoms[i]);

		s = extend(d, &s, &next);
	}
	if (leaf->n_atoms > 1) {
		spans_sort(&s);
		keep_in_blocks(&d->here[RECALL_STEMS], &s);
	}
	return s;
}
