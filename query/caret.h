/* SPDX-License-Identifier: GPL-2.0-or-later */
/* query/caret.h - shows a place in a query. */
#ifndef QUERY_CARET_H
#define QUERY_CARET_H

#include "lib/base/buf.h"

/* Add two lines to b: the query (made safe for a terminal) and a caret under the
 * byte `pos` of it, which may be its end.  Of a query wider than `columns` the
 * part around the place is shown, with … where it was cut. */
void caret_lines(struct slice query, size_t pos, size_t columns, struct buf *b);

#endif
