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
 * removed; bad UTF-8 as U+FFFD.  Joiners stay where they shape what is seen
 * (Arabic, Indic scripts, emoji), and so does the emoji selector.  Quotes and
 * dashes are left as they are.  A run of more than 30 combining marks is cut
 * there.  Idempotent. */
void normal_display(struct buf *out, struct slice s);

/* Append s folded for matching: compatibility decomposition, case folded,
 * diacritics dropped, typographic quotes and dashes made plain, what
 * normal_display() removes removed.  "Anikó" -> "aniko", "Straße" -> "strasse",
 * "ﬁne" -> "fine", "’" -> "'", "٣" -> "3".  White space as in normal_display().
 * Marks that make another letter stay (й, ї, Kana voicing, Indic vowels); vowel
 * points of Hebrew and Arabic, hamza on alef and nukta go, because they are left
 * out when people type.  Idempotent. */
void normal_fold(struct buf *out, struct slice s);

#endif
