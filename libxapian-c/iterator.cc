/* SPDX-License-Identifier: GPL-2.0-or-later */
/* libxapian-c/iterator.cc - walking terms, postings, positions and values.
 *
 * Xapian leaves open what skip_to() does when it is asked to go back; here it
 * stays where it is.
 */
#include "libxapian-c/internal.hh"

struct xc_postings {
	Xapian::PostingIterator it;
	bool started = false;
};

struct xc_values {
	Xapian::ValueIterator it;
	bool started = false;
	bool of_doc = false; /* walks the slots of one document, not one slot */
};

/* --- terms --- */

enum xc_status xc_terms_next(struct xc_terms *it, struct xc_error *err)
{
	return xc::guard(err, {it}, [&] { return xc::iterator_next(it); });
}

enum xc_status xc_terms_skip_to(struct xc_terms *it, const char *term, size_t n,
				struct xc_error *err)
{
	return xc::guard(err, {it}, [&] {
		std::string t = xc::str(term, n);

		it->started = true;
		if (it->it == Xapian::TermIterator())
			return XC_END;
		if (*it->it < t)
			it->it.skip_to(t);
		return it->it == Xapian::TermIterator() ? XC_END : XC_OK;
	});
}

enum xc_status xc_terms_get(const struct xc_terms *it, struct xc_bytes *out, struct xc_error *err)
{
	return xc::guard(err, {it, out}, [&] {
		xc::at_item(it);
		xc::put(out, *it->it);
		return XC_OK;
	});
}

enum xc_status xc_terms_wdf(const struct xc_terms *it, uint32_t *out, struct xc_error *err)
{
	return xc::guard(err, {it, out}, [&] {
		xc::at_item(it);
		*out = it->it.get_wdf();
		return XC_OK;
	});
}

enum xc_status xc_terms_freq(const struct xc_terms *it, uint32_t *out, struct xc_error *err)
{
	return xc::guard(err, {it, out}, [&] {
		xc::at_item(it);
		*out = it->it.get_termfreq();
		return XC_OK;
	});
}

enum xc_status xc_terms_positions(const struct xc_terms *it, struct xc_positions **out,
				  struct xc_error *err)
{
	return xc::guard(err, {it, out}, [&] {
		xc::at_item(it);
		return xc::give_iterator(out, it->it.positionlist_begin());
	});
}

void xc_terms_free(struct xc_terms *it)
{
	delete it;
}

/* --- postings --- */

enum xc_status xc_db_postings(const struct xc_db *db, const char *term, size_t n,
			      struct xc_postings **out, struct xc_error *err)
{
	return xc::guard(err, {db, out}, [&] {
		return xc::give_iterator(out, db->db.postlist_begin(xc::str(term, n)));
	});
}

enum xc_status xc_postings_next(struct xc_postings *it, struct xc_error *err)
{
	return xc::guard(err, {it}, [&] { return xc::iterator_next(it); });
}

enum xc_status xc_postings_skip_to(struct xc_postings *it, uint32_t docid, struct xc_error *err)
{
	return xc::guard(err, {it}, [&] {
		it->started = true;
		if (it->it == Xapian::PostingIterator())
			return XC_END;
		if (*it->it < docid)
			it->it.skip_to(docid);
		return it->it == Xapian::PostingIterator() ? XC_END : XC_OK;
	});
}

enum xc_status xc_postings_docid(const struct xc_postings *it, uint32_t *out, struct xc_error *err)
{
	return xc::guard(err, {it, out}, [&] {
		xc::at_item(it);
		*out = *it->it;
		return XC_OK;
	});
}

enum xc_status xc_postings_wdf(const struct xc_postings *it, uint32_t *out, struct xc_error *err)
{
	return xc::guard(err, {it, out}, [&] {
		xc::at_item(it);
		*out = it->it.get_wdf();
		return XC_OK;
	});
}

enum xc_status xc_postings_doclength(const struct xc_postings *it, uint32_t *out,
				     struct xc_error *err)
{
	return xc::guard(err, {it, out}, [&] {
		xc::at_item(it);
		*out = it->it.get_doclength();
		return XC_OK;
	});
}

enum xc_status xc_postings_unique_terms(const struct xc_postings *it, uint32_t *out,
					struct xc_error *err)
{
	return xc::guard(err, {it, out}, [&] {
		xc::at_item(it);
		*out = it->it.get_unique_terms();
		return XC_OK;
	});
}

enum xc_status xc_postings_positions(const struct xc_postings *it, struct xc_positions **out,
				     struct xc_error *err)
{
	return xc::guard(err, {it, out}, [&] {
		xc::at_item(it);
		return xc::give_iterator(out, it->it.positionlist_begin());
	});
}

void xc_postings_free(struct xc_postings *it)
{
	delete it;
}

/* --- positions --- */

enum xc_status xc_positions_next(struct xc_positions *it, struct xc_error *err)
{
	return xc::guard(err, {it}, [&] { return xc::iterator_next(it); });
}

enum xc_status xc_positions_skip_to(struct xc_positions *it, uint32_t pos, struct xc_error *err)
{
	return xc::guard(err, {it}, [&] {
		it->started = true;
		if (it->it == Xapian::PositionIterator())
			return XC_END;
		if (*it->it < pos)
			it->it.skip_to(pos);
		return it->it == Xapian::PositionIterator() ? XC_END : XC_OK;
	});
}

enum xc_status xc_positions_get(const struct xc_positions *it, uint32_t *out, struct xc_error *err)
{
	return xc::guard(err, {it, out}, [&] {
		xc::at_item(it);
		*out = *it->it;
		return XC_OK;
	});
}

void xc_positions_free(struct xc_positions *it)
{
	delete it;
}

/* --- values --- */

enum xc_status xc_db_values(const struct xc_db *db, uint32_t slot, struct xc_values **out,
			    struct xc_error *err)
{
	return xc::guard(err, {db, out}, [&] {
		return xc::give_iterator(out, db->db.valuestream_begin(slot));
	});
}

enum xc_status xc_doc_values(const struct xc_doc *doc, struct xc_values **out, struct xc_error *err)
{
	return xc::guard(err, {doc, out}, [&] {
		xc_status st = xc::give_iterator(out, doc->doc.values_begin());

		(*out)->of_doc = true;
		return st;
	});
}

enum xc_status xc_values_next(struct xc_values *it, struct xc_error *err)
{
	return xc::guard(err, {it}, [&] { return xc::iterator_next(it); });
}

enum xc_status xc_values_skip_to(struct xc_values *it, uint32_t docid_or_slot,
				 struct xc_error *err)
{
	return xc::guard(err, {it}, [&] {
		it->started = true;
		if (it->it == Xapian::ValueIterator())
			return XC_END;
		if ((it->of_doc ? it->it.get_valueno() : it->it.get_docid()) < docid_or_slot)
			it->it.skip_to(docid_or_slot);
		return it->it == Xapian::ValueIterator() ? XC_END : XC_OK;
	});
}

enum xc_status xc_values_get(const struct xc_values *it, struct xc_bytes *out, struct xc_error *err)
{
	return xc::guard(err, {it, out}, [&] {
		xc::at_item(it);
		xc::put(out, *it->it);
		return XC_OK;
	});
}

enum xc_status xc_values_docid(const struct xc_values *it, uint32_t *out, struct xc_error *err)
{
	return xc::guard(err, {it, out}, [&] {
		xc::at_item(it);
		*out = it->it.get_docid();
		return XC_OK;
	});
}

enum xc_status xc_values_slot(const struct xc_values *it, uint32_t *out, struct xc_error *err)
{
	return xc::guard(err, {it, out}, [&] {
		xc::at_item(it);
		*out = it->it.get_valueno();
		return XC_OK;
	});
}

void xc_values_free(struct xc_values *it)
{
	delete it;
}
