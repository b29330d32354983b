/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Writing the token stream: see stream.h, docs/ARCHIVE-FORMAT.md.
 *
 * Tokens are sorted by the hash of their stem (a stable radix sort, so that the
 * occurrences of one stem stay in order of position), cut into runs of equal
 * hash, and each run is written as one list.  Remainders of STREAM_LOW_BITS are kept
 * of each hash unless two stems of this article would then look alike; then all that
 * there are.  Stems of one hash (made to collide, or one article in a hundred
 * thousand) become one list.
 */
#include "lib/archive/stream.h"
#include "lib/archive/stream_format.h"

#include <stdlib.h>

#include "lib/base/hash.h"
#include "lib/base/mem.h"

struct entry {
	uint32_t hash, token;
};

/* --- sorting --- */

static void radix_pass(const struct entry *from, struct entry *to, size_t n, unsigned shift)
{
	size_t count[257] = {0};
	size_t i;

	for (i = 0; i < n; i++)
		count[1 + (from[i].hash >> shift & 0xFF)]++;
	for (i = 1; i < 256; i++)
		count[i] += count[i - 1];
	for (i = 0; i < n; i++)
		to[count[from[i].hash >> shift & 0xFF]++] = from[i];
}

/* Tokens come in order of position but for parts of nested compounds, which
 * stray by a few places. */
static void order_by_pos(const struct tokens *t, struct entry *v, size_t n)
{
	size_t i, k;

	for (i = 1; i < n; i++) {
		struct entry e = v[i];

		for (k = i; k > 0 && t->v[v[k - 1].token].pos > t->v[e.token].pos; k--)
			v[k] = v[k - 1];
		v[k] = e;
	}
}

/* Only the bits of `mask` of each hash count. */
static struct entry *sorted_entries(const struct tokens *t, uint32_t mask)
{
	struct entry *v = xreallocarray(NULL, t->n ? t->n : 1, sizeof(*v));
	struct entry *scratch = xreallocarray(NULL, t->n ? t->n : 1, sizeof(*v));
	size_t i;

	for (i = 0; i < t->n; i++)
		v[i] = (struct entry){hash32(t->v[i].stem) & mask, (uint32_t)i};
	order_by_pos(t, v, t->n);
	radix_pass(v, scratch, t->n, 0);
	radix_pass(scratch, v, t->n, 8);
	radix_pass(v, scratch, t->n, 16);
	radix_pass(scratch, v, t->n, 24);
	free(scratch);
	return v;
}

/* --- the table of stems --- */

static uint32_t count_stems(const struct entry *v, size_t n)
{
	uint32_t stems = 0;
	size_t i;

	for (i = 0; i < n; i++)
		stems += i == 0 || v[i].hash != v[i - 1].hash;
	return stems;
}

static bool look_alike(const struct entry *v, size_t n, unsigned bucket_bits, unsigned low_bits)
{
	unsigned shift = 32 - bucket_bits - low_bits;
	size_t i;

	for (i = 1; i < n; i++)
		if (v[i].hash != v[i - 1].hash && v[i].hash >> shift == v[i - 1].hash >> shift)
			return true;
	return false;
}

static void put_directory(const struct entry *v, size_t n, const struct stream *s, struct buf *out)
{
	struct bit_writer w = {.out = out};
	uint32_t bucket = 0;
	size_t i;

	for (i = 0; i < n; i++) {
		uint32_t b = stream_bucket(v[i].hash, s->bucket_bits);

		if (i && v[i].hash == v[i - 1].hash)
			continue;
		for (; bucket < b; bucket++)
			bits_put(&w, 0, 1);
		bits_put(&w, 1, 1);
	}
	for (; bucket < (uint32_t)1 << s->bucket_bits; bucket++)
		bits_put(&w, 0, 1);
	bits_flush(&w);
	for (i = 0; i < n; i++)
		if (!i || v[i].hash != v[i - 1].hash)
			bits_put(&w, stream_low(v[i].hash, s->bucket_bits, s->low_bits), s->low_bits);
	bits_flush(&w);
}

/* --- lists --- */

struct variants {
	struct stream_variant *v;
	size_t n, cap;
};

static struct stream_variant variant_of(const struct token *t)
{
	return (struct stream_variant){stream_form(t->stem, t->form), t->width ? t->width : 1,
				       t->shape};
}

static bool variant_eq(const struct stream_variant *a, const struct stream_variant *b)
{
	return a->form == b->form && a->width == b->width &&
	       stream_rank_of_shape(a->shape) == stream_rank_of_shape(b->shape);
}

static uint32_t variant_index(struct variants *vs, struct stream_variant v)
{
	size_t i;

	for (i = 0; i < vs->n; i++)
		if (variant_eq(&vs->v[i], &v))
			return (uint32_t)i;
	GROW(vs->v, vs->n + 1, vs->cap);
	vs->v[vs->n++] = v;
	return (uint32_t)i;
}

static void put_form(struct bit_writer *w, uint32_t form)
{
	bool hashed = form & STREAM_FORM_HASHED;
	uint32_t rank = hashed ? STREAM_HASH_RANK : form - 1 + (form > STREAM_HASH_RANK);

	bits_put_rice(w, STREAM_FORM_RICE, rank);
	if (hashed)
		bits_put(w, form & STREAM_FORM_HASH, STREAM_FORM_BITS);
}

static void put_variants(struct bit_writer *w, const struct variants *vs)
{
	size_t i;

	for (i = 0; i < vs->n; i++) {
		const struct stream_variant *v = &vs->v[i];

		if (v->width != 1) {
			bits_put_unary(w, 5);
			bits_put_gamma(w, v->width);
		}
		bits_put_unary(w, stream_rank_of_shape(v->shape));
		bits_put(w, v->form != 0, 1);
		if (v->form == 0)
			continue;
		if (i)
			bits_put(w, v->form == vs->v[i - 1].form, 1);
		if (!i || v->form != vs->v[i - 1].form)
			put_form(w, v->form);
	}
}

static void put_list(const struct tokens *t, const struct entry *v, uint32_t n, struct variants *vs,
		     struct bit_writer *w)
{
	unsigned variant_bits, rice = stream_rice(t->n_pos, n);
	uint32_t i, pos = 0;

	vs->n = 0;
	for (i = 0; i < n; i++)
		variant_index(vs, variant_of(&t->v[v[i].token]));
	bits_put_gamma(w, n);
	if (n > 1)
		bits_put_gamma(w, (uint32_t)vs->n);
	put_variants(w, vs);
	variant_bits = stream_bit_width((uint32_t)vs->n - 1);
	for (i = 0; i < n; i++) {
		const struct token *tok = &t->v[v[i].token];

		if (n == 1)
			bits_put(w, tok->pos, stream_bit_width(t->n_pos - 1));
		else
			bits_put_rice(w, rice, tok->pos - pos);
		bits_put(w, variant_index(vs, variant_of(tok)), variant_bits);
		pos = tok->pos;
	}
}

/* All lists into *lists, and the places of every STREAM_SAMPLE-th but the first. */
static void put_lists(const struct tokens *t, const struct entry *v, struct buf *lists,
		      uint32_t *samples)
{
	struct bit_writer w = {.out = lists};
	struct variants vs = {NULL, 0, 0};
	uint32_t k = 0;
	size_t i, from;

	for (from = 0; from < t->n; from = i, k++) {
		for (i = from + 1; i < t->n && v[i].hash == v[from].hash; i++)
			;
		if (k && k % STREAM_SAMPLE == 0)
			samples[k / STREAM_SAMPLE - 1] = (uint32_t)w.total;
		put_list(t, v + from, (uint32_t)(i - from), &vs, &w);
	}
	bits_flush(&w);
	free(vs.v);
}

/* --- blocks and sentences --- */

static void put_blocks(const struct tokens *t, struct buf *out)
{
	uint32_t count = 0, pos = 0;
	size_t i;

	for (i = 0; i < t->n_blocks; i++) {
		const struct token_block *b = &t->blocks[i];
		uint32_t expected = b->zone == ZONE_BODY ? ++count : 0;
		unsigned char head = (unsigned char)b->zone;

		if (b->body != expected)
			head |= STREAM_BLOCK_BODY;
		if (b->first_pos != pos)
			head |= STREAM_BLOCK_GAP;
		buf_add_char(out, (char)head);
		if (head & STREAM_BLOCK_BODY) {
			buf_add_varint(out, b->body);
			if (b->body)
				count = b->body;
		}
		if (head & STREAM_BLOCK_GAP)
			buf_add_varint(out, b->first_pos - pos);
		buf_add_varint(out, b->end_pos - b->first_pos);
		pos = b->end_pos;
	}
}

static void put_sentences(const struct tokens *t, struct buf *out)
{
	uint32_t pos = 0;
	size_t i;

	for (i = 0; i < t->n_sentences; i++) {
		buf_add_varint(out, t->sentences[i].first_pos - pos);
		pos = t->sentences[i].first_pos;
	}
}

static void put_quotes(const struct tokens *t, struct buf *out)
{
	uint32_t pos = 0;
	size_t i;

	for (i = 0; i < t->n_quotes; i++) {
		buf_add_varint(out, t->quotes[i].first_pos - pos);
		buf_add_varint(out, t->quotes[i].end_pos - t->quotes[i].first_pos);
		pos = t->quotes[i].end_pos;
	}
}

/* --- all of it --- */

static void put_samples(const uint32_t *samples, size_t n, unsigned bytes, struct buf *out)
{
	size_t i;
	unsigned k;

	for (i = 0; i < n; i++)
		for (k = 0; k < bytes; k++)
			buf_add_char(out, (char)(samples[i] >> (8 * k)));
}

/* Choose buckets and remainders; *mask gets the bits of a hash that they keep. */
static void plan_table(const struct entry *v, size_t n, struct stream *s, uint32_t *mask)
{
	unsigned width = stream_bit_width(count_stems(v, n)), rest;

	s->bucket_bits = (uint8_t)(width ? width - 1 : 0);
	if (s->bucket_bits > STREAM_BUCKET_BITS_MAX)
		s->bucket_bits = STREAM_BUCKET_BITS_MAX;
	rest = 32u - s->bucket_bits;
	s->low_bits = (uint8_t)(rest < STREAM_LOW_BITS ? rest : STREAM_LOW_BITS);
	if (look_alike(v, n, s->bucket_bits, s->low_bits))
		s->low_bits = (uint8_t)rest;
	rest -= s->low_bits; /* is not kept */
	*mask = rest ? UINT32_MAX << rest : UINT32_MAX;
}

struct tables {
	struct buf lists, blocks, sentences, quotes;
};

static void put_header(const struct tokens *t, const struct stream *s, const struct tables *tables,
		       struct buf *out)
{
	buf_add_char(out, STREAM_VERSION);
	buf_add_char(out, (char)(s->bucket_bits | (s->sample_bytes - 2) << 6));
	buf_add_char(out, (char)s->low_bits);
	buf_add_varint(out, t->n_pos);
	buf_add_varint(out, s->n_stems);
	buf_add_varint(out, t->n_blocks);
	buf_add_varint(out, t->n_sentences);
	buf_add_varint(out, t->n_quotes);
	buf_add_varint(out, tables->lists.len);
	buf_add_varint(out, tables->blocks.len);
	buf_add_varint(out, tables->sentences.len);
}

static void tables_init(struct tables *t)
{
	buf_init(&t->lists, SIZE_MAX / 2);
	buf_init(&t->blocks, SIZE_MAX / 2);
	buf_init(&t->sentences, SIZE_MAX / 2);
	buf_init(&t->quotes, SIZE_MAX / 2);
}

static void tables_done(struct tables *t)
{
	buf_done(&t->lists);
	buf_done(&t->blocks);
	buf_done(&t->sentences);
	buf_done(&t->quotes);
}

void stream_encode(const struct tokens *t, struct buf *out)
{
	struct entry *v = sorted_entries(t, UINT32_MAX);
	struct stream s = {.n_stems = 0};
	struct tables tables;
	uint32_t *samples, mask;

	tables_init(&tables);
	plan_table(v, t->n, &s, &mask);
	free(v);
	v = sorted_entries(t, mask);
	s.n_stems = count_stems(v, t->n);
	samples = xcalloc(stream_samples(s.n_stems) + 1, sizeof(*samples));
	put_lists(t, v, &tables.lists, samples);
	put_blocks(t, &tables.blocks);
	put_sentences(t, &tables.sentences);
	put_quotes(t, &tables.quotes);
	s.sample_bytes = tables.lists.len * 8 <= 0xFFFF ? 2 : tables.lists.len * 8 <= 0xFFFFFF ? 3 : 4;
	put_header(t, &s, &tables, out);
	put_directory(v, t->n, &s, out);
	put_samples(samples, stream_samples(s.n_stems), s.sample_bytes, out);
	buf_add_slice(out, buf_slice(&tables.lists));
	buf_add_slice(out, buf_slice(&tables.blocks));
	buf_add_slice(out, buf_slice(&tables.sentences));
	buf_add_slice(out, buf_slice(&tables.quotes));
	tables_done(&tables);
	free(samples);
	free(v);
}
