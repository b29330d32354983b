/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What boxes and lines say that they are where classes say nothing. */
#include "html_page.h"

#include "corpus/html_lines.h"
#include "corpus/html_words.h"

#define SAID_1                                                                                     \
	"We had the same trouble with our own shop, and nobody there ever answered a letter of ours."
#define SAID_2                                                                                     \
	"Twelve percent is still far too much, if you ask me, for what they do in return for it."

/* Where a block of an article that keeps its own text stands. */
static enum zone zone_in(const char *html, const char *text)
{
	struct article a;
	const struct block *b;
	enum zone zone;

	page_clean(html, &a);
	page_expect_zone(&a, PARA_1, ZONE_BODY);
	page_expect_zone(&a, PARA_3, ZONE_BODY);
	b = page_block(&a, text);
	if (!b)
		fail_msg("no block \"%s\"", text);
	zone = b ? (enum zone)b->zone : ZONE_BODY;
	article_done(&a);
	return zone;
}

#define PAGE(tail) "<article><h1>Rivals in the store</h1>" BODY tail "</article>"

static void what_stands_below_a_count_of_comments_is_comments(void **state)
{
#define BELOW(line) PAGE("<div><h3>" line "</h3><div><p>" SAID_1 "</p><p>" SAID_2 "</p></div></div>")
	(void)state;
	assert_int_equal(zone_in(BELOW("2 thoughts on \"Rivals in the store\""), SAID_1), ZONE_COMMENT);
	assert_int_equal(zone_in(BELOW("2 Kommentare"), SAID_2), ZONE_COMMENT);
	assert_int_equal(zone_in(BELOW("Leserkommentare"), SAID_2), ZONE_COMMENT);
	assert_int_equal(zone_in(BELOW("Reader comments"), SAID_2), ZONE_COMMENT);
	assert_int_equal(zone_in(BELOW("Readers of shops"), SAID_2), ZONE_BODY);
	assert_int_equal(zone_in(BELOW("2 shops of many"), SAID_1), ZONE_BODY);
	/* the line an element by itself, the comments behind it */
	assert_int_equal(zone_in(PAGE("<h3>2 replies</h3><p>" SAID_1 "</p><p>" SAID_2 "</p>"), SAID_1),
			 ZONE_COMMENT);
}

/* What readers say is longer than the text, in the element of the text. */
static void more_comments_than_text_are_comments(void **state)
{
#define SAYING "<div><b>Ilse</b><p>" SAID_1 "</p></div><div><b>Per</b><p>Well, no. " SAID_2 "</p></div>"
#define MORE "<p>Not so. " SAID_1 "</p><p>It is. " SAID_1 "</p><p>No? " SAID_2 "</p><p>Yes. " SAID_2 "</p>"
	(void)state;
	assert_int_equal(zone_in("<div><h1>Rivals in the store</h1>" BODY "<div><h3>7 comments</h3><div>" SAYING MORE
				 "<p>In the end, so it is. " SAID_1 "</p></div></div></div>", SAID_1), ZONE_COMMENT);
}

/* The line stands bare in the element of the text: what is behind it is named, not all;
 * and nothing by a line that leads elsewhere. */
static void a_bare_line_names_what_is_behind_it(void **state)
{
	(void)state;
	assert_int_equal(zone_in("<article><h1>Rivals in the store</h1><div>" BODY "<a href=#c>2 comments</a>"
				 "<p>" SAID_1 "</p><p>" SAID_2 "</p></div></article>", SAID_2), ZONE_BODY);
	assert_int_equal(zone_in("<article><h1>Rivals in the store</h1><div>" BODY "2 comments"
				 "<p>" SAID_1 "</p><p>" SAID_2 "</p></div></article>", SAID_1), ZONE_COMMENT);
}

/* A counter above the text names nothing. */
static void a_count_above_the_text_names_nothing(void **state)
{
	(void)state;
	assert_int_equal(zone_in("<article><div><p>2 comments</p>" BODY "</div></article>", PARA_2),
			 ZONE_BODY);
}

static void a_list_of_who_says_what_is_comments(void **state)
{
#define ITEM(name, text) "<li><div>" name "</div><p>" text "</p></li>"
	(void)state;
	assert_int_equal(zone_in(PAGE("<ol>" ITEM("Ilse says:", SAID_1) ITEM("Per says:", SAID_2) "</ol>"),
				 SAID_2), ZONE_COMMENT);
	/* one who is quoted makes no list of them */
	assert_int_equal(zone_in(PAGE("<ol>" ITEM("Ilse says:", SAID_1) ITEM("And:", SAID_2) "</ol>"),
				 SAID_2), ZONE_BODY);
}

static void related_boxes_are_those_with_links(void **state)
{
#define LINK "<p><a href=/a>A ferry that nobody ordered is for sale again, with a crew.</a> More.</p>"
	(void)state;
	assert_int_not_equal(zone_in(PAGE("<div><h4>Related stories</h4>" LINK "</div>"), "A ferry"),
			     ZONE_BODY);
	assert_int_equal(zone_in(PAGE("<div><h4>Related stories</h4><p>" SAID_1 "</p></div>"), SAID_1),
			 ZONE_BODY);
}

static void bios_are_told_without_the_author(void **state)
{
	(void)state;
	assert_true(words_name_role(SLICE_LIT("Ilse Marten is a reporter in the harbour office.")));
	assert_true(words_name_role(SLICE_LIT("Per Olav Nes writes about fish.")));
	assert_false(words_name_role(SLICE_LIT("Ilse Marten is a ferry that nobody ordered.")));
	assert_false(words_name_role(SLICE_LIT("She is a reporter in the harbour office.")));
	assert_false(words_name_role(SLICE_LIT("The reporter, Ilse Marten, is a friend.")));
	assert_false(words_name_role(SLICE_LIT("")));
	assert_int_not_equal(zone_in(PAGE("<p>Ilse Marten is a reporter in the harbour office.</p>"),
				     "Ilse"), ZONE_BODY);
	/* with a line behind it */
	assert_int_not_equal(zone_in(PAGE("<p>Ilse Marten is a reporter in the harbour office.</p>"
					  "<p>The board meets again in May, when the new law begins.</p>"),
				     "Ilse"), ZONE_BODY);
}

static void labels_behind_the_text_go(void **state)
{
	(void)state;
	assert_int_not_equal(zone_in(PAGE("<div>Ilse Marten</div>"), "Ilse"), ZONE_BODY);
	/* paragraphs and lines with figures are of the text */
	assert_int_equal(zone_in(PAGE("<p>No more of that</p>"), "No more"), ZONE_BODY);
	assert_int_equal(zone_in(PAGE("<div>Tides: 4.10 m</div>"), "Tides"), ZONE_BODY);
}

static void who_made_a_picture_makes_a_caption(void **state)
{
	(void)state;
	assert_int_equal(html_line_kind(SLICE_LIT("The old pier. Photo: I. Marten"), 6), LINE_CAPTION);
	assert_int_equal(html_line_kind(SLICE_LIT("The old pier (Foto: Marten)"), 5), LINE_CAPTION);
	assert_int_equal(html_line_kind(SLICE_LIT("The old pier. Marten/AFP"), 5), LINE_CAPTION);
	assert_int_equal(html_line_kind(SLICE_LIT("She put the photo on the old pier."), 8), LINE_TEXT);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(what_stands_below_a_count_of_comments_is_comments),
	    cmocka_unit_test(a_bare_line_names_what_is_behind_it),
	    cmocka_unit_test(more_comments_than_text_are_comments),
	    cmocka_unit_test(a_count_above_the_text_names_nothing),
	    cmocka_unit_test(a_list_of_who_says_what_is_comments),
	    cmocka_unit_test(related_boxes_are_those_with_links),
	    cmocka_unit_test(bios_are_told_without_the_author),
	    cmocka_unit_test(labels_behind_the_text_go),
	    cmocka_unit_test(who_made_a_picture_makes_a_caption),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
