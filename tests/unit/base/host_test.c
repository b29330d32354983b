/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The host in an address. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "lib/base/host.h"

static void hosts_are_found(void **state)
{
	static const struct {
		const char *address, *host;
	} cases[] = {
		{"https://example.org/a", "example.org"},
		{"http://example.org", "example.org"},
		{"https://www.example.org/a/b?c=d#e", "example.org"},
		{"https://WWW.Example.org", "Example.org"},
		{"https://example.org:8443/a", "example.org"},
		{"https://example.org?x=https://other.org/", "example.org"},
		{"https://example.org#a:b", "example.org"},
		{"https://me:secret@news.example.org/a@b", "news.example.org"},
		{"//example.org/a", "example.org"},
		{"example.org/a", "example.org"},
		{" example.org. ", "example.org"},
		{"www.", "www"},
		{"www.org", "org"},
		{"https://[2001:db8::1]:80/a", "[2001:db8::1]"},
		{"https://[2001", "[2001"},
		{"https://", ""},
		{"/a/b", ""},
		{"", ""},
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct slice h = host_of_address(slice_str(cases[i].address));

		if (!slice_eq_str(h, cases[i].host))
			fail_msg("%s: %.*s", cases[i].address, SLICE_ARG(h));
	}
	assert_int_equal(host_of_address(SLICE_NONE).n, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(hosts_are_found),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
