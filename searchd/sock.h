/* SPDX-License-Identifier: GPL-2.0-or-later */
/* searchd/sock.h - the listening Unix socket: made here, or given by systemd.
 *
 * sock_listen() refuses to replace a socket at which somebody answers, removes
 * one at which nobody does (left by a daemon that was killed), and never removes
 * anything else.  The socket has its mode from the moment at which it exists.
 * Starters are kept apart by a lock on the folder, so that none removes what
 * another just made.
 *
 * sock_inherit() and sock_notify() speak systemd's protocols by hand:
 * sd_listen_fds(3) and sd_notify(3).
 *
 * Threads: before any other thread starts (the umask belongs to the process).
 */
#ifndef SEARCHD_SOCK_H
#define SEARCHD_SOCK_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

#include "lib/base/status.h"

#define SOCK_PATH_MAX 107 /* bytes of a path; sun_path has a NUL behind it */

struct sock {
	int   fd;
	char *path;  /* may be "" where systemd gave an unnamed one */
	bool  owned; /* made here, so removed here */
	dev_t dev;   /* which file it is, where owned */
	ino_t ino;
};

#define SOCK_INIT {.fd = -1}

/* Bind and listen at `path` with permission bits `mode`.
 * STATUS_LOCKED: a daemon answers there; STATUS_USAGE: the path is too long, or
 * there is something that is no socket; else what the system said. */
enum status sock_listen(const char *path, mode_t mode, struct sock *out,
			struct err *err) MUST_CHECK;

/* The socket that systemd passed, if it did.  *found says so; the variables are
 * taken out of the environment. */
enum status sock_inherit(struct sock *out, bool *found, struct err *err) MUST_CHECK;

/* Remove the file, so that nobody connects any more, unless another socket has
 * taken its place.  The fd stays open. */
void sock_unlink(struct sock *s);
void sock_done(struct sock *s); /* unlinks and closes */

/* Tell the service manager, if there is one: "READY=1", "STOPPING=1".  Failures
 * do not matter to us. */
void sock_notify(const char *state);

#endif
