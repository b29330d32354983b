/* SPDX-License-Identifier: GPL-2.0-or-later */
/* query/series.h - timelines of several queries on one axis of dates, as text,
 * CSV and SVG.
 *
 * The replies of /v1/timeline are borrowed until series_done().  At most
 * SERIES_MAX queries and SERIES_DATES dates.
 */
#ifndef QUERY_SERIES_H
#define QUERY_SERIES_H

#include <jansson.h>
#include <stdbool.h>

#include "query/out.h"

#define SERIES_MAX   8
#define SERIES_DATES 100000

struct series_point {
	json_int_t articles, stories, archive;
	double     share; /* of the archive's articles; 0 when it has none */
};

struct series {
	size_t n, n_dates; /* queries, dates */
	struct slice query[SERIES_MAX];
	json_t *reply[SERIES_MAX];
	char  (*dates)[16]; /* ascending, without gaps */
	struct series_point *points; /* n_dates of the first query, then of the next */
	bool relative;      /* plots show shares, not articles */
};

void series_init(struct series *s);
void series_done(struct series *s);
/* Put the replies on one axis.  STATUS_BAD_DATA when they are not timelines by the
 * same stretch, STATUS_TOO_BIG past SERIES_DATES. */
enum status series_join(struct series *s, struct err *err) MUST_CHECK;
const struct series_point *series_at(const struct series *s, size_t query, size_t date);
/* What bars and lines stand for, and the highest of it. */
double series_value(const struct series *s, size_t query, size_t date);
double series_highest(const struct series *s);
/* Has any point fewer stories than articles? */
bool series_has_copies(const struct series *s);
/* Of "undated" or "less_exact" in the reply of a query. */
struct series_point series_rest(const struct series *s, size_t query, const char *key);

void series_text(struct out *o, const struct series *s);
void series_csv(struct out *o, const struct series *s);
/* A stand-alone SVG 1.1 picture. */
void series_svg(struct out *o, const struct series *s);

#endif
