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
	 "Jane Roe; John Poe; Reuters"},
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
	/* a topic in the h1 that the shared title leaves out; none that it has too */
	{"<html><head><meta property=og:title content=\"Shops open to rivals\"></head><body>"
	 "<h1>Phones: Shops open to rivals</h1>" BODY "</body></html>",
	 "Shops open to rivals", NULL, NULL, NULL, ""},
	{"<html><head><meta property=og:title content=\"A new Shops open to rivals\">"
	 LD("{\"@type\":\"NewsArticle\",\"headline\":\"Shops open to rivals\"}")
	 "</head><body><h1>A new Shops open to rivals</h1>" BODY "</body></html>",
	 "A new Shops open to rivals", NULL, NULL, NULL, ""},
	/* two elements of an h1, and the colon between them */
	{"<html><head><meta property=og:title content=\"Phones: Shops open to rivals\">"
	 LD("{\"@type\":\"NewsArticle\",\"headline\":\"Phones: Shops open to rivals\"}")
	 "</head><body><h1><span>Phones</span> <span>Shops open to rivals</span></h1>" BODY
	 "</body></html>",
	 "Phones: Shops open to rivals", NULL, NULL, NULL, ""},
	/* the only h1 against what search engines are told; not one inside the text */
	{"<html><head><title>App store fees 2024</title><meta property=og:title content=\"App store "
	 "fees: all you need\"></head><body><h1>How the shops were opened to rivals</h1>" BODY
	 "</body></html>",
	 "How the shops were opened to rivals", NULL, NULL, NULL, ""},
	{"<html><head><meta property=og:title content=\"App store fees: all you need\"></head><body>"
	 BODY "<h1>Consumer groups are not happy at all</h1><p>" PARA_3 "</p></body></html>",
	 "App store fees: all you need", NULL, NULL, NULL, ""},
	/* an h1 for search engines, and the headline behind it */
	{"<html><head><meta property=og:title content=\"Shops must open: what it means\">"
	 LD("{\"@type\":\"NewsArticle\",\"headline\":\"App store fees 2024 - all facts\"}")
	 "</head><body><h1>App store fees 2024 - all facts</h1><h2>Shops must open what it means</h2>"
	 BODY "</body></html>",
	 "Shops must open: what it means", NULL, NULL, NULL, ""},
	{"<html><head><meta property=og:title content=\"Shops must open: what it means\">"
	 LD("{\"@type\":\"NewsArticle\",\"headline\":\"App store fees 2024 - all facts\"}")
	 "</head><body><h1>App store fees 2024 - all facts</h1><h2>What the judge said then</h2>"
	 BODY "</body></html>",
	 "App store fees 2024 - all facts", NULL, NULL, NULL, ""},
	/* a headline that is no h1, and what follows a bar */
	{"<html><head><meta property=og:title content=\"Shops open to rivals | Business\"></head>"
	 "<body><p>Top stories of today</p><h2>Shops open to rivals</h2>"
	 "<div>By Jane Roe</div>" BODY "</body></html>",
	 "Shops open to rivals", NULL, NULL, NULL, "Jane Roe"},
	/* a statement cut short; a reference in the h1 that was escaped twice */
	{"<html><head><meta property=og:title content=\"The shops of the two companies open to their "
	 "rivals at last, after months of talks and three years in court\">"
	 LD("{\"@type\":\"NewsArticle\",\"headline\":\"The shops of the two companies open to their "
	    "rivals at last, after months of…\"}")
	 "</head><body>" BODY "</body></html>",
	 "The shops of the two companies open to their rivals at last, after months of talks and "
	 "three years in court",
	 NULL, NULL, NULL, ""},
	{"<h1>Shops &amp;amp; rivals: the deal</h1>" BODY, "Shops & rivals: the deal", NULL, NULL,
	 NULL, ""},
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
	/* above the headline; a menu there is none */
	{"<div class=byline>Jane Roe</div><h1>Shops open to rivals</h1>" BODY, "Shops open to rivals",
	 NULL, NULL, NULL, "Jane Roe"},
	{"<div>Par Jeanne Roux | 16 juillet 2024</div><h1>Shops open to rivals</h1>" BODY,
	 "Shops open to rivals", NULL, NULL, NULL, "Jeanne Roux"},
	{"<div>By Payments</div><h1>Shops open to rivals</h1>" BODY, "Shops open to rivals", NULL, NULL,
	 NULL, ""},
	/* the by-line here before that of another article below */
	{"<h1>Shops open to rivals</h1><p itemprop=author>Jane Roe</p>" BODY BODY
	 "<p>More</p><p>a</p><p>b</p><p>c</p><p>d</p><p>e</p><p>f</p><p>g</p><p>h</p><p>i</p><p>j</p>"
	 "<p>k</p><p>l</p><p>m</p><p>n</p><p>o</p><p>q</p><a rel=author href=/al>Al Other</a>",
	 "Shops open to rivals", NULL, NULL, NULL, "Jane Roe"},
	/* in a box named like a menu that holds the headline too */
	{"<div class=nav-box><h1>Shops open to rivals</h1><b class=byline>Jane Roe</b></div>" BODY,
	 "Shops open to rivals", NULL, NULL, NULL, "Jane Roe"},
	{"<h1>Shops open to rivals</h1><div class=nav-box><b class=byline>Jane Roe</b></div>" BODY,
	 "Shops open to rivals", NULL, NULL, NULL, ""},
	/* links to authors' pages, not to other people's */
	{"<h1>Shops open to rivals</h1><div><a href=/author/roe>Jane Roe</a>, <a "
	 "href=/author/poe>John Poe</a></div>" BODY,
	 "Shops open to rivals", NULL, NULL, NULL, "Jane Roe; John Poe"},
	{"<h1>Shops open to rivals</h1><div><a href=/people/other>Al Other</a></div>" BODY,
	 "Shops open to rivals", NULL, NULL, NULL, ""},
	/* an agency behind "By"; "Written by" below the text */
	{"<h1>Shops open to rivals</h1><div>By Associated Press</div>" BODY, "Shops open to rivals",
	 NULL, NULL, NULL, "Associated Press"},
	{"<h1>Shops open to rivals</h1>" BODY "<p>Written by: Jane Roe</p>", "Shops open to rivals",
	 NULL, NULL, NULL, "Jane Roe"},
	/* the data list the photographer, or leave the second author out */
	{HEAD(LD("{\"@type\":\"NewsArticle\",\"author\":[{\"name\":\"Jane Roe\"},{\"name\":\"Al "
		 "Other\"}]}")
	      "</head><body><h1>Shops open to rivals</h1><p>By Jane Roe</p><p>Photography by Al "
	      "Other</p>"),
	 "Shops open to rivals", NULL, NULL, NULL, "Jane Roe"},
	{"<html><head>" LD("{\"@type\":\"NewsArticle\",\"author\":{\"name\":\"Jane Roe\"}}")
	 "</head><body><h1>Shops open to rivals</h1><p>By Jane Roe and John Poe</p>" BODY,
	 "Shops open to rivals", NULL, NULL, NULL, "Jane Roe; John Poe"},
	{"<html><head>" LD("{\"@type\":\"NewsArticle\",\"author\":{\"name\":\"Jane Roe\"}}")
	 "</head><body><h1>Shops open to rivals</h1><p>By Jane Roe, Example Daily</p>" BODY,
	 "Shops open to rivals", NULL, NULL, NULL, "Jane Roe"},
	/* a name before the reading time; behind a label */
	{"<h1>Shops open to rivals</h1><div><span>Jane Roe</span> · <span>4 min read</span></div>" BODY,
	 "Shops open to rivals", NULL, NULL, NULL, "Jane Roe"},
	{"<h1>Shops open to rivals</h1><div>Great Deals · on sale now</div>" BODY,
	 "Shops open to rivals", NULL, NULL, NULL, ""},
	{"<h1>Shops open to rivals</h1><div>2024年7月16日 作者：林若溪 来源：甲</div>" BODY,
	 "Shops open to rivals", NULL, NULL, NULL, "林若溪"},
	/* catalogues turn names round */
	{HEAD("<meta name=citation_author content=\"Roe, Jane\"><meta name=citation_author "
	      "content=\"Poe, John\">"),
	 "Shops open to rivals", NULL, NULL, NULL, "Jane Roe; John Poe"},
	/* the longer list that holds the first author */
	{HEAD(LD("{\"@type\":\"NewsArticle\",\"author\":\"Jane Roe\"}")
	      "<meta name=author content=\"Jane Roe, John Poe\">"),
	 "Shops open to rivals", NULL, NULL, NULL, "Jane Roe; John Poe"},
	{HEAD(LD("{\"@type\":\"NewsArticle\",\"author\":\"Jane Roe\"}")
	      "<meta name=author content=\"Al Other, John Poe\">"),
	 "Shops open to rivals", NULL, NULL, NULL, "Jane Roe"},
	/* one author with a list of names; an agency called a person, or one of a list */
	{HEAD(LD("{\"@type\":\"NewsArticle\",\"author\":{\"@type\":\"Person\",\"name\":[\"Jane "
		 "Roe\",\"John Poe\"]}}")),
	 "Shops open to rivals", NULL, NULL, NULL, "Jane Roe; John Poe"},
	{HEAD(LD("{\"@type\":\"NewsArticle\",\"author\":[{\"@type\":\"Person\",\"name\":\"AP\"},"
		 "{\"@type\":\"Organization\",\"name\":\"AFP\"}]}")),
	 "Shops open to rivals", NULL, NULL, NULL, "AP; AFP"},
	{HEAD(LD("{\"@type\":\"NewsArticle\",\"author\":{\"@type\":\"Organization\",\"name\":"
		 "\"AFP\"}}")),
	 "Shops open to rivals", NULL, NULL, NULL, ""},
	/* an end of the title that the page says elsewhere too */
	{HEAD("<title>The Example Globe - Shops open to rivals</title>")
	 "<p>Copyright 2001-2024 The Example Globe.</p>",
	 "Shops open to rivals", "The Example Globe", NULL, NULL, ""},
	{HEAD("<title>Shops open to rivals :: Example Globe</title>") "<a href=/>Example Globe</a>",
	 "Shops open to rivals", "Example Globe", NULL, NULL, ""},
	{HEAD("<title>Shops open to rivals - Second thoughts</title>"), "Shops open to rivals", NULL,
	 NULL, NULL, ""},
	/* the paper rather than the firm, or the maker of its pages; but not a domain */
	{HEAD("<meta property=og:site_name content=\"Example Globe\">"
	      LD("{\"@type\":\"NewsArticle\",\"publisher\":{\"name\":\"Example Media GmbH\"}}")),
	 "Shops open to rivals", "Example Globe", NULL, NULL, ""},
	{HEAD("<meta property=og:site_name content=\"Example Globe\"><link rel=canonical "
	      "href=\"https://www.example-globe.org/a\">"
	      LD("{\"@type\":\"NewsArticle\",\"publisher\":{\"name\":\"Pagemaker\"}}")),
	 "Shops open to rivals", "Example Globe", "https://www.example-globe.org/a", NULL, ""},
	{HEAD("<meta property=og:site_name content=\"globe.example.org\">"
	      LD("{\"@type\":\"NewsArticle\",\"publisher\":{\"name\":\"The Globe\"}}")),
	 "Shops open to rivals", "The Globe", NULL, NULL, ""},
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

/* A field of several values, as "one; two". */
static void expect_list(const struct slice *v, size_t n, const char *want)
{
	struct buf got;
	size_t k;

	buf_init(&got, LIMIT_FIELD_BYTES);
	for (k = 0; k < n; k++) {
		buf_add_str(&got, k ? "; " : "");
		buf_add_slice(&got, v[k]);
	}
	page_expect_text(buf_slice(&got), want);
	buf_done(&got);
}

static void reads_each_page(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct article a;

		print_message("case %zu\n", i);
		page_clean(cases[i].html, &a);
		page_expect_text(a.title, cases[i].title);
		page_expect_text(a.publisher, cases[i].publisher);
		page_expect_text(a.url, cases[i].url);
		page_expect_text(a.section, cases[i].section);
		expect_list(a.authors, a.n_authors, cases[i].authors);
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

static void the_kicker_is_kept_apart(void **state)
{
	static const struct {
		const char *html, *want;
	} pages[] = {
		{"<html><head><meta property=og:title content=\"Shops open to rivals\"></head><body>"
		 "<h1>Phones: Shops open to rivals</h1>" BODY,
		 "Phones"},
		{"<html><head><meta property=og:title content=\"Shops open to rivals\"></head><body>"
		 "<h1><span>Opinion</span> Shops open to rivals</h1>" BODY,
		 "Opinion"},
		{"<div class=article-kicker>App stores</div><h1>Shops open to rivals</h1>" BODY,
		 "App stores"},
		{"<div class=article-kicker>16 July 2024</div><h1>Shops open to rivals</h1>" BODY, NULL},
		{"<div>App stores</div><h1>Shops open to rivals</h1>" BODY, NULL},
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(pages) / sizeof(pages[0]); i++) {
		struct article a;

		page_clean(pages[i].html, &a);
		page_expect_text(a.title, "Shops open to rivals");
		page_expect_text(a.kicker, pages[i].want);
		article_done(&a);
	}
}

#define CRUMBS(x)                                                                                  \
	HEAD(LD("{\"@type\":\"BreadcrumbList\",\"itemListElement\":[" x "]}"))
#define CRUMB(x) "{\"@type\":\"ListItem\",\"name\":\"" x "\"}"

static void the_section_is_stated(void **state)
{
	static const struct {
		const char *html, *want;
	} pages[] = {
		{HEAD("<meta property=article:section content=\"Arts & Books\">"), "Arts & Books"},
		{HEAD("<meta property=article:section content=\"Food, Bars, Wine, Oats\">"), "Food"},
		{CRUMBS(CRUMB("Home") "," CRUMB("World") "," CRUMB("Shops open to rivals")), "World"},
		{CRUMBS(CRUMB("World") ",{\"item\":{\"name\":\"Europe\"}}"), "Europe"},
		{CRUMBS(CRUMB("Startseite") "," CRUMB("Shops open to rivals")), NULL},
		{HEAD(""), NULL},
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(pages) / sizeof(pages[0]); i++) {
		struct article a;

		page_clean(pages[i].html, &a);
		page_expect_text(a.section, pages[i].want);
		article_done(&a);
	}
}

static void tags_are_stated(void **state)
{
	static const struct {
		const char *html, *want;
	} pages[] = {
		{HEAD("<meta property=article:tag content=Chips><meta property=article:tag content=Trade>"
		      "<meta name=keywords content=\"news, sport\">"), "Chips; Trade"},
		{HEAD("<meta name=keywords content=\"chips, trade policy,Chips\">"), "chips; trade policy"},
		{HEAD("<meta name=news_keywords content=\"半導体、貿易\">"), "半導体; 貿易"},
		{HEAD(LD("{\"@type\":\"NewsArticle\",\"headline\":\"Shops open to rivals\",\"keywords\":[\"Roe, Jane\",\"Shops\"]}")),
		 "Roe, Jane; Shops"},
		{HEAD(LD("{\"@type\":\"NewsArticle\",\"keywords\":\"Shops, Trade\"}")), "Shops; Trade"},
		{HEAD(LD("{\"@type\":\"NewsArticle\",\"keywords\":[{\"name\":\"Shops\"},{\"name\":\"Trade\"}]}")),
		 "Shops; Trade"},
		/* another article's */
		{HEAD(LD("[{\"@type\":\"NewsArticle\",\"headline\":\"Shops open to rivals\"},"
			 "{\"@type\":\"WebSite\",\"keywords\":\"news\"}]")), ""},
		{"<h1>Shops open to rivals</h1>" BODY "<p><a rel=tag href=/t/a>Chips</a> "
		 "<a rel=\"category tag\" href=/t/b>Trade</a></p>", "Chips; Trade"},
		/* kinds are taken off; sentences, addresses and machines' numbers are none */
		{HEAD("<meta property=article:tag content=\"category: Economy\">"
		      "<meta property=article:tag content=\"topic/Floods\">"
		      "<meta property=article:tag content=\"#Rain\">"
		      "<meta property=article:tag content=\"https://example.org/x\">"
		      "<meta property=article:tag content=\"0a1b2c3d-0a1b-0a1b-0a1b-0a1b2c3d4e5f\">"
		      "<meta property=article:tag content=\"this is what a whole sentence would look like here\">"),
		 "Economy; Floods; Rain"},
		{HEAD(""), ""},
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(pages) / sizeof(pages[0]); i++) {
		struct article a;

		print_message("page %zu\n", i);
		page_clean(pages[i].html, &a);
		expect_list(a.tags, a.n_tags, pages[i].want);
		article_done(&a);
	}
}

static void sources_and_agencies(void **state)
{
	static const struct {
		const char *html, *sources, *agency;
	} pages[] = {
		{"<h1>Shops open to rivals</h1>" BODY "<p>Source: The Example, Globe Daily</p>",
		 "The Example; Globe Daily", NULL},
		{"<h1>Shops open to rivals</h1>" BODY "<p>Quelle: example.org, joe/dpa</p>",
		 "example.org; dpa", "dpa"},
		{"<h1>Shops open to rivals</h1><p>2024年7月16日 来源：甲报 作者：林若溪</p>" BODY, "甲报",
		 NULL},
		/* of a picture, of a table in the text; an address; this very article */
		{"<h1>Shops open to rivals</h1>" BODY
		 "<figure><figcaption>Source: The Example</figcaption></figure>",
		 "", NULL},
		{"<h1>Shops open to rivals</h1>" BODY "<p>Source: The Example</p>" BODY "<p>" PARA_1
		 " And so on to the end.</p>",
		 "", NULL},
		{"<h1>Shops open to rivals</h1>" BODY "<p>Source: https://example.org/a</p>", "", NULL},
		{"<h1>Shops open to rivals</h1>" BODY "<p>Source: Shops open to rivals</p>", "", NULL},
		/* the agency's mark in the first line, and behind the last */
		{"<h1>Shops open to rivals</h1><p>BERLIN (dpa) - " PARA_1 "</p>" BODY, "", "dpa"},
		{"<h1>Shops open to rivals</h1>" BODY "<p>SDA/jk</p>", "", "SDA"},
		{"<h1>Shops open to rivals</h1><p>" PARA_1 " (AP)</p>" BODY, "", NULL},
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(pages) / sizeof(pages[0]); i++) {
		struct article a;

		print_message("page %zu\n", i);
		page_clean(pages[i].html, &a);
		expect_list(a.sources, a.n_sources, pages[i].sources);
		page_expect_text(a.agency, pages[i].agency);
		article_done(&a);
	}
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
		{HEAD(LD("[{\"@type\":\"Article\"},{\"@type\":\"WebPage\",\"isAccessibleForFree\":"
			 "true}]")),
		 ACCESS_FREE},
		{HEAD(LD("[{\"@type\":\"WebPage\",\"isAccessibleForFree\":true},{\"@type\":"
			 "\"Article\",\"isAccessibleForFree\":false}]")),
		 ACCESS_LOCKED},
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
		cmocka_unit_test(the_kicker_is_kept_apart),
		cmocka_unit_test(the_section_is_stated),
		cmocka_unit_test(tags_are_stated),
		cmocka_unit_test(sources_and_agencies),
		cmocka_unit_test(access_is_stated),
		cmocka_unit_test(a_paid_article_of_a_few_lines_is_cut),
		cmocka_unit_test(the_language_is_the_texts),
		cmocka_unit_test(a_claim_of_another_site_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
