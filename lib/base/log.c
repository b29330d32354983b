/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Messages: see log.h.  One write(2) a line keeps lines of threads apart. */
#include "lib/base/log.h"

#include <stdio.h>
#include <unistd.h>

static const char *prog = "backfile";
static enum log_level limit = LOG_WARN;

void log_init(const char *program, enum log_level max)
{
	prog = program;
	limit = max;
}

void log_msg(enum log_level level, const char *fmt, ...)
{
	char raw[1024], line[2048];
	size_t i, n;
	ssize_t ignored;
	va_list ap;

	if (level > limit)
		return;
	va_start(ap, fmt);
	vsnprintf(raw, sizeof(raw), fmt, ap);
	va_end(ap);
	n = (size_t)snprintf(line, 64, "%.60s: ", prog);
	for (i = 0; raw[i] && n < sizeof(line) - 6; i++) {
		unsigned char c = (unsigned char)raw[i];

		if (c < 0x20 || c == 0x7F)
			n += (size_t)snprintf(line + n, 5, "\\x%02x", c);
		else
			line[n++] = (char)c;
	}
	line[n++] = '\n';
	ignored = write(STDERR_FILENO, line, n);
	(void)ignored;
}
