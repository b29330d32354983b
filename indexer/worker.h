/* SPDX-License-Identifier: GPL-2.0-or-later */
/* indexer/worker.h - a worker process: reads jobs, answers each as its trade
 * says, until the pipe ends.
 *
 * It never touches the archive.  A record that takes longer than
 * WORKER_SECONDS, or more memory than WORKER_BYTES, ends the process: the
 * indexer sets that record aside and starts another worker.
 */
#ifndef INDEXER_WORKER_H
#define INDEXER_WORKER_H

#include <sys/types.h>

#include "corpus/raw.h"
#include "lib/base/buf.h"
#include "lib/base/limits.h"
#include "lib/base/status.h"

#define WORKER_SECONDS 60
#define WORKER_BYTES   (1024 * MIB)

struct worker_pipes {
	pid_t pid;
	int   to;   /* jobs go in here; does not block */
	int   from; /* replies come out; does not block */
};

/* What a worker does with a record.  begin() runs in the worker, once; `arg` is
 * what the starting process had at that address when the worker was started. */
struct worker_trade {
	void *(*begin)(const void *arg);
	void (*end)(void *tools);
	/* Append the record's name, or nothing, and the result. */
	enum status (*answer)(void *tools, const struct raw *r, struct buf *name,
			      struct buf *packed, struct err *err);
	const void *arg;
};

/* Records to packed articles: the indexer's.  hosts may be NULL. */
struct hosts;
struct worker_trade worker_feeding(const struct hosts *hosts);

/* Start one; *trade outlives it.  Everything that is open but standard input, output and error is
 * closed in the child. */
enum status worker_start(const struct worker_trade *trade, struct worker_pipes *out,
			 struct err *err) MUST_CHECK;

#endif
