/* SPDX-License-Identifier: GPL-2.0-or-later */
/* lib/search/rank.h - how articles are ranked: one table of parameters, the same
 * for every archive and every query.
 *
 *	score = BM25 over the stems (words of the first paragraph count twice:
 *	        lib/archive/schema.h, WDF_LEAD), function words less
 *	      + TITLE * BM25 over the stems in title and dek
 *	      + in the best RERANK articles (proximity.h): PROXIMITY for pairs of
 *	        words that stand close together, PLACE for words that come early,
 *	        FORM for words that are written as in the query
 *
 * docs/QUERY.md, "Ranking", has what each was measured to do.
 */
#ifndef LIB_SEARCH_RANK_H
#define LIB_SEARCH_RANK_H

#include <stdint.h>

struct rank {
	double k1, k3, b, min_normlen; /* BM25's own */
	double title;     /* weight of a stem's place in title or dek */
	double proximity; /* weight of closeness, of the weight of the rarer word */
	uint32_t window;  /* words: further apart is not close */
	double place;     /* weight of a word's first place, of the weight of the word */
	uint32_t early;   /* words: further from the beginning is not early */
	double form;      /* weight of a word in the form asked for, likewise */
	uint32_t rerank;  /* articles that are looked at for these */
	double function_word; /* weight of "what" or "which" in a question */
	double request_word;  /* weight of "articles" or "discuss" in a question */
	double kin;           /* weight of "british" where Britain is asked about: kin.h */
	/* expand.h: */
	uint32_t feedback, feedback_words; /* articles that are read, words that are added */
	double feedback_power;  /* of an article's score over the best one's */
	double feedback_weight; /* of all added words, of the question's own */
	double feedback_common; /* share of the archive past which a word says nothing */
};

extern const struct rank rank_default;

#endif
