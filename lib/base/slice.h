/* SPDX-License-Identifier: GPL-2.0-or-later */
/* lib/base/slice.h - a borrowed run of bytes with a length.
 *
 * A slice owns nothing and need not end in a NUL.  The header of whoever hands
 * one out says how long it stays valid.  {NULL, 0} means "absent" where a field
 * may be absent; an empty but present string has a non-NULL pointer.
 */
#ifndef LIB_BASE_SLICE_H
#define LIB_BASE_SLICE_H

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

struct slice {
	const char *p;
	size_t      n;
};

#define SLICE_NONE ((struct slice){NULL, 0})
#define SLICE_LIT(s) ((struct slice){(s), sizeof(s) - 1})
/* For printf("%.*s", SLICE_ARG(s)). */
#define SLICE_ARG(s) (int)(s).n, (s).p ? (s).p : ""

static inline struct slice slice_of(const char *p, size_t n)
{
	return (struct slice){p, n};
}

/* NULL gives the absent slice. */
static inline struct slice slice_str(const char *s)
{
	return (struct slice){s, s ? strlen(s) : 0};
}

static inline bool slice_empty(struct slice s)
{
	return s.n == 0;
}

static inline bool slice_eq(struct slice a, struct slice b)
{
	return a.n == b.n && (a.n == 0 || memcmp(a.p, b.p, a.n) == 0);
}

static inline bool slice_eq_str(struct slice a, const char *s)
{
	return slice_eq(a, slice_str(s));
}

static inline bool slice_starts(struct slice s, struct slice head)
{
	return s.n >= head.n && (head.n == 0 || memcmp(s.p, head.p, head.n) == 0);
}

static inline bool slice_ends(struct slice s, struct slice tail)
{
	return s.n >= tail.n && (tail.n == 0 || memcmp(s.p + s.n - tail.n, tail.p, tail.n) == 0);
}

/* Bytes [from, to) of s, both cut to its length. */
static inline struct slice slice_sub(struct slice s, size_t from, size_t to)
{
	if (to > s.n)
		to = s.n;
	if (from > to)
		from = to;
	return (struct slice){s.p ? s.p + from : NULL, to - from};
}

static inline int slice_cmp(struct slice a, struct slice b)
{
	size_t n = a.n < b.n ? a.n : b.n;
	int c = n ? memcmp(a.p, b.p, n) : 0;

	return c ? c : (a.n > b.n) - (a.n < b.n);
}

static inline bool slice_has_byte(struct slice s, char c)
{
	return s.n && memchr(s.p, c, s.n) != NULL;
}

static inline bool ascii_is_space(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

static inline bool ascii_is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static inline char ascii_lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}

static inline bool ascii_is_alpha(char c)
{
	c = ascii_lower(c);
	return c >= 'a' && c <= 'z';
}

/* Equal but for the case of ASCII letters. */
static inline bool slice_ieq_str(struct slice a, const char *s)
{
	size_t i;

	for (i = 0; i < a.n; i++)
		if (s[i] == '\0' || ascii_lower(a.p[i]) != ascii_lower(s[i]))
			return false;
	return s[i] == '\0';
}

/* Without ASCII white space at both ends. */
static inline struct slice slice_trim(struct slice s)
{
	while (s.n && ascii_is_space(s.p[0]))
		s.p++, s.n--;
	while (s.n && ascii_is_space(s.p[s.n - 1]))
		s.n--;
	return s;
}

/* Cut the next piece up to `sep` off *rest; false when *rest is used up.
 * "a,b," gives "a", "b", "".  Begin with *rest the whole, p non-NULL. */
static inline bool slice_split(struct slice *rest, char sep, struct slice *piece)
{
	const char *q;

	if (!rest->p)
		return false;
	q = rest->n ? memchr(rest->p, sep, rest->n) : NULL;
	if (!q) {
		*piece = *rest;
		*rest = SLICE_NONE;
		return true;
	}
	*piece = slice_of(rest->p, (size_t)(q - rest->p));
	*rest = slice_of(q + 1, rest->n - piece->n - 1);
	return true;
}

#endif
