/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The query language: how queries are read, leniently and strictly, and that the
 * canonical form reads back as itself. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/limits.h"
#include "lib/base/mem.h"
#include "lib/search/parse.h"

struct reading {
	const char *query, *read;
	const char *warning; /* a part of the first one; NULL: none at all */
	int strict_pos;      /* byte of strict mode's error, -1: strict reads the same */
};

static const struct reading readings[] = {
	/* words */
	{"kaspersky", "kaspersky", NULL, -1},
	{"kaspersky ban", "ALL(kaspersky, ban)", NULL, -1},
	{"  kaspersky \t ban \n", "ALL(kaspersky, ban)", NULL, -1},
	{"kaspersky AND ban", "ALL(kaspersky, ban)", NULL, -1},
	{"kaspersky && ban", "ALL(kaspersky, ban)", NULL, -1},
	{"+kaspersky +ban", "ALL(kaspersky, ban)", NULL, -1},
	{"and or not", "ALL(and, or, not)", NULL, -1},
	{"a, b; c", "ALL(a, b, c)", NULL, -1},
	{"1,000 people", "ALL(1,000, people)", NULL, -1},
	{"C++ C# AT&T .NET", "ALL(C++, C#, AT&T, .NET)", NULL, -1},
	{"$60b 10% § 1983", "ALL($60b, 10%, §, 1983)", NULL, -1},
	{"CVE-2024-3094 GPT-4o F-35", "ALL(CVE-2024-3094, GPT-4o, F-35)", NULL, -1},
	{"@handle #tag", "ALL(@handle, #tag)", NULL, -1},
	{"https://example.org/a?b=c", "https://example.org/a?b=c", NULL, -1},
	{"Note: this", "ALL(Note, this)", NULL, -1},
	{"12:30 today", "ALL(12:30, today)", NULL, -1},
	{"O'Brien Kaspersky’s", "ALL(O'Brien, Kaspersky’s)", NULL, -1},
	{"a\xc2\xa0" "b", "ALL(a, b)", NULL, -1},
	{"a\xe2\x80\x89" "b", "ALL(a, b)", NULL, -1},
	{"日本語 検索", "ALL(日本語, 検索)", NULL, -1},
	/* or, not */
	{"kaspersky OR ban", "ANY(kaspersky, ban)", NULL, -1},
	{"kaspersky | ban", "ANY(kaspersky, ban)", NULL, -1},
	{"kaspersky || ban", "ANY(kaspersky, ban)", NULL, -1},
	{"sad|difficult", "ANY(sad, difficult)", NULL, -1},
	{"a OR b OR c", "ANY(a, b, c)", NULL, -1},
	{"a b OR c d", "ANY(ALL(a, b), ALL(c, d))", NULL, -1},
	{"a (b OR c)", "ALL(a, ANY(b, c))", NULL, -1},
	{"a (b c)", "ALL(a, b, c)", NULL, -1},
	{"NOT a", "NOT(a)", NULL, -1},
	{"a NOT b", "ALL(a, NOT(b))", NULL, -1},
	{"a -b", "ALL(a, NOT(b))", NULL, -1},
	{"a −b", "ALL(a, NOT(b))", NULL, -1},
	{"a AND NOT b", "ALL(a, NOT(b))", NULL, -1},
	{"a BUT NOT b", "ALL(a, NOT(b))", NULL, -1},
	{"a % b", "ALL(a, NOT(b))", NULL, -1},
	{"a ANDNOT b", "ALL(a, NOT(b))", NULL, -1},
	{"a -(b OR c)", "ALL(a, NOT(ANY(b, c)))", NULL, -1},
	{"a -\"b c\"", "ALL(a, NOT(\"b c\"))", NULL, -1},
	{"NOT NOT a", "NOT(NOT(a))", NULL, -1},
	{"state-of-the-art", "state-of-the-art", NULL, -1},
	/* phrases */
	{"\"commerce department\"", "\"commerce department\"", NULL, -1},
	{"“commerce department”", "\"commerce department\"", NULL, -1},
	{"„commerce department“", "\"commerce department\"", NULL, -1},
	{"«commerce department»", "\"commerce department\"", NULL, -1},
	{"「貿易」", "\"貿易\"", NULL, -1},
	{"\" a b \"", "\"a b\"", NULL, -1},
	{"{wind down}", "{wind down}", NULL, -1},
	{"\"{wind down}\"", "{wind down}", NULL, -1},
	{"\"a b\" c", "ALL(\"a b\", c)", NULL, -1},
	{"\"a\"\"b\"", "ALL(\"a\", \"b\")", NULL, -1},
	{"\"x y\"~5", "NEAR(5, x, y)", NULL, -1},
	{"\"a b c d\"/3", "SOME(3, a, b, c, d)", NULL, -1},
	{"\"a b\"/9", "SOME(2, a, b)", NULL, -1},
	/* place */
	{"x w/5 y", "NEAR(5, x, y)", NULL, -1},
	{"x W/5 y", "NEAR(5, x, y)", NULL, -1},
	{"x NEAR/5 y", "NEAR(5, x, y)", NULL, -1},
	{"x near/5 y", "NEAR(5, x, y)", NULL, -1},
	{"x near5 y", "NEAR(5, x, y)", NULL, -1},
	{"x NEAR5 y", "NEAR(5, x, y)", NULL, -1},
	{"x N5 y", "NEAR(5, x, y)", NULL, -1},
	{"x N/5 y", "NEAR(5, x, y)", NULL, -1},
	{"x /5 y", "NEAR(5, x, y)", NULL, -1},
	{"x NEAR y", "NEAR(10, x, y)", NULL, -1},
	{"x within/3 y", "NEAR(3, x, y)", NULL, -1},
	{"x pre/5 y", "BEFORE(5, x, y)", NULL, -1},
	{"x PRE/5 y", "BEFORE(5, x, y)", NULL, -1},
	{"x onear/5 y", "BEFORE(5, x, y)", NULL, -1},
	{"x adj5 y", "BEFORE(5, x, y)", NULL, -1},
	{"x +5 y", "BEFORE(5, x, y)", NULL, -1},
	{"x << y", "BEFORE(any, x, y)", NULL, -1},
	{"x w/0 y", "NEAR(1, x, y)", NULL, -1},
	{"x not w/5 y", "NOTNEAR(5, x, y)", NULL, -1},
	{"x NOT w/5 y", "NOTNEAR(5, x, y)", NULL, -1},
	{"x NOTNEAR/5 y", "NOTNEAR(5, x, y)", NULL, -1},
	{"x NOT pre/5 y", "NOTBEFORE(5, x, y)", NULL, -1},
	{"x /s y", "SENTENCE(x, y)", NULL, -1},
	{"x w/s y", "SENTENCE(x, y)", NULL, -1},
	{"x w/sent y", "SENTENCE(x, y)", NULL, -1},
	{"x SENTENCE y", "SENTENCE(x, y)", NULL, -1},
	{"x NOT /s y", "NOTSENTENCE(x, y)", NULL, -1},
	{"x /p y", "PARAGRAPH(x, y)", NULL, -1},
	{"x w/para y", "PARAGRAPH(x, y)", NULL, -1},
	{"x SAME y", "PARAGRAPH(x, y)", NULL, -1},
	{"x NOT /p y", "NOTPARAGRAPH(x, y)", NULL, -1},
	{"a b w/5 c", "ALL(a, NEAR(5, b, c))", NULL, -1},
	{"a w/5 b w/3 c", "NEAR(3, NEAR(5, a, b), c)", NULL, -1},
	{"a w/5 (b w/3 c)", "NEAR(5, a, NEAR(3, b, c))", NULL, -1},
	{"NOT a w/5 b", "NOT(NEAR(5, a, b))", NULL, -1},
	{"(\"commerce department\" OR raimondo) w/10 (ban OR prohibit*)",
	 "NEAR(10, ANY(\"commerce department\", raimondo), ANY(ban, prohibit*))", NULL, -1},
	{"a /p (b OR \"c d\") /p (ban* OR prohibit*)",
	 "PARAGRAPH(PARAGRAPH(a, ANY(b, \"c d\")), ANY(ban*, prohibit*))", NULL, -1},
	/* counting and scope */
	{"atleast3(kaspersky)", "ATLEAST(3, kaspersky)", NULL, -1},
	{"ATLEAST3(kaspersky)", "ATLEAST(3, kaspersky)", NULL, -1},
	{"atleast3 kaspersky", "ATLEAST(3, kaspersky)", NULL, -1},
	{"3 of (a b c d)", "SOME(3, a, b, c, d)", NULL, -1},
	{"2 OF (a OR b OR c)", "SOME(2, a, b, c)", NULL, -1},
	{"2 of ((a b) c d)", "SOME(2, ALL(a, b), c, d)", NULL, -1},
	{"2 of ((a OR b) OR c)", "SOME(2, ANY(a, b), c)", NULL, -1},
	{"2 of (a (b (c d)) e)", "SOME(2, a, ALL(b, c, d), e)", NULL, -1},
	{"2 of (lead(a b) c)", "SOME(2, LEAD(ALL(a, b)), c)", NULL, -1},
	{"3 of them", "ALL(3, of, them)", NULL, -1},
	{"lead:(a b)", "LEAD(ALL(a, b))", NULL, -1},
	{"lead(a b)", "LEAD(ALL(a, b))", NULL, -1},
	{"hlead(a)", "LEAD(a)", NULL, -1},
	{"first50(a b)", "FIRST(50, ALL(a, b))", NULL, -1},
	{"title:kaspersky", "ZONES(title+dek, kaspersky)", NULL, -1},
	{"headline:\"a b\"", "ZONES(title+dek, \"a b\")", NULL, -1},
	{"hd=(a b)", "ZONES(title+dek, ALL(a, b))", NULL, -1},
	{"body:(a OR b)", "ZONES(body, ANY(a, b))", NULL, -1},
	{"zone:teaser microsoft", "ZONES(teaser, microsoft)", NULL, -1},
	{"microsoft zone:teaser", "ZONES(teaser, microsoft)", NULL, -1},
	{"zone:teaser,bio microsoft", "ZONES(teaser+bio, microsoft)", NULL, -1},
	{"zones:all microsoft", "ZONES(all, microsoft)", NULL, -1},
	{"zone:teaser", "ZONES(teaser, EVERYTHING())", NULL, -1},
	/* forms */
	{"=ban", "=ban", NULL, -1},
	{"exact(ban)", "=ban", NULL, -1},
	{"exact(ban rule)", "ALL(=ban, =rule)", NULL, -1},
	{"case(US)", "case(US)", NULL, -1},
	{"caps(US)", "case(US)", NULL, -1},
	{"ALLCAPS(US)", "case(US)", NULL, -1},
	{"prohib*", "prohib*", NULL, -1},
	{"wom?n", "wom?n", NULL, -1},
	{"who?", "who?", NULL, -1},
	{"*isation", "*isation", NULL, -1},
	{"kaspersky~1", "kaspersky~1", NULL, -1},
	{"kaspersky~", "kaspersky~1", NULL, -1},
	{"prohib!", "prohib*", "is read as prohib*", -1},
	{"prohib$3", "prohib*", "is read as prohib*", -1},
	/* fields and dates */
	{"by:smith", "by:\"smith\"", NULL, -1},
	{"by=smith", "by:\"smith\"", NULL, -1},
	{"author:\"jane doe\"", "by:\"jane doe\"", NULL, -1},
	{"by:(smith OR jones)", "ANY(by:\"smith\", by:\"jones\")", NULL, -1},
	{"site:example.org", "site:\"example.org\"", NULL, -1},
	{"site:tech*", "site:\"tech*\"", NULL, -1},
	{"lang:en section:politics via:wire", "ALL(lang:\"en\", section:\"politics\", source:\"wire\")",
	 NULL, -1},
	{"url:https://example.org/x", "url:\"https://example.org/x\"", NULL, -1},
	{"date:2024", "date:2024-01-01..2024-12-31", NULL, -1},
	{"date:2024-06..2024-09", "date:2024-06-01..2024-09-30", NULL, -1},
	{"date:2024-02", "date:2024-02-01..2024-02-29", NULL, -1},
	{"date:20240601", "date:2024-06-01", NULL, -1},
	{"date:2024/06/01", "date:2024-06-01", NULL, -1},
	{"date:2024-Q3", "date:2024-07-01..2024-09-30", NULL, -1},
	{"date:\"june 2024\"", "date:2024-06-01..2024-06-30", NULL, -1},
	{"date:\"1 june 2024\"", "date:2024-06-01", NULL, -1},
	{"date:\"june 1, 2024\"", "date:2024-06-01", NULL, -1},
	{"date:>2024-07", "date:2024-08-01..", NULL, -1},
	{"date:>=2024-07", "date:2024-07-01..", NULL, -1},
	{"date:<2024-07", "date:..2024-06-30", NULL, -1},
	{"date:<=2024-07", "date:..2024-07-31", NULL, -1},
	{"date:2024..", "date:2024-01-01..", NULL, -1},
	{"date:..2024", "date:..2024-12-31", NULL, -1},
	{"from:2024-06 to:2024-09", "ALL(date:2024-06-01.., date:..2024-09-30)", NULL, -1},
	{"since:2024 before:2024-07", "ALL(date:2024-01-01.., date:..2024-06-30)", NULL, -1},
	{"after:2024-07", "date:2024-08-01..", NULL, -1},
	{"date:undated", "date:undated", NULL, -1},
	{"words>500", "words:501..", NULL, -1},
	{"words>=500", "words:500..", NULL, -1},
	{"wc<200", "words:0..199", NULL, -1},
	{"words:100..200", "words:100..200", NULL, -1},
	/* relative dates, on 2024-07-16, a Tuesday */
	{"date:today", "date:2024-07-16", NULL, -1},
	{"date:yesterday", "date:2024-07-15", NULL, -1},
	{"date:\"3 days ago\"", "date:2024-07-13", NULL, -1},
	{"date:\"1 month ago\"", "date:2024-06-16", NULL, -1},
	{"date:\"this week\"", "date:2024-07-15..2024-07-16", NULL, -1},
	{"date:\"last week\"", "date:2024-07-08..2024-07-14", NULL, -1},
	{"date:\"past week\"", "date:2024-07-10..2024-07-16", NULL, -1},
	{"date:\"this month\"", "date:2024-07-01..2024-07-16", NULL, -1},
	{"date:\"last month\"", "date:2024-06-01..2024-06-30", NULL, -1},
	{"date:last-month", "date:2024-06-01..2024-06-30", NULL, -1},
	{"date:last_quarter", "date:2024-04-01..2024-06-30", NULL, -1},
	{"date:\"last year\"", "date:2023-01-01..2023-12-31", NULL, -1},
	{"date:\"last 30 days\"", "date:2024-06-17..2024-07-16", NULL, -1},
	{"date:\"last 2 weeks\"", "date:2024-07-03..2024-07-16", NULL, -1},
	{"date:\"past 2 quarters\"", "date:2024-01-17..2024-07-16", NULL, -1},
	{"date:30d", "date:2024-06-17..2024-07-16", NULL, -1},
	{"since:2w", "date:2024-07-03..", NULL, -1},
	{"since:\"2 weeks ago\"", "date:2024-07-02..", NULL, -1},
	{"since:\"last month\"", "date:2024-06-01..", NULL, -1},
	{"before:\"last month\"", "date:..2024-05-31", NULL, -1},
	{"date:june", "date:2024-06-01..2024-06-30", NULL, -1},
	{"date:august", "date:2023-08-01..2023-08-31", NULL, -1},
	{"date:\"Q2 2024\"", "date:2024-04-01..2024-06-30", NULL, -1},
	{"date:2024q2", "date:2024-04-01..2024-06-30", NULL, -1},
	{"date:\"last 9999 years\" a", "a", "not a date", 0},
	{"date:\"last 0 days\" a", "a", "not a date", 0},
	{"date:\"Q5 2024\" a", "a", "not a date", 0},
	/* others' habits */
	{"date after 2024-05", "date:2024-06-01..", "is read as a date", -1},
	{"a date from 2024 to 2025-06 b", "ALL(a, date:2024-01-01..2025-06-30, b)",
	 "\"date from 2024 to 2025-06\" is read as a date", -1},
	{"date after dark", "ALL(date, after, dark)", NULL, -1},
	{"date after 2024..", "ALL(date, after, 2024..)", NULL, -1},
	{"date:[2024-01 TO 2024-06]", "date:2024-01-01..2024-06-30", NULL, -1},
	{"date:[* TO 2024]", "date:..2024-12-31", NULL, -1},
	{"words:[100 TO 200]", "words:100..200", NULL, -1},
	{"a/F50/", "FIRST(50, a)", NULL, -1},
	{"\"a b\"/F50/ c", "ALL(FIRST(50, \"a b\"), c)", NULL, -1},
	{"(a b) /F50/", "FIRST(50, ALL(a, b))", NULL, -1},
	{"/F50/ a", "a", "left part", 0},
	{"https://example.org/f5/", "https://example.org/f5/", NULL, -1},
	{"a /N5/ b", "NEAR(5, a, b)", NULL, -1},
	{"a NOTNEAR5 b", "NOTNEAR(5, a, b)", NULL, -1},
	{"\"a b\" same (c OR d)", "PARAGRAPH(\"a b\", ANY(c, d))", "same is read as SAME", -1},
	{"the same day", "ALL(the, same, day)", NULL, -1},
	{"au(doe) ti(chip) publication(x)",
	 "ALL(by:\"doe\", ZONES(title+dek, chip), site:\"x\")", NULL, -1},
	{"byline(\"jane doe\" OR roe)", "ANY(by:\"jane doe\", by:\"roe\")", NULL, -1},
	{"a^2", "a", "a weight is not read", 1},
	{"(a b)^1.5", "ALL(a, b)", "a weight is not read", 5},
	{"roam~0.8", "roam~1", NULL, -1},
	/* what is mended */
	{"AND kaspersky", "kaspersky", "joins nothing", 0},
	{"kaspersky AND", "kaspersky", "joins nothing", 10},
	{"kaspersky OR", "kaspersky", "joins nothing", 10},
	{"OR kaspersky", "kaspersky", "joins nothing", 0},
	{"a OR OR b", "ANY(a, b)", "joins nothing", 2},
	{"kaspersky NOT", "kaspersky", "right part", 10},
	{"kaspersky w/5", "kaspersky", "right part", 10},
	{"w/5 kaspersky", "kaspersky", "left part", 0},
	{"N5 protein", "ALL(N5, protein)", "read as a word", 0},
	{")kaspersky", "kaspersky", "too many", 0},
	{"kaspersky)", "kaspersky", "too many", 9},
	{"(kaspersky", "kaspersky", "missing", 10},
	{"\"sad and difficult", "\"sad and difficult\"", "without its end", 0},
	{"\"\" a", "a", "empty phrase", 0},
	{"foo:bar baz", "ALL(foo:bar, baz)", "no such field", 0},
	{"date:soon a", "a", "not a date", 0},
	{"date:2024-13 a", "a", "not a date", 0},
	{"zone:cellar a", "a", "no such zone", 5},
	{"words>many", "", "number of words", 0},
	{"after:2024..", "", "no end to come after", 0},
	{"before:..2024", "", "no beginning to come before", 0},
	{"by:- a", "ALL(NOT(by:\"a\"))", NULL, -2},
	{"a* b", "ALL(a, b)", "two letters", 0},
	{"* ? - -- … — & !", "", NULL, -2},
	{"", "", NULL, -1},
	{"()", "", NULL, -1},
};

#define N_READINGS (sizeof(readings) / sizeof(readings[0]))

static void read_back(const struct query *q, struct buf *out)
{
	buf_init(out, LIMIT_QUERY_BYTES * 8);
	if (q->root)
		node_print(q->root, out);
}

static void check_reading(const struct reading *r)
{
	struct query q;
	struct buf read;
	struct err err = ERR_INIT;

	assert_int_equal(query_parse(slice_str(r->query), QUERY_LENIENT, &q, &err), STATUS_OK);
	read_back(&q, &read);
	if (strcmp(buf_str(&read), r->read) != 0 && r->strict_pos != -2)
		fail_msg("'%s' is read as '%s', not '%s'", r->query, buf_str(&read), r->read);
	if (r->strict_pos != -2 && !r->warning && q.n_warnings)
		fail_msg("'%s' warns: %s", r->query, q.warnings[0].p);
	if (r->warning && (!q.n_warnings || !strstr(q.warnings[0].p, r->warning)))
		fail_msg("'%s' warns '%s', not '%s'", r->query,
			 q.n_warnings ? q.warnings[0].p : "nothing", r->warning);
	buf_done(&read);
	query_done(&q);
}

static void lenient_readings(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < N_READINGS; i++)
		check_reading(&readings[i]);
}

static void strict_marks_the_byte(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < N_READINGS; i++) {
		const struct reading *r = &readings[i];
		struct err err = ERR_INIT;
		struct query q;
		enum status st = query_parse(slice_str(r->query), QUERY_STRICT, &q, &err);

		if (r->strict_pos == -1 && st != STATUS_OK)
			fail_msg("strict refuses '%s': %s", r->query, err.msg);
		if (r->strict_pos >= 0 && (st != STATUS_QUERY || err.pos != (size_t)r->strict_pos))
			fail_msg("strict on '%s': status %s, byte %zu, not %d", r->query,
				 status_word(st), err.pos, r->strict_pos);
		query_done(&q);
	}
}

/* Parse and print until it stays the same: at once. */
static void check_stable(struct slice text)
{
	struct query q1, q2;
	struct buf a, b;
	struct err err = ERR_INIT;

	if (query_parse(text, QUERY_LENIENT, &q1, &err) != STATUS_OK) {
		assert_true(err.pos <= 3 * text.n);
		query_done(&q1);
		return;
	}
	read_back(&q1, &a);
	/* the canonical form may be longer than a query may be */
	if (a.len <= LIMIT_QUERY_BYTES &&
	    query_parse(buf_slice(&a), QUERY_LENIENT, &q2, &err) == STATUS_OK) {
		read_back(&q2, &b);
		if (!slice_eq(buf_slice(&a), buf_slice(&b))) {
			for (size_t i = 0; i < text.n; i++)
				print_error("\\x%02x", (unsigned char)text.p[i]);
			fail_msg("'%.*s'\n is read as %s\n and that as %s", SLICE_ARG(text),
				 buf_str(&a), buf_str(&b));
		}
		buf_done(&b);
		query_done(&q2);
	}
	buf_done(&a);
	query_done(&q1);
}

static void canonical_form_is_stable(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < N_READINGS; i++)
		check_stable(slice_str(readings[i].query));
}

static uint64_t seed = 88172645463325252u;

static uint32_t roll(uint32_t n)
{
	seed ^= seed << 13;
	seed ^= seed >> 7;
	seed ^= seed << 17;
	return (uint32_t)((seed >> 33) % n);
}

static unsigned rounds(unsigned usual)
{
	const char *s = getenv("BACKFILE_ROUNDS");
	unsigned n = 0;

	for (; s && *s >= '0' && *s <= '9'; s++)
		n = n * 10 + (unsigned)(*s - '0');
	return n ? n : usual;
}

static void random_bytes_never_fail(void **state)
{
	char text[64];
	unsigned i, n = rounds(20000);
	size_t k, len;

	(void)state;
	for (i = 0; i < n; i++) {
		len = roll(sizeof(text));
		for (k = 0; k < len; k++)
			text[k] = (char)roll(256);
		check_stable(slice_of(text, len));
	}
}

static void random_pieces_are_stable(void **state)
{
	static const char *const pieces[] = {
		"a", "ban", "\"", "“", "”", "(", ")", "{", "}", " ", " ", " ", "OR", "AND", "NOT", "-",
		"w/5", "pre/3", "/s", "/p", "near", "NEAR", "N5", "+5", "<<", "not w/2", "title:",
		"by:", "date:", "2024", "2024-06", "..", ">", "<", "zone:", "teaser", "words>",
		"atleast2(", "atleast3", "first9(", "lead:(", "case(", "exact(", "3 of (", "=", "~1",
		"*", "?", "!", "$3", ",", "|", "ALL(", "NEAR(", "5,", "NOT(", "ZONES(", "all", "SOME(",
		"mentions:", "2024-09-29", "money>", "money:", "num:", "$1b", "10%", " TO ", "<=", "7",
		"EVERYTHING()", "foo:", "'", "’", "—", "§", "C++", "日本", "lang:", "site:", "\xff",
	};
	char text[512];
	unsigned i, n = rounds(20000);

	(void)state;
	for (i = 0; i < n; i++) {
		size_t len = 0;
		uint32_t k, parts = 1 + roll(14);

		for (k = 0; k < parts; k++) {
			const char *p = pieces[roll(sizeof(pieces) / sizeof(pieces[0]))];

			memcpy(text + len, p, strlen(p));
			len += strlen(p);
			if (roll(2))
				text[len++] = ' ';
		}
		check_stable(slice_of(text, len));
	}
}

/* n times head, a word, n times tail */
static enum status nested(const char *head, const char *tail, size_t n, struct err *err)
{
	struct buf b;
	struct query q;
	enum status st;
	size_t i;

	buf_init(&b, 1 << 20);
	for (i = 0; i < n; i++)
		buf_add_str(&b, head);
	buf_add_str(&b, "word");
	for (i = 0; i < n; i++)
		buf_add_str(&b, tail);
	st = query_parse(buf_slice(&b), QUERY_LENIENT, &q, err);
	query_done(&q);
	buf_done(&b);
	return st;
}

static void depth_is_bounded(void **state)
{
	struct err err = ERR_INIT;

	(void)state;
	assert_int_equal(nested("(", ")", LIMIT_QUERY_DEPTH, &err), STATUS_OK);
	assert_int_equal(nested("(", ")", LIMIT_QUERY_DEPTH + 1, &err), STATUS_QUERY);
	assert_int_equal(err.pos, LIMIT_QUERY_DEPTH);
	assert_int_equal(nested("NOT ", "", LIMIT_QUERY_DEPTH - 1, &err), STATUS_OK);
	assert_int_equal(nested("NOT ", "", LIMIT_QUERY_DEPTH, &err), STATUS_QUERY);
	assert_int_equal(nested("lead(", ")", LIMIT_QUERY_DEPTH - 1, &err), STATUS_OK);
	assert_int_equal(nested("lead(", ")", LIMIT_QUERY_DEPTH, &err), STATUS_QUERY);
	/* a chain from the left is as deep as it is long */
	assert_int_equal(nested("", " w/2 x", LIMIT_QUERY_DEPTH - 1, &err), STATUS_OK);
	assert_int_equal(nested("", " w/2 x", LIMIT_QUERY_DEPTH, &err), STATUS_QUERY);
	assert_int_equal(nested("(", ")", 30000, &err), STATUS_QUERY);
}

static void length_is_bounded(void **state)
{
	char *text = xmalloc(LIMIT_QUERY_BYTES + 1);
	struct err err = ERR_INIT;
	struct query q;

	(void)state;
	memset(text, 'a', LIMIT_QUERY_BYTES + 1);
	assert_int_equal(query_parse(slice_of(text, LIMIT_QUERY_BYTES), QUERY_LENIENT, &q, &err),
			 STATUS_OK);
	query_done(&q);
	assert_int_equal(query_parse(slice_of(text, LIMIT_QUERY_BYTES + 1), QUERY_LENIENT, &q, &err),
			 STATUS_TOO_BIG);
	assert_non_null(strstr(err.msg, "65537 bytes"));
	query_done(&q);
	free(text);
}

static void parts_are_bounded(void **state)
{
	struct err err = ERR_INIT;

	(void)state;
	/* each word is a node; the two lists above them are nodes too */
	assert_int_equal(nested("a ", "", LIMIT_QUERY_NODES - 3, &err), STATUS_OK);
	assert_int_equal(nested("a ", "", LIMIT_QUERY_NODES - 2, &err), STATUS_QUERY);
	assert_non_null(strstr(err.msg, "too many parts"));
}

static void any_reads_plain_words(void **state)
{
	struct err err = ERR_INIT;
	struct query q;
	struct buf read;

	(void)state;
	assert_int_equal(query_parse(SLICE_LIT("what (is \"the NOT by:x - "), QUERY_ANY, &q, &err),
			 STATUS_OK);
	read_back(&q, &read);
	assert_string_equal(buf_str(&read), "ANY(what, (is, \"the, NOT, by:x)");
	buf_done(&read);
	query_done(&q);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(lenient_readings),
		cmocka_unit_test(strict_marks_the_byte),
		cmocka_unit_test(canonical_form_is_stable),
		cmocka_unit_test(random_bytes_never_fail),
		cmocka_unit_test(random_pieces_are_stable),
		cmocka_unit_test(depth_is_bounded),
		cmocka_unit_test(length_is_bounded),
		cmocka_unit_test(parts_are_bounded),
		cmocka_unit_test(any_reads_plain_words),
	};

	setenv("BACKFILE_TODAY", "2024-07-16", 1);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
