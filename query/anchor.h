/* SPDX-License-Identifier: GPL-2.0-or-later */
/* query/anchor.h - reads a citation key: ID, ID#pN or ID#pN.sM.
 *
 * N and M count from 1, as the keys that `backfile search` prints.  ID is an
 * article id ("a:" and 20 characters) or whatever else the archive answers to.
 */
#ifndef QUERY_ANCHOR_H
#define QUERY_ANCHOR_H

#include <stdint.h>

#include "lib/base/slice.h"
#include "lib/base/status.h"

#define ANCHOR_ID_MAX   256
#define ANCHOR_PART_MAX 1000000

struct anchor {
	struct slice id; /* borrowed from the key */
	uint32_t     p;  /* 0: the whole article */
	uint32_t     s;  /* 0: the whole paragraph */
};

/* STATUS_USAGE when it is none: an empty or overlong id, one with blanks or
 * control characters or '/', a part that is not pN or pN.sM. */
enum status anchor_parse(const char *key, struct anchor *out, struct err *err) MUST_CHECK;

#endif
