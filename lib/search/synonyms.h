/* SPDX-License-Identifier: GPL-2.0-or-later */
/* lib/search/synonyms.h - a file of words that are to be found for each other.
 *
 *	# acronyms, spellings, names
 *	ftc, federal trade commission
 *	wiretap, interception, bugging
 *	gpu => graphics card, accelerator
 *
 * A line is a group: each entry finds the others.  With "=>" what stands before
 * it finds what stands behind it, not the other way round.  Entries are words or
 * phrases, compared as the analyser folds them; '#' begins a comment.
 *
 * A word or {phrase} of a query that is an entry is read as SYNONYMS(word, …).
 * What was typed exactly (=word, "phrase", case()) and patterns stay what they
 * are; what a synonym brings in is not looked up again.
 *
 * Bounds: LIMIT_SYNONYM_BYTES, LIMIT_SYNONYM_LINES, LIMIT_SYNONYMS in a line.  A
 * line that cannot be read is STATUS_BAD_DATA "FILE:LINE: why"; there is no half
 * read file.
 */
#ifndef LIB_SEARCH_SYNONYMS_H
#define LIB_SEARCH_SYNONYMS_H

#include "lib/base/slice.h"
#include "lib/base/status.h"
#include "lib/text/analyse.h"

struct synonyms;
struct query;
struct node;

enum status synonyms_load(const char *path, struct analyser *a, struct synonyms **out,
			  struct err *err) MUST_CHECK;
void synonyms_free(struct synonyms *s); /* NULL is fine */

/* The word or phrase and what is found for it too, as a node SYNONYMS whose kids
 * are to be resolved; n itself when there is nothing.  s may be NULL. */
struct node *synonyms_apply(const struct synonyms *s, struct analyser *a, struct tokens *scratch,
			    struct query *q, struct node *n);

#endif
