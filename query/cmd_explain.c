/* SPDX-License-Identifier: GPL-2.0-or-later */
/* backfile explain: how a query is read, and how one hit came to its score. */
#include <stdlib.h>

#include "lib/base/limits.h"
#include "query/command.h"
#include "query/render.h"

struct explain {
	struct common common;
	const char *zones, *mode, *id;
};

static void request(const struct explain *a, struct slice query, struct params *p)
{
	params_add(p, "q", query);
	params_add_str(p, "mode", a->mode);
}

/* The rank of a->id in the reply of a search, from 0; false when it is not among
 * the hits. */
static bool find_hit(const struct explain *a, json_t *reply, size_t *rank)
{
	json_t *hit, *hits = json_object_get(reply, "hits");
	size_t i;

	json_array_foreach(hits, i, hit) {
		if (slice_eq_str(render_string(hit, "id"), a->id) ||
		    slice_eq_str(render_string(hit, "source_id"), a->id)) {
			*rank = i;
			return true;
		}
	}
	return false;
}

static enum status search(const struct explain *a, struct session *s, struct client *client,
			  uint64_t limit, uint64_t offset, struct reply *r, struct err *err)
{
	struct params p = {.n = 0};

	request(a, buf_slice(&s->query), &p);
	params_add_str(&p, "zones", a->zones);
	params_add_u64(&p, "limit", limit);
	params_add_u64(&p, "offset", offset);
	params_add_str(&p, "snippets", "0");
	if (limit == 1)
		params_add_str(&p, "explain", "1");
	return client_get(client, "/v1/search", &p, r, err);
}

static void print_hit(const struct explain *a, struct session *s, json_t *hit)
{
	char *text;

	if (!a->common.json) {
		out_str(&s->out, "\n");
		render_score(&s->out, hit);
		return;
	}
	text = json_dumps(hit, JSON_COMPACT | JSON_REAL_PRECISION(15));
	out_json(&s->out, slice_str(text));
	out_str(&s->out, "\n");
	free(text);
}

/* Only the hit that was asked for is explained: it is looked for first. */
static int explain_hit(const struct explain *a, struct session *s, struct client *client,
		       struct reply *r, struct err *err)
{
	size_t rank;

	if (search(a, s, client, LIMIT_RESULTS, 0, r, err) != STATUS_OK)
		return EXIT_TROUBLE;
	if (!find_hit(a, r->json, &rank)) {
		err_set(err, STATUS_NOT_FOUND,
			"'%.80s' is the id of none of the first %d hits (a query of several words "
			"is put in quotation marks)", a->id, LIMIT_RESULTS);
		return EXIT_NOTHING;
	}
	if (search(a, s, client, 1, rank, r, err) != STATUS_OK)
		return EXIT_TROUBLE;
	print_hit(a, s, json_array_get(json_object_get(r->json, "hits"), 0));
	return EXIT_FOUND;
}

static int explain(const struct explain *a, struct session *s, struct client *client,
		   struct reply *r, struct err *err)
{
	struct params p = {.n = 0};

	request(a, buf_slice(&s->query), &p);
	if (client_get(client, "/v1/parse", &p, r, err) != STATUS_OK)
		return EXIT_TROUBLE;
	if (a->common.json && !a->id) {
		command_print_json(s, r);
		return EXIT_FOUND;
	}
	if (!a->common.json)
		render_parse(&s->out, r->json);
	return a->id ? explain_hit(a, s, client, r, err) : EXIT_FOUND;
}

int cmd_explain(const struct command *c, struct session *s, int argc, char **argv, struct err *err)
{
	struct explain a = {.id = NULL};
	const struct opt table[] = {
		{.name = "zones", .type = OPT_STRING, .to = &a.zones, .arg = "LIST",
		 .help = "zones to search: all, or a list (title,dek,body)"},
		{.name = "mode", .type = OPT_CHOICE, .to = &a.mode, .arg = "MODE",
		 .help = "lenient or strict", .choices = "lenient|strict"},
		JSON_OPTION(a.common),
		COMMON_OPTIONS(a.common),
		{.name = NULL},
	};
	struct client *client = NULL;
	int first, status = EXIT_TROUBLE;
	struct reply r;

	if (!command_options(c, s, table, argc, argv, &first, &status, err))
		return status;
	if (argc - first > 2) {
		err_set(err, STATUS_USAGE,
			"explain takes a query, in quotation marks, and at most one article id");
		return EXIT_TROUBLE;
	}
	if (argc - first == 2)
		a.id = argv[first + 1];
	reply_init(&r);
	if (command_query(s, first < argc ? first + 1 : argc, argv, first, err) == STATUS_OK &&
	    client_open(&a.common.client, &client, err) == STATUS_OK)
		status = explain(&a, s, client, &r, err);
	reply_done(&r);
	client_close(client);
	return status;
}
