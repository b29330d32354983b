/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What two articles state: forms filled in twice against copies that were edited. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "indexer/facts.h"
#include "lib/text/analyse.h"

#define FORM(name, figure, day)                                                                   \
	"The holder of the largest share in " name " has told the market of its dealings.\n\n"    \
	"It now holds " figure " of all shares in the company, as the rules of the exchange "      \
	"ask it to say within two days.\n\nThe position was opened on " day " of this year, "       \
	"and no other dealings are to be told of before the meeting of the owners in autumn."

static void read_as(const char *title, const char *body, const char *publisher, struct facts *f)
{
	struct analyser *a = analyser_new();
	struct article article;
	struct tokens t;
	size_t cap = 0;

	article_init(&article);
	tokens_init(&t);
	article.title = slice_str(title);
	article_add_block(&article, &cap, BLOCK_P, ZONE_BODY, slice_str(body));
	analyse_article(a, &article, &t);
	facts_read(&t, slice_str(publisher), f);
	tokens_done(&t);
	article_done(&article);
	analyser_free(a);
}

static struct cluster_likeness compared(const char *title_a, const char *a, const char *title_b,
					const char *b, const char *publisher_b)
{
	struct facts x = {.publisher = 0}, y = {.publisher = 0};
	struct cluster_likeness how, back;

	read_as(title_a, a, "The Pier", &x);
	read_as(title_b, b, publisher_b, &y);
	how = facts_compare(&x, &y);
	back = facts_compare(&y, &x);
	/* neither is the first */
	assert_int_equal(how.slots_differ, back.slots_differ);
	assert_int_equal(how.named_differ, back.named_differ);
	assert_int_equal(how.prose_differ, back.prose_differ);
	assert_int_equal(how.other_names, back.other_names);
	facts_done(&x);
	facts_done(&y);
	return how;
}

static void a_form_differs_in_its_slots(void **state)
{
	struct cluster_likeness how = compared(
		"A holding is told", FORM("Northwind Harbour", "4.2%", "9 October"),
		"A holding is told", FORM("Southgate Mills", "7.9%", "23 October"), "The Pier");

	(void)state;
	assert_true(how.same_publisher);
	assert_int_equal(how.slots, 3);
	assert_int_equal(how.slots_differ, 3);
	assert_true(how.named_differ >= 6);
	assert_int_equal(how.prose_differ, 0);
	assert_false(how.other_names);
}

static void a_longer_name_is_the_same(void **state)
{
	struct cluster_likeness how = compared(
		"A holding is told", FORM("Northwind", "4.2%", "9 October"),
		"A holding is told", FORM("Northwind (NWD.N)", "4.2%", "9 October"), "Other");

	(void)state;
	assert_false(how.same_publisher);
	assert_int_equal(how.slots, 3);
	assert_int_equal(how.slots_differ, 0);
}

static void a_headline_is_a_slot(void **state)
{
	static const char body[] = "Orders of May 4 and May 9 were told by the office on the quay.";
	struct cluster_likeness how =
		compared("Orders told on May 4", body, "Orders told on May 9", body, "The Pier");

	(void)state;
	assert_int_equal(how.slots_differ, 1);
	assert_int_equal(how.named_differ + how.prose_differ, 0);
}

static void a_slot_that_comes_twice_tells_nothing(void **state)
{
	static const char one[] = "there it cost 5 in all of them and there it cost 5 in all of them";
	static const char two[] = "there it cost 6 in all of them and there it cost 7 in all of them";
	struct cluster_likeness how = compared("", one, "", two, "The Pier");

	(void)state;
	assert_int_equal(how.slots, 0);
}

/* Words of a text that has more than one of them changed, for a revision. */
#define REVISED(verb, adjective, noun)                                                           \
	"The council has " verb " the plan for the quay after a long night. Its members had "     \
	"asked for " adjective " streets and for more " noun ". The work is to begin in spring "   \
	"and to end before the boats come back, if there is money left by then, which nobody "     \
	"in the hall would promise when the doors were closed behind the last of the guests."

static void a_new_headline(void **state)
{
	const char *before = REVISED("put off", "wider quiet open", "benches lamps");
	const char *after = REVISED("dropped", "narrow paved new", "trees gardens shade");
	struct cluster_likeness how;

	(void)state;
	how = compared("Council delays plan for quay", before, "Council drops plan for quay", after,
		       "The Pier");
	assert_true(how.jaccard >= .5);
	assert_true(how.prose_differ >= 8);
	assert_false(how.other_names); /* revised */
	how = compared("Council delays plan for quay", before, "Sunday markets closed", after,
		       "The Pier");
	assert_true(how.other_names); /* the frame of a publication */
	how = compared("Council delays plan for quay", before, "Sunday markets closed", after, "Other");
	assert_false(how.other_names); /* another publisher's headline */
	how = compared("Council delays plan for quay", before, "Council drops plan for quay", before,
		       "The Pier");
	assert_true(how.other_names); /* nothing was revised */
}

static void nothing_is_nothing(void **state)
{
	struct cluster_likeness how = compared("", "", "", "word", "");

	(void)state;
	assert_true(how.jaccard <= 0);
	assert_int_equal(how.less + how.slots, 0);
	assert_false(how.same_publisher);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_form_differs_in_its_slots),
		cmocka_unit_test(a_longer_name_is_the_same),
		cmocka_unit_test(a_headline_is_a_slot),
		cmocka_unit_test(a_slot_that_comes_twice_tells_nothing),
		cmocka_unit_test(a_new_headline),
		cmocka_unit_test(nothing_is_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
