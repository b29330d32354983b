/* SPDX-License-Identifier: GPL-2.0-or-later */
/* lib/archive/dictionary.h - what zlib knows before it reads an article: words
 * and turns of phrase that are frequent in news.
 *
 * The bytes are part of the archive's format: a change raises ARCHIVE_FORMAT.
 */
#ifndef LIB_ARCHIVE_DICTIONARY_H
#define LIB_ARCHIVE_DICTIONARY_H

#include <stddef.h>

extern const char   record_dictionary[];
extern const size_t record_dictionary_len;

#endif
