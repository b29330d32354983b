/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a run says. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>

#include "indexer/report.h"

static void a_line_of_progress_fits_the_terminal(void **state)
{
	struct run_stats s = {.added = 1234567, .bytes = 78000000, .bytes_done = 19500000,
			      .seconds = 30};
	struct buf b;

	(void)state;
	buf_init(&b, 4096);
	report_progress(&b, &s);
	assert_string_equal(buf_str(&b), "1,234,567 articles  41152/s  19.5 of 78.0 MB  1:30 left");
	buf_reset(&b);
	s.set_aside = UINT64_MAX;
	s.unchanged = UINT64_MAX / 2;
	s.bytes = s.bytes_done = UINT64_MAX;
	report_progress(&b, &s);
	assert_in_range(b.len, 1, 79);
	buf_done(&b);
}

static void time_left_is_told_only_when_it_means_something(void **state)
{
	struct run_stats s = {.added = 5, .bytes = 1000, .bytes_done = 2, .seconds = 30};
	struct buf b;

	(void)state;
	buf_init(&b, 4096);
	report_progress(&b, &s);
	assert_null(strstr(buf_str(&b), "left"));
	buf_reset(&b);
	s.bytes_done = 1000;
	report_progress(&b, &s);
	assert_null(strstr(buf_str(&b), "left"));
	buf_reset(&b);
	s.bytes = s.bytes_done = 0;
	s.seconds = 0;
	report_progress(&b, &s);
	assert_string_equal(buf_str(&b), "5 articles  0/s  0.0 of 0.0 MB");
	buf_done(&b);
}

static void the_first_twenty_are_listed(void **state)
{
	struct run_stats s = {0};
	struct buf b;
	int i;

	(void)state;
	for (i = 0; i < 25; i++)
		run_set_aside(&s, "/in/a.jsonl", 10, i == 0 ? 0 : (uint64_t)i, "not JSON");
	run_set_aside(&s, "/in/b", 0, 0, "empty");
	buf_init(&b, 65536);
	report_text(&b, &s, "/archive");
	assert_non_null(strstr(buf_str(&b), "26 set aside:\n"));
	assert_non_null(strstr(buf_str(&b), "  /in/a.jsonl: offset 10: not JSON\n"));
	assert_non_null(strstr(buf_str(&b), "  /in/a.jsonl: line 19: not JSON\n"));
	assert_null(strstr(buf_str(&b), "line 20:"));
	assert_non_null(strstr(buf_str(&b), "  and 6 more: 'backfile stats' names the files\n"));
	buf_reset(&b);
	report_json(&b, &s, "/archive", 2);
	assert_non_null(strstr(buf_str(&b), "\"set_aside\":{\"count\":26,\"first\":["));
	assert_non_null(strstr(buf_str(&b), "\"status\":2}\n"));
	buf_done(&b);
	run_stats_done(&s);
	assert_int_equal(s.n_listed, 0);
}

static void the_rate_is_that_of_what_was_read(void **state)
{
	struct run_stats s = {.added = 10, .unchanged = 24000, .passed_over = 24000, .seconds = 2};
	struct buf b;

	(void)state;
	buf_init(&b, 65536);
	report_text(&b, &s, "/archive");
	assert_non_null(strstr(buf_str(&b), "; 2.0 seconds, 5 articles a second\n"));
	buf_reset(&b);
	s.added = 0;
	report_text(&b, &s, "/archive");
	assert_non_null(strstr(buf_str(&b), " in /archive; 2.0 seconds\n"));
	buf_reset(&b);
	report_json(&b, &s, "/archive", 0);
	assert_non_null(strstr(buf_str(&b), "\"articles_per_second\":0"));
	buf_done(&b);
	run_stats_done(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_line_of_progress_fits_the_terminal),
		cmocka_unit_test(time_left_is_told_only_when_it_means_something),
		cmocka_unit_test(the_first_twenty_are_listed),
		cmocka_unit_test(the_rate_is_that_of_what_was_read),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
