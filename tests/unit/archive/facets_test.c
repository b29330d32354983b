/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The value that breakdowns are counted over: there and back, and damaged. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "lib/archive/facets.h"
#include "lib/base/mem.h"

static void fill(struct article *a)
{
	article_init(a);
	a->language = SLICE_LIT("de");
	a->publisher = SLICE_LIT("Morgenblatt");
	a->authors = ARENA_ARRAY(&a->arena, struct slice, LIMIT_LIST + 1);
	a->authors[0] = SLICE_LIT("Anikó Fekete");
	a->authors[1] = SLICE_LIT("Tom Reyes");
	a->n_authors = 2;
	a->published.known = true;
	a->published.precision = DATE_MONTH;
}

static void comes_back(void **state)
{
	struct article a;
	struct facets f;
	struct buf b;

	(void)state;
	fill(&a);
	buf_init(&b, 1 << 16);
	facets_encode(&a, 412, &b);
	assert_true(facets_decode(buf_slice(&b), &f));
	assert_true(f.dated);
	assert_int_equal(f.precision, DATE_MONTH);
	assert_int_equal(f.words, 412);
	assert_true(slice_eq_str(f.language, "de"));
	assert_true(slice_eq_str(f.publisher, "Morgenblatt"));
	assert_null(f.section.p);
	assert_int_equal(f.n_authors, 2);
	assert_true(slice_eq_str(f.authors[0], "Anikó Fekete"));
	assert_true(slice_eq_str(f.authors[1], "Tom Reyes"));
	a.published.known = false;
	buf_reset(&b);
	facets_encode(&a, 0, &b);
	assert_true(facets_decode(buf_slice(&b), &f));
	assert_false(f.dated);
	buf_done(&b);
	article_done(&a);
}

static void names_and_lists_are_bounded(void **state)
{
	char name[LIMIT_FACET_BYTES + 2];
	struct article a;
	struct facets f;
	struct buf b;
	size_t i;

	(void)state;
	fill(&a);
	memset(name, 'x', sizeof(name));
	memcpy(name + LIMIT_FACET_BYTES - 1, "é", 2); /* reaches past the bound */
	a.publisher = slice_of(name, LIMIT_FACET_BYTES + 1);
	a.section = slice_of(name, LIMIT_FACET_BYTES - 1);
	for (i = 0; i <= LIMIT_LIST; i++)
		a.authors[i] = SLICE_LIT("A");
	a.n_authors = LIMIT_LIST + 1;
	buf_init(&b, 1 << 16);
	facets_encode(&a, 1, &b);
	assert_true(facets_decode(buf_slice(&b), &f));
	assert_int_equal(f.publisher.n, LIMIT_FACET_BYTES - 1);
	assert_int_equal(f.section.n, LIMIT_FACET_BYTES - 1);
	assert_int_equal(f.n_authors, LIMIT_LIST);
	a.publisher = slice_of("yyyyyyyy", 8);
	memset(name, 'x', sizeof(name));
	a.section = slice_of(name, LIMIT_FACET_BYTES);
	buf_reset(&b);
	facets_encode(&a, 1, &b);
	assert_true(facets_decode(buf_slice(&b), &f));
	assert_int_equal(f.section.n, LIMIT_FACET_BYTES);
	buf_done(&b);
	article_done(&a);
}

static void damage_is_noticed(void **state)
{
	struct article a;
	struct facets f;
	struct buf b;
	size_t n;

	(void)state;
	fill(&a);
	buf_init(&b, 1 << 16);
	facets_encode(&a, 412, &b);
	for (n = 0; n < b.len; n++) { /* in memory of its own: ASan sees a read behind it */
		char *copy = xmalloc(n + 1);

		memcpy(copy, b.data, n);
		assert_false(facets_decode(slice_of(copy, n), &f));
		free(copy);
	}
	buf_add_char(&b, 'x');
	assert_false(facets_decode(buf_slice(&b), &f));
	b.data[0] = DATE_PRECISION_COUNT + 1;
	assert_false(facets_decode(slice_sub(buf_slice(&b), 0, b.len - 1), &f));
	b.data[0] = 1;
	b.data[3] = (char)0xFF; /* the length of the language */
	b.data[4] = 0x7F;
	assert_false(facets_decode(slice_sub(buf_slice(&b), 0, b.len - 1), &f));
	buf_done(&b);
	article_done(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(comes_back),
		cmocka_unit_test(names_and_lists_are_bounded),
		cmocka_unit_test(damage_is_noticed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
