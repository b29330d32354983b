/* SPDX-License-Identifier: GPL-2.0-or-later */
/* query/csv.h - hits as comma-separated values (RFC 4180, lines ending in a
 * line feed).
 *
 * Spreadsheets run a field that begins with = + - or @ as a formula, and page
 * titles are anybody's: such a text gets an apostrophe in front, which the
 * spreadsheet takes as "this is text".
 */
#ifndef QUERY_CSV_H
#define QUERY_CSV_H

#include <jansson.h>

#include "query/out.h"

/* One field; quoted where it must be. */
void csv_field(struct out *o, struct slice s);

void csv_header(struct out *o);
void csv_hit(struct out *o, json_t *hit); /* of an answer to /v1/search */

#endif
