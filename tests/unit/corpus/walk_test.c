/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Walking folders: order, loops, depth, and what cannot be walked. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <cmocka.h>

#include "corpus/read.h"
#include "lib/base/buf.h"
#include "lib/base/limits.h"

struct seen {
	struct buf files, troubles; /* "path\n" without the sandbox; "path: text\n" */
	size_t stop_after;          /* files until the walk is ended; 0: never */
	size_t n;
	size_t skip; /* bytes of the sandbox's path */
};

static char sandbox[64];

static int setup(void **state)
{
	(void)state;
	strcpy(sandbox, "/tmp/backfile-walk.XXXXXX");
	return mkdtemp(sandbox) && chdir(sandbox) == 0 ? 0 : -1;
}

static int teardown(void **state)
{
	char cmd[128];

	(void)state;
	snprintf(cmd, sizeof(cmd), "rm -rf %s", sandbox);
	return chdir("/") == 0 ? system(cmd) : -1;
}

static void put(const char *path)
{
	FILE *f = fopen(path, "w");

	assert_non_null(f);
	fputs("x", f);
	fclose(f);
}

static bool on_file(void *ctx, const struct walk_file *f)
{
	struct seen *s = ctx;

	buf_addf(&s->files, "%s\n", f->path + s->skip);
	return ++s->n != s->stop_after;
}

static bool on_trouble(void *ctx, const char *path, const struct err *err)
{
	struct seen *s = ctx;

	buf_addf(&s->troubles, "%s: %s\n", path + s->skip, err->msg);
	return true;
}

static enum status walk(const char *path, struct seen *s)
{
	struct walk_sink sink = {s, on_file, on_trouble};
	struct err err = ERR_INIT;

	buf_init(&s->files, MIB);
	buf_init(&s->troubles, MIB);
	return walk_path(path, &sink, &err);
}

static void done(struct seen *s)
{
	buf_done(&s->files);
	buf_done(&s->troubles);
}

static void order_is_that_of_bytes_and_hidden_ones_are_passed_over(void **state)
{
	struct seen s = {.stop_after = 0};

	(void)state;
	mkdir("b", 0755);
	mkdir(".hidden", 0755);
	put("a.txt");
	put("b/z");
	put("b/A");
	put("b/é");
	put("c");
	put("Z");
	put(".dot");
	put(".hidden/in");
	assert_int_equal(walk(".", &s), STATUS_OK);
	assert_string_equal(buf_str(&s.files), "./Z\n./a.txt\n./b/A\n./b/z\n./b/é\n./c\n");
	assert_int_equal(s.troubles.len, 0);
	done(&s);
}

static void a_hidden_one_is_read_when_named(void **state)
{
	struct seen s = {.stop_after = 0};

	(void)state;
	put(".dot");
	assert_int_equal(walk(".dot", &s), STATUS_OK);
	assert_string_equal(buf_str(&s.files), ".dot\n");
	done(&s);
}

static void a_symlink_loop_is_told_and_the_walk_goes_on(void **state)
{
	struct seen s = {.stop_after = 0};

	(void)state;
	mkdir("d", 0755);
	mkdir("d/e", 0755);
	put("d/e/f");
	put("d/z");
	assert_int_equal(symlink("..", "d/e/up"), 0);
	assert_int_equal(symlink("self", "d/self"), 0);
	assert_int_equal(walk("d", &s), STATUS_OK);
	assert_string_equal(buf_str(&s.files), "d/e/f\nd/z\n");
	assert_non_null(strstr(s.troubles.data, "d/e/up: a symlink loop"));
	assert_non_null(strstr(s.troubles.data, "d/self: "));
	done(&s);
}

static void a_folder_linked_twice_is_walked_once(void **state)
{
	struct seen s = {.stop_after = 0};

	(void)state;
	mkdir("real", 0755);
	put("real/f");
	assert_int_equal(symlink("real", "again"), 0);
	assert_int_equal(walk(".", &s), STATUS_OK);
	assert_string_equal(buf_str(&s.files), "./again/f\n");
	assert_int_equal(s.troubles.len, 0);
	done(&s);
}

static void what_is_no_file_is_told(void **state)
{
	struct sockaddr_un addr = {.sun_family = AF_UNIX, .sun_path = "sock"};
	struct seen s = {.stop_after = 0};
	int fd = socket(AF_UNIX, SOCK_STREAM, 0);

	(void)state;
	assert_int_equal(bind(fd, (struct sockaddr *)&addr, sizeof(addr)), 0);
	close(fd);
	assert_int_equal(symlink("nowhere", "dangling"), 0);
	assert_int_equal(mkfifo("pipe", 0600), 0);
	put("x");
	assert_int_equal(walk(".", &s), STATUS_OK);
	assert_string_equal(buf_str(&s.files), "./x\n");
	assert_string_equal(buf_str(&s.troubles), "./dangling: a symlink to nothing\n"
						  "./pipe: neither a file nor a folder\n"
						  "./sock: neither a file nor a folder\n");
	done(&s);
}

/* d/d/d/…, `depth` folders, with a file in the innermost. */
static void nest(size_t depth)
{
	size_t i;

	assert_int_equal(mkdir("top", 0755), 0);
	assert_int_equal(chdir("top"), 0);
	for (i = 1; i < depth; i++) {
		assert_int_equal(mkdir("d", 0755), 0);
		assert_int_equal(chdir("d"), 0);
	}
	put("f");
	assert_int_equal(chdir(sandbox), 0);
}

static void folders_as_deep_as_the_bound_are_walked(void **state)
{
	struct seen s = {.stop_after = 0};

	(void)state;
	nest(LIMIT_WALK_DEPTH);
	assert_int_equal(walk("top", &s), STATUS_OK);
	assert_int_equal(s.n, 1);
	assert_int_equal(s.troubles.len, 0);
	done(&s);
}

static void one_folder_deeper_is_told(void **state)
{
	struct seen s = {.stop_after = 0};

	(void)state;
	nest(LIMIT_WALK_DEPTH + 1);
	assert_int_equal(walk("top", &s), STATUS_OK);
	assert_int_equal(s.n, 0);
	assert_non_null(strstr(s.troubles.data, "more than 64 folders deep"));
	done(&s);
}

static void a_callback_ends_the_walk(void **state)
{
	struct seen s = {.stop_after = 2};

	(void)state;
	put("a");
	put("b");
	put("c");
	assert_int_equal(walk(".", &s), STATUS_CANCELLED);
	assert_int_equal(s.n, 2);
	done(&s);
}

static void a_missing_path_is_an_error(void **state)
{
	struct seen s = {.stop_after = 0};

	(void)state;
	assert_int_equal(walk("none/of/this", &s), STATUS_NOT_FOUND);
	assert_int_equal(s.troubles.len, 0);
	done(&s);
}

static void many_folders_are_remembered(void **state)
{
	struct seen s = {.stop_after = 0};
	char name[32];
	int i;

	(void)state;
	for (i = 0; i < 300; i++) {
		snprintf(name, sizeof(name), "d%03d", i);
		mkdir(name, 0755);
		snprintf(name, sizeof(name), "d%03d/f", i);
		put(name);
	}
	assert_int_equal(symlink("d000", "zz"), 0);
	assert_int_equal(walk(".", &s), STATUS_OK);
	assert_int_equal(s.n, 300);
	done(&s);
}

#define T(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		T(order_is_that_of_bytes_and_hidden_ones_are_passed_over),
		T(a_hidden_one_is_read_when_named),
		T(a_symlink_loop_is_told_and_the_walk_goes_on),
		T(a_folder_linked_twice_is_walked_once),
		T(what_is_no_file_is_told),
		T(folders_as_deep_as_the_bound_are_walked),
		T(one_folder_deeper_is_told),
		T(a_callback_ends_the_walk),
		T(a_missing_path_is_an_error),
		T(many_folders_are_remembered),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
