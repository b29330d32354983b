/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Articles made ready for storing: see writer.h.
 *
 * A packed article lives between two processes of the same program and is no
 * format of its own: stream, record, hash, day, language, what tells copies, facets,
 * then terms with their wdf, then forms with their stems.  All that takes time (stem tables, deflate)
 * happens here, so that the one writer is left with Xapian alone.
 *
 * Terms are gathered in a hash table of the packer's, since a word occurs twice
 * on average and Xapian's own table is a tree of strings.
 */
#include <stdio.h>
#include <stdlib.h>

#include "lib/archive/hashset.h"
#include "lib/archive/facets.h"
#include "lib/archive/internal.h"
#include "lib/archive/record.h"
#include "lib/archive/schema.h"
#include "lib/archive/writer.h"
#include "lib/base/civil.h"
#include "lib/base/hash.h"
#include "lib/base/limits.h"
#include "lib/base/varint.h"

#define FORMS_KEPT (1u << 20) /* forms that a packer remembers to have told */

struct term {
	uint64_t     hash;
	struct slice text; /* without the prefix; lives in the tokens or the packer's arena */
	uint32_t     wdf;
	char         prefix; /* 0: none */
};

struct archive_packer {
	struct record_codec *codec;
	struct arena arena; /* of one article: terms that come from nowhere else */
	struct term *terms;
	size_t n_terms, cap_terms;
	uint32_t *table; /* index + 1 into terms; a power of two of places */
	size_t table_cap;
	struct hashset told;
	struct buf scratch;
	char   signature[ARCHIVE_SIGNATURE_MAX];
	size_t signature_n;
};

struct archive_packer *archive_packer_new(void)
{
	struct archive_packer *p = xcalloc(1, sizeof(*p));

	p->codec = record_codec_new();
	arena_init(&p->arena);
	p->told.max = FORMS_KEPT;
	buf_init(&p->scratch, SIZE_MAX / 2);
	return p;
}

void archive_packer_free(struct archive_packer *p)
{
	if (!p)
		return;
	record_codec_free(p->codec);
	arena_done(&p->arena);
	hashset_done(&p->told);
	buf_done(&p->scratch);
	free(p->terms);
	free(p->table);
	free(p);
}

/* --- the table of terms --- */

static void table_place(struct archive_packer *p, size_t i)
{
	size_t k = p->terms[i].hash & (p->table_cap - 1);

	while (p->table[k])
		k = (k + 1) & (p->table_cap - 1);
	p->table[k] = (uint32_t)i + 1;
}

static void table_grow(struct archive_packer *p)
{
	size_t i;

	p->table_cap = p->table_cap ? p->table_cap * 2 : 2048;
	free(p->table);
	p->table = xcalloc(p->table_cap, sizeof(*p->table));
	for (i = 0; i < p->n_terms; i++)
		table_place(p, i);
}

static void add_term(struct archive_packer *p, char prefix, struct slice text, uint32_t wdf)
{
	uint64_t hash = hash64(text) + (uint64_t)(unsigned char)prefix * 0x9E3779B97F4A7C15u;
	size_t k;

	if (2 * p->n_terms >= p->table_cap)
		table_grow(p);
	for (k = hash & (p->table_cap - 1); p->table[k]; k = (k + 1) & (p->table_cap - 1)) {
		struct term *t = &p->terms[p->table[k] - 1];

		if (t->hash == hash && t->prefix == prefix && slice_eq(t->text, text)) {
			t->wdf += wdf;
			return;
		}
	}
	GROW(p->terms, p->n_terms + 1, p->cap_terms);
	p->terms[p->n_terms] = (struct term){hash, text, wdf, prefix};
	p->table[k] = (uint32_t)++p->n_terms;
}

/* Cut to Xapian's bound (a NUL counts double there), at a character. */
static struct slice bounded(struct slice s)
{
	size_t n = 0, cost = 1; /* the prefix */

	while (n < s.n && cost + (s.p[n] ? 1 : 2) <= LIMIT_TERM_BYTES)
		cost += s.p[n++] ? 1 : 2;
	while (n < s.n && n > 0 && ((unsigned char)s.p[n] & 0xC0) == 0x80)
		n--;
	return slice_sub(s, 0, n);
}

void archive_packer_term(struct archive_packer *p, char prefix, struct slice folded)
{
	folded = bounded(folded);
	if (folded.n)
		add_term(p, prefix, arena_dup(&p->arena, folded), 0);
}

void archive_packer_signature(struct archive_packer *p, struct slice signature)
{
	p->signature_n = signature.n < ARCHIVE_SIGNATURE_MAX ? signature.n : ARCHIVE_SIGNATURE_MAX;
	memcpy(p->signature, signature.n ? signature.p : "", p->signature_n);
}

static void add_date_terms(struct archive_packer *p, const struct pubdate *d)
{
	char text[16];
	struct civil c;

	if (!d->known)
		return;
	c = civil_from_days(d->day);
	snprintf(text, sizeof(text), "%04d%02d%02d", c.year % 10000, c.month % 100, c.day % 100);
	archive_packer_term(p, TERM_YEAR, slice_of(text, 4));
	if (d->precision >= DATE_MONTH)
		archive_packer_term(p, TERM_MONTH, slice_of(text, 6));
	if (d->precision >= DATE_DAY)
		archive_packer_term(p, TERM_DAY, slice_of(text, 8));
}

static bool is_heading(enum zone z)
{
	return z == ZONE_TITLE || z == ZONE_DEK;
}

static uint32_t count_body_blocks(const struct tokens *t)
{
	uint32_t n = 0;
	size_t i;

	for (i = 0; i < t->n_blocks; i++)
		n += t->blocks[i].zone == ZONE_BODY;
	return n;
}

static void add_token_terms(struct archive_packer *p, const struct tokens *t)
{
	bool has_lead = count_body_blocks(t) >= WDF_LEAD_BLOCKS;
	size_t i;

	for (i = 0; i < t->n; i++) {
		const struct token_block *b = &t->blocks[t->v[i].block];
		struct slice stem = bounded(t->v[i].stem);

		if (!(ZONE_BIT(b->zone) & ZONES_DEFAULT)) {
			add_term(p, TERM_HIDDEN, stem, 0);
			continue;
		}
		add_term(p, 0, stem, WDF_BODY + (has_lead && b->body == 1 ? WDF_LEAD : 0));
		if (is_heading(b->zone))
			add_term(p, TERM_TITLE, stem, WDF_BODY);
	}
}

static void add_article_terms(struct archive_packer *p, const struct article *a)
{
	char source[SOURCE_TERM_LEN + 1];

	add_date_terms(p, &a->published);
	archive_packer_term(p, TERM_LANGUAGE, a->language);
	archive_packer_term(p, TERM_ID, slice_sub(a->id, 2, a->id.n));
	if (a->source_id.n) {
		archive_source_term(a->source_id, source);
		archive_packer_term(p, TERM_SOURCE_ID, slice_str(source));
	}
	add_term(p, TERM_ALL, slice_of("", 0), 0);
}

/* --- writing --- */

static void put_bytes(struct buf *b, struct slice s)
{
	buf_add_varint(b, s.n);
	buf_add_slice(b, s);
}

static int by_term(const void *x, const void *y)
{
	const struct term *a = x, *b = y;

	if (a->prefix != b->prefix)
		return (a->prefix > b->prefix) - (a->prefix < b->prefix);
	return slice_cmp(a->text, b->text);
}

static void put_terms(struct archive_packer *p, struct buf *out)
{
	size_t i;

	/* in order, so that Xapian's tree grows at its end and equal articles pack alike */
	qsort(p->terms, p->n_terms, sizeof(*p->terms), by_term);
	buf_add_varint(out, p->n_terms);
	for (i = 0; i < p->n_terms; i++) {
		const struct term *t = &p->terms[i];

		buf_add_varint(out, t->text.n + (t->prefix != 0));
		if (t->prefix)
			buf_add_char(out, t->prefix);
		buf_add_slice(out, t->text);
		buf_add_varint(out, t->wdf);
	}
}

/* The value of SLOT_SIGNATURE. */
static void put_copies(struct archive_packer *p, const struct article *a, struct buf *out)
{
	const struct pubdate *d = &a->published;
	bool exact = d->known && d->precision >= DATE_DAY && d->relation == DATE_ON;
	char head[COPY_HEAD];

	archive_put_big_endian(hash64(a->id), 8, head);
	archive_put_big_endian(exact ? (uint32_t)d->day ^ 0x80000000u : 0, 4, head + 8);
	buf_add_varint(out, COPY_HEAD + p->signature_n);
	buf_add(out, head, COPY_HEAD);
	buf_add(out, p->signature, p->signature_n);
}

/* The value of SLOT_FACETS. */
static void put_facets(struct archive_packer *p, const struct article *a, const struct tokens *t,
		       struct buf *out)
{
	uint32_t words = 0;
	size_t i;

	for (i = 0; i < t->n_blocks; i++)
		if (t->blocks[i].zone == ZONE_BODY)
			words += t->blocks[i].end_pos - t->blocks[i].first_pos;
	buf_reset(&p->scratch);
	facets_encode(a, words, &p->scratch);
	put_bytes(out, buf_slice(&p->scratch));
}

/* Pairs of form and stem that this packer has not told yet. */
static void put_forms(struct archive_packer *p, const struct tokens *t, struct buf *out)
{
	uint32_t n = 0;
	size_t i;

	buf_reset(&p->scratch);
	for (i = 0; i < t->n; i++) {
		const struct token *k = &t->v[i];

		if (!hashset_add(&p->told, hash64(k->form) * 31 + hash64(k->stem)))
			continue;
		put_bytes(&p->scratch, k->form);
		put_bytes(&p->scratch, k->stem);
		n++;
	}
	buf_add_varint(out, n);
	buf_add_slice(out, buf_slice(&p->scratch));
}

static void forget_article(struct archive_packer *p)
{
	p->n_terms = 0;
	p->signature_n = 0;
	if (p->table_cap > 64 * 1024) { /* after a book */
		free(p->table);
		p->table = NULL;
		p->table_cap = 0;
	}
	if (p->table)
		memset(p->table, 0, p->table_cap * sizeof(*p->table));
	arena_reset(&p->arena);
}

enum status archive_pack(struct archive_packer *p, const struct article *a, const struct tokens *t,
			 struct buf *out, struct err *err)
{
	enum status st;

	add_token_terms(p, t);
	add_article_terms(p, a);
	buf_reset(&p->scratch);
	stream_encode(t, &p->scratch);
	put_bytes(out, buf_slice(&p->scratch));
	buf_reset(&p->scratch);
	st = record_encode(p->codec, a, &p->scratch, err);
	if (st != STATUS_OK)
		goto out;
	put_bytes(out, buf_slice(&p->scratch));
	buf_add_varint(out, record_content_hash(p->codec));
	buf_add_varint(out, a->published.known);
	if (a->published.known)
		buf_add_varint(out, (uint64_t)((int64_t)a->published.day + INT32_MAX + 1));
	put_bytes(out, a->language);
	put_copies(p, a, out);
	put_facets(p, a, t, out);
	put_terms(p, out);
	put_forms(p, t, out);
	st = buf_error(out);
	if (st != STATUS_OK)
		err_set(err, st, "an article that packs to more than %zu bytes", out->max);
out:
	forget_article(p);
	return st;
}

/* --- reading --- */

static bool get_bytes(const unsigned char **p, const unsigned char *end, struct slice *out)
{
	uint64_t n;

	if (!varint_get(p, end, &n) || n > (uint64_t)(end - *p))
		return false;
	*out = slice_of((const char *)*p, (size_t)n);
	*p += n;
	return true;
}

bool packed_open(struct slice bytes, struct packed *out)
{
	const unsigned char *p = (const unsigned char *)bytes.p, *end = p + bytes.n;
	uint64_t has_day, day = 0;
	struct packed k = {.end = end};

	if (!get_bytes(&p, end, &k.stream) || !get_bytes(&p, end, &k.record) ||
	    !varint_get(&p, end, &k.hash) || !varint_get(&p, end, &has_day) ||
	    (has_day && !varint_get(&p, end, &day)) || day > UINT32_MAX ||
	    !get_bytes(&p, end, &k.language) || !get_bytes(&p, end, &k.copies) ||
	    !get_bytes(&p, end, &k.facets) ||
	    !varint_get32(&p, end, &k.n_terms))
		return false;
	k.has_day = has_day;
	k.day = (int32_t)((int64_t)day - INT32_MAX - 1);
	k.p = p;
	*out = k;
	return true;
}

bool packed_term(struct packed *p, struct slice *term, uint32_t *wdf)
{
	if (p->n_terms == 0)
		return false;
	if (!get_bytes(&p->p, p->end, term) || !varint_get32(&p->p, p->end, wdf))
		return false;
	if (--p->n_terms == 0 && !varint_get32(&p->p, p->end, &p->n_forms))
		return false;
	return true;
}

bool packed_form(struct packed *p, struct slice *form, struct slice *stem)
{
	if (p->n_terms || p->n_forms == 0)
		return false;
	p->n_forms--;
	return get_bytes(&p->p, p->end, form) && get_bytes(&p->p, p->end, stem);
}
