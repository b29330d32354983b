/* SPDX-License-Identifier: GPL-2.0-or-later */
/* corpus/sniff.c - kind of a file by its first bytes: see sniff.h.
 *
 * In this order: marks of binary formats (a table); UTF-16 is thinned to its
 * ASCII so that the rest sees one form; marks of text formats that are refused;
 * JSON lines; HTML; control characters say binary; what is left is text.
 */
#include "corpus/sniff.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"

#define SURE_BYTES    2048
#define BYTES_PER_TAG 400

struct mark {
	size_t      at;
	const char *bytes;
	size_t      n;
	const char *what;
};

#define MARK(at, bytes, what) {(at), (bytes), sizeof(bytes) - 1, (what)}

/* Binary formats: exact bytes at a fixed place. */
static const struct mark binary_marks[] = {
	MARK(0, "%PDF-", "PDF"),
	MARK(0, "PK\x03\x04", "zip (or a format in zip: docx, epub, wacz)"),
	MARK(0, "PK\x05\x06", "an empty zip"),
	MARK(0, "\x89PNG\r\n\x1a\n", "a PNG image"),
	MARK(0, "\xff\xd8\xff", "a JPEG image"),
	MARK(0, "GIF87a", "a GIF image"),
	MARK(0, "GIF89a", "a GIF image"),
	MARK(8, "WEBP", "a WebP image"),
	MARK(0, "\x28\xb5\x2f\xfd", "zstd: unpack it first"),
	MARK(0, "BZh", "bzip2: unpack it first"),
	MARK(0, "\xfd" "7zXZ", "xz: unpack it first"),
	MARK(0, "7z\xbc\xaf\x27\x1c", "7z: unpack it first"),
	MARK(0, "Rar!\x1a\x07", "rar: unpack it first"),
	MARK(257, "ustar", "tar: unpack it first"),
	MARK(0, "\x7f" "ELF", "a program"),
	MARK(0, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office file"),
	MARK(0, "SQLite format 3", "an SQLite database"),
	MARK(0, "ID3", "MP3 audio"),
	MARK(4, "ftyp", "MP4 video or audio"),
	MARK(0, "OggS", "Ogg audio or video"),
};

/* Text formats that are not read, at the first byte that is not white space. */
static const struct mark text_marks[] = {
	MARK(0, "WARC/", "WARC (a later version reads it)"),
	MARK(0, "filedesc://", "ARC (a later version reads it)"),
	MARK(0, "{\\rtf", "RTF"),
	MARK(0, "%!PS", "PostScript"),
};

/* The root element of XML that is not a page. */
static const struct mark xml_roots[] = {
	MARK(0, "rss", "an RSS feed (a later version reads it)"),
	MARK(0, "feed", "an Atom feed (a later version reads it)"),
	MARK(0, "rdf:RDF", "an RSS 1.0 feed (a later version reads it)"),
	MARK(0, "newsItem", "NewsML-G2 (a later version reads it)"),
	MARK(0, "newsMessage", "NewsML-G2 (a later version reads it)"),
	MARK(0, "NewsML", "NewsML (a later version reads it)"),
	MARK(0, "nitf", "NITF (a later version reads it)"),
	MARK(0, "svg", "an SVG image"),
	MARK(0, "urlset", "a sitemap"),
	MARK(0, "sitemapindex", "a sitemap"),
};

#define COUNT(v) (sizeof(v) / sizeof((v)[0]))

static const char *find_mark(struct slice s, const struct mark *v, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (s.n >= v[i].at + v[i].n && memcmp(s.p + v[i].at, v[i].bytes, v[i].n) == 0)
			return v[i].what;
	return NULL;
}

static struct slice skip_space(struct slice s)
{
	if (slice_starts(s, SLICE_LIT("\xef\xbb\xbf")))
		s = slice_sub(s, 3, s.n);
	while (s.n && (ascii_is_space(s.p[0]) || s.p[0] == '\0'))
		s = slice_sub(s, 1, s.n);
	return s;
}

/* "html" in "<HTML lang=…": the tag name at s begins with word and ends there. */
static bool tag_is(struct slice s, const char *word)
{
	size_t n = strlen(word);

	return s.n >= n && slice_ieq_str(slice_sub(s, 0, n), word) &&
	       (s.n == n || !(ascii_is_alpha(s.p[n]) || ascii_is_digit(s.p[n]) || s.p[n] == ':'));
}

/* --- UTF-16 --- */

/* Zeros on one side only of the byte pairs: the label, or absent. */
static struct slice utf16_label(struct slice head)
{
	size_t even = 0, odd = 0, i, n = head.n < 4096 ? head.n : 4096;

	for (i = 0; i < n; i++)
		if (head.p[i] == '\0')
			i % 2 ? odd++ : even++;
	if (n >= 16 && odd > n / 5 && even * 50 <= odd)
		return SLICE_LIT("utf-16le");
	if (n >= 16 && even > n / 5 && odd * 50 <= even)
		return SLICE_LIT("utf-16be");
	return SLICE_NONE;
}

static bool has_utf16_mark(struct slice head)
{
	return slice_starts(head, SLICE_LIT("\xff\xfe")) ||
	       slice_starts(head, SLICE_LIT("\xfe\xff"));
}

/* Its ASCII characters; anything else becomes a letter. */
static size_t thin_utf16(struct slice head, bool little, char *out)
{
	size_t i, n = 0;

	for (i = has_utf16_mark(head) ? 2 : 0; i + 1 < head.n; i += 2) {
		char low = head.p[little ? i : i + 1], high = head.p[little ? i + 1 : i];

		out[n++] = high || (unsigned char)low >= 0x80 ? 'x' : low;
	}
	return n;
}

/* --- JSON --- */

static bool parses_as_object(struct slice line)
{
	json_t *v = json_loadb(line.p, line.n, JSON_ALLOW_NUL, NULL);
	bool is = json_is_object(v);

	json_decref(v);
	return is;
}

/* Does "{" begin an object with a key, or an empty one? */
static bool looks_like_object(struct slice s)
{
	size_t i = 1;

	if (!s.n || s.p[0] != '{')
		return false;
	while (i < s.n && (s.p[i] == ' ' || s.p[i] == '\t'))
		i++;
	return i < s.n && (s.p[i] == '"' || s.p[i] == '}');
}

/* One of the first lines is an object on its own.  A first line that is longer
 * than the head is taken at its look; a damaged one does not hide the next. */
static bool is_jsonl(struct slice s, bool whole)
{
	struct slice line;
	int tries = 0;

	if (!s.n || s.p[0] != '{')
		return false;
	while (tries < 8 && slice_split(&s, '\n', &line)) {
		bool complete = s.p || whole;

		line = slice_trim(line);
		if (!looks_like_object(line))
			continue;
		if (!complete || parses_as_object(line))
			return true;
		tries++;
	}
	return false;
}

/* A JSON value over several lines, or an array. */
static bool is_other_json(struct slice s)
{
	size_t i = 1;

	if (!s.n || (s.p[0] != '{' && s.p[0] != '['))
		return false;
	while (i < s.n && ascii_is_space(s.p[i]))
		i++;
	if (i >= s.n)
		return false;
	return s.p[0] == '{' ? s.p[i] == '"' && slice_has_byte(s, ':')
			     : s.p[i] == '{' || (s.p[i] == '"' && slice_has_byte(s, ','));
}

/* --- HTML and XML --- */

/* The next "<" at or after *i; the slice behind it. */
static bool next_tag(struct slice s, size_t *i, struct slice *tag)
{
	const char *q = *i < s.n ? memchr(s.p + *i, '<', s.n - *i) : NULL;

	if (!q)
		return false;
	*i = (size_t)(q - s.p) + 1;
	*tag = slice_sub(s, *i, s.n);
	return true;
}

/* The tags of a page: one that only pages have near the start (there may be
 * headers of HTTP before it), or tags as thick as pages have them.  An article
 * about HTML has a few. */
static bool has_page_tags(struct slice s)
{
	static const char *const sure[] = {"!doctype html", "html", "head", "body"};
	static const char *const some[] = {"p", "/p", "div", "/div", "br", "a", "/a", "span", "h1"};
	size_t i = 0, k, n = 0;
	struct slice tag;

	while (next_tag(s, &i, &tag)) {
		for (k = 0; k < COUNT(sure) && i < SURE_BYTES; k++)
			if (tag_is(tag, sure[k]))
				return true;
		for (k = 0; k < COUNT(some); k++)
			n += tag_is(tag, some[k]);
	}
	return n >= 6 && n >= s.n / BYTES_PER_TAG;
}

/* The first element's name, past declarations and comments; absent when none. */
static struct slice root_element(struct slice s)
{
	size_t i = 0;
	struct slice tag;

	while (next_tag(s, &i, &tag))
		if (tag.n && (ascii_is_alpha(tag.p[0]) || tag.p[0] == '_'))
			return tag;
	return SLICE_NONE;
}

static const char *refused_xml(struct slice s)
{
	struct slice root;
	size_t i;

	if (!s.n || s.p[0] != '<')
		return NULL;
	root = root_element(s);
	for (i = 0; i < COUNT(xml_roots); i++)
		if (tag_is(root, xml_roots[i].bytes))
			return xml_roots[i].what;
	if (slice_starts(s, SLICE_LIT("<?xml")) && !tag_is(root, "html") && !has_page_tags(s))
		return "XML that is not a page";
	return NULL;
}

static bool is_html(struct slice s)
{
	static const char *const first[] = {
		"!doctype", "!--", "?xml", "html", "head", "body", "title", "meta", "link", "base",
		"script", "style", "p", "div", "span", "article", "section", "main", "header", "nav",
		"h1", "h2", "h3", "table", "ul", "ol", "center", "font", "a", "b", "br", "blockquote",
	};
	size_t i;

	for (i = 0; s.n && s.p[0] == '<' && i < COUNT(first); i++)
		if (tag_is(slice_sub(s, 1, s.n), first[i]))
			return true;
	return has_page_tags(s);
}

/* --- the rest --- */

/* A mail or a saved page in mail form (MHTML): header lines at the very start. */
static bool is_mail(struct slice s)
{
	static const char *const keys[] = {"from:", "mime-version:", "received:", "return-path:",
					   "snapshot-content-location:", "message-id:"};
	struct slice line;
	int n = 0, hits = 0;
	size_t k;

	while (n++ < 12 && slice_split(&s, '\n', &line)) {
		if (slice_empty(slice_trim(line)))
			break;
		for (k = 0; k < COUNT(keys); k++)
			hits += line.n >= strlen(keys[k]) &&
				slice_ieq_str(slice_sub(line, 0, strlen(keys[k])), keys[k]);
	}
	return hits >= 2;
}

/* More than one control character in 32 that text does not have. */
static bool is_binary(struct slice s)
{
	size_t i, n = 0;

	for (i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];

		n += (c < 0x20 && !ascii_is_space((char)c) && c != 0x1b) || c == 0x7f;
	}
	return n > s.n / 32;
}

static struct sniff refused(const char *what)
{
	return (struct sniff){SNIFF_REFUSED, what, SLICE_NONE};
}

static struct sniff sniff_text(struct slice head, bool whole)
{
	struct slice s = skip_space(head);
	const char *what = find_mark(s, text_marks, COUNT(text_marks));

	if (s.n == 0 && whole)
		return (struct sniff){SNIFF_EMPTY, "empty", SLICE_NONE};
	if (!what)
		what = refused_xml(s);
	if (what)
		return refused(what);
	if (is_jsonl(s, whole))
		return (struct sniff){SNIFF_JSONL, "JSON lines", SLICE_NONE};
	if (is_other_json(s))
		return refused("JSON that is not one object a line");
	if (is_mail(s))
		return refused("a mail or MHTML");
	if (is_binary(head))
		return refused("binary");
	if (is_html(s))
		return (struct sniff){SNIFF_HTML, "HTML", SLICE_NONE};
	return (struct sniff){SNIFF_TEXT, "text", SLICE_NONE};
}

struct sniff sniff(struct slice head, bool whole)
{
	const char *what = find_mark(head, binary_marks, COUNT(binary_marks));
	bool mark = has_utf16_mark(head);
	struct slice label = SLICE_NONE;
	struct sniff out;
	char *thin;
	size_t n;

	if (head.n == 0)
		return (struct sniff){SNIFF_EMPTY, "empty", SLICE_NONE};
	if (what)
		return refused(what);
	if (!mark)
		label = utf16_label(head);
	if (!mark && slice_empty(label))
		return sniff_text(head, whole);
	thin = xmalloc(head.n / 2 + 1);
	n = thin_utf16(head, mark ? head.p[0] == '\xff' : slice_eq_str(label, "utf-16le"), thin);
	out = sniff_text(slice_of(thin, n), whole);
	if (out.kind == SNIFF_JSONL)
		out = refused("JSON lines in UTF-16: they are read in UTF-8");
	out.charset = label;
	free(thin);
	return out;
}
