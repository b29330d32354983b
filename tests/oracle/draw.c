/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Random trees, and trees as queries in the spelling of any of the systems whose
 * habits are read. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/civil.h"
#include "tests/oracle/oracle.h"

static uint64_t state = 0x9E3779B97F4A7C15u;

void roll_seed(uint64_t seed)
{
	state = seed ? seed : 1;
}

uint32_t roll(uint32_t n)
{
	state ^= state << 13;
	state ^= state >> 7;
	state ^= state << 17;
	return (uint32_t)((state >> 33) % n);
}

/* --- trees ----------------------------------------------------------------- */

struct drawer {
	const struct oracle *o;
	struct arena *arena;
	uint32_t doc; /* most leaves are of this article, */
	uint32_t pos; /* near this place */
};

static struct want *draw(struct drawer *d, unsigned depth);

static struct want *new_want(struct drawer *d, enum want_kind kind)
{
	struct want *w = ARENA_NEW(d->arena, struct want);

	w->kind = kind;
	return w;
}

static bool stands_near(const struct drawer *d, uint32_t leaf)
{
	const struct places *p = &d->o->pool[leaf].at[d->doc];
	uint32_t i;

	for (i = 0; i < p->n; i++)
		if (p->v[i].start + 12 > d->pos && p->v[i].start < d->pos + 12)
			return true;
	return false;
}

static struct want *draw_leaf(struct drawer *d)
{
	struct want *w = new_want(d, WANT_LEAF);
	uint32_t n = d->o->n_leaves_of[d->doc], tries;

	w->leaf = roll(d->o->n_pool);
	if (n && roll(6)) {
		for (tries = 0; tries < 40; tries++) {
			w->leaf = d->o->leaves_of[d->doc][roll(n)];
			if (stands_near(d, w->leaf))
				break;
		}
	}
	return w;
}

static struct want *draw_field(struct drawer *d)
{
	const struct oracle_doc *doc = &d->o->docs[roll(3) ? d->doc : roll(d->o->n_docs)];
	struct want *w = new_want(d, WANT_FIELD);
	struct slice name;

	if (doc->n_names == 0)
		return draw_leaf(d);
	name = doc->names[roll((uint32_t)doc->n_names)];
	w->field = name.p[0];
	w->text = slice_sub(name, 1, name.n);
	if (memchr(w->text.p, '"', w->text.n) || memchr(w->text.p, 0xE2, w->text.n) ||
	    memchr(w->text.p, '*', w->text.n))
		return draw_leaf(d);
	return w;
}

static struct want *draw_condition(struct drawer *d)
{
	const struct oracle_doc *doc = &d->o->docs[d->doc];
	int32_t day = doc->article.published.known ? doc->article.published.day
						   : civil_to_days((struct civil){2015, 6, 1});
	struct want *w;

	switch (roll(4)) {
	case 0: return draw_field(d);
	case 1:
		w = new_want(d, WANT_LENGTH);
		w->from = roll(2) ? (int32_t)roll(900) : 0;
		w->to = roll(2) || !w->from ? w->from + (int32_t)roll(900) : INT32_MAX;
		return w;
	default:
		w = new_want(d, WANT_DATE);
		w->undated = roll(12) == 0;
		w->from = roll(3) ? day - (int32_t)roll(800) : INT32_MIN;
		w->to = roll(3) || w->from == INT32_MIN ? day + (int32_t)roll(800) - 60 : INT32_MAX;
		if (w->to < w->from)
			w->to = w->from;
		return w;
	}
}

/* Most of the time with places: under a distance a mere condition has none. */
static struct want *draw_list(struct drawer *d, enum want_kind kind, unsigned depth, unsigned n)
{
	struct want *w = new_want(d, kind);

	while (w->n < n)
		w->kids[w->n++] = draw(d, depth);
	return w;
}

static struct want *draw_place(struct drawer *d, unsigned depth)
{
	static const uint32_t distances[] = {1, 2, 3, 5, 8, 15, 40};
	static const enum want_kind kinds[] = {WANT_NEAR, WANT_NEAR, WANT_NEAR, WANT_SENTENCE,
					       WANT_PARAGRAPH};
	struct want *w = draw_list(d, kinds[roll(5)], depth, 2);

	w->negated = roll(4) == 0;
	if (w->kind == WANT_NEAR) {
		w->ordered = roll(3) == 0;
		w->count = distances[roll(7)];
		if (w->ordered && !w->negated && roll(5) == 0)
			w->count = ANY_DISTANCE;
	}
	return w;
}

static struct want *draw_scope(struct drawer *d, unsigned depth)
{
	static const unsigned zones[] = {
		ZONE_BIT(ZONE_TITLE) | ZONE_BIT(ZONE_DEK), ZONE_BIT(ZONE_BODY), ZONES_ALL,
		ZONE_BIT(ZONE_TEASER) | ZONE_BIT(ZONE_BIO), ZONES_DEFAULT | ZONE_BIT(ZONE_CAPTION),
	};
	static const enum want_kind kinds[] = {WANT_ZONES, WANT_ZONES, WANT_LEAD, WANT_FIRST,
					       WANT_QUOTED, WANT_QUOTED};
	struct want *w = draw_list(d, kinds[roll(6)], depth, 1);

	w->zones = zones[roll(5)];
	w->count = w->kind == WANT_FIRST ? 5 + roll(200) : 0;
	w->negated = w->kind == WANT_QUOTED && roll(2);
	return w;
}

static struct want *draw(struct drawer *d, unsigned depth)
{
	struct want *w, *inner;

	if (depth == 0 || roll(5) == 0)
		return draw_leaf(d);
	switch (roll(9)) {
	case 0: return draw_list(d, WANT_AND, depth - 1, 2 + roll(2));
	case 1: return draw_list(d, WANT_OR, depth - 1, 2 + roll(3));
	case 2:
		w = draw_list(d, WANT_AND, depth - 1, 1 + roll(2));
		inner = draw_list(d, WANT_NOT, depth - 1, 1);
		w->kids[w->n++] = inner;
		return w;
	case 3:
		w = draw_list(d, roll(2) ? WANT_AND : WANT_OR, depth - 1, 1);
		w->kids[w->n++] = draw_condition(d);
		return w;
	case 4:
		w = draw_list(d, WANT_SOME, depth - 1, 2 + roll(3));
		w->count = 1 + roll(w->n);
		return w;
	case 5:
		w = draw_list(d, WANT_ATLEAST, depth - 1, 1);
		w->count = 2 + roll(3);
		return w;
	case 6: return draw_scope(d, depth - 1);
	default: return draw_place(d, depth - 1);
	}
}

struct want *draw_query(const struct oracle *o, struct arena *arena)
{
	struct drawer d = {o, arena, roll(o->n_docs), 0};

	d.pos = roll(o->docs[d.doc].t.n_pos + 1);
	return draw(&d, 1 + roll(4));
}

/* --- as queries ------------------------------------------------------------- */

enum around { AROUND_NOTHING, AROUND_OR, AROUND_AND, AROUND_PLACE, AROUND_NOT };

static void print(const struct oracle *o, const struct want *w, enum around around, struct buf *b);

static void wrap(struct buf *b, const char *open, struct slice text)
{
	static const struct {
		const char *open, *close;
	} pairs[] = {{"=", ""}, {"exact(", ")"}, {"case(", ")"}, {"\"", "\""}, {"“", "”"},
		     {"{", "}"}, {"\"{", "}\""}};
	size_t i;

	for (i = 0; strcmp(pairs[i].open, open) != 0; i++)
		;
	buf_addf(b, "%s%.*s%s", open, SLICE_ARG(text), pairs[i].close);
}

static void print_leaf(const struct oracle_leaf *l, struct buf *b)
{
	switch (l->how) {
	case HOW_EXACT:
		if (!l->quoted) {
			wrap(b, roll(3) ? "=" : "exact(", l->text);
			return;
		}
		wrap(b, roll(3) ? "\"" : "“", l->text);
		return;
	case HOW_CASE: wrap(b, "case(", l->text); return;
	case HOW_FUZZY: buf_addf(b, "%.*s~%u", SLICE_ARG(l->text), (unsigned)l->edits); return;
	case HOW_GLOB: buf_add_slice(b, l->text); return;
	case HOW_VARIANTS: break;
	}
	if (l->quoted)
		wrap(b, roll(3) ? "{" : "\"{", l->text);
	else
		buf_add_slice(b, l->text);
}

static void print_joined(const struct oracle *o, const struct want *w, const char *op,
			 enum around inside, struct buf *b)
{
	unsigned i;

	for (i = 0; i < w->n; i++) {
		if (i)
			buf_add_str(b, op);
		print(o, w->kids[i], inside, b);
	}
}

static void print_and(const struct oracle *o, const struct want *w, struct buf *b)
{
	static const char *const nots[] = {" NOT ", " -", " AND NOT ", " BUT NOT ", " % "};
	unsigned i;

	for (i = 0; i < w->n; i++) {
		if (w->kids[i]->kind == WANT_NOT && i) {
			buf_add_str(b, nots[roll(5)]);
			print(o, w->kids[i]->kids[0], AROUND_NOT, b);
			continue;
		}
		if (i)
			buf_add_str(b, roll(3) ? " " : " AND ");
		print(o, w->kids[i], AROUND_AND, b);
	}
}

static const char *place_operator(const struct want *w, char *text, size_t n)
{
	static const char *const near[] = {"w/", "NEAR/", "near", "N", "/", "within/"};
	static const char *const before[] = {"pre/", "PRE/", "onear/", "adj", "+"};
	static const char *const not_near[] = {"not w/", "NOT w/", "NOTNEAR/", "NOT NEAR/"};
	static const char *const sentence[] = {"/s", "w/s", "w/sent", "SENTENCE"};
	static const char *const paragraph[] = {"/p", "w/p", "w/para", "SAME", "PARAGRAPH"};
	const char *form;

	if (w->kind != WANT_NEAR) {
		form = w->kind == WANT_SENTENCE ? sentence[roll(4)] : paragraph[roll(5)];
		snprintf(text, n, "%s%s", w->negated ? "NOT " : "", form);
		return text;
	}
	if (w->count == ANY_DISTANCE)
		return "<<";
	form = w->negated ? (w->ordered ? "NOT pre/" : not_near[roll(4)])
			  : w->ordered ? before[roll(5)] : near[roll(6)];
	snprintf(text, n, "%s%u", form, (unsigned)w->count);
	return text;
}

static void print_zones(const struct oracle *o, const struct want *w, struct buf *b)
{
	unsigned head = ZONE_BIT(ZONE_TITLE) | ZONE_BIT(ZONE_DEK), left = w->zones;
	int z;

	if (w->zones == head || w->zones == ZONE_BIT(ZONE_BODY)) {
		buf_add_str(b, w->zones != head ? "body:(" : roll(2) ? "title:(" : "hd=(");
		print(o, w->kids[0], AROUND_NOTHING, b);
		buf_add_char(b, ')');
		return;
	}
	buf_add_str(b, "(zone:");
	if (w->zones == ZONES_ALL)
		buf_add_str(b, "all");
	for (z = 0; w->zones != ZONES_ALL && z < ZONE_COUNT; z++) {
		if (!(left & ZONE_BIT(z)))
			continue;
		left &= ~ZONE_BIT(z);
		buf_addf(b, "%s%s", zone_word((enum zone)z), left ? "," : "");
	}
	buf_add_str(b, " (");
	print(o, w->kids[0], AROUND_NOTHING, b);
	buf_add_str(b, "))");
}

static void print_day(int32_t day, struct buf *b)
{
	struct civil c = civil_from_days(day);

	buf_addf(b, "%04d-%02d-%02d", c.year, c.month, c.day);
}

static void print_condition(const struct want *w, struct buf *b)
{
	if (w->kind == WANT_FIELD) {
		buf_addf(b, "%s:\"%.*s\"", w->field == 'A' ? "by" : w->field == 'P' ? "site"
			 : w->field == 'S' ? "section" : "lang", SLICE_ARG(w->text));
	} else if (w->kind == WANT_LENGTH) {
		if (w->to == INT32_MAX)
			buf_addf(b, "%s>%d", roll(2) ? "words" : "wc", w->from - 1);
		else
			buf_addf(b, "words:%d..%d", w->from, w->to);
	} else if (w->undated) {
		buf_add_str(b, "date:undated");
	} else {
		buf_add_str(b, "date:");
		if (w->from != INT32_MIN)
			print_day(w->from, b);
		buf_add_str(b, "..");
		if (w->to != INT32_MAX)
			print_day(w->to, b);
	}
}

static void print_call(const struct oracle *o, const struct want *w, struct buf *b)
{
	if (w->kind == WANT_ATLEAST)
		buf_addf(b, "atleast%u(", (unsigned)w->count);
	else if (w->kind == WANT_FIRST)
		buf_addf(b, "first%u(", (unsigned)w->count);
	else if (w->kind == WANT_SOME)
		buf_addf(b, "%u of (", (unsigned)w->count);
	else if (w->kind == WANT_QUOTED)
		buf_addf(b, "%s%s(", w->negated ? "unquoted" : "quote", roll(2) ? ":" : "");
	else
		buf_add_str(b, roll(3) ? "lead:(" : roll(2) ? "hlead(" : "lead(");
	if (w->kind == WANT_SOME)
		print_joined(o, w, " ", AROUND_AND, b);
	else
		print(o, w->kids[0], AROUND_NOTHING, b);
	buf_add_char(b, ')');
}

/* Does what stands around bind tighter, so that brackets are needed? */
static bool needs_brackets(const struct want *w, enum around around)
{
	switch (w->kind) {
	case WANT_AND: return around == AROUND_OR ? roll(2) : around != AROUND_NOTHING;
	case WANT_OR: return around != AROUND_NOTHING;
	case WANT_NOT: return around == AROUND_PLACE || around == AROUND_NOT;
	case WANT_NEAR:
	case WANT_SENTENCE:
	case WANT_PARAGRAPH: return around == AROUND_PLACE || (around != AROUND_NOTHING && roll(2));
	default: return false;
	}
}

static void print(const struct oracle *o, const struct want *w, enum around around, struct buf *b)
{
	bool brackets = needs_brackets(w, around);
	char text[40];

	if (brackets)
		buf_add_char(b, '(');
	switch (w->kind) {
	case WANT_LEAF: print_leaf(&o->pool[w->leaf], b); break;
	case WANT_AND: print_and(o, w, b); break;
	case WANT_OR: print_joined(o, w, roll(3) ? " OR " : "|", AROUND_OR, b); break;
	case WANT_NOT:
		buf_add_str(b, "NOT ");
		print(o, w->kids[0], AROUND_NOT, b);
		break;
	case WANT_NEAR:
	case WANT_SENTENCE:
	case WANT_PARAGRAPH:
		print(o, w->kids[0], AROUND_PLACE, b);
		buf_addf(b, " %s ", place_operator(w, text, sizeof(text)));
		print(o, w->kids[1], AROUND_PLACE, b);
		break;
	case WANT_ZONES: print_zones(o, w, b); break;
	case WANT_FIELD:
	case WANT_DATE:
	case WANT_LENGTH: print_condition(w, b); break;
	default: print_call(o, w, b); break;
	}
	if (brackets)
		buf_add_char(b, ')');
}

void print_query(const struct oracle *o, const struct want *w, struct buf *out)
{
	print(o, w, AROUND_NOTHING, out);
}
