/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Citations of ordinary and odd articles in every style. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#include "lib/search/cite.h"

struct odd {
	const char *authors; /* with '|' between */
	const char *title, *publisher, *date, *url;
	bool before; /* the date is an upper bound */
	struct cite_place at;
	enum cite_style style;
	const char *want; /* a part of the citation; the whole when it begins with '=' */
};

#define PLAIN "Jane Q. Doe", "Rules for chips", "Harbour Courier", "2024-09-20", \
	"https://example.org/a_b?c=1&d=2"

static const struct odd odd[] = {
	{PLAIN, false, {0, 0}, CITE_CHICAGO,
	 "=Doe, Jane Q. “Rules for chips.” Harbour Courier, September 20, 2024. "
	 "https://example.org/a_b?c=1&d=2."},
	{PLAIN, false, {9, 2}, CITE_CHICAGO, "September 20, 2024, par. 9, sent. 2. https"},
	{PLAIN, true, {0, 0}, CITE_CHICAGO, "Courier, by September 20, 2024. https"},
	{PLAIN, false, {0, 0}, CITE_APA,
	 "=Doe, J. Q. (2024, September 20). Rules for chips. Harbour Courier. "
	 "https://example.org/a_b?c=1&d=2"},
	{PLAIN, true, {9, 0}, CITE_APA, "(by 2024, September 20, para. 9)."},
	{PLAIN, false, {0, 0}, CITE_MLA,
	 "=Doe, Jane Q. “Rules for chips.” Harbour Courier, 20 Sept. 2024, "
	 "example.org/a_b?c=1&d=2."},
	{PLAIN, false, {3, 0}, CITE_MLA, "c=1&d=2, par. 3."},
	{PLAIN, false, {0, 0}, CITE_BIBTEX, "@article{doe2024k3v9,\n  author = {Doe, Jane Q.},\n"},
	{PLAIN, false, {0, 0}, CITE_BIBTEX, "  url = {https://example.org/a_b?c=1&d=2},\n"},
	{PLAIN, false, {0, 0}, CITE_BIBTEX, "  entrysubtype = {newspaper},\n"},
	{PLAIN, true, {0, 0}, CITE_BIBTEX, "  date = {/2024-09-20},\n"},
	{PLAIN, true, {4, 0}, CITE_BIBTEX, "  note = {par. 4; published by 2024-09-20},\n"},
	{PLAIN, false, {0, 0}, CITE_RIS,
	 "=TY  - NEWS\r\nAU  - Doe, Jane Q.\r\nTI  - Rules for chips\r\nT2  - Harbour Courier\r\n"
	 "PY  - 2024\r\nDA  - 2024/09/20/\r\nUR  - https://example.org/a_b?c=1&d=2\r\n"
	 "ID  - a:k3v9xyz\r\nER  - \r\n"},
	{PLAIN, true, {0, 0}, CITE_RIS, "DA  - 2024/09/20/or earlier\r\n"},
	{PLAIN, false, {2, 1}, CITE_RIS, "N1  - par. 2, sent. 1\r\n"},
	{PLAIN, false, {0, 0}, CITE_CSL_JSON,
	 "={\"id\":\"doe2024k3v9\",\"type\":\"article-newspaper\",\"author\":[{\"family\":\"Doe\","
	 "\"given\":\"Jane Q.\"}],\"title\":\"Rules for chips\",\"container-title\":\"Harbour Courier\","
	 "\"issued\":{\"date-parts\":[[2024,9,20]]},\"URL\":\"https://example.org/a_b?c=1&d=2\","
	 "\"archive_location\":\"a:k3v9xyz\"}"},
	{PLAIN, true, {0, 0}, CITE_CSL_JSON, "\"circa\":true},"},
	{PLAIN, false, {7, 2}, CITE_CSL_JSON, "\"label\":\"paragraph\",\"locator\":\"7, sent. 2\""},
	/* no date */
	{"Jane Doe", "T", "P", NULL, NULL, false, {0, 0}, CITE_CHICAGO, "=Doe, Jane. “T.” P, n.d."},
	{"Jane Doe", "T", "P", NULL, NULL, false, {0, 0}, CITE_APA, "=Doe, J. (n.d.). T. P."},
	{"Jane Doe", "T", "P", NULL, NULL, false, {0, 0}, CITE_MLA, "=Doe, Jane. “T.” P, n.d."},
	{"Jane Doe", "T", "P", NULL, NULL, false, {0, 0}, CITE_BIBTEX, "note = {n.d.}"},
	{"Jane Doe", "T", "P", NULL, NULL, false, {0, 0}, CITE_RIS, "T2  - P\r\nN1  - n.d.\r\n"},
	{"Jane Doe", "T", "P", NULL, NULL, false, {0, 0}, CITE_CSL_JSON, "\"note\":\"n.d.\""},
	/* less exact dates */
	{NULL, "T", "P", "2024-05", NULL, false, {0, 0}, CITE_CHICAGO, "=“T.” P, May 2024."},
	{NULL, "T", "P", "2024-09", NULL, false, {0, 0}, CITE_MLA, "=“T.” P, Sept. 2024."},
	{NULL, "T", "P", "2024", NULL, true, {0, 0}, CITE_APA, "=T. (by 2024). P."},
	{NULL, "T", "P", "2024-05", NULL, false, {0, 0}, CITE_CSL_JSON, "[[2024,5]]"},
	{NULL, "T", "P", "2024-05", NULL, false, {0, 0}, CITE_RIS, "DA  - 2024/05//\r\n"},
	{NULL, "T", "P", "2024", NULL, false, {0, 0}, CITE_BIBTEX, "date = {2024},"},
	{NULL, "T", "P", "2024-09-20T10:00:00Z", NULL, false, {0, 0}, CITE_CHICAGO,
	 "P, September 20, 2024."},
	/* missing parts */
	{NULL, NULL, NULL, NULL, NULL, false, {0, 0}, CITE_CHICAGO, "=Untitled article. n.d."},
	{NULL, NULL, NULL, NULL, NULL, false, {0, 0}, CITE_APA, "=[Untitled article]. (n.d.)."},
	{NULL, NULL, NULL, NULL, NULL, false, {0, 0}, CITE_MLA, "=Untitled article. n.d."},
	{NULL, NULL, NULL, NULL, NULL, false, {0, 0}, CITE_BIBTEX, "@article{articlendk3v9,"},
	{NULL, NULL, NULL, NULL, NULL, false, {0, 0}, CITE_RIS,
	 "=TY  - NEWS\r\nN1  - n.d.\r\nID  - a:k3v9xyz\r\nER  - \r\n"},
	{NULL, "Who pays?", NULL, NULL, NULL, false, {0, 0}, CITE_CHICAGO, "=“Who pays?” n.d."},
	{NULL, "Who pays?", "P", NULL, NULL, false, {0, 0}, CITE_APA, "=Who pays? (n.d.). P."},
	/* names */
	{"Reuters", "T", NULL, NULL, NULL, false, {0, 0}, CITE_CHICAGO, "=Reuters. “T.” n.d."},
	{"Reuters", "T", NULL, NULL, NULL, false, {0, 0}, CITE_BIBTEX, "author = {{Reuters}},"},
	{"Reuters", "T", NULL, NULL, NULL, false, {0, 0}, CITE_CSL_JSON, "{\"literal\":\"Reuters\"}"},
	{"Anna von der Heide", "T", NULL, NULL, NULL, false, {0, 0}, CITE_RIS,
	 "AU  - von der Heide, Anna\r\n"},
	{"Jane Doe|John Roe", "T", NULL, NULL, NULL, false, {0, 0}, CITE_CHICAGO,
	 "Doe, Jane, and John Roe. “T.”"},
	{"Jane Doe|John Roe", "T", NULL, NULL, NULL, false, {0, 0}, CITE_APA,
	 "Doe, J., & Roe, J. (n.d.)"},
	{"Jane Doe|John Roe|Ann Poe", "T", NULL, NULL, NULL, false, {0, 0}, CITE_MLA,
	 "Doe, Jane, et al. “T.”"},
	{"Jane Doe|John Roe", "T", NULL, NULL, NULL, false, {0, 0}, CITE_BIBTEX,
	 "author = {Doe, Jane and Roe, John},"},
	{"Jean-Luc Élan", "T", NULL, NULL, NULL, false, {0, 0}, CITE_APA, "Élan, J. L. (n.d.)"},
	{"Jean-Luc Élan", "T", NULL, "2024", NULL, false, {0, 0}, CITE_BIBTEX, "@article{elan2024k3v9,"},
	{"王 伟", "标题", NULL, "2024", NULL, false, {0, 0}, CITE_BIBTEX, "@article{article2024k3v9,"},
	/* escaping */
	{NULL, "50% of $60b & #1 {x} a_b~c^d\\e", NULL, NULL, NULL, false, {0, 0}, CITE_BIBTEX,
	 "title = {50\\% of \\$60b \\& \\#1 \\{x\\} a\\_b\\textasciitilde{}c\\textasciicircum{}d"
	 "\\textbackslash{}e},"},
	{NULL, "T", NULL, NULL, "https://x.example/{a}%20b", false, {0, 0}, CITE_BIBTEX,
	 "url = {https://x.example/%7Ba%7D%20b},"},
	{NULL, "one\nER  - two", NULL, NULL, NULL, false, {0, 0}, CITE_RIS, "TI  - one ER  - two\r\n"},
	{NULL, "say \"x\" \\ y", NULL, NULL, NULL, false, {0, 0}, CITE_CSL_JSON,
	 "\"title\":\"say \\\"x\\\" \\\\ y\""},
};

static void fill(const struct odd *o, struct article *a)
{
	struct slice rest = slice_str(o->authors), name;

	article_reset(a);
	a->id = SLICE_LIT("a:k3v9xyz");
	a->authors = ARENA_ARRAY(&a->arena, struct slice, 8);
	while (slice_split(&rest, '|', &name))
		a->authors[a->n_authors++] = name;
	a->title = slice_str(o->title);
	a->publisher = slice_str(o->publisher);
	a->url = slice_str(o->url);
	/* the day of capture is never a day of publication */
	assert_true(pubdate_parse_iso(SLICE_LIT("1999-12-31"), &a->captured));
	a->captured.known = true;
	if (o->date) {
		assert_true(pubdate_parse_iso(slice_str(o->date), &a->published));
		a->published.known = true;
		a->published.relation = o->before ? DATE_ON_OR_BEFORE : DATE_ON;
	}
}

static void cites_odd_articles(void **state)
{
	struct article a;
	struct buf b;
	size_t i;

	(void)state;
	article_init(&a);
	buf_init(&b, 1 << 20);
	for (i = 0; i < sizeof(odd) / sizeof(odd[0]); i++) {
		const char *want = odd[i].want;
		bool ok;

		fill(&odd[i], &a);
		buf_reset(&b);
		cite_format(&b, &a, odd[i].style, odd[i].at);
		ok = *want == '=' ? strcmp(buf_str(&b), want + 1) == 0
				  : strstr(buf_str(&b), want) != NULL;
		if (!ok)
			fail_msg("%zu, %s: got\n%s\nnot\n%s", i, cite_style_word(odd[i].style),
				 buf_str(&b), want);
		assert_null(strstr(buf_str(&b), "1999"));
	}
	buf_done(&b);
	article_done(&a);
}

static void short_form(void **state)
{
	static const struct odd o = {PLAIN, true, {0, 0}, CITE_CHICAGO, NULL};
	static const struct odd none = {.title = NULL};
	struct article a;
	struct buf b;

	(void)state;
	article_init(&a);
	buf_init(&b, 4096);
	fill(&o, &a);
	cite_short(&b, &a);
	assert_string_equal(buf_str(&b),
			    "Harbour Courier, “Rules for chips,” by September 20, 2024.");
	fill(&none, &a);
	buf_reset(&b);
	cite_short(&b, &a);
	assert_string_equal(buf_str(&b), "n.d.");
	buf_done(&b);
	article_done(&a);
}

static void styles_by_name(void **state)
{
	enum cite_style s;
	int i;

	(void)state;
	for (i = 0; i < CITE_STYLE_COUNT; i++) {
		assert_true(cite_style_of(slice_str(cite_style_word((enum cite_style)i)), &s));
		assert_int_equal(s, i);
		assert_non_null(strchr(cite_style_type(s), '/'));
	}
	assert_false(cite_style_of(SLICE_LIT("harvard"), &s));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(cites_odd_articles),
		cmocka_unit_test(short_form),
		cmocka_unit_test(styles_by_name),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
