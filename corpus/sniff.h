/* SPDX-License-Identifier: GPL-2.0-or-later */
/* corpus/sniff.h - what kind of file it is, by its first bytes.
 *
 * Names and extensions are never looked at.  A pure function of the head.
 */
#ifndef CORPUS_SNIFF_H
#define CORPUS_SNIFF_H

#include <stdbool.h>

#include "lib/base/limits.h"
#include "lib/base/slice.h"

#define SNIFF_BYTES (64 * KIB) /* of the decoded file that are looked at */

enum sniff_kind {
	SNIFF_EMPTY, /* nothing, or nothing but white space */
	SNIFF_HTML,
	SNIFF_TEXT,
	SNIFF_JSONL,
	SNIFF_REFUSED /* `what` names the kind */
};

struct sniff {
	enum sniff_kind kind;
	const char *what;    /* "PDF", "zip (or a format inside zip: docx, epub…)"; static */
	struct slice charset; /* told by the bytes alone (UTF-16 without a mark); static */
};

/* `whole`: the head is all there is. */
struct sniff sniff(struct slice head, bool whole);

#endif
