/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The value of SLOT_FACETS: see facets.h. */
#include "lib/archive/facets.h"

#include "lib/base/varint.h"

/* At most LIMIT_FACET_BYTES of it, no character cut in two. */
static struct slice bounded(struct slice s)
{
	size_t n = s.n;

	if (n <= LIMIT_FACET_BYTES)
		return s;
	for (n = LIMIT_FACET_BYTES; n > 0 && ((unsigned char)s.p[n] & 0xC0) == 0x80; n--)
		;
	return slice_sub(s, 0, n);
}

static void put_name(struct buf *out, struct slice s)
{
	s = bounded(s);
	buf_add_varint(out, s.p ? s.n + 1 : 0);
	buf_add_slice(out, s);
}

void facets_encode(const struct article *a, uint32_t words, struct buf *out)
{
	size_t n = a->n_authors < LIMIT_LIST ? a->n_authors : LIMIT_LIST, i;

	buf_add_char(out, a->published.known ? (char)(1 + a->published.precision) : 0);
	buf_add_varint(out, words);
	put_name(out, a->language);
	put_name(out, a->publisher);
	put_name(out, a->section);
	buf_add_varint(out, n);
	for (i = 0; i < n; i++)
		put_name(out, a->authors[i]);
}

static bool get_name(const unsigned char **p, const unsigned char *end, struct slice *out)
{
	uint64_t n;

	if (!varint_get(p, end, &n))
		return false;
	*out = SLICE_NONE;
	if (n == 0)
		return true;
	if (--n > LIMIT_FACET_BYTES || n > (uint64_t)(end - *p))
		return false;
	*out = slice_of((const char *)*p, (size_t)n);
	*p += n;
	return true;
}

bool facets_decode(struct slice bytes, struct facets *out)
{
	const unsigned char *p = (const unsigned char *)bytes.p, *end = p + bytes.n;
	uint32_t n_authors;
	size_t i;

	if (bytes.n == 0 || *p > DATE_PRECISION_COUNT)
		return false;
	out->dated = *p != 0;
	out->precision = *p ? (enum date_precision)(*p - 1) : DATE_YEAR;
	p++;
	if (!varint_get32(&p, end, &out->words) || !get_name(&p, end, &out->language) ||
	    !get_name(&p, end, &out->publisher) || !get_name(&p, end, &out->section) ||
	    !varint_get32(&p, end, &n_authors) || n_authors > LIMIT_LIST)
		return false;
	for (i = 0; i < n_authors; i++)
		if (!get_name(&p, end, &out->authors[i]))
			return false;
	out->n_authors = n_authors;
	return p == end;
}
