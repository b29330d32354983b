/* SPDX-License-Identifier: GPL-2.0-or-later */
/* libxapian-c/internal.hh - the handles, the one guard and the byte helpers that
 * all files of the library share.
 *
 * Invariant: no exception crosses an extern "C" frame, in either direction.
 * Every exported call that can fail is one guard() around a lambda; guard() is
 * noexcept and hands whatever is thrown to translate(), the one place that knows
 * Xapian's classes.  Callbacks are C and report by value; their "stop" becomes a
 * struct stopped, which travels through Xapian's match as an exception and ends
 * in translate() as well.
 */
#ifndef LIBXAPIAN_C_INTERNAL_HH
#define LIBXAPIAN_C_INTERNAL_HH

#include <cstring>
#include <initializer_list>
#include <memory>
#include <string>
#include <vector>

#include <xapian.h>

#include "libxapian-c/xapian_c.h"

static_assert(sizeof(Xapian::docid) == 4, "document ids of 64 bits need another interface");
static_assert(sizeof(Xapian::termcount) == 4, "term counts of 64 bits need another interface");
static_assert(sizeof(Xapian::termpos) == 4, "positions of 64 bits need another interface");

struct xc_db {
	Xapian::Database db;
};

struct xc_wdb {
	Xapian::WritableDatabase db;
	xc_db view; /* shares db's internals: what xc_wdb_as_db() lends */

	explicit xc_wdb(Xapian::WritableDatabase d) : db(std::move(d)), view{db} {}
};

struct xc_doc {
	Xapian::Document doc;
};

namespace xc {

/* What a query was made of, as far as memory.cc can evaluate it: Xapian does not
 * tell the factor of a scaled query.  `op` is an xc_op; OPAQUE: only Xapian knows. */
struct shape {
	static constexpr int OPAQUE = -1;
	int op;
	Xapian::Query q; /* when opaque */
	std::string term;
	double factor;
	std::vector<std::shared_ptr<const shape>> kids;
};

} // namespace xc

struct xc_query {
	Xapian::Query q;
	std::shared_ptr<const xc::shape> made{}; /* NULL: opaque */
};

struct xc_terms {
	Xapian::TermIterator it;
	bool started = false;
};

struct xc_positions {
	Xapian::PositionIterator it;
	bool started = false;
};

namespace xc {

/* A callback of the caller wants the call to end. */
struct stopped {
	xc_status status;
	char msg[XC_ERROR_MAX];
};

/* What the exception in flight means; call it inside a handler only. */
xc_status translate(xc_error *err) noexcept;
/* Fill *err (unless NULL), cut at a character boundary; returns st. */
xc_status fail(xc_error *err, xc_status st, const char *msg) noexcept;
xc_status missing(xc_error *err) noexcept; /* a required argument is NULL */
[[noreturn]] void throw_stopped();

/* Run the body of an exported call.  `needed` are the pointers that may not be
 * NULL.  The body throws, or returns the status. */
template <typename F>
xc_status guard(xc_error *err, std::initializer_list<const void *> needed, F &&body) noexcept
{
	for (const void *p : needed)
		if (!p)
			return missing(err);
	try {
		return body();
	} catch (...) {
		return translate(err);
	}
}

/* The same where a query is made: what Xapian calls an invalid argument or does
 * not implement is then a bad query. */
xc_status as_query_status(xc_status st) noexcept;
template <typename F>
xc_status guard_query(xc_error *err, std::initializer_list<const void *> needed, F &&body) noexcept
{
	for (const void *p : needed)
		if (!p)
			return missing(err);
	try {
		return body();
	} catch (...) {
		xc_error e;
		xc_status st = as_query_status(translate(&e));

		return fail(err, st, e.msg);
	}
}

/* An enum of C as the number it is: C may pass what the enum does not name, and
 * in C++ merely to load such a value is undefined. */
template <typename E>
int raw(const E &e) noexcept
{
	int v;

	static_assert(sizeof(E) == sizeof(v), "enums of C are as wide as an int");
	memcpy(&v, &e, sizeof(v));
	return v;
}

/* Bytes from C; throws when p is NULL and n is not 0. */
std::string str(const char *p, size_t n);
/* Make room for n bytes and a NUL; throws bad_alloc. */
void reserve(xc_bytes *b, size_t n);
void put(xc_bytes *b, const std::string &s);
void put(xc_bytes *b, const char *p, size_t n);

/* A new handle around v, handed over only when that worked. */
template <typename H, typename V>
xc_status give(H **out, V &&v)
{
	std::unique_ptr<H> h(new H{std::forward<V>(v)});

	*out = h.release();
	return XC_OK;
}

/* Likewise for an iterator that stands before its first item. */
template <typename H, typename V>
xc_status give_iterator(H **out, V &&v)
{
	std::unique_ptr<H> h(new H);

	h->it = std::forward<V>(v);
	*out = h.release();
	return XC_OK;
}

/* Iterators of Xapian stand at their first item when made, ours before it. */
template <typename H>
xc_status iterator_next(H *h)
{
	const decltype(h->it) end;

	if (h->started && h->it != end)
		++h->it;
	h->started = true;
	return h->it == end ? XC_END : XC_OK;
}

/* Accessors ask this first. */
template <typename H>
void at_item(const H *h)
{
	if (!h->started || h->it == decltype(h->it)())
		throw Xapian::InvalidOperationError("the iterator is not at an item");
}

} // namespace xc

#endif
