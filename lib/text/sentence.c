/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Ends of sentences: see sentence.h.
 *
 * A full stop is the only doubtful one.  The word before it is an abbreviation
 * that never ends a sentence ("Mr."), or one that may ("Inc."), when the next
 * word has to be one that often begins a sentence; otherwise what follows
 * decides: lower case goes on, anything else begins anew. */
#include "lib/text/sentence.h"

#include <pthread.h>

#include "lib/base/utf8.h"
#include "lib/text/charclass.h"
#include "lib/text/wordset.h"

#define WORD_MAX 20 /* bytes of the longest abbreviation or starter, and more */

/* Each list is between blanks, lower case, without the stop. */
static const struct {
	char iso[3]; /* "" in every language */
	const char *never, *may;
} abbreviations[] = {
    {"", " mr mrs ms mx dr prof rev hon st vs cf viz fig figs eds vol vols pp approx ",
     " etc jr sr inc corp ltd llc co bros dept est al ph ph.d "},
    {"en",
     " gen sen sens rep reps gov govs pres sgt cpl capt col lt cmdr adm maj supt amb atty messrs "
     "asst assoc v art sec e.g i.e eg ie ",
     " jan feb mar apr jun jul aug sept sep oct nov dec mon tue tues wed thu thurs fri sat sun "
     "no nos ave blvd rd ft mt a.m p.m am pm u.s u.k u.n e.u d.c min max "
     "ala ariz ark calif colo conn del fla ga ill ind kan ky md mich minn miss mo mont neb nev "
     "okla ore pa tenn tex va vt wash wis wyo intl natl univ "},
    {"de",
     " hr fr nr bzw bspw ca dipl ing evtl ggf inkl insb lfd abs art bd hrsg mag sog tel u.a z.b "
     "d.h u.u v.a vgl zzgl str o.ä z.t ",
     " mio mrd usw etc jh jhdt "},
    {"fr", " m mm mme mmes mlle mgr me art chap env av ap p.ex éd réf n ", " etc "},
    {"es", " sr sra sres srta d dña ud uds art núm pág págs ee.uu p.ej dpto av gral lic ", " etc "},
    {"it", " sig sigg dott avv ing on art pag cfr es n ecc.mo geom ", " ecc "},
    {"pt", " sr sra srs dr dra art pág nº av eng exmo ", " etc "},
    {"nl", " dhr mevr mr drs ir bv bijv ca nr art blz o.a d.w.z m.b.t ", " enz "},
    {"sv", " bl.a t.ex dvs ca kl nr fr.o.m t.o.m s.k ", " etc osv m.m m.fl "},
    {"no", " bl.a f.eks ca kl nr dvs ", " osv mv "},
    {"da", " bl.a f.eks ca kl nr dvs ", " osv mv "},
    {"pl", " np tzw tj ok ul al gen prof im św pt ww płk nr art ust pkt ", " itd itp m.in r "},
    {"cs", " např tzv tj ul č čl odst sv ing mgr ", " atd apod r "},
    {"ru", " г-н г-жа ул им тыс см ср т.е т.н т.к пр просп стр рис н.э проф акад руб гл ст ",
     " т.д т.п др млн млрд г гг "},
    {"uk", " вул ім тис див проф акад грн ст т.зв ", " т.д ін млн млрд р рр "},
    {"hu", " pl ill ún dr kb stb.a u.n ", " stb "},
    {"ro", " dl dna dr nr art str ", " etc "},
    {"tr", " dr prof av bkz no sn yrd doç örn ", " vb vs "},
};

/* Words that begin an English sentence much more often than they follow
 * "Inc." or "U.S." in the middle of one. */
static const char starters[] =
    " a after all although an and another any are as at because before both but by can despite "
    "did do during each even every few first for from had has have he her here his how however if "
    "in instead is it its last later many meanwhile more most my no nor not now of on once one or "
    "our she should since so some still such that the their then there these they this those "
    "though to two under until was we were what when where which while who why with would yes yet "
    "you your i it's he's she's they're we're i'm ";

/* Number and stop is an ordinal: "am 3. Oktober". */
static const char ordinal_languages[] = " de da no nb nn fi cs sk hu hr sl sr bs et lv lt tr is ";

#define N_ABBREVIATIONS (sizeof(abbreviations) / sizeof(abbreviations[0]))
#define NEVER(row) ((uint64_t)1 << 2 * (row))
#define MAY(row) ((uint64_t)2 << 2 * (row))
#define STARTER ((uint64_t)1 << 62)
#define ORDINAL ((uint64_t)1 << 63)
_Static_assert(2 * N_ABBREVIATIONS <= 62, "two groups for each row");

static struct wordset known;

static void fill(void)
{
	size_t i;

	for (i = 0; i < N_ABBREVIATIONS; i++) {
		wordset_add_list(&known, abbreviations[i].never, NEVER(i));
		wordset_add_list(&known, abbreviations[i].may, MAY(i));
	}
	wordset_add_list(&known, starters, STARTER);
	wordset_add_list(&known, ordinal_languages, ORDINAL);
}

static void init(void)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;

	pthread_once(&once, fill);
}

/* Lower case matters for ASCII only: the rest is listed as it is written. */
static uint64_t look_up(struct slice word)
{
	char low[WORD_MAX];
	size_t i;

	if (word.n > WORD_MAX)
		return 0;
	for (i = 0; i < word.n; i++)
		low[i] = ascii_lower(word.p[i]);
	return wordset_get(&known, slice_of(low, word.n));
}

bool sentence_is_stop(uint32_t cp)
{
	switch (cp) {
	case '.':
	case '!':
	case '?':
	case 0x0589: /* Armenian */
	case 0x061F:
	case 0x06D4: /* Arabic, Urdu */
	case 0x0964:
	case 0x0965: /* danda */
	case 0x104A:
	case 0x104B: /* Myanmar */
	case 0x1362:
	case 0x1367:
	case 0x1368: /* Ethiopic */
	case 0x17D4:
	case 0x17D5: /* Khmer */
	case 0x2026: /* … */
	case 0x203C:
	case 0x203D:
	case 0x2047:
	case 0x2048:
	case 0x2049:
	case 0x3002:
	case 0xFF01:
	case 0xFF0E:
	case 0xFF1F:
	case 0xFF61: return true;
	default: return false;
	}
}

/* A stop after which no blank is needed. */
static bool needs_no_blank(uint32_t cp)
{
	return cp >= 0x2100 || cp == 0x104A || cp == 0x104B || cp == 0x17D4 || cp == 0x17D5;
}

static bool closes(uint32_t cp)
{
	switch (cp) {
	case '"':
	case '\'':
	case ')':
	case ']':
	case '}':
	case 0x00BB:
	case 0x2019:
	case 0x201D:
	case 0x203A:
	case 0x3009:
	case 0x300B:
	case 0x300D:
	case 0x300F:
	case 0x3011:
	case 0xFF09: return true;
	default: return false;
	}
}

static bool opens(uint32_t cp)
{
	switch (cp) {
	case '"':
	case '\'':
	case '(':
	case '[':
	case '{':
	case 0x00A1:
	case 0x00AB:
	case 0x00BF:
	case 0x2018:
	case 0x2039:
	case 0x201A:
	case 0x201C:
	case 0x201D:
	case 0x201E: return true;
	default: return false;
	}
}

/* What stands after a stop. */
struct ahead {
	uint32_t first;    /* code point, 0 at the end of the text */
	bool blank;        /* white space before it */
	bool opened;       /* a quote or bracket opens before it */
	struct slice word; /* ASCII letters and apostrophes from there */
};

static struct ahead look_ahead(struct slice text, size_t i)
{
	struct ahead a = {0, false, false, SLICE_NONE};
	size_t from = i;

	while (i < text.n) {
		uint32_t cp;

		from = i;
		cp = utf8_next(text, &i);
		if (char_class(cp) == CHAR_SPACE) {
			a.blank = true;
		} else if (a.blank && opens(cp)) {
			a.opened = true;
		} else if (char_class(cp) != CHAR_IGNORE) {
			a.first = cp;
			break;
		}
	}
	if (a.first) {
		for (i = from; i < text.n && i - from < 16; i++)
			if (!ascii_is_alpha(text.p[i]) && text.p[i] != '\'')
				break;
		a.word = slice_sub(text, from, i);
	}
	return a;
}

static bool is_initial(struct slice word)
{
	size_t i = 0;
	enum char_class c;

	if (!word.n)
		return false;
	c = char_class(utf8_next(word, &i));
	return i == word.n && c == CHAR_UPPER;
}

static bool is_ordinal(struct slice word, bool first, struct slice language)
{
	size_t i;

	for (i = 0; i < word.n; i++)
		if (!ascii_is_digit(word.p[i]))
			return false;
	return word.n > 0 && word.n <= 2 && (first || (look_up(language) & ORDINAL));
}

enum verdict { GOES_ON, MAY_END, ENDS };

static enum verdict full_stop_after(struct slice word, bool first, struct slice language)
{
	uint64_t groups = look_up(word);
	enum verdict v = ENDS;
	size_t i;

	if (is_ordinal(word, first, language))
		return GOES_ON;
	if (is_initial(word) || slice_has_byte(word, '.'))
		v = MAY_END;
	for (i = 0; groups && i < N_ABBREVIATIONS; i++) {
		if (abbreviations[i].iso[0] && !slice_eq_str(language, abbreviations[i].iso))
			continue;
		if (groups & NEVER(i))
			return GOES_ON;
		if (groups & MAY(i))
			v = MAY_END;
	}
	return v;
}

/* A blank and », as in « C'est fini. »; where » opens (»Ja«) a letter follows. */
static size_t french_close(struct slice text, size_t i)
{
	size_t next = i;

	if (next >= text.n || char_class(utf8_next(text, &next)) != CHAR_SPACE || next >= text.n ||
	    utf8_next(text, &next) != 0x00BB)
		return i;
	if (next < text.n && char_class(utf8_next(text, &(size_t){next})) != CHAR_SPACE)
		return i;
	return next;
}

/* Behind the quotes and brackets that close at i. */
static size_t skip_closing(struct slice text, size_t i, bool *quoted)
{
	size_t end = french_close(text, i);

	*quoted = end > i;
	for (i = end; i < text.n; end = i) {
		uint32_t cp = utf8_next(text, &i);

		if (!closes(cp))
			break;
		*quoted |= cp != ')' && cp != ']' && cp != '}';
	}
	return end;
}

struct sentence_stop sentence_at(struct slice text, size_t at, struct slice word, bool first,
				 struct slice language)
{
	struct sentence_stop s = {at, false};
	struct ahead next;
	uint32_t stop = 0, strongest = 0;
	size_t i = at, n_stops = 0;
	bool quoted = false; /* a quote closes: what is in it is over */

	init();
	for (; i < text.n; s.end = i) {
		stop = utf8_next(text, &i);
		if (!sentence_is_stop(stop))
			break;
		n_stops++;
		if (stop != '.' && stop != 0x2026)
			strongest = stop;
	}
	s.end = skip_closing(text, s.end, &quoted);
	next = look_ahead(text, s.end);
	if (!next.first) {
		s.ends = true;
	} else if (needs_no_blank(strongest)) {
		s.ends = true;
	} else if (!next.blank || (char_class(next.first) == CHAR_LOWER && !next.opened)) {
		s.ends = false;
	} else if (strongest || n_stops > 1 || quoted) {
		s.ends = true;
	} else {
		enum verdict v = full_stop_after(word, first, language);

		s.ends =
		    v == ENDS || (v == MAY_END && (next.opened || (look_up(next.word) & STARTER)));
	}
	return s;
}
