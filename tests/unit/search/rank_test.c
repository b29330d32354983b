/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What moves articles in the ranking and what brings them in: function words,
 * words that only ask, words added from the best articles, synonyms, like:ID. */
#include "tests/unit/search/fixture.h"

#define EN "en"

static const struct sample samples[] = {
	{"what", NULL, "Quay Post", NULL, NULL, "2024-01-01", EN,
	 "What became of it, asked players at their gate last night."},
	{"t1", NULL, "Quay Post", NULL, NULL, "2024-01-02", EN,
	 "The tariff on steel rose. Importers and smelters complained of the levy."},
	{"t2", NULL, "Quay Post", NULL, NULL, "2024-01-03", EN,
	 "A tariff on steel is a levy on those who weld it, smelters say."},
	{"t3", NULL, "Quay Post", NULL, NULL, "2024-01-04", EN,
	 "The tariff on steel was cut after smelters lobbied against the levy."},
	{"levy", NULL, "Quay Post", NULL, NULL, "2024-01-05", EN,
	 "The levy made smelters shut two furnaces along the river."},
	{"papers", NULL, "Quay Post", NULL, NULL, "2024-01-06", EN,
	 "Papers fill a reading room of that hall, shelf on shelf, from floor to roof and door to wall."},
	{"gulls", "Gulls of the breakwater", "Quay Post", NULL, NULL, "2024-01-07", EN,
	 "Gulls nest on the breakwater and quarrel over herring each spring."},
	{"gulls-copy", "Gulls of the breakwater", "Dock Gazette", NULL, NULL, "2024-01-08", EN,
	 "Gulls nest on the breakwater and quarrel over herring each spring."},
	{"gulls-more", NULL, "Quay Post", NULL, NULL, "2024-01-09", EN,
	 "Wardens count gulls on the breakwater; herring are fewer."},
	{"hens", NULL, "Quay Post", NULL, NULL, "2024-01-10", EN,
	 "Hens lay less in winter, a farmer said over tea."},
	{"ftc", NULL, "Quay Post", NULL, NULL, "2024-01-11", EN,
	 "The FTC opened an inquiry into mergers."},
	{"trade", NULL, "Quay Post", NULL, NULL, "2024-01-12", EN,
	 "The federal trade commission opened a second inquiry."},
	{"alone", NULL, "Quay Post", NULL, NULL, "2024-01-13", EN, "Xylographers."},
	{"tea", NULL, "Quay Post", NULL, NULL, "2024-01-14", EN,
	 "Tea is late, cups are cold and nobody minds the clock."},
	{"rain", NULL, "Quay Post", NULL, NULL, "2024-01-15", EN,
	 "Rain fell on seven of nine days, as in most years."},
	{"f1", NULL, "Quay Post", NULL, NULL, "2024-02-01", EN, "Snow closed one pass."},
	{"f2", NULL, "Quay Post", NULL, NULL, "2024-02-02", EN, "A choir sang until noon."},
	{"f3", NULL, "Quay Post", NULL, NULL, "2024-02-03", EN, "Two bakers swapped ovens."},
	{"f4", NULL, "Quay Post", NULL, NULL, "2024-02-04", EN, "The lamp went out at ten."},
	{"f5", NULL, "Quay Post", NULL, NULL, "2024-02-05", EN, "Boots were left on a stair."},
	{"f6", NULL, "Quay Post", NULL, NULL, "2024-02-06", EN, "Maps of moors are for sale."},
	{"f7", NULL, "Quay Post", NULL, NULL, "2024-02-07", EN, "Kites flew over a dyke."},
	{"f8", NULL, "Quay Post", NULL, NULL, "2024-02-08", EN, "Plums ripened early."},
	{"last", NULL, "Quay Post", NULL, NULL, "2024-02-09", EN,
	 "Ropes creaked while a barge waited for its pilot beside an old capstan."},
#define TEN "so we go to it as he is at an "
	{"body", NULL, "Quay Post", NULL, NULL, "2024-02-15", EN,
	 TEN TEN TEN TEN TEN TEN TEN TEN TEN TEN TEN TEN "brass sextant"},
	{"caption", NULL, "Quay Post", NULL, NULL, "2024-02-16", EN,
	 "@caption " TEN TEN TEN TEN TEN TEN TEN TEN TEN TEN TEN TEN "\n"
	 TEN TEN TEN TEN TEN TEN "brass sextant " TEN TEN TEN TEN TEN TEN TEN},
	{"danish", NULL, "Quay Post", NULL, NULL, "2024-02-13", EN,
	 "A Danish trawler unloaded cod."},
	{"denmark", NULL, "Quay Post", NULL, NULL, "2024-02-14", EN,
	 "Denmark sent a trawler for cod."},
	{"sworn", NULL, "Quay Post", NULL, NULL, "2024-02-11", EN,
	 "Swears by it, he does, and his aunt swears by it too."},
	{"swear", NULL, "Quay Post", NULL, NULL, "2024-02-12", EN,
	 "Swear by it, they do, and their aunts swear by it too."},
	{"first", NULL, "Quay Post", NULL, NULL, "2024-02-10", EN,
	 "Capstan ropes creaked while a barge waited for its pilot beside an old quay."},
};

static struct fixture fx;
static struct api *api;
static struct api_reply reply;

static const char *ask(const char *path, ...)
{
	struct api_param v[8];
	const char *key;
	size_t n = 0;
	va_list ap;

	va_start(ap, path);
	while ((key = va_arg(ap, const char *)))
		v[n++] = (struct api_param){slice_str(key), slice_str(va_arg(ap, const char *))};
	va_end(ap);
	api_call(api, slice_str(path), v, n, 0, &reply);
	return buf_str(&reply.body);
}

static void has(const char *text, const char *part)
{
	if (!strstr(text, part))
		fail_msg("no %s in %s", part, text);
}

static void lacks(const char *text, const char *part)
{
	if (strstr(text, part))
		fail_msg("%s in %s", part, text);
}

/* Source ids of the hits in order, with blanks between. */
static const char *hits(const char *text)
{
	static char out[512];
	const char *key = "\"source_id\":\"", *p = text;
	size_t n = 0;

	out[0] = '\0';
	while ((p = strstr(p, key))) {
		size_t len;

		p += strlen(key);
		len = strcspn(p, "\"");
		n += (size_t)snprintf(out + n, sizeof(out) - n, "%s%.*s", n ? " " : "", (int)len, p);
	}
	return out;
}

/* Does a stand before b? */
static void before(const char *text, const char *a, const char *b)
{
	char all[600], one[70], two[70];

	snprintf(all, sizeof(all), " %s ", hits(text));
	snprintf(one, sizeof(one), " %s ", a);
	snprintf(two, sizeof(two), " %s ", b);
	has(all, one);
	has(all, two);
	if (strstr(all, one) > strstr(all, two))
		fail_msg("%s comes after %s in%s", a, b, all);
}

static void function_words_rank_little(void **state)
{
	(void)state;
	before(ask("/v1/search", "q", "what tariff", "mode", "any", NULL), "t1", "what");
	before(buf_str(&reply.body), "t3", "what");
	has(hits(buf_str(&reply.body)), "what"); /* and are found all the same */
	assert_string_equal(hits(ask("/v1/search", "q", "what", NULL)), "what");
}

static void words_that_ask_rank_less(void **state)
{
	(void)state;
	before(ask("/v1/search", "q", "papers gulls", "mode", "any", NULL), "gulls-more",
	       "papers");
	/* only in questions: here they are what is looked for */
	has(ask("/v1/search", "q", "papers OR gulls", NULL), "\"papers\"");
	before(buf_str(&reply.body), "papers", "gulls-more");
}

static double number(const char *text, const char *key)
{
	const char *at = strstr(text, key);

	if (!at)
		fail_msg("no %s in %s", key, text);
	return strtod(at + strlen(key), NULL);
}

static void words_that_come_early_rank_more(void **state)
{
	const char *text = ask("/v1/search", "q", "capstan", "explain", "1", NULL);
	double score = number(text, "\"score\":"), sum;

	(void)state;
	assert_string_equal(hits(text), "first last");
	sum = number(text, "\"words\":") + number(text, "\"closeness\":") +
	      number(text, "\"early\":") + number(text, "\"as_typed\":");
	assert_true(score > sum - 0.001 && score < sum + 0.001);
	assert_true(number(text, "\"early\":") > 0.5);
	assert_true(number(text, "\"closeness\":") == 0);
}

static void words_that_are_not_searched_are_not_counted(void **state)
{
	static const char *const queries[] = {"sextant", "\"brass sextant\"", "=sextant",
					      /* from the streams */ "sextant OR (brass /s sextant)"};
	double early[4];
	size_t i, k;

	(void)state;
	for (i = 0; i < 4; i++)
		for (k = 0; k < 2; k++) { /* the second time it is remembered */
			const char *text = ask("/v1/search", "q", queries[i], "explain", "1", NULL);

			assert_string_equal(hits(text), "caption body");
			early[i] = number(text, "\"early\":");
			assert_true(early[i] > 0.1);
			assert_true(number(strstr(text, "\"source_id\":\"body\""), "\"early\":") == 0);
		}
	assert_true(early[0] == early[2]);
	ask("/v1/search", "q", "sextant", "zones", "all", "explain", "1", NULL);
	assert_true(number(strstr(buf_str(&reply.body), "\"source_id\":\"caption\""), "\"early\":") == 0);
}

static void the_form_asked_for_ranks_more(void **state)
{
	(void)state;
	assert_string_equal(hits(ask("/v1/search", "q", "swear", NULL)), "swear sworn");
	assert_string_equal(hits(ask("/v1/search", "q", "swears", "explain", "1", NULL)),
			    "sworn swear");
	assert_true(number(buf_str(&reply.body), "\"as_typed\":") > 0.3);
	/* the same from the streams, which words in a zone are looked for in */
	assert_string_equal(hits(ask("/v1/search", "q", "swear", "zones", "all", NULL)), "swear sworn");
	assert_string_equal(hits(ask("/v1/search", "q", "swears", "zones", "all", NULL)), "sworn swear");
}

static void countries_are_found_by_what_is_of_them(void **state)
{
	char many[400] = "";
	const char *text;
	size_t i;

	(void)state;
	text = ask("/v1/search", "q", "denmark", "mode", "any", "explain", "1", NULL);
	assert_string_equal(hits(text), "denmark danish");
	has(text, "\"read\":\"ANY(denmark, danish)\"");
	has(text, "A Danish trawler unloaded cod.\",\"marks\":[[2,8]]");
	assert_string_equal(hits(ask("/v1/search", "q", "Danish", "mode", "any", NULL)), "danish denmark");
	has(ask("/v1/search", "q", "danish denmark", "mode", "any", NULL),
	    "\"read\":\"ANY(danish, denmark)\"");
	has(ask("/v1/search", "q", "denmark", "mode", "any", "from", "2024-02-14", NULL),
	    "\"read\":\"ALL(ANY(denmark, danish), date:2024-02-14..)\"");
	assert_string_equal(hits(buf_str(&reply.body)), "denmark");
	/* elsewhere what is asked for is found; nor is there a kin that no article has */
	assert_string_equal(hits(ask("/v1/search", "q", "denmark", NULL)), "denmark");
	has(ask("/v1/search", "q", "france", "mode", "any", NULL), "\"read\":\"france\"");
	for (i = 0; i < 40; i++)
		strcat(many, "denmark ");
	text = ask("/v1/search", "q", many, "mode", "any", NULL);
	for (i = 0; (text = strstr(text, ", danish")); i++)
		text++;
	assert_int_equal(i, 16);
}

static void added_words_find_in_any(void **state)
{
	(void)state;
	lacks(ask("/v1/search", "q", "tariff steel", "mode", "any", NULL), "\"added\"");
	assert_null(strstr(hits(buf_str(&reply.body)), "levy"));
	has(ask("/v1/search", "q", "tariff steel", "mode", "any", "expand", "1", NULL),
	    "\"added\":[{\"word\":\"");
	has(buf_str(&reply.body), "\"word\":\"levy\"");
	has(buf_str(&reply.body), "\"word\":\"smelters\"");
	before(buf_str(&reply.body), "t1", "levy");
	lacks(hits(buf_str(&reply.body)), "hens");
}

static void added_words_only_rank_elsewhere(void **state)
{
	const char *const queries[] = {"tariff", "tariff -lobbied", "\"tariff on steel\"",
				       "steel w/3 tariff", "tariff date:2024"};
	char plain[64], *at;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(queries) / sizeof(queries[0]); i++) {
		at = strstr(ask("/v1/search", "q", queries[i], NULL), "\"total\":");
		assert_non_null(at);
		snprintf(plain, sizeof(plain), "%.*s", (int)strcspn(at, "}"), at);
		has(ask("/v1/search", "q", queries[i], "expand", "1", NULL), plain);
		has(buf_str(&reply.body), "\"added\":[");
		lacks(hits(buf_str(&reply.body)), "levy");
	}
	has(ask("/v1/search", "q", "tariff", "expand", "1", "explain", "1", NULL),
	    "{\"part\":\"levy\",");
}

static void nothing_is_added_without_cause(void **state)
{
	(void)state;
	lacks(ask("/v1/search", "q", "hens", "expand", "1", NULL), "\"added\""); /* one article */
	lacks(ask("/v1/search", "q", "zeppelin", "expand", "1", NULL), "\"added\"");
	lacks(ask("/v1/search", "q", "tariff", "expand", "1", "sort", "date", NULL), "\"added\"");
	ask("/v1/search", "q", "tariff", "expand", "2", NULL);
	assert_int_equal(reply.http, 400);
	ask("/v1/kwic", "q", "tariff", "expand", "1", NULL);
	assert_int_equal(reply.http, 400);
}

static void more_like_this(void **state)
{
	(void)state;
	has(ask("/v1/search", "q", "like:gulls", NULL), "\"read\":\"like:\\\"gulls\\\"\"");
	assert_string_equal(hits(buf_str(&reply.body)), "gulls-more");
	has(buf_str(&reply.body), "\"marks\":[[");
	assert_string_equal(hits(ask("/v1/docs/gulls/similar", NULL)), "gulls-more");
	has(ask("/v1/search", "q", "like:gulls NOT wardens", NULL), "\"articles\":0");
	has(ask("/v1/search", "q", "like:gulls OR hens", NULL), "\"articles\":2");
	has(ask("/v1/parse", "q", "like:gulls", NULL), "{\"part\":\"herring\",\"articles\":3");
	ask("/v1/docs/nobody/similar", NULL);
	assert_int_equal(reply.http, 404);
}

static void like_what_is_not_there(void **state)
{
	(void)state;
	has(ask("/v1/search", "q", "hens like:nobody", NULL), "no such article; left out: nobody");
	assert_string_equal(hits(buf_str(&reply.body)), "hens");
	ask("/v1/search", "q", "hens like:nobody", "mode", "strict", NULL);
	assert_int_equal(reply.http, 400);
	has(buf_str(&reply.body), "\"pos\":10");
	has(ask("/v1/search", "q", "like:alone", NULL), "no word of it is in another article");
	ask("/v1/search", "q", "like:t1 OR like:t2 OR like:t3 OR like:t1 OR like:t2 OR like:t3 OR "
			       "like:t1 OR like:t2", NULL);
	lacks(buf_str(&reply.body), "too many like:");
	has(ask("/v1/search", "q", "like:t1 OR like:t2 OR like:t3 OR like:t1 OR like:t2 OR like:t3 OR "
				   "like:t1 OR like:t2 OR like:t3", NULL), "too many like:");
}

/* --- synonyms ------------------------------------------------------------- */

static char syn_path[80];

static enum status reopen(const char *text, struct err *err)
{
	FILE *f = fopen(syn_path, "w");
	enum status st;

	assert_non_null(f);
	fputs(text, f);
	fclose(f);
	setenv("BACKFILE_SYNONYMS", syn_path, 1);
	api_close(api);
	api = NULL;
	*err = (struct err)ERR_INIT;
	st = api_open(fx.dir, &api, err);
	unsetenv("BACKFILE_SYNONYMS");
	return st;
}

static void synonyms_are_found_and_marked(void **state)
{
	struct err err;

	(void)state;
	fixture_ok(reopen("# bodies\n\nFTC, federal trade commission # of the US\n"
			  "probe => inquiry, investigation\r\n", &err), &err);
	has(ask("/v1/search", "q", "ftc", NULL),
	    "\"read\":\"SYNONYMS(ftc, {federal trade commission})\"");
	has(buf_str(&reply.body), "\"articles\":2");
	has(buf_str(&reply.body), "\"marks\":[[4,28]]"); /* "federal trade commission" */
	has(ask("/v1/search", "q", "{federal trade commission}", NULL), "\"articles\":2");
	has(ask("/v1/search", "q", "SYNONYMS(ftc, {federal trade commission})", NULL),
	    "\"read\":\"SYNONYMS(ftc, {federal trade commission})\"");
	has(ask("/v1/search", "q", "ftc w/4 probe", NULL), "\"articles\":2");
	has(ask("/v1/search", "q", "inquiry", NULL), "\"read\":\"inquiry\""); /* one way */
	has(ask("/v1/search", "q", "=ftc", NULL), "\"articles\":1");
	has(ask("/v1/search", "q", "\"ftc\"", NULL), "\"articles\":1");
	has(ask("/v1/search", "q", "ftc*", NULL), "\"articles\":1");
	has(ask("/v1/search", "q", "the probe", "mode", "any", NULL), "inquiry");
	fixture_ok(reopen("", &err), &err);
	has(ask("/v1/search", "q", "ftc", NULL), "\"articles\":1");
}

static void bad_synonyms_are_named(void **state)
{
	static const struct {
		const char *text, *line, *why;
	} bad[] = {
		{"a, b\nalone\n", ":2: ", "one entry alone"},
		{"a, b\n\na,,b\n", ":3: ", "without a word"},
		{"a => \n", ":1: ", "without a word"},
		{"=> a\n", ":1: ", "without a word"},
		{"a => b => c\n", ":1: ", "second =>"},
		{"a, \"b\"\n", ":1: ", "plain words"},
		{"a, \xFF\n", ":1: ", "not UTF-8"},
	};
	struct err err;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		assert_int_equal(reopen(bad[i].text, &err), STATUS_BAD_DATA);
		has(err.msg, syn_path);
		has(err.msg, bad[i].line);
		has(err.msg, bad[i].why);
	}
	fixture_ok(reopen("", &err), &err);
}

/* One line of n entries. */
static enum status reopen_with(size_t n, struct err *err)
{
	char text[4096];
	size_t i, at = 0;

	for (i = 0; i < n; i++)
		at += (size_t)snprintf(text + at, sizeof(text) - at, "%sw%zu", i ? ", " : "", i);
	return reopen(text, err);
}

static void synonyms_are_bounded(void **state)
{
	struct err err;
	size_t i, n = LIMIT_SYNONYM_LINES + 1;
	char *text = xcalloc(n + 1, 1);

	(void)state;
	fixture_ok(reopen_with(LIMIT_SYNONYMS, &err), &err);
	assert_int_equal(reopen_with(LIMIT_SYNONYMS + 1, &err), STATUS_BAD_DATA);
	has(err.msg, ":1: too many entries");
	for (i = 0; i < n; i++)
		text[i] = '\n';
	text[n - 1] = '\0';
	fixture_ok(reopen(text, &err), &err);
	text[n - 1] = 'a';
	assert_int_equal(reopen(text, &err), STATUS_BAD_DATA);
	has(err.msg, "too many lines");
	free(text);
	fixture_ok(reopen("", &err), &err);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(function_words_rank_little),
		cmocka_unit_test(words_that_ask_rank_less),
		cmocka_unit_test(words_that_come_early_rank_more),
		cmocka_unit_test(words_that_are_not_searched_are_not_counted),
		cmocka_unit_test(the_form_asked_for_ranks_more),
		cmocka_unit_test(countries_are_found_by_what_is_of_them),
		cmocka_unit_test(added_words_find_in_any),
		cmocka_unit_test(added_words_only_rank_elsewhere),
		cmocka_unit_test(nothing_is_added_without_cause),
		cmocka_unit_test(more_like_this),
		cmocka_unit_test(like_what_is_not_there),
		cmocka_unit_test(synonyms_are_found_and_marked),
		cmocka_unit_test(bad_synonyms_are_named),
		cmocka_unit_test(synonyms_are_bounded),
	};
	struct err err = ERR_INIT;
	int failed;

	fixture_samples(&fx, samples, sizeof(samples) / sizeof(samples[0]));
	snprintf(syn_path, sizeof(syn_path), "%s.synonyms", fx.dir);
	if (api_open(fx.dir, &api, &err) != STATUS_OK)
		return 1;
	api_reply_init(&reply);
	failed = cmocka_run_group_tests(tests, NULL, NULL);
	api_reply_done(&reply);
	api_close(api);
	remove(syn_path);
	fixture_remove(&fx);
	return failed;
}
