/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Results on their way out: see out.h. */
#include "query/out.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "lib/base/num.h"
#include "lib/base/utf8.h"
#include "query/width.h"

static const char *const sgr[STYLE_COUNT] = {
	[STYLE_PLAIN] = "\033[0m",
	[STYLE_TITLE] = "\033[1m",
	[STYLE_DIM] = "\033[2m",
	[STYLE_KEY] = "\033[33m",
	[STYLE_MARK] = "\033[1;31m",
};

static const char *env(const char *name)
{
	const char *v = getenv(name);

	return v && v[0] ? v : NULL;
}

static int find_width(void)
{
	const char *columns = env("COLUMNS");
	struct winsize ws;
	uint32_t n = 0;

	if (!columns || !num_u32(slice_str(columns), OUT_WIDTH_MAX, &n)) {
		n = OUT_WIDTH_DEFAULT;
		if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &ws) == 0 && ws.ws_col > 0)
			n = ws.ws_col < OUT_WIDTH_MAX ? ws.ws_col : OUT_WIDTH_MAX;
	}
	return n < OUT_WIDTH_MIN ? OUT_WIDTH_MIN : (int)n;
}

void out_init_stdout(struct out *o)
{
	const char *term = env("TERM");

	o->f = stdout;
	o->notes = stderr;
	o->width = find_width();
	o->colour = isatty(STDOUT_FILENO) && !env("NO_COLOR") && term &&
		    !slice_eq_str(slice_str(term), "dumb");
}

void out_style(struct out *o, enum style s)
{
	if (o->colour)
		fputs(sgr[s], o->f);
}

void out_str(struct out *o, const char *s)
{
	fputs(s, o->f);
}

void out_printf(struct out *o, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	vfprintf(o->f, fmt, ap);
	va_end(ap);
}

static void put_safe(FILE *f, struct slice s, bool keep_lines)
{
	size_t i = 0, n;
	char raw[4];

	while (i < s.n) {
		uint32_t cp = utf8_next(s, &i);

		if (keep_lines && cp == '\r' && i < s.n && s.p[i] == '\n')
			continue;
		if (!(keep_lines && cp == '\n'))
			cp = width_safe(cp);
		if (!cp)
			continue;
		n = utf8_put(raw, cp);
		fwrite(raw, 1, n, f);
	}
}

void out_text(struct out *o, struct slice s)
{
	put_safe(o->f, s, false);
}

void out_lines(struct out *o, struct slice s)
{
	put_safe(o->f, s, true);
}

void out_json(struct out *o, struct slice json)
{
	size_t from = 0, i;

	for (i = 0; i < json.n; i++) {
		unsigned char c = (unsigned char)json.p[i];
		bool c1 =
		    c == 0xC2 && i + 1 < json.n && ((unsigned char)json.p[i + 1] & 0xE0) == 0x80;

		if (!c1 && c != 0x7F)
			continue;
		fwrite(json.p + from, 1, i - from, o->f);
		if (c1)
			c = (unsigned char)json.p[++i];
		fprintf(o->f, "\\u%04x", c);
		from = i + 1;
	}
	if (from < json.n)
		fwrite(json.p + from, 1, json.n - from, o->f);
}

void out_note(struct out *o, const char *fmt, ...)
{
	char line[1024];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(line, sizeof(line), fmt, ap);
	va_end(ap);
	fflush(o->f);
	fputs("backfile: note: ", o->notes);
	put_safe(o->notes, slice_str(line), false);
	fputc('\n', o->notes);
}

enum status out_flush(struct out *o, struct err *err)
{
	bool bad = ferror(o->f) != 0;

	errno = bad ? EIO : 0;
	if (fflush(o->f) == 0 && !bad)
		return STATUS_OK;
	return err_set_errno(err, "standard output");
}
