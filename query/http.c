/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The daemon's socket, by libcurl: see transport.h.
 *
 * One easy handle, so that the requests of a batch share a connection.  Nothing
 * of the environment may lead it elsewhere: no proxy, no redirect, no other
 * protocol.
 */
#include "query/transport.h"

#include <curl/curl.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/un.h>
#include <unistd.h>

#include "lib/base/limits.h"
#include "lib/base/mem.h"

#define ORIGIN "http://backfile"
/* Parameters longer than this go as the form of a POST; the daemon's own bound is
 * LIMIT_HEADER_BYTES. */
#define QUERY_MAX (8 * KIB)

struct http {
	CURL *curl;
	char *socket_path;
	char  error[CURL_ERROR_SIZE];
};

enum status http_probe(const char *socket_path, struct err *err)
{
	struct sockaddr_un to = {.sun_family = AF_UNIX};
	struct timeval wait = {.tv_sec = CONNECT_MS / 1000};
	size_t n = strlen(socket_path);
	enum status st = STATUS_OK;
	int fd;

	if (n >= sizeof(to.sun_path))
		return err_set(err, STATUS_USAGE, "socket '%.120s': longer than %zu bytes",
			       socket_path, sizeof(to.sun_path) - 1);
	memcpy(to.sun_path, socket_path, n + 1);
	fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
	if (fd < 0)
		return err_set_errno(err, "socket");
	/* on Linux this bounds connect() to a daemon that does not accept */
	if (setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &wait, sizeof(wait)) < 0 ||
	    connect(fd, (struct sockaddr *)&to, sizeof(to)) < 0)
		st = err_set_errno(err,
				   "no daemon answers at %.120s ('backfile serve' starts one, "
				   "--no-daemon does without)",
				   socket_path);
	close(fd);
	return st;
}

static size_t take_body(char *data, size_t size, size_t n, void *arg)
{
	struct buf *b = arg;

	buf_add(b, data, size * n);
	return buf_error(b) == STATUS_OK ? size * n : 0;
}

enum status http_open(const char *socket_path, struct http **out, struct err *err)
{
	struct http *h = xcalloc(1, sizeof(*h));

	h->socket_path = xstrdup(socket_path);
	h->curl = curl_easy_init();
	if (!h->curl) {
		http_close(h);
		return err_set(err, STATUS_INTERNAL, "libcurl does not start");
	}
	curl_easy_setopt(h->curl, CURLOPT_UNIX_SOCKET_PATH, h->socket_path);
	curl_easy_setopt(h->curl, CURLOPT_NOPROXY, "*");
	curl_easy_setopt(h->curl, CURLOPT_PROTOCOLS_STR, "http");
	curl_easy_setopt(h->curl, CURLOPT_NOSIGNAL, 1L);
	curl_easy_setopt(h->curl, CURLOPT_CONNECTTIMEOUT_MS, (long)CONNECT_MS);
	curl_easy_setopt(h->curl, CURLOPT_TIMEOUT_MS, (long)REPLY_MS);
	curl_easy_setopt(h->curl, CURLOPT_USERAGENT, "backfile");
	curl_easy_setopt(h->curl, CURLOPT_ERRORBUFFER, h->error);
	curl_easy_setopt(h->curl, CURLOPT_WRITEFUNCTION, take_body);
	*out = h;
	return STATUS_OK;
}

void http_close(struct http *h)
{
	if (!h)
		return;
	curl_easy_cleanup(h->curl);
	free(h->socket_path);
	free(h);
}

/* RFC 3986: all but the unreserved characters, and '/' and ':' of a path. */
static void add_encoded(struct buf *b, struct slice s, const char *keep)
{
	size_t i;

	for (i = 0; i < s.n; i++) {
		char c = s.p[i];

		if (ascii_is_alpha(c) || ascii_is_digit(c) || (c && strchr(keep, c)))
			buf_add_char(b, c);
		else
			buf_addf(b, "%%%02X", (unsigned char)c);
	}
}

/* key=value&key=value, for a URL's query or a form. */
static void build_form(struct buf *b, const struct params *p)
{
	size_t i;

	for (i = 0; i < p->n; i++) {
		if (i)
			buf_add_char(b, '&');
		add_encoded(b, p->v[i].key, "-._~");
		buf_add_char(b, '=');
		add_encoded(b, p->v[i].value, "-._~");
	}
}

static enum status send_request(struct http *h, struct buf *url, struct buf *form, struct buf *body,
				int *status, struct err *err)
{
	CURLcode rc;
	long code = 0;

	h->error[0] = '\0';
	curl_easy_setopt(h->curl, CURLOPT_URL, buf_str(url));
	curl_easy_setopt(h->curl, CURLOPT_WRITEDATA, body);
	if (form->len) {
		curl_easy_setopt(h->curl, CURLOPT_POST, 1L);
		curl_easy_setopt(h->curl, CURLOPT_POSTFIELDS, form->data);
		curl_easy_setopt(h->curl, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)form->len);
	} else {
		curl_easy_setopt(h->curl, CURLOPT_HTTPGET, 1L);
	}
	rc = curl_easy_perform(h->curl);
	if (rc == CURLE_OPERATION_TIMEDOUT)
		return err_set(err, STATUS_TIMEOUT, "the daemon at %.120s gave no answer in %d s",
			       h->socket_path, REPLY_MS / 1000);
	if (rc == CURLE_WRITE_ERROR)
		return err_set(err, STATUS_TOO_BIG, "the reply is larger than %zu bytes",
			       body->max);
	if (rc != CURLE_OK)
		return err_set(err, STATUS_IO, "asking the daemon at %.120s: %.200s",
			       h->socket_path, h->error[0] ? h->error : curl_easy_strerror(rc));
	curl_easy_getinfo(h->curl, CURLINFO_RESPONSE_CODE, &code);
	*status = (int)code;
	return STATUS_OK;
}

enum status http_get(struct http *h, const char *path, const struct params *p, struct buf *body,
		     int *status, struct err *err)
{
	struct buf url, form;
	enum status st;

	buf_init(&url, 4 * MIB);
	buf_init(&form, 4 * MIB);
	buf_add_str(&url, ORIGIN);
	add_encoded(&url, slice_str(path), "-._~/:");
	if (p)
		build_form(&form, p);
	if (form.len <= QUERY_MAX && form.len) {
		buf_add_char(&url, '?');
		buf_add_slice(&url, buf_slice(&form));
		buf_reset(&form);
	}
	if (buf_error(&url) != STATUS_OK || buf_error(&form) != STATUS_OK)
		st = err_set(err, STATUS_TOO_BIG, "the request is larger than %zu bytes", url.max);
	else
		st = send_request(h, &url, &form, body, status, err);
	buf_done(&url);
	buf_done(&form);
	return st;
}
