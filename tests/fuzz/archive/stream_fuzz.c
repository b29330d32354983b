/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Any bytes as a token stream: every reader stays inside and comes to an end. */
#include <stdint.h>
#include <stdlib.h>

#include "lib/archive/stream.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct stream_block *blocks;
	struct stream_cursor c;
	struct stream_hit hit;
	struct stream s;
	uint32_t *sentences, hashes[64], found[64], n_found, i, k = 0;

	if (stream_open(slice_of((const char *)data, size), &s) != STATUS_OK)
		return 0;
	for (i = 0; i < 64; i++) {
		uint32_t before = 0;

		if (!stream_find(&s, i * 0x04000000u + (i << 3), &c))
			continue;
		while (stream_next(&c, &hit)) {
			if (hit.pos >= s.n_pos || hit.pos < before)
				abort();
			before = hit.pos;
		}
	}
	for (i = 0; i < 64; i++)
		hashes[i] = i * 0x04000000u + (i << 3);
	n_found = stream_find_many(&s, hashes, 64, found);
	for (i = 0; i < n_found; i++)
		if (found[i] >= 64 || (i && found[i] <= found[i - 1]))
			abort();
	/* a stream that is sound says the same both ways */
	for (i = 0; stream_check(&s) == STATUS_OK && i < 64; i++)
		if (stream_find(&s, hashes[i], &c) && (k >= n_found || found[k++] != i))
			abort();
	blocks = calloc((size_t)s.n_blocks + 1, sizeof(*blocks));
	sentences = calloc((size_t)s.n_sentences + 1, sizeof(*sentences));
	if (blocks && sentences) {
		stream_blocks(&s, blocks);
		stream_sentences(&s, sentences);
		if (sentences[s.n_sentences] != s.n_pos)
			abort();
		if (s.n_blocks && stream_block(&s, s.n_blocks - 1, &blocks[s.n_blocks]) &&
		    blocks[s.n_blocks].first_pos != blocks[s.n_blocks - 1].first_pos)
			abort();
		if (stream_check(&s) == STATUS_OK && s.n_stems && s.n_pos == 0)
			abort();
	}
	free(blocks);
	free(sentences);
	return 0;
}
