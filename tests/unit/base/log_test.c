/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Messages: one line each, control characters shown, levels held back. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "lib/base/log.h"

static char got[8192];

/* What the message puts on standard error. */
static const char *logged(enum log_level level, const char *text)
{
	FILE *f = tmpfile();
	int keep = dup(STDERR_FILENO);
	size_t n;

	assert_non_null(f);
	assert_true(keep >= 0);
	dup2(fileno(f), STDERR_FILENO);
	log_msg(level, "%s", text);
	dup2(keep, STDERR_FILENO);
	close(keep);
	rewind(f);
	n = fread(got, 1, sizeof(got) - 1, f);
	got[n] = '\0';
	fclose(f);
	return got;
}

static void a_line_with_the_program_before_it(void **state)
{
	(void)state;
	log_init("prog", LOG_INFO);
	assert_string_equal(logged(LOG_ERROR, "it failed"), "prog: it failed\n");
	assert_string_equal(logged(LOG_INFO, ""), "prog: \n");
	assert_string_equal(logged(LOG_DEBUG, "held back"), "");
	log_init("prog", LOG_ERROR);
	assert_string_equal(logged(LOG_WARN, "held back"), "");
}

static void hostile_bytes_cannot_forge_lines(void **state)
{
	(void)state;
	log_init("prog", LOG_INFO);
	assert_string_equal(logged(LOG_INFO, "a\nprog: forged\x1b[2J\r\t\x7f"),
			    "prog: a\\x0aprog: forged\\x1b[2J\\x0d\\x09\\x7f\n");
	assert_string_equal(logged(LOG_INFO, "caf\xC3\xA9"), "prog: caf\xC3\xA9\n");
}

static void long_messages_and_names_are_cut(void **state)
{
	char text[4000], name[300];

	(void)state;
	memset(text, '\n', sizeof(text) - 1); /* four bytes each when shown */
	text[sizeof(text) - 1] = '\0';
	memset(name, 'n', sizeof(name) - 1);
	name[sizeof(name) - 1] = '\0';
	log_init(name, LOG_INFO);
	logged(LOG_INFO, text);
	assert_in_range(strlen(got), 1000, 2048);
	assert_int_equal(got[strlen(got) - 1], '\n');
	assert_ptr_equal(strchr(got, '\n'), got + strlen(got) - 1);
	log_init("prog", LOG_WARN);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_line_with_the_program_before_it),
		cmocka_unit_test(hostile_bytes_cannot_forge_lines),
		cmocka_unit_test(long_messages_and_names_are_cut),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
