/* SPDX-License-Identifier: GPL-2.0-or-later */
/* lib/text/analyse.h - text to tokens: the one chain for indexing, for queries
 * and for marking what matched.
 *
 * Tokenise (tokenise.h), fold (normal.h), find sentences (sentence.h), stem
 * (stem.h).  The display text is never changed: tokens point into it by byte
 * offsets.  The table of cases in tests/unit/text/cases.tsv is the specification;
 * in short, a form is the word folded, and
 *
 *   - a possessive ’s is left out of the form, not of the offsets;
 *   - U.S. and US give "u.s", which the pronoun "us" cannot meet; so do the other
 *     capitals that spell a plain word (IT, WHO, AM, IS).  U.K. and UK give "uk";
 *   - a compound (e-mail, F-35, O'Brien, snake_case, TCP/IP) is one token of the
 *     parts joined ("email", "f35") over `width` positions, then its parts; of
 *     numbers alone the sign stays: "9/11" is not "911";
 *   - a sign that belongs to a word or number makes a form of its own beside the
 *     bare one at the same position: "$60b" and "60b", "10%" and "10" (60 € is
 *     "€60"), "#tag" and "tag", "@name" and "name".  c++, c#, .net and at&t
 *     have no bare form;
 *   - an address is one token without scheme, "www." and last slash, then its
 *     words;
 *   - Chinese, Japanese, Thai, Lao, Khmer and Burmese give overlapping bigrams,
 *     one position each; a character that stands alone gives itself.
 *
 * So one word of a query may give several tokens.  What has to be found is the
 * tokens that are not parts, those whose position no earlier token covers; for a
 * compound, either it or its parts in a row; of several bigrams, all in a row.
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
 * without a stemmer (or absent) leaves stem = form.  A text of zone TITLE is one
 * sentence.  Past LIMIT_TOKENS nothing more is added. */
void analyse_text(struct analyser *a, struct slice language, struct slice text, enum zone zone,
		  int32_t index, uint32_t body, struct tokens *t);
/* The same as far as so many positions, or some more: the words and sentences that end
 * there are those of the whole text, but for the last sentence. */
void analyse_beginning(struct analyser *a, struct slice language, struct slice text, enum zone zone,
		       uint32_t body, uint32_t positions, struct tokens *t);

/* The whole article: the title field (index -1, ZONE_TITLE) and the subtitle
 * field (index -2, ZONE_DEK) first when present, then every block in page order;
 * blocks of zone TITLE or DEK are passed over when the field is present, so that
 * a headline counts once.  A block of type HEADING is one sentence.  t is reset
 * first.  Only here quotations are looked for (quotes.h). */
void analyse_article(struct analyser *a, const struct article *art, struct tokens *t);

/* The stem of a folded form in one language, appended nowhere: valid until the
 * next call on this analyser.  For query words. */
struct slice analyser_stem(struct analyser *a, struct slice language, struct slice form);

#endif
