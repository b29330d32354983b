/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Arena: see arena.h.  Chunks double up to 1 MiB; a request larger than a
 * chunk gets one of its own, so waste stays below half. */
#include "lib/base/arena.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"

#define CHUNK_MIN ((size_t)4096)
#define CHUNK_MAX ((size_t)1 << 20)
#define ALIGN _Alignof(max_align_t)

struct arena_chunk {
	struct arena_chunk *prev;
	size_t cap, len;
	_Alignas(max_align_t) char data[];
};

void arena_init(struct arena *a)
{
	*a = (struct arena)ARENA_INIT;
}

void arena_done(struct arena *a)
{
	struct arena_chunk *c = a->head;

	while (c) {
		struct arena_chunk *prev = c->prev;

		free(c);
		c = prev;
	}
	arena_init(a);
}

void arena_reset(struct arena *a)
{
	struct arena_chunk *first = a->head;

	while (first && first->prev) {
		struct arena_chunk *prev = first->prev;

		free(first);
		first = prev;
	}
	if (first)
		first->len = 0;
	a->head = first;
	a->used = 0;
}

static struct arena_chunk *new_chunk(struct arena *a, size_t n)
{
	size_t cap = a->head ? a->head->cap * 2 : CHUNK_MIN;
	struct arena_chunk *c;

	if (cap > CHUNK_MAX)
		cap = CHUNK_MAX;
	if (cap < n)
		cap = n;
	c = xmalloc(sizeof(*c) + cap);
	c->prev = a->head;
	c->cap = cap;
	c->len = 0;
	a->head = c;
	return c;
}

void *arena_alloc(struct arena *a, size_t n)
{
	struct arena_chunk *c = a->head;
	size_t room;
	void *p;

	if (n > SIZE_MAX / 2)
		abort();
	room = n ? (n + ALIGN - 1) / ALIGN * ALIGN : ALIGN;
	if (!c || c->cap - c->len < room)
		c = new_chunk(a, room);
	p = c->data + c->len;
	c->len += room;
	a->used += room;
	return p;
}

void *arena_zalloc(struct arena *a, size_t n)
{
	return memset(arena_alloc(a, n), 0, n);
}

size_t arena_mul(size_t n, size_t size)
{
	if (size && n > SIZE_MAX / 2 / size)
		abort();
	return n * size;
}

struct slice arena_dup(struct arena *a, struct slice s)
{
	if (!s.p)
		return SLICE_NONE;
	return slice_of(arena_str(a, s), s.n);
}

char *arena_str(struct arena *a, struct slice s)
{
	char *p = arena_alloc(a, s.n + 1);

	if (s.n)
		memcpy(p, s.p, s.n);
	p[s.n] = '\0';
	return p;
}
