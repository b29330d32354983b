/* SPDX-License-Identifier: GPL-2.0-or-later */
/* xapian_c_status.h - the small vocabulary of xapian_c.h, which includes it and
 * is the manual: what a call returns, why it failed, bytes with an owner.
 */
#ifndef LIBXAPIAN_C_XAPIAN_C_STATUS_H
#define LIBXAPIAN_C_XAPIAN_C_STATUS_H

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/* --- status --------------------------------------------------------------- */

/*      name             word            text for a person */
#define XC_STATUS_TABLE(X)                                                             \
	X(OK,              "ok",           "no error")                                 \
	X(END,             "end",          "an iterator has no more")                  \
	X(ERR_LOCKED,      "locked",       "another writer holds the database")        \
	X(ERR_MODIFIED,    "modified",     "the database changed while it was read")   \
	X(ERR_CORRUPT,     "corrupt",      "the database is damaged")                  \
	X(ERR_NO_DB,       "no-database",  "no database there")                        \
	X(ERR_OPEN,        "open",         "the database cannot be opened or created") \
	X(ERR_VERSION,     "version",      "a database of another format version")     \
	X(ERR_NOT_FOUND,   "not-found",    "no such document")                         \
	X(ERR_QUERY,       "query",        "a query that is malformed or too wide")    \
	X(ERR_DB,          "db",           "reading or writing the database failed")   \
	X(ERR_FULL,        "full",         "no space left, or a file size limit")      \
	X(ERR_NETWORK,     "network",      "the remote database failed")               \
	X(ERR_TIMEOUT,     "timeout",      "the remote database took too long")        \
	X(ERR_NOMEM,       "no-memory",    "out of memory")                            \
	X(ERR_INVALID,     "invalid",      "an argument or a call out of place")       \
	X(ERR_CLOSED,      "closed",       "the database was closed")                  \
	X(ERR_RANGE,       "range",        "past what the format can hold")            \
	X(ERR_UNSUPPORTED, "unsupported",  "this backend or build cannot do that")     \
	X(ERR_CALLBACK,    "callback",     "a callback of the caller stopped it")      \
	X(ERR_OTHER,       "other",        "another failure")

enum xc_status {
#define X(name, word, text) XC_##name,
	XC_STATUS_TABLE(X)
#undef X
	XC_STATUS_COUNT
};

#define XC_ERROR_MAX 512 /* bytes of a message, with its NUL */

/* Why a call failed.  Plain data: copy it, keep it on the stack. */
struct xc_error {
	enum xc_status status;
	char msg[XC_ERROR_MAX]; /* "DatabaseLockError: Unable to get write lock on …" */
};

const char *xc_status_word(enum xc_status st); /* "not-found"; static */
const char *xc_status_text(enum xc_status st); /* for a person; static */
const char *xc_version(void);                  /* of this library, "0.1.0"; static */
const char *xc_xapian_version(void);           /* of Xapian at run time, "1.4.22"; static */

/* --- bytes ---------------------------------------------------------------- */

/* Bytes of the caller, filled by the library: each fill replaces what was there
 * and grows the memory when needed, so one xc_bytes in a loop soon allocates
 * nothing.  p[n] is a NUL once anything was filled in.  Begin with XC_BYTES_INIT;
 * the memory is malloc's, and xc_bytes_free() leaves *b as at the beginning. */
struct xc_bytes {
	char  *p;
	size_t n, cap;
};

#define XC_BYTES_INIT {NULL, 0, 0}

void           xc_bytes_free(struct xc_bytes *b);
enum xc_status xc_bytes_set(struct xc_bytes *b, const char *p, size_t n, struct xc_error *err);

/* A borrowed run of bytes, where a call takes several. */
struct xc_span {
	const char *p;
	size_t n;
};

/* A number as bytes whose order is the order of numbers, for values that are
 * sorted by or used in ranges; and back.  XC_ERR_INVALID: not such bytes. */
enum xc_status xc_sortable_put(double v, struct xc_bytes *out, struct xc_error *err);
enum xc_status xc_sortable_get(const char *p, size_t n, double *out, struct xc_error *err);

#ifdef __cplusplus
}
#endif

#endif
