/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Places that are remembered: they say what the streams say, are bounded, and end with
 * the revision. */
#include "tests/unit/search/fixture.h"

#include "lib/search/early.h"
#include "lib/search/search.h"

#define N_MIXED 120  /* articles of few words in any order */
#define N_LONG  200  /* articles of words that stand often */
#define N_OFTEN 8    /* such words, each FILL times in a long article */
#define FILL    950  /* below what is remembered of a stem in one article */
#define TOO_MANY 1100 /* above it */

static struct fixture fx;
static struct archive_reader *reader;
static struct searcher searcher;

static uint64_t seed = 0x9E3779B97F4A7C15u;

static uint32_t roll(uint32_t n)
{
	seed ^= seed << 13;
	seed ^= seed >> 7;
	seed ^= seed << 17;
	return (uint32_t)((seed >> 33) % n);
}

/* --- articles ------------------------------------------------------------- */

static void add_article(const char *id, const char *title, struct buf *blocks)
{
	struct sample s = {.id = id, .title = title, .blocks = buf_str(blocks)};
	struct article a;

	article_init(&a);
	fixture_article(&s, &a);
	fixture_add(&fx, &a);
	article_done(&a);
}

static void add_mixed(uint32_t i, struct buf *b)
{
	static const char *const words[] = {"bank", "banks", "rate", "rates", "cut", "the",
					    "e-mail", "email", "U.S.", "us", "law"};
	static const char *const zones[] = {"", "", "", "@caption ", "@teaser "};
	uint32_t blocks = 1 + roll(6), n;
	char id[16];

	buf_reset(b);
	while (blocks--) {
		buf_add_str(b, zones[roll(5)]);
		for (n = 1 + roll(12); n; n--)
			buf_addf(b, "%s%s", words[roll(11)], roll(8) ? " " : ". ");
		buf_add_str(b, "end\n");
	}
	snprintf(id, sizeof(id), "mixed%u", i);
	add_article(id, roll(2) ? "Bank rates cut" : "The law of e-mail", b);
}

static void add_long(uint32_t i, struct buf *b)
{
	uint32_t k, n;
	char id[16];

	buf_reset(b);
	for (n = 0; n < FILL; n++)
		for (k = 0; k < N_OFTEN; k++)
			buf_addf(b, "often%c ", 'a' + (int)k);
	for (n = 0; i == 0 && n < TOO_MANY; n++)
		buf_add_str(b, "toomany ");
	snprintf(id, sizeof(id), "long%u", i);
	add_article(id, "Long", b);
}

static int setup(void **state)
{
	struct err err = ERR_INIT;
	struct buf b;
	uint32_t i;

	(void)state;
	buf_init(&b, 1 << 20);
	fixture_begin(&fx);
	for (i = 0; i < N_MIXED; i++)
		add_mixed(i, &b);
	for (i = 0; i < N_LONG; i++)
		add_long(i, &b);
	fixture_end(&fx);
	buf_done(&b);
	fixture_ok(archive_reader_open(fx.dir, &reader, &err), &err);
	searcher_init(&searcher, reader);
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	searcher_done(&searcher);
	archive_reader_close(reader);
	fixture_remove(&fx);
	return 0;
}

/* --- helpers ---------------------------------------------------------------- */

static void read_query(const char *text, struct query *q)
{
	struct search_request req = {.q = slice_str(text), .zones = ZONES_DEFAULT};
	struct err err = ERR_INIT;

	query_init(q);
	fixture_ok(search_read(&searcher, &req, q, &err), &err);
	assert_non_null(q->root);
}

static bool begin(const struct query *q, uint64_t revision)
{
	return recall_begin(&searcher.recall, revision, q->root, SPAN_SCOPE_DEFAULT);
}

static struct spans spans_now(const struct query *q)
{
	return span_eval(&searcher.doc, q->root, SPAN_SCOPE_DEFAULT);
}

/* How early the first place is, where that is asked of such a node. */
static uint32_t early_now(const struct query *q, const struct spans *s)
{
	const struct node *n = q->root;

	if ((n->kind != NODE_WORD && n->kind != NODE_PHRASE) || n->pattern != PATTERN_NONE || !s->n)
		return UINT32_MAX;
	return early_words_before(&searcher.doc, n->leaf, ZONES_DEFAULT, s->v[0].start);
}

/* One article by its stream and, in either state, from what is remembered. */
static void compare(const char *text, const struct query *q, uint32_t docid, bool known)
{
	struct spans s, r;
	struct span *want;
	struct err err = ERR_INIT;
	uint32_t early;
	bool matches;

	fixture_ok(search_load(&searcher, docid, &err), &err);
	assert_null(searcher.doc.here);
	matches = span_match(&searcher.doc, q->root, SPAN_SCOPE_DEFAULT);
	s = spans_now(q);
	early = early_now(q, &s);
	want = xcalloc(s.n + 1, sizeof(*want));
	if (s.n)
		memcpy(want, s.v, s.n * sizeof(*want));
	if (recall_set(&searcher.recall, &searcher.doc, docid) != known)
		fail_msg("'%s': article %u is%s remembered", text, docid, known ? " not" : "");
	if (!known)
		assert_true(recall_learn(&searcher.recall, &searcher.doc));
	assert_non_null(searcher.doc.here);
	r = spans_now(q);
	assert_int_equal(early_now(q, &r), early);
	if (span_match(&searcher.doc, q->root, SPAN_SCOPE_DEFAULT) != matches || r.n != s.n ||
	    (s.n && memcmp(r.v, want, s.n * sizeof(*want)) != 0))
		fail_msg("'%s': article %u: %u places, the stream has %u", text, docid, r.n, s.n);
	free(want);
}

static void compare_all(const char *text, uint64_t revision, bool known, uint32_t last)
{
	struct query q;
	uint32_t docid;

	read_query(text, &q);
	assert_true(begin(&q, revision));
	for (docid = 1; docid <= last; docid++)
		compare(text, &q, docid, known);
	recall_end(&searcher.recall);
	query_done(&q);
}

static void forget(void)
{
	recall_done(&searcher.recall);
	recall_init(&searcher.recall);
}

/* --- tests ------------------------------------------------------------------ */

static void same_as_streams(void **state)
{
	static const char *const queries[] = {
		"bank", "rate", "law", "{bank rate}", "{the law}", "{bank rate cut}", "e-mail",
		"bank w/2 rate", "bank pre/3 (rate OR law)", "(bank rate) w/4 cut",
		"bank NOT law", "atleast2(bank)", "(bank OR rate) notw/2 the", "US", "email w/3 us",
		"{bank bank}", "\"bank rates\"", "=banks", "\"the law\"", "bank w/3 =rates",
		"rate AND \"the law\"", "case(Bank)", "case(US)", "ban*", "\"bank rates cut\"",
		"\"law bank\" OR =cut", "e-mail w/2 =rate",
	};
	uint64_t revision = archive_revision(reader);
	size_t i, held = 0;

	(void)state;
	for (i = 0; i < sizeof(queries) / sizeof(queries[0]); i++) {
		struct query q;
		bool fits;

		forget();
		read_query(queries[i], &q);
		fits = begin(&q, revision);
		if (fits)
			recall_end(&searcher.recall);
		query_done(&q);
		if (!fits)
			continue; /* a lattice */
		held++;
		compare_all(queries[i], revision, false, N_MIXED);
		compare_all(queries[i], revision, true, N_MIXED);
	}
	assert_true(held >= 23);
}

static void zones_and_sentences_are_not_held(void **state)
{
	static const char *const queries[] = {"bank /s rates", "bank /p rates", "lead:(bank)",
					      "rate AND title:(law)"};
	struct span_scope lead = SPAN_SCOPE_DEFAULT;
	struct query q;
	size_t i;

	(void)state;
	forget();
	for (i = 0; i < sizeof(queries) / sizeof(queries[0]); i++) {
		read_query(queries[i], &q);
		assert_false(begin(&q, 1));
		assert_int_equal(searcher.recall.n_lists, 0); /* nothing begun for the others */
		query_done(&q);
	}
	lead.lead = true;
	read_query("bank", &q);
	assert_false(recall_begin(&searcher.recall, 1, q.root, lead));
	query_done(&q);
}

static void other_revision_forgets(void **state)
{
	uint64_t revision = archive_revision(reader);

	(void)state;
	forget();
	compare_all("bank OR rate OR the OR law", revision, false, 3);
	compare_all("bank OR rate OR the OR law", revision, true, 3);
	compare_all("bank OR rate OR the OR law", revision + 1, false, 3);
	compare_all("bank OR rate OR the OR law", revision, false, 3);
}

/* Too many places in one article: its stream decides, the others are remembered. */
static void too_many_in_an_article(void **state)
{
	struct err err = ERR_INIT;
	struct query q;

	(void)state;
	forget();
	read_query("toomany", &q);
	assert_true(begin(&q, 1));
	fixture_ok(search_load(&searcher, N_MIXED + 1, &err), &err);
	assert_false(recall_learn(&searcher.recall, &searcher.doc));
	assert_null(searcher.doc.here);
	assert_int_equal(spans_now(&q).n, TOO_MANY);
	compare("toomany", &q, N_MIXED + 2, false);
	recall_end(&searcher.recall);
	assert_true(begin(&q, 1));
	assert_false(recall_set(&searcher.recall, &searcher.doc, N_MIXED + 1));
	compare("toomany", &q, N_MIXED + 2, true);
	recall_end(&searcher.recall);
	query_done(&q);
}

/* Words are added until there are too many stems: the bound is met, not passed. */
static void many_stems(void **state)
{
	uint32_t used = 0, each = 0;
	bool fits = true;
	struct query q;
	struct buf b;
	int i;

	(void)state;
	forget();
	buf_init(&b, 1 << 12);
	for (i = 0; fits && i <= RECALL_STEMS; i++) {
		buf_addf(&b, "zq%c%cx ", 'a' + i / 26, 'a' + i % 26);
		read_query(buf_str(&b), &q);
		fits = begin(&q, 1);
		if (fits) {
			used = searcher.recall.n_used;
			each = i ? each : used;
			recall_end(&searcher.recall);
		}
		query_done(&q);
	}
	buf_done(&b);
	assert_false(fits);
	assert_true(each > 0 && used <= RECALL_STEMS && used + each > RECALL_STEMS);
}

static void learn(const char *text, bool known)
{
	struct err err = ERR_INIT;
	struct query q;
	uint32_t docid;

	read_query(text, &q);
	assert_true(begin(&q, 1));
	for (docid = N_MIXED + 1; docid <= N_MIXED + N_LONG; docid++) {
		assert_int_equal(recall_set(&searcher.recall, &searcher.doc, docid), known);
		fixture_ok(search_recall(&searcher, docid, &err), &err);
	}
	recall_end(&searcher.recall);
	query_done(&q);
}

/* The words that were asked for longest ago leave. */
static void bytes_are_bounded(void **state)
{
	const size_t least = (size_t)N_LONG * FILL; /* of a word: a byte a place or more */
	char word[] = "oftena";
	int i;

	(void)state;
	forget();
	searcher.recall.max_bytes = 4 * least;
	for (i = 0; i < N_OFTEN; i++) {
		word[5] = (char)('a' + i);
		learn(word, false);
		assert_true(searcher.recall.n_lists * least <= searcher.recall.max_bytes);
	}
	assert_true(searcher.recall.n_lists < N_OFTEN);
	assert_true(searcher.recall.n_lists > 1);
	learn(word, true);
	learn("oftena", false);
}

/* One question does not push out all that was learned before: it reads streams from
 * some article on. */
static void one_query_takes_half(void **state)
{
	struct err err = ERR_INIT;
	uint32_t docid, learned = 0;
	struct query q;

	(void)state;
	forget();
	searcher.recall.max_bytes = (size_t)N_LONG * FILL / 2;
	read_query("oftena", &q);
	assert_true(begin(&q, 1));
	for (docid = N_MIXED + 1; docid <= N_MIXED + N_LONG; docid++) {
		fixture_ok(search_load(&searcher, docid, &err), &err);
		learned += recall_learn(&searcher.recall, &searcher.doc);
	}
	assert_in_range(learned, N_LONG / 8, N_LONG / 2);
	recall_end(&searcher.recall);
	assert_int_equal(searcher.recall.n_lists, 1);
	query_done(&q);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(same_as_streams),
		cmocka_unit_test(zones_and_sentences_are_not_held),
		cmocka_unit_test(other_revision_forgets),
		cmocka_unit_test(too_many_in_an_article),
		cmocka_unit_test(many_stems),
		cmocka_unit_test(bytes_are_bounded),
		cmocka_unit_test(one_query_takes_half),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
