/* SPDX-License-Identifier: GPL-2.0-or-later */
/* libxapian-c/query.cc - the query algebra.
 *
 * Xapian's Query counts references, so a handle here is a thin copy and parts
 * may be freed once they are combined.  Sources written in C are in source.cc.
 */
#include <vector>

#include "libxapian-c/internal.hh"

/* Operators that take a list of subqueries. */
static bool is_combining(int op)
{
	switch (op) {
	case XC_OP_AND:
	case XC_OP_OR:
	case XC_OP_AND_NOT:
	case XC_OP_XOR:
	case XC_OP_AND_MAYBE:
	case XC_OP_FILTER:
	case XC_OP_NEAR:
	case XC_OP_PHRASE:
	case XC_OP_ELITE_SET:
	case XC_OP_SYNONYM:
	case XC_OP_MAX:
		return true;
	default:
		return false;
	}
}

using shape_ptr = std::shared_ptr<const xc::shape>;

static shape_ptr leaf(int op, std::string term)
{
	return std::make_shared<xc::shape>(
		xc::shape{op, Xapian::Query(), std::move(term), 0, {}});
}

/* The shape of a part, whoever made it. */
static shape_ptr shape_of(const xc_query *q)
{
	if (q->made)
		return q->made;
	return std::make_shared<xc::shape>(xc::shape{xc::shape::OPAQUE, q->q, "", 0, {}});
}

/* NULL for the operators that only Xapian evaluates. */
static shape_ptr combined(int op, const xc_query *const *subs, size_t n)
{
	std::vector<shape_ptr> kids;

	switch (op) {
	case XC_OP_AND:
	case XC_OP_OR:
	case XC_OP_AND_NOT:
	case XC_OP_AND_MAYBE:
	case XC_OP_FILTER:
	case XC_OP_SYNONYM:
		break;
	default:
		return nullptr;
	}
	kids.reserve(n);
	for (size_t i = 0; i < n; i++)
		kids.push_back(shape_of(subs[i]));
	if (n == 0)
		op = XC_LEAF_MATCH_NOTHING;
	return std::make_shared<xc::shape>(
		xc::shape{op, Xapian::Query(), "", 0, std::move(kids)});
}

/* A handle of a query whose shape is known. */
static xc_status give_shaped(xc_query **out, Xapian::Query q, shape_ptr made)
{
	*out = std::unique_ptr<xc_query>(new xc_query{std::move(q), std::move(made)}).release();
	return XC_OK;
}

enum xc_status xc_query_term(const char *term, size_t n, uint32_t wqf, uint32_t pos,
			     struct xc_query **out, struct xc_error *err)
{
	return xc::guard_query(err, {out}, [&] {
		std::string t = xc::str(term, n);

		return give_shaped(out, Xapian::Query(t, wqf, pos),
				   wqf == 1 && n ? leaf(XC_LEAF_TERM, t) : nullptr);
	});
}

enum xc_status xc_query_all(struct xc_query **out, struct xc_error *err)
{
	/* made anew: the static Xapian::Query::MatchAll is counted without a lock
	 * and so cannot be shared between threads */
	return xc::guard_query(err, {out},
			       [&] {
				       return give_shaped(out, Xapian::Query(std::string()),
							  leaf(XC_LEAF_MATCH_ALL, ""));
			       });
}

enum xc_status xc_query_nothing(struct xc_query **out, struct xc_error *err)
{
	return xc::guard_query(err, {out}, [&] {
		return give_shaped(out, Xapian::Query(), leaf(XC_LEAF_MATCH_NOTHING, ""));
	});
}

enum xc_status xc_query_combine(enum xc_op op, const struct xc_query *const *subs, size_t n,
				uint32_t parameter, struct xc_query **out, struct xc_error *err)
{
	return xc::guard_query(err, {out}, [&] {
		std::vector<Xapian::Query> v;

		if (!is_combining(xc::raw(op)))
			throw Xapian::InvalidArgumentError("not an operator on subqueries");
		if (n && !subs)
			throw Xapian::InvalidArgumentError("subqueries are missing");
		v.reserve(n);
		for (size_t i = 0; i < n; i++) {
			if (!subs[i])
				throw Xapian::InvalidArgumentError("a subquery is NULL");
			v.push_back(subs[i]->q);
		}
		return give_shaped(out,
				   Xapian::Query(static_cast<Xapian::Query::op>(xc::raw(op)),
						 v.begin(), v.end(), parameter),
				   combined(xc::raw(op), subs, n));
	});
}

enum xc_status xc_query_scale(const struct xc_query *q, double factor, struct xc_query **out,
			      struct xc_error *err)
{
	return xc::guard_query(err, {q, out}, [&] {
		if (!(factor >= 0))
			throw Xapian::InvalidArgumentError("a factor is 0 or more");
		return give_shaped(out, Xapian::Query(factor, q->q),
				   std::make_shared<xc::shape>(xc::shape{XC_OP_SCALE_WEIGHT,
									 Xapian::Query(), "", factor,
									 {shape_of(q)}}));
	});
}

enum xc_status xc_query_value_range(uint32_t slot, const char *lower, size_t lower_n,
				    const char *upper, size_t upper_n, struct xc_query **out,
				    struct xc_error *err)
{
	return xc::guard_query(err, {out}, [&] {
		return xc::give(out,
				Xapian::Query(Xapian::Query::OP_VALUE_RANGE, slot,
					      xc::str(lower, lower_n), xc::str(upper, upper_n)));
	});
}

enum xc_status xc_query_value_ge(uint32_t slot, const char *lower, size_t n, struct xc_query **out,
				 struct xc_error *err)
{
	return xc::guard_query(err, {out}, [&] {
		return xc::give(out, Xapian::Query(Xapian::Query::OP_VALUE_GE, slot,
						   xc::str(lower, n)));
	});
}

enum xc_status xc_query_value_le(uint32_t slot, const char *upper, size_t n, struct xc_query **out,
				 struct xc_error *err)
{
	return xc::guard_query(err, {out}, [&] {
		return xc::give(out, Xapian::Query(Xapian::Query::OP_VALUE_LE, slot,
						   xc::str(upper, n)));
	});
}

enum xc_status xc_query_wildcard(const char *prefix, size_t n, uint32_t max_terms,
				 enum xc_wildcard_limit limit, enum xc_op combiner,
				 struct xc_query **out, struct xc_error *err)
{
	return xc::guard_query(err, {out}, [&] {
		int how = xc::raw(limit), with = xc::raw(combiner);

		if (how < XC_WILDCARD_ERROR || how > XC_WILDCARD_MOST_FREQUENT)
			throw Xapian::InvalidArgumentError("an unknown kind of limit");
		if (with != XC_OP_SYNONYM && with != XC_OP_OR && with != XC_OP_MAX)
			throw Xapian::InvalidArgumentError("not a way to combine a wildcard");
		return xc::give(out, Xapian::Query(Xapian::Query::OP_WILDCARD, xc::str(prefix, n),
						   max_terms, how,
						   static_cast<Xapian::Query::op>(with)));
	});
}

/* A query that owns its posting source, which nobody else holds. */
static xc_status give_source(xc_query **out, Xapian::PostingSource *source)
{
	Xapian::Internal::opt_intrusive_ptr<Xapian::PostingSource> hold(source->release());

	return xc::give(out, Xapian::Query(hold.get()));
}

enum xc_status xc_query_fixed_weight(double weight, struct xc_query **out, struct xc_error *err)
{
	return xc::guard_query(err, {out}, [&] {
		if (!(weight >= 0))
			throw Xapian::InvalidArgumentError("a weight is 0 or more");
		return give_source(out, new Xapian::FixedWeightPostingSource(weight));
	});
}

enum xc_status xc_query_value_weight(uint32_t slot, struct xc_query **out, struct xc_error *err)
{
	return xc::guard_query(err, {out}, [&] {
		return give_source(out, new Xapian::ValueWeightPostingSource(slot));
	});
}

enum xc_status xc_query_decreasing_value_weight(uint32_t slot, uint32_t first, uint32_t last,
						struct xc_query **out, struct xc_error *err)
{
	return xc::guard_query(err, {out}, [&] {
		return give_source(out, new Xapian::DecreasingValueWeightPostingSource(slot, first,
										       last));
	});
}

enum xc_op xc_query_type(const struct xc_query *q)
{
	return q ? static_cast<xc_op>(q->q.get_type()) : XC_LEAF_MATCH_NOTHING;
}

size_t xc_query_count(const struct xc_query *q)
{
	return q ? q->q.get_num_subqueries() : 0;
}

uint32_t xc_query_length(const struct xc_query *q)
{
	return q ? q->q.get_length() : 0;
}

enum xc_status xc_query_get(const struct xc_query *q, size_t i, struct xc_query **out,
			    struct xc_error *err)
{
	return xc::guard(err, {q, out}, [&] {
		if (i >= q->q.get_num_subqueries())
			throw Xapian::InvalidArgumentError("no such subquery");
		return xc::give(out, Xapian::Query(q->q.get_subquery(i)));
	});
}

enum xc_status xc_query_terms(const struct xc_query *q, struct xc_terms **out, struct xc_error *err)
{
	return xc::guard(err, {q, out}, [&] {
		return xc::give_iterator(out, Xapian::TermIterator(q->q.get_terms_begin()));
	});
}

enum xc_status xc_query_unique_terms(const struct xc_query *q, struct xc_terms **out,
				     struct xc_error *err)
{
	return xc::guard(err, {q, out}, [&] {
		return xc::give_iterator(out, Xapian::TermIterator(q->q.get_unique_terms_begin()));
	});
}

enum xc_status xc_query_get_description(const struct xc_query *q, struct xc_bytes *out,
					struct xc_error *err)
{
	return xc::guard(err, {q, out}, [&] {
		xc::put(out, q->q.get_description());
		return XC_OK;
	});
}

enum xc_status xc_query_serialise(const struct xc_query *q, struct xc_bytes *out,
				  struct xc_error *err)
{
	return xc::guard_query(err, {q, out}, [&] {
		xc::put(out, q->q.serialise());
		return XC_OK;
	});
}

enum xc_status xc_query_unserialise(const char *p, size_t n, struct xc_query **out,
				    struct xc_error *err)
{
	return xc::guard_query(err, {out}, [&] {
		return xc::give(out, Xapian::Query(Xapian::Query::unserialise(xc::str(p, n))));
	});
}

void xc_query_free(struct xc_query *q)
{
	delete q;
}
