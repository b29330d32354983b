/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Every failure that can be provoked from outside, and its status: locked,
 * modified, damaged, absent, of another version, a full disk, no memory. */
#include "tests/unit/xapian/fixture.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>

static struct xc_wdb *open_for_writing(const char *path)
{
	struct xc_wdb *w;

	OK(xc_wdb_open(path, XC_DB_OPEN | XC_DB_NO_SYNC, 0, &w, &err));
	return w;
}

static void a_second_writer_is_locked_out(void **state)
{
	struct sample *s = *state;
	struct xc_wdb *w = open_for_writing(s->path), *second = NULL;
	bool locked = false;

	IS(XC_ERR_LOCKED, xc_wdb_open(s->path, XC_DB_OPEN, 0, &second, &err));
	assert_null(second);
	assert_int_equal(strncmp(err.msg, "DatabaseLockError: ", 19), 0);
	OK(xc_db_get_locked(s->db, &locked, &err));
	assert_true(locked);
	xc_wdb_free(w);
	w = open_for_writing(s->path);
	xc_wdb_free(w);
}

/* Put n documents with data of two kilobytes, in place of what was there. */
static void rewrite(struct xc_wdb *w, uint32_t n, char fill)
{
	struct xc_doc *d = sample_doc(1);
	char data[2048];
	uint32_t id;

	memset(data, fill, sizeof(data));
	for (id = 1; id <= n; id++) {
		memcpy(data, &id, sizeof(id));
		OK(xc_doc_set_data(d, data, sizeof(data), &err));
		OK(xc_doc_set_value(d, 3, data, sizeof(data), &err));
		OK(xc_wdb_replace_doc(w, id, d, &err));
	}
	OK(xc_wdb_commit(w, &err));
	xc_doc_free(d);
}

static void a_reader_left_behind_is_told(void **state)
{
	struct sample *s = *state;
	struct xc_bytes b = XC_BYTES_INIT;
	struct xc_wdb *w = open_for_writing(s->path);
	enum xc_status st = XC_OK;
	bool changed = false;
	struct xc_values *v = NULL;
	uint32_t id;
	char fill;

	rewrite(w, 200, 'a');
	OK(xc_db_reopen(s->db, NULL, &err));
	for (fill = 'b'; fill <= 'd'; fill++)
		rewrite(w, 200, fill);
	st = xc_db_values(s->db, 3, &v, &err);
	for (id = 1; id <= 200 && st == XC_OK; id++)
		st = xc_values_skip_to(v, id, &err);
	IS(XC_ERR_MODIFIED, st);
	xc_values_free(v);
	OK(xc_db_reopen(s->db, &changed, &err));
	assert_true(changed);
	OK(xc_db_values(s->db, 3, &v, &err));
	OK(xc_values_skip_to(v, 200, &err));
	OK(xc_values_get(v, &b, &err));
	assert_int_equal(b.p[2047], 'd');
	xc_values_free(v);
	xc_wdb_free(w);
	xc_bytes_free(&b);
}

static void overwrite(const char *dir, const char *name, off_t at, int byte, size_t n)
{
	char path[5000];
	char *junk = malloc(n);
	int fd;

	assert_non_null(junk);
	memset(junk, byte, n);
	path_in(path, sizeof(path), dir, name);
	fd = open(path, O_WRONLY);
	assert_true(fd >= 0);
	assert_int_equal(pwrite(fd, junk, n, at), n);
	close(fd);
	free(junk);
}

static void damage_is_corrupt(void **state)
{
	struct sample *s = *state;
	struct xc_db *db = NULL;
	struct xc_terms *t = NULL;
	enum xc_status st;

	xc_db_close(s->db, &err);
	overwrite(s->path, "postlist.glass", 0, 0xA5, 4096);
	st = xc_db_open(s->path, 0, &db, &err);
	if (st == XC_OK)
		st = xc_db_all_terms(db, NULL, 0, &t, &err);
	while (st == XC_OK)
		st = xc_terms_next(t, &err);
	assert_true(st == XC_ERR_CORRUPT || st == XC_ERR_MODIFIED || st == XC_ERR_DB);
	assert_int_equal(err.status, st);
	xc_terms_free(t);
	xc_db_free(db);
}

static void a_missing_table_and_a_cut_one(void **state)
{
	struct sample *s = *state;
	struct xc_db *db = NULL;
	struct xc_doc *d = NULL;
	struct xc_bytes b = XC_BYTES_INIT;
	char path[5000];
	enum xc_status st;

	xc_db_close(s->db, &err);
	path_in(path, sizeof(path), s->path, "docdata.glass");
	assert_int_equal(truncate(path, 100), 0);
	st = xc_db_open(s->path, 0, &db, &err);
	if (st == XC_OK)
		st = xc_db_get_doc(db, 1, &d, &err);
	if (st == XC_OK)
		st = xc_doc_get_data(d, &b, &err);
	assert_true(st == XC_ERR_CORRUPT || st == XC_ERR_DB);
	xc_doc_free(d);
	xc_db_free(db);
	db = NULL;
	path_in(path, sizeof(path), s->path, "postlist.glass");
	assert_int_equal(unlink(path), 0);
	st = xc_db_open(s->path, 0, &db, &err);
	assert_true(st == XC_ERR_OPEN || st == XC_ERR_CORRUPT || st == XC_ERR_DB);
	assert_null(db);
	xc_bytes_free(&b);
}

static void what_is_no_database(void **state)
{
	struct sample *s = *state;
	struct xc_db *db = NULL;
	struct xc_wdb *w = NULL;
	char path[5000];
	int fd;

	path_in(path, sizeof(path), s->dir, "absent");
	IS(XC_ERR_NO_DB, xc_db_open(path, 0, &db, &err));
	assert_non_null(strstr(err.msg, "absent"));
	assert_int_equal(mkdir(path, 0700), 0);
	assert_true(xc_db_open(path, 0, &db, &err) != XC_OK); /* an empty folder */
	assert_true(err.status == XC_ERR_NO_DB || err.status == XC_ERR_OPEN);
	path_in(path, sizeof(path), s->dir, "text");
	fd = open(path, O_WRONLY | O_CREAT, 0600);
	assert_int_equal(write(fd, "this is no database\n", 20), 20);
	close(fd);
	assert_true(xc_db_open(path, 0, &db, &err) != XC_OK);
	assert_true(xc_wdb_open(path, XC_DB_CREATE_OR_OPEN, 0, &w, &err) != XC_OK);
	path_in(path, sizeof(path), s->dir, "no/such/parent");
	assert_true(xc_wdb_open(path, XC_DB_CREATE, 0, &w, &err) != XC_OK);
	assert_int_equal(err.status, XC_ERR_OPEN);
	assert_null(db);
	assert_null(w);
}

static void another_version_says_so(void **state)
{
	struct sample *s = *state;
	struct xc_db *db = NULL;

	xc_db_close(s->db, &err);
	/* after the 14 bytes "\x0f\x0dXapian Glass" come two of the version */
	overwrite(s->path, "iamglass", 14, 0x7F, 2);
	IS(XC_ERR_VERSION, xc_db_open(s->path, 0, &db, &err));
	assert_null(db);
}

static void fill_until_it_fails(struct xc_wdb *w, enum xc_status *st)
{
	static char big[64 * 1024];
	struct xc_doc *d;
	uint32_t seed = 1;
	size_t i;
	int n;

	/* bytes that do not compress */
	for (i = 0; i < sizeof(big); i++)
		big[i] = (char)((seed = seed * 1664525u + 1013904223u) >> 24);
	OK(xc_doc_new(&d, &err));
	OK(xc_doc_set_data(d, big, sizeof(big), &err));
	*st = XC_OK;
	for (n = 0; n < 200 && *st == XC_OK; n++) {
		*st = xc_wdb_add_doc(w, d, NULL, &err);
		if (*st == XC_OK)
			*st = xc_wdb_commit(w, &err);
	}
	xc_doc_free(d);
}

static void a_full_disk_is_told_and_what_was_there_stays(void **state)
{
	struct sample *s = *state;
	struct rlimit old, small;
	struct xc_db_stats st;
	struct xc_wdb *w = open_for_writing(s->path);
	enum xc_status got;

	signal(SIGXFSZ, SIG_IGN);
	assert_int_equal(getrlimit(RLIMIT_FSIZE, &old), 0);
	small = old;
	small.rlim_cur = 1 << 20;
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
	fill_until_it_fails(w, &got);
	xc_wdb_free(w);
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &old), 0);
	IS(XC_ERR_FULL, got);
	OK(xc_db_reopen(s->db, NULL, &err));
	OK(xc_db_get_stats(s->db, &st, &err));
	assert_true(st.doccount > SAMPLE_DOCS);
	w = open_for_writing(s->path); /* and goes on */
	OK(xc_wdb_delete_doc(w, 1, &err));
	OK(xc_wdb_commit(w, &err));
	xc_wdb_free(w);
}

static void a_required_argument_is_missing(void **state)
{
	struct sample *s = *state;
	struct xc_bytes b = XC_BYTES_INIT;
	struct xc_db *db = NULL;
	struct xc_wdb *w = NULL;
	struct xc_doc *d = sample_doc(1);
	struct xc_query *q = term_query("a"), *out = NULL;
	struct xc_enquire *e;
	struct xc_match m = {.max_items = 1};
	struct xc_error why = {XC_OK, ""};
	uint32_t u;

	OK(xc_enquire_new(s->db, &e, &err));
#define NO(call) IS(XC_ERR_INVALID, (call))
	NO(xc_db_open(NULL, 0, &db, &err));
	NO(xc_db_open(s->path, 0, NULL, &err));
	NO(xc_db_open_fd(0, 0, NULL, &err));
	NO(xc_db_open_remote(NULL, 1, 1, 1, &db, &err));
	NO(xc_db_open_remote("localhost", 0, 1, 1, &db, &err));
	NO(xc_db_open_remote("localhost", 65536, 1, 1, &db, &err));
	NO(xc_db_open_program(NULL, "", 1, &db, &err));
	NO(xc_db_open_program("x", NULL, 1, &db, &err));
	NO(xc_db_new(NULL, &err));
	NO(xc_db_add(NULL, s->db, &err));
	NO(xc_db_add(s->db, NULL, &err));
	NO(xc_db_close(NULL, &err));
	NO(xc_db_reopen(NULL, NULL, &err));
	NO(xc_db_keep_alive(NULL, &err));
	NO(xc_db_get_stats(s->db, NULL, &err));
	NO(xc_db_get_term_stats(NULL, "a", 1, NULL, &err));
	NO(xc_db_get_uuid(s->db, NULL, &err));
	NO(xc_db_get_revision(s->db, NULL, &err));
	NO(xc_db_get_locked(s->db, NULL, &err));
	NO(xc_db_get_description(NULL, &b, &err));
	NO(xc_db_get_doc(NULL, 1, NULL, &err));
	NO(xc_db_get_doc_unchecked(s->db, 1, NULL, &err));
	NO(xc_db_all_terms(s->db, NULL, 0, NULL, &err));
	NO(xc_db_postings(NULL, "a", 1, NULL, &err));
	NO(xc_db_termlist(s->db, 1, NULL, &err));
	NO(xc_db_positions(s->db, 1, "a", 1, NULL, &err));
	NO(xc_db_values(s->db, 1, NULL, &err));
	NO(xc_db_metadata_keys(NULL, NULL, 0, NULL, &err));
	NO(xc_db_suggest(s->db, "a", 1, 2, NULL, &err));
	NO(xc_db_spellings(NULL, NULL, &err));
	NO(xc_db_synonyms(NULL, "a", 1, NULL, &err));
	NO(xc_db_synonym_keys(NULL, "a", 1, NULL, &err));
	NO(xc_wdb_open(NULL, 0, 0, &w, &err));
	NO(xc_wdb_open(s->path, 0, 0, NULL, &err));
	NO(xc_wdb_open_memory(NULL, &err));
	NO(xc_wdb_open_remote(NULL, 1, 1, 1, 0, &w, &err));
	NO(xc_wdb_open_remote("localhost", 0, 1, 1, 0, &w, &err));
	NO(xc_wdb_commit(NULL, &err));
	NO(xc_wdb_revert(NULL, &err));
	NO(xc_wdb_close(NULL, &err));
	NO(xc_wdb_begin(NULL, true, &err));
	NO(xc_wdb_commit_transaction(NULL, &err));
	NO(xc_wdb_cancel_transaction(NULL, &err));
	NO(xc_wdb_add_doc(NULL, d, &u, &err));
	NO(xc_wdb_replace_doc(NULL, 1, d, &err));
	NO(xc_wdb_replace_doc_by_term(NULL, "a", 1, d, NULL, &err));
	NO(xc_wdb_delete_doc(NULL, 1, &err));
	NO(xc_wdb_delete_docs_by_term(NULL, "a", 1, &err));
	NO(xc_wdb_set_metadata(NULL, "a", 1, "b", 1, &err));
	NO(xc_wdb_add_spelling(NULL, "a", 1, 1, &err));
	NO(xc_wdb_remove_spelling(NULL, "a", 1, 1, &err));
	NO(xc_wdb_add_synonym(NULL, "a", 1, "b", 1, &err));
	NO(xc_wdb_remove_synonym(NULL, "a", 1, "b", 1, &err));
	NO(xc_wdb_clear_synonyms(NULL, "a", 1, &err));
	NO(xc_wdb_get_description(NULL, &b, &err));
	NO(xc_doc_new(NULL, &err));
	NO(xc_doc_add_term(NULL, "a", 1, 1, &err));
	NO(xc_doc_add_term(d, NULL, 1, 1, &err));
	NO(xc_doc_clear_terms(NULL, &err));
	NO(xc_doc_terms(d, NULL, &err));
	NO(xc_doc_values(d, NULL, &err));
	NO(xc_doc_get_value(d, 1, NULL, &err));
	NO(xc_doc_set_value(d, 1, NULL, 1, &err));
	NO(xc_doc_get_data(NULL, &b, &err));
	NO(xc_doc_set_data(d, NULL, 1, &err));
	NO(xc_doc_serialise(d, NULL, &err));
	NO(xc_doc_unserialise("x", 1, NULL, &err));
	NO(xc_terms_next(NULL, &err));
	NO(xc_terms_skip_to(NULL, "a", 1, &err));
	NO(xc_terms_get(NULL, &b, &err));
	NO(xc_postings_next(NULL, &err));
	NO(xc_postings_docid(NULL, &u, &err));
	NO(xc_positions_next(NULL, &err));
	NO(xc_values_next(NULL, &err));
	NO(xc_query_term("a", 1, 1, 0, NULL, &err));
	NO(xc_query_all(NULL, &err));
	NO(xc_query_scale(NULL, 1, &out, &err));
	NO(xc_query_get(NULL, 0, &out, &err));
	NO(xc_query_terms(NULL, NULL, &err));
	NO(xc_query_serialise(NULL, &b, &err));
	NO(xc_query_unserialise("x", 1, NULL, &err));
	NO(xc_enquire_new(NULL, &e, &err));
	NO(xc_enquire_set_query(e, NULL, 0, &err));
	NO(xc_enquire_set_query(NULL, q, 0, &err));
	NO(xc_enquire_set_weight(NULL, XC_WEIGHT_BM25, NULL, 0, &err));
	NO(xc_enquire_set_sort_keys(e, XC_SORT_VALUE, NULL, 1, &err));
	NO(xc_enquire_mset(e, NULL, NULL, &err));
	NO(xc_enquire_mset(e, &m, NULL, &err));
	NO(xc_enquire_eset(e, NULL, NULL, &err));
	NO(xc_enquire_matching_terms(e, 1, NULL, &err));
	NO(xc_enquire_add_counts(e, 1, NULL, &err));
	NO(xc_counts_total(NULL, NULL, &err));
	NO(xc_mset_get_stats(NULL, NULL, &err));
	NO(xc_mset_hit(NULL, 0, NULL, &err));
	NO(xc_rset_new(NULL, &err));
	NO(xc_rset_add(NULL, 1, &err));
	NO(xc_eset_get(NULL, 0, &b, NULL, &err));
	NO(xc_db_compact(NULL, "x", NULL, &err));
#undef NO
	/* *err is not touched by success, and may be absent */
	OK(xc_doc_add_term(d, LIT("a"), 1, &why));
	assert_int_equal(why.status, XC_OK);
	assert_string_equal(why.msg, "");
	assert_int_equal(xc_db_get_doc(s->db, 99, &d, NULL), XC_ERR_NOT_FOUND);
	assert_null(db);
	assert_null(w);
	assert_null(out);
	xc_doc_free(d);
	xc_query_free(q);
	xc_enquire_free(e);
	xc_bytes_free(&b);
}

static void long_messages_are_cut_at_a_character(void **state)
{
	char path[2000];
	struct xc_db *db = NULL;
	size_t i, n;

	(void)state;
	/* an odd number of bytes, then characters of two */
	for (i = 0; i + 2 < sizeof(path); i += 2)
		path[i] = '\xC3', path[i + 1] = '\xA9';
	path[i] = '\0';
	for (n = 0; n < 2; n++) {
		assert_true(xc_db_open(path + 2 * n, 0, &db, &err) != XC_OK);
		assert_int_equal(err.msg[XC_ERROR_MAX - 1], '\0');
		i = strlen(err.msg);
		assert_true(i < XC_ERROR_MAX);
		/* the last byte ends a character */
		assert_true(i == 0 || (unsigned char)err.msg[i - 1] != 0xC3);
		path[1] = 'x';
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		SAMPLE_TEST(a_second_writer_is_locked_out),
		SAMPLE_TEST(a_reader_left_behind_is_told),
		SAMPLE_TEST(damage_is_corrupt),
		SAMPLE_TEST(a_missing_table_and_a_cut_one),
		SAMPLE_TEST(what_is_no_database),
		SAMPLE_TEST(another_version_says_so),
		SAMPLE_TEST(a_full_disk_is_told_and_what_was_there_stays),
		SAMPLE_TEST(a_required_argument_is_missing),
		cmocka_unit_test(long_messages_are_cut_at_a_character),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
