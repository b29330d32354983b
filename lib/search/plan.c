/* SPDX-License-Identifier: GPL-2.0-or-later */
/* From the tree to candidates: see plan.h.
 *
 * compile() gives for each node a query whose matches are a superset of the
 * node's, and whether they are the same.  NOT turns a superset into a subset, so
 * NOT of what is not exact has every article as its candidates.
 *
 * What places in title and dek add to the rank is kept beside the query and joined
 * to it as high in the tree as may be: (a and b) with the bonuses of both is found
 * by walking two lists, (a with its bonus) and (b with its bonus) by walking four.
 */
#include "lib/search/plan.h"
#include "lib/search/span_internal.h"

#include <string.h>

#include "lib/archive/schema.h"
#include "lib/base/limits.h"
#include "lib/search/terms.h"

struct compiler {
	const struct plan_context *c;
	struct xc_maker m;
	enum status st; /* of what is not the maker's */
	unsigned negated; /* NOTs around what is compiled: no weights there */
	struct err *err;
};

struct part {
	struct xc_query *q; /* NULL after a failure */
	bool exact;
	bool all; /* every article is a candidate */
	struct xc_query *bonus; /* weight for matches of q; NULL: none */
	bool within; /* only matches of q are in the bonus */
};

static struct part compile(struct compiler *k, struct node *n, struct span_scope scope, bool sure);

static struct part everything(struct compiler *k, bool exact)
{
	return (struct part){.q = maker_all(&k->m), .exact = exact, .all = true};
}

static void part_free(struct part *p)
{
	xc_query_free(p->q);
	xc_query_free(p->bonus);
	p->q = p->bonus = NULL;
}

/* The query with its bonus. */
static struct xc_query *part_join(struct compiler *k, struct part p)
{
	return maker_two(&k->m, XC_OP_AND_MAYBE, p.q, p.bonus);
}

/* A list of bonuses: at most one for each part or atom. */
struct bonuses {
	struct xc_query **v;
	size_t n;
};

static struct bonuses bonuses_new(struct compiler *k, size_t max)
{
	return (struct bonuses){ARENA_ARRAY(&k->c->query->arena, struct xc_query *, max + 1), 0};
}

static void bonuses_add(struct bonuses *b, struct xc_query *q)
{
	if (q)
		b->v[b->n++] = q;
}

static struct xc_query *bonuses_all(struct compiler *k, const struct bonuses *b)
{
	return b->n ? maker_combine(&k->m, XC_OP_OR, b->v, b->n) : NULL;
}

/* --- words ---------------------------------------------------------------- */

#define ZONES_HEAD (ZONE_BIT(ZONE_TITLE) | ZONE_BIT(ZONE_DEK))
#define ZONES_HIDDEN (ZONES_ALL & ~ZONES_DEFAULT)

/* The terms of a stem in the zones, one or two. */
static size_t stem_terms(struct compiler *k, struct slice stem, unsigned zones, struct xc_query **v)
{
	size_t n = 0;

	if (zones & ZONES_DEFAULT)
		v[n++] = maker_term(&k->m, zones & ZONE_BIT(ZONE_BODY) ? 0 : TERM_TITLE, stem);
	if (zones & ZONES_HIDDEN)
		v[n++] = maker_term(&k->m, TERM_HIDDEN, stem);
	return n;
}

static bool zones_exact(unsigned zones)
{
	unsigned shown = zones & ZONES_DEFAULT, hidden = zones & ZONES_HIDDEN;

	return (shown == 0 || shown == ZONES_DEFAULT || shown == ZONES_HEAD) &&
	       (hidden == 0 || hidden == ZONES_HIDDEN);
}

static struct xc_query *synonym(struct compiler *k, struct xc_query **v, size_t n)
{
	if (n == 0)
		return maker_nothing(&k->m);
	return maker_combine(&k->m, n == 1 ? XC_OP_OR : XC_OP_SYNONYM, v, n);
}

/* The stems of an atom; where it ranks, its places in title and dek are a bonus. */
static struct xc_query *atom_query(struct compiler *k, const struct leaf_atom *a, unsigned zones,
				   struct bonuses *bonuses)
{
	struct xc_query **v = ARENA_ARRAY(&k->c->query->arena, struct xc_query *, 2 * a->n_stems + 1);
	struct xc_query *q;
	size_t n = 0;
	uint32_t i;

	for (i = 0; i < a->n_stems; i++)
		n += stem_terms(k, a->stems[i].term, zones, v + n);
	q = synonym(k, v, n);
	if (!k->c->weighted || k->negated || zones != ZONES_DEFAULT || k->c->title_weight <= 0 || a->n_stems == 0)
		return q;
	for (i = 0; i < a->n_stems; i++)
		v[i] = maker_term(&k->m, TERM_TITLE, a->stems[i].term);
	bonuses_add(bonuses, maker_scale(&k->m, synonym(k, v, a->n_stems), k->c->title_weight));
	return q;
}

/* One stretch of a lattice between two positions that no atom crosses: either
 * the atom that covers it, or the others, all of them when they stand in a row. */
static struct xc_query *stretch_query(struct compiler *k, const struct leaf_atom *a, size_t n,
				      unsigned zones, struct bonuses *bonuses)
{
	struct xc_query **v = ARENA_ARRAY(&k->c->query->arena, struct xc_query *, n);
	bool row = true;
	size_t i;

	for (i = 0; i < n; i++)
		v[i] = atom_query(k, &a[i], zones, bonuses);
	for (i = 2; i < n; i++)
		row = row && a[i].pos == a[i - 1].pos + a[i - 1].width;
	if (n <= 2 || !row)
		return maker_combine(&k->m, XC_OP_OR, v, n);
	v[1] = maker_combine(&k->m, XC_OP_AND, v + 1, n - 1);
	return maker_combine(&k->m, XC_OP_OR, v, 2);
}

/* The query as heavy as its word is in the rank. */
static struct xc_query *weigh(struct compiler *k, const struct node *n, struct xc_query *q)
{
	return k->c->weighted && !k->negated && n->weight != 1 ? maker_scale(&k->m, q, n->weight) : q;
}

static struct part compile_leaf(struct compiler *k, const struct node *n, struct span_scope scope)
{
	const struct leaf *leaf = n->leaf;
	struct xc_query **v =
		ARENA_ARRAY(&k->c->query->arena, struct xc_query *, leaf->n_atoms + 1);
	struct bonuses bonuses = bonuses_new(k, leaf->n_atoms);
	size_t parts = 0, i = 0;
	bool whole = !scope.lead && !scope.first && scope.quotes == QUOTES_ANY; /* else a place within the zones counts */

	while (i < leaf->n_atoms) {
		size_t from = i;
		uint32_t end = leaf->atoms[i].pos + leaf->atoms[i].width;

		for (i++; i < leaf->n_atoms && leaf->atoms[i].pos < end; i++)
			if (leaf->atoms[i].pos + leaf->atoms[i].width > end)
				end = leaf->atoms[i].pos + leaf->atoms[i].width;
		v[parts++] = stretch_query(k, leaf->atoms + from, i - from, scope.zones, &bonuses);
	}
	return (struct part){.q = weigh(k, n, maker_combine(&k->m, XC_OP_AND, v, parts)),
			     .exact = whole && leaf->pure && zones_exact(scope.zones),
			     .bonus = weigh(k, n, bonuses_all(k, &bonuses)),
			     .within = leaf->n_atoms == 1};
}

/* Stems of which any form counts: articles that have them match. */
static struct part certain_leaf(struct compiler *k, const struct node *n, struct span_scope scope)
{
	const struct leaf_atom *a = &n->leaf->atoms[0];
	struct xc_query **v = ARENA_ARRAY(&k->c->query->arena, struct xc_query *, a->n_stems + 1);
	size_t got = 0;
	uint32_t i;

	if (n->leaf->partly && scope.zones == ZONES_DEFAULT && !scope.lead && !scope.first &&
	    scope.quotes == QUOTES_ANY)
		for (i = 0; i < a->n_stems; i++)
			if (a->stems[i].whole)
				v[got++] = maker_term(&k->m, 0, a->stems[i].term);
	return (struct part){.q = synonym(k, v, got), .within = true};
}

/* --- yes or no ------------------------------------------------------------ */

static struct part compile_filter(struct compiler *k, const struct node *n)
{
	struct part p = {.exact = true};

	if (k->st == STATUS_OK && k->m.st == XC_OK)
		k->st = terms_query(k->c->reader, k->c->query, n, &k->m, &p.q, k->err);
	p.q = maker_scale(&k->m, p.q, 0);
	return p;
}

/* --- all, any, not -------------------------------------------------------- */

/* Terms and alternatives of terms.  Nothing else goes on the right side of
 * Xapian's AND_NOT: 1.4 does not compute the weight bounds of what stands there,
 * and a conjunction, which reads them, then passes over documents at random. */
static bool is_flat(const struct node *n)
{
	size_t i;

	switch (n->kind) {
	case NODE_WORD: return n->leaf->n_atoms == 1;
	case NODE_FIELD: return n->pattern == PATTERN_GLOB || !slice_has_byte(n->text, ' ');
	case NODE_DATE: return !n->undated;
	case NODE_OR: break;
	case NODE_ZONES: break;
	default: return false;
	}
	for (i = 0; i < n->n; i++)
		if (!is_flat(n->kids[i]))
			return false;
	return true;
}

/* What a NOT rules out; not exact where the span engine has to say it. */
static struct part compile_negated(struct compiler *k, struct node *n, struct span_scope scope)
{
	struct part p;

	k->negated++;
	p = compile(k, n, scope, false);
	k->negated--;
	p.exact = p.exact && is_flat(n);
	return p;
}

static struct part compile_not(struct compiler *k, struct node *n, struct span_scope scope)
{
	struct part kid = compile_negated(k, n->kids[0], scope);

	if (!kid.exact) {
		part_free(&kid);
		return everything(k, false);
	}
	xc_query_free(kid.bonus);
	return (struct part){.q = maker_two(&k->m, XC_OP_AND_NOT, maker_all(&k->m),
					    maker_scale(&k->m, kid.q, 0)),
			     .exact = true};
}

struct conjunction {
	struct xc_query **words, **filters, **nots;
	size_t n_words, n_filters, n_nots;
	struct bonuses bonuses;
	bool exact;
};

static bool is_filter(const struct node *n)
{
	return n->kind == NODE_FIELD || n->kind == NODE_DATE;
}

static void add_conjunct(struct compiler *k, struct conjunction *j, struct node *n,
			 struct span_scope scope, bool sure)
{
	bool negative = n->kind == NODE_NOT;
	struct part p = negative ? compile_negated(k, n->kids[0], scope)
				 : compile(k, n, scope, sure);

	if (negative)
		n->sure = sure && p.exact && k->c->mark_sure;
	j->exact = j->exact && p.exact;
	if (negative && p.exact) {
		xc_query_free(p.bonus);
		j->nots[j->n_nots++] = p.q;
	} else if (k->c->certain && (negative || (p.all && !p.exact))) {
		part_free(&p);
		j->words[j->n_words++] = maker_nothing(&k->m);
	} else if (negative || (p.all && !p.exact) || n->kind == NODE_ALL) {
		part_free(&p);
	} else if (is_filter(n)) {
		j->filters[j->n_filters++] = p.q;
	} else {
		j->words[j->n_words++] = p.q;
		bonuses_add(&j->bonuses, p.bonus);
	}
}

static struct part compile_and(struct compiler *k, struct node *n, struct span_scope scope, bool sure)
{
	struct arena *a = &k->c->query->arena;
	struct conjunction j = {.exact = true};
	struct xc_query *q = NULL;
	bool all;
	size_t i;

	j.words = ARENA_ARRAY(a, struct xc_query *, n->n + 1);
	j.filters = ARENA_ARRAY(a, struct xc_query *, n->n + 1);
	j.nots = ARENA_ARRAY(a, struct xc_query *, n->n + 1);
	j.bonuses = bonuses_new(k, n->n);
	for (i = 0; i < n->n; i++)
		add_conjunct(k, &j, n->kids[i], scope, sure);
	all = j.n_words + j.n_filters + j.n_nots == 0;
	if (j.n_words)
		q = maker_combine(&k->m, XC_OP_AND, j.words, j.n_words);
	else if (j.n_filters == 0)
		q = maker_all(&k->m);
	if (j.n_filters) {
		struct xc_query *f = maker_combine(&k->m, XC_OP_AND, j.filters, j.n_filters);

		q = q ? maker_two(&k->m, XC_OP_FILTER, q, f) : f;
	}
	if (j.n_nots)
		q = maker_two(&k->m, XC_OP_AND_NOT, q,
			      maker_combine(&k->m, XC_OP_OR, j.nots, j.n_nots));
	return (struct part){.q = q, .exact = j.exact, .all = all,
			     .bonus = bonuses_all(k, &j.bonuses)};
}

static struct part compile_or(struct compiler *k, struct node *n, struct span_scope scope)
{
	struct xc_query **v = ARENA_ARRAY(&k->c->query->arena, struct xc_query *, n->n + 1);
	struct bonuses bonuses = bonuses_new(k, n->n);
	struct part out = {.exact = true, .within = true};
	size_t i;

	for (i = 0; i < n->n; i++) {
		struct part p = compile(k, n->kids[i], scope, false);

		out.exact = out.exact && p.exact;
		out.all = out.all || p.all;
		v[i] = p.within ? p.q : part_join(k, p);
		if (p.within)
			bonuses_add(&bonuses, p.bonus);
	}
	out.q = maker_combine(&k->m, n->synonyms && n->n > 1 ? XC_OP_SYNONYM : XC_OP_OR, v, n->n);
	out.bonus = bonuses_all(k, &bonuses);
	return out;
}

/* Of a long list nearly every article has one word (the days of a month): beside
 * something else it would rule out next to none. */
#define LONG_LIST 24

static bool is_long_list(const struct node *n)
{
	return n->pattern == PATTERN_LIST && n->leaf->atoms->n_stems > LONG_LIST;
}

/* Candidates of what the span engine alone decides: all kids, or some. */
static struct part compile_place(struct compiler *k, struct node *n, struct span_scope scope, bool any)
{
	struct xc_query **v = ARENA_ARRAY(&k->c->query->arena, struct xc_query *, n->n + 1);
	struct bonuses bonuses = bonuses_new(k, n->n);
	size_t i, kept = 0, kids = n->negated ? 1 : n->n;
	bool all = false, none = true;

	for (i = 0; i < kids; i++) {
		struct part p = !any && is_long_list(n->kids[i])
					? everything(k, false)
					: compile(k, n->kids[i], scope, false);

		none = none && p.all;
		all = all || p.all;
		if (p.all && !any)
			part_free(&p);
		else
			v[kept++] = any && !p.within ? part_join(k, p) : p.q;
		if (p.bonus && (!any || p.within))
			bonuses_add(&bonuses, p.bonus);
	}
	if (kept == 0)
		return everything(k, false);
	return (struct part){.q = maker_combine(&k->m, any ? XC_OP_OR : XC_OP_AND, v, kept),
			     .all = any ? all : none, .bonus = bonuses_all(k, &bonuses),
			     .within = any};
}

static struct part compile_scope(struct compiler *k, struct node *n, struct span_scope scope, bool sure)
{
	scope = span_scope_of(n, scope);
	return compile(k, n->kids[0], scope, sure);
}

static struct part compile_kind(struct compiler *k, struct node *n, struct span_scope scope, bool sure)
{
	struct part p;

	switch (n->kind) {
	case NODE_WORD:
	case NODE_PHRASE: return compile_leaf(k, n, scope);
	case NODE_AND: return compile_and(k, n, scope, sure);
	case NODE_OR: return compile_or(k, n, scope);
	case NODE_NOT: return compile_not(k, n, scope);
	case NODE_QUORUM: return compile_place(k, n, scope, true);
	case NODE_NEAR:
	case NODE_SENTENCE:
	case NODE_PARAGRAPH: return compile_place(k, n, scope, false);
	case NODE_ATLEAST:
		p = compile(k, n->kids[0], scope, false);
		p.exact = p.exact && n->count <= 1;
		return p;
	case NODE_FIRST:
	case NODE_LEAD:
	case NODE_ZONES:
	case NODE_QUOTED: return compile_scope(k, n, scope, sure);
	case NODE_FIELD:
	case NODE_DATE: return compile_filter(k, n);
	case NODE_LENGTH: return everything(k, false);
	default: return everything(k, true);
	}
}

static struct part compile(struct compiler *k, struct node *n, struct span_scope scope, bool sure)
{
	struct part p = compile_kind(k, n, scope, sure);

	if (k->c->mark_sure)
		n->sure = sure && p.exact;
	if (!k->c->certain || p.exact || n->kind == NODE_AND || n->kind == NODE_OR ||
	    n->kind == NODE_ZONES)
		return p;
	part_free(&p);
	if (n->kind == NODE_WORD)
		return certain_leaf(k, n, scope);
	return (struct part){.q = maker_nothing(&k->m)};
}

enum status plan_query(const struct plan_context *c, struct node *root, struct xc_query **out,
		       bool *exact, struct err *err)
{
	struct compiler k = {.c = c, .err = err};
	struct part p = compile(&k, root, c->scope, true);
	struct xc_query *q = part_join(&k, p);
	enum status st = k.st != STATUS_OK ? k.st : maker_status(&k.m, err);

	if (st != STATUS_OK) {
		xc_query_free(q);
		return st;
	}
	*out = q;
	*exact = p.exact;
	return STATUS_OK;
}

static bool any_partly(const struct node *n)
{
	size_t i;

	if (n->kind == NODE_WORD)
		return n->leaf->partly;
	for (i = 0; i < n->n; i++)
		if (any_partly(n->kids[i]))
			return true;
	return n->kind == NODE_OR; /* one side may be decided by postings */
}

enum status plan_certain(const struct plan_context *c, struct node *root, struct xc_query **out,
			 struct err *err)
{
	struct plan_context certain = *c;
	bool unused;

	if (!any_partly(root))
		return STATUS_OK;
	certain.weighted = certain.mark_sure = false;
	certain.certain = true;
	return plan_query(&certain, root, out, &unused, err);
}

/* --- bits ----------------------------------------------------------------- */

/* Every match of q as bits. */
static enum status fill(const struct plan_context *c, const struct xc_query *q, struct leaf *leaf,
			struct err *err)
{
	struct xc_enquire *e = NULL;
	struct xc_mset *m = NULL;
	struct xc_db_stats stats;
	struct xc_match match = {0};
	struct xc_error xe;
	enum xc_status st;
	uint32_t i;

	if ((st = xc_db_get_stats(archive_db(c->reader), &stats, &xe)) != XC_OK ||
	    (st = xc_enquire_new(archive_db(c->reader), &e, &xe)) != XC_OK ||
	    (st = xc_enquire_set_query(e, q, 0, &xe)) != XC_OK ||
	    (st = xc_enquire_set_weight(e, XC_WEIGHT_BOOL, NULL, 0, &xe)) != XC_OK)
		goto out;
	match.max_items = stats.doccount;
	if ((st = xc_enquire_mset(e, &match, &m, &xe)) != XC_OK)
		goto out;
	leaf->n_bits = stats.lastdocid + 1;
	leaf->bits = arena_zalloc(&c->query->arena, leaf->n_bits / 8 + 1);
	for (i = 0; i < xc_mset_size(m); i++) {
		struct xc_hit h;

		if ((st = xc_mset_hit(m, i, &h, &xe)) != XC_OK)
			break;
		leaf->bits[h.docid >> 3] |= (unsigned char)(1 << (h.docid & 7));
	}
out:
	xc_mset_free(m);
	xc_enquire_free(e);
	return search_xc(st, &xe, err);
}

static enum status fill_filter(const struct plan_context *c, const struct node *n, struct err *err)
{
	struct xc_maker m = {0};
	struct xc_query *q = NULL;
	enum status st = terms_query(c->reader, c->query, n, &m, &q, err);

	if (st == STATUS_OK)
		st = maker_status(&m, err);
	if (st == STATUS_OK)
		st = fill(c, q, n->leaf, err);
	xc_query_free(q);
	return st;
}

/* Marks ask which branches of an OR hold, whatever the postings decided. */
static enum status fill_node(const struct plan_context *c, const struct node *n, bool asked,
			     struct err *err)
{
	enum status st = STATUS_OK;
	size_t i;

	asked = asked || n->kind == NODE_OR || n->kind == NODE_QUORUM;
	if (n->sure && !asked && (is_filter(n) || n->kind == NODE_NOT))
		return STATUS_OK;
	if (is_filter(n) && !n->leaf->bits)
		st = fill_filter(c, n, err);
	for (i = 0; i < n->n && st == STATUS_OK; i++)
		st = fill_node(c, n->kids[i], asked, err);
	return st;
}

enum status plan_fill_bits(const struct plan_context *c, const struct node *root, bool all,
			   struct err *err)
{
	return fill_node(c, root, all, err);
}
