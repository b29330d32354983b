/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Arenas, growing arrays, and allocation that does not fail. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "lib/base/arena.h"
#include "lib/base/mem.h"

static void pieces_are_aligned_and_apart(void **state)
{
	struct arena a = ARENA_INIT;
	unsigned char *p[500];
	size_t i, k;

	(void)state;
	for (i = 0; i < 500; i++) {
		p[i] = arena_alloc(&a, i);
		assert_int_equal((uintptr_t)p[i] % _Alignof(max_align_t), 0);
		memset(p[i], (int)(i & 0xFF), i);
	}
	for (i = 0; i < 500; i++)
		for (k = 0; k < i; k++)
			assert_int_equal(p[i][k], i & 0xFF);
	assert_true(a.used >= 500 * 499 / 2);
	arena_done(&a);
	assert_null(a.head);
	assert_int_equal(a.used, 0);
}

static void reset_keeps_the_first_chunk(void **state)
{
	struct arena a = ARENA_INIT;
	void *first;
	int i;

	(void)state;
	arena_reset(&a); /* of nothing */
	first = arena_alloc(&a, 100);
	for (i = 0; i < 3; i++) {
		arena_alloc(&a, 3 << 20); /* larger than any chunk */
		arena_alloc(&a, 10);
		arena_reset(&a);
		assert_int_equal(a.used, 0);
		assert_ptr_equal(arena_alloc(&a, 100), first);
	}
	arena_done(&a);
}

static void zeroed_and_copied(void **state)
{
	struct arena a = ARENA_INIT;
	struct slice s;
	int *v, i;

	(void)state;
	memset(arena_alloc(&a, 1000), 0xFF, 1000);
	arena_reset(&a);
	v = ARENA_ARRAY(&a, int, 100);
	for (i = 0; i < 100; i++)
		assert_int_equal(v[i], 0);
	s = arena_dup(&a, SLICE_LIT("with\0nul"));
	assert_int_equal(s.n, 8);
	assert_memory_equal(s.p, "with\0nul", 9);
	assert_null(arena_dup(&a, SLICE_NONE).p);
	s = arena_dup(&a, SLICE_LIT(""));
	assert_non_null(s.p);
	assert_int_equal(s.n, 0);
	assert_string_equal(arena_str(&a, SLICE_NONE), "");
	assert_int_equal(arena_mul(3, 7), 21);
	assert_int_equal(arena_mul(0, SIZE_MAX), 0);
	assert_int_equal(arena_mul(SIZE_MAX, 0), 0);
	arena_done(&a);
}

static void arrays_grow(void **state)
{
	size_t cap = 0, before, i;
	uint64_t *v = NULL;

	(void)state;
	for (i = 0; i < 1000; i++) {
		before = cap;
		GROW(v, i + 1, cap);
		assert_true(cap > i);
		assert_true(cap == before || cap >= 2 * before);
		v[i] = i * i;
	}
	for (i = 0; i < 1000; i++)
		assert_int_equal(v[i], i * i);
	free(v);
}

static void allocation_of_nothing_is_something(void **state)
{
	char *p = xmalloc(0), *q = xcalloc(0, 8), *s = xstrdup("abc"), *m = xmemdup0("a\0b", 3);

	(void)state;
	assert_non_null(p);
	assert_non_null(q);
	p = xrealloc(p, 0);
	assert_non_null(p);
	assert_string_equal(s, "abc");
	assert_memory_equal(m, "a\0b", 4);
	free(p);
	free(q);
	free(s);
	free(m);
	m = xmemdup0(NULL, 0);
	assert_string_equal(m, "");
	free(m);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(pieces_are_aligned_and_apart),
		cmocka_unit_test(reset_keeps_the_first_chunk),
		cmocka_unit_test(zeroed_and_copied),
		cmocka_unit_test(arrays_grow),
		cmocka_unit_test(allocation_of_nothing_is_something),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
