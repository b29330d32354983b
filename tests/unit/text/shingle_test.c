/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Shingles and signatures: exact measures on small texts, the estimate against
 * the exact index on random ones, edits of the kinds that syndication makes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "lib/base/buf.h"
#include "lib/text/analyse.h"
#include "lib/text/shingle.h"

static struct analyser *an;

static void of_text(const char *text, enum zone zone, struct shingles *out)
{
	struct tokens t;

	tokens_init(&t);
	analyse_text(an, SLICE_LIT("en"), slice_str(text), zone, 0, 1, &t);
	shingles_of(&t, out);
	tokens_done(&t);
}

/* n words drawn from a fixed sequence; `skip`: every skip-th is another word. */
static void make_text(struct buf *b, unsigned seed, size_t n, size_t skip, size_t from)
{
	size_t i;

	buf_reset(b);
	for (i = from; i < n; i++) {
		unsigned w = (unsigned)(i * 2654435761u + seed * 40503u) % 9973;

		if (skip && i % skip == skip - 1)
			buf_addf(b, "edit%zu ", i);
		else
			buf_addf(b, "w%ux ", w);
	}
}

static void test_small_sets(void **state)
{
	struct shingles a, b;
	struct signature s;

	(void)state;
	shingles_init(&a);
	shingles_init(&b);
	of_text("", ZONE_BODY, &a);
	assert_int_equal(a.n, 0);
	assert_false(signature_of(&a, &s));
	of_text("Four words are here", ZONE_BODY, &a);
	assert_int_equal(a.n, 1);
	of_text("one two three four five six seven", ZONE_BODY, &b);
	assert_int_equal(b.n, 3);
	of_text("one two three four five six seven", ZONE_TEASER, &b);
	assert_int_equal(b.n, 0); /* only the body counts */
	shingles_done(&a);
	shingles_done(&b);
}

static void test_exact_measures(void **state)
{
	struct shingles a, b;

	(void)state;
	shingles_init(&a);
	shingles_init(&b);
	of_text("a1 b1 c1 d1 e1 f1 g1 h1", ZONE_BODY, &a); /* 4 shingles */
	of_text("a1 b1 c1 d1 e1 f1 x1 y1", ZONE_BODY, &b); /* 2 of them */
	assert_float_equal(shingles_jaccard(&a, &b), 2.0 / 6, 1e-9);
	assert_float_equal(shingles_containment(&a, &b), .5, 1e-9);
	of_text("B1 c1 D1 e1 “f1” g1’s", ZONE_BODY, &b);
	assert_float_equal(shingles_containment(&a, &b), 1, 1e-9);
	shingles_done(&a);
	shingles_done(&b);
}

static void test_signature_estimates(void **state)
{
	static const size_t skips[] = {0, 100, 40, 20, 10, 6};
	struct shingles a, b;
	struct signature x, y;
	struct buf buf;
	size_t i;
	unsigned seed;

	(void)state;
	shingles_init(&a);
	shingles_init(&b);
	buf_init(&buf, 1 << 20);
	for (i = 0; i < sizeof(skips) / sizeof(*skips); i++) {
		double sum = 0;

		for (seed = 1; seed <= 20; seed++) {
			make_text(&buf, seed, 600, 0, 0);
			of_text(buf_str(&buf), ZONE_BODY, &a);
			make_text(&buf, seed, 600, skips[i], 0);
			of_text(buf_str(&buf), ZONE_BODY, &b);
			assert_true(signature_of(&a, &x));
			assert_true(signature_of(&b, &y));
			sum += signature_jaccard(&x, &y) - shingles_jaccard(&a, &b);
		}
		/* the mean error of 20 estimates of 64 values: below 3 sigma */
		assert_true(sum / 20 < .05 && sum / 20 > -.05);
	}
	buf_done(&buf);
	shingles_done(&a);
	shingles_done(&b);
}

static void test_edits(void **state)
{
	struct shingles a, b;
	struct buf buf;

	(void)state;
	shingles_init(&a);
	shingles_init(&b);
	buf_init(&buf, 1 << 20);
	make_text(&buf, 3, 500, 0, 0);
	of_text(buf_str(&buf), ZONE_BODY, &a);
	make_text(&buf, 3, 500, 20, 0); /* 5 % of the words changed */
	of_text(buf_str(&buf), ZONE_BODY, &b);
	assert_true(shingles_jaccard(&a, &b) > .55);
	make_text(&buf, 3, 350, 0, 0); /* cut by 30 % */
	of_text(buf_str(&buf), ZONE_BODY, &b);
	assert_true(shingles_containment(&a, &b) > .99);
	make_text(&buf, 4, 500, 0, 0); /* another article */
	of_text(buf_str(&buf), ZONE_BODY, &b);
	assert_true(shingles_containment(&a, &b) < .01);
	buf_done(&buf);
	shingles_done(&a);
	shingles_done(&b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_small_sets),
		cmocka_unit_test(test_exact_measures),
		cmocka_unit_test(test_signature_estimates),
		cmocka_unit_test(test_edits),
	};
	int failed;

	an = analyser_new();
	failed = cmocka_run_group_tests(tests, NULL, NULL);
	analyser_free(an);
	return failed;
}
