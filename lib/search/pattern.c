/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Forms like another: see pattern.h. */
#include "lib/search/pattern.h"

#include "lib/base/utf8.h"

/* Iterative with one point to come back to, so the time is bounded by the product
 * of the lengths. */
bool form_matches(struct slice g, struct slice s)
{
	size_t gi = 0, si = 0, star = SIZE_MAX, back = 0;

	while (si < s.n) {
		if (gi < g.n && g.p[gi] == '*') {
			star = gi++;
			back = si;
		} else if (gi < g.n && g.p[gi] == '?') {
			gi++;
			(void)utf8_next(s, &si);
		} else if (gi < g.n && g.p[gi] == s.p[si]) {
			gi++;
			si++;
		} else if (star != SIZE_MAX) {
			gi = star + 1;
			(void)utf8_next(s, &back);
			si = back;
		} else {
			return false;
		}
	}
	while (gi < g.n && g.p[gi] == '*')
		gi++;
	return gi == g.n;
}

static size_t code_points(struct slice s, uint32_t *out)
{
	size_t i = 0, n = 0;

	while (i < s.n && n < FUZZY_MAX)
		out[n++] = utf8_next(s, &i);
	return n;
}

static unsigned min3(unsigned a, unsigned b, unsigned c)
{
	unsigned m = a < b ? a : b;

	return m < c ? m : c;
}

bool form_within_edits(struct slice x, struct slice y, unsigned max)
{
	uint32_t a[FUZZY_MAX], b[FUZZY_MAX];
	unsigned rows[3][FUZZY_MAX + 1];
	size_t na = code_points(x, a), nb = code_points(y, b), i, j;

	if ((na > nb ? na - nb : nb - na) > max)
		return false;
	for (j = 0; j <= nb; j++)
		rows[0][j] = (unsigned)j;
	for (i = 1; i <= na; i++) {
		unsigned *row = rows[i % 3], *up = rows[(i + 2) % 3], *up2 = rows[(i + 1) % 3];

		row[0] = (unsigned)i;
		for (j = 1; j <= nb; j++) {
			row[j] = min3(up[j] + 1, row[j - 1] + 1,
				      up[j - 1] + (a[i - 1] != b[j - 1]));
			if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] &&
			    up2[j - 2] + 1 < row[j])
				row[j] = up2[j - 2] + 1;
		}
	}
	return rows[na % 3][nb] <= max;
}
