/* SPDX-License-Identifier: GPL-2.0-or-later */
/* indexer/worker.h - a worker process: reads jobs, answers each, until the
 * pipe ends.
 *
 * It never touches the archive.  A record that takes longer than
 * WORKER_SECONDS, or more memory than WORKER_BYTES, ends the process: the
 * indexer sets that record aside and starts another worker.
 */
#ifndef INDEXER_WORKER_H
#define INDEXER_WORKER_H

#include <sys/types.h>

#include "lib/base/limits.h"
#include "lib/base/status.h"

#define WORKER_SECONDS 60
#define WORKER_BYTES   (1024 * MIB)

struct worker_pipes {
	pid_t pid;
	int   to;   /* jobs go in here; does not block */
	int   from; /* replies come out; does not block */
};

/* Start one.  Everything that is open but standard input, output and error is
 * closed in the child. */
enum status worker_start(struct worker_pipes *out, struct err *err) MUST_CHECK;

#endif
