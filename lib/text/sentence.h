/* SPDX-License-Identifier: GPL-2.0-or-later */
/* lib/text/sentence.h - does a sentence end at this stop?
 *
 * Rules of UAX #29 as far as they go, then what it leaves to the language:
 * abbreviations, initials, ordinals, quotes after the stop, a word that goes on
 * in lower case.  Reads forward past closing quotes, blanks and opening quotes
 * only, so a whole text costs linear time.
 */
#ifndef LIB_TEXT_SENTENCE_H
#define LIB_TEXT_SENTENCE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/base/slice.h"

struct sentence_stop {
	size_t end; /* behind the stops and the quotes that close after them */
	bool ends;  /* a sentence ends there */
};

/* Is cp a stop: . ! ? … and their kin in other scripts? */
bool sentence_is_stop(uint32_t cp);

/* text[at] begins a run of stops; `word` is the word right before it (absent
 * when something stands between), `first` whether it is the sentence's only word
 * so far; language is ISO 639-1 or absent. */
struct sentence_stop sentence_at(struct slice text, size_t at, struct slice word, bool first,
				 struct slice language);

#endif
