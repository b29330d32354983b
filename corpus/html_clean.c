/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One page to one article: the stages in order, see html.h and meta.h. */
#include "corpus/internal.h"

#include <stdlib.h>
#include <string.h>

#include "corpus/html.h"
#include "corpus/html_pick.h"
#include "corpus/meta.h"
#include "lib/base/buf.h"
#include "lib/base/mem.h"
#include "lib/text/language.h"

struct html_cleaner {
	struct html_page page;
	struct arena arena; /* of the selection */
};

void html_page_init(struct html_page *p)
{
	memset(p, 0, sizeof(*p));
	buf_init(&p->utf8, 4 * LIMIT_PAGE_BYTES);
	buf_init(&p->reduced, 8 * LIMIT_PAGE_BYTES);
	buf_init(&p->text, 8 * LIMIT_PAGE_BYTES);
	buf_init(&p->display, 16 * LIMIT_PAGE_BYTES);
	buf_init(&p->scratch, 8 * LIMIT_PAGE_BYTES);
	arena_init(&p->arena);
}

void html_page_done(struct html_page *p)
{
	buf_done(&p->utf8);
	buf_done(&p->reduced);
	buf_done(&p->text);
	buf_done(&p->display);
	buf_done(&p->scratch);
	arena_done(&p->arena);
	free(p->scripts);
	free(p->tag_attrs);
	free(p->nodes);
	free(p->block_at);
	free(p->blks);
}

void html_page_reset(struct html_page *p)
{
	buf_reset(&p->utf8);
	buf_reset(&p->reduced);
	buf_reset(&p->text);
	buf_reset(&p->display);
	arena_reset(&p->arena);
	p->n_scripts = p->n_nodes = p->n_blks = p->n_tag_attrs = 0;
	memset(p->memo, 0, sizeof(p->memo));
	p->language = SLICE_NONE;
	p->flags = 0;
	p->steps = 0;
}

struct html_cleaner *html_cleaner_new(void)
{
	struct html_cleaner *c = xcalloc(1, sizeof(*c));

	html_page_init(&c->page);
	arena_init(&c->arena);
	return c;
}

void html_cleaner_free(struct html_cleaner *c)
{
	if (!c)
		return;
	html_page_done(&c->page);
	arena_done(&c->arena);
	free(c);
}

/* --- blocks of the article ------------------------------------------------------------ */

static enum block_type type_of(const struct blk *b)
{
	if (b->flags & BLK_HEADING)
		return BLOCK_HEADING;
	if (b->flags & BLK_TABLE && b->words < 40)
		return BLOCK_TABLE;
	if (b->flags & BLK_LIST)
		return BLOCK_LI;
	if (b->flags & BLK_QUOTE)
		return BLOCK_QUOTE;
	if (b->flags & BLK_PRE)
		return BLOCK_PRE;
	return BLOCK_P;
}

/* Every block once: of equal texts the one in the body, else the first. */
static void add_blocks(struct html_cleaner *c, struct article *a)
{
	struct html_page *p = &c->page;
	size_t cap = 0, i, j, mask = 64;
	uint32_t *at;

	while (mask < 2 * p->n_blks)
		mask *= 2;
	at = ARENA_ARRAY(&c->arena, uint32_t, mask);
	mask--;
	for (i = 0; i < 2 * p->n_blks; i++) {
		struct blk *b = &p->blks[i % p->n_blks];
		bool body = b->zone == ZONE_BODY;

		if (body != (i < p->n_blks) || b->text.n == 0)
			continue;
		for (j = b->hash & mask; at[j]; j = (j + 1) & mask)
			if (slice_eq(p->blks[at[j] - 1].text, b->text))
				break;
		if (at[j])
			b->text.n = 0;
		else
			at[j] = (uint32_t)(i % p->n_blks) + 1;
	}
	for (i = 0; i < p->n_blks; i++)
		if (p->blks[i].text.n)
			article_add_block(a, &cap, type_of(&p->blks[i]),
					  (enum zone)p->blks[i].zone, p->blks[i].text);
}

/* --- the stages --------------------------------------------------------------------------- */

static void set_access(const struct meta *m, const struct html_page *p, struct article *a)
{
	size_t i;

	if (m->free_access == 1 || slice_ieq_str(m->tier, "free"))
		a->access = ACCESS_FREE;
	else if (slice_ieq_str(m->tier, "metered"))
		a->access = ACCESS_METERED;
	else if (m->free_access == 0 || slice_ieq_str(m->tier, "locked"))
		a->access = ACCESS_LOCKED;
	for (i = 0; a->access == ACCESS_UNKNOWN && i < p->n_blks; i++)
		if (p->blks[i].groups & G(PAYWALL) && p->blks[i].words > 5)
			a->access = ACCESS_METERED;
}

#define TEASER_WORDS 150 /* of a paid article, at most, when it is not all there */

#define STATED_TIMES 3   /* longer is the text that a page states than that it shows */

/* Whether the page holds only the beginning of its article: readers who do not pay
 * get a few lines, or the page states a longer text than it shows. */
static bool is_cut(const struct pick *k, const struct article *a)
{
	size_t shown = 0, i;

	if (a->access == ACCESS_LOCKED && k->best && k->best->words <= TEASER_WORDS)
		return true;
	for (i = 0; i < k->page->n_blks; i++)
		if (k->best && k->best->in[i])
			shown += k->page->blks[i].text.n;
	return k->facts->stated_body.n > STATED_TIMES * shown + KIB;
}

#define SAMPLE_BYTES (4 * KIB)

/* From the text first; what the page declares breaks ties. */
static void set_language(struct html_page *p, const struct meta *m, struct article *a)
{
	struct slice hint = p->language.n ? p->language : m->locale.n ? m->locale : m->json_language;
	double sure;
	size_t i;

	buf_reset(&p->scratch);
	for (i = 0; i < p->n_blks && p->scratch.len < SAMPLE_BYTES; i++)
		if (p->blks[i].zone == ZONE_BODY) {
			buf_add_slice(&p->scratch, slice_sub(p->blks[i].text, 0, SAMPLE_BYTES));
			buf_add_char(&p->scratch, '\n');
		}
	if (p->scratch.len < 40) {
		buf_add_slice(&p->scratch, a->title);
		buf_add_char(&p->scratch, '\n');
	}
	a->language = language_of(buf_slice(&p->scratch), hint, &sure);
}

static void fill(struct html_cleaner *c, const struct raw *r, struct article *a)
{
	struct html_page *p = &c->page;
	struct meta m;
	struct page_facts facts = {0};
	struct pick k;

	meta_read(p, &m);
	meta_set_url(p, &m, r, a);
	meta_set_publisher(p, &m, a);
	meta_set_title(p, &m, a);
	meta_set_section(&m, a);
	meta_set_tags(&m, a);
	meta_set_authors(p, &m, a);
	facts.title = a->title;
	facts.subtitle = a->subtitle;
	facts.stated_body = m.json_body;
	facts.authors = a->authors;
	facts.n_authors = a->n_authors;
	facts.summary[0] = m.og_description;
	facts.summary[1] = m.description;
	facts.summary[2] = m.json_description;
	facts.head = m.h1 == NODE_NONE ? p->n_blks : p->block_at[m.h1];
	html_pick_init(&k, p, &facts, &c->arena);
	html_candidates(&k);
	html_select(&k);
	html_zones(&k);
	meta_set_dates(p, &m, k.best ? k.best->in : NULL, a);
	meta_set_sources(p, &m, k.best ? k.best->in : NULL, a);
	set_access(&m, p, a);
	if (is_cut(&k, a))
		a->flags |= FLAG(TRUNCATED);
	set_language(p, &m, a);
	a->quality = k.best ? k.agreement : 0;
	if (!k.best || k.best->words < 1)
		a->flags |= FLAG(NO_BODY);
	else if (k.agreement < 0.5)
		a->flags |= FLAG(LOW_QUALITY);
	html_join_rows(p);
	if (p->n_blks)
		add_blocks(c, a);
}

enum status html_clean(struct html_cleaner *c, const struct raw *r, struct article *out,
		       struct err *err)
{
	struct html_page *p = &c->page;
	enum status st;

	html_page_reset(p);
	arena_reset(&c->arena);
	st = charset_to_utf8(r->bytes, r->charset, true, &p->utf8, &p->flags, err);
	if (st != STATUS_OK)
		return st;
	html_prescan(p);
	html_tree(p);
	html_blocks(p);
	fill(c, r, out);
	out->flags |= p->flags;
	if (out->n_blocks == 0 && !out->title.n)
		return err_set(err, STATUS_NOT_FOUND, "no text on the page");
	return STATUS_OK;
}
