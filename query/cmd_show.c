/* SPDX-License-Identifier: GPL-2.0-or-later */
/* backfile show, backfile cite: one article or passage by its key. */
#include "query/command.h"
#include "query/render.h"

/* The path of an article, "/v1/docs/ID" and what follows it. */
static void doc_path(char *out, size_t size, const struct anchor *a, const char *rest)
{
	snprintf(out, size, "/v1/docs/%.*s%s", SLICE_ARG(a->id), rest);
}

/* What is done with one key; returns the exit status.  `more`: another follows. */
typedef int show_one(struct session *s, struct client *client, const char *key, const void *arg,
		     bool more, struct err *err);

/* One key after the other, until one fails. */
static int for_each_key(struct session *s, const struct client_options *o, char **keys,
			show_one *one, const void *arg, struct err *err)
{
	struct client *client = NULL;
	int status = EXIT_TROUBLE;

	if (!*keys) {
		err_set(err, STATUS_USAGE, "no article id; 'backfile search -l QUERY' prints some");
		return status;
	}
	if (client_open(o, &client, err) != STATUS_OK)
		return status;
	do {
		status = one(s, client, *keys, arg, keys[1] != NULL, err);
	} while (status == EXIT_FOUND && *++keys);
	client_close(client);
	return status;
}

/* --- show --- */

struct show {
	struct common common;
	const char *zones;
	bool copies;
};

static int show_article(struct session *s, struct client *client, const char *key, const void *arg,
			bool more, struct err *err)
{
	const struct show *o = arg;
	struct params p = {.n = 0};
	char path[ANCHOR_ID_MAX + 32];
	int status = EXIT_TROUBLE;
	enum status st;
	struct anchor a;
	struct reply r;

	reply_init(&r);
	if (anchor_parse(key, &a, err) != STATUS_OK)
		goto out;
	doc_path(path, sizeof(path), &a, o->copies ? "/copies" : "");
	if (!o->copies)
		params_add_str(&p, "zones", o->zones);
	st = client_get(client, path, &p, &r, err);
	if (st != STATUS_OK) {
		status = command_failed(st);
		goto out;
	}
	status = EXIT_FOUND;
	if (o->common.json) {
		command_print_json(s, &r);
	} else if (o->copies) {
		render_copies(&s->out, r.json);
		out_str(&s->out, more ? "\n" : "");
	} else if (!render_article(&s->out, r.json, &a)) {
		err_set(err, STATUS_NOT_FOUND, "%.*s has no paragraph %u", SLICE_ARG(a.id), a.p);
		status = EXIT_NOTHING;
	} else if (more) {
		out_str(&s->out, "\n\n");
	}
out:
	reply_done(&r);
	return status;
}

int cmd_show(const struct command *c, struct session *s, int argc, char **argv, struct err *err)
{
	struct show a = {.zones = NULL};
	const struct opt table[] = {
		{.name = "zones", .type = OPT_STRING, .to = &a.zones, .arg = "LIST",
		 .help = "zones to show: all, or a list (body)"},
		{.name = "copies", .type = OPT_FLAG, .to = &a.copies,
		 .help = "who else has the story, how much, who was first"},
		JSON_OPTION(a.common),
		COMMON_OPTIONS(a.common),
		{.name = NULL},
	};
	int first, status;

	if (!command_options(c, s, table, argc, argv, &first, &status, err))
		return status;
	return for_each_key(s, &a.common.client, argv + first, show_article, &a, err);
}

/* --- cite --- */

struct cite {
	struct common common;
	const char *style;
};

static int cite_article(struct session *s, struct client *client, const char *key, const void *arg,
			bool more, struct err *err)
{
	const struct cite *o = arg;
	struct params p = {.n = 0};
	char path[ANCHOR_ID_MAX + 32];
	int status = EXIT_TROUBLE;
	enum status st;
	struct anchor a;
	struct reply r;

	(void)more;
	reply_init(&r);
	if (anchor_parse(key, &a, err) != STATUS_OK)
		goto out;
	doc_path(path, sizeof(path), &a, "/cite");
	params_add_str(&p, "style", o->style);
	if (a.p)
		params_add_u64(&p, "p", a.p);
	if (a.s)
		params_add_u64(&p, "s", a.s);
	st = client_get(client, path, &p, &r, err);
	if (st == STATUS_OK && o->common.json)
		command_print_json(s, &r);
	else if (st == STATUS_OK)
		render_citation(&s->out, r.json);
	status = st == STATUS_OK ? EXIT_FOUND : command_failed(st);
out:
	reply_done(&r);
	return status;
}

int cmd_cite(const struct command *c, struct session *s, int argc, char **argv, struct err *err)
{
	struct cite a = {.style = "chicago"};
	const struct opt table[] = {
		{.name = "style", .type = OPT_CHOICE, .to = &a.style, .arg = "STYLE",
		 .help = "chicago (default), apa, mla, bibtex, ris, csl-json",
		 .choices = CITE_STYLES},
		JSON_OPTION(a.common),
		COMMON_OPTIONS(a.common),
		{.name = NULL},
	};
	int first, status;

	if (!command_options(c, s, table, argc, argv, &first, &status, err))
		return status;
	return for_each_key(s, &a.common.client, argv + first, cite_article, &a, err);
}
