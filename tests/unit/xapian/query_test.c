/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The query algebra: what each operator finds in the sample, what is refused. */
#include "tests/unit/xapian/fixture.h"

/* One operator on the terms "even" and "three". */
static const struct {
	enum xc_op op;
	uint32_t parameter;
	const char *finds;
} pairs[] = {
	{XC_OP_AND, 0, "6"},
	{XC_OP_OR, 0, "2 3 4 6 8 9 10"},
	{XC_OP_AND_NOT, 0, "2 4 8 10"},
	{XC_OP_XOR, 0, "2 3 4 8 9 10"},
	{XC_OP_AND_MAYBE, 0, "2 4 6 8 10"},
	{XC_OP_FILTER, 0, "6"},
	{XC_OP_SYNONYM, 0, "2 3 4 6 8 9 10"},
	{XC_OP_MAX, 0, "2 3 4 6 8 9 10"},
};

static struct xc_query *pair(enum xc_op op, const char *a, const char *b, uint32_t parameter)
{
	struct xc_query *l = term_query(a), *r = term_query(b), *q = NULL;
	const struct xc_query *subs[2] = {l, r};

	OK(xc_query_combine(op, subs, 2, parameter, &q, &err));
	xc_query_free(l); /* the whole keeps its parts */
	xc_query_free(r);
	return q;
}

static void operators(void **state)
{
	struct sample *s = *state;
	size_t i;

	for (i = 0; i < sizeof(pairs) / sizeof(pairs[0]); i++) {
		struct xc_query *q = pair(pairs[i].op, "even", "three", pairs[i].parameter);

		assert_int_equal(xc_query_type(q), pairs[i].op);
		assert_int_equal(xc_query_count(q), 2);
		assert_finds(s->db, q, pairs[i].finds);
		xc_query_free(q);
	}
}

static void near_and_phrase(void **state)
{
	struct sample *s = *state;
	static const struct {
		enum xc_op op;
		const char *a, *b;
		uint32_t window;
		bool finds;
	} cases[] = {
		{XC_OP_PHRASE, "quick", "brown", 0, true},
		{XC_OP_PHRASE, "brown", "quick", 0, false},
		{XC_OP_PHRASE, "quick", "fox", 2, false},
		{XC_OP_PHRASE, "quick", "fox", 3, true},
		{XC_OP_NEAR, "brown", "quick", 0, true},
		{XC_OP_NEAR, "fox", "quick", 2, false},
		{XC_OP_NEAR, "fox", "quick", 3, true},
	};
	size_t i;

	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct xc_query *q = pair(cases[i].op, cases[i].a, cases[i].b, cases[i].window);

		assert_finds(s->db, q, cases[i].finds ? "1 2 3 4 5 6 7 8 9 10" : "");
		xc_query_free(q);
	}
}

static void elite_set_takes_the_rarest(void **state)
{
	struct sample *s = *state;
	struct xc_query *q = pair(XC_OP_ELITE_SET, "all", "n3", 1);
	struct xc_match m = {.max_items = 10, .check_at_least = 10};
	struct xc_enquire *e;
	struct xc_mset *r;

	OK(xc_enquire_new(s->db, &e, &err));
	OK(xc_enquire_set_query(e, q, 0, &err));
	OK(xc_enquire_mset(e, &m, &r, &err));
	assert_int_equal(xc_mset_size(r), 1);
	xc_mset_free(r);
	xc_enquire_free(e);
	xc_query_free(q);
}

static void leaves(void **state)
{
	struct sample *s = *state;
	struct xc_query *q;

	OK(xc_query_all(&q, &err));
	assert_int_equal(xc_query_type(q), XC_LEAF_MATCH_ALL);
	assert_finds(s->db, q, "1 2 3 4 5 6 7 8 9 10");
	xc_query_free(q);
	OK(xc_query_nothing(&q, &err));
	assert_int_equal(xc_query_type(q), XC_LEAF_MATCH_NOTHING);
	assert_finds(s->db, q, "");
	xc_query_free(q);
	OK(xc_query_combine(XC_OP_OR, NULL, 0, 0, &q, &err));
	assert_int_equal(xc_query_type(q), XC_LEAF_MATCH_NOTHING);
	xc_query_free(q);
	OK(xc_query_term(LIT("n7"), 3, 2, &q, &err));
	assert_int_equal(xc_query_type(q), XC_LEAF_TERM);
	assert_int_equal(xc_query_length(q), 3);
	assert_int_equal(xc_query_count(q), 0);
	assert_finds(s->db, q, "7");
	xc_query_free(q);
	assert_int_equal(xc_query_type(NULL), XC_LEAF_MATCH_NOTHING);
	assert_int_equal(xc_query_length(NULL), 0);
	assert_int_equal(xc_query_count(NULL), 0);
	xc_query_free(NULL);
}

static void value_ranges(void **state)
{
	struct sample *s = *state;
	struct xc_bytes three = XC_BYTES_INIT, five = XC_BYTES_INIT;
	struct xc_query *q;

	OK(xc_sortable_put(3, &three, &err));
	OK(xc_sortable_put(5, &five, &err));
	OK(xc_query_value_range(0, three.p, three.n, five.p, five.n, &q, &err));
	assert_int_equal(xc_query_type(q), XC_OP_VALUE_RANGE);
	assert_finds(s->db, q, "3 4 5");
	xc_query_free(q);
	OK(xc_query_value_range(0, five.p, five.n, three.p, three.n, &q, &err));
	assert_finds(s->db, q, "");
	xc_query_free(q);
	OK(xc_query_value_ge(0, five.p, five.n, &q, &err));
	assert_finds(s->db, q, "5 6 7 8 9 10");
	xc_query_free(q);
	OK(xc_query_value_le(0, three.p, three.n, &q, &err));
	assert_finds(s->db, q, "1 2 3");
	xc_query_free(q);
	OK(xc_query_value_ge(2, LIT("se\0v"), &q, &err));
	assert_finds(s->db, q, "7");
	xc_query_free(q);
	xc_bytes_free(&three);
	xc_bytes_free(&five);
}

static void wildcards(void **state)
{
	struct sample *s = *state;
	struct xc_match m = {.max_items = 10};
	struct xc_enquire *e;
	struct xc_query *q;
	struct xc_mset *r = NULL;

	OK(xc_query_wildcard(LIT("n1"), 0, XC_WILDCARD_ERROR, XC_OP_SYNONYM, &q, &err));
	assert_finds(s->db, q, "1 10");
	xc_query_free(q);
	OK(xc_query_wildcard(LIT("n"), 3, XC_WILDCARD_FIRST, XC_OP_OR, &q, &err));
	assert_finds(s->db, q, "1 2 10");
	xc_query_free(q);
	OK(xc_query_wildcard(LIT("n"), 3, XC_WILDCARD_MOST_FREQUENT, XC_OP_MAX, &q, &err));
	xc_query_free(q);
	OK(xc_query_wildcard(LIT("n"), 10, XC_WILDCARD_ERROR, XC_OP_OR, &q, &err));
	assert_finds(s->db, q, "1 2 3 4 5 6 7 8 9 10"); /* at the bound */
	xc_query_free(q);
	OK(xc_query_wildcard(LIT("n"), 9, XC_WILDCARD_ERROR, XC_OP_OR, &q, &err));
	OK(xc_enquire_new(s->db, &e, &err));
	OK(xc_enquire_set_query(e, q, 0, &err));
	IS(XC_ERR_QUERY, xc_enquire_mset(e, &m, &r, &err)); /* one past it */
	assert_null(r);
	xc_enquire_free(e);
	xc_query_free(q);
	q = NULL;
	IS(XC_ERR_QUERY, xc_query_wildcard(LIT("n"), 9, XC_WILDCARD_ERROR, XC_OP_AND, &q, &err));
	IS(XC_ERR_QUERY,
	   xc_query_wildcard(LIT("n"), 9, (enum xc_wildcard_limit)7, XC_OP_OR, &q, &err));
	assert_null(q);
}

/* The first match and its weight. */
static void assert_best(const struct xc_db *db, const struct xc_query *q, uint32_t docid,
			double weight)
{
	struct xc_match m = {.max_items = 1};
	struct xc_enquire *e;
	struct xc_mset *r;
	struct xc_hit h;

	OK(xc_enquire_new(db, &e, &err));
	OK(xc_enquire_set_query(e, q, 0, &err));
	OK(xc_enquire_mset(e, &m, &r, &err));
	OK(xc_mset_hit(r, 0, &h, &err));
	assert_int_equal(h.docid, docid);
	assert_true(h.weight > weight - 1e-9 && h.weight < weight + 1e-9);
	xc_mset_free(r);
	xc_enquire_free(e);
}

static void scaled_and_weighed(void **state)
{
	struct sample *s = *state;
	struct xc_query *t = term_query("n3"), *q;

	OK(xc_query_scale(t, 2.5, &q, &err));
	assert_int_equal(xc_query_type(q), XC_OP_SCALE_WEIGHT);
	assert_finds(s->db, q, "3");
	xc_query_free(q);
	q = NULL;
	IS(XC_ERR_QUERY, xc_query_scale(t, -1, &q, &err));
	IS(XC_ERR_QUERY, xc_query_fixed_weight(-1, &q, &err));
	assert_null(q);
	OK(xc_query_fixed_weight(4, &q, &err));
	assert_best(s->db, q, 1, 4);
	xc_query_free(q);
	OK(xc_query_value_weight(0, &q, &err));
	assert_int_equal(xc_query_type(q), XC_LEAF_POSTING_SOURCE);
	assert_best(s->db, q, 10, 10); /* its weight is the id */
	xc_query_free(q);
	OK(xc_query_decreasing_value_weight(2, 0, 0, &q, &err));
	assert_finds(s->db, q, "7");
	xc_query_free(q);
	xc_query_free(t);
}

static void what_cannot_run_is_refused(void **state)
{
	struct xc_query *q = NULL, *or, *t = term_query("a");
	const struct xc_query *subs[2];
	const struct xc_query *holes[2] = {t, NULL};

	(void)state;
	or = pair(XC_OP_AND, "b", "c", 0);
	subs[0] = t, subs[1] = or;
	IS(XC_ERR_QUERY, xc_query_combine(XC_OP_NEAR, subs, 2, 5, &q, &err));
	IS(XC_ERR_QUERY, xc_query_combine(XC_OP_VALUE_RANGE, subs, 2, 0, &q, &err));
	IS(XC_ERR_QUERY, xc_query_combine(XC_OP_SCALE_WEIGHT, subs, 2, 0, &q, &err));
	IS(XC_ERR_QUERY, xc_query_combine((enum xc_op)1000, subs, 2, 0, &q, &err));
	IS(XC_ERR_QUERY, xc_query_combine((enum xc_op)-1, subs, 2, 0, &q, &err));
	IS(XC_ERR_QUERY, xc_query_combine(XC_OP_OR, NULL, 2, 0, &q, &err));
	IS(XC_ERR_QUERY, xc_query_combine(XC_OP_OR, holes, 2, 0, &q, &err));
	IS(XC_ERR_QUERY, xc_query_term(NULL, 3, 1, 0, &q, &err));
	assert_null(q);
	xc_query_free(or);
	xc_query_free(t);
}

static void looking_into_a_query(void **state)
{
	struct xc_bytes b = XC_BYTES_INIT;
	struct xc_query *q = pair(XC_OP_OR, "b", "a", 0), *sub = NULL, *both;
	const struct xc_query *twice[2];
	struct xc_terms *t;

	(void)state;
	OK(xc_query_get(q, 1, &sub, &err));
	OK(xc_query_terms(sub, &t, &err));
	assert_terms(t, "a");
	xc_query_free(sub);
	OK(xc_query_term(LIT("a"), 1, 5, &sub, &err));
	IS(XC_ERR_INVALID, xc_query_get(q, 2, &both, &err));
	twice[0] = q, twice[1] = sub;
	OK(xc_query_combine(XC_OP_AND, twice, 2, 0, &both, &err));
	xc_query_free(sub);
	OK(xc_query_terms(both, &t, &err));
	xc_query_free(both);
	assert_terms(t, "a b a"); /* positions 0, 0, 5 */
	OK(xc_query_unique_terms(q, &t, &err));
	xc_query_free(q); /* the list outlives it */
	assert_terms(t, "a b");
	q = pair(XC_OP_OR, "b", "a", 0);
	OK(xc_query_get_description(q, &b, &err));
	assert_string_equal(b.p, "Query((b OR a))");
	xc_query_free(q);
	xc_bytes_free(&b);
}

static void as_bytes_and_back(void **state)
{
	struct sample *s = *state;
	struct xc_bytes b = XC_BYTES_INIT, c = XC_BYTES_INIT;
	struct xc_query *q = pair(XC_OP_AND_NOT, "all", "even", 0), *r = NULL;
	size_t i;

	OK(xc_query_serialise(q, &b, &err));
	OK(xc_query_unserialise(b.p, b.n, &r, &err));
	assert_finds(s->db, r, "1 3 5 7 9");
	OK(xc_query_get_description(q, &b, &err));
	OK(xc_query_get_description(r, &c, &err));
	assert_bytes(&c, b.p, b.n);
	xc_query_free(r);
	OK(xc_query_serialise(q, &b, &err));
	for (i = 0; i < b.n; i++) {
		r = NULL;
		if (xc_query_unserialise(b.p, i, &r, &err) != XC_OK) {
			assert_int_equal(err.status, XC_ERR_QUERY);
			assert_null(r);
		}
		xc_query_free(r);
	}
	r = NULL;
	IS(XC_ERR_QUERY, xc_query_unserialise(LIT("\xff\xff\xff\xff"), &r, &err));
	assert_null(r);
	xc_query_free(q);
	xc_bytes_free(&b);
	xc_bytes_free(&c);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		SAMPLE_TEST(operators),
		SAMPLE_TEST(near_and_phrase),
		SAMPLE_TEST(elite_set_takes_the_rarest),
		SAMPLE_TEST(leaves),
		SAMPLE_TEST(value_ranges),
		SAMPLE_TEST(wildcards),
		SAMPLE_TEST(scaled_and_weighed),
		cmocka_unit_test(what_cannot_run_is_refused),
		cmocka_unit_test(looking_into_a_query),
		SAMPLE_TEST(as_bytes_and_back),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
