/* SPDX-License-Identifier: GPL-2.0-or-later */
/* lib/text/language.h - the language of an article, from its own text first.
 *
 * Script decides where a script has one language; else a vote of function words
 * and letters (language_words.c: some 55 languages); a declared language (html
 * lang, og:locale) breaks ties, decides below 20 words unless the text clearly
 * says otherwise, and is believed for a language that we have no words of.
 * Initials ("A.") and letters before digits are no words; where a text of a Latin
 * script has not even the weight of one function word and nothing is declared, it
 * is taken for English, as most such headlines are.  Deterministic; no model file.  Threads: any.
 */
#ifndef LIB_TEXT_LANGUAGE_H
#define LIB_TEXT_LANGUAGE_H

#include <stdbool.h>

#include "lib/base/slice.h"

/* ISO 639-1 code (static string) or absent when nothing can be said.  `declared`
 * may be a tag such as "en-US" or "pt_BR", or absent.  Reads at most the first
 * 16 KiB of text. */
struct slice language_of(struct slice text, struct slice declared, double *confidence);

/* Is the folded word a function word (stop word) of the language?  For density
 * features of the cleaner; search never drops words. */
bool language_stopword(struct slice language, struct slice folded);

/* The languages that have a stemmer: ISO codes, NULL-terminated. */
const char *const *language_stemmed(void);

#endif
