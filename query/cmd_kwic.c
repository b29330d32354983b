/* SPDX-License-Identifier: GPL-2.0-or-later */
/* backfile kwic: the concordance of a query. */
#include "lib/base/limits.h"
#include "query/csv.h"
#include "query/reading.h"
#include "query/render.h"

#define WIDTH_DEFAULT 40

struct kwic {
	struct reading reading;
	uint64_t limit, offset, width;
	const char *sort;
};

static void print_csv(struct out *o, json_t *reply)
{
	static const char *const keys[] = {"left", "match", "right", "title", "publisher",
					   "published"};
	json_t *line, *lines = json_object_get(reply, "kwic");
	char key[RENDER_KEY_MAX];
	size_t i, k;

	out_str(o, "key,left,match,right,title,publisher,published\n");
	json_array_foreach(lines, i, line) {
		render_key(line, key);
		csv_field(o, slice_str(key));
		for (k = 0; k < sizeof(keys) / sizeof(keys[0]); k++) {
			out_str(o, ",");
			csv_field(o, render_string(line, keys[k]));
		}
		out_str(o, "\n");
	}
}

static int print(const struct kwic *a, struct session *s, const struct reply *r)
{
	if (a->reading.common.json)
		command_print_json(s, r);
	else if (a->reading.csv)
		print_csv(&s->out, r->json);
	else
		render_kwic(&s->out, r->json, (int)a->width, (size_t)a->offset);
	return json_array_size(json_object_get(r->json, "kwic")) ? EXIT_FOUND : EXIT_NOTHING;
}

int cmd_kwic(const struct command *c, struct session *s, int argc, char **argv, struct err *err)
{
	struct kwic a = {.limit = 100, .width = WIDTH_DEFAULT};
	const struct opt table[] = {
		{.name = "sort", .type = OPT_STRING, .to = &a.sort, .arg = "LIST",
		 .help = "by words left and right and the match: 1L,2R,M"},
		{.name = "width", .type = OPT_UINT, .to = &a.width, .arg = "N",
		 .help = "characters on each side (40)", .min = 1, .max = LIMIT_KWIC_WIDTH},
		{.name = "limit", .letter = 'n', .type = OPT_UINT, .to = &a.limit, .arg = "N",
		 .help = "at most N lines (100)", .min = 1, .max = LIMIT_RESULTS},
		{.name = "offset", .type = OPT_UINT, .to = &a.offset, .arg = "N",
		 .help = "pass over the first N lines", .max = LIMIT_OFFSET},
		READING_OPTIONS(a.reading),
		JSON_OPTION(a.reading.common),
		COMMON_OPTIONS(a.reading.common),
		{.name = NULL},
	};
	struct params p = {.n = 0};
	int first, status = EXIT_TROUBLE;
	struct reply r;

	if (!command_options(c, s, table, argc, argv, &first, &status, err))
		return status;
	reply_init(&r);
	if (reading_check(&a.reading, err) != STATUS_OK ||
	    command_query(s, argc, argv, first, err) != STATUS_OK)
		goto out;
	reading_params(&a.reading, buf_slice(&s->query), &p);
	params_add_str(&p, "order", a.sort);
	params_add_u64(&p, "width", a.width);
	params_add_u64(&p, "limit", a.limit);
	params_add_u64(&p, "offset", a.offset);
	if (client_ask(&a.reading.common.client, "/v1/kwic", &p, &r, err) == STATUS_OK)
		status = print(&a, s, &r);
out:
	reply_done(&r);
	return status;
}
