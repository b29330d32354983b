/* SPDX-License-Identifier: GPL-2.0-or-later */
/* lib/search/span_internal.h - what span.c, span_leaf.c, marks.c and plan.c share. */
#ifndef LIB_SEARCH_SPAN_INTERNAL_H
#define LIB_SEARCH_SPAN_INTERNAL_H

#include "lib/search/span.h"

/* Append one, unless LIMIT_SPANS are there; memory is the document's arena. */
void spans_push(struct span_doc *d, struct spans *s, uint32_t start, uint32_t end, uint32_t part);
/* For qsort(): by start, end, part. */
int spans_by_start(const void *a, const void *b);
/* The places of a word or phrase in the scope; is there one?  The first one found will do
 * for that: a pattern may stand for hundreds of stems. */
struct spans span_leaf(struct span_doc *d, const struct leaf *leaf, struct span_scope scope);
bool span_leaf_matches(struct span_doc *d, const struct leaf *leaf, struct span_scope scope);
/* What counts inside a node: narrower for zones, lead and first words. */
struct span_scope span_scope_of(const struct node *n, struct span_scope scope);

#endif
