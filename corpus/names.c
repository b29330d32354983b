/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A piece of a by-line to a name: see names.h.
 *
 * It loses what stands before a name ("By", "Text:") and behind it (a role, "for
 * X", "in Berlin"), and is then a name or refused.  A name is one to six words
 * that begin with capitals (or a script without them), with particles between; no
 * digits, no sentence marks.  What is refused is dropped: an invented author is
 * worse than none.
 */
#include "corpus/names.h"

#include <string.h>

#include "corpus/internal.h"
#include "lib/base/buf.h"
#include "lib/base/limits.h"
#include "lib/base/utf8.h"
#include "lib/text/normal.h"

#define WORDS_MAX 16
#define NAME_WORDS 6
#define NAME_BYTES 80
#define LEAD_BYTES 40
#define FOLD_MAX (8 * KIB)

struct piece {
	struct slice w[WORDS_MAX];
	size_t n;
	bool too_long;
};

/* --- words ---------------------------------------------------------------------- */

static struct slice strip_marks(struct slice s, const char *marks)
{
	while (s.n && s.p[0] && strchr(marks, s.p[0]))
		s.p++, s.n--;
	while (s.n && s.p[s.n - 1] && strchr(marks, s.p[s.n - 1]))
		s.n--;
	return s;
}

static struct slice fold(struct buf *b, struct slice s)
{
	buf_reset(b);
	normal_fold(b, s);
	return buf_slice(b);
}

static bool word_is(struct slice w, bool (*question)(struct slice))
{
	struct buf b;
	bool yes;

	buf_init(&b, FOLD_MAX);
	yes = question(fold(&b, strip_marks(w, ".:*()[]\"'!?")));
	buf_done(&b);
	return yes;
}

static void split_words(struct slice s, struct piece *p)
{
	size_t i = 0, from;

	p->n = 0;
	p->too_long = false;
	while (i < s.n) {
		while (i < s.n && ascii_is_space(s.p[i]))
			i++;
		for (from = i; i < s.n && !ascii_is_space(s.p[i]); i++)
			;
		if (i == from)
			break;
		if (p->n == WORDS_MAX) {
			p->too_long = true;
			return;
		}
		p->w[p->n++] = slice_sub(s, from, i);
	}
}

static void drop_first(struct piece *p, size_t n)
{
	p->n -= n;
	memmove(p->w, p->w + n, p->n * sizeof(p->w[0]));
}

static struct slice joined(const struct piece *p)
{
	const struct slice *last;

	if (!p->n)
		return SLICE_NONE;
	last = &p->w[p->n - 1];
	return slice_of(p->w[0].p, (size_t)(last->p + last->n - p->w[0].p));
}

/* --- agencies -------------------------------------------------------------------- */

/* The agency that the phrase is, or absent. */
static struct slice agency_of(struct slice phrase)
{
	struct buf b;
	struct slice name;

	phrase = strip_marks(phrase, " .()[]*:");
	if (phrase.n == 0 || phrase.n > NAME_BYTES)
		return SLICE_NONE;
	buf_init(&b, FOLD_MAX);
	name = names_agency(fold(&b, phrase));
	buf_done(&b);
	/* short forms are agencies only in capitals: "pa", "ap" may be words */
	if (phrase.n <= 3 && names_first_letter(phrase) == LETTER_LOWER &&
	    !slice_ieq_str(phrase, "dpa") && !slice_ieq_str(phrase, "epd"))
		return SLICE_NONE;
	return name;
}

bool names_is_agency(struct slice phrase)
{
	return agency_of(phrase).p != NULL;
}

bool names_note_agency(struct article *a, struct slice phrase)
{
	struct slice name = agency_of(phrase);

	if (name.p && !a->agency.p)
		a->agency = arena_dup(&a->arena, name);
	return name.p != NULL;
}

/* "Jane Doe Associated Press", "Jane Doe (AP)": the longest agency that ends the
 * piece is cut off, the name before it stays. */
static void cut_agency(struct article *a, struct piece *p)
{
	size_t k;

	for (k = 0; k < p->n; k++) {
		struct slice tail = slice_of(p->w[k].p, (size_t)(joined(p).p + joined(p).n - p->w[k].p));
		/* a bare short form behind one word is rather a surname */
		bool plain = tail.n <= 4 && tail.p[0] != '(' && p->n < 3;

		if (k > 0 && plain)
			continue;
		if (names_note_agency(a, tail)) {
			p->n = k;
			return;
		}
	}
}

/* --- names ------------------------------------------------------------------------ */

static bool bad_bytes(struct slice s)
{
	size_t i;

	for (i = 0; i < s.n; i++)
		if (ascii_is_digit(s.p[i]) || strchr("@/\\?!:;=<>{}|_+#%\"", s.p[i]))
			return true;
	return s.n == 0 || s.n > NAME_BYTES;
}

/* "Photography by", "Contributions from": what follows is no writer. */
static bool other_work(const struct piece *p, size_t n)
{
	bool other = false;
	size_t k;

	for (k = 0; k < n; k++) {
		if (word_is(p->w[k], names_is_by) && !slice_ieq_str(p->w[k], "by"))
			return false; /* "Photos and text by" */
		other |= word_is(p->w[k], names_is_other_work);
	}
	return other;
}

bool names_lead_is_other(struct slice lead)
{
	struct piece p;
	size_t i = lead.n;

	/* the last words only: "By Jane Roe. Photography by" */
	while (i > 0 && lead.n - i < LEAD_BYTES && !strchr(".,|·\n", lead.p[i - 1]))
		i--;
	split_words(slice_sub(lead, i, lead.n), &p);
	if (!p.n || !other_work(&p, p.n))
		return false;
	return word_is(p.w[p.n - 1], names_is_by) || slice_ieq_str(p.w[p.n - 1], "from") ||
	       slice_ends(p.w[p.n - 1], SLICE_LIT(":"));
}

/* Everything up to the last word for "by" goes: "Published on 3 July by".  *other
 * tells whose work follows, and stays as it is without such a word. */
static void cut_by(struct piece *p, bool *other)
{
	size_t k;

	for (k = p->n; k-- > 0;) {
		bool labelled = p->w[k].p[p->w[k].n - 1] == ':';

		if (k > 0 && names_first_letter(p->w[k]) == LETTER_LOWER &&
		    word_is(p->w[k], names_is_particle) && !word_is(p->w[k - 1], names_is_by))
			continue; /* the "von" of a name */
		if (word_is(p->w[k], names_is_by) || (labelled && word_is(p->w[k], names_is_role)) ||
		    (slice_eq_str(p->w[k], "from") && other_work(p, k))) {
			*other = other_work(p, k);
			drop_first(p, k + 1);
			return;
		}
	}
}

/* A role or a word of the page's furniture; in a name that the page's data call a
 * person's, some are surnames. */
static bool bars_name(struct slice w, bool person)
{
	return word_is(w, names_is_role) && !(person && word_is(w, names_is_surname));
}

/* The name ends where a role, a preposition or a bracket begins.  Behind a comma a
 * longer word in lower case makes it an affiliation: "Example school of law". */
static void cut_tail(struct piece *p, bool listed, bool person)
{
	size_t k, capitals = 0;

	for (k = 0; k < p->n; k++) {
		struct slice w = p->w[k];
		enum letter l = names_first_letter(w);
		bool particle = word_is(w, names_is_particle);

		if (w.p[0] == '(' || w.p[0] == '[' || (l == LETTER_LOWER && !particle && capitals > 0) ||
		    (capitals > 1 && bars_name(w, person)))
			break;
		capitals += l == LETTER_UPPER || l == LETTER_UNCASED;
	}
	if (listed && k < p->n && names_first_letter(p->w[k]) == LETTER_LOWER && p->w[k].n > 5)
		k = 0;
	p->n = k;
	while (p->n && names_first_letter(p->w[p->n - 1]) == LETTER_LOWER)
		p->n--;
}

/* "ByJane Roe": a word for "by" whose blank was lost. */
static void cut_glued(struct piece *p)
{
	struct slice *w = &p->w[0];

	if (p->n > 1 && w->n > 3 && slice_starts(*w, SLICE_LIT("By")) && w->p[2] >= 'A' &&
	    w->p[2] <= 'Z' && ascii_is_alpha(w->p[3]) && ascii_lower(w->p[3]) == w->p[3])
		*w = slice_sub(*w, 2, w->n);
}

/* "Jane Roe MD": letters of a degree behind a name. */
static void cut_degree(struct piece *p)
{
	struct slice w = p->n ? strip_marks(p->w[p->n - 1], ",.") : SLICE_NONE;
	size_t i;

	if (p->n < 3 || w.n < 2 || w.n > 4 || names_all_capitals(joined(p)))
		return;
	if (slice_eq_str(w, "II") || slice_eq_str(w, "III") || slice_eq_str(w, "IV"))
		return;
	for (i = 0; i < w.n; i++)
		if (!(w.p[i] >= 'A' && w.p[i] <= 'Z'))
			return;
	p->n--;
}

/* The publisher's own name, or a word of it: "Guardian" of "The Guardian". */
static bool is_publisher(const struct article *a, struct slice whole)
{
	struct buf x, y;
	bool same = false, single = !slice_has_byte(whole, ' ');
	struct slice name, pub;
	size_t i;

	if (!a->publisher.n)
		return false;
	buf_init(&x, FOLD_MAX);
	buf_init(&y, FOLD_MAX);
	name = fold(&x, whole);
	pub = fold(&y, a->publisher);
	for (i = 0; single && name.n >= 4 && i + name.n <= pub.n && !same; i++)
		same = (i == 0 || pub.p[i - 1] == ' ') && !memcmp(pub.p + i, name.p, name.n) &&
		       (i + name.n == pub.n || !ascii_is_alpha(pub.p[i + name.n]));
	same |= names_same_letters(name, pub);
	buf_done(&x);
	buf_done(&y);
	return same;
}

static bool same_folded(struct slice x, struct slice y)
{
	struct buf a, b;
	bool same;

	buf_init(&a, FOLD_MAX);
	buf_init(&b, FOLD_MAX);
	same = y.n && slice_eq(fold(&a, x), fold(&b, y));
	buf_done(&a);
	buf_done(&b);
	return same;
}

/* "CDC" is a house. */
static bool is_acronym(struct slice w)
{
	size_t i = 0;

	while (i < w.n && w.p[i] >= 'A' && w.p[i] <= 'Z')
		i++;
	return i == w.n && w.n <= 4;
}

/* Whether the words are a name. */
static bool is_name(const struct piece *p, bool alone, bool person)
{
	size_t k, capitals = 0, letters = 0;
	struct slice whole = joined(p);

	if (p->n == 0 || p->n > NAME_WORDS || p->too_long || bad_bytes(whole))
		return false;
	for (k = 0; k < p->n; k++) {
		enum letter l = names_first_letter(p->w[k]);

		if (bars_name(p->w[k], person) || names_is_domain(p->w[k]))
			return false;
		if (l == LETTER_OTHER || (l == LETTER_LOWER && !word_is(p->w[k], names_is_particle)))
			return false;
		capitals += l != LETTER_LOWER;
		letters += utf8_count(p->w[k]);
	}
	/* a last word with a full stop ends a sentence, unless it is an initial */
	if (slice_ends(p->w[p->n - 1], SLICE_LIT(".")) && p->w[p->n - 1].n > 4)
		return false;
	if (slice_ieq_str(p->w[0], "the") || slice_ieq_str(p->w[0], "our") ||
	    slice_eq_str(p->w[0], "Zur") || slice_eq_str(p->w[0], "Zum"))
		return false;
	if (names_first_letter(p->w[0]) == LETTER_UNCASED)
		return letters <= 20;
	if (p->n == 1 && (!alone || is_acronym(whole)))
		return false;
	return capitals > 0 && letters > 2;
}

/* One more author unless the list has it. */
bool names_append(struct article *a, struct slice name)
{
	size_t k;

	for (k = 0; k < a->n_authors; k++)
		if (same_folded(name, a->authors[k]))
			return false;
	if (!name.n || a->n_authors >= LIMIT_LIST)
		return false;
	if (!a->authors)
		a->authors = ARENA_ARRAY(&a->arena, struct slice, LIMIT_LIST);
	a->authors[a->n_authors++] = arena_dup(&a->arena, name);
	return true;
}

static bool is_house(const struct piece *p)
{
	return p->n > 1 && names_first_letter(p->w[p->n - 1]) == LETTER_UPPER &&
	       word_is(p->w[p->n - 1], names_is_house);
}

/* A name that a person's own site may have; those of papers and firms are no
 * person's even where the page's data say so. */
static bool owns_site(struct slice whole)
{
	struct slice rest = whole, w;
	size_t n = 0;

	for (; slice_split(&rest, ' ', &w); n++)
		if (word_is(w, names_is_paper))
			return false;
	return n == 2 || n == 3;
}

static bool add_name(struct article *a, const struct piece *p, bool person)
{
	struct slice whole = strip_marks(joined(p), " ,-*'\"");
	struct buf b;
	size_t k;
	bool capitals = names_all_capitals(whole) && (p->n > 1 || whole.n > 4);
	bool added = false;

	buf_init(&b, FOLD_MAX);
	for (k = 0; k < p->n; k++) {
		if (k)
			buf_add_char(&b, ' ');
		if (capitals)
			names_add_titled(&b, p->w[k]);
		else
			buf_add_slice(&b, p->w[k]);
	}
	whole = strip_marks(buf_slice(&b), " ,-*'\"");
	if (!is_publisher(a, whole) || (person && owns_site(whole)))
		added = names_append(a, whole);
	buf_done(&b);
	return added;
}

/* --- the piece --- */

void names_take_piece(struct names_line *l, struct slice s)
{
	struct piece p;

	split_words(slice_trim(s), &p);
	cut_by(&p, &l->other);
	cut_glued(&p);
	if (p.n == 0 || p.too_long)
		return;
	cut_agency(l->a, &p);
	if (is_house(&p))
		return;
	cut_tail(&p, l->added > 0, l->person);
	cut_degree(&p);
	if (is_house(&p))
		return;
	if (!l->closed && !l->other && is_name(&p, l->alone && l->added == 0, l->person))
		l->added += add_name(l->a, &p, l->person);
}
