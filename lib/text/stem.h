/* SPDX-License-Identifier: GPL-2.0-or-later */
/* lib/text/stem.h - stems, by libstemmer, in every language that it has.
 *
 * The stem is a function of the folded form and the language alone.  So two
 * spellings that fold to one form ("Anikó", "aniko") always have one stem, in
 * text and in queries, which stemming before folding would not give.  Where a
 * language's algorithm knows a suffix only with its accent, the accent is put
 * back first by a short table (stem.c: Spanish "-cion" is read as "-ción"), and
 * the stem is folded again.
 *
 * Forms that are not letters alone ("f35", "u.s", "don't", "$60b") are their own
 * stems.  Threads: one owner.
 */
#ifndef LIB_TEXT_STEM_H
#define LIB_TEXT_STEM_H

#include "lib/base/buf.h"
#include "lib/base/slice.h"

#define STEM_NONE (-1) /* a language without a stemmer */

struct stemmers;

struct stemmers *stemmers_new(void);
void stemmers_free(struct stemmers *s); /* NULL is fine */

/* The number of a language (ISO 639-1, "nb" and "nn" as "no"), or STEM_NONE. */
int stem_language(struct slice iso);
/* The ISO codes, NULL-terminated, in the order of those numbers. */
const char *const *stem_languages(void);

/* The stem of a form: not empty, at most LIMIT_TOKEN_BYTES, valid until the
 * next call (it may be `form` itself). */
struct slice stem_form(struct stemmers *s, int language, struct slice form);

#endif
