/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Hostile pages: each ends within its time, and its text is not lost.  Plain
 * builds must read a mebibyte in a quarter of a second; the bound here is wide
 * enough for sanitisers and a loaded machine, and far below what libxml2 alone
 * takes or what a quadratic pass would. */
#include "html_page.h"

#include <time.h>

#define SECONDS 10.0

static double seconds(void)
{
	struct timespec t;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

/* head, `unit` n times, tail: `text` must be in some block. */
static void survives(const char *head, const char *unit, size_t n, const char *tail,
		     const char *text, uint32_t flags)
{
	struct article a;
	struct buf b;
	double t;
	size_t i, hits = 0;

	buf_init(&b, 2 * LIMIT_PAGE_BYTES);
	buf_add_str(&b, head);
	for (i = 0; i < n; i++)
		buf_add_str(&b, unit);
	buf_add_str(&b, tail);
	t = seconds();
	if (page_clean_slice(buf_slice(&b), &a) != STATUS_OK && text)
		fail_msg("\"%s\" × %zu: no article", unit, n);
	t = seconds() - t;
	if (t > SECONDS)
		fail_msg("\"%s\" × %zu: %.1f s", unit, n, t);
	for (i = 0; i < a.n_blocks && text; i++)
		hits += memmem(a.blocks[i].text.p, a.blocks[i].text.n, text, strlen(text)) != NULL;
	if (text && !hits)
		fail_msg("\"%s\" × %zu: \"%s\" is lost", unit, n, text);
	if ((a.flags & flags) != flags)
		fail_msg("\"%s\" × %zu: flags %x, not %x", unit, n, a.flags, flags);
	article_done(&a);
	buf_done(&b);
}

static void attributes(void **state)
{
	(void)state;
	survives("<p ", "a=1 ", 100000, ">kept</p>", "kept", FLAG(MANY_ATTRS));
	survives("<p ", "class=x ", 100000, ">kept</p>", "kept", FLAG(MANY_ATTRS));
	survives("<p title=\"", "xxxxxxxxxxx", 1000000, "\">kept</p>", "kept", FLAG(LONG_TAG));
}

static void nesting(void **state)
{
	(void)state;
	survives("", "<div>", 200000, "kept", "kept", FLAG(DEEP));
	survives("", "<b>", 100000, "kept", "kept", FLAG(DEEP));
	survives("", "<font>x", 30000, "kept", "kept", FLAG(DEEP));
	survives("", "<table>", 20000, "kept", "kept", FLAG(DEEP));
	survives("", "<p><i>", 50000, "kept", "kept", 0);
	survives("", "<ul><li>x", 50000, "kept", "kept", FLAG(DEEP));
}

static void long_text(void **state)
{
	(void)state;
	survives("<p>", "word word! ", 1000000, "</p><p>kept</p>", "kept", 0);
	survives("<p>", "x", 11000000, "</p><p>kept</p>", "kept", 0);
	survives("<p>", "&amp;", 1000000, "kept</p>", "kept", 0);
	survives("", "<p>x", 300000, "<p>kept", "kept", FLAG(MANY_BLOCKS));
}

static void stray_markup(void **state)
{
	(void)state;
	survives("", "<a ", 500000, "", NULL, 0);
	survives("", "</x>", 500000, "kept", "kept", 0);
	survives("", "</p>", 200000, "kept", "kept", 0);
	survives("", "<", 1000000, " kept", "kept", 0);
	survives("", "<!--", 200000, "<p>kept", "kept", FLAG(OPEN_COMMENT));
	survives("", "<svg>", 200000, "<p>kept", "kept", 0);
	survives("", "<p x=\">\"", 30000, "<p>kept", "kept", 0);
	survives("", "<p x='\">", 30000, "<p>kept", "kept", 0);
	survives("<!-- ", "never closed ", 10000, "<p>kept", "kept", FLAG(OPEN_COMMENT));
	survives("<html><body><p>one</p></body></html>", " ", 10, "<p>kept", "kept", 0);
	survives("<p>a<x-element>", "b", 10, "<p>kept</x-element>", "kept", 0);
}

static void linked_data(void **state)
{
	(void)state;
	survives("<script type=\"application/ld+json\">", "[", 100000, "</script><p>kept", "kept",
		 FLAG(BAD_JSON_LD));
	survives("<script type=\"application/ld+json\">", "{\"a\":", 100000, "</script><p>kept",
		 "kept", FLAG(BAD_JSON_LD));
	survives("<script type=\"application/ld+json\">[", "{\"@type\":\"NewsArticle\"},", 30000,
		 "1]</script><p>kept", "kept", 0);
	survives("", "<script type=\"application/ld+json\">{}</script>", 1000, "<p>kept", "kept",
		 FLAG(BAD_JSON_LD));
}

/* Work that would grow with the square of the page is left out and said. */
static void too_much_work(void **state)
{
	(void)state;
	survives("<h1>Shops</h1>", "<time class=published>12 of nothing</time> ", 100000,
		 "<p>kept", "kept", FLAG(WORK_LIMIT));
	survives("<h1>Shops</h1>", "<b class=author>of no one</b> ", 100000, "<p>kept", "kept",
		 FLAG(WORK_LIMIT));
	survives("<article>" BODY,
		 "<p>One of very many sentences, that stands in the text, and in it again.</p>"
		 "<div class=x><a>one of very many links that repeat what is said</a></div>",
		 20000, "</article><p>kept", "kept", 0);
	survives("", "<div itemprop=datePublished>", 400, "kept", "kept", 0);
}

static void nul_bytes(void **state)
{
	struct article a;

	(void)state;
	assert_int_equal(page_clean_slice(slice_of("<p>one\0two</p>\0<p>three", 24), &a), STATUS_OK);
	assert_true(a.flags & FLAG(NULS));
	assert_non_null(page_block(&a, "onetwo"));
	assert_non_null(page_block(&a, "three"));
	article_done(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(attributes),	cmocka_unit_test(nesting),
		cmocka_unit_test(long_text),	cmocka_unit_test(stray_markup),
		cmocka_unit_test(linked_data),	cmocka_unit_test(too_much_work),
		cmocka_unit_test(nul_bytes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
