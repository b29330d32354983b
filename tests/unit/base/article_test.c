/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The article: words of its vocabulary, its id, its dates, its JSON. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "lib/base/article.h"
#include "lib/base/buf.h"
#include "lib/base/civil.h"
#include "lib/base/hash.h"
#include "lib/base/json.h"

static void words_are_distinct(void **state)
{
	int i, k;
	enum zone z;

	(void)state;
	for (i = 0; i < ZONE_COUNT; i++) {
		assert_true(zone_of_word(slice_str(zone_word((enum zone)i)), &z));
		assert_int_equal(z, i);
	}
	assert_true(zone_of_word(SLICE_LIT("BODY"), &z));
	assert_int_equal(z, ZONE_BODY);
	assert_false(zone_of_word(SLICE_LIT("bod"), &z));
	assert_false(zone_of_word(SLICE_NONE, &z));
	assert_int_equal(z, ZONE_BODY);
	for (i = 0; i < FLAG_COUNT; i++)
		for (k = 0; k < i; k++)
			assert_string_not_equal(flag_word((enum article_flag)i),
						flag_word((enum article_flag)k));
	for (i = 0; i < BLOCK_COUNT; i++)
		assert_true(block_type_word((enum block_type)i)[0] != '\0');
	for (i = 0; i < DATE_SOURCE_COUNT; i++)
		assert_true(date_source_word((enum date_source)i)[0] != '\0');
	for (i = 0; i < ACCESS_COUNT; i++)
		assert_true(access_word((enum access)i)[0] != '\0');
	assert_string_equal(date_precision_word(DATE_YEAR), "year");
	assert_string_equal(date_precision_word(DATE_TIME), "second");
	assert_string_equal(date_relation_word(DATE_ON_OR_BEFORE), "on-or-before");
	assert_true(FLAG_COUNT <= 32);
}

static const struct {
	const char *text, *value; /* value NULL: none */
	enum date_precision precision;
	int y, m, d; /* the first day */
} dates[] = {
	{"2024", "2024", DATE_YEAR, 2024, 1, 1},
	{"2024-07", "2024-07", DATE_MONTH, 2024, 7, 1},
	{"2024-07-16", "2024-07-16", DATE_DAY, 2024, 7, 16},
	{"20240716", "2024-07-16", DATE_DAY, 2024, 7, 16},
	{" 2024-07-16 ", "2024-07-16", DATE_DAY, 2024, 7, 16},
	{"2024-07-16T09:30", "2024-07-16T09:30:00", DATE_TIME, 2024, 7, 16},
	{"2024-07-16T09:30Z", "2024-07-16T09:30:00Z", DATE_TIME, 2024, 7, 16},
	{"2024-07-16t09:30:05.123Z", "2024-07-16T09:30:05Z", DATE_TIME, 2024, 7, 16},
	{"2024-07-16 09:30:05 +0200", "2024-07-16T09:30:05+02:00", DATE_TIME, 2024, 7, 16},
	{"2024-07-16T09:30:05-05:30", "2024-07-16T09:30:05-05:30", DATE_TIME, 2024, 7, 16},
	{"2024-07-16T23:59:60Z", "2024-07-16T23:59:60Z", DATE_TIME, 2024, 7, 16},
	{"2024-07-16T09:30:05+0175", "2024-07-16T09:30:05", DATE_TIME, 2024, 7, 16},
	{"2024-07-16T09:30:05+2400", "2024-07-16T09:30:05", DATE_TIME, 2024, 7, 16},
	{"2024-07-16T24:00", "2024-07-16", DATE_DAY, 2024, 7, 16},
	{"2024-07-16T09:60", "2024-07-16", DATE_DAY, 2024, 7, 16},
	{"2024-07-16T", "2024-07-16", DATE_DAY, 2024, 7, 16},
	{"2024-07-16 and more", "2024-07-16", DATE_DAY, 2024, 7, 16},
	{"0001-01-01", "0001-01-01", DATE_DAY, 1, 1, 1},
	{"9999-12-31T23:59:59+23:59", "9999-12-31T23:59:59+23:59", DATE_TIME, 9999, 12, 31},
	{"2024-02-30", NULL, DATE_DAY, 0, 0, 0},
	{"2024-13", NULL, DATE_DAY, 0, 0, 0},
	{"2024-00", NULL, DATE_DAY, 0, 0, 0},
	{"2024-7", NULL, DATE_DAY, 0, 0, 0},
	{"0000", NULL, DATE_DAY, 0, 0, 0},
	{"20240", NULL, DATE_DAY, 0, 0, 0},
	{"202407161", NULL, DATE_DAY, 0, 0, 0},
	{"2024-07-161", NULL, DATE_DAY, 0, 0, 0},
	{"yesterday", NULL, DATE_DAY, 0, 0, 0},
	{"", NULL, DATE_DAY, 0, 0, 0},
};

static void dates_are_read(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(dates) / sizeof(dates[0]); i++) {
		struct pubdate d = {.confidence = 0.25f, .source = DATE_SOURCE_META};
		bool ok = pubdate_parse_iso(slice_str(dates[i].text), &d);

		if (ok != (dates[i].value != NULL) || d.known != ok)
			fail_msg("case %zu: '%s'", i, dates[i].text);
		if (!ok)
			continue;
		if (strcmp(d.value, dates[i].value) != 0 || d.precision != dates[i].precision ||
		    d.day != civil_to_days((struct civil){dates[i].y, dates[i].m, dates[i].d}))
			fail_msg("case %zu: '%s' gave '%s'", i, dates[i].text, d.value);
		/* the rest is left alone */
		assert_true(d.confidence == 0.25f && d.source == DATE_SOURCE_META);
	}
}

static void cut_dates_are_no_overrun(void **state)
{
	const char *text = "2024-07-16T09:30:05.123456789 +02:00";
	size_t n;

	(void)state;
	for (n = 0; n <= strlen(text); n++) {
		struct pubdate d = {.known = false};
		char exact[64]; /* copied, so that ASan sees a byte too far */
		struct slice s = slice_of(exact, n);

		memset(exact, '9', sizeof(exact));
		memcpy(exact, text, n);
		if (pubdate_parse_iso(s, &d))
			assert_true(strlen(d.value) < PUBDATE_TEXT);
	}
}

static void last_days(void **state)
{
	struct pubdate d;
	struct civil c;

	(void)state;
	assert_true(pubdate_parse_iso(SLICE_LIT("2024"), &d));
	c = civil_from_days(pubdate_last_day(&d));
	assert_true(c.year == 2024 && c.month == 12 && c.day == 31);
	assert_true(pubdate_parse_iso(SLICE_LIT("2024-02"), &d));
	c = civil_from_days(pubdate_last_day(&d));
	assert_true(c.month == 2 && c.day == 29);
	assert_true(pubdate_parse_iso(SLICE_LIT("2024-02-03"), &d));
	assert_int_equal(pubdate_last_day(&d), d.day);
}

static void id_of(char out[ID_LEN + 1], const char *title, const char *const *blocks,
		  enum zone zone)
{
	struct article a;
	size_t cap = 0;

	article_init(&a);
	a.title = slice_str(title);
	for (; *blocks; blocks++)
		article_add_block(&a, &cap, BLOCK_P, zone, slice_str(*blocks));
	article_set_id(&a);
	assert_int_equal(a.id.n, ID_LEN);
	memcpy(out, a.id.p, ID_LEN);
	out[ID_LEN] = '\0';
	article_done(&a);
}

static void ids_come_from_the_words_of_the_body(void **state)
{
	char a[ID_LEN + 1], b[ID_LEN + 1];

	(void)state;
	id_of(a, "T", (const char *const[]){"one two", "three", NULL}, ZONE_BODY);
	id_of(b, "Another", (const char *const[]){"one\n  two", "three", NULL}, ZONE_BODY);
	assert_string_equal(a, b); /* re-wrapped, another title */
	id_of(b, "T", (const char *const[]){" one two ", "three\n", NULL}, ZONE_BODY);
	assert_string_equal(a, b); /* white space at the ends */
	id_of(b, "T", (const char *const[]){"one two", "", " ", "three", NULL}, ZONE_BODY);
	assert_string_equal(a, b); /* blocks without a word */
	id_of(b, "T", (const char *const[]){"one two three", NULL}, ZONE_BODY);
	assert_string_not_equal(a, b);
	id_of(b, "T", (const char *const[]){"One two", "three", NULL}, ZONE_BODY);
	assert_string_not_equal(a, b);
	/* without a body, title and address tell articles apart */
	id_of(a, "T", (const char *const[]){"one", NULL}, ZONE_NAV);
	id_of(b, "U", (const char *const[]){"one", NULL}, ZONE_NAV);
	assert_string_not_equal(a, b);
	id_of(a, "T", (const char *const[]){" ", NULL}, ZONE_BODY);
	id_of(b, "U", (const char *const[]){" ", NULL}, ZONE_BODY);
	assert_string_not_equal(a, b);
}

static void blocks_are_copied_and_counted(void **state)
{
	struct article a;
	size_t cap = 0, i;
	char text[16];

	(void)state;
	article_init(&a);
	for (i = 0; i < 100; i++) {
		snprintf(text, sizeof(text), "block %02zu", i);
		article_add_block(&a, &cap, BLOCK_LI, i % 2 ? ZONE_BODY : ZONE_NAV, slice_str(text));
	}
	assert_int_equal(a.n_blocks, 100);
	assert_true(slice_eq_str(a.blocks[7].text, "block 07"));
	assert_true(slice_eq_str(a.blocks[99].text, "block 99"));
	assert_int_equal(a.blocks[99].type, BLOCK_LI);
	assert_int_equal(article_body_bytes(&a), 50 * 8);
	article_reset(&a);
	assert_int_equal(a.n_blocks, 0);
	assert_null(a.title.p);
	article_done(&a);
}

static void as_json(void **state)
{
	struct slice author = SLICE_LIT("A. B.");
	struct article a;
	struct buf b;
	struct json j;
	size_t cap = 0;

	(void)state;
	article_init(&a);
	a.title = SLICE_LIT("T \"q\"");
	a.authors = &author;
	a.n_authors = 1;
	a.quality = 0.756;
	a.flags = FLAG(TRUNCATED) | FLAG(DEEP);
	assert_true(pubdate_parse_iso(SLICE_LIT("2024-07"), &a.published));
	a.published.confidence = 0.9f;
	a.published.source = DATE_SOURCE_META;
	article_add_block(&a, &cap, BLOCK_P, ZONE_BODY, SLICE_LIT("text"));
	article_add_block(&a, &cap, BLOCK_LI, ZONE_NAV, SLICE_LIT("hidden"));
	buf_init(&b, 1 << 16);
	json_init(&j, &b);
	article_json(&j, &a, ZONES_DEFAULT);
	assert_string_equal(
		buf_str(&b),
		"{\"file\":null,\"offset\":0,\"id\":null,\"source_id\":null,\"url\":null,"
		"\"title\":\"T \\\"q\\\"\",\"subtitle\":null,\"kicker\":null,\"authors\":[\"A. B.\"],"
		"\"agency\":null,\"publisher\":null,\"section\":null,\"sources\":[],\"tags\":[],\"language\":null,"
		"\"published\":{\"value\":\"2024-07\",\"precision\":\"month\",\"relation\":\"on\","
		"\"source\":\"meta\",\"confidence\":0.9},\"modified\":null,\"captured\":null,"
		"\"access\":\"unknown\",\"quality\":0.76,\"flags\":[\"truncated\",\"deep\"],"
		"\"blocks\":[{\"type\":\"p\",\"zone\":\"body\",\"text\":\"text\"}]}");
	buf_reset(&b);
	json_init(&j, &b);
	article_json(&j, &a, ZONES_ALL);
	assert_non_null(strstr(buf_str(&b), "\"hidden\""));
	buf_done(&b);
	article_done(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(words_are_distinct),
		cmocka_unit_test(dates_are_read),
		cmocka_unit_test(cut_dates_are_no_overrun),
		cmocka_unit_test(last_days),
		cmocka_unit_test(ids_come_from_the_words_of_the_body),
		cmocka_unit_test(blocks_are_copied_and_counted),
		cmocka_unit_test(as_json),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
