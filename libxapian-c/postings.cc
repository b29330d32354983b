/* SPDX-License-Identifier: GPL-2.0-or-later */
/* libxapian-c/postings.cc - posting lists decoded once: see memory.hh. */
#include "libxapian-c/memory.hh"

#include <algorithm>

namespace xc {

/* Above it the arrays by document would outweigh what they save. */
static const size_t MAX_DOCS = 1 << 20;

/* A list that is so many times longer than the documents in hand is not decoded:
 * Xapian skips through it. */
static const size_t LONG_LIST = 16;
static const size_t PART_SHARE = 32; /* of the bound: for parts, all of which then leave */
static const size_t MAX_FREQS = 1 << 14; /* frequencies remembered */
static const unsigned WANTED = 1;        /* times that a part of a list is read */

void throw_unsupported(const char *what)
{
	throw Xapian::UnimplementedError(what);
}

size_t gallop(const uint32_t *p, size_t n, size_t i, uint32_t id)
{
	size_t step = 1, low = i;

	while (i < n && p[i] < id) {
		low = i + 1;
		i += step;
		step *= 2;
	}
	return static_cast<size_t>(std::lower_bound(p + low, p + std::min(i, n), id) - p);
}

/* Terms of at least one document in so many have bits. */
static const size_t FREQUENT = 32;

void postings::add(uint32_t id, uint16_t wdf)
{
	if (wdf > UINT8_MAX && many.empty()) {
		many.assign(few.begin(), few.end());
		few.clear();
	}
	if (many.empty())
		few.push_back(static_cast<uint8_t>(wdf));
	else
		many.push_back(wdf);
	ids.push_back(id);
	n++;
}

/* Some four documents a step of the table of jumps. */
void postings::make_tables(size_t end_id)
{
	uint32_t k = 0;

	if (n >= end_id / FREQUENT) {
		bits.resize(end_id / 64 + 1);
		for (uint32_t id : ids)
			bits[id / 64] |= uint64_t(1) << (id % 64);
		ids = std::vector<uint32_t>();
		before.reserve(bits.size());
		for (uint64_t w : bits) {
			before.push_back(k);
			k += ones(w);
		}
		return;
	}
	for (shift = 2; (end_id >> shift) > n / 4 + 1; shift++)
		;
	jump.resize((end_id >> shift) + 1);
	for (size_t i = 0; i < jump.size(); i++) {
		while (k < n && ids[k] >> shift < i)
			k++;
		jump[i] = k;
	}
}

posting_cache::posting_cache(const Xapian::Database &d, size_t max) : db(d), max_bytes(max)
{
	const Xapian::PostingIterator end = db.postlist_end("");

	if (db.get_lastdocid() >= MAX_DOCS)
		throw_unsupported("too many documents for a match in memory");
	average = db.get_avlength();
	lengths.resize(size_t(db.get_lastdocid()) + 1);
	all.reserve(db.get_doccount());
	for (auto it = db.postlist_begin(""); it != end; ++it) {
		all.push_back(*it);
		lengths.at(*it) = it.get_doclength();
	}
}

void posting_cache::begin()
{
	if (part_bytes > max_bytes / PART_SHARE) {
		parts.clear();
		part_bytes = 0;
	}
	if (freqs.size() > MAX_FREQS)
		freqs.clear();
	if (wanted.size() > MAX_FREQS)
		wanted.clear();
	while (bytes > max_bytes && !kept.empty()) {
		bytes -= kept.back().list.bytes();
		index.erase(kept.back().term);
		kept.pop_back();
	}
}

size_t posting_cache::freq(const std::string &term)
{
	auto found = freqs.find(term);

	if (found == freqs.end())
		found = freqs.emplace(term, db.get_termfreq(term)).first;
	return found->second;
}

static uint16_t narrow(Xapian::termcount wdf)
{
	if (wdf > UINT16_MAX)
		throw_unsupported("a term stands too often in a document");
	return static_cast<uint16_t>(wdf);
}

const postings &posting_cache::get(const std::string &term)
{
	auto found = index.find(term);

	if (found != index.end()) {
		kept.splice(kept.begin(), kept, found->second);
		return found->second->list;
	}
	entry e;
	size_t n = freq(term);
	const Xapian::PostingIterator end = db.postlist_end(term);

	e.term = term;
	e.list.ids.reserve(n);
	e.list.few.reserve(n);
	for (auto it = db.postlist_begin(term); it != end; ++it) {
		if (*it >= lengths.size())
			throw_unsupported("a list goes beyond the last document");
		e.list.add(*it, narrow(it.get_wdf()));
	}
	e.list.make_tables(lengths.size());
	kept.push_front(std::move(e));
	index.emplace(term, kept.begin());
	bytes += kept.front().list.bytes();
	return kept.front().list;
}

void posting_cache::read_part(const std::string &term, part &p)
{
	const Xapian::PostingIterator end = db.postlist_end(term);
	auto it = db.postlist_begin(term);

	for (uint32_t id : p.asked) {
		if (it != end && *it < id)
			it.skip_to(id);
		if (it == end)
			break;
		if (*it == id)
			p.list.add(id, narrow(it.get_wdf()));
	}
}

/* Whether all of docs are in v. */
static bool holds(const std::vector<uint32_t> &v, const idset &docs)
{
	size_t k = 0;

	for (size_t i = 0; i < docs.n; i++) {
		k = gallop(v.data(), v.size(), k, docs.p[i]);
		if (k == v.size() || v[k] != docs.p[i])
			return false;
	}
	return true;
}

const postings &posting_cache::get_among(const std::string &term, const idset &docs)
{
	if (index.count(term) || !docs.p || freq(term) < LONG_LIST * docs.n)
		return get(term);
	auto same = parts.equal_range(term);
	for (auto it = same.first; it != same.second; ++it)
		if (holds(it->second.asked, docs))
			return it->second.list;
	if (++wanted[term] > WANTED)
		return get(term);
	part p;
	p.asked.assign(docs.p, docs.p + docs.n);
	read_part(term, p);
	part_bytes += 4 * docs.n + p.list.bytes();
	return parts.emplace(term, std::move(p))->second.list;
}

} // namespace xc
