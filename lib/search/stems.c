/* SPDX-License-Identifier: GPL-2.0-or-later */
/* From forms to stems: see stems.h. */
#include "lib/search/stems.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/hash.h"
#include "lib/base/mem.h"
#include "lib/search/xc.h"

/* --- a list of stems ------------------------------------------------------ */

static bool stem_has(const struct stem_list *l, struct slice term)
{
	uint32_t i;

	for (i = 0; i < l->n; i++)
		if (slice_eq(l->v[i].term, term))
			return true;
	return false;
}

struct leaf_stem *stem_add(struct stem_list *l, struct slice term)
{
	uint32_t h = hash32(term), i;

	for (i = 0; i < l->n; i++)
		if (l->v[i].hash == h && slice_eq(l->v[i].term, term))
			return &l->v[i];
	if (l->n == l->cap) {
		uint32_t cap = l->cap ? l->cap * 2 : 4;
		struct leaf_stem *v = ARENA_ARRAY(l->arena, struct leaf_stem, cap);

		if (l->n)
			memcpy(v, l->v, l->n * sizeof(*v));
		l->v = v;
		l->cap = cap;
	}
	l->v[l->n] = (struct leaf_stem){.term = arena_dup(l->arena, term), .hash = h};
	return &l->v[l->n++];
}

/* --- one form ------------------------------------------------------------- */

struct lookup {
	struct stem_list *list;
	struct slice form;
};

static bool first_form(void *ctx, struct slice form, const struct slice *stems, size_t n_stems)
{
	struct lookup *l = ctx;
	size_t i;

	if (slice_eq(form, l->form))
		for (i = 0; i < n_stems; i++)
			stem_add(l->list, stems[i]);
	return false;
}

enum status stems_in_lexicon(struct archive_reader *r, struct slice form, struct stem_list *out,
			     struct err *err)
{
	struct lookup l = {out, form};

	return archive_lexicon(r, form, first_form, &l, err);
}

static enum status find_stems(struct archive_reader *r, struct analyser *a, struct slice form,
			      bool any_form, struct stem_list *out, struct err *err)
{
	const struct archive_language *langs;
	size_t n, i;
	enum status st = stems_in_lexicon(r, form, out, err);

	if (st != STATUS_OK)
		return st;
	langs = archive_languages(r, &n);
	for (i = 0; any_form && i < n; i++) {
		struct slice stem = analyser_stem(a, slice_str(langs[i].code), form);
		uint32_t freq;

		if (stem_has(out, stem))
			continue;
		st = search_term_freq(r, 0, stem, &freq, err);
		if (st != STATUS_OK)
			return st;
		if (freq)
			stem_add(out, stem);
	}
	if (out->n == 0) /* it may stand in hidden zones only, or nowhere */
		stem_add(out, any_form && n ? analyser_stem(a, slice_str(langs[0].code), form)
					    : form);
	return STATUS_OK;
}

/* --- what is remembered --------------------------------------------------- */

void stem_memo_init(struct stem_memo *m)
{
	memset(m, 0, sizeof(*m));
	arena_init(&m->arena);
}

void stem_memo_done(struct stem_memo *m)
{
	arena_done(&m->arena);
	free(m->slots);
}

static void begin(struct stem_memo *m, uint64_t revision)
{
	if (!m->slots)
		m->slots = xcalloc(STEM_MEMO_SLOTS, sizeof(*m->slots));
	if (m->revision == revision && m->n < STEM_MEMO_MAX)
		return;
	memset(m->slots, 0, STEM_MEMO_SLOTS * sizeof(*m->slots));
	arena_reset(&m->arena);
	m->n = 0;
	m->revision = revision;
}

/* The form's place, or a free one. */
static struct remembered_form *place_of_form(struct stem_memo *m, struct slice form, bool any_form)
{
	uint32_t h = hash32(form), i = h % STEM_MEMO_SLOTS;

	while (m->slots[i].form.p &&
	       (m->slots[i].hash != h || m->slots[i].any_form != any_form ||
		!slice_eq(m->slots[i].form, form)))
		i = (i + 1) % STEM_MEMO_SLOTS;
	m->slots[i].hash = h;
	return &m->slots[i];
}

static void remember(struct stem_memo *m, struct remembered_form *f, struct slice form,
		     bool any_form, const struct stem_list *l)
{
	uint32_t i;

	f->form = arena_dup(&m->arena, form);
	f->any_form = any_form;
	f->n = l->n;
	f->stems = ARENA_ARRAY(&m->arena, struct slice, l->n);
	for (i = 0; i < l->n; i++)
		f->stems[i] = arena_dup(&m->arena, l->v[i].term);
	m->n++;
}

enum status stems_of_form(struct archive_reader *r, struct analyser *a, struct stem_memo *m,
			  struct slice form, bool any_form, struct stem_list *out, struct err *err)
{
	struct remembered_form *f;
	enum status st = STATUS_OK;
	uint32_t i;

	begin(m, archive_revision(r));
	f = place_of_form(m, form, any_form);
	if (!f->form.p) {
		struct stem_list fresh = {.arena = out->arena};

		st = find_stems(r, a, form, any_form, &fresh, err);
		if (st == STATUS_OK)
			remember(m, f, form, any_form, &fresh);
	}
	for (i = 0; st == STATUS_OK && i < f->n; i++)
		stem_add(out, f->stems[i]);
	return st;
}
