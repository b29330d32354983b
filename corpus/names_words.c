/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Words of by-lines, folded, in byte order: see names.h. */
#include "corpus/names.h"

static const char *const roles[] = {
	"about", "actualizado", "admin", "administrator", "advertisement", "advertiser",
	"advertorial", "agence", "agencia", "agencies", "agency", "agentur", "agenturen",
	"ago", "aktualisiert", "all", "alle", "am", "analista", "analyst", "anchor",
	"anonymous", "archive", "archives", "are", "article", "articles", "assistant",
	"associate", "association", "auteur", "author", "authors", "autor", "autore",
	"autoren", "autorin", "be", "bearbeitet", "been", "bild", "bio", "biography", "blog",
	"breaking", "bureau", "business", "ceo", "chefredakteur", "chief", "click",
	"co-founder", "colaborador", "columnist", "columnists", "comment", "comments",
	"community", "community-manager", "company", "consultant", "contact", "content",
	"contributing", "contributor", "contributors", "copied", "copyright", "corp",
	"corporation", "correspondent", "correspondents", "council", "courtesy", "creator",
	"credit", "culture", "dec", "december", "department", "deputy", "desk", "dietitian",
	"digital", "director", "e-mail", "editor", "editorial", "editors", "edt", "email",
	"entertainment", "est", "exclusive", "executive", "expert", "facebook", "feb",
	"february", "finance", "follow", "foto", "fotos", "foundation", "founder", "freelance",
	"friday", "full", "getty", "gmbh", "gmt", "guest", "had", "has", "have", "health",
	"hide", "history", "host", "how", "illustration", "image", "images", "inc",
	"instagram", "institute", "intern", "is", "it", "january", "journalist", "journaliste",
	"july", "korrespondent", "korrespondentin", "last", "latest", "lifestyle", "linkedin",
	"listen", "llc", "loading", "local", "login", "ltd", "magazine", "manager", "managing",
	"markets", "media", "mehr", "member", "members", "menu", "meteorologist", "min",
	"ministry", "mins", "minute", "minutes", "moderator", "modifie", "monday", "more",
	"nachrichten", "nachrichtenagentur", "national", "news", "newsletter", "newspaper",
	"newsroom", "none", "nov", "november", "null", "nutritionist", "obs", "oct", "october",
	"office", "online", "op-ed", "oped", "opinion", "our", "partner", "pdt", "photo",
	"photographer", "photographers", "photojournalist", "photos", "pm", "podcast",
	"politics", "posted", "presenter", "pressemitteilung", "print", "producer",
	"professor", "profile", "promotion", "pst", "pubblicato", "publicado", "publie",
	"published", "publisher", "quelle", "redacao", "redaccion", "redacteur", "redactia",
	"redactie", "redaction", "redactor", "redactora", "redakce", "redakcia", "redakcija",
	"redakcja", "redakteur", "redakteurin", "redaktion", "redaktionen", "redazione",
	"reporter", "reporterin", "reporters", "reserved", "reviewer", "rights", "saturday",
	"science", "search", "senior", "sep", "sept", "september", "service", "services",
	"share", "shutterstock", "sign", "site", "source", "specialist", "sponsored", "sport",
	"sports", "staff", "stories", "strategist", "subscribe", "sunday", "szerkeszto",
	"szerkesztoseg", "team", "tech", "technology", "that", "these", "they", "this",
	"thursday", "today", "toimittaja", "toimitus", "travel", "tuesday", "twitter", "uhr",
	"undefined", "university", "unknown", "updated", "urednistvo", "uredništvo", "user",
	"utc", "verified", "veroffentlicht", "via", "video", "videos", "view", "views", "was",
	"watch", "we", "webmaster", "website", "wednesday", "were", "what", "whatsapp", "when",
	"where", "which", "who", "whose", "why", "wire", "world", "writer", "writers", "you",
	"your", "автор", "журналист", "корреспондент", "редактор", "редакции", "редакция",
};

static const char *const houses[] = {
	"agency", "alliance", "association", "bureau", "center", "centre", "club", "committee",
	"company", "corporation", "council", "department", "desk", "foundation", "group", "inc",
	"institute", "llc", "ltd", "magazine", "media", "ministry", "network", "news",
	"newsroom", "organization", "redaktion", "services", "society", "stiftung", "team",
	"university", "verlag",
};

static const char *const papers[] = {
	"anzeiger", "auto", "bank", "blatt", "bote", "clinic", "correo", "corriere", "daily",
	"der", "diario", "die", "el", "foundation", "gazette", "gazzetta", "giornale", "group",
	"herald", "hora", "il", "informacion", "informazione", "institute", "journal",
	"kurier", "la", "le", "les", "los", "magazine", "mundo", "nachrichten", "nacion",
	"news", "nieuws", "noticias", "notizie", "nouvelles", "online", "pais", "post",
	"prensa", "press", "presse", "radio", "report", "review", "rundschau", "the", "times",
	"today", "tribune", "tv", "university", "voz", "zeitung",
};

static const char *const other_work[] = {
	"animation", "artwork", "assisted", "audio", "checked", "contributions", "design",
	"designed", "edited", "editing", "editor", "fact-checked", "foto", "fotografia", "fotos",
	"graphics", "illustrated", "illustration", "illustrations", "images", "mastered",
	"medically", "photo", "photographed", "photographs", "photography", "photos", "picture",
	"pictures", "powered", "presented", "produced", "production", "provided", "reviewed",
	"sponsored", "styled", "styling", "supplied", "translated", "translation", "verified",
	"video", "videos",
};

static const char *const surnames[] = {
	"bild", "friday", "full", "guest", "host", "local", "min", "monday", "more", "sunday",
	"you",
};

static const char *const particles[] = {
	"abu", "af", "al", "ap", "av", "ben", "bin", "bint", "d'", "da", "das", "de", "del",
	"della", "dello", "den", "der", "des", "di", "do", "dos", "du", "e", "el", "i", "ibn",
	"la", "las", "le", "los", "mac", "mc", "o'", "san", "st", "te", "ten", "ter", "ul",
	"van", "vom", "von", "y", "zu", "zum", "zur",
};

static const char *const ands[] = {
	"and", "dan", "e", "en", "et", "i", "ja", "och", "og", "oraz", "si", "und", "ve", "və",
	"y", "және", "и", "та",
};

static const char *const bys[] = {
	"af", "analyse", "analysis", "auteur", "author", "authors", "autor", "autora",
	"autore", "autoren", "autorka", "av", "by", "commentary", "contributed", "di", "door",
	"forfatter", "gastbeitrag", "guest-post", "interview", "kirjoittaja", "kommentar",
	"od", "oleh", "opinion", "par", "por", "posted", "przez", "publie", "published",
	"reported", "reporting", "skrevet", "skriven", "story", "tekst", "testo", "text",
	"texte", "texto", "von", "words", "written", "yazan", "автор", "автора", "от", "текст",
};

static const struct {
	const char *phrase, *name;
} agencies[] = {
	{"aa", "Anadolu Agency"},
	{"aap", "AAP"},
	{"adnkronos", "Adnkronos"},
	{"afp", "AFP"},
	{"agence france presse", "AFP"},
	{"agence france-presse", "AFP"},
	{"agencia brasil", "Agência Brasil"},
	{"agencia efe", "EFE"},
	{"agencia lusa", "Lusa"},
	{"agerpres", "Agerpres"},
	{"agi", "AGI"},
	{"amna", "AMNA"},
	{"anadolu agency", "Anadolu Agency"},
	{"ani", "ANI"},
	{"anp", "ANP"},
	{"ansa", "ANSA"},
	{"ap", "AP"},
	{"ap news", "AP"},
	{"apa", "APA"},
	{"associated press", "AP"},
	{"associated press of pakistan", "APP"},
	{"ats", "ATS"},
	{"australian associated press", "AAP"},
	{"belga", "Belga"},
	{"belta", "BelTA"},
	{"bernama", "Bernama"},
	{"bloomberg", "Bloomberg"},
	{"bloomberg news", "Bloomberg"},
	{"bns", "BNS"},
	{"bss", "BSS"},
	{"bta", "BTA"},
	{"business wire", "Business Wire"},
	{"canadian press", "The Canadian Press"},
	{"central news agency", "CNA"},
	{"cnn newsource", "CNN Newsource"},
	{"cnn wire", "CNN Wire"},
	{"ctk", "ČTK"},
	{"deutsche presse-agentur", "dpa"},
	{"dha", "DHA"},
	{"dpa", "dpa"},
	{"dpa-afx", "dpa-AFX"},
	{"efe", "EFE"},
	{"elta", "ELTA"},
	{"epd", "epd"},
	{"europa press", "Europa Press"},
	{"field level media", "Field Level Media"},
	{"globe newswire", "GlobeNewswire"},
	{"globenewswire", "GlobeNewswire"},
	{"hina", "HINA"},
	{"ians", "IANS"},
	{"iha", "İHA"},
	{"interfax", "Interfax"},
	{"interfax-ukraine", "Interfax-Ukraine"},
	{"irna", "IRNA"},
	{"jiji press", "Jiji Press"},
	{"keystone-ats", "Keystone-ATS"},
	{"keystone-sda", "Keystone-SDA"},
	{"kna", "KNA"},
	{"kuna", "KUNA"},
	{"kyodo", "Kyodo"},
	{"kyodo news", "Kyodo"},
	{"lapresse", "LaPresse"},
	{"lusa", "Lusa"},
	{"mediafax", "Mediafax"},
	{"mti", "MTI"},
	{"notimex", "Notimex"},
	{"ntb", "NTB"},
	{"pa", "PA"},
	{"pa media", "PA Media"},
	{"pap", "PAP"},
	{"pr newswire", "PR Newswire"},
	{"prensa latina", "Prensa Latina"},
	{"press association", "PA Media"},
	{"press trust of india", "PTI"},
	{"pti", "PTI"},
	{"reuters", "Reuters"},
	{"reuters staff", "Reuters"},
	{"ria novosti", "RIA Novosti"},
	{"ritzau", "Ritzau"},
	{"sda", "SDA"},
	{"servimedia", "Servimedia"},
	{"sid", "SID"},
	{"srna", "SRNA"},
	{"stt", "STT"},
	{"tanjug", "Tanjug"},
	{"tasr", "TASR"},
	{"tass", "TASS"},
	{"telam", "Télam"},
	{"the associated press", "AP"},
	{"the canadian press", "The Canadian Press"},
	{"thomson reuters", "Reuters"},
	{"thomson reuters foundation", "Reuters"},
	{"tribune news service", "Tribune News Service"},
	{"tt", "TT"},
	{"ukrinform", "Ukrinform"},
	{"unb", "UNB"},
	{"unian", "UNIAN"},
	{"united press international", "UPI"},
	{"upi", "UPI"},
	{"vna", "VNA"},
	{"wafa", "WAFA"},
	{"wam", "WAM"},
	{"xinhua", "Xinhua"},
	{"xinhua news agency", "Xinhua"},
	{"yonhap", "Yonhap"},
	{"yonhap news agency", "Yonhap"},
	{"белта", "BelTA"},
	{"интерфакс", "Interfax"},
	{"пап", "PAP"},
	{"риа новости", "RIA Novosti"},
	{"тасс", "TASS"},
	{"укринформ", "Ukrinform"},
	{"униан", "UNIAN"},
	{"унн", "UNN"},
	{"中央社", "CNA"},
	{"共同通信", "Kyodo"},
	{"新华社", "Xinhua"},
	{"時事通信", "Jiji Press"},
	{"연합뉴스", "Yonhap"},
};

static bool listed(const char *const *v, size_t n, struct slice word)
{
	size_t lo = 0, hi = n;

	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;
		int c = slice_cmp(word, slice_str(v[mid]));

		if (c == 0)
			return true;
		if (c < 0)
			hi = mid;
		else
			lo = mid + 1;
	}
	return false;
}

#define LISTED(v, word) listed((v), sizeof(v) / sizeof((v)[0]), (word))

bool names_is_role(struct slice folded)
{
	return LISTED(roles, folded);
}

bool names_is_house(struct slice folded)
{
	return LISTED(houses, folded);
}

bool names_is_paper(struct slice folded)
{
	return LISTED(papers, folded);
}

bool names_is_other_work(struct slice folded)
{
	return LISTED(other_work, folded);
}

bool names_is_surname(struct slice folded)
{
	return LISTED(surnames, folded);
}

bool names_is_particle(struct slice folded)
{
	return LISTED(particles, folded);
}

bool names_is_and(struct slice folded)
{
	return LISTED(ands, folded);
}

bool names_is_by(struct slice folded)
{
	return LISTED(bys, folded);
}

struct slice names_agency(struct slice folded)
{
	size_t i;

	for (i = 0; i < sizeof(agencies) / sizeof(agencies[0]); i++)
		if (slice_eq_str(folded, agencies[i].phrase))
			return slice_str(agencies[i].name);
	return SLICE_NONE;
}
