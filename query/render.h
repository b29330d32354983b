/* SPDX-License-Identifier: GPL-2.0-or-later */
/* query/render.h - answers of lib/search's api.h as text for a person.
 *
 * Input is the parsed JSON of a reply: borrowed, and not trusted to have the
 * keys that INTERFACES names; what is missing is left out.  Everything goes to
 * `o`, no line wider than o->width (down to OUT_WIDTH_MIN).
 */
#ifndef QUERY_RENDER_H
#define QUERY_RENDER_H

#include <jansson.h>

#include "query/anchor.h"
#include "query/out.h"

/* The page of hits of /v1/search: how the query was read (unless that is what
 * was typed), the hits numbered from offset + 1, the line of totals, what is
 * only in zones that were not searched. */
struct render_page {
	size_t offset, limit; /* as asked for; the reply's offset goes before */
	bool by_cursor;       /* so it was asked for, and so is the next */
	bool one_of_story;    /* --collapse near: hits are as many as stories */
};
void render_search(struct out *o, json_t *reply, struct render_page page);

/* One article of /v1/docs/{id}: head and numbered paragraphs.  With a paragraph
 * in `a`, that one only; false when the article has no such paragraph or
 * sentence (nothing is printed). */
bool render_article(struct out *o, json_t *article, const struct anchor *a);

/* /v1/docs/{id}/copies: the copies in order of their dates, the first one marked. */
void render_copies(struct out *o, json_t *reply);

/* /v1/parse: how the query is read, and the articles that have each part of it. */
void render_parse(struct out *o, json_t *reply);
/* A hit with "explain": its score and what that is made of. */
void render_score(struct out *o, json_t *hit);

/* The citation of /v1/docs/{id}/cite and a line feed, unwrapped: it is for
 * pasting. */
void render_citation(struct out *o, json_t *reply);

/* Any JSON value as indented "key  value" lines: /v1/stats. */
void render_value(struct out *o, json_t *v);

/* /v1/kwic: matches below each other with at most `width` columns on each side,
 * then the totals; lines count from offset + 1. */
void render_kwic(struct out *o, json_t *reply, int width, size_t offset);
/* /v1/facets: a table for each. */
void render_facets(struct out *o, json_t *reply);
/* /v1/terms: a word a line. */
void render_terms(struct out *o, json_t *reply);

/* --- shared by the above --- */

#define RENDER_KEY_MAX 128
/* "a:0123456789abcdefghjk#p1.s2" of an object with id, p and s; without a passage
 * (p is 0) the id alone. */
void render_key(json_t *line, char out[RENDER_KEY_MAX]);

/* The string under a key, SLICE_NONE when absent, null or no string. */
struct slice render_string(json_t *object, const char *key);
/* The lines "note: …" of a reply's "query"; whether there was any. */
struct para;
bool render_warnings(struct out *o, struct para *p, json_t *query);
/* "advice: …", a line each; nothing when there is none. */
void render_advice(struct out *o, struct para *p, json_t *advice);
/* "2024-09-20", "by 2024-09-20" for on-or-before, "undated". */
void render_date(struct para *p, json_t *published);
/* "1 article", "2 articles", "1,024 articles". */
void render_count(char *out, size_t size, json_int_t n, const char *one, const char *many);
/* The stories of a count; where the reply does not say (an older daemon) its articles. */
json_int_t render_stories(json_t *count);
/* Of a facet: the stories of the articles whose value is unknown. */
json_int_t render_unknown_stories(json_t *facet);
/* Has any of a list's counts fewer stories than articles?  Only then they are told. */
bool render_has_copies(json_t *counts);
/* The columns of a count: articles, and stories where `both`. */
#define COUNT_COLUMN(both) ((both) ? 19 : 10)
void render_counts(struct para *p, json_t *count, bool both);
/* Their head: "articles  part". */
void render_counts_head(struct para *p, struct out *o, const char *what, bool both);

#endif
