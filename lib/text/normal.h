/* SPDX-License-Identifier: GPL-2.0-or-later */
/* lib/text/normal.h - text for display (NFC, clean white space) and text for
 * matching (folded).  By libutf8proc, with a fast path for ASCII.
 */
#ifndef LIB_TEXT_NORMAL_H
#define LIB_TEXT_NORMAL_H

#include <stdint.h>

#include "lib/base/buf.h"
#include "lib/base/slice.h"

/* Append s as display text: NFC; every run of white space (NBSP, thin and
 * ideographic blanks, tabs, line ends too) one blank, none at the ends; soft
 * hyphens, zero-width characters, BOMs, bidi controls and other controls
 * removed; bad UTF-8 as U+FFFD.  Quotes and dashes are left as they are.
 * Idempotent. */
void normal_display(struct buf *out, struct slice s);

/* Append s folded for matching: compatibility decomposition, case folded,
 * diacritics dropped, typographic quotes and dashes made plain, what
 * normal_display() removes removed.  "Anikó" -> "aniko", "Straße" -> "strasse",
 * "ﬁne" -> "fine", "’" -> "'".  Letters with marks that are letters of their own
 * in scripts such as Devanagari, Thai, Hebrew and Arabic keep what tells words
 * apart.  Idempotent. */
void normal_fold(struct buf *out, struct slice s);

#endif
