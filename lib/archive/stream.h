/* SPDX-License-Identifier: GPL-2.0-or-later */
/* lib/archive/stream.h - the token stream of one article, as stored in a value
 * slot: where each stem stands, in which exact form and case, in which block
 * and sentence, and what stands in quotation marks.  All the span engine needs,
 * readable without inflating.
 *
 * It is inverted: a bucketed table of stem hashes leads to each stem's
 * occurrences, so that a phrase reads two or three short lists and not the
 * article.  docs/ARCHIVE-FORMAT.md has it bit by bit.
 *
 * How sure: within one article stems are never mixed up, so the occurrences of
 * a stem that the article has are exact.  Of a stem that it does not have,
 * stream_find() claims some once in 2^22 asks or fewer (only that many bits of the
 * hash are kept beyond the bucket); postings, not this, say which articles have it.
 * Forms are told by their endings, those with rare ones by 24 bits of a hash:
 * stream_form().
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

#include "lib/archive/bits.h"
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

/* Positions in quotation marks, half open. */
struct stream_quote {
	uint32_t first_pos, end_pos;
};

struct stream {
	struct slice bytes;
	uint32_t n_stems, n_blocks, n_sentences, n_quotes, n_pos;
	/* The rest is stream.c's: the tables. */
	uint8_t bucket_bits, low_bits, sample_bytes;
	struct slice directory, lows, samples, lists, blocks, sentences, quotes;
};

enum status stream_open(struct slice bytes, struct stream *out) MUST_CHECK;
/* Decode everything: STATUS_CORRUPT when any part of it is damaged. */
enum status stream_check(const struct stream *s) MUST_CHECK;

/* What a hit keeps of a form: `hit.form == stream_form(stem, form)` asks whether a word
 * of that stem was written so, folded. */
uint32_t stream_form(struct slice stem, struct slice form);

/* One occurrence of a stem. */
struct stream_hit {
	uint32_t pos, width;
	uint32_t form;  /* stream_form() */
	uint8_t  shape; /* enum token_case */
};

/* How a stem is written in one article. */
struct stream_variant {
	uint32_t form; /* stream_form() */
	uint16_t width;
	uint8_t  shape;
};
#define STREAM_VARIANTS 16 /* kept decoded; further ones are read again */

struct stream_cursor {
	struct bits bits; /* at the next occurrence */
	size_t   variants_at; /* bit where the variants begin */
	uint32_t n_pos, pos, left;
	uint32_t n_variants;
	uint8_t  variant_bits, rice;
	bool     single;
	struct stream_variant variants[STREAM_VARIANTS];
};

/* Occurrences of the stem with this hash32(), in order of position; false when
 * it does not occur. */
bool stream_find(const struct stream *s, uint32_t stem_hash, struct stream_cursor *out);
/* Of n hashes, ascending, the numbers of those that stream_find() would find, and how
 * many they are: one walk over the article's stems, whatever n is.  `out` has room for
 * n. */
uint32_t stream_find_many(const struct stream *s, const uint32_t *hashes, uint32_t n,
			  uint32_t *out);
bool stream_next(struct stream_cursor *c, struct stream_hit *out);

/* Block i, in order (including those of hidden zones); walks from the first. */
bool stream_block(const struct stream *s, uint32_t i, struct stream_block *out);
/* Fill arrays of n_blocks and n_sentences + 1 entries: first positions. */
void stream_blocks(const struct stream *s, struct stream_block *out);
/* first_pos of each sentence, and n_pos behind the last. */
void stream_sentences(const struct stream *s, uint32_t *out);
/* n_quotes entries, in order, apart from each other. */
void stream_quotes(const struct stream *s, struct stream_quote *out);

#endif
