/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Passages with marks: see snippet.h. */
#include "lib/search/snippet.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/limits.h"
#include "lib/base/utf8.h"
#include "lib/search/place.h"

#define PASSAGE_WORDS 50 /* of one passage, about PASSAGE_CHARS */
#define MARKS_MAX 200    /* shown in one passage */

/* A run of sentences of one block. */
struct window {
	uint32_t block, first, end; /* sentences, half open */
	uint32_t parts, marks;
	bool     body;
	uint32_t beyond; /* end of a place that goes on in a later block, or 0 */
};

struct chooser {
	struct span_doc *d;
	struct spans     marks, places; /* what passages are made around */
	const struct stream_block *blocks;
	const uint32_t  *sentences;
	struct window    best[LIMIT_PASSAGES];
	uint32_t         n, max;
};

/* --- choosing ------------------------------------------------------------- */

static bool better(const struct window *a, const struct window *b)
{
	if (a->body != b->body)
		return a->body;
	if (a->parts != b->parts)
		return a->parts > b->parts;
	if (a->marks != b->marks)
		return a->marks > b->marks;
	return a->first < b->first;
}

/* Keep it among the best; of two that overlap only the better one. */
static void offer(struct chooser *c, const struct window *w)
{
	uint32_t i, at;

	for (i = 0; i < c->n; i++) {
		if (w->first >= c->best[i].end || c->best[i].first >= w->end)
			continue;
		if (!better(w, &c->best[i]))
			return;
		memmove(&c->best[i], &c->best[i + 1], (c->n - i - 1) * sizeof(*w));
		c->n--;
		i--;
	}
	for (at = 0; at < c->n && better(&c->best[at], w); at++)
		;
	if (at == c->max)
		return;
	if (c->n == c->max)
		c->n--;
	memmove(&c->best[at + 1], &c->best[at], (c->n - at) * sizeof(*w));
	c->best[at] = *w;
	c->n++;
}

static uint32_t sentence_of(const struct chooser *c, uint32_t pos)
{
	uint32_t lo = 0, hi = c->d->stream.n_sentences;

	while (hi - lo > 1) {
		uint32_t mid = (lo + hi) / 2;

		if (c->sentences[mid] <= pos)
			lo = mid;
		else
			hi = mid;
	}
	return lo;
}

/* The window that begins at the sentence of a place and has all of the place that
 * is in its block, as long as it may be; mark i is the first that can lie in it. */
static void offer_at(struct chooser *c, const struct span *place, uint32_t i, uint32_t block)
{
	const struct stream_block *b = &c->blocks[block];
	uint32_t first = sentence_of(c, place->start), end = first + 1, limit, k;
	uint64_t seen = 0;
	struct window w = {block, first, end, 0, 0, b->zone == ZONE_BODY, 0};

	if (place->end > b->end_pos)
		w.beyond = place->end;
	while (end < c->d->stream.n_sentences && c->sentences[end] < b->end_pos &&
	       (c->sentences[end] < place->end ||
		c->sentences[end + 1] - c->sentences[first] <= PASSAGE_WORDS))
		end++;
	w.end = end;
	limit = c->sentences[end] < b->end_pos ? c->sentences[end] : b->end_pos;
	for (k = i; k < c->marks.n && c->marks.v[k].start < limit; k++) {
		uint64_t bit = (uint64_t)1 << (c->marks.v[k].part & 63);

		w.marks++;
		w.parts += !(seen & bit);
		seen |= bit;
	}
	offer(c, &w);
}

static void choose(struct chooser *c)
{
	uint32_t i, mark = 0, block = 0, last = UINT32_MAX;

	for (i = 0; i < c->places.n; i++) {
		const struct span *place = &c->places.v[i];
		uint32_t s = sentence_of(c, place->start);

		while (block + 1 < c->d->stream.n_blocks && c->blocks[block].end_pos <= place->start)
			block++;
		while (mark < c->marks.n && c->marks.v[mark].start < c->sentences[s])
			mark++;
		if (s != last || c->sentences[s + 1] < place->end)
			offer_at(c, place, mark, block);
		last = s;
	}
}

static bool has_near(const struct node *n)
{
	size_t i;

	if (n->kind == NODE_NEAR)
		return true;
	for (i = 0; i < n->n; i++)
		if (has_near(n->kids[i]))
			return true;
	return false;
}

/* Nothing is marked (a query of fields alone): how the body begins. */
static void choose_begin(struct chooser *c)
{
	uint32_t i;

	for (i = 0; i < c->d->stream.n_blocks; i++) {
		const struct stream_block *b = &c->blocks[i];
		uint32_t first, end;

		if (b->zone != ZONE_BODY || b->first_pos == b->end_pos)
			continue;
		first = sentence_of(c, b->first_pos);
		for (end = first + 1; end < c->d->stream.n_sentences &&
				      c->sentences[end] < b->end_pos &&
				      c->sentences[end + 1] - b->first_pos <= PASSAGE_WORDS; end++)
			;
		c->best[c->n++] = (struct window){i, first, end, 0, 0, true, 0};
		return;
	}
}

/* --- the block's text ----------------------------------------------------- */

struct range {
	size_t start, end; /* bytes of the block's text */
};

/* Marks of a window as bytes, in order, joined where they overlap. */
static size_t mark_bytes(const struct chooser *c, const struct window *w, const struct places *p,
			 struct range out[MARKS_MAX])
{
	uint32_t base = c->blocks[w->block].first_pos, from = c->sentences[w->first];
	uint32_t to = c->sentences[w->end], i;
	size_t n = 0;

	for (i = 0; i < c->marks.n && n < MARKS_MAX; i++) {
		const struct span *m = &c->marks.v[i];
		struct range r;

		if (m->start < from || m->start >= to || m->end - base > p->n || m->end <= m->start)
			continue;
		r = (struct range){p->start[m->start - base], p->end[m->end - 1 - base]};
		if (r.end <= r.start)
			continue;
		if (n && r.start < out[n - 1].end) {
			if (r.end > out[n - 1].end)
				out[n - 1].end = r.end;
			continue;
		}
		out[n++] = r;
	}
	return n;
}

/* Bytes of the window's sentences. */
static struct range window_bytes(const struct searcher *s, const struct chooser *c,
				 const struct window *w, const struct places *p)
{
	uint32_t base = c->blocks[w->block].first_pos;
	uint32_t from = c->sentences[w->first] - base, to = c->sentences[w->end] - base;
	const struct tokens *t = &s->tokens;
	struct slice text = t->blocks[0].text;
	struct range r = {0, text.n};
	size_t i;

	if (from > p->n)
		from = p->n;
	if (to > p->n)
		to = p->n;
	/* sentences of lib/text carry quotes and stops that words do not */
	for (i = 0; i < t->n_sentences; i++) {
		if (t->sentences[i].first_pos == from && from > 0)
			r.start = t->sentences[i].start;
		if (t->sentences[i].end_pos == to && to < p->n)
			r.end = t->sentences[i].end;
	}
	return r;
}

static bool boundary(struct slice text, size_t at)
{
	return at == 0 || at >= text.n || text.p[at - 1] == ' ' || text.p[at] == ' ';
}

/* Cut a range that is far too long to about PASSAGE_CHARS around its first
 * marks, at blanks. */
static struct range shorten(struct slice text, struct range r, const struct range *marks, size_t n)
{
	size_t focus = n ? marks[0].start : r.start, from, to, keep = PASSAGE_CHARS + 60;

	if (utf8_count(slice_sub(text, r.start, r.end)) <= keep + 100)
		return r;
	from = focus > r.start + 80 ? focus - 80 : r.start;
	while (from < focus && !boundary(text, from))
		from++;
	while (from < r.end && ((unsigned char)text.p[from] & 0xC0) == 0x80)
		from++;
	to = from + utf8_offset(slice_sub(text, from, r.end), PASSAGE_CHARS);
	if (to < r.end) {
		size_t cut = to;

		while (cut > from && to - cut < 60 && text.p[cut] != ' ')
			cut--;
		if (text.p[cut] == ' ' && cut > focus)
			to = cut;
	}
	if (n && to < marks[0].end)
		to = marks[0].end;
	return (struct range){from, to};
}

/* --- writing -------------------------------------------------------------- */

/* Number of the window's first sentence in its block, from 1. */
static uint32_t sentence_number(const struct chooser *c, const struct window *w)
{
	uint32_t base = c->blocks[w->block].first_pos, k = w->first, n = 1;

	while (k > 0 && c->sentences[k - 1] >= base && c->sentences[k] > base) {
		k--;
		n++;
	}
	return n;
}

static void write_text(struct json *j, struct slice text, struct range r, struct range whole,
		       const struct range *marks, size_t n)
{
	bool head = r.start > whole.start, tail = r.end < whole.end;
	struct buf b;
	size_t i;

	while (r.start < r.end && text.p[r.start] == ' ')
		r.start++;
	while (r.end > r.start && text.p[r.end - 1] == ' ')
		r.end--;
	buf_init(&b, LIMIT_REPLY_BYTES);
	if (head)
		buf_add_str(&b, "… ");
	buf_add_slice(&b, slice_sub(text, r.start, r.end));
	if (tail)
		buf_add_str(&b, " …");
	json_key_slice(j, "text", buf_slice(&b));
	buf_done(&b);
	json_key(j, "marks");
	json_begin_array(j);
	for (i = 0; i < n; i++) {
		size_t from;

		if (marks[i].start < r.start || marks[i].end > r.end)
			continue;
		from = utf8_count(slice_sub(text, r.start, marks[i].start)) + (head ? 2 : 0);
		json_begin_array(j);
		json_u64(j, from);
		json_u64(j, from + utf8_count(slice_sub(text, marks[i].start, marks[i].end)));
		json_end(j);
	}
	json_end(j);
}

#define SENTENCE_MORE 64 /* positions behind a sentence that show where it ends */

/* So many positions of its block are needed to show the window: the words of a long
 * block behind it are not. */
static uint32_t positions_of(const struct chooser *c, const struct window *w)
{
	uint32_t base = c->blocks[w->block].first_pos, end = c->sentences[w->end], i;

	for (i = 0; i < c->marks.n; i++)
		if (c->marks.v[i].start < c->sentences[w->end] && c->marks.v[i].end > end)
			end = c->marks.v[i].end;
	return end - base + SENTENCE_MORE;
}

static void write_passage(struct searcher *s, struct chooser *c, const struct window *w,
			  const struct article *a, struct json *j)
{
	const struct stream_block *b = &c->blocks[w->block];
	struct slice text = place_block_text(a, w->block);
	struct range marks[MARKS_MAX], whole, shown;
	struct places places;
	size_t n;

	if (!text.p)
		return;
	places_of_block(s, a, b, text, positions_of(c, w), &places);
	n = mark_bytes(c, w, &places, marks);
	whole = window_bytes(s, c, w, &places);
	shown = shorten(text, whole, marks, n);
	json_begin_object(j);
	json_key_u64(j, "p", b->body);
	json_key_u64(j, "s", sentence_number(c, w));
	if (b->zone != ZONE_BODY)
		json_key_str(j, "zone", zone_word(b->zone));
	write_text(j, text, shown, whole, marks, n);
	json_end(j);
}

/* The sentence in which a place of the window ends, in a later block. */
static struct window rest_of(const struct chooser *c, const struct window *w)
{
	uint32_t s = sentence_of(c, w->beyond - 1), block = w->block;

	while (block + 1 < c->d->stream.n_blocks && c->blocks[block].end_pos < w->beyond)
		block++;
	return (struct window){block, s, s + 1, 0, 0, c->blocks[block].zone == ZONE_BODY, 0};
}

void snippet_json(struct searcher *s, const struct node *root, struct span_scope scope,
		  const struct article *a, uint32_t n, struct json *j)
{
	struct chooser c = {.d = &s->doc, .max = n < LIMIT_PASSAGES ? n : LIMIT_PASSAGES};
	uint32_t i;

	c.blocks = span_blocks(&s->doc);
	c.sentences = span_sentences(&s->doc);
	c.marks = span_marks(&s->doc, root, scope);
	c.places = has_near(root) ? span_places(&s->doc, root, scope) : c.marks;
	json_begin_array(j);
	if (c.d->stream.n_sentences && c.max) {
		choose(&c);
		if (c.n == 0)
			choose_begin(&c);
	}
	for (i = 0; i < c.n; i++) {
		write_passage(s, &c, &c.best[i], a, j);
		if (c.best[i].beyond) {
			struct window rest = rest_of(&c, &c.best[i]);

			write_passage(s, &c, &rest, a, j);
		}
	}
	json_end(j);
}

struct slice snippet_passage(struct searcher *s, const struct article *a, uint32_t p, uint32_t sentence)
{
	struct slice text = SLICE_NONE;
	uint32_t body = 0;
	size_t i;

	for (i = 0; i < a->n_blocks && body < p; i++)
		if (a->blocks[i].zone == ZONE_BODY && ++body == p)
			text = a->blocks[i].text;
	if (!text.p || sentence == 0)
		return text;
	tokens_reset(&s->tokens);
	analyse_text(s->analyser, a->language, text, ZONE_BODY, 0, p, &s->tokens);
	if (sentence > s->tokens.n_sentences)
		return SLICE_NONE;
	return slice_trim(slice_sub(text, s->tokens.sentences[sentence - 1].start,
				    s->tokens.sentences[sentence - 1].end));
}
