/* SPDX-License-Identifier: GPL-2.0-or-later */
/* searchd/proto: targets, forms, JSON bodies, entity tags; each bound at it and
 * one past it. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/buf.h"
#include "searchd/proto.h"

#define LEN(a) (sizeof(a) / sizeof((a)[0]))

/* What was read as one line: "path|key=value|key=value", or "status: message". */
static void show(const struct proto *p, enum status st, const struct err *err, struct buf *out)
{
	size_t i;

	buf_reset(out);
	if (st != STATUS_OK) {
		buf_addf(out, "%s: %s", status_word(st), err->msg);
		return;
	}
	buf_add_slice(out, p->path);
	for (i = 0; i < p->n; i++)
		buf_addf(out, "|%.*s=%.*s", SLICE_ARG(p->params[i].key), SLICE_ARG(p->params[i].value));
}

enum what { TARGET, QUERY, JSON, BODY_NO_TYPE, BODY_JSON, BODY_FORM, BODY_TEXT };

struct io_case {
	enum what   what;
	const char *in, *want; /* want: the whole line, or its head when it ends in "…" */
};

static enum status read_one(struct proto *p, enum what what, struct slice in, struct err *err)
{
	switch (what) {
	case TARGET: return proto_target(p, in, err);
	case QUERY: return proto_query(p, in, err);
	case JSON: return proto_json(p, in, err);
	case BODY_NO_TYPE: return proto_body(p, SLICE_NONE, in, err);
	case BODY_JSON: return proto_body(p, SLICE_LIT("Application/JSON; charset=utf-8"), in, err);
	case BODY_FORM:
		return proto_body(p, SLICE_LIT("application/x-www-form-urlencoded"), in, err);
	case BODY_TEXT: return proto_body(p, SLICE_LIT("text/plain"), in, err);
	}
	return STATUS_INTERNAL;
}

static void check(const struct io_case *c, size_t i)
{
	static const char more[] = "…";
	struct arena arena = ARENA_INIT;
	struct err err = ERR_INIT;
	struct proto *p = malloc(sizeof(*p));
	struct slice want = slice_str(c->want);
	struct buf got;
	/* a copy of the exact size, so that ASan sees a read past the end */
	char *in = malloc(strlen(c->in) ? strlen(c->in) : 1);

	memcpy(in, c->in, strlen(c->in));
	buf_init(&got, MIB);
	proto_init(p, &arena);
	show(p, read_one(p, c->what, slice_of(in, strlen(c->in)), &err), &err, &got);
	if (slice_ends(want, slice_str(more)))
		buf_truncate(&got, got.len < want.n - strlen(more) ? got.len : want.n - strlen(more)),
			want.n -= strlen(more);
	if (!slice_eq(buf_slice(&got), want))
		fail_msg("case %zu '%s': got '%s', wanted '%s'", i, c->in, buf_str(&got), c->want);
	free(in);
	free(p);
	buf_done(&got);
	arena_done(&arena);
}

static const struct io_case cases[] = {
	/* paths */
	{TARGET, "/v1/search", "/v1/search"},
	{TARGET, "/v1/search/", "/v1/search"},
	{TARGET, "/v1", "/v1/"},
	{TARGET, "/v1/", "/v1/"},
	{TARGET, "/", "/"},
	{TARGET, "*", "*"},
	{TARGET, "", ""},
	{TARGET, "http://info/v1/health", "/v1/health"},
	{TARGET, "HTTP://info?q=1", "/"},
	{TARGET, "http://info", "/"},
	{TARGET, "/v1/docs/a%3Ab9x/cite?style=apa", "/v1/docs/a:b9x/cite|style=apa"},
	{TARGET, "/v1/docs/a+b", "/v1/docs/a+b"},
	{TARGET, "//v1//", "//v1/"},
	{TARGET, "/v1/%zz", "usage: bad percent-escape '%zz' in the path; a plain % is written %25"},
	{TARGET, "/v1/%4", "usage: bad percent-escape '%4' in the path…"},
	{TARGET, "/v1/%", "usage: bad percent-escape '%' in the path…"},
	{TARGET, "/%00", "usage: a NUL byte in the path"},
	{TARGET, "/%ff", "usage: the path is not UTF-8"},
	/* queries and forms */
	{TARGET, "/v1/search?q=a&limit=2", "/v1/search|q=a|limit=2"},
	{TARGET, "/v1/search?q=a?b", "/v1/search|q=a?b"},
	{QUERY, "q=kaspersky+ban", "|q=kaspersky ban"},
	{QUERY, "q=a%2Bb%20c", "|q=a+b c"},
	{QUERY, "q=%22commerce%20department%22", "|q=\"commerce department\""},
	{QUERY, "q=100%25", "|q=100%"},
	{QUERY, "q=a=b=c", "|q=a=b=c"},
	{QUERY, "q=", "|q="},
	{QUERY, "explain", "|explain="},
	{QUERY, "&&q=a&&", "|q=a"},
	{QUERY, "", ""},
	{QUERY, "q=a&q=b&q=a", "|q=a|q=b|q=a"},
	{QUERY, "q=Anik%C3%B3", "|q=Anikó"},
	{QUERY, "q=%e2%80%9Ca%E2%80%9d", "|q=“a”"},
	{QUERY, "%71=x", "|q=x"},
	{QUERY, "q=plain ünicode", "|q=plain ünicode"},
	{QUERY, "=a", "usage: a parameter without a name"},
	{QUERY, "q=%C3", "usage: parameter 'q' is not UTF-8"},
	{QUERY, "q=%C0%80", "usage: parameter 'q' is not UTF-8"},
	{QUERY, "q=%ED%A0%80", "usage: parameter 'q' is not UTF-8"},
	{QUERY, "%ff=1", "usage: the name of a parameter is not UTF-8"},
	{QUERY, "q=a%00b", "usage: a NUL byte in parameter 'q'"},
	{QUERY, "q=50%", "usage: bad percent-escape '%' in the value of a parameter…"},
	{QUERY, "q=50%&x=1", "usage: bad percent-escape '%' in the value of a parameter…"},
	{QUERY, "q=%+1", "usage: bad percent-escape '%+1'…"},
	{QUERY, "q=%1g", "usage: bad percent-escape '%1g'…"},
	{QUERY, "%q=1", "usage: bad percent-escape '%q' in the name of a parameter…"},
	/* JSON */
	{JSON, "{}", ""},
	{JSON, "{\"q\":\"a b\",\"limit\":3}", "|q=a b|limit=3"},
	{JSON, "{\"q\":\"100%+\"}", "|q=100%+"},
	{JSON, "{\"explain\":true,\"snippets\":false,\"zones\":null}", "|explain=1|snippets=0"},
	{JSON, "{\"q\":[\"a\",2,true,null]}", "|q=a|q=2|q=1"},
	{JSON, "{\"w\":1.5,\"n\":-7}", "|w=1.5|n=-7"},
	{JSON, "{\"q\":[]}", ""},
	{JSON, "{\"q\":\"Anik\\u00f3\"}", "|q=Anikó"},
	{JSON, "{\"q\":{\"all\":1}}",
	 "usage: parameter 'q' is neither a string, a number, true or false…"},
	{JSON, "{\"q\":[[1]]}", "usage: parameter 'q' is neither…"},
	{JSON, "{\"\":1}", "usage: a parameter without a name"},
	{JSON, "[1]", "usage: the body must be one JSON object of parameters"},
	{JSON, "\"q\"", "usage: the body is not JSON…"},
	{JSON, "", "usage: the body is not JSON…"},
	{JSON, "{\"q\":1", "usage: the body is not JSON: line 1…"},
	{JSON, "{\"q\":1} x", "usage: the body is not JSON…"},
	{JSON, "{\"q\":1,\"q\":2}", "usage: the body is not JSON…"},
	{JSON, "{\"q\":\"\\u0000\"}", "usage: the body is not JSON…"},
	{JSON, "{\"q\":\"\xff\"}", "usage: the body is not JSON…"},
	{JSON, "{\"n\":99999999999999999999}", "usage: the body is not JSON…"},
	/* bodies by type */
	{BODY_NO_TYPE, "{\"q\":\"a\"}", "|q=a"},
	{BODY_NO_TYPE, "q=a", "usage: the body is not JSON…"},
	{BODY_JSON, " {\"q\":\"a\"}\n", "|q=a"},
	{BODY_FORM, "q=a+b&limit=1", "|q=a b|limit=1"},
	{BODY_FORM, "{\"q\":\"a+b\"}", "|q=a+b"},
	{BODY_TEXT, "q=a",
	 "unsupported: a body of type 'text/plain' is not read; send application/json…"},
};

static void reads_what_the_table_says(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < LEN(cases); i++)
		check(&cases[i], i);
}

static enum status read_text(enum what what, struct buf *b, struct proto *p, struct err *err)
{
	enum status st;

	st = read_one(p, what, buf_slice(b), err);
	buf_reset(b);
	return st;
}

static void takes_as_many_parameters_as_the_limit(void **state)
{
	struct arena arena = ARENA_INIT;
	struct proto *p = malloc(sizeof(*p));
	struct err err = ERR_INIT;
	struct buf b;
	size_t n, i;

	(void)state;
	buf_init(&b, MIB);
	for (n = LIMIT_PARAMS; n <= LIMIT_PARAMS + 1; n++) {
		enum status want = n == LIMIT_PARAMS ? STATUS_OK : STATUS_USAGE;

		for (i = 0; i < n; i++)
			buf_addf(&b, "k%zu=v&", i);
		proto_init(p, &arena);
		assert_int_equal(read_text(QUERY, &b, p, &err), want);
		assert_int_equal(p->n, LIMIT_PARAMS);
		buf_add_str(&b, "{\"k\":[0");
		for (i = 1; i < n; i++)
			buf_add_str(&b, ",1");
		buf_add_str(&b, "]}");
		proto_init(p, &arena);
		assert_int_equal(read_text(JSON, &b, p, &err), want);
	}
	assert_string_equal(err.msg, "more than 64 parameters");
	/* target and body add up */
	proto_init(p, &arena);
	for (i = 0; i < LIMIT_PARAMS - 1; i++)
		buf_add_str(&b, "a=1&");
	assert_int_equal(read_text(QUERY, &b, p, &err), STATUS_OK);
	assert_int_equal(proto_json(p, SLICE_LIT("{\"b\":1}"), &err), STATUS_OK);
	assert_int_equal(proto_json(p, SLICE_LIT("{\"c\":1}"), &err), STATUS_USAGE);
	buf_done(&b);
	free(p);
	arena_done(&arena);
}

static void survives_deep_and_long_json(void **state)
{
	struct arena arena = ARENA_INIT;
	struct proto *p = malloc(sizeof(*p));
	struct err err = ERR_INIT;
	struct buf b;
	size_t i;

	(void)state;
	buf_init(&b, MIB);
	buf_add_str(&b, "{\"q\":");
	for (i = 0; i < 100000; i++)
		buf_add_char(&b, '[');
	proto_init(p, &arena);
	assert_int_equal(read_text(JSON, &b, p, &err), STATUS_USAGE);
	buf_add_str(&b, "{\"q\":\"");
	for (i = 0; i < LIMIT_REQUEST_BYTES; i++)
		buf_add_char(&b, 'x');
	buf_add_str(&b, "\"}");
	proto_init(p, &arena);
	assert_int_equal(read_text(JSON, &b, p, &err), STATUS_OK);
	assert_int_equal(p->params[0].value.n, LIMIT_REQUEST_BYTES);
	buf_done(&b);
	free(p);
	arena_done(&arena);
}

/* Every head of a valid input is read or refused, never read past its end. */
static void survives_being_cut_at_every_byte(void **state)
{
	static const char target[] = "http://h/v1/search?q=%22caf%C3%A9+noir%22&limit=10&zones=a%2Cb";
	static const char body[] = "{\"q\":\"caf\\u00e9 \\\"noir\\\"\",\"limit\":[10,2.5,true,null]}";
	struct proto *p = malloc(sizeof(*p));
	size_t n;

	(void)state;
	for (n = 0; n < sizeof(target); n++) {
		struct arena arena = ARENA_INIT;
		struct err err = ERR_INIT;
		char *copy = malloc(n ? n : 1);

		memcpy(copy, target, n);
		proto_init(p, &arena);
		if (proto_target(p, slice_of(copy, n), &err) != STATUS_OK)
			assert_true(err.msg[0]);
		else
			assert_true(p->n <= 3);
		memcpy(copy, body, n < sizeof(body) ? n : 0);
		proto_init(p, &arena);
		if (n < sizeof(body) - 1)
			assert_int_equal(proto_json(p, slice_of(copy, n), &err), STATUS_USAGE);
		free(copy);
		arena_done(&arena);
	}
	free(p);
}

static void tag_of(const char *target, uint64_t revision, char out[PROTO_ETAG_MAX])
{
	struct arena arena = ARENA_INIT;
	struct proto *p = malloc(sizeof(*p));

	proto_init(p, &arena);
	assert_int_equal(proto_target(p, slice_str(target), NULL), STATUS_OK);
	proto_etag(p, revision, out);
	free(p);
	arena_done(&arena);
}

static void tags_differ_where_requests_do(void **state)
{
	static const char *const targets[] = {
		"/v1/search?q=a&limit=1", "/v1/search?q=a&limit=2", "/v1/parse?q=a&limit=1",
		"/v1/search?q=a",	  "/v1/search?q=a&limit",   "/v1/search?qa&limit=1",
		"/v1/search?limit=1&q=a", "/v1/search?q=al&imit=1",
	};
	char tags[LEN(targets)][PROTO_ETAG_MAX], same[PROTO_ETAG_MAX];
	size_t i, k;

	(void)state;
	for (i = 0; i < LEN(targets); i++) {
		tag_of(targets[i], 41, tags[i]);
		for (k = 0; k < i; k++)
			assert_string_not_equal(tags[i], tags[k]);
	}
	tag_of("http://host/v1/search/?q=%61&limit=1", 41, same);
	assert_string_equal(same, tags[0]);
	tag_of(targets[0], 42, same);
	assert_string_not_equal(same, tags[0]);
	assert_memory_equal(tags[0], "W/\"r41-", 7);
}

static void if_none_match_compares_weakly(void **state)
{
	static const struct {
		const char *header;
		bool want;
	} t[] = {
		{"W/\"r1-ab\"", true},	       {"\"r1-ab\"", true},
		{"\"x\", W/\"r1-ab\"", true},  {"\"x\",\"r1-ab\" ,\"y\"", true},
		{"*", true},		       {"", false},
		{"\"r1-a\"", false},	       {"r1-ab", false},
		{"W/\"r1-abc\"", false},       {",,", false},
	};
	size_t i;

	(void)state;
	for (i = 0; i < LEN(t); i++)
		if (proto_etag_matches(slice_str(t[i].header), "W/\"r1-ab\"") != t[i].want)
			fail_msg("header '%s'", t[i].header);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_what_the_table_says),
		cmocka_unit_test(takes_as_many_parameters_as_the_limit),
		cmocka_unit_test(survives_deep_and_long_json),
		cmocka_unit_test(survives_being_cut_at_every_byte),
		cmocka_unit_test(tags_differ_where_requests_do),
		cmocka_unit_test(if_none_match_compares_weakly),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
