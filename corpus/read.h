/* SPDX-License-Identifier: GPL-2.0-or-later */
/* corpus/read.h - folders and files to raw records.
 *
 * Kinds are told by content, not by name; gzip is undone wherever it stands.
 * Folders are walked in byte order of their names, symlinks to folders are
 * followed once (loops are found by device and inode), hidden files (a leading
 * dot) are passed over unless named on the command line.  Nothing that cannot be
 * read ends the run: it is reported by name and place through `on_trouble`.
 */
#ifndef CORPUS_READ_H
#define CORPUS_READ_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

#include "corpus/raw.h"
#include "lib/base/status.h"

/* --- walking --- */

struct walk_file {
	const char *path; /* valid during the callback */
	uint64_t    size;
	int64_t     mtime_ns; /* to skip what did not change; never a date of an article */
};

struct walk_sink {
	void *ctx;
	/* Return false to end the walk. */
	bool (*on_file)(void *ctx, const struct walk_file *f);
	/* A path that cannot be walked: err says why.  Return false to end. */
	bool (*on_trouble)(void *ctx, const char *path, const struct err *err);
};

/* One operand: a file, a folder.  STATUS_CANCELLED when a callback ended it. */
enum status walk_path(const char *path, const struct walk_sink *sink, struct err *err) MUST_CHECK;

/* --- one file --- */

struct read_sink {
	void *ctx;
	bool (*on_record)(void *ctx, const struct raw *r); /* r is valid during the call */
	/* A record or file set aside; line is 0 when it is not about one line.
	 * STATUS_UNSUPPORTED: a kind that is not read (PDF, zip, binary…); it says
	 * which. */
	bool (*on_trouble)(void *ctx, const char *path, uint64_t offset, uint64_t line,
			   const struct err *err);
};

/* Read one file ("-" is standard input), streaming: memory stays below
 * LIMIT_PAGE_BYTES and a few buffers whatever its size.  STATUS_OK also when
 * records were set aside; STATUS_CANCELLED when a callback returned false; any
 * other status means that the file could not be opened or read at all, and then
 * on_trouble was NOT called for it. */
enum status read_file(const char *path, const struct read_sink *sink, struct err *err) MUST_CHECK;
/* The same for bytes in memory (tests, fuzzing). */
enum status read_bytes(const char *name, struct slice bytes, const struct read_sink *sink,
		       struct err *err) MUST_CHECK;

#endif
