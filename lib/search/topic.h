/* SPDX-License-Identifier: GPL-2.0-or-later */
/* lib/search/topic.h - the words that say what some articles are about.
 *
 * Articles are read one by one (topic_read()), each with a weight; topic_words()
 * then gives their words, stem by stem, with how often and in how many of the
 * articles each occurs.  What no topic is told by is passed over: function words
 * of the article's language, numbers, addresses, words of one or two letters that
 * are no acronym, and what stands outside of title, dek and body.
 *
 * At most TOPIC_TOKENS words of each article are read, so that an added word
 * never costs more than its page.  Memory: everything lives until topic_done().
 */
#ifndef LIB_SEARCH_TOPIC_H
#define LIB_SEARCH_TOPIC_H

#include "lib/search/search.h"

#define TOPIC_TOKENS 4000 /* of one article that are read */

struct topic_word {
	struct slice stem, form; /* the form that occurs most */
	double   weight;   /* occurrences, each by its article's weight and its place */
	uint32_t articles; /* of those that were read */
	double   score;    /* the caller's */
};

struct topic {
	struct arena arena;
	struct topic_place *v; /* topic.c's */
	size_t   n, cap;
	uint32_t articles;
};

void topic_init(struct topic *t);
void topic_done(struct topic *t);

/* Read one article; words of title and dek count `title` times, those of the
 * first body block `lead` times. */
struct topic_reading {
	double weight, title, lead;
};
void topic_read(struct searcher *s, struct topic *t, const struct article *a,
		struct topic_reading how);

/* The words, in order of stem; *n of them. */
struct topic_word *topic_words(struct topic *t, size_t *n);
/* Words with a score above 0, best first, at most `max`: how many. */
size_t topic_best(struct topic_word *v, size_t n, size_t max);

/* A resolved word for a query: any form of that stem. */
struct node *topic_node(struct query *q, const struct topic_word *w, double weight);

#endif
