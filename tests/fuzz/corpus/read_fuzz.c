/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Any bytes as a file: records or troubles come, never nothing; records keep to
 * the bounds; a callback that ends the reading ends it. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "corpus/read.h"
#include "lib/base/article.h"
#include "lib/base/limits.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

struct seen {
	size_t records, troubles;
	uint64_t line, offset;
	size_t stop_after;
};

static void require(bool yes, const char *what)
{
	if (yes)
		return;
	fprintf(stderr, "%s\n", what);
	abort();
}

static bool on_record(void *ctx, const struct raw *r)
{
	struct seen *s = ctx;

	require(r->bytes.n <= LIMIT_PAGE_BYTES, "a record past the bound");
	require(r->kind < RAW_KIND_COUNT, "a record of no kind");
	require(r->kind == RAW_JSON ? r->line > s->line : s->records == 0,
		"lines out of order, or two pages in a file");
	require(s->records == 0 || r->offset > s->offset, "offsets out of order");
	s->line = r->line;
	s->offset = r->offset;
	return ++s->records != s->stop_after;
}

static bool on_trouble(void *ctx, const char *path, uint64_t offset, uint64_t line,
		       const struct err *err)
{
	struct seen *s = ctx;

	(void)path;
	(void)offset;
	(void)line;
	require(err->st != STATUS_OK && err->msg[0] != '\0', "a trouble without a message");
	s->troubles++;
	return true;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct seen s = {.records = 0}, first = {.stop_after = 1};
	struct read_sink all = {&s, on_record, on_trouble}, one = {&first, on_record, on_trouble};
	struct err err = ERR_INIT;
	struct slice bytes = slice_of((const char *)data, n);

	require(read_bytes("name", bytes, &all, &err) == STATUS_OK, "bytes cannot be read");
	require(s.records + s.troubles > 0, "neither a record nor a trouble");
	if (s.records)
		require(read_bytes("name", bytes, &one, &err) == STATUS_CANCELLED, "not ended");
	return 0;
}
