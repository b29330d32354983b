/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The marks of an article: the words and phrases inside the spans that make it
 * match.  See span_marks() and span_places() in span.h. */
#include <stdlib.h>

#include "lib/search/span_internal.h"

struct marker {
	struct span_doc *d;
	struct spans out;
	uint32_t part; /* leaves met so far */
	bool     whole; /* a nearness is one mark */
};

/* Does a window hold the span?  No windows: everything counts. */
static bool inside(const struct spans *windows, struct span s)
{
	uint32_t i;

	if (!windows)
		return true;
	for (i = 0; i < windows->n && windows->v[i].start <= s.start; i++)
		if (windows->v[i].end >= s.end)
			return true;
	return false;
}

static void filter_inside(const struct spans *windows, struct spans *s)
{
	uint32_t i, n = 0;

	for (i = 0; i < s->n; i++)
		if (inside(windows, s->v[i]))
			s->v[n++] = s->v[i];
	s->n = n;
}

static uint32_t count_leaves(const struct node *n)
{
	uint32_t k = n->kind == NODE_WORD || n->kind == NODE_PHRASE;
	size_t i;

	for (i = 0; i < n->n; i++)
		k += count_leaves(n->kids[i]);
	return k;
}

static void mark(struct marker *m, const struct node *n, struct span_scope scope,
		 const struct spans *windows)
{
	bool place = n->kind == NODE_NEAR || n->kind == NODE_SENTENCE || n->kind == NODE_PARAGRAPH;
	struct spans s;
	uint32_t i;
	size_t k;

	if (n->kind == NODE_WORD || n->kind == NODE_PHRASE ||
	    (m->whole && n->kind == NODE_NEAR && !n->negated)) {
		s = span_eval(m->d, n, scope);
		filter_inside(windows, &s);
		for (i = 0; i < s.n; i++)
			spans_push(m->d, &m->out, s.v[i].start, s.v[i].end, m->part);
		m->part += count_leaves(n);
		return;
	}
	if (n->kind == NODE_NOT) {
		m->part += count_leaves(n);
		return;
	}
	if (place) {
		s = span_eval(m->d, n, scope);
		filter_inside(windows, &s);
		windows = &s;
	}
	scope = span_scope_of(n, scope);
	for (k = 0; k < n->n; k++) {
		bool dead = (place && n->negated && k > 0) ||
			    ((n->kind == NODE_OR || n->kind == NODE_QUORUM) &&
			     !span_match(m->d, n->kids[k], scope)) ||
			    (n->kind == NODE_ATLEAST && span_eval(m->d, n, scope).n == 0);

		if (dead)
			m->part += count_leaves(n->kids[k]);
		else
			mark(m, n->kids[k], scope, windows);
	}
}

static struct spans all_marks(struct span_doc *d, const struct node *root, struct span_scope scope,
			      bool whole)
{
	struct marker m = {.d = d, .whole = whole};
	bool trust = d->trust_postings;

	d->trust_postings = false;
	mark(&m, root, scope, NULL);
	d->trust_postings = trust;
	/* two parts may have one place: both stay */
	if (m.out.n)
		qsort(m.out.v, m.out.n, sizeof(*m.out.v), spans_by_start);
	return m.out;
}

struct spans span_marks(struct span_doc *d, const struct node *root, struct span_scope scope)
{
	return all_marks(d, root, scope, false);
}

struct spans span_places(struct span_doc *d, const struct node *root, struct span_scope scope)
{
	return all_marks(d, root, scope, true);
}
