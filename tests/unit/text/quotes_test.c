/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What stands in quotation marks.  Each row is a text and the words that are quoted, a
 * bar between two quotations; the blocks of an article have a line feed between. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "lib/base/buf.h"
#include "lib/base/utf8.h"
#include "lib/text/analyse.h"

static const struct {
	const char *text, *want;
} rows[] = {
	/* English */
	{"“It is over,” she said.", "it is over"},
	{"\"It is over,\" she said. \"We lost.\"", "it is over|we lost"},
	{"He spoke of a “fair deal” and a “bad day”.", "fair deal|bad day"},
	{"‘It is over,’ she said.", "it is over"},
	{"The company’s boss isn’t here; the firms’ rules hold.", ""},
	{"He said: ‘The boss’s plan isn’t ours.’ Then he left.", "the boss plan isn't ours"},
	{"“She told me ‘never again’ twice,” he said.", "she told me never again twice"},
	{"The so-called \"ban\" (a \"rule\") holds.", "ban|rule"},
	{"\"Yes\"—\"No\"", "yes|no"},
	/* other languages */
	{"„Es ist vorbei“, sagte sie. „Ja.“", "es ist vorbei|ja"},
	{"»Es ist vorbei«, sagte sie.", "es ist vorbei"},
	{"« C'est fini », dit-elle.", "cest fini"},
	{"«Se acabó», dijo. «Sí».", "se acabo|si"},
	{"”Det är slut”, sade hon.", "det ar slut"},
	{"„To koniec” – powiedziała.", "to koniec"},
	{"‚Ja‘, sagte er.", "ja"},
	/* what is no quotation */
	{"A 27\" screen and a 5' 10\" man.", ""},
	{"A mark ” that closes nothing, and \" alone.", ""},
	{"Read more » Home » News", ""},
	{"“”", ""},
	{"", ""},
	/* never closed: passed over, but at the head of its block */
	{"He said “it is over and left.", ""},
	{"“It is over, she said.", "it is over she said"},
	{"A \"forgotten mark and a \"fair deal\" here.", "fair deal"},
	/* speech over several paragraphs */
	{"“It is over.\n“We lost,” she said.", "it is over|we lost"},
	{"She said: “It is over.\n“We lost.”\nThey left.", "it is over|we lost"},
	/* marks within a word's reach */
	{"The “F”-word and “state-of-the-art” tools", "f|stateoftheart"},
};

/* The forms of the words of each quotation that are no part of another. */
static void spell(const struct tokens *t, struct buf *out)
{
	size_t i, k;

	for (k = 0; k < t->n_quotes; k++) {
		uint32_t at = t->quotes[k].first_pos;

		if (k)
			buf_add_char(out, '|');
		assert_true(t->quotes[k].first_pos < t->quotes[k].end_pos);
		assert_true(!k || t->quotes[k - 1].end_pos <= at);
		for (i = 0; i < t->n; i++) {
			if (t->v[i].pos != at || at >= t->quotes[k].end_pos)
				continue;
			if (at > t->quotes[k].first_pos)
				buf_add_char(out, ' ');
			buf_add_slice(out, t->v[i].form);
			at += t->v[i].width;
		}
	}
}

static void analyse(struct analyser *a, const char *text, enum block_type type, struct tokens *t)
{
	struct slice rest = slice_str(text), line;
	struct article art;
	size_t cap = 0;

	article_init(&art);
	art.language = SLICE_LIT("en");
	while (slice_split(&rest, '\n', &line))
		article_add_block(&art, &cap, type, ZONE_BODY, line);
	analyse_article(a, &art, t);
	article_done(&art);
}

static void table(void **state)
{
	struct analyser *a = analyser_new();
	struct tokens t;
	struct buf out;
	size_t i;

	(void)state;
	tokens_init(&t);
	buf_init(&out, 1 << 16);
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		analyse(a, rows[i].text, BLOCK_P, &t);
		buf_reset(&out);
		spell(&t, &out);
		if (!slice_eq_str(buf_slice(&out), rows[i].want))
			fail_msg("%s: '%s', not '%s'", rows[i].text, buf_str(&out), rows[i].want);
	}
	buf_done(&out);
	tokens_done(&t);
	analyser_free(a);
}

static void block_quotation_is_one(void **state)
{
	struct analyser *a = analyser_new();
	struct tokens t;

	(void)state;
	tokens_init(&t);
	analyse(a, "It is “over” now.", BLOCK_QUOTE, &t);
	assert_int_equal(t.n_quotes, 1);
	assert_int_equal(t.quotes[0].first_pos, 0);
	assert_int_equal(t.quotes[0].end_pos, 4);
	tokens_done(&t);
	analyser_free(a);
}

static void other_blocks_do_not_go_on(void **state)
{
	struct analyser *a = analyser_new();
	struct article art;
	struct tokens t;
	size_t cap = 0;

	(void)state;
	tokens_init(&t);
	article_init(&art);
	article_add_block(&art, &cap, BLOCK_P, ZONE_BODY, SLICE_LIT("He said “it is over"));
	article_add_block(&art, &cap, BLOCK_P, ZONE_CAPTION, SLICE_LIT("“A mark”"));
	analyse_article(a, &art, &t);
	assert_int_equal(t.n_quotes, 1);
	assert_int_equal(t.quotes[0].first_pos, 5);
	article_done(&art);
	tokens_done(&t);
	analyser_free(a);
}

/* Whatever the marks: in order, apart, never empty, within a block. */
static void any_marks(void **state)
{
	static const char *const pieces[] = {"“", "”", "\"", "„", "«", "»", "‘", "’", " ", " ", ",",
					     "a", "to-day", "U.S.", "x’s", ".", "\n", "(", "F-\"35"};
	struct analyser *a = analyser_new();
	uint64_t seed = 99;
	struct tokens t;
	size_t round, k, q;

	(void)state;
	tokens_init(&t);
	for (round = 0; round < 3000; round++) {
		char text[256] = "";

		for (k = 0; k < 24; k++) {
			seed = seed * 6364136223846793005u + 1442695040888963407u;
			strcat(text, pieces[(seed >> 33) % (sizeof(pieces) / sizeof(pieces[0]))]);
		}
		analyse(a, text, BLOCK_P, &t);
		for (q = 0; q < t.n_quotes; q++) {
			bool within = false;

			assert_true(t.quotes[q].first_pos < t.quotes[q].end_pos);
			assert_true(!q || t.quotes[q - 1].end_pos <= t.quotes[q].first_pos);
			for (k = 0; k < t.n_blocks; k++)
				within = within || (t.quotes[q].first_pos >= t.blocks[k].first_pos &&
						    t.quotes[q].end_pos <= t.blocks[k].end_pos);
			if (!within)
				fail_msg("%s: a quotation over two blocks", text);
		}
	}
	tokens_done(&t);
	analyser_free(a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(table),
		cmocka_unit_test(block_quotation_is_one),
		cmocka_unit_test(other_blocks_do_not_go_on),
		cmocka_unit_test(any_marks),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
