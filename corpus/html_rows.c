/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Rows of data tables as one block, "a | b": see html.h.
 *
 * A row of figures cut into its cells says nothing, and of equal cells only one would stay.
 * A table that lays out a page has running text in its cells, or several blocks in one:
 * that is left as it is.
 */
#include "corpus/html.h"

#include "lib/base/hash.h"
#include "lib/base/limits.h"

#define CELL_WORDS 20 /* of a cell of data, at most */
#define ROW_CELLS  64

/* Its nearest ancestor with one of two tags, or NODE_NONE; the search ends at a table. */
static uint32_t up_to(struct html_page *p, uint32_t at, uint8_t tag, uint8_t other)
{
	while (at != NODE_NONE && html_spend(p, 1)) {
		uint8_t is = p->nodes[at].tag;

		if (is == tag || is == other)
			return at;
		if (is == TAG_TABLE)
			break;
		at = p->nodes[at].parent;
	}
	return NODE_NONE;
}

/* The blocks from i on that lie in one row; *data: each is a cell, and short. */
static size_t row_blocks(struct html_page *p, size_t i, bool *data)
{
	uint32_t row = NODE_NONE, last = NODE_NONE, cell, own;
	size_t n;

	*data = true;
	for (n = 0; i + n < p->n_blks; n++) {
		const struct blk *b = &p->blks[i + n];

		cell = b->flags & BLK_TABLE && b->text.n ? up_to(p, b->first, TAG_TD, TAG_TH) : NODE_NONE;
		own = cell == NODE_NONE ? NODE_NONE : up_to(p, cell, TAG_TR, TAG_TR);
		if (own == NODE_NONE || (n && own != row))
			break;
		if (cell == last || b->words > CELL_WORDS || n == ROW_CELLS ||
		    b->zone != p->blks[i].zone || b->flags & BLK_HEADING)
			*data = false;
		row = own;
		last = cell;
	}
	return n;
}

static void join(struct html_page *p, size_t i, size_t n, struct buf *b)
{
	struct blk *first = &p->blks[i];
	size_t k;

	buf_reset(b);
	for (k = i; k < i + n; k++) {
		buf_add_str(b, k > i ? " | " : "");
		buf_add_slice(b, p->blks[k].text);
		if (k > i)
			p->blks[k].text.n = 0;
	}
	first->text = arena_dup(&p->arena, buf_slice(b));
	first->hash = hash64(first->text);
	first->words = 0; /* none that run: a row of any length is one of a table */
}

void html_join_rows(struct html_page *p)
{
	struct buf b;
	bool data;
	size_t i, n;

	buf_init(&b, 16 * LIMIT_FIELD_BYTES);
	for (i = 0; i < p->n_blks; i += n ? n : 1) {
		n = row_blocks(p, i, &data);
		if (n > 1 && data)
			join(p, i, n, &b);
	}
	buf_done(&b);
}
