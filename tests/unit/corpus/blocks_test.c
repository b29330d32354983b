/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Blocks and their counts. */
#include "html_page.h"

static const struct {
	const char *html, *want; /* blocks joined by "|" */
} cases[] = {
	{"<p>one</p><p>two</p>", "one|two"},
	{"<div>one<div>two</div>three</div>", "one|two|three"},
	{"<p>one <b>bold</b> <a href=x>link</a></p>", "one bold link"},
	{"<p>one<br>two</p>", "one two"},
	{"<p>one<br><br>two</p>", "one|two"},
	{"<p>one<hr>two", "one|two"},
	{"<p>  many \n blanks&nbsp;here </p>", "many blanks here"},
	{"<div>a<div></div>b</div>", "a|b"},
	{"<p>\xE2\x80\x8B</p><p>x</p>", "|x"}, /* invisible characters: an empty block */
	{"<head><title>no</title></head><body>yes", "yes"},
	{"<table><tr><td>a</td><td>b</td></tr></table>", "a|b"},
	/* what is hidden inside a line stands behind it */
	{"<p>one <a>two<span class=sr-only>, opens a tab</span></a> three</p>x", "one two three|, opens a tab|x"},
	{"text after </body></html> the end", "text after|the end"},
};

static void cuts_each_case(void **state)
{
	size_t i, k;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct html_page p;
		struct buf out;

		page_read(&p, cases[i].html);
		buf_init(&out, MIB);
		for (k = 0; k < p.n_blks; k++) {
			buf_add_str(&out, k ? "|" : "");
			buf_add_slice(&out, p.blks[k].text);
		}
		if (strcmp(buf_str(&out), cases[i].want))
			fail_msg("%s: %s", cases[i].html, buf_str(&out));
		buf_done(&out);
		html_page_done(&p);
	}
}

static void counts_words_links_and_sentences(void **state)
{
	struct html_page p;

	(void)state;
	page_read(&p, "<p>One, two. <a href=x>Three four</a> isn't it?</p><h2>Five</h2>"
		      "<p>政府は新しい法律を発表した。</p>");
	assert_int_equal(p.n_blks, 3);
	assert_int_equal(p.blks[0].words, 6);
	assert_int_equal(p.blks[0].linked, 2);
	assert_int_equal(p.blks[0].commas, 1);
	assert_int_equal(p.blks[0].ends, 2);
	assert_true(p.blks[0].flags & BLK_SENTENCE);
	assert_int_equal(p.blks[1].level, 2);
	assert_true(p.blks[1].flags & BLK_HEADING);
	assert_int_equal(p.blks[2].words, 6);
	assert_int_equal(p.blks[2].ends, 1);
	html_page_done(&p);
}

/* Every subtree is a range of blocks. */
static void subtrees_are_ranges(void **state)
{
	struct html_page p;
	uint32_t i;

	(void)state;
	page_read(&p, "<div><p>a</p><div><p>b</p><p>c</p></div></div><p>d</p>");
	assert_int_equal(p.n_blks, 4);
	for (i = 0; i < p.n_nodes; i++) {
		uint32_t a = p.block_at[i], b = p.block_at[p.nodes[i].end], k;

		assert_true(a <= b && b <= p.n_blks);
		for (k = 0; k < p.n_blks; k++)
			assert_int_equal(k >= a && k < b, html_within(&p, p.blks[k].first, i));
	}
	html_page_done(&p);
}

static void a_form_around_the_page_means_nothing(void **state)
{
	struct html_page p;

	(void)state;
	page_read(&p, "<form>" BODY "<div><form><p>search the site</p></form></div></form>");
	assert_int_equal(p.n_blks, 4);
	assert_false(p.blks[0].flags & BLK_FORM);
	assert_true(p.blks[3].flags & BLK_FORM);
	html_page_done(&p);
}

static void blocks_are_bounded(void **state)
{
	struct html_page p;
	size_t i;

	(void)state;
	html_page_init(&p);
	for (i = 0; i < LIMIT_BLOCKS + 1; i++)
		buf_add_str(&p.utf8, "<p>x");
	buf_add_str(&p.utf8, "<p>last");
	html_prescan(&p);
	html_tree(&p);
	html_blocks(&p);
	assert_int_equal(p.n_blks, LIMIT_BLOCKS);
	assert_int_equal(p.flags, FLAG(MANY_BLOCKS));
	/* the text of the rest is in the last block, not lost */
	assert_true(slice_ends(p.blks[LIMIT_BLOCKS - 1].text, SLICE_LIT("last")));
	html_page_done(&p);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(cuts_each_case),
		cmocka_unit_test(counts_words_links_and_sentences),
		cmocka_unit_test(subtrees_are_ranges),
		cmocka_unit_test(a_form_around_the_page_means_nothing),
		cmocka_unit_test(blocks_are_bounded),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
