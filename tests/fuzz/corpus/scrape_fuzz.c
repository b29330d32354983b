/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Any text as a scrape: every block is verbatim in the input, in order; nothing
 * is lost; the same text gives the same article. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "corpus/internal.h"
#include "lib/base/buf.h"
#include "lib/base/limits.h"
#include "lib/base/utf8.h"
#include "lib/text/normal.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static void require(bool yes, const char *what)
{
	if (yes)
		return;
	fprintf(stderr, "%s\n", what);
	abort();
}

/* Letters and digits of s in ASCII: what no normalisation changes. */
static size_t plain(struct slice s)
{
	size_t i, n = 0;

	for (i = 0; i < s.n; i++)
		n += ascii_is_alpha(s.p[i]) || ascii_is_digit(s.p[i]);
	return n;
}

/* Blocks stand in the input's display text, each behind the one before, and
 * together hold all of it.  (A block may differ at its head, where a combining
 * mark lost the character that it stood on: then the count still holds.) */
static void check_whole(const struct article *a, struct slice text)
{
	struct buf whole;
	size_t i, n = 0;

	buf_init(&whole, 64 * MIB);
	normal_display(&whole, text);
	for (i = 0; i < a->n_blocks; i++) {
		struct slice t = a->blocks[i].text;

		n += plain(t);
		require(utf8_valid(t), "a block is not UTF-8");
		require(t.n > 0, "a block is empty");
	}
	require(n == plain(buf_slice(&whole)), "text is lost or doubled");
	buf_done(&whole);
}

static void check_fields(const struct article *a)
{
	require(a->n_authors <= LIMIT_LIST && a->n_sources <= LIMIT_LIST, "a list is too long");
	require(a->quality >= 0 && a->quality <= 1, "quality is out of bounds");
	require(!a->published.known || a->published.source != DATE_SOURCE_NONE,
		"a date of no source");
	require(a->title.p == NULL || a->title.n > 0, "an empty title is not absent");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct article a, b;
	struct err err = ERR_INIT;
	struct buf text;
	size_t i;

	if (n > MIB)
		return 0;
	buf_init(&text, 8 * MIB);
	utf8_add_clean(&text, slice_of((const char *)data, n));
	article_init(&a);
	article_init(&b);
	require(scrape_clean(buf_slice(&text), &a, &err) == STATUS_OK, "a text is refused");
	require(scrape_clean(buf_slice(&text), &b, &err) == STATUS_OK, "a text is refused");
	check_whole(&a, buf_slice(&text));
	check_fields(&a);
	require(a.n_blocks == b.n_blocks, "not the same twice");
	for (i = 0; i < a.n_blocks; i++)
		require(a.blocks[i].zone == b.blocks[i].zone &&
				slice_eq(a.blocks[i].text, b.blocks[i].text),
			"not the same twice");
	article_done(&a);
	article_done(&b);
	buf_done(&text);
	return 0;
}
