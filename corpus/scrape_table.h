/* SPDX-License-Identifier: GPL-2.0-or-later */
/* corpus/scrape_table.h - the wordings of scrape_table.c and scrape_heads.c, for
 * scrape_words.c and the test of the tables.
 *
 * Texts are in folded form (normal_fold()), without marks at their ends, and
 * sorted by bytes. */
#ifndef CORPUS_SCRAPE_TABLE_H
#define CORPUS_SCRAPE_TABLE_H

#include <stddef.h>

#include "corpus/scrape_words.h"

struct scrape_phrase {
	const char     *text;
	enum line_class cls;
};

extern const struct scrape_phrase scrape_whole[]; /* the whole line */
extern const size_t               scrape_whole_n;
extern const struct scrape_phrase scrape_heads[]; /* the head of a line */
extern const size_t               scrape_heads_n;

#endif
