/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Any bytes as a stored article: decoded or refused; what was decoded encodes
 * to what decodes to the same. */
#include <stdint.h>
#include <stdlib.h>

#include "lib/archive/record.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct record_codec *codec;
	struct article a, b;
	uint64_t first;
	struct buf out;

	if (!codec)
		codec = record_codec_new();
	article_init(&a);
	article_init(&b);
	buf_init(&out, SIZE_MAX / 2);
	if (record_decode(codec, slice_of((const char *)data, size), &a, NULL) == STATUS_OK) {
		if (record_encode(codec, &a, &out, NULL) != STATUS_OK)
			abort();
		first = record_content_hash(codec);
		if (record_decode(codec, buf_slice(&out), &b, NULL) != STATUS_OK)
			abort();
		buf_reset(&out);
		if (record_encode(codec, &b, &out, NULL) != STATUS_OK ||
		    record_content_hash(codec) != first)
			abort();
	}
	buf_done(&out);
	article_done(&a);
	article_done(&b);
	return 0;
}
