/* SPDX-License-Identifier: GPL-2.0-or-later */
/* indexer/copies.h - brings the clusters of copies up to date with the articles.
 *
 * Reads all signatures, forms clusters (cluster.h), measures candidates on the
 * stored articles, and writes the cluster of those articles whose cluster is
 * another now.  Nothing is read when nothing is pending (archive/copies.h).
 */
#ifndef INDEXER_COPIES_H
#define INDEXER_COPIES_H

#include <stdbool.h>
#include <stdint.h>

#include "lib/archive/writer.h"

struct copies_stats {
	uint64_t fresh;    /* articles compared anew */
	uint64_t measured; /* pairs */
	uint64_t joined;   /* of them */
	uint64_t changed;  /* articles whose cluster is another now */
	uint64_t stories;  /* in the archive: clusters, and articles without copies */
	double   seconds;
};

/* Not committed yet when it returns.  STATUS_CANCELLED: `stop` (NULL: never) said
 * so; everything is still pending then.  *stats is filled on success. */
enum status copies_update(struct archive_writer *w, bool (*stop)(void), struct copies_stats *stats,
			  struct err *err) MUST_CHECK;

#endif
