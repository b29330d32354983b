/* SPDX-License-Identifier: GPL-2.0-or-later */
/* bench/socket_bench - how fast the daemon answers over its Unix socket.
 *
 *	socket_bench SOCKET QUERIES.txt ROUNDS [CLIENTS]
 *
 * Each line of QUERIES.txt is a query for /v1/search, or, when it begins with a
 * slash, a whole request target.  Each client is a thread with one keep-alive
 * connection that asks all lines ROUNDS times; the clients begin at different
 * lines, so that they do not march in step.  Prints one line: requests, replies
 * that were not 200, seconds, requests a second, and the percentiles of the time
 * from the first byte sent to the last byte read, in milliseconds.
 *
 * Exit status 0, or 2 when the socket cannot be reached or speaks no HTTP.
 */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

#include "lib/base/buf.h"
#include "lib/base/io.h"
#include "lib/base/limits.h"
#include "lib/base/mem.h"
#include "lib/base/num.h"

#define MAX_CLIENTS 256

struct plan {
	const char   *socket;
	struct slice *requests; /* ready to be sent */
	size_t        n;
	uint32_t      rounds;
};

struct client {
	const struct plan *plan;
	pthread_t thread;
	size_t    first; /* line to begin with */
	double   *ms;    /* one for each request */
	size_t    n, bad;
	struct err err;
};

static double now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static void add_escaped(struct buf *b, struct slice s)
{
	size_t i;

	for (i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];

		if (ascii_is_alpha((char)c) || ascii_is_digit((char)c))
			buf_add_char(b, (char)c);
		else
			buf_addf(b, "%%%02X", c);
	}
}

/* One request a line; empty lines are left out. */
static void make_requests(struct plan *p, struct slice text)
{
	struct slice rest = text, line;
	size_t cap = 0;

	while (slice_split(&rest, '\n', &line)) {
		struct buf b;
		char *data;
		size_t len;

		line = slice_trim(line);
		if (slice_empty(line))
			continue;
		buf_init(&b, 4 * LIMIT_QUERY_BYTES);
		buf_add_str(&b, "GET ");
		if (line.p[0] == '/') {
			buf_add_slice(&b, line);
		} else {
			buf_add_str(&b, "/v1/search?q=");
			add_escaped(&b, line);
		}
		buf_add_str(&b, " HTTP/1.1\r\nHost: bench\r\n\r\n");
		GROW(p->requests, p->n + 1, cap);
		if (buf_take(&b, &data, &len) == STATUS_OK)
			p->requests[p->n++] = slice_of(data, len);
		buf_done(&b);
	}
}

static int dial(const char *path, struct err *err)
{
	struct sockaddr_un a = {.sun_family = AF_UNIX};
	int fd;

	if (strlen(path) >= sizeof(a.sun_path))
		return err_set(err, STATUS_USAGE, "%s: too long for a socket", path), -1;
	memcpy(a.sun_path, path, strlen(path));
	fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
	if (fd < 0 || connect(fd, (struct sockaddr *)&a, sizeof(a)) != 0) {
		err_set_errno(err, "%s", path);
		if (fd >= 0)
			close(fd);
		return -1;
	}
	return fd;
}

/* Length of head and body once the head is whole, else 0. */
static size_t reply_length(struct slice got)
{
	static const char mark[] = "\r\nContent-Length: ";
	const char *end = memmem(got.p, got.n, "\r\n\r\n", 4);
	const char *p;
	uint64_t length = 0;
	size_t head, digits = 0;

	if (!end)
		return 0;
	head = (size_t)(end - got.p) + 4;
	p = memmem(got.p, head, mark, sizeof(mark) - 1);
	if (p) {
		p += sizeof(mark) - 1;
		while (ascii_is_digit(p[digits]))
			digits++;
		if (!num_u64(slice_of(p, digits), LIMIT_REPLY_BYTES, &length))
			return 0;
	}
	return head + length;
}

static enum status ask(int fd, struct slice request, struct buf *b, struct err *err)
{
	size_t want = 0;

	buf_reset(b);
	if (io_write_all(fd, request.p, request.n, err) != STATUS_OK)
		return err->st;
	while (want == 0 || b->len < want) {
		char *room = buf_reserve(b, 64 * KIB);
		ssize_t n = room ? read(fd, room, 64 * KIB) : 0;

		if (n <= 0)
			return err_set(err, STATUS_IO, "the connection ended in a reply");
		b->len += (size_t)n;
		want = reply_length(buf_slice(b));
	}
	return STATUS_OK;
}

static void *run_client(void *arg)
{
	struct client *c = arg;
	const struct plan *p = c->plan;
	size_t i, total = p->n * p->rounds;
	struct buf b;
	int fd = dial(p->socket, &c->err);

	if (fd < 0)
		return NULL;
	buf_init(&b, LIMIT_REPLY_BYTES + MIB);
	for (i = 0; i < total; i++) {
		double start = now_ms();

		if (ask(fd, p->requests[(c->first + i) % p->n], &b, &c->err) != STATUS_OK)
			break;
		c->ms[c->n++] = now_ms() - start;
		c->bad += !slice_starts(buf_slice(&b), SLICE_LIT("HTTP/1.1 200 "));
	}
	buf_done(&b);
	close(fd);
	return NULL;
}

static int by_value(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

static void print_result(struct client *clients, uint32_t n_clients, double seconds)
{
	size_t n = 0, bad = 0;
	double *all;
	uint32_t i;

	for (i = 0; i < n_clients; i++)
		n += clients[i].n;
	all = xcalloc(n, sizeof(*all));
	for (i = 0, n = 0; i < n_clients; i++) {
		memcpy(all + n, clients[i].ms, clients[i].n * sizeof(*all));
		n += clients[i].n;
		bad += clients[i].bad;
	}
	qsort(all, n, sizeof(*all), by_value);
	printf("clients %u  requests %zu  not-200 %zu  seconds %.2f  per-second %.0f  "
	       "p50 %.3f  p95 %.3f  p99 %.3f  max %.3f ms\n",
	       n_clients, n, bad, seconds, (double)n / seconds, all[n / 2], all[n * 95 / 100],
	       all[n * 99 / 100], all[n - 1]);
	free(all);
}

static int run(struct plan *p, uint32_t n_clients)
{
	struct client *clients = xcalloc(n_clients, sizeof(*clients));
	double start = now_ms();
	int status = 0;
	uint32_t i;

	for (i = 0; i < n_clients; i++) {
		clients[i].plan = p;
		clients[i].first = i * p->n / n_clients;
		clients[i].ms = xcalloc(p->n * p->rounds, sizeof(double));
		if (pthread_create(&clients[i].thread, NULL, run_client, &clients[i]) != 0)
			abort();
	}
	for (i = 0; i < n_clients; i++) {
		pthread_join(clients[i].thread, NULL);
		if (clients[i].err.st != STATUS_OK) {
			fprintf(stderr, "socket_bench: %s\n", clients[i].err.msg);
			status = 2;
		}
	}
	if (status == 0)
		print_result(clients, n_clients, (now_ms() - start) / 1e3);
	for (i = 0; i < n_clients; i++)
		free(clients[i].ms);
	free(clients);
	return status;
}

int main(int argc, char **argv)
{
	struct plan p = {.rounds = 1};
	struct err err = ERR_INIT;
	uint32_t clients = 1;
	struct buf text;
	int status = 2;

	buf_init(&text, 64 * MIB);
	if (argc < 4 || argc > 5 || !num_u32(slice_str(argv[3]), 1000000, &p.rounds) ||
	    (argc == 5 && !num_u32(slice_str(argv[4]), MAX_CLIENTS, &clients)) || p.rounds == 0 ||
	    clients == 0) {
		fprintf(stderr, "Usage: socket_bench SOCKET QUERIES.txt ROUNDS [CLIENTS]\n");
		goto out;
	}
	if (io_read_file(argv[2], &text, &err) != STATUS_OK) {
		fprintf(stderr, "socket_bench: %s\n", err.msg);
		goto out;
	}
	p.socket = argv[1];
	make_requests(&p, buf_slice(&text));
	if (p.n == 0)
		fprintf(stderr, "socket_bench: %s: no queries\n", argv[2]);
	else
		status = run(&p, clients);
out:
	while (p.n)
		free((char *)p.requests[--p.n].p);
	free(p.requests);
	buf_done(&text);
	return status;
}
