/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The lead: running text between the headline and the container of the article's
 * text.
 *
 * Sites often set the first paragraph apart, in a header or a box of its own, and
 * often call it what others call a subtitle.  What tells them apart is that it is
 * a sentence, and a long one.  In most languages such a standfirst is where the
 * article begins; in English it as often repeats it.
 */
#include "corpus/html_pick.h"

#include "corpus/html_words.h"
#include "corpus/rules.h"

#define LEAD_BLOCKS 12 /* between the headline and the text */
#define LEAD_WORDS 15
#define DEK_WORDS 20   /* of one called a standfirst: a shorter one is a subtitle */
#define NO_LEAD (G(RELATED) | G(COMMENT) | G(AD) | G(NAV) | G(SIDE) | G(LETTER) | G(CONSENT) | \
		 G(FOOT) | G(BIO) | G(TAGS) | G(SHARE) | G(CAPTION) | G(PAYWALL) | G(GALLERY) | \
		 G(EMBED) | G(AUTHOR) | G(HIDDEN))
#define STANDFIRST (G(DEK) | G(LEAD) | G(TEASER))

/* What the page says, or nothing: English, where little is certain. */
static bool in_english(const struct pick *k)
{
	return !k->page->language.n || slice_starts(k->page->language, SLICE_LIT("en"));
}

bool html_is_lead(const struct pick *k, const struct blk *b)
{
	unsigned least = b->groups & G(DEK) || b->flags & BLK_HEADING ? DEK_WORDS : LEAD_WORDS;

	if (b->flags & BLK_HEADING && b->level == 1)
		return false;
	if (!(b->flags & BLK_SENTENCE) && (in_english(k) || !(b->groups & STANDFIRST)))
		return false;
	return blk_unlinked(b) >= least && b->linked * 3 < b->words && b->line == 0 &&
	       !(b->groups & NO_LEAD) && !(b->near & (G(DATE) | G(META))) &&
	       !(b->flags & (BLK_CAPTION | BLK_HIDDEN | BLK_FORM | BLK_NAV | BLK_APART |
			     BLK_LINK | BLK_TIME));
}

/* Words that the page states as its summary, in an element that does not claim to
 * be one: an echo of the description. */
static bool is_echo(const struct pick *k, const struct blk *b)
{
	size_t i;

	if (b->groups & STANDFIRST || !in_english(k))
		return false;
	for (i = 0; i < SUMMARIES; i++)
		if (k->facts->summary[i].n && words_same(b->text, k->facts->summary[i]))
			return true;
	return false;
}

/* The block of the headline that stands above the text, `first` if there is none. */
static size_t headline_above(const struct pick *k, size_t first)
{
	size_t i, from = first > LEAD_BLOCKS ? first - LEAD_BLOCKS : 0;

	if (k->facts->head < first)
		return k->facts->head > from ? k->facts->head : from;
	for (i = first; i-- > from && k->facts->title.n;)
		if (words_same(k->page->blks[i].text, k->facts->title))
			return i;
	return first;
}

void html_add_lead(struct pick *k)
{
	const struct html_page *p = k->page;
	size_t first = 0, i;

	if (!k->best || !RULE(LEAD))
		return;
	while (first < p->n_blks && !k->best->in[first])
		first++;
	for (i = headline_above(k, first); i < first; i++)
		if (html_is_lead(k, &p->blks[i]) && !is_echo(k, &p->blks[i]) &&
		    !html_head_line(k, &p->blks[i]))
			k->best->in[i] = 1;
}
