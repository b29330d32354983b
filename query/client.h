/* SPDX-License-Identifier: GPL-2.0-or-later */
/* query/client.h - asks the archive: a path and parameters in, JSON out.
 *
 * Who answers is settled once, at client_open(), by the first of these that
 * applies:
 *
 *	--no-daemon          the archive is opened in this process
 *	--index              likewise: what is named is what is searched
 *	--synonyms           likewise: the daemon has its own
 *	--socket             the daemon there; an error when none answers
 *	$BACKFILE_SOCKET     likewise
 *	$BACKFILE_INDEX      the archive there, in this process
 *	the default socket   the daemon there, when one of ours (or of root's) answers
 *	the default archive  in this process
 *
 * Either way lib/search does the work, so the answers are the same.
 *
 * Bounds: 2 s to connect, LIMIT_SEARCH_MS and 5 s more for a reply,
 * LIMIT_REPLY_BYTES for its size.  Threads: one client each.
 */
#ifndef QUERY_CLIENT_H
#define QUERY_CLIENT_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

#include "lib/base/buf.h"
#include "lib/base/status.h"
#include "lib/search/api.h"

struct client;

struct client_options {
	const char *index;  /* --index or NULL */
	const char *socket; /* --socket or NULL */
	bool        no_daemon;
	const char *synonyms; /* --synonyms or NULL */
};

#define PARAMS_MAX 24

/* Parameters of one request.  Keys and texts are borrowed, numbers kept. */
struct params {
	struct api_param v[PARAMS_MAX];
	size_t n;
	char   digits[PARAMS_MAX][24];
};

void params_add(struct params *p, const char *key, struct slice value);
void params_add_str(struct params *p, const char *key, const char *value); /* NULL: left out */
void params_add_u64(struct params *p, const char *key, uint64_t value);

struct reply {
	struct buf body; /* as it came, JSON */
	json_t    *json; /* the same, parsed: an object */
};

void reply_init(struct reply *r);
void reply_done(struct reply *r);

/* Fails with what to do next when there is neither a daemon nor an archive. */
enum status client_open(const struct client_options *o, struct client **out, struct err *err)
	MUST_CHECK;
void client_close(struct client *c);

/* One request.  `path` is not percent-encoded.  A problem document becomes *err:
 * its detail, its pos, and a status (STATUS_NOT_FOUND for 404).  *r must be
 * initialised and may be used again and again. */
enum status client_get(struct client *c, const char *path, const struct params *p, struct reply *r,
		       struct err *err) MUST_CHECK;
/* The same for a command that has one request: open, get, close. */
enum status client_ask(const struct client_options *o, const char *path, const struct params *p,
		       struct reply *r, struct err *err) MUST_CHECK;

#endif
