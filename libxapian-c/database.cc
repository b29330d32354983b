/* SPDX-License-Identifier: GPL-2.0-or-later */
/* libxapian-c/database.cc - databases opened for reading, and what they tell. */
#include <unistd.h>

#include "libxapian-c/internal.hh"

static const unsigned remote_port_max = 65535;

enum xc_status xc_db_open(const char *path, unsigned flags, struct xc_db **out,
			  struct xc_error *err)
{
	return xc::guard(err, {path, out}, [&] {
		return xc::give(out, Xapian::Database(path, static_cast<int>(flags)));
	});
}

enum xc_status xc_db_open_fd(int fd, unsigned flags, struct xc_db **out, struct xc_error *err)
{
	return xc::guard(err, {out}, [&] {
		return xc::give(out, Xapian::Database(fd, static_cast<int>(flags)));
	});
}

enum xc_status xc_db_open_remote(const char *host, unsigned port, unsigned timeout_ms,
				 unsigned connect_timeout_ms, struct xc_db **out,
				 struct xc_error *err)
{
	return xc::guard(err, {host, out}, [&] {
		if (port == 0 || port > remote_port_max)
			throw Xapian::InvalidArgumentError("a port is 1 to 65535");
		return xc::give(out,
				Xapian::Remote::open(host, port, timeout_ms, connect_timeout_ms));
	});
}

enum xc_status xc_db_open_program(const char *program, const char *args, unsigned timeout_ms,
				  struct xc_db **out, struct xc_error *err)
{
	return xc::guard(err, {program, args, out}, [&] {
		return xc::give(out, Xapian::Remote::open(program, args, timeout_ms));
	});
}

enum xc_status xc_db_new(struct xc_db **out, struct xc_error *err)
{
	return xc::guard(err, {out}, [&] { return xc::give(out, Xapian::Database()); });
}

enum xc_status xc_db_add(struct xc_db *db, const struct xc_db *other, struct xc_error *err)
{
	return xc::guard(err, {db, other}, [&] {
		db->db.add_database(other->db);
		return XC_OK;
	});
}

size_t xc_db_shards(const struct xc_db *db)
{
	return db ? db->db.size() : 0;
}

enum xc_status xc_db_close(struct xc_db *db, struct xc_error *err)
{
	return xc::guard(err, {db}, [&] {
		db->db.close();
		return XC_OK;
	});
}

void xc_db_free(struct xc_db *db)
{
	delete db;
}

enum xc_status xc_db_reopen(struct xc_db *db, bool *changed, struct xc_error *err)
{
	return xc::guard(err, {db}, [&] {
		bool c = db->db.reopen();

		if (changed)
			*changed = c;
		return XC_OK;
	});
}

enum xc_status xc_db_keep_alive(struct xc_db *db, struct xc_error *err)
{
	return xc::guard(err, {db}, [&] {
		db->db.keep_alive();
		return XC_OK;
	});
}

enum xc_status xc_db_get_stats(const struct xc_db *db, struct xc_db_stats *out,
			       struct xc_error *err)
{
	return xc::guard(err, {db, out}, [&] {
		xc_db_stats s;

		s.doccount = db->db.get_doccount();
		s.lastdocid = db->db.get_lastdocid();
		s.avlength = db->db.get_avlength();
		s.total_length = db->db.get_total_length();
		s.doclength_lower = db->db.get_doclength_lower_bound();
		s.doclength_upper = db->db.get_doclength_upper_bound();
		s.has_positions = db->db.has_positions();
		*out = s;
		return XC_OK;
	});
}

enum xc_status xc_db_get_term_stats(const struct xc_db *db, const char *term, size_t n,
				    struct xc_term_stats *out, struct xc_error *err)
{
	return xc::guard(err, {db, out}, [&] {
		std::string t = xc::str(term, n);
		xc_term_stats s;

		s.termfreq = db->db.get_termfreq(t);
		s.collfreq = db->db.get_collection_freq(t);
		s.wdf_upper = s.termfreq ? db->db.get_wdf_upper_bound(t) : 0;
		*out = s;
		return XC_OK;
	});
}

enum xc_status xc_db_term_exists(const struct xc_db *db, const char *term, size_t n, bool *out,
				 struct xc_error *err)
{
	return xc::guard(err, {db, out}, [&] {
		*out = db->db.term_exists(xc::str(term, n));
		return XC_OK;
	});
}

enum xc_status xc_db_get_value_stats(const struct xc_db *db, uint32_t slot, uint32_t *freq,
				     struct xc_bytes *lower, struct xc_bytes *upper,
				     struct xc_error *err)
{
	return xc::guard(err, {db, freq}, [&] {
		uint32_t f = db->db.get_value_freq(slot);
		std::string lo = db->db.get_value_lower_bound(slot);
		std::string up = db->db.get_value_upper_bound(slot);

		/* nothing is written unless there is memory for all of it */
		if (lower)
			xc::reserve(lower, lo.size());
		if (upper)
			xc::reserve(upper, up.size());
		if (lower)
			xc::put(lower, lo);
		if (upper)
			xc::put(upper, up);
		*freq = f;
		return XC_OK;
	});
}

enum xc_status xc_db_get_doclength(const struct xc_db *db, uint32_t docid, uint32_t *out,
				   struct xc_error *err)
{
	return xc::guard(err, {db, out}, [&] {
		*out = db->db.get_doclength(docid);
		return XC_OK;
	});
}

enum xc_status xc_db_get_unique_terms(const struct xc_db *db, uint32_t docid, uint32_t *out,
				      struct xc_error *err)
{
	return xc::guard(err, {db, out}, [&] {
		*out = db->db.get_unique_terms(docid);
		return XC_OK;
	});
}

enum xc_status xc_db_get_uuid(const struct xc_db *db, struct xc_bytes *out, struct xc_error *err)
{
	return xc::guard(err, {db, out}, [&] {
		xc::put(out, db->db.get_uuid());
		return XC_OK;
	});
}

enum xc_status xc_db_get_revision(const struct xc_db *db, uint64_t *out, struct xc_error *err)
{
	return xc::guard(err, {db, out}, [&] {
		*out = db->db.get_revision();
		return XC_OK;
	});
}

enum xc_status xc_db_get_locked(const struct xc_db *db, bool *out, struct xc_error *err)
{
	return xc::guard(err, {db, out}, [&] {
		*out = db->db.locked();
		return XC_OK;
	});
}

enum xc_status xc_db_get_description(const struct xc_db *db, struct xc_bytes *out,
				     struct xc_error *err)
{
	return xc::guard(err, {db, out}, [&] {
		xc::put(out, db->db.get_description());
		return XC_OK;
	});
}

enum xc_status xc_db_get_doc(const struct xc_db *db, uint32_t docid, struct xc_doc **out,
			     struct xc_error *err)
{
	return xc::guard(err, {db, out},
			 [&] { return xc::give(out, db->db.get_document(docid)); });
}

enum xc_status xc_db_get_doc_unchecked(const struct xc_db *db, uint32_t docid, struct xc_doc **out,
				       struct xc_error *err)
{
	return xc::guard(err, {db, out}, [&] {
		return xc::give(out, db->db.get_document(docid, Xapian::DOC_ASSUME_VALID));
	});
}

enum xc_status xc_db_all_terms(const struct xc_db *db, const char *prefix, size_t n,
			       struct xc_terms **out, struct xc_error *err)
{
	return xc::guard(err, {db, out}, [&] {
		return xc::give_iterator(out, db->db.allterms_begin(xc::str(prefix, n)));
	});
}

enum xc_status xc_db_termlist(const struct xc_db *db, uint32_t docid, struct xc_terms **out,
			      struct xc_error *err)
{
	return xc::guard(err, {db, out}, [&] {
		return xc::give_iterator(out, db->db.termlist_begin(docid));
	});
}

enum xc_status xc_db_positions(const struct xc_db *db, uint32_t docid, const char *term, size_t n,
			       struct xc_positions **out, struct xc_error *err)
{
	return xc::guard(err, {db, out}, [&] {
		return xc::give_iterator(out,
					 db->db.positionlist_begin(docid, xc::str(term, n)));
	});
}
