/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Title, authors, publisher, address, section, access: what the page says. */
#include "html_page.h"

#include "lib/base/buf.h"

#define HEAD(x) "<html><head>" x "</head><body><h1>Shops open to rivals</h1>" BODY "</body></html>"
#define LD(x) "<script type=\"application/ld+json\">" x "</script>"

struct meta_case {
	const char *html;
	const char *title, *publisher, *url, *section;
	const char *authors; /* joined by "; " */
};

static const struct meta_case cases[] = {
	{HEAD("<title>Shops open to rivals | Example Globe</title>"
	      "<meta property=og:site_name content=\"Example Globe\">"
	      "<link rel=canonical href=\"https://WWW.Example.org/a?utm_source=x&b=2&a=1#top\">"
	      "<meta property=article:section content=Business><meta name=author content=\"Jane Roe\">"),
	 "Shops open to rivals", "Example Globe", "https://www.example.org/a?a=1&b=2", "Business",
	 "Jane Roe"},
	/* linked data */
	{HEAD(LD("{\"@graph\":[{\"@type\":\"Organization\",\"@id\":\"#o\",\"name\":\"Example Globe\"},"
		 "{\"@type\":\"Person\",\"@id\":\"#j\",\"name\":\"Jane Roe\"},"
		 "{\"@type\":[\"Thing\",\"NewsArticle\"],\"headline\":\"Shops open to rivals\","
		 "\"author\":[{\"@id\":\"#j\"},{\"name\":\"John Poe\"},\"Reuters\"],"
		 "\"publisher\":{\"@id\":\"#o\"},\"articleSection\":[\"Tech\"],"
		 "\"url\":\"https://example.org/shops\"}]}")),
	 "Shops open to rivals", "Example Globe", "https://example.org/shops", "Tech",
	 "Jane Roe; John Poe"},
	/* a related article's node is not this page's */
	{HEAD("<title>Shops open to rivals</title>"
	      LD("[{\"@type\":\"NewsArticle\",\"headline\":\"Bridge opens\",\"author\":\"Al Other\"},"
		 "{\"@type\":\"NewsArticle\",\"headline\":\"Shops open to rivals\",\"author\":\"Jane "
		 "Roe\"}]")),
	 "Shops open to rivals", NULL, NULL, NULL, "Jane Roe"},
	/* repaired: a raw newline, a trailing comma, a comment around it */
	{HEAD(LD("<!-- {\"@type\":\"NewsArticle\",\"headline\":\"Shops\nopen to rivals\","
		 "\"author\":{\"name\":\"Jane Roe\",},} -->")),
	 "Shops open to rivals", NULL, NULL, NULL, "Jane Roe"},
	/* escaped twice */
	{"<html><head><meta property=og:title content=\"A &amp;amp; B&amp;#8217;s deal\"></head>"
	 "<body>" BODY "</body></html>",
	 "A & B’s deal", NULL, NULL, NULL, ""},
	/* a section's name inside the h1 */
	{"<html><head><meta property=og:title content=\"Shops open to rivals now\"></head><body>"
	 "<h1><span>Opinion</span> Shops open to rivals now</h1>" BODY "</body></html>",
	 "Shops open to rivals now", NULL, NULL, NULL, ""},
	/* the site's name alone in an h1 */
	{"<html><head><title>Shops open to rivals - Example Globe</title>"
	 "<meta property=og:site_name content=\"Example Globe\"></head><body><h1>Example Globe</h1>"
	 "<h1>Shops open to rivals</h1>" BODY "</body></html>",
	 "Shops open to rivals", "Example Globe", NULL, NULL, ""},
	/* no h1 */
	{"<html><head><title>Shops open to rivals - Example Globe</title>"
	 "<meta property=og:site_name content=\"Example Globe\"></head><body>" BODY "</body></html>",
	 "Shops open to rivals", "Example Globe", NULL, NULL, ""},
	/* authors in the page */
	{"<h1>Shops open to rivals</h1><a rel=author href=/j>Jane Roe</a>" BODY, "Shops open to rivals",
	 NULL, NULL, NULL, "Jane Roe"},
	{"<h1>Shops open to rivals</h1><div class=byline>By Jane Roe and John Poe</div>" BODY,
	 "Shops open to rivals", NULL, NULL, NULL, "Jane Roe; John Poe"},
	{"<h1>Shops open to rivals</h1><div>Tue 16 July | By Jane Roe</div>" BODY,
	 "Shops open to rivals", NULL, NULL, NULL, "Jane Roe"},
	/* a name before the reading time; behind a label */
	{"<h1>Shops open to rivals</h1><div><span>Jane Roe</span> · <span>4 min read</span></div>" BODY,
	 "Shops open to rivals", NULL, NULL, NULL, "Jane Roe"},
	{"<h1>Shops open to rivals</h1><div>Great Deals · on sale now</div>" BODY,
	 "Shops open to rivals", NULL, NULL, NULL, ""},
	{"<h1>Shops open to rivals</h1><div>2024年7月16日 作者：林若溪 来源：甲</div>" BODY,
	 "Shops open to rivals", NULL, NULL, NULL, "林若溪"},
	/* the longer list that holds the first author */
	{HEAD(LD("{\"@type\":\"NewsArticle\",\"author\":\"Jane Roe\"}")
	      "<meta name=author content=\"Jane Roe, John Poe\">"),
	 "Shops open to rivals", NULL, NULL, NULL, "Jane Roe; John Poe"},
	{HEAD(LD("{\"@type\":\"NewsArticle\",\"author\":\"Jane Roe\"}")
	      "<meta name=author content=\"Al Other, John Poe\">"),
	 "Shops open to rivals", NULL, NULL, NULL, "Jane Roe"},
	/* an end of the title that the page says elsewhere too */
	{HEAD("<title>The Example Globe - Shops open to rivals</title>")
	 "<p>Copyright 2001-2024 The Example Globe.</p>",
	 "Shops open to rivals", "The Example Globe", NULL, NULL, ""},
	{HEAD("<title>Shops open to rivals :: Example Globe</title>") "<a href=/>Example Globe</a>",
	 "Shops open to rivals", "Example Globe", NULL, NULL, ""},
	{HEAD("<title>Shops open to rivals - Second thoughts</title>"), "Shops open to rivals", NULL,
	 NULL, NULL, ""},
	/* scraps around the h1; a topic that both statements have */
	{"<h1>| Shops open to rivals now (video)</h1>" BODY, "Shops open to rivals now", NULL, NULL,
	 NULL, ""},
	{HEAD("<meta property=og:title content=\"Phones: Shops open to rivals\">"
	      LD("{\"@type\":\"NewsArticle\",\"headline\":\"Phones: Shops open to rivals\"}")),
	 "Phones: Shops open to rivals", NULL, NULL, NULL, ""},
	/* a comment's author, the desk and the publisher are nobody */
	{HEAD("<meta property=og:site_name content=\"Example Globe\">"
	      "<meta name=author content=\"Example Globe\">"),
	 "Shops open to rivals", "Example Globe", NULL, NULL, ""},
	{"<h1>Shops open to rivals</h1>" BODY "<div class=comments><b class=author>Al Other</b></div>",
	 "Shops open to rivals", NULL, NULL, NULL, ""},
};

static void reads_each_page(void **state)
{
	size_t i, k;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct article a;
		struct buf names;

		print_message("case %zu\n", i);
		page_clean(cases[i].html, &a);
		page_expect_text(a.title, cases[i].title);
		page_expect_text(a.publisher, cases[i].publisher);
		page_expect_text(a.url, cases[i].url);
		page_expect_text(a.section, cases[i].section);
		buf_init(&names, LIMIT_FIELD_BYTES);
		for (k = 0; k < a.n_authors; k++) {
			buf_add_str(&names, k ? "; " : "");
			buf_add_slice(&names, a.authors[k]);
		}
		page_expect_text(buf_slice(&names), cases[i].authors);
		buf_done(&names);
		article_done(&a);
	}
}

static void an_agency_is_no_author(void **state)
{
	struct article a;

	(void)state;
	page_clean(HEAD("<meta name=author content=\"Associated Press\">"), &a);
	assert_int_equal(a.n_authors, 0);
	page_expect_text(a.agency, "AP");
	article_done(&a);
}

static void the_line_under_the_headline(void **state)
{
	struct article a;

	(void)state;
	page_clean("<h1>Shops open to rivals</h1><p class=standfirst>A settlement ends three years in "
		   "court.</p>" BODY,
		   &a);
	page_expect_text(a.subtitle, "A settlement ends three years in court.");
	article_done(&a);
}

static void access_is_stated(void **state)
{
	static const struct {
		const char *html;
		enum access want;
	} pages[] = {
		{HEAD(""), ACCESS_UNKNOWN},
		{HEAD("<meta property=article:content_tier content=metered>"), ACCESS_METERED},
		{HEAD(LD("{\"@type\":\"Article\",\"isAccessibleForFree\":false}")), ACCESS_LOCKED},
		{HEAD(LD("{\"@type\":\"Article\",\"isAccessibleForFree\":\"True\"}")), ACCESS_FREE},
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(pages) / sizeof(pages[0]); i++) {
		struct article a;

		page_clean(pages[i].html, &a);
		if (a.access != pages[i].want)
			fail_msg("page %zu: %s", i, access_word(a.access));
		article_done(&a);
	}
}

/* A flag tells that only the beginning of an article is there. */
static void a_paid_article_of_a_few_lines_is_cut(void **state)
{
#define PAID(free) LD("{\"@type\":\"Article\",\"isAccessibleForFree\":" free "}")
#define LONG_TEXT PARA_1 " " PARA_2 " " PARA_3 " "
	static const struct {
		const char *html;
		bool cut;
	} pages[] = {
		{PAID("false") "<article>" BODY "</article>", true},
		{PAID("true") "<article>" BODY "</article>", false},
		{"<article>" BODY "</article>", false},
		{PAID("false") "<article>" BODY "<p>Again: " LONG_TEXT "</p></article>", false},
		/* more is stated than shown */
		{LD("{\"@type\":\"Article\",\"articleBody\":\"" LONG_TEXT LONG_TEXT LONG_TEXT LONG_TEXT
		    LONG_TEXT LONG_TEXT "\"}") "<article>" BODY "</article>",
		 true},
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(pages) / sizeof(pages[0]); i++) {
		struct article a;

		page_clean(pages[i].html, &a);
		page_expect_zone(&a, PARA_1, ZONE_BODY);
		if (((a.flags & FLAG(TRUNCATED)) != 0) != pages[i].cut)
			fail_msg("page %zu", i);
		article_done(&a);
	}
}

static void the_language_is_the_texts(void **state)
{
	struct article a;

	(void)state;
	page_clean("<html lang=de>" BODY, &a); /* a wrong declaration */
	page_expect_text(a.language, "en");
	article_done(&a);
	page_clean("<html lang=de><p>OK</p>", &a); /* too little to tell */
	page_expect_text(a.language, "de");
	article_done(&a);
}

/* An address from outside bounds what the page may claim. */
static void a_claim_of_another_site_is_refused(void **state)
{
	struct html_cleaner *c = html_cleaner_new();
	struct raw r = {.kind = RAW_HTML};
	struct article a;
	struct err err = ERR_INIT;

	(void)state;
	article_init(&a);
	r.bytes = SLICE_LIT(HEAD("<link rel=canonical href=\"https://evil.example.net/x\">"));
	r.url = SLICE_LIT("https://news.example.org/2024/shops");
	assert_int_equal(html_clean(c, &r, &a, &err), STATUS_OK);
	page_expect_text(a.url, "https://news.example.org/2024/shops");
	article_reset(&a);
	r.bytes = SLICE_LIT(HEAD("<link rel=canonical href=\"/2024/shops-open\">"));
	assert_int_equal(html_clean(c, &r, &a, &err), STATUS_OK);
	page_expect_text(a.url, "https://news.example.org/2024/shops-open");
	article_done(&a);
	html_cleaner_free(c);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_each_page),
		cmocka_unit_test(an_agency_is_no_author),
		cmocka_unit_test(the_line_under_the_headline),
		cmocka_unit_test(access_is_stated),
		cmocka_unit_test(a_paid_article_of_a_few_lines_is_cut),
		cmocka_unit_test(the_language_is_the_texts),
		cmocka_unit_test(a_claim_of_another_site_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
