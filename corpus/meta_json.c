/* SPDX-License-Identifier: GPL-2.0-or-later */
/* JSON-LD: the statements of the node that describes this page.
 *
 * Editors' systems write JSON by hand, so a text that jansson refuses is
 * repaired (raw newlines in strings, trailing commas, comments around it) and
 * tried once more.  Depth is checked before parsing.  The walk over the value
 * has a stack of its own, no recursion.
 */
#include "corpus/meta.h"

#include <jansson.h>

#include "corpus/html_words.h"

#define WALK_MAX 4096 /* values looked at in one script */

/* --- text to value -------------------------------------------------------------------- */

static bool too_deep(struct slice s)
{
	size_t i;
	int depth = 0;
	bool in_string = false;

	for (i = 0; i < s.n; i++) {
		char c = s.p[i];

		if (in_string) {
			if (c == '\\')
				i++;
			else if (c == '"')
				in_string = false;
		} else if (c == '"') {
			in_string = true;
		} else if (c == '{' || c == '[') {
			if (++depth > LIMIT_JSON_DEPTH)
				return true;
		} else if (c == '}' || c == ']') {
			depth--;
		}
	}
	return false;
}

/* The object or array, without comment marks, CDATA and semicolons around it. */
static struct slice outer(struct slice s)
{
	while (s.n && s.p[0] != '{' && s.p[0] != '[')
		s.p++, s.n--;
	/* "<![CDATA[" begins with a bracket */
	if (slice_starts(s, SLICE_LIT("[CDATA[")))
		return outer(slice_sub(s, 7, s.n));
	while (s.n && s.p[s.n - 1] != '}' && s.p[s.n - 1] != ']')
		s.n--;
	if (slice_ends(s, SLICE_LIT("]]")) && s.n && s.p[0] == '{')
		s.n -= 2;
	return s;
}

/* Raw control characters in strings become blanks, commas before a closing
 * bracket go, an impossible escape loses its backslash. */
static void repair(struct buf *b, struct slice s)
{
	bool in_string = false;
	size_t i, k;

	for (i = 0; i < s.n; i++) {
		char c = s.p[i];

		if (in_string && c == '\\' && i + 1 < s.n) {
			if (strchr("\"\\/bfnrtu", s.p[i + 1]))
				buf_add_char(b, c);
			buf_add_char(b, s.p[++i]);
			continue;
		}
		if (c == '"')
			in_string = !in_string;
		if (in_string && (unsigned char)c < 0x20)
			c = ' ';
		if (!in_string && c == ',') {
			for (k = i + 1; k < s.n && ascii_is_space(s.p[k]); k++)
				;
			if (k < s.n && (s.p[k] == '}' || s.p[k] == ']' || s.p[k] == ','))
				continue;
		}
		buf_add_char(b, c);
	}
}

static json_t *load(struct html_page *p, struct slice text)
{
	json_t *v;
	json_error_t error;
	struct buf b;

	if (!slice_trim(text).n)
		return NULL;
	text = outer(text);
	if (!text.n || too_deep(text)) {
		p->flags |= FLAG(BAD_JSON_LD);
		return NULL;
	}
	v = json_loadb(text.p, text.n, JSON_DISABLE_EOF_CHECK, &error);
	if (v)
		return v;
	p->flags |= FLAG(BAD_JSON_LD);
	buf_init(&b, 2 * LIMIT_LDJSON_BYTES);
	repair(&b, text);
	v = json_loadb(b.len ? b.data : "", b.len, JSON_DISABLE_EOF_CHECK, &error);
	buf_done(&b);
	return v;
}

/* --- values ------------------------------------------------------------------------------ */

static struct slice string_of(const json_t *v)
{
	if (!json_is_string(v))
		return SLICE_NONE;
	return slice_of(json_string_value(v), json_string_length(v));
}

static struct slice member(const json_t *o, const char *key)
{
	return string_of(json_object_get(o, key));
}

enum rank { RANK_NONE, RANK_OTHER, RANK_PAGE, RANK_ARTICLE };

static enum rank rank_of_word(struct slice type)
{
	static const char *const articles[] = {
		"Article", "NewsArticle", "BlogPosting", "ReportageNewsArticle",
		"AnalysisNewsArticle", "OpinionNewsArticle", "BackgroundNewsArticle",
		"ReviewNewsArticle", "LiveBlogPosting", "TechArticle", "ScholarlyArticle",
		"Report", "SocialMediaPosting", "DiscussionForumPosting", "Review",
		"AdvertiserContentArticle", "SatiricalArticle", "AskPublicNewsArticle",
		"MedicalScholarlyArticle", "Recipe",
	};
	size_t i;

	if (slice_starts(type, SLICE_LIT("http"))) /* "https://schema.org/NewsArticle" */
		while (type.n && memchr(type.p, '/', type.n))
			type.p++, type.n--;
	for (i = 0; i < sizeof(articles) / sizeof(articles[0]); i++)
		if (slice_ieq_str(type, articles[i]))
			return RANK_ARTICLE;
	if (slice_ieq_str(type, "WebPage") || slice_ieq_str(type, "ItemPage") ||
	    slice_ieq_str(type, "VideoObject"))
		return RANK_PAGE;
	return RANK_OTHER;
}

static enum rank rank_of(const json_t *o)
{
	const json_t *type = json_object_get(o, "@type");
	enum rank best = RANK_NONE;
	size_t i;

	if (json_is_string(type))
		return rank_of_word(string_of(type));
	for (i = 0; i < json_array_size(type) && i < 8; i++) {
		enum rank r = rank_of_word(string_of(json_array_get(type, i)));

		if (r > best)
			best = r;
	}
	return best;
}

/* --- the walk ------------------------------------------------------------------------------- */

struct found {
	const json_t *best;
	int score;
	const json_t *ids[64]; /* objects with an @id and a name, for references */
	size_t n_ids;
};

static int score_of(const struct meta *m, const json_t *o, int depth)
{
	enum rank r = rank_of(o);
	struct slice headline = member(o, "headline"), title;
	int score = r == RANK_ARTICLE ? 40 : r == RANK_PAGE ? 10 : 0;

	if (r < RANK_PAGE)
		return 0;
	if (!headline.n)
		headline = member(o, "name");
	title = m->og_title.n ? m->og_title : m->title_tag;
	if (headline.n && title.n && words_share(headline, title) > 0.6)
		score += 20;
	if (member(o, "datePublished").n)
		score += 5;
	if (json_object_get(o, "author"))
		score += 3;
	if (member(o, "articleBody").n)
		score += 4;
	return score - 2 * depth;
}

/* The first breadcrumb list of the page. */
static void take_crumbs(struct html_page *p, struct meta *m, const json_t *o)
{
	const json_t *list = json_object_get(o, "itemListElement");
	size_t i;

	for (i = 0; i < json_array_size(list) && m->n_crumbs < META_CRUMBS; i++) {
		const json_t *e = json_array_get(list, i);
		struct slice name = member(e, "name");

		if (!name.n)
			name = member(json_object_get(e, "item"), "name");
		if (name.n)
			m->crumbs[m->n_crumbs++] = meta_field(p, name);
	}
}

static void take_access(struct meta *m, const json_t *o)
{
	const json_t *v = json_object_get(o, "isAccessibleForFree");
	struct slice s = string_of(v);

	if (json_is_boolean(v))
		m->free_access = json_is_true(v);
	else if (s.n)
		m->free_access = slice_ieq_str(s, "true") ? 1 : slice_ieq_str(s, "false") ? 0 : -1;
}

static void look_at(struct html_page *p, struct meta *m, const json_t *o, int depth,
		    struct found *f)
{
	int score = score_of(m, o, depth);

	if (score > f->score) {
		f->best = o;
		f->score = score;
	}
	if (f->n_ids < 64 && member(o, "@id").n && member(o, "name").n)
		f->ids[f->n_ids++] = o;
	if (!m->n_crumbs && slice_eq_str(member(o, "@type"), "BreadcrumbList"))
		take_crumbs(p, m, o);
	if (m->free_access < 0 && rank_of(o) == RANK_PAGE)
		take_access(m, o);
	if (rank_of(o) != RANK_ARTICLE && member(o, "datePublished").n)
		meta_add_hint(p, m, HINT_JSON_OTHER, member(o, "datePublished"));
}

static void walk(struct html_page *p, struct meta *m, const json_t *root, struct found *f)
{
	struct {
		const json_t *v;
		int depth;
	} stack[256];
	size_t n = 0, seen = 0, i;

	stack[n].v = root;
	stack[n++].depth = 0;
	while (n && seen++ < WALK_MAX) {
		const json_t *v = stack[--n].v, *child;
		int depth = stack[n].depth;
		const char *key;

		if (json_is_array(v)) {
			/* pushed from the end, so that the first comes out first */
			for (i = json_array_size(v); i-- > 0 && n < 250;) {
				stack[n].v = json_array_get(v, i);
				stack[n++].depth = depth;
			}
			continue;
		}
		if (!json_is_object(v))
			continue;
		look_at(p, m, v, depth, f);
		json_object_foreach((json_t *)v, key, child) {
			if ((json_is_object(child) || json_is_array(child)) && n < 250) {
				stack[n].v = child;
				stack[n++].depth = depth + 1;
			}
		}
	}
}

/* --- the chosen node ---------------------------------------------------------------------- */

/* A person or organisation: a string, an object with a name, a reference. */
static struct slice name_of(const json_t *v, const struct found *f)
{
	struct slice id, name;
	size_t i;

	if (json_is_string(v))
		return string_of(v);
	name = member(v, "name");
	if (name.n)
		return name;
	if (json_array_size(json_object_get(v, "name")))
		return string_of(json_array_get(json_object_get(v, "name"), 0));
	id = member(v, "@id");
	for (i = 0; id.n && i < f->n_ids; i++)
		if (slice_eq(member(f->ids[i], "@id"), id))
			return member(f->ids[i], "name");
	return SLICE_NONE;
}

static void take_author(struct html_page *p, struct meta *m, struct slice name, bool person)
{
	struct slice field = meta_field(p, name);

	if (!field.n || slice_starts(field, SLICE_LIT("http")) || m->n_json_authors >= META_LIST)
		return;
	m->json_person[m->n_json_authors] = person;
	m->json_authors[m->n_json_authors++] = field;
}

/* Strings, objects, references; an object may have a list of names. */
static void take_authors(struct html_page *p, struct meta *m, const json_t *v,
			 const struct found *f)
{
	size_t i, k, n = json_is_array(v) ? json_array_size(v) : 1;

	for (i = 0; v && i < n && i < META_LIST; i++) {
		const json_t *one = json_is_array(v) ? json_array_get(v, i) : v;
		const json_t *names = json_object_get(one, "name");
		bool person = slice_eq_str(member(one, "@type"), "Person");

		if (json_array_size(names))
			for (k = 0; k < json_array_size(names) && k < META_LIST; k++)
				take_author(p, m, string_of(json_array_get(names, k)), person);
		else
			take_author(p, m, name_of(one, f), person);
	}
}

static void set_if(struct html_page *p, struct slice *field, struct slice value)
{
	if (!field->p && value.n)
		*field = meta_field(p, value);
}

/* "a, b"; ["a", "b"]; DefinedTerms with names. */
static void take_tags(struct html_page *p, struct meta *m, const json_t *v)
{
	size_t i, n = json_array_size(v);

	if (!json_is_array(v))
		meta_add_tag(p, m, string_of(v), true);
	for (i = 0; i < n && i < META_LIST; i++) {
		const json_t *one = json_array_get(v, i);

		meta_add_tag(p, m, json_is_object(one) ? member(one, "name") : string_of(one),
			     n == 1);
	}
}

static void take(struct html_page *p, struct meta *m, const struct found *f)
{
	const json_t *o = f->best, *section = json_object_get(o, "articleSection");
	struct slice body = member(o, "articleBody"), url = member(o, "url");
	bool article = rank_of(o) == RANK_ARTICLE;

	if (m->json_article && !article)
		return;
	m->json_article |= article;
	set_if(p, &m->json_title, member(o, "headline"));
	if (article)
		set_if(p, &m->json_title, member(o, "name"));
	set_if(p, &m->json_description, member(o, "description"));
	set_if(p, &m->json_publisher, name_of(json_object_get(o, "publisher"), f));
	set_if(p, &m->json_language, member(o, "inLanguage"));
	if (json_is_array(section))
		section = json_array_get(section, 0);
	set_if(p, &m->json_section, string_of(section));
	if (!m->json_url.p && url.n)
		m->json_url = arena_dup(&p->arena, url);
	meta_add_hint(p, m, article ? HINT_JSON_LD : HINT_JSON_OTHER, member(o, "datePublished"));
	meta_add_hint(p, m, HINT_MODIFIED, member(o, "dateModified"));
	if (!json_object_get(o, "datePublished"))
		meta_add_hint(p, m, HINT_META_WEAK, member(o, "dateCreated"));
	if (article && !m->n_json_authors) {
		take_authors(p, m, json_object_get(o, "author"), f);
		if (!m->n_json_authors)
			take_authors(p, m, json_object_get(o, "creator"), f);
	}
	if (body.n > m->json_body.n)
		m->json_body = arena_dup(&p->arena, body);
	if (article) {
		take_access(m, o);
		take_tags(p, m, json_object_get(o, "keywords"));
	}
}

void meta_read_json(struct html_page *p, struct meta *m)
{
	size_t i;

	for (i = 0; i < p->n_scripts; i++) {
		json_t *v = load(p, p->scripts[i].text);
		struct found f = {0};

		if (!v)
			continue;
		walk(p, m, v, &f);
		if (f.best)
			take(p, m, &f);
		json_decref(v);
	}
}
