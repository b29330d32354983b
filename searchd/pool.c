/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Workers and their queue: see pool.h.
 *
 * One mutex guards the list and the counters; it is held for a few instructions
 * at either end of a job, never while one runs.
 */
#include "searchd/pool.h"

#include <assert.h>
#include <pthread.h>
#include <stdlib.h>

#include "lib/base/mem.h"

#define POOL_MAGIC 0x6f6f5021u

struct worker {
	struct pool *pool;
	pthread_t    thread;
	void        *state;
};

struct pool {
	unsigned magic;
	const struct pool_ops *ops;
	void *arg;
	pthread_mutex_t lock; /* all below */
	pthread_cond_t  wake; /* a job came, or draining began */
	struct pool_job *head, **tail;
	struct pool_counts counts;
	bool draining;
	struct worker *workers;
	unsigned n_states, n_threads; /* how far pool_start() came */
};

/* The next job, or NULL when there will be none. */
static struct pool_job *take(struct pool *p)
{
	struct pool_job *job;

	while (!p->head && !p->draining)
		pthread_cond_wait(&p->wake, &p->lock);
	job = p->head;
	if (job) {
		p->head = job->next;
		if (!p->head)
			p->tail = &p->head;
		p->counts.queued--;
	}
	return job;
}

static void *run_worker(void *arg)
{
	struct worker *w = arg;
	struct pool *p = w->pool;
	struct pool_job *job;

	assert(p->magic == POOL_MAGIC);
	pthread_mutex_lock(&p->lock);
	while ((job = take(p))) {
		p->counts.busy++;
		pthread_mutex_unlock(&p->lock);
		p->ops->run(p->arg, w->state, job);
		pthread_mutex_lock(&p->lock);
		p->counts.busy--;
		p->counts.done++;
	}
	pthread_mutex_unlock(&p->lock);
	return NULL;
}

static enum status start_workers(struct pool *p, unsigned n, struct err *err)
{
	enum status st;
	unsigned i;

	/* all states first: a missing archive is found before any thread runs */
	for (i = 0; i < n; i++) {
		p->workers[i].pool = p;
		st = p->ops->start(p->arg, &p->workers[i].state, err);
		if (st != STATUS_OK)
			return st;
		p->n_states++;
	}
	for (i = 0; i < n; i++) {
		if (pthread_create(&p->workers[i].thread, NULL, run_worker, &p->workers[i]) != 0)
			return err_set(err, STATUS_INTERNAL, "cannot start worker thread %u", i + 1);
		p->n_threads++;
	}
	return STATUS_OK;
}

enum status pool_start(const struct pool_ops *ops, void *arg, unsigned workers, unsigned queue_max,
		       struct pool **out, struct err *err)
{
	struct pool *p = xcalloc(1, sizeof(*p));
	enum status st;

	p->magic = POOL_MAGIC;
	p->ops = ops;
	p->arg = arg;
	p->tail = &p->head;
	p->counts.workers = workers;
	p->counts.queue_max = queue_max;
	p->workers = xcalloc(workers, sizeof(*p->workers));
	pthread_mutex_init(&p->lock, NULL);
	pthread_cond_init(&p->wake, NULL);
	st = start_workers(p, workers, err);
	if (st != STATUS_OK) {
		pool_free(p);
		return st;
	}
	*out = p;
	return STATUS_OK;
}

bool pool_submit(struct pool *p, struct pool_job *job)
{
	bool taken = false;

	assert(p->magic == POOL_MAGIC);
	pthread_mutex_lock(&p->lock);
	if (p->draining || p->counts.queued >= p->counts.queue_max) {
		p->counts.refused++;
	} else {
		job->next = NULL;
		*p->tail = job;
		p->tail = &job->next;
		p->counts.queued++;
		taken = true;
		pthread_cond_signal(&p->wake);
	}
	pthread_mutex_unlock(&p->lock);
	return taken;
}

struct pool_counts pool_counts(struct pool *p)
{
	struct pool_counts c;

	assert(p->magic == POOL_MAGIC);
	pthread_mutex_lock(&p->lock);
	c = p->counts;
	pthread_mutex_unlock(&p->lock);
	return c;
}

void pool_drain(struct pool *p)
{
	assert(p->magic == POOL_MAGIC);
	pthread_mutex_lock(&p->lock);
	p->draining = true;
	pthread_cond_broadcast(&p->wake);
	pthread_mutex_unlock(&p->lock);
	while (p->n_threads)
		pthread_join(p->workers[--p->n_threads].thread, NULL);
	while (p->n_states)
		p->ops->stop(p->arg, p->workers[--p->n_states].state);
}

void pool_free(struct pool *p)
{
	if (!p)
		return;
	pool_drain(p);
	pthread_cond_destroy(&p->wake);
	pthread_mutex_destroy(&p->lock);
	free(p->workers);
	p->magic = 0;
	free(p);
}
