/* SPDX-License-Identifier: GPL-2.0-or-later */
/* lib/archive/hashset.h - a set of 64-bit hashes that forgets all when it is
 * full: "seen before" for sure, "new" perhaps.  Open addressing; hash 0 counts
 * as 1.
 */
#ifndef LIB_ARCHIVE_HASHSET_H
#define LIB_ARCHIVE_HASHSET_H

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"

struct hashset {
	uint64_t *v;
	size_t n, cap; /* cap is a power of two, or 0 */
	size_t max;    /* hashes kept at most */
};

static inline bool hashset_place(struct hashset *s, uint64_t h)
{
	size_t i = h & (s->cap - 1);

	while (s->v[i] && s->v[i] != h)
		i = (i + 1) & (s->cap - 1);
	if (s->v[i] == h)
		return false;
	s->v[i] = h;
	return true;
}

static inline void hashset_grow(struct hashset *s)
{
	uint64_t *old = s->v;
	size_t n = s->cap, i;

	if (s->n >= s->max) { /* forget, keep the memory */
		memset(s->v, 0, s->cap * sizeof(*s->v));
		s->n = 0;
		return;
	}
	s->cap = n ? n * 2 : 1024;
	s->v = xcalloc(s->cap, sizeof(*s->v));
	for (i = 0; i < n; i++)
		if (old[i])
			hashset_place(s, old[i]);
	free(old);
}

/* True when the hash was not there. */
static inline bool hashset_add(struct hashset *s, uint64_t h)
{
	if (2 * s->n >= s->cap || s->n >= s->max)
		hashset_grow(s);
	if (!hashset_place(s, h ? h : 1))
		return false;
	s->n++;
	return true;
}

static inline void hashset_done(struct hashset *s)
{
	free(s->v);
	*s = (struct hashset){.max = s->max};
}

#endif
