/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The files that a run is about, and what counts as vanished. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "indexer/plan.h"

static char base[64];

static void make_file(const char *name)
{
	char path[128];
	int fd;

	snprintf(path, sizeof(path), "%s/%s", base, name);
	fd = open(path, O_CREAT | O_WRONLY, 0666);
	assert_true(fd >= 0);
	assert_int_equal(write(fd, "text", 4), 4);
	close(fd);
}

static int set_up(void **state)
{
	char path[128];

	(void)state;
	snprintf(base, sizeof(base), "/tmp/backfile-plan.XXXXXX");
	if (!mkdtemp(base))
		return -1;
	snprintf(path, sizeof(path), "%s/sub", base);
	mkdir(path, 0777);
	make_file("b");
	make_file("a");
	make_file("sub/c");
	make_file("subway");
	return 0;
}

static int tear_down(void **state)
{
	char command[128];

	(void)state;
	snprintf(command, sizeof(command), "rm -rf '%s'", base);
	return system(command);
}

static const char *below(const char *name, char out[128])
{
	snprintf(out, 128, "%s/%s", base, name);
	return out;
}

static void make(struct plan *p, const char *one, const char *two)
{
	char a[128], b[128], *operands[2];
	struct err err = ERR_INIT;

	snprintf(a, sizeof(a), "%s/%s", base, one);
	snprintf(b, sizeof(b), "%s/%s", base, two ? two : "");
	operands[0] = a;
	operands[1] = b;
	plan_init(p);
	assert_int_equal(plan_make(p, operands, two ? 2 : 1, NULL, &err), STATUS_OK);
}

static void each_file_once_in_the_order_of_the_walk(void **state)
{
	struct plan p, q;
	char path[128];

	(void)state;
	make(&p, ".", "sub/../a");
	assert_int_equal(p.n_files, 4);
	assert_int_equal(p.bytes, 16);
	assert_string_equal(p.files[0].path, below("a", path));
	assert_false(p.bad_operand);
	make(&q, "sub", "");
	assert_int_equal(q.n_files, 4);
	assert_string_equal(q.files[0].path, below("sub/c", path));
	assert_false(plan_same(&p, &q));
	plan_done(&q);
	make(&q, ".", NULL);
	assert_true(plan_same(&p, &q));
	plan_done(&q);
	make_file("a");
	make_file("d");
	make(&q, ".", NULL);
	assert_false(plan_same(&p, &q));
	plan_done(&q);
	plan_done(&p);
	unlink(below("d", path));
}

static void vanished_is_below_an_operand_and_not_found(void **state)
{
	struct plan p;
	char path[128];

	(void)state;
	make(&p, "sub", NULL);
	assert_true(plan_vanished(&p, slice_str(below("sub/gone", path))));
	assert_false(plan_vanished(&p, slice_str(below("sub/c", path))));
	assert_false(plan_vanished(&p, slice_str(below("subway/gone", path))));
	assert_false(plan_vanished(&p, slice_str(below("gone", path))));
	plan_done(&p);
}

static void a_missing_operand_is_bad_and_vanished(void **state)
{
	struct plan p;
	char path[128];

	(void)state;
	make(&p, "nowhere", NULL);
	assert_true(p.bad_operand);
	assert_int_equal(p.n_troubles, 1);
	assert_true(plan_vanished(&p, slice_str(below("nowhere", path))));
	assert_true(plan_vanished(&p, slice_str(below("nowhere/x", path))));
	assert_false(plan_vanished(&p, slice_str(below("a", path))));
	plan_done(&p);
}

static void nothing_below_a_trouble_has_vanished(void **state)
{
	char path[128], trouble[128];
	struct plan_trouble t;
	struct plan p;

	(void)state;
	make(&p, ".", NULL);
	t = (struct plan_trouble){below("sub", trouble), "Permission denied"};
	free(p.troubles);
	p.troubles = &t;
	p.n_troubles = 1;
	assert_false(plan_vanished(&p, slice_str(below("sub/gone", path))));
	assert_true(plan_vanished(&p, slice_str(below("gone", path))));
	p.troubles = NULL;
	p.n_troubles = 0;
	plan_done(&p);
}

static bool at_once(void)
{
	return true;
}

static void it_can_be_stopped(void **state)
{
	struct err err = ERR_INIT;
	char *operand = base;
	struct plan p;

	(void)state;
	plan_init(&p);
	assert_int_equal(plan_make(&p, &operand, 1, at_once, &err), STATUS_CANCELLED);
	plan_done(&p);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_file_once_in_the_order_of_the_walk),
		cmocka_unit_test(vanished_is_below_an_operand_and_not_found),
		cmocka_unit_test(a_missing_operand_is_bad_and_vanished),
		cmocka_unit_test(nothing_below_a_trouble_has_vanished),
		cmocka_unit_test(it_can_be_stopped),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
