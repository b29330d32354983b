/* SPDX-License-Identifier: GPL-2.0-or-later */
/* lib/base/limits.h - every bound on hostile input, in one place.
 *
 * Each has a test at the bound and one past it.  Passing a bound is never
 * fatal to the run: an article gets a flag, a file is set aside by name, a
 * request is answered with an error.
 */
#ifndef LIB_BASE_LIMITS_H
#define LIB_BASE_LIMITS_H

#define KIB ((size_t)1 << 10)
#define MIB ((size_t)1 << 20)

/* corpus: files and containers */
#define LIMIT_FILE_BYTES        ((size_t)4 << 30) /* a container (JSON lines), decoded */
#define LIMIT_PAGE_BYTES        (16 * MIB)        /* one page or text, decoded; the rest is cut */
#define LIMIT_LINE_BYTES        (16 * MIB)        /* one JSON line */
#define LIMIT_GZIP_RATIO        1000              /* decoded : compressed, past the first MiB */
#define LIMIT_WALK_DEPTH        64                /* folders in folders */
#define LIMIT_PATH_BYTES        4096

/* corpus: one page */
#define LIMIT_TAG_BYTES         (64 * KIB)
#define LIMIT_TAG_ATTRS         256
#define LIMIT_ATTR_BYTES        (32 * KIB)
#define LIMIT_TREE_DEPTH        512 /* deeper elements are flattened, text kept */
#define LIMIT_TREE_NODES        400000
#define LIMIT_BLOCKS            50000
#define LIMIT_LDJSON_BYTES      (1 * MIB)
#define LIMIT_LDJSON_COUNT      64
#define LIMIT_JSON_DEPTH        64
#define LIMIT_FIELD_BYTES       (4 * KIB) /* a title, a name, a URL */
#define LIMIT_LIST              64        /* authors, stated sources, tags */
#define LIMIT_KEYWORD_BYTES     80        /* longer ones are sentences */

/* lib/text */
#define LIMIT_TOKEN_BYTES       240     /* a folded form; longer words are cut there */
#define LIMIT_TOKENS            4000000 /* of one article */
#define LIMIT_STEM_CACHE        65536   /* distinct words kept by one analyser */

/* lib/archive */
#define LIMIT_TERM_BYTES        245 /* Xapian's own bound on a term */
#define LIMIT_RECORD_BYTES      (64 * MIB)
/* What one reader keeps of decoded postings, and one searcher of places of words: so
 * much, or so much for each article where that is more. */
#define LIMIT_POSTINGS_BYTES    (10 * MIB)
#define LIMIT_PLACES_BYTES      (10 * MIB)
#define LIMIT_KEPT_AN_ARTICLE   256
#define LIMIT_FACET_BYTES       200 /* of a name that breakdowns count */

/* lib/search */
#define LIMIT_QUERY_BYTES       (64 * KIB)
#define LIMIT_QUERY_NODES       4096
#define LIMIT_QUERY_DEPTH       64
#define LIMIT_EXPANSIONS        1024 /* forms that one wildcard may stand for */
#define LIMIT_AMOUNTS           4096 /* forms that one number of an amount may stand for */
#define LIMIT_AMOUNT_BYTES      80
#define LIMIT_MENTIONS          24 /* years, months and parts of months of one mentions: */
#define LIMIT_SCANNED           10000000 /* words that the wildcards of a query are held against */
#define LIMIT_RESULTS           1000 /* hits of one answer */
#define LIMIT_OFFSET            100000
#define LIMIT_CURSOR_HITS       10000 /* reached from page to page */
#define LIMIT_CURSOR_BYTES      (64 * KIB)
#define LIMIT_PASSAGES          20
#define LIMIT_SPANS             10000 /* of one article */
#define LIMIT_KWIC_LINES        100000 /* of one concordance; more are counted only */
#define LIMIT_KWIC_SORTED       20000  /* lines that are put in order */
#define LIMIT_KWIC_WIDTH        500    /* characters on each side */
#define LIMIT_KWIC_KEYS         8      /* words that a line is ordered by */
#define LIMIT_FACET_VALUES      200000 /* different values that are counted */
#define LIMIT_VOCABULARY        200000 /* forms that are ordered by frequency */
#define LIMIT_SYNONYM_BYTES     (1 * MIB) /* a file of them */
#define LIMIT_SYNONYM_LINES     20000
#define LIMIT_SYNONYMS          64     /* entries of one line, and of one word */
#define LIMIT_BUCKETS           40000  /* stretches of one timeline */

/* searchd */
#define LIMIT_REQUEST_BYTES     (256 * KIB) /* a body */
#define LIMIT_HEADER_BYTES      (32 * KIB)  /* request line and headers */
#define LIMIT_PARAMS            64 /* parameters of one request */
#define LIMIT_CONNECTIONS       256
#define LIMIT_QUEUE             128
#define LIMIT_IDLE_SECONDS      30
#define LIMIT_SEARCH_MS         10000
#define LIMIT_REPLY_BYTES       (64 * MIB)

#endif
