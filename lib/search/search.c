/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One search: see search.h. */
#include "lib/search/search.h"

#include <stdlib.h>
#include <string.h>

#include "lib/archive/schema.h"
#include "lib/base/limits.h"
#include "lib/search/dates.h"
#include "lib/search/expand.h"
#include "lib/search/kin.h"
#include "lib/search/leaf.h"
#include "lib/search/like.h"
#include "lib/search/parse.h"
#include "lib/search/run.h"
#include "lib/search/synonyms.h"

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
	stem_memo_init(&s->memo);
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
	stem_memo_done(&s->memo);
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

	if (n->kind == NODE_ZONES || n->kind == NODE_LEAD || n->kind == NODE_FIRST ||
	    n->kind == NODE_QUOTED)
		return only_not(n->kids[0]);
	if (n->kind != NODE_AND)
		return n->kind == NODE_NOT;
	for (i = 0; i < n->n; i++)
		if (!only_not(n->kids[i]))
			return false;
	return true;
}

void search_begin(struct searcher *s)
{
	size_t bytes = archive_articles(s->reader) * LIMIT_KEPT_AN_ARTICLE;

	s->recall.max_bytes = bytes > LIMIT_PLACES_BYTES ? bytes : LIMIT_PLACES_BYTES;
}

enum status search_read(struct searcher *s, const struct search_request *req, struct query *q,
			struct err *err)
{
	struct leaf_context c = {s->reader, s->analyser, &s->tokens, &s->memo,
				 q, &s->rank, s->synonyms, false};
	enum status st = query_parse(req->q, req->mode, q, err);

	if (st != STATUS_OK)
		return st;
	st = add_dates(q, req, err);
	if (st == STATUS_OK)
		st = like_resolve(s, q, &q->root, err);
	if (st == STATUS_OK)
		st = leaf_resolve(&c, &q->root, err);
	if (st == STATUS_OK)
		st = kin_add(&c, &q->root, err);
	if (st == STATUS_OK && !q->root)
		query_warn(q, "there is nothing to search for");
	if (st == STATUS_OK && q->root && only_not(q->root))
		query_warn(q, "it only says what not: every other article is found");
	return st;
}

/* --- running -------------------------------------------------------------- */

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
	struct plan_context plan = k->plan;
	struct xc_query *certain = NULL;
	enum status st = plan_certain(&plan, root, &certain, err);

	if (st == STATUS_OK)
		st = match_set(k->s, k->boolean, certain, root, k->r->scope, &k->deadline,
			       &k->r->query.arena, &k->set, err);
	xc_query_free(certain);

	k->have_set = true;
	k->r->total = k->set.count;
	k->r->exact = !k->deadline.passed;
	return st;
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
	enum status st = match_set(k->s, k->boolean, NULL, NULL, k->r->scope, &k->deadline,
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
	return page_rank(k, err);
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
	return st == STATUS_OK ? page_rank(k, err) : st;
}

/* --- the whole ------------------------------------------------------------ */

static enum status run(struct run *k, struct err *err)
{
	struct search_result *r = k->r;
	enum status st = copies_load(&k->s->copies, k->s->reader, err);

	if (st == STATUS_OK)
		st = plan_both(k, r->query.root, err);
	if (st == STATUS_OK && !k->exact)
		st = decide_all(k, r->query.root, err);
	if (st == STATUS_OK)
		st = page_rank(k, err);
	if (st == STATUS_OK && k->req->elsewhere)
		st = elsewhere_count(k, err);
	if (st == STATUS_OK && r->total == 0 && r->exact && r->query.mode != QUERY_ANY)
		st = fall_back(k, err);
	if (st == STATUS_OK)
		st = expand(k, err);
	if (st == STATUS_OK && k->req->count)
		st = stories_count(k, err);
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
	search_begin(s);
	out->scope = SPAN_SCOPE_DEFAULT;
	out->scope.zones = req->zones;
	deadline_init(&k.deadline, req->deadline_ms);
	st = search_read(s, req, &out->query, err);
	if (st != STATUS_OK)
		return st;
	out->exact = true;
	return out->query.root ? run(&k, err) : STATUS_OK;
}

/* --- counting alone ------------------------------------------------------- */

/* root NULL: the postings decide. */
static enum status count(struct searcher *s, const struct xc_query *q,
			 const struct xc_query *certain, struct node *root,
			 struct span_scope scope, struct deadline *d, struct search_counts *out,
			 struct err *err)
{
	struct arena arena = ARENA_INIT;
	struct docset set = {0};
	enum status st = copies_load(&s->copies, s->reader, err);

	*out = (struct search_counts){0};
	if (st == STATUS_OK && !root && !s->copies.n) {
		st = match_count(s, q, &out->articles, err);
		out->stories = out->articles;
		return st;
	}
	if (st == STATUS_OK)
		st = match_set(s, q, certain, root, scope, d, &arena, &set, err);
	if (st == STATUS_OK)
		*out = (struct search_counts){set.count,
					      set.count - copies_surplus(&s->copies, &set),
					      d->passed};
	arena_done(&arena);
	return st;
}

enum status search_count_node(struct searcher *s, struct query *q, struct node *n, unsigned zones,
			      struct deadline *d, struct search_counts *out, struct err *err)
{
	struct plan_context plan = {.reader = s->reader, .query = q, .scope = SPAN_SCOPE_DEFAULT};
	struct xc_query *xq = NULL, *certain = NULL;
	bool exact;
	enum status st;

	plan.scope.zones = zones;
	plan.mark_sure = true;
	st = plan_query(&plan, n, &xq, &exact, err);
	if (st == STATUS_OK && !exact)
		st = plan_fill_bits(&plan, n, false, err);
	if (st == STATUS_OK && !exact)
		st = plan_certain(&plan, n, &certain, err);
	if (st == STATUS_OK)
		st = count(s, xq, certain, exact ? NULL : n, plan.scope, d, out, err);
	xc_query_free(xq);
	xc_query_free(certain);
	return st;
}

enum status search_count_term(struct searcher *s, char prefix, struct slice term,
			      struct deadline *d, struct search_counts *out, struct err *err)
{
	struct span_scope scope = SPAN_SCOPE_DEFAULT;
	struct xc_maker m = {0};
	struct xc_query *q = maker_term(&m, prefix, term);
	enum status st = maker_status(&m, err);

	if (st == STATUS_OK)
		st = count(s, q, NULL, NULL, scope, d, out, err);
	xc_query_free(q);
	return st;
}

void search_counts_json(struct json *j, const struct search_counts *n)
{
	json_key_u64(j, "articles", n->articles);
	json_key_u64(j, "stories", n->stories);
	if (n->partial)
		json_key_str(j, "relation", "at_least");
}
