/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Records of each kind through the whole cleaner. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "corpus/clean.h"
#include "lib/base/buf.h"
#include "lib/base/hash.h"
#include "lib/base/limits.h"

#define ONE "The tribunal upheld the order against the network operator on Thursday, and said that the \
measures which the ministry had chosen were within the law."
#define TWO "The operator had argued that the equipment was safe and that replacing it would cost its \
customers more than the ministry had been willing to admit."

static struct cleaner *cleaner;
static struct article art;
static struct err err;

static int setup(void **state)
{
	(void)state;
	cleaner = cleaner_new();
	article_init(&art);
	err = (struct err)ERR_INIT;
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	cleaner_free(cleaner);
	article_done(&art);
	return 0;
}

static enum status clean(enum raw_kind kind, struct slice bytes)
{
	struct raw r = {.kind = kind, .file = SLICE_LIT("a/file"), .offset = 7, .bytes = bytes};

	return clean_record(cleaner, &r, &art, &err);
}

static void a_text_is_cleaned(void **state)
{
	(void)state;
	assert_int_equal(clean(RAW_TEXT, SLICE_LIT("Tribunal upholds order against operator\n\n" ONE "\n\n" TWO)),
			 STATUS_OK);
	assert_true(slice_eq_str(art.file, "a/file"));
	assert_int_equal(art.offset, 7);
	assert_true(slice_eq_str(art.title, "Tribunal upholds order against operator"));
	assert_true(slice_eq_str(art.language, "en"));
	assert_int_equal(art.id.n, ID_LEN);
	assert_true(art.quality > 0 && art.quality <= 1);
	assert_int_equal(article_body_bytes(&art), strlen(ONE TWO));
}

static void a_json_line_is_cleaned(void **state)
{
	(void)state;
	assert_int_equal(clean(RAW_JSON, SLICE_LIT("{\"text\":\"" ONE "\"}")), STATUS_OK);
	assert_true(slice_eq_str(art.language, "en"));
	assert_int_equal(art.id.n, ID_LEN);
	assert_int_equal(art.flags, 0);
}

static void the_id_is_that_of_the_body(void **state)
{
	char id[ID_LEN + 1];

	(void)state;
	assert_int_equal(clean(RAW_JSON, SLICE_LIT("{\"text\":\"" ONE "\\n\\n" TWO "\"}")), STATUS_OK);
	memcpy(id, art.id.p, ID_LEN);
	id[ID_LEN] = '\0';
	assert_int_equal(clean(RAW_TEXT, SLICE_LIT("Share this\n\n" ONE "\n\n" TWO "\n\nRelated Posts:\n")),
			 STATUS_OK);
	assert_true(slice_eq_str(art.id, id));
}

static void nothing_is_not_found(void **state)
{
	(void)state;
	assert_int_equal(clean(RAW_TEXT, SLICE_LIT("")), STATUS_NOT_FOUND);
	assert_int_equal(clean(RAW_TEXT, SLICE_LIT(" \n\xc2\xa0\n")), STATUS_NOT_FOUND);
	assert_string_equal(err.msg, "no text in it");
	assert_int_equal(art.n_blocks, 0);
}

static void a_bad_line_says_where(void **state)
{
	(void)state;
	assert_int_equal(clean(RAW_JSON, SLICE_LIT("{\"text\":\"x\",}")), STATUS_BAD_DATA);
	assert_non_null(strstr(err.msg, "bad JSON at byte"));
	assert_int_equal(err.pos, 13);
	assert_int_equal(art.n_blocks, 0);
	assert_null(art.file.p);
}

static void flags_and_address_of_the_record_are_kept(void **state)
{
	struct raw r = {.kind = RAW_TEXT, .file = SLICE_LIT("f"), .bytes = SLICE_LIT(ONE),
			.url = SLICE_LIT("https://news.example/x"), .flags = FLAG(TRUNCATED)};

	(void)state;
	assert_int_equal(clean_record(cleaner, &r, &art, &err), STATUS_OK);
	assert_int_equal(art.flags & FLAG(TRUNCATED), FLAG(TRUNCATED));
	assert_true(slice_eq_str(art.url, "https://news.example/x"));
	assert_true(slice_eq_str(art.url_raw, "https://news.example/x"));
}

static void old_encodings_are_read(void **state)
{
	(void)state;
	assert_int_equal(clean(RAW_TEXT, SLICE_LIT("Le tribunal a confirm\xe9 la d\xe9" "cision contre l\x92op\xe9rateur, "
						   "qui avait d\xe9pos\xe9 un recours au mois de f\xe9vrier de cette ann\xe9" "e.")),
			 STATUS_OK);
	assert_non_null(memmem(art.blocks[0].text.p, art.blocks[0].text.n, "confirmé", 9));
	assert_non_null(memmem(art.blocks[0].text.p, art.blocks[0].text.n, "l’opérateur", 14));
}

static void a_cleaner_keeps_nothing_between_records(void **state)
{
	struct buf first;
	size_t i;

	(void)state;
	buf_init(&first, MIB);
	assert_int_equal(clean(RAW_TEXT, SLICE_LIT(ONE "\n\n" TWO)), STATUS_OK);
	for (i = 0; i < art.n_blocks; i++)
		buf_add_slice(&first, art.blocks[i].text);
	assert_int_equal(clean(RAW_TEXT, SLICE_LIT("Quite another text.")), STATUS_OK);
	assert_int_equal(clean(RAW_JSON, SLICE_LIT("broken")), STATUS_BAD_DATA);
	assert_int_equal(clean(RAW_TEXT, SLICE_LIT(ONE "\n\n" TWO)), STATUS_OK);
	for (i = 0; i < art.n_blocks; i++)
		assert_non_null(memmem(first.data, first.len, art.blocks[i].text.p, art.blocks[i].text.n));
	assert_int_equal(first.len, strlen(ONE TWO));
	buf_done(&first);
}

static void a_page_is_cleaned(void **state)
{
	(void)state;
	assert_int_equal(clean(RAW_HTML, SLICE_LIT("<html><head><title>Tribunal upholds order</title></head><body>"
						   "<article><h1>Tribunal upholds order</h1><p>" ONE "</p><p>" TWO
						   "</p></article></body></html>")),
			 STATUS_OK);
	assert_true(slice_eq_str(art.title, "Tribunal upholds order"));
	assert_int_equal(article_body_bytes(&art), strlen(ONE TWO));
}

static void a_cleaner_of_null_is_freed(void **state)
{
	(void)state;
	cleaner_free(NULL);
	assert_non_null(cleaner);
}

#define T(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		T(a_text_is_cleaned),
		T(a_json_line_is_cleaned),
		T(the_id_is_that_of_the_body),
		T(nothing_is_not_found),
		T(a_bad_line_says_where),
		T(flags_and_address_of_the_record_are_kept),
		T(old_encodings_are_read),
		T(a_cleaner_keeps_nothing_between_records),
		T(a_page_is_cleaned),
		T(a_cleaner_of_null_is_freed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
