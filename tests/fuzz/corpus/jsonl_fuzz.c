/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Any bytes as a JSON line: an article with text, or an error that says why. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "corpus/internal.h"
#include "lib/base/limits.h"
#include "lib/base/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static void require(bool yes, const char *what)
{
	if (yes)
		return;
	fprintf(stderr, "%s\n", what);
	abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct raw r = {.kind = RAW_JSON, .bytes = slice_of((const char *)data, n), .line = 1};
	struct err err = ERR_INIT;
	struct article a;
	size_t i;

	if (n > MIB)
		return 0;
	article_init(&a);
	if (jsonl_clean(&r, &a, &err) == STATUS_OK) {
		require(a.n_blocks > 0, "an article without text");
		for (i = 0; i < a.n_blocks; i++) {
			require(a.blocks[i].zone == ZONE_BODY, "a block outside the body");
			require(a.blocks[i].text.n > 0 && utf8_valid(a.blocks[i].text),
				"a bad block");
		}
		require(utf8_valid(a.title) && utf8_valid(a.url) && utf8_valid(a.source_id) &&
				utf8_valid(a.publisher),
			"a field is not UTF-8");
		require(!a.published.known || a.published.source == DATE_SOURCE_RECORD,
			"a date of another source");
	} else {
		require(err.msg[0] != '\0', "an error without a message");
	}
	article_done(&a);
	return 0;
}
