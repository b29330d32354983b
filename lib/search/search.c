/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One search: see search.h. */
#include "lib/search/search.h"

#include <stdlib.h>
#include <string.h>

#include "lib/archive/schema.h"
#include "lib/base/limits.h"
#include "lib/search/dates.h"
#include "lib/search/expand.h"
#include "lib/search/leaf.h"
#include "lib/search/like.h"
#include "lib/search/match.h"
#include "lib/search/parse.h"
#include "lib/search/plan.h"
#include "lib/search/proximity.h"
#include "lib/search/synonyms.h"

#define ELSEWHERE_MAX 5000 /* articles that are looked at for not_shown */
#define COUNT_RANKED  2000 /* so many matches of a conjunction are counted as they are ranked */

void searcher_init(struct searcher *s, struct archive_reader *reader)
{
	memset(s, 0, sizeof(*s));
	s->reader = reader;
	s->analyser = analyser_new();
	s->rank = rank_default;
	tokens_init(&s->tokens);
	span_doc_init(&s->doc);
	buf_init(&s->stream, LIMIT_RECORD_BYTES);
	copies_init(&s->copies);
	recall_init(&s->recall);
}

void searcher_done(struct searcher *s)
{
	analyser_free(s->analyser);
	synonyms_free(s->synonyms);
	tokens_done(&s->tokens);
	span_doc_done(&s->doc);
	buf_done(&s->stream);
	copies_done(&s->copies);
	recall_done(&s->recall);
}

void search_result_done(struct search_result *r)
{
	query_done(&r->query);
}

enum status search_load(struct searcher *s, uint32_t docid, struct err *err)
{
	struct stream unused;
	enum status st = archive_get_stream(s->reader, docid, &s->stream, &unused, err);

	if (st == STATUS_OK && span_doc_set(&s->doc, docid, buf_slice(&s->stream)) != STATUS_OK)
		return err_set(err, STATUS_CORRUPT, "the token stream of document %u is damaged",
			       docid);
	return st;
}

enum status search_recall(struct searcher *s, uint32_t docid, struct err *err)
{
	enum status st;

	if (recall_set(&s->recall, &s->doc, docid))
		return STATUS_OK;
	st = search_load(s, docid, err);
	if (st == STATUS_OK)
		(void)recall_learn(&s->recall, &s->doc); /* else the stream stays */
	return st;
}

/* --- reading -------------------------------------------------------------- */

/* One of the parameters from= and to=. */
static enum status read_bound(const char *name, struct slice value, struct date_range *out,
			      struct err *err)
{
	if (!value.p || (date_range_parse(value, out) && !out->undated))
		return STATUS_OK;
	return err_set(err, STATUS_USAGE, "%s is not a date: '%.*s' (YYYY, YYYY-MM or YYYY-MM-DD)",
		       name, SLICE_ARG(slice_sub(value, 0, 40)));
}

/* from= and to= as conditions of the tree. */
static enum status add_dates(struct query *q, const struct search_request *req, struct err *err)
{
	struct date_range from = {DAY_MIN, DAY_MAX, false}, to = from;
	enum status st = read_bound("from", req->from, &from, err);
	struct node *n;

	if (st == STATUS_OK)
		st = read_bound("to", req->to, &to, err);
	if (st != STATUS_OK || (!req->from.p && !req->to.p))
		return st;
	n = query_node(q, NODE_DATE);
	n->from = from.from;
	n->to = to.to;
	q->root = query_join(q, NODE_AND, q->root, n);
	return STATUS_OK;
}

static bool only_not(const struct node *n)
{
	size_t i;

	if (n->kind == NODE_ZONES || n->kind == NODE_LEAD || n->kind == NODE_FIRST)
		return only_not(n->kids[0]);
	if (n->kind != NODE_AND)
		return n->kind == NODE_NOT;
	for (i = 0; i < n->n; i++)
		if (!only_not(n->kids[i]))
			return false;
	return true;
}

enum status search_read(struct searcher *s, const struct search_request *req, struct query *q,
			struct err *err)
{
	struct leaf_context c = {s->reader, s->analyser, &s->tokens, q, &s->rank, s->synonyms, false};
	enum status st = query_parse(req->q, req->mode, q, err);

	if (st != STATUS_OK)
		return st;
	st = add_dates(q, req, err);
	if (st == STATUS_OK)
		st = like_resolve(s, q, &q->root, err);
	if (st == STATUS_OK)
		st = leaf_resolve(&c, &q->root, err);
	if (st == STATUS_OK && !q->root)
		query_warn(q, "there is nothing to search for");
	if (st == STATUS_OK && q->root && only_not(q->root))
		query_warn(q, "it only says what not: every other article is found");
	return st;
}

/* --- running -------------------------------------------------------------- */

struct run {
	struct searcher *s;
	const struct search_request *req;
	struct search_result *r;
	struct plan_context plan;
	struct deadline deadline;
	struct xc_query *ranked, *boolean;
	bool exact; /* postings decide */
	struct docset set; /* filled when they do not */
	bool have_set;
	uint32_t offset;
	struct docset shown; /* of a later page: what is left to show */
	bool have_shown;
	uint32_t last_docid;
	struct match_list list; /* the best, as ranked last */
	const struct node *asked; /* the root before words were added */
};

static enum status plan_both(struct run *k, struct node *root, struct err *err)
{
	enum status st;
	bool unused;

	k->plan = (struct plan_context){.reader = k->s->reader, .query = &k->r->query,
					.scope = k->r->scope, .title_weight = k->s->rank.title};
	k->plan.mark_sure = true;
	st = plan_query(&k->plan, root, &k->boolean, &k->exact, err);
	if (st != STATUS_OK)
		return st;
	k->plan.weighted = true;
	st = plan_query(&k->plan, root, &k->ranked, &unused, err);
	if (st == STATUS_OK)
		st = plan_fill_bits(&k->plan, root, false, err);
	return st;
}

static enum status decide_all(struct run *k, struct node *root, struct err *err)
{
	enum status st = match_set(k->s, k->boolean, root, k->r->scope, &k->deadline,
				   &k->r->query.arena, &k->set, err);

	k->have_set = true;
	k->r->total = k->set.count;
	k->r->exact = !k->deadline.passed;
	return st;
}

static int by_score(const void *a, const void *b)
{
	const struct search_hit *x = a, *y = b;

	if (x->score != y->score)
		return x->score > y->score ? -1 : 1;
	return (x->docid > y->docid) - (x->docid < y->docid);
}

/* Closeness of the words moves articles within the best ones. */
static enum status rerank(struct run *k, struct match_list *list, struct err *err)
{
	uint32_t n = list->n < k->s->rank.rerank ? list->n : k->s->rank.rerank, i;
	enum status st;

	if (k->s->rank.proximity <= 0 || n < 2 || k->req->sort != SORT_RELEVANCE)
		return STATUS_OK;
	st = proximity_add(k->s, k->asked ? k->asked : k->r->query.root, k->r->scope, list->v, n,
			   k->offset + k->req->limit, err);
	if (st != STATUS_OK)
		return st;
	qsort(list->v, n, sizeof(*list->v), by_score);
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
		st = match_set(k->s, k->boolean, NULL, k->r->scope, &k->deadline, a, &k->set, err);
		k->have_set = true;
		k->r->total = k->set.count;
		k->r->exact = !k->deadline.passed;
	}
	if (st == STATUS_OK)
		st = copies_load(&k->s->copies, k->s->reader, err);
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

	if (st == STATUS_OK)
		st = k->req->sort == SORT_PUBLICATION ? sort_by_publication(k, &list, err)
						      : rerank(k, &list, err);
	if (st != STATUS_OK)
		return st;
	k->list = list;
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

static enum status rank_page(struct run *k, struct err *err)
{
	enum status st = begin_page(k, err);

	return st == STATUS_OK ? rank_from(k, err) : st;
}

/* --- when no article has all ---------------------------------------------- */

static bool is_condition(const struct node *n)
{
	return n->kind == NODE_NOT || n->kind == NODE_FIELD || n->kind == NODE_DATE ||
	       n->kind == NODE_LENGTH || n->kind == NODE_ALL;
}

/* A conjunction whose parts may be missing: its conditions stay, its words become
 * SOME(n, …).  NULL when there is nothing to loosen. */
static struct node *loosened(struct query *q, const struct node *root, struct node **some)
{
	struct node *all = query_node(q, NODE_AND), *list = query_node(q, NODE_QUORUM);
	size_t i;

	if (root->kind != NODE_AND)
		return NULL;
	all->kids = ARENA_ARRAY(&q->arena, struct node *, root->n + 1);
	list->kids = ARENA_ARRAY(&q->arena, struct node *, root->n);
	for (i = 0; i < root->n; i++) {
		if (is_condition(root->kids[i]))
			all->kids[all->n++] = root->kids[i];
		else
			list->kids[list->n++] = root->kids[i];
	}
	if (list->n < 2)
		return NULL;
	list->depth = root->depth;
	all->depth = root->depth + 1;
	all->kids[all->n++] = list;
	*some = list;
	return all->n == 1 ? list : all;
}

/* Parts that the article in s->doc has; at least `enough`, or 0. */
static uint32_t parts_of(struct run *k, struct node *some, struct node *root, uint32_t enough)
{
	struct span_doc *d = &k->s->doc;
	uint32_t n = 0;
	size_t i;

	some->count = enough;
	if (!span_match(d, root, k->r->scope))
		return 0;
	for (i = 0; i < some->n; i++)
		n += span_match(d, some->kids[i], k->r->scope);
	return n;
}

/* How many of the words the best articles have: one look at each candidate, since
 * a query may have a thousand words. */
static enum status most_words(struct run *k, struct node *some, struct node *root, uint32_t *out,
			      struct err *err)
{
	struct docset all = {0};
	uint32_t docid, best = 1;
	enum status st = match_set(k->s, k->boolean, NULL, k->r->scope, &k->deadline,
				   &k->r->query.arena, &all, err);

	k->s->doc.trust_postings = true;
	for (docid = 1; docid < all.n_bits && st == STATUS_OK && best < some->n; docid++) {
		uint32_t n;

		if (!docset_has(&all, docid))
			continue;
		if (deadline_passed(&k->deadline))
			break;
		st = search_load(k->s, docid, err);
		n = st == STATUS_OK ? parts_of(k, some, root, best + 1) : 0;
		best = n > best ? n : best;
	}
	k->s->doc.trust_postings = false;
	*out = best;
	return st;
}

static enum status fall_back(struct run *k, struct err *err)
{
	struct query *q = &k->r->query;
	struct node *some = NULL, *root = loosened(q, q->root, &some);
	uint32_t n;
	enum status st;

	if (!root)
		return STATUS_OK;
	xc_query_free(k->ranked);
	xc_query_free(k->boolean);
	k->ranked = k->boolean = NULL;
	some->count = 1;
	st = plan_both(k, root, err);
	if (st == STATUS_OK)
		st = most_words(k, some, root, &n, err);
	if (st != STATUS_OK)
		return st;
	some->count = n;
	st = decide_all(k, root, err);
	if (st != STATUS_OK || k->set.count == 0)
		return st;
	query_warn(q, "no article has all of it; these have %u of %zu parts", n, some->n);
	q->root = root;
	k->r->most = true;
	return rank_page(k, err);
}

/* --- more words ----------------------------------------------------------- */

/* In mode any, where any word is enough, the added ones are of the question. */
static enum status add_to_any(struct run *k, struct err *err)
{
	struct query *q = &k->r->query;

	xc_query_free(k->ranked);
	xc_query_free(k->boolean);
	k->ranked = k->boolean = NULL;
	k->asked = q->root;
	if (k->r->added)
		q->root = query_join(q, NODE_OR, q->root, k->r->added);
	return plan_both(k, q->root, err);
}

/* Elsewhere they move what was found, and find nothing. */
static enum status add_to_rank(struct run *k, struct err *err)
{
	struct xc_query *more = NULL;
	struct xc_maker m = {0};
	bool unused;
	enum status st;

	xc_query_free(k->ranked);
	k->ranked = NULL;
	k->plan.weighted = true;
	k->plan.mark_sure = false;
	st = plan_query(&k->plan, k->r->query.root, &k->ranked, &unused, err);
	if (st == STATUS_OK && k->r->added)
		st = plan_query(&k->plan, k->r->added, &more, &unused, err);
	if (st != STATUS_OK)
		return st;
	k->ranked = maker_two(&m, XC_OP_AND_MAYBE, k->ranked, more);
	return maker_status(&m, err);
}

static enum status expand(struct run *k, struct err *err)
{
	struct node *added = NULL;
	enum status st;

	if (!k->req->expand || k->req->sort != SORT_RELEVANCE)
		return STATUS_OK;
	st = expand_words(k->s, &k->r->query, k->list.v, k->list.n, &added, err);
	if (st != STATUS_OK || !added)
		return st;
	k->r->added = added->n ? added : NULL;
	st = k->r->query.mode == QUERY_ANY ? add_to_any(k, err) : add_to_rank(k, err);
	return st == STATUS_OK ? rank_page(k, err) : st;
}

/* --- what only other zones have ------------------------------------------- */

struct elsewhere {
	struct run *k;
	uint32_t seen;
	bool     cut;
	enum status st;
};

static void elsewhere_look(struct elsewhere *e, const struct docset *all)
{
	struct search_result *r = e->k->r;
	struct span_scope scope = r->scope;
	uint32_t docid;
	struct err unused;

	for (docid = 1; docid < all->n_bits && !e->cut; docid++) {
		bool one = false;
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
		for (z = 0; z < ZONE_COUNT; z++) {
			if (ZONES_DEFAULT & ZONE_BIT(z))
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
			st = search_term_freq(archive_db(k->s->reader), 'N',
					      n->leaf->atoms[a].stems[i].term, &freq, err);
			*out = freq > 0;
		}
	for (j = 0; j < n->n && st == STATUS_OK && !*out; j++)
		st = any_hidden(k, n->kids[j], out, err);
	return st;
}

static enum status count_elsewhere(struct run *k, struct err *err)
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
	st = match_set(k->s, wide, exact ? NULL : root, plan.scope, &k->deadline,
		       &k->r->query.arena, &all, err);
	if (st == STATUS_OK && !k->have_set)
		st = match_set(k->s, k->boolean, NULL, k->r->scope, &k->deadline,
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
		st = match_set(k->s, both, NULL, k->r->scope, &k->deadline, &k->r->query.arena, out,
			       err);
	xc_query_free(copied);
	xc_query_free(both);
	return st;
}

/* Copies beyond the first of each story are taken off the total. */
static enum status count_stories(struct run *k, struct err *err)
{
	struct docset copied = {0};
	const struct docset *set = k->have_set ? &k->set : &copied;
	enum status st = STATUS_OK;

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

/* --- the whole ------------------------------------------------------------ */

static enum status run(struct run *k, struct err *err)
{
	struct search_result *r = k->r;
	enum status st = plan_both(k, r->query.root, err);

	if (st == STATUS_OK && !k->exact)
		st = decide_all(k, r->query.root, err);
	if (st == STATUS_OK)
		st = rank_page(k, err);
	if (st == STATUS_OK && k->req->elsewhere)
		st = count_elsewhere(k, err);
	if (st == STATUS_OK && r->total == 0 && r->exact && r->query.mode != QUERY_ANY)
		st = fall_back(k, err);
	if (st == STATUS_OK)
		st = expand(k, err);
	if (st == STATUS_OK)
		st = copies_load(&k->s->copies, k->s->reader, err);
	if (st == STATUS_OK && k->req->count)
		st = count_stories(k, err);
	xc_query_free(k->ranked);
	xc_query_free(k->boolean);
	return st;
}

enum status search_run(struct searcher *s, const struct search_request *req,
		       struct search_result *out, struct err *err)
{
	struct run k = {.s = s, .req = req, .r = out};
	enum status st;

	memset(out, 0, sizeof(*out));
	out->scope = SPAN_SCOPE_DEFAULT;
	out->scope.zones = req->zones;
	deadline_init(&k.deadline, req->deadline_ms);
	st = search_read(s, req, &out->query, err);
	if (st != STATUS_OK)
		return st;
	out->exact = true;
	return out->query.root ? run(&k, err) : STATUS_OK;
}

enum status search_count_node(struct searcher *s, struct query *q, struct node *n, unsigned zones,
			      uint64_t *out, struct err *err)
{
	struct plan_context plan = {.reader = s->reader, .query = q, .scope = SPAN_SCOPE_DEFAULT};
	struct xc_query *xq = NULL;
	struct deadline d;
	struct docset set;
	bool exact;
	enum status st;

	deadline_init(&d, LIMIT_SEARCH_MS);
	plan.scope.zones = zones;
	plan.mark_sure = true;
	st = plan_query(&plan, n, &xq, &exact, err);
	if (st == STATUS_OK && exact) {
		st = match_count(s, xq, out, err);
	} else if (st == STATUS_OK) {
		st = plan_fill_bits(&plan, n, false, err);
		if (st == STATUS_OK)
			st = match_set(s, xq, n, plan.scope, &d, &q->arena, &set, err);
		if (st == STATUS_OK)
			*out = set.count;
	}
	xc_query_free(xq);
	return st;
}
