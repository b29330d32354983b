/* SPDX-License-Identifier: GPL-2.0-or-later */
/* corpus/jsonl.c - one line of JSON lines to an article.
 *
 * Keys: id, url, title, author, source, date, tags, text; any may be absent, null or
 * empty but text; others are ignored.  A wrong type is an error that names the
 * key.  The text is somebody's clean text: it is kept whole, cut into paragraphs
 * (lines.h) and never judged.
 *
 * jansson reads the line.  Its own bound on depth (2,048) is far above
 * LIMIT_JSON_DEPTH, so depth is counted before it sees the line.
 */
#include "corpus/internal.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "corpus/lines.h"
#include "corpus/url.h"
#include "lib/base/buf.h"
#include "lib/base/limits.h"
#include "lib/base/utf8.h"
#include "lib/text/normal.h"

#define RECORD_CONFIDENCE 0.9f /* somebody's metadata: good, but not checked */

/* The end of the string whose opening quote is at s.p[i]. */
static size_t string_end(struct slice s, size_t i)
{
	for (i++; i < s.n && s.p[i] != '"'; i++)
		i += s.p[i] == '\\';
	return i;
}

static bool too_deep(struct slice s)
{
	size_t i, depth = 0;

	for (i = 0; i < s.n; i++) {
		char c = s.p[i];

		if (c == '"')
			i = string_end(s, i);
		else if (c == '{' || c == '[')
			depth++;
		else if ((c == '}' || c == ']') && depth)
			depth--;
		if (depth > LIMIT_JSON_DEPTH)
			return true;
	}
	return false;
}

static enum status parse(struct slice line, json_t **out, struct err *err)
{
	json_error_t why;

	if (too_deep(line))
		return err_set(err, STATUS_BAD_DATA, "JSON nested more than %d deep",
			       LIMIT_JSON_DEPTH);
	*out = json_loadb(line.p, line.n, JSON_ALLOW_NUL, &why);
	if (!*out)
		return err_set_at(err, STATUS_BAD_DATA, (size_t)why.position,
				  "bad JSON at byte %d: %s", why.position, why.text);
	if (!json_is_object(*out))
		return err_set(err, STATUS_BAD_DATA, "JSON, but not an object");
	return STATUS_OK;
}

/* The line as valid UTF-8: itself, or decoded into buf. */
static enum status line_utf8(const struct raw *r, struct buf *buf, struct slice *out,
			     uint32_t *flags, struct err *err)
{
	enum status st = STATUS_OK;

	if (utf8_valid(r->bytes)) {
		*out = r->bytes;
		return STATUS_OK;
	}
	st = charset_to_utf8(r->bytes, r->charset, false, buf, flags, err);
	if (st == STATUS_OK) {
		*flags |= FLAG(BAD_ENCODING);
		*out = buf_slice(buf);
	}
	return st;
}

/* A string, or absent when there is none or nothing in it.  Numbers will do
 * where an id is wanted. */
static enum status get_string(const json_t *o, const char *key, struct slice *out, struct err *err)
{
	const json_t *v = json_object_get(o, key);

	*out = SLICE_NONE;
	if (!v || json_is_null(v))
		return STATUS_OK;
	if (!json_is_string(v))
		return err_set(err, STATUS_BAD_DATA, "\"%s\" is not a string", key);
	if (json_string_length(v))
		*out = slice_of(json_string_value(v), json_string_length(v));
	return STATUS_OK;
}

static struct slice display(struct article *a, struct slice s, size_t max)
{
	struct slice out = SLICE_NONE;
	struct buf b;

	buf_init(&b, LIMIT_PAGE_BYTES * 4);
	normal_display(&b, slice_sub(s, 0, max));
	if (b.len)
		out = arena_dup(&a->arena, buf_slice(&b));
	buf_done(&b);
	return out;
}

static enum status get_field(struct article *a, const json_t *o, const char *key, struct slice *out,
			     struct err *err)
{
	struct slice s;
	enum status st = get_string(o, key, &s, err);

	if (st == STATUS_OK)
		*out = display(a, s, LIMIT_FIELD_BYTES);
	return st;
}

static enum status get_id(struct article *a, const json_t *o, struct err *err)
{
	const json_t *v = json_object_get(o, "id");
	char number[32];

	if (!json_is_integer(v))
		return get_field(a, o, "id", &a->source_id, err);
	snprintf(number, sizeof(number), "%lld", (long long)json_integer_value(v));
	a->source_id = arena_dup(&a->arena, slice_str(number));
	return STATUS_OK;
}

/* One string, or a list of them. */
static enum status get_authors(struct article *a, const json_t *o, struct err *err)
{
	const json_t *v = json_object_get(o, "author");
	struct slice s;
	enum status st;
	size_t i;

	if (!json_is_array(v)) {
		st = get_string(o, "author", &s, err);
		if (st == STATUS_OK && s.n)
			names_add(a, slice_sub(s, 0, LIMIT_FIELD_BYTES));
		return st;
	}
	for (i = 0; i < json_array_size(v) && i < LIMIT_LIST; i++) {
		const json_t *one = json_array_get(v, i);

		if (!json_is_string(one))
			return err_set(err, STATUS_BAD_DATA,
				       "\"author\" holds what is not a string");
		names_add(a, slice_of(json_string_value(one), json_string_length(one)));
	}
	return STATUS_OK;
}

/* "a, b" or ["a", "b"] under "tags" or "keywords".  What is neither is passed over: these
 * keys mean other things elsewhere. */
static void get_tags(struct article *a, const json_t *o)
{
	static const char *const keys[] = {"tags", "keywords"};
	size_t i, k;

	for (k = 0; k < sizeof(keys) / sizeof(keys[0]) && !a->n_tags; k++) {
		const json_t *v = json_object_get(o, keys[k]);
		struct slice s;
		size_t n = json_is_string(v) ? 1 : json_array_size(v);

		for (i = 0; i < n && i < LIMIT_LIST; i++) {
			const json_t *one = json_is_string(v) ? v : json_array_get(v, i);

			if (!json_is_string(one))
				continue;
			s = slice_of(json_string_value(one), json_string_length(one));
			tags_add(a, display(a, s, LIMIT_FIELD_BYTES), json_is_string(v));
		}
	}
}

/* A date that cannot be read is no date: better none than a wrong one. */
static enum status get_date(struct article *a, const json_t *o, struct err *err)
{
	struct pubdate d = {.known = false};
	struct slice s;
	enum status st = get_string(o, "date", &s, err);

	if (st != STATUS_OK || !s.n)
		return st;
	s = slice_trim(slice_sub(s, 0, LIMIT_FIELD_BYTES));
	if (!pubdate_parse_iso(s, &d) && !date_only(s, a->language, &d))
		return STATUS_OK;
	d.relation = DATE_ON;
	d.source = DATE_SOURCE_RECORD;
	d.confidence = RECORD_CONFIDENCE;
	a->published = d;
	return STATUS_OK;
}

static enum block_type type_of(const struct text_lines *l, size_t i)
{
	const struct text_line *v = l->v;

	if (line_is_bulleted(v[i].text))
		return BLOCK_LI;
	if (i > 0 && i + 1 < l->n && v[i].pieces == 1 && line_may_head(v[i].text, 10) &&
	    line_words(v[i + 1].text) >= 15)
		return BLOCK_HEADING;
	return BLOCK_P;
}

static enum status get_text(struct article *a, const json_t *o, struct err *err)
{
	struct text_lines lines;
	struct slice s;
	size_t i, cap = 0;
	enum status st = get_string(o, "text", &s, err);

	if (st != STATUS_OK)
		return st;
	if (!json_object_get(o, "text"))
		return err_set(err, STATUS_BAD_DATA, "no \"text\"");
	text_lines_split(&a->arena, s, &lines);
	if (lines.n == 0)
		return err_set(err, STATUS_BAD_DATA, "\"text\" is empty");
	if (lines.many)
		a->flags |= FLAG(MANY_BLOCKS);
	if (slice_has_byte(s, '\0'))
		a->flags |= FLAG(NULS);
	for (i = 0; i < lines.n; i++)
		article_add_block(a, &cap, type_of(&lines, i), ZONE_BODY, lines.v[i].text);
	return STATUS_OK;
}

static enum status read_object(struct article *a, const json_t *o, struct err *err)
{
	enum status st = get_text(a, o, err);
	struct slice url;

	if (st == STATUS_OK)
		st = get_id(a, o, err);
	if (st == STATUS_OK)
		st = get_string(o, "url", &url, err);
	if (st == STATUS_OK && url.n) {
		a->url_raw = arena_dup(&a->arena, slice_sub(url, 0, LIMIT_FIELD_BYTES));
		a->url = url_normalise(&a->arena, url);
		if (slice_empty(a->url)) /* some name of its own: kept */
			a->url = display(a, url, LIMIT_FIELD_BYTES);
	}
	if (st == STATUS_OK)
		st = get_field(a, o, "title", &a->title, err);
	if (st == STATUS_OK)
		st = get_field(a, o, "source", &a->publisher, err);
	if (st == STATUS_OK)
		st = get_authors(a, o, err);
	if (st == STATUS_OK)
		get_tags(a, o);
	if (st == STATUS_OK)
		st = get_date(a, o, err);
	return st;
}

enum status jsonl_clean(const struct raw *r, struct article *out, struct err *err)
{
	struct slice line = SLICE_NONE;
	json_t *o = NULL;
	struct buf buf;
	enum status st;

	buf_init(&buf, LIMIT_LINE_BYTES * 4);
	st = line_utf8(r, &buf, &line, &out->flags, err);
	if (st == STATUS_OK)
		st = parse(line, &o, err);
	if (st == STATUS_OK)
		st = read_object(out, o, err);
	if (st == STATUS_OK)
		out->quality = 1;
	json_decref(o);
	buf_done(&buf);
	return st;
}
