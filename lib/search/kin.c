/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Countries and what is of them: see kin.h. */
#include "lib/search/kin.h"

#include "lib/search/parse.h"
#include "lib/search/xc.h"
#include "lib/text/country.h"

struct kin {
	struct leaf_context *c;
	const struct node *root;
	struct node *any; /* what is found, an OR; or NULL */
	size_t n;
};

static bool is_plain(const struct node *n)
{
	return n->kind == NODE_WORD && n->form == FORM_VARIANTS && n->pattern == PATTERN_NONE &&
	       n->leaf->pure && n->leaf->atoms[0].n_stems > 0;
}

static bool has_word(const struct node *n, struct slice stem)
{
	size_t i;

	if (is_plain(n) && slice_eq(n->leaf->atoms[0].stems[0].term, stem))
		return true;
	for (i = 0; i < n->n; i++)
		if (has_word(n->kids[i], stem))
			return true;
	return false;
}

static enum status in_archive(const struct kin *k, const struct node *n, bool *out, struct err *err)
{
	const struct leaf_atom *a = &n->leaf->atoms[0];
	enum status st = STATUS_OK;
	uint32_t i, freq = 0;

	for (i = 0; i < a->n_stems && freq == 0 && st == STATUS_OK; i++)
		st = search_term_freq(k->c->reader, 0, a->stems[i].term, &freq, err);
	*out = freq > 0;
	return st;
}

/* The word beside n, unless the query or no article has it. */
static enum status add_kin(struct kin *k, const struct node *n, struct err *err)
{
	struct slice text = country_kin(n->leaf->atoms[0].form);
	struct node *kin;
	enum status st;
	bool found;

	if (!text.p || k->n == KIN_WORDS)
		return STATUS_OK;
	kin = query_node(k->c->query, NODE_WORD);
	kin->text = text;
	kin->pos = n->pos;
	st = leaf_resolve(k->c, &kin, err);
	if (st != STATUS_OK || !kin || !is_plain(kin) ||
	    has_word(k->root, kin->leaf->atoms[0].stems[0].term))
		return st;
	st = in_archive(k, kin, &found, err);
	if (st != STATUS_OK || !found)
		return st;
	kin->weight = k->c->rank->kin;
	kin->beside = true;
	k->any = query_join(k->c->query, NODE_OR, k->any, kin);
	k->n++;
	return st;
}

static enum status walk(struct kin *k, const struct node *n, struct err *err)
{
	enum status st = STATUS_OK;
	size_t i;

	if (is_plain(n))
		return add_kin(k, n, err);
	if (n->synonyms)
		return st; /* who has a file of synonyms has said what is meant */
	for (i = 0; i < n->n && st == STATUS_OK; i++)
		st = walk(k, n->kids[i], err);
	return st;
}

/* Where the words of the question are: a condition may stand beside them. */
static struct node **words_of(struct node **root)
{
	struct node *n = *root;
	size_t i;

	for (i = 0; n->kind == NODE_AND && i < n->n; i++)
		if (n->kids[i]->kind == NODE_OR || n->kids[i]->kind == NODE_WORD)
			return &n->kids[i];
	return n->kind == NODE_OR || n->kind == NODE_WORD ? root : NULL;
}

enum status kin_add(struct leaf_context *c, struct node **root, struct err *err)
{
	struct kin k = {.c = c, .root = *root};
	bool in_synonyms = c->in_synonyms;
	const struct archive_language *langs;
	struct node **words;
	enum status st;
	size_t n;

	langs = archive_languages(c->reader, &n);
	if (!*root || c->query->mode != QUERY_ANY || n == 0 ||
	    !slice_eq_str(slice_str(langs[0].code), "en"))
		return STATUS_OK;
	words = words_of(root);
	if (!words || (*words)->synonyms)
		return STATUS_OK;
	c->in_synonyms = true; /* nor are these looked up there */
	st = walk(&k, *words, err);
	c->in_synonyms = in_synonyms;
	if (st == STATUS_OK && k.any)
		*words = query_join(c->query, NODE_OR, *words, k.any);
	return st;
}
