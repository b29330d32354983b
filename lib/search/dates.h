/* SPDX-License-Identifier: GPL-2.0-or-later */
/* lib/search/dates.h - the dates of a query as ranges of days.
 *
 *	2024  2024-06  2024-06-01  20240601  2024/06/01  2024-Q3
 *	june 2024  1 june 2024  june 1, 2024
 *	A..B  A..  ..B  >A  >=A  <A  <=A  undated
 *
 * No clock: what is relative to today is not a date.
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

/* False, nothing written, when s is no such thing. */
bool date_range_parse(struct slice s, struct date_range *out) __attribute__((warn_unused_result));

#endif
