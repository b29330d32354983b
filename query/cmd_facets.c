/* SPDX-License-Identifier: GPL-2.0-or-later */
/* backfile facets: how the articles of a query divide. */
#include "lib/base/limits.h"
#include "query/csv.h"
#include "query/reading.h"
#include "query/render.h"

struct facets {
	struct reading reading;
	uint64_t limit;
	const char *facets;
};

static void print_csv(struct out *o, json_t *reply)
{
	json_t *facet, *value, *facets = json_object_get(reply, "facets");
	const char *name;
	size_t i;

	out_str(o, "facet,value,articles,stories\n");
	json_object_foreach(facets, name, facet) {
		json_array_foreach(json_object_get(facet, "values"), i, value) {
			csv_field(o, slice_str(name));
			out_str(o, ",");
			csv_field(o, render_string(value, "value"));
			out_printf(o, ",%lld,%lld\n",
				   (long long)json_integer_value(
					   json_object_get(value, "articles")),
				   (long long)render_stories(value));
		}
		out_printf(o, "%s,,%lld,%lld\n", name,
			   (long long)json_integer_value(json_object_get(facet, "unknown")),
			   (long long)render_unknown_stories(facet));
	}
}

static int print(const struct facets *a, struct session *s, const struct reply *r)
{
	json_t *total = json_object_get(r->json, "total");

	if (a->reading.common.json)
		command_print_json(s, r);
	else if (a->reading.csv)
		print_csv(&s->out, r->json);
	else
		render_facets(&s->out, r->json);
	return json_integer_value(json_object_get(total, "articles")) > 0 ? EXIT_FOUND
									   : EXIT_NOTHING;
}

int cmd_facets(const struct command *c, struct session *s, int argc, char **argv, struct err *err)
{
	struct facets a = {.limit = 10};
	const struct opt table[] = {
		{.name = "facets", .type = OPT_STRING, .to = &a.facets, .arg = "LIST",
		 .help = "publication,author,year,month,language,section"},
		{.name = "limit", .letter = 'n', .type = OPT_UINT, .to = &a.limit, .arg = "N",
		 .help = "the N most frequent values of each (10)", .min = 1,
		 .max = LIMIT_RESULTS},
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
	params_add_str(&p, "facets", a.facets);
	params_add_u64(&p, "limit", a.limit);
	if (client_ask(&a.reading.common.client, "/v1/facets", &p, &r, err) == STATUS_OK)
		status = print(&a, s, &r);
out:
	reply_done(&r);
	return status;
}
