/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The day of publication, its source and what it may not be. */
#include "html_page.h"

#define HEAD(x, y) "<html lang=en-GB><head>" x "</head><body><h1>Shops open to rivals</h1>" y BODY "</body></html>"
#define LD(x) "<script type=\"application/ld+json\">" x "</script>"

static const struct {
	const char *html, *day; /* day NULL: none */
	enum date_source source;
	enum date_relation relation;
} cases[] = {
	{HEAD("<meta property=article:published_time content=\"2024-07-16T23:30:00-05:00\">", ""),
	 "2024-07-16", DATE_SOURCE_META, DATE_ON},
	{HEAD(LD("{\"@type\":\"NewsArticle\",\"datePublished\":\"2024-07-16\"}"), ""), "2024-07-16",
	 DATE_SOURCE_JSON_LD, DATE_ON},
	{HEAD("<link rel=canonical href=\"https://example.org/2024/07/16/shops\">", ""), "2024-07-16",
	 DATE_SOURCE_URL, DATE_ON},
	{HEAD("<link rel=canonical href=\"https://example.org/shops-20240716.html\">", ""),
	 "2024-07-16", DATE_SOURCE_URL, DATE_ON},
	{HEAD("", "<meta itemprop=datePublished content=2024-07-16>"), "2024-07-16",
	 DATE_SOURCE_ITEMPROP, DATE_ON},
	{HEAD("", "<time datetime=2024-07-16>yesterday</time>"), "2024-07-16", DATE_SOURCE_TIME, DATE_ON},
	{HEAD("", "<p>16 July 2024</p>"), "2024-07-16", DATE_SOURCE_TEXT, DATE_ON},
	{HEAD("", "<p>Published: 05/07/2024</p>"), "2024-07-05", DATE_SOURCE_LABEL, DATE_ON},
	{HEAD("", "<p class=byline>By Jane Roe, 16 July 2024</p>"), "2024-07-16", DATE_SOURCE_BYLINE,
	 DATE_ON},
	{HEAD("", "<span data-timestamp=1721122200>now</span>"), "2024-07-16", DATE_SOURCE_TIME, DATE_ON},
	/* the day first, when a number tells */
	{HEAD("<link rel=canonical href=\"https://example.org/news/29-10-2021\">", ""), "2021-10-29",
	 DATE_SOURCE_URL, DATE_ON},
	{HEAD("<link rel=canonical href=\"https://example.org/news/05-10-2021\">", ""), NULL,
	 DATE_SOURCE_NONE, DATE_ON},
	/* a date that does not say which it is */
	{HEAD("<meta name=date content=2024-07-16>", ""), "2024-07-16", DATE_SOURCE_META,
	 DATE_ON_OR_BEFORE},
	{HEAD("<meta name=date content=2024-07-16>", "<p>16 July 2024</p>"), "2024-07-16",
	 DATE_SOURCE_META, DATE_ON},
	/* two that agree win over one that does not */
	{HEAD("<meta property=article:published_time content=2014-01-02>" "<meta itemprop=datePublished content=2024-07-16>"
	      LD("{\"@type\":\"NewsArticle\",\"datePublished\":\"2024-07-16\"}"),
	      "<time datetime=2024-07-16>16 July</time>"),
	 "2024-07-16", DATE_SOURCE_ITEMPROP, DATE_ON},
	/* but not over the address, which is made when the article is */
	{HEAD("<link rel=canonical href=\"https://example.org/2014/1/2/shops\">"
	      "<meta property=article:published_time content=2024-07-16>"
	      LD("{\"@type\":\"NewsArticle\",\"datePublished\":\"2024-07-16\"}"),
	      "<time datetime=2024-07-16>16 July</time>"),
	 "2014-01-02", DATE_SOURCE_URL, DATE_ON},
	/* a slug that begins with a number is no day */
	{HEAD("<link rel=canonical href=\"https://example.org/2024/07/16-shops-close\">", ""), NULL,
	 DATE_SOURCE_NONE, DATE_ON},
	/* a script of linked data that does not say so; data of another kind of script */
	{HEAD("<script>{\"@context\":\"https://schema.org\",\"@type\":\"NewsArticle\","
	      "\"datePublished\":\"2024-07-16\"}</script>", ""),
	 "2024-07-16", DATE_SOURCE_JSON_LD, DATE_ON},
	{HEAD("", "<script>var page = {\"id\":7,\"publishedAt\":\"2024-07-16T08:00:00Z\"};</script>"),
	 "2024-07-16", DATE_SOURCE_JSON_LD, DATE_ON},
	/* a label in a line of its own; a label behind that of the change */
	{HEAD("", BODY BODY BODY BODY) "<aside class=sidebar><p>Published</p><p>16 July 2024</p></aside>", "2024-07-16", DATE_SOURCE_LABEL,
	 DATE_ON},
	{HEAD("", "<p>Updated 18 July 2024, first published 16 July 2024</p>"), "2024-07-16",
	 DATE_SOURCE_LABEL, DATE_ON},
	/* a sentence about a day is no label, nor is the day in a headline */
	{"<html lang=de><body><h1>Neue Ausgabe</h1>" BODY "<p>Die Ausgabe erscheint am 6. November 2024.</p>",
	 NULL, DATE_SOURCE_NONE, DATE_ON},
	{"<h1>What happened on 16 July 2024 in Leith</h1>" BODY, NULL, DATE_SOURCE_NONE, DATE_ON},
	/* linked data alone, on a page that was changed on another day */
	{HEAD("<meta property=article:modified_time content=2024-09-18>"
	      LD("{\"@type\":\"NewsArticle\",\"datePublished\":\"2024-07-16\"}"), ""),
	 "2024-07-16", DATE_SOURCE_JSON_LD, DATE_ON_OR_BEFORE},
	/* dated anew: the page prints the day of its change as its own */
	{HEAD("<meta property=article:published_time content=2024-07-16>"
	      "<meta property=article:modified_time content=2024-09-18>", "<p>18 September 2024</p>"),
	 "2024-09-18", DATE_SOURCE_TEXT, DATE_ON_OR_BEFORE},
	/* the printed day is in the paper's own zone */
	{HEAD("<meta property=article:published_time content=\"2024-07-17T01:30:00Z\">",
	      "<time datetime=2024-07-16>16 July 2024</time><p>16 July 2024, 8.30 pm</p>"),
	 "2024-07-16", DATE_SOURCE_TIME, DATE_ON},
	/* the page says only when it was changed */
	{HEAD("", "") "<footer><p>Zuletzt aktualisiert: 18.07.2024</p></footer>", "2024-07-18",
	 DATE_SOURCE_MODIFIED, DATE_ON_OR_BEFORE},
	{HEAD("", "") "<p>This page was last changed on 18 July 2024</p>", "2024-07-18",
	 DATE_SOURCE_MODIFIED, DATE_ON_OR_BEFORE},
	/* an update is only a bound, and never beats a publication */
	{HEAD("<meta property=article:modified_time content=2024-07-18>", ""), "2024-07-18",
	 DATE_SOURCE_MODIFIED, DATE_ON_OR_BEFORE},
	{HEAD("<meta property=article:modified_time content=2024-07-18>"
	      "<meta property=article:published_time content=2024-07-16>", ""),
	 "2024-07-16", DATE_SOURCE_META, DATE_ON},
	{HEAD("", "<p>Updated: 18 July 2024</p><p>Published: 16 July 2024</p>"), "2024-07-16",
	 DATE_SOURCE_LABEL, DATE_ON},
	/* never: years of rights, dates in sentences, impossible and ancient days */
	{HEAD("", "<p>© 2024 Example Globe</p>"), NULL, DATE_SOURCE_NONE, DATE_ON},
	{HEAD("<meta property=article:published_time content=1970-01-01>", ""), NULL, DATE_SOURCE_NONE,
	 DATE_ON},
	{HEAD("<meta property=article:published_time content=9999-01-01>", ""), NULL, DATE_SOURCE_NONE,
	 DATE_ON},
	{HEAD("<meta property=article:published_time content=2024-02-30>", ""), NULL, DATE_SOURCE_NONE,
	 DATE_ON},
	{HEAD("<meta property=article:published_time content=\"{{date}}\">", ""), NULL,
	 DATE_SOURCE_NONE, DATE_ON},
	{"<h1>Shops open to rivals</h1>" BODY "<p>The ban, which takes effect on 20 July 2024 for all "
	 "new contracts, was announced by the minister in a long speech to the house.</p>",
	 NULL, DATE_SOURCE_NONE, DATE_ON},
	/* the page's clock */
	{"<header><p>Tuesday, 16 July 2024</p></header><h1>Shops open to rivals</h1>" BODY,
	 "2024-07-16", DATE_SOURCE_PAGE_CLOCK, DATE_ON_OR_BEFORE},
	{"<header><p>Tuesday, 16 July 2024</p></header><h1>Shops open to rivals</h1><p>14 July 2024</p>" BODY,
	 "2024-07-14", DATE_SOURCE_TEXT, DATE_ON},
	/* another article's date */
	{"<h1>Shops open to rivals</h1>" BODY
	 "<div class=related><time datetime=2019-01-01>1 January 2019</time></div>"
	 "<div class=comments><p>2 January 2019</p></div>",
	 "2019-01-01", DATE_SOURCE_TIME, DATE_ON_OR_BEFORE},
};

static void dates_each_page(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct article a;
		const struct pubdate *d = &a.published;

		page_clean(cases[i].html, &a);
		if (d->known != (cases[i].day != NULL))
			fail_msg("case %zu: %s", i, d->known ? d->value : "no date");
		if (d->known && (strncmp(d->value, cases[i].day, 10) || d->source != cases[i].source ||
				 d->relation != cases[i].relation))
			fail_msg("case %zu: %s %s %s", i, d->value, date_source_word(d->source),
				 date_relation_word(d->relation));
		if (d->known)
			assert_true(d->confidence > 0 && d->confidence <= 1);
		article_done(&a);
	}
}

static void agreement_makes_sure(void **state)
{
	struct article one, two;

	(void)state;
	page_clean(HEAD("<meta property=article:published_time content=2024-07-16>", ""), &one);
	page_clean(HEAD("<meta property=article:published_time content=2024-07-16>"
			LD("{\"@type\":\"NewsArticle\",\"datePublished\":\"2024-07-16\"}"), ""),
		   &two);
	assert_true(two.published.confidence > one.published.confidence);
	article_done(&one);
	article_done(&two);
}

static void the_update_is_kept_apart(void **state)
{
	struct article a;

	(void)state;
	page_clean(HEAD("<meta property=article:published_time content=2024-07-16>"
			"<meta property=article:modified_time content=2024-07-18>", ""), &a);
	assert_string_equal(a.published.value, "2024-07-16");
	assert_string_equal(a.modified.value, "2024-07-18");
	article_done(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(dates_each_page),
		cmocka_unit_test(agreement_makes_sure),
		cmocka_unit_test(the_update_is_kept_apart),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
