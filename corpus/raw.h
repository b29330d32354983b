/* SPDX-License-Identifier: GPL-2.0-or-later */
/* corpus/raw.h - one raw record: bytes as found, before cleaning.
 *
 * Readers (read.h) make them, the cleaner (clean.h) turns each into an article.
 * They cross a process boundary inside the indexer, so they are plain bytes.
 */
#ifndef CORPUS_RAW_H
#define CORPUS_RAW_H

#include <stdint.h>

#include "lib/base/slice.h"

enum raw_kind {
	RAW_HTML,
	RAW_TEXT, /* a text scrape: a page whose markup is gone */
	RAW_JSON, /* one line of JSON lines, an object */
	RAW_KIND_COUNT
};

struct raw {
	enum raw_kind kind;
	struct slice  file;   /* path */
	uint64_t      offset; /* of the record in the decoded file */
	uint64_t      line;   /* from 1, for messages; 0 when the file is one record */
	struct slice  bytes;
	struct slice  url;     /* known from outside (--url, a WARC header), or absent */
	struct slice  charset; /* declared outside (HTTP), or absent */
	uint32_t      flags;   /* FLAG(TRUNCATED), FLAG(TOO_LONG) found while reading */
};

#endif
