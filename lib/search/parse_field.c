/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Fields, dates, lengths and zones of a query: see parse_internal.h.  One table
 * has every name and alias. */
#include <string.h>

#include "lib/base/limits.h"
#include "lib/base/num.h"
#include "lib/search/dates.h"
#include "lib/search/parse_internal.h"

struct node *parse_field_leaf(struct parser *p, enum field field, struct slice text, size_t pos)
{
	struct node *n = parser_node(p, NODE_FIELD, pos);
	struct slice t = slice_trim(text);

	if (t.n > 1 && t.p[t.n - 1] == '*')
		n->pattern = PATTERN_GLOB;
	n->field = field;
	n->text = parser_text(p, t);
	if (!parse_wordlike(t)) {
		parser_repair(p, pos, text, "a field without a value was left out");
		return NULL;
	}
	return n;
}

enum field_kind { F_TERM, F_ZONES, F_LEAD, F_ZONE_LIST, F_DATE, F_FROM, F_TO, F_LENGTH,
		  F_MENTIONS, F_AMOUNT, F_QUOTED, F_SAID };

static const struct {
	const char *name;
	enum field_kind kind;
	unsigned arg; /* enum field, or zones */
} field_names[] = {
	{"by", F_TERM, FIELD_BY}, {"author", F_TERM, FIELD_BY}, {"byline", F_TERM, FIELD_BY},
	{"au", F_TERM, FIELD_BY}, {"publication", F_TERM, FIELD_SITE},
	{"site", F_TERM, FIELD_SITE}, {"publisher", F_TERM, FIELD_SITE},
	{"pub", F_TERM, FIELD_SITE}, {"sn", F_TERM, FIELD_SITE}, {"domain", F_TERM, FIELD_SITE},
	{"section", F_TERM, FIELD_SECTION}, {"source", F_TERM, FIELD_SOURCE},
	{"via", F_TERM, FIELD_SOURCE}, {"url", F_TERM, FIELD_URL}, {"lang", F_TERM, FIELD_LANG},
	{"language", F_TERM, FIELD_LANG}, {"la", F_TERM, FIELD_LANG}, {"id", F_TERM, FIELD_ID},
	{"like", F_TERM, FIELD_LIKE},
	{"tag", F_TERM, FIELD_TAG}, {"tags", F_TERM, FIELD_TAG}, {"keyword", F_TERM, FIELD_TAG},
	{"keywords", F_TERM, FIELD_TAG},
	{"title", F_ZONES, ZONE_BIT(ZONE_TITLE) | ZONE_BIT(ZONE_DEK)},
	{"headline", F_ZONES, ZONE_BIT(ZONE_TITLE) | ZONE_BIT(ZONE_DEK)},
	{"hd", F_ZONES, ZONE_BIT(ZONE_TITLE) | ZONE_BIT(ZONE_DEK)},
	{"ti", F_ZONES, ZONE_BIT(ZONE_TITLE) | ZONE_BIT(ZONE_DEK)},
	{"intitle", F_ZONES, ZONE_BIT(ZONE_TITLE) | ZONE_BIT(ZONE_DEK)},
	{"body", F_ZONES, ZONE_BIT(ZONE_BODY)},
	{"lead", F_LEAD, 0}, {"hlead", F_LEAD, 0}, {"hlp", F_LEAD, 0}, {"lp", F_LEAD, 0},
	{"zone", F_ZONE_LIST, 0}, {"zones", F_ZONE_LIST, 0},
	{"quote", F_QUOTED, 0}, {"quoted", F_QUOTED, 0}, {"unquoted", F_QUOTED, 1},
	{"said", F_SAID, 0}, {"says", F_SAID, 0},
	{"date", F_DATE, 0}, {"published", F_DATE, 0},
	{"from", F_FROM, 0}, {"since", F_FROM, 0}, {"after", F_FROM, 1},
	{"to", F_TO, 0}, {"until", F_TO, 0}, {"before", F_TO, 1},
	{"words", F_LENGTH, 0}, {"wc", F_LENGTH, 0}, {"mentions", F_MENTIONS, 0},
	{"money", F_AMOUNT, 1}, {"num", F_AMOUNT, 0}, {"number", F_AMOUNT, 0},
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

/* No day comes after it, or before it. */
static bool endless(enum field_kind kind, const struct date_range *r)
{
	return kind == F_FROM ? r->to == DAY_MAX : r->from == DAY_MIN;
}

static struct node *date_leaf(struct parser *p, enum field_kind kind, bool open, struct slice value,
			      size_t pos)
{
	struct date_range r;
	struct node *n;

	if (!date_range_parse(value, &r) || (kind != F_DATE && r.undated)) {
		parser_repair(p, pos, value, "not a date; left out");
		return NULL;
	}
	if (open && endless(kind, &r)) {
		parser_repair(p, pos, value,
			      kind == F_FROM ? "has no end to come after; left out"
					     : "has no beginning to come before; left out");
		return NULL;
	}
	n = parser_node(p, NODE_DATE, pos);
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

/* Factiva's "date after 2024-05": the words that may stand between. */
static const struct {
	const char *word;
	enum field_kind kind;
	bool open;
} date_words[] = {
	{"after", F_FROM, true}, {"aft", F_FROM, true}, {"since", F_FROM, false},
	{"from", F_FROM, false}, {"before", F_TO, true}, {"bef", F_TO, true},
	{"until", F_TO, false}, {"to", F_TO, false}, {"in", F_DATE, false},
	{"is", F_DATE, false}, {"on", F_DATE, false},
};

#define N_DATE_WORDS (sizeof(date_words) / sizeof(date_words[0]))

/* One such word and a date, or NULL with nothing read.  */
static struct node *date_clause(struct parser *p, struct lexer *lx, struct lexeme *word, size_t pos)
{
	struct date_range r;
	struct lexeme value;
	size_t i;

	for (i = 0; i < N_DATE_WORDS && !slice_ieq_str(word->text, date_words[i].word); i++)
		;
	if (word->type != LEX_WORD || i == N_DATE_WORDS)
		return NULL;
	lexer_next(lx, &value);
	if ((value.type != LEX_WORD && value.type != LEX_PHRASE) ||
	    !date_range_parse(value.text, &r) || r.undated ||
	    (date_words[i].open && endless(date_words[i].kind, &r)))
		return NULL;
	*word = value;
	return date_leaf(p, date_words[i].kind, date_words[i].open, value.text, pos);
}

struct node *parse_date_words(struct parser *p, size_t pos)
{
	struct lexeme first = p->tok, second;
	struct lexer lx = p->lx, further;
	struct node *n, *other = NULL;
	size_t end;

	if (p->field >= 0 || !(n = date_clause(p, &lx, &first, pos)))
		return NULL;
	end = first.end;
	further = lx;
	lexer_next(&further, &second);
	if (n->to == DAY_MAX && slice_ieq_str(second.text, "to") &&
	    (other = date_clause(p, &further, &second, pos))) {
		end = second.end;
		lx = further;
	}
	query_warn(p->q, "\"%.*s\" is read as a date, not as words",
		   SLICE_ARG(slice_sub(p->lx.src, pos, end)));
	p->lx = lx;
	parser_advance(p);
	if (other)
		n->to = other->to;
	return n;
}

/* "500..", "..900", "500..900", ">500", "<=900". */
static struct node *length_leaf(struct parser *p, struct slice value, size_t pos)
{
	struct node *n = parser_node(p, NODE_LENGTH, pos);
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
		const char *to = value.n ? memmem(value.p, value.n, " TO ", 4) : NULL;
		size_t sign = to ? 4 : 2;

		for (i = 0; i + 1 < value.n && !(value.p[i] == '.' && value.p[i + 1] == '.'); i++)
			;
		i = to ? (size_t)(to - value.p) : i;
		left = slice_sub(value, 0, i + 1 < value.n ? i : value.n);
		right = i + 1 < value.n ? slice_sub(value, i + sign, value.n) : left;
		ok = (left.n == 0 || num_u32(left, INT32_MAX, &a)) &&
		     (right.n == 0 || num_u32(right, INT32_MAX, &b)) && value.n > 0;
	}
	if (!ok) {
		parser_repair(p, pos, value, "not a number of words; left out");
		return NULL;
	}
	n->from = (int32_t)a;
	n->to = (int32_t)b;
	return n;
}

/* zone:teaser,bio - the lexer cuts at the comma. */
bool parse_zone_list(struct parser *p, unsigned *zones)
{
	size_t pos = p->tok.pos;
	struct slice v = parser_value(p);
	unsigned one;

	if (!zones_parse(v, zones)) {
		parser_repair(p, pos, v, "no such zone; left out");
		return false;
	}
	while (p->tok.type == LEX_COMMA && !p->in_call) {
		struct lexer save = p->lx;
		struct lexeme tok = p->tok;

		parser_advance(p);
		if (p->tok.type != LEX_WORD || p->tok.pos != tok.end ||
		    !zones_parse(p->tok.text, &one)) {
			p->lx = save;
			p->tok = tok;
			break;
		}
		*zones |= one;
		parser_advance(p);
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

/* A node around what follows, one level down. */
static struct node *wrapped_value(struct parser *p, enum node_kind kind, size_t pos)
{
	struct node *n;

	if (!parser_enter(p))
		return NULL;
	n = parser_wrap(p, kind, pos, parse_primary(p));
	p->depth--;
	return n;
}

static struct node *unknown_field(struct parser *p, const struct lexeme *name)
{
	struct lexeme value = p->tok;

	if (p->field != FIELD_ID && p->field != FIELD_LIKE) /* an id has a colon: id:a:… */
		parser_repair(p, name->pos, name->text, "no such field; read as words");
	if (value.type == LEX_WORD && value.pos == name->end) {
		parser_advance(p);
		return parse_word(p, slice_sub(p->lx.src, name->pos, value.end), name->pos);
	}
	return parse_word(p, name->text, name->pos);
}

struct node *parse_field(struct parser *p)
{
	struct lexeme name = p->tok;
	struct node *n;
	size_t i;

	for (i = 0; i < N_FIELD_NAMES && !slice_ieq_str(name.text, field_names[i].name); i++)
		;
	parser_advance(p);
	if (i == N_FIELD_NAMES || p->field >= 0)
		return unknown_field(p, &name);
	switch (field_names[i].kind) {
	case F_TERM:
		return scoped_value(p, (int)field_names[i].arg);
	case F_ZONES:
		n = wrapped_value(p, NODE_ZONES, name.pos);
		if (n)
			n->zones = field_names[i].arg;
		return n;
	case F_LEAD:
		return wrapped_value(p, NODE_LEAD, name.pos);
	case F_QUOTED:
		n = wrapped_value(p, NODE_QUOTED, name.pos);
		if (n)
			n->negated = field_names[i].arg;
		return n;
	case F_SAID:
		return parse_said(p, name.pos);
	case F_LENGTH:
		return length_leaf(p, parser_value(p), name.pos);
	case F_AMOUNT:
		return parse_amount(p, field_names[i].arg, parser_value(p), name.pos);
	case F_MENTIONS:
		return parse_mentions(p, parser_value(p), name.pos);
	case F_ZONE_LIST: /* in odd places; parse_and() takes it elsewhere */
		(void)parse_zone_list(p, &(unsigned){0});
		return NULL;
	default:
		return date_leaf(p, field_names[i].kind, field_names[i].arg, parser_value(p), name.pos);
	}
}
