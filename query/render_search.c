/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A page of hits as text: see render.h.
 *
 *	read: ALL(kaspersky, "commerce department")
 *
 *	 1  Title of the article
 *	    Publication · by 2024-09-20 · a:0123456789abcdefghjk#p9.s1
 *	    ¶9  The passage, with [marks] on what matched.
 *
 *	2 articles · 0.9 ms
 *	not shown: 1 only in a teaser (--zones all)
 *
 * The key on the second line is that of the first passage: `backfile cite` and
 * `backfile show` take it as it stands.
 */
#include "query/render.h"

#include <stdlib.h>

#include "lib/base/limits.h"
#include "lib/base/mem.h"
#include "query/para.h"

/* Columns before a hit: " 1  ". */
#define INDENT 4
#define CURSOR_SHOWN 200 /* bytes of a cursor that is told */
#define ADDED_SHOWN 12 /* of the words that --expand added */

/* --- how the query was read --- */

/* What a query of plain words is read as: ALL(a, b), or the word itself.  The
 * case of letters is passed over.  Saying so would only repeat the query. */
static bool says_nothing_new(struct slice given, struct slice read)
{
	struct slice word, words = slice_trim(given);
	struct slice body = read;
	struct slice all = SLICE_LIT("ALL(");

	if (slice_starts(read, all) && slice_ends(read, SLICE_LIT(")")))
		body = slice_sub(read, all.n, read.n - 1);
	if (!words.p)
		words = SLICE_LIT("");
	while (slice_split(&words, ' ', &word)) {
		size_t i;

		if (slice_empty(word))
			continue;
		if (body.n < word.n)
			return false;
		for (i = 0; i < word.n; i++)
			if (ascii_lower(word.p[i]) != ascii_lower(body.p[i]))
				return false;
		body = slice_sub(body, word.n, body.n);
		while (body.n && (body.p[0] == ',' || body.p[0] == ' '))
			body = slice_sub(body, 1, body.n);
	}
	return slice_empty(body);
}

/* The heaviest of the words that --expand added. */
static bool render_added(struct out *o, struct para *p, json_t *added)
{
	size_t i, n = json_array_size(added);

	if (!n)
		return false;
	para_add_str(p, STYLE_DIM, "added: ");
	for (i = 0; i < n && i < ADDED_SHOWN; i++) {
		para_add_str(p, STYLE_PLAIN, i ? ", " : "");
		para_add(p, STYLE_PLAIN, render_string(json_array_get(added, i), "word"));
	}
	if (i < n)
		para_addf(p, STYLE_DIM, " and %zu more", n - i);
	para_print(p, o, 0, 7);
	return true;
}

static void render_reading(struct out *o, struct para *p, json_t *query, json_t *added)
{
	struct slice read = render_string(query, "read");
	bool any = false;

	if (!slice_empty(read) && !says_nothing_new(render_string(query, "given"), read)) {
		para_add_str(p, STYLE_DIM, "read: ");
		para_add(p, STYLE_PLAIN, read);
		para_print(p, o, 0, 6);
		any = true;
	}
	any = render_added(o, p, added) || any;
	any = render_warnings(o, p, query) || any;
	if (any)
		out_str(o, "\n");
}

/* --- one hit --- */

static void add_key(struct para *p, json_t *hit, json_t *passage)
{
	json_int_t at = json_integer_value(json_object_get(passage, "p"));
	json_int_t sentence = json_integer_value(json_object_get(passage, "s"));

	para_add(p, STYLE_KEY, render_string(hit, "id"));
	if (at > 0)
		para_addf(p, STYLE_KEY, "#p%lld", (long long)at);
	if (at > 0 && sentence > 0)
		para_addf(p, STYLE_KEY, ".s%lld", (long long)sentence);
}

/* " · +3 copies", whose words stay together. */
static void add_copies(struct para *p, json_t *copies)
{
	json_int_t n = json_integer_value(json_object_get(copies, "near")) +
		       json_integer_value(json_object_get(copies, "exact"));

	if (n > 0)
		para_addf(p, STYLE_DIM, " · +%lld\xC2\xA0%s", (long long)n, n == 1 ? "copy" : "copies");
}

static size_t read_marks(json_t *marks, struct mark *out, size_t max)
{
	size_t i, n = 0;
	json_t *pair;

	json_array_foreach(marks, i, pair) {
		json_int_t from = json_integer_value(json_array_get(pair, 0));
		json_int_t to = json_integer_value(json_array_get(pair, 1));

		if (n < max && from >= 0 && to > from)
			out[n++] = (struct mark){(size_t)from, (size_t)to};
	}
	return n;
}

static void render_passage(struct out *o, struct para *p, json_t *passage)
{
	json_int_t at = json_integer_value(json_object_get(passage, "p"));
	struct slice zone = render_string(passage, "zone");
	json_t *pairs = json_object_get(passage, "marks");
	size_t max = json_array_size(pairs), n;
	struct mark *marks = xreallocarray(NULL, max ? max : 1, sizeof(*marks));
	int hang;

	n = read_marks(pairs, marks, max);
	if (at > 0) {
		para_addf(p, STYLE_DIM, "¶%lld  ", (long long)at);
	} else if (!slice_empty(zone)) {
		para_add(p, STYLE_DIM, zone);
		para_add_str(p, STYLE_DIM, "  ");
	}
	hang = INDENT + (int)para_width(p);
	para_add_marked(p, render_string(passage, "text"), marks, n, o->colour);
	para_print(p, o, INDENT, hang < o->width / 2 ? hang : INDENT);
	free(marks);
}

static void render_hit(struct out *o, struct para *p, json_t *hit, size_t rank)
{
	struct slice title = render_string(hit, "title");
	struct slice publisher = render_string(hit, "publisher");
	json_t *passages = json_object_get(hit, "passages"), *passage;
	size_t i;

	para_addf(p, STYLE_DIM, "%2zu  ", rank);
	para_add(p, STYLE_TITLE, slice_empty(title) ? SLICE_LIT("(no title)") : title);
	para_print(p, o, 0, INDENT);
	if (!slice_empty(publisher)) {
		para_add(p, STYLE_PLAIN, publisher);
		para_add_str(p, STYLE_DIM, " · ");
	}
	render_date(p, json_object_get(hit, "published"));
	para_add_str(p, STYLE_DIM, " · ");
	add_key(p, hit, json_array_get(passages, 0));
	add_copies(p, json_object_get(hit, "copies"));
	para_print(p, o, INDENT, INDENT);
	json_array_foreach(passages, i, passage) {
		render_passage(o, p, passage);
	}
	out_str(o, "\n");
}

/* --- below the hits --- */

/* How to ask for the next page: as this one was asked for.  A page that is not full
 * is the last. */
static void add_next(struct para *p, json_t *reply, const struct render_page *page, size_t shown)
{
	struct slice next = render_string(reply, "next");
	json_t *total = json_object_get(reply, "total");
	size_t end = page->offset + shown;
	json_int_t hits = page->one_of_story
				  ? render_stories(total)
				  : json_integer_value(json_object_get(total, "articles"));

	if (!shown || shown < page->limit || end >= (size_t)hits)
		return;
	if (!page->by_cursor && end <= LIMIT_OFFSET)
		para_addf(p, STYLE_DIM, " · next: --offset %zu", end);
	else if (page->by_cursor && next.n && next.n <= CURSOR_SHOWN)
		para_addf(p, STYLE_DIM, " · next: --cursor %.*s", SLICE_ARG(next));
	else if (page->by_cursor && next.n)
		para_add_str(p, STYLE_DIM, " · next: --cursor, with what --json gives as next");
}

static void render_total(struct out *o, struct para *p, json_t *reply,
			 const struct render_page *page, size_t shown)
{
	size_t offset = page->offset;
	json_t *total = json_object_get(reply, "total");
	json_t *ms = json_object_get(reply, "took_ms");
	json_int_t n = json_integer_value(json_object_get(total, "articles"));
	json_int_t stories = json_integer_value(json_object_get(total, "stories"));
	bool at_least = slice_eq_str(render_string(total, "relation"), "at_least");
	char count[64];

	render_count(count, sizeof(count), n, "article", "articles");
	if (n == 0)
		para_add_str(p, STYLE_PLAIN,
			     at_least ? "no article before the deadline" : "no article");
	else if (shown == 1 && n > 1)
		para_addf(p, STYLE_PLAIN, "%zu of %s%s", offset + 1, at_least ? "at least " : "",
			  count);
	else if (shown && shown < (size_t)n)
		para_addf(p, STYLE_PLAIN, "%zu–%zu of %s%s", offset + 1, offset + shown,
			  at_least ? "at least " : "", count);
	else
		para_addf(p, STYLE_PLAIN, "%s%s", at_least ? "at least " : "", count);
	if (stories > 0 && stories < n) {
		render_count(count, sizeof(count), stories, "story", "stories");
		para_addf(p, STYLE_PLAIN, " in %s", count);
	}
	if (n > 0 && !shown && offset)
		para_add_str(p, STYLE_PLAIN, ", none past this offset");
	if (json_is_number(ms))
		para_addf(p, STYLE_DIM, " · %.1f ms", json_number_value(ms));
	add_next(p, reply, page, shown);
	para_print(p, o, 0, 0);
}

/* The zones in words that fit behind "only in". */
static const struct {
	const char *zone, *one, *many;
} zone_words[] = {
	{"body", "the body", "the body"},
	{"title", "the title", "the title"},
	{"dek", "the standfirst", "the standfirst"},
	{"pullquote", "a pull-quote", "pull-quotes"},
	{"caption", "a caption", "captions"},
	{"teaser", "a teaser", "teasers"},
	{"nav", "the navigation", "the navigation"},
	{"ad", "an advertisement", "advertisements"},
	{"bio", "an author's note", "authors' notes"},
	{"comment", "a comment", "comments"},
	{"legal", "a legal note", "legal notes"},
	{"several", "several zones together", "several zones together"},
};

static const char *zone_phrase(const char *zone, bool one)
{
	size_t i;

	for (i = 0; i < sizeof(zone_words) / sizeof(zone_words[0]); i++)
		if (slice_eq_str(slice_str(zone), zone_words[i].zone))
			return one ? zone_words[i].one : zone_words[i].many;
	return zone;
}

static void render_not_shown(struct out *o, struct para *p, json_t *not_shown)
{
	json_t *zones = json_object_get(not_shown, "only_in"), *n;
	const char *zone, *sep = "not shown: ";

	json_object_foreach(zones, zone, n) {
		json_int_t count = json_integer_value(n);

		if (count <= 0)
			continue;
		para_add_str(p, STYLE_PLAIN, sep);
		para_addf(p, STYLE_PLAIN, "%lld only in ", (long long)count);
		para_add_str(p, STYLE_PLAIN, zone_phrase(zone, count == 1));
		sep = ", ";
	}
	if (!p->n)
		return;
	para_add_str(p, STYLE_DIM, " (--zones all)");
	para_print(p, o, 0, 11);
}

void render_advice(struct out *o, struct para *p, json_t *advice)
{
	json_t *one;
	size_t i;

	json_array_foreach(advice, i, one) {
		para_add_str(p, STYLE_DIM, "advice: ");
		if (json_is_string(one))
			para_add_str(p, STYLE_PLAIN, json_string_value(one));
		para_print(p, o, 0, 8);
	}
}

void render_search(struct out *o, json_t *reply, struct render_page page)
{
	json_t *before = json_object_get(reply, "offset");
	json_t *hits = json_object_get(reply, "hits"), *hit;
	struct para p;
	size_t i;

	if (json_is_integer(before)) /* an older daemon does not say */
		page.offset = (size_t)json_integer_value(before);
	para_init(&p);
	render_reading(o, &p, json_object_get(reply, "query"), json_object_get(reply, "added"));
	json_array_foreach(hits, i, hit) {
		render_hit(o, &p, hit, page.offset + i + 1);
	}
	render_total(o, &p, reply, &page, json_array_size(hits));
	render_not_shown(o, &p, json_object_get(reply, "not_shown"));
	render_advice(o, &p, json_object_get(reply, "advice"));
	para_done(&p);
}
