/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Strict numbers: see num.h. */
#include "lib/base/num.h"

#include <float.h>

#define DECIMALS_MAX 1e15 /* digits after the point that count */

bool num_u64(struct slice s, uint64_t max, uint64_t *out)
{
	uint64_t v = 0;
	size_t i;

	if (s.n == 0)
		return false;
	for (i = 0; i < s.n; i++) {
		unsigned d = (unsigned)(s.p[i] - '0');

		if (!ascii_is_digit(s.p[i]) || v > (UINT64_MAX - d) / 10)
			return false;
		v = v * 10 + d;
	}
	if (v > max)
		return false;
	*out = v;
	return true;
}

bool num_u32(struct slice s, uint32_t max, uint32_t *out)
{
	uint64_t v;

	if (!num_u64(s, max, &v))
		return false;
	*out = (uint32_t)v;
	return true;
}

bool num_double(struct slice s, double max, double *out)
{
	/* the value is v / scale: one rounding, so that "0.3" is 0.3 */
	double v = 0, scale = 1;
	bool neg = s.n && s.p[0] == '-';
	size_t i = neg, digits = 0;

	for (; i < s.n && ascii_is_digit(s.p[i]); i++, digits++)
		v = v * 10 + (s.p[i] - '0');
	if (digits == 0)
		return false;
	if (i < s.n) {
		if (s.p[i++] != '.' || i == s.n)
			return false;
		for (; i < s.n && ascii_is_digit(s.p[i]); i++) {
			if (scale >= DECIMALS_MAX)
				continue; /* past what a double tells apart */
			scale *= 10;
			v = v * 10 + (s.p[i] - '0');
		}
		if (i < s.n)
			return false;
	}
	v /= scale;
	if (!(v <= max) || v > DBL_MAX)
		return false;
	*out = neg ? -v : v;
	return true;
}

bool num_bytes(struct slice s, uint64_t max, uint64_t *out)
{
	unsigned shift = 0;
	uint64_t v;

	if (s.n && ascii_is_alpha(s.p[s.n - 1])) {
		switch (ascii_lower(s.p[--s.n])) {
		case 'k': shift = 10; break;
		case 'm': shift = 20; break;
		case 'g': shift = 30; break;
		default: return false;
		}
	}
	if (!num_u64(s, UINT64_MAX >> shift, &v) || v << shift > max)
		return false;
	*out = v << shift;
	return true;
}
