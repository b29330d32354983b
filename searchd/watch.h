/* SPDX-License-Identifier: GPL-2.0-or-later */
/* searchd/watch.h - one archive, read by several threads while it is written.
 *
 * struct watch is what the threads share: where the archive is, which revision
 * was seen last, and whether somebody asked to open it anew.  struct reader is
 * one thread's view of it.  A reader is brought up to date before each request,
 * so a commit is seen by the next request after it: in the common case, no news,
 * that costs one small read of the version file.
 *
 * Threads: struct watch from any; each struct reader has one owner at a time.
 */
#ifndef SEARCHD_WATCH_H
#define SEARCHD_WATCH_H

#include <stdatomic.h>
#include <stdint.h>

#include "lib/base/status.h"
#include "lib/search/api.h"

struct watch {
	unsigned         magic;
	const char      *archive; /* borrowed */
	atomic_uint      wanted;  /* raised to have the archive opened anew */
	_Atomic uint64_t revision;
};

struct reader {
	unsigned      magic;
	struct watch *watch;
	struct api   *api;
	unsigned      opened; /* watch->wanted when it was opened */
};

void     watch_init(struct watch *w, const char *archive);
uint64_t watch_revision(const struct watch *w); /* the newest that any reader saw */

/* Have each reader open the archive anew before its next request: for an
 * archive that was replaced as a whole. */
void watch_reopen(struct watch *w);

enum status reader_open(struct watch *w, struct reader **out, struct err *err) MUST_CHECK;
void        reader_close(struct reader *r); /* NULL is fine */

/* See new commits, and open anew where watch_reopen() was called or where the
 * refresh fails.  On failure the reader stays as it was. */
enum status reader_update(struct reader *r, struct err *err) MUST_CHECK;

#endif
