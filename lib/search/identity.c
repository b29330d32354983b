/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Articles by id: see identity.h. */
#include "lib/search/identity.h"

#include <string.h>

#include "lib/archive/schema.h"
#include "lib/base/hash.h"
#include "lib/search/xc.h"

#define SUFFIX     5  /* "~" and four characters */
#define COPIES_MAX 64 /* of one id that are looked at */

struct slice identity_bare(struct slice id)
{
	if (id.n != ID_LEN + SUFFIX || id.p[ID_LEN] != '~' ||
	    !slice_starts(id, SLICE_LIT("a:")))
		return id;
	return slice_sub(id, 0, ID_LEN);
}

/* The longer id; in the article's arena. */
static struct slice long_id(struct article *a)
{
	const struct slice parts[] = {a->publisher, a->title, a->url};
	char text[ID_LEN + 1], *out = arena_alloc(&a->arena, ID_LEN + SUFFIX);
	struct hash128 h = {0, 0};
	size_t i;

	for (i = 0; i < sizeof(parts) / sizeof(parts[0]); i++) {
		struct hash128 k = hash128(parts[i]);

		h.hi = (h.hi ^ k.hi) * 0x9E3779B97F4A7C15u;
		h.lo = (h.lo ^ k.lo) * 0x9E3779B97F4A7C15u;
	}
	hash_id(h, text);
	memcpy(out, a->id.p, ID_LEN);
	out[ID_LEN] = '~';
	memcpy(out + ID_LEN + 1, text + 2, SUFFIX - 1);
	return slice_of(out, ID_LEN + SUFFIX);
}

enum status identity_get(struct searcher *s, uint32_t docid, struct article *out, struct err *err)
{
	enum status st = archive_get(s->reader, docid, out, err);
	uint32_t same = 0;

	if (st != STATUS_OK || out->id.n != ID_LEN)
		return st;
	st = search_term_freq(s->reader, TERM_ID, slice_sub(out->id, 2, ID_LEN), &same,
			      err);
	if (st == STATUS_OK && same > 1)
		out->id = long_id(out);
	return st;
}

enum status identity_find(struct searcher *s, struct slice id, uint32_t *docid,
			  struct article *out, struct err *err)
{
	struct slice bare = identity_bare(id);
	uint32_t docids[COPIES_MAX];
	size_t n = 0, i;
	enum status st = archive_find(s->reader, bare, docids, COPIES_MAX, &n, err);

	for (i = 0; i < n && st == STATUS_OK; i++) {
		st = identity_get(s, docids[i], out, err);
		if (st == STATUS_OK && (bare.n == id.n || slice_eq(long_id(out), id))) {
			*docid = docids[i];
			return STATUS_OK;
		}
	}
	if (st != STATUS_OK && st != STATUS_NOT_FOUND)
		return st;
	return err_set(err, STATUS_NOT_FOUND, "no article '%.*s'", SLICE_ARG(slice_sub(id, 0, 80)));
}
