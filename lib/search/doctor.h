/* SPDX-License-Identifier: GPL-2.0-or-later */
/* lib/search/doctor.h - what to do about a query that finds nothing, too much, or
 * other words than were meant.
 *
 *   without   articles when one part of an AND or OR is left out
 *   spelling  words that no article has, with the nearest that some have; in advice also
 *             names of fields (names.h)
 *   merged    words whose stem also stands for others
 *   advice    the same in sentences, the most useful first; often none
 *
 * Bounds: DOCTOR_PARTS parts, DOCTOR_WORDS words, and the deadline: past it the
 * lists are shorter.
 */
#ifndef LIB_SEARCH_DOCTOR_H
#define LIB_SEARCH_DOCTOR_H

#include "lib/base/json.h"
#include "lib/search/match.h"
#include "lib/search/search.h"

#define DOCTOR_PARTS 32
#define DOCTOR_WORDS 16
#define DOCTOR_FORMS 6 /* told of one word */

/* "doctor":{…} of a query that search_read() has read. */
enum status doctor_json(struct searcher *s, struct query *q, unsigned zones, struct deadline *d,
			struct json *j, struct err *err) MUST_CHECK;
/* "advice":[…] for a query that found nothing, or nothing with all of its words:
 * spelling, and the part that is to blame. */
enum status doctor_brief(struct searcher *s, struct query *q, unsigned zones, struct deadline *d,
			 struct json *j, struct err *err) MUST_CHECK;

#endif
