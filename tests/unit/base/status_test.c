/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Statuses, messages, their cutting and prefixing. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <errno.h>
#include <string.h>

#include "lib/base/status.h"
#include "lib/base/utf8.h"

static void every_status_has_a_word_of_its_own(void **state)
{
	int i, k;

	(void)state;
	for (i = 0; i < STATUS_COUNT; i++) {
		assert_true(status_word((enum status)i)[0] != '\0');
		assert_true(status_text((enum status)i)[0] != '\0');
		assert_in_range(status_http((enum status)i), 200, 599);
		for (k = 0; k < i; k++)
			assert_string_not_equal(status_word((enum status)i),
						status_word((enum status)k));
	}
	assert_string_equal(status_word(STATUS_NOT_FOUND), "not-found");
	assert_int_equal(status_http(STATUS_OK), 200);
	assert_int_equal(status_http(STATUS_NOT_FOUND), 404);
	assert_string_equal(status_word(STATUS_COUNT), "unknown");
	assert_int_equal(status_http(STATUS_COUNT), 500);
}

static void set_fills_and_returns(void **state)
{
	struct err err = ERR_INIT;

	(void)state;
	assert_int_equal(err_set(&err, STATUS_QUERY, "bad %s %d", "word", 7), STATUS_QUERY);
	assert_int_equal(err.st, STATUS_QUERY);
	assert_int_equal(err.pos, ERR_NO_POS);
	assert_string_equal(err.msg, "bad word 7");
	assert_int_equal(err_set_at(&err, STATUS_BAD_DATA, 42, "x"), STATUS_BAD_DATA);
	assert_int_equal(err.pos, 42);
	assert_int_equal(err_set(NULL, STATUS_IO, "nobody listens"), STATUS_IO);
	assert_int_equal(err_set_at(NULL, STATUS_IO, 1, "nobody listens"), STATUS_IO);
	err_prefix(NULL, "x");
}

static void errno_becomes_a_status(void **state)
{
	static const struct {
		int e;
		enum status st;
	} cases[] = {
		{ENOSPC, STATUS_NO_SPACE}, {EDQUOT, STATUS_NO_SPACE}, {EACCES, STATUS_DENIED},
		{EPERM, STATUS_DENIED},    {EROFS, STATUS_DENIED},    {ENOENT, STATUS_NOT_FOUND},
		{EIO, STATUS_IO},          {EISDIR, STATUS_IO},
	};
	struct err err = ERR_INIT;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		errno = cases[i].e;
		assert_int_equal(err_set_errno(&err, "a file %d", 1), cases[i].st);
		assert_int_equal(err.st, cases[i].st);
		assert_memory_equal(err.msg, "a file 1: ", 10);
		assert_string_equal(err.msg + 10, strerror(cases[i].e));
		errno = cases[i].e;
		assert_int_equal(err_set_errno(NULL, "x"), cases[i].st);
	}
}

static void prefixes_stack(void **state)
{
	struct err err = ERR_INIT;

	(void)state;
	err_set_at(&err, STATUS_BAD_DATA, 9, "bad date");
	err_prefix(&err, "line %d", 3);
	err_prefix(&err, "a.gz");
	assert_string_equal(err.msg, "a.gz: line 3: bad date");
	assert_int_equal(err.st, STATUS_BAD_DATA);
	assert_int_equal(err.pos, 9);
}

/* A message of n one-byte characters and then `tail`. */
static void set_long(struct err *err, size_t n, const char *tail)
{
	char text[2 * ERR_MSG_MAX];

	memset(text, 'x', n);
	strcpy(text + n, tail);
	err_set(err, STATUS_IO, "%s", text);
}

static void messages_are_cut_between_characters(void **state)
{
	struct err err = ERR_INIT;
	size_t n;

	(void)state;
	for (n = ERR_MSG_MAX - 12; n < ERR_MSG_MAX + 8; n++) {
		set_long(&err, n, "\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80zz");
		assert_true(strlen(err.msg) < ERR_MSG_MAX);
		assert_true(utf8_valid(slice_str(err.msg)));
		/* no more is lost than one character */
		if (n >= ERR_MSG_MAX - 12)
			assert_true(strlen(err.msg) >= ERR_MSG_MAX - 4 ||
				    strlen(err.msg) == n + 11);
	}
	/* what fits to the last byte is not cut */
	set_long(&err, ERR_MSG_MAX - 3, "\xC3\xA9");
	assert_int_equal(strlen(err.msg), ERR_MSG_MAX - 1);
	set_long(&err, ERR_MSG_MAX - 5, "\xF0\x9F\x98\x80");
	assert_int_equal(strlen(err.msg), ERR_MSG_MAX - 1);
	set_long(&err, ERR_MSG_MAX - 4, "\xF0\x9F\x98\x80");
	assert_int_equal(strlen(err.msg), ERR_MSG_MAX - 4);
	/* a long prefix leaves what there is room for */
	set_long(&err, 300, "\xC3\xA9");
	err_prefix(&err, "%s", err.msg);
	assert_int_equal(strlen(err.msg), ERR_MSG_MAX - 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_status_has_a_word_of_its_own),
		cmocka_unit_test(set_fills_and_returns),
		cmocka_unit_test(errno_becomes_a_status),
		cmocka_unit_test(prefixes_stack),
		cmocka_unit_test(messages_are_cut_between_characters),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
