/* SPDX-License-Identifier: GPL-2.0-or-later */
/* corpus/scrape_date.c - when a scraped article was published: see scrape.h.
 *
 * Only three kinds of lines say it: one with a label ("Published: …"), a by-line
 * with a date, and a line near the headline that is a date and nothing else.  A
 * date above the headline is the site's clock: an upper bound.  A date within a
 * sentence is part of the story and never looked at.
 */
#include <string.h>

#include "corpus/internal.h"
#include "corpus/scrape.h"

#define NEAR_ABOVE 3 /* lines around headline and body where labels count */
#define NEAR_BELOW 3
#define DATE_WORDS 14 /* a longer line is not a date line */

static bool set_date(struct pubdate *to, struct pubdate d, enum date_source source,
		     enum date_relation relation, float confidence)
{
	if (to->known)
		return false;
	d.source = source;
	d.relation = relation;
	d.confidence = confidence;
	*to = d;
	return true;
}

static bool date_in(const struct scrape *s, const struct scrape_line *l, struct pubdate *out)
{
	size_t from, to;

	return l->words <= DATE_WORDS && !l->running &&
	       date_in_text(l->text, s->a->language, out, &from, &to);
}

static void mark_date(struct scrape_line *l)
{
	if (!l->marked)
		scrape_mark(l, ZONE_NAV, BLOCK_P);
	l->cls = LINE_NAV;
}

/* "Published July 3, 2024 | Updated July 5, 2024": the first date is the
 * publication's, unless the line begins with "Updated". */
static void take_label(struct scrape *s, struct scrape_line *l)
{
	struct pubdate d = {.known = false};

	if (l->sentence && l->words > 8)
		return;
	if (scrape_label_published(l->folded) && date_in(s, l, &d)) {
		set_date(&s->a->published, d, DATE_SOURCE_LABEL, DATE_ON, 0.85f);
		mark_date(l);
	} else if (scrape_label_updated(l->folded) && date_in(s, l, &d)) {
		set_date(&s->a->modified, d, DATE_SOURCE_LABEL, DATE_ON, 0.8f);
		mark_date(l);
	}
}

/* The text before the mark that parts a by-line; absent when there is none. */
static struct slice before_mark(struct slice s)
{
	static const char *const marks[] = {"|", "·", "•"};
	size_t i;

	for (i = 0; i < sizeof(marks) / sizeof(marks[0]); i++) {
		const char *p = memmem(s.p, s.n, marks[i], strlen(marks[i]));

		if (p)
			return slice_of(s.p, (size_t)(p - s.p));
	}
	return SLICE_NONE;
}

/* "By X | July 3, 2024", "X | July 3, 2024 | Politics". */
static void take_byline_date(struct scrape *s, struct scrape_line *l)
{
	struct slice name = before_mark(l->text);
	struct pubdate d = {.known = false};

	if (l->sentence || l->dated || l->zone == ZONE_TITLE || l->zone == ZONE_DEK ||
	    l->cls == LINE_CAPTION)
		return;
	if ((!scrape_label_by(l->folded) && slice_empty(name)) || !date_in(s, l, &d))
		return;
	set_date(&s->a->published, d, DATE_SOURCE_BYLINE, DATE_ON, 0.75f);
	if (s->a->n_authors == 0 && !slice_empty(name))
		names_add(s->a, name);
	mark_date(l);
}

static void take_plain(struct scrape *s, struct scrape_line *l)
{
	struct pubdate d = {.known = false};

	if (!l->dated || !date_only(l->text, s->a->language, &d))
		return;
	set_date(&s->a->published, d, DATE_SOURCE_TEXT, DATE_ON, 0.6f);
	mark_date(l);
}

/* Above the headline: today's date, as the page saw it. */
static void take_clock(struct scrape *s)
{
	size_t i, to = s->title == SCRAPE_NONE ? s->start : s->title;
	struct pubdate d = {.known = false};

	for (i = 0; i < to && i < s->n; i++)
		if (s->v[i].dated && date_only(s->v[i].text, s->a->language, &d))
			set_date(&s->a->published, d, DATE_SOURCE_PAGE_CLOCK, DATE_ON_OR_BEFORE,
				 0.3f);
}

static void each_line(struct scrape *s, size_t from, size_t to,
		      void (*take)(struct scrape *, struct scrape_line *))
{
	size_t i;

	for (i = from; i < to && i < s->n; i++) {
		/* below the body, what stands under such a heading is not this article's */
		if (i >= s->end && (s->v[i].cls == LINE_RELATED || s->v[i].cls == LINE_COMMENT))
			break;
		take(s, &s->v[i]);
	}
}

void scrape_dates(struct scrape *s)
{
	size_t top = s->title == SCRAPE_NONE ? s->start : s->title;
	size_t above = top > NEAR_ABOVE ? top - NEAR_ABOVE : 0;
	struct article *a = s->a;

	each_line(s, above, s->start + NEAR_BELOW, take_label);
	each_line(s, s->end, s->end + NEAR_BELOW, take_label);
	each_line(s, above, s->start + 1, take_byline_date);
	if (s->title != SCRAPE_NONE)
		each_line(s, s->title + 1, s->start + 1, take_plain);
	take_clock(s);
	if (!a->published.known && a->modified.known) {
		a->published = a->modified;
		a->published.source = DATE_SOURCE_MODIFIED;
		a->published.relation = DATE_ON_OR_BEFORE;
		a->published.confidence = 0.4f;
	}
}
