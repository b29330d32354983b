/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Pre-scan: the page without what libxml2 need not see.
 *
 * One pass over valid UTF-8.  Scripts, styles, comments, embedded graphics and
 * form controls go; ld+json scripts are kept aside; of a tag's attributes only
 * those that the cleaner reads are copied, each once, which also keeps hostile
 * tags away from libxml2 (its check for repeated attributes is quadratic).
 *
 * Every search for an end that is not there is made once and remembered, so the
 * pass is linear whatever the input.  Text is never dropped because an end is
 * missing: an unclosed comment or element counts as its start tag alone.
 */
#include "corpus/html.h"

#include <string.h>

#include "lib/base/mem.h"

/* Bytes that may be read twice for tags whose quotes never close; past it every
 * tag ends at its first '>'. */
#define WASTE_MAX (4 * LIMIT_PAGE_BYTES)

struct scan {
	struct html_page *page;
	struct slice s;
	size_t i;    /* next byte to read */
	size_t kept; /* bytes before it that were copied or dropped */
	bool no_gt;  /* no '>' from here on */
	bool no_comment_end;
	size_t wasted; /* bytes read in tags that turned out not to end */
	uint8_t no_end[TAG_COUNT]; /* no end tag of this kind from here on */
};

/* Copy what is kept so far.  Of the white space behind the end of a line nothing:
 * it indents markup, and no text keeps it. */
static void flush(struct scan *sc, size_t upto)
{
	const char *p = sc->s.p + sc->kept, *end = sc->s.p + upto, *q;

	while (p < end && (q = memchr(p, '\n', (size_t)(end - p)))) {
		buf_add(&sc->page->reduced, p, (size_t)(++q - p));
		for (p = q; p < end && ascii_is_space(*p); p++)
			;
	}
	buf_add(&sc->page->reduced, p, (size_t)(end - p));
}

/* Drop [from, to) and go on at `to`. */
static void cut(struct scan *sc, size_t from, size_t to)
{
	flush(sc, from);
	sc->i = sc->kept = to;
}

static size_t find_byte(const struct scan *sc, size_t from, char c)
{
	const char *q = from < sc->s.n ? memchr(sc->s.p + from, c, sc->s.n - from) : NULL;

	return q ? (size_t)(q - sc->s.p) : sc->s.n;
}

static size_t find_str(const struct scan *sc, size_t from, const char *what, size_t n)
{
	const char *q = from < sc->s.n ? memmem(sc->s.p + from, sc->s.n - from, what, n) : NULL;

	return q ? (size_t)(q - sc->s.p) : sc->s.n;
}

/* --- comments and declarations --------------------------------------------------- */

static void scan_comment(struct scan *sc, size_t at)
{
	size_t end;

	/* "<!-->" and "<!--->" are whole comments (HTML 13.2.5.43) */
	if (at + 4 < sc->s.n && sc->s.p[at + 4] == '>') {
		cut(sc, at, at + 5);
		return;
	}
	if (at + 5 < sc->s.n && sc->s.p[at + 4] == '-' && sc->s.p[at + 5] == '>') {
		cut(sc, at, at + 6);
		return;
	}
	end = sc->no_comment_end ? sc->s.n : find_str(sc, at + 4, "-->", 3);
	if (end < sc->s.n) {
		cut(sc, at, end + 3);
		return;
	}
	sc->no_comment_end = true;
	sc->page->flags |= FLAG(OPEN_COMMENT);
	cut(sc, at, at + 4);
}

/* "<!DOCTYPE …>", "<?xml …?>", "<![CDATA[": dropped up to the '>', CDATA marks
 * alone. */
static void scan_declaration(struct scan *sc, size_t at)
{
	struct slice rest = slice_sub(sc->s, at, sc->s.n);
	size_t gt;

	if (slice_starts(rest, SLICE_LIT("<!--"))) {
		scan_comment(sc, at);
		return;
	}
	if (slice_starts(rest, SLICE_LIT("<![CDATA["))) {
		cut(sc, at, at + 9);
		return;
	}
	gt = find_byte(sc, at, '>');
	cut(sc, at, gt < sc->s.n ? gt + 1 : at + 1);
}

/* --- tags ---------------------------------------------------------------------------- */

struct tag {
	enum html_tag id;
	bool closing;
	bool ld_json; /* a script of linked data */
	size_t name_from, name_to;
	size_t end; /* behind the '>' */
	size_t n_attrs;
	struct slice attrs[ATTR_COUNT];
};

static bool name_byte(char c)
{
	return !ascii_is_space(c) && c != '/' && c != '>' && c != '=';
}

/* An attribute at i; moves behind it.  False at the end of the input inside a
 * quoted value. */
static bool scan_attr(struct scan *sc, size_t *i, struct slice *name, struct slice *value)
{
	struct slice s = sc->s;
	size_t from = *i, k;

	*value = slice_of("", 0);
	do
		++*i;
	while (*i < s.n && name_byte(s.p[*i]));
	*name = slice_sub(s, from, *i);
	for (k = *i; k < s.n && ascii_is_space(s.p[k]); k++)
		;
	if (k >= s.n || s.p[k] != '=')
		return true;
	for (k++; k < s.n && ascii_is_space(s.p[k]); k++)
		;
	if (k < s.n && (s.p[k] == '"' || s.p[k] == '\'')) {
		size_t close = find_byte(sc, k + 1, s.p[k]);

		if (close >= s.n)
			return false;
		*value = slice_sub(s, k + 1, close);
		*i = close + 1;
		return true;
	}
	for (from = k; k < s.n && !ascii_is_space(s.p[k]) && s.p[k] != '>'; k++)
		;
	*value = slice_sub(s, from, k);
	*i = k;
	return true;
}

static void keep_attr(struct scan *sc, struct tag *t, struct slice name, struct slice value)
{
	enum html_attr a;

	if (t->id == TAG_SCRIPT && slice_ieq_str(name, "type")) {
		struct slice v = slice_trim(value);

		t->ld_json = v.n >= 19 && slice_ieq_str(slice_sub(v, 0, 19), "application/ld+json");
	}
	if (++t->n_attrs > LIMIT_TAG_ATTRS) {
		sc->page->flags |= FLAG(MANY_ATTRS);
		return;
	}
	a = html_attr_of(name);
	if (a == ATTR_NONE || t->attrs[a].p)
		return;
	if (value.n > LIMIT_ATTR_BYTES) {
		value.n = LIMIT_ATTR_BYTES;
		while (value.n && ((unsigned char)value.p[value.n] & 0xC0) == 0x80)
			value.n--;
	}
	t->attrs[a] = value;
}

/* The tag at `at`, which is "<" and a letter or "</" and a letter.  False when
 * the input ends inside it. */
static bool scan_tag(struct scan *sc, size_t at, struct tag *t)
{
	struct slice s = sc->s;
	size_t i = at + 1;

	memset(t, 0, sizeof(*t));
	t->closing = s.p[i] == '/';
	i += t->closing;
	t->name_from = i;
	while (i < s.n && name_byte(s.p[i]))
		i++;
	t->name_to = i;
	t->id = html_tag_of(slice_sub(s, t->name_from, i));
	while (i < s.n && s.p[i] != '>') {
		struct slice name, value;

		if (ascii_is_space(s.p[i]) || s.p[i] == '/') {
			i++;
			continue;
		}
		if (sc->wasted > WASTE_MAX || !scan_attr(sc, &i, &name, &value))
			return false;
		keep_attr(sc, t, name, value);
	}
	t->end = i + 1;
	if (i - at > LIMIT_TAG_BYTES) /* kept all the same: an inlined picture, mostly */
		sc->page->flags |= FLAG(LONG_TAG);
	return i < s.n;
}

static void add_attr(struct buf *b, enum html_attr a, struct slice value)
{
	static const char *const names[ATTR_COUNT] = {
		[ATTR_CLASS] = "class",       [ATTR_CONTENT] = "content",
		[ATTR_DATETIME] = "datetime", [ATTR_DATA_DATE] = "data-date",
		[ATTR_HIDDEN] = "hidden",     [ATTR_ARIA_HIDDEN] = "aria-hidden",
		[ATTR_HREF] = "href",         [ATTR_ID] = "id",
		[ATTR_ITEMPROP] = "itemprop", [ATTR_ITEMTYPE] = "itemtype",
		[ATTR_LANG] = "lang",         [ATTR_NAME] = "name",
		[ATTR_PUBDATE] = "pubdate",   [ATTR_REL] = "rel",
		[ATTR_ROLE] = "role",         [ATTR_STYLE] = "style",
		[ATTR_TITLE] = "title",
	};
	char quote = slice_has_byte(value, '"') ? '\'' : '"';
	size_t i;

	buf_add_char(b, ' ');
	buf_add_str(b, names[a]);
	buf_add_char(b, '=');
	buf_add_char(b, quote);
	if (!slice_has_byte(value, quote)) {
		buf_add_slice(b, value);
	} else {
		for (i = 0; i < value.n; i++)
			if (value.p[i] == quote)
				buf_add_str(b, "&#39;");
			else
				buf_add_char(b, value.p[i]);
	}
	buf_add_char(b, quote);
}

static void add_number(struct buf *b, size_t number)
{
	char digits[24];
	size_t at = sizeof(digits);

	do
		digits[--at] = (char)('0' + number % 10);
	while (number /= 10);
	buf_add_slice(b, SLICE_LIT(" " HTML_NUMBER "="));
	buf_add(b, digits + at, sizeof(digits) - at);
}

/* The attributes that need no decoding, as a list that the tag names. */
static void number_attrs(struct html_page *p, const struct tag *t)
{
	struct attr *list = NULL, *one;
	int a;

	for (a = ATTR_COUNT - 1; a > ATTR_NONE; a--) {
		if (!t->attrs[a].p || slice_has_byte(t->attrs[a], '&'))
			continue;
		one = arena_alloc(&p->arena, sizeof(*one));
		*one = (struct attr){(enum html_attr)a, t->attrs[a], list};
		list = one;
	}
	if (!list || p->n_tag_attrs >= LIMIT_TREE_NODES)
		return;
	GROW(p->tag_attrs, p->n_tag_attrs + 1, p->tag_attrs_cap);
	add_number(&p->reduced, p->n_tag_attrs);
	p->tag_attrs[p->n_tag_attrs++] = list;
}

/* As much of a tag's name as libxml2 reads. */
static struct slice plain_name(const struct scan *sc, const struct tag *t)
{
	size_t i = t->name_from;

	while (i < t->name_to && (ascii_is_alpha(sc->s.p[i]) || ascii_is_digit(sc->s.p[i]) ||
				  strchr(":-_.", sc->s.p[i])))
		i++;
	return slice_sub(sc->s, t->name_from, i);
}

static void emit_tag(struct scan *sc, const struct tag *t)
{
	struct buf *b = &sc->page->reduced;
	struct slice name = plain_name(sc, t);
	int a;

	/* "script,x" is no script, but for libxml2, which would read on as code */
	if (html_tag_traits(html_tag_of(name)) & TAG_RAW)
		return;
	buf_add_str(b, t->closing ? "</" : "<");
	buf_add_slice(b, name);
	if (!t->closing) {
		number_attrs(sc->page, t);
		for (a = ATTR_NONE + 1; a < ATTR_COUNT; a++)
			if (t->attrs[a].p && slice_has_byte(t->attrs[a], '&'))
				add_attr(b, (enum html_attr)a, t->attrs[a]);
	}
	buf_add_char(b, '>');
}

/* Where "</name" begins at or after `from`; s.n when nowhere. */
static size_t find_end_tag(struct scan *sc, size_t from, enum html_tag id)
{
	const char *word = html_tag_word(id);
	size_t n = strlen(word), i = from;

	if (sc->no_end[id])
		return sc->s.n;
	for (;; i++) {
		i = find_byte(sc, i, '<');
		if (i >= sc->s.n)
			break;
		if (i + 2 + n < sc->s.n && sc->s.p[i + 1] == '/' &&
		    slice_ieq_str(slice_sub(sc->s, i + 2, i + 2 + n), word) &&
		    !ascii_is_alpha(sc->s.p[i + 2 + n]))
			return i;
	}
	sc->no_end[id] = 1;
	return sc->s.n;
}

static void keep_script(struct html_page *p, struct slice text)
{
	if (p->n_scripts >= LIMIT_LDJSON_COUNT || text.n > LIMIT_LDJSON_BYTES) {
		p->flags |= FLAG(BAD_JSON_LD);
		return;
	}
	GROW(p->scripts, p->n_scripts + 1, p->scripts_cap);
	p->scripts[p->n_scripts++].text = text;
}

#define CONTEXT_BYTES 200 /* within which linked data names its context */

/* A script that forgot to say its type: an object whose head names the context. */
static bool is_linked_data(struct slice text)
{
	struct slice s = slice_trim(slice_sub(text, 0, CONTEXT_BYTES));

	return s.n && (s.p[0] == '{' || s.p[0] == '[') && memmem(s.p, s.n, "\"@context\"", 10) &&
	       memmem(s.p, s.n, "schema.org", 10);
}

/* An element whose contents are cut.  One that is never closed loses its tag
 * only, but for a script, whose rest is code. */
static void scan_raw(struct scan *sc, size_t at, const struct tag *t)
{
	size_t end = find_end_tag(sc, t->end, t->id), gt;

	if (end >= sc->s.n && t->id != TAG_SCRIPT) {
		cut(sc, at, t->end);
		return;
	}
	if (t->ld_json || (t->id == TAG_SCRIPT && is_linked_data(slice_sub(sc->s, t->end, end))))
		keep_script(sc->page, slice_sub(sc->s, t->end, end));
	gt = find_byte(sc, end, '>');
	cut(sc, at, gt < sc->s.n ? gt + 1 : sc->s.n);
	/* a cut element still parts the words around it */
	buf_add_char(&sc->page->reduced, ' ');
}

static void scan_markup(struct scan *sc, size_t at)
{
	struct slice s = sc->s;
	char c = at + 1 < s.n ? s.p[at + 1] : ' ';
	struct tag t;
	size_t gt;

	if (c == '!' || c == '?') {
		scan_declaration(sc, at);
		return;
	}
	if ((!ascii_is_alpha(c) && !(c == '/' && at + 2 < s.n && ascii_is_alpha(s.p[at + 2]))) ||
	    sc->no_gt) {
		cut(sc, at, at + 1);
		buf_add_str(&sc->page->reduced, "&lt;");
		return;
	}
	gt = find_byte(sc, at, '>');
	if (gt >= s.n) { /* a page that was cut off inside a tag */
		sc->no_gt = true;
		cut(sc, at, at + 1);
		return;
	}
	if (!scan_tag(sc, at, &t)) {
		/* a quote that never closes: the tag ends at the first '>' */
		t.end = gt + 1;
		sc->page->flags |= FLAG(LONG_TAG);
		sc->wasted += s.n - at;
	}
	if (!t.closing && (html_tag_traits(t.id) & TAG_RAW)) {
		scan_raw(sc, at, &t);
		return;
	}
	cut(sc, at, t.end);
	if (!(t.closing && (html_tag_traits(t.id) & TAG_RAW)))
		emit_tag(sc, &t);
}

void html_prescan(struct html_page *p)
{
	struct scan sc = {.page = p, .s = buf_slice(&p->utf8)};

	while (sc.i < sc.s.n) {
		size_t lt = find_byte(&sc, sc.i, '<');

		if (lt >= sc.s.n)
			break;
		sc.i = lt;
		scan_markup(&sc, lt);
	}
	flush(&sc, sc.s.n);
}
