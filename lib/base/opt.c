/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Options: see opt.h.  getopt_long does the reading; the table does the rest. */
#include "lib/base/opt.h"

#include <getopt.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/buf.h"
#include "lib/base/mem.h"
#include "lib/base/num.h"

#ifndef BACKFILE_VERSION
#define BACKFILE_VERSION "0.1.0"
#endif

const char backfile_version[] = BACKFILE_VERSION;

#define MAX_OPTS 64
#define LONG_BASE 256 /* getopt value of table entry 0 */
#define HELP_COLUMN 28

static void print_option(const struct opt *o, FILE *out)
{
	char left[80];
	int n = 0;

	n += snprintf(left + n, sizeof(left) - (size_t)n, o->letter ? "  -%c, " : "      ", o->letter);
	n += snprintf(left + n, sizeof(left) - (size_t)n, "--%s", o->name);
	if (o->type != OPT_FLAG)
		n += snprintf(left + n, sizeof(left) - (size_t)n, " %s",
			      o->arg ? o->arg : (o->type == OPT_CHOICE ? o->choices : "N"));
	if (n >= HELP_COLUMN - 1)
		fprintf(out, "%s\n%*s%s\n", left, HELP_COLUMN, "", o->help);
	else
		fprintf(out, "%-*s%s\n", HELP_COLUMN, left, o->help);
}

void opt_help(const struct opt_program *p, FILE *out)
{
	static const struct opt builtin[] = {
		{.name = "help", .letter = 'h', .help = "show this and leave"},
		{.name = "version", .help = "show the version and leave"},
	};
	const struct opt *o;

	fprintf(out, "Usage: %s%s%s%s\n%s.\n\nOptions:\n", p->name,
		p->table && p->table->name ? " [OPTION]..." : "", p->operands[0] ? " " : "",
		p->operands, p->summary);
	for (o = p->table; o && o->name; o++)
		print_option(o, out);
	print_option(&builtin[0], out);
	print_option(&builtin[1], out);
	if (p->detail)
		fprintf(out, "\n%s\n", p->detail);
}

static bool is_choice(const char *choices, const char *value)
{
	struct slice rest = slice_str(choices), one;

	while (slice_split(&rest, '|', &one))
		if (slice_eq_str(one, value))
			return true;
	return false;
}

static enum status store(const struct opt *o, const char *value, struct err *err)
{
	struct opt_list *list = o->to;
	uint64_t v = 0;

	switch (o->type) {
	case OPT_FLAG:
		*(bool *)o->to = true;
		return STATUS_OK;
	case OPT_STRING:
		*(const char **)o->to = value;
		return STATUS_OK;
	case OPT_LIST:
		if (list->n == OPT_LIST_MAX)
			return err_set(err, STATUS_USAGE, "--%s given more than %d times", o->name,
				       OPT_LIST_MAX);
		list->v[list->n++] = value;
		return STATUS_OK;
	case OPT_CHOICE:
		if (!is_choice(o->choices, value))
			return err_set(err, STATUS_USAGE, "--%s: '%.80s' is none of %s", o->name, value,
				       o->choices);
		*(const char **)o->to = value;
		return STATUS_OK;
	case OPT_UINT:
	case OPT_BYTES:
		if (!(o->type == OPT_UINT ? num_u64(slice_str(value), o->max, &v)
					  : num_bytes(slice_str(value), o->max, &v)) ||
		    v < o->min)
			return err_set(err, STATUS_USAGE, "--%s: '%.80s' is not a number from %llu to %llu",
				       o->name, value, (unsigned long long)o->min,
				       (unsigned long long)o->max);
		*(uint64_t *)o->to = v;
		return STATUS_OK;
	}
	return STATUS_INTERNAL;
}

/* Fill getopt's tables; returns the number of our options. */
static int fill(const struct opt *t, struct option *longs, char *shorts)
{
	int n = 0;

	*shorts++ = ':';
	for (; t && t[n].name && n < MAX_OPTS; n++) {
		int has = t[n].type == OPT_FLAG ? no_argument : required_argument;

		longs[n] = (struct option){t[n].name, has, NULL, LONG_BASE + n};
		if (t[n].letter) {
			*shorts++ = t[n].letter;
			if (has == required_argument)
				*shorts++ = ':';
		}
	}
	longs[n] = (struct option){"help", no_argument, NULL, 'h'};
	longs[n + 1] = (struct option){"version", no_argument, NULL, LONG_BASE + MAX_OPTS};
	longs[n + 2] = (struct option){NULL, 0, NULL, 0};
	*shorts++ = 'h';
	*shorts = '\0';
	return n;
}

static const struct opt *find(const struct opt *t, int n, int c)
{
	int i;

	if (c >= LONG_BASE)
		return c - LONG_BASE < n ? &t[c - LONG_BASE] : NULL;
	for (i = 0; i < n; i++)
		if (t[i].letter == c)
			return &t[i];
	return NULL;
}

static enum opt_result bad(const struct opt_program *p, int c, char **argv, struct err *err)
{
	const char *word = optind > 0 ? argv[optind - 1] : "";

	if (c == ':')
		err_set(err, STATUS_USAGE, "%.80s needs a value; see '%s --help'", word, p->name);
	else if (optopt && optopt < LONG_BASE)
		err_set(err, STATUS_USAGE, "unknown option -%c; see '%s --help'", optopt, p->name);
	else
		err_set(err, STATUS_USAGE, "unknown option %.80s; see '%s --help'", word, p->name);
	return OPT_BAD;
}

enum opt_result opt_parse(const struct opt_program *p, int argc, char **argv, int *first, FILE *out,
			  struct err *err)
{
	struct option longs[MAX_OPTS + 3];
	char shorts[2 * MAX_OPTS + 3];
	int n = fill(p->table, longs, shorts);
	int c;

	optind = 0; /* glibc: start anew */
	opterr = 0;
	while ((c = getopt_long(argc, argv, shorts, longs, NULL)) != -1) {
		const struct opt *o;

		if (c == 'h') {
			opt_help(p, out);
			return OPT_DONE;
		}
		if (c == LONG_BASE + MAX_OPTS) {
			fprintf(out, "%s %s\n", p->name, backfile_version);
			return OPT_DONE;
		}
		o = c == '?' || c == ':' ? NULL : find(p->table, n, c);
		if (!o)
			return bad(p, c, argv, err);
		if (store(o, optarg, err) != STATUS_OK) {
			err_prefix(err, "%s", p->name);
			return OPT_BAD;
		}
	}
	*first = optind;
	return OPT_GO;
}
