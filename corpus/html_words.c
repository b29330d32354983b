/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Short texts compared by their words: see html_words.h.
 *
 * A word is a run of letters and digits; marks part words, but for apostrophes.
 * Only the case of ASCII, Latin-1, Greek and Cyrillic letters is folded: the
 * texts compared come from one page.
 */
#include "corpus/html_words.h"

#include <stdint.h>

#include "lib/base/utf8.h"

#define WORDS_MAX 256
#define NAME_WORDS_MAX 4

static uint32_t fold_char(uint32_t cp)
{
	if (cp >= 'A' && cp <= 'Z')
		return cp + 32;
	if ((cp >= 0xC0 && cp <= 0xDE && cp != 0xD7) || (cp >= 0x391 && cp <= 0x3A9) ||
	    (cp >= 0x410 && cp <= 0x42F))
		return cp + 32;
	if (cp >= 0x100 && cp < 0x137)
		return cp | 1;
	return cp;
}

/* A mark that parts words, or -1 for one that is passed over. */
static int parts(uint32_t cp)
{
	if (cp == '\'' || cp == 0x2019 || cp == 0x2018 || cp == 0xAD || cp == 0x200B)
		return -1;
	if (cp < 0x80)
		return !ascii_is_alpha((char)cp) && !ascii_is_digit((char)cp);
	return cp < 0xC0 || (cp >= 0x2000 && cp <= 0x2BFF) || (cp >= 0x3000 && cp <= 0x303F);
}

static size_t hash_words(struct slice s, uint32_t *out)
{
	size_t i = 0, n = 0;
	uint32_t h = 0;

	while (i < s.n && n < WORDS_MAX) {
		uint32_t cp = utf8_next(s, &i);
		int p = parts(cp);

		if (p < 0)
			continue;
		if (p == 0) {
			h = ((h ? h : 2166136261u) ^ fold_char(cp)) * 16777619u;
			h += !h;
		}
		if (h && (p || i >= s.n)) {
			out[n++] = h;
			h = 0;
		}
	}
	return n;
}

size_t words_count(struct slice s)
{
	uint32_t x[WORDS_MAX];

	return hash_words(s, x);
}

bool words_equal(struct slice a, struct slice b)
{
	uint32_t x[WORDS_MAX], y[WORDS_MAX];
	size_t n = hash_words(a, x), m = hash_words(b, y);

	return n == m && n > 0 && memcmp(x, y, n * sizeof(x[0])) == 0;
}

static size_t count_in(const uint32_t *x, size_t n, const uint32_t *y, size_t m)
{
	size_t i, j, hits = 0;

	for (i = 0; i < n; i++)
		for (j = 0; j < m; j++)
			if (x[i] == y[j]) {
				hits++;
				break;
			}
	return hits;
}

double words_share(struct slice a, struct slice b)
{
	uint32_t x[WORDS_MAX], y[WORDS_MAX];
	size_t n = hash_words(a, x), m = hash_words(b, y);

	return n ? (double)count_in(x, n, y, m) / (double)n : 0;
}

bool words_same(struct slice a, struct slice b)
{
	uint32_t x[WORDS_MAX], y[WORDS_MAX];
	size_t n, m;

	if (a.n > 4 * b.n + 16 || b.n > 4 * a.n + 16)
		return false;
	n = hash_words(a, x);
	m = hash_words(b, y);
	if (n == 0 || m == 0)
		return false;
	return n > m ? count_in(x, n, y, m) * 10 >= n * 9 : count_in(y, m, x, n) * 10 >= m * 9;
}

bool words_contain(struct slice a, struct slice b)
{
	uint32_t x[WORDS_MAX], y[WORDS_MAX];
	size_t n = hash_words(a, x), m = hash_words(b, y), i;

	for (i = 0; m && i + m <= n; i++)
		if (memcmp(x + i, y, m * sizeof(x[0])) == 0)
			return true;
	return false;
}

bool words_role(struct slice s)
{
	static const char *const roles[] = {
		"is a",	     "is an",	  "is the",    "covers",    "reporter", "writes about",
		"has been",  "editor",	  "writer",    "columnist", "joined",	"contributor",
		"schreibt",  "ist",	  "redakteur", "journalist", "journaliste",
		"periodista", "giornalista", "correspondent", "freelance", "was a",
	};
	size_t i;

	for (i = 0; i < sizeof(roles) / sizeof(roles[0]); i++)
		if (words_contain(s, slice_str(roles[i])))
			return true;
	return false;
}

/* Words in upper case at the head of s, such as of a name; *rest is behind them. */
static size_t name_words(struct slice s, struct slice *rest)
{
	struct slice word;
	size_t n = 0;

	for (*rest = s; n <= NAME_WORDS_MAX; n++) {
		struct slice before = *rest;
		unsigned char c;

		if (!slice_split(rest, ' ', &word) || !word.n)
			break;
		c = (unsigned char)word.p[0];
		if (!(c >= 'A' && c <= 'Z') && c != 0xC3) {
			*rest = before;
			break;
		}
	}
	return n;
}

bool words_name_role(struct slice s)
{
	static const char *const trades[] = {
		"editor",	"reporter",    "writer",      "author",	    "journalist",
		"columnist",	"correspondent", "contributor", "freelance",	"professor",
		"fellow",	"covers",      "writes",      "redakteur",  "redakteurin",
		"journalistin", "autor",       "autorin",     "schreibt",   "journaliste",
		"periodista",	"giornalista", "escribe",     "cubre",
	};
	static const char *const verbs[] = {
		"is a ", "is an ", "is the ", "covers ", "writes ", "was a ",
		"ist ",	 "schreibt ", "est ", "es ",	 "escribe ", "cubre ", "è ",
	};
	struct slice rest;
	size_t n = name_words(s, &rest), i, j;

	if (n < 2 || n > NAME_WORDS_MAX)
		return false;
	for (i = 0; i < sizeof(verbs) / sizeof(verbs[0]); i++)
		for (j = 0; slice_starts(rest, slice_str(verbs[i])) &&
			    j < sizeof(trades) / sizeof(trades[0]); j++)
			if (words_contain(s, slice_str(trades[j])))
				return true;
	return false;
}
