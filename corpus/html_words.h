/* SPDX-License-Identifier: GPL-2.0-or-later */
/* corpus/html_words.h - comparing short texts by their words, without case and
 * marks.
 */
#ifndef CORPUS_HTML_WORDS_H
#define CORPUS_HTML_WORDS_H

#include <stdbool.h>

#include "lib/base/slice.h"

/* The same words in the same order. */
bool words_equal(struct slice a, struct slice b);
/* The same but for little: nine tenths of the words of the longer are in the
 * shorter. */
bool words_same(struct slice a, struct slice b);
/* The words of b stand in a one after the other. */
bool words_contain(struct slice a, struct slice b);
/* The share of a's words that are among b's, 0 to 1. */
double words_share(struct slice a, struct slice b);
size_t words_count(struct slice s); /* at most 256 */
/* Says what somebody does: "is a reporter", "covers", "schreibt". */
bool words_role(struct slice s);
/* "First Last is a reporter ...": a name, at once followed by what the bearer does. */
bool words_name_role(struct slice s);

#endif
