/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Numbers and ranges of them: see amount.h. */
#include "lib/search/amount.h"

#include <math.h>

#define DIGITS_MAX 15 /* that a double holds exactly */

static const struct {
	const char *letters;
	double factor;
} scales[] = {
	{"k", 1e3},   {"m", 1e6},   {"mn", 1e6}, {"mln", 1e6}, {"mio", 1e6}, {"b", 1e9},
	{"bn", 1e9},  {"bln", 1e9}, {"mrd", 1e9}, {"t", 1e12}, {"tn", 1e12}, {"trn", 1e12},
};

static const char *const currencies[] = {"$", "€", "£", "¥", "₹", "₽", "₩", "₺", "₴", "₪", "₿"};

#define N(a) (sizeof(a) / sizeof((a)[0]))

static struct slice currency_of(struct slice s)
{
	size_t i;

	for (i = 0; i < N(currencies); i++)
		if (slice_starts(s, slice_str(currencies[i])))
			return slice_sub(s, 0, slice_str(currencies[i]).n);
	return slice_sub(s, 0, 0);
}

/* Digits with at most one point; gives how many bytes, 0 for none. */
static size_t read_digits(struct slice s, double *out)
{
	double v = 0, unit = 1;
	size_t i, digits = 0;
	bool point = false;

	for (i = 0; i < s.n; i++) {
		if (s.p[i] == '.' && digits && !point && i + 1 < s.n && ascii_is_digit(s.p[i + 1])) {
			point = true;
			continue;
		}
		if (!ascii_is_digit(s.p[i]))
			break;
		if (++digits > DIGITS_MAX)
			return 0;
		v = v * 10 + (s.p[i] - '0');
		unit *= point ? 10 : 1;
	}
	*out = v / unit;
	return digits ? i : 0;
}

/* The factor of letters that are all of s; 0: there is none. */
static double factor_of(struct slice s)
{
	size_t i;

	for (i = 0; i < N(scales); i++)
		if (slice_ieq_str(s, scales[i].letters))
			return scales[i].factor;
	return 0;
}

bool amount_read(struct slice form, struct amount *out)
{
	struct amount a = {.sign = AMOUNT_PLAIN, .currency = currency_of(form)};
	struct slice s = slice_sub(form, a.currency.n, form.n);
	size_t n = read_digits(s, &a.value);
	double factor;

	if (!n)
		return false;
	s = slice_sub(s, n, s.n);
	if (a.currency.n)
		a.sign = AMOUNT_MONEY;
	if (slice_eq_str(s, "%") && !a.currency.n) {
		a.sign = AMOUNT_PERCENT;
		s = slice_sub(s, 1, s.n);
	}
	if (s.n) {
		factor = factor_of(s);
		if (factor <= 0)
			return false;
		a.value *= factor;
		a.letters = true;
	}
	*out = a;
	return true;
}

/* --- ranges --------------------------------------------------------------- */

/* Signs of both ends are one sign. */
static bool join_signs(const struct amount *a, struct amount_range *r)
{
	if (a->sign == AMOUNT_PLAIN)
		return true;
	if (r->sign != AMOUNT_PLAIN &&
	    (r->sign != a->sign || !slice_eq(r->currency, a->currency)))
		return false;
	r->sign = a->sign;
	r->currency = a->currency;
	return true;
}

static bool read_end(struct slice s, double *out, struct amount_range *r)
{
	struct amount a;

	if (!amount_read(slice_trim(s), &a) || !join_signs(&a, r))
		return false;
	*out = a.value;
	return true;
}

static bool read_compared(struct slice s, struct amount_range *r)
{
	bool equal = s.n > 1 && s.p[1] == '=';
	struct slice value = slice_sub(s, equal ? 2 : 1, s.n);

	if (s.p[0] == '<') {
		r->below = !equal;
		return read_end(value, &r->to, r);
	}
	r->above = !equal;
	return read_end(value, &r->from, r);
}

/* Where two ends meet: ".." or " TO "; false: there is one number only. */
static bool find_sign(struct slice s, size_t *at, size_t *n)
{
	size_t i;

	for (i = 0; i + 1 < s.n; i++) {
		*at = i;
		*n = s.p[i] == '.' && s.p[i + 1] == '.'
			     ? 2
			     : slice_starts(slice_sub(s, i, s.n), SLICE_LIT(" TO ")) ? 4 : 0;
		if (*n)
			return true;
	}
	return false;
}

bool amount_range_read(struct slice s, struct amount_range *out)
{
	struct amount_range r = {.from = 0, .to = INFINITY, .currency = slice_sub(s, 0, 0)};
	size_t at, n;
	bool ok;

	s = slice_trim(s);
	if (!s.n)
		return false;
	if (s.p[0] == '<' || s.p[0] == '>') {
		ok = read_compared(s, &r);
	} else if (find_sign(s, &at, &n)) {
		struct slice left = slice_sub(s, 0, at), right = slice_sub(s, at + n, s.n);

		ok = (left.n || right.n) && (!left.n || read_end(left, &r.from, &r)) &&
		     (!right.n || read_end(right, &r.to, &r));
	} else {
		ok = read_end(s, &r.from, &r);
		r.to = r.from;
	}
	if (!ok || r.from > r.to)
		return false;
	*out = r;
	return true;
}

bool amount_within(const struct amount_range *r, struct slice form)
{
	struct amount a;

	if (!amount_read(form, &a) || a.sign != r->sign || (a.letters && !r->letters) ||
	    (r->sign == AMOUNT_MONEY && r->currency.n && !slice_eq(a.currency, r->currency)))
		return false;
	return (r->above ? a.value > r->from : a.value >= r->from) &&
	       (r->below ? a.value < r->to : a.value <= r->to);
}

struct slice amount_head(const struct amount_range *r, unsigned i)
{
	static const char digits[] = "0123456789";

	if (r->sign != AMOUNT_MONEY)
		return i < 10 ? slice_of(digits + i, 1) : SLICE_NONE;
	if (r->currency.n)
		return i ? SLICE_NONE : r->currency;
	return i < N(currencies) ? slice_str(currencies[i]) : SLICE_NONE;
}
