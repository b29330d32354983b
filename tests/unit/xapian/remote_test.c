/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Databases of another process, through xapian-progsrv; nothing is tested where
 * that program is not installed. */
#include "tests/unit/xapian/fixture.h"

#define SERVER "/usr/bin/xapian-progsrv"

static void a_served_database_reads_as_a_local_one(void **state)
{
	struct sample *s = *state;
	struct xc_match m = {.max_items = 10, .check_at_least = 100};
	struct xc_bytes b = XC_BYTES_INIT;
	struct xc_query *q = term_query("three");
	struct xc_db_stats st;
	struct xc_enquire *e;
	struct xc_mset *r;
	struct xc_doc *d;
	struct xc_db *db;

	if (access(SERVER, X_OK) != 0)
		skip();
	OK(xc_db_open_program(SERVER, s->path, 10000, &db, &err));
	OK(xc_db_get_stats(db, &st, &err));
	assert_int_equal(st.doccount, 10);
	OK(xc_db_keep_alive(db, &err));
	assert_finds(db, q, "3 6 9");
	OK(xc_enquire_new(db, &e, &err));
	OK(xc_enquire_set_query(e, q, 0, &err));
	OK(xc_enquire_mset(e, &m, &r, &err));
	OK(xc_mset_fetch(r, &err));
	OK(xc_mset_doc(r, 0, &d, &err));
	OK(xc_doc_get_data(d, &b, &err));
	assert_bytes(&b, LIT("data\0""9"));
	xc_doc_free(d);
	xc_mset_free(r);
	xc_enquire_free(e);
	xc_db_free(db);
	xc_query_free(q);
	xc_bytes_free(&b);
}

static enum xc_verdict keep(void *ctx, struct xc_doc_ref *doc)
{
	(void)ctx, (void)doc;
	return XC_KEEP;
}

static void what_a_served_one_cannot_do(void **state)
{
	struct sample *s = *state;
	struct xc_match m = {.max_items = 10, .decide = keep};
	struct xc_query *q = term_query("three");
	struct xc_enquire *e;
	struct xc_mset *r = NULL;
	struct xc_db *db;
	bool locked;

	if (access(SERVER, X_OK) != 0)
		skip();
	OK(xc_db_open_program(SERVER, s->path, 10000, &db, &err));
	OK(xc_enquire_new(db, &e, &err));
	OK(xc_enquire_set_query(e, q, 0, &err));
	IS(XC_ERR_UNSUPPORTED, xc_enquire_mset(e, &m, &r, &err));
	assert_null(r);
	IS(XC_ERR_UNSUPPORTED, xc_db_get_locked(db, &locked, &err));
	xc_enquire_free(e);
	xc_db_free(db);
	xc_query_free(q);
}

static void a_server_that_is_not_there(void **state)
{
	struct xc_wdb *w = NULL;
	struct xc_db *db = NULL;

	(void)state;
	IS(XC_ERR_NETWORK, xc_db_open_program("/bin/false", "", 2000, &db, &err));
	/* port 1 of this machine: nobody answers */
	IS(XC_ERR_NETWORK, xc_db_open_remote("127.0.0.1", 1, 2000, 2000, &db, &err));
	IS(XC_ERR_NETWORK, xc_wdb_open_remote("127.0.0.1", 1, 2000, 2000, 0, &w, &err));
	assert_null(db);
	assert_null(w);
}

static void a_server_that_says_nothing(void **state)
{
	struct xc_db *db = NULL;

	(void)state;
	IS(XC_ERR_TIMEOUT, xc_db_open_program("/bin/sleep", "5", 200, &db, &err));
	assert_null(db);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		SAMPLE_TEST(a_served_database_reads_as_a_local_one),
		SAMPLE_TEST(what_a_served_one_cannot_do),
		cmocka_unit_test(a_server_that_is_not_there),
		cmocka_unit_test(a_server_that_says_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
