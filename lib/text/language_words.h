/* SPDX-License-Identifier: GPL-2.0-or-later */
/* lib/text/language_words.h - the commonest words of each language that is told
 * apart by its words, and the letters that few languages have.
 *
 * Words are lower case, with their accents, between blanks.  Static data. */
#ifndef LIB_TEXT_LANGUAGE_WORDS_H
#define LIB_TEXT_LANGUAGE_WORDS_H

#include <stddef.h>
#include <stdint.h>

#include "lib/text/script.h"

#define LANGUAGE_WORDS_MAX 64 /* languages: a set of them is a uint64_t */

struct language_words {
	char iso[3];
	enum script script;
	const char *words;
};

struct language_letter {
	uint32_t cp;           /* lower case */
	const char *languages; /* ISO codes between blanks */
};

/* Both end with a zero entry. */
extern const struct language_words language_words[];
extern const struct language_letter language_letters[];

#endif
