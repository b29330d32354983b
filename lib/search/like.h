/* SPDX-License-Identifier: GPL-2.0-or-later */
/* lib/search/like.h - like:ID, "more like this", as words.
 *
 * The article's most distinctive words, LIKE_WORDS of them, take the place of the
 * field: any of them, each weighed by how often it occurs (in title and dek three
 * times, in the first paragraph twice) and by how rare it is in the archive.  The
 * article itself and its copies (copies.h) are ruled out.
 *
 * What is put there is ALL(ANY(words), NOT(ids)), which the planner and the span
 * engine know already: the words are marked where they are found.  The query is
 * still told as like:"a:…", which reads back.
 */
#ifndef LIB_SEARCH_LIKE_H
#define LIB_SEARCH_LIKE_H

#include "lib/search/search.h"

#define LIKE_WORDS  25
#define LIKE_COPIES 64 /* that are ruled out */
#define LIKE_FIELDS 8  /* of one query; further ones are left out and told */

/* Put words in the place of each like:ID of a parsed tree that is not resolved
 * yet.  An article that is not there: left out and told; STATUS_QUERY in mode
 * strict.  *root may become NULL. */
enum status like_resolve(struct searcher *s, struct query *q, struct node **root,
			 struct err *err) MUST_CHECK;

#endif
