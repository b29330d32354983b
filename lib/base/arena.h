/* SPDX-License-Identifier: GPL-2.0-or-later */
/* lib/base/arena.h - memory of one document or one request, freed at once.
 *
 * Nothing taken from an arena is freed alone.  arena_reset() keeps the first
 * chunk for the next use.  The arena does not bound itself: whoever fills it
 * bounds what goes in (limits.h).  Threads: one owner at a time.
 */
#ifndef LIB_BASE_ARENA_H
#define LIB_BASE_ARENA_H

#include <stddef.h>

#include "lib/base/slice.h"

struct arena_chunk;

struct arena {
	struct arena_chunk *head; /* newest chunk */
	size_t              used; /* bytes handed out since the last reset */
};

#define ARENA_INIT {NULL, 0}

void  arena_init(struct arena *a);
void  arena_done(struct arena *a);
void  arena_reset(struct arena *a);
void *arena_alloc(struct arena *a, size_t n); /* aligned for any type, not zeroed */
void *arena_zalloc(struct arena *a, size_t n);
#define ARENA_NEW(a, type) ((type *)arena_zalloc((a), sizeof(type)))
#define ARENA_ARRAY(a, type, n) ((type *)arena_zalloc((a), arena_mul((n), sizeof(type))))
size_t arena_mul(size_t n, size_t size); /* aborts on overflow */

/* A copy with a NUL behind it; the absent slice stays absent. */
struct slice arena_dup(struct arena *a, struct slice s);
char        *arena_str(struct arena *a, struct slice s);

#endif
