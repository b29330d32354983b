/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What waits for the search for copies: see pending.h.
 *
 * Stored as LEB128: the number of runs; for each the gap from the end of the one
 * before and its length; then the clusters, eight bytes each, low byte first. */
#include "lib/archive/pending.h"

#include <stdlib.h>
#include <string.h>

#include "lib/archive/internal.h"
#include "lib/archive/schema.h"
#include "lib/base/mem.h"
#include "lib/base/varint.h"

void pending_init(struct pending *p)
{
	*p = (struct pending){.sorted = true};
}

void pending_done(struct pending *p)
{
	free(p->runs);
	free(p->clusters);
	pending_init(p);
}

static int by_from(const void *a, const void *b)
{
	const struct pending_run *x = a, *y = b;

	return (x->from > y->from) - (x->from < y->from);
}

static int by_value(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

	return (x > y) - (x < y);
}

static void set_all(struct pending *p)
{
	p->n_clusters = 0;
	p->n_runs = 0;
	GROW(p->runs, 1, p->cap_runs);
	p->runs[p->n_runs++] = (struct pending_run){0, UINT32_MAX};
}

/* In order, none twice, runs that touch made one. */
static void sort(struct pending *p)
{
	size_t i, n = 0;

	if (p->sorted)
		return;
	p->sorted = true;
	if (p->n_runs)
		qsort(p->runs, p->n_runs, sizeof(*p->runs), by_from);
	for (i = 0; i < p->n_runs; i++) {
		if (n && p->runs[i].from <= p->runs[n - 1].to) {
			if (p->runs[i].to > p->runs[n - 1].to)
				p->runs[n - 1].to = p->runs[i].to;
		} else {
			p->runs[n++] = p->runs[i];
		}
	}
	p->n_runs = n;
	if (p->n_clusters)
		qsort(p->clusters, p->n_clusters, sizeof(*p->clusters), by_value);
	for (i = n = 0; i < p->n_clusters; i++)
		if (n == 0 || p->clusters[i] != p->clusters[n - 1])
			p->clusters[n++] = p->clusters[i];
	p->n_clusters = n;
	if (p->n_runs > PENDING_MAX || p->n_clusters > PENDING_MAX)
		set_all(p);
}

void pending_add_document(struct pending *p, uint32_t docid)
{
	struct pending_run *last = p->n_runs ? &p->runs[p->n_runs - 1] : NULL;

	p->changed = true;
	if (last && docid >= last->from && docid <= last->to) {
		if (docid == last->to && docid < UINT32_MAX)
			last->to++;
		return;
	}
	p->sorted = false;
	GROW(p->runs, p->n_runs + 1, p->cap_runs);
	p->runs[p->n_runs++] = (struct pending_run){docid, docid + 1};
}

void pending_add_cluster(struct pending *p, uint64_t cluster)
{
	p->changed = true;
	p->sorted = false;
	GROW(p->clusters, p->n_clusters + 1, p->cap_clusters);
	p->clusters[p->n_clusters++] = cluster;
}

void pending_clear(struct pending *p)
{
	p->changed = p->changed || !pending_empty(p);
	p->n_runs = p->n_clusters = 0;
	p->sorted = true;
}

bool pending_empty(const struct pending *p)
{
	return p->n_runs == 0 && p->n_clusters == 0;
}

bool pending_has_document(struct pending *p, uint32_t docid)
{
	size_t low = 0, high;

	sort(p);
	high = p->n_runs;
	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (p->runs[mid].to <= docid)
			low = mid + 1;
		else
			high = mid;
	}
	return low < p->n_runs && p->runs[low].from <= docid;
}

bool pending_has_cluster(struct pending *p, uint64_t cluster)
{
	sort(p);
	return p->n_clusters && bsearch(&cluster, p->clusters, p->n_clusters, sizeof(cluster), by_value);
}

/* --- stored --- */

static bool read_runs(struct pending *p, const unsigned char **at, const unsigned char *end)
{
	uint64_t n, last = 0;

	if (!varint_get(at, end, &n) || n > PENDING_MAX)
		return false;
	while (n--) {
		uint64_t gap, len;

		if (!varint_get(at, end, &gap) || !varint_get(at, end, &len) || gap > UINT32_MAX ||
		    len > UINT32_MAX || last + gap + len > UINT32_MAX)
			return false;
		GROW(p->runs, p->n_runs + 1, p->cap_runs);
		p->runs[p->n_runs].from = (uint32_t)(last + gap);
		last += gap + len;
		p->runs[p->n_runs++].to = (uint32_t)last;
	}
	return true;
}

static bool read_clusters(struct pending *p, const unsigned char *at, const unsigned char *end)
{
	if ((end - at) % 8 != 0)
		return false;
	for (; at < end; at += 8) {
		uint64_t v = 0;
		unsigned i;

		for (i = 0; i < 8; i++)
			v |= (uint64_t)at[i] << (8 * i);
		pending_add_cluster(p, v);
	}
	return true;
}

enum status pending_read(struct pending *p, const struct xc_db *db, struct err *err)
{
	struct xc_bytes value = XC_BYTES_INIT;
	const unsigned char *at, *end;
	enum status st = STATUS_OK;
	struct xc_error xe;

	if (xc_db_get_metadata(db, META_UNCLUSTERED, strlen(META_UNCLUSTERED), &value, &xe) != XC_OK)
		return archive_failed(err, &xe, META_UNCLUSTERED);
	at = (const unsigned char *)value.p;
	end = value.n ? at + value.n : at;
	if (value.n && (!read_runs(p, &at, end) || !read_clusters(p, at, end)))
		st = err_set(err, STATUS_CORRUPT, "%s: not a list of documents", META_UNCLUSTERED);
	xc_bytes_free(&value);
	p->changed = false;
	return st;
}

static void encode(const struct pending *p, struct buf *out)
{
	uint32_t last = 0;
	size_t i;

	buf_add_varint(out, p->n_runs);
	for (i = 0; i < p->n_runs; i++) {
		buf_add_varint(out, p->runs[i].from - last);
		buf_add_varint(out, p->runs[i].to - p->runs[i].from);
		last = p->runs[i].to;
	}
	for (i = 0; i < p->n_clusters; i++) {
		unsigned k;

		for (k = 0; k < 8; k++)
			buf_add_char(out, (char)(p->clusters[i] >> (8 * k)));
	}
}

enum status pending_write(struct pending *p, struct xc_wdb *db, struct err *err)
{
	enum status st = STATUS_OK;
	struct xc_error xe;
	struct buf bytes;

	if (!p->changed)
		return STATUS_OK;
	sort(p);
	buf_init(&bytes, SIZE_MAX / 2);
	if (!pending_empty(p))
		encode(p, &bytes);
	if (xc_wdb_set_metadata(db, META_UNCLUSTERED, strlen(META_UNCLUSTERED), bytes.data,
				bytes.len, &xe) != XC_OK)
		st = archive_failed(err, &xe, META_UNCLUSTERED);
	buf_done(&bytes);
	if (st == STATUS_OK)
		p->changed = false;
	return st;
}
