/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Hashes and ids.  They are stored in archives: the values must never change. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "lib/base/hash.h"

static void values_are_those_of_xxh3(void **state)
{
	struct hash128 h = hash128(SLICE_LIT(""));

	(void)state;
	/* the empty input, from xxHash's own test vectors */
	assert_true(hash64(SLICE_LIT("")) == UINT64_C(0x2D06800538D394C2));
	assert_true(hash64(SLICE_NONE) == UINT64_C(0x2D06800538D394C2));
	assert_true(h.hi == UINT64_C(0x99AA06D3014798D8) && h.lo == UINT64_C(0x6001C324468D497F));
	assert_int_equal(hash32(SLICE_LIT("abc")), (uint32_t)hash64(SLICE_LIT("abc")));
	assert_true(hash64(SLICE_LIT("abc")) != hash64(SLICE_LIT("abd")));
	assert_true(hash64(SLICE_LIT("abc")) != hash64(SLICE_LIT("abc\0")));
}

static void hexadecimal(void **state)
{
	char out[17];

	(void)state;
	hash_hex64(0, out);
	assert_string_equal(out, "0000000000000000");
	hash_hex64(UINT64_C(0x0123456789ABCDEF), out);
	assert_string_equal(out, "0123456789abcdef");
	hash_hex64(UINT64_MAX, out);
	assert_string_equal(out, "ffffffffffffffff");
}

static void ids(void **state)
{
	struct hash128 h = {0, 0};
	char a[ID_LEN + 1], b[ID_LEN + 1];
	int bit;

	(void)state;
	hash_id(h, a);
	assert_string_equal(a, "a:00000000000000000000");
	h.hi = UINT64_MAX, h.lo = UINT64_MAX;
	hash_id(h, a);
	assert_string_equal(a, "a:zzzzzzzzzzzzzzzzzzzz");
	/* the first 100 bits count, each of them */
	for (bit = 0; bit < 128; bit++) {
		h = (struct hash128){0, 0};
		if (bit < 64)
			h.hi = UINT64_C(1) << (63 - bit);
		else
			h.lo = UINT64_C(1) << (127 - bit);
		hash_id(h, b);
		assert_int_equal(strlen(b), ID_LEN);
		assert_int_equal(strcmp(b, "a:00000000000000000000") != 0, bit < 100);
		assert_int_equal(strspn(b + 2, "0123456789abcdefghjkmnpqrstvwxyz"), 20);
		if (bit < 100)
			assert_int_equal(b[2 + bit / 5], "g8421"[bit % 5]);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(values_are_those_of_xxh3),
		cmocka_unit_test(hexadecimal),
		cmocka_unit_test(ids),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
