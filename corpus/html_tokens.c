/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the words of class and id attributes say: see html_groups() in html.h.
 *
 * Values are cut into words at everything but letters and digits and at camel
 * case; each word is looked up whole.  Some words mean something only together
 * within one class name: "article" and "body", "more" and "stories", "sr" and
 * "only".
 */
#include "corpus/html.h"

#define WORD_MAX 24

/* Words that count in company, above the groups. */
#define W_ARTICLE ((uint64_t)1 << 40)
#define W_TEXT ((uint64_t)1 << 41)
#define W_MORE ((uint64_t)1 << 42)
#define W_LIST ((uint64_t)1 << 43)
#define W_READ ((uint64_t)1 << 44)
#define W_SR ((uint64_t)1 << 45)
#define W_ONLY ((uint64_t)1 << 46)
#define W_PRINT ((uint64_t)1 << 47)
#define W_ABOUT ((uint64_t)1 << 48)
#define W_SITE ((uint64_t)1 << 49)
#define W_PHOTO ((uint64_t)1 << 50)
#define W_SRC ((uint64_t)1 << 51)
#define W_ROLL ((uint64_t)1 << 52)
#define W_BOX ((uint64_t)1 << 53)

static const struct {
	const char *word;
	uint8_t len;
	uint64_t bits;
} words[] = {
#define T(word, bits) {word, sizeof(word) - 1, bits}
	T("about", W_ABOUT), T("aboutauthor", G(BIO)), T("abstract", G(DEK)),
	T("actions", G(SHARE)), T("ad", G(AD)), T("adbox", G(AD)), T("adcontainer", G(AD)),
	T("addthis", G(SHARE)), T("addtoany", G(SHARE)), T("adplaceholder", G(AD)),
	T("ads", G(AD)), T("adsense", G(AD)), T("adslot", G(AD)), T("adunit", G(AD)),
	T("advert", G(AD)), T("advertisement", G(AD)), T("advertisements", G(AD)),
	T("advertising", G(AD)), T("advertorial", G(AD)), T("adverts", G(AD)),
	T("adwrap", G(AD)), T("also", W_MORE), T("alsolike", G(RELATED)),
	T("alsoread", G(RELATED)), T("anzeige", G(AD)), T("article", W_ARTICLE),
	T("articlebody", G(BODY)), T("articlebodytext", G(BODY)), T("articlecontent", G(BODY)),
	T("articlemeta", G(META)), T("articles", W_LIST), T("articletext", G(BODY)),
	T("articolo", W_ARTICLE), T("articulo", W_ARTICLE), T("artigo", W_ARTICLE),
	T("artikel", W_ARTICLE), T("artikeltext", G(BODY)), T("aside", G(SIDE)),
	T("audio", G(EMBED)), T("auteur", G(AUTHOR)), T("author", G(AUTHOR)),
	T("authorbio", G(BIO)), T("authorbox", G(BIO)), T("authorname", G(AUTHOR)), T("authors", G(AUTHOR)),
	T("autor", G(AUTHOR)), T("autora", G(AUTHOR)), T("autore", G(AUTHOR)),
	T("autoren", G(AUTHOR)), T("bajada", G(DEK)), T("banner", G(AD)), T("banners", G(AD)),
	T("barrier", G(PAYWALL)), T("bildunterschrift", G(CAPTION)), T("bio", G(BIO)),
	T("biography", G(BIO)), T("bios", G(BIO)), T("block", W_BOX), T("blog", W_ARTICLE),
	T("blogpost", W_ARTICLE), T("body", W_TEXT), T("bodycontent", G(BODY)),
	T("bodycopy", G(BODY)), T("bodytext", G(BODY)), T("bottom", G(FOOT)), T("box", W_BOX),
	T("breadcrumb", G(NAV)), T("breadcrumbs", G(NAV)), T("brightcove", G(EMBED)),
	T("buttons", G(SHARE)), T("byline", G(AUTHOR)), T("bylines", G(AUTHOR)),
	T("caption", G(CAPTION)), T("captions", G(CAPTION)), T("card", G(TEASER) | W_BOX),
	T("cards", G(TEASER)), T("carousel", G(GALLERY)), T("categories", G(TAGS)),
	T("category", G(TAGS)), T("chapeau", G(DEK)), T("colophon", G(FOOT)),
	T("column", G(CONTENT)), T("comentarios", G(COMMENT)), T("comment", G(COMMENT)),
	T("commentaires", G(COMMENT)), T("commenting", G(COMMENT)),
	T("commentlist", G(COMMENT)), T("comments", G(COMMENT)), T("complementary", G(SIDE)),
	T("consent", G(CONSENT)), T("contenido", W_TEXT), T("content", W_TEXT),
	T("contentbody", G(BODY)), T("contentmain", G(CONTENT)), T("contents", W_TEXT),
	T("contenu", W_TEXT), T("conteudo", W_TEXT), T("contributor", G(AUTHOR)),
	T("contributors", G(AUTHOR)), T("conversation", G(COMMENT)), T("cookie", G(CONSENT)),
	T("cookies", G(CONSENT)), T("copy", W_TEXT), T("copyright", G(FOOT)),
	T("corpo", G(BODY)), T("corps", W_TEXT), T("credit", G(CAPTION)),
	T("credits", G(CAPTION)), T("crosslinks", G(RELATED)), T("crumbs", G(NAV)),
	T("cuerpo", G(BODY) | W_TEXT), T("cutline", G(CAPTION)), T("dachzeile", G(KICKER)),
	T("data", G(DATE)), T("date", G(DATE)), T("dateline", G(DATE)),
	T("datepublished", G(DATE)), T("datetime", G(DATE)), T("datum", G(DATE)),
	T("deck", G(DEK)), T("dek", G(DEK)), T("detail", W_TEXT), T("details", G(META)),
	T("dfp", G(AD)), T("disclaimer", G(CONSENT)), T("disclaimers", G(CONSENT)),
	T("disclosure", G(CONSENT)), T("discussion", G(COMMENT)), T("discussions", G(COMMENT)),
	T("disqus", G(COMMENT)), T("donate", G(LETTER)), T("donation", G(LETTER)),
	T("embed", G(EMBED)), T("embedded", G(EMBED)), T("embeds", G(EMBED)),
	T("entradilla", G(DEK)), T("entry", W_ARTICLE), T("entrybody", G(BODY)),
	T("entrycontent", G(BODY)), T("entrymeta", G(META)), T("excerpt", G(DEK)),
	T("eyebrow", G(KICKER)), T("facebook", G(SHARE)), T("factbox", G(SIDE)),
	T("fecha", G(DATE)), T("figcaption", G(CAPTION)), T("fliesstext", G(BODY)),
	T("follow", G(SHARE)), T("followus", G(SHARE)), T("foot", G(FOOT)),
	T("footer", G(FOOT)), T("forum", G(COMMENT)), T("galleries", G(GALLERY)),
	T("gallery", G(GALLERY)), T("gdpr", G(CONSENT)), T("global", W_SITE), T("gpt", G(AD)),
	T("hamburger", G(NAV)), T("hashtags", G(TAGS)), T("head", G(HEADER)),
	T("header", G(HEADER)), T("heading", G(TITLE)), T("headline", G(TITLE)),
	T("headlines", G(TEASER) | W_LIST), T("headlinetext", G(TITLE)),
	T("hentry", W_ARTICLE), T("hidden", G(HIDDEN)), T("hide", G(HIDDEN)),
	T("hovercard", W_ROLL), T("iframe", G(EMBED)), T("image", W_PHOTO),
	T("imagecredit", G(CAPTION)), T("img", W_PHOTO), T("imgcaption", G(CAPTION)),
	T("impressum", G(FOOT)), T("imprint", G(FOOT)), T("info", G(META)),
	T("infobox", G(SIDE)), T("ingress", G(DEK)), T("inhalt", W_TEXT), T("inner", W_TEXT),
	T("instagram", G(EMBED)), T("invisible", G(HIDDEN)),
	T("journalist", G(AUTHOR)), T("jp", G(RELATED)),
	T("jwplayer", G(EMBED)), T("keywords", G(TAGS)), T("kicker", G(KICKER)),
	T("kommentare", G(COMMENT)), T("lastmodified", G(DATE)), T("latest", W_MORE),
	T("lead", G(LEAD)), T("leaderboard", G(AD)), T("lede", G(DEK)),
	T("leftcol", G(SIDE)), T("legal", G(FOOT)),
	T("legend", G(CAPTION)), T("lightbox", G(GALLERY)), T("like", G(SHARE)),
	T("likes", G(SHARE)), T("links", W_LIST), T("list", W_LIST), T("listing", G(TEASER)),
	T("livefyre", G(COMMENT)), T("mailchimp", G(LETTER)), T("mailing", G(LETTER)),
	T("mailinglist", G(LETTER)), T("main", G(CONTENT)), T("maincol", G(CONTENT)),
	T("maincontent", G(CONTENT)), T("maintext", G(BODY)), T("map", G(EMBED)),
	T("masthead", G(NAV)), T("megamenu", G(NAV)), T("menu", G(NAV)), T("menus", G(NAV)),
	T("meta", G(META)), T("metadata", G(META)), T("meter", G(PAYWALL)),
	T("mgid", G(RELATED)), T("modified", G(DATE)), T("more", W_MORE),
	T("morefrom", G(RELATED)), T("morestories", G(RELATED)), T("most", W_MORE),
	T("mostpopular", G(RELATED)), T("mostread", G(RELATED)), T("mostviewed", G(RELATED)),
	T("mpu", G(AD)), T("nav", G(NAV)), T("navbar", G(NAV)), T("navigation", G(NAV)),
	T("navlinks", G(NAV)), T("navs", G(NAV)), T("news", W_ARTICLE | W_LIST),
	T("newsbody", G(BODY)), T("newsletter", G(LETTER)), T("newsletters", G(LETTER)),
	T("newslist", G(TEASER)), T("newstext", G(BODY)), T("next", G(RELATED) | W_MORE),
	T("nextprev", G(RELATED)), T("nl", G(LETTER)), T("noprint", G(HIDDEN)),
	T("noscript", G(HIDDEN)), T("nota", W_ARTICLE), T("noticia", W_ARTICLE),
	T("notizia", W_ARTICLE), T("occhiello", G(DEK)), T("offcanvas", G(NAV)),
	T("offscreen", G(HIDDEN)), T("only", W_ONLY), T("optin", G(LETTER)),
	T("other", W_MORE), T("outbrain", G(RELATED)), T("overline", G(KICKER)),
	T("page", W_SITE), T("pager", G(NAV)), T("paginate", G(NAV)), T("pagination", G(NAV)),
	T("paragraph", W_TEXT), T("paragraphs", W_TEXT), T("partners", G(TEASER)),
	T("paygate", G(PAYWALL)), T("paywall", G(PAYWALL)), T("photo", W_PHOTO),
	T("photocaption", G(CAPTION)), T("photocredit", G(CAPTION)),
	T("photogallery", G(GALLERY)), T("photos", G(GALLERY)), T("piano", G(PAYWALL)),
	T("pinterest", G(SHARE)), T("player", G(EMBED)), T("podcast", G(EMBED)),
	T("poll", G(EMBED)), T("popover", W_ROLL), T("popular", G(RELATED)),
	T("popup", W_ROLL), T("post", W_ARTICLE), T("postbody", G(BODY)),
	T("postcontent", G(BODY)), T("postdate", G(DATE)), T("posted", G(DATE)),
	T("postmeta", G(META)), T("posts", W_LIST), T("premium", G(PAYWALL)),
	T("press", W_ARTICLE), T("prev", G(RELATED)), T("previous", G(RELATED)),
	T("prevnext", G(RELATED)), T("primary", G(CONTENT)), T("print", W_PRINT),
	T("privacy", G(CONSENT)), T("promo", G(TEASER)), T("promos", G(TEASER)),
	T("promoted", G(AD)), T("promotion", G(TEASER)), T("prose", G(BODY)),
	T("pubblicita", G(AD)), T("pubdate", G(DATE)), T("publicidad", G(AD)),
	T("publicite", G(AD)), T("publishdate", G(DATE)), T("published", G(DATE)),
	T("pull", G(QUOTE)), T("pullquote", G(QUOTE)), T("quiz", G(EMBED)), T("rail", G(SIDE)),
	T("rating", G(SHARE)), T("ratings", G(SHARE)), T("reaction", G(SHARE)),
	T("reactions", G(SHARE)), T("read", W_READ), T("reader", W_ONLY),
	T("readingtime", G(META)), T("readmore", G(RELATED)), T("readnext", G(RELATED)),
	T("recent", G(TEASER)), T("recentposts", G(TEASER)), T("recirc", G(RELATED)),
	T("recirculation", G(RELATED)), T("recommend", G(RELATED)),
	T("recommendation", G(RELATED)), T("recommendations", G(RELATED)),
	T("recommended", G(RELATED)), T("regwall", G(PAYWALL)), T("reklama", G(AD)),
	T("related", G(RELATED)), T("relatedposts", G(RELATED)),
	T("relatedstories", G(RELATED)), T("replies", G(COMMENT)), T("reply", G(COMMENT)),
	T("report", W_ARTICLE), T("reporter", G(AUTHOR)), T("respond", G(COMMENT)), T("revcontent", G(RELATED)),
	T("richtext", G(BODY) | W_TEXT), T("rightcol", G(SIDE)), T("rightrail", G(SIDE)),
	T("river", G(TEASER)), T("rollover", W_ROLL), T("rte", G(BODY)),
	T("rubric", G(KICKER)), T("rubrik", G(KICKER)), T("sapo", G(DEK)), T("screen", W_SR),
	T("screenreader", G(HIDDEN)), T("secondary", G(SIDE)), T("seealso", G(RELATED)),
	T("share", G(SHARE)), T("sharebar", G(SHARE)), T("sharebuttons", G(SHARE)),
	T("shared", G(SHARE)), T("sharedaddy", G(SHARE)), T("shares", G(SHARE)),
	T("sharing", G(SHARE)), T("sidebar", G(SIDE)), T("sidebars", G(SIDE)),
	T("sidecol", G(SIDE)), T("signup", G(LETTER)), T("similar", G(RELATED)),
	T("single", G(CONTENT)), T("site", W_SITE), T("sitemap", G(NAV)), T("skip", G(NAV)),
	T("skiplink", G(NAV)), T("slide", G(GALLERY)), T("slider", G(GALLERY)),
	T("slides", G(GALLERY)), T("slideshow", G(GALLERY)), T("sociable", G(SHARE)),
	T("social", G(SHARE)), T("socialmedia", G(SHARE)), T("socials", G(SHARE)),
	T("socialshare", G(SHARE)), T("sottotitolo", G(DEK)), T("source", W_SRC),
	T("sponsor", G(AD)), T("sponsored", G(AD)), T("sponsors", G(AD)),
	T("spotim", G(COMMENT)), T("sr", W_SR), T("sronly", G(HIDDEN)),
	T("standfirst", G(DEK)), T("stories", W_LIST), T("story", W_ARTICLE | W_LIST),
	T("storybody", G(BODY)), T("storycontent", G(BODY)), T("storytext", G(BODY)),
	T("strapline", G(DEK)), T("subhead", G(DEK)), T("subheading", G(DEK)),
	T("subheadline", G(DEK)), T("submenu", G(NAV)), T("subscribe", G(LETTER)),
	T("subscribebox", G(LETTER)), T("subscriber", G(PAYWALL)),
	T("subscription", G(LETTER)), T("subscriptions", G(LETTER)), T("subtitle", G(DEK)),
	T("subtitulo", G(DEK)), T("suggested", G(RELATED)), T("suggestions", G(RELATED)),
	T("summary", G(DEK)), T("supertitle", G(KICKER)), T("survey", G(EMBED)),
	T("swiper", G(GALLERY)), T("taboola", G(RELATED)), T("tag", G(TAGS)),
	T("tagcloud", G(TAGS)), T("tagged", G(TAGS)), T("taglist", G(TAGS)),
	T("tags", G(TAGS)), T("talkback", G(COMMENT)), T("teaser", G(TEASER)),
	T("teasers", G(TEASER)), T("teasertext", G(DEK)), T("tekst", W_TEXT),
	T("tertiary", G(SIDE)), T("testo", G(BODY) | W_TEXT), T("text", W_TEXT),
	T("textbody", G(BODY)), T("texte", W_TEXT), T("texto", W_TEXT), T("tiktok", G(EMBED)),
	T("time", G(DATE)), T("timestamp", G(DATE)), T("titel", G(TITLE)),
	T("title", G(TITLE)), T("titre", G(TITLE)), T("titulo", G(TITLE)),
	T("toolbar", G(NAV)), T("tooltip", W_ROLL), T("topbar", G(NAV)), T("topics", G(TAGS)),
	T("topline", G(KICKER)), T("topper", G(HEADER)), T("trending", G(RELATED)),
	T("tweetbutton", G(SHARE)), T("twitter", G(SHARE)), T("txt", W_TEXT),
	T("updated", G(DATE)), T("upnext", G(RELATED)), T("video", G(EMBED)),
	T("videos", G(EMBED)), T("views", G(META)), T("visually", W_SR),
	T("visuallyhidden", G(HIDDEN)), T("vorspann", G(DEK)), T("werbung", G(AD)),
	T("whatsapp", G(SHARE)), T("widget", G(WIDGET)), T("widgets", G(SIDE)),
	T("writer", G(AUTHOR)), T("wysiwyg", G(BODY)), T("yarpp", G(RELATED)),
	T("youtube", G(EMBED)), T("zergnet", G(RELATED)), T("zprava", W_ARTICLE),
	T("новость", W_ARTICLE), T("реклама", G(AD)), T("статья", W_ARTICLE),
#undef T
};

static uint64_t word_bits(struct slice w)
{
	size_t lo = 0, hi = sizeof(words) / sizeof(words[0]);

	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;
		int c = slice_cmp(w, slice_of(words[mid].word, words[mid].len));

		if (c == 0)
			return words[mid].bits;
		if (c < 0)
			hi = mid;
		else
			lo = mid + 1;
	}
	return 0;
}

/* What the words of one class name mean together. */
static uint32_t combined(uint64_t bits)
{
	uint32_t g = (uint32_t)bits;

	if ((bits & W_ARTICLE) && (bits & W_TEXT))
		g |= G(BODY);
	if ((bits & W_ARTICLE || g & G(TITLE)) && (g & G(FOOT))) /* the post's foot, not the page's */
		g = (g & ~G(FOOT)) | G(META);
	if (bits & W_ARTICLE)
		g |= G(ARTICLE);
	if (bits & W_TEXT)
		g |= G(CONTENT);
	if ((bits & W_MORE) && (bits & (W_LIST | W_READ)))
		g |= G(RELATED);
	if ((bits & W_SR) && (bits & W_ONLY))
		g |= G(HIDDEN);
	if ((bits & W_ABOUT) && (g & G(AUTHOR)))
		g |= G(BIO);
	if ((bits & W_PHOTO) && (bits & W_SRC))
		g |= G(CAPTION);
	if ((bits & W_ROLL) && (bits & (W_BOX | W_TEXT))) /* shown on demand */
		g |= G(HIDDEN);
	if ((bits & W_SITE) && (g & G(HEADER)))
		g |= G(NAV);
	return g;
}

static bool is_lower(char c)
{
	return (c >= 'a' && c <= 'z') || (unsigned char)c >= 0x80;
}

static bool is_upper(char c)
{
	return c >= 'A' && c <= 'Z';
}

/* What else a thing that is called "post" and no more is called tells how it is
 * filed ("post category-travel tag-maps format-gallery"), not what it is. */
#define FILED (G(TAGS) | G(GALLERY) | G(EMBED) | G(DATE) | G(META) | G(QUOTE))

uint32_t html_groups(struct slice value)
{
	char word[WORD_MAX];
	uint32_t groups = 0;
	uint64_t bits = 0;
	bool post = false;
	size_t i = 0, n;

	while (i < value.n) {
		if (ascii_is_space(value.p[i])) {
			post |= bits == W_ARTICLE;
			groups |= combined(bits);
			bits = 0;
			i++;
			continue;
		}
		if (!is_lower(value.p[i]) && !is_upper(value.p[i])) {
			i++;
			continue;
		}
		for (n = 0; i < value.n && (is_lower(value.p[i]) || is_upper(value.p[i])); i++) {
			if (n && is_upper(value.p[i]) &&
			    (is_lower(value.p[i - 1]) ||
			     (i + 1 < value.n && is_lower(value.p[i + 1]))))
				break;
			if (n < WORD_MAX)
				word[n] = ascii_lower(value.p[i]);
			n++;
		}
		if (n <= WORD_MAX)
			bits |= word_bits(slice_of(word, n));
	}
	post |= bits == W_ARTICLE;
	groups |= combined(bits);
	return post ? groups & ~FILED : groups;
}
