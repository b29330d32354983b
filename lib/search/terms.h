/* SPDX-License-Identifier: GPL-2.0-or-later */
/* lib/search/terms.h - fields and dates as terms of the archive: NODE_FIELD and
 * NODE_DATE to boolean queries.
 *
 * A date range holds an article when all days that its date may mean lie in it:
 * an article of "July 2024" is in 2024-07 and in 2024, not in 2024-07-15.
 */
#ifndef LIB_SEARCH_TERMS_H
#define LIB_SEARCH_TERMS_H

#include "lib/archive/reader.h"
#include "lib/search/ast.h"
#include "lib/search/xc.h"

/* *out is the caller's, NULL when m failed. */
enum status terms_query(struct archive_reader *reader, struct query *query, const struct node *n,
			struct xc_maker *m, struct xc_query **out, struct err *err) MUST_CHECK;
/* A value as its terms are folded; in the query's arena. */
struct slice terms_fold(struct query *query, struct slice text);

#endif
