/* SPDX-License-Identifier: GPL-2.0-or-later */
/* lib/base/mem.h - allocation that does not return NULL.
 *
 * Out of memory is fatal in our C code: the program says so and aborts.  "Too
 * big" is an ordinary error, because every size is bounded by limits.h before
 * it is allocated.  Free with free(3).
 */
#ifndef LIB_BASE_MEM_H
#define LIB_BASE_MEM_H

#include <stddef.h>

void *xmalloc(size_t n);
void *xcalloc(size_t n, size_t size);
void *xrealloc(void *p, size_t n);
/* Array of n elements of `size` bytes; aborts when the product overflows. */
void *xreallocarray(void *p, size_t n, size_t size);
char *xstrdup(const char *s);
/* A copy of n bytes with a NUL behind it. */
char *xmemdup0(const void *p, size_t n);

/* Grow the array `v` (capacity *cap) to hold at least n elements. */
#define GROW(v, n, cap) ((v) = mem_grow((v), (n), &(cap), sizeof(*(v))))
void *mem_grow(void *v, size_t n, size_t *cap, size_t size);

#endif
