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

static const struct {
	const char *word;
	uint64_t bits;
} words[] = {
	{"about", W_ABOUT}, {"aboutauthor", G(BIO)}, {"abstract", G(DEK)},
	{"actions", G(SHARE)}, {"ad", G(AD)}, {"adbox", G(AD)}, {"adcontainer", G(AD)},
	{"addthis", G(SHARE)}, {"addtoany", G(SHARE)}, {"adplaceholder", G(AD)},
	{"ads", G(AD)}, {"adsense", G(AD)}, {"adslot", G(AD)}, {"adunit", G(AD)},
	{"advert", G(AD)}, {"advertisement", G(AD)}, {"advertisements", G(AD)},
	{"advertising", G(AD)}, {"advertorial", G(AD)}, {"adverts", G(AD)}, {"adwrap", G(AD)},
	{"also", W_MORE}, {"alsolike", G(RELATED)}, {"alsoread", G(RELATED)},
	{"anzeige", G(AD)}, {"article", W_ARTICLE}, {"articlebody", G(BODY)},
	{"articlebodytext", G(BODY)}, {"articlecontent", G(BODY)}, {"articlemeta", G(META)},
	{"articles", W_LIST}, {"articletext", G(BODY)}, {"articolo", W_ARTICLE},
	{"articulo", W_ARTICLE}, {"artigo", W_ARTICLE}, {"artikel", W_ARTICLE},
	{"artikeltext", G(BODY)}, {"aside", G(SIDE)}, {"audio", G(EMBED)},
	{"auteur", G(AUTHOR)}, {"author", G(AUTHOR)}, {"authorbio", G(BIO)},
	{"authorbox", G(BIO)}, {"authors", G(AUTHOR)}, {"autor", G(AUTHOR)},
	{"autora", G(AUTHOR)}, {"autore", G(AUTHOR)}, {"autoren", G(AUTHOR)},
	{"bajada", G(DEK)}, {"banner", G(AD)}, {"banners", G(AD)}, {"barrier", G(PAYWALL)},
	{"bildunterschrift", G(CAPTION)}, {"bio", G(BIO)}, {"biography", G(BIO)},
	{"bios", G(BIO)}, {"blog", W_ARTICLE}, {"blogpost", W_ARTICLE}, {"body", W_TEXT},
	{"bodycontent", G(BODY)}, {"bodycopy", G(BODY)}, {"bodytext", G(BODY)},
	{"bottom", G(FOOT)}, {"breadcrumb", G(NAV)}, {"breadcrumbs", G(NAV)},
	{"brightcove", G(EMBED)}, {"buttons", G(SHARE)}, {"byline", G(AUTHOR)},
	{"bylines", G(AUTHOR)}, {"caption", G(CAPTION)}, {"captions", G(CAPTION)},
	{"card", G(TEASER)}, {"cards", G(TEASER)}, {"carousel", G(GALLERY)},
	{"categories", G(TAGS)}, {"category", G(TAGS)}, {"chapeau", G(DEK)},
	{"colophon", G(FOOT)}, {"column", G(CONTENT)}, {"comentarios", G(COMMENT)},
	{"comment", G(COMMENT)}, {"commentaires", G(COMMENT)}, {"commenting", G(COMMENT)},
	{"commentlist", G(COMMENT)}, {"comments", G(COMMENT)}, {"complementary", G(SIDE)},
	{"consent", G(CONSENT)}, {"contenido", W_TEXT}, {"content", W_TEXT},
	{"contentbody", G(BODY)}, {"contentmain", G(CONTENT)}, {"contents", W_TEXT},
	{"contenu", W_TEXT}, {"conteudo", W_TEXT}, {"contributor", G(AUTHOR)},
	{"contributors", G(AUTHOR)}, {"conversation", G(COMMENT)}, {"cookie", G(CONSENT)},
	{"cookies", G(CONSENT)}, {"copy", W_TEXT}, {"copyright", G(FOOT)}, {"corpo", G(BODY)},
	{"corps", W_TEXT}, {"credit", G(CAPTION)}, {"credits", G(CAPTION)},
	{"crosslinks", G(RELATED)}, {"crumbs", G(NAV)}, {"cuerpo", G(BODY) | W_TEXT},
	{"cutline", G(CAPTION)}, {"dachzeile", G(KICKER)}, {"data", G(DATE)},
	{"date", G(DATE)}, {"dateline", G(DATE)}, {"datepublished", G(DATE)},
	{"datetime", G(DATE)}, {"datum", G(DATE)}, {"deck", G(DEK)}, {"dek", G(DEK)},
	{"detail", W_TEXT}, {"details", G(META)}, {"dfp", G(AD)}, {"disclaimer", G(CONSENT)},
	{"disclaimers", G(CONSENT)}, {"disclosure", G(CONSENT)}, {"discussion", G(COMMENT)},
	{"discussions", G(COMMENT)}, {"disqus", G(COMMENT)}, {"donate", G(LETTER)},
	{"donation", G(LETTER)}, {"embed", G(EMBED)}, {"embedded", G(EMBED)},
	{"embeds", G(EMBED)}, {"entradilla", G(DEK)}, {"entry", W_ARTICLE},
	{"entrybody", G(BODY)}, {"entrycontent", G(BODY)}, {"entrymeta", G(META)},
	{"excerpt", G(DEK)}, {"eyebrow", G(KICKER)}, {"facebook", G(SHARE)},
	{"factbox", G(SIDE)}, {"fecha", G(DATE)}, {"figcaption", G(CAPTION)},
	{"fliesstext", G(BODY)}, {"follow", G(SHARE)}, {"followus", G(SHARE)},
	{"foot", G(FOOT)}, {"footer", G(FOOT)}, {"forum", G(COMMENT)},
	{"galleries", G(GALLERY)}, {"gallery", G(GALLERY)}, {"gdpr", G(CONSENT)},
	{"global", W_SITE}, {"gpt", G(AD)}, {"hamburger", G(NAV)}, {"hashtags", G(TAGS)},
	{"head", G(HEADER)}, {"header", G(HEADER)}, {"heading", G(TITLE)},
	{"headline", G(TITLE)}, {"headlines", G(TEASER) | W_LIST}, {"headlinetext", G(TITLE)},
	{"hentry", W_ARTICLE}, {"hidden", G(HIDDEN)}, {"hide", G(HIDDEN)},
	{"iframe", G(EMBED)}, {"image", W_PHOTO}, {"imagecredit", G(CAPTION)},
	{"img", W_PHOTO}, {"imgcaption", G(CAPTION)}, {"impressum", G(FOOT)},
	{"imprint", G(FOOT)}, {"info", G(META)}, {"infobox", G(SIDE)}, {"ingress", G(DEK)},
	{"inhalt", W_TEXT}, {"inner", W_TEXT}, {"instagram", G(EMBED)},
	{"invisible", G(HIDDEN)}, {"jp", G(RELATED)}, {"jwplayer", G(EMBED)},
	{"keywords", G(TAGS)}, {"kicker", G(KICKER)}, {"kommentare", G(COMMENT)},
	{"lastmodified", G(DATE)}, {"latest", W_MORE}, {"leaderboard", G(AD)},
	{"lede", G(DEK)}, {"leftcol", G(SIDE)}, {"legal", G(FOOT)}, {"legend", G(CAPTION)},
	{"lightbox", G(GALLERY)}, {"like", G(SHARE)}, {"likes", G(SHARE)}, {"links", W_LIST},
	{"list", W_LIST}, {"listing", G(TEASER)}, {"livefyre", G(COMMENT)},
	{"mailchimp", G(LETTER)}, {"mailing", G(LETTER)}, {"mailinglist", G(LETTER)},
	{"main", G(CONTENT)}, {"maincol", G(CONTENT)}, {"maincontent", G(CONTENT)},
	{"maintext", G(BODY)}, {"map", G(EMBED)}, {"masthead", G(NAV)}, {"megamenu", G(NAV)},
	{"menu", G(NAV)}, {"menus", G(NAV)}, {"meta", G(META)}, {"metadata", G(META)},
	{"meter", G(PAYWALL)}, {"mgid", G(RELATED)}, {"modified", G(DATE)}, {"more", W_MORE},
	{"morefrom", G(RELATED)}, {"morestories", G(RELATED)}, {"most", W_MORE},
	{"mostpopular", G(RELATED)}, {"mostread", G(RELATED)}, {"mostviewed", G(RELATED)},
	{"mpu", G(AD)}, {"nav", G(NAV)}, {"navbar", G(NAV)}, {"navigation", G(NAV)},
	{"navlinks", G(NAV)}, {"navs", G(NAV)}, {"news", W_ARTICLE | W_LIST},
	{"newsbody", G(BODY)}, {"newsletter", G(LETTER)}, {"newsletters", G(LETTER)},
	{"newslist", G(TEASER)}, {"newstext", G(BODY)}, {"next", G(RELATED) | W_MORE},
	{"nextprev", G(RELATED)}, {"nl", G(LETTER)}, {"noprint", G(HIDDEN)},
	{"noscript", G(HIDDEN)}, {"nota", W_ARTICLE}, {"noticia", W_ARTICLE},
	{"notizia", W_ARTICLE}, {"occhiello", G(DEK)}, {"offcanvas", G(NAV)},
	{"offscreen", G(HIDDEN)}, {"only", W_ONLY}, {"optin", G(LETTER)}, {"other", W_MORE},
	{"outbrain", G(RELATED)}, {"overline", G(KICKER)}, {"page", W_SITE}, {"pager", G(NAV)},
	{"paginate", G(NAV)}, {"pagination", G(NAV)}, {"paragraph", W_TEXT},
	{"paragraphs", W_TEXT}, {"partners", G(TEASER)}, {"paygate", G(PAYWALL)},
	{"paywall", G(PAYWALL)}, {"photo", W_PHOTO}, {"photocaption", G(CAPTION)},
	{"photocredit", G(CAPTION)}, {"photogallery", G(GALLERY)}, {"photos", G(GALLERY)},
	{"piano", G(PAYWALL)}, {"pinterest", G(SHARE)}, {"player", G(EMBED)},
	{"podcast", G(EMBED)}, {"poll", G(EMBED)}, {"popular", G(RELATED)},
	{"post", W_ARTICLE}, {"postbody", G(BODY)}, {"postcontent", G(BODY)},
	{"postdate", G(DATE)}, {"posted", G(DATE)}, {"postmeta", G(META)}, {"posts", W_LIST},
	{"premium", G(PAYWALL)}, {"press", W_ARTICLE}, {"prev", G(RELATED)},
	{"previous", G(RELATED)}, {"prevnext", G(RELATED)}, {"primary", G(CONTENT)},
	{"print", W_PRINT}, {"privacy", G(CONSENT)}, {"promo", G(TEASER)},
	{"promos", G(TEASER)}, {"promoted", G(AD)}, {"promotion", G(TEASER)},
	{"prose", G(BODY)}, {"pubblicita", G(AD)}, {"pubdate", G(DATE)}, {"publicidad", G(AD)},
	{"publicite", G(AD)}, {"publishdate", G(DATE)}, {"published", G(DATE)},
	{"pull", G(QUOTE)}, {"pullquote", G(QUOTE)}, {"quiz", G(EMBED)}, {"rail", G(SIDE)},
	{"rating", G(SHARE)}, {"ratings", G(SHARE)}, {"reaction", G(SHARE)},
	{"reactions", G(SHARE)}, {"read", W_READ}, {"reader", W_ONLY},
	{"readingtime", G(META)}, {"readmore", G(RELATED)}, {"readnext", G(RELATED)},
	{"recent", G(TEASER)}, {"recentposts", G(TEASER)}, {"recirc", G(RELATED)},
	{"recirculation", G(RELATED)}, {"recommend", G(RELATED)},
	{"recommendation", G(RELATED)}, {"recommendations", G(RELATED)},
	{"recommended", G(RELATED)}, {"regwall", G(PAYWALL)}, {"reklama", G(AD)},
	{"related", G(RELATED)}, {"relatedposts", G(RELATED)}, {"relatedstories", G(RELATED)},
	{"replies", G(COMMENT)}, {"reply", G(COMMENT)}, {"report", W_ARTICLE},
	{"respond", G(COMMENT)}, {"revcontent", G(RELATED)}, {"richtext", G(BODY) | W_TEXT},
	{"rightcol", G(SIDE)}, {"rightrail", G(SIDE)}, {"river", G(TEASER)}, {"rte", G(BODY)},
	{"rubric", G(KICKER)}, {"rubrik", G(KICKER)}, {"sapo", G(DEK)}, {"screen", W_SR},
	{"screenreader", G(HIDDEN)}, {"secondary", G(SIDE)}, {"seealso", G(RELATED)},
	{"share", G(SHARE)}, {"sharebar", G(SHARE)}, {"sharebuttons", G(SHARE)},
	{"shared", G(SHARE)}, {"sharedaddy", G(SHARE)}, {"shares", G(SHARE)},
	{"sharing", G(SHARE)}, {"sidebar", G(SIDE)}, {"sidebars", G(SIDE)},
	{"sidecol", G(SIDE)}, {"signup", G(LETTER)}, {"similar", G(RELATED)},
	{"single", G(CONTENT)}, {"site", W_SITE}, {"sitemap", G(NAV)}, {"skip", G(NAV)},
	{"skiplink", G(NAV)}, {"slide", G(GALLERY)}, {"slider", G(GALLERY)},
	{"slides", G(GALLERY)}, {"slideshow", G(GALLERY)}, {"sociable", G(SHARE)},
	{"social", G(SHARE)}, {"socialmedia", G(SHARE)}, {"socials", G(SHARE)},
	{"socialshare", G(SHARE)}, {"sottotitolo", G(DEK)}, {"source", W_SRC},
	{"sponsor", G(AD)}, {"sponsored", G(AD)}, {"sponsors", G(AD)}, {"spotim", G(COMMENT)},
	{"sr", W_SR}, {"sronly", G(HIDDEN)}, {"standfirst", G(DEK)}, {"stories", W_LIST},
	{"story", W_ARTICLE | W_LIST}, {"storybody", G(BODY)}, {"storycontent", G(BODY)},
	{"storytext", G(BODY)}, {"strapline", G(DEK)}, {"subhead", G(DEK)},
	{"subheading", G(DEK)}, {"subheadline", G(DEK)}, {"submenu", G(NAV)},
	{"subscribe", G(LETTER)}, {"subscribebox", G(LETTER)}, {"subscriber", G(PAYWALL)},
	{"subscription", G(LETTER)}, {"subscriptions", G(LETTER)}, {"subtitle", G(DEK)},
	{"subtitulo", G(DEK)}, {"suggested", G(RELATED)}, {"suggestions", G(RELATED)},
	{"summary", G(DEK)}, {"supertitle", G(KICKER)}, {"survey", G(EMBED)},
	{"swiper", G(GALLERY)}, {"taboola", G(RELATED)}, {"tag", G(TAGS)},
	{"tagcloud", G(TAGS)}, {"tagged", G(TAGS)}, {"taglist", G(TAGS)}, {"tags", G(TAGS)},
	{"talkback", G(COMMENT)}, {"teaser", G(TEASER)}, {"teasers", G(TEASER)},
	{"teasertext", G(DEK)}, {"tekst", W_TEXT}, {"tertiary", G(SIDE)},
	{"testo", G(BODY) | W_TEXT}, {"text", W_TEXT}, {"textbody", G(BODY)},
	{"texte", W_TEXT}, {"texto", W_TEXT}, {"tiktok", G(EMBED)}, {"time", G(DATE)},
	{"timestamp", G(DATE)}, {"titel", G(TITLE)}, {"title", G(TITLE)}, {"titre", G(TITLE)},
	{"titulo", G(TITLE)}, {"toolbar", G(NAV)}, {"topbar", G(NAV)}, {"topics", G(TAGS)},
	{"topline", G(KICKER)}, {"topper", G(HEADER)}, {"trending", G(RELATED)},
	{"tweetbutton", G(SHARE)}, {"twitter", G(SHARE)}, {"txt", W_TEXT},
	{"updated", G(DATE)}, {"upnext", G(RELATED)}, {"video", G(EMBED)},
	{"videos", G(EMBED)}, {"views", G(META)}, {"visually", W_SR},
	{"visuallyhidden", G(HIDDEN)}, {"vorspann", G(DEK)}, {"werbung", G(AD)},
	{"whatsapp", G(SHARE)}, {"widget", G(SIDE)}, {"widgets", G(SIDE)},
	{"writer", G(AUTHOR)}, {"wysiwyg", G(BODY)}, {"yarpp", G(RELATED)},
	{"youtube", G(EMBED)}, {"zergnet", G(RELATED)}, {"zprava", W_ARTICLE},
	{"новость", W_ARTICLE}, {"реклама", G(AD)}, {"статья", W_ARTICLE},
};

static uint64_t word_bits(struct slice w)
{
	size_t lo = 0, hi = sizeof(words) / sizeof(words[0]);

	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;
		int c = slice_cmp(w, slice_str(words[mid].word));

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
	if ((bits & W_ARTICLE) && (g & G(FOOT))) /* the post's foot, not the page's */
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

uint32_t html_groups(struct slice value)
{
	char word[WORD_MAX];
	uint32_t groups = 0;
	uint64_t bits = 0;
	size_t i = 0, n;

	while (i < value.n) {
		if (ascii_is_space(value.p[i])) {
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
	return groups | combined(bits);
}
