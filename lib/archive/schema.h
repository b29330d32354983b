/* SPDX-License-Identifier: GPL-2.0-or-later */
/* lib/archive/schema.h - what is where in the Xapian database.
 *
 * docs/ARCHIVE-FORMAT.md is the manual; a change here raises ARCHIVE_FORMAT and
 * is told there.  An archive of another format is refused (STATUS_VERSION).
 *
 * Terms.  Stems of the default zones (title, dek, body) have no prefix: they
 * are lower case or no letters at all, so they cannot meet the prefixes, which
 * are one capital.
 *
 * Terms of names (A, P, S, V, K) come folded from the indexer (normal_fold(), so
 * that a query folds the same way): the whole of it, and each of its words, cut
 * at blanks, without the ASCII punctuation at their ends.
 */
#ifndef LIB_ARCHIVE_SCHEMA_H
#define LIB_ARCHIVE_SCHEMA_H

#define ARCHIVE_FORMAT 5
/* The analyser whose stems are in it: ANALYSER_VERSION of lib/text, which this
 * room may not include; the indexer holds the two together at compile time. */
#define ARCHIVE_ANALYSER 1

#define TERM_TITLE     'T' /* stem in the title or dek; weighted */
#define TERM_HIDDEN    'N' /* stem in any other zone than title, dek, body; wdf 0 */
#define TERM_AUTHOR    'A' /* folded word of an author's name, and the whole name */
#define TERM_PUBLISHER 'P' /* folded word of the publisher, the whole name, the host,
			    * the host without each of its first labels, its labels */
#define TERM_SECTION   'S' /* folded section, words and whole */
#define TERM_VIA       'V' /* folded stated source, words and whole */
#define TERM_TAG       'K' /* folded tag, words and whole */
#define TERM_LANGUAGE  'L' /* ISO 639-1 */
#define TERM_DAY       'D' /* YYYYMMDD: every document with a known day */
#define TERM_MONTH     'M' /* YYYYMM: known to the month or better */
#define TERM_YEAR      'Y' /* YYYY */
#define TERM_ID        'Q' /* article id without "a:" */
#define TERM_KEY       'U' /* hash of file and record: one document */
#define TERM_FILE      'F' /* hash of the file's path: its documents */
#define TERM_SOURCE_ID 'J' /* hash of the id that the source gave: archive_source_term() */
#define TERM_ALL       'Z' /* "Z": every article (counts, NOT alone) */

/* Value slots. */
#define SLOT_STREAM    0 /* token stream: stream.h */
#define SLOT_DAY       1 /* first possible day, four bytes in byte order of days:
			  * big-endian, 2^31 added; absent when undated */
#define SLOT_HASH      2 /* 64-bit hash of the encoded article: has it changed? */
#define SLOT_FACETS    3 /* names that breakdowns count, words, precision: facets.h */
#define SLOT_CLUSTER   4 /* key of the cluster of copies, 8 bytes; absent: no copies */
#define SLOT_SIGNATURE 5 /* what tells copies: COPY_HEAD bytes, then the signature */
#define SLOT_COPY      6 /* hash of the id, 8 bytes, where there is a SLOT_CLUSTER */

/* SLOT_SIGNATURE begins with the hash of the article's id, 8 bytes, and the day
 * of publication as in SLOT_DAY, zeros where it is not known to the day. */
#define COPY_HEAD 12

/* Within-document frequency added for one occurrence, by place. */
#define WDF_BODY  1
#define WDF_LEAD  1 /* more, for words of the first body block of an article ... */
#define WDF_LEAD_BLOCKS 4 /* ... that has at least so many */

/* Metadata keys. */
#define META_FORMAT    "backfile:format"   /* decimal ARCHIVE_FORMAT */
#define META_ANALYSER  "backfile:analyser" /* decimal ANALYSER_VERSION */
#define META_UUID      "backfile:uuid"     /* of the archive, kept when it is compacted */
#define META_REVISION  "backfile:revision" /* decimal: commits since it was made */
#define META_CHANGES   "backfile:changes"  /* decimal: articles changed since compaction */
#define META_LANGUAGES "backfile:languages" /* "en 24012\nde 31\n": documents by language */
#define META_UNCLUSTERED "backfile:unclustered" /* articles not yet looked at for
						 * copies: pending.c */
#define META_FILE      "file:"              /* + path: what is known of an input file */
#define META_LEXICON   "lex:"               /* + first form: a leaf of the lexicon, forms
					     * that occur and their stems; alone: the
					     * leaves.  For wildcards and spelling. */

#endif
