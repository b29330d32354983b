/* SPDX-License-Identifier: GPL-2.0-or-later */
/* lib/base/buf.h - growing byte buffer with a hard upper bound.
 *
 * A buf never holds more than `max` bytes.  An append that would pass the bound
 * adds nothing and sets a sticky error; test once at the end with buf_error().
 *
 * Memory: buf_init() allocates nothing.  buf_done() frees; buf_take() hands the
 * bytes to the caller, who frees them with free().  Threads: one owner at a time.
 */
#ifndef LIB_BASE_BUF_H
#define LIB_BASE_BUF_H

#include <stddef.h>
#include <stdint.h>

#include "lib/base/slice.h"
#include "lib/base/status.h"

struct buf {
	char       *data; /* NUL-terminated once anything was added; may hold NULs */
	size_t      len;  /* bytes used, without the terminator */
	size_t      cap;
	size_t      max; /* bound given to buf_init() */
	enum status st;  /* first failure, STATUS_OK until then */
};

void buf_init(struct buf *b, size_t max);
void buf_done(struct buf *b); /* b may be used again after buf_init() */
/* Empty it and forget a failure; the memory is kept for the next use. */
void buf_reset(struct buf *b);

void buf_add(struct buf *b, const void *p, size_t n);
void buf_add_slice(struct buf *b, struct slice s);
void buf_add_str(struct buf *b, const char *s);
/* The common case without a call: text is put together byte by byte. */
static inline void buf_add_char(struct buf *b, char c)
{
	if (b->len + 1 < b->cap && b->len < b->max && b->st == STATUS_OK) {
		b->data[b->len++] = c;
		b->data[b->len] = '\0';
	} else {
		buf_add(b, &c, 1);
	}
}
void buf_addf(struct buf *b, const char *fmt, ...) PRINTF_LIKE(2, 3);
/* LEB128, at most ten bytes; see varint.h for the reading side. */
void buf_add_varint(struct buf *b, uint64_t v);
void buf_add_u32be(struct buf *b, uint32_t v);
/* Room for n more bytes at data + len, or NULL (sticky error) when that passes
 * the bound; the caller writes at most n and adds what it wrote to len. */
char *buf_reserve(struct buf *b, size_t n);
void  buf_truncate(struct buf *b, size_t len);

enum status  buf_error(const struct buf *b);
struct slice buf_slice(const struct buf *b); /* valid until the next change; p is never NULL */
const char  *buf_str(struct buf *b);         /* NUL-terminated, likewise */

/* Give the bytes away (NUL-terminated).  *out is the caller's to free; b is empty
 * afterwards.  Returns the sticky status; on failure *out is untouched. */
enum status buf_take(struct buf *b, char **out, size_t *out_len) MUST_CHECK;

#endif
