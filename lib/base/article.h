/* SPDX-License-Identifier: GPL-2.0-or-later */
/* lib/base/article.h - one cleaned article: the type that travels from corpus
 * through the indexer into the archive and out again in an answer.
 *
 * Shared vocabulary, no behaviour but names.  corpus makes it, lib/archive
 * stores it (record.h) and gives it back, lib/search reads it.
 *
 * Memory: everything a struct article points to lives in its own arena;
 * article_init() / article_done(), article_reset() for the next one.  Strings
 * are valid UTF-8 in NFC without control characters; {NULL,0} is "not known".
 */
#ifndef LIB_BASE_ARTICLE_H
#define LIB_BASE_ARTICLE_H

#include <stdbool.h>
#include <stdint.h>

#include "lib/base/arena.h"
#include "lib/base/slice.h"

/* What a block is in the page.  Nothing is deleted: what is not the article's
 * own text is kept and named.  Default search reads title, dek and body. */
#define ZONE_TABLE(X)                                                          \
	X(BODY,      "body")                                                   \
	X(TITLE,     "title")                                                  \
	X(DEK,       "dek")      /* the standfirst under the headline */       \
	X(PULLQUOTE, "pullquote") /* repeats a sentence of the body */         \
	X(CAPTION,   "caption")                                                \
	X(TEASER,    "teaser")   /* another article's headline or summary */   \
	X(NAV,       "nav")                                                    \
	X(AD,        "ad")                                                     \
	X(BIO,       "bio")      /* about the author */                        \
	X(COMMENT,   "comment")                                                \
	X(LEGAL,     "legal")    /* cookies, rights, sign-up */

enum zone {
#define X(name, word) ZONE_##name,
	ZONE_TABLE(X)
#undef X
	ZONE_COUNT
};

/* The zones that a search reads unless told otherwise, as a bit set. */
#define ZONE_BIT(z) (1u << (z))
#define ZONES_DEFAULT (ZONE_BIT(ZONE_BODY) | ZONE_BIT(ZONE_TITLE) | ZONE_BIT(ZONE_DEK))
#define ZONES_ALL ((1u << ZONE_COUNT) - 1)

#define BLOCK_TABLE(X)                                                         \
	X(P,       "p")                                                        \
	X(HEADING, "heading")                                                  \
	X(LI,      "li")                                                       \
	X(QUOTE,   "quote")                                                    \
	X(PRE,     "pre")                                                      \
	X(TABLE,   "table") /* one data row: "a | b" */

enum block_type {
#define X(name, word) BLOCK_##name,
	BLOCK_TABLE(X)
#undef X
	BLOCK_COUNT
};

struct block {
	enum block_type type;
	enum zone       zone;
	struct slice    text; /* verbatim from the input after NFC and white space */
};

/* --- dates: where one comes from, how exact, how sure --- */

#define DATE_SOURCE_TABLE(X)                                                   \
	X(NONE,       "none")                                                  \
	X(URL,        "url")        /* /2024/07/16/ in the address */          \
	X(JSON_LD,    "json-ld")    /* datePublished of this page's node */    \
	X(META,       "meta")       /* article:published_time and kin */       \
	X(ITEMPROP,   "itemprop")                                              \
	X(TIME,       "time")       /* <time datetime> near the headline */    \
	X(BYLINE,     "byline")     /* printed beside the author's name */     \
	X(LABEL,      "label")      /* "Published: …" */                       \
	X(TEXT,       "text")       /* printed near the headline */            \
	X(RECORD,     "record")     /* the field of a JSON line */             \
	X(FEED,       "feed")                                                  \
	X(MODIFIED,   "modified")   /* only an update time was stated */       \
	X(PAGE_CLOCK, "page-clock") /* the site's "today": an upper bound */   \
	X(CAPTURE,    "capture")    /* when the page was saved */

enum date_source {
#define X(name, word) DATE_SOURCE_##name,
	DATE_SOURCE_TABLE(X)
#undef X
	DATE_SOURCE_COUNT
};

enum date_precision { DATE_YEAR, DATE_MONTH, DATE_DAY, DATE_TIME, DATE_PRECISION_COUNT };
enum date_relation { DATE_ON, DATE_ON_OR_BEFORE, DATE_RELATION_COUNT };

#define PUBDATE_TEXT 40

struct pubdate {
	bool known;
	/* "2024", "2024-07", "2024-07-16" or "2024-07-16T09:30:00+02:00", by
	 * precision; the day is the one printed in the source's own offset. */
	char    value[PUBDATE_TEXT];
	int32_t day; /* first day it may mean, from 1970-01-01 */
	enum date_precision precision;
	enum date_relation  relation;
	enum date_source    source;
	float confidence; /* 0 to 1 */
};

/* --- the article --- */

#define ACCESS_TABLE(X)                                                        \
	X(UNKNOWN, "unknown")                                                  \
	X(FREE,    "free")                                                     \
	X(METERED, "metered")                                                  \
	X(LOCKED,  "locked")

enum access {
#define X(name, word) ACCESS_##name,
	ACCESS_TABLE(X)
#undef X
	ACCESS_COUNT
};

/* Repairs and limits that touched the article; none of them loses it. */
#define FLAG_TABLE(X)                                                          \
	X(TRUNCATED,       "truncated")        /* only the beginning is there */ \
	X(TOO_LONG,        "too-long")         /* cut at LIMIT_PAGE_BYTES */   \
	X(BAD_ENCODING,    "bad-encoding")     /* bytes replaced */            \
	X(MOJIBAKE_FIXED,  "mojibake-fixed")                                   \
	X(DEEP,            "deep")             /* nesting flattened */         \
	X(MANY_ATTRS,      "many-attributes")  /* attributes cut */            \
	X(LONG_TAG,        "long-tag")                                         \
	X(OPEN_COMMENT,    "open-comment")     /* unclosed, read as text */    \
	X(MANY_BLOCKS,     "many-blocks")                                      \
	X(BAD_JSON_LD,     "bad-json-ld")                                      \
	X(NO_BODY,         "no-body")                                          \
	X(LOW_QUALITY,     "low-quality")                                      \
	X(WORK_LIMIT,      "work-limit")       /* fell back to a plain reading */ \
	X(NULS,            "nul-bytes")

enum article_flag {
#define X(name, word) FLAG_BIT_##name,
	FLAG_TABLE(X)
#undef X
	FLAG_COUNT
};
#define FLAG(name) (1u << FLAG_BIT_##name)

struct article {
	struct arena arena;

	struct slice file;      /* path as given or walked */
	uint64_t     offset;    /* of the record in the (decoded) file; 0 for a page */
	struct slice id;        /* "a:…", from the normalised body: hash.h */
	struct slice source_id; /* the id that the source gave (JSON lines) */
	struct slice url;       /* canonical, normalised */
	struct slice url_raw;   /* as the source had it */
	struct slice title, subtitle, kicker;
	struct slice publisher, section, agency;
	struct slice language; /* ISO 639-1, lower case */
	struct slice *authors;
	size_t        n_authors;
	struct slice *sources; /* stated sources: "Source: a, b" */
	size_t        n_sources;
	struct slice *tags;    /* keywords that the page or record states */
	size_t        n_tags;
	struct pubdate published, modified, captured;
	enum access  access;
	double       quality; /* 0 to 1: agreement of the candidates */
	uint32_t     flags;   /* FLAG(…) bits */
	struct block *blocks; /* every zone, in page order */
	size_t        n_blocks;
};

void article_init(struct article *a);
void article_done(struct article *a);
void article_reset(struct article *a); /* empty, memory kept */
/* Append one block; text is copied into the arena.  *cap is the caller's. */
void article_add_block(struct article *a, size_t *cap, enum block_type type, enum zone zone,
		       struct slice text);
/* Set a->id from the texts of its body blocks (folded white space; the title
 * too when the body is empty).  Copies of an article have the same id. */
void article_set_id(struct article *a);
size_t article_body_bytes(const struct article *a);

const char *zone_word(enum zone z);
bool        zone_of_word(struct slice word, enum zone *out);
const char *block_type_word(enum block_type t);
const char *date_source_word(enum date_source s);
const char *date_precision_word(enum date_precision p); /* "year" … "second" */
const char *date_relation_word(enum date_relation r);   /* "on", "on-or-before" */
const char *access_word(enum access a);
const char *flag_word(enum article_flag f);

/* Fill value, day and precision from an ISO 8601 date or time at the head of s
 * (YYYY, YYYY-MM, YYYY-MM-DD, …THH:MM[:SS[.fff]][Z|±HH[:]MM], a blank instead
 * of the T); the rest of *out is left alone.  False, nothing written, when it
 * is none or not a possible day. */
bool pubdate_parse_iso(struct slice s, struct pubdate *out) __attribute__((warn_unused_result));
/* The last day that it may mean (the first is d->day). */
int32_t pubdate_last_day(const struct pubdate *d);

struct json;
/* The value of "published" and its kin as INTERFACES has it; null when unknown. */
void pubdate_json(struct json *j, const struct pubdate *d);
/* The whole article as one JSON object; zones is a bit set of those to print. */
void article_json(struct json *j, const struct article *a, unsigned zones);

#endif
