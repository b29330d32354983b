/* SPDX-License-Identifier: GPL-2.0-or-later */
/* libxapian-c/memory.cc - a query evaluated on decoded postings.
 *
 * Two passes.  The first finds the documents that match, set by set up the tree.
 * The second adds up weights for those, term by term, in an array by document: so
 * a total costs nothing, and a term costs one walk of its list, whatever stands
 * around it.  Weights are Xapian's BM25, to the formula and the estimates of
 * synonyms: only the order in which a document's weights are added is ours.
 *
 * Recursion follows the query, whose depth is the caller's affair, as in Xapian.
 */
#include <algorithm>
#include <cmath>
#include <queue>

#include "libxapian-c/memory.hh"

using xc::gallop;
using xc::idset;
using xc::postings;
using xc::shape;

struct xc_memory {
	xc::posting_cache lists;
	std::vector<uint64_t> bits;  /* scratch of unite(): all zero between calls */
	std::vector<double> weights; /* by document; all zero between calls */
	std::vector<uint32_t> sums;  /* of add_synonym(), likewise */
	std::vector<double> base;    /* of the denominator of BM25, by document */
	double k1 = -1, b = -1, min_normlen = -1; /* what base was made for */
	std::vector<const xc::postings *> spread; /* added whole, matches or not */
	size_t n_spread = 0;         /* documents of these */
	std::vector<xc_scored> top;  /* scratch of best_of() */
	idset matches;               /* lent to the caller */

	xc_memory(const Xapian::Database &db, size_t max)
	    : lists(db, max), bits(lists.end_id() / 64 + 1), weights(lists.end_id()), sums(lists.end_id())
	{
	}
};

namespace {

/* For fewer, a list is not added whole. */
const size_t FEW_DOCS = 256;

/* --- sets ----------------------------------------------------------------- */

/* A list so many times longer than the documents is asked about each of them; bits are
 * asked in any case. */
const size_t LONGER = 8;

/* Both walked, without a branch that could be guessed wrong. */
size_t merge(const idset &a, const idset &b, uint32_t *out)
{
	size_t i = 0, k = 0, n = 0;

	while (i < a.n && k < b.n) {
		uint32_t x = a.p[i], y = b.p[k];

		out[n] = x;
		n += x == y;
		i += x <= y;
		k += y <= x;
	}
	return n;
}

size_t intersect_bits(const postings &a, const postings &b, uint32_t *out)
{
	uint32_t *end = out;

	for (size_t w = 0; w < a.bits.size(); w++)
		end = xc::spell_out(a.bits[w] & b.bits[w], static_cast<uint32_t>(w * 64), end);
	return static_cast<size_t>(end - out);
}

/* Those of s, which is spelled out, that are in l, or that are not (want: false). */
size_t filter(const idset &s, const idset &l, bool want, uint32_t *out)
{
	size_t k = 0, n = 0;

	if (l.has_bits()) {
		for (size_t i = 0; i < s.n; i++) {
			out[n] = s.p[i];
			n += l.list->has(s.p[i]) == want;
		}
		return n;
	}
	for (size_t i = 0; i < s.n; i++) {
		bool in;

		if (l.list) {
			in = l.list->find(s.p[i], &k);
		} else {
			k = gallop(l.p, l.n, k, s.p[i]);
			in = k < l.n && l.p[k] == s.p[i];
		}
		out[n] = s.p[i];
		n += in == want;
	}
	return n;
}

idset intersect(const idset &a, const idset &b)
{
	const idset &s = a.n <= b.n ? a : b, &l = a.n <= b.n ? b : a;
	std::vector<uint32_t> v(s.n + 1);
	size_t n;
	idset out;

	if (s.has_bits() && l.has_bits()) {
		n = intersect_bits(*s.list, *l.list, v.data());
	} else if (s.has_bits()) {
		v.resize(l.n + 1);
		n = filter(l, s, true, v.data());
	} else if (l.has_bits() || l.n >= LONGER * s.n) {
		n = filter(s, l, true, v.data());
	} else {
		n = merge(s, l, v.data());
	}
	v.resize(n);
	out.keep(std::move(v));
	return out;
}

idset subtract(idset &a, const idset &b)
{
	std::vector<uint32_t> v(a.n + 1);
	idset out;

	a.spell();
	v.resize(filter(a, b, false, v.data()));
	out.keep(std::move(v));
	return out;
}

class evaluation {
	xc_memory &m;
	double k1;
	const idset *root = nullptr; /* all the documents that are scored */

	size_t size_bound(const shape &s);
	idset opaque(const shape &s);
	idset unite(const shape &s, const idset *among);
	idset all_of(const shape &s, const idset *among);
	double term_weight(size_t termfreq, double factor) const;
	double synonym_freq(const shape &s);
	void add_term(const std::string &term, double factor, const idset &docs);
	void add_synonym(const shape &s, double factor, const idset &docs);

      public:
	evaluation(xc_memory &memory, double k) : m(memory), k1(k) {}
	/* Documents that match: of `among` all that do, of others maybe some; NULL: all. */
	idset match(const shape &s, const idset *among = nullptr);
	void score_all(const shape &s, const idset &docs) { root = &docs, score(s, 1, docs, true); }

      private:
	/* within: every one of docs matches s */
	void score(const shape &s, double factor, const idset &docs, bool within);
};

/* Ranges of values and the like: Xapian says which documents. */
idset evaluation::opaque(const shape &s)
{
	Xapian::Enquire e(m.lists.database());
	std::vector<uint32_t> v;
	idset out;

	e.set_query(s.q);
	e.set_weighting_scheme(Xapian::BoolWeight());
	e.set_docid_order(Xapian::Enquire::ASCENDING);
	Xapian::MSet found = e.get_mset(0, m.lists.database().get_doccount());
	v.reserve(found.size());
	for (auto it = found.begin(); it != found.end(); ++it)
		v.push_back(*it);
	out.keep(std::move(v));
	return out;
}

idset evaluation::unite(const shape &s, const idset *among)
{
	std::vector<idset> kids;
	std::vector<uint32_t> v;
	size_t sum = 0;
	idset out;

	if (s.kids.size() == 1)
		return match(*s.kids[0], among);
	for (const auto &kid : s.kids) /* all before the first bit: a kid may need the bits too */
		kids.push_back(match(*kid, among));
	for (const idset &k : kids) {
		if (k.has_bits())
			for (size_t w = 0; w < m.bits.size(); w++)
				m.bits[w] |= k.list->bits[w];
		else
			for (size_t i = 0; i < k.n; i++)
				m.bits[k.p[i] / 64] |= uint64_t(1) << (k.p[i] % 64);
		sum += k.n;
	}
	v.resize(std::min(sum, m.lists.all.size()));
	uint32_t *end = v.data();
	for (size_t w = 0; w < m.bits.size(); w++) {
		end = xc::spell_out(m.bits[w], static_cast<uint32_t>(w * 64), end);
		m.bits[w] = 0;
	}
	v.resize(static_cast<size_t>(end - v.data()));
	out.keep(std::move(v));
	return out;
}

/* As many documents match at most. */
size_t evaluation::size_bound(const shape &s)
{
	size_t n = m.lists.all.size(), sum = 0;

	switch (s.op) {
	case XC_LEAF_TERM: return m.lists.freq(s.term);
	case XC_LEAF_MATCH_NOTHING: return 0;
	case XC_OP_SCALE_WEIGHT:
	case XC_OP_AND_MAYBE:
	case XC_OP_AND_NOT: return size_bound(*s.kids[0]);
	case XC_OP_OR:
	case XC_OP_SYNONYM:
		for (const auto &kid : s.kids)
			sum += size_bound(*kid);
		return std::min(sum, n);
	case XC_OP_AND:
	case XC_OP_FILTER:
		for (const auto &kid : s.kids)
			n = std::min(n, size_bound(*kid));
		return n;
	default: return n;
	}
}

/* The rarest decide first: the others are then asked about few. */
idset evaluation::all_of(const shape &s, const idset *among)
{
	std::vector<std::pair<size_t, const shape *>> kids;
	idset out;

	for (const auto &kid : s.kids)
		kids.emplace_back(size_bound(*kid), kid.get());
	std::stable_sort(kids.begin(), kids.end(),
			 [](const auto &x, const auto &y) { return x.first < y.first; });
	for (const auto &kid : kids) {
		idset next = match(*kid.second, among);

		out = among ? intersect(*among, next) : std::move(next);
		among = &out;
		if (out.n == 0)
			break;
	}
	return out;
}

idset evaluation::match(const shape &s, const idset *among)
{
	idset out;

	switch (s.op) {
	case XC_LEAF_TERM:
		out.lend(among ? m.lists.get_among(s.term, *among) : m.lists.get(s.term));
		return out;
	case XC_LEAF_MATCH_ALL: out.lend(m.lists.all); return out;
	case XC_LEAF_MATCH_NOTHING: return out;
	case XC_OP_SCALE_WEIGHT:
	case XC_OP_AND_MAYBE: return match(*s.kids[0], among);
	case XC_OP_OR:
	case XC_OP_SYNONYM: return unite(s, among);
	case XC_OP_AND:
	case XC_OP_FILTER: return all_of(s, among);
	case XC_OP_AND_NOT:
		out = match(*s.kids[0], among);
		for (size_t i = 1; i < s.kids.size(); i++)
			out = subtract(out, match(*s.kids[i], &out));
		return out;
	default: return opaque(s);
	}
}

/* --- weights -------------------------------------------------------------- */

/* Xapian's: k3 has no say where every term stands once in the query. */
double evaluation::term_weight(size_t termfreq, double factor) const
{
	double tf = static_cast<double>(termfreq);
	double w = (static_cast<double>(m.lists.all.size()) - tf + 0.5) / (tf + 0.5);

	if (w < 2)
		w = w * 0.5 + 1;
	return std::log(w) * factor * (k1 + 1);
}

/* What Xapian takes for the documents of a synonym: the estimates of ORs, the
 * rarest two joined first. */
double evaluation::synonym_freq(const shape &s)
{
	std::priority_queue<size_t, std::vector<size_t>, std::greater<size_t>> heap;
	double docs = static_cast<double>(m.lists.all.size());

	for (const auto &kid : s.kids)
		heap.push(m.lists.freq(kid->term));
	while (heap.size() > 1) {
		double a = static_cast<double>(heap.top()), b;

		heap.pop();
		b = static_cast<double>(heap.top());
		heap.pop();
		heap.push(static_cast<size_t>(std::llround(a + b - a * b / docs)));
	}
	return static_cast<double>(heap.top());
}

/* Where all the documents are asked for and the list is not much longer, it is added
 * whole: what is added to others is never read. */
void evaluation::add_term(const std::string &term, double factor, const idset &docs)
{
	double weight = term_weight(m.lists.freq(term), factor);
	const postings &t = m.lists.get_among(term, docs);
	size_t k = 0;

	if (weight == 0)
		return;
	if (&docs == root && t.n < docs.n && docs.n > FEW_DOCS) {
		m.spread.push_back(&t);
		m.n_spread += t.n;
		t.each([&](uint32_t id, size_t i) {
			double wdf = t.wdf(i);

			m.weights[id] += weight * (wdf / (m.base[id] + wdf));
		});
		return;
	}
	for (size_t i = 0; i < docs.n; i++) {
		uint32_t id = docs.p[i];

		if (t.find(id, &k)) {
			double wdf = t.wdf(k);

			m.weights[id] += weight * (wdf / (m.base[id] + wdf));
		}
	}
}

/* Long lists are asked about each document; short ones are added up whole, matches
 * or not, since it is the matches that are looked at. */
void evaluation::add_synonym(const shape &s, double factor, const idset &docs)
{
	std::vector<const postings *> lists; /* nothing is thrown once they are there */
	double weight;

	for (const auto &kid : s.kids) {
		if (kid->op != XC_LEAF_TERM)
			xc::throw_unsupported("a synonym of more than terms");
		lists.push_back(&m.lists.get_among(kid->term, docs));
	}
	weight = term_weight(static_cast<size_t>(synonym_freq(s)), factor);
	for (const postings *t : lists) {
		size_t k = 0;

		if (t->n < LONGER * docs.n)
			t->each([&](uint32_t id, size_t i) { m.sums[id] += t->wdf(i); });
		else
			for (size_t i = 0; i < docs.n; i++)
				if (t->find(docs.p[i], &k))
					m.sums[docs.p[i]] += t->wdf(k);
	}
	for (size_t i = 0; i < docs.n; i++) {
		uint32_t id = docs.p[i];
		double wdf = std::min(m.sums[id], m.lists.lengths[id]);

		if (m.sums[id])
			m.weights[id] += weight * (wdf / (m.base[id] + wdf));
		m.sums[id] = 0;
	}
	for (const postings *t : lists)
		if (t->n < LONGER * docs.n)
			t->each([&](uint32_t id, size_t) { m.sums[id] = 0; });
}

void evaluation::score(const shape &s, double factor, const idset &docs, bool within)
{
	idset mine;
	const idset *in = &docs;

	if (factor == 0)
		return;
	switch (s.op) {
	case XC_LEAF_TERM: add_term(s.term, factor, docs); return;
	case XC_LEAF_MATCH_ALL:
	case XC_LEAF_MATCH_NOTHING: return;
	case XC_OP_SCALE_WEIGHT: score(*s.kids[0], factor * s.factor, docs, within); return;
	case XC_OP_SYNONYM: add_synonym(s, factor, docs); return;
	case XC_OP_OR:
		for (const auto &kid : s.kids)
			score(*kid, factor, docs, false);
		return;
	case XC_OP_AND:
	case XC_OP_AND_MAYBE:
	case XC_OP_FILTER:
	case XC_OP_AND_NOT: break;
	default: xc::throw_unsupported("a weight that only Xapian knows");
	}
	if (!within) {
		mine = intersect(docs, match(s, &docs));
		in = &mine;
	}
	score(*s.kids[0], factor, *in, true);
	if (s.op == XC_OP_AND || s.op == XC_OP_AND_MAYBE)
		for (size_t i = 1; i < s.kids.size(); i++)
			score(*s.kids[i], factor, *in, s.op == XC_OP_AND);
}

/* --- the best ------------------------------------------------------------- */

struct better {
	bool operator()(const xc_scored &x, const xc_scored &y) const
	{
		return x.weight != y.weight ? x.weight > y.weight : x.docid < y.docid;
	}
};

/* The best `want` of docs, the best first, into v.  Twice as many are collected, of
 * which the worse half leaves whenever they are full. */
size_t best_of(xc_memory &m, const idset &docs, xc_scored *v, size_t want)
{
	std::vector<xc_scored> &top = m.top;
	double least = -1; /* what does not weigh more is not among the best */

	if (want == 0)
		return 0;
	top.clear();
	for (size_t i = 0; i < docs.n; i++) {
		double weight = m.weights[docs.p[i]];

		if (weight <= least)
			continue;
		top.push_back(xc_scored{docs.p[i], weight});
		if (top.size() < 2 * want)
			continue;
		std::nth_element(top.begin(), top.begin() + static_cast<ptrdiff_t>(want) - 1,
				 top.end(), better());
		top.resize(want);
		least = top.back().weight;
	}
	std::sort(top.begin(), top.end(), better());
	want = std::min(want, top.size());
	std::copy(top.begin(), top.begin() + static_cast<ptrdiff_t>(want), v);
	return want;
}

/* The part of BM25's denominator that the document gives. */
void prepare(xc_memory &m, const double *bm25)
{
	double factor = m.lists.average > 0 ? 1 / m.lists.average : 0;

	if (!m.base.empty() && m.k1 == bm25[0] && m.b == bm25[3] && m.min_normlen == bm25[4])
		return;
	m.base.resize(m.lists.end_id());
	for (size_t i = 0; i < m.base.size(); i++) {
		double len = std::max(m.lists.lengths[i] * factor, bm25[4]);

		m.base[i] = bm25[0] * (len * bm25[3] + (1 - bm25[3]));
	}
	m.k1 = bm25[0];
	m.b = bm25[3];
	m.min_normlen = bm25[4];
}

/* Weights go back to zero, whatever happens in between. */
struct clearing {
	xc_memory &m;
	const idset &docs;

	~clearing()
	{
		if (m.n_spread > m.weights.size() / 4) {
			std::fill(m.weights.begin(), m.weights.end(), 0.0);
		} else {
			for (size_t i = 0; i < docs.n; i++)
				m.weights[docs.p[i]] = 0;
			for (const xc::postings *t : m.spread)
				t->each([&](uint32_t id, size_t) { m.weights[id] = 0; });
		}
		m.spread.clear();
		m.n_spread = 0;
	}
};

const shape &shape_of(const xc_query *q)
{
	if (!q->made)
		xc::throw_unsupported("a query that only Xapian can evaluate");
	return *q->made;
}

} // namespace

enum xc_status xc_memory_new(const struct xc_db *db, size_t max_bytes, struct xc_memory **out,
			     struct xc_error *err)
{
	return xc::guard(err, {db, out}, [&] {
		*out = std::unique_ptr<xc_memory>(new xc_memory(db->db, max_bytes)).release();
		return XC_OK;
	});
}

void xc_memory_free(struct xc_memory *m)
{
	delete m;
}

enum xc_status xc_memory_freq(struct xc_memory *m, const char *term, size_t n, uint32_t *out,
			      struct xc_error *err)
{
	return xc::guard(err, {m, term, out}, [&] {
		*out = static_cast<uint32_t>(m->lists.freq(std::string(term, n)));
		return XC_OK;
	});
}

enum xc_status xc_memory_match(struct xc_memory *m, const struct xc_query *q, const uint32_t **ids,
			       size_t *n, struct xc_error *err)
{
	return xc::guard(err, {m, q, ids, n}, [&] {
		m->matches = idset();
		m->lists.begin();
		m->matches = evaluation(*m, 0).match(shape_of(q));
		m->matches.spell();
		*ids = m->matches.p;
		*n = m->matches.n;
		return XC_OK;
	});
}

enum xc_status xc_memory_rank(struct xc_memory *m, const struct xc_query *q, const double *bm25,
			      const struct xc_ids *only, struct xc_scored *out, size_t *n,
			      struct xc_ids *found, struct xc_error *err)
{
	return xc::guard(err, {m, q, bm25, out, n, found}, [&] {
		const shape &s = shape_of(q);
		evaluation e(*m, bm25[0]);
		idset docs;

		if (bm25[1] != 0)
			xc::throw_unsupported("k2 is not 0");
		m->matches = idset();
		m->lists.begin();
		prepare(*m, bm25);
		if (!only)
			docs = e.match(s), docs.spell();
		else if (only->n && only->p[only->n - 1] < m->lists.end_id())
			docs.p = only->p, docs.n = only->n;
		{
			clearing at_the_end{*m, docs};

			e.score_all(s, docs);
			*n = best_of(*m, docs, out, *n);
		}
		m->matches = std::move(docs);
		found->p = m->matches.p;
		found->n = m->matches.n;
		return XC_OK;
	});
}
