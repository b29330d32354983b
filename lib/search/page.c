/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A page of a search: ranked, by closeness too, or put in another order; where it
 * begins and where the next one goes on.  See run.h and cursor.h. */
#include <stdlib.h>
#include <string.h>

#include "lib/base/limits.h"
#include "lib/search/proximity.h"
#include "lib/search/run.h"

#define COUNT_RANKED 2000 /* so many matches of a conjunction are counted as they are ranked */

static bool before(const struct search_hit *x, const struct search_hit *y)
{
	return x->score != y->score ? x->score > y->score : x->docid < y->docid;
}

/* By insertion: they are few, and in order but for some. */
static void sort_hits(struct search_hit *v, uint32_t n)
{
	uint32_t i, k;

	for (i = 1; i < n; i++) {
		struct search_hit x = v[i];

		for (k = i; k > 0 && before(&x, &v[k - 1]); k--)
			v[k] = v[k - 1];
		v[k] = x;
	}
}

/* Where the words stand moves articles within the best ones. */
static enum status rerank(struct run *k, struct match_list *list, struct err *err)
{
	uint32_t n = list->n < k->s->rank.rerank ? list->n : k->s->rank.rerank, i;
	enum status st;

	if (k->s->rank.proximity <= 0 || n < 2 || k->req->sort != SORT_RELEVANCE)
		return STATUS_OK;
	st = proximity_add(k->s, k->asked ? k->asked : k->r->query.root, k->r->added, k->r->scope,
			   list->v, n, k->offset + k->req->limit, &k->r->query.arena, err);
	if (st != STATUS_OK)
		return st;
	sort_hits(list->v, n);
	for (i = n; i < list->n; i++) /* scores never rise down the list */
		if (list->v[i].score > list->v[n - 1].score)
			list->v[i].score = list->v[n - 1].score;
	return STATUS_OK;
}

/* A hit with the name that it is sorted by. */
struct named_hit {
	struct search_hit hit;
	struct slice name; /* absent: last */
	uint32_t rank;
};

static int by_name(const void *a, const void *b)
{
	const struct named_hit *x = a, *y = b;
	int c = 0;

	if (!x->name.n != !y->name.n)
		return x->name.n ? -1 : 1;
	c = slice_cmp(x->name, y->name);
	return c ? c : (x->rank > y->rank) - (x->rank < y->rank);
}

/* The archive has no slot for names: the best LIMIT_RESULTS are read. */
static enum status sort_by_publication(struct run *k, struct match_list *list, struct err *err)
{
	struct arena *arena = &k->r->query.arena;
	struct named_hit *v = ARENA_ARRAY(arena, struct named_hit, list->n + 1);
	enum status st = STATUS_OK;
	struct article a;
	uint32_t i;

	article_init(&a);
	for (i = 0; i < list->n && st == STATUS_OK; i++) {
		st = archive_get(k->s->reader, list->v[i].docid, &a, err);
		v[i] = (struct named_hit){list->v[i], SLICE_NONE, i};
		if (st == STATUS_OK)
			v[i].name = arena_dup(arena, a.publisher);
	}
	qsort(v, list->n, sizeof(*v), by_name);
	for (i = 0; i < list->n; i++)
		list->v[i] = v[i].hit;
	if (list->upper > LIMIT_RESULTS)
		query_warn(&k->r->query, "sorted by publication: the best %d articles only",
			   LIMIT_RESULTS);
	article_done(&a);
	return st;
}

static int by_number(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

	return (x > y) - (x < y);
}

/* Where this page ends.  A page that is not full is the last one; a request without a
 * name (like:, batches) has no pages. */
static void make_cursor(struct run *k, const struct match_list *list)
{
	const struct cursor *after = k->req->after;
	uint32_t shown = k->offset + k->r->n_hits, old = k->have_shown ? after->n_seen : 0, i;
	struct cursor *c = &k->r->next;

	*c = (struct cursor){.request = k->req->hash, .revision = archive_revision(k->s->reader),
			     .offset = shown, .moved = k->have_shown,
			     .last_docid = after ? after->last_docid : k->last_docid};
	if (!k->req->hash || k->r->n_hits == 0 || k->r->n_hits < k->req->limit ||
	    old + shown > LIMIT_CURSOR_HITS ||
	    (k->have_shown && k->r->n_hits == k->shown.count))
		return;
	c->seen = ARENA_ARRAY(&k->r->query.arena, uint32_t, old + shown);
	for (i = 0; i < old; i++)
		c->seen[i] = after->seen[i];
	for (i = 0; i < shown; i++)
		c->seen[old + i] = list->v[i].docid;
	c->n_seen = old + shown;
	qsort(c->seen, c->n_seen, sizeof(*c->seen), by_number);
}

/* The archive has moved on since the page before: of what matches, that which was
 * there and was not shown. */
static enum status leave_out_shown(struct run *k, struct err *err)
{
	const struct cursor *after = k->req->after;
	struct arena *a = &k->r->query.arena;
	enum status st = STATUS_OK;
	uint32_t i;

	if (!k->have_set) {
		st = match_set(k->s, k->boolean, NULL, NULL, k->r->scope, &k->deadline, a, &k->set, err);
		k->have_set = true;
		k->r->total = k->set.count;
		k->r->exact = !k->deadline.passed;
	}
	if (st != STATUS_OK)
		return st;
	k->shown = k->set;
	k->shown.bits = arena_alloc(a, k->set.n_bits / 8 + 1);
	memcpy(k->shown.bits, k->set.bits, k->set.n_bits / 8 + 1);
	k->have_shown = true;
	for (i = after->last_docid + 1; i < k->shown.n_bits; i++)
		docset_remove(&k->shown, i);
	for (i = 0; i < after->n_seen; i++) {
		docset_remove(&k->shown, after->seen[i]);
		if (k->req->collapse != COLLAPSE_OFF)
			copies_hide(&k->s->copies, after->seen[i],
				    k->req->collapse == COLLAPSE_EXACT, &k->shown);
	}
	return STATUS_OK;
}

static enum status archive_last(struct run *k, struct err *err)
{
	struct xc_db_stats stats;
	struct xc_error xe;
	enum xc_status st = xc_db_get_stats(archive_db(k->s->reader), &stats, &xe);

	if (st == XC_OK)
		k->last_docid = stats.lastdocid;
	return search_xc(st, &xe, err);
}

/* Where the page begins: at an offset, or behind all that was shown. */
static enum status begin_page(struct run *k, struct err *err)
{
	const struct cursor *after = k->req->after;

	k->offset = k->req->offset;
	if (!after)
		return archive_last(k, err);
	if (!after->moved && after->revision == archive_revision(k->s->reader)) {
		k->offset = after->offset;
		return STATUS_OK;
	}
	return leave_out_shown(k, err);
}

static enum status rank_from(struct run *k, struct err *err)
{
	uint32_t want = k->offset + k->req->limit;
	uint32_t window = k->s->rank.proximity > 0 && k->req->sort == SORT_RELEVANCE
				  ? k->s->rank.rerank
				  : k->req->sort == SORT_PUBLICATION ? LIMIT_RESULTS : 0;
	uint32_t count = k->req->count && !k->have_set && k->r->query.root->kind == NODE_AND
				 ? COUNT_RANKED
				 : 0;
	const struct docset *only = k->have_shown ? &k->shown : k->have_set ? &k->set : NULL;
	struct match_list list = {0};
	enum status st = match_ranked(k->s, k->ranked, only, k->req->sort,
				      k->req->collapse, want > window ? want : window, count, &k->r->query.arena,
				      &list, err);

	k->have_surplus = st == STATUS_OK && k->req->count && list.found;
	if (k->have_surplus)
		k->surplus = copies_surplus_of(&k->s->copies, list.found, list.n_found);
	if (st == STATUS_OK)
		st = k->req->sort == SORT_PUBLICATION ? sort_by_publication(k, &list, err)
						      : rerank(k, &list, err);
	if (st != STATUS_OK)
		return st;
	k->list = list;
	k->r->before = k->have_shown ? k->req->after->n_seen : k->offset;
	if (list.n > k->offset) {
		k->r->hits = list.v + k->offset;
		k->r->n_hits = list.n - k->offset;
		if (k->r->n_hits > k->req->limit)
			k->r->n_hits = k->req->limit;
	}
	make_cursor(k, &list);
	if (k->have_set)
		return STATUS_OK;
	k->r->total = list.lower;
	k->r->exact = list.lower == list.upper;
	if (k->r->exact || !k->req->count)
		return STATUS_OK;
	k->r->exact = true;
	return match_count(k->s, k->boolean, &k->r->total, err);
}

enum status page_rank(struct run *k, struct err *err)
{
	enum status st = begin_page(k, err);

	return st == STATUS_OK ? rank_from(k, err) : st;
}
