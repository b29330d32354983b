/* SPDX-License-Identifier: GPL-2.0-or-later */
/* corpus/url.h - addresses of pages: taken apart, and made one where they name
 * one page (RFC 3986 s6, as far as it is safe without asking the server).
 *
 * Pure functions; what is returned borrows from the input or lives in the arena.
 */
#ifndef CORPUS_URL_H
#define CORPUS_URL_H

#include <stdbool.h>

#include "lib/base/arena.h"
#include "lib/base/slice.h"
#include "lib/base/status.h"

struct url {
	struct slice scheme; /* "http" or "https" */
	struct slice host;   /* with its port, as written */
	struct slice path;   /* from its '/', may be empty */
	struct slice query;  /* after '?', may be empty */
};

/* "http://…", "https://…" or "//…" with a dot in the host; the fragment is left
 * out.  False for anything else, *out is undefined then. */
bool url_split(struct slice text, struct url *out) MUST_CHECK;

/* The address with host in lower case, without fragment, default port and the
 * parameters that only tell where a reader came from, the others sorted.  Absent
 * when text is no address or longer than LIMIT_FIELD_BYTES. */
struct slice url_normalise(struct arena *arena, struct slice text);

#endif
