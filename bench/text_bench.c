/* SPDX-License-Identifier: GPL-2.0-or-later */
/* How fast lib/text is: reads a file of texts, one on each line, tokenises and
 * stems each as English, and prints megabytes of text a second of processor
 * time on one core.
 *
 *   text_bench FILE [ROUNDS] */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "lib/base/io.h"
#include "lib/base/num.h"
#include "lib/text/analyse.h"

static double seconds(void)
{
	struct timespec t;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static size_t analyse_lines(struct analyser *a, struct slice rest, struct tokens *t)
{
	struct slice line;
	size_t n = 0;

	while (slice_split(&rest, '\n', &line)) {
		tokens_reset(t);
		analyse_text(a, SLICE_LIT("en"), line, ZONE_BODY, 0, 1, t);
		n += t->n;
	}
	return n;
}

int main(int argc, char **argv)
{
	struct err err = ERR_INIT;
	struct analyser *a;
	struct tokens t;
	struct buf text;
	uint32_t rounds = 3, i;

	buf_init(&text, (size_t)1 << 31);
	if (argc < 2 || (argc > 2 && !num_u32(slice_str(argv[2]), 1000, &rounds)) ||
	    io_read_file(argv[1], &text, &err) != STATUS_OK) {
		fprintf(stderr, "usage: text_bench FILE [ROUNDS]\n%s\n", err.msg);
		return 2;
	}
	a = analyser_new();
	tokens_init(&t);
	for (i = 0; i < rounds; i++) {
		double start = seconds(), took;
		size_t n = analyse_lines(a, buf_slice(&text), &t);

		took = seconds() - start;
		printf("%.1f MB/s, %zu tokens of %zu bytes in %.2f s\n",
		       (double)text.len / 1e6 / took, n, text.len, took);
	}
	tokens_done(&t);
	analyser_free(a);
	buf_done(&text);
	return 0;
}
