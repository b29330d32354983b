/* SPDX-License-Identifier: GPL-2.0-or-later */
/* lib/archive/copies.h - what copies are found from, and where it is kept which
 * articles are copies of each other.  The indexer decides (indexer/copies.h).
 *
 * An article that has copies carries the key of its cluster (SLOT_CLUSTER) and of
 * its content (SLOT_COPY); one that has none carries neither.
 *
 * All of a walk comes before the first archive_copies_set().  Statuses are those
 * of writer.h.
 */
#ifndef LIB_ARCHIVE_COPIES_H
#define LIB_ARCHIVE_COPIES_H

#include "lib/archive/reader.h"
#include "lib/archive/record.h"
#include "lib/archive/writer.h"

struct archive_copy {
	uint32_t docid;
	uint64_t key;           /* hash of the article's id: of its content */
	bool     dated;         /* published on a known day, not just before it */
	int32_t  day;
	struct slice signature; /* of archive_packer_signature(); empty: none */
	uint64_t cluster;       /* so far; 0: none */
	/* Put since archive_copies_settled(), or of a cluster that lost a member
	 * since then: to be compared anew. */
	bool     fresh;
};

/* Is any article fresh, or did any cluster lose a member? */
bool archive_copies_pending(const struct archive_writer *w);

/* Every article by ascending document id; slices are valid during the call. */
enum status archive_copies_walk(struct archive_writer *w,
				void (*each)(void *ctx, const struct archive_copy *c), void *ctx,
				struct err *err) MUST_CHECK;

/* An article, uncommitted ones included; *out is reset first. */
enum status archive_copies_get(struct archive_writer *w, struct record_codec *codec,
			       uint32_t docid, struct article *out, struct err *err) MUST_CHECK;

/* Stories of an archive: clusters, and articles without copies.  STATUS_CORRUPT when
 * the slots of clusters and of contents are not those of the same articles. */
enum status archive_stories(struct archive_reader *r, uint64_t *out, struct err *err) MUST_CHECK;

/* Put an article into a cluster; cluster 0 takes it out.  Nothing else of the
 * document changes. */
enum status archive_copies_set(struct archive_writer *w, uint32_t docid, uint64_t cluster,
			       uint64_t key, struct err *err) MUST_CHECK;

/* Nothing is fresh any more, from the next commit on. */
void archive_copies_settled(struct archive_writer *w);

#endif
