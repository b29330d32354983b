/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Forms by stem: see forms.h.  The lexicon is read once, a hash kept for each pair of a
 * form and its stem, sorted, and runs of equal hashes are counted. */
#include "lib/archive/forms.h"

#include <stdlib.h>

#include "lib/base/hash.h"
#include "lib/base/mem.h"

struct hashes {
	uint32_t *v;
	size_t n, cap;
};

static bool add_stems(void *ctx, struct slice form, const struct slice *stems, size_t n_stems)
{
	struct hashes *h = ctx;
	size_t i;

	(void)form;
	for (i = 0; i < n_stems; i++) {
		GROW(h->v, h->n + 1, h->cap);
		h->v[h->n++] = hash32(stems[i]);
	}
	return true;
}

static int by_hash(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

	return (x > y) - (x < y);
}

static void count_runs(struct stem_forms *f, const struct hashes *h)
{
	size_t i;

	f->hashes = xreallocarray(NULL, h->n + 1, sizeof(*f->hashes));
	f->counts = xreallocarray(NULL, h->n + 1, sizeof(*f->counts));
	for (i = 0; i < h->n; i++) {
		if (i == 0 || h->v[i] != h->v[i - 1]) {
			f->hashes[f->n] = h->v[i];
			f->counts[f->n++] = 0;
		}
		if (f->counts[f->n - 1] < UINT16_MAX)
			f->counts[f->n - 1]++;
	}
	f->hashes = xreallocarray(f->hashes, f->n + 1, sizeof(*f->hashes));
	f->counts = xreallocarray(f->counts, f->n + 1, sizeof(*f->counts));
}

enum status stem_forms_make(struct stem_forms *f, const struct xc_db *db, struct lexicon_index *x,
			    struct err *err)
{
	struct hashes h = {NULL, 0, 0};
	enum status st = lexicon_walk(db, x, SLICE_NONE, add_stems, &h, err);

	if (st == STATUS_OK) {
		if (h.n)
			qsort(h.v, h.n, sizeof(*h.v), by_hash);
		stem_forms_done(f);
		count_runs(f, &h);
		f->made = true;
	}
	free(h.v);
	return st;
}

void stem_forms_done(struct stem_forms *f)
{
	free(f->hashes);
	free(f->counts);
	*f = (struct stem_forms){0};
}

uint32_t stem_forms_count(const struct stem_forms *f, struct slice stem)
{
	uint32_t h = hash32(stem);
	size_t lo = 0, hi = f->n;

	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;

		if (f->hashes[mid] < h)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo < f->n && f->hashes[lo] == h ? f->counts[lo] : 0;
}
