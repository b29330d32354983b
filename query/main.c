/* SPDX-License-Identifier: GPL-2.0-or-later */
/* backfile: the command line.  Finds the subcommand, runs it, tells what went
 * wrong; the work is in cmd_*.c.
 */
#include <stdio.h>
#include <string.h>

#include "lib/base/limits.h"
#include "lib/base/log.h"
#include "query/caret.h"
#include "query/command.h"

static int run(struct session *s, int argc, char **argv, struct err *err)
{
	const char *name = argc > 1 ? argv[1] : "--help";
	const struct command *c, *near;

	if (strcmp(name, "--help") == 0 || strcmp(name, "-h") == 0) {
		command_list(&s->out);
		return EXIT_FOUND;
	}
	if (strcmp(name, "--version") == 0) {
		out_printf(&s->out, "backfile %s\n", backfile_version);
		return EXIT_FOUND;
	}
	c = command_find(name);
	if (c)
		return c->run(c, s, argc - 1, argv + 1, err);
	near = command_nearest(name);
	if (name[0] == '-')
		err_set(err, STATUS_USAGE,
			"options come behind the subcommand; see 'backfile help'");
	else if (near)
		err_set(err, STATUS_USAGE, "no subcommand '%.40s'; did you mean '%s'?", name,
			near->name);
	else
		err_set(err, STATUS_USAGE,
			"no subcommand '%.40s'; 'backfile search QUERY' searches, "
			"'backfile help' lists the others",
			name);
	return EXIT_TROUBLE;
}

static void tell(const struct session *s, const struct err *err)
{
	struct buf lines;

	log_msg(LOG_ERROR, "%s", err->msg);
	if (err->pos == ERR_NO_POS)
		return;
	buf_init(&lines, 64 * KIB);
	caret_lines(buf_slice(&s->query), err->pos, (size_t)s->out.width, &lines);
	fwrite(lines.data, 1, lines.len, stderr);
	buf_done(&lines);
}

int main(int argc, char **argv)
{
	struct session s;
	struct err err = ERR_INIT;
	int status;

	log_init("backfile", LOG_WARN);
	out_init_stdout(&s.out);
	buf_init(&s.query, LIMIT_QUERY_BYTES);
	status = run(&s, argc, argv, &err);
	if (err.st == STATUS_OK && out_flush(&s.out, &err) != STATUS_OK)
		status = EXIT_TROUBLE;
	fflush(stdout);
	if (err.st != STATUS_OK)
		tell(&s, &err);
	buf_done(&s.query);
	return status;
}
