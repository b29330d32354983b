/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Messages between the indexer and its workers: see wire.h. */
#include "indexer/wire.h"

#include "lib/base/varint.h"

static size_t begin(struct buf *b)
{
	buf_add(b, "\0\0\0\0", WIRE_HEAD);
	return b->len;
}

static void end(struct buf *b, size_t from)
{
	size_t n = b->len - from;

	if (buf_error(b) != STATUS_OK)
		return;
	for (unsigned i = 0; i < WIRE_HEAD; i++)
		b->data[from - WIRE_HEAD + i] = (char)(n >> (8 * i));
}

static void put_slice(struct buf *b, struct slice s)
{
	buf_add_varint(b, s.p ? (uint64_t)s.n + 1 : 0);
	buf_add_slice(b, s);
}

static bool get_slice(const unsigned char **p, const unsigned char *stop, struct slice *out)
{
	uint64_t n;

	if (!varint_get(p, stop, &n) || (n && n - 1 > (uint64_t)(stop - *p)))
		return false;
	*out = n ? slice_of((const char *)*p, (size_t)n - 1) : SLICE_NONE;
	*p += n ? n - 1 : 0;
	return true;
}

void wire_put_job(struct buf *b, const struct raw *r)
{
	size_t from = begin(b);

	buf_add_char(b, (char)r->kind);
	buf_add_varint(b, r->offset);
	buf_add_varint(b, r->line);
	buf_add_varint(b, r->flags);
	put_slice(b, r->file);
	put_slice(b, r->url);
	put_slice(b, r->charset);
	put_slice(b, r->bytes);
	end(b, from);
}

bool wire_get_job(struct slice body, struct raw *out)
{
	const unsigned char *p = (const unsigned char *)body.p, *stop = p + body.n;
	struct raw r = {.kind = RAW_HTML};

	if (p == stop || *p >= RAW_KIND_COUNT)
		return false;
	r.kind = (enum raw_kind)*p++;
	if (!varint_get(&p, stop, &r.offset) || !varint_get(&p, stop, &r.line) ||
	    !varint_get32(&p, stop, &r.flags) || !get_slice(&p, stop, &r.file) ||
	    !get_slice(&p, stop, &r.url) || !get_slice(&p, stop, &r.charset) ||
	    !get_slice(&p, stop, &r.bytes) || p != stop)
		return false;
	*out = r;
	return true;
}

void wire_put_reply(struct buf *b, const struct wire_reply *r)
{
	size_t from = begin(b);

	buf_add_char(b, (char)r->st);
	if (r->st == STATUS_OK) {
		put_slice(b, r->name);
		put_slice(b, r->packed);
	} else {
		put_slice(b, r->message);
	}
	end(b, from);
}

bool wire_get_reply(struct slice body, struct wire_reply *out)
{
	const unsigned char *p = (const unsigned char *)body.p, *stop = p + body.n;
	struct wire_reply r = {.st = STATUS_INTERNAL};
	bool sound;

	if (p == stop || *p >= STATUS_COUNT)
		return false;
	r.st = (enum status)*p++;
	if (r.st == STATUS_OK)
		sound = get_slice(&p, stop, &r.name) && get_slice(&p, stop, &r.packed);
	else
		sound = get_slice(&p, stop, &r.message);
	if (!sound || p != stop)
		return false;
	*out = r;
	return true;
}

bool wire_whole(struct slice b, size_t *body_n, bool *bad)
{
	uint32_t n = 0;

	if (b.n < WIRE_HEAD)
		return false;
	for (unsigned i = 0; i < WIRE_HEAD; i++)
		n |= (uint32_t)(unsigned char)b.p[i] << (8 * i);
	if (n > WIRE_MAX) {
		*bad = true;
		return false;
	}
	*body_n = n;
	return b.n - WIRE_HEAD >= n;
}
