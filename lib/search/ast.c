/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The tree's memory and its canonical form: see ast.h. */
#include "lib/search/ast.h"

#include <stdio.h>
#include <string.h>

#include "lib/base/civil.h"
#include "lib/search/lex.h"

#define MAX_WARNINGS 32

static const struct {
	const char *word;
	char prefix;
} fields[] = {
#define X(name, word, prefix) {word, prefix},
	FIELD_TABLE(X)
#undef X
};

const char *field_word(enum field f)
{
	return fields[f].word;
}

char field_prefix(enum field f)
{
	return fields[f].prefix;
}

void query_init(struct query *q)
{
	memset(q, 0, sizeof(*q));
	arena_init(&q->arena);
}

void query_done(struct query *q)
{
	arena_done(&q->arena);
	query_init(q);
}

void query_warn(struct query *q, const char *fmt, ...)
{
	char text[256];
	va_list ap;
	size_t i;

	va_start(ap, fmt);
	vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	for (i = 0; i < q->n_warnings; i++)
		if (slice_eq_str(q->warnings[i], text))
			return;
	if (q->n_warnings == MAX_WARNINGS)
		return;
	if (!q->warnings)
		q->warnings = ARENA_ARRAY(&q->arena, struct slice, MAX_WARNINGS);
	q->warnings[q->n_warnings++] = arena_dup(&q->arena, slice_str(text));
}

bool node_has_place(const struct node *n)
{
	size_t i;

	switch (n->kind) {
	case NODE_FIELD: case NODE_DATE: case NODE_LENGTH: case NODE_NOT: case NODE_ALL: return false;
	case NODE_WORD: case NODE_PHRASE: return true;
	default: break;
	}
	for (i = 0; i < n->n; i++)
		if (node_has_place(n->kids[i]))
			return true;
	return false;
}

/* --- printing ------------------------------------------------------------- */

static void print_day(int32_t day, struct buf *out)
{
	struct civil c = civil_from_days(day);

	buf_addf(out, "%04d-%02d-%02d", c.year, c.month, c.day);
}

static void print_date(const struct node *n, struct buf *out)
{
	buf_add_str(out, "date:");
	if (n->undated) {
		buf_add_str(out, "undated");
		return;
	}
	if (n->from != DAY_MIN)
		print_day(n->from, out);
	if (n->from == n->to)
		return;
	buf_add_str(out, "..");
	if (n->to != DAY_MAX)
		print_day(n->to, out);
}

static void print_length(const struct node *n, struct buf *out)
{
	buf_addf(out, "words:%d..", (int)n->from);
	if (n->to != DAY_MAX)
		buf_addf(out, "%d", (int)n->to);
}

/* Inside of a call, "=" says that a word is one; needed where it could be
 * something else. */
static bool reads_back(const struct node *n)
{
	return lex_is_word(n->text) && n->text.p[0] != '+' && n->text.p[0] != '=' &&
	       n->pattern != PATTERN_FUZZY;
}

static void print_word(const struct node *n, struct buf *out)
{
	if (n->form == FORM_EXACT)
		buf_add_char(out, '=');
	if (n->form == FORM_CASE)
		buf_add_str(out, reads_back(n) ? "case(" : "case(=");
	buf_add_slice(out, n->text);
	if (n->pattern == PATTERN_FUZZY)
		buf_addf(out, "~%u", n->edits);
	if (n->form == FORM_CASE)
		buf_add_char(out, ')');
}

static void print_phrase(const struct node *n, struct buf *out)
{
	bool variants = n->form == FORM_VARIANTS, quoted = !variants || slice_has_byte(n->text, '}');

	buf_add_str(out, quoted ? (variants ? "\"{" : "\"") : "{");
	buf_add_slice(out, n->text);
	buf_add_str(out, quoted ? (variants ? "}\"" : "\"") : "}");
}

static void print_zones(unsigned zones, struct buf *out)
{
	const char *sep = "";
	int z;

	if (zones == ZONES_ALL) {
		buf_add_str(out, "all");
		return;
	}
	for (z = 0; z < ZONE_COUNT; z++)
		if (zones & ZONE_BIT(z)) {
			buf_addf(out, "%s%s", sep, zone_word((enum zone)z));
			sep = "+";
		}
}

/* The head of a call: its name, bracket and what stands before the kids. */
static void print_head(const struct node *n, struct buf *out)
{
	static const char *const names[NODE_KIND_COUNT] = {
		[NODE_AND] = "ALL", [NODE_OR] = "ANY", [NODE_NOT] = "NOT",
		[NODE_SENTENCE] = "SENTENCE", [NODE_PARAGRAPH] = "PARAGRAPH",
		[NODE_ATLEAST] = "ATLEAST", [NODE_QUORUM] = "SOME", [NODE_FIRST] = "FIRST",
		[NODE_LEAD] = "LEAD", [NODE_ZONES] = "ZONES",
		[NODE_QUOTED] = "QUOTE",
	};

	if (n->negated)
		buf_add_str(out, "NOT");
	if (n->synonyms)
		buf_add_str(out, "SYNONYMS");
	else if (n->kind == NODE_NEAR)
		buf_add_str(out, n->ordered ? "BEFORE" : "NEAR");
	else
		buf_add_str(out, names[n->kind]);
	buf_add_char(out, '(');
	if (n->kind == NODE_ZONES) {
		print_zones(n->zones, out);
		buf_add_str(out, ", ");
	} else if (n->kind == NODE_NEAR && n->count == COUNT_ANY) {
		buf_add_str(out, "any, ");
	} else if (n->kind == NODE_NEAR || n->kind == NODE_ATLEAST || n->kind == NODE_QUORUM ||
		   n->kind == NODE_FIRST) {
		buf_addf(out, "%u, ", n->count);
	}
}

void node_print(const struct node *n, struct buf *out)
{
	size_t i;

	if (n->told.n) {
		buf_add_slice(out, n->told);
		return;
	}
	switch (n->kind) {
	case NODE_ALL: buf_add_str(out, "EVERYTHING()"); return;
	case NODE_WORD: print_word(n, out); return;
	case NODE_PHRASE: print_phrase(n, out); return;
	case NODE_DATE: print_date(n, out); return;
	case NODE_LENGTH: print_length(n, out); return;
	case NODE_FIELD:
		buf_addf(out, lex_has_quote(n->text) ? "%s:{%.*s}" : "%s:\"%.*s\"",
			 field_word(n->field), SLICE_ARG(n->text));
		return;
	default: break;
	}
	print_head(n, out);
	for (i = 0; i < n->n; i++) {
		if (i)
			buf_add_str(out, ", ");
		node_print(n->kids[i], out);
	}
	buf_add_char(out, ')');
}
