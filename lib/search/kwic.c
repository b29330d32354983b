/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The concordance: see kwic.h.
 *
 * Two passes.  The first finds the marks of every article, from token streams
 * alone, and counts them.  The second reads articles and cuts the text: of the
 * lines asked for when they stand in the archive's order, of all when they are
 * put in another.
 */
#include "lib/search/kwic.h"

#include <stdlib.h>

#include "lib/base/mem.h"
#include "lib/base/utf8.h"
#include "lib/search/identity.h"
#include "lib/search/place.h"

/* A mark, as the first pass keeps it. */
struct mark {
	uint32_t docid, start, end; /* positions */
};

/* A line with its text, made by the second pass. */
struct line {
	struct slice left, match, right;
	struct slice id, title, publisher, published;
	enum date_relation relation;
	struct slice keys[LIMIT_KWIC_KEYS];
	uint32_t p, s, rank;
	enum zone zone;
};

struct kwic {
	struct searcher *s;
	struct scan *c;
	const struct kwic_options *o;
	struct arena *arena; /* the query's */
	struct mark *marks;
	size_t n_marks, marks_cap;
	uint64_t total;
	struct line *lines;
	size_t n_lines;
};

bool kwic_order_parse(struct slice s, struct kwic_order *out)
{
	struct kwic_order o = {.n = 0};
	struct slice one;

	if (!s.n)
		return false;
	while (slice_split(&s, ',', &one)) {
		char side;

		one = slice_trim(one);
		if (o.n == LIMIT_KWIC_KEYS)
			return false;
		if (slice_ieq_str(one, "m")) {
			o.key[o.n++] = KWIC_MATCH;
			continue;
		}
		side = one.n == 2 ? ascii_lower(one.p[1]) : 0;
		if ((side != 'l' && side != 'r') || one.p[0] < '1' || one.p[0] > '9')
			return false;
		o.key[o.n++] = (one.p[0] - '0') * (side == 'l' ? -1 : 1);
	}
	*out = o;
	return true;
}

/* --- first pass ----------------------------------------------------------- */

static void keep_mark(struct kwic *k, uint32_t docid, struct span m)
{
	struct mark *last = k->n_marks ? &k->marks[k->n_marks - 1] : NULL;

	if (last && last->docid == docid && m.start < last->end) {
		if (m.end > last->end)
			last->end = m.end;
		return;
	}
	k->total++;
	if (k->n_marks == LIMIT_KWIC_LINES)
		return;
	GROW(k->marks, k->n_marks + 1, k->marks_cap);
	k->marks[k->n_marks++] = (struct mark){docid, m.start, m.end};
}

static enum status find_marks(struct kwic *k, struct err *err)
{
	uint32_t docid = 0, i;
	enum status st;

	while ((docid = scan_next(k->c, docid + 1)) != 0 && !deadline_passed(&k->c->deadline)) {
		struct spans marks;

		st = search_load(k->s, docid, err);
		if (st != STATUS_OK)
			return st;
		marks = span_places(&k->s->doc, k->c->query.root, k->c->scope);
		for (i = 0; i < marks.n; i++)
			keep_mark(k, docid, marks.v[i]);
	}
	return STATUS_OK;
}

/* --- second pass ---------------------------------------------------------- */

/* The last `width` code points of s. */
static struct slice tail_of(struct slice s, uint32_t width)
{
	size_t i = s.p ? s.n : 0;

	while (i > 0 && width > 0)
		if (((unsigned char)s.p[--i] & 0xC0) != 0x80)
			width--;
	return slice_sub(s, i, s.n);
}

static struct slice key_of(const struct places *p, uint32_t from, uint32_t to, int key,
			   struct slice match)
{
	uint32_t at;

	if (key == KWIC_MATCH)
		return match;
	if (key < 0 ? (uint32_t)-key > from : to + (uint32_t)key - 1 >= p->n)
		return SLICE_NONE;
	at = key < 0 ? from - (uint32_t)-key : to + (uint32_t)key - 1;
	return p->form[at];
}

/* The match as its folded words. */
static struct slice match_key(struct kwic *k, const struct places *p, uint32_t from, uint32_t to)
{
	struct slice out;
	struct buf b;
	uint32_t i;

	buf_init(&b, LIMIT_FIELD_BYTES);
	for (i = from; i < to; i++) {
		buf_add_slice(&b, p->form[i]);
		buf_add_char(&b, ' ');
	}
	out = arena_dup(k->arena, buf_slice(&b));
	buf_done(&b);
	return out;
}

/* What is known of an article, kept for its lines. */
static struct line head_of(struct kwic *k, const struct article *a)
{
	return (struct line){
		.id = arena_dup(k->arena, a->id),
		.title = arena_dup(k->arena, a->title),
		.publisher = arena_dup(k->arena, a->publisher),
		.published = a->published.known
				     ? arena_dup(k->arena, slice_str(a->published.value))
				     : SLICE_NONE,
		.relation = a->published.relation,
	};
}

struct view { /* the block that lines are cut from */
	uint32_t block; /* UINT32_MAX: none yet */
	struct slice text;
	struct places places;
};

static void cut_line(struct kwic *k, const struct stream_block *b, const struct view *v,
		     const struct mark *m, struct line *out)
{
	uint32_t from = m->start - b->first_pos, to = m->end - b->first_pos;
	const uint32_t *sentences = span_sentences(&k->s->doc);
	struct slice right;
	uint32_t start, end, i;
	size_t n;

	if (to > v->places.n) /* near each other across the end of the paragraph */
		to = v->places.n;
	if (!v->text.p || from >= to)
		return;
	start = v->places.start[from];
	end = v->places.end[to - 1];
	out->left = arena_dup(k->arena, tail_of(slice_sub(v->text, 0, start), k->o->width));
	out->match = arena_dup(k->arena, slice_sub(v->text, start, end));
	right = slice_sub(v->text, end, v->text.n);
	right = slice_sub(right, 0, utf8_offset(right, k->o->width));
	out->right = arena_dup(k->arena, right);
	out->zone = b->zone;
	out->p = b->body;
	for (i = 0; i < k->s->doc.stream.n_sentences && sentences[i] <= m->start; i++)
		out->s += sentences[i] >= b->first_pos && sentences[i + 1] > sentences[i];
	for (n = 0; n < k->o->order.n; n++) {
		int key = k->o->order.key[n];
		struct slice match = key == KWIC_MATCH ? match_key(k, &v->places, from, to)
						       : SLICE_NONE;

		out->keys[n] =
			arena_dup(k->arena, key_of(&v->places, from, to, key, match));
	}
}

/* The lines of the marks [from, end), which are of one article. */
static enum status cut_article(struct kwic *k, size_t from, size_t end, struct article *a,
			       struct err *err)
{
	uint32_t docid = k->marks[from].docid, block = 0;
	struct view v = {.block = UINT32_MAX};
	const struct stream_block *blocks;
	struct line head;
	enum status st = identity_get(k->s, docid, a, err);

	if (st == STATUS_OK)
		st = search_load(k->s, docid, err);
	if (st != STATUS_OK)
		return st;
	blocks = span_blocks(&k->s->doc);
	head = head_of(k, a);
	for (; from < end; from++) {
		struct line *line = &k->lines[k->n_lines];

		while (block + 1 < k->s->doc.stream.n_blocks &&
		       blocks[block].end_pos <= k->marks[from].start)
			block++;
		if (block != v.block) {
			v.block = block;
			v.text = place_block_text(a, block);
			places_of_block(k->s, a, &blocks[block], v.text, UINT32_MAX, &v.places);
		}
		*line = head;
		line->rank = (uint32_t)k->n_lines++;
		cut_line(k, &blocks[block], &v, &k->marks[from], line);
	}
	return STATUS_OK;
}

static enum status cut_lines(struct kwic *k, size_t from, size_t end, struct article *a,
			     struct err *err)
{
	enum status st = STATUS_OK;
	size_t next;

	k->lines = ARENA_ARRAY(k->arena, struct line, end - from + 1);
	for (; from < end && st == STATUS_OK && !deadline_passed(&k->c->deadline); from = next) {
		for (next = from + 1; next < end && k->marks[next].docid == k->marks[from].docid;)
			next++;
		st = cut_article(k, from, next, a, err);
	}
	return st;
}

static int by_keys(const void *x, const void *y)
{
	const struct line *a = x, *b = y;
	size_t i;

	for (i = 0; i < LIMIT_KWIC_KEYS; i++) {
		int c = slice_cmp(a->keys[i], b->keys[i]);

		if (c)
			return c;
	}
	return (a->rank > b->rank) - (a->rank < b->rank);
}

/* --- writing -------------------------------------------------------------- */

static void write_line(struct json *j, const struct line *l)
{
	json_begin_object(j);
	json_key_slice(j, "id", l->id);
	json_key_u64(j, "p", l->p);
	json_key_u64(j, "s", l->s);
	if (l->zone != ZONE_BODY)
		json_key_str(j, "zone", zone_word(l->zone));
	json_key_slice(j, "left", l->left);
	json_key_slice(j, "match", l->match);
	json_key_slice(j, "right", l->right);
	json_key_slice(j, "title", l->title);
	json_key_slice(j, "publisher", l->publisher);
	json_key_slice(j, "published", l->published);
	if (l->published.p)
		json_key_str(j, "relation", date_relation_word(l->relation));
	json_end(j);
}

static void write_lines(struct kwic *k, const struct line *v, size_t n, struct json *j)
{
	size_t i;

	scan_json(k->c, j);
	json_key(j, "lines");
	json_begin_object(j);
	json_key_u64(j, "total", k->total);
	json_key_str(j, "relation", k->c->deadline.passed ? "at_least" : "exact");
	json_end(j);
	json_key(j, "kwic");
	json_begin_array(j);
	for (i = 0; i < n; i++)
		write_line(j, &v[i]);
	json_end(j);
}

/* The marks [*from, *end) that are cut into lines. */
static void choose(struct kwic *k, size_t *from, size_t *end)
{
	uint64_t last = (uint64_t)k->o->offset + k->o->limit;

	*from = k->o->order.n ? 0 : k->o->offset;
	*end = k->o->order.n || last > k->n_marks ? k->n_marks : (size_t)last;
	if (k->o->order.n && *end > LIMIT_KWIC_SORTED) {
		*end = LIMIT_KWIC_SORTED;
		query_warn(&k->c->query, "only the first %d of the lines are put in order",
			   LIMIT_KWIC_SORTED);
	}
	if (*from > *end)
		*from = *end;
}

enum status kwic_json(struct searcher *s, struct scan *c, const struct kwic_options *o,
		      struct article *a, struct json *j, uint64_t *found, struct err *err)
{
	struct kwic k = {.s = s, .c = c, .o = o, .arena = &c->query.arena};
	size_t from, end, first = 0, n;
	enum status st = find_marks(&k, err);

	if (st == STATUS_OK) {
		choose(&k, &from, &end);
		st = cut_lines(&k, from, end, a, err);
	}
	if (st == STATUS_OK) {
		if (o->order.n) {
			qsort(k.lines, k.n_lines, sizeof(*k.lines), by_keys);
			first = o->offset < k.n_lines ? o->offset : k.n_lines;
		}
		n = k.n_lines - first < o->limit ? k.n_lines - first : o->limit;
		write_lines(&k, k.lines + first, n, j);
		*found = k.total;
	}
	free(k.marks);
	return st;
}
