/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The listening socket: see sock.h.
 *
 * Whether a socket file is alive can only be found by connecting: the file stays
 * when its daemon is killed, and then nobody listens (ECONNREFUSED).  A daemon
 * whose backlog is full gives EAGAIN: that is alive as well.
 */
#include "searchd/sock.h"

#include <errno.h>
#include <fcntl.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

#include "lib/base/mem.h"
#include "lib/base/num.h"

#define BACKLOG     256
#define SYSTEMD_FD  3
#define LOCK_TRIES  20 /* of 100 ms; then we go on without the lock */

_Static_assert(SOCK_PATH_MAX + 1 == sizeof(((struct sockaddr_un *)0)->sun_path),
	       "the bound that sock.h and the manual tell");

static enum status address(const char *path, struct sockaddr_un *a, struct err *err)
{
	size_t n = strlen(path);

	if (n == 0)
		return err_set(err, STATUS_USAGE, "the path of the socket is empty");
	if (n > SOCK_PATH_MAX)
		return err_set(err, STATUS_USAGE,
			       "the path of the socket has %zu bytes, a Unix socket takes at most %d: %s",
			       n, SOCK_PATH_MAX, path);
	memset(a, 0, sizeof(*a));
	a->sun_family = AF_UNIX;
	memcpy(a->sun_path, path, n);
	return STATUS_OK;
}

/* An open fd of the folder that the path is in, or -1 with *err set. */
static int open_folder(const char *path, struct err *err)
{
	const char *slash = strrchr(path, '/');
	char *dir = slash == path ? xstrdup("/")
				  : (slash ? xmemdup0(path, (size_t)(slash - path)) : xstrdup("."));
	int fd = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	if (fd < 0)
		err_set_errno(err, "the folder of the socket, %s", dir);
	free(dir);
	return fd;
}

/* In a folder that others may read, a stranger can hold the lock for ever: so
 * the wait is bounded, and without it only the race of two starters is open. */
static void lock_folder(int fd)
{
	const struct timespec pause = {.tv_nsec = 100000000};
	int i;

	for (i = 0; i < LOCK_TRIES && flock(fd, LOCK_EX | LOCK_NB) != 0; i++)
		nanosleep(&pause, NULL);
}

static int new_socket(void)
{
	return socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
}

static enum status remove_stale(const char *path, const struct sockaddr_un *a, struct err *err)
{
	struct stat sb;
	int fd, refused;

	if (lstat(path, &sb) != 0)
		return errno == ENOENT ? STATUS_OK : err_set_errno(err, "%s", path);
	if (!S_ISSOCK(sb.st_mode))
		return err_set(err, STATUS_USAGE, "%s: there is something that is no socket; it stays",
			       path);
	fd = new_socket();
	if (fd < 0)
		return err_set_errno(err, "socket");
	refused = connect(fd, (const struct sockaddr *)a, sizeof(*a)) != 0 && errno == ECONNREFUSED;
	close(fd);
	if (!refused)
		return err_set(err, STATUS_LOCKED, "%s: a daemon answers at this socket already", path);
	if (unlink(path) != 0 && errno != ENOENT)
		return err_set_errno(err, "%s: cannot remove the dead socket", path);
	return STATUS_OK;
}

static enum status bind_at(const char *path, const struct sockaddr_un *a, mode_t mode,
			   struct sock *out, struct err *err)
{
	struct stat sb;
	mode_t before;
	int fd = new_socket(), bad;

	if (fd < 0)
		return err_set_errno(err, "socket");
	before = umask(0777 & ~mode);
	bad = bind(fd, (const struct sockaddr *)a, sizeof(*a));
	umask(before);
	if (bad || listen(fd, BACKLOG) != 0 || lstat(path, &sb) != 0) {
		enum status st = err_set_errno(err, "%s", path);

		if (!bad)
			unlink(path);
		close(fd);
		return st;
	}
	*out = (struct sock){fd, xstrdup(path), true, sb.st_dev, sb.st_ino};
	return STATUS_OK;
}

enum status sock_listen(const char *path, mode_t mode, struct sock *out, struct err *err)
{
	struct sockaddr_un a;
	enum status st = address(path, &a, err);
	struct err cause = ERR_INIT;
	int folder;

	if (st != STATUS_OK)
		return st;
	folder = open_folder(path, &cause);
	if (folder < 0)
		return err_set(err, cause.st, "%s", cause.msg);
	lock_folder(folder);
	st = remove_stale(path, &a, err);
	if (st == STATUS_OK)
		st = bind_at(path, &a, mode, out, err);
	close(folder);
	return st;
}

void sock_unlink(struct sock *s)
{
	struct stat sb;

	if (s->owned && lstat(s->path, &sb) == 0 && sb.st_dev == s->dev && sb.st_ino == s->ino)
		unlink(s->path);
	s->owned = false;
}

void sock_done(struct sock *s)
{
	sock_unlink(s);
	if (s->fd >= 0)
		close(s->fd);
	free(s->path);
	*s = (struct sock)SOCK_INIT;
}

/* --- systemd --------------------------------------------------------------------- */

static bool env_number(const char *name, uint32_t *out)
{
	return num_u32(slice_str(getenv(name)), INT32_MAX, out);
}

static bool is_listening_unix_stream(int fd)
{
	int domain = 0, type = 0, listening = 0;
	socklen_t n = sizeof(int);

	return getsockopt(fd, SOL_SOCKET, SO_DOMAIN, &domain, &n) == 0 && domain == AF_UNIX &&
	       getsockopt(fd, SOL_SOCKET, SO_TYPE, &type, &n) == 0 && type == SOCK_STREAM &&
	       getsockopt(fd, SOL_SOCKET, SO_ACCEPTCONN, &listening, &n) == 0 && listening;
}

enum status sock_inherit(struct sock *out, bool *found, struct err *err)
{
	struct sockaddr_un a = {.sun_family = AF_UNIX};
	socklen_t n = sizeof(a) - 1; /* a NUL stays behind the path */
	uint32_t pid = 0, fds = 0;
	bool ours = env_number("LISTEN_PID", &pid) && (pid_t)pid == getpid() &&
		    env_number("LISTEN_FDS", &fds) && fds > 0;

	unsetenv("LISTEN_PID");
	unsetenv("LISTEN_FDS");
	unsetenv("LISTEN_FDNAMES");
	if (!ours) {
		*found = false;
		return STATUS_OK;
	}
	if (fds > 1)
		return err_set(err, STATUS_USAGE, "the service manager passed %u sockets, one is read",
			       fds);
	if (!is_listening_unix_stream(SYSTEMD_FD))
		return err_set(err, STATUS_USAGE,
			       "what the service manager passed is no listening Unix stream socket");
	if (fcntl(SYSTEMD_FD, F_SETFD, FD_CLOEXEC) != 0 || fcntl(SYSTEMD_FD, F_SETFL, O_NONBLOCK) != 0 ||
	    getsockname(SYSTEMD_FD, (struct sockaddr *)&a, &n) != 0)
		return err_set_errno(err, "the socket that the service manager passed");
	*out = (struct sock){.fd = SYSTEMD_FD, .path = xstrdup(a.sun_path)};
	*found = true;
	return STATUS_OK;
}

void sock_notify(const char *state)
{
	const char *path = getenv("NOTIFY_SOCKET");
	struct sockaddr_un a = {.sun_family = AF_UNIX};
	size_t n = path ? strlen(path) : 0;
	ssize_t ignored;
	int fd;

	if (n == 0 || n > SOCK_PATH_MAX)
		return;
	memcpy(a.sun_path, path, n);
	if (path[0] == '@') /* an abstract address */
		a.sun_path[0] = '\0';
	fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
	if (fd < 0)
		return;
	ignored = sendto(fd, state, strlen(state), MSG_NOSIGNAL, (struct sockaddr *)&a,
			 (socklen_t)(offsetof(struct sockaddr_un, sun_path) + n));
	(void)ignored;
	close(fd);
}
