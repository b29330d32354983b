/* SPDX-License-Identifier: GPL-2.0-or-later */
/* indexer/report.h - what a run says: one line of progress, the summary as text
 * or JSON.  Writes into buffers; main.c prints. */
#ifndef INDEXER_REPORT_H
#define INDEXER_REPORT_H

#include "indexer/plan.h"
#include "indexer/run.h"
#include "lib/base/buf.h"

/* "1,204 articles  312/s  12 of 78 MB  0:41 left", at most 79 columns, no end of
 * line. */
void report_progress(struct buf *out, const struct run_stats *s);

/* The lines of the summary; `dir` is the archive. */
void report_text(struct buf *out, const struct run_stats *s, const char *dir);
/* One JSON document and the end of line.  `status` is the exit status. */
void report_json(struct buf *out, const struct run_stats *s, const char *dir, int status);

#endif
