/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Xapian helpers: see xc.h. */
#include "lib/search/xc.h"

#include <string.h>

#include "lib/base/limits.h"

enum status search_xc(enum xc_status st, const struct xc_error *xe, struct err *err)
{
	static const enum status map[XC_STATUS_COUNT] = {
		[XC_ERR_LOCKED] = STATUS_LOCKED, [XC_ERR_MODIFIED] = STATUS_MODIFIED,
		[XC_ERR_CORRUPT] = STATUS_CORRUPT, [XC_ERR_NO_DB] = STATUS_NOT_FOUND,
		[XC_ERR_OPEN] = STATUS_IO, [XC_ERR_VERSION] = STATUS_VERSION,
		[XC_ERR_NOT_FOUND] = STATUS_NOT_FOUND, [XC_ERR_QUERY] = STATUS_QUERY,
		[XC_ERR_DB] = STATUS_IO, [XC_ERR_FULL] = STATUS_NO_SPACE,
		[XC_ERR_NETWORK] = STATUS_IO, [XC_ERR_TIMEOUT] = STATUS_TIMEOUT,
	};

	if (st == XC_OK)
		return STATUS_OK;
	return err_set(err, map[st] ? map[st] : STATUS_INTERNAL, "%s", xe->msg);
}

static size_t with_prefix(char out[LIMIT_TERM_BYTES], char prefix, struct slice term)
{
	size_t n = 0;

	if (prefix)
		out[n++] = prefix;
	if (term.n > LIMIT_TERM_BYTES - n)
		term.n = LIMIT_TERM_BYTES - n;
	memcpy(out + n, term.p, term.n);
	return n + term.n;
}

enum status search_term_freq(struct archive_reader *r, char prefix, struct slice term, uint32_t *out,
			     struct err *err)
{
	char raw[LIMIT_TERM_BYTES];
	size_t n = with_prefix(raw, prefix, term);
	struct xc_memory *memory = archive_memory_made(r);
	struct xc_term_stats stats;
	struct xc_error xe;
	enum xc_status st;

	if (memory && n)
		return search_xc(xc_memory_freq(memory, raw, n, out, &xe), &xe, err);
	st = xc_db_get_term_stats(archive_db(r), raw, n, &stats, &xe);
	if (st != XC_OK)
		return search_xc(st, &xe, err);
	*out = stats.termfreq;
	return STATUS_OK;
}

struct xc_query *maker_term(struct xc_maker *m, char prefix, struct slice term)
{
	char raw[LIMIT_TERM_BYTES];
	size_t n = with_prefix(raw, prefix, term);
	struct xc_query *q = NULL;

	if (m->st == XC_OK)
		m->st = xc_query_term(raw, n, 1, 0, &q, &m->xe);
	return q;
}

struct xc_query *maker_all(struct xc_maker *m)
{
	struct xc_query *q = NULL;

	if (m->st == XC_OK)
		m->st = xc_query_all(&q, &m->xe);
	return q;
}

struct xc_query *maker_nothing(struct xc_maker *m)
{
	struct xc_query *q = NULL;

	if (m->st == XC_OK)
		m->st = xc_query_nothing(&q, &m->xe);
	return q;
}

struct xc_query *maker_scale(struct xc_maker *m, struct xc_query *q, double factor)
{
	struct xc_query *out = NULL;

	if (m->st == XC_OK && q)
		m->st = xc_query_scale(q, factor, &out, &m->xe);
	xc_query_free(q);
	return out;
}

struct xc_query *maker_combine(struct xc_maker *m, enum xc_op op, struct xc_query **v, size_t n)
{
	struct xc_query *out = NULL;
	size_t i;

	if (n == 1 && op != XC_OP_SYNONYM)
		return v[0];
	if (m->st == XC_OK)
		m->st = xc_query_combine(op, (const struct xc_query *const *)v, n, 0, &out, &m->xe);
	for (i = 0; i < n; i++)
		xc_query_free(v[i]);
	return out;
}

struct xc_query *maker_two(struct xc_maker *m, enum xc_op op, struct xc_query *a,
			   struct xc_query *b)
{
	struct xc_query *v[2] = {a, b};

	if (!a || !b)
		return a ? a : b;
	return maker_combine(m, op, v, 2);
}

enum status maker_status(const struct xc_maker *m, struct err *err)
{
	return m->st == XC_OK ? STATUS_OK : search_xc(m->st, &m->xe, err);
}
