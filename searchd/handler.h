/* SPDX-License-Identifier: GPL-2.0-or-later */
/* searchd/handler.h - what a request means: paths, methods, conditions, replies.
 *
 * The server (fds, libmicrohttpd) fills the first half of a struct request and
 * calls, in this order:
 *
 *   handler_head()  when the headers are there; an error may be known already
 *   handler_begin() when the body is there; cheap requests are answered here
 *   handler_run()   in a worker, with its reader, for the others
 *
 * The first two say whether the reply is ready.  Each request gets exactly one
 * reply; docs/PROTOCOL.md is the contract for it.  Besides main.c this is the
 * only module that logs: one line a request at LOG_DEBUG (queries are private,
 * so they are not logged otherwise), and faults of ours at LOG_ERROR.
 *
 * Threads: struct handler is shared; a request has one owner at a time.
 */
#ifndef SEARCHD_HANDLER_H
#define SEARCHD_HANDLER_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "searchd/pool.h"
#include "searchd/proto.h"
#include "searchd/watch.h"

struct handler {
	unsigned      magic;
	struct watch *watch;       /* the caller's */
	struct pool  *pool;        /* for /v1/health; set before the first request */
	uint32_t      deadline_ms; /* from the request's arrival to its answer */
	int64_t       started_ms;
	atomic_bool   stopping;
	atomic_ullong requests, errors; /* all; answered with 5xx but 503 */
	atomic_uint   connections;      /* kept by the server */
};

struct reply {
	int          http;
	const char  *type;                /* NULL: no body */
	const char  *allow;               /* Allow header or NULL */
	char         etag[PROTO_ETAG_MAX]; /* "" for none */
	unsigned     retry_after_s;       /* Retry-After header or 0 */
	bool         close;               /* end the connection after it */
	struct buf   body;
};

struct request {
	unsigned magic;
	struct pool_job job;
	/* filled by the server; strings live in `arena` */
	const char  *method;
	struct slice target;
	struct slice content_type, if_none_match; /* absent where there is none */
	uint64_t     content_length;              /* announced; 0 when unknown */
	size_t       header_bytes;                /* request line and headers */
	struct buf   body;                        /* bound LIMIT_REQUEST_BYTES; sticky past it */
	bool         may_manage;                  /* the peer is the daemon's user or root */
	struct arena arena;
	void        *server; /* the server's own */
	/* the handler's */
	const struct route *route;
	int64_t      arrived_ms; /* when it was whole; monotonic */
	struct proto proto;
	struct reply reply;
};

void handler_init(struct handler *h, struct watch *watch, uint32_t deadline_ms);

struct request *request_new(const char *target);
void            request_free(struct request *r); /* NULL is fine */

/* True: the reply is ready, and the body need not be read. */
bool handler_head(struct handler *h, struct request *r);
/* True: the reply is ready.  False: it is for a worker. */
bool handler_begin(struct handler *h, struct request *r);
void handler_run(struct handler *h, struct reader *reader, struct request *r);
/* The queue is full, or the daemon stops: 503 with Retry-After. */
void handler_refuse(struct handler *h, struct request *r);
/* A message of the HTTP library; logged at LOG_DEBUG. */
void handler_note(const char *text);

/* Milliseconds of the monotonic clock. */
int64_t handler_now_ms(void);

#endif
