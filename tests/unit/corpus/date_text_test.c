/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Printed dates: each language and form, and what must not be read as one. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "corpus/date_words.h"
#include "corpus/internal.h"
#include "lib/base/civil.h"

static const struct {
	const char *text, *language, *want; /* want NULL: no date */
} dates[] = {
	/* English */
	{"July 16, 2024", "en", "2024-07-16"},
	{"Jul. 16, 2024", "en", "2024-07-16"},
	{"Sept. 5, 2024", "en", "2024-09-05"},
	{"July 16th 2024", "en", "2024-07-16"},
	{"16 July 2024", "en", "2024-07-16"},
	{"16th of July, 2024", "en", "2024-07-16"},
	{"Tuesday, 1st October 2019", "en", "2019-10-01"},
	{"16-Jul-2024", NULL, "2024-07-16"},
	{"16 Jul ’24", NULL, "2024-07-16"},
	{"2024 July 16", "en", "2024-07-16"},
	{"Published on MAY 5, 2021 at noon", "en", "2021-05-05"},
	/* numbers */
	{"2024-07-16", NULL, "2024-07-16"},
	{"2024/7/6", NULL, "2024-07-06"},
	{"2024.07.16", NULL, "2024-07-16"},
	{"2024-07-16T09:30:00+02:00", NULL, "2024-07-16"},
	{"16/07/2024", NULL, "2024-07-16"},
	{"7/16/2024", NULL, "2024-07-16"},
	{"05/07/2024", "en", "2024-05-07"},
	{"05/07/2024", "en-US", "2024-05-07"},
	{"05/07/2024", "en-GB", "2024-07-05"},
	{"05/07/2024", "fr", "2024-07-05"},
	{"05/07/2024", NULL, "2024-07-05"},
	{"05.07.2024", "en", "2024-07-05"},
	{"16. 7. 2024", "cs", "2024-07-16"},
	{"16.07.24", "de", "2024-07-16"},
	{"16/07/98", NULL, "1998-07-16"},
	/* other languages */
	{"16. Juli 2024", "de", "2024-07-16"},
	{"Dienstag, 3. März 2020, 12:30 Uhr", "de", "2020-03-03"},
	{"1. Jänner 2024", "de", "2024-01-01"},
	{"1er août 2024", "fr", "2024-08-01"},
	{"16 févr. 2024", "fr", "2024-02-16"},
	{"16 de julio de 2024", "es", "2024-07-16"},
	{"16 de julio del 2024", "es", "2024-07-16"},
	{"16 de março de 2024", "pt", "2024-03-16"},
	{"16 luglio 2024", "it", "2024-07-16"},
	{"16 mrt 2024", "nl", "2024-03-16"},
	{"16 maj 2024", "sv", "2024-05-16"},
	{"16. desember 2024", "no", "2024-12-16"},
	{"den 16. marts 2024", "da", "2024-03-16"},
	{"16. heinäkuuta 2024", "fi", "2024-07-16"},
	{"16 lipca 2024", "pl", "2024-07-16"},
	{"16 października 2024", "pl", "2024-10-16"},
	{"16 listopada 2024", "pl", "2024-11-16"},
	{"16. listopada 2024.", "hr", "2024-10-16"},
	{"16. července 2024", "cs", "2024-07-16"},
	{"16. júla 2024", "sk", "2024-07-16"},
	{"2024. július 16.", "hu", "2024-07-16"},
	{"16 iulie 2024", "ro", "2024-07-16"},
	{"16. јула 2024.", "sr", "2024-07-16"},
	{"16 июля 2024 г.", "ru", "2024-07-16"},
	{"16 мая 2024", "ru", "2024-05-16"},
	{"16 липня 2024", "uk", "2024-07-16"},
	{"16 юли 2024 г.", "bg", "2024-07-16"},
	{"16 Ιουλίου 2024", "el", "2024-07-16"},
	{"16 Ağustos 2024", "tr", "2024-08-16"},
	{"2024 m. liepos 16 d.", "lt", "2024-07-16"},
	{"16. juuli 2024", "et", "2024-07-16"},
	{"16 de juliol de 2024", "ca", "2024-07-16"},
	{"16 Agustus 2024", "id", "2024-08-16"},
	{"16 يوليو 2024", "ar", "2024-07-16"},
	{"١٦ يوليو ٢٠٢٤", "ar", "2024-07-16"},
	{"16 ביולי 2024", "he", "2024-07-16"},
	{"16 जुलाई 2024", "hi", "2024-07-16"},
	{"2024年7月16日", "zh", "2024-07-16"},
	{"发布于2024年07月16日 09:30", "zh", "2024-07-16"},
	{"2024년 7월 16일", "ko", "2024-07-16"},
	{"2024. 7. 16.", "ko", "2024-07-16"},
	{"ngày 16 tháng 7 năm 2024", "vi", "2024-07-16"},
	/* the first complete day counts */
	{"In June 2024 he said; on 3 July 2024 he left", "en", "2024-07-03"},
	/* not a date */
	{"July 2024", "en", NULL},
	{"2024", "en", NULL},
	{"© 2024 Example Media", "en", NULL},
	{"July 16", "en", NULL},
	{"30 February 2024", "en", NULL},
	{"31/13/2024", NULL, NULL},
	{"16 กรกฎาคม 2567", "th", NULL},
	{"1403/04/26", "fa", NULL},
	{"version 1.16.07.2024", NULL, NULL},
	{"call 555-12-07-2024", NULL, NULL},
	{"16:07:2024", NULL, NULL},
	{"may 16 people", "en", NULL},
	{"", "en", NULL},
	{"09:30", "en", NULL},
	{"99999999999999999999", NULL, NULL},
};

static void reads_each_form(void **state)
{
	size_t i, from, to;

	(void)state;
	for (i = 0; i < sizeof(dates) / sizeof(dates[0]); i++) {
		struct slice s = slice_str(dates[i].text);
		struct pubdate d = {0};
		bool got = date_in_text(s, slice_str(dates[i].language), &d, &from, &to);

		if (got != (dates[i].want != NULL) || (got && strcmp(d.value, dates[i].want)))
			fail_msg("\"%s\" (%s): %s", dates[i].text,
				 dates[i].language ? dates[i].language : "-",
				 got ? d.value : "no date");
		if (got) {
			assert_true(from < to && to <= s.n);
			assert_true(d.known && d.precision == DATE_DAY);
			assert_true(d.confidence > 0 && d.confidence <= 1);
			assert_int_equal(civil_from_days(d.day).day, (d.value[8] - '0') * 10 + d.value[9] - '0');
		}
	}
}

static const struct {
	const char *text, *language;
	bool only;
} lines[] = {
	{"July 16, 2024", "en", true},
	{"Tuesday, July 16, 2024 9:30 AM EST", "en", true},
	{"Tue, 16 Jul 2024 09:30 GMT", "en", true},
	{"Dienstag, 16. Juli 2024 um 12:30 Uhr", "de", true},
	{"mardi 16 juillet 2024 à 12h30", "fr", true},
	{"16.07.2024 | 09:30", "de", true},
	{"2024年7月16日", "zh", true},
	{"Effective July 20, 2024", "en", false},
	{"Effective July 20, 2024, the company stops sales", "en", false},
	{"By Jane Roe July 16, 2024", "en", false},
	{"July", "en", false},
	{"", "en", false},
};

static void tells_a_bare_date_from_a_sentence(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(lines) / sizeof(lines[0]); i++) {
		struct pubdate d = {0};

		if (date_only(slice_str(lines[i].text), slice_str(lines[i].language), &d) !=
		    lines[i].only)
			fail_msg("\"%s\"", lines[i].text);
	}
}

static void a_guess_is_less_sure(void **state)
{
	struct pubdate sure = {0}, guess = {0};
	size_t from, to;

	(void)state;
	assert_true(date_in_text(SLICE_LIT("16/07/2024"), SLICE_NONE, &sure, &from, &to));
	assert_true(date_in_text(SLICE_LIT("06/07/2024"), SLICE_NONE, &guess, &from, &to));
	assert_true(guess.confidence < sure.confidence);
}

static void covers_the_bytes_of_the_date(void **state)
{
	struct slice s = SLICE_LIT("Updated 16 July 2024, 10:00");
	struct pubdate d;
	size_t from, to;

	(void)state;
	assert_true(date_in_text(s, SLICE_NONE, &d, &from, &to));
	assert_memory_equal(s.p + from, "16 July 2024", to - from);
}

/* A million bytes of near misses take one pass. */
static void long_text_is_one_pass(void **state)
{
	static char text[1000000];
	struct pubdate d;
	size_t i, from, to;

	(void)state;
	for (i = 0; i + 8 <= sizeof(text); i += 8)
		memcpy(text + i, "16 July ", 8);
	assert_false(date_in_text(slice_of(text, sizeof(text)), SLICE_NONE, &d, &from, &to));
}

static void truncation_never_fails(void **state)
{
	size_t i, n, from, to;

	(void)state;
	for (i = 0; i < sizeof(dates) / sizeof(dates[0]); i++)
		for (n = 0; n < strlen(dates[i].text); n++) {
			struct pubdate d;

			if (date_in_text(slice_of(dates[i].text, n), SLICE_NONE, &d, &from, &to))
				assert_true(to <= n);
		}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_each_form),
		cmocka_unit_test(tells_a_bare_date_from_a_sentence),
		cmocka_unit_test(a_guess_is_less_sure),
		cmocka_unit_test(covers_the_bytes_of_the_date),
		cmocka_unit_test(long_text_is_one_pass),
		cmocka_unit_test(truncation_never_fails),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
