/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One line of JSON lines to an article; paragraphs of its text. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "corpus/internal.h"
#include "lib/base/buf.h"
#include "lib/base/limits.h"

static struct article art;
static struct err err;

static int setup(void **state)
{
	(void)state;
	article_init(&art);
	err = (struct err)ERR_INIT;
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	article_done(&art);
	return 0;
}

static enum status clean(struct slice line)
{
	struct raw r = {.kind = RAW_JSON, .bytes = line, .line = 1};

	article_reset(&art);
	return jsonl_clean(&r, &art, &err);
}

static void fields_are_taken(void **state)
{
	(void)state;
	assert_int_equal(clean(SLICE_LIT("{\"id\":\"x-7\",\"url\":\"https://news.example/a\",\"title\":\" A\\u00a0ban \","
					 "\"author\":\"By Jane Roe and John Poe\",\"source\":\"Example Globe\","
					 "\"date\":\"2024-07-16T09:30:00+02:00\",\"text\":\"The court ruled.\","
					 "\"unknown\":[1,{\"a\":null}]}")),
			 STATUS_OK);
	assert_true(slice_eq_str(art.source_id, "x-7"));
	assert_true(slice_eq_str(art.url, "https://news.example/a"));
	assert_true(slice_eq_str(art.title, "A ban"));
	assert_true(slice_eq_str(art.publisher, "Example Globe"));
	assert_int_equal(art.n_authors, 2);
	assert_true(slice_eq_str(art.authors[1], "John Poe"));
	assert_string_equal(art.published.value, "2024-07-16T09:30:00+02:00");
	assert_int_equal(art.published.source, DATE_SOURCE_RECORD);
	assert_int_equal(art.published.relation, DATE_ON);
	assert_int_equal(art.n_blocks, 1);
}

static void all_but_text_may_be_absent_null_or_empty(void **state)
{
	(void)state;
	assert_int_equal(clean(SLICE_LIT("{\"text\":\"x\"}")), STATUS_OK);
	assert_null(art.title.p);
	assert_false(art.published.known);
	assert_int_equal(clean(SLICE_LIT("{\"id\":null,\"url\":\"\",\"title\":null,\"author\":\"\",\"date\":\"\",\"text\":\"x\"}")),
			 STATUS_OK);
	assert_null(art.title.p);
	assert_null(art.url.p);
	assert_int_equal(art.n_authors, 0);
}

static void ids_may_be_numbers_and_authors_a_list(void **state)
{
	(void)state;
	assert_int_equal(clean(SLICE_LIT("{\"id\":42,\"author\":[\"Jane Roe\",\"John Poe\"],\"text\":\"x\"}")),
			 STATUS_OK);
	assert_true(slice_eq_str(art.source_id, "42"));
	assert_int_equal(art.n_authors, 2);
}

static void tags_are_a_list_or_have_commas(void **state)
{
	(void)state;
	assert_int_equal(clean(SLICE_LIT("{\"tags\":[\"Chips, American\",\"Trade\",7,\"trade\"],\"text\":\"x\"}")),
			 STATUS_OK);
	assert_int_equal(art.n_tags, 2);
	assert_true(slice_eq_str(art.tags[0], "Chips, American"));
	assert_true(slice_eq_str(art.tags[1], "Trade"));
	assert_int_equal(clean(SLICE_LIT("{\"keywords\":\"chips; trade\",\"text\":\"x\"}")), STATUS_OK);
	assert_int_equal(art.n_tags, 2);
	/* these keys mean other things elsewhere: no reason to lose an article */
	assert_int_equal(clean(SLICE_LIT("{\"tags\":{\"a\":1},\"text\":\"x\"}")), STATUS_OK);
	assert_int_equal(art.n_tags, 0);
}

static void errors_name_what_is_wrong(void **state)
{
	static const struct {
		const char *line, *says;
	} cases[] = {
		{"{\"title\":\"x\"}", "no \"text\""},
		{"{\"text\":\"\"}", "\"text\" is empty"},
		{"{\"text\":\" \\n\\u00a0\"}", "\"text\" is empty"},
		{"{\"text\":null}", "\"text\" is empty"},
		{"{\"text\":7}", "\"text\" is not a string"},
		{"{\"text\":\"x\",\"title\":[]}", "\"title\" is not a string"},
		{"{\"text\":\"x\",\"date\":20240716}", "\"date\" is not a string"},
		{"{\"text\":\"x\",\"author\":[1]}", "\"author\" holds"},
		{"{\"text\":\"x\"", "bad JSON at byte"},
		{"not JSON", "bad JSON at byte"},
		{"[1]", "not an object"},
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		assert_int_equal(clean(slice_str(cases[i].line)), STATUS_BAD_DATA);
		if (!strstr(err.msg, cases[i].says))
			fail_msg("case %zu says '%s', wanted '%s'", i, err.msg, cases[i].says);
	}
}

static void dates_of_every_precision_and_none_that_is_guessed(void **state)
{
	static const struct {
		const char *line, *value;
	} cases[] = {
		{"{\"text\":\"x\",\"date\":\"2024\"}", "2024"},
		{"{\"text\":\"x\",\"date\":\"1958-12\"}", "1958-12"},
		{"{\"text\":\"x\",\"date\":\"2024-07-16\"}", "2024-07-16"},
		{"{\"text\":\"x\",\"date\":\"July 16, 2024\"}", "2024-07-16"},
		{"{\"text\":\"x\",\"date\":\"16. Juli 2024\"}", "2024-07-16"},
		{"{\"text\":\"x\",\"date\":\"2024-02-30\"}", NULL},
		{"{\"text\":\"x\",\"date\":\"last week\"}", NULL},
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		assert_int_equal(clean(slice_str(cases[i].line)), STATUS_OK);
		assert_int_equal(art.published.known, cases[i].value != NULL);
		if (cases[i].value)
			assert_string_equal(art.published.value, cases[i].value);
	}
}

/* Blocks as "type:text" joined by "/". */
static void check_blocks(const char *json_text, const char *want)
{
	struct buf line, got;
	size_t i;

	buf_init(&line, MIB);
	buf_init(&got, MIB);
	buf_addf(&line, "{\"text\":\"%s\"}", json_text);
	assert_int_equal(clean(buf_slice(&line)), STATUS_OK);
	for (i = 0; i < art.n_blocks; i++)
		buf_addf(&got, "%s%s:%.*s", i ? "/" : "", block_type_word(art.blocks[i].type),
			 SLICE_ARG(art.blocks[i].text));
	assert_string_equal(buf_str(&got), want);
	buf_done(&line);
	buf_done(&got);
}

static void lines_are_paragraphs_unless_they_are_wrapped(void **state)
{
	(void)state;
	check_blocks("One.\\nTwo.\\n\\n\\nThree.", "p:One./p:Two./p:Three.");
	check_blocks("One.\\r\\nTwo.\\rThree.\\u2028Four.", "p:One./p:Two./p:Three./p:Four.");
	check_blocks("\\u2022 a point\\n- another", "li:• a point/li:- another");
}

static void wrapped_lines_are_put_together(void **state)
{
	(void)state;
	check_blocks("The regulator said on Tuesday that it had opened a formal\\n"
		     "inquiry into how two large platforms share the location of\\n"
		     "their users with brokers, a practice that both had denied in\\n"
		     "letters to the committee last year.\\n"
		     "Neither company answered questions about contracts that the\\n"
		     "regulator published with its notice, which name prices and\\n"
		     "volumes for every month since the spring of 2021.",
		     "p:The regulator said on Tuesday that it had opened a formal inquiry into how "
		     "two large platforms share the location of their users with brokers, a practice "
		     "that both had denied in letters to the committee last year."
		     "/p:Neither company answered questions about contracts that the regulator "
		     "published with its notice, which name prices and volumes for every month since "
		     "the spring of 2021.");
}

static void a_lost_paragraph_break_in_wrapped_text_is_found(void **state)
{
	(void)state;
	check_blocks("The regulator said on Tuesday that it had opened a formal\\n"
		     "inquiry into how two large platforms share the location of\\n"
		     "users with brokers all over the continent.  Neither company answered any\\n"
		     "questions about contracts that the regulator published with\\n"
		     "its notice, which name prices and volumes for every month in\\n"
		     "the period under review, or about who had signed them first.",
		     "p:The regulator said on Tuesday that it had opened a formal inquiry into how "
		     "two large platforms share the location of users with brokers all over the "
		     "continent./p:Neither company answered any questions about contracts that the "
		     "regulator published with its notice, which name prices and volumes for every "
		     "month in the period under review, or about who had signed them first.");
}

static void headings_stand_between_paragraphs(void **state)
{
	static const char para[] = "This is a paragraph of more than fifteen words, so that the line "
				   "above it may be taken for its heading, as it should.";
	struct buf in, want;

	(void)state;
	buf_init(&in, MIB);
	buf_init(&want, MIB);
	buf_addf(&in, "%s\\n\\nWhat comes next\\n\\n%s\\n\\nNot a heading at the end", para, para);
	buf_addf(&want, "p:%s/heading:What comes next/p:%s/p:Not a heading at the end", para, para);
	check_blocks(buf_str(&in), buf_str(&want));
	buf_done(&in);
	buf_done(&want);
}

static void nuls_and_other_encodings_are_repaired_and_flagged(void **state)
{
	(void)state;
	assert_int_equal(clean(SLICE_LIT("{\"text\":\"a\\u0000b\"}")), STATUS_OK);
	assert_true(art.flags & FLAG(NULS));
	assert_true(slice_eq_str(art.blocks[0].text, "ab"));
	assert_int_equal(clean(SLICE_LIT("{\"text\":\"caf\xe9 society and its friends\"}")), STATUS_OK);
	assert_true(art.flags & FLAG(BAD_ENCODING));
	assert_true(slice_starts(art.blocks[0].text, SLICE_LIT("café")));
}

static void depth_is_bounded(void **state)
{
	struct buf b;
	size_t depth, i;

	(void)state;
	buf_init(&b, MIB);
	for (depth = LIMIT_JSON_DEPTH - 1; depth <= LIMIT_JSON_DEPTH; depth++) {
		buf_reset(&b);
		buf_add_str(&b, "{\"text\":\"x ]}[{ \\\" [[[\",\"deep\":");
		for (i = 0; i < depth; i++)
			buf_add_char(&b, '[');
		for (i = 0; i < depth; i++)
			buf_add_char(&b, ']');
		buf_add_char(&b, '}');
		assert_int_equal(clean(buf_slice(&b)),
				 depth < LIMIT_JSON_DEPTH ? STATUS_OK : STATUS_BAD_DATA);
	}
	assert_non_null(strstr(err.msg, "more than 64 deep"));
	buf_done(&b);
}

static void blocks_are_bounded_and_nothing_is_lost(void **state)
{
	struct buf b;
	size_t i;

	(void)state;
	buf_init(&b, 8 * MIB);
	buf_add_str(&b, "{\"text\":\"");
	for (i = 0; i < LIMIT_BLOCKS + 5; i++)
		buf_addf(&b, "n%zu\\n", i);
	buf_add_str(&b, "\"}");
	assert_int_equal(clean(buf_slice(&b)), STATUS_OK);
	assert_int_equal(art.n_blocks, LIMIT_BLOCKS);
	assert_true(art.flags & FLAG(MANY_BLOCKS));
	assert_true(slice_eq_str(art.blocks[LIMIT_BLOCKS - 1].text,
				 "n49999 n50000 n50001 n50002 n50003 n50004"));
	buf_done(&b);
}

#define T(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		T(fields_are_taken),
		T(all_but_text_may_be_absent_null_or_empty),
		T(ids_may_be_numbers_and_authors_a_list),
		T(tags_are_a_list_or_have_commas),
		T(errors_name_what_is_wrong),
		T(dates_of_every_precision_and_none_that_is_guessed),
		T(lines_are_paragraphs_unless_they_are_wrapped),
		T(wrapped_lines_are_put_together),
		T(a_lost_paragraph_break_in_wrapped_text_is_found),
		T(headings_stand_between_paragraphs),
		T(nuls_and_other_encodings_are_repaired_and_flagged),
		T(depth_is_bounded),
		T(blocks_are_bounded_and_nothing_is_lost),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
