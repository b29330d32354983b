/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Addresses: what is one page gets one address, and nothing else does. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "corpus/url.h"
#include "lib/base/buf.h"
#include "lib/base/limits.h"

static struct arena arena;

static int setup(void **state)
{
	(void)state;
	arena_init(&arena);
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	arena_done(&arena);
	return 0;
}

static void addresses_are_normalised(void **state)
{
	static const struct {
		const char *from, *to; /* to NULL: no address */
	} cases[] = {
		{"https://News.Example.ORG/A/b", "https://news.example.org/A/b"},
		{"  http://a.example/x  ", "http://a.example/x"},
		{"//a.example/x", "https://a.example/x"},
		{"https://a.example", "https://a.example/"},
		{"https://a.example?id=2", "https://a.example/?id=2"},
		{"https://a.example/x#part", "https://a.example/x"},
		{"https://a.example/x#a?b=c", "https://a.example/x"},
		{"https://a.example:443/x", "https://a.example/x"},
		{"http://a.example:80/x", "http://a.example/x"},
		{"http://a.example:443/x", "http://a.example:443/x"},
		{"https://a.example:80/x", "https://a.example:80/x"},
		{"https://a.example:8080/x", "https://a.example:8080/x"},
		{"https://a.example/x?b=2&a=1&utm_source=q", "https://a.example/x?a=1&b=2"},
		{"https://a.example/x?utm_medium=q&FBCLID=1", "https://a.example/x"},
		{"https://a.example/x?&&a=1&", "https://a.example/x?a=1"},
		{"https://a.example/x%2Fy", "https://a.example/x%2Fy"},
		{"ftp://a.example/x", NULL},
		{"https://", NULL},
		{"https://localhost/x", NULL},
		{"https://a b.example/x", NULL},
		{"notes/17", NULL},
		{"", NULL},
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct slice got = url_normalise(&arena, slice_str(cases[i].from));
		struct slice twice;

		if (!cases[i].to) {
			if (got.n)
				fail_msg("'%s' is no address: '%.*s'", cases[i].from, SLICE_ARG(got));
			continue;
		}
		if (!slice_eq_str(got, cases[i].to))
			fail_msg("'%s' gave '%.*s'", cases[i].from, SLICE_ARG(got));
		twice = url_normalise(&arena, got);
		if (!slice_eq(twice, got))
			fail_msg("'%s' changes when done twice", cases[i].from);
	}
}

static struct slice address_of(struct buf *b, size_t params)
{
	size_t i;

	buf_reset(b);
	buf_add_str(b, "https://a.example/x?");
	for (i = params; i-- > 0;)
		buf_addf(b, "p%03zu=1%s", i, i ? "&" : "");
	return url_normalise(&arena, buf_slice(b));
}

static void many_parameters_are_kept_as_they_are(void **state)
{
	struct slice got;
	struct buf b;

	(void)state;
	buf_init(&b, MIB);
	assert_true(slice_starts(address_of(&b, 64), SLICE_LIT("https://a.example/x?p000=1&p001=1&")));
	got = address_of(&b, 65);
	assert_true(slice_eq(got, buf_slice(&b)));
	buf_done(&b);
}

static void an_address_at_the_bound_and_one_past_it(void **state)
{
	struct buf b;

	(void)state;
	buf_init(&b, MIB);
	buf_add_str(&b, "https://a.example/");
	while (b.len < LIMIT_FIELD_BYTES)
		buf_add_char(&b, 'x');
	assert_int_equal(url_normalise(&arena, buf_slice(&b)).n, LIMIT_FIELD_BYTES);
	buf_add_char(&b, 'x');
	assert_int_equal(url_normalise(&arena, buf_slice(&b)).n, 0);
	buf_done(&b);
}

#define T(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		T(addresses_are_normalised),
		T(many_parameters_are_kept_as_they_are),
		T(an_address_at_the_bound_and_one_past_it),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
