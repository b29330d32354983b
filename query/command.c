/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The table of subcommands, and what they share: see command.h. */
#include "query/command.h"

#include <string.h>

#include "lib/base/limits.h"

const struct command commands[] = {
	{.name = "index",
	 .operands = "PATH...",
	 .summary = "add pages to the archive, or bring it up to date",
	 .run = run_program,
	 .program = "backfile-indexer"},
	{.name = "search",
	 .operands = "QUERY",
	 .summary = "ranked hits with the passage that matched",
	 .detail = "Examples:\n"
		   "  backfile search kaspersky ban\n"
		   "  backfile search '\"commerce department\" date:2024-06..2024-09'\n"
		   "  backfile search -l -n 1 'title:antitrust prohib*'",
	 .run = cmd_search},
	{.name = "show",
	 .operands = "ID[#pN]...",
	 .summary = "read an article, or one paragraph of it",
	 .detail = "Example:\n  backfile show a:0123456789abcdefghjk#p3",
	 .run = cmd_show},
	{.name = "cite",
	 .operands = "ID[#pN[.sM]]...",
	 .summary = "cite an article or a passage",
	 .detail = "Example:\n  backfile cite --style apa a:0123456789abcdefghjk#p3",
	 .run = cmd_cite},
	{.name = "export",
	 .operands = "QUERY",
	 .summary = "all hits as RIS, BibTeX, CSL-JSON, CSV or JSONL",
	 .detail = "Example:\n  backfile export --format ris 'kaspersky ban' > kaspersky.ris",
	 .run = cmd_export},
	{.name = "kwic",
	 .operands = "QUERY",
	 .summary = "the concordance: each match with the text around it",
	 .detail = "Example:\n  backfile kwic --sort 1R,2R 'ban*'",
	 .run = cmd_kwic},
	{.name = "timeline",
	 .operands = "QUERY...",
	 .summary = "articles over time, of one query or of several",
	 .detail = "Each operand is a query: put its words in quotation marks.\n\n"
		   "Example:\n  backfile timeline --by year 'kaspersky ban' 'tiktok ban'",
	 .run = cmd_timeline},
	{.name = "facets",
	 .operands = "QUERY",
	 .summary = "articles by publication, author, date, language",
	 .detail = "Example:\n  backfile facets --facets publication,year kaspersky",
	 .run = cmd_facets},
	{.name = "terms",
	 .operands = "PREFIX",
	 .summary = "words of the archive, with the articles of each",
	 .detail = "Example:\n  backfile terms 'prohib*'",
	 .run = cmd_terms},
	{.name = "explain",
	 .operands = "QUERY [ID]",
	 .summary = "how a query is read, and the score of an article",
	 .detail = "Words of the query are one operand here: put them in quotation marks.\n\n"
		   "Example:\n  backfile explain 'app store (fee OR commission)'",
	 .run = cmd_explain},
	{.name = "batch",
	 .operands = "TOPICS",
	 .summary = "many queries: a TREC run, or their counts",
	 .detail = "TOPICS has a line \"id<TAB>query\" for each; - is standard input.\n"
		   "Queries are plain words: any of them, ranked; there are no operators.\n\n"
		   "Example:\n  backfile batch --format trec topics.tsv > run.txt",
	 .run = cmd_batch},
	{.name = "stats",
	 .operands = "",
	 .summary = "what the archive holds",
	 .detail = "Example:\n  backfile stats --json",
	 .run = cmd_stats},
	{.name = "check",
	 .operands = "",
	 .summary = "whether the archive is sound",
	 .run = run_program,
	 .program = "backfile-indexer",
	 .first = "--check"},
	{.name = "clean",
	 .operands = "PATH...",
	 .summary = "cleaned articles of pages, without an archive",
	 .run = run_program,
	 .program = "backfile-indexer",
	 .first = "--clean"},
	{.name = "serve",
	 .operands = "",
	 .summary = "answer on a Unix socket until stopped",
	 .run = run_program,
	 .program = "backfile-searchd"},
	{.name = "help",
	 .operands = "[SUBCOMMAND]",
	 .summary = "this list, or the options of a subcommand",
	 .detail = "Example:\n  backfile help search",
	 .run = cmd_help},
	{.name = NULL},
};

const struct command *command_find(const char *name)
{
	const struct command *c;

	for (c = commands; c->name; c++)
		if (strcmp(c->name, name) == 0)
			return c;
	return NULL;
}

/* --- a word that is no subcommand --- */

#define WORD_MAX 16

static unsigned min3(unsigned a, unsigned b, unsigned c)
{
	unsigned m = a < b ? a : b;

	return m < c ? m : c;
}

/* Levenshtein distance; words longer than WORD_MAX are far from everything. */
static unsigned distance(const char *a, const char *b)
{
	size_t n = strlen(a), m = strlen(b), i, j;
	unsigned row[WORD_MAX + 1];

	if (n > WORD_MAX || m > WORD_MAX)
		return WORD_MAX;
	for (j = 0; j <= m; j++)
		row[j] = (unsigned)j;
	for (i = 1; i <= n; i++) {
		unsigned diagonal = row[0];

		row[0] = (unsigned)i;
		for (j = 1; j <= m; j++) {
			unsigned above = row[j];

			row[j] = min3(above + 1, row[j - 1] + 1, diagonal + (a[i - 1] != b[j - 1]));
			diagonal = above;
		}
	}
	return row[m];
}

const struct command *command_nearest(const char *name)
{
	const struct command *c, *best = NULL;
	unsigned least = 3;

	for (c = commands; c->name; c++) {
		unsigned d = distance(name, c->name);

		/* "ind" for "index" */
		if (strlen(name) >= 2 && strncmp(name, c->name, strlen(name)) == 0)
			d = 0;
		if (d < least && d < strlen(c->name)) {
			least = d;
			best = c;
		}
	}
	return best;
}

void command_list(struct out *o)
{
	const struct command *c;

	out_str(o, "Usage: backfile SUBCOMMAND [OPTION]... [OPERAND]...\n"
		   "Search a news archive: ranked, quoted, cited answers from your own disk.\n\n");
	for (c = commands; c->name; c++)
		out_printf(o, "  %-8s %-17s %s\n", c->name, c->operands, c->summary);
	out_str(o, "\n'backfile help SUBCOMMAND' shows its options; backfile(1) is the manual.\n"
		   "Begin with: backfile index FOLDER && backfile search QUERY\n");
}

/* --- shared by the commands --- */

bool command_options(const struct command *c, struct session *s, const struct opt *table, int argc,
		     char **argv, int *first, int *status, struct err *err)
{
	char name[64];
	struct opt_program p = {.name = name,
				.operands = c->operands,
				.summary = c->summary,
				.detail = c->detail,
				.table = table};

	snprintf(name, sizeof(name), "backfile %s", c->name);
	switch (opt_parse(&p, argc, argv, first, s->out.f, err)) {
	case OPT_GO:
		return true;
	case OPT_DONE:
		*status = EXIT_FOUND;
		return false;
	case OPT_BAD:
		break;
	}
	*status = EXIT_TROUBLE;
	return false;
}

enum status command_query(struct session *s, int argc, char **argv, int first, struct err *err)
{
	int i;

	buf_reset(&s->query);
	for (i = first; i < argc; i++) {
		if (i > first)
			buf_add_char(&s->query, ' ');
		buf_add_str(&s->query, argv[i]);
	}
	if (buf_error(&s->query) != STATUS_OK)
		return err_set(err, STATUS_TOO_BIG, "the query is longer than %zu bytes",
			       s->query.max);
	if (slice_empty(slice_trim(buf_slice(&s->query))))
		return err_set(err, STATUS_USAGE, "no query; see 'backfile help'");
	return STATUS_OK;
}

int command_failed(enum status st)
{
	return st == STATUS_NOT_FOUND ? EXIT_NOTHING : EXIT_TROUBLE;
}

void command_print_json(struct session *s, const struct reply *r)
{
	out_json(&s->out, slice_trim(buf_slice(&r->body)));
	out_str(&s->out, "\n");
}
