/* SPDX-License-Identifier: GPL-2.0-or-later */
/* lib/archive/lexicon.h - the folded forms that occur, each with its stems, in
 * the metadata of the database; for this room (archive_lexicon() is the door).
 *
 * Forms in byte order are cut into leaves of a few kilobytes, front-coded; a
 * leaf's key is META_LEXICON and its first form when it was made, and the entry
 * under META_LEXICON alone lists the leaves.  That is a B-tree of two levels on
 * top of Xapian's: exact and prefix look-ups read one leaf or a run of leaves.
 * Forms only come; those of articles that were removed stay, which does no harm
 * but a wider wildcard.
 */
#ifndef LIB_ARCHIVE_LEXICON_H
#define LIB_ARCHIVE_LEXICON_H

#include <stdbool.h>

#include "lib/base/arena.h"
#include "lib/base/slice.h"
#include "lib/base/status.h"
#include "libxapian-c/xapian_c.h"

#define LEXICON_STEMS 32 /* of one form at most: one a language */
#define LEXICON_KEPT 64
#define LEXICON_FORM_BYTES 256 /* the longest form or stem; LIMIT_TOKEN_BYTES is below */

struct lexicon_pair {
	struct slice form, stem;
};

/* Add n pairs of at most LEXICON_FORM_BYTES each, sorted by form; they need not
 * be new. */
enum status lexicon_merge(struct xc_wdb *w, struct lexicon_pair *v, size_t n, struct err *err)
	MUST_CHECK;

/* Where the leaves of one revision begin, read once and kept from walk to walk, and
 * some of the leaves, two hundred kilobytes of them.  Begin with zeros; lexicon_index_done() frees it and makes it new again, which
 * is due when another revision is read. */
struct lexicon_index {
	struct arena arena;
	struct slice *first; /* form in the key of each leaf, ascending */
	size_t n, cap;
	bool known;
	struct lexicon_leaf {
		size_t number; /* one more than its index; 0: none */
		struct xc_bytes bytes;
	} kept[LEXICON_KEPT]; /* the leaf of index i is at i % LEXICON_KEPT */
};
void lexicon_index_done(struct lexicon_index *x);

/* As archive_lexicon(); `each` may not walk the same index. */
enum status lexicon_walk(const struct xc_db *db, struct lexicon_index *x, struct slice prefix,
			 bool (*each)(void *ctx, struct slice form, const struct slice *stems,
				      size_t n_stems),
			 void *ctx, struct err *err) MUST_CHECK;

#endif
