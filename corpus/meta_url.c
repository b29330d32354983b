/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The page's address and publisher: see meta.h. */
#include "corpus/meta.h"

#include <stdlib.h>

#include "corpus/raw.h"

/* --- addresses ------------------------------------------------------------------------- */

struct url {
	struct slice scheme, host, path, query; /* path from its '/', query after '?' */
};

static bool url_split(struct slice s, struct url *u)
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

struct slice meta_host(struct slice s)
{
	struct url u;

	if (!s.n || !url_split(s, &u))
		return SLICE_NONE;
	if (slice_starts(u.host, SLICE_LIT("www.")))
		return slice_sub(u.host, 4, u.host.n);
	return u.host;
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
	struct slice params[64], rest = query, one;
	size_t n = 0, i;

	while (query.n && n < 64 && slice_split(&rest, '&', &one))
		if (one.n && !tracking(one))
			params[n++] = one;
	qsort(params, n, sizeof(params[0]), by_bytes);
	for (i = 0; i < n; i++) {
		buf_add_char(b, i ? '&' : '?');
		buf_add_slice(b, params[i]);
	}
}

static struct slice normalised(struct arena *arena, const struct url *u)
{
	struct slice host = u->host, s;
	struct buf b;
	size_t i;

	if (slice_ends(host, SLICE_LIT(":443")) || slice_ends(host, SLICE_LIT(":80")))
		host.n -= host.p[host.n - 3] == ':' ? 3 : 4;
	buf_init(&b, 4 * LIMIT_FIELD_BYTES);
	buf_add_slice(&b, u->scheme);
	buf_add_str(&b, "://");
	for (i = 0; i < host.n; i++)
		buf_add_char(&b, ascii_lower(host.p[i]));
	if (u->path.n)
		buf_add_slice(&b, u->path);
	else
		buf_add_char(&b, '/');
	add_query(&b, u->query);
	s = arena_dup(arena, buf_slice(&b));
	buf_done(&b);
	return s;
}

static bool same_site(struct slice a, struct slice b)
{
	struct slice x = meta_host(a), y = meta_host(b);

	if (!x.n || !y.n)
		return true;
	return slice_eq(x, y) || slice_ends(x, y) || slice_ends(y, x);
}

/* Against a known address a canonical one must be on its site, and not the
 * front page when the known one is deeper. */
static bool believable(struct slice s, struct slice known)
{
	struct url u, k;

	if (!s.n || s.n > LIMIT_FIELD_BYTES || !url_split(s, &u))
		return false;
	if (!known.n || !url_split(known, &k))
		return true;
	return same_site(s, known) && !(u.path.n <= 1 && k.path.n > 1);
}

/* "/path" against the host of an absolute address. */
static struct slice absolute(struct html_page *p, struct slice s, struct slice base)
{
	struct url u;
	struct buf b;

	if (!s.n || s.p[0] != '/' || (s.n > 1 && s.p[1] == '/') || !base.n || !url_split(base, &u))
		return s;
	buf_init(&b, 4 * LIMIT_FIELD_BYTES);
	buf_add_slice(&b, u.scheme);
	buf_add_str(&b, "://");
	buf_add_slice(&b, u.host);
	buf_add_slice(&b, s);
	s = arena_dup(&p->arena, buf_slice(&b));
	buf_done(&b);
	return s;
}

void meta_set_url(struct html_page *p, struct meta *m, const struct raw *r, struct article *a)
{
	struct slice base = r->url.n ? r->url : m->og_url.n ? m->og_url : m->base;
	struct slice tries[4];
	struct url u;
	size_t i;

	tries[0] = absolute(p, m->canonical, base);
	tries[1] = absolute(p, m->og_url, base);
	tries[2] = m->json_url;
	tries[3] = r->url;
	for (i = 0; i < 4; i++) {
		if (!believable(tries[i], r->url) || !url_split(tries[i], &u))
			continue;
		/* a front page as canonical gives way to a deeper address */
		if (u.path.n <= 1 && i == 0 && believable(tries[1], r->url) &&
		    tries[1].n > tries[0].n)
			continue;
		a->url = normalised(&a->arena, &u);
		if (!a->url_raw.p)
			a->url_raw = arena_dup(&a->arena, tries[i]);
		return;
	}
}
