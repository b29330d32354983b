/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Matches in memory against Xapian's own: random queries on a random database must
 * find the same documents with the same weights and totals, whatever the bound on
 * what is kept.  BACKFILE_ROUNDS sets how many queries. */
#include "tests/unit/xapian/fixture.h"

#include <math.h>

#include "libxapian-c/xapian_c_memory.h"

#define N_DOCS  1500
#define N_TERMS 16
#define N_KIDS  4
#define ENOUGH  (1U << 20) /* bytes: every list fits */

static char *dir;
static struct xc_db *db;
static struct xc_memory *roomy, *tight; /* keeps everything; keeps nothing */

static uint64_t seed = 0x9E3779B97F4A7C15u;

static uint32_t roll(uint32_t n)
{
	seed ^= seed << 13;
	seed ^= seed >> 7;
	seed ^= seed << 17;
	return (uint32_t)((seed >> 33) % n);
}

static unsigned rounds(unsigned usual)
{
	const char *s = getenv("BACKFILE_ROUNDS");
	unsigned n = s ? (unsigned)strtoul(s, NULL, 10) : 0;

	return n ? n : usual;
}

/* --- the database: t0 stands in most documents, t15 in few, t16 in none ---------
 *
 * None stands in all: Xapian 1.4.22 calls a list of several chunks corrupt when it
 * holds every document, ids have gaps and the weight is BoolWeight. */

static size_t term_name(char *out, size_t n, uint32_t i)
{
	return (size_t)snprintf(out, n, "t%u", i);
}

static void add_random_doc(struct xc_wdb *w, uint32_t docid)
{
	struct xc_doc *d;
	char value[8], name[8];
	uint32_t i;

	OK(xc_doc_new(&d, &err));
	for (i = 0; i < N_TERMS; i++)
		if (roll(100) < 95 / (1 + i * i / 2))
			OK(xc_doc_add_term(d, name, term_name(name, sizeof(name), i), 1 + roll(6),
					   &err));
	OK(xc_doc_add_term(d, LIT("filler"), 1 + roll(80), &err));
	snprintf(value, sizeof(value), "%03u", roll(1000));
	OK(xc_doc_set_value(d, 0, value, 3, &err));
	OK(xc_wdb_replace_doc(w, docid, d, &err));
	xc_doc_free(d);
}

static int setup(void **state)
{
	char path[4096];
	struct xc_wdb *w;
	uint32_t i;

	(void)state;
	dir = tmp_make();
	path_in(path, sizeof(path), dir, "db");
	OK(xc_wdb_open(path, XC_DB_CREATE | XC_DB_NO_SYNC, 0, &w, &err));
	for (i = 1; i <= N_DOCS; i++)
		if (i % 50 != 7) /* ids with gaps */
			add_random_doc(w, i);
	OK(xc_wdb_commit(w, &err));
	xc_wdb_free(w);
	OK(xc_db_open(path, 0, &db, &err));
	OK(xc_memory_new(db, ENOUGH, &roomy, &err));
	OK(xc_memory_new(db, 0, &tight, &err));
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	xc_memory_free(roomy);
	xc_memory_free(tight);
	xc_memory_free(NULL);
	xc_db_free(db);
	tmp_remove(dir);
	return 0;
}

/* --- queries -------------------------------------------------------------- */

static struct xc_query *term(uint32_t i)
{
	char name[8];

	term_name(name, sizeof(name), i);
	return term_query(name);
}

/* Takes the kids. */
static struct xc_query *combine(enum xc_op op, struct xc_query **v, size_t n)
{
	struct xc_query *q;
	size_t i;

	OK(xc_query_combine(op, (const struct xc_query *const *)v, n, 0, &q, &err));
	for (i = 0; i < n; i++)
		xc_query_free(v[i]);
	return q;
}

static struct xc_query *two(enum xc_op op, struct xc_query *a, struct xc_query *b)
{
	struct xc_query *v[2] = {a, b};

	return combine(op, v, 2);
}

static struct xc_query *scaled(struct xc_query *inner, double factor)
{
	struct xc_query *q;

	OK(xc_query_scale(inner, factor, &q, &err));
	xc_query_free(inner);
	return q;
}

static struct xc_query *range(const char *from, const char *to)
{
	struct xc_query *q;

	OK(xc_query_value_range(0, from, 3, to, 3, &q, &err));
	return q;
}

static struct xc_query *synonym(void)
{
	uint32_t n = 1 + roll(N_KIDS), first = roll(N_TERMS), i;
	struct xc_query *v[N_KIDS];

	for (i = 0; i < n; i++)
		v[i] = term((first + i * 3) % (N_TERMS + 1));
	return combine(XC_OP_SYNONYM, v, n);
}

static struct xc_query *leaf(void)
{
	struct xc_query *q;

	switch (roll(12)) {
	case 0: OK(xc_query_all(&q, &err)); return q;
	case 1: OK(xc_query_nothing(&q, &err)); return q;
	case 2:
	case 3: return synonym();
	case 4: return scaled(range("200", "700"), 0);
	default: return term(roll(N_TERMS + 1));
	}
}

static struct xc_query *random_query(int depth)
{
	static const enum xc_op ops[] = {XC_OP_AND, XC_OP_AND, XC_OP_OR, XC_OP_AND_NOT,
					 XC_OP_AND_MAYBE, XC_OP_FILTER};
	struct xc_query *v[N_KIDS];
	enum xc_op op = ops[roll(6)];
	size_t n = op == XC_OP_AND || op == XC_OP_OR ? 2 + roll(N_KIDS - 1) : 2, i;

	if (depth == 0 || roll(6) == 0)
		return leaf();
	if (roll(7) == 0)
		return scaled(random_query(depth - 1), roll(4) * .75);
	for (i = 0; i < n; i++)
		v[i] = random_query(depth - 1);
	if (op == XC_OP_FILTER && roll(2)) {
		xc_query_free(v[1]);
		v[1] = range("100", "800");
	}
	return combine(op, v, n);
}

/* --- answers -------------------------------------------------------------- */

static const double bm25[5] = {1.2, 0, 1, .6, .4};

/* What Xapian says: a weight by document, -1 where there is no match. */
struct truth {
	double   weight[N_DOCS + 1];
	uint32_t n;
};

static struct truth *ask_xapian(const struct xc_query *q)
{
	struct xc_match m = {.max_items = N_DOCS, .check_at_least = N_DOCS};
	struct truth *t = malloc(sizeof(*t));
	struct xc_enquire *e;
	struct xc_mset *r;
	struct xc_hit h;
	uint32_t i;

	assert_non_null(t);
	for (i = 0; i <= N_DOCS; i++)
		t->weight[i] = -1;
	OK(xc_enquire_new(db, &e, &err));
	OK(xc_enquire_set_query(e, q, 0, &err));
	OK(xc_enquire_set_weight(e, XC_WEIGHT_BM25, bm25, 5, &err));
	OK(xc_enquire_mset(e, &m, &r, &err));
	t->n = xc_mset_size(r);
	for (i = 0; i < t->n; i++) {
		OK(xc_mset_hit(r, i, &h, &err));
		t->weight[h.docid] = h.weight;
	}
	xc_mset_free(r);
	xc_enquire_free(e);
	return t;
}

static char *describe(const struct xc_query *q)
{
	struct xc_bytes b = XC_BYTES_INIT;

	OK(xc_query_get_description(q, &b, &err));
	return b.p; /* freed with the program: a test has failed */
}

#define CHECK(cond, q, what) \
	do { \
		if (!(cond)) \
			fail_msg("line %d: %s: %s", __LINE__, what, describe(q)); \
	} while (0)

static void check_match(struct xc_memory *m, const struct xc_query *q, const struct truth *t)
{
	const uint32_t *ids;
	size_t n, i;

	OK(xc_memory_match(m, q, &ids, &n, &err));
	CHECK(n == t->n, q, "how many match");
	for (i = 0; i < n; i++) {
		CHECK(t->weight[ids[i]] >= 0, q, "a document that does not match");
		CHECK(i == 0 || ids[i - 1] < ids[i], q, "order of ids");
	}
}

/* The best `want` in order, with Xapian's weights, and none left out that is better. */
static void check_best(const struct xc_scored *v, size_t n, size_t want, const struct xc_query *q,
		       const struct truth *t)
{
	double lowest = 1e300;
	size_t i, above = 0;

	CHECK(n == (want < t->n ? want : t->n), q, "how many are given");
	for (i = 0; i < n; i++) {
		double w = t->weight[v[i].docid];

		CHECK(w >= 0 && fabs(v[i].weight - w) <= 1e-9 * (1 + w), q, "a weight");
		CHECK(i == 0 || v[i - 1].weight > v[i].weight ||
			      (v[i - 1].weight == v[i].weight && v[i - 1].docid < v[i].docid),
		      q, "order of rank");
		lowest = v[i].weight;
	}
	for (i = 1; i <= N_DOCS; i++)
		above += t->weight[i] > lowest + 1e-9 * (1 + lowest);
	CHECK(above < n || n == 0, q, "a better one is left out");
}

static void check_rank(struct xc_memory *m, const struct xc_query *q, const struct truth *t,
		       const struct xc_ids *only)
{
	static const size_t wants[] = {0, 1, 10, N_DOCS};
	static struct xc_scored v[N_DOCS];
	struct xc_ids found;
	size_t n, i, k;

	for (i = 0; i < 4; i++) {
		n = wants[i];
		OK(xc_memory_rank(m, q, bm25, only, v, &n, &found, &err));
		CHECK(found.n == t->n, q, "the total");
		for (k = 0; k < found.n; k++)
			CHECK(t->weight[found.p[k]] >= 0 && (k == 0 || found.p[k - 1] < found.p[k]), q,
			      "all that match");
		check_best(v, n, wants[i], q, t);
	}
}

/* Every third of the matches given as `only`. */
static void check_some(struct xc_memory *m, const struct xc_query *q, struct truth *t)
{
	static uint32_t some[N_DOCS];
	struct xc_ids only = {some, 0};
	uint32_t i, k = 0;

	for (i = 1; i <= N_DOCS; i++) {
		if (t->weight[i] < 0)
			continue;
		if (k++ % 3 == 0)
			some[only.n++] = i;
		else
			t->weight[i] = -1;
	}
	t->n = (uint32_t)only.n;
	check_rank(m, q, t, &only);
}

/* Takes q. */
static void check_query(struct xc_query *q)
{
	struct truth *t = ask_xapian(q);

	check_match(roomy, q, t);
	check_rank(roomy, q, t, NULL);
	check_match(tight, q, t);
	check_rank(tight, q, t, NULL);
	check_some(tight, q, t);
	free(t);
	xc_query_free(q);
}

static void random_queries(void **state)
{
	unsigned i, n = rounds(400);

	(void)state;
	for (i = 0; i < n; i++)
		check_query(random_query((int)roll(4)));
}

/* Few and many, in this order and the other: what is skipped through and what is
 * decoded must say the same. */
static void rare_with_dense(void **state)
{
	uint32_t rare, dense;

	(void)state;
	for (rare = N_TERMS - 4; rare <= N_TERMS; rare++)
		for (dense = 0; dense < 3; dense++) {
			struct xc_query *many[3] = {term(dense), term(rare), term(1)};

			check_query(two(XC_OP_AND, term(dense), term(rare)));
			check_query(two(XC_OP_AND, term(rare), term(dense)));
			check_query(two(XC_OP_AND_MAYBE, term(rare), term(dense)));
			check_query(two(XC_OP_AND_NOT, term(rare), term(dense)));
			check_query(two(XC_OP_FILTER, term(rare), scaled(term(dense), 0)));
			check_query(two(XC_OP_AND, term(rare),
					two(XC_OP_SYNONYM, term(dense), term(5))));
			check_query(combine(XC_OP_AND, many, 3));
		}
}

/* --- what it leaves to Xapian ---------------------------------------------- */

static void refused(struct xc_query *q)
{
	struct xc_scored v[4] = {{0, 0}};
	struct xc_ids found = {NULL, 77};
	size_t n = 4;

	IS(XC_ERR_UNSUPPORTED, xc_memory_rank(roomy, q, bm25, NULL, v, &n, &found, &err));
	assert_int_equal(found.n, 77);
	xc_query_free(q);
}

static void unsupported(void **state)
{
	static const double k2[5] = {1, 1, 1, .5, .5};
	struct xc_query *q, *wildcard, *fixed;
	struct xc_scored v[4];
	struct xc_ids total;
	size_t n = 4;

	(void)state;
	refused(two(XC_OP_XOR, term(1), term(2)));
	refused(two(XC_OP_MAX, term(1), term(2)));
	refused(two(XC_OP_ELITE_SET, term(1), term(2)));
	refused(two(XC_OP_NEAR, term(1), term(2)));
	refused(two(XC_OP_AND, term(1), two(XC_OP_MAX, term(0), term(2))));
	refused(two(XC_OP_SYNONYM, term(1), two(XC_OP_AND, term(0), term(2))));
	OK(xc_query_term(LIT("t1"), 2, 0, &q, &err)); /* twice in the query */
	refused(q);
	OK(xc_query_wildcard(LIT("t"), 0, XC_WILDCARD_ERROR, XC_OP_SYNONYM, &wildcard, &err));
	refused(wildcard);
	OK(xc_query_fixed_weight(2, &fixed, &err));
	refused(two(XC_OP_AND, term(1), fixed));
	q = term(1);
	IS(XC_ERR_UNSUPPORTED, xc_memory_rank(roomy, q, k2, NULL, v, &n, &total, &err));
	xc_query_free(q);
	check_query(two(XC_OP_AND, term(0), term(1))); /* weights were put back to zero */
}

/* Without a weight they are asked of Xapian. */
static void parts_without_weight(void **state)
{
	struct xc_query *q;

	(void)state;
	check_query(two(XC_OP_FILTER, term(1), two(XC_OP_XOR, term(0), term(2))));
	check_query(two(XC_OP_AND_NOT, term(1), two(XC_OP_XOR, term(2), term(3))));
	check_query(two(XC_OP_AND, term(1), scaled(range("900", "999"), 0)));
	OK(xc_query_wildcard(LIT("t1"), 0, XC_WILDCARD_ERROR, XC_OP_OR, &q, &err));
	check_query(two(XC_OP_AND, term(0), scaled(q, 0)));
}

static void frequent_in_a_document(void **state)
{
	struct xc_query *q = term_query("often");
	struct xc_memory *m;
	const uint32_t *ids;
	struct xc_wdb *w;
	struct xc_doc *d;
	uint32_t docid;
	size_t n;

	(void)state;
	OK(xc_wdb_open_memory(&w, &err));
	OK(xc_doc_new(&d, &err));
	OK(xc_doc_add_term(d, LIT("often"), 70000, &err));
	OK(xc_wdb_add_doc(w, d, &docid, &err));
	OK(xc_memory_new(xc_wdb_as_db(w), ENOUGH, &m, &err));
	IS(XC_ERR_UNSUPPORTED, xc_memory_match(m, q, &ids, &n, &err));
	xc_memory_free(m);
	xc_doc_free(d);
	xc_query_free(q);
	xc_wdb_free(w);
}

/* --- empty ------------------------------------------------------------------ */

static void nothing_there(void **state)
{
	struct xc_query *absent[2] = {term_query("none"), term_query("nil")};
	struct xc_query *q;

	(void)state;
	check_query(term_query("none"));
	check_query(two(XC_OP_AND, term(0), term_query("none")));
	check_query(two(XC_OP_OR, term(5), term_query("none")));
	check_query(two(XC_OP_SYNONYM, term(5), term_query("none")));
	check_query(combine(XC_OP_SYNONYM, absent, 2));
	check_query(two(XC_OP_AND_NOT, term_query("none"), term(1)));
	check_query(two(XC_OP_AND_MAYBE, term(7), term_query("none")));
	OK(xc_query_combine(XC_OP_AND, NULL, 0, 0, &q, &err));
	check_query(q);
}

static void empty_database(void **state)
{
	struct xc_query *q = term(1);
	struct xc_memory *m;
	struct xc_scored v[2];
	const uint32_t *ids;
	struct xc_db *none;
	struct xc_ids total;
	size_t n;

	(void)state;
	OK(xc_db_new(&none, &err));
	OK(xc_memory_new(none, ENOUGH, &m, &err));
	OK(xc_memory_match(m, q, &ids, &n, &err));
	assert_int_equal(n, 0);
	n = 2;
	OK(xc_memory_rank(m, q, bm25, NULL, v, &n, &total, &err));
	assert_int_equal(n, 0);
	assert_int_equal(total.n, 0);
	xc_memory_free(m);
	xc_db_free(none);
	xc_query_free(q);
}

static void frequencies(void **state)
{
	struct xc_term_stats stats;
	char name[8];
	uint32_t n;
	int i;

	(void)state;
	for (i = 0; i < 8; i++) {
		size_t len = (size_t)snprintf(name, sizeof(name), "t%d", i);

		OK(xc_db_get_term_stats(db, name, len, &stats, &err));
		OK(xc_memory_freq(roomy, name, len, &n, &err));
		assert_int_equal(n, stats.termfreq);
		OK(xc_memory_freq(roomy, name, len, &n, &err)); /* remembered */
		assert_int_equal(n, stats.termfreq);
	}
	OK(xc_memory_freq(roomy, LIT("absent"), &n, &err));
	assert_int_equal(n, 0);
}

static void invalid(void **state)
{
	struct xc_query *q = term(1);
	struct xc_memory *m;
	const uint32_t *ids;
	uint32_t freq;
	size_t n;

	(void)state;
	IS(XC_ERR_INVALID, xc_memory_new(NULL, 1, &m, &err));
	IS(XC_ERR_INVALID, xc_memory_match(NULL, q, &ids, &n, &err));
	IS(XC_ERR_INVALID, xc_memory_match(roomy, NULL, &ids, &n, &err));
	IS(XC_ERR_INVALID, xc_memory_match(roomy, q, NULL, &n, &err));
	IS(XC_ERR_INVALID, xc_memory_freq(roomy, NULL, 1, &freq, &err));
	xc_query_free(q);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(random_queries),
		cmocka_unit_test(rare_with_dense),
		cmocka_unit_test(unsupported),
		cmocka_unit_test(parts_without_weight),
		cmocka_unit_test(frequent_in_a_document),
		cmocka_unit_test(nothing_there),
		cmocka_unit_test(empty_database),
		cmocka_unit_test(frequencies),
		cmocka_unit_test(invalid),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
