/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Files as UTF-8, for bench/charset_eval.py: decode FILE ... writes for each file
 * its name, the flags and the length of its text in a line, then the text.  Files that begin
 * with '<' are decoded as pages, others as plain text. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "corpus/internal.h"
#include "lib/base/buf.h"
#include "lib/base/limits.h"

static bool read_all(const char *path, struct buf *out)
{
	FILE *f = fopen(path, "rb");
	char part[64 * KIB];
	size_t n;

	if (!f)
		return false;
	while ((n = fread(part, 1, sizeof(part), f)) > 0)
		buf_add(out, part, n);
	fclose(f);
	return buf_error(out) == STATUS_OK;
}

int main(int argc, char **argv)
{
	struct buf in, text;
	int i;

	buf_init(&in, 64 * MIB);
	buf_init(&text, 256 * MIB);
	for (i = 1; i < argc; i++) {
		struct err err = ERR_INIT;
		uint32_t flags = 0;
		struct slice s;

		buf_reset(&in);
		buf_reset(&text);
		if (!read_all(argv[i], &in)) {
			fprintf(stderr, "decode: cannot read %s\n", argv[i]);
			return 2;
		}
		s = buf_slice(&in);
		if (charset_to_utf8(s, slice_str(""), slice_starts(slice_trim(s), SLICE_LIT("<")), &text,
				    &flags, &err) != STATUS_OK)
			buf_reset(&text);
		printf("%s\t%" PRIu32 "\t%zu\n", argv[i], flags, text.len);
		fwrite(text.data, 1, text.len, stdout);
		putchar('\n');
	}
	buf_done(&in);
	buf_done(&text);
	return 0;
}
