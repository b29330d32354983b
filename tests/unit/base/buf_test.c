/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The growing buffer: its bound, its sticky error, its terminator. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "lib/base/buf.h"

static void appends_add_up(void **state)
{
	struct buf b;

	(void)state;
	buf_init(&b, 1000);
	assert_string_equal(buf_str(&b), "");
	assert_non_null(buf_slice(&b).p);
	buf_add(&b, "ab\0c", 4);
	buf_add_str(&b, "de");
	buf_add_char(&b, 'f');
	buf_add_slice(&b, SLICE_LIT("gh"));
	buf_add_slice(&b, SLICE_NONE);
	buf_addf(&b, "%d-%s", 12, "ij");
	assert_int_equal(b.len, 14);
	assert_memory_equal(b.data, "ab\0cdefgh12-ij", 15);
	buf_truncate(&b, 99);
	assert_int_equal(b.len, 14);
	buf_truncate(&b, 2);
	assert_string_equal(buf_str(&b), "ab");
	buf_reset(&b);
	assert_int_equal(b.len, 0);
	assert_string_equal(buf_str(&b), "");
	buf_done(&b);
	assert_null(b.data);
	buf_done(&b);
}

static void the_bound_is_exact_and_sticky(void **state)
{
	struct buf b;

	(void)state;
	buf_init(&b, 10);
	buf_add(&b, "0123456789", 10);
	assert_int_equal(buf_error(&b), STATUS_OK);
	buf_add(&b, "x", 0);
	assert_int_equal(buf_error(&b), STATUS_OK);
	buf_add_char(&b, 'x');
	assert_int_equal(buf_error(&b), STATUS_TOO_BIG);
	buf_truncate(&b, 3);
	buf_add_char(&b, 'x'); /* there would be room; the failure stays */
	assert_int_equal(b.len, 3);
	assert_string_equal(buf_str(&b), "012");
	buf_reset(&b);
	assert_int_equal(buf_error(&b), STATUS_OK);
	buf_addf(&b, "%s", "01234567890");
	assert_int_equal(b.len, 0);
	assert_int_equal(buf_error(&b), STATUS_TOO_BIG);
	buf_done(&b);
}

static void take_gives_away_or_leaves_alone(void **state)
{
	struct buf b;
	char *p = NULL;
	size_t n = 42;

	(void)state;
	buf_init(&b, 4);
	assert_int_equal(buf_take(&b, &p, &n), STATUS_OK); /* nothing is an empty string */
	assert_string_equal(p, "");
	assert_int_equal(n, 0);
	free(p);
	buf_add_str(&b, "abcd");
	assert_int_equal(buf_take(&b, &p, &n), STATUS_OK);
	assert_string_equal(p, "abcd");
	assert_int_equal(n, 4);
	assert_int_equal(b.len, 0);
	free(p);
	p = NULL, n = 42;
	buf_add_str(&b, "abcde");
	assert_int_equal(buf_take(&b, &p, &n), STATUS_TOO_BIG);
	assert_null(p);
	assert_int_equal(n, 42);
	buf_done(&b);
}

static void reserve_is_terminated_too(void **state)
{
	struct buf b;
	char *p;
	size_t n;

	(void)state;
	buf_init(&b, 100);
	p = buf_reserve(&b, 50);
	assert_non_null(p);
	assert_string_equal(buf_str(&b), ""); /* nothing was added yet */
	memset(p, 'x', 50);
	b.len += 5;
	assert_string_equal(buf_str(&b), "xxxxx");
	p = buf_reserve(&b, 95);
	assert_non_null(p);
	memset(p, 'y', 95);
	b.len += 2;
	assert_int_equal(buf_take(&b, &p, &n), STATUS_OK);
	assert_string_equal(p, "xxxxxyy");
	free(p);
	assert_null(buf_reserve(&b, 101));
	assert_int_equal(buf_error(&b), STATUS_TOO_BIG);
	assert_null(buf_reserve(&b, 1));
	buf_done(&b);
}

static void impossible_sizes_are_too_big(void **state)
{
	struct buf b;

	(void)state;
	buf_init(&b, SIZE_MAX);
	buf_add_char(&b, 'x');
	assert_null(buf_reserve(&b, SIZE_MAX));
	buf_reset(&b);
	buf_add_char(&b, 'x');
	assert_null(buf_reserve(&b, SIZE_MAX - 1)); /* its terminator would not fit */
	assert_int_equal(buf_error(&b), STATUS_TOO_BIG);
	buf_done(&b);
}

static void numbers(void **state)
{
	struct buf b;

	(void)state;
	buf_init(&b, 100);
	buf_add_u32be(&b, 0x01020384);
	assert_memory_equal(b.data, "\x01\x02\x03\x84", 4);
	buf_reset(&b);
	buf_add_varint(&b, 300);
	assert_int_equal(b.len, 2);
	assert_memory_equal(b.data, "\xAC\x02", 2);
	buf_done(&b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(appends_add_up),
		cmocka_unit_test(the_bound_is_exact_and_sticky),
		cmocka_unit_test(take_gives_away_or_leaves_alone),
		cmocka_unit_test(reserve_is_terminated_too),
		cmocka_unit_test(impossible_sizes_are_too_big),
		cmocka_unit_test(numbers),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
