/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The archive's folder and its writer: see lock.h. */
#include "lib/archive/lock.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/base/buf.h"
#include "lib/base/io.h"
#include "lib/base/mem.h"
#include "lib/base/num.h"

#define HOLDER_FILE "writer.pid"

static char *in_folder(const char *dir, const char *name)
{
	size_t n = strlen(dir) + strlen(name) + 2;
	char *path = xmalloc(n);

	snprintf(path, n, "%s/%s", dir, name);
	return path;
}

static bool exists(const char *dir, const char *name)
{
	char *path = in_folder(dir, name);
	bool there = access(path, F_OK) == 0;

	free(path);
	return there;
}

/* What may lie in a folder that an archive is to begin in: nothing, or what a
 * run that was killed at the very beginning left. */
static bool is_ours(const char *name)
{
	return strcmp(name, ".") == 0 || strcmp(name, "..") == 0 ||
	       strcmp(name, "flintlock") == 0 || strcmp(name, HOLDER_FILE) == 0 ||
	       strstr(name, ".glass") != NULL || strcmp(name, "v.tmp") == 0;
}

/* Take Xapian's lock as Xapian does; -1 when another has it. */
static int take_lock(const char *dir)
{
	struct flock lock = {.l_type = F_WRLCK, .l_whence = SEEK_SET, .l_len = 1};
	char *path = in_folder(dir, "flintlock");
	int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0666);

	free(path);
#ifdef F_OFD_SETLK
	if (fd >= 0 && fcntl(fd, F_OFD_SETLK, &lock) != 0) {
#else
	if (fd >= 0 && fcntl(fd, F_SETLK, &lock) != 0) {
#endif
		close(fd);
		return -1;
	}
	return fd;
}

/* Tables without the file that ties them together are of a run that was killed
 * while it made them: Xapian would take them for a database that is damaged. */
static void remove_beginnings(const char *dir, DIR *d)
{
	int lock = take_lock(dir);
	struct dirent *e;

	if (lock < 0)
		return; /* being made now */
	rewinddir(d);
	while (!exists(dir, "iamglass") && (e = readdir(d)))
		if (strstr(e->d_name, ".glass") || strcmp(e->d_name, "v.tmp") == 0)
			unlinkat(dirfd(d), e->d_name, 0);
	close(lock);
}

static enum status check_folder(const char *dir, struct err *err)
{
	struct dirent *e;
	bool strange = false, begun = false;
	char name[64] = "";
	DIR *d;

	if (exists(dir, "iamglass"))
		return STATUS_OK;
	d = opendir(dir);
	if (!d)
		return err_set_errno(err, "%s", dir);
	while (!strange && (e = readdir(d))) {
		strange = !is_ours(e->d_name);
		begun |= strstr(e->d_name, ".glass") != NULL;
		snprintf(name, sizeof(name), "%.60s", e->d_name);
	}
	if (!strange && begun)
		remove_beginnings(dir, d);
	closedir(d);
	if (strange)
		return err_set(err, STATUS_USAGE,
			       "%s: no archive, and there are other things in it ('%s'): "
			       "choose an empty folder or a new one",
			       dir, name);
	return STATUS_OK;
}

enum status archive_folder_prepare(const char *dir, struct err *err)
{
	char *path = xstrdup(dir), *slash = path;
	enum status st = STATUS_OK;
	struct stat sb;

	if (path[0] == '\0') {
		st = err_set(err, STATUS_USAGE, "the archive's folder has an empty name");
		goto out;
	}
	while (st == STATUS_OK && slash) {
		slash = strchr(slash + 1, '/');
		if (slash)
			*slash = '\0';
		if (mkdir(path, 0777) != 0 && errno != EEXIST && !(slash && errno == EROFS))
			st = err_set_errno(err, "%s: cannot make the folder", path);
		if (slash)
			*slash = '/';
	}
	if (st != STATUS_OK)
		goto out;
	if (stat(dir, &sb) != 0)
		st = err_set_errno(err, "%s", dir);
	else if (!S_ISDIR(sb.st_mode))
		st = err_set(err, STATUS_USAGE, "%s: not a folder", dir);
	else
		st = check_folder(dir, err);
	if (st == STATUS_OK && access(dir, W_OK) != 0)
		st = err_set_errno(err, "%s: the archive cannot be written to", dir);
out:
	free(path);
	return st;
}

void archive_holder_write(const char *dir)
{
	char *path = in_folder(dir, HOLDER_FILE), text[32];
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
	int n = snprintf(text, sizeof(text), "%ld\n", (long)getpid());

	/* only a help for the person who reads a message: failing is no trouble */
	if (fd >= 0) {
		enum status st = io_write_all(fd, text, (size_t)n, NULL);

		(void)st;
		close(fd);
	}
	free(path);
}

void archive_holder_remove(const char *dir)
{
	char *path = in_folder(dir, HOLDER_FILE);

	unlink(path);
	free(path);
}

void archive_holder_read(const char *dir, char *out, size_t size)
{
	char *path = in_folder(dir, HOLDER_FILE);
	struct slice text;
	struct buf b;
	uint64_t pid;

	buf_init(&b, 64);
	snprintf(out, size, "another process");
	if (io_read_file(path, &b, NULL) == STATUS_OK) {
		text = slice_trim(buf_slice(&b));
		if (num_u64(text, INT32_MAX, &pid))
			snprintf(out, size, "process %llu", (unsigned long long)pid);
	}
	buf_done(&b);
	free(path);
}
