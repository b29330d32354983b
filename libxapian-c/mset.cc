/* SPDX-License-Identifier: GPL-2.0-or-later */
/* libxapian-c/mset.cc - matches, and relevance feedback from them. */
#include "libxapian-c/enquire.hh"

namespace {

Xapian::MSetIterator item(const xc_mset *m, uint32_t i)
{
	if (i >= m->m.size())
		throw Xapian::InvalidArgumentError("no such item in the mset");
	return m->m[i];
}

class c_expand_decider : public Xapian::ExpandDecider {
	const xc_expand &x;

      public:
	explicit c_expand_decider(const xc_expand &expand) : x(expand) {}
	bool operator()(const std::string &term) const override
	{
		int v = x.keep(x.ctx, term.data(), term.size());

		if (v < 0)
			xc::throw_stopped();
		return v != XC_REJECT;
	}
};

} // namespace

uint32_t xc_mset_size(const struct xc_mset *m)
{
	return m ? m->m.size() : 0;
}

enum xc_status xc_mset_get_stats(const struct xc_mset *m, struct xc_mset_stats *out,
				 struct xc_error *err)
{
	return xc::guard(err, {m, out}, [&] {
		xc_mset_stats s;

		s.size = m->m.size();
		s.first = m->m.get_firstitem();
		s.matches = {m->m.get_matches_lower_bound(), m->m.get_matches_estimated(),
			     m->m.get_matches_upper_bound()};
		s.uncollapsed = {m->m.get_uncollapsed_matches_lower_bound(),
				 m->m.get_uncollapsed_matches_estimated(),
				 m->m.get_uncollapsed_matches_upper_bound()};
		s.max_possible = m->m.get_max_possible();
		s.max_attained = m->m.get_max_attained();
		*out = s;
		return XC_OK;
	});
}

enum xc_status xc_mset_hit(const struct xc_mset *m, uint32_t i, struct xc_hit *out,
			   struct xc_error *err)
{
	return xc::guard(err, {m, out}, [&] {
		Xapian::MSetIterator it = item(m, i);
		xc_hit h;

		h.docid = *it;
		h.rank = it.get_rank();
		h.weight = it.get_weight();
		h.percent = it.get_percent();
		h.collapsed = it.get_collapse_count();
		*out = h;
		return XC_OK;
	});
}

enum xc_status xc_mset_doc(const struct xc_mset *m, uint32_t i, struct xc_doc **out,
			   struct xc_error *err)
{
	return xc::guard(err, {m, out},
			 [&] { return xc::give(out, item(m, i).get_document()); });
}

enum xc_status xc_mset_collapse_key(const struct xc_mset *m, uint32_t i, struct xc_bytes *out,
				    struct xc_error *err)
{
	return xc::guard(err, {m, out}, [&] {
		xc::put(out, item(m, i).get_collapse_key());
		return XC_OK;
	});
}

enum xc_status xc_mset_sort_key(const struct xc_mset *m, uint32_t i, struct xc_bytes *out,
				struct xc_error *err)
{
	return xc::guard(err, {m, out}, [&] {
		xc::put(out, item(m, i).get_sort_key());
		return XC_OK;
	});
}

enum xc_status xc_mset_termfreq(const struct xc_mset *m, const char *term, size_t n, uint32_t *out,
				struct xc_error *err)
{
	return xc::guard(err, {m, out}, [&] {
		*out = m->m.get_termfreq(xc::str(term, n));
		return XC_OK;
	});
}

enum xc_status xc_mset_termweight(const struct xc_mset *m, const char *term, size_t n, double *out,
				  struct xc_error *err)
{
	return xc::guard(err, {m, out}, [&] {
		*out = m->m.get_termweight(xc::str(term, n));
		return XC_OK;
	});
}

enum xc_status xc_mset_fetch(const struct xc_mset *m, struct xc_error *err)
{
	return xc::guard(err, {m}, [&] {
		/* It is a hint.  Xapian 1.4 counts from the wrong end for an mset that
		 * does not begin at 0 and reads before its first item. */
		if (m->m.get_firstitem() == 0)
			m->m.fetch();
		return XC_OK;
	});
}

void xc_mset_free(struct xc_mset *m)
{
	delete m;
}

enum xc_status xc_rset_new(struct xc_rset **out, struct xc_error *err)
{
	return xc::guard(err, {out}, [&] { return xc::give(out, Xapian::RSet()); });
}

enum xc_status xc_rset_add(struct xc_rset *r, uint32_t docid, struct xc_error *err)
{
	return xc::guard(err, {r}, [&] {
		r->r.add_document(docid);
		return XC_OK;
	});
}

enum xc_status xc_rset_remove(struct xc_rset *r, uint32_t docid, struct xc_error *err)
{
	return xc::guard(err, {r}, [&] {
		r->r.remove_document(docid);
		return XC_OK;
	});
}

bool xc_rset_has(const struct xc_rset *r, uint32_t docid)
{
	return r && r->r.contains(docid);
}

uint32_t xc_rset_size(const struct xc_rset *r)
{
	return r ? r->r.size() : 0;
}

void xc_rset_free(struct xc_rset *r)
{
	delete r;
}

enum xc_status xc_enquire_eset(const struct xc_enquire *e, const struct xc_expand *x,
			       struct xc_eset **out, struct xc_error *err)
{
	return xc::guard(err, {e, x, out}, [&] {
		if (!x->rset)
			throw Xapian::InvalidArgumentError("an eset needs an rset");

		c_expand_decider decider(*x);
		return xc::give(out, e->e.get_eset(x->max_items, x->rset->r,
						   static_cast<int>(x->flags),
						   x->keep ? &decider : nullptr, x->min_weight));
	});
}

uint32_t xc_eset_size(const struct xc_eset *s)
{
	return s ? s->s.size() : 0;
}

enum xc_status xc_eset_get(const struct xc_eset *s, uint32_t i, struct xc_bytes *term,
			   double *weight, struct xc_error *err)
{
	return xc::guard(err, {s, term}, [&] {
		if (i >= s->s.size())
			throw Xapian::InvalidArgumentError("no such item in the eset");
		Xapian::ESetIterator it = s->s[i];
		double w = it.get_weight();

		xc::put(term, *it);
		if (weight)
			*weight = w;
		return XC_OK;
	});
}

void xc_eset_free(struct xc_eset *s)
{
	delete s;
}
