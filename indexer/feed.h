/* SPDX-License-Identifier: GPL-2.0-or-later */
/* indexer/feed.h - one raw record to one packed article: clean, analyse, pack.
 *
 * What a worker does all day; a pure function of the record.  Threads: one each.
 */
#ifndef INDEXER_FEED_H
#define INDEXER_FEED_H

#include "corpus/raw.h"
#include "lib/base/buf.h"
#include "lib/base/status.h"

struct feeder;

struct hosts;

/* hosts: what the batch has in common (corpus/hosts.h), borrowed; may be NULL. */
struct feeder *feeder_new(const struct hosts *hosts);
void feeder_free(struct feeder *f); /* NULL is fine */

/* Append the packed article to *packed, and the name of the record within its
 * file to *name: the id that the source gave, else its offset.  Any failure
 * means that this record is set aside; the feeder goes on with the next. */
enum status feed_record(struct feeder *f, const struct raw *r, struct buf *name,
			struct buf *packed, struct err *err) MUST_CHECK;

#endif
