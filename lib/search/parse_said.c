/* SPDX-License-Identifier: GPL-2.0-or-later */
/* "said:raimondo": who is said to have said something; see parse_internal.h.
 *
 * It becomes words at places, within one sentence and outside of quotation marks: the
 * name up to six words before a word of saying ("Raimondo, the secretary, said"), or up
 * to four behind one that follows a quotation ("…," said Gina Raimondo), or behind
 * "according to".  Behind another word of saying it is what is spoken of ("he said
 * Raimondo would go"; figures in docs/DECISIONS.md), and who is told or asked something
 * says nothing.
 *
 * In English, German, French, Spanish and Italian.  Words of the name are taken as they
 * are: "biden" is no form of "bid".  What is said stands in the sentence or in the
 * quotation beside it: said:x /p quote:(…).
 */
#include "lib/base/limits.h"
#include "lib/search/parse_internal.h"

#define BEFORE_SAYING 6 /* words from the name to the word of saying */
#define BEHIND_SAYING 4

static const char said_words[] =
	"said says say saying added adds wrote writes warned warns argued argues noted "
	"stated announced announces explained explains claimed insisted insists "
	"declared declares testified tweeted posted acknowledged concluded replied responded "
	"sagt sagte sagten erklärt erklärte betont betonte meint meinte schreibt schrieb warnt warnte "
	"dit déclaré déclare affirmé affirme expliqué explique ajouté ajoute "
	"dijo dice afirmó aseguró señaló explicó declaró añadió "
	"detto dichiarato spiegato afferma spiega dice";
static const char told_words[] = "told tells asked asks";
static const char *const according[] = {"according to", "laut", "selon", "según", "secondo"};

static struct node *outside(struct parser *p, size_t pos, struct node *kid)
{
	struct node *n = parser_wrap(p, NODE_QUOTED, pos, kid);

	n->negated = true;
	return n;
}

static struct node *behind_quotation(struct parser *p, size_t pos, struct node *kid)
{
	struct node *n = parser_wrap(p, NODE_QUOTED, pos, kid);

	n->ordered = true;
	return n;
}

static struct node *words(struct parser *p, size_t pos, const char *list)
{
	struct node *n = parser_node(p, NODE_WORD, pos);

	n->pattern = PATTERN_LIST;
	n->text = slice_str(list);
	return n;
}

static struct node *any_according(struct parser *p, size_t pos)
{
	struct node *any = parser_node(p, NODE_OR, pos), *n;
	size_t i;

	for (i = 0; i < sizeof(according) / sizeof(according[0]); i++) {
		n = parser_node(p, NODE_PHRASE, pos);
		n->form = FORM_EXACT;
		n->text = slice_str(according[i]);
		parser_add(p->q, any, n);
	}
	return any;
}

/* The tree once more: a node is resolved where it stands, so it has one place. */
static struct node *copy(struct parser *p, const struct node *from)
{
	struct node *n = parser_node(p, from->kind, from->pos);
	size_t i;

	*n = *from;
	n->kids = NULL;
	n->n = 0;
	n->depth = 1;
	for (i = 0; i < from->n; i++)
		parser_add(p->q, n, copy(p, from->kids[i]));
	return n;
}

static void add_before(struct parser *p, struct node *any, uint32_t within, struct node *a,
		       struct node *b)
{
	struct node *n = parser_node(p, NODE_NEAR, any->pos);

	n->ordered = n->one_sentence = true;
	n->count = within;
	parser_add(p->q, n, a);
	parser_add(p->q, n, outside(p, any->pos, b));
	parser_add(p->q, any, n);
}

/* Names have no variants, but where braces or a star ask for them. */
static void take_exactly(struct node *n)
{
	size_t i;

	if (n->kind == NODE_WORD && n->pattern == PATTERN_NONE && n->form == FORM_VARIANTS)
		n->form = FORM_EXACT;
	for (i = 0; i < n->n; i++)
		take_exactly(n->kids[i]);
}

/* like:, mentions: and the like are no names, and said: in said: would grow without
 * end. */
static bool only_words(const struct node *n)
{
	size_t i;

	if (n->told.n || n->whole)
		return false;
	for (i = 0; i < n->n; i++)
		if (!only_words(n->kids[i]))
			return false;
	return true;
}

static struct slice told(struct parser *p, const struct node *who)
{
	bool plain = who->kind == NODE_WORD && who->form == FORM_VARIANTS &&
		     who->pattern == PATTERN_NONE && lex_is_word(who->text);
	struct slice out;
	struct buf b;

	buf_init(&b, LIMIT_QUERY_BYTES * 4);
	buf_add_str(&b, plain ? "said:" : "said:(");
	node_print(who, &b);
	buf_add_str(&b, plain ? "" : ")");
	out = parser_text(p, buf_slice(&b));
	buf_done(&b);
	return out;
}

struct node *parse_said(struct parser *p, size_t pos)
{
	struct node *who, *any;

	if (!parser_enter(p))
		return NULL;
	who = parse_primary(p);
	p->depth--;
	if (!who || p->failed)
		return NULL;
	if (!only_words(who)) {
		parser_repair(p, pos, slice_sub(p->lx.src, pos, p->tok.pos),
			      "said: takes a name; left out");
		return NULL;
	}
	any = parser_node(p, NODE_OR, pos);
	any->told = told(p, who);
	any->whole = true;
	any->asked = who;
	take_exactly(who);
	add_before(p, any, BEFORE_SAYING, outside(p, pos, copy(p, who)), words(p, pos, said_words));
	add_before(p, any, BEFORE_SAYING, outside(p, pos, copy(p, who)), words(p, pos, told_words));
	add_before(p, any, BEHIND_SAYING, behind_quotation(p, pos, words(p, pos, said_words)),
		   copy(p, who));
	add_before(p, any, BEHIND_SAYING, outside(p, pos, any_according(p, pos)), who);
	parser_check_depth(p, any);
	return any;
}
