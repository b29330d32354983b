/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Reading the token stream: see stream.h, and docs/ARCHIVE-FORMAT.md for the
 * layout.  stream_encode.c writes it.
 *
 * A stem's hash is cut into a bucket (the top bits) and a remainder of 22 bits
 * or more.  The directory is the upper half of an Elias-Fano code: for each
 * bucket as many ones as it has stems, then a zero; so the ones before a bucket
 * count the stems before it.  The remainders stand in `lows`, sorted.  The lists
 * are one run of bits; every STREAM_SAMPLE-th one's place is kept, the others
 * are reached by passing over at most STREAM_SAMPLE - 1 lists.
 *
 * Invariant: nothing is believed.  stream_open() checks that the tables lie
 * within the bytes; the readers check the rest where they use it.
 */
#include "lib/archive/stream.h"

#include "lib/archive/stream_format.h"
#include "lib/base/hash.h"
#include "lib/base/limits.h"
#include "lib/base/seek.h"
#include "lib/base/varint.h"

/* --- opening --- */

struct header {
	uint32_t n_pos, n_stems, n_blocks, n_sentences, n_quotes;
	uint32_t lists_bytes, blocks_bytes, sentences_bytes;
};

static bool read_header(const unsigned char **p, const unsigned char *end, struct stream *s,
			struct header *h)
{
	unsigned char shape;

	if (end - *p < 3 || *(*p)++ != STREAM_VERSION)
		return false;
	shape = *(*p)++;
	s->bucket_bits = shape & 0x1F;
	s->sample_bytes = (uint8_t)(2 + (shape >> 6));
	s->low_bits = *(*p)++;
	return s->bucket_bits <= STREAM_BUCKET_BITS_MAX && s->low_bits > 0 &&
	       s->low_bits <= 32 - s->bucket_bits && varint_get32(p, end, &h->n_pos) &&
	       varint_get32(p, end, &h->n_stems) && varint_get32(p, end, &h->n_blocks) &&
	       varint_get32(p, end, &h->n_sentences) && varint_get32(p, end, &h->n_quotes) &&
	       varint_get32(p, end, &h->lists_bytes) && varint_get32(p, end, &h->blocks_bytes) &&
	       varint_get32(p, end, &h->sentences_bytes);
}

static bool counts_possible(const struct header *h)
{
	return h->n_stems <= LIMIT_TOKENS && h->n_pos <= STREAM_POS_MAX &&
	       h->n_blocks <= h->blocks_bytes / 2 && h->n_sentences <= h->sentences_bytes;
}

/* Cut n bytes off the head of *rest. */
static bool cut(struct slice *rest, uint64_t n, struct slice *out)
{
	if (n > rest->n)
		return false;
	*out = slice_sub(*rest, 0, (size_t)n);
	*rest = slice_sub(*rest, (size_t)n, rest->n);
	return true;
}

enum status stream_open(struct slice bytes, struct stream *out)
{
	const unsigned char *p = (const unsigned char *)bytes.p;
	struct stream s = {.bytes = bytes};
	struct header h;
	struct slice rest;

	if (bytes.n < 3 || !read_header(&p, p + bytes.n, &s, &h) || !counts_possible(&h))
		return STATUS_CORRUPT;
	s.n_pos = h.n_pos;
	s.n_stems = h.n_stems;
	s.n_blocks = h.n_blocks;
	s.n_sentences = h.n_sentences;
	rest = slice_sub(bytes, (size_t)((const char *)p - bytes.p), bytes.n);
	if (!cut(&rest, stream_directory_bytes(s.n_stems, s.bucket_bits), &s.directory) ||
	    !cut(&rest, stream_low_bytes(s.n_stems, s.low_bits), &s.lows) ||
	    !cut(&rest, stream_samples(s.n_stems) * s.sample_bytes, &s.samples) ||
	    !cut(&rest, h.lists_bytes, &s.lists) || !cut(&rest, h.blocks_bytes, &s.blocks) ||
	    !cut(&rest, h.sentences_bytes, &s.sentences) || h.n_quotes > rest.n / 2)
		return STATUS_CORRUPT;
	s.n_quotes = h.n_quotes;
	s.quotes = rest;
	*out = s;
	return STATUS_OK;
}

/* --- finding a stem --- */

/* The builtin is a call and a table where no machine with the instruction may be
 * assumed. */
static unsigned count_ones(uint64_t v)
{
	v -= v >> 1 & 0x5555555555555555u;
	v = (v & 0x3333333333333333u) + (v >> 2 & 0x3333333333333333u);
	v = (v + (v >> 4)) & 0x0F0F0F0F0F0F0F0Fu;
	return (unsigned)(v * 0x0101010101010101u >> 56);
}

/* Where the run of ones of a bucket begins in the directory: the ones before it
 * are the stems before it.  False when the directory has too few zeros. */
static bool bucket_start(struct slice dir, uint32_t bucket, size_t *bit)
{
	const unsigned char *p = (const unsigned char *)dir.p;
	uint32_t zeros = 0;
	size_t i;

	if (bucket == 0)
		return *bit = 0, true;
	for (i = 0; i < dir.n; i += 8) {
		uint64_t v = ~bits_load(p, dir.n, i);
		unsigned n = count_ones(v);

		if (zeros + n < bucket) {
			zeros += n;
			continue;
		}
		for (; bucket - zeros > 1; zeros++)
			v &= v - 1;
		*bit = i * 8 + (unsigned)__builtin_ctzll(v) + 1;
		return *bit <= dir.n * 8;
	}
	return false;
}

static uint32_t low_at(const struct stream *s, uint32_t i)
{
	size_t bit = (size_t)i * s->low_bits;
	uint64_t v = bits_load((const unsigned char *)s->lows.p, s->lows.n, bit >> 3) >> (bit & 7);

	return (uint32_t)(v & (((uint64_t)1 << s->low_bits) - 1));
}

/* The number of a stem in the table, by its hash. */
static bool stem_index(const struct stream *s, uint32_t hash, uint32_t *out)
{
	uint32_t bucket = stream_bucket(hash, s->bucket_bits);
	uint32_t low = stream_low(hash, s->bucket_bits, s->low_bits);
	struct bits dir;
	size_t bit;
	uint32_t i;

	if (!s->n_stems || !bucket_start(s->directory, bucket, &bit))
		return false;
	dir = bits_of(s->directory, bit);
	for (i = (uint32_t)(bit - bucket); i < s->n_stems && bits_get(&dir, 1); i++) {
		uint32_t v = low_at(s, i);

		if (v >= low) {
			*out = i;
			return v == low;
		}
	}
	return false;
}

/* --- lists --- */

static uint32_t read_form(struct bits *b)
{
	uint32_t rank = bits_rice(b, STREAM_FORM_RICE, STREAM_ENDINGS);

	if (rank == STREAM_HASH_RANK)
		return STREAM_FORM_HASHED | bits_get(b, STREAM_FORM_BITS);
	return rank + 1 - (rank > STREAM_HASH_RANK);
}

static void read_variant(struct bits *b, bool first, const struct stream_variant *before,
			 struct stream_variant *v)
{
	unsigned shape = bits_unary(b, 5);

	v->width = 1;
	if (shape == 5) {
		v->width = (uint16_t)bits_gamma(b);
		shape = bits_unary(b, 5);
	}
	v->shape = stream_shape_of_rank(shape);
	if (!bits_get(b, 1))
		v->form = 0;
	else if (!first && bits_get(b, 1))
		v->form = before->form;
	else
		v->form = read_form(b);
}

/* Variant `index`, decoded from the first on into *out. */
static void variant_again(const struct stream_cursor *c, uint32_t index, struct stream_variant *out)
{
	struct bits b = c->bits;
	struct stream_variant v = {0, 1, 0};
	uint32_t i;

	b.at = c->variants_at;
	for (i = 0; i <= index && !bits_over(&b); i++) {
		struct stream_variant before = v;

		read_variant(&b, i == 0, &before, &v);
	}
	*out = v;
}

/* Read what stands before the occurrences; the reader then stands at the first. */
static bool open_list(const struct stream *s, struct bits b, struct stream_cursor *c)
{
	struct stream_variant v = {0, 1, 0};
	uint32_t i;

	c->left = bits_gamma(&b);
	c->single = c->left == 1;
	c->n_variants = c->single ? 1 : bits_gamma(&b);
	if (bits_over(&b) || c->left > s->lists.n * 8 || c->n_variants > c->left)
		return false;
	c->variants_at = b.at;
	for (i = 0; i < c->n_variants; i++) {
		struct stream_variant before = v;

		read_variant(&b, i == 0, &before, &v);
		if (i < STREAM_VARIANTS)
			c->variants[i] = v;
		if (bits_over(&b))
			return false;
	}
	c->variant_bits = (uint8_t)stream_bit_width(c->n_variants - 1);
	c->rice = (uint8_t)stream_rice(s->n_pos, c->left);
	c->n_pos = s->n_pos;
	c->pos = 0;
	c->bits = b;
	return true;
}

bool stream_next(struct stream_cursor *c, struct stream_hit *out)
{
	struct stream_variant again;
	const struct stream_variant *v;
	uint32_t gap, index;

	if (!c->left)
		return false;
	gap = c->single ? bits_get(&c->bits, stream_bit_width(c->n_pos - 1)) :
			  bits_rice(&c->bits, c->rice, c->n_pos);
	index = bits_get(&c->bits, c->variant_bits);
	if (bits_over(&c->bits) || gap >= c->n_pos - c->pos || index >= c->n_variants)
		return c->left = 0, false;
	c->left--;
	c->pos += gap;
	if (index < STREAM_VARIANTS) {
		v = &c->variants[index];
	} else {
		variant_again(c, index, &again);
		v = &again;
	}
	*out = (struct stream_hit){.pos = c->pos, .width = v->width, .form = v->form, .shape = v->shape};
	return true;
}

/* Pass over one list. */
static bool skip_list(const struct stream *s, struct bits *b)
{
	struct stream_cursor c;
	struct stream_hit hit;

	if (!open_list(s, *b, &c))
		return false;
	if (c.single) {
		c.bits.at += stream_bit_width(s->n_pos - 1);
	} else {
		while (stream_next(&c, &hit))
			;
	}
	*b = c.bits;
	return !bits_over(b);
}

static size_t sample_at(const struct stream *s, uint32_t i)
{
	return (size_t)(bits_load((const unsigned char *)s->samples.p, s->samples.n,
				  (size_t)i * s->sample_bytes) &
			(((uint64_t)1 << (8 * s->sample_bytes)) - 1));
}

bool stream_find(const struct stream *s, uint32_t stem_hash, struct stream_cursor *out)
{
	struct bits b;
	uint32_t i, k;
	size_t at;

	if (!stem_index(s, stem_hash, &i))
		return false;
	at = i < STREAM_SAMPLE ? 0 : sample_at(s, i / STREAM_SAMPLE - 1);
	if (at >= s->lists.n * 8)
		return false;
	b = bits_of(s->lists, at);
	for (k = i % STREAM_SAMPLE; k; k--)
		if (!skip_list(s, &b))
			return false;
	return open_list(s, b, out);
}

uint32_t stream_find_many(const struct stream *s, const uint32_t *hashes, uint32_t n,
			  uint32_t *out)
{
	unsigned kept = s->bucket_bits + s->low_bits; /* bits of a hash */
	uint32_t mask = kept >= 32 ? UINT32_MAX : ~(UINT32_MAX >> kept);
	uint32_t i = 0, bucket = 0, k = 0, found = 0;
	struct bits dir = bits_of(s->directory, 0);

	while (i < s->n_stems && k < n && !bits_over(&dir)) {
		uint32_t hash;

		if (!bits_get(&dir, 1)) {
			bucket++;
			continue;
		}
		hash = (uint32_t)((uint64_t)bucket << (32 - s->bucket_bits)) |
		       low_at(s, i++) << (32 - s->low_bits) >> s->bucket_bits;
		k = (uint32_t)seek_u32(hashes, sizeof(*hashes), k, n, hash);
		while (k < n && (hashes[k] & mask) == hash)
			out[found++] = k++;
	}
	return found;
}

/* --- blocks and sentences --- */

/* Read the block behind *b (which begins as zeros) into *b.  `count` counts body
 * blocks. */
static bool next_block(const unsigned char **p, const unsigned char *end, uint32_t *count,
		       struct stream_block *b)
{
	uint32_t gap = 0, n;
	unsigned char head;

	if (*p >= end)
		return false;
	head = *(*p)++;
	if ((head & STREAM_ZONE_MASK) >= ZONE_COUNT)
		return false;
	b->zone = (enum zone)(head & STREAM_ZONE_MASK);
	b->body = b->zone == ZONE_BODY ? ++*count : 0;
	if (head & STREAM_BLOCK_BODY) {
		if (!varint_get32(p, end, &b->body))
			return false;
		if (b->body)
			*count = b->body;
	}
	if (head & STREAM_BLOCK_GAP && !varint_get32(p, end, &gap))
		return false;
	if (!varint_get32(p, end, &n) || gap > STREAM_POS_MAX || n > STREAM_POS_MAX ||
	    b->end_pos > STREAM_POS_MAX)
		return false;
	b->first_pos = b->end_pos + gap;
	b->end_pos = b->first_pos + n;
	return true;
}

/* Blocks 0 to n - 1 into `all` (NULL: only the last, into *last). */
static uint32_t read_blocks(const struct stream *s, uint32_t n, struct stream_block *all,
			    struct stream_block *last)
{
	const unsigned char *p = (const unsigned char *)s->blocks.p, *end = p + s->blocks.n;
	struct stream_block b = {ZONE_BODY, 0, 0, 0};
	uint32_t i, count = 0;

	for (i = 0; i < n && next_block(&p, end, &count, &b); i++)
		if (all)
			all[i] = b;
	*last = b;
	return i;
}

bool stream_block(const struct stream *s, uint32_t i, struct stream_block *out)
{
	struct stream_block b;

	if (i >= s->n_blocks || read_blocks(s, i + 1, NULL, &b) != i + 1)
		return false;
	*out = b;
	return true;
}

void stream_blocks(const struct stream *s, struct stream_block *out)
{
	struct stream_block last;
	uint32_t i = read_blocks(s, s->n_blocks, out, &last);

	/* behind damage: empty blocks at the end */
	for (; i < s->n_blocks; i++)
		out[i] = (struct stream_block){ZONE_NAV, 0, s->n_pos, s->n_pos};
}

static uint32_t read_sentences(const struct stream *s, uint32_t *out)
{
	const unsigned char *p = (const unsigned char *)s->sentences.p, *end = p + s->sentences.n;
	uint32_t i, pos = 0, gap;

	for (i = 0; i < s->n_sentences; i++) {
		if (!varint_get32(&p, end, &gap) || gap > s->n_pos - pos)
			break;
		pos += gap;
		if (out)
			out[i] = pos;
	}
	return p == end ? i : 0;
}

void stream_sentences(const struct stream *s, uint32_t *out)
{
	uint32_t i = read_sentences(s, out);

	for (; i <= s->n_sentences; i++)
		out[i] = s->n_pos;
}

static uint32_t read_quotes(const struct stream *s, struct stream_quote *out)
{
	const unsigned char *p = (const unsigned char *)s->quotes.p, *end = p + s->quotes.n;
	uint32_t i, pos = 0, gap, n;

	for (i = 0; i < s->n_quotes; i++) {
		if (!varint_get32(&p, end, &gap) || gap > s->n_pos - pos ||
		    !varint_get32(&p, end, &n) || n > s->n_pos - pos - gap)
			break;
		pos += gap + n;
		if (out)
			out[i] = (struct stream_quote){pos - n, pos};
	}
	return p == end ? i : 0;
}

void stream_quotes(const struct stream *s, struct stream_quote *out)
{
	uint32_t i = read_quotes(s, out);

	for (; i < s->n_quotes; i++) /* behind damage: empty */
		out[i] = (struct stream_quote){s->n_pos, s->n_pos};
}

/* --- checking --- */

static bool check_lists(const struct stream *s)
{
	struct bits b = bits_of(s->lists, 0);
	struct stream_cursor c;
	struct stream_hit hit;
	uint32_t i, n;

	for (i = 0; i < s->n_stems; i++) {
		if (i && i % STREAM_SAMPLE == 0 && sample_at(s, i / STREAM_SAMPLE - 1) != b.at)
			return false;
		if (!open_list(s, b, &c))
			return false;
		for (n = c.left; n && stream_next(&c, &hit); n--)
			;
		if (n)
			return false;
		b = c.bits;
	}
	return !bits_over(&b) && b.at + 8 > s->lists.n * 8;
}

/* As many ones as stems, as many zeros as buckets, each bucket sorted. */
static bool check_directory(const struct stream *s)
{
	struct bits dir = bits_of(s->directory, 0);
	uint64_t n = (uint64_t)s->n_stems + ((uint64_t)1 << s->bucket_bits);
	uint32_t ones = 0;
	bool in_run = false;

	for (; n; n--) {
		bool one = bits_get(&dir, 1);

		if (one && (ones == s->n_stems ||
			    (in_run && low_at(s, ones - 1) >= low_at(s, ones))))
			return false;
		ones += one;
		in_run = one;
	}
	return ones == s->n_stems && !in_run;
}

enum status stream_check(const struct stream *s)
{
	struct stream_block last;
	bool sound = check_directory(s) && check_lists(s) &&
		     read_blocks(s, s->n_blocks, NULL, &last) == s->n_blocks &&
		     read_sentences(s, NULL) == s->n_sentences &&
		     read_quotes(s, NULL) == s->n_quotes;

	return sound ? STATUS_OK : STATUS_CORRUPT;
}
