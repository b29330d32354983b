/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Statements of the head and of microdata, as they stand: see meta.h. */
#include "corpus/meta.h"

#include <libxml/HTMLparser.h>
#include <stdio.h>

#include "corpus/internal.h"
#include "lib/base/civil.h"
#include "lib/base/num.h"
#include "lib/base/utf8.h"
#include "lib/text/normal.h"

/* --- fields ------------------------------------------------------------------------- */

/* The character of "&#8217;", "&#x2019;" or "&rsquo;" at s (which begins with
 * '&'); *used its bytes.  0 when it is none. */
static uint32_t reference(struct slice s, size_t *used)
{
	char name[12];
	size_t i = 1, n = 0;
	uint32_t cp = 0;
	const htmlEntityDesc *e;

	if (s.n > 2 && s.p[1] == '#') {
		bool hex = s.p[2] == 'x' || s.p[2] == 'X';

		for (i = hex ? 3 : 2; i < s.n && i < 10; i++) {
			char c = ascii_lower(s.p[i]);

			if (ascii_is_digit(c))
				cp = cp * (hex ? 16 : 10) + (uint32_t)(c - '0');
			else if (hex && c >= 'a' && c <= 'f')
				cp = cp * 16 + (uint32_t)(c - 'a' + 10);
			else
				break;
		}
		*used = i + (i < s.n && s.p[i] == ';');
		return cp < 0x110000 && !(cp >= 0xD800 && cp < 0xE000) ? cp : 0;
	}
	while (i < s.n && n + 1 < sizeof(name) && (ascii_is_alpha(s.p[i]) || ascii_is_digit(s.p[i])))
		name[n++] = s.p[i++];
	name[n] = '\0';
	if (n < 2 || i >= s.n || s.p[i] != ';')
		return 0;
	*used = i + 1;
	if (!strcmp(name, "apos"))
		return '\'';
	e = htmlEntityLookup((const xmlChar *)name);
	return e ? e->value : 0;
}

static void add_plain(struct buf *b, struct slice s)
{
	size_t i = 0, used;

	while (i < s.n) {
		struct slice rest = slice_sub(s, i, s.n);
		uint32_t cp = rest.p[0] == '&' ? reference(rest, &used) : 0;

		if (cp) {
			utf8_add(b, cp);
			i += used;
		} else if (rest.p[0] == '<' && rest.n > 2 &&
			   (ascii_is_alpha(rest.p[1]) || rest.p[1] == '/') &&
			   slice_has_byte(slice_sub(rest, 0, 400), '>')) {
			i += (size_t)((const char *)memchr(rest.p, '>', rest.n) - rest.p) + 1;
			buf_add_char(b, ' ');
		} else {
			buf_add_char(b, s.p[i++]);
		}
	}
}

struct slice meta_field(struct html_page *p, struct slice s)
{
	struct buf raw, out;
	struct slice field;

	s = slice_trim(slice_sub(s, 0, LIMIT_FIELD_BYTES));
	if (!s.n)
		return SLICE_NONE;
	buf_init(&raw, 4 * LIMIT_FIELD_BYTES);
	buf_init(&out, 16 * LIMIT_FIELD_BYTES);
	/* twice: feeds and editors escape what is escaped already */
	if (slice_has_byte(s, '&')) {
		add_plain(&raw, s);
		buf_reset(&p->scratch);
		add_plain(&p->scratch, buf_slice(&raw));
		normal_display(&out, buf_slice(&p->scratch));
	} else {
		add_plain(&raw, s);
		normal_display(&out, buf_slice(&raw));
	}
	field = out.len ? arena_dup(&p->arena, buf_slice(&out)) : SLICE_NONE;
	buf_done(&raw);
	buf_done(&out);
	return field;
}

/* --- dates ------------------------------------------------------------------------------- */

#define YEAR_FIRST 1990
#define YEAR_LAST 2099

/* Seconds or milliseconds since 1970, for the years from 1995 on. */
static bool parse_epoch(struct slice s, struct pubdate *d)
{
	uint64_t v;
	struct civil c;

	if ((s.n != 10 && s.n != 13) || !num_u64(s, UINT64_MAX, &v))
		return false;
	if (s.n == 13)
		v /= 1000;
	c = civil_from_days((int32_t)(v / 86400));
	if (c.year < 1995)
		return false;
	d->day = (int32_t)(v / 86400);
	d->precision = DATE_DAY;
	snprintf(d->value, sizeof(d->value), "%04u-%02u-%02u", (unsigned)c.year % 10000u,
		 (unsigned)c.month % 100u, (unsigned)c.day % 100u);
	return true;
}

void meta_add_hint(struct html_page *p, struct meta *m, enum hint_kind kind, struct slice value)
{
	struct pubdate d = {0};
	size_t from, to, used;
	struct civil c;

	value = slice_trim(slice_sub(value, 0, 200));
	if (!value.n || m->n_hints >= HINTS_MAX)
		return;
	if (value.n >= 10 && pubdate_parse_iso(value, &d) && d.precision >= DATE_DAY) {
		;
	} else if (parse_epoch(value, &d)) {
		;
	} else if (value.n >= 8 && civil_parse_ymd(value, &c, &used) &&
		   (used == value.n || !ascii_is_digit(value.p[used]))) {
		d.day = civil_to_days(c);
		d.precision = DATE_DAY;
		snprintf(d.value, sizeof(d.value), "%04u-%02u-%02u", (unsigned)c.year % 10000u,
			 (unsigned)c.month % 100u, (unsigned)c.day % 100u);
	} else if (!date_in_text(value, p->language, &d, &from, &to)) {
		return;
	}
	c = civil_from_days(d.day);
	if (c.year < YEAR_FIRST || c.year > YEAR_LAST)
		return;
	d.known = true;
	m->hints[m->n_hints].kind = kind;
	m->hints[m->n_hints++].date = d;
}

/* --- meta elements ------------------------------------------------------------------------ */

/* Where a meta element's content goes: the offset of a slice in struct meta, or
 * a hint. */
static const struct {
	const char *name;
	int hint; /* -1: a field */
	size_t offset;
} metas[] = {
#define FIELD(name, member) {name, -1, offsetof(struct meta, member)}
#define DATE(name, kind) {name, kind, 0}
	FIELD("og:title", og_title),
	FIELD("twitter:title", twitter_title),
	FIELD("title", meta_title),
	FIELD("dc.title", meta_title),
	FIELD("parsely-title", meta_title),
	FIELD("sailthru.title", meta_title),
	FIELD("og:site_name", og_site),
	FIELD("application-name", app_name),
	FIELD("apple-mobile-web-app-title", app_name),
	FIELD("description", description),
	FIELD("og:description", og_description),
	FIELD("article:section", section),
	FIELD("parsely-section", section),
	FIELD("og:url", og_url),
	FIELD("og:locale", locale),
	FIELD("og:image", image),
	FIELD("article:content_tier", tier),
	FIELD("keywords", keywords),
	DATE("article:published_time", HINT_META),
	DATE("og:published_time", HINT_META),
	DATE("og:article:published_time", HINT_META),
	DATE("article:published", HINT_META),
	DATE("datepublished", HINT_META),
	DATE("pubdate", HINT_META),
	DATE("publishdate", HINT_META),
	DATE("publish-date", HINT_META),
	DATE("publish_date", HINT_META),
	DATE("published_at", HINT_META),
	DATE("published", HINT_META),
	DATE("publication_date", HINT_META),
	DATE("published-date", HINT_META),
	DATE("parsely-pub-date", HINT_META),
	DATE("sailthru.date", HINT_META_WEAK),
	DATE("cxenseparse:recs:publishtime", HINT_META),
	DATE("article.published", HINT_META),
	DATE("article_date_original", HINT_META),
	DATE("originalpublicationdate", HINT_META),
	DATE("dcterms.created", HINT_META_WEAK),
	DATE("dcterms.date", HINT_META_WEAK),
	DATE("dcterms.issued", HINT_META_WEAK),
	DATE("dc.date", HINT_META_WEAK),
	DATE("dc.date.issued", HINT_META_WEAK),
	DATE("dc.date.created", HINT_META_WEAK),
	DATE("dc.created", HINT_META_WEAK),
	DATE("date", HINT_META_WEAK),
	DATE("article:created", HINT_META_WEAK),
	DATE("created", HINT_META_WEAK),
	DATE("date_published", HINT_META),
	DATE("citation_publication_date", HINT_META),
	DATE("citation_date", HINT_META_WEAK),
	DATE("bt:pubdate", HINT_META),
	DATE("displaydate", HINT_META_WEAK),
	DATE("article:modified_time", HINT_MODIFIED),
	DATE("og:updated_time", HINT_MODIFIED),
	DATE("last-modified", HINT_MODIFIED),
	DATE("lastmod", HINT_MODIFIED),
	DATE("modified", HINT_MODIFIED),
	DATE("datemodified", HINT_MODIFIED),
	DATE("dcterms.modified", HINT_MODIFIED),
	DATE("revised", HINT_MODIFIED),
#undef FIELD
#undef DATE
};

static const char *const tag_metas[] = {
	"article:tag", "og:article:tag", "news_keywords", "parsely-tags", "sailthru.tags",
	"article.tags", "dc.subject", "dcterms.subject",
};

static const char *const author_metas[] = {
	"author", "article:author", "article:author_name", "byl", "byline", "dc.creator",
	"dcterms.creator",
	"parsely-author", "sailthru.author", "og:article:author", "authors", "article.author",
	"citation_author", "cxenseparse:author", "twitter:data1", "creator", "dc.author",
};

/* "Roe, Jane" of catalogues as "Jane Roe". */
static struct slice upright(struct html_page *p, struct slice s)
{
	const char *comma = memchr(s.p, ',', s.n);
	struct slice last = slice_trim(slice_sub(s, 0, comma ? (size_t)(comma - s.p) : 0));
	struct slice first = slice_trim(slice_sub(s, last.n + 1, s.n));
	struct buf b;

	if (!comma || !last.n || !first.n || slice_has_byte(first, ',') ||
	    slice_has_byte(last, ' '))
		return s;
	buf_init(&b, 4 * LIMIT_FIELD_BYTES);
	buf_add_slice(&b, first);
	buf_add_char(&b, ' ');
	buf_add_slice(&b, last);
	s = arena_dup(&p->arena, buf_slice(&b));
	buf_done(&b);
	return s;
}

static void add_author(struct html_page *p, struct slice *list, size_t *n, struct slice value)
{
	struct slice name = meta_field(p, value);

	if (name.n && *n < META_LIST)
		list[(*n)++] = name;
}

static bool has_word(struct slice list, const char *word)
{
	struct slice rest = list, w;

	while (slice_split(&rest, ' ', &w))
		if (slice_ieq_str(slice_trim(w), word))
			return true;
	return false;
}

static void read_meta(struct html_page *p, struct meta *m, const struct node *n)
{
	struct slice name = html_attr(n, ATTR_NAME), content = html_attr(n, ATTR_CONTENT);
	size_t i;

	if (!name.n && !has_word(html_attr(n, ATTR_ITEMPROP), "datepublished") &&
	    !has_word(html_attr(n, ATTR_ITEMPROP), "datemodified"))
		name = html_attr(n, ATTR_ITEMPROP); /* dates: read_itemprop() */
	if (!name.n || !content.n)
		return;
	for (i = 0; i < sizeof(metas) / sizeof(metas[0]); i++) {
		struct slice *field;

		if (!slice_ieq_str(name, metas[i].name))
			continue;
		if (metas[i].hint >= 0) {
			meta_add_hint(p, m, (enum hint_kind)metas[i].hint, content);
			return;
		}
		field = (struct slice *)(void *)((char *)m + metas[i].offset);
		if (!field->p)
			*field = meta_field(p, content);
		return;
	}
	for (i = 0; i < sizeof(tag_metas) / sizeof(tag_metas[0]); i++)
		if (slice_ieq_str(name, tag_metas[i]))
			meta_add_tag(p, m, content, true);
	for (i = 0; i < sizeof(author_metas) / sizeof(author_metas[0]); i++)
		if (slice_ieq_str(name, author_metas[i]) && !slice_starts(content, SLICE_LIT("http")))
			add_author(p, m->meta_authors, &m->n_meta_authors,
				   slice_ieq_str(name, "citation_author") ||
						   slice_ieq_str(name, "dc.creator")
					   ? upright(p, content)
					   : content);
}

static void read_link(struct html_page *p, struct meta *m, const struct node *n)
{
	struct slice rel = html_attr(n, ATTR_REL), href = html_attr(n, ATTR_HREF);

	if (href.n && has_word(rel, "canonical") && !m->canonical.p)
		m->canonical = arena_dup(&p->arena, slice_trim(href));
}

/* --- microdata and time ----------------------------------------------------------------------- */

#define OTHERS (G(RELATED) | G(COMMENT) | G(FOOT))
#define NEAR_OTHERS (G(SIDE) | G(TEASER) | G(NAV))

static void read_itemprop(struct html_page *p, struct meta *m, uint32_t at)
{
	const struct node *n = &p->nodes[at];
	struct slice prop = html_attr(n, ATTR_ITEMPROP), value;
	enum hint_kind kind;
	struct buf b;

	if (has_word(prop, "datepublished"))
		kind = HINT_ITEMPROP;
	else if (has_word(prop, "datemodified"))
		kind = HINT_MODIFIED;
	else if (has_word(prop, "datecreated"))
		kind = HINT_META_WEAK;
	else
		return;
	if ((n->up_groups & OTHERS || n->up_near & NEAR_OTHERS) && kind == HINT_ITEMPROP)
		kind = HINT_TIME_FAR;
	value = html_attr(n, ATTR_CONTENT);
	if (!value.n)
		value = html_attr(n, ATTR_DATETIME);
	if (value.n) {
		meta_add_hint(p, m, kind, value);
		return;
	}
	buf_init(&b, 16 * LIMIT_FIELD_BYTES);
	meta_add_hint(p, m, kind, html_text_of(p, at, &b));
	buf_done(&b);
}

/* <a rel="tag">: of the article, not of those beside it. */
static void read_tag_link(struct html_page *p, struct meta *m, uint32_t at)
{
	const struct node *n = &p->nodes[at];
	struct buf b;

	if (n->up_groups & OTHERS || n->up_near & NEAR_OTHERS)
		return;
	buf_init(&b, 16 * LIMIT_FIELD_BYTES);
	meta_add_tag(p, m, html_text_of(p, at, &b), false);
	buf_done(&b);
}

static void read_element(struct html_page *p, struct meta *m, uint32_t at)
{
	const struct node *n = &p->nodes[at];
	struct buf b;

	if (n->tag == TAG_META) {
		read_meta(p, m, n);
	} else if (n->tag == TAG_LINK) {
		read_link(p, m, n);
	} else if (n->tag == TAG_TITLE && !m->title_tag.p) {
		buf_init(&b, 16 * LIMIT_FIELD_BYTES);
		m->title_tag = meta_field(p, html_text_of(p, at, &b));
		buf_done(&b);
	} else if (n->tag == TAG_BASE && !m->base.p) {
		m->base = arena_dup(&p->arena, html_attr(n, ATTR_HREF));
	}
	if (n->tag == TAG_A && has_word(html_attr(n, ATTR_REL), "tag"))
		read_tag_link(p, m, at);
	if (n->attrs && n->tag != TAG_TEXT && html_attr(n, ATTR_ITEMPROP).n)
		read_itemprop(p, m, at);
}

void meta_read(struct html_page *p, struct meta *m)
{
	uint32_t i;

	memset(m, 0, sizeof(*m));
	m->free_access = -1;
	m->h1 = NODE_NONE;
	for (i = 0; i < p->n_nodes && p->nodes[i].tag != TAG_BODY; i++)
		if (p->nodes[i].tag == TAG_HTML && html_attr(&p->nodes[i], ATTR_LANG).n)
			p->language = arena_dup(&p->arena, html_attr(&p->nodes[i], ATTR_LANG));
	for (i = 1; i < p->n_nodes; i++)
		if (p->nodes[i].attrs || p->nodes[i].tag == TAG_TITLE)
			read_element(p, m, i);
	meta_read_json(p, m);
}
