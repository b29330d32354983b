/* SPDX-License-Identifier: GPL-2.0-or-later */
/* backfile batch: a file of queries in, a TREC run or a table of counts out.
 *
 * A topic of a run is a line "id<TAB>query"; its words are read as any of them, ranked,
 * without operators (mode=any).  In a table each query is read as elsewhere, and the id
 * may be left out: then it is the number of the line.  A line of the run is "id Q0 DOC rank score
 * tag".  trec_eval sorts by score and breaks ties by document, so scores of one
 * topic are made to fall strictly.  A bad line is named by its number, the
 * others are answered, and the exit status is 2.
 */
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "lib/base/io.h"
#include "lib/base/limits.h"
#include "lib/base/utf8.h"
#include "query/command.h"
#include "query/csv.h"
#include "query/render.h"

#define TOPICS_BYTES (256 * MIB)
#define SCORE_STEP   1e-6

struct batch {
	struct common common;
	uint64_t limit;
	const char *format, *tag;
	bool expand, counts; /* counts: a table */
};

struct topic {
	struct slice id, query;
};

static bool has_blank(struct slice s)
{
	size_t i;

	for (i = 0; i < s.n; i++)
		if ((unsigned char)s.p[i] <= ' ' || s.p[i] == 0x7F)
			return true;
	return false;
}

/* Read a line; NULL, or what is wrong with it.  `number`: the id of a line without
 * one, absent where it must have one. */
static const char *read_topic(struct slice line, struct slice number, struct topic *t)
{
	struct slice rest = line;

	t->id = number;
	if (slice_has_byte(line, '\t'))
		slice_split(&rest, '\t', &t->id);
	else if (!number.p)
		return "no tab between id and query";
	t->query = slice_trim(rest);
	if (slice_empty(t->id))
		return "no id before the tab";
	if (!number.p && has_blank(t->id))
		return "a blank in the id";
	if (slice_empty(t->query))
		return "no query behind the tab";
	if (t->query.n > LIMIT_QUERY_BYTES)
		return "the query is too long";
	if (!utf8_valid(line) || slice_has_byte(line, '\0'))
		return "not UTF-8 text";
	return NULL;
}

/* The source's id where it can be a column of a run, else the article's. */
static struct slice document_of(json_t *hit)
{
	struct slice id = render_string(hit, "source_id");

	return slice_empty(id) || has_blank(id) ? render_string(hit, "id") : id;
}

static void print_run(const struct batch *a, struct out *o, struct slice topic, json_t *reply)
{
	json_t *hit, *hits = json_object_get(reply, "hits");
	double last = 0;
	size_t i;

	json_array_foreach(hits, i, hit) {
		double score = json_number_value(json_object_get(hit, "score"));

		if (i && score > last - SCORE_STEP)
			score = last - SCORE_STEP;
		last = score;
		out_text(o, topic);
		out_str(o, " Q0 ");
		out_text(o, document_of(hit));
		out_printf(o, " %zu %.6f %s\n", i + 1, score, a->tag);
	}
}

static void print_counts(struct out *o, const struct topic *t, json_t *reply)
{
	json_t *total = json_object_get(reply, "total");

	csv_field(o, t->id);
	out_str(o, ",");
	csv_field(o, t->query);
	out_str(o, ",");
	csv_field(o, render_string(json_object_get(reply, "query"), "read"));
	out_printf(o, ",%lld,%lld,", (long long)json_integer_value(json_object_get(total, "articles")),
		   (long long)render_stories(total));
	out_text(o, render_string(total, "relation"));
	out_str(o, "\n");
}

/* How many articles and stories a query has. */
static enum status count(struct session *s, struct client *client, const struct topic *t,
			 struct reply *r, bool *found, struct err *err)
{
	struct params p = {.n = 0};
	enum status st;

	params_add(&p, "q", t->query);
	params_add_u64(&p, "limit", 0);
	st = client_get(client, "/v1/search", &p, r, err);
	if (st != STATUS_OK)
		return st;
	*found = *found || json_integer_value(json_object_get(json_object_get(r->json, "total"),
							      "articles")) > 0;
	print_counts(&s->out, t, r->json);
	return STATUS_OK;
}

static enum status answer(const struct batch *a, struct session *s, struct client *client,
			  const struct topic *t, struct reply *r, bool *found, struct err *err)
{
	struct params p = {.n = 0};
	enum status st;

	params_add(&p, "q", t->query);
	params_add_str(&p, "mode", "any");
	params_add_str(&p, "snippets", "0");
	params_add_u64(&p, "limit", a->limit);
	if (a->expand)
		params_add_str(&p, "expand", "1");
	st = client_get(client, "/v1/search", &p, r, err);
	if (st != STATUS_OK)
		return st;
	if (json_array_size(json_object_get(r->json, "hits")))
		*found = true;
	print_run(a, &s->out, t->id, r->json);
	return STATUS_OK;
}

static int answer_all(const struct batch *a, struct session *s, struct client *client,
		      struct slice text, struct err *err)
{
	struct slice line;
	size_t number = 0, bad = 0;
	char digits[24];
	bool found = false;
	enum status st = STATUS_OK;
	struct reply r;

	reply_init(&r);
	if (a->counts)
		out_str(&s->out, "id,query,read,articles,stories,relation\n");
	while (st == STATUS_OK && slice_split(&text, '\n', &line)) {
		struct topic t;
		const char *wrong;

		number++;
		if (line.n && line.p[line.n - 1] == '\r')
			line.n--;
		if (slice_empty(slice_trim(line)))
			continue;
		snprintf(digits, sizeof(digits), "%zu", number);
		wrong = read_topic(line, a->counts ? slice_str(digits) : SLICE_NONE, &t);
		if (wrong) {
			out_note(&s->out, "topics, line %zu: %s", number, wrong);
			bad++;
			continue;
		}
		st = a->counts ? count(s, client, &t, &r, &found, err)
			       : answer(a, s, client, &t, &r, &found, err);
		if (a->counts && (st == STATUS_QUERY || st == STATUS_TOO_BIG)) {
			out_note(&s->out, "topics, line %zu: %s", number, err->msg);
			*err = (struct err)ERR_INIT;
			st = STATUS_OK;
			bad++;
		}
		if (st != STATUS_OK) {
			err_prefix(err, "topics, line %zu", number);
			err->pos = ERR_NO_POS; /* there is no query to point into */
		}
	}
	reply_done(&r);
	if (st == STATUS_OK && bad)
		err_set(err, STATUS_BAD_DATA, "%zu %s passed over", bad,
			bad == 1 ? "topic was" : "topics were");
	return st != STATUS_OK || bad ? EXIT_TROUBLE : found ? EXIT_FOUND : EXIT_NOTHING;
}

static enum status read_topics(const char *path, struct buf *b, struct err *err)
{
	if (strcmp(path, "-") == 0)
		return io_read_fd(STDIN_FILENO, "standard input", b, err);
	return io_read_file(path, b, err);
}

int cmd_batch(const struct command *c, struct session *s, int argc, char **argv, struct err *err)
{
	struct batch a = {.limit = LIMIT_RESULTS, .format = "trec", .tag = "backfile"};
	const struct opt table[] = {
		{.name = "format", .type = OPT_CHOICE, .to = &a.format, .arg = "FORMAT",
		 .help = "trec: a run; csv: articles and stories of each", .choices = "trec|csv"},
		{.name = "limit", .letter = 'n', .type = OPT_UINT, .to = &a.limit, .arg = "N",
		 .help = "at most N articles a topic (1000)", .min = 1, .max = LIMIT_RESULTS},
		{.name = "tag", .type = OPT_STRING, .to = &a.tag, .arg = "T",
		 .help = "last column: the name of the run (backfile)"},
		{.name = "expand", .type = OPT_FLAG, .to = &a.expand,
		 .help = "ask for more words, from the best articles"},
		COMMON_OPTIONS(a.common),
		{.name = NULL},
	};
	struct client *client = NULL;
	int first, status = EXIT_TROUBLE;
	struct buf text;

	if (!command_options(c, s, table, argc, argv, &first, &status, err))
		return status;
	a.counts = strcmp(a.format, "csv") == 0;
	buf_init(&text, TOPICS_BYTES);
	if (argc - first != 1)
		err_set(err, STATUS_USAGE, "batch takes one file of topics; - is standard input");
	else if (has_blank(slice_str(a.tag)) || !a.tag[0])
		err_set(err, STATUS_USAGE, "--tag '%.40s': one word without blanks", a.tag);
	else if (read_topics(argv[first], &text, err) == STATUS_OK &&
		 client_open(&a.common.client, &client, err) == STATUS_OK)
		status = answer_all(&a, s, client, buf_slice(&text), err);
	buf_done(&text);
	client_close(client);
	return status;
}
