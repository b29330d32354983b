/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The bounds of expansion and time, at the bound and one past it; those of length,
 * depth and parts are in parse_test.c. */
#include "tests/unit/search/fixture.h"

#define FORMS 5000 /* of the vocabulary: "wa0000" and so on */
#define SLOW  200  /* articles that take long */

static struct fixture fx;
static struct api *api;
static struct api_reply reply;

static const char *ask(const char *q, const char *mode, uint32_t deadline_ms)
{
	struct api_param p[] = {{SLICE_LIT("q"), slice_str(q)},
				{SLICE_LIT("mode"), slice_str(mode)},
				{SLICE_LIT("snippets"), SLICE_LIT("0")}};

	api_reply_done(&reply);
	api_reply_init(&reply);
	api_call(api, SLICE_LIT("/v1/search"), p, 3, deadline_ms, &reply);
	return buf_str(&reply.body);
}

static void has(const char *body, const char *part)
{
	if (!strstr(body, part))
		fail_msg("no '%s' in %.800s", part, body);
}

static void has_not(const char *body, const char *part)
{
	if (strstr(body, part))
		fail_msg("'%s' in %.800s", part, body);
}

static void add(const char *id, const char *author, const char *text)
{
	struct article a;
	struct slice name = slice_str(author);
	size_t cap = 0;

	article_init(&a);
	a.source_id = slice_str(id);
	a.language = SLICE_LIT("en");
	a.authors = &name;
	a.n_authors = author ? 1 : 0;
	article_add_block(&a, &cap, BLOCK_P, ZONE_BODY, slice_str(text));
	article_set_id(&a);
	fixture_add(&fx, &a);
	article_done(&a);
}

/* "wb" has as many words as a wildcard may stand for, "wc" one more; so have the
 * authors "nb" and "nc". */
static void make_archive(void)
{
	char id[32], name[32];
	struct buf b;
	int i, k;

	buf_init(&b, 1 << 20);
	fixture_begin(&fx);
	for (i = 0; i < FORMS; i++)
		buf_addf(&b, "w%c%04d ", i < LIMIT_EXPANSIONS ? 'b' : i < 2 * LIMIT_EXPANSIONS + 1 ? 'c' : 'a',
			 i);
	add("words", NULL, buf_str(&b));
	for (i = 0; i < 2 * LIMIT_EXPANSIONS + 1; i++) {
		snprintf(id, sizeof(id), "n%d", i);
		snprintf(name, sizeof(name), "n%c%04d", i < LIMIT_EXPANSIONS ? 'b' : 'c', i);
		add(id, name, "wa4999");
	}
	for (i = 0; i < SLOW; i++) {
		buf_reset(&b);
		buf_addf(&b, "wb%04d ", i);
		for (k = 0; k < 2000; k++)
			buf_add_str(&b, k % 2 ? "wa4998 " : "wa4997 ");
		snprintf(id, sizeof(id), "slow%d", i);
		add(id, NULL, buf_str(&b));
	}
	fixture_end(&fx);
	buf_done(&b);
}

static void wildcards_stand_for_so_many_words(void **state)
{
	const char *body;

	(void)state;
	body = ask("wb*", "lenient", 0);
	has(body, "\"warnings\":[]");
	has(body, "\"articles\":201,");
	body = ask("wc*", "lenient", 0);
	has(body, "wc* stands for more than 1024 forms; only the first are searched");
	has(body, "\"articles\":1,");
	has_not(ask("wb*", "strict", 0), "problem");
	assert_int_equal(reply.http, 200);
	body = ask("wa4999 wc*", "strict", 0);
	assert_int_equal(reply.http, 400);
	has(body, "wc* stands for more than 1024 forms");
	has(body, "\"pos\":7");
}

static void names_too(void **state)
{
	const char *body = ask("by:nb*", "lenient", 0);

	(void)state;
	has(body, "\"warnings\":[]");
	has(body, "\"articles\":1024,");
	body = ask("by:nc*", "lenient", 0);
	has(body, "stands for more than 1024 names; only the first are searched");
	has(body, "\"articles\":1024,");
}

/* Each wildcard that begins with a star is held against all words. */
static void wildcards_of_a_query_are_bounded(void **state)
{
	size_t i, n = LIMIT_SCANNED / FORMS;
	char place[40];
	struct buf b;

	(void)state;
	buf_init(&b, LIMIT_QUERY_BYTES);
	for (i = 0; i < n; i++)
		buf_add_str(&b, "*zq ");
	has_not(ask(buf_str(&b), "lenient", 0), "too many words");
	assert_int_equal(reply.http, 200);
	buf_add_str(&b, "*zq");
	snprintf(place, sizeof(place), "\"pos\":%zu", n * 4);
	has(ask(buf_str(&b), "lenient", 0), "the wildcards of the query ask for too many words");
	assert_int_equal(reply.http, 400);
	has(buf_str(&reply.body), place);
	buf_done(&b);
}

static const char slow[] = "((wa4997 w/30 wa4998) w/30 (wa4998 w/30 wa4997)) w/30 (wa4997 wa4998)";

static void past_the_deadline_totals_are_a_lower_bound(void **state)
{
	const char *body = ask(slow, "lenient", 0);

	(void)state;
	has(body, "\"articles\":200,");
	has(body, "\"relation\":\"exact\"");
	body = ask(slow, "lenient", 1);
	assert_int_equal(reply.http, 200);
	has(body, "\"relation\":\"at_least\"");
	has_not(body, "\"articles\":200,");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(wildcards_stand_for_so_many_words),
		cmocka_unit_test(names_too),
		cmocka_unit_test(wildcards_of_a_query_are_bounded),
		cmocka_unit_test(past_the_deadline_totals_are_a_lower_bound),
	};
	struct err err = ERR_INIT;
	int failed;

	make_archive();
	api_reply_init(&reply);
	if (api_open(fx.dir, &api, &err) != STATUS_OK)
		return 1;
	failed = cmocka_run_group_tests(tests, NULL, NULL);
	api_reply_done(&reply);
	api_close(api);
	fixture_remove(&fx);
	return failed;
}
