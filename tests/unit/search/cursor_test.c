/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Cursors: pages at one revision are those of offsets; while articles come and
 * go between the pages none is shown twice and none is lost; what is no cursor is
 * refused. */
#include "tests/unit/search/fixture.h"

#include "lib/search/cursor.h"

#define FIRST 40 /* articles at the first page */
#define ROOM  200

static struct fixture fx;
static struct api *api;
static struct api_reply reply;
static int n_written;

/* Lengths and counts differ, so that scores do, and move when more come. */
static void write_article(int i)
{
	struct article a;
	char id[16], date[16];
	struct buf b;
	size_t cap = 0;
	int k;

	article_init(&a);
	buf_init(&b, 1 << 16);
	for (k = 0; k <= i * 7 % 11; k++)
		buf_add_str(&b, "tram ");
	for (k = 0; k < i * 5 % 13; k++)
		buf_addf(&b, "w%d line ", k * i);
	snprintf(id, sizeof(id), "n%d.", i);
	a.source_id = slice_str(id);
	a.language = SLICE_LIT("en");
	snprintf(date, sizeof(date), "2024-%02d-%02d", 1 + i % 12, 1 + i * 3 % 28);
	assert_true(pubdate_parse_iso(slice_str(date), &a.published));
	a.published.known = true;
	article_add_block(&a, &cap, BLOCK_P, ZONE_BODY, buf_slice(&b));
	article_set_id(&a);
	fixture_add(&fx, &a);
	article_done(&a);
	buf_done(&b);
}

static void open_writer(void)
{
	struct err err = ERR_INIT;

	fixture_ok(archive_writer_open(fx.dir, &fx.w, &err), &err);
	fx.p = archive_packer_new();
	fx.a = analyser_new();
	tokens_init(&fx.t);
	fixture_ok(archive_file_begin(fx.w, SLICE_LIT("sample.txt"), &err), &err);
}

/* The file anew with articles [from, to): the others are removed. */
static void write_archive(int from, int to)
{
	struct err err = ERR_INIT;
	bool changed;
	int i;

	open_writer();
	for (i = from; i < to; i++)
		write_article(i);
	fixture_end(&fx);
	n_written = to;
	if (api)
		fixture_ok(api_refresh(api, &changed, &err), &err);
}

static const char *ask(const char *sort, const char *limit, const char *offset, const char *cursor)
{
	struct api_param p[8] = {{SLICE_LIT("q"), SLICE_LIT("tram")},
				 {SLICE_LIT("sort"), slice_str(sort)},
				 {SLICE_LIT("limit"), slice_str(limit)},
				 {SLICE_LIT("snippets"), SLICE_LIT("0")}};
	size_t n = 4;

	if (offset)
		p[n++] = (struct api_param){SLICE_LIT("offset"), slice_str(offset)};
	if (cursor)
		p[n++] = (struct api_param){SLICE_LIT("cursor"), slice_str(cursor)};
	api_reply_done(&reply);
	api_reply_init(&reply);
	api_call(api, SLICE_LIT("/v1/search"), p, n, 0, &reply);
	return buf_str(&reply.body);
}

/* Numbers of the articles of a page, in order. */
static size_t page_of(const char *body, int *out)
{
	size_t n = 0;

	while ((body = strstr(body, "\"source_id\":\"n")) && n < ROOM) {
		body += strlen("\"source_id\":\"n");
		out[n++] = atoi(body);
	}
	return n;
}

static bool next_of(const char *body, char *out, size_t size)
{
	const char *at = strstr(body, "\"next\":\""), *end;

	if (!at)
		return false;
	at += strlen("\"next\":\"");
	end = strchr(at, '"');
	assert_true((size_t)(end - at) < size);
	memcpy(out, at, (size_t)(end - at));
	out[end - at] = '\0';
	return true;
}

static const char *const sorts[] = {"relevance", "date", "date-asc", "publication"};

static void pages_are_those_of_offsets(void **state)
{
	int whole[ROOM], got[ROOM];
	char cursor[4096];
	size_t s, n, k, pages;

	(void)state;
	for (s = 0; s < 4; s++) {
		bool more = true;

		n = page_of(ask(sorts[s], "1000", NULL, NULL), whole);
		assert_int_equal(n, FIRST);
		assert_false(next_of(buf_str(&reply.body), cursor, sizeof(cursor)));
		for (k = pages = 0; more && pages < 20; pages++) {
			k += page_of(ask(sorts[s], "7", NULL, pages ? cursor : NULL), got + k);
			more = next_of(buf_str(&reply.body), cursor, sizeof(cursor));
		}
		assert_int_equal(pages, 6);
		assert_int_equal(k, n);
		assert_memory_equal(got, whole, n * sizeof(*got));
	}
}

/* Between any two pages articles are added, and the last time some removed. */
static void none_twice_and_none_lost_while_it_grows(void **state)
{
	int seen[ROOM] = {0}, got[ROOM], i;
	char cursor[4096];
	size_t s, n, k, pages;

	(void)state;
	for (s = 0; s < 4; s++) {
		int there = n_written, gone = s == 3 ? 5 : 0;
		bool more = true;

		memset(seen, 0, sizeof(seen));
		for (pages = 0; more && pages < 40; pages++) {
			n = page_of(ask(sorts[s], "7", NULL, pages ? cursor : NULL), got);
			for (k = 0; k < n; k++)
				seen[got[k]]++;
			more = next_of(buf_str(&reply.body), cursor, sizeof(cursor));
			if (pages < 4)
				write_archive(pages == 3 ? gone : 0, n_written + 3);
		}
		for (i = gone; i < there; i++)
			if (seen[i] != 1)
				fail_msg("%s: article %d comes %d times", sorts[s], i, seen[i]);
		for (i = 0; i < ROOM; i++)
			if (seen[i] > 1 || (i >= there && seen[i]))
				fail_msg("%s: article %d comes %d times", sorts[s], i, seen[i]);
	}
}

static void refuses_what_is_no_cursor(void **state)
{
	char cursor[4096], other[4096];
	size_t i, n;

	(void)state;
	assert_true(next_of(ask("date", "5", NULL, NULL), cursor, sizeof(cursor)));
	assert_non_null(strstr(ask("relevance", "5", NULL, cursor), "of another request"));
	assert_int_equal(reply.http, 400);
	assert_non_null(strstr(ask("date", "5", "5", cursor), "exclude each other"));
	assert_non_null(strstr(ask("date", "5", NULL, ""), "this is no cursor"));
	n = strlen(cursor);
	for (i = 0; i < n; i++) { /* one digit off; the last has two bits to spare */
		memcpy(other, cursor, n + 1);
		other[i] = other[i] == 'Q' ? '8' : 'Q';
		if (i + 1 < n)
			assert_non_null(strstr(ask("date", "5", NULL, other), "this is no cursor"));
		other[i] = '\0';
		assert_non_null(strstr(ask("date", "5", NULL, other), "this is no cursor"));
	}
}

static void text_gives_the_cursor_back(void **state)
{
	uint32_t seen[LIMIT_CURSOR_HITS + 1];
	struct cursor c = {.request = UINT64_MAX, .revision = 7, .moved = true, .offset = 3,
			   .last_docid = UINT32_MAX, .seen = seen, .n_seen = LIMIT_CURSOR_HITS}, back;
	struct arena arena;
	struct buf b;
	uint32_t i;

	(void)state;
	for (i = 0; i <= LIMIT_CURSOR_HITS; i++)
		seen[i] = 1 + i * 3;
	arena_init(&arena);
	buf_init(&b, 2 * LIMIT_CURSOR_BYTES);
	cursor_write(&c, &b);
	assert_true(cursor_read(buf_slice(&b), &arena, &back));
	assert_true(back.request == c.request && back.revision == 7 && back.moved &&
		    back.offset == 3 && back.last_docid == UINT32_MAX);
	assert_int_equal(back.n_seen, LIMIT_CURSOR_HITS);
	assert_memory_equal(back.seen, seen, LIMIT_CURSOR_HITS * sizeof(*seen));
	c.n_seen++; /* one past the bound */
	buf_reset(&b);
	cursor_write(&c, &b);
	assert_false(cursor_read(buf_slice(&b), &arena, &back));
	buf_done(&b);
	arena_done(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(text_gives_the_cursor_back),
		cmocka_unit_test(pages_are_those_of_offsets),
		cmocka_unit_test(refuses_what_is_no_cursor),
		cmocka_unit_test(none_twice_and_none_lost_while_it_grows),
	};
	struct err err = ERR_INIT;
	int failed;

	strcpy(fx.dir, "/tmp/backfile-search-XXXXXX");
	if (!mkdtemp(fx.dir))
		return 1;
	write_archive(0, FIRST);
	api_reply_init(&reply);
	if (api_open(fx.dir, &api, &err) != STATUS_OK)
		return 1;
	failed = cmocka_run_group_tests(tests, NULL, NULL);
	api_reply_done(&reply);
	api_close(api);
	fixture_remove(&fx);
	return failed;
}
