/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A look before the work: see survey.h. */
#include "indexer/survey.h"

#include <stdlib.h>
#include <string.h>

#include "corpus/clean.h"
#include "corpus/read.h"
#include "corpus/stream.h"
#include "indexer/pool.h"
#include "indexer/worker.h"
#include "lib/base/hash.h"
#include "lib/base/mem.h"

struct page {
	uint64_t host, name; /* hashes */
	const char *path;
};

struct survey {
	const char *const *paths;
	size_t n_paths;
	bool (*stop)(void);
	struct page *pages; /* those that name a host */
	size_t n, cap;
	struct pool *pool;
	struct hosts *hosts;
	struct err *err;
	enum status st;
};

static bool stopped(const struct survey *s)
{
	return s->stop && s->stop();
}

/* --- who is there --- */

static uint64_t host_of(const char *path, char *head)
{
	struct err ignored = ERR_INIT;
	struct stream *in;
	size_t n = 0, got;

	if (stream_open_path(path, &in, &ignored) != STATUS_OK)
		return 0;
	while (n < HOSTS_HEAD && (got = stream_read(in, head + n, HOSTS_HEAD - n)))
		n += got;
	stream_close(in);
	return hosts_peek(slice_of(head, n));
}

/* The last part of the path: a folder may be moved. */
static uint64_t name_of(const char *path)
{
	const char *slash = strrchr(path, '/');

	return hash64(slice_str(slash ? slash + 1 : path));
}

static enum status find_hosts(struct survey *s)
{
	char *head = xmalloc(HOSTS_HEAD);
	size_t i;

	for (i = 0; i < s->n_paths && !stopped(s); i++) {
		uint64_t host = host_of(s->paths[i], head);

		if (!host)
			continue;
		GROW(s->pages, s->n + 1, s->cap);
		s->pages[s->n++] = (struct page){host, name_of(s->paths[i]), s->paths[i]};
	}
	free(head);
	return i < s->n_paths ? STATUS_CANCELLED : STATUS_OK;
}

static int by_host(const void *a, const void *b)
{
	const struct page *x = a, *y = b;

	if (x->host != y->host)
		return x->host < y->host ? -1 : 1;
	if (x->name != y->name)
		return x->name < y->name ? -1 : 1;
	return strcmp(x->path, y->path);
}

/* Keep the first pages of each host that has enough of them. */
static void choose(struct survey *s)
{
	size_t i = 0, j, k, kept = 0;

	if (s->n)
		qsort(s->pages, s->n, sizeof(*s->pages), by_host);
	for (; i < s->n; i = j) {
		for (j = i + 1; j < s->n && s->pages[j].host == s->pages[i].host; j++)
			;
		if (j - i < HOSTS_PAGES)
			continue;
		for (k = i; k < j && k < i + SURVEY_PER_HOST && kept < SURVEY_FILES; k++)
			s->pages[kept++] = s->pages[k];
	}
	s->n = kept;
}

/* --- in the worker: a page to its note --- */

struct tools {
	struct cleaner *cleaner;
	struct article article;
};

static void *begin_noting(const void *arg)
{
	struct tools *t = xcalloc(1, sizeof(*t));

	(void)arg;
	t->cleaner = cleaner_new();
	article_init(&t->article);
	return t;
}

static void end_noting(void *tools)
{
	struct tools *t = tools;

	article_done(&t->article);
	cleaner_free(t->cleaner);
	free(t);
}

static enum status note_one(void *tools, const struct raw *r, struct buf *name, struct buf *note,
			    struct err *err)
{
	struct tools *t = tools;
	enum status st = clean_record(t->cleaner, r, &t->article, err);

	(void)name;
	if (st == STATUS_OK)
		hosts_note(&t->article, note);
	return st;
}

static const struct worker_trade notes = {begin_noting, end_noting, note_one, NULL};

/* --- reading and gathering --- */

static enum status on_note(void *ctx, const struct pool_item *item, struct err *err)
{
	struct survey *s = ctx;

	if (item->st == STATUS_OK && !hosts_add(s->hosts, item->packed))
		return err_set(err, STATUS_INTERNAL, "a worker's note cannot be read");
	return STATUS_OK;
}

static void on_drop(int mark, void *data)
{
	(void)mark;
	(void)data;
}

/* A page is one record; anything else is no page. */
static bool on_record(void *ctx, const struct raw *r)
{
	struct survey *s = ctx;

	if (r->kind == RAW_HTML)
		s->st = pool_add_record(s->pool, r, s->err);
	if (s->st == STATUS_TOO_BIG)
		s->st = STATUS_OK;
	return false;
}

static bool on_trouble(void *ctx, const char *path, uint64_t offset, uint64_t line,
		       const struct err *err)
{
	(void)ctx, (void)path, (void)offset, (void)line, (void)err;
	return true;
}

static enum status read_pages(struct survey *s)
{
	struct read_sink sink = {s, on_record, on_trouble};
	struct err ignored = ERR_INIT;
	size_t i;

	for (i = 0; i < s->n && s->st == STATUS_OK; i++) {
		if (stopped(s))
			return STATUS_CANCELLED;
		if (read_file(s->pages[i].path, &sink, &ignored) != STATUS_OK)
			ignored = (struct err)ERR_INIT;
	}
	return s->st == STATUS_OK ? pool_drain(s->pool, s->err) : s->st;
}

enum status survey_make(const char *const *paths, size_t n, unsigned jobs, bool (*stop)(void),
			struct hosts **out, struct err *err)
{
	struct survey s = {.paths = paths, .n_paths = n, .stop = stop, .err = err};
	enum status st;

	*out = NULL;
	if (n < HOSTS_PAGES)
		return STATUS_OK;
	st = find_hosts(&s);
	choose(&s);
	if (st == STATUS_OK && s.n) {
		s.hosts = hosts_new();
		st = pool_new(&notes, jobs, on_note, on_drop, &s, &s.pool, err);
		if (st == STATUS_OK)
			st = read_pages(&s);
		pool_free(s.pool);
	}
	free(s.pages);
	if (st != STATUS_OK) {
		hosts_free(s.hosts);
		return st;
	}
	if (s.hosts)
		hosts_settle(s.hosts);
	*out = s.hosts;
	return STATUS_OK;
}
