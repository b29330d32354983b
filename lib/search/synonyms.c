/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Synonyms from a file: see synonyms.h. */
#include "lib/search/synonyms.h"

#include <stdlib.h>

#include "lib/base/arena.h"
#include "lib/base/io.h"
#include "lib/base/limits.h"
#include "lib/base/mem.h"
#include "lib/base/utf8.h"
#include "lib/search/parse.h"

/* One entry of a line: what it finds are entries [from, to). */
struct entry {
	struct slice key;  /* its forms, joined by blanks */
	struct slice text; /* as written */
	bool     phrase;
	uint32_t from, to;
};

struct synonyms {
	struct arena arena;
	struct entry *v; /* by line; entries that find nothing have from == to */
	size_t n, cap;
	uint32_t *order; /* of v by key, then place */
};

struct load {
	struct synonyms *s;
	struct analyser *a;
	struct tokens tokens;
	const char *path;
	size_t line;
	struct err *err;
};

/* The forms of a text that are not parts of others; how many. */
static size_t key_of(struct analyser *a, struct tokens *t, struct slice text, struct buf *out)
{
	uint32_t end = 0;
	size_t i, n = 0;

	tokens_reset(t);
	analyse_text(a, SLICE_NONE, text, ZONE_BODY, 0, 1, t);
	buf_reset(out);
	for (i = 0; i < t->n; i++) {
		if (n && t->v[i].pos < end)
			continue;
		if (n++)
			buf_add_char(out, ' ');
		buf_add_slice(out, t->v[i].form);
		end = t->v[i].pos + t->v[i].width;
	}
	return n;
}

static enum status bad(struct load *l, const char *why)
{
	return err_set(l->err, STATUS_BAD_DATA, "%.200s:%zu: %s", l->path, l->line, why);
}

static enum status add_entry(struct load *l, struct slice text)
{
	struct synonyms *s = l->s;
	struct entry *e;
	struct buf key;
	size_t words;

	text = slice_trim(text);
	if (slice_has_byte(text, '"') || slice_has_byte(text, '{') || slice_has_byte(text, '}'))
		return bad(l, "an entry is plain words, without quotation marks or brackets");
	buf_init(&key, LIMIT_SYNONYM_BYTES * 4);
	words = key_of(l->a, &l->tokens, text, &key);
	if (words && s->n == s->cap) {
		s->cap = s->cap ? s->cap * 2 : 64;
		s->v = xrealloc(s->v, s->cap * sizeof(*s->v));
	}
	if (words) {
		e = &s->v[s->n++];
		*e = (struct entry){.phrase = words > 1};
		e->key = arena_dup(&s->arena, buf_slice(&key));
		e->text = arena_dup(&s->arena, text);
	}
	buf_done(&key);
	return words ? STATUS_OK : bad(l, "an entry without a word in it");
}

static enum status add_list(struct load *l, struct slice list, size_t *count)
{
	struct slice one;
	enum status st = STATUS_OK;

	while (st == STATUS_OK && slice_split(&list, ',', &one)) {
		if (++*count > LIMIT_SYNONYMS)
			return bad(l, "too many entries in one line");
		st = add_entry(l, one);
	}
	return st;
}

/* Where "=>" is, or the end. */
static size_t arrow(struct slice line)
{
	size_t i;

	for (i = 0; i + 1 < line.n; i++)
		if (line.p[i] == '=' && line.p[i + 1] == '>')
			return i;
	return line.n;
}

static enum status read_line(struct load *l, struct slice line)
{
	size_t cut = arrow(line), first = l->s->n, middle, count = 0, i;
	enum status st;

	if (!utf8_valid(line))
		return bad(l, "not UTF-8 text");
	if (cut < line.n && arrow(slice_sub(line, cut + 2, line.n)) < line.n - cut - 2)
		return bad(l, "a second =>");
	st = add_list(l, slice_sub(line, 0, cut), &count);
	middle = l->s->n;
	if (st == STATUS_OK && cut < line.n)
		st = add_list(l, slice_sub(line, cut + 2, line.n), &count);
	if (st != STATUS_OK)
		return st;
	if (count < 2)
		return bad(l, "one entry alone is a synonym of nothing");
	if (cut == line.n)
		middle = first;
	for (i = first; i < (cut == line.n ? l->s->n : middle); i++) {
		l->s->v[i].from = (uint32_t)(cut == line.n ? first : middle);
		l->s->v[i].to = (uint32_t)l->s->n;
	}
	return STATUS_OK;
}

static enum status read_lines(struct load *l, struct slice text)
{
	enum status st = STATUS_OK;
	struct slice line;
	size_t i;

	while (st == STATUS_OK && slice_split(&text, '\n', &line)) {
		l->line++;
		for (i = 0; i < line.n && line.p[i] != '#'; i++)
			;
		line = slice_trim(slice_sub(line, 0, i));
		if (line.n && l->line > LIMIT_SYNONYM_LINES)
			return bad(l, "too many lines");
		if (line.n)
			st = read_line(l, line);
	}
	return st;
}

static int compare(const void *a, const void *b, void *ctx)
{
	const struct entry *v = ctx;
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
	int c = slice_cmp(v[x].key, v[y].key);

	return c ? c : (x > y) - (x < y);
}

enum status synonyms_load(const char *path, struct analyser *a, struct synonyms **out,
			  struct err *err)
{
	struct load l = {.a = a, .path = path, .err = err};
	enum status st;
	struct buf text;
	uint32_t i;

	l.s = xcalloc(1, sizeof(*l.s));
	arena_init(&l.s->arena);
	tokens_init(&l.tokens);
	buf_init(&text, LIMIT_SYNONYM_BYTES);
	st = io_read_file(path, &text, err);
	if (st == STATUS_OK)
		st = read_lines(&l, buf_slice(&text));
	l.s->order = xcalloc(l.s->n + 1, sizeof(*l.s->order));
	for (i = 0; i < l.s->n; i++)
		l.s->order[i] = i;
	if (l.s->n)
		qsort_r(l.s->order, l.s->n, sizeof(*l.s->order), compare, l.s->v);
	buf_done(&text);
	tokens_done(&l.tokens);
	if (st == STATUS_OK)
		*out = l.s;
	else
		synonyms_free(l.s);
	return st;
}

void synonyms_free(struct synonyms *s)
{
	if (!s)
		return;
	arena_done(&s->arena);
	free(s->v);
	free(s->order);
	free(s);
}

/* --- queries -------------------------------------------------------------- */

static bool is_used(const struct synonyms *s, const uint32_t *used, size_t n,
		    const struct entry *e, const struct entry *own)
{
	size_t i;

	if (slice_eq(e->key, own->key))
		return true;
	for (i = 0; i < n; i++)
		if (slice_eq(s->v[used[i]].key, e->key))
			return true;
	return false;
}

/* Everything that the entries of this key find, each once. */
static size_t collect(const struct synonyms *s, size_t at, uint32_t used[LIMIT_SYNONYMS])
{
	const struct entry *own = &s->v[s->order[at]];
	size_t n = 0;
	uint32_t k;

	for (; at < s->n && slice_eq(s->v[s->order[at]].key, own->key); at++)
		for (k = s->v[s->order[at]].from; k < s->v[s->order[at]].to; k++)
			if (n < LIMIT_SYNONYMS && !is_used(s, used, n, &s->v[k], own))
				used[n++] = k;
	return n;
}

/* The first of `order` with this key, or s->n. */
static size_t find(const struct synonyms *s, struct slice key)
{
	size_t low = 0, high = s->n;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (slice_cmp(s->v[s->order[mid]].key, key) < 0)
			low = mid + 1;
		else
			high = mid;
	}
	return low < s->n && slice_eq(s->v[s->order[low]].key, key) ? low : s->n;
}

struct node *synonyms_apply(const struct synonyms *s, struct analyser *a, struct tokens *scratch,
			    struct query *q, struct node *n)
{
	uint32_t used[LIMIT_SYNONYMS];
	struct node *any;
	struct buf key;
	size_t at, count, i;

	if (!s || !s->n || n->form != FORM_VARIANTS || n->pattern != PATTERN_NONE)
		return n;
	buf_init(&key, LIMIT_QUERY_BYTES * 4);
	at = key_of(a, scratch, n->text, &key) ? find(s, buf_slice(&key)) : s->n;
	buf_done(&key);
	count = at < s->n ? collect(s, at, used) : 0;
	if (!count)
		return n;
	any = query_node(q, NODE_OR);
	any->synonyms = true;
	any->pos = n->pos;
	any->depth = n->depth + 1;
	any->kids = ARENA_ARRAY(&q->arena, struct node *, count + 1);
	any->kids[any->n++] = n;
	for (i = 0; i < count; i++) {
		const struct entry *e = &s->v[used[i]];
		struct node *kid = query_node(q, e->phrase ? NODE_PHRASE : NODE_WORD);

		kid->pos = n->pos;
		kid->text = arena_dup(&q->arena, e->text);
		any->kids[any->n++] = kid;
	}
	return any;
}
