/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Parser of the query language: see parse.h.
 *
 * Recursive descent with one lexeme of look-ahead.  Recursion is bounded by
 * enter(); the depth of what is built by make().  After the first error the
 * lexer is moved to the end, so that every loop runs out by itself.
 */
#include "lib/search/parse.h"

#include <string.h>

#include "lib/base/limits.h"
#include "lib/base/num.h"
#include "lib/base/utf8.h"
#include "lib/search/dates.h"
#include "lib/search/lex.h"

struct parser {
	struct query *q;
	struct lexer  lx;
	struct lexeme tok;
	bool     strict, failed;
	unsigned depth;
	bool     in_call;    /* commas separate arguments here */
	enum word_form form; /* of words: exact(…), case(…) */
	int      field;      /* of words: by:(…); -1 none */
	struct err *err;
};

static struct node *parse_or(struct parser *p);
static struct node *parse_primary(struct parser *p);

/* --- errors and repairs --------------------------------------------------- */

static void fail(struct parser *p, enum status st, size_t pos, const char *msg)
{
	if (p->failed)
		return;
	err_set_at(p->err, st, pos, "%s", msg);
	p->failed = true;
	p->lx.at = p->lx.src.n;
	p->tok = (struct lexeme){.type = LEX_END, .pos = p->lx.src.n, .end = p->lx.src.n};
}

/* What lenient reading mends: `what` names it, `text` is its piece of the query. */
static void repair(struct parser *p, size_t pos, struct slice text, const char *what)
{
	size_t n = text.n < 60 ? text.n : 60;

	while (n < text.n && n > 0 && ((unsigned char)text.p[n] & 0xC0) == 0x80)
		n--;
	if (p->failed)
		return;
	if (!p->strict) {
		query_warn(p->q, "%s%s%.*s%s", what, text.n ? ": " : "", (int)n, text.p ? text.p : "",
			   n < text.n ? "…" : "");
		return;
	}
	err_set_at(p->err, STATUS_QUERY, pos, "%s%s%.*s", what, text.n ? ": " : "", (int)n,
		   text.p ? text.p : "");
	p->failed = true;
	p->lx.at = p->lx.src.n;
	p->tok = (struct lexeme){.type = LEX_END, .pos = p->lx.src.n, .end = p->lx.src.n};
}

static void advance(struct parser *p)
{
	if (p->failed)
		return;
	lexer_next(&p->lx, &p->tok);
}

static bool enter(struct parser *p)
{
	if (p->depth >= LIMIT_QUERY_DEPTH) {
		fail(p, STATUS_QUERY, p->tok.pos, "the query is nested too deeply");
		return false;
	}
	p->depth++;
	return true;
}

/* --- nodes ---------------------------------------------------------------- */

struct node *query_node(struct query *q, enum node_kind kind)
{
	struct node *n = ARENA_NEW(&q->arena, struct node);

	n->kind = kind;
	n->depth = 1;
	q->n_nodes++;
	return n;
}

static struct node *make(struct parser *p, enum node_kind kind, size_t pos)
{
	struct node *n = query_node(p->q, kind);

	n->pos = pos;
	if (p->q->n_nodes > LIMIT_QUERY_NODES)
		fail(p, STATUS_QUERY, pos, "the query has too many parts");
	return n;
}

static void add_kid(struct query *q, struct node *n, struct node *kid)
{
	/* capacities are powers of two: grow when n is one */
	if ((n->n & (n->n - 1)) == 0) {
		struct node **v = ARENA_ARRAY(&q->arena, struct node *, n->n ? n->n * 2 : 1);

		if (n->n)
			memcpy(v, n->kids, n->n * sizeof(*v));
		n->kids = v;
	}
	n->kids[n->n++] = kid;
	if (kid->depth + 1 > n->depth)
		n->depth = kid->depth + 1;
}

/* Add a kid; a kid of the same joining kind gives its own kids instead. */
static void add_flat(struct query *q, struct node *n, struct node *kid)
{
	size_t i;

	if (kid->kind != n->kind || (kid->kind != NODE_AND && kid->kind != NODE_OR)) {
		add_kid(q, n, kid);
		return;
	}
	for (i = 0; i < kid->n; i++)
		add_kid(q, n, kid->kids[i]);
}

static void check_depth(struct parser *p, const struct node *n)
{
	if (n->depth > LIMIT_QUERY_DEPTH)
		fail(p, STATUS_QUERY, n->pos, "the query is nested too deeply");
}

struct node *query_join(struct query *q, enum node_kind kind, struct node *a, struct node *b)
{
	struct node *n;

	if (!a || !b)
		return a ? a : b;
	n = query_node(q, kind);
	add_flat(q, n, a);
	add_flat(q, n, b);
	return n;
}

static struct node *wrap(struct parser *p, enum node_kind kind, size_t pos, struct node *kid)
{
	struct node *n;

	if (!kid)
		return NULL;
	n = make(p, kind, pos);
	add_kid(p->q, n, kid);
	check_depth(p, n);
	return n;
}

/* --- words ---------------------------------------------------------------- */

/* Has it anything that could be searched for?  What is not ASCII is lib/text's
 * to judge. */
static bool wordlike(struct slice s)
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

static struct slice text_dup(struct parser *p, struct slice s)
{
	return arena_dup(&p->q->arena, s);
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

	if (n && ascii_is_digit(s->p[n - 1]))
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
		if (s.p[i] == '?' && i + 1 < s.n && wordlike(slice_sub(s, i + 1, i + 2)))
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
			repair(p, n->pos, text, "a wildcard needs two letters of a word");
			for (cut = t; cut.n && (cut.p[cut.n - 1] == '*' || cut.p[cut.n - 1] == '?');)
				cut.n--;
			while (cut.n && (cut.p[0] == '*' || cut.p[0] == '?'))
				cut = slice_sub(cut, 1, cut.n);
			/* only a bare letter is a word without doubt */
			n->text = text_dup(p, utf8_count(cut) == 1 ? cut : SLICE_LIT(""));
			return;
		}
		n->pattern = PATTERN_GLOB;
		n->text = text_dup(p, t);
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
		n->text = text_dup(p, cut);
	}
}

static struct node *field_leaf(struct parser *p, enum field field, struct slice text, size_t pos)
{
	struct node *n = make(p, NODE_FIELD, pos);
	struct slice t = slice_trim(text);

	if (t.n > 1 && t.p[t.n - 1] == '*')
		n->pattern = PATTERN_GLOB;
	n->field = field;
	n->text = text_dup(p, t);
	if (!wordlike(t)) {
		repair(p, pos, text, "a field without a value was left out");
		return NULL;
	}
	return n;
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

static struct node *word(struct parser *p, struct slice text, size_t pos)
{
	struct node *n;

	if (p->field >= 0)
		return field_leaf(p, (enum field)p->field, text, pos);
	text = without_plus(text);
	n = make(p, NODE_WORD, pos);
	n->form = p->form;
	if (text.n > 1 && text.p[0] == '=') {
		text = slice_sub(text, 1, text.n);
		if (n->form == FORM_VARIANTS)
			n->form = FORM_EXACT;
	}
	if (!wordlike(text))
		return NULL;
	text = without_stops(text);
	n->text = text_dup(p, text);
	set_pattern(p, n, text);
	return wordlike(n->text) ? n : NULL;
}

static struct node *phrase(struct parser *p, const struct lexeme *t)
{
	struct node *n;

	if (!t->closed)
		repair(p, t->pos, SLICE_NONE, "a quotation mark without its end");
	if (p->field >= 0)
		return field_leaf(p, (enum field)p->field, t->text, t->pos);
	if (!wordlike(t->text)) {
		repair(p, t->pos, SLICE_NONE, "an empty phrase was left out");
		return NULL;
	}
	n = make(p, NODE_PHRASE, t->pos);
	n->form = t->variants ? FORM_VARIANTS : p->form == FORM_CASE ? FORM_CASE : FORM_EXACT;
	n->text = text_dup(p, slice_trim(t->text));
	return n;
}

/* The words of a phrase as kids: "a b"~5 and "a b"/2. */
static struct node *phrase_suffix(struct parser *p, struct node *n, const struct lexeme *suffix)
{
	struct node *set = make(p, suffix->type == LEX_NEAR ? NODE_NEAR : NODE_QUORUM, n->pos);
	struct slice rest = n->text, piece;

	set->count = suffix->n;
	while (slice_split(&rest, ' ', &piece)) {
		struct node *kid = NULL;

		if (lex_is_word(piece)) {
			kid = word(p, piece, n->pos);
		} else if (wordlike(piece)) { /* "AND": a word in a phrase */
			kid = make(p, NODE_PHRASE, n->pos);
			kid->text = text_dup(p, piece);
		}

		if (kid)
			add_kid(p->q, set, kid);
	}
	if (set->n < 2)
		return n;
	if (set->kind == NODE_QUORUM && set->count > set->n)
		set->count = (uint32_t)set->n;
	if (set->count == 0)
		set->count = 1;
	check_depth(p, set);
	return set;
}

/* --- fields --------------------------------------------------------------- */

enum field_kind { F_TERM, F_ZONES, F_LEAD, F_ZONE_LIST, F_DATE, F_FROM, F_TO, F_LENGTH };

static const struct {
	const char *name;
	enum field_kind kind;
	unsigned arg; /* enum field, or zones */
} field_names[] = {
	{"by", F_TERM, FIELD_BY}, {"author", F_TERM, FIELD_BY}, {"byline", F_TERM, FIELD_BY},
	{"site", F_TERM, FIELD_SITE}, {"publisher", F_TERM, FIELD_SITE},
	{"pub", F_TERM, FIELD_SITE}, {"sn", F_TERM, FIELD_SITE}, {"domain", F_TERM, FIELD_SITE},
	{"section", F_TERM, FIELD_SECTION}, {"source", F_TERM, FIELD_SOURCE},
	{"via", F_TERM, FIELD_SOURCE}, {"url", F_TERM, FIELD_URL}, {"lang", F_TERM, FIELD_LANG},
	{"language", F_TERM, FIELD_LANG}, {"la", F_TERM, FIELD_LANG}, {"id", F_TERM, FIELD_ID},
	{"title", F_ZONES, ZONE_BIT(ZONE_TITLE) | ZONE_BIT(ZONE_DEK)},
	{"headline", F_ZONES, ZONE_BIT(ZONE_TITLE) | ZONE_BIT(ZONE_DEK)},
	{"hd", F_ZONES, ZONE_BIT(ZONE_TITLE) | ZONE_BIT(ZONE_DEK)},
	{"intitle", F_ZONES, ZONE_BIT(ZONE_TITLE) | ZONE_BIT(ZONE_DEK)},
	{"body", F_ZONES, ZONE_BIT(ZONE_BODY)},
	{"lead", F_LEAD, 0}, {"hlead", F_LEAD, 0}, {"hlp", F_LEAD, 0}, {"lp", F_LEAD, 0},
	{"zone", F_ZONE_LIST, 0}, {"zones", F_ZONE_LIST, 0},
	{"date", F_DATE, 0}, {"published", F_DATE, 0},
	{"from", F_FROM, 0}, {"since", F_FROM, 0}, {"after", F_FROM, 1},
	{"to", F_TO, 0}, {"until", F_TO, 0}, {"before", F_TO, 1},
	{"words", F_LENGTH, 0}, {"wc", F_LENGTH, 0},
};

#define N_FIELD_NAMES (sizeof(field_names) / sizeof(field_names[0]))

bool zones_parse(struct slice s, unsigned *out)
{
	unsigned zones = 0;
	size_t from = 0, i;

	for (i = 0; i <= s.n; i++) {
		enum zone z;
		struct slice w;

		if (i < s.n && s.p[i] != ',' && s.p[i] != '+')
			continue;
		w = slice_trim(slice_sub(s, from, i));
		from = i + 1;
		if (slice_ieq_str(w, "all"))
			zones |= ZONES_ALL;
		else if (slice_ieq_str(w, "default"))
			zones |= ZONES_DEFAULT;
		else if (zone_of_word(w, &z))
			zones |= ZONE_BIT(z);
		else
			return false;
	}
	*out = zones;
	return zones != 0;
}

static struct node *date_leaf(struct parser *p, enum field_kind kind, bool open, struct slice value,
			      size_t pos)
{
	struct date_range r;
	struct node *n;

	if (!date_range_parse(value, &r) || (kind != F_DATE && r.undated)) {
		repair(p, pos, value, "not a date; left out");
		return NULL;
	}
	n = make(p, NODE_DATE, pos);
	n->undated = r.undated;
	n->from = kind == F_TO ? DAY_MIN : open ? r.to + 1 : r.from;
	n->to = kind == F_FROM ? DAY_MAX : open ? r.from - 1 : r.to;
	if (kind == F_FROM && !open)
		n->from = r.from;
	if (kind == F_DATE) {
		n->from = r.from;
		n->to = r.to;
	}
	return n;
}

/* "500..", "..900", "500..900", ">500", "<=900". */
static struct node *length_leaf(struct parser *p, struct slice value, size_t pos)
{
	struct node *n = make(p, NODE_LENGTH, pos);
	struct slice left = value, right = SLICE_NONE;
	uint32_t a = 0, b = INT32_MAX;
	bool ok;
	size_t i;

	if (value.n > 1 && (value.p[0] == '<' || value.p[0] == '>')) {
		bool equal = value.p[1] == '=';
		uint32_t v = 0;

		ok = num_u32(slice_sub(value, equal ? 2 : 1, value.n), LIMIT_TOKENS, &v);
		if (value.p[0] == '>')
			a = v + !equal;
		else
			b = v - (!equal && v);
	} else {
		for (i = 0; i + 1 < value.n && !(value.p[i] == '.' && value.p[i + 1] == '.'); i++)
			;
		left = slice_sub(value, 0, i + 1 < value.n ? i : value.n);
		right = i + 1 < value.n ? slice_sub(value, i + 2, value.n) : left;
		ok = (left.n == 0 || num_u32(left, INT32_MAX, &a)) &&
		     (right.n == 0 || num_u32(right, INT32_MAX, &b)) && value.n > 0;
	}
	if (!ok) {
		repair(p, pos, value, "not a number of words; left out");
		return NULL;
	}
	n->from = (int32_t)a;
	n->to = (int32_t)b;
	return n;
}

/* A value that is one word or one quoted text. */
static struct slice plain_value(struct parser *p)
{
	struct slice v = SLICE_NONE;

	if (p->tok.type == LEX_PHRASE) {
		v = p->tok.text;
		advance(p);
		return v;
	}
	/* whatever the lexer made of it: 2024-06, >2024, all, +2 */
	if (p->tok.type != LEX_END && p->tok.type != LEX_OPEN && p->tok.type != LEX_CLOSE) {
		size_t from = p->tok.pos, to = p->tok.end;

		if (p->tok.type == LEX_NOT) { /* "-" of a number: not a value */
			advance(p);
			to = p->tok.end;
		}
		v = slice_sub(p->lx.src, from, to);
		advance(p);
	}
	return v;
}

/* zone:teaser,bio - the lexer cuts at the comma. */
static bool zone_list(struct parser *p, unsigned *zones)
{
	size_t pos = p->tok.pos;
	struct slice v = plain_value(p);
	unsigned one;

	if (!zones_parse(v, zones)) {
		repair(p, pos, v, "no such zone; left out");
		return false;
	}
	while (p->tok.type == LEX_COMMA && !p->in_call) {
		struct lexer save = p->lx;
		struct lexeme tok = p->tok;

		advance(p);
		if (p->tok.type != LEX_WORD || p->tok.pos != tok.end ||
		    !zones_parse(p->tok.text, &one)) {
			p->lx = save;
			p->tok = tok;
			break;
		}
		*zones |= one;
		advance(p);
	}
	return true;
}

static struct node *scoped_value(struct parser *p, int field)
{
	int keep = p->field;
	struct node *n;

	p->field = field;
	n = parse_primary(p);
	p->field = keep;
	return n;
}

static struct node *unknown_field(struct parser *p, const struct lexeme *name)
{
	struct lexeme value = p->tok;

	repair(p, name->pos, name->text, "no such field; read as words");
	if (value.type == LEX_WORD && value.pos == name->end) {
		advance(p);
		return word(p, slice_sub(p->lx.src, name->pos, value.end), name->pos);
	}
	return word(p, name->text, name->pos);
}

static struct node *parse_field(struct parser *p)
{
	struct lexeme name = p->tok;
	struct node *n;
	size_t i;

	for (i = 0; i < N_FIELD_NAMES && !slice_ieq_str(name.text, field_names[i].name); i++)
		;
	advance(p);
	if (i == N_FIELD_NAMES || p->field >= 0)
		return unknown_field(p, &name);
	switch (field_names[i].kind) {
	case F_TERM:
		return scoped_value(p, (int)field_names[i].arg);
	case F_ZONES:
		if (!enter(p))
			return NULL;
		n = wrap(p, NODE_ZONES, name.pos, parse_primary(p));
		p->depth--;
		if (n)
			n->zones = field_names[i].arg;
		return n;
	case F_LEAD:
		if (!enter(p))
			return NULL;
		n = wrap(p, NODE_LEAD, name.pos, parse_primary(p));
		p->depth--;
		return n;
	case F_LENGTH:
		return length_leaf(p, plain_value(p), name.pos);
	case F_ZONE_LIST: /* in odd places; parse_and() takes it elsewhere */
		(void)zone_list(p, &(unsigned){0});
		return NULL;
	default:
		return date_leaf(p, field_names[i].kind, field_names[i].arg, plain_value(p), name.pos);
	}
}

/* --- calls ---------------------------------------------------------------- */

struct call {
	const char *name;
	enum node_kind kind;
	bool number;  /* a number comes first: ATLEAST(3, …); numbered names have it already */
	bool ordered, negated, joins; /* joins: arguments are kids, else they are ANDed */
	enum word_form form;
	unsigned zones;
};

static const struct call calls[] = {
	{"ALL", NODE_AND, false, false, false, true, 0, 0},
	{"ANY", NODE_OR, false, false, false, true, 0, 0},
	{"NOT", NODE_NOT, false, false, false, false, 0, 0},
	{"NEAR", NODE_NEAR, true, false, false, true, 0, 0},
	{"BEFORE", NODE_NEAR, true, true, false, true, 0, 0},
	{"NOTNEAR", NODE_NEAR, true, false, true, true, 0, 0},
	{"NOTBEFORE", NODE_NEAR, true, true, true, true, 0, 0},
	{"SENTENCE", NODE_SENTENCE, false, false, false, true, 0, 0},
	{"PARAGRAPH", NODE_PARAGRAPH, false, false, false, true, 0, 0},
	{"NOTSENTENCE", NODE_SENTENCE, false, false, true, true, 0, 0},
	{"NOTPARAGRAPH", NODE_PARAGRAPH, false, false, true, true, 0, 0},
	{"ATLEAST", NODE_ATLEAST, true, false, false, false, 0, 0},
	{"SOME", NODE_QUORUM, true, false, false, true, 0, 0},
	{"FIRST", NODE_FIRST, true, false, false, false, 0, 0},
	{"LEAD", NODE_LEAD, false, false, false, false, 0, 0},
	{"ZONES", NODE_ZONES, false, false, false, false, 0, 0},
	{"atleast", NODE_ATLEAST, false, false, false, false, 0, 0},
	{"first", NODE_FIRST, false, false, false, false, 0, 0},
	{"lead", NODE_LEAD, false, false, false, false, 0, 0},
	{"hlead", NODE_LEAD, false, false, false, false, 0, 0},
	{"title", NODE_ZONES, false, false, false, false, 0,
	 ZONE_BIT(ZONE_TITLE) | ZONE_BIT(ZONE_DEK)},
	{"body", NODE_ZONES, false, false, false, false, 0, ZONE_BIT(ZONE_BODY)},
	{"exact", NODE_AND, false, false, false, true, FORM_EXACT, 0},
	{"case", NODE_AND, false, false, false, true, FORM_CASE, 0},
	{"caps", NODE_AND, false, false, false, true, FORM_CASE, 0},
	{"allcaps", NODE_AND, false, false, false, true, FORM_CASE, 0},
};

/* The number or zone list that begins a canonical call. */
static bool call_head(struct parser *p, const struct call *c, struct node *n)
{
	size_t pos = p->tok.pos;
	struct slice v;

	if (c->kind == NODE_ZONES && c->zones == 0) {
		v = plain_value(p);
		if (!zones_parse(v, &n->zones)) {
			repair(p, pos, v, "no such zone");
			n->zones = ZONES_DEFAULT;
		}
	} else {
		v = plain_value(p);
		if (n->kind == NODE_NEAR && slice_eq_str(v, "any")) {
			n->count = COUNT_ANY;
		} else if (!num_u32(v, COUNT_ANY - 1, &n->count)) {
			repair(p, pos, v, "a number is missing");
			n->count = 1;
		}
	}
	if (p->tok.type == LEX_COMMA)
		advance(p);
	return !p->failed;
}

/* Arguments up to the closing bracket as kids of n. */
static void call_arguments(struct parser *p, struct node *n)
{
	while (p->tok.type != LEX_END && p->tok.type != LEX_CLOSE) {
		struct node *kid = parse_or(p);

		if (kid)
			add_flat(p->q, n, kid);
		if (p->tok.type == LEX_COMMA)
			advance(p);
		else if (p->tok.type != LEX_CLOSE && p->tok.type != LEX_END)
			advance(p); /* parse_or() told what it stopped at */
	}
	if (p->tok.type == LEX_CLOSE)
		advance(p);
	else
		repair(p, p->tok.pos, SLICE_NONE, "a closing bracket is missing");
}

static struct node *finish_call(struct parser *p, struct node *n, const struct call *c)
{
	bool joining = n->kind == NODE_AND || n->kind == NODE_OR;

	if (n->n == 0)
		return NULL;
	check_depth(p, n);
	if ((joining || n->kind == NODE_NEAR || n->kind == NODE_SENTENCE ||
	     n->kind == NODE_PARAGRAPH) && n->n == 1)
		return n->kids[0];
	if (!c->joins && n->n > 1) { /* LEAD(a, b): of both */
		struct node *all = make(p, NODE_AND, n->pos);
		size_t i;

		for (i = 0; i < n->n; i++)
			add_flat(p->q, all, n->kids[i]);
		n->kids[0] = all;
		n->n = 1;
		n->depth = all->depth + 1;
		check_depth(p, n);
	}
	if (n->kind == NODE_QUORUM && n->count > n->n)
		n->count = (uint32_t)n->n;
	if ((n->kind == NODE_QUORUM || n->kind == NODE_ATLEAST || n->kind == NODE_FIRST ||
	     n->kind == NODE_NEAR) && n->count == 0)
		n->count = 1;
	return n;
}

static struct node *parse_call(struct parser *p)
{
	struct lexeme t = p->tok;
	bool in_call = p->in_call;
	enum word_form form = p->form;
	int field = p->field;
	const struct call *c;
	struct node *n;
	size_t i;

	if (slice_eq_str(t.text, "EVERYTHING")) {
		advance(p);
		advance(p);
		if (p->tok.type == LEX_CLOSE)
			advance(p);
		return make(p, NODE_ALL, t.pos);
	}
	for (i = 0; !slice_eq_str(t.text, calls[i].name); i++)
		;
	c = &calls[i];
	if (!enter(p))
		return NULL;
	n = make(p, c->kind, t.pos);
	n->ordered = c->ordered;
	n->negated = c->negated;
	n->zones = c->zones;
	n->count = t.n;
	advance(p);
	if (c->form)
		p->form = c->form;
	if (t.bare) {
		struct node *kid = parse_primary(p);

		if (kid)
			add_kid(p->q, n, kid);
	} else {
		p->in_call = true;
		p->field = -1;
		advance(p); /* the bracket */
		if ((!c->number && !(c->kind == NODE_ZONES && !c->zones)) || call_head(p, c, n))
			call_arguments(p, n);
	}
	p->in_call = in_call;
	p->form = form;
	p->field = field;
	p->depth--;
	return finish_call(p, n, c);
}

/* 3 of (a b c d) */
static struct node *parse_quorum(struct parser *p)
{
	struct lexeme t = p->tok;
	bool in_call = p->in_call;
	struct node *n, *list;
	size_t i;

	if (!enter(p))
		return NULL;
	advance(p);
	advance(p);
	p->in_call = false;
	list = parse_or(p);
	p->in_call = in_call;
	p->depth--;
	if (p->tok.type == LEX_CLOSE)
		advance(p);
	else
		repair(p, p->tok.pos, SLICE_NONE, "a closing bracket is missing");
	if (!list || (list->kind != NODE_AND && list->kind != NODE_OR))
		return list;
	n = make(p, NODE_QUORUM, t.pos);
	for (i = 0; i < list->n; i++)
		add_kid(p->q, n, list->kids[i]);
	n->count = t.n < 1 ? 1 : t.n > n->n ? (uint32_t)n->n : t.n;
	check_depth(p, n);
	return n;
}

/* --- the levels ----------------------------------------------------------- */

static struct node *parse_group(struct parser *p)
{
	bool in_call = p->in_call;
	struct node *n;

	if (!enter(p))
		return NULL;
	advance(p);
	p->in_call = false;
	n = parse_or(p);
	p->in_call = in_call;
	p->depth--;
	if (p->tok.type == LEX_CLOSE)
		advance(p);
	else
		repair(p, p->tok.pos, SLICE_NONE, "a closing bracket is missing");
	return n;
}

/* NULL when there was nothing to search for; something was read all the same
 * unless an operator or a bracket stands here. */
static struct node *parse_primary(struct parser *p)
{
	struct lexeme t = p->tok;
	struct node *n;

	switch (t.type) {
	case LEX_OPEN:
		return parse_group(p);
	case LEX_CALL:
		return parse_call(p);
	case LEX_QUORUM:
		if (!t.suffix)
			return parse_quorum(p);
		advance(p);
		return NULL;
	case LEX_FIELD:
		return parse_field(p);
	case LEX_PHRASE:
		advance(p);
		n = phrase(p, &t);
		if ((p->tok.type == LEX_NEAR || p->tok.type == LEX_QUORUM) && p->tok.suffix) {
			struct lexeme suffix = p->tok;

			advance(p);
			if (n && n->kind == NODE_PHRASE)
				n = phrase_suffix(p, n, &suffix);
		}
		return n;
	case LEX_NEAR:
	case LEX_SENTENCE:
	case LEX_PARAGRAPH: { /* no left side: "N5" and "NEAR" may be words */
		struct slice text = slice_sub(p->lx.src, t.pos, t.end);

		advance(p);
		if (t.suffix || slice_has_byte(text, ' ') || slice_has_byte(text, '/') ||
		    !wordlike(text)) {
			repair(p, t.pos, text, "an operator without its left part was left out");
			return NULL;
		}
		repair(p, t.pos, text, "an operator without its left part was read as a word");
		return word(p, text, t.pos);
	}
	case LEX_WORD:
		advance(p);
		return word(p, t.text, t.pos);
	default:
		return NULL;
	}
}

static bool is_place(enum lex_type t)
{
	return t == LEX_NEAR || t == LEX_SENTENCE || t == LEX_PARAGRAPH;
}

static bool begins_primary(const struct lexeme *t)
{
	return t->type == LEX_WORD || t->type == LEX_PHRASE || t->type == LEX_OPEN ||
	       t->type == LEX_FIELD || t->type == LEX_CALL || t->type == LEX_QUORUM;
}

static struct node *parse_place(struct parser *p)
{
	struct node *left = parse_primary(p);

	while (left && is_place(p->tok.type) && !p->failed) {
		struct lexeme op = p->tok;
		struct node *right, *n;

		advance(p);
		if (!begins_primary(&p->tok)) {
			repair(p, op.pos, slice_sub(p->lx.src, op.pos, op.end),
			       "an operator without its right part was left out");
			break;
		}
		right = parse_primary(p);
		if (!right)
			continue;
		n = make(p, op.type == LEX_NEAR	      ? NODE_NEAR
			    : op.type == LEX_SENTENCE ? NODE_SENTENCE
						      : NODE_PARAGRAPH,
			 left->pos);
		n->count = op.n;
		n->ordered = op.ordered;
		n->negated = op.negated;
		add_kid(p->q, n, left);
		add_kid(p->q, n, right);
		check_depth(p, n);
		left = n;
	}
	return left;
}

static struct node *parse_not(struct parser *p)
{
	struct lexeme t = p->tok;
	struct node *kid, *n;

	if (t.type != LEX_NOT)
		return parse_place(p);
	if (!enter(p))
		return NULL;
	advance(p);
	kid = parse_not(p);
	p->depth--;
	if (!kid) {
		repair(p, t.pos, slice_sub(p->lx.src, t.pos, t.end),
		       "an operator without its right part was left out");
		return NULL;
	}
	n = make(p, NODE_NOT, t.pos);
	add_kid(p->q, n, kid);
	check_depth(p, n);
	return n;
}

static bool is_zone_field(const struct parser *p)
{
	return p->tok.type == LEX_FIELD && p->field < 0 &&
	       (slice_ieq_str(p->tok.text, "zone") || slice_ieq_str(p->tok.text, "zones"));
}

/* One AND must stand between two parts or not at all. */
static void skip_and(struct parser *p, bool have_left)
{
	struct lexeme t = p->tok;

	advance(p);
	if (!have_left || p->tok.type == LEX_END || p->tok.type == LEX_CLOSE ||
	    p->tok.type == LEX_OR || p->tok.type == LEX_AND)
		repair(p, t.pos, slice_sub(p->lx.src, t.pos, t.end),
		       "an operator that joins nothing was left out");
}

static struct node *finish_and(struct parser *p, struct node *list, unsigned zones)
{
	struct node *n = list->n == 0 ? NULL : list->n == 1 ? list->kids[0] : list;

	if (n)
		check_depth(p, n);
	if (zones) {
		size_t pos = list->pos;

		n = wrap(p, NODE_ZONES, pos, n ? n : make(p, NODE_ALL, pos));
		n->zones = zones;
	}
	return n;
}

static struct node *parse_and(struct parser *p)
{
	struct node *list = make(p, NODE_AND, p->tok.pos);
	unsigned zones = 0;

	while (p->tok.type != LEX_END && p->tok.type != LEX_CLOSE && p->tok.type != LEX_OR) {
		struct node *n;
		unsigned one;

		if (p->tok.type == LEX_COMMA) {
			if (p->in_call)
				break;
			advance(p);
			continue;
		}
		if (p->tok.type == LEX_AND) {
			skip_and(p, list->n > 0 || zones);
			continue;
		}
		if (is_zone_field(p)) {
			advance(p);
			if (zone_list(p, &one))
				zones |= one;
			continue;
		}
		n = parse_not(p);
		if (n)
			add_flat(p->q, list, n);
	}
	return finish_and(p, list, zones);
}

static struct node *parse_or(struct parser *p)
{
	struct node *list = make(p, NODE_OR, p->tok.pos), *n = parse_and(p);

	if (n)
		add_flat(p->q, list, n);
	while (p->tok.type == LEX_OR && !p->failed) {
		struct lexeme t = p->tok;

		advance(p);
		n = parse_and(p);
		if (!n || list->n == 0)
			repair(p, t.pos, slice_sub(p->lx.src, t.pos, t.end),
			       "an operator that joins nothing was left out");
		if (n)
			add_flat(p->q, list, n);
	}
	if (list->n <= 1)
		return list->n ? list->kids[0] : NULL;
	check_depth(p, list);
	return list;
}

/* --- the whole ------------------------------------------------------------ */

/* Mode any: every chunk is a plain word. */
static struct node *parse_plain(struct parser *p)
{
	struct node *list = make(p, NODE_OR, 0);
	struct slice src = p->lx.src;
	size_t at = 0;

	while (at < src.n && !p->failed) {
		size_t from;
		struct node *n;

		while (at < src.n && ascii_is_space(src.p[at]))
			at++;
		for (from = at; at < src.n && !ascii_is_space(src.p[at]); at++)
			;
		if (!wordlike(slice_sub(src, from, at)))
			continue;
		n = make(p, NODE_WORD, from);
		n->text = text_dup(p, slice_sub(src, from, at));
		add_kid(p->q, list, n);
	}
	return list->n == 0 ? NULL : list->n == 1 ? list->kids[0] : list;
}

static struct node *parse_all(struct parser *p)
{
	struct node *root = NULL;

	advance(p);
	for (;;) {
		root = query_join(p->q, NODE_AND, root, parse_or(p));
		if (p->tok.type == LEX_END || p->failed)
			break;
		repair(p, p->tok.pos, SLICE_NONE, "a closing bracket too many");
		advance(p);
	}
	if (root)
		check_depth(p, root);
	return root;
}

/* The text in the query's arena, valid UTF-8. */
static struct slice clean_copy(struct query *q, struct slice text)
{
	struct slice out;
	struct buf b;

	if (utf8_valid(text))
		return arena_dup(&q->arena, text.p ? text : SLICE_LIT(""));
	buf_init(&b, 4 * LIMIT_QUERY_BYTES);
	utf8_add_clean(&b, text);
	out = arena_dup(&q->arena, buf_slice(&b));
	buf_done(&b);
	return out;
}

enum status query_parse(struct slice text, enum query_mode mode, struct query *q, struct err *err)
{
	struct parser p = {.q = q, .strict = mode == QUERY_STRICT, .field = -1};
	struct err e = ERR_INIT;

	query_init(q);
	q->mode = mode;
	if (text.n > LIMIT_QUERY_BYTES)
		return err_set_at(err, STATUS_TOO_BIG, LIMIT_QUERY_BYTES,
				  "the query has %zu bytes; at most %zu are read", text.n,
				  LIMIT_QUERY_BYTES);
	q->given = clean_copy(q, text);
	p.err = &e;
	lexer_init(&p.lx, q->given);
	q->root = mode == QUERY_ANY ? parse_plain(&p) : parse_all(&p);
	if (p.failed) {
		if (err)
			*err = e;
		return e.st;
	}
	return STATUS_OK;
}
