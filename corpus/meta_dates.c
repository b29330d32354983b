/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The day of publication: see meta.h.
 *
 * All statements of a date are collected as hints.  The most exact kind wins
 * unless two others agree against it; an update time or the page's own clock is
 * only a bound.  The day is the one printed in the source's own offset.
 */
#include "corpus/meta.h"

#include <stdio.h>
#include <stdlib.h>

#include "corpus/internal.h"
#include "corpus/html_words.h"
#include "lib/base/civil.h"

#define OTHERS (G(RELATED) | G(COMMENT) | G(FOOT))
#define NEAR_OTHERS (G(SIDE) | G(TEASER) | G(NAV))

/* What reading one short line for a date costs, in steps. */
#define LINE_STEPS 20000

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
	[HINT_TIME_FAR] = {DATE_SOURCE_TIME, 0.5f, false},
	[HINT_IMAGE] = {DATE_SOURCE_URL, 0.3f, false},
	[HINT_CLOCK] = {DATE_SOURCE_PAGE_CLOCK, 0.3f, false},
	[HINT_MODIFIED] = {DATE_SOURCE_MODIFIED, 0.4f, false},
};

/* --- the address -------------------------------------------------------------------------- */

static int number_at(struct slice s, size_t i, size_t digits)
{
	int v = 0;
	size_t k;

	for (k = i; k < i + digits; k++) {
		if (k >= s.n || !ascii_is_digit(s.p[k]))
			return -1;
		v = v * 10 + (s.p[k] - '0');
	}
	return i + digits < s.n && ascii_is_digit(s.p[i + digits]) ? -1 : v;
}

/* "16-07-2024" or "16_07_2024" at i of an address: the day first where a number
 * tells; an address whose order is open says nothing. */
static bool day_first(struct slice url, size_t i, int *y, int *mo, int *d)
{
	char sep = i + 2 < url.n ? url.p[i + 2] : ' ';

	*d = number_at(url, i, 2);
	*mo = number_at(url, i + 3, 2);
	*y = number_at(url, i + 6, 4);
	return (sep == '-' || sep == '_' || sep == '.') && i + 5 < url.n && url.p[i + 5] == sep &&
	       *d > 12 && *mo > 0 && *y > 0;
}

/* /2024/07/16/, /2024-07-16, /20240716, /16-07-2024: with a year from 1995. */
static void hint_of_url(struct html_page *p, struct meta *m, enum hint_kind kind, struct slice url)
{
	size_t i;

	for (i = 8; i + 8 <= url.n; i++) {
		int y, mo, d = -1;
		char sep;
		char value[16];

		if (ascii_is_digit(url.p[i - 1]) || !ascii_is_digit(url.p[i]))
			continue;
		y = number_at(url, i, 4);
		sep = i + 4 < url.n ? url.p[i + 4] : ' ';
		if (y >= 0 && (sep == '/' || sep == '-' || sep == '_')) {
			size_t n = number_at(url, i + 5, 2) >= 0 ? 2 : 1;

			mo = number_at(url, i + 5, n);
			if (mo >= 0 && i + 5 + n < url.n && url.p[i + 5 + n] == sep) {
				d = number_at(url, i + 6 + n, 2);
				if (d < 0)
					d = number_at(url, i + 6 + n, 1);
			}
		} else if (!day_first(url, i, &y, &mo, &d)) {
			int ymd = number_at(url, i, 8);

			y = ymd / 10000;
			mo = ymd / 100 % 100;
			d = ymd >= 0 ? ymd % 100 : -1;
		}
		if (y < 1995 || y > 2099 || d < 1 || !civil_valid(y, mo, d))
			continue;
		snprintf(value, sizeof(value), "%04u-%02u-%02u", (unsigned)y % 10000u,
			 (unsigned)mo % 100u, (unsigned)d % 100u);
		meta_add_hint(p, m, kind, slice_str(value));
		return;
	}
}

/* --- elements and text near the headline ---------------------------------------------------- */

static bool says_updated(struct slice s)
{
	static const char *const words[] = {"updated", "modified", "update", "aktualisiert", "modifié",
					    "mis à jour", "actualizado", "aggiornato", "bijgewerkt",
					    "atualizado", "обновлено", "aktualizacja", "geändert",
					    "stand", "uppdaterad", "oppdatert", "opdateret", "edited"};
	size_t i;

	for (i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (words_contain(s, slice_str(words[i])))
			return true;
	return false;
}

static bool says_published(struct slice s)
{
	static const char *const words[] = {
		"published", "posted", "publication", "veröffentlicht", "erstellt", "publié", "publicado",
		"pubblicato", "gepubliceerd", "geplaatst", "опубликовано", "opublikowano", "publicerad",
		"publisert", "julkaistu", "released", "created", "first published", "date", "datum",
		"发布", "gepostet", "am", "le", "publikováno", "vydáno", "közzétéve", "yayınlanma",
		"дата", "издадено"};
	size_t i;

	for (i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (words_contain(s, slice_str(words[i])))
			return true;
	return false;
}

struct region {
	size_t head;  /* block of the headline */
	size_t from, to; /* blocks around it and before the text */
	size_t tail;     /* behind the last block of the text */
};

static struct region region_of(const struct html_page *p, const struct meta *m, const uint8_t *body)
{
	struct region r;
	size_t first = p->n_blks, seen = 0, i;

	for (i = 0; body && i < p->n_blks; i++)
		if (body[i]) {
			first = i;
			break;
		}
	for (r.tail = body ? p->n_blks : 0; r.tail > 0 && !body[r.tail - 1]; r.tail--)
		;
	r.head = m->h1 != NODE_NONE ? p->block_at[m->h1] : first;
	if (r.head > p->n_blks)
		r.head = 0;
	r.from = r.head > 4 ? r.head - 4 : 0;
	if (m->h1 == NODE_NONE && first < p->n_blks)
		r.from = first > 8 ? first - 8 : 0;
	r.to = r.head + 8;
	for (i = first; body && i < p->n_blks && seen < 3; i++)
		if (body[i]) {
			seen++;
			if (i + 1 > r.to && i < r.head + 30)
				r.to = i + 1;
		}
	if (r.to > p->n_blks)
		r.to = p->n_blks;
	return r;
}

/* Inside what belongs to other articles or to readers. */
static bool others(const struct node *n)
{
	return n->up_groups & OTHERS || n->up_near & NEAR_OTHERS;
}

static void hint_of_time(struct html_page *p, struct meta *m, uint32_t at, const struct region *r)
{
	const struct node *n = &p->nodes[at];
	struct slice value = html_attr(n, ATTR_DATETIME), cls = html_attr(n, ATTR_CLASS);
	size_t block = p->block_at[at];
	enum hint_kind kind = HINT_TIME_FAR;
	struct buf b;

	buf_init(&b, 16 * LIMIT_FIELD_BYTES);
	if (!value.n)
		value = html_text_of(p, at, &b);
	if (others(n))
		kind = HINT_TIME_FAR;
	else if (says_updated(cls) && !says_published(cls))
		kind = HINT_MODIFIED;
	else if (html_attr(n, ATTR_PUBDATE).p || (says_published(cls) && block < r->to + 10))
		kind = HINT_TIME;
	else if (block >= r->from && block < r->to + 4)
		kind = HINT_TIME_NEAR;
	/* the words before it: "Updated" */
	if (kind == HINT_TIME_NEAR && block < p->n_blks && p->blks[block].words < 20 &&
	    says_updated(p->blks[block].text) && !says_published(p->blks[block].text))
		kind = HINT_MODIFIED;
	meta_add_hint(p, m, kind, value);
	buf_done(&b);
}

static void hints_of_elements(struct html_page *p, struct meta *m, const struct region *r)
{
	uint32_t i;

	for (i = 1; i < p->n_nodes && m->n_hints < HINTS_MAX; i++) {
		const struct node *n = &p->nodes[i];

		if (n->tag == TAG_TEXT || (n->tag == TAG_TIME && !html_spend(p, LINE_STEPS)))
			continue;
		if (n->tag == TAG_TIME)
			hint_of_time(p, m, i, r);
		else if (n->attrs && html_attr(n, ATTR_DATA_DATE).n && !others(n))
			meta_add_hint(p, m, HINT_DATA, html_attr(n, ATTR_DATA_DATE));
		else if ((n->tag == TAG_ABBR || n->groups & G(DATE)) && html_attr(n, ATTR_TITLE).n &&
			 !others(n))
			meta_add_hint(p, m, HINT_TIME_NEAR, html_attr(n, ATTR_TITLE));
	}
}

/* Any digit: ASCII, or in the blocks of other scripts (a high byte will do). */
static bool has_digit(struct slice s)
{
	size_t i;

	for (i = 0; i < s.n; i++)
		if (ascii_is_digit(s.p[i]) || (unsigned char)s.p[i] >= 0xD8)
			return true;
	return false;
}

/* A printed date in a short line. */
static void hint_of_block(struct html_page *p, struct meta *m, const struct blk *b, bool byline,
			  bool above)
{
	struct pubdate d;
	size_t from, to;
	enum hint_kind kind = byline ? HINT_BYLINE : HINT_TEXT;

	if (b->words > 30 || b->words < 2 || !has_digit(b->text) ||
	    !html_spend(p, LINE_STEPS) || !date_in_text(b->text, p->language, &d, &from, &to))
		return;
	if (b->words > 14 && b->flags & BLK_SENTENCE && !(b->near & (G(DATE) | G(META))))
		return;
	if (says_updated(slice_sub(b->text, 0, from)) && !says_published(slice_sub(b->text, 0, from)))
		kind = HINT_MODIFIED;
	else if (says_published(slice_sub(b->text, 0, from)) || b->near & G(DATE))
		kind = HINT_LABEL;
	/* a bare date with its weekday above the headline is the masthead's */
	if (above && kind == HINT_TEXT && (from > 0 || b->flags & BLK_NAV || b->groups & G(NAV)))
		kind = HINT_CLOCK;
	meta_add_hint(p, m, kind, slice_sub(b->text, from, to));
}

static void hints_of_text(struct html_page *p, struct meta *m, const struct region *r,
			  const struct article *a)
{
	size_t i, k;

	for (i = r->from; i < r->to; i++) {
		bool byline = false;

		if (p->blks[i].groups & OTHERS)
			continue;
		for (k = 0; k < a->n_authors; k++)
			byline |= words_contain(p->blks[i].text, a->authors[k]);
		hint_of_block(p, m, &p->blks[i], byline, i < r->head && m->h1 != NODE_NONE);
	}
}

#define FOOT_BLOCKS 8 /* of an article's own footer */

/* A labelled date anywhere in a short line; in a footer only right behind the
 * text, where it is the article's own. */
static void hints_of_labels(struct html_page *p, struct meta *m, const struct region *r)
{
	size_t i;

	for (i = 0; i < p->n_blks; i++) {
		const struct blk *b = &p->blks[i];
		bool own = i >= r->tail && i < r->tail + FOOT_BLOCKS;
		uint32_t not = own ? OTHERS & ~G(FOOT) : OTHERS;

		if (b->words >= 2 && b->words <= 16 && has_digit(b->text) &&
		    html_spend(p, LINE_STEPS) && !(b->groups & not || b->near & NEAR_OTHERS) &&
		    (b->near & (G(DATE) | G(META)) || b->flags & BLK_TIME || says_published(b->text)))
			hint_of_block(p, m, b, false, false);
	}
}

/* With nothing better: a short line behind the headline that is a date and
 * little else.  It may be another item's, so it only bounds. */
static void hints_of_lines(struct html_page *p, struct meta *m, const struct region *r)
{
	struct pubdate d;
	size_t i, from, to;

	for (i = r->from; i < p->n_blks; i++) {
		const struct blk *b = &p->blks[i];

		if (b->words < 2 || b->words > 14 || b->groups & OTHERS || b->near & NEAR_OTHERS ||
		    !has_digit(b->text) || !html_spend(p, LINE_STEPS) ||
		    !date_in_text(b->text, p->language, &d, &from, &to) ||
		    (to - from) * 3 < b->text.n)
			continue;
		meta_add_hint(p, m, HINT_TIME_FAR, slice_sub(b->text, from, to));
		return;
	}
}

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

static const struct hint *decide(const struct meta *m)
{
	const struct hint *best = NULL, *h;
	size_t i;
	int k, n;

	for (k = 0; k < HINT_MODIFIED && !best; k++)
		best = first_of(m, (enum hint_kind)k);
	if (!best || !kinds[best->kind].strong)
		return best;
	n = agreeing(m, best);
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
 * change, unless something else states the same day. */
static bool bound_only(const struct meta *m, const struct hint *h)
{
	return h->kind >= HINT_TIME_FAR || (h->kind == HINT_META_WEAK && agreeing(m, h) == 0);
}

void meta_set_dates(struct html_page *p, struct meta *m, const uint8_t *body, struct article *a)
{
	struct region r = region_of(p, m, body);
	const struct hint *best, *mod;

	hint_of_url(p, m, HINT_URL, a->url);
	hints_of_elements(p, m, &r);
	hints_of_text(p, m, &r, a);
	best = decide(m);
	if (!best || best->kind > HINT_TEXT) {
		hints_of_labels(p, m, &r);
		hint_of_url(p, m, HINT_IMAGE, m->image);
		best = decide(m);
	}
	if (!best) {
		hints_of_lines(p, m, &r);
		best = decide(m);
	}
	mod = first_of(m, HINT_MODIFIED);
	if (mod)
		set_date(&a->modified, mod, HINT_MODIFIED, DATE_ON, 0.9);
	if (best) {
		double c = kinds[best->kind].confidence;

		if (agreeing(m, best) > 0)
			c += (1 - c) * 0.6;
		set_date(&a->published, with_time(m, best), best->kind,
			 bound_only(m, best) ? DATE_ON_OR_BEFORE : DATE_ON, c);
	} else if (mod) {
		set_date(&a->published, mod, HINT_MODIFIED, DATE_ON_OR_BEFORE, 0.4);
	}
}
