/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Who wrote it: see meta.h.
 *
 * Sources in order of how often they are right: JSON-LD, meta elements, links
 * marked as the author's, elements with an author class near the headline, a
 * printed "By …" there.  The first source that gives a name is used alone:
 * later ones add wrong names more often than missing ones.
 */
#include "corpus/meta.h"

#include "corpus/html_lines.h"
#include "corpus/html_words.h"
#include "corpus/internal.h"
#include "corpus/names.h"

#define OTHERS (G(RELATED) | G(COMMENT) | G(FOOT))
#define NEAR_OTHERS (G(SIDE) | G(TEASER) | G(NAV))
#define BYLINE_BYTES 200
#define NAME_STEPS 50000 /* what reading one by-line costs */
#define ABOVE 5 /* blocks before the headline that may hold the by-line */
#define BELOW 20 /* blocks behind it that most likely do */

static bool is_address(struct slice s)
{
	return slice_starts(s, SLICE_LIT("http")) || slice_has_byte(s, '/') ||
	       slice_has_byte(s, '@');
}

static size_t from_list(struct article *a, const struct slice *v, size_t n)
{
	size_t i, added = 0;

	for (i = 0; i < n; i++)
		if (!is_address(v[i]) || v[i].n < 60)
			added += names_add(a, v[i]);
	return added;
}

/* "/author/jane-roe", "/autoren/12/": the page of an author. */
static bool author_page(struct slice href)
{
	static const char *const words[] = {
		"author", "authors", "autor", "autores", "autoren", "auteur", "auteurs", "autore",
		"autori", "by", "byline", "columnist", "columnists", "contributor", "contributors",
		"journalist", "journalists", "profile", "profiles", "redakteur", "reporter",
		"reporters", "writer", "writers",
	};
	struct slice rest = slice_sub(href, 0, 400), part;
	size_t i;
	bool before = false;

	while (slice_split(&rest, '/', &part)) {
		if (before && part.n > 1)
			return true;
		for (i = 0; !before && i < sizeof(words) / sizeof(words[0]); i++)
			before = slice_ieq_str(part, words[i]);
	}
	return false;
}

/* Inside something that is not about this article; what holds the headline too
 * is. */
static bool apart(const struct html_page *p, const struct meta *m, uint32_t groups, uint32_t near)
{
	uint32_t h1 = m->h1 == NODE_NONE ? 0 : p->nodes[m->h1].up_groups | p->nodes[m->h1].up_near;

	return (groups & OTHERS & ~h1) || (near & NEAR_OTHERS & ~h1);
}

/* How plainly an element says that it names the author; 0: not at all. */
static int author_mark(const struct html_page *p, const struct meta *m, uint32_t i)
{
	const struct node *n = &p->nodes[i];
	struct slice prop, rel;

	if (n->tag == TAG_TEXT || !n->attrs || apart(p, m, n->up_groups, n->up_near))
		return 0;
	prop = html_attr(n, ATTR_ITEMPROP);
	rel = html_attr(n, ATTR_REL);
	if (rel.n && slice_ieq_str(rel, "author"))
		return 3;
	if (prop.n && slice_ieq_str(prop, "author"))
		return 2;
	if (n->groups & G(AUTHOR))
		return 1;
	return 0;
}

/* Names below elements of one mark, all in the first parent that has any. */
static size_t from_elements(struct html_page *p, const struct meta *m, struct article *a,
			    int mark, uint32_t from, uint32_t to)
{
	struct buf b;
	size_t added = 0;
	uint32_t i, home = NODE_NONE;

	buf_init(&b, 16 * LIMIT_FIELD_BYTES);
	for (i = from; i < to; i++) {
		struct slice s;
		size_t n;

		if (author_mark(p, m, i) != mark)
			continue;
		if (home != NODE_NONE && !html_within(p, i, home))
			break;
		if (!html_spend(p, NAME_STEPS))
			break;
		s = html_text_of(p, i, &b);
		if (!s.n || s.n > BYLINE_BYTES)
			continue;
		n = names_add(a, s);
		added += n;
		if (n && home == NODE_NONE) {
			home = p->nodes[i].parent;
			if (p->nodes[home].parent != NODE_NONE && p->nodes[home].tag != TAG_BODY)
				home = p->nodes[home].parent;
		}
		if (n)
			i = p->nodes[i].end - 1;
	}
	buf_done(&b);
	return added;
}

#define LINK_NEAR 12 /* blocks behind the headline */

/* Links to authors' pages near the headline, in a line that is not a sentence. */
static size_t from_links(struct html_page *p, const struct meta *m, struct article *a)
{
	size_t i, at, to, added = 0;
	uint32_t k;
	struct buf b;

	if (m->h1 == NODE_NONE)
		return 0;
	at = p->block_at[m->h1];
	to = at + LINK_NEAR < p->n_blks ? at + LINK_NEAR : p->n_blks;
	buf_init(&b, 16 * LIMIT_FIELD_BYTES);
	for (i = at; i < to && !added; i++) {
		const struct blk *l = &p->blks[i];

		if (l->words > 30 || l->linked * 3 < l->words || l->flags & BLK_SENTENCE ||
		    apart(p, m, l->groups, l->near))
			continue;
		for (k = l->first; k <= l->last && k < p->n_nodes; k++) {
			uint32_t up = p->nodes[k].parent;

			for (at = 0; at < 4 && up != NODE_NONE && p->nodes[up].tag != TAG_A; at++)
				up = p->nodes[up].parent;
			if (p->nodes[k].tag == TAG_TEXT && up != NODE_NONE &&
			    p->nodes[up].tag == TAG_A &&
			    author_page(html_attr(&p->nodes[up], ATTR_HREF)))
				added += names_add(a, html_text_of(p, up, &b));
		}
	}
	buf_done(&b);
	return added;
}

/* The word at the head of the line, or, with a capital, inside a line that is
 * no sentence: "Tue 16 July | By Jane Roe". */
static bool has_word(const struct blk *b, struct slice word)
{
	size_t i;

	if (slice_starts(b->text, word))
		return true;
	if (b->flags & BLK_SENTENCE || word.p[0] > 'Z')
		return false;
	for (i = 1; i + word.n <= b->text.n; i++)
		if (b->text.p[i - 1] == ' ' && !memcmp(b->text.p + i, word.p, word.n))
			return true;
	return false;
}

/* "By Jane Roe" printed within a dozen blocks of the headline. */
static size_t from_text(struct html_page *p, const struct meta *m, struct article *a)
{
	static const char *const words[] = {"By ",	 "BY ",	 "by ",	   "Von ",   "Par ",
					    "Por ",	 "By: ", "Von: ",  "Par: ",  "Por: ",
					    "Text: ",	 "Av ",	 "Af ",	   "Door ",  "Di ",
					    "Autor: ",	 "Autorin: ",	   "Author: ", "Autore: ",
					    "Автор: ",	 "Текст: ",	   "Tekst: "};
	size_t i, k, at = m->h1 == NODE_NONE ? 0 : p->block_at[m->h1];
	size_t from = at > ABOVE ? at - ABOVE : 0;

	for (i = from; i < p->n_blks && i < at + 15; i++) {
		const struct blk *b = &p->blks[i];

		if (b->words > 16 || b->words < 2 || apart(p, m, b->groups, b->near))
			continue;
		for (k = 0; k < sizeof(words) / sizeof(words[0]); k++) {
			struct slice w = slice_str(words[k]);

			if (slice_starts(b->text, w) && names_is_agency(slice_sub(b->text, w.n, b->text.n)))
				return names_add_person(a, slice_sub(b->text, w.n, b->text.n));
			if (!has_word(b, w) || !names_add(a, b->text))
				continue;
			/* above the headline a menu may say "by price" */
			if (i >= at || slice_has_byte(a->authors[0], ' '))
				return a->n_authors;
			a->n_authors = 0;
		}
	}
	return 0;
}

/* JSON-LD often names the first author only.  One list elsewhere that holds all
 * of its names is taken for the others. */
static void extend(struct article *a, const struct slice *v, size_t n)
{
	size_t had = a->n_authors, i, k;

	for (k = 0; k < n; k++) {
		for (i = 0; i < had && words_contain(v[k], a->authors[i]); i++)
			;
		if (i == had && slice_has_byte(v[k], ',') && !slice_has_byte(v[k], '|'))
			from_list(a, v + k, 1);
	}
}

#define BYLINE_WORDS 24
#define BYLINE_BEFORE 3 /* blocks before and behind the headline */
#define BYLINE_BEHIND 10

static void byline_range(const struct html_page *p, const struct meta *m, size_t *from, size_t *to)
{
	size_t at = m->h1 == NODE_NONE ? p->n_blks : p->block_at[m->h1];

	*from = at > BYLINE_BEFORE ? at - BYLINE_BEFORE : 0;
	*to = at + BYLINE_BEHIND < p->n_blks ? at + BYLINE_BEHIND : p->n_blks;
}

/* The data may list the photographer too: a name that the page prints behind
 * "Photography by" and its like, in one line or in the line before. */
static bool printed_as_other(const struct html_page *p, const struct meta *m, struct slice name)
{
	size_t i, from, to;

	byline_range(p, m, &from, &to);
	for (i = from; i < to; i++) {
		struct slice t = p->blks[i].text;
		const char *hit = p->blks[i].words > BYLINE_WORDS || t.n > LIMIT_FIELD_BYTES
					  ? NULL
					  : memmem(t.p, t.n, name.p, name.n);

		if (!hit)
			continue;
		if (hit == t.p)
			return i > 0 && names_lead_is_other(p->blks[i - 1].text);
		return names_lead_is_other(slice_sub(t, 0, (size_t)(hit - t.p)));
	}
	return false;
}

static void drop_others(const struct html_page *p, const struct meta *m, struct article *a)
{
	size_t i, kept = 1;

	for (i = 1; i < a->n_authors; i++)
		if (!printed_as_other(p, m, a->authors[i]))
			a->authors[kept++] = a->authors[i];
	a->n_authors = a->n_authors ? kept : 0;
}

static size_t from_json(const struct meta *m, struct article *a)
{
	size_t i, added = 0;

	for (i = 0; i < m->n_json_authors; i++) {
		/* an agency beside others is in the by-line, alone it is the house's stamp */
		bool listed = m->n_json_authors > 1 && names_is_agency(m->json_authors[i]);

		if (!m->json_person[i] && !listed)
			added += from_list(a, m->json_authors + i, 1);
		else if (!is_address(m->json_authors[i]) || m->json_authors[i].n < 60)
			added += names_add_person(a, m->json_authors[i]);
	}
	return added;
}

/* The word before the name in the line is one for "and". */
static bool behind_and(struct slice line, struct slice name)
{
	const char *hit = memmem(line.p, line.n, name.p, name.n);
	struct slice head = slice_trim(slice_sub(line, 0, hit ? (size_t)(hit - line.p) : 0));
	size_t i = head.n;

	while (i > 0 && head.p[i - 1] != ' ')
		i--;
	return names_is_and(slice_sub(head, i, head.n)) || slice_eq_str(slice_sub(head, i, head.n), "&");
}

/* The printed by-line that names all authors of the data and one more. */
static void extend_printed(struct html_page *p, const struct meta *m, struct article *a)
{
	size_t i, k, from, to, had = a->n_authors;

	byline_range(p, m, &from, &to);
	for (i = from; i < to && a->n_authors == had; i++) {
		const struct blk *b = &p->blks[i];

		if (b->words > BYLINE_WORDS || !has_word(b, SLICE_LIT("By ")) ||
		    apart(p, m, b->groups, b->near))
			continue;
		for (k = 0; k < had && words_contain(b->text, a->authors[k]); k++)
			;
		if (k == had && names_add(a, b->text) &&
		    !behind_and(b->text, a->authors[a->n_authors - 1]))
			a->n_authors = had;
	}
}

/* "Jane Roe · 4 min read" right behind the headline: a name, a bar or a dot, and a
 * reading time or a date. */
static size_t from_line(struct html_page *p, const struct meta *m, struct article *a)
{
	static const char *const marks[] = {" · ", " | ", " • "};
	size_t i, k, at, from = m->h1 == NODE_NONE ? p->n_blks : p->block_at[m->h1] + 1;
	struct pubdate d;

	for (i = from; i < p->n_blks && i < from + 3; i++) {
		struct slice t = p->blks[i].text, head = t, rest = SLICE_NONE;

		if (p->blks[i].words > 12 || p->blks[i].linked)
			continue;
		for (k = 0; k < sizeof(marks) / sizeof(marks[0]); k++)
			for (at = 0; at + strlen(marks[k]) < head.n; at++)
				if (slice_starts(slice_sub(t, at, t.n), slice_str(marks[k]))) {
					head = slice_sub(t, 0, at);
					rest = slice_sub(t, at + strlen(marks[k]), t.n);
				}
		if (!rest.n || !slice_has_byte(head, ' ') || !html_spend(p, NAME_STEPS))
			continue;
		if (html_line_kind(rest, 3) == LINE_NAV || date_only(rest, p->language, &d))
			return names_add(a, head);
	}
	return 0;
}

/* "Written by Jane Roe" says so wherever it stands, below the text too. */
static size_t from_written(struct html_page *p, const struct meta *m, struct article *a)
{
	static const char *const heads[] = {"Written by", "Words by", "Article by", "Story by",
					    "Geschrieben von", "Escrito por", "Écrit par",
					    "Scritto da", "Geschreven door", "Skrevet av"};
	size_t i, k;

	for (i = 0; i < p->n_blks; i++) {
		const struct blk *b = &p->blks[i];

		if (b->words > 12 || b->flags & BLK_SENTENCE || apart(p, m, b->groups, b->near))
			continue;
		for (k = 0; k < sizeof(heads) / sizeof(heads[0]); k++) {
			struct slice head = slice_str(heads[k]), rest;

			if (!slice_ieq_str(slice_sub(b->text, 0, head.n), heads[k]))
				continue;
			rest = slice_trim(slice_sub(b->text, head.n, b->text.n));
			if (slice_starts(rest, SLICE_LIT(":")))
				rest = slice_sub(rest, 1, rest.n);
			if (names_add(a, rest))
				return a->n_authors;
		}
	}
	return 0;
}

/* "作者：…" near the headline: the name ends at a blank or a mark. */
static size_t from_label(struct html_page *p, const struct meta *m, struct article *a)
{
	static const char *const labels[] = {"作者：", "作者:", "撰文：", "記者：", "记者："};
	static const char *const ends[] = {" ", "）", ")", "|", "责", "编辑", "来源"};
	size_t i, k, at, to, from = m->h1 == NODE_NONE ? 0 : p->block_at[m->h1];

	for (i = from; i < p->n_blks && i < from + 15; i++) {
		struct slice t = p->blks[i].text;

		for (k = 0; t.n < BYLINE_BYTES && k < sizeof(labels) / sizeof(labels[0]); k++) {
			size_t n = strlen(labels[k]), e;
			const char *hit = memmem(t.p, t.n, labels[k], n);

			if (!hit)
				continue;
			at = (size_t)(hit - t.p) + n;
			at += at < t.n && t.p[at] == ' ';
			for (e = 0, to = t.n; e < sizeof(ends) / sizeof(ends[0]); e++) {
				hit = memmem(t.p + at, to - at, ends[e], strlen(ends[e]));
				if (hit)
					to = (size_t)(hit - t.p);
			}
			return names_add(a, slice_sub(t, at, to));
		}
	}
	return 0;
}

/* The marked elements of a range, the plainest mark first. */
static size_t from_range(struct html_page *p, const struct meta *m, struct article *a,
			 uint32_t from, uint32_t to)
{
	size_t n = 0;
	int mark;

	for (mark = 3; mark > 0 && !n; mark--)
		n = from_elements(p, m, a, mark, from, to);
	return n;
}

static void from_page(struct html_page *p, const struct meta *m, struct article *a)
{
	uint32_t h1 = m->h1 == NODE_NONE ? 1 : m->h1, above = h1, below = (uint32_t)p->n_nodes;
	size_t at = p->block_at[h1];

	if (m->h1 != NODE_NONE)
		above = at > ABOVE ? p->blks[at - ABOVE - 1].last + 1 : 1;
	if (at + BELOW < p->n_blks)
		below = p->blks[at + BELOW].first;
	if (from_range(p, m, a, h1, below) || from_range(p, m, a, above, h1) ||
	    from_links(p, m, a) || from_text(p, m, a) || from_line(p, m, a) ||
	    from_label(p, m, a) || from_written(p, m, a))
		return;
	from_range(p, m, a, below, (uint32_t)p->n_nodes);
}

void meta_set_authors(struct html_page *p, struct meta *m, struct article *a)
{
	if (from_json(m, a)) {
		extend(a, m->meta_authors, m->n_meta_authors);
		drop_others(p, m, a);
		extend_printed(p, m, a);
		return;
	}
	if (!from_list(a, m->meta_authors, m->n_meta_authors))
		from_page(p, m, a);
}
