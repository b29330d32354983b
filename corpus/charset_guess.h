/* SPDX-License-Identifier: GPL-2.0-or-later */
/* corpus/charset_guess.h - the encoding of bytes that nobody declared.
 *
 * libuchardet on the text between the tags, and what its answer must stand: bytes
 * that the encoding it names has no text for, or no such language writes, say that
 * a sibling is meant.
 *
 * Reads 64 KiB at most.  Threads: no state.
 */
#ifndef CORPUS_CHARSET_GUESS_H
#define CORPUS_CHARSET_GUESS_H

#include <stdbool.h>

#include "lib/base/slice.h"

#define CHARSET_LABEL_MAX 40

/* A label, empty when there is none. */
void charset_guess(struct slice s, bool html, char label[CHARSET_LABEL_MAX]);
/* Nothing but Mac OS Roman's quotation marks, dashes and the like, and one of them
 * inside a word: in windows-1252 it would be a capital there ("itÕs"). */
bool charset_has_mac_quotes(struct slice s);

#endif
