/* SPDX-License-Identifier: GPL-2.0-or-later */
/* lib/archive/pending.h - the articles whose copies have not been looked for yet,
 * and the clusters that lost a member since they were made; not for others.
 *
 * Kept in the archive (META_UNCLUSTERED) with every commit, so that a run that is
 * killed before it looked for copies is completed by the next.  Documents are
 * runs of ids: a first build is one run.  Past PENDING_MAX runs or clusters every
 * document is pending.
 */
#ifndef LIB_ARCHIVE_PENDING_H
#define LIB_ARCHIVE_PENDING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/base/status.h"
#include "libxapian-c/xapian_c.h"

#define PENDING_MAX 100000

struct pending_run {
	uint32_t from, to; /* half open */
};

struct pending {
	struct pending_run *runs;
	size_t n_runs, cap_runs;
	uint64_t *clusters;
	size_t n_clusters, cap_clusters;
	bool sorted, changed; /* changed: since it was read or written */
};

void pending_init(struct pending *p);
void pending_done(struct pending *p);

/* STATUS_CORRUPT when what is stored is none. */
enum status pending_read(struct pending *p, const struct xc_db *db, struct err *err) MUST_CHECK;
/* Nothing is written when nothing changed. */
enum status pending_write(struct pending *p, struct xc_wdb *db, struct err *err) MUST_CHECK;

void pending_add_document(struct pending *p, uint32_t docid);
void pending_add_cluster(struct pending *p, uint64_t cluster);
void pending_clear(struct pending *p);

bool pending_empty(const struct pending *p);
bool pending_has_document(struct pending *p, uint32_t docid);
bool pending_has_cluster(struct pending *p, uint64_t cluster);

#endif
