/* SPDX-License-Identifier: GPL-2.0-or-later */
/* lib/search/amount.h - numbers as they are written in words of the lexicon: "230",
 * "10%", "$60b", "1.5"; and ranges of them.  Pure functions.
 */
#ifndef LIB_SEARCH_AMOUNT_H
#define LIB_SEARCH_AMOUNT_H

#include <stdbool.h>

#include "lib/base/slice.h"
#include "lib/base/status.h"

enum amount_sign { AMOUNT_PLAIN, AMOUNT_PERCENT, AMOUNT_MONEY };

struct amount {
	double value; /* with its letters: 6e10 of $60b */
	enum amount_sign sign;
	struct slice currency; /* of money; borrows from the form */
	bool   letters;        /* k, m, bn, … behind the digits */
};

/* False when the form is no such number. */
bool amount_read(struct slice form, struct amount *out) MUST_CHECK;

struct amount_range {
	double from, to; /* inclusive but for `above` and `below`; to may be infinite */
	bool   above, below;
	enum amount_sign sign;
	struct slice currency; /* of money; empty: any */
	bool   letters;        /* numbers with letters are meant, too */
};

/* "10", "10..20", "10..", "..20", ">10", "<=20", "10 TO 20", with a currency before a
 * number, letters or % behind.  Borrows from s. */
bool amount_range_read(struct slice s, struct amount_range *out) MUST_CHECK;
bool amount_within(const struct amount_range *r, struct slice form);
/* What forms of the range begin with, one after the other; absent behind the last. */
struct slice amount_head(const struct amount_range *r, unsigned i);

#endif
