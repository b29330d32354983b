/* SPDX-License-Identifier: GPL-2.0-or-later */
/* searchd/pool.h - a fixed number of worker threads and one bounded queue.
 *
 * Each worker has a state of its own (for the daemon: its reader of the archive,
 * because one Xapian handle belongs to one thread).  Jobs are run in the order
 * in which they were submitted.  The pool allocates nothing for a job: the
 * caller embeds struct pool_job in its own object and keeps it until run() has
 * been called for it, which happens exactly once for every accepted job, also
 * when the pool is being drained.
 *
 * Threads: pool_submit(), pool_counts() from any thread; the others from the
 * owner's.
 */
#ifndef SEARCHD_POOL_H
#define SEARCHD_POOL_H

#include <stdbool.h>
#include <stdint.h>

#include "lib/base/status.h"

struct pool;

struct pool_job {
	struct pool_job *next; /* the pool's, while the job waits */
};

struct pool_ops {
	/* Make the state of one worker.  Called in pool_start()'s thread. */
	enum status (*start)(void *arg, void **state, struct err *err);
	/* Do one job.  It may free or resubmit the job. */
	void (*run)(void *arg, void *state, struct pool_job *job);
	/* Free a state.  Called when no worker runs any more. */
	void (*stop)(void *arg, void *state);
};

struct pool_counts {
	unsigned workers, busy;
	unsigned queued, queue_max;
	uint64_t done, refused;
};

/* Make the states and start the threads.  `ops` and `arg` stay the caller's and
 * must outlive the pool.  Fails with what ops->start says. */
enum status pool_start(const struct pool_ops *ops, void *arg, unsigned workers, unsigned queue_max,
		       struct pool **out, struct err *err) MUST_CHECK;

/* Queue a job.  False, with the job untouched, when queue_max jobs wait already
 * or the pool is draining. */
bool pool_submit(struct pool *p, struct pool_job *job) MUST_CHECK;

struct pool_counts pool_counts(struct pool *p);

/* Take no more jobs, run those that wait, end the threads, free the states.
 * A second call does nothing. */
void pool_drain(struct pool *p);
/* Drains first; NULL is fine. */
void pool_free(struct pool *p);

#endif
