/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Allocation that does not return NULL: see mem.h. */
#include "lib/base/mem.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* The one place in the libraries that writes to standard error: there is no
 * memory left to build a message with, and no caller that could go on. */
static void *out_of_memory(void)
{
	static const char msg[] = "backfile: out of memory\n";
	ssize_t ignored = write(STDERR_FILENO, msg, sizeof(msg) - 1);

	(void)ignored;
	abort();
}

void *xmalloc(size_t n)
{
	void *p = malloc(n ? n : 1);

	return p ? p : out_of_memory();
}

void *xcalloc(size_t n, size_t size)
{
	void *p = calloc(n ? n : 1, size ? size : 1);

	return p ? p : out_of_memory();
}

void *xrealloc(void *p, size_t n)
{
	void *q = realloc(p, n ? n : 1);

	return q ? q : out_of_memory();
}

void *xreallocarray(void *p, size_t n, size_t size)
{
	if (size && n > SIZE_MAX / size)
		return out_of_memory();
	return xrealloc(p, n * size);
}

char *xstrdup(const char *s)
{
	return xmemdup0(s, strlen(s));
}

char *xmemdup0(const void *p, size_t n)
{
	char *q = xmalloc(n + 1);

	if (n)
		memcpy(q, p, n);
	q[n] = '\0';
	return q;
}

void *mem_grow(void *v, size_t n, size_t *cap, size_t size)
{
	size_t want = *cap ? *cap : 8;

	if (n <= *cap)
		return v;
	while (want < n)
		want = want > SIZE_MAX / 2 ? n : want * 2;
	v = xreallocarray(v, want, size);
	*cap = want;
	return v;
}
