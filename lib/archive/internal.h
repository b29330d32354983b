/* SPDX-License-Identifier: GPL-2.0-or-later */
/* lib/archive/internal.h - what the files of this room share; not for others. */
#ifndef LIB_ARCHIVE_INTERNAL_H
#define LIB_ARCHIVE_INTERNAL_H

#include <stdbool.h>
#include <stdint.h>

#include "lib/archive/reader.h"
#include "lib/base/buf.h"
#include "lib/base/status.h"
#include "libxapian-c/xapian_c.h"

/* Our status and message for a failed call: "what: message". */
enum status archive_failed(struct err *err, const struct xc_error *xe, const char *what);

/* Refuse another format or analyser; *fresh: an archive in which nothing was
 * ever committed. */
enum status archive_check_version(const struct xc_db *db, const char *dir, bool *fresh,
				  struct err *err) MUST_CHECK;

/* A decimal number; 0 when there is none. */
enum status archive_get_number(const struct xc_db *db, const char *key, uint64_t *out,
			       struct err *err) MUST_CHECK;
enum status archive_set_number(struct xc_wdb *db, const char *key, uint64_t v, struct err *err)
	MUST_CHECK;

/* Decimal metadata of META_LANGUAGES into an array (the caller frees *out). */
enum status archive_read_languages(const struct xc_db *db, struct archive_language **out, size_t *n,
				   struct err *err) MUST_CHECK;

static inline struct slice archive_bytes(const struct xc_bytes *b)
{
	return slice_of(b->p ? b->p : "", b->n);
}

/* Numbers whose byte order is the order of numbers. */
static inline void archive_put_big_endian(uint64_t v, unsigned bytes, char *out)
{
	while (bytes--) {
		out[bytes] = (char)(v & 0xFF);
		v >>= 8;
	}
}

/* Of as many bytes as there are, at most n. */
static inline uint64_t archive_get_big_endian(struct slice s, size_t n)
{
	uint64_t v = 0;
	size_t i;

	for (i = 0; i < n && i < s.n; i++)
		v = v << 8 | (unsigned char)s.p[i];
	return v;
}

/* --- what of a writer copies.c needs (writer.c) --- */

struct archive_writer;
struct pending;
struct xc_wdb  *archive_writer_db(struct archive_writer *w);
struct pending *archive_writer_pending(struct archive_writer *w);
const char     *archive_writer_dir(const struct archive_writer *w);

/* --- what is known of a file (files.c) --- */

/* Its metadata key. */
void archive_file_key(struct slice path, struct buf *out);
void archive_file_pack(const struct archive_file *f, struct buf *out);
/* Slices of *out borrow from `bytes`. */
bool archive_file_unpack(struct slice bytes, struct archive_file *out) MUST_CHECK;
/* As archive_files(). */
enum status archive_walk_files(const struct xc_db *db,
			       bool (*each)(void *ctx, const struct archive_file *f), void *ctx,
			       struct err *err) MUST_CHECK;

/* --- packed articles (pack.c) --- */

struct packed {
	struct slice stream, record, language;
	struct slice copies; /* value of SLOT_SIGNATURE */
	struct slice facets; /* value of SLOT_FACETS */
	uint64_t hash;
	bool     has_day;
	int32_t  day;
	/* The rest of the bytes, read one by one. */
	const unsigned char *p, *end;
	uint32_t n_terms, n_forms;
};

bool packed_open(struct slice bytes, struct packed *out) MUST_CHECK;
/* First all terms, then all forms. */
bool packed_term(struct packed *p, struct slice *term, uint32_t *wdf) MUST_CHECK;
bool packed_form(struct packed *p, struct slice *form, struct slice *stem) MUST_CHECK;

#endif
