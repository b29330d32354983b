/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Packed lists of places against plain arrays. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#include "lib/search/packed.h"

#define DOCS   3000
#define PLACES 40

/* What a document should have: n places, or NOT_HELD, or UNKNOWN. */
#define NOT_HELD (PLACES + 1)
#define UNKNOWN  (PLACES + 2)
static uint32_t places[DOCS][PLACES], counts[DOCS];

static uint64_t seed = 0x2545F4914F6CDD1Du;

static uint32_t roll(uint32_t n)
{
	seed ^= seed << 13;
	seed ^= seed >> 7;
	seed ^= seed << 17;
	return (uint32_t)((seed >> 33) % n);
}

static void add(struct packed_list *l, uint32_t docid)
{
	uint32_t pos = roll(3) ? roll(50) : roll(1 << 20), i;

	counts[docid] = roll(10) ? roll(PLACES + 1) : NOT_HELD;
	for (i = 0; i < counts[docid] && i < PLACES; i++) {
		places[docid][i] = place_of(pos, roll(3) ? 0 : roll(PLACE_TAGS));
		pos += roll(20) ? roll(200) : roll(1 << 19);
	}
	packed_add(l, docid, counts[docid] == NOT_HELD ? NULL : places[docid],
		   counts[docid] == NOT_HELD ? 0 : counts[docid]);
}

static void check(struct packed_list *l, uint32_t docid)
{
	const uint32_t *v = NULL;
	uint32_t n = 0;
	enum packed_found found = packed_get(l, docid, &v, &n);

	if (counts[docid] > PLACES) {
		assert_int_equal(found, counts[docid] == UNKNOWN ? PACKED_UNKNOWN : PACKED_NOT_HELD);
		return;
	}
	assert_int_equal(found, PACKED_HELD);
	assert_int_equal(n, counts[docid]);
	if (n)
		assert_memory_equal(v, places[docid], n * sizeof(*v));
}

static void check_all(struct packed_list *l)
{
	uint32_t docid, i;

	for (docid = 0; docid < DOCS; docid++) {
		check(l, docid);
		if (roll(5) == 0)
			check(l, docid); /* asked again */
	}
	for (docid = DOCS; docid-- > 0;)
		check(l, docid);
	for (docid = roll(60); docid < DOCS; docid += roll(200))
		check(l, docid);
	for (i = 0; i < DOCS; i++)
		check(l, roll(DOCS));
}

static void same_as_arrays(void **state)
{
	uint32_t docid, i, round;

	(void)state;
	for (round = 0; round < 30; round++) {
		struct packed_list l;
		uint32_t step;

		packed_init(&l);
		for (docid = 0; docid < DOCS; docid++)
			counts[docid] = UNKNOWN;
		check_all(&l);
		for (step = 0; step < 4; step++) {
			for (i = roll(round < 10 ? 20 : 1500); i; i--) {
				docid = roll(DOCS);
				if (counts[docid] == UNKNOWN)
					add(&l, docid);
			}
			packed_settle(&l);
			check_all(&l);
		}
		packed_done(&l);
	}
}

/* A place takes two bytes where gaps are below 64, its document some three more. */
static void is_small(void **state)
{
	uint32_t v[10], i, docid;
	struct packed_list l;

	(void)state;
	packed_init(&l);
	for (i = 0; i < 10; i++)
		v[i] = place_of(i * 60, i % 2);
	for (docid = 1; docid <= 10000; docid++)
		packed_add(&l, docid, v, 10);
	packed_settle(&l);
	assert_true(packed_bytes(&l) < 10000 * (15 + 4));
	packed_done(&l);
}

static void ends_of_the_range(void **state)
{
	uint32_t v[2] = {place_of(0, 0), place_of(PLACE_POS_MAX, PLACE_TAGS - 1)}, n;
	const uint32_t *got;
	struct packed_list l;

	(void)state;
	packed_init(&l);
	packed_add(&l, UINT32_MAX, v, 2);
	packed_add(&l, 0, v, 1);
	packed_add(&l, UINT32_MAX, v, 1); /* told twice: the first counts */
	packed_settle(&l);
	assert_int_equal(packed_get(&l, UINT32_MAX, &got, &n), PACKED_HELD);
	assert_int_equal(got[n - 1], n == 2 ? v[1] : v[0]);
	assert_int_equal(packed_get(&l, 0, &got, &n), PACKED_HELD);
	assert_int_equal(n, 1);
	assert_int_equal(packed_get(&l, 1, &got, &n), PACKED_UNKNOWN);
	packed_done(&l);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(same_as_arrays),
		cmocka_unit_test(is_small),
		cmocka_unit_test(ends_of_the_range),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
