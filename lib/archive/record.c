/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The stored article: see record.h; the layout is in docs/ARCHIVE-FORMAT.md.
 *
 * Everything but the version byte and the size is one raw deflate stream, primed
 * with a dictionary of frequent words (dictionary.c): articles are a few
 * kilobytes, too short for zlib to learn English in.  The streams are reset and
 * not made anew for each article: that halves the time (zlib allocates and
 * clears a quarter of a megabyte otherwise).
 *
 * Inside: numbers first, then the fields as length and bytes (length 0: absent,
 * else length + 1), then for each block a byte of type and zone and its length,
 * and last the texts of all blocks, so that text is next to text.
 */
#include "lib/archive/record.h"

#include <math.h>
#include <stdlib.h>
#include <zlib.h>

#include "lib/archive/dictionary.h"
#include "lib/base/hash.h"
#include "lib/base/limits.h"
#include "lib/base/mem.h"
#include "lib/base/varint.h"

#define RECORD_VERSION 2
#define LEVEL 6
#define QUALITY_UNIT 10000.0 /* quality and confidence are kept to four decimals */
#define INFLATE_STEP (256 * KIB)
/* Far above what the cleaner lets through; they bound what a damaged record can
 * make us allocate. */
#define MAX_BLOCKS (4 * (size_t)LIMIT_BLOCKS)
#define MAX_LIST   (16 * (size_t)LIMIT_LIST)

struct record_codec {
	z_stream deflate, inflate;
	bool     deflate_ready, inflate_ready;
	struct buf plain;
	uint64_t plain_hash; /* of what was encoded last */
};

struct record_codec *record_codec_new(void)
{
	struct record_codec *c = xcalloc(1, sizeof(*c));

	buf_init(&c->plain, LIMIT_RECORD_BYTES);
	return c;
}

void record_codec_free(struct record_codec *c)
{
	if (!c)
		return;
	if (c->deflate_ready)
		deflateEnd(&c->deflate);
	if (c->inflate_ready)
		inflateEnd(&c->inflate);
	buf_done(&c->plain);
	free(c);
}

/* --- fields out --- */

static void put_slice(struct buf *b, struct slice s)
{
	buf_add_varint(b, s.p ? (uint64_t)s.n + 1 : 0);
	buf_add_slice(b, s);
}

static void put_list(struct buf *b, const struct slice *v, size_t n)
{
	size_t i;

	buf_add_varint(b, n);
	for (i = 0; i < n; i++)
		put_slice(b, v[i]);
}

static uint64_t zigzag(int64_t v)
{
	return (uint64_t)v << 1 ^ (v < 0 ? UINT64_MAX : 0);
}

static int64_t unzigzag(uint64_t v)
{
	return (int64_t)(v >> 1 ^ (~(v & 1) + 1));
}

static void put_fraction(struct buf *b, double v)
{
	buf_add_varint(b, (uint64_t)llround(fmin(fmax(v, 0), 1) * QUALITY_UNIT));
}

static void put_date(struct buf *b, const struct pubdate *d)
{
	buf_add_char(b, (char)(d->known ? 1 + d->source : 0));
	if (!d->known)
		return;
	buf_add_char(b, (char)(d->precision | d->relation << 4));
	put_slice(b, slice_str(d->value));
	buf_add_varint(b, zigzag(d->day));
	put_fraction(b, d->confidence);
}

/* The fields that are plain strings, in the order in which they are stored. */
static struct slice *field_of(struct article *a, size_t i)
{
	struct slice *const fields[] = {
		&a->file, &a->id, &a->source_id, &a->url, &a->url_raw, &a->title, &a->subtitle,
		&a->kicker, &a->publisher, &a->section, &a->agency, &a->language,
	};

	return i < sizeof(fields) / sizeof(fields[0]) ? fields[i] : NULL;
}

static void put_article(struct buf *b, const struct article *a)
{
	struct article copy = *a; /* field_of() takes what may be written */
	size_t i;

	buf_add_varint(b, a->offset);
	buf_add_varint(b, a->flags);
	buf_add_char(b, (char)a->access);
	put_fraction(b, a->quality);
	for (i = 0; field_of(&copy, i); i++)
		put_slice(b, *field_of(&copy, i));
	put_list(b, a->authors, a->n_authors);
	put_list(b, a->sources, a->n_sources);
	put_list(b, a->tags, a->n_tags);
	put_date(b, &a->published);
	put_date(b, &a->modified);
	put_date(b, &a->captured);
	buf_add_varint(b, a->n_blocks);
	for (i = 0; i < a->n_blocks; i++) {
		buf_add_char(b, (char)(a->blocks[i].zone | a->blocks[i].type << 4));
		buf_add_varint(b, a->blocks[i].text.n);
	}
	for (i = 0; i < a->n_blocks; i++)
		buf_add_slice(b, a->blocks[i].text);
}

/* --- deflate --- */

static bool deflate_begin(struct record_codec *c)
{
	int z;

	if (c->deflate_ready) {
		z = deflateReset(&c->deflate);
	} else {
		z = deflateInit2(&c->deflate, LEVEL, Z_DEFLATED, -15, 8, Z_DEFAULT_STRATEGY);
		c->deflate_ready = z == Z_OK;
	}
	return z == Z_OK && deflateSetDictionary(&c->deflate, (const Bytef *)record_dictionary,
						 (uInt)record_dictionary_len) == Z_OK;
}

enum status record_encode(struct record_codec *c, const struct article *a, struct buf *out,
			  struct err *err)
{
	uLong bound;
	char *to;

	if (a->n_blocks > MAX_BLOCKS || a->n_authors > MAX_LIST || a->n_sources > MAX_LIST ||
	    a->n_tags > MAX_LIST)
		return err_set(err, STATUS_TOO_BIG, "an article of more than %zu blocks or %zu names",
			       MAX_BLOCKS, MAX_LIST);
	buf_reset(&c->plain);
	put_article(&c->plain, a);
	if (buf_error(&c->plain) != STATUS_OK)
		return err_set(err, STATUS_TOO_BIG, "an article of more than %zu bytes",
			       LIMIT_RECORD_BYTES);
	if (!deflate_begin(c))
		return err_set(err, STATUS_INTERNAL, "zlib: %s",
			       c->deflate.msg ? c->deflate.msg : "cannot begin");
	buf_add_char(out, RECORD_VERSION);
	buf_add_varint(out, c->plain.len);
	bound = deflateBound(&c->deflate, (uLong)c->plain.len);
	to = buf_reserve(out, bound);
	if (!to)
		return err_set(err, STATUS_TOO_BIG, "a record of more than %zu bytes", out->max);
	c->deflate.next_in = (Bytef *)c->plain.data;
	c->deflate.avail_in = (uInt)c->plain.len;
	c->deflate.next_out = (Bytef *)to;
	c->deflate.avail_out = (uInt)bound;
	if (deflate(&c->deflate, Z_FINISH) != Z_STREAM_END)
		return err_set(err, STATUS_INTERNAL, "zlib: %s",
			       c->deflate.msg ? c->deflate.msg : "cannot finish");
	out->len += bound - c->deflate.avail_out;
	c->plain_hash = hash64(buf_slice(&c->plain));
	return STATUS_OK;
}

uint64_t record_content_hash(const struct record_codec *c)
{
	return c->plain_hash;
}

/* --- inflate --- */

static bool inflate_begin(struct record_codec *c)
{
	int z;

	if (c->inflate_ready) {
		z = inflateReset(&c->inflate);
	} else {
		z = inflateInit2(&c->inflate, -15);
		c->inflate_ready = z == Z_OK;
	}
	return z == Z_OK && inflateSetDictionary(&c->inflate, (const Bytef *)record_dictionary,
						 (uInt)record_dictionary_len) == Z_OK;
}

/* Fill c->plain with exactly `want` bytes.  Memory grows with what comes out and
 * not with what the record says. */
static bool inflate_all(struct record_codec *c, const unsigned char *p, size_t n, size_t want)
{
	int z = Z_OK;

	if (!inflate_begin(c))
		return false;
	buf_reset(&c->plain);
	c->inflate.next_in = (Bytef *)p;
	c->inflate.avail_in = (uInt)n;
	while (z == Z_OK) {
		size_t step = want - c->plain.len < INFLATE_STEP ? want - c->plain.len : INFLATE_STEP;
		/* one byte more, so that too long a stream shows */
		char *to = buf_reserve(&c->plain, step + 1);

		if (!to)
			return false;
		c->inflate.next_out = (Bytef *)to;
		c->inflate.avail_out = (uInt)step + 1;
		z = inflate(&c->inflate, Z_NO_FLUSH);
		c->plain.len += step + 1 - c->inflate.avail_out;
		if (c->plain.len > want)
			return false;
	}
	return z == Z_STREAM_END && c->plain.len == want && c->inflate.avail_in == 0;
}

/* --- fields in --- */

struct reader {
	const unsigned char *p, *end;
	struct arena *arena;
	bool bad;
};

static uint64_t get_number(struct reader *r, uint64_t max)
{
	uint64_t v = 0;

	if (r->bad || !varint_get(&r->p, r->end, &v) || v > max)
		r->bad = true;
	return r->bad ? 0 : v;
}

static unsigned get_byte(struct reader *r)
{
	if (r->bad || r->p == r->end)
		r->bad = true;
	return r->bad ? 0 : *r->p++;
}

static struct slice get_bytes(struct reader *r, uint64_t n)
{
	struct slice s;

	if (r->bad || n > (uint64_t)(r->end - r->p)) {
		r->bad = true;
		return SLICE_NONE;
	}
	s = arena_dup(r->arena, slice_of((const char *)r->p, (size_t)n));
	r->p += n;
	return s;
}

static struct slice get_slice(struct reader *r)
{
	uint64_t n = get_number(r, LIMIT_RECORD_BYTES);

	return n ? get_bytes(r, n - 1) : SLICE_NONE;
}

static size_t get_list(struct reader *r, struct slice **out)
{
	size_t n = (size_t)get_number(r, MAX_LIST), i;

	*out = n ? ARENA_ARRAY(r->arena, struct slice, n) : NULL;
	for (i = 0; i < n; i++)
		(*out)[i] = get_slice(r);
	return n;
}

static double get_fraction(struct reader *r)
{
	return (double)get_number(r, (uint64_t)QUALITY_UNIT) / QUALITY_UNIT;
}

static void get_date(struct reader *r, struct pubdate *d)
{
	unsigned source = get_byte(r), how;
	struct slice value;
	int64_t day;

	if (source == 0)
		return;
	how = get_byte(r);
	value = get_slice(r);
	day = unzigzag(get_number(r, UINT32_MAX));
	if (r->bad || source > DATE_SOURCE_COUNT || (how & 15) >= DATE_PRECISION_COUNT ||
	    how >> 4 >= DATE_RELATION_COUNT || value.n >= PUBDATE_TEXT) {
		r->bad = true;
		return;
	}
	d->known = true;
	d->source = (enum date_source)(source - 1);
	d->precision = (enum date_precision)(how & 15);
	d->relation = (enum date_relation)(how >> 4);
	memcpy(d->value, value.p ? value.p : "", value.n);
	d->value[value.n] = '\0';
	d->day = (int32_t)day;
	d->confidence = (float)get_fraction(r);
}

static void get_blocks(struct reader *r, struct article *a)
{
	size_t n = (size_t)get_number(r, MAX_BLOCKS), i;
	uint64_t *lens = n ? xreallocarray(NULL, n, sizeof(*lens)) : NULL;

	a->blocks = n ? ARENA_ARRAY(r->arena, struct block, n) : NULL;
	a->n_blocks = n;
	for (i = 0; i < n; i++) {
		unsigned head = get_byte(r);

		if ((head & 15) >= ZONE_COUNT || head >> 4 >= BLOCK_COUNT)
			r->bad = true;
		a->blocks[i].zone = (enum zone)(head & 15);
		a->blocks[i].type = (enum block_type)(head >> 4);
		lens[i] = get_number(r, LIMIT_RECORD_BYTES);
	}
	for (i = 0; i < n; i++)
		a->blocks[i].text = get_bytes(r, lens[i]);
	free(lens);
}

static bool get_article(struct reader *r, struct article *a)
{
	size_t i;

	a->offset = get_number(r, UINT64_MAX);
	a->flags = (uint32_t)get_number(r, ((uint64_t)1 << FLAG_COUNT) - 1);
	a->access = (enum access)get_byte(r);
	if (a->access >= ACCESS_COUNT)
		r->bad = true;
	a->quality = get_fraction(r);
	for (i = 0; field_of(a, i); i++)
		*field_of(a, i) = get_slice(r);
	a->n_authors = get_list(r, &a->authors);
	a->n_sources = get_list(r, &a->sources);
	a->n_tags = get_list(r, &a->tags);
	get_date(r, &a->published);
	get_date(r, &a->modified);
	get_date(r, &a->captured);
	get_blocks(r, a);
	return !r->bad && r->p == r->end;
}

enum status record_decode(struct record_codec *c, struct slice bytes, struct article *out,
			  struct err *err)
{
	const unsigned char *p = (const unsigned char *)bytes.p, *end = p + bytes.n;
	struct reader r;
	uint64_t want;

	article_reset(out);
	if (bytes.n == 0 || *p++ != RECORD_VERSION)
		return err_set(err, STATUS_CORRUPT, "a record of an unknown version");
	if (!varint_get(&p, end, &want) || want > LIMIT_RECORD_BYTES - 2 ||
	    !inflate_all(c, p, (size_t)(end - p), (size_t)want))
		return err_set(err, STATUS_CORRUPT, "a record that does not inflate");
	p = (const unsigned char *)c->plain.data;
	r = (struct reader){.p = p, .end = p + c->plain.len, .arena = &out->arena};
	if (!get_article(&r, out)) {
		article_reset(out);
		return err_set(err, STATUS_CORRUPT, "a record whose fields do not add up");
	}
	return STATUS_OK;
}
