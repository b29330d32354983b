/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The lexicon: see lexicon.h; the layout is in docs/ARCHIVE-FORMAT.md.
 *
 * An entry: bytes shared with the form before (varint), further bytes (varint,
 * bytes), stems.  A stem is told by its form: so many bytes cut off the end and
 * so many added, since stemmers mostly cut.  One byte does for one stem that is
 * the form without its last 0 to 127 bytes.
 */
#include "lib/archive/lexicon.h"

#include <stdlib.h>

#include "lib/archive/internal.h"
#include "lib/archive/schema.h"
#include "lib/base/arena.h"
#include "lib/base/limits.h"
#include "lib/base/mem.h"
#include "lib/base/varint.h"

#define LEAF_BYTES 3000 /* a leaf is cut where it passes that */
#define FORM_BYTES LEXICON_FORM_BYTES
#define LEAF_MAX   (16 * MIB)

static const struct slice root_key = {META_LEXICON, sizeof(META_LEXICON) - 1};

/* --- entries --- */

struct leaf_reader {
	const unsigned char *p, *end;
	char form[FORM_BYTES];
	size_t form_n;
	struct slice stems[LEXICON_STEMS];
	size_t n_stems;
	char text[LEXICON_STEMS * FORM_BYTES]; /* of the stems */
	size_t text_n;
	bool bad;
};

static bool read_stem(struct leaf_reader *r, uint64_t cut, uint64_t add)
{
	size_t keep = r->form_n - (size_t)cut;
	char *to = r->text + r->text_n;

	if (cut > r->form_n || add > (uint64_t)(r->end - r->p) ||
	    keep + add > sizeof(r->text) - r->text_n)
		return false;
	memcpy(to, r->form, keep);
	memcpy(to + keep, r->p, (size_t)add);
	r->p += add;
	r->text_n += keep + (size_t)add;
	r->stems[r->n_stems++] = slice_of(to, keep + (size_t)add);
	return true;
}

static bool read_stems(struct leaf_reader *r)
{
	uint64_t cut, add;
	unsigned head, i;

	r->n_stems = 0;
	r->text_n = 0;
	if (r->p == r->end)
		return false;
	head = *r->p++;
	if (head < 0x80)
		return read_stem(r, head, 0);
	if ((head & 0x7F) > LEXICON_STEMS)
		return false;
	for (i = head & 0x7F; i; i--)
		if (!varint_get(&r->p, r->end, &cut) || !varint_get(&r->p, r->end, &add) ||
		    !read_stem(r, cut, add))
			return false;
	return true;
}

/* The next entry; false at the end and at damage (then r->bad). */
static bool read_entry(struct leaf_reader *r)
{
	uint64_t shared, n;

	if (r->p == r->end)
		return false;
	if (!varint_get(&r->p, r->end, &shared) || !varint_get(&r->p, r->end, &n) ||
	    shared > r->form_n || n > (uint64_t)(r->end - r->p) || shared + n > FORM_BYTES) {
		r->bad = true;
		return false;
	}
	memcpy(r->form + shared, r->p, (size_t)n);
	r->p += n;
	r->form_n = (size_t)(shared + n);
	r->bad = !read_stems(r);
	return !r->bad;
}

static size_t shared_bytes(struct slice a, struct slice b)
{
	size_t n = a.n < b.n ? a.n : b.n, i = 0;

	while (i < n && a.p[i] == b.p[i])
		i++;
	return i;
}

static void write_entry(struct buf *out, struct slice before, struct slice form,
			const struct slice *stems, size_t n)
{
	size_t shared = shared_bytes(before, form), i;

	buf_add_varint(out, shared);
	buf_add_varint(out, form.n - shared);
	buf_add_slice(out, slice_sub(form, shared, form.n));
	if (n == 1 && slice_starts(form, stems[0]) && form.n - stems[0].n < 0x80) {
		buf_add_char(out, (char)(form.n - stems[0].n));
		return;
	}
	buf_add_char(out, (char)(0x80 | n));
	for (i = 0; i < n; i++) {
		size_t same = shared_bytes(form, stems[i]);

		buf_add_varint(out, form.n - same);
		buf_add_varint(out, stems[i].n - same);
		buf_add_slice(out, slice_sub(stems[i], same, stems[i].n));
	}
}

/* --- the list of leaves --- */

static enum status damaged(struct err *err)
{
	return err_set(err, STATUS_CORRUPT, "the lexicon is damaged");
}

static enum status read_root(const struct xc_db *db, struct lexicon_index *r, struct err *err)
{
	struct xc_bytes value = XC_BYTES_INIT;
	struct leaf_reader *in = xcalloc(1, sizeof(*in));
	enum status st = STATUS_OK;
	struct xc_error xe;

	if (xc_db_get_metadata(db, root_key.p, root_key.n, &value, &xe) != XC_OK) {
		st = archive_failed(err, &xe, "lexicon");
		goto out;
	}
	in->p = (const unsigned char *)archive_bytes(&value).p;
	in->end = in->p + value.n;
	while (read_entry(in)) {
		GROW(r->first, r->n + 1, r->cap);
		r->first[r->n++] = arena_dup(&r->arena, slice_of(in->form, in->form_n));
	}
	if (in->bad)
		st = damaged(err);
out:
	free(in);
	xc_bytes_free(&value);
	return st;
}

static enum status write_root(struct xc_wdb *w, const struct lexicon_index *r, struct err *err)
{
	struct slice before = SLICE_NONE;
	struct xc_error xe;
	struct buf out;
	enum status st = STATUS_OK;
	size_t i;

	buf_init(&out, LEAF_MAX);
	for (i = 0; i < r->n; i++) {
		write_entry(&out, before, r->first[i], &r->first[i], 1);
		before = r->first[i];
	}
	if (buf_error(&out) != STATUS_OK)
		st = err_set(err, STATUS_TOO_BIG, "the lexicon has too many forms");
	else if (xc_wdb_set_metadata(w, root_key.p, root_key.n, out.data, out.len, &xe) != XC_OK)
		st = archive_failed(err, &xe, "lexicon");
	buf_done(&out);
	return st;
}

void lexicon_index_done(struct lexicon_index *x)
{
	size_t i;

	for (i = 0; i < LEXICON_KEPT; i++)
		xc_bytes_free(&x->kept[i].bytes);
	arena_done(&x->arena);
	free(x->first);
	*x = (struct lexicon_index){0};
}

/* The leaf that holds the form if any does: the last that begins at or before
 * it, or the first. */
static size_t leaf_of(const struct lexicon_index *r, struct slice form)
{
	size_t lo = 0, hi = r->n;

	while (hi - lo > 1) {
		size_t mid = lo + (hi - lo) / 2;

		if (slice_cmp(r->first[mid], form) <= 0)
			lo = mid;
		else
			hi = mid;
	}
	return lo;
}

/* A metadata key for a leaf; Xapian's bound on keys cuts it, which no two leaves
 * may share: leaves are cut between forms that differ early enough. */
#define KEY_FORM_BYTES 200

static void leaf_key(struct slice first, struct buf *out)
{
	buf_reset(out);
	buf_add_slice(out, root_key);
	buf_add_slice(out, slice_sub(first, 0, KEY_FORM_BYTES));
}

static enum status read_leaf(const struct xc_db *db, struct slice first, struct xc_bytes *out,
			     struct err *err)
{
	enum status st = STATUS_OK;
	struct xc_error xe;
	struct buf key;

	buf_init(&key, 1024);
	leaf_key(first, &key);
	if (xc_db_get_metadata(db, key.data, key.len, out, &xe) != XC_OK)
		st = archive_failed(err, &xe, "lexicon");
	buf_done(&key);
	return st;
}

/* A leaf, read now or before; lent until the next call. */
static enum status kept_leaf(const struct xc_db *db, struct lexicon_index *x, size_t i,
			     struct slice *out, struct err *err)
{
	struct lexicon_leaf *k = &x->kept[i % LEXICON_KEPT];
	enum status st = STATUS_OK;

	if (k->number != i + 1) {
		k->number = 0;
		st = read_leaf(db, x->first[i], &k->bytes, err);
		if (st == STATUS_OK)
			k->number = i + 1;
	}
	*out = archive_bytes(&k->bytes);
	return st;
}

/* --- merging --- */

/* One leaf being written anew, and further ones where it grows too long. */
struct leaf_writer {
	struct xc_wdb *w;
	struct lexicon_index *out;  /* leaves of the new list */
	struct slice first; /* key of the leaf under the pen */
	struct slice before; /* last form, in `last` */
	char last[FORM_BYTES];
	struct buf bytes, key;
};

static enum status close_leaf(struct leaf_writer *l, struct err *err)
{
	struct xc_error xe;

	if (l->bytes.len == 0)
		return STATUS_OK;
	leaf_key(l->first, &l->key);
	GROW(l->out->first, l->out->n + 1, l->out->cap);
	l->out->first[l->out->n++] = arena_dup(&l->out->arena, l->first);
	if (xc_wdb_set_metadata(l->w, l->key.data, l->key.len, l->bytes.data, l->bytes.len, &xe) !=
	    XC_OK)
		return archive_failed(err, &xe, "lexicon");
	buf_reset(&l->bytes);
	l->before = SLICE_NONE;
	return STATUS_OK;
}

static enum status add_entry(struct leaf_writer *l, struct slice form, const struct slice *stems,
			     size_t n, struct err *err)
{
	enum status st = STATUS_OK;

	if (l->bytes.len > LEAF_BYTES && shared_bytes(l->before, form) < KEY_FORM_BYTES / 2) {
		st = close_leaf(l, err);
		if (st != STATUS_OK)
			return st;
		l->first = arena_dup(&l->out->arena, form);
	}
	write_entry(&l->bytes, l->before, form, stems, n);
	memcpy(l->last, form.p, form.n);
	l->before = slice_of(l->last, form.n);
	return STATUS_OK;
}

static void add_stem(struct slice *stems, size_t *n, struct slice stem)
{
	size_t i;

	for (i = 0; i < *n; i++)
		if (slice_eq(stems[i], stem))
			return;
	if (*n < LEXICON_STEMS)
		stems[(*n)++] = stem;
}

/* Merge pairs [0, n) into the entries of `old` (one leaf). */
static enum status merge_leaf(struct leaf_writer *l, const struct xc_bytes *old,
			      const struct lexicon_pair *v, size_t n, struct err *err)
{
	struct leaf_reader *in = xcalloc(1, sizeof(*in));
	struct slice stems[LEXICON_STEMS];
	enum status st = STATUS_OK;
	bool more;

	in->p = (const unsigned char *)archive_bytes(old).p;
	in->end = in->p + old->n;
	more = read_entry(in);
	while (st == STATUS_OK && !in->bad && (more || n)) {
		struct slice held = slice_of(in->form, in->form_n), form;
		bool use_held = more && (n == 0 || slice_cmp(held, v->form) <= 0);
		size_t n_stems = 0, i;

		form = use_held ? held : v->form;
		for (i = 0; use_held && i < in->n_stems; i++)
			add_stem(stems, &n_stems, in->stems[i]);
		for (; n && slice_eq(v->form, form); v++, n--)
			add_stem(stems, &n_stems, v->stem);
		st = add_entry(l, form, stems, n_stems, err);
		if (use_held)
			more = read_entry(in);
	}
	if (st == STATUS_OK && in->bad)
		st = damaged(err);
	free(in);
	return st == STATUS_OK ? close_leaf(l, err) : st;
}

/* Go through the old leaves in order; rewrite those that get pairs. */
static enum status merge_all(struct leaf_writer *l, const struct lexicon_index *old, struct lexicon_pair *v,
			     size_t n, struct err *err)
{
	struct xc_bytes bytes = XC_BYTES_INIT;
	enum status st = STATUS_OK;
	size_t i, k;

	for (i = 0; i < old->n && st == STATUS_OK; i++, v += k, n -= k) {
		for (k = 0; k < n && (i + 1 == old->n || slice_cmp(v[k].form, old->first[i + 1]) < 0);)
			k++;
		l->first = old->first[i];
		if (k == 0) {
			GROW(l->out->first, l->out->n + 1, l->out->cap);
			l->out->first[l->out->n++] = arena_dup(&l->out->arena, l->first);
			continue;
		}
		st = read_leaf(xc_wdb_as_db(l->w), old->first[i], &bytes, err);
		if (st == STATUS_OK)
			st = merge_leaf(l, &bytes, v, k, err);
	}
	if (st == STATUS_OK && n) { /* there were no leaves */
		bytes.n = 0;
		l->first = v[0].form;
		st = merge_leaf(l, &bytes, v, n, err);
	}
	xc_bytes_free(&bytes);
	return st;
}

enum status lexicon_merge(struct xc_wdb *w, struct lexicon_pair *v, size_t n, struct err *err)
{
	struct lexicon_index old = {0}, new = {0};
	struct leaf_writer *l;
	enum status st;

	if (n == 0)
		return STATUS_OK;
	l = xcalloc(1, sizeof(*l));
	l->w = w;
	l->out = &new;
	buf_init(&l->bytes, LEAF_MAX);
	buf_init(&l->key, 1024);
	st = read_root(xc_wdb_as_db(w), &old, err);
	if (st == STATUS_OK)
		st = merge_all(l, &old, v, n, err);
	if (st == STATUS_OK && new.n != old.n)
		st = write_root(w, &new, err);
	buf_done(&l->bytes);
	buf_done(&l->key);
	free(l);
	lexicon_index_done(&old);
	lexicon_index_done(&new);
	return st;
}

/* --- walking --- */

/* Pass over the stems of an entry without making them. */
static bool pass_stems(struct leaf_reader *r)
{
	uint64_t cut, add;
	unsigned head, i;

	if (r->p == r->end)
		return false;
	head = *r->p++;
	if (head < 0x80)
		return true;
	for (i = head & 0x7F; i; i--) {
		if (!varint_get(&r->p, r->end, &cut) || !varint_get(&r->p, r->end, &add) ||
		    add > (uint64_t)(r->end - r->p))
			return false;
		r->p += add;
	}
	return true;
}

/* Stand before the first entry that is not below `to`, so that read_entry() reads it.
 * Of the forms passed over only the bytes shared with `to` matter: one that shares
 * more with the form before it than that one with `to` is below as well. */
static void pass_below(struct leaf_reader *r, struct slice to)
{
	size_t same = 0; /* bytes that `to` and the form before share */

	while (r->p < r->end) {
		const unsigned char *entry = r->p;
		uint64_t shared, n;
		size_t i;

		if (!varint_get(&r->p, r->end, &shared) || !varint_get(&r->p, r->end, &n) ||
		    n > (uint64_t)(r->end - r->p) || shared + n > FORM_BYTES) {
			r->p = entry; /* read_entry() will say that it is damaged */
			break;
		}
		i = (size_t)shared;
		if (shared == same)
			while (i < to.n && i - shared < n && r->p[i - shared] == (unsigned char)to.p[i])
				i++;
		if (shared < same || (shared == same &&
				      (i == to.n || (i - shared < n &&
						     r->p[i - shared] > (unsigned char)to.p[i])))) {
			r->p = entry;
			break;
		}
		if (shared == same)
			same = i;
		r->p += n;
		r->bad = !pass_stems(r);
		if (r->bad)
			return;
	}
	memcpy(r->form, to.p, same);
	r->form_n = same;
}

/* False when `each` wants no more or the forms are past the prefix. */
static bool walk_leaf(struct leaf_reader *in, struct slice prefix,
		      bool (*each)(void *ctx, struct slice form, const struct slice *stems,
				   size_t n_stems),
		      void *ctx)
{
	if (prefix.n && prefix.n <= FORM_BYTES)
		pass_below(in, prefix);
	while (!in->bad && read_entry(in)) {
		struct slice form = slice_of(in->form, in->form_n);

		if (slice_starts(form, prefix)) {
			if (!each(ctx, form, in->stems, in->n_stems))
				return false;
		} else if (slice_cmp(form, prefix) > 0) {
			return false;
		}
	}
	return !in->bad;
}

enum status lexicon_walk(const struct xc_db *db, struct lexicon_index *x, struct slice prefix,
			 bool (*each)(void *ctx, struct slice form, const struct slice *stems,
				      size_t n_stems),
			 void *ctx, struct err *err)
{
	struct leaf_reader *in = xmalloc(sizeof(*in)); /* large: not cleared */
	enum status st = STATUS_OK;
	struct slice bytes;
	size_t i;

	in->bad = false;
	if (!x->known) {
		lexicon_index_done(x); /* of a reading that failed half-way */
		st = read_root(db, x, err);
		x->known = st == STATUS_OK;
	}
	for (i = st == STATUS_OK ? leaf_of(x, prefix) : x->n; i < x->n && st == STATUS_OK; i++) {
		st = kept_leaf(db, x, i, &bytes, err);
		if (st != STATUS_OK)
			break;
		in->p = (const unsigned char *)bytes.p;
		in->end = in->p + bytes.n;
		in->form_n = 0;
		if (!walk_leaf(in, prefix, each, ctx))
			break;
	}
	if (st == STATUS_OK && in->bad)
		st = damaged(err);
	free(in);
	return st;
}
