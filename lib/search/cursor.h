/* SPDX-License-Identifier: GPL-2.0-or-later */
/* lib/search/cursor.h - where a page of hits ended, so that the next one goes on
 * there while the archive grows: no article twice, none of those lost that were
 * there when the first page was asked for.
 *
 * As long as the archive is at the same revision the next page begins at an
 * offset.  Later, scores and dates have moved, so a place in the order means
 * nothing any more: then the best articles follow that were there and have not
 * been shown.  A cursor therefore holds the documents that were.
 *
 * It belongs to one request (all parameters but the limit) and one archive; it is
 * checked, not secret.  At most LIMIT_CURSOR_HITS hits are reached so.
 */
#ifndef LIB_SEARCH_CURSOR_H
#define LIB_SEARCH_CURSOR_H

#include <stdbool.h>
#include <stdint.h>

#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/base/slice.h"

struct cursor {
	uint64_t request;    /* hash of what was asked, and of the archive */
	uint64_t revision;   /* at which `offset` holds */
	bool     moved;      /* the archive has changed since the first page */
	uint32_t offset;
	uint32_t last_docid; /* of the archive at the first page */
	uint32_t *seen;      /* documents shown, ascending */
	uint32_t n_seen;
};

/* Append it as letters, digits, '-' and '_'. */
void cursor_write(const struct cursor *c, struct buf *out);
/* False when it is none; memory: arena. */
bool cursor_read(struct slice text, struct arena *arena, struct cursor *out)
	__attribute__((warn_unused_result));

#endif
