/* SPDX-License-Identifier: GPL-2.0-or-later */
/* backfile-indexer: builds and updates an archive.  docs/man/backfile-indexer.1
 * is the manual; run.h says how a run goes.
 *
 * With --clean as its first argument it is `backfile clean` (clean_cmd.h), with
 * --check `backfile check` (check_cmd.h): what those need is linked here and not
 * into backfile.
 */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

#include "indexer/check_cmd.h"
#include "indexer/clean_cmd.h"
#include "indexer/plan.h"
#include "indexer/report.h"
#include "indexer/run.h"
#include "lib/base/buf.h"
#include "lib/base/io.h"
#include "lib/base/log.h"
#include "lib/base/num.h"
#include "lib/base/opt.h"

enum { EXIT_DONE = 0, EXIT_NOTHING = 1, EXIT_TROUBLE = 2 };

#define WATCH_SECONDS 2

static const char *opt_dir;
static uint64_t opt_jobs;
static bool opt_prune, opt_watch, opt_json, opt_quiet;

static const struct opt table[] = {
	{.name = "index", .letter = 'i', .type = OPT_STRING, .to = &opt_dir, .arg = "DIR",
	 .help = "the archive's folder"},
	{.name = "jobs", .letter = 'j', .type = OPT_UINT, .to = &opt_jobs, .arg = "N", .min = 1,
	 .max = 64, .help = "worker processes (as many as processors)"},
	{.name = "prune", .type = OPT_FLAG, .to = &opt_prune,
	 .help = "remove articles of files that have vanished below PATH"},
	{.name = "watch", .type = OPT_FLAG, .to = &opt_watch,
	 .help = "go on: look every 2 seconds for what changed"},
	{.name = "json", .type = OPT_FLAG, .to = &opt_json,
	 .help = "the summary as one JSON document"},
	{.name = "quiet", .letter = 'q', .type = OPT_FLAG, .to = &opt_quiet,
	 .help = "no progress, no summary, only errors"},
	{.name = NULL},
};

static const struct opt_program program = {
	.name = "backfile-indexer",
	.operands = "PATH...",
	.summary = "Build or update an archive from files and folders",
	.detail = "Running it again over the same PATH reads only what changed.  It may be killed at\n"
		  "any time: what was committed stays, and the next run goes on.\n"
		  "Without --index: $BACKFILE_INDEX, else $XDG_DATA_HOME/backfile.\n"
		  "Exit status: 0 indexed or up to date, 1 no article found, 2 trouble.",
	.table = table,
};

static volatile sig_atomic_t stopped;

static void on_signal(int sig)
{
	(void)sig;
	stopped = 1;
}

static bool stop(void)
{
	return stopped != 0;
}

/* Xapian 1.4 ends the process (std::terminate) when some writes of a commit
 * fail: an exception leaves a destructor.  What is on the disk is the commit
 * before; only the message and the exit status are ours to give. */
static void on_abort(int sig)
{
	static const char text[] =
		"backfile-indexer: the archive cannot be written: no space left, or the disk fails; "
		"what was committed is kept, run again to go on\n";

	(void)sig;
	if (write(STDERR_FILENO, text, sizeof(text) - 1) < 0)
		_exit(EXIT_TROUBLE);
	_exit(EXIT_TROUBLE);
}

static void set_signals(void)
{
	struct sigaction sa = {.sa_handler = on_signal};

	signal(SIGABRT, on_abort);

	sigaction(SIGINT, &sa, NULL);
	sigaction(SIGTERM, &sa, NULL);
	signal(SIGPIPE, SIG_IGN);
	/* a file size limit is an error of the write, as a full disk is */
	signal(SIGXFSZ, SIG_IGN);
}

/* $BACKFILE_COMMIT_EVERY: articles between commits, for tests and slow disks. */
static unsigned commit_every(void)
{
	uint32_t n;

	return num_u32(slice_str(getenv("BACKFILE_COMMIT_EVERY")), 1000000, &n) ? n : 0;
}

/* --- output --- */

static bool progress_shown;

static void clear_progress(void)
{
	if (progress_shown)
		fprintf(stderr, "\r%79s\r", "");
	progress_shown = false;
}

static void on_progress(void *ctx, const struct run_stats *s)
{
	struct buf line;

	(void)ctx;
	buf_init(&line, 256);
	report_progress(&line, s);
	fprintf(stderr, "\r%-79s", buf_str(&line));
	progress_shown = true;
	buf_done(&line);
}

static void summary(const struct run_stats *s, const char *dir, int status)
{
	struct buf out;

	if (opt_quiet && !opt_json)
		return;
	buf_init(&out, 1024 * 1024);
	if (opt_json)
		report_json(&out, s, dir, status);
	else
		report_text(&out, s, dir);
	fwrite(out.data, 1, out.len, stdout);
	fflush(stdout);
	buf_done(&out);
}

/* --- runs --- */

static int exit_status(enum status st, const struct plan *plan, const struct run_stats *s)
{
	if (st != STATUS_OK || plan->bad_operand)
		return EXIT_TROUBLE;
	return s->added + s->replaced + s->unchanged + s->removed ? EXIT_DONE : EXIT_NOTHING;
}

/* One run over a plan: *changed tells whether there was anything to say. */
static int run_plan(const char *dir, const struct plan *plan, bool *changed)
{
	struct run_options o = {.dir = dir, .jobs = (unsigned)opt_jobs, .prune = opt_prune,
				.commit_every = commit_every(), .stop = stop};
	struct run_stats s = {0};
	struct err err = ERR_INIT;
	enum status st;
	size_t i;
	int status;

	if (isatty(STDERR_FILENO) && !opt_quiet)
		o.progress = on_progress;
	for (i = 0; i < plan->n_troubles; i++)
		run_set_aside(&s, plan->troubles[i].path, 0, 0, plan->troubles[i].message);
	st = run_index(&o, plan, &s, &err);
	clear_progress();
	status = exit_status(st, plan, &s);
	if (st == STATUS_CANCELLED)
		log_msg(LOG_ERROR, "interrupted: %llu added and %llu replaced are kept; run again to go on",
			(unsigned long long)s.added, (unsigned long long)s.replaced);
	else if (st != STATUS_OK)
		log_msg(LOG_ERROR, "%s", err.msg);
	*changed = s.added + s.replaced + s.removed + s.set_aside > 0;
	if ((st == STATUS_OK || st == STATUS_CANCELLED) && (!opt_watch || *changed))
		summary(&s, dir, status);
	if (plan->bad_operand)
		for (i = 0; i < plan->n_troubles; i++)
			log_msg(LOG_ERROR, "%s: %s", plan->troubles[i].path, plan->troubles[i].message);
	run_stats_done(&s);
	return status;
}

static int run_once(const char *dir, char **paths, size_t n)
{
	struct err err = ERR_INIT;
	struct plan plan;
	int status = EXIT_TROUBLE;
	bool changed;

	plan_init(&plan);
	if (plan_make(&plan, paths, n, stop, &err) == STATUS_OK)
		status = run_plan(dir, &plan, &changed);
	else
		log_msg(LOG_ERROR, "interrupted before anything was read");
	plan_done(&plan);
	return status;
}

/* Walk every two seconds; run when the walk differs from the one before. */
static int run_watching(const char *dir, char **paths, size_t n)
{
	struct err err = ERR_INIT;
	struct plan before, now;
	int status = EXIT_DONE;
	bool first = true, changed;

	plan_init(&before);
	while (!stopped && status != EXIT_TROUBLE) {
		plan_init(&now);
		if (plan_make(&now, paths, n, stop, &err) == STATUS_OK &&
		    (first || !plan_same(&before, &now)))
			status = run_plan(dir, &now, &changed);
		plan_done(&before);
		before = now;
		first = false;
		if (!stopped && status != EXIT_TROUBLE)
			sleep(WATCH_SECONDS);
	}
	plan_done(&before);
	return stopped ? EXIT_DONE : status;
}

int main(int argc, char **argv)
{
	struct err err = ERR_INIT;
	long processors = sysconf(_SC_NPROCESSORS_ONLN);
	int first, status;
	char *dir;

	if (argc > 1 && strcmp(argv[1], "--clean") == 0)
		return clean_main(argc - 1, argv + 1);
	if (argc > 1 && strcmp(argv[1], "--check") == 0)
		return check_main(argc - 1, argv + 1);
	log_init(program.name, LOG_INFO);
	opt_jobs = processors < 1 ? 1 : processors > 64 ? 64 : (uint64_t)processors;
	switch (opt_parse(&program, argc, argv, &first, stdout, &err)) {
	case OPT_DONE:
		return EXIT_DONE;
	case OPT_BAD:
		log_msg(LOG_ERROR, "%s", err.msg);
		return EXIT_TROUBLE;
	case OPT_GO:
		break;
	}
	if (first == argc) {
		log_msg(LOG_ERROR, "no PATH given; see '%s --help'", program.name);
		return EXIT_TROUBLE;
	}
	set_signals();
	dir = io_default_index(opt_dir);
	if (opt_watch)
		status = run_watching(dir, argv + first, (size_t)(argc - first));
	else
		status = run_once(dir, argv + first, (size_t)(argc - first));
	free(dir);
	return status;
}
