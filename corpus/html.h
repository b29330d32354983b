/* SPDX-License-Identifier: GPL-2.0-or-later */
/* corpus/html.h - what the stages of the HTML cleaner share.
 *
 *	page bytes -> prescan -> tree -> blocks -> candidates -> selection -> zones
 *	                           \-> metadata
 *
 * Everything of one page lives in struct html_page: the tree is an array of
 * nodes in document order, so that a subtree is a range of it and no stage
 * recurses.  Blocks are runs of visible text in document order; a subtree is
 * also a range of blocks.  Candidates are sets of blocks.
 *
 * Lifetime: one page; html_page_reset() keeps the memory for the next.
 * Threads: one owner.
 */
#ifndef CORPUS_HTML_H
#define CORPUS_HTML_H

#include <stdbool.h>
#include <stdint.h>

#include "corpus/html_tags.h"
#include "lib/base/arena.h"
#include "lib/base/article.h"
#include "lib/base/buf.h"
#include "lib/base/limits.h"
#include "lib/base/slice.h"

/* --- groups: what the words of a class or id say --------------------------- */

#define GROUP_TABLE(X)                                                          \
	X(BODY)     /* "article-body", "entry-content": the text itself */     \
	X(ARTICLE)  /* "article", "story", "post": the thing */                \
	X(CONTENT)  /* "content", "main": the column */                        \
	X(NAV)                                                                 \
	X(SHARE)                                                               \
	X(RELATED)                                                             \
	X(AD)                                                                  \
	X(COMMENT)                                                             \
	X(AUTHOR)                                                              \
	X(META)     /* dates, sections, reading time */                        \
	X(TAGS)                                                                \
	X(CAPTION)                                                             \
	X(LETTER)   /* newsletter, sign-up */                                  \
	X(CONSENT)                                                             \
	X(PAYWALL)                                                             \
	X(HIDDEN)                                                              \
	X(SIDE)     /* sidebar, rail, widget */                                \
	X(TEASER)                                                              \
	X(DEK)                                                                 \
	X(TITLE)                                                               \
	X(FOOT)                                                                \
	X(HEADER)                                                              \
	X(GALLERY)                                                             \
	X(EMBED)                                                               \
	X(DATE)                                                                \
	X(KICKER)                                                              \
	X(QUOTE)    /* pull quote */                                           \
	X(BIO)                                                                 \
	X(LEAD)     /* the standfirst, or the first paragraph */              \
	X(WIDGET)   /* furniture, or what a page builder calls every part */   \
	X(SAID)     /* comments by their heading: no name, so it does not lie */

enum group_bit {
#define X(name) GROUP_BIT_##name,
	GROUP_TABLE(X)
#undef X
	GROUP_COUNT
};
#define G(name) (1u << GROUP_BIT_##name)

/* The groups of a class or id attribute: whole words after splitting at '-',
 * '_', blanks and camel case, so that "shadow" is no ad. */
uint32_t html_groups(struct slice value);

/* --- the tree ------------------------------------------------------------------ */

enum html_attr {
	ATTR_NONE,
	ATTR_CLASS,
	ATTR_CONTENT,
	ATTR_DATETIME,
	ATTR_DATA_DATE, /* data-datetime, data-timestamp and kin */
	ATTR_HIDDEN,
	ATTR_ARIA_HIDDEN,
	ATTR_HREF,
	ATTR_ID,
	ATTR_ITEMPROP,
	ATTR_ITEMTYPE,
	ATTR_LANG,
	ATTR_NAME, /* of meta: name, property or http-equiv */
	ATTR_PUBDATE,
	ATTR_REL,
	ATTR_ROLE,
	ATTR_STYLE,
	ATTR_TITLE,
	ATTR_COUNT
};

/* The attribute that a name (any case) means, ATTR_NONE for those unused. */
enum html_attr html_attr_of(struct slice name);

struct attr {
	enum html_attr name;
	struct slice value;
	struct attr *next;
};

#define NODE_NONE UINT32_MAX

struct node {
	uint8_t  tag;    /* enum html_tag */
	uint16_t depth;
	uint32_t parent; /* NODE_NONE for the root */
	uint32_t end;    /* one past its last descendant */
	uint32_t block;  /* nearest block-level ancestor or self */
	uint32_t groups; /* of its own class and id */
	uint32_t up_groups; /* of it and of ancestors that hold less than half the page */
	uint32_t up_near;   /* of it and of ancestors that hold a few lines */
	uint16_t own_flags, up_flags; /* enum blk_flag; with its ancestors' */
	uint32_t text_from, text_to; /* TAG_TEXT: in html_page.text */
	struct attr *attrs;
};

/* --- blocks --------------------------------------------------------------------- */

enum blk_flag {
	BLK_LIST = 1 << 0,
	BLK_QUOTE = 1 << 1,
	BLK_PRE = 1 << 2,
	BLK_TABLE = 1 << 3,
	BLK_CAPTION = 1 << 4,
	BLK_HIDDEN = 1 << 5,
	BLK_HEADING = 1 << 6,
	BLK_FORM = 1 << 7,
	BLK_NAV = 1 << 8,   /* nav, menu, aside, footer by tag */
	BLK_SENTENCE = 1 << 9, /* ends like a sentence */
	BLK_TIME = 1 << 10, /* holds a time element */
	BLK_DUP = 1 << 11,  /* the same text stood earlier on the page */
	BLK_P = 1 << 12,
	BLK_LINK = 1 << 13, /* inside a link */
	BLK_UNSEEN = 1 << 14, /* title: never text */
	BLK_APART = 1 << 15,  /* inside a line, but not of its text: "opens a new tab" */
};

struct blk {
	uint32_t node;       /* its container */
	uint32_t first, last; /* its first and last text node */
	uint32_t from, to;   /* of text in html_page.display */
	struct slice text;   /* normal_display() */
	uint64_t hash;       /* of the folded text */
	uint16_t words, linked; /* words; those inside links */
	uint16_t commas, ends; /* commas; sentence ends */
	uint16_t flags;
	uint8_t  level;      /* of a heading, 1 to 6 */
	uint8_t  zone;       /* enum zone, set at the end */
	uint8_t  line;       /* enum line_kind: furniture by its own words */
	uint32_t groups, near; /* as up_groups and up_near of all its text */
};

/* --- a page ------------------------------------------------------------------------ */

struct html_script {
	struct slice text; /* of an ld+json element */
};

#define HTML_MEMO 256 /* a power of two */

struct html_page {
	struct buf utf8;    /* the page, transcoded */
	struct buf reduced; /* without scripts, styles, unused attributes */
	struct attr **tag_attrs; /* of the tags in `reduced` that name a number */
	size_t n_tag_attrs, tag_attrs_cap;
	struct buf text;    /* of all text nodes */
	struct buf display; /* of all blocks */
	struct buf scratch;
	struct group_memo { /* of attribute values met before: menus repeat theirs */
		uint64_t hash;
		uint32_t groups;
		bool known;
	} memo[HTML_MEMO];
	struct arena arena; /* attributes; their values may borrow from utf8 */
	struct html_script *scripts;
	size_t n_scripts, scripts_cap;
	struct node *nodes;
	size_t n_nodes, nodes_cap;
	uint32_t *block_at; /* nodes + 1: blocks that begin before the node */
	size_t block_at_cap;
	struct blk *blks;
	size_t n_blks, blks_cap;
	struct slice language; /* html lang, lower case, or absent */
	uint32_t flags;     /* FLAG(…) */
	uint64_t steps;     /* work done, against HTML_STEPS */
};

void html_page_init(struct html_page *p);
void html_page_done(struct html_page *p);
void html_page_reset(struct html_page *p);

/* p->utf8 to p->reduced, p->scripts and p->tag_attrs.  Attributes do not go through
 * libxml2, which reads them byte by byte: a tag names the number of its list in
 * HTML_NUMBER instead.  Only values with references do, which libxml2 decodes. */
#define HTML_NUMBER "x"
void html_prescan(struct html_page *p);
/* p->reduced to p->nodes and p->text. */
void html_tree(struct html_page *p);
/* p->nodes to p->blks. */
void html_blocks(struct html_page *p);
/* At the end, when all blocks have their zones: cells of one row become one block. */
void html_join_rows(struct html_page *p);
/* Groups for boxes that begin with a heading such as "Related stories": html_headings.c. */
void html_name_by_headings(struct html_page *p);

/* Work that grows faster than the page (comparing lines with the text, reading
 * the same element twice) is counted in bytes looked at; once a page has used up
 * its steps, false comes back, FLAG(WORK_LIMIT) is set and the work is left out.
 * A count, not a clock, so that the result is the same everywhere. */
#define HTML_STEPS ((uint64_t)400 * MIB)
static inline bool html_spend(struct html_page *p, uint64_t n)
{
	if (p->steps < HTML_STEPS) {
		p->steps += n;
		return true;
	}
	p->flags |= FLAG(WORK_LIMIT);
	return false;
}

struct slice html_attr(const struct node *n, enum html_attr name); /* absent: {NULL,0} */
/* The visible text below a node, display form, at most LIMIT_FIELD_BYTES. */
struct slice html_text_of(struct html_page *p, uint32_t node, struct buf *out);
/* Whether `node` is `top` or below it. */
static inline bool html_within(const struct html_page *p, uint32_t node, uint32_t top)
{
	return node >= top && node < p->nodes[top].end;
}

#endif
