/* SPDX-License-Identifier: GPL-2.0-or-later */
/* lib/archive/stream.h - the token stream of one article, as stored in a value
 * slot: where each stem stands, in which exact form and case, in which block
 * and sentence.  All the span engine needs, readable without inflating.
 *
 * It is inverted: a sorted table of 32-bit stem hashes leads to each stem's
 * occurrences, so that a phrase reads two or three short lists and not the
 * article.  Forms are kept as 32-bit hashes (or "same as the stem").
 *
 * A stream is hostile input (an index file may be damaged): stream_open() and
 * every reader check bounds, and a damaged stream is STATUS_CORRUPT or an early
 * end, never a read outside.
 *
 * Memory: a struct stream borrows the bytes; valid while they are.
 */
#ifndef LIB_ARCHIVE_STREAM_H
#define LIB_ARCHIVE_STREAM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/base/buf.h"
#include "lib/base/slice.h"
#include "lib/base/status.h"
#include "lib/base/token.h"

/* Append the stream of t to *out. */
void stream_encode(const struct tokens *t, struct buf *out);

struct stream_block {
	enum zone zone;
	uint32_t  body; /* number among body blocks from 1, else 0 */
	uint32_t  first_pos, end_pos;
};

struct stream {
	struct slice bytes;
	uint32_t n_stems, n_blocks, n_sentences, n_pos;
	/* The rest is stream.c's: offsets of the tables. */
	uint32_t at_hashes, at_lists, at_blocks, at_sentences;
};

enum status stream_open(struct slice bytes, struct stream *out) MUST_CHECK;

/* One occurrence of a stem. */
struct stream_hit {
	uint32_t pos, width;
	uint32_t form;  /* hash32() of the folded form */
	uint8_t  shape; /* enum token_case */
};

struct stream_cursor {
	const struct stream *s;
	const unsigned char *at, *end;
	uint32_t stem, pos, left;
	/* further state is stream.c's */
	uint32_t form_table[16];
	const unsigned char *forms;
	uint32_t n_forms;
};

/* Occurrences of the stem with this hash32(), in order of position; false when
 * it does not occur. */
bool stream_find(const struct stream *s, uint32_t stem_hash, struct stream_cursor *out);
bool stream_next(struct stream_cursor *c, struct stream_hit *out);

/* Blocks in order (including those of hidden zones). */
bool stream_block(const struct stream *s, uint32_t i, struct stream_block *out);
/* Fill arrays of n_blocks and n_sentences + 1 entries: first positions. */
void stream_blocks(const struct stream *s, struct stream_block *out);
/* first_pos of each sentence, and n_pos behind the last. */
void stream_sentences(const struct stream *s, uint32_t *out);

#endif
