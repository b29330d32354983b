/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The pool of workers: see pool.h.
 *
 * A ring of entries in order of entry.  An entry waits, then is with a worker
 * (in its queue, in order), then is done; the head of the ring leaves when it is
 * done.  All pipes are non-blocking and one poll() serves them, so that neither
 * side can wait for the other with both pipes full.
 *
 * Invariant: a worker answers its jobs in the order in which it got them, so
 * when it dies, the first in its queue is the one it was at.
 */
#include "indexer/pool.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "indexer/wire.h"
#include "indexer/worker.h"
#include "lib/base/mem.h"

#define QUEUE 8      /* jobs that one worker may have at a time */
#define CHUNK (256 * KIB)
#define WORKERS_MAX 256
#define DEATHS_MAX 100 /* in a row: something is wrong with more than a record */

enum state { WAITING, WITH_WORKER, DONE };

struct entry {
	enum state state;
	bool is_record;
	int mark;
	void *data;
	struct buf job;   /* the message; kept until the answer is there */
	struct buf reply; /* the whole reply body */
	struct slice file;
	uint64_t offset, line;
	bool broken;      /* no reply: the worker died; `message` says how */
	char message[96];
};

struct worker {
	struct worker_pipes pipes;
	size_t queue[QUEUE]; /* sequence numbers of its entries */
	size_t n_queue;
	size_t n_sent; /* of the queue, wholly written */
	size_t sent;   /* bytes of the next one */
	struct buf in;
};

struct pool {
	struct entry *ring;
	size_t cap, head, tail, next; /* sequence numbers; next: first that may be WAITING */
	size_t bytes;
	struct worker *workers;
	unsigned n_workers;
	unsigned deaths; /* since the last answer */
	struct worker_trade trade;
	pool_out_fn *out;
	pool_drop_fn *drop;
	void *ctx;
};

static struct entry *entry_at(struct pool *p, size_t seq)
{
	return &p->ring[seq % p->cap];
}

/* --- beginning and end --- */

enum status pool_new(const struct worker_trade *trade, unsigned n, pool_out_fn *out,
		     pool_drop_fn *drop, void *ctx, struct pool **result, struct err *err)
{
	struct pool *p = xcalloc(1, sizeof(*p));
	enum status st = STATUS_OK;
	size_t i;

	if (n > WORKERS_MAX)
		n = WORKERS_MAX;
	p->cap = (size_t)n * POOL_ITEMS;
	p->ring = xcalloc(p->cap, sizeof(*p->ring));
	p->workers = xcalloc(n, sizeof(*p->workers));
	p->trade = *trade;
	p->out = out;
	p->drop = drop;
	p->ctx = ctx;
	for (i = 0; i < p->cap; i++) {
		buf_init(&p->ring[i].job, WIRE_MAX);
		buf_init(&p->ring[i].reply, WIRE_MAX);
	}
	for (; p->n_workers < n && st == STATUS_OK; p->n_workers += st == STATUS_OK) {
		buf_init(&p->workers[p->n_workers].in, WIRE_MAX + WIRE_HEAD + CHUNK);
		st = worker_start(&p->trade, &p->workers[p->n_workers].pipes, err);
	}
	if (st == STATUS_OK)
		*result = p;
	else
		pool_free(p);
	return st;
}

static int end_worker(struct worker *w)
{
	int status = 0;

	close(w->pipes.to);
	close(w->pipes.from);
	while (waitpid(w->pipes.pid, &status, 0) < 0 && errno == EINTR)
		;
	return status;
}

void pool_free(struct pool *p)
{
	size_t i;

	if (!p)
		return;
	for (i = 0; i < p->n_workers; i++) {
		/* nothing that it could still do is wanted */
		if (p->workers[i].pipes.pid > 0) {
			kill(p->workers[i].pipes.pid, SIGKILL);
			end_worker(&p->workers[i]);
		}
		buf_done(&p->workers[i].in);
	}
	for (; p->head < p->tail; p->head++)
		if (!entry_at(p, p->head)->is_record && p->drop)
			p->drop(entry_at(p, p->head)->mark, entry_at(p, p->head)->data);
	for (i = 0; i < p->cap; i++) {
		buf_done(&p->ring[i].job);
		buf_done(&p->ring[i].reply);
	}
	free(p->ring);
	free(p->workers);
	free(p);
}

size_t pool_pids(const struct pool *p, int *out, size_t max)
{
	size_t i;

	for (i = 0; i < p->n_workers && i < max; i++)
		out[i] = p->workers[i].pipes.pid;
	return i;
}

/* --- coming out --- */

static void empty_buf(struct buf *b)
{
	if (b->cap > MIB)
		buf_done(b); /* after a long page */
	else
		buf_reset(b);
}

static void fill_item(const struct entry *e, struct pool_item *item)
{
	struct wire_reply reply = {.st = STATUS_INTERNAL};

	*item = (struct pool_item){.kind = e->is_record ? POOL_RECORD : POOL_MARK,
				   .mark = e->mark, .data = e->data, .file = e->file,
				   .offset = e->offset, .line = e->line};
	if (!e->is_record)
		return;
	if (e->broken || !wire_get_reply(buf_slice(&e->reply), &reply)) {
		item->st = STATUS_INTERNAL;
		item->message = slice_str(e->broken ? e->message : "the worker's answer is malformed");
		return;
	}
	item->st = reply.st;
	item->name = reply.name;
	item->packed = reply.packed;
	item->message = reply.message;
}

/* Hand over what is done at the head. */
static enum status flush(struct pool *p, struct err *err)
{
	while (p->head < p->tail && entry_at(p, p->head)->state == DONE) {
		struct entry *e = entry_at(p, p->head);
		struct pool_item item;
		enum status st;

		fill_item(e, &item);
		p->head++; /* it is out, also when that fails */
		st = p->out(p->ctx, &item, err);
		p->bytes -= e->job.len + e->reply.len;
		empty_buf(&e->job);
		empty_buf(&e->reply);
		if (st != STATUS_OK)
			return st;
	}
	return STATUS_OK;
}

/* --- workers --- */

/* Entries are given out one to each worker in turn, so that all have work. */
static void assign_all(struct pool *p)
{
	size_t shortest, i;

	for (;;) {
		while (p->next < p->tail && entry_at(p, p->next)->state != WAITING)
			p->next++;
		if (p->next == p->tail)
			return;
		shortest = 0;
		for (i = 1; i < p->n_workers; i++)
			if (p->workers[i].n_queue < p->workers[shortest].n_queue)
				shortest = i;
		if (p->workers[shortest].n_queue == QUEUE)
			return;
		entry_at(p, p->next)->state = WITH_WORKER;
		p->workers[shortest].queue[p->workers[shortest].n_queue++] = p->next++;
	}
}

static void describe_death(int status, char *out, size_t size)
{
	if (WIFSIGNALED(status) && WTERMSIG(status) == SIGALRM)
		snprintf(out, size, "took longer than %d seconds", WORKER_SECONDS);
	else if (WIFSIGNALED(status))
		snprintf(out, size, "the worker died of signal %d (%s)", WTERMSIG(status),
			 WTERMSIG(status) == SIGABRT ? "out of memory, or a fault"
						     : "a fault of the program, or killed");
	else
		snprintf(out, size, "the worker ended with status %d", WEXITSTATUS(status));
}

/* The worker is gone: fail the record it was at, take the others back, and
 * start another. */
static enum status replace_worker(struct pool *p, struct worker *w, struct err *err)
{
	int status = end_worker(w);
	size_t i;

	if (w->n_queue) {
		struct entry *e = entry_at(p, w->queue[0]);

		describe_death(status, e->message, sizeof(e->message));
		e->broken = true;
		e->state = DONE;
	}
	for (i = 1; i < w->n_queue; i++) {
		entry_at(p, w->queue[i])->state = WAITING;
		if (w->queue[i] < p->next)
			p->next = w->queue[i];
	}
	w->n_queue = w->n_sent = w->sent = 0;
	buf_reset(&w->in);
	w->pipes = (struct worker_pipes){-1, -1, -1};
	if (++p->deaths > DEATHS_MAX)
		return err_set(err, STATUS_INTERNAL, "%d workers in a row ended without an answer",
			       DEATHS_MAX);
	return worker_start(&p->trade, &w->pipes, err);
}

/* Write what the pipe takes; false when the worker is gone. */
static bool send_jobs(struct pool *p, struct worker *w)
{
	while (w->n_sent < w->n_queue) {
		const struct buf *job = &entry_at(p, w->queue[w->n_sent])->job;
		ssize_t n = write(w->pipes.to, job->data + w->sent, job->len - w->sent);

		if (n < 0 && errno == EINTR)
			continue;
		/* a broken pipe shows when its answers have been read to the end */
		if (n < 0)
			return errno == EAGAIN || errno == EPIPE;
		w->sent += (size_t)n;
		if (w->sent == job->len) {
			w->n_sent++;
			w->sent = 0;
		}
	}
	return true;
}

/* Take whole replies off w->in; false when they make no sense. */
static bool take_replies(struct pool *p, struct worker *w)
{
	size_t from = 0, n;
	bool bad = false;

	while (wire_whole(slice_sub(buf_slice(&w->in), from, w->in.len), &n, &bad)) {
		struct entry *e;

		if (w->n_sent == 0)
			return false; /* an answer to nothing */
		e = entry_at(p, w->queue[0]);
		buf_add(&e->reply, w->in.data + from + WIRE_HEAD, n);
		p->bytes += n;
		e->state = DONE;
		p->deaths = 0;
		memmove(w->queue, w->queue + 1, (w->n_queue - 1) * sizeof(*w->queue));
		w->n_queue--;
		w->n_sent--;
		from += WIRE_HEAD + n;
	}
	if (from) {
		memmove(w->in.data, w->in.data + from, w->in.len - from);
		buf_truncate(&w->in, w->in.len - from);
	}
	return !bad;
}

/* Read what is there; false when the worker is gone. */
static bool receive(struct pool *p, struct worker *w)
{
	for (;;) {
		char *to = buf_reserve(&w->in, CHUNK);
		ssize_t n = to ? read(w->pipes.from, to, CHUNK) : 0;

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return errno == EAGAIN;
		if (n == 0)
			return false;
		w->in.len += (size_t)n;
		if (!take_replies(p, w))
			return false;
		if ((size_t)n < CHUNK)
			return true;
	}
}

/* Serve all pipes once; with `wait`, until something happened. */
static enum status turn(struct pool *p, bool wait, struct err *err)
{
	struct pollfd fds[2 * WORKERS_MAX];
	enum status st = STATUS_OK;
	unsigned i;
	int n;

	assign_all(p);
	for (i = 0; i < p->n_workers; i++) {
		struct worker *w = &p->workers[i];

		fds[2 * i] = (struct pollfd){w->pipes.from, POLLIN, 0};
		fds[2 * i + 1] = (struct pollfd){w->n_sent < w->n_queue ? w->pipes.to : -1, POLLOUT, 0};
	}
	n = poll(fds, 2 * p->n_workers, wait ? -1 : 0);
	if (n < 0 && errno != EINTR)
		return err_set_errno(err, "poll");
	for (i = 0; n > 0 && i < p->n_workers && st == STATUS_OK; i++) {
		struct worker *w = &p->workers[i];
		bool alive = true;

		if (fds[2 * i].revents)
			alive = receive(p, w);
		if (alive && fds[2 * i + 1].revents)
			alive = send_jobs(p, w);
		if (!alive)
			st = replace_worker(p, w, err);
	}
	return st == STATUS_OK ? flush(p, err) : st;
}

/* --- going in --- */

/* Wait for room. */
static enum status make_room(struct pool *p, size_t bytes, struct err *err)
{
	enum status st = STATUS_OK;

	while (st == STATUS_OK && p->head < p->tail &&
	       (p->tail - p->head == p->cap || p->bytes + bytes > POOL_BYTES))
		st = turn(p, true, err);
	return st;
}

static struct entry *new_entry(struct pool *p)
{
	struct entry *e = entry_at(p, p->tail++);
	struct buf job = e->job, reply = e->reply;

	*e = (struct entry){.job = job, .reply = reply};
	return e;
}

enum status pool_add_record(struct pool *p, const struct raw *r, struct err *err)
{
	enum status st = make_room(p, r->bytes.n, err);
	struct entry *e;
	struct raw sent;

	if (st != STATUS_OK)
		return st;
	e = new_entry(p);
	e->is_record = true;
	e->offset = r->offset;
	e->line = r->line;
	wire_put_job(&e->job, r);
	if (buf_error(&e->job) != STATUS_OK)
		return p->tail--, err_set(err, STATUS_TOO_BIG, "a record of %zu bytes", r->bytes.n);
	if (wire_get_job(slice_sub(buf_slice(&e->job), WIRE_HEAD, e->job.len), &sent))
		e->file = sent.file; /* lives in the message */
	p->bytes += e->job.len;
	return turn(p, false, err);
}

enum status pool_add_mark(struct pool *p, int mark, void *data, struct err *err)
{
	enum status st = make_room(p, 0, err);
	struct entry *e;

	if (st != STATUS_OK) {
		if (p->drop)
			p->drop(mark, data);
		return st;
	}
	e = new_entry(p);
	e->mark = mark;
	e->data = data;
	e->state = DONE;
	return flush(p, err);
}

enum status pool_drain(struct pool *p, struct err *err)
{
	enum status st = flush(p, err);

	while (st == STATUS_OK && p->head < p->tail)
		st = turn(p, true, err);
	return st;
}
