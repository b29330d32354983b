/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Any JSON as a reply, at any width, in every rendering: what comes out has no
 * control character and no line wider than the terminal, and JSON passed on
 * stays JSON.  The first byte is the width, the second says whether there is
 * colour.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "lib/base/utf8.h"
#include "query/caret.h"
#include "query/csv.h"
#include "query/render.h"
#include "query/width.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static void require(bool yes, const char *what)
{
	if (yes)
		return;
	fprintf(stderr, "%s\n", what);
	abort();
}

static void check_text(struct slice text, size_t width)
{
	struct slice line;

	if (!text.p)
		return;
	while (slice_split(&text, '\n', &line)) {
		size_t i = 0;

		require(width == 0 || width_of_text(line) <= width, "a line is too wide");
		while (i < line.n) {
			uint32_t cp = utf8_next(line, &i);

			require(width_safe(cp) == cp, "a control character");
		}
	}
}

static void all_renderings(struct out *o, json_t *v, size_t pick)
{
	struct anchor a = {.p = (uint32_t)(pick % 3)};

	render_search(o, v, (struct render_page){.offset = pick, .by_cursor = pick & 1});
	render_article(o, v, &a);
	render_value(o, v);
	render_parse(o, v);
	render_score(o, v);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct out o = {.notes = stderr};
	char *mem = NULL;
	size_t len = 0;
	struct buf b;
	json_t *v;

	if (n < 2)
		return 0;
	o.width = OUT_WIDTH_MIN + data[0];
	o.f = open_memstream(&mem, &len);
	v = json_loadb((const char *)data + 2, n - 2, 0, NULL);
	if (json_is_object(v))
		all_renderings(&o, v, data[1]);
	fclose(o.f);
	check_text(slice_of(mem, len), (size_t)o.width);
	free(mem);

	o.f = open_memstream(&mem, &len);
	if (json_is_object(v)) {
		csv_hit(&o, v);
		render_citation(&o, v);
	}
	fclose(o.f);
	check_text(slice_of(mem, len), 0);
	free(mem);

	o.f = open_memstream(&mem, &len);
	if (v) {
		json_t *again;

		out_json(&o, slice_of((const char *)data + 2, n - 2));
		fflush(o.f);
		again = json_loadb(mem, len, 0, NULL);
		require(again && json_equal(v, again), "JSON changed on its way");
		json_decref(again);
	}
	fclose(o.f);
	free(mem);

	buf_init(&b, 64 * 1024);
	caret_lines(slice_of((const char *)data, n), data[1], (size_t)o.width, &b);
	check_text(buf_slice(&b), 0);
	buf_done(&b);
	json_decref(v);
	return 0;
}
