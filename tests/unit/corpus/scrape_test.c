/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Text scrapes: wordings, fields, traps, invariants.  All outlets, people and
 * events here are invented. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "corpus/internal.h"
#include "corpus/scrape_table.h"
#include "corpus/scrape_words.h"
#include "lib/base/buf.h"
#include "lib/base/limits.h"
#include "lib/base/utf8.h"
#include "lib/text/normal.h"

static const char page[] =
	"Tuesday, March 4, 2025\n"
	"Home\n"
	"Politics\n"
	"Markets\n"
	"- Advertisement -\n\n"
	"Regulator fines data broker over sale of location records\n\n"
	"Company says it will appeal the largest penalty of its kind\n\n"
	"By Mira Holt | March 3, 2025\n\n"
	"Share this\n\n"
	"The communications regulator fined the data broker Pathline 48 million crowns on Monday for "
	"selling the location records of drivers without their consent.\n\n"
	"Pathline, which buys records from makers of navigation apps, said on January 9, 2025 that it had "
	"stopped the practice. The regulator found that it had not.\n\n"
	"• selling the location records of drivers without their consent\n\n"
	"Read more: Brokers and the law, a short history\n\n"
	"What the ruling means\n\n"
	"Buyers of such records must now show where each of them came from, a duty that no earlier "
	"ruling had placed on them, and delete what they cannot trace.\n\n"
	"“This is the end of a business that should never have begun,” said the head of the regulator, "
	"Jan Orsk, at a news conference in the capital.\n\n"
	"A scan of the ruling. Credit: Press Office\n\n"
	"The company has until the end of the month to lodge an appeal with the administrative court, "
	"and its lawyers said that they would use every day of it.\n\n"
	"Source: Nordwire, Press Office\n\n"
	"Tags: data brokers, location; Pathline, Location\n\n"
	"Related Posts:\n\n"
	"Carmakers asked to explain trackers\n\n"
	"Two ministers want to know what leaves the vehicle and when it does so.\n\n"
	"Leave a Reply\n\n"
	"Your email address will not be published.\n\n"
	"© 2025 The Coast Ledger. All rights reserved.\n";

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

static void clean(struct slice text)
{
	struct err err = ERR_INIT;

	article_reset(&art);
	assert_int_equal(scrape_clean(text, &art, &err), STATUS_OK);
}

/* The zone of the block that begins so; ZONE_COUNT when there is none. */
static enum zone zone_of(const char *head)
{
	size_t i;

	for (i = 0; i < art.n_blocks; i++)
		if (slice_starts(art.blocks[i].text, slice_str(head)))
			return art.blocks[i].zone;
	return ZONE_COUNT;
}

/* --- the tables --- */

static void check_table(const struct scrape_phrase *v, size_t n)
{
	struct buf b;
	size_t i;

	buf_init(&b, MIB);
	for (i = 0; i < n; i++) {
		buf_reset(&b);
		normal_fold(&b, slice_str(v[i].text));
		/* a blank at the end of a head is meant */
		if (v[i].text[strlen(v[i].text) - 1] == ' ')
			buf_add_char(&b, ' ');
		if (!slice_eq_str(buf_slice(&b), v[i].text))
			fail_msg("'%s' is not folded: '%s'", v[i].text, buf_str(&b));
		if (i && strcmp(v[i - 1].text, v[i].text) >= 0)
			fail_msg("'%s' is not before '%s'", v[i - 1].text, v[i].text);
	}
	buf_done(&b);
}

static void tables_are_folded_and_sorted(void **state)
{
	(void)state;
	check_table(scrape_whole, scrape_whole_n);
	check_table(scrape_heads, scrape_heads_n);
}

static void every_entry_is_found_by_its_own_words(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < scrape_whole_n; i++)
		if (scrape_line_class(slice_str(scrape_whole[i].text)) == LINE_PLAIN)
			fail_msg("'%s' is not found", scrape_whole[i].text);
}

static void wordings_are_found_with_marks_and_numbers_around_them(void **state)
{
	static const struct {
		const char *folded;
		enum line_class cls;
	} cases[] = {
		{"- advertisement -", LINE_AD},       {"*** anzeige ***", LINE_AD},
		{"12 comments", LINE_COMMENT},        {"comments (3)", LINE_COMMENT},
		{"> leave a reply", LINE_COMMENT},    {"related posts:", LINE_RELATED},
		{"» lesen sie auch", LINE_RELATED},   {"read more: a headline", LINE_INLINE},
		{"lesen sie auch: eins", LINE_INLINE}, {"photo: someone", LINE_CAPTION},
		{"subscribe to the paper", LINE_SIGNUP}, {"© 2024 some paper", LINE_LEGAL},
		{"avatar photo", LINE_BIO},           {"tags: law, courts", LINE_TAGS},
		{"image 3 of 5", LINE_NAV},           {"5 min read", LINE_NAV},
		{"the court ruled", LINE_PLAIN},      {"commentators agree", LINE_PLAIN},
		{"", LINE_PLAIN},                     {"---", LINE_PLAIN},
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		if (scrape_line_class(slice_str(cases[i].folded)) != cases[i].cls)
			fail_msg("'%s': class %d", cases[i].folded,
				 (int)scrape_line_class(slice_str(cases[i].folded)));
}

static void cookie_notes_are_told_from_stories_about_cookies(void **state)
{
	(void)state;
	assert_int_equal(scrape_line_within(SLICE_LIT("we use cookies and similar cookies to run this")),
			 LINE_LEGAL);
	assert_int_equal(scrape_line_within(SLICE_LIT("cookies are stored in your browser")), LINE_LEGAL);
	assert_int_equal(scrape_line_within(SLICE_LIT("the agency fined two firms over cookies and a third "
						      "over cookie walls")),
			 LINE_PLAIN);
}

/* --- fields and zones of a page --- */

static void fields_of_a_page_are_found(void **state)
{
	(void)state;
	clean(slice_str(page));
	assert_true(slice_eq_str(art.title, "Regulator fines data broker over sale of location records"));
	assert_true(slice_eq_str(art.subtitle, "Company says it will appeal the largest penalty of its kind"));
	assert_int_equal(art.n_authors, 1);
	assert_true(slice_eq_str(art.authors[0], "Mira Holt"));
	assert_string_equal(art.published.value, "2025-03-03");
	assert_int_equal(art.published.relation, DATE_ON);
	assert_int_equal(art.published.source, DATE_SOURCE_BYLINE);
	assert_true(slice_eq_str(art.publisher, "The Coast Ledger"));
	assert_int_equal(art.n_sources, 2);
	assert_true(slice_eq_str(art.sources[0], "Nordwire"));
	assert_true(slice_eq_str(art.sources[1], "Press Office"));
	assert_int_equal(art.n_tags, 3);
	assert_true(slice_eq_str(art.tags[0], "data brokers"));
	assert_true(slice_eq_str(art.tags[2], "Pathline"));
}

static void lines_get_their_zones(void **state)
{
	(void)state;
	clean(slice_str(page));
	assert_int_equal(zone_of("- Advertisement"), ZONE_AD);
	assert_int_equal(zone_of("Regulator fines"), ZONE_TITLE);
	assert_int_equal(zone_of("Company says"), ZONE_DEK);
	assert_int_equal(zone_of("The communications"), ZONE_BODY);
	assert_int_equal(zone_of("• selling"), ZONE_PULLQUOTE);
	assert_int_equal(zone_of("Read more"), ZONE_TEASER);
	assert_int_equal(zone_of("What the ruling"), ZONE_BODY);
	assert_int_equal(zone_of("A scan"), ZONE_CAPTION);
	assert_int_equal(zone_of("The company has"), ZONE_BODY);
	assert_int_equal(zone_of("Carmakers asked"), ZONE_TEASER);
	assert_int_equal(zone_of("Two ministers"), ZONE_TEASER);
	assert_int_equal(zone_of("Leave a Reply"), ZONE_COMMENT);
	assert_int_equal(zone_of("© 2025"), ZONE_LEGAL);
}

/* --- dates --- */

#define BODY "The council voted on Monday to close the two bridges for repairs, which the town's \
engineers had asked for since spring.\n\nWork begins on 3 May 2031 and lasts until the end of the \
summer, said the mayor, who had opposed the plan at first.\n"

static void dates_come_from_lines_that_say_so(void **state)
{
	static const struct {
		const char *text, *value;
		enum date_source source;
		enum date_relation relation;
	} cases[] = {
		{"Council closes both bridges for repairs\nPublished: 5 April 2031\n\n" BODY, "2031-04-05",
		 DATE_SOURCE_LABEL, DATE_ON},
		{"Council closes both bridges for repairs\nVeröffentlicht am 5. April 2031\n\n" BODY,
		 "2031-04-05", DATE_SOURCE_LABEL, DATE_ON},
		{"Council closes both bridges for repairs\nBy Ada Lund | 5 April 2031\n\n" BODY, "2031-04-05",
		 DATE_SOURCE_BYLINE, DATE_ON},
		{"Council closes both bridges for repairs\n5 April 2031\n\n" BODY, "2031-04-05",
		 DATE_SOURCE_TEXT, DATE_ON},
		{"Saturday, 5 April 2031\n\nCouncil closes both bridges for repairs\n\n" BODY, "2031-04-05",
		 DATE_SOURCE_PAGE_CLOCK, DATE_ON_OR_BEFORE},
		{"Council closes both bridges for repairs\nUpdated: 6 April 2031\n\n" BODY, "2031-04-06",
		 DATE_SOURCE_MODIFIED, DATE_ON_OR_BEFORE},
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		clean(slice_str(cases[i].text));
		assert_true(art.published.known);
		assert_string_equal(art.published.value, cases[i].value);
		assert_int_equal(art.published.source, cases[i].source);
		assert_int_equal(art.published.relation, cases[i].relation);
	}
}

static void dates_of_the_story_are_never_the_publication(void **state)
{
	static const char *const traps[] = {
		"Council closes both bridges for repairs\n\n" BODY,
		"Council closes both bridges for repairs\n\nOn 5 April 2031 the council met.\n\n" BODY,
		"Council closes bridges until 5 April 2031\n\n" BODY,
		"Council closes both bridges for repairs\n\n" BODY "\nRelated Posts:\n\nPublished: 5 April 2031\n\n"
		"Mayor opposed the plan\n",
		"Council closes both bridges for repairs\n\n" BODY "\nRelated Posts:\n\n5 April 2031\n\nMayor\n",
		"Council closes both bridges for repairs\n\n" BODY "\n© 2031 The Coast Ledger\n",
		"Council closes both bridges for repairs\n\nThe report, published on 5 April 2031, says that "
		"both are unsafe and that repairs cannot wait for the autumn.\n\n" BODY,
		"Council closes both bridges for repairs\n\n" BODY "\nLeave a Reply\n\nAnna | 5 April 2031\n\nGood.\n",
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(traps) / sizeof(traps[0]); i++) {
		clean(slice_str(traps[i]));
		if (art.published.known)
			fail_msg("trap %zu gives %s", i, art.published.value);
	}
}

/* --- other shapes --- */

static void an_author_box_gives_the_author(void **state)
{
	(void)state;
	clean(SLICE_LIT("Council closes both bridges for repairs\n\n" BODY
			"\nAbout the author\n\nAda Lund is a reporter who covers town halls and roads.\n"));
	assert_int_equal(art.n_authors, 1);
	assert_true(slice_eq_str(art.authors[0], "Ada Lund"));
	assert_int_equal(zone_of("Ada Lund is"), ZONE_BIO);
}

static void a_kicker_is_the_section_and_a_dateline_is_not(void **state)
{
	(void)state;
	clean(SLICE_LIT("Council closes both bridges for repairs\n\nLOCAL NEWS – " BODY));
	assert_true(slice_eq_str(art.section, "LOCAL NEWS"));
	assert_int_equal(zone_of("LOCAL NEWS – The council"), ZONE_BODY);
	clean(SLICE_LIT("Council closes both bridges for repairs\n\nNEW HARBOUR – " BODY));
	assert_null(art.section.p);
}

static void text_without_sentences_is_kept(void **state)
{
	(void)state;
	clean(SLICE_LIT("hello world"));
	assert_int_equal(art.n_blocks, 1);
	assert_int_equal(art.blocks[0].zone, ZONE_BODY);
	clean(SLICE_LIT(""));
	assert_int_equal(art.n_blocks, 0);
}

static void a_short_text_is_kept_whole(void **state)
{
	(void)state;
	clean(SLICE_LIT("The court ruled."));
	assert_int_equal(art.n_blocks, 1);
	assert_int_equal(art.blocks[0].zone, ZONE_BODY);
}

/* --- invariants --- */

/* Blocks in order, each in the display text behind the one before. */
static void check_verbatim(struct slice text)
{
	struct buf whole;
	const char *from, *p;
	size_t i;

	buf_init(&whole, 8 * MIB);
	normal_display(&whole, text);
	from = buf_str(&whole);
	for (i = 0; i < art.n_blocks; i++) {
		struct slice t = art.blocks[i].text;

		p = memmem(from, (size_t)(whole.data + whole.len - from), t.p, t.n);
		if (!p)
			fail_msg("block %zu is not in the input: %.*s", i, SLICE_ARG(t));
		from = p + t.n;
		assert_true(utf8_valid(t));
	}
	buf_done(&whole);
}

static void blocks_are_verbatim_and_in_order_however_the_text_is_cut(void **state)
{
	size_t n;

	(void)state;
	for (n = 0; n <= sizeof(page) - 1; n++) {
		struct slice cut = slice_of(page, n);

		while (cut.n && !utf8_valid(cut))
			cut.n--;
		clean(cut);
		check_verbatim(cut);
	}
}

static void the_same_text_gives_the_same_article(void **state)
{
	struct buf first;
	size_t i;

	(void)state;
	buf_init(&first, MIB);
	clean(slice_str(page));
	for (i = 0; i < art.n_blocks; i++)
		buf_addf(&first, "%d%d%.*s\n", (int)art.blocks[i].zone, (int)art.blocks[i].type,
			 SLICE_ARG(art.blocks[i].text));
	clean(slice_str(page));
	for (i = 0; i < art.n_blocks; i++) {
		char line[1024];

		snprintf(line, sizeof(line), "%d%d%.*s\n", (int)art.blocks[i].zone,
			 (int)art.blocks[i].type, SLICE_ARG(art.blocks[i].text));
		assert_non_null(strstr(first.data, line));
	}
	buf_done(&first);
}

static void the_body_survives_its_own_cleaning(void **state)
{
	struct buf body, again;
	size_t i;

	(void)state;
	buf_init(&body, MIB);
	buf_init(&again, MIB);
	clean(slice_str(page));
	for (i = 0; i < art.n_blocks; i++)
		if (art.blocks[i].zone == ZONE_BODY)
			buf_addf(&body, "%.*s\n\n", SLICE_ARG(art.blocks[i].text));
	clean(buf_slice(&body));
	for (i = 0; i < art.n_blocks; i++)
		if (art.blocks[i].zone == ZONE_BODY)
			buf_addf(&again, "%.*s\n\n", SLICE_ARG(art.blocks[i].text));
	assert_string_equal(buf_str(&again), buf_str(&body));
	buf_done(&body);
	buf_done(&again);
}

static void other_line_ends_give_the_same_article(void **state)
{
	struct buf crlf;
	struct slice title;
	size_t i, n;

	(void)state;
	clean(slice_str(page));
	n = article_body_bytes(&art);
	buf_init(&crlf, MIB);
	for (i = 0; page[i]; i++) {
		if (page[i] == '\n')
			buf_add_char(&crlf, '\r');
		buf_add_char(&crlf, page[i]);
	}
	clean(buf_slice(&crlf));
	title = art.title;
	assert_true(slice_starts(title, SLICE_LIT("Regulator fines")));
	assert_int_equal(article_body_bytes(&art), n);
	buf_done(&crlf);
}

static void many_lines_are_cleaned_in_bounded_time(void **state)
{
	struct buf b;
	size_t i;

	(void)state;
	buf_init(&b, 16 * MIB);
	for (i = 0; i < LIMIT_BLOCKS + 10; i++)
		buf_addf(&b, "This is sentence number %zu of a text with very many of them in it, one a line, "
			     "for no good reason at all.\n", i);
	clean(buf_slice(&b));
	assert_int_equal(art.n_blocks, LIMIT_BLOCKS);
	assert_true(art.flags & FLAG(MANY_BLOCKS));
	buf_done(&b);
}

#define T(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

static void a_long_cookie_note_is_legal_and_a_long_paragraph_is_not(void **state)
{
	static const char text[] =
		"The port opened a third crane on Monday, and the first ship came in before noon on the "
		"same day. It carried timber from the north and left again with grain, said the master of "
		"the port, who had waited for this for more than ten years, as had his men.\n\n"
		"We use cookies on our website to remember what you have chosen and to count how often a "
		"page is read. Some of these cookies stay on your device for a year; you may remove them "
		"whenever you like, but then parts of the pages may not work as they should for you.\n";

	(void)state;
	clean(slice_str(text));
	assert_int_equal(zone_of("The port opened"), ZONE_BODY);
	assert_int_equal(zone_of("We use cookies"), ZONE_LEGAL);
}

/* A short report, and under it more words of its readers. */
static void readers_do_not_outweigh_what_they_read(void **state)
{
	struct buf b;
	size_t i;

	(void)state;
	buf_init(&b, MIB);
	buf_add_str(&b, "Harbour council closes the north pier\n\n");
	for (i = 0; i < 8; i++)
		buf_addf(&b, "The harbour council closed the north pier on day %zu of the inspection, "
			 "because divers had found that its oldest piles were hollow to the core.\n\n",
			 i + 1);
	buf_add_str(&b, "Comments\n\nNewest\n\nOldest\n\nMost liked\n\nSort\n\nShow all\n\n"
		    "Rules of the house\n\nJump to the end\n\nFirst page\n\nSecond page\n\n"
		    "Third page\n\nFourth page\n\nFifth page\n\nSixth page\n\nSeventh page\n\n"
		    "Eighth page\n\nNinth page\n\n");
	for (i = 0; i < 14; i++)
		buf_addf(&b, "I walked there %zu times as a child and nobody ever told me that it could "
			 "fall down, so somebody must have known and kept it quiet.\n\n", i + 2);
	clean(buf_slice(&b));
	assert_int_equal(zone_of("The harbour council closed the north pier on day 1"), ZONE_BODY);
	assert_int_not_equal(zone_of("I walked there 2 times"), ZONE_BODY);
	buf_done(&b);
}

static const char cut_off[] =
	"Harbour council closes the north pier\n\n"
	"The harbour council closed the north pier on Monday after divers reported hollow piles "
	"under its oldest part.\n\n"
	"The lighthouse in spring\n\nThe market in summer\n\nThe fleet in autumn\n\n"
	"The old quay in winter\n\n"
	"Divers of the council found the hollow piles during an inspection that had been put off "
	"for three years in a row.\n\n"
	"The pier will stay closed until the piles are replaced, which the council expects to take "
	"most of the coming year.\n\n"
	"Fishermen may land at the south quay in the meantime, the council said, and pay no dues "
	"for doing so.\n\nLeave a Reply\n";

static void the_first_paragraph_is_found_above_a_gap(void **state)
{
	(void)state;
	clean(SLICE_LIT(cut_off));
	assert_int_equal(zone_of("Harbour council closes"), ZONE_TITLE);
	assert_int_equal(zone_of("The harbour council closed"), ZONE_BODY);
	assert_int_equal(zone_of("Divers of the council"), ZONE_BODY);
	assert_int_not_equal(zone_of("The lighthouse in spring"), ZONE_BODY);
	assert_int_not_equal(zone_of("The fleet in autumn"), ZONE_BODY);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(tables_are_folded_and_sorted),
		cmocka_unit_test(every_entry_is_found_by_its_own_words),
		cmocka_unit_test(wordings_are_found_with_marks_and_numbers_around_them),
		cmocka_unit_test(cookie_notes_are_told_from_stories_about_cookies),
		T(a_long_cookie_note_is_legal_and_a_long_paragraph_is_not),
		T(readers_do_not_outweigh_what_they_read),
		T(the_first_paragraph_is_found_above_a_gap),
		T(fields_of_a_page_are_found),
		T(lines_get_their_zones),
		T(dates_come_from_lines_that_say_so),
		T(dates_of_the_story_are_never_the_publication),
		T(an_author_box_gives_the_author),
		T(a_kicker_is_the_section_and_a_dateline_is_not),
		T(text_without_sentences_is_kept),
		T(a_short_text_is_kept_whole),
		T(blocks_are_verbatim_and_in_order_however_the_text_is_cut),
		T(the_same_text_gives_the_same_article),
		T(the_body_survives_its_own_cleaning),
		T(other_line_ends_give_the_same_article),
		T(many_lines_are_cleaned_in_bounded_time),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
