/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Changes of a page that a reader would not notice and that must not change its
 * article: each writes the changed page to *out, or gives false when the page has
 * no place for it.  Pages are valid UTF-8.
 */
#ifndef TESTS_UNIT_CORPUS_PAGE_CHANGE_H
#define TESTS_UNIT_CORPUS_PAGE_CHANGE_H

#include <iconv.h>
#include <zlib.h>

#include "lib/base/hash.h"
#include "tests/unit/corpus/page_text.h"

/* Behind the start tag of the body, and before its last end tag (or the end). */
static inline bool body_of(struct slice html, size_t *from, size_t *to)
{
	struct piece p;
	size_t i = 0;

	*from = 0;
	*to = html.n;
	while (next_piece(html, &i, &p))
		if (p.kind == PIECE_TAG && slice_ieq_str(p.name, "body")) {
			if (!p.closing && !*from)
				*from = i;
			else if (p.closing && *from)
				*to = i - p.all.n;
		}
	return *from > 0;
}

static inline bool put_into_body(struct slice html, struct buf *out, const char *head, const char *tail)
{
	size_t from, to;

	if (!body_of(html, &from, &to))
		return false;
	buf_add_slice(out, slice_sub(html, 0, from));
	buf_add_str(out, head);
	buf_add_slice(out, slice_sub(html, from, to));
	buf_add_str(out, tail);
	buf_add_slice(out, slice_sub(html, to, html.n));
	return true;
}

static inline bool change_menu(struct slice html, struct buf *out)
{
	return put_into_body(html, out,
			     "<nav class=\"site-nav\"><ul><li><a href=\"/x1\">Harbour</a></li>"
			     "<li><a href=\"/x2\">Orchards</a></li><li><a href=\"/x3\">Tides</a></li>"
			     "<li><a href=\"/x4\">Lost and found</a></li></ul></nav>", "");
}

static inline bool change_advert(struct slice html, struct buf *out)
{
	return put_into_body(html, out,
			     "<div class=\"ad-slot advertisement\"><p>Advertisement</p>"
			     "<p><a href=\"/buy\">Umbrellas for every weather, now at half the price</a></p></div>", "");
}

static inline bool change_cookies(struct slice html, struct buf *out)
{
	return put_into_body(html, out, "",
			     "<div id=\"cookie-banner\" class=\"cookie-consent\"><p>We use cookies to run "
			     "this site and to count visits. You can change your choice at any time.</p>"
			     "<button>Accept all</button><button>Reject</button></div>");
}

/* Whether no end tag of a div comes before its start tag: one too many would end the
 * boxes around the page in its middle. */
static inline bool divs_match(struct slice html)
{
	struct piece p;
	size_t i = 0, open = 0;

	while (next_piece(html, &i, &p))
		if (p.kind == PIECE_TAG && slice_ieq_str(p.name, "div")) {
			if (p.closing && !open)
				return false;
			open += p.closing ? -(size_t)1 : 1;
		}
	return true;
}

static inline bool change_wrap(struct slice html, struct buf *out)
{
	return divs_match(html) && put_into_body(html, out, "<div><div><div>", "</div></div></div>");
}

/* A word of sixteen letters for a name, the same one every time.  Letters only: parted
 * by digits, "ad" and other words would come about by chance. */
static inline void add_other_name(struct buf *out, struct slice name)
{
	uint64_t h = hash64(name);
	int i;

	for (i = 0; i < 16; i++, h >>= 4)
		buf_add_char(out, "bcdfghjklmnpqrtv"[h & 15]);
}

/* Each word of a class or an id by another. */
static inline void add_renamed(struct buf *out, struct slice value)
{
	struct slice word;

	while (slice_split(&value, ' ', &word)) {
		word = slice_trim(word);
		if (word.n) {
			add_other_name(out, word);
			buf_add_char(out, ' ');
		}
	}
}

static inline bool change_names(struct slice html, struct buf *out)
{
	struct piece p;
	size_t i = 0, kept = 0;

	while (next_piece(html, &i, &p)) {
		struct slice name, value;
		size_t k;

		if (p.kind != PIECE_TAG || p.closing)
			continue;
		k = (size_t)(p.name.p - html.p) + p.name.n;
		while (k < i && next_attr(html, &k, &name, &value)) {
			if (!value.n || k > i ||
			    !(slice_ieq_str(name, "class") || slice_ieq_str(name, "id")))
				continue;
			buf_add_slice(out, slice_sub(html, kept, (size_t)(value.p - html.p)));
			if (value.p[-1] == '"' || value.p[-1] == '\'')
				add_renamed(out, value);
			else
				add_other_name(out, value);
			kept = (size_t)(value.p - html.p) + value.n;
		}
	}
	buf_add_slice(out, slice_sub(html, kept, html.n));
	return kept > 0;
}

static const char *const blocks[] = {
	"html", "head", "body", "title", "meta", "link", "base", "div", "p", "h1", "h2", "h3", "h4", "h5",
	"h6", "ul", "ol", "li", "dl", "dt", "dd", "table", "tbody", "thead", "tfoot", "tr", "td", "th",
	"section", "article", "header", "footer", "nav", "main", "aside", "figure", "figcaption",
	"blockquote", "address", "form", "fieldset", "hr", "br", NULL};

static inline bool all_blank(struct slice s)
{
	return slice_trim(s).n == 0;
}

/* White space between tags: none beside a block, else one blank. */
static inline bool change_minify(struct slice html, struct buf *out)
{
	struct piece before = {.kind = PIECE_CUT}, p, next;
	size_t i = 0, k, pre = 0;

	while (next_piece(html, &i, &p)) {
		if (p.kind == PIECE_TAG && slice_ieq_str(p.name, "pre"))
			pre += p.closing ? (pre ? -(size_t)1 : 0) : 1;
		if (p.kind == PIECE_TEXT && !pre && all_blank(p.all)) {
			k = i;
			if (!next_piece(html, &k, &next))
				break;
			if (!(before.kind == PIECE_TAG && word_in(before.name, blocks)) &&
			    !(next.kind == PIECE_TAG && word_in(next.name, blocks)))
				buf_add_char(out, ' ');
		} else {
			buf_add_slice(out, p.all);
			before = p;
		}
	}
	return true;
}

/* --- the bytes ------------------------------------------------------------------------ */

/* False when a character of the page is not in the charset. */
static inline bool change_charset(struct slice text, const char *charset, struct buf *out)
{
	iconv_t cd = iconv_open(charset, "UTF-8");
	char *from = (char *)(uintptr_t)text.p, *to = buf_reserve(out, 4 * text.n + 16), *head = to;
	size_t left = text.n, room = 4 * text.n + 16, bad;

	if (cd == (iconv_t)-1 || !to)
		return false;
	bad = iconv(cd, &from, &left, &to, &room);
	iconv_close(cd);
	out->len += (size_t)(to - head);
	return bad == 0 && left == 0;
}

static inline bool change_utf16(struct slice text, struct buf *out)
{
	buf_add(out, "\xff\xfe", 2);
	return change_charset(text, "UTF-16LE", out);
}

static inline bool change_gzip(struct slice bytes, struct buf *out)
{
	z_stream z = {0};
	size_t room = bytes.n + bytes.n / 100 + 1024;
	char *to = buf_reserve(out, room);

	if (!to || deflateInit2(&z, 1, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY) != Z_OK)
		return false;
	z.next_in = (Bytef *)(uintptr_t)bytes.p;
	z.avail_in = (uInt)bytes.n;
	z.next_out = (Bytef *)to;
	z.avail_out = (uInt)room;
	if (deflate(&z, Z_FINISH) == Z_STREAM_END)
		out->len += z.total_out;
	deflateEnd(&z);
	return true;
}

#endif
