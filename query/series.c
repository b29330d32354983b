/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Timelines on one axis: see series.h. */
#include "query/series.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/civil.h"
#include "lib/base/mem.h"
#include "lib/base/num.h"
#include "query/csv.h"
#include "query/render.h"

void series_init(struct series *s)
{
	memset(s, 0, sizeof(*s));
}

void series_done(struct series *s)
{
	free(s->dates);
	free(s->points);
	series_init(s);
}

const struct series_point *series_at(const struct series *s, size_t query, size_t date)
{
	return &s->points[query * s->n_dates + date];
}

double series_value(const struct series *s, size_t query, size_t date)
{
	const struct series_point *p = series_at(s, query, date);

	return s->relative ? p->share : (double)p->articles;
}

double series_highest(const struct series *s)
{
	double most = 0;
	size_t q, d;

	for (q = 0; q < s->n; q++)
		for (d = 0; d < s->n_dates; d++)
			if (series_value(s, q, d) > most)
				most = series_value(s, q, d);
	return most;
}

static struct series_point point_of(json_t *v)
{
	struct series_point p = {json_integer_value(json_object_get(v, "articles")),
				 render_stories(v),
				 json_integer_value(json_object_get(v, "archive")), 0};

	p.share = p.archive > 0 ? (double)p.articles / (double)p.archive : 0;
	return p;
}

struct series_point series_rest(const struct series *s, size_t query, const char *key)
{
	return point_of(json_object_get(s->reply[query], key));
}

bool series_has_copies(const struct series *s)
{
	static const char *const rest[] = {"undated", "less_exact"};
	struct series_point p;
	size_t q, d;

	for (q = 0; q < s->n; q++) {
		for (d = 0; d < s->n_dates; d++)
			if (series_at(s, q, d)->stories < series_at(s, q, d)->articles)
				return true;
		for (d = 0; d < 2; d++) {
			p = series_rest(s, q, rest[d]);
			if (p.stories < p.articles)
				return true;
		}
	}
	return false;
}

/* --- the axis ------------------------------------------------------------- */

static json_t *points_of(const struct series *s, size_t query)
{
	return json_object_get(s->reply[query], "timeline");
}

/* "2024", "2024-06" and "2024-06-03" to a number that counts them. */
static bool number_of(struct slice date, struct slice by, int32_t *out)
{
	uint32_t year, month = 1;
	struct civil c;
	size_t used;

	if (date.n == 10 && civil_parse_ymd(date, &c, &used)) {
		*out = civil_to_days(c);
		if (slice_eq_str(by, "week")) /* Mondays are 4 mod 7 */
			*out = (*out + 3) / 7;
		return true;
	}
	if (!num_u32(slice_sub(date, 0, 4), 9999, &year) ||
	    (date.n == 7 && !num_u32(slice_sub(date, 5, 7), 12, &month)) || month == 0 ||
	    (date.n != 4 && date.n != 7))
		return false;
	*out = date.n == 4 ? (int32_t)year : (int32_t)(year * 12 + month - 1);
	return true;
}

static void name_of(int32_t number, struct slice by, char out[16])
{
	struct civil c;

	if (slice_eq_str(by, "year")) {
		snprintf(out, 16, "%04d", number % 10000);
		return;
	}
	if (slice_eq_str(by, "month")) {
		snprintf(out, 16, "%04d-%02d", number / 12 % 10000, number % 12 + 1);
		return;
	}
	c = civil_from_days(slice_eq_str(by, "week") ? number * 7 - 3 : number);
	snprintf(out, 16, "%04d-%02d-%02d", c.year % 10000, c.month % 100, c.day % 100);
}

static enum status not_so(struct err *err)
{
	return err_set(err, STATUS_BAD_DATA, "the reply is no timeline");
}

/* The first and the last date of all queries; *any: there is one. */
static enum status bounds(const struct series *s, struct slice by, int32_t *from, int32_t *to,
			  bool *any, struct err *err)
{
	int32_t n;
	size_t q, i;
	json_t *v;

	*any = false;
	for (q = 0; q < s->n; q++) {
		if (!slice_eq(render_string(s->reply[q], "by"), by))
			return not_so(err);
		json_array_foreach(points_of(s, q), i, v) {
			if (!number_of(render_string(v, "date"), by, &n))
				return not_so(err);
			if (!*any || n < *from)
				*from = n;
			if (!*any || n > *to)
				*to = n;
			*any = true;
		}
	}
	return STATUS_OK;
}

enum status series_join(struct series *s, struct err *err)
{
	struct slice by = render_string(s->reply[0], "by");
	int32_t from = 0, to = 0, n;
	bool any;
	size_t q, i;
	json_t *v;
	enum status st = bounds(s, by, &from, &to, &any, err);

	if (st != STATUS_OK || !any)
		return st;
	if ((int64_t)to - from >= SERIES_DATES)
		return err_set(err, STATUS_TOO_BIG, "more than %d dates; ask by month or year",
			       SERIES_DATES);
	s->n_dates = (size_t)(to - from) + 1;
	s->dates = xcalloc(s->n_dates, sizeof(*s->dates));
	s->points = xcalloc(s->n_dates * s->n, sizeof(*s->points));
	for (i = 0; i < s->n_dates; i++)
		name_of(from + (int32_t)i, by, s->dates[i]);
	for (q = 0; q < s->n; q++) {
		json_array_foreach(points_of(s, q), i, v) {
			if (number_of(render_string(v, "date"), by, &n))
				s->points[q * s->n_dates + (size_t)(n - from)] = point_of(v);
		}
	}
	return STATUS_OK;
}

/* --- CSV ------------------------------------------------------------------ */

static void csv_row(struct out *o, struct slice query, const char *date, struct series_point p)
{
	csv_field(o, query);
	out_printf(o, ",%s,%lld,%lld,", date, (long long)p.articles, (long long)p.archive);
	if (p.archive > 0)
		out_printf(o, "%.6f", p.share);
	out_printf(o, ",%lld\n", (long long)p.stories);
}

void series_csv(struct out *o, const struct series *s)
{
	size_t q, d;

	out_str(o, "query,date,articles,archive,share,stories\n");
	for (q = 0; q < s->n; q++) {
		for (d = 0; d < s->n_dates; d++)
			csv_row(o, s->query[q], s->dates[d], *series_at(s, q, d));
		csv_row(o, s->query[q], "less exact", series_rest(s, q, "less_exact"));
		csv_row(o, s->query[q], "undated", series_rest(s, q, "undated"));
	}
}
