/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The word cache: see words.h.  Open addressing over indices into an array of
 * words; keys, forms and stems in an arena that is reset with the whole. */
#include "lib/text/words.h"

#include <stdlib.h>

#include "lib/base/buf.h"
#include "lib/base/hash.h"
#include "lib/base/limits.h"
#include "lib/base/mem.h"
#include "lib/base/utf8.h"
#include "lib/text/charclass.h"
#include "lib/text/language.h"
#include "lib/text/normal.h"
#include "lib/text/stem.h"

#define SLOTS (2 * LIMIT_STEM_CACHE) /* a power of two */
#define COPY_CHUNK 2048
#define CACHE_BYTES (16 * MIB) /* of keys, forms and stems: hostile words are long */
_Static_assert((SLOTS & (SLOTS - 1)) == 0, "slots are masked");

struct words {
	struct stemmers *stemmers;
	uint32_t *slots; /* index + 1 in v, 0 when free */
	struct word *v;
	size_t n, cap;
	struct arena own; /* what v points to */
	struct buf fold, form;
	uint32_t list; /* number of the running list */
	struct arena *arena;
	char *copy_to;
	size_t copy_room;
};

struct words *words_new(void)
{
	struct words *w = xcalloc(1, sizeof(*w));

	charclass_init();
	w->stemmers = stemmers_new();
	w->slots = xcalloc(SLOTS, sizeof(*w->slots));
	arena_init(&w->own);
	buf_init(&w->fold, 32 * WORDS_RAW_MAX);
	buf_init(&w->form, 32 * WORDS_RAW_MAX);
	return w;
}

void words_free(struct words *w)
{
	if (!w)
		return;
	stemmers_free(w->stemmers);
	free(w->slots);
	free(w->v);
	arena_done(&w->own);
	buf_done(&w->fold);
	buf_done(&w->form);
	free(w);
}

static void forget_all(struct words *w)
{
	memset(w->slots, 0, SLOTS * sizeof(*w->slots));
	w->n = 0;
	arena_reset(&w->own);
}

void words_begin(struct words *w, struct arena *arena)
{
	if (++w->list == 0) { /* wrapped: old marks could look like new ones */
		forget_all(w);
		w->list = 1;
	}
	w->arena = arena;
	w->copy_to = NULL;
	w->copy_room = 0;
}

struct slice words_copy(struct words *w, struct slice s)
{
	char *p;

	if (s.n > w->copy_room) {
		size_t n = s.n > COPY_CHUNK / 4 ? s.n : COPY_CHUNK;

		p = arena_alloc(w->arena, n);
		if (s.n > COPY_CHUNK / 4) {
			memcpy(p, s.p, s.n);
			return slice_of(p, s.n);
		}
		w->copy_to = p;
		w->copy_room = n;
	}
	p = w->copy_to;
	memcpy(p, s.p, s.n);
	w->copy_to += s.n;
	w->copy_room -= s.n;
	return slice_of(p, s.n);
}

struct slice words_cut(struct slice s, size_t max)
{
	if (s.n <= max)
		return s;
	while (max > 0 && ((unsigned char)s.p[max] & 0xC0) == 0x80)
		max--;
	return slice_of(s.p, max);
}

/* --- case --- */

static uint8_t more(uint8_t a, uint8_t b)
{
	return a + b > UINT8_MAX ? UINT8_MAX : (uint8_t)(a + b);
}

struct casing casing_of(struct slice raw)
{
	struct casing c = {0, 0, false};
	size_t i = 0;

	while (i < raw.n) {
		enum char_class cls = char_class(utf8_next(raw, &i));

		if (cls == CHAR_UPPER) {
			c.first_upper |= c.upper + c.lower == 0;
			c.upper = more(c.upper, 1);
		} else if (cls == CHAR_LOWER) {
			c.lower = more(c.lower, 1);
		}
	}
	return c;
}

struct casing casing_join(struct casing a, struct casing b)
{
	if (a.upper + a.lower == 0)
		return b;
	a.upper = more(a.upper, b.upper);
	a.lower = more(a.lower, b.lower);
	return a;
}

enum token_case casing_shape(struct casing c)
{
	if (c.upper == 0)
		return c.lower ? CASE_LOWER : CASE_NONE;
	if (c.lower == 0 && c.upper > 1)
		return CASE_UPPER;
	return c.upper == 1 && c.first_upper ? CASE_TITLE : CASE_MIXED;
}

/* --- forms --- */

static bool thousands(struct slice digits, char sep)
{
	size_t i = 0, group;

	while (i < digits.n && digits.p[i] != sep)
		i++;
	if (i == 0 || i > 3 || i == digits.n)
		return false;
	while (i < digits.n) {
		for (group = 0, i++; i < digits.n && ascii_is_digit(digits.p[i]); i++)
			group++;
		if (group != 3)
			return false;
		if (i < digits.n && digits.p[i] != sep)
			return digits.p[i] == '.' && sep != '.';
	}
	return true;
}

static bool one_comma(struct slice s)
{
	const char *q = memchr(s.p, ',', s.n);

	return q && !memchr(q + 1, ',', s.n - (size_t)(q + 1 - s.p));
}

static size_t count_byte(struct slice s, char c)
{
	size_t i, n = 0;

	for (i = 0; i < s.n; i++)
		n += s.p[i] == c;
	return n;
}

/* "1,200" and "1'200" -> 1200; "1.200.000" -> 1200000; "3,5" -> 3.5; one group
 * after a point ("1.200") is read as decimals, the commoner case in English. */
static void number_form(struct buf *form, struct slice s)
{
	struct slice head = s;
	char drop = 0;
	size_t i;

	while (head.n && !ascii_is_digit(head.p[head.n - 1]))
		head.n--; /* 3.5bn */
	if (thousands(head, ','))
		drop = ',';
	else if (thousands(head, '\''))
		drop = '\'';
	else if (count_byte(head, '.') > 1 && thousands(head, '.'))
		drop = '.';
	if (s.n && s.p[0] == '.')
		buf_add_char(form, '0');
	for (i = 0; i < s.n; i++)
		if (drop == 0 && s.p[i] == ',' && one_comma(s))
			buf_add_char(form, '.');
		else if (s.p[i] != drop && s.p[i] != ' ')
			buf_add_char(form, s.p[i]);
}

static void without(struct buf *form, struct slice s, const char *drop)
{
	size_t i;

	for (i = 0; i < s.n; i++)
		if (!strchr(drop, s.p[i]) || s.p[i] == '\0')
			buf_add_char(form, s.p[i]);
}

static void dotted_form(struct buf *form, struct slice folded, bool always)
{
	size_t i;

	without(form, folded, " .");
	if (!always && (form->len > 4 || !language_stopword(SLICE_LIT("en"), buf_slice(form))))
		return;
	buf_reset(form);
	for (i = 0; i < folded.n; i++) {
		if (folded.p[i] == '.' || folded.p[i] == ' ')
			continue;
		if (form->len && ((unsigned char)folded.p[i] & 0xC0) != 0x80)
			buf_add_char(form, '.');
		buf_add_char(form, folded.p[i]);
	}
}

/* The folded form of raw in w->form. */
static void make_form(struct words *w, enum word_reading reading, struct slice raw)
{
	struct slice folded;

	buf_reset(&w->form);
	if (reading == WORD_AS_IS) {
		buf_add_slice(&w->form, words_cut(raw, LIMIT_TOKEN_BYTES));
		return;
	}
	buf_reset(&w->fold);
	normal_fold(&w->fold, raw);
	folded = buf_slice(&w->fold);
	switch (reading) {
	case WORD_JOINED: without(&w->form, folded, " "); break;
	case WORD_DOTTED: dotted_form(&w->form, folded, false); break;
	case WORD_SPELT: dotted_form(&w->form, folded, true); break;
	case WORD_NUMBER: number_form(&w->form, folded); break;
	default: without(&w->form, folded, " '\""); break;
	}
	buf_truncate(&w->form, words_cut(buf_slice(&w->form), LIMIT_TOKEN_BYTES).n);
}

struct slice words_stem(struct words *w, int language, struct slice form)
{
	return stem_form(w->stemmers, language, form);
}

/* --- the table --- */

static struct word *insert(struct words *w, size_t slot, const struct word *key)
{
	struct slice raw = slice_of(key->raw, key->raw_n), form, stem;
	struct word *e;

	make_form(w, (enum word_reading)key->reading, raw);
	form = arena_dup(&w->own, buf_slice(&w->form));
	stem = words_stem(w, key->language, form);
	/* most stems are the head of the word */
	stem = slice_starts(form, stem) ? slice_of(form.p, stem.n) : arena_dup(&w->own, stem);
	GROW(w->v, w->n + 1, w->cap);
	e = &w->v[w->n++];
	w->slots[slot] = (uint32_t)w->n;
	*e = *key;
	e->raw = arena_dup(&w->own, raw).p;
	e->form = form.p;
	e->form_n = (uint16_t)form.n;
	e->stem = stem.p;
	e->stem_n = (uint16_t)stem.n;
	e->casing = casing_of(raw);
	e->shape = (uint8_t)casing_shape(e->casing);
	return e;
}

struct word *words_find(struct words *w, int language, enum word_reading reading, struct slice raw)
{
	struct word key = {
	    .raw = raw.p,
	    .raw_n = (uint16_t)raw.n,
	    .reading = (uint8_t)reading,
	    .language = (int8_t)language,
	};
	size_t slot;

	key.hash = hash64(raw) + (uint64_t)(language + 1) * 0x9E3779B97F4A7C15u +
		   (uint64_t)reading * 0xC2B2AE3D27D4EB4Fu;
	for (slot = key.hash & (SLOTS - 1); w->slots[slot]; slot = (slot + 1) & (SLOTS - 1)) {
		struct word *e = &w->v[w->slots[slot] - 1];

		if (e->hash == key.hash && e->language == key.language &&
		    e->reading == key.reading && e->raw_n == raw.n &&
		    memcmp(e->raw, raw.p, raw.n) == 0)
			return e;
	}
	if (w->n >= LIMIT_STEM_CACHE || w->own.used > CACHE_BYTES) {
		forget_all(w);
		slot = key.hash & (SLOTS - 1);
	}
	return insert(w, slot, &key);
}

void words_out(struct words *w, struct word *word, struct slice *form, struct slice *stem)
{
	if (word->given != w->list) {
		word->given = w->list;
		word->out_form = words_copy(w, word_form(word)).p;
		word->out_stem = word->stem == word->form
				     ? word->out_form
				     : words_copy(w, slice_of(word->stem, word->stem_n)).p;
	}
	*form = slice_of(word->out_form, word->form_n);
	*stem = slice_of(word->out_stem, word->stem_n);
}
