/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One run: see run.h.
 *
 * Reading is ahead of writing: files and records go into the pool as they are
 * read, and come out in the same order as articles.  So what belongs to a file
 * (its beginning, what the reader set aside, its end) goes through the pool as a
 * mark, and the writing side sees files one after another, whole.
 */
#include "indexer/run.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "corpus/read.h"
#include "indexer/copies.h"
#include "indexer/pool.h"
#include "indexer/survey.h"
#include "indexer/worker.h"
#include "lib/archive/copies.h"
#include "lib/archive/writer.h"
#include "lib/base/mem.h"

enum mark { MARK_BEGIN, MARK_TROUBLE, MARK_END };

/* A file between its reading and its writing; freed at its end mark. */
struct job {
	const struct plan_file *file;
	bool complete; /* read to its end */
};

struct trouble {
	struct set_aside what;
};

struct run {
	const struct run_options *o;
	struct run_stats *stats;
	struct archive_writer *w;
	struct pool *pool;
	struct err *err;

	const struct plan_file **changed; /* the files to be read */
	const char **paths;               /* theirs */
	size_t n_changed;
	struct hosts *hosts; /* what their pages have in common */

	struct job *reading; /* reading side */
	enum status read_st;

	struct job *writing; /* writing side */
	struct archive_file facts;
	char *reason;        /* of the first one set aside */
	uint64_t waiting;    /* articles changed since the commit */
	bool dirty;          /* anything changed since the commit */
	double committed_at, told_at, began_at;
};

double run_now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

void run_stats_done(struct run_stats *s)
{
	size_t i;

	for (i = 0; i < s->n_listed; i++) {
		free(s->listed[i].path);
		free(s->listed[i].message);
	}
	*s = (struct run_stats){0};
}

void run_set_aside(struct run_stats *s, const char *path, uint64_t offset, uint64_t line,
		   const char *message)
{
	s->set_aside++;
	if (s->n_listed < RUN_LISTED)
		s->listed[s->n_listed++] =
			(struct set_aside){xstrdup(path), offset, line, xstrdup(message)};
}

/* --- the writing side --- */

static enum status commit(struct run *r, struct err *err)
{
	enum status st = archive_writer_commit(r->w, err);

	if (st != STATUS_OK)
		return st;
	r->waiting = 0;
	r->dirty = false;
	r->committed_at = run_now();
	return STATUS_OK;
}

static void tell(struct run *r, double now, uint64_t offset)
{
	uint64_t done = r->stats->bytes_done;

	if (!r->o->progress || now - r->told_at < 0.2)
		return;
	r->told_at = now;
	r->stats->seconds = now - r->began_at;
	/* within a file as far as its offsets tell: those of gzip are decoded ones */
	if (r->writing)
		r->stats->bytes_done += offset < r->facts.size ? offset : r->facts.size;
	r->o->progress(r->o->ctx, r->stats);
	r->stats->bytes_done = done;
}

static enum status maybe_commit(struct run *r, uint64_t offset, struct err *err)
{
	double now = run_now();

	tell(r, now, offset);
	if (r->waiting >= (r->o->commit_every ? r->o->commit_every : RUN_COMMIT_ARTICLES) ||
	    (r->dirty && now - r->committed_at > RUN_COMMIT_SECONDS))
		return commit(r, err);
	return STATUS_OK;
}

static void note_set_aside(struct run *r, uint64_t offset, uint64_t line, struct slice message)
{
	char *text = xmemdup0(message.p ? message.p : "", message.n);

	run_set_aside(r->stats, r->writing->file->path, offset, line, text);
	r->facts.set_aside++;
	if (!r->reason)
		r->reason = text;
	else
		free(text);
}

static enum status write_record(struct run *r, const struct pool_item *item, struct err *err)
{
	enum archive_change change;
	enum status st;

	if (item->st != STATUS_OK) {
		note_set_aside(r, item->offset, item->line, item->message);
		return STATUS_OK;
	}
	st = archive_put(r->w, item->file, item->name, item->packed, &change, err);
	if (st != STATUS_OK)
		return st;
	r->facts.articles++;
	r->stats->added += change == ARCHIVE_ADDED;
	r->stats->replaced += change == ARCHIVE_REPLACED;
	r->stats->unchanged += change == ARCHIVE_UNCHANGED;
	if (change != ARCHIVE_UNCHANGED) {
		r->waiting++;
		r->dirty = true;
	}
	return STATUS_OK;
}

static enum status write_begin(struct run *r, struct job *job, struct err *err)
{
	r->writing = job;
	r->facts = (struct archive_file){.path = slice_str(job->file->path),
					 .size = job->file->size,
					 .mtime_ns = job->file->mtime_ns};
	return archive_file_begin(r->w, r->facts.path, err);
}

static enum status write_end(struct run *r, struct err *err)
{
	enum status st = STATUS_OK;
	uint32_t removed = 0;

	r->facts.reason = slice_str(r->reason);
	if (r->writing->complete)
		st = archive_file_end(r->w, &r->facts, &removed, err);
	r->stats->removed += removed;
	r->waiting += removed;
	r->dirty = true;
	r->stats->bytes_done += r->writing->file->size;
	free(r->reason);
	r->reason = NULL;
	free(r->writing);
	r->writing = NULL;
	return st;
}

static enum status write_trouble(struct run *r, struct trouble *t)
{
	note_set_aside(r, t->what.offset, t->what.line, slice_str(t->what.message));
	free(t->what.message);
	free(t);
	return STATUS_OK;
}

static enum status on_item(void *ctx, const struct pool_item *item, struct err *err)
{
	struct run *r = ctx;
	enum status st;

	if (item->kind == POOL_RECORD)
		st = write_record(r, item, err);
	else if (item->mark == MARK_BEGIN)
		st = write_begin(r, item->data, err);
	else if (item->mark == MARK_TROUBLE)
		st = write_trouble(r, item->data);
	else
		st = write_end(r, err);
	return st == STATUS_OK ? maybe_commit(r, item->offset, err) : st;
}

static void drop_mark(int mark, void *data)
{
	if (mark == MARK_TROUBLE)
		free(((struct trouble *)data)->what.message);
	free(data);
}

/* --- the reading side --- */

static bool go_on(struct run *r)
{
	if (r->read_st == STATUS_OK && r->o->stop && r->o->stop())
		r->read_st = STATUS_CANCELLED;
	return r->read_st == STATUS_OK;
}

static bool on_record(void *ctx, const struct raw *raw)
{
	struct run *r = ctx;

	if (go_on(r))
		r->read_st = pool_add_record(r->pool, raw, r->err);
	return r->read_st == STATUS_OK;
}

/* A file that the disk gave up on is not complete: what it had stays. */
static bool is_passing(enum status st)
{
	return st == STATUS_IO || st == STATUS_DENIED;
}

static bool add_trouble(struct run *r, uint64_t offset, uint64_t line, const struct err *e)
{
	struct trouble *t = xcalloc(1, sizeof(*t));

	if (is_passing(e->st))
		r->reading->complete = false;
	t->what = (struct set_aside){NULL, offset, line, xstrdup(e->msg)};
	r->read_st = pool_add_mark(r->pool, MARK_TROUBLE, t, r->err);
	return r->read_st == STATUS_OK;
}

static bool on_trouble(void *ctx, const char *path, uint64_t offset, uint64_t line,
		       const struct err *e)
{
	struct run *r = ctx;

	(void)path;
	return go_on(r) && add_trouble(r, offset, line, e);
}

/* Messages that begin with the path would name it twice. */
static void drop_path(struct err *e, const char *path)
{
	size_t n = strlen(path);

	if (strncmp(e->msg, path, n) == 0 && strncmp(e->msg + n, ": ", 2) == 0)
		memmove(e->msg, e->msg + n + 2, strlen(e->msg + n + 2) + 1);
}

static enum status read_one(struct run *r, const struct plan_file *file)
{
	struct read_sink sink = {r, on_record, on_trouble};
	struct err e = ERR_INIT;
	enum status st;

	r->reading = xcalloc(1, sizeof(*r->reading));
	r->reading->file = file;
	r->reading->complete = true;
	r->read_st = pool_add_mark(r->pool, MARK_BEGIN, r->reading, r->err);
	if (r->read_st != STATUS_OK)
		return r->read_st;
	st = read_file(file->path, &sink, &e);
	if (st != STATUS_OK && r->read_st == STATUS_OK) {
		drop_path(&e, file->path);
		r->reading->complete = false;
		add_trouble(r, 0, 0, &e);
	}
	/* interrupted: what of it is there stays, its facts wait for the next run */
	if (r->read_st == STATUS_CANCELLED) {
		r->reading->complete = false;
		st = pool_add_mark(r->pool, MARK_END, NULL, r->err);
		return st == STATUS_OK ? STATUS_CANCELLED : st;
	}
	if (r->read_st == STATUS_OK)
		r->read_st = pool_add_mark(r->pool, MARK_END, NULL, r->err);
	return r->read_st;
}

static enum status is_unchanged(struct run *r, const struct plan_file *file, bool *unchanged,
				struct err *err)
{
	struct archive_file known;
	bool there;
	enum status st;

	st = archive_file_get(r->w, slice_str(file->path), &there, &known, err);
	if (st != STATUS_OK)
		return st;
	*unchanged = there && known.size == file->size && known.mtime_ns == file->mtime_ns;
	if (*unchanged) {
		r->stats->files_unchanged++;
		r->stats->unchanged += known.articles;
		r->stats->passed_over += known.articles;
		r->stats->bytes_done += file->size;
	}
	return STATUS_OK;
}

static enum status find_changed(struct run *r, const struct plan *plan, struct err *err)
{
	enum status st = STATUS_OK;
	bool unchanged;
	size_t i;

	r->changed = xreallocarray(NULL, plan->n_files + 1, sizeof(*r->changed));
	r->paths = xreallocarray(NULL, plan->n_files + 1, sizeof(*r->paths));
	for (i = 0; i < plan->n_files && st == STATUS_OK; i++) {
		st = is_unchanged(r, &plan->files[i], &unchanged, err);
		if (st != STATUS_OK || unchanged)
			continue;
		r->changed[r->n_changed] = &plan->files[i];
		r->paths[r->n_changed++] = plan->files[i].path;
	}
	return st;
}

/* The workers know the table because they are started after it is made. */
static enum status start_workers(struct run *r, struct err *err)
{
	struct worker_trade feeds;
	enum status st = survey_make(r->paths, r->n_changed, r->o->jobs, r->o->stop, &r->hosts, err);

	if (st != STATUS_OK)
		return st;
	feeds = worker_feeding(r->hosts);
	return pool_new(&feeds, r->o->jobs, on_item, drop_mark, r, &r->pool, err);
}

static enum status read_all(struct run *r, const struct plan *plan, struct err *err)
{
	enum status st = find_changed(r, plan, err), drained;
	size_t i;

	if (st == STATUS_OK)
		st = start_workers(r, err);
	if (st != STATUS_OK)
		return st;
	for (i = 0; i < r->n_changed && st == STATUS_OK; i++) {
		st = r->o->stop && r->o->stop() ? STATUS_CANCELLED : STATUS_OK;
		if (st == STATUS_OK)
			st = read_one(r, r->changed[i]);
	}
	if (st != STATUS_OK && st != STATUS_CANCELLED)
		return st;
	drained = pool_drain(r->pool, err);
	return drained == STATUS_OK ? st : drained;
}

/* --- pruning --- */

struct gone {
	const struct plan *plan;
	char **v;
	size_t n, cap;
};

static bool note_gone(void *ctx, const struct archive_file *f)
{
	struct gone *g = ctx;

	if (plan_vanished(g->plan, f->path)) {
		GROW(g->v, g->n + 1, g->cap);
		g->v[g->n++] = xmemdup0(f->path.p, f->path.n);
	}
	return true;
}

static enum status prune(struct run *r, const struct plan *plan, struct err *err)
{
	struct gone g = {plan, NULL, 0, 0};
	enum status st = archive_writer_files(r->w, note_gone, &g, err);
	uint32_t removed;
	size_t i;

	for (i = 0; i < g.n; i++) {
		if (st == STATUS_OK)
			st = archive_file_remove(r->w, slice_str(g.v[i]), &removed, err);
		if (st == STATUS_OK) {
			r->stats->removed += removed;
			r->waiting += removed;
			r->dirty = true;
			st = maybe_commit(r, 0, err);
		}
		free(g.v[i]);
	}
	free(g.v);
	return st;
}

/* After the last article and before the last commit.  An interrupt here leaves it
 * to the next run. */
static enum status find_copies(struct run *r, enum status *read, struct err *err)
{
	enum status st;

	if (!archive_copies_pending(r->w))
		return STATUS_OK;
	r->dirty = true;
	st = copies_update(r->w, r->o->stop, &r->stats->copies, err);
	if (st != STATUS_CANCELLED)
		return st;
	*read = st;
	return STATUS_OK;
}

enum status run_index(const struct run_options *o, const struct plan *plan, struct run_stats *stats,
		      struct err *err)
{
	struct run r = {.o = o, .stats = stats, .err = err};
	enum status st, read = STATUS_OK;

	r.began_at = r.committed_at = r.told_at = run_now();
	stats->files = plan->n_files;
	stats->bytes = plan->bytes;
	st = archive_writer_open(o->dir, &r.w, err);
	if (st == STATUS_OK) {
		read = read_all(&r, plan, err);
		st = read == STATUS_CANCELLED ? STATUS_OK : read;
	}
	if (st == STATUS_OK && read == STATUS_OK && o->prune)
		st = prune(&r, plan, err);
	if (st == STATUS_OK && read == STATUS_OK)
		st = find_copies(&r, &read, err);
	if (st == STATUS_OK && r.dirty)
		st = commit(&r, err);
	if (st == STATUS_OK && read == STATUS_OK)
		st = archive_writer_compact(r.w, o->stop, &stats->compacted, err);
	if (r.w)
		stats->articles = archive_writer_articles(r.w);
	pool_free(r.pool);
	archive_writer_close(r.w);
	hosts_free(r.hosts);
	free(r.changed);
	free(r.paths);
	free(r.reason);
	free(r.writing);
	stats->seconds = run_now() - r.began_at;
	if (st == STATUS_OK && read == STATUS_CANCELLED) {
		stats->interrupted = true;
		st = err_set(err, STATUS_CANCELLED, "interrupted");
	}
	return st;
}
