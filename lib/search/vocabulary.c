/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Words of the archive: see vocabulary.h.
 *
 * The exact number of articles of a form takes a look at every article that has
 * its stem; the stem's frequency is a bound from above and costs nothing.  So the
 * most frequent forms are found by falling bound, until the bound is no more than
 * the least of those that were found: Fagin's threshold algorithm.
 */
#include "lib/search/vocabulary.h"

#include <stdlib.h>

#include "lib/archive/stream.h"
#include "lib/base/hash.h"
#include "lib/base/limits.h"
#include "lib/base/mem.h"
#include "lib/base/utf8.h"
#include "lib/search/leaf.h"
#include "lib/search/pattern.h"
#include "lib/text/normal.h"

struct candidate {
	struct slice form;
	struct slice *stems;
	uint32_t n_stems;
	uint32_t edits; /* for nearest spellings; else 0 */
	uint64_t bound;
	struct search_counts n;
};

struct candidates {
	struct arena *arena;
	struct deadline *deadline;
	/* what is taken */
	struct slice glob, stem, except, near;
	unsigned edits;
	struct candidate *v;
	size_t n, cap;
	uint64_t total;
};

/* --- gathering ------------------------------------------------------------ */

static bool has_stem(const struct slice *stems, size_t n, struct slice stem)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (slice_eq(stems[i], stem))
			return true;
	return false;
}

static bool wanted(const struct candidates *c, struct slice form, const struct slice *stems,
		   size_t n, uint32_t *edits)
{
	*edits = 0;
	if (c->glob.p && !form_matches(c->glob, form))
		return false;
	if (c->stem.p && (!has_stem(stems, n, c->stem) || slice_eq(form, c->except)))
		return false;
	if (!c->near.p)
		return true;
	while (++*edits <= c->edits)
		if (form_within_edits(c->near, form, *edits))
			return true;
	return false;
}

static bool gather(void *ctx, struct slice form, const struct slice *stems, size_t n_stems)
{
	struct candidates *c = ctx;
	struct candidate *k;
	uint32_t edits;
	size_t i;

	if (deadline_passed(c->deadline))
		return false;
	if (!wanted(c, form, stems, n_stems, &edits))
		return true;
	c->total++;
	if (c->n == LIMIT_VOCABULARY)
		return true;
	GROW(c->v, c->n + 1, c->cap);
	k = &c->v[c->n++];
	*k = (struct candidate){.form = arena_dup(c->arena, form), .edits = edits};
	k->stems = ARENA_ARRAY(c->arena, struct slice, n_stems + 1);
	for (i = 0; i < n_stems; i++)
		k->stems[i] = arena_dup(c->arena, stems[i]);
	k->n_stems = (uint32_t)n_stems;
	return true;
}

/* The articles of each candidate's stems; those that no article has are left out. */
static enum status bound_all(struct searcher *s, struct candidates *c, struct err *err)
{
	size_t i, kept = 0;
	uint32_t k, freq;
	enum status st;

	for (i = 0; i < c->n && !deadline_passed(c->deadline); i++) {
		struct candidate *x = &c->v[i];

		for (k = 0; k < x->n_stems; k++) {
			st = search_term_freq(s->reader, 0, x->stems[k], &freq, err);
			if (st != STATUS_OK)
				return st;
			x->bound += freq;
		}
		if (x->bound)
			c->v[kept++] = *x;
		else
			c->total--;
	}
	c->n = kept;
	return STATUS_OK;
}

/* --- counting ------------------------------------------------------------- */

/* What =form would find. */
static enum status count_form(struct searcher *s, struct candidate *x, struct deadline *d,
			      struct err *err)
{
	uint32_t *forms, i;
	struct leaf_atom atom = {.width = 1, .shape = SHAPE_ANY, .form = x->form};
	struct leaf leaf = {.atoms = &atom, .n_atoms = 1, .n_pos = 1};
	struct node n = {.kind = NODE_WORD, .text = x->form, .form = FORM_EXACT, .depth = 1,
			 .leaf = &leaf};
	struct query q; /* of its own: counting takes memory by the size of the archive */
	enum status st;

	query_init(&q);
	atom.stems = ARENA_ARRAY(&q.arena, struct leaf_stem, x->n_stems + 1);
	forms = ARENA_ARRAY(&q.arena, uint32_t, x->n_stems + 1);
	for (i = 0; i < x->n_stems; i++) {
		forms[i] = stream_form(x->stems[i], x->form);
		atom.stems[i] = (struct leaf_stem){.term = x->stems[i], .hash = hash32(x->stems[i]),
						   .forms = &forms[i], .n_forms = 1};
	}
	atom.n_stems = x->n_stems;
	st = search_count_node(s, &q, &n, ZONES_DEFAULT, d, &x->n, err);
	query_done(&q);
	return st;
}

/* Fewest edits, then the highest bound, then the alphabet. */
static int by_bound(const void *a, const void *b)
{
	const struct candidate *x = a, *y = b;

	if (x->edits != y->edits)
		return x->edits < y->edits ? -1 : 1;
	if (x->bound != y->bound)
		return x->bound > y->bound ? -1 : 1;
	return slice_cmp(x->form, y->form);
}

static int by_articles(const void *a, const void *b)
{
	const struct candidate *x = a, *y = b;

	if (x->edits != y->edits)
		return x->edits < y->edits ? -1 : 1;
	if (x->n.articles != y->n.articles)
		return x->n.articles > y->n.articles ? -1 : 1;
	return slice_cmp(x->form, y->form);
}

/* Bring the `max` best to the head, counted; *n of them. */
static enum status most_frequent(struct searcher *s, struct candidates *c, size_t max, size_t *n,
				 struct err *err)
{
	size_t i, best = 0;
	enum status st;

	*n = 0;
	if (!c->n || !max)
		return STATUS_OK;
	qsort(c->v, c->n, sizeof(*c->v), by_bound);
	for (i = 0; i < c->n && !deadline_passed(c->deadline); i++) {
		struct candidate x = c->v[i];
		size_t at = best;

		if (best == max && (x.edits > c->v[max - 1].edits ||
				    x.bound <= c->v[max - 1].n.articles))
			break;
		st = count_form(s, &x, c->deadline, err);
		if (st != STATUS_OK)
			return st;
		if (!x.n.articles || x.n.partial)
			continue;
		if (best < max)
			best++;
		else if (by_articles(&x, &c->v[max - 1]) > 0)
			continue;
		else
			at--;
		for (; at > 0 && by_articles(&x, &c->v[at - 1]) < 0; at--)
			c->v[at] = c->v[at - 1];
		c->v[at] = x;
	}
	*n = best;
	return STATUS_OK;
}

/* In the order of the alphabet: the candidates [offset, offset + limit). */
static enum status page(struct searcher *s, struct candidates *c, uint32_t offset, uint32_t limit,
			size_t *n, struct err *err)
{
	size_t i, from = offset < c->n ? offset : c->n, kept = 0;
	enum status st = STATUS_OK;

	for (i = from; i < c->n && i - from < limit && st == STATUS_OK; i++) {
		if (deadline_passed(c->deadline))
			break;
		st = count_form(s, &c->v[i], c->deadline, err);
		if (c->v[i].n.articles && !c->v[i].n.partial)
			c->v[kept++] = c->v[i];
	}
	*n = kept;
	return st;
}

/* --- the list ------------------------------------------------------------- */

static enum status write_stems(struct searcher *s, const struct candidate *x, struct deadline *d,
			       struct json *j, struct err *err)
{
	enum status st = STATUS_OK;
	struct search_counts n;
	uint32_t i;

	json_key(j, "stems");
	json_begin_array(j);
	for (i = 0; i < x->n_stems && st == STATUS_OK; i++) {
		st = search_count_term(s, 0, x->stems[i], d, &n, err);
		if (st != STATUS_OK || !n.articles)
			continue;
		json_begin_object(j);
		json_key_slice(j, "stem", x->stems[i]);
		search_counts_json(j, &n);
		json_end(j);
	}
	json_end(j);
	return st;
}

static enum status write_list(struct searcher *s, const struct candidates *c, size_t n,
			      struct slice pattern, struct json *j, struct err *err)
{
	enum status st = STATUS_OK;
	size_t i;

	json_key_slice(j, "pattern", pattern);
	json_key(j, "forms");
	json_begin_object(j);
	json_key_u64(j, "total", c->total);
	json_key_str(j, "relation",
		     c->deadline->passed || c->n == LIMIT_VOCABULARY ? "at_least" : "exact");
	json_end(j);
	json_key(j, "terms");
	json_begin_array(j);
	for (i = 0; i < n && st == STATUS_OK; i++) {
		json_begin_object(j);
		json_key_slice(j, "form", c->v[i].form);
		search_counts_json(j, &c->v[i].n);
		st = write_stems(s, &c->v[i], c->deadline, j, err);
		json_end(j);
	}
	json_end(j);
	return st;
}

static bool is_wild(char c)
{
	return c == '*' || c == '?';
}

/* The pattern folded; a plain prefix gets its '*'.  *head: what stands before the
 * first wildcard. */
static struct slice fold(struct slice pattern, struct arena *arena, struct slice *head)
{
	struct slice out;
	struct buf b;
	size_t i;

	buf_init(&b, 4 * LIMIT_QUERY_BYTES);
	normal_fold(&b, pattern);
	for (i = 0; i < b.len && !is_wild(b.data[i]); i++)
		;
	if (i == b.len)
		buf_add_char(&b, '*');
	out = arena_dup(arena, buf_slice(&b));
	*head = slice_sub(out, 0, i);
	buf_done(&b);
	return out;
}

enum status vocabulary_json(struct searcher *s, const struct vocabulary_options *o,
			    struct deadline *d, struct json *j, uint64_t *found, struct err *err)
{
	struct candidates c = {.deadline = d};
	struct query q;
	struct slice head;
	enum status st;
	size_t n = 0;

	query_init(&q);
	c.arena = &q.arena;
	c.glob = fold(o->pattern, c.arena, &head);
	st = archive_lexicon(s->reader, head, gather, &c, err);
	if (st == STATUS_OK)
		st = bound_all(s, &c, err);
	if (st == STATUS_OK)
		st = o->by_form ? page(s, &c, o->offset, o->limit, &n, err)
				: most_frequent(s, &c, o->limit, &n, err);
	if (st == STATUS_OK)
		st = write_list(s, &c, n, c.glob, j, err);
	*found = c.total;
	free(c.v);
	query_done(&q);
	return st;
}

/* --- for the doctor ------------------------------------------------------- */

static enum status answer(struct searcher *s, struct candidates *c, struct vocabulary_form *out,
			  size_t max, size_t *n, struct err *err)
{
	enum status st = bound_all(s, c, err);
	size_t i, found = 0;

	if (st == STATUS_OK)
		st = most_frequent(s, c, max, &found, err);
	for (i = 0; i < found; i++)
		out[i] = (struct vocabulary_form){c->v[i].form, c->v[i].n};
	*n = found;
	return st;
}

#define STEM_HEAD 3 /* characters that the forms of a stem begin with alike */

enum status vocabulary_of_stem(struct searcher *s, struct query *q, struct slice stem,
			       struct slice except, struct deadline *d,
			       struct vocabulary_form *out, size_t max, size_t *n, struct err *err)
{
	struct candidates c = {
		.arena = &q->arena, .deadline = d, .stem = stem, .except = except};
	struct slice head = slice_sub(stem, 0, utf8_offset(stem, STEM_HEAD));
	enum status st = archive_lexicon(s->reader, head, gather, &c, err);

	if (st == STATUS_OK)
		st = answer(s, &c, out, max, n, err);
	free(c.v);
	return st;
}

enum status vocabulary_nearest(struct searcher *s, struct query *q, struct slice form,
			       struct deadline *d, struct vocabulary_form *out, size_t max,
			       size_t *n, struct err *err)
{
	struct candidates c = {.arena = &q->arena, .deadline = d, .near = form};
	size_t letters = utf8_count(form);
	struct slice head = slice_sub(form, 0, utf8_offset(form, 1));
	enum status st;

	*n = 0;
	if (letters < 3 || letters > FUZZY_MAX)
		return STATUS_OK;
	c.edits = letters < 5 ? 1 : 2;
	/* the first letter is mostly right, and the walk then short */
	st = archive_lexicon(s->reader, head, gather, &c, err);
	if (st == STATUS_OK)
		st = answer(s, &c, out, max, n, err);
	if (st == STATUS_OK && *n == 0) {
		c.n = 0;
		st = archive_lexicon(s->reader, SLICE_NONE, gather, &c, err);
		if (st == STATUS_OK)
			st = answer(s, &c, out, max, n, err);
	}
	free(c.v);
	return st;
}
