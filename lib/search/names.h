/* SPDX-License-Identifier: GPL-2.0-or-later */
/* lib/search/names.h - how a name that no article has may have been meant: values of
 * by:, site:, section:, source: and tag:.
 */
#ifndef LIB_SEARCH_NAMES_H
#define LIB_SEARCH_NAMES_H

#include "lib/search/match.h"
#include "lib/search/search.h"

#define NAMES_SCANNED 20000

/* May the field be asked so? */
bool names_have(enum field field);
/* The value of the field that is nearest to the one of the node, one edit away, or two of
 * five characters and more; of several the one that most articles have.  The first
 * character is believed.  *name is absent when there is none, and lives in the query's
 * arena.  At most NAMES_SCANNED values are looked at. */
enum status names_nearest(struct searcher *s, struct query *q, const struct node *field,
			  struct deadline *d, struct slice *name, uint32_t *articles,
			  struct err *err) MUST_CHECK;

#endif
