/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What is known of input files, as metadata: key and value.
 *
 * A key in Xapian's table is at most 252 bytes, a path 4096: a long path's key
 * is its head and a hash of it all, so keys keep the order of paths but among
 * long paths with the same head.  The value holds the whole path.
 */
#include "lib/archive/internal.h"
#include "lib/archive/schema.h"
#include "lib/base/hash.h"
#include "lib/base/limits.h"
#include "lib/base/varint.h"

#define KEY_PATH_BYTES 200 /* of the path in the key */

void archive_file_key(struct slice path, struct buf *out)
{
	char hex[17];

	buf_add_str(out, META_FILE);
	if (path.n <= KEY_PATH_BYTES) {
		buf_add_slice(out, path);
		return;
	}
	hash_hex64(hash64(path), hex);
	buf_add_slice(out, slice_sub(path, 0, KEY_PATH_BYTES));
	buf_add_char(out, '\n');
	buf_add_str(out, hex);
}

void archive_file_pack(const struct archive_file *f, struct buf *out)
{
	buf_add_varint(out, f->path.n);
	buf_add_slice(out, f->path);
	buf_add_varint(out, f->size);
	buf_add_varint(out, (uint64_t)f->mtime_ns << 1 ^ (f->mtime_ns < 0 ? UINT64_MAX : 0));
	buf_add_varint(out, f->articles);
	buf_add_varint(out, f->set_aside);
	buf_add_slice(out, f->reason);
}

bool archive_file_unpack(struct slice bytes, struct archive_file *out)
{
	const unsigned char *p = (const unsigned char *)bytes.p, *end = p + bytes.n;
	struct archive_file f;
	uint64_t n, mtime;

	if (!varint_get(&p, end, &n) || n > (uint64_t)(end - p))
		return false;
	f.path = slice_of((const char *)p, (size_t)n);
	p += n;
	if (!varint_get(&p, end, &f.size) || !varint_get(&p, end, &mtime) ||
	    !varint_get32(&p, end, &f.articles) || !varint_get32(&p, end, &f.set_aside))
		return false;
	f.mtime_ns = (int64_t)(mtime >> 1 ^ (~(mtime & 1) + 1));
	f.reason = p < end ? slice_of((const char *)p, (size_t)(end - p)) : SLICE_NONE;
	*out = f;
	return true;
}

enum status archive_walk_files(const struct xc_db *db,
			       bool (*each)(void *ctx, const struct archive_file *f), void *ctx,
			       struct err *err)
{
	struct xc_bytes key = XC_BYTES_INIT, value = XC_BYTES_INIT;
	struct xc_terms *it = NULL;
	struct archive_file f;
	struct xc_error xe;
	enum xc_status xs;
	enum status st = STATUS_OK;

	xs = xc_db_metadata_keys(db, META_FILE, strlen(META_FILE), &it, &xe);
	while (xs == XC_OK && (xs = xc_terms_next(it, &xe)) == XC_OK) {
		xs = xc_terms_get(it, &key, &xe);
		if (xs == XC_OK)
			xs = xc_db_get_metadata(db, key.p, key.n, &value, &xe);
		if (xs != XC_OK)
			break;
		if (!archive_file_unpack(archive_bytes(&value), &f)) {
			st = err_set(err, STATUS_CORRUPT, "what is known of '%.200s' is damaged",
				     key.p);
			break;
		}
		if (!each(ctx, &f))
			break;
	}
	if (st == STATUS_OK && xs != XC_OK && xs != XC_END)
		st = archive_failed(err, &xe, "files");
	xc_terms_free(it);
	xc_bytes_free(&key);
	xc_bytes_free(&value);
	return st;
}
