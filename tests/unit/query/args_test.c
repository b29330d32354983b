/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The table of subcommands, citation keys, carets, and what is said of wrong use. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/limits.h"
#include "query/anchor.h"
#include "query/caret.h"
#include "query/command.h"
#include "query/width.h"

static void the_nearest_subcommand(void **state)
{
	static const struct {
		const char *word, *want;
	} t[] = {
		{"serch", "search"}, {"seach", "search"}, {"indx", "index"}, {"ind", "index"},
		{"sarve", "serve"},  {"stat", "stats"},   {"exprot", "export"}, {"citee", "cite"},
		{"kaspersky", NULL}, {"x", NULL},         {"", NULL},
		{"averylongwordthatisnosubcommandatall", NULL},
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(t) / sizeof(t[0]); i++) {
		const struct command *c = command_nearest(t[i].word);

		if (!t[i].want)
			assert_null(c);
		else if (!c || strcmp(c->name, t[i].want) != 0)
			fail_msg("'%s': %s, wanted %s", t[i].word, c ? c->name : "none", t[i].want);
	}
}

static void keys(void **state)
{
	static const struct {
		const char *key, *id;
		uint32_t p, s;
	} good[] = {
		{"a:0123456789abcdefghjk", "a:0123456789abcdefghjk", 0, 0},
		{"a:0123456789abcdefghjk#p9", "a:0123456789abcdefghjk", 9, 0},
		{"a:0123456789abcdefghjk#p9.s2", "a:0123456789abcdefghjk", 9, 2},
		{"x#p1000000", "x", 1000000, 0}, /* ANCHOR_PART_MAX */
	};
	static const char *const bad[] = {"", "#p1", "a:x#", "a:x#9", "a:x#p", "a:x#p0", "a:x#p1.",
					  "a:x#p1.s0", "a:x#p1.2", "a:x#p1.s2.s3", "a:x#p-1", "a b",
					  "a/../b", "a:x\x1B[1m", "x#p1000001", "a:x#p1#p2"};
	struct anchor a;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(good) / sizeof(good[0]); i++) {
		struct err err = ERR_INIT;

		assert_int_equal(anchor_parse(good[i].key, &a, &err), STATUS_OK);
		assert_true(slice_eq_str(a.id, good[i].id));
		assert_int_equal(a.p, good[i].p);
		assert_int_equal(a.s, good[i].s);
	}
	for (i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		struct err err = ERR_INIT;

		if (anchor_parse(bad[i], &a, &err) != STATUS_USAGE)
			fail_msg("'%s' is taken for a key", bad[i]);
		assert_true(err.msg[0] != '\0');
	}
}

static void an_id_at_its_bound_and_past_it(void **state)
{
	char key[ANCHOR_ID_MAX + 2];
	struct err err = ERR_INIT;
	struct anchor a;

	(void)state;
	memset(key, 'x', sizeof(key));
	key[ANCHOR_ID_MAX] = '\0';
	assert_int_equal(anchor_parse(key, &a, &err), STATUS_OK);
	key[ANCHOR_ID_MAX] = 'x';
	key[ANCHOR_ID_MAX + 1] = '\0';
	assert_int_equal(anchor_parse(key, &a, &err), STATUS_USAGE);
}

static void carets(void **state)
{
	static const struct {
		const char *query;
		size_t pos, columns;
		const char *want;
	} t[] = {
		{"a AND (", 6, 80, "  a AND (\n        ^\n"},
		{"a", 1, 80, "  a\n   ^\n"},
		{"a", 99, 80, "  a\n   ^\n"},
		{"禁令 (", 7, 80, "  禁令 (\n       ^\n"},
		{"禁令 (", 1, 80, "  禁令 (\n  ^\n"}, /* inside a character: its start */
		{"a\x1B[1m(", 5, 80, "  a\xEF\xBF\xBD[1m(\n       ^\n"},
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(t) / sizeof(t[0]); i++) {
		struct buf b;

		buf_init(&b, 4096);
		caret_lines(slice_str(t[i].query), t[i].pos, t[i].columns, &b);
		assert_string_equal(buf_str(&b), t[i].want);
		buf_done(&b);
	}
}

/* The caret stands under the bad character of a long query, within the width. */
static void a_caret_in_a_long_query(void **state)
{
	char query[100001];
	size_t pos;

	(void)state;
	memset(query, 'x', sizeof(query) - 1);
	query[sizeof(query) - 1] = '\0';
	for (pos = 0; pos < sizeof(query) - 1; pos += 9973) {
		struct slice rest, line = SLICE_NONE, caret = SLICE_NONE;
		struct buf b;

		query[pos] = '(';
		buf_init(&b, 4096);
		caret_lines(slice_str(query), pos, 80, &b);
		assert_int_equal(buf_error(&b), STATUS_OK);
		rest = buf_slice(&b);
		assert_true(slice_split(&rest, '\n', &line));
		assert_true(slice_split(&rest, '\n', &caret));
		assert_true(width_of_text(line) <= 80);
		/* one column a character here but for the … of three bytes */
		assert_int_equal(line.p[caret.n - 1 + (pos > 40 ? 2 : 0)], '(');
		buf_done(&b);
		query[pos] = 'x';
	}
}

/* --- running commands --- */

static char output[65536];

static int run(const char *name, char **args, int n, struct err *err)
{
	char *argv[16] = {(char *)name};
	struct session s;
	char *text = NULL;
	size_t len = 0;
	int status, i;

	for (i = 0; i < n; i++)
		argv[i + 1] = args[i];
	s.out = (struct out){.f = open_memstream(&text, &len), .notes = stderr, .width = 80};
	buf_init(&s.query, MIB);
	status = command_find(name)->run(command_find(name), &s, n + 1, argv, err);
	fclose(s.out.f);
	snprintf(output, sizeof(output), "%s", text);
	free(text);
	buf_done(&s.query);
	return status;
}

#define RUN(name, err, ...) run(name, (char *[]){__VA_ARGS__}, sizeof((char *[]){__VA_ARGS__}) / sizeof(char *), err)

static char help[] = "--help";

static void every_help_fits_80_columns(void **state)
{
	const struct command *c;
	struct slice rest, line;

	(void)state;
	for (c = commands; c->name; c++) {
		struct err err = ERR_INIT;
		size_t lines = 0;

		if (c->program)
			continue;
		assert_int_equal(RUN(c->name, &err, help), EXIT_FOUND);
		rest = slice_str(output);
		while (slice_split(&rest, '\n', &line)) {
			if (width_of_text(line) > 80)
				fail_msg("%s --help: <%.*s>", c->name, SLICE_ARG(line));
			lines++;
		}
		assert_in_range(lines, 5, 40);
		assert_non_null(strstr(output, c->summary));
		assert_non_null(strstr(output, "Example"));
	}
}

static void the_list_fits_one_screen(void **state)
{
	const struct command *c;
	struct err err = ERR_INIT;
	struct slice rest, line;
	size_t lines = 0;

	(void)state;
	assert_int_equal(run("help", NULL, 0, &err), EXIT_FOUND);
	rest = slice_str(output);
	while (slice_split(&rest, '\n', &line)) {
		assert_true(width_of_text(line) <= 80);
		lines++;
	}
	assert_true(lines <= 24);
	for (c = commands; c->name; c++)
		assert_non_null(strstr(output, c->name));
}

static void wrong_use(void **state)
{
	static const struct {
		const char *command;
		const char *args[4];
		int n;
		const char *says;
	} t[] = {
		{"search", {NULL}, 0, "no query"},
		{"search", {"  "}, 1, "no query"},
		{"search", {"--nope", "x"}, 2, "--nope"},
		{"search", {"-n", "0", "x"}, 3, "1 to 1000"},
		{"search", {"-n", "1001", "x"}, 3, "1 to 1000"},
		{"search", {"-n", "ten", "x"}, 3, "'ten'"},
		{"search", {"--sort", "up", "x"}, 3, "relevance|date|date-asc|publication"},
		{"search", {"--passages", "21", "x"}, 3, "1 to 20"},
		{"search", {"--offset", "100001", "x"}, 3, "0 to 100000"},
		{"search", {"--from"}, 1, "--from needs a value"},
		{"show", {NULL}, 0, "no article id"},
		{"cite", {"--style", "vancouver", "a:x"}, 3, "chicago|apa|mla|bibtex|ris|csl-json"},
		{"export", {"x"}, 1, "--format"},
		{"export", {"--format", "pdf", "x"}, 3, "ris|bibtex|csl-json|csv|jsonl"},
		{"batch", {NULL}, 0, "one file of topics"},
		{"batch", {"a", "b"}, 2, "one file of topics"},
		{"batch", {"--tag", "a b", "-"}, 3, "without blanks"},
		{"batch", {"/nowhere/topics"}, 1, "/nowhere/topics"},
		{"explain", {"a", "b", "c"}, 3, "at most one article id"},
		{"explain", {NULL}, 0, "no query"},
		{"stats", {"x"}, 1, "no operand 'x'"},
		{"help", {"serch"}, 1, "no subcommand 'serch'"},
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(t) / sizeof(t[0]); i++) {
		struct err err = ERR_INIT;
		char *args[4];
		int j;

		for (j = 0; j < t[i].n; j++)
			args[j] = (char *)t[i].args[j];
		if (run(t[i].command, args, t[i].n, &err) != EXIT_TROUBLE || !strstr(err.msg, t[i].says))
			fail_msg("%s, case %zu: '%s'", t[i].command, i, err.msg);
		assert_string_equal(output, "");
	}
}

static void operands_are_joined_by_blanks(void **state)
{
	const char *argv[] = {"search", "app", "store", "\"in app\"", NULL};
	struct session s = {.out = {.width = 80}};
	struct err err = ERR_INIT;

	(void)state;
	buf_init(&s.query, 32);
	assert_int_equal(command_query(&s, 4, (char **)argv, 1, &err), STATUS_OK);
	assert_string_equal(buf_str(&s.query), "app store \"in app\"");
	argv[1] = "a word that is longer than it";
	assert_int_equal(command_query(&s, 4, (char **)argv, 1, &err), STATUS_TOO_BIG);
	buf_done(&s.query);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_nearest_subcommand),
		cmocka_unit_test(keys),
		cmocka_unit_test(an_id_at_its_bound_and_past_it),
		cmocka_unit_test(carets),
		cmocka_unit_test(a_caret_in_a_long_query),
		cmocka_unit_test(every_help_fits_80_columns),
		cmocka_unit_test(the_list_fits_one_screen),
		cmocka_unit_test(wrong_use),
		cmocka_unit_test(operands_are_joined_by_blanks),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
