/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Content hashes: see hash.h. */
#include "lib/base/hash.h"

#include <xxhash.h>

uint32_t hash32(struct slice s)
{
	return (uint32_t)hash64(s);
}

uint64_t hash64(struct slice s)
{
	return XXH3_64bits(s.n ? s.p : "", s.n);
}

struct hash128 hash128(struct slice s)
{
	XXH128_hash_t h = XXH3_128bits(s.n ? s.p : "", s.n);

	return (struct hash128){h.high64, h.low64};
}

void hash_id(struct hash128 h, char out[ID_LEN + 1])
{
	static const char digits[] = "0123456789abcdefghjkmnpqrstvwxyz";
	size_t i;

	out[0] = 'a';
	out[1] = ':';
	for (i = 2; i < ID_LEN; i++) {
		out[i] = digits[h.hi >> 59];
		h.hi = h.hi << 5 | h.lo >> 59;
		h.lo <<= 5;
	}
	out[ID_LEN] = '\0';
}

void hash_hex64(uint64_t h, char out[17])
{
	static const char hex[] = "0123456789abcdef";
	int i;

	for (i = 15; i >= 0; i--, h >>= 4)
		out[i] = hex[h & 15];
	out[16] = '\0';
}
