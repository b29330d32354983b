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
	survives("", "<a ", 500000, "><p>kept", "kept", 0);
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
	survives("<p>", "&amp;", 3000000, "kept</p>", "kept", 0);
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

/* End tags that match nothing, below very many open elements: libxml2 looks
 * through all of them each time. */
/* Each heading names what is behind it: once, not anew for each. */
static void headings_of_comments(void **state)
{
	(void)state;
	survives("<p>" PARA_1 "</p>" BODY, "<p>12 comments</p><i>x</i>", 60000, "<p>kept</p>", "kept", 0);
	survives("<p>" PARA_1 "</p>" BODY, "<p>Related stories</p><a href=/a>one two three</a>", 40000,
		 "<p>kept</p>", "kept", 0);
}

static void stray_ends_in_the_deep(void **state)
{
	const size_t n = 300000;
	struct buf head;
	size_t i;

	(void)state;
	buf_init(&head, LIMIT_PAGE_BYTES);
	for (i = 0; i < n; i++)
		buf_add_str(&head, "<x>");
	survives(buf_str(&head), "</i>", n, "<p>kept", "kept", FLAG(DEEP));
	buf_done(&head);
}

/* `unit` n times, read up to its blocks: the flags. */
static uint32_t flags_of(const char *unit, size_t n, size_t *n_nodes)
{
	struct html_page p;
	uint32_t flags;

	html_page_init(&p);
	for (; n > 0; n--)
		buf_add_str(&p.utf8, unit);
	buf_add_str(&p.utf8, "last");
	html_prescan(&p);
	html_tree(&p);
	html_blocks(&p);
	flags = p.flags;
	*n_nodes = p.n_nodes;
	assert_true(p.n_blks > 0 &&
		    slice_ends(p.blks[p.n_blks - 1].text, SLICE_LIT("last")));
	html_page_done(&p);
	return flags;
}

static void nodes_are_bounded(void **state)
{
	size_t n, few;

	(void)state;
	flags_of("<br>", 100, &few);
	few -= 100; /* root, html, body, the text */
	assert_int_equal(flags_of("<br>", LIMIT_TREE_NODES - few, &n), 0);
	assert_int_equal(n, LIMIT_TREE_NODES);
	assert_int_equal(flags_of("<br>", LIMIT_TREE_NODES - few + 2, &n), FLAG(DEEP));
	assert_true(n <= LIMIT_TREE_NODES + 1); /* the text that follows has a node */
}

static void blocks_are_counted(void **state)
{
	size_t n;

	(void)state;
	assert_int_equal(flags_of("<p>x</p>", LIMIT_BLOCKS - 1, &n), 0);
	assert_int_equal(flags_of("<p>x</p>", LIMIT_BLOCKS, &n), FLAG(MANY_BLOCKS));
}

/* Linked data nested `depth` deep: whether it was read. */
static bool linked_data_read(size_t depth)
{
	struct article a;
	struct buf b;
	size_t i;
	bool bad;

	buf_init(&b, MIB);
	buf_add_str(&b, "<script type=\"application/ld+json\">");
	for (i = 0; i < depth; i++)
		buf_add_char(&b, '[');
	for (i = 0; i < depth; i++)
		buf_add_char(&b, ']');
	buf_add_str(&b, "</script><p>kept");
	assert_int_equal(page_clean_slice(buf_slice(&b), &a), STATUS_OK);
	bad = a.flags & FLAG(BAD_JSON_LD);
	article_done(&a);
	buf_done(&b);
	return !bad;
}

static void linked_data_has_a_depth(void **state)
{
	(void)state;
	assert_true(linked_data_read(LIMIT_JSON_DEPTH));
	assert_false(linked_data_read(LIMIT_JSON_DEPTH + 1));
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
		cmocka_unit_test(nul_bytes),	cmocka_unit_test(nodes_are_bounded),
		cmocka_unit_test(blocks_are_counted), cmocka_unit_test(headings_of_comments),
		cmocka_unit_test(stray_ends_in_the_deep),
		cmocka_unit_test(linked_data_has_a_depth),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
