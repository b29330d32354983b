/* SPDX-License-Identifier: GPL-2.0-or-later */
/* searchd/pool: each job once, in order, the queue bounded, drained at the end. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdatomic.h>
#include <stdlib.h>

#include "lib/base/mem.h"
#include "searchd/pool.h"

struct job {
	struct pool_job link;
	unsigned number;
	atomic_uint ran;
};

/* What the tests see of the workers. */
struct world {
	int    states;	  /* alive */
	int    fail_at;	  /* start() fails for this one, counted from 1; 0: never */
	sem_t  began;	  /* raised by each job that begins */
	sem_t  gate;	  /* each job waits here, when `gated` */
	bool   gated;
	unsigned *order; /* numbers in the order in which jobs began */
	atomic_uint n_order;
};

static void world_init(struct world *w, bool gated)
{
	*w = (struct world){.gated = gated, .order = xcalloc(10000, sizeof(unsigned))};
	sem_init(&w->began, 0, 0);
	sem_init(&w->gate, 0, 0);
}

static void world_done(struct world *w)
{
	assert_int_equal(w->states, 0);
	sem_destroy(&w->began);
	sem_destroy(&w->gate);
	free(w->order);
}

static enum status start(void *arg, void **state, struct err *err)
{
	struct world *w = arg;

	if (w->states + 1 == w->fail_at)
		return err_set(err, STATUS_NOT_FOUND, "no archive");
	w->states++;
	*state = xcalloc(1, sizeof(int));
	return STATUS_OK;
}

static void run(void *arg, void *state, struct pool_job *link)
{
	struct world *w = arg;
	struct job *j = (struct job *)link; /* link is its first member */

	++*(int *)state; /* TSan tells when two threads share a state */
	w->order[atomic_fetch_add(&w->n_order, 1)] = j->number;
	sem_post(&w->began);
	if (w->gated)
		sem_wait(&w->gate);
	atomic_fetch_add(&j->ran, 1);
}

static void stop(void *arg, void *state)
{
	struct world *w = arg;

	w->states--;
	free(state);
}

static const struct pool_ops ops = {start, run, stop};

static void runs_each_job_once_and_in_order(void **state)
{
	struct job *jobs = xcalloc(1000, sizeof(*jobs));
	struct world w;
	struct pool *p;
	unsigned i;

	(void)state;
	world_init(&w, false);
	assert_int_equal(pool_start(&ops, &w, 1, 1000, &p, NULL), STATUS_OK);
	for (i = 0; i < 1000; i++) {
		jobs[i].number = i;
		assert_true(pool_submit(p, &jobs[i].link));
	}
	pool_drain(p);
	for (i = 0; i < 1000; i++) {
		assert_int_equal(jobs[i].ran, 1);
		assert_int_equal(w.order[i], i);
	}
	assert_int_equal(pool_counts(p).done, 1000);
	assert_int_equal(pool_counts(p).queued, 0);
	pool_free(p);
	world_done(&w);
	free(jobs);
}

/* Two workers busy, the queue at its bound, one past it. */
static void refuses_one_job_past_the_bound(void **state)
{
	enum { WORKERS = 2, QUEUE = 3, ALL = WORKERS + QUEUE };
	struct job jobs[ALL + 1] = {0};
	struct pool_counts c;
	struct world w;
	struct pool *p;
	unsigned i;

	(void)state;
	world_init(&w, true);
	assert_int_equal(pool_start(&ops, &w, WORKERS, QUEUE, &p, NULL), STATUS_OK);
	for (i = 0; i < WORKERS; i++) {
		assert_true(pool_submit(p, &jobs[i].link));
		sem_wait(&w.began);
	}
	for (; i < ALL; i++)
		assert_true(pool_submit(p, &jobs[i].link));
	assert_false(pool_submit(p, &jobs[ALL].link));
	c = pool_counts(p);
	assert_int_equal(c.workers, WORKERS);
	assert_int_equal(c.busy, WORKERS);
	assert_int_equal(c.queued, QUEUE);
	assert_int_equal(c.queue_max, QUEUE);
	assert_int_equal(c.refused, 1);
	sem_post(&w.gate); /* one ends, one that waited begins: there is room again */
	sem_wait(&w.began);
	assert_true(pool_submit(p, &jobs[ALL].link));
	for (i = 0; i < ALL; i++)
		sem_post(&w.gate);
	pool_drain(p);
	for (i = 0; i <= ALL; i++)
		assert_int_equal(jobs[i].ran, 1);
	pool_free(p);
	world_done(&w);
}

static void *drain(void *p)
{
	pool_drain(p);
	return NULL;
}

static void drains_what_waits_and_takes_no_more(void **state)
{
	struct job jobs[3] = {0}, late = {0};
	pthread_t t;
	struct world w;
	struct pool *p;
	unsigned i;

	(void)state;
	world_init(&w, true);
	assert_int_equal(pool_start(&ops, &w, 1, 10, &p, NULL), STATUS_OK);
	for (i = 0; i < 3; i++)
		assert_true(pool_submit(p, &jobs[i].link));
	sem_wait(&w.began);
	assert_int_equal(pthread_create(&t, NULL, drain, p), 0);
	while (pool_counts(p).queued == 2 && pool_submit(p, &late.link)) {
		/* not draining yet: the late job has been taken, so let it be one of ours */
		late.number = 1;
		break;
	}
	for (i = 0; i < 4; i++)
		sem_post(&w.gate);
	pthread_join(t, NULL);
	for (i = 0; i < 3; i++)
		assert_int_equal(jobs[i].ran, 1);
	assert_int_equal(late.ran, late.number);
	assert_false(pool_submit(p, &late.link));
	pool_drain(p); /* again: nothing */
	pool_free(p);
	world_done(&w);
}

static void a_state_that_cannot_be_made_is_an_error(void **state)
{
	struct err err = ERR_INIT;
	struct pool *p = NULL;
	struct world w;

	(void)state;
	world_init(&w, false);
	w.fail_at = 3;
	assert_int_equal(pool_start(&ops, &w, 4, 10, &p, &err), STATUS_NOT_FOUND);
	assert_string_equal(err.msg, "no archive");
	assert_null(p);
	pool_free(NULL);
	world_done(&w);
}

struct feeder {
	struct pool *pool;
	struct job  *jobs;
	unsigned     refused;
};

static void *feed(void *arg)
{
	struct feeder *f = arg;
	unsigned i;

	for (i = 0; i < 1000; i++)
		if (!pool_submit(f->pool, &f->jobs[i].link))
			f->refused++;
	return NULL;
}

static void many_threads_lose_nothing(void **state)
{
	enum { THREADS = 4 };
	struct feeder f[THREADS];
	pthread_t t[THREADS];
	unsigned i, k, ran = 0, refused = 0;
	struct world w;
	struct pool *p;

	(void)state;
	world_init(&w, false);
	assert_int_equal(pool_start(&ops, &w, 3, 50, &p, NULL), STATUS_OK);
	for (i = 0; i < THREADS; i++) {
		f[i] = (struct feeder){p, xcalloc(1000, sizeof(struct job)), 0};
		assert_int_equal(pthread_create(&t[i], NULL, feed, &f[i]), 0);
	}
	for (i = 0; i < THREADS; i++)
		pthread_join(t[i], NULL);
	pool_drain(p);
	for (i = 0; i < THREADS; i++) {
		refused += f[i].refused;
		for (k = 0; k < 1000; k++) {
			assert_in_range(f[i].jobs[k].ran, 0, 1);
			ran += f[i].jobs[k].ran;
		}
		free(f[i].jobs);
	}
	assert_int_equal(ran + refused, THREADS * 1000);
	assert_int_equal(pool_counts(p).done, ran);
	assert_int_equal(pool_counts(p).refused, refused);
	pool_free(p);
	world_done(&w);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(runs_each_job_once_and_in_order),
		cmocka_unit_test(refuses_one_job_past_the_bound),
		cmocka_unit_test(drains_what_waits_and_takes_no_more),
		cmocka_unit_test(a_state_that_cannot_be_made_is_an_error),
		cmocka_unit_test(many_threads_lose_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
