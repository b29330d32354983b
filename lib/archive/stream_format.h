/* SPDX-License-Identifier: GPL-2.0-or-later */
/* lib/archive/stream_format.h - what the writing and the reading side of the
 * token stream share; for stream.c and stream_encode.c only.  The layout is in
 * docs/ARCHIVE-FORMAT.md. */
#ifndef LIB_ARCHIVE_STREAM_FORMAT_H
#define LIB_ARCHIVE_STREAM_FORMAT_H

#include <stddef.h>
#include <stdint.h>

#include "lib/base/token.h"

#define STREAM_VERSION 3
#define STREAM_LOW_BITS 22 /* of a remainder, unless two stems look alike */
#define STREAM_ENDINGS 126 /* that forms are told by: stream_form.c */
/* stream_form(): 0 the stem, 1 on an ending, or this and so many bits of a hash. */
#define STREAM_FORM_HASHED 0x1000000u
#define STREAM_FORM_HASH   0x0FFFFFFu
/* As written: endings before the hash, the hash, the others; a Rice code. */
#define STREAM_HASH_RANK 15
#define STREAM_FORM_RICE 4
#define STREAM_FORM_BITS 24
#define STREAM_BUCKET_BITS_MAX 16
#define STREAM_SAMPLE 8 /* every so many lists the place of one is kept */
#define STREAM_POS_MAX ((uint32_t)1 << 30)

/* Head byte of a block. */
#define STREAM_ZONE_MASK  0x1F
#define STREAM_BLOCK_BODY 0x20 /* its body number follows: not the next one */
#define STREAM_BLOCK_GAP  0x40 /* positions left out before it follow */

static inline uint32_t stream_bucket(uint32_t hash, unsigned bucket_bits)
{
	return (uint32_t)((uint64_t)hash >> (32 - bucket_bits));
}

/* The bits below the bucket's, as many as are kept. */
static inline uint32_t stream_low(uint32_t hash, unsigned bucket_bits, unsigned low_bits)
{
	uint32_t rest = (uint32_t)((uint64_t)hash << bucket_bits);

	return (uint32_t)((uint64_t)rest >> (32 - low_bits));
}

static inline uint64_t stream_low_bytes(uint32_t n_stems, unsigned low_bits)
{
	return ((uint64_t)n_stems * low_bits + 7) / 8;
}

static inline uint64_t stream_directory_bytes(uint32_t n_stems, unsigned bucket_bits)
{
	return ((uint64_t)n_stems + ((uint64_t)1 << bucket_bits) + 7) / 8;
}

static inline uint64_t stream_samples(uint32_t n_stems)
{
	return n_stems ? (n_stems - 1) / STREAM_SAMPLE : 0;
}

/* Bits that a number takes; 0 for 0. */
static inline unsigned stream_bit_width(uint32_t v)
{
	return v ? 32 - (unsigned)__builtin_clz(v) : 0;
}

/* The Rice parameter for gaps between n occurrences in n_pos positions: near the
 * logarithm of the mean gap. */
static inline unsigned stream_rice(uint32_t n_pos, uint32_t n)
{
	unsigned w = stream_bit_width(n_pos / (n + 1));

	return w ? w - 1 : 0;
}

/* Shapes by how often they occur, for the prefix code. */
static inline uint8_t stream_shape_of_rank(unsigned rank)
{
	static const uint8_t shapes[6] = {CASE_LOWER, CASE_TITLE, CASE_UPPER,
					  CASE_NONE, CASE_MIXED, CASE_NONE};

	return shapes[rank < 6 ? rank : 5];
}

static inline unsigned stream_rank_of_shape(uint8_t shape)
{
	unsigned i;

	for (i = 0; i < 5; i++)
		if (stream_shape_of_rank(i) == shape)
			return i;
	return 3;
}

#endif
