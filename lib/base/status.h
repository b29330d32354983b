/* SPDX-License-Identifier: GPL-2.0-or-later */
/* lib/base/status.h - what can go wrong, in one table, and how it is told.
 *
 * A function that can fail for one reason returns bool or a pointer.  One that
 * can fail for several returns `enum status` and, where a person needs to know
 * why, takes `struct err *err` last (NULL is allowed).  Outputs are written
 * only on success; *err is written only on failure, so calls can be chained.
 * Libraries never print and never exit: only main.c files and the daemon's
 * request handler show a message, once.
 *
 * The exit status and the HTTP status of each value come from the table below
 * and from nowhere else.
 */
#ifndef LIB_BASE_STATUS_H
#define LIB_BASE_STATUS_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>

#define MUST_CHECK __attribute__((warn_unused_result))
#define PRINTF_LIKE(fmt, args) __attribute__((format(printf, fmt, args)))

/*      name         word           HTTP  text for a person */
#define STATUS_TABLE(X)                                                        \
	X(OK,          "ok",           200, "no error")                        \
	X(USAGE,       "usage",        400, "wrong use")                       \
	X(QUERY,       "query",        400, "the query cannot be read")        \
	X(NOT_FOUND,   "not-found",    404, "not found")                       \
	X(BAD_DATA,    "bad-data",     422, "malformed input")                 \
	X(UNSUPPORTED, "unsupported",  415, "a kind of input that is not read") \
	X(TOO_BIG,     "too-big",      413, "past a size limit")               \
	X(TIMEOUT,     "timeout",      503, "the deadline passed")             \
	X(BUSY,        "busy",         503, "too much work is waiting")        \
	X(LOCKED,      "locked",       409, "another writer holds the archive") \
	X(MODIFIED,    "modified",     503, "the archive changed while it was read") \
	X(VERSION,     "version",      500, "an archive of another format version") \
	X(CORRUPT,     "corrupt",      500, "the archive is damaged")          \
	X(IO,          "io",           500, "reading or writing failed")       \
	X(NO_SPACE,    "no-space",     507, "no space left")                   \
	X(DENIED,      "denied",       403, "permission denied")               \
	X(CANCELLED,   "cancelled",    503, "interrupted")                     \
	X(INTERNAL,    "internal",     500, "a fault of the program")

enum status {
#define X(name, word, http, text) STATUS_##name,
	STATUS_TABLE(X)
#undef X
	STATUS_COUNT
};

#define ERR_MSG_MAX 512 /* bytes of a message, with its NUL */
#define ERR_NO_POS  ((size_t)-1)

/* Why something failed.  Plain data: copy it, keep it on the stack. */
struct err {
	enum status st;
	size_t      pos; /* byte offset in the input that was read, or ERR_NO_POS */
	char        msg[ERR_MSG_MAX]; /* one line, no trailing newline */
};

#define ERR_INIT {STATUS_OK, ERR_NO_POS, ""}

const char *status_word(enum status st); /* "not-found": for scripts */
const char *status_text(enum status st); /* for a person */
int         status_http(enum status st);

/* Fill *err (unless NULL) and return st, so that `return err_set(…)` reads well.
 * The message is cut to ERR_MSG_MAX - 1 bytes at a character boundary. */
enum status err_set(struct err *err, enum status st, const char *fmt, ...) PRINTF_LIKE(3, 4);
enum status err_set_at(struct err *err, enum status st, size_t pos, const char *fmt, ...)
	PRINTF_LIKE(4, 5);
/* err_set() with ": strerror(errno)" added; ENOSPC and EDQUOT become
 * STATUS_NO_SPACE, EACCES, EPERM and EROFS STATUS_DENIED, ENOENT
 * STATUS_NOT_FOUND, anything else STATUS_IO. */
enum status err_set_errno(struct err *err, const char *fmt, ...) PRINTF_LIKE(2, 3);
/* Put "text: " before the message that is there. */
void err_prefix(struct err *err, const char *fmt, ...) PRINTF_LIKE(2, 3);

#endif
