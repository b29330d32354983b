/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Text scrapes: sentences broken at inline tags, and what lines are by the lines
 * around them.  All outlets, people and events here are invented. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "corpus/internal.h"
#include "lib/base/buf.h"
#include "lib/base/limits.h"

static struct article art;

static int setup(void **state)
{
	(void)state;
	article_init(&art);
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	article_done(&art);
	return 0;
}

static void clean(const char *text)
{
	struct err err = ERR_INIT;

	article_reset(&art);
	assert_int_equal(scrape_clean(slice_str(text), &art, &err), STATUS_OK);
}

/* The block that is this text. */
static const struct block *block_of(const char *text)
{
	size_t i;

	for (i = 0; i < art.n_blocks; i++)
		if (slice_eq_str(art.blocks[i].text, text))
			return &art.blocks[i];
	return NULL;
}

static enum zone zone_of(const char *text)
{
	const struct block *b = block_of(text);

	if (!b)
		fail_msg("no block \"%s\"", text);
	return b->zone;
}

#define TITLE "Harbour board drops plan for second crane\n\n"
#define FIRST                                                                                      \
	"The harbour board of Norvik dropped its plan for a second crane on Monday, after the "    \
	"owners of both quays had asked it to wait for a year."
#define SECOND                                                                                     \
	"Engineers had warned that the ground under the northern quay would not carry it, and "    \
	"nobody offered to pay for piles."
#define THIRD                                                                                      \
	"The board meets again in the autumn, when the lease of the old crane ends and a new "     \
	"one has to be signed with its maker."
#define BODY FIRST "\n\n" SECOND "\n\n" THIRD "\n\n"

/* --- broken sentences --- */

static void sentences_broken_at_links_are_joined(void **state)
{
	(void)state;
	clean("Harbour board drops plan for second crane\n"
	      "By\nAda Lund\n"
	      "The board of Norvik dropped its plan for a second crane on Monday, according to\n"
	      "the minutes\n"
	      "of its meeting. The owners of both quays\n"
	      "had\n"
	      "asked it to wait, as the\n"
	      "Norvik Courier\n"
	      "reported in March\n"
	      ", and it did.\n"
	      "Engineers (\n"
	      "three of them\n"
	      ") had warned that the ground under the northern quay would not carry it.\n");
	assert_int_equal(
	    zone_of("The board of Norvik dropped its plan for a second crane on Monday, "
		    "according to the minutes of its meeting. The owners of both quays had "
		    "asked it to wait, as the Norvik Courier reported in March , and it did."),
	    ZONE_BODY);
	assert_int_equal(zone_of("Engineers ( three of them ) had warned that the ground under the "
				 "northern quay would not carry it."),
			 ZONE_BODY);
	assert_int_equal(art.n_authors, 1);
	assert_true(slice_eq_str(art.authors[0], "Ada Lund"));
}

static void lines_that_are_whole_stay_apart(void **state)
{
	(void)state;
	/* no pair is broken, so not even "By" is joined */
	clean("Harbour board drops plan\nBy\nAda Lund\n" FIRST "\n" SECOND "\n");
	assert_int_equal(art.n_blocks, 5);
	/* an empty line ends what stands before it, whatever the letters say */
	clean(TITLE FIRST
	      "\n\nthe owners of both quays had asked for it\n\nand nobody else did so\n\n" SECOND
	      "\n");
	assert_non_null(block_of("the owners of both quays had asked for it"));
	assert_non_null(block_of("and nobody else did so"));
}

static void menus_headlines_and_names_are_no_broken_sentences(void **state)
{
	(void)state;
	clean("home\nharbour news\nsport\n"
	      "Harbour board drops plan for second crane\n"
	      "by Ada Lund\n" FIRST "\n"
	      "Engineers had warned that the ground under the\n"
	      "northern quay\n"
	      "would not carry it.\n"
	      "iHarbour shows ships on a map\n");
	assert_non_null(block_of("home"));
	assert_non_null(block_of("harbour news"));
	assert_true(slice_eq_str(art.title, "Harbour board drops plan for second crane"));
	assert_non_null(block_of("by Ada Lund"));
	assert_non_null(
	    block_of("Engineers had warned that the ground under the northern quay would "
		     "not carry it."));
	assert_non_null(block_of("iHarbour shows ships on a map"));
}

static void a_credit_does_not_run_into_the_paragraph_below(void **state)
{
	(void)state;
	clean("Harbour board drops plan for second crane\n" FIRST "\n"
	      "The old crane on a windy day last spring at the northern quay in Norvik\n"
	      "image\n"
	      ": Ada Lund / Norvik Courier\n" SECOND "\n");
	assert_int_equal(zone_of(SECOND), ZONE_BODY);
}

static void a_name_closes_its_sentence_and_a_heading_opens_none(void **state)
{
	(void)state;
	clean("Harbour board drops plan for second crane\n5 April 2031\n" FIRST "\n"
	      "It said so in\n"
	      "January\n"
	      ".\n"
	      "What the engineers said\n"
	      "The ground under the northern quay would not carry a crane, according to\n"
	      "Ada Lund\n"
	      "of the\n"
	      "Sarp Institute\n"
	      ", who measured it twice in winter and once in spring.\n" SECOND "\n");
	assert_non_null(block_of("It said so in January ."));
	assert_non_null(block_of("What the engineers said"));
	assert_non_null(
	    block_of("The ground under the northern quay would not carry a crane, according to "
		     "Ada Lund of the Sarp Institute , who measured it twice in winter and "
		     "once in spring."));
}

static void many_broken_lines_are_joined_in_bounded_time(void **state)
{
	struct buf b;
	size_t i;

	(void)state;
	buf_init(&b, 16 * MIB);
	for (i = 0; i < LIMIT_BLOCKS - 2; i++)
		buf_addf(&b, "and the crane number %zu was one of those that the board bought,\n",
			 i);
	clean(buf_str(&b));
	assert_int_equal(art.n_blocks, 1);
	assert_int_equal(art.blocks[0].text.n, b.len - 1);
	buf_done(&b);
}

/* --- lines among lines --- */

static void a_sentence_above_a_credit_is_a_caption(void **state)
{
	(void)state;
	clean(TITLE FIRST
	      "\n\nThe old crane stands at the northern quay.\n\nPhoto: Ada Lund\n\n" SECOND
	      "\n\nNobody spoke against it.\n\n" THIRD "\n");
	assert_int_equal(zone_of("The old crane stands at the northern quay."), ZONE_CAPTION);
	assert_int_equal(zone_of("Nobody spoke against it."), ZONE_BODY);
}

static void a_sentence_with_weekday_and_year_is_a_caption(void **state)
{
	(void)state;
	clean(TITLE FIRST
	      "\n\nDockers watch the old crane at the northern quay on Tuesday, Nov. 19, "
	      "2019.\n\n" SECOND
	      "\n\nThe board met on Tuesday, and the crane was bought in November 2019.\n\n" THIRD
	      "\n\nLeave a Reply\n");
	assert_int_equal(
	    zone_of("Dockers watch the old crane at the northern quay on Tuesday, Nov. 19, "
		    "2019."),
	    ZONE_CAPTION);
	assert_int_equal(
	    zone_of("The board met on Tuesday, and the crane was bought in November 2019."),
	    ZONE_BODY);
}

static void an_announced_list_at_the_end_is_the_articles(void **state)
{
	(void)state;
	clean(TITLE BODY
	      "The ships that call at Norvik this week:\n\nMonday - Aurora, Tessel\n\n"
	      "Tuesday - Borealis, Kelm\n\nThursday - Meridian, Orsk\n\nRelated Posts:\n\n"
	      "Crane maker opens yard\n");
	assert_int_equal(zone_of("Monday - Aurora, Tessel"), ZONE_BODY);
	assert_int_equal(block_of("Monday - Aurora, Tessel")->type, BLOCK_LI);
	assert_int_equal(zone_of("Thursday - Meridian, Orsk"), ZONE_BODY);
	assert_int_equal(zone_of("Crane maker opens yard"), ZONE_TEASER);
}

static void links_under_a_heading_at_the_end_are_not(void **state)
{
	(void)state;
	clean(
	    TITLE BODY
	    "More Great Courier Stories\n\n• The secret life of a harbour pilot.\n"
	    "• Why did the ferry to Kelm stop in the bay for a night last winter?\n"
	    "• A day with the men who paint the lights along the whole of the coast.\n"
	    "• Who owns the northern quay?\n• A map of every wreck in the bay.\n\nLeave a Reply\n");
	assert_int_equal(zone_of("• Who owns the northern quay?"), ZONE_TEASER);
	/* right below the paragraph, it goes on with it */
	clean(TITLE BODY "• The lease is the board's.\n• The crane is its maker's.\n");
	assert_int_equal(zone_of("• The crane is its maker's."), ZONE_BODY);
}

#define STRAY                                                                                      \
	"Watch the ships of the bay come in on our own channel all day and all night until the "   \
	"end of May."

static void lines_below_furniture_are_of_it(void **state)
{
	(void)state;
	/* a few items of a box; items below a paragraph are the text's */
	clean(TITLE FIRST "\n\nShow more\n\n• Tide tables\n• Lock gates\n\n" SECOND
			  "\n\n• Piles\n• Cranes\n\n" THIRD "\n\nLeave a Reply\n");
	assert_int_equal(zone_of("• Lock gates"), ZONE_TEASER);
	assert_int_equal(zone_of("• Cranes"), ZONE_BODY);
	/* what a call to sign up goes on with */
	clean(TITLE FIRST
	      "\n\nSign up for our newsletter\n\nFridays. The best of the harbour.\n\n" SECOND
	      "\n\nNobody spoke against it.\n\n" THIRD "\n");
	assert_int_equal(zone_of("Fridays. The best of the harbour."), ZONE_LEGAL);
	assert_int_equal(zone_of("Nobody spoke against it."), ZONE_BODY);
	/* a last short line, when it does not follow a paragraph */
	clean(TITLE BODY "Nobody spoke against it.\n\nLeave a Reply\n");
	assert_int_equal(zone_of("Nobody spoke against it."), ZONE_BODY);
	clean(TITLE BODY "12\n\n" STRAY "\n\nLeave a Reply\n");
	assert_int_not_equal(zone_of(STRAY), ZONE_BODY);
}

static void what_a_company_says_of_itself_ends_the_text(void **state)
{
	(void)state;
	clean(
	    TITLE BODY THIRD
	    " It may change its mind.\n\nAbout Norvik Cranes\n\n"
	    "Norvik Cranes builds cranes for harbours in nine countries and employs three hundred "
	    "people at its yard.\n");
	assert_int_equal(zone_of(THIRD " It may change its mind."), ZONE_BODY);
	assert_int_not_equal(zone_of("About Norvik Cranes"), ZONE_BODY);
	assert_int_not_equal(
	    zone_of("Norvik Cranes builds cranes for harbours in nine countries and "
		    "employs three hundred people at its yard."),
	    ZONE_BODY);
	/* a heading of the story is set in small letters */
	clean(TITLE BODY THIRD " It may change its mind.\n\nAbout that lease\n\n" FIRST
			       " So it said.\n");
	assert_int_equal(zone_of("About that lease"), ZONE_BODY);
}

static void a_line_said_twice_heads_nothing(void **state)
{
	(void)state;
	clean(TITLE FIRST "\n\nnorvik harbour desk\n\n" SECOND
			  "\n\nWhat the engineers found\n\n" THIRD
			  "\n\nnorvik harbour desk\n\n" FIRST " It was late.\n\nLeave a Reply\n");
	assert_int_not_equal(zone_of("norvik harbour desk"), ZONE_BODY);
	assert_int_equal(zone_of("What the engineers found"), ZONE_BODY);
	/* in capitals too */
	clean(TITLE FIRST "\n\nNorvik Harbour Desk\n\n" SECOND "\n\n" THIRD
			  "\n\nNorvik Harbour Desk\n\n" FIRST " It was late.\n\nLeave a Reply\n");
	assert_int_not_equal(zone_of("Norvik Harbour Desk"), ZONE_BODY);
}

static void a_label_of_links_announces_no_list(void **state)
{
	(void)state;
	clean(TITLE FIRST "\n\nMore:\n\n• Dockers see new crane as their last hope\n"
	      "• Northern quay to be closed for winter\n\n" SECOND "\n\nThe board named two reasons:\n\n"
	      "• the ground under the northern quay\n• the price of piles\n\n" THIRD
	      "\n\nLeave a Reply\n\nNo comments yet\n\nCopyright 2031\n");
	assert_int_equal(zone_of("• Northern quay to be closed for winter"), ZONE_TEASER);
	assert_int_equal(zone_of("• the price of piles"), ZONE_BODY);
}

static void a_question_asked_again_is_no_pull_quote(void **state)
{
	size_t i, n = 0;

	(void)state;
	clean(TITLE "What did you think of the plan when it came?\n\n" FIRST
		    "\n\nWhat did you think of the plan when it came?\n\n" SECOND "\n\n" THIRD
		    "\n");
	for (i = 0; i < art.n_blocks; i++)
		n += art.blocks[i].zone == ZONE_BODY &&
		     slice_starts(art.blocks[i].text, SLICE_LIT("What"));
	assert_int_equal(n, 2);
}

/* Ten paragraphs, a call, and what stands below it. */
static void clean_around_a_call(const char *below)
{
	struct buf b;
	size_t i;

	buf_init(&b, MIB);
	buf_add_str(&b, TITLE);
	for (i = 0; i < 10; i++)
		buf_addf(&b, "%s It was day %zu.\n\n", i % 2 ? FIRST : SECOND, i);
	buf_addf(&b, "Sign up for our newsletter\n\n%s", below);
	clean(buf_str(&b));
	buf_done(&b);
}

static void labelled_dates_and_names_of_posts_are_no_text(void **state)
{
	(void)state;
	clean(TITLE "PUBLISHED: April 5, 2031 at 8:48 p.m. | UPDATED: April 6, 2031 at 10:54 a.m.\n\n"
	      FIRST "\n\nWe are all for one crane.\n\n— Ada Lund (@adalund) April 4, 2031\n\n" SECOND
	      "\n\nPublished weekly, the minutes of the board say little.\n\n" THIRD "\n");
	assert_int_equal(zone_of("PUBLISHED: April 5, 2031 at 8:48 p.m. | UPDATED: April 6, 2031 "
				 "at 10:54 a.m."),
			 ZONE_NAV);
	assert_int_equal(zone_of("— Ada Lund (@adalund) April 4, 2031"), ZONE_TEASER);
	assert_int_equal(zone_of("Published weekly, the minutes of the board say little."),
			 ZONE_BODY);
	/* the same with its date on a line of its own */
	clean(TITLE FIRST "\n\nWe are all for one crane.\n\n— Ada Lund (@adalund)\n\n"
	      "April 4, 2031\n\n" SECOND "\n\n" THIRD "\n");
	assert_int_equal(zone_of("April 4, 2031"), ZONE_TEASER);
}

static void a_long_notice_is_known_by_its_wording(void **state)
{
	static const char notice[] =
		"The Norvik Wire is an independent news organization dedicated to facts, founded by "
		"five dockers in the year of the great herring, and it remains to this day, as it "
		"says in its charter that hangs on the wall of the harbour office, a trusted source "
		"of news for all who live by the sea, on paper and on every screen, with more than "
		"forty readers in two towns and on one island.";

	struct buf b;

	(void)state;
	assert_true(strlen(notice) > 330);
	buf_init(&b, MIB);
	buf_addf(&b, TITLE BODY "%s\n", notice);
	clean(buf_str(&b));
	buf_done(&b);
	assert_int_equal(zone_of(notice), ZONE_LEGAL);
}

static void a_short_article_is_not_outweighed_by_others(void **state)
{
	(void)state;
	clean("Menu\n\n" TITLE FIRST " " SECOND "\n\nRelated Posts:\n\n"
	      "Bakers of the upper town\n\nRye bread with caraway is back in every oven of the upper "
	      "town this autumn, as it was when sailors still paid in salt.\n\n"
	      "A ferry leaves early\n\nThe ferry to the island left at noon instead of one, and forty "
	      "readers of this page were standing on the quay with their bags.\n\n"
	      "Mill closes for winter\n\nThe mill of Sarp stands still until the ice has gone, which "
	      "its owner says will be in March when the river is in a good mood.\n");
	assert_int_equal(zone_of(FIRST " " SECOND), ZONE_BODY);
	assert_true(slice_eq_str(art.title, "Harbour board drops plan for second crane"));
	assert_int_equal(zone_of("Rye bread with caraway is back in every oven of the upper town "
				 "this autumn, as it was when sailors still paid in salt."),
			 ZONE_TEASER);
}

static void the_pages_title_tells_the_headline(void **state)
{
	/* a standfirst may share more words with the text than the headline does */
	static const char text[] =
		"Second thoughts at the waterfront\n"
		"The owners of both quays had asked the harbour board to wait with the crane\n"
		"Ada Lund\n" FIRST "\n" SECOND "\n" THIRD "\n";
	struct buf b;

	(void)state;
	clean(text);
	assert_false(slice_eq_str(art.title, "Second thoughts at the waterfront"));
	buf_init(&b, MIB);
	buf_addf(&b, "Second thoughts at the waterfront - Norvik Courier\nNews\nSport\nTides\n"
		     "Boats\nWeather\n%s", text);
	clean(buf_str(&b));
	assert_true(slice_eq_str(art.title, "Second thoughts at the waterfront"));
	buf_done(&b);
}

static void an_article_goes_on_behind_a_call(void **state)
{
	static const char on[] =
		"The owners of both quays told the harbour board that engineers had warned of the "
		"ground under the northern quay, and that nobody offered a crane.";
	static const char again[] =
		"On Monday the board of Norvik had dropped its plan for the piles, after a year in "
		"which the second crane was asked for.";
	static const char other[] =
		"Bakers in the upper town sell rye bread with caraway again this autumn, which "
		"visitors from abroad praise as nowhere else.";
	struct buf b;

	(void)state;
	buf_init(&b, MIB);
	buf_addf(&b, "%s\n\n%s\n", on, again);
	clean_around_a_call(buf_str(&b));
	assert_int_equal(zone_of(on), ZONE_BODY);
	assert_int_equal(zone_of(again), ZONE_BODY);
	/* one alone may be a teaser, and two of something else are */
	clean_around_a_call(on);
	assert_int_not_equal(zone_of(on), ZONE_BODY);
	buf_reset(&b);
	buf_addf(&b, "%s\n\n%s So it is.\n", other, other);
	clean_around_a_call(buf_str(&b));
	assert_int_not_equal(zone_of(other), ZONE_BODY);
	buf_done(&b);
}

static void a_bio_names_somebody_in_full(void **state)
{
	static const char bio[] = "Ada Lund is a reporter who covers ships and harbours.";
	static const char story[] = "Lund is not the first reporter to be turned away at the gate.";

	(void)state;
	clean(TITLE BODY SECOND " It held.\n\n" FIRST
				" It waited.\n\nAda Lund is a reporter who covers "
				"ships and harbours.\n\nLeave a Reply\n");
	assert_int_equal(zone_of(bio), ZONE_BIO);
	clean(TITLE BODY SECOND " It held.\n\n" FIRST
				" It waited.\n\nLund is not the first reporter to "
				"be turned away at the gate.\n\nLeave a Reply\n");
	assert_int_equal(zone_of(story), ZONE_BODY);
}

/* --- a text alone --- */

static size_t body_blocks(void)
{
	size_t i, n = 0;

	for (i = 0; i < art.n_blocks; i++)
		n += art.blocks[i].zone == ZONE_BODY;
	return n;
}

static void a_text_alone_is_kept_whole(void **state)
{
	(void)state;
	clean(TITLE BODY
	      "Ships\n\nAurora\n\nBorealis\n\n• Meridian Of The Southern Sea Line\n\n" THIRD
	      "\n\n€48\n\n" SECOND "\n");
	assert_true(slice_eq_str(art.title, "Harbour board drops plan for second crane"));
	assert_int_equal(body_blocks(), art.n_blocks - 1);
	/* lines between the headline and the first paragraph too */
	clean(TITLE "Why the board changed its mind, and who asked it to\n\nPart one\n\n" BODY);
	assert_int_equal(zone_of("Part one"), ZONE_BODY);
	/* its first sentence is no headline */
	clean("The board dropped its plan.\n\n" BODY);
	assert_int_equal(body_blocks(), 4);
	assert_true(slice_empty(art.title));
}

static void a_menu_or_a_wording_of_a_page_makes_it_a_page(void **state)
{
	(void)state;
	clean(TITLE BODY "Aurora\n\nBorealis\n\nMeridian\n\n" SECOND " So they said.\n");
	assert_int_equal(zone_of("Aurora"), ZONE_BODY);
	clean(TITLE BODY "Aurora\n\nBorealis\n\nMeridian\n\n" SECOND
			 " So they said.\n\nLeave a Reply\n");
	assert_int_not_equal(zone_of("Aurora"), ZONE_BODY);
	clean("Harbour\nShips\nCranes\nWeather\nTides\n\n" TITLE BODY
	      "Aurora\n\nBorealis\n\nMeridian\n\n" SECOND " So they said.\n");
	assert_int_not_equal(zone_of("Aurora"), ZONE_BODY);
}

static void a_furniture_line_in_a_long_text_alone_is_kept(void **state)
{
	struct buf b;
	size_t i;

	(void)state;
	buf_init(&b, MIB);
	buf_add_str(&b, TITLE);
	for (i = 0; i < 120; i++)
		buf_addf(&b, "%s It was day %zu.\n\n%s", FIRST, i,
			 i == 60 ? "• Leave a Reply\n\n" : "");
	clean(buf_str(&b));
	assert_int_equal(zone_of("• Leave a Reply"), ZONE_BODY);
	buf_done(&b);
}

int main(void)
{
#define T(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
	const struct CMUnitTest tests[] = {
	    T(sentences_broken_at_links_are_joined),
	    T(lines_that_are_whole_stay_apart),
	    T(menus_headlines_and_names_are_no_broken_sentences),
	    T(a_credit_does_not_run_into_the_paragraph_below),
	    T(a_name_closes_its_sentence_and_a_heading_opens_none),
	    T(many_broken_lines_are_joined_in_bounded_time),
	    T(a_sentence_above_a_credit_is_a_caption),
	    T(a_sentence_with_weekday_and_year_is_a_caption),
	    T(an_announced_list_at_the_end_is_the_articles),
	    T(links_under_a_heading_at_the_end_are_not),
	    T(lines_below_furniture_are_of_it),
	    T(what_a_company_says_of_itself_ends_the_text),
	    T(a_line_said_twice_heads_nothing),
	    T(a_label_of_links_announces_no_list),
	    T(a_question_asked_again_is_no_pull_quote),
	    T(labelled_dates_and_names_of_posts_are_no_text),
	    T(a_long_notice_is_known_by_its_wording),
	    T(a_short_article_is_not_outweighed_by_others),
	    T(the_pages_title_tells_the_headline),
	    T(an_article_goes_on_behind_a_call),
	    T(a_bio_names_somebody_in_full),
	    T(a_text_alone_is_kept_whole),
	    T(a_menu_or_a_wording_of_a_page_makes_it_a_page),
	    T(a_furniture_line_in_a_long_text_alone_is_kept),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
