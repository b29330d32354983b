/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Word sets: see wordset.h.  Open addressing. */
#include "lib/text/wordset.h"

#include <assert.h>

#include "lib/base/hash.h"

/* The slot of the word, or the free one where it would be. */
static size_t find(const struct wordset *set, struct slice word)
{
	size_t i = hash64(word) & (WORDSET_SLOTS - 1);

	while (set->slot[i].n &&
	       (set->slot[i].n != word.n || memcmp(set->slot[i].word, word.p, word.n) != 0))
		i = (i + 1) & (WORDSET_SLOTS - 1);
	return i;
}

void wordset_add(struct wordset *set, struct slice word, uint64_t groups)
{
	struct wordset_slot *s;

	assert(word.n > 0 && word.n <= WORDSET_WORD_MAX);
	s = &set->slot[find(set, word)];
	memcpy(s->word, word.p, word.n);
	s->n = (uint8_t)word.n;
	s->groups |= groups;
}

void wordset_add_list(struct wordset *set, const char *list, uint64_t groups)
{
	struct slice rest = slice_str(list), word;

	while (slice_split(&rest, ' ', &word))
		if (word.n)
			wordset_add(set, word, groups);
}

size_t wordset_slot(const struct wordset *set, struct slice word)
{
	size_t i;

	if (!word.n || word.n > WORDSET_WORD_MAX)
		return WORDSET_SLOTS;
	i = find(set, word);
	return set->slot[i].n ? i : WORDSET_SLOTS;
}

uint64_t wordset_get(const struct wordset *set, struct slice word)
{
	size_t i = wordset_slot(set, word);

	return i < WORDSET_SLOTS ? set->slot[i].groups : 0;
}
