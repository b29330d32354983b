/* SPDX-License-Identifier: GPL-2.0-or-later */
/* corpus/scrape_words.c - classes of lines by their wording: see scrape_words.h.
 *
 * A line is stripped of the marks around it ("- Advertisement -") and looked up
 * whole; then, when short, without its numbers ("12 comments"); then by its
 * head.  Bisection throughout.
 */
#include "corpus/scrape_words.h"

#include <string.h>

#include "corpus/scrape_table.h"

#define WITHIN_BYTES 640
#define NUMBER_MAX 48 /* bytes of a line that is looked at without its numbers */

static const char *const section_words[] = {
	"aktuelles", "analyse", "analysis", "arts", "breaking", "business", "column", "comment",
	"commentary", "cronaca", "culture", "cultura", "deportes", "economia", "economy", "editorial",
	"entertainment", "exclusive", "exklusiv", "explainer", "feature", "features", "finance",
	"gaming", "hardware", "health", "hirek", "interview", "kommentar", "kultur", "lifestyle",
	"markets", "media", "meinung", "movie", "movies", "nachrichten", "news", "nieuws", "noticias",
	"notizie", "nyheter", "opinion", "opinione", "politica", "politics", "politik", "politique",
	"preview", "report", "review", "science", "security", "society", "software", "special", "sport",
	"sports", "tech", "technologie", "technology", "tecnologia", "test", "travel", "wirtschaft",
	"world",
};


static const char *const published_labels[] = {
	"published on", "published at", "published", "first published on", "first published",
	"posted on", "posted at", "posted", "date published", "publication date", "release date",
	"date", "issued", "veroffentlicht am", "veroffentlicht", "erschienen am", "erstellt am",
	"publie le", "publie", "mis en ligne le", "publicado el", "publicado em", "publicado",
	"fecha", "pubblicato il", "pubblicato", "gepubliceerd op", "gepubliceerd", "geplaatst op",
	"publicerad", "publisert", "udgivet", "offentliggjort", "opublikowano", "data publikacji",
	"опубликовано", "дата публикации", "yayinlanma tarihi", "yayinlanma", "megjelent",
	"publikovano", "publicat", "julkaistu", "δημοσιευτηκε", "公開日", "掲載日", "发布时间", "发布于",
	"發布時間", "입력", "등록", "نشر في",
};

static const char *const updated_labels[] = {
	"updated on", "updated at", "updated", "last updated on", "last updated", "last modified",
	"last edited", "modified", "aktualisiert am", "aktualisiert", "zuletzt aktualisiert",
	"mis a jour le", "mis a jour", "actualizado el", "actualizado", "aggiornato il", "aggiornato",
	"atualizado em", "atualizado", "bijgewerkt op", "bijgewerkt", "uppdaterad", "oppdatert",
	"opdateret", "zaktualizowano", "обновлено", "guncelleme tarihi", "guncelleme", "frissitve",
	"aktualizovano", "actualizat", "paivitetty", "更新日", "更新时间", "更新時間", "수정",
};

static const char *const by_labels[] = {
	"written by", "reported by", "story by", "article by", "words by", "posted by",
	"published by", "by", "von", "par", "por", "di", "door", "av", "af", "przez", "irta",
	"scris de", "de", "autor", "autorin", "author", "autore", "auteur", "автор", "текст",
};

static const char *const source_labels[] = {
	"source", "sources", "via", "quelle", "quellen", "fuente", "fuentes", "fonte", "fonti",
	"fontes", "bron", "bronnen", "kalla", "kilde", "zrodlo", "источник", "источники", "джерело",
	"kaynak", "forras", "zdroj", "sursa", "lahde", "πηγη", "出典", "来源", "來源", "출처",
};

#define COUNT(v) (sizeof(v) / sizeof((v)[0]))

/* --- stripping --- */

/* Bytes of a mark at the head of s that is not part of the wording. */
static size_t mark_len(struct slice s)
{
	static const char *const wide[] = {"•", "»", "«", "›", "‹", "·", "→", "↓", "▶", "▼", "|"};
	size_t i;

	if (!s.n)
		return 0;
	if ((unsigned char)s.p[0] < 0x80 && s.p[0] && strchr(" -*>#:_=+~/.([", s.p[0]))
		return 1;
	for (i = 0; i < COUNT(wide); i++)
		if (slice_starts(s, slice_str(wide[i])))
			return strlen(wide[i]);
	return 0;
}

static size_t tail_mark_len(struct slice s)
{
	static const char *const wide[] = {"•", "»", "«", "›", "·",  "→",
					   "↓", "▶", "▼", "…", "：", "。"};
	size_t i;

	if (!s.n)
		return 0;
	if (s.p[s.n - 1] && strchr(" -*>#:_=+~/.!|,])", s.p[s.n - 1]))
		return 1;
	for (i = 0; i < COUNT(wide); i++)
		if (slice_ends(s, slice_str(wide[i])))
			return strlen(wide[i]);
	return 0;
}

static struct slice strip_head(struct slice s)
{
	size_t n;

	while ((n = mark_len(s)))
		s = slice_sub(s, n, s.n);
	return s;
}

static struct slice strip_tail(struct slice s)
{
	size_t n;

	while ((n = tail_mark_len(s)))
		s.n -= n;
	return s;
}

/* --- lookup --- */

static const struct scrape_phrase *find(const struct scrape_phrase *v, size_t n, struct slice s)
{
	size_t low = 0, high = n;

	while (low < high) {
		size_t mid = low + (high - low) / 2;
		int c = slice_cmp(s, slice_str(v[mid].text));

		if (c == 0)
			return &v[mid];
		if (c < 0)
			high = mid;
		else
			low = mid + 1;
	}
	return NULL;
}

/* The longest entry that s begins with.  Such entries sort before s; among those
 * that share its first bytes the one nearest to it is the longest. */
static const struct scrape_phrase *find_head(struct slice s)
{
	size_t low = 0, high = scrape_heads_n;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (slice_cmp(slice_str(scrape_heads[mid].text), s) <= 0)
			low = mid + 1;
		else
			high = mid;
	}
	while (low-- > 0 && s.n >= 2 && memcmp(scrape_heads[low].text, s.p, 2) == 0)
		if (slice_starts(s, slice_str(scrape_heads[low].text)))
			return &scrape_heads[low];
	return NULL;
}

/* s without digits and brackets, blanks squeezed: "12 comments (3)" -> "comments". */
static struct slice without_numbers(struct slice s, char out[NUMBER_MAX])
{
	size_t i, n = 0;
	bool any = false;

	for (i = 0; i < s.n && i < NUMBER_MAX; i++) {
		char c = s.p[i];

		if (ascii_is_digit(c) || c == '(' || c == ')' || c == '[' || c == ']') {
			any = true;
			continue;
		}
		if (c == ' ' && (n == 0 || out[n - 1] == ' '))
			continue;
		out[n++] = c;
	}
	return any ? slice_trim(strip_tail(strip_head(slice_of(out, n)))) : SLICE_NONE;
}

enum line_class scrape_line_class(struct slice folded)
{
	char bare[NUMBER_MAX];
	struct slice head = strip_head(folded), whole = strip_tail(head);
	const struct scrape_phrase *p = find(scrape_whole, scrape_whole_n, whole);

	if (!p && whole.n < NUMBER_MAX)
		p = find(scrape_whole, scrape_whole_n, without_numbers(whole, bare));
	if (!p)
		p = find_head(head);
	return p ? p->cls : LINE_PLAIN;
}

/* Wordings within a line that give it away, up to WITHIN_BYTES of its text. */
static const struct scrape_phrase within[] = {
	{"click here", LINE_SIGNUP},          {"clicking here", LINE_SIGNUP},
	{"our newsletter", LINE_SIGNUP},      {"your inbox", LINE_SIGNUP},
	{"our daily newsletter", LINE_SIGNUP}, {"follow us on", LINE_SIGNUP},
	{"follow us at", LINE_SIGNUP},        {"subscribe here", LINE_SIGNUP},
	{"sign up here", LINE_SIGNUP},        {"earn a commission", LINE_LEGAL},
	{"affiliate commission", LINE_LEGAL}, {"receive a commission", LINE_LEGAL},
	{"all rights reserved", LINE_LEGAL},  {"follow him on", LINE_BIO},
	{"follow her on", LINE_BIO},          {"can be reached at", LINE_BIO},
	{"by signing up, you", LINE_SIGNUP},  {"by subscribing, you", LINE_SIGNUP},
	{"through a link on our site", LINE_LEGAL}, {"through links on our site", LINE_LEGAL},
	{"republished here", LINE_LEGAL},     {"republished with permission", LINE_LEGAL},
	{"letter to the editor", LINE_COMMENT}, {"read our full review", LINE_INLINE},
	{"for length and clarity", LINE_LEGAL}, {"wherever you get your podcasts", LINE_SIGNUP},
	{"editorial process", LINE_LEGAL},    {"editorial guidelines", LINE_LEGAL},
	{"editorial standards", LINE_LEGAL},  {"mission is to", LINE_LEGAL},
	{"news organization dedicated to", LINE_LEGAL}, {"thanks for your feedback", LINE_LEGAL},
	{"was this page helpful", LINE_LEGAL}, {"was this article helpful", LINE_LEGAL},
};

static size_t count(struct slice s, const char *what)
{
	size_t n = 0, len = strlen(what);
	const char *p;

	while ((p = memmem(s.p, s.n, what, len))) {
		s = slice_sub(s, (size_t)(p - s.p) + len, s.n);
		n++;
	}
	return n;
}

/* The site speaking of its cookies, not a story about cookies. */
static bool is_cookie_note(struct slice s)
{
	size_t n = count(s, "cookie");

	if (n == 0)
		return false;
	if (count(s, "your browser") || count(s, "your device") || count(s, "our website") ||
	    count(s, "our site") || count(s, "these cookies"))
		return true;
	return n >= 2 &&
	       (slice_starts(s, SLICE_LIT("we ")) || count(s, " we ") || count(s, " our "));
}

enum line_class scrape_line_within(struct slice folded)
{
	size_t i;

	if (folded.n <= WITHIN_BYTES)
		for (i = 0; i < COUNT(within); i++)
			if (count(folded, within[i].text))
				return within[i].cls;
	return is_cookie_note(folded) ? LINE_LEGAL : LINE_PLAIN;
}

enum zone scrape_class_zone(enum line_class c)
{
	static const enum zone zones[LINE_CLASS_COUNT] = {
		[LINE_PLAIN] = ZONE_BODY,     [LINE_AD] = ZONE_AD,
		[LINE_SHARE] = ZONE_NAV,      [LINE_RELATED] = ZONE_TEASER,
		[LINE_INLINE] = ZONE_TEASER,  [LINE_COMMENT] = ZONE_COMMENT,
		[LINE_SIGNUP] = ZONE_LEGAL,   [LINE_LEGAL] = ZONE_LEGAL,
		[LINE_BIO] = ZONE_BIO,        [LINE_TAGS] = ZONE_NAV,
		[LINE_NAV] = ZONE_NAV,        [LINE_CAPTION] = ZONE_CAPTION,
	};

	return zones[c];
}

bool scrape_section_word(struct slice folded)
{
	size_t i;

	for (i = 0; i < COUNT(section_words); i++)
		if (slice_eq_str(folded, section_words[i]))
			return true;
	return false;
}

/* --- labels --- */

/* The longest label that s begins with as whole words; colon and blanks behind
 * it are taken along. */
static size_t label_len(struct slice s, const char *const *v, size_t n)
{
	size_t i, best = 0;

	for (i = 0; i < n; i++) {
		size_t k = strlen(v[i]);

		if (k <= best || !slice_starts(s, slice_str(v[i])))
			continue;
		if (k < s.n && (ascii_is_alpha(s.p[k]) || ascii_is_digit(s.p[k])))
			continue;
		best = k;
	}
	if (!best)
		return 0;
	while (best < s.n && (s.p[best] == ' ' || s.p[best] == ':'))
		best++;
	if (slice_starts(slice_sub(s, best, s.n), SLICE_LIT("：")))
		best += strlen("：");
	return best;
}

size_t scrape_label_published(struct slice folded)
{
	return label_len(folded, published_labels, COUNT(published_labels));
}

size_t scrape_label_updated(struct slice folded)
{
	return label_len(folded, updated_labels, COUNT(updated_labels));
}

size_t scrape_label_by(struct slice folded)
{
	return label_len(folded, by_labels, COUNT(by_labels));
}

size_t scrape_label_source(struct slice folded)
{
	size_t n = label_len(folded, source_labels, COUNT(source_labels));

	/* "via" and its kin are words of sentences too: a colon must stand there */
	if (n && !memchr(folded.p, ':', n) && !slice_ends(slice_sub(folded, 0, n), SLICE_LIT("：")))
		return 0;
	return n;
}
