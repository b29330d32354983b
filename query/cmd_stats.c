/* SPDX-License-Identifier: GPL-2.0-or-later */
/* backfile stats: what the archive holds.  The keys of the reply speak for themselves. */
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
