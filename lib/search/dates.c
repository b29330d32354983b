/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Dates of a query: see dates.h. */
#include "lib/search/dates.h"

#include "lib/base/civil.h"
#include "lib/base/num.h"
#include "lib/search/ast.h"

static const char *const months[] = {"january", "february", "march", "april", "may", "june", "july",
				     "august", "september", "october", "november", "december"};

/* All ranges stay within what can be written as YYYY-MM-DD. */
static bool year_ok(uint32_t y)
{
	return y >= 1 && y <= 9999;
}

static void span_of_months(uint32_t y, uint32_t first, uint32_t last, struct date_range *out)
{
	out->from = civil_to_days((struct civil){(int)y, (int)first, 1});
	out->to = civil_to_days(
		(struct civil){(int)y, (int)last, civil_month_days((int)y, (int)last)});
}

static bool of_day(uint32_t y, uint32_t m, uint32_t d, struct date_range *out)
{
	if (!year_ok(y) || !civil_valid((int)y, (int)m, (int)d))
		return false;
	out->from = out->to = civil_to_days((struct civil){(int)y, (int)m, (int)d});
	return true;
}

/* YYYY[-MM[-DD]] with '-', '/' or '.', YYYYMMDD, YYYY-Qn. */
static bool of_digits(struct slice s, struct date_range *out)
{
	uint32_t y, m, d, part[3];
	struct slice rest = s, piece;
	size_t n = 0;
	char sep = slice_has_byte(s, '/') ? '/' : slice_has_byte(s, '.') ? '.' : '-';

	if (s.n == 8 && num_u32(s, 99999999, &d))
		return of_day(d / 10000, d / 100 % 100, d % 100, out);
	if (s.n >= 6 && num_u32(slice_sub(s, 0, 4), 9999, &y) && year_ok(y)) {
		struct slice q = slice_sub(s, 4 + (s.p[4] == '-'), s.n);

		if (q.n == 2 && (q.p[0] | 32) == 'q' && q.p[1] >= '1' && q.p[1] <= '4') {
			m = (uint32_t)(q.p[1] - '1') * 3 + 1;
			return span_of_months(y, m, m + 2, out), true;
		}
	}
	while (slice_split(&rest, sep, &piece)) {
		if (n == 3 || piece.n > 4 || !num_u32(piece, 9999, &part[n]))
			return false;
		n++;
	}
	if (n == 0 || s.n < 4 || !year_ok(part[0]) || slice_has_byte(slice_sub(s, 0, 4), sep))
		return false;
	if (n == 3)
		return of_day(part[0], part[1], part[2], out);
	if (n == 2 && (part[1] < 1 || part[1] > 12))
		return false;
	span_of_months(part[0], n == 2 ? part[1] : 1, n == 2 ? part[1] : 12, out);
	return true;
}

static uint32_t month_of(struct slice w)
{
	uint32_t i;

	while (w.n && w.p[w.n - 1] == '.')
		w.n--;
	for (i = 0; i < 12; i++)
		if (w.n >= 3 && (slice_ieq_str(w, months[i]) ||
				 (w.n <= 4 && slice_ieq_str(w, "sept") && i == 8) ||
				 (w.n == 3 && ascii_lower(w.p[0]) == months[i][0] &&
				  ascii_lower(w.p[1]) == months[i][1] &&
				  ascii_lower(w.p[2]) == months[i][2])))
			return i + 1;
	return 0;
}

/* "june": the last one that has begun. */
static bool of_month(struct slice s, struct date_range *out)
{
	uint32_t m = month_of(s);
	struct civil c = civil_from_days(dates_today());

	if (!m)
		return false;
	span_of_months((uint32_t)c.year - ((int)m > c.month), m, m, out);
	return true;
}

/* "Q3 2024" */
static bool of_quarter(struct slice s, struct date_range *out)
{
	uint32_t y, q;

	if (s.n != 7 || (s.p[0] | 32) != 'q' || (s.p[2] != ' ' && s.p[2] != '-') ||
	    !num_u32(slice_sub(s, 1, 2), 4, &q) || !q || !num_u32(slice_sub(s, 3, 7), 9999, &y) ||
	    !year_ok(y))
		return false;
	span_of_months(y, q * 3 - 2, q * 3, out);
	return true;
}

/* "june 2024", "1 june 2024", "june 1, 2024". */
static bool of_words(struct slice s, struct date_range *out)
{
	uint32_t m = 0, num[2], n = 0;
	size_t i = 0;

	while (i < s.n) {
		size_t from;
		struct slice w;

		while (i < s.n && (s.p[i] == ' ' || s.p[i] == ',' || s.p[i] == '-'))
			i++;
		for (from = i; i < s.n && s.p[i] != ' ' && s.p[i] != ',' && s.p[i] != '-'; i++)
			;
		w = slice_sub(s, from, i);
		if (w.n == 0)
			break;
		if (n < 2 && num_u32(w, 9999, &num[n]))
			n++;
		else if (m || !(m = month_of(w)))
			return false;
		if (n && !m && w.n == 4)
			return false; /* the year comes last */
	}
	if (!m || n == 0 || !year_ok(num[n - 1]))
		return false;
	if (n == 2)
		return of_day(num[1], m, num[0], out);
	span_of_months(num[0], m, m, out);
	return true;
}

static bool one_date(struct slice s, struct date_range *out)
{
	s = slice_trim(s);
	if (s.n < 2 || s.n > 40)
		return false;
	return (s.n >= 4 && (of_digits(s, out) || of_words(s, out))) || of_quarter(s, out) ||
	       of_month(s, out) || date_relative(s, dates_today(), out);
}

/* A star is an open end where the sign between them is Lucene's TO. */
static bool is_open(struct slice s)
{
	return s.n == 0 || slice_eq_str(s, "*");
}

static bool two_dates(struct slice s, size_t dots, size_t sign, struct date_range *out)
{
	struct date_range a = {DAY_MIN, DAY_MIN, false}, b = {DAY_MAX, DAY_MAX, false};
	struct slice left = slice_trim(slice_sub(s, 0, dots));
	struct slice right = slice_trim(slice_sub(s, dots + sign, s.n));

	if (right.n && right.p[0] == '.') /* "2024...2025" */
		right = slice_sub(right, 1, right.n);
	if ((is_open(left) && is_open(right)) || (!is_open(left) && !one_date(left, &a)) ||
	    (!is_open(right) && !one_date(right, &b)) || a.from > b.to)
		return false;
	*out = (struct date_range){a.from, b.to, false};
	return true;
}

static bool compared(struct slice s, struct date_range *out)
{
	bool less = s.p[0] == '<', equal = s.n > 1 && s.p[1] == '=';
	struct date_range d = {0};

	if (!one_date(slice_sub(s, equal ? 2 : 1, s.n), &d))
		return false;
	if (!equal && (less ? d.from <= civil_to_days((struct civil){1, 1, 1})
			    : d.to >= civil_to_days((struct civil){9999, 12, 31})))
		return false;
	if (less)
		*out = (struct date_range){DAY_MIN, equal ? d.to : d.from - 1, false};
	else
		*out = (struct date_range){equal ? d.from : d.to + 1, DAY_MAX, false};
	return true;
}

bool date_range_parse(struct slice s, struct date_range *out)
{
	struct date_range d = {0};
	size_t i;

	s = slice_trim(s);
	if (s.n == 0)
		return false;
	if (slice_ieq_str(s, "undated") || slice_ieq_str(s, "none")) {
		*out = (struct date_range){DAY_MIN, DAY_MAX, true};
		return true;
	}
	if (s.p[0] == '<' || s.p[0] == '>')
		return compared(s, out);
	for (i = 0; i + 1 < s.n; i++)
		if (s.p[i] == '.' && s.p[i + 1] == '.')
			return two_dates(s, i, 2, out);
	for (i = 0; i + 3 < s.n; i++)
		if (slice_starts(slice_sub(s, i, s.n), SLICE_LIT(" TO ")))
			return two_dates(s, i, 4, out);
	if (!one_date(s, &d))
		return false;
	*out = d;
	return true;
}
