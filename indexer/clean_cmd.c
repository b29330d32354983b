/* SPDX-License-Identifier: GPL-2.0-or-later */
/* indexer/clean_cmd.c - `backfile clean`: see clean_cmd.h.
 *
 * PATHs are walked and read one after another; each record is cleaned and
 * printed before the next is read, so memory does not grow with the input.
 */
#include "indexer/clean_cmd.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "corpus/clean.h"
#include "corpus/read.h"
#include "indexer/clean_text.h"
#include "lib/base/buf.h"
#include "lib/base/json.h"
#include "lib/base/limits.h"
#include "lib/base/log.h"
#include "lib/base/opt.h"

enum { EXIT_CLEANED = 0, EXIT_NOTHING = 1, EXIT_BAD = 2 };

struct job {
	struct cleaner *cleaner;
	struct article  article;
	struct buf      out;
	const char     *url; /* --url, or NULL */
	bool            json;
	unsigned        zones;
	size_t          n_cleaned;
	bool            failed; /* a PATH could not be read, or printing failed */
};

/* --- troubles --- */

static bool say(const char *path, uint64_t line, const struct err *err)
{
	if (strcmp(path, "-") == 0)
		path = "standard input";
	if (line)
		log_msg(LOG_ERROR, "%s: line %llu: %s", path, (unsigned long long)line, err->msg);
	else
		log_msg(LOG_ERROR, "%s: %s", path, err->msg);
	return true;
}

static bool on_read_trouble(void *ctx, const char *path, uint64_t offset, uint64_t line,
			    const struct err *err)
{
	(void)ctx;
	(void)offset;
	return say(path, line, err);
}

static bool on_walk_trouble(void *ctx, const char *path, const struct err *err)
{
	(void)ctx;
	return say(path, 0, err);
}

/* --- one article --- */

static bool print_article(struct job *job)
{
	struct err err = ERR_INIT;
	struct json j;

	buf_reset(&job->out);
	if (job->json) {
		json_init(&j, &job->out);
		article_json(&j, &job->article, job->zones);
		buf_add_char(&job->out, '\n');
	} else {
		if (job->n_cleaned)
			buf_add_str(&job->out, "\n* * *\n\n");
		clean_text_add(&job->out, &job->article, job->zones);
	}
	if (fwrite(job->out.data, 1, job->out.len, stdout) == job->out.len)
		return true;
	err_set_errno(&err, "writing failed");
	job->failed = true;
	say("standard output", 0, &err);
	return false;
}

static bool on_record(void *ctx, const struct raw *r)
{
	struct job *job = ctx;
	struct err err = ERR_INIT;
	struct raw named = *r;

	if (job->url)
		named.url = slice_str(job->url);
	if (clean_record(job->cleaner, &named, &job->article, &err) != STATUS_OK) {
		char path[LIMIT_PATH_BYTES + 1];

		snprintf(path, sizeof(path), "%.*s", SLICE_ARG(r->file));
		return say(path, r->line, &err);
	}
	if (!print_article(job))
		return false;
	job->n_cleaned++;
	return true;
}

/* --- files and folders --- */

static bool clean_file(struct job *job, const char *path)
{
	struct read_sink sink = {job, on_record, on_read_trouble};
	struct err err = ERR_INIT;
	enum status st = read_file(path, &sink, &err);

	if (st == STATUS_OK)
		return true;
	if (st != STATUS_CANCELLED)
		say(path, 0, &err);
	return false;
}

/* A file below a folder that cannot be read does not end the walk. */
static bool on_file(void *ctx, const struct walk_file *f)
{
	struct job *job = ctx;

	clean_file(job, f->path);
	return !job->failed;
}

struct operand {
	struct job *job;
	const char *path;
	bool        unread; /* the operand itself */
};

static bool on_operand_file(void *ctx, const struct walk_file *f)
{
	struct operand *o = ctx;

	if (strcmp(f->path, o->path) != 0)
		return on_file(o->job, f);
	o->unread = !clean_file(o->job, f->path);
	return !o->job->failed;
}

static bool on_operand_trouble(void *ctx, const char *path, const struct err *err)
{
	struct operand *o = ctx;

	if (strcmp(path, o->path) == 0)
		o->unread = true;
	return on_walk_trouble(o->job, path, err);
}

static void clean_operand(struct job *job, const char *path)
{
	struct operand o = {job, path, false};
	struct walk_sink sink = {&o, on_operand_file, on_operand_trouble};
	struct err err = ERR_INIT;
	enum status st;

	if (strcmp(path, "-") == 0) {
		o.unread = !clean_file(job, path);
	} else {
		st = walk_path(path, &sink, &err);
		if (st != STATUS_OK && st != STATUS_CANCELLED) {
			say(path, 0, &err);
			o.unread = true;
		}
	}
	job->failed |= o.unread;
}

/* --- options --- */

struct clean_options {
	bool        json, text;
	const char *zones, *url;
};

static enum opt_result read_options(struct clean_options *o, int argc, char **argv, int *first,
				    struct err *err)
{
	const struct opt table[] = {
		{.name = "json", .type = OPT_FLAG, .to = &o->json,
		 .help = "one JSON object a line"},
		{.name = "text", .type = OPT_FLAG, .to = &o->text,
		 .help = "readable text (the default)"},
		{.name = "zones", .type = OPT_CHOICE, .to = &o->zones, .choices = "body|all",
		 .help = "print the body only (the default) or every zone"},
		{.name = "url", .type = OPT_STRING, .to = &o->url, .arg = "URL",
		 .help = "the address that the page was saved from"},
		{.name = NULL},
	};
	const struct opt_program program = {
		"backfile clean", "PATH...", "Show the articles that saved pages hold, cleaned",
		"PATH is a file, a folder, or - for standard input; kinds are told by content.\n"
		"Exit status: 0 something was cleaned, 1 nothing was, 2 wrong use or a PATH that\n"
		"cannot be read.",
		table};
	enum opt_result result = opt_parse(&program, argc, argv, first, stdout, err);

	if (result != OPT_GO)
		return result;
	if (o->json && o->text) {
		err_set(err, STATUS_USAGE, "backfile clean: --json and --text exclude each other");
		return OPT_BAD;
	}
	if (*first == argc) {
		err_set(err, STATUS_USAGE,
			"backfile clean: no PATH: a file, a folder, or - for standard input");
		return OPT_BAD;
	}
	return OPT_GO;
}

static int finish(struct job *job)
{
	struct err err = ERR_INIT;

	if (fflush(stdout) != 0 && !job->failed) {
		err_set_errno(&err, "writing failed");
		say("standard output", 0, &err);
		job->failed = true;
	}
	if (job->failed)
		return EXIT_BAD;
	return job->n_cleaned ? EXIT_CLEANED : EXIT_NOTHING;
}

int clean_main(int argc, char **argv)
{
	struct clean_options o = {false, false, NULL, NULL};
	struct job job = {.zones = ZONE_BIT(ZONE_BODY)};
	struct err err = ERR_INIT;
	int first = 0, i, status;

	log_init("backfile clean", LOG_INFO);
	switch (read_options(&o, argc, argv, &first, &err)) {
	case OPT_DONE:
		return 0;
	case OPT_BAD:
		fprintf(stderr, "%s\n", err.msg); /* names the program already */
		return EXIT_BAD;
	case OPT_GO:
		break;
	}
	job.json = o.json;
	job.url = o.url;
	if (o.zones && strcmp(o.zones, "all") == 0)
		job.zones = ZONES_ALL;
	job.cleaner = cleaner_new();
	article_init(&job.article);
	buf_init(&job.out, LIMIT_RECORD_BYTES * 4);
	for (i = first; i < argc && !ferror(stdout); i++)
		clean_operand(&job, argv[i]);
	status = finish(&job);
	buf_done(&job.out);
	article_done(&job.article);
	cleaner_free(job.cleaner);
	return status;
}
