/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Connections: see server.h.
 *
 * Life of a request, all in libmicrohttpd's thread but for the marked step:
 *
 *   on_uri       the request line is there: struct request is made
 *   on_request   headers: handler_head(); then the body in pieces; then
 *                handler_begin(), which answers or asks for a worker: the
 *                connection is suspended and the job queued
 *   run_job      (worker) handler_run(), then the connection is resumed
 *   on_request   again: the reply is sent
 *   on_completed struct request is freed
 *
 * Invariant: whoever suspends hands over the request; it is touched again by
 * libmicrohttpd's thread only after MHD_resume_connection().
 */
#include "searchd/server.h"

#include <assert.h>
#include <microhttpd.h>
#include <poll.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "lib/base/mem.h"
#include "lib/base/num.h"

#define SERVER_MAGIC 0x73657221u
#define LINK_MAGIC   0x6c696e21u

/* Memory of one connection in libmicrohttpd, mapped but not touched before it is
 * needed: room for headers that are too long for us, so that it is our message
 * that the client gets, up to this size. */
#define CONNECTION_BYTES (LIMIT_REQUEST_BYTES + LIMIT_HEADER_BYTES)
/* Of a body that is too long (chunked, so not known before) this much is read
 * and dropped, so that the client gets its answer; beyond it the connection ends. */
#define DROP_BYTES (16 * LIMIT_REQUEST_BYTES)

/* One connection. */
struct link {
	unsigned magic;
	struct link *prev, *next;
	int      fd;
	int64_t  waiting_ms; /* since when for a request; 0 while one is answered */
};

struct exchange { /* the server's part of a request */
	struct server *server;
	struct MHD_Connection *connection;
	struct link *link;
	uint64_t dropped; /* bytes of a body that is too long */
	bool head_done, begun, ready;
};

struct server {
	unsigned magic;
	struct handler *handler;
	struct pool *pool;
	struct MHD_Daemon *daemon;
	unsigned idle_s;
	pthread_mutex_t lock; /* links and under_way */
	pthread_cond_t  quiet;
	struct link *links;
	unsigned under_way; /* requests begun, reply not yet sent */
};

/* --- workers ---------------------------------------------------------------- */

static enum status start_worker(void *arg, void **state, struct err *err)
{
	struct server *s = arg;
	struct reader *r;
	enum status st = reader_open(s->handler->watch, &r, err);

	if (st == STATUS_OK)
		*state = r;
	return st;
}

static void stop_worker(void *arg, void *state)
{
	(void)arg;
	reader_close(state);
}

/* Both directions closed: nobody is there to read the answer.  A client that has
 * only ended its sending side (nc -N) still waits. */
static bool peer_gone(int fd)
{
	struct pollfd p = {.fd = fd, .events = 0};

	return poll(&p, 1, 0) == 1 && (p.revents & (POLLHUP | POLLERR | POLLNVAL));
}

static void run_job(void *arg, void *state, struct pool_job *job)
{
	struct server *s = arg;
	struct request *r = (struct request *)((char *)job - offsetof(struct request, job));
	struct exchange *x = r->server;

	assert(s->magic == SERVER_MAGIC);
	if (peer_gone(x->link->fd))
		handler_refuse(s->handler, r); /* any reply will do to end the request */
	else
		handler_run(s->handler, state, r);
	x->ready = true;
	MHD_resume_connection(x->connection);
}

static const struct pool_ops worker_ops = {start_worker, run_job, stop_worker};

/* --- connections ------------------------------------------------------------- */

static int fd_of(struct MHD_Connection *c)
{
	const union MHD_ConnectionInfo *info =
		MHD_get_connection_info(c, MHD_CONNECTION_INFO_CONNECTION_FD);

	return info ? info->connect_fd : -1;
}

static struct link *link_of(struct MHD_Connection *c)
{
	const union MHD_ConnectionInfo *info =
		MHD_get_connection_info(c, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
	struct link *l = info ? info->socket_context : NULL;

	assert(l && l->magic == LINK_MAGIC);
	return l;
}

/* libmicrohttpd tells the end of a connection before it closes the fd, so an fd
 * in the list is open and ours. */
static void on_connection(void *cls, struct MHD_Connection *c, void **socket_context,
			  enum MHD_ConnectionNotificationCode code)
{
	struct server *s = cls;
	struct link *l = *socket_context;

	assert(s->magic == SERVER_MAGIC);
	if (code == MHD_CONNECTION_NOTIFY_STARTED) {
		l = xcalloc(1, sizeof(*l));
		l->magic = LINK_MAGIC;
		l->fd = fd_of(c);
		l->waiting_ms = handler_now_ms();
		*socket_context = l;
		pthread_mutex_lock(&s->lock);
		l->next = s->links;
		if (l->next)
			l->next->prev = l;
		s->links = l;
		pthread_mutex_unlock(&s->lock);
		atomic_fetch_add(&s->handler->connections, 1);
		return;
	}
	pthread_mutex_lock(&s->lock);
	if (l->next)
		l->next->prev = l->prev;
	if (l->prev)
		l->prev->next = l->next;
	else
		s->links = l->next;
	pthread_mutex_unlock(&s->lock);
	atomic_fetch_sub(&s->handler->connections, 1);
	l->magic = 0;
	free(l);
	*socket_context = NULL;
}

void server_tick(struct server *s)
{
	int64_t limit = handler_now_ms() - 2 * 1000 * (int64_t)s->idle_s;
	struct link *l;

	assert(s->magic == SERVER_MAGIC);
	pthread_mutex_lock(&s->lock);
	for (l = s->links; l; l = l->next)
		if (l->waiting_ms && l->waiting_ms < limit)
			shutdown(l->fd, SHUT_RDWR); /* libmicrohttpd sees the end and cleans up */
	pthread_mutex_unlock(&s->lock);
}

/* --- requests ----------------------------------------------------------------- */

static void *on_uri(void *cls, const char *uri, struct MHD_Connection *c)
{
	struct request *r = request_new(uri);
	struct exchange *x = arena_zalloc(&r->arena, sizeof(*x));

	x->server = cls;
	x->connection = c;
	x->link = link_of(c);
	r->server = x;
	return r;
}

static void on_completed(void *cls, struct MHD_Connection *c, void **con_cls,
			 enum MHD_RequestTerminationCode code)
{
	struct server *s = cls;
	struct request *r = *con_cls;
	struct exchange *x;

	(void)c;
	(void)code;
	if (!r)
		return;
	x = r->server;
	pthread_mutex_lock(&s->lock);
	x->link->waiting_ms = handler_now_ms();
	if (x->begun && --s->under_way == 0)
		pthread_cond_signal(&s->quiet);
	pthread_mutex_unlock(&s->lock);
	request_free(r);
	*con_cls = NULL;
}

static struct slice header(struct request *r, struct MHD_Connection *c, const char *name)
{
	const char *v = MHD_lookup_connection_value(c, MHD_HEADER_KIND, name);

	return arena_dup(&r->arena, slice_str(v));
}

/* SO_PEERCRED is the kernel's word on who connected. */
static bool may_manage(int fd)
{
	struct ucred who;
	socklen_t n = sizeof(who);

	return getsockopt(fd, SOL_SOCKET, SO_PEERCRED, &who, &n) == 0 &&
	       (who.uid == geteuid() || who.uid == 0);
}

static void read_headers(struct request *r, struct MHD_Connection *c, const char *method)
{
	const union MHD_ConnectionInfo *info =
		MHD_get_connection_info(c, MHD_CONNECTION_INFO_REQUEST_HEADER_SIZE);
	struct slice length = header(r, c, MHD_HTTP_HEADER_CONTENT_LENGTH);

	r->method = arena_str(&r->arena, slice_str(method));
	r->content_type = header(r, c, MHD_HTTP_HEADER_CONTENT_TYPE);
	r->if_none_match = header(r, c, MHD_HTTP_HEADER_IF_NONE_MATCH);
	r->header_bytes = info ? info->header_size : 0;
	r->may_manage = may_manage(fd_of(c));
	/* a length that is no number was refused by libmicrohttpd; one that is too
	 * long for us is as good as the largest */
	if (length.p && !num_u64(length, UINT64_MAX, &r->content_length))
		r->content_length = UINT64_MAX;
}

static bool has_body(const struct request *r, struct MHD_Connection *c)
{
	return r->content_length ||
	       MHD_lookup_connection_value(c, MHD_HEADER_KIND, MHD_HTTP_HEADER_TRANSFER_ENCODING);
}

static void add_header(struct MHD_Response *m, const char *name, const char *value)
{
	if (value && value[0])
		MHD_add_response_header(m, name, value);
}

static enum MHD_Result send_reply(struct MHD_Connection *c, struct reply *reply)
{
	struct MHD_Response *m;
	enum MHD_Result result;
	char seconds[16] = "";
	char *data = NULL;
	size_t n = 0;

	if (reply->type && buf_take(&reply->body, &data, &n) != STATUS_OK)
		return MHD_NO;
	m = MHD_create_response_from_buffer(n, data, MHD_RESPMEM_MUST_FREE);
	if (!m) {
		free(data);
		return MHD_NO;
	}
	if (reply->retry_after_s)
		snprintf(seconds, sizeof(seconds), "%u", reply->retry_after_s);
	add_header(m, MHD_HTTP_HEADER_CONTENT_TYPE, reply->type);
	add_header(m, MHD_HTTP_HEADER_ALLOW, reply->allow);
	add_header(m, MHD_HTTP_HEADER_ETAG, reply->etag);
	add_header(m, MHD_HTTP_HEADER_CACHE_CONTROL, reply->etag[0] ? "no-cache" : "no-store");
	add_header(m, MHD_HTTP_HEADER_RETRY_AFTER, seconds);
	if (reply->close)
		add_header(m, MHD_HTTP_HEADER_CONNECTION, "close");
	result = MHD_queue_response(c, (unsigned)reply->http, m);
	MHD_destroy_response(m);
	return result;
}

/* The whole request is there. */
static enum MHD_Result begin(struct server *s, struct request *r)
{
	struct exchange *x = r->server;

	pthread_mutex_lock(&s->lock);
	x->begun = true;
	s->under_way++;
	x->link->waiting_ms = 0;
	pthread_mutex_unlock(&s->lock);
	if (handler_begin(s->handler, r)) {
		x->ready = true;
		return send_reply(x->connection, &r->reply);
	}
	if (atomic_load(&s->handler->stopping)) {
		handler_refuse(s->handler, r);
		x->ready = true;
		return send_reply(x->connection, &r->reply);
	}
	/* suspend first: the worker may be done before pool_submit() returns */
	MHD_suspend_connection(x->connection);
	if (!pool_submit(s->pool, &r->job)) {
		handler_refuse(s->handler, r);
		x->ready = true;
		MHD_resume_connection(x->connection);
	}
	return MHD_YES;
}

static enum MHD_Result take_body(struct request *r, const char *data, size_t *n)
{
	struct exchange *x = r->server;

	buf_add(&r->body, data, *n);
	if (buf_error(&r->body) != STATUS_OK)
		x->dropped += *n;
	*n = 0;
	return x->dropped > DROP_BYTES ? MHD_NO : MHD_YES;
}

static enum MHD_Result on_request(void *cls, struct MHD_Connection *c, const char *url,
				  const char *method, const char *version, const char *data,
				  size_t *n, void **con_cls)
{
	struct server *s = cls;
	struct request *r = *con_cls;
	struct exchange *x;

	(void)url;
	(void)version;
	assert(s->magic == SERVER_MAGIC);
	if (!r)
		return MHD_NO;
	x = r->server;
	if (x->ready)
		return send_reply(c, &r->reply);
	if (!x->head_done) {
		x->head_done = true;
		read_headers(r, c, method);
		x->ready = handler_head(s->handler, r);
		/* a reply sent now ends the connection: only where a body would follow */
		return x->ready && has_body(r, c) ? send_reply(c, &r->reply) : MHD_YES;
	}
	if (*n)
		return take_body(r, data, n);
	return begin(s, r);
}

static void on_log(void *cls, const char *fmt, va_list ap) PRINTF_LIKE(2, 0);
static void on_log(void *cls, const char *fmt, va_list ap)
{
	char line[300];

	(void)cls;
	vsnprintf(line, sizeof(line), fmt, ap);
	line[strcspn(line, "\n")] = '\0';
	handler_note(line);
}

/* --- start and stop ------------------------------------------------------------ */

static void server_free(struct server *s)
{
	pool_free(s->pool);
	pthread_cond_destroy(&s->quiet);
	pthread_mutex_destroy(&s->lock);
	s->magic = 0;
	free(s);
}

static struct MHD_Daemon *start_http(struct server *s, const struct server_config *config)
{
	const unsigned flags =
		MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME | MHD_USE_ERROR_LOG;
	const struct MHD_OptionItem options[] = {
		{MHD_OPTION_EXTERNAL_LOGGER, (intptr_t)on_log, s}, /* first: it hears of the others */
		{MHD_OPTION_LISTEN_SOCKET, config->listen_fd, NULL},
		{MHD_OPTION_CONNECTION_LIMIT, config->connections, NULL},
		{MHD_OPTION_CONNECTION_TIMEOUT, config->idle_s, NULL},
		{MHD_OPTION_CONNECTION_MEMORY_LIMIT, (intptr_t)CONNECTION_BYTES, NULL},
		{MHD_OPTION_URI_LOG_CALLBACK, (intptr_t)on_uri, s},
		{MHD_OPTION_NOTIFY_COMPLETED, (intptr_t)on_completed, s},
		{MHD_OPTION_NOTIFY_CONNECTION, (intptr_t)on_connection, s},
		{MHD_OPTION_END, 0, NULL},
	};

	return MHD_start_daemon(flags, 0, NULL, NULL, on_request, s, MHD_OPTION_ARRAY, options,
				MHD_OPTION_END);
}

enum status server_start(struct handler *h, const struct server_config *config,
			 struct server **out, struct err *err)
{
	struct server *s = xcalloc(1, sizeof(*s));
	pthread_condattr_t attr;
	enum status st;

	s->magic = SERVER_MAGIC;
	s->handler = h;
	s->idle_s = config->idle_s;
	pthread_mutex_init(&s->lock, NULL);
	pthread_condattr_init(&attr);
	pthread_condattr_setclock(&attr, CLOCK_MONOTONIC);
	pthread_cond_init(&s->quiet, &attr);
	pthread_condattr_destroy(&attr);
	st = pool_start(&worker_ops, s, config->workers, config->queue, &s->pool, err);
	if (st != STATUS_OK)
		goto out;
	h->pool = s->pool;
	s->daemon = start_http(s, config);
	if (!s->daemon)
		st = err_set(err, STATUS_INTERNAL, "libmicrohttpd does not start");
out:
	if (st != STATUS_OK)
		server_free(s);
	else
		*out = s;
	return st;
}

/* Replies on their way to clients that read slowly. */
static void wait_for_replies(struct server *s, uint32_t grace_ms)
{
	struct timespec until;

	clock_gettime(CLOCK_MONOTONIC, &until);
	until.tv_sec += grace_ms / 1000;
	until.tv_nsec += (long)(grace_ms % 1000) * 1000000;
	if (until.tv_nsec >= 1000000000) {
		until.tv_nsec -= 1000000000;
		until.tv_sec++;
	}
	pthread_mutex_lock(&s->lock);
	while (s->under_way && pthread_cond_timedwait(&s->quiet, &s->lock, &until) == 0)
		;
	pthread_mutex_unlock(&s->lock);
}

void server_stop(struct server *s, uint32_t grace_ms)
{
	if (!s)
		return;
	assert(s->magic == SERVER_MAGIC);
	atomic_store(&s->handler->stopping, true);
	MHD_quiesce_daemon(s->daemon);
	/* libmicrohttpd must not be stopped while a connection is suspended; when the
	 * pool is empty none is, and new requests are refused without suspending */
	pool_drain(s->pool);
	wait_for_replies(s, grace_ms);
	MHD_stop_daemon(s->daemon);
	server_free(s);
}
