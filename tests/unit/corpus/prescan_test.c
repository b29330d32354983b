/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The pre-scan: what it cuts, what it keeps, where it stops. */
#include "html_page.h"

#include <stdlib.h>

static const struct {
	const char *html, *want;
	uint32_t flags;
} cases[] = {
	{"a<script>if (a < b) {}</script>b", "a b", 0},
	{"a<style>p{}</style>b<svg><title>x</title></svg>c", "a b c", 0},
	{"a<!-- no -->b", "ab", 0},
	{"a<!-->b", "ab", 0},
	{"a<!--->b", "ab", 0},
	{"a<!-- open b", "a open b", FLAG(OPEN_COMMENT)},
	{"<!DOCTYPE html><?xml version='1'?>a", "a", 0},
	{"<![CDATA[kept]]>", "kept]]>", 0},
	{"1 < 2 and 3 <4", "1 &lt; 2 and 3 &lt;4", 0},
	{"<p onclick=\"x('</p>')\" class=c>a", "<p x=0>a", 0},
	{"<p CLASS=one class=two>a", "<p x=0>a", 0},
	{"<p title='say \"hi\"'>a<b x=7 id=i>b", "<p x=0>a<b x=1>b", 0},
	{"<p title='&quot;&#39;' id=i>a", "<p x=0 title=\"&quot;&#39;\">a", 0},
	{"a\n\n  \t <p>b\r\n  c  d", "a\n<p>b\r\nc  d", 0},
	{"<a href=/x?a=1&b=2>a</a>", "<a href=\"/x?a=1&b=2\">a</a>", 0},
	{"<svg>never closed", "never closed", 0},
	{"<iframe src=x>a</iframe>b", " b", 0},
	{"<textarea>a</textarea><select><option>b</select>c", "  c", 0},
	{"a</script>b", "ab", 0},
	{"a<script\\n type=x>b</script>c<p class=d>e", "abc<p x=0>e", 0},
	{"a<b,c class=d>e", "a<b x=0>e", 0},
	{"a<b", "ab", 0},
	{"<p class='x>one</p><p>two", "<p>one</p><p>two", FLAG(LONG_TAG)},
	{"<my-tag>a</my-tag>", "<my-tag>a</my-tag>", 0},
	{"", "", 0},
};

static void scans_each_case(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct html_page p;

		html_page_init(&p);
		buf_add_str(&p.utf8, cases[i].html);
		html_prescan(&p);
		if (strcmp(buf_str(&p.reduced), cases[i].want) || p.flags != cases[i].flags)
			fail_msg("case %zu: \"%s\" flags %x", i, buf_str(&p.reduced), p.flags);
		html_page_done(&p);
	}
}

static void keeps_linked_data_aside(void **state)
{
	struct html_page p;

	(void)state;
	html_page_init(&p);
	buf_add_str(&p.utf8, "<script type=\"application/ld+json\">{\"a\":1}</script>"
			     "<script type='application/ld+json; charset=utf-8'>{}</script>"
			     "<script type=text/javascript>no()</script>");
	html_prescan(&p);
	assert_int_equal(p.n_scripts, 2);
	page_expect_text(p.scripts[0].text, "{\"a\":1}");
	html_page_done(&p);
}

static void scan_scripts(size_t count, size_t bytes, struct html_page *p)
{
	size_t i, k;

	html_page_init(p);
	for (i = 0; i < count; i++) {
		buf_add_str(&p->utf8, "<script type=\"application/ld+json\">");
		for (k = 0; k < bytes; k++)
			buf_add_char(&p->utf8, ' ');
		buf_add_str(&p->utf8, "</script>");
	}
	html_prescan(p);
}

static void bounds_the_scripts(void **state)
{
	struct html_page p;

	(void)state;
	scan_scripts(LIMIT_LDJSON_COUNT, 1, &p);
	assert_int_equal(p.n_scripts, LIMIT_LDJSON_COUNT);
	assert_int_equal(p.flags, 0);
	html_page_done(&p);
	scan_scripts(LIMIT_LDJSON_COUNT + 1, 1, &p);
	assert_int_equal(p.n_scripts, LIMIT_LDJSON_COUNT);
	assert_int_equal(p.flags, FLAG(BAD_JSON_LD));
	html_page_done(&p);
	scan_scripts(1, LIMIT_LDJSON_BYTES, &p);
	assert_int_equal(p.n_scripts, 1);
	html_page_done(&p);
	scan_scripts(1, LIMIT_LDJSON_BYTES + 1, &p);
	assert_int_equal(p.n_scripts, 0);
	html_page_done(&p);
}

static uint32_t flags_of_attrs(size_t n, size_t value_bytes)
{
	struct html_page p;
	uint32_t flags;
	size_t i;

	html_page_init(&p);
	buf_add_str(&p.utf8, "<p");
	for (i = 0; i < n; i++)
		buf_addf(&p.utf8, " data-a%zu=\"x\"", i);
	buf_add_str(&p.utf8, " class=\"");
	for (i = 0; i < value_bytes; i++)
		buf_add_char(&p.utf8, 'c');
	buf_add_str(&p.utf8, "\">text");
	html_prescan(&p);
	assert_non_null(strstr(buf_str(&p.reduced), ">text"));
	assert_true(p.reduced.len < LIMIT_ATTR_BYTES + 100);
	flags = p.flags;
	html_page_done(&p);
	return flags;
}

static void bounds_the_attributes(void **state)
{
	(void)state;
	assert_int_equal(flags_of_attrs(LIMIT_TAG_ATTRS - 1, 1), 0);
	assert_int_equal(flags_of_attrs(LIMIT_TAG_ATTRS, 1), FLAG(MANY_ATTRS));
	assert_int_equal(flags_of_attrs(0, LIMIT_ATTR_BYTES), 0);
	assert_int_equal(flags_of_attrs(0, LIMIT_ATTR_BYTES + 1), 0);
	/* "<p class=\"" and the closing quote are 11 bytes of the tag */
	assert_int_equal(flags_of_attrs(0, LIMIT_TAG_BYTES - 11), 0);
	assert_int_equal(flags_of_attrs(0, LIMIT_TAG_BYTES - 10), FLAG(LONG_TAG));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(scans_each_case),
		cmocka_unit_test(keeps_linked_data_aside),
		cmocka_unit_test(bounds_the_scripts),
		cmocka_unit_test(bounds_the_attributes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
