/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Hits over time: see timeline.h. */
#include "lib/search/timeline.h"

#include <stdio.h>

#include "lib/archive/schema.h"
#include "lib/base/civil.h"
#include "lib/base/limits.h"
#include "lib/base/num.h"

/* A stretch, numbered: days or weeks from 1970, months or years from year 0. */
struct bucket {
	int32_t  number;
	uint64_t articles, stories, archive;
};

struct timeline {
	struct searcher *s;
	struct scan *c;
	enum timeline_by by;
	struct bucket *v; /* those that the archive has, ascending */
	size_t n, cap;
	uint64_t articles, archive; /* sums */
	struct docset left; /* articles of the scan that are in no stretch */
	struct copies_groups copied; /* by stretch */
};

static const struct {
	const char *word;
	char   prefix; /* of the terms that are counted */
	size_t digits; /* of those terms */
} kinds[] = {
	[TIMELINE_DAY] = {"day", TERM_DAY, 8},
	[TIMELINE_WEEK] = {"week", TERM_DAY, 8},
	[TIMELINE_MONTH] = {"month", TERM_MONTH, 6},
	[TIMELINE_YEAR] = {"year", TERM_YEAR, 4},
};

/* --- numbers and names of stretches --------------------------------------- */

static bool number_of(enum timeline_by by, struct slice digits, int32_t *out)
{
	uint32_t v, day;

	if (digits.n != kinds[by].digits || !num_u32(digits, 99999999, &v))
		return false;
	if (by == TIMELINE_YEAR) {
		*out = (int32_t)v;
	} else if (by == TIMELINE_MONTH) {
		if (v % 100 < 1 || v % 100 > 12)
			return false;
		*out = (int32_t)(v / 100 * 12 + v % 100 - 1);
	} else {
		struct civil c = {(int)(v / 10000), (int)(v / 100 % 100), (int)(v % 100)};

		if (!civil_valid(c.year, c.month, c.day))
			return false;
		*out = civil_to_days(c);
		day = (uint32_t)(civil_weekday(*out) + 6) % 7; /* Monday is 0 */
		if (by == TIMELINE_WEEK) /* Mondays are 3 mod 7: the first was day 4 - 7 */
			*out = (*out - (int32_t)day + 3) / 7;
	}
	return true;
}

static void name_of(enum timeline_by by, int32_t number, char out[16])
{
	struct civil c;

	switch (by) {
	case TIMELINE_YEAR:
		snprintf(out, 16, "%04d", number % 10000);
		return;
	case TIMELINE_MONTH:
		snprintf(out, 16, "%04d-%02d", number / 12 % 10000, number % 12 + 1);
		return;
	case TIMELINE_WEEK:
		number = number * 7 - 3;
		break;
	case TIMELINE_DAY:
		break;
	}
	c = civil_from_days(number);
	snprintf(out, 16, "%04d-%02d-%02d", c.year % 10000, c.month % 100, c.day % 100);
}

/* --- counting ------------------------------------------------------------- */

/* Articles of the scan that have the term. */
static enum xc_status count_term(struct timeline *t, const struct xc_bytes *term, uint32_t stretch,
				 uint64_t *out, struct xc_error *xe)
{
	const struct copies *copies = &t->s->copies;
	struct xc_postings *it = NULL;
	enum xc_status st = xc_db_postings(archive_db(t->s->reader), term->p, term->n, &it, xe);
	uint32_t docid;

	while (st == XC_OK && (st = xc_postings_next(it, xe)) == XC_OK) {
		if ((st = xc_postings_docid(it, &docid, xe)) != XC_OK ||
		    !docset_has(&t->c->set, docid))
			continue;
		++*out;
		docset_remove(&t->left, docid);
		copies_note(&t->copied, stretch, copies_cluster(copies, docid));
	}
	xc_postings_free(it);
	return st == XC_END ? XC_OK : st;
}

static struct bucket *bucket_of(struct timeline *t, int32_t number)
{
	struct bucket *v;

	if (t->n && t->v[t->n - 1].number == number)
		return &t->v[t->n - 1];
	if (t->n == t->cap) {
		t->cap = t->cap ? t->cap * 2 : 256;
		v = ARENA_ARRAY(&t->c->query.arena, struct bucket, t->cap);
		if (t->n)
			memcpy(v, t->v, t->n * sizeof(*v));
		t->v = v;
	}
	t->v[t->n] = (struct bucket){.number = number};
	return &t->v[t->n++];
}

/* Terms come in order of the days, months or years that they name. */
static enum status count_terms(struct timeline *t, struct err *err)
{
	struct xc_bytes term = XC_BYTES_INIT;
	struct xc_terms *it = NULL;
	struct xc_error xe;
	enum xc_status st = xc_db_all_terms(archive_db(t->s->reader), &kinds[t->by].prefix, 1, &it,
					    &xe);

	while (st == XC_OK && (st = xc_terms_next(it, &xe)) == XC_OK) {
		uint64_t articles = 0;
		struct bucket *b;
		uint32_t freq;
		int32_t number;

		if ((st = xc_terms_get(it, &term, &xe)) != XC_OK ||
		    (st = xc_terms_freq(it, &freq, &xe)) != XC_OK)
			break;
		if (term.n < 2 || !number_of(t->by, slice_of(term.p + 1, term.n - 1), &number))
			continue;
		b = bucket_of(t, number);
		if (t->articles < t->c->set.count) /* else there are no more */
			st = count_term(t, &term, (uint32_t)(b - t->v), &articles, &xe);
		b->articles += articles;
		b->archive += freq;
		t->articles += articles;
		t->archive += freq;
	}
	xc_terms_free(it);
	xc_bytes_free(&term);
	return st == XC_END ? STATUS_OK : search_xc(st, &xe, err);
}

static enum status count(struct timeline *t, struct err *err)
{
	const struct docset *set = &t->c->set;
	struct arena *arena = &t->c->query.arena;
	uint64_t *surplus;
	enum status st;
	size_t i;

	t->left = *set;
	t->left.bits = arena_alloc(arena, set->n_bits / 8 + 1);
	if (set->n_bits)
		memcpy(t->left.bits, set->bits, set->n_bits / 8 + 1);
	st = count_terms(t, err);
	surplus = arena_zalloc(arena, (t->n + 1) * sizeof(*surplus));
	copies_group_surplus(&t->copied, surplus, (uint32_t)t->n);
	for (i = 0; i < t->n; i++)
		t->v[i].stories = t->v[i].articles - surplus[i];
	return st;
}

/* --- writing -------------------------------------------------------------- */

static void write_bucket(struct json *j, enum timeline_by by, int32_t number,
			 const struct bucket *b)
{
	char name[16];

	name_of(by, number, name);
	json_begin_object(j);
	json_key_str(j, "date", name);
	json_key_u64(j, "articles", b ? b->articles : 0);
	json_key_u64(j, "stories", b ? b->stories : 0);
	json_key_u64(j, "archive", b ? b->archive : 0);
	json_key(j, "share");
	if (b && b->archive)
		json_double(j, (double)b->articles / (double)b->archive, 6);
	else
		json_put_null(j);
	json_end(j);
}

static void write_rest(struct timeline *t, struct json *j, const char *key,
		       const struct docset *set, uint64_t archive)
{
	json_key(j, key);
	json_begin_object(j);
	json_key_u64(j, "articles", set->count);
	json_key_u64(j, "stories", set->count - copies_surplus(&t->s->copies, set));
	json_key_u64(j, "archive", archive);
	json_end(j);
}

static void take_out(struct docset *from, const struct docset *what)
{
	size_t i;

	for (i = 0; i < what->n_bits; i++)
		if (docset_has(what, (uint32_t)i))
			docset_remove(from, (uint32_t)i);
}

static enum status write_buckets(struct timeline *t, struct json *j, struct err *err)
{
	size_t from = 0, end = t->n, at;
	int32_t number;

	while (from < end && t->v[from].articles == 0)
		from++;
	while (end > from && t->v[end - 1].articles == 0)
		end--;
	if (end > from && t->v[end - 1].number - t->v[from].number >= LIMIT_BUCKETS)
		return err_set(err, STATUS_TOO_BIG,
			       "more than %d of %s; ask by month or year, or with from= and to=",
			       LIMIT_BUCKETS, kinds[t->by].word);
	json_key(j, "timeline");
	json_begin_array(j);
	for (at = from; at < end;) {
		number = at == from ? t->v[at].number : t->v[at - 1].number + 1;
		for (; number < t->v[at].number; number++)
			write_bucket(j, t->by, number, NULL);
		write_bucket(j, t->by, number, &t->v[at++]);
	}
	json_end(j);
	return STATUS_OK;
}

enum status timeline_json(struct searcher *s, struct scan *c, enum timeline_by by, struct json *j,
			  struct err *err)
{
	struct timeline t = {.s = s, .c = c, .by = by};
	struct timeline years = {.s = s, .c = c, .by = TIMELINE_YEAR}; /* all that are dated */
	enum status st = count(&t, err);

	if (st == STATUS_OK)
		st = count(&years, err);
	if (st != STATUS_OK)
		return st;
	scan_json(c, j);
	json_key_str(j, "by", kinds[by].word);
	st = write_buckets(&t, j, err);
	write_rest(&t, j, "undated", &years.left, archive_articles(s->reader) - years.archive);
	take_out(&t.left, &years.left);
	write_rest(&t, j, "less_exact", &t.left, years.archive - t.archive);
	return st;
}
