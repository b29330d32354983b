/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Where sentences end.  In each row the bar shows the wanted borders. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "lib/base/buf.h"
#include "lib/text/analyse.h"

static const struct {
	const char *language, *want; /* the text, with | at each border */
} rows[] = {
    {"en", "One here. |Two here."},
    {"en", "One here! |Two? |Three… |Four"},
    {"en", "Mr. Smith met Dr. Jones. |They spoke."},
    {"en", "He works for Acme Inc. in Ohio."},
    {"en", "He works for Acme Inc. |The firm grew."},
    {"en", "The U.S. Senate met."},
    {"en", "He left the U.S. |She stayed."},
    {"en", "He left the U.S. on Monday."},
    {"en", "A rule, e.g. Section 230, i.e. the shield."},
    {"en", "J. K. Rowling wrote. |J.R.R. Tolkien too."},
    {"en", "It said No. 5 was best. |Yes."},
    {"en", "“It is over.” |He left."},
    {"en", "\"It is over.\" |He left."},
    {"en", "(It is over.) |He left."},
    {"en", "“What now?” she asked. |Nobody knew."},
    {"en", "“What now?” |“Nothing.” |End."},
    {"en", "Wait... what? |Yes!"},
    {"en", "Really?! |Yes."},
    {"en", "It fell 3.5 percent to 1.2 points. |Then rose."},
    {"en", "See example.com for more. |Or node.js docs."},
    {"en", "one. two goes on"},
    {"en", "Visit https://example.com/a. |Then go."},
    {"en", "At 5 p.m. |The end."},
    {"en", "At 5 p.m. Eastern time."},
    {"en", "On Jan. 5 it rained. |In Feb. too."},
    {"en", "Line one\nline two. |Line three"},
    {"en", "A heading\n\n|A paragraph here."},
    {"en", "A heading\n  \n|A paragraph here.\n\n\n|Another"},
    {"en", "... Starts oddly. |Goes on …"},
    {"en", "1. First item. |2. Second item."},
    {"en", "It rose 10%. |It fell."},
    {"en", "Gov. Gavin Newsom and Sen. Wyden v. Smith."},
    {"en", "So did I. |The others not."},
    {"en", "Plan B. is off."},
    {"en", "He said: “No.” |She said: “Yes.”"},
    {"en", "Yes. |(No.) |[Maybe.]"},
    {"en", "In 2024. |In 2025."},
    {"en", "The Kaspersky case, etc. |But more followed."},
    {"de", "Am 3. Oktober war frei. |Danach nicht."},
    {"de", "Das ist z.B. Hamburg, d.h. im Norden. |Ja."},
    {"de", "Dr. Müller kam. |Er blieb bis 2024. |Dann nicht."},
    {"fr", "M. Dupont est là. |Il parle."},
    {"fr", "« C’est fini. » |Il part."},
    {"es", "¿Qué pasa? |¡Nada! |El Sr. García sale."},
    {"es", "Los EE.UU. ganan. |Fin."},
    {"ru", "Он жил на ул. Ленина. |Потом уехал."},
    {"zh", "今天下雨。|明天晴天！|好吗？|好"},
    {"ja", "「はい。」|そうです。"},
    {"hi", "यह एक है। |वह दो है।"},
    {"ar", "هل هذا صحيح؟ |نعم. |شكرا"},
    {"el", "Ένα. |Δύο."},
    {"", "No language. |Still two."},
};

static void build(struct buf *text, struct buf *marked, const struct tokens *t)
{
	size_t i, at = 0;

	buf_reset(marked);
	for (i = 0; i < t->n_sentences; i++) {
		const struct token_sentence *s = &t->sentences[i];

		if (i)
			buf_add_slice(marked, slice_sub(buf_slice(text), at, s->start));
		if (i)
			buf_add_char(marked, '|');
		buf_add_slice(marked, slice_sub(buf_slice(text), i ? s->start : 0, s->end));
		at = s->end;
	}
}

static void borders_are_where_the_table_has_them(void **state)
{
	struct analyser *a = analyser_new();
	struct tokens t;
	struct buf text, marked;
	size_t i;

	(void)state;
	tokens_init(&t);
	buf_init(&text, 1 << 16);
	buf_init(&marked, 1 << 16);
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		const char *p;

		buf_reset(&text);
		for (p = rows[i].want; *p; p++)
			if (*p != '|')
				buf_add_char(&text, *p);
		tokens_reset(&t);
		analyse_text(a, slice_str(rows[i].language), buf_slice(&text), ZONE_BODY, 0, 1, &t);
		build(&text, &marked, &t);
		assert_string_equal(buf_str(&marked), rows[i].want);
	}
	tokens_done(&t);
	analyser_free(a);
	buf_done(&text);
	buf_done(&marked);
}

static size_t sentences_of(enum zone zone, const char *text)
{
	struct analyser *a = analyser_new();
	struct tokens t;
	size_t n;

	tokens_init(&t);
	analyse_text(a, SLICE_LIT("en"), slice_str(text), zone, 0, 0, &t);
	n = t.n_sentences;
	tokens_done(&t);
	analyser_free(a);
	return n;
}

static void a_title_is_one_sentence_and_no_words_are_none(void **state)
{
	(void)state;
	assert_int_equal(sentences_of(ZONE_TITLE, "It is over. What now?\n\nNothing."), 1);
	assert_int_equal(sentences_of(ZONE_DEK, "It is over. What now?"), 2);
	assert_int_equal(sentences_of(ZONE_BODY, ""), 0);
	assert_int_equal(sentences_of(ZONE_BODY, " ... \xE2\x80\x94 !"), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(borders_are_where_the_table_has_them),
	    cmocka_unit_test(a_title_is_one_sentence_and_no_words_are_none),
	};

	return cmocka_run_group_tests_name("sentence", tests, NULL, NULL);
}
