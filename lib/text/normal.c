/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Display text and folded text: see normal.h.
 *
 * Both are one walk: code points are filtered (controls, blanks), decomposed
 * (canonically for display, by compatibility and case for folding), put in
 * canonical order and composed again.  Most text needs none of it: ASCII and
 * what NFC leaves alone are copied.
 *
 * Invariants: output is valid UTF-8; doing it twice changes nothing; time is
 * linear in the input, because a run of combining marks is cut at MARKS_MAX
 * (Unicode's stream-safe bound, UAX #15 s13) before it is sorted.
 */
#include "lib/text/normal.h"

#include <stdbool.h>
#include <stdlib.h>

#include <utf8proc.h>

#include "lib/base/mem.h"
#include "lib/base/utf8.h"
#include "lib/text/charclass.h"

#define MARKS_MAX 30
#define FLUSH_AT 4096 /* code points held before they are written at a blank */

/* Decomposed code points on their way out. */
struct run {
	struct buf *out;
	utf8proc_int32_t *v;
	size_t n, cap;
	unsigned marks; /* combining marks since the last starter */
	uint32_t base;  /* that starter */
	bool blank;     /* white space was seen after something was written */
	bool started;   /* something was written */
	bool composes;  /* v holds what NFC may change */
};

static void flush(struct run *r)
{
	utf8proc_ssize_t i, n = (utf8proc_ssize_t)r->n;

	if (r->composes && n > 0)
		n = utf8proc_normalize_utf32(r->v, n, UTF8PROC_COMPOSE | UTF8PROC_STABLE);
	for (i = 0; i < n; i++)
		utf8_add(r->out, (uint32_t)r->v[i]);
	r->n = 0;
	r->composes = false;
}

static unsigned combining_class(uint32_t cp)
{
	return cp < 0x300 ? 0 : utf8proc_get_property((utf8proc_int32_t)cp)->combining_class;
}

/* Put cp at its place in canonical order: marks of a lower class go first. */
static void push(struct run *r, uint32_t cp)
{
	unsigned ccc = combining_class(cp);
	size_t at;

	if (ccc && r->marks++ >= MARKS_MAX)
		return;
	GROW(r->v, r->n + 1, r->cap);
	at = r->n++;
	if (ccc) {
		while (at > 0 && combining_class((uint32_t)r->v[at - 1]) > ccc) {
			r->v[at] = r->v[at - 1];
			at--;
		}
	} else {
		r->marks = 0;
		r->base = cp;
	}
	r->v[at] = (utf8proc_int32_t)cp;
	if (cp >= 0x300)
		r->composes = true;
}

static void push_blank(struct run *r)
{
	r->blank = r->started;
}

static void push_seen(struct run *r, uint32_t cp)
{
	if (r->blank) {
		if (r->n > FLUSH_AT)
			flush(r);
		push(r, ' ');
		r->blank = false;
	}
	r->started = true;
	push(r, cp);
}

/* --- display --- */

/* Joiners shape what is seen in Arabic, Indic scripts and emoji; between other
 * characters they are dirt.  `before` is the last base character; what follows
 * is judged by what NFC makes of it, as it will be judged the next time. */
static bool joiner_shows(uint32_t before, struct slice s, size_t next)
{
	utf8proc_int32_t d[8];
	uint32_t after;
	int bound = 0;

	if (before < 0x600 || next >= s.n)
		return false;
	after = utf8_next(s, &next);
	if (after == UTF8_BAD || char_class(after) == CHAR_IGNORE ||
	    char_class(after) == CHAR_SPACE)
		return false;
	if (char_class(after) == CHAR_MARK)
		return true; /* whichever of several comes first in canonical order */
	return utf8proc_decompose_char((utf8proc_int32_t)after, d, 8, UTF8PROC_DECOMPOSE, &bound) >
		   0 &&
	       d[0] >= 0x600;
}

/* What a joiner or a variation selector would be about. */
static uint32_t base_after(uint32_t before, uint32_t cp)
{
	enum char_class c = char_class(cp);

	return c == CHAR_MARK || (c == CHAR_IGNORE && cp != 0x0640) ? before : cp;
}

static bool shown(uint32_t cp, uint32_t before, struct slice s, size_t next)
{
	if (char_class(cp) != CHAR_IGNORE || cp == 0x0640)
		return true;
	if (cp == 0x200C || cp == 0x200D)
		return joiner_shows(before, s, next);
	/* emoji or text style of the character before */
	return cp == 0xFE0F && before > ' ';
}

/* Whether NFC leaves cp alone whatever stands beside it: not a mark, not a Jamo,
 * no decomposition (or one that composes again, in the ranges that have no
 * singletons or exclusions). */
static bool nfc_inert(uint32_t cp)
{
	const utf8proc_property_t *p;

	if (cp < 0x300 || (cp >= 0x1E00 && cp < 0x1F00) || (cp >= 0x400 && cp < 0x483) ||
	    (cp >= 0x2010 && cp <= 0x2027) || (cp >= 0x4E00 && cp < 0xA000))
		return true;
	if (char_class(cp) == CHAR_MARK || (cp >= 0x1100 && cp < 0x1200))
		return false;
	if (cp >= 0x3041 && cp < 0x3100)
		return true;
	p = utf8proc_get_property((utf8proc_int32_t)cp);
	return p->decomp_seqindex == UINT16_MAX && p->combining_class == 0;
}

static void display_ascii(struct run *r, char c)
{
	if (ascii_is_space(c)) {
		r->blank = r->started;
	} else if (c >= ' ' && c != 0x7F) {
		if (r->blank)
			buf_add_char(r->out, ' ');
		r->blank = false;
		r->started = true;
		buf_add_char(r->out, c);
	}
}

/* Copies what needs no composing; the offset where it stopped. */
static size_t display_fast(struct run *r, struct slice s)
{
	size_t i = 0;
	uint32_t before = 0;

	while (i < s.n) {
		size_t at = i;
		uint32_t cp;
		enum char_class cls;

		if ((unsigned char)s.p[i] < 0x80) {
			before = (unsigned char)s.p[i];
			display_ascii(r, s.p[i++]);
			continue;
		}
		cp = utf8_next(s, &i);
		cls = char_class(cp);
		if (cls == CHAR_SPACE) {
			r->blank = r->started;
			before = ' ';
			continue;
		}
		if (!nfc_inert(cp) && cls != CHAR_IGNORE)
			return at;
		if (!shown(cp, before, s, i))
			continue;
		if (r->blank)
			buf_add_char(r->out, ' ');
		r->blank = false;
		r->started = true;
		utf8_add(r->out, cp);
		before = base_after(before, cp);
	}
	return i;
}

static void display_slow(struct run *r, struct slice s)
{
	utf8proc_int32_t d[8];
	utf8proc_ssize_t n, k;
	size_t i = 0;
	uint32_t before = 0;
	int bound = 0;

	while (i < s.n) {
		uint32_t cp = utf8_next(s, &i);

		if (char_class(cp) == CHAR_SPACE) {
			push_blank(r);
			before = ' ';
		} else if (shown(cp, before, s, i)) {
			n = utf8proc_decompose_char((utf8proc_int32_t)cp, d, 8,
						    UTF8PROC_DECOMPOSE | UTF8PROC_STABLE, &bound);
			for (k = 0; k < n && k < 8; k++)
				push_seen(r, (uint32_t)d[k]);
			before = base_after(before, (uint32_t)d[0]);
		}
	}
	flush(r);
}

void normal_display(struct buf *out, struct slice s)
{
	struct run r = {.out = out};
	size_t from = out->len;

	charclass_init();
	if (display_fast(&r, s) < s.n) {
		/* A mark may change the character before it: begin again. */
		buf_truncate(out, from);
		r = (struct run){.out = out};
		display_slow(&r, s);
	}
	free(r.v);
}

/* --- folding --- */

/* Letters that no decomposition takes apart, and marks of punctuation that
 * readers type in the plain way.  Sorted; looked up after case folding. */
static const struct {
	uint32_t cp;
	char to[4];
} plain[] = {
    {0x00AB, "\""}, {0x00B4, "'"},  {0x00BB, "\""}, {0x00E6, "ae"}, {0x00F0, "d"},  {0x00F8, "o"},
    {0x00FE, "th"}, {0x0111, "d"},  {0x0127, "h"},  {0x0131, "i"},  {0x0138, "k"},  {0x0142, "l"},
    {0x014B, "n"},  {0x0153, "oe"}, {0x0167, "t"},  {0x0180, "b"},  {0x0192, "f"},  {0x01E5, "g"},
    {0x0268, "i"},  {0x02B9, "'"},  {0x02BA, "\""}, {0x02BB, "'"},  {0x02BC, "'"},  {0x02BD, "'"},
    {0x05BE, "-"},  {0x05F3, "'"},  {0x05F4, "\""}, {0x066A, "%"},  {0x066B, "."},  {0x066C, ","},
    {0x2010, "-"},  {0x2012, "-"},  {0x2013, "-"},  {0x2014, "-"},  {0x2015, "-"},  {0x2018, "'"},
    {0x2019, "'"},  {0x201A, "'"},  {0x201B, "'"},  {0x201C, "\""}, {0x201D, "\""}, {0x201E, "\""},
    {0x201F, "\""}, {0x2039, "'"},  {0x203A, "'"},  {0x2044, "/"},  {0x2212, "-"},  {0x301D, "\""},
    {0x301E, "\""}, {0x301F, "\""},
};

static const char *plain_of(uint32_t cp)
{
	size_t lo = 0, hi = sizeof(plain) / sizeof(plain[0]);

	while (lo < hi) {
		size_t mid = (lo + hi) / 2;

		if (plain[mid].cp == cp)
			return plain[mid].to;
		if (plain[mid].cp < cp)
			lo = mid + 1;
		else
			hi = mid;
	}
	return NULL;
}

/* Letters of a keyboard beside the one that a word is spelt with: Persian and
 * Urdu forms of kaf and yeh, alef maksura, final heh. */
static uint32_t same_letter(uint32_t cp)
{
	switch (cp) {
	case 0x06A9: return 0x0643;
	case 0x0649:
	case 0x06CC: return 0x064A;
	case 0x06C1:
	case 0x06D5: return 0x0647;
	default: return cp;
	}
}

/* A decimal digit of any script as ASCII: the digits of a script are ten code
 * points in a row, so the value is the distance to where the row begins. */
static uint32_t ascii_digit(uint32_t cp)
{
	uint32_t first = cp;

	if (cp < 0x660 || utf8proc_category((utf8proc_int32_t)cp) != UTF8PROC_CATEGORY_ND)
		return cp;
	while (utf8proc_category((utf8proc_int32_t)(first - 1)) == UTF8PROC_CATEGORY_ND)
		first--;
	return '0' + (cp - first) % 10;
}

/* Marks that are written for learners, for stress or by habit, and left out
 * when people type.  What makes another letter stays: й ї ў ѓ ќ in Cyrillic,
 * hamza on waw and yeh; and all marks of Indic and other scripts. */
static bool mark_drops(uint32_t mark, uint32_t base)
{
	static const struct {
		uint32_t first, last;
	} drop[] = {
	    {0x0300, 0x036F}, {0x0483, 0x0489}, {0x0591, 0x05C7}, {0x0610, 0x061A},
	    {0x064B, 0x065F}, {0x0670, 0x0670}, {0x06D6, 0x06ED}, {0x0711, 0x0711},
	    {0x0730, 0x074A}, {0x08CA, 0x08FF}, {0x093C, 0x093C}, {0x1AB0, 0x1AFF},
	    {0x1DC0, 0x1DFF}, {0x20D0, 0x20FF}, {0xA66F, 0xA67D}, {0xFE20, 0xFE2F},
	};
	size_t i;

	switch (base) {
	case 0x0438: /* и */
	case 0x0443: /* у */
		if (mark == 0x0306)
			return false;
		break;
	case 0x0456: /* і */
		if (mark == 0x0308)
			return false;
		break;
	case 0x0433: /* г */
	case 0x043A: /* к */
		if (mark == 0x0301)
			return false;
		break;
	case 0x0648: /* waw */
	case 0x064A: /* yeh */
		if (mark == 0x0654)
			return false;
		break;
	default: break;
	}
	for (i = 0; i < sizeof(drop) / sizeof(drop[0]); i++)
		if (mark >= drop[i].first && mark <= drop[i].last)
			return true;
	return false;
}

static void fold_decomposed(struct run *r, uint32_t cp)
{
	enum char_class cls = char_class(cp);
	const char *to;

	if (cls == CHAR_SPACE) {
		push_blank(r);
		return;
	}
	if (cls == CHAR_IGNORE)
		return;
	if (cp < 0x80) {
		push_seen(r, cp);
		return;
	}
	to = plain_of(cp);
	if (to) {
		for (; *to; to++)
			push_seen(r, (unsigned char)*to);
		return;
	}
	if (cp >= 0x05F0 && cp <= 0x05F2) { /* Yiddish ligatures of vav and yod */
		push_seen(r, cp == 0x05F2 ? 0x05D9 : 0x05D5);
		push_seen(r, cp == 0x05F0 ? 0x05D5 : 0x05D9);
		return;
	}
	if (cls == CHAR_MARK && mark_drops(cp, r->blank ? ' ' : r->base))
		return;
	push_seen(r, same_letter(ascii_digit(cp)));
}

static void fold_char(struct run *r, uint32_t cp)
{
	utf8proc_int32_t d[32]; /* the longest, U+FDFA, makes 18 */
	utf8proc_ssize_t n, k;
	int bound = 0;

	if (cp == 0x00B4) { /* would come apart into a blank and an accent */
		push_seen(r, '\'');
		return;
	}
	n = utf8proc_decompose_char(
	    (utf8proc_int32_t)cp, d, 32,
	    UTF8PROC_COMPAT | UTF8PROC_DECOMPOSE | UTF8PROC_CASEFOLD | UTF8PROC_STABLE, &bound);
	for (k = 0; k < n && k < 32; k++)
		fold_decomposed(r, (uint32_t)d[k]);
}

/* ASCII needs no table; the offset where it ends. */
static size_t fold_ascii(struct run *r, struct slice s)
{
	size_t i;

	for (i = 0; i < s.n && (unsigned char)s.p[i] < 0x80; i++) {
		display_ascii(r, ascii_lower(s.p[i]));
		r->base = (unsigned char)s.p[i];
	}
	return i;
}

void normal_fold(struct buf *out, struct slice s)
{
	struct run r = {.out = out};
	size_t i = fold_ascii(&r, s);

	charclass_init();
	while (i < s.n)
		fold_char(&r, utf8_next(s, &i));
	flush(&r);
	free(r.v);
}
