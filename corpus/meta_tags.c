/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Keywords of a page or record: see meta.h.
 *
 * A statement that names tags one by one (article:tag, JSON-LD, links of rel="tag") is the
 * article's own; a list of meta keywords, often the same on every page of a site, counts
 * where nothing else is stated.
 */
#include "corpus/meta.h"

#include "corpus/internal.h"
#include "lib/text/normal.h"

#define TAG_WORDS 8 /* more are a sentence */

void meta_add_tag(struct html_page *p, struct meta *m, struct slice value, bool list)
{
	struct slice tag = meta_field(p, value);

	if (!tag.n || m->n_tags == META_LIST)
		return;
	m->tag_list[m->n_tags] = list;
	m->tags[m->n_tags++] = tag;
}

static bool same_folded(struct slice a, struct slice b)
{
	struct buf x, y;
	bool same;

	if (slice_eq(a, b))
		return true;
	buf_init(&x, 4 * KIB);
	buf_init(&y, 4 * KIB);
	normal_fold(&x, a);
	normal_fold(&y, b);
	same = slice_eq(buf_slice(&x), buf_slice(&y));
	buf_done(&x);
	buf_done(&y);
	return same;
}

/* "category: economy", "topic/floods": without what kind of tag it is. */
static struct slice without_kind(struct slice tag)
{
	static const char *const kinds[] = {
		"category", "categories", "tag", "tags", "topic", "topics", "subject", "keyword",
		"section", "sections", "person", "people", "organization", "organisation", "location",
		"place", "places",
	};
	size_t n = 0, i;

	while (n < tag.n && tag.p[n] != ':' && tag.p[n] != '/')
		n++;
	for (i = 0; n < tag.n && i < sizeof(kinds) / sizeof(kinds[0]); i++)
		if (slice_ieq_str(slice_trim(slice_sub(tag, 0, n)), kinds[i]))
			return slice_trim(slice_sub(tag, n + 1, tag.n));
	return tag;
}

/* Letters and digits of a machine: an identifier with four hyphens or more, a site. */
static bool is_machine(struct slice tag)
{
	size_t i, hyphens = 0, hex = 0;

	if (slice_has_byte(tag, ' '))
		return false;
	for (i = 0; i < tag.n; i++) {
		hyphens += tag.p[i] == '-';
		hex += ascii_is_digit(tag.p[i]) || (tag.p[i] >= 'a' && tag.p[i] <= 'f');
	}
	return (hyphens == 4 && hex + hyphens == tag.n) ||
	       (tag.n > 4 && slice_eq_str(slice_sub(tag, tag.n - 4, tag.n), ".com"));
}

static void add_tag(struct article *a, struct slice tag)
{
	size_t i, words = 1;

	tag = slice_trim(tag);
	while (tag.n && (tag.p[0] == '#' || tag.p[0] == '"'))
		tag = slice_trim(slice_sub(tag, 1, tag.n));
	while (tag.n && tag.p[tag.n - 1] == '"')
		tag = slice_trim(slice_sub(tag, 0, tag.n - 1));
	tag = without_kind(tag);
	for (i = 0; i < tag.n; i++)
		words += tag.p[i] == ' ';
	if (tag.n < 2 || tag.n > LIMIT_KEYWORD_BYTES || words > TAG_WORDS || a->n_tags == LIMIT_LIST ||
	    memmem(tag.p, tag.n, "://", 3) || is_machine(tag))
		return;
	for (i = 0; i < a->n_tags; i++)
		if (same_folded(a->tags[i], tag))
			return;
	if (!a->tags)
		a->tags = ARENA_ARRAY(&a->arena, struct slice, LIMIT_LIST);
	a->tags[a->n_tags++] = arena_dup(&a->arena, tag);
}

/* Bytes of the sign between two tags at the head of s, or 0. */
static size_t separator(struct slice s)
{
	static const char *const signs[] = {",", ";", "|", "、", "，", "،", "；"};
	size_t i;

	for (i = 0; i < sizeof(signs) / sizeof(signs[0]); i++)
		if (slice_starts(s, slice_str(signs[i])))
			return strlen(signs[i]);
	return 0;
}

void tags_add(struct article *a, struct slice text, bool list)
{
	size_t i, from = 0, sign;

	if (!list) {
		add_tag(a, text);
		return;
	}
	for (i = 0; i < text.n; i++) {
		sign = separator(slice_sub(text, i, text.n));
		if (!sign)
			continue;
		add_tag(a, slice_sub(text, from, i));
		from = i + sign;
	}
	add_tag(a, slice_sub(text, from, text.n));
}

void meta_set_tags(const struct meta *m, struct article *a)
{
	size_t i;

	for (i = 0; i < m->n_tags; i++)
		tags_add(a, m->tags[i], m->tag_list[i]);
	if (!a->n_tags)
		tags_add(a, m->keywords, true);
}
