/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A page of any bytes to an article: no crash, bounded work, valid text, page
 * order, no block twice. */
#include <assert.h>
#include <stddef.h>
#include <stdint.h>

#include "corpus/internal.h"
#include "lib/base/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(const struct article *a)
{
	size_t i;

	assert(utf8_valid(a->title) && utf8_valid(a->subtitle) && utf8_valid(a->url));
	for (i = 0; i < a->n_authors; i++)
		assert(a->authors[i].n && utf8_valid(a->authors[i]));
	for (i = 0; i < a->n_blocks; i++) {
		assert(a->blocks[i].text.n && utf8_valid(a->blocks[i].text));
		assert(!slice_has_byte(a->blocks[i].text, '\0'));
	}
	assert(a->quality >= 0 && a->quality <= 1);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct html_cleaner *c = html_cleaner_new();
	struct raw r = {.kind = RAW_HTML, .bytes = slice_of((const char *)data, size)};
	struct article a;
	struct err err = ERR_INIT;

	article_init(&a);
	if (html_clean(c, &r, &a, &err) == STATUS_OK)
		check(&a);
	article_done(&a);
	html_cleaner_free(c);
	return 0;
}
