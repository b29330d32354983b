/* SPDX-License-Identifier: GPL-2.0-or-later */
/* bench/corpus_rename - the pages below PATH with every class and id renamed, so that
 * what the cleaner owes to names can be scored and looked at:
 *
 *	corpus_rename FOLDER PATH...
 *
 * Each page is written to FOLDER, as UTF-8 with a byte order mark, under its own name
 * without ".gz".  Exit status 0 all written, 1 some not, 2 wrong use.
 */
#include <stdio.h>
#include <string.h>

#include "corpus/internal.h"
#include "corpus/read.h"
#include "lib/base/limits.h"
#include "tests/unit/corpus/page_change.h"

struct job {
	const char *folder, *path;
	struct buf decoded, changed;
	bool failed;
};

static bool write_page(struct job *job)
{
	const char *name = strrchr(job->path, '/');
	struct slice base = slice_str(name ? name + 1 : job->path);
	char out[2 * LIMIT_PATH_BYTES];
	FILE *f;

	if (slice_ends(base, SLICE_LIT(".gz")))
		base.n -= 3;
	snprintf(out, sizeof(out), "%s/%.*s", job->folder, SLICE_ARG(base));
	f = fopen(out, "wb");
	if (!f)
		return false;
	fputs("\xEF\xBB\xBF", f);
	fwrite(job->changed.data, 1, job->changed.len, f);
	return fclose(f) == 0;
}

static bool on_record(void *ctx, const struct raw *r)
{
	struct job *job = ctx;
	struct err err = ERR_INIT;
	uint32_t flags = 0;

	if (r->kind != RAW_HTML)
		return true;
	buf_reset(&job->decoded);
	buf_reset(&job->changed);
	if (charset_to_utf8(r->bytes, r->charset, true, &job->decoded, &flags, &err) != STATUS_OK)
		return true;
	change_names(buf_slice(&job->decoded), &job->changed);
	if (!write_page(job))
		job->failed = true;
	return !job->failed;
}

static bool no_trouble(void *ctx, const char *path, uint64_t offset, uint64_t line, const struct err *err)
{
	(void)ctx, (void)offset, (void)line;
	fprintf(stderr, "not read: %s: %s\n", path, err->msg);
	return true;
}

static bool on_file(void *ctx, const struct walk_file *f)
{
	struct job *job = ctx;
	struct read_sink sink = {job, on_record, no_trouble};
	struct err err = ERR_INIT;

	job->path = f->path;
	return read_file(f->path, &sink, &err) == STATUS_OK;
}

static bool on_walk_trouble(void *ctx, const char *path, const struct err *err)
{
	return no_trouble(ctx, path, 0, 0, err);
}

int main(int argc, char **argv)
{
	struct job job = {.folder = argc > 1 ? argv[1] : NULL};
	struct walk_sink sink = {&job, on_file, on_walk_trouble};
	struct err err = ERR_INIT;
	int i;

	if (argc < 3) {
		fprintf(stderr, "usage: corpus_rename FOLDER PATH...\n");
		return 2;
	}
	buf_init(&job.decoded, 16 * LIMIT_PAGE_BYTES);
	buf_init(&job.changed, 16 * LIMIT_PAGE_BYTES);
	for (i = 2; i < argc && !job.failed; i++)
		if (walk_path(argv[i], &sink, &err) != STATUS_OK)
			job.failed = true;
	buf_done(&job.decoded);
	buf_done(&job.changed);
	return job.failed;
}
