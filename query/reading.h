/* SPDX-License-Identifier: GPL-2.0-or-later */
/* query/reading.h - what the reading tools (kwic, timeline, facets) share: which
 * articles they look at.
 */
#ifndef QUERY_READING_H
#define QUERY_READING_H

#include "query/command.h"

struct reading {
	struct common common;
	const char *from, *to, *zones, *mode;
	bool csv;
};

#define READING_OPTIONS(r)                                                                         \
	{.name = "from", .type = OPT_STRING, .to = &(r).from, .arg = "DATE",                       \
	 .help = "published on this day, month or year or later"},                                 \
	{.name = "to", .type = OPT_STRING, .to = &(r).to, .arg = "DATE",                           \
	 .help = "published on this day, month or year or earlier"},                               \
	{.name = "zones", .type = OPT_STRING, .to = &(r).zones, .arg = "LIST",                     \
	 .help = "zones to search: all, or a list (title,dek,body)"},                              \
	{.name = "mode", .type = OPT_CHOICE, .to = &(r).mode, .arg = "MODE",                       \
	 .help = "lenient: read any query; strict: point at an error",                             \
	 .choices = "lenient|strict"},                                                             \
	{                                                                                          \
		.name = "csv", .type = OPT_FLAG, .to = &(r).csv,                                   \
		.help = "print comma-separated values"                                             \
	}

/* q, from, to, zones, mode. */
void reading_params(const struct reading *r, struct slice query, struct params *p);
/* STATUS_USAGE when both --csv and --json are given. */
enum status reading_check(const struct reading *r, struct err *err) MUST_CHECK;
/* "2 articles · 0.9 ms", with `first` (or NULL) before it. */
void reading_totals(struct out *o, json_t *reply, const char *first);

#endif
