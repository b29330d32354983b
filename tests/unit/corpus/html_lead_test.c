/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What stands between the headline and the text: leads, subtitles, scraps. */
#include "html_page.h"

#define LEAD                                                                                       \
	"The harbour council has sold the old fish market to a brewery from the next valley, "     \
	"which wants to open it to the public in spring."
#define SHORT_DEK "The council sold it to a brewery."
#define PAGE(lang, description, head)                                                              \
	"<html lang=" lang "><head><title>Brewery buys the old fish market</title>"                \
	"<meta name=description content=\"" description                                            \
	"\"></head><body><h1>Brewery buys the old fish market</h1>" head                           \
	"<div class=\"article-body\">" BODY "</div></body></html>"

/* The zone of the block that begins with `text`, on a page. */
static void expect(const char *html, const char *text, enum zone zone)
{
	struct article a;

	page_clean(html, &a);
	page_expect_zone(&a, PARA_1, ZONE_BODY);
	page_expect_zone(&a, PARA_3, ZONE_BODY);
	page_expect_zone(&a, text, zone);
	article_done(&a);
}

static void not_body(const char *html, const char *text)
{
	struct article a;
	const struct block *b;

	page_clean(html, &a);
	page_expect_zone(&a, PARA_1, ZONE_BODY);
	b = page_block(&a, text);
	assert_non_null(b);
	assert_int_not_equal(b->zone, ZONE_BODY);
	article_done(&a);
}

static void a_long_sentence_below_the_headline_is_text(void **state)
{
	(void)state;
	expect(PAGE("en", "", "<p>" LEAD "</p>"), LEAD, ZONE_BODY);
	expect(PAGE("en", "", "<p class=standfirst>" LEAD "</p>"), LEAD, ZONE_BODY);
	expect(PAGE("en", "", "<header><div class=teaser-text>" LEAD "</div></header>"), LEAD,
	       ZONE_BODY);
	expect(PAGE("en", "", "<h2>" LEAD "</h2>"), LEAD, ZONE_BODY);
}

static void a_short_standfirst_is_a_subtitle(void **state)
{
	(void)state;
	not_body(PAGE("en", "", "<p class=standfirst>" SHORT_DEK "</p>"), SHORT_DEK);
	not_body(PAGE("en", "", "<h2 class=subtitle>What happens to the old fish market</h2>"),
		 "What happens");
}

/* In English the description is repeated above the text; elsewhere it is the text's
 * beginning that is the description. */
static void an_echo_of_the_description_is_text_but_in_english(void **state)
{
	(void)state;
	not_body(PAGE("en", LEAD, "<div class=qx>" LEAD "</div>"), LEAD);
	not_body(PAGE("", LEAD, "<div class=qx>" LEAD "</div>"), LEAD);
	expect(PAGE("de", LEAD, "<div class=qx>" LEAD "</div>"), LEAD, ZONE_BODY);
	expect(PAGE("en", LEAD, "<div class=standfirst>" LEAD "</div>"), LEAD, ZONE_BODY);
}

static void a_standfirst_without_a_stop_is_text_but_in_english(void **state)
{
#define OPEN_LEAD                                                                                  \
	"Piogge e neve previste per oggi nelle regioni del nord, poi da domani il sole torna "     \
	"su tutta la valle e le temperature salgono di nuovo"
	(void)state;
	not_body(PAGE("en", "", "<p class=standfirst>" OPEN_LEAD "</p>"), OPEN_LEAD);
	expect(PAGE("it", "", "<p class=standfirst>" OPEN_LEAD "</p>"), OPEN_LEAD, ZONE_BODY);
}

static void furniture_between_is_no_lead(void **state)
{
	(void)state;
	not_body(PAGE("en", "", "<p class=caption>" LEAD "</p>"), LEAD);
	not_body(PAGE("en", "", "<div class=newsletter><p>" LEAD "</p></div>"), LEAD);
	not_body(PAGE("en", "", "<p><a href=x>" LEAD "</a></p>"), LEAD);
}

/* What stands above the headline is no lead. */
static void a_lead_needs_a_headline_above_it(void **state)
{
#define LINKS "<ul><li><a href=1>Harbour and bridge</a></li><li><a href=2>Fishers</a></li></ul>"
#define TEXT "<div class=\"article-body\">" BODY "</div>"
	(void)state;
	not_body("<html lang=en><head><title>Brewery buys the old fish market</title></head><body>"
		 "<div><p>" LEAD "</p></div>" LINKS
		 "<h1>Brewery buys the old fish market</h1>" TEXT,
		 LEAD);
	/* the headline above counts, whatever h1 stands below */
	expect("<html lang=en><head><title>Brewery buys the old fish market</title></head><body>"
	       "<h2>Brewery buys the old fish market</h2><div><p>" LEAD "</p></div>" LINKS TEXT,
	       LEAD, ZONE_BODY);
}

static void scraps_around_the_headline_go(void **state)
{
#define AROUND(above, below)                                                                       \
	"<html><head><title>Brewery buys the old fish market</title></head><article>" above        \
	"<h1>Brewery buys the old fish market</h1>" below BODY "</article></html>"
#define LONG(n) "<p>Part " n ". " PARA_2 " " PARA_3 " " PARA_1 "</p>"
	(void)state;
	not_body(AROUND("<p>Weather and harbour news.</p>", ""), "Weather");
	not_body(AROUND("", "<div>Open the whole page</div>"), "Open the");
	not_body(AROUND("", "<div><time datetime=2024-07-16>Printed on Tuesday</time>, late "
			    "edition</div>"),
		 "Printed on");
	not_body(AROUND("", "<p><time>Tuesday</time>, from the harbour</p>"), "Tuesday");
	/* a place in a paragraph is the text's */
	expect(AROUND("", "<p>HARBOUR TOWN</p>"), "HARBOUR TOWN", ZONE_BODY);
	/* much text above an h1 is no scrap */
	expect(AROUND("<p>" LEAD " " LEAD "</p>", LONG("1") LONG("2") LONG("3")), LEAD, ZONE_BODY);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_long_sentence_below_the_headline_is_text),
	    cmocka_unit_test(a_short_standfirst_is_a_subtitle),
	    cmocka_unit_test(an_echo_of_the_description_is_text_but_in_english),
	    cmocka_unit_test(a_standfirst_without_a_stop_is_text_but_in_english),
	    cmocka_unit_test(furniture_between_is_no_lead),
	    cmocka_unit_test(a_lead_needs_a_headline_above_it),
	    cmocka_unit_test(scraps_around_the_headline_go),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
