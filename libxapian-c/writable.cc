/* SPDX-License-Identifier: GPL-2.0-or-later */
/* libxapian-c/writable.cc - databases opened for writing.
 *
 * Xapian commits in the destructor of a database and swallows what goes wrong.
 * Here only a call that can report a failure commits: xc_wdb_free() throws
 * pending changes away first.
 */
#include "libxapian-c/internal.hh"

enum xc_status xc_wdb_open(const char *path, unsigned flags, unsigned block_size,
			   struct xc_wdb **out, struct xc_error *err)
{
	return xc::guard(err, {path, out}, [&] {
		*out = new xc_wdb(Xapian::WritableDatabase(path, static_cast<int>(flags),
							   static_cast<int>(block_size)));
		return XC_OK;
	});
}

enum xc_status xc_wdb_open_memory(struct xc_wdb **out, struct xc_error *err)
{
	return xc::guard(err, {out}, [&] {
		*out = new xc_wdb(
			Xapian::WritableDatabase(std::string(), Xapian::DB_BACKEND_INMEMORY));
		return XC_OK;
	});
}

enum xc_status xc_wdb_open_remote(const char *host, unsigned port, unsigned timeout_ms,
				  unsigned connect_timeout_ms, unsigned flags, struct xc_wdb **out,
				  struct xc_error *err)
{
	return xc::guard(err, {host, out}, [&] {
		if (port == 0 || port > 65535)
			throw Xapian::InvalidArgumentError("a port is 1 to 65535");
		*out = new xc_wdb(Xapian::Remote::open_writable(
			host, port, timeout_ms, connect_timeout_ms, static_cast<int>(flags)));
		return XC_OK;
	});
}

struct xc_db *xc_wdb_as_db(struct xc_wdb *w)
{
	return w ? &w->view : nullptr;
}

enum xc_status xc_wdb_commit(struct xc_wdb *w, struct xc_error *err)
{
	return xc::guard(err, {w}, [&] {
		w->db.commit();
		return XC_OK;
	});
}

enum xc_status xc_wdb_revert(struct xc_wdb *w, struct xc_error *err)
{
	return xc::guard(err, {w}, [&] {
		/* cancelling drops all that is pending, also what came before an
		 * unflushed transaction began */
		w->db.begin_transaction(false);
		w->db.cancel_transaction();
		return XC_OK;
	});
}

enum xc_status xc_wdb_close(struct xc_wdb *w, struct xc_error *err)
{
	return xc::guard(err, {w}, [&] {
		w->db.close();
		return XC_OK;
	});
}

void xc_wdb_free(struct xc_wdb *w)
{
	if (!w)
		return;
	/* Each step is tried whatever the one before said: begin fails inside a
	 * transaction, both where there are none, close on a closed database. */
	xc::guard(nullptr, {}, [&] { w->db.begin_transaction(false); return XC_OK; });
	xc::guard(nullptr, {}, [&] { w->db.cancel_transaction(); return XC_OK; });
	xc::guard(nullptr, {}, [&] { w->db.close(); return XC_OK; });
	delete w;
}

enum xc_status xc_wdb_begin(struct xc_wdb *w, bool flushed, struct xc_error *err)
{
	return xc::guard(err, {w}, [&] {
		w->db.begin_transaction(flushed);
		return XC_OK;
	});
}

enum xc_status xc_wdb_commit_transaction(struct xc_wdb *w, struct xc_error *err)
{
	return xc::guard(err, {w}, [&] {
		w->db.commit_transaction();
		return XC_OK;
	});
}

enum xc_status xc_wdb_cancel_transaction(struct xc_wdb *w, struct xc_error *err)
{
	return xc::guard(err, {w}, [&] {
		w->db.cancel_transaction();
		return XC_OK;
	});
}

enum xc_status xc_wdb_add_doc(struct xc_wdb *w, const struct xc_doc *doc, uint32_t *docid,
			      struct xc_error *err)
{
	return xc::guard(err, {w, doc}, [&] {
		Xapian::docid did = w->db.add_document(doc->doc);

		if (docid)
			*docid = did;
		return XC_OK;
	});
}

enum xc_status xc_wdb_replace_doc(struct xc_wdb *w, uint32_t docid, const struct xc_doc *doc,
				  struct xc_error *err)
{
	return xc::guard(err, {w, doc}, [&] {
		w->db.replace_document(docid, doc->doc);
		return XC_OK;
	});
}

enum xc_status xc_wdb_replace_doc_by_term(struct xc_wdb *w, const char *term, size_t n,
					  const struct xc_doc *doc, uint32_t *docid,
					  struct xc_error *err)
{
	return xc::guard(err, {w, doc}, [&] {
		Xapian::docid did = w->db.replace_document(xc::str(term, n), doc->doc);

		if (docid)
			*docid = did;
		return XC_OK;
	});
}

enum xc_status xc_wdb_delete_doc(struct xc_wdb *w, uint32_t docid, struct xc_error *err)
{
	return xc::guard(err, {w}, [&] {
		w->db.delete_document(docid);
		return XC_OK;
	});
}

enum xc_status xc_wdb_delete_docs_by_term(struct xc_wdb *w, const char *term, size_t n,
					  struct xc_error *err)
{
	return xc::guard(err, {w}, [&] {
		w->db.delete_document(xc::str(term, n));
		return XC_OK;
	});
}

enum xc_status xc_wdb_get_description(const struct xc_wdb *w, struct xc_bytes *out,
				      struct xc_error *err)
{
	return xc::guard(err, {w, out}, [&] {
		xc::put(out, w->db.get_description());
		return XC_OK;
	});
}
