/* SPDX-License-Identifier: GPL-2.0-or-later */
/* lib/base/utf8.h - UTF-8 as RFC 3629 has it: no surrogates, no overlong
 * forms, nothing past U+10FFFF.
 *
 * Readers never look past the slice.  A byte that begins no valid sequence
 * counts as one U+FFFD and one byte, so every input can be walked to its end.
 */
#ifndef LIB_BASE_UTF8_H
#define LIB_BASE_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/base/buf.h"
#include "lib/base/slice.h"

#define UTF8_BAD 0xFFFDu /* the replacement character */

/* The code point at s.p[*i]; moves *i behind it.  *i must be below s.n.  A bad
 * byte gives UTF8_BAD and moves by one. */
uint32_t utf8_next_slow(struct slice s, size_t *i);
static inline uint32_t utf8_next(struct slice s, size_t *i)
{
	unsigned char c = (unsigned char)s.p[*i];

	if (c < 0x80) {
		++*i;
		return c;
	}
	return utf8_next_slow(s, i);
}

/* Whether the bytes at i are a valid sequence; *len its length. */
bool utf8_valid_at(struct slice s, size_t i, size_t *len);
bool utf8_valid(struct slice s);
/* Write cp (a valid one) at out, room for four bytes; returns the bytes. */
size_t utf8_put(char *out, uint32_t cp);
void   utf8_add(struct buf *b, uint32_t cp);
/* Code points in s; bad bytes count one each. */
size_t utf8_count(struct slice s);
/* Byte offset of code point n (s.n when there are fewer). */
size_t utf8_offset(struct slice s, size_t n);
/* Add s with each bad byte replaced by U+FFFD; returns how many were bad. */
size_t utf8_add_clean(struct buf *b, struct slice s);

#endif
