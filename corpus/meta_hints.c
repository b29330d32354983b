/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Statements of a date on a page, from its address to the words of its footer: see
 * meta_hints.h. */
#include "corpus/meta_hints.h"

#include <stdio.h>
#include <string.h>

#include "corpus/html_words.h"
#include "corpus/internal.h"
#include "lib/base/civil.h"

#define OTHERS (G(RELATED) | G(COMMENT) | G(FOOT))
#define NEAR_OTHERS (G(SIDE) | G(TEASER) | G(NAV))

/* What reading one short line for a date costs, in steps. */
#define LINE_STEPS 20000

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

/* The day at i, behind a month and `sep`; -1 where a slug begins with a number
 * ("/2024/07/16-jobs-lost"). */
static int day_at(struct slice url, size_t i, char sep)
{
	size_t n = number_at(url, i, 2) >= 0 ? 2 : 1;
	char next = i + n < url.n ? url.p[i + n] : '/';

	if (sep == '/' && (next == '-' || next == '_'))
		return -1;
	return number_at(url, i, n);
}

/* /2024/07/16/, /2024-07-16, /20240716, /16-07-2024: with a year from 1995. */
void hints_of_url(struct html_page *p, struct meta *m, enum hint_kind kind, struct slice url)
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
				d = day_at(url, i + 6 + n, sep);
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

static bool says_any(struct slice s, const char *const *words, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (words_contain(s, slice_str(words[i])))
			return true;
	return false;
}

static bool says_updated(struct slice s)
{
	static const char *const words[] = {
		"updated", "modified", "update", "changed", "aktualisiert", "modifié",
		"mis à jour", "actualizado", "aggiornato", "bijgewerkt", "atualizado",
		"обновлено", "aktualizacja", "geändert", "stand", "uppdaterad", "oppdatert",
		"opdateret", "edited",
	};

	return says_any(s, words, sizeof(words) / sizeof(words[0]));
}

/* Words that stand before a date whatever it is of: no label inside a sentence. */
static bool says_day(struct slice s)
{
	static const char *const words[] = {"date", "datum", "am", "le", "дата"};

	return says_any(s, words, sizeof(words) / sizeof(words[0]));
}

static bool says_published(struct slice s)
{
	static const char *const words[] = {
		"published", "posted", "publication", "veröffentlicht", "erstellt", "publié", "publicado",
		"pubblicato", "gepubliceerd", "geplaatst", "опубликовано", "opublikowano", "publicerad",
		"publisert", "julkaistu", "released", "created", "first published",
		"发布", "gepostet", "geschrieben", "mise en ligne", "erschienen", "publikováno", "vydáno", "közzétéve", "yayınlanma",
		"издадено"};

	return says_any(s, words, sizeof(words) / sizeof(words[0]));
}

struct hint_region hints_region(const struct html_page *p, const struct meta *m, const uint8_t *body)
{
	struct hint_region r;
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

static void hint_of_time(struct html_page *p, struct meta *m, uint32_t at, const struct hint_region *r)
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

void hints_of_elements(struct html_page *p, struct meta *m, const struct hint_region *r)
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

#define DATES_IN_LINE 4

/* "Updated 3 May 2024, first published 1 May 2024": the date behind the label of
 * publication, else the first. */
static bool labelled_date(const struct html_page *p, struct slice s, size_t *from, size_t *to)
{
	size_t at = 0, f, t, n;
	struct pubdate d;

	for (n = 0; n < DATES_IN_LINE && date_in_text(slice_sub(s, at, s.n), p->language, &d, &f, &t); n++) {
		struct slice before = slice_sub(s, at, at + f);

		if (n == 0)
			*from = at + f, *to = at + t;
		if (n > 0 && says_published(before) && !says_updated(before))
			*from = at + f, *to = at + t;
		at += t;
	}
	return n > 0;
}

/* A printed date in a short line. */
static void hint_of_block(struct html_page *p, struct meta *m, const struct blk *b, bool byline,
			  bool above)
{
	struct slice before;
	size_t from, to;
	enum hint_kind kind = byline ? HINT_BYLINE : HINT_TEXT;

	if (b->words > 30 || b->words < 2 || !has_digit(b->text) ||
	    !html_spend(p, LINE_STEPS) || !labelled_date(p, b->text, &from, &to))
		return;
	before = slice_sub(b->text, 0, from);
	if (b->words > 14 && b->flags & BLK_SENTENCE && !(b->near & (G(DATE) | G(META))))
		return;
	if (says_updated(before) && !says_published(before))
		kind = HINT_MODIFIED;
	else if (says_published(before) || b->near & G(DATE) ||
		 (says_day(before) && !(b->flags & BLK_SENTENCE)))
		kind = HINT_LABEL;
	/* a bare date with its weekday above the headline is the masthead's */
	if (above && kind == HINT_TEXT && (from > 0 || b->flags & BLK_NAV || b->groups & G(NAV)))
		kind = HINT_CLOCK;
	/* in a sentence a day is of what happened */
	if (kind == HINT_TEXT && b->flags & BLK_SENTENCE && (to - from) * 2 < b->text.n)
		return;
	meta_add_hint(p, m, kind, slice_sub(b->text, from, to));
}

/* A date inside a headline is of what it is about; one before it may be its own. */
static bool in_words(const struct html_page *p, const struct blk *b)
{
	struct pubdate d;
	size_t from = 0, to;

	return date_in_text(b->text, p->language, &d, &from, &to) && from > 0;
}

void hints_of_text(struct html_page *p, struct meta *m, const struct hint_region *r,
			  const struct article *a)
{
	size_t i, k;

	for (i = r->from; i < r->to; i++) {
		bool byline = false;

		if (i == r->head && m->h1 != NODE_NONE && in_words(p, &p->blks[i]))
			continue;
		/* "footer" of a header: only behind the headline and before the text */
		if (p->blks[i].groups & (i > r->head ? OTHERS & ~G(FOOT) : OTHERS))
			continue;
		for (k = 0; k < a->n_authors; k++)
			byline |= words_contain(p->blks[i].text, a->authors[k]);
		hint_of_block(p, m, &p->blks[i], byline, i < r->head && m->h1 != NODE_NONE);
	}
}

#define FOOT_BLOCKS 16 /* of an article's own footer */
#define LABEL_WORDS 3  /* of a label that stands in a line of its own */

/* A date alone, under a label alone: "Published", "23 mai 2019". */
static bool under_label(const struct html_page *p, size_t i)
{
	struct pubdate d;

	return i > 0 && p->blks[i - 1].words <= LABEL_WORDS && says_published(p->blks[i - 1].text) &&
	       date_only(p->blks[i].text, p->language, &d);
}

/* A labelled date anywhere in a short line; in a footer only right behind the
 * text, where it is the article's own. */
void hints_of_labels(struct html_page *p, struct meta *m, const struct hint_region *r)
{
	size_t i;

	for (i = 0; i < p->n_blks; i++) {
		const struct blk *b = &p->blks[i];
		bool own = i >= r->tail && i < r->tail + FOOT_BLOCKS;
		uint32_t not = own ? OTHERS & ~G(FOOT) : OTHERS;

		if (b->words < 2 || b->words > (own ? 30 : 16) || !has_digit(b->text) ||
		    !html_spend(p, LINE_STEPS) || b->groups & not)
			continue;
		if (under_label(p, i))
			meta_add_hint(p, m, HINT_LABEL, b->text);
		else if (!(b->near & NEAR_OTHERS) &&
			 (b->near & (G(DATE) | G(META)) || b->flags & BLK_TIME ||
			  says_published(b->text) ||
			  (says_day(b->text) && !(b->flags & BLK_SENTENCE))))
			hint_of_block(p, m, b, false, false);
	}
}

/* With nothing better: when the page says that it was last changed, in its footer as
 * a rule.  A bound. */
void hints_of_changes(struct html_page *p, struct meta *m)
{
	struct pubdate d;
	size_t i, from, to;

	for (i = p->n_blks; i-- > 0;) {
		const struct blk *b = &p->blks[i];

		if (b->words >= 2 && b->words <= 16 && !(b->groups & G(COMMENT)) &&
		    has_digit(b->text) && html_spend(p, LINE_STEPS) && says_updated(b->text) &&
		    date_in_text(b->text, p->language, &d, &from, &to)) {
			meta_add_hint(p, m, HINT_MODIFIED, slice_sub(b->text, from, to));
			return;
		}
	}
}

/* With nothing better: data in a script that names a date of publication. */
void hints_of_scripts(struct html_page *p, struct meta *m)
{
	static const char *const keys[] = {
		"\"datePublished\"", "\"publishedDate\"", "\"publishDate\"", "\"publishedAt\"",
		"\"published_at\"", "\"publicationDate\"", "\"firstPublished\"", "\"createdAt\"",
		"\"dateCreated\"", "dc:date=",
	};
	struct slice s = buf_slice(&p->utf8);
	size_t i, k;

	for (i = 0; i < sizeof(keys) / sizeof(keys[0]); i++) {
		const char *at = html_spend(p, s.n) ? memmem(s.p, s.n, keys[i], strlen(keys[i])) : NULL;
		struct slice value;

		if (!at)
			continue;
		value = slice_sub(s, (size_t)(at - s.p) + strlen(keys[i]), s.n);
		value = slice_sub(value, 0, 64);
		for (k = 0; k < value.n && !ascii_is_digit(value.p[k]); k++)
			;
		value = slice_sub(value, k, value.n);
		for (k = 0; k < value.n && value.p[k] != '"' && value.p[k] != '\\'; k++)
			;
		meta_add_hint(p, m, HINT_SCRIPT, slice_sub(value, 0, k));
		return;
	}
}

/* With nothing at all: the first date behind the text, else the first of any
 * short block that is not the article's text and no sentence.  It only bounds. */
void hints_of_rest(struct html_page *p, struct meta *m, const struct hint_region *r,
			  const uint8_t *body)
{
	struct pubdate d;
	size_t k, from, to;

	for (k = 0; k < p->n_blks; k++) {
		size_t i = (r->tail + k) % p->n_blks;
		const struct blk *b = &p->blks[i];

		if (b->words < 1 || b->words > 30 || (body && body[i]) ||
		    b->groups & (G(RELATED) | G(COMMENT)) || !has_digit(b->text) ||
		    !html_spend(p, LINE_STEPS) ||
		    !date_in_text(b->text, p->language, &d, &from, &to) ||
		    (i == r->head && from > 0) ||
		    (b->flags & BLK_SENTENCE && (to - from) * 2 < b->text.n))
			continue;
		meta_add_hint(p, m, HINT_TIME_FAR, slice_sub(b->text, from, to));
		return;
	}
}
