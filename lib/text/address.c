/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Addresses, tags, handles and words that begin with a dot: see tokenise.h.
 *
 * An address is one token whose form is the address without scheme, "www." and
 * closing slash, so that what a reader types meets what a page links; its words
 * follow as parts. */
#include "lib/text/tokenise.h"

#include "lib/base/limits.h"
#include "lib/base/utf8.h"
#include "lib/text/charclass.h"
#include "lib/text/normal.h"

#define URL_MAX 2048 /* bytes; what is behind is read as other text */

/* Top-level domains that end a bare host name.  Those that are English words
 * (in, it, me, no, at, be, so) need a scheme or www. */
static const char domains[] = " com org net gov edu int mil info biz eu uk us de fr es nl ch se dk "
			      "fi pl cz ru ua cn jp kr br au nz ca mx za tv io ai co dev news app ";
/* What is written with a dot before it, in lower case. */
static const char dotted[] = " com org net gov edu mil io ai uk eu de exe pdf zip mp3 mp4 doc docx "
			     "csv json xml html txt ";

static bool listed(const char *list, struct slice word)
{
	const char *p;

	for (p = list; word.n && p[1]; p = strchr(p + 1, ' ')) {
		size_t i = 0;

		while (i < word.n && ascii_lower(word.p[i]) == p[1 + i])
			i++;
		if (i == word.n && p[1 + i] == ' ')
			return true;
	}
	return false;
}

static bool word_char(char c)
{
	return ascii_is_alpha(c) || ascii_is_digit(c) || c == '_';
}

/* Add text[start, end) as a token of its own form, with the words of
 * text[body, end) as parts. */
static size_t add_whole(struct tokeniser *k, enum token_kind kind, size_t start, size_t body,
			size_t end, struct slice head)
{
	struct slice raw = slice_sub(k->text, body, end), form, stem;
	size_t at;

	while (kind == TOKEN_URL && raw.n && raw.p[raw.n - 1] == '/')
		raw.n--;
	buf_reset(k->scratch);
	buf_add_slice(k->scratch, head);
	normal_fold(k->scratch, raw);
	form = words_copy(k->words, words_cut(buf_slice(k->scratch), LIMIT_TOKEN_BYTES));
	stem = words_stem(k->words, k->stemmer, form); /* https://localhost is a word */
	stem = slice_starts(form, stem) ? slice_of(form.p, stem.n) : words_copy(k->words, stem);
	at = token_add(k, start, end, kind, casing_shape(casing_of(raw)), form, stem);
	token_parts(k, body, end);
	token_cover(k, at);
	k->word_start = start;
	k->word_end = end;
	return end;
}

/* --- web and mail --- */

static bool url_char(uint32_t cp)
{
	enum char_class c = char_class(cp);

	if (cp >= 0x80)
		return char_is_letter(c) || c == CHAR_DIGIT || c == CHAR_MARK;
	return cp > ' ' && cp != 0x7F && !strchr("\"<>\\^`{|}", (int)cp);
}

/* Where an address that begins at `from` ends: without the punctuation of the
 * sentence around it. */
static size_t url_end(struct slice text, size_t from)
{
	size_t i = from, end = from, open = 0;

	while (i < text.n && i - from < URL_MAX - 4) {
		uint32_t cp = utf8_next(text, &i);

		if (!url_char(cp))
			break;
		open += cp == '(';
		if (cp == ')' && open == 0)
			break;
		open -= cp == ')';
		if (!strchr(".,;:!?'*[]", (int)(cp < 0x80 ? cp : 'a')))
			end = i;
	}
	return end;
}

static size_t after_scheme(struct slice text, size_t i)
{
	size_t j = i;

	while (j < text.n && j - i < 12 && (ascii_is_alpha(text.p[j]) || text.p[j] == '+'))
		j++;
	if (j > i && slice_starts(slice_sub(text, j, text.n), SLICE_LIT("://")))
		return j + 3;
	return i;
}

static size_t after_www(struct slice text, size_t i)
{
	return i + 4 < text.n && slice_ieq_str(slice_sub(text, i, i + 4), "www.") &&
		       word_char(text.p[i + 4])
		   ? i + 4
		   : i;
}

size_t address_url(struct tokeniser *k, size_t i)
{
	size_t body = after_www(k->text, after_scheme(k->text, i)), next = body;

	if (body == i || body >= k->text.n || !char_is_alnum(char_class(utf8_next(k->text, &next))))
		return i;
	return add_whole(k, TOKEN_URL, i, body, url_end(k->text, body), SLICE_NONE);
}

size_t address_domain(struct tokeniser *k, size_t i, size_t end)
{
	size_t label = end;

	while (label > i && k->text.p[label - 1] != '.')
		label--;
	if (!listed(domains, slice_sub(k->text, label, end)))
		return i;
	if (end < k->text.n && k->text.p[end] == '/')
		end = url_end(k->text, end);
	return add_whole(k, TOKEN_URL, i, i, end, SLICE_NONE);
}

/* The end of the host name at i, which has a dot; else i. */
static size_t host_end(struct slice text, size_t i)
{
	size_t j = i, end = i;
	bool dot = false;

	for (; j < text.n && j - i < 255; j++) {
		if (ascii_is_alpha(text.p[j]) || ascii_is_digit(text.p[j])) {
			dot |= j > i && text.p[j - 1] == '.';
			end = j + 1;
		} else if (text.p[j] != '.' && text.p[j] != '-') {
			break;
		}
	}
	return dot ? end : i;
}

size_t address_mail(struct tokeniser *k, size_t i, size_t at)
{
	size_t end = host_end(k->text, at + 1);

	if (end == at + 1)
		return i;
	return add_whole(k, TOKEN_URL, i, i, end, SLICE_NONE);
}

/* --- tags and handles --- */

static size_t hashtag_end(struct slice text, size_t i)
{
	size_t from = i, end = i;
	bool letter = false;

	while (i < text.n && i - from < URL_MAX) {
		uint32_t cp = utf8_next(text, &i);
		enum char_class c = char_class(cp);

		if (char_is_letter(c) || c == CHAR_DENSE)
			letter = true;
		else if (c != CHAR_DIGIT && cp != '_' && c != CHAR_IGNORE &&
			 !(c == CHAR_MARK && end > from))
			break;
		if (c != CHAR_IGNORE)
			end = i;
	}
	return letter ? end : from;
}

/* $AAPL: one to five capitals. */
static size_t cashtag_end(struct slice text, size_t i)
{
	size_t j = i;

	while (j < text.n && text.p[j] >= 'A' && text.p[j] <= 'Z')
		j++;
	return j - i > 5 || (j < text.n && word_char(text.p[j])) ? i : j;
}

size_t address_tag(struct tokeniser *k, size_t i)
{
	size_t body = i + 1, end;

	if (k->word_end == i || body >= k->text.n)
		return i;
	end = k->text.p[i] == '#'   ? hashtag_end(k->text, body)
	      : k->text.p[i] == '$' ? cashtag_end(k->text, body)
				    : body;
	if (end == body)
		return i;
	return add_whole(k, TOKEN_TAG, i, body, end, slice_sub(k->text, i, body));
}

size_t address_handle(struct tokeniser *k, size_t i)
{
	size_t end = i + 1, host;
	bool letter = false;

	for (; end < k->text.n && end - i < 255 && word_char(k->text.p[end]); end++)
		letter |= ascii_is_alpha(k->text.p[end]);
	if (!letter)
		return i;
	if (end < k->text.n && k->text.p[end] == '@') { /* @user@host */
		host = host_end(k->text, end + 1);
		end = host > end + 1 ? host : end;
	}
	return add_whole(k, TOKEN_HANDLE, i, i + 1, end, SLICE_LIT("@"));
}

/* --- .NET, .com --- */

static bool opens_word(struct slice text, size_t i)
{
	return i == 0 || ascii_is_space(text.p[i - 1]) || strchr("([\"'/", text.p[i - 1]) ||
	       (unsigned char)text.p[i - 1] >= 0x80;
}

size_t address_dot_word(struct tokeniser *k, size_t i)
{
	size_t end = i + 1, upper = 0;
	struct slice name;

	if (!opens_word(k->text, i))
		return i;
	for (; end < k->text.n && end - i < 8 && word_char(k->text.p[end]); end++)
		upper += k->text.p[end] >= 'A' && k->text.p[end] <= 'Z';
	name = slice_sub(k->text, i + 1, end);
	if ((end < k->text.n &&
	     (word_char(k->text.p[end]) || (unsigned char)k->text.p[end] >= 0x80)) ||
	    (!listed(dotted, name) && (upper != name.n || name.n < 2 || name.n > 5)))
		return i;
	buf_reset(k->scratch);
	normal_fold(k->scratch, slice_sub(k->text, i, end));
	name = words_copy(k->words, buf_slice(k->scratch));
	if (token_add(k, i, end, TOKEN_WORD, casing_shape(casing_of(slice_sub(k->text, i, end))),
		      name, name) != SIZE_MAX)
		token_step(k);
	k->word_start = i;
	k->word_end = end;
	return end;
}
