/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Properties of token lists over any input, the article as a whole, limits. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "lib/base/limits.h"
#include "lib/base/utf8.h"
#include "lib/text/analyse.h"
#include "tests/unit/text/check_tokens.h"

static struct analyser *analyser;
static struct tokens tokens;
static uint32_t seed;

static uint32_t rnd(uint32_t n)
{
	seed = seed * 1664525u + 1013904223u;
	return (seed >> 8) % n;
}

static int set_up(void **state)
{
	(void)state;
	analyser = analyser_new();
	tokens_init(&tokens);
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	analyser_free(analyser);
	tokens_done(&tokens);
	return 0;
}

static const struct tokens *analyse(const char *language, struct slice text)
{
	tokens_reset(&tokens);
	analyse_text(analyser, slice_str(language), text, ZONE_BODY, 0, 1, &tokens);
	assert_null(tokens_fault(&tokens));
	return &tokens;
}

static void every_code_point_passes(void **state)
{
	char raw[16];
	uint32_t cp;

	(void)state;
	for (cp = 0; cp <= 0x10FFFF; cp++) {
		size_t n = 0;

		if (cp >= 0xD800 && cp < 0xE000)
			continue;
		if (cp >= 0x40000 && cp < 0xE0000)
			continue; /* unassigned planes */
		n += utf8_put(raw + n, cp);
		analyse("en", slice_of(raw, n));
		raw[n++] = 'x';
		n += utf8_put(raw + n, cp);
		raw[n++] = '-';
		n += utf8_put(raw + n, cp);
		analyse("en", slice_of(raw, n));
	}
}

static size_t put_piece(char *out)
{
	static const char *const pieces[] = {
	    "U.S.",
	    "US",
	    "us",
	    "it",
	    "'s",
	    "\xE2\x80\x99s",
	    "-",
	    ".",
	    ",",
	    " ",
	    " ",
	    "\n\n",
	    "C++",
	    "#",
	    "@",
	    "$",
	    "60b",
	    "%",
	    "1,200",
	    "3.5",
	    "https://",
	    "www.",
	    "/",
	    "a",
	    "Bc",
	    "DEF",
	    "\xC3\xA9",
	    "\xE5\x8C\x97\xE4\xBA\xAC",
	    "\xE0\xB9\x84\xE0\xB8\x97",
	    "\xCC\x81",
	    "\xC2\xAD",
	    "\xE2\x80\x8B",
	    "\xD7\xA6\xD7\x94",
	    "\"",
	    "\xD7\x9C",
	    "&",
	    "_",
	    ":",
	    "\xEF\xAC\x81",
	    "\xE2\x82\xAC",
	    "\xFF",
	    "\xE2\x80",
	    "\xC2\xA7",
	    "!",
	    "?",
	    "\xE3\x80\x82",
	    "(",
	    ")",
	    "\xC2\xB2",
	    "\xF0\x9F\x99\x82",
	    ".com",
	    "x@y.org",
	};
	const char *p = pieces[rnd(sizeof(pieces) / sizeof(pieces[0]))];

	memcpy(out, p, strlen(p));
	return strlen(p);
}

static void random_texts_keep_the_rules(void **state)
{
	static const char *const languages[] = {"en", "de", "fr", "ar", "zh", "hu", ""};
	char raw[2048];
	size_t i, j, n;

	(void)state;
	for (i = 0; i < 20000; i++) {
		size_t len = rnd(60);

		seed = (uint32_t)i * 2654435761u;
		for (j = n = 0; j < len; j++)
			n += put_piece(raw + n);
		for (j = i % 5 == 0 ? rnd(4) : 0; j > 0 && n; j--)
			raw[rnd((uint32_t)n)] = (char)rnd(256);
		analyse(languages[i % 7], slice_of(raw, n));
	}
}

/* What was found does not depend on what was analysed before. */
static void the_cache_changes_nothing(void **state)
{
	static const char text[] =
	    "The U.S. and US banned Kaspersky\xE2\x80\x99s 60 \xE2\x82\xAC state-of-the-art "
	    "antivirus; running runs.";
	struct tokens again;
	size_t i;
	char word[32];

	(void)state;
	analyse("en", slice_str(text));
	tokens_init(&again);
	/* more distinct words than it keeps: it is emptied on the way */
	for (i = 0; i < LIMIT_STEM_CACHE + 10; i++) {
		int n = snprintf(word, sizeof(word), "word%c%zu", (char)('a' + i % 26), i);

		tokens_reset(&again);
		analyse_text(analyser, SLICE_LIT("en"), slice_of(word, (size_t)n), ZONE_BODY, 0, 1,
			     &again);
		assert_int_equal(again.n, 1);
		assert_int_equal(again.v[0].form.n, n);
	}
	tokens_reset(&again);
	analyse_text(analyser, SLICE_LIT("en"), slice_str(text), ZONE_BODY, 0, 1, &again);
	assert_int_equal(again.n, tokens.n);
	for (i = 0; i < again.n; i++) {
		assert_true(slice_eq(again.v[i].form, tokens.v[i].form));
		assert_true(slice_eq(again.v[i].stem, tokens.v[i].stem));
		assert_int_equal(again.v[i].start, tokens.v[i].start);
		assert_int_equal(again.v[i].pos, tokens.v[i].pos);
	}
	tokens_done(&again);
}

/* Forms stay valid while the analyser works on another list. */
static void lists_do_not_depend_on_the_analyser(void **state)
{
	struct tokens other;

	(void)state;
	analyse("en", SLICE_LIT("Banned antivirus"));
	tokens_init(&other);
	analyse_text(analyser, SLICE_LIT("en"), SLICE_LIT("Banned antivirus companies"), ZONE_BODY,
		     0, 1, &other);
	tokens_done(&other);
	analyser_free(analyser);
	analyser = analyser_new();
	assert_true(slice_eq_str(tokens.v[0].form, "banned"));
	assert_true(slice_eq_str(tokens.v[0].stem, "ban"));
	assert_true(slice_eq_str(tokens.v[1].form, "antivirus"));
}

static void the_stem_of_a_form_is_the_tokens_stem(void **state)
{
	static const char *const texts[] = {
	    "Banned U.S. companies\xE2\x80\x99 state-of-the-art don't $60b e-mails",
	    "H\xC3\xA4user Verbote Anik\xC3\xB3",
	    "regulaciones regulaci\xC3\xB3n",
	};
	static const char *const languages[] = {"en", "de", "es", "hu", "xx", ""};
	size_t i, l, j;

	(void)state;
	for (i = 0; i < 3; i++)
		for (l = 0; l < 6; l++) {
			analyse(languages[l], slice_str(texts[i]));
			for (j = 0; j < tokens.n; j++)
				assert_true(
				    slice_eq(tokens.v[j].stem,
					     analyser_stem(analyser, slice_str(languages[l]),
							   tokens.v[j].form)));
		}
}

static void shapes_are_as_written(void **state)
{
	static const struct {
		const char *text;
		enum token_case shape;
	} rows[] = {
	    {"word", CASE_LOWER},
	    {"Word", CASE_TITLE},
	    {"WORD", CASE_UPPER},
	    {"iPhone", CASE_MIXED},
	    {"McDonald", CASE_MIXED},
	    {"2024", CASE_NONE},
	    {"U.S.", CASE_UPPER},
	    {"US", CASE_UPPER},
	    {"US\xE2\x80\x99s", CASE_UPPER},
	    {"Kaspersky\xE2\x80\x99s", CASE_TITLE},
	    {"I", CASE_TITLE},
	    {"AT&T", CASE_UPPER},
	    {"CVE-2024-3094", CASE_UPPER},
	    {"state-of-the-art", CASE_LOWER},
	    {"State-of-the-Art", CASE_MIXED},
	    {"$60b", CASE_LOWER},
	    {"\xC3\x89t\xC3\xA9", CASE_TITLE},
	    {"\xE5\x8C\x97\xE4\xBA\xAC", CASE_NONE},
	    {"#AI", CASE_UPPER},
	    {"\xD7\xA6\xD7\x94", CASE_NONE},
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		analyse("en", slice_str(rows[i].text));
		assert_int_equal(tokens.v[0].shape, rows[i].shape);
	}
}

static void offsets_cover_the_word_as_written(void **state)
{
	static const struct {
		const char *text;
		uint32_t start, end;
	} rows[] = {
	    {"(Department\xE2\x80\x99s)", 1, 15},
	    {"the U.S., and", 4, 8},
	    {" so\xC2\xAD"
	     "ft\xC2\xAD ",
	     1, 7},
	    {"a $60b!", 2, 6},
	    {"is 60 \xE2\x82\xAC.", 3, 9},
	    {"companies\xE2\x80\x99 x", 0, 9},
	    {"see https://x.org/.", 4, 18},
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		size_t j = 0;

		analyse("en", slice_str(rows[i].text));
		while (j < tokens.n && tokens.v[j].start != rows[i].start)
			j++;
		assert_true(j < tokens.n);
		assert_int_equal(tokens.v[j].end, rows[i].end);
	}
}

/* --- limits --- */

static void check_long_word(size_t letters, size_t want)
{
	static char word[100000];

	memset(word, 'x', letters);
	analyse("en", slice_of(word, letters));
	assert_int_equal(tokens.n, 1);
	assert_int_equal(tokens.v[0].form.n, want);
	assert_int_equal(tokens.v[0].end, letters);
}

static void long_words_are_cut_and_kept(void **state)
{
	struct buf b;
	size_t i;

	(void)state;
	check_long_word(LIMIT_TOKEN_BYTES, LIMIT_TOKEN_BYTES);
	check_long_word(LIMIT_TOKEN_BYTES + 1, LIMIT_TOKEN_BYTES);
	check_long_word(300, LIMIT_TOKEN_BYTES);
	check_long_word(100000, LIMIT_TOKEN_BYTES);
	/* the cut is at the border of a character */
	buf_init(&b, 1 << 16);
	buf_add_char(&b, 'x');
	for (i = 0; i < 300; i++)
		buf_add_str(&b, "\xD0\xB4");
	analyse("ru", buf_slice(&b));
	assert_int_equal(tokens.n, 1);
	assert_int_equal(tokens.v[0].form.n, LIMIT_TOKEN_BYTES - 1);
	buf_done(&b);
}

static void long_chains_become_several_units(void **state)
{
	struct buf b;
	size_t i;

	(void)state;
	buf_init(&b, 1 << 20);
	for (i = 0; i < 10000; i++)
		buf_add_str(&b, i ? "-ab" : "ab");
	analyse("en", buf_slice(&b));
	assert_int_equal(tokens.n_pos, 10000);
	buf_reset(&b);
	for (i = 0; i < 100000; i++)
		buf_add_str(&b, "/a");
	analyse("en", SLICE_LIT("x"));
	buf_reset(&b);
	buf_add_str(&b, "https://x.org");
	for (i = 0; i < 100000; i++)
		buf_add_str(&b, "/a");
	analyse("en", buf_slice(&b));
	assert_true(tokens.n_pos > 100000);
	buf_done(&b);
}

/* Patterns on which a look ahead or behind could cost the square of the length:
 * then this would run for hours. */
static void repeated_patterns_cost_linear_time(void **state)
{
	static const char *const patterns[] = {
	    "\n",
	    "\n \n",
	    "a\n\n",
	    ".",
	    "a. ",
	    ". (",
	    ".\"",
	    "a'",
	    "a-",
	    "a://(",
	    "www.",
	    "#_",
	    "a@",
	    "a@a.",
	    "$",
	    "US IT ",
	    "1,",
	    "1,000,",
	    "a\xCC\x81",
	    "\xCC\x81",
	    "a\xE2\x80\x8B",
	    "\xE2\x80\x8B. ",
	    "\xD7\xA6\"",
	    "\xE5\x8C\x97",
	    "\xE0\xB9\x84\xE0\xB8\xB4",
	    "\xFF",
	    "a&",
	    "A/",
	    "1:",
	    "A.",
	    "Ab.",
	    "60 \xE2\x82\xAC ",
	    "http://a.b/(",
	    ".\xC2\xA0\xC2\xBB",
	    "a.com.",
	};
	struct buf b;
	size_t i;

	(void)state;
	buf_init(&b, 2 * MIB);
	for (i = 0; i < sizeof(patterns) / sizeof(patterns[0]); i++) {
		buf_reset(&b);
		while (b.len < MIB)
			buf_add_str(&b, patterns[i]);
		analyse("en", buf_slice(&b));
	}
	buf_done(&b);
}

/* What is analysed as far as a position is the beginning of the whole. */
static void a_beginning_is_that_of_the_whole(void **state)
{
	static const char *const parts[] = {
		"The U.S. said", " no.", " \"Why?\" he", " asked Mr. Smith", " of e-mail", " state-of-the-art",
		" AT&T", " 10%", " C++", ". ", "! ", " O'Brien\u2019s", " https://a.example/b?c", " \u4e2d\u6587\u5b57",
		" (in brackets).", " Then", " and more",
	};
	struct tokens part;
	struct buf text;
	uint32_t round, i, positions;
	size_t k;

	(void)state;
	tokens_init(&part);
	buf_init(&text, 1 << 16);
	for (round = 0; round < 300; round++) {
		const struct tokens *all;

		buf_reset(&text);
		for (i = 0; i < 40; i++)
			buf_add_str(&text, parts[(round * 7919 + i * i * 31 + i * round) % 17]);
		all = analyse("en", buf_slice(&text));
		positions = (round * 13) % (all->n_pos + 20);
		tokens_reset(&part);
		analyse_beginning(analyser, SLICE_LIT("en"), buf_slice(&text), ZONE_BODY, 1, positions,
				  &part);
		assert_null(tokens_fault(&part));
		assert_true(part.n_pos >= positions || part.n_pos == all->n_pos);
		assert_true(part.n <= all->n);
		for (k = 0; k < part.n; k++) {
			assert_int_equal(part.v[k].pos, all->v[k].pos);
			assert_int_equal(part.v[k].start, all->v[k].start);
			assert_int_equal(part.v[k].end, all->v[k].end);
			assert_true(slice_eq(part.v[k].form, all->v[k].form));
		}
		for (k = 0; k + 1 < part.n_sentences; k++) {
			assert_int_equal(part.sentences[k].start, all->sentences[k].start);
			assert_int_equal(part.sentences[k].end, all->sentences[k].end);
			assert_int_equal(part.sentences[k].end_pos, all->sentences[k].end_pos);
		}
	}
	buf_done(&text);
	tokens_done(&part);
}

static void tokens_stop_at_their_limit(void **state)
{
	struct buf b;
	size_t i;

	(void)state;
	buf_init(&b, 16 * MIB);
	for (i = 0; i < LIMIT_TOKENS; i++)
		buf_add_str(&b, "a ");
	analyse("en", buf_slice(&b));
	assert_int_equal(tokens.n, LIMIT_TOKENS);
	buf_add_str(&b, "b-c. D");
	analyse("en", buf_slice(&b));
	assert_int_equal(tokens.n, LIMIT_TOKENS);
	assert_int_equal(tokens.n_pos, LIMIT_TOKENS);
	analyse_text(analyser, SLICE_LIT("en"), SLICE_LIT("more"), ZONE_BODY, 1, 2, &tokens);
	assert_int_equal(tokens.n, LIMIT_TOKENS);
	assert_int_equal(tokens.n_blocks, 2);
	assert_null(tokens_fault(&tokens));
	buf_done(&b);
}

/* --- articles --- */

static void add(struct article *a, size_t *cap, enum block_type type, enum zone zone,
		const char *text)
{
	article_add_block(a, cap, type, zone, slice_str(text));
}

static void an_article_is_read_in_order_and_its_headline_once(void **state)
{
	struct article a;
	size_t cap = 0, i;
	static const struct {
		enum zone zone;
		int32_t index;
		uint32_t body;
		uint32_t sentences;
	} want[] = {
	    {ZONE_TITLE, -1, 0, 1}, {ZONE_DEK, -2, 0, 2}, {ZONE_BODY, 2, 1, 2},
	    {ZONE_TEASER, 3, 0, 1}, {ZONE_BODY, 4, 2, 1}, {ZONE_BODY, 5, 3, 0},
	};

	(void)state;
	article_init(&a);
	a.language = SLICE_LIT("en");
	a.title = SLICE_LIT("US bans it. Why?");
	a.subtitle = SLICE_LIT("A dek. Of two.");
	add(&a, &cap, BLOCK_HEADING, ZONE_TITLE, "US bans it. Why?");
	add(&a, &cap, BLOCK_P, ZONE_DEK, "A dek. Of two.");
	add(&a, &cap, BLOCK_P, ZONE_BODY, "First one. Then two.");
	add(&a, &cap, BLOCK_P, ZONE_TEASER, "Other story");
	add(&a, &cap, BLOCK_HEADING, ZONE_BODY, "Is it. One sentence?");
	add(&a, &cap, BLOCK_P, ZONE_BODY, "* * *");
	tokens_reset(&tokens);
	analyse_article(analyser, &a, &tokens);
	assert_null(tokens_fault(&tokens));
	assert_int_equal(tokens.n_blocks, 6);
	for (i = 0; i < 6; i++) {
		const struct token_block *b = &tokens.blocks[i];

		assert_int_equal(b->zone, want[i].zone);
		assert_int_equal(b->index, want[i].index);
		assert_int_equal(b->body, want[i].body);
		assert_int_equal(b->end_sentence - b->first_sentence, want[i].sentences);
	}
	/* without the fields, the blocks of those zones count */
	a.title = a.subtitle = SLICE_NONE;
	analyse_article(analyser, &a, &tokens);
	assert_int_equal(tokens.n_blocks, 6);
	assert_int_equal(tokens.blocks[0].zone, ZONE_TITLE);
	assert_int_equal(tokens.blocks[0].index, 0);
	article_done(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(every_code_point_passes),
	    cmocka_unit_test(random_texts_keep_the_rules),
	    cmocka_unit_test(the_cache_changes_nothing),
	    cmocka_unit_test(lists_do_not_depend_on_the_analyser),
	    cmocka_unit_test(the_stem_of_a_form_is_the_tokens_stem),
	    cmocka_unit_test(shapes_are_as_written),
	    cmocka_unit_test(offsets_cover_the_word_as_written),
	    cmocka_unit_test(long_words_are_cut_and_kept),
	    cmocka_unit_test(long_chains_become_several_units),
	    cmocka_unit_test(repeated_patterns_cost_linear_time),
	    cmocka_unit_test(a_beginning_is_that_of_the_whole),
	    cmocka_unit_test(tokens_stop_at_their_limit),
	    cmocka_unit_test(an_article_is_read_in_order_and_its_headline_once),
	};

	return cmocka_run_group_tests_name("tokens", tests, set_up, tear_down);
}
