/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Requests to replies over a small archive: what is found, what is shown, what is
 * refused.  JSON is looked at as text: the writer puts keys in a fixed order. */
#include "tests/unit/search/fixture.h"

static const struct sample samples[] = {
	{"vp1", "Regulator bars antivirus maker from federal offices", "Harbour Courier", "Ines Okafor",
	 "Security", "2024-06-21", "en",
	 "The ministry said on Friday that the antivirus maker Varnholm must leave by autumn. "
	 "“It is sad and difficult for all of us,” its director said.\n"
	 "The Trade Department’s ruling gives customers 100 days. Nobody expects an appeal.\n"
	 "@teaser Orbital Foods buys a rival for $60b\n"
	 "@bio Ines Okafor has written about banks since 2009."},
	{"vp2", "Varnholm closes its last office", "Lantern Weekly", NULL, "Business", NULL, "en",
	 "Staff of Varnholm were told on Monday. The closing was called sad and difficult.\n"
	 "U.S. customers keep their licences, but the ban stays. The US will not bend."},
	{"pl1", "Senate reads privacy bill", "Harbour Courier", "Tom Reyes", "Politics", "2024-09", "en",
	 "The bill prohibits the sale of location data. Prohibitions begin in May.\n"
	 "A state-of-the-art registry will be built; e-mail is exempt.\n"
	 "The registry is state of the art, say its makers."},
	{"pl2", "Datenschutz im Bundestag", "Morgenblatt", "Anikó Fekete", "Politik", "2023-11-02", "de",
	 "Der Bundestag berät über den Datenschutz. Die Verbote gelten ab Mai."},
	{"ch1", "Chip rules tightened again", "Lantern Weekly", "Tom Reyes", "Trade", "2024-07-15", "en",
	 "Export rules for chips were tightened. The department named three makers of chips.\n"
	 "@teaser Varnholm and the ban: a timeline"},
};

#define N_SAMPLES (sizeof(samples) / sizeof(samples[0]))

static struct fixture fx;
static struct api *api;
static struct api_reply reply;

static const char *ask_raw(const char *path, const struct api_param *p, size_t n)
{
	api_reply_done(&reply);
	api_reply_init(&reply);
	api_call(api, slice_str(path), p, n, 10000, &reply);
	return buf_str(&reply.body);
}

/* A path and pairs of key and value, NULL at the end. */
static const char *ask(const char *path, ...)
{
	struct api_param p[80];
	const char *key;
	size_t n = 0;
	va_list ap;

	va_start(ap, path);
	while (n < 80 && (key = va_arg(ap, const char *))) {
		p[n].key = slice_str(key);
		p[n++].value = slice_str(va_arg(ap, const char *));
	}
	va_end(ap);
	return ask_raw(path, p, n);
}

static const char *search(const char *q)
{
	return ask("/v1/search", "q", q, NULL);
}

static void has(const char *body, const char *part)
{
	if (!strstr(body, part))
		fail_msg("no '%s' in: %.1500s", part, body);
}

static void has_not(const char *body, const char *part)
{
	if (strstr(body, part))
		fail_msg("'%s' in: %.1500s", part, body);
}

/* query -> source ids of all hits, in alphabetical order */
static const struct {
	const char *query, *ids;
} found[] = {
	{"varnholm", "vp1 vp2"},
	{"Varnholm closing", "vp2"},
	{"\"trade department\"", "vp1"},
	{"“Trade Department’s”", "vp1"},
	{"\"sad and difficult\"", "vp1 vp2"},
	{"\"difficult and sad\"", ""},
	{"\"customers keep\"", "vp2"},
	{"\"days nobody\"", "vp1"},
	{"\"autumn it\"", "vp1"},
	{"\"said the trade\"", ""}, /* not across blocks */
	{"orbital", ""},
	{"zone:teaser orbital", "vp1"},
	{"zones:all orbital", "vp1"},
	{"zone:bio banks", "vp1"},
	{"banks", ""},
	{"us", "vp1"},
	{"US", "vp2"},
	{"U.S.", "vp2"},
	{"case(US) customers", "vp2"},
	{"varnholm NOT ministry", "vp2"},
	{"varnholm -ministry", "vp2"},
	{"senate OR bundestag", "pl1 pl2"},
	{"(senate OR chip) rules", "ch1"},
	{"prohib*", "pl1"},
	{"prohibition", "pl1"},
	{"=prohibition", ""},
	{"=prohibitions", "pl1"},
	{"wom?n", ""},
	{"ch?ps", "ch1"},
	{"varnhelm~1", "vp1 vp2"},
	{"varnhalm~", "vp1 vp2"},
	{"state-of-the-art", "pl1"},
	{"\"state of the art\"", "pl1"},
	{"atleast2({state of the art})", "pl1"},
	{"email", "pl1"},
	{"e-mail", "pl1"},
	{"aniko", ""},
	{"by:aniko", "pl2"},
	{"by:\"Anikó Fekete\"", "pl2"},
	{"by:reyes", "ch1 pl1"},
	{"by:(reyes OR okafor)", "ch1 pl1 vp1"},
	{"site:\"harbour courier\"", "pl1 vp1"},
	{"site:lantern", "ch1 vp2"},
	{"site:lan*", "ch1 vp2"},
	{"section:politics", "pl1"},
	{"lang:de", "pl2"},
	{"lang:german", "pl2"},
	{"verbot", "pl2"},
	{"title:varnholm", "vp2"},
	{"title:(chip rules)", "ch1"},
	{"body:varnholm", "vp1 vp2"},
	{"lead:licences", "vp2"},
	{"first9(staff)", "vp2"},
	{"first9(licences)", ""},
	{"date:2024", "ch1 pl1 vp1"},
	{"date:2024-06..2024-07", "ch1 vp1"},
	{"date:2024-09", "pl1"},
	{"date:2024-09-01", ""}, /* known to the month only */
	{"date:>2024-07", "pl1"},
	{"date:<2024", "pl2"},
	{"date:undated", "vp2"},
	{"varnholm date:undated", "vp2"},
	{"varnholm OR date:2023", "pl2 vp1 vp2"},
	{"(varnholm date:2024) OR \"the bill\"", "pl1 vp1"},
	{"NOT varnholm", "ch1 pl1 pl2"},
	{"words>30", "pl1 vp1 vp2"},
	{"words<12", ""},
	{"words:12..25", "ch1 pl2"},
	{"id:vp1", "vp1"},
	{"ministry w/3 friday", "vp1"},
	{"ministry w/2 friday", ""},
	{"friday pre/3 ministry", ""},
	{"ministry pre/3 friday", "vp1"},
	{"varnholm /s autumn", "vp1"},
	{"varnholm /s director", ""},
	{"varnholm /p director", "vp1"},
	{"varnholm /p ruling", ""},
	{"varnholm not w/2 leave", "vp2"},
	{"chips not w/3 export", "ch1"},
	{"(\"trade department\" OR ministry) w/9 (rul* OR friday)", "vp1"},
	{"atleast2(chips)", "ch1"},
	{"atleast4(chips)", ""},
	{"2 of (senate bill bundestag)", "pl1"},
	{"), AND ((", ""},
};

static void collect_ids(const char *body, char out[256])
{
	size_t i;

	out[0] = '\0';
	for (i = 0; i < N_SAMPLES; i++) {
		/* alphabetical: the order of this list, not of the ranking */
		static const char *const order[] = {"ch1", "pl1", "pl2", "vp1", "vp2"};
		char key[40];

		snprintf(key, sizeof(key), "\"source_id\":\"%s\"", order[i]);
		if (!strstr(body, key))
			continue;
		if (out[0])
			strcat(out, " ");
		strcat(out, order[i]);
	}
}

static void finds_what_it_should(void **state)
{
	char ids[256], total[64];
	size_t i, n;

	(void)state;
	for (i = 0; i < sizeof(found) / sizeof(found[0]); i++) {
		const char *body = search(found[i].query), *s;

		if (strstr(body, "these have")) { /* the fall-back is another test's */
			assert_string_equal(found[i].ids, "");
			continue;
		}
		collect_ids(body, ids);
		if (strcmp(ids, found[i].ids) != 0)
			fail_msg("%s finds '%s', not '%s': %.600s", found[i].query, ids,
				 found[i].ids, body);
		for (n = *ids != '\0', s = ids; *s; s++)
			n += *s == ' ';
		snprintf(total, sizeof(total), "\"total\":{\"articles\":%zu,", n);
		has(body, total);
		if (n) { /* none of them is a copy of another */
			snprintf(total, sizeof(total), "\"stories\":%zu,\"relation\":\"exact\"}", n);
			has(body, total);
		}
		assert_int_equal(reply.found, n > 0);
	}
}

static void tells_what_is_elsewhere(void **state)
{
	(void)state;
	has(search("orbital"), "\"not_shown\":{\"only_in\":{\"teaser\":1}}");
	has(search("banks"), "\"not_shown\":{\"only_in\":{\"bio\":1}}");
	has(search("varnholm"), "\"not_shown\":{\"only_in\":{\"teaser\":1}}");
	has(search("varnholm export"), "\"not_shown\":{\"only_in\":{\"teaser\":1}}");
	has(search("\"varnholm and the ban\""), "\"not_shown\":{\"only_in\":{\"teaser\":1}}");
	has(search("orbital banks"), "\"only_in\":{\"several\":1}");
	has(search("zones:all orbital"), "\"only_in\":{}");
	/* conditions hold or do not, wherever the words are */
	has(search("varnholm date:2024"), "\"not_shown\":{\"only_in\":{\"teaser\":1}}");
	has(search("varnholm date:2023"), "\"only_in\":{}");
	has(search("\"trade department\" date:2024"), "\"only_in\":{}");
	has(search("\"trade department\" lang:en"), "\"only_in\":{}");
	has(search("\"varnholm and the ban\" lang:en"), "\"only_in\":{\"teaser\":1}");
	has(search("\"varnholm and the ban\" -date:2024"), "\"only_in\":{}");
	has(ask("/v1/search", "q", "orbital", "zones", "all", NULL), "\"total\":{\"articles\":1,");
	has(ask("/v1/search", "q", "orbital", "zones", "teaser,bio", NULL), "\"zone\":\"teaser\"");
}

static void marks_the_passage(void **state)
{
	(void)state;
	has(search("\"trade department\""),
	    "\"passages\":[{\"p\":2,\"s\":1,\"text\":\"The Trade Department’s ruling gives customers "
	    "100 days. Nobody expects an appeal.\",\"marks\":[[4,22]]}]");
	has(search("nobody appeal"), "\"p\":2,\"s\":2,\"text\":\"Nobody expects an appeal.\","
				     "\"marks\":[[0,6],[18,24]]");
	has(search("ministry w/4 friday"), "\"marks\":[[4,12],[21,27]]");
	has(search("title:chip"), "\"p\":0,\"s\":1,\"zone\":\"title\"");
	has(search("date:2023"), "\"marks\":[]");
	/* a branch with a condition is a branch */
	has(search("(ministry date:2024) OR (ministry date:2023)"), "\"marks\":[[4,12]");
	has_not(search("(antivirus date:2024) OR (friday date:2023)"), "\"marks\":[[21,27]]");
	has(ask("/v1/search", "q", "varnholm", "snippets", "0", NULL), "\"language\":\"en\"");
	has_not(buf_str(&reply.body), "passages");
	has(ask("/v1/search", "q", "chips department registry OR chips", "passages", "2", NULL),
	    "\"passages\":[{");
}

static void gives_those_with_most(void **state)
{
	(void)state;
	has(search("varnholm ministry senate"), "no article has all of it; these have 2 of 3 parts");
	has(buf_str(&reply.body), "\"read\":\"SOME(2, varnholm, ministry, senate)\"");
	has(buf_str(&reply.body), "\"total\":{\"articles\":1,");
	has(search("varnholm senate date:2024"), "these have 1 of 2 parts");
	has(buf_str(&reply.body), "ALL(date:2024-01-01..2024-12-31, SOME(1, varnholm, senate))");
	has(search("zzyzx"), "\"total\":{\"articles\":0,");
	has_not(buf_str(&reply.body), "these have");
}

static void ranks_titles_first(void **state)
{
	const char *body;

	(void)state;
	body = ask("/v1/search", "q", "varnholm", "explain", "1", NULL);
	assert_true(strstr(body, "\"vp2\"") < strstr(body, "\"vp1\""));
	has(body, "\"explain\":{\"words\":");
}

static void sorts_and_pages(void **state)
{
	const char *body;

	(void)state;
	body = ask("/v1/search", "q", "date:2024", "sort", "date", NULL);
	assert_true(strstr(body, "\"pl1\"") < strstr(body, "\"ch1\""));
	assert_true(strstr(body, "\"ch1\"") < strstr(body, "\"vp1\""));
	body = ask("/v1/search", "q", "NOT zzyzx", "sort", "date-asc", NULL);
	assert_true(strstr(body, "\"pl2\"") < strstr(body, "\"vp1\""));
	assert_true(strstr(body, "\"pl1\"") < strstr(body, "\"vp2\"")); /* undated last */
	body = ask("/v1/search", "q", "NOT zzyzx", "sort", "publication", NULL);
	assert_true(strstr(body, "Harbour Courier") < strstr(body, "Lantern Weekly"));
	assert_true(strstr(body, "Lantern Weekly") < strstr(body, "Morgenblatt"));
	body = ask("/v1/search", "q", "date:2024", "sort", "date", "limit", "1", "offset", "1", NULL);
	has(body, "\"ch1\"");
	has_not(body, "\"vp1\"");
	has(body, "\"total\":{\"articles\":3,");
	has(ask("/v1/search", "q", "varnholm", "limit", "0", NULL), "\"hits\":[]");
}

static void takes_dates_as_parameters(void **state)
{
	(void)state;
	has(ask("/v1/search", "q", "varnholm OR chip", "from", "2024-07", NULL), "\"articles\":1,");
	has(ask("/v1/search", "q", "", "to", "2023", NULL), "\"pl2\"");
	has(ask("/v1/search", "q", "x", "from", "soon", NULL), "from is not a date: 'soon'");
	assert_int_equal(reply.http, 400);
}

static void any_of_the_words(void **state)
{
	(void)state;
	has(ask("/v1/search", "q", "varnholm (NOT senate", "mode", "any", NULL), "\"pl1\"");
	has(buf_str(&reply.body), "\"vp1\"");
}

static void refuses(void **state)
{
	static const struct {
		const char *path, *key, *value, *detail;
		int http;
	} bad[] = {
		{"/v1/nowhere", NULL, NULL, "no such path '/v1/nowhere'", 404},
		{"/v1/docs/", NULL, NULL, "no such path", 404},
		{"/v1/docs/a:none", NULL, NULL, "no article 'a:none'", 404},
		{"/v1/docs/x/y", NULL, NULL, "no such path", 404},
		{"/v1/search", "colour", "red", "unknown parameter 'colour'", 400},
		{"/v1/search", "style", "apa", "unknown parameter 'style'", 400},
		{"/v1/search", "limit", "1001", "limit is a number from 0 to 1000, not '1001'", 400},
		{"/v1/search", "limit", "-1", "not '-1'", 400},
		{"/v1/search", "limit", "", "not ''", 400},
		{"/v1/search", "offset", "100001", "from 0 to 100000", 400},
		{"/v1/search", "passages", "21", "from 0 to 20", 400},
		{"/v1/search", "sort", "size", "sort is one of relevance|date|date-asc|publication", 400},
		{"/v1/search", "zones", "cellar", "zones is all or a list", 400},
		{"/v1/search", "mode", "angry", "mode is one of", 400},
		{"/v1/docs/vp1/cite", "style", "harvard", "style is one of", 400},
		{"/v1/docs/vp1/cite", "p", "3", "no such passage", 404},
		{"/v1/docs/vp1/cite", "s", "1", "needs p", 400},
		{"/v1/docs/vp1", "p", "9", "no such passage", 404},
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		const char *body = bad[i].key ? ask(bad[i].path, bad[i].key, bad[i].value, NULL)
					      : ask(bad[i].path, NULL);

		has(body, bad[i].detail);
		assert_int_equal(reply.http, bad[i].http);
		assert_string_equal(reply.type, "application/problem+json");
		assert_false(reply.found);
	}
	has(ask("/v1/search", "q", "a", "q", "b", NULL), "parameter 'q' is given twice");
}

static void strict_mode_marks_the_byte(void **state)
{
	(void)state;
	has(ask("/v1/search", "q", "varnholm OR", "mode", "strict", NULL), "\"pos\":9");
	assert_int_equal(reply.http, 400);
	has(ask("/v1/search", "q", "varnholm", "mode", "strict", NULL), "\"hits\":[{");
}

static void limits_hold(void **state)
{
	char *text = xmalloc(100001);
	struct api_param p[LIMIT_PARAMS + 1];
	size_t i;

	(void)state;
	memset(text, 'x', 100000);
	text[100000] = '\0';
	has(search(text), "the query has 100000 bytes; at most 65536 are read");
	assert_int_equal(reply.http, 413);
	has(buf_str(&reply.body), "\"pos\":65536");
	text[LIMIT_QUERY_BYTES] = '\0';
	search(text);
	assert_int_equal(reply.http, 200);
	free(text);
	for (i = 0; i < LIMIT_PARAMS + 1; i++)
		p[i] = (struct api_param){SLICE_LIT("q"), SLICE_LIT("x")};
	has(ask_raw("/v1/search", p, LIMIT_PARAMS), "twice");
	has(ask_raw("/v1/search", p, LIMIT_PARAMS + 1), "more than 64 parameters");
	has(ask("/v1/search", "q", "varnholm", "limit", "1000", "offset", "100000", NULL),
	    "\"hits\":[]");
}

static void gives_articles_and_citations(void **state)
{
	const char *body;

	(void)state;
	body = ask("/v1/docs/vp1", NULL);
	assert_int_equal(reply.http, 200);
	assert_int_equal(body[0], '{');
	has(body, "\"source_id\":\"vp1\"");
	has_not(body, "Orbital");
	has(ask("/v1/docs/vp1", "zones", "all", NULL), "Orbital Foods");
	has(ask("/v1/docs/vp1/cite", NULL),
	    "Okafor, Ines. “Regulator bars antivirus maker from federal offices.” Harbour Courier, "
	    "June 21, 2024.");
	has(ask("/v1/docs/vp1/cite", "style", "mla", "p", "2", "s", "1", NULL), "par. 2, sent. 1.");
	has(ask("/v1/docs/vp2/cite", "style", "apa", NULL), "(n.d.)");
}

static void describes_itself(void **state)
{
	(void)state;
	has(ask("/v1/", NULL), "\"path\":\"/v1/docs/{id}/cite\"");
	has(buf_str(&reply.body), backfile_version);
	has(ask("/v1/stats", NULL), "\"articles\":5");
	has(buf_str(&reply.body), "\"languages\":{\"en\":4,\"de\":1}");
	has(buf_str(&reply.body), "\"dated\":4,\"undated\":1");
	has(buf_str(&reply.body), "\"2024-06\":1");
	has(buf_str(&reply.body), "\"publishers\":{\"Harbour Courier\":2,\"Lantern Weekly\":2,"
				  "\"Morgenblatt\":1}");
	has(ask("/v1/parse", "q", "varnholm ban* NOT us", NULL), "\"read\":\"ALL(varnholm, ban*, NOT(us))\"");
	has(buf_str(&reply.body), "{\"part\":\"varnholm\",\"articles\":2,");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(finds_what_it_should),
		cmocka_unit_test(tells_what_is_elsewhere),
		cmocka_unit_test(marks_the_passage),
		cmocka_unit_test(gives_those_with_most),
		cmocka_unit_test(ranks_titles_first),
		cmocka_unit_test(sorts_and_pages),
		cmocka_unit_test(takes_dates_as_parameters),
		cmocka_unit_test(any_of_the_words),
		cmocka_unit_test(refuses),
		cmocka_unit_test(strict_mode_marks_the_byte),
		cmocka_unit_test(limits_hold),
		cmocka_unit_test(gives_articles_and_citations),
		cmocka_unit_test(describes_itself),
	};
	struct err err = ERR_INIT;
	int failed;

	fixture_samples(&fx, samples, N_SAMPLES);
	if (api_open(fx.dir, &api, &err) != STATUS_OK)
		return 1;
	api_reply_init(&reply);
	failed = cmocka_run_group_tests(tests, NULL, NULL);
	api_reply_done(&reply);
	api_close(api);
	fixture_remove(&fx);
	return failed;
}
