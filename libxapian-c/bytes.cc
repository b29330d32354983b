/* SPDX-License-Identifier: GPL-2.0-or-later */
/* libxapian-c/bytes.cc - bytes in and out, and numbers as sortable bytes.
 *
 * What goes out is copied into memory of malloc's that the caller owns, so it
 * can be freed by C; it grows by half, so that a reused xc_bytes soon stops
 * allocating.
 */
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <new>

#include "libxapian-c/internal.hh"

std::string xc::str(const char *p, size_t n)
{
	if (n == 0)
		return std::string();
	if (!p)
		throw Xapian::InvalidArgumentError("bytes are NULL but have a length");
	return std::string(p, n);
}

void xc::reserve(xc_bytes *b, size_t n)
{
	size_t want = n + 1, cap;
	char *p;

	if (want == 0)
		throw std::bad_alloc();
	if (b->cap >= want)
		return;
	cap = b->cap + b->cap / 2;
	if (cap < want)
		cap = want;
	p = static_cast<char *>(realloc(b->p, cap));
	if (!p)
		throw std::bad_alloc();
	b->p = p;
	b->cap = cap;
}

void xc::put(xc_bytes *b, const char *p, size_t n)
{
	reserve(b, n);
	if (n)
		memcpy(b->p, p, n);
	b->p[n] = '\0';
	b->n = n;
}

void xc::put(xc_bytes *b, const std::string &s)
{
	put(b, s.data(), s.size());
}

void xc_bytes_free(struct xc_bytes *b)
{
	if (!b)
		return;
	free(b->p);
	*b = XC_BYTES_INIT;
}

enum xc_status xc_bytes_set(struct xc_bytes *b, const char *p, size_t n, struct xc_error *err)
{
	return xc::guard(err, {b}, [&] {
		/* by way of a copy: p may lie within *b */
		xc::put(b, xc::str(p, n));
		return XC_OK;
	});
}

enum xc_status xc_sortable_put(double v, struct xc_bytes *out, struct xc_error *err)
{
	return xc::guard(err, {out}, [&] {
		if (std::isnan(v))
			throw Xapian::InvalidArgumentError("not a number has no order");
		xc::put(out, Xapian::sortable_serialise(v));
		return XC_OK;
	});
}

enum xc_status xc_sortable_get(const char *p, size_t n, double *out, struct xc_error *err)
{
	return xc::guard(err, {out}, [&] {
		std::string s = xc::str(p, n);
		double v = Xapian::sortable_unserialise(s);

		/* Xapian reads any bytes as some number; ours must be its own */
		if (Xapian::sortable_serialise(v) != s)
			throw Xapian::InvalidArgumentError("not a sortable number");
		*out = v;
		return XC_OK;
	});
}
