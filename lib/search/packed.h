/* SPDX-License-Identifier: GPL-2.0-or-later */
/* lib/search/packed.h - lists of places by document, packed: about two bytes a place.
 *
 * Documents are added in any order and found when packed_settle() has put them in
 * theirs.  Eight documents a chunk are delta-coded, and a table says where each chunk
 * begins, as the skip lists of an inverted index do (Moffat and Zobel, "Self-indexing
 * inverted files for fast text retrieval", 1996).
 *
 * Memory: the list's; what packed_get() gives is lent until its next call.
 */
#ifndef LIB_SEARCH_PACKED_H
#define LIB_SEARCH_PACKED_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/base/buf.h"

/* A place: a position and a small number that says more of it. */
#define PLACE_TAG_BITS 5
#define PLACE_TAGS     (1U << PLACE_TAG_BITS)
#define PLACE_POS_MAX  (UINT32_MAX >> PLACE_TAG_BITS)

static inline uint32_t place_of(uint32_t pos, uint32_t tag)
{
	return pos << PLACE_TAG_BITS | tag;
}

static inline uint32_t place_pos(uint32_t place)
{
	return place >> PLACE_TAG_BITS;
}

static inline uint32_t place_tag(uint32_t place)
{
	return place & (PLACE_TAGS - 1);
}

struct packed_list {
	unsigned char *bytes; /* settled */
	size_t n_bytes;
	struct packed_chunk {
		uint32_t docid, at; /* the first document, where it begins in bytes */
	} *chunks;
	size_t n_chunks;
	struct buf fresh; /* not yet settled */
	struct packed_fresh {
		uint32_t docid, at;
	} *added;
	size_t n_added, cap_added;
	uint32_t n; /* documents settled */
	/* where the last one was looked for: the document that begins at `at` has an id
	 * above `docid` and is the `left`-th but last of its chunk */
	size_t   chunk, at;
	uint32_t docid, left;
	uint32_t *here; /* of the last one found */
	size_t   cap_here;
};

void   packed_init(struct packed_list *l);
void   packed_done(struct packed_list *l);
size_t packed_bytes(const struct packed_list *l);

/* Places ascend by position; v NULL: the document is known not to be held here.  Each
 * document once. */
void packed_add(struct packed_list *l, uint32_t docid, const uint32_t *v, uint32_t n);
void packed_settle(struct packed_list *l);

enum packed_found { PACKED_UNKNOWN, PACKED_NOT_HELD, PACKED_HELD };

/* Documents asked for in ascending order are found in few steps. */
enum packed_found packed_get(struct packed_list *l, uint32_t docid, const uint32_t **v, uint32_t *n);

#endif
