/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What is no running text by its shape, whatever it is called.
 *
 * Captions are a few words in a box with an image.  Other articles stand on a page
 * as a headline that is a link and a line or two of text, several in a row; or as
 * article elements inside the article, behind its own text.
 */
#include "corpus/html_pick.h"
#include "corpus/rules.h"

#define CAPTION_WORDS 60
#define CAPTIONS 8     /* a part of the text that all captions are at most */
#define IMAGE_NODES 8  /* looked at before a text for its image */
#define PAIRS 3        /* headlines in a row that make a list of teasers */
#define PAIR_WORDS 35  /* of text below one, at most */
#define PAIR_BLOCKS 3
#define FORM_WORDS 40 /* around a form, with its box */
#define NESTED 3       /* articles in a row inside one */

static bool is_headline_link(const struct blk *b)
{
	return b->linked >= 2 && b->linked * 10 >= b->words * 9;
}

/* The block behind the text that belongs to the headline at i; i + 1 when what
 * follows it is no teaser's text. */
static size_t pair_end(const struct html_page *p, size_t i)
{
	size_t j, words = 0;

	for (j = i + 1; j < p->n_blks && j <= i + PAIR_BLOCKS; j++) {
		const struct blk *b = &p->blks[j];

		if (is_headline_link(b) || b->flags & BLK_HEADING)
			break;
		words += b->words;
		if (words > PAIR_WORDS)
			return i + 1;
	}
	return words >= 4 ? j : i + 1;
}

/* A row of headlines that are links, with a line or two below each. */
static void drop_pairs(struct pick *k, struct candidate *c)
{
	const struct html_page *p = k->page;
	size_t i, j, pairs;

	for (i = 0; i < p->n_blks; i = j) {
		for (j = i, pairs = 0; j < p->n_blks && is_headline_link(&p->blks[j]); pairs++) {
			size_t end = pair_end(p, j);

			if (end == j + 1)
				break;
			j = end;
		}
		if (j == i)
			j = i + 1;
		else if (pairs >= PAIRS)
			for (; i < j; i++)
				c->in[i] = 0;
	}
}

/* The words of paragraphs of the candidate in the blocks from a to b. */
static uint32_t own_text(const struct pick *k, const struct candidate *c, size_t a, size_t b)
{
	uint32_t words = 0;

	for (; a < b; a++)
		if (c->in[a] && html_is_para(&k->page->blks[a]))
			words += k->page->blks[a].words;
	return words;
}

/* Articles in a row inside the article, behind its text: others. */
static void drop_nested(struct pick *k, struct candidate *c)
{
	const struct html_page *p = k->page;
	uint32_t end = c->top == NODE_NONE ? 0 : p->nodes[c->top].end;
	uint32_t i, first = NODE_NONE, last = 0, n = 0;
	size_t from, to;

	for (i = c->top + 1; i < end; i++) {
		if (p->nodes[i].tag != TAG_ARTICLE)
			continue;
		if (first == NODE_NONE)
			first = i;
		n += p->nodes[i].parent == p->nodes[first].parent;
		last = i;
		i = p->nodes[i].end - 1;
	}
	if (n < NESTED || p->nodes[last].parent != p->nodes[first].parent)
		return;
	from = p->block_at[first];
	to = p->block_at[p->nodes[last].end];
	if (own_text(k, c, 0, from) < 20 || own_text(k, c, to, p->n_blks))
		return;
	for (; from < to; from++)
		c->in[from] = 0;
}

/* Whether a run of text is more than white space. */
static bool is_seen(const struct html_page *p, uint32_t at)
{
	const struct node *n = &p->nodes[at];
	uint32_t i;

	for (i = n->text_from; i < n->text_to; i++)
		if (!ascii_is_space(p->text.data[i]))
			return true;
	return false;
}

/* The image right before the block: no text between. */
static uint32_t image_before(const struct html_page *p, const struct blk *b)
{
	uint32_t i, steps = 0; /* white space between tags is none */

	for (i = b->first; i-- > 0 && steps < IMAGE_NODES;) {
		if (p->nodes[i].tag == TAG_IMG)
			return i;
		if (p->nodes[i].tag == TAG_TEXT && is_seen(p, i))
			break;
		steps += p->nodes[i].tag != TAG_TEXT;
	}
	return NODE_NONE;
}

#define NO_CAPTION (BLK_HEADING | BLK_LIST | BLK_TABLE | BLK_QUOTE | BLK_PRE)

/* A few words in a box with an image, and nothing else in it. */
static bool is_caption(const struct pick *k, const struct blk *b)
{
	const struct html_page *p = k->page;
	uint32_t image, node = b->node;

	if (b->words > CAPTION_WORDS || b->flags & NO_CAPTION)
		return false;
	image = image_before(p, b);
	if (image == NODE_NONE)
		return false;
	while (node != NODE_NONE && !html_within(p, image, node))
		node = p->nodes[node].parent;
	return node != NODE_NONE && p->nodes[node].tag != TAG_P &&
	       pick_sum(k, k->words, node) <= CAPTION_WORDS;
}

/* Where they would take much of the text they are no captions: boxes of text that
 * each begin with an image. */
static void drop_captions(struct pick *k, struct candidate *c)
{
	const struct html_page *p = k->page;
	uint32_t all = own_text(k, c, 0, p->n_blks), held = 0;
	uint8_t *caption = arena_alloc(k->arena, p->n_blks + 1);
	size_t i;

	for (i = 0; i < p->n_blks; i++) {
		caption[i] = c->in[i] && is_caption(k, &p->blks[i]);
		if (caption[i])
			held += p->blks[i].words;
	}
	for (i = 0; held * CAPTIONS <= all && i < p->n_blks; i++)
		if (caption[i])
			c->in[i] = 0;
}

/* A few words around a form: what there is to sign up for, and under which terms. */
static void drop_form_boxes(struct pick *k, struct candidate *c)
{
	const struct html_page *p = k->page;
	uint32_t i, box, up, j;

	for (i = 1; i < p->n_nodes; i++) {
		if (p->nodes[i].tag != TAG_FORM || pick_sum(k, k->words, i) > FORM_WORDS)
			continue;
		box = i;
		for (up = p->nodes[i].parent; up != NODE_NONE && p->nodes[up].tag != TAG_BODY &&
					      p->nodes[up].tag != TAG_ARTICLE &&
					      p->nodes[up].tag != TAG_MAIN &&
					      pick_sum(k, k->words, up) <= FORM_WORDS;
		     up = p->nodes[up].parent)
			box = up;
		for (j = p->block_at[box]; j < p->block_at[p->nodes[box].end]; j++)
			c->in[j] = 0;
		i = p->nodes[box].end - 1;
	}
}

void html_drop_shapes(struct pick *k, struct candidate *c)
{
	if (!c->valid)
		return;
	if (RULE(SHAPE_CAPTIONS))
		drop_captions(k, c);
	if (RULE(SHAPE_FORMS))
		drop_form_boxes(k, c);
	if (RULE(SHAPE_NESTED))
		drop_nested(k, c);
	if (RULE(SHAPE_PAIRS))
		drop_pairs(k, c);
}
