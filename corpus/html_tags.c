/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Names of elements and attributes to small numbers: see html_tags.h, html.h. */
#include "corpus/html_tags.h"

#include "corpus/html.h"

static const struct {
	const char *word;
	uint8_t len;
	uint8_t traits;
} tags[] = {
	{"", 0, 0},
	{"#text", 5, 0},
#define X(name, word, traits) {word, sizeof(word) - 1, traits},
	TAG_TABLE(X)
#undef X
};

#define TAG_NAME_MAX 10

/* The first tag for each first letter, made from the table's order. */
enum html_tag html_tag_of(struct slice name)
{
	char low[TAG_NAME_MAX];
	size_t i, lo = TAG_TEXT + 1, hi = TAG_COUNT;

	if (name.n == 0 || name.n > TAG_NAME_MAX)
		return TAG_OTHER;
	for (i = 0; i < name.n; i++)
		low[i] = ascii_lower(name.p[i]);
	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;
		int c = slice_cmp(slice_of(low, name.n), slice_of(tags[mid].word, tags[mid].len));

		if (c == 0)
			return (enum html_tag)mid;
		if (c < 0)
			hi = mid;
		else
			lo = mid + 1;
	}
	return TAG_OTHER;
}

unsigned html_tag_traits(enum html_tag t)
{
	return tags[t].traits;
}

const char *html_tag_word(enum html_tag t)
{
	return tags[t].word;
}

static const struct {
	const char *word;
	uint8_t len, attr;
} attrs[] = {
#define A(word, attr) {word, sizeof(word) - 1, attr}
	A("class", ATTR_CLASS),
	A("id", ATTR_ID),
	A("href", ATTR_HREF),
	A("style", ATTR_STYLE),
	A("content", ATTR_CONTENT),
	A("property", ATTR_NAME),
	A("name", ATTR_NAME),
	A("http-equiv", ATTR_NAME),
	A("rel", ATTR_REL),
	A("itemprop", ATTR_ITEMPROP),
	A("itemtype", ATTR_ITEMTYPE),
	A("datetime", ATTR_DATETIME),
	A("lang", ATTR_LANG),
	A("xml:lang", ATTR_LANG),
	A("role", ATTR_ROLE),
	A("title", ATTR_TITLE),
	A("hidden", ATTR_HIDDEN),
	A("aria-hidden", ATTR_ARIA_HIDDEN),
	A("pubdate", ATTR_PUBDATE),
	A("data-datetime", ATTR_DATA_DATE),
	A("data-timestamp", ATTR_DATA_DATE),
	A("data-date", ATTR_DATA_DATE),
	A("data-time", ATTR_DATA_DATE),
	A("data-published", ATTR_DATA_DATE),
	A("data-publish-date", ATTR_DATA_DATE),
	A("data-utime", ATTR_DATA_DATE),
#undef A
};

enum html_attr html_attr_of(struct slice name)
{
	size_t i;

	for (i = 0; i < sizeof(attrs) / sizeof(attrs[0]); i++)
		if (attrs[i].len == name.n && ascii_lower(name.p[0]) == attrs[i].word[0] &&
		    slice_ieq_str(name, attrs[i].word))
			return (enum html_attr)attrs[i].attr;
	return ATTR_NONE;
}
