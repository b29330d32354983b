/* SPDX-License-Identifier: GPL-2.0-or-later */
/* corpus/scrape_words.h - what a line of a page is when it is not text: a table
 * of wordings in the languages of news sites, matched on folded text.
 *
 * A pure function; static tables.
 */
#ifndef CORPUS_SCRAPE_WORDS_H
#define CORPUS_SCRAPE_WORDS_H

#include <stdbool.h>

#include "lib/base/article.h"
#include "lib/base/slice.h"

enum line_class {
	LINE_PLAIN,
	LINE_AD,      /* "- Advertisement -" */
	LINE_SHARE,   /* "Share this", names of networks */
	LINE_RELATED, /* heads a list of other articles: "Latest News" */
	LINE_INLINE,  /* one other article: "Read more: …" */
	LINE_COMMENT, /* "Leave a Reply" */
	LINE_SIGNUP,  /* "Subscribe to …", accounts, newsletters */
	LINE_LEGAL,   /* rights, cookies, site information */
	LINE_BIO,     /* heads the author's box */
	LINE_TAGS,
	LINE_NAV,
	LINE_CAPTION, /* "Photo: …" */
	LINE_CLASS_COUNT
};

/* `folded`: normal_fold() of the line.  Numbers do not matter ("12 comments"). */
enum line_class scrape_line_class(struct slice folded);
/* The same by wordings within the line: sign-up calls, cookie notes. */
enum line_class scrape_line_within(struct slice folded);
/* The zone of such a line. */
enum zone scrape_class_zone(enum line_class c);

/* A word that names a section: "news", "opinion"; folded. */
bool scrape_section_word(struct slice folded);

/* Length of the label that s (folded) begins with, 0 when none: "published",
 * "posted on"; "updated"; "by"; "source". */
size_t scrape_label_published(struct slice folded);
size_t scrape_label_updated(struct slice folded);
size_t scrape_label_by(struct slice folded);
size_t scrape_label_source(struct slice folded);

#endif
