/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Selection: the candidate that agrees most with the others, taken whole. */
#include "corpus/html_pick.h"
#include "corpus/rules.h"

/* Widening: see widen(). */
#define WIDE_TIER 1      /* named so plainly that it needs no more evidence */
#define WIDE_TIMES 20.0
#define VAGUE_TIMES 10.0 /* of a container with a vaguer name, */
#define VAGUE_AGREED 0.7 /* when the candidates do not agree, */
#define VAGUE_TEXT 0.6   /* and what it adds is running text */
#define NAMED_TIER 3     /* up to here a name, not a mere column, bounds the text */
#define RUN_TIMES 10.0   /* see widen_to_run() */
#define RUN_PARAS 2

/* Agreement of two sets: words in both over words in either. */
static double agreement(const struct html_page *p, const struct candidate *a,
			const struct candidate *b)
{
	double both = 0, either = 0;
	size_t i;

	for (i = 0; i < p->n_blks; i++) {
		if (a->in[i] & b->in[i])
			both += p->blks[i].words;
		if (a->in[i] | b->in[i])
			either += p->blks[i].words;
	}
	return either > 0 ? both / either : 0;
}

static double words_of(const struct html_page *p, const struct candidate *c)
{
	double n = 0;
	size_t i;

	for (i = 0; i < p->n_blks; i++)
		if (c->in[i])
			n += p->blks[i].words;
	return n;
}

/* The words of blocks that both hold. */
static double words_shared(const struct html_page *p, const struct candidate *a,
			   const struct candidate *b)
{
	double n = 0;
	size_t i;

	for (i = 0; i < p->n_blks; i++)
		if (a->in[i] & b->in[i])
			n += p->blks[i].words;
	return n;
}

#define NO_TEXT (G(COMMENT) | G(LETTER) | G(HIDDEN) | G(SIDE) | G(RELATED) | G(FOOT) | \
		 G(AUTHOR) | G(NAV))

/* The share of running text in what a holds and b does not. */
static double text_beyond(const struct pick *k, const struct candidate *a,
			  const struct candidate *b)
{
	double all = 0, text = 0;
	size_t i;

	for (i = 0; i < k->page->n_blks; i++) {
		const struct blk *blk = &k->page->blks[i];

		if (!a->in[i] || b->in[i])
			continue;
		all += blk->words;
		if (html_is_para(blk) && !(blk->groups & NO_TEXT))
			text += blk->words;
	}
	return all > 0 ? text / all : 0;
}

/* Whether a container with a vague name ("content") may take the place of a part of
 * it: the parts of one text that is laid out in many boxes do not agree. */
static bool holds_parts(const struct pick *k, const struct candidate *a)
{
	const struct candidate *best = k->best;

	if (k->agreement > VAGUE_AGREED || a->words > VAGUE_TIMES * best->words ||
	    k->cand[CAND_STATED].valid)
		return false;
	if (best->top != NODE_NONE && k->page->nodes[best->top].tag == TAG_ARTICLE)
		return false;
	return text_beyond(k, a, best) >= VAGUE_TEXT;
}

/* Text that a plainly named container holds and a narrower candidate does not is
 * the article's as a rule: agreement of the others on a part proves little. */
static void widen(struct pick *k)
{
	const struct candidate *a = &k->cand[CAND_SEMANTIC];

	if (!a->valid || !k->best || k->best == a)
		return;
	if (a->tier > WIDE_TIER && !holds_parts(k, a))
		return;
	if (words_shared(k->page, a, k->best) >= 0.9 * k->best->words &&
	    a->words < WIDE_TIMES * k->best->words)
		k->best = a;
}

/* Full paragraphs that a holds and b does not. */
static size_t paras_beyond(const struct pick *k, const struct candidate *a,
			   const struct candidate *b)
{
	size_t i, n = 0;

	for (i = 0; i < k->page->n_blks; i++)
		n += a->in[i] && !b->in[i] && html_is_full(&k->page->blks[i]);
	return n;
}

/* Page builders lay one text out in many unlike boxes, of which the heaviest is found by
 * its weight; the run of blocks goes on through all of them.  Where neither a name holds
 * the boxes together nor the page states its text, the run is taken when what it adds to
 * the box is running text. */
static void widen_to_run(struct pick *k)
{
	const struct candidate *run = &k->cand[CAND_SEQUENCE], *best = k->best;

	if (!best || !run->valid || best == run || best->top == NODE_NONE ||
	    k->cand[CAND_STATED].valid || k->agreement > VAGUE_AGREED)
		return;
	if (best == &k->cand[CAND_SEMANTIC] && best->tier <= NAMED_TIER)
		return;
	if (words_shared(k->page, run, best) >= 0.9 * best->words &&
	    run->words <= RUN_TIMES * best->words && paras_beyond(k, run, best) >= RUN_PARAS &&
	    text_beyond(k, run, best) >= VAGUE_TEXT)
		k->best = run;
}

void html_select(struct pick *k)
{
	/* a tie goes to the first of these */
	static const double trust[CAND_COUNT] = {0.06, 0.03, 0, 0.05};
	double best = -1;
	size_t i, j, others;

	for (i = 0; i < CAND_COUNT; i++) {
		html_drop_shapes(k, &k->cand[i]);
		html_prune(k, &k->cand[i]);
		html_trim(k, &k->cand[i]);
	}
	for (i = 0; i < CAND_COUNT; i++) {
		struct candidate *c = &k->cand[i];
		double sum = 0;

		c->words = c->valid ? words_of(k->page, c) : 0;
		if (c->words < 1)
			continue;
		for (j = others = 0; j < CAND_COUNT; j++)
			if (j != i && k->cand[j].valid) {
				sum += agreement(k->page, c, &k->cand[j]);
				others++;
			}
		if (others)
			sum /= (double)others;
		if (sum + trust[i] > best) {
			best = sum + trust[i];
			k->best = c;
			k->agreement = others ? sum : 0.5;
		}
	}
	if (RULE(WIDEN))
		widen(k);
	if (RULE(WIDEN_RUN))
		widen_to_run(k);
	html_add_lead(k);
}
