/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Ranking, sorting, cutting, collapsing; msets; feedback. */
#include "tests/unit/xapian/fixture.h"

#include <math.h>

struct search {
	struct sample s;
	struct xc_enquire *e;
};

/* sample, and an enquire on it that asks for "three". */
static int setup(void **state)
{
	struct search *x = calloc(1, sizeof(*x));
	struct xc_query *q;
	void *s;

	assert_non_null(x);
	sample_setup(&s);
	x->s = *(struct sample *)s;
	free(s);
	q = term_query("three");
	OK(xc_enquire_new(x->s.db, &x->e, &err));
	OK(xc_enquire_set_query(x->e, q, 0, &err));
	xc_query_free(q);
	*state = x;
	return 0;
}

static int teardown(void **state)
{
	struct search *x = *state;

	xc_enquire_free(x->e);
	xc_enquire_free(NULL);
	xc_db_free(x->s.db);
	tmp_remove(x->s.dir);
	free(x);
	return 0;
}

static void ask(struct search *x, const char *term)
{
	struct xc_query *q = term_query(term);

	OK(xc_enquire_set_query(x->e, q, 0, &err));
	xc_query_free(q);
}

static struct xc_mset *run(struct search *x, uint32_t first, uint32_t max)
{
	struct xc_match m = {.first = first, .max_items = max, .check_at_least = 100};
	struct xc_mset *r = NULL;

	OK(xc_enquire_mset(x->e, &m, &r, &err));
	return r;
}

static void assert_order(struct search *x, const char *want)
{
	struct xc_mset *r = run(x, 0, 100);
	char got[256] = "";
	size_t n = 0;
	uint32_t i;

	for (i = 0; i < xc_mset_size(r); i++) {
		struct xc_hit h;

		OK(xc_mset_hit(r, i, &h, &err));
		assert_int_equal(h.rank, i);
		n += (size_t)snprintf(got + n, sizeof(got) - n, "%s%u", i ? " " : "", h.docid);
	}
	assert_string_equal(got, want);
	xc_mset_free(r);
}

/* BM25 of Xapian's manual for one term, to tell that parameters arrive. */
static double bm25(double wdf, double len, double avlen, double k1, double b, double min_norm)
{
	double norm = len / avlen < min_norm ? min_norm : len / avlen;
	double idf = log((10 - 3 + 0.5) / (3 + 0.5));

	return idf * (k1 + 1) * wdf / (k1 * ((1 - b) + b * norm) + wdf);
}

static void bm25_with_its_parameters(void **state)
{
	struct search *x = *state;
	static const double sets[][5] = {{1, 0, 1, 0.5, 0.5}, {1.2, 0, 8, 0.75, 0.1}, {2, 0, 1, 0, 0.5}};
	size_t i;

	for (i = 0; i < 3; i++) {
		const double *p = sets[i];
		struct xc_mset *r;
		struct xc_hit h;

		OK(xc_enquire_set_weight(x->e, XC_WEIGHT_BM25, p, 5, &err));
		r = run(x, 0, 10);
		OK(xc_mset_hit(r, 0, &h, &err));
		assert_int_equal(h.docid, 9);
		assert_int_equal(h.percent, 100);
		assert_true(fabs(h.weight - bm25(9, 14, 6.8, p[0], p[3], p[4])) < 1e-6);
		xc_mset_free(r);
	}
}

static void every_scheme_runs(void **state)
{
	struct search *x = *state;
	static const size_t n_params[XC_WEIGHT_COUNT] = {5, 6, 0, 1, 0, 0, 0, 1, 2, 1, 1, 1, 1};
	static const double ones[8] = {1, 1, 1, 1, 1, 1, 1, 1};
	int k;

	for (k = 0; k < XC_WEIGHT_COUNT; k++) {
		OK(xc_enquire_set_weight(x->e, (enum xc_weight)k, NULL, 0, &err));
		xc_mset_free(run(x, 0, 10));
		if (n_params[k])
			OK(xc_enquire_set_weight(x->e, (enum xc_weight)k, ones, n_params[k], &err));
		xc_mset_free(run(x, 0, 10));
		IS(XC_ERR_INVALID,
		   xc_enquire_set_weight(x->e, (enum xc_weight)k, ones, n_params[k] + 1, &err));
	}
	IS(XC_ERR_INVALID, xc_enquire_set_weight(x->e, XC_WEIGHT_COUNT, NULL, 0, &err));
	IS(XC_ERR_INVALID, xc_enquire_set_weight(x->e, (enum xc_weight)-1, NULL, 0, &err));
	IS(XC_ERR_INVALID, xc_enquire_set_weight(x->e, XC_WEIGHT_TRAD, NULL, 1, &err));
	IS(XC_ERR_INVALID, xc_enquire_set_weight(x->e, XC_WEIGHT_PL2, (double[]){0}, 1, &err));
	IS(XC_ERR_INVALID, xc_enquire_set_weight(x->e, XC_WEIGHT_TRAD, (double[]){-1}, 1, &err));
	IS(XC_ERR_INVALID, xc_enquire_set_weight(x->e, XC_WEIGHT_TRAD, (double[]){NAN}, 1, &err));
}

static void tfidf_and_language_models(void **state)
{
	struct search *x = *state;
	int k;

	OK(xc_enquire_set_weight_tfidf(x->e, "ntn", &err));
	assert_order(x, "9 6 3");
	IS(XC_ERR_INVALID, xc_enquire_set_weight_tfidf(x->e, "zzz", &err));
	for (k = 1; k <= 5; k++) {
		OK(xc_enquire_set_weight_lm(x->e, 0, (enum xc_smoothing)k, -1, -1, &err));
		xc_mset_free(run(x, 0, 10));
	}
	IS(XC_ERR_INVALID, xc_enquire_set_weight_lm(x->e, 0, (enum xc_smoothing)6, -1, -1, &err));
	IS(XC_ERR_INVALID, xc_enquire_set_weight_lm(x->e, 0, (enum xc_smoothing)0, -1, -1, &err));
	IS(XC_ERR_INVALID,
	   xc_enquire_set_weight_lm(x->e, -1, XC_SMOOTHING_DIRICHLET, -1, -1, &err));
}

static void orders(void **state)
{
	struct search *x = *state;
	static const struct xc_sort_key keys[] = {{1, true}, {0, false}};

	assert_order(x, "9 6 3");
	ask(x, "all");
	OK(xc_enquire_set_weight(x->e, XC_WEIGHT_BOOL, NULL, 0, &err));
	assert_order(x, "1 2 3 4 5 6 7 8 9 10");
	OK(xc_enquire_set_docid_order(x->e, XC_DOCID_DESCENDING, &err));
	assert_order(x, "10 9 8 7 6 5 4 3 2 1");
	OK(xc_enquire_set_docid_order(x->e, XC_DOCID_DONT_CARE, &err));
	xc_mset_free(run(x, 0, 10));
	OK(xc_enquire_set_docid_order(x->e, XC_DOCID_ASCENDING, &err));
	OK(xc_enquire_set_sort(x->e, XC_SORT_VALUE, 0, true, &err));
	assert_order(x, "10 9 8 7 6 5 4 3 2 1");
	OK(xc_enquire_set_sort(x->e, XC_SORT_VALUE, 0, false, &err));
	assert_order(x, "1 2 3 4 5 6 7 8 9 10");
	OK(xc_enquire_set_sort_keys(x->e, XC_SORT_VALUE, keys, 2, &err));
	assert_order(x, "2 4 6 8 10 1 3 5 7 9");
	OK(xc_enquire_set_sort_keys(x->e, XC_SORT_VALUE_THEN_RELEVANCE, keys, 2, &err));
	assert_order(x, "2 4 6 8 10 1 3 5 7 9");
	OK(xc_enquire_set_sort_keys(x->e, XC_SORT_RELEVANCE_THEN_VALUE, keys, 2, &err));
	assert_order(x, "2 4 6 8 10 1 3 5 7 9");
	OK(xc_enquire_set_sort(x->e, XC_SORT_RELEVANCE_THEN_VALUE, 1, true, &err));
	assert_order(x, "2 4 6 8 10 1 3 5 7 9");
	ask(x, "three");
	OK(xc_enquire_set_weight(x->e, XC_WEIGHT_BM25, NULL, 0, &err));
	OK(xc_enquire_set_sort(x->e, XC_SORT_VALUE_THEN_RELEVANCE, 1, false, &err));
	assert_order(x, "9 3 6");
	OK(xc_enquire_set_sort(x->e, XC_SORT_RELEVANCE, 0, false, &err));
	assert_order(x, "9 6 3");
	IS(XC_ERR_INVALID, xc_enquire_set_sort(x->e, (enum xc_sort)9, 0, false, &err));
	IS(XC_ERR_INVALID, xc_enquire_set_sort_keys(x->e, XC_SORT_RELEVANCE, keys, 2, &err));
	IS(XC_ERR_INVALID, xc_enquire_set_sort_keys(x->e, XC_SORT_VALUE, keys, 0, &err));
	IS(XC_ERR_INVALID, xc_enquire_set_docid_order(x->e, (enum xc_docid_order)3, &err));
}

static void sort_keys_are_told(void **state)
{
	struct search *x = *state;
	struct xc_bytes b = XC_BYTES_INIT;
	struct xc_mset *r;

	OK(xc_enquire_set_sort(x->e, XC_SORT_VALUE, 1, false, &err));
	r = run(x, 0, 10);
	OK(xc_mset_sort_key(r, 0, &b, &err));
	assert_bytes(&b, LIT("a"));
	OK(xc_mset_sort_key(r, 2, &b, &err));
	assert_bytes(&b, LIT("b"));
	IS(XC_ERR_INVALID, xc_mset_sort_key(r, 3, &b, &err));
	xc_bytes_free(&b);
	xc_mset_free(r);
}

static void cutoff(void **state)
{
	struct search *x = *state;
	struct xc_query *t = term_query("three"), *all = term_query("n1"), *q;
	const struct xc_query *subs[2] = {t, all};

	OK(xc_enquire_set_cutoff(x->e, 100, 0, &err));
	assert_order(x, "9");
	OK(xc_enquire_set_cutoff(x->e, 0, 1e6, &err));
	assert_order(x, "");
	OK(xc_enquire_set_cutoff(x->e, 0, 0, &err));
	assert_order(x, "9 6 3");
	OK(xc_query_combine(XC_OP_OR, subs, 2, 0, &q, &err));
	IS(XC_ERR_INVALID, xc_enquire_set_cutoff(x->e, 101, 0, &err));
	IS(XC_ERR_INVALID, xc_enquire_set_cutoff(x->e, -1, 0, &err));
	IS(XC_ERR_INVALID, xc_enquire_set_cutoff(x->e, 0, -1, &err));
	xc_query_free(t);
	xc_query_free(all);
	xc_query_free(q);
}

static void collapsing(void **state)
{
	struct search *x = *state;
	struct xc_bytes b = XC_BYTES_INIT;
	struct xc_mset_stats st;
	struct xc_mset *r;
	struct xc_hit h;

	OK(xc_enquire_set_collapse(x->e, 1, 1, &err));
	r = run(x, 0, 10);
	assert_int_equal(xc_mset_size(r), 2); /* 9 (with 3) and 6 */
	OK(xc_mset_hit(r, 0, &h, &err));
	assert_int_equal(h.docid, 9);
	assert_int_equal(h.collapsed, 1);
	OK(xc_mset_collapse_key(r, 0, &b, &err));
	assert_bytes(&b, LIT("a"));
	IS(XC_ERR_INVALID, xc_mset_collapse_key(r, 2, &b, &err));
	OK(xc_mset_get_stats(r, &st, &err));
	assert_int_equal(st.matches.estimated, 2);
	assert_int_equal(st.uncollapsed.estimated, 3);
	xc_mset_free(r);
	OK(xc_enquire_set_collapse(x->e, 1, 0, &err));
	assert_order(x, "9 6 3");
	xc_bytes_free(&b);
}

static void pages_and_counts(void **state)
{
	struct search *x = *state;
	struct xc_mset_stats st;
	struct xc_doc *d = NULL;
	struct xc_mset *r;
	struct xc_hit h = {.docid = 42};
	uint32_t n;
	double w;

	r = run(x, 1, 1);
	OK(xc_mset_get_stats(r, &st, &err));
	assert_int_equal(st.size, 1);
	assert_int_equal(st.first, 1);
	assert_int_equal(st.matches.lower, 3);
	assert_int_equal(st.matches.estimated, 3);
	assert_int_equal(st.matches.upper, 3);
	assert_true(st.max_attained > 0 && st.max_possible >= st.max_attained);
	OK(xc_mset_hit(r, 0, &h, &err));
	assert_int_equal(h.docid, 6);
	assert_int_equal(h.rank, 1);
	h.docid = 42;
	IS(XC_ERR_INVALID, xc_mset_hit(r, 1, &h, &err));
	IS(XC_ERR_INVALID, xc_mset_doc(r, 1, &d, &err));
	assert_int_equal(h.docid, 42);
	assert_null(d);
	OK(xc_mset_termfreq(r, LIT("three"), &n, &err));
	assert_int_equal(n, 3);
	OK(xc_mset_termweight(r, LIT("three"), &w, &err));
	assert_true(w > 0);
	IS(XC_ERR_INVALID, xc_mset_termweight(r, LIT("other"), &w, &err));
	OK(xc_mset_fetch(r, &err));
	xc_mset_free(r);
	r = run(x, 5, 10); /* behind the last */
	assert_int_equal(xc_mset_size(r), 0);
	xc_mset_free(r);
	r = run(x, 0, UINT32_MAX);
	assert_int_equal(xc_mset_size(r), 3);
	xc_mset_free(r);
	r = run(x, UINT32_MAX, UINT32_MAX);
	assert_int_equal(xc_mset_size(r), 0);
	xc_mset_free(r);
	xc_mset_free(NULL);
	assert_int_equal(xc_mset_size(NULL), 0);
}

static void time_limits(void **state)
{
	struct search *x = *state;

	OK(xc_enquire_set_time_limit(x->e, 10, &err));
	assert_order(x, "9 6 3");
	OK(xc_enquire_set_time_limit(x->e, 0, &err));
	IS(XC_ERR_INVALID, xc_enquire_set_time_limit(x->e, -1, &err));
	IS(XC_ERR_INVALID, xc_enquire_set_time_limit(x->e, NAN, &err));
}

static void matching_terms(void **state)
{
	struct search *x = *state;
	struct xc_query *subs[3] = {term_query("fox"), term_query("even"), term_query("three")}, *q;
	struct xc_terms *t;
	int i;

	OK(xc_query_combine(XC_OP_OR, (const struct xc_query *const *)subs, 3, 0, &q, &err));
	OK(xc_enquire_set_query(x->e, q, 0, &err));
	OK(xc_enquire_matching_terms(x->e, 3, &t, &err));
	assert_terms(t, "fox three");
	OK(xc_enquire_matching_terms(x->e, 4, &t, &err));
	assert_terms(t, "even fox");
	assert_true(xc_enquire_matching_terms(x->e, 0, &t, &err) != XC_OK);
	IS(XC_ERR_NOT_FOUND, xc_enquire_matching_terms(x->e, 99, &t, &err));
	for (i = 0; i < 3; i++)
		xc_query_free(subs[i]);
	xc_query_free(q);
}

static void without_a_query_nothing_matches(void **state)
{
	struct search *x = *state;
	struct xc_match m = {.max_items = 10};
	struct xc_enquire *e;
	struct xc_mset *r;

	OK(xc_enquire_new(x->s.db, &e, &err));
	OK(xc_enquire_mset(e, &m, &r, &err));
	assert_int_equal(xc_mset_size(r), 0);
	xc_mset_free(r);
	xc_enquire_free(e);
}

static enum xc_verdict keep_no_n(void *ctx, const char *term, size_t n)
{
	++*(int *)ctx;
	return n && term[0] == 'n' ? XC_REJECT : XC_KEEP;
}

static enum xc_verdict stop_at_once(void *ctx, const char *term, size_t n)
{
	(void)ctx, (void)term, (void)n;
	return XC_STOP;
}

static void feedback(void **state)
{
	struct search *x = *state;
	struct xc_bytes b = XC_BYTES_INIT;
	struct xc_expand how = {.max_items = 20};
	struct xc_match m = {.max_items = 10};
	struct xc_mset *mset;
	struct xc_eset *r = NULL;
	struct xc_rset *set;
	uint32_t i, n_n = 0;
	double w = -1;
	int calls = 0;

	OK(xc_rset_new(&set, &err));
	OK(xc_rset_add(set, 3, &err));
	OK(xc_rset_add(set, 6, &err));
	OK(xc_rset_add(set, 6, &err));
	OK(xc_rset_add(set, 8, &err));
	OK(xc_rset_remove(set, 8, &err));
	assert_int_equal(xc_rset_size(set), 2);
	assert_true(xc_rset_has(set, 3));
	assert_false(xc_rset_has(set, 8));
	assert_false(xc_rset_has(NULL, 8));
	assert_int_equal(xc_rset_size(NULL), 0);
	IS(XC_ERR_INVALID, xc_rset_add(set, 0, &err));
	IS(XC_ERR_INVALID, xc_enquire_eset(x->e, &how, &r, &err));
	how.rset = set;
	ask(x, "fox");
	OK(xc_enquire_eset(x->e, &how, &r, &err));
	assert_true(xc_eset_size(r) >= 2);
	for (i = 0; i < xc_eset_size(r); i++) {
		double prev = w;

		OK(xc_eset_get(r, i, &b, &w, &err));
		assert_true(i == 0 || w <= prev);
		n_n += b.p[0] == 'n';
	}
	assert_int_equal(n_n, 2);
	IS(XC_ERR_INVALID, xc_eset_get(r, xc_eset_size(r), &b, NULL, &err));
	xc_eset_free(r);
	how.keep = keep_no_n;
	how.ctx = &calls;
	OK(xc_enquire_eset(x->e, &how, &r, &err));
	assert_true(calls > 0);
	for (i = 0; i < xc_eset_size(r); i++) {
		OK(xc_eset_get(r, i, &b, NULL, &err));
		assert_true(b.p[0] != 'n');
	}
	xc_eset_free(r);
	r = NULL;
	how.keep = stop_at_once;
	IS(XC_ERR_CALLBACK, xc_enquire_eset(x->e, &how, &r, &err));
	assert_null(r);
	how.keep = NULL;
	OK(xc_enquire_set_expansion(x->e, "bo1", 1, &err));
	OK(xc_enquire_eset(x->e, &how, &r, &err));
	xc_eset_free(r);
	OK(xc_enquire_set_expansion(x->e, "trad", 2, &err));
	IS(XC_ERR_INVALID, xc_enquire_set_expansion(x->e, "none such", 1, &err));
	m.rset = set;
	OK(xc_enquire_mset(x->e, &m, &mset, &err));
	xc_mset_free(mset);
	xc_rset_free(set);
	xc_rset_free(NULL);
	xc_eset_free(NULL);
	assert_int_equal(xc_eset_size(NULL), 0);
	xc_bytes_free(&b);
}

#define SEARCH_TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		SEARCH_TEST(bm25_with_its_parameters),
		SEARCH_TEST(every_scheme_runs),
		SEARCH_TEST(tfidf_and_language_models),
		SEARCH_TEST(orders),
		SEARCH_TEST(sort_keys_are_told),
		SEARCH_TEST(cutoff),
		SEARCH_TEST(collapsing),
		SEARCH_TEST(pages_and_counts),
		SEARCH_TEST(time_limits),
		SEARCH_TEST(matching_terms),
		SEARCH_TEST(without_a_query_nothing_matches),
		SEARCH_TEST(feedback),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
