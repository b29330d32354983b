/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Zones: what is not the article's text is kept and named, in page order. */
#include "html_page.h"

static const char page[] =
	"<html><head><title>Shops open | Example Globe</title>"
	"<meta property=og:title content=\"Shops open to rivals\">"
	"<meta property=og:site_name content=\"Example Globe\"></head><body>"
	"<nav><a href=/>Home</a> <a href=/w>World</a></nav>"
	"<article><h1>Shops open to rivals</h1>"
	"<div class=standfirst>A settlement ends three years in court.</div>"
	"<div class=byline>By Jane Roe</div>"
	"<figure><figcaption>The court in March.</figcaption></figure>"
	"<p>" PARA_1 "</p>"
	"<div class=\"ad-slot\">Buy two pairs today</div>"
	"<p>" PARA_2 "</p>"
	"<aside>“developers may tell users about other ways to pay, and the fee”</aside>"
	"<p>" PARA_3 "</p>"
	"<div class=\"about-author\">Jane Roe is a reporter in Exampleton.</div>"
	"<div class=related><a href=1>Harbour bridge opens early</a></div></article>"
	"<div id=comments><p>First of all, no.</p></div>"
	"<footer>© 2024 Example Globe</footer></body></html>";

static void names_each_zone(void **state)
{
	struct article a;

	(void)state;
	page_clean(page, &a);
	page_expect_zone(&a, "Home", ZONE_NAV);
	page_expect_zone(&a, "Shops open", ZONE_TITLE);
	page_expect_zone(&a, "A settlement", ZONE_DEK);
	page_expect_zone(&a, "The court", ZONE_CAPTION);
	page_expect_zone(&a, PARA_1, ZONE_BODY);
	page_expect_zone(&a, "Buy two", ZONE_AD);
	page_expect_zone(&a, PARA_2, ZONE_BODY);
	page_expect_zone(&a, "“developers", ZONE_PULLQUOTE);
	page_expect_zone(&a, PARA_3, ZONE_BODY);
	page_expect_zone(&a, "Jane Roe is", ZONE_BIO);
	page_expect_zone(&a, "Harbour", ZONE_TEASER);
	page_expect_zone(&a, "First of all", ZONE_COMMENT);
	page_expect_zone(&a, "© 2024", ZONE_LEGAL);
	article_done(&a);
}

/* Page order: the blocks' texts come one after the other in the page. */
static void keeps_the_order_of_the_page(void **state)
{
	struct article a;
	const char *at = page;
	size_t i;

	(void)state;
	page_clean(page, &a);
	for (i = 1; i < a.n_blocks; i++) { /* the first, "Home World", has tags inside */
		const char *q = memmem(at, strlen(at), a.blocks[i].text.p, a.blocks[i].text.n);

		if (!q)
			fail_msg("\"%.*s\" is not behind the one before", SLICE_ARG(a.blocks[i].text));
		else
			at = q + a.blocks[i].text.n;
	}
	article_done(&a);
}

static void no_block_twice(void **state)
{
	struct article a;
	size_t i, k;

	(void)state;
	page_clean("<ul><li>Home</li><li>Home</li></ul><article>" BODY "</article><div><p>" PARA_1
		   "</p></div><ul><li>Home</li></ul>",
		   &a);
	assert_int_equal(a.n_blocks, 4);
	for (i = 0; i < a.n_blocks; i++)
		for (k = 0; k < i; k++)
			assert_false(slice_eq(a.blocks[i].text, a.blocks[k].text));
	page_expect_zone(&a, PARA_1, ZONE_BODY);
	article_done(&a);
}

#define LEAD                                                                           \
	"The largest sellers of phones have to let other shops in, a change that their makers " \
	"have fought for years in the courts."

/* The first paragraph above the container of the others is text, a summary that the
 * page states is not, nor a line above the by-line. */
static void the_lead_is_text(void **state)
{
	static const struct {
		const char *html;
		enum zone zone;
	} cases[] = {
		{"<h1>Shops open to rivals</h1><div><p>" LEAD "</p></div>"
		 "<div class=article-body>" BODY "</div>", ZONE_BODY},
		{"<html><head><meta name=description content=\"" LEAD "\"></head><body>"
		 "<h1>Shops open to rivals</h1><div><p>" LEAD "</p></div>"
		 "<div class=article-body>" BODY "</div></body></html>", ZONE_DEK},
		{"<h1>Shops open to rivals</h1><div class=related><p>" LEAD "</p></div>"
		 "<div class=article-body>" BODY "</div>", ZONE_TEASER},
	};
	struct article a;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		page_clean(cases[i].html, &a);
		page_expect_zone(&a, LEAD, cases[i].zone);
		page_expect_zone(&a, PARA_1, ZONE_BODY);
		article_done(&a);
	}
	page_clean("<div><h1>Shops open to rivals</h1><div>What the makers of phones now have to "
		   "do for others</div><div>By Jane Roe</div>" BODY "</div>", &a);
	assert_int_not_equal(page_block(&a, "What the makers")->zone, ZONE_BODY);
	article_done(&a);
}

/* A row of a table is one block, and none of it is lost for standing there twice. */
static void rows_of_data_are_blocks(void **state)
{
#define ROWS                                                                                       \
	"<table><caption>Fees by year</caption><tr><th>Year</th><th>Fee</th><th>Sales</th></tr>"   \
	"<tr><td>2022</td><td>12</td><td>12</td></tr><tr><td>2023</td><td></td><td>12</td></tr>"   \
	"</table>"
	const struct block *b;
	struct article a;

	(void)state;
	page_clean("<article><p>" PARA_1 "</p>" ROWS "<p>" PARA_2 "</p><p>" PARA_3 "</p></article>", &a);
	assert_non_null(page_block(&a, "Fees by year"));
	b = page_block(&a, "Year | Fee | Sales");
	assert_true(b && b->type == BLOCK_TABLE && b->zone == ZONE_BODY);
	assert_non_null(page_block(&a, "2022 | 12 | 12"));
	assert_non_null(page_block(&a, "2023 | 12"));
	assert_null(page_block(&a, "12"));
	article_done(&a);
}

/* A table that lays out the page has text in its cells. */
static void tables_that_lay_out_are_no_data(void **state)
{
	struct article a;

	(void)state;
	page_clean("<table><tr><td>Home</td><td><p>" PARA_1 "</p><p>" PARA_2 "</p><p>" PARA_3
		   "</p></td></tr><tr><td><b>One</b><p>Two</p></td><td>Three</td></tr></table>", &a);
	assert_non_null(page_block(&a, PARA_1));
	assert_non_null(page_block(&a, PARA_2));
	assert_non_null(page_block(&a, "Two"));
	assert_non_null(page_block(&a, "Three"));
	article_done(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(names_each_zone),
		cmocka_unit_test(keeps_the_order_of_the_page),
		cmocka_unit_test(no_block_twice),
		cmocka_unit_test(the_lead_is_text),
		cmocka_unit_test(rows_of_data_are_blocks),
		cmocka_unit_test(tables_that_lay_out_are_no_data),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
