/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Copies of one body are told apart, and cited as themselves. */
#include "tests/unit/search/fixture.h"

#include "lib/search/identity.h"

#define STORY "The regulator said on Friday that the fee must go by autumn."

static const struct sample samples[] = {
	{"wire", "Fee must go", "Harbour Wire", NULL, "News", "2024-06-21", "en", STORY},
	{"reprint", "Stores lose their fee", "Lantern Weekly", NULL, "News", "2024-06-22", "en", STORY},
	{"other", "Ferries are late", "Harbour Wire", NULL, "News", "2024-06-23", "en",
	 "The ferries were late on Monday."},
};

static struct fixture fx;
static struct archive_reader *reader;
static struct searcher searcher;

static void get(uint32_t docid, struct article *a)
{
	struct err err = ERR_INIT;

	article_init(a);
	fixture_ok(identity_get(&searcher, docid, a, &err), &err);
}

static void one_of_its_kind_has_the_plain_id(void **state)
{
	struct article a;

	(void)state;
	get(3, &a);
	assert_int_equal(a.id.n, 22);
	assert_true(slice_eq(identity_bare(a.id), a.id));
	article_done(&a);
}

static void each_copy_is_found_by_its_own_id(void **state)
{
	struct article a, b, found;
	struct err err = ERR_INIT;
	uint32_t docid;

	(void)state;
	get(1, &a);
	get(2, &b);
	assert_int_equal(a.id.n, 27);
	assert_int_equal(a.id.p[22], '~');
	assert_false(slice_eq(a.id, b.id));
	assert_true(slice_eq(identity_bare(a.id), identity_bare(b.id)));

	article_init(&found);
	fixture_ok(identity_find(&searcher, b.id, &docid, &found, &err), &err);
	assert_true(slice_eq_str(found.publisher, "Lantern Weekly"));
	assert_int_equal(docid, 2);
	fixture_ok(identity_find(&searcher, a.id, &docid, &found, &err), &err);
	assert_true(slice_eq_str(found.publisher, "Harbour Wire"));
	/* the plain id, as cited before there was a copy, is the first one's */
	fixture_ok(identity_find(&searcher, identity_bare(b.id), &docid, &found, &err), &err);
	assert_true(slice_eq_str(found.source_id, "wire"));
	fixture_ok(identity_find(&searcher, SLICE_LIT("reprint"), &docid, &found, &err), &err);
	assert_true(slice_eq(found.id, b.id));
	article_done(&a);
	article_done(&b);
	article_done(&found);
}

static void what_is_not_there_is_not_found(void **state)
{
	struct article a, found;
	struct err err = ERR_INIT;
	uint32_t docid;
	char id[28];

	(void)state;
	get(1, &a);
	memcpy(id, a.id.p, a.id.n);
	id[26] = id[26] == '0' ? '1' : '0';
	article_init(&found);
	assert_int_equal(identity_find(&searcher, slice_of(id, 27), &docid, &found, &err),
			 STATUS_NOT_FOUND);
	assert_non_null(strstr(err.msg, "no article 'a:"));
	assert_int_equal(identity_find(&searcher, SLICE_LIT("a:"), &docid, &found, &err),
			 STATUS_NOT_FOUND);
	assert_int_equal(identity_find(&searcher, SLICE_LIT(""), &docid, &found, &err), STATUS_NOT_FOUND);
	article_done(&a);
	article_done(&found);
}

static void other_words_have_no_short_form(void **state)
{
	static const char *const ids[] = {"", "~", "x~abcd", "a:0123456789abcdefghjk",
					  "a:0123456789abcdefghjk~abc", "a:0123456789abcdefghjk#abcd",
					  "b:0123456789abcdefghjk~abcd"};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(ids) / sizeof(ids[0]); i++)
		assert_true(slice_eq_str(identity_bare(slice_str(ids[i])), ids[i]));
	assert_int_equal(identity_bare(SLICE_LIT("a:0123456789abcdefghjk~abcd")).n, 22);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(one_of_its_kind_has_the_plain_id),
		cmocka_unit_test(each_copy_is_found_by_its_own_id),
		cmocka_unit_test(what_is_not_there_is_not_found),
		cmocka_unit_test(other_words_have_no_short_form),
	};
	struct err err = ERR_INIT;
	int failed;

	fixture_samples(&fx, samples, sizeof(samples) / sizeof(samples[0]));
	if (archive_reader_open(fx.dir, &reader, &err) != STATUS_OK)
		return 1;
	searcher_init(&searcher, reader);
	failed = cmocka_run_group_tests(tests, NULL, NULL);
	searcher_done(&searcher);
	archive_reader_close(reader);
	fixture_remove(&fx);
	return failed;
}
