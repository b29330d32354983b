/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Replays files (or every file below a folder) through a fuzz target: what
 * `make check` runs, with any compiler.  Prints one TAP line for each input. */
#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static int count;

static void replay_file(const char *path)
{
	FILE *f = fopen(path, "rb");
	uint8_t *data = NULL;
	long size;

	if (!f || fseek(f, 0, SEEK_END) || (size = ftell(f)) < 0) {
		printf("not ok %d - %s cannot be read\n", ++count, path);
		if (f)
			fclose(f);
		return;
	}
	rewind(f);
	data = malloc(size ? (size_t)size : 1);
	if (data && fread(data, 1, (size_t)size, f) == (size_t)size) {
		LLVMFuzzerTestOneInput(data, (size_t)size);
		printf("ok %d - %s\n", ++count, path);
	} else {
		printf("not ok %d - %s cannot be read\n", ++count, path);
	}
	fflush(stdout);
	free(data);
	fclose(f);
}

static void replay(const char *path)
{
	struct stat sb;
	DIR *d;
	struct dirent *e;

	if (stat(path, &sb) == 0 && S_ISREG(sb.st_mode)) {
		replay_file(path);
		return;
	}
	d = opendir(path);
	while (d && (e = readdir(d))) {
		char sub[4096];

		if (e->d_name[0] == '.')
			continue;
		snprintf(sub, sizeof(sub), "%s/%s", path, e->d_name);
		replay(sub);
	}
	if (d)
		closedir(d);
}

int main(int argc, char **argv)
{
	int i;

	for (i = 1; i < argc; i++)
		replay(argv[i]);
	printf("1..%d\n", count);
	return 0;
}
