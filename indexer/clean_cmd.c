/* SPDX-License-Identifier: GPL-2.0-or-later */
/* indexer/clean_cmd.c - `backfile clean`: see clean_cmd.h.
 *
 * PATHs are walked and read one after another; records go to worker processes
 * and what comes back is printed in their order, so the bytes do not depend on
 * the number of workers.  The pool bounds the memory.
 */
#include "indexer/clean_cmd.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "corpus/clean.h"
#include "corpus/read.h"
#include "indexer/clean_text.h"
#include "indexer/plan.h"
#include "indexer/pool.h"
#include "indexer/survey.h"
#include "indexer/worker.h"
#include "lib/base/buf.h"
#include "lib/base/json.h"
#include "lib/base/limits.h"
#include "lib/base/log.h"
#include "lib/base/mem.h"
#include "lib/base/opt.h"

enum { EXIT_CLEANED = 0, EXIT_NOTHING = 1, EXIT_BAD = 2 };

#define JOBS_MAX 64

/* What a worker needs to know; set before the first one starts. */
struct style {
	const char *url; /* --url, or NULL */
	bool        json;
	unsigned    zones;
	struct hosts *hosts; /* what the pages of the batch have in common, or NULL */
};

struct job {
	struct pool *pool;
	const struct style *style;
	size_t n_cleaned;
	bool   unread; /* a PATH could not be read */
	bool   stuck;  /* printing or the pool failed: the work cannot go on */
};

/* --- in the worker: a record to what is printed of it --- */

struct tools {
	const struct style *style;
	struct cleaner *cleaner;
	struct article  article;
};

static void *begin_cleaning(const void *style)
{
	struct tools *t = xcalloc(1, sizeof(*t));

	t->style = style;
	t->cleaner = cleaner_new();
	cleaner_hosts(t->cleaner, t->style->hosts);
	article_init(&t->article);
	return t;
}

static void end_cleaning(void *tools)
{
	struct tools *t = tools;

	article_done(&t->article);
	cleaner_free(t->cleaner);
	free(t);
}

static enum status clean_one(void *tools, const struct raw *r, struct buf *name,
			     struct buf *shown, struct err *err)
{
	struct tools *t = tools;
	struct raw named = *r;
	enum status st;
	struct json j;

	(void)name; /* nothing is stored under it */
	if (t->style->url)
		named.url = slice_str(t->style->url);
	st = clean_record(t->cleaner, &named, &t->article, err);
	if (st != STATUS_OK)
		return st;
	if (t->style->json) {
		json_init(&j, shown);
		article_json(&j, &t->article, t->style->zones);
		buf_add_char(shown, '\n');
	} else {
		clean_text_add(shown, &t->article, t->style->zones);
	}
	if (buf_error(shown) != STATUS_OK)
		return err_set(err, buf_error(shown), "too long to print");
	return STATUS_OK;
}

/* --- troubles --- */

static void say_now(const char *path, uint64_t line, const char *why)
{
	if (strcmp(path, "-") == 0)
		path = "standard input";
	if (line)
		log_msg(LOG_ERROR, "%s: line %llu: %s", path, (unsigned long long)line, why);
	else
		log_msg(LOG_ERROR, "%s: %s", path, why);
}

/* A trouble takes its turn among the records, so that what is said does not
 * depend on who is faster. */
struct trouble {
	uint64_t line;
	struct err err;
	char path[];
};

static void drop_trouble(int mark, void *data)
{
	(void)mark;
	free(data);
}

static bool fail(struct job *job, const struct err *err)
{
	if (!job->stuck)
		log_msg(LOG_ERROR, "%s", err->msg);
	job->stuck = true;
	return false;
}

static bool say(struct job *job, const char *path, uint64_t line, const struct err *why)
{
	struct trouble *t = xcalloc(1, sizeof(*t) + strlen(path) + 1);
	struct err err = ERR_INIT;

	t->line = line;
	t->err = *why;
	memcpy(t->path, path, strlen(path) + 1);
	if (pool_add_mark(job->pool, 0, t, &err) == STATUS_OK)
		return true;
	return fail(job, &err);
}

static bool on_read_trouble(void *ctx, const char *path, uint64_t offset, uint64_t line,
			    const struct err *err)
{
	(void)offset;
	return say(ctx, path, line, err);
}

static bool on_walk_trouble(void *ctx, const char *path, const struct err *err)
{
	return say(ctx, path, 0, err);
}

/* --- what comes out --- */

/* A reader that has seen enough ends us without a word, as it ends any filter;
 * SIGPIPE is ignored only for the pipes to the workers. */
static enum status write_failed(struct err *err)
{
	if (errno == EPIPE) {
		signal(SIGPIPE, SIG_DFL);
		raise(SIGPIPE);
	}
	return err_set_errno(err, "standard output: writing failed");
}

static enum status on_item(void *ctx, const struct pool_item *item, struct err *err)
{
	struct job *job = ctx;
	char path[LIMIT_PATH_BYTES + 1], why[ERR_MSG_MAX];

	if (item->kind == POOL_MARK) {
		struct trouble *t = item->data;

		say_now(t->path, t->line, t->err.msg);
		free(t);
		return STATUS_OK;
	}
	if (item->st != STATUS_OK) {
		snprintf(path, sizeof(path), "%.*s", SLICE_ARG(item->file));
		snprintf(why, sizeof(why), "%.*s", SLICE_ARG(item->message));
		say_now(path, item->line, why);
		return STATUS_OK;
	}
	if (!job->style->json && job->n_cleaned && fputs("\n* * *\n\n", stdout) == EOF)
		return write_failed(err);
	if (fwrite(item->packed.p, 1, item->packed.n, stdout) != item->packed.n)
		return write_failed(err);
	job->n_cleaned++;
	return STATUS_OK;
}

static bool on_record(void *ctx, const struct raw *r)
{
	struct job *job = ctx;
	struct err err = ERR_INIT;
	char path[LIMIT_PATH_BYTES + 1];

	switch (pool_add_record(job->pool, r, &err)) {
	case STATUS_OK:
		return true;
	case STATUS_TOO_BIG:
		snprintf(path, sizeof(path), "%.*s", SLICE_ARG(r->file));
		return say(job, path, r->line, &err);
	default:
		return fail(job, &err);
	}
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
		say(job, path, 0, &err);
	return false;
}

/* A file below a folder that cannot be read does not end the walk. */
static bool on_file(void *ctx, const struct walk_file *f)
{
	struct job *job = ctx;

	clean_file(job, f->path);
	return !job->stuck;
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
	return !o->job->stuck;
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
			say(job, path, 0, &err);
			o.unread = true;
		}
	}
	job->unread |= o.unread;
}

/* Standard input can be read only once and is not looked at before. */
static enum status survey_operands(char *const *operands, size_t n, unsigned jobs,
				   struct hosts **out, struct err *err)
{
	const char **paths;
	struct plan plan;
	enum status st;
	size_t i;

	plan_init(&plan);
	st = plan_make(&plan, operands, n, NULL, err);
	paths = xreallocarray(NULL, plan.n_files + 1, sizeof(*paths));
	for (i = 0; i < plan.n_files; i++)
		paths[i] = plan.files[i].path;
	if (st == STATUS_OK)
		st = survey_make(paths, plan.n_files, jobs, NULL, out, err);
	free(paths);
	plan_done(&plan);
	return st;
}

/* --- options --- */

struct clean_options {
	bool        json, text;
	const char *zones, *url;
	uint64_t    jobs;
};

static uint64_t processors(void)
{
	long n = sysconf(_SC_NPROCESSORS_ONLN);

	return n < 1 ? 1 : n > JOBS_MAX ? JOBS_MAX : (uint64_t)n;
}

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
		{.name = "jobs", .letter = 'j', .type = OPT_UINT, .to = &o->jobs, .arg = "N",
		 .min = 1, .max = JOBS_MAX, .help = "worker processes (default: the processors)"},
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

	if (!job->stuck && pool_drain(job->pool, &err) != STATUS_OK)
		fail(job, &err);
	if (fflush(stdout) != 0)
		write_failed(&err), fail(job, &err);
	if (job->stuck || job->unread)
		return EXIT_BAD;
	return job->n_cleaned ? EXIT_CLEANED : EXIT_NOTHING;
}

int clean_main(int argc, char **argv)
{
	struct clean_options o = {.jobs = processors()};
	struct style style = {.zones = ZONE_BIT(ZONE_BODY)};
	const struct worker_trade cleans = {begin_cleaning, end_cleaning, clean_one, &style};
	struct job job = {.style = &style};
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
	style.json = o.json;
	style.url = o.url;
	if (o.zones && strcmp(o.zones, "all") == 0)
		style.zones = ZONES_ALL;
	signal(SIGPIPE, SIG_IGN);
	if (survey_operands(argv + first, (size_t)(argc - first), (unsigned)o.jobs, &style.hosts,
			    &err) != STATUS_OK ||
	    pool_new(&cleans, (unsigned)o.jobs, on_item, drop_trouble, &job, &job.pool, &err) !=
		    STATUS_OK) {
		log_msg(LOG_ERROR, "%s", err.msg);
		hosts_free(style.hosts);
		return EXIT_BAD;
	}
	for (i = first; i < argc && !job.stuck; i++)
		clean_operand(&job, argv[i]);
	status = finish(&job);
	pool_free(job.pool);
	hosts_free(style.hosts);
	return status;
}
