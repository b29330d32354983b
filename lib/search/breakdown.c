/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Breakdowns: see breakdown.h.
 *
 * One walk over two slots in order of document ids; a hash table of values with
 * their counts, kept to half full, at most LIMIT_FACET_VALUES. */
#include "lib/search/breakdown.h"

#include <stdio.h>
#include <stdlib.h>

#include "lib/archive/facets.h"
#include "lib/archive/schema.h"
#include "lib/base/civil.h"
#include "lib/base/hash.h"
#include "lib/base/mem.h"

static const char *const words[] = {
#define X(name, word) word,
	BREAKDOWN_TABLE(X)
#undef X
};

struct value {
	struct slice name; /* absent: a free place */
	uint32_t which, hash;
	uint32_t group; /* its number among copied */
	uint64_t articles, stories;
};

struct counter {
	struct searcher *s;
	struct scan *c;
	unsigned which;
	struct value *v;
	size_t n, cap; /* cap: a power of two */
	uint64_t unknown[BREAKDOWN_COUNT], unknown_stories[BREAKDOWN_COUNT];
	uint64_t cluster; /* of the article that is counted, or 0 */
	/* First the unknown ones of each facet, then the values as they came. */
	struct copies_groups copied;
	size_t different[BREAKDOWN_COUNT];
	bool full;
};

/* One slot, by document. */
struct slot {
	struct xc_values *it;
	struct xc_bytes bytes;
	uint32_t docid; /* at which it is; UINT32_MAX behind the last */
};

bool breakdown_parse(struct slice s, unsigned *out)
{
	unsigned bits = 0;
	struct slice one;

	while (slice_split(&s, ',', &one)) {
		unsigned i;

		for (i = 0; i < BREAKDOWN_COUNT && !slice_eq_str(slice_trim(one), words[i]); i++)
			;
		if (i == BREAKDOWN_COUNT)
			return false;
		bits |= 1u << i;
	}
	if (!bits)
		return false;
	*out = bits;
	return true;
}

/* --- counting ------------------------------------------------------------- */

static struct value *place_of(struct counter *k, uint32_t which, struct slice name, uint32_t hash)
{
	size_t i = hash & (k->cap - 1);

	for (; k->v[i].name.p; i = (i + 1) & (k->cap - 1))
		if (k->v[i].hash == hash && k->v[i].which == which &&
		    slice_eq(k->v[i].name, name))
			break;
	return &k->v[i];
}

static void grow(struct counter *k)
{
	struct value *old = k->v;
	size_t old_cap = k->cap, i;

	k->cap = old_cap ? old_cap * 2 : 1024;
	k->v = xcalloc(k->cap, sizeof(*k->v));
	for (i = 0; i < old_cap; i++)
		if (old[i].name.p)
			*place_of(k, old[i].which, old[i].name, old[i].hash) = old[i];
	free(old);
}

static void count_name(struct counter *k, uint32_t which, struct slice name)
{
	uint32_t hash = hash32(name) * 31 + which;
	struct value *v;

	if (2 * k->n >= k->cap)
		grow(k);
	v = place_of(k, which, name, hash);
	if (!v->name.p) {
		if (k->n == LIMIT_FACET_VALUES) {
			k->full = true;
			return;
		}
		*v = (struct value){.name = arena_dup(&k->c->query.arena, name), .which = which,
				    .hash = hash, .group = BREAKDOWN_COUNT + (uint32_t)k->n};
		k->n++;
		k->different[which]++;
	}
	v->articles++;
	copies_note(&k->copied, v->group, k->cluster);
}

static void count_unknown(struct counter *k, enum breakdown which)
{
	k->unknown[which]++;
	copies_note(&k->copied, which, k->cluster);
}

static void count_one(struct counter *k, enum breakdown which, struct slice name)
{
	if (!(k->which & (1u << which)))
		return;
	if (name.n)
		count_name(k, which, name);
	else
		count_unknown(k, which);
}

static void count_authors(struct counter *k, const struct facets *f)
{
	size_t i, j;

	if (!(k->which & (1u << BREAKDOWN_AUTHOR)))
		return;
	for (i = 0; i < f->n_authors; i++) {
		for (j = 0; j < i && !slice_eq(f->authors[i], f->authors[j]); j++)
			;
		if (j == i && f->authors[i].n)
			count_name(k, BREAKDOWN_AUTHOR, f->authors[i]);
	}
	if (f->n_authors == 0)
		count_unknown(k, BREAKDOWN_AUTHOR);
}

static void count_date(struct counter *k, const struct facets *f, struct slice day)
{
	char text[16] = "";
	struct civil c;
	uint32_t raw = 0;
	size_t i;

	if (f->dated && day.n == 4) {
		for (i = 0; i < 4; i++)
			raw = raw << 8 | (unsigned char)day.p[i];
		c = civil_from_days((int32_t)(raw ^ 0x80000000u));
		snprintf(text, sizeof(text), "%04d-%02d", c.year % 10000, c.month % 100);
	}
	count_one(k, BREAKDOWN_YEAR, slice_sub(slice_str(text), 0, 4));
	count_one(k, BREAKDOWN_MONTH,
		  f->precision >= DATE_MONTH ? slice_str(text) : SLICE_NONE);
}

/* --- the walk ------------------------------------------------------------- */

/* Go to a document; *value is empty when it has none in this slot. */
static enum xc_status slot_at(struct slot *s, uint32_t docid, struct slice *value,
			      struct xc_error *xe)
{
	enum xc_status st;

	*value = SLICE_NONE;
	if (s->docid < docid) {
		st = xc_values_skip_to(s->it, docid, xe);
		if (st == XC_OK)
			st = xc_values_docid(s->it, &s->docid, xe);
		else if (st == XC_END)
			s->docid = UINT32_MAX;
		if (st != XC_OK && st != XC_END)
			return st;
	}
	if (s->docid != docid)
		return XC_OK;
	st = xc_values_get(s->it, &s->bytes, xe);
	if (st == XC_OK)
		*value = slice_of(s->bytes.p, s->bytes.n);
	return st;
}

static enum status walk(struct counter *k, struct slot *facets, struct slot *days, struct err *err)
{
	uint32_t docid = 0;
	struct xc_error xe;

	while ((docid = scan_next(k->c, docid + 1)) != 0 && !deadline_passed(&k->c->deadline)) {
		struct slice value, day;
		struct facets f;
		enum xc_status st = slot_at(facets, docid, &value, &xe);

		if (st == XC_OK)
			st = slot_at(days, docid, &day, &xe);
		if (st != XC_OK)
			return search_xc(st, &xe, err);
		if (!facets_decode(value, &f))
			return err_set(err, STATUS_CORRUPT,
				       "the facets of document %u are damaged", docid);
		k->cluster = copies_cluster(&k->s->copies, docid);
		count_one(k, BREAKDOWN_PUBLICATION, f.publisher);
		count_one(k, BREAKDOWN_LANGUAGE, f.language);
		count_one(k, BREAKDOWN_SECTION, f.section);
		count_authors(k, &f);
		count_date(k, &f, day);
	}
	return STATUS_OK;
}

static enum status count(struct counter *k, struct err *err)
{
	struct slot facets = {.bytes = XC_BYTES_INIT}, days = facets;
	const struct xc_db *db = archive_db(k->s->reader);
	struct xc_error xe;
	enum xc_status xs;
	enum status st;

	if ((xs = xc_db_values(db, SLOT_FACETS, &facets.it, &xe)) == XC_OK)
		xs = xc_db_values(db, SLOT_DAY, &days.it, &xe);
	st = xs == XC_OK ? walk(k, &facets, &days, err) : search_xc(xs, &xe, err);
	xc_values_free(facets.it);
	xc_values_free(days.it);
	xc_bytes_free(&facets.bytes);
	xc_bytes_free(&days.bytes);
	return st;
}

/* --- writing -------------------------------------------------------------- */

/* By facet, then the most frequent first. */
static int by_count(const void *x, const void *y)
{
	const struct value *a = x, *b = y;

	if (a->which != b->which)
		return a->which < b->which ? -1 : 1;
	if (a->articles != b->articles)
		return a->articles > b->articles ? -1 : 1;
	return slice_cmp(a->name, b->name);
}

static void write_facet(struct counter *k, unsigned which, uint32_t limit, struct json *j)
{
	uint32_t shown = 0;
	size_t i;

	json_key(j, words[which]);
	json_begin_object(j);
	json_key(j, "values");
	json_begin_array(j);
	for (i = 0; i < k->n && shown < limit; i++) {
		if (k->v[i].which != which)
			continue;
		json_begin_object(j);
		json_key_slice(j, "value", k->v[i].name);
		json_key_u64(j, "articles", k->v[i].articles);
		json_key_u64(j, "stories", k->v[i].stories);
		json_end(j);
		shown++;
	}
	json_end(j);
	json_key_u64(j, "different", k->different[which]);
	json_key_u64(j, "unknown", k->unknown[which]);
	json_key_u64(j, "unknown_stories", k->unknown_stories[which]);
	json_end(j);
}

static void count_stories(struct counter *k)
{
	size_t n = BREAKDOWN_COUNT + k->n, i;
	uint64_t *surplus = arena_zalloc(&k->c->query.arena, n * sizeof(*surplus));

	copies_group_surplus(&k->copied, surplus, (uint32_t)n);
	for (i = 0; i < BREAKDOWN_COUNT; i++)
		k->unknown_stories[i] = k->unknown[i] - surplus[i];
	for (i = 0; i < k->cap; i++)
		if (k->v[i].name.p)
			k->v[i].stories = k->v[i].articles - surplus[k->v[i].group];
}

static void write_facets(struct counter *k, uint32_t limit, struct json *j)
{
	size_t i, n = 0;
	unsigned which;

	for (i = 0; i < k->cap; i++)
		if (k->v[i].name.p)
			k->v[n++] = k->v[i];
	if (n)
		qsort(k->v, n, sizeof(*k->v), by_count);
	if (k->full)
		query_warn(&k->c->query, "more than %d different values; some are not counted",
			   LIMIT_FACET_VALUES);
	scan_json(k->c, j);
	json_key(j, "facets");
	json_begin_object(j);
	for (which = 0; which < BREAKDOWN_COUNT; which++)
		if (k->which & (1u << which))
			write_facet(k, which, limit, j);
	json_end(j);
}

enum status breakdown_json(struct searcher *s, struct scan *c, unsigned which, uint32_t limit,
			   struct json *j, struct err *err)
{
	struct counter k = {.s = s, .c = c, .which = which};
	enum status st = count(&k, err);

	count_stories(&k);
	if (st == STATUS_OK)
		write_facets(&k, limit, j);
	free(k.v);
	return st;
}
