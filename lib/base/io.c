/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Whole files and writes: see io.h. */
#include "lib/base/io.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "lib/base/limits.h"
#include "lib/base/mem.h"

enum status io_read_fd(int fd, const char *name, struct buf *b, struct err *err)
{
	char chunk[64 * 1024];

	for (;;) {
		ssize_t n = read(fd, chunk, sizeof(chunk));

		if (n == 0)
			return STATUS_OK;
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return err_set_errno(err, "%s", name);
		buf_add(b, chunk, (size_t)n);
		if (buf_error(b) != STATUS_OK)
			return err_set(err, STATUS_TOO_BIG, "%s: larger than %zu bytes", name, b->max);
	}
}

enum status io_read_file(const char *path, struct buf *b, struct err *err)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	enum status st;

	if (fd < 0)
		return err_set_errno(err, "%s", path);
	st = io_read_fd(fd, path, b, err);
	close(fd);
	return st;
}

enum status io_write_all(int fd, const void *p, size_t n, struct err *err)
{
	const char *q = p;

	while (n) {
		ssize_t w = write(fd, q, n);

		if (w < 0 && errno == EINTR)
			continue;
		if (w < 0)
			return err_set_errno(err, "write");
		q += w;
		n -= (size_t)w;
	}
	return STATUS_OK;
}

enum status io_read_exact(int fd, void *p, size_t n, bool *eof, struct err *err)
{
	size_t got = 0;

	*eof = false;
	while (got < n) {
		ssize_t r = read(fd, (char *)p + got, n - got);

		if (r < 0 && errno == EINTR)
			continue;
		if (r < 0)
			return err_set_errno(err, "read");
		if (r == 0 && got == 0)
			return *eof = true, STATUS_OK;
		if (r == 0)
			return err_set(err, STATUS_BAD_DATA, "read: ended after %zu of %zu bytes", got, n);
		got += (size_t)r;
	}
	return STATUS_OK;
}

static char *joined(const char *dir, const char *rest)
{
	size_t n = strlen(dir) + strlen(rest) + 1;
	char *out = xmalloc(n);

	snprintf(out, n, "%s%s", dir, rest);
	return out;
}

static const char *env(const char *name)
{
	const char *v = getenv(name);

	return v && v[0] ? v : NULL;
}

char *io_default_index(const char *given)
{
	const char *v;

	if (given)
		return xstrdup(given);
	if ((v = env("BACKFILE_INDEX")))
		return xstrdup(v);
	if ((v = env("XDG_DATA_HOME")))
		return joined(v, "/backfile");
	v = env("HOME");
	return joined(v ? v : "", "/.local/share/backfile");
}

const char *io_default_synonyms(void)
{
	return env("BACKFILE_SYNONYMS");
}

char *io_default_socket(const char *given)
{
	char name[64];
	const char *v;

	if (given)
		return xstrdup(given);
	if ((v = env("BACKFILE_SOCKET")))
		return xstrdup(v);
	if ((v = env("XDG_RUNTIME_DIR")))
		return joined(v, "/backfile.sock");
	snprintf(name, sizeof(name), "/tmp/backfile-%ld.sock", (long)getuid());
	return xstrdup(name);
}
