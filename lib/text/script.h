/* SPDX-License-Identifier: GPL-2.0-or-later */
/* lib/text/script.h - the script of a letter, as far as it tells languages. */
#ifndef LIB_TEXT_SCRIPT_H
#define LIB_TEXT_SCRIPT_H

#include <stdint.h>

enum script {
	SCRIPT_OTHER,
	SCRIPT_LATIN,
	SCRIPT_CYRILLIC,
	SCRIPT_GREEK,
	SCRIPT_ARMENIAN,
	SCRIPT_HEBREW,
	SCRIPT_ARABIC,
	SCRIPT_DEVANAGARI,
	SCRIPT_BENGALI,
	SCRIPT_GURMUKHI,
	SCRIPT_GUJARATI,
	SCRIPT_TAMIL,
	SCRIPT_TELUGU,
	SCRIPT_KANNADA,
	SCRIPT_MALAYALAM,
	SCRIPT_SINHALA,
	SCRIPT_THAI,
	SCRIPT_LAO,
	SCRIPT_TIBETAN,
	SCRIPT_MYANMAR,
	SCRIPT_GEORGIAN,
	SCRIPT_ETHIOPIC,
	SCRIPT_KHMER,
	SCRIPT_HANGUL,
	SCRIPT_KANA,
	SCRIPT_HAN,
	SCRIPT_COUNT
};

/* By Unicode block; cp is a letter. */
enum script script_of(uint32_t cp);
/* The language (ISO 639-1) of a script that only one is commonly written in, or
 * NULL. */
const char *script_language(enum script s);

#endif
