/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Furniture by its words: see html_lines.h.
 *
 * Lines are compared in a loose form: letters and digits in lower case, one
 * blank between words.  A phrase counts as the whole line, or as its head when
 * the table says so and the line is short.
 */
#include "corpus/html_lines.h"

#include <string.h>

#include "corpus/rules.h"

#define LOOSE_MAX 128
#define CLOSING_MAX 512
#define HEAD_WORDS 24
#define MAKER_WORDS 60 /* of a line that ends with who made the picture */
#define MAKER_BYTES 60
#define SAYS_WORDS 14 /* a name, perhaps a date */

static const struct {
	const char *text; /* loose */
	unsigned char len, kind;
	bool head; /* also at the head of a longer line */
} lines[] = {
#define L(text, kind, head) {text, sizeof(text) - 1, kind, head}
	L("advertisement", LINE_AD, false),
	L("advertisment", LINE_AD, false),
	L("advertisements", LINE_AD, false),
	L("advertising", LINE_AD, false),
	L("advert", LINE_AD, false),
	L("iklan", LINE_AD, false),
	L("mainos", LINE_AD, false),
	L("reklam", LINE_AD, false),
	L("реклама", LINE_AD, false),
	L("广告", LINE_AD, false),
	L("caption", LINE_CAPTION, false),
	L("photo", LINE_CAPTION, false),
	L("image", LINE_CAPTION, false),
	L("video", LINE_CAPTION, false),
	L("hide", LINE_NAV, false),
	L("show more", LINE_NAV, false),
	L("more", LINE_NAV, false),
	L("drucken", LINE_NAV, false),
	L("drukuj", LINE_NAV, false),
	L("imprimer", LINE_NAV, false),
	L("teilen", LINE_NAV, false),
	L("partager", LINE_NAV, false),
	L("compartir", LINE_NAV, false),
	L("condividi", LINE_NAV, false),
	L("delen", LINE_NAV, false),
	L("del", LINE_NAV, false),
	L("externer inhalt", LINE_NAV, false),
	L("auch interessant", LINE_TEASER, true),
	L("zobacz również", LINE_TEASER, true),
	L("przeczytaj także", LINE_TEASER, true),
	L("dowiedz się więcej", LINE_TEASER, true),
	L("siehe auch", LINE_TEASER, true),
	L("mehr dazu", LINE_TEASER, true),
	L("weiterlesen", LINE_TEASER, false),
	L("mehr lesen", LINE_TEASER, false),
	L("voir aussi", LINE_TEASER, true),
	L("sur le même sujet", LINE_TEASER, true),
	L("ver también", LINE_TEASER, true),
	L("veja também", LINE_TEASER, true),
	L("vedi anche", LINE_TEASER, true),
	L("baca juga", LINE_TEASER, true),
	L("bekijk ook", LINE_TEASER, true),
	L("vea también", LINE_TEASER, true),
	L("vea además", LINE_TEASER, true),
	L("lea más", LINE_TEASER, true),
	L("lea además", LINE_TEASER, true),
	L("lee más", LINE_TEASER, true),
	L("mira también", LINE_TEASER, true),
	L("le puede interesar", LINE_TEASER, true),
	L("te recomendamos", LINE_TEASER, true),
	L("veja mais", LINE_TEASER, true),
	L("à voir aussi", LINE_TEASER, true),
	L("potrebbe interessarti", LINE_TEASER, true),
	L("zobacz też", LINE_TEASER, true),
	L("seite teilen", LINE_NAV, false),
	L("artikel teilen", LINE_NAV, false),
	L("beitrag teilen", LINE_NAV, false),
	L("titelbild", LINE_CAPTION, true),
	L("bildquelle", LINE_CAPTION, true),
	L("über die autorin", LINE_NAV, false),
	L("über den autor", LINE_NAV, false),
	L("about the author", LINE_NAV, false),
	L("autor", LINE_NAV, false),
	L("must watch", LINE_NAV, false),
	L("cheat sheet", LINE_NAV, false),
	L("stay connected", LINE_NAV, false),
	L("comments are closed", LINE_COMMENT, false),
	L("kommentare", LINE_COMMENT, false),
	L("kommentieren", LINE_COMMENT, false),
	L("commentaires", LINE_COMMENT, false),
	L("comentarios", LINE_COMMENT, false),
	L("comentários", LINE_COMMENT, false),
	L("commenti", LINE_COMMENT, false),
	L("reacties", LINE_COMMENT, false),
	L("komentarze", LINE_COMMENT, false),
	L("kommentarer", LINE_COMMENT, false),
	L("leserkommentare", LINE_COMMENT, false),
	L("leserbriefe", LINE_COMMENT, false),
	L("leserpost", LINE_COMMENT, false),
	L("lesermeinungen", LINE_COMMENT, false),
	L("reader comments", LINE_COMMENT, false),
	L("user comments", LINE_COMMENT, false),
	L("ad", LINE_AD, false),
	L("article continues after ad", LINE_AD, true),
	L("article continues below", LINE_AD, true),
	L("story continues below", LINE_AD, true),
	L("story continues", LINE_AD, false),
	L("continue reading below", LINE_AD, false),
	L("continue reading", LINE_AD, false),
	L("sponsored", LINE_AD, false),
	L("sponsored content", LINE_AD, false),
	L("sponsored links", LINE_AD, false),
	L("promoted", LINE_AD, false),
	L("anzeige", LINE_AD, false),
	L("werbung", LINE_AD, false),
	L("publicidad", LINE_AD, false),
	L("publicité", LINE_AD, false),
	L("pubblicità", LINE_AD, false),
	L("publicidade", LINE_AD, false),
	L("advertentie", LINE_AD, false),
	L("annons", LINE_AD, false),
	L("reklama", LINE_AD, false),
	L("scroll to continue with content", LINE_AD, true),
	L("loading", LINE_NAV, false),
	L("loading player", LINE_NAV, true),
	L("read more", LINE_TEASER, true),
	L("read also", LINE_TEASER, true),
	L("also read", LINE_TEASER, true),
	L("read next", LINE_TEASER, true),
	L("see also", LINE_TEASER, true),
	L("related articles", LINE_STOP, false),
	L("related stories", LINE_STOP, false),
	L("related posts", LINE_STOP, false),
	L("related content", LINE_STOP, false),
	L("related news", LINE_STOP, false),
	L("related topics", LINE_STOP, false),
	L("related coverage", LINE_STOP, false),
	L("related", LINE_STOP, false),
	L("related story", LINE_TEASER, true),
	L("related article", LINE_TEASER, true),
	L("recommended", LINE_STOP, false),
	L("recommended for you", LINE_STOP, false),
	L("recommended stories", LINE_STOP, false),
	L("recommended reading", LINE_STOP, false),
	L("more stories", LINE_STOP, false),
	L("more news", LINE_STOP, false),
	L("more from", LINE_STOP, true),
	L("more on this story", LINE_STOP, false),
	L("more articles", LINE_STOP, false),
	L("more like this", LINE_STOP, false),
	L("most popular", LINE_STOP, false),
	L("most read", LINE_STOP, false),
	L("trending", LINE_STOP, false),
	L("trending now", LINE_STOP, false),
	L("latest news", LINE_STOP, false),
	L("latest stories", LINE_STOP, false),
	L("latest articles", LINE_STOP, false),
	L("you may also like", LINE_STOP, false),
	L("you might also like", LINE_STOP, false),
	L("you may like", LINE_STOP, false),
	L("up next", LINE_STOP, false),
	L("must read", LINE_STOP, false),
	L("editors picks", LINE_STOP, false),
	L("don t miss", LINE_STOP, false),
	L("in this article", LINE_STOP, false),
	L("lesen sie auch", LINE_TEASER, true),
	L("lesen sie dazu auch", LINE_TEASER, true),
	L("mehr zum thema", LINE_STOP, false),
	L("das könnte sie auch interessieren", LINE_STOP, false),
	L("lire aussi", LINE_TEASER, true),
	L("à lire aussi", LINE_TEASER, true),
	L("a lire aussi", LINE_TEASER, true),
	L("lisez aussi", LINE_TEASER, true),
	L("lea también", LINE_TEASER, true),
	L("lee también", LINE_TEASER, true),
	L("leer también", LINE_TEASER, true),
	L("te puede interesar", LINE_TEASER, true),
	L("leia também", LINE_TEASER, true),
	L("leia mais", LINE_TEASER, true),
	L("leggi anche", LINE_TEASER, true),
	L("lees ook", LINE_TEASER, true),
	L("læs også", LINE_TEASER, true),
	L("läs också", LINE_TEASER, true),
	L("läs även", LINE_TEASER, true),
	L("les også", LINE_TEASER, true),
	L("lue myös", LINE_TEASER, true),
	L("czytaj także", LINE_TEASER, true),
	L("czytaj też", LINE_TEASER, true),
	L("zobacz także", LINE_TEASER, true),
	L("čtěte také", LINE_TEASER, true),
	L("citește și", LINE_TEASER, true),
	L("читайте также", LINE_TEASER, true),
	L("читайте також", LINE_TEASER, true),
	L("share this", LINE_NAV, false),
	L("share this article", LINE_NAV, false),
	L("share this story", LINE_NAV, false),
	L("share this post", LINE_NAV, false),
	L("share this page", LINE_NAV, false),
	L("share", LINE_NAV, false),
	L("share on facebook", LINE_NAV, false),
	L("share on twitter", LINE_NAV, false),
	L("share via email", LINE_NAV, false),
	L("tweet", LINE_NAV, false),
	L("facebook", LINE_NAV, false),
	L("twitter", LINE_NAV, false),
	L("linkedin", LINE_NAV, false),
	L("whatsapp", LINE_NAV, false),
	L("email", LINE_NAV, false),
	L("e mail", LINE_NAV, false),
	L("print", LINE_NAV, false),
	L("copy link", LINE_NAV, false),
	L("save", LINE_NAV, false),
	L("spread the love", LINE_NAV, false),
	L("like this", LINE_NAV, false),
	L("follow us", LINE_NAV, false),
	L("follow us on", LINE_NAV, true),
	L("like us on facebook", LINE_NAV, true),
	L("follow", LINE_NAV, false),
	L("listen to this article", LINE_NAV, false),
	L("listen to article", LINE_NAV, false),
	L("watch live", LINE_NAV, false),
	L("back to top", LINE_NAV, false),
	L("close", LINE_NAV, false),
	L("menu", LINE_NAV, false),
	L("skip advertisement", LINE_NAV, false),
	L("view comments", LINE_COMMENT, false),
	L("comments", LINE_COMMENT, false),
	L("comment", LINE_COMMENT, false),
	L("no comments", LINE_COMMENT, false),
	L("leave a comment", LINE_COMMENT, false),
	L("leave a reply", LINE_COMMENT, false),
	L("join the conversation", LINE_COMMENT, false),
	L("click here to comment", LINE_COMMENT, false),
	L("view gallery", LINE_CAPTION, false),
	L("hide caption", LINE_CAPTION, false),
	L("toggle caption", LINE_CAPTION, false),
	L("enlarge this image", LINE_CAPTION, false),
	L("enlarge", LINE_CAPTION, false),
	L("getty images", LINE_CAPTION, false),
	L("photo by", LINE_CAPTION, true),
	L("photo credit", LINE_CAPTION, true),
	L("image credit", LINE_CAPTION, true),
	L("image source", LINE_CAPTION, true),
	L("image via", LINE_CAPTION, true),
	L("photo courtesy", LINE_CAPTION, true),
	L("picture credit", LINE_CAPTION, true),
	L("image copyright", LINE_CAPTION, true),
	L("image caption", LINE_CAPTION, true),
	L("media caption", LINE_CAPTION, true),
	L("media playback is unsupported on your device", LINE_CAPTION, false),
	L("all rights reserved", LINE_LEGAL, true),
	L("copyright", LINE_LEGAL, true),
	L("sign up for our newsletter", LINE_LEGAL, true),
	L("sign up to our newsletter", LINE_LEGAL, true),
	L("subscribe to our newsletter", LINE_LEGAL, true),
	L("subscribe now", LINE_LEGAL, false),
	L("subscribe", LINE_LEGAL, false),
	L("sign up", LINE_LEGAL, false),
	L("sign up here", LINE_LEGAL, false),
	L("newsletter", LINE_LEGAL, false),
	L("get our free newsletter", LINE_LEGAL, true),
	L("this material may not be published", LINE_LEGAL, true),
	L("thanks for reading", LINE_LEGAL, false),
	L("thank you for subscribing", LINE_LEGAL, true),
	L("this article is more than", LINE_NAV, true),
	L("topics", LINE_NAV, false),
	L("tags", LINE_NAV, false),
	L("filed under", LINE_NAV, true),
	L("archivado en", LINE_NAV, true),
	L("etiquetas", LINE_NAV, true),
	L("schlagwörter", LINE_NAV, true),
	L("mots clés", LINE_NAV, true),
	L("etichette", LINE_NAV, true),
#undef L
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

/* "20 thoughts on ...", "3 comments": a number and a word for what readers say. */
static bool counts_comments(struct slice l)
{
	/* those with a blank at the end may have the headline behind them */
	static const char *const words[] = {
		"thoughts on ",  "thought on ",   "responses to ", "response to ",  "replies to ",
		"comments on ",  "comments to ",  "antworten zu ", "antworten auf ", "antwort zu ",
		"kommentare zu ", "réponses à ",  "commentaires sur ", "respuestas a ",
		"comentarios en ", "comments read them below or add one", "kommentare", "commentaires",
		"comentarios", "comentários", "commenti", "reacties", "komentarzy", "replies",
		"responses", "комментариев", "комментария",
	};
	size_t i;

	if (!l.n || !ascii_is_digit(l.p[0]))
		return false;
	while (l.n && (ascii_is_digit(l.p[0]) || l.p[0] == ' '))
		l = slice_sub(l, 1, l.n);
	for (i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		struct slice w = slice_str(words[i]);

		if (w.p[w.n - 1] == ' ' ? slice_starts(l, w) : slice_eq(l, w))
			return true;
	}
	return false;
}

/* "... Photo: A. Name": who made a picture, at the end of a line. */
static bool names_maker(struct slice s)
{
	static const char *const labels[] = {"Photo: ", "Photos: ", "Foto: ", "Fotos: ", "Bild: ",
					     "Bilder: ", "Credit: ", "Crédit: ", "Image: ",
					     "Picture: ", "Illustration: ", "Grafik: ", "FOTO: ",
					     "PHOTO: ", "Fot. ", "Photograph: ", "Photo by "};
	static const char *const tails[] = {"Getty Images", "Getty Images)", "/AP", "/AP)", "/AFP",
					    "/AFP)", "/Reuters", "/REUTERS", "via AP", "via AP)",
					    "Shutterstock", "/dpa", "/EPA", "Bloomberg via Getty"};
	size_t i, k;

	for (i = 0; i < sizeof(tails) / sizeof(tails[0]); i++)
		if (slice_ends(s, slice_str(tails[i])))
			return true;
	for (k = s.n > MAKER_BYTES ? s.n - MAKER_BYTES : 0; k < s.n; k++) {
		/* a word begins, with a letter that some label begins with */
		if ((k > 0 && s.p[k - 1] != ' ' && s.p[k - 1] != '(') || !strchr("PFBCIG", s.p[k]))
			continue;
		for (i = 0; i < sizeof(labels) / sizeof(labels[0]); i++) {
			struct slice l = slice_str(labels[i]);

			if (k + l.n < s.n && slice_starts(slice_sub(s, k, s.n), l))
				return true;
		}
	}
	return false;
}

enum line_kind html_line_kind(struct slice s, unsigned words)
{
	char out[LOOSE_MAX];
	struct slice l;
	size_t i;

	if (words <= MAKER_WORDS && RULE(LINE_MAKER) && names_maker(s))
		return LINE_CAPTION;
	if (words > HEAD_WORDS)
		return LINE_TEXT;
	if (slice_starts(s, SLICE_LIT("©")))
		return LINE_LEGAL;
	l = loose(s, out);
	if (!l.n)
		return LINE_TEXT;
	for (i = 0; i < sizeof(lines) / sizeof(lines[0]); i++) {
		struct slice t = slice_of(lines[i].text, lines[i].len);

		if (l.n < t.n || l.p[0] != t.p[0])
			continue;
		if (slice_eq(l, t))
			return (enum line_kind)lines[i].kind;
		if (lines[i].head && slice_starts(l, t) && l.p[t.n] == ' ')
			return (enum line_kind)lines[i].kind;
	}
	return counts_comments(l) ? LINE_COMMENT : counted(l);
}

bool html_says_line(struct slice s, unsigned words)
{
	static const char *const tails[] = {" says:", " said:", " sagt:", " schreibt:", " sagte:",
					   " dit :", " dit:", " dice:", " escribió:", " ha detto:",
					   " says", " schreef:", " pisze:"};
	size_t i;

	for (i = 0; i < sizeof(tails) / sizeof(tails[0]) && words <= SAYS_WORDS; i++)
		if (slice_ends(s, slice_str(tails[i])))
			return true;
	return false;
}

/* Phrases of closing lines, and the most words that a line with one may have. */
static const struct {
	const char *phrase;
	unsigned char len, words;
	bool linked; /* only in a line with a link or an address */
	bool head;   /* only at the head of the line */
} closings[] = {
#define C(phrase, words, linked, head) {phrase, sizeof(phrase) - 1, words, linked, head}
	C("follow us on", 50, false, false),
	C("follow him on", 50, false, false),
	C("follow her on", 50, false, false),
	C("follow them on", 50, false, false),
	C("follow me on", 50, false, false),
	C("on twitter", 40, true, false),
	C("on facebook", 40, true, false),
	C("on instagram", 40, true, false),
	C("be reached at", 50, false, false),
	C("reach the reporter", 50, false, false),
	C("reach the reporters", 50, false, false),
	C("have a tip", 40, false, false),
	C("send tips", 40, false, false),
	C("email us", 40, false, false),
	C("newsletter", 45, true, false),
	C("newsletters", 45, true, false),
	C("your inbox", 45, false, false),
	C("sign up for", 45, true, false),
	C("subscribe to", 45, true, false),
	C("subscribe today", 40, false, false),
	C("contributed to this report", 40, false, false),
	C("contributed to this article", 40, false, false),
	C("contributed to this story", 40, false, false),
	C("contributed reporting", 40, false, false),
	C("reporting by", 40, false, true),
	C("editing by", 40, false, true),
	C("first published on", 20, false, true),
	C("originally published", 40, false, false),
	C("originally appeared", 40, false, false),
	C("this article appeared in", 40, false, false),
	C("subject to copyright", 60, false, false),
	C("rights reserved", 60, false, false),
	C("letters to the editor", 60, false, false),
	C("comments are closed", 10, false, false),
	C("our standards", 20, false, false),
	C("our journalism needs", 40, false, false),
	C("more information", 60, true, true),
	C("more great", 8, false, true),
	C("if you enjoyed this", 70, false, true),
	C("if you liked this", 70, false, true),
	C("source", 12, false, true),
	C("sources", 12, false, true),
	C("quelle", 12, false, true),
	C("quellen", 12, false, true),
	C("fuente", 12, false, true),
	C("fonte", 12, false, true),
	C("źródło", 12, false, true),
	C("citation", 60, false, true),
	C("updated at", 10, false, true),
	C("corrections", 2, false, true),
	C("thanks for signing up", 10, false, false),
	C("your subscription has been confirmed", 20, false, false),
	C("this newsletter may contain", 60, false, false),
	C("with agencies", 6, false, false),
	C("edited for length", 40, false, false),
	C("discover stories from", 30, false, false),
#undef C
};

static bool has_phrase(struct slice l, struct slice phrase, bool head)
{
	size_t i;

	for (i = 0; i + phrase.n <= l.n; i++) {
		if (l.p[i] == phrase.p[0] && (i == 0 || l.p[i - 1] == ' ') &&
		    !memcmp(l.p + i, phrase.p, phrase.n) &&
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
		    has_phrase(l, slice_of(closings[i].phrase, closings[i].len),
			       closings[i].head))
			return true;
	return false;
}
