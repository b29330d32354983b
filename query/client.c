/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Who answers, and what a reply means: see client.h. */
#include "query/client.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/base/io.h"
#include "lib/base/limits.h"
#include "lib/base/mem.h"
#include "query/transport.h"

struct client {
	struct http  *http;  /* either this */
	struct local *local; /* or that */
};

/* --- parameters --- */

void params_add(struct params *p, const char *key, struct slice value)
{
	if (p->n < PARAMS_MAX)
		p->v[p->n++] = (struct api_param){slice_str(key), value};
}

void params_add_str(struct params *p, const char *key, const char *value)
{
	if (value)
		params_add(p, key, slice_str(value));
}

void params_add_u64(struct params *p, const char *key, uint64_t value)
{
	char *digits;

	if (p->n == PARAMS_MAX)
		return;
	digits = p->digits[p->n];
	snprintf(digits, sizeof(p->digits[0]), "%llu", (unsigned long long)value);
	params_add(p, key, slice_str(digits));
}

/* --- replies --- */

void reply_init(struct reply *r)
{
	buf_init(&r->body, LIMIT_REPLY_BYTES);
	r->json = NULL;
}

void reply_done(struct reply *r)
{
	json_decref(r->json);
	r->json = NULL;
	buf_done(&r->body);
}

static enum status status_of(int http, struct slice code)
{
	int st;

	for (st = STATUS_USAGE; st < STATUS_COUNT; st++)
		if (slice_eq_str(code, status_word((enum status)st)))
			return (enum status)st;
	for (st = STATUS_USAGE; st < STATUS_COUNT; st++)
		if (status_http((enum status)st) == http)
			return (enum status)st;
	return STATUS_INTERNAL;
}

/* RFC 7807: `detail` says it, `title` is the kind. */
static enum status read_problem(json_t *json, int http, struct err *err)
{
	const char *detail = json_string_value(json_object_get(json, "detail"));
	const char *title = json_string_value(json_object_get(json, "title"));
	const char *code = json_string_value(json_object_get(json, "code"));
	json_t *pos = json_object_get(json, "pos");
	enum status st = status_of(http, slice_str(code));

	if (!detail)
		detail = title ? title : "no reason given";
	if (json_is_integer(pos) && json_integer_value(pos) >= 0)
		return err_set_at(err, st, (size_t)json_integer_value(pos), "%s", detail);
	return err_set(err, st, "%s", detail);
}

static enum status read_reply(struct reply *r, int http, struct err *err)
{
	struct slice body = buf_slice(&r->body);
	json_error_t why;

	r->json = json_loadb(body.p, body.n, JSON_REJECT_DUPLICATES, &why);
	if (!json_is_object(r->json))
		return err_set(err, STATUS_BAD_DATA,
			       "the reply (HTTP status %d) is not a JSON object: is this the "
			       "daemon's socket?",
			       http);
	if (http != 200)
		return read_problem(r->json, http, err);
	return STATUS_OK;
}

enum status client_get(struct client *c, const char *path, const struct params *p, struct reply *r,
		       struct err *err)
{
	enum status st;
	int http = 0;

	json_decref(r->json);
	r->json = NULL;
	buf_reset(&r->body);
	st = c->http ? http_get(c->http, path, p, &r->body, &http, err)
		     : local_get(c->local, path, p, &r->body, &http, err);
	return st == STATUS_OK ? read_reply(r, http, err) : st;
}

/* --- who answers --- */

static bool env_set(const char *name)
{
	const char *v = getenv(name);

	return v && v[0];
}

/* /tmp is anybody's: a socket there that we did not name must be ours. */
static bool trusted_socket(const char *path)
{
	struct stat sb;

	return stat(path, &sb) == 0 && S_ISSOCK(sb.st_mode) &&
	       (sb.st_uid == getuid() || sb.st_uid == 0);
}

/* Open the daemon; *use says whether it is the one to ask. */
static enum status open_daemon(const struct client_options *o, struct client *c, bool *use,
			       struct err *err)
{
	bool named = o->socket || env_set("BACKFILE_SOCKET");
	struct err ignored = ERR_INIT;
	enum status st = STATUS_OK;
	char *path;

	*use = false;
	if (o->no_daemon || o->index || o->synonyms || (!named && env_set("BACKFILE_INDEX")))
		return STATUS_OK;
	path = io_default_socket(o->socket);
	if (named) {
		st = http_probe(path, err);
		*use = true;
	} else {
		*use = trusted_socket(path) && http_probe(path, &ignored) == STATUS_OK;
	}
	if (st == STATUS_OK && *use)
		st = http_open(path, &c->http, err);
	free(path);
	return st;
}

enum status client_open(const struct client_options *o, struct client **out, struct err *err)
{
	struct client *c = xcalloc(1, sizeof(*c));
	enum status st;
	bool daemon;

	if (o->synonyms)
		setenv("BACKFILE_SYNONYMS", o->synonyms, 1); /* for api_open() */
	st = open_daemon(o, c, &daemon, err);
	if (st == STATUS_OK && !daemon) {
		char *dir = io_default_index(o->index);

		st = local_open(dir, &c->local, err);
		free(dir);
	}
	if (st != STATUS_OK) {
		client_close(c);
		return st;
	}
	*out = c;
	return STATUS_OK;
}

void client_close(struct client *c)
{
	if (!c)
		return;
	http_close(c->http);
	local_close(c->local);
	free(c);
}

enum status client_ask(const struct client_options *o, const char *path, const struct params *p,
		       struct reply *r, struct err *err)
{
	struct client *c = NULL;
	enum status st = client_open(o, &c, err);

	if (st == STATUS_OK)
		st = client_get(c, path, p, r, err);
	client_close(c);
	return st;
}
