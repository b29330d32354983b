/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A timeline as a picture: see series.h.
 *
 * Bars for one query, lines for several; an axis with round numbers, dates where
 * there is room, a legend below.  The colours are those of Okabe and Ito, which
 * can be told apart by people with any colour vision; no script, no style sheet,
 * no fonts but the reader's. */
#include <math.h>

#include "query/series.h"

#define WIDTH  800
#define HEIGHT 360
#define LEFT   60
#define RIGHT  20
#define TOP    20
#define BOTTOM 50
#define LEGEND_LINE 18
#define LABELS 10 /* dates below the axis, at most */

static const char *const colours[SERIES_MAX] = {"#0072B2", "#D55E00", "#009E73", "#CC79A7",
						"#E69F00", "#56B4E9", "#000000", "#F0E442"};

/* Text of an element or attribute. */
static void put_escaped(struct out *o, struct slice s)
{
	size_t i, from = 0;

	for (i = 0; s.p && i < s.n; i++) {
		const char *as = s.p[i] == '&'   ? "&amp;"
				 : s.p[i] == '<' ? "&lt;"
				 : s.p[i] == '>' ? "&gt;"
				 : s.p[i] == '"' ? "&quot;"
						 : NULL;

		if (!as)
			continue;
		out_text(o, slice_sub(s, from, i));
		out_str(o, as);
		from = i + 1;
	}
	out_text(o, slice_sub(s, from, s.n));
}

static double x_of(const struct series *s, double date)
{
	return LEFT + (WIDTH - LEFT - RIGHT) * date / (double)s->n_dates;
}

static double y_of(double value, double top)
{
	return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * value / top;
}

/* 1, 2 or 5 times a power of ten: about five steps up to `most`. */
static double step_of(double most)
{
	double power = pow(10, floor(log10(most / 5)));
	double n = most / 5 / power;

	return power * (n <= 1 ? 1 : n <= 2 ? 2 : n <= 5 ? 5 : 10);
}

static void axis(struct out *o, const struct series *s, double top, double step)
{
	size_t every = (s->n_dates + LABELS - 1) / LABELS, d;
	double v;

	for (v = 0; v <= top + step / 2; v += step) {
		out_printf(o, "<path d=\"M%d %.1fH%d\" stroke=\"#ddd\"/>\n", LEFT, y_of(v, top),
			   WIDTH - RIGHT);
		out_printf(o, "<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%.4g%s</text>\n",
			   LEFT - 6, y_of(v, top) + 4, s->relative ? 100 * v : v,
			   s->relative ? " %" : "");
	}
	for (d = 0; d < s->n_dates; d += every)
		out_printf(o, "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%s</text>\n",
			   x_of(s, (double)d + 0.5), HEIGHT - BOTTOM + 18, s->dates[d]);
}

static void bars(struct out *o, const struct series *s, double top)
{
	double width = x_of(s, 1) - x_of(s, 0), gap = width > 3 ? width / 6 : 0;
	size_t d;

	for (d = 0; d < s->n_dates; d++) {
		double y = y_of(series_value(s, 0, d), top);

		if (series_at(s, 0, d)->articles == 0)
			continue;
		out_printf(o, "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" ",
			   x_of(s, (double)d) + gap / 2, y, width - gap, HEIGHT - BOTTOM - y);
		out_printf(o, "fill=\"%s\"><title>%s: %lld of %lld</title></rect>\n",
			   colours[0], s->dates[d], (long long)series_at(s, 0, d)->articles,
			   (long long)series_at(s, 0, d)->archive);
	}
}

static void lines(struct out *o, const struct series *s, double top)
{
	size_t q, d;

	for (q = 0; q < s->n; q++) {
		out_printf(o, "<polyline fill=\"none\" stroke=\"%s\" stroke-width=\"2\" points=\"",
			   colours[q]);
		for (d = 0; d < s->n_dates; d++)
			out_printf(o, "%s%.1f,%.1f", d ? " " : "", x_of(s, (double)d + 0.5),
				   y_of(series_value(s, q, d), top));
		out_str(o, "\"/>\n");
	}
}

static void legend(struct out *o, const struct series *s)
{
	size_t q;

	for (q = 0; q < s->n; q++) {
		int y = HEIGHT + (int)q * LEGEND_LINE;

		out_printf(o, "<rect x=\"%d\" y=\"%d\" width=\"12\" height=\"12\" fill=\"%s\"/>\n",
			   LEFT, y - 10, colours[q]);
		out_printf(o, "<text x=\"%d\" y=\"%d\">", LEFT + 18, y);
		put_escaped(o, slice_sub(s->query[q], 0, 200));
		out_printf(o, " (%s; %lld undated)</text>\n",
			   s->relative ? "share of the archive" : "articles",
			   (long long)series_rest(s, q, "undated").articles);
	}
}

void series_svg(struct out *o, const struct series *s)
{
	double most = series_highest(s), step = step_of(most > 0 ? most : 1);
	double top = step * ceil((most > 0 ? most : 1) / step - 1e-9);

	if (!s->relative && step < 1)
		step = top = 1;
	out_printf(o,
		   "<svg xmlns=\"http://www.w3.org/2000/svg\" version=\"1.1\" width=\"%d\" "
		   "height=\"%d\" font-family=\"sans-serif\" font-size=\"12\">\n"
		   "<rect width=\"100%%\" height=\"100%%\" fill=\"#fff\"/>\n",
		   WIDTH, HEIGHT + (int)s->n * LEGEND_LINE);
	axis(o, s, top, step);
	if (s->n == 1)
		bars(o, s, top);
	else
		lines(o, s, top);
	legend(o, s);
	out_str(o, "</svg>\n");
}
