/* SPDX-License-Identifier: GPL-2.0-or-later */
/* corpus/walk.c - folders to files, in byte order of names: see read.h.
 *
 * A folder is read whole (names only), sorted, closed, then gone through, so that
 * no more than one descriptor is open whatever the depth.  Every folder entered
 * is remembered by device and inode: one met again is passed over, and when it
 * is one that we stand in, that is a symlink loop and is told.
 *
 * Recursion is bounded by LIMIT_WALK_DEPTH.
 */
#include "corpus/read.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "lib/base/limits.h"
#include "lib/base/mem.h"

struct folder_id {
	dev_t dev;
	ino_t ino;
};

struct walk {
	const struct walk_sink *sink;
	struct folder_id *seen; /* open addressing; ino 0 is free */
	size_t n_seen, cap_seen;
	struct folder_id stack[LIMIT_WALK_DEPTH + 1]; /* the folders we stand in */
	size_t depth;
};

struct names {
	char **v;
	size_t n, cap;
};

static bool walk_any(struct walk *w, const char *path, bool named);

static bool trouble(struct walk *w, const char *path, const struct err *err)
{
	return w->sink->on_trouble(w->sink->ctx, path, err);
}

static size_t seen_slot(const struct folder_id *v, size_t cap, struct folder_id id)
{
	size_t i = (size_t)((uint64_t)id.ino * 0x9E3779B97F4A7C15u ^ (uint64_t)id.dev) & (cap - 1);

	while (v[i].ino && (v[i].ino != id.ino || v[i].dev != id.dev))
		i = (i + 1) & (cap - 1);
	return i;
}

static void seen_grow(struct walk *w)
{
	size_t cap = w->cap_seen ? w->cap_seen * 2 : 64, i;
	struct folder_id *v = xcalloc(cap, sizeof(*v));

	for (i = 0; i < w->cap_seen; i++)
		if (w->seen[i].ino)
			v[seen_slot(v, cap, w->seen[i])] = w->seen[i];
	free(w->seen);
	w->seen = v;
	w->cap_seen = cap;
}

/* Whether the folder is new; it is not new a second time. */
static bool seen_add(struct walk *w, struct folder_id id)
{
	size_t i;

	if (w->n_seen * 2 >= w->cap_seen)
		seen_grow(w);
	i = seen_slot(w->seen, w->cap_seen, id);
	if (w->seen[i].ino)
		return false;
	w->seen[i] = id;
	w->n_seen++;
	return true;
}

static bool stands_in(const struct walk *w, struct folder_id id)
{
	size_t i;

	for (i = 0; i < w->depth; i++)
		if (w->stack[i].ino == id.ino && w->stack[i].dev == id.dev)
			return true;
	return false;
}

static int compare_names(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

static void names_done(struct names *names)
{
	size_t i;

	for (i = 0; i < names->n; i++)
		free(names->v[i]);
	free(names->v);
}

/* The names of a folder but for hidden ones, sorted by their bytes. */
static enum status names_read(const char *path, struct names *out, struct err *err)
{
	DIR *d = opendir(path);
	struct dirent *e;
	enum status st = STATUS_OK;

	if (!d)
		return err_set_errno(err, "the folder cannot be opened");
	for (errno = 0; (e = readdir(d)); errno = 0) {
		if (e->d_name[0] == '.')
			continue;
		GROW(out->v, out->n + 1, out->cap);
		out->v[out->n++] = xstrdup(e->d_name);
	}
	if (errno)
		st = err_set_errno(err, "the folder cannot be read to its end");
	closedir(d);
	if (out->n)
		qsort(out->v, out->n, sizeof(*out->v), compare_names);
	return st;
}

static char *path_join(const char *folder, const char *name)
{
	size_t n = strlen(folder), room = n + strlen(name) + 2;
	char *out = xmalloc(room);

	snprintf(out, room, "%s%s%s", folder, n && folder[n - 1] == '/' ? "" : "/", name);
	return out;
}

static bool walk_names(struct walk *w, const char *path, const struct names *names)
{
	bool go = true;
	size_t i;

	for (i = 0; go && i < names->n; i++) {
		char *sub = path_join(path, names->v[i]);

		go = walk_any(w, sub, false);
		free(sub);
	}
	return go;
}

static bool walk_folder(struct walk *w, const char *path, struct folder_id id)
{
	struct names names = {NULL, 0, 0};
	struct err err = ERR_INIT;
	bool go = true;

	if (stands_in(w, id)) {
		err_set(&err, STATUS_BAD_DATA, "a symlink loop: this folder is above itself");
		return trouble(w, path, &err);
	}
	if (w->depth == LIMIT_WALK_DEPTH) {
		err_set(&err, STATUS_TOO_BIG, "more than %d folders deep: not entered",
			LIMIT_WALK_DEPTH);
		return trouble(w, path, &err);
	}
	if (!seen_add(w, id))
		return true;
	w->stack[w->depth++] = id;
	if (names_read(path, &names, &err) != STATUS_OK)
		go = trouble(w, path, &err);
	if (go)
		go = walk_names(w, path, &names);
	w->depth--;
	names_done(&names);
	return go;
}

static bool walk_file(struct walk *w, const char *path, const struct stat *sb)
{
	struct walk_file f = {path, sb->st_size > 0 ? (uint64_t)sb->st_size : 0,
			      (int64_t)sb->st_mtim.tv_sec * 1000000000 + sb->st_mtim.tv_nsec};

	return w->sink->on_file(w->sink->ctx, &f);
}

/* `named`: the operand itself, which may be a pipe ("<(command)" of a shell). */
static bool walk_any(struct walk *w, const char *path, bool named)
{
	struct err err = ERR_INIT;
	struct stat sb;

	if (strlen(path) >= LIMIT_PATH_BYTES) {
		err_set(&err, STATUS_TOO_BIG, "a path of %zu bytes or more",
			(size_t)LIMIT_PATH_BYTES);
		return trouble(w, path, &err);
	}
	if (stat(path, &sb) != 0) {
		if (errno == ENOENT && !named)
			err_set(&err, STATUS_NOT_FOUND, "a symlink to nothing");
		else
			err_set_errno(&err, "cannot be read");
		return trouble(w, path, &err);
	}
	if (S_ISDIR(sb.st_mode))
		return walk_folder(w, path, (struct folder_id){sb.st_dev, sb.st_ino});
	if (S_ISREG(sb.st_mode) || (named && (S_ISFIFO(sb.st_mode) || S_ISCHR(sb.st_mode))))
		return walk_file(w, path, &sb);
	err_set(&err, STATUS_UNSUPPORTED, "neither a file nor a folder");
	return trouble(w, path, &err);
}

enum status walk_path(const char *path, const struct walk_sink *sink, struct err *err)
{
	struct walk w = {.sink = sink};
	struct stat sb;
	bool go;

	if (stat(path, &sb) != 0)
		return err_set_errno(err, "cannot be read");
	go = walk_any(&w, path, true);
	free(w.seen);
	return go ? STATUS_OK : err_set(err, STATUS_CANCELLED, "the walk was ended");
}
