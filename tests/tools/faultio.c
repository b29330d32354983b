/* SPDX-License-Identifier: GPL-2.0-or-later */
/* LD_PRELOAD shim that makes the disk fail: the Nth call of write, pwrite,
 * fsync, fdatasync, rename or unlink that is about a file (and every later one,
 * as a full disk does) gives an error.
 *
 *	FAULT_AT=N        the call that fails, from 1; unset or 0: none
 *	FAULT_ERRNO=E     ENOSPC (as it is) or EIO
 *	FAULT_ONCE=1      only that one call
 *	FAULT_ONLY=write|sync|rename    count only those
 *	FAULT_LOG=FILE    where "fired" is noted, to tell that N was reached
 *	FAULT_KILL=1      no error: the process is killed before that call (SIGKILL)
 *
 * Pipes, sockets, terminals and the standard three never fail.  Forked children count on their own;
 * they write to pipes only.
 */
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

enum kind { KIND_WRITE, KIND_SYNC, KIND_RENAME };

static long count;

static long setting(const char *name)
{
	const char *v = getenv(name);
	long n = 0;

	for (; v && *v >= '0' && *v <= '9'; v++)
		n = n * 10 + (*v - '0');
	return n;
}

static bool counts(enum kind k)
{
	static const char *const words[] = {"write", "sync", "rename"};
	const char *only = getenv("FAULT_ONLY");

	return !only || strcmp(only, words[k]) == 0;
}

static void *real(const char *name)
{
	return dlsym(RTLD_NEXT, name);
}

static void note(void)
{
	ssize_t (*real_write)(int, const void *, size_t);
	const char *log = getenv("FAULT_LOG");
	void *sym = real("write");
	int fd = log ? open(log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0666) : -1;

	memcpy(&real_write, &sym, sizeof(sym));
	if (fd >= 0) {
		if (real_write(fd, "fired\n", 6) != 6)
			abort();
		close(fd);
	}
}

static bool fails(enum kind k)
{
	const char *e = getenv("FAULT_ERRNO");
	long at = setting("FAULT_AT");

	if (!at || !counts(k))
		return false;
	count++;
	if (count < at || (setting("FAULT_ONCE") && count > at))
		return false;
	if (count == at)
		note();
	if (setting("FAULT_KILL"))
		kill(getpid(), SIGKILL);
	errno = e && strcmp(e, "EIO") == 0 ? EIO : ENOSPC;
	return true;
}

static bool is_file(int fd)
{
	struct stat sb;

	return fd > STDERR_FILENO && fstat(fd, &sb) == 0 && S_ISREG(sb.st_mode);
}

#define REAL(type, name, ...)                                                  \
	type (*real_##name)(__VA_ARGS__);                                      \
	void *sym_##name = real(#name);                                        \
	memcpy(&real_##name, &sym_##name, sizeof(sym_##name))

ssize_t write(int fd, const void *p, size_t n)
{
	REAL(ssize_t, write, int, const void *, size_t);
	return is_file(fd) && fails(KIND_WRITE) ? -1 : real_write(fd, p, n);
}

ssize_t pwrite(int fd, const void *p, size_t n, off_t at)
{
	REAL(ssize_t, pwrite, int, const void *, size_t, off_t);
	return is_file(fd) && fails(KIND_WRITE) ? -1 : real_pwrite(fd, p, n, at);
}

ssize_t pwrite64(int fd, const void *p, size_t n, off64_t at)
{
	REAL(ssize_t, pwrite64, int, const void *, size_t, off64_t);
	return is_file(fd) && fails(KIND_WRITE) ? -1 : real_pwrite64(fd, p, n, at);
}

int fsync(int fd)
{
	REAL(int, fsync, int);
	return is_file(fd) && fails(KIND_SYNC) ? -1 : real_fsync(fd);
}

int fdatasync(int fd)
{
	REAL(int, fdatasync, int);
	return is_file(fd) && fails(KIND_SYNC) ? -1 : real_fdatasync(fd);
}

int rename(const char *from, const char *to)
{
	REAL(int, rename, const char *, const char *);
	return fails(KIND_RENAME) ? -1 : real_rename(from, to);
}
