/* SPDX-License-Identifier: GPL-2.0-or-later */
/* corpus/lines_broken.c - sentences that a scraper broke at every link and every
 * emphasis, put together again: see lines_broken.h.  Where: lines_joints.h.
 */
#include "corpus/lines_broken.h"

#include <stdlib.h>

#include "corpus/lines_joints.h"
#include "lib/base/buf.h"
#include "lib/base/limits.h"
#include "lib/base/mem.h"

static void join(struct arena *a, struct text_lines *l, const bool *joined)
{
	struct buf para;
	size_t i, k, out = 0;

	buf_init(&para, LIMIT_PAGE_BYTES * 4);
	for (i = 0; i < l->n; i = k) {
		struct text_line one = l->v[i];

		buf_reset(&para);
		buf_add_slice(&para, one.text);
		for (k = i + 1; k < l->n && joined[k]; k++) {
			buf_add_char(&para, ' ');
			buf_add_slice(&para, l->v[k].text);
			one.pieces += l->v[k].pieces;
		}
		if (k > i + 1)
			one.text = arena_dup(a, buf_slice(&para));
		l->v[out++] = one;
	}
	l->n = out;
	buf_done(&para);
}

void text_lines_mend(struct arena *a, struct text_lines *l)
{
	struct joint_signs *signs;
	bool *joined;

	if (l->n < 3 || l->width)
		return;
	signs = xcalloc(l->n, sizeof(*signs));
	joined = xcalloc(l->n, sizeof(*joined));
	if (joint_signs(l, signs)) {
		joint_find(signs, l->n, joined);
		join(a, l, joined);
	}
	free(joined);
	free(signs);
}
