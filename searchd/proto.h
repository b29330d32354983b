/* SPDX-License-Identifier: GPL-2.0-or-later */
/* searchd/proto.h - the bytes of a request: from a request target, a form or a
 * JSON body to a path and decoded parameters; entity tags.
 *
 * Pure functions on slices: no socket, no clock, no globals.  libmicrohttpd has
 * already cut the request into line, headers and body (RFC 9112); what is read
 * here is RFC 3986 percent-encoding, the urlencoded form of the WHATWG URL
 * standard ("+" is a space) and RFC 8259 JSON.
 *
 * Whatever comes out is UTF-8 without NUL bytes, or the request is refused.  At
 * most LIMIT_PARAMS parameters; bytes are bounded by LIMIT_HEADER_BYTES and
 * LIMIT_REQUEST_BYTES before they get here.
 *
 * Memory: slices point into the arena, or into the bytes given.  Threads: one
 * owner at a time.  Failures are STATUS_USAGE (400), STATUS_TOO_BIG (413) and
 * STATUS_UNSUPPORTED (415).
 */
#ifndef SEARCHD_PROTO_H
#define SEARCHD_PROTO_H

#include <stdbool.h>
#include <stdint.h>

#include "lib/base/arena.h"
#include "lib/base/limits.h"
#include "lib/base/slice.h"
#include "lib/base/status.h"
#include "lib/search/api.h"

struct proto {
	struct slice     path; /* decoded; see proto_target() */
	struct api_param params[LIMIT_PARAMS];
	size_t           n;
	struct arena    *arena; /* the caller's */
};

void proto_init(struct proto *p, struct arena *arena);

/* Read a request target: "/path?query", "http://host/path?query" (the host is
 * ignored) or "*".  The path loses a slash at its end, so that "/v1/search/" is
 * "/v1/search"; "/v1" becomes "/v1/".  Adds the parameters of the query. */
enum status proto_target(struct proto *p, struct slice target, struct err *err) MUST_CHECK;

/* Add the parameters of "key=value&key=value".  Pieces may be empty; a key
 * without "=" has an empty value; order and repetition are kept. */
enum status proto_query(struct proto *p, struct slice text, struct err *err) MUST_CHECK;

/* Add the members of a JSON object: strings as they are, numbers in decimal,
 * true and false as "1" and "0", null as absent, a list of those as the key
 * repeated.  Objects and lists inside are refused by name. */
enum status proto_json(struct proto *p, struct slice text, struct err *err) MUST_CHECK;

/* Add the parameters of a body, by its Content-Type (absent slice: none given):
 * application/json or application/x-www-form-urlencoded.  A body that begins
 * with "{" is JSON in either case: curl -d labels all it sends as a form. */
enum status proto_body(struct proto *p, struct slice type, struct slice body,
		       struct err *err) MUST_CHECK;

/* The entity tag of a reply: archive revision, program, path and parameters.
 * It is weak (RFC 9110 s8.8.1): replies tell how long they took, so two of one
 * revision mean the same without being the same bytes. */
#define PROTO_ETAG_MAX 64
void proto_etag(const struct proto *p, uint64_t revision, char out[PROTO_ETAG_MAX]);

/* Whether an If-None-Match header names the tag (weak comparison). */
bool proto_etag_matches(struct slice header, const char *etag);

#endif
