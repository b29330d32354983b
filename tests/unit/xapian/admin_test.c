/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Compaction and checking. */
#include "tests/unit/xapian/fixture.h"

#include <fcntl.h>

static void write_with_metadata(const char *path, const char *value)
{
	struct xc_wdb *w;

	OK(xc_wdb_open(path, XC_DB_CREATE_OR_OVERWRITE | XC_DB_NO_SYNC, 0, &w, &err));
	sample_fill(w);
	OK(xc_wdb_set_metadata(w, LIT("key"), value, strlen(value), &err));
	OK(xc_wdb_commit(w, &err));
	xc_wdb_free(w);
}

/* Two databases with the same metadata key, as a group. */
static struct xc_db *two(struct sample *s)
{
	struct xc_db *a, *b;
	char path[5000];

	path_in(path, sizeof(path), s->dir, "a");
	write_with_metadata(path, "first");
	OK(xc_db_open(path, 0, &a, &err));
	path_in(path, sizeof(path), s->dir, "b");
	write_with_metadata(path, "second");
	OK(xc_db_open(path, 0, &b, &err));
	OK(xc_db_add(a, b, &err));
	xc_db_free(b);
	return a;
}

static int n_merged;

static enum xc_verdict join(void *ctx, struct xc_span key, const struct xc_span *values, size_t n,
			    struct xc_bytes *out)
{
	char text[64];
	int len;

	assert_int_equal(key.n, 3);
	assert_int_equal(n, 2);
	n_merged++;
	len = snprintf(text, sizeof(text), "%.*s+%.*s", (int)values[0].n, values[0].p,
		       (int)values[1].n, values[1].p);
	if (xc_bytes_set(out, text, (size_t)len, NULL) != XC_OK)
		return XC_STOP;
	return *(enum xc_verdict *)ctx;
}

static enum xc_verdict count_progress(void *ctx, const char *table, const char *status)
{
	assert_non_null(table);
	assert_non_null(status);
	return *(enum xc_verdict *)ctx;
}

static void many_become_one(void **state)
{
	struct sample *s = *state;
	enum xc_verdict say = XC_KEEP;
	struct xc_compact how = {.flags = XC_COMPACT_FULLER,
				 .progress = count_progress,
				 .merge_metadata = join,
				 .ctx = &say};
	struct xc_bytes b = XC_BYTES_INIT;
	struct xc_db *group = two(s), *db;
	struct xc_db_stats st;
	struct xc_query *q = term_query("n3");
	char path[5000];

	path_in(path, sizeof(path), s->dir, "plain");
	OK(xc_db_compact(group, path, NULL, &err));
	OK(xc_db_open(path, 0, &db, &err));
	OK(xc_db_get_stats(db, &st, &err));
	assert_int_equal(st.doccount, 20);
	OK(xc_db_get_metadata(db, LIT("key"), &b, &err));
	assert_bytes(&b, LIT("first"));
	assert_finds(db, q, "3 13");
	xc_db_free(db);

	n_merged = 0;
	path_in(path, sizeof(path), s->dir, "merged");
	OK(xc_db_compact(group, path, &how, &err));
	assert_int_equal(n_merged, 1);
	OK(xc_db_open(path, 0, &db, &err));
	OK(xc_db_get_metadata(db, LIT("key"), &b, &err));
	assert_bytes(&b, LIT("first+second"));
	xc_db_free(db);

	say = XC_STOP;
	path_in(path, sizeof(path), s->dir, "stopped");
	IS(XC_ERR_CALLBACK, xc_db_compact(group, path, &how, &err));
	how.progress = NULL;
	path_in(path, sizeof(path), s->dir, "stopped2");
	IS(XC_ERR_CALLBACK, xc_db_compact(group, path, &how, &err));
	how.flags = XC_COMPACT_NO_RENUMBER;
	how.merge_metadata = NULL;
	path_in(path, sizeof(path), s->dir, "overlapping");
	IS(XC_ERR_INVALID, xc_db_compact(group, path, &how, &err));
	xc_db_free(group);
	xc_query_free(q);
	xc_bytes_free(&b);
}

static void compacting_to_nowhere(void **state)
{
	struct sample *s = *state;
	char path[5000];

	path_in(path, sizeof(path), s->dir, "no/such/folder");
	assert_true(xc_db_compact(s->db, path, NULL, &err) != XC_OK);
	IS(XC_ERR_INVALID, xc_db_compact(s->db, NULL, NULL, &err));
	IS(XC_ERR_INVALID, xc_db_compact(s->db, s->path, NULL, &err)); /* onto itself */
}

struct lines {
	size_t n, bytes;
	bool broken; /* a line with a newline in it */
};

static void note_line(void *ctx, const char *text, size_t n)
{
	struct lines *l = ctx;

	l->n++;
	l->bytes += n;
	l->broken |= n && memchr(text, '\n', n) != NULL;
}

static void a_sound_database_passes(void **state)
{
	struct sample *s = *state;
	struct lines l = {0, 0, false};
	uint64_t n = 99;

	OK(xc_check(s->path, XC_CHECK_QUIET, NULL, NULL, &n, &err));
	assert_int_equal(n, 0);
	n = 99;
	OK(xc_check(s->path, XC_CHECK_STATS, note_line, &l, &n, &err));
	assert_int_equal(n, 0);
	assert_true(l.n > 3);
	assert_false(l.broken);
}

static void a_damaged_one_does_not(void **state)
{
	struct sample *s = *state;
	struct lines l = {0, 0, false};
	unsigned char block[64];
	char path[5000];
	uint64_t n = 0;
	enum xc_status st;
	int fd;

	xc_db_close(s->db, &err);
	path_in(path, sizeof(path), s->path, "postlist.glass");
	fd = open(path, O_RDWR);
	assert_true(fd >= 0);
	memset(block, 0xA5, sizeof(block));
	assert_int_equal(pwrite(fd, block, sizeof(block), 0), sizeof(block));
	close(fd);
	st = xc_check(s->path, XC_CHECK_QUIET, note_line, &l, &n, &err);
	if (st == XC_OK)
		assert_true(n > 0);
	else
		assert_int_equal(st, XC_ERR_CORRUPT);
}

static void nothing_to_check(void **state)
{
	struct sample *s = *state;
	uint64_t n = 42;
	char path[5000];

	path_in(path, sizeof(path), s->dir, "absent");
	assert_true(xc_check(path, 0, NULL, NULL, &n, &err) != XC_OK);
	assert_true(xc_check("/dev/null", 0, NULL, NULL, &n, &err) != XC_OK);
	IS(XC_ERR_INVALID, xc_check(s->path, 0, NULL, NULL, NULL, &err));
	IS(XC_ERR_INVALID, xc_check(NULL, 0, NULL, NULL, &n, &err));
	assert_int_equal(n, 42);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		SAMPLE_TEST(many_become_one),
		SAMPLE_TEST(compacting_to_nowhere),
		SAMPLE_TEST(a_sound_database_passes),
		SAMPLE_TEST(a_damaged_one_does_not),
		SAMPLE_TEST(nothing_to_check),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
