/* SPDX-License-Identifier: GPL-2.0-or-later */
/* lib/search/kin.h - words that a question means though it has others: whoever
 * asks about Britain is answered by what is British (lib/text/country.h).
 *
 * In mode any, where the archive's main language is English, such words are looked
 * for beside the ones asked, at rank.kin of their weight, and told in what is read.
 * Elsewhere a query finds what it says.
 */
#ifndef LIB_SEARCH_KIN_H
#define LIB_SEARCH_KIN_H

#include "lib/search/leaf.h"

#define KIN_WORDS 16 /* of one query at most */

/* After leaf_resolve(). */
enum status kin_add(struct leaf_context *c, struct node **root, struct err *err) MUST_CHECK;

#endif
