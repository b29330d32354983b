/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Blocks: the visible text of the tree, cut where a browser begins a new line
 * of thought (block elements, two br in a row), with the counts that the
 * candidates are made from.
 *
 * A block lies between two text nodes of one container; subtrees are ranges of
 * nodes, so block_at[] makes them ranges of blocks too.
 */
#include "corpus/html.h"

#include <stdlib.h>

#include "corpus/html_lines.h"
#include "lib/base/hash.h"
#include "lib/base/mem.h"
#include "lib/base/utf8.h"
#include "lib/text/normal.h"

/* --- what ancestors say ----------------------------------------------------------- */

static bool style_hides(struct slice v)
{
	size_t i;

	for (i = 0; i + 12 <= v.n; i++) {
		struct slice rest = slice_sub(v, i, v.n);

		if (slice_starts(rest, SLICE_LIT("display:none")) ||
		    slice_starts(rest, SLICE_LIT("display: none")) ||
		    slice_starts(rest, SLICE_LIT("visibility:hidden")) ||
		    slice_starts(rest, SLICE_LIT("clip:rect(0 0")) ||
		    slice_starts(rest, SLICE_LIT("clip: rect(0")))
			return true;
	}
	return false;
}

static uint16_t flags_of_tag(enum html_tag tag)
{
	switch (tag) {
	case TAG_LI: case TAG_DD: case TAG_DT:
		return BLK_LIST;
	case TAG_BLOCKQUOTE:
		return BLK_QUOTE;
	case TAG_PRE:
		return BLK_PRE;
	case TAG_TD: case TAG_TH: case TAG_TABLE:
		return BLK_TABLE;
	case TAG_FIGURE: case TAG_FIGCAPTION: case TAG_CAPTION: case TAG_VIDEO: case TAG_AUDIO:
		return BLK_CAPTION;
	case TAG_H1: case TAG_H2: case TAG_H3: case TAG_H4: case TAG_H5: case TAG_H6:
		return BLK_HEADING;
	case TAG_FORM: case TAG_BUTTON: case TAG_FIELDSET: case TAG_OPTION: case TAG_LABEL:
		return BLK_FORM;
	case TAG_NAV: case TAG_MENU: case TAG_ASIDE: case TAG_FOOTER:
		return BLK_NAV;
	case TAG_A:
		return BLK_LINK;
	case TAG_TIME:
		return BLK_TIME;
	case TAG_P:
		return BLK_P;
	case TAG_TITLE:
		return BLK_UNSEEN;
	default:
		return 0;
	}
}

/* Inline elements whose text is furniture inside a paragraph. */
#define APART (G(HIDDEN) | G(RELATED) | G(AD))

/* Parents stand before their children, so one pass hands everything down. */
static void inherit(struct html_page *p)
{
	size_t i;

	for (i = 1; i < p->n_nodes; i++) {
		struct node *n = &p->nodes[i];
		const struct node *up = &p->nodes[n->parent];

		if (n->tag == TAG_HTML || n->tag == TAG_BODY)
			n->groups = 0; /* they describe the page, not its parts */
		n->up_flags = up->up_flags;
		if (n->tag == TAG_TEXT)
			continue;
		n->own_flags = flags_of_tag((enum html_tag)n->tag);
		if (n->attrs && (html_attr(n, ATTR_HIDDEN).p ||
				 style_hides(html_attr(n, ATTR_STYLE))))
			n->own_flags |= BLK_HIDDEN;
		if ((n->groups & APART || n->own_flags & BLK_HIDDEN) &&
		    !(html_tag_traits((enum html_tag)n->tag) & TAG_BLOCK))
			n->own_flags |= BLK_APART;
		n->up_flags |= n->own_flags;
		if (html_tag_traits((enum html_tag)n->tag) & TAG_BLOCK)
			n->up_flags &= (uint16_t)~BLK_APART;
	}
}

/* --- counts ------------------------------------------------------------------------ */

struct counts {
	unsigned words, commas, ends, half; /* half words: signs of scripts without blanks */
	bool in_word;
};

static bool wide(uint32_t cp)
{
	return (cp >= 0x2E80 && cp < 0xA4D0) || (cp >= 0xF900 && cp < 0xFB00) ||
	       (cp >= 0x20000 && cp < 0x30000) || (cp >= 0xE00 && cp < 0xE80);
}

static void count_wide(struct counts *c, uint32_t cp)
{
	if (cp == 0x3001 || cp == 0xFF0C || cp == 0x60C) {
		c->commas++;
	} else if (cp == 0x3002 || cp == 0x0964 || cp == 0xFF01 || cp == 0xFF1F) {
		c->ends++;
	} else if (cp >= 0x2010 && cp <= 0x206F) {
		c->ends += cp == 0x2026;
	} else if (wide(cp)) {
		c->half++;
		c->in_word = false;
	} else if (cp != 0xA0) {
		c->words += !c->in_word;
		c->in_word = true;
	}
}

static void count_text(struct counts *c, struct slice s)
{
	size_t i = 0;

	while (i < s.n) {
		uint32_t cp = utf8_next(s, &i);

		if (cp >= 0x80) {
			count_wide(c, cp);
		} else if (ascii_is_alpha((char)cp) || ascii_is_digit((char)cp)) {
			c->words += !c->in_word;
			c->in_word = true;
		} else if (cp == '\'') {
			continue;
		} else {
			c->commas += cp == ',';
			c->ends += c->in_word && (cp == '.' || cp == '!' || cp == '?') &&
				   (i >= s.n || s.p[i] == ' ' || (unsigned char)s.p[i] >= 0x80 ||
				    s.p[i] == '"');
			c->in_word = false;
		}
	}
}

static uint16_t clip(unsigned n)
{
	return n > UINT16_MAX ? UINT16_MAX : (uint16_t)n;
}

/* Letters and digits alone, lower case: what makes two lines the same. */
static uint64_t loose_hash(struct buf *b, struct slice s)
{
	size_t i;
	char *w;

	buf_reset(b);
	w = buf_reserve(b, s.n);
	if (!w)
		return 0;
	for (i = 0; i < s.n; i++) {
		char c = ascii_lower(s.p[i]);

		if (ascii_is_alpha(c) || ascii_is_digit(c) || (unsigned char)c >= 0x80)
			w[b->len++] = c;
	}
	return hash64(buf_slice(b));
}

static bool ends_sentence(struct slice s)
{
	static const char *const marks[] = {".", "!", "?", "…", "。", "！", "？", "।", "؟",
					   "”.", "\".", ":"};
	static const char *const closers[] = {"\"", "”", "’", "'", ")", "»", "“", "」"};
	size_t i;

	for (i = 0; i < sizeof(closers) / sizeof(closers[0]); i++)
		if (slice_ends(s, slice_str(closers[i])))
			s.n -= strlen(closers[i]);
	for (i = 0; i < sizeof(marks) / sizeof(marks[0]); i++)
		if (slice_ends(s, slice_str(marks[i])))
			return true;
	return false;
}

/* --- making blocks ------------------------------------------------------------------ */

struct maker {
	struct html_page *page;
	struct buf raw;      /* text of the open block */
	struct counts linked;
	struct buf aside;    /* what stands apart in it, blocks of their own behind it */
	struct apart {
		uint32_t first, last; /* text nodes */
		size_t to;            /* its end in `aside` */
	} *parts;
	size_t n_parts, parts_cap;
	bool apart; /* the last text stands apart */
	bool open, pending; /* a break was seen since the last text */
	unsigned brs;
};

static void count_block(struct maker *m, struct blk *b, struct slice raw)
{
	struct html_page *p = m->page;
	struct counts c = {0};
	struct slice s;

	b->from = (uint32_t)p->display.len;
	normal_display(&p->display, raw);
	b->to = (uint32_t)p->display.len;
	s = slice_sub(buf_slice(&p->display), b->from, b->to);
	count_text(&c, s);
	b->words = clip(c.words + c.half / 2);
	b->linked = clip(m->linked.words + m->linked.half / 2);
	if (b->linked > b->words)
		b->linked = b->words;
	b->commas = clip(c.commas);
	b->ends = clip(c.ends);
	if (ends_sentence(s))
		b->flags |= BLK_SENTENCE;
	b->hash = loose_hash(&p->scratch, s);
}

static struct blk *add_block(struct html_page *p, uint32_t first, uint32_t last)
{
	struct blk *b;

	GROW(p->blks, p->n_blks + 1, p->blks_cap);
	b = &p->blks[p->n_blks++];
	memset(b, 0, sizeof(*b));
	b->node = p->nodes[first].block;
	b->first = first;
	b->last = last;
	b->flags = p->nodes[b->node].up_flags;
	return b;
}

static void close_block(struct maker *m)
{
	struct html_page *p = m->page;
	size_t i, from = 0;

	if (!m->open)
		return;
	m->open = false;
	count_block(m, &p->blks[p->n_blks - 1], buf_slice(&m->raw));
	m->linked = (struct counts){0};
	for (i = 0; i < m->n_parts && p->n_blks < LIMIT_BLOCKS; i++) {
		const struct apart *a = &m->parts[i];

		count_block(m, add_block(p, a->first, a->last),
			    slice_sub(buf_slice(&m->aside), from, a->to));
		p->blks[p->n_blks - 1].flags |= BLK_APART;
		from = a->to;
	}
}

/* Text inside the open block's line that is not of it.  What stands in two places of
 * the line makes two blocks: joined, they would stand nowhere on the page. */
static void add_apart(struct maker *m, uint32_t at, struct slice s)
{
	const struct node *nodes = m->page->nodes;

	if (!m->apart || !m->n_parts) {
		GROW(m->parts, m->n_parts + 1, m->parts_cap);
		m->parts[m->n_parts++] = (struct apart){at, at, 0};
	} else if (nodes[m->parts[m->n_parts - 1].last].parent != nodes[at].parent) {
		buf_add_char(&m->aside, ' ');
	}
	m->apart = true;
	buf_add_slice(&m->aside, s);
	m->parts[m->n_parts - 1].last = at;
	m->parts[m->n_parts - 1].to = m->aside.len;
	/* a blank of the hidden part may be all that parts the words around it */
	if (ascii_is_space(s.p[0]) || ascii_is_space(s.p[s.n - 1]))
		buf_add_char(&m->raw, ' ');
}

static void open_block(struct maker *m, uint32_t at)
{
	struct html_page *p = m->page;
	const struct node *n = &p->nodes[at];
	struct blk *b = add_block(p, at, at);
	uint32_t up;

	for (up = n->block; b->flags & BLK_HEADING; up = p->nodes[up].parent)
		if (p->nodes[up].tag >= TAG_H1 && p->nodes[up].tag <= TAG_H6) {
			b->level = (uint8_t)(p->nodes[up].tag - TAG_H1 + 1);
			break;
		}
	buf_reset(&m->raw);
	buf_reset(&m->aside);
	m->n_parts = 0;
	m->apart = false;
	m->linked = (struct counts){0};
	m->open = true;
}

static bool all_space(struct slice s)
{
	size_t i;

	for (i = 0; i < s.n; i++)
		if (!ascii_is_space(s.p[i]))
			return false;
	return true;
}

static bool is_text(const struct html_page *p, uint32_t at)
{
	const struct node *n = &p->nodes[at];

	return !(n->up_flags & BLK_UNSEEN) &&
	       !all_space(slice_sub(buf_slice(&p->text), n->text_from, n->text_to));
}

static bool begins_block(const struct maker *m, const struct node *n)
{
	return !m->open || m->pending || m->page->blks[m->page->n_blks - 1].node != n->block;
}

static void add_text_node(struct maker *m, uint32_t at)
{
	struct html_page *p = m->page;
	const struct node *n = &p->nodes[at];
	struct slice s = slice_sub(buf_slice(&p->text), n->text_from, n->text_to);

	if (n->up_flags & BLK_UNSEEN)
		return;
	if (all_space(s)) {
		if (m->open)
			buf_add_char(&m->raw, ' ');
		return;
	}
	if (begins_block(m, n)) {
		if (p->n_blks >= LIMIT_BLOCKS) {
			p->flags |= FLAG(MANY_BLOCKS);
			buf_add_char(&m->raw, ' ');
		} else {
			open_block(m, at);
		}
	}
	m->pending = false;
	m->brs = 0;
	if (n->up_flags & BLK_APART && m->raw.len && p->blks[p->n_blks - 1].node == n->block) {
		add_apart(m, at, s);
		return;
	}
	m->apart = false;
	p->blks[p->n_blks - 1].last = at;
	p->blks[p->n_blks - 1].flags |= n->up_flags & BLK_TIME;
	buf_add_slice(&m->raw, s);
	if (n->up_flags & BLK_LINK) {
		m->linked.in_word = false;
		count_text(&m->linked, s);
	}
}

#define NEAR_WORDS 80
/* What a form or a hidden element around the whole page does not mean. */
#define SIZED (BLK_FORM | BLK_NAV | BLK_HIDDEN | BLK_CAPTION | BLK_TABLE)

/* Groups that may hold most of a page's text by their nature: the text, and what the
 * readers or other articles say beside a short one. */
#define SAYING (G(BODY) | G(ARTICLE) | G(CONTENT) | G(COMMENT) | G(SAID) | G(SIDE) | G(RELATED) | \
		G(CONSENT))

static bool long_text(const struct blk *b)
{
	return b->words >= 20 && b->ends && b->linked * 3 < b->words;
}

/* How much long text the elements of each group hold, the groups in held[]. */
static uint32_t held_by_groups(const struct html_page *p, uint32_t *held)
{
	uint32_t *text = xreallocarray(NULL, p->n_blks + 1, sizeof(*text));
	uint32_t end[GROUP_COUNT] = {0}, all, i, g;

	text[0] = 0;
	for (i = 0; i < p->n_blks; i++)
		text[i + 1] = text[i] + (long_text(&p->blks[i]) ? p->blks[i].words : 0);
	for (i = 1; i < p->n_nodes; i++) {
		const struct node *n = &p->nodes[i];
		uint32_t words = text[p->block_at[n->end]] - text[p->block_at[i]];
		uint32_t left = words ? n->groups & ~SAYING : 0;

		for (; left; left &= left - 1) {
			g = (uint32_t)__builtin_ctz(left);
			if (i < end[g]) /* inside one that was counted */
				continue;
			end[g] = n->end;
			held[g] += words;
		}
	}
	all = text[p->n_blks];
	free(text);
	return all;
}

/* What most of the text of a page is called says nothing of its parts: page builders
 * call every box a widget, some sites each paragraph a teaser. */
static void settle_groups(struct html_page *p)
{
	uint32_t held[GROUP_COUNT] = {0}, all = held_by_groups(p, held), vague = 0, i;

	for (i = 0; i < GROUP_COUNT; i++)
		if (held[i] * 2 > all)
			vague |= 1u << i;
	for (i = 1; i < p->n_nodes; i++) {
		p->nodes[i].groups &= ~vague;
		if (p->nodes[i].groups & G(WIDGET))
			p->nodes[i].groups |= G(SIDE);
	}
}

/* Hand groups down, now that it is known how much each element holds: what a
 * wrapper of the whole page is called says nothing of its parts. */
static void inherit_groups(struct html_page *p)
{
	uint32_t *words = xreallocarray(NULL, p->n_blks + 1, sizeof(*words));
	size_t i;

	words[0] = 0;
	for (i = 0; i < p->n_blks; i++)
		words[i + 1] = words[i] + p->blks[i].words;
	for (i = 1; i < p->n_nodes; i++) {
		struct node *n = &p->nodes[i];
		const struct node *up = &p->nodes[n->parent];
		uint32_t held = words[p->block_at[n->end]] - words[p->block_at[i]];

		bool part = held * 2 < words[p->n_blks] ||
			    /* longer than the text, by what the page itself says */
			    (n->groups & G(SAID)) ||
			    /* the longest text of a page of a few lines */
			    (n->groups & G(CONSENT) && held <= NEAR_WORDS && held < words[p->n_blks]);

		n->up_groups = up->up_groups | (part ? n->groups : 0);
		n->up_near = up->up_near | (part && held <= NEAR_WORDS ? n->groups : 0);
		n->up_flags = (uint16_t)((n->up_flags & ~SIZED) | (up->up_flags & SIZED) |
					 (n->own_flags & (part ? SIZED : 0)));
	}
	free(words);
}

static void finish(struct html_page *p)
{
	size_t i;

	for (i = 0; i < p->n_blks; i++) {
		struct blk *b = &p->blks[i];

		b->text = slice_sub(buf_slice(&p->display), b->from, b->to);
		b->line = (uint8_t)html_line_kind(b->text, b->words);
	}
	html_name_by_headings(p);
	settle_groups(p);
	inherit_groups(p);
	for (i = 0; i < p->n_blks; i++) {
		struct blk *b = &p->blks[i];
		const struct node *first = &p->nodes[b->first], *last = &p->nodes[b->last];

		b->groups = first->up_groups & last->up_groups;
		b->near = first->up_near & last->up_near;
		b->flags = (uint16_t)((b->flags & ~SIZED) | (p->nodes[b->node].up_flags & SIZED));
	}
}

void html_blocks(struct html_page *p)
{
	struct maker m = {.page = p};
	uint32_t i;

	buf_init(&m.raw, 4 * LIMIT_PAGE_BYTES);
	buf_init(&m.aside, 4 * LIMIT_PAGE_BYTES);
	inherit(p);
	GROW(p->block_at, p->n_nodes + 1, p->block_at_cap);
	for (i = 0; i < p->n_nodes; i++) {
		enum html_tag tag = (enum html_tag)p->nodes[i].tag;

		if (tag == TAG_TEXT) {
			if (is_text(p, i) && begins_block(&m, &p->nodes[i]) &&
			    p->n_blks < LIMIT_BLOCKS)
				close_block(&m);
			p->block_at[i] = (uint32_t)p->n_blks; /* before it opens one */
			add_text_node(&m, i);
			continue;
		}
		p->block_at[i] = (uint32_t)p->n_blks;
		if (tag == TAG_BR) {
			if (m.open)
				buf_add_char(&m.raw, ' ');
			m.pending |= ++m.brs > 1;
		} else if (html_tag_traits(tag) & TAG_BLOCK) {
			m.pending = true;
		}
	}
	close_block(&m);
	p->block_at[p->n_nodes] = (uint32_t)p->n_blks;
	finish(p);
	buf_done(&m.raw);
	buf_done(&m.aside);
	free(m.parts);
}

struct slice html_text_of(struct html_page *p, uint32_t node, struct buf *out)
{
	uint32_t i;

	buf_reset(&p->scratch);
	for (i = node; i < p->nodes[node].end && p->scratch.len < LIMIT_FIELD_BYTES; i++) {
		const struct node *n = &p->nodes[i];

		if (!html_spend(p, 64))
			break;

		if (n->tag == TAG_TEXT)
			buf_add_slice(&p->scratch,
				      slice_sub(buf_slice(&p->text), n->text_from, n->text_to));
		else if (html_tag_traits((enum html_tag)n->tag) & TAG_BLOCK || n->tag == TAG_BR)
			buf_add_char(&p->scratch, '\n');
	}
	buf_reset(out);
	normal_display(out, slice_sub(buf_slice(&p->scratch), 0, LIMIT_FIELD_BYTES));
	return buf_slice(out);
}
