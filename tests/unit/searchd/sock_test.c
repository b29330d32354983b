/* SPDX-License-Identifier: GPL-2.0-or-later */
/* searchd/sock: live, stale and foreign files, modes, the longest path, systemd. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <fcntl.h>
#include <unistd.h>

#include "searchd/sock.h"

static char dir[64], path[128];

static int setup(void **state)
{
	(void)state;
	snprintf(dir, sizeof(dir), "/tmp/backfile-sock-test.XXXXXX");
	if (!mkdtemp(dir))
		return -1;
	snprintf(path, sizeof(path), "%s/s", dir);
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	unlink(path);
	return rmdir(dir);
}

static bool reachable(const char *at)
{
	struct sockaddr_un a = {.sun_family = AF_UNIX};
	int fd = socket(AF_UNIX, SOCK_STREAM, 0);
	bool yes;

	memcpy(a.sun_path, at, strlen(at));
	yes = connect(fd, (struct sockaddr *)&a, sizeof(a)) == 0;
	close(fd);
	return yes;
}

static void listens_with_the_mode_and_cleans_up(void **state)
{
	static const mode_t modes[] = {0600, 0660, 0666, 0777};
	struct sock s = SOCK_INIT;
	struct stat sb;
	size_t i;

	(void)state;
	umask(027);
	for (i = 0; i < sizeof(modes) / sizeof(modes[0]); i++) {
		assert_int_equal(sock_listen(path, modes[i], &s, NULL), STATUS_OK);
		assert_int_equal(lstat(path, &sb), 0);
		assert_true(S_ISSOCK(sb.st_mode));
		assert_int_equal(sb.st_mode & 0777, modes[i]);
		assert_true(reachable(path));
		assert_string_equal(s.path, path);
		sock_done(&s);
		assert_int_equal(lstat(path, &sb), -1);
		assert_int_equal(s.fd, -1);
	}
	assert_int_equal(umask(022), 027); /* as it was */
}

static void refuses_to_replace_a_live_socket(void **state)
{
	struct sock first = SOCK_INIT, second = SOCK_INIT;
	struct err err = ERR_INIT;

	(void)state;
	assert_int_equal(sock_listen(path, 0600, &first, NULL), STATUS_OK);
	assert_int_equal(sock_listen(path, 0600, &second, &err), STATUS_LOCKED);
	assert_non_null(strstr(err.msg, "a daemon answers at this socket already"));
	assert_non_null(strstr(err.msg, path));
	assert_int_equal(second.fd, -1);
	assert_true(reachable(path));
	sock_done(&first);
}

static void removes_a_stale_socket(void **state)
{
	struct sock dead = SOCK_INIT, s = SOCK_INIT;

	(void)state;
	assert_int_equal(sock_listen(path, 0600, &dead, NULL), STATUS_OK);
	close(dead.fd); /* as a kill would */
	dead.fd = -1;
	assert_false(reachable(path));
	assert_int_equal(sock_listen(path, 0600, &s, NULL), STATUS_OK);
	assert_true(reachable(path));
	/* the dead one's owner must not remove what took its place */
	dead.ino = s.ino + 1;
	sock_done(&dead);
	assert_true(reachable(path));
	sock_done(&s);
}

static void leaves_what_is_no_socket(void **state)
{
	struct sock s = SOCK_INIT;
	struct err err = ERR_INIT;
	struct stat sb;
	char other[160];
	int fd = open(path, O_CREAT | O_WRONLY, 0600);

	(void)state;
	assert_int_equal(write(fd, "x", 1), 1);
	close(fd);
	assert_int_equal(sock_listen(path, 0600, &s, &err), STATUS_USAGE);
	assert_non_null(strstr(err.msg, "no socket; it stays"));
	assert_int_equal(lstat(path, &sb), 0);
	assert_int_equal(sb.st_size, 1);
	unlink(path);
	/* a link to nowhere: not followed, not removed */
	snprintf(other, sizeof(other), "%s/nowhere", dir);
	assert_int_equal(symlink(other, path), 0);
	assert_int_equal(sock_listen(path, 0600, &s, &err), STATUS_USAGE);
	assert_int_equal(lstat(path, &sb), 0);
	assert_true(S_ISLNK(sb.st_mode));
}

static void takes_the_longest_path_and_no_longer_one(void **state)
{
	char longest[SOCK_PATH_MAX + 1], longer[SOCK_PATH_MAX + 2];
	struct sock s = SOCK_INIT;
	struct err err = ERR_INIT;

	(void)state;
	memset(longer, 'x', sizeof(longer));
	memcpy(longer, dir, strlen(dir));
	longer[strlen(dir)] = '/';
	memcpy(longest, longer, SOCK_PATH_MAX);
	longest[SOCK_PATH_MAX] = '\0';
	longer[SOCK_PATH_MAX + 1] = '\0';
	assert_int_equal(sock_listen(longest, 0600, &s, NULL), STATUS_OK);
	assert_true(reachable(longest));
	sock_done(&s);
	assert_int_equal(sock_listen(longer, 0600, &s, &err), STATUS_USAGE);
	assert_non_null(strstr(err.msg, "has 108 bytes, a Unix socket takes at most 107"));
	assert_int_equal(sock_listen("", 0600, &s, &err), STATUS_USAGE);
}

static void names_a_missing_folder(void **state)
{
	struct sock s = SOCK_INIT;
	struct err err = ERR_INIT;
	char below[160];

	(void)state;
	snprintf(below, sizeof(below), "%s/none/s", dir);
	assert_int_equal(sock_listen(below, 0600, &s, &err), STATUS_NOT_FOUND);
	assert_non_null(strstr(err.msg, "the folder of the socket"));
	assert_non_null(strstr(err.msg, "/none: No such file or directory"));
}

/* Two starters at once: exactly one gets the socket, whatever lies there. */
static void one_of_two_starters_wins(void **state)
{
	int round;

	(void)state;
	for (round = 0; round < 20; round++) {
		int i, won = 0, ready[2], go[2];
		pid_t pid[4];
		char c;

		assert_int_equal(pipe(ready), 0);
		assert_int_equal(pipe(go), 0);
		for (i = 0; i < 4; i++) {
			pid[i] = fork();
			if (pid[i] == 0) {
				struct sock s = SOCK_INIT;
				bool mine = sock_listen(path, 0600, &s, NULL) == STATUS_OK;

				if (write(ready[1], mine ? "1" : "0", 1) != 1)
					_exit(9);
				close(go[1]);
				_exit(read(go[0], &c, 1) == 0 ? 0 : 9); /* hold it; leave it stale */
			}
		}
		for (i = 0; i < 4; i++) {
			assert_int_equal(read(ready[0], &c, 1), 1);
			won += c == '1';
		}
		assert_int_equal(won, 1);
		close(go[1]);
		for (i = 0; i < 4; i++)
			waitpid(pid[i], NULL, 0);
		close(go[0]);
		close(ready[0]);
		close(ready[1]);
	}
}

/* In a child, because the socket must be fd 3. */
static int inherit_in_child(int fd, const char *pid, const char *fds)
{
	pid_t child = fork();
	int status;

	if (child == 0) {
		struct sock s = SOCK_INIT;
		bool found = false;
		char own[16];

		snprintf(own, sizeof(own), "%d", (int)getpid());
		setenv("LISTEN_PID", pid ? pid : own, 1);
		setenv("LISTEN_FDS", fds, 1);
		if (fd >= 0 && fd != 3)
			dup2(fd, 3);
		if (sock_inherit(&s, &found, NULL) != STATUS_OK)
			_exit(2);
		if (getenv("LISTEN_FDS"))
			_exit(3);
		if (!found)
			_exit(1);
		if (s.fd != 3 || strcmp(s.path, path) != 0)
			_exit(4);
		sock_unlink(&s); /* not ours: must stay */
		_exit(access(path, F_OK) == 0 ? 0 : 5);
	}
	waitpid(child, &status, 0);
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static void takes_the_socket_that_systemd_passes(void **state)
{
	struct sock s = SOCK_INIT;
	int null = open("/dev/null", O_RDWR);

	(void)state;
	assert_int_equal(sock_listen(path, 0600, &s, NULL), STATUS_OK);
	assert_int_equal(inherit_in_child(s.fd, NULL, "1"), 0);
	assert_int_equal(inherit_in_child(s.fd, "1", "1"), 1); /* meant for another process */
	assert_int_equal(inherit_in_child(s.fd, NULL, "0"), 1);
	assert_int_equal(inherit_in_child(s.fd, NULL, "x"), 1);
	assert_int_equal(inherit_in_child(s.fd, NULL, "2"), 2);
	assert_int_equal(inherit_in_child(null, NULL, "1"), 2); /* no socket */
	close(null);
	sock_done(&s);
}

static void notifies_the_service_manager(void **state)
{
	struct sockaddr_un a = {.sun_family = AF_UNIX};
	int fd = socket(AF_UNIX, SOCK_DGRAM, 0);
	char got[64] = "";

	(void)state;
	memcpy(a.sun_path, path, strlen(path));
	assert_int_equal(bind(fd, (struct sockaddr *)&a, sizeof(a)), 0);
	setenv("NOTIFY_SOCKET", path, 1);
	sock_notify("READY=1");
	assert_int_equal(recv(fd, got, sizeof(got), MSG_DONTWAIT), 7);
	assert_string_equal(got, "READY=1");
	unsetenv("NOTIFY_SOCKET");
	sock_notify("READY=1");
	assert_int_equal(recv(fd, got, sizeof(got), MSG_DONTWAIT), -1);
	close(fd);
}

int main(void)
{
#define T(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
	const struct CMUnitTest tests[] = {
		T(listens_with_the_mode_and_cleans_up),
		T(refuses_to_replace_a_live_socket),
		T(removes_a_stale_socket),
		T(leaves_what_is_no_socket),
		T(takes_the_longest_path_and_no_longer_one),
		T(names_a_missing_folder),
		T(one_of_two_starters_wins),
		T(takes_the_socket_that_systemd_passes),
		T(notifies_the_service_manager),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
