/* SPDX-License-Identifier: GPL-2.0-or-later */
/* lib/search/identity.h - articles by id, where copies have the same one.
 *
 * An id is the hash of the body (lib/base/article.h), so the outlets that carry
 * one wire story word for word share it, and a citation would name whichever was
 * indexed first.  Where an archive has several articles of one id, each is known
 * by the id and four characters that tell publisher, title and address:
 * "a:0123456789abcdefghjk~x7w2".  These come from the content too, so they stay
 * good when the archive is built anew.  The id alone still finds the first.
 */
#ifndef LIB_SEARCH_IDENTITY_H
#define LIB_SEARCH_IDENTITY_H

#include "lib/search/search.h"

/* archive_get(), with the longer id where the archive has others of that id. */
enum status identity_get(struct searcher *s, uint32_t docid, struct article *out, struct err *err)
	MUST_CHECK;

/* The article of an id of either form, or of a source id.  STATUS_NOT_FOUND. */
enum status identity_find(struct searcher *s, struct slice id, uint32_t *docid,
			  struct article *out, struct err *err) MUST_CHECK;

/* The id without the four characters. */
struct slice identity_bare(struct slice id);

#endif
