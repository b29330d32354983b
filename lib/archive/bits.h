/* SPDX-License-Identifier: GPL-2.0-or-later */
/* lib/archive/bits.h - runs of bits, low bits first: what the token stream is
 * written in.
 *
 * A reader never looks past its bytes: what lies behind them reads as zeros, and
 * bits_over() tells that it happened.  Codes: a plain number of n bits; Elias
 * gamma for numbers from 1 (Elias 1975); Rice with parameter k.
 */
#ifndef LIB_ARCHIVE_BITS_H
#define LIB_ARCHIVE_BITS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "lib/base/buf.h"
#include "lib/base/slice.h"

/* --- reading --- */

struct bits {
	const unsigned char *p;
	size_t n_bytes;
	size_t at; /* next bit */
};

static inline struct bits bits_of(struct slice s, size_t at)
{
	return (struct bits){(const unsigned char *)s.p, s.n, at};
}

static inline bool bits_over(const struct bits *b)
{
	return b->at > b->n_bytes * 8;
}

/* Eight bytes from byte `i` on as a number, zeros behind the end. */
static inline uint64_t bits_load(const unsigned char *p, size_t n, size_t i)
{
	uint64_t v = 0;
	unsigned k;

	if (i < n && n - i >= 8) {
		memcpy(&v, p + i, 8);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
		v = __builtin_bswap64(v);
#endif
		return v;
	}
	for (k = 0; i < n && k < 8; i++, k++)
		v |= (uint64_t)p[i] << (8 * k);
	return v;
}

/* At least 57 bits from here on. */
static inline uint64_t bits_peek(const struct bits *b)
{
	return bits_load(b->p, b->n_bytes, b->at >> 3) >> (b->at & 7);
}

/* A number of n bits, n <= 32. */
static inline uint32_t bits_get(struct bits *b, unsigned n)
{
	uint64_t v = bits_peek(b) & (((uint64_t)1 << n) - 1);

	b->at += n;
	return (uint32_t)v;
}

/* Zeros before the next one, which is passed over; at most `max`, and then the
 * reader stands behind its end. */
static inline uint32_t bits_unary(struct bits *b, uint32_t max)
{
	uint32_t n = 0;

	for (;;) {
		uint64_t v = bits_peek(b) & (((uint64_t)1 << 56) - 1);

		if (v) {
			unsigned k = (unsigned)__builtin_ctzll(v);

			b->at += k + 1;
			if (n + k <= max)
				return n + k;
			break;
		}
		n += 56;
		b->at += 56;
		if (n > max || bits_over(b))
			break;
	}
	b->at = b->n_bytes * 8 + 1;
	return max;
}

static inline uint32_t bits_gamma(struct bits *b)
{
	unsigned n = bits_unary(b, 31);

	return (uint32_t)1 << n | bits_get(b, n);
}

static inline uint32_t bits_rice(struct bits *b, unsigned k, uint32_t max)
{
	uint32_t high = bits_unary(b, max >> k);

	return high << k | bits_get(b, k);
}

/* --- writing --- */

struct bit_writer {
	struct buf *out;
	uint64_t pending; /* bits not yet in *out */
	unsigned n;       /* how many, below 8 between calls */
	size_t   total;   /* bits written */
};

static inline void bits_put(struct bit_writer *w, uint32_t v, unsigned n)
{
	w->pending |= (uint64_t)v << w->n;
	w->n += n;
	w->total += n;
	while (w->n >= 8) {
		buf_add_char(w->out, (char)(w->pending & 0xFF));
		w->pending >>= 8;
		w->n -= 8;
	}
}

static inline void bits_put_unary(struct bit_writer *w, uint32_t zeros)
{
	for (; zeros >= 32; zeros -= 32)
		bits_put(w, 0, 32);
	bits_put(w, (uint32_t)1 << zeros, zeros + 1);
}

static inline void bits_put_gamma(struct bit_writer *w, uint32_t v)
{
	unsigned n = 31 - (unsigned)__builtin_clz(v);

	bits_put_unary(w, n);
	bits_put(w, v ^ (uint32_t)1 << n, n);
}

static inline void bits_put_rice(struct bit_writer *w, unsigned k, uint32_t v)
{
	bits_put_unary(w, v >> k);
	bits_put(w, v & (((uint32_t)1 << k) - 1), k);
}

/* Fill up the last byte with zeros. */
static inline void bits_flush(struct bit_writer *w)
{
	if (w->n)
		bits_put(w, 0, 8 - w->n);
}

#endif
