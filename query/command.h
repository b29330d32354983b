/* SPDX-License-Identifier: GPL-2.0-or-later */
/* query/command.h - the subcommands of `backfile`: one table.
 *
 * A command reads its own options, asks through client.h, writes results through
 * s->out and returns the exit status: 0 found, 1 nothing found, 2 trouble.  When
 * it fills *err, main prints it, once; commands print no error themselves.
 *
 * To add one: a line in commands[], a cmd_NAME.c, a section in backfile(1), a
 * test in tests/t/; the completions list it (docs-check insists).
 */
#ifndef QUERY_COMMAND_H
#define QUERY_COMMAND_H

#include <stdbool.h>
#include <stddef.h>

#include "lib/base/buf.h"
#include "lib/base/opt.h"
#include "lib/base/status.h"
#include "query/client.h"
#include "query/out.h"

#define EXIT_FOUND   0
#define EXIT_NOTHING 1
#define EXIT_TROUBLE 2

struct session {
	struct out out;
	struct buf query; /* what err->pos counts in; at most LIMIT_QUERY_BYTES */
};

struct command {
	const char *name;
	const char *operands; /* as shown behind the options */
	const char *summary;  /* one line, no full stop */
	const char *detail;   /* further help with an example, or NULL */
	int (*run)(const struct command *c, struct session *s, int argc, char **argv,
		   struct err *err);
	/* run_program() only: */
	const char *program; /* to replace this process by */
	const char *first;   /* an option put before the others, or NULL */
};

extern const struct command commands[]; /* ends with a NULL name */

const struct command *command_find(const char *name);
/* The command that `name` was probably meant to be, or NULL. */
const struct command *command_nearest(const char *name);
/* The screen of `backfile help`. */
void command_list(struct out *o);

/* Options that every command with an archive has. */
struct common {
	struct client_options client;
	bool json;
};

#define COMMON_OPTIONS(c)                                                                          \
	{.name = "index",                                                                          \
	 .type = OPT_STRING,                                                                       \
	 .to = &(c).client.index,                                                                  \
	 .arg = "DIR",                                                                             \
	 .help = "the archive, opened in this process"},                                           \
	{.name = "socket",                                                                         \
	 .type = OPT_STRING,                                                                       \
	 .to = &(c).client.socket,                                                                 \
	 .arg = "PATH",                                                                            \
	 .help = "ask the daemon at this socket"},                                                 \
	{.name = "synonyms",                                                                       \
	 .type = OPT_STRING,                                                                       \
	 .to = &(c).client.synonyms,                                                               \
	 .arg = "FILE",                                                                            \
	 .help = "words that stand for each other (opens the archive)"},                      \
	{                                                                                          \
		.name = "no-daemon", .type = OPT_FLAG, .to = &(c).client.no_daemon,                \
		.help = "open the archive here even when a daemon runs"                            \
	}
#define JSON_OPTION(c)                                                                             \
	{                                                                                          \
		.name = "json", .type = OPT_FLAG, .to = &(c).json,                                 \
		.help = "print the reply as JSON"                                                  \
	}

/* opt_parse() for a command: true to go on with the operands from *first.  False:
 * leave with *status (help was asked for, or *err says what is wrong). */
bool command_options(const struct command *c, struct session *s, const struct opt *table, int argc,
		     char **argv, int *first, int *status, struct err *err);
/* The operands as one text, joined by blanks, into s->query.  STATUS_USAGE when
 * there are none, STATUS_TOO_BIG past its bound. */
enum status command_query(struct session *s, int argc, char **argv, int first, struct err *err)
	MUST_CHECK;
/* The exit status for a failed request: 1 when what was asked for is not there. */
int command_failed(enum status st);
/* Print a reply's JSON and a line feed. */
void command_print_json(struct session *s, const struct reply *r);

int cmd_search(const struct command *, struct session *, int, char **, struct err *);
int cmd_show(const struct command *, struct session *, int, char **, struct err *);
int cmd_cite(const struct command *, struct session *, int, char **, struct err *);
int cmd_export(const struct command *, struct session *, int, char **, struct err *);
int cmd_explain(const struct command *, struct session *, int, char **, struct err *);
int cmd_kwic(const struct command *, struct session *, int, char **, struct err *);
int cmd_timeline(const struct command *, struct session *, int, char **, struct err *);
int cmd_facets(const struct command *, struct session *, int, char **, struct err *);
int cmd_terms(const struct command *, struct session *, int, char **, struct err *);
int cmd_stats(const struct command *, struct session *, int, char **, struct err *);
int cmd_batch(const struct command *, struct session *, int, char **, struct err *);
int cmd_help(const struct command *, struct session *, int, char **, struct err *);
/* Become c->program, with c->first and the arguments as they came. */
int run_program(const struct command *, struct session *, int, char **, struct err *);

#define CITE_STYLES "chicago|apa|mla|bibtex|ris|csl-json"

#endif
