/* SPDX-License-Identifier: GPL-2.0-or-later */
/* corpus/scrape_tail.c - the lines below the body, and what they say of the
 * article: author's box, stated sources, tags, publisher; and the section that stands
 * before the first sentence: see scrape.h.
 */
#include <string.h>

#include "corpus/internal.h"
#include "corpus/lines.h"
#include "corpus/scrape.h"
#include "lib/base/limits.h"
#include "lib/base/utf8.h"
#include "lib/text/normal.h"

#define BIO_AFTER       80 /* per cent of the text that lies before a bio */
#define BIO_WORDS       60
#define ABOUT_WORDS     5
#define SOURCE_WORDS    20
#define SOURCE_NAME_WORDS 7
#define SOURCE_REACH    6 /* lines below the body where sources are stated */
#define TAGS_WORDS      40
#define TAGS_REACH      8 /* lines below the body where its tags are */
#define PUBLISHER_WORDS 6
#define KICKER_BYTES    40
#define NAME_WORDS      4

/* --- section --- */

/* Is s in capitals, with a word that names a section in it? */
static bool is_section(struct scrape *s, struct slice text)
{
	struct slice rest, word;
	size_t i;

	for (i = 0; i < text.n; i++)
		if (text.p[i] >= 'a' && text.p[i] <= 'z')
			return false;
	buf_reset(&s->buf);
	normal_fold(&s->buf, text);
	rest = buf_slice(&s->buf);
	while (slice_split(&rest, ' ', &word))
		if (scrape_section_word(word))
			return true;
	return false;
}

/* "TECH NEWS - It is …": the kicker stays in the text, which is verbatim. */
static void take_section(struct scrape *s)
{
	static const char *const dashes[] = {" – ", " — ", " - ", " | ", ": "};
	struct slice text, head;
	size_t i;

	for (i = s->start; i < s->end && s->v[i].zone != ZONE_BODY; i++)
		;
	if (i == s->end)
		return;
	text = slice_sub(s->v[i].text, 0, KICKER_BYTES + 4);
	for (i = 0; i < sizeof(dashes) / sizeof(dashes[0]); i++) {
		const char *p = memmem(text.p, text.n, dashes[i], strlen(dashes[i]));

		head = p ? slice_of(text.p, (size_t)(p - text.p)) : SLICE_NONE;
		if (head.n && is_section(s, head)) {
			s->a->section = arena_dup(&s->a->arena, head);
			return;
		}
	}
}

/* --- sources --- */

static void add_source(struct article *a, struct slice one)
{
	one = slice_trim(one);
	while (one.n && strchr(".;,", one.p[one.n - 1]))
		one.n--;
	if (one.n && a->n_sources < LIMIT_LIST)
		a->sources[a->n_sources++] = arena_dup(&a->arena, one);
}

/* A list of names, not a headline: no item of many words. */
static bool names_of_sources(struct slice rest)
{
	struct slice one;

	while (slice_split(&rest, ',', &one))
		if (line_words(one) > SOURCE_NAME_WORDS)
			return false;
	return true;
}

static void take_sources(struct scrape *s)
{
	size_t i, to = s->end + SOURCE_REACH, n;
	struct article *a = s->a;

	for (i = s->start; i < to && i < s->n; i++) {
		struct scrape_line *l = &s->v[i];
		struct slice rest, one;

		n = scrape_label_source(l->folded);
		if (!n || l->words > SOURCE_WORDS || a->n_sources)
			continue;
		rest = scrape_behind(l, n);
		if (!names_of_sources(rest))
			continue;
		a->sources = ARENA_ARRAY(&a->arena, struct slice, LIMIT_LIST);
		while (slice_split(&rest, ',', &one))
			add_source(a, one);
		scrape_mark(l, ZONE_NAV, BLOCK_P);
	}
}

/* --- tags --- */

/* "Tags: a, b" in many languages: the folded bytes of the label, 0 when there is none. */
static size_t tags_label(struct slice folded)
{
	static const char *const labels[] = {
		"tags:", "tag:", "tagged:", "keywords:", "topics:", "topic:", "filed under:", "themen:",
		"schlagworte:", "schlagworter:", "mots-cles :", "mots-cles:", "etiquetas:", "temas:",
		"argomenti:", "tagi:", "etiketler:", "cimkek:", "stitky:", "теги:", "метки:", "タグ:", "标签:",
	};
	size_t i;

	for (i = 0; i < sizeof(labels) / sizeof(labels[0]); i++)
		if (slice_starts(folded, slice_str(labels[i])))
			return strlen(labels[i]);
	return 0;
}

/* The first such line behind the body; those further on are other articles'. */
static void take_tags(struct scrape *s)
{
	size_t i, n;

	for (i = s->start; i < s->end + TAGS_REACH && i < s->n && !s->a->n_tags; i++) {
		n = tags_label(s->v[i].folded);
		if (n && s->v[i].words <= TAGS_WORDS)
			tags_add(s->a, scrape_behind(&s->v[i], n), true);
	}
}

/* --- the author's box --- */

/* "Name, our …" or "Name is a …": the bytes of the name, 0 when there is none. */
static size_t box_name(struct slice text)
{
	static const char *const verbs[] = {
		", our ", ", the ", ", a ", ", an ", ", who ", " is a ", " is an ", " is the ", " is our ",
		" has been ", " has covered ", " has written ", " covers ", " writes ", " reports ",
		" joined ", " is ", " ist ", " est ", " es ", " è ", " é ", " is een ", " är ", " er ", " jest ",
	};
	size_t i, best = 0, k, blanks = 0;

	for (i = 0; i < sizeof(verbs) / sizeof(verbs[0]); i++) {
		const char *p = memmem(text.p, text.n, verbs[i], strlen(verbs[i]));
		size_t n = p ? (size_t)(p - text.p) : 0;

		if (n && (!best || n < best))
			best = n;
	}
	for (k = 0; k < best; k++)
		blanks += text.p[k] == ' ';
	if (!best || blanks >= NAME_WORDS || (text.p[0] >= 'a' && text.p[0] <= 'z'))
		return 0;
	return best;
}

static void take_box_author(struct scrape *s, const struct scrape_line *l)
{
	size_t n = box_name(slice_sub(l->text, 0, 200));
	struct slice name = slice_sub(l->text, 0, n);
	struct article *a = s->a;

	if (!n || a->n_authors || names_add(a, name))
		return;
	/* one given name alone: the box says that it is a name */
	if (memchr(name.p, ' ', name.n))
		return;
	a->authors = ARENA_ARRAY(&a->arena, struct slice, 1);
	a->authors[a->n_authors++] = arena_dup(&a->arena, name);
}

/* Every word begins with a capital or a mark; false for none. */
static bool all_capital(struct slice s)
{
	size_t i;

	for (i = 0; i < s.n; i++)
		if ((i == 0 || s.p[i - 1] == ' ') && s.p[i] >= 'a' && s.p[i] <= 'z')
			return false;
	return s.n > 0;
}

/* A line at the end that is about its author, without a heading over it. */
static bool is_bio(const struct scrape_line *l)
{
	static const char *const trades[] = {
		" reporter", " editor", " journalist", " correspondent", " writer", " columnist",
		" freelance", " author of", " contributor", " covers ", " redakteur", " journaliste",
		" periodista", " giornalista", " jornalista", " verslaggever",
	};
	struct slice head = slice_sub(l->folded, 0, 200);
	size_t i, name = box_name(slice_sub(l->text, 0, 80));

	if (l->words < 6 || l->words > BIO_WORDS || !memchr(l->text.p, ' ', name) ||
	    !all_capital(slice_sub(l->text, 0, name)))
		return false;
	for (i = 0; i < sizeof(trades) / sizeof(trades[0]); i++)
		if (memmem(head.p, head.n, trades[i], strlen(trades[i])))
			return true;
	return false;
}

/* --- publisher --- */

static bool publisher_fits(struct slice name)
{
	return name.n && name.n <= 80 && line_words(name) <= PUBLISHER_WORDS &&
	       !line_ends_sentence(name);
}

static void set_publisher(struct article *a, struct slice name)
{
	name = slice_trim(name);
	while (name.n && strchr(".,;|-", name.p[name.n - 1]))
		name = slice_trim(slice_sub(name, 0, name.n - 1));
	if (slice_empty(a->publisher) && publisher_fits(name))
		a->publisher = arena_dup(&a->arena, name);
}

/* Text of l behind a wording that it begins with (folded), or absent. */
static struct slice behind(const struct scrape_line *l, const char *wording)
{
	size_t n = strlen(wording);

	if (!slice_starts(l->folded, slice_str(wording)))
		return SLICE_NONE;
	return scrape_behind(l, n);
}

/* "© 2024 Name. All rights reserved", "Copyright 2024 Name". */
static struct slice rights_holder(struct slice text)
{
	static const char *const marks[] = {"©", "(c)", "(C)", "Copyright"};
	const char *p = NULL;
	size_t i;
	bool marked = false;

	for (i = 0; i < sizeof(marks) / sizeof(marks[0]); i++) {
		p = memmem(text.p, text.n, marks[i], strlen(marks[i]));
		if (p) {
			text = slice_sub(text, (size_t)(p - text.p) + strlen(marks[i]), text.n);
			marked = true;
		}
	}
	if (!marked)
		return SLICE_NONE;
	while (text.n && (ascii_is_digit(text.p[0]) || strchr(" -,/", text.p[0])))
		text = slice_sub(text, 1, text.n);
	if (slice_starts(text, SLICE_LIT("by ")))
		text = slice_sub(text, 3, text.n);
	for (i = 0; i < text.n; i++)
		if (strchr(".,|;(", text.p[i]) ||
		    (text.p[i] == ' ' && i + 2 < text.n && text.p[i + 1] == '-'))
			break;
	text = slice_sub(text, 0, i);
	p = memmem(text.p ? text.p : "", text.n, " All rights", 11);
	return p ? slice_of(text.p, (size_t)(p - text.p)) : text;
}

/* A last line that is nothing but a name in capitals of its own kind. */
static bool may_be_masthead(const struct scrape *s, const struct scrape_line *l)
{
	struct slice rest = l->text, word;
	size_t i;

	if (l->cls != LINE_PLAIN || l->words == 0 || l->words > 4 || !l->blanks || l->dated ||
	    line_ends_punctuated(l->text) || l->bullet || l < &s->v[s->end])
		return false;
	while (slice_split(&rest, ' ', &word)) {
		bool capital = slice_eq_str(word, "&");

		for (i = 0; i < word.n; i++)
			capital |= (word.p[i] >= 'A' && word.p[i] <= 'Z') || (word.p[i] & 0x80);
		if (!capital)
			return false;
	}
	return true;
}

static void take_publisher(struct scrape *s)
{
	size_t i, named = 0;

	for (i = 0; i < s->n; i++)
		if (s->v[i].cls != LINE_PLAIN)
			set_publisher(s->a, behind(&s->v[i], "discover more from "));
	for (i = s->end; i < s->n; i++) {
		named += s->v[i].cls != LINE_PLAIN;
		set_publisher(s->a, rights_holder(slice_sub(s->v[i].text, 0, 160)));
	}
	if (named >= 1 && s->end < s->n && may_be_masthead(s, &s->v[s->n - 1])) {
		set_publisher(s->a, s->v[s->n - 1].text);
		scrape_mark(&s->v[s->n - 1], ZONE_NAV, BLOCK_P);
	}
}

/* --- zones below the body --- */

/* Lines under a heading belong to it until another heading comes; bios, rights
 * and the like are one line each. */
static void mark_below(struct scrape *s)
{
	enum zone under = ZONE_COUNT;
	bool bio = false;
	size_t i;

	for (i = s->end; i < s->n; i++) {
		struct scrape_line *l = &s->v[i];

		if (l->cls == LINE_RELATED || l->cls == LINE_COMMENT)
			under = scrape_class_zone(l->cls);
		if (l->marked)
			continue;
		if (l->cls != LINE_PLAIN) {
			scrape_mark(l, scrape_class_zone(l->cls), BLOCK_P);
			bio = l->cls == LINE_BIO || (bio && l->cls == LINE_SHARE);
			continue;
		}
		if ((bio && l->running) || (under == ZONE_COUNT && is_bio(l))) {
			take_box_author(s, l);
			scrape_mark(l, ZONE_BIO, BLOCK_P);
		} else if (under != ZONE_COUNT) {
			scrape_mark(l, under, BLOCK_P);
		} else {
			enum zone alone = l->words >= 5 ? ZONE_TEASER : ZONE_NAV;

			scrape_mark(l, bio ? ZONE_BIO : alone, BLOCK_P);
		}
		bio = bio && !l->running;
	}
}

/* "About Name": the heading over what a company or an author says of itself. */
static bool heads_about(const struct scrape_line *l)
{
	static const char *const heads[] = {"about ", "uber ", "a propos de ", "acerca de ", "sobre "};
	size_t i;

	if (l->words < 2 || l->words > ABOUT_WORDS || line_ends_punctuated(l->text))
		return false;
	for (i = 0; i < sizeof(heads) / sizeof(heads[0]); i++)
		if (slice_starts(l->folded, slice_str(heads[i])))
			return all_capital(scrape_behind(l, strlen(heads[i])));
	return false;
}

/* A bio in the last part of the body ends it. */
static void cut_at_bio(struct scrape *s)
{
	size_t i, all = 0, before = 0;

	for (i = s->start; i < s->end; i++)
		all += s->v[i].words;
	for (i = s->start; i < s->end; i++) {
		struct scrape_line *l = &s->v[i];

		if (l->zone == ZONE_BODY && before * 100 >= all * BIO_AFTER &&
		    (is_bio(l) || heads_about(l)))
			break;
		before += l->words;
	}
	if (i == s->end || i < s->start + 2)
		return;
	s->end = i;
	for (; i < s->n; i++)
		if (s->v[i].zone != ZONE_TITLE)
			s->v[i].marked = false;
	while (s->end > s->start + 1 && s->v[s->end - 1].type == BLOCK_HEADING)
		s->v[--s->end].marked = false;
}

void scrape_tail(struct scrape *s)
{
	cut_at_bio(s);
	take_sources(s);
	take_tags(s);
	take_section(s);
	take_publisher(s);
	mark_below(s);
}
