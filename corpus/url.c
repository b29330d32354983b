/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Addresses: see url.h.  A split is of slices of the input; nothing is decoded,
 * because "%2F" and "/" may name two pages. */
#include "corpus/url.h"

#include <stdlib.h>

#include "lib/base/buf.h"
#include "lib/base/limits.h"

#define PARAMS_MAX 64

bool url_split(struct slice s, struct url *u)
{
	size_t i, at;

	s = slice_trim(s);
	*u = (struct url){SLICE_NONE, SLICE_NONE, SLICE_NONE, SLICE_NONE};
	if (slice_starts(s, SLICE_LIT("https://")))
		at = 8;
	else if (slice_starts(s, SLICE_LIT("http://")))
		at = 7;
	else if (slice_starts(s, SLICE_LIT("//")))
		at = 2;
	else
		return false;
	u->scheme = at == 7 ? SLICE_LIT("http") : SLICE_LIT("https");
	for (i = at; i < s.n && s.p[i] != '/' && s.p[i] != '?' && s.p[i] != '#'; i++)
		if ((unsigned char)s.p[i] <= ' ')
			return false;
	u->host = slice_sub(s, at, i);
	s = slice_sub(s, i, s.n);
	for (i = 0; i < s.n && s.p[i] != '#'; i++)
		;
	s.n = i; /* without the fragment */
	for (i = 0; i < s.n && s.p[i] != '?'; i++)
		;
	u->path = slice_sub(s, 0, i);
	u->query = slice_sub(s, i + 1, s.n);
	return u->host.n > 0 && slice_has_byte(u->host, '.');
}

/* Parameters that say where a reader came from, not what the page is. */
static bool tracking(struct slice param)
{
	static const char *const names[] = {"fbclid", "gclid", "msclkid", "dclid", "igshid",
					    "mc_cid", "mc_eid", "cmpid", "ref", "ref_src",
					    "spm", "yclid", "_ga", "smid", "ncid", "cid"};
	struct slice name = param;
	const char *eq = param.n ? memchr(param.p, '=', param.n) : NULL;
	size_t i;

	if (eq)
		name.n = (size_t)(eq - param.p);
	if (slice_starts(name, SLICE_LIT("utm_")))
		return true;
	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (slice_ieq_str(name, names[i]))
			return true;
	return false;
}

static int by_bytes(const void *a, const void *b)
{
	return slice_cmp(*(const struct slice *)a, *(const struct slice *)b);
}

static void add_query(struct buf *b, struct slice query)
{
	struct slice params[PARAMS_MAX], rest = query, one;
	size_t n = 0, i;

	while (query.n && slice_split(&rest, '&', &one)) {
		if (!one.n || tracking(one))
			continue;
		if (n == PARAMS_MAX) { /* leave it as it is rather than lose some */
			buf_add_char(b, '?');
			buf_add_slice(b, query);
			return;
		}
		params[n++] = one;
	}
	qsort(params, n, sizeof(params[0]), by_bytes);
	for (i = 0; i < n; i++) {
		buf_add_char(b, i ? '&' : '?');
		buf_add_slice(b, params[i]);
	}
}

/* The port that the scheme has anyway. */
static struct slice without_port(const struct url *u)
{
	struct slice port = slice_eq_str(u->scheme, "http") ? SLICE_LIT(":80") : SLICE_LIT(":443");

	return slice_ends(u->host, port) ? slice_sub(u->host, 0, u->host.n - port.n) : u->host;
}

struct slice url_normalise(struct arena *arena, struct slice text)
{
	struct slice host, s = SLICE_NONE;
	struct url u;
	struct buf b;
	size_t i;

	if (!text.n || text.n > LIMIT_FIELD_BYTES || !url_split(text, &u))
		return SLICE_NONE;
	host = without_port(&u);
	buf_init(&b, 4 * LIMIT_FIELD_BYTES);
	buf_add_slice(&b, u.scheme);
	buf_add_str(&b, "://");
	for (i = 0; i < host.n; i++)
		buf_add_char(&b, ascii_lower(host.p[i]));
	if (u.path.n)
		buf_add_slice(&b, u.path);
	else
		buf_add_char(&b, '/');
	add_query(&b, u.query);
	s = arena_dup(arena, buf_slice(&b));
	buf_done(&b);
	return s;
}
