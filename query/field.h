/* SPDX-License-Identifier: GPL-2.0-or-later */
/* query/field.h - texts and bars in columns of a fixed width, for tables.
 *
 * Foreign text is made safe on the way (width_safe()); a wide character that does
 * not fit whole is left out.  Every field is padded to its width, so that what
 * follows stands in its column.
 */
#ifndef QUERY_FIELD_H
#define QUERY_FIELD_H

#include "query/out.h"

/* The head of the text, and blanks behind it. */
void field_head(struct out *o, enum style style, struct slice s, int columns);
/* The tail of the text, and blanks before it. */
void field_tail(struct out *o, enum style style, struct slice s, int columns);
/* A bar of `part` (0 to 1) of the columns, to an eighth of a column; anything
 * above nothing is at least that thin line.  Nothing is padded. */
void field_bar(struct out *o, double part, int columns);

#endif
