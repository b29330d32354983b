/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a search tells beside its hits: matches in other zones only, and stories.
 * See run.h. */
#include "lib/archive/schema.h"
#include "lib/base/limits.h"
#include "lib/search/leaf.h"
#include "lib/search/run.h"

#define ELSEWHERE_MAX 5000 /* articles that are looked at for not_shown */

/* --- what only other zones have ------------------------------------------- */

struct elsewhere {
	struct run *k;
	uint32_t seen;
	bool     cut;
	enum status st;
};

/* The zones that the article in hand has, as bits. */
static unsigned zones_here(struct span_doc *d)
{
	const struct stream_block *b = span_blocks(d);
	unsigned zones = 0;
	uint32_t i;

	for (i = 0; i < d->stream.n_blocks; i++)
		zones |= ZONE_BIT(b[i].zone);
	return zones;
}

static void elsewhere_look(struct elsewhere *e, const struct docset *all)
{
	struct search_result *r = e->k->r;
	struct span_scope scope = r->scope;
	uint32_t docid;
	struct err unused;

	for (docid = 1; docid < all->n_bits && !e->cut; docid++) {
		bool one = false;
		unsigned here;
		int z;

		if (!docset_has(all, docid) || docset_has(&e->k->set, docid))
			continue;
		if (++e->seen > ELSEWHERE_MAX || deadline_passed(&e->k->deadline)) {
			e->cut = true;
			break;
		}
		e->st = search_load(e->k->s, docid, &unused);
		if (e->st != STATUS_OK)
			break;
		scope.zones = ZONES_DEFAULT;
		if (span_match(&e->k->s->doc, r->query.root, scope))
			continue;
		here = zones_here(&e->k->s->doc);
		for (z = 0; z < ZONE_COUNT; z++) {
			if (ZONES_DEFAULT & ZONE_BIT(z) || !(here & ZONE_BIT(z)))
				continue;
			scope.zones = ZONES_DEFAULT | ZONE_BIT(z);
			if (span_match(&e->k->s->doc, r->query.root, scope)) {
				r->only_in[z]++;
				one = true;
			}
		}
		r->only_several += !one;
	}
}

static bool names_zones(const struct node *n)
{
	size_t i;

	if (n->kind == NODE_ZONES || n->kind == NODE_LEAD || n->kind == NODE_FIRST)
		return true;
	for (i = 0; i < n->n; i++)
		if (names_zones(n->kids[i]))
			return true;
	return false;
}

/* Has any word of the query a place in a hidden zone? */
static enum status any_hidden(struct run *k, const struct node *n, bool *out, struct err *err)
{
	uint32_t freq = 0, a, i;
	enum status st = STATUS_OK;
	size_t j;

	for (a = 0; n->leaf && a < n->leaf->n_atoms && !*out; a++)
		for (i = 0; i < n->leaf->atoms[a].n_stems && !*out && st == STATUS_OK; i++) {
			st = search_term_freq(k->s->reader, 'N',
					      n->leaf->atoms[a].stems[i].term, &freq, err);
			*out = freq > 0;
		}
	for (j = 0; j < n->n && st == STATUS_OK && !*out; j++)
		st = any_hidden(k, n->kids[j], out, err);
	return st;
}

enum status elsewhere_count(struct run *k, struct err *err)
{
	struct plan_context plan = k->plan;
	struct elsewhere e = {.k = k};
	struct xc_query *wide = NULL;
	struct node *root = k->r->query.root;
	struct docset all = {0};
	bool hidden = false, exact;
	enum status st;

	if (k->r->scope.zones != ZONES_DEFAULT || names_zones(root) || k->r->most)
		return STATUS_OK;
	st = any_hidden(k, root, &hidden, err);
	if (st != STATUS_OK || !hidden)
		return st;
	plan.weighted = plan.mark_sure = false;
	plan.scope.zones = ZONES_ALL;
	st = plan_query(&plan, root, &wide, &exact, err);
	if (st != STATUS_OK)
		return st;
	st = match_set(k->s, wide, NULL, exact ? NULL : root, plan.scope, &k->deadline,
		       &k->r->query.arena, &all, err);
	if (st == STATUS_OK && !k->have_set)
		st = match_set(k->s, k->boolean, NULL, NULL, k->r->scope, &k->deadline,
			       &k->r->query.arena, &k->set, err);
	xc_query_free(wide);
	if (st == STATUS_OK && all.count)
		st = plan_fill_bits(&plan, root, true, err);
	if (st != STATUS_OK)
		return st;
	elsewhere_look(&e, &all);
	if (e.cut)
		query_warn(&k->r->query, "what only other zones have was not counted to the end");
	return e.st;
}

/* --- stories --------------------------------------------------------------- */

/* Those of the articles found that have copies, as the postings decide. */
static enum status find_copied(struct run *k, struct docset *out, struct err *err)
{
	struct xc_query *copied = NULL, *both = NULL;
	const struct xc_query *parts[2];
	enum status st = STATUS_OK;
	struct xc_error xe;

	/* every value of eight bytes is above this one, or it is zero */
	if (xc_query_value_ge(SLOT_CLUSTER, "\0", 1, &copied, &xe) != XC_OK)
		return search_xc(xe.status, &xe, err);
	parts[0] = k->boolean;
	parts[1] = copied;
	if (xc_query_combine(XC_OP_FILTER, parts, 2, 0, &both, &xe) != XC_OK)
		st = search_xc(xe.status, &xe, err);
	if (st == STATUS_OK)
		st = match_set(k->s, both, NULL, NULL, k->r->scope, &k->deadline, &k->r->query.arena, out,
			       err);
	xc_query_free(copied);
	xc_query_free(both);
	return st;
}

/* Copies beyond the first of each story are taken off the total. */
enum status stories_count(struct run *k, struct err *err)
{
	struct docset copied = {0};
	const struct docset *set = k->have_set ? &k->set : &copied;
	enum status st = STATUS_OK;

	if (k->have_surplus && !k->have_set) {
		k->r->stories = k->r->total - k->surplus;
		k->r->has_stories = true;
		return STATUS_OK;
	}
	if (!k->have_set && k->s->copies.n && k->r->total) {
		st = find_copied(k, &copied, err);
		if (k->deadline.passed) /* not all of them seen: no number is better */
			return st;
	}
	if (st != STATUS_OK)
		return st;
	k->r->stories = k->r->total - copies_surplus(&k->s->copies, set);
	k->r->has_stories = true;
	return STATUS_OK;
}
