/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Options from a table: every type, its bounds, help, and what is refused. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/opt.h"

static struct {
	bool flag;
	const char *text, *choice;
	struct opt_list list;
	uint64_t n, bytes;
} got;

#define TO(type_, field) .type = (type_), .to = &got.field

static const struct opt table[] = {
	{.name = "flag", .letter = 'f', TO(OPT_FLAG, flag), .help = "a flag"},
	{.name = "text", .letter = 't', TO(OPT_STRING, text), .arg = "TEXT", .help = "a text"},
	{.name = "list", .letter = 'l', TO(OPT_LIST, list), .arg = "X", .help = "a list"},
	{.name = "number", TO(OPT_UINT, n), .help = "a number", .min = 2, .max = 9},
	{.name = "size", TO(OPT_BYTES, bytes), .arg = "BYTES", .help = "a size", .max = 4096},
	{.name = "a-choice-with-a-long-name", TO(OPT_CHOICE, choice), .help = "a choice",
	 .choices = "red|green"},
	{.name = NULL},
};

static const struct opt_program program = {.name = "prog sub",
					   .operands = "PATH...",
					   .summary = "Do something",
					   .detail = "More of it.",
					   .table = table};

static char out_text[4096];
static struct err err;
static int first;
static char *argv[300];

/* Words separated by blanks are the command line. */
static enum opt_result parse(const char *line)
{
	static char copy[4096];
	FILE *out = fmemopen(out_text, sizeof(out_text), "w");
	enum opt_result r;
	int argc = 0;
	char *word, *rest;

	assert_non_null(out);
	out_text[0] = '\0';
	memset(&got, 0, sizeof(got));
	err = (struct err)ERR_INIT;
	first = -1;
	snprintf(copy, sizeof(copy), "prog %s", line);
	for (word = strtok_r(copy, " ", &rest); word; word = strtok_r(NULL, " ", &rest))
		argv[argc++] = word;
	argv[argc] = NULL;
	r = opt_parse(&program, argc, argv, &first, out, &err);
	fclose(out);
	return r;
}

static void every_type(void **state)
{
	(void)state;
	assert_int_equal(parse("-f --text=abc -l 1 --list 2 -l3 --number 9 --size 4k "
			       "--a-choice-with-a-long-name green"),
			 OPT_GO);
	assert_true(got.flag);
	assert_string_equal(got.text, "abc");
	assert_int_equal(got.list.n, 3);
	assert_string_equal(got.list.v[0], "1");
	assert_string_equal(got.list.v[2], "3");
	assert_int_equal(got.n, 9);
	assert_int_equal(got.bytes, 4096);
	assert_string_equal(got.choice, "green");
}

static void operands_stand_anywhere(void **state)
{
	(void)state;
	assert_int_equal(parse("a -f b --text x c"), OPT_GO);
	assert_string_equal(argv[first], "a");
	assert_string_equal(argv[first + 1], "b");
	assert_string_equal(argv[first + 2], "c");
	assert_null(argv[first + 3]);
	assert_int_equal(parse("-t x -- -f --nothing"), OPT_GO);
	assert_false(got.flag);
	assert_string_equal(argv[first], "-f");
	assert_string_equal(argv[first + 1], "--nothing");
	assert_int_equal(parse("-"), OPT_GO);
	assert_string_equal(argv[first], "-");
	assert_int_equal(parse(""), OPT_GO);
	assert_null(argv[first]);
}

static void what_is_refused(void **state)
{
	static const struct {
		const char *line, *says;
	} cases[] = {
		{"--nothing", "--nothing"},
		{"-x", "-x"},
		{"-fx", "-x"},
		{"--text", "needs a value"},
		{"-t", "needs a value"},
		{"--number 1", "from 2 to 9"},
		{"--number 10", "'10'"},
		{"--number x", "'x'"},
		{"--number -3", "'-3'"},
		{"--size 4097", "'4097'"},
		{"--size 5k", "'5k'"},
		{"--a-choice-with-a-long-name blue", "'blue' is none of red|green"},
		{"--a-choice-with-a-long-name re", "'re'"},
		{"--flag=yes", "--flag"},
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		enum opt_result r = parse(cases[i].line);

		if (r != OPT_BAD || err.st != STATUS_USAGE || !strstr(err.msg, cases[i].says))
			fail_msg("'%s' said '%s'", cases[i].line, err.msg);
		assert_int_equal(first, -1);
		assert_string_equal(out_text, "");
	}
}

static void at_the_bound_of_a_list_and_past_it(void **state)
{
	char line[OPT_LIST_MAX * 4 + 8] = "";
	int i;

	(void)state;
	for (i = 0; i < OPT_LIST_MAX; i++)
		strcat(line, "-l1 ");
	assert_int_equal(parse(line), OPT_GO);
	assert_int_equal(got.list.n, OPT_LIST_MAX);
	strcat(line, "-l2");
	assert_int_equal(parse(line), OPT_BAD);
	assert_non_null(strstr(err.msg, "256 times"));
}

static void help_and_version(void **state)
{
	(void)state;
	assert_int_equal(parse("--help"), OPT_DONE);
	assert_string_equal(out_text, "Usage: prog sub [OPTION]... PATH...\n"
				      "Do something.\n"
				      "\n"
				      "Options:\n"
				      "  -f, --flag                a flag\n"
				      "  -t, --text TEXT           a text\n"
				      "  -l, --list X              a list\n"
				      "      --number N            a number\n"
				      "      --size BYTES          a size\n"
				      "      --a-choice-with-a-long-name red|green\n"
				      "                            a choice\n"
				      "  -h, --help                show this and leave\n"
				      "      --version             show the version and leave\n"
				      "\n"
				      "More of it.\n");
	assert_int_equal(parse("-f -h --nothing"), OPT_DONE);
	assert_int_equal(parse("--version"), OPT_DONE);
	assert_memory_equal(out_text, "prog sub " BACKFILE_VERSION "\n",
			    sizeof("prog sub " BACKFILE_VERSION "\n"));
	assert_string_equal(backfile_version, BACKFILE_VERSION);
}

static void without_a_table(void **state)
{
	const struct opt_program bare = {.name = "p", .operands = "", .summary = "Bare"};
	char p[] = "p", x[] = "x", f[] = "-f";
	char *args[] = {p, x, NULL}, *unknown[] = {p, f, NULL};

	(void)state;
	assert_int_equal(opt_parse(&bare, 2, args, &first, stdout, &err), OPT_GO);
	assert_int_equal(first, 1);
	assert_int_equal(opt_parse(&bare, 2, unknown, &first, stdout, &err), OPT_BAD);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_type),
		cmocka_unit_test(operands_stand_anywhere),
		cmocka_unit_test(what_is_refused),
		cmocka_unit_test(at_the_bound_of_a_list_and_past_it),
		cmocka_unit_test(help_and_version),
		cmocka_unit_test(without_a_table),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
