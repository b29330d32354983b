/* SPDX-License-Identifier: GPL-2.0-or-later */
/* indexer/run.h - one run: bring the archive up to date with the files.
 *
 * A file whose size and time are as they were is passed over; any other is read,
 * and its articles put, which changes those that differ.  A record that cannot
 * be cleaned is set aside: named, counted, and not tried again until its file
 * changes.  A file that cannot be opened or read to its end keeps the articles
 * it had, and is tried again next time.
 *
 * Commits come every RUN_COMMIT_ARTICLES articles or RUN_COMMIT_SECONDS; what
 * was committed stays whatever happens, and the next run goes on from there.
 */
#ifndef INDEXER_RUN_H
#define INDEXER_RUN_H

#include <stdbool.h>
#include <stdint.h>

#include "indexer/copies.h"
#include "indexer/plan.h"
#include "lib/base/buf.h"
#include "lib/base/status.h"

#define RUN_COMMIT_ARTICLES 2000
#define RUN_COMMIT_SECONDS  20
#define RUN_LISTED 20 /* what was set aside is listed one by one up to here */

struct set_aside {
	char    *path;
	uint64_t offset, line;
	char    *message;
};

struct run_stats {
	uint64_t files, files_unchanged, bytes, bytes_done;
	uint64_t added, replaced, unchanged, removed; /* articles */
	uint64_t passed_over; /* those of `unchanged` whose files were not read */
	uint64_t set_aside; /* records, and files as a whole */
	struct set_aside listed[RUN_LISTED];
	size_t   n_listed;
	uint64_t articles; /* in the archive, at the end */
	struct copies_stats copies;
	double   seconds;
	bool     interrupted;
	bool     compacted; /* the archive was written anew, dense */
};

void run_stats_done(struct run_stats *s);
/* Note something as set aside. */
void run_set_aside(struct run_stats *s, const char *path, uint64_t offset, uint64_t line,
		   const char *message);

struct run_options {
	const char *dir;
	unsigned jobs;
	unsigned commit_every; /* articles; 0: RUN_COMMIT_ARTICLES */
	bool prune;
	bool (*stop)(void); /* asked often; true: end at the next record, commit */
	/* Told how far it is, a few times a second; may be NULL. */
	void (*progress)(void *ctx, const struct run_stats *s);
	void *ctx;
};

/* *stats is filled also when it fails.  STATUS_CANCELLED: `stop` ended it, and
 * what was complete is committed. */
enum status run_index(const struct run_options *o, const struct plan *plan, struct run_stats *stats,
		      struct err *err) MUST_CHECK;

/* Seconds of a clock that only goes forward. */
double run_now(void);

#endif
