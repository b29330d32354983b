/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Fields and dates as terms: see terms.h. */
#include "lib/search/terms.h"

#include <stdio.h>
#include <stdlib.h>

#include "lib/archive/schema.h"
#include "lib/base/civil.h"
#include "lib/base/host.h"
#include "lib/base/limits.h"
#include "lib/base/mem.h"
#include "lib/base/num.h"
#include "lib/search/identity.h"
#include "lib/text/normal.h"

struct list {
	struct xc_query **v;
	size_t n, cap;
};

static void list_add(struct list *l, struct xc_query *q)
{
	GROW(l->v, l->n + 1, l->cap);
	l->v[l->n++] = q;
}

static struct xc_query *list_join(struct list *l, struct xc_maker *m, enum xc_op op)
{
	struct xc_query *q = l->n ? maker_combine(m, op, l->v, l->n) : maker_nothing(m);

	free(l->v);
	return q;
}

/* --- fields --------------------------------------------------------------- */

struct slice terms_fold(struct query *query, struct slice text)
{
	struct buf b;
	struct slice out;

	buf_init(&b, LIMIT_QUERY_BYTES * 4);
	normal_fold(&b, text);
	out = arena_dup(&query->arena, slice_trim(buf_slice(&b)));
	buf_done(&b);
	return out;
}

static bool is_punctuation(char c)
{
	return (unsigned char)c < 0x80 && !ascii_is_alpha(c) && !ascii_is_digit(c);
}

static struct slice bare_word(struct slice w)
{
	while (w.n && is_punctuation(w.p[0]))
		w = slice_sub(w, 1, w.n);
	while (w.n && is_punctuation(w.p[w.n - 1]))
		w.n--;
	return w;
}

/* Every term that begins so, as one OR. */
static enum status prefix_query(struct archive_reader *reader, struct query *query,
				const struct node *n, struct slice head, struct xc_maker *m,
				struct xc_query **out, struct err *err)
{
	struct xc_bytes term = XC_BYTES_INIT;
	struct xc_terms *it = NULL;
	struct list list = {0};
	struct xc_error xe;
	enum xc_status st;
	struct buf prefix;

	buf_init(&prefix, LIMIT_TERM_BYTES);
	buf_add_char(&prefix, field_prefix(n->field));
	buf_add_slice(&prefix, slice_sub(head, 0, LIMIT_TERM_BYTES - 1));
	st = xc_db_all_terms(archive_db(reader), prefix.data, prefix.len, &it, &xe);
	while (st == XC_OK && (st = xc_terms_next(it, &xe)) == XC_OK) {
		st = xc_terms_get(it, &term, &xe);
		if (st == XC_OK && list.n == LIMIT_EXPANSIONS) {
			query_warn(query, "%s:%.*s stands for more than %d names; only the first "
				   "are searched", field_word(n->field), SLICE_ARG(n->text),
				   LIMIT_EXPANSIONS);
			break;
		}
		if (st == XC_OK)
			list_add(&list, maker_term(m, 0, slice_of(term.p, term.n)));
	}
	*out = list_join(&list, m, XC_OP_OR);
	xc_terms_free(it);
	xc_bytes_free(&term);
	buf_done(&prefix);
	return st == XC_END ? STATUS_OK : search_xc(st, &xe, err);
}

/* ISO code of a language's English name; codes and tags by their first part. */
static struct slice language_code(struct slice s)
{
	static const struct {
		const char *name, *code;
	} names[] = {
		{"english", "en"}, {"german", "de"}, {"french", "fr"}, {"spanish", "es"},
		{"italian", "it"}, {"portuguese", "pt"}, {"dutch", "nl"}, {"russian", "ru"},
		{"chinese", "zh"}, {"japanese", "ja"}, {"arabic", "ar"}, {"hungarian", "hu"},
		{"polish", "pl"}, {"swedish", "sv"}, {"danish", "da"}, {"norwegian", "no"},
		{"finnish", "fi"}, {"turkish", "tr"}, {"korean", "ko"}, {"ukrainian", "uk"},
	};
	size_t i;

	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (slice_eq_str(s, names[i].name))
			return slice_str(names[i].code);
	for (i = 0; i < s.n && s.p[i] != '-' && s.p[i] != '_'; i++)
		;
	return slice_sub(s, 0, i);
}

/* Each word of the value, where the whole is no name of the archive. */
static struct xc_query *words_query(char prefix, struct slice text, struct xc_maker *m)
{
	struct list list = {0};
	struct slice rest = text, word;

	while (slice_split(&rest, ' ', &word)) {
		word = bare_word(word);
		if (word.n && list.n < LIMIT_EXPANSIONS)
			list_add(&list, maker_term(m, prefix, word));
	}
	return list_join(&list, m, XC_OP_AND);
}

static enum status field_query(struct archive_reader *reader, struct query *query,
			       const struct node *n, struct xc_maker *m, struct xc_query **out,
			       struct err *err)
{
	char prefix = field_prefix(n->field);
	struct slice text = terms_fold(query, n->text);
	uint32_t freq;
	enum status st;

	if (n->pattern == PATTERN_GLOB) {
		while (text.n && text.p[text.n - 1] == '*')
			text.n--;
		return prefix_query(reader, query, n, text, m, out, err);
	}
	if (n->field == FIELD_ID) { /* ids are not folded */
		struct slice id = identity_bare(n->text);

		char source[SOURCE_TERM_LEN + 1];

		if (slice_starts(id, SLICE_LIT("a:")))
			id = slice_sub(id, 2, id.n);
		archive_source_term(n->text, source);
		*out = maker_two(m, XC_OP_OR, maker_term(m, TERM_ID, id),
				 maker_term(m, TERM_SOURCE_ID, slice_str(source)));
		return STATUS_OK;
	}
	if (n->field == FIELD_URL) {
		query_warn(query, "of an address only the site is searched");
		text = host_of_address(text);
	} else if (n->field == FIELD_LANG) {
		text = language_code(text);
	} else if (n->field == FIELD_SITE && slice_has_byte(text, '/') &&
		   slice_has_byte(host_of_address(text), '.')) {
		text = host_of_address(text);
	}
	st = search_term_freq(reader, prefix, text, &freq, err);
	if (st != STATUS_OK)
		return st;
	if (freq == 0 && n->field == FIELD_SITE && slice_starts(text, SLICE_LIT("www.")))
		text = slice_sub(text, 4, text.n);
	*out = freq ? maker_term(m, prefix, text) : words_query(prefix, text, m);
	return STATUS_OK;
}

/* --- dates ---------------------------------------------------------------- */

struct years {
	int32_t first, last; /* of the archive's articles; first > last: all undated */
	struct list terms;   /* one query a year */
};

static enum status read_years(struct archive_reader *reader, struct xc_maker *m, struct years *out,
			      struct err *err)
{
	const char prefix = TERM_YEAR;
	struct xc_bytes term = XC_BYTES_INIT;
	struct xc_terms *it = NULL;
	struct xc_error xe;
	enum xc_status st = xc_db_all_terms(archive_db(reader), &prefix, 1, &it, &xe);

	*out = (struct years){INT32_MAX, 0, {0}};
	while (st == XC_OK && (st = xc_terms_next(it, &xe)) == XC_OK) {
		uint32_t year;

		st = xc_terms_get(it, &term, &xe);
		if (st != XC_OK || !num_u32(slice_sub(slice_of(term.p, term.n), 1, 5), 9999, &year))
			continue;
		if ((int32_t)year < out->first)
			out->first = (int32_t)year;
		if ((int32_t)year > out->last)
			out->last = (int32_t)year;
		list_add(&out->terms, maker_term(m, 0, slice_of(term.p, term.n)));
	}
	xc_terms_free(it);
	xc_bytes_free(&term);
	return st == XC_END ? STATUS_OK : search_xc(st, &xe, err);
}

/* One term for the longest whole unit that begins at `day`; returns the day
 * behind it. */
static int32_t add_unit(struct list *l, struct xc_maker *m, int32_t day, int32_t to)
{
	struct civil c = civil_from_days(day);
	int32_t year_end = civil_to_days((struct civil){c.year, 12, 31});
	int32_t month_end =
		civil_to_days((struct civil){c.year, c.month, civil_month_days(c.year, c.month)});
	char text[16];

	snprintf(text, sizeof(text), "%04d%02d%02d", c.year % 10000, c.month % 100, c.day % 100);
	if (c.month == 1 && c.day == 1 && year_end <= to) {
		list_add(l, maker_term(m, TERM_YEAR, slice_of(text, 4)));
		return year_end + 1;
	}
	if (c.day == 1 && month_end <= to) {
		list_add(l, maker_term(m, TERM_MONTH, slice_of(text, 6)));
		return month_end + 1;
	}
	list_add(l, maker_term(m, TERM_DAY, slice_of(text, 8)));
	return day + 1;
}

static enum status date_query(struct archive_reader *reader, const struct node *n,
			      struct xc_maker *m, struct xc_query **out, struct err *err)
{
	struct list list = {0};
	struct years years;
	int32_t day, to;
	enum status st = read_years(reader, m, &years, err);

	*out = NULL;
	if (n->undated || st != STATUS_OK) {
		struct xc_query *dated = list_join(&years.terms, m, XC_OP_OR);

		if (st != STATUS_OK)
			xc_query_free(dated);
		else
			*out = maker_two(m, XC_OP_AND_NOT, maker_all(m), dated);
		return st;
	}
	xc_query_free(list_join(&years.terms, m, XC_OP_OR));
	if (years.first > years.last) {
		*out = maker_nothing(m);
		return STATUS_OK;
	}
	day = civil_to_days((struct civil){years.first, 1, 1});
	to = civil_to_days((struct civil){years.last, 12, 31});
	if (n->from > day)
		day = n->from;
	if (n->to < to)
		to = n->to;
	while (day <= to)
		day = add_unit(&list, m, day, to);
	*out = list_join(&list, m, XC_OP_OR);
	return STATUS_OK;
}

enum status terms_query(struct archive_reader *reader, struct query *query, const struct node *n,
			struct xc_maker *m, struct xc_query **out, struct err *err)
{
	*out = NULL;
	return n->kind == NODE_DATE ? date_query(reader, n, m, out, err)
				    : field_query(reader, query, n, m, out, err);
}
