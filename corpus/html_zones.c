/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Zones: every block of the page gets a name.
 *
 * What is not the article's own text is kept, so that a search can say that a
 * word stood in a teaser only.  The names follow from the classes around a
 * block, its element, its words and the share of links, first match wins.
 */
#include "corpus/html_pick.h"

#include "corpus/html_lines.h"
#include "corpus/html_words.h"

static const struct {
	uint32_t groups;
	enum zone zone;
} by_group[] = {
	{G(COMMENT), ZONE_COMMENT},
	{G(AD), ZONE_AD},
	{G(CONSENT) | G(LETTER) | G(PAYWALL), ZONE_LEGAL},
	{G(CAPTION), ZONE_CAPTION},
	{G(BIO), ZONE_BIO},
	{G(RELATED), ZONE_TEASER},
	{G(SHARE) | G(TAGS), ZONE_NAV},
	{G(QUOTE), ZONE_PULLQUOTE},
	{G(AUTHOR), ZONE_BIO},
	{G(FOOT), ZONE_LEGAL},
	{G(TEASER), ZONE_TEASER},
	{G(NAV), ZONE_NAV},
	{G(GALLERY) | G(EMBED), ZONE_CAPTION},
};

static enum zone zone_of_line(enum line_kind l)
{
	static const enum zone zones[] = {
		[LINE_TEXT] = ZONE_BODY,      [LINE_AD] = ZONE_AD,
		[LINE_TEASER] = ZONE_TEASER,  [LINE_NAV] = ZONE_NAV,
		[LINE_CAPTION] = ZONE_CAPTION, [LINE_LEGAL] = ZONE_LEGAL,
		[LINE_COMMENT] = ZONE_COMMENT, [LINE_STOP] = ZONE_NAV,
	};

	return zones[l];
}

/* Texts of such lengths may be the same but for little. */
static bool about(struct slice a, struct slice b)
{
	return b.n && a.n * 2 > b.n && a.n < b.n * 2;
}

/* What the page states as its summary, above the text. */
static bool is_summary(const struct page_facts *f, const struct blk *b)
{
	size_t i;

	for (i = 0; i < SUMMARIES; i++)
		if (about(b->text, f->summary[i]) && words_same(b->text, f->summary[i]))
			return true;
	return false;
}

static enum zone zone_of(const struct pick *k, const struct blk *b)
{
	const struct page_facts *f = k->facts;
	enum line_kind line;
	size_t i;

	if (about(b->text, f->title) && words_same(b->text, f->title))
		return ZONE_TITLE;
	if (about(b->text, f->subtitle) && words_same(b->text, f->subtitle))
		return ZONE_DEK;
	line = (enum line_kind)b->line;
	if (line != LINE_TEXT)
		return zone_of_line(line);
	if (b->flags & BLK_CAPTION)
		return ZONE_CAPTION;
	for (i = 0; i < sizeof(by_group) / sizeof(by_group[0]); i++)
		if (b->groups & by_group[i].groups)
			return by_group[i].zone;
	if (b->flags & (BLK_FORM | BLK_NAV) || b->words < 4)
		return ZONE_NAV;
	return ZONE_TEASER;
}

/* Text that repeats a stretch of the body: a pull quote. */
static bool repeats_body(const struct pick *k, const struct blk *b)
{
	struct html_page *p = k->page;
	struct slice t = b->text;
	size_t i;

	while (t.n && (!ascii_is_alpha(t.p[0]) && (unsigned char)t.p[0] != 0xC3))
		t.p++, t.n--;
	while (t.n && !ascii_is_alpha(t.p[t.n - 1]))
		t.n--;
	if (t.n < 40 || b->words > 80)
		return false;
	for (i = 0; i < p->n_blks; i++) {
		const struct blk *o = &p->blks[i];

		if (!html_spend(p, 1 + (k->best->in[i] ? o->text.n : 0)))
			return false;
		if (k->best->in[i] && o != b && o->text.n > t.n &&
		    memmem(o->text.p, o->text.n, t.p, t.n))
			return true;
	}
	return false;
}

void html_zones(struct pick *k)
{
	struct html_page *p = k->page;
	bool above = true;
	size_t i;

	for (i = 0; i < p->n_blks; i++) {
		struct blk *b = &p->blks[i];

		if (k->best && k->best->in[i]) {
			b->zone = ZONE_BODY;
			above = false;
		} else if (above && i >= k->facts->head && is_summary(k->facts, b)) {
			b->zone = ZONE_DEK;
		} else {
			b->zone = (uint8_t)zone_of(k, b);
		}
		if ((b->zone == ZONE_TEASER || b->zone == ZONE_NAV) && k->best && repeats_body(k, b))
			b->zone = ZONE_PULLQUOTE;
	}
}
