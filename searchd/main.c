/* SPDX-License-Identifier: GPL-2.0-or-later */
/* backfile-searchd - answers questions to an archive on a Unix socket.
 *
 * Order at the start: options, signals, archive (each worker opens it), socket;
 * only then is a request read.  The main thread then waits for signals, and once
 * a second sees after slow connections and new commits.
 *
 * SIGTERM, SIGINT: clean stop; a second one ends the program at once.
 * SIGHUP: the archive is opened anew.
 */
#include <jansson.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "lib/base/io.h"
#include "lib/base/log.h"
#include "lib/base/opt.h"
#include "searchd/server.h"
#include "searchd/sock.h"

#define MAX_WORKERS   64
#define STOP_GRACE_MS 5000
#define EXIT_TROUBLE  2

struct options {
	const char *index, *socket, *mode, *synonyms;
	uint64_t workers, deadline_ms, queue, idle_s;
	bool verbose, quiet;
};

struct daemon {
	struct options opt;
	char *archive, *socket_path;
	mode_t mode;
	struct watch watch;
	struct reader *reader; /* the main thread's own, for revision and counts */
	struct handler handler;
	struct sock sock;
	struct server *server;
};

static uint64_t default_workers(void)
{
	long n = sysconf(_SC_NPROCESSORS_ONLN);

	return n < 2 ? 2 : (n > 16 ? 16 : (uint64_t)n);
}

/* Permission bits in octal, as for chmod: at most 0777, and the user's own. */
static bool parse_mode(const char *s, mode_t *out)
{
	mode_t mode = 0;
	size_t i;

	for (i = 0; s[i]; i++) {
		if (s[i] < '0' || s[i] > '7' || i == 4)
			return false;
		mode = mode * 8 + (mode_t)(s[i] - '0');
	}
	if (i < 3 || mode > 0777 || (mode & 0600) != 0600)
		return false;
	*out = mode;
	return true;
}

static enum opt_result read_options(struct daemon *d, int argc, char **argv, struct err *err)
{
	struct options *o = &d->opt;
	const struct opt table[] = {
		{"index", 0, OPT_STRING, &o->index, "DIR", "the archive to read", 0, 0, NULL},
		{"socket", 0, OPT_STRING, &o->socket, "PATH", "where to listen", 0, 0, NULL},
		{"mode", 0, OPT_STRING, &o->mode, "OCTAL",
		 "permission bits of the socket (default 0600)", 0, 0, NULL},
		{"workers", 0, OPT_UINT, &o->workers, "N",
		 "threads that search (default: one for each processor)", 1, MAX_WORKERS, NULL},
		{"deadline", 0, OPT_UINT, &o->deadline_ms, "MS",
		 "time for one request (default 10000)", 1, 3600000, NULL},
		{"queue", 0, OPT_UINT, &o->queue, "N",
		 "requests that may wait for a worker (default 128)", 1, 100000, NULL},
		{"idle", 0, OPT_UINT, &o->idle_s, "S",
		 "seconds until a silent connection is closed (default 30)", 1, 3600, NULL},
		{"synonyms", 0, OPT_STRING, &o->synonyms, "FILE",
		 "words to be found for each other (default: $BACKFILE_SYNONYMS)", 0, 0, NULL},
		{"verbose", 'v', OPT_FLAG, &o->verbose, NULL, "log each request", 0, 0, NULL},
		{"quiet", 'q', OPT_FLAG, &o->quiet, NULL, "log faults only", 0, 0, NULL},
		{NULL, 0, OPT_FLAG, NULL, NULL, NULL, 0, 0, NULL},
	};
	const struct opt_program program = {
		"backfile-searchd", "",
		"Answer searches of an archive over HTTP on a Unix socket",
		"SIGTERM stops it, SIGHUP makes it open the archive anew.\n"
		"Ask it: curl --unix-socket PATH 'http://localhost/v1/search?q=WORDS'",
		table};
	enum opt_result result;
	int first;

	*o = (struct options){.mode = "0600", .workers = default_workers(),
			      .deadline_ms = LIMIT_SEARCH_MS, .queue = LIMIT_QUEUE,
			      .idle_s = LIMIT_IDLE_SECONDS};
	result = opt_parse(&program, argc, argv, &first, stdout, err);
	if (result != OPT_GO)
		return result;
	if (first < argc) {
		err_set(err, STATUS_USAGE, "'%.80s' is no option; see 'backfile-searchd --help'",
			argv[first]);
		return OPT_BAD;
	}
	if (!parse_mode(o->mode, &d->mode)) {
		err_set(err, STATUS_USAGE,
			"--mode: '%.80s' is no mode: three octal digits that let the owner read and write",
			o->mode);
		return OPT_BAD;
	}
	return OPT_GO;
}

/* In all threads: the main thread takes them with sigtimedwait(). */
static void hold_signals(sigset_t *set)
{
	sigemptyset(set);
	sigaddset(set, SIGTERM);
	sigaddset(set, SIGINT);
	sigaddset(set, SIGHUP);
	pthread_sigmask(SIG_BLOCK, set, NULL);
	signal(SIGPIPE, SIG_IGN);
}

/* What the archive says of itself; 0 when it does not. */
static unsigned long long count_articles(struct reader *r)
{
	struct api_reply reply;
	unsigned long long n = 0;
	json_t *root;
	struct slice body;

	api_reply_init(&reply);
	api_call(r->api, SLICE_LIT("/v1/stats"), NULL, 0, LIMIT_SEARCH_MS, &reply);
	body = buf_slice(&reply.body);
	root = json_loadb(body.p, body.n, 0, NULL);
	if (root) {
		json_t *index = json_object_get(root, "index");

		n = (unsigned long long)json_integer_value(json_object_get(index, "articles"));
		json_decref(root);
	}
	api_reply_done(&reply);
	return n;
}

static enum status get_socket(struct daemon *d, struct err *err)
{
	bool given = false;
	enum status st = sock_inherit(&d->sock, &given, err);

	if (st == STATUS_OK && !given)
		st = sock_listen(d->socket_path, d->mode, &d->sock, err);
	return st;
}

static enum status start(struct daemon *d, struct err *err)
{
	struct server_config config = {.connections = LIMIT_CONNECTIONS};
	enum status st;

	watch_init(&d->watch, d->archive);
	handler_init(&d->handler, &d->watch, (uint32_t)d->opt.deadline_ms);
	st = reader_open(&d->watch, &d->reader, err);
	if (st == STATUS_OK)
		st = get_socket(d, err);
	if (st != STATUS_OK)
		return st;
	prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
	config.listen_fd = d->sock.fd;
	config.idle_s = (unsigned)d->opt.idle_s;
	config.workers = (unsigned)d->opt.workers;
	config.queue = (unsigned)d->opt.queue;
	return server_start(&d->handler, &config, &d->server, err);
}

static void tick(struct daemon *d)
{
	uint64_t before = watch_revision(&d->watch);
	struct err err = ERR_INIT;

	server_tick(d->server);
	if (reader_update(d->reader, &err) != STATUS_OK)
		log_msg(LOG_DEBUG, "%s", err.msg);
	else if (watch_revision(&d->watch) != before)
		log_msg(LOG_DEBUG, "revision %llu", (unsigned long long)watch_revision(&d->watch));
}

/* Until a signal says stop. */
static void serve(struct daemon *d, const sigset_t *signals)
{
	const struct timespec second = {.tv_sec = 1};

	for (;;) {
		int sig = sigtimedwait(signals, NULL, &second);

		if (sig == SIGTERM || sig == SIGINT)
			return;
		if (sig == SIGHUP) {
			log_msg(LOG_INFO, "opening the archive anew");
			watch_reopen(&d->watch);
		}
		tick(d);
	}
}

static void stop(struct daemon *d, const sigset_t *signals)
{
	log_msg(LOG_INFO, "stopping");
	sock_notify("STOPPING=1");
	pthread_sigmask(SIG_UNBLOCK, signals, NULL); /* a second one does not wait */
	sock_unlink(&d->sock);
	server_stop(d->server, STOP_GRACE_MS);
}

int main(int argc, char **argv)
{
	struct daemon d = {.sock = SOCK_INIT};
	struct err err = ERR_INIT;
	int status = EXIT_TROUBLE;
	sigset_t signals;

	log_init("backfile-searchd", LOG_INFO);
	switch (read_options(&d, argc, argv, &err)) {
	case OPT_DONE: return 0;
	case OPT_BAD: log_msg(LOG_ERROR, "%s", err.msg); return EXIT_TROUBLE;
	case OPT_GO: break;
	}
	log_init("backfile-searchd", d.opt.quiet ? LOG_ERROR : (d.opt.verbose ? LOG_DEBUG : LOG_INFO));
	umask(077);
	hold_signals(&signals);
	if (d.opt.synonyms)
		setenv("BACKFILE_SYNONYMS", d.opt.synonyms, 1); /* for api_open() */
	d.archive = io_default_index(d.opt.index);
	d.socket_path = io_default_socket(d.opt.socket);
	if (start(&d, &err) != STATUS_OK) {
		log_msg(LOG_ERROR, "%s", err.msg);
		goto out;
	}
	log_msg(LOG_INFO, "ready: %s, %llu articles, revision %llu", d.sock.path,
		count_articles(d.reader), (unsigned long long)watch_revision(&d.watch));
	sock_notify("READY=1");
	serve(&d, &signals);
	stop(&d, &signals);
	status = 0;
out:
	sock_done(&d.sock);
	reader_close(d.reader);
	free(d.socket_path);
	free(d.archive);
	return status;
}
