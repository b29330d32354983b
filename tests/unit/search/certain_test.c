/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Patterns and exact words that postings decide: where all forms of a stem count, no
 * article is looked at, and the answers are those of the span engine. */
#include "tests/unit/search/fixture.h"

#include "lib/search/leaf.h"
#include "lib/search/plan.h"
#include "lib/search/search.h"

static struct fixture fx;
static struct archive_reader *reader;

static const struct sample samples[] = {
	{.id = "one", .title = "Prohibited", .blocks = "The law prohibits it. Universal access.\nA prohibition."},
	{.id = "two", .title = "A university", .blocks = "Universities and a universe of rules.\nIt bans them."},
	{.id = "three", .title = "Bans", .blocks = "A ban on prohibitions, and kaspersky.\n@teaser Banned prohibit"},
	{.id = "four", .title = "Nothing", .blocks = "Nothing of it at all.\nUniverses."},
	{.id = "five", .title = "Banning", .blocks = "Banning banners is banned.\nUniversal bank of law."},
};

static int setup(void **state)
{
	struct err err = ERR_INIT;
	size_t i;

	(void)state;
	fixture_begin(&fx);
	for (i = 0; i < sizeof(samples) / sizeof(samples[0]); i++) {
		struct article a;

		article_init(&a);
		fixture_article(&samples[i], &a);
		fixture_add(&fx, &a);
		article_done(&a);
	}
	fixture_end(&fx);
	fixture_ok(archive_reader_open(fx.dir, &reader, &err), &err);
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	archive_reader_close(reader);
	fixture_remove(&fx);
	return 0;
}

/* --- forms by stem ---------------------------------------------------------- */

struct counting {
	struct slice stem;
	uint32_t n;
};

static bool has_stem(void *ctx, struct slice form, const struct slice *stems, size_t n_stems)
{
	struct counting *c = ctx;
	size_t i;

	(void)form;
	for (i = 0; i < n_stems; i++)
		c->n += slice_eq(stems[i], c->stem);
	return true;
}

static bool check_stems(void *ctx, struct slice form, const struct slice *stems, size_t n_stems)
{
	struct archive_reader *other = ctx; /* a walk in another walk of one reader is not allowed */
	struct err err = ERR_INIT;
	size_t i;

	(void)form;
	for (i = 0; i < n_stems; i++) {
		struct counting c = {stems[i], 0};

		fixture_ok(archive_lexicon(other, SLICE_NONE, has_stem, &c, &err), &err);
		assert_int_equal(archive_stem_forms(reader, stems[i]), c.n);
	}
	return true;
}

static void forms_are_counted(void **state)
{
	struct archive_reader *other;
	struct err err = ERR_INIT;
	int i;

	(void)state;
	assert_int_equal(archive_stem_forms(reader, SLICE_LIT("ban")), UINT32_MAX); /* not yet */
	for (i = 0; i < 2; i++)
		fixture_ok(archive_stem_forms_want(reader, &err), &err);
	assert_true(archive_stem_forms(reader, SLICE_LIT("ban")) > 1);
	assert_int_equal(archive_stem_forms(reader, SLICE_LIT("absent")), 0);
	fixture_ok(archive_reader_open(fx.dir, &other, &err), &err);
	fixture_ok(archive_lexicon(reader, SLICE_NONE, check_stems, other, &err), &err);
	archive_reader_close(other);
}

/* --- answers ---------------------------------------------------------------- */

struct answer {
	uint64_t total;
	uint32_t docids[8], n;
};

static void ask(struct archive_reader *r, const char *text, struct answer *out)
{
	struct search_request req = {.q = slice_str(text), .zones = ZONES_DEFAULT, .limit = 8,
				     .count = true};
	struct err err = ERR_INIT;
	struct search_result res;
	struct searcher s;
	uint32_t i;

	searcher_init(&s, r);
	fixture_ok(search_run(&s, &req, &res, &err), &err);
	out->total = res.total;
	out->n = res.n_hits;
	for (i = 0; i < res.n_hits; i++)
		out->docids[i] = res.hits[i].docid;
	search_result_done(&res);
	searcher_done(&s);
}

/* The first question of a pattern to a reader goes to the span engine. */
static void same_as_the_span_engine(void **state)
{
	static const char *const queries[] = {
		"prohib*", "univers*", "universi*", "ban*", "bann*", "b?n", "kaspersk*", "x*",
		"ban* AND law", "ban* OR nothing", "NOT ban*", "ban* NOT univers*", "title:(ban*)",
		"bann* OR universal", "(bann* OR nothing) AND universi*", "lead:(ban*)", "ban~1",
		"3 of (ban* law univers* prohibit*)", "atleast2(ban*)", "ban* w/3 prohibit*",
		"=kaspersky", "=ban", "=universe OR =law", "\"banned universal\"", "\"banning banners\"",
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(queries) / sizeof(queries[0]); i++) {
		struct answer by_spans, by_postings;
		struct archive_reader *fresh;
		struct err err = ERR_INIT;
		uint32_t k;

		fixture_ok(archive_reader_open(fx.dir, &fresh, &err), &err);
		ask(fresh, queries[i], &by_spans);
		archive_reader_close(fresh);
		ask(reader, queries[i], &by_postings);
		if (by_spans.total != by_postings.total || by_spans.n != by_postings.n)
			fail_msg("%s: %u of %u articles", queries[i], (unsigned)by_postings.total,
				 (unsigned)by_spans.total);
		for (k = 0; k < by_spans.n; k++)
			assert_int_equal(by_spans.docids[k], by_postings.docids[k]);
	}
}

static void leaf_of(const char *text, struct query *q, struct searcher *s)
{
	struct search_request req = {.q = slice_str(text), .zones = ZONES_DEFAULT};
	struct err err = ERR_INIT;

	query_init(q);
	fixture_ok(search_read(s, &req, q, &err), &err);
	assert_int_equal(q->root->kind, NODE_WORD);
}

static void postings_decide_where_they_can(void **state)
{
	static const struct {
		const char *text;
		bool pure, partly;
	} cases[] = {
		{"banne*", false, true},    /* of "banner" all, of "ban" only banned */
		{"prohib*", true, true},    /* all that it has */
		{"universi*", false, false}, /* one stem with universal */
		{"univers*", true, true},
		{"=kaspersky", true, true}, /* its only form */
		{"=ban", false, false},     /* one of several */
		{"case(Kaspersky)", false, false},
	};
	struct searcher s;
	size_t i;

	(void)state;
	searcher_init(&s, reader);
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct query q;

		leaf_of(cases[i].text, &q, &s);
		if (q.root->leaf->pure != cases[i].pure)
			fail_msg("%s: postings decide: %d", cases[i].text, q.root->leaf->pure);
		if (q.root->leaf->partly != cases[i].partly)
			fail_msg("%s: in part: %d", cases[i].text, q.root->leaf->partly);
		query_done(&q);
	}
	searcher_done(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(forms_are_counted),
		cmocka_unit_test(same_as_the_span_engine),
		cmocka_unit_test(postings_decide_where_they_can),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
