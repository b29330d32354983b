/* SPDX-License-Identifier: GPL-2.0-or-later */
/* bench/corpus_speed - how fast raw pages become articles, on one core:
 *
 *	corpus_speed PATH...
 *
 * Pages are read into memory first.  Each is then cleaned and, in turn, parsed by
 * libxml2 alone (htmlReadMemory, no walk), ROUNDS times; the quickest of the
 * rounds counts, in CPU time.  So a noisy machine moves the figures less, and the
 * ratio of the two hardly.  Prints pages a second, the slowest page, the ratio
 * and the largest memory of the process, pages included and without them.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

#include <libxml/HTMLparser.h>

#include "corpus/clean.h"
#include "corpus/read.h"
#include "lib/base/mem.h"

#define ROUNDS 5

struct page {
	enum raw_kind kind;
	char *path, *bytes;
	size_t n;
	double clean, parse; /* s */
};

struct job {
	struct page *v;
	size_t n, cap, bytes;
};

static bool on_record(void *ctx, const struct raw *r)
{
	struct job *job = ctx;

	if (r->kind == RAW_JSON)
		return false;
	GROW(job->v, job->n + 1, job->cap);
	job->v[job->n++] = (struct page){r->kind, xmemdup0(r->file.p, r->file.n),
					 xmemdup0(r->bytes.p, r->bytes.n), r->bytes.n, 1e9, 1e9};
	job->bytes += r->bytes.n;
	return true;
}

static bool on_read_trouble(void *ctx, const char *path, uint64_t offset, uint64_t line,
			    const struct err *err)
{
	(void)ctx, (void)offset, (void)line;
	fprintf(stderr, "%s: %s\n", path, err->msg);
	return true;
}

static bool on_file(void *ctx, const struct walk_file *f)
{
	struct read_sink sink = {ctx, on_record, on_read_trouble};
	struct err err = ERR_INIT;

	if (read_file(f->path, &sink, &err) != STATUS_OK && err.st != STATUS_CANCELLED)
		fprintf(stderr, "%s: %s\n", f->path, err.msg);
	return true;
}

static bool on_walk_trouble(void *ctx, const char *path, const struct err *err)
{
	return on_read_trouble(ctx, path, 0, 0, err);
}

static double cpu_now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static long resident_kb(void)
{
	struct rusage use;

	getrusage(RUSAGE_SELF, &use);
	return use.ru_maxrss;
}

static void clean_page(struct cleaner *c, struct article *a, struct page *p)
{
	struct raw r = {.kind = p->kind, .file = slice_str(p->path), .bytes = slice_of(p->bytes, p->n)};
	struct err err = ERR_INIT;
	double began = cpu_now(), took;

	if (clean_record(c, &r, a, &err) != STATUS_OK)
		article_reset(a);
	took = cpu_now() - began;
	if (took < p->clean)
		p->clean = took;
}

static void parse_page(struct page *p)
{
	double began = cpu_now(), took;

	xmlFreeDoc(htmlReadMemory(p->bytes, (int)p->n, NULL, "UTF-8",
				  HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING |
					  HTML_PARSE_NONET | HTML_PARSE_COMPACT));
	took = cpu_now() - began;
	if (took < p->parse)
		p->parse = took;
}

static void print(const struct job *job, long kb)
{
	double clean = 0, parse = 0;
	size_t i, worst = 0;

	for (i = 0; i < job->n; i++) {
		clean += job->v[i].clean;
		parse += job->v[i].parse;
		if (job->v[i].clean > job->v[worst].clean)
			worst = i;
	}
	printf("clean     %zu pages, %.1f MB: %.0f pages/s, slowest %.1f ms (%s)\n", job->n,
	       (double)job->bytes / 1e6, (double)job->n / clean, job->v[worst].clean * 1e3,
	       job->v[worst].path);
	printf("libxml2   %.0f pages/s into its tree; cleaning takes %.2f of that time\n",
	       (double)job->n / parse, clean / parse);
	printf("memory    %.0f MB at most, cleaning alone %.0f MB\n", (double)resident_kb() / 1e3,
	       (double)kb / 1e3);
}

int main(int argc, char **argv)
{
	struct job job = {0};
	struct walk_sink sink = {&job, on_file, on_walk_trouble};
	struct err err = ERR_INIT;
	struct cleaner *cleaner = cleaner_new();
	struct article article;
	long kb, before;
	size_t k;
	int i, round;

	if (argc < 2) {
		fprintf(stderr, "usage: corpus_speed PATH...\n");
		return 2;
	}
	article_init(&article);
	for (i = 1; i < argc; i++)
		if (walk_path(argv[i], &sink, &err) != STATUS_OK)
			fprintf(stderr, "%s: %s\n", argv[i], err.msg);
	before = resident_kb();
	for (round = 0; round < ROUNDS; round++) {
		for (k = 0; k < job.n; k++)
			clean_page(cleaner, &article, &job.v[k]);
		if (round == 0)
			kb = resident_kb() - before;
		for (k = 0; k < job.n; k++)
			if (job.v[k].kind == RAW_HTML)
				parse_page(&job.v[k]);
			else
				job.v[k].parse = 0;
	}
	if (job.n)
		print(&job, kb);
	for (k = 0; k < job.n; k++) {
		free(job.v[k].path);
		free(job.v[k].bytes);
	}
	free(job.v);
	article_done(&article);
	cleaner_free(cleaner);
	return job.n ? 0 : 1;
}
