/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Galloping search against a walk, from every place, for every number. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "lib/base/seek.h"

static size_t walk(const uint32_t *v, size_t from, size_t n, uint32_t x)
{
	while (from < n && v[from] < x)
		from++;
	return from;
}

static void as_a_walk(void **state)
{
	uint32_t v[41], seed = 7;
	size_t n, from;
	uint32_t x;

	(void)state;
	for (n = 0; n <= 41; n++) {
		uint32_t at = 0;

		for (from = 0; from < n; from++) {
			seed = seed * 1664525u + 1013904223u;
			v[from] = at += (seed >> 24) % 4; /* doubles, too */
		}
		for (from = 0; from <= n; from++)
			for (x = 0; x < at + 3; x++)
				assert_int_equal(seek_u32(v, sizeof(*v), from, n, x),
						 walk(v, from, n, x));
	}
}

static void among_other_fields(void **state)
{
	static const struct {
		uint64_t other;
		uint32_t key;
	} v[] = {{9, 1}, {9, 4}, {0, 4}, {9, UINT32_MAX}};

	(void)state;
	assert_int_equal(seek_u32(&v[0].key, sizeof(v[0]), 0, 4, 2), 1);
	assert_int_equal(seek_u32(&v[0].key, sizeof(v[0]), 2, 4, 2), 2);
	assert_int_equal(seek_u32(&v[0].key, sizeof(v[0]), 0, 4, UINT32_MAX), 3);
	assert_int_equal(seek_u32(&v[0].key, sizeof(v[0]), 0, 3, UINT32_MAX), 3);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(as_a_walk),
		cmocka_unit_test(among_other_fields),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
