/* SPDX-License-Identifier: GPL-2.0-or-later */
/* backfile timeline: articles over time, of one query or of several. */
#include <errno.h>
#include <string.h>

#include "lib/base/limits.h"
#include "query/reading.h"
#include "query/para.h"
#include "query/render.h"
#include "query/series.h"

struct timeline {
	struct reading reading;
	const char *by, *svg;
	bool relative;
};

static enum status write_svg(const struct timeline *a, struct session *s,
			     const struct series *series, struct err *err)
{
	struct out o = s->out;
	enum status st;

	if (strcmp(a->svg, "-") == 0) {
		series_svg(&s->out, series);
		return STATUS_OK;
	}
	o.f = fopen(a->svg, "w");
	if (!o.f)
		return err_set_errno(err, "%.200s", a->svg);
	series_svg(&o, series);
	st = out_flush(&o, err);
	if (st != STATUS_OK)
		err_prefix(err, "%.200s", a->svg);
	if (fclose(o.f) != 0 && st == STATUS_OK)
		st = err_set_errno(err, "%.200s", a->svg);
	return st;
}

static void print_text(struct session *s, const struct series *series)
{
	struct para p;
	size_t q;

	para_init(&p);
	for (q = 0; q < series->n; q++)
		render_warnings(&s->out, &p, json_object_get(series->reply[q], "query"));
	if (series->n_dates || series->n > 1)
		series_text(&s->out, series);
	if (series->n == 1) {
		out_str(&s->out, series->n_dates ? "\n" : "");
		reading_totals(&s->out, series->reply[0], NULL);
	}
	para_done(&p);
}

static int print(const struct timeline *a, struct session *s, struct series *series,
		 const struct reply *replies, struct err *err)
{
	bool found = false;
	size_t q;

	for (q = 0; q < series->n; q++) {
		json_t *total = json_object_get(replies[q].json, "total");

		series->reply[q] = replies[q].json;
		found = found || json_integer_value(json_object_get(total, "articles")) > 0;
	}
	if (series_join(series, err) != STATUS_OK ||
	    (a->svg && write_svg(a, s, series, err) != STATUS_OK))
		return EXIT_TROUBLE;
	for (q = 0; q < series->n && a->reading.common.json; q++)
		command_print_json(s, &replies[q]);
	if (a->reading.csv)
		series_csv(&s->out, series);
	else if (!a->reading.common.json && !a->svg)
		print_text(s, series);
	return found ? EXIT_FOUND : EXIT_NOTHING;
}

/* One request for each operand. */
static enum status ask(const struct timeline *a, struct session *s, struct client *client,
		       struct series *series, char **operands, struct reply *replies,
		       struct err *err)
{
	enum status st = STATUS_OK;
	size_t q;

	for (q = 0; q < series->n && st == STATUS_OK; q++) {
		struct params p = {.n = 0};

		st = command_query(s, 1, operands + q, 0, err);
		if (st != STATUS_OK)
			break;
		series->query[q] = slice_str(operands[q]);
		reading_params(&a->reading, buf_slice(&s->query), &p);
		params_add_str(&p, "by", a->by);
		st = client_get(client, "/v1/timeline", &p, &replies[q], err);
	}
	return st;
}

static int timeline(const struct timeline *a, struct session *s, int n, char **operands,
		    struct err *err)
{
	struct reply replies[SERIES_MAX];
	struct client *client = NULL;
	struct series series;
	int status = EXIT_TROUBLE;
	size_t q;

	if (n == 0 || n > SERIES_MAX) {
		err_set(err, STATUS_USAGE,
			"timeline takes 1 to %d queries; put each in quotation marks%s", SERIES_MAX,
			n == 0 && a->svg ? " (--svg took the first for the picture's file)" : "");
		return EXIT_TROUBLE;
	}
	series_init(&series);
	series.n = (size_t)n;
	series.relative = a->relative;
	for (q = 0; q < series.n; q++)
		reply_init(&replies[q]);
	if (client_open(&a->reading.common.client, &client, err) == STATUS_OK &&
	    ask(a, s, client, &series, operands, replies, err) == STATUS_OK)
		status = print(a, s, &series, replies, err);
	for (q = 0; q < series.n; q++)
		reply_done(&replies[q]);
	series_done(&series);
	client_close(client);
	return status;
}

int cmd_timeline(const struct command *c, struct session *s, int argc, char **argv,
		 struct err *err)
{
	struct timeline a = {.by = "month"};
	const struct opt table[] = {
		{.name = "by", .type = OPT_CHOICE, .to = &a.by, .arg = "STRETCH",
		 .help = "day, week, month or year (month)", .choices = "day|week|month|year"},
		{.name = "relative", .type = OPT_FLAG, .to = &a.relative,
		 .help = "plot shares of what the archive holds"},
		{.name = "svg", .type = OPT_STRING, .to = &a.svg, .arg = "FILE",
		 .help = "write a picture; - is standard output"},
		READING_OPTIONS(a.reading),
		JSON_OPTION(a.reading.common),
		COMMON_OPTIONS(a.reading.common),
		{.name = NULL},
	};
	int first, status = EXIT_TROUBLE;

	if (!command_options(c, s, table, argc, argv, &first, &status, err))
		return status;
	if (reading_check(&a.reading, err) != STATUS_OK)
		return EXIT_TROUBLE;
	return timeline(&a, s, argc - first, argv + first, err);
}
