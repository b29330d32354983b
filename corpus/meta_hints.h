/* SPDX-License-Identifier: GPL-2.0-or-later */
/* corpus/meta_hints.h - where a page states dates.
 *
 * Each function adds the hints of one place to m->hints (HINTS_MAX at most); what
 * they are worth, and against what, is decided in meta_dates.c.  Reading a line
 * costs steps of the page's budget (html_spend()).
 */
#ifndef CORPUS_META_HINTS_H
#define CORPUS_META_HINTS_H

#include "corpus/meta.h"

/* Blocks around the headline. */
struct hint_region {
	size_t head;  /* block of the headline */
	size_t from, to; /* blocks around it and before the text */
	size_t tail;     /* behind the last block of the text */
};

/* body: the article's blocks, or NULL when there are none. */
struct hint_region hints_region(const struct html_page *p, const struct meta *m,
				const uint8_t *body);

/* /2024/07/16/, /2024-07-16, /20240716, /16-07-2024: with a year from 1995. */
void hints_of_url(struct html_page *p, struct meta *m, enum hint_kind kind, struct slice url);
void hints_of_elements(struct html_page *p, struct meta *m, const struct hint_region *r);
void hints_of_text(struct html_page *p, struct meta *m, const struct hint_region *r,
		   const struct article *a);
void hints_of_labels(struct html_page *p, struct meta *m, const struct hint_region *r);
void hints_of_scripts(struct html_page *p, struct meta *m);
void hints_of_changes(struct html_page *p, struct meta *m);
void hints_of_rest(struct html_page *p, struct meta *m, const struct hint_region *r,
		   const uint8_t *body);

#endif
