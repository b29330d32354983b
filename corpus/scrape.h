/* SPDX-License-Identifier: GPL-2.0-or-later */
/* corpus/scrape.h - inside of the cleaner of text scrapes, for scrape*.c only.
 *
 * A scrape is a list of lines; each stage reads what earlier ones found and marks
 * lines with a zone and a type.  No stage changes a text.  The order:
 *
 *	scrape_lines()   what each line looks like
 *	scrape_body()    the run of lines that is the article, [start, end)
 *	scrape_head()    title, subtitle, by-line, dates above and around the body
 *	scrape_inside()  lines within the body that are not the article's text
 *	scrape_tail()    author's box, stated sources, publisher, teasers below
 *
 * Everything lives in the article's arena but the buffers, which scrape_clean()
 * frees.  Work is bounded by LIMIT_BLOCKS lines and SCRAPE_REPEAT_*.
 */
#ifndef CORPUS_SCRAPE_H
#define CORPUS_SCRAPE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "corpus/scrape_words.h"
#include "lib/base/article.h"
#include "lib/base/buf.h"

/* Past these a text is not searched for repeated sentences. */
#define SCRAPE_REPEAT_LINES 600
#define SCRAPE_REPEAT_BYTES ((size_t)128 * 1024)

struct scrape_line {
	struct slice    text;   /* display text */
	struct slice    folded; /* for wordings and comparison */
	size_t          words;
	unsigned        blanks; /* empty lines before it */
	enum line_class cls;
	bool            sentence; /* ends as a sentence does */
	bool            running;  /* sentences: long, with the end of one in it */
	bool            bullet;
	bool            dated;    /* a date and nothing else */
	bool            repeated; /* stands more than once in the page */
	bool            marked;   /* zone and type are decided */
	enum zone       zone;
	enum block_type type;
};

struct scrape {
	struct article     *a;
	struct scrape_line *v;
	size_t n;
	size_t start, end;  /* the body: lines [start, end) */
	size_t title;       /* its line, or SCRAPE_NONE */
	bool   bare;        /* a text without a page around it */
	struct buf buf;     /* scratch */
};

#define SCRAPE_NONE ((size_t)-1)

void scrape_lines(struct scrape *s, struct slice text);
void scrape_body(struct scrape *s);
void scrape_head(struct scrape *s);
void scrape_inside(struct scrape *s);
void scrape_tail(struct scrape *s);

/* Decide a line. */
void scrape_mark(struct scrape_line *l, enum zone zone, enum block_type type);
/* Share of the longer words of a that are in b too (0 to 1), by their heads. */
double scrape_overlap(struct slice folded_a, struct slice folded_b);
/* The head of the body, folded, for comparing words; in s->buf. */
struct slice scrape_sample(struct scrape *s);
/* The display text behind `n` bytes of the folded text: the same words. */
struct slice scrape_behind(const struct scrape_line *l, size_t folded_n);

/* corpus/scrape_date.c: the date of the lines above the body; fills
 * a->published and a->modified. */
void scrape_dates(struct scrape *s);

#endif
