/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Reading and writing whole, and where things are by default. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "lib/base/io.h"

static struct err err;

static void files_come_whole_or_not(void **state)
{
	char path[] = "/tmp/backfile-io.XXXXXX";
	int fd = mkstemp(path);
	char *data = malloc(200000);
	struct buf b;

	(void)state;
	assert_true(fd >= 0);
	assert_non_null(data);
	memset(data, 'x', 200000);
	data[77] = '\0';
	assert_int_equal(io_write_all(fd, data, 200000, &err), STATUS_OK);
	close(fd);
	buf_init(&b, 200000); /* at the bound */
	assert_int_equal(io_read_file(path, &b, &err), STATUS_OK);
	assert_int_equal(b.len, 200000);
	assert_memory_equal(b.data, data, 200000);
	buf_done(&b);
	buf_init(&b, 199999); /* one past it */
	assert_int_equal(io_read_file(path, &b, &err), STATUS_TOO_BIG);
	assert_non_null(strstr(err.msg, path));
	buf_done(&b);
	unlink(path);
	buf_init(&b, 10);
	assert_int_equal(io_read_file(path, &b, &err), STATUS_NOT_FOUND);
	assert_int_equal(io_read_file("/", &b, &err), STATUS_IO); /* a folder */
	assert_int_equal(io_read_file(path, &b, NULL), STATUS_NOT_FOUND);
	buf_done(&b);
	free(data);
}

static void failed_writes_say_why(void **state)
{
	int fd = open("/dev/full", O_WRONLY);

	(void)state;
	assert_int_equal(io_write_all(-1, "x", 1, &err), STATUS_IO);
	assert_int_equal(io_write_all(-1, "", 0, &err), STATUS_OK);
	if (fd < 0)
		skip();
	assert_int_equal(io_write_all(fd, "x", 1, &err), STATUS_NO_SPACE);
	close(fd);
}

static void *write_slowly(void *arg)
{
	int fd = *(int *)arg, i;

	for (i = 0; i < 10; i++)
		if (io_write_all(fd, "0123456789", 10, NULL) != STATUS_OK)
			break;
	close(fd);
	return NULL;
}

static void exact_reads_put_pieces_together(void **state)
{
	char got[64];
	bool eof = true;
	pthread_t t;
	int p[2];

	(void)state;
	assert_int_equal(pipe(p), 0);
	assert_int_equal(pthread_create(&t, NULL, write_slowly, &p[1]), 0);
	assert_int_equal(io_read_exact(p[0], got, 35, &eof, &err), STATUS_OK);
	assert_false(eof);
	assert_memory_equal(got, "01234567890123456789012345678901234", 35);
	assert_int_equal(io_read_exact(p[0], got, 60, &eof, &err), STATUS_OK);
	assert_int_equal(io_read_exact(p[0], got, 0, &eof, &err), STATUS_OK);
	assert_false(eof);
	/* five bytes are left of the ten that are asked for */
	assert_int_equal(io_read_exact(p[0], got, 10, &eof, &err), STATUS_BAD_DATA);
	assert_non_null(strstr(err.msg, "5 of 10"));
	assert_int_equal(io_read_exact(p[0], got, 10, &eof, &err), STATUS_OK);
	assert_true(eof);
	pthread_join(t, NULL);
	close(p[0]);
	assert_int_equal(io_read_exact(-1, got, 1, &eof, &err), STATUS_IO);
}

static void assert_path(char *got, const char *want)
{
	assert_string_equal(got, want);
	free(got);
}

static void default_places(void **state)
{
	char socket[64];

	(void)state;
	setenv("HOME", "/home/x", 1);
	unsetenv("BACKFILE_INDEX");
	unsetenv("BACKFILE_SOCKET");
	unsetenv("XDG_DATA_HOME");
	unsetenv("XDG_RUNTIME_DIR");
	assert_path(io_default_index(NULL), "/home/x/.local/share/backfile");
	snprintf(socket, sizeof(socket), "/tmp/backfile-%ld.sock", (long)getuid());
	assert_path(io_default_socket(NULL), socket);
	setenv("XDG_DATA_HOME", "/data", 1);
	setenv("XDG_RUNTIME_DIR", "/run/x", 1);
	assert_path(io_default_index(NULL), "/data/backfile");
	assert_path(io_default_socket(NULL), "/run/x/backfile.sock");
	setenv("BACKFILE_INDEX", "/i", 1);
	setenv("BACKFILE_SOCKET", "/s", 1);
	assert_path(io_default_index(NULL), "/i");
	assert_path(io_default_socket(NULL), "/s");
	assert_path(io_default_index("given"), "given");
	assert_path(io_default_socket("given"), "given");
	setenv("BACKFILE_INDEX", "", 1); /* empty is not set */
	assert_path(io_default_index(NULL), "/data/backfile");
	unsetenv("HOME");
	unsetenv("XDG_DATA_HOME");
	assert_path(io_default_index(NULL), "/.local/share/backfile");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(files_come_whole_or_not),
		cmocka_unit_test(failed_writes_say_why),
		cmocka_unit_test(exact_reads_put_pieces_together),
		cmocka_unit_test(default_places),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
