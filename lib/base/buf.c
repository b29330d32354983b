/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Growing byte buffer: see buf.h.  Invariant: cap > len once data is set. */
#include "lib/base/buf.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"
#include "lib/base/varint.h"

void buf_init(struct buf *b, size_t max)
{
	*b = (struct buf){.max = max};
}

void buf_done(struct buf *b)
{
	free(b->data);
	*b = (struct buf){.max = b->max};
}

void buf_reset(struct buf *b)
{
	b->len = 0;
	b->st = STATUS_OK;
	if (b->data)
		b->data[0] = '\0';
}

char *buf_reserve(struct buf *b, size_t n)
{
	if (b->st != STATUS_OK)
		return NULL;
	/* the second for a bound of SIZE_MAX: the terminator needs a byte too */
	if (n > b->max || b->len > b->max - n || n >= SIZE_MAX - b->len) {
		b->st = STATUS_TOO_BIG;
		return NULL;
	}
	GROW(b->data, b->len + n + 1, b->cap);
	return b->data + b->len;
}

void buf_add(struct buf *b, const void *p, size_t n)
{
	char *to = buf_reserve(b, n);

	if (!to)
		return;
	if (n)
		memcpy(to, p, n);
	b->len += n;
	b->data[b->len] = '\0';
}

void buf_add_slice(struct buf *b, struct slice s)
{
	buf_add(b, s.p, s.n);
}

void buf_add_str(struct buf *b, const char *s)
{
	buf_add(b, s, strlen(s));
}

void buf_addf(struct buf *b, const char *fmt, ...)
{
	va_list ap;
	char *to;
	int n;

	va_start(ap, fmt);
	n = vsnprintf(NULL, 0, fmt, ap);
	va_end(ap);
	if (n < 0 || !(to = buf_reserve(b, (size_t)n)))
		return;
	va_start(ap, fmt);
	vsnprintf(to, (size_t)n + 1, fmt, ap);
	va_end(ap);
	b->len += (size_t)n;
}

void buf_add_varint(struct buf *b, uint64_t v)
{
	unsigned char raw[VARINT_MAX];

	buf_add(b, raw, varint_put(raw, v));
}

void buf_add_u32be(struct buf *b, uint32_t v)
{
	unsigned char raw[4] = {(unsigned char)(v >> 24), (unsigned char)(v >> 16),
				(unsigned char)(v >> 8), (unsigned char)v};

	buf_add(b, raw, sizeof(raw));
}

void buf_truncate(struct buf *b, size_t len)
{
	if (len < b->len) {
		b->len = len;
		b->data[len] = '\0';
	}
}

enum status buf_error(const struct buf *b)
{
	return b->st;
}

struct slice buf_slice(const struct buf *b)
{
	return slice_of(b->data ? b->data : "", b->len);
}

const char *buf_str(struct buf *b)
{
	if (!b->data)
		return "";
	b->data[b->len] = '\0'; /* after buf_reserve() there may be none yet */
	return b->data;
}

enum status buf_take(struct buf *b, char **out, size_t *out_len)
{
	if (b->st != STATUS_OK)
		return b->st;
	if (!b->data)
		b->data = xmemdup0("", 0);
	b->data[b->len] = '\0';
	*out = b->data;
	*out_len = b->len;
	*b = (struct buf){.max = b->max};
	return STATUS_OK;
}
