/* SPDX-License-Identifier: GPL-2.0-or-later */
/* indexer/survey.h - a look at a batch of pages before it is cleaned: what do
 * the pages of each host have in common (corpus/hosts.h)?
 *
 * First the head of every file is read for the host that it names.  Of each host
 * with HOSTS_PAGES files at least, up to SURVEY_PER_HOST are then cleaned for
 * their lines only.  Which ones follows from their names, not from the order of
 * the files or the number of workers, and so does the result.
 *
 * Cost: a host with many pages is looked at SURVEY_PER_HOST times, the others
 * not at all; 24 bytes a file.  JSON lines are articles already and give nothing.
 */
#ifndef INDEXER_SURVEY_H
#define INDEXER_SURVEY_H

#include "corpus/hosts.h"
#include "lib/base/status.h"

#define SURVEY_PER_HOST 24
#define SURVEY_FILES    4096 /* at most, in all */

/* The batch is the n paths.  *out is the caller's to free; NULL when no host has pages enough.  A file that
 * cannot be read is passed over: who reads it in earnest says so.
 * STATUS_CANCELLED: `stop` (NULL: never) said so. */
enum status survey_make(const char *const *paths, size_t n, unsigned jobs, bool (*stop)(void),
			struct hosts **out, struct err *err) MUST_CHECK;

#endif
