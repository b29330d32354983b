/* SPDX-License-Identifier: GPL-2.0-or-later */
/* libxapian-c/memory.hh - decoded postings of one revision, and what is evaluated
 * on them: postings.cc keeps the lists, memory.cc walks the query.
 */
#ifndef LIBXAPIAN_C_MEMORY_HH
#define LIBXAPIAN_C_MEMORY_HH

#include <cstdint>
#include <list>
#include <string>
#include <unordered_map>
#include <vector>

#include "libxapian-c/internal.hh"
#include "libxapian-c/xapian_c_memory.h"

namespace xc {

/* The first index from i on whose id is at least `id`; near ones are cheap. */
size_t gallop(const uint32_t *p, size_t n, size_t i, uint32_t id);

/* As many bits are set. */
inline unsigned ones(uint64_t v)
{
	v -= v >> 1 & 0x5555555555555555u;
	v = (v & 0x3333333333333333u) + (v >> 2 & 0x3333333333333333u);
	v = (v + (v >> 4)) & 0x0F0F0F0F0F0F0F0Fu;
	return static_cast<unsigned>(v * 0x0101010101010101u >> 56);
}

/* The documents of a term, ascending, and how often each has it.  A list that is
 * kept has tables that lead to a document: a frequent term its documents as bits and
 * how many stand before each word of them; another one jump[id >> shift], the first
 * index of those ids, from which the document is a few steps, if it is there. */
struct postings {
	std::vector<uint32_t> ids, jump;
	std::vector<uint16_t> wdf;
	std::vector<uint64_t> bits;
	std::vector<uint32_t> before; /* documents before each word of bits */
	unsigned shift = 0;

	size_t bytes() const
	{
		return 6 * ids.size() + 4 * jump.size() + 12 * bits.size() + 256;
	}
	bool has(uint32_t id) const { return bits[id / 64] >> (id % 64) & 1; }
	void make_tables(size_t end_id);
	/* The first index whose id is at least `id`, which is below end_id; `from`
	 * is not behind it, the answer for a smaller id. */
	size_t find(uint32_t id, size_t from) const
	{
		if (!bits.empty())
			return before[id / 64] + ones(bits[id / 64] & ((uint64_t(1) << (id % 64)) - 1));
		if (jump.empty())
			return gallop(ids.data(), ids.size(), from, id);
		size_t i = jump[id >> shift];
		if (i < from)
			i = from;
		while (i < ids.size() && ids[i] < id)
			i++;
		return i;
	}
};

/* Documents in ascending order, its own or lent. */
struct idset {
	const uint32_t *p = nullptr;
	size_t n = 0;
	const postings *list = nullptr; /* whose documents they are */
	std::vector<uint32_t> own;

	idset() = default;
	idset(idset &&) = default; /* moved memory stays where it is */
	idset &operator=(idset &&) = default;
	void lend(const std::vector<uint32_t> &v) { p = v.data(), n = v.size(); }
	void lend(const postings &l) { lend(l.ids), list = &l; }
	void keep(std::vector<uint32_t> &&v) { own = std::move(v), p = own.data(), n = own.size(); }
};

/* Lists are kept up to a number of bytes; those that were not asked for longest
 * leave first, but none that the running call holds.  Of a long list that is not
 * kept, a call that has few documents in hand reads only what it needs. */
class posting_cache {
	struct entry {
		std::string term;
		postings list;
	};
	struct part { /* of a list: what these documents have of it */
		std::vector<uint32_t> asked;
		postings list;
	};
	Xapian::Database db;
	std::list<entry> kept; /* the last asked for in front */
	std::unordered_map<std::string, std::list<entry>::iterator> index;
	size_t bytes = 0, max_bytes;
	std::unordered_multimap<std::string, part> parts; /* of this call and some before */
	size_t part_bytes = 0;
	std::unordered_map<std::string, size_t> freqs;

	void read_part(const std::string &term, part &p);

      public:
	std::vector<uint32_t> all;     /* every document */
	std::vector<uint32_t> lengths; /* by id */
	double average;

	posting_cache(const Xapian::Database &d, size_t max);
	void begin(); /* a call: lists given before may leave */
	size_t freq(const std::string &term);
	const postings &get(const std::string &term);
	/* Enough of it to tell which of docs have the term. */
	const postings &get_among(const std::string &term, const idset &docs);
	const Xapian::Database &database() const { return db; }
	size_t end_id() const { return lengths.size(); }
};

/* What only Xapian can evaluate. */
[[noreturn]] void throw_unsupported(const char *what);

} // namespace xc

#endif
