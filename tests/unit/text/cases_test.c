/* SPDX-License-Identifier: GPL-2.0-or-later */
/* tests/unit/text/cases.tsv against the analyser: that table is the
 * specification of what a token is.  Each row: language, text, tokens.
 *
 * In a text \xNN is a byte, \n a line end, \\ a backslash.  A token is written
 *   POS[+WIDTH][KIND]:FORM[/STEM]
 * with WIDTH unless 1, STEM unless it is the form, and KIND one of N number,
 * C compound, A acronym, T tag, H handle, U address, B bigram, nothing for a
 * word.  Lines that begin with # and empty lines are passed over. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>

#include "lib/base/io.h"
#include "lib/text/analyse.h"

#define CASES "tests/unit/text/cases.tsv"
#define CASES_MIN 220

static int hex(char c)
{
	return ascii_is_digit(c) ? c - '0' : ascii_lower(c) - 'a' + 10;
}

static void unescape(struct buf *out, struct slice s)
{
	size_t i;

	for (i = 0; i < s.n; i++) {
		if (s.p[i] != '\\' || i + 1 >= s.n) {
			buf_add_char(out, s.p[i]);
		} else if (s.p[i + 1] == 'x' && i + 3 < s.n) {
			buf_add_char(out, (char)(hex(s.p[i + 2]) << 4 | hex(s.p[i + 3])));
			i += 3;
		} else {
			buf_add_char(out, s.p[i + 1] == 'n' ? '\n' : s.p[i + 1]);
			i++;
		}
	}
}

static void write_tokens(struct buf *out, const struct tokens *t)
{
	static const char kinds[] = " NCATHUB";
	size_t i;

	for (i = 0; i < t->n; i++) {
		const struct token *k = &t->v[i];

		buf_addf(out, "%s%u", i ? " " : "", k->pos);
		if (k->width != 1)
			buf_addf(out, "+%u", k->width);
		if (k->kind != TOKEN_WORD)
			buf_add_char(out, kinds[k->kind]);
		buf_add_char(out, ':');
		buf_add_slice(out, k->form);
		if (!slice_eq(k->form, k->stem)) {
			buf_add_char(out, '/');
			buf_add_slice(out, k->stem);
		}
	}
}

struct bench {
	struct analyser *analyser;
	struct tokens tokens;
	struct buf text, got;
	size_t cases, wrong;
};

static void run_case(struct bench *b, struct slice row, size_t line)
{
	struct slice language, text, want;

	if (!slice_split(&row, '\t', &language) || !slice_split(&row, '\t', &text) ||
	    !slice_split(&row, '\t', &want)) {
		print_error("%s:%zu: not three columns\n", CASES, line);
		b->wrong++;
		return;
	}
	buf_reset(&b->text);
	buf_reset(&b->got);
	unescape(&b->text, text);
	tokens_reset(&b->tokens);
	analyse_text(b->analyser, language, buf_slice(&b->text), ZONE_BODY, 0, 1, &b->tokens);
	write_tokens(&b->got, &b->tokens);
	b->cases++;
	if (slice_eq(buf_slice(&b->got), want))
		return;
	b->wrong++;
	print_error("%s:%zu: %.*s\n  want %.*s\n  got  %s\n", CASES, line, SLICE_ARG(text),
		    SLICE_ARG(want), buf_str(&b->got));
}

static void every_case_of_the_table_holds(void **state)
{
	struct bench b = {.cases = 0};
	struct buf file;
	struct slice rest, row;
	size_t line;

	(void)state;
	buf_init(&file, 1 << 20);
	buf_init(&b.text, 1 << 16);
	buf_init(&b.got, 1 << 20);
	tokens_init(&b.tokens);
	b.analyser = analyser_new();
	assert_int_equal(io_read_file(CASES, &file, NULL), STATUS_OK);
	rest = buf_slice(&file);
	for (line = 1; slice_split(&rest, '\n', &row); line++)
		if (row.n && row.p[0] != '#')
			run_case(&b, row, line);
	assert_int_equal(b.wrong, 0);
	assert_true(b.cases >= CASES_MIN);
	tokens_done(&b.tokens);
	analyser_free(b.analyser);
	buf_done(&b.text);
	buf_done(&b.got);
	buf_done(&file);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(every_case_of_the_table_holds),
	};

	return cmocka_run_group_tests_name("cases", tests, NULL, NULL);
}
