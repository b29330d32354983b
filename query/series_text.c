/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A timeline as a plot in the terminal: see series.h.
 *
 *	         articles  stories    share
 *	2024-06         6        4   46.2 %  ██████████████████
 *
 * Stories are told where there are copies, in a terminal that is wide enough.
 * Several queries stand side by side, a number and a bar each, with a line above
 * that says which is which. */
#include <stdio.h>

#include "query/field.h"
#include "query/para.h"
#include "query/series.h"
#include "query/width.h"

#define DATE_COLUMNS   11
#define NUMBER_COLUMNS 8
#define STORY_COLUMNS  9
#define SHARE_COLUMNS  10
#define BAR_MAX        60

static void put_share(struct out *o, struct series_point p)
{
	if (p.archive > 0)
		out_printf(o, "%*.1f %%", SHARE_COLUMNS - 2, 100 * p.share);
	else
		out_printf(o, "%*s", SHARE_COLUMNS, "-");
}

static void put_stories(struct out *o, struct series_point p)
{
	out_printf(o, "%*lld", STORY_COLUMNS, (long long)p.stories);
}

/* What is left for bars beside one query, or less than 0. */
static int bar_columns(const struct out *o, bool stories)
{
	return o->width - DATE_COLUMNS - NUMBER_COLUMNS - SHARE_COLUMNS - 2 -
	       (stories ? STORY_COLUMNS : 0);
}

static void one_row(struct out *o, const struct series *s, size_t d, double most, bool stories)
{
	const struct series_point *p = series_at(s, 0, d);
	int bar = bar_columns(o, stories);

	field_head(o, STYLE_PLAIN, slice_str(s->dates[d]), DATE_COLUMNS);
	out_printf(o, "%*lld", NUMBER_COLUMNS, (long long)p->articles);
	if (stories)
		put_stories(o, *p);
	if (bar >= 0)
		put_share(o, *p);
	if (bar > 0 && p->articles > 0) {
		out_str(o, "  ");
		field_bar(o, series_value(s, 0, d) / most, bar < BAR_MAX ? bar : BAR_MAX);
	}
	out_str(o, "\n");
}

/* A number and a bar of each query in `columns`. */
static void compared_row(struct out *o, const struct series *s, size_t d, double most, int columns)
{
	char text[32];
	size_t q;
	int bar = columns - NUMBER_COLUMNS - 2, used;

	field_head(o, STYLE_PLAIN, slice_str(s->dates[d]), DATE_COLUMNS);
	for (q = 0; q < s->n; q++) {
		const struct series_point *p = series_at(s, q, d);
		double part = series_value(s, q, d) / most;

		if (!s->relative)
			snprintf(text, sizeof(text), "%lld", (long long)p->articles);
		else if (p->archive > 0)
			snprintf(text, sizeof(text), "%.1f %%", 100 * p->share);
		else
			snprintf(text, sizeof(text), "-");
		field_tail(o, STYLE_PLAIN, slice_str(text), NUMBER_COLUMNS);
		if (bar <= 0)
			continue;
		if (part > 0 || q + 1 < s->n)
			out_str(o, " ");
		field_bar(o, part, bar);
		used = (int)((part * bar * 8 + 0.5 + 7) / 8);
		if (part > 0 && used == 0)
			used = 1;
		if (q + 1 < s->n)
			out_printf(o, "%*s", bar - used + 1, "");
	}
	out_str(o, "\n");
}

static void rest_row(struct out *o, const struct series *s, const char *key, const char *name,
		     int columns, bool stories)
{
	bool any = false;
	size_t q;

	for (q = 0; q < s->n; q++)
		any = any || series_rest(s, q, key).articles > 0;
	if (!any)
		return;
	field_head(o, STYLE_DIM, slice_str(name), DATE_COLUMNS);
	for (q = 0; q < s->n; q++) {
		struct series_point p = series_rest(s, q, key);

		out_printf(o, "%*lld", NUMBER_COLUMNS, (long long)p.articles);
		if (s->n == 1 && stories)
			put_stories(o, p);
		if (s->n == 1)
			put_share(o, p);
		else if (q + 1 < s->n && columns > NUMBER_COLUMNS)
			out_printf(o, "%*s", columns - NUMBER_COLUMNS, "");
	}
	out_str(o, "\n");
}

static void legend(struct out *o, const struct series *s, int columns, bool stories)
{
	size_t q;

	if (s->n == 1) {
		out_printf(o, "%*s%s%s%s\n", DATE_COLUMNS, "", "articles",
			   stories ? "  stories" : "",
			   bar_columns(o, stories) >= 0 ? "     share" : "");
		return;
	}
	out_printf(o, "%*s", DATE_COLUMNS, "");
	for (q = 0; q < s->n; q++) {
		int w = (int)width_of_text(s->query[q]);
		bool last = q + 1 == s->n; /* no blanks at the end of a line */

		field_head(o, STYLE_TITLE, s->query[q], last && w < columns ? w : columns - 1);
		out_str(o, last ? "\n" : " ");
	}
}

void series_text(struct out *o, const struct series *s)
{
	int columns = (o->width - DATE_COLUMNS) / (int)s->n;
	bool stories = s->n == 1 && bar_columns(o, true) >= 0 && series_has_copies(s);
	double most = series_highest(s);
	size_t d;

	if (columns < NUMBER_COLUMNS + 1)
		columns = NUMBER_COLUMNS + 1;
	legend(o, s, columns, stories);
	for (d = 0; d < s->n_dates; d++)
		if (s->n == 1)
			one_row(o, s, d, most > 0 ? most : 1, stories);
		else
			compared_row(o, s, d, most > 0 ? most : 1, columns);
	rest_row(o, s, "less_exact", "less exact", columns, stories);
	rest_row(o, s, "undated", "undated", columns, stories);
}
