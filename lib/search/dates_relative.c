/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Dates relative to today: see dates.h. */
#include <stdlib.h>
#include <time.h>

#include "lib/base/civil.h"
#include "lib/base/num.h"
#include "lib/search/ast.h"
#include "lib/search/dates.h"

#define COUNT_MAX 10000 /* days, weeks, months or years back */

enum unit { UNIT_DAY, UNIT_WEEK, UNIT_MONTH, UNIT_QUARTER, UNIT_YEAR, UNIT_COUNT };

int32_t dates_today(void)
{
	const char *given = getenv("BACKFILE_TODAY");
	uint32_t y, m, d;
	time_t now = time(NULL);
	struct tm t;

	if (given && slice_str(given).n == 10 && num_u32(slice_of(given, 4), 9999, &y) &&
	    num_u32(slice_of(given + 5, 2), 12, &m) && num_u32(slice_of(given + 8, 2), 31, &d) &&
	    civil_valid((int)y, (int)m, (int)d))
		return civil_to_days((struct civil){(int)y, (int)m, (int)d});
	localtime_r(&now, &t);
	return civil_to_days((struct civil){t.tm_year + 1900, t.tm_mon + 1, t.tm_mday});
}

/* "day", "days", and its first letter right behind a number. */
static bool unit_of(struct slice w, bool letter, enum unit *out)
{
	static const char *const words[] = {"day", "week", "month", "quarter", "year"};
	int i;

	for (i = 0; i < UNIT_COUNT; i++) {
		struct slice bare = w.n > 3 && ascii_lower(w.p[w.n - 1]) == 's'
					    ? slice_sub(w, 0, w.n - 1) : w;

		if (slice_ieq_str(bare, words[i]) ||
		    (letter && w.n == 1 && ascii_lower(w.p[0]) == words[i][0])) {
			*out = (enum unit)i;
			return true;
		}
	}
	return false;
}

/* The same day `n` months before; the last of a shorter month. */
static int32_t months_back(int32_t day, uint32_t n)
{
	struct civil c = civil_from_days(day);
	int month = c.year * 12 + c.month - 1 - (int)n, last;

	if (month < 12) /* before the year 1: no date, as set() finds */
		return civil_to_days((struct civil){1, 1, 1}) - 2;
	c.year = month / 12;
	c.month = month % 12 + 1;
	last = civil_month_days(c.year, c.month);
	if (c.day > last)
		c.day = last;
	return civil_to_days(c);
}

static int32_t units_back(int32_t day, enum unit u, uint32_t n)
{
	static const uint32_t months[UNIT_COUNT] = {0, 0, 1, 3, 12};

	if (u == UNIT_DAY || u == UNIT_WEEK)
		return day - (int32_t)n * (u == UNIT_WEEK ? 7 : 1);
	return months_back(day, n * months[u]);
}

/* The first day of the calendar's unit in which `day` lies; weeks begin on Monday. */
static int32_t unit_start(int32_t day, enum unit u)
{
	struct civil c = civil_from_days(day);

	switch (u) {
	case UNIT_WEEK: return day - ((day % 7 + 7 + 3) % 7); /* 1970-01-01 was a Thursday */
	case UNIT_MONTH: c.day = 1; break;
	case UNIT_QUARTER: c.month -= (c.month - 1) % 3; c.day = 1; break;
	case UNIT_YEAR: c.month = c.day = 1; break;
	default: break;
	}
	return civil_to_days(c);
}

/* At most four words, cut at blanks, '-' and '_'. */
static size_t cut_words(struct slice s, struct slice *v, size_t max)
{
	size_t i = 0, n = 0, from;

	while (i < s.n) {
		while (i < s.n && (s.p[i] == ' ' || s.p[i] == '-' || s.p[i] == '_'))
			i++;
		for (from = i; i < s.n && s.p[i] != ' ' && s.p[i] != '-' && s.p[i] != '_'; i++)
			;
		if (i == from)
			break;
		if (n == max)
			return 0;
		v[n++] = slice_sub(s, from, i);
	}
	return n;
}

static bool set(struct date_range *out, int32_t from, int32_t to)
{
	*out = (struct date_range){from, to, false};
	return from <= to && civil_from_days(from).year >= 1;
}

/* "30d", "2w" */
static bool short_form(struct slice w, int32_t today, struct date_range *out)
{
	enum unit u;
	uint32_t n;

	return w.n > 1 && num_u32(slice_sub(w, 0, w.n - 1), COUNT_MAX, &n) && n &&
	       unit_of(slice_sub(w, w.n - 1, w.n), true, &u) &&
	       set(out, units_back(today, u, n) + 1, today);
}

bool date_relative(struct slice s, int32_t today, struct date_range *out)
{
	struct slice w[4];
	size_t n = cut_words(s, w, 4);
	bool last, past;
	uint32_t count = 1;
	int32_t start;
	enum unit u;

	if (n == 1 && slice_ieq_str(w[0], "today"))
		return set(out, today, today);
	if (n == 1 && slice_ieq_str(w[0], "yesterday"))
		return set(out, today - 1, today - 1);
	if (n == 1)
		return short_form(w[0], today, out);
	if (n == 3 && slice_ieq_str(w[2], "ago") && num_u32(w[0], COUNT_MAX, &count) &&
	    unit_of(w[1], false, &u))
		return set(out, units_back(today, u, count), units_back(today, u, count));
	last = n && (slice_ieq_str(w[0], "last") || slice_ieq_str(w[0], "previous"));
	past = n && slice_ieq_str(w[0], "past");
	if (n == 3 && (last || past) && num_u32(w[1], COUNT_MAX, &count) && count &&
	    unit_of(w[2], false, &u))
		return set(out, units_back(today, u, count) + 1, today);
	if (n != 2 || !unit_of(w[1], false, &u))
		return false;
	start = unit_start(today, u);
	if (past)
		return set(out, units_back(today, u, 1) + 1, today);
	if (last)
		return set(out, unit_start(start - 1, u), start - 1);
	return slice_ieq_str(w[0], "this") && set(out, start, today > start ? today : start);
}
