/* SPDX-License-Identifier: GPL-2.0-or-later */
/* libxapian-c/document.cc - documents: terms, values, data. */
#include "libxapian-c/internal.hh"

enum xc_status xc_doc_new(struct xc_doc **out, struct xc_error *err)
{
	return xc::guard(err, {out}, [&] { return xc::give(out, Xapian::Document()); });
}

void xc_doc_free(struct xc_doc *doc)
{
	delete doc;
}

enum xc_status xc_doc_add_term(struct xc_doc *doc, const char *term, size_t n, uint32_t wdf_inc,
			       struct xc_error *err)
{
	return xc::guard(err, {doc}, [&] {
		doc->doc.add_term(xc::str(term, n), wdf_inc);
		return XC_OK;
	});
}

enum xc_status xc_doc_add_boolean_term(struct xc_doc *doc, const char *term, size_t n,
				       struct xc_error *err)
{
	return xc::guard(err, {doc}, [&] {
		doc->doc.add_boolean_term(xc::str(term, n));
		return XC_OK;
	});
}

enum xc_status xc_doc_add_posting(struct xc_doc *doc, const char *term, size_t n, uint32_t pos,
				  uint32_t wdf_inc, struct xc_error *err)
{
	return xc::guard(err, {doc}, [&] {
		doc->doc.add_posting(xc::str(term, n), pos, wdf_inc);
		return XC_OK;
	});
}

enum xc_status xc_doc_remove_term(struct xc_doc *doc, const char *term, size_t n,
				  struct xc_error *err)
{
	return xc::guard(err, {doc}, [&] {
		doc->doc.remove_term(xc::str(term, n));
		return XC_OK;
	});
}

enum xc_status xc_doc_remove_posting(struct xc_doc *doc, const char *term, size_t n, uint32_t pos,
				     uint32_t wdf_dec, struct xc_error *err)
{
	return xc::guard(err, {doc}, [&] {
		doc->doc.remove_posting(xc::str(term, n), pos, wdf_dec);
		return XC_OK;
	});
}

enum xc_status xc_doc_clear_terms(struct xc_doc *doc, struct xc_error *err)
{
	return xc::guard(err, {doc}, [&] {
		doc->doc.clear_terms();
		return XC_OK;
	});
}

enum xc_status xc_doc_terms(const struct xc_doc *doc, struct xc_terms **out, struct xc_error *err)
{
	return xc::guard(err, {doc, out},
			 [&] { return xc::give_iterator(out, doc->doc.termlist_begin()); });
}

enum xc_status xc_doc_count_terms(const struct xc_doc *doc, uint32_t *out, struct xc_error *err)
{
	return xc::guard(err, {doc, out}, [&] {
		*out = doc->doc.termlist_count();
		return XC_OK;
	});
}

enum xc_status xc_doc_set_value(struct xc_doc *doc, uint32_t slot, const char *p, size_t n,
				struct xc_error *err)
{
	return xc::guard(err, {doc}, [&] {
		if (slot == Xapian::BAD_VALUENO)
			throw Xapian::InvalidArgumentError("slot 0xFFFFFFFF is none");
		doc->doc.add_value(slot, xc::str(p, n));
		return XC_OK;
	});
}

enum xc_status xc_doc_get_value(const struct xc_doc *doc, uint32_t slot, struct xc_bytes *out,
				struct xc_error *err)
{
	return xc::guard(err, {doc, out}, [&] {
		xc::put(out, doc->doc.get_value(slot));
		return XC_OK;
	});
}

enum xc_status xc_doc_remove_value(struct xc_doc *doc, uint32_t slot, struct xc_error *err)
{
	return xc::guard(err, {doc}, [&] {
		doc->doc.remove_value(slot);
		return XC_OK;
	});
}

enum xc_status xc_doc_clear_values(struct xc_doc *doc, struct xc_error *err)
{
	return xc::guard(err, {doc}, [&] {
		doc->doc.clear_values();
		return XC_OK;
	});
}

enum xc_status xc_doc_count_values(const struct xc_doc *doc, uint32_t *out, struct xc_error *err)
{
	return xc::guard(err, {doc, out}, [&] {
		*out = doc->doc.values_count();
		return XC_OK;
	});
}

enum xc_status xc_doc_set_data(struct xc_doc *doc, const char *p, size_t n, struct xc_error *err)
{
	return xc::guard(err, {doc}, [&] {
		doc->doc.set_data(xc::str(p, n));
		return XC_OK;
	});
}

enum xc_status xc_doc_get_data(const struct xc_doc *doc, struct xc_bytes *out,
			       struct xc_error *err)
{
	return xc::guard(err, {doc, out}, [&] {
		xc::put(out, doc->doc.get_data());
		return XC_OK;
	});
}

enum xc_status xc_doc_get_docid(const struct xc_doc *doc, uint32_t *out, struct xc_error *err)
{
	return xc::guard(err, {doc, out}, [&] {
		*out = doc->doc.get_docid();
		return XC_OK;
	});
}

enum xc_status xc_doc_serialise(const struct xc_doc *doc, struct xc_bytes *out,
				struct xc_error *err)
{
	return xc::guard(err, {doc, out}, [&] {
		xc::put(out, doc->doc.serialise());
		return XC_OK;
	});
}

enum xc_status xc_doc_unserialise(const char *p, size_t n, struct xc_doc **out,
				  struct xc_error *err)
{
	return xc::guard(err, {out}, [&] {
		try {
			return xc::give(out, Xapian::Document::unserialise(xc::str(p, n)));
		} catch (const Xapian::NetworkError &e) {
			/* Xapian's decoder takes all bytes to be from a server */
			throw Xapian::SerialisationError(e.get_msg());
		}
	});
}
