/* SPDX-License-Identifier: GPL-2.0-or-later */
/* libxapian-c/source.cc - posting sources whose work is done by C callbacks.
 *
 * What the callbacks say is checked: ids must ascend and weights lie between 0
 * and the bound that was promised, or Xapian would walk for ever or lose
 * matches in silence.
 */
#include <cstdlib>

#include "libxapian-c/internal.hh"

namespace {

class c_source : public Xapian::PostingSource {
	xc_source s;
	xc_db shard;
	xc_source_bounds bounds{0, 0, 0, 0};
	Xapian::docid cur = 0;
	bool ended = false;

	void moved(int said, Xapian::docid did, Xapian::docid at_least, double bound);

      public:
	explicit c_source(const xc_source &source) noexcept : s(source) {}
	~c_source() override
	{
		if (s.free)
			s.free(s.ctx);
	}

	void init(const Xapian::Database &db) override;
	void next(double min_weight) override;
	void skip_to(Xapian::docid target, double min_weight) override;
	double get_weight() const override;
	c_source *clone() const override;
	Xapian::doccount get_termfreq_min() const override { return bounds.docs_min; }
	Xapian::doccount get_termfreq_est() const override { return bounds.docs_est; }
	Xapian::doccount get_termfreq_max() const override { return bounds.docs_max; }
	Xapian::docid get_docid() const override { return cur; }
	bool at_end() const override { return ended; }
	std::string get_description() const override { return "xc_source"; }
};

void c_source::init(const Xapian::Database &db)
{
	shard.db = db;
	cur = 0;
	ended = false;
	bounds = xc_source_bounds{0, 0, 0, 0};
	if (s.init(s.ctx, &shard, &bounds) < 0)
		xc::throw_stopped();
	if (bounds.docs_min > bounds.docs_est || bounds.docs_est > bounds.docs_max ||
	    !(bounds.max_weight >= 0))
		throw Xapian::InvalidArgumentError("xc_source: bounds out of order");
	set_maxweight(bounds.max_weight);
}

/* Take over what a callback that moves has said. */
void c_source::moved(int said, Xapian::docid did, Xapian::docid at_least, double bound)
{
	if (said < 0)
		xc::throw_stopped();
	if (said == 0) {
		ended = true;
		return;
	}
	if (did < at_least)
		throw Xapian::InvalidArgumentError("xc_source: document ids do not ascend");
	cur = did;
	if (bound >= 0 && bound < get_maxweight())
		set_maxweight(bound);
}

void c_source::next(double min_weight)
{
	Xapian::docid did = 0;
	double bound = get_maxweight();
	int said = s.next(s.ctx, min_weight, &did, &bound);

	moved(said, did, cur + 1, bound);
}

void c_source::skip_to(Xapian::docid target, double min_weight)
{
	Xapian::docid did = 0;
	double bound = get_maxweight();

	if (ended || cur >= target)
		return;
	if (!s.skip_to) {
		while (!ended && cur < target)
			next(min_weight);
		return;
	}
	int said = s.skip_to(s.ctx, target, min_weight, &did, &bound);
	moved(said, did, target, bound);
}

double c_source::get_weight() const
{
	double w = 0;

	if (!s.weight)
		return 0;
	if (s.weight(s.ctx, &w) < 0)
		xc::throw_stopped();
	if (!(w >= 0))
		throw Xapian::InvalidArgumentError("xc_source: a weight is 0 or more");
	return w < get_maxweight() ? w : get_maxweight();
}

c_source *c_source::clone() const
{
	xc_source other = s;

	if (!s.clone)
		return nullptr;
	if (s.clone(s.ctx, &other.ctx) < 0)
		xc::throw_stopped();
	c_source *c = new (std::nothrow) c_source(other);
	if (!c) {
		if (other.free)
			other.free(other.ctx);
		throw std::bad_alloc();
	}
	return c;
}

} // namespace

enum xc_status xc_query_source(const struct xc_source *source, struct xc_query **out,
			       struct xc_error *err)
{
	return xc::guard_query(err, {source}, [&] {
		std::unique_ptr<c_source> made(new (std::nothrow) c_source(*source));

		if (!made) {
			if (source->free)
				source->free(source->ctx);
			throw std::bad_alloc();
		}
		/* from here on the context is ended with `made` */
		if (!out || !source->init || !source->next)
			throw Xapian::InvalidArgumentError("xc_source needs init and next");
		made->release();
		Xapian::Internal::opt_intrusive_ptr<Xapian::PostingSource> hold(made.release());
		return xc::give(out, Xapian::Query(hold.get()));
	});
}
