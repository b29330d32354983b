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

/* The documents of a word of bits, which begins at `first`; gives the end of out. */
inline uint32_t *spell_out(uint64_t bits, uint32_t first, uint32_t *out)
{
	for (; bits; bits &= bits - 1)
		*out++ = first + static_cast<uint32_t>(__builtin_ctzll(bits));
	return out;
}

/* The documents of a term, ascending, and how often each has it.  A frequent term has
 * its documents as bits, and how many stand before each word of them; another one has
 * ids and a table: jump[id >> shift] is the first index of those ids, from which a
 * document is a few steps, if it is there.  Some one to two bytes a document of a
 * frequent term, six of another. */
struct postings {
	size_t n = 0;
	std::vector<uint32_t> ids, jump;
	std::vector<uint64_t> bits;
	std::vector<uint32_t> before;
	std::vector<uint8_t> few;   /* how often, or ... */
	std::vector<uint16_t> many; /* ... where it is more than a byte holds */
	unsigned shift = 0;

	size_t bytes() const
	{
		return 4 * (ids.size() + jump.size() + before.size()) + 8 * bits.size() +
		       few.size() + 2 * many.size() + 256;
	}
	void add(uint32_t id, uint16_t wdf);
	void make_tables(size_t end_id); /* when all are there */
	uint16_t wdf(size_t k) const { return many.empty() ? few[k] : many[k]; }
	bool has(uint32_t id) const { return bits[id / 64] >> (id % 64) & 1; }
	/* Is the document there?  *k: its index; before the call that of a document that
	 * is not behind it, or 0.  id is below end_id. */
	bool find(uint32_t id, size_t *k) const
	{
		if (!bits.empty()) {
			uint64_t w = bits[id / 64];

			*k = before[id / 64] + ones(w & ((uint64_t(1) << (id % 64)) - 1));
			return w >> (id % 64) & 1;
		}
		size_t i = *k;
		if (jump.empty())
			i = gallop(ids.data(), n, i, id);
		else if (i < jump[id >> shift])
			i = jump[id >> shift];
		while (i < n && ids[i] < id)
			i++;
		*k = i;
		return i < n && ids[i] == id;
	}
	/* f(id, k) for each document. */
	template <typename F> void each(F f) const
	{
		size_t k = 0;

		for (uint32_t id : ids)
			f(id, k++);
		for (size_t w = 0; w < bits.size(); w++)
			for (uint64_t x = bits[w]; x; x &= x - 1)
				f(static_cast<uint32_t>(w * 64) +
					  static_cast<uint32_t>(__builtin_ctzll(x)),
				  k++);
	}
};

/* Documents in ascending order, its own or lent; or those of a frequent term, not
 * spelled out. */
struct idset {
	const uint32_t *p = nullptr; /* NULL: none, or not spelled out */
	size_t n = 0;
	const postings *list = nullptr; /* whose documents they are */
	std::vector<uint32_t> own;

	idset() = default;
	idset(idset &&) = default; /* moved memory stays where it is */
	idset &operator=(idset &&) = default;
	void lend(const std::vector<uint32_t> &v) { p = v.data(), n = v.size(); }
	void lend(const postings &l)
	{
		list = &l;
		n = l.n;
		p = l.bits.empty() ? l.ids.data() : nullptr;
	}
	void keep(std::vector<uint32_t> &&v) { own = std::move(v), p = own.data(), n = own.size(); }
	bool has_bits() const { return list && !list->bits.empty(); }
	void spell()
	{
		if (!has_bits() || p)
			return;
		own.resize(n);
		p = own.data();
		uint32_t *end = own.data();
		for (size_t w = 0; w < list->bits.size(); w++)
			end = spell_out(list->bits[w], static_cast<uint32_t>(w * 64), end);
	}
};

/* Lists are kept up to a number of bytes; those that were not asked for longest
 * leave first, but none that the running call holds.  Of a long list that is not
 * kept, a call that has few documents in hand reads only what it needs, but when that
 * happens again it is kept. */
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
	std::unordered_map<std::string, unsigned> wanted; /* in part, so many times */

	void read_part(const std::string &term, part &p);

      public:
	std::vector<uint32_t> all;     /* every document */
	std::vector<uint32_t> lengths; /* by id */
	double average;

	posting_cache(const Xapian::Database &d, size_t max);
	void begin(); /* a call: lists given before may leave */
	size_t freq(const std::string &term);
	const postings &get(const std::string &term);
	/* Enough of it to tell which of docs, if they are spelled out, have the term. */
	const postings &get_among(const std::string &term, const idset &docs);
	const Xapian::Database &database() const { return db; }
	size_t end_id() const { return lengths.size(); }
};

/* What only Xapian can evaluate. */
[[noreturn]] void throw_unsupported(const char *what);

} // namespace xc

#endif
