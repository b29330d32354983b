/* SPDX-License-Identifier: GPL-2.0-or-later */
/* corpus/clean.h - one raw record to one clean article.
 *
 * A pure function of the record (and of cleaner_hosts(), where it was called): no clock, no locale, no network, no order of
 * files.  Whatever the input, an article comes out, or a status that says why
 * there is none (an empty page, a JSON line without text).  Repairs and limits
 * are flags on the article (article.h), never a lost article.
 *
 * Invariant: every block's text is verbatim in the input's text after NFC and
 * white-space normalisation; order is the page's; no block twice.
 *
 * Memory: a cleaner owns reusable buffers (at most a few times the page); the
 * article is the caller's.  Threads: one cleaner each.
 */
#ifndef CORPUS_CLEAN_H
#define CORPUS_CLEAN_H

#include "corpus/raw.h"
#include "lib/base/article.h"
#include "lib/base/status.h"

struct cleaner;

struct cleaner *cleaner_new(void);
void            cleaner_free(struct cleaner *c);

/* What the pages of the batch have in common (hosts.h, settled), for the records
 * from now on; NULL, as at first: nothing is known.  Borrowed.  A record's article
 * is then a function of the record and of this. */
struct hosts;
void cleaner_hosts(struct cleaner *c, const struct hosts *hosts);

/* Clean r into *out (reset first).  STATUS_BAD_DATA, with the place in *err, when
 * a JSON line is malformed or has no text; STATUS_NOT_FOUND when the input holds
 * no text at all; *out is then empty. */
enum status clean_record(struct cleaner *c, const struct raw *r, struct article *out,
			 struct err *err) MUST_CHECK;

#endif
