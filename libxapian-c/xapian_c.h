/* SPDX-License-Identifier: GPL-2.0-or-later */
/* xapian_c.h - a C interface to the Xapian search engine library, 1.4.
 *
 * This header is the manual; README.md has an example, xapian_c(3) an overview.
 * It is plain C11 (and C++), needs no other header of its project, and exposes
 * no C++.  Statuses and bytes are in xapian_c_status.h, which it includes.
 *
 * Errors.  A call that can fail returns enum xc_status and takes struct xc_error
 * last (NULL is allowed).  Outputs are written only when it returns XC_OK; *err
 * is written only when it fails.  Messages are copied.  No exception leaves the
 * library, whatever Xapian throws.  Any call may give XC_ERR_NOMEM, and any call
 * with a required argument missing XC_ERR_INVALID.  Any call that reads a
 * database may also give XC_ERR_MODIFIED (a writer went two revisions on:
 * xc_db_reopen() and start again), XC_ERR_CORRUPT, XC_ERR_DB, XC_ERR_CLOSED and,
 * for remote databases, XC_ERR_NETWORK and XC_ERR_TIMEOUT.  What else can occur
 * stands with each group of calls.
 *
 * Bytes.  Terms, values and document data are bytes with a length, in both
 * directions; they may hold NULs.  NULL with length 0 is the empty string.  Only
 * paths, host names and the like are C strings.  What the library hands out is
 * copied into a struct xc_bytes of the caller.  Pointers that are lent exist
 * inside callbacks only, and only until the callback returns or as its comment
 * says.
 *
 * Handles.  Every `out` handle belongs to the caller and is ended by its _free(),
 * which accepts NULL and cannot fail.  Handles do not depend on each other's
 * lifetime, in any order of freeing, unless the comment says so: an mset
 * outlives its enquire, a document its database handle, an iterator what it
 * walks, a query its parts.  What is shared underneath is counted.
 *
 * Threads.  The library has no global state.  A handle, and everything made from
 * it, belongs to one thread at a time: give each thread a database handle of its
 * own, opened on its own.
 *
 * Numbers.  Document ids count from 1; 0 is none.  Slots of values are 32-bit
 * numbers but 0xFFFFFFFF.  Terms are 1 to 245 bytes.  On disk a NUL takes two, and
 * a term that is too long only for that is found out by the commit.
 */
#ifndef LIBXAPIAN_C_XAPIAN_C_H
#define LIBXAPIAN_C_XAPIAN_C_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "xapian_c_status.h"

#ifdef __cplusplus
extern "C" {
#endif

/* --- handles -------------------------------------------------------------- */

struct xc_db;      /* one or several databases, for reading */
struct xc_wdb;     /* a database for writing */
struct xc_doc;
struct xc_query;   /* immutable */
struct xc_enquire; /* a query on a database, with how to rank and sort */
struct xc_mset;    /* its matches; immutable */
struct xc_rset;    /* documents that are marked as relevant */
struct xc_eset;    /* terms suggested from an rset; immutable */
struct xc_counts;  /* how often each value of a slot occurs among matches */

struct xc_terms;     /* iterators */
struct xc_postings;
struct xc_positions;
struct xc_values;

/* --- database: open ------------------------------------------------------- */

/* Flags of xc_db_open(), xc_wdb_open() and xc_wdb_open_remote(); the first four
 * (one of them) are for writing only. */
enum xc_db_flags {
	XC_DB_CREATE_OR_OPEN = 0x00,
	XC_DB_CREATE_OR_OVERWRITE = 0x01,
	XC_DB_CREATE = 0x02,
	XC_DB_OPEN = 0x03,
	XC_DB_NO_SYNC = 0x04,     /* commits do not wait for the disk */
	XC_DB_FULL_SYNC = 0x08,   /* ask the disk itself to write through */
	XC_DB_DANGEROUS = 0x10,   /* change in place: no reader, no crash meanwhile */
	XC_DB_NO_TERMLIST = 0x20, /* when creating: no termlist table.  Such a database
	                           * cannot tell the terms of a document, nor replace
	                           * or delete a document */
	XC_DB_RETRY_LOCK = 0x40,  /* wait for another writer to finish */
	XC_DB_GLASS = 0x100,      /* this backend, not the one that is found */
	XC_DB_CHERT = 0x200,
	XC_DB_STUB = 0x300,
	XC_DB_MEMORY = 0x400
};

/* Open the database at `path` (a folder, a single-file database or a stub file).
 * The handle reads the revision that is current now until xc_db_reopen().
 * XC_ERR_NO_DB: nothing there.  XC_ERR_OPEN: there is something else, or it
 * cannot be read.  XC_ERR_VERSION. */
enum xc_status xc_db_open(const char *path, unsigned flags, struct xc_db **out,
			  struct xc_error *err);
/* A single-file database on a descriptor, which the library closes, at once or
 * with the database, also when this call fails. */
enum xc_status xc_db_open_fd(int fd, unsigned flags, struct xc_db **out, struct xc_error *err);
/* A database served by xapian-tcpsrv.  Timeouts in milliseconds, 0: none for
 * answers.  XC_ERR_NETWORK, XC_ERR_TIMEOUT, XC_ERR_VERSION (of the protocol). */
enum xc_status xc_db_open_remote(const char *host, unsigned port, unsigned timeout_ms,
				 unsigned connect_timeout_ms, struct xc_db **out,
				 struct xc_error *err);
/* A database served by a program that is started and spoken to over its standard
 * input and output, for example "ssh" with "host xapian-progsrv /path". */
enum xc_status xc_db_open_program(const char *program, const char *args, unsigned timeout_ms,
				  struct xc_db **out, struct xc_error *err);
/* No database at all; a group to add to. */
enum xc_status xc_db_new(struct xc_db **out, struct xc_error *err);
/* Search the databases of `other` together with those of db.  With n databases
 * in db, document d of the i-th (from 0) becomes (d - 1) * n + i + 1.  Statistics
 * are those of the whole.  `other` may be freed afterwards. */
enum xc_status xc_db_add(struct xc_db *db, const struct xc_db *other, struct xc_error *err);
/* Number of databases in the group. */
size_t xc_db_shards(const struct xc_db *db);
/* Let go of the files now.  Anything made from this handle then gives
 * XC_ERR_CLOSED where it needs them. */
enum xc_status xc_db_close(struct xc_db *db, struct xc_error *err);
void           xc_db_free(struct xc_db *db);
/* Read the newest revision; *changed (may be NULL) tells whether there was a
 * newer one.  Iterators and documents made before may give XC_ERR_MODIFIED. */
enum xc_status xc_db_reopen(struct xc_db *db, bool *changed, struct xc_error *err);
/* A sign of life to remote databases, so that the server does not give up. */
enum xc_status xc_db_keep_alive(struct xc_db *db, struct xc_error *err);

/* --- database: facts ------------------------------------------------------ */

struct xc_db_stats {
	uint32_t doccount;
	uint32_t lastdocid;       /* the highest one ever used */
	double   avlength;        /* of documents, in terms with their wdf */
	uint64_t total_length;
	uint32_t doclength_lower; /* bounds, not always tight */
	uint32_t doclength_upper;
	bool     has_positions;
};

struct xc_term_stats {
	uint32_t termfreq;  /* documents with the term; 0: it does not occur */
	uint32_t collfreq;  /* occurrences */
	uint32_t wdf_upper; /* bound of the occurrences in one document */
};

enum xc_status xc_db_get_stats(const struct xc_db *db, struct xc_db_stats *out,
			       struct xc_error *err);
enum xc_status xc_db_get_term_stats(const struct xc_db *db, const char *term, size_t n,
				    struct xc_term_stats *out, struct xc_error *err);
enum xc_status xc_db_term_exists(const struct xc_db *db, const char *term, size_t n, bool *out,
				 struct xc_error *err);
/* Documents with a value in the slot, and bounds of the values (empty when
 * there are none).  lower and upper may be NULL. */
enum xc_status xc_db_get_value_stats(const struct xc_db *db, uint32_t slot, uint32_t *freq,
				     struct xc_bytes *lower, struct xc_bytes *upper,
				     struct xc_error *err);
/* Of one document; XC_ERR_NOT_FOUND. */
enum xc_status xc_db_get_doclength(const struct xc_db *db, uint32_t docid, uint32_t *out,
				   struct xc_error *err);
enum xc_status xc_db_get_unique_terms(const struct xc_db *db, uint32_t docid, uint32_t *out,
				      struct xc_error *err);
/* Kept for the life of a database, copied by replication; those of a group are
 * joined with ':'.  Empty for a database in memory. */
enum xc_status xc_db_get_uuid(const struct xc_db *db, struct xc_bytes *out, struct xc_error *err);
/* Counts commits.  XC_ERR_INVALID unless there is exactly one database, on disk. */
enum xc_status xc_db_get_revision(const struct xc_db *db, uint64_t *out, struct xc_error *err);
/* Whether a writer holds it now.  XC_ERR_UNSUPPORTED for a remote one. */
enum xc_status xc_db_get_locked(const struct xc_db *db, bool *out, struct xc_error *err);
enum xc_status xc_db_get_description(const struct xc_db *db, struct xc_bytes *out,
				     struct xc_error *err);

/* --- database: documents and lists ---------------------------------------- */

/* XC_ERR_NOT_FOUND; XC_ERR_INVALID for docid 0.  Data, terms and values are read
 * when they are asked for. */
enum xc_status xc_db_get_doc(const struct xc_db *db, uint32_t docid, struct xc_doc **out,
			     struct xc_error *err);
/* The same without a look whether the document exists: for ids that are known to. */
enum xc_status xc_db_get_doc_unchecked(const struct xc_db *db, uint32_t docid, struct xc_doc **out,
				       struct xc_error *err);
/* Every term that begins with the prefix, in byte order. */
enum xc_status xc_db_all_terms(const struct xc_db *db, const char *prefix, size_t n,
			       struct xc_terms **out, struct xc_error *err);
/* Documents with the term, ascending; the empty term gives every document. */
enum xc_status xc_db_postings(const struct xc_db *db, const char *term, size_t n,
			      struct xc_postings **out, struct xc_error *err);
/* Terms of a document in byte order.  XC_ERR_NOT_FOUND; XC_ERR_UNSUPPORTED when
 * the database has no termlists. */
enum xc_status xc_db_termlist(const struct xc_db *db, uint32_t docid, struct xc_terms **out,
			      struct xc_error *err);
/* Positions of a term in a document; none when there is no such pair. */
enum xc_status xc_db_positions(const struct xc_db *db, uint32_t docid, const char *term, size_t n,
			       struct xc_positions **out, struct xc_error *err);
/* The values of one slot over all documents that have one, by document id.  The
 * cheapest way to read one slot of many documents, where they come ascending. */
enum xc_status xc_db_values(const struct xc_db *db, uint32_t slot, struct xc_values **out,
			    struct xc_error *err);

/* --- database: metadata, spelling, synonyms ------------------------------- */

/* Empty when there is none.  XC_ERR_INVALID: an empty key.  Of a group: the
 * first database's. */
enum xc_status xc_db_get_metadata(const struct xc_db *db, const char *key, size_t n,
				  struct xc_bytes *out, struct xc_error *err);
enum xc_status xc_db_metadata_keys(const struct xc_db *db, const char *prefix, size_t n,
				   struct xc_terms **out, struct xc_error *err);
/* The best known spelling at most max_edits (2 is usual) away; empty when there is
 * none, or the word itself is known best. */
enum xc_status xc_db_suggest(const struct xc_db *db, const char *word, size_t n, unsigned max_edits,
			     struct xc_bytes *out, struct xc_error *err);
/* Known words; xc_terms_freq() tells their frequency. */
enum xc_status xc_db_spellings(const struct xc_db *db, struct xc_terms **out, struct xc_error *err);
enum xc_status xc_db_synonyms(const struct xc_db *db, const char *term, size_t n,
			      struct xc_terms **out, struct xc_error *err);
enum xc_status xc_db_synonym_keys(const struct xc_db *db, const char *prefix, size_t n,
				  struct xc_terms **out, struct xc_error *err);

/* --- database: writing ---------------------------------------------------- */

/* One writer at a time: XC_ERR_LOCKED.  block_size in bytes for a new database, a
 * power of two from 2048 to 65536, or 0 for 8192.  XC_ERR_OPEN: cannot be created
 * or opened; with XC_DB_CREATE: it exists.  XC_ERR_NO_DB, XC_ERR_VERSION. */
enum xc_status xc_wdb_open(const char *path, unsigned flags, unsigned block_size,
			   struct xc_wdb **out, struct xc_error *err);
/* A database in memory.  It has no uuid; revision, transactions, spellings and
 * synonyms are XC_ERR_UNSUPPORTED; a commit does nothing. */
enum xc_status xc_wdb_open_memory(struct xc_wdb **out, struct xc_error *err);
enum xc_status xc_wdb_open_remote(const char *host, unsigned port, unsigned timeout_ms,
				  unsigned connect_timeout_ms, unsigned flags, struct xc_wdb **out,
				  struct xc_error *err);
/* The same database for reading, changes that are not committed included.
 * Borrowed: never free it; valid until xc_wdb_free().  What was made from it
 * before a change may give XC_ERR_MODIFIED after it. */
struct xc_db *xc_wdb_as_db(struct xc_wdb *w);

/* Make all changes durable, as one.  XC_ERR_FULL: no space; XC_ERR_DB.  After a
 * failed commit what is on the disk is the revision before; the changes are lost
 * and the handle should be freed.
 *
 * Xapian commits by itself when 10,000 documents (XAPIAN_FLUSH_THRESHOLD in the
 * environment) were changed outside a transaction.  Changes that must appear
 * together belong in a transaction. */
enum xc_status xc_wdb_commit(struct xc_wdb *w, struct xc_error *err);
/* Throw away what was not committed.  XC_ERR_INVALID inside a transaction,
 * XC_ERR_UNSUPPORTED in memory and where it is remote. */
enum xc_status xc_wdb_revert(struct xc_wdb *w, struct xc_error *err);
/* Commit (a transaction is cancelled instead) and let go of files and lock; the
 * handle is still to be freed.  A later commit has nothing to do and says XC_OK. */
enum xc_status xc_wdb_close(struct xc_wdb *w, struct xc_error *err);
/* What was not committed is lost: a commit here could not tell that it failed
 * (Xapian's own destructor commits in silence).  The lock is given up. */
void xc_wdb_free(struct xc_wdb *w);

/* Changes between begin and commit appear together or not at all.  With `flushed`
 * they are durable when commit returns; without, only at the next xc_wdb_commit().
 * Beginning a flushed one commits what was pending.  XC_ERR_INVALID: begun twice,
 * or not begun; XC_ERR_UNSUPPORTED in memory. */
enum xc_status xc_wdb_begin(struct xc_wdb *w, bool flushed, struct xc_error *err);
enum xc_status xc_wdb_commit_transaction(struct xc_wdb *w, struct xc_error *err);
enum xc_status xc_wdb_cancel_transaction(struct xc_wdb *w, struct xc_error *err);

/* docid may be NULL.  XC_ERR_INVALID: a term is too long.  XC_ERR_DB: document ids
 * are used up. */
enum xc_status xc_wdb_add_doc(struct xc_wdb *w, const struct xc_doc *doc, uint32_t *docid,
			      struct xc_error *err);
/* Put the document at that id, whether or not one is there. */
enum xc_status xc_wdb_replace_doc(struct xc_wdb *w, uint32_t docid, const struct xc_doc *doc,
				  struct xc_error *err);
/* Replace the documents with the term by this one (which should have it); add it
 * when there is none.  XC_ERR_INVALID: the empty term. */
enum xc_status xc_wdb_replace_doc_by_term(struct xc_wdb *w, const char *term, size_t n,
					  const struct xc_doc *doc, uint32_t *docid,
					  struct xc_error *err);
enum xc_status xc_wdb_delete_doc(struct xc_wdb *w, uint32_t docid, struct xc_error *err);
/* Delete every document with the term; none is no error. */
enum xc_status xc_wdb_delete_docs_by_term(struct xc_wdb *w, const char *term, size_t n,
					  struct xc_error *err);

/* An empty value removes the key.  XC_ERR_INVALID: an empty or too long key. */
enum xc_status xc_wdb_set_metadata(struct xc_wdb *w, const char *key, size_t key_n,
				   const char *value, size_t value_n, struct xc_error *err);
enum xc_status xc_wdb_add_spelling(struct xc_wdb *w, const char *word, size_t n, uint32_t freq,
				   struct xc_error *err);
enum xc_status xc_wdb_remove_spelling(struct xc_wdb *w, const char *word, size_t n, uint32_t freq,
				      struct xc_error *err);
enum xc_status xc_wdb_add_synonym(struct xc_wdb *w, const char *term, size_t term_n,
				  const char *synonym, size_t synonym_n, struct xc_error *err);
enum xc_status xc_wdb_remove_synonym(struct xc_wdb *w, const char *term, size_t term_n,
				     const char *synonym, size_t synonym_n, struct xc_error *err);
enum xc_status xc_wdb_clear_synonyms(struct xc_wdb *w, const char *term, size_t n,
				     struct xc_error *err);
enum xc_status xc_wdb_get_description(const struct xc_wdb *w, struct xc_bytes *out,
				      struct xc_error *err);

/* --- documents ------------------------------------------------------------ */

enum xc_status xc_doc_new(struct xc_doc **out, struct xc_error *err);
void           xc_doc_free(struct xc_doc *doc);
/* XC_ERR_INVALID: the empty term.  Length is checked when it is written. */
enum xc_status xc_doc_add_term(struct xc_doc *doc, const char *term, size_t n, uint32_t wdf_inc,
			       struct xc_error *err);
/* A term that filters and does not weigh: wdf 0. */
enum xc_status xc_doc_add_boolean_term(struct xc_doc *doc, const char *term, size_t n,
				       struct xc_error *err);
enum xc_status xc_doc_add_posting(struct xc_doc *doc, const char *term, size_t n, uint32_t pos,
				  uint32_t wdf_inc, struct xc_error *err);
/* XC_ERR_INVALID: the document does not have it. */
enum xc_status xc_doc_remove_term(struct xc_doc *doc, const char *term, size_t n,
				  struct xc_error *err);
enum xc_status xc_doc_remove_posting(struct xc_doc *doc, const char *term, size_t n, uint32_t pos,
				     uint32_t wdf_dec, struct xc_error *err);
enum xc_status xc_doc_clear_terms(struct xc_doc *doc, struct xc_error *err);
enum xc_status xc_doc_terms(const struct xc_doc *doc, struct xc_terms **out, struct xc_error *err);
enum xc_status xc_doc_count_terms(const struct xc_doc *doc, uint32_t *out, struct xc_error *err);

/* An empty value removes it. */
enum xc_status xc_doc_set_value(struct xc_doc *doc, uint32_t slot, const char *p, size_t n,
				struct xc_error *err);
enum xc_status xc_doc_get_value(const struct xc_doc *doc, uint32_t slot, struct xc_bytes *out,
				struct xc_error *err);
enum xc_status xc_doc_remove_value(struct xc_doc *doc, uint32_t slot, struct xc_error *err);
enum xc_status xc_doc_clear_values(struct xc_doc *doc, struct xc_error *err);
/* All values of the document by slot: xc_values_slot(). */
enum xc_status xc_doc_values(const struct xc_doc *doc, struct xc_values **out,
			     struct xc_error *err);
enum xc_status xc_doc_count_values(const struct xc_doc *doc, uint32_t *out, struct xc_error *err);

enum xc_status xc_doc_set_data(struct xc_doc *doc, const char *p, size_t n, struct xc_error *err);
enum xc_status xc_doc_get_data(const struct xc_doc *doc, struct xc_bytes *out,
			       struct xc_error *err);
/* 0 for one that came from no database.  In a group: its id in its own database. */
enum xc_status xc_doc_get_docid(const struct xc_doc *doc, uint32_t *out, struct xc_error *err);
/* Everything as bytes, and back.  XC_ERR_INVALID: not such bytes. */
enum xc_status xc_doc_serialise(const struct xc_doc *doc, struct xc_bytes *out,
				struct xc_error *err);
enum xc_status xc_doc_unserialise(const char *p, size_t n, struct xc_doc **out,
				  struct xc_error *err);

/* --- iterators -------------------------------------------------------------------------
 *
 * An iterator begins before its first item.  _next() and _skip_to() give XC_OK at
 * an item and XC_END behind the last, again and again.  _skip_to() goes to the
 * first item not before its argument and never goes back.  Accessors are for an
 * iterator at an item: XC_ERR_INVALID else. */

enum xc_status xc_terms_next(struct xc_terms *it, struct xc_error *err);
enum xc_status xc_terms_skip_to(struct xc_terms *it, const char *term, size_t n,
				struct xc_error *err);
enum xc_status xc_terms_get(const struct xc_terms *it, struct xc_bytes *out, struct xc_error *err);
/* Of a document's terms; XC_ERR_INVALID or XC_ERR_UNSUPPORTED for other lists. */
enum xc_status xc_terms_wdf(const struct xc_terms *it, uint32_t *out, struct xc_error *err);
/* Documents with the term; a spelling's frequency.  XC_ERR_INVALID for the terms
 * of a document that came from no database. */
enum xc_status xc_terms_freq(const struct xc_terms *it, uint32_t *out, struct xc_error *err);
/* Of a document's terms. */
enum xc_status xc_terms_positions(const struct xc_terms *it, struct xc_positions **out,
				  struct xc_error *err);
void           xc_terms_free(struct xc_terms *it);

enum xc_status xc_postings_next(struct xc_postings *it, struct xc_error *err);
enum xc_status xc_postings_skip_to(struct xc_postings *it, uint32_t docid, struct xc_error *err);
enum xc_status xc_postings_docid(const struct xc_postings *it, uint32_t *out, struct xc_error *err);
enum xc_status xc_postings_wdf(const struct xc_postings *it, uint32_t *out, struct xc_error *err);
enum xc_status xc_postings_doclength(const struct xc_postings *it, uint32_t *out,
				     struct xc_error *err);
enum xc_status xc_postings_unique_terms(const struct xc_postings *it, uint32_t *out,
					struct xc_error *err);
enum xc_status xc_postings_positions(const struct xc_postings *it, struct xc_positions **out,
				     struct xc_error *err);
void           xc_postings_free(struct xc_postings *it);

enum xc_status xc_positions_next(struct xc_positions *it, struct xc_error *err);
enum xc_status xc_positions_skip_to(struct xc_positions *it, uint32_t pos, struct xc_error *err);
enum xc_status xc_positions_get(const struct xc_positions *it, uint32_t *out, struct xc_error *err);
void           xc_positions_free(struct xc_positions *it);

enum xc_status xc_values_next(struct xc_values *it, struct xc_error *err);
/* To a document id in a stream of xc_db_values(), to a slot in xc_doc_values(). */
enum xc_status xc_values_skip_to(struct xc_values *it, uint32_t docid_or_slot,
				 struct xc_error *err);
enum xc_status xc_values_get(const struct xc_values *it, struct xc_bytes *out,
			     struct xc_error *err);
enum xc_status xc_values_docid(const struct xc_values *it, uint32_t *out, struct xc_error *err);
enum xc_status xc_values_slot(const struct xc_values *it, uint32_t *out, struct xc_error *err);
void           xc_values_free(struct xc_values *it);

/* --- queries -----------------------------------------------------------------------------
 *
 * Making one gives XC_ERR_QUERY for what Xapian cannot run (NEAR of anything but
 * terms, a range on an operator that is none, …).  Parts may be freed at once. */

enum xc_op {
	XC_OP_AND = 0,
	XC_OP_OR = 1,
	XC_OP_AND_NOT = 2,     /* the first and none of the others */
	XC_OP_XOR = 3,
	XC_OP_AND_MAYBE = 4,   /* the first; the others add weight */
	XC_OP_FILTER = 5,      /* all of them; weight of the first */
	XC_OP_NEAR = 6,        /* terms within `parameter` positions, any order */
	XC_OP_PHRASE = 7,      /* the same, in order */
	XC_OP_VALUE_RANGE = 8, /* 8, 9, 11, 12, 15: xc_query_type() only; see their own calls */
	XC_OP_SCALE_WEIGHT = 9,
	XC_OP_ELITE_SET = 10,  /* OR of the `parameter` best subqueries */
	XC_OP_VALUE_GE = 11,
	XC_OP_VALUE_LE = 12,
	XC_OP_SYNONYM = 13,    /* OR that weighs as one term */
	XC_OP_MAX = 14,        /* OR with the weight of the best */
	XC_OP_WILDCARD = 15,
	XC_LEAF_TERM = 100,    /* xc_query_type() only */
	XC_LEAF_POSTING_SOURCE = 101,
	XC_LEAF_MATCH_ALL = 102,
	XC_LEAF_MATCH_NOTHING = 103
};

enum xc_wildcard_limit {
	XC_WILDCARD_ERROR = 0,        /* XC_ERR_QUERY when the query is run */
	XC_WILDCARD_FIRST = 1,        /* the first in byte order */
	XC_WILDCARD_MOST_FREQUENT = 2
};

/* wqf: how often it stands in the query (1); pos: its position there, or 0. */
enum xc_status xc_query_term(const char *term, size_t n, uint32_t wqf, uint32_t pos,
			     struct xc_query **out, struct xc_error *err);
enum xc_status xc_query_all(struct xc_query **out, struct xc_error *err);
enum xc_status xc_query_nothing(struct xc_query **out, struct xc_error *err);
/* parameter: the window of NEAR and PHRASE in positions (0: as many as there are
 * subqueries), the set size of ELITE_SET (0: 10 or so); else 0.  No subquery
 * gives a query that matches nothing. */
enum xc_status xc_query_combine(enum xc_op op, const struct xc_query *const *subs, size_t n,
				uint32_t parameter, struct xc_query **out, struct xc_error *err);
enum xc_status xc_query_scale(const struct xc_query *q, double factor, struct xc_query **out,
			      struct xc_error *err);
/* Values as byte strings: lower <= value <= upper. */
enum xc_status xc_query_value_range(uint32_t slot, const char *lower, size_t lower_n,
				    const char *upper, size_t upper_n, struct xc_query **out,
				    struct xc_error *err);
enum xc_status xc_query_value_ge(uint32_t slot, const char *lower, size_t n, struct xc_query **out,
				 struct xc_error *err);
enum xc_status xc_query_value_le(uint32_t slot, const char *upper, size_t n, struct xc_query **out,
				 struct xc_error *err);
/* Every term with the prefix; at most max_terms (0: no bound); combiner is
 * XC_OP_SYNONYM, XC_OP_OR or XC_OP_MAX. */
enum xc_status xc_query_wildcard(const char *prefix, size_t n, uint32_t max_terms,
				 enum xc_wildcard_limit limit, enum xc_op combiner,
				 struct xc_query **out, struct xc_error *err);
/* Every document, weighing as much. */
enum xc_status xc_query_fixed_weight(double weight, struct xc_query **out, struct xc_error *err);
/* Documents with a value (of xc_sortable_put(), not negative) in the slot, which
 * is their weight.  With `first` below `last` the caller promises that values do
 * not rise over that range of document ids; the matcher may then stop early. */
enum xc_status xc_query_value_weight(uint32_t slot, struct xc_query **out, struct xc_error *err);
enum xc_status xc_query_decreasing_value_weight(uint32_t slot, uint32_t first, uint32_t last,
						struct xc_query **out, struct xc_error *err);

/* A source of postings written in C.  Callbacks give a negative number when they
 * fail; the match then ends with XC_ERR_CALLBACK.  They must not free or change
 * the query or the enquire. */
struct xc_source_bounds {
	uint32_t docs_min, docs_est, docs_max; /* documents, min <= est <= max */
	double   max_weight;                   /* bound of every weight */
};

struct xc_source {
	void *ctx;
	/* Begin, or begin again, before the first document.  `shard` is the one
	 * database (of a group) whose ids are asked for; valid until the next init
	 * or free.  Fill *out. */
	int (*init)(void *ctx, const struct xc_db *shard, struct xc_source_bounds *out);
	/* Go to the next document: 1 with *docid set, 0 at the end.  Documents that
	 * weigh less than min_weight may be left out.  *max_weight is the bound that
	 * holds now and may be lowered. */
	int (*next)(void *ctx, double min_weight, uint32_t *docid, double *max_weight);
	/* Likewise, to the first document not before `target`.  NULL: next() is
	 * repeated. */
	int (*skip_to)(void *ctx, uint32_t target, double min_weight, uint32_t *docid,
		       double *max_weight);
	/* Of the document where it stands; at most the bound.  NULL: always 0. */
	int (*weight)(void *ctx, double *out);
	/* A second context, for each further database of a group: 0 with *out set.
	 * NULL: one database only (XC_ERR_INVALID in a group). */
	int (*clone)(void *ctx, void **out);
	/* End of a context, when the last query or enquire with it is freed, also
	 * when xc_query_source() fails.  May be NULL. */
	void (*free)(void *ctx);
};

/* The struct is copied. */
enum xc_status xc_query_source(const struct xc_source *source, struct xc_query **out,
			       struct xc_error *err);

enum xc_op     xc_query_type(const struct xc_query *q);
size_t         xc_query_count(const struct xc_query *q); /* subqueries */
uint32_t       xc_query_length(const struct xc_query *q); /* sum of wqf */
/* XC_ERR_INVALID: i is not below xc_query_count(). */
enum xc_status xc_query_get(const struct xc_query *q, size_t i, struct xc_query **out,
			    struct xc_error *err);
/* Terms by position in the query, then by bytes, the same term again at another
 * position; or each once, by bytes. */
enum xc_status xc_query_terms(const struct xc_query *q, struct xc_terms **out,
			      struct xc_error *err);
enum xc_status xc_query_unique_terms(const struct xc_query *q, struct xc_terms **out,
				     struct xc_error *err);
enum xc_status xc_query_get_description(const struct xc_query *q, struct xc_bytes *out,
					struct xc_error *err);
/* XC_ERR_QUERY: holds a source of the caller; on reading: not such bytes. */
enum xc_status xc_query_serialise(const struct xc_query *q, struct xc_bytes *out,
				  struct xc_error *err);
enum xc_status xc_query_unserialise(const char *p, size_t n, struct xc_query **out,
				    struct xc_error *err);
void           xc_query_free(struct xc_query *q);

/* --- enquire -------------------------------------------------------------- */

/* Keeps the database open.  It sees what xc_db_reopen() does to db, not what
 * xc_db_add() adds later. */
enum xc_status xc_enquire_new(const struct xc_db *db, struct xc_enquire **out,
			      struct xc_error *err);
void           xc_enquire_free(struct xc_enquire *e);
/* query_length 0: xc_query_length(). */
enum xc_status xc_enquire_set_query(struct xc_enquire *e, const struct xc_query *q,
				    uint32_t query_length, struct xc_error *err);

/* Weighting schemes and their parameters in order, with the defaults. */
enum xc_weight {
	XC_WEIGHT_BM25,      /* k1 1, k2 0, k3 1, b 0.5, min_normlen 0.5 */
	XC_WEIGHT_BM25_PLUS, /* the same, delta 1 */
	XC_WEIGHT_BOOL,      /* none: every weight is 0 */
	XC_WEIGHT_TRAD,      /* k 1 */
	XC_WEIGHT_COORD,     /* none: number of matching terms */
	XC_WEIGHT_DPH,       /* none */
	XC_WEIGHT_DLH,       /* none */
	XC_WEIGHT_PL2,       /* c 1 */
	XC_WEIGHT_PL2_PLUS,  /* c 1, delta 0.8 */
	XC_WEIGHT_INL2,      /* c 1 */
	XC_WEIGHT_IFB2,      /* c 1 */
	XC_WEIGHT_INEB2,     /* c 1 */
	XC_WEIGHT_BB2,       /* c 1 */
	XC_WEIGHT_COUNT
};

enum xc_smoothing {
	XC_SMOOTHING_TWO_STAGE = 1, /* lambda 0.7, mu 2000 */
	XC_SMOOTHING_DIRICHLET = 2, /* mu 2000 */
	XC_SMOOTHING_ABSOLUTE_DISCOUNT = 3, /* delta 0.7 */
	XC_SMOOTHING_JELINEK_MERCER = 4,    /* lambda */
	XC_SMOOTHING_DIRICHLET_PLUS = 5     /* mu 2000, delta 0.05 */
};

/* n is 0 (the defaults) or the number of the scheme's parameters; XC_ERR_INVALID
 * else, and for a parameter out of its range. */
enum xc_status xc_enquire_set_weight(struct xc_enquire *e, enum xc_weight scheme,
				     const double *params, size_t n, struct xc_error *err);
/* Normalisations in SMART notation: "ntn". */
enum xc_status xc_enquire_set_weight_tfidf(struct xc_enquire *e, const char *normalizations,
					   struct xc_error *err);
/* A unigram language model; log is the clamp below the logarithm (0: default),
 * negative parameters are the smoothing's defaults. */
enum xc_status xc_enquire_set_weight_lm(struct xc_enquire *e, double log,
					enum xc_smoothing smoothing, double param1, double param2,
					struct xc_error *err);
/* How xc_enquire_eset() weighs: "trad" (with k, 1 is usual) or "bo1". */
enum xc_status xc_enquire_set_expansion(struct xc_enquire *e, const char *scheme, double k,
					struct xc_error *err);

enum xc_sort {
	XC_SORT_RELEVANCE,
	XC_SORT_VALUE,
	XC_SORT_VALUE_THEN_RELEVANCE,
	XC_SORT_RELEVANCE_THEN_VALUE
};

/* Byte order of the slot's values, `descending` or not; documents without one
 * count as empty.  Slot and direction mean nothing to XC_SORT_RELEVANCE. */
enum xc_status xc_enquire_set_sort(struct xc_enquire *e, enum xc_sort sort, uint32_t slot,
				   bool descending, struct xc_error *err);
/* By several slots, each in its own direction. */
struct xc_sort_key {
	uint32_t slot;
	bool     descending;
};
enum xc_status xc_enquire_set_sort_keys(struct xc_enquire *e, enum xc_sort sort,
					const struct xc_sort_key *keys, size_t n,
					struct xc_error *err);

/* Among documents that are equal otherwise. */
enum xc_docid_order {
	XC_DOCID_DESCENDING = 0,
	XC_DOCID_ASCENDING = 1, /* as it begins */
	XC_DOCID_DONT_CARE = 2  /* what is fastest */
};
enum xc_status xc_enquire_set_docid_order(struct xc_enquire *e, enum xc_docid_order order,
					  struct xc_error *err);
/* Leave out documents below that percentage of the best, or below that weight. */
enum xc_status xc_enquire_set_cutoff(struct xc_enquire *e, int percent, double weight,
				     struct xc_error *err);
/* At most `max` documents with the same value in the slot; 0 ends collapsing. */
enum xc_status xc_enquire_set_collapse(struct xc_enquire *e, uint32_t slot, uint32_t max,
				       struct xc_error *err);
/* After that time stop looking further than the first matches for the counts
 * (check_at_least); 0: no limit. */
enum xc_status xc_enquire_set_time_limit(struct xc_enquire *e, double seconds,
					 struct xc_error *err);

/* A document while it is looked at in a match; lent to callbacks. */
struct xc_doc_ref;

/* In a group: its id in its own database. */
uint32_t xc_doc_ref_docid(const struct xc_doc_ref *doc);
/* The value, lent until the next xc_doc_ref_ call on this document or the end of
 * the callback: the one way without a copy, and the fastest there is (README.md
 * has figures).  *n is 0 when there is none. */
enum xc_status xc_doc_ref_value(struct xc_doc_ref *doc, uint32_t slot, const char **p, size_t *n,
				struct xc_error *err);
enum xc_status xc_doc_ref_get_value(struct xc_doc_ref *doc, uint32_t slot, struct xc_bytes *out,
				    struct xc_error *err);
/* Xapian deflates data that shrinks by it: some ten times as dear as a value. */
enum xc_status xc_doc_ref_get_data(struct xc_doc_ref *doc, struct xc_bytes *out,
				   struct xc_error *err);

/* What a callback on a document says. */
enum xc_verdict {
	XC_STOP = -1, /* end the match: the call gives the status of the xc_doc_ref_
	               * call that failed last in this callback, or XC_ERR_CALLBACK */
	XC_REJECT = 0,
	XC_KEEP = 1
};

/* Called for documents that match, in ascending order of ids within a database,
 * before they enter the mset; not for those whose weight is too low to. */
typedef enum xc_verdict xc_decide_fn(void *ctx, struct xc_doc_ref *doc);

/* Which part of the result. */
struct xc_match {
	uint32_t first;          /* matches to leave out at the head */
	uint32_t max_items;
	uint32_t check_at_least; /* look at that many at least, so that counts up to
	                          * there are exact; 0: no more than needed */
	const struct xc_rset *rset; /* weights take it into account; or NULL */
	xc_decide_fn *decide;       /* or NULL.  XC_ERR_UNSUPPORTED on remote databases */
	void *ctx;
};

/* Run it.  XC_ERR_INVALID: no query was set; XC_ERR_QUERY: a wildcard too wide. */
enum xc_status xc_enquire_mset(const struct xc_enquire *e, const struct xc_match *match,
			       struct xc_mset **out, struct xc_error *err);
/* Terms of the query that are in the document, as they stand in the query. */
enum xc_status xc_enquire_matching_terms(const struct xc_enquire *e, uint32_t docid,
					 struct xc_terms **out, struct xc_error *err);

/* Look at each document that passed, with its weight, in this and every later
 * match until xc_enquire_clear_spies().  XC_REJECT and XC_KEEP mean the same. */
typedef enum xc_verdict xc_spy_fn(void *ctx, struct xc_doc_ref *doc, double weight);
enum xc_status xc_enquire_add_spy(struct xc_enquire *e, xc_spy_fn *fn, void *ctx,
				  struct xc_error *err);
/* Count the values of a slot over the documents that are looked at (make
 * check_at_least the size of the database for exact counts). */
enum xc_status xc_enquire_add_counts(struct xc_enquire *e, uint32_t slot, struct xc_counts **out,
				     struct xc_error *err);
enum xc_status xc_enquire_clear_spies(struct xc_enquire *e, struct xc_error *err);
/* Documents looked at. */
enum xc_status xc_counts_total(const struct xc_counts *c, uint64_t *out, struct xc_error *err);
/* The most frequent values first, at most max (0: all, in byte order);
 * xc_terms_freq() is the count. */
enum xc_status xc_counts_top(const struct xc_counts *c, size_t max, struct xc_terms **out,
			     struct xc_error *err);
void           xc_counts_free(struct xc_counts *c);

/* --- matches -------------------------------------------------------------- */

struct xc_estimate {
	uint32_t lower, estimated, upper; /* equal when exact */
};

struct xc_mset_stats {
	uint32_t size;  /* items */
	uint32_t first; /* as asked */
	struct xc_estimate matches;     /* all matches, after collapsing */
	struct xc_estimate uncollapsed; /* before it */
	double   max_possible, max_attained; /* weights */
};

struct xc_hit {
	uint32_t docid;
	uint32_t rank;      /* from 0, over the whole result */
	double   weight;
	int      percent;
	uint32_t collapsed; /* at least that many more with the same key */
};

uint32_t       xc_mset_size(const struct xc_mset *m);
enum xc_status xc_mset_get_stats(const struct xc_mset *m, struct xc_mset_stats *out,
				 struct xc_error *err);
/* Items are numbered from 0 to size - 1: XC_ERR_INVALID else. */
enum xc_status xc_mset_hit(const struct xc_mset *m, uint32_t i, struct xc_hit *out,
			   struct xc_error *err);
enum xc_status xc_mset_doc(const struct xc_mset *m, uint32_t i, struct xc_doc **out,
			   struct xc_error *err);
enum xc_status xc_mset_collapse_key(const struct xc_mset *m, uint32_t i, struct xc_bytes *out,
				    struct xc_error *err);
enum xc_status xc_mset_sort_key(const struct xc_mset *m, uint32_t i, struct xc_bytes *out,
				struct xc_error *err);
/* Of a term of the query; XC_ERR_INVALID for another one's weight. */
enum xc_status xc_mset_termfreq(const struct xc_mset *m, const char *term, size_t n, uint32_t *out,
				struct xc_error *err);
enum xc_status xc_mset_termweight(const struct xc_mset *m, const char *term, size_t n, double *out,
				  struct xc_error *err);
/* Ask a remote database for all documents in one go; a hint, and none for an mset
 * that does not begin at 0. */
enum xc_status xc_mset_fetch(const struct xc_mset *m, struct xc_error *err);
void           xc_mset_free(struct xc_mset *m);

/* --- relevance feedback --------------------------------------------------- */

enum xc_status xc_rset_new(struct xc_rset **out, struct xc_error *err);
enum xc_status xc_rset_add(struct xc_rset *r, uint32_t docid, struct xc_error *err);
enum xc_status xc_rset_remove(struct xc_rset *r, uint32_t docid, struct xc_error *err);
bool           xc_rset_has(const struct xc_rset *r, uint32_t docid);
uint32_t       xc_rset_size(const struct xc_rset *r);
void           xc_rset_free(struct xc_rset *r);

enum xc_expand_flags {
	XC_EXPAND_QUERY_TERMS = 1, /* terms of the query may be suggested too */
	XC_EXPAND_EXACT_FREQ = 2   /* exact frequencies in a group; slower */
};

struct xc_expand {
	uint32_t max_items;
	const struct xc_rset *rset;
	unsigned flags;
	double   min_weight;
	/* Whether the term may be suggested, or NULL for all.  The term is lent. */
	enum xc_verdict (*keep)(void *ctx, const char *term, size_t n);
	void *ctx;
};

/* Terms that set the documents of the rset apart, best first. */
enum xc_status xc_enquire_eset(const struct xc_enquire *e, const struct xc_expand *x,
			       struct xc_eset **out, struct xc_error *err);
uint32_t       xc_eset_size(const struct xc_eset *s);
/* weight may be NULL. */
enum xc_status xc_eset_get(const struct xc_eset *s, uint32_t i, struct xc_bytes *term,
			   double *weight, struct xc_error *err);
void           xc_eset_free(struct xc_eset *s);

/* --- upkeep --------------------------------------------------------------- */

enum xc_compact_flags {
	XC_COMPACT_STANDARD = 0, /* one of these three */
	XC_COMPACT_FULL = 1,     /* smaller */
	XC_COMPACT_FULLER = 2,   /* smallest; not for later changes */
	XC_COMPACT_NO_RENUMBER = 4, /* keep document ids (ranges must not overlap) */
	XC_COMPACT_MULTIPASS = 8,   /* quicker for many databases, takes more space */
	XC_COMPACT_SINGLE_FILE = 16
};

struct xc_compact {
	unsigned flags;
	unsigned block_size; /* 0: 8192 */
	/* Told as it goes on; XC_STOP ends it with XC_ERR_CALLBACK.  May be NULL. */
	enum xc_verdict (*progress)(void *ctx, const char *table, const char *status);
	/* Several databases have this metadata key: fill *out with what the result
	 * shall have, by xc_bytes_set().  NULL: the first one's. */
	enum xc_verdict (*merge_metadata)(void *ctx, struct xc_span key,
					  const struct xc_span *values, size_t n,
					  struct xc_bytes *out);
	void *ctx;
};

/* Write all databases of db into one new one at `path`.  how may be NULL.
 * XC_ERR_FULL; XC_ERR_OPEN, XC_ERR_DB: nothing can be written there; XC_ERR_DB,
 * XC_ERR_UNSUPPORTED: a database in memory or a remote one; XC_ERR_INVALID: onto
 * itself, or ranges of ids overlap.  What was written before a failure stays. */
enum xc_status xc_db_compact(const struct xc_db *db, const char *path, const struct xc_compact *how,
			     struct xc_error *err);

enum xc_check_flags {
	XC_CHECK_QUIET = 0,
	XC_CHECK_SHORT_TREE = 1,
	XC_CHECK_FULL_TREE = 2,
	XC_CHECK_FREELIST = 4,
	XC_CHECK_STATS = 8,
	XC_CHECK_FIX = 16 /* repair what can be (chert) */
};

/* Look through the structure of a database (or one table of it) on disk.  XC_OK:
 * it could be looked through, *n_errors says what was found.  `line` (may be
 * NULL) is given what Xapian says, line by line, without the newline. */
enum xc_status xc_check(const char *path, unsigned flags,
			void (*line)(void *ctx, const char *text, size_t n), void *ctx,
			uint64_t *n_errors, struct xc_error *err);

#ifdef __cplusplus
}
#endif

#endif
