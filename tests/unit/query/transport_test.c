/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Who is asked, what goes over the socket, and what becomes of bad replies.  The
 * daemon here is a thread that answers each connection with canned bytes. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "lib/base/limits.h"
#include "lib/base/num.h"
#include "query/transport.h"

static char dir[] = "/tmp/backfile-transport.XXXXXX";

static const char *in_dir(const char *name)
{
	static char path[2][128];
	static int turn;

	turn = !turn;
	snprintf(path[turn], sizeof(path[turn]), "%s/%s", dir, name);
	return path[turn];
}

/* --- a daemon of one thread --- */

struct fake {
	int fd;
	const char *reply;
	char request[512 * 1024]; /* what came last */
	pthread_t thread;
};

static struct fake fake;

/* What Content-Length says, 0 without one. */
static uint64_t body_length(const char *headers)
{
	const char *at = strstr(headers, "Content-Length: ");
	uint64_t n = 0;

	at = at ? at + strlen("Content-Length: ") : "";
	return num_u64(slice_of(at, strcspn(at, "\r")), MIB, &n) ? n : 0;
}

/* Read until the headers and the body are there. */
static void read_request(int fd)
{
	size_t n = 0;

	for (;;) {
		ssize_t r = read(fd, fake.request + n, sizeof(fake.request) - 1 - n);
		const char *end;

		if (r <= 0)
			return;
		n += (size_t)r;
		fake.request[n] = '\0';
		end = strstr(fake.request, "\r\n\r\n");
		if (end && n >= (size_t)(end + 4 - fake.request) + body_length(fake.request))
			return;
	}
}

static void *serve(void *arg)
{
	int fd;

	(void)arg;
	while ((fd = accept(fake.fd, NULL, NULL)) >= 0) {
		read_request(fd);
		/* a probe has left already */
		send(fd, fake.reply, strlen(fake.reply), MSG_NOSIGNAL);
		close(fd);
	}
	return NULL;
}

static int make_socket(const char *path)
{
	struct sockaddr_un at = {.sun_family = AF_UNIX};
	int fd = socket(AF_UNIX, SOCK_STREAM, 0);

	snprintf(at.sun_path, sizeof(at.sun_path), "%s", path);
	assert_int_equal(bind(fd, (struct sockaddr *)&at, sizeof(at)), 0);
	assert_int_equal(listen(fd, 8), 0);
	return fd;
}

static void start(const char *reply)
{
	unlink(in_dir("s"));
	fake.reply = reply;
	fake.request[0] = '\0';
	fake.fd = make_socket(in_dir("s"));
	assert_int_equal(pthread_create(&fake.thread, NULL, serve, NULL), 0);
}

static void stop(void)
{
	shutdown(fake.fd, SHUT_RDWR);
	pthread_join(fake.thread, NULL);
	close(fake.fd);
}

#define OK_REPLY "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\n\r\n"

static enum status ask(const char *reply, const char *path, const struct params *p, struct reply *r,
		       struct err *err)
{
	struct client_options o = {.socket = in_dir("s")};
	struct client *c = NULL;
	enum status st;

	start(reply);
	st = client_open(&o, &c, err);
	if (st == STATUS_OK)
		st = client_get(c, path, p, r, err);
	client_close(c);
	stop();
	return st;
}

static void a_request_and_its_reply(void **state)
{
	struct params p = {.n = 0};
	struct err err = ERR_INIT;
	struct reply r;

	(void)state;
	reply_init(&r);
	params_add_str(&p, "q", "a&b=c +#%\xC3\xA9\"");
	params_add_str(&p, "from", NULL);
	params_add_u64(&p, "limit", 18446744073709551615u);
	assert_int_equal(ask(OK_REPLY "{\"a\":1}", "/v1/docs/a:x y", &p, &r, &err), STATUS_OK);
	assert_int_equal(json_integer_value(json_object_get(r.json, "a")), 1);
	assert_non_null(strstr(fake.request, "GET /v1/docs/a:x%20y?q=a%26b%3Dc%20%2B%23%25%C3%A9%22"
					     "&limit=18446744073709551615 HTTP/1.1\r\n"));
	reply_done(&r);
}

static void a_long_query_is_posted(void **state)
{
	static char query[100001];
	struct params p = {.n = 0};
	struct err err = ERR_INIT;
	const char *body;
	struct reply r;

	(void)state;
	reply_init(&r);
	memset(query, 'x', sizeof(query) - 1);
	params_add_str(&p, "q", query);
	params_add_u64(&p, "limit", 10);
	assert_int_equal(ask(OK_REPLY "{}", "/v1/search", &p, &r, &err), STATUS_OK);
	assert_non_null(strstr(fake.request, "POST /v1/search HTTP/1.1\r\n"));
	assert_non_null(strstr(fake.request, "application/x-www-form-urlencoded"));
	body = strstr(fake.request, "\r\n\r\n");
	assert_non_null(body);
	assert_int_equal(strlen(body + 4), strlen("q=&limit=10") + 100000);
	reply_done(&r);
}

static void bad_replies(void **state)
{
	static const struct {
		const char *reply;
		enum status st;
		size_t pos;
		const char *says;
	} t[] = {
		{"HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n"
		 "{\"detail\":\"unclosed (\",\"pos\":7}", STATUS_USAGE, 7, "unclosed ("},
		{"HTTP/1.1 404 Not Found\r\nConnection: close\r\n\r\n{\"detail\":\"no such article\"}",
		 STATUS_NOT_FOUND, ERR_NO_POS, "no such article"},
		{"HTTP/1.1 503 Busy\r\nConnection: close\r\n\r\n{\"title\":\"busy\"}",
		 STATUS_TIMEOUT, ERR_NO_POS, "busy"},
		{"HTTP/1.1 599 Odd\r\nConnection: close\r\n\r\n{\"pos\":-1}", STATUS_INTERNAL, ERR_NO_POS,
		 "no reason given"},
		{OK_REPLY "<html>", STATUS_BAD_DATA, ERR_NO_POS, "not a JSON object"},
		{OK_REPLY "[1]", STATUS_BAD_DATA, ERR_NO_POS, "not a JSON object"},
		{OK_REPLY "", STATUS_BAD_DATA, ERR_NO_POS, "not a JSON object"},
		{OK_REPLY "{\"a\":1,\"a\":2}", STATUS_BAD_DATA, ERR_NO_POS, "not a JSON object"},
		{"HTTP/1.1 200 OK\r\nContent-Length: 100\r\nConnection: close\r\n\r\n{}", STATUS_IO,
		 ERR_NO_POS, "asking the daemon"},
		{"220 mail.example ESMTP\r\n", STATUS_IO, ERR_NO_POS, "asking the daemon"},
		{"", STATUS_IO, ERR_NO_POS, "asking the daemon"},
		{"HTTP/1.1 302 Found\r\nLocation: http://elsewhere.example/\r\nConnection: close\r\n\r\n{}",
		 STATUS_INTERNAL, ERR_NO_POS, "no reason given"},
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(t) / sizeof(t[0]); i++) {
		struct err err = ERR_INIT;
		struct reply r;
		enum status st;

		reply_init(&r);
		st = ask(t[i].reply, "/v1/search", NULL, &r, &err);
		if (st != t[i].st || err.pos != t[i].pos || !strstr(err.msg, t[i].says))
			fail_msg("case %zu: %s, '%s'", i, status_word(st), err.msg);
		reply_done(&r);
	}
}

static void one_reply_after_another(void **state)
{
	struct client_options o = {.socket = in_dir("s")};
	struct client *c = NULL;
	struct err err = ERR_INIT;
	struct reply r;
	int i;

	(void)state;
	reply_init(&r);
	start(OK_REPLY "{\"n\":1}");
	assert_int_equal(client_open(&o, &c, &err), STATUS_OK);
	for (i = 0; i < 3; i++) {
		assert_int_equal(client_get(c, "/v1/stats", NULL, &r, &err), STATUS_OK);
		assert_int_equal(r.body.len, 7);
	}
	client_close(c);
	stop();
	reply_done(&r);
}

/* --- sockets that do not answer --- */

static void probes(void **state)
{
	char longest[108 + 1];
	struct err err = ERR_INIT;
	int fd;

	(void)state;
	assert_int_equal(http_probe(in_dir("missing"), &err), STATUS_NOT_FOUND);
	assert_non_null(strstr(err.msg, "missing"));
	assert_non_null(strstr(err.msg, "backfile serve"));
	/* dead: bound, and nobody listens any more */
	fd = make_socket(in_dir("dead"));
	close(fd);
	assert_int_equal(http_probe(in_dir("dead"), &err), STATUS_IO);
	assert_non_null(strstr(err.msg, "no daemon answers"));
	/* 107 bytes is the longest path there is */
	memset(longest, 'x', sizeof(longest) - 1);
	longest[0] = '/';
	longest[107] = '\0';
	assert_int_equal(http_probe(longest, &err), STATUS_NOT_FOUND);
	longest[107] = 'x';
	longest[108] = '\0';
	assert_int_equal(http_probe(longest, &err), STATUS_USAGE);
	assert_non_null(strstr(err.msg, "107 bytes"));
}

/* --- who is asked --- */

/* "daemon" when the fake one was, "archive" when the folder in `err` was looked
 * for in this process, "refused" when a dead socket ended it. */
static const char *who(const struct client_options *o)
{
	struct err err = ERR_INIT;
	struct client *c = NULL;

	if (client_open(o, &c, &err) == STATUS_OK) {
		client_close(c);
		return "daemon";
	}
	return strstr(err.msg, "no archive at") ? "archive" : "refused";
}

static void precedence(void **state)
{
	struct client_options nothing = {NULL, NULL, false, NULL};
	struct client_options index = {.index = in_dir("none")};
	struct client_options live = {.socket = "s"}, dead = {.socket = "s"};
	struct client_options without = {.no_daemon = true};
	char live_path[128], dead_path[128];

	(void)state;
	snprintf(live_path, sizeof(live_path), "%s/backfile.sock", dir);
	snprintf(dead_path, sizeof(dead_path), "%s/gone", dir);
	live.socket = live_path;
	dead.socket = dead_path;
	setenv("HOME", dir, 1);
	setenv("XDG_RUNTIME_DIR", dir, 1);
	unsetenv("BACKFILE_INDEX");
	unsetenv("BACKFILE_SOCKET");
	unsetenv("XDG_DATA_HOME");
	assert_string_equal(who(&nothing), "archive");
	assert_string_equal(who(&dead), "refused");
	unlink(live_path);
	fake.reply = "";
	fake.fd = make_socket(live_path);
	assert_int_equal(pthread_create(&fake.thread, NULL, serve, NULL), 0);
	assert_string_equal(who(&nothing), "daemon");
	assert_string_equal(who(&live), "daemon");
	assert_string_equal(who(&index), "archive");
	assert_string_equal(who(&without), "archive");
	setenv("BACKFILE_INDEX", in_dir("none"), 1);
	assert_string_equal(who(&nothing), "archive");
	assert_string_equal(who(&live), "daemon");
	setenv("BACKFILE_SOCKET", live_path, 1);
	assert_string_equal(who(&nothing), "daemon");
	assert_string_equal(who(&index), "archive");
	setenv("BACKFILE_SOCKET", dead_path, 1);
	assert_string_equal(who(&nothing), "refused");
	assert_string_equal(who(&live), "daemon");
	assert_string_equal(who(&without), "archive");
	setenv("BACKFILE_SOCKET", "", 1); /* empty is unset */
	assert_string_equal(who(&nothing), "archive");
	stop();
	unsetenv("BACKFILE_INDEX");
	unsetenv("BACKFILE_SOCKET");
	unsetenv("XDG_RUNTIME_DIR");
}

static void no_archive_says_what_to_do(void **state)
{
	struct client_options o = {.index = in_dir("none")};
	struct err err = ERR_INIT;
	struct client *c = NULL;

	(void)state;
	assert_int_equal(client_open(&o, &c, &err), STATUS_NOT_FOUND);
	assert_null(c);
	assert_non_null(strstr(err.msg, in_dir("none")));
	assert_non_null(strstr(err.msg, "backfile index FOLDER"));
}

static void parameters_are_bounded(void **state)
{
	struct params p = {.n = 0};
	int i;

	(void)state;
	for (i = 0; i < PARAMS_MAX + 3; i++)
		params_add_u64(&p, "n", (uint64_t)i);
	assert_int_equal(p.n, PARAMS_MAX);
	assert_true(slice_eq_str(p.v[PARAMS_MAX - 1].value, "23"));
}

static int remove_dir(void **state)
{
	static const char *const names[] = {"s", "dead", "backfile.sock"};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		unlink(in_dir(names[i]));
	return rmdir(dir);
}

static int make_dir(void **state)
{
	(void)state;
	return mkdtemp(dir) ? 0 : -1;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_request_and_its_reply),
		cmocka_unit_test(a_long_query_is_posted),
		cmocka_unit_test(bad_replies),
		cmocka_unit_test(one_reply_after_another),
		cmocka_unit_test(probes),
		cmocka_unit_test(precedence),
		cmocka_unit_test(no_archive_says_what_to_do),
		cmocka_unit_test(parameters_are_bounded),
	};

	return cmocka_run_group_tests(tests, make_dir, remove_dir);
}
