/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Edges: what stands at the head and the tail of a candidate and belongs to
 * other fields or to the page's furniture.
 *
 * A line goes on evidence (it repeats the title, it is a date and nothing else,
 * its words are furniture, it names the author), never for being short: short
 * last lines are often the best of an article.
 */
#include "corpus/html_pick.h"

#include "corpus/html_lines.h"
#include "corpus/html_words.h"
#include "corpus/internal.h"
#include "corpus/rules.h"

#define HEAD_BLOCKS 10
#define TIME_WORDS 18 /* of a line with a time element */
#define ABOVE_MOST 40 /* words of text above a headline that may be cut */
#define SCRAP_WORDS 12
#define NO_SCRAP (BLK_P | BLK_SENTENCE | BLK_HEADING | BLK_LIST | BLK_QUOTE | BLK_TABLE | BLK_PRE)
#define ABOVE_BLOCKS 5
#define ABOVE_WORDS 12

/* --- head ---------------------------------------------------------------------------- */

static bool byline(const struct pick *k, const struct blk *b)
{
	size_t i;

	if (b->words > 30)
		return false;
	for (i = 0; i < k->facts->n_authors; i++)
		if (b->words <= 12 && words_contain(b->text, k->facts->authors[i]))
			return true;
	return b->words <= 8 && !(b->flags & BLK_SENTENCE) &&
	       (slice_starts(b->text, SLICE_LIT("By ")) || slice_starts(b->text, SLICE_LIT("BY ")) ||
		slice_starts(b->text, SLICE_LIT("by ")));
}

static bool is_date(const struct pick *k, const struct blk *b)
{
	struct pubdate d;
	size_t from, to;

	if (b->words > 16 || b->words < 2)
		return false;
	if (date_only(b->text, k->page->language, &d))
		return true;
	/* "Updated: …", "Published …": a label, a date, little else */
	return b->words <= 14 && !(b->flags & BLK_SENTENCE) &&
	       date_in_text(b->text, k->page->language, &d, &from, &to) &&
	       (to - from) * 2 >= b->text.n;
}

bool html_head_line(const struct pick *k, const struct blk *b)
{
	const struct page_facts *f = k->facts;

	if (b->flags & BLK_HEADING && b->level == 1)
		return true;
	if (f->title.n && words_same(b->text, f->title))
		return true;
	if (f->subtitle.n && !html_is_lead(k, b) && (b->near & G(DEK) || b->flags & BLK_HEADING) &&
	    words_same(b->text, f->subtitle))
		return true;
	return (RULE(HEAD_BYLINE) && byline(k, b)) || (RULE(HEAD_DATE) && is_date(k, b)) ||
	       (b->flags & BLK_TIME && b->words <= TIME_WORDS && !(b->flags & BLK_SENTENCE)) ||
	       (b->words <= 10 && (b->near & (G(AUTHOR) | G(DATE) | G(KICKER) | G(META))) &&
		!(b->flags & BLK_SENTENCE));
}

/* Blocks of the head that are no running text are the headline's company when they
 * are called so, or stand above the by-line or the date. */
static void trim_company(struct pick *k, struct candidate *c)
{
	const struct html_page *p = k->page;
	size_t i, j, seen = 0;

	for (i = 0; i < p->n_blks && seen < ABOVE_BLOCKS; i++) {
		const struct blk *b = &p->blks[i];

		if (!c->in[i])
			continue;
		seen++;
		if (b->flags & BLK_SENTENCE && b->words >= ABOVE_WORDS)
			return;
		if (b->near & (G(DEK) | G(LEAD)) && !(b->flags & BLK_SENTENCE))
			c->in[i] = 0;
		if (!byline(k, b) && !is_date(k, b))
			continue;
		for (j = 0; j < i; j++)
			c->in[j] = 0;
	}
}

/* What stands above the headline is not the text, when the text stands below it. */
static void cut_above_headline(struct pick *k, struct candidate *c)
{
	const struct html_page *p = k->page;
	size_t head = k->facts->head, i;
	double above = 0, below = 0;

	if (head >= p->n_blks)
		return;
	for (i = 0; i < p->n_blks; i++)
		if (c->in[i] && html_is_para(&p->blks[i]))
			*(i < head ? &above : &below) += p->blks[i].words;
	if (above < ABOVE_MOST && above * 5 < below)
		for (i = 0; i < head; i++)
			c->in[i] = 0;
}

/* A few words that are no paragraph: names, labels, counts. */
static bool is_scrap(const struct blk *b)
{
	return b->words <= SCRAP_WORDS && !(b->flags & NO_SCRAP);
}

/* Scraps between the headline and the first paragraph that are no paragraphs: names,
 * places, counts, what a button says. */
static void cut_below_headline(struct pick *k, struct candidate *c)
{
	const struct html_page *p = k->page;
	size_t i;

	for (i = k->facts->head; i < p->n_blks; i++) {
		const struct blk *b = &p->blks[i];

		if (!c->in[i])
			continue;
		if (html_is_para(b))
			return;
		if (is_scrap(b))
			c->in[i] = 0;
	}
}

static void trim_head(struct pick *k, struct candidate *c)
{
	const struct html_page *p = k->page;
	size_t i, seen = 0;

	if (RULE(HEAD_ABOVE))
		cut_above_headline(k, c);
	if (RULE(HEAD_COMPANY))
		trim_company(k, c);
	if (RULE(HEAD_BELOW))
		cut_below_headline(k, c);

	for (i = 0; i < p->n_blks && seen < HEAD_BLOCKS; i++) {
		if (!c->in[i])
			continue;
		seen++;
		if (html_head_line(k, &p->blks[i]))
			c->in[i] = 0;
	}
}

/* --- inside ---------------------------------------------------------------------------- */

static void drop_furniture(struct pick *k, struct candidate *c)
{
	const struct html_page *p = k->page;
	size_t i;

	for (i = 0; i < p->n_blks; i++)
		if (c->in[i] && p->blks[i].line != LINE_TEXT)
			c->in[i] = 0;
}

/* The same text twice: the first stays. */
static void drop_repeats(struct pick *k, struct candidate *c)
{
	const struct html_page *p = k->page;
	size_t i, j, mask = 64;
	uint32_t *at;

	while (mask < 2 * p->n_blks)
		mask *= 2;
	at = ARENA_ARRAY(k->arena, uint32_t, mask);
	mask--;
	for (i = 0; i < p->n_blks; i++) {
		if (!c->in[i] || p->blks[i].words < 3)
			continue;
		for (j = p->blks[i].hash & mask; at[j]; j = (j + 1) & mask)
			if (p->blks[at[j] - 1].hash == p->blks[i].hash)
				break;
		if (at[j])
			c->in[i] = 0;
		else
			at[j] = (uint32_t)i + 1;
	}
}

/* --- tail ------------------------------------------------------------------------------- */

static bool bio(const struct pick *k, const struct blk *b)
{
	size_t i;

	if (b->words > 80)
		return false;
	if (RULE(TAIL_ROLE) && words_name_role(b->text))
		return true;
	for (i = 0; i < k->facts->n_authors; i++)
		if (words_contain(b->text, k->facts->authors[i]) && words_role(b->text))
			return true;
	return false;
}

/* A scrap in an element of its own and without figures, of which tables that are
 * laid out as lines are made. */
static bool is_label(const struct pick *k, const struct blk *b)
{
	size_t i;

	if (!is_scrap(b) || (b > k->page->blks && b[-1].node == b->node))
		return false;
	for (i = 0; i < b->text.n; i++)
		if (ascii_is_digit(b->text.p[i]))
			return false;
	return true;
}

static bool tail_line(const struct pick *k, const struct blk *b)
{
	if (b->flags & BLK_HEADING)
		return true;
	if (b->near & (G(AUTHOR) | G(BIO) | G(TAGS)) && b->words < 60)
		return true;
	return (RULE(TAIL_BIO) && bio(k, b)) || is_date(k, b) || (RULE(TAIL_SCRAPS) && is_label(k, b));
}

#define TAIL_BLOCKS 6

/* Among the last blocks, a few words to the reader about the desk, the paper, the author
 * or the letter to subscribe to are not the article's. */
static void drop_closing(struct pick *k, struct candidate *c)
{
	const struct html_page *p = k->page;
	size_t i, seen = 0;

	for (i = p->n_blks; i-- > 0 && seen < TAIL_BLOCKS;) {
		const struct blk *b = &p->blks[i];

		if (!c->in[i])
			continue;
		seen++;
		if (html_closing_line(b->text, b->words, b->linked) || (RULE(CLOSING_BIO) && bio(k, b)))
			c->in[i] = 0;
	}
}

static void trim_tail(struct pick *k, struct candidate *c)
{
	const struct html_page *p = k->page;
	size_t i;

	for (i = p->n_blks; i-- > 0;) {
		if (!c->in[i])
			continue;
		if (!tail_line(k, &p->blks[i]))
			return;
		c->in[i] = 0;
	}
}

void html_trim(struct pick *k, struct candidate *c)
{
	if (!c->valid)
		return;
	if (RULE(HEAD))
		trim_head(k, c);
	if (RULE(FURNITURE))
		drop_furniture(k, c);
	drop_repeats(k, c);
	if (RULE(CLOSING))
		drop_closing(k, c);
	if (RULE(TAIL))
		trim_tail(k, c);
}
