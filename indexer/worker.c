/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A worker process: see worker.h. */
#include "indexer/worker.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <unistd.h>

#include "indexer/feed.h"
#include "indexer/wire.h"
#include "lib/base/io.h"

/* Sanitisers map terabytes of shadow memory: no bound then. */
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define BOUND_MEMORY 0
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define BOUND_MEMORY 0
#endif
#endif
#ifndef BOUND_MEMORY
#define BOUND_MEMORY 1
#endif

#define JOB_FD   3
#define REPLY_FD 4

/* Close all but the standard three and our two, which are put at 3 and 4: a copy
 * of another worker's pipe here would keep that worker waiting for ever when the
 * indexer dies, and one of the archive's lock would keep it locked. */
static void keep_only(int job, int reply)
{
	long fd, max = sysconf(_SC_OPEN_MAX);

	job = fcntl(job, F_DUPFD, REPLY_FD + 1);
	reply = fcntl(reply, F_DUPFD, REPLY_FD + 1);
	if (job < 0 || reply < 0 || dup2(job, JOB_FD) < 0 || dup2(reply, REPLY_FD) < 0)
		_exit(2);
	if (max < 0 || max > 65536)
		max = 65536;
	for (fd = REPLY_FD + 1; fd < max; fd++)
		close((int)fd);
}

static void bound_resources(void)
{
	struct rlimit none = {0, 0};
	struct rlimit bytes = {WORKER_BYTES, WORKER_BYTES};

	setrlimit(RLIMIT_CORE, &none);
	if (BOUND_MEMORY)
		setrlimit(RLIMIT_AS, &bytes);
}

/* The terminal's interrupt is for the indexer, which ends us by closing the pipe;
 * the alarm must kill. */
static void set_signals(void)
{
	signal(SIGINT, SIG_IGN);
	signal(SIGTERM, SIG_IGN);
	signal(SIGPIPE, SIG_DFL);
	signal(SIGALRM, SIG_DFL);
	signal(SIGABRT, SIG_DFL);
}

static void answer(const struct worker_trade *t, void *tools, struct slice job, struct buf *out)
{
	struct wire_reply reply = {.st = STATUS_BAD_DATA, .message = SLICE_LIT("a broken job")};
	struct err err = ERR_INIT;
	struct buf name, packed;
	struct raw raw;

	buf_init(&name, WIRE_MAX / 4);
	buf_init(&packed, WIRE_MAX / 2);
	if (wire_get_job(job, &raw)) {
		reply.st = t->answer(tools, &raw, &name, &packed, &err);
		reply.name = buf_slice(&name);
		reply.packed = buf_slice(&packed);
		reply.message = slice_str(err.msg);
	}
	buf_reset(out);
	wire_put_reply(out, &reply);
	buf_done(&name);
	buf_done(&packed);
}

/* One job; false at the end of the pipe or when it breaks. */
static bool serve_one(const struct worker_trade *t, void *tools, struct buf *in, struct buf *out)
{
	unsigned char head[WIRE_HEAD];
	uint32_t n = 0;
	bool eof;
	char *to;

	if (io_read_exact(JOB_FD, head, sizeof(head), &eof, NULL) != STATUS_OK || eof)
		return false;
	for (unsigned i = 0; i < WIRE_HEAD; i++)
		n |= (uint32_t)head[i] << (8 * i);
	buf_reset(in);
	to = buf_reserve(in, n);
	if (!to || io_read_exact(JOB_FD, to, n, &eof, NULL) != STATUS_OK || (eof && n))
		return false;
	in->len = n;
	alarm(WORKER_SECONDS);
	answer(t, tools, buf_slice(in), out);
	alarm(0);
	return io_write_all(REPLY_FD, out->data, out->len, NULL) == STATUS_OK;
}

static void serve(const struct worker_trade *t)
{
	void *tools = t->begin(t->arg);
	struct buf in, out;

	buf_init(&in, WIRE_MAX);
	buf_init(&out, WIRE_MAX);
	while (serve_one(t, tools, &in, &out))
		;
	buf_done(&in);
	buf_done(&out);
	t->end(tools);
}

static void *begin_feeding(const void *arg)
{
	return feeder_new(arg);
}

static void end_feeding(void *tools)
{
	feeder_free(tools);
}

static enum status feed(void *tools, const struct raw *r, struct buf *name, struct buf *packed,
			struct err *err)
{
	return feed_record(tools, r, name, packed, err);
}

struct worker_trade worker_feeding(const struct hosts *hosts)
{
	return (struct worker_trade){begin_feeding, end_feeding, feed, hosts};
}

enum status worker_start(const struct worker_trade *trade, struct worker_pipes *out,
			 struct err *err)
{
	int job[2] = {-1, -1}, reply[2] = {-1, -1};
	pid_t pid = -1;

	if (pipe2(job, O_CLOEXEC) == 0 && pipe2(reply, O_CLOEXEC) == 0)
		pid = fork();
	if (pid < 0) {
		enum status st = err_set_errno(err, "cannot start a worker");

		close(job[0]);
		close(job[1]);
		close(reply[0]);
		close(reply[1]);
		return st;
	}
	if (pid == 0) {
		keep_only(job[0], reply[1]);
		bound_resources();
		set_signals();
		serve(trade);
		_exit(0);
	}
	close(job[0]);
	close(reply[1]);
	fcntl(job[1], F_SETFL, O_NONBLOCK);
	fcntl(reply[0], F_SETFL, O_NONBLOCK);
	*out = (struct worker_pipes){pid, job[1], reply[0]};
	return STATUS_OK;
}
