/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Clusters: which pairs are accepted, that keys are stable under any order, that
 * a page repeated many times stays cheap. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "indexer/cluster.h"

static struct cluster_item item(uint32_t docid, uint64_t key, int32_t day, unsigned family)
{
	struct cluster_item it = {.docid = docid, .key = key, .dated = day >= 0, .day = day,
				  .fresh = true, .has_sig = true};
	size_t i;

	for (i = 0; i < SIGNATURE_LEN; i++)
		it.sig.v[i] = (uint8_t)(family * 7919u + i * 31u);
	return it;
}

static void test_accepts(void **state)
{
	static const struct {
		double jaccard, containment;
		size_t less;
		int32_t day_a, day_b;
		bool want;
	} cases[] = {
		{1.0, 1.0, 1, 0, 4000, true},   /* the same text years later */
		{.80, .90, 99, 0, 10, true},    {.80, .90, 99, 0, 11, false},
		{.80, .90, 99, 11, 0, false},   {.80, .90, 99, -1, 11, true}, /* undated */
		{.50, .60, 99, 5, 5, true},     {.49, .60, 99, 5, 5, false},
		{.30, .80, 99, 5, 5, true},     {.30, .79, 99, 5, 5, false},
		{.60, .70, 12, 5, 5, true},     {.60, .70, 11, 5, 5, false}, /* too short */
		{.30, .90, 40, 5, 5, true},     {.30, .90, 39, 5, 5, false},
		{.0076, .02, 99, 5, 5, false},  /* two articles on one event */
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct cluster_item a = item(1, 10, cases[i].day_a, 1);
		struct cluster_item b = item(2, 20, cases[i].day_b, 1);
		struct cluster_likeness how = {.jaccard = cases[i].jaccard,
					       .containment = cases[i].containment,
					       .less = cases[i].less};

		if (cluster_accepts(&a, &b, how) != cases[i].want)
			fail_msg("case %zu", i);
		how.other_names = true; /* a form filled in twice, however like */
		assert_false(cluster_accepts(&a, &b, how));
	}
}

/* One form filled in twice, against corrections and other edits. */
static void test_forms(void **state)
{
	static const struct {
		size_t slots, slots_differ, named_differ, prose_differ;
		bool same_publisher;
		int32_t day_b;
		bool want;
	} cases[] = {
		{20, 1, 2, 0, true, 8, false},  /* the same form three days later */
		{20, 1, 2, 0, true, -1, true},  /* undated: a correction as well */
		{20, 1, 2, 0, true, 6, true},   /* a correction, a day later */
		{20, 1, 2, 0, false, 8, true},  /* another publisher's "on Monday" */
		{15, 1, 2, 0, true, 5, false},  /* one slot of few */
		{20, 3, 9, 0, false, 5, false}, /* several slots, whoever prints it */
		{20, 3, 9, 6, true, 8, false},  /* and a few words more */
		{20, 3, 9, 7, true, 8, true},   /* an edit touches other words, too */
		{20, 0, 30, 0, true, 8, true},  /* names were only added */
		{0, 0, 0, 0, true, 8, true},
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct cluster_item a = item(1, 10, 5, 1), b = item(2, 20, cases[i].day_b, 1);
		struct cluster_likeness how = {.jaccard = .9, .containment = .9, .less = 99};

		how.slots = cases[i].slots;
		how.slots_differ = cases[i].slots_differ;
		how.named_differ = cases[i].named_differ;
		how.prose_differ = cases[i].prose_differ;
		how.same_publisher = cases[i].same_publisher;
		if (cluster_accepts(&a, &b, how) != cases[i].want)
			fail_msg("case %zu", i);
	}
}

static size_t measured;

static bool always(void *ctx, uint32_t a, uint32_t b, struct cluster_likeness *out)
{
	(void)ctx;
	(void)a;
	(void)b;
	measured++;
	*out = (struct cluster_likeness){.jaccard = .9, .containment = .95, .less = 100};
	return true;
}

static bool unreadable(void *ctx, uint32_t a, uint32_t b, struct cluster_likeness *out)
{
	(void)ctx;
	(void)a;
	(void)b;
	(void)out;
	return false;
}

static void test_smallest_key_in_any_order(void **state)
{
	struct cluster_stats st;
	int turn;

	(void)state;
	for (turn = 0; turn < 3; turn++) {
		struct cluster_item v[5];
		uint64_t keys[] = {50, 20, 90, 70, 60};
		size_t i;

		for (i = 0; i < 5; i++) {
			size_t k = (i * (turn == 1 ? 2 : 1) + (size_t)turn) % 5;

			v[i] = item((uint32_t)(k + 1), keys[k], 3, k < 3 ? 1 : 2);
		}
		cluster_run(v, 5, always, NULL, &st);
		for (i = 0; i < 5; i++)
			assert_int_equal(v[i].cluster, v[i].docid <= 3 ? 20 : 60);
		assert_int_equal(st.clusters, 2);
		assert_int_equal(st.pairs_joined, 3);
	}
}

static struct cluster_item *of(struct cluster_item *v, size_t n, uint32_t docid)
{
	while (n--)
		if (v[n].docid == docid)
			return &v[n];
	fail_msg("no document %u", docid);
	return NULL;
}

/* Measures nothing but pairs with a fresh article; the rest is as it was. */
static void test_what_is_not_fresh_stays(void **state)
{
	struct cluster_item v[6];
	struct cluster_stats st;
	size_t i;

	(void)state;
	for (i = 0; i < 6; i++)
		v[i] = item((uint32_t)i + 1, 10 * (i + 1), 3, i < 4 ? 1 : 2);
	for (i = 0; i < 3; i++) {
		v[i].fresh = false;
		v[i].was = i < 2 ? 10 : 0; /* the third was refused */
	}
	v[4].fresh = v[5].fresh = false;
	measured = 0;
	cluster_run(v, 6, unreadable, NULL, &st);
	assert_int_equal(of(v, 6, 1)->cluster, 10);
	assert_int_equal(of(v, 6, 2)->cluster, 10);
	assert_int_equal(of(v, 6, 2)->members, 2);
	assert_int_equal(of(v, 6, 3)->cluster, 30);
	assert_int_equal(of(v, 6, 4)->cluster, 40);
	assert_int_equal(of(v, 6, 5)->cluster, 50); /* both old: not compared */
	assert_int_equal(of(v, 6, 6)->members, 1);
	assert_int_equal(st.pairs_measured, 3); /* the fourth with each of its band, once */
	cluster_run(v, 6, always, NULL, &st);
	assert_int_equal(of(v, 6, 3)->cluster, 10);
	assert_int_equal(of(v, 6, 4)->members, 4);
	assert_int_equal(of(v, 6, 6)->members, 1);
}

static void test_alone_and_unreadable(void **state)
{
	struct cluster_item v[] = {item(1, 5, 1, 1), item(2, 6, 1, 1), item(3, 7, 1, 9)};
	struct cluster_stats st;

	(void)state;
	cluster_run(v, 3, unreadable, NULL, &st);
	assert_int_equal(of(v, 3, 1)->cluster, 5);
	assert_int_equal(of(v, 3, 2)->cluster, 6);
	assert_int_equal(of(v, 3, 3)->cluster, 7);
	assert_int_equal(v[0].members, 1);
	assert_int_equal(st.clusters, 0);
	cluster_run(v, 0, always, NULL, &st);
	assert_int_equal(st.clusters, 0);
}

static void test_many_copies_are_cheap(void **state)
{
	size_t n = 20000, i;
	struct cluster_item *v = calloc(n, sizeof(*v));
	struct cluster_stats st;

	(void)state;
	assert_non_null(v);
	for (i = 0; i < n; i++)
		v[i] = item((uint32_t)i + 1, 1000 + i, 3, 1);
	measured = 0;
	cluster_run(v, n, always, NULL, &st);
	assert_true(measured <= n);
	for (i = 0; i < n; i++)
		assert_int_equal(v[i].cluster, 1000);
	/* nor do refusals cost more: each article is tried so often and no more */
	cluster_run(v, n, unreadable, NULL, &st);
	assert_true(st.pairs_measured <= n * CLUSTER_WINDOW);
	/* exact copies are not measured at all */
	for (i = 0; i < n; i++)
		v[i].key = 7;
	measured = 0;
	cluster_run(v, n, always, NULL, &st);
	assert_int_equal(measured, 0);
	assert_int_equal(st.clusters, 1);
	free(v);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_accepts),
		cmocka_unit_test(test_forms),
		cmocka_unit_test(test_smallest_key_in_any_order),
		cmocka_unit_test(test_what_is_not_fresh_stays),
		cmocka_unit_test(test_alone_and_unreadable),
		cmocka_unit_test(test_many_copies_are_cheap),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
