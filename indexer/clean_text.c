/* SPDX-License-Identifier: GPL-2.0-or-later */
/* indexer/clean_text.c - one cleaned article as readable text: see clean_text.h. */
#include "indexer/clean_text.h"

static void add_line(struct buf *out, struct slice s)
{
	if (slice_empty(s))
		return;
	buf_add_slice(out, s);
	buf_add_char(out, '\n');
}

static void add_credit(struct buf *out, const struct article *a)
{
	size_t i;

	for (i = 0; i < a->n_authors; i++) {
		buf_add_str(out, i ? ", " : "By ");
		buf_add_slice(out, a->authors[i]);
	}
	if (a->n_authors)
		buf_add_str(out, " · ");
	if (!slice_empty(a->publisher)) {
		buf_add_slice(out, a->publisher);
		buf_add_str(out, " · ");
	}
	if (!a->published.known)
		buf_add_str(out, "undated\n");
	else
		buf_addf(out, "%s%s\n", a->published.relation == DATE_ON ? "" : "by ",
			 a->published.value);
}

static void add_block(struct buf *out, const struct block *b)
{
	buf_add_char(out, '\n');
	if (b->zone != ZONE_BODY)
		buf_addf(out, "[%s] ", zone_word(b->zone));
	if (b->type == BLOCK_HEADING)
		buf_add_str(out, "## ");
	else if (b->type == BLOCK_QUOTE)
		buf_add_str(out, "> ");
	buf_add_slice(out, b->text);
	buf_add_char(out, '\n');
}

void clean_text_add(struct buf *out, const struct article *a, unsigned zones)
{
	size_t i;

	add_line(out, slice_empty(a->title) ? SLICE_LIT("(untitled)") : a->title);
	add_line(out, a->subtitle);
	add_credit(out, a);
	for (i = 0; i < a->n_blocks; i++)
		if (zones & ZONE_BIT(a->blocks[i].zone))
			add_block(out, &a->blocks[i]);
}
