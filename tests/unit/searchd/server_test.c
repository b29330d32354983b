/* SPDX-License-Identifier: GPL-2.0-or-later */
/* searchd/server and handler over a real socket, with an api of our own in the
 * place of lib/search: it can be made to wait, to fail and to change, which the
 * real one cannot.  Here are the cases that need such timing; tests/t/5*.sh has
 * the program as a whole. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <pthread.h>
#include <semaphore.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

#include "lib/base/json.h"
#include "lib/base/mem.h"
#include "searchd/server.h"
#include "searchd/sock.h"

/* --- the api of this test ------------------------------------------------------ */

struct api {
	uint64_t revision;
};

static _Atomic uint64_t archive_revision;
static atomic_bool refresh_fails, open_fails;
static atomic_uint opened, closed, calls;
static sem_t began, gate; /* of q=wait */

void api_reply_init(struct api_reply *r)
{
	memset(r, 0, sizeof(*r));
	buf_init(&r->body, LIMIT_REPLY_BYTES);
}

void api_reply_done(struct api_reply *r)
{
	buf_done(&r->body);
}

enum status api_open(const char *dir, struct api **out, struct err *err)
{
	if (atomic_load(&open_fails))
		return err_set(err, STATUS_NOT_FOUND, "%s: no archive", dir);
	*out = xcalloc(1, sizeof(**out));
	(*out)->revision = atomic_load(&archive_revision);
	atomic_fetch_add(&opened, 1);
	return STATUS_OK;
}

void api_close(struct api *a)
{
	atomic_fetch_add(&closed, 1);
	free(a);
}

enum status api_refresh(struct api *a, bool *changed, struct err *err)
{
	if (atomic_load(&refresh_fails))
		return err_set(err, STATUS_IO, "the archive is gone");
	*changed = a->revision != atomic_load(&archive_revision);
	a->revision = atomic_load(&archive_revision);
	return STATUS_OK;
}

uint64_t api_revision(const struct api *a)
{
	return a->revision;
}

void api_problem(struct api_reply *r, const struct err *err)
{
	struct json j;

	json_init(&j, &r->body);
	json_begin_object(&j);
	json_key_u64(&j, "status", (uint64_t)status_http(err->st));
	json_key_str(&j, "detail", err->msg);
	json_end(&j);
	r->http = status_http(err->st);
	r->type = "application/problem+json";
}

void api_call(struct api *a, struct slice path, const struct api_param *params, size_t n,
	      uint32_t deadline_ms, struct api_reply *r)
{
	struct err changed = {STATUS_MODIFIED, ERR_NO_POS, "the archive changed too often"};
	struct json j;
	size_t i;

	(void)deadline_ms;
	atomic_fetch_add(&calls, 1);
	if (n && slice_eq_str(params[0].value, "modified")) {
		api_problem(r, &changed);
		return;
	}
	if (n && slice_eq_str(params[0].value, "wait")) {
		sem_post(&began);
		sem_wait(&gate);
	}
	json_init(&j, &r->body);
	json_begin_object(&j);
	json_key_u64(&j, "revision", a->revision);
	json_key_slice(&j, "path", path);
	for (i = 0; i < n; i++)
		json_key_u64(&j, "bytes", params[i].value.n);
	json_end(&j);
	r->http = 200;
	r->type = "application/json";
}

/* --- a daemon and its clients ---------------------------------------------------- */

struct world {
	char dir[64], path[80];
	struct sock sock;
	struct watch watch;
	struct handler handler;
	struct server *server;
};

static void begin_at(struct world *w, unsigned workers, unsigned queue, unsigned connections,
		     unsigned idle_s, uint32_t deadline_ms)
{
	struct server_config c = {.workers = workers, .queue = queue, .connections = connections,
				  .idle_s = idle_s};

	memset(w, 0, sizeof(*w));
	atomic_store(&archive_revision, 7);
	atomic_store(&refresh_fails, false);
	atomic_store(&open_fails, false);
	atomic_store(&calls, 0);
	atomic_store(&opened, 0);
	atomic_store(&closed, 0);
	sem_init(&began, 0, 0);
	sem_init(&gate, 0, 0);
	snprintf(w->dir, sizeof(w->dir), "/tmp/backfile-server-test.XXXXXX");
	assert_non_null(mkdtemp(w->dir));
	snprintf(w->path, sizeof(w->path), "%s/s", w->dir);
	assert_int_equal(sock_listen(w->path, 0600, &w->sock, NULL), STATUS_OK);
	watch_init(&w->watch, "ARCHIVE");
	handler_init(&w->handler, &w->watch, deadline_ms);
	c.listen_fd = w->sock.fd;
	assert_int_equal(server_start(&w->handler, &c, &w->server, NULL), STATUS_OK);
}

static void begin(struct world *w, unsigned workers, unsigned queue)
{
	begin_at(w, workers, queue, 16, 30, 10000);
}

static void end(struct world *w)
{
	server_stop(w->server, 2000);
	sock_done(&w->sock);
	rmdir(w->dir);
	assert_int_equal(atomic_load(&opened), atomic_load(&closed));
}

static int dial(const struct world *w)
{
	const struct timeval patience = {.tv_sec = 10};
	struct sockaddr_un a = {.sun_family = AF_UNIX};
	int fd = socket(AF_UNIX, SOCK_STREAM, 0);

	memcpy(a.sun_path, w->path, strlen(w->path));
	assert_int_equal(connect(fd, (struct sockaddr *)&a, sizeof(a)), 0);
	setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof(patience));
	return fd;
}

static void put(int fd, const char *text)
{
	assert_int_equal(send(fd, text, strlen(text), MSG_NOSIGNAL), strlen(text));
}

/* Read until `mark` came, or to the end with mark NULL; the text is the caller's
 * to free. */
static char *get(int fd, const char *mark)
{
	struct buf b;
	char *out, chunk[4096];
	ssize_t n;

	buf_init(&b, 64 * MIB);
	buf_add(&b, "", 0);
	while (!(mark && b.len && strstr(b.data, mark)) && (n = recv(fd, chunk, sizeof(chunk), 0)) > 0)
		buf_add(&b, chunk, (size_t)n);
	out = xstrdup(b.len ? b.data : "");
	buf_done(&b);
	return out;
}

/* One request on a connection of its own. */
static char *ask(const struct world *w, const char *line, const char *rest)
{
	int fd = dial(w);
	char *out;

	put(fd, line);
	put(fd, " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n");
	put(fd, rest);
	put(fd, "\r\n");
	out = get(fd, NULL);
	close(fd);
	return out;
}

#define expect(text, part)                                                              \
	do {                                                                            \
		if (!strstr((text), (part)))                                            \
			fail_msg("no '%s' in '%.600s'", (part), (text));                \
	} while (0)

static void expect_reply(const struct world *w, const char *line, const char *rest,
			 const char *part)
{
	char *got = ask(w, line, rest);

	expect(got, part);
	free(got);
}

static void wait_until_queued(struct world *w, unsigned n)
{
	const struct timespec pause = {.tv_nsec = 1000000};
	int i;

	for (i = 0; i < 5000 && pool_counts(w->handler.pool).queued != n; i++)
		nanosleep(&pause, NULL);
	assert_int_equal(pool_counts(w->handler.pool).queued, n);
}

#define WAIT "GET /v1/search?q=wait HTTP/1.1\r\nHost: x\r\n\r\n"

/* --- tests ------------------------------------------------------------------------- */

static void a_full_queue_is_answered_with_503(void **state)
{
	struct world w;
	int busy, queued;
	char *got;

	(void)state;
	begin(&w, 1, 1);
	busy = dial(&w);
	put(busy, WAIT);
	sem_wait(&began);
	queued = dial(&w);
	put(queued, WAIT);
	wait_until_queued(&w, 1);
	got = ask(&w, "GET /v1/search?q=a", "");
	expect(got, "HTTP/1.1 503 ");
	expect(got, "Retry-After: 1\r\n");
	expect(got, "application/problem+json");
	expect(got, "too many requests wait already");
	free(got);
	/* what needs no worker is answered all the same, and tells */
	got = ask(&w, "GET /v1/health", "");
	expect(got, "\"busy\":1");
	expect(got, "\"waiting\":1,\"limit\":1");
	expect(got, "\"refused\":1");
	free(got);
	sem_post(&gate);
	sem_post(&gate);
	got = get(busy, "}");
	expect(got, "HTTP/1.1 200 ");
	free(got);
	got = get(queued, "}");
	expect(got, "HTTP/1.1 200 ");
	free(got);
	close(busy);
	close(queued);
	end(&w);
}

static void *stop_it(void *arg)
{
	struct world *w = arg;

	server_stop(w->server, 5000);
	return NULL;
}

/* Whether connections soon stay unanswered (the file is still there). */
static bool accepts_no_more(const struct world *w)
{
	const struct timeval patience = {.tv_usec = 100000};
	bool answered = true;
	char c;
	int i;

	for (i = 0; i < 50 && answered; i++) {
		int fd = dial(w);

		setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof(patience));
		put(fd, "GET /v1/health HTTP/1.1\r\nHost: x\r\n\r\n");
		answered = recv(fd, &c, 1, 0) == 1;
		close(fd);
	}
	return !answered;
}

static void stopping_answers_what_was_begun(void **state)
{
	const struct timespec pause = {.tv_nsec = 1000000};
	struct world w;
	pthread_t t;
	int running, queued, idle, i;
	char *got;

	(void)state;
	begin(&w, 1, 4);
	idle = dial(&w);
	put(idle, "GET /v1/health HTTP/1.1\r\nHost: x\r\n\r\n");
	free(get(idle, "connections\":"));
	running = dial(&w);
	put(running, WAIT);
	sem_wait(&began);
	queued = dial(&w);
	put(queued, WAIT);
	wait_until_queued(&w, 1);
	assert_int_equal(pthread_create(&t, NULL, stop_it, &w), 0);
	for (i = 0; i < 5000 && !atomic_load(&w.handler.stopping); i++)
		nanosleep(&pause, NULL);
	assert_true(accepts_no_more(&w));
	put(idle, WAIT);
	got = get(idle, NULL); /* a new request on an old connection */
	if (got[0]) {
		expect(got, "HTTP/1.1 503 ");
		expect(got, "the daemon is stopping");
		expect(got, "Connection: close");
	}
	free(got);
	sem_post(&gate);
	sem_post(&gate);
	got = get(running, NULL);
	expect(got, "HTTP/1.1 200 ");
	expect(got, "Connection: close");
	expect(got, "\"path\":\"/v1/search\"");
	free(got);
	got = get(queued, NULL);
	expect(got, "HTTP/1.1 200 ");
	expect(got, "\"path\":\"/v1/search\"");
	free(got);
	pthread_join(t, NULL);
	close(running);
	close(queued);
	close(idle);
	sock_done(&w.sock);
	rmdir(w.dir);
	assert_int_equal(atomic_load(&opened), atomic_load(&closed));
}

static void a_request_that_waited_its_time_is_answered_503(void **state)
{
	const struct timespec pause = {.tv_nsec = 60000000};
	struct world w;
	int busy, late;
	char *got;

	(void)state;
	begin_at(&w, 1, 4, 16, 30, 50);
	busy = dial(&w);
	put(busy, WAIT);
	sem_wait(&began);
	late = dial(&w);
	put(late, "GET /v1/search?q=a HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
	wait_until_queued(&w, 1);
	nanosleep(&pause, NULL); /* what is tested is that time passes */
	sem_post(&gate);
	got = get(late, NULL);
	expect(got, "HTTP/1.1 503 ");
	expect(got, "waited for 50 ms");
	expect(got, "Retry-After: 1\r\n");
	free(got);
	got = get(busy, "}");
	expect(got, "HTTP/1.1 200 ");
	if (strstr(got, "ETag"))
		fail_msg("an answer past its deadline must not be kept: %s", got);
	free(got);
	assert_int_equal(atomic_load(&calls), 1);
	close(busy);
	close(late);
	end(&w);
}

static void nobody_searches_for_a_client_that_left(void **state)
{
	struct world w;
	int busy, gone;

	(void)state;
	begin(&w, 1, 4);
	busy = dial(&w);
	put(busy, WAIT);
	sem_wait(&began);
	gone = dial(&w);
	put(gone, WAIT);
	wait_until_queued(&w, 1);
	close(gone);
	sem_post(&gate);
	free(get(busy, "}"));
	close(busy);
	expect_reply(&w, "GET /v1/search?q=a", "", "HTTP/1.1 200 ");
	assert_int_equal(atomic_load(&calls), 2); /* the first and the last */
	end(&w);
}

static void a_half_closed_client_gets_its_answer(void **state)
{
	struct world w;
	char *got;
	int fd;

	(void)state;
	begin(&w, 1, 4);
	fd = dial(&w);
	put(fd, WAIT);
	shutdown(fd, SHUT_WR);
	sem_wait(&began);
	sem_post(&gate);
	got = get(fd, "}");
	expect(got, "HTTP/1.1 200 ");
	expect(got, "\"path\":\"/v1/search\"");
	free(got);
	close(fd);
	end(&w);
}

static void a_commit_is_seen_by_the_next_request(void **state)
{
	struct world w;
	char *got, *tag, header[160], *stop;

	(void)state;
	begin(&w, 2, 4);
	got = ask(&w, "GET /v1/search?q=a", "");
	expect(got, "\"revision\":7");
	tag = strstr(got, "ETag: ");
	assert_non_null(tag);
	stop = strstr(tag, "\r\n");
	snprintf(header, sizeof(header), "If-None-Match: %.*s\r\n", (int)(stop - tag - 6), tag + 6);
	free(got);
	got = ask(&w, "GET /v1/search?q=a", header);
	expect(got, "HTTP/1.1 304 ");
	expect(got, "ETag: W/\"r7-");
	free(got);
	expect_reply(&w, "GET /v1/search?q=b", header, "HTTP/1.1 200 ");
	expect_reply(&w, "HEAD /v1/search?q=a", header, "HTTP/1.1 304 ");
	assert_int_equal(atomic_load(&calls), 2);
	atomic_store(&archive_revision, 8);
	got = ask(&w, "GET /v1/search?q=a", header);
	expect(got, "HTTP/1.1 200 ");
	expect(got, "\"revision\":8");
	expect(got, "ETag: W/\"r8-");
	free(got);
	expect_reply(&w, "GET /v1/health", "", "\"revision\":8");
	end(&w);
}

static void a_refresh_that_fails_opens_anew_or_says_so(void **state)
{
	struct world w;

	(void)state;
	begin(&w, 1, 4);
	atomic_store(&refresh_fails, true);
	expect_reply(&w, "GET /v1/search?q=a", "", "HTTP/1.1 200 ");
	assert_int_equal(atomic_load(&opened), 2);
	atomic_store(&open_fails, true);
	expect_reply(&w, "GET /v1/search?q=a", "", "ARCHIVE: no archive");
	atomic_store(&refresh_fails, false);
	expect_reply(&w, "GET /v1/search?q=a", "", "HTTP/1.1 200 "); /* the old reader is kept */
	expect_reply(&w, "POST /v1/reopen", "", "ARCHIVE: no archive");
	atomic_store(&open_fails, false);
	expect_reply(&w, "POST /v1/reopen", "", "\"reopened\":true,\"revision\":7");
	/* twice: the wish that failed still stood */
	assert_int_equal(atomic_load(&opened), 4);
	expect_reply(&w, "POST /v1/reopen?x=1", "", "unknown parameter 'x'");
	expect_reply(&w, "GET /v1/reopen", "", "HTTP/1.1 405 ");
	end(&w);
}

static void a_busy_archive_is_to_be_asked_again(void **state)
{
	struct world w;
	char *got;

	(void)state;
	begin(&w, 1, 4);
	got = ask(&w, "GET /v1/search?q=modified", "");
	expect(got, "HTTP/1.1 503 ");
	expect(got, "Retry-After: 1\r\n");
	expect(got, "Cache-Control: no-store\r\n");
	expect(got, "the archive changed too often");
	free(got);
	end(&w);
}

static void a_start_without_archive_fails(void **state)
{
	struct server_config c = {.workers = 2, .queue = 1, .connections = 4, .idle_s = 1,
				  .listen_fd = -1};
	struct server *server = NULL;
	struct handler h;
	struct watch watch;
	struct err err = ERR_INIT;

	(void)state;
	atomic_store(&open_fails, true);
	watch_init(&watch, "ARCHIVE");
	handler_init(&h, &watch, 1000);
	assert_int_equal(server_start(&h, &c, &server, &err), STATUS_NOT_FOUND);
	assert_string_equal(err.msg, "ARCHIVE: no archive");
	assert_null(server);
	atomic_store(&open_fails, false);
	server_stop(NULL, 0);
}

/* A form body of n bytes in all: "q=xxx…". */
static char *post(const struct world *w, size_t n)
{
	char head[160], *body = xmalloc(n + 1), *got;
	int fd = dial(w);

	memset(body, 'x', n);
	memcpy(body, "q=", 2);
	body[n] = '\0';
	snprintf(head, sizeof(head),
		 "POST /v1/search HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
		 "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: %zu\r\n\r\n",
		 n);
	put(fd, head);
	send(fd, body, n, MSG_NOSIGNAL); /* may be refused before it is read */
	got = get(fd, NULL);
	free(body);
	close(fd);
	return got;
}

static void a_body_may_have_the_limit_and_no_more(void **state)
{
	struct world w;
	char want[40], *got;

	(void)state;
	begin(&w, 1, 4);
	got = post(&w, LIMIT_REQUEST_BYTES);
	snprintf(want, sizeof(want), "\"bytes\":%zu", LIMIT_REQUEST_BYTES - 2);
	expect(got, "HTTP/1.1 200 ");
	expect(got, want);
	free(got);
	got = post(&w, LIMIT_REQUEST_BYTES + 1);
	expect(got, "HTTP/1.1 413 ");
	expect(got, "the body is larger than 262144 bytes");
	free(got);
	assert_int_equal(atomic_load(&calls), 1);
	end(&w);
}

/* Its length is not known before it has come. */
static char *post_chunks(const struct world *w, size_t chunks)
{
	char *chunk = xmalloc(4096 + 16), *got;
	int fd = dial(w);
	size_t i;

	put(fd, "POST /v1/search HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
		"Content-Type: application/x-www-form-urlencoded\r\n"
		"Transfer-Encoding: chunked\r\n\r\n2\r\nq=\r\n");
	memcpy(chunk, "1000\r\n", 6);
	memset(chunk + 6, 'x', 4096);
	memcpy(chunk + 6 + 4096, "\r\n", 3);
	for (i = 0; i < chunks; i++)
		if (send(fd, chunk, 4096 + 8, MSG_NOSIGNAL) < 0)
			break;
	send(fd, "0\r\n\r\n", 5, MSG_NOSIGNAL);
	got = get(fd, NULL);
	free(chunk);
	close(fd);
	return got;
}

static void chunks_are_counted_too(void **state)
{
	struct world w;
	char *got;

	(void)state;
	begin(&w, 1, 4);
	got = post_chunks(&w, LIMIT_REQUEST_BYTES / 4096 - 1);
	expect(got, "HTTP/1.1 200 ");
	free(got);
	got = post_chunks(&w, LIMIT_REQUEST_BYTES / 4096);
	expect(got, "HTTP/1.1 413 ");
	free(got);
	/* far too long: the connection ends, nothing is kept */
	got = post_chunks(&w, 20 * LIMIT_REQUEST_BYTES / 4096);
	assert_string_equal(got, "");
	free(got);
	expect_reply(&w, "GET /v1/health", "", "HTTP/1.1 200 ");
	end(&w);
}

static void an_address_may_have_the_limit_and_no_more(void **state)
{
	static const char head[] = "GET /v1/search?q=";
	struct world w;
	char *line = xmalloc(LIMIT_HEADER_BYTES + 100);
	size_t n;

	(void)state;
	begin(&w, 1, 4);
	memset(line, 'x', LIMIT_HEADER_BYTES + 100);
	memcpy(line, head, sizeof(head) - 1);
	/* the rest of the line, Host, Connection, the empty line: 11 + 9 + 19 + 2 bytes */
	line[LIMIT_HEADER_BYTES - 41] = '\0';
	n = strlen(line);
	expect_reply(&w, line, "", "HTTP/1.1 200 ");
	line[n] = 'x';
	line[n + 1] = '\0';
	expect_reply(&w, line, "", "HTTP/1.1 431 ");
	memset(line + n, 'x', 100);
	line[4 + LIMIT_HEADER_BYTES + 1] = '\0';
	expect_reply(&w, line, "", "HTTP/1.1 414 ");
	expect_reply(&w, line, "", "send a long query by POST");
	assert_int_equal(atomic_load(&calls), 1);
	free(line);
	end(&w);
}

static void connections_past_the_limit_wait_for_a_place(void **state)
{
	struct world w;
	int fd[5], i;
	char *got;

	(void)state;
	begin_at(&w, 1, 4, 4, 30, 10000);
	for (i = 0; i < 4; i++) {
		fd[i] = dial(&w);
		put(fd[i], "GET /v1/health HTTP/1.1\r\nHost: x\r\n\r\n");
		got = get(fd[i], "connections\":");
		expect(got, "HTTP/1.1 200 ");
		free(got);
		got = NULL;
	}
	fd[4] = dial(&w);
	put(fd[4], "GET /v1/health HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
	assert_int_equal(recv(fd[4], (char[1]){0}, 1, MSG_DONTWAIT), -1);
	close(fd[0]);
	got = get(fd[4], NULL);
	expect(got, "HTTP/1.1 200 ");
	free(got);
	for (i = 1; i < 5; i++)
		close(fd[i]);
	end(&w);
}

static void a_client_that_drips_is_closed(void **state)
{
	const struct timespec pause = {.tv_nsec = 100000000};
	struct world w;
	int fd, i;

	(void)state;
	begin_at(&w, 1, 4, 4, 1, 10000);
	fd = dial(&w);
	put(fd, "GET /v1/health HTTP/1.1\r\nX: ");
	for (i = 0; i < 100; i++) {
		if (send(fd, "x", 1, MSG_NOSIGNAL) < 0)
			break;
		nanosleep(&pause, NULL);
		server_tick(w.server);
	}
	/* silent for less than a second each time, but two seconds in all */
	assert_in_range(i, 15, 60);
	close(fd);
	end(&w);
}

static void pipelined_requests_are_answered_in_order(void **state)
{
	struct world w;
	char *got, *at;
	int fd;

	(void)state;
	begin(&w, 2, 4);
	fd = dial(&w);
	put(fd, "GET /v1/search?q=1 HTTP/1.1\r\nHost: x\r\n\r\n"
		"GET /v1/parse?q=22 HTTP/1.1\r\nHost: x\r\n\r\n"
		"GET /nothing HTTP/1.1\r\nHost: x\r\n\r\n"
		"GET /v1/docs/3 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
	got = get(fd, NULL);
	at = strstr(got, "/v1/search\",\"bytes\":1");
	assert_non_null(at);
	at = strstr(at, "/v1/parse\",\"bytes\":2");
	assert_non_null(at);
	at = strstr(at, "HTTP/1.1 404 ");
	assert_non_null(at);
	assert_non_null(strstr(at, "/v1/docs/3"));
	free(got);
	close(fd);
	end(&w);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_full_queue_is_answered_with_503),
		cmocka_unit_test(stopping_answers_what_was_begun),
		cmocka_unit_test(a_request_that_waited_its_time_is_answered_503),
		cmocka_unit_test(nobody_searches_for_a_client_that_left),
		cmocka_unit_test(a_half_closed_client_gets_its_answer),
		cmocka_unit_test(a_commit_is_seen_by_the_next_request),
		cmocka_unit_test(a_refresh_that_fails_opens_anew_or_says_so),
		cmocka_unit_test(a_busy_archive_is_to_be_asked_again),
		cmocka_unit_test(a_start_without_archive_fails),
		cmocka_unit_test(a_body_may_have_the_limit_and_no_more),
		cmocka_unit_test(chunks_are_counted_too),
		cmocka_unit_test(an_address_may_have_the_limit_and_no_more),
		cmocka_unit_test(connections_past_the_limit_wait_for_a_place),
		cmocka_unit_test(a_client_that_drips_is_closed),
		cmocka_unit_test(pipelined_requests_are_answered_in_order),
	};

	signal(SIGPIPE, SIG_IGN);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
