/* SPDX-License-Identifier: GPL-2.0-or-later */
/* corpus/lines_joints.c - places between lines, and which of them are joints: see
 * lines_joints.h.
 */
#include "corpus/lines_joints.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "lib/base/mem.h"
#include "lib/base/utf8.h"

#define TEXT_WORDS  10 /* a line of text rather than a link */
#define TEXT_AROUND 5  /* lines on either side */
#define HALF_WORDS  5  /* of one of two lines that show that a sentence was broken */
#define BROKEN_SOME 50 /* lines to such a pair in a text broken here and there */
#define BROKEN_MUCH 12 /* and in one broken everywhere */
#define CERTAIN     (1 << 16)

enum line_end {
	END_OPEN,
	END_COMMA,
	END_STOP,
	END_COLON,
	END_DASH,
	END_OPENER, /* an opening bracket, quotes */
	END_SMALL,  /* an article, a preposition */
	END_CLOSED, /* quotes or brackets without the end of a sentence */
	END_NONE,   /* no line */
};

enum line_begin {
	BEGIN_CAPITAL,
	BEGIN_LOWER,
	BEGIN_CLOSER, /* a mark that stands right behind what it ends */
	BEGIN_DIGIT,
	BEGIN_QUOTE,
	BEGIN_BRACKET,
	BEGIN_DASH,
	BEGIN_OTHER,
	BEGIN_NONE,
};

struct face {
	enum line_end end;
	enum line_begin begin;
	unsigned length;   /* 0 to 6 */
	unsigned capitals; /* 0 to 3: all of its words, half, fewer, no words */
	bool text;       /* TEXT_WORDS or more */
	bool half;       /* HALF_WORDS or more */
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

static bool is_one_of(uint32_t c, const char *marks)
{
	struct slice s = slice_str(marks);
	size_t i = 0;

	while (i < s.n)
		if (utf8_next(s, &i) == c)
			return true;
	return false;
}

static enum line_begin begin_of(struct slice s)
{
	size_t i = 0;
	uint32_t c = utf8_next(s, &i);

	if (slice_starts(s, SLICE_LIT("'s ")) || slice_starts(s, SLICE_LIT("’s ")) ||
	    is_one_of(c, ",;)].!?:”’…%»"))
		return BEGIN_CLOSER;
	if (ascii_is_digit((char)(c < 0x80 ? c : 0)))
		return BEGIN_DIGIT;
	if (is_one_of(c, "\"'“‘«„"))
		return BEGIN_QUOTE;
	if (is_one_of(c, "(["))
		return BEGIN_BRACKET;
	if (is_one_of(c, "—–-&"))
		return BEGIN_DASH;
	if (c < 0x80 ? !ascii_is_alpha((char)c) : c < 0xC0 || (c >= 0x2000 && c < 0x2C00))
		return BEGIN_OTHER;
	/* "iPhone" begins no differently from "Phone" */
	if (is_lower(c) && !(i < s.n && s.p[i] >= 'A' && s.p[i] <= 'Z'))
		return BEGIN_LOWER;
	return BEGIN_CAPITAL;
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

static bool ends_opened(struct slice s, uint32_t c)
{
	return is_one_of(c, "([„") || slice_ends(s, SLICE_LIT(" “")) ||
	       slice_ends(s, SLICE_LIT(" ‘")) || slice_ends(s, SLICE_LIT(" \"")) ||
	       slice_eq(s, SLICE_LIT("“")) || slice_eq(s, SLICE_LIT("\""));
}

static enum line_end end_of(struct slice s)
{
	size_t at = 0, n = s.n;
	uint32_t c = line_last_char(s, &at), inner = c;

	if (ends_opened(s, c))
		return END_OPENER;
	while (n && is_one_of(inner, "\"'”’)]»*“ ")) {
		n = at;
		inner = line_last_char(slice_sub(s, 0, n), &at);
	}
	c = n ? inner : c;
	if (is_one_of(c, ".!?…。！？"))
		return END_STOP;
	if (is_one_of(c, ",、"))
		return END_COMMA;
	if (is_one_of(c, ":;："))
		return END_COLON;
	if (is_one_of(c, "—–-"))
		return END_DASH;
	if (ends_small(s))
		return END_SMALL;
	return n < s.n ? END_CLOSED : END_OPEN;
}

static unsigned length_of(size_t words)
{
	static const size_t bounds[] = {2, 3, 5, 8, 13, 26};
	unsigned i = 0;

	while (i < sizeof(bounds) / sizeof(bounds[0]) && words >= bounds[i])
		i++;
	return i;
}

/* Is a word of the kind that names consist of?  Each that begins with a letter counts. */
static unsigned capitals_of(struct slice s)
{
	size_t i = 0, words = 0, caps = 0;
	bool inside = false;

	while (i < s.n) {
		uint32_t c = utf8_next(s, &i);
		bool letter = c < 0x80 ? ascii_is_alpha((char)c)
				       : c >= 0xC0 && !(c >= 0x2000 && c < 0x2C00);

		if (letter && !inside) {
			words++;
			caps += !is_lower(c);
		}
		inside = letter || (c < 0x80 && ascii_is_digit((char)c)) || c == '_';
	}
	if (!words)
		return 3;
	return caps == words ? 0 : caps * 2 >= words ? 1 : 2;
}

static void look_at(struct slice s, struct face *f)
{
	size_t words = line_words(s);

	f->end = end_of(s);
	f->begin = begin_of(s);
	f->length = length_of(words);
	f->capitals = capitals_of(s);
	f->text = words >= TEXT_WORDS;
	f->half = words >= HALF_WORDS;
}

/* --- places --- */

/* Pairs that no other kind of text has: an open end, and a small letter or a comma
 * below it. */
static unsigned how_broken(const struct text_lines *l, const struct face *f)
{
	size_t i, pairs = 0;

	for (i = 1; i < l->n; i++)
		pairs += !l->v[i].blanks &&
			 (f[i].begin == BEGIN_LOWER || f[i].begin == BEGIN_CLOSER) &&
			 (f[i - 1].end == END_OPEN || f[i - 1].end == END_SMALL ||
			  f[i - 1].end == END_COMMA) &&
			 (f[i - 1].half || f[i].half);
	if (pairs == 0)
		return 0;
	return pairs * BROKEN_SOME < l->n ? 1 : pairs * BROKEN_MUCH < l->n ? 2 : 3;
}

/* How many lines of text are around the place above line i, from 0 to 3. */
static unsigned text_around(const struct face *f, size_t n, size_t i)
{
	size_t k = i > TEXT_AROUND + 1 ? i - TEXT_AROUND - 1 : 0, text = 0;

	for (; k < n && k <= i + TEXT_AROUND; k++)
		text += f[k].text;
	return text == 0 ? 0 : text <= 2 ? 1 : text <= 5 ? 2 : 3;
}

/* The first weight of each sign. */
static size_t base_of(enum joint_sign sign)
{
	static const size_t sizes[] = {
#define X(name, rows, columns) (rows) * (columns),
		JOINT_SIGN_TABLE(X)
#undef X
	};
	size_t i, base = 0;

	for (i = 0; i < (size_t)sign; i++)
		base += sizes[i];
	return base;
}

static void set(struct joint_signs *v, enum joint_sign sign, size_t columns, size_t row,
		size_t column)
{
	v->v[sign] = (uint16_t)(base_of(sign) + row * columns + column);
}

static void look_between(const struct face *f, size_t n, size_t i, unsigned broken,
			 struct joint_signs *v)
{
	const struct face *a = &f[i - 1], *b = &f[i];
	enum line_end before = i >= 2 ? f[i - 2].end : END_NONE;
	enum line_begin next = i + 1 < n ? f[i + 1].begin : BEGIN_NONE;
	unsigned text = text_around(f, n, i);

	set(v, JOINT_ENDS_BEGINS, 8, a->end, b->begin);
	set(v, JOINT_ENDS_LENGTH, 7, a->end, a->length);
	set(v, JOINT_BEGINS_LENGTH, 7, b->begin, b->length);
	set(v, JOINT_NEXT_ENDS, 8, next, b->end);
	set(v, JOINT_BEFORE_BEGINS, 8, before, a->begin);
	set(v, JOINT_LENGTH_NEXT, 9, b->length, next);
	set(v, JOINT_ENDS_ENDS, 8, a->end, b->end);
	set(v, JOINT_BROKEN_LENGTH, 7, broken, a->length);
	set(v, JOINT_TEXT_LENGTHS, 7, text * 7 + a->length, b->length);
	set(v, JOINT_TEXT_NEXT, 8, text * 9 + next, a->end);
	set(v, JOINT_CAPITALS, 7, b->capitals * 8 + a->end, b->length);
	v->bound = a->end == END_SMALL && a->length == 0 && a->begin == BEGIN_CAPITAL &&
		   b->begin == BEGIN_CAPITAL && b->length > 0 && b->length <= 2 &&
		   b->capitals == 0 && b->end == END_OPEN;
	v->whole = a->end == END_STOP && b->begin != BEGIN_LOWER && b->begin != BEGIN_CLOSER;
}

/* "By Ada Lund" under a headline goes on from nothing. */
static bool is_byline(struct slice s, size_t words)
{
	size_t n = slice_starts(s, SLICE_LIT("by ")) ? 3 : 4;

	return words <= 5 && n < s.n &&
	       (n == 3 || slice_starts(s, SLICE_LIT("von ")) ||
		slice_starts(s, SLICE_LIT("par "))) &&
	       begin_of(slice_sub(s, n, s.n)) == BEGIN_CAPITAL;
}

bool joint_signs(const struct text_lines *l, struct joint_signs *v)
{
	struct face *f = xcalloc(l->n + 1, sizeof(*f));
	unsigned broken;
	size_t i;

	for (i = 0; i < l->n; i++)
		look_at(l->v[i].text, &f[i]);
	broken = how_broken(l, f);
	for (i = 1; i < l->n; i++) {
		look_between(f, l->n, i, broken, &v[i]);
		v[i].barred = l->v[i].blanks || line_is_bulleted(l->v[i].text) ||
			      (f[i - 1].length >= 2 &&
			       is_byline(l->v[i].text, line_words(l->v[i].text)));
	}
	free(f);
	return broken > 0;
}

/* --- the best sequence --- */

static long weight_of(const struct joint_signs *v)
{
	long sum = 0;
	size_t k;

	for (k = 0; k < JOINT_SIGN_COUNT; k++)
		sum += joint_weights[v->v[k]];
	return sum;
}

void joint_find(const struct joint_signs *v, size_t n, bool *joined)
{
	/* from[i][s]: what the place before i is in the best sequence with s at i */
	uint8_t (*from)[2] = xcalloc(n + 1, sizeof(*from));
	long best[2] = {0, 0};
	size_t i;
	int s;

	for (i = 1; i < n; i++) {
		long next[2];

		for (s = 0; s < 2; s++) {
			long apart = best[0] + joint_steps[0][s], along = best[1] + joint_steps[1][s];

			from[i][s] = i > 1 && along > apart;
			next[s] = from[i][s] ? along : apart;
		}
		best[0] = next[0];
		best[1] = v[i].barred ? next[0] - CERTAIN : next[1] + weight_of(&v[i]);
	}
	s = best[1] > best[0];
	for (i = n; i-- > 1; s = from[i][s])
		joined[i] = s == 1 || (v[i].bound && !v[i].barred);
	free(from);
}
