/* SPDX-License-Identifier: GPL-2.0-or-later */
/* lib/search/api.h - the one door to an archive for reading: a path and
 * parameters in, a JSON reply out.
 *
 * The daemon calls it for requests from its socket, the command line calls it
 * itself when no daemon runs: the same library gives the same answers.
 * docs/PROTOCOL.md has every path, parameter and reply; the table in api.c is
 * what checks them.  Unknown paths, unknown parameters and bad values are
 * answered with an RFC 7807 problem that names them.
 *
 * Paths:  /v1/            self-description: version, endpoints, limits
 *         /v1/search      q, limit, offset, sort, zones, mode, from, to, passages,
 *                         snippets, explain … -> INTERFACES "one answer"
 *         /v1/docs/{id}   zones -> one article
 *         /v1/docs/{id}/cite   style, p, s -> citation
 *         /v1/docs/{id}/similar   limit, offset … -> as /v1/search: like.h
 *         /v1/kwic        q, width, order … -> kwic.h
 *         /v1/timeline    q, by … -> timeline.h
 *         /v1/facets      q, facets … -> breakdown.h
 *         /v1/terms       prefix, order … -> vocabulary.h
 *         /v1/parse       q -> how it is read; doctor.h
 *         /v1/stats       what the archive holds
 *
 * Synonyms (synonyms.h) are read from the file that $BACKFILE_SYNONYMS names, when
 * an archive is opened; a bad line of it fails the opening and is named.
 *
 * Threads: one struct api each.  Deadlines: a search past `deadline_ms` answers
 * with what it has, relation "at_least".
 */
#ifndef LIB_SEARCH_API_H
#define LIB_SEARCH_API_H

#include <stdbool.h>
#include <stdint.h>

#include "lib/base/buf.h"
#include "lib/base/status.h"

struct api;

struct api_param {
	struct slice key, value; /* decoded UTF-8 */
};

struct api_reply {
	int         http; /* 200, 400, 404 … */
	const char *type; /* "application/json" or "application/problem+json" */
	bool        found; /* a search or document with at least one result */
	struct buf  body;
};

void api_reply_init(struct api_reply *r);
void api_reply_done(struct api_reply *r);

enum status api_open(const char *archive_dir, struct api **out, struct err *err) MUST_CHECK;
void        api_close(struct api *a);
/* See newer commits; cheap when there are none. */
enum status api_refresh(struct api *a, bool *changed, struct err *err) MUST_CHECK;
uint64_t    api_revision(const struct api *a);

/* Answer one request.  Always fills *r, errors included. */
void api_call(struct api *a, struct slice path, const struct api_param *params, size_t n,
	      uint32_t deadline_ms, struct api_reply *r);
/* Fill *r with the problem document of an error (also for searchd's own). */
void api_problem(struct api_reply *r, const struct err *err);

#endif
