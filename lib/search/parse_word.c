/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Words, patterns and phrases of a query: see parse_internal.h.
 *
 * What is kept as a word's text is such that it reads as the same word again:
 * the canonical form of a query is a query.
 */
#include <string.h>

#include "lib/base/utf8.h"
#include "lib/search/parse_internal.h"

/* Has it anything that could be searched for?  What is not ASCII is lib/text's
 * to judge. */
bool parse_wordlike(struct slice s)
{
	size_t i;

	for (i = 0; i < s.n; i++)
		if (ascii_is_alpha(s.p[i]) || ascii_is_digit(s.p[i]) || (unsigned char)s.p[i] >= 0x80)
			return true;
	return false;
}

static size_t letters(struct slice s)
{
	size_t i, n = 0;

	for (i = 0; i < s.n; i++)
		n += ascii_is_alpha(s.p[i]) || ascii_is_digit(s.p[i]) ||
		     ((unsigned char)s.p[i] & 0xC0) == 0xC0;
	return n;
}

/* "prohib!" and "prohib$3" are other systems' prohib*. */
static bool truncation(struct slice *s)
{
	size_t n = s->n;

	if (n > 3 && s->p[n - 1] == '!' && slice_has_byte(*s, '!')) {
		*s = slice_sub(*s, 0, n - 1);
		return letters(*s) == s->n && ascii_is_alpha(s->p[n - 2]);
	}
	while (n > 0 && ascii_is_digit(s->p[n - 1]))
		n--;
	if (n > 3 && n < s->n && s->p[n - 1] == '$') {
		*s = slice_sub(*s, 0, n - 1);
		return letters(*s) >= 2;
	}
	return false;
}

/* name~1; name~ is one edit. */
static bool fuzzy(struct slice *s, uint32_t *edits)
{
	size_t n = s->n;
	uint32_t v = 1;

	if (n > 2 && ascii_is_digit(s->p[n - 1]) && s->p[n - 2] == '.' && s->p[n - 3] == '0')
		n -= 3; /* Lucene's older "roam~0.8" */
	else if (n && ascii_is_digit(s->p[n - 1]))
		v = (uint32_t)(s->p[--n] - '0');
	if (n < 2 || s->p[n - 1] != '~' || v < 1 || v > 3)
		return false;
	*s = slice_sub(*s, 0, n - 1);
	*edits = v > 2 ? 2 : v;
	return true;
}

/* A star anywhere, or a question mark that is not the last character; never in
 * what looks like an address. */
static bool has_wildcard(struct slice s)
{
	size_t i;

	for (i = 0; i + 2 < s.n; i++)
		if (s.p[i] == ':' && s.p[i + 1] == '/' && s.p[i + 2] == '/')
			return false;
	for (i = 0; i < s.n; i++) {
		if (s.p[i] == '*')
			return true;
		if (s.p[i] == '?' && i + 1 < s.n && parse_wordlike(slice_sub(s, i + 1, i + 2)))
			return true;
	}
	return false;
}

static struct slice trim_punctuation(struct slice s)
{
	static const char tail[] = ".,;:!?'";

	while (s.n > 1 && memchr(tail, s.p[s.n - 1], sizeof(tail) - 1))
		s.n--;
	while (s.n > 1 && (unsigned char)s.p[0] < 0x80 && !memchr("*?@#.$", s.p[0], 6) &&
	       !ascii_is_alpha(s.p[0]) && !ascii_is_digit(s.p[0]))
		s = slice_sub(s, 1, s.n);
	return s;
}

static void set_pattern(struct parser *p, struct node *n, struct slice text)
{
	struct slice cut = text;

	if (has_wildcard(text)) {
		struct slice t = trim_punctuation(text);

		if (letters(t) < 2 || !lex_is_word(t)) {
			parser_repair(p, n->pos, text, "a wildcard needs two letters of a word");
			for (cut = t; cut.n && (cut.p[cut.n - 1] == '*' || cut.p[cut.n - 1] == '?');)
				cut.n--;
			while (cut.n && (cut.p[0] == '*' || cut.p[0] == '?'))
				cut = slice_sub(cut, 1, cut.n);
			/* only a bare letter is a word without doubt */
			n->text = parser_text(p, utf8_count(cut) == 1 ? cut : SLICE_LIT(""));
			return;
		}
		n->pattern = PATTERN_GLOB;
		n->text = parser_text(p, t);
	} else if (truncation(&cut)) {
		char *t = arena_alloc(&p->q->arena, cut.n + 2);

		cut = trim_punctuation(cut);
		memcpy(t, cut.p, cut.n);
		memcpy(t + cut.n, "*", 2);
		if (!lex_is_word(slice_of(t, cut.n + 1)))
			return;
		n->pattern = PATTERN_GLOB;
		n->text = slice_of(t, cut.n + 1);
		if (!p->strict)
			query_warn(p->q, "%.*s is read as %s", SLICE_ARG(text), t);
	} else if (cut = text, fuzzy(&cut, &n->edits)) {
		n->pattern = PATTERN_FUZZY;
		n->text = parser_text(p, cut);
	}
}

/* "+word" is a word. */
static struct slice without_plus(struct slice text)
{
	struct slice t = text;

	if (t.n > 1 && t.p[0] == '+')
		while (t.n > 1 && (t.p[0] == '+' || t.p[0] == '-'))
			t = slice_sub(t, 1, t.n);
	return t.n == text.n || lex_is_word(t) ? t : text;
}

/* Without commas and colons behind it, unless that makes it an operator ("AND;"). */
static struct slice without_stops(struct slice text)
{
	struct slice t = text;

	while (t.n > 1 && memchr(",;:", t.p[t.n - 1], 3))
		t.n--;
	return t.n == text.n || lex_is_word(t) ? t : text;
}

/* Lucene's "word^2": where the weight begins, else the end. */
static size_t before_weight(struct slice text)
{
	size_t n = text.n;

	while (n > 0 && (ascii_is_digit(text.p[n - 1]) || text.p[n - 1] == '.'))
		n--;
	return n > 0 && n < text.n && text.p[n - 1] == '^' ? n - 1 : text.n;
}

struct node *parse_word(struct parser *p, struct slice text, size_t pos)
{
	size_t weight = before_weight(text);
	struct node *n;

	if (weight < text.n) {
		parser_repair(p, pos + weight, slice_sub(text, weight, text.n),
			      "a weight is not read; left out");
		text = slice_sub(text, 0, weight);
	}
	if (p->field >= 0)
		return parse_field_leaf(p, (enum field)p->field, text, pos);
	text = without_plus(text);
	n = parser_node(p, NODE_WORD, pos);
	n->form = p->form;
	if (text.n > 1 && text.p[0] == '=') {
		text = slice_sub(text, 1, text.n);
		if (n->form == FORM_VARIANTS)
			n->form = FORM_EXACT;
	}
	if (!parse_wordlike(text))
		return NULL;
	text = without_stops(text);
	n->text = parser_text(p, text);
	set_pattern(p, n, text);
	return parse_wordlike(n->text) ? n : NULL;
}

struct node *parse_phrase(struct parser *p, const struct lexeme *t)
{
	struct node *n;

	if (!t->closed)
		parser_repair(p, t->pos, SLICE_NONE, "a quotation mark without its end");
	if (p->field >= 0)
		return parse_field_leaf(p, (enum field)p->field, t->text, t->pos);
	if (!parse_wordlike(t->text)) {
		parser_repair(p, t->pos, SLICE_NONE, "an empty phrase was left out");
		return NULL;
	}
	n = parser_node(p, NODE_PHRASE, t->pos);
	n->form = t->variants ? FORM_VARIANTS : p->form == FORM_CASE ? FORM_CASE : FORM_EXACT;
	n->text = parser_text(p, slice_trim(t->text));
	return n;
}

/* The words of a phrase as kids: "a b"~5 and "a b"/2. */
struct node *parse_phrase_suffix(struct parser *p, struct node *n, const struct lexeme *suffix)
{
	struct node *set = parser_node(p, suffix->type == LEX_NEAR ? NODE_NEAR : NODE_QUORUM, n->pos);
	struct slice rest = n->text, piece;

	set->count = suffix->n;
	while (slice_split(&rest, ' ', &piece)) {
		struct node *kid = NULL;

		if (lex_is_word(piece)) {
			kid = parse_word(p, piece, n->pos);
		} else if (parse_wordlike(piece)) { /* "AND": a word in a phrase */
			kid = parser_node(p, NODE_PHRASE, n->pos);
			kid->text = parser_text(p, piece);
		}

		if (kid)
			parser_add(p->q, set, kid);
	}
	if (set->n < 2)
		return n;
	if (set->kind == NODE_QUORUM && set->count > set->n)
		set->count = (uint32_t)set->n;
	if (set->count == 0)
		set->count = 1;
	parser_check_depth(p, set);
	return set;
}
