/* SPDX-License-Identifier: GPL-2.0-or-later */
/* corpus/scrape_body.c - where the article is in a scrape: see scrape.h.
 *
 * Each line gets a weight: running text what it has in words, anything that
 * articles do not hold a fine.  The body is the run of lines with the greatest
 * sum, so it goes on over a box or an advertisement but not over a menu; then it
 * ends at the first wording that stands below articles ("Leave a Reply") when
 * most of the text lies before it.
 */

#include "corpus/lines.h"
#include "corpus/scrape.h"

#define WORDS_CAP     80 /* a longer line weighs no more */
#define FINE_SHORT    10 /* a line without a sentence */
#define FINE_ITEM     4  /* an item of a list, likewise */
#define ITEM_LONG     25 /* words of an item that is a paragraph */
#define BARE_SHARE    100 /* lines to one of a page's furniture, in a text alone */
#define BARE_ABOVE    4
#define BARE_BELOW    8
#define LIST_LINES    3  /* an announced list has so many */
#define REJOIN_LINES  12
#define REJOIN_WORDS  3
#define REJOIN_OVERLAP 0.5
#define GO_ON_REACH 12 /* lines behind a stop that are looked at */
#define GO_ON_LINES 2 /* in a row that speak of the article */
#define GO_ON_WORDS 45
#define GO_ON_STOPS 8
#define COMMENT_AFTER 150 /* words of text above the heading of the comments */
#define OTHERS_AFTER 40 /* and above one of other articles */
#define BELOW_SHARE 3   /* below them a line has this part of its weight */

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

/* What stands below an article, and may be longer than it. */
struct below {
	size_t text;   /* the weight of text so far */
	size_t row;    /* paragraphs in a row */
	bool comments; /* below the heading of what readers wrote */
	bool others;   /* below a heading of other articles, a bio, tags */
};

/* Step onto a line.  Other articles are told by headlines between their first lines: where
 * two paragraphs follow one another, the article goes on. */
static void look_below(struct below *b, const struct scrape_line *l)
{
	int here = weight(l);

	b->text += here > 0 ? (size_t)here : 0;
	b->row = l->cls == LINE_PLAIN && l->running && !l->bullet ? b->row + 1 : 0;
	b->comments |= l->cls == LINE_COMMENT && b->text >= COMMENT_AFTER;
	b->others |= (l->cls == LINE_RELATED || l->cls == LINE_BIO || l->cls == LINE_TAGS) &&
		     b->text >= OTHERS_AFTER;
	b->others &= b->row < 2;
}

/* The run with the greatest sum; the first of equal ones. */
static bool best_run(const struct scrape *s, size_t *start, size_t *end)
{
	struct below b = {0, 0, false, false};
	long sum = 0, best = 0, here;
	size_t i, from = 0;

	for (i = 0; i < s->n; i++) {
		if (sum <= 0) {
			sum = 0;
			from = i;
		}
		here = weight(&s->v[i]);
		look_below(&b, &s->v[i]);
		sum += here > 0 && (b.comments || b.others) ? here / BELOW_SHARE : here;
		if (sum > best) {
			best = sum;
			*start = from;
			*end = i + 1;
		}
	}
	return best > 0;
}

/* Running text that speaks of the same things as the body. */
static bool belongs(const struct scrape_line *l, struct slice body)
{
	return l->cls == LINE_PLAIN && l->running && !l->bullet &&
	       scrape_overlap(l->folded, body) >= REJOIN_OVERLAP;
}

/* Does the text go on behind the stop at line i?  A call or a list may stand amid an
 * article: then what follows, up to the next stop, speaks of what stands above. */
static bool goes_on(struct scrape *s, size_t i)
{
	size_t end = s->end, k, own = 0, other = 0, row = 0, longest = 0;
	struct slice above;

	if (s->v[i].cls == LINE_COMMENT || s->v[i].cls == LINE_BIO || s->v[i].cls == LINE_TAGS)
		return false;
	s->end = i;
	above = scrape_sample(s);
	s->end = end;
	for (k = i + 1; k < end && k <= i + GO_ON_REACH && !(own && stops[s->v[k].cls]); k++) {
		const struct scrape_line *l = &s->v[k];

		row = belongs(l, above) ? row + 1 : 0;
		longest = row > longest ? row : longest;
		own += row ? l->words : 0;
		other += !row && l->running ? l->words : 0;
	}
	/* what other articles begin with stands under their headlines */
	return longest >= GO_ON_LINES && own >= GO_ON_WORDS && own > other * 2;
}

/* End the run at a stop when enough of its text lies before and none goes on. */
static void cut_at_stop(struct scrape *s)
{
	size_t i, all = 0, before = 0, looked = 0;

	for (i = s->start; i < s->end; i++)
		all += text_words(&s->v[i]);
	for (i = s->start; i < s->end; i++) {
		unsigned percent = stops[s->v[i].cls];

		if (percent && before * 100 >= all * percent &&
		    (looked++ >= GO_ON_STOPS || !goes_on(s, i))) {
			s->end = i;
			break;
		}
		before += text_words(&s->v[i]);
	}
	while (s->end > s->start + 1 && weight(&s->v[s->end - 1]) <= 0)
		s->end--;
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

		if (l->cls != LINE_PLAIN || l->repeated || l->running ||
		    l->bullet != s->v[from].bullet)
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
