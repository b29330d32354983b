/* SPDX-License-Identifier: GPL-2.0-or-later */
/* libxapian-c/match.cc - running a match, and the callbacks inside it.
 *
 * A document in a match reads values through streams that the matcher keeps for
 * each slot and moves forward, so Document::get_value() there costs what a
 * ValueIterator of one's own costs (README.md has the figures) and no more is to
 * be gained by a second stream.  What is left is the string that Xapian returns:
 * it is moved, not copied, into the xc_doc_ref and lent from there.
 *
 * Terms that every document has.  Where a term has no weight, Xapian 1.4 reads the
 * list of all documents in its place, under the term's name; at the end of that
 * list's first chunk it takes the next one, whose name is another, for damage
 * ("Unexpected end of posting list").  So such a term is asked for as all documents,
 * which is the same, where ids have gaps (else Xapian counts instead of reading).
 */
#include <cstring>

#include "libxapian-c/enquire.hh"

struct xc_doc_ref {
	const Xapian::Document *doc = nullptr;
	std::string lent;     /* what xc_doc_ref_value() lends */
	xc_status failed = XC_OK; /* of the last call that failed in this callback */
	char why[XC_ERROR_MAX] = "";
};

struct xc_counts {
	Xapian::Internal::opt_intrusive_ptr<Xapian::ValueCountMatchSpy> spy;
};

namespace {

/* The callback said stop: leave the match with what it could not read, or with
 * XC_ERR_CALLBACK. */
[[noreturn]] void stop(const xc_doc_ref &ref)
{
	xc::stopped s;

	if (ref.failed == XC_OK)
		xc::throw_stopped();
	s.status = ref.failed;
	memcpy(s.msg, ref.why, sizeof(s.msg));
	throw s;
}

class c_decider : public Xapian::MatchDecider {
	xc_decide_fn *fn;
	void *ctx;
	mutable xc_doc_ref ref;

      public:
	c_decider(xc_decide_fn *f, void *c) : fn(f), ctx(c) {}
	bool operator()(const Xapian::Document &doc) const override
	{
		ref.doc = &doc;
		ref.failed = XC_OK;
		int v = fn(ctx, &ref);
		if (v < 0)
			stop(ref);
		return v != XC_REJECT;
	}
};

class c_spy : public Xapian::MatchSpy {
	xc_spy_fn *fn;
	void *ctx;
	xc_doc_ref ref;

      public:
	c_spy(xc_spy_fn *f, void *c) : fn(f), ctx(c) {}
	void operator()(const Xapian::Document &doc, double weight) override
	{
		ref.doc = &doc;
		ref.failed = XC_OK;
		if (fn(ctx, &ref, weight) < 0)
			stop(ref);
	}
};

/* guard() that also remembers the failure for stop(). */
template <typename F>
xc_status guard_ref(xc_error *err, xc_doc_ref *ref, std::initializer_list<const void *> needed,
		    F &&body) noexcept
{
	xc_error e;
	xc_status st;

	if (!ref)
		return xc::missing(err);
	st = xc::guard(&e, needed, body);
	if (st == XC_OK)
		return st;
	ref->failed = st;
	memcpy(ref->why, e.msg, sizeof(ref->why));
	return xc::fail(err, st, e.msg);
}

/* A query without its weightless terms that all documents have. */
class whole_terms {
	const Xapian::Database &db;
	Xapian::doccount docs;

      public:
	bool changed = false;

	explicit whole_terms(const Xapian::Database &d) : db(d), docs(d.get_doccount()) {}

	Xapian::Query replace(const xc::shape &s, bool weightless);

      private:
	Xapian::Query kids(const xc::shape &s, bool weightless);
};

Xapian::Query whole_terms::kids(const xc::shape &s, bool weightless)
{
	std::vector<Xapian::Query> v;

	v.reserve(s.kids.size());
	for (const auto &kid : s.kids) {
		bool only_filters = !v.empty() && (s.op == XC_OP_FILTER || s.op == XC_OP_AND_NOT);

		v.push_back(replace(*kid, weightless || only_filters));
	}
	return Xapian::Query(static_cast<Xapian::Query::op>(s.op), v.begin(), v.end());
}

Xapian::Query whole_terms::replace(const xc::shape &s, bool weightless)
{
	switch (s.op) {
	case xc::shape::OPAQUE: return s.q;
	case XC_LEAF_MATCH_NOTHING: return Xapian::Query();
	case XC_LEAF_MATCH_ALL: return Xapian::Query(std::string());
	case XC_LEAF_TERM:
		if (!weightless || db.get_termfreq(s.term) != docs)
			return Xapian::Query(s.term);
		changed = true;
		return Xapian::Query(std::string());
	case XC_OP_SCALE_WEIGHT:
		return Xapian::Query(s.factor, replace(*s.kids[0], weightless || s.factor == 0));
	default: return kids(s, weightless);
	}
}

/* The enquire's query that is safe to run, for as long as this lives. */
class safe_query {
	Xapian::Enquire e; /* shares what it asks with the caller's */
	const xc_enquire &of;
	bool changed = false;

      public:
	explicit safe_query(const xc_enquire &x) : e(x.e), of(x)
	{
		whole_terms w(x.db);

		if (!x.query.made || x.db.get_doccount() == x.db.get_lastdocid())
			return;
		Xapian::Query q = w.replace(*x.query.made, x.weightless);

		changed = w.changed;
		if (changed)
			e.set_query(q, of.query_length);
	}
	~safe_query()
	{
		if (changed)
			e.set_query(of.query.q, of.query_length);
	}
	safe_query(const safe_query &) = delete;
	safe_query &operator=(const safe_query &) = delete;
};

} // namespace

uint32_t xc_doc_ref_docid(const struct xc_doc_ref *doc)
{
	uint32_t did = 0;

	/* a field of the document: nothing here can throw, but C asks */
	xc::guard(nullptr, {doc}, [&] {
		did = doc->doc->get_docid();
		return XC_OK;
	});
	return did;
}

enum xc_status xc_doc_ref_value(struct xc_doc_ref *doc, uint32_t slot, const char **p, size_t *n,
				struct xc_error *err)
{
	return guard_ref(err, doc, {p, n}, [&] {
		doc->lent = doc->doc->get_value(slot);
		*p = doc->lent.data();
		*n = doc->lent.size();
		return XC_OK;
	});
}

enum xc_status xc_doc_ref_get_value(struct xc_doc_ref *doc, uint32_t slot, struct xc_bytes *out,
				    struct xc_error *err)
{
	return guard_ref(err, doc, {out}, [&] {
		xc::put(out, doc->doc->get_value(slot));
		return XC_OK;
	});
}

enum xc_status xc_doc_ref_get_data(struct xc_doc_ref *doc, struct xc_bytes *out,
				   struct xc_error *err)
{
	return guard_ref(err, doc, {out}, [&] {
		xc::put(out, doc->doc->get_data());
		return XC_OK;
	});
}

enum xc_status xc_enquire_mset(const struct xc_enquire *e, const struct xc_match *match,
			       struct xc_mset **out, struct xc_error *err)
{
	return xc::guard(err, {e, match, out}, [&] {
		c_decider decider(match->decide, match->ctx);
		safe_query safe(*e);

		return xc::give(out, e->e.get_mset(match->first, match->max_items,
						   match->check_at_least,
						   match->rset ? &match->rset->r : nullptr,
						   match->decide ? &decider : nullptr));
	});
}

enum xc_status xc_enquire_add_spy(struct xc_enquire *e, xc_spy_fn *fn, void *ctx,
				  struct xc_error *err)
{
	return xc::guard(err, {e, reinterpret_cast<const void *>(fn)}, [&] {
		Xapian::Internal::opt_intrusive_ptr<Xapian::MatchSpy> spy(
			(new c_spy(fn, ctx))->release());

		e->e.add_matchspy(spy.get());
		return XC_OK;
	});
}

enum xc_status xc_enquire_add_counts(struct xc_enquire *e, uint32_t slot, struct xc_counts **out,
				     struct xc_error *err)
{
	return xc::guard(err, {e, out}, [&] {
		auto *spy = new Xapian::ValueCountMatchSpy(slot);

		spy->release();
		std::unique_ptr<xc_counts> c(
			new xc_counts{Xapian::Internal::opt_intrusive_ptr<
				Xapian::ValueCountMatchSpy>(spy)});
		e->e.add_matchspy(spy);
		*out = c.release();
		return XC_OK;
	});
}

enum xc_status xc_enquire_clear_spies(struct xc_enquire *e, struct xc_error *err)
{
	return xc::guard(err, {e}, [&] {
		e->e.clear_matchspies();
		return XC_OK;
	});
}

enum xc_status xc_counts_total(const struct xc_counts *c, uint64_t *out, struct xc_error *err)
{
	return xc::guard(err, {c, out}, [&] {
		*out = c->spy->get_total();
		return XC_OK;
	});
}

enum xc_status xc_counts_top(const struct xc_counts *c, size_t max, struct xc_terms **out,
			     struct xc_error *err)
{
	return xc::guard(err, {c, out}, [&] {
		return xc::give_iterator(out, max ? c->spy->top_values_begin(max)
						  : c->spy->values_begin());
	});
}

void xc_counts_free(struct xc_counts *c)
{
	delete c;
}
