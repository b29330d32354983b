/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Callbacks inside a match: deciders, spies, counts. */
#include "tests/unit/xapian/fixture.h"

struct seen {
	uint32_t ids[64];
	size_t n;
	struct xc_bytes value, data;
	enum xc_verdict say;   /* for every document */
	uint32_t stop_at;      /* stop at this id, or 0 */
	bool fail_first;       /* make an xc_doc_ref_ call fail, then stop */
};

static enum xc_verdict keep_b(void *ctx, struct xc_doc_ref *doc)
{
	struct seen *s = ctx;
	const char *p, *q;
	size_t n, m;

	s->ids[s->n++] = xc_doc_ref_docid(doc);
	if (xc_doc_ref_get_value(doc, 0, &s->value, NULL) != XC_OK ||
	    xc_doc_ref_get_data(doc, &s->data, NULL) != XC_OK ||
	    xc_doc_ref_value(doc, 9, &p, &n, NULL) != XC_OK || n != 0 ||
	    xc_doc_ref_value(doc, 1, &q, &m, NULL) != XC_OK || m != 1)
		return XC_STOP;
	return q[0] == 'b' ? XC_KEEP : XC_REJECT;
}

static enum xc_verdict as_told(void *ctx, struct xc_doc_ref *doc)
{
	struct seen *s = ctx;

	s->ids[s->n++] = xc_doc_ref_docid(doc);
	if (s->fail_first && xc_doc_ref_get_value(doc, 0, NULL, NULL) != XC_ERR_INVALID)
		return XC_KEEP;
	return s->stop_at && xc_doc_ref_docid(doc) == s->stop_at ? XC_STOP : s->say;
}

static enum xc_status run(const struct xc_db *db, const char *term, xc_decide_fn *fn,
			  struct seen *s, struct xc_mset **out)
{
	struct xc_match m = {.max_items = 100, .check_at_least = 100, .decide = fn, .ctx = s};
	struct xc_query *q = term_query(term);
	struct xc_enquire *e;
	enum xc_status st;

	*out = NULL;
	OK(xc_enquire_new(db, &e, &err));
	OK(xc_enquire_set_query(e, q, 0, &err));
	st = xc_enquire_mset(e, &m, out, &err);
	xc_query_free(q);
	xc_enquire_free(e);
	return st;
}

static void a_decider_reads_and_chooses(void **state)
{
	struct sample *s = *state;
	struct seen seen = {.n = 0};
	struct xc_mset_stats st;
	struct xc_mset *r;
	size_t i;

	OK(run(s->db, "all", keep_b, &seen, &r));
	assert_int_equal(xc_mset_size(r), 5);
	assert_int_equal(seen.n, 10);
	for (i = 0; i < seen.n; i++)
		assert_int_equal(seen.ids[i], i + 1); /* in ascending order */
	assert_bytes(&seen.data, LIT("data\0""10"));
	OK(xc_mset_get_stats(r, &st, &err));
	assert_int_equal(st.matches.estimated, 5);
	xc_mset_free(r);
	xc_bytes_free(&seen.value);
	xc_bytes_free(&seen.data);
}

static void in_a_group_ids_are_those_at_home(void **state)
{
	struct sample *s = *state;
	struct seen seen = {.say = XC_KEEP};
	struct xc_db *group;
	struct xc_mset *r;
	size_t i;

	OK(xc_db_new(&group, &err));
	OK(xc_db_add(group, s->db, &err));
	OK(xc_db_add(group, s->db, &err));
	OK(run(group, "three", as_told, &seen, &r));
	assert_int_equal(seen.n, 6);
	for (i = 0; i < seen.n; i++)
		assert_int_equal(seen.ids[i] % 3, 0);
	xc_mset_free(r);
	xc_db_free(group);
}

static void rejecting_all_leaves_nothing(void **state)
{
	struct sample *s = *state;
	struct seen seen = {.say = XC_REJECT};
	struct xc_mset *r;

	OK(run(s->db, "three", as_told, &seen, &r));
	assert_int_equal(xc_mset_size(r), 0);
	assert_int_equal(seen.n, 3);
	xc_mset_free(r);
}

static void stop_ends_the_match(void **state)
{
	struct sample *s = *state;
	struct seen seen = {.say = XC_KEEP, .stop_at = 4};
	struct xc_mset *r;

	IS(XC_ERR_CALLBACK, run(s->db, "all", as_told, &seen, &r));
	assert_null(r);
	assert_int_equal(seen.n, 4);
	/* the status of what failed in the callback goes before */
	seen = (struct seen){.say = XC_STOP, .fail_first = true};
	IS(XC_ERR_INVALID, run(s->db, "all", as_told, &seen, &r));
	assert_null(r);
	/* a failure that the callback does not mind is none */
	seen = (struct seen){.say = XC_KEEP, .fail_first = true};
	OK(run(s->db, "all", as_told, &seen, &r));
	xc_mset_free(r);
}

static void the_calls_check_their_arguments(void **state)
{
	struct xc_bytes b = XC_BYTES_INIT;
	const char *p = "x";
	size_t n = 1;

	(void)state;
	IS(XC_ERR_INVALID, xc_doc_ref_value(NULL, 0, &p, &n, &err));
	IS(XC_ERR_INVALID, xc_doc_ref_get_value(NULL, 0, &b, &err));
	IS(XC_ERR_INVALID, xc_doc_ref_get_data(NULL, &b, &err));
	assert_int_equal(xc_doc_ref_docid(NULL), 0);
	assert_int_equal(n, 1);
}

struct weighed {
	uint32_t docid;
	double weight;
	size_t n;
	enum xc_verdict say;
};

static enum xc_verdict note_best(void *ctx, struct xc_doc_ref *doc, double weight)
{
	struct weighed *w = ctx;

	w->n++;
	if (weight > w->weight)
		w->weight = weight, w->docid = xc_doc_ref_docid(doc);
	return w->say;
}

static void spies_see_weights(void **state)
{
	struct sample *s = *state;
	struct xc_match m = {.max_items = 1, .check_at_least = 100};
	struct weighed best = {.say = XC_KEEP};
	struct xc_query *q = term_query("three");
	struct xc_enquire *e;
	struct xc_mset *r = NULL;
	struct xc_hit h;

	OK(xc_enquire_new(s->db, &e, &err));
	OK(xc_enquire_set_query(e, q, 0, &err));
	IS(XC_ERR_INVALID, xc_enquire_add_spy(e, NULL, NULL, &err));
	OK(xc_enquire_add_spy(e, note_best, &best, &err));
	OK(xc_enquire_mset(e, &m, &r, &err));
	assert_int_equal(best.n, 3);
	OK(xc_mset_hit(r, 0, &h, &err));
	assert_int_equal(best.docid, h.docid);
	assert_true(best.weight > 0 && best.weight == h.weight);
	xc_mset_free(r);
	r = NULL;
	best.say = XC_STOP;
	IS(XC_ERR_CALLBACK, xc_enquire_mset(e, &m, &r, &err));
	assert_null(r);
	OK(xc_enquire_clear_spies(e, &err));
	OK(xc_enquire_mset(e, &m, &r, &err));
	assert_int_equal(best.n, 4);
	xc_mset_free(r);
	xc_enquire_free(e);
	xc_query_free(q);
}

static void values_are_counted(void **state)
{
	struct sample *s = *state;
	struct xc_match m = {.max_items = 1, .check_at_least = 100};
	struct xc_bytes b = XC_BYTES_INIT;
	struct xc_query *q = term_query("three");
	struct xc_counts *c;
	struct xc_enquire *e;
	struct xc_terms *t;
	struct xc_mset *r;
	uint64_t total;
	uint32_t n;

	OK(xc_enquire_new(s->db, &e, &err));
	OK(xc_enquire_set_query(e, q, 0, &err));
	OK(xc_enquire_add_counts(e, 1, &c, &err));
	OK(xc_enquire_mset(e, &m, &r, &err));
	xc_mset_free(r);
	xc_enquire_free(e); /* the counts outlive it */
	OK(xc_counts_total(c, &total, &err));
	assert_int_equal(total, 3);
	OK(xc_counts_top(c, 1, &t, &err));
	OK(xc_terms_next(t, &err));
	OK(xc_terms_get(t, &b, &err));
	assert_bytes(&b, LIT("a"));
	OK(xc_terms_freq(t, &n, &err));
	assert_int_equal(n, 2);
	IS(XC_END, xc_terms_next(t, &err));
	xc_terms_free(t);
	OK(xc_counts_top(c, 0, &t, &err));
	xc_counts_free(c);
	assert_terms(t, "a b");
	xc_counts_free(NULL);
	xc_query_free(q);
	xc_bytes_free(&b);
}

/* --- terms that every document has --- */

#define MANY 4000

/* Documents 1 to MANY with "all" and the even ones with "even", without the
 * seventh ones; the list of all documents has several chunks. */
static struct xc_db *with_gaps(const char *dir)
{
	struct xc_wdb *w;
	struct xc_db *db;
	uint32_t i;

	OK(xc_wdb_open(dir, XC_DB_CREATE_OR_OPEN | XC_DB_NO_SYNC, 0, &w, &err));
	for (i = 1; i <= MANY; i++) {
		struct xc_doc *d;
		uint32_t docid;

		OK(xc_doc_new(&d, &err));
		OK(xc_doc_add_term(d, LIT("all"), 1, &err));
		if (i % 2 == 0)
			OK(xc_doc_add_term(d, LIT("even"), 1, &err));
		OK(xc_wdb_add_doc(w, d, &docid, &err));
		xc_doc_free(d);
	}
	for (i = 7; i <= MANY; i += 7)
		OK(xc_wdb_delete_doc(w, i, &err));
	OK(xc_wdb_commit(w, &err));
	xc_wdb_free(w);
	OK(xc_db_open(dir, 0, &db, &err));
	return db;
}

static uint64_t count_of(struct xc_enquire *e)
{
	struct xc_match m = {.max_items = 1, .check_at_least = MANY};
	struct xc_mset_stats st;
	struct xc_mset *r;

	OK(xc_enquire_mset(e, &m, &r, &err));
	OK(xc_mset_get_stats(r, &st, &err));
	xc_mset_free(r);
	return st.matches.estimated;
}

static struct xc_query *of_two(enum xc_op op, const struct xc_query *a, const struct xc_query *b)
{
	const struct xc_query *v[] = {a, b};
	struct xc_query *q;

	OK(xc_query_combine(op, v, 2, 0, &q, &err));
	return q;
}

static void a_term_of_every_document_is_no_damage(void **state)
{
	static const enum xc_weight weights[] = {XC_WEIGHT_BOOL, XC_WEIGHT_BM25};
	const uint64_t docs = MANY - MANY / 7;
	struct xc_query *all = term_query("all"), *even = term_query("even"), *q[6];
	char *dir = tmp_make();
	struct xc_db *db = with_gaps(dir);
	struct xc_terms *terms;
	struct xc_enquire *e;
	size_t i, w;

	(void)state;
	OK(xc_query_scale(all, 1, &q[0], &err));
	OK(xc_query_scale(all, 0, &q[1], &err));
	q[2] = of_two(XC_OP_OR, even, all);
	OK(xc_query_scale(q[2], 0, &q[3], &err));
	q[4] = of_two(XC_OP_FILTER, all, q[2]);
	q[5] = of_two(XC_OP_SYNONYM, all, even);
	OK(xc_enquire_new(db, &e, &err));
	for (i = 0; i < 6; i++) {
		for (w = 0; w < 2; w++) {
			OK(xc_enquire_set_weight(e, weights[w], NULL, 0, &err));
			OK(xc_enquire_set_query(e, q[i], 0, &err));
			assert_int_equal(count_of(e), docs);
			assert_int_equal(count_of(e), docs);
		}
		OK(xc_enquire_matching_terms(e, 2, &terms, &err));
		assert_terms(terms, i < 2 ? "all" : "all even");
		xc_query_free(q[i]);
	}
	xc_query_free(all);
	xc_query_free(even);
	xc_enquire_free(e);
	xc_db_free(db);
	tmp_remove(dir);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		SAMPLE_TEST(a_decider_reads_and_chooses),
		SAMPLE_TEST(in_a_group_ids_are_those_at_home),
		SAMPLE_TEST(rejecting_all_leaves_nothing),
		SAMPLE_TEST(stop_ends_the_match),
		cmocka_unit_test(the_calls_check_their_arguments),
		SAMPLE_TEST(spies_see_weights),
		SAMPLE_TEST(values_are_counted),
		cmocka_unit_test(a_term_of_every_document_is_no_damage),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
