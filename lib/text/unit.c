/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Units: words with something inside.
 *
 * A unit is pieces (letters, digits and their marks) with joiners between them.
 * Pieces that dots, ampersands or apostrophes hold together become one item
 * ("U.S.", "AT&T", "don't"); what hyphens, underscores and the like join stays
 * several items, and the unit is a compound of them.  See tokenise.h. */
#include "lib/text/tokenise.h"

#include "lib/base/limits.h"
#include "lib/base/utf8.h"
#include "lib/text/charclass.h"
#include "lib/text/normal.h"

#define MAX_PIECES 32 /* longer chains are cut into several units */

enum joiner { JOIN_NONE, JOIN_DOT, JOIN_INITIALS, JOIN_APOSTROPHE, JOIN_AMPERSAND, JOIN_OTHER };

struct piece {
	size_t start, end;                /* without ignorable characters at its end */
	size_t next;                      /* with them */
	unsigned letters, digits, others; /* counts */
	bool all_upper, first_upper, first_lower, last_lower, first_digit, last_digit;
	bool marked;        /* has separators of a number inside */
	enum joiner joiner; /* to the next piece */
	char sign;          /* as written: - _ / : or their kin */
};

/* Pieces that are one word, and its form. */
struct item {
	size_t start, end, raw_end;
	enum word_reading reading;
	bool number; /* digits alone */
	bool digit_first;
	bool letters;
	char sign; /* that joins it to the next */
	size_t n_letters;
};

/* --- pieces --- */

static uint32_t peek(const struct tokeniser *k, size_t i)
{
	return i < k->text.n ? utf8_next(k->text, &i) : 0;
}

static bool digit_at(const struct tokeniser *k, size_t i)
{
	return i < k->text.n && ascii_is_digit(k->text.p[i]);
}

static size_t count_digits(const struct tokeniser *k, size_t i)
{
	size_t n = 0;

	while (n < 4 && digit_at(k, i + n))
		n++;
	return n;
}

/* The length of a separator at i between two digits of one number, else 0. */
static size_t number_separator(const struct tokeniser *k, const struct piece *p, size_t i)
{
	size_t n;

	switch (k->text.p[i]) {
	case '.': return digit_at(k, i + 1) ? 1 : 0;
	case ',':
		n = count_digits(k, i + 1);
		if (n == 3)
			return 1;
		/* a decimal comma, not a list: 3,5 but 1,2,3 */
		if ((n == 1 || n == 2) && !p->marked &&
		    !(p->start > 0 && k->text.p[p->start - 1] == ',') &&
		    !(peek(k, i + 1 + n) == ',' && digit_at(k, i + 2 + n)))
			return 1;
		return 0;
	case '\'': return count_digits(k, i + 1) == 3 ? 1 : 0;
	case '\xE2': /* ’ */ return peek(k, i) == 0x2019 && count_digits(k, i + 3) == 3 ? 3 : 0;
	default: return 0;
	}
}

static bool in_script(uint32_t cp, uint32_t first, uint32_t last)
{
	return cp >= first && cp <= last;
}

/* A quote or apostrophe that belongs to the spelling between two letters of one
 * of these scripts: Hebrew צה״ל, Ukrainian п'ять. */
static bool spelt_quote(uint32_t before, uint32_t cp, uint32_t after)
{
	bool apostrophe = char_class(cp) == CHAR_APOSTROPHE;

	if (in_script(before, 0x05D0, 0x05EA) && in_script(after, 0x05D0, 0x05EA))
		return apostrophe || cp == '"' || cp == 0x05F4 || cp == 0x201D;
	return apostrophe && in_script(before, 0x0400, 0x04FF) && in_script(after, 0x0400, 0x04FF);
}

static void count_char(struct piece *p, enum char_class c)
{
	bool first = p->letters + p->digits == 0;

	p->last_digit = c == CHAR_DIGIT;
	p->last_lower = c == CHAR_LOWER || c == CHAR_LETTER;
	if (c == CHAR_DIGIT) {
		p->first_digit |= first;
		p->digits++;
		return;
	}
	p->first_upper |= first && c == CHAR_UPPER;
	p->first_lower |= first && c != CHAR_UPPER;
	p->all_upper &= c == CHAR_UPPER;
	p->letters++;
}

static void scan_piece(const struct tokeniser *k, size_t i, struct piece *p)
{
	uint32_t before = 0;

	*p = (struct piece){.start = i, .end = i, .all_upper = true};
	while (i < k->text.n) {
		size_t at = i, sep;
		uint32_t cp = utf8_next(k->text, &i);
		enum char_class c = char_class(cp);

		if (char_is_alnum(c)) {
			count_char(p, c);
		} else if (c == CHAR_IGNORE) {
			continue;
		} else if (c == CHAR_SUPER && p->letters + p->digits <= 2 && p->letters) {
			p->others++;
		} else if (c == CHAR_MARK && p->end > p->start) {
			p->others++;
		} else if (p->last_digit && (sep = number_separator(k, p, at)) > 0) {
			p->marked = true;
			i = at + sep;
		} else if (spelt_quote(before, cp, peek(k, i))) {
			p->others++;
		} else {
			p->next = at;
			return;
		}
		before = cp;
		p->end = i;
	}
	p->next = i;
}

size_t unit_piece_end(const struct tokeniser *k, size_t i, size_t to)
{
	size_t end = i;

	while (i < to) {
		enum char_class c = char_class(utf8_next(k->text, &i));

		if (!char_is_alnum(c) && c != CHAR_MARK && c != CHAR_IGNORE)
			break;
		end = i;
	}
	return end;
}

/* --- joiners --- */

/* "U.S.", "e.g.", "Ph.D.", "EE.UU.": one or two letters on both sides of a dot;
 * of two letters only where another dot says that it is no full stop. */
static bool initials(const struct tokeniser *k, const struct piece *a, const struct piece *b)
{
	if (a->digits || b->digits || a->letters > 2 || b->letters > 2)
		return false;
	if (a->letters == 1 && b->letters == 1)
		return true;
	return (a->first_upper || a->letters == 1) && b->first_upper && b->next < k->text.n &&
	       k->text.p[b->next] == '.';
}

static bool dot_joins(const struct piece *a, const struct piece *b)
{
	if (!a->letters || !b->letters || a->last_digit)
		return false;
	return (a->last_lower && b->first_lower) ||
	       (a->all_upper && b->all_upper && a->letters > 1 && b->letters > 1);
}

static bool slash_joins(const struct piece *a, const struct piece *b)
{
	if (!a->letters && !b->letters)
		return true;
	return a->all_upper && b->all_upper && a->letters + a->digits <= 5 &&
	       b->letters + b->digits <= 5;
}

/* What holds a to b, where `cp` stands between them. */
static enum joiner joins(const struct tokeniser *k, uint32_t cp, const struct piece *a,
			 const struct piece *b)
{
	switch (char_class(cp)) {
	case CHAR_HYPHEN: return JOIN_OTHER;
	case CHAR_APOSTROPHE: return b->letters && !b->first_digit ? JOIN_APOSTROPHE : JOIN_NONE;
	default: break;
	}
	switch (cp) {
	case '.':
		if (initials(k, a, b))
			return JOIN_INITIALS;
		return dot_joins(a, b) ? JOIN_DOT : JOIN_NONE;
	case '&':
	case 0xFF06:
		return a->letters && b->letters && a->letters <= 3 && b->letters <= 3
			   ? JOIN_AMPERSAND
			   : JOIN_NONE;
	case '/': return slash_joins(a, b) ? JOIN_OTHER : JOIN_NONE;
	case '_': return JOIN_OTHER;
	case ':': return a->letters || b->letters ? JOIN_NONE : JOIN_OTHER;
	default: return JOIN_NONE;
	}
}

static bool sign_after_dot(uint32_t cp)
{
	return char_class(cp) == CHAR_HYPHEN || char_class(cp) == CHAR_APOSTROPHE;
}

/* Scan pieces from i on; how many there are. */
static size_t scan_pieces(const struct tokeniser *k, size_t i, struct piece *v)
{
	size_t n = 0;

	scan_piece(k, i, &v[n++]);
	while (n < MAX_PIECES && v[n - 1].next < k->text.n) {
		struct piece *a = &v[n - 1];
		size_t at = a->next;
		uint32_t cp = utf8_next(k->text, &at);

		/* U.S.-based, the U.S.'s: the last dot is behind the initials */
		if (cp == '.' && n > 1 && v[n - 2].joiner == JOIN_INITIALS && at < k->text.n &&
		    sign_after_dot(peek(k, at)))
			cp = utf8_next(k->text, &at);
		/* most separators join nothing: do not read on for them */
		if (char_class(cp) == CHAR_SPACE || cp == ',' ||
		    !char_is_alnum(char_class(peek(k, at))))
			break;
		scan_piece(k, at, &v[n]);
		a->joiner = joins(k, cp, a, &v[n]);
		if (a->joiner == JOIN_NONE)
			break;
		a->sign = cp < 0x80 ? (char)cp : '-';
		n++;
	}
	return n;
}

/* --- items --- */

static bool piece_is(const struct tokeniser *k, const struct piece *p, const char *word)
{
	return slice_ieq_str(slice_sub(k->text, p->start, p->end), word);
}

/* English words written with an apostrophe that are not a name with a particle:
 * n't, 're, 'll, 've, 'd, 'm. */
static bool contracts(const struct tokeniser *k, const struct piece *a, const struct piece *b)
{
	static const char *const tails[] = {"re", "ll", "ve", "d", "m"};
	size_t i;

	if (piece_is(k, b, "t"))
		return ascii_lower(k->text.p[a->end - 1]) == 'n';
	for (i = 0; i < sizeof(tails) / sizeof(tails[0]); i++)
		if (piece_is(k, b, tails[i]))
			return true;
	return false;
}

/* Make one item of the pieces from v[i] on that belong together; the index of
 * the next piece. */
static size_t make_item(const struct tokeniser *k, const struct piece *v, size_t i, size_t n,
			struct item *it)
{
	*it = (struct item){
	    .start = v[i].start,
	    .end = v[i].end,
	    .raw_end = v[i].end,
	    .reading =
		v[i].first_digit && (v[i].marked || !v[i].letters) ? WORD_NUMBER : WORD_PLAIN,
	    .number = !v[i].letters,
	    .digit_first = v[i].first_digit,
	    .letters = !v[i].digits,
	    .n_letters = v[i].letters,
	};
	for (; i + 1 < n; i++) {
		const struct piece *a = &v[i], *b = &v[i + 1];

		if (a->joiner == JOIN_INITIALS) {
			it->reading = WORD_DOTTED;
		} else if (a->joiner == JOIN_AMPERSAND) {
			it->reading = WORD_JOINED;
		} else if (a->joiner == JOIN_APOSTROPHE && piece_is(k, b, "s") &&
			   b->joiner != JOIN_APOSTROPHE) {
			it->end = b->end; /* the possessive is marked but not matched */
			continue;
		} else if (a->joiner == JOIN_APOSTROPHE && it->letters && contracts(k, a, b)) {
			it->reading = WORD_JOINED;
		} else {
			break;
		}
		it->end = it->raw_end = b->end;
		it->n_letters += b->letters;
	}
	it->sign = v[i].joiner == JOIN_NONE ? 0 : v[i].sign;
	return i + 1;
}

/* --- output --- */

/* The signs around a number or word that make another, longer form of it. */
struct signs {
	size_t start, end; /* of the whole */
	struct slice before, after;
	bool bare; /* the form without them is a token too */
};

static struct word *item_word(struct tokeniser *k, const struct item *it)
{
	return words_find(k->words, k->stemmer, it->reading,
			  words_cut(slice_sub(k->text, it->start, it->raw_end), WORDS_RAW_MAX));
}

/* Add the form that stands in k->scratch. */
static size_t add_formed(struct tokeniser *k, size_t start, size_t end, enum token_kind kind,
			 enum token_case shape)
{
	struct word *w = words_find(k->words, k->stemmer, WORD_AS_IS,
				    words_cut(buf_slice(k->scratch), LIMIT_TOKEN_BYTES));
	struct slice form, stem;

	words_out(k->words, w, &form, &stem);
	return token_add(k, start, end, kind, shape, form, stem);
}

static void add_item(struct tokeniser *k, const struct item *it, const struct signs *s)
{
	struct word *w;
	size_t at;

	if (!s->before.n && !s->after.n) {
		token_word(k, it->start, it->end, it->raw_end, it->reading);
		return;
	}
	w = item_word(k, it);
	buf_reset(k->scratch);
	normal_fold(k->scratch, s->before);
	buf_add_slice(k->scratch, word_form(w));
	normal_fold(k->scratch, s->after);
	at = add_formed(k, s->start, s->end, it->digit_first ? TOKEN_NUMBER : TOKEN_WORD,
			(enum token_case)w->shape);
	if (s->bare)
		token_word(k, it->start, it->end, it->raw_end, it->reading);
	token_cover(k, at);
	k->word_start = s->start;
	k->word_end = s->end;
}

static bool all_numbers(const struct item *v, size_t n)
{
	while (n > 0)
		if (!v[--n].number)
			return false;
	return true;
}

/* The compound of n items, in k->scratch: without what joins them, but for
 * numbers, where 9/11 is not 911. */
static struct casing join_items(struct tokeniser *k, const struct item *v, size_t n)
{
	struct casing c = {0, 0, false};
	bool keep_sign = all_numbers(v, n);
	size_t i, j;

	buf_reset(k->scratch);
	for (i = 0; i < n; i++) {
		struct word *w = item_word(k, &v[i]);

		for (j = 0; j < w->form_n; j++)
			if (v[i].reading != WORD_DOTTED || w->form[j] != '.')
				buf_add_char(k->scratch, w->form[j]);
		if (keep_sign && i + 1 < n)
			buf_add_char(k->scratch, v[i].sign);
		c = casing_join(c, w->casing);
	}
	return c;
}

/* --- signs behind --- */

static bool alnum_at(const struct tokeniser *k, size_t i)
{
	enum char_class c = char_class(peek(k, i));

	return char_is_alnum(c) || c == CHAR_DENSE;
}

/* C++, g++, C#, Disney+, 18+. */
static size_t plus_or_hash(const struct tokeniser *k, const struct item *it)
{
	size_t i = it->end;

	if (it->end != it->raw_end || i >= k->text.n)
		return i;
	if (k->text.p[i] == '#' && it->letters && it->n_letters == 1)
		i++;
	else
		while (i < k->text.n && i < it->end + 2 && k->text.p[i] == '+')
			i++;
	return alnum_at(k, i) || peek(k, i) == '+' || peek(k, i) == '#' ? it->end : i;
}

/* 10%, 10 %, 60€, 60 €: the sign behind a number, one blank before it or none. */
static struct slice unit_sign(const struct tokeniser *k, size_t i)
{
	size_t next = i, after;
	uint32_t cp = i < k->text.n ? utf8_next(k->text, &next) : 0;

	if (char_class(cp) == CHAR_SPACE && cp != '\n') {
		i = next;
		cp = i < k->text.n ? utf8_next(k->text, &next) : 0;
	}
	after = next;
	if (cp == '%' || cp == 0x066A || cp == 0xFF05 ||
	    (char_class(cp) == CHAR_CURRENCY && !alnum_at(k, after) &&
	     !(peek(k, after) == '.' && digit_at(k, after + 1))))
		return slice_sub(k->text, i, next);
	return SLICE_NONE;
}

/* The signs behind the last item. */
static void signs_behind(const struct tokeniser *k, const struct item *it, struct signs *s)
{
	size_t plus = plus_or_hash(k, it);
	struct slice sign;

	if (plus > it->end) {
		s->after = slice_sub(k->text, it->end, plus);
		s->end = plus;
		s->bare = it->n_letters != 1;
		return;
	}
	if (!it->digit_first)
		return;
	sign = unit_sign(k, it->end);
	if (!sign.n)
		return;
	if (char_class(peek(k, (size_t)(sign.p - k->text.p))) != CHAR_CURRENCY)
		s->after = sign;
	else if (!s->before.n)
		s->before = sign;
	else
		return;
	s->end = (size_t)(sign.p - k->text.p) + sign.n;
}

/* --- the whole --- */

static size_t add_items(struct tokeniser *k, size_t sign, const struct item *v, size_t n)
{
	struct signs head = {v[0].start, v[0].end, SLICE_NONE, SLICE_NONE, true}, tail;
	size_t i, at = SIZE_MAX;

	if (sign < v[0].start) {
		head.before = slice_sub(k->text, sign, v[0].start);
		head.start = sign;
	}
	tail = n == 1 ? head
		      : (struct signs){v[n - 1].start, v[n - 1].end, SLICE_NONE, SLICE_NONE, true};
	signs_behind(k, &v[n - 1], &tail);
	/* $10-20b and 10-20% are two numbers, anything else joined is a compound */
	if (n > 1 && !((head.before.n || tail.before.n || tail.after.n) && v[0].digit_first &&
		       v[n - 1].digit_first)) {
		struct casing c = join_items(k, v, n);

		at = add_formed(k, head.start, tail.end, TOKEN_COMPOUND, casing_shape(c));
	}
	for (i = 0; i < n; i++) {
		struct signs none = {v[i].start, v[i].end, SLICE_NONE, SLICE_NONE, true};

		add_item(k, &v[i], i + 1 == n ? &tail : i == 0 ? &head : &none);
	}
	token_cover(k, at);
	return tail.end;
}

static size_t add_address(struct tokeniser *k, const struct piece *v, size_t n)
{
	size_t start = v[0].start, end = v[n - 1].end, i;

	if (end < k->text.n && k->text.p[end] == '@')
		return address_mail(k, start, end);
	if (n < 2 || v[n - 2].joiner != JOIN_DOT)
		return start;
	for (i = 0; i + 1 < n; i++)
		if (v[i].joiner != JOIN_DOT && v[i].sign != '-')
			return start;
	return address_domain(k, start, end);
}

size_t unit_scan(struct tokeniser *k, size_t sign, size_t i)
{
	struct piece pieces[MAX_PIECES];
	struct item items[MAX_PIECES];
	bool point = k->text.p[i] == '.'; /* .5 */
	size_t n, n_items = 0, j, end;

	if (ascii_is_alpha(k->text.p[i])) {
		end = address_url(k, i);
		if (end > i)
			return end;
	}
	n = scan_pieces(k, i + point, pieces);
	if (point) {
		pieces[0].start = i;
		pieces[0].marked = true;
	}
	end = sign < i ? i : add_address(k, pieces, n);
	if (end > i)
		return end;
	for (j = 0; j < n; n_items++)
		j = make_item(k, pieces, j, n, &items[n_items]);
	end = items[n_items - 1].end;
	if (items[n_items - 1].reading == WORD_DOTTED && end == items[n_items - 1].raw_end &&
	    end < k->text.n && k->text.p[end] == '.') {
		items[n_items - 1].end++;
		items[n_items - 1].raw_end++;
		add_items(k, sign, items, n_items);
		return token_stop(k, end);
	}
	return add_items(k, sign, items, n_items);
}
