/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Clusters of copies in the archive: see copies.h.
 *
 * The walk reads two slots side by side, both sorted by document id: one value
 * stream instead of a document opened for each article. */
#include "lib/archive/copies.h"

#include <stdlib.h>

#include "lib/archive/internal.h"
#include "lib/archive/pending.h"
#include "lib/archive/schema.h"
#include "lib/base/mem.h"

bool archive_copies_pending(const struct archive_writer *w)
{
	return !pending_empty(archive_writer_pending((struct archive_writer *)w));
}

void archive_copies_settled(struct archive_writer *w)
{
	pending_clear(archive_writer_pending(w));
}

struct walk {
	struct pending *pending;
	struct xc_values *all, *clustered;
	struct xc_bytes bytes, cluster;
	uint32_t clustered_at; /* document id under `clustered`; 0: at its end */
};

static enum xc_status next_clustered(struct walk *k, struct xc_error *xe)
{
	enum xc_status xs = xc_values_next(k->clustered, xe);

	if (xs == XC_END) {
		k->clustered_at = 0;
		return XC_OK;
	}
	return xs == XC_OK ? xc_values_docid(k->clustered, &k->clustered_at, xe) : xs;
}

/* The cluster of a document, 0 for none. */
static enum xc_status cluster_of(struct walk *k, uint32_t docid, uint64_t *out, struct xc_error *xe)
{
	enum xc_status xs = XC_OK;

	*out = 0;
	while (xs == XC_OK && k->clustered_at && k->clustered_at < docid)
		xs = next_clustered(k, xe);
	if (xs == XC_OK && k->clustered_at == docid) {
		xs = xc_values_get(k->clustered, &k->cluster, xe);
		if (xs == XC_OK)
			*out = archive_get_big_endian(archive_bytes(&k->cluster), 8);
	}
	return xs;
}

static bool copy_of(struct walk *k, struct archive_copy *out)
{
	struct slice s = archive_bytes(&k->bytes);
	uint64_t day;

	if (s.n < COPY_HEAD)
		return false;
	day = archive_get_big_endian(slice_sub(s, 8, COPY_HEAD), 4);
	out->key = archive_get_big_endian(s, 8);
	out->dated = day != 0;
	out->day = (int32_t)((int64_t)day - INT32_MAX - 1);
	out->signature = slice_sub(s, COPY_HEAD, s.n);
	out->fresh = pending_has_document(k->pending, out->docid) ||
		     (out->cluster && pending_has_cluster(k->pending, out->cluster));
	return true;
}

static enum xc_status walk(struct walk *k, void (*each)(void *ctx, const struct archive_copy *c),
			   void *ctx, struct xc_error *xe)
{
	enum xc_status xs = next_clustered(k, xe);

	while (xs == XC_OK && (xs = xc_values_next(k->all, xe)) == XC_OK) {
		struct archive_copy c = {.docid = 0};

		if ((xs = xc_values_docid(k->all, &c.docid, xe)) != XC_OK ||
		    (xs = xc_values_get(k->all, &k->bytes, xe)) != XC_OK ||
		    (xs = cluster_of(k, c.docid, &c.cluster, xe)) != XC_OK)
			break;
		if (copy_of(k, &c))
			each(ctx, &c);
	}
	return xs;
}

enum status archive_copies_walk(struct archive_writer *w,
				void (*each)(void *ctx, const struct archive_copy *c), void *ctx,
				struct err *err)
{
	const struct xc_db *db = xc_wdb_as_db(archive_writer_db(w));
	struct walk k = {.pending = archive_writer_pending(w)};
	struct xc_error xe;
	enum xc_status xs;

	xs = xc_db_values(db, SLOT_SIGNATURE, &k.all, &xe);
	if (xs == XC_OK)
		xs = xc_db_values(db, SLOT_CLUSTER, &k.clustered, &xe);
	if (xs == XC_OK)
		xs = walk(&k, each, ctx, &xe);
	xc_values_free(k.all);
	xc_values_free(k.clustered);
	xc_bytes_free(&k.bytes);
	xc_bytes_free(&k.cluster);
	return xs == XC_END ? STATUS_OK : archive_failed(err, &xe, archive_writer_dir(w));
}

static int by_number(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

	return (x > y) - (x < y);
}

struct clusters {
	uint64_t *v;
	size_t n, cap;
};

/* The cluster of every article that has one; XC_ERR_CORRUPT: its content has no key. */
static enum xc_status read_clusters(struct clusters *c, struct xc_values *it,
				    struct xc_values *keys, struct xc_error *xe)
{
	struct xc_bytes bytes = XC_BYTES_INIT;
	uint32_t docid, other;
	enum xc_status xs;

	while ((xs = xc_values_next(it, xe)) == XC_OK) {
		if ((xs = xc_values_docid(it, &docid, xe)) != XC_OK ||
		    (xs = xc_values_get(it, &bytes, xe)) != XC_OK)
			break;
		xs = xc_values_next(keys, xe);
		if (xs == XC_OK)
			xs = xc_values_docid(keys, &other, xe);
		if (xs == XC_END || (xs == XC_OK && other != docid))
			xs = XC_ERR_CORRUPT;
		if (xs != XC_OK)
			break;
		GROW(c->v, c->n + 1, c->cap);
		c->v[c->n++] = archive_get_big_endian(archive_bytes(&bytes), 8);
	}
	xc_bytes_free(&bytes);
	if (xs == XC_END && xc_values_next(keys, xe) != XC_END)
		return XC_ERR_CORRUPT;
	return xs;
}

enum status archive_stories(struct archive_reader *r, uint64_t *out, struct err *err)
{
	struct xc_values *it = NULL, *keys = NULL;
	struct clusters c = {NULL, 0, 0};
	uint64_t stories = archive_articles(r);
	struct xc_error xe = {.msg = ""};
	enum xc_status xs = xc_db_values(archive_db(r), SLOT_CLUSTER, &it, &xe);
	size_t i;

	if (xs == XC_OK)
		xs = xc_db_values(archive_db(r), SLOT_COPY, &keys, &xe);
	if (xs == XC_OK)
		xs = read_clusters(&c, it, keys, &xe);
	if (c.n)
		qsort(c.v, c.n, sizeof(*c.v), by_number);
	for (i = 1; i < c.n; i++)
		stories -= c.v[i] == c.v[i - 1];
	free(c.v);
	xc_values_free(it);
	xc_values_free(keys);
	if (xs == XC_ERR_CORRUPT)
		return err_set(err, STATUS_CORRUPT, "%s: the clusters of copies are damaged",
			       archive_dir(r));
	if (xs != XC_END)
		return archive_failed(err, &xe, archive_dir(r));
	*out = stories;
	return STATUS_OK;
}

enum status archive_copies_get(struct archive_writer *w, struct record_codec *codec,
			       uint32_t docid, struct article *out, struct err *err)
{
	struct xc_bytes bytes = XC_BYTES_INIT;
	enum status st = STATUS_OK;
	struct xc_doc *doc = NULL;
	struct xc_error xe;
	enum xc_status xs;

	article_reset(out);
	xs = xc_db_get_doc(xc_wdb_as_db(archive_writer_db(w)), docid, &doc, &xe);
	if (xs == XC_OK)
		xs = xc_doc_get_data(doc, &bytes, &xe);
	if (xs != XC_OK)
		st = archive_failed(err, &xe, archive_writer_dir(w));
	else
		st = record_decode(codec, archive_bytes(&bytes), out, err);
	xc_doc_free(doc);
	xc_bytes_free(&bytes);
	return st;
}

enum status archive_copies_set(struct archive_writer *w, uint32_t docid, uint64_t cluster,
			       uint64_t key, struct err *err)
{
	struct xc_wdb *db = archive_writer_db(w);
	struct xc_doc *doc = NULL;
	char bytes[16];
	struct xc_error xe;
	enum xc_status xs;

	archive_put_big_endian(cluster, 8, bytes);
	archive_put_big_endian(key, 8, bytes + 8);
	xs = xc_db_get_doc(xc_wdb_as_db(db), docid, &doc, &xe);
	if (xs == XC_OK)
		xs = xc_doc_set_value(doc, SLOT_CLUSTER, bytes, cluster ? 8 : 0, &xe);
	if (xs == XC_OK)
		xs = xc_doc_set_value(doc, SLOT_COPY, bytes + 8, cluster ? 8 : 0, &xe);
	if (xs == XC_OK)
		xs = xc_wdb_replace_doc(db, docid, doc, &xe);
	xc_doc_free(doc);
	return xs == XC_OK ? STATUS_OK : archive_failed(err, &xe, archive_writer_dir(w));
}
