/* SPDX-License-Identifier: GPL-2.0-or-later */
/* lib/archive/writer.h - the one writer of an archive.
 *
 * What archive_writer_commit() returned STATUS_OK for stays, whatever happens
 * afterwards; what came later is absent after a crash, as a whole.  After any
 * failed call but STATUS_USAGE the writer is dead: close it and open anew.
 */
#ifndef LIB_ARCHIVE_WRITER_H
#define LIB_ARCHIVE_WRITER_H

#include <stdint.h>

#include "lib/archive/reader.h"
#include "lib/base/article.h"
#include "lib/base/status.h"
#include "lib/base/token.h"

struct archive_writer;

/* Creates the folder when absent.  STATUS_LOCKED: the message names the lock's
 * holder when it can be told.  STATUS_VERSION: another format. */
enum status archive_writer_open(const char *dir, struct archive_writer **out, struct err *err)
	MUST_CHECK;
/* Without a commit: what was not committed is lost. */
void archive_writer_close(struct archive_writer *w);
enum status archive_writer_commit(struct archive_writer *w, struct err *err) MUST_CHECK;

/* One article made ready for storing: terms, stream, record and values, as one
 * run of bytes that can cross a pipe.  Made by worker processes. */
struct archive_packer;
struct archive_packer *archive_packer_new(void);
void archive_packer_free(struct archive_packer *p);
/* Append the packed article to *out. */
enum status archive_pack(struct archive_packer *p, const struct article *a, const struct tokens *t,
			 struct buf *out, struct err *err) MUST_CHECK;

enum archive_change { ARCHIVE_ADDED, ARCHIVE_REPLACED, ARCHIVE_UNCHANGED };

/* Store a packed article under (file, record): a document with the same key is
 * replaced unless its content is the same.  `record` names the article within
 * its file (source id or offset). */
enum status archive_put(struct archive_writer *w, struct slice file, struct slice record,
			struct slice packed, enum archive_change *change, struct err *err) MUST_CHECK;

/* All articles of one file were put since archive_file_begin(): articles of that
 * file that were not put again are removed; *removed says how many.  The file's
 * facts are stored, so that an unchanged file is skipped next time. */
enum status archive_file_begin(struct archive_writer *w, struct slice path, struct err *err) MUST_CHECK;
enum status archive_file_end(struct archive_writer *w, const struct archive_file *f,
			     uint32_t *removed, struct err *err) MUST_CHECK;
/* False when nothing is stored of that path. */
enum status archive_file_get(struct archive_writer *w, struct slice path, bool *known,
			     struct archive_file *out, struct err *err) MUST_CHECK;
/* Remove a file and its articles. */
enum status archive_file_remove(struct archive_writer *w, struct slice path, uint32_t *removed,
				struct err *err) MUST_CHECK;

#endif
