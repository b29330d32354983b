/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Furniture by its words: see html_lines.h.
 *
 * Lines are compared in a loose form: letters and digits in lower case, one
 * blank between words.  A phrase counts as the whole line, or as its head when
 * the table says so and the line is short.
 */
#include "corpus/html_lines.h"

#include <string.h>

#define LOOSE_MAX 128
#define CLOSING_MAX 512
#define HEAD_WORDS 24

static const struct {
	const char *text; /* loose */
	unsigned char kind;
	bool head; /* also at the head of a longer line */
} lines[] = {
	{"advertisement", LINE_AD, false},
	{"advertisment", LINE_AD, false},
	{"advertisements", LINE_AD, false},
	{"advertising", LINE_AD, false},
	{"advert", LINE_AD, false},
	{"iklan", LINE_AD, false},
	{"mainos", LINE_AD, false},
	{"reklam", LINE_AD, false},
	{"реклама", LINE_AD, false},
	{"广告", LINE_AD, false},
	{"caption", LINE_CAPTION, false},
	{"photo", LINE_CAPTION, false},
	{"image", LINE_CAPTION, false},
	{"video", LINE_CAPTION, false},
	{"hide", LINE_NAV, false},
	{"show more", LINE_NAV, false},
	{"more", LINE_NAV, false},
	{"drucken", LINE_NAV, false},
	{"drukuj", LINE_NAV, false},
	{"imprimer", LINE_NAV, false},
	{"teilen", LINE_NAV, false},
	{"partager", LINE_NAV, false},
	{"compartir", LINE_NAV, false},
	{"condividi", LINE_NAV, false},
	{"delen", LINE_NAV, false},
	{"del", LINE_NAV, false},
	{"externer inhalt", LINE_NAV, false},
	{"auch interessant", LINE_TEASER, true},
	{"zobacz również", LINE_TEASER, true},
	{"przeczytaj także", LINE_TEASER, true},
	{"dowiedz się więcej", LINE_TEASER, true},
	{"siehe auch", LINE_TEASER, true},
	{"mehr dazu", LINE_TEASER, true},
	{"weiterlesen", LINE_TEASER, false},
	{"mehr lesen", LINE_TEASER, false},
	{"voir aussi", LINE_TEASER, true},
	{"sur le même sujet", LINE_TEASER, true},
	{"ver también", LINE_TEASER, true},
	{"veja também", LINE_TEASER, true},
	{"vedi anche", LINE_TEASER, true},
	{"baca juga", LINE_TEASER, true},
	{"bekijk ook", LINE_TEASER, true},
	{"über den autor", LINE_NAV, false},
	{"about the author", LINE_NAV, false},
	{"autor", LINE_NAV, false},
	{"must watch", LINE_NAV, false},
	{"cheat sheet", LINE_NAV, false},
	{"stay connected", LINE_NAV, false},
	{"comments are closed", LINE_COMMENT, false},
	{"kommentare", LINE_COMMENT, false},
	{"kommentieren", LINE_COMMENT, false},
	{"commentaires", LINE_COMMENT, false},
	{"comentarios", LINE_COMMENT, false},
	{"ad", LINE_AD, false},
	{"article continues after ad", LINE_AD, true},
	{"article continues below", LINE_AD, true},
	{"story continues below", LINE_AD, true},
	{"story continues", LINE_AD, false},
	{"continue reading below", LINE_AD, false},
	{"continue reading", LINE_AD, false},
	{"sponsored", LINE_AD, false},
	{"sponsored content", LINE_AD, false},
	{"sponsored links", LINE_AD, false},
	{"promoted", LINE_AD, false},
	{"anzeige", LINE_AD, false},
	{"werbung", LINE_AD, false},
	{"publicidad", LINE_AD, false},
	{"publicité", LINE_AD, false},
	{"pubblicità", LINE_AD, false},
	{"publicidade", LINE_AD, false},
	{"advertentie", LINE_AD, false},
	{"annons", LINE_AD, false},
	{"reklama", LINE_AD, false},
	{"scroll to continue with content", LINE_AD, true},
	{"loading", LINE_NAV, false},
	{"loading player", LINE_NAV, true},
	{"read more", LINE_TEASER, true},
	{"read also", LINE_TEASER, true},
	{"also read", LINE_TEASER, true},
	{"read next", LINE_TEASER, true},
	{"see also", LINE_TEASER, true},
	{"related articles", LINE_STOP, false},
	{"related stories", LINE_STOP, false},
	{"related posts", LINE_STOP, false},
	{"related content", LINE_STOP, false},
	{"related news", LINE_STOP, false},
	{"related topics", LINE_STOP, false},
	{"related coverage", LINE_STOP, false},
	{"related", LINE_STOP, false},
	{"related story", LINE_TEASER, true},
	{"related article", LINE_TEASER, true},
	{"recommended", LINE_STOP, false},
	{"recommended for you", LINE_STOP, false},
	{"recommended stories", LINE_STOP, false},
	{"recommended reading", LINE_STOP, false},
	{"more stories", LINE_STOP, false},
	{"more news", LINE_STOP, false},
	{"more from", LINE_STOP, true},
	{"more on this story", LINE_STOP, false},
	{"more articles", LINE_STOP, false},
	{"more like this", LINE_STOP, false},
	{"most popular", LINE_STOP, false},
	{"most read", LINE_STOP, false},
	{"trending", LINE_STOP, false},
	{"trending now", LINE_STOP, false},
	{"latest news", LINE_STOP, false},
	{"latest stories", LINE_STOP, false},
	{"latest articles", LINE_STOP, false},
	{"you may also like", LINE_STOP, false},
	{"you might also like", LINE_STOP, false},
	{"you may like", LINE_STOP, false},
	{"up next", LINE_STOP, false},
	{"must read", LINE_STOP, false},
	{"editors picks", LINE_STOP, false},
	{"don t miss", LINE_STOP, false},
	{"in this article", LINE_STOP, false},
	{"lesen sie auch", LINE_TEASER, true},
	{"lesen sie dazu auch", LINE_TEASER, true},
	{"mehr zum thema", LINE_STOP, false},
	{"das könnte sie auch interessieren", LINE_STOP, false},
	{"lire aussi", LINE_TEASER, true},
	{"à lire aussi", LINE_TEASER, true},
	{"a lire aussi", LINE_TEASER, true},
	{"lisez aussi", LINE_TEASER, true},
	{"lea también", LINE_TEASER, true},
	{"lee también", LINE_TEASER, true},
	{"leer también", LINE_TEASER, true},
	{"te puede interesar", LINE_TEASER, true},
	{"leia também", LINE_TEASER, true},
	{"leia mais", LINE_TEASER, true},
	{"leggi anche", LINE_TEASER, true},
	{"lees ook", LINE_TEASER, true},
	{"læs også", LINE_TEASER, true},
	{"läs också", LINE_TEASER, true},
	{"läs även", LINE_TEASER, true},
	{"les også", LINE_TEASER, true},
	{"lue myös", LINE_TEASER, true},
	{"czytaj także", LINE_TEASER, true},
	{"czytaj też", LINE_TEASER, true},
	{"zobacz także", LINE_TEASER, true},
	{"čtěte také", LINE_TEASER, true},
	{"citește și", LINE_TEASER, true},
	{"читайте также", LINE_TEASER, true},
	{"читайте також", LINE_TEASER, true},
	{"share this", LINE_NAV, false},
	{"share this article", LINE_NAV, false},
	{"share this story", LINE_NAV, false},
	{"share this post", LINE_NAV, false},
	{"share this page", LINE_NAV, false},
	{"share", LINE_NAV, false},
	{"share on facebook", LINE_NAV, false},
	{"share on twitter", LINE_NAV, false},
	{"share via email", LINE_NAV, false},
	{"tweet", LINE_NAV, false},
	{"facebook", LINE_NAV, false},
	{"twitter", LINE_NAV, false},
	{"linkedin", LINE_NAV, false},
	{"whatsapp", LINE_NAV, false},
	{"email", LINE_NAV, false},
	{"e mail", LINE_NAV, false},
	{"print", LINE_NAV, false},
	{"copy link", LINE_NAV, false},
	{"save", LINE_NAV, false},
	{"spread the love", LINE_NAV, false},
	{"like this", LINE_NAV, false},
	{"follow us", LINE_NAV, false},
	{"follow us on", LINE_NAV, true},
	{"like us on facebook", LINE_NAV, true},
	{"follow", LINE_NAV, false},
	{"listen to this article", LINE_NAV, false},
	{"listen to article", LINE_NAV, false},
	{"watch live", LINE_NAV, false},
	{"back to top", LINE_NAV, false},
	{"close", LINE_NAV, false},
	{"menu", LINE_NAV, false},
	{"skip advertisement", LINE_NAV, false},
	{"view comments", LINE_COMMENT, false},
	{"comments", LINE_COMMENT, false},
	{"comment", LINE_COMMENT, false},
	{"no comments", LINE_COMMENT, false},
	{"leave a comment", LINE_COMMENT, false},
	{"leave a reply", LINE_COMMENT, false},
	{"join the conversation", LINE_COMMENT, false},
	{"click here to comment", LINE_COMMENT, false},
	{"view gallery", LINE_CAPTION, false},
	{"hide caption", LINE_CAPTION, false},
	{"toggle caption", LINE_CAPTION, false},
	{"enlarge this image", LINE_CAPTION, false},
	{"enlarge", LINE_CAPTION, false},
	{"getty images", LINE_CAPTION, false},
	{"photo by", LINE_CAPTION, true},
	{"photo credit", LINE_CAPTION, true},
	{"image credit", LINE_CAPTION, true},
	{"image source", LINE_CAPTION, true},
	{"image via", LINE_CAPTION, true},
	{"photo courtesy", LINE_CAPTION, true},
	{"picture credit", LINE_CAPTION, true},
	{"image copyright", LINE_CAPTION, true},
	{"image caption", LINE_CAPTION, true},
	{"media caption", LINE_CAPTION, true},
	{"media playback is unsupported on your device", LINE_CAPTION, false},
	{"all rights reserved", LINE_LEGAL, true},
	{"copyright", LINE_LEGAL, true},
	{"sign up for our newsletter", LINE_LEGAL, true},
	{"sign up to our newsletter", LINE_LEGAL, true},
	{"subscribe to our newsletter", LINE_LEGAL, true},
	{"subscribe now", LINE_LEGAL, false},
	{"subscribe", LINE_LEGAL, false},
	{"sign up", LINE_LEGAL, false},
	{"sign up here", LINE_LEGAL, false},
	{"newsletter", LINE_LEGAL, false},
	{"get our free newsletter", LINE_LEGAL, true},
	{"this material may not be published", LINE_LEGAL, true},
	{"thanks for reading", LINE_LEGAL, false},
	{"thank you for subscribing", LINE_LEGAL, true},
	{"this article is more than", LINE_NAV, true},
	{"topics", LINE_NAV, false},
	{"tags", LINE_NAV, false},
	{"filed under", LINE_NAV, true},
};

/* Letters and digits in lower case, one blank between; cut at max bytes. */
static struct slice loose_at_most(struct slice s, char *out, size_t max)
{
	size_t i, n = 0;
	bool gap = false;

	for (i = 0; i < s.n && n + 2 < max; i++) {
		char c = ascii_lower(s.p[i]);
		bool mark = (unsigned char)c == 0xE2 || (unsigned char)c == 0xC2;

		/* U+2000 to U+2FFF and U+0080 to U+00BF are marks here */
		if (mark) {
			i += (unsigned char)c == 0xE2 ? 2 : 1;
			gap = n > 0;
		} else if (ascii_is_alpha(c) || ascii_is_digit(c) || (unsigned char)c >= 0x80) {
			if (gap)
				out[n++] = ' ';
			gap = false;
			out[n++] = c;
		} else {
			gap = n > 0;
		}
	}
	return slice_of(out, n);
}

static struct slice loose(struct slice s, char *out)
{
	return loose_at_most(s, out, LOOSE_MAX);
}

/* "3 min read", "Image 1 of 5", "12 comments", "1.2k shares" */
static enum line_kind counted(struct slice l)
{
	static const struct {
		const char *tail;
		unsigned char kind;
	} tails[] = {
		{" min read", LINE_NAV},     {" minute read", LINE_NAV},
		{" minutes read", LINE_NAV}, {" mins read", LINE_NAV},
		{" comments", LINE_COMMENT}, {" comment", LINE_COMMENT},
		{" shares", LINE_NAV},       {" views", LINE_NAV},
		{" minutes ago", LINE_NAV},  {" hours ago", LINE_NAV},
		{" days ago", LINE_NAV},     {" hour ago", LINE_NAV},
		{" day ago", LINE_NAV},      {" photos", LINE_CAPTION},
		{" images", LINE_CAPTION},   {" minuten lesezeit", LINE_NAV},
	};
	size_t i;

	for (i = 0; i < sizeof(tails) / sizeof(tails[0]) && l.n && l.n < 24; i++)
		if (ascii_is_digit(l.p[0]) && slice_ends(l, slice_str(tails[i].tail)))
			return (enum line_kind)tails[i].kind;
	if (l.n > 2 && l.n < 24 && ascii_is_digit(l.p[l.n - 1]) &&
	    (slice_starts(l, SLICE_LIT("image ")) || slice_starts(l, SLICE_LIT("photo ")) ||
	     ascii_is_digit(l.p[0]))) {
		for (i = 0; i + 4 <= l.n; i++)
			if (!memcmp(l.p + i, " of ", 4))
				return LINE_CAPTION;
	}
	return LINE_TEXT;
}

enum line_kind html_line_kind(struct slice s, unsigned words)
{
	char out[LOOSE_MAX];
	struct slice l;
	size_t i;

	if (words > HEAD_WORDS)
		return LINE_TEXT;
	if (slice_starts(s, SLICE_LIT("©")))
		return LINE_LEGAL;
	l = loose(s, out);
	for (i = 0; i < sizeof(lines) / sizeof(lines[0]); i++) {
		struct slice t = slice_str(lines[i].text);

		if (slice_eq(l, t))
			return (enum line_kind)lines[i].kind;
		if (lines[i].head && slice_starts(l, t) && l.p[t.n] == ' ')
			return (enum line_kind)lines[i].kind;
	}
	return counted(l);
}

/* Phrases of closing lines, and the most words that a line with one may have. */
static const struct {
	const char *phrase;
	unsigned words;
	bool linked; /* only in a line with a link or an address */
} closings[] = {
	{"follow us on", 50, false},
	{"follow him on", 50, false},
	{"follow her on", 50, false},
	{"follow them on", 50, false},
	{"follow me on", 50, false},
	{"on twitter", 40, true},
	{"on facebook", 40, true},
	{"on instagram", 40, true},
	{"be reached at", 50, false},
	{"reach the reporter", 50, false},
	{"reach the reporters", 50, false},
	{"have a tip", 40, false},
	{"send tips", 40, false},
	{"email us", 40, false},
	{"newsletter", 45, true},
	{"newsletters", 45, true},
	{"your inbox", 45, false},
	{"sign up for", 45, true},
	{"subscribe to", 45, true},
	{"subscribe today", 40, false},
	{"contributed to this report", 40, false},
	{"contributed to this article", 40, false},
	{"contributed to this story", 40, false},
	{"contributed reporting", 40, false},
	{"reporting by", 40, false},
	{"editing by", 40, false},
	{"first published on", 20, false},
	{"originally published", 40, false},
	{"originally appeared", 40, false},
	{"this article appeared in", 40, false},
	{"subject to copyright", 60, false},
	{"rights reserved", 60, false},
	{"letters to the editor", 60, false},
	{"comments are closed", 10, false},
	{"our standards", 20, false},
	{"our journalism needs", 40, false},
	{"more information", 60, true},
	{"source", 12, false},
	{"sources", 12, false},
	{"citation", 60, false},
	{"updated at", 10, false},
	{"corrections", 2, false},
	{"thanks for signing up", 10, false},
	{"your subscription has been confirmed", 20, false},
	{"this newsletter may contain", 60, false},
	{"with agencies", 6, false},
	{"edited for length", 40, false},
	{"discover stories from", 30, false},
};

/* Phrases that count only at the head of the line. */
static bool head_only(const char *phrase)
{
	static const char *const heads[] = {"source", "sources", "citation", "more information",
					    "reporting by", "editing by", "corrections",
					    "updated at", "first published on"};
	size_t i;

	for (i = 0; i < sizeof(heads) / sizeof(heads[0]); i++)
		if (!strcmp(heads[i], phrase))
			return true;
	return false;
}

static bool has_phrase(struct slice l, struct slice phrase, bool head)
{
	size_t i;

	for (i = 0; i + phrase.n <= l.n; i++) {
		if ((i == 0 || l.p[i - 1] == ' ') && !memcmp(l.p + i, phrase.p, phrase.n) &&
		    (i + phrase.n == l.n || l.p[i + phrase.n] == ' '))
			return true;
		if (head)
			return false;
	}
	return false;
}

bool html_closing_line(struct slice s, unsigned words, unsigned linked)
{
	char out[CLOSING_MAX];
	struct slice l;
	size_t i;

	if (words > 60)
		return false;
	linked += slice_has_byte(s, '@');
	l = loose_at_most(s, out, CLOSING_MAX);
	for (i = 0; i < sizeof(closings) / sizeof(closings[0]); i++)
		if (words <= closings[i].words && (linked || !closings[i].linked) &&
		    has_phrase(l, slice_str(closings[i].phrase), head_only(closings[i].phrase)))
			return true;
	return false;
}
