/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Pruning: what is inside a candidate's container and not the article's.
 *
 * Subtrees go by what their class says and by how much of them is links.  Each
 * removal is guarded: names lie, so a subtree that holds a large part of the
 * candidate's text, or several full paragraphs, stays whatever it is called.
 */
#include "corpus/html_pick.h"
#include "corpus/rules.h"

#define STRONG (G(SHARE) | G(RELATED) | G(AD) | G(COMMENT) | G(LETTER) | G(CONSENT) | G(NAV) | \
		G(TAGS) | G(BIO) | G(CAPTION) | G(HIDDEN) | G(SIDE) | G(FOOT) | \
		G(AUTHOR) | G(TEASER) | G(META) | G(DATE) | G(GALLERY) | G(QUOTE))

/* Those that still count when the others would take most of the text. */
#define FIRM (G(RELATED) | G(AD) | G(COMMENT) | G(LETTER) | G(CONSENT) | G(NAV))

/* Names that mean it even of running text. */
#define PLAIN (FIRM | G(SIDE) | G(FOOT))

struct weigh {
	uint32_t from, to; /* the blocks that lie wholly in the subtree */
	uint32_t words, linked, para, full, plain;
};

static struct weigh weigh(const struct pick *k, uint32_t node)
{
	const struct html_page *p = k->page;
	uint32_t a = p->block_at[node], b = p->block_at[p->nodes[node].end];

	/* an inline element may hold the head of a block and not its tail */
	if (b > a && p->blks[b - 1].last >= p->nodes[node].end)
		b--;
	return (struct weigh){a, b, k->words[b] - k->words[a], k->linked[b] - k->linked[a],
			      k->para_words[b] - k->para_words[a], k->paras[b] - k->paras[a],
			      k->plain[b] - k->plain[a]};
}

/* Running text without many links, or a quotation, in an element whose name only
 * hints that it is something else. */
static bool soft_text(const struct pick *k, const struct weigh *w)
{
	const struct blk *first = &k->page->blks[w->from];

	if (first->flags & BLK_QUOTE)
		return true;
	return w->full > 1 && w->linked * 4 <= w->words;
}

/* Items that each begin with a link: headlines with a line of summary. */
static bool teaser_list(const struct pick *k, const struct weigh *w)
{
	const struct html_page *p = k->page;
	size_t i, heads = 0;

	if (w->to - w->from < 3 || w->linked * 6 < w->words)
		return false;
	for (i = w->from; i < w->to; i++)
		heads += p->blks[i].linked >= 3 && p->nodes[p->blks[i].first].up_flags & BLK_LINK;
	return heads * 5 >= (size_t)(w->to - w->from) * 4;
}

/* Whether the element is of a kind to go, if the guards let it. */
static bool unwanted(const struct pick *k, uint32_t i, const struct weigh *w, int level)
{
	const struct node *n = &k->page->nodes[i];

	switch (n->tag) {
	case TAG_NAV: case TAG_ASIDE: case TAG_FOOTER: case TAG_FORM: case TAG_BUTTON:
	case TAG_FIGCAPTION: case TAG_FIGURE: case TAG_MENU: case TAG_VIDEO: case TAG_AUDIO:
	case TAG_LABEL:
		return true;
	case TAG_UL: case TAG_OL: case TAG_DL:
		if (!RULE(PRUNE_LISTS))
			break;
		if (w->linked * 5 > w->words * 2 || teaser_list(k, w))
			return true;
		break;
	case TAG_DIV: case TAG_SECTION: case TAG_TABLE:
		if (w->linked * 5 > w->words * 2 && w->full == 0 && w->plain == 0 && w->words > 3 &&
		    !(k->page->blks[w->from].flags & BLK_QUOTE))
			return true;
		break;
	default:
		break;
	}
	if (n->own_flags & n->up_flags & BLK_HIDDEN)
		return true;
	if (n->groups & G(BODY) || n->tag == TAG_ARTICLE || n->tag == TAG_MAIN)
		return false;
	if (n->tag >= TAG_H1 && n->tag <= TAG_H6) /* their ids are their words */
		return false;
	if (n->tag == TAG_BLOCKQUOTE) /* a quoted post is "social", but text */
		return n->groups & (G(QUOTE) | G(AD) | G(COMMENT));
	if (!(n->groups & (level == 0 ? STRONG : FIRM)) || !RULE(PRUNE_NAMES))
		return false;
	if (!(n->groups & PLAIN) && soft_text(k, w))
		return false;
	return true;
}

static bool guarded(const struct pick *k, uint32_t i, const struct weigh *w, double total)
{
	const struct node *n = &k->page->nodes[i];

	if (n->groups & (G(COMMENT) | G(CONSENT)))
		return w->para > 0.6 * total;
	if ((n->tag == TAG_UL || n->tag == TAG_OL) && teaser_list(k, w))
		return w->para > 0.6 * total;
	if (n->tag == TAG_FIGCAPTION || n->tag == TAG_NAV)
		return w->para > 0.5 * total;
	return w->para > 0.3 * total || w->full >= 3;
}

static double total_words(const struct pick *k, const struct candidate *c)
{
	const struct html_page *p = k->page;
	double sum = 0;
	size_t i;

	for (i = 0; i < p->n_blks; i++)
		if (c->in[i] && html_is_para(&p->blks[i]))
			sum += blk_unlinked(&p->blks[i]);
	return sum;
}

#define LABELLED 30 /* words, at most */

/* One link is the whole paragraph: "Read more: …" between two of the text. */
static bool lone_link(const struct blk *b)
{
	return b->words > 0 && b->linked * 10 >= b->words * 9 && !(b->flags & BLK_HEADING);
}

/* "A label: a headline" whose headline is a link, in whatever language. */
static bool labelled_link(const struct html_page *p, const struct blk *b)
{
	const struct node *first = &p->nodes[b->first];
	struct slice label = slice_sub(buf_slice(&p->text), first->text_from, first->text_to);

	if (b->linked < 3 || b->linked * 5 < b->words * 3 || b->words > LABELLED ||
	    b->flags & (BLK_HEADING | BLK_LIST))
		return false;
	while (label.n && ascii_is_space(label.p[label.n - 1]))
		label.n--;
	return !(first->up_flags & BLK_LINK) && slice_ends(label, SLICE_LIT(":"));
}

static void prune_at(struct pick *k, struct candidate *c, double total, int level)
{
	const struct html_page *p = k->page;
	uint32_t i, j;

	for (i = c->top == NODE_NONE ? 1 : c->top + 1; i < p->n_nodes;) {
		struct weigh w;

		if (p->nodes[i].tag == TAG_TEXT || p->nodes[i].tag == TAG_BODY ||
		    p->nodes[i].tag == TAG_HTML) {
			i++;
			continue;
		}
		w = weigh(k, i);
		if (w.from >= w.to || !unwanted(k, i, &w, level) || guarded(k, i, &w, total)) {
			i++;
			continue;
		}
		for (j = w.from; j < w.to; j++)
			c->in[j] = 0;
		i = p->nodes[i].end;
	}
}

#define SAID_BELOW 60 /* words of text above what readers say */

/* What readers say below a text may be longer than the text. */
static void prune_sayings(struct pick *k, struct candidate *c)
{
	const struct html_page *p = k->page;
	uint32_t i, j, above = 0, done = 0;

	for (i = c->top == NODE_NONE ? 1 : c->top + 1; i < p->n_nodes; i++) {
		struct weigh w;

		if (!(p->nodes[i].groups & G(SAID)) || p->nodes[i].tag == TAG_TEXT)
			continue;
		w = weigh(k, i);
		for (; done < w.from; done++)
			if (c->in[done] && html_is_para(&p->blks[done]))
				above += blk_unlinked(&p->blks[done]);
		if (above < SAID_BELOW || w.from >= w.to)
			continue;
		for (j = w.from; j < w.to; j++)
			c->in[j] = 0;
		i = p->nodes[i].end - 1;
	}
}

/* A pruning that leaves less than this much of the text is wrong. */
#define KEEP 0.35

void html_prune(struct pick *k, struct candidate *c)
{
	const struct html_page *p = k->page;
	uint8_t *before;
	double total;
	size_t j;
	int level;

	if (!c->valid)
		return;
	if (RULE(PRUNE_SAYINGS))
		prune_sayings(k, c);
	total = total_words(k, c);
	before = arena_alloc(k->arena, p->n_blks + 1);
	memcpy(before, c->in, p->n_blks);
	for (level = 0; level < 2 && RULE(PRUNE); level++) {
		prune_at(k, c, total, level);
		if (total_words(k, c) >= KEEP * total)
			break;
		memcpy(c->in, before, p->n_blks);
	}
	for (j = 0; j < p->n_blks; j++)
		if (c->in[j] && ((RULE(LONE_LINK) && lone_link(&p->blks[j])) ||
				 (RULE(LABELLED_LINK) && labelled_link(p, &p->blks[j])) ||
				 p->blks[j].text.n == 0 || p->blks[j].flags & BLK_APART))
			c->in[j] = 0;
}
