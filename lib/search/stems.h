/* SPDX-License-Identifier: GPL-2.0-or-later */
/* lib/search/stems.h - the stems that a form has in an archive: those of the lexicon,
 * and its stem in each language of the archive, where that occurs.
 *
 * Forms asked for before are remembered, for one revision.  Owner: the searcher; one
 * thread.
 */
#ifndef LIB_SEARCH_STEMS_H
#define LIB_SEARCH_STEMS_H

#include "lib/archive/reader.h"
#include "lib/base/arena.h"
#include "lib/search/leaf.h"

struct stem_list {
	struct arena *arena;
	struct leaf_stem *v;
	uint32_t n, cap;
};

/* The entry of the stem, a new one if need be; valid until the next call. */
struct leaf_stem *stem_add(struct stem_list *l, struct slice term);

#define STEM_MEMO_SLOTS 2048
#define STEM_MEMO_MAX   1024 /* forms; with more all are forgotten */

struct stem_memo {
	uint64_t revision;
	struct arena arena;
	struct remembered_form {
		struct slice form; /* absent: free */
		uint32_t hash, n;
		struct slice *stems;
		bool any_form;
	} *slots;
	uint32_t n;
};

void stem_memo_init(struct stem_memo *m);
void stem_memo_done(struct stem_memo *m);

/* Append the stems that the lexicon has for a folded form: none when no article has it. */
enum status stems_in_lexicon(struct archive_reader *r, struct slice form, struct stem_list *out,
			     struct err *err) MUST_CHECK;

/* Append the stems of a folded form.  any_form: other forms of its stems are meant too;
 * else only those stems that it has itself.  One at least, though no article may have
 * it. */
enum status stems_of_form(struct archive_reader *r, struct analyser *a, struct stem_memo *m,
			  struct slice form, bool any_form, struct stem_list *out,
			  struct err *err) MUST_CHECK;

#endif
