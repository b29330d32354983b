/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Calls of a query, "atleast3(…)" and the canonical "NEAR(5, a, b)": see
 * parse_internal.h.  One table has every name. */
#include "lib/base/num.h"
#include "lib/search/parse_internal.h"

struct call {
	const char *name;
	enum node_kind kind;
	bool number;  /* a number comes first: ATLEAST(3, …); numbered names have it already */
	bool ordered, negated, joins; /* joins: arguments are kids, else they are ANDed */
	enum word_form form;
	unsigned zones;
};

static const struct call calls[] = {
	{"ALL", NODE_AND, false, false, false, true, 0, 0},
	{"ANY", NODE_OR, false, false, false, true, 0, 0},
	{"SYNONYMS", NODE_OR, false, false, false, true, 0, 0},
	{"NOT", NODE_NOT, false, false, false, false, 0, 0},
	{"NEAR", NODE_NEAR, true, false, false, true, 0, 0},
	{"BEFORE", NODE_NEAR, true, true, false, true, 0, 0},
	{"NOTNEAR", NODE_NEAR, true, false, true, true, 0, 0},
	{"NOTBEFORE", NODE_NEAR, true, true, true, true, 0, 0},
	{"SENTENCE", NODE_SENTENCE, false, false, false, true, 0, 0},
	{"PARAGRAPH", NODE_PARAGRAPH, false, false, false, true, 0, 0},
	{"NOTSENTENCE", NODE_SENTENCE, false, false, true, true, 0, 0},
	{"NOTPARAGRAPH", NODE_PARAGRAPH, false, false, true, true, 0, 0},
	{"ATLEAST", NODE_ATLEAST, true, false, false, false, 0, 0},
	{"SOME", NODE_QUORUM, true, false, false, true, 0, 0},
	{"FIRST", NODE_FIRST, true, false, false, false, 0, 0},
	{"LEAD", NODE_LEAD, false, false, false, false, 0, 0},
	{"ZONES", NODE_ZONES, false, false, false, false, 0, 0},
	{"QUOTE", NODE_QUOTED, false, false, false, false, 0, 0},
	{"NOTQUOTE", NODE_QUOTED, false, false, true, false, 0, 0},
	{"quote", NODE_QUOTED, false, false, false, false, 0, 0},
	{"unquoted", NODE_QUOTED, false, false, true, false, 0, 0},
	{"atleast", NODE_ATLEAST, false, false, false, false, 0, 0},
	{"first", NODE_FIRST, false, false, false, false, 0, 0},
	{"lead", NODE_LEAD, false, false, false, false, 0, 0},
	{"hlead", NODE_LEAD, false, false, false, false, 0, 0},
	{"title", NODE_ZONES, false, false, false, false, 0,
	 ZONE_BIT(ZONE_TITLE) | ZONE_BIT(ZONE_DEK)},
	{"headline", NODE_ZONES, false, false, false, false, 0,
	 ZONE_BIT(ZONE_TITLE) | ZONE_BIT(ZONE_DEK)},
	{"ti", NODE_ZONES, false, false, false, false, 0,
	 ZONE_BIT(ZONE_TITLE) | ZONE_BIT(ZONE_DEK)},
	{"body", NODE_ZONES, false, false, false, false, 0, ZONE_BIT(ZONE_BODY)},
	{"exact", NODE_AND, false, false, false, true, FORM_EXACT, 0},
	{"case", NODE_AND, false, false, false, true, FORM_CASE, 0},
	{"caps", NODE_AND, false, false, false, true, FORM_CASE, 0},
	{"allcaps", NODE_AND, false, false, false, true, FORM_CASE, 0},
};

/* The number or zone list that begins a canonical call. */
static bool call_head(struct parser *p, const struct call *c, struct node *n)
{
	size_t pos = p->tok.pos;
	struct slice v;

	if (c->kind == NODE_ZONES && c->zones == 0) {
		v = parser_value(p);
		if (!zones_parse(v, &n->zones)) {
			parser_repair(p, pos, v, "no such zone");
			n->zones = ZONES_DEFAULT;
		}
	} else {
		v = parser_value(p);
		if (n->kind == NODE_NEAR && slice_eq_str(v, "any")) {
			n->count = COUNT_ANY;
		} else if (!num_u32(v, COUNT_ANY - 1, &n->count)) {
			parser_repair(p, pos, v, "a number is missing");
			n->count = 1;
		}
	}
	if (p->tok.type == LEX_COMMA)
		parser_advance(p);
	return !p->failed;
}

/* Arguments up to the closing bracket as kids of n. */
static void call_arguments(struct parser *p, struct node *n)
{
	while (p->tok.type != LEX_END && p->tok.type != LEX_CLOSE) {
		struct node *kid = parse_or(p);

		if (kid)
			parser_add_flat(p->q, n, kid);
		if (p->tok.type == LEX_COMMA)
			parser_advance(p);
		else if (p->tok.type != LEX_CLOSE && p->tok.type != LEX_END)
			parser_advance(p); /* parse_or() told what it stopped at */
	}
	if (p->tok.type == LEX_CLOSE)
		parser_advance(p);
	else
		parser_repair(p, p->tok.pos, SLICE_NONE, "a closing bracket is missing");
}

static struct node *finish_call(struct parser *p, struct node *n, const struct call *c)
{
	bool joining = n->kind == NODE_AND || n->kind == NODE_OR;

	if (n->n == 0)
		return NULL;
	parser_check_depth(p, n);
	if ((joining || n->kind == NODE_NEAR || n->kind == NODE_SENTENCE ||
	     n->kind == NODE_PARAGRAPH) && n->n == 1)
		return n->kids[0];
	if (!c->joins && n->n > 1) { /* LEAD(a, b): of both */
		struct node *all = parser_node(p, NODE_AND, n->pos);
		size_t i;

		for (i = 0; i < n->n; i++)
			parser_add_flat(p->q, all, n->kids[i]);
		n->kids[0] = all;
		n->n = 1;
		n->depth = all->depth + 1;
		parser_check_depth(p, n);
	}
	if (n->kind == NODE_QUORUM && n->count > n->n)
		n->count = (uint32_t)n->n;
	if ((n->kind == NODE_QUORUM || n->kind == NODE_ATLEAST || n->kind == NODE_FIRST ||
	     n->kind == NODE_NEAR) && n->count == 0)
		n->count = 1;
	return n;
}

struct node *parse_call(struct parser *p)
{
	struct lexeme t = p->tok;
	bool in_call = p->in_call, parts = p->parts;
	enum word_form form = p->form;
	int field = p->field;
	const struct call *c;
	struct node *n;
	size_t i;

	if (slice_eq_str(t.text, "EVERYTHING")) {
		parser_advance(p);
		parser_advance(p);
		if (p->tok.type == LEX_CLOSE)
			parser_advance(p);
		return parser_node(p, NODE_ALL, t.pos);
	}
	for (i = 0; !slice_eq_str(t.text, calls[i].name); i++)
		;
	c = &calls[i];
	if (!parser_enter(p))
		return NULL;
	n = parser_node(p, c->kind, t.pos);
	n->ordered = c->ordered;
	n->synonyms = slice_eq_str(t.text, "SYNONYMS");
	n->negated = c->negated;
	n->zones = c->zones;
	n->count = t.n;
	parser_advance(p);
	p->parts = false;
	if (c->form)
		p->form = c->form;
	if (t.bare) {
		struct node *kid = parse_primary(p);

		if (kid)
			parser_add(p->q, n, kid);
	} else {
		p->in_call = true;
		p->field = -1;
		parser_advance(p); /* the bracket */
		if ((!c->number && !(c->kind == NODE_ZONES && !c->zones)) || call_head(p, c, n))
			call_arguments(p, n);
	}
	p->in_call = in_call;
	p->parts = parts;
	p->form = form;
	p->field = field;
	p->depth--;
	return finish_call(p, n, c);
}

/* A part of a quorum as it is read elsewhere: ALL(a, ALL(b, c)) is ALL(a, b, c). */
static struct node *flat(struct parser *p, struct node *n)
{
	struct node **kids = n->kids;
	size_t i, n_kids = n->n;

	if ((n->kind != NODE_AND && n->kind != NODE_OR) || n->told.n || n->synonyms)
		return n;
	n->kids = NULL;
	n->n = 0;
	for (i = 0; i < n_kids; i++)
		parser_add_flat(p->q, n, flat(p, kids[i]));
	return n;
}

/* 3 of (a b c d) */
struct node *parse_quorum(struct parser *p)
{
	struct lexeme t = p->tok;
	bool in_call = p->in_call, parts = p->parts;
	struct node *n, *list;
	size_t i;

	if (!parser_enter(p))
		return NULL;
	parser_advance(p);
	parser_advance(p);
	p->in_call = false;
	p->parts = true;
	list = parse_or(p);
	p->in_call = in_call;
	p->parts = parts;
	p->depth--;
	if (p->tok.type == LEX_CLOSE)
		parser_advance(p);
	else
		parser_repair(p, p->tok.pos, SLICE_NONE, "a closing bracket is missing");
	if (!list || (list->kind != NODE_AND && list->kind != NODE_OR))
		return list;
	n = parser_node(p, NODE_QUORUM, t.pos);
	for (i = 0; i < list->n; i++)
		parser_add(p->q, n, flat(p, list->kids[i]));
	n->count = t.n < 1 ? 1 : t.n > n->n ? (uint32_t)n->n : t.n;
	parser_check_depth(p, n);
	return n;
}
