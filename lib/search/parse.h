/* SPDX-License-Identifier: GPL-2.0-or-later */
/* lib/search/parse.h - a query's text as a tree.
 *
 *	or      := and { ("OR" | "|") and }
 *	and     := not { ["AND"] not }
 *	not     := ("NOT" | "-") not | place
 *	place   := primary { ("w/5" | "pre/5" | "/s" | "/p" | …) primary }
 *	primary := word | "phrase" | {variants} | field:primary | call(…) | "(" or ")"
 *	         | n "of" "(" … ")"
 *
 * Place binds tightest, then NOT, AND, OR; operators of place group from the
 * left.  docs/QUERY.md has every form and alias.
 *
 * Lenient: what cannot be read is repaired and told in q->warnings; the only
 * errors are limits (length, depth, number of parts).  Strict: the first thing
 * that would be repaired is STATUS_QUERY with err->pos, a byte of the text (of
 * q->given, where bad UTF-8 has become U+FFFD).
 */
#ifndef LIB_SEARCH_PARSE_H
#define LIB_SEARCH_PARSE_H

#include "lib/base/status.h"
#include "lib/search/ast.h"

/* q is initialised first; on failure only query_done() may be called on it.
 * STATUS_TOO_BIG past LIMIT_QUERY_BYTES, STATUS_QUERY past the other limits. */
enum status query_parse(struct slice text, enum query_mode mode, struct query *q,
			struct err *err) MUST_CHECK;

/* For whoever adds conditions to a parsed query (parameters from=, to=, zones=). */
struct node *query_node(struct query *q, enum node_kind kind);
struct node *query_join(struct query *q, enum node_kind kind, struct node *a, struct node *b);
/* "title,dek" or "all"; also with '+'.  False when a zone is unknown. */
bool zones_parse(struct slice s, unsigned *out) __attribute__((warn_unused_result));

#endif
