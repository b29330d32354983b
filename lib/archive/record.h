/* SPDX-License-Identifier: GPL-2.0-or-later */
/* lib/archive/record.h - the stored article: document data of one Xapian
 * document, a version byte, fields and zlib-compressed text.
 *
 * Decoding is bounded and checks everything: a damaged record is STATUS_CORRUPT.
 * decode(encode(a)) equals a in every field but the arena.
 */
#ifndef LIB_ARCHIVE_RECORD_H
#define LIB_ARCHIVE_RECORD_H

#include "lib/base/article.h"
#include "lib/base/buf.h"
#include "lib/base/status.h"

struct record_codec; /* reused zlib streams; one thread */

struct record_codec *record_codec_new(void);
void record_codec_free(struct record_codec *c);

enum status record_encode(struct record_codec *c, const struct article *a, struct buf *out,
			  struct err *err) MUST_CHECK;
/* *out is reset first and filled from its own arena. */
enum status record_decode(struct record_codec *c, struct slice bytes, struct article *out,
			  struct err *err) MUST_CHECK;

#endif
