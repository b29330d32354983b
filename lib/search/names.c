/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The nearest name: see names.h. */
#include "lib/search/names.h"

#include "lib/base/utf8.h"
#include "lib/search/pattern.h"
#include "lib/search/terms.h"
#include "lib/search/xc.h"

bool names_have(enum field field)
{
	return field == FIELD_BY || field == FIELD_SITE || field == FIELD_SECTION ||
	       field == FIELD_SOURCE || field == FIELD_TAG;
}

struct nearest {
	struct searcher *s;
	struct query *q;
	struct slice asked; /* folded */
	char     prefix;
	unsigned edits;     /* of the nearest so far, or one more than may be */
	struct slice name;
	uint32_t articles;
};

/* term: with its prefix. */
static enum status look_at(struct nearest *k, struct slice term, struct err *err)
{
	struct slice name = slice_sub(term, 1, term.n);
	unsigned edits = 0;
	uint32_t freq;
	enum status st;

	if (k->edits == 0)
		return STATUS_OK;
	while (edits <= k->edits && !form_within_edits(k->asked, name, edits))
		edits++;
	if (edits > k->edits || (edits == k->edits && !k->name.p))
		return STATUS_OK;
	st = search_term_freq(k->s->reader, k->prefix, name, &freq, err);
	if (st != STATUS_OK || (edits == k->edits && freq <= k->articles))
		return st;
	k->edits = edits;
	k->articles = freq;
	k->name = arena_dup(&k->q->arena, name);
	return STATUS_OK;
}

static enum status walk(struct nearest *k, struct deadline *d, struct err *err)
{
	struct xc_bytes term = XC_BYTES_INIT;
	struct xc_terms *it = NULL;
	struct xc_error xe;
	enum xc_status st;
	enum status own = STATUS_OK;
	struct buf head;
	size_t n;

	buf_init(&head, 16);
	buf_add_char(&head, k->prefix);
	buf_add_slice(&head, slice_sub(k->asked, 0, utf8_offset(k->asked, 1)));
	st = xc_db_all_terms(archive_db(k->s->reader), head.data, head.len, &it, &xe);
	for (n = 0; n < NAMES_SCANNED && own == STATUS_OK && !deadline_passed(d); n++) {
		if (st != XC_OK || (st = xc_terms_next(it, &xe)) != XC_OK ||
		    (st = xc_terms_get(it, &term, &xe)) != XC_OK)
			break;
		own = look_at(k, slice_of(term.p, term.n), err);
	}
	xc_terms_free(it);
	xc_bytes_free(&term);
	buf_done(&head);
	return own != STATUS_OK || st == XC_OK || st == XC_END ? own : search_xc(st, &xe, err);
}

enum status names_nearest(struct searcher *s, struct query *q, const struct node *field,
			  struct deadline *d, struct slice *name, uint32_t *articles,
			  struct err *err)
{
	struct nearest k = {.s = s, .q = q, .prefix = field_prefix(field->field)};
	size_t letters;
	enum status st = STATUS_OK;

	k.asked = terms_fold(q, field->text);
	letters = utf8_count(k.asked);
	k.edits = letters < 5 ? 2 : 3;
	if (letters >= 3 && letters <= FUZZY_MAX)
		st = walk(&k, d, err);
	*name = k.name;
	*articles = k.articles;
	return st;
}
