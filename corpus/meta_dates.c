/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The day of publication: see meta.h.
 *
 * All statements of a date are collected as hints.  The most exact kind wins
 * unless two others agree against it; an update time or the page's own clock is
 * only a bound.  The day is the one printed in the source's own offset.
 */
#include "corpus/meta_hints.h"
#include "corpus/rules.h"

static const struct {
	enum date_source source;
	float confidence;
	bool strong; /* may outvote, and be outvoted by two others */
} kinds[HINT_COUNT] = {
	[HINT_URL] = {DATE_SOURCE_URL, 0.95f, true},
	[HINT_META] = {DATE_SOURCE_META, 0.93f, true},
	[HINT_ITEMPROP] = {DATE_SOURCE_ITEMPROP, 0.93f, true},
	[HINT_JSON_LD] = {DATE_SOURCE_JSON_LD, 0.92f, true},
	[HINT_JSON_OTHER] = {DATE_SOURCE_JSON_LD, 0.85f, true},
	[HINT_META_WEAK] = {DATE_SOURCE_META, 0.8f, true},
	[HINT_TIME] = {DATE_SOURCE_TIME, 0.9f, true},
	[HINT_TIME_NEAR] = {DATE_SOURCE_TIME, 0.85f, true},
	[HINT_BYLINE] = {DATE_SOURCE_BYLINE, 0.85f, false},
	[HINT_LABEL] = {DATE_SOURCE_LABEL, 0.85f, false},
	[HINT_TEXT] = {DATE_SOURCE_TEXT, 0.75f, false},
	[HINT_DATA] = {DATE_SOURCE_TIME, 0.7f, false},
	[HINT_SCRIPT] = {DATE_SOURCE_JSON_LD, 0.6f, false},
	[HINT_TIME_FAR] = {DATE_SOURCE_TIME, 0.5f, false},
	[HINT_IMAGE] = {DATE_SOURCE_URL, 0.3f, false},
	[HINT_CLOCK] = {DATE_SOURCE_PAGE_CLOCK, 0.3f, false},
	[HINT_MODIFIED] = {DATE_SOURCE_MODIFIED, 0.4f, false},
};

/* --- the decision --------------------------------------------------------------------------- */

static bool near_days(int32_t a, int32_t b)
{
	return a - b <= 1 && b - a <= 1;
}

/* Kinds other than that of h that state the same day, give or take one. */
static int agreeing(const struct meta *m, const struct hint *h)
{
	unsigned seen = 0;
	size_t i;
	int n = 0;

	for (i = 0; i < m->n_hints; i++) {
		const struct hint *o = &m->hints[i];

		if (o->kind == h->kind || o->kind >= HINT_CLOCK || seen & (1u << o->kind) ||
		    !near_days(o->date.day, h->date.day))
			continue;
		seen |= 1u << o->kind;
		n++;
	}
	return n;
}

static const struct hint *first_of(const struct meta *m, enum hint_kind kind)
{
	size_t i;

	for (i = 0; i < m->n_hints; i++)
		if (m->hints[i].kind == kind)
			return &m->hints[i];
	return NULL;
}

/* The date that the page shows at its headline. */
static const struct hint *printed(const struct meta *m)
{
	size_t i;

	for (i = 0; i < m->n_hints; i++)
		if (m->hints[i].kind >= HINT_TIME_NEAR && m->hints[i].kind <= HINT_TEXT)
			return &m->hints[i];
	return NULL;
}

/* Of two days that touch, the printed one is in the publisher's own zone; a
 * machine's may be in another.  An address needs a second witness against it. */
static const struct hint *own_zone(const struct meta *m, const struct hint *best)
{
	const struct hint *h = printed(m);
	bool witness = best->kind != HINT_URL;
	size_t i;

	if (!h || !kinds[best->kind].strong || h->date.day == best->date.day ||
	    !near_days(h->date.day, best->date.day))
		return best;
	/* the day of a change that came a night later is no other zone's */
	for (i = 0; i < m->n_hints; i++)
		if (m->hints[i].kind == HINT_MODIFIED && m->hints[i].date.day == h->date.day &&
		    h->date.day > best->date.day)
			return best;
	for (i = 0; i < m->n_hints && !witness; i++)
		witness = m->hints[i].kind != h->kind && m->hints[i].date.day == h->date.day;
	return witness ? h : best;
}

/* A page dated anew shows the day of its last change where the day of
 * publication stands, with no word of a change: then all that is sure is that
 * it was published by then. */
static const struct hint *dated_anew(const struct meta *m, const struct hint *best)
{
	const struct hint *h = printed(m);
	size_t i;

	if (!h || !kinds[best->kind].strong || best->kind == h->kind ||
	    h->date.day <= best->date.day + 1)
		return NULL;
	for (i = 0; i < m->n_hints; i++)
		if (m->hints[i].kind == HINT_MODIFIED && m->hints[i].date.day == h->date.day)
			return h;
	return NULL;
}

static const struct hint *decide(const struct meta *m)
{
	const struct hint *best = NULL, *h;
	size_t i;
	int k, n;

	for (k = 0; k < HINT_MODIFIED && !best; k++)
		best = first_of(m, (enum hint_kind)k);
	/* name=date alone is often the day of the last change: what is printed is better */
	if (RULE(DATE_WEAK_META) && best && best->kind == HINT_META_WEAK && agreeing(m, best) == 0)
		for (k = HINT_TIME; k <= HINT_LABEL; k++)
			if (first_of(m, (enum hint_kind)k))
				return first_of(m, (enum hint_kind)k);
	if (!best || !kinds[best->kind].strong)
		return best;
	n = agreeing(m, best);
	if (best->kind == HINT_URL && RULE(DATE_URL_FIRM))
		return best;
	for (i = 0; i < m->n_hints && n == 0; i++) {
		h = &m->hints[i];
		if (kinds[h->kind].strong && !near_days(h->date.day, best->date.day) &&
		    agreeing(m, h) >= 2)
			return h;
	}
	return best;
}

/* The same day stated with a time, if any: it says more. */
static const struct hint *with_time(const struct meta *m, const struct hint *h)
{
	size_t i;

	for (i = 0; i < m->n_hints && h->date.precision < DATE_TIME; i++)
		if (m->hints[i].kind < HINT_BYLINE && m->hints[i].date.day == h->date.day &&
		    m->hints[i].date.precision == DATE_TIME)
			return &m->hints[i];
	return h;
}

static void set_date(struct pubdate *out, const struct hint *h, enum hint_kind kind,
		     enum date_relation relation, double confidence)
{
	*out = h->date;
	out->known = true;
	out->source = kinds[kind].source;
	out->relation = relation;
	out->confidence = (float)confidence;
}

/* A date element that does not say which date it is may be that of the last
 * change, unless something else states the same day.  So may be linked data that
 * nothing repeats on a page that says it was changed on another day. */
static bool bound_only(const struct meta *m, const struct hint *h)
{
	const struct hint *mod = first_of(m, HINT_MODIFIED);

	if (h->kind >= HINT_TIME_FAR)
		return true;
	if (!kinds[h->kind].strong || agreeing(m, h) > 0)
		return false;
	return h->kind == HINT_META_WEAK ||
	       (h->kind >= HINT_JSON_LD && mod && mod->date.day != h->date.day);
}

#define LONE 0.55 /* confidence in what nothing else on the page states */
#define ANEW 0.5

/* Hints from the surest places on, the next ones only where those gave nothing. */
static const struct hint *collect(struct html_page *p, struct meta *m, const uint8_t *body,
				  const struct article *a)
{
	struct hint_region r = hints_region(p, m, body);
	const struct hint *best;

	hints_of_url(p, m, HINT_URL, a->url);
	hints_of_elements(p, m, &r);
	hints_of_text(p, m, &r, a);
	best = decide(m);
	if (!best || best->kind > HINT_TEXT) {
		hints_of_labels(p, m, &r);
		hints_of_url(p, m, HINT_IMAGE, m->image);
		best = decide(m);
	}
	if ((!best || best->kind > HINT_SCRIPT) && RULE(DATE_SCRIPTS)) {
		hints_of_scripts(p, m);
		best = decide(m);
	}
	if (!best && !first_of(m, HINT_MODIFIED) && RULE(DATE_CHANGES))
		hints_of_changes(p, m);
	if (!best && !first_of(m, HINT_MODIFIED) && RULE(DATE_REST)) {
		hints_of_rest(p, m, &r, body);
		best = decide(m);
	}
	return best;
}

static void set_published(const struct meta *m, const struct hint *best, struct article *a)
{
	const struct hint *anew = RULE(DATED_ANEW) ? dated_anew(m, best) : NULL;
	double c;

	if (anew) {
		set_date(&a->published, with_time(m, anew), anew->kind, DATE_ON_OR_BEFORE, ANEW);
		return;
	}
	if (RULE(OWN_ZONE))
		best = own_zone(m, best);
	c = kinds[best->kind].confidence;
	if (agreeing(m, best) > 0)
		c += (1 - c) * 0.6;
	else if (bound_only(m, best) && c > LONE)
		c = LONE;
	set_date(&a->published, with_time(m, best), best->kind,
		 bound_only(m, best) ? DATE_ON_OR_BEFORE : DATE_ON, c);
}

void meta_set_dates(struct html_page *p, struct meta *m, const uint8_t *body, struct article *a)
{
	const struct hint *best = collect(p, m, body, a);
	const struct hint *mod = first_of(m, HINT_MODIFIED);

	/* nothing is published after its last change: the page's data are of something else */
	if (mod && best && best->date.day > mod->date.day &&
	    (best->kind == HINT_SCRIPT || (best->kind == HINT_META_WEAK && bound_only(m, best))))
		best = NULL;
	if (mod)
		set_date(&a->modified, mod, HINT_MODIFIED, DATE_ON, 0.9);
	if (best)
		set_published(m, best, a);
	else if (mod) /* a bound at least */
		set_date(&a->published, mod, HINT_MODIFIED, DATE_ON_OR_BEFORE, 0.4);
}
