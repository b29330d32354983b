/* SPDX-License-Identifier: GPL-2.0-or-later */
/* indexer/cluster.h - which articles are copies of one story.
 *
 * Candidates share a band of their signatures (21 bands of 3 values); a callback
 * measures each candidate pair exactly; accepted pairs are joined (union-find).
 * Two articles on one event are not copies: those stay far below every bound (a
 * quotation in common gives about .01).
 *
 * Measured (bench/copies_eval.py): of 500 articles with every twentieth word
 * changed, the last three tenths cut, another lead, and a carrier's lines around
 * it, 99.6, 100, 99.8 and 100 % are found, as are all 28 pairs of two publishers
 * that share most of their runs of eight words.  In 24,891 articles of real news
 * 160 pairs are joined; none of them was judged false, by titles,
 * dates, publishers and the words that differ (the rules were chosen on these pairs).
 * Forms that are filled in again (facts.h) would be ten more, the frames of four
 * sites 130 more without the rule on headlines.
 *
 * Only pairs with a fresh article in them are measured.  The others stay joined
 * as they were, which `was` tells; so what a run costs follows what changed.
 * Whoever takes an article out of a cluster makes the rest of it fresh.
 *
 * A cluster's key is the smallest content key of its members.  Items are put in
 * the order of day and key first, so nothing depends on the order they came in.
 *
 * Cost: 176 bytes an article while it runs.  A band is compared by each article
 * with the CLUSTER_WINDOW before it, in order of days, and an article is measured
 * in vain CLUSTER_TRIES times at most: a template repeated ten thousand times
 * costs tens of thousands of comparisons and not fifty million.
 */
#ifndef INDEXER_CLUSTER_H
#define INDEXER_CLUSTER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/text/shingle.h"

#define CLUSTER_BANDS  21
#define CLUSTER_ROWS   3
#define CLUSTER_WINDOW 32
#define CLUSTER_TRIES  64
#define CLUSTER_DAYS   10

struct cluster_item {
	uint32_t docid;
	uint64_t key;     /* of the article's content; equal for exact copies */
	bool     dated;
	int32_t  day;
	bool     fresh;   /* to be compared anew */
	uint64_t was;     /* its cluster so far, 0: none; counts where it is not fresh */
	bool     has_sig; /* else only its key is compared */
	struct signature sig;
	uint64_t cluster; /* out: smallest key of its cluster */
	uint32_t members; /* out: of its cluster, itself included */
};

struct cluster_likeness {
	double jaccard, containment;
	size_t less; /* shingles of the smaller of the two */
	/* Each has something in its headline that the other has nowhere, and it is no
	 * new headline over the same text: one form filled in twice (filings, market
	 * reports), or the frame of a site. */
	bool   other_names;
	bool   same_publisher;
	/* Figures and names between equal words: facts.h. */
	size_t slots, slots_differ;
	/* Words that one of the two has and the other has nowhere. */
	size_t named_differ, prose_differ;
};

struct cluster_stats {
	size_t pairs_measured, pairs_joined, clusters; /* clusters of two or more */
};

/* Measure two articles exactly; false when one of them cannot be read. */
typedef bool cluster_measure(void *ctx, uint32_t docid_a, uint32_t docid_b,
			     struct cluster_likeness *out);

/* Do the two belong to one story? */
bool cluster_accepts(const struct cluster_item *a, const struct cluster_item *b,
		     struct cluster_likeness how);

/* Set `cluster` and `members` of all items; they are put into another order. */
void cluster_run(struct cluster_item *items, size_t n, cluster_measure *measure, void *ctx,
		 struct cluster_stats *stats);

#endif
