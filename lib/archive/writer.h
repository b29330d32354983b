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

/* Creates the folder (and those above it) when absent.  STATUS_LOCKED: another
 * writer holds it; the message names its process when that is known.
 * STATUS_VERSION: another format, or stems of another analyser.  STATUS_USAGE:
 * a folder with other things in it and no archive.  STATUS_DENIED. */
enum status archive_writer_open(const char *dir, struct archive_writer **out, struct err *err)
	MUST_CHECK;
/* Without a commit: what was not committed is lost.  NULL is fine. */
void archive_writer_close(struct archive_writer *w);
enum status archive_writer_commit(struct archive_writer *w, struct err *err) MUST_CHECK;
/* Write the archive anew without the space that commits left free, when enough
 * was changed since that was done last (a quarter of it), and put the new one in
 * the place of the old in one step; readers go over to it with their next
 * refresh.  Only after a commit; afterwards only close the writer.  *done tells
 * whether it happened: it does not where the disk has no room for both, where
 * the folder above cannot be written to, or when `stop` (NULL: never) says so. */
enum status archive_writer_compact(struct archive_writer *w, bool (*stop)(void), bool *done,
				   struct err *err) MUST_CHECK;
/* Articles in it, those not yet committed included. */
uint64_t archive_writer_articles(const struct archive_writer *w);

/* One article made ready for storing: terms, stream, record and values, as one
 * run of bytes that can cross a pipe.  Made by worker processes.
 *
 * A packer tells each word form once, with the first article that has it: what
 * it packed is to be put in the order of packing, all of it. */
struct archive_packer;
struct archive_packer *archive_packer_new(void);
void archive_packer_free(struct archive_packer *p);
/* A term for the next article: one of the TERM_ letters and the folded text (cut
 * to Xapian's bound).  Names of authors, publishers and the like need lib/text's
 * folding, which this room does not know. */
void archive_packer_term(struct archive_packer *p, char prefix, struct slice folded);
/* What tells the next article's copies (lib/text/shingle.h); bytes that this room
 * does not look into, at most ARCHIVE_SIGNATURE_MAX. */
#define ARCHIVE_SIGNATURE_MAX 256
void archive_packer_signature(struct archive_packer *p, struct slice signature);
/* Append the packed article to *out.  Terms of the tokens, dates, ids and the
 * language are its own doing.  STATUS_TOO_BIG. */
enum status archive_pack(struct archive_packer *p, const struct article *a, const struct tokens *t,
			 struct buf *out, struct err *err) MUST_CHECK;

enum archive_change { ARCHIVE_ADDED, ARCHIVE_REPLACED, ARCHIVE_UNCHANGED };

/* Store a packed article under (file, record): a document with the same key is
 * replaced unless its content is the same.  `record` names the article within
 * its file (source id or offset); a name that came already since
 * archive_file_begin() is another article all the same, told apart by a count. */
enum status archive_put(struct archive_writer *w, struct slice file, struct slice record,
			struct slice packed, enum archive_change *change, struct err *err) MUST_CHECK;

/* All articles of one file were put since archive_file_begin(): articles of that
 * file that were not put again are removed; *removed says how many.  The file's
 * facts are stored, so that an unchanged file is skipped next time. */
enum status archive_file_begin(struct archive_writer *w, struct slice path, struct err *err) MUST_CHECK;
enum status archive_file_end(struct archive_writer *w, const struct archive_file *f,
			     uint32_t *removed, struct err *err) MUST_CHECK;
/* *known is false when nothing is stored of that path.  Slices of *out are valid
 * until the next call on this writer. */
enum status archive_file_get(struct archive_writer *w, struct slice path, bool *known,
			     struct archive_file *out, struct err *err) MUST_CHECK;
/* Every file that is known, in byte order of path (see archive_files()). */
enum status archive_writer_files(struct archive_writer *w,
				 bool (*each)(void *ctx, const struct archive_file *f), void *ctx,
				 struct err *err) MUST_CHECK;
/* Remove a file and its articles. */
enum status archive_file_remove(struct archive_writer *w, struct slice path, uint32_t *removed,
				struct err *err) MUST_CHECK;

#endif
