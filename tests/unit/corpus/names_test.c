/* SPDX-License-Identifier: GPL-2.0-or-later */
/* By-lines to names: all people and papers here are invented. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "corpus/internal.h"
#include "lib/base/buf.h"
#include "lib/base/limits.h"

static const struct {
	const char *raw, *want; /* names joined by "; " */
	const char *agency;
} cases[] = {
	{"Jane Roe", "Jane Roe", NULL},
	{"By Jane Roe", "Jane Roe", NULL},
	{"by: Jane Roe", "Jane Roe", NULL},
	{"BY JANE ROE", "Jane Roe", NULL},
	{"Written by Jane Roe", "Jane Roe", NULL},
	{"Published on 3 July by Jane Roe", "Jane Roe", NULL},
	{"Von Jana Rehberg", "Jana Rehberg", NULL},
	{"Par Jeanne Roux", "Jeanne Roux", NULL},
	{"Por Juana Ruiz", "Juana Ruiz", NULL},
	{"Автор: Анна Рябова", "Анна Рябова", NULL},
	{"Jane Roe and John Poe", "Jane Roe; John Poe", NULL},
	{"Jana Rehberg und Jörg Pohl", "Jana Rehberg; Jörg Pohl", NULL},
	{"Jeanne Roux et Jean Pau", "Jeanne Roux; Jean Pau", NULL},
	{"Jane Roe, John Poe & Ann Loe", "Jane Roe; John Poe; Ann Loe", NULL},
	{"Jane Roe; John Poe", "Jane Roe; John Poe", NULL},
	{"Jane Roe, senior editor at The Example", "Jane Roe", NULL},
	{"Jane Roe, Staff Writer", "Jane Roe", NULL},
	{"Jane Roe Staff Writer", "Jane Roe", NULL},
	{"Jane Roe | The Example", "Jane Roe", NULL},
	{"Jane Roe - Example Globe", "Jane Roe", NULL},
	{"Jane Roe in Berlin", "Jane Roe", NULL},
	{"Jane Roe for Example Daily", "Jane Roe", NULL},
	{"Jane Roe (Berlin)", "Jane Roe", NULL},
	{"Jane Roe, Washington", "Jane Roe", NULL},
	{"Ludwig van der Velde", "Ludwig van der Velde", NULL},
	{"María de la Cruz", "María de la Cruz", NULL},
	{"J.R. O'BRIEN-SMITH III", "J.R. O'Brien-Smith III", NULL},
	{"ÁGNES KÖRÖSI", "Ágnes Körösi", NULL},
	{"Anikó", "Anikó", NULL},
	{"山田太郎", "山田太郎", NULL},
	{"Jane Roe, Jane Roe", "Jane Roe", NULL},
	/* behind a comma: an affiliation, a team, a firm */
	{"Jane Roe, Example universitas school of law", "Jane Roe", NULL},
	{"Jane Roe, John Poe and Example Rankings Team", "Jane Roe; John Poe", NULL},
	{"Great Example Editorial Team", "", NULL},
	{"Example Heart Foundation", "", NULL},
	/* work other than writing */
	{"By Jane Roe, photography by Al Other and Bo Other", "Jane Roe", NULL},
	{"Photography by Al Other", "", NULL},
	{"Contributions from Al Other", "", NULL},
	{"Photos and text by Jane Roe", "Jane Roe", NULL},
	{"Sponsored by Example", "", NULL},
	/* agencies */
	{"Reuters", "", "Reuters"},
	{"The Associated Press", "", "AP"},
	{"Jane Roe, Reuters", "Jane Roe", "Reuters"},
	{"Jane Roe Associated Press", "Jane Roe", "AP"},
	{"Jane Roe (AFP)", "Jane Roe", "AFP"},
	{"dpa", "", "dpa"},
	/* refused */
	{"admin", "", NULL},
	{"Staff", "", NULL},
	{"Editorial Board", "", NULL},
	{"Redaktion", "", NULL},
	{"The Example Times", "", NULL},
	{"Example.com", "", NULL},
	{"XYZ", "", NULL},
	{"Example Corporation (Market Research)", "", NULL},
	{"Jane Roe Expert Reviewer", "Jane Roe", NULL},
	{"EXAMPLE.net BrandRoom", "", NULL},
	{"ExampleGazette", "", NULL}, /* the publisher without its blank */
	{"Example Gazette", "", NULL}, /* the publisher of the test */
	{"jane@example.org", "", NULL},
	{"https://example.org/jane", "", NULL},
	{"@janeroe", "", NULL},
	{"Read More", "", NULL},
	{"3 min read", "", NULL},
	{"July 16, 2024", "", NULL},
	{"All the news that is fit for a test, every day", "", NULL},
	{"We tell you why it matters.", "", NULL},
	{"", "", NULL},
	{",;|&", "", NULL},
};

static void reads_each_line(void **state)
{
	struct article a;
	size_t i, k;

	(void)state;
	article_init(&a);
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct buf got;
		size_t n;

		article_reset(&a);
		a.publisher = SLICE_LIT("Example Gazette");
		n = names_add(&a, slice_str(cases[i].raw));
		assert_int_equal(n, a.n_authors);
		buf_init(&got, LIMIT_FIELD_BYTES);
		for (k = 0; k < a.n_authors; k++) {
			buf_add_str(&got, k ? "; " : "");
			buf_add_slice(&got, a.authors[k]);
		}
		if (strcmp(buf_str(&got), cases[i].want) ||
		    !slice_eq(a.agency, slice_str(cases[i].agency)))
			fail_msg("\"%s\": \"%s\", agency \"%.*s\"", cases[i].raw, buf_str(&got),
				 SLICE_ARG(a.agency));
		buf_done(&got);
	}
	article_done(&a);
}

/* The page's data call it a person. */
static const struct {
	const char *raw, *publisher, *want, *agency;
} persons[] = {
	{"Jane Roe", "Jane Roe", "Jane Roe", NULL}, /* her own site */
	{"Example Times", "Example Times", "", NULL},
	{"Example", "Example", "", NULL},
	{"Associated Press", "Example Times", "Associated Press", "AP"},
	{"Roe You", "Example Times", "Roe You", NULL},
	{"Example Team", "Example Times", "", NULL},
	{"Staff", "Example Times", "", NULL},
};

static void persons_are_believed(void **state)
{
	struct article a;
	size_t i;

	(void)state;
	article_init(&a);
	for (i = 0; i < sizeof(persons) / sizeof(persons[0]); i++) {
		article_reset(&a);
		a.publisher = slice_str(persons[i].publisher);
		names_add_person(&a, slice_str(persons[i].raw));
		if (a.n_authors != (persons[i].want[0] != '\0') ||
		    (a.n_authors && !slice_eq_str(a.authors[0], persons[i].want)) ||
		    !slice_eq(a.agency, slice_str(persons[i].agency)))
			fail_msg("%s: %zu authors", persons[i].raw, a.n_authors);
	}
	article_done(&a);
}

static void names_add_up_without_repeats(void **state)
{
	struct article a;

	(void)state;
	article_init(&a);
	assert_int_equal(names_add(&a, SLICE_LIT("Jane Roe")), 1);
	assert_int_equal(names_add(&a, SLICE_LIT("JANE ROE and John Poe")), 1);
	assert_int_equal(a.n_authors, 2);
	article_done(&a);
}

static void a_long_list_is_bounded(void **state)
{
	struct article a;
	struct buf b;
	size_t i;

	(void)state;
	article_init(&a);
	for (i = 0; i < LIMIT_LIST + 1; i++) {
		buf_init(&b, LIMIT_FIELD_BYTES);
		buf_addf(&b, "Jane R%c%c", (char)('a' + i % 26), (char)('a' + i / 26));
		names_add(&a, buf_slice(&b));
		buf_done(&b);
	}
	assert_int_equal(a.n_authors, LIMIT_LIST);
	article_done(&a);
}

static void a_long_field_is_refused(void **state)
{
	static char line[LIMIT_FIELD_BYTES + 1];
	struct article a;

	(void)state;
	memset(line, ' ', sizeof(line));
	memcpy(line, "Jane Roe", 8);
	line[sizeof(line) - 1] = ',';
	article_init(&a);
	assert_int_equal(names_add(&a, slice_of(line, sizeof(line))), 0);
	assert_int_equal(names_add(&a, slice_of(line, sizeof(line) - 1)), 1);
	article_done(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_each_line),
		cmocka_unit_test(persons_are_believed),
		cmocka_unit_test(names_add_up_without_repeats),
		cmocka_unit_test(a_long_list_is_bounded),
		cmocka_unit_test(a_long_field_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
