/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a run says: see report.h. */
#include "indexer/report.h"

#include <stdio.h>

#include "lib/base/json.h"

/* 1234567 as "1,234,567". */
static const char *grouped(uint64_t v, char out[32])
{
	char digits[32];
	int n = snprintf(digits, sizeof(digits), "%llu", (unsigned long long)v), i, k = 0;

	for (i = 0; i < n; i++) {
		if (i && (n - i) % 3 == 0)
			out[k++] = ',';
		out[k++] = digits[i];
	}
	out[k] = '\0';
	return out;
}

static uint64_t processed(const struct run_stats *s)
{
	return s->added + s->replaced + s->unchanged;
}

/* Articles of files that were passed over took no time, and say nothing of it. */
static uint64_t read_anew(const struct run_stats *s)
{
	return processed(s) - s->passed_over;
}

static double rate(const struct run_stats *s)
{
	return s->seconds > 0.001 ? (double)read_anew(s) / s->seconds : 0;
}

static void add_left(struct buf *out, const struct run_stats *s)
{
	double share = s->bytes ? (double)s->bytes_done / (double)s->bytes : 0, left;

	/* too early to tell, or all but done */
	if (share < 0.01 || share >= 1 || s->seconds < 1)
		return;
	left = s->seconds / share - s->seconds;
	if (left < 86400)
		buf_addf(out, "  %d:%02d left", (int)left / 60, (int)left % 60);
}

void report_progress(struct buf *out, const struct run_stats *s)
{
	char n[32];
	size_t from = out->len;

	buf_addf(out, "%s articles  %.0f/s  %.1f of %.1f MB", grouped(processed(s), n), rate(s),
		 (double)s->bytes_done / 1e6, (double)s->bytes / 1e6);
	add_left(out, s);
	if (s->set_aside)
		buf_addf(out, "  %s set aside", grouped(s->set_aside, n));
	if (out->len - from > 79)
		buf_truncate(out, from + 79);
}

/* "line 3" where a file has lines, else where in it, unless it is all of it. */
static void add_place(struct buf *out, const struct set_aside *a)
{
	buf_addf(out, "  %s: ", a->path);
	if (a->line)
		buf_addf(out, "line %llu: ", (unsigned long long)a->line);
	else if (a->offset)
		buf_addf(out, "offset %llu: ", (unsigned long long)a->offset);
	buf_addf(out, "%s\n", a->message);
}

void report_text(struct buf *out, const struct run_stats *s, const char *dir)
{
	char a[32], b[32], c[32], d[32];
	size_t i;

	buf_addf(out, "%s added, %s replaced, %s unchanged, %s removed", grouped(s->added, a),
		 grouped(s->replaced, b), grouped(s->unchanged, c), grouped(s->removed, d));
	buf_addf(out, " (%s %s, %s of them unchanged)\n", grouped(s->files, a),
		 s->files == 1 ? "file" : "files", grouped(s->files_unchanged, b));
	if (s->set_aside)
		buf_addf(out, "%s set aside:\n", grouped(s->set_aside, a));
	for (i = 0; i < s->n_listed; i++)
		add_place(out, &s->listed[i]);
	if (s->set_aside > s->n_listed)
		buf_addf(out, "  and %s more: 'backfile stats' names the files\n",
			 grouped(s->set_aside - s->n_listed, a));
	buf_addf(out, "%s %s", grouped(s->articles, a), s->articles == 1 ? "article" : "articles");
	if (s->copies.stories && s->copies.stories < s->articles)
		buf_addf(out, " in %s %s", grouped(s->copies.stories, a),
			 s->copies.stories == 1 ? "story" : "stories");
	buf_addf(out, " in %s; %.1f seconds", dir, s->seconds);
	if (read_anew(s))
		buf_addf(out, ", %.0f articles a second", rate(s));
	buf_add_char(out, '\n');
}

static void json_set_aside(struct json *j, const struct run_stats *s)
{
	size_t i;

	json_key(j, "set_aside");
	json_begin_object(j);
	json_key_u64(j, "count", s->set_aside);
	json_key(j, "first");
	json_begin_array(j);
	for (i = 0; i < s->n_listed; i++) {
		const struct set_aside *a = &s->listed[i];

		json_begin_object(j);
		json_key_str(j, "file", a->path);
		json_key_u64(j, "offset", a->offset);
		json_key(j, "line");
		if (a->line)
			json_u64(j, a->line);
		else
			json_put_null(j);
		json_key_str(j, "reason", a->message);
		json_end(j);
	}
	json_end(j);
	json_end(j);
}

/* Null when there was nothing to compare. */
static void json_copies(struct json *j, const struct copies_stats *c)
{
	json_key(j, "copies");
	if (!c->stories) {
		json_put_null(j);
		return;
	}
	json_begin_object(j);
	json_key_u64(j, "stories", c->stories);
	json_key_u64(j, "compared", c->fresh);
	json_key_u64(j, "measured", c->measured);
	json_key_u64(j, "joined", c->joined);
	json_key_u64(j, "changed", c->changed);
	json_key_double(j, "seconds", c->seconds, 3);
	json_end(j);
}

void report_json(struct buf *out, const struct run_stats *s, const char *dir, int status)
{
	struct json j;

	json_init(&j, out);
	json_begin_object(&j);
	json_key_str(&j, "archive", dir);
	json_key_u64(&j, "articles", s->articles);
	json_key_u64(&j, "added", s->added);
	json_key_u64(&j, "replaced", s->replaced);
	json_key_u64(&j, "unchanged", s->unchanged);
	json_key_u64(&j, "removed", s->removed);
	json_copies(&j, &s->copies);
	json_set_aside(&j, s);
	json_key_u64(&j, "files", s->files);
	json_key_u64(&j, "files_unchanged", s->files_unchanged);
	json_key_u64(&j, "bytes", s->bytes);
	json_key_double(&j, "seconds", s->seconds, 3);
	json_key_double(&j, "articles_per_second", rate(s), 1);
	json_key_bool(&j, "interrupted", s->interrupted);
	json_key_bool(&j, "compacted", s->compacted);
	json_key_u64(&j, "status", (uint64_t)status);
	json_end(&j);
	buf_add_char(out, '\n');
}
