/* SPDX-License-Identifier: GPL-2.0-or-later */
/* libxapian-c/dictionary.cc - what a database holds beside documents: metadata,
 * spellings and synonyms, reading and writing. */
#include "libxapian-c/internal.hh"

enum xc_status xc_db_get_metadata(const struct xc_db *db, const char *key, size_t n,
				  struct xc_bytes *out, struct xc_error *err)
{
	return xc::guard(err, {db, out}, [&] {
		xc::put(out, db->db.get_metadata(xc::str(key, n)));
		return XC_OK;
	});
}

enum xc_status xc_db_metadata_keys(const struct xc_db *db, const char *prefix, size_t n,
				   struct xc_terms **out, struct xc_error *err)
{
	return xc::guard(err, {db, out}, [&] {
		return xc::give_iterator(out, db->db.metadata_keys_begin(xc::str(prefix, n)));
	});
}

enum xc_status xc_db_suggest(const struct xc_db *db, const char *word, size_t n, unsigned max_edits,
			     struct xc_bytes *out, struct xc_error *err)
{
	return xc::guard(err, {db, out}, [&] {
		xc::put(out, db->db.get_spelling_suggestion(xc::str(word, n), max_edits));
		return XC_OK;
	});
}

enum xc_status xc_db_spellings(const struct xc_db *db, struct xc_terms **out, struct xc_error *err)
{
	return xc::guard(err, {db, out},
			 [&] { return xc::give_iterator(out, db->db.spellings_begin()); });
}

enum xc_status xc_db_synonyms(const struct xc_db *db, const char *term, size_t n,
			      struct xc_terms **out, struct xc_error *err)
{
	return xc::guard(err, {db, out}, [&] {
		return xc::give_iterator(out, db->db.synonyms_begin(xc::str(term, n)));
	});
}

enum xc_status xc_db_synonym_keys(const struct xc_db *db, const char *prefix, size_t n,
				  struct xc_terms **out, struct xc_error *err)
{
	return xc::guard(err, {db, out}, [&] {
		return xc::give_iterator(out, db->db.synonym_keys_begin(xc::str(prefix, n)));
	});
}

enum xc_status xc_wdb_set_metadata(struct xc_wdb *w, const char *key, size_t key_n,
				   const char *value, size_t value_n, struct xc_error *err)
{
	return xc::guard(err, {w}, [&] {
		w->db.set_metadata(xc::str(key, key_n), xc::str(value, value_n));
		return XC_OK;
	});
}

enum xc_status xc_wdb_add_spelling(struct xc_wdb *w, const char *word, size_t n, uint32_t freq,
				   struct xc_error *err)
{
	return xc::guard(err, {w}, [&] {
		w->db.add_spelling(xc::str(word, n), freq);
		return XC_OK;
	});
}

enum xc_status xc_wdb_remove_spelling(struct xc_wdb *w, const char *word, size_t n, uint32_t freq,
				      struct xc_error *err)
{
	return xc::guard(err, {w}, [&] {
		w->db.remove_spelling(xc::str(word, n), freq);
		return XC_OK;
	});
}

enum xc_status xc_wdb_add_synonym(struct xc_wdb *w, const char *term, size_t term_n,
				  const char *synonym, size_t synonym_n, struct xc_error *err)
{
	return xc::guard(err, {w}, [&] {
		w->db.add_synonym(xc::str(term, term_n), xc::str(synonym, synonym_n));
		return XC_OK;
	});
}

enum xc_status xc_wdb_remove_synonym(struct xc_wdb *w, const char *term, size_t term_n,
				     const char *synonym, size_t synonym_n, struct xc_error *err)
{
	return xc::guard(err, {w}, [&] {
		w->db.remove_synonym(xc::str(term, term_n), xc::str(synonym, synonym_n));
		return XC_OK;
	});
}

enum xc_status xc_wdb_clear_synonyms(struct xc_wdb *w, const char *term, size_t n,
				     struct xc_error *err)
{
	return xc::guard(err, {w}, [&] {
		w->db.clear_synonyms(xc::str(term, n));
		return XC_OK;
	});
}
