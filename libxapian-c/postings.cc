/* SPDX-License-Identifier: GPL-2.0-or-later */
/* libxapian-c/postings.cc - posting lists decoded once: see memory.hh. */
#include "libxapian-c/memory.hh"

namespace xc {

/* Above it the arrays by document would outweigh what they save. */
static const size_t MAX_DOCS = 1 << 20;

void throw_unsupported(const char *what)
{
	throw Xapian::UnimplementedError(what);
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
	while (bytes > max_bytes && !kept.empty()) {
		bytes -= kept.back().list.bytes();
		index.erase(kept.back().term);
		kept.pop_back();
	}
}

const postings &posting_cache::get(const std::string &term)
{
	auto found = index.find(term);

	if (found != index.end()) {
		kept.splice(kept.begin(), kept, found->second);
		return found->second->list;
	}
	entry e;
	size_t freq = db.get_termfreq(term);
	const Xapian::PostingIterator end = db.postlist_end(term);

	e.term = term;
	e.list.ids.reserve(freq);
	e.list.wdf.reserve(freq);
	for (auto it = db.postlist_begin(term); it != end; ++it) {
		Xapian::termcount wdf = it.get_wdf();

		if (wdf > UINT16_MAX || *it >= lengths.size())
			throw_unsupported("a term stands too often in a document");
		e.list.ids.push_back(*it);
		e.list.wdf.push_back(static_cast<uint16_t>(wdf));
	}
	kept.push_front(std::move(e));
	index.emplace(term, kept.begin());
	bytes += kept.front().list.bytes();
	return kept.front().list;
}

} // namespace xc
