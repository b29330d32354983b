/* SPDX-License-Identifier: GPL-2.0-or-later */
/* corpus/scrape_inside.c - what within the article of a scrape is not its text:
 * captions, boxes, headlines of other articles, pull-quotes: see scrape.h.
 */
#include <stdlib.h>
#include <string.h>

#include "corpus/internal.h"
#include "corpus/lines.h"
#include "corpus/scrape.h"
#include "lib/base/mem.h"

#define CREDIT_WORDS 8 /* a line of a photographer's name */
#define CAPTION_WORDS 45
#define HEADING_WORDS 10
#define LOOSE_WORDS 5    /* a name or a button has fewer */
#define BOX_ITEMS 6
#define STRAY_WORDS 30
#define REPEAT_BYTES 40 /* a shorter line may well say what another says */

/* Under "Related": headlines, until a sentence comes. */
static size_t mark_box(struct scrape *s, size_t i)
{
	size_t k = i + 1;

	while (k < s->end && !s->v[k].marked && s->v[k].cls == LINE_PLAIN && !s->v[k].sentence &&
	       !s->v[k].running && k - i <= 8)
		k++;
	/* the last one may be the heading of the text that follows */
	for (i++; i < k; i++)
		scrape_mark(&s->v[i], ZONE_TEASER, BLOCK_P);
	return k;
}

/* A line with letters in it, and no sentence. */
static bool is_loose(const struct scrape_line *l)
{
	return l->cls == LINE_PLAIN && !l->marked && !l->running && !l->bullet &&
	       !line_ends_punctuated(l->text);
}

/* Loose lines from i on: one past the last. */
static size_t loose_end(const struct scrape *s, size_t i)
{
	while (i < s->end && is_loose(&s->v[i]))
		i++;
	return i;
}

/* Share of the words that begin with a capital, in per cent: headlines of other
 * articles are often set so, headings within one seldom. */
static unsigned capitals(struct slice s)
{
	unsigned words = 0, caps = 0;
	size_t i;

	for (i = 0; i < s.n; i++) {
		if (i && s.p[i - 1] != ' ')
			continue;
		words += ascii_is_alpha(s.p[i]);
		caps += s.p[i] >= 'A' && s.p[i] <= 'Z';
	}
	return words ? caps * 100 / words : 0;
}

/* Line i, the last of a run of loose lines, may head the text below it.  What a page
 * says twice is furniture rather. */
static bool may_head(const struct scrape *s, size_t i, size_t run)
{
	const struct scrape_line *l = &s->v[i];

	if (i <= s->start || i + 1 >= s->end || !line_may_head(l->text, HEADING_WORDS) ||
	    s->v[i + 1].cls != LINE_PLAIN || s->v[i + 1].words <= HEADING_WORDS)
		return false;
	if (run == 1)
		return !l->repeated;
	return l->words >= 2 && !l->repeated && (l->words >= LOOSE_WORDS || capitals(l->text) < 70);
}

/* "7. The name of a thing". */
static bool is_numbered(struct slice s)
{
	size_t i = 0;

	while (i < s.n && i < 3 && ascii_is_digit(s.p[i]))
		i++;
	return i > 0 && i + 2 < s.n && (s.p[i] == '.' || s.p[i] == ')') && s.p[i + 1] == ' ';
}

/* The date below the name of who said something elsewhere. */
static bool is_of_post(const struct scrape *s, size_t i)
{
	struct pubdate d = {.known = false};

	return i > s->start && s->v[i - 1].cls == LINE_INLINE && s->v[i].words <= LOOSE_WORDS &&
	       date_only(s->v[i].text, s->a->language, &d);
}

/* Does the line above i say that a list follows?  Not "More:". */
static bool is_announced(const struct scrape *s, size_t i)
{
	return i > s->start && slice_ends(s->v[i - 1].text, SLICE_LIT(":")) &&
	       (s->v[i - 1].cls == LINE_PLAIN || s->v[i - 1].zone == ZONE_BODY);
}

/* Loose lines between sentences: items of a list after a colon, else a heading
 * at most; the others are captions, headlines of other articles, furniture. */
static void mark_loose(struct scrape *s, size_t i, size_t to)
{
	bool list = is_announced(s, i) && to - i >= 2;
	size_t run = to - i;

	for (; i < to; i++) {
		struct scrape_line *l = &s->v[i];

		if (l->words <= 6 && scrape_label_by(l->folded) && capitals(l->text) >= 60)
			scrape_mark(l, ZONE_NAV, BLOCK_P); /* a by-line */
		else if (is_of_post(s, i))
			scrape_mark(l, ZONE_TEASER, BLOCK_P);
		else if (is_numbered(l->text) || (i + 1 == to && may_head(s, i, run)))
			scrape_mark(l, ZONE_BODY, BLOCK_HEADING);
		else if (list || s->bare)
			scrape_mark(l, ZONE_BODY, list ? BLOCK_LI : BLOCK_P);
		else
			scrape_mark(l, l->words >= 5 ? ZONE_TEASER : ZONE_NAV, BLOCK_P);
	}
}

/* A few items below a line of furniture, which nothing announces: they are of it. */
static bool is_of_box(const struct scrape *s, size_t i, size_t to)
{
	enum zone above = i > s->start ? s->v[i - 1].zone : ZONE_BODY;

	return to - i < BOX_ITEMS && (above == ZONE_NAV || above == ZONE_TEASER);
}

/* Bulleted lines without sentences: links to other articles when nothing announces
 * a list and they are set as headlines, or it is one line alone, or in a box. */
static size_t mark_items(struct scrape *s, size_t i)
{
	bool announced = is_announced(s, i);
	size_t to = i, words = 0, k;
	unsigned caps = 0;
	bool links;

	for (; to < s->end && s->v[to].bullet && s->v[to].cls == LINE_PLAIN && !s->v[to].marked &&
	       !s->v[to].running;
	     to++) {
		words += s->v[to].words;
		caps += capitals(slice_sub(s->v[to].text, 4, s->v[to].text.n));
	}
	links = words >= 5 * (to - i) && (caps >= 60 * (to - i) || to == i + 1);
	links = !announced && !s->bare && (links || is_of_box(s, i, to));
	for (k = i; k < to; k++)
		scrape_mark(&s->v[k], links ? ZONE_TEASER : ZONE_BODY, BLOCK_LI);
	return to;
}

/* A sentence right above a credit says what the picture shows. */
static bool is_above_credit(const struct scrape *s, size_t i)
{
	const struct scrape_line *l = &s->v[i], *next = l + 1;

	return i + 1 < s->end && next->cls == LINE_CAPTION && next->words <= CREDIT_WORDS &&
	       l->sentence && l->words < CAPTION_WORDS && !l->bullet;
}

static void mark_inside(struct scrape *s)
{
	size_t i = s->start, to;

	while (i < s->end) {
		struct scrape_line *l = &s->v[i];

		if (l->marked) {
			i++;
		} else if (l->cls != LINE_PLAIN && s->bare && l->cls != LINE_CAPTION) {
			scrape_mark(l, ZONE_BODY, l->bullet ? BLOCK_LI : BLOCK_P);
			i++;
		} else if (l->cls != LINE_PLAIN) {
			scrape_mark(l, scrape_class_zone(l->cls), BLOCK_P);
			i = l->cls == LINE_RELATED ? mark_box(s, i) : i + 1;
		} else if (i > s->start && s->v[i - 1].zone == ZONE_LEGAL && !l->running &&
			   !s->bare && (l->sentence || l->bullet)) {
			scrape_mark(l, ZONE_LEGAL, BLOCK_P);
			i++;
		} else if (is_above_credit(s, i)) {
			scrape_mark(l, ZONE_CAPTION, BLOCK_P);
			i++;
		} else if ((to = loose_end(s, i)) > i) {
			mark_loose(s, i, to);
			i = to;
		} else if (l->bullet && !l->running) {
			i = mark_items(s, i);
		} else {
			scrape_mark(l, ZONE_BODY, l->bullet ? BLOCK_LI : BLOCK_P);
			i++;
		}
	}
}

/* --- repeated text --- */

/* Without the bullet and the quotation marks around it. */
static struct slice bare(struct slice s)
{
	static const char *const marks[] = {"\"", "'", "-", "*", " ", "•", "«", "»", "„"};
	size_t i;
	bool again = true;

	while (again && s.n) {
		again = false;
		for (i = 0; i < sizeof(marks) / sizeof(marks[0]); i++) {
			struct slice m = slice_str(marks[i]);

			if (slice_starts(s, m)) {
				s = slice_sub(s, m.n, s.n);
				again = true;
			}
			if (slice_ends(s, m)) {
				s.n -= m.n;
				again = true;
			}
		}
	}
	return s;
}

/* The folded body with line ends; at[i - start] is where line i begins. */
static bool body_text(struct scrape *s, size_t *at)
{
	size_t i;

	buf_reset(&s->buf);
	for (i = s->start; i < s->end; i++) {
		at[i - s->start] = s->buf.len;
		if (s->v[i].zone == ZONE_BODY)
			buf_add_slice(&s->buf, s->v[i].folded);
		buf_add_char(&s->buf, '\n');
	}
	return s->buf.len <= SCRAPE_REPEAT_BYTES;
}

/* Where `what` stands in text; NULL when it does not. */
static const char *find(struct slice text, struct slice what)
{
	return text.n >= what.n ? memmem(text.p, text.n, what.p, what.n) : NULL;
}

/* The length of the line of text that p is in. */
static size_t line_around(struct slice text, const char *p)
{
	const char *from = p, *to = memchr(p, '\n', (size_t)(text.p + text.n - p));

	while (from > text.p && from[-1] != '\n')
		from--;
	return (size_t)((to ? to : text.p + text.n) - from);
}

/* Does what line l says, at `from` of the body's text, stand in an earlier line,
 * or in a longer later one?  (Of two equal lines the first stays.)  Or, when it
 * was left out of that text, anywhere in it? */
static bool is_repeat(struct slice text, size_t from, const struct scrape_line *l)
{
	struct slice what = bare(l->folded), after = slice_sub(text, from + l->folded.n, text.n);
	const char *p;

	if (what.n < REPEAT_BYTES)
		return false;
	if (l->zone != ZONE_BODY)
		return l->bullet && find(text, what);
	if (find(slice_sub(text, 0, from), what))
		return !slice_ends(l->text, SLICE_LIT("?")); /* asked of the next one too */
	p = find(after, what);
	return p && line_around(after, p) > l->folded.n;
}

/* Pull-quotes: lines whose words stand in another line. */
static void mark_repeats(struct scrape *s)
{
	size_t n = s->end - s->start, *at, i;

	if (n > SCRAPE_REPEAT_LINES || s->bare)
		return;
	at = xcalloc(n + 1, sizeof(*at));
	if (body_text(s, at))
		for (i = s->start; i < s->end; i++)
			if ((s->v[i].zone == ZONE_BODY || s->v[i].zone == ZONE_TEASER) &&
			    is_repeat(buf_slice(&s->buf), at[i - s->start], &s->v[i]))
				scrape_mark(&s->v[i], ZONE_PULLQUOTE, BLOCK_QUOTE);
	free(at);
}

/* One short line below furniture that follows the text: a call, a notice.  Pictures
 * and advertisements stand amid a text. */
static void mark_stray(struct scrape *s)
{
	size_t i = s->end, k, around = 0;

	while (i > s->start && s->v[i - 1].zone != ZONE_BODY)
		i--;
	if (s->bare || i < s->start + 2)
		return;
	for (k = i - 1; k > s->start && s->v[k - 1].zone != ZONE_BODY; k--)
		around += s->v[k - 1].zone != ZONE_CAPTION && s->v[k - 1].zone != ZONE_AD;
	if (around && k > s->start && s->v[i - 1].words < STRAY_WORDS)
		scrape_mark(&s->v[i - 1], ZONE_TEASER, BLOCK_P);
}

void scrape_inside(struct scrape *s)
{
	mark_inside(s);
	mark_repeats(s);
	mark_stray(s);
}
