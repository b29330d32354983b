/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Varints: there and back, cut off anywhere, too long by one. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "lib/base/varint.h"

static void check(uint64_t v)
{
	unsigned char raw[VARINT_MAX];
	const unsigned char *p;
	uint64_t back = 0;
	uint32_t small = 7;
	size_t n = varint_put(raw, v), k;

	assert_in_range(n, 1, VARINT_MAX);
	for (k = 0; k < n; k++) { /* cut off */
		p = raw;
		back = 42;
		assert_false(varint_get(&p, raw + k, &back));
		assert_ptr_equal(p, raw);
		assert_int_equal(back, 42);
	}
	p = raw;
	assert_true(varint_get(&p, raw + n, &back));
	assert_ptr_equal(p, raw + n);
	assert_true(back == v);
	p = raw;
	assert_int_equal(varint_get32(&p, raw + n, &small), v <= UINT32_MAX);
	assert_ptr_equal(p, v <= UINT32_MAX ? raw + n : raw);
	assert_int_equal(small, v <= UINT32_MAX ? (uint32_t)v : 7);
}

static void there_and_back(void **state)
{
	uint64_t v = 1;
	int i;

	(void)state;
	for (v = 0; v < 70000; v++)
		check(v);
	for (i = 0; i < 64; i++) {
		check(UINT64_C(1) << i);
		check((UINT64_C(1) << i) - 1);
		check((UINT64_C(1) << i) + 1);
	}
	check(UINT64_MAX);
	check(UINT64_MAX - 1);
	check(UINT32_MAX);
	check((uint64_t)UINT32_MAX + 1);
}

static void lengths(void **state)
{
	unsigned char raw[VARINT_MAX];

	(void)state;
	assert_int_equal(varint_put(raw, 0), 1);
	assert_int_equal(varint_put(raw, 127), 1);
	assert_int_equal(varint_put(raw, 128), 2);
	assert_int_equal(varint_put(raw, 16383), 2);
	assert_int_equal(varint_put(raw, 16384), 3);
	assert_int_equal(varint_put(raw, UINT64_MAX), 10);
}

static void too_long_is_none(void **state)
{
	unsigned char raw[16];
	const unsigned char *p = raw;
	uint64_t v = 42;

	(void)state;
	memset(raw, 0xFF, sizeof(raw));
	raw[9] = 0x01; /* 64 bits: the most there can be */
	assert_true(varint_get(&p, raw + sizeof(raw), &v));
	assert_true(v == UINT64_MAX);
	raw[9] = 0x02; /* a 65th bit */
	p = raw, v = 42;
	assert_false(varint_get(&p, raw + sizeof(raw), &v));
	memset(raw, 0x80, sizeof(raw));
	raw[10] = 0x00; /* eleven bytes */
	assert_false(varint_get(&p, raw + sizeof(raw), &v));
	assert_ptr_equal(p, raw);
	assert_int_equal(v, 42);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(there_and_back),
		cmocka_unit_test(lengths),
		cmocka_unit_test(too_long_is_none),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
