/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The examples of docs/QUERY.md: blocks ```query are "query → reading", blocks
 * ```match are "query  yes|no  text". */
#include "tests/unit/search/fixture.h"

#include "lib/base/io.h"
#include "lib/search/parse.h"

#define MAX_LINES 200

struct line {
	struct slice query, rest;
	bool yes;
};

static struct buf manual;
static struct line queries[MAX_LINES], matches[MAX_LINES];
static size_t n_queries, n_matches;

static void read_query_line(struct slice line)
{
	static const char arrow[] = " → ";
	const char *at = memmem(line.p, line.n, arrow, sizeof(arrow) - 1);
	struct line *q = &queries[n_queries++];

	if (!at)
		fail_msg("no arrow in: %.*s", SLICE_ARG(line));
	q->query = slice_trim(slice_sub(line, 0, (size_t)(at - line.p)));
	q->rest = slice_trim(slice_sub(line, (size_t)(at - line.p) + sizeof(arrow) - 1, line.n));
}

static void read_match_line(struct slice line)
{
	struct line *m = &matches[n_matches++];
	const char *at = memmem(line.p, line.n, " yes  ", 6);

	m->yes = at != NULL;
	if (!at)
		at = memmem(line.p, line.n, " no   ", 6);
	if (!at)
		fail_msg("neither yes nor no in: %.*s", SLICE_ARG(line));
	m->query = slice_trim(slice_sub(line, 0, (size_t)(at - line.p)));
	m->rest = slice_trim(slice_sub(line, (size_t)(at - line.p) + 6, line.n));
}

static void read_manual(void)
{
	struct err err = ERR_INIT;
	struct slice rest, line;
	int kind = 0;

	buf_init(&manual, 1 << 20);
	fixture_ok(io_read_file("docs/QUERY.md", &manual, &err), &err);
	rest = buf_slice(&manual);
	while (slice_split(&rest, '\n', &line)) {
		if (slice_starts(line, SLICE_LIT("```")))
			kind = slice_eq_str(line, "```query") ? 1 : slice_eq_str(line, "```match") ? 2 : 0;
		else if (kind == 1 && line.n)
			read_query_line(line);
		else if (kind == 2 && line.n)
			read_match_line(line);
		assert_true(n_queries < MAX_LINES && n_matches < MAX_LINES);
	}
}

static void readings_of_the_manual(void **state)
{
	struct err err = ERR_INIT;
	struct query q;
	struct buf b;
	size_t i;

	(void)state;
	assert_true(n_queries > 40);
	buf_init(&b, 1 << 20);
	for (i = 0; i < n_queries; i++) {
		fixture_ok(query_parse(queries[i].query, QUERY_LENIENT, &q, &err), &err);
		buf_reset(&b);
		if (q.root)
			node_print(q.root, &b);
		if (!slice_eq(buf_slice(&b), queries[i].rest))
			fail_msg("%.*s is read as %s", SLICE_ARG(queries[i].query), buf_str(&b));
		query_done(&q);
	}
	buf_done(&b);
}

static void matches_of_the_manual(void **state)
{
	struct api_param param = {SLICE_LIT("q"), SLICE_NONE};
	struct err err = ERR_INIT;
	struct api_reply reply;
	struct fixture fx;
	struct article a;
	struct api *api;
	char id[32];
	size_t i, cap;

	(void)state;
	assert_true(n_matches > 25);
	fixture_begin(&fx);
	article_init(&a);
	for (i = 0; i < n_matches; i++) {
		article_reset(&a);
		cap = 0;
		snprintf(id, sizeof(id), "m%zu.", i);
		a.source_id = slice_str(id);
		a.language = SLICE_LIT("en");
		article_add_block(&a, &cap, BLOCK_P, ZONE_BODY, matches[i].rest);
		article_set_id(&a);
		fixture_add(&fx, &a);
	}
	article_done(&a);
	fixture_end(&fx);
	fixture_ok(api_open(fx.dir, &api, &err), &err);
	for (i = 0; i < n_matches; i++) {
		struct api_param params[2] = {param, {SLICE_LIT("limit"), SLICE_LIT("1000")}};
		char key[64];
		bool yes;

		params[0].value = matches[i].query;
		api_reply_init(&reply);
		api_call(api, SLICE_LIT("/v1/search"), params, 2, 0, &reply);
		snprintf(key, sizeof(key), "\"source_id\":\"m%zu.\"", i);
		yes = reply.http == 200 && strstr(buf_str(&reply.body), key);
		if (yes != matches[i].yes)
			fail_msg("%.*s %s: %.*s", SLICE_ARG(matches[i].query),
				 yes ? "finds" : "does not find", SLICE_ARG(matches[i].rest));
		api_reply_done(&reply);
	}
	api_close(api);
	fixture_remove(&fx);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(readings_of_the_manual),
		cmocka_unit_test(matches_of_the_manual),
	};
	int failed;

	setenv("BACKFILE_TODAY", "2024-07-16", 1);
	read_manual();
	failed = cmocka_run_group_tests(tests, NULL, NULL);
	buf_done(&manual);
	return failed;
}
