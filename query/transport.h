/* SPDX-License-Identifier: GPL-2.0-or-later */
/* query/transport.h - the two ways to an answer, behind client.h.
 *
 * Each fills the HTTP status and the body of a reply, problem documents
 * included; an error of its own means that no reply came.
 */
#ifndef QUERY_TRANSPORT_H
#define QUERY_TRANSPORT_H

#include "query/client.h"

#define CONNECT_MS 2000
#define REPLY_MS   (LIMIT_SEARCH_MS + 5000)

struct http;

/* Whether a daemon accepts connections at this Unix socket. */
enum status http_probe(const char *socket_path, struct err *err) MUST_CHECK;
enum status http_open(const char *socket_path, struct http **out, struct err *err) MUST_CHECK;
void        http_close(struct http *h);
/* GET; a query too long for a request line goes as the form of a POST. */
enum status http_get(struct http *h, const char *path, const struct params *p, struct buf *body,
		     int *status, struct err *err) MUST_CHECK;

struct local;

enum status local_open(const char *archive_dir, struct local **out, struct err *err) MUST_CHECK;
void        local_close(struct local *l);
enum status local_get(struct local *l, const char *path, const struct params *p, struct buf *body,
		      int *status, struct err *err) MUST_CHECK;

#endif
