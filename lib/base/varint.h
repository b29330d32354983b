/* SPDX-License-Identifier: GPL-2.0-or-later */
/* lib/base/varint.h - LEB128 integers, as in DWARF and protobuf: seven bits a
 * byte, low bits first, the top bit set on all bytes but the last.
 *
 * Readers take a cursor and an end and never look past the end.
 */
#ifndef LIB_BASE_VARINT_H
#define LIB_BASE_VARINT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define VARINT_MAX 10 /* bytes of the longest one */

/* Write v at out (room for VARINT_MAX bytes); returns the bytes written. */
static inline size_t varint_put(unsigned char *out, uint64_t v)
{
	size_t n = 0;

	while (v >= 0x80) {
		out[n++] = (unsigned char)(v | 0x80);
		v >>= 7;
	}
	out[n++] = (unsigned char)v;
	return n;
}

/* Read one at *p and move *p behind it.  False, with *p unchanged, when it is
 * cut off by `end` or longer than 64 bits. */
static inline bool varint_get(const unsigned char **p, const unsigned char *end, uint64_t *out)
{
	const unsigned char *q = *p;
	uint64_t v = 0;
	unsigned shift;

	for (shift = 0; shift < 64 && q < end; shift += 7) {
		unsigned char c = *q++;

		if (shift == 63 && c > 1)
			return false;
		v |= (uint64_t)(c & 0x7F) << shift;
		if (!(c & 0x80)) {
			*p = q;
			*out = v;
			return true;
		}
	}
	return false;
}

/* The same for a value that must fit 32 bits. */
static inline bool varint_get32(const unsigned char **p, const unsigned char *end, uint32_t *out)
{
	const unsigned char *q = *p;
	uint64_t v;

	if (!varint_get(&q, end, &v) || v > UINT32_MAX)
		return false;
	*p = q;
	*out = (uint32_t)v;
	return true;
}

#endif
