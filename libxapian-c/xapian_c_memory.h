/* SPDX-License-Identifier: GPL-2.0-or-later */
/* xapian_c_memory.h - matches in memory.
 *
 * A second way to run a query, for one revision of one database: posting lists are
 * decoded once and kept, up to max_bytes of them between calls, and documents are
 * weighed in arrays.  Totals are exact.  Weights are those of XC_WEIGHT_BM25 but for
 * the last bits, equal ones in order of ids.
 *
 * It takes terms of wqf 1, AND, OR, AND_NOT, AND_MAYBE, FILTER, SCALE, SYNONYM of
 * terms, all and nothing; whatever else has no weight (scaled by 0, a filter, ruled
 * out) is asked of Xapian.  For the rest, and for databases of 2^20 ids and more,
 * the status is XC_ERR_UNSUPPORTED: run an enquire instead.
 *
 * It holds db open and must not outlive the revision: free it before or after
 * xc_db_reopen() has found a newer one, and use it no more.  One thread at a time.
 */
#ifndef LIBXAPIAN_C_XAPIAN_C_MEMORY_H
#define LIBXAPIAN_C_XAPIAN_C_MEMORY_H

#include "xapian_c.h"

#ifdef __cplusplus
extern "C" {
#endif

struct xc_memory;
struct xc_ids {
	const uint32_t *p;
	size_t n;
};
struct xc_scored {
	uint32_t docid;
	double   weight;
};

enum xc_status xc_memory_new(const struct xc_db *db, size_t max_bytes, struct xc_memory **out,
			     struct xc_error *err);
void           xc_memory_free(struct xc_memory *m);
/* Documents with the term; remembered. */
enum xc_status xc_memory_freq(struct xc_memory *m, const char *term, size_t n, uint32_t *out,
			      struct xc_error *err);
/* Documents that match, ascending; lent until the next call. */
enum xc_status xc_memory_match(struct xc_memory *m, const struct xc_query *q, const uint32_t **ids,
			       size_t *n, struct xc_error *err);
/* The best *n into out, and how many that is; *found are all matches, ascending, lent
 * until the next call.  bm25 are the five parameters of XC_WEIGHT_BM25, k2 being 0.
 * `only`: these, which match and ascend, instead of all that match; or NULL. */
enum xc_status xc_memory_rank(struct xc_memory *m, const struct xc_query *q, const double *bm25,
			      const struct xc_ids *only, struct xc_scored *out, size_t *n,
			      struct xc_ids *found, struct xc_error *err);

#ifdef __cplusplus
}
#endif

#endif
