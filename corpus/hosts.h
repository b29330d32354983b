/* SPDX-License-Identifier: GPL-2.0-or-later */
/* corpus/hosts.h - what the pages of one host have in common.
 *
 * A line that stands under many headlines of one site is the site's and not the
 * article's, whatever it looks like: a call for donations, a standing note, an
 * author's card.  No single page shows that.  So the pages of a batch are looked
 * at before they are cleaned: each gives a note (the lines of its body, hashed),
 * the notes make a table, and the table takes such lines out of the bodies (their
 * zone becomes ZONE_NAV; nothing is lost).
 *
 * A line is the host's when it stands under HOSTS_PAGES different headlines at
 * least and under a quarter of those that were looked at.  Headlines are counted
 * and not pages, because ten captures of one article have all their lines in
 * common.  A heading goes only where no text of the article's own is behind it
 * ("What to know" recurs and is the article's), and a page that would lose more
 * than half of its words keeps all.
 *
 * The table depends on the set of notes, not on their order.  Memory: 16 bytes a
 * line while it is made.  Threads: hosts_apply() may be called by many.
 */
#ifndef CORPUS_HOSTS_H
#define CORPUS_HOSTS_H

#include <stdbool.h>
#include <stdint.h>

#include "lib/base/article.h"
#include "lib/base/buf.h"
#include "lib/base/slice.h"

#define HOSTS_PAGES 4   /* headlines that a line must stand under */
#define HOSTS_WORDS 60  /* a longer line is never the host's */
#define HOSTS_LINES 500 /* of one page that are noted */
#define HOSTS_HEAD  (64 * 1024) /* bytes of a page that hosts_peek() wants */

struct hosts;

struct hosts *hosts_new(void);
void hosts_free(struct hosts *h); /* NULL is fine */

/* The host that a page names as its own (canonical link, og:url) within its head,
 * as a hash; 0 when it names none there.  Any bytes will do. */
uint64_t hosts_peek(struct slice head);

/* Append what an article says of its host: nothing when it has no address or no
 * body.  The bytes are for hosts_add() on the same machine only. */
void hosts_note(const struct article *a, struct buf *out);
/* False: these are no note. */
bool hosts_add(struct hosts *h, struct slice note);
/* After the last hosts_add() and before the first hosts_apply(). */
void hosts_settle(struct hosts *h);

/* Take the host's lines out of the body; how many.  The id is not set anew. */
size_t hosts_apply(const struct hosts *h, struct article *a);

#endif
