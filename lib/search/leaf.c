/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Words of a query to stems of an archive: see leaf.h. */
#include "lib/search/leaf.h"

#include <stdlib.h>
#include <string.h>

#include "lib/archive/schema.h"
#include "lib/archive/stream.h"
#include "lib/base/hash.h"
#include "lib/base/limits.h"
#include "lib/base/mem.h"
#include "lib/base/utf8.h"
#include "lib/search/amount.h"
#include "lib/search/lex.h"
#include "lib/search/parse.h"
#include "lib/search/pattern.h"
#include "lib/search/stems.h"
#include "lib/search/synonyms.h"
#include "lib/search/xc.h"
#include "lib/text/language.h"
#include "lib/text/normal.h"

/* --- forms ---------------------------------------------------------------- */

static void form_add(struct stem_list *l, struct leaf_stem *s, struct slice form)
{
	uint32_t f = stream_form(s->term, form), i;

	for (i = 0; i < s->n_forms; i++)
		if (s->forms[i] == f)
			return;
	if ((s->n_forms & (s->n_forms - 1)) == 0) {
		uint32_t *v = ARENA_ARRAY(l->arena, uint32_t, s->n_forms ? s->n_forms * 2 : 1);

		if (s->n_forms)
			memcpy(v, s->forms, s->n_forms * sizeof(*v));
		s->forms = v;
	}
	s->forms[s->n_forms++] = f;
}

/* --- one form ------------------------------------------------------------- */

static enum status atom_of_token(struct leaf_context *c, const struct node *node,
				 const struct token *t, struct leaf_atom *out, struct err *err)
{
	struct stem_list list = {.arena = &c->query->arena};
	enum status st;
	uint32_t i;

	*out = (struct leaf_atom){.pos = t->pos, .width = t->width, .shape = SHAPE_ANY};
	out->form = arena_dup(&c->query->arena, t->form);
	st = stems_of_form(c->reader, c->analyser, c->memo, out->form,
			   node->form == FORM_VARIANTS, &list, err);
	if (st != STATUS_OK)
		return st;
	if (node->form != FORM_VARIANTS)
		for (i = 0; i < list.n; i++)
			form_add(&list, &list.v[i], out->form);
	if (node->form == FORM_CASE)
		out->shape = t->shape;
	out->stems = list.v;
	out->n_stems = list.n;
	return STATUS_OK;
}

/* Of stems all whose forms count, any form does: how many those are. */
static uint32_t find_whole(struct leaf_context *c, struct leaf_stem *v, uint32_t n)
{
	uint32_t i, whole = 0;

	for (i = 0; i < n; i++) {
		v[i].whole = v[i].n_forms && archive_stem_forms(c->reader, v[i].term) <= v[i].n_forms;
		if (v[i].whole)
			v[i].n_forms = 0;
		whole += v[i].whole;
	}
	return whole;
}

static void decide_by_postings(struct leaf_context *c, struct leaf *leaf)
{
	struct leaf_atom *a = leaf->atoms;
	uint32_t i, whole = 0;

	for (i = 0; i < leaf->n_atoms; i++)
		whole += find_whole(c, a[i].stems, a[i].n_stems);
	if (leaf->n_atoms != 1 || a->shape != SHAPE_ANY)
		return;
	leaf->pure = leaf->pure || whole == a->n_stems;
	leaf->partly = whole > 0;
}

/* Is it the word of `whole` without the signs around it: 1 of $1, 20 of 20%? */
static bool without_signs(const struct token *whole, const struct token *t)
{
	return whole->pos == t->pos && whole->width == t->width && whole->start <= t->start &&
	       whole->end >= t->end && whole->end - whole->start > t->end - t->start;
}

/* A tag or handle, or a number with its sign, is asked for as such; its words are
 * others' business. */
static bool part_of_name(const struct tokens *t, size_t i)
{
	size_t k;

	for (k = i; k-- > 0 && i - k < 64;) {
		const struct token *w = &t->v[k];

		if ((w->kind == TOKEN_TAG || w->kind == TOKEN_HANDLE) && w->pos <= t->v[i].pos &&
		    w->pos + w->width > t->v[i].pos)
			return true;
		if (without_signs(w, &t->v[i]))
			return true;
	}
	return false;
}

static enum status leaf_of_text(struct leaf_context *c, const struct node *node, struct leaf *leaf,
				struct err *err)
{
	struct tokens *t = c->tokens;
	size_t i;

	tokens_reset(t);
	analyse_text(c->analyser, SLICE_NONE, node->text, ZONE_BODY, 0, 1, t);
	c->query->n_nodes += t->n;
	if (c->query->n_nodes > 2 * LIMIT_QUERY_NODES)
		return err_set_at(err, STATUS_QUERY, node->pos, "the query has too many words");
	leaf->atoms = ARENA_ARRAY(&c->query->arena, struct leaf_atom, t->n + 1);
	for (i = 0; i < t->n; i++) {
		enum status st;

		if (part_of_name(t, i))
			continue;
		st = atom_of_token(c, node, &t->v[i], &leaf->atoms[leaf->n_atoms], err);
		if (st != STATUS_OK)
			return st;
		leaf->n_atoms++;
	}
	leaf->n_pos = t->n_pos;
	leaf->pure = leaf->n_atoms == 1 && node->form == FORM_VARIANTS;
	decide_by_postings(c, leaf);
	return STATUS_OK;
}

/* "#ban" is a tag; where no article has that, it is ProQuest's habit of asking for
 * the exact word. */
static enum status tag_or_word(struct leaf_context *c, struct node *n, struct err *err)
{
	struct leaf_atom *a = n->leaf->atoms;
	struct stem_list list = {.arena = &c->query->arena};
	enum status st;

	if (n->kind != NODE_WORD || n->text.n < 2 || n->text.p[0] != '#' || n->leaf->n_atoms != 1 ||
	    n->form != FORM_VARIANTS || a->form.n < 2 || a->form.p[0] != '#')
		return STATUS_OK;
	st = stems_in_lexicon(c->reader, a->form, &list, err);
	if (st != STATUS_OK || list.n || !lex_is_word(slice_sub(n->text, 1, n->text.n)))
		return st;
	query_warn(c->query, "no article has the tag %.*s: read as the exact word", SLICE_ARG(n->text));
	n->text = slice_sub(n->text, 1, n->text.n);
	n->form = FORM_EXACT;
	*n->leaf = (struct leaf){0};
	return leaf_of_text(c, n, n->leaf, err);
}

/* Words that questions to a collection are put with: "find articles discussing …". */
static bool asks_only(struct slice form)
{
	static const char *const words[] = {
		"any", "anything", "article", "articles", "concern", "concerned", "concerning",
		"concerns", "deal", "dealing", "deals", "describe", "described", "describes",
		"describing", "description", "descriptions", "detail", "details", "discuss",
		"discussed", "discusses", "discussing", "discussion", "discussions", "document",
		"documents", "exist", "existing", "exists", "explain", "explained", "explaining",
		"explains", "find", "finding", "give", "information", "interest", "interested",
		"like", "list", "looking", "mention", "mentioned", "mentions", "paper", "papers",
		"pertaining", "please", "pleased", "receive", "regarding", "related", "relating",
		"relevant", "want", "wish",
	};
	size_t i;

	for (i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (slice_eq_str(form, words[i]))
			return true;
	return false;
}

/* Function words, in the language of most articles, are asked for but rank little:
 * "what" is rare in headlines and no more to the point for it. */
static void weigh_word(struct leaf_context *c, struct node *n)
{
	const struct archive_language *langs;
	struct slice form;
	size_t n_langs;

	langs = archive_languages(c->reader, &n_langs);
	if (n->kind != NODE_WORD || n->form != FORM_VARIANTS || !n->leaf->pure || !n_langs)
		return;
	form = n->leaf->atoms[0].form;
	if (language_stopword(slice_str(langs[0].code), form))
		n->weight = c->rank->function_word;
	else if (c->query->mode == QUERY_ANY && slice_eq_str(slice_str(langs[0].code), "en") &&
		 asks_only(form))
		n->weight = c->rank->request_word;
}

/* --- patterns ------------------------------------------------------------- */

struct pattern {
	struct stem_list list;
	struct slice glob; /* folded */
	bool     fuzzy;
	const struct amount_range *amount; /* NULL: a wildcard or fuzzy */
	uint32_t edits, n_forms, max;
	size_t  *scanned; /* of the whole query */
	bool     cut, too_many;
};

static bool is_meant(const struct pattern *p, struct slice form)
{
	if (p->amount)
		return amount_within(p->amount, form);
	return p->fuzzy ? form_within_edits(p->glob, form, p->edits)
			: form_matches(p->glob, form);
}

static bool each_form(void *ctx, struct slice form, const struct slice *stems, size_t n_stems)
{
	struct pattern *p = ctx;
	size_t i;

	if (++*p->scanned > LIMIT_SCANNED) {
		p->too_many = true;
		return false;
	}
	if (!is_meant(p, form))
		return true;
	if (p->n_forms == p->max) {
		p->cut = true;
		return false;
	}
	p->n_forms++;
	for (i = 0; i < n_stems; i++)
		form_add(&p->list, stem_add(&p->list, stems[i]), form);
	return true;
}

static int compare_u32(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

	return (x > y) - (x < y);
}

/* The pattern folded as the lexicon's forms are; '*' and '?' stay. */
static struct slice fold_pattern(struct leaf_context *c, struct slice text)
{
	struct buf b;
	struct slice out;

	buf_init(&b, LIMIT_QUERY_BYTES * 4);
	normal_fold(&b, text);
	out = arena_dup(&c->query->arena, buf_slice(&b));
	buf_done(&b);
	return out;
}

static enum status find_forms(struct leaf_context *c, struct pattern *p, struct err *err)
{
	size_t head = 0;

	while (head < p->glob.n && p->glob.p[head] != '*' && p->glob.p[head] != '?')
		head++;
	if (p->fuzzy && p->glob.n) /* the first letter is believed */
		head = 0, (void)utf8_next(p->glob, &head);
	return archive_lexicon(c->reader, slice_sub(p->glob, 0, head), each_form, p, err);
}

static enum status find_amounts(struct leaf_context *c, const struct node *node, struct pattern *p,
				struct err *err)
{
	enum status st = STATUS_OK;
	struct slice head;
	unsigned i;

	p->amount = node->amount;
	p->max = LIMIT_AMOUNTS;
	for (i = 0; st == STATUS_OK && (head = amount_head(node->amount, i)).p; i++)
		st = archive_lexicon(c->reader, head, each_form, p, err);
	return st;
}

/* The stems of a form that some article has, also in hidden zones only. */
static enum status stems_met(struct leaf_context *c, struct slice form, struct stem_list *out,
			     struct err *err)
{
	enum status st = stems_in_lexicon(c->reader, form, out, err);
	uint32_t freq = 0;

	if (st == STATUS_OK && out->n == 0)
		st = search_term_freq(c->reader, TERM_HIDDEN, form, &freq, err);
	if (freq)
		stem_add(out, form);
	return st;
}

/* Any of the words of a list: one atom, as a wildcard that stands for them.  Of a
 * compound only the whole is meant, not its parts. */
static enum status find_listed(struct leaf_context *c, const struct node *node, struct pattern *p,
			       struct err *err)
{
	struct slice rest = node->text, word;
	enum status st = STATUS_OK;
	uint32_t i;

	while (st == STATUS_OK && slice_split(&rest, ' ', &word)) {
		struct stem_list own = {.arena = &c->query->arena};
		struct slice form;

		tokens_reset(c->tokens);
		analyse_text(c->analyser, SLICE_NONE, word, ZONE_BODY, 0, 1, c->tokens);
		if (!c->tokens->n)
			continue;
		form = arena_dup(&c->query->arena, c->tokens->v[0].form);
		st = stems_met(c, form, &own, err);
		for (i = 0; i < own.n && st == STATUS_OK; i++)
			form_add(&p->list, stem_add(&p->list, own.v[i].term), form);
		p->n_forms += own.n > 0;
	}
	return st;
}

struct stem_place {
	uint32_t hash, stem;
};

static int by_hash(const void *a, const void *b)
{
	const struct stem_place *x = a, *y = b;

	return (x->hash > y->hash) - (x->hash < y->hash);
}

static struct leaf_many *sort_stems(struct leaf_context *c, const struct leaf_atom *a)
{
	struct arena *arena = &c->query->arena;
	struct leaf_many *m = ARENA_NEW(arena, struct leaf_many);
	struct stem_place *v = ARENA_ARRAY(arena, struct stem_place, a->n_stems);
	uint32_t i;

	for (i = 0; i < a->n_stems; i++)
		v[i] = (struct stem_place){a->stems[i].hash, i};
	qsort(v, a->n_stems, sizeof(*v), by_hash);
	m->hashes = ARENA_ARRAY(arena, uint32_t, a->n_stems);
	m->stems = ARENA_ARRAY(arena, uint32_t, a->n_stems);
	m->found = ARENA_ARRAY(arena, uint32_t, a->n_stems);
	for (i = 0; i < a->n_stems; i++) {
		m->hashes[i] = v[i].hash;
		m->stems[i] = v[i].stem;
	}
	return m;
}

static enum status leaf_of_pattern(struct leaf_context *c, const struct node *node,
				   struct leaf *leaf, struct err *err)
{
	struct pattern p = {.list = {.arena = &c->query->arena}};
	struct leaf_atom *atom = ARENA_NEW(&c->query->arena, struct leaf_atom);
	enum status st;
	uint32_t i;

	p.max = LIMIT_EXPANSIONS;
	p.glob = fold_pattern(c, node->text);
	p.fuzzy = node->pattern == PATTERN_FUZZY;
	p.edits = node->edits;
	p.scanned = &c->query->n_scanned;
	if (node->pattern == PATTERN_AMOUNT)
		st = find_amounts(c, node, &p, err);
	else if (node->pattern == PATTERN_LIST)
		st = find_listed(c, node, &p, err);
	else
		st = find_forms(c, &p, err);
	if (st != STATUS_OK)
		return st;
	if (p.too_many)
		return err_set_at(err, STATUS_QUERY, node->pos,
				  "the wildcards of the query ask for too many words; begin %.*s "
				  "with a letter, or write fewer", SLICE_ARG(slice_sub(node->text, 0, 60)));
	if (p.cut) {
		query_warn(c->query, "%.*s stands for more than %d forms; only the first are searched",
			   SLICE_ARG(node->text), (int)p.max);
		if (c->query->mode == QUERY_STRICT)
			return err_set_at(err, STATUS_QUERY, node->pos,
					  "%.*s stands for more than %d forms; write more of the word, or "
					  "a narrower range",
					  SLICE_ARG(node->text), (int)p.max);
	}
	for (i = 0; i < p.list.n; i++)
		qsort(p.list.v[i].forms, p.list.v[i].n_forms, sizeof(uint32_t), compare_u32);
	*atom = (struct leaf_atom){.width = 1, .stems = p.list.v, .n_stems = p.list.n,
				   .shape = SHAPE_ANY, .form = SLICE_NONE};
	if (atom->n_stems > LEAF_MANY)
		atom->many = sort_stems(c, atom);
	leaf->atoms = atom;
	leaf->n_atoms = leaf->n_pos = 1;
	leaf->n_forms = p.n_forms;
	st = archive_stem_forms_want(c->reader, err);
	if (st == STATUS_OK)
		decide_by_postings(c, leaf);
	return st;
}

/* --- the tree ------------------------------------------------------------- */

/* After kids were taken out: what is left of the node, or NULL. */
static struct node *tidy(struct leaf_context *c, struct node *n)
{
	bool place = n->kind == NODE_NEAR || n->kind == NODE_SENTENCE || n->kind == NODE_PARAGRAPH;
	size_t i;

	if (n->n == 0 || (n->one_sentence && n->n < 2))
		return NULL;
	if (n->n == 1 && (n->kind == NODE_AND || n->kind == NODE_OR || place))
		return n->kids[0];
	if (n->kind == NODE_QUORUM && n->count > n->n)
		n->count = (uint32_t)n->n;
	for (i = 0; place && i < n->n; i++)
		if (!node_has_place(n->kids[i])) {
			query_warn(c->query, "a field or NOT has no place in the text; "
					     "read as AND instead of a distance");
			n->kind = NODE_AND;
			n->negated = false;
			break;
		}
	return n;
}

/* Mode any: each word of a compound counts alone, and so does the compound. */
static struct node *apart(struct leaf_context *c, struct node *n)
{
	struct node *any = query_node(c->query, NODE_OR);
	uint32_t i;

	any->pos = n->pos;
	any->depth = 2;
	any->kids = ARENA_ARRAY(&c->query->arena, struct node *, n->leaf->n_atoms);
	for (i = 0; i < n->leaf->n_atoms; i++) {
		struct node *kid = query_node(c->query, NODE_WORD);

		kid->text = n->leaf->atoms[i].form;
		kid->pos = n->pos;
		kid->leaf = ARENA_NEW(&c->query->arena, struct leaf);
		*kid->leaf = (struct leaf){.atoms = &n->leaf->atoms[i], .n_atoms = 1,
					   .n_pos = 1, .pure = true};
		any->kids[any->n++] = kid;
	}
	return any;
}

static enum status resolve(struct leaf_context *c, struct node **at, struct err *err)
{
	struct node *n = *at;
	bool in_synonyms = c->in_synonyms;
	size_t i, kept = 0;
	enum status st;

	if ((n->kind == NODE_WORD || n->kind == NODE_PHRASE) && !c->in_synonyms)
		*at = n = synonyms_apply(c->synonyms, c->analyser, c->tokens, c->query, n);
	if (n->kind == NODE_WORD || n->kind == NODE_PHRASE) {
		n->leaf = ARENA_NEW(&c->query->arena, struct leaf);
		st = n->pattern == PATTERN_NONE ? leaf_of_text(c, n, n->leaf, err)
						: leaf_of_pattern(c, n, n->leaf, err);
		if (st == STATUS_OK && n->pattern == PATTERN_NONE)
			st = tag_or_word(c, n, err);
		if (st == STATUS_OK && n->leaf->n_atoms == 0) {
			query_warn(c->query, "no word in it; left out: %.*s",
				   (int)(n->text.n < 60 ? n->text.n : 60), n->text.p);
			*at = NULL;
		} else if (st == STATUS_OK && c->query->mode == QUERY_ANY && n->leaf->n_atoms > 1) {
			*at = apart(c, n);
		} else if (st == STATUS_OK && n->pattern == PATTERN_NONE) {
			weigh_word(c, n);
		}
		return st;
	}
	if (n->kind == NODE_FIELD || n->kind == NODE_DATE)
		n->leaf = ARENA_NEW(&c->query->arena, struct leaf);
	if (n->n == 0)
		return STATUS_OK;
	c->in_synonyms = in_synonyms || n->synonyms || n->told.n;
	for (i = 0; i < n->n; i++) {
		st = resolve(c, &n->kids[i], err);
		if (st != STATUS_OK)
			return st;
		if (n->kids[i])
			n->kids[kept++] = n->kids[i];
	}
	c->in_synonyms = in_synonyms;
	n->n = kept;
	*at = tidy(c, n);
	return STATUS_OK;
}

enum status leaf_resolve(struct leaf_context *c, struct node **root, struct err *err)
{
	return *root ? resolve(c, root, err) : STATUS_OK;
}
