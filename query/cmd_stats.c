/* SPDX-License-Identifier: GPL-2.0-or-later */
/* backfile stats: what the archive holds.  The keys of the reply speak for themselves. */
#include "query/command.h"
#include "query/para.h"
#include "query/render.h"

/* A line for each file of which something was set aside, as the indexer tells it. */
static void print_set_aside(struct out *o, json_t *files)
{
	struct para p;
	json_t *file;
	size_t i;

	if (!json_array_size(files))
		return;
	out_str(o, "\nset aside:\n");
	para_init(&p);
	json_array_foreach(files, i, file) {
		json_int_t n = json_integer_value(json_object_get(file, "records"));

		para_add(&p, STYLE_PLAIN, render_string(file, "file"));
		para_add_str(&p, STYLE_PLAIN, ": ");
		if (n > 1)
			para_addf(&p, STYLE_PLAIN, "%lld records, the first: ", (long long)n);
		para_add(&p, STYLE_PLAIN, render_string(file, "reason"));
		para_print(&p, o, 2, 4);
	}
	para_done(&p);
}

static void print(struct out *o, json_t *reply)
{
	json_t *files = json_incref(json_object_get(reply, "set_aside"));

	json_object_del(reply, "set_aside");
	render_value(o, reply);
	print_set_aside(o, files);
	json_decref(files);
}

int cmd_stats(const struct command *c, struct session *s, int argc, char **argv, struct err *err)
{
	struct common common = {.json = false};
	const struct opt table[] = {
		JSON_OPTION(common),
		COMMON_OPTIONS(common),
		{.name = NULL},
	};
	int first, status = EXIT_TROUBLE;
	struct reply r;

	if (!command_options(c, s, table, argc, argv, &first, &status, err))
		return status;
	reply_init(&r);
	if (first < argc) {
		err_set(err, STATUS_USAGE, "stats takes no operand '%.80s'", argv[first]);
		goto out;
	}
	if (client_ask(&common.client, "/v1/stats", NULL, &r, err) != STATUS_OK)
		goto out;
	if (common.json)
		command_print_json(s, &r);
	else
		print(&s->out, r.json);
	status = EXIT_FOUND;
out:
	reply_done(&r);
	return status;
}
