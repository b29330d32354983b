/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What waits for the search for copies: runs, lookups, stored and read again. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "lib/archive/pending.h"
#include "lib/archive/schema.h"

static void check_contents(struct pending *p)
{
	assert_false(pending_has_document(p, 6));
	assert_true(pending_has_document(p, 7));
	assert_true(pending_has_document(p, 9));
	assert_false(pending_has_document(p, 10));
	assert_true(pending_has_document(p, 3));
	assert_false(pending_has_document(p, 4));
	assert_true(pending_has_cluster(p, 0xFEDCBA9876543210u));
	assert_false(pending_has_cluster(p, 5));
	assert_int_equal(p->n_runs, 2);
	assert_int_equal(p->n_clusters, 1);
}

static void stored_and_read(void **state)
{
	struct pending p, q;
	struct xc_wdb *db = NULL;
	struct err err = ERR_INIT;

	(void)state;
	assert_int_equal(xc_wdb_open_memory(&db, NULL), XC_OK);
	pending_init(&p);
	pending_init(&q);
	assert_true(pending_empty(&p));
	pending_add_document(&p, 8);
	pending_add_document(&p, 9);
	pending_add_document(&p, 3);
	pending_add_document(&p, 7);
	pending_add_document(&p, 8);
	pending_add_cluster(&p, 0xFEDCBA9876543210u);
	pending_add_cluster(&p, 0xFEDCBA9876543210u);
	check_contents(&p);
	assert_int_equal(pending_write(&p, db, &err), STATUS_OK);
	assert_int_equal(pending_read(&q, xc_wdb_as_db(db), &err), STATUS_OK);
	check_contents(&q);
	pending_clear(&q);
	assert_true(pending_empty(&q));
	assert_int_equal(pending_write(&q, db, &err), STATUS_OK);
	assert_int_equal(pending_read(&q, xc_wdb_as_db(db), &err), STATUS_OK);
	assert_true(pending_empty(&q));
	pending_done(&p);
	pending_done(&q);
	xc_wdb_free(db);
}

/* At the bound as it is; past it everything is pending. */
static void too_many_is_all(void **state)
{
	struct pending p;
	uint32_t i;

	(void)state;
	pending_init(&p);
	for (i = 1; i <= PENDING_MAX; i++)
		pending_add_document(&p, 2 * i);
	assert_false(pending_has_document(&p, 5));
	pending_add_document(&p, 2 * i);
	assert_true(pending_has_document(&p, 5));
	pending_done(&p);
}

static void damage_is_found(void **state)
{
	static const struct {
		const char *bytes;
		size_t n;
	} cases[] = {{"\2\1\1", 3}, {"\1\1", 2}, {"\0abc", 4}, {"\377\377\377\377\377\1", 6}};
	struct xc_wdb *db = NULL;
	size_t i;

	(void)state;
	assert_int_equal(xc_wdb_open_memory(&db, NULL), XC_OK);
	for (i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct err err = ERR_INIT;
		struct pending p;

		pending_init(&p);
		assert_int_equal(xc_wdb_set_metadata(db, META_UNCLUSTERED, sizeof(META_UNCLUSTERED) - 1,
						     cases[i].bytes, cases[i].n, NULL), XC_OK);
		assert_int_equal(pending_read(&p, xc_wdb_as_db(db), &err), STATUS_CORRUPT);
		pending_done(&p);
	}
	xc_wdb_free(db);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(stored_and_read),
		cmocka_unit_test(too_many_is_all),
		cmocka_unit_test(damage_is_found),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
