/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Lines that the pages of one host have in common are not the articles'. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "corpus/hosts.h"

#define GIFT "The Courier is kept by its readers: a gift of any size keeps the lights on."
#define LABEL "What to know"
#define NEXT "Also in this series"

static struct hosts *hosts;
static struct article art;
static struct buf note;

static int setup(void **state)
{
	(void)state;
	hosts = hosts_new();
	article_init(&art);
	buf_init(&note, 1 << 20);
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	hosts_free(hosts);
	article_done(&art);
	buf_done(&note);
	return 0;
}

/* Article number n of a host: a paragraph, a label, a paragraph, the call for
 * gifts, a heading behind all text. */
static void article_of(const char *host, unsigned n, unsigned headline)
{
	char text[200];
	size_t cap = 0;

	article_reset(&art);
	snprintf(text, sizeof(text), "https://%s/news/%u", host, n);
	art.url = arena_dup(&art.arena, slice_str(text));
	snprintf(text, sizeof(text), "Ferry number %u leaves the harbour", headline);
	art.title = arena_dup(&art.arena, slice_str(text));
	snprintf(text, sizeof(text), "The council sold ferry %u to the islands on Monday, it said, for a "
		 "sum that it would not name.", n);
	article_add_block(&art, &cap, BLOCK_P, ZONE_BODY, slice_str(text));
	article_add_block(&art, &cap, BLOCK_HEADING, ZONE_BODY, SLICE_LIT(LABEL));
	snprintf(text, sizeof(text), "Its crew of %u will stay, and so will the fares until spring.", n);
	article_add_block(&art, &cap, BLOCK_P, ZONE_BODY, slice_str(text));
	article_add_block(&art, &cap, BLOCK_P, ZONE_BODY, SLICE_LIT(GIFT));
	article_add_block(&art, &cap, BLOCK_HEADING, ZONE_BODY, SLICE_LIT(NEXT));
}

static void look_at(const char *host, unsigned n, unsigned headline)
{
	article_of(host, n, headline);
	buf_reset(&note);
	hosts_note(&art, &note);
	assert_true(note.len > 0);
	assert_true(hosts_add(hosts, buf_slice(&note)));
}

static enum zone zone_of(const char *text)
{
	size_t i;

	for (i = 0; i < art.n_blocks; i++)
		if (slice_eq_str(art.blocks[i].text, text))
			return art.blocks[i].zone;
	fail_msg("no block \"%s\"", text);
	return ZONE_COUNT;
}

static void a_line_under_four_headlines_is_the_hosts(void **state)
{
	unsigned i;

	(void)state;
	for (i = 0; i < HOSTS_PAGES; i++)
		look_at("courier.example", i, i);
	hosts_settle(hosts);
	article_of("www.courier.example", 9, 9);
	assert_int_equal(hosts_apply(hosts, &art), 2);
	assert_int_equal(zone_of(GIFT), ZONE_NAV);
	assert_int_equal(zone_of(NEXT), ZONE_NAV);
	assert_int_equal(zone_of(LABEL), ZONE_BODY); /* own text is behind it */
	assert_int_equal(art.blocks[0].zone, ZONE_BODY);
}

static void under_three_it_is_not(void **state)
{
	unsigned i;

	(void)state;
	for (i = 0; i < HOSTS_PAGES - 1; i++)
		look_at("courier.example", i, i);
	hosts_settle(hosts);
	article_of("courier.example", 9, 9);
	assert_int_equal(hosts_apply(hosts, &art), 0);
	assert_int_equal(zone_of(GIFT), ZONE_BODY);
}

static void captures_of_one_article_have_nothing_in_common(void **state)
{
	unsigned i;

	(void)state;
	for (i = 0; i < 10; i++)
		look_at("courier.example", 7, 7);
	hosts_settle(hosts);
	article_of("courier.example", 7, 7);
	assert_int_equal(hosts_apply(hosts, &art), 0);
}

static void another_host_is_left_alone(void **state)
{
	unsigned i;

	(void)state;
	for (i = 0; i < 10; i++)
		look_at("courier.example", i, i);
	hosts_settle(hosts);
	article_of("herald.example", 3, 3);
	assert_int_equal(hosts_apply(hosts, &art), 0);
	art.url = SLICE_NONE;
	assert_int_equal(hosts_apply(hosts, &art), 0);
}

/* A paragraph of background that four stories of forty repeat is text. */
static void a_rare_repetition_is_text(void **state)
{
	unsigned i;

	(void)state;
	for (i = 0; i < 40; i++) {
		article_of("courier.example", i, i);
		if (i >= HOSTS_PAGES)
			art.n_blocks = 3;
		buf_reset(&note);
		hosts_note(&art, &note);
		assert_true(hosts_add(hosts, buf_slice(&note)));
	}
	hosts_settle(hosts);
	article_of("courier.example", 2, 2);
	hosts_apply(hosts, &art);
	assert_int_equal(zone_of(GIFT), ZONE_BODY);
}

static void a_page_is_not_emptied(void **state)
{
	unsigned i;

	(void)state;
	for (i = 0; i < 10; i++)
		look_at("courier.example", 1, i); /* ten headlines over one text */
	hosts_settle(hosts);
	article_of("courier.example", 1, 3);
	assert_int_equal(hosts_apply(hosts, &art), 0);
}

static void the_order_of_notes_does_not_matter(void **state)
{
	struct hosts *other = hosts_new();
	unsigned i;

	(void)state;
	for (i = 0; i < 10; i++)
		look_at(i % 2 ? "courier.example" : "herald.example", i, i);
	for (i = 10; i-- > 0;) {
		article_of(i % 2 ? "courier.example" : "herald.example", i, i);
		buf_reset(&note);
		hosts_note(&art, &note);
		assert_true(hosts_add(other, buf_slice(&note)));
	}
	hosts_settle(hosts);
	hosts_settle(other);
	for (i = 0; i < 10; i++) {
		size_t n;

		article_of(i % 2 ? "courier.example" : "herald.example", i, i);
		n = hosts_apply(hosts, &art);
		article_of(i % 2 ? "courier.example" : "herald.example", i, i);
		assert_int_equal(hosts_apply(other, &art), n);
		assert_int_equal(n, 2);
	}
	hosts_free(other);
}

static void broken_notes_are_refused(void **state)
{
	static const char bytes[(2 + HOSTS_LINES + 1) * 8];

	(void)state;
	assert_true(hosts_add(hosts, slice_of(bytes, 0)));
	assert_false(hosts_add(hosts, slice_of(bytes, 8)));
	assert_false(hosts_add(hosts, slice_of(bytes, 17)));
	assert_true(hosts_add(hosts, slice_of(bytes, (2 + HOSTS_LINES) * 8)));
	assert_false(hosts_add(hosts, slice_of(bytes, sizeof(bytes))));
	hosts_settle(hosts);
}

static void a_head_names_its_host(void **state)
{
	static const char *const heads[] = {
		"<html><link rel=\"canonical\" href=\"https://www.courier.example/a\">",
		"<head><meta charset=utf-8><link href='http://courier.example/b?c' rel=canonical />",
		"<meta property=\"og:url\" content=\"https://courier.example\">",
		"<link rel=canonical href=https://courier.example/x>",
	};
	static const char *const none[] = {
		"", "<", "<link", "<link rel=canonical href=\"/a\">", "<link rel=canonical href=\"",
		"<link rel=canonical href=>", "<meta content=\"https://courier.example\">", "plain text",
	};
	uint64_t host = hosts_peek(slice_str(heads[0]));
	size_t i;

	(void)state;
	assert_true(host != 0);
	for (i = 0; i < sizeof(heads) / sizeof(heads[0]); i++)
		assert_true(hosts_peek(slice_str(heads[i])) == host);
	for (i = 0; i < sizeof(none) / sizeof(none[0]); i++)
		assert_true(hosts_peek(slice_str(none[i])) == 0);
	for (i = 0; i < strlen(heads[1]); i++) /* cut anywhere */
		hosts_peek(slice_of(heads[1], i));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#define T(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
		T(a_line_under_four_headlines_is_the_hosts),
		T(under_three_it_is_not),
		T(captures_of_one_article_have_nothing_in_common),
		T(another_host_is_left_alone),
		T(a_rare_repetition_is_text),
		T(a_page_is_not_emptied),
		T(the_order_of_notes_does_not_matter),
		T(broken_notes_are_refused),
		T(a_head_names_its_host),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
