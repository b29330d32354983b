/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Running planned queries: see match.h. */
#include "lib/search/match.h"

#include <string.h>
#include <time.h>

#include "lib/archive/schema.h"

#define CLOCK_EVERY 64 /* calls between two looks at the clock */

static uint64_t now_ns(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (uint64_t)t.tv_sec * 1000000000u + (uint64_t)t.tv_nsec;
}

void deadline_init(struct deadline *d, uint32_t ms)
{
	*d = (struct deadline){.at_ns = ms ? now_ns() + (uint64_t)ms * 1000000u : 0};
}

bool deadline_passed(struct deadline *d)
{
	if (!d->passed && d->at_ns && ++d->calls % CLOCK_EVERY == 0)
		d->passed = now_ns() > d->at_ns;
	return d->passed;
}

struct decision {
	struct searcher *s;
	struct node *root;
	struct span_scope scope;
	struct deadline *deadline;
	struct docset *set;
	const struct docset *only;
	enum status st;
};

/* The span engine's word on a candidate.  Past the deadline nothing is looked at
 * any more, which runs the match out quickly. */
static enum xc_verdict decide(void *ctx, struct xc_doc_ref *doc)
{
	struct decision *d = ctx;
	uint32_t docid = xc_doc_ref_docid(doc);
	const char *p;
	size_t n;

	if (deadline_passed(d->deadline) || docset_has(d->set, docid))
		return XC_REJECT;
	if (d->root) {
		if (xc_doc_ref_value(doc, SLOT_STREAM, &p, &n, NULL) != XC_OK)
			return XC_STOP;
		d->st = span_doc_set(&d->s->doc, docid, slice_of(n ? p : "", n));
		if (d->st != STATUS_OK)
			return XC_STOP;
		if (!span_match(&d->s->doc, d->root, d->scope))
			return XC_REJECT;
	}
	d->set->bits[docid >> 3] |= (unsigned char)(1 << (docid & 7));
	d->set->count++;
	return XC_REJECT; /* kept in the bits: the mset need not grow */
}

static enum xc_verdict decide_only(void *ctx, struct xc_doc_ref *doc)
{
	const struct docset *only = ctx;

	return docset_has(only, xc_doc_ref_docid(doc)) ? XC_KEEP : XC_REJECT;
}

static enum xc_status start(struct searcher *s, const struct xc_query *q, bool scored,
			    struct xc_enquire **out, struct xc_db_stats *stats, struct xc_error *xe)
{
	const struct rank *r = &s->rank;
	const double bm25[5] = {r->k1, 0, r->k3, r->b, r->min_normlen};
	struct xc_enquire *e = NULL;
	enum xc_status st;

	if ((st = xc_db_get_stats(archive_db(s->reader), stats, xe)) != XC_OK ||
	    (st = xc_enquire_new(archive_db(s->reader), &e, xe)) != XC_OK)
		return st;
	if ((st = xc_enquire_set_query(e, q, 0, xe)) == XC_OK)
		st = scored ? xc_enquire_set_weight(e, XC_WEIGHT_BM25, bm25, 5, xe)
			    : xc_enquire_set_weight(e, XC_WEIGHT_BOOL, NULL, 0, xe);
	if (st != XC_OK) {
		xc_enquire_free(e);
		return st;
	}
	*out = e;
	return XC_OK;
}

/* Unless it holds some already. */
static void make_set(struct docset *set, const struct xc_db_stats *stats, struct arena *arena)
{
	if (set->bits)
		return;
	*set = (struct docset){.n_bits = stats->lastdocid + 1};
	set->bits = arena_zalloc(arena, set->n_bits / 8 + 1);
}

static enum status set_by_xapian(struct decision *d, const struct xc_query *q, struct arena *arena,
				 struct err *err)
{
	struct xc_match match = {.max_items = 1, .decide = decide, .ctx = d};
	struct xc_enquire *e = NULL;
	struct xc_mset *m = NULL;
	struct xc_db_stats stats;
	struct xc_error xe;
	enum xc_status st = start(d->s, q, false, &e, &stats, &xe);

	if (st != XC_OK)
		return search_xc(st, &xe, err);
	make_set(d->set, &stats, arena);
	match.check_at_least = stats.doccount;
	d->s->doc.trust_postings = true;
	st = xc_enquire_mset(e, &match, &m, &xe);
	d->s->doc.trust_postings = false;
	xc_mset_free(m);
	xc_enquire_free(e);
	if (d->st != STATUS_OK)
		return err_set(err, d->st, "the token stream of a document is damaged");
	return search_xc(st, &xe, err);
}

/* The candidates come from decoded postings; places that are remembered decide. */
static enum status decide_each(struct decision *d, const uint32_t *ids, size_t n, struct err *err)
{
	struct searcher *s = d->s;
	enum status st = STATUS_OK;
	size_t i;

	for (i = 0; i < n && !deadline_passed(d->deadline); i++) {
		if (docset_has(d->set, ids[i]))
			continue;
		if (d->root) {
			st = search_recall(s, ids[i], err);
			if (st != STATUS_OK)
				break;
			if (!span_match(&s->doc, d->root, d->scope))
				continue;
		}
		d->set->bits[ids[i] >> 3] |= (unsigned char)(1 << (ids[i] & 7));
		d->set->count++;
	}
	return st;
}

/* match_set() from memory; *done tells whether it could.  Where every candidate's
 * stream must be read, Xapian does it better: it has them in order. */
static enum status set_in_memory(struct decision *d, const struct xc_query *q, struct arena *arena,
				 bool *done, struct err *err)
{
	struct xc_memory *m = archive_memory(d->s->reader);
	struct xc_db_stats stats;
	const uint32_t *ids;
	struct xc_error xe;
	enum status st = STATUS_OK;
	enum xc_status xs;
	size_t n;

	*done = false;
	if (!m || (d->root && !recall_begin(&d->s->recall, archive_revision(d->s->reader), d->root,
					    d->scope)))
		return STATUS_OK;
	xs = xc_memory_match(m, q, &ids, &n, &xe);
	*done = xs != XC_ERR_UNSUPPORTED;
	if (xs == XC_OK && (xs = xc_db_get_stats(archive_db(d->s->reader), &stats, &xe)) == XC_OK) {
		make_set(d->set, &stats, arena);
		d->s->doc.trust_postings = true;
		st = decide_each(d, ids, n, err);
		d->s->doc.trust_postings = false;
	}
	if (d->root)
		recall_end(&d->s->recall);
	return !*done || xs == XC_OK ? st : search_xc(xs, &xe, err);
}

static enum status decide_set(struct decision *d, const struct xc_query *q, struct arena *arena,
			      struct err *err)
{
	bool done;
	enum status in_memory = set_in_memory(d, q, arena, &done, err);

	return done ? in_memory : set_by_xapian(d, q, arena, err);
}

enum status match_set(struct searcher *s, const struct xc_query *q,
		      const struct xc_query *certain, struct node *root,
		      struct span_scope scope, struct deadline *deadline, struct arena *arena,
		      struct docset *out, struct err *err)
{
	struct decision d = {.s = s, .scope = scope, .deadline = deadline, .set = out};
	enum status st = STATUS_OK;

	*out = (struct docset){.bits = NULL};
	if (certain)
		st = decide_set(&d, certain, arena, err);
	d.root = root;
	return st == STATUS_OK ? decide_set(&d, q, arena, err) : st;
}

enum status match_count(struct searcher *s, const struct xc_query *q, uint64_t *out,
			struct err *err)
{
	struct xc_memory *memory = archive_memory(s->reader);
	struct xc_match match = {0};
	struct xc_mset_stats found;
	struct xc_enquire *e = NULL;
	struct xc_mset *m = NULL;
	struct xc_db_stats stats;
	const uint32_t *ids;
	struct xc_error xe;
	enum xc_status st;
	size_t n;

	if (memory && (st = xc_memory_match(memory, q, &ids, &n, &xe)) != XC_ERR_UNSUPPORTED) {
		*out = n;
		return search_xc(st, &xe, err);
	}
	st = start(s, q, false, &e, &stats, &xe);
	if (st != XC_OK)
		return search_xc(st, &xe, err);
	match.check_at_least = stats.doccount;
	if ((st = xc_enquire_mset(e, &match, &m, &xe)) == XC_OK &&
	    (st = xc_mset_get_stats(m, &found, &xe)) == XC_OK)
		*out = found.matches.estimated;
	xc_mset_free(m);
	xc_enquire_free(e);
	return search_xc(st, &xe, err);
}

/* Oldest first: the undated have the smallest value, so having one weighs 1 and
 * everything else nothing. */
static enum xc_status sort_oldest(struct xc_enquire *e, const struct xc_query *q,
				  struct xc_error *xe)
{
	struct xc_query *plain = NULL, *one = NULL, *dated = NULL;
	struct xc_maker m = {0};
	enum xc_status st;

	if ((st = xc_query_scale(q, 0, &plain, xe)) == XC_OK &&
	    (st = xc_query_fixed_weight(1, &one, xe)) == XC_OK &&
	    (st = xc_query_value_ge(SLOT_DAY, "\1", 1, &dated, xe)) == XC_OK) {
		plain = maker_two(&m, XC_OP_AND_MAYBE, plain,
				  maker_two(&m, XC_OP_FILTER, one, dated));
		one = dated = NULL;
		st = m.st;
		*xe = m.st == XC_OK ? *xe : m.xe;
	}
	if (st == XC_OK)
		st = xc_enquire_set_query(e, plain, 0, xe);
	if (st == XC_OK)
		st = xc_enquire_set_sort(e, XC_SORT_RELEVANCE_THEN_VALUE, SLOT_DAY, false, xe);
	xc_query_free(plain);
	xc_query_free(one);
	xc_query_free(dated);
	return st;
}

static enum xc_status set_sort(struct xc_enquire *e, const struct xc_query *q,
			       enum search_sort sort, struct xc_error *xe)
{
	if (sort == SORT_OLDEST)
		return sort_oldest(e, q, xe);
	if (sort == SORT_NEWEST)
		return xc_enquire_set_sort(e, XC_SORT_VALUE_THEN_RELEVANCE, SLOT_DAY, true, xe);
	return XC_OK;
}

/* Articles without copies have no value, and none of them is left out. */
static enum xc_status set_collapse(struct xc_enquire *e, enum search_collapse collapse,
				   struct xc_error *xe)
{
	if (collapse == COLLAPSE_OFF)
		return XC_OK;
	return xc_enquire_set_collapse(e, collapse == COLLAPSE_NEAR ? SLOT_CLUSTER : SLOT_COPY, 1, xe);
}

/* The documents of a set, ascending. */
static struct xc_ids ids_of(const struct docset *set, struct arena *arena)
{
	uint32_t *v = ARENA_ARRAY(arena, uint32_t, set->count + 1), docid;
	size_t n = 0, byte;

	for (byte = 0; byte <= (set->n_bits - 1) / 8; byte++)
		for (docid = 0; set->bits[byte] && docid < 8; docid++)
			if (set->bits[byte] >> docid & 1)
				v[n++] = (uint32_t)byte * 8 + docid;
	return (struct xc_ids){v, n};
}

/* match_ranked() by relevance from memory; *done tells whether it could. */
static enum status ranked_in_memory(struct searcher *s, const struct xc_query *q,
				    const struct docset *only, uint32_t want, struct arena *arena,
				    struct match_list *out, bool *done, struct err *err)
{
	struct xc_memory *m = archive_memory(s->reader);
	const struct rank *r = &s->rank;
	const double bm25[5] = {r->k1, 0, r->k3, r->b, r->min_normlen};
	size_t n = want < archive_articles(s->reader) ? want : archive_articles(s->reader);
	struct xc_scored *v;
	struct xc_ids ids, found;
	struct xc_error xe;
	enum xc_status st;
	size_t i;

	*done = false;
	if (!m)
		return STATUS_OK;
	v = ARENA_ARRAY(arena, struct xc_scored, n + 1);
	if (only)
		ids = ids_of(only, arena);
	st = xc_memory_rank(m, q, bm25, only ? &ids : NULL, v, &n, &found, &xe);
	if (st == XC_ERR_UNSUPPORTED)
		return STATUS_OK;
	*done = true;
	if (st != XC_OK)
		return search_xc(st, &xe, err);
	out->lower = out->upper = found.n;
	out->found = found.p;
	out->n_found = found.n;
	out->n = (uint32_t)n;
	out->v = ARENA_ARRAY(arena, struct search_hit, n + 1);
	for (i = 0; i < n; i++)
		out->v[i] = (struct search_hit){v[i].docid, v[i].weight, v[i].weight, 0, 0};
	return STATUS_OK;
}

static enum status ranked_by_xapian(struct searcher *s, const struct xc_query *q, const struct docset *only,
			 enum search_sort sort, enum search_collapse collapse, uint32_t want,
			 uint32_t count, struct arena *arena, struct match_list *out,
			 struct err *err)
{
	struct xc_match match = {.max_items = want, .check_at_least = count};
	struct xc_mset_stats found;
	struct xc_enquire *e = NULL;
	struct xc_mset *m = NULL;
	struct xc_db_stats stats;
	struct xc_error xe;
	uint32_t i;
	enum xc_status st = start(s, q, true, &e, &stats, &xe);

	if (only) {
		match.decide = decide_only;
		match.ctx = (void *)only;
	}
	if (st != XC_OK || (st = set_sort(e, q, sort, &xe)) != XC_OK ||
	    (st = set_collapse(e, collapse, &xe)) != XC_OK ||
	    (st = xc_enquire_mset(e, &match, &m, &xe)) != XC_OK ||
	    (st = xc_mset_get_stats(m, &found, &xe)) != XC_OK)
		goto out;
	out->n = xc_mset_size(m);
	out->v = ARENA_ARRAY(arena, struct search_hit, out->n + 1);
	out->lower = found.uncollapsed.lower;
	out->upper = found.uncollapsed.upper;
	for (i = 0; i < out->n; i++) {
		struct xc_hit h;

		if ((st = xc_mset_hit(m, i, &h, &xe)) != XC_OK)
			break;
		out->v[i] = (struct search_hit){h.docid, h.weight, h.weight, 0, 0};
	}
out:
	xc_mset_free(m);
	xc_enquire_free(e);
	return search_xc(st, &xe, err);
}

enum status match_ranked(struct searcher *s, const struct xc_query *q, const struct docset *only,
			 enum search_sort sort, enum search_collapse collapse, uint32_t want,
			 uint32_t count, struct arena *arena, struct match_list *out,
			 struct err *err)
{
	enum status st = STATUS_OK;
	bool done = false;

	if ((sort == SORT_RELEVANCE || sort == SORT_PUBLICATION) && collapse == COLLAPSE_OFF)
		st = ranked_in_memory(s, q, only, want, arena, out, &done, err);
	return done ? st
		    : ranked_by_xapian(s, q, only, sort, collapse, want, count, arena, out, err);
}
