/* SPDX-License-Identifier: GPL-2.0-or-later */
/* backfile terms: words of the archive by prefix or wildcard. */
#include "lib/base/limits.h"
#include "query/command.h"
#include "query/csv.h"
#include "query/render.h"

struct terms {
	struct common common;
	uint64_t limit, offset;
	const char *sort;
	bool csv;
};

static void print_csv(struct out *o, json_t *reply)
{
	json_t *term, *terms = json_object_get(reply, "terms");
	size_t i;

	out_str(o, "form,articles,stories\n");
	json_array_foreach(terms, i, term) {
		csv_field(o, render_string(term, "form"));
		out_printf(o, ",%lld,%lld\n",
			   (long long)json_integer_value(json_object_get(term, "articles")),
			   (long long)render_stories(term));
	}
}

static int print(const struct terms *a, struct session *s, const struct reply *r)
{
	if (a->common.json)
		command_print_json(s, r);
	else if (a->csv)
		print_csv(&s->out, r->json);
	else
		render_terms(&s->out, r->json);
	return json_array_size(json_object_get(r->json, "terms")) ? EXIT_FOUND : EXIT_NOTHING;
}

int cmd_terms(const struct command *c, struct session *s, int argc, char **argv, struct err *err)
{
	struct terms a = {.limit = 50};
	const struct opt table[] = {
		{.name = "sort", .type = OPT_CHOICE, .to = &a.sort, .arg = "ORDER",
		 .help = "articles: most frequent first; form: A to Z",
		 .choices = "articles|form"},
		{.name = "limit", .letter = 'n', .type = OPT_UINT, .to = &a.limit, .arg = "N",
		 .help = "at most N words (50)", .min = 1, .max = LIMIT_RESULTS},
		{.name = "offset", .type = OPT_UINT, .to = &a.offset, .arg = "N",
		 .help = "with --sort form: pass over the first N", .max = LIMIT_OFFSET},
		{.name = "csv", .type = OPT_FLAG, .to = &a.csv,
		 .help = "print comma-separated values"},
		JSON_OPTION(a.common),
		COMMON_OPTIONS(a.common),
		{.name = NULL},
	};
	struct params p = {.n = 0};
	int first, status = EXIT_TROUBLE;
	struct reply r;

	if (!command_options(c, s, table, argc, argv, &first, &status, err))
		return status;
	reply_init(&r);
	if (argc - first != 1)
		err_set(err, STATUS_USAGE, "terms takes one word, its beginning or a pattern");
	else if (a.csv && a.common.json)
		err_set(err, STATUS_USAGE, "--csv and --json do not go together");
	else {
		params_add_str(&p, "prefix", argv[first]);
		params_add_str(&p, "order", a.sort);
		params_add_u64(&p, "limit", a.limit);
		if (a.offset)
			params_add_u64(&p, "offset", a.offset);
		if (client_ask(&a.common.client, "/v1/terms", &p, &r, err) == STATUS_OK)
			status = print(&a, s, &r);
	}
	reply_done(&r);
	return status;
}
