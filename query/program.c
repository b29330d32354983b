/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The subcommands that are programs of their own: backfile index is
 * backfile-indexer, backfile serve is backfile-searchd.  Looked for beside this
 * program first, so that a build folder or an installation stays together, then
 * along $PATH.
 */
#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "lib/base/mem.h"
#include "query/command.h"

/* The path of `program` in the folder of the running one; false when that does
 * not fit or is not known. */
static bool beside(const char *program, char *out, size_t size)
{
	ssize_t n = readlink("/proc/self/exe", out, size - 1);
	char *slash;

	if (n <= 0)
		return false;
	out[n] = '\0';
	slash = strrchr(out, '/');
	if (!slash || (size_t)(slash + 1 - out) + strlen(program) >= size)
		return false;
	memcpy(slash + 1, program, strlen(program) + 1);
	return access(out, X_OK) == 0;
}

int run_program(const struct command *c, struct session *s, int argc, char **argv, struct err *err)
{
	char path[PATH_MAX];
	char **args = xcalloc((size_t)argc + 2, sizeof(*args));
	int n = 0, i;

	args[n++] = (char *)c->program;
	if (c->first)
		args[n++] = (char *)c->first;
	for (i = 1; i < argc; i++)
		args[n++] = argv[i];
	if (out_flush(&s->out, err) == STATUS_OK) {
		if (beside(c->program, path, sizeof(path)))
			execv(path, args);
		else
			execvp(c->program, args);
		err_set_errno(err,
			      "backfile %s is the program %s, which is neither beside this one nor "
			      "in PATH",
			      c->name, c->program);
	}
	free(args);
	return EXIT_TROUBLE;
}
