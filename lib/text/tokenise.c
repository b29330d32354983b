/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The walk over a text: see tokenise.h.
 *
 * Most words of most news are ASCII letters with a blank behind them; they take
 * a short way.  Whatever else begins with a letter or a digit is a unit
 * (unit.c); signs that begin something are looked up in address.c.
 *
 * Invariants: the walk only moves forward; tokens are appended in order of
 * start; a position is given out only with a token on it. */
#include "lib/text/tokenise.h"

#include "lib/base/limits.h"
#include "lib/base/mem.h"
#include "lib/base/utf8.h"
#include "lib/text/charclass.h"
#include "lib/text/sentence.h"

size_t token_add(struct tokeniser *k, size_t start, size_t end, enum token_kind kind,
		 enum token_case shape, struct slice form, struct slice stem)
{
	struct tokens *t = k->t;

	if (form.n == 0)
		return SIZE_MAX;
	if (t->n >= LIMIT_TOKENS) {
		k->full = true;
		return SIZE_MAX;
	}
	if (t->n == t->cap)
		GROW(t->v, t->n + 1, t->cap);
	t->v[t->n] = (struct token){
	    .start = (uint32_t)start,
	    .end = (uint32_t)end,
	    .pos = t->n_pos,
	    .width = 1,
	    .kind = (uint8_t)kind,
	    .shape = (uint8_t)shape,
	    .block = k->block,
	    .sentence = (uint32_t)t->n_sentences,
	    .form = form,
	    .stem = stem.n ? stem : form,
	};
	return t->n++;
}

void token_step(struct tokeniser *k)
{
	k->t->n_pos++;
}

void token_cover(struct tokeniser *k, size_t at)
{
	struct tokens *t = k->t;
	uint32_t width;

	if (at == SIZE_MAX)
		return;
	if (t->n_pos == t->v[at].pos)
		t->n_pos++;
	width = t->n_pos - t->v[at].pos;
	t->v[at].width = (uint16_t)(width < UINT16_MAX ? width : UINT16_MAX);
}

/* --- plain capitals that are an acronym: US is not us --- */

static const char *const clashing[] = {"US", "IT", "WHO", "AM", "IS"};

/* Is everything near [start, end) in capitals, some word of four letters among
 * it?  Then US is still the country, as in most headlines, but IT and WHO are
 * the words. */
static bool shouted(struct slice text, size_t start, size_t end)
{
	size_t i = start > 60 ? start - 60 : 0, to = end + 60 < text.n ? end + 60 : text.n, run = 0;
	bool word = false;

	for (; i < to; i++) {
		unsigned char c = (unsigned char)text.p[i];

		if (c >= 'a' && c <= 'z')
			return false;
		run = c >= 'A' && c <= 'Z' ? run + 1 : 0;
		word |= run >= 4;
	}
	return word;
}

static enum word_reading capitals(const struct tokeniser *k, size_t start, size_t end)
{
	struct slice raw = slice_sub(k->text, start, end);
	size_t i;

	if (raw.n < 2 || raw.p[1] > 'Z')
		return WORD_PLAIN; /* nearly always */
	for (i = 0; i < sizeof(clashing) / sizeof(clashing[0]); i++)
		if (slice_eq_str(raw, clashing[i]))
			return i > 0 && shouted(k->text, start, end) ? WORD_PLAIN : WORD_SPELT;
	return WORD_PLAIN;
}

static enum token_kind kind_of(const struct word *w)
{
	switch ((enum word_reading)w->reading) {
	case WORD_NUMBER: return TOKEN_NUMBER;
	case WORD_DOTTED:
	case WORD_SPELT: return TOKEN_ACRONYM;
	default: break;
	}
	if (w->shape == CASE_UPPER && w->casing.upper == w->form_n && w->form_n <= 5)
		return TOKEN_ACRONYM;
	return w->reading == WORD_JOINED && memchr(w->form, '&', w->form_n) ? TOKEN_ACRONYM
									    : TOKEN_WORD;
}

void token_word(struct tokeniser *k, size_t start, size_t end, size_t raw_end,
		enum word_reading reading)
{
	struct slice form, stem;
	struct word *w;

	if (reading == WORD_PLAIN && raw_end - start <= 3)
		reading = capitals(k, start, raw_end);
	w = words_find(k->words, k->stemmer, reading,
		       words_cut(slice_sub(k->text, start, raw_end), WORDS_RAW_MAX));
	k->word_start = start;
	k->word_end = end;
	if (w->form_n == 0)
		return;
	words_out(k->words, w, &form, &stem);
	if (token_add(k, start, end, kind_of(w), (enum token_case)w->shape, form, stem) != SIZE_MAX)
		token_step(k);
}

static bool digits_only(struct slice s)
{
	size_t i = 0;

	while (i < s.n)
		if (char_class(utf8_next(s, &i)) != CHAR_DIGIT)
			return false;
	return true;
}

void token_parts(struct tokeniser *k, size_t from, size_t to)
{
	size_t i = from;

	while (i < to && !k->full) {
		size_t at = i;
		enum char_class c = char_class(utf8_next(k->text, &i));

		if (c == CHAR_DENSE) {
			i = token_dense(k, at, to);
		} else if (char_is_alnum(c)) {
			i = unit_piece_end(k, at, to);
			token_word(k, at, i, i,
				   digits_only(slice_sub(k->text, at, i)) ? WORD_NUMBER
									  : WORD_PLAIN);
		}
	}
}

/* --- scripts without blanks --- */

/* The end of the character at i with its marks. */
static size_t cluster_end(const struct tokeniser *k, size_t i, size_t to)
{
	size_t end;

	utf8_next(k->text, &i);
	for (end = i; i < to; end = i) {
		enum char_class c = char_class(utf8_next(k->text, &i));

		if (c != CHAR_MARK && c != CHAR_IGNORE)
			break;
	}
	return end;
}

static void add_bigram(struct tokeniser *k, size_t start, size_t end)
{
	struct word *w = words_find(k->words, k->stemmer, WORD_PLAIN,
				    words_cut(slice_sub(k->text, start, end), WORDS_RAW_MAX));
	struct slice form, stem;

	if (w->form_n == 0)
		return;
	words_out(k->words, w, &form, &stem);
	if (token_add(k, start, end, TOKEN_BIGRAM, CASE_NONE, form, stem) != SIZE_MAX)
		token_step(k);
}

size_t token_dense(struct tokeniser *k, size_t i, size_t to)
{
	size_t first = i, end = cluster_end(k, i, to), n = 0;

	while (end < to && !k->full) {
		size_t next = end;

		if (char_class(utf8_next(k->text, &next)) != CHAR_DENSE)
			break;
		next = cluster_end(k, end, to);
		add_bigram(k, first, next);
		n++;
		first = end;
		end = next;
	}
	if (n == 0)
		add_bigram(k, first, end);
	k->word_end = k->word_start = end;
	return end;
}

/* --- sentences --- */

static size_t skip_blanks(struct slice text, size_t i, size_t end)
{
	while (i < end) {
		size_t at = i;

		if (char_class(utf8_next(text, &i)) != CHAR_SPACE)
			return at;
	}
	return end;
}

static size_t trim_blanks(struct slice text, size_t end)
{
	while (end > 0) {
		size_t at = end - 1, i;

		while (at > 0 && ((unsigned char)text.p[at] & 0xC0) == 0x80 && end - at < 4)
			at--;
		i = at;
		if (char_class(utf8_next(text, &i)) != CHAR_SPACE || i != end)
			break;
		end = at;
	}
	return end;
}

static void close_sentence(struct tokeniser *k, size_t end)
{
	struct tokens *t = k->t;
	uint32_t first = k->sentence_pos;

	if (t->n_pos == first)
		return; /* no word yet: it goes on */
	GROW(t->sentences, t->n_sentences + 1, t->sentences_cap);
	t->sentences[t->n_sentences++] = (struct token_sentence){
	    .block = k->block,
	    .start = (uint32_t)skip_blanks(k->text, k->sentence_start, end),
	    .end = (uint32_t)end,
	    .first_pos = first,
	    .end_pos = t->n_pos,
	};
	k->sentence_start = end;
	k->sentence_pos = t->n_pos;
}

size_t token_stop(struct tokeniser *k, size_t at)
{
	struct slice word = SLICE_NONE;
	struct sentence_stop s;

	if (k->word_end == at || (k->word_end == at + 1 && k->word_start < at))
		word = slice_sub(k->text, k->word_start, at);
	s = sentence_at(k->text, at, word, k->t->n_pos == k->sentence_pos + 1, k->language);
	if (s.ends && !k->one_sentence)
		close_sentence(k, s.end);
	return s.end;
}

/* A line end at i; a blank line ends a sentence. */
static size_t line_end(struct tokeniser *k, size_t i)
{
	size_t j = i + 1;

	while (j < k->text.n &&
	       (k->text.p[j] == ' ' || k->text.p[j] == '\t' || k->text.p[j] == '\r'))
		j++;
	/* asked first whether there is one: many blank lines must cost no more */
	if (j < k->text.n && k->text.p[j] == '\n' && !k->one_sentence &&
	    k->t->n_pos > k->sentence_pos)
		close_sentence(k, trim_blanks(k->text, i));
	return j;
}

static void close_block(struct tokeniser *k, size_t first_sentence)
{
	struct tokens *t = k->t;
	size_t end = trim_blanks(k->text, k->text.n);

	if (t->n_pos > k->sentence_pos)
		close_sentence(k, end);
	else if (t->n_sentences > first_sentence)
		t->sentences[t->n_sentences - 1].end = (uint32_t)end;
}

/* --- the walk --- */

/* An ASCII byte behind a word of letters that certainly ends it. */
static bool ends_word(struct slice text, size_t i)
{
	if (i >= text.n)
		return true;
	switch (text.p[i]) {
	case ' ':
	case '\n':
	case '\t':
	case '\r':
	case ',':
	case ';':
	case '!':
	case '?':
	case '(':
	case ')':
	case '[':
	case ']':
	case '{':
	case '}':
	case '<':
	case '>':
	case '|':
	case '*':
	case '=':
	case '~':
	case '"': return true;
	case '.': return i + 1 >= text.n || text.p[i + 1] == ' ' || text.p[i + 1] == '\n';
	default: return false;
	}
}

static size_t letters(struct tokeniser *k, size_t i)
{
	size_t end = i + 1;

	while (end < k->text.n && ascii_is_alpha(k->text.p[end]))
		end++;
	if (!ends_word(k->text, end))
		return unit_scan(k, i, i);
	token_word(k, i, end, end, WORD_PLAIN);
	return end;
}

static size_t currency(struct tokeniser *k, size_t at, size_t next)
{
	size_t i = next;

	if (i < k->text.n && k->text.p[i] == '.')
		i++;
	if (i < k->text.n && ascii_is_digit(k->text.p[i]))
		return unit_scan(k, at, next);
	i = address_tag(k, at);
	return i > at ? i : next;
}

static size_t section_sign(struct tokeniser *k, size_t at)
{
	static const struct slice sign = {"\xC2\xA7", 2};
	size_t end = at;

	while (slice_starts(slice_sub(k->text, end, k->text.n), sign))
		end += sign.n;
	if (token_add(k, at, end, TOKEN_WORD, CASE_NONE, sign, sign) != SIZE_MAX)
		token_step(k);
	return end;
}

static size_t stop(struct tokeniser *k, size_t at)
{
	size_t next = at + 1, end;

	if (k->text.p[at] == '.' && next < k->text.n && k->word_end != at) {
		if (ascii_is_digit(k->text.p[next]))
			return unit_scan(k, at, at);
		end = address_dot_word(k, at);
		if (end > at)
			return end;
	}
	return token_stop(k, at);
}

/* Not ASCII: `next` is behind cp. */
static size_t step_wide(struct tokeniser *k, size_t at, uint32_t cp, size_t next)
{
	switch (char_class(cp)) {
	case CHAR_LOWER:
	case CHAR_UPPER:
	case CHAR_LETTER:
	case CHAR_DIGIT: return unit_scan(k, at, at);
	case CHAR_DENSE: return token_dense(k, at, k->text.n);
	case CHAR_CURRENCY: return currency(k, at, next);
	default: break;
	}
	if (cp == 0x00A7)
		return section_sign(k, at);
	return sentence_is_stop(cp) ? token_stop(k, at) : next;
}

static size_t step(struct tokeniser *k, size_t i)
{
	size_t next = i, end;
	uint32_t cp;
	char c = k->text.p[i];

	if (ascii_is_alpha(c))
		return letters(k, i);
	if (ascii_is_digit(c))
		return unit_scan(k, i, i);
	switch (c) {
	case ' ': return i + 1;
	case '\n': return line_end(k, i);
	case '.':
	case '!':
	case '?': return stop(k, i);
	case '$': return currency(k, i, i + 1);
	case '#': end = k->word_end == i ? i : address_tag(k, i); break;
	case '@': end = k->word_end == i ? i : address_handle(k, i); break;
	default:
		cp = utf8_next(k->text, &next);
		return cp < 0x80 ? next : step_wide(k, i, cp, next);
	}
	return end > i ? end : i + 1;
}

void tokenise_block(struct tokeniser *k)
{
	size_t i = 0, first_sentence = k->t->n_sentences;

	k->word_start = k->word_end = SIZE_MAX;
	k->sentence_start = 0;
	k->sentence_pos = k->t->n_pos;
	k->full = false;
	while (i < k->text.n && !k->full && k->t->n_pos < k->end_pos)
		i = step(k, i);
	close_block(k, first_sentence);
}
