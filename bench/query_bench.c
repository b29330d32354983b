/* SPDX-License-Identifier: GPL-2.0-or-later */
/* bench/query_bench - how fast lib/search answers, in process.
 *
 *	query_bench ARCHIVE QUERIES
 *
 * QUERIES has a class, words (for peers) and a query on each line, by tabs
 * (draw_queries.py).  For each line "MODE CLASS" on standard input, all queries of
 * the class are asked, and for each a line "MICROSECONDS TOTAL" is written, then
 * a dot.  MODE is one of
 *
 *	ids    the best ten and the exact total
 *	full   the whole reply of /v1/search: snippets, marks, citations, counts
 *	       of other zones, as JSON
 *
 * Exit status 0, or 2 when the archive or the file cannot be read.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "lib/base/buf.h"
#include "lib/base/io.h"
#include "lib/base/limits.h"
#include "lib/base/mem.h"
#include "lib/search/api.h"
#include "lib/search/search.h"

#define HITS 10
#define ANY  "longany" /* the class that asks for any of the words */

struct line {
	struct slice kind, query;
};

struct bench {
	struct archive_reader *reader;
	struct searcher searcher;
	struct api *api;
	struct line *lines;
	size_t n_lines, cap_lines;
};

static double now_us(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec * 1e6 + (double)t.tv_nsec / 1e3;
}

static void read_lines(struct bench *b, struct slice text)
{
	struct slice rest = text, line, kind, words;

	while (slice_split(&rest, '\n', &line)) {
		if (!slice_split(&line, '\t', &kind) || !slice_split(&line, '\t', &words))
			continue;
		GROW(b->lines, b->n_lines + 1, b->cap_lines);
		b->lines[b->n_lines++] = (struct line){kind, line};
	}
}

static enum status ask_ids(struct bench *b, const struct line *l, uint64_t *total, struct err *err)
{
	struct search_request req = {.q = l->query, .zones = ZONES_DEFAULT, .limit = HITS,
				     .deadline_ms = LIMIT_SEARCH_MS, .count = true};
	struct search_result r;
	enum status st;

	if (slice_eq_str(l->kind, ANY))
		req.mode = QUERY_ANY;
	st = search_run(&b->searcher, &req, &r, err);
	*total = st == STATUS_OK ? r.total : 0;
	search_result_done(&r);
	return st;
}

static enum status ask_full(struct bench *b, const struct line *l, uint64_t *total, struct err *err)
{
	const struct api_param params[] = {{SLICE_LIT("q"), l->query},
					   {SLICE_LIT("mode"), SLICE_LIT("any")}};
	struct api_reply r;
	enum status st = STATUS_OK;

	api_reply_init(&r);
	api_call(b->api, SLICE_LIT("/v1/search"), params, slice_eq_str(l->kind, ANY) ? 2 : 1,
		 LIMIT_SEARCH_MS, &r);
	*total = r.found;
	if (r.http != 200)
		st = err_set(err, STATUS_INTERNAL, "%.*s", SLICE_ARG(buf_slice(&r.body)));
	api_reply_done(&r);
	return st;
}

/* "MODE CLASS" */
static enum status serve(struct bench *b, struct slice command, struct err *err)
{
	enum status st = STATUS_OK;
	struct slice mode;
	size_t i;

	if (!slice_split(&command, ' ', &mode))
		return err_set(err, STATUS_USAGE, "MODE CLASS is wanted");
	for (i = 0; i < b->n_lines && st == STATUS_OK; i++) {
		const struct line *l = &b->lines[i];
		uint64_t total = 0;
		double start;

		if (!slice_eq(l->kind, command))
			continue;
		start = now_us();
		st = slice_eq_str(mode, "ids") ? ask_ids(b, l, &total, err)
					       : ask_full(b, l, &total, err);
		printf("%.1f %llu\n", now_us() - start, (unsigned long long)total);
	}
	puts(".");
	fflush(stdout);
	return st;
}

int main(int argc, char **argv)
{
	struct err err = ERR_INIT;
	struct bench b = {0};
	char command[256];
	enum status st;
	struct buf text;

	if (argc != 3) {
		fprintf(stderr, "Usage: query_bench ARCHIVE QUERIES\n");
		return 2;
	}
	buf_init(&text, 64 * MIB);
	st = io_read_file(argv[2], &text, &err);
	if (st == STATUS_OK)
		st = archive_reader_open(argv[1], &b.reader, &err);
	if (st == STATUS_OK)
		st = api_open(argv[1], &b.api, &err);
	if (st == STATUS_OK) {
		searcher_init(&b.searcher, b.reader);
		read_lines(&b, buf_slice(&text));
		while (st == STATUS_OK && fgets(command, sizeof(command), stdin))
			st = serve(&b, slice_trim(slice_str(command)), &err);
		searcher_done(&b.searcher);
	}
	if (st != STATUS_OK)
		fprintf(stderr, "query_bench: %s\n", err.msg);
	api_close(b.api);
	archive_reader_close(b.reader);
	free(b.lines);
	buf_done(&text);
	return st == STATUS_OK ? 0 : 2;
}
