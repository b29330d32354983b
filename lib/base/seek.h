/* SPDX-License-Identifier: GPL-2.0-or-later */
/* lib/base/seek.h - the place of a number in a sorted array, from a place near it.
 *
 * Galloping search: steps of 1, 2, 4, … from where the last search ended, then
 * bisection of the last step.  A walk of k ascending searches over n entries takes
 * O(k log(n / k)): few searches jump, many walk (Bentley and Yao 1976).
 */
#ifndef LIB_BASE_SEEK_H
#define LIB_BASE_SEEK_H

#include <stddef.h>
#include <stdint.h>

/* The first index in from..n whose number is at least x; n when there is none.  The
 * numbers, ascending, stand `stride` bytes apart, the first at v. */
static inline size_t seek_u32(const uint32_t *v, size_t stride, size_t from, size_t n, uint32_t x)
{
	const char *p = (const char *)v;
	size_t lo = from, hi = from, step = 1;

#define AT(i) (*(const uint32_t *)(const void *)(p + (i) * stride))
	while (hi < n && AT(hi) < x) {
		lo = hi + 1;
		hi += step;
		step *= 2;
	}
	hi = hi < n ? hi : n;
	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;

		if (AT(mid) < x)
			lo = mid + 1;
		else
			hi = mid;
	}
#undef AT
	return lo;
}

#endif
