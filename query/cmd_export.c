/* SPDX-License-Identifier: GPL-2.0-or-later */
/* backfile export: every hit of a query in a format of other programs.
 *
 * Hits come page by page; citation formats ask for one citation a hit, so that
 * they are the same bytes as `backfile cite` gives.
 */
#include <stdlib.h>
#include <string.h>

#include "lib/base/limits.h"
#include "query/command.h"
#include "query/csv.h"
#include "query/render.h"

struct export {
	struct common common;
	uint64_t limit;
	const char *from, *to, *sort, *zones, *mode, *format;
};

struct run {
	const struct export *a;
	struct session *s;
	struct client *client;
	size_t n; /* hits written */
	json_int_t revision; /* of the archive at the first page */
};

static enum status put_csv(struct run *x, json_t *hit, struct err *err)
{
	(void)err;
	if (x->n == 0)
		csv_header(&x->s->out);
	csv_hit(&x->s->out, hit);
	return STATUS_OK;
}

static enum status put_jsonl(struct run *x, json_t *hit, struct err *err)
{
	char *text = json_dumps(hit, JSON_COMPACT | JSON_REAL_PRECISION(15));

	if (!text)
		return err_set(err, STATUS_INTERNAL, "a hit cannot be written as JSON");
	out_json(&x->s->out, slice_str(text));
	out_str(&x->s->out, "\n");
	free(text);
	return STATUS_OK;
}

static enum status put_citation(struct run *x, json_t *hit, struct err *err)
{
	bool array = strcmp(x->a->format, "csl-json") == 0;
	struct slice id = render_string(hit, "id");
	struct params p = {.n = 0};
	struct reply r;
	char path[256];
	enum status st;

	reply_init(&r);
	snprintf(path, sizeof(path), "/v1/docs/%.*s/cite", SLICE_ARG(slice_sub(id, 0, 200)));
	params_add_str(&p, "style", x->a->format);
	st = client_get(x->client, path, &p, &r, err);
	if (st == STATUS_OK) {
		if (array)
			out_str(&x->s->out, x->n ? "," : "[");
		else if (x->n)
			out_str(&x->s->out, "\n");
		render_citation(&x->s->out, r.json);
	}
	reply_done(&r);
	return st;
}

static const struct format {
	const char *name;
	enum status (*put)(struct run *x, json_t *hit, struct err *err);
	const char *end, *none; /* written behind the last hit, or when there are none */
	const char *snippets;
} formats[] = {
	{"ris", put_citation, "", "", "0"},
	{"bibtex", put_citation, "", "", "0"},
	{"csl-json", put_citation, "]\n", "[]\n", "0"},
	{"csv", put_csv, "", "", "1"},
	{"jsonl", put_jsonl, "", "", "1"},
};

static const struct format *find_format(const char *name)
{
	size_t i;

	for (i = 0; i < sizeof(formats) / sizeof(formats[0]); i++)
		if (strcmp(formats[i].name, name) == 0)
			return &formats[i];
	return NULL;
}

static void request(const struct run *x, const struct format *f, struct params *p)
{
	uint64_t left = x->a->limit - x->n;

	params_add(p, "q", buf_slice(&x->s->query));
	params_add_u64(p, "limit", left < LIMIT_RESULTS ? left : LIMIT_RESULTS);
	params_add_u64(p, "offset", x->n);
	params_add_str(p, "from", x->a->from);
	params_add_str(p, "to", x->a->to);
	params_add_str(p, "sort", x->a->sort);
	params_add_str(p, "zones", x->a->zones);
	params_add_str(p, "mode", x->a->mode);
	params_add_str(p, "snippets", f->snippets);
}

/* A page of another revision would repeat hits or leave some out. */
static enum status check_revision(struct run *x, json_t *reply, struct err *err)
{
	json_t *index = json_object_get(reply, "index");
	json_int_t revision = json_integer_value(json_object_get(index, "revision"));

	if (x->n && revision != x->revision)
		return err_set(err, STATUS_MODIFIED,
			       "the archive changed after %zu hits: run the export again", x->n);
	x->revision = revision;
	return STATUS_OK;
}

static enum status put_page(struct run *x, const struct format *f, json_t *hits, struct err *err)
{
	enum status st = STATUS_OK;
	size_t i;

	for (i = 0; st == STATUS_OK && i < json_array_size(hits); i++) {
		st = f->put(x, json_array_get(hits, i), err);
		x->n += st == STATUS_OK;
	}
	return st;
}

/* Pages until one is not full. */
static enum status put_all(struct run *x, const struct format *f, struct err *err)
{
	size_t got = 0;
	struct reply r;
	enum status st;

	reply_init(&r);
	do {
		struct params p = {.n = 0};

		request(x, f, &p);
		st = client_get(x->client, "/v1/search", &p, &r, err);
		if (st == STATUS_OK)
			st = check_revision(x, r.json, err);
		if (st == STATUS_OK) {
			json_t *hits = json_object_get(r.json, "hits");

			got = json_array_size(hits);
			st = put_page(x, f, hits, err);
		}
	} while (st == STATUS_OK && got == LIMIT_RESULTS && x->n < x->a->limit);
	reply_done(&r);
	return st;
}

static int export_hits(struct run *x, struct err *err)
{
	const struct format *f = find_format(x->a->format);
	struct out *o = &x->s->out;

	if (put_all(x, f, err) != STATUS_OK)
		return EXIT_TROUBLE;
	out_str(o, x->n ? f->end : f->none);
	return x->n ? EXIT_FOUND : EXIT_NOTHING;
}

int cmd_export(const struct command *c, struct session *s, int argc, char **argv, struct err *err)
{
	struct export a = {.limit = LIMIT_OFFSET};
	const struct opt table[] = {
		{.name = "format", .type = OPT_CHOICE, .to = &a.format, .arg = "FORMAT",
		 .help = "ris, bibtex, csl-json, csv, jsonl (must be given)",
		 .choices = "ris|bibtex|csl-json|csv|jsonl"},
		{.name = "limit", .letter = 'n', .type = OPT_UINT, .to = &a.limit, .arg = "N",
		 .help = "at most N hits (100000)", .min = 1, .max = LIMIT_OFFSET},
		{.name = "from", .type = OPT_STRING, .to = &a.from, .arg = "DATE",
		 .help = "published on this day, month or year or later"},
		{.name = "to", .type = OPT_STRING, .to = &a.to, .arg = "DATE",
		 .help = "published on this day, month or year or earlier"},
		{.name = "sort", .type = OPT_CHOICE, .to = &a.sort, .arg = "ORDER",
		 .help = "relevance, date, date-asc or publication",
		 .choices = "relevance|date|date-asc|publication"},
		{.name = "zones", .type = OPT_STRING, .to = &a.zones, .arg = "LIST",
		 .help = "zones to search: all, or a list (title,dek,body)"},
		{.name = "mode", .type = OPT_CHOICE, .to = &a.mode, .arg = "MODE",
		 .help = "lenient: read any query; strict: point at an error",
		 .choices = "lenient|strict"},
		COMMON_OPTIONS(a.common),
		{.name = NULL},
	};
	struct run x = {.a = &a, .s = s};
	int first, status = EXIT_TROUBLE;

	if (!command_options(c, s, table, argc, argv, &first, &status, err))
		return status;
	if (!a.format)
		err_set(err, STATUS_USAGE, "export needs --format ris|bibtex|csl-json|csv|jsonl");
	else if (command_query(s, argc, argv, first, err) == STATUS_OK &&
		 client_open(&a.common.client, &x.client, err) == STATUS_OK)
		status = export_hits(&x, err);
	client_close(x.client);
	return status;
}
