/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Any bytes as a query: read in every mode; the canonical form is a query that
 * reads as itself. */
#include <stdint.h>
#include <stdlib.h>

#include "lib/base/limits.h"
#include "lib/search/parse.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void print(const struct query *q, struct buf *out)
{
	buf_init(out, LIMIT_REPLY_BYTES);
	if (q->root)
		node_print(q->root, out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct slice text = slice_of((const char *)data, size);
	struct err err = ERR_INIT;
	struct query q, again;
	struct buf a, b;
	int mode;

	for (mode = QUERY_LENIENT; mode <= QUERY_ANY; mode++) {
		if (query_parse(text, (enum query_mode)mode, &q, &err) == STATUS_OK &&
		    mode == QUERY_LENIENT) {
			print(&q, &a);
			if (query_parse(buf_slice(&a), QUERY_LENIENT, &again, &err) == STATUS_OK) {
				print(&again, &b);
				buf_done(&b);
			}
			query_done(&again);
			buf_done(&a);
		}
		query_done(&q);
	}
	return 0;
}
