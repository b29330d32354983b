/* SPDX-License-Identifier: GPL-2.0-or-later */
/* backfile stats, backfile explain: replies whose keys speak for themselves. */
#include <string.h>

#include "lib/base/limits.h"
#include "query/command.h"
#include "query/render.h"

int cmd_stats(const struct command *c, struct session *s, int argc, char **argv, struct err *err)
{
	struct common common = {.json = false};
	const struct opt table[] = {
		JSON_OPTION(common),
		COMMON_OPTIONS(common),
		{.name = NULL},
	};
	struct client *client = NULL;
	int first, status = EXIT_TROUBLE;
	struct reply r;

	if (!command_options(c, s, table, argc, argv, &first, &status, err))
		return status;
	reply_init(&r);
	if (first < argc) {
		err_set(err, STATUS_USAGE, "stats takes no operand '%.80s'", argv[first]);
		goto out;
	}
	if (client_open(&common.client, &client, err) != STATUS_OK ||
	    client_get(client, "/v1/stats", NULL, &r, err) != STATUS_OK)
		goto out;
	if (common.json)
		command_print_json(s, &r);
	else
		render_value(&s->out, r.json);
	status = EXIT_FOUND;
out:
	reply_done(&r);
	client_close(client);
	return status;
}

/* --- explain --- */

struct explain {
	struct common common;
	const char *zones, *mode, *id;
};

static void request(const struct explain *a, struct slice query, struct params *p)
{
	params_add(p, "q", query);
	params_add_str(p, "mode", a->mode);
}

/* The hit of a->id in the reply of a search, NULL when it is not among the hits. */
static json_t *find_hit(const struct explain *a, json_t *reply)
{
	json_t *hit, *hits = json_object_get(reply, "hits");
	size_t i;

	json_array_foreach(hits, i, hit) {
		if (slice_eq_str(render_string(hit, "id"), a->id) ||
		    slice_eq_str(render_string(hit, "source_id"), a->id))
			return hit;
	}
	return NULL;
}

static int explain_hit(const struct explain *a, struct session *s, struct client *client,
		       struct reply *r, struct err *err)
{
	struct params p = {.n = 0};
	json_t *hit, *why;

	request(a, buf_slice(&s->query), &p);
	params_add_str(&p, "zones", a->zones);
	params_add_u64(&p, "limit", LIMIT_RESULTS);
	params_add_str(&p, "explain", "1");
	params_add_str(&p, "snippets", "0");
	if (client_get(client, "/v1/search", &p, r, err) != STATUS_OK)
		return EXIT_TROUBLE;
	hit = find_hit(a, r->json);
	if (!hit) {
		err_set(err, STATUS_NOT_FOUND, "%.80s is not among the first %d hits of this query",
			a->id, LIMIT_RESULTS);
		return EXIT_NOTHING;
	}
	why = json_object_get(hit, "explain");
	out_str(&s->out, "\n");
	render_value(&s->out, why ? why : hit);
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
		render_value(&s->out, r->json);
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
