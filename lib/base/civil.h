/* SPDX-License-Identifier: GPL-2.0-or-later */
/* lib/base/civil.h - days of the proleptic Gregorian calendar, without the
 * clock, the locale or the time zone database.
 *
 * A day is an int32_t counted from 1970-01-01 (day 0), as in Howard Hinnant's
 * "chrono-Compatible Low-Level Date Algorithms".  Years 1 to 9999.
 */
#ifndef LIB_BASE_CIVIL_H
#define LIB_BASE_CIVIL_H

#include <stdbool.h>
#include <stdint.h>

#include "lib/base/slice.h"

struct civil {
	int year, month, day; /* month and day from 1 */
};

bool         civil_valid(int year, int month, int day);
int          civil_month_days(int year, int month);
int32_t      civil_to_days(struct civil c);
struct civil civil_from_days(int32_t days);
int          civil_weekday(int32_t days); /* 0 is Sunday */

/* YYYY-MM-DD or YYYYMMDD at the head of s; *used is how many bytes it took. */
bool civil_parse_ymd(struct slice s, struct civil *out, size_t *used);

#endif
