/* SPDX-License-Identifier: GPL-2.0-or-later */
/* lib/base/hash.h - content hashes, by libxxhash's XXH3 (stable since 0.8).
 *
 * Not cryptographic: an id says "the same text", it does not prove who wrote it.
 */
#ifndef LIB_BASE_HASH_H
#define LIB_BASE_HASH_H

#include <stdint.h>

#include "lib/base/slice.h"

struct hash128 {
	uint64_t hi, lo;
};

uint32_t       hash32(struct slice s); /* the low half of hash64() */
uint64_t       hash64(struct slice s);
struct hash128 hash128(struct slice s);

/* An article id: "a:" and 20 characters of Crockford's base 32 in lower case
 * (100 bits), NUL-terminated. */
#define ID_LEN 22
void hash_id(struct hash128 h, char out[ID_LEN + 1]);
/* Sixteen hexadecimal digits and a NUL. */
void hash_hex64(uint64_t h, char out[17]);

#endif
