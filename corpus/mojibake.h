/* SPDX-License-Identifier: GPL-2.0-or-later */
/* corpus/mojibake.h - UTF-8 that was once read as windows-1252 and written as
 * UTF-8 again ("donâ€™t", "rÃ©sumÃ©"), undone where the round trip proves it.
 */
#ifndef CORPUS_MOJIBAKE_H
#define CORPUS_MOJIBAKE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/base/buf.h"

/* The character that windows-1252 (as WHATWG has it) gives to a byte. */
uint32_t charset_cp1252(unsigned char c);

/* Undo it in out from byte `from`, in place: only when at least three places
 * turn into valid UTF-8 and they are the bulk of the places that could.
 * True when something was changed. */
bool mojibake_undo(struct buf *out, size_t from);

#endif
