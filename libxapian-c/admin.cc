/* SPDX-License-Identifier: GPL-2.0-or-later */
/* libxapian-c/admin.cc - compaction and checking. */
#include <ostream>
#include <streambuf>
#include <vector>

#include "libxapian-c/internal.hh"

namespace {

class c_compactor : public Xapian::Compactor {
	const xc_compact &how;

      public:
	explicit c_compactor(const xc_compact &h) : how(h) {}
	void set_status(const std::string &table, const std::string &status) override;
	std::string resolve_duplicate_metadata(const std::string &key, size_t n,
					       const std::string tags[]) override;
};

void c_compactor::set_status(const std::string &table, const std::string &status)
{
	if (how.progress && how.progress(how.ctx, table.c_str(), status.c_str()) < 0)
		xc::throw_stopped();
}

std::string c_compactor::resolve_duplicate_metadata(const std::string &key, size_t n,
						    const std::string tags[])
{
	std::vector<xc_span> values;
	std::string merged;
	/* ended also when what follows throws */
	struct owned {
		xc_bytes b = XC_BYTES_INIT;
		~owned() { xc_bytes_free(&b); }
	} out;

	if (!how.merge_metadata)
		return tags[0];
	/* glass gives the key as its table has it, with a mark before it */
	const size_t mark = key.compare(0, 2, std::string("\x00\xc0", 2)) == 0 ? 2 : 0;
	values.reserve(n);
	for (size_t i = 0; i < n; i++)
		values.push_back(xc_span{tags[i].data(), tags[i].size()});
	if (how.merge_metadata(how.ctx, xc_span{key.data() + mark, key.size() - mark}, values.data(), n,
			       &out.b) < 0)
		xc::throw_stopped();
	return xc::str(out.b.p, out.b.n);
}

/* Hands what is written to it to a callback, line by line. */
class line_buf : public std::streambuf {
	void (*line)(void *ctx, const char *text, size_t n);
	void *ctx;
	std::string pending;

	int_type overflow(int_type c) override
	{
		if (traits_type::eq_int_type(c, traits_type::eof()))
			return traits_type::not_eof(c);
		if (c == '\n')
			flush_line();
		else
			pending += traits_type::to_char_type(c);
		return c;
	}

      public:
	line_buf(void (*l)(void *, const char *, size_t), void *c) : line(l), ctx(c) {}
	void flush_line()
	{
		line(ctx, pending.data(), pending.size());
		pending.clear();
	}
	void flush_rest()
	{
		if (!pending.empty())
			flush_line();
	}
};

} // namespace

enum xc_status xc_db_compact(const struct xc_db *db, const char *path, const struct xc_compact *how,
			     struct xc_error *err)
{
	return xc::guard(err, {db, path}, [&] {
		const xc_compact plain = {XC_COMPACT_STANDARD, 0, nullptr, nullptr, nullptr};
		const xc_compact &h = how ? *how : plain;
		c_compactor compactor(h);
		Xapian::Database source(db->db); /* compact() is not const; it reads only */

		source.compact(path, h.flags, static_cast<int>(h.block_size), compactor);
		return XC_OK;
	});
}

enum xc_status xc_check(const char *path, unsigned flags,
			void (*line)(void *ctx, const char *text, size_t n), void *ctx,
			uint64_t *n_errors, struct xc_error *err)
{
	return xc::guard(err, {path, n_errors}, [&] {
		size_t n;

		if (line) {
			line_buf b(line, ctx);
			std::ostream stream(&b);

			n = Xapian::Database::check(path, static_cast<int>(flags), &stream);
			b.flush_rest();
		} else {
			n = Xapian::Database::check(path, static_cast<int>(flags), nullptr);
		}
		*n_errors = n;
		return XC_OK;
	});
}
