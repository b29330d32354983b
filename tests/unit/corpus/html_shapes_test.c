/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Shapes that are no running text, names that say nothing, and text in many boxes:
 * the classes of these pages say nothing of use. */
#include "html_page.h"

#include "corpus/html_pick.h"

#define PLAIN_1                                                                                    \
	"The brewery, which has stood in the valley for ninety years, paid the sum in one part."
#define PLAIN_2 "Nobody on the council, said its head, had asked what would become of the fishers."

static void expect(const char *html, const char *text, bool body)
{
	struct article a;
	const struct block *b;

	page_clean(html, &a);
	page_expect_zone(&a, PARA_1, ZONE_BODY);
	page_expect_zone(&a, PARA_3, ZONE_BODY);
	b = page_block(&a, text);
	if (!b)
		fail_msg("no block \"%s\"", text);
	else if ((b->zone == ZONE_BODY) != body)
		fail_msg("\"%s\" is %s", text, zone_word(b->zone));
	article_done(&a);
}

static void a_few_words_in_a_box_with_an_image_are_its_caption(void **state)
{
#define PICTURE(text)                                                                              \
	"<article>" BODY "<div class=q1><img src=a.jpg><div>" text "</div></div><p>" PLAIN_1       \
	"</p></article>"
	(void)state;
	expect(PICTURE("Two people in front of the market, on Monday."), "Two people", false);
	expect(PICTURE("<h3>After the sale</h3>"), "After the sale", true);
	/* what follows an image in the text is text */
	expect("<article>" BODY "<img src=a.jpg><p>" PLAIN_1 "</p><p>" PLAIN_2 "</p></article>",
	       PLAIN_1, true);
}

/* Boxes of text that each begin with an image are no captions. */
static void boxes_with_images_that_are_the_text_stay(void **state)
{
#define BOX(text) "<div><img src=a.jpg><div><p>" text "</p></div></div>"
	(void)state;
	expect("<article>" BOX(PARA_1) BOX(PARA_2) BOX(PARA_3) "</article>", PARA_2, true);
}

static void a_few_words_around_a_form_are_its_box(void **state)
{
#define FORM(text) "<div class=q2><p>" text "</p><div><form action=/s><input name=m><button>Go</button></form></div></div>"
	(void)state;
	expect("<article>" BODY FORM("The day in your letter box, at six, six days a week.") "<p>" PLAIN_1 "</p></article>",
	       "The day in your letter box", false);
	/* a form in the element of the text takes nothing with it */
	expect("<article>" BODY "<form action=/s><input name=m></form><p>" PLAIN_1 "</p></article>", PLAIN_1, true);
}

static void headlines_with_a_line_of_text_each_are_teasers(void **state)
{
#define TEASER(n)                                                                                  \
	"<div><a href=" n ">Headline number " n " of the day</a></div><div>A line of text " n      \
	" on what the day, a long one, brought to the town.</div>"
	(void)state;
	expect("<article>" BODY "<div>" TEASER("1") TEASER("2") TEASER("3") "</div></article>",
	       "A line of text 2", false);
	/* two are a remark with its link */
	expect("<article>" BODY "<div>" TEASER("1") TEASER("2") "</div></article>",
	       "A line of text 2", true);
}

static void articles_behind_the_text_of_an_article_are_others(void **state)
{
#define OTHER(text) "<article><h3>Another</h3><p>" text "</p></article>"
	(void)state;
	expect("<head><title>Brewery buys the fish market</title></head><article><h1>Brewery buys "
	       "the fish market</h1>" BODY OTHER(PLAIN_1) OTHER(PLAIN_2)
		   OTHER("The fishers, as ever, had not been asked at all.") "</article>",
	       PLAIN_1, false);
	/* an article in parts */
	expect("<head><title>Brewery buys the fish market</title></head><article><h1>Brewery buys "
	       "the fish market</h1>" OTHER(PARA_1) OTHER(PARA_2) OTHER(PARA_3) "</article>",
	       PARA_2, true);
}

/* Of two articles the semantic candidate is the one with the headline, though the
 * other be longer. */
static void the_headline_tells_which_article(void **state)
{
	struct html_page p;
	struct page_facts facts = {0};
	struct arena arena;
	struct pick k;

	(void)state;
	page_read(&p,
		  "<div><article><h1>Brewery buys the fish market</h1><p>" PLAIN_1 "</p><p>" PLAIN_2
		  "</p></article><article><h3>Shops open</h3>" BODY "</article></div>");
	arena_init(&arena);
	assert_int_equal(p.n_blks, 7);
	for (facts.head = 0; facts.head <= p.n_blks; facts.head += p.n_blks) {
		html_pick_init(&k, &p, &facts, &arena);
		html_candidates(&k);
		assert_true(k.cand[CAND_SEMANTIC].valid);
		/* no headline: the longer */
		assert_int_equal(k.cand[CAND_SEMANTIC].in[1], facts.head == 0);
		assert_int_equal(k.cand[CAND_SEMANTIC].in[5], facts.head != 0);
	}
	arena_done(&arena);
	html_page_done(&p);
}

static void a_label_and_a_link_are_no_text(void **state)
{
	(void)state;
	expect("<article>" BODY
	       "<p>Qx zzyq: <a href=x>the harbour has a new bridge</a></p><p>" PLAIN_1
	       "</p></article>",
	       "Qx zzyq", false);
	expect("<article>" BODY "<p>The mayor said: <a href=x>no</a></p><p>" PLAIN_1
	       "</p></article>",
	       "The mayor said", true);
}

static void a_sentence_among_links_keeps_its_box(void **state)
{
#define LINKS                                                                                      \
	"<div><a href=1>Harbour and bridge</a> <a href=2>Brewery and market</a> <a "               \
	"href=3>Fishers</a> <a href=4>Council of the town</a> <a href=5>The old books of the "     \
	"fishers guild</a></div>"
	(void)state;
	expect("<article>" BODY
	       "<div><p>Who wants to know more of the matter may ask at the town hall.</p>" LINKS
	       "</div><p>" PLAIN_1 "</p></article>",
	       "Who wants", true);
}

/* A name that most of the text has says nothing of its parts. */
static void a_name_for_everything_says_nothing(void **state)
{
#define WIDGET(text) "<div class=widget><p>" text "</p></div>"
	(void)state;
	expect("<article>" WIDGET(PARA_1) WIDGET(PARA_2) WIDGET("Short words.")
		   WIDGET(PARA_3) "</article>",
	       "Short words", true);
	expect("<article>" BODY WIDGET("Short words.") "<p>" PLAIN_1 "</p></article>",
	       "Short words", false);
	expect("<article><div class=teaser><p>" PARA_1 "</p></div><div class=teaser><p>" PARA_2
	       "</p></div><div class=teaser><p>Short words.</p></div><div class=teaser><p>" PARA_3
	       "</p></div></article>",
	       "Short words", true);
}

static void how_a_post_is_filed_is_not_what_it_is(void **state)
{
	(void)state;
	assert_int_equal(html_groups(SLICE_LIT("post tag-maps category-travel format-gallery")),
			 G(ARTICLE));
	assert_true(html_groups(SLICE_LIT("post related")) & G(RELATED));
	assert_true(html_groups(SLICE_LIT("post-tags")) & G(TAGS));
}

/* One text in many boxes: neither weight nor sequence finds more than a part of it, and
 * the container with a vague name holds it together. */
static void a_text_in_boxes_is_one(void **state)
{
#define MANY                                                                                       \
	"<ul><li><a href=1>Harbour and bridge, then and now</a></li><li><a href=2>Brewery "        \
	"and market of the old town</a></li><li><a href=3>Fishers and their boats</a></li>"        \
	"<li><a href=4>The council of the town and its books</a></li></ul>"
#define PART(text)                                                                                 \
	"<section><div><div><div><h2>A part</h2><p>" text "</p></div></div></div></section>" MANY
	(void)state;
	expect("<h1>All</h1><main>" PART(PARA_1 " " PLAIN_2) PART(PARA_2) PART(PARA_3)
		   PART(PLAIN_1) "</main>",
	       PLAIN_1, true);
}

static void a_text_of_a_line_is_a_text(void **state)
{
	struct article a;

	(void)state;
	page_clean("<h1>Film</h1><div class=\"entry-content\"><p>We shot it on old film, as "
		   "ever.</p></div>",
		   &a);
	page_expect_zone(&a, "We shot it", ZONE_BODY);
	article_done(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_few_words_in_a_box_with_an_image_are_its_caption),
	    cmocka_unit_test(boxes_with_images_that_are_the_text_stay),
	    cmocka_unit_test(a_few_words_around_a_form_are_its_box),
	    cmocka_unit_test(headlines_with_a_line_of_text_each_are_teasers),
	    cmocka_unit_test(articles_behind_the_text_of_an_article_are_others),
	    cmocka_unit_test(the_headline_tells_which_article),
	    cmocka_unit_test(a_label_and_a_link_are_no_text),
	    cmocka_unit_test(a_sentence_among_links_keeps_its_box),
	    cmocka_unit_test(a_name_for_everything_says_nothing),
	    cmocka_unit_test(how_a_post_is_filed_is_not_what_it_is),
	    cmocka_unit_test(a_text_in_boxes_is_one),
	    cmocka_unit_test(a_text_of_a_line_is_a_text),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
