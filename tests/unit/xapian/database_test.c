/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Opening for reading, groups, reopening, and the facts of a database. */
#include "tests/unit/xapian/fixture.h"

#include <fcntl.h>

static void stats_are_those_of_the_sample(void **state)
{
	struct sample *s = *state;
	struct xc_db_stats st;
	struct xc_term_stats t;

	OK(xc_db_get_stats(s->db, &st, &err));
	assert_int_equal(st.doccount, 10);
	assert_int_equal(st.lastdocid, 10);
	/* five terms of wdf 1 each, and 3 + 6 + 9 of "three" */
	assert_int_equal(st.total_length, 50 + 18);
	assert_true(st.avlength > 6.79 && st.avlength < 6.81);
	assert_true(st.doclength_lower <= 5 && st.doclength_upper >= 14);
	assert_true(st.has_positions);
	OK(xc_db_get_term_stats(s->db, LIT("three"), &t, &err));
	assert_int_equal(t.termfreq, 3);
	assert_int_equal(t.collfreq, 18);
	assert_true(t.wdf_upper >= 9);
	OK(xc_db_get_term_stats(s->db, LIT("absent"), &t, &err));
	assert_int_equal(t.termfreq, 0);
	assert_int_equal(t.collfreq, 0);
	assert_int_equal(t.wdf_upper, 0);
}

static void terms_exist_or_not(void **state)
{
	struct sample *s = *state;
	bool yes = false;

	OK(xc_db_term_exists(s->db, LIT("even"), &yes, &err));
	assert_true(yes);
	OK(xc_db_term_exists(s->db, LIT("eve"), &yes, &err));
	assert_false(yes);
	OK(xc_db_term_exists(s->db, NULL, 0, &yes, &err)); /* the empty term: any document */
	assert_true(yes);
	IS(XC_ERR_INVALID, xc_db_term_exists(s->db, NULL, 4, &yes, &err));
}

static void value_stats(void **state)
{
	struct sample *s = *state;
	struct xc_bytes lo = XC_BYTES_INIT, up = XC_BYTES_INIT;
	uint32_t freq = 99;

	OK(xc_db_get_value_stats(s->db, 1, &freq, &lo, &up, &err));
	assert_int_equal(freq, 10);
	assert_bytes(&lo, LIT("a"));
	assert_bytes(&up, LIT("b"));
	OK(xc_db_get_value_stats(s->db, 2, &freq, NULL, NULL, &err));
	assert_int_equal(freq, 1);
	OK(xc_db_get_value_stats(s->db, 77, &freq, &lo, &up, &err));
	assert_int_equal(freq, 0);
	assert_bytes(&lo, "", 0);
	IS(XC_ERR_INVALID, xc_db_get_value_stats(s->db, 1, NULL, NULL, NULL, &err));
	xc_bytes_free(&lo);
	xc_bytes_free(&up);
}

static void lengths_of_documents(void **state)
{
	struct sample *s = *state;
	uint32_t n = 0;

	OK(xc_db_get_doclength(s->db, 9, &n, &err));
	assert_int_equal(n, 14);
	OK(xc_db_get_unique_terms(s->db, 6, &n, &err));
	assert_in_range(n, 6, 7); /* glass counts "even", which weighs nothing, or not */
	IS(XC_ERR_NOT_FOUND, xc_db_get_doclength(s->db, 11, &n, &err));
	IS(XC_ERR_NOT_FOUND, xc_db_get_unique_terms(s->db, 11, &n, &err));
	IS(XC_ERR_INVALID, xc_db_get_doclength(s->db, 0, &n, &err));
}

static void identity(void **state)
{
	struct sample *s = *state;
	struct xc_bytes b = XC_BYTES_INIT;
	uint64_t rev = 0;
	bool locked = true;

	OK(xc_db_get_uuid(s->db, &b, &err));
	assert_int_equal(b.n, 36);
	OK(xc_db_get_revision(s->db, &rev, &err));
	assert_true(rev >= 1);
	OK(xc_db_get_locked(s->db, &locked, &err));
	assert_false(locked);
	OK(xc_db_get_description(s->db, &b, &err));
	assert_true(b.n > 0);
	OK(xc_db_keep_alive(s->db, &err));
	xc_bytes_free(&b);
}

static void a_reader_sees_its_revision_until_reopened(void **state)
{
	struct sample *s = *state;
	struct xc_doc *d = sample_doc(11);
	struct xc_db_stats st;
	struct xc_wdb *w;
	uint64_t before, after;
	bool changed = true;

	OK(xc_db_get_revision(s->db, &before, &err));
	OK(xc_db_reopen(s->db, &changed, &err));
	assert_false(changed);
	OK(xc_wdb_open(s->path, XC_DB_OPEN | XC_DB_NO_SYNC, 0, &w, &err));
	OK(xc_wdb_add_doc(w, d, NULL, &err));
	OK(xc_wdb_commit(w, &err));
	OK(xc_db_get_stats(s->db, &st, &err));
	assert_int_equal(st.doccount, 10);
	OK(xc_db_reopen(s->db, &changed, &err));
	assert_true(changed);
	OK(xc_db_get_stats(s->db, &st, &err));
	assert_int_equal(st.doccount, 11);
	OK(xc_db_get_revision(s->db, &after, &err));
	assert_true(after > before);
	OK(xc_db_reopen(s->db, NULL, &err));
	xc_wdb_free(w);
	xc_doc_free(d);
}

static void a_group_interleaves_its_ids(void **state)
{
	struct sample *s = *state;
	struct xc_db *group, *second;
	struct xc_bytes b = XC_BYTES_INIT;
	struct xc_db_stats st;
	struct xc_doc *d;
	struct xc_query *q = term_query("n3");
	uint64_t rev;
	uint32_t docid;

	OK(xc_db_open(s->path, 0, &second, &err));
	OK(xc_db_new(&group, &err));
	assert_int_equal(xc_db_shards(group), 0);
	OK(xc_db_add(group, s->db, &err));
	OK(xc_db_add(group, second, &err));
	xc_db_free(second); /* the group does not need it */
	assert_int_equal(xc_db_shards(group), 2);
	assert_int_equal(xc_db_shards(NULL), 0);
	OK(xc_db_get_stats(group, &st, &err));
	assert_int_equal(st.doccount, 20);
	assert_finds(group, q, "5 6"); /* (3 - 1) * 2 + 1 and + 2 */
	OK(xc_db_get_doc(group, 6, &d, &err));
	OK(xc_doc_get_data(d, &b, &err));
	assert_bytes(&b, LIT("data\0""3"));
	OK(xc_doc_get_docid(d, &docid, &err));
	assert_int_equal(docid, 3); /* its id at home */
	IS(XC_ERR_INVALID, xc_db_get_revision(group, &rev, &err));
	IS(XC_ERR_INVALID, xc_db_add(group, group, &err));
	xc_doc_free(d);
	xc_query_free(q);
	xc_bytes_free(&b);
	xc_db_free(group);
}

static void an_empty_group_has_nothing(void **state)
{
	struct xc_db_stats st;
	struct xc_doc *d = NULL;
	struct xc_db *group;
	struct xc_terms *t;

	(void)state;
	OK(xc_db_new(&group, &err));
	OK(xc_db_get_stats(group, &st, &err));
	assert_int_equal(st.doccount, 0);
	assert_true(xc_db_get_doc(group, 1, &d, &err) != XC_OK);
	assert_null(d);
	OK(xc_db_all_terms(group, NULL, 0, &t, &err));
	assert_terms(t, "");
	xc_db_free(group);
}

static void closing_ends_it(void **state)
{
	struct sample *s = *state;
	struct xc_terms *t;
	struct xc_doc *d;
	struct xc_db_stats st;

	OK(xc_db_close(s->db, &err));
	OK(xc_db_close(s->db, &err));
	IS(XC_ERR_CLOSED, xc_db_all_terms(s->db, NULL, 0, &t, &err));
	IS(XC_ERR_CLOSED, xc_db_get_doc(s->db, 1, &d, &err));
	IS(XC_ERR_CLOSED, xc_db_reopen(s->db, NULL, &err));
	/* what is held in memory may still be told */
	if (xc_db_get_stats(s->db, &st, &err) != XC_OK)
		assert_int_equal(err.status, XC_ERR_CLOSED);
}

static void a_single_file_by_descriptor(void **state)
{
	struct sample *s = *state;
	struct xc_compact how = {.flags = XC_COMPACT_SINGLE_FILE};
	struct xc_db_stats st;
	struct xc_db *db = NULL;
	char path[5000];
	int fd;

	path_in(path, sizeof(path), s->dir, "one");
	OK(xc_db_compact(s->db, path, &how, &err));
	fd = open(path, O_RDONLY);
	assert_true(fd >= 0);
	OK(xc_db_open_fd(fd, 0, &db, &err));
	OK(xc_db_get_stats(db, &st, &err));
	assert_int_equal(st.doccount, 10);
	xc_db_free(db);
	OK(xc_db_open(path, 0, &db, &err));
	xc_db_free(db);
	db = NULL;
	fd = open("/dev/null", O_RDONLY);
	assert_true(xc_db_open_fd(fd, 0, &db, &err) != XC_OK);
	assert_null(db);
}

static void a_stub_names_others(void **state)
{
	struct sample *s = *state;
	struct xc_db_stats st;
	struct xc_db *db;
	char path[5000];
	FILE *f;

	path_in(path, sizeof(path), s->dir, "stub");
	f = fopen(path, "w");
	assert_non_null(f);
	fprintf(f, "auto %s\nauto %s\n", s->path, s->path);
	fclose(f);
	OK(xc_db_open(path, XC_DB_STUB, &db, &err));
	OK(xc_db_get_stats(db, &st, &err));
	assert_int_equal(st.doccount, 20);
	xc_db_free(db);
}

static void documents_by_id(void **state)
{
	struct sample *s = *state;
	struct xc_bytes b = XC_BYTES_INIT;
	struct xc_doc *d = NULL;
	uint32_t docid;

	OK(xc_db_get_doc(s->db, 7, &d, &err));
	OK(xc_doc_get_data(d, &b, &err));
	assert_bytes(&b, LIT("data\0""7"));
	OK(xc_doc_get_value(d, 2, &b, &err));
	assert_bytes(&b, LIT("se\0ven"));
	OK(xc_doc_get_docid(d, &docid, &err));
	assert_int_equal(docid, 7);
	xc_doc_free(d);
	d = NULL;
	IS(XC_ERR_NOT_FOUND, xc_db_get_doc(s->db, 11, &d, &err));
	IS(XC_ERR_INVALID, xc_db_get_doc(s->db, 0, &d, &err));
	assert_null(d);
	OK(xc_db_get_doc_unchecked(s->db, 7, &d, &err));
	OK(xc_doc_get_value(d, 1, &b, &err));
	assert_bytes(&b, LIT("a"));
	xc_doc_free(d);
	xc_bytes_free(&b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		SAMPLE_TEST(stats_are_those_of_the_sample),
		SAMPLE_TEST(terms_exist_or_not),
		SAMPLE_TEST(value_stats),
		SAMPLE_TEST(lengths_of_documents),
		SAMPLE_TEST(identity),
		SAMPLE_TEST(a_reader_sees_its_revision_until_reopened),
		SAMPLE_TEST(a_group_interleaves_its_ids),
		cmocka_unit_test(an_empty_group_has_nothing),
		SAMPLE_TEST(closing_ends_it),
		SAMPLE_TEST(a_single_file_by_descriptor),
		SAMPLE_TEST(a_stub_names_others),
		SAMPLE_TEST(documents_by_id),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
