/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The bytes as a page's linked data. */
#include <stddef.h>
#include <stdint.h>

#include "corpus/internal.h"
#include "lib/base/buf.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct html_cleaner *c = html_cleaner_new();
	struct raw r = {.kind = RAW_HTML};
	struct article a;
	struct err err = ERR_INIT;
	struct buf b;

	buf_init(&b, size + 256);
	buf_add_str(&b, "<h1>Shops open</h1><script type=\"application/ld+json\">");
	buf_add(&b, data, size);
	buf_add_str(&b, "</script><p>One sentence, of some words, that stands on the page.</p>");
	r.bytes = buf_slice(&b);
	article_init(&a);
	if (html_clean(c, &r, &a, &err) != STATUS_OK)
		__builtin_trap(); /* there is a headline: there is an article */
	article_done(&a);
	html_cleaner_free(c);
	buf_done(&b);
	return 0;
}
