/* SPDX-License-Identifier: GPL-2.0-or-later */
/* lib/text/quotes.h - what of a text stands in quotation marks.
 *
 * Marks are read as newspapers set them: “…” and ”…” (also „…“ and «…», »…« of other
 * languages, 「…」), ‘…’ where it is no apostrophe, and straight "…" by the blanks around
 * it.  Of marks within marks the outer ones count.  A mark that is never closed:
 *
 *   - runs to the end of its block when the next block opens with one (speech over several
 *     paragraphs has a mark at the head of each and closes in the last), or when it stands
 *     at the head of its block;
 *   - else is passed over, as are inches and seconds.
 *
 * The text is never changed.  Pure functions; linear in the text.
 */
#ifndef LIB_TEXT_QUOTES_H
#define LIB_TEXT_QUOTES_H

#include <stdbool.h>

#include "lib/base/slice.h"
#include "lib/base/token.h"

/* Does the text begin with a mark that opens? */
bool quotes_at_head(struct slice text);

/* Append the quotations of the last block of t, which is analysed; `goes_on`: the block
 * behind it begins with a mark. */
void quotes_find(struct tokens *t, bool goes_on);
/* The whole of it is one: a block quotation. */
void quotes_whole(struct tokens *t);

#endif
