/* SPDX-License-Identifier: GPL-2.0-or-later */
/* lib/archive/record.h - the stored article: document data of one Xapian
 * document, a version byte, fields and zlib-compressed text.
 *
 * Decoding is bounded and checks everything: a damaged record is STATUS_CORRUPT.
 * decode(encode(a)) equals a in every field but the arena; fractions (quality,
 * confidence) are kept to four decimals.
 */
#ifndef LIB_ARCHIVE_RECORD_H
#define LIB_ARCHIVE_RECORD_H

#include "lib/base/article.h"
#include "lib/base/buf.h"
#include "lib/base/status.h"

struct record_codec; /* reused zlib streams; one thread */

struct record_codec *record_codec_new(void);
void record_codec_free(struct record_codec *c);

/* Append the record of a.  STATUS_TOO_BIG past LIMIT_RECORD_BYTES or far past
 * LIMIT_BLOCKS; *out may then hold a part. */
enum status record_encode(struct record_codec *c, const struct article *a, struct buf *out,
			  struct err *err) MUST_CHECK;
/* Hash of the article that record_encode() wrote last, before compression: the
 * same for the same article whatever zlib makes of it. */
uint64_t record_content_hash(const struct record_codec *c);
/* *out is reset first and filled from its own arena. */
enum status record_decode(struct record_codec *c, struct slice bytes, struct article *out,
			  struct err *err) MUST_CHECK;

#endif
