/* SPDX-License-Identifier: GPL-2.0-or-later */
/* indexer/pool.h - worker processes and an order: things go in at one end and
 * come out at the other in the same order, records as packed articles.
 *
 * Two kinds of thing go in: records, which a worker turns into articles, and
 * marks, which pass through (a file begins, a file ends, something was set
 * aside).  Since all of it comes out in order, what is written does not depend
 * on the number of workers or on who is faster.
 *
 * A worker that dies is replaced.  The record it was at comes out as a failure;
 * those that were waiting for it go to others.
 *
 * Memory: bounded by POOL_ITEMS for each worker and POOL_BYTES in all (one thing
 * is always let in).  Threads: none.
 */
#ifndef INDEXER_POOL_H
#define INDEXER_POOL_H

#include "corpus/raw.h"
#include "lib/base/limits.h"
#include "lib/base/status.h"

#define POOL_ITEMS 16
#define POOL_BYTES (48 * MIB)

/* What comes out. */
struct pool_item {
	enum { POOL_MARK, POOL_RECORD } kind;
	/* POOL_MARK: what was given. */
	int   mark;
	void *data;
	/* POOL_RECORD: where it came from, and the article or why there is none. */
	struct slice file;
	uint64_t offset, line;
	enum status st;
	struct slice name, packed; /* STATUS_OK */
	struct slice message;
};

/* Gets the items in order; what they point to is valid during the call.  A
 * status that is not STATUS_OK ends the pool_ call that made it, with that
 * status and *err as it is. */
typedef enum status pool_out_fn(void *ctx, const struct pool_item *item, struct err *err);

/* Frees the data of a mark that never came out. */
typedef void pool_drop_fn(int mark, void *data);

struct pool;
struct worker_trade;

/* Starts n workers of that trade (copied; what its arg points to outlives the
 * pool).  What the trade's answer appends comes out as `packed`. */
enum status pool_new(const struct worker_trade *trade, unsigned n, pool_out_fn *out,
		     pool_drop_fn *drop, void *ctx, struct pool **result,
		     struct err *err) MUST_CHECK;
/* Ends them; what is still inside is dropped. */
void pool_free(struct pool *p); /* NULL is fine */

enum status pool_add_record(struct pool *p, const struct raw *r, struct err *err) MUST_CHECK;
/* Takes data, also when it fails: then it is dropped. */
enum status pool_add_mark(struct pool *p, int mark, void *data, struct err *err) MUST_CHECK;
/* Wait until everything came out. */
enum status pool_drain(struct pool *p, struct err *err) MUST_CHECK;
/* The process ids of the workers, at most max of them: for tests. */
size_t pool_pids(const struct pool *p, int *out, size_t max);

#endif
