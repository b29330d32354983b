/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The article's own text out of a page: containers, pruning, edges. */
#include "html_page.h"

#include "corpus/html_lines.h"
#include "corpus/html_pick.h"
#include "corpus/html_words.h"

/* The three paragraphs are the body, and of `others` none is. */
static void expect_body(const char *html)
{
	struct article a;
	size_t i, n = 0;

	page_clean(html, &a);
	page_expect_zone(&a, PARA_1, ZONE_BODY);
	page_expect_zone(&a, PARA_2, ZONE_BODY);
	page_expect_zone(&a, PARA_3, ZONE_BODY);
	for (i = 0; i < a.n_blocks; i++)
		n += a.blocks[i].zone == ZONE_BODY;
	if (n != 3)
		for (i = 0; i < a.n_blocks; i++)
			if (a.blocks[i].zone == ZONE_BODY)
				print_error("body: \"%.*s\"\n", SLICE_ARG(a.blocks[i].text));
	assert_int_equal(n, 3);
	article_done(&a);
}

#define TEASERS                                                                                    \
	"<ul><li><a href=1>Minister resigns over the railway contract affair</a></li>"            \
	"<li><a href=2>Harbour town votes for a new bridge after ten years</a></li>"               \
	"<li><a href=3>Orchestra cancels its tour of the northern provinces</a></li></ul>"

static const char *const pages[] = {
	/* no names at all */
	"<div>" BODY "</div>",
	"<div><div>" BODY "</div></div><div><p>Menu</p></div>",
	/* containers that say what they are */
	"<div class=\"article-body\">" BODY "</div><div class=sidebar><p>Short words here.</p></div>",
	"<article><h1>Shops open</h1>" BODY "</article><footer>Rights</footer>",
	"<div itemprop=articleBody>" BODY "</div>" TEASERS,
	/* furniture inside */
	"<article>" BODY "<div class=related>" TEASERS "</div></article>",
	"<article>" BODY TEASERS "</article>",
	"<article><p>" PARA_1 "</p><p><a href=x>Read more: the harbour bridge</a></p><p>" PARA_2
	"</p><p>" PARA_3 "</p></article>",
	"<article><p>" PARA_1 "</p><div>Advertisement</div><p>" PARA_2 "</p><p>" PARA_3
	"</p></article>",
	"<article><figure><img><figcaption>Two people in front of a shop.</figcaption></figure>" BODY
	"</article>",
	"<article>" BODY "<div class=\"share-buttons\"><a>Facebook</a> <a>Mail</a></div></article>",
	"<article>" BODY "<p>Follow us on our channels for more.</p></article>",
	"<article>" BODY "</article><div id=comments><p>I think, as a reader, that this is wrong, and "
	"that somebody should say so to them.</p></div>",
	/* edges */
	"<html><head><title>Shops open</title></head><article><h1>Shops open</h1><p>By Jane Roe</p>"
	"<p>16 July 2024</p>" BODY "</article>",
	"<article>" BODY "<h3>Related articles</h3></article>",
	"<article>" BODY "<p>" PARA_2 "</p></article>", /* the same text twice */
	/* a body in two containers of one class */
	"<article><div class=\"story-text\"><p>" PARA_1 "</p><p>" PARA_2 "</p></div>"
	"<div class=box>An aside</div><div class=\"story-text\"><p>" PARA_3 "</p></div></article>",
	/* names that lie: a hidden wrapper, a form, a paywall around the whole text */
	"<form>" BODY "</form>",
	"<div style=\"display:none\">" BODY "</div>",
	"<article class=\"category-ads tag-comments\">" BODY "</article>",
	"<div class=paywall>" BODY "</div>",
};

static void finds_the_text(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(pages) / sizeof(pages[0]); i++) {
		print_message("page %zu\n", i);
		expect_body(pages[i]);
	}
}

/* Wrapping a page and dressing it with furniture does not change the text. */
static void furniture_around_changes_nothing(void **state)
{
	(void)state;
	expect_body("<div><div><div><article>" BODY "</article></div></div></div>");
	expect_body("<nav>" TEASERS "</nav><article>" BODY "</article>");
	expect_body("<div class=cookie-consent><p>We use cookies, as everybody does, to know you "
		    "better than you do.</p></div><article>" BODY "</article>");
	expect_body("<div class=qx1><div class=zz9>" BODY "</div></div><div class=ad>Buy!</div>");
}

/* HTML lets head and body go without saying; libxml2 then leaves in the head what it
 * does not know. */
/* Each part of the text in boxes of its own, some deeper than others, none with a name. */
static void a_text_in_unlike_boxes_is_one(void **state)
{
	static const char *const said[] = {
		"The pier was closed in May, when a beam had split from end to end, and has not been used by "
		"anyone since, not even by those who fish.",
		"The harbour board wants to tear it down before the winter, and the town, which owns it and "
		"would have to pay, wants to keep it.",
		"A firm from the south has looked at the beams, one by one and for three weeks, and found "
		"nine of them rotten to the core.",
		"Oak for new ones would have to come from abroad, the firm said in its report, and would "
		"take a year and a half to get here.",
	};
	struct article a;
	struct buf b;
	size_t i;

	(void)state;
	buf_init(&b, MIB);
	buf_add_str(&b, "<h1>Shops open</h1><section><div><div>" BODY "</div></div></section>");
	for (i = 0; i < 4; i++) {
		buf_add_str(&b, "<section><div><div><div><div><div><div><p>");
		buf_add_str(&b, said[i]);
		buf_add_str(&b, "</p></div></div></div></div></div></div></section>");
	}
	page_clean(buf_str(&b), &a);
	page_expect_zone(&a, PARA_1, ZONE_BODY);
	for (i = 0; i < 4; i++)
		page_expect_zone(&a, said[i], ZONE_BODY);
	article_done(&a);
	buf_done(&b);
}

static void a_page_without_head_and_body_has_a_text(void **state)
{
	(void)state;
	expect_body("<!doctype html><title>Shops open to all rivals</title><article>" BODY "</article>");
	expect_body("<title>Shops open to all rivals</title><main><p>" PARA_1 "</p><p>" PARA_2
		    "</p><p>" PARA_3 "</p></main>");
}

static void a_stated_body_is_a_witness(void **state)
{
	(void)state;
	expect_body("<script type=\"application/ld+json\">{\"@type\":\"NewsArticle\",\"articleBody\":\"" PARA_1
		    " " PARA_2 " " PARA_3 "\"}</script><div>" BODY
		    "</div><div>" TEASERS "</div>");
}

static void linked_data_text_is_never_the_text(void **state)
{
	struct article a;

	(void)state;
	/* the page's blocks are what counts, not the words of the statement */
	page_clean("<script type=\"application/ld+json\">{\"@type\":\"NewsArticle\",\"articleBody\":"
		   "\"Words that stand nowhere on the page.\"}</script>" BODY,
		   &a);
	assert_null(page_block(&a, "Words that"));
	article_done(&a);
}

static void a_page_without_text_says_so(void **state)
{
	struct article a;
	struct slice empty = SLICE_LIT("<html><body><script>x</script></body></html>");

	(void)state;
	assert_int_equal(page_clean_slice(empty, &a), STATUS_NOT_FOUND);
	article_done(&a);
	page_clean("<ul><li><a>one</a><li><a>two</a></ul>", &a);
	assert_true(a.flags & FLAG(NO_BODY));
	assert_int_equal(a.n_blocks, 2);
	article_done(&a);
}

static void the_same_twice(void **state)
{
	size_t i, k;

	(void)state;
	for (i = 0; i < sizeof(pages) / sizeof(pages[0]); i++) {
		struct article a, b;

		page_clean(pages[i], &a);
		page_clean(pages[i], &b);
		assert_int_equal(a.n_blocks, b.n_blocks);
		for (k = 0; k < a.n_blocks; k++)
			assert_true(slice_eq(a.blocks[k].text, b.blocks[k].text) &&
				    a.blocks[k].zone == b.blocks[k].zone);
		article_done(&a);
		article_done(&b);
	}
}

static void truncation_never_crashes(void **state)
{
	size_t i, n;

	(void)state;
	for (i = 0; i < sizeof(pages) / sizeof(pages[0]); i += 3)
		for (n = 0; n < strlen(pages[i]); n++) {
			struct article a;
			enum status st = page_clean_slice(slice_of(pages[i], n), &a);

			assert_true(st == STATUS_OK || st == STATUS_NOT_FOUND);
			article_done(&a);
		}
}

static void lines_by_their_words(void **state)
{
	static const struct {
		const char *text;
		enum line_kind kind;
	} lines[] = {
		{"Advertisement", LINE_AD},   {"— ADVERTISEMENT —", LINE_AD},
		{"READ MORE: The bridge", LINE_TEASER}, {"3 min read", LINE_NAV},
		{"Image 1 of 5", LINE_CAPTION}, {"© 2024 Example", LINE_LEGAL},
		{"12 Comments", LINE_COMMENT}, {"Related stories", LINE_STOP},
		{"Advertisement law passed", LINE_TEXT}, {"The end.", LINE_TEXT}, {"", LINE_TEXT},
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(lines) / sizeof(lines[0]); i++)
		if (html_line_kind(slice_str(lines[i].text), 4) != lines[i].kind)
			fail_msg("\"%s\"", lines[i].text);
	assert_true(html_closing_line(SLICE_LIT("Jane Roe can be reached at jane@example.org."), 7, 0));
	assert_true(html_closing_line(SLICE_LIT("Source: Example Agency"), 3, 0));
	assert_false(html_closing_line(SLICE_LIT("The source said nothing."), 4, 0));
	assert_false(html_closing_line(SLICE_LIT("A newsletter of 1890 told it."), 6, 0));
}

static void words_compared(void **state)
{
	(void)state;
	assert_true(words_equal(SLICE_LIT("The Bank’s plan"), SLICE_LIT("the banks PLAN!")));
	assert_false(words_equal(SLICE_LIT("a b"), SLICE_LIT("b a")));
	assert_true(words_contain(SLICE_LIT("Shops open - Example"), SLICE_LIT("shops open")));
	assert_false(words_contain(SLICE_LIT("Shops reopen"), SLICE_LIT("shops open")));
	assert_true(words_same(SLICE_LIT("one two three four five six seven eight nine ten"),
			       SLICE_LIT("one two three four five six seven eight nine")));
	assert_false(words_same(SLICE_LIT("one two three"), SLICE_LIT("one two four")));
	assert_false(words_equal(SLICE_LIT(""), SLICE_LIT("")));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(finds_the_text),
		cmocka_unit_test(furniture_around_changes_nothing),
		cmocka_unit_test(a_text_in_unlike_boxes_is_one),
		cmocka_unit_test(a_page_without_head_and_body_has_a_text),
		cmocka_unit_test(a_stated_body_is_a_witness),
		cmocka_unit_test(linked_data_text_is_never_the_text),
		cmocka_unit_test(a_page_without_text_says_so),
		cmocka_unit_test(the_same_twice),
		cmocka_unit_test(truncation_never_crashes),
		cmocka_unit_test(lines_by_their_words),
		cmocka_unit_test(words_compared),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
