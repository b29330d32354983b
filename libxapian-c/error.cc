/* SPDX-License-Identifier: GPL-2.0-or-later */
/* libxapian-c/error.cc - the one translator of exceptions, and the status table.
 *
 * Each class of Xapian's exceptions carries the name of its type, so the exact
 * class is found in a table; a class that is not in it (from a later release)
 * falls back to its base.  Nothing here may throw: messages are put together in
 * the fixed buffer of struct xc_error.
 */
#include <cerrno>
#include <cstring>
#include <exception>
#include <new>
#include <system_error>

#include "libxapian-c/internal.hh"

namespace {

const struct {
	const char *type;
	xc_status status;
} xapian_types[] = {
	{"DatabaseLockError", XC_ERR_LOCKED},
	{"DatabaseModifiedError", XC_ERR_MODIFIED},
	{"DatabaseCorruptError", XC_ERR_CORRUPT},
	{"DatabaseNotFoundError", XC_ERR_NO_DB},
	{"DatabaseVersionError", XC_ERR_VERSION},
	{"DatabaseOpeningError", XC_ERR_OPEN},
	{"DatabaseCreateError", XC_ERR_OPEN},
	{"DatabaseClosedError", XC_ERR_CLOSED},
	{"DatabaseError", XC_ERR_DB},
	{"DocNotFoundError", XC_ERR_NOT_FOUND},
	{"QueryParserError", XC_ERR_QUERY},
	{"WildcardError", XC_ERR_QUERY},
	{"NetworkTimeoutError", XC_ERR_TIMEOUT},
	{"NetworkError", XC_ERR_NETWORK},
	{"InvalidArgumentError", XC_ERR_INVALID},
	{"InvalidOperationError", XC_ERR_INVALID},
	{"SerialisationError", XC_ERR_INVALID},
	{"RangeError", XC_ERR_RANGE},
	{"UnimplementedError", XC_ERR_UNSUPPORTED},
	{"FeatureUnavailableError", XC_ERR_UNSUPPORTED},
};

const struct {
	const char *word, *text;
} statuses[] = {
#define X(name, word, text) {word, text},
	XC_STATUS_TABLE(X)
#undef X
};

/* A message under construction. */
struct message {
	xc_error *err;
	size_t n = 0;

	explicit message(xc_error *e) noexcept : err(e) { err->msg[0] = '\0'; }
	void add(const char *s) noexcept;
};

/* Append s, cut so that no character of UTF-8 is left in part. */
void message::add(const char *s) noexcept
{
	size_t len = strlen(s), room = XC_ERROR_MAX - 1 - n;

	if (len > room) {
		len = room;
		while (len && (static_cast<unsigned char>(s[len]) & 0xC0) == 0x80)
			len--;
	}
	memcpy(err->msg + n, s, len);
	n += len;
	err->msg[n] = '\0';
}

bool is_system_text(const char *s, int code)
{
	return std::generic_category().message(code) == s;
}

/* Xapian keeps errno to itself and tells only its text. */
bool means_full(const char *system_text)
{
	return is_system_text(system_text, ENOSPC) || is_system_text(system_text, EDQUOT) ||
	       is_system_text(system_text, EFBIG);
}

xc_status status_of(const Xapian::Error &e, xc_status base) noexcept
{
	for (const auto &t : xapian_types)
		if (strcmp(t.type, e.get_type()) == 0)
			return t.status;
	return base;
}

/* "Type: message (context): text of errno" */
xc_status describe(const Xapian::Error &e, xc_status st, xc_error *err)
{
	const char *system_text = e.get_error_string();
	message m(err);

	m.add(e.get_type());
	m.add(": ");
	m.add(e.get_msg().c_str());
	if (!e.get_context().empty()) {
		m.add(" (");
		m.add(e.get_context().c_str());
		m.add(")");
	}
	if (system_text) {
		m.add(": ");
		m.add(system_text);
		if (means_full(system_text))
			st = XC_ERR_FULL;
	}
	err->status = st;
	return st;
}

/* `base` is for classes that the table does not have. */
xc_status translate_xapian(const Xapian::Error &e, xc_status base, xc_error *err) noexcept
{
	xc_error scratch;
	xc_status st = status_of(e, base);

	try {
		return describe(e, st, err ? err : &scratch);
	} catch (...) {
		/* no memory for the text of errno */
		return xc::fail(err, st, e.get_type());
	}
}

} // namespace

xc_status xc::fail(xc_error *err, xc_status st, const char *msg) noexcept
{
	if (err) {
		err->status = st;
		message(err).add(msg);
	}
	return st;
}

xc_status xc::missing(xc_error *err) noexcept
{
	return fail(err, XC_ERR_INVALID, "a required argument is NULL");
}

xc_status xc::translate(xc_error *err) noexcept
{
	try {
		throw;
	} catch (const stopped &s) {
		return fail(err, s.status, s.msg);
	} catch (const Xapian::DatabaseError &e) {
		return translate_xapian(e, XC_ERR_DB, err);
	} catch (const Xapian::Error &e) {
		return translate_xapian(e, XC_ERR_OTHER, err);
	} catch (const std::bad_alloc &) {
		return fail(err, XC_ERR_NOMEM, "out of memory");
	} catch (const std::length_error &) {
		/* a size that no string can have is a size that memory cannot have */
		return fail(err, XC_ERR_NOMEM, "out of memory: an impossible length");
	} catch (const std::exception &e) {
		return fail(err, XC_ERR_OTHER, e.what());
	} catch (...) {
		return fail(err, XC_ERR_OTHER, "an exception of unknown type");
	}
}

xc_status xc::as_query_status(xc_status st) noexcept
{
	/* "network" is what Xapian calls bytes that were cut off */
	return st == XC_ERR_INVALID || st == XC_ERR_UNSUPPORTED || st == XC_ERR_NETWORK
		       ? XC_ERR_QUERY
		       : st;
}

void xc::throw_stopped()
{
	throw stopped{XC_ERR_CALLBACK, "a callback stopped the call"};
}

const char *xc_status_word(enum xc_status st)
{
	int i = xc::raw(st);

	return i >= 0 && i < XC_STATUS_COUNT ? statuses[i].word : "unknown";
}

const char *xc_status_text(enum xc_status st)
{
	int i = xc::raw(st);

	return i >= 0 && i < XC_STATUS_COUNT ? statuses[i].text : "unknown status";
}

const char *xc_version(void)
{
	return "0.1.0";
}

const char *xc_xapian_version(void)
{
	return Xapian::version_string();
}
