/* SPDX-License-Identifier: GPL-2.0-or-later */
/* lib/search/dates.h - the dates of a query as ranges of days.
 *
 *	2024  2024-06  2024-06-01  20240601  2024/06/01  2024-Q3
 *	june 2024  1 june 2024  june 1, 2024  Q3 2024  june (the last one begun)
 *	today  yesterday  3 weeks ago  this month  last quarter  past year
 *	last 30 days  30d  2w  6m  1y
 *	A..B  A..  ..B  [A TO B]  >A  >=A  <A  <=A  undated
 *
 * "last month" is the calendar's, "last 1 month" and "past month" end today; so do
 * all "last N".  Words may be joined: last-month, last_30_days.
 */
#ifndef LIB_SEARCH_DATES_H
#define LIB_SEARCH_DATES_H

#include <stdbool.h>
#include <stdint.h>

#include "lib/base/slice.h"

struct date_range {
	int32_t from, to; /* days from 1970-01-01, inclusive; DAY_MIN, DAY_MAX: open */
	bool    undated;  /* articles without a date; from and to mean nothing */
};

/* The day that relative dates count from: of $BACKFILE_TODAY (YYYY-MM-DD) when it
 * is set, so that an old search can be run again, else of the local clock. */
int32_t dates_today(void);

/* A date relative to `today`; false when s is none. */
bool date_relative(struct slice s, int32_t today, struct date_range *out) __attribute__((warn_unused_result));

/* False, nothing written, when s is no such thing. */
bool date_range_parse(struct slice s, struct date_range *out) __attribute__((warn_unused_result));

#endif
