/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Comma-separated values: see csv.h.  One table of columns. */
#include "query/csv.h"

#include <string.h>

#include "lib/base/buf.h"
#include "lib/base/limits.h"
#include "query/render.h"



static void add(struct buf *b, struct slice s)
{
	buf_add_slice(b, s);
}

static json_t *first_passage(json_t *hit)
{
	return json_array_get(json_object_get(hit, "passages"), 0);
}

static void col_key(json_t *hit, struct buf *b)
{
	json_int_t p = json_integer_value(json_object_get(first_passage(hit), "p"));

	add(b, render_string(hit, "id"));
	if (p > 0)
		buf_addf(b, "#p%lld", (long long)p);
}

static void col_authors(json_t *hit, struct buf *b)
{
	json_t *v, *authors = json_object_get(hit, "authors");
	size_t i;

	json_array_foreach(authors, i, v) {
		if (i)
			buf_add_str(b, "; ");
		buf_add_str(b, json_is_string(v) ? json_string_value(v) : "");
	}
}

static void col_score(json_t *hit, struct buf *b)
{
	buf_addf(b, "%.4f", json_number_value(json_object_get(hit, "score")));
}

static void col_passage(json_t *hit, struct buf *b)
{
	add(b, render_string(first_passage(hit), "text"));
}

/* A column is a string of the hit, or one of its "published", or computed. */
static const struct {
	const char *name, *key, *date_key;
	void (*fn)(json_t *hit, struct buf *b);
} columns[] = {
	{"key", NULL, NULL, col_key},
	{"source_id", "source_id", NULL, NULL},
	{"title", "title", NULL, NULL},
	{"authors", NULL, NULL, col_authors},
	{"publisher", "publisher", NULL, NULL},
	{"published", NULL, "value", NULL},
	{"relation", NULL, "relation", NULL},
	{"date_source", NULL, "source", NULL},
	{"language", "language", NULL, NULL},
	{"url", "url", NULL, NULL},
	{"file", "file", NULL, NULL},
	{"score", NULL, NULL, col_score},
	{"passage", NULL, NULL, col_passage},
	{"citation", "citation", NULL, NULL},
};

#define N_COLUMNS (sizeof(columns) / sizeof(columns[0]))

/* Line feeds become blanks in out_text(). */
void csv_field(struct out *o, struct slice s)
{
	bool formula = s.n && strchr("=+-@\t\r", s.p[0]) != NULL;
	bool quote = false;
	size_t i, from = 0;

	for (i = 0; i < s.n; i++)
		quote = quote || s.p[i] == ',' || s.p[i] == '"';
	if (quote)
		out_str(o, "\"");
	if (formula)
		out_str(o, "'");
	for (i = 0; i < s.n; i++) {
		if (s.p[i] != '"')
			continue;
		out_text(o, slice_sub(s, from, i + 1));
		out_str(o, "\"");
		from = i + 1;
	}
	out_text(o, slice_sub(s, from, s.n));
	if (quote)
		out_str(o, "\"");
}

void csv_header(struct out *o)
{
	size_t i;

	for (i = 0; i < N_COLUMNS; i++)
		out_printf(o, "%s%s", i ? "," : "", columns[i].name);
	out_str(o, "\n");
}

void csv_hit(struct out *o, json_t *hit)
{
	struct buf b;
	size_t i;

	buf_init(&b, 16 * MIB);
	for (i = 0; i < N_COLUMNS; i++) {
		buf_reset(&b);
		if (columns[i].fn)
			columns[i].fn(hit, &b);
		else if (columns[i].key)
			add(&b, render_string(hit, columns[i].key));
		else
			add(&b,
			    render_string(json_object_get(hit, "published"), columns[i].date_key));
		if (i)
			out_str(o, ",");
		csv_field(o, buf_slice(&b));
	}
	out_str(o, "\n");
	buf_done(&b);
}
