/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a request means: see handler.h.
 *
 * The table of routes says which methods a path takes and who answers it: the
 * daemon at once, or a worker through api_call(), whose own table has the paths
 * of the archive and their parameters.  A path that is new there needs no change
 * here.
 */
#include "searchd/handler.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "lib/base/json.h"
#include "lib/base/log.h"
#include "lib/base/mem.h"
#include "lib/base/opt.h"

#define HANDLER_MAGIC 0x68616e21u
#define REQUEST_MAGIC 0x72657121u
#define RETRY_AFTER_S 1

enum { METHOD_READ = 1, METHOD_POST = 2 };

struct route {
	const char *path;
	bool        prefix;  /* all paths that begin so; else this one */
	unsigned    methods;
	const char *allow;
	void (*at_once)(struct handler *h, struct request *r);
	void (*in_worker)(struct handler *h, struct reader *reader, struct request *r);
};

#define READ_ONLY METHOD_READ, "GET, HEAD, OPTIONS"
#define READ_POST METHOD_READ | METHOD_POST, "GET, HEAD, POST, OPTIONS"
#define POST_ONLY METHOD_POST, "POST, OPTIONS"

static void health(struct handler *h, struct request *r);
static void reopen(struct handler *h, struct reader *reader, struct request *r);
static void ask_api(struct handler *h, struct reader *reader, struct request *r);
static void describe(struct handler *h, struct reader *reader, struct request *r);

/* The first that fits counts. */
static const struct route routes[] = {
	{"/v1/health", false, READ_ONLY, health, NULL},
	{"/v1/reopen", false, POST_ONLY, NULL, reopen},
	{"/v1/", false, READ_ONLY, NULL, describe},
	{"/v1/stats", false, READ_ONLY, NULL, ask_api},
	{"/v1/docs/", true, READ_ONLY, NULL, ask_api},
	{"/v1/", true, READ_POST, NULL, ask_api},
	{NULL, false, 0, NULL, NULL, NULL},
};

int64_t handler_now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

void handler_init(struct handler *h, struct watch *watch, uint32_t deadline_ms)
{
	memset(h, 0, sizeof(*h));
	h->magic = HANDLER_MAGIC;
	h->watch = watch;
	h->deadline_ms = deadline_ms;
	h->started_ms = handler_now_ms();
}

struct request *request_new(const char *target)
{
	struct request *r = xcalloc(1, sizeof(*r));

	r->magic = REQUEST_MAGIC;
	r->arrived_ms = handler_now_ms();
	buf_init(&r->body, LIMIT_REQUEST_BYTES);
	buf_init(&r->reply.body, LIMIT_REPLY_BYTES);
	arena_init(&r->arena);
	r->target = arena_dup(&r->arena, slice_str(target));
	return r;
}

void request_free(struct request *r)
{
	if (!r)
		return;
	assert(r->magic == REQUEST_MAGIC);
	buf_done(&r->body);
	buf_done(&r->reply.body);
	arena_done(&r->arena);
	r->magic = 0;
	free(r);
}

void handler_note(const char *text)
{
	log_msg(LOG_DEBUG, "http: %s", text);
}

/* Take over what the api wrote. */
static void take_reply(struct request *r, struct api_reply *from)
{
	buf_done(&r->reply.body);
	r->reply.body = from->body;
	buf_init(&from->body, 0);
	r->reply.http = from->http;
	r->reply.type = from->type;
}

/* A problem with a status of its own that no enum status stands for. */
static void problem_http(struct request *r, int http, const char *code, const char *title,
			 const char *detail)
{
	struct json j;

	buf_reset(&r->reply.body);
	json_init(&j, &r->reply.body);
	json_begin_object(&j);
	json_key_str(&j, "type", "about:blank");
	json_key_str(&j, "title", title);
	json_key_u64(&j, "status", (uint64_t)http);
	json_key_str(&j, "code", code);
	json_key_str(&j, "detail", detail);
	json_end(&j);
	r->reply.http = http;
	r->reply.type = "application/problem+json";
}

static void problem(struct request *r, const struct err *err)
{
	struct api_reply reply;

	api_reply_init(&reply);
	api_problem(&reply, err);
	take_reply(r, &reply);
	api_reply_done(&reply);
	if (err->st == STATUS_BUSY || err->st == STATUS_TIMEOUT || err->st == STATUS_MODIFIED)
		r->reply.retry_after_s = RETRY_AFTER_S;
}

/* Every reply leaves through here. */
static void finish(struct handler *h, struct request *r)
{
	struct slice body = buf_slice(&r->reply.body);

	if (atomic_load(&h->stopping))
		r->reply.close = true;
	if (r->reply.http >= 500 && r->reply.http != 503) {
		atomic_fetch_add(&h->errors, 1);
		log_msg(LOG_ERROR, "%s %.*s: %.*s", r->method, SLICE_ARG(r->proto.path),
			SLICE_ARG(slice_sub(body, 0, 600)));
	}
	log_msg(LOG_DEBUG, "%s %.*s %d, %zu bytes, %lld ms", r->method,
		SLICE_ARG(slice_sub(r->target, 0, 600)), r->reply.http, body.n,
		(long long)(handler_now_ms() - r->arrived_ms));
}

static unsigned method_bit(const char *method)
{
	if (strcmp(method, "GET") == 0 || strcmp(method, "HEAD") == 0)
		return METHOD_READ;
	return strcmp(method, "POST") == 0 ? METHOD_POST : 0;
}

static const struct route *find_route(struct slice path)
{
	const struct route *t;

	for (t = routes; t->path; t++)
		if (t->prefix ? slice_starts(path, slice_str(t->path)) : slice_eq_str(path, t->path))
			return t;
	return NULL;
}

/* Sizes first: nothing else is looked at in a request that is too big. */
static bool too_big(struct request *r)
{
	char detail[160];

	r->reply.close = true;
	if (r->target.n > LIMIT_HEADER_BYTES) {
		snprintf(detail, sizeof(detail),
			 "the address has %zu bytes, at most %zu are read; send a long query by POST",
			 r->target.n, LIMIT_HEADER_BYTES);
		problem_http(r, 414, "address-too-long", "URI too long", detail);
		return true;
	}
	if (r->header_bytes > LIMIT_HEADER_BYTES) {
		snprintf(detail, sizeof(detail), "the headers have %zu bytes, at most %zu are read",
			 r->header_bytes, LIMIT_HEADER_BYTES);
		problem_http(r, 431, "headers-too-long", "request header fields too large", detail);
		return true;
	}
	if (r->content_length > LIMIT_REQUEST_BYTES || buf_error(&r->body) != STATUS_OK) {
		struct err err = ERR_INIT;

		err_set(&err, STATUS_TOO_BIG, "the body is larger than %zu bytes", LIMIT_REQUEST_BYTES);
		problem(r, &err);
		return true;
	}
	r->reply.close = false;
	return false;
}

static void not_found(struct request *r)
{
	struct err err = ERR_INIT;

	err_set(&err, STATUS_NOT_FOUND,
		"no such path: '%.*s'. All paths begin with /v1/, and /v1/ lists them. The host in "
		"the address is ignored: with a Unix socket write http://localhost/v1/",
		SLICE_ARG(slice_sub(r->proto.path, 0, 200)));
	problem(r, &err);
}

/* OPTIONS, and methods that the path does not take; true when answered. */
static bool other_method(struct request *r, const struct route *route)
{
	char detail[200];

	if (method_bit(r->method) & route->methods)
		return false;
	r->reply.allow = route->allow;
	if (strcmp(r->method, "OPTIONS") == 0) {
		r->reply.http = 204;
		return true;
	}
	snprintf(detail, sizeof(detail), "%.60s takes %s, not %.40s", route->path, route->allow,
		 r->method);
	problem_http(r, 405, "method", "method not allowed", detail);
	return true;
}

/* Fill r->proto and r->route; true when that gave a reply already. */
static bool read_head(struct request *r)
{
	struct err err = ERR_INIT;

	if (too_big(r))
		return true;
	if (proto_target(&r->proto, r->target, &err) != STATUS_OK) {
		problem(r, &err);
		return true;
	}
	r->route = find_route(r->proto.path);
	if (!r->route && strcmp(r->method, "OPTIONS") == 0) {
		r->reply.http = 204;
		r->reply.allow = "GET, HEAD, POST, OPTIONS";
		return true;
	}
	if (!r->route) {
		not_found(r);
		return true;
	}
	return other_method(r, r->route);
}

bool handler_head(struct handler *h, struct request *r)
{
	assert(h->magic == HANDLER_MAGIC && r->magic == REQUEST_MAGIC);
	atomic_fetch_add(&h->requests, 1);
	proto_init(&r->proto, &r->arena);
	if (!read_head(r))
		return false;
	finish(h, r);
	return true;
}

/* The daemon's own paths take no parameters; the api checks those of the rest. */
static enum status refuse_params(const struct request *r, struct err *err)
{
	if (r->proto.n == 0)
		return STATUS_OK;
	return err_set(err, STATUS_USAGE, "unknown parameter '%.*s': %.*s takes none",
		       SLICE_ARG(slice_sub(r->proto.params[0].key, 0, 80)), SLICE_ARG(r->proto.path));
}

static enum status read_body(struct request *r, struct err *err)
{
	if (r->body.len == 0)
		return STATUS_OK;
	if (method_bit(r->method) != METHOD_POST)
		return err_set(err, STATUS_USAGE, "a %.20s request has no body; send it by POST",
			       r->method);
	return proto_body(&r->proto, r->content_type, buf_slice(&r->body), err);
}

bool handler_begin(struct handler *h, struct request *r)
{
	struct err err = ERR_INIT;
	enum status st;

	assert(h->magic == HANDLER_MAGIC && r->magic == REQUEST_MAGIC);
	r->arrived_ms = handler_now_ms(); /* a slow upload does not cost search time */
	if (too_big(r)) {
		finish(h, r);
		return true;
	}
	st = read_body(r, &err);
	if (st == STATUS_OK && (r->route->at_once || r->route->in_worker == reopen))
		st = refuse_params(r, &err);
	if (st != STATUS_OK)
		problem(r, &err);
	else if (r->route->at_once)
		r->route->at_once(h, r);
	else
		return false;
	finish(h, r);
	return true;
}

void handler_refuse(struct handler *h, struct request *r)
{
	struct err err = ERR_INIT;

	if (atomic_load(&h->stopping))
		err_set(&err, STATUS_BUSY, "the daemon is stopping");
	else
		err_set(&err, STATUS_BUSY, "too many requests wait already; try again in %d s",
			RETRY_AFTER_S);
	problem(r, &err);
	finish(h, r);
}

void handler_run(struct handler *h, struct reader *reader, struct request *r)
{
	struct err err = ERR_INIT;

	assert(h->magic == HANDLER_MAGIC && r->magic == REQUEST_MAGIC);
	if (handler_now_ms() - r->arrived_ms >= h->deadline_ms) {
		err_set(&err, STATUS_TIMEOUT, "the request waited for %u ms, its whole time",
			(unsigned)h->deadline_ms);
		problem(r, &err);
	} else if (reader_update(reader, &err) != STATUS_OK) {
		problem(r, &err);
	} else {
		r->route->in_worker(h, reader, r);
	}
	finish(h, r);
}

/* --- what the paths do ------------------------------------------------------ */

static void ask_api(struct handler *h, struct reader *reader, struct request *r)
{
	bool get = method_bit(r->method) == METHOD_READ;
	uint64_t revision = api_revision(reader->api);
	struct api_reply reply;
	int64_t left;

	proto_etag(&r->proto, revision, r->reply.etag);
	if (get && r->if_none_match.p && proto_etag_matches(r->if_none_match, r->reply.etag)) {
		r->reply.http = 304;
		return;
	}
	left = r->arrived_ms + h->deadline_ms - handler_now_ms();
	api_reply_init(&reply);
	api_call(reader->api, r->proto.path, r->proto.params, r->proto.n,
		 left < 1 ? 1 : (uint32_t)left, &reply);
	take_reply(r, &reply);
	api_reply_done(&reply);
	/* An answer that the deadline cut short is not one to keep; nor is one that
	 * saw a commit of which the tag knows nothing. */
	if (!get || r->reply.http != 200 || api_revision(reader->api) != revision ||
	    handler_now_ms() - r->arrived_ms >= h->deadline_ms)
		r->reply.etag[0] = '\0';
	if (r->reply.http == 503)
		r->reply.retry_after_s = RETRY_AFTER_S;
}

/* Add what the daemon itself answers, and its limits, to the api's list. */
static void describe(struct handler *h, struct reader *reader, struct request *r)
{
	struct buf *b = &r->reply.body;
	const struct route *t;
	struct json j;

	ask_api(h, reader, r);
	if (r->reply.http != 200)
		return;
	buf_truncate(b, b->len - 1); /* the bracket that ends the api's object */
	buf_add_str(b, ",\"daemon\":");
	json_init(&j, b);
	json_begin_object(&j);
	json_key(&j, "endpoints");
	json_begin_array(&j);
	for (t = routes; t->path; t++)
		if (t->at_once || t->in_worker == reopen)
			json_str(&j, t->path);
	json_end(&j);
	json_key(&j, "limits");
	json_begin_object(&j);
	json_key_u64(&j, "header_bytes", LIMIT_HEADER_BYTES);
	json_key_u64(&j, "body_bytes", LIMIT_REQUEST_BYTES);
	json_key_u64(&j, "reply_bytes", LIMIT_REPLY_BYTES);
	json_key_u64(&j, "parameters", LIMIT_PARAMS);
	json_key_u64(&j, "connections", LIMIT_CONNECTIONS);
	json_key_u64(&j, "queue", pool_counts(h->pool).queue_max);
	json_key_u64(&j, "deadline_ms", h->deadline_ms);
	json_end(&j);
	json_end(&j);
	buf_add_char(b, '}');
}

static void health(struct handler *h, struct request *r)
{
	struct pool_counts c = pool_counts(h->pool);
	struct json j;

	json_init(&j, &r->reply.body);
	json_begin_object(&j);
	json_key_str(&j, "status", atomic_load(&h->stopping) ? "stopping" : "ok");
	json_key_str(&j, "version", backfile_version);
	json_key_u64(&j, "revision", watch_revision(h->watch));
	json_key_double(&j, "uptime_s", (double)(handler_now_ms() - h->started_ms) / 1000, 3);
	json_key(&j, "workers");
	json_begin_object(&j);
	json_key_u64(&j, "total", c.workers);
	json_key_u64(&j, "busy", c.busy);
	json_end(&j);
	json_key(&j, "queue");
	json_begin_object(&j);
	json_key_u64(&j, "waiting", c.queued);
	json_key_u64(&j, "limit", c.queue_max);
	json_end(&j);
	json_key(&j, "requests");
	json_begin_object(&j);
	json_key_u64(&j, "total", atomic_load(&h->requests));
	json_key_u64(&j, "searched", c.done);
	json_key_u64(&j, "refused", c.refused);
	json_key_u64(&j, "failed", atomic_load(&h->errors));
	json_end(&j);
	json_key_u64(&j, "connections", atomic_load(&h->connections));
	json_end(&j);
	r->reply.http = 200;
	r->reply.type = "application/json";
}

/* This worker opens the archive now, so that a failure is told; the others do
 * before their next request. */
static void reopen(struct handler *h, struct reader *reader, struct request *r)
{
	struct err err = ERR_INIT;
	enum status st = STATUS_OK;
	struct json j;

	if (!r->may_manage) {
		st = err_set(&err, STATUS_DENIED,
			     "only the user of the daemon and root may have the archive reopened");
	} else {
		watch_reopen(h->watch);
		st = reader_update(reader, &err);
	}
	if (st != STATUS_OK) {
		problem(r, &err);
		return;
	}
	json_init(&j, &r->reply.body);
	json_begin_object(&j);
	json_key_bool(&j, "reopened", true);
	json_key_u64(&j, "revision", api_revision(reader->api));
	json_end(&j);
	r->reply.http = 200;
	r->reply.type = "application/json";
}
