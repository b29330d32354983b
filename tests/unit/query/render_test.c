/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Answers as text: exact at 80 columns, plain and in colour; bounded at others. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/utf8.h"
#include "query/csv.h"
#include "query/render.h"
#include "query/width.h"

static const char answer[] =
	"{\"query\":{\"given\":\"harbour (cranes)\",\"read\":\"ALL(harbour, cranes)\",\"warnings\":[]},"
	"\"total\":{\"articles\":1204,\"relation\":\"exact\"},"
	"\"not_shown\":{\"only_in\":{\"teaser\":1,\"bio\":2}},"
	"\"hits\":[{\"id\":\"a:0123456789abcdefghjk\",\"score\":14.02,"
	"\"title\":\"Port authority pulls remote-controlled cranes from the tender after a security review\","
	"\"publisher\":\"The Harbour Ledger\","
	"\"published\":{\"value\":\"2024-09-20\",\"precision\":\"day\",\"relation\":\"on-or-before\","
	"\"source\":\"page-clock\",\"confidence\":0.3},"
	"\"passages\":[{\"p\":9,\"s\":1,\"text\":\"The harbour’s new cranes could, the review found, be "
	"steered from outside the port, and nobody on the quay would have known.\",\"marks\":[[4,13],[18,24]]},"
	"{\"p\":12,\"s\":2,\"text\":\"No more cranes.\",\"marks\":[[8,14]]}]},"
	"{\"id\":\"a:zzzz456789abcdefghjk\",\"title\":null,\"publisher\":null,\"published\":null,"
	"\"passages\":[{\"p\":null,\"s\":null,\"zone\":\"title\",\"text\":\"Cranes\",\"marks\":[[0,6]]}]}],"
	"\"took_ms\":0.93}";

static const char plain_80[] =
	"read: ALL(harbour, cranes)\n"
	"\n"
	" 1  Port authority pulls remote-controlled cranes from the tender after a\n"
	"    security review\n"
	"    The Harbour Ledger · by 2024-09-20 · a:0123456789abcdefghjk#p9.s1\n"
	"    ¶9  The [harbour’s] new [cranes] could, the review found, be steered from\n"
	"        outside the port, and nobody on the quay would have known.\n"
	"    ¶12  No more [cranes].\n"
	"\n"
	" 2  (no title)\n"
	"    undated · a:zzzz456789abcdefghjk\n"
	"    title  [Cranes]\n"
	"\n"
	"1–2 of 1,204 articles · 0.9 ms · next: --offset 2\n"
	"not shown: 1 only in a teaser, 2 only in authors' notes (--zones all)\n";

#define B "\033[1m"
#define D "\033[2m"
#define K "\033[33m"
#define M "\033[1;31m"
#define Z "\033[0m"

static const char colour_80[] =
	D "read: " Z "ALL(harbour, cranes)\n"
	"\n"
	D " 1  " Z B "Port authority pulls remote-controlled cranes from the tender after a" Z "\n"
	"    " B "security review" Z "\n"
	"    The Harbour Ledger" D " · " Z "by 2024-09-20" D " · " Z K "a:0123456789abcdefghjk#p9.s1" Z "\n"
	"    " D "¶9  " Z "The " M "harbour’s" Z " new " M "cranes" Z
	" could, the review found, be steered from\n"
	"        outside the port, and nobody on the quay would have known.\n"
	"    " D "¶12  " Z "No more " M "cranes" Z ".\n"
	"\n"
	D " 2  " Z B "(no title)" Z "\n"
	"    undated" D " · " Z K "a:zzzz456789abcdefghjk" Z "\n"
	"    " D "title  " Z M "Cranes" Z "\n"
	"\n"
	"1–2 of 1,204 articles" D " · 0.9 ms · next: --offset 2" Z "\n"
	"not shown: 1 only in a teaser, 2 only in authors' notes" D " (--zones all)" Z "\n";

static char text[65536];

static struct out open_out(char **mem, size_t *n, int width, bool colour)
{
	return (struct out){.f = open_memstream(mem, n), .notes = stderr, .width = width, .colour = colour};
}

static void close_out(struct out *o, char **mem)
{
	fclose(o->f);
	snprintf(text, sizeof(text), "%s", *mem);
	free(*mem);
}

static json_t *parse(const char *json)
{
	json_t *v = json_loads(json, 0, NULL);

	assert_non_null(v);
	return v;
}

static const char *search_text(const char *json, size_t offset, int width, bool colour)
{
	json_t *v = parse(json);
	char *mem;
	size_t n;
	struct out o = open_out(&mem, &n, width, colour);

	render_search(&o, v, (struct render_page){.offset = offset});
	close_out(&o, &mem);
	json_decref(v);
	return text;
}

static void hits_at_80_columns(void **state)
{
	(void)state;
	assert_string_equal(search_text(answer, 0, 80, false), plain_80);
	assert_string_equal(search_text(answer, 0, 80, true), colour_80);
}

static void assert_widths(const char *s, int width)
{
	struct slice rest = slice_str(s), line;

	while (slice_split(&rest, '\n', &line))
		if (width_of_text(line) > (size_t)width)
			fail_msg("wider than %d: <%.*s>", width, SLICE_ARG(line));
}

static void hits_at_other_widths(void **state)
{
	int width;

	(void)state;
	for (width = 20; width <= 200; width++) {
		assert_widths(search_text(answer, 0, width, false), width);
		assert_non_null(strstr(text, "[harbour’s]"));
	}
}

static void lines_of_totals(void **state)
{
	static const struct {
		const char *json;
		size_t offset;
		const char *want;
	} t[] = {
		{"{\"total\":{\"articles\":0,\"relation\":\"exact\"},\"hits\":[],\"took_ms\":0.4}", 0,
		 "no article · 0.4 ms\n"},
		{"{\"total\":{\"articles\":0,\"relation\":\"at_least\"},\"hits\":[]}", 0,
		 "no article before the deadline\n"},
		{"{\"total\":{\"articles\":1,\"relation\":\"exact\"},\"hits\":[]}", 5,
		 "1 article, none past this offset\n"},
		{"{\"total\":{\"articles\":1000000,\"relation\":\"at_least\"},\"hits\":[]}", 0,
		 "at least 1,000,000 articles\n"},
		{"{\"total\":{\"articles\":0},\"not_shown\":{\"only_in\":{\"teaser\":1}},\"hits\":[]}", 0,
		 "no article\nnot shown: 1 only in a teaser (--zones all)\n"},
		{"{\"total\":{\"articles\":0},\"not_shown\":{\"only_in\":{}},\"hits\":[]}", 0, "no article\n"},
		{"{}", 0, "no article\n"},
		{"{\"total\":{\"articles\":4},\"hits\":[{\"title\":\"t\",\"id\":\"i\"}]}", 2,
		 " 3  t\n    undated · i\n\n3 of 4 articles · next: --offset 3\n"},
		{"{\"total\":{\"articles\":0},\"not_shown\":{\"only_in\":{\"several\":2}},\"hits\":[]}", 0,
		 "no article\nnot shown: 2 only in several zones together (--zones all)\n"},
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(t) / sizeof(t[0]); i++)
		assert_string_equal(search_text(t[i].json, t[i].offset, 80, false), t[i].want);
}

static const char *reading(const char *given, const char *read)
{
	char json[512];

	snprintf(json, sizeof(json), "{\"query\":{\"given\":\"%s\",\"read\":\"%s\"},\"hits\":[]}", given, read);
	return search_text(json, 0, 80, false);
}

static void the_reading_is_shown_when_it_says_something(void **state)
{
	(void)state;
	assert_string_equal(reading("kaspersky  Ban", "ALL(kaspersky, ban)"), "no article\n");
	assert_string_equal(reading("Kaspersky", "kaspersky"), "no article\n");
	assert_string_equal(reading("a or b", "ANY(a, b)"), "read: ANY(a, b)\n\nno article\n");
	assert_string_equal(reading("a b", "ALL(a)"), "read: ALL(a)\n\nno article\n");
	assert_string_equal(reading("a", "ALL(a, b)"), "read: ALL(a, b)\n\nno article\n");
	assert_string_equal(search_text("{\"query\":{\"given\":\"a\",\"read\":\"a\",\"warnings\":"
					"[\"first\",{\"text\":\"second\"},7]},\"hits\":[]}", 0, 80, false),
			    "note: first\nnote: second\n\nno article\n");
}

/* Wrong kinds everywhere: nothing crashes, nothing wild is printed. */
static void wrong_kinds_are_left_out(void **state)
{
	static const char *const t[] = {
		"{\"hits\":7,\"total\":[],\"query\":\"x\",\"not_shown\":[1]}",
		"{\"hits\":[null,7,\"x\",[],{}]}",
		"{\"hits\":[{\"id\":7,\"title\":{},\"publisher\":[],\"published\":\"x\",\"passages\":{}}]}",
		"{\"hits\":[{\"passages\":[7,null,{\"p\":\"x\",\"text\":7,\"marks\":\"x\"}]}]}",
		"{\"hits\":[{\"passages\":[{\"p\":-1,\"text\":\"ab\",\"marks\":[7,[],[1],[-1,1]]}]}]}",
		"{\"hits\":[{\"passages\":[{\"text\":\"ab\",\"marks\":[[1,1e300],[0,9223372036854775807]]}]}]}",
		"{\"total\":{\"articles\":-5},\"took_ms\":-1e308,\"hits\":[]}",
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(t) / sizeof(t[0]); i++) {
		assert_widths(search_text(t[i], 0, 400, false), 400);
		assert_non_null(strchr(text, '\n'));
	}
}

static void control_characters_never_pass(void **state)
{
	static const char hostile[] =
		"{\"query\":{\"given\":\"x\",\"read\":\"\\u001b]0;t\\u0007\",\"warnings\":[\"\\u001b[2J\"]},"
		"\"hits\":[{\"id\":\"a:\\u001b[H\",\"title\":\"\\u001b[31mred\\u009b2J\\u007f\\u202ertl\","
		"\"publisher\":\"\\r\\u0008x\",\"published\":{\"value\":\"\\u001bc2024\"},"
		"\"passages\":[{\"p\":1,\"zone\":\"\\u001b\",\"text\":\"a\\u001b[0m\\nb\",\"marks\":[[0,9]]}]}],"
		"\"not_shown\":{\"only_in\":{\"\\u001b[1m\":1}}}";
	const char *s = search_text(hostile, 0, 80, false);
	struct slice all = slice_str(s);
	size_t i = 0;

	(void)state;
	while (i < all.n) {
		uint32_t cp = utf8_next(all, &i);

		assert_true(cp == '\n' || width_safe(cp) == cp);
	}
	assert_non_null(strstr(s, "\xEF\xBF\xBD[31mred"));
}

/* --- one article --- */

static const char article[] =
	"{\"id\":\"a:0123456789abcdefghjk\",\"url\":\"https://ledger.example/cranes\","
	"\"title\":\"Cranes out\",\"subtitle\":\"A review and its end\",\"authors\":[\"A. Bell\",\"C. Dun\"],"
	"\"publisher\":\"The Harbour Ledger\",\"language\":\"en\",\"published\":{\"value\":"
	"\"2024-09-20T09:30:00Z\",\"precision\":\"time\",\"relation\":\"on\",\"source\":\"meta\","
	"\"confidence\":0.95},\"blocks\":["
	"{\"type\":\"p\",\"zone\":\"body\",\"text\":\"The port authority has withdrawn the cranes from the "
	"tender, it said on Friday.\"},"
	"{\"type\":\"p\",\"zone\":\"teaser\",\"text\":\"More on ports\"},"
	"{\"type\":\"heading\",\"zone\":\"body\",\"text\":\"What now\"},"
	"{\"type\":\"li\",\"zone\":\"body\",\"text\":\"A new tender\"}]}";

static const char article_head[] =
	"Cranes out\n"
	"A review and its end\n"
	"By A. Bell and C. Dun\n"
	"The Harbour Ledger · 2024-09-20 (meta, 95 % sure) · en\n"
	"a:0123456789abcdefghjk\n"
	"https://ledger.example/cranes\n";

static bool article_text(const char *json, uint32_t p, int width)
{
	struct anchor a = {.p = p};
	json_t *v = parse(json);
	char *mem;
	size_t n;
	struct out o = open_out(&mem, &n, width, false);
	bool found = render_article(&o, v, &a);

	assert_int_equal(o.width, width);
	close_out(&o, &mem);
	json_decref(v);
	return found;
}

static void an_article_at_80_columns(void **state)
{
	char want[2048];

	(void)state;
	snprintf(want, sizeof(want), "%s%s", article_head,
		 "\n"
		 "  1  The port authority has withdrawn the cranes from the tender, it said on\n"
		 "     Friday.\n"
		 "\n"
		 "     [teaser] More on ports\n"
		 "\n"
		 "  2  What now\n"
		 "\n"
		 "  3  • A new tender\n");
	assert_true(article_text(article, 0, 80));
	assert_string_equal(text, want);
}

static void one_paragraph(void **state)
{
	char want[2048];

	(void)state;
	snprintf(want, sizeof(want), "%s\n  3  • A new tender\n", article_head);
	assert_true(article_text(article, 3, 80));
	assert_string_equal(text, want);
	assert_false(article_text(article, 4, 80)); /* one past the last */
	assert_string_equal(text, "");
}

static void an_article_is_never_wider_than_96(void **state)
{
	int width;

	(void)state;
	for (width = 20; width <= 220; width += 4) {
		assert_true(article_text(article, 0, width));
		assert_widths(text, width < 96 ? width : 96);
	}
	assert_true(article_text("{}", 0, 80));
	assert_string_equal(text, "(no title)\nundated\n");
}

/* --- values, citations, tables --- */

static void values_of_any_shape(void **state)
{
	json_t *v = parse("{\"articles\":61,\"took_ms\":0.5,\"sound\":true,\"none\":null,\"empty\":[],\"no_names\":{},"
			  "\"languages\":{\"en\":58,\"fr\":3},\"index\":{\"uuid\":\"x\",\"revision\":2},\"parts\":[\"a\",\"b\"],"
			  "\"terms\":[{\"t\":\"x\",\"df\":2},{\"t\":\"y\",\"df\":1}]}");
	char *mem;
	size_t n;
	struct out o = open_out(&mem, &n, 80, false);

	(void)state;
	render_value(&o, v);
	close_out(&o, &mem);
	json_decref(v);
	assert_string_equal(text, "articles   61\n"
				  "took_ms    0.5\n"
				  "sound      yes\n"
				  "none       -\n"
				  "empty      -\n"
				  "no_names   -\n"
				  "languages  en 58, fr 3\n"
				  "index\n"
				  "  uuid      x\n"
				  "  revision  2\n"
				  "parts      a, b\n"
				  "terms\n"
				  "  t   x\n"
				  "  df  2\n"
				  "  t   y\n"
				  "  df  1\n");
}

static void a_query_and_its_parts(void **state)
{
	json_t *v = parse("{\"query\":{\"given\":\"x\",\"read\":\"ALL(cranes, quay*)\",\"warnings\":[\"w\"]},"
			  "\"parts\":[{\"part\":\"ALL(cranes, quay*)\",\"articles\":2},"
			  "{\"part\":\"cranes\",\"articles\":31,\"stems\":[\"crane\"]},"
			  "{\"part\":\"quay*\",\"articles\":7,\"stems\":[\"quay*\"],\"forms\":4}]}");
	json_t *hit = parse("{\"score\":2.3,\"title\":\"Cranes\",\"explain\":{\"words\":2.0,\"terms\":"
			    "[{\"part\":\"cranes\",\"score\":2.0}],\"closeness\":0.05,"
			    "\"early\":0.2,\"as_typed\":0.05}}");
	char *mem;
	size_t n;
	struct out o = open_out(&mem, &n, 80, false);

	(void)state;
	render_parse(&o, v);
	render_score(&o, hit);
	close_out(&o, &mem);
	json_decref(v);
	json_decref(hit);
	assert_string_equal(text, "read: ALL(cranes, quay*)\n"
				  "note: w\n"
				  "\n"
				  "articles  part\n"
				  "       2  ALL(cranes, quay*)\n"
				  "      31  cranes  stem crane\n"
				  "       7  quay*  4 forms\n"
				  "score 2.3  Cranes\n"
				  "   2.000  cranes\n"
				  "   0.050  the words stand close together\n"
				  "   0.200  they come early in the article\n"
				  "   0.050  they are written as in the query\n");
}

static void stories_stand_beside_articles_where_they_differ(void **state)
{
	json_t *v = parse("{\"query\":{\"given\":\"x\",\"read\":\"ALL(ban, tax)\"},"
			  "\"parts\":[{\"part\":\"ALL(ban, tax)\",\"articles\":2,\"stories\":2},"
			  "{\"part\":\"ban\",\"articles\":12,\"stories\":9}],"
			  "\"doctor\":{\"without\":[{\"part\":\"ban\",\"articles\":3}]}}");
	char *mem;
	size_t n;
	struct out o = open_out(&mem, &n, 80, false);

	(void)state;
	render_parse(&o, v);
	close_out(&o, &mem);
	json_decref(v);
	assert_string_equal(text, "read: ALL(ban, tax)\n"
				  "\n"
				  "articles  stories  part\n"
				  "       2        2  ALL(ban, tax)\n"
				  "      12        9  ban\n"
				  "\n"
				  "       3        3  without ban\n");
}

static void a_deep_value_is_cut(void **state)
{
	char json[2048] = "", *mem;
	struct out o;
	json_t *v;
	size_t n;
	int i;

	(void)state;
	for (i = 0; i < 100; i++)
		strcat(json, "{\"a\":");
	strcat(json, "1");
	for (i = 0; i < 100; i++)
		strcat(json, "}");
	v = parse(json);
	o = open_out(&mem, &n, 80, false);
	render_value(&o, v);
	close_out(&o, &mem);
	json_decref(v);
	assert_non_null(strstr(text, "…"));
	assert_true(strlen(text) < 400);
}

static const char *citation(const char *json)
{
	json_t *v = parse(json);
	char *mem;
	size_t n;
	struct out o = open_out(&mem, &n, 20, false);

	render_citation(&o, v);
	close_out(&o, &mem);
	json_decref(v);
	return text;
}

static void citations_are_not_wrapped(void **state)
{
	(void)state;
	assert_string_equal(citation("{\"citation\":\"“A title longer than the line.” Paper, n.d.\"}"),
			    "“A title longer than the line.” Paper, n.d.\n");
	assert_string_equal(citation("{\"citation\":\"TY  - NEWS\\r\\nER  - \\r\\n\"}"), "TY  - NEWS\nER  -\n");
	assert_string_equal(citation("{\"citation\":\"a\\u001b[31m\"}"), "a\xEF\xBF\xBD[31m\n");
	assert_string_equal(citation("{\"citation\":[{\"type\":\"x\"}]}"),
			    "[\n  {\n    \"type\": \"x\"\n  }\n]\n");
}

static void comma_separated_values(void **state)
{
	json_t *v = parse("{\"id\":\"a:0\",\"source_id\":\"s1\",\"title\":\"=1+1, \\\"he\\\" said\","
			  "\"authors\":[\"A. Bell\",\"C. Dun\"],\"publisher\":\"Ledger\",\"published\":"
			  "{\"value\":\"2024\",\"relation\":\"on\",\"source\":\"url\"},\"language\":\"en\","
			  "\"url\":null,\"file\":\"a.html\",\"score\":1.5,\"citation\":\"c\",\"passages\":"
			  "[{\"p\":3,\"text\":\"two\\nlines\"}]}");
	char *mem;
	size_t n;
	struct out o = open_out(&mem, &n, 20, false);

	(void)state;
	csv_header(&o);
	csv_hit(&o, v);
	close_out(&o, &mem);
	json_decref(v);
	assert_string_equal(text,
			    "key,source_id,title,authors,publisher,published,relation,date_source,"
			    "language,url,file,score,passage,citation\n"
			    "a:0#p3,s1,\"'=1+1, \"\"he\"\" said\",A. Bell; C. Dun,Ledger,2024,on,url,en,,"
			    "a.html,1.5000,two lines,c\n");
}

static void json_is_escaped_for_terminals(void **state)
{
	char *mem;
	size_t n;
	struct out o = open_out(&mem, &n, 80, false);

	(void)state;
	out_json(&o, SLICE_LIT("{\"a\":\"\xC2\x9B" "2J\x7F\xC2\xA9\xC3\x9B\xC2\"}"));
	close_out(&o, &mem);
	assert_string_equal(text, "{\"a\":\"\\u009b2J\\u007f\xC2\xA9\xC3\x9B\xC2\"}");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(hits_at_80_columns),
		cmocka_unit_test(hits_at_other_widths),
		cmocka_unit_test(lines_of_totals),
		cmocka_unit_test(the_reading_is_shown_when_it_says_something),
		cmocka_unit_test(wrong_kinds_are_left_out),
		cmocka_unit_test(control_characters_never_pass),
		cmocka_unit_test(an_article_at_80_columns),
		cmocka_unit_test(one_paragraph),
		cmocka_unit_test(an_article_is_never_wider_than_96),
		cmocka_unit_test(values_of_any_shape),
		cmocka_unit_test(a_query_and_its_parts),
		cmocka_unit_test(stories_stand_beside_articles_where_they_differ),
		cmocka_unit_test(a_deep_value_is_cut),
		cmocka_unit_test(citations_are_not_wrapped),
		cmocka_unit_test(comma_separated_values),
		cmocka_unit_test(json_is_escaped_for_terminals),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
