/* SPDX-License-Identifier: GPL-2.0-or-later */
/* "mentions:2024-09-29": days that a text speaks of; see parse_internal.h.
 *
 * It becomes words at places, as a person would have to write them: a month and a
 * day in either order with the year behind, or figures alone.  A day without a year
 * is that of the year nearest to the article's own date.  So what is found is marked
 * like anything else, and needs nothing in the archive.
 *
 * A range is cut into whole years, whole months and runs of days of one month.  Whole
 * months of one year share what says the year, the same month of two years what says no
 * year: a long range is a short query.
 */
#include <stdio.h>
#include <string.h>

#include "lib/base/civil.h"
#include "lib/base/limits.h"
#include "lib/search/dates.h"
#include "lib/search/parse_internal.h"

/* English, German, French, Spanish, Italian; what "may" and the like mean besides is
 * no matter beside a day or a year. */
static const char *const months[12] = {
	"january jan januar janvier enero gennaio",
	"february feb februar février febrero febbraio",
	"march mar märz mars marzo",
	"april apr avril abril aprile",
	"may mai mayo maggio",
	"june jun juni juin junio giugno",
	"july jul juli juillet julio luglio",
	"august aug août agosto",
	"september sep sept septembre septiembre settembre",
	"october oct oktober okt octobre octubre ottobre",
	"november nov novembre noviembre",
	"december dec dezember dez décembre diciembre dicembre",
};

#define NEAR_YEAR  2   /* "29 de septiembre de 2024" */
#define HALF_YEAR  183 /* days; a day without a year is within these of its article */

/* Whole months of a year that is not asked for whole: of the first or the last one. */
struct year_part {
	int year;
	unsigned months; /* bit 1 to 12 */
};

struct mentions {
	struct parser *p;
	size_t pos;
	struct node *any; /* of all stretches */
	struct year_part parts[2];
};

/* --- small nodes ---------------------------------------------------------- */

static struct node *pattern_of(struct mentions *m, enum word_pattern pattern, const char *text)
{
	struct node *n = parser_node(m->p, NODE_WORD, m->pos);

	n->pattern = pattern;
	n->text = parser_text(m->p, slice_str(text));
	return n;
}

static void add_glob(struct mentions *m, struct node *any, const char *text)
{
	parser_add(m->p->q, any, pattern_of(m, PATTERN_GLOB, text));
}

static struct node *any_of(struct mentions *m)
{
	return parser_node(m->p, NODE_OR, m->pos);
}

static struct node *before(struct mentions *m, uint32_t words, struct node *a, struct node *b)
{
	struct node *n = parser_node(m->p, NODE_NEAR, m->pos);

	n->ordered = true;
	n->count = words;
	parser_add(m->p->q, n, a);
	parser_add(m->p->q, n, b);
	return n;
}

static struct node *month_words(struct mentions *m, int month)
{
	return pattern_of(m, PATTERN_LIST, months[month - 1]);
}

static struct node *day_words(struct mentions *m, int from, int to)
{
	static const char *const endings[] = {"th", "st", "nd", "rd"};
	char text[31 * 16], *p = text;
	int d;

	for (d = from; d <= to; d++) {
		unsigned last = d / 10 == 1 || d % 10 > 3 ? 0 : (unsigned)d % 10;

		p += snprintf(p, 8, d < 10 ? "%d 0%d " : "%d ", d, d);
		p += snprintf(p, 8, "%d%s ", d, endings[last]);
	}
	return pattern_of(m, PATTERN_LIST, text);
}

static struct node *year_word(struct mentions *m, int year)
{
	struct node *n = parser_node(m->p, NODE_WORD, m->pos);
	char text[16];

	snprintf(text, sizeof(text), "%04d", year);
	n->form = FORM_EXACT;
	n->text = parser_text(m->p, slice_str(text));
	return n;
}

/* --- months and days ------------------------------------------------------ */

/* "September 29", "the 29th of September". */
static struct node *month_and_day(struct mentions *m, int month, int from, int to)
{
	struct node *any = any_of(m);

	parser_add(m->p->q, any, before(m, 1, month_words(m, month), day_words(m, from, to)));
	parser_add(m->p->q, any, before(m, 2, day_words(m, from, to), month_words(m, month)));
	return any;
}

/* The same without a year behind it, in articles of about then: of the days from..to.  The
 * date comes first: it rules most articles out at no cost. */
static void add_without_year(struct mentions *m, int month, int from, int to, int32_t first,
			     int32_t last)
{
	struct node *all = parser_node(m->p, NODE_AND, m->pos);
	struct node *date = parser_node(m->p, NODE_DATE, m->pos);
	struct node *years = any_of(m), *n;

	date->from = first - HALF_YEAR;
	date->to = last + HALF_YEAR - 1;
	parser_add(m->p->q, all, date);
	add_glob(m, years, "19??");
	add_glob(m, years, "20??");
	n = before(m, NEAR_YEAR, month_and_day(m, month, from, to), years);
	n->negated = true;
	parser_add(m->p->q, all, n);
	parser_add(m->p->q, m->any, all);
}

/* "2024-09-29", "29.9.2024", and with a stroke where only one reading is a date. */
static void add_figures(struct mentions *m, struct civil c, int to)
{
	char text[31 * 64], *p = text;
	int d;

	for (d = c.day; d <= to; d++) {
		p += snprintf(p, 14, "%04d-%02d-%02d ", c.year, c.month, d);
		p += snprintf(p, 12, "%d.%d.%04d ", d, c.month, c.year);
		p += snprintf(p, 12, "%02d.%02d.%04d ", d, c.month, c.year);
		if (d <= 12)
			continue;
		p += snprintf(p, 12, "%d/%d/%04d ", d, c.month, c.year);
		p += snprintf(p, 12, "%d/%d/%04d ", c.month, d, c.year);
	}
	parser_add(m->p->q, m->any, pattern_of(m, PATTERN_LIST, text));
}

/* Days of one month. */
static void add_days(struct mentions *m, struct civil c, int to)
{
	int32_t first = civil_to_days(c);

	parser_add(m->p->q, m->any, before(m, NEAR_YEAR, month_and_day(m, c.month, c.day, to),
					   year_word(m, c.year)));
	add_figures(m, c, to);
	add_without_year(m, c.month, c.day, to, first, first + to - c.day);
}

/* Whole months of one year: those of the mask, bit 1 to 12. */
static void add_months_of(struct mentions *m, const struct year_part *y)
{
	char words[512], text[16], *p = words;
	int month;

	if (!y->months)
		return;
	for (month = 1; month <= 12; month++) {
		if (!(y->months >> month & 1))
			continue;
		p += snprintf(p, sizeof(words) - (size_t)(p - words), "%s ", months[month - 1]);
		snprintf(text, sizeof(text), "%04d-%02d*", y->year, month);
		add_glob(m, m->any, text); /* its days, too */
	}
	parser_add(m->p->q, m->any, before(m, NEAR_YEAR, pattern_of(m, PATTERN_LIST, words),
					   year_word(m, y->year)));
}

/* A month of one or both years, which with the half year around it are one stretch when
 * the years are neighbours. */
static void add_month(struct mentions *m, int month)
{
	int32_t first[2], last[2];
	int i, n = 0;

	for (i = 0; i < 2; i++) {
		const struct year_part *y = &m->parts[i];

		if (!(y->months >> month & 1))
			continue;
		first[n] = civil_to_days((struct civil){y->year, month, 1});
		last[n] = first[n] + civil_month_days(y->year, month) - 1;
		n++;
	}
	if (n == 2 && m->parts[1].year == m->parts[0].year + 1) {
		last[0] = last[1];
		n = 1;
	}
	for (i = 0; i < n; i++)
		add_without_year(m, month, 1, 31, first[i], last[i]);
}

static void add_months(struct mentions *m)
{
	int month;

	add_months_of(m, &m->parts[0]);
	add_months_of(m, &m->parts[1]);
	for (month = 1; month <= 12; month++)
		add_month(m, month);
}

/* --- stretches ------------------------------------------------------------ */

static void note_month(struct mentions *m, struct civil c)
{
	struct year_part *y = &m->parts[m->parts[0].months && m->parts[0].year != c.year];

	y->year = c.year;
	y->months |= 1u << c.month;
}

/* Add the stretch that begins with a day, or note it when it is a whole month; gives the
 * day behind it. */
static int32_t add_stretch(struct mentions *m, int32_t day, int32_t last)
{
	struct civil c = civil_from_days(day);
	int32_t year_end = civil_to_days((struct civil){c.year, 12, 31}), month_end;
	int end = civil_month_days(c.year, c.month);

	if (c.month == 1 && c.day == 1 && year_end <= last) {
		parser_add(m->p->q, m->any, year_word(m, c.year));
		return year_end + 1;
	}
	month_end = civil_to_days((struct civil){c.year, c.month, end});
	if (c.day == 1 && month_end <= last) {
		note_month(m, c);
		return month_end + 1;
	}
	if (last < month_end)
		end = civil_from_days(last).day;
	add_days(m, c, end);
	return civil_to_days((struct civil){c.year, c.month, end}) + 1;
}

static struct slice told(struct mentions *m, const struct date_range *r)
{
	struct civil a = civil_from_days(r->from), b = civil_from_days(r->to);
	char text[64];
	int n = snprintf(text, sizeof(text), "mentions:%04d-%02d-%02d", a.year, a.month, a.day);

	if (r->to > r->from)
		snprintf(text + n, sizeof(text) - (size_t)n, "..%04d-%02d-%02d", b.year, b.month,
			 b.day);
	return parser_text(m->p, slice_str(text));
}

struct node *parse_mentions(struct parser *p, struct slice value, size_t pos)
{
	struct mentions m = {.p = p, .pos = pos};
	struct date_range r;
	unsigned stretches;
	int32_t day;

	if (!date_range_parse(value, &r) || r.undated || r.from == DAY_MIN || r.to == DAY_MAX ||
	    r.from > r.to) {
		parser_repair(p, pos, value, "mentions: takes a day, a month, a year or a range "
					     "with both ends; left out");
		return NULL;
	}
	m.any = any_of(&m);
	day = r.from;
	for (stretches = 0; day <= r.to && stretches < LIMIT_MENTIONS; stretches++)
		day = add_stretch(&m, day, r.to);
	if (day <= r.to) {
		parser_repair(p, pos, value, "mentions: takes at most 24 years or months; left out");
		return NULL;
	}
	add_months(&m);
	parser_check_depth(p, m.any);
	m.any->told = told(&m, &r);
	m.any->whole = true;
	return m.any;
}
