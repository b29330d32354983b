/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Printed dates: see internal.h.
 *
 * A window of tokens (numbers, words, single marks) slides over the text; at
 * each place a few forms are tried, longest evidence first.  Only a complete
 * day counts: day, month and year.  Years are those that a news archive may
 * hold, which also refuses Buddhist, Persian and Hebrew years: no date is
 * better than a wrong one.
 */
#include "corpus/internal.h"

#include <stdio.h>

#include "corpus/date_words.h"
#include "lib/base/civil.h"
#include "lib/base/utf8.h"
#include "lib/text/normal.h"

#define WINDOW 12
#define YEAR_MIN 1600
#define YEAR_MAX 2100
#define WORD_MAX 64 /* bytes; longer words name no month */
#define ONLY_BYTES 160
#define ONLY_TOKENS 32

enum kind { END, NUMBER, WORD, MARK };

struct tok {
	enum kind kind;
	uint32_t  value; /* of a number (cut at nine digits); the character of a mark */
	unsigned  digits;
	bool      space; /* white space before it */
	size_t    from, to;
};

struct window {
	struct slice s, language;
	size_t pos;
	struct tok last[2]; /* the two tokens before t[0] */
	struct tok t[WINDOW];
};

/* --- tokens ----------------------------------------------------------------- */

static int digit_of(uint32_t cp)
{
	static const uint32_t zeros[] = {'0', 0x660, 0x6F0, 0x966, 0x9E6, 0xE50, 0xFF10};
	size_t i;

	for (i = 0; i < sizeof(zeros) / sizeof(zeros[0]); i++)
		if (cp >= zeros[i] && cp <= zeros[i] + 9)
			return (int)(cp - zeros[i]);
	return -1;
}

static bool is_space(uint32_t cp)
{
	return cp == ' ' || (cp >= 9 && cp <= 13) || cp == 0xA0 || cp == 0x3000 ||
	       (cp >= 0x2000 && cp <= 0x200F) || cp == 0x202F || cp == 0xFEFF;
}

/* Characters that stand alone: ASCII marks, the punctuation blocks, and the
 * signs for year, month and day of Chinese, Japanese and Korean. */
static bool is_mark(uint32_t cp)
{
	if (cp < 0x80)
		return !ascii_is_alpha((char)cp);
	return (cp > 0xA0 && cp < 0xC0 && cp != 0xAA && cp != 0xBA && cp != 0xB5) ||
	       (cp >= 0x2010 && cp <= 0x206F) || (cp >= 0x3001 && cp <= 0x303F) ||
	       (cp >= 0xFF01 && cp <= 0xFF0F) || cp == 0x60C || cp == 0x5E74 || cp == 0x6708 ||
	       cp == 0x65E5 || cp == 0xB144 || cp == 0xC6D4 || cp == 0xC77C;
}

static struct tok next_token(struct window *w)
{
	struct tok t = {END, 0, 0, false, w->pos, w->pos};
	size_t i = w->pos;
	uint32_t cp = 0;

	while (i < w->s.n) {
		t.from = i;
		cp = utf8_next(w->s, &i);
		if (!is_space(cp))
			break;
		t.space = true;
		t.from = w->s.n;
	}
	if (t.from >= w->s.n) {
		w->pos = t.from = t.to = w->s.n;
		return t;
	}
	t.kind = digit_of(cp) >= 0 ? NUMBER : is_mark(cp) ? MARK : WORD;
	t.value = t.kind == NUMBER ? (uint32_t)digit_of(cp) : cp;
	t.digits = t.kind == NUMBER;
	t.to = i;
	while (t.kind != MARK && i < w->s.n) {
		cp = utf8_next(w->s, &i);
		if ((t.kind == NUMBER) != (digit_of(cp) >= 0) || is_space(cp) ||
		    (t.kind == WORD && is_mark(cp)))
			break;
		if (t.kind == NUMBER && t.digits++ < 9)
			t.value = t.value * 10 + (uint32_t)digit_of(cp);
		t.to = i;
	}
	w->pos = t.to;
	return t;
}

static void window_open(struct window *w, struct slice s, struct slice language)
{
	size_t i;

	memset(w, 0, sizeof(*w));
	w->s = s;
	w->language = language;
	for (i = 0; i < WINDOW; i++)
		w->t[i] = next_token(w);
}

static void window_slide(struct window *w)
{
	w->last[0] = w->last[1];
	w->last[1] = w->t[0];
	memmove(w->t, w->t + 1, (WINDOW - 1) * sizeof(w->t[0]));
	w->t[WINDOW - 1] = next_token(w);
}

static bool fold_word(const struct window *w, const struct tok *t, struct buf *b)
{
	if (t->kind != WORD || t->to - t->from > WORD_MAX)
		return false;
	buf_reset(b);
	normal_fold(b, slice_sub(w->s, t->from, t->to));
	return b->len > 0;
}

static int month_of(const struct window *w, const struct tok *t)
{
	struct slice lang = slice_sub(w->language, 0, 2);
	struct buf b;
	int m = 0;

	buf_init(&b, 4 * WORD_MAX);
	if (fold_word(w, t, &b))
		m = date_month(buf_slice(&b), lang);
	buf_done(&b);
	return m;
}

static bool mark_is(const struct tok *t, const char *set)
{
	return t->kind == MARK && t->value < 0x80 && t->value && strchr(set, (int)t->value);
}

static bool word_in(const struct window *w, const struct tok *t, const char *const *list)
{
	struct slice s = slice_sub(w->s, t->from, t->to);
	size_t i;

	for (i = 0; t->kind == WORD && list[i]; i++)
		if (slice_ieq_str(s, list[i]))
			return true;
	return false;
}

/* --- forms -------------------------------------------------------------------- */

struct found {
	int year, month, day;
	float confidence;
	size_t from, to;
};

static bool is_day(const struct tok *t)
{
	return t->kind == NUMBER && t->digits <= 2 && t->value >= 1 && t->value <= 31;
}

static bool is_year(const struct tok *t)
{
	return t->kind == NUMBER && t->digits == 4 && t->value >= YEAR_MIN && t->value <= YEAR_MAX;
}

/* A year of two digits means 1970 to 2069. */
static bool short_year(const struct tok *t, int *year)
{
	if (t->kind != NUMBER || t->digits != 2)
		return false;
	*year = (int)t->value + (t->value < 70 ? 2000 : 1900);
	return true;
}

static bool make(struct found *f, const struct tok *first, const struct tok *last, int y, int m,
		 int d, double confidence)
{
	if (!civil_valid(y, m, d))
		return false;
	*f = (struct found){y, m, d, (float)confidence, first->from, last->to};
	return true;
}

/* 2024-07-16, 2024/7/16, 2024.07.16, "2024. 7. 16.", 2024年7月16日, 2024년 7월 16일 */
static bool year_first(const struct window *w, struct found *f)
{
	const struct tok *t = w->t;
	uint32_t sep = t[1].value;
	bool signs = (sep == 0x5E74 && t[3].value == 0x6708) ||
		     (sep == 0xB144 && t[3].value == 0xC6D4);

	if (!is_year(&t[0]) || t[1].kind != MARK || !is_day(&t[2]) || t[3].kind != MARK ||
	    !is_day(&t[4]))
		return false;
	if (!signs && (!mark_is(&t[1], "-/.") || t[3].value != sep))
		return false;
	if (sep != '.' && !signs && (t[1].space || t[2].space || t[3].space || t[4].space))
		return false;
	return make(f, &t[0], &t[signs && t[5].kind == MARK ? 5 : 4], (int)t[0].value,
		    (int)t[2].value, (int)t[4].value, 0.95);
}

/* "2024. július 16.", "2024 m. liepos 16 d.", "2024 July 16" */
static bool year_month_day(const struct window *w, struct found *f)
{
	const struct tok *t = w->t;
	static const char *const year_words[] = {"m", NULL};
	size_t i = 1;
	int m;

	if (!is_year(&t[0]))
		return false;
	if (word_in(w, &t[i], year_words))
		i++;
	if (mark_is(&t[i], ".-,"))
		i++;
	m = month_of(w, &t[i]);
	if (mark_is(&t[i + 1], "-."))
		i++;
	return m && is_day(&t[i + 1]) && !mark_is(&t[i + 2], ":") &&
	       make(f, &t[0], &t[i + 1], (int)t[0].value, m, (int)t[i + 1].value, 0.9);
}

/* "16 July 2024", "16. Juli 2024", "16 de julio de 2024", "1er août 2024",
 * "16th of July, 2024", "16-Jul-2024", "16 Jul '24" */
static bool day_month_year(const struct window *w, struct found *f)
{
	static const char *const ordinals[] = {"st", "nd", "rd", "th",  "er", "e",
					       "o",  "º",  "ª",  "de", "of", "d",
					       "den", "го", NULL};
	static const char *const of_year[] = {"de", "del", "do", "di", "року", NULL};
	const struct tok *t = w->t;
	size_t i = 1;
	int m, y;

	if (!is_day(&t[0]))
		return false;
	while (i < 4 && (mark_is(&t[i], ".-/,") || word_in(w, &t[i], ordinals)))
		i++;
	m = month_of(w, &t[i]);
	if (!m)
		return false;
	i++;
	while (i < 7 && (mark_is(&t[i], ".-/,'") || word_in(w, &t[i], of_year) ||
			 (t[i].kind == MARK && t[i].value == 0x2019)))
		i++;
	if (is_year(&t[i]))
		return make(f, &t[0], &t[i], (int)t[i].value, m, (int)t[0].value, 0.95);
	return t[i - 1].kind == MARK && short_year(&t[i], &y) && !mark_is(&t[i + 1], ":.") &&
	       make(f, &t[0], &t[i], y, m, (int)t[0].value, 0.6);
}

/* "July 16, 2024", "Jul. 16th 2024" */
static bool month_day_year(const struct window *w, struct found *f)
{
	static const char *const ordinals[] = {"st", "nd", "rd", "th", NULL};
	const struct tok *t = w->t;
	size_t i = 1, d;
	int m;

	if (t[0].kind != WORD)
		return false;
	if (mark_is(&t[i], ".-/"))
		i++;
	if (!is_day(&t[i]))
		return false;
	d = i++;
	if (word_in(w, &t[i], ordinals))
		i++;
	while (i < 6 && mark_is(&t[i], ",.-/"))
		i++;
	if (!is_year(&t[i]))
		return false;
	m = month_of(w, &t[0]);
	return m && make(f, &t[0], &t[i], (int)t[i].value, m, (int)t[d].value, 0.95);
}

/* Whether 7/5/2024 is in July here: a number above 12 says so, else the
 * language does. */
static bool month_first(const struct window *w, uint32_t a, uint32_t b, uint32_t sep, bool *sure)
{
	static const char *const regions[] = {"en", "en-us", "en_us", NULL};
	size_t i;

	*sure = a > 12 || b > 12 || a == b || sep == '.';
	if (a > 12 || b > 12)
		return b > 12;
	for (i = 0; sep != '.' && regions[i]; i++)
		if (slice_ieq_str(w->language, regions[i]))
			return true;
	return false;
}

/* 16/07/2024, 7/16/2024, 16.07.2024, "16. 7. 2024", 16.07.24 */
static bool numeric(const struct window *w, struct found *f)
{
	const struct tok *t = w->t;
	uint32_t sep = t[1].value, a = t[0].value, b = t[2].value;
	double confidence;
	bool sure, mf;
	int y;

	if (!is_day(&t[0]) || !mark_is(&t[1], "./-") || !is_day(&t[2]) || t[3].kind != MARK ||
	    t[3].value != sep || t[1].space || t[3].space)
		return false;
	if (sep != '.' && (t[2].space || t[4].space))
		return false;
	mf = month_first(w, a, b, sep, &sure);
	confidence = sure ? 0.9 : 0.6;
	if (is_year(&t[4]))
		y = (int)t[4].value;
	else if (short_year(&t[4], &y) && !t[4].space && !mark_is(&t[5], ".-/:"))
		confidence -= 0.3;
	else
		return false;
	return make(f, &t[0], &t[4], y, (int)(mf ? a : b), (int)(mf ? b : a), confidence);
}

/* "16 tháng 7, 2024", "ngày 16 tháng 7 năm 2024" */
static bool vietnamese(const struct window *w, struct found *f)
{
	static const char *const month[] = {"tháng", "Tháng", NULL};
	static const char *const year[] = {"năm", NULL};
	const struct tok *t = w->t;
	size_t i = 3;

	if (!is_day(&t[0]) || !word_in(w, &t[1], month) || !is_day(&t[2]))
		return false;
	if (mark_is(&t[i], ",-") || word_in(w, &t[i], year))
		i++;
	return is_year(&t[i]) &&
	       make(f, &t[0], &t[i], (int)t[i].value, (int)t[2].value, (int)t[0].value, 0.9);
}

/* A number glued to what stands before (a version, an address, a phone). */
static bool glued(const struct window *w)
{
	return !w->t[0].space && mark_is(&w->last[1], "./-_:") && !w->last[1].space &&
	       w->last[0].kind == NUMBER;
}

static bool match(const struct window *w, struct found *f)
{
	if (w->t[0].kind == WORD)
		return month_day_year(w, f);
	if (w->t[0].kind != NUMBER || glued(w))
		return false;
	return year_first(w, f) || year_month_day(w, f) || numeric(w, f) ||
	       day_month_year(w, f) || vietnamese(w, f);
}

static void found_to_date(const struct found *f, struct pubdate *out)
{
	*out = (struct pubdate){.known = true,
				.precision = DATE_DAY,
				.relation = DATE_ON,
				.source = DATE_SOURCE_TEXT,
				.confidence = f->confidence};
	out->day = civil_to_days((struct civil){f->year, f->month, f->day});
	snprintf(out->value, sizeof(out->value), "%04u-%02u-%02u", (unsigned)f->year % 10000u,
		 (unsigned)f->month % 100u, (unsigned)f->day % 100u);
}

bool date_in_text(struct slice s, struct slice language, struct pubdate *out, size_t *from,
		  size_t *to)
{
	struct window w;
	struct found f = {0};

	for (window_open(&w, s, language); w.t[0].kind != END; window_slide(&w)) {
		if (!match(&w, &f))
			continue;
		found_to_date(&f, out);
		*from = f.from;
		*to = f.to;
		return true;
	}
	return false;
}

/* Only words of the hour, numbers of a time and marks. */
static bool only_fillers(struct slice s, struct slice language)
{
	struct window w;
	struct buf b;
	bool ok = true;
	size_t n = 0;

	buf_init(&b, 4 * WORD_MAX);
	for (window_open(&w, s, language); ok && w.t[0].kind != END; window_slide(&w)) {
		if (++n > ONLY_TOKENS)
			ok = false;
		else if (w.t[0].kind == NUMBER)
			ok = w.t[0].digits <= 2 || w.t[0].digits == 4 || w.t[0].digits == 3;
		else if (w.t[0].kind == WORD)
			ok = fold_word(&w, &w.t[0], &b) && date_filler(buf_slice(&b));
	}
	buf_done(&b);
	return ok;
}

bool date_only(struct slice s, struct slice language, struct pubdate *out)
{
	struct pubdate d;
	size_t from, to;

	if (s.n > ONLY_BYTES || !date_in_text(s, language, &d, &from, &to) ||
	    !only_fillers(slice_sub(s, 0, from), language) ||
	    !only_fillers(slice_sub(s, to, s.n), language))
		return false;
	*out = d;
	return true;
}
