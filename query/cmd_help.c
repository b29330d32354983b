/* SPDX-License-Identifier: GPL-2.0-or-later */
/* backfile help: the list of subcommands, or the options of one. */
#include "query/command.h"

int cmd_help(const struct command *c, struct session *s, int argc, char **argv, struct err *err)
{
	const struct opt table[] = {{.name = NULL}};
	char ask[] = "--help";
	const struct command *about;
	int first, status;

	if (!command_options(c, s, table, argc, argv, &first, &status, err))
		return status;
	if (first == argc) {
		command_list(&s->out);
		return EXIT_FOUND;
	}
	about = command_find(argv[first]);
	if (!about) {
		err_set(err, STATUS_USAGE, "no subcommand '%.40s'; see 'backfile help'",
			argv[first]);
		return EXIT_TROUBLE;
	}
	return about->run(about, s, 2, (char *[]){argv[first], ask, NULL}, err);
}
