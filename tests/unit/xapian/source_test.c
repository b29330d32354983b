/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Posting sources written in C: a source over a sorted list of ids. */
#include "tests/unit/xapian/fixture.h"

struct list {
	const uint32_t *ids;
	size_t n, at; /* at: index of the document it stands at, plus one */
	double weight_each;
	bool fail_init, fail_next, fail_weight, fail_clone, disorder;
	struct xc_source_bounds bounds;
	int *alive; /* contexts that were not ended */
	bool saw_shard;
};

static const uint32_t odd_ids[] = {3, 5, 7};

static int list_init(void *ctx, const struct xc_db *shard, struct xc_source_bounds *out)
{
	struct list *l = ctx;
	struct xc_db_stats st;

	if (l->fail_init)
		return -1;
	l->at = 0;
	l->saw_shard = xc_db_get_stats(shard, &st, NULL) == XC_OK && st.doccount == SAMPLE_DOCS;
	*out = l->bounds;
	return 0;
}

static int list_next(void *ctx, double min_weight, uint32_t *docid, double *max_weight)
{
	struct list *l = ctx;

	(void)min_weight, (void)max_weight;
	if (l->fail_next)
		return -1;
	if (l->at == l->n)
		return 0;
	*docid = l->disorder ? 3 : l->ids[l->at];
	l->at++;
	return 1;
}

static int list_skip_to(void *ctx, uint32_t target, double min_weight, uint32_t *docid,
			double *max_weight)
{
	struct list *l = ctx;

	while (l->at < l->n && l->ids[l->at] < target)
		l->at++;
	return list_next(ctx, min_weight, docid, max_weight);
}

static int list_weight(void *ctx, double *out)
{
	struct list *l = ctx;

	if (l->fail_weight)
		return -1;
	*out = l->weight_each * l->ids[l->at - 1];
	return 0;
}

static int list_clone(void *ctx, void **out)
{
	struct list *l = ctx, *c;

	if (l->fail_clone)
		return -1;
	c = malloc(sizeof(*c));
	assert_non_null(c);
	*c = *l;
	++*l->alive;
	*out = c;
	return 0;
}

static void list_free(void *ctx)
{
	struct list *l = ctx;

	--*l->alive;
	free(l);
}

static int alive;

static struct list *list_new(void)
{
	struct list *l = calloc(1, sizeof(*l));

	assert_non_null(l);
	l->ids = odd_ids;
	l->n = 3;
	l->weight_each = 2;
	l->bounds = (struct xc_source_bounds){3, 3, 3, 100};
	l->alive = &alive;
	alive++;
	return l;
}

static const struct xc_source callbacks = {.init = list_init,
					   .next = list_next,
					   .skip_to = list_skip_to,
					   .weight = list_weight,
					   .clone = list_clone,
					   .free = list_free};

static struct xc_query *source_query(struct list *l, const struct xc_source *how)
{
	struct xc_source s = *how;
	struct xc_query *q = NULL;

	s.ctx = l;
	OK(xc_query_source(&s, &q, &err));
	return q;
}

/* Run it and tell the status; the mset goes to *out. */
static enum xc_status run(const struct xc_db *db, const struct xc_query *q, struct xc_mset **out)
{
	struct xc_match m = {.max_items = 10, .check_at_least = 10};
	struct xc_enquire *e;
	enum xc_status st;

	*out = NULL;
	OK(xc_enquire_new(db, &e, &err));
	OK(xc_enquire_set_query(e, q, 0, &err));
	st = xc_enquire_mset(e, &m, out, &err);
	xc_enquire_free(e);
	return st;
}

static void its_documents_with_its_weights(void **state)
{
	struct sample *s = *state;
	struct xc_source bare = callbacks;
	struct list *l = list_new();
	struct xc_query *q = source_query(l, &callbacks);
	struct xc_mset *r;
	struct xc_hit h;

	assert_int_equal(xc_query_type(q), XC_LEAF_POSTING_SOURCE);
	OK(run(s->db, q, &r));
	assert_int_equal(xc_mset_size(r), 3);
	OK(xc_mset_hit(r, 0, &h, &err));
	assert_int_equal(h.docid, 7);
	assert_true(h.weight > 13.99 && h.weight < 14.01);
	xc_query_free(q);
	xc_mset_free(r);
	assert_int_equal(alive, 0);

	/* without skip_to, weight and clone */
	bare.skip_to = NULL, bare.weight = NULL, bare.clone = NULL;
	l = list_new();
	q = source_query(l, &bare);
	assert_finds(s->db, q, "3 5 7");
	assert_true(l->saw_shard);
	xc_query_free(q);
	assert_int_equal(alive, 0);
}

static void combined_with_terms(void **state)
{
	struct sample *s = *state;
	struct xc_source bare = callbacks;
	struct xc_query *t = term_query("three"), *q, *both;
	const struct xc_query *subs[2];
	int i;

	bare.skip_to = NULL;
	for (i = 0; i < 2; i++) {
		q = source_query(list_new(), i ? &bare : &callbacks);
		subs[0] = t, subs[1] = q;
		OK(xc_query_combine(XC_OP_AND, subs, 2, 0, &both, &err));
		xc_query_free(q);
		assert_finds(s->db, both, "3");
		xc_query_free(both);
		q = source_query(list_new(), i ? &bare : &callbacks);
		subs[1] = q;
		OK(xc_query_combine(XC_OP_OR, subs, 2, 0, &both, &err));
		xc_query_free(q);
		assert_finds(s->db, both, "3 5 6 7 9");
		xc_query_free(both);
	}
	xc_query_free(t);
	assert_int_equal(alive, 0);
}

static void in_a_group_it_is_cloned(void **state)
{
	struct sample *s = *state;
	struct xc_source bare = callbacks;
	struct xc_db *group;
	struct xc_query *q;
	struct xc_mset *r;

	OK(xc_db_new(&group, &err));
	OK(xc_db_add(group, s->db, &err));
	OK(xc_db_add(group, s->db, &err));
	q = source_query(list_new(), &callbacks);
	assert_finds(group, q, "5 6 9 10 13 14");
	xc_query_free(q);
	bare.clone = NULL;
	q = source_query(list_new(), &bare);
	IS(XC_ERR_INVALID, run(group, q, &r));
	assert_null(r);
	xc_query_free(q);
	xc_db_free(group);
	assert_int_equal(alive, 0);
}

static void failing_callbacks_end_the_match(void **state)
{
	struct sample *s = *state;
	int i;

	for (i = 0; i < 4; i++) {
		struct list *l = list_new();
		struct xc_query *q;
		struct xc_mset *r;

		l->fail_init = i == 0;
		l->fail_next = i == 1;
		l->fail_weight = i == 2;
		l->fail_clone = i == 3;
		q = source_query(l, &callbacks);
		IS(XC_ERR_CALLBACK, run(s->db, q, &r));
		assert_null(r);
		xc_query_free(q);
	}
	assert_int_equal(alive, 0);
}

static void what_a_source_says_is_checked(void **state)
{
	struct sample *s = *state;
	int i;

	for (i = 0; i < 4; i++) {
		struct list *l = list_new();
		struct xc_query *q;
		struct xc_mset *r;

		l->disorder = i == 0;
		if (i == 1)
			l->bounds.docs_min = 4; /* above the estimate */
		if (i == 2)
			l->bounds.max_weight = -1;
		if (i == 3)
			l->weight_each = -1;
		q = source_query(l, &callbacks);
		IS(XC_ERR_INVALID, run(s->db, q, &r));
		xc_query_free(q);
	}
	assert_int_equal(alive, 0);
}

static void bad_sources_are_refused_and_ended(void **state)
{
	struct xc_bytes b = XC_BYTES_INIT;
	struct xc_source c = callbacks;
	struct xc_query *q = NULL;

	(void)state;
	c.ctx = list_new();
	c.next = NULL;
	IS(XC_ERR_QUERY, xc_query_source(&c, &q, &err));
	c = callbacks;
	c.ctx = list_new();
	c.init = NULL;
	IS(XC_ERR_QUERY, xc_query_source(&c, &q, &err));
	c = callbacks;
	c.ctx = list_new();
	IS(XC_ERR_QUERY, xc_query_source(&c, NULL, &err));
	assert_null(q);
	assert_int_equal(alive, 0);
	IS(XC_ERR_INVALID, xc_query_source(NULL, &q, &err));
	q = source_query(list_new(), &callbacks);
	IS(XC_ERR_QUERY, xc_query_serialise(q, &b, &err));
	OK(xc_query_get_description(q, &b, &err));
	assert_non_null(strstr(b.p, "xc_source"));
	xc_bytes_free(&b);
	xc_query_free(q);
	assert_int_equal(alive, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		SAMPLE_TEST(its_documents_with_its_weights),
		SAMPLE_TEST(combined_with_terms),
		SAMPLE_TEST(in_a_group_it_is_cloned),
		SAMPLE_TEST(failing_callbacks_end_the_match),
		SAMPLE_TEST(what_a_source_says_is_checked),
		cmocka_unit_test(bad_sources_are_refused_and_ended),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
