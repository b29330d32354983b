/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The page's address and publisher: see meta.h. */
#include "corpus/meta.h"

#include "corpus/raw.h"
#include "corpus/url.h"

/* --- addresses ------------------------------------------------------------------------- */

struct slice meta_host(struct slice s)
{
	struct url u;

	if (!s.n || !url_split(s, &u))
		return SLICE_NONE;
	if (slice_starts(u.host, SLICE_LIT("www.")))
		return slice_sub(u.host, 4, u.host.n);
	return u.host;
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
		a->url = url_normalise(&a->arena, tries[i]);
		if (!a->url_raw.p)
			a->url_raw = arena_dup(&a->arena, tries[i]);
		return;
	}
}
