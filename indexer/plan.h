/* SPDX-License-Identifier: GPL-2.0-or-later */
/* indexer/plan.h - the files that a run is about: operands walked, paths made
 * canonical, each file once, in the order of the walk.
 *
 * A path is realpath() of the operand and what the walk found below it, so that
 * the same file has the same name whatever folder a run was started in.
 */
#ifndef INDEXER_PLAN_H
#define INDEXER_PLAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/base/arena.h"
#include "lib/base/slice.h"
#include "lib/base/status.h"

struct plan_file {
	const char *path; /* in the plan's arena */
	uint64_t size;
	int64_t  mtime_ns;
};

struct plan_trouble {
	const char *path, *message;
};

struct plan {
	struct arena arena;
	struct plan_file *files;
	size_t n_files, cap_files;
	const char **sorted; /* their paths in byte order */
	uint64_t bytes; /* of all files */
	const char **roots; /* canonical operands, vanished ones too */
	size_t n_roots, cap_roots;
	struct plan_trouble *troubles; /* paths that could not be walked */
	size_t n_troubles, cap_troubles;
	bool bad_operand; /* an operand is not there or cannot be read */
};

void plan_init(struct plan *p);
void plan_done(struct plan *p);

/* Walk the operands.  Only `stop` (asked often; NULL: never) ends it early:
 * STATUS_CANCELLED. */
enum status plan_make(struct plan *p, char *const *operands, size_t n, bool (*stop)(void),
		      struct err *err) MUST_CHECK;

/* Do the two have the same files with the same sizes and times? */
bool plan_same(const struct plan *a, const struct plan *b);

/* Is the path of a file that is known gone, as far as this plan can tell: below
 * an operand, not found by the walk, and not below a path that could not be
 * walked? */
bool plan_vanished(const struct plan *p, struct slice path);

#endif
