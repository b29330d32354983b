/* SPDX-License-Identifier: GPL-2.0-or-later */
/* lib/archive/reader.h - an archive opened for reading.
 *
 * One reader, one thread.  A reader sees the revision it opened until
 * archive_reader_refresh().  Any call may give STATUS_MODIFIED when the writer
 * has gone two revisions on: refresh and ask again.
 */
#ifndef LIB_ARCHIVE_READER_H
#define LIB_ARCHIVE_READER_H

#include <stdint.h>

#include "lib/archive/stream.h"
#include "lib/base/article.h"
#include "lib/base/buf.h"
#include "lib/base/status.h"

struct archive_reader;
struct xc_db;
struct xc_memory;

/* STATUS_NOT_FOUND: no archive there.  STATUS_VERSION: another format. */
enum status archive_reader_open(const char *dir, struct archive_reader **out, struct err *err)
	MUST_CHECK;
void archive_reader_close(struct archive_reader *r);
/* *changed tells whether a newer revision is now read.  After a failure the
 * reader still reads what it did, or gives errors: refresh again. */
enum status archive_reader_refresh(struct archive_reader *r, bool *changed, struct err *err)
	MUST_CHECK;

/* Facts of the revision that is read; strings are valid until refresh or close.
 * The uuid stays the archive's for ever, the revision counts its commits. */
const char *archive_dir(const struct archive_reader *r);
const char *archive_uuid(const struct archive_reader *r);
uint64_t    archive_revision(const struct archive_reader *r);
uint64_t    archive_articles(const struct archive_reader *r);

struct archive_language {
	char     code[4];
	uint64_t articles;
};
/* Languages by number of articles, most first; *n of them. */
const struct archive_language *archive_languages(const struct archive_reader *r, size_t *n);

/* The database, for queries; borrowed, valid until refresh or close. */
struct xc_db *archive_db(struct archive_reader *r);
/* The same in memory, valid as long; NULL when the database is asked instead: it is
 * too big, or this is the first question to a revision whose articles are many. */
struct xc_memory *archive_memory(struct archive_reader *r);
/* The same, NULL when it has not been made yet: for what is cheap either way. */
struct xc_memory *archive_memory_made(struct archive_reader *r);

/* The article of a document; *out is reset first. */
enum status archive_get(struct archive_reader *r, uint32_t docid, struct article *out,
			struct err *err) MUST_CHECK;
/* Its token stream: bytes are appended to *bytes after a reset, *out borrows them. */
enum status archive_get_stream(struct archive_reader *r, uint32_t docid, struct buf *bytes,
			       struct stream *out, struct err *err) MUST_CHECK;
/* Documents with that article id ("a:…" or the part after it) or, failing that,
 * that source id; at most `max`, ascending.  STATUS_NOT_FOUND when none. */
enum status archive_find(struct archive_reader *r, struct slice id, uint32_t *docids, size_t max,
			 size_t *n, struct err *err) MUST_CHECK;

/* What stands behind TERM_SOURCE_ID for an id that the source gave: sixteen
 * digits, NUL-terminated.  Such ids run to sixty bytes and would stand twice. */
#define SOURCE_TERM_LEN 16
void archive_source_term(struct slice source_id, char out[SOURCE_TERM_LEN + 1]);

/* The lexicon: folded forms that occur, each with its stems.  Calls `each` for
 * every form that begins with `prefix`, in byte order, until it returns false. */
enum status archive_lexicon(struct archive_reader *r, struct slice prefix,
			    bool (*each)(void *ctx, struct slice form, const struct slice *stems,
					 size_t n_stems),
			    void *ctx, struct err *err) MUST_CHECK;

/* How many forms have the stem, or more: never fewer.  UINT32_MAX until it was asked for
 * by so many calls of archive_stem_forms_want() that counting them all pays. */
enum status archive_stem_forms_want(struct archive_reader *r, struct err *err) MUST_CHECK;
uint32_t archive_stem_forms(const struct archive_reader *r, struct slice stem);

/* What is known of input files, in byte order of path. */
struct archive_file {
	struct slice path;
	uint64_t size;
	int64_t  mtime_ns;
	uint32_t articles;   /* documents from it */
	uint32_t set_aside;  /* records set aside */
	struct slice reason; /* of the first one set aside, or absent */
};
enum status archive_files(struct archive_reader *r, bool (*each)(void *ctx, const struct archive_file *f),
			  void *ctx, struct err *err) MUST_CHECK;

/* A number for all that the archive holds, articles, clusters of copies and word
 * forms: equal for equal content, in whatever order and by whatever steps it came in. */
enum status archive_digest(struct archive_reader *r, uint64_t *out, struct err *err) MUST_CHECK;

/* Is it sound?  Runs Xapian's own check and decodes every record and stream.
 * `report` gets one line a finding; STATUS_CORRUPT when there was any. */
enum status archive_check(const char *dir, void (*report)(void *ctx, const char *line), void *ctx,
			  struct err *err) MUST_CHECK;

#endif
