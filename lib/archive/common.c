/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What reader and writer share: statuses, versions, languages. */
#include <stdio.h>
#include <stdlib.h>

#include "lib/archive/internal.h"
#include "lib/archive/schema.h"
#include "lib/base/mem.h"
#include "lib/base/num.h"

static enum status status_of(enum xc_status st)
{
	switch (st) {
	case XC_OK:
	case XC_END:
		return STATUS_OK;
	case XC_ERR_LOCKED:
		return STATUS_LOCKED;
	case XC_ERR_MODIFIED:
		return STATUS_MODIFIED;
	case XC_ERR_CORRUPT:
		return STATUS_CORRUPT;
	case XC_ERR_NO_DB:
	case XC_ERR_NOT_FOUND:
		return STATUS_NOT_FOUND;
	case XC_ERR_VERSION:
		return STATUS_VERSION;
	case XC_ERR_QUERY:
		return STATUS_QUERY;
	case XC_ERR_FULL:
		return STATUS_NO_SPACE;
	case XC_ERR_RANGE:
		return STATUS_TOO_BIG;
	case XC_ERR_TIMEOUT:
		return STATUS_TIMEOUT;
	case XC_ERR_CALLBACK:
		return STATUS_CANCELLED;
	case XC_ERR_OPEN:
	case XC_ERR_DB:
	case XC_ERR_NETWORK:
		return STATUS_IO;
	default:
		return STATUS_INTERNAL;
	}
}

enum status archive_failed(struct err *err, const struct xc_error *xe, const char *what)
{
	return err_set(err, status_of(xe->status), "%s: %s", what, xe->msg);
}

enum status archive_get_number(const struct xc_db *db, const char *key, uint64_t *out,
			       struct err *err)
{
	struct xc_bytes value = XC_BYTES_INIT;
	enum status st = STATUS_OK;
	struct xc_error xe;
	uint64_t v = 0;

	if (xc_db_get_metadata(db, key, strlen(key), &value, &xe) != XC_OK)
		st = archive_failed(err, &xe, key);
	else if (value.n && !num_u64(archive_bytes(&value), UINT64_MAX, &v))
		st = err_set(err, STATUS_CORRUPT, "%s: not a number", key);
	else
		*out = v;
	xc_bytes_free(&value);
	return st;
}

enum status archive_set_number(struct xc_wdb *db, const char *key, uint64_t v, struct err *err)
{
	struct xc_error xe;
	char text[24];
	int n = snprintf(text, sizeof(text), "%llu", (unsigned long long)v);

	if (xc_wdb_set_metadata(db, key, strlen(key), text, (size_t)n, &xe) != XC_OK)
		return archive_failed(err, &xe, key);
	return STATUS_OK;
}

enum status archive_check_version(const struct xc_db *db, const char *dir, bool *fresh,
				  struct err *err)
{
	uint64_t format = 0, analyser = 0; /* 0: none */
	struct xc_db_stats stats;
	struct xc_error xe;
	enum status st;

	st = archive_get_number(db, META_FORMAT, &format, err);
	if (st == STATUS_OK)
		st = archive_get_number(db, META_ANALYSER, &analyser, err);
	if (st != STATUS_OK)
		return st;
	if (xc_db_get_stats(db, &stats, &xe) != XC_OK)
		return archive_failed(err, &xe, dir);
	*fresh = !format && stats.lastdocid == 0;
	if (*fresh)
		return STATUS_OK;
	if (!format)
		return err_set(err, STATUS_VERSION, "%s: a Xapian database, but not a backfile archive",
			       dir);
	if (format != ARCHIVE_FORMAT)
		return err_set(err, STATUS_VERSION,
			       "%s: an archive of format %llu, and this program reads format %d: "
			       "index its files anew into another folder",
			       dir, (unsigned long long)format, ARCHIVE_FORMAT);
	if (analyser != ARCHIVE_ANALYSER)
		return err_set(err, STATUS_VERSION,
			       "%s: its words were read by analyser %llu, and this program has %d: "
			       "index its files anew into another folder",
			       dir, (unsigned long long)analyser, ARCHIVE_ANALYSER);
	return STATUS_OK;
}

enum status archive_read_languages(const struct xc_db *db, struct archive_language **out, size_t *n,
				   struct err *err)
{
	struct xc_bytes value = XC_BYTES_INIT;
	struct archive_language *v = NULL, one;
	size_t count = 0, cap = 0;
	struct slice rest, line, code;
	struct xc_error xe;
	enum status st = STATUS_OK;

	if (xc_db_get_metadata(db, META_LANGUAGES, strlen(META_LANGUAGES), &value, &xe) != XC_OK) {
		st = archive_failed(err, &xe, META_LANGUAGES);
		goto out;
	}
	rest = archive_bytes(&value);
	while (slice_split(&rest, '\n', &line)) {
		if (line.n == 0)
			continue;
		one = (struct archive_language){{0}, 0};
		if (!slice_split(&line, ' ', &code) || code.n == 0 || code.n >= sizeof(one.code) ||
		    !line.p || !num_u64(line, UINT64_MAX, &one.articles)) {
			st = err_set(err, STATUS_CORRUPT, "%s: not a list of counts", META_LANGUAGES);
			goto out;
		}
		memcpy(one.code, code.p, code.n);
		GROW(v, count + 1, cap);
		v[count++] = one;
	}
	*out = v;
	*n = count;
	v = NULL;
out:
	free(v);
	xc_bytes_free(&value);
	return st;
}
