/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Workers: what goes in comes out in order, whoever dies in between; messages
 * are read only when they are whole. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>

#include "indexer/pool.h"
#include "indexer/wire.h"
#include "indexer/worker.h"
#include "lib/base/mem.h"

#define RECORDS 400

struct seen {
	unsigned n, failed, marks;
	uint64_t next; /* the offset that must come now */
	enum status stop_with;
	unsigned stop_at;
};

static unsigned dropped;
static struct worker_trade feeds;

static enum status on_item(void *ctx, const struct pool_item *item, struct err *err)
{
	struct seen *s = ctx;

	if (item->kind == POOL_MARK) {
		assert_int_equal(*(uint64_t *)item->data, s->next);
		free(item->data);
		s->marks++;
		return STATUS_OK;
	}
	assert_int_equal(item->offset, s->next);
	s->next++;
	if (item->st == STATUS_OK) {
		char want[16];

		snprintf(want, sizeof(want), "n%llu", (unsigned long long)item->offset);
		assert_true(slice_eq_str(item->name, want));
		assert_true(item->packed.n > 0);
		s->n++;
	} else {
		assert_true(item->message.n > 0);
		s->failed++;
	}
	if (s->stop_at && s->n == s->stop_at)
		return err_set(err, s->stop_with, "enough");
	return STATUS_OK;
}

static void on_drop(int mark, void *data)
{
	(void)mark;
	free(data);
	dropped++;
}

static enum status add(struct pool *p, uint64_t i, struct err *err)
{
	struct raw r = {.kind = RAW_JSON, .offset = i, .line = i + 1};
	uint64_t *mark;
	char text[96];
	enum status st;

	if (i % 50 == 0) {
		mark = xmalloc(sizeof(*mark));
		*mark = i;
		st = pool_add_mark(p, 7, mark, err);
		if (st != STATUS_OK)
			return st;
	}
	snprintf(text, sizeof(text), "{\"id\":\"n%llu\",\"text\":\"A text with the number %llu.\"}",
		 (unsigned long long)i, (unsigned long long)i);
	r.file = SLICE_LIT("/in/a.jsonl");
	r.bytes = slice_str(text);
	return pool_add_record(p, &r, err);
}

static void all_come_out_in_order(void **state)
{
	struct seen s = {0};
	struct err err = ERR_INIT;
	struct pool *p;
	uint64_t i;

	(void)state;
	assert_int_equal(pool_new(&feeds, 3, on_item, on_drop, &s, &p, &err), STATUS_OK);
	for (i = 0; i < RECORDS; i++)
		assert_int_equal(add(p, i, &err), STATUS_OK);
	assert_int_equal(pool_drain(p, &err), STATUS_OK);
	assert_int_equal(s.n, RECORDS);
	assert_int_equal(s.marks, RECORDS / 50);
	pool_free(p);
}

static void a_bad_record_costs_itself(void **state)
{
	struct raw bad = {.kind = RAW_JSON, .bytes = SLICE_LIT("{\"id\":"), .line = 1};
	struct seen s = {0};
	struct err err = ERR_INIT;
	struct pool *p;

	(void)state;
	assert_int_equal(pool_new(&feeds, 1, on_item, on_drop, &s, &p, &err), STATUS_OK);
	assert_int_equal(pool_add_record(p, &bad, &err), STATUS_OK);
	assert_int_equal(add(p, 1, &err), STATUS_OK);
	assert_int_equal(pool_drain(p, &err), STATUS_OK);
	assert_int_equal(s.n, 1);
	assert_int_equal(s.failed, 1);
	pool_free(p);
}

static void dead_workers_are_replaced(void **state)
{
	struct seen s = {0};
	struct err err = ERR_INIT;
	int pids[4];
	struct pool *p;
	uint64_t i;
	size_t n;

	(void)state;
	signal(SIGPIPE, SIG_IGN);
	assert_int_equal(pool_new(&feeds, 2, on_item, on_drop, &s, &p, &err), STATUS_OK);
	for (i = 0; i < RECORDS; i++) {
		if (i % 40 == 13) {
			n = pool_pids(p, pids, 4);
			assert_int_equal(n, 2);
			assert_int_equal(kill(pids[i % 2], SIGKILL), 0);
		}
		assert_int_equal(add(p, i, &err), STATUS_OK);
	}
	assert_int_equal(pool_drain(p, &err), STATUS_OK);
	assert_int_equal(s.n + s.failed, RECORDS);
	assert_true(s.failed <= 10); /* one for each that died, at most */
	pool_free(p);
}

static void a_failure_of_the_taker_ends_it(void **state)
{
	struct seen s = {.stop_at = 120, .stop_with = STATUS_NO_SPACE};
	enum status st = STATUS_OK;
	struct err err = ERR_INIT;
	struct pool *p;
	uint64_t i;

	(void)state;
	dropped = 0;
	assert_int_equal(pool_new(&feeds, 2, on_item, on_drop, &s, &p, &err), STATUS_OK);
	for (i = 0; i < RECORDS && st == STATUS_OK; i++)
		st = add(p, i, &err);
	if (st == STATUS_OK)
		st = pool_drain(p, &err);
	assert_int_equal(st, STATUS_NO_SPACE);
	assert_string_equal(err.msg, "enough");
	pool_free(p); /* what is left inside is freed: the sanitizer knows */
}

static void messages_come_back_whole_or_not_at_all(void **state)
{
	struct raw r = {.kind = RAW_HTML, .offset = 77, .line = 3, .flags = 5}, out;
	struct wire_reply reply = {.st = STATUS_OK}, got;
	struct buf b;
	size_t n, i;
	bool bad = false;

	(void)state;
	r.file = SLICE_LIT("/in/x.html");
	r.bytes = SLICE_LIT("<p>x");
	buf_init(&b, 4096);
	wire_put_job(&b, &r);
	assert_true(wire_whole(buf_slice(&b), &n, &bad));
	assert_int_equal(n + WIRE_HEAD, b.len);
	assert_true(wire_get_job(slice_sub(buf_slice(&b), WIRE_HEAD, b.len), &out));
	assert_int_equal(out.offset, 77);
	assert_true(slice_eq(out.file, r.file) && slice_eq(out.bytes, r.bytes));
	assert_null(out.url.p);
	for (i = 0; i < b.len; i++) {
		assert_false(wire_whole(slice_sub(buf_slice(&b), 0, i), &n, &bad));
		if (i > WIRE_HEAD)
			assert_false(wire_get_job(slice_sub(buf_slice(&b), WIRE_HEAD, i), &out));
	}
	assert_false(bad);
	assert_false(wire_whole(SLICE_LIT("\xff\xff\xff\xff"), &n, &bad));
	assert_true(bad);
	buf_reset(&b);
	reply.name = SLICE_LIT("n1");
	reply.packed = SLICE_LIT("packed");
	wire_put_reply(&b, &reply);
	assert_true(wire_get_reply(slice_sub(buf_slice(&b), WIRE_HEAD, b.len), &got));
	assert_true(slice_eq(got.packed, reply.packed));
	for (i = WIRE_HEAD; i < b.len; i++)
		assert_false(wire_get_reply(slice_sub(buf_slice(&b), WIRE_HEAD, i), &got));
	buf_done(&b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(all_come_out_in_order),
		cmocka_unit_test(a_bad_record_costs_itself),
		cmocka_unit_test(dead_workers_are_replaced),
		cmocka_unit_test(a_failure_of_the_taker_ends_it),
		cmocka_unit_test(messages_come_back_whole_or_not_at_all),
	};

	feeds = worker_feeding(NULL);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
