/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Statuses and messages: see status.h. */
#include "lib/base/status.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

static const struct {
	const char *word, *text;
	int http;
} table[STATUS_COUNT] = {
#define X(name, w, h, t) [STATUS_##name] = {.word = (w), .text = (t), .http = (h)},
	STATUS_TABLE(X)
#undef X
};

const char *status_word(enum status st)
{
	return st < STATUS_COUNT ? table[st].word : "unknown";
}

const char *status_text(enum status st)
{
	return st < STATUS_COUNT ? table[st].text : "unknown status";
}

int status_http(enum status st)
{
	return st < STATUS_COUNT ? table[st].http : 500;
}

/* A message cut in the middle of a UTF-8 sequence would make invalid JSON. */
static void trim_partial(char *msg)
{
	size_t n = strlen(msg);
	size_t i = n, len;
	unsigned char lead;

	if (n < ERR_MSG_MAX - 1)
		return;
	while (i > 0 && ((unsigned char)msg[i - 1] & 0xC0) == 0x80)
		i--;
	if (i == 0 || (lead = (unsigned char)msg[i - 1]) < 0xC0)
		return;
	len = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
	if (i - 1 + len > n)
		msg[i - 1] = '\0';
}

static enum status PRINTF_LIKE(4, 0)
fill(struct err *err, enum status st, size_t pos, const char *fmt, va_list ap)
{
	if (!err)
		return st;
	err->st = st;
	err->pos = pos;
	vsnprintf(err->msg, sizeof(err->msg), fmt, ap);
	trim_partial(err->msg);
	return st;
}

enum status err_set(struct err *err, enum status st, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	fill(err, st, ERR_NO_POS, fmt, ap);
	va_end(ap);
	return st;
}

enum status err_set_at(struct err *err, enum status st, size_t pos, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	fill(err, st, pos, fmt, ap);
	va_end(ap);
	return st;
}

static enum status status_of_errno(int e)
{
	switch (e) {
	case ENOSPC:
	case EDQUOT:
		return STATUS_NO_SPACE;
	case EACCES:
	case EPERM:
	case EROFS:
		return STATUS_DENIED;
	case ENOENT:
	case ENOTDIR:
		return STATUS_NOT_FOUND;
	default:
		return STATUS_IO;
	}
}

enum status err_set_errno(struct err *err, const char *fmt, ...)
{
	int e = errno;
	enum status st = status_of_errno(e);
	va_list ap;
	size_t n;

	va_start(ap, fmt);
	fill(err, st, ERR_NO_POS, fmt, ap);
	va_end(ap);
	if (!err)
		return st;
	n = strlen(err->msg);
	snprintf(err->msg + n, sizeof(err->msg) - n, ": %s", strerror(e));
	trim_partial(err->msg);
	return st;
}

/* Append as much of s as there is room for. */
static void add_text(char *msg, const char *s)
{
	size_t n = strlen(msg), m = strlen(s);

	if (m > ERR_MSG_MAX - 1 - n)
		m = ERR_MSG_MAX - 1 - n;
	memcpy(msg + n, s, m);
	msg[n + m] = '\0';
}

void err_prefix(struct err *err, const char *fmt, ...)
{
	char head[ERR_MSG_MAX], old[ERR_MSG_MAX];
	va_list ap;
	size_t n;

	if (!err)
		return;
	va_start(ap, fmt);
	vsnprintf(head, sizeof(head), fmt, ap);
	va_end(ap);
	memcpy(old, err->msg, sizeof(old));
	n = strlen(head);
	memcpy(err->msg, head, n + 1);
	add_text(err->msg, ": ");
	add_text(err->msg, old);
	trim_partial(err->msg);
}
