/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The token stream: what is read equals what was written, for random articles;
 * damage is never read past. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "lib/archive/stream.h"
#include "lib/base/hash.h"
#include "lib/base/mem.h"

static uint64_t seed;

static uint32_t rnd(uint32_t n)
{
	seed = seed * 6364136223846793005u + 1442695040888963407u;
	return (uint32_t)(seed >> 33) % n;
}

static struct token *add_token(struct tokens *t, const char *stem, const char *form, uint8_t shape,
			       uint16_t width)
{
	struct token *tok;

	GROW(t->v, t->n + 1, t->cap);
	tok = &t->v[t->n++];
	*tok = (struct token){.pos = t->n_pos, .width = width, .shape = shape};
	tok->stem = arena_dup(&t->arena, slice_str(stem));
	tok->form = arena_dup(&t->arena, slice_str(form));
	return tok;
}

/* A word of a vocabulary where low numbers are frequent, in one of its forms. */
static void add_word(struct tokens *t, uint32_t vocabulary)
{
	char stem[24], form[32];
	uint32_t w = rnd(2) ? rnd(1 + vocabulary / 50) : rnd(vocabulary);
	static const char *const ends[] = {"", "", "", "s", "ing", "ed", "'s", "ation"};

	snprintf(stem, sizeof(stem), "w%u", w);
	snprintf(form, sizeof(form), "%s%s", stem, ends[rnd(8)]);
	if (rnd(40) == 0)
		add_token(t, form, form, (uint8_t)rnd(5), (uint16_t)(2 + rnd(5)));
	add_token(t, stem, form, (uint8_t)(rnd(3) ? 0 : rnd(5)), 1);
	t->n_pos++;
}

static void add_block(struct tokens *t, uint32_t words, uint32_t vocabulary, uint32_t *body)
{
	struct token_block *b;
	uint32_t i;

	GROW(t->blocks, t->n_blocks + 1, t->blocks_cap);
	b = &t->blocks[t->n_blocks++];
	*b = (struct token_block){.zone = rnd(3) ? ZONE_BODY : (enum zone)rnd(ZONE_COUNT)};
	b->body = b->zone == ZONE_BODY ? ++*body : 0;
	if (rnd(10) == 0)
		b->body = *body = rnd(500);
	if (b->zone != ZONE_BODY && rnd(10) == 0)
		t->n_pos += rnd(300); /* left out positions */
	b->first_pos = t->n_pos;
	for (i = 0; i < words; i++) {
		if (i == 0 || rnd(15) == 0) {
			GROW(t->sentences, t->n_sentences + 1, t->sentences_cap);
			t->sentences[t->n_sentences++] =
				(struct token_sentence){.first_pos = t->n_pos};
		}
		add_word(t, vocabulary);
	}
	b->end_pos = t->n_pos;
}

static void random_article(struct tokens *t, uint32_t blocks, uint32_t words, uint32_t vocabulary)
{
	uint32_t i, body = 0;

	tokens_reset(t);
	for (i = 0; i < blocks; i++)
		add_block(t, rnd(words + 1), vocabulary, &body);
	for (i = rnd(30); i + 1 < t->n_pos; i += 1 + rnd(60)) {
		uint32_t n = 1 + rnd(t->n_pos - i < 20 ? t->n_pos - i : 20);

		GROW(t->quotes, t->n_quotes + 1, t->quotes_cap);
		t->quotes[t->n_quotes++] = (struct token_quote){i, i + n};
		i += n - 1;
	}
}

static void assert_hits(const struct tokens *t, const struct stream *s, struct slice stem)
{
	struct stream_cursor c;
	struct stream_hit hit;
	size_t i;

	assert_true(stream_find(s, hash32(stem), &c));
	for (i = 0; i < t->n; i++) {
		const struct token *tok = &t->v[i];

		if (!slice_eq(tok->stem, stem))
			continue;
		assert_true(stream_next(&c, &hit));
		assert_int_equal(hit.pos, tok->pos);
		assert_int_equal(hit.width, tok->width);
		assert_int_equal(hit.shape, tok->shape);
		assert_int_equal(hit.form, stream_form(tok->stem, tok->form));
	}
	assert_false(stream_next(&c, &hit));
}

static void assert_equal_stream(const struct tokens *t, struct slice bytes)
{
	struct stream_block *blocks, one;
	struct stream_quote *quotes;
	uint32_t *sentences;
	struct stream s;
	size_t i;

	assert_int_equal(stream_open(bytes, &s), STATUS_OK);
	assert_int_equal(stream_check(&s), STATUS_OK);
	assert_int_equal(s.n_pos, t->n_pos);
	assert_int_equal(s.n_blocks, t->n_blocks);
	assert_int_equal(s.n_sentences, t->n_sentences);
	assert_int_equal(s.n_quotes, t->n_quotes);
	quotes = xcalloc(t->n_quotes + 1, sizeof(*quotes));
	stream_quotes(&s, quotes);
	for (i = 0; i < t->n_quotes; i++) {
		assert_int_equal(quotes[i].first_pos, t->quotes[i].first_pos);
		assert_int_equal(quotes[i].end_pos, t->quotes[i].end_pos);
	}
	free(quotes);
	for (i = 0; i < t->n; i += 1 + t->n / 300)
		assert_hits(t, &s, t->v[i].stem);
	blocks = xcalloc(t->n_blocks + 1, sizeof(*blocks));
	sentences = xcalloc(t->n_sentences + 1, sizeof(*sentences));
	stream_blocks(&s, blocks);
	stream_sentences(&s, sentences);
	for (i = 0; i < t->n_blocks; i++) {
		assert_int_equal(blocks[i].zone, t->blocks[i].zone);
		assert_int_equal(blocks[i].body, t->blocks[i].body);
		assert_int_equal(blocks[i].first_pos, t->blocks[i].first_pos);
		assert_int_equal(blocks[i].end_pos, t->blocks[i].end_pos);
		assert_true(stream_block(&s, (uint32_t)i, &one));
		assert_int_equal(one.body, blocks[i].body);
	}
	assert_false(stream_block(&s, (uint32_t)t->n_blocks, &one));
	for (i = 0; i < t->n_sentences; i++)
		assert_int_equal(sentences[i], t->sentences[i].first_pos);
	assert_int_equal(sentences[t->n_sentences], t->n_pos);
	free(blocks);
	free(sentences);
}

static void random_articles_come_back(void **state)
{
	struct tokens t;
	struct buf out;
	uint32_t i;

	(void)state;
	seed = 1;
	tokens_init(&t);
	buf_init(&out, SIZE_MAX / 2);
	for (i = 0; i < 300; i++) {
		random_article(&t, rnd(12), rnd(120), 1 + rnd(600));
		buf_reset(&out);
		stream_encode(&t, &out);
		assert_equal_stream(&t, buf_slice(&out));
	}
	buf_done(&out);
	tokens_done(&t);
}

static void a_book_comes_back(void **state)
{
	struct tokens t;
	struct buf out;

	(void)state;
	seed = 7;
	tokens_init(&t);
	buf_init(&out, SIZE_MAX / 2);
	random_article(&t, 900, 300, 60000);
	assert_true(t.n > 100000);
	stream_encode(&t, &out);
	assert_equal_stream(&t, buf_slice(&out));
	buf_done(&out);
	tokens_done(&t);
}

static void an_empty_article_comes_back(void **state)
{
	struct stream_cursor c;
	struct tokens t;
	struct stream s;
	struct buf out;

	(void)state;
	tokens_init(&t);
	buf_init(&out, SIZE_MAX / 2);
	stream_encode(&t, &out);
	assert_equal_stream(&t, buf_slice(&out));
	assert_int_equal(stream_open(buf_slice(&out), &s), STATUS_OK);
	assert_false(stream_find(&s, 0, &c));
	assert_false(stream_find(&s, UINT32_MAX, &c));
	buf_done(&out);
	tokens_done(&t);
}

/* A stem with more forms than a cursor keeps decoded. */
static void many_forms_of_one_stem_come_back(void **state)
{
	struct tokens t;
	struct buf out;
	uint32_t i;

	(void)state;
	seed = 3;
	tokens_init(&t);
	buf_init(&out, SIZE_MAX / 2);
	for (i = 0; i < 400; i++) {
		char form[16];

		snprintf(form, sizeof(form), "f%u", rnd(3 * STREAM_VARIANTS));
		add_token(&t, "f", form, (uint8_t)rnd(5), (uint16_t)(1 + rnd(2)));
		t.n_pos++;
	}
	stream_encode(&t, &out);
	assert_equal_stream(&t, buf_slice(&out));
	buf_done(&out);
	tokens_done(&t);
}

/* Two stems of one hash: no bits tell them apart, and none may be lost. */
static void stems_that_collide_are_one_list(void **state)
{
	static const char first[] = "c12442", second[] = "c181391";
	struct stream_cursor c;
	struct stream_hit hit;
	struct tokens t;
	struct stream s;
	struct buf out;
	uint32_t i;

	(void)state;
	assert_int_equal(hash32(slice_str(first)), hash32(slice_str(second)));
	tokens_init(&t);
	buf_init(&out, SIZE_MAX / 2);
	for (i = 0; i < 3; i++) {
		add_token(&t, i == 1 ? second : first, i == 1 ? "other" : first, 0, 1);
		t.n_pos++;
	}
	stream_encode(&t, &out);
	assert_int_equal(stream_open(buf_slice(&out), &s), STATUS_OK);
	assert_int_equal(stream_check(&s), STATUS_OK);
	assert_int_equal(s.n_stems, 1);
	assert_true(stream_find(&s, hash32(slice_str(second)), &c));
	for (i = 0; i < 3; i++) {
		assert_true(stream_next(&c, &hit));
		assert_int_equal(hit.pos, i);
		assert_int_equal(hit.form, stream_form(slice_str(i == 1 ? second : first),
						       slice_str(i == 1 ? "other" : first)));
	}
	assert_false(stream_next(&c, &hit));
	buf_done(&out);
	tokens_done(&t);
}

/* Stems that agree in the first 23 bits: all bits are kept then, and they are apart. */
static void stems_that_look_alike_are_apart(void **state)
{
	char first[24] = "", second[24] = "";
	struct stream_cursor c;
	struct stream_hit hit;
	struct tokens t;
	struct stream s;
	struct buf out;
	uint32_t i;

	(void)state;
	tokens_init(&t);
	buf_init(&out, SIZE_MAX / 2);
	snprintf(first, sizeof(first), "c0");
	for (i = 1; i < 400000000 && !second[0]; i++) {
		char word[24];
		uint32_t h;

		snprintf(word, sizeof(word), "c%u", i);
		h = hash32(slice_str(word)) ^ hash32(slice_str(first));
		if (h && h >> 9 == 0)
			strcpy(second, word);
	}
	assert_true(second[0]);
	add_token(&t, first, first, 0, 1);
	t.n_pos++;
	add_token(&t, second, second, 0, 1);
	t.n_pos++;
	stream_encode(&t, &out);
	assert_int_equal(stream_open(buf_slice(&out), &s), STATUS_OK);
	assert_int_equal(stream_check(&s), STATUS_OK);
	assert_int_equal(s.n_stems, 2);
	assert_true(stream_find(&s, hash32(slice_str(first)), &c));
	assert_true(stream_next(&c, &hit) && hit.pos == 0);
	assert_true(stream_find(&s, hash32(slice_str(second)), &c));
	assert_true(stream_next(&c, &hit) && hit.pos == 1);
	buf_done(&out);
	tokens_done(&t);
}

static void forms_are_told_by_their_endings(void **state)
{
	static const char *const pairs[][2] = {
		{"ban", "bans"}, {"ban", "banned"}, {"ban", "banning"}, {"universi", "university"},
		{"termin", "terminate"}, {"termin", "terminally"}, {"termin", "terminated"},
		{"age", "ageing"}, {"age", "agee"}, {"gericht", "gerichtes"}, {"x", "entirely"},
		{"", "s"}, {"s", ""}, {"do", "does"}, {"polici", "policy"}, {"polici", "polic"},
	};
	size_t i, k;

	(void)state;
	assert_int_equal(stream_form(SLICE_LIT("ban"), SLICE_LIT("ban")), 0);
	assert_int_equal(stream_form(SLICE_LIT("ban"), SLICE_LIT("bans")), 1);
	for (i = 0; i < sizeof(pairs) / sizeof(pairs[0]); i++)
		for (k = 0; k < sizeof(pairs) / sizeof(pairs[0]); k++) {
			uint32_t x = stream_form(slice_str(pairs[i][0]), slice_str(pairs[i][1]));
			uint32_t y = stream_form(slice_str(pairs[k][0]), slice_str(pairs[k][1]));

			assert_true(x != 0);
			if (strcmp(pairs[i][0], pairs[k][0]) == 0)
				assert_int_equal(x == y, i == k);
		}
}

/* Every ending and many rare forms, each of its own stem, through a stream and back. */
static void every_ending_comes_back(void **state)
{
	uint32_t i, seen = 0, hashed = 0;
	struct tokens t;
	struct buf out;

	(void)state;
	seed = 5;
	tokens_init(&t);
	buf_init(&out, SIZE_MAX / 2);
	for (i = 0; i < 4000; i++) {
		static const char *const parts[] = {"s", "e", "ed", "ing", "ion", "al", "ly", "er",
						    "ment", "ity", "iv", "ate", "y", "en", "ung"};
		char stem[8], form[32];
		uint32_t code;

		snprintf(stem, sizeof(stem), "q%u", rnd(40));
		snprintf(form, sizeof(form), "%s%s%s", stem, rnd(3) ? parts[rnd(15)] : "",
			 rnd(3) ? parts[rnd(15)] : "");
		add_token(&t, stem, form, (uint8_t)rnd(5), 1);
		t.n_pos++;
		code = stream_form(slice_str(stem), slice_str(form));
		seen += code && code < 0x1000000;
		hashed += code >= 0x1000000;
	}
	assert_true(seen > 1000 && hashed > 100);
	stream_encode(&t, &out);
	assert_equal_stream(&t, buf_slice(&out));
	buf_done(&out);
	tokens_done(&t);
}

static void ask_many(const struct stream *s)
{
	uint32_t hashes[64], found[64], i, n;

	for (i = 0; i < 64; i++)
		hashes[i] = i * 0x04000001u;
	n = stream_find_many(s, hashes, 64, found);
	assert_true(n <= 64);
	for (i = 0; i < n; i++)
		assert_true(found[i] < 64 && (i == 0 || found[i] > found[i - 1]));
}

/* Read all there is to read; what comes out is only required to be bounded. */
static void read_all(struct slice bytes)
{
	/* a copy of exactly that size, so that ASan sees each byte past it */
	char *copy = xmemdup0(bytes.p, bytes.n);
	char *exact = malloc(bytes.n ? bytes.n : 1);
	struct stream_block *blocks, b;
	struct stream_cursor c;
	struct stream_hit hit;
	struct stream s;
	uint32_t *sentences, i, n = 0;

	assert_non_null(exact);
	memcpy(exact, copy, bytes.n);
	free(copy);
	if (stream_open(slice_of(exact, bytes.n), &s) == STATUS_OK) {
		for (i = 0; i < 64; i++)
			if (stream_find(&s, i * 0x04000001u, &c))
				while (stream_next(&c, &hit)) {
					assert_true(hit.pos < s.n_pos);
					n++;
				}
		assert_true(n <= 64 * bytes.n * 8);
		ask_many(&s);
		blocks = xcalloc(s.n_blocks + 1, sizeof(*blocks));
		sentences = xcalloc(s.n_sentences + 1, sizeof(*sentences));
		stream_blocks(&s, blocks);
		stream_sentences(&s, sentences);
		for (i = 0; i < s.n_sentences; i++)
			assert_true(sentences[i] <= sentences[i + 1] && sentences[i] <= s.n_pos);
		(void)stream_block(&s, 0, &b);
		assert_in_range(stream_check(&s), STATUS_OK, STATUS_COUNT - 1);
		free(blocks);
		free(sentences);
	}
	free(exact);
}

static void damage_is_never_read_past(void **state)
{
	struct tokens t;
	struct stream s;
	struct buf out;
	size_t i, k;

	(void)state;
	seed = 5;
	tokens_init(&t);
	buf_init(&out, SIZE_MAX / 2);
	random_article(&t, 10, 60, 150);
	stream_encode(&t, &out);
	for (i = 0; i < out.len; i++) {
		struct slice head = slice_sub(buf_slice(&out), 0, i);

		assert_int_not_equal(stream_open(head, &s), STATUS_OK);
		for (k = 0; k < 8; k++) {
			out.data[i] = (char)(out.data[i] ^ 1 << k);
			read_all(buf_slice(&out));
			out.data[i] = (char)(out.data[i] ^ 1 << k);
		}
	}
	assert_equal_stream(&t, buf_slice(&out));
	buf_done(&out);
	tokens_done(&t);
}

/* A stem that the article lacks is claimed about once in 2^16 asks. */
static void absent_stems_are_seldom_claimed(void **state)
{
	uint32_t i, claimed = 0;
	struct stream_cursor c;
	struct tokens t;
	struct stream s;
	struct buf out;

	(void)state;
	seed = 11;
	tokens_init(&t);
	buf_init(&out, SIZE_MAX / 2);
	random_article(&t, 10, 100, 600);
	stream_encode(&t, &out);
	assert_int_equal(stream_open(buf_slice(&out), &s), STATUS_OK);
	for (i = 0; i < 1000000; i++) {
		char word[16];

		snprintf(word, sizeof(word), "absent%u", i);
		claimed += stream_find(&s, hash32(slice_str(word)), &c);
	}
	assert_in_range(claimed, 0, 60);
	buf_done(&out);
	tokens_done(&t);
}

static int compare_hashes(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

	return (x > y) - (x < y);
}

/* Many asked at once are those that are found one by one. */
static void many_are_found_as_one_by_one(void **state)
{
	static const uint32_t vocabularies[] = {1, 3, 40, 700, 20000};
	uint32_t *hashes = xcalloc(6000, sizeof(*hashes)), *found = xcalloc(6000, sizeof(*found));
	struct stream_cursor c;
	struct tokens t;
	struct stream s;
	struct buf out;
	uint32_t round, i, n, k, n_found;

	(void)state;
	seed = 17;
	tokens_init(&t);
	buf_init(&out, SIZE_MAX / 2);
	for (round = 0; round < 40; round++) {
		random_article(&t, 1 + round % 9, 5 + 60 * (round % 7), vocabularies[round % 5]);
		buf_reset(&out);
		stream_encode(&t, &out);
		assert_int_equal(stream_open(buf_slice(&out), &s), STATUS_OK);
		for (n = 0; n < 4000 && n < 17 + round * 150; n++) /* few, and twice the same */
			hashes[n] = rnd(UINT32_MAX);
		for (i = 0; i < t.n && n < 6000; i += 1 + round % 3)
			hashes[n++] = hash32(t.v[i].stem);
		hashes[0] = 0;
		hashes[1] = UINT32_MAX;
		qsort(hashes, n, sizeof(*hashes), compare_hashes);
		n_found = stream_find_many(&s, hashes, n, found);
		for (i = k = 0; i < n; i++)
			if (stream_find(&s, hashes[i], &c)) {
				assert_true(k < n_found);
				assert_int_equal(found[k++], i);
			}
		assert_int_equal(k, n_found);
	}
	free(hashes);
	free(found);
	buf_done(&out);
	tokens_done(&t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(random_articles_come_back),
		cmocka_unit_test(a_book_comes_back),
		cmocka_unit_test(an_empty_article_comes_back),
		cmocka_unit_test(many_forms_of_one_stem_come_back),
		cmocka_unit_test(stems_that_collide_are_one_list),
		cmocka_unit_test(stems_that_look_alike_are_apart),
		cmocka_unit_test(forms_are_told_by_their_endings),
		cmocka_unit_test(every_ending_comes_back),
		cmocka_unit_test(damage_is_never_read_past),
		cmocka_unit_test(absent_stems_are_seldom_claimed),
		cmocka_unit_test(many_are_found_as_one_by_one),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
