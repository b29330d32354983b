/* SPDX-License-Identifier: GPL-2.0-or-later */
/* corpus/lines_broken.c - sentences that a scraper broke at every link and every
 * emphasis, put together again: see lines_broken.h.
 *
 * A joint is sure when marks show it: a line that begins with a comma, or one that
 * ends with an open bracket.  Others (a small letter after an open end, a headline-
 * like name amid a sentence) are taken only in a run that has a line of text in it,
 * so the words of a menu stay apart.
 */
#include "corpus/lines_broken.h"

#include <string.h>

#include "lib/base/buf.h"
#include "lib/base/limits.h"
#include "lib/base/utf8.h"

#define TEXT_WORDS 7  /* a line of so many words is text rather than a link */
#define LONG_WORDS 12 /* so many without a final stop: an open sentence, not a heading */
#define FULL_WORDS 15 /* below the first line of so many, the article has begun */
#define LINK_WORDS 8  /* a link within a sentence has at most so many */
#define PAIRS_MIN 1   /* broken pairs that show the kind of text */

enum joint { JOINT_NONE, JOINT_LIKELY, JOINT_SURE };

/* What one line looks like to its neighbours. */
struct face {
	size_t words;
	bool lower;  /* begins with a small letter */
	bool closer; /* begins with a mark that ends something */
	bool opener; /* ends with an open bracket */
	bool open;   /* ends without punctuation */
	bool comma;
	bool small; /* ends with an article, a preposition */
	bool bullet;
	bool bracket; /* begins with one */
};

/* --- the ends of a line --- */

/* A small letter of the alphabets that have them. */
static bool is_lower(uint32_t c)
{
	if (c < 0x80)
		return c >= 'a' && c <= 'z';
	if (c >= 0x100 && c < 0x180)
		return (c & 1) == ((c >= 0x139 && c <= 0x148) || c >= 0x179 ? 0 : 1);
	return (c >= 0xDF && c <= 0xFF && c != 0xF7) || (c >= 0x3AC && c <= 0x3CE) ||
	       (c >= 0x430 && c <= 0x45F);
}

/* A small letter, maybe behind an opening mark.  "iPhone" begins no differently
 * from "Phone". */
static bool begins_lower(struct slice s)
{
	static const char *const marks[] = {"(", "[", "\"", "'", "“", "‘", "— ", "– ", "& "};
	size_t i = 0, k;

	for (k = 0; k < sizeof(marks) / sizeof(marks[0]); k++)
		if (slice_starts(s, slice_str(marks[k]))) {
			s = slice_sub(s, strlen(marks[k]), s.n);
			break;
		}
	s = slice_trim(s);
	if (!s.n || !is_lower(utf8_next(s, &i)))
		return false;
	return i >= s.n || !(s.p[i] >= 'A' && s.p[i] <= 'Z');
}

/* A mark that stands right behind what it ends. */
static bool begins_closed(struct slice s)
{
	static const char *const marks[] = {",", ";", ")", "]", ".", "!", "?", ":", "”", "’", "…"};
	size_t i, n;
	char next;

	for (i = 0; i < sizeof(marks) / sizeof(marks[0]); i++) {
		n = strlen(marks[i]);
		if (!slice_starts(s, slice_str(marks[i])))
			continue;
		next = n < s.n ? s.p[n] : ' ';
		return next == ' ' || ((unsigned char)next >= 0x80 && i < 7) ||
		       (next != s.p[0] && strchr("\"'),;", next)) ||
		       (n == 3 && (next == 's' || next == '.'));
	}
	return false;
}

static bool ends_opened(struct slice s)
{
	return slice_ends(s, SLICE_LIT("(")) || slice_ends(s, SLICE_LIT("[")) ||
	       slice_ends(s, SLICE_LIT("„")) || slice_ends(s, SLICE_LIT(" “")) ||
	       slice_eq(s, SLICE_LIT("“"));
}

/* Words that no heading ends with. */
static bool ends_small(struct slice s)
{
	static const char *const words[] = {
	    "a",     "an",     "the",     "of",    "to",    "in",   "on",   "at",     "by",
	    "for",   "from",   "with",    "and",   "or",    "that", "as",   "its",    "his",
	    "their", "our",    "der",     "die",   "das",   "den",  "dem",  "des",    "ein",
	    "eine",  "von",    "mit",     "und",   "bei",   "zum",  "zur",  "im",     "le",
	    "la",    "les",    "un",      "une",   "du",    "et",   "par",  "el",     "los",
	    "las",   "del",    "y",       "por",   "con",   "il",   "lo",   "gli",    "della",
	    "e",     "o",      "os",      "da",    "do",    "em",   "het",  "een",    "van",
	    "met",   "av",     "och",     "og",    "med",   "w",    "z",    "na",     "i",
	    "и",     "в",      "на",      "с",     "about", "into", "than", "called", "named",
	    "is",    "was",    "are",     "were",  "has",   "have", "had",  "told",   "said",
	    "after", "before", "between", "while", "where", "when", "who",  "which",  "but",
	    "this",  "these",  "her",     "für",   "auf",   "an",   "aus",  "nach",   "über",
	    "unter", "zu",     "als",     "wie",   "dass",  "sich", "ist",  "sind",   "hat",
	    "war",   "que",    "dans",    "sur",   "pour",  "en",   "para", "che",    "per",
	    "di",
	};
	size_t i, from = s.n;
	struct slice last;

	while (from > 0 && s.p[from - 1] != ' ')
		from--;
	last = slice_sub(s, from, s.n);
	for (i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (last.n == strlen(words[i]) && strncasecmp(last.p, words[i], last.n) == 0)
			return true;
	return false;
}

static void look(struct slice s, struct face *f)
{
	f->words = line_words(s);
	f->lower = begins_lower(s);
	f->closer = begins_closed(s);
	f->opener = ends_opened(s);
	f->open = !line_ends_punctuated(s);
	f->comma = slice_ends(s, SLICE_LIT(",")) || slice_ends(s, SLICE_LIT("—")) ||
		   slice_ends(s, SLICE_LIT(" –"));
	f->small = ends_small(s);
	f->bracket = slice_starts(s, SLICE_LIT("(")) || slice_starts(s, SLICE_LIT("["));
	f->bullet = line_is_bulleted(s);
}

/* --- the joints --- */

/* The run of joined lines that ends at the line before. */
struct run {
	size_t pieces, words, longest;
};

/* "By Ada Lund" under a headline goes on from nothing. */
static bool is_byline(struct slice s)
{
	size_t n = slice_starts(s, SLICE_LIT("by ")) ? 3 : 4;

	return (n == 3 || slice_starts(s, SLICE_LIT("von ")) ||
		slice_starts(s, SLICE_LIT("par "))) &&
	       n < s.n && !begins_lower(slice_sub(s, n, s.n));
}

/* Does b, which begins with a capital or a figure, go on with an open sentence?
 * c is the line behind it. */
static bool goes_on(const struct run *r, const struct face *a, const struct face *b,
		    const struct face *c, bool begun)
{
	bool within = c && (c->lower || c->closer);

	if (!a->open && !a->comma)
		return false;
	if (a->comma)
		return begun && r->words >= 4;
	if (a->small)
		return a->words != 2 || r->pieces > 1;
	if (begun && b->bracket && r->longest >= TEXT_WORDS)
		return true;
	if (r->pieces > 1 && r->longest >= TEXT_WORDS && begun)
		return within || a->words >= LONG_WORDS;
	return begun && r->words >= LONG_WORDS && b->words <= LINK_WORDS && within;
}

static enum joint joint_of(const struct text_line *b, const struct run *r, const struct face *f,
			   bool has_next, bool begun)
{
	const struct face *a = f - 1, *c = has_next ? f + 1 : NULL;

	if (b->blanks || f->bullet)
		return JOINT_NONE;
	if (a->opener || f->closer)
		return JOINT_SURE;
	if (f->lower && !slice_ends(b[-1].text, SLICE_LIT(":"))) {
		if ((!begun || r->pieces == 1) && is_byline(b->text))
			return JOINT_NONE;
		if (a->open || a->comma || f->words >= 4 || (c && (c->lower || c->closer)))
			return JOINT_LIKELY;
		return JOINT_NONE;
	}
	if (a->small && a->words == 1 && r->pieces == 1)
		return JOINT_SURE;
	return goes_on(r, a, f, c, begun) ? JOINT_LIKELY : JOINT_NONE;
}

/* Pairs that no other kind of text has. */
static bool is_broken(const struct text_lines *l, const struct face *f)
{
	size_t i, pairs = 0;

	for (i = 1; i < l->n && pairs < PAIRS_MIN; i++)
		pairs += !l->v[i].blanks && f[i - 1].open && (f[i].lower || f[i].closer) &&
			 (f[i - 1].words >= TEXT_WORDS || f[i].words >= TEXT_WORDS);
	return pairs >= PAIRS_MIN;
}

static bool has_text(const struct run *r)
{
	return r->longest >= TEXT_WORDS || (r->longest >= 5 && r->words >= FULL_WORDS);
}

/* joints[i]: is line i joined to the one before?  Likely joints count only in a
 * run with a line of text. */
static void find_joints(const struct text_lines *l, const struct face *f, enum joint *joints)
{
	struct run r = {1, f[0].words, f[0].words};
	bool begun = f[0].words >= FULL_WORDS;
	size_t i, k, from = 0;

	for (i = 1; i <= l->n; i++) {
		joints[i] =
		    i < l->n ? joint_of(&l->v[i], &r, &f[i], i + 1 < l->n, begun) : JOINT_NONE;
		if (joints[i] == JOINT_NONE) {
			for (k = from + 1; k < i && !has_text(&r); k++)
				if (joints[k] == JOINT_LIKELY)
					joints[k] = JOINT_NONE;
			from = i;
			r = (struct run){0, 0, 0};
		}
		if (i == l->n)
			break;
		begun |= f[i].words >= FULL_WORDS;
		r.pieces++;
		r.words += f[i].words;
		r.longest = f[i].words > r.longest ? f[i].words : r.longest;
	}
}

/* --- joining --- */

static void join(struct arena *a, struct text_lines *l, const enum joint *joints)
{
	struct buf para;
	size_t i, k, out = 0;

	buf_init(&para, LIMIT_PAGE_BYTES * 4);
	for (i = 0; i < l->n; i = k) {
		struct text_line one = l->v[i];

		buf_reset(&para);
		buf_add_slice(&para, one.text);
		for (k = i + 1; k < l->n && joints[k] != JOINT_NONE; k++) {
			buf_add_char(&para, ' ');
			buf_add_slice(&para, l->v[k].text);
			one.pieces += l->v[k].pieces;
		}
		if (k > i + 1)
			one.text = arena_dup(a, buf_slice(&para));
		l->v[out++] = one;
	}
	l->n = out;
	buf_done(&para);
}

void text_lines_mend(struct arena *a, struct text_lines *l)
{
	struct face *f;
	enum joint *joints;
	size_t i;

	if (l->n < 3 || l->width)
		return;
	f = ARENA_ARRAY(a, struct face, l->n);
	for (i = 0; i < l->n; i++)
		look(l->v[i].text, &f[i]);
	if (!is_broken(l, f))
		return;
	joints = ARENA_ARRAY(a, enum joint, l->n + 1);
	find_joints(l, f, joints);
	join(a, l, joints);
}
