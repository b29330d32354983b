/* SPDX-License-Identifier: GPL-2.0-or-later */
/* "mentions:2024-09-29": days that a text speaks of; see parse_internal.h.
 *
 * It becomes words at places, as a person would have to write them: a month and a
 * day in either order with the year behind, or figures alone.  A day without a year
 * is that of the year nearest to the article's own date.  So what is found is marked
 * like anything else, and needs nothing in the archive.
 *
 * A range is cut into whole years, whole months and runs of days of one month.
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

struct mentions {
	struct parser *p;
	size_t pos;
	struct node *any; /* of all stretches */
};

/* --- small nodes ---------------------------------------------------------- */

static void add_text(struct mentions *m, struct node *any, enum node_kind kind, const char *text)
{
	struct node *n = parser_node(m->p, kind, m->pos);

	n->form = FORM_EXACT;
	n->text = parser_text(m->p, slice_str(text));
	parser_add(m->p->q, any, n);
}

static void add_glob(struct mentions *m, struct node *any, const char *text)
{
	struct node *n = parser_node(m->p, NODE_WORD, m->pos);

	n->pattern = PATTERN_GLOB;
	n->text = parser_text(m->p, slice_str(text));
	parser_add(m->p->q, any, n);
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
	struct slice rest = slice_str(months[month - 1]), word;
	struct node *any = any_of(m), *n;

	while (slice_split(&rest, ' ', &word)) {
		n = parser_node(m->p, NODE_WORD, m->pos);
		n->form = FORM_EXACT;
		n->text = word;
		parser_add(m->p->q, any, n);
	}
	return any;
}

static struct node *day_words(struct mentions *m, int from, int to)
{
	static const char *const endings[] = {"th", "st", "nd", "rd"};
	struct node *any = any_of(m);
	char text[32];
	int d;

	for (d = from; d <= to; d++) {
		unsigned last = d / 10 == 1 || d % 10 > 3 ? 0 : (unsigned)d % 10;

		snprintf(text, sizeof(text), "%d", d);
		add_text(m, any, NODE_WORD, text);
		if (d < 10) {
			snprintf(text, sizeof(text), "0%d", d);
			add_text(m, any, NODE_WORD, text);
		}
		snprintf(text, sizeof(text), "%d%s", d, endings[last]);
		add_text(m, any, NODE_WORD, text);
	}
	return any;
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

/* --- stretches ------------------------------------------------------------ */

/* "September 29", "the 29th of September". */
static struct node *month_and_day(struct mentions *m, int month, int from, int to)
{
	struct node *any = any_of(m);

	parser_add(m->p->q, any, before(m, 1, month_words(m, month), day_words(m, from, to)));
	parser_add(m->p->q, any, before(m, 2, day_words(m, from, to), month_words(m, month)));
	return any;
}

/* Without a year behind it, in articles of about then. */
static struct node *without_year(struct mentions *m, struct civil c, int to)
{
	struct node *all = parser_node(m->p, NODE_AND, m->pos);
	struct node *date = parser_node(m->p, NODE_DATE, m->pos);
	struct node *years = any_of(m), *n;

	add_glob(m, years, "19??");
	add_glob(m, years, "20??");
	n = before(m, NEAR_YEAR, month_and_day(m, c.month, c.day, to), years);
	n->negated = true;
	parser_add(m->p->q, all, n);
	date->from = civil_to_days(c) - HALF_YEAR;
	c.day = to;
	date->to = civil_to_days(c) + HALF_YEAR - 1;
	parser_add(m->p->q, all, date);
	return all;
}

static void add_month(struct mentions *m, struct civil first)
{
	char text[16];

	parser_add(m->p->q, m->any, before(m, NEAR_YEAR, month_words(m, first.month),
					   year_word(m, first.year)));
	snprintf(text, sizeof(text), "%04d-%02d*", first.year % 10000, first.month % 100);
	add_glob(m, m->any, text); /* its days, too */
	parser_add(m->p->q, m->any,
		   without_year(m, first, civil_month_days(first.year, first.month)));
}

/* "29.9.2024", and with a stroke where only one reading is a date. */
static void add_figures(struct mentions *m, int year, int month, int day)
{
	char text[48];

	snprintf(text, sizeof(text), "%04d-%02d-%02d", year, month, day);
	add_text(m, m->any, NODE_PHRASE, text);
	snprintf(text, sizeof(text), "%d.%d.%04d", day, month, year);
	add_text(m, m->any, NODE_PHRASE, text);
	snprintf(text, sizeof(text), "%02d.%02d.%04d", day, month, year);
	add_text(m, m->any, NODE_PHRASE, text);
	if (day <= 12)
		return;
	snprintf(text, sizeof(text), "%d/%d/%04d", day, month, year);
	add_text(m, m->any, NODE_PHRASE, text);
	snprintf(text, sizeof(text), "%d/%d/%04d", month, day, year);
	add_text(m, m->any, NODE_PHRASE, text);
}

/* Days of one month. */
static void add_days(struct mentions *m, struct civil c, int to)
{
	int d;

	parser_add(m->p->q, m->any, before(m, NEAR_YEAR, month_and_day(m, c.month, c.day, to),
					   year_word(m, c.year)));
	for (d = c.day; d <= to; d++)
		add_figures(m, c.year, c.month, d);
	parser_add(m->p->q, m->any, without_year(m, c, to));
}

/* Add the stretch that begins with a day; gives the day behind it. */
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
		add_month(m, c);
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
	parser_check_depth(p, m.any);
	m.any->told = told(&m, &r);
	m.any->whole = true;
	return m.any;
}
