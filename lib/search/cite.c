/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Citations: see cite.h.  Text styles first, then the data formats; escape() and
 * the writers of fields are per format. */
#include "lib/search/cite.h"

#include <string.h>

#include "lib/base/civil.h"
#include "lib/base/json.h"
#include "lib/base/num.h"
#include "lib/base/utf8.h"
#include "lib/text/normal.h"

static const struct {
	const char *word, *type;
} styles[] = {
#define X(name, word, type) {word, type},
	CITE_TABLE(X)
#undef X
};

bool cite_style_of(struct slice word, enum cite_style *out)
{
	int i;

	for (i = 0; i < CITE_STYLE_COUNT; i++)
		if (slice_ieq_str(word, styles[i].word))
			return *out = (enum cite_style)i, true;
	return false;
}

const char *cite_style_word(enum cite_style s)
{
	return styles[s].word;
}

const char *cite_style_type(enum cite_style s)
{
	return styles[s].type;
}

/* --- names ---------------------------------------------------------------- */

/* Where the family name begins: after the last blank, particles before it
 * included ("Anna von der Heide"); 0 for one-word names and organisations. */
static size_t family_at(struct slice name)
{
	static const char *const particles[] = {"von", "van", "der", "den", "de", "di", "da",
						"la", "le", "du", "del", "ter", "ten", "zu", "bin"};
	size_t at = name.n, from, i;

	while (at > 0 && name.p[at - 1] != ' ')
		at--;
	while (at > 1) {
		bool found = false;

		for (from = at - 1; from > 0 && name.p[from - 1] != ' '; from--)
			;
		for (i = 0; i < sizeof(particles) / sizeof(particles[0]); i++)
			found |= slice_eq_str(slice_sub(name, from, at - 1), particles[i]);
		if (!found || from == 0)
			break;
		at = from;
	}
	return at;
}

static struct slice family(struct slice name)
{
	return slice_sub(name, family_at(name), name.n);
}

static struct slice given(struct slice name)
{
	return slice_trim(slice_sub(name, 0, family_at(name)));
}

/* "Doe, Jane"; "Reuters". */
static void add_inverted(struct buf *out, struct slice name)
{
	buf_add_slice(out, family(name));
	if (given(name).n) {
		buf_add_str(out, ", ");
		buf_add_slice(out, given(name));
	}
}

/* "Doe, J. A." */
static void add_initials(struct buf *out, struct slice name)
{
	struct slice g = given(name);
	bool start = true;
	size_t i = 0;

	buf_add_slice(out, family(name));
	if (g.n)
		buf_add_char(out, ',');
	while (i < g.n) {
		size_t from = i;

		(void)utf8_next(g, &i);
		if (start && g.p[from] != ' ' && g.p[from] != '-' && g.p[from] != '.') {
			buf_add_char(out, ' ');
			buf_add(out, g.p + from, i - from);
			buf_add_char(out, '.');
		}
		start = g.p[from] == ' ' || g.p[from] == '-';
	}
}

/* --- small pieces --------------------------------------------------------- */

static bool ends_sentence(struct slice s)
{
	if (s.n == 0)
		return false;
	return strchr(".!?", s.p[s.n - 1]) != NULL || slice_ends(s, SLICE_LIT("…"));
}

/* The title, or what stands for it. */
static struct slice title_of(const struct article *a)
{
	return a->title.n ? a->title : SLICE_NONE;
}

static const char *const month_names[] = {"January", "February", "March", "April", "May", "June",
					  "July", "August", "September", "October", "November",
					  "December"};
static const char *const mla_months[] = {"Jan.", "Feb.", "Mar.", "Apr.", "May", "June",
					 "July", "Aug.", "Sept.", "Oct.", "Nov.", "Dec."};

enum date_form { DATE_CHICAGO, DATE_APA, DATE_MLA };

/* "September 20, 2024", "2024, September 20", "20 Sept. 2024"; "n.d.". */
static void add_date(struct buf *out, const struct pubdate *d, enum date_form form)
{
	struct civil c;

	if (!d->known) {
		buf_add_str(out, "n.d.");
		return;
	}
	c = civil_from_days(d->day);
	if (d->relation == DATE_ON_OR_BEFORE)
		buf_add_str(out, "by ");
	if (d->precision == DATE_YEAR) {
		buf_addf(out, "%d", c.year);
	} else if (d->precision == DATE_MONTH) {
		if (form == DATE_APA)
			buf_addf(out, "%d, %s", c.year, month_names[c.month - 1]);
		else
			buf_addf(out, "%s %d",
				 form == DATE_MLA ? mla_months[c.month - 1] : month_names[c.month - 1],
				 c.year);
	} else if (form == DATE_CHICAGO) {
		buf_addf(out, "%s %d, %d", month_names[c.month - 1], c.day, c.year);
	} else if (form == DATE_APA) {
		buf_addf(out, "%d, %s %d", c.year, month_names[c.month - 1], c.day);
	} else {
		buf_addf(out, "%d %s %d", c.day, mla_months[c.month - 1], c.year);
	}
}

static void add_place(struct buf *out, struct cite_place at, const char *par, const char *sent)
{
	buf_addf(out, "%s %u", par, at.p);
	if (at.s)
		buf_addf(out, ", %s %u", sent, at.s);
}

/* --- Chicago -------------------------------------------------------------- */

/* Doe, Jane, and John Roe. “Title.” Publisher, September 20, 2024, par. 9. URL. */
static void chicago(struct buf *out, const struct article *a, struct cite_place at)
{
	struct slice title = title_of(a);
	size_t i;

	for (i = 0; i < a->n_authors && i < 10; i++) {
		bool last = i + 1 == a->n_authors;

		if (i)
			buf_add_str(out, last ? ", and " : ", ");
		if (i)
			buf_add_slice(out, a->authors[i]);
		else
			add_inverted(out, a->authors[i]);
	}
	if (a->n_authors > 10)
		buf_add_str(out, ", et al.");
	else if (a->n_authors)
		buf_add_str(out, ends_sentence(buf_slice(out)) ? "" : ".");
	if (a->n_authors)
		buf_add_char(out, ' ');
	if (title.n) {
		buf_add_str(out, "“");
		buf_add_slice(out, title);
		buf_add_str(out, ends_sentence(title) ? "” " : ".” ");
	} else {
		buf_add_str(out, "Untitled article. ");
	}
	if (a->publisher.n) {
		buf_add_slice(out, a->publisher);
		buf_add_str(out, ", ");
	}
	add_date(out, &a->published, DATE_CHICAGO);
	if (at.p) {
		buf_add_str(out, ", ");
		add_place(out, at, "par.", "sent.");
	}
	if (out->data[out->len - 1] != '.')
		buf_add_char(out, '.');
	if (a->url.n) {
		buf_add_char(out, ' ');
		buf_add_slice(out, a->url);
		buf_add_char(out, '.');
	}
}

/* --- APA ------------------------------------------------------------------ */

static void apa_authors(struct buf *out, const struct article *a)
{
	size_t i, n = a->n_authors;

	for (i = 0; i < n; i++) {
		if (n > 20 && i == 19) {
			buf_add_str(out, ", … ");
			i = n - 1;
		} else if (i) {
			buf_add_str(out, i + 1 == n ? ", & " : ", ");
		}
		add_initials(out, a->authors[i]);
	}
}

/* Doe, J., & Roe, J. (2024, September 20). Title. Publisher. URL
 * Without author the title takes its place. */
static void apa(struct buf *out, const struct article *a, struct cite_place at)
{
	struct slice title = title_of(a);
	struct slice lead = title.n ? title : SLICE_LIT("[Untitled article]");

	if (a->n_authors) {
		apa_authors(out, a);
		if (!ends_sentence(buf_slice(out)))
			buf_add_char(out, '.');
	} else {
		buf_add_slice(out, lead);
		if (!ends_sentence(lead))
			buf_add_char(out, '.');
	}
	buf_add_str(out, " (");
	add_date(out, &a->published, DATE_APA);
	if (at.p) {
		buf_add_str(out, ", ");
		add_place(out, at, "para.", "sentence");
	}
	buf_add_str(out, ").");
	if (a->n_authors) {
		buf_add_char(out, ' ');
		buf_add_slice(out, lead);
		if (!ends_sentence(lead))
			buf_add_char(out, '.');
	}
	if (a->publisher.n) {
		buf_add_char(out, ' ');
		buf_add_slice(out, a->publisher);
		if (!ends_sentence(a->publisher))
			buf_add_char(out, '.');
	}
	if (a->url.n) {
		buf_add_char(out, ' ');
		buf_add_slice(out, a->url);
	}
}

/* --- MLA ------------------------------------------------------------------ */

static struct slice url_without_scheme(struct slice url)
{
	if (slice_starts(url, SLICE_LIT("https://")))
		return slice_sub(url, 8, url.n);
	if (slice_starts(url, SLICE_LIT("http://")))
		return slice_sub(url, 7, url.n);
	return url;
}

/* Doe, Jane, and John Roe. “Title.” Publisher, 20 Sept. 2024, url, par. 9. */
static void mla(struct buf *out, const struct article *a, struct cite_place at)
{
	struct slice title = title_of(a);

	if (a->n_authors) {
		add_inverted(out, a->authors[0]);
		if (a->n_authors == 2) {
			buf_add_str(out, ", and ");
			buf_add_slice(out, a->authors[1]);
		} else if (a->n_authors > 2) {
			buf_add_str(out, ", et al");
		}
		buf_add_str(out, ends_sentence(buf_slice(out)) ? " " : ". ");
	}
	if (title.n) {
		buf_add_str(out, "“");
		buf_add_slice(out, title);
		buf_add_str(out, ends_sentence(title) ? "” " : ".” ");
	} else {
		buf_add_str(out, "Untitled article. ");
	}
	if (a->publisher.n) {
		buf_add_slice(out, a->publisher);
		buf_add_str(out, ", ");
	}
	add_date(out, &a->published, DATE_MLA);
	if (a->url.n) {
		buf_add_str(out, ", ");
		buf_add_slice(out, url_without_scheme(a->url));
	}
	if (at.p) {
		buf_add_str(out, ", ");
		add_place(out, at, "par.", "sent.");
	}
	if (out->data[out->len - 1] != '.')
		buf_add_char(out, '.');
}

/* --- key and short form --------------------------------------------------- */

static void add_key_word(struct buf *out, struct slice s, size_t max)
{
	struct buf folded;
	size_t i, n = 0;

	buf_init(&folded, 64 * 1024);
	normal_fold(&folded, slice_sub(s, 0, 4096));
	for (i = 0; i < folded.len && n < max; i++)
		if (ascii_is_alpha(folded.data[i]) || ascii_is_digit(folded.data[i])) {
			buf_add_char(out, folded.data[i]);
			n++;
		}
	buf_done(&folded);
}

void cite_key(struct buf *out, const struct article *a)
{
	struct slice name = a->n_authors ? family(a->authors[0]) : a->publisher;
	size_t from = out->len;

	add_key_word(out, name, 20);
	if (out->len == from)
		add_key_word(out, a->title, 12);
	if (out->len == from)
		buf_add_str(out, "article");
	if (a->published.known)
		buf_addf(out, "%d", civil_from_days(a->published.day).year);
	else
		buf_add_str(out, "nd");
	add_key_word(out, slice_sub(a->id, 2, a->id.n), 4);
}

void cite_short(struct buf *out, const struct article *a)
{
	struct slice who = a->publisher.n ? a->publisher : a->n_authors ? a->authors[0] : SLICE_NONE;
	struct slice title = title_of(a);

	if (who.n) {
		buf_add_slice(out, who);
		buf_add_str(out, ", ");
	}
	if (title.n) {
		buf_add_str(out, "“");
		buf_add_slice(out, title);
		buf_add_str(out, ends_sentence(title) ? "” " : ",” ");
	}
	add_date(out, &a->published, DATE_CHICAGO);
	if (!ends_sentence(buf_slice(out)))
		buf_add_char(out, '.');
}

/* --- BibTeX --------------------------------------------------------------- */

/* TeX's special characters; braces would unbalance the field. */
static void add_tex(struct buf *out, struct slice s)
{
	static const struct {
		char c;
		const char *tex;
	} special[] = {
		{'&', "\\&"}, {'%', "\\%"}, {'$', "\\$"}, {'#', "\\#"}, {'_', "\\_"},
		{'{', "\\{"}, {'}', "\\}"}, {'~', "\\textasciitilde{}"},
		{'^', "\\textasciicircum{}"}, {'\\', "\\textbackslash{}"},
	};
	size_t i, k;

	for (i = 0; i < s.n; i++) {
		for (k = 0; k < sizeof(special) / sizeof(special[0]) && special[k].c != s.p[i]; k++)
			;
		if (k < sizeof(special) / sizeof(special[0]))
			buf_add_str(out, special[k].tex);
		else
			buf_add_char(out, s.p[i]);
	}
}

static void tex_field(struct buf *out, const char *key, struct slice value)
{
	if (!value.n)
		return;
	buf_addf(out, "  %s = {", key);
	add_tex(out, value);
	buf_add_str(out, "},\n");
}

/* In url = {} biblatex takes the address as it is; only braces and % would hurt,
 * and those have their percent forms. */
static void tex_url(struct buf *out, struct slice url)
{
	size_t i;

	if (!url.n)
		return;
	buf_add_str(out, "  url = {");
	for (i = 0; i < url.n; i++) {
		if (url.p[i] == '{' || url.p[i] == '}' || url.p[i] == '\\')
			buf_addf(out, "%%%02X", (unsigned)(unsigned char)url.p[i]);
		else
			buf_add_char(out, url.p[i]);
	}
	buf_add_str(out, "},\n");
}

/* "family, given and …"; names of one word keep together in braces. */
static void tex_authors(struct buf *out, const struct article *a)
{
	size_t i;

	if (!a->n_authors)
		return;
	buf_add_str(out, "  author = {");
	for (i = 0; i < a->n_authors; i++) {
		struct slice g = given(a->authors[i]);

		buf_add_str(out, i ? " and " : "");
		buf_add_str(out, g.n ? "" : "{");
		add_tex(out, family(a->authors[i]));
		buf_add_str(out, g.n ? ", " : "}");
		add_tex(out, g);
	}
	buf_add_str(out, "},\n");
}

/* ISO date by precision, as biblatex and CSL take it. */
static struct slice iso_date(const struct pubdate *d, char text[16])
{
	static const size_t len[] = {4, 7, 10, 10};

	struct buf b;
	struct civil c = civil_from_days(d->day);
	size_t n;

	buf_init(&b, 64);
	buf_addf(&b, "%04d-%02d-%02d", c.year, c.month, c.day);
	n = len[d->precision] < b.len ? len[d->precision] : b.len;
	memcpy(text, b.data, n);
	buf_done(&b);
	return slice_of(text, n);
}

static void date_note(struct buf *out, const struct article *a, struct cite_place at)
{
	char text[16];

	if (at.p)
		add_place(out, at, "par.", "sent.");
	if (a->published.known && a->published.relation == DATE_ON_OR_BEFORE) {
		struct slice day = iso_date(&a->published, text);

		buf_addf(out, "%spublished by %.*s", out->len ? "; " : "", SLICE_ARG(day));
	}
	if (!a->published.known)
		buf_addf(out, "%sn.d.", out->len ? "; " : "");
}

/* @article with entrysubtype = {newspaper}.  A date that is an upper bound goes
 * into biblatex's open interval, "/2024-09-20". */
static void bibtex(struct buf *out, const struct article *a, struct cite_place at)
{
	char text[16];
	struct buf note;

	buf_init(&note, 1024);
	date_note(&note, a, at);
	buf_add_str(out, "@article{");
	cite_key(out, a);
	buf_add_str(out, ",\n");
	tex_authors(out, a);
	tex_field(out, "title", a->title);
	tex_field(out, "subtitle", a->subtitle);
	tex_field(out, "journaltitle", a->publisher);
	if (a->published.known) {
		struct slice day = iso_date(&a->published, text);

		buf_addf(out, "  date = {%s%.*s},\n",
			 a->published.relation == DATE_ON_OR_BEFORE ? "/" : "", SLICE_ARG(day));
	}
	buf_add_str(out, "  entrysubtype = {newspaper},\n");
	tex_url(out, a->url);
	tex_field(out, "langid", a->language);
	tex_field(out, "note", buf_slice(&note));
	buf_add_str(out, "}\n");
	buf_done(&note);
}

/* --- RIS ------------------------------------------------------------------ */

/* One line a tag; a line end inside a value would start a new tag. */
static void ris_line(struct buf *out, const char *tag, struct slice value)
{
	size_t i;

	if (!value.n)
		return;
	buf_addf(out, "%s  - ", tag);
	for (i = 0; i < value.n; i++)
		buf_add_char(out, (unsigned char)value.p[i] < 0x20 ? ' ' : value.p[i]);
	buf_add_str(out, "\r\n");
}

static void ris_date(struct buf *out, const struct pubdate *d)
{
	struct civil c = civil_from_days(d->day);

	if (!d->known)
		return;
	buf_addf(out, "PY  - %04d\r\nDA  - %04d/", c.year, c.year);
	if (d->precision >= DATE_MONTH)
		buf_addf(out, "%02d", c.month);
	buf_add_char(out, '/');
	if (d->precision >= DATE_DAY)
		buf_addf(out, "%02d", c.day);
	buf_add_str(out, d->relation == DATE_ON_OR_BEFORE ? "/or earlier\r\n" : "/\r\n");
}

static void ris(struct buf *out, const struct article *a, struct cite_place at)
{
	struct buf b;
	size_t i;

	buf_init(&b, 64 * 1024);
	buf_add_str(out, "TY  - NEWS\r\n");
	for (i = 0; i < a->n_authors; i++) {
		buf_reset(&b);
		add_inverted(&b, a->authors[i]);
		ris_line(out, "AU", buf_slice(&b));
	}
	ris_line(out, "TI", a->title);
	ris_line(out, "T2", a->publisher);
	ris_date(out, &a->published);
	ris_line(out, "SE", a->section);
	for (i = 0; i < a->n_tags; i++)
		ris_line(out, "KW", a->tags[i]);
	ris_line(out, "LA", a->language);
	ris_line(out, "UR", a->url);
	buf_reset(&b);
	date_note(&b, a, at);
	ris_line(out, "N1", buf_slice(&b));
	ris_line(out, "ID", a->id);
	buf_add_str(out, "ER  - \r\n");
	buf_done(&b);
}

/* --- CSL-JSON ------------------------------------------------------------- */

static void csl_authors(struct json *j, const struct article *a)
{
	size_t i;

	if (!a->n_authors)
		return;
	json_key(j, "author");
	json_begin_array(j);
	for (i = 0; i < a->n_authors; i++) {
		json_begin_object(j);
		if (given(a->authors[i]).n) {
			json_key_slice(j, "family", family(a->authors[i]));
			json_key_slice(j, "given", given(a->authors[i]));
		} else {
			json_key_slice(j, "literal", a->authors[i]);
		}
		json_end(j);
	}
	json_end(j);
}

static void csl_date(struct json *j, const struct pubdate *d)
{
	struct civil c = civil_from_days(d->day);

	if (!d->known)
		return;
	json_key(j, "issued");
	json_begin_object(j);
	json_key(j, "date-parts");
	json_begin_array(j);
	json_begin_array(j);
	json_i64(j, c.year);
	if (d->precision >= DATE_MONTH)
		json_i64(j, c.month);
	if (d->precision >= DATE_DAY)
		json_i64(j, c.day);
	json_end(j);
	json_end(j);
	if (d->relation == DATE_ON_OR_BEFORE)
		json_key_bool(j, "circa", true);
	json_end(j);
}

static void csl_key(struct json *j, const char *key, struct slice value)
{
	if (value.n)
		json_key_slice(j, key, value);
}

static void csl_json(struct buf *out, const struct article *a, struct cite_place at)
{
	struct json j;
	struct buf b;

	buf_init(&b, 64 * 1024);
	json_init(&j, out);
	json_begin_object(&j);
	cite_key(&b, a);
	json_key_slice(&j, "id", buf_slice(&b));
	json_key_str(&j, "type", "article-newspaper");
	csl_authors(&j, a);
	csl_key(&j, "title", a->title);
	csl_key(&j, "container-title", a->publisher);
	csl_key(&j, "section", a->section);
	csl_date(&j, &a->published);
	csl_key(&j, "URL", a->url);
	csl_key(&j, "language", a->language);
	csl_key(&j, "archive_location", a->id);
	if (at.p) {
		buf_reset(&b);
		buf_addf(&b, "%u", at.p);
		if (at.s)
			buf_addf(&b, ", sent. %u", at.s);
		json_key_str(&j, "label", "paragraph");
		json_key_slice(&j, "locator", buf_slice(&b));
	}
	buf_reset(&b);
	date_note(&b, a, (struct cite_place){0, 0});
	csl_key(&j, "note", buf_slice(&b));
	json_end(&j);
	buf_done(&b);
}

void cite_format(struct buf *out, const struct article *a, enum cite_style style,
		 struct cite_place place)
{
	static void (*const format[])(struct buf *, const struct article *, struct cite_place) = {
		[CITE_CHICAGO] = chicago, [CITE_APA] = apa, [CITE_MLA] = mla,
		[CITE_BIBTEX] = bibtex, [CITE_RIS] = ris, [CITE_CSL_JSON] = csl_json,
	};

	format[style](out, a, place);
}
