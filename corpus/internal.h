/* SPDX-License-Identifier: GPL-2.0-or-later */
/* corpus/internal.h - the stages of the cleaner, one function each, for
 * clean.c only.  Every stage writes into an article that was reset and has file,
 * offset, url_raw and flags set from the record; clean.c sets language (when the
 * stage left it absent), id and quality bounds afterwards.
 */
#ifndef CORPUS_INTERNAL_H
#define CORPUS_INTERNAL_H

#include "corpus/raw.h"
#include "lib/base/article.h"
#include "lib/base/status.h"

/* corpus/html_*.c: page bytes (any encoding) to article. */
struct html_cleaner;
struct html_cleaner *html_cleaner_new(void);
void html_cleaner_free(struct html_cleaner *c);
enum status html_clean(struct html_cleaner *c, const struct raw *r, struct article *out,
		       struct err *err) MUST_CHECK;

/* corpus/scrape_*.c: valid UTF-8 text of a page whose markup is gone. */
enum status scrape_clean(struct slice text, struct article *out, struct err *err) MUST_CHECK;

/* corpus/jsonl.c: one JSON object of the known keys. */
enum status jsonl_clean(const struct raw *r, struct article *out, struct err *err) MUST_CHECK;

/* corpus/charset.c: bytes in any encoding to valid UTF-8 appended to *out, by
 * BOM, then `declared` (may be absent), then meta/XML declarations when
 * `html`, then validity, then libuchardet, then windows-1252; as WHATWG maps
 * labels.  Sets FLAG(BAD_ENCODING), FLAG(MOJIBAKE_FIXED), FLAG(NULS) in *flags. */
struct buf;
enum status charset_to_utf8(struct slice bytes, struct slice declared, bool html, struct buf *out,
			    uint32_t *flags, struct err *err) MUST_CHECK;

/* corpus/date_text.c: a printed date ("July 16, 2024", "16. Juli 2024",
 * "2024年7月16日", "16/07/2024") in s.  `language` may be absent.  *from and *to
 * are the bytes it covers.  Only a complete day; never a year alone.  The
 * caller decides what the date means (source, relation, confidence). */
bool date_in_text(struct slice s, struct slice language, struct pubdate *out, size_t *from,
		  size_t *to);
/* The whole text is a date, maybe with weekday, time and zone around it. */
bool date_only(struct slice s, struct slice language, struct pubdate *out);

/* corpus/names_line.c: a printed by-line or author field to names: strips "By", roles,
 * dates, handles, addresses; splits lists; refuses slogans and desk names.
 * Appends to a->authors (and a->agency); returns how many it added. */
size_t names_add(struct article *a, struct slice raw);
/* The same for a field whose data call it a person: an agency there is in the
 * by-line too, and a name of two or three words may be the publisher's (a person's
 * own site). */
size_t names_add_person(struct article *a, struct slice raw);
/* corpus/meta_tags.c: keywords, one or (`list`) several with commas, semicolons or bars
 * between, to a->tags: each once, without what is a sentence or an address. */
void tags_add(struct article *a, struct slice text, bool list);
/* The whole phrase is an agency's name: "Associated Press", "(AFP)". */
bool names_is_agency(struct slice phrase);
/* What stands before a name says that other work than writing follows:
 * "Photography by", "Contributions from", "Editor:". */
bool names_lead_is_other(struct slice lead);

#endif
