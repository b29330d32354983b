/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the archive holds: answer_stats() of answer.h.  All from terms and values;
 * no article is read. */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "lib/archive/facets.h"
#include "lib/archive/schema.h"
#include "lib/base/limits.h"
#include "lib/base/mem.h"
#include "lib/search/answer.h"

#define TOP_NAMES 20
#define SET_ASIDE_NAMED 10000 /* files set aside that are named */

/* The most frequent of some names. */
struct top {
	struct {
		struct slice name;
		uint32_t articles;
	} v[TOP_NAMES];
	size_t n;
};

static void top_offer(struct top *t, struct slice name, uint32_t articles)
{
	size_t at = t->n;

	while (at > 0 && t->v[at - 1].articles < articles)
		at--;
	if (at == TOP_NAMES)
		return;
	if (t->n < TOP_NAMES)
		t->n++;
	memmove(&t->v[at + 1], &t->v[at], (t->n - 1 - at) * sizeof(t->v[0]));
	t->v[at].name = name;
	t->v[at].articles = articles;
}

/* Calls each with every term of a prefix (without it) and its frequency. */
static enum status each_term(struct searcher *s, char prefix,
			     void (*each)(void *ctx, struct slice name, uint32_t articles),
			     void *ctx, struct err *err)
{
	struct xc_bytes term = XC_BYTES_INIT;
	struct xc_terms *it = NULL;
	struct xc_error xe;
	enum xc_status st = xc_db_all_terms(archive_db(s->reader), &prefix, 1, &it, &xe);

	while (st == XC_OK && (st = xc_terms_next(it, &xe)) == XC_OK) {
		uint32_t freq;

		if ((st = xc_terms_get(it, &term, &xe)) != XC_OK ||
		    (st = xc_terms_freq(it, &freq, &xe)) != XC_OK)
			break;
		if (term.n > 1)
			each(ctx, slice_of(term.p + 1, term.n - 1), freq);
	}
	xc_terms_free(it);
	xc_bytes_free(&term);
	return st == XC_END ? STATUS_OK : search_xc(st, &xe, err);
}

static void write_term(void *ctx, struct slice name, uint32_t articles)
{
	char key[32];

	snprintf(key, sizeof(key), "%.*s", (int)(name.n < 30 ? name.n : 30), name.p);
	json_key_u64(ctx, key, articles);
}

/* "202406" as "2024-06". */
static void write_month(void *ctx, struct slice name, uint32_t articles)
{
	char key[16];

	if (name.n != 6)
		return;
	snprintf(key, sizeof(key), "%.4s-%.2s", name.p, name.p + 4);
	json_key_u64(ctx, key, articles);
}

static void sum_terms(void *ctx, struct slice name, uint32_t articles)
{
	(void)name;
	*(uint64_t *)ctx += articles;
}

/* --- publishers ----------------------------------------------------------- */

/* The publisher of every article that has one, as the articles name it. */
struct names {
	struct slice *v;
	size_t n, cap;
};

/* Terms do not tell a name from a word of one; the facets have the name. */
static enum status read_names(struct searcher *s, struct arena *arena, struct names *out,
			      struct err *err)
{
	struct xc_bytes bytes = XC_BYTES_INIT;
	struct xc_values *it = NULL;
	struct xc_error xe;
	enum xc_status st = xc_db_values(archive_db(s->reader), SLOT_FACETS, &it, &xe);

	while (st == XC_OK && (st = xc_values_next(it, &xe)) == XC_OK) {
		struct facets f;

		st = xc_values_get(it, &bytes, &xe);
		if (st != XC_OK || !facets_decode(slice_of(bytes.p, bytes.n), &f) || !f.publisher.n)
			continue;
		GROW(out->v, out->n + 1, out->cap);
		out->v[out->n++] = arena_dup(arena, f.publisher);
	}
	xc_values_free(it);
	xc_bytes_free(&bytes);
	return st == XC_END ? STATUS_OK : search_xc(st, &xe, err);
}

static int by_name(const void *a, const void *b)
{
	return slice_cmp(*(const struct slice *)a, *(const struct slice *)b);
}

/* The most frequent ones; those that are as frequent in order of name. */
static void count_names(struct names *names, struct top *top)
{
	size_t from, to;

	if (names->n)
		qsort(names->v, names->n, sizeof(*names->v), by_name);
	for (from = 0; from < names->n; from = to) {
		for (to = from + 1; to < names->n && slice_eq(names->v[from], names->v[to]); to++)
			;
		top_offer(top, names->v[from], (uint32_t)(to - from));
	}
}

static enum status write_names(struct searcher *s, struct json *j, struct arena *arena,
			       struct err *err)
{
	struct names names = {NULL, 0, 0};
	struct top top = {.n = 0};
	enum status st = read_names(s, arena, &names, err);
	size_t i;

	count_names(&names, &top);
	free(names.v);
	if (st != STATUS_OK)
		return st;
	json_key(j, "publishers");
	json_begin_object(j);
	for (i = 0; i < top.n; i++)
		json_key_u64(j, arena_str(arena, top.v[i].name), top.v[i].articles);
	json_end(j);
	return STATUS_OK;
}

/* --- dates ---------------------------------------------------------------- */

static enum status write_dates(struct searcher *s, struct json *j, struct err *err)
{
	uint64_t dated = 0;
	enum status st = each_term(s, TERM_YEAR, sum_terms, &dated, err);

	if (st != STATUS_OK)
		return st;
	json_key_u64(j, "dated", dated);
	json_key_u64(j, "undated", archive_articles(s->reader) - dated);
	json_key(j, "years");
	json_begin_object(j);
	st = each_term(s, TERM_YEAR, write_term, j, err);
	json_end(j);
	if (st != STATUS_OK)
		return st;
	json_key(j, "months");
	json_begin_object(j);
	st = each_term(s, TERM_MONTH, write_month, j, err);
	json_end(j);
	return st;
}

static void write_languages(struct searcher *s, struct json *j)
{
	size_t n, i;
	const struct archive_language *v = archive_languages(s->reader, &n);

	json_key(j, "languages");
	json_begin_object(j);
	for (i = 0; i < n; i++)
		json_key_u64(j, v[i].code, v[i].articles);
	json_end(j);
}

/* --- files ---------------------------------------------------------------- */

struct files {
	struct json *j;
	uint64_t files, with_trouble, set_aside;
};

static bool write_file(void *ctx, const struct archive_file *f)
{
	struct files *k = ctx;

	k->files++;
	if (!f->set_aside)
		return true;
	k->set_aside += f->set_aside;
	if (++k->with_trouble > SET_ASIDE_NAMED)
		return true;
	json_begin_object(k->j);
	json_key_slice(k->j, "file", f->path);
	json_key_u64(k->j, "records", f->set_aside);
	json_key_slice(k->j, "reason", f->reason);
	json_end(k->j);
	return true;
}

static enum status write_files(struct searcher *s, struct json *j, struct err *err)
{
	struct files k = {.j = j};
	enum status st;

	json_key(j, "set_aside");
	json_begin_array(j);
	st = archive_files(s->reader, write_file, &k, err);
	json_end(j);
	json_key_u64(j, "set_aside_records", k.set_aside);
	json_key_u64(j, "files", k.files);
	return st;
}

/* Bytes of the files in the archive's folder; what cannot be looked at is 0. */
static uint64_t disk_bytes(const char *dir)
{
	DIR *d = opendir(dir);
	const struct dirent *e;
	uint64_t sum = 0;

	while (d && (e = readdir(d))) {
		struct stat sb;

		if (fstatat(dirfd(d), e->d_name, &sb, 0) == 0 && S_ISREG(sb.st_mode))
			sum += (uint64_t)sb.st_size;
	}
	if (d)
		closedir(d);
	return sum;
}

enum status answer_stats(struct searcher *s, struct json *j, struct err *err)
{
	struct arena arena = ARENA_INIT;
	struct xc_db_stats stats;
	struct xc_error xe;
	enum status st;
	enum xc_status xs = xc_db_get_stats(archive_db(s->reader), &stats, &xe);

	if (xs != XC_OK)
		return search_xc(xs, &xe, err);
	st = copies_load(&s->copies, s->reader, err);
	if (st != STATUS_OK)
		return st;
	json_key_u64(j, "articles", archive_articles(s->reader));
	json_key_u64(j, "stories", copies_stories(&s->copies, archive_articles(s->reader)));
	json_key_u64(j, "words", stats.total_length);
	json_key_u64(j, "bytes", disk_bytes(archive_dir(s->reader)));
	write_languages(s, j);
	st = write_names(s, j, &arena, err);
	if (st == STATUS_OK)
		st = write_dates(s, j, err);
	if (st == STATUS_OK)
		st = write_files(s, j, err);
	arena_done(&arena);
	return st;
}
