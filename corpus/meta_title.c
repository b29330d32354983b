/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The headline and the line under it: see meta.h.
 *
 * Several places state the headline; the h1 that another of them confirms is
 * the best of them, since it is what readers saw.  The name of the site is cut
 * from a title only when the page states that name elsewhere too.
 */
#include "corpus/meta.h"

#include "corpus/html_words.h"
#include "corpus/internal.h"

#define H1_MAX 16
#define TITLE_WORDS_MAX 60

/* --- the site's name in a title ---------------------------------------------------------- */

static const char *const separators[] = {" | ", " - ", " – ", " — ", " :: ", " » ", " · ",
					 " • ", " / ", " < ", " |", "| ", ": "};

static bool names_site(const struct meta *m, const struct article *a, struct slice part)
{
	struct slice host = meta_host(a->url), label = host;
	const struct slice names[] = {m->og_site, m->json_publisher, m->app_name, a->publisher, host};
	struct buf b;
	size_t i, k;
	bool same = false;

	part = slice_trim(part);
	if (!part.n)
		return true;
	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (names[i].n && (words_equal(part, names[i]) ||
				   (part.n >= 4 && words_contain(names[i], part)) ||
				   (names[i].n >= 4 && words_contain(part, names[i]) &&
				    part.n < 4 * names[i].n)))
			return true;
	/* "Example News" against example-news.org, "The Example" against example.org */
	buf_init(&b, LIMIT_FIELD_BYTES);
	for (k = 0; k < part.n; k++)
		if (ascii_is_alpha(part.p[k]) || ascii_is_digit(part.p[k]))
			buf_add_char(&b, ascii_lower(part.p[k]));
	if (b.len >= 3 && label.n >= b.len)
		same = slice_starts(label, buf_slice(&b));
	buf_done(&b);
	return same;
}

/* s without the site's name at either end. */
static struct slice without_site(const struct meta *m, const struct article *a, struct slice s)
{
	bool again = true;

	while (again && s.n) {
		size_t i, k;

		again = false;
		for (k = 0; k < sizeof(separators) / sizeof(separators[0]) && !again; k++) {
			size_t n = strlen(separators[k]);

			for (i = s.n; i-- > 1 && !again;) {
				struct slice tail;

				if (i + n > s.n || memcmp(s.p + i, separators[k], n))
					continue;
				tail = slice_sub(s, i + n, s.n);
				if (names_site(m, a, tail)) {
					s = slice_trim(slice_sub(s, 0, i));
					again = true;
				} else if (names_site(m, a, slice_sub(s, 0, i))) {
					s = slice_trim(tail);
					again = true;
				}
			}
		}
	}
	return s;
}

/* The longest part of a title between bars and dashes. */
static struct slice longest_part(struct slice s)
{
	struct slice best = s;
	size_t k, i;

	for (k = 0; k < 6; k++) {
		size_t n = strlen(separators[k]), from = 0, best_n = 0;
		struct slice part = s;

		for (i = 0; i <= s.n; i++) {
			if (i < s.n && (i + n > s.n || memcmp(s.p + i, separators[k], n)))
				continue;
			if (i - from > best_n) {
				best_n = i - from;
				part = slice_sub(s, from, i);
			}
			from = i + n;
		}
		if (part.n < best.n)
			best = part;
	}
	return slice_trim(best);
}

/* --- the headline ---------------------------------------------------------------------------- */

struct h1 {
	uint32_t node;
	struct slice text;
};

static size_t collect_h1(struct html_page *p, struct h1 *v)
{
	size_t n = 0;
	uint32_t i;
	struct buf b;

	buf_init(&b, 16 * LIMIT_FIELD_BYTES);
	for (i = 1; i < p->n_nodes && n < H1_MAX; i++) {
		struct slice s;

		if (p->nodes[i].tag != TAG_H1)
			continue;
		s = html_text_of(p, i, &b);
		if (!s.n)
			continue;
		v[n].node = i;
		/* editors' systems escape some titles twice */
		v[n++].text = slice_has_byte(s, '&') ? meta_field(p, s)
						     : arena_dup(&p->arena, s);
	}
	buf_done(&b);
	return n;
}

static bool confirmed(const struct meta *m, const struct article *a, struct slice h)
{
	const struct slice says[] = {m->og_title, m->json_title, m->twitter_title, m->meta_title};
	size_t i;

	for (i = 0; i < sizeof(says) / sizeof(says[0]); i++)
		if (says[i].n && (words_same(h, without_site(m, a, says[i])) || words_equal(h, says[i])))
			return true;
	return m->title_tag.n && h.n >= 12 && words_contain(m->title_tag, h);
}

/* The share of h's words that the page's titles hold. */
static double support(const struct meta *m, struct slice h)
{
	const struct slice says[] = {m->og_title, m->json_title, m->title_tag};
	double best = 0;
	size_t i;

	for (i = 0; i < sizeof(says) / sizeof(says[0]); i++)
		if (says[i].n && words_share(h, says[i]) > best)
			best = words_share(h, says[i]);
	return best;
}

/* Whether a statement of the page begins as h does up to its byte n, in one
 * sentence: without a bar or a colon. */
static bool begins_stated(const struct meta *m, struct slice h, size_t n)
{
	struct slice head = slice_sub(h, 0, n);

	return slice_starts(m->json_title, head) || slice_starts(m->og_title, head) ||
	       slice_starts(m->title_tag, head);
}

#define TOPIC_WORDS 8

/* h without what stands before the headline that the page states elsewhere: a
 * section's name ("Opinion The headline") unless a statement has it too, or a
 * topic ("Phones: The headline") that the shared title leaves out. */
static struct slice without_kicker(const struct meta *m, struct article *a, struct slice h)
{
	struct slice og = without_site(m, a, m->og_title);
	size_t i, words = 0;

	for (i = 0; i + 1 < h.n && words < TOPIC_WORDS; i++) {
		struct slice tail = slice_sub(h, i + 1, h.n);
		bool topic = i > 0 && h.p[i - 1] == ':';

		if (h.p[i] != ' ')
			continue;
		words++;
		if (tail.n < 15)
			break;
		if ((topic && words_equal(tail, og)) ||
		    (words <= 4 && (words_equal(tail, m->json_title) || words_equal(tail, og)) &&
		     !begins_stated(m, h, i + 6))) {
			a->kicker = arena_dup(&a->arena, slice_trim(slice_sub(h, 0, i - topic)));
			return tail;
		}
	}
	return h;
}

/* "Topic The headline" of two elements in one h1, where the shared title has a
 * colon between them. */
static struct slice with_colon(const struct meta *m, struct slice h)
{
	struct slice t = m->og_title;

	if (slice_has_byte(h, ':') || !slice_has_byte(t, ':') || !words_equal(h, t))
		return h;
	return t;
}

/* "Topic: the headline" where the h1 is the headline alone, when both the shared
 * title and JSON-LD have it so. */
static struct slice with_topic(const struct meta *m, struct slice h)
{
	struct slice t = m->og_title;
	size_t at = t.n > h.n ? t.n - h.n : 0;

	if (at < 3 || h.n < 10 || !words_equal(t, m->json_title) ||
	    !slice_ends(slice_sub(t, 0, at), SLICE_LIT(": ")) ||
	    !words_equal(slice_sub(t, at, t.n), h))
		return h;
	return t;
}

/* Without a bar left over at the head, or "(video)" at the tail. */
static struct slice without_scraps(struct slice s)
{
	static const char *const tails[] = {"video", "videos", "watch", "photos", "photo",
					    "pictures", "audio", "gallery", "updated"};
	size_t i, open;

	while (s.n && strchr("|- ", s.p[0]))
		s = slice_sub(s, 1, s.n);
	if (s.n < 20 || !strchr(")]", s.p[s.n - 1]))
		return s;
	for (open = s.n - 1; open > 0 && !strchr("([", s.p[open]); open--)
		;
	for (i = 0; i < sizeof(tails) / sizeof(tails[0]); i++)
		if (slice_ieq_str(slice_sub(s, open + 1, s.n - 1), tails[i]))
			return slice_trim(slice_sub(s, 0, open));
	return s;
}

/* The one h1 above the text that may be a headline, *out its index; statements
 * that differ from it are often made for search engines. */
static bool only_h1(const struct html_page *p, const struct meta *m, const struct article *a,
		    const struct h1 *h, size_t n, size_t *out)
{
	size_t i, k, hits = 0, running = 0;

	for (i = 0; i < n; i++) {
		const struct node *at = &p->nodes[h[i].node];

		if (names_site(m, a, h[i].text) || at->up_groups & (G(NAV) | G(FOOT) | G(SIDE)))
			continue;
		hits++;
		*out = i;
	}
	if (hits != 1 || h[*out].text.n < 20 || words_count(h[*out].text) < 4)
		return false;
	for (k = 0; k < p->block_at[h[*out].node]; k++)
		running += p->blks[k].flags & BLK_SENTENCE && p->blks[k].words >= 20;
	return running < 3;
}

static struct slice headline(const struct meta *m, struct article *a, struct slice h)
{
	return with_topic(m, with_colon(m, without_kicker(m, a, h)));
}

static struct slice choose(const struct html_page *p, struct meta *m, struct article *a, const struct h1 *h, size_t n)
{
	size_t i, best = 0;
	double s, most = 0;
	struct slice t;

	for (i = 0; i < n; i++)
		if (confirmed(m, a, h[i].text) && !names_site(m, a, h[i].text)) {
			m->h1 = h[i].node;
			return headline(m, a, h[i].text);
		}
	for (i = 0; i < n; i++) {
		s = support(m, h[i].text);
		if (s > most && !names_site(m, a, h[i].text)) {
			most = s;
			best = i;
		}
	}
	if (most >= 0.5 && h[best].text.n >= 15) {
		m->h1 = h[best].node;
		return headline(m, a, h[best].text);
	}
	if (only_h1(p, m, a, h, n, &best)) {
		m->h1 = h[best].node;
		return h[best].text;
	}
	t = without_site(m, a, m->og_title);
	if (m->json_title.n && (!t.n || words_share(m->json_title, m->og_title) > 0.5))
		return m->json_title;
	if (t.n)
		return t;
	if (m->title_tag.n) {
		t = without_site(m, a, m->title_tag);
		if (n == 1 && h[0].text.n >= 15 && !names_site(m, a, h[0].text)) {
			m->h1 = h[0].node;
			return h[0].text;
		}
		return t.n < m->title_tag.n ? t : longest_part(m->title_tag);
	}
	if (n) {
		m->h1 = h[0].node;
		return h[0].text;
	}
	return m->twitter_title.n ? m->twitter_title : m->meta_title;
}

#define CUT_BYTES 90 /* statements are cut at 100 bytes or so */

/* A statement that was cut short, as another has it whole. */
static struct slice whole(const struct meta *m, const struct article *a, struct slice t)
{
	const struct slice says[] = {m->og_title, m->json_title, m->twitter_title};
	struct slice head = t;
	size_t i;

	while (slice_ends(head, SLICE_LIT("…")) || slice_ends(head, SLICE_LIT(".")))
		head = slice_trim(slice_sub(head, 0, head.n - (head.p[head.n - 1] == '.' ? 1 : 3)));
	if (head.n == t.n && t.n < CUT_BYTES)
		return t;
	for (i = 0; i < sizeof(says) / sizeof(says[0]); i++) {
		struct slice s = without_site(m, a, says[i]);

		if (s.n > t.n && head.n >= 20 && slice_starts(s, head))
			return s;
	}
	return t;
}

/* t begins with head, and a bar or a dash follows. */
static bool before_bar(struct slice t, struct slice head)
{
	size_t k, n;

	for (k = 0; k < 9; k++) {
		n = strlen(separators[k]);
		if (head.n + n < t.n && !memcmp(t.p + head.n, separators[k], n) &&
		    words_equal(slice_sub(t, 0, head.n), head))
			return true;
	}
	return false;
}

/* A headline that is no h1: the block above the text that is the title, or the
 * part of it before a bar.  The title as printed, and the block as headline. */
static struct slice printed(struct html_page *p, struct meta *m, struct slice t)
{
	size_t i, running = 0;
	bool same;

	if (words_count(t) < 3)
		return t;
	for (i = 0; i < p->n_blks && running < 3; i++) {
		const struct blk *b = &p->blks[i];

		running += b->flags & BLK_SENTENCE && b->words >= 20;
		if (b->words < 3 || b->linked * 2 > b->words || b->flags & BLK_UNSEEN ||
		    b->text.n > t.n + 16)
			continue;
		same = b->text.n + 16 > t.n && html_spend(p, 2 * t.n) && words_equal(b->text, t);
		if (same || (b->words >= 4 && before_bar(t, b->text))) {
			m->h1 = b->node;
			return with_colon(m, b->text);
		}
	}
	return t;
}

#define SHOWN_REACH 6 /* blocks behind the h1 */

/* Some pages have an h1 for search engines in their breadcrumbs, and right behind
 * it the headline as another heading: one that a statement has too. */
static struct slice shown(const struct html_page *p, struct meta *m, const struct article *a,
			  struct slice t)
{
	const struct slice says[] = {without_site(m, a, m->og_title), m->json_title};
	size_t i, k, at = p->block_at[m->h1] + 1;

	for (i = at; i < at + SHOWN_REACH && i < p->n_blks; i++)
		for (k = 0; k < 2; k++) {
			const struct blk *b = &p->blks[i];

			if (!(b->flags & BLK_HEADING) || b->words < 4 || b->linked ||
			    words_count(says[k]) < 4 || words_same(says[k], t) ||
			    !words_equal(b->text, says[k]))
				continue;
			m->h1 = b->node;
			return says[k];
		}
	return t;
}

/* --- the line under it --------------------------------------------------------- */

/* Within a dozen blocks behind the headline: a line that the page calls its
 * summary, or that repeats its description. */
static void set_subtitle(struct html_page *p, struct meta *m, struct article *a)
{
	const struct slice says[] = {m->og_description, m->description, m->json_description};
	size_t i, k, from = m->h1 == NODE_NONE ? 0 : p->block_at[m->h1];
	size_t to = m->h1 == NODE_NONE ? 0 : from + 12;

	for (i = from; i < to && i < p->n_blks; i++) {
		const struct blk *b = &p->blks[i];

		if (b->words < 4 || b->words > 80 || words_same(b->text, a->title) ||
		    b->linked * 2 > b->words)
			continue;
		if (b->near & G(DEK) && !(b->near & (G(AUTHOR) | G(DATE) | G(CAPTION)))) {
			a->subtitle = arena_dup(&a->arena, b->text);
			return;
		}
		for (k = 0; k < 3; k++)
			if (says[k].n && !(b->flags & BLK_CAPTION) && b->flags & BLK_HEADING &&
			    words_same(b->text, says[k])) {
				a->subtitle = arena_dup(&a->arena, b->text);
				return;
			}
	}
}

/* The line over the headline that the page marks as its kicker. */
static void set_kicker(const struct html_page *p, const struct meta *m, struct article *a)
{
	size_t i, from, to, at = m->h1 == NODE_NONE ? 0 : p->block_at[m->h1];
	struct pubdate d;

	for (i = at; !a->kicker.n && i-- > 0 && i + 4 > at;) {
		const struct blk *b = &p->blks[i];

		if (b->near & G(KICKER) && !(b->near & (G(NAV) | G(TEASER) | G(RELATED))) &&
		    b->words <= 8 && !(b->flags & BLK_SENTENCE) &&
		    !date_in_text(b->text, p->language, &d, &from, &to))
			a->kicker = arena_dup(&a->arena, b->text);
	}
}

void meta_set_title(struct html_page *p, struct meta *m, struct article *a)
{
	struct h1 h[H1_MAX];
	size_t n = collect_h1(p, h);
	struct slice t = choose(p, m, a, h, n);

	if (m->h1 == NODE_NONE)
		t = printed(p, m, whole(m, a, t));
	if (m->h1 != NODE_NONE && !a->kicker.n)
		t = shown(p, m, a, t);
	t = without_scraps(t);

	if (t.n)
		a->title = arena_dup(&a->arena, t);
	set_kicker(p, m, a);
	set_subtitle(p, m, a);
}
