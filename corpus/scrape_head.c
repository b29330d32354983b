/* SPDX-License-Identifier: GPL-2.0-or-later */
/* corpus/scrape_head.c - the lines above the body: headline, standfirst, by-line:
 * see scrape.h.
 *
 * The headline is the line of headline length whose words the body uses most;
 * where two such lines follow one another, the upper one is the headline and the
 * lower one the standfirst.
 */
#include <string.h>

#include "corpus/internal.h"
#include "corpus/lines.h"
#include "corpus/scrape.h"
#include "lib/base/limits.h"

#define TITLE_WORDS_MIN 3
#define TITLE_WORDS_MAX 25
#define KICKER_WORDS    5 /* a shorter line above the headline is its kicker */
#define PAGE_TITLE_WORDS 35
#define TOLD_ENOUGH     0.7 /* share of a line's words that the page's title has */
#define TOLD_WEIGHT     1.0
#define TITLE_REACH     60   /* lines above the body that are looked at */
#define DEK_WORDS       40
#define BYLINE_WORDS    14
#define LEAD_REACH      40  /* lines between the headline and the body */
#define LEAD_OVERLAP    0.4
#define DEK_ENOUGH      0.2
#define RELATED_ENOUGH  0.34 /* share of a headline's words that the body has */

static bool is_byline(const struct scrape_line *l)
{
	return l->words <= BYLINE_WORDS && !l->sentence && scrape_label_by(l->folded) > 0;
}

/* "Ada Lund | 5 April 2031 2:30 PM": a date with little around it. */
static bool is_date_line(const struct scrape_line *l)
{
	struct pubdate d = {.known = false};
	size_t from = 0, to = 0;

	return l->words <= BYLINE_WORDS && date_in_text(l->text, SLICE_NONE, &d, &from, &to) &&
	       (to - from) * 3 >= l->text.n;
}

static bool may_be_title(const struct scrape_line *l)
{
	return l->cls == LINE_PLAIN && l->words >= TITLE_WORDS_MIN && l->words <= TITLE_WORDS_MAX &&
	       !l->dated && !l->bullet && !l->running && !is_byline(l) && !is_date_line(l);
}

/* A scraper that prints all text begins with the page's own title, which most often
 * says what the headline does.  How far line i is in it, 0 when too little. */
static double told_by_first(const struct scrape *s, size_t i)
{
	const struct scrape_line *first = &s->v[0];
	double share;

	if (i == 0 || first->words < TITLE_WORDS_MIN || first->words > PAGE_TITLE_WORDS)
		return 0;
	share = scrape_overlap(s->v[i].folded, first->folded);
	return share >= TOLD_ENOUGH ? share : 0;
}

/* How much line i looks like the headline; 0: not at all. */
static double title_score(const struct scrape *s, size_t i, struct slice body)
{
	const struct scrape_line *l = &s->v[i];
	double score;

	if (!may_be_title(l))
		return 0;
	score = scrape_overlap(l->folded, body);
	if (l->words < 5)
		score *= 0.8;
	if (line_ends_punctuated(l->text) && slice_ends(l->text, SLICE_LIT(".")))
		score *= 0.6;
	score += TOLD_WEIGHT * told_by_first(s, i);
	return i < s->start ? score * (1.0 - 0.004 * (double)(s->start - i)) : score;
}

/* The first line of running text: headlines stand above it.  A headline that
 * ends in "!" may have been counted to the body. */
static size_t first_running(const struct scrape *s)
{
	size_t i;

	for (i = s->start; i < s->end && !s->v[i].running; i++)
		;
	return i < s->end ? i : s->start;
}

static size_t find_title(const struct scrape *s, struct slice body)
{
	size_t i, best = SCRAPE_NONE, low = s->start > TITLE_REACH ? s->start - TITLE_REACH : 0;
	size_t high = first_running(s);
	double top = 0;

	for (i = low; i < high; i++) {
		double score = title_score(s, i, body);

		if (s->bare && slice_ends(s->v[i].text, SLICE_LIT(".")))
			continue; /* its first sentence */

		if (score >= top && score > 0) {
			top = score;
			best = i;
		}
	}
	/* the line above may be the headline and this one its standfirst */
	while (best != SCRAPE_NONE && best > low &&
	       title_score(s, best - 1, body) >= RELATED_ENOUGH &&
	       title_score(s, best - 1, body) >= top * 0.5 && s->v[best].words > 8 &&
	       s->v[best - 1].words >= KICKER_WORDS)
		best--;
	return best;
}

/* With no headline by its words: the last line that could be one, when nothing
 * but a by-line, a date and named lines is between it and the body. */
static size_t nearest_title(const struct scrape *s)
{
	size_t i;

	for (i = s->start; i-- > 0;) {
		const struct scrape_line *l = &s->v[i];

		if (may_be_title(l))
			return i;
		if (l->cls == LINE_PLAIN && !l->dated && !is_byline(l) && l->words > 2)
			break;
	}
	return SCRAPE_NONE;
}

static void take_title(struct scrape *s)
{
	struct slice body = scrape_sample(s);
	size_t i = find_title(s, body), k;

	if (i == SCRAPE_NONE)
		i = nearest_title(s);
	s->title = i;
	if (i == SCRAPE_NONE)
		return;
	if (i >= s->start)
		s->start = i + 1;
	s->a->title = s->v[i].text;
	scrape_mark(&s->v[i], ZONE_TITLE, BLOCK_HEADING);
	/* its copies: a breadcrumb, the head of the body */
	for (k = 0; k < s->n; k++)
		if (k != i && slice_eq(s->v[k].folded, s->v[i].folded))
			scrape_mark(&s->v[k], k < s->end ? ZONE_TITLE : ZONE_TEASER, BLOCK_HEADING);
}

static bool may_be_dek(const struct scrape_line *l)
{
	return !l->marked && l->cls == LINE_PLAIN && l->words >= 4 && l->words <= DEK_WORDS &&
	       !l->dated && !l->bullet && !l->running && !is_byline(l) &&
	       !slice_ends(l->text, SLICE_LIT("."));
}

/* Between the first paragraph and the body only sentences are the article's. */
static void mark_gap(struct scrape *s, size_t i, size_t to)
{
	for (; i < to; i++) {
		struct scrape_line *l = &s->v[i];

		if (!l->marked && l->cls == LINE_PLAIN && (l->bullet || !l->sentence))
			scrape_mark(l, l->words >= 5 ? ZONE_TEASER : ZONE_NAV, BLOCK_P);
	}
}

/* The first paragraph may be cut off by a player, a list of names or prices: the
 * first line of text below the headline that speaks of the article begins it. */
static void take_lead(struct scrape *s)
{
	struct slice body;
	size_t i;

	if (s->title == SCRAPE_NONE || s->start - s->title > LEAD_REACH)
		return;
	body = scrape_sample(s);
	for (i = s->title + 1; i < s->start; i++) {
		const struct scrape_line *l = &s->v[i];

		if (l->cls == LINE_PLAIN && l->running && l->sentence && !l->bullet &&
		    !l->marked &&
		    scrape_overlap(l->folded, body) >= LEAD_OVERLAP) {
			mark_gap(s, i + 1, s->start);
			s->start = i;
			return;
		}
	}
}

/* The one line below the headline that its words tie to the article. */
static void take_dek(struct scrape *s)
{
	size_t i = s->title + 1;
	struct slice body;

	if (s->title == SCRAPE_NONE || i >= s->start || !may_be_dek(&s->v[i]))
		return;
	body = scrape_sample(s);
	if (scrape_overlap(s->v[i].folded, body) < DEK_ENOUGH)
		return;
	s->a->subtitle = s->v[i].text;
	scrape_mark(&s->v[i], ZONE_DEK, BLOCK_P);
}

/* "By X", "X | date" between the headline and the body, or around them. */
static void take_byline(struct scrape *s)
{
	size_t i, from = s->title == SCRAPE_NONE ? s->start : s->title, to = s->start + 3;

	if (s->title == SCRAPE_NONE)
		from = from > 3 ? from - 3 : 0;
	else
		from = from > 2 ? from - 2 : 0;
	for (i = from; i < to && i < s->n; i++) {
		struct scrape_line *l = &s->v[i];

		if (l->marked || l->running || !is_byline(l))
			continue;
		if (s->a->n_authors == 0 && names_add(s->a, l->text) == 0 && i >= s->start)
			continue;
		scrape_mark(l, ZONE_NAV, BLOCK_P);
		l->cls = LINE_NAV;
	}
}

/* A line of a text alone, between its headline and its first paragraph. */
static bool is_bare_line(const struct scrape *s, size_t i)
{
	const struct scrape_line *l = &s->v[i];

	return s->bare && (s->title == SCRAPE_NONE || i > s->title) && !l->dated &&
	       !is_byline(l) && !is_date_line(l);
}

/* Of a page's lines above the headline, the long ones are other headlines. */
static void mark_above(struct scrape *s)
{
	size_t i;

	for (i = 0; i < s->start; i++) {
		struct scrape_line *l = &s->v[i];

		if (l->marked)
			continue;
		if (l->cls != LINE_PLAIN)
			scrape_mark(l, scrape_class_zone(l->cls), BLOCK_P);
		else if (is_bare_line(s, i))
			scrape_mark(l, ZONE_BODY, BLOCK_P);
		else
			scrape_mark(l, l->words >= 5 && !l->dated ? ZONE_TEASER : ZONE_NAV,
				    BLOCK_P);
	}
}

void scrape_head(struct scrape *s)
{
	size_t i, low = s->start > TITLE_REACH ? s->start - TITLE_REACH : 0;
	struct pubdate d = {.known = false};

	for (i = 0; i < s->n; i++)
		if ((i < 8 || i >= low) && i < s->end && s->v[i].words <= BYLINE_WORDS)
			s->v[i].dated = date_only(s->v[i].text, s->a->language, &d);
	take_title(s);
	take_lead(s);
	take_dek(s);
	take_byline(s);
	scrape_dates(s);
	mark_above(s);
}
