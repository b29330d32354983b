/* SPDX-License-Identifier: GPL-2.0-or-later */
/* searchd/server.h - connections: libmicrohttpd, the workers, and the end.
 *
 * One thread of libmicrohttpd serves all connections by epoll; requests for the
 * archive are suspended there and run by the workers of pool.h.  The other way,
 * a thread for each connection with a semaphore in front of the readers, was
 * measured beside it on two cores (bench/socket_bench; 8 clients, requests of
 * 2 ms of computing): 895 a second with p99 27.6 ms and a worst of 112 ms,
 * against 979 with p99 8.9 and a worst of 10.3 here, because the queue is
 * first come, first served.  The price is the hand-over between threads, 10 to
 * 100 microseconds a request.
 *
 * Slow clients: a connection that makes no progress for idle_s is closed by
 * libmicrohttpd; one that drips a request byte by byte is closed by
 * server_tick() when 2 * idle_s have passed without a whole request.
 *
 * Threads: the owner's only.
 */
#ifndef SEARCHD_SERVER_H
#define SEARCHD_SERVER_H

#include <stdint.h>

#include "lib/base/status.h"
#include "searchd/handler.h"

struct server;

struct server_config {
	int      listen_fd;   /* bound and listening; stays the caller's */
	unsigned connections; /* at most at a time */
	unsigned idle_s;
	unsigned workers, queue;
};

/* Start workers (each opens its reader) and accept connections.  `h` must
 * outlive the server; its pool is set here. */
enum status server_start(struct handler *h, const struct server_config *config,
			 struct server **out, struct err *err) MUST_CHECK;

/* To be called about once a second: ends connections that take too long to send
 * a request. */
void server_tick(struct server *s);

/* Accept no more, answer what was begun (at most grace_ms beyond the deadline of
 * the searches), end all threads, free.  NULL is fine. */
void server_stop(struct server *s, uint32_t grace_ms);

#endif
