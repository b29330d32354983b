/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The lexicon against a sorted list: merged in many rounds, walked by prefix. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>

#include "lib/archive/lexicon.h"
#include "lib/archive/schema.h"
#include "lib/base/arena.h"
#include "lib/base/mem.h"

#define MANY 20000

static uint32_t seed = 1;

static uint32_t rnd(uint32_t n)
{
	seed = seed * 1103515245 + 12345;
	return (seed >> 8) % n;
}

struct model {
	struct arena arena;
	struct lexicon_pair v[MANY];
	size_t n;
};

static int by_pair(const void *x, const void *y)
{
	const struct lexicon_pair *a = x, *b = y;
	int c = slice_cmp(a->form, b->form);

	return c ? c : slice_cmp(a->stem, b->stem);
}

static struct lexicon_pair random_pair(struct arena *a)
{
	static const char *const ends[] = {"", "s", "ing", "ation", "'s"};
	char form[64], stem[64];
	int n = snprintf(stem, sizeof(stem), "%c%c%x", 'a' + (int)rnd(26), 'a' + (int)rnd(26), rnd(3000));

	snprintf(form, sizeof(form), "%s%s", stem, ends[rnd(5)]);
	if (rnd(20) == 0) /* a stem that is no head of its form */
		snprintf(stem, sizeof(stem), "%.*si", n - 1, form);
	return (struct lexicon_pair){arena_dup(a, slice_str(form)), arena_dup(a, slice_str(stem))};
}

/* Sorted, without repetitions. */
static void model_sort(struct model *m)
{
	size_t i, n = 0;

	qsort(m->v, m->n, sizeof(*m->v), by_pair);
	for (i = 0; i < m->n; i++)
		if (n == 0 || by_pair(&m->v[i], &m->v[n - 1]) != 0)
			m->v[n++] = m->v[i];
	m->n = n;
}

struct walk {
	const struct model *m;
	struct slice prefix;
	size_t at, forms, stop_after;
};

static void skip_others(struct walk *w)
{
	while (w->at < w->m->n && !slice_starts(w->m->v[w->at].form, w->prefix))
		w->at++;
}

static bool has_stem(const struct slice *stems, size_t n, struct slice stem)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (slice_eq(stems[i], stem))
			return true;
	return false;
}

static bool on_form(void *ctx, struct slice form, const struct slice *stems, size_t n)
{
	struct walk *w = ctx;
	size_t seen = 0;

	skip_others(w);
	assert_true(w->at < w->m->n);
	assert_true(slice_eq(form, w->m->v[w->at].form));
	for (; w->at < w->m->n && slice_eq(form, w->m->v[w->at].form); w->at++, seen++)
		assert_true(has_stem(stems, n, w->m->v[w->at].stem));
	assert_int_equal(n, seen);
	return ++w->forms != w->stop_after;
}

static void assert_walk(const struct xc_db *db, const struct model *m, const char *prefix)
{
	struct walk w = {.m = m, .prefix = slice_str(prefix)};
	struct lexicon_index index = {0};
	struct err err = ERR_INIT;

	assert_int_equal(lexicon_walk(db, &index, w.prefix, on_form, &w, &err), STATUS_OK);
	lexicon_index_done(&index);
	skip_others(&w);
	assert_int_equal(w.at, m->n);
}

static void merged_in_rounds_it_equals_a_sorted_list(void **state)
{
	static const char *const prefixes[] = {"", "a", "qz", "zz", "m1", "mm1a", "nothing", "\xff"};
	struct model *all = xcalloc(1, sizeof(*all)), *round = xcalloc(1, sizeof(*round));
	struct err err = ERR_INIT;
	struct xc_wdb *w = NULL;
	size_t i, k;

	(void)state;
	assert_int_equal(xc_wdb_open_memory(&w, NULL), XC_OK);
	assert_int_equal(lexicon_merge(w, NULL, 0, &err), STATUS_OK);
	assert_walk(xc_wdb_as_db(w), all, "");
	for (i = 0; i < 40 && all->n + 600 < MANY; i++) {
		size_t n = 1 + rnd(500);

		for (round->n = 0, k = 0; k < n; k++)
			round->v[round->n++] = random_pair(&all->arena);
		model_sort(round);
		assert_int_equal(lexicon_merge(w, round->v, round->n, &err), STATUS_OK);
		for (k = 0; k < round->n; k++)
			all->v[all->n++] = round->v[k];
		model_sort(all);
		for (k = 0; k < sizeof(prefixes) / sizeof(prefixes[0]); k++)
			assert_walk(xc_wdb_as_db(w), all, prefixes[k]);
	}
	assert_true(all->n > 5000);
	xc_wdb_free(w);
	arena_done(&all->arena);
	free(all);
	free(round);
}

/* Forms that share more than a key holds, and as many stems as there may be. */
static void long_forms_and_many_stems(void **state)
{
	struct model *m = xcalloc(1, sizeof(*m));
	struct err err = ERR_INIT;
	struct xc_wdb *w = NULL;
	char form[LEXICON_FORM_BYTES], stem[LEXICON_FORM_BYTES];
	size_t i;

	(void)state;
	memset(form, 'x', sizeof(form));
	memset(stem, 'y', sizeof(stem));
	for (i = 0; i < 300; i++) {
		snprintf(form + 250, 6, "%05zu", i);
		form[255] = 'x';
		m->v[m->n++] = (struct lexicon_pair){arena_dup(&m->arena, slice_of(form, 256)),
						     arena_dup(&m->arena, slice_of(stem, 256))};
	}
	for (i = 0; i < LEXICON_STEMS; i++) {
		stem[0] = (char)('A' + i);
		m->v[m->n++] = (struct lexicon_pair){SLICE_LIT("word"),
						     arena_dup(&m->arena, slice_of(stem, 200))};
	}
	model_sort(m);
	assert_int_equal(xc_wdb_open_memory(&w, NULL), XC_OK);
	assert_int_equal(lexicon_merge(w, m->v, m->n, &err), STATUS_OK);
	assert_walk(xc_wdb_as_db(w), m, "");
	assert_walk(xc_wdb_as_db(w), m, "word");
	xc_wdb_free(w);
	arena_done(&m->arena);
	free(m);
}

static bool on_any(void *ctx, struct slice form, const struct slice *stems, size_t n)
{
	size_t *forms = ctx;

	(void)stems;
	assert_true(form.n <= LEXICON_FORM_BYTES && n <= LEXICON_STEMS);
	return ++*forms < 100000;
}

static void damage_is_told_and_bounded(void **state)
{
	struct xc_bytes leaf = XC_BYTES_INIT;
	struct model *m = xcalloc(1, sizeof(*m));
	struct err err = ERR_INIT;
	struct xc_wdb *w = NULL;
	size_t i, forms, told = 0;
	char key[64];

	(void)state;
	for (i = 0; i < 200; i++)
		m->v[m->n++] = random_pair(&m->arena);
	model_sort(m);
	assert_int_equal(xc_wdb_open_memory(&w, NULL), XC_OK);
	assert_int_equal(lexicon_merge(w, m->v, m->n, &err), STATUS_OK);
	snprintf(key, sizeof(key), "%s%.*s", META_LEXICON, SLICE_ARG(m->v[0].form));
	assert_int_equal(xc_db_get_metadata(xc_wdb_as_db(w), key, strlen(key), &leaf, NULL), XC_OK);
	assert_true(leaf.n > 100);
	for (i = 0; i < leaf.n; i++) {
		struct lexicon_index index = {0};

		leaf.p[i] = (char)(leaf.p[i] ^ 0x95);
		assert_int_equal(xc_wdb_set_metadata(w, key, strlen(key), leaf.p, leaf.n, NULL), XC_OK);
		forms = 0;
		told += lexicon_walk(xc_wdb_as_db(w), &index, SLICE_NONE, on_any, &forms, &err) !=
			STATUS_OK;
		lexicon_index_done(&index);
		leaf.p[i] = (char)(leaf.p[i] ^ 0x95);
	}
	assert_true(told > leaf.n / 4);
	xc_bytes_free(&leaf);
	xc_wdb_free(w);
	arena_done(&m->arena);
	free(m);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(merged_in_rounds_it_equals_a_sorted_list),
		cmocka_unit_test(long_forms_and_many_stems),
		cmocka_unit_test(damage_is_told_and_bounded),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
