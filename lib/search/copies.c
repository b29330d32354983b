/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Clusters of copies: see copies.h.
 *
 * The two slots are read as streams, once for each revision; counting the stories
 * of a result is then a look at the bits of those articles that have copies. */
#include "lib/search/copies.h"

#include <stdlib.h>
#include <string.h>

#include "lib/archive/schema.h"
#include "lib/base/mem.h"
#include "lib/base/num.h"
#include "lib/base/seek.h"
#include "lib/search/identity.h"
#include "lib/search/match.h"
#include "lib/text/shingle.h"

void copies_init(struct copies *c)
{
	*c = (struct copies){.loaded = false};
}

void copies_done(struct copies *c)
{
	free(c->v);
	free(c->places);
	free(c->seen);
	free(c->bits);
	copies_init(c);
}

/* --- loading --- */

static uint64_t number_of(const struct xc_bytes *b)
{
	uint64_t v = 0;
	size_t i;

	for (i = 0; i < b->n && i < 8; i++)
		v = v << 8 | (unsigned char)b->p[i];
	return v;
}

static int by_cluster(const void *a, const void *b)
{
	const struct copy *x = a, *y = b;

	if (x->cluster != y->cluster)
		return x->cluster < y->cluster ? -1 : 1;
	return (x->docid > y->docid) - (x->docid < y->docid);
}

/* Both slots are there for the same documents. */
static enum xc_status read_slots(struct copies *c, struct xc_values *clusters,
				 struct xc_values *keys, struct xc_error *xe)
{
	struct xc_bytes value = XC_BYTES_INIT;
	enum xc_status xs;

	while ((xs = xc_values_next(clusters, xe)) == XC_OK) {
		struct copy one;

		if ((xs = xc_values_docid(clusters, &one.docid, xe)) != XC_OK ||
		    (xs = xc_values_get(clusters, &value, xe)) != XC_OK)
			break;
		one.cluster = number_of(&value);
		if ((xs = xc_values_skip_to(keys, one.docid, xe)) != XC_OK ||
		    (xs = xc_values_get(keys, &value, xe)) != XC_OK)
			break;
		one.key = number_of(&value);
		GROW(c->v, c->n + 1, c->cap);
		c->v[c->n++] = one;
	}
	xc_bytes_free(&value);
	return xs == XC_END ? XC_OK : xs;
}

static int by_docid(const void *a, const void *b)
{
	const struct copy_place *x = a, *y = b;

	return (x->docid > y->docid) - (x->docid < y->docid);
}

static void make_index(struct copies *c)
{
	size_t i;

	if (c->n)
		qsort(c->v, c->n, sizeof(*c->v), by_cluster);
	c->places = xreallocarray(c->places, c->n + 1, sizeof(*c->places));
	c->n_clusters = 0;
	for (i = 0; i < c->n; i++) {
		c->n_clusters += i == 0 || c->v[i].cluster != c->v[i - 1].cluster;
		c->places[i] = (struct copy_place){c->v[i].docid, (uint32_t)i,
						   (uint32_t)c->n_clusters - 1};
	}
	free(c->seen);
	c->seen = xcalloc(c->n_clusters + 1, sizeof(*c->seen));
	c->count = 0;
	if (c->n)
		qsort(c->places, c->n, sizeof(*c->places), by_docid);
	free(c->bits);
	c->n_bits = c->n ? c->places[c->n - 1].docid + 1 : 0;
	c->bits = xcalloc(c->n_bits / 8 + 1, 1);
	for (i = 0; i < c->n; i++)
		c->bits[c->v[i].docid >> 3] |= (unsigned char)(1 << (c->v[i].docid & 7));
}

enum status copies_load(struct copies *c, struct archive_reader *r, struct err *err)
{
	struct xc_values *clusters = NULL, *keys = NULL;
	struct xc_error xe;
	enum xc_status xs;

	if (c->loaded && c->revision == archive_revision(r))
		return STATUS_OK;
	c->loaded = false;
	c->n = 0;
	xs = xc_db_values(archive_db(r), SLOT_CLUSTER, &clusters, &xe);
	if (xs == XC_OK)
		xs = xc_db_values(archive_db(r), SLOT_COPY, &keys, &xe);
	if (xs == XC_OK)
		xs = read_slots(c, clusters, keys, &xe);
	xc_values_free(clusters);
	xc_values_free(keys);
	if (xs == XC_END)
		return err_set(err, STATUS_CORRUPT, "the clusters of copies are damaged");
	if (xs != XC_OK)
		return search_xc(xs, &xe, err);
	make_index(c);
	c->revision = archive_revision(r);
	c->loaded = true;
	return STATUS_OK;
}

/* --- counting --- */

uint64_t copies_stories(const struct copies *c, uint64_t articles)
{
	return articles - c->n + c->n_clusters;
}

uint64_t copies_surplus(const struct copies *c, const struct docset *set)
{
	uint64_t surplus = 0;
	bool any = false;
	size_t i;

	for (i = 0; i < c->n; i++) {
		if (i == 0 || c->v[i].cluster != c->v[i - 1].cluster)
			any = false;
		if (!docset_has(set, c->v[i].docid))
			continue;
		surplus += any;
		any = true;
	}
	return surplus;
}

uint64_t copies_surplus_of(struct copies *c, const uint32_t *docids, size_t n)
{
	uint64_t surplus = 0;
	size_t i, k = 0;

	if (++c->count == 0) { /* the numbers came round */
		memset(c->seen, 0, (c->n_clusters + 1) * sizeof(*c->seen));
		c->count = 1;
	}
	for (i = 0; i < n && docids[i] < c->n_bits; i++) {
		if (!(c->bits[docids[i] >> 3] >> (docids[i] & 7) & 1))
			continue;
		k = seek_u32(&c->places->docid, sizeof(*c->places), k, c->n, docids[i]);
		surplus += c->seen[c->places[k].number] == c->count;
		c->seen[c->places[k].number] = c->count;
	}
	return surplus;
}

/* The members of a document's cluster: v[*from .. *to), empty when it has none;
 * gives the place of the document itself. */
static size_t cluster_of(const struct copies *c, uint32_t docid, size_t *from, size_t *to)
{
	struct copy_place key = {.docid = docid};
	const struct copy_place *p = NULL;
	size_t at;

	if (c->n)
		p = bsearch(&key, c->places, c->n, sizeof(*c->places), by_docid);
	*from = *to = at = p ? p->at : 0;
	if (!p)
		return 0;
	while (*from > 0 && c->v[*from - 1].cluster == c->v[at].cluster)
		--*from;
	while (*to < c->n && c->v[*to].cluster == c->v[at].cluster)
		++*to;
	return at;
}

uint64_t copies_cluster(const struct copies *c, uint32_t docid)
{
	const struct copy_place key = {.docid = docid}, *p = NULL;

	if (c->n)
		p = bsearch(&key, c->places, c->n, sizeof(*c->places), by_docid);
	return p ? c->v[p->at].cluster : 0;
}

void copies_note(struct copies_groups *g, uint32_t group, uint64_t cluster)
{
	if (!cluster)
		return;
	GROW(g->v, g->n + 1, g->cap);
	g->v[g->n++] = (struct copies_pair){group, cluster};
}

static int by_group(const void *a, const void *b)
{
	const struct copies_pair *x = a, *y = b;

	if (x->group != y->group)
		return x->group < y->group ? -1 : 1;
	return (x->cluster > y->cluster) - (x->cluster < y->cluster);
}

void copies_group_surplus(struct copies_groups *g, uint64_t *surplus, uint32_t n)
{
	size_t i;

	if (g->n)
		qsort(g->v, g->n, sizeof(*g->v), by_group);
	for (i = 1; i < g->n; i++)
		if (g->v[i].group < n && by_group(&g->v[i - 1], &g->v[i]) == 0)
			surplus[g->v[i].group]++;
	free(g->v);
	*g = (struct copies_groups){0};
}

struct copies_count copies_of(const struct copies *c, uint32_t docid)
{
	struct copies_count n = {0, 0};
	size_t from, to, i, at = cluster_of(c, docid, &from, &to);

	for (i = from; i < to; i++) {
		n.exact += i != at && c->v[i].key == c->v[at].key;
		n.near += c->v[i].key != c->v[at].key;
	}
	return n;
}

void copies_hide(const struct copies *c, uint32_t docid, bool exact, struct docset *set)
{
	size_t from, to, i, at = cluster_of(c, docid, &from, &to);

	for (i = from; i < to; i++)
		if (!exact || c->v[i].key == c->v[at].key)
			docset_remove(set, c->v[i].docid);
}

size_t copies_docids(const struct copies *c, uint32_t docid, uint32_t *out, size_t max)
{
	size_t from, to, i, n = 0, at = cluster_of(c, docid, &from, &to);

	for (i = from; i < to && n < max; i++)
		if (i != at)
			out[n++] = c->v[i].docid;
	return n;
}

/* --- the copies of one article --- */

struct member {
	uint32_t docid;
	bool dated, timed; /* on a known day; at a time whose offset is told */
	int32_t day;
	int64_t minute; /* of UTC, when timed */
};

static int by_date(const void *a, const void *b)
{
	const struct member *x = a, *y = b;

	if (x->dated != y->dated)
		return x->dated ? -1 : 1;
	if (x->dated && x->day != y->day)
		return x->day < y->day ? -1 : 1;
	if (x->timed != y->timed)
		return x->timed ? -1 : 1;
	if (x->timed && x->minute != y->minute)
		return x->minute < y->minute ? -1 : 1;
	return (x->docid > y->docid) - (x->docid < y->docid);
}

static bool two_digits(struct slice s, size_t at, uint32_t *out)
{
	return num_u32(slice_sub(s, at, at + 2), 99, out);
}

/* "2024-06-20T16:05:00-04:00" in minutes of UTC; false without time or offset. */
static bool minute_of(const struct pubdate *d, int64_t *out)
{
	struct slice s = slice_str(d->value), zone;
	uint32_t h, m, zone_h = 0, zone_m = 0;
	int64_t minute;

	if (d->precision != DATE_TIME || s.n < 20 || !two_digits(s, 11, &h) ||
	    !two_digits(s, 14, &m))
		return false;
	zone = slice_sub(s, s.n - 6, s.n);
	if (s.p[s.n - 1] != 'Z' && ((zone.p[0] != '+' && zone.p[0] != '-') ||
				    !two_digits(zone, 1, &zone_h) || !two_digits(zone, 4, &zone_m)))
		return false;
	minute = (int64_t)zone_h * 60 + zone_m;
	*out = (int64_t)d->day * 1440 + h * 60 + m - (zone.p[0] == '-' ? -minute : minute);
	return true;
}

/* Could it be the first of them?  Of articles on the first day those without a
 * time could, and of the others the earliest. */
static bool may_be_first(const struct member *v, size_t i)
{
	if (!v[i].dated || v[i].day != v[0].day)
		return false;
	return !v[i].timed || v[i].minute == v[0].minute;
}

static void note_date(struct member *m, const struct article *a)
{
	const struct pubdate *d = &a->published;

	m->dated = d->known && d->precision >= DATE_DAY && d->relation == DATE_ON;
	m->day = d->day;
	m->timed = m->dated && minute_of(d, &m->minute);
}

struct listing {
	struct searcher *s;
	struct article *a; /* scratch */
	struct json *j;
	struct slice id, url; /* of the article whose copies they are; arena */
	struct arena arena;
	struct shingles base, other;
	struct member *v;
	size_t n;
};

static enum status load(struct listing *k, uint32_t docid, struct shingles *out, struct err *err)
{
	enum status st = identity_get(k->s, docid, k->a, err);

	if (st != STATUS_OK)
		return st;
	analyse_article(k->s->analyser, k->a, &k->s->tokens);
	shingles_of(&k->s->tokens, out);
	return STATUS_OK;
}

/* Same text; same address and another text; the same story elsewhere. */
static const char *kind_of(const struct listing *k)
{
	if (slice_eq(identity_bare(k->a->id), identity_bare(k->id)))
		return "exact";
	return k->url.n && slice_eq(k->a->url, k->url) ? "version" : "near";
}

static void write_member(struct listing *k, bool self, bool earliest)
{
	struct json *j = k->j;

	json_begin_object(j);
	json_key_slice(j, "id", k->a->id);
	json_key_slice(j, "source_id", k->a->source_id);
	json_key_str(j, "kind", self ? "self" : kind_of(k));
	json_key_bool(j, "earliest", earliest);
	json_key_slice(j, "title", k->a->title);
	json_key_slice(j, "publisher", k->a->publisher);
	json_key_slice(j, "agency", k->a->agency);
	json_key_slice(j, "url", k->a->url);
	json_key(j, "published");
	pubdate_json(j, &k->a->published);
	json_key_slice(j, "file", k->a->file);
	json_key_double(j, "jaccard", self ? 1 : shingles_jaccard(&k->base, &k->other), 3);
	json_key_double(j, "containment", self ? 1 : shingles_containment(&k->base, &k->other), 3);
	json_end(j);
}

static enum status find_members(struct listing *k, uint32_t docid, struct err *err)
{
	const struct copies *c = &k->s->copies;
	size_t from, to, i;
	enum status st = STATUS_OK;

	cluster_of(c, docid, &from, &to);
	k->v = ARENA_ARRAY(&k->arena, struct member, to - from + 1);
	if (from == to)
		k->v[k->n++].docid = docid;
	for (i = from; i < to && k->n < COPIES_LISTED; i++)
		k->v[k->n++].docid = c->v[i].docid;
	for (i = 0; i < k->n && st == STATUS_OK; i++) {
		st = identity_get(k->s, k->v[i].docid, k->a, err);
		if (st == STATUS_OK)
			note_date(&k->v[i], k->a);
	}
	qsort(k->v, k->n, sizeof(*k->v), by_date);
	return st;
}

static enum status write_members(struct listing *k, uint32_t docid, struct err *err)
{
	struct copies_count n = copies_of(&k->s->copies, docid);
	enum status st = STATUS_OK;
	size_t i;

	json_key_slice(k->j, "id", k->id);
	json_key(k->j, "copies");
	copies_count_json(k->j, n);
	json_key(k->j, "members");
	json_begin_array(k->j);
	for (i = 0; i < k->n && st == STATUS_OK; i++) {
		st = load(k, k->v[i].docid, &k->other, err);
		if (st == STATUS_OK)
			write_member(k, k->v[i].docid == docid, may_be_first(k->v, i));
	}
	json_end(k->j);
	return st;
}

void copies_count_json(struct json *j, struct copies_count n)
{
	json_begin_object(j);
	json_key_u64(j, "near", n.near);
	json_key_u64(j, "exact", n.exact);
	json_end(j);
}

enum status copies_json(struct searcher *s, uint32_t docid, struct article *scratch,
			struct json *j, struct err *err)
{
	struct listing k = {.s = s, .a = scratch, .j = j, .arena = ARENA_INIT};
	enum status st = copies_load(&s->copies, s->reader, err);

	shingles_init(&k.base);
	shingles_init(&k.other);
	if (st == STATUS_OK)
		st = find_members(&k, docid, err);
	if (st == STATUS_OK)
		st = load(&k, docid, &k.base, err);
	if (st == STATUS_OK) {
		k.id = arena_dup(&k.arena, scratch->id);
		k.url = arena_dup(&k.arena, scratch->url);
		st = write_members(&k, docid, err);
	}
	shingles_done(&k.base);
	shingles_done(&k.other);
	arena_done(&k.arena);
	return st;
}
