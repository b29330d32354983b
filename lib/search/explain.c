/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A score word by word: see explain.h.
 *
 * Each word is planned and weighed alone, with the same statistics and the same
 * parameters as in the whole query, filtered to the one article; sums of BM25 do
 * not depend on each other. */
#include "lib/search/explain.h"

#include "lib/archive/schema.h"
#include "lib/base/limits.h"
#include "lib/search/identity.h"
#include "lib/search/plan.h"

struct explain {
	struct searcher *s;
	struct query *q;
	const struct search_hit *hit;
	struct slice id; /* without "a:" */
	struct json *j;
	uint32_t n;
};

/* The hit's weight under a query; copies have the same id and are passed over. */
static enum xc_status weigh(const struct explain *e, const struct xc_query *q, double *out,
			    struct xc_error *xe)
{
	const struct rank *r = &e->s->rank;
	const double bm25[5] = {r->k1, 0, r->k3, r->b, r->min_normlen};
	struct xc_match match = {.max_items = LIMIT_RESULTS};
	struct xc_enquire *enquire = NULL;
	struct xc_mset *m = NULL;
	enum xc_status st;
	uint32_t i;

	if ((st = xc_enquire_new(archive_db(e->s->reader), &enquire, xe)) == XC_OK &&
	    (st = xc_enquire_set_query(enquire, q, 0, xe)) == XC_OK &&
	    (st = xc_enquire_set_weight(enquire, XC_WEIGHT_BM25, bm25, 5, xe)) == XC_OK)
		st = xc_enquire_mset(enquire, &match, &m, xe);
	for (i = 0; st == XC_OK && i < xc_mset_size(m); i++) {
		struct xc_hit h;

		if ((st = xc_mset_hit(m, i, &h, xe)) == XC_OK && h.docid == e->hit->docid)
			*out = h.weight;
	}
	xc_mset_free(m);
	xc_enquire_free(enquire);
	return st;
}

static void write_term(struct explain *e, const struct node *n, double score)
{
	struct buf text;

	buf_init(&text, LIMIT_REPLY_BYTES);
	node_print(n, &text);
	json_begin_object(e->j);
	json_key_slice(e->j, "part", buf_slice(&text));
	json_key_double(e->j, "score", score, 4);
	json_end(e->j);
	buf_done(&text);
}

static enum status tell_word(struct explain *e, struct node *n, struct span_scope scope,
			     struct err *err)
{
	struct plan_context plan = {.reader = e->s->reader, .query = e->q, .scope = scope,
				    .title_weight = e->s->rank.title, .weighted = true};
	struct xc_maker m = {0};
	struct xc_query *q = NULL;
	struct xc_error xe;
	double score = 0;
	enum xc_status xs;
	enum status st;
	bool unused;

	if (++e->n > EXPLAIN_WORDS)
		return STATUS_OK;
	st = plan_query(&plan, n, &q, &unused, err);
	if (st != STATUS_OK)
		return st;
	q = maker_two(&m, XC_OP_FILTER, q, maker_term(&m, TERM_ID, e->id));
	st = maker_status(&m, err);
	if (st == STATUS_OK) {
		xs = weigh(e, q, &score, &xe);
		st = search_xc(xs, &xe, err);
	}
	xc_query_free(q);
	if (st == STATUS_OK)
		write_term(e, n, score);
	return st;
}

static enum status tell(struct explain *e, struct node *n, struct span_scope scope,
			struct err *err)
{
	enum status st = STATUS_OK;
	size_t i;

	if (n->kind == NODE_NOT)
		return STATUS_OK;
	if (n->kind == NODE_WORD || n->kind == NODE_PHRASE)
		return tell_word(e, n, scope, err);
	if (n->kind == NODE_ZONES)
		scope.zones = n->zones;
	for (i = 0; i < n->n && st == STATUS_OK; i++)
		if (!(n->negated && i > 0)) /* NOTNEAR: the others do not count */
			st = tell(e, n->kids[i], scope, err);
	return st;
}

enum status explain_json(struct searcher *s, struct query *q, struct node *added,
			 struct span_scope scope,
			 const struct search_hit *h, struct slice id, struct json *j,
			 struct err *err)
{
	struct explain e = {.s = s, .q = q, .hit = h, .j = j};
	enum status st = STATUS_OK;

	id = identity_bare(id); /* copies have one term */
	e.id = slice_starts(id, SLICE_LIT("a:")) ? slice_sub(id, 2, id.n) : id;
	json_key(j, "terms");
	json_begin_array(j);
	if (q->root)
		st = tell(&e, q->root, scope, err);
	if (added && q->mode != QUERY_ANY && st == STATUS_OK)
		st = tell(&e, added, scope, err);
	json_end(j);
	return st;
}
