/* SPDX-License-Identifier: GPL-2.0-or-later */
/* corpus/scrape.c - a page whose markup is gone, to an article: see scrape.h and
 * internal.h.
 *
 * With the tags gone, what is left as evidence is wording (scrape_words.h), the
 * shape of lines and where they stand.  The article is the run of lines with
 * the most sentences; around it and in it, lines are named by wording first.
 */
#include "corpus/scrape.h"

#include <stdlib.h>
#include <string.h>

#include "corpus/internal.h"
#include "corpus/lines.h"
#include "lib/base/limits.h"
#include "lib/base/utf8.h"
#include "lib/text/normal.h"

#define RUNNING_WORDS 15 /* a line of text has so many, and the end of a sentence */
#define CLASS_WORDS   40 /* longer lines are not looked up by wording */
#define CAPTION_WORDS 60
#define DATED_WORDS   10 /* of a caption with a date, which is no date line */
#define DATELINE_WORDS 18
#define LABEL_GAP 4 /* bytes between a label and its date */
#define SIGNATURE_WORDS 14
#define CREDIT_BYTES  72 /* of a credit at the end of a caption */
#define BODY_SAMPLE   (24 * KIB)
#define WORD_HEAD     5  /* letters that two words must share to count as one */

/* --- what a line looks like --- */

/* A sentence ends within s: a mark, a blank, and no lower-case letter. */
static bool has_inner_end(struct slice s)
{
	size_t i;

	for (i = 1; i + 2 < s.n; i++) {
		char c = s.p[i];

		if (c == '\xe3' && s.p[i + 1] == '\x80' && s.p[i + 2] == '\x82')
			return true; /* 。 */
		if (s.p[i + 1] == ' ' && (c == '.' || c == '!' || c == '?') &&
		    !(s.p[i + 2] >= 'a' && s.p[i + 2] <= 'z'))
			return true;
	}
	return false;
}

static struct slice fold_line(struct scrape *s, struct slice text)
{
	buf_reset(&s->buf);
	normal_fold(&s->buf, text);
	return arena_dup(&s->a->arena, slice_trim(buf_slice(&s->buf)));
}

/* "Tuesday, Nov. 19, 2019": articles give the weekday or the year, captions of
 * agencies both. */
static bool has_full_date(struct slice folded)
{
	static const char *const months[] = {"jan", "feb", "mar", "apr", "may", "jun",
					     "jul", "aug", "sep", "oct", "nov", "dec"};
	const char *p = memmem(folded.p, folded.n, "day, ", 5);
	struct slice rest =
		p ? slice_sub(folded, (size_t)(p - folded.p) + 5, folded.n) : SLICE_NONE;
	size_t i, k, digits = 0;

	for (i = 0; i < sizeof(months) / sizeof(months[0]); i++)
		if (slice_starts(rest, slice_str(months[i])))
			break;
	if (i == sizeof(months) / sizeof(months[0]))
		return false;
	/* the month's rest, a day of one or two figures, a comma, four figures */
	for (k = 3; k < rest.n && (ascii_is_alpha(rest.p[k]) || strchr(". ", rest.p[k])); k++)
		;
	for (; k < rest.n && ascii_is_digit(rest.p[k]); k++)
		;
	for (; k < rest.n && strchr(", ", rest.p[k]); k++)
		;
	for (; k < rest.n && ascii_is_digit(rest.p[k]); k++)
		digits++;
	return digits == 4;
}

/* "Name/Agency", "(Agency via Name)" and the credits that captions end with. */
static bool is_caption(const struct scrape_line *l)
{
	static const char *const credits[] = {
		"credit:", "credit...", "credits:", "getty images", "/getty", "ap photo", "reuters/",
		"(photo", "photo by", "photo:", "photograph:", "photograph by", "photographer:",
		"image credit", "(image", "image:", "shutterstock", "istock", "via getty", "/ap)", "(ap)",
		"afp via", "/afp", "afp/", "epa/", "/bloomberg", "photo courtesy",
		"photograph courtesy", "courtesy of", "foto:", "(foto", "via ap)", "via reuters", "via twitter", "via instagram", "file photo",
		"picture alliance", "/dpa", "dpa/", "imago", "screenshot", "ansa/", "/ansa", "wikimedia",
		"unsplash", "creative commons", "illustration by", "illustration:", "fotografie:",
		"photo credit", "photo illustration", "handout via", "/handout",
	};
	const char *slash = memchr(l->text.p, '/', l->text.n);
	struct slice where = l->folded;
	size_t i;

	if (l->words > CAPTION_WORDS)
		return false;
	if (l->words >= DATED_WORDS && has_full_date(l->folded))
		return true;
	/* behind a sentence, a credit is the last thing */
	if (l->sentence && where.n > CREDIT_BYTES)
		where = slice_sub(where, where.n - CREDIT_BYTES, where.n);
	for (i = 0; i < sizeof(credits) / sizeof(credits[0]); i++)
		if (memmem(where.p, where.n, credits[i], strlen(credits[i])))
			return true;
	/* two names and a stroke between letters */
	return slash && slash > l->text.p && slash + 1 < l->text.p + l->text.n && l->words <= 6 &&
	       !l->sentence && ascii_is_alpha(slash[-1]) && slash[1] >= 'A' && slash[1] <= 'Z';
}

/* A clock time, a price, a count: figures and hardly a letter. */
static bool is_figures(struct slice s)
{
	size_t i, letters = 0, digits = 0;

	for (i = 0; i < s.n && letters <= 4; i++) {
		letters += ascii_is_alpha(s.p[i]) || (unsigned char)s.p[i] >= 0xC3;
		digits += ascii_is_digit(s.p[i]);
	}
	return letters <= 4 && (digits > 0 || letters == 0) && letters <= digits + 2;
}

/* "$42 at a shop": figures with a currency, and no sentence. */
static bool is_price(const struct scrape_line *l)
{
	static const char *const marks[] = {"$", "€", "£", "¥", "₹"};
	size_t i;

	for (i = 0; l->words <= 8 && !l->sentence && i < sizeof(marks) / sizeof(marks[0]); i++) {
		const char *p = memmem(l->text.p, l->text.n, marks[i], strlen(marks[i]));
		const char *q = p ? p + strlen(marks[i]) : NULL;

		/* "$60b deal announced" is a heading; a price ends with its figures */
		if (q && q < l->text.p + l->text.n && ascii_is_digit(*q)) {
			while (q < l->text.p + l->text.n &&
			       (ascii_is_digit(*q) || strchr(".,", *q)))
				q++;
			if (q == l->text.p + l->text.n || *q == ' ')
				return p == l->text.p || l->words <= 3;
		}
	}
	return false;
}

/* "Published: 5 April at 3:17 p.m.", which ends as a sentence does. */
static bool is_dateline(const struct scrape_line *l)
{
	struct pubdate d = {.known = false};
	size_t from = 0, to = 0, label = scrape_label_published(l->folded);

	if (!label)
		label = scrape_label_updated(l->folded);
	return label && l->words <= DATELINE_WORDS &&
	       date_in_text(l->text, SLICE_NONE, &d, &from, &to) && from <= label + LABEL_GAP;
}

/* "— Ada Lund (@ada) 5 April 2031", below what she said elsewhere. */
static bool is_post_signature(const struct scrape_line *l)
{
	return l->words <= SIGNATURE_WORDS &&
	       (slice_starts(l->text, SLICE_LIT("— ")) || slice_starts(l->text, SLICE_LIT("- "))) &&
	       memmem(l->text.p, l->text.n, "(@", 2);
}

/* "More great stories": heads other articles, whatever the site praises them for. */
static bool heads_more(const struct scrape_line *l)
{
	static const char *const what[] = {" stories", " articles", " news", " coverage", " headlines"};
	struct slice s = l->folded;
	size_t i;

	while (s.n && s.p[s.n - 1] == ':')
		s.n--;
	if (l->words > 6 || !slice_starts(s, SLICE_LIT("more ")))
		return false;
	for (i = 0; i < sizeof(what) / sizeof(what[0]); i++)
		if (slice_ends(s, slice_str(what[i])))
			return true;
	return false;
}

/* Long lines are what their sentences say, except for the fine print. */
static enum line_class class_of(const struct scrape_line *l)
{
	enum line_class cls = scrape_line_class(l->folded);

	if (l->words > CLASS_WORDS && cls != LINE_LEGAL)
		return scrape_line_within(l->folded) == LINE_LEGAL ? LINE_LEGAL
								   : LINE_PLAIN;
	if (cls == LINE_PLAIN)
		cls = scrape_line_within(l->folded);
	if (cls == LINE_PLAIN && is_caption(l))
		return LINE_CAPTION;
	if (cls == LINE_PLAIN && (is_figures(l->text) || is_price(l) || is_dateline(l)))
		return LINE_NAV;
	if (cls == LINE_PLAIN && heads_more(l))
		return LINE_RELATED;
	if (cls == LINE_PLAIN && is_post_signature(l))
		return LINE_INLINE;
	return cls;
}

static void look_at(struct scrape *s, const struct text_line *from, struct scrape_line *l)
{
	l->text = from->text;
	l->blanks = from->blanks;
	l->folded = fold_line(s, l->text);
	l->words = line_words(l->text);
	l->bullet = line_is_bulleted(l->text);
	l->sentence = line_ends_sentence(l->text);
	l->running = l->words >= RUNNING_WORDS && (l->sentence || has_inner_end(l->text));
	l->cls = class_of(l);
}

static int compare_folded(const void *a, const void *b)
{
	const struct scrape_line *const *x = a, *const *y = b;

	return slice_cmp((*x)->folded, (*y)->folded);
}

static void find_repeated(struct scrape *s)
{
	struct scrape_line **v = ARENA_ARRAY(&s->a->arena, struct scrape_line *, s->n + 1);
	size_t i;

	for (i = 0; i < s->n; i++)
		v[i] = &s->v[i];
	qsort(v, s->n, sizeof(struct scrape_line *), compare_folded);
	for (i = 1; i < s->n; i++)
		if (slice_eq(v[i]->folded, v[i - 1]->folded))
			v[i]->repeated = v[i - 1]->repeated = true;
}

void scrape_lines(struct scrape *s, struct slice text)
{
	struct text_lines lines;
	size_t i;

	text_lines_split(&s->a->arena, text, &lines);
	if (lines.many)
		s->a->flags |= FLAG(MANY_BLOCKS);
	s->n = lines.n;
	s->v = ARENA_ARRAY(&s->a->arena, struct scrape_line, lines.n ? lines.n : 1);
	for (i = 0; i < lines.n; i++)
		look_at(s, &lines.v[i], &s->v[i]);
	find_repeated(s);
}

/* --- helpers of the stages --- */

void scrape_mark(struct scrape_line *l, enum zone zone, enum block_type type)
{
	l->zone = zone;
	l->type = type;
	l->marked = true;
}

static bool is_letter(char c)
{
	return ascii_is_alpha(c) || ascii_is_digit(c) || (unsigned char)c >= 0x80;
}

/* The next word of four bytes or more; false at the end. */
static bool next_word(struct slice s, size_t *i, struct slice *word)
{
	size_t from;

	for (;;) {
		while (*i < s.n && !is_letter(s.p[*i]))
			++*i;
		if (*i >= s.n)
			return false;
		for (from = *i; *i < s.n && is_letter(s.p[*i]);)
			++*i;
		*word = slice_sub(s, from, *i);
		if (word->n >= 4)
			return true;
	}
}

double scrape_overlap(struct slice a, struct slice b)
{
	size_t i = 0, all = 0, both = 0;
	struct slice word;

	while (all < 32 && next_word(a, &i, &word)) {
		all++;
		word = slice_sub(word, 0, WORD_HEAD);
		both += b.n >= word.n && memmem(b.p, b.n, word.p, word.n) != NULL;
	}
	return all ? (double)both / (double)all : 0;
}

struct slice scrape_sample(struct scrape *s)
{
	size_t i;

	buf_reset(&s->buf);
	for (i = s->start; i < s->end && s->buf.len < BODY_SAMPLE; i++) {
		buf_add_slice(&s->buf, slice_sub(s->v[i].folded, 0, BODY_SAMPLE));
		buf_add_char(&s->buf, '\n');
	}
	return buf_slice(&s->buf);
}

struct slice scrape_behind(const struct scrape_line *l, size_t folded_n)
{
	struct slice head = slice_sub(l->folded, 0, folded_n), text = l->text;
	size_t i, blanks = 0, last = 0;

	for (i = 0; i < head.n; i++)
		if (head.p[i] == ' ') {
			blanks++;
			last = i + 1;
		}
	for (i = 0; i < text.n && blanks; i++)
		blanks -= text.p[i] == ' ';
	text = slice_sub(text, i, text.n);
	head = slice_sub(head, last, head.n);
	text = slice_sub(text, utf8_offset(text, utf8_count(head)), text.n);
	return slice_trim(text);
}

/* --- the whole --- */

/* How much of the body is running text, and whether there is enough of it. */
static double quality_of(const struct scrape *s)
{
	size_t i, all = 0, running = 0, lines = 0;
	double share;

	for (i = 0; i < s->n; i++) {
		const struct scrape_line *l = &s->v[i];

		if (l->zone != ZONE_BODY)
			continue;
		all += l->words;
		running += l->running ? l->words : 0;
		lines += l->running;
	}
	share = all ? (double)running / (double)all : 0;
	if (lines >= 3 || running >= 150)
		return 0.5 + 0.4 * share;
	return 0.2 + 0.4 * share;
}

static void emit(struct scrape *s)
{
	size_t i, cap = 0;

	for (i = 0; i < s->n; i++)
		article_add_block(s->a, &cap, s->v[i].type, s->v[i].zone, s->v[i].text);
	s->a->quality = quality_of(s);
}

enum status scrape_clean(struct slice text, struct article *out, struct err *err)
{
	struct scrape s = {.a = out, .title = SCRAPE_NONE};

	(void)err; /* any text gives an article, an empty one no blocks */
	buf_init(&s.buf, LIMIT_PAGE_BYTES * 4);
	scrape_lines(&s, text);
	if (s.n) {
		scrape_body(&s);
		scrape_head(&s);
		scrape_inside(&s);
		scrape_tail(&s);
		emit(&s);
	}
	buf_done(&s.buf);
	return STATUS_OK;
}
