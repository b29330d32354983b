/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Packed lists of places: see packed.h.
 *
 * An entry: how far the id is above the one before (0 for the first of a chunk), one
 * more than the bytes of its places (0: not held), the places: the gap of positions,
 * doubled, and one more with a tag, which follows as a byte. */
#include "lib/search/packed.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"
#include "lib/base/seek.h"
#include "lib/base/varint.h"

#define CHUNK 8 /* documents */

void packed_init(struct packed_list *l)
{
	memset(l, 0, sizeof(*l));
	buf_init(&l->fresh, SIZE_MAX / 2);
}

void packed_done(struct packed_list *l)
{
	free(l->bytes);
	buf_done(&l->fresh);
	free(l->chunks);
	free(l->added);
	free(l->here);
}

size_t packed_bytes(const struct packed_list *l)
{
	return l->n_bytes + l->fresh.cap + l->n_chunks * sizeof(*l->chunks) +
	       l->cap_added * sizeof(*l->added) + l->cap_here * sizeof(*l->here);
}

/* --- adding --------------------------------------------------------------- */

#define CODE_ROOM 5 /* bytes of the longest entry's length */

void packed_add(struct packed_list *l, uint32_t docid, const uint32_t *v, uint32_t n)
{
	unsigned char *to, *p;
	uint32_t pos = 0, i;
	size_t code;

	GROW(l->added, l->n_added + 1, l->cap_added);
	l->added[l->n_added++] = (struct packed_fresh){docid, (uint32_t)l->fresh.len};
	to = (unsigned char *)buf_reserve(&l->fresh, CODE_ROOM + (size_t)n * (CODE_ROOM + 1));
	p = to + CODE_ROOM;
	for (i = 0; i < n && v; i++) {
		uint32_t tag = place_tag(v[i]);

		p += varint_put(p, (uint64_t)(place_pos(v[i]) - pos) << 1 | (tag != 0));
		if (tag)
			*p++ = (unsigned char)tag;
		pos = place_pos(v[i]);
	}
	n = (uint32_t)(p - to) - CODE_ROOM;
	code = varint_put(to, v ? (uint64_t)n + 1 : 0);
	memmove(to + code, to + CODE_ROOM, n);
	l->fresh.len += code + n;
}

static int by_docid(const void *a, const void *b)
{
	const struct packed_fresh *x = a, *y = b;

	return (x->docid > y->docid) - (x->docid < y->docid);
}

/* The number at *p, which is well-formed: it was written here. */
static uint64_t number_at(const unsigned char **p)
{
	uint64_t v = *(*p)++;
	unsigned shift;

	if (v < 0x80)
		return v;
	v &= 0x7F;
	for (shift = 7;; shift += 7) {
		unsigned char c = *(*p)++;

		v |= (uint64_t)(c & 0x7F) << shift;
		if (c < 0x80)
			return v;
	}
}

/* The length of an entry without its id: what stands at p. */
static size_t body_bytes(const unsigned char *p)
{
	const unsigned char *q = p;
	uint64_t code = number_at(&q);

	return (size_t)(q - p) + (code ? (size_t)code - 1 : 0);
}

/* The list being written anew. */
struct packing {
	struct buf bytes;
	struct packed_chunk *chunks;
	size_t n_chunks, cap_chunks;
	uint32_t n, docid;
};

static void pack_entry(struct packing *w, uint32_t docid, const unsigned char *body, size_t n)
{
	unsigned char *to;
	size_t delta;

	if (w->n && docid == w->docid) /* told twice */
		return;
	if (w->n++ % CHUNK == 0) {
		GROW(w->chunks, w->n_chunks + 1, w->cap_chunks);
		w->chunks[w->n_chunks++] = (struct packed_chunk){docid, (uint32_t)w->bytes.len};
		w->docid = docid;
	}
	to = (unsigned char *)buf_reserve(&w->bytes, VARINT_MAX + n);
	delta = varint_put(to, docid - w->docid);
	memcpy(to + delta, body, n);
	w->bytes.len += delta + n;
	w->docid = docid;
}

static void pack_added(struct packing *w, const struct packed_list *l, size_t i)
{
	const unsigned char *p = (const unsigned char *)l->fresh.data + l->added[i].at;

	pack_entry(w, l->added[i].docid, p, body_bytes(p));
}

/* All of the old entries with the new ones between them. */
static void merge(struct packing *w, const struct packed_list *l)
{
	const unsigned char *p = l->bytes;
	uint32_t i, docid = 0;
	size_t k = 0;

	for (i = 0; i < l->n; i++) {
		size_t body;

		if (i % CHUNK == 0)
			docid = l->chunks[i / CHUNK].docid;
		docid += (uint32_t)number_at(&p);
		for (; k < l->n_added && l->added[k].docid < docid; k++)
			pack_added(w, l, k);
		body = body_bytes(p);
		pack_entry(w, docid, p, body);
		p += body;
	}
	for (; k < l->n_added; k++)
		pack_added(w, l, k);
}

void packed_settle(struct packed_list *l)
{
	struct packing w = {.n = 0};
	size_t i;

	if (l->n_added == 0)
		return;
	for (i = 1; i < l->n_added && l->added[i - 1].docid < l->added[i].docid; i++)
		;
	if (i < l->n_added)
		qsort(l->added, l->n_added, sizeof(*l->added), by_docid);
	buf_init(&w.bytes, SIZE_MAX / 2);
	(void)buf_reserve(&w.bytes, l->n_bytes + l->fresh.len + 2 * l->n_added + VARINT_MAX);
	merge(&w, l);
	free(l->chunks);
	free(l->added);
	buf_done(&l->fresh);
	buf_init(&l->fresh, SIZE_MAX / 2);
	l->n_bytes = w.bytes.len; /* no room left over: lists are kept, and counted */
	l->bytes = xreallocarray(l->bytes, l->n_bytes, 1);
	memcpy(l->bytes, w.bytes.data, l->n_bytes);
	buf_done(&w.bytes);
	l->chunks = xreallocarray(w.chunks, w.n_chunks, sizeof(*w.chunks));
	l->n_chunks = w.n_chunks;
	l->n = w.n;
	l->added = NULL;
	l->n_added = l->cap_added = 0;
	l->left = 0;
	l->chunk = l->n_chunks;
}

/* --- finding -------------------------------------------------------------- */

static void enter_chunk(struct packed_list *l, size_t c)
{
	l->chunk = c;
	l->at = l->chunks[c].at;
	l->docid = l->chunks[c].docid;
	l->left = c + 1 < l->n_chunks ? CHUNK : l->n - (uint32_t)c * CHUNK;
}

/* Stand in the chunk that has the document if any has, at or before it.  False: none. */
static bool seek(struct packed_list *l, uint32_t docid)
{
	size_t from = l->chunk < l->n_chunks && docid >= l->chunks[l->chunk].docid ? l->chunk : 0, lo;

	if (l->n_chunks == 0)
		return false;
	lo = seek_u32(&l->chunks->docid, sizeof(*l->chunks), from, l->n_chunks, docid);
	if (lo == l->n_chunks || l->chunks[lo].docid > docid) {
		if (lo == 0)
			return false;
		lo--;
	}
	if (lo != l->chunk || (docid <= l->docid && l->at != l->chunks[lo].at))
		enter_chunk(l, lo);
	return true;
}

/* The places of one document. */
static uint32_t unpack(struct packed_list *l, const unsigned char *p, const unsigned char *end)
{
	uint32_t n = 0, pos = 0;
	uint64_t v;

	if ((size_t)(end - p) > l->cap_here)
		GROW(l->here, (size_t)(end - p), l->cap_here);
	while (p < end) {
		v = number_at(&p);
		pos += (uint32_t)(v >> 1);
		l->here[n++] = place_of(pos, v & 1 ? *p++ : 0);
	}
	return n;
}

enum packed_found packed_get(struct packed_list *l, uint32_t docid, const uint32_t **v, uint32_t *n)
{
	const unsigned char *p;

	if (!seek(l, docid))
		return PACKED_UNKNOWN;
	p = l->bytes + l->at;
	while (l->left) {
		uint64_t delta = number_at(&p), code;

		if (l->docid + delta > docid)
			break;
		code = number_at(&p);
		if (l->docid + delta == docid) {
			if (code == 0)
				return PACKED_NOT_HELD;
			*n = unpack(l, p, p + code - 1);
			*v = l->here;
			return PACKED_HELD;
		}
		p += code ? code - 1 : 0;
		l->docid += (uint32_t)delta;
		l->at = (size_t)(p - l->bytes);
		l->left--;
	}
	return PACKED_UNKNOWN;
}
