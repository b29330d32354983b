/* SPDX-License-Identifier: GPL-2.0-or-later */
/* lib/search/copies.h - which articles are copies of one story: the archive's
 * clusters in memory, stories counted, the copies of one article told.
 *
 * Only articles that have copies are held, 40 bytes each; all others are a story
 * of their own.  Owner: the searcher; one thread.
 */
#ifndef LIB_SEARCH_COPIES_H
#define LIB_SEARCH_COPIES_H

#include <stdbool.h>
#include <stdint.h>

#include "lib/archive/reader.h"
#include "lib/base/json.h"

struct copy {
	uint64_t cluster, key; /* of its story, of its content */
	uint32_t docid;
};

struct copies {
	bool     loaded;
	uint64_t revision; /* of the archive, when it was loaded */
	struct copy *v;    /* by cluster, then by document */
	size_t   n, cap, n_clusters;
	struct copy_place {
		uint32_t docid, at; /* index in v */
		uint32_t number;    /* of its cluster, below n_clusters */
	} *places; /* by document */
	unsigned char *bits; /* by document: has it copies? */
	uint32_t n_bits;
	uint32_t *seen; /* by cluster: the count that met it last */
	uint32_t count;
};

struct copies_count {
	uint64_t near, exact; /* other articles */
};

struct docset;
struct searcher;

void copies_init(struct copies *c);
void copies_done(struct copies *c);
/* Cheap when it is loaded for the revision that is read. */
enum status copies_load(struct copies *c, struct archive_reader *r, struct err *err) MUST_CHECK;

/* Stories of the whole archive. */
uint64_t copies_stories(const struct copies *c, uint64_t articles);
/* How many of the set's articles are second and further ones of a story. */
uint64_t copies_surplus(const struct copies *c, const struct docset *set);
/* The same of documents that ascend. */
uint64_t copies_surplus_of(struct copies *c, const uint32_t *docids, size_t n);
/* How many copies an article has, near ones without the exact. */
struct copies_count copies_of(const struct copies *c, uint32_t docid);
/* The story of an article that has copies, else 0. */
uint64_t copies_cluster(const struct copies *c, uint32_t docid);
/* Articles of one story within one group of a breakdown: how many of them there are
 * beyond the first, by group. */
struct copies_groups {
	struct copies_pair {
		uint32_t group;
		uint64_t cluster;
	} *v;
	size_t n, cap;
};
/* An article of a group is counted; cluster 0 is passed over. */
void copies_note(struct copies_groups *g, uint32_t group, uint64_t cluster);
/* surplus[group] for groups below n, from zero; ends *g. */
void copies_group_surplus(struct copies_groups *g, uint64_t *surplus, uint32_t n);
/* Take the copies of an article out of a set; exact: those with its very text only. */
void copies_hide(const struct copies *c, uint32_t docid, bool exact, struct docset *set);
/* The other articles of its story, at most `max`: how many. */
size_t copies_docids(const struct copies *c, uint32_t docid, uint32_t *out, size_t max);
/* {"near":n,"exact":m} */
void copies_count_json(struct json *j, struct copies_count n);

/* The copies of a document with how like they are: /v1/docs/{id}/copies.  At most
 * COPIES_LISTED are told, in order of their dates, the undated last. */
#define COPIES_LISTED 200
enum status copies_json(struct searcher *s, uint32_t docid, struct article *scratch,
			struct json *j, struct err *err) MUST_CHECK;

#endif
