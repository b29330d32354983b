/* SPDX-License-Identifier: GPL-2.0-or-later */
/* corpus/stream.h - the bytes of a file with gzip undone, read in pieces.
 *
 * gzip (RFC 1952) is told by its first three bytes, wherever it stands: also gzip
 * in gzip, up to STREAM_GZIP_DEPTH layers; members one after another are one
 * text.  What decoded before damage is handed out first; then the stream ends
 * and stream_trouble() says why.
 *
 * Memory: a stream holds 64 KiB and, for each gzip layer, zlib's window and
 * 64 KiB, whatever the size of the file.  Threads: one owner at a time.
 */
#ifndef CORPUS_STREAM_H
#define CORPUS_STREAM_H

#include <stddef.h>
#include <stdint.h>

#include "lib/base/slice.h"
#include "lib/base/status.h"

#define STREAM_GZIP_DEPTH 3

struct stream;

/* "-" is standard input.  On failure nothing was read. */
enum status stream_open_path(const char *path, struct stream **out, struct err *err) MUST_CHECK;
/* Bytes in memory, borrowed until stream_close(). */
struct stream *stream_open_bytes(struct slice bytes);
void           stream_close(struct stream *s); /* NULL is fine */

/* Hand out at most `max` decoded bytes in all (LIMIT_FILE_BYTES unless set). */
void stream_limit(struct stream *s, uint64_t max);

/* Up to n decoded bytes; 0 only at the end. */
size_t stream_read(struct stream *s, char *out, size_t n);

/* What ended the stream early: STATUS_BAD_DATA a cut or damaged gzip,
 * STATUS_TOO_BIG a limit (LIMIT_GZIP_RATIO, LIMIT_FILE_BYTES, layers),
 * STATUS_IO and kin a failed read.  `st` is STATUS_OK when it ended well. */
const struct err *stream_trouble(const struct stream *s);

#endif
