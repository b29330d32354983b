/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a run is about: see plan.h. */
#include "indexer/plan.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "corpus/read.h"
#include "lib/base/buf.h"
#include "lib/base/limits.h"
#include "lib/base/mem.h"

struct maker {
	struct plan *plan;
	bool (*stop)(void);
};

void plan_init(struct plan *p)
{
	*p = (struct plan){.arena = ARENA_INIT};
}

void plan_done(struct plan *p)
{
	arena_done(&p->arena);
	free(p->files);
	free(p->sorted);
	free(p->roots);
	free(p->troubles);
	plan_init(p);
}

static void add_trouble(struct plan *p, const char *path, const char *message)
{
	GROW(p->troubles, p->n_troubles + 1, p->cap_troubles);
	p->troubles[p->n_troubles++] =
		(struct plan_trouble){arena_str(&p->arena, slice_str(path)),
				      arena_str(&p->arena, slice_str(message))};
}

static bool on_file(void *ctx, const struct walk_file *f)
{
	struct maker *m = ctx;
	struct plan *p = m->plan;

	GROW(p->files, p->n_files + 1, p->cap_files);
	p->files[p->n_files++] = (struct plan_file){arena_str(&p->arena, slice_str(f->path)),
						    f->size, f->mtime_ns};
	return !m->stop || !m->stop();
}

static bool on_trouble(void *ctx, const char *path, const struct err *err)
{
	struct maker *m = ctx;
	const char *message = err->msg;
	size_t n = strlen(path);

	/* messages begin with the path, as the list of troubles does */
	if (strncmp(message, path, n) == 0 && strncmp(message + n, ": ", 2) == 0)
		message += n + 2;
	add_trouble(m->plan, path, message);
	return !m->stop || !m->stop();
}

/* The canonical path of an operand that is not there: its folder's, and its name. */
static char *canonical_missing(const char *operand)
{
	const char *slash = strrchr(operand, '/');
	char *dir = slash ? xmemdup0(operand, (size_t)(slash - operand) + 1) : xstrdup(".");
	const char *name = slash ? slash + 1 : operand;
	char *real = realpath(dir, NULL), *out = NULL;
	size_t n;

	if (real) {
		n = strlen(real) + strlen(name) + 2;
		out = xmalloc(n);
		snprintf(out, n, "%s/%s", strcmp(real, "/") == 0 ? "" : real, name);
	}
	free(real);
	free(dir);
	return out;
}

static enum status add_operand(struct maker *m, const char *operand, struct err *err)
{
	struct walk_sink sink = {m, on_file, on_trouble};
	struct plan *p = m->plan;
	char *path = realpath(operand, NULL);
	size_t troubles = p->n_troubles, files = p->n_files;
	enum status st = STATUS_OK;

	if (!path) {
		int e = errno;

		add_trouble(p, operand, strerror(e));
		p->bad_operand = true;
		if (e == ENOENT)
			path = canonical_missing(operand);
	} else {
		st = walk_path(path, &sink, err);
		if (st != STATUS_OK && st != STATUS_CANCELLED) {
			add_trouble(p, path, err->msg);
			p->bad_operand = true;
			st = STATUS_OK;
		}
		/* the operand itself could not be read */
		if (p->n_files == files && p->n_troubles > troubles &&
		    strcmp(p->troubles[troubles].path, path) == 0)
			p->bad_operand = true;
		/* a file that was named: the run goes on, its status tells */
		if (access(path, R_OK) != 0)
			p->bad_operand = true;
	}
	if (path) {
		GROW(p->roots, p->n_roots + 1, p->cap_roots);
		p->roots[p->n_roots++] = arena_str(&p->arena, slice_str(path));
	}
	free(path);
	return st;
}

struct ordered {
	struct plan_file file;
	size_t order;
};

static int by_path(const void *x, const void *y)
{
	const struct ordered *a = x, *b = y;
	int c = strcmp(a->file.path, b->file.path);

	return c ? c : (a->order > b->order) - (a->order < b->order);
}

static int by_order(const void *x, const void *y)
{
	const struct ordered *a = x, *b = y;

	return (a->order > b->order) - (a->order < b->order);
}

/* Operands may overlap: keep the first of each path.  Fill p->sorted. */
static void drop_repeated(struct plan *p)
{
	struct ordered *v = xcalloc(p->n_files + 1, sizeof(*v));
	size_t i, n = 0;

	p->sorted = xcalloc(p->n_files + 1, sizeof(*p->sorted));
	for (i = 0; i < p->n_files; i++)
		v[i] = (struct ordered){p->files[i], i};
	qsort(v, p->n_files, sizeof(*v), by_path);
	for (i = 0; i < p->n_files; i++)
		if (n == 0 || strcmp(v[i].file.path, v[n - 1].file.path) != 0)
			v[n++] = v[i];
	for (i = 0; i < n; i++)
		p->sorted[i] = v[i].file.path;
	qsort(v, n, sizeof(*v), by_order);
	p->bytes = 0;
	for (i = 0; i < n; i++) {
		p->files[i] = v[i].file;
		p->bytes += v[i].file.size;
	}
	p->n_files = n;
	free(v);
}

enum status plan_make(struct plan *p, char *const *operands, size_t n, bool (*stop)(void),
		      struct err *err)
{
	struct maker m = {p, stop};
	enum status st = STATUS_OK;
	size_t i;

	for (i = 0; i < n && st == STATUS_OK; i++)
		st = add_operand(&m, operands[i], err);
	drop_repeated(p);
	return st;
}

bool plan_same(const struct plan *a, const struct plan *b)
{
	size_t i;

	if (a->n_files != b->n_files || a->n_troubles != b->n_troubles)
		return false;
	for (i = 0; i < a->n_files; i++)
		if (a->files[i].size != b->files[i].size ||
		    a->files[i].mtime_ns != b->files[i].mtime_ns ||
		    strcmp(a->files[i].path, b->files[i].path) != 0)
			return false;
	return true;
}

static bool has_file(const struct plan *p, struct slice path)
{
	size_t lo = 0, hi = p->n_files;

	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;
		int c = slice_cmp(slice_str(p->sorted[mid]), path);

		if (c == 0)
			return true;
		if (c < 0)
			lo = mid + 1;
		else
			hi = mid;
	}
	return false;
}

/* Whether path is `root` or below it. */
static bool is_below(struct slice path, const char *root)
{
	size_t n = strlen(root);

	if (n && root[n - 1] == '/')
		n--; /* the root folder itself */
	return path.n >= n && (n == 0 || memcmp(path.p, root, n) == 0) &&
	       (path.n == n || path.p[n] == '/');
}

bool plan_vanished(const struct plan *p, struct slice path)
{
	bool below = false;
	size_t i;

	for (i = 0; i < p->n_roots; i++)
		below |= is_below(path, p->roots[i]);
	if (!below)
		return false;
	for (i = 0; i < p->n_troubles; i++) {
		bool is_root = false;
		size_t k;

		/* a missing operand is not in the way: it has vanished */
		for (k = 0; k < p->n_roots; k++)
			is_root |= strcmp(p->troubles[i].path, p->roots[k]) == 0 &&
				   access(p->roots[k], F_OK) != 0 && errno == ENOENT;
		if (!is_root && is_below(path, p->troubles[i].path))
			return false;
	}
	return !has_file(p, path);
}
