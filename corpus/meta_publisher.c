/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Who published it: see meta.h.
 *
 * What the page states in JSON-LD or its head comes first.  A page without such a
 * statement names its publisher at an end of its <title>; that end counts when the
 * page says it elsewhere too: as the text of a link to the front page or in its
 * copyright line.  Last comes the label of the host.
 */
#include "corpus/meta.h"

#include "corpus/html_words.h"
#include "lib/text/normal.h"

static bool site_name(struct slice s)
{
	return s.n >= 2 && s.n <= 80 && !slice_starts(s, SLICE_LIT("http")) && s.p[0] != '@';
}

/* The label of the host before its public suffix: "example" of
 * "news.example.co.uk". */
static struct slice host_label(struct slice host)
{
	struct slice rest = host, part, labels[16];
	size_t n = 0, k;

	while (n < 16 && slice_split(&rest, '.', &part))
		labels[n++] = part;
	if (n < 2)
		return SLICE_NONE;
	k = n - 2;
	if (n >= 3 && labels[n - 1].n == 2 && labels[n - 2].n <= 3)
		k = n - 3;
	return labels[k];
}

/* --- the firm or the paper ------------------------------------------------------------- */

/* The letters and digits of a folded name. */
static void add_letters(struct buf *b, struct slice name)
{
	struct buf folded;
	size_t i;

	buf_init(&folded, 8 * LIMIT_FIELD_BYTES);
	normal_fold(&folded, name);
	for (i = 0; i < folded.len; i++)
		if (ascii_is_alpha(folded.data[i]) || ascii_is_digit(folded.data[i]) ||
		    (unsigned char)folded.data[i] >= 0x80)
			buf_add_char(b, folded.data[i]);
	buf_done(&folded);
}

/* Whether the host is called after the name: "example-globe" of "Example Globe". */
static bool names_host(struct slice name, struct slice label)
{
	struct buf x, y;
	bool yes;

	buf_init(&x, 8 * LIMIT_FIELD_BYTES);
	buf_init(&y, 8 * LIMIT_FIELD_BYTES);
	add_letters(&x, name);
	add_letters(&y, label);
	yes = y.len >= 2 && x.len >= y.len && memmem(x.data, x.len, y.data, y.len);
	buf_done(&x);
	buf_done(&y);
	return yes;
}

/* "Example Media GmbH": a firm by its form. */
static bool is_firm(struct slice name)
{
	static const char *const forms[] = {"AG", "GmbH", "KG", "S.L.", "S.A.", "SL", "SA", "Ltd",
					    "Ltd.", "Limited", "Inc", "Inc.", "LLC", "B.V.", "SpA",
					    "S.p.A.", "Corp.", "A/S", "AB", "Oy", "s.r.o."};
	struct slice rest = name, w, last = SLICE_NONE;
	size_t i;

	while (slice_split(&rest, ' ', &w))
		last = w;
	for (i = 0; i < sizeof(forms) / sizeof(forms[0]); i++)
		if (last.n < name.n && slice_eq_str(last, forms[i]))
			return true;
	return false;
}

/* JSON-LD may name the firm, or the maker of the site's system, where the page's
 * own name is the paper's. */
static bool paper_is_better(struct slice json, struct slice site, struct slice host)
{
	struct slice label = host_label(host);

	if (!site_name(site) || slice_has_byte(site, '.') || slice_has_byte(site, '|'))
		return false;
	if (is_firm(json))
		return true;
	return label.n && words_count(site) >= 2 && words_count(site) <= 4 &&
	       names_host(site, label) && !names_host(json, label) &&
	       (words_share(json, site) == 0 || words_contain(site, json));
}

/* --- the title's end, confirmed by the page ------------------------------------------- */

#define CONFIRM_BYTES 400 /* of a copyright line */

static bool front_page(struct slice href)
{
	struct slice host;
	size_t i, slashes = 0;

	if (slice_eq_str(href, "/"))
		return true;
	host = meta_host(href);
	for (i = 0; i < href.n; i++)
		slashes += href.p[i] == '/';
	return host.n && (slashes == 2 || (slashes == 3 && href.p[href.n - 1] == '/'));
}

static bool links_home(struct html_page *p, uint32_t at, struct slice name, struct buf *b)
{
	const struct node *n = &p->nodes[at];

	return n->tag == TAG_A && front_page(html_attr(n, ATTR_HREF)) &&
	       words_equal(html_text_of(p, at, b), name);
}

/* "© 2024 The Example. All rights reserved." */
static bool in_copyright(const struct html_page *p, struct slice name)
{
	static const char *const signs[] = {"©", "Copyright", "copyright", "(c)", "版权所有"};
	size_t i, k;

	for (i = p->n_blks; i-- > 0;)
		for (k = 0; k < sizeof(signs) / sizeof(signs[0]); k++) {
			struct slice t = p->blks[i].text;

			if (t.n <= CONFIRM_BYTES && memmem(t.p, t.n, signs[k], strlen(signs[k])) &&
			    words_contain(t, name))
				return true;
		}
	return false;
}

static bool confirmed(struct html_page *p, struct slice name)
{
	struct buf b;
	uint32_t i;
	bool yes;

	if (!site_name(name) || name.n < 3 || !html_spend(p, buf_slice(&p->display).n))
		return false;
	yes = in_copyright(p, name);
	buf_init(&b, 16 * LIMIT_FIELD_BYTES);
	for (i = 1; i < p->n_nodes && !yes; i++)
		yes = links_home(p, i, name, &b);
	buf_done(&b);
	return yes;
}

/* The last or the first part of <title>, whichever the page confirms. */
static struct slice from_title(struct html_page *p, const struct meta *m)
{
	static const char *const marks[] = {" - ", " | ", " – ", " — ", " :: ", " · ", " » ", "_"};
	struct slice t = m->title_tag;
	size_t k, i;

	for (k = 0; k < sizeof(marks) / sizeof(marks[0]); k++) {
		size_t n = strlen(marks[k]), first = t.n, last = t.n;

		for (i = 0; i + n <= t.n; i++)
			if (!memcmp(t.p + i, marks[k], n)) {
				first = first == t.n ? i : first;
				last = i;
			}
		if (last == t.n)
			continue;
		if (confirmed(p, slice_sub(t, last + n, t.n)))
			return slice_sub(t, last + n, t.n);
		if (confirmed(p, slice_sub(t, 0, first)))
			return slice_sub(t, 0, first);
	}
	return SLICE_NONE;
}

void meta_set_publisher(struct html_page *p, struct meta *m, struct article *a)
{
	const struct slice tries[] = {m->json_publisher, m->og_site, m->app_name};
	struct slice host = meta_host(a->url), name;
	size_t i;

	for (i = paper_is_better(m->json_publisher, m->og_site, host);
	     i < sizeof(tries) / sizeof(tries[0]); i++)
		if (site_name(tries[i])) {
			a->publisher = arena_dup(&a->arena, tries[i]);
			break;
		}
	if (!a->publisher.p) {
		name = slice_trim(from_title(p, m));
		if (!name.n)
			name = host_label(host);
		if (name.n)
			a->publisher = arena_dup(&a->arena, name);
	}
}

/* --- the section ------------------------------------------------------------------------ */

#define SECTION_BYTES 80

/* A list of keywords put where a section belongs: its first; a sentence: nothing. */
static struct slice first_of(struct slice s)
{
	size_t i, commas = 0, at = s.n;

	for (i = 0; i < s.n; i++)
		if (s.p[i] == ',' && commas++ == 0)
			at = i;
	s = commas > 1 ? slice_trim(slice_sub(s, 0, at)) : s;
	return s.n <= SECTION_BYTES ? s : SLICE_NONE;
}

/* The front page, or a crumb that every article of the site has. */
static bool is_front(const struct article *a, struct slice crumb)
{
	static const char *const words[] = {"home", "homepage", "home page", "start", "startseite",
					    "accueil", "inicio", "início", "главная", "forside",
					    "hjem", "hem", "etusivu", "トップ", "ホーム", "首页",
					    "article", "articles", "all articles", "archive",
					    "archives", "blog", "artikel", "posts"};
	struct slice host = meta_host(a->url);
	size_t i;
	bool front = false;

	for (i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		front |= slice_ieq_str(crumb, words[i]);
	return front || words_contain(crumb, a->publisher) ||
	       (host.n && words_contain(crumb, host)) || crumb.n < 2;
}

void meta_set_section(const struct meta *m, struct article *a)
{
	struct slice s = first_of(m->json_section.n ? m->json_section : m->section);
	size_t n = m->n_crumbs;

	/* the last crumb may be the article itself */
	while (!s.n && n > 0) {
		struct slice c = m->crumbs[--n];

		if (!is_front(a, c) && !words_contain(m->title_tag, c) && !words_same(c, a->title) &&
		    words_count(c) <= 5)
			s = c;
	}
	if (s.n)
		a->section = arena_dup(&a->arena, s);
}
