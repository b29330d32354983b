/* SPDX-License-Identifier: GPL-2.0-or-later */
/* lib/search/timeline.h - the articles of a query over time, raw and as a share
 * of what the archive holds.
 *
 * Stretches are days, weeks (named by their Monday), months or years, from the
 * first with a hit to the last, those without any included.  An article counts
 * where its date is known well enough: one of "July 2024" has a month and a year
 * but no week.  Those are told apart as `less_exact`, those without any date as
 * `undated`; with them the sum is the query's total.
 *
 * All from postings of the date terms: no article is read.
 */
#ifndef LIB_SEARCH_TIMELINE_H
#define LIB_SEARCH_TIMELINE_H

#include "lib/base/json.h"
#include "lib/search/scan.h"

enum timeline_by { TIMELINE_DAY, TIMELINE_WEEK, TIMELINE_MONTH, TIMELINE_YEAR };
#define TIMELINE_BY_WORDS "day|week|month|year" /* in the order of the enum */

/* "query", "total", "by", "timeline":[{"date","articles","archive","share"}],
 * "undated" and "less_exact":{"articles","archive"}; c is a finished scan.
 * STATUS_TOO_BIG: more than LIMIT_BUCKETS stretches. */
enum status timeline_json(struct searcher *s, struct scan *c, enum timeline_by by, struct json *j,
			  struct err *err) MUST_CHECK;

#endif
