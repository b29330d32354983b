/* SPDX-License-Identifier: GPL-2.0-or-later */
/* lib/search/xc.h - what lib/search adds to the C interface of Xapian: our
 * statuses, terms with a prefix, and queries put together without a check after
 * each step.
 */
#ifndef LIB_SEARCH_XC_H
#define LIB_SEARCH_XC_H

#include "lib/archive/reader.h"
#include "lib/base/slice.h"
#include "lib/base/status.h"
#include "libxapian-c/xapian_c.h"
#include "libxapian-c/xapian_c_memory.h"

/* Our status and message for a failed call. */
enum status search_xc(enum xc_status st, const struct xc_error *xe, struct err *err);

/* Documents with the term; prefix 0: none. */
enum status search_term_freq(struct archive_reader *r, char prefix, struct slice term, uint32_t *out,
			     struct err *err) MUST_CHECK;

/* A maker of queries with a sticky error: after the first failure every call
 * gives NULL, and NULL is taken by every call.  What is put in is freed. */
struct xc_maker {
	enum xc_status st;
	struct xc_error xe;
};

struct xc_query *maker_term(struct xc_maker *m, char prefix, struct slice term);
struct xc_query *maker_all(struct xc_maker *m);
struct xc_query *maker_nothing(struct xc_maker *m);
struct xc_query *maker_scale(struct xc_maker *m, struct xc_query *q, double factor);
/* v[0..n) is freed; the array is the caller's. */
struct xc_query *maker_combine(struct xc_maker *m, enum xc_op op, struct xc_query **v, size_t n);
/* A NULL side gives the other. */
struct xc_query *maker_two(struct xc_maker *m, enum xc_op op, struct xc_query *a,
			   struct xc_query *b);
enum status maker_status(const struct xc_maker *m, struct err *err) MUST_CHECK;

#endif
