/* SPDX-License-Identifier: GPL-2.0-or-later */
/* lib/base/opt.h - command-line options from one table a program or subcommand.
 *
 * The table drives getopt_long(3), --help, the check against the man page
 * (docs-check) and shell completion.  Every table gets --help and --version by
 * itself.  Options may stand before or after operands; "--" ends them.
 */
#ifndef LIB_BASE_OPT_H
#define LIB_BASE_OPT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "lib/base/status.h"

enum opt_type {
	OPT_FLAG,   /* bool *            : set to true */
	OPT_STRING, /* const char **     : borrowed from argv */
	OPT_LIST,   /* struct opt_list * : may be given many times */
	OPT_UINT,   /* uint64_t *        : min..max */
	OPT_BYTES,  /* uint64_t *        : 64k, 16m; min..max */
	OPT_CHOICE  /* const char **     : one of `choices`, separated by '|' */
};

#define OPT_LIST_MAX 256

struct opt_list {
	const char *v[OPT_LIST_MAX];
	size_t n;
};

struct opt {
	const char   *name;  /* long name without dashes; NULL ends the table */
	char          letter; /* short name or 0 */
	enum opt_type type;
	void         *to;
	const char   *arg;     /* name of the argument in help: "DIR" */
	const char   *help;    /* one line, no full stop */
	uint64_t      min, max; /* OPT_UINT, OPT_BYTES */
	const char   *choices; /* OPT_CHOICE */
};

struct opt_program {
	const char *name;     /* "backfile search" */
	const char *operands; /* "QUERY" or "PATH..." or "" */
	const char *summary;  /* one line */
	const char *detail;   /* further text of --help, or NULL */
	const struct opt *table;
};

enum opt_result { OPT_GO, OPT_DONE, OPT_BAD };

/* Read argv (argv[0] is skipped).  OPT_GO: options are stored and the operands
 * are argv[*first] .. argv[argc - 1] (argv may be reordered).  OPT_DONE: --help
 * or --version was written to `out`; exit 0.  OPT_BAD: *err says what is wrong;
 * exit 2. */
enum opt_result opt_parse(const struct opt_program *p, int argc, char **argv, int *first, FILE *out,
			  struct err *err);
void opt_help(const struct opt_program *p, FILE *out);

extern const char backfile_version[]; /* "0.1.0" */

#endif
