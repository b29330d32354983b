/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Cursors as text: see cursor.h.  Varints and a hash of them, in base 64. */
#include "lib/search/cursor.h"

#include <string.h>

#include "lib/base/hash.h"
#include "lib/base/limits.h"
#include "lib/base/varint.h"

#define CURSOR_VERSION 1
#define CHECK_BYTES    4

static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

static void encode(struct slice s, struct buf *out)
{
	uint32_t bits = 0;
	unsigned n = 0;
	size_t i;

	for (i = 0; i < s.n; i++) {
		bits = bits << 8 | (unsigned char)s.p[i];
		for (n += 8; n >= 6; n -= 6)
			buf_add_char(out, digits[bits >> (n - 6) & 63]);
	}
	if (n)
		buf_add_char(out, digits[bits << (6 - n) & 63]);
}

static bool decode(struct slice s, struct buf *out)
{
	uint32_t bits = 0;
	unsigned n = 0;
	size_t i;

	for (i = 0; i < s.n; i++) {
		const char *at = s.p[i] ? strchr(digits, s.p[i]) : NULL;

		if (!at)
			return false;
		bits = bits << 6 | (uint32_t)(at - digits);
		n += 6;
		if (n >= 8) {
			n -= 8;
			buf_add_char(out, (char)(bits >> n & 0xFF));
		}
	}
	return buf_error(out) == STATUS_OK;
}

void cursor_write(const struct cursor *c, struct buf *out)
{
	uint32_t i, last = 0;
	struct buf b;

	buf_init(&b, LIMIT_CURSOR_BYTES);
	buf_add_varint(&b, CURSOR_VERSION);
	buf_add_varint(&b, c->request);
	buf_add_varint(&b, c->revision);
	buf_add_varint(&b, c->moved);
	buf_add_varint(&b, c->offset);
	buf_add_varint(&b, c->last_docid);
	buf_add_varint(&b, c->n_seen);
	for (i = 0; i < c->n_seen; i++) {
		buf_add_varint(&b, c->seen[i] - last);
		last = c->seen[i];
	}
	buf_add_u32be(&b, hash32(buf_slice(&b)));
	encode(buf_slice(&b), out);
	buf_done(&b);
}

static bool read_fields(const unsigned char *p, const unsigned char *end, struct arena *arena,
			struct cursor *out)
{
	uint32_t version, moved, i, gap, last = 0;

	if (!varint_get32(&p, end, &version) || version != CURSOR_VERSION ||
	    !varint_get(&p, end, &out->request) || !varint_get(&p, end, &out->revision) ||
	    !varint_get32(&p, end, &moved) || !varint_get32(&p, end, &out->offset) ||
	    !varint_get32(&p, end, &out->last_docid) || !varint_get32(&p, end, &out->n_seen) ||
	    out->n_seen > LIMIT_CURSOR_HITS || out->offset > LIMIT_OFFSET)
		return false;
	out->moved = moved != 0;
	out->seen = ARENA_ARRAY(arena, uint32_t, out->n_seen + 1);
	for (i = 0; i < out->n_seen; i++) {
		if (!varint_get32(&p, end, &gap) || gap == 0 || gap > UINT32_MAX - last)
			return false;
		out->seen[i] = last += gap;
	}
	return p == end;
}

bool cursor_read(struct slice text, struct arena *arena, struct cursor *out)
{
	const unsigned char *p;
	struct buf b;
	uint32_t check;
	bool ok;

	memset(out, 0, sizeof(*out));
	buf_init(&b, LIMIT_CURSOR_BYTES);
	ok = text.n <= 2 * LIMIT_CURSOR_BYTES && decode(text, &b) && b.len > CHECK_BYTES;
	if (ok) {
		p = (const unsigned char *)b.data + b.len - CHECK_BYTES;
		check = (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
		ok = check == hash32(slice_of(b.data, b.len - CHECK_BYTES)) &&
		     read_fields((const unsigned char *)b.data, p, arena, out);
	}
	buf_done(&b);
	return ok;
}
