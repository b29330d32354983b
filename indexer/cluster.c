/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Clusters of copies: see cluster.h.
 *
 * Band by band: sort the items by the band's value, look at runs of equal
 * values.  Items that are joined already are not measured again, so a story
 * with forty copies costs about forty measurements, not eight hundred.  Before
 * anything is measured the signatures and the days have their say, which spares
 * most pairs that only share a phrase or a template.
 *
 * When few items are fresh most bands hold none of them: a table of bits says so
 * before anything is sorted.
 */
#include "indexer/cluster.h"

#include <stdlib.h>
#include <string.h>

#include "lib/archive/hashset.h"
#include "lib/base/mem.h"

#define TRIED_KEPT (1u << 20) /* measured pairs that are remembered */
#define FRESH_BITS (1u << 20)

struct slot {
	uint64_t band;
	uint32_t item;
};

struct run {
	struct cluster_item *items;
	size_t n;
	uint32_t *parent;
	uint8_t *tries; /* measured in vain, by item */
	struct hashset tried;
	struct slot *slots;
	unsigned char *fresh; /* bits by hash of a band's value; NULL: all are fresh */
	cluster_measure *measure;
	void *ctx;
	struct cluster_stats *stats;
};

static int by_content(const void *a, const void *b)
{
	const struct cluster_item *x = a, *y = b;

	if (x->dated != y->dated)
		return x->dated ? 1 : -1;
	if (x->dated && x->day != y->day)
		return x->day < y->day ? -1 : 1;
	if (x->key != y->key)
		return x->key < y->key ? -1 : 1;
	return (x->docid > y->docid) - (x->docid < y->docid);
}

static int by_band(const void *a, const void *b)
{
	const struct slot *x = a, *y = b;

	if (x->band != y->band)
		return x->band < y->band ? -1 : 1;
	return (x->item > y->item) - (x->item < y->item);
}

static uint32_t root(uint32_t *parent, uint32_t i)
{
	while (parent[i] != i) {
		parent[i] = parent[parent[i]];
		i = parent[i];
	}
	return i;
}

static void join(struct run *r, uint32_t i, uint32_t j)
{
	uint32_t a = root(r->parent, i), b = root(r->parent, j);

	r->parent[a > b ? a : b] = a > b ? b : a;
}

/* --- what is accepted --- */

static bool more_apart(const struct cluster_item *a, const struct cluster_item *b, int days)
{
	int64_t apart = (int64_t)a->day - b->day;

	return a->dated && b->dated && (apart > days || apart < -days);
}

/* Articles at least so long for a rule to hold: in fewer shingles a formula
 * ("This is a developing story …") weighs too much. */
#define LESS_FOR_JACCARD     12
#define LESS_FOR_CONTAINMENT 40

/* One form filled in twice: it says something else in the same place, and there
 * is little else that differs.  A correction is that, too, but it comes at once
 * and touches one place of many; and another publisher's copy may tell the day in
 * another way. */
#define AT_ONCE_DAYS   1
#define PLACES_OF_MANY 16

static bool filled_in_again(const struct cluster_item *a, const struct cluster_item *b,
			    const struct cluster_likeness *how)
{
	bool few = how->slots_differ * PLACES_OF_MANY < how->slots;

	if (!how->slots_differ || how->prose_differ > how->named_differ / 3 + how->slots_differ)
		return false;
	return !few || (how->same_publisher && more_apart(a, b, AT_ONCE_DAYS));
}

bool cluster_accepts(const struct cluster_item *a, const struct cluster_item *b,
		     struct cluster_likeness how)
{
	bool alike = (how.jaccard >= .5 && how.less >= LESS_FOR_JACCARD) ||
		     (how.containment >= .8 && how.less >= LESS_FOR_CONTAINMENT);

	if (how.other_names || filled_in_again(a, b, &how))
		return false;
	if (how.jaccard >= .95)
		return true;
	return alike && !more_apart(a, b, CLUSTER_DAYS);
}

/* Bounds on the estimate below which measuring is in vain: three standard errors
 * of 64 values under .3, the index of a copy cut to three tenths, and under .95. */
static bool worth_measuring(const struct cluster_item *a, const struct cluster_item *b)
{
	double about = signature_jaccard(&a->sig, &b->sig);

	return about >= (more_apart(a, b, CLUSTER_DAYS) ? .85 : .15);
}

/* The set takes its places from the low bits, so those must depend on both. */
static bool tried_before(struct run *r, uint32_t i, uint32_t j)
{
	uint64_t h = ((uint64_t)i << 32 | j) * 0x9E3779B97F4A7C15u;

	return !hashset_add(&r->tried, h ^ h >> 32);
}

static void try_pair(struct run *r, uint32_t i, uint32_t j)
{
	const struct cluster_item *a = &r->items[i], *b = &r->items[j];
	struct cluster_likeness how;

	if (!(a->fresh || b->fresh) || root(r->parent, i) == root(r->parent, j) ||
	    r->tries[j] >= CLUSTER_TRIES || !worth_measuring(a, b) || tried_before(r, i, j))
		return;
	r->stats->pairs_measured++;
	if (r->measure(r->ctx, a->docid, b->docid, &how) && cluster_accepts(a, b, how)) {
		r->stats->pairs_joined++;
		join(r, i, j);
	} else {
		r->tries[j]++;
	}
}

/* --- candidates --- */

static uint64_t band_of(const struct signature *s, int band)
{
	uint64_t v = 0;
	int r;

	for (r = 0; r < CLUSTER_ROWS; r++)
		v = v << 16 | s->v[band * CLUSTER_ROWS + r];
	return v;
}

static uint32_t bit_of(uint64_t band)
{
	return (uint32_t)(band * 0x9E3779B97F4A7C15u >> 44) & (FRESH_BITS - 1);
}

static void mark_fresh(struct run *r, int band)
{
	size_t i;

	memset(r->fresh, 0, FRESH_BITS / 8);
	for (i = 0; i < r->n; i++)
		if (r->items[i].fresh && r->items[i].has_sig) {
			uint32_t bit = bit_of(band_of(&r->items[i].sig, band));

			r->fresh[bit / 8] |= (unsigned char)(1 << bit % 8);
		}
}

static bool may_be_fresh(const struct run *r, uint64_t band)
{
	uint32_t bit = bit_of(band);

	return !r->fresh || r->fresh[bit / 8] >> bit % 8 & 1;
}

/* v[0..n) share a band. */
static void try_band(struct run *r, const struct slot *v, size_t n)
{
	size_t i, j;

	for (i = 1; i < n; i++)
		for (j = i > CLUSTER_WINDOW ? i - CLUSTER_WINDOW : 0; j < i; j++)
			try_pair(r, v[j].item, v[i].item);
}

/* Calls each with every run of equal values among the first n slots. */
static void each_run(struct run *r, size_t n,
		     void (*each)(struct run *r, const struct slot *v, size_t n))
{
	size_t i, from = 0;

	if (n)
		qsort(r->slots, n, sizeof(*r->slots), by_band);
	for (i = 1; i <= n; i++) {
		if (i < n && r->slots[i].band == r->slots[from].band)
			continue;
		if (i - from > 1)
			each(r, r->slots + from, i - from);
		from = i;
	}
}

static void run_band(struct run *r, int band)
{
	size_t i, n = 0;

	if (r->fresh)
		mark_fresh(r, band);
	for (i = 0; i < r->n; i++) {
		uint64_t v = band_of(&r->items[i].sig, band);

		if (r->items[i].has_sig && may_be_fresh(r, v))
			r->slots[n++] = (struct slot){v, (uint32_t)i};
	}
	each_run(r, n, try_band);
}

static void join_run(struct run *r, const struct slot *v, size_t n)
{
	size_t i;

	for (i = 1; i < n; i++)
		join(r, v[0].item, v[i].item);
}

/* Exact copies, and what was one cluster and has not changed. */
static void join_known(struct run *r)
{
	size_t i, n = 0;

	for (i = 0; i < r->n; i++)
		r->slots[i] = (struct slot){r->items[i].key, (uint32_t)i};
	each_run(r, r->n, join_run);
	for (i = 0; i < r->n; i++)
		if (!r->items[i].fresh && r->items[i].was)
			r->slots[n++] = (struct slot){r->items[i].was, (uint32_t)i};
	each_run(r, n, join_run);
}

static void set_keys(struct run *r)
{
	uint32_t *size = xcalloc(r->n + 1, sizeof(*size));
	size_t i;

	for (i = 0; i < r->n; i++)
		r->items[i].cluster = r->items[i].key;
	for (i = 0; i < r->n; i++) {
		struct cluster_item *top = &r->items[root(r->parent, (uint32_t)i)];

		if (r->items[i].key < top->cluster)
			top->cluster = r->items[i].key;
		r->stats->clusters += ++size[top - r->items] == 2;
	}
	for (i = 0; i < r->n; i++) {
		uint32_t top = root(r->parent, (uint32_t)i);

		r->items[i].cluster = r->items[top].cluster;
		r->items[i].members = size[top];
	}
	free(size);
}

void cluster_run(struct cluster_item *items, size_t n, cluster_measure *measure, void *ctx,
		 struct cluster_stats *stats)
{
	struct run r = {.items = items, .n = n, .measure = measure, .ctx = ctx, .stats = stats,
			.tried = {.max = TRIED_KEPT}};
	size_t i, n_fresh = 0;
	int band;

	memset(stats, 0, sizeof(*stats));
	if (n)
		qsort(items, n, sizeof(*items), by_content);
	r.parent = xmalloc((n + 1) * sizeof(*r.parent));
	r.tries = xcalloc(n + 1, sizeof(*r.tries));
	r.slots = xmalloc((n + 1) * sizeof(*r.slots));
	for (i = 0; i < n; i++) {
		r.parent[i] = (uint32_t)i;
		n_fresh += items[i].fresh;
	}
	if (n_fresh < n)
		r.fresh = xmalloc(FRESH_BITS / 8);
	join_known(&r);
	for (band = 0; band < CLUSTER_BANDS && n_fresh; band++)
		run_band(&r, band);
	set_keys(&r);
	hashset_done(&r.tried);
	free(r.fresh);
	free(r.slots);
	free(r.tries);
	free(r.parent);
}
