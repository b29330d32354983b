/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Lexer of the query language: see lex.h.
 *
 * A chunk is a run without white space, brackets, quotes, bars and (outside
 * numbers) commas.  Tables decide what a chunk is: an operator word, an operator
 * with a number, a function, a field, else a word.  Operator words are capitals
 * (AND), because "and" is a word like any other and no word is dropped.
 */
#include "lib/search/lex.h"

#include "lib/base/num.h"
#include "lib/base/utf8.h"

#define LEX_COUNT_MAX 1000000u

void lexer_init(struct lexer *lx, struct slice src)
{
	*lx = (struct lexer){.src = src};
}

static bool is_space(uint32_t cp)
{
	return cp <= ' ' || cp == 0x7F || cp == 0x85 || cp == 0xA0 || cp == 0x1680 ||
	       (cp >= 0x2000 && cp <= 0x200B) || cp == 0x2028 || cp == 0x2029 || cp == 0x202F ||
	       cp == 0x205F || cp == 0x3000 || cp == 0xFEFF;
}

/* Double quotes of all scripts; single ones are apostrophes. */
static bool is_quote(uint32_t cp)
{
	return cp == '"' || (cp >= 0x201C && cp <= 0x201F) || cp == 0xAB || cp == 0xBB ||
	       cp == 0x2033 || cp == 0x2036 || cp == 0x300C || cp == 0x300D || cp == 0x300E ||
	       cp == 0x300F || cp == 0xFF02 || cp == 0x275D || cp == 0x275E;
}

bool lex_has_quote(struct slice s)
{
	size_t i = 0;

	while (i < s.n)
		if (is_quote(utf8_next(s, &i)))
			return true;
	return false;
}

static bool is_bracket(uint32_t cp)
{
	return cp == '(' || cp == ')' || cp == '{' || cp == '}' || cp == '|' || cp == '[' ||
	       cp == ']' || cp == 0xFF08 || cp == 0xFF09;
}

static uint32_t peek(const struct lexer *lx, size_t at, size_t *next)
{
	uint32_t cp;

	if (at >= lx->src.n) {
		*next = at;
		return ' ';
	}
	cp = utf8_next(lx->src, &at);
	*next = at;
	return cp;
}

static bool comma_in_number(const struct lexer *lx, size_t at)
{
	return at > 0 && at + 1 < lx->src.n && ascii_is_digit(lx->src.p[at - 1]) &&
	       ascii_is_digit(lx->src.p[at + 1]);
}

static size_t chunk_end(const struct lexer *lx, size_t at)
{
	size_t next;

	while (at < lx->src.n) {
		uint32_t cp = peek(lx, at, &next);

		if (is_space(cp) || is_quote(cp) || is_bracket(cp))
			break;
		if (cp == ',' && !comma_in_number(lx, at))
			break;
		at = next;
	}
	return at;
}

/* --- operators ------------------------------------------------------------ */

struct op_word {
	const char   *word;
	enum lex_type type;
	bool ordered, negated;
	uint32_t n;
};

/* Whole chunks, upper case as written here.  <<: before, at any distance. */
static const struct op_word op_words[] = {
	{"AND", LEX_AND, false, false, 0},
	{"&&", LEX_AND, false, false, 0},
	{"&", LEX_AND, false, false, 0},
	{"OR", LEX_OR, false, false, 0},
	{"NOT", LEX_NOT, false, false, 0},
	{"ANDNOT", LEX_NOT, false, false, 0},
	{"%", LEX_NOT, false, false, 0},
	{"NEAR", LEX_NEAR, false, false, 10},
	{"ADJ", LEX_NEAR, true, false, 1},
	{"SAME", LEX_PARAGRAPH, false, false, 0},
	{"SENTENCE", LEX_SENTENCE, false, false, 0},
	{"PARAGRAPH", LEX_PARAGRAPH, false, false, 0},
	{"<<", LEX_NEAR, true, false, UINT32_MAX},
	{"/s", LEX_SENTENCE, false, false, 0},
	{"/p", LEX_PARAGRAPH, false, false, 0},
	{"/S", LEX_SENTENCE, false, false, 0},
	{"/P", LEX_PARAGRAPH, false, false, 0},
	{"w/s", LEX_SENTENCE, false, false, 0},
	{"w/p", LEX_PARAGRAPH, false, false, 0},
	{"W/S", LEX_SENTENCE, false, false, 0},
	{"W/P", LEX_PARAGRAPH, false, false, 0},
	{"w/sent", LEX_SENTENCE, false, false, 0},
	{"w/para", LEX_PARAGRAPH, false, false, 0},
	{"W/SENT", LEX_SENTENCE, false, false, 0},
	{"W/PARA", LEX_PARAGRAPH, false, false, 0},
	{"w/seg", LEX_PARAGRAPH, false, false, 0},
};

/* Heads of "w/5" and its kin; the number follows.  `upper`: "NEAR5" and "N5" but
 * not "near5", which may be a word. */
static const struct {
	const char *head;
	bool ordered, negated;
} near_heads[] = {
	{"w/", false, false},     {"near/", false, false},   {"n/", false, false},
	{"/", false, false},      {"within/", false, false}, {"pre/", true, false},
	{"onear/", true, false},  {"adj/", true, false},     {"p/", true, false},
	{"notnear/", false, true}, {"notw/", false, true},   {"notnear", false, true},
	{"near", false, false},   {"adj", true, false},      {"+", true, false},
	{"N", false, false},
};

static bool near_of(struct slice chunk, struct lexeme *out)
{
	size_t i, k;

	for (i = 0; i < sizeof(near_heads) / sizeof(near_heads[0]); i++) {
		struct slice head = slice_str(near_heads[i].head);
		uint32_t n;

		if (chunk.n <= head.n)
			continue;
		for (k = 0; k < head.n; k++)
			if (chunk.p[k] != head.p[k] &&
			    (head.p[k] == 'N' || ascii_lower(chunk.p[k]) != head.p[k]))
				break;
		if (k < head.n || !num_u32(slice_sub(chunk, head.n, chunk.n), LEX_COUNT_MAX, &n))
			continue;
		out->type = LEX_NEAR;
		out->n = n ? n : 1;
		out->ordered = near_heads[i].ordered;
		out->negated = near_heads[i].negated;
		return true;
	}
	return false;
}

/* Factiva's "/N5/" and "/F50/". */
static bool between_slashes(struct slice chunk, struct lexeme *out)
{
	char letter = chunk.n > 3 ? ascii_lower(chunk.p[1]) : '\0';

	if ((letter != 'n' && letter != 'f') || chunk.p[0] != '/' || chunk.p[chunk.n - 1] != '/' ||
	    !num_u32(slice_sub(chunk, 2, chunk.n - 1), LEX_COUNT_MAX, &out->n))
		return false;
	out->type = letter == 'n' ? LEX_NEAR : LEX_FIRST;
	out->n += out->n == 0;
	return true;
}

/* Where "/F50/" begins in "word/F50/", else the end of the chunk. */
static size_t before_first(struct slice chunk)
{
	struct lexeme unused = {0};
	size_t i = chunk.n;

	if (chunk.n < 6 || chunk.p[chunk.n - 1] != '/')
		return chunk.n;
	for (i = chunk.n - 1; i > 0 && chunk.p[i - 1] != '/'; i--)
		;
	if (i > 0 && slice_has_byte(slice_sub(chunk, 0, i - 1), '/'))
		return chunk.n; /* an address */
	return i > 1 && ascii_lower(chunk.p[i]) == 'f' &&
			       between_slashes(slice_sub(chunk, i - 1, chunk.n), &unused)
		       ? i - 1 : chunk.n;
}

static bool operator_of(struct slice chunk, struct lexeme *out)
{
	size_t i;

	for (i = 0; i < sizeof(op_words) / sizeof(op_words[0]); i++) {
		const struct op_word *w = &op_words[i];

		if (!slice_eq_str(chunk, w->word))
			continue;
		out->type = w->type;
		out->ordered = w->ordered;
		out->negated = w->negated;
		out->n = w->n;
		return true;
	}
	return near_of(chunk, out) || between_slashes(chunk, out);
}

/* --- functions ------------------------------------------------------------ */

/* Names with a number in them, then names without.  Capitals are the canonical
 * form that node_print() writes. */
static const char *const numbered_calls[] = {"atleast", "first"};
static const char *const plain_calls[] = {
	"exact", "case", "caps", "allcaps", "lead", "hlead", "title", "headline", "ti", "body",
	"quote", "unquoted",
	"ALL", "ANY", "SYNONYMS", "NOT", "NEAR", "BEFORE", "NOTNEAR", "NOTBEFORE", "SENTENCE", "PARAGRAPH",
	"NOTSENTENCE", "NOTPARAGRAPH", "ATLEAST", "SOME", "FIRST", "LEAD", "ZONES", "EVERYTHING",
	"QUOTE", "NOTQUOTE",
};

static bool numbered_call(struct slice chunk, struct lexeme *out)
{
	size_t i;

	for (i = 0; i < sizeof(numbered_calls) / sizeof(numbered_calls[0]); i++) {
		struct slice name = slice_str(numbered_calls[i]);

		if (chunk.n > name.n && slice_ieq_str(slice_sub(chunk, 0, name.n), name.p) &&
		    num_u32(slice_sub(chunk, name.n, chunk.n), LEX_COUNT_MAX, &out->n)) {
			out->type = LEX_CALL;
			out->text = name;
			return true;
		}
	}
	return false;
}

static bool plain_call(struct slice chunk, struct lexeme *out)
{
	size_t i;

	for (i = 0; i < sizeof(plain_calls) / sizeof(plain_calls[0]); i++) {
		bool upper = plain_calls[i][0] < 'a';

		if (upper ? !slice_eq_str(chunk, plain_calls[i])
			  : !slice_ieq_str(chunk, plain_calls[i]))
			continue;
		out->type = LEX_CALL;
		out->text = slice_str(plain_calls[i]);
		return true;
	}
	return false;
}

/* "3 of (": the number is a chunk of its own. */
static bool quorum_at(const struct lexer *lx, size_t end, struct slice chunk, struct lexeme *out,
		      size_t *open)
{
	size_t next, at = end;

	if (!num_u32(chunk, LEX_COUNT_MAX, &out->n))
		return false;
	while (at < lx->src.n && is_space(peek(lx, at, &next)))
		at = next;
	if (at == end || lx->src.n - at < 3 || (lx->src.p[at] | 32) != 'o' ||
	    (lx->src.p[at + 1] | 32) != 'f')
		return false;
	at += 2;
	while (at < lx->src.n && is_space(peek(lx, at, &next)))
		at = next;
	if (at >= lx->src.n || lx->src.p[at] != '(')
		return false;
	out->type = LEX_QUORUM;
	*open = at;
	return true;
}

/* --- fields --------------------------------------------------------------- */

/* Factiva's "hd=" is for these names only: "=" may stand in a word elsewhere. */
static const char *const equal_fields[] = {"hd", "by", "sn", "la", "lp", "hlp", "au", "ti"};

/* Lexis' and ProQuest's "byline(doe)", "au(doe)". */
static const char *const call_fields[] = {"byline", "author", "au", "publication", "pub"};

static bool call_field(struct slice chunk, struct lexeme *out)
{
	size_t i;

	for (i = 0; i < sizeof(call_fields) / sizeof(call_fields[0]); i++)
		if (slice_ieq_str(chunk, call_fields[i])) {
			out->type = LEX_FIELD;
			return true;
		}
	return false;
}

/* ">500", "<=$1b": of a field, though there may be no such field. */
static bool compares(struct slice name, struct slice s)
{
	static const char *const compared[] = {"words", "wc", "money", "num", "number"};
	size_t i = 1, k;

	if (s.n < 2 || (s.p[0] != '<' && s.p[0] != '>'))
		return false;
	for (k = 0; k < sizeof(compared) / sizeof(compared[0]); k++)
		if (slice_ieq_str(name, compared[k]))
			return true;
	i += s.p[i] == '=';
	i += i < s.n && s.p[i] == '$';
	return i < s.n && ascii_is_digit(s.p[i]);
}

/* A name of ASCII letters, ":" and something right behind it. */
static bool field_of(const struct lexer *lx, size_t at, size_t end, struct lexeme *out)
{
	size_t i = at, k, next;
	bool known = false;
	uint32_t cp;

	while (i < end && (ascii_is_alpha(lx->src.p[i]) || lx->src.p[i] == '_'))
		i++;
	if (i == at || i >= lx->src.n || i - at > 20)
		return false;
	out->text = slice_sub(lx->src, at, i);
	if (compares(out->text, slice_sub(lx->src, i, end))) {
		out->type = LEX_FIELD; /* "words>500": the sign is part of the value */
		out->end = i;
		return true;
	}
	if (i == end || (lx->src.p[i] != ':' && lx->src.p[i] != '='))
		return false;
	for (k = 0; k < sizeof(equal_fields) / sizeof(equal_fields[0]); k++)
		known |= slice_ieq_str(out->text, equal_fields[k]);
	if (lx->src.p[i] == '=' && !known)
		return false;
	i++;
	cp = peek(lx, i, &next);
	if (is_space(cp) || cp == ')' || cp == '|' || cp == '/' || cp == ',')
		return false; /* "Note: …", "https://…" */
	out->type = LEX_FIELD;
	out->end = i;
	return true;
}

/* --- phrases -------------------------------------------------------------- */

static void lex_phrase(struct lexer *lx, size_t from, bool brace, struct lexeme *out)
{
	size_t at = from, next = from;
	struct slice t;

	out->type = LEX_PHRASE;
	out->variants = brace;
	while (at < lx->src.n) {
		uint32_t cp = peek(lx, at, &next);

		if (brace ? cp == '}' : is_quote(cp)) {
			out->closed = true;
			break;
		}
		at = next;
	}
	t = slice_trim(slice_sub(lx->src, from, at));
	if (!brace && t.n >= 2 && t.p[0] == '{' && t.p[t.n - 1] == '}') {
		out->variants = true;
		t = slice_sub(t, 1, t.n - 1);
	}
	out->text = t;
	lx->at = out->closed ? next : at;
	lx->after_phrase = out->closed;
}

/* "a b"~5 and "a b"/3, right behind the closing quote. */
static bool lex_suffix(struct lexer *lx, struct lexeme *out)
{
	size_t at = lx->at, end;
	bool slop;

	if (at + 1 >= lx->src.n || (lx->src.p[at] != '~' && lx->src.p[at] != '/'))
		return false;
	slop = lx->src.p[at] == '~';
	for (end = at + 1; end < lx->src.n && ascii_is_digit(lx->src.p[end]); end++)
		;
	if (!num_u32(slice_sub(lx->src, at + 1, end), LEX_COUNT_MAX, &out->n))
		return false;
	out->type = slop ? LEX_NEAR : LEX_QUORUM;
	out->suffix = true;
	out->pos = at;
	lx->at = out->end = end;
	return true;
}

/* --- one lexeme ----------------------------------------------------------- */

/* NOT or BUT before another operator belong to it: "AND NOT", "BUT NOT",
 * "NOT w/5".  *at moves behind what was joined. */
static void join_not(struct lexer *lx, struct lexeme *out)
{
	struct lexer probe = *lx;
	struct lexeme second = {0};
	size_t next, end;

	while (probe.at < probe.src.n && is_space(peek(&probe, probe.at, &next)))
		probe.at = next;
	end = chunk_end(&probe, probe.at);
	if (end == probe.at ||
	    !operator_of(slice_sub(probe.src, probe.at, end), &second))
		return;
	if (out->type == LEX_AND && second.type == LEX_NOT) {
		out->type = LEX_NOT;
	} else if (out->type == LEX_NOT &&
		   (second.type == LEX_NEAR || second.type == LEX_SENTENCE ||
		    second.type == LEX_PARAGRAPH)) {
		second.pos = out->pos;
		*out = second;
		out->negated = true;
	} else {
		return;
	}
	lx->at = out->end = end;
}

static bool words_follow(const struct lexer *lx, size_t at, const char *word, size_t *end)
{
	struct lexer probe = *lx;
	size_t next;

	probe.at = at;
	while (probe.at < probe.src.n && is_space(peek(&probe, probe.at, &next)))
		probe.at = next;
	*end = chunk_end(&probe, probe.at);
	return slice_eq_str(slice_sub(probe.src, probe.at, *end), word);
}

static void lex_chunk(struct lexer *lx, struct lexeme *out)
{
	size_t whole = chunk_end(lx, lx->at), open, second;
	size_t end = lx->at + before_first(slice_sub(lx->src, lx->at, whole));
	struct slice chunk = slice_sub(lx->src, lx->at, end);
	bool call = end < lx->src.n && lx->src.p[end] == '(';

	lx->at = out->end = end;
	out->text = chunk;
	if (quorum_at(lx, end, chunk, out, &open)) {
		lx->at = out->end = open;
		return;
	}
	if (call && (plain_call(chunk, out) || numbered_call(chunk, out) || call_field(chunk, out)))
		return;
	if ((slice_eq_str(chunk, "BUT") && words_follow(lx, end, "NOT", &second)) ||
	    (slice_eq_str(chunk, "not") && words_follow(lx, end, "w/", &second))) {
		out->type = LEX_NOT;
		lx->at = out->end = second;
		return;
	}
	if (slice_eq_str(chunk, "not")) { /* "x not w/5 y" in lower case */
		struct lexeme probe = {.type = LEX_NOT, .pos = out->pos, .text = chunk, .end = end};

		join_not(lx, &probe);
		if (probe.type != LEX_NOT) {
			*out = probe;
			return;
		}
	}
	if (operator_of(chunk, out)) {
		join_not(lx, out);
		return;
	}
	if (numbered_call(chunk, out)) {
		out->bare = true;
		return;
	}
	if (field_of(lx, out->pos, end, out)) {
		lx->at = out->end;
		return;
	}
	out->type = LEX_WORD;
	out->text = chunk;
}

/* "-word" where a word may begin.  A dash between blanks is punctuation. */
static bool lex_minus(struct lexer *lx, struct lexeme *out)
{
	size_t next;
	uint32_t cp;

	if (peek(lx, lx->at, &next) != '-' && peek(lx, lx->at, &next) != 0x2212)
		return false;
	cp = peek(lx, next, &(size_t){0});
	if (is_space(cp) || cp == '-' || cp == ')' || cp == ',')
		return false;
	out->type = LEX_NOT;
	out->text = slice_sub(lx->src, lx->at, next);
	lx->at = out->end = next;
	return true;
}

static bool lex_bracket(struct lexer *lx, uint32_t cp, size_t next, struct lexeme *out)
{
	switch (cp) {
	case '(': case '[': case 0xFF08: out->type = LEX_OPEN; break;
	case ')': case ']': case 0xFF09: out->type = LEX_CLOSE; break;
	case ',': out->type = LEX_COMMA; break;
	case '|': out->type = LEX_OR; break;
	case '{': lex_phrase(lx, next, true, out); out->end = lx->at; return true;
	default: return false;
	}
	lx->at = next;
	if (cp == '|' && next < lx->src.n && lx->src.p[next] == '|')
		lx->at++;
	out->end = lx->at;
	return true;
}

void lexer_next(struct lexer *lx, struct lexeme *out)
{
	bool after_phrase = lx->after_phrase;
	size_t next;

	*out = (struct lexeme){.type = LEX_END};
	lx->after_phrase = false;
	if (after_phrase && lex_suffix(lx, out))
		return;
	while (lx->at < lx->src.n) {
		uint32_t cp = peek(lx, lx->at, &next);

		out->pos = lx->at;
		if (is_space(cp) || cp == '}') {
			lx->at = next;
			continue;
		}
		if (is_quote(cp)) {
			lex_phrase(lx, next, false, out);
			out->end = lx->at;
			return;
		}
		if (lex_bracket(lx, cp, next, out) || lex_minus(lx, out))
			return;
		lex_chunk(lx, out);
		return;
	}
	out->pos = out->end = lx->src.n;
}

bool lex_is_word(struct slice text)
{
	struct lexer lx;
	struct lexeme t;

	lexer_init(&lx, text);
	lexer_next(&lx, &t);
	return t.type == LEX_WORD && slice_eq(t.text, text);
}
