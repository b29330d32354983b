/* SPDX-License-Identifier: GPL-2.0-or-later */
/* lib/text/analyse.h - text to tokens: the one chain for indexing, for queries
 * and for marking what matched.
 *
 * Tokenise, fold (fold.h), find sentences (sentence.h), stem (stem.h).  The
 * display text is never changed: tokens point into it by byte offsets.  The
 * table of cases in tests/unit/text/cases.tsv is the specification.
 *
 * The same text and language give the same tokens, always, on every machine;
 * what changes that changes ANALYSER_VERSION, which archives record.
 *
 * Memory: an analyser owns its stemmers and a bounded cache of word -> stem, so
 * that each distinct word is folded and stemmed once; all forms and stems of a
 * struct tokens live in that list's own arena or are static, and stay valid
 * until tokens_reset() whatever the analyser does.  Threads: one analyser each.
 */
#ifndef LIB_TEXT_ANALYSE_H
#define LIB_TEXT_ANALYSE_H

#include <stdbool.h>

#include "lib/base/article.h"
#include "lib/base/slice.h"
#include "lib/base/token.h"

#define ANALYSER_VERSION 1

struct analyser;

struct analyser *analyser_new(void);
void             analyser_free(struct analyser *a); /* NULL is fine */

/* Append the tokens of one text to t as a new block of zone `zone`; `index` and
 * `body` go into the token_block as they are.  `language` is ISO 639-1; one
 * without a stemmer (or absent) leaves stem = form.  Past LIMIT_TOKENS nothing
 * more is added. */
void analyse_text(struct analyser *a, struct slice language, struct slice text, enum zone zone,
		  int32_t index, uint32_t body, struct tokens *t);

/* The whole article: the title field (index -1, ZONE_TITLE) and the subtitle
 * field (index -2, ZONE_DEK) first when present, then every block in page order;
 * blocks of zone TITLE or DEK are passed over when the field is present, so that
 * a headline counts once.  t is reset first. */
void analyse_article(struct analyser *a, const struct article *art, struct tokens *t);

/* The stem of a folded form in one language, appended nowhere: valid until the
 * next call on this analyser.  For query words. */
struct slice analyser_stem(struct analyser *a, struct slice language, struct slice form);

#endif
