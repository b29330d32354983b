/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Printed dates and by-lines in any bytes. */
#include <assert.h>
#include <stddef.h>
#include <stdint.h>

#include "corpus/internal.h"
#include "lib/base/civil.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct slice s = slice_of((const char *)data, size);
	struct pubdate d = {0}, only = {0};
	struct article a;
	size_t from = 0, to = 0;
	bool found = date_in_text(s, SLICE_LIT("en-us"), &d, &from, &to);

	if (found) {
		struct civil c = civil_from_days(d.day);

		assert(from < to && to <= size);
		assert(civil_valid(c.year, c.month, c.day));
		assert(d.precision == DATE_DAY && d.value[10] == '\0');
	}
	assert(!date_only(s, SLICE_NONE, &only) || found);
	article_init(&a);
	assert(names_add(&a, s) == a.n_authors);
	article_done(&a);
	return 0;
}
