/* SPDX-License-Identifier: GPL-2.0-or-later */
/* corpus/date_words.h - the words of printed dates in some thirty languages.
 *
 * Words are folded by normal_fold() before they are asked about.
 */
#ifndef CORPUS_DATE_WORDS_H
#define CORPUS_DATE_WORDS_H

#include <stdbool.h>

#include "lib/base/slice.h"

/* 1 to 12, or 0 when the word names no month.  `language` may be absent; it
 * tells homonyms apart. */
int date_month(struct slice folded, struct slice language);

/* A weekday, a word of the hour ("uhr", "pm"), a time zone: a word that may
 * stand beside a date without making it a sentence. */
bool date_filler(struct slice folded);

#endif
