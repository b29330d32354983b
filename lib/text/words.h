/* SPDX-License-Identifier: GPL-2.0-or-later */
/* lib/text/words.h - the cache that folds and stems each distinct word once.
 *
 * A word is looked up by its raw bytes, by how it is to be read and by the
 * language.  What comes back also holds the copies that the token list of the
 * running analysis has of its form and stem, so that an article stores each
 * word once.
 *
 * Bound: LIMIT_STEM_CACHE words and 16 MiB; when full, all are forgotten.  A struct word
 * is valid until the next words_find(); the slices given out by words_out() live
 * in the arena.  Threads: one owner.
 */
#ifndef LIB_TEXT_WORDS_H
#define LIB_TEXT_WORDS_H

#include <stdbool.h>
#include <stdint.h>

#include "lib/base/arena.h"
#include "lib/base/slice.h"
#include "lib/base/token.h"

enum word_reading {
	WORD_PLAIN,  /* folded; quotes inside fall away: צה״ל, п'ять */
	WORD_JOINED, /* the sign inside is part of the form: don't, at&t */
	WORD_DOTTED, /* dots fall away, unless a plain word would be left: u.k. */
	WORD_SPELT,  /* capitals of a plain word, dotted: US -> u.s */
	WORD_NUMBER, /* separators of thousands fall away */
	WORD_AS_IS   /* the key is the form */
};

/* How the letters were written; add up the parts of a compound. */
struct casing {
	uint8_t upper, lower; /* counts; 255 is that many or more */
	bool first_upper;     /* the first letter that has case */
};

/* One cache line: the walk over a text reads one for each word. */
struct word {
	uint64_t hash;
	const char *raw, *form, *stem;   /* in the cache; the form may be empty */
	const char *out_form, *out_stem; /* in the arena of list number `given` */
	uint32_t given;
	uint16_t raw_n, form_n, stem_n; /* bytes */
	uint8_t reading;
	int8_t language;
	uint8_t shape; /* enum token_case */
	struct casing casing;
};

struct words;

struct words *words_new(void);
void words_free(struct words *w); /* NULL is fine */

/* Begin to fill a list: earlier copies are not given out again. */
void words_begin(struct words *w, struct arena *arena);
/* The word; never NULL.  `raw` is at most WORDS_RAW_MAX bytes (cut by the caller). */
#define WORDS_RAW_MAX 1024
struct word *words_find(struct words *w, int language, enum word_reading reading, struct slice raw);
/* Copies of its form and stem in the arena given to words_begin(). */
void words_out(struct words *w, struct word *word, struct slice *form, struct slice *stem);
/* A short-lived copy of bytes in that arena, without alignment. */
struct slice words_copy(struct words *w, struct slice s);
/* The stem of a form (stem.h), valid until the next call. */
struct slice words_stem(struct words *w, int language, struct slice form);

static inline struct slice word_form(const struct word *w)
{
	return slice_of(w->form, w->form_n);
}

struct casing casing_of(struct slice raw);
struct casing casing_join(struct casing a, struct casing b);
enum token_case casing_shape(struct casing c);

/* Cut s to at most `max` bytes, at the border of a character. */
struct slice words_cut(struct slice s, size_t max);

#endif
