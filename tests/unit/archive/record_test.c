/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The stored article: every field comes back; damage is told. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>

#include "lib/archive/record.h"
#include "lib/base/limits.h"
#include "lib/base/mem.h"

static struct record_codec *codec;

static void fill(struct article *a)
{
	static struct slice authors[] = {{"Ada Brook", 9}, {"Änne Voß", 10}};
	static struct slice tags[] = {{"trade", 5}, {"chips", 5}, {"Überwachung", 12}};
	static struct slice sources[] = {{"Ministry of Posts", 17}};
	size_t cap = 0;

	article_reset(a);
	a->file = SLICE_LIT("/pages/one.html");
	a->offset = (uint64_t)1 << 40;
	a->id = SLICE_LIT("a:0123456789abcdefghjk");
	a->source_id = SLICE_LIT("x-17");
	a->url = SLICE_LIT("https://example.org/1");
	a->url_raw = SLICE_LIT("https://example.org/1?utm=2");
	a->title = SLICE_LIT("A ruling on routers");
	a->subtitle = SLICE_LIT("");
	a->publisher = SLICE_LIT("The Harbour Post");
	a->language = SLICE_LIT("en");
	a->authors = authors;
	a->n_authors = 2;
	a->sources = sources;
	a->n_sources = 1;
	a->tags = tags;
	a->n_tags = 3;
	a->published = (struct pubdate){true, "2024-07-16", 19920, DATE_DAY, DATE_ON_OR_BEFORE,
					DATE_SOURCE_PAGE_CLOCK, 0.3f};
	a->captured = (struct pubdate){true, "1969-12-31", -1, DATE_DAY, DATE_ON,
				       DATE_SOURCE_CAPTURE, 1};
	a->access = ACCESS_METERED;
	a->quality = 0.93;
	a->flags = FLAG(TRUNCATED) | FLAG(NULS);
	article_add_block(a, &cap, BLOCK_P, ZONE_BODY, SLICE_LIT("The court spoke on Monday."));
	article_add_block(a, &cap, BLOCK_LI, ZONE_LEGAL, SLICE_LIT(""));
	article_add_block(a, &cap, BLOCK_TABLE, ZONE_CAPTION, SLICE_LIT("a | b"));
}

static void assert_slice(struct slice a, struct slice b)
{
	assert_int_equal(a.p == NULL, b.p == NULL);
	assert_true(slice_eq(a, b));
}

static void assert_date(const struct pubdate *a, const struct pubdate *b)
{
	assert_int_equal(a->known, b->known);
	if (!a->known)
		return;
	assert_string_equal(a->value, b->value);
	assert_int_equal(a->day, b->day);
	assert_int_equal(a->precision, b->precision);
	assert_int_equal(a->relation, b->relation);
	assert_int_equal(a->source, b->source);
	assert_true(a->confidence - b->confidence < 1e-4 && b->confidence - a->confidence < 1e-4);
}

static void assert_article(const struct article *a, const struct article *b)
{
	size_t i;

	assert_slice(a->file, b->file);
	assert_int_equal(a->offset, b->offset);
	assert_slice(a->id, b->id);
	assert_slice(a->source_id, b->source_id);
	assert_slice(a->url, b->url);
	assert_slice(a->url_raw, b->url_raw);
	assert_slice(a->title, b->title);
	assert_slice(a->subtitle, b->subtitle);
	assert_slice(a->kicker, b->kicker);
	assert_slice(a->publisher, b->publisher);
	assert_slice(a->section, b->section);
	assert_slice(a->agency, b->agency);
	assert_slice(a->language, b->language);
	assert_int_equal(a->n_authors, b->n_authors);
	for (i = 0; i < a->n_authors; i++)
		assert_slice(a->authors[i], b->authors[i]);
	assert_int_equal(a->n_sources, b->n_sources);
	for (i = 0; i < a->n_sources; i++)
		assert_slice(a->sources[i], b->sources[i]);
	assert_int_equal(a->n_tags, b->n_tags);
	for (i = 0; i < a->n_tags; i++)
		assert_slice(a->tags[i], b->tags[i]);
	assert_date(&a->published, &b->published);
	assert_date(&a->modified, &b->modified);
	assert_date(&a->captured, &b->captured);
	assert_int_equal(a->access, b->access);
	assert_true(a->quality - b->quality < 1e-4 && b->quality - a->quality < 1e-4);
	assert_int_equal(a->flags, b->flags);
	assert_int_equal(a->n_blocks, b->n_blocks);
	for (i = 0; i < a->n_blocks; i++) {
		assert_int_equal(a->blocks[i].type, b->blocks[i].type);
		assert_int_equal(a->blocks[i].zone, b->blocks[i].zone);
		assert_true(slice_eq(a->blocks[i].text, b->blocks[i].text));
	}
}

static void come_back(const struct article *a)
{
	struct err err = ERR_INIT;
	struct article b;
	struct buf out;

	article_init(&b);
	buf_init(&out, SIZE_MAX / 2);
	assert_int_equal(record_encode(codec, a, &out, &err), STATUS_OK);
	assert_int_equal(record_decode(codec, buf_slice(&out), &b, &err), STATUS_OK);
	assert_article(a, &b);
	buf_done(&out);
	article_done(&b);
}

static void every_field_comes_back(void **state)
{
	struct article a;

	(void)state;
	article_init(&a);
	fill(&a);
	come_back(&a);
	article_reset(&a); /* nothing at all is an article too */
	come_back(&a);
	article_done(&a);
}

static void a_long_article_comes_back(void **state)
{
	struct article a;
	char text[600];
	size_t cap = 0, i, k;
	uint32_t x = 1;

	(void)state;
	article_init(&a);
	for (i = 0; i < 2000; i++) {
		for (k = 0; k < sizeof(text); k++) {
			x = x * 1103515245 + 12345;
			text[k] = (char)('a' + (x >> 16) % 26);
		}
		article_add_block(&a, &cap, BLOCK_P, ZONE_BODY, slice_of(text, sizeof(text)));
	}
	come_back(&a);
	article_done(&a);
}

static void the_same_article_has_the_same_hash(void **state)
{
	struct err err = ERR_INIT;
	struct article a;
	struct buf out;
	uint64_t first;

	(void)state;
	article_init(&a);
	buf_init(&out, SIZE_MAX / 2);
	fill(&a);
	assert_int_equal(record_encode(codec, &a, &out, &err), STATUS_OK);
	first = record_content_hash(codec);
	assert_int_equal(record_encode(codec, &a, &out, &err), STATUS_OK);
	assert_true(record_content_hash(codec) == first);
	a.title = SLICE_LIT("A ruling on Routers");
	assert_int_equal(record_encode(codec, &a, &out, &err), STATUS_OK);
	assert_true(record_content_hash(codec) != first);
	buf_done(&out);
	article_done(&a);
}

static void more_blocks_than_the_bound_are_refused(void **state)
{
	struct err err = ERR_INIT;
	struct article a;
	struct buf out;
	size_t n = 4 * (size_t)LIMIT_BLOCKS;

	(void)state;
	article_init(&a);
	buf_init(&out, SIZE_MAX / 2);
	a.blocks = ARENA_ARRAY(&a.arena, struct block, n + 1);
	a.n_blocks = n;
	assert_int_equal(record_encode(codec, &a, &out, &err), STATUS_OK);
	a.n_blocks = n + 1;
	assert_int_equal(record_encode(codec, &a, &out, &err), STATUS_TOO_BIG);
	buf_done(&out);
	article_done(&a);
}

static void damage_is_told_or_harmless(void **state)
{
	struct err err = ERR_INIT;
	struct article a, b;
	struct buf out;
	size_t i, k, told = 0;

	(void)state;
	article_init(&a);
	article_init(&b);
	buf_init(&out, SIZE_MAX / 2);
	fill(&a);
	assert_int_equal(record_encode(codec, &a, &out, &err), STATUS_OK);
	for (i = 0; i < out.len; i++) {
		/* a copy of exactly that size, so that ASan sees each byte past it */
		char *cut = malloc(i ? i : 1);

		assert_non_null(cut);
		memcpy(cut, out.data, i);
		assert_int_equal(record_decode(codec, slice_of(cut, i), &b, &err), STATUS_CORRUPT);
		assert_int_equal(b.n_blocks, 0);
		free(cut);
		for (k = 0; k < 8; k++) {
			out.data[i] = (char)(out.data[i] ^ 1 << k);
			told += record_decode(codec, buf_slice(&out), &b, &err) != STATUS_OK;
			out.data[i] = (char)(out.data[i] ^ 1 << k);
		}
	}
	assert_true(told > 0);
	assert_int_equal(record_decode(codec, buf_slice(&out), &b, &err), STATUS_OK);
	assert_article(&a, &b);
	buf_done(&out);
	article_done(&a);
	article_done(&b);
}

/* A megabyte that claims to be of two bytes, and two bytes that claim to be 64 MiB. */
static void a_size_that_lies_is_damage(void **state)
{
	struct err err = ERR_INIT;
	struct article a, b;
	struct buf out;
	size_t cap = 0;
	char *zeros = xcalloc(1, MIB);

	(void)state;
	article_init(&a);
	article_init(&b);
	buf_init(&out, SIZE_MAX / 2);
	memset(zeros, 'a', MIB);
	article_add_block(&a, &cap, BLOCK_P, ZONE_BODY, slice_of(zeros, MIB));
	assert_int_equal(record_encode(codec, &a, &out, &err), STATUS_OK);
	out.data[3] = 0; /* the top of its three bytes of size: shorter */
	assert_int_equal(record_decode(codec, buf_slice(&out), &b, &err), STATUS_CORRUPT);
	assert_int_equal(record_decode(codec, SLICE_LIT("\x01\xFE\xFF\xFF\x1F\x03\x00"), &b, &err),
			 STATUS_CORRUPT);
	assert_int_equal(record_decode(codec, SLICE_LIT("\x02"), &b, &err), STATUS_CORRUPT);
	free(zeros);
	buf_done(&out);
	article_done(&a);
	article_done(&b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_field_comes_back),
		cmocka_unit_test(a_long_article_comes_back),
		cmocka_unit_test(the_same_article_has_the_same_hash),
		cmocka_unit_test(more_blocks_than_the_bound_are_refused),
		cmocka_unit_test(damage_is_told_or_harmless),
		cmocka_unit_test(a_size_that_lies_is_damage),
	};
	int failed;

	codec = record_codec_new();
	failed = cmocka_run_group_tests(tests, NULL, NULL);
	record_codec_free(codec);
	return failed;
}
