/* SPDX-License-Identifier: GPL-2.0-or-later */
/* indexer/clean_text.h - one cleaned article for a reader's eye. */
#ifndef INDEXER_CLEAN_TEXT_H
#define INDEXER_CLEAN_TEXT_H

#include "lib/base/article.h"
#include "lib/base/buf.h"

/* Title, subtitle, a line "By A, B · Publisher · 2024-09-20" ("by DATE" for an
 * upper bound, "undated" when there is none), then the blocks of `zones` with
 * empty lines between; blocks outside the body are marked "[teaser]". */
void clean_text_add(struct buf *out, const struct article *a, unsigned zones);

#endif
