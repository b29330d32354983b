/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The tree: libxml2's events into an array of nodes in document order.
 *
 * libxml2 reads HTML 4: it knows nothing of section, article or figure, so an
 * open p is closed here when one of those begins.  Nesting past
 * LIMIT_TREE_DEPTH is flattened: the elements are left out, their text stays.
 * The parser is behind three functions (element_start, element_end,
 * characters); another one could call them as well.
 */
#include "corpus/html.h"

#include <libxml/HTMLparser.h>
#include <libxml/parserInternals.h>
#include <string.h>

#include "corpus/mojibake.h"
#include "lib/base/hash.h"
#include "lib/base/mem.h"
#include "lib/base/num.h"
#include "lib/base/utf8.h"

struct open_element {
	uint32_t node;   /* that text and children go to */
	bool     closed; /* its own node has ended; `node` is an ancestor */
	uint8_t  tag;
};

struct builder {
	struct html_page *page;
	struct open_element stack[LIMIT_TREE_DEPTH + 1];
	size_t depth;    /* open elements on the stack */
	htmlParserCtxtPtr ctxt;
	bool full;       /* LIMIT_TREE_NODES reached: no more elements */
};

static uint32_t add_node(struct html_page *p, enum html_tag tag, uint32_t parent)
{
	uint32_t at = (uint32_t)p->n_nodes;
	struct node *n;

	GROW(p->nodes, p->n_nodes + 1, p->nodes_cap);
	n = &p->nodes[p->n_nodes++];
	memset(n, 0, sizeof(*n));
	n->tag = (uint8_t)tag;
	n->parent = parent;
	n->end = at + 1;
	n->block = at;
	if (parent != NODE_NONE) {
		n->depth = (uint16_t)(p->nodes[parent].depth + 1);
		if (!(html_tag_traits(tag) & TAG_BLOCK))
			n->block = p->nodes[parent].block;
	}
	return at;
}

static uint32_t top(const struct builder *b)
{
	return b->stack[b->depth - 1].node;
}

/* --- p ------------------------------------------------------------------------- */

/* End the node of an open p, and of inline elements in it, for a block that may
 * not stand in a p.  Their entries stay on the stack, to meet libxml2's own end
 * events, but lead to the p's parent. */
static void close_p(struct builder *b)
{
	size_t i = b->depth, k;

	while (i > 1 && b->stack[i - 1].tag != TAG_P) {
		if (html_tag_traits((enum html_tag)b->stack[i - 1].tag) & TAG_BLOCK)
			return;
		i--;
	}
	if (i <= 1 || b->stack[i - 1].closed)
		return;
	for (k = i - 1; k < b->depth; k++) {
		if (!b->stack[k].closed)
			b->page->nodes[b->stack[k].node].end = (uint32_t)b->page->n_nodes;
		b->stack[k].closed = true;
		b->stack[k].node = b->stack[i - 2].node;
	}
}

/* --- events ----------------------------------------------------------------------- */

/* The list that a number of the pre-scan names. */
static struct attr *numbered_attrs(const struct html_page *p, const char *number)
{
	uint32_t n;

	if (!num_u32(slice_str(number), UINT32_MAX, &n) || n >= p->n_tag_attrs)
		return NULL;
	return p->tag_attrs[n];
}

/* What libxml2 decoded: before what the pre-scan kept, which keeps its list. */
static void add_decoded(struct html_page *p, struct node *n, enum html_attr name, const char *value)
{
	struct attr *a = arena_alloc(&p->arena, sizeof(*a));

	*a = (struct attr){name, arena_dup(&p->arena, slice_str(value)), n->attrs};
	n->attrs = a;
}

/* html_groups(), remembered.  Values of one hash have the groups of the first: by
 * chance never, by intent only on the page that says so. */
static uint32_t groups_of(struct html_page *p, struct slice value)
{
	uint64_t hash = hash64(value);
	struct group_memo *m = &p->memo[hash % HTML_MEMO];

	if (!m->known || m->hash != hash)
		*m = (struct group_memo){hash, html_groups(value), true};
	return m->groups;
}

static void add_attrs(struct html_page *p, struct node *n, const xmlChar **atts)
{
	const struct attr *a;
	const xmlChar **at;

	for (at = atts; at && at[0]; at += 2)
		if (at[1] && strcmp((const char *)at[0], HTML_NUMBER) == 0)
			n->attrs = numbered_attrs(p, (const char *)at[1]);
	for (at = atts; at && at[0]; at += 2) {
		enum html_attr name = html_attr_of(slice_str((const char *)at[0]));

		if (name != ATTR_NONE)
			add_decoded(p, n, name, at[1] ? (const char *)at[1] : "");
	}
	for (a = n->attrs; a; a = a->next)
		if (a->name == ATTR_CLASS || a->name == ATTR_ID || a->name == ATTR_ROLE)
			n->groups |= groups_of(p, a->value);
}

/* An element that is left out is left out of libxml2's own stack as well: it looks
 * through all of it at every end tag, which is quadratic.  libxml2 has just pushed
 * the name (htmlParseStartElement) and goes on from ctxt->name. */
static void forget_element(struct builder *b)
{
	htmlParserCtxtPtr ctxt = b->ctxt;

	b->page->flags |= FLAG(DEEP);
	if (ctxt->nameNr < 2)
		return;
	ctxt->nameNr--;
	ctxt->nameTab[ctxt->nameNr] = NULL;
	ctxt->name = ctxt->nameTab[ctxt->nameNr - 1];
}

static void element_start(void *ctx, const xmlChar *name, const xmlChar **atts)
{
	struct builder *b = ctx;
	enum html_tag tag = html_tag_of(slice_str((const char *)name));
	uint32_t at;

	if (b->depth > LIMIT_TREE_DEPTH || b->full) {
		forget_element(b);
		return;
	}
	if (html_tag_traits(tag) & TAG_CLOSES_P)
		close_p(b);
	at = add_node(b->page, tag, top(b));
	b->full = b->page->n_nodes >= LIMIT_TREE_NODES;
	add_attrs(b->page, &b->page->nodes[at], atts);
	b->stack[b->depth++] = (struct open_element){at, false, (uint8_t)tag};
}

static void element_end(void *ctx, const xmlChar *name)
{
	struct builder *b = ctx;
	struct open_element *e;

	(void)name; /* libxml2's end events match its start events */
	if (b->depth <= 1)
		return;
	e = &b->stack[--b->depth];
	if (!e->closed)
		b->page->nodes[e->node].end = (uint32_t)b->page->n_nodes;
}

/* References such as "&#150;" mean windows-1252 (HTML 13.2.5.80); libxml2 gives
 * the control characters C2 80 to C2 9F. */
static void add_text(struct buf *out, const char *s, size_t n)
{
	size_t i, from = 0;

	for (i = 0; i + 1 < n; i++) {
		const char *q = memchr(s + i, 0xC2, n - 1 - i);

		if (!q)
			break;
		i = (size_t)(q - s);
		if ((unsigned char)s[i + 1] >= 0xA0)
			continue;
		buf_add(out, s + from, i - from);
		utf8_add(out, charset_cp1252((unsigned char)s[i + 1]));
		from = ++i + 1;
	}
	buf_add(out, s + from, n - from);
}

static void characters(void *ctx, const xmlChar *s, int n)
{
	struct builder *b = ctx;
	struct html_page *p = b->page;
	uint32_t parent = top(b), last = (uint32_t)p->n_nodes - 1;
	size_t from = p->text.len;

	if (n <= 0)
		return;
	add_text(&p->text, (const char *)s, (size_t)n);
	if (p->nodes[last].tag != TAG_TEXT || p->nodes[last].parent != parent) {
		last = add_node(p, TAG_TEXT, parent);
		p->nodes[last].text_from = (uint32_t)from;
	}
	p->nodes[last].text_to = (uint32_t)p->text.len;
}

static void ignore_message(void *ctx, const char *fmt, ...)
{
	(void)ctx;
	(void)fmt;
}

static void parse(struct html_page *p, struct builder *b)
{
	htmlSAXHandler sax;
	htmlParserCtxtPtr ctxt;

	memset(&sax, 0, sizeof(sax));
	sax.startElement = element_start;
	sax.endElement = element_end;
	sax.characters = characters;
	sax.cdataBlock = characters;
	sax.ignorableWhitespace = characters;
	sax.error = sax.warning = sax.fatalError = ignore_message;
	ctxt = htmlCreateMemoryParserCtxt(p->reduced.data, (int)p->reduced.len);
	if (!ctxt)
		return;
	*ctxt->sax = sax;
	ctxt->userData = b;
	b->ctxt = ctxt;
	htmlCtxtUseOptions(ctxt, HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET |
					 HTML_PARSE_RECOVER | HTML_PARSE_IGNORE_ENC);
	xmlSwitchEncoding(ctxt, XML_CHAR_ENCODING_UTF8);
	htmlParseDocument(ctxt);
	htmlFreeParserCtxt(ctxt);
}

void html_tree(struct html_page *p)
{
	struct builder b = {.page = p};
	size_t i;

	add_node(p, TAG_OTHER, NODE_NONE);
	b.stack[0] = (struct open_element){0, false, TAG_OTHER};
	b.depth = 1;
	if (p->reduced.len)
		parse(p, &b);
	for (i = 0; i < b.depth; i++)
		if (!b.stack[i].closed)
			p->nodes[b.stack[i].node].end = (uint32_t)p->n_nodes;
}

struct slice html_attr(const struct node *n, enum html_attr name)
{
	const struct attr *a;

	for (a = n->attrs; a; a = a->next)
		if (a->name == name)
			return a->value;
	return SLICE_NONE;
}
