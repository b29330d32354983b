/* SPDX-License-Identifier: GPL-2.0-or-later */
/* corpus/lines_broken.h - inside of lines.h: sentences that a scraper broke at
 * inline tags, put together again.
 *
 * A scraper that prints each piece of a page's text on a line of its own breaks
 * sentences at every link.  Such a text shows itself by lines that begin with small
 * letters or commas behind lines that end in mid-sentence; without such a pair
 * nothing changes.  Which lines go on is told by lines_joints.h.  Lines with an empty line between are never joined; each join is
 * a blank.
 *
 * Memory: joined texts live in the arena.  Linear in the text.
 */
#ifndef CORPUS_LINES_BROKEN_H
#define CORPUS_LINES_BROKEN_H

#include "corpus/lines.h"

void text_lines_mend(struct arena *a, struct text_lines *l);

#endif
