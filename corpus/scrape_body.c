/* SPDX-License-Identifier: GPL-2.0-or-later */
/* corpus/scrape_body.c - where the article is in a scrape, and what within it is
 * not its text: see scrape.h.
 *
 * Each line gets a weight: running text what it has in words, anything that
 * articles do not hold a fine.  The body is the run of lines with the greatest
 * sum, so it goes on over a box or an advertisement but not over a menu; then it
 * ends at the first wording that stands below articles ("Leave a Reply") when
 * most of the text lies before it.
 */
#include <stdlib.h>
#include <string.h>

#include "corpus/lines.h"
#include "corpus/scrape.h"
#include "lib/base/mem.h"

#define WORDS_CAP     80 /* a longer line weighs no more */
#define FINE_SHORT    10 /* a line without a sentence */
#define FINE_ITEM     4  /* an item of a list, likewise */
#define ITEM_LONG     25
#define BARE_SHARE    100 /* lines to one of a page's furniture, in a text alone */
#define BARE_ABOVE    4
#define BARE_BELOW    8
#define LIST_LINES    3  /* an announced list has so many */
#define REJOIN_LINES  12
#define REJOIN_WORDS  3
#define REJOIN_OVERLAP 0.5
#define CREDIT_WORDS  8  /* a line of a photographer's name */
#define CAPTION_WORDS 45
#define HEADING_WORDS 10
#define HEADLINE_CAPS 60 /* per cent of the words of what is set as a headline */
#define LOOSE_WORDS   5  /* a name or a button has fewer */
#define COMMENT_AFTER 150 /* words of text above the heading of the comments */
#define COMMENT_SHARE 3  /* below it a line has this part of its weight */
#define REPEAT_BYTES  40 /* a shorter line may well say what another says */

/* Fines by class; how much text one such line outweighs. */
static const int fines[LINE_CLASS_COUNT] = {
	[LINE_AD] = 2,      [LINE_SHARE] = 12,  [LINE_RELATED] = 40, [LINE_INLINE] = 2,
	[LINE_COMMENT] = 80, [LINE_SIGNUP] = 12, [LINE_LEGAL] = 25,   [LINE_BIO] = 40,
	[LINE_TAGS] = 40,   [LINE_NAV] = 10,     [LINE_CAPTION] = 2,
};

/* Wordings that end an article, and the percentage of the text that must lie
 * before them; 0: never. */
static const unsigned stops[LINE_CLASS_COUNT] = {
	[LINE_SHARE] = 85, [LINE_RELATED] = 75, [LINE_COMMENT] = 50, [LINE_SIGNUP] = 85,
	[LINE_LEGAL] = 85, [LINE_BIO] = 70,     [LINE_TAGS] = 60,
};

static int weight(const struct scrape_line *l)
{
	int words = l->words < WORDS_CAP ? (int)l->words : WORDS_CAP;

	if (l->cls != LINE_PLAIN)
		return -fines[l->cls];
	if (l->running)
		return words;
	if (l->sentence && l->words >= 3)
		return words / 2;
	return l->bullet ? -FINE_ITEM : -FINE_SHORT;
}

static size_t text_words(const struct scrape_line *l)
{
	return weight(l) > 0 ? l->words : 0;
}

/* The run with the greatest sum; the first of equal ones.  What readers wrote may
 * be longer than what they wrote about, so it weighs less. */
static bool best_run(const struct scrape *s, size_t *start, size_t *end)
{
	long sum = 0, best = 0, here;
	size_t i, from = 0, text = 0;
	bool comments = false;

	for (i = 0; i < s->n; i++) {
		if (sum <= 0) {
			sum = 0;
			from = i;
		}
		here = weight(&s->v[i]);
		text += here > 0 ? (size_t)here : 0;
		comments |= s->v[i].cls == LINE_COMMENT && text >= COMMENT_AFTER;
		sum += comments && here > 0 ? here / COMMENT_SHARE : here;
		if (sum > best) {
			best = sum;
			*start = from;
			*end = i + 1;
		}
	}
	return best > 0;
}

/* End the run at a stop when enough of its text lies before. */
static void cut_at_stop(struct scrape *s)
{
	size_t i, all = 0, before = 0;

	for (i = s->start; i < s->end; i++)
		all += text_words(&s->v[i]);
	for (i = s->start; i < s->end; i++) {
		unsigned percent = stops[s->v[i].cls];

		if (percent && before * 100 >= all * percent) {
			s->end = i;
			break;
		}
		before += text_words(&s->v[i]);
	}
	while (s->end > s->start + 1 && weight(&s->v[s->end - 1]) <= 0)
		s->end--;
}

/* Running text that speaks of the same things as the body. */
static bool belongs(const struct scrape_line *l, struct slice body)
{
	return l->cls == LINE_PLAIN && l->running && !l->bullet &&
	       scrape_overlap(l->folded, body) >= REJOIN_OVERLAP;
}

/* May a gap within an article hold such a line?  Buttons and captions, but no
 * headline. */
static bool bridges(const struct scrape_line *l)
{
	if (l->cls == LINE_PLAIN)
		return l->words <= REJOIN_WORDS || l->running;
	return !stops[l->cls] || l->cls == LINE_SHARE;
}

/* Paragraphs beyond a gap of a few lines, which the sum did not outweigh: the
 * buttons of a player, a row of prices. */
static void rejoin(struct scrape *s)
{
	struct slice body = scrape_sample(s);
	size_t i, gap;

	for (i = s->end, gap = 0; i < s->n && gap <= REJOIN_LINES && bridges(&s->v[i]); i++, gap++)
		if (belongs(&s->v[i], body)) {
			s->end = i + 1;
			gap = 0;
		}
	for (i = s->start, gap = 0; i-- > 0 && gap <= REJOIN_LINES && bridges(&s->v[i]); gap++)
		if (belongs(&s->v[i], body)) {
			s->start = i;
			gap = 0;
		}
}

/* A line that says that a list follows. */
static bool announces(const struct scrape_line *l)
{
	return l->cls == LINE_PLAIN && !l->bullet && l->words >= 4 &&
	       slice_ends(l->text, SLICE_LIT(":"));
}

/* The list that the last line of the body, or the one below it, announces. */
static void take_list(struct scrape *s)
{
	size_t from = s->end, i;

	if (from < s->n && announces(&s->v[from]))
		from++;
	else if (from == s->start || !announces(&s->v[from - 1]))
		return;
	for (i = from; i < s->n; i++) {
		const struct scrape_line *l = &s->v[i];

		if (l->cls != LINE_PLAIN || l->repeated || l->running || l->bullet != s->v[from].bullet)
			break;
	}
	if (i - from >= LIST_LINES)
		s->end = i;
}

/* Items at the end under a heading that announces nothing: links to other articles.
 * Those right below a paragraph, or of whole paragraphs, are the article's. */
static void drop_links(struct scrape *s)
{
	size_t i = s->end, items = 0, long_items = 0;

	for (; i > s->start + 1 && s->v[i - 1].bullet && s->v[i - 1].cls == LINE_PLAIN; i--) {
		items++;
		long_items += s->v[i - 1].words >= ITEM_LONG;
	}
	if (items < 2 || long_items * 2 >= items)
		return;
	if (s->v[i - 1].cls == LINE_PLAIN &&
	    (s->v[i - 1].running || line_ends_punctuated(s->v[i - 1].text)))
		return;
	s->end = i;
	while (s->end > s->start + 1 && weight(&s->v[s->end - 1]) <= 0)
		s->end--;
}

/* Somebody's copy of the text alone: no wording of what stands around articles, no
 * menu above it and none below. */
static bool is_bare(const struct scrape *s)
{
	size_t i, around = 0, first = s->n, last = 0;

	for (i = 0; i < s->n; i++) {
		const struct scrape_line *l = &s->v[i];

		around += l->cls != LINE_PLAIN && l->cls != LINE_CAPTION && l->cls != LINE_NAV;
		if (!l->running)
			continue;
		first = i < first ? i : first;
		last = i;
	}
	return around * BARE_SHARE <= s->n && first <= BARE_ABOVE && s->n - last <= BARE_BELOW;
}

void scrape_body(struct scrape *s)
{
	size_t i;

	s->bare = is_bare(s);
	if (best_run(s, &s->start, &s->end)) {
		rejoin(s);
		if (s->bare) {
			s->end = s->n;
			return;
		}
		cut_at_stop(s);
		drop_links(s);
		take_list(s);
		return;
	}
	/* no sentence anywhere: all that no wording names */
	for (i = 0; i < s->n && s->v[i].cls != LINE_PLAIN; i++)
		;
	s->start = i;
	s->end = s->n;
	for (; i < s->n; i++)
		if (s->v[i].cls == LINE_PLAIN)
			scrape_mark(&s->v[i], ZONE_BODY, s->v[i].bullet ? BLOCK_LI : BLOCK_P);
}

/* --- within the body --- */

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
		return !l->repeated || (l->words > 1 && capitals(l->text) >= HEADLINE_CAPS);
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

/* Loose lines between sentences: items of a list after a colon, else a heading
 * at most; the others are captions, headlines of other articles, furniture. */
static void mark_loose(struct scrape *s, size_t i, size_t to)
{
	bool list = i > s->start && slice_ends(s->v[i - 1].text, SLICE_LIT(":")) && to - i >= 2;
	size_t run = to - i;

	for (; i < to; i++) {
		struct scrape_line *l = &s->v[i];

		if (l->words <= 6 && scrape_label_by(l->folded) && capitals(l->text) >= 60)
			scrape_mark(l, ZONE_NAV, BLOCK_P); /* a by-line */
		else if (is_numbered(l->text) || (i + 1 == to && may_head(s, i, run)))
			scrape_mark(l, ZONE_BODY, BLOCK_HEADING);
		else if (list || s->bare)
			scrape_mark(l, ZONE_BODY, list ? BLOCK_LI : BLOCK_P);
		else
			scrape_mark(l, l->words >= 5 ? ZONE_TEASER : ZONE_NAV, BLOCK_P);
	}
}

/* Bulleted lines without sentences: links to other articles when nothing announces
 * a list and they are set as headlines, or it is one line alone. */
static size_t mark_items(struct scrape *s, size_t i)
{
	bool announced = i > s->start && slice_ends(s->v[i - 1].text, SLICE_LIT(":"));
	size_t to = i, words = 0, k;
	unsigned caps = 0;
	bool links;

	for (; to < s->end && s->v[to].bullet && s->v[to].cls == LINE_PLAIN && !s->v[to].marked &&
	       !s->v[to].running;
	     to++) {
		words += s->v[to].words;
		caps += capitals(slice_sub(s->v[to].text, 4, s->v[to].text.n));
	}
	links = !announced && !s->bare && words >= 5 * (to - i) && (caps >= 60 * (to - i) || to == i + 1);
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

void scrape_inside(struct scrape *s)
{
	mark_inside(s);
	mark_repeats(s);
}
