/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a box is by the heading that it begins with.
 *
 * "Related stories" above a list, "12 comments" above what readers say: such a line
 * names its box as plainly as a class does, and on sites whose classes say nothing it
 * is all there is.  Other articles are known by their links as well: "related" is also
 * what a section of the text may be called.  The element that begins with the line gets
 * the group; where the line is an element by itself, the elements behind it do.
 */
#include "corpus/html.h"

#include "corpus/html_lines.h"
#include "corpus/rules.h"

#define ABOVE_WORDS 60 /* of running text that stand above comments, at least */
#define LINE_WORDS 8
#define BEFORE_NAME 2    /* blocks of an item above its name: a number, a picture's text */
#define SAYING_BLOCKS 40 /* to the next name, at most */

static uint32_t group_of(const struct blk *b)
{
	if (b->line == LINE_COMMENT) /* it may hold the headline: "3 thoughts on ..." */
		return G(COMMENT) | G(SAID);
	return b->line == LINE_STOP && b->words <= LINE_WORDS ? G(RELATED) : 0;
}

static bool is_running(const struct blk *b)
{
	return b->words >= 20 && b->ends && b->linked * 3 < b->words;
}

static uint32_t block_end(const struct html_page *p, uint32_t node)
{
	return p->block_at[p->nodes[node].end];
}

/* The largest element that begins with the block and is no article by itself.  Where
 * the block is a bare line among others of its container, the inline element or the text. */
static uint32_t box_of(const struct html_page *p, uint32_t i)
{
	uint32_t node = p->blks[i].node, up;

	if (p->block_at[node] != i) {
		uint32_t inner = p->blks[i].first;

		while (p->nodes[inner].parent != node)
			inner = p->nodes[inner].parent;
		return inner;
	}
	up = p->nodes[node].parent;
	while (up != NODE_NONE && p->block_at[up] == i && p->nodes[up].tag != TAG_BODY &&
	       p->nodes[up].tag != TAG_ARTICLE && p->nodes[up].tag != TAG_MAIN &&
	       !(p->nodes[up].groups & G(BODY))) {
		node = up;
		up = p->nodes[up].parent;
	}
	return node;
}

/* Whether links are most of an element's words. */
static bool is_linked(const struct html_page *p, uint32_t node)
{
	uint32_t words = 0, linked = 0, i;

	for (i = p->block_at[node]; i < block_end(p, node); i++) {
		words += p->blks[i].words;
		linked += p->blks[i].linked;
	}
	return linked * 2 > words;
}

/* Give the group to the elements behind `box` in its parent.  What is named SAID already
 * was so by an earlier heading, up to the end of the parent: nobody else says it of what
 * is behind.  So each element is named once, however many headings there are. */
static void name_behind(struct html_page *p, uint32_t box, uint32_t group)
{
	uint32_t up = p->nodes[box].parent, i;

	if (up == NODE_NONE)
		return;
	for (i = p->nodes[box].end; i < p->nodes[up].end; i = p->nodes[i].end) {
		if (p->nodes[i].tag == TAG_TEXT || p->block_at[i] == block_end(p, i))
			continue;
		if (group & G(COMMENT) ? p->nodes[i].groups & G(SAID) : !is_linked(p, i))
			return;
		p->nodes[i].groups |= group;
	}
}

/* The list whose first item begins with the block, when a later item begins the same
 * way: what readers say, each under a line with a name. */
static void name_sayings(struct html_page *p, uint32_t i)
{
	uint32_t node = p->blks[i].node, j;

	while (node != NODE_NONE && p->nodes[node].tag != TAG_OL && p->nodes[node].tag != TAG_UL)
		node = p->nodes[node].parent;
	if (node == NODE_NONE || p->nodes[node].groups & G(COMMENT) ||
	    i > p->block_at[node] + BEFORE_NAME)
		return;
	for (j = i + 1; j < block_end(p, node) && j < i + SAYING_BLOCKS; j++)
		if (html_says_line(p->blks[j].text, p->blks[j].words)) {
			p->nodes[node].groups |= G(COMMENT) | G(SAID);
			return;
		}
}

void html_name_by_headings(struct html_page *p)
{
	uint32_t above = 0, i;

	for (i = 0; i < p->n_blks && RULE(BOX_HEADING); i++) {
		struct blk *b = &p->blks[i];
		uint32_t group = group_of(b), box;

		above += is_running(b) ? b->words : 0;
		if (above < ABOVE_WORDS)
			continue;
		if (RULE(BOX_SAYINGS) && b->flags & BLK_LIST && html_says_line(b->text, b->words))
			name_sayings(p, i);
		if (!group)
			continue;
		box = box_of(p, i);
		if (group & G(COMMENT) || is_linked(p, box))
			p->nodes[box].groups |= group;
		if (block_end(p, box) == i + 1 && !b->linked)
			name_behind(p, box, group);
	}
}
