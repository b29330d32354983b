/* SPDX-License-Identifier: GPL-2.0-or-later */
/* corpus/meta.h - what a page says about itself.
 *
 * meta_read() collects statements from the head, from microdata and from
 * JSON-LD, as they stand; the meta_*_set() functions weigh them and fill the
 * article's fields.  Slices live in the page's arena.
 */
#ifndef CORPUS_META_H
#define CORPUS_META_H

#include <stdbool.h>

#include "corpus/html.h"
#include "corpus/raw.h"
#include "lib/base/article.h"

/* Where a statement of a date was found, the most exact first. */
enum hint_kind {
	HINT_URL,         /* /2024/07/16/ in the canonical address */
	HINT_META,        /* article:published_time and its like */
	HINT_ITEMPROP,
	HINT_JSON_LD,     /* of the node that describes this page */
	HINT_JSON_OTHER,  /* of another node */
	HINT_META_WEAK,   /* name=date and the like */
	HINT_TIME,        /* <time> that says it is the publication */
	HINT_TIME_NEAR,   /* <time> in the article, near its headline */
	HINT_BYLINE,      /* printed beside the author */
	HINT_LABEL,       /* printed behind "Published:" */
	HINT_TEXT,        /* printed near the headline */
	HINT_DATA,        /* data-timestamp and the like */
	HINT_SCRIPT,      /* "publishedAt" and its like in a script's data */
	HINT_TIME_FAR,
	HINT_IMAGE,       /* in the address of the page's picture */
	HINT_CLOCK,       /* above the headline with its weekday: the site's "today" */
	HINT_MODIFIED,    /* dateModified, og:updated_time */
	HINT_COUNT
};

struct hint {
	enum hint_kind kind;
	struct pubdate date; /* value, day and precision only */
};

#define META_LIST 32
#define META_CRUMBS 8
#define HINTS_MAX 64

struct meta {
	struct slice title_tag, og_title, twitter_title, json_title, item_title, meta_title;
	struct slice og_site, app_name, json_publisher;
	struct slice description, og_description, json_description;
	struct slice section, json_section;
	struct slice crumbs[META_CRUMBS]; /* JSON-LD BreadcrumbList, from the front page down */
	size_t n_crumbs;
	struct slice canonical, og_url, json_url, base;
	struct slice locale, json_language;
	struct slice image; /* address of the page's picture */
	struct slice tier; /* article:content_tier */
	struct slice json_body;
	struct slice meta_authors[META_LIST], json_authors[META_LIST];
	bool json_person[META_LIST]; /* the data say that this author is a person */
	size_t n_meta_authors, n_json_authors;
	/* Keywords: what names them one by one (or in a list that is the article's), and the
	 * list of meta keywords, which often is the site's. */
	struct slice tags[META_LIST], keywords;
	bool tag_list[META_LIST]; /* with commas between several */
	size_t n_tags;
	bool json_article; /* a node of an article type was found */
	int  free_access;  /* isAccessibleForFree: 1, 0, -1 not said */
	struct hint hints[HINTS_MAX];
	size_t n_hints;
	uint32_t h1; /* the node of the headline, NODE_NONE */
};

void meta_read(struct html_page *p, struct meta *m);
/* The ld+json scripts into m: json_* fields and hints. */
void meta_read_json(struct html_page *p, struct meta *m);

/* A statement of a date as text ("2024-07-16T09:30:00Z", "July 16, 2024",
 * "1721122200").  Nothing is added when it is none. */
void meta_add_hint(struct html_page *p, struct meta *m, enum hint_kind kind, struct slice value);

/* s as a field: references such as "&amp;" undone, tags dropped, display form,
 * at most LIMIT_FIELD_BYTES; absent when nothing is left.  In the page's arena. */
struct slice meta_field(struct html_page *p, struct slice s);

void meta_set_url(struct html_page *p, struct meta *m, const struct raw *r, struct article *a);
void meta_set_publisher(struct html_page *p, struct meta *m, struct article *a);
void meta_set_title(struct html_page *p, struct meta *m, struct article *a);
void meta_set_authors(struct html_page *p, struct meta *m, struct article *a);
/* Stated sources ("Source: a, b") around the body, a byte for each block, and the
 * agency that signs it. */
void meta_set_sources(struct html_page *p, struct meta *m, const uint8_t *body, struct article *a);
/* After the title: what the page calls its section, or the last of its crumbs. */
void meta_set_section(const struct meta *m, struct article *a);
/* The keywords, those of the article before those that may be the site's. */
void meta_set_tags(const struct meta *m, struct article *a);
void meta_set_dates(struct html_page *p, struct meta *m, const uint8_t *body, struct article *a);

/* Note a statement of tags: one, or a list of them. */
void meta_add_tag(struct html_page *p, struct meta *m, struct slice value, bool list);

/* Host of an absolute address without "www.", or absent. */
struct slice meta_host(struct slice url);

#endif
