/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Selection: the candidate that agrees most with the others, taken whole. */
#include "corpus/html_pick.h"

#include "corpus/html_words.h"

#define WIDE_TIER 1
#define WIDE_TIMES 3.0

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

/* Text that a plainly named container holds and a narrower candidate does not is
 * the article's as a rule: agreement of the others on a part proves little. */
static void widen(struct pick *k)
{
	struct candidate *a = &k->cand[CAND_SEMANTIC];
	double shared = 0;
	size_t i;

	if (!a->valid || k->best == a || a->tier > WIDE_TIER || !k->best)
		return;
	for (i = 0; i < k->page->n_blks; i++)
		if (a->in[i] & k->best->in[i])
			shared += k->page->blks[i].words;
	if (shared >= 0.9 * k->best->words && a->words < WIDE_TIMES * k->best->words)
		k->best = a;
}

/* --- the lead -------------------------------------------------------------------- */

#define LEAD_BLOCKS 12 /* between the headline and the text */
#define LEAD_WORDS 15
#define DEK_WORDS 50
#define NO_LEAD (G(RELATED) | G(COMMENT) | G(AD) | G(NAV) | G(SIDE) | G(LETTER) | G(CONSENT) | \
		 G(FOOT) | G(BIO) | G(TAGS) | G(SHARE) | G(TEASER) | G(CAPTION) | G(PAYWALL) | \
		 G(GALLERY) | G(EMBED) | G(AUTHOR) | G(HIDDEN))

/* Running text that stands by itself between the headline and the text. */
static bool is_lead(const struct blk *b)
{
	return blk_unlinked(b) >= LEAD_WORDS && b->flags & BLK_SENTENCE &&
	       b->linked * 3 < b->words && b->line == 0 && !(b->groups & NO_LEAD) &&
	       !(b->near & (G(DATE) | G(META))) &&
	       !(b->flags & (BLK_HEADING | BLK_CAPTION | BLK_HIDDEN | BLK_FORM | BLK_NAV |
			     BLK_APART | BLK_LINK | BLK_TIME | BLK_DUP));
}

/* A standfirst, by its class or since the page states it as its summary: a field,
 * not text.  None is long. */
static bool is_summary(const struct page_facts *f, const struct blk *b)
{
	size_t i;

	if (b->words > DEK_WORDS)
		return false;
	if (b->groups & G(DEK))
		return true;

	for (i = 0; i < SUMMARIES; i++)
		if (f->summary[i].n && words_same(b->text, f->summary[i]))
			return true;
	return false;
}

/* The first paragraph often stands above the container of the others. */
static void add_lead(struct pick *k)
{
	const struct html_page *p = k->page;
	const struct candidate *c = k->best;
	size_t first = 0, i;

	while (first < p->n_blks && !c->in[first])
		first++;
	for (i = k->facts->head; i < first; i++)
		if (i + LEAD_BLOCKS >= first && is_lead(&p->blks[i]) &&
		    !is_summary(k->facts, &p->blks[i]) &&
		    !html_head_line(k, &p->blks[i]))
			c->in[i] = 1;
}

void html_select(struct pick *k)
{
	/* a tie goes to the first of these */
	static const double trust[CAND_COUNT] = {0.06, 0.03, 0, 0.05};
	double best = -1;
	size_t i, j, others;

	for (i = 0; i < CAND_COUNT; i++) {
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
	widen(k);
	if (k->best && k->facts->head < k->page->n_blks)
		add_lead(k);
}
