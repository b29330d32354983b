/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Parser of the query language: see parse.h.
 *
 * Recursive descent with one lexeme of look-ahead.  Recursion is bounded by
 * parser_enter(); the depth of what is built by parser_check_depth().  After the
 * first error the lexer is moved to the end, so that every loop runs out by
 * itself.
 */
#include <string.h>

#include "lib/base/limits.h"
#include "lib/base/utf8.h"
#include "lib/search/parse_internal.h"

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

/* Without what lenient reading would have done: "not a date" of "not a date; left out". */
static size_t what_is_wrong(const char *what)
{
	const char *done = strstr(what, " was left out");

	return done ? (size_t)(done - what) : strcspn(what, ";");
}

/* What lenient reading mends: `what` names it, `text` is its piece of the query. */
void parser_repair(struct parser *p, size_t pos, struct slice text, const char *what)
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
	err_set_at(p->err, STATUS_QUERY, pos, "%.*s%s%.*s", (int)what_is_wrong(what), what,
		   text.n ? ": " : "", (int)n, text.p ? text.p : "");
	p->failed = true;
	p->lx.at = p->lx.src.n;
	p->tok = (struct lexeme){.type = LEX_END, .pos = p->lx.src.n, .end = p->lx.src.n};
}

void parser_advance(struct parser *p)
{
	if (p->failed)
		return;
	lexer_next(&p->lx, &p->tok);
}

bool parser_enter(struct parser *p)
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
	n->weight = 1;
	q->n_nodes++;
	return n;
}

struct node *parser_node(struct parser *p, enum node_kind kind, size_t pos)
{
	struct node *n = query_node(p->q, kind);

	n->pos = pos;
	if (p->q->n_nodes > LIMIT_QUERY_NODES)
		fail(p, STATUS_QUERY, pos, "the query has too many parts");
	return n;
}

void parser_add(struct query *q, struct node *n, struct node *kid)
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
void parser_add_flat(struct query *q, struct node *n, struct node *kid)
{
	size_t i;

	if (kid->kind != n->kind || (kid->kind != NODE_AND && kid->kind != NODE_OR) ||
	    kid->synonyms || kid->told.n) {
		parser_add(q, n, kid);
		return;
	}
	for (i = 0; i < kid->n; i++)
		parser_add(q, n, kid->kids[i]);
}

void parser_join(struct parser *p, struct node *n, struct node *kid)
{
	if (p->parts)
		parser_add(p->q, n, kid);
	else
		parser_add_flat(p->q, n, kid);
}

void parser_check_depth(struct parser *p, const struct node *n)
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
	parser_add_flat(q, n, a);
	parser_add_flat(q, n, b);
	return n;
}

struct node *parser_wrap(struct parser *p, enum node_kind kind, size_t pos, struct node *kid)
{
	struct node *n;

	if (!kid)
		return NULL;
	n = parser_node(p, kind, pos);
	parser_add(p->q, n, kid);
	parser_check_depth(p, n);
	return n;
}

struct slice parser_text(struct parser *p, struct slice s)
{
	return arena_dup(&p->q->arena, s);
}

/* Lucene's "[2024-01 TO 2024-06]": what is between the brackets. */
static struct slice bracket_value(struct parser *p)
{
	const char *from = p->lx.src.p + p->tok.end;
	const char *to = memchr(from, ']', p->lx.src.n - p->tok.end);

	if (!to)
		return SLICE_NONE;
	p->lx.at = (size_t)(to + 1 - p->lx.src.p);
	parser_advance(p);
	return slice_of(from, (size_t)(to - from));
}

/* A value that is one word or one quoted text. */
struct slice parser_value(struct parser *p)
{
	struct slice v = SLICE_NONE;

	if (p->tok.type == LEX_OPEN && p->lx.src.p[p->tok.pos] == '[')
		return bracket_value(p);

	if (p->tok.type == LEX_PHRASE) {
		v = p->tok.text;
		parser_advance(p);
		return v;
	}
	/* whatever the lexer made of it: 2024-06, >2024, all, +2 */
	if (p->tok.type != LEX_END && p->tok.type != LEX_OPEN && p->tok.type != LEX_CLOSE) {
		size_t from = p->tok.pos, to = p->tok.end;

		if (p->tok.type == LEX_NOT) { /* "-" of a number: not a value */
			parser_advance(p);
			to = p->tok.end;
		}
		v = slice_sub(p->lx.src, from, to);
		parser_advance(p);
	}
	return v;
}

/* --- the levels ----------------------------------------------------------- */

static struct node *parse_group(struct parser *p)
{
	bool in_call = p->in_call, parts = p->parts;
	struct node *n;

	if (!parser_enter(p))
		return NULL;
	parser_advance(p);
	p->in_call = p->parts = false;
	n = parse_or(p);
	p->in_call = in_call;
	p->parts = parts;
	p->depth--;
	if (p->tok.type == LEX_CLOSE)
		parser_advance(p);
	else
		parser_repair(p, p->tok.pos, SLICE_NONE, "a closing bracket is missing");
	return n;
}

/* NULL when there was nothing to search for; something was read all the same
 * unless an operator or a bracket stands here. */
struct node *parse_primary(struct parser *p)
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
		parser_advance(p);
		return NULL;
	case LEX_FIELD:
		return parse_field(p);
	case LEX_PHRASE:
		parser_advance(p);
		n = parse_phrase(p, &t);
		if ((p->tok.type == LEX_NEAR || p->tok.type == LEX_QUORUM) && p->tok.suffix) {
			struct lexeme suffix = p->tok;

			parser_advance(p);
			if (n && n->kind == NODE_PHRASE)
				n = parse_phrase_suffix(p, n, &suffix);
		}
		return n;
	case LEX_NEAR:
	case LEX_FIRST:
	case LEX_SENTENCE:
	case LEX_PARAGRAPH: { /* no left side: "N5" and "NEAR" may be words */
		struct slice text = slice_sub(p->lx.src, t.pos, t.end);

		parser_advance(p);
		if (t.suffix || slice_has_byte(text, ' ') || slice_has_byte(text, '/') ||
		    !parse_wordlike(text)) {
			parser_repair(p, t.pos, text, "an operator without its left part was left out");
			return NULL;
		}
		parser_repair(p, t.pos, text, "an operator without its left part was read as a word");
		return parse_word(p, text, t.pos);
	}
	case LEX_WORD:
		parser_advance(p);
		if (slice_ieq_str(t.text, "date") && (n = parse_date_words(p, t.pos)))
			return n;
		return parse_word(p, t.text, t.pos);
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

/* Factiva's "same" in lower case is a word like any other, but between brackets or
 * phrases it can only be the operator. */
static bool is_same(struct parser *p, enum lex_type left)
{
	struct lexer probe = p->lx;
	struct lexeme next;

	if (p->tok.type != LEX_WORD || !slice_eq_str(p->tok.text, "same") ||
	    (left != LEX_OPEN && left != LEX_PHRASE))
		return false;
	lexer_next(&probe, &next);
	if (next.type != LEX_OPEN && next.type != LEX_PHRASE)
		return false;
	query_warn(p->q, "same is read as SAME, in one paragraph");
	p->tok.type = LEX_PARAGRAPH;
	return true;
}

/* "x/F50/": within the first fifty words. */
static struct node *with_first(struct parser *p, struct node *n)
{
	while (n && p->tok.type == LEX_FIRST && !p->failed) {
		uint32_t count = p->tok.n;

		n = parser_wrap(p, NODE_FIRST, n->pos, n);
		n->count = count;
		parser_advance(p);
	}
	return n;
}

static struct node *parse_operand(struct parser *p, enum lex_type *type)
{
	*type = p->tok.type;
	return with_first(p, parse_primary(p));
}

static struct node *parse_place(struct parser *p)
{
	enum lex_type type;
	struct node *left = parse_operand(p, &type);

	while (left && !p->failed && (is_place(p->tok.type) || is_same(p, type))) {
		struct lexeme op = p->tok;
		struct node *right, *n;

		parser_advance(p);
		if (!begins_primary(&p->tok)) {
			parser_repair(p, op.pos, slice_sub(p->lx.src, op.pos, op.end),
			       "an operator without its right part was left out");
			break;
		}
		right = parse_operand(p, &type);
		if (!right)
			continue;
		n = parser_node(p, op.type == LEX_NEAR	      ? NODE_NEAR
			    : op.type == LEX_SENTENCE ? NODE_SENTENCE
						      : NODE_PARAGRAPH,
			 left->pos);
		n->count = op.n;
		n->ordered = op.ordered;
		n->negated = op.negated;
		parser_add(p->q, n, left);
		parser_add(p->q, n, right);
		parser_check_depth(p, n);
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
	if (!parser_enter(p))
		return NULL;
	parser_advance(p);
	kid = parse_not(p);
	p->depth--;
	if (!kid) {
		parser_repair(p, t.pos, slice_sub(p->lx.src, t.pos, t.end),
		       "an operator without its right part was left out");
		return NULL;
	}
	n = parser_node(p, NODE_NOT, t.pos);
	parser_add(p->q, n, kid);
	parser_check_depth(p, n);
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

	parser_advance(p);
	if (!have_left || p->tok.type == LEX_END || p->tok.type == LEX_CLOSE ||
	    p->tok.type == LEX_OR || p->tok.type == LEX_AND)
		parser_repair(p, t.pos, slice_sub(p->lx.src, t.pos, t.end),
		       "an operator that joins nothing was left out");
}

static struct node *finish_and(struct parser *p, struct node *list, unsigned zones)
{
	struct node *n = list->n == 0 ? NULL : list->n == 1 ? list->kids[0] : list;

	if (n)
		parser_check_depth(p, n);
	if (zones) {
		size_t pos = list->pos;

		n = parser_wrap(p, NODE_ZONES, pos, n ? n : parser_node(p, NODE_ALL, pos));
		n->zones = zones;
	}
	return n;
}

static struct node *parse_and(struct parser *p)
{
	struct node *list = parser_node(p, NODE_AND, p->tok.pos);
	unsigned zones = 0;

	while (p->tok.type != LEX_END && p->tok.type != LEX_CLOSE && p->tok.type != LEX_OR) {
		struct node *n;
		unsigned one;

		if (p->tok.type == LEX_COMMA) {
			if (p->in_call)
				break;
			parser_advance(p);
			continue;
		}
		if (p->tok.type == LEX_AND) {
			skip_and(p, list->n > 0 || zones);
			continue;
		}
		if (is_zone_field(p)) {
			parser_advance(p);
			if (parse_zone_list(p, &one))
				zones |= one;
			continue;
		}
		n = parse_not(p);
		if (n)
			parser_join(p, list, n);
	}
	return finish_and(p, list, zones);
}

struct node *parse_or(struct parser *p)
{
	struct node *list = parser_node(p, NODE_OR, p->tok.pos), *n = parse_and(p);

	if (n)
		parser_join(p, list, n);
	while (p->tok.type == LEX_OR && !p->failed) {
		struct lexeme t = p->tok;

		parser_advance(p);
		n = parse_and(p);
		if (!n || list->n == 0)
			parser_repair(p, t.pos, slice_sub(p->lx.src, t.pos, t.end),
			       "an operator that joins nothing was left out");
		if (n)
			parser_join(p, list, n);
	}
	if (list->n <= 1)
		return list->n ? list->kids[0] : NULL;
	parser_check_depth(p, list);
	return list;
}

/* --- the whole ------------------------------------------------------------ */

/* Mode any: every chunk is a plain word. */
static struct node *parse_plain(struct parser *p)
{
	struct node *list = parser_node(p, NODE_OR, 0);
	struct slice src = p->lx.src;
	size_t at = 0;

	while (at < src.n && !p->failed) {
		size_t from;
		struct node *n;

		while (at < src.n && ascii_is_space(src.p[at]))
			at++;
		for (from = at; at < src.n && !ascii_is_space(src.p[at]); at++)
			;
		if (!parse_wordlike(slice_sub(src, from, at)))
			continue;
		n = parser_node(p, NODE_WORD, from);
		n->text = parser_text(p, slice_sub(src, from, at));
		parser_add(p->q, list, n);
	}
	return list->n == 0 ? NULL : list->n == 1 ? list->kids[0] : list;
}

static struct node *parse_all(struct parser *p)
{
	struct node *root = NULL;

	parser_advance(p);
	for (;;) {
		root = query_join(p->q, NODE_AND, root, parse_or(p));
		if (p->tok.type == LEX_END || p->failed)
			break;
		parser_repair(p, p->tok.pos, SLICE_NONE, "a closing bracket too many");
		parser_advance(p);
	}
	if (root)
		parser_check_depth(p, root);
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
