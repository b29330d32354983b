/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Stemming in every language of libstemmer: the stem is a function of the form. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <libstemmer.h>
#include <string.h>

#include "lib/base/limits.h"
#include "lib/text/analyse.h"
#include "lib/text/language.h"
#include "lib/text/normal.h"
#include "lib/text/stem.h"

static void every_stemmer_of_the_library_is_used(void **state)
{
	const char *const *ours = language_stemmed();
	const char **theirs = sb_stemmer_list();
	size_t n = 0, m = 0;

	(void)state;
	for (; ours[n]; n++) {
		struct sb_stemmer *s = sb_stemmer_new(ours[n], NULL);

		assert_non_null(s);
		sb_stemmer_delete(s);
	}
	for (; *theirs; theirs++)
		m += strcmp(*theirs, "porter") != 0;
	assert_true(n >= 28);
	assert_true(n >= m);
}

static void codes_of_languages_are_read(void **state)
{
	(void)state;
	assert_true(stem_language(SLICE_LIT("en")) >= 0);
	assert_int_equal(stem_language(SLICE_LIT("nb")), stem_language(SLICE_LIT("no")));
	assert_int_equal(stem_language(SLICE_LIT("nn")), stem_language(SLICE_LIT("no")));
	assert_int_equal(stem_language(SLICE_LIT("EN")), stem_language(SLICE_LIT("en")));
	assert_int_equal(stem_language(SLICE_LIT("zh")), STEM_NONE);
	assert_int_equal(stem_language(SLICE_LIT("english")), STEM_NONE);
	assert_int_equal(stem_language(SLICE_NONE), STEM_NONE);
}

/* Words that a language inflects, written with their accents: each pair has one
 * stem although only folded forms are stemmed. */
static void inflected_words_meet(void **state)
{
	static const struct {
		const char *iso, *a, *b;
	} rows[] = {
	    {"en", "banned", "bans"},
	    {"en", "companies", "company"},
	    {"de", "Häuser", "Häusern"},
	    {"de", "Verbot", "Verbote"},
	    {"fr", "nationale", "nationaux"},
	    {"fr", "gouvernement", "gouvernements"},
	    {"es", "regulación", "regulaciones"},
	    {"es", "decisión", "decisiones"},
	    {"pt", "regulação", "regulações"},
	    {"it", "governo", "governi"},
	    {"fr", "université", "universités"},
	    {"fr", "première", "premier"},
	    {"fr", "condamnée", "condamner"},
	    {"nl", "regel", "regels"},
	    {"sv", "lagar", "lagarna"},
	    {"da", "bilerne", "biler"},
	    {"no", "bil", "bilene"},
	    {"fi", "talossa", "talot"},
	    {"hu", "házak", "házakban"},
	    {"ro", "guvernul", "guvernului"},
	    {"ru", "закон", "закона"},
	    {"tr", "evler", "evlerde"},
	    {"ca", "regulació", "regulacions"},
	    {"el", "νόμος", "νόμου"},
	    {"lt", "namas", "namo"},
	    {"ar", "الكتاب", "كتاب"},
	    {"id", "pembelajaran", "belajar"},
	};
	struct analyser *a = analyser_new();
	struct tokens x, y;
	size_t i;

	(void)state;
	tokens_init(&x);
	tokens_init(&y);
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		tokens_reset(&x);
		tokens_reset(&y);
		analyse_text(a, slice_str(rows[i].iso), slice_str(rows[i].a), ZONE_BODY, 0, 1, &x);
		analyse_text(a, slice_str(rows[i].iso), slice_str(rows[i].b), ZONE_BODY, 0, 1, &y);
		if (!slice_eq(x.v[0].stem, y.v[0].stem))
			print_error("%s: %.*s %.*s\n", rows[i].iso, SLICE_ARG(x.v[0].stem),
				    SLICE_ARG(y.v[0].stem));
		assert_true(slice_eq(x.v[0].stem, y.v[0].stem));
	}
	tokens_done(&x);
	tokens_done(&y);
	analyser_free(a);
}

static void forms_that_are_not_letters_alone_are_their_stems(void **state)
{
	static const char *const forms[] = {"u.s", "f35", "don't", "$60b", "at&t",
					    "c++", "10%", "#tags", "a.m"};
	struct stemmers *s = stemmers_new();
	int en = stem_language(SLICE_LIT("en"));
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(forms) / sizeof(forms[0]); i++)
		assert_true(slice_eq_str(stem_form(s, en, slice_str(forms[i])), forms[i]));
	assert_true(slice_eq_str(stem_form(s, STEM_NONE, SLICE_LIT("running")), "running"));
	stemmers_free(s);
	stemmers_free(NULL);
}

/* A stem is folded, short enough and not empty, for letters in any order. */
static void stems_stay_within_their_bounds(void **state)
{
	static const char *const alphabets[] = {"abcdeghilmnorstuyi'", "абвгдеийклмнопрстуыь",
						"αβγδεικλμνορστυω", "ابتثجدرسعفقكلمنهوي",
						"कखगतदनपमयरलवसहािीुूेो"};
	struct stemmers *s = stemmers_new();
	const char *const *iso = language_stemmed();
	uint32_t seed = 7;
	size_t round, i;
	int l;

	(void)state;
	for (round = 0; round < 4000; round++) {
		struct slice letters = slice_str(alphabets[round % 5]);
		struct buf raw, form;

		buf_init(&raw, 1024);
		buf_init(&form, 1024);
		for (i = 0; i < 1 + round % 14; i++) {
			size_t at;

			seed = seed * 1664525u + 1013904223u;
			at = (seed >> 8) % letters.n;
			while (at > 0 && ((unsigned char)letters.p[at] & 0xC0) == 0x80)
				at--;
			buf_add(&raw, letters.p + at,
				(unsigned char)letters.p[at] < 0x80   ? 1
				: (unsigned char)letters.p[at] < 0xE0 ? 2
								      : 3);
		}
		normal_fold(&form, buf_slice(&raw));
		for (l = 0; iso[l] && form.len; l++) {
			struct slice stem = stem_form(s, l, buf_slice(&form));

			assert_true(stem.n > 0 && stem.n <= LIMIT_TOKEN_BYTES);
			buf_reset(&raw);
			normal_fold(&raw, stem);
			assert_true(slice_eq(buf_slice(&raw), stem));
		}
		buf_done(&raw);
		buf_done(&form);
	}
	stemmers_free(s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(every_stemmer_of_the_library_is_used),
	    cmocka_unit_test(codes_of_languages_are_read),
	    cmocka_unit_test(inflected_words_meet),
	    cmocka_unit_test(forms_that_are_not_letters_alone_are_their_stems),
	    cmocka_unit_test(stems_stay_within_their_bounds),
	};

	return cmocka_run_group_tests_name("stem", tests, NULL, NULL);
}
