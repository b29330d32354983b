/* SPDX-License-Identifier: GPL-2.0-or-later */
/* libxapian-c/enquire.cc - a query on a database: how to weigh, sort, cut and
 * collapse.  Running it is match.cc's. */
#include "libxapian-c/enquire.hh"

namespace {

using Xapian::Weight;

/* In the order of enum xc_weight: defaults as the header has them. */
const struct scheme {
	size_t n;
	double defaults[6];
	Weight *(*make)(const double *p);
} schemes[] = {
	{5, {1, 0, 1, 0.5, 0.5},
	 [](const double *p) -> Weight * {
		 return new Xapian::BM25Weight(p[0], p[1], p[2], p[3], p[4]);
	 }},
	{6, {1, 0, 1, 0.5, 0.5, 1},
	 [](const double *p) -> Weight * {
		 return new Xapian::BM25PlusWeight(p[0], p[1], p[2], p[3], p[4], p[5]);
	 }},
	{0, {}, [](const double *) -> Weight * { return new Xapian::BoolWeight(); }},
	{1, {1}, [](const double *p) -> Weight * { return new Xapian::TradWeight(p[0]); }},
	{0, {}, [](const double *) -> Weight * { return new Xapian::CoordWeight(); }},
	{0, {}, [](const double *) -> Weight * { return new Xapian::DPHWeight(); }},
	{0, {}, [](const double *) -> Weight * { return new Xapian::DLHWeight(); }},
	{1, {1}, [](const double *p) -> Weight * { return new Xapian::PL2Weight(p[0]); }},
	{2, {1, 0.8},
	 [](const double *p) -> Weight * { return new Xapian::PL2PlusWeight(p[0], p[1]); }},
	{1, {1}, [](const double *p) -> Weight * { return new Xapian::InL2Weight(p[0]); }},
	{1, {1}, [](const double *p) -> Weight * { return new Xapian::IfB2Weight(p[0]); }},
	{1, {1}, [](const double *p) -> Weight * { return new Xapian::IneB2Weight(p[0]); }},
	{1, {1}, [](const double *p) -> Weight * { return new Xapian::BB2Weight(p[0]); }},
};

static_assert(sizeof(schemes) / sizeof(schemes[0]) == XC_WEIGHT_COUNT, "a scheme is missing");

void refuse(const char *msg)
{
	throw Xapian::InvalidArgumentError(msg);
}

} // namespace

enum xc_status xc_enquire_new(const struct xc_db *db, struct xc_enquire **out,
			      struct xc_error *err)
{
	return xc::guard(err, {db, out}, [&] {
		*out = new xc_enquire{Xapian::Enquire(db->db), db->db};
		return XC_OK;
	});
}

void xc_enquire_free(struct xc_enquire *e)
{
	delete e;
}

enum xc_status xc_enquire_set_query(struct xc_enquire *e, const struct xc_query *q,
				    uint32_t query_length, struct xc_error *err)
{
	return xc::guard_query(err, {e, q}, [&] {
		e->e.set_query(q->q, query_length);
		e->query = *q;
		e->query_length = query_length;
		return XC_OK;
	});
}

enum xc_status xc_enquire_set_weight(struct xc_enquire *e, enum xc_weight scheme,
				     const double *params, size_t n, struct xc_error *err)
{
	return xc::guard(err, {e}, [&] {
		int which = xc::raw(scheme);

		if (which < 0 || which >= XC_WEIGHT_COUNT)
			refuse("an unknown weighting scheme");
		const auto &s = schemes[which];
		if (n != 0 && (n != s.n || !params))
			refuse("wrong number of parameters for this weighting scheme");
		for (size_t i = 0; i < n; i++)
			if (!(params[i] >= 0))
				refuse("a parameter of a weighting scheme is 0 or more");
		std::unique_ptr<Weight> w(s.make(n ? params : s.defaults));
		e->e.set_weighting_scheme(*w);
		e->weightless = which == XC_WEIGHT_BOOL;
		return XC_OK;
	});
}

enum xc_status xc_enquire_set_weight_tfidf(struct xc_enquire *e, const char *normalizations,
					   struct xc_error *err)
{
	return xc::guard(err, {e, normalizations}, [&] {
		e->e.set_weighting_scheme(Xapian::TfIdfWeight(normalizations));
		e->weightless = false;
		return XC_OK;
	});
}

enum xc_status xc_enquire_set_weight_lm(struct xc_enquire *e, double log,
					enum xc_smoothing smoothing, double param1, double param2,
					struct xc_error *err)
{
	return xc::guard(err, {e}, [&] {
		int how = xc::raw(smoothing);

		if (how < XC_SMOOTHING_TWO_STAGE || how > XC_SMOOTHING_DIRICHLET_PLUS)
			refuse("an unknown kind of smoothing");
		if (!(log >= 0))
			refuse("the clamp of the logarithm is 0 or more");
		e->e.set_weighting_scheme(Xapian::LMWeight(
			log, static_cast<Weight::type_smoothing>(how), param1, param2));
		e->weightless = false;
		return XC_OK;
	});
}

enum xc_status xc_enquire_set_expansion(struct xc_enquire *e, const char *scheme, double k,
					struct xc_error *err)
{
	return xc::guard(err, {e, scheme}, [&] {
		e->e.set_expansion_scheme(scheme, k);
		return XC_OK;
	});
}

enum xc_status xc_enquire_set_sort(struct xc_enquire *e, enum xc_sort sort, uint32_t slot,
				   bool descending, struct xc_error *err)
{
	return xc::guard(err, {e}, [&] {
		switch (xc::raw(sort)) {
		case XC_SORT_RELEVANCE:
			e->e.set_sort_by_relevance();
			break;
		case XC_SORT_VALUE:
			e->e.set_sort_by_value(slot, descending);
			break;
		case XC_SORT_VALUE_THEN_RELEVANCE:
			e->e.set_sort_by_value_then_relevance(slot, descending);
			break;
		case XC_SORT_RELEVANCE_THEN_VALUE:
			e->e.set_sort_by_relevance_then_value(slot, descending);
			break;
		default:
			refuse("an unknown sort order");
		}
		return XC_OK;
	});
}

enum xc_status xc_enquire_set_sort_keys(struct xc_enquire *e, enum xc_sort sort,
					const struct xc_sort_key *keys, size_t n,
					struct xc_error *err)
{
	return xc::guard(err, {e, keys}, [&] {
		auto *made = new Xapian::MultiValueKeyMaker;
		Xapian::Internal::opt_intrusive_ptr<Xapian::KeyMaker> hold(made->release());

		if (n == 0)
			refuse("no slot to sort by");
		for (size_t i = 0; i < n; i++)
			made->add_value(keys[i].slot, keys[i].descending);
		switch (xc::raw(sort)) {
		case XC_SORT_VALUE:
			e->e.set_sort_by_key(made, false);
			break;
		case XC_SORT_VALUE_THEN_RELEVANCE:
			e->e.set_sort_by_key_then_relevance(made, false);
			break;
		case XC_SORT_RELEVANCE_THEN_VALUE:
			e->e.set_sort_by_relevance_then_key(made, false);
			break;
		default:
			refuse("a sort order that has no keys");
		}
		return XC_OK;
	});
}

enum xc_status xc_enquire_set_docid_order(struct xc_enquire *e, enum xc_docid_order order,
					  struct xc_error *err)
{
	return xc::guard(err, {e}, [&] {
		switch (xc::raw(order)) {
		case XC_DOCID_ASCENDING:
			e->e.set_docid_order(Xapian::Enquire::ASCENDING);
			break;
		case XC_DOCID_DESCENDING:
			e->e.set_docid_order(Xapian::Enquire::DESCENDING);
			break;
		case XC_DOCID_DONT_CARE:
			e->e.set_docid_order(Xapian::Enquire::DONT_CARE);
			break;
		default:
			refuse("an unknown order of document ids");
		}
		return XC_OK;
	});
}

enum xc_status xc_enquire_set_cutoff(struct xc_enquire *e, int percent, double weight,
				     struct xc_error *err)
{
	return xc::guard(err, {e}, [&] {
		if (percent < 0 || percent > 100 || !(weight >= 0))
			refuse("a cutoff is 0 to 100 percent, its weight 0 or more");
		e->e.set_cutoff(percent, weight);
		return XC_OK;
	});
}

enum xc_status xc_enquire_set_collapse(struct xc_enquire *e, uint32_t slot, uint32_t max,
				       struct xc_error *err)
{
	return xc::guard(err, {e}, [&] {
		e->e.set_collapse_key(max ? slot : Xapian::BAD_VALUENO, max);
		return XC_OK;
	});
}

enum xc_status xc_enquire_set_time_limit(struct xc_enquire *e, double seconds, struct xc_error *err)
{
	return xc::guard(err, {e}, [&] {
		if (!(seconds >= 0))
			refuse("a time limit is 0 or more");
		e->e.set_time_limit(seconds);
		return XC_OK;
	});
}

enum xc_status xc_enquire_matching_terms(const struct xc_enquire *e, uint32_t docid,
					 struct xc_terms **out, struct xc_error *err)
{
	return xc::guard(err, {e, out}, [&] {
		return xc::give_iterator(
			out, Xapian::TermIterator(e->e.get_matching_terms_begin(docid)));
	});
}
