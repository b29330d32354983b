/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Language identification: see language.h.
 *
 * Letters are counted by script; the script with most of them decides alone or
 * says which languages may vote.  Then each word that is a function word of k of
 * them gives each 1/k, and each letter that few of them have a little; the
 * language with most wins.  Both tables are made once from language_words.c. */
#include "lib/text/language.h"

#include <pthread.h>

#include <utf8proc.h>

#include "lib/base/buf.h"
#include "lib/base/limits.h"
#include "lib/base/mem.h"
#include "lib/base/utf8.h"
#include "lib/text/charclass.h"
#include "lib/text/language_words.h"
#include "lib/text/normal.h"
#include "lib/text/script.h"
#include "lib/text/stem.h"
#include "lib/text/wordset.h"

#define READ_BYTES (16 * KIB)
#define SLIGHT 1.0       /* a score that says little */
#define NOTHING .3       /* one that says nothing */
#define FEW_WORDS 20     /* below, what the page declares decides */
#define TIE .9           /* of the best score: then the declared language wins */
#define WEAK .12         /* points a word: less is said by no language we know */
#define LETTER_WEIGHT .1 /* of a letter against a word */
#define DAMPING .25      /* a word that comes again says less: a name may look like one */
#define HAN_WEIGHT 2     /* a Han character or syllable is worth more letters */
#define KANA_SHARE .05   /* of Kana among Han that makes it Japanese */
#define WORD_MAX WORDSET_WORD_MAX

static struct wordset as_written, folded_words;
static uint64_t letter_languages[0x1F00]; /* by code point */
static size_t n_languages;
static char codes[26 * 26][3]; /* every two-letter code, for what is only declared */

static void add_words(size_t number)
{
	struct slice rest = slice_str(language_words[number].words), word;
	struct buf folded;

	wordset_add_list(&as_written, language_words[number].words, (uint64_t)1 << number);
	buf_init(&folded, 4 * WORD_MAX);
	while (slice_split(&rest, ' ', &word)) {
		if (!word.n)
			continue;
		buf_reset(&folded);
		normal_fold(&folded, word);
		wordset_add(&folded_words, buf_slice(&folded), (uint64_t)1 << number);
	}
	buf_done(&folded);
}

/* All rows of that code: Serbian has one for each script. */
static uint64_t languages_of(struct slice iso)
{
	uint64_t all = 0;
	size_t i;

	for (i = 0; language_words[i].iso[0]; i++)
		if (slice_eq_str(iso, language_words[i].iso))
			all |= (uint64_t)1 << i;
	return all;
}

static void fill(void)
{
	const struct language_letter *l;
	struct slice rest, iso;

	size_t i;

	charclass_init();
	for (i = 0; i < 26 * 26; i++) {
		codes[i][0] = (char)('a' + i / 26);
		codes[i][1] = (char)('a' + i % 26);
	}
	for (; language_words[n_languages].iso[0]; n_languages++)
		add_words(n_languages);
	for (l = language_letters; l->cp; l++)
		for (rest = slice_str(l->languages); slice_split(&rest, ' ', &iso);)
			letter_languages[l->cp] |= languages_of(iso);
}

static void init(void)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;

	pthread_once(&once, fill);
}

/* --- one text --- */

struct count {
	size_t script[SCRIPT_COUNT]; /* letters, weighted */
	size_t words[SCRIPT_COUNT];  /* of scripts with blanks */
	double score[LANGUAGE_WORDS_MAX];
	uint8_t seen[WORDSET_SLOTS]; /* how often each function word was, to 255 */
};

static void give(struct count *c, uint64_t languages, double points)
{
	size_t i, n = 0;

	for (i = 0; i < n_languages; i++)
		n += languages >> i & 1;
	for (i = 0; i < n_languages; i++)
		if (languages >> i & 1)
			c->score[i] += points / (double)n;
}

/* Letter by letter, the word in lower case. */
struct reading {
	char word[WORD_MAX];
	size_t n; /* WORD_MAX + 1 when it is too long */
	enum script script;
};

static void end_word(struct count *c, struct reading *r)
{
	size_t i;

	if (!r->n)
		return;
	c->words[r->script]++;
	if (r->n <= WORD_MAX) {
		i = wordset_slot(&as_written, slice_of(r->word, r->n));
		if (i < WORDSET_SLOTS) {
			give(c, as_written.slot[i].groups, 1 / (1 + DAMPING * c->seen[i]));
			c->seen[i] = (uint8_t)(c->seen[i] + (c->seen[i] < UINT8_MAX));
		}
	}
	r->n = 0;
}

static void read_letter(struct count *c, struct reading *r, uint32_t cp)
{
	enum script script = script_of(cp);
	char raw[4];
	size_t n;

	cp = (uint32_t)utf8proc_tolower((utf8proc_int32_t)cp);
	c->script[script] +=
	    script == SCRIPT_HAN || script == SCRIPT_KANA || script == SCRIPT_HANGUL ? HAN_WEIGHT
										     : 1;
	if (cp < sizeof(letter_languages) / sizeof(letter_languages[0]) && letter_languages[cp])
		give(c, letter_languages[cp], LETTER_WEIGHT);
	if (r->n && r->script != script)
		end_word(c, r);
	r->script = script;
	n = utf8_put(raw, cp);
	if (r->n + n > WORD_MAX) {
		r->n = WORD_MAX + 1;
		return;
	}
	memcpy(r->word + r->n, raw, n);
	r->n += n;
}

static void count_text(struct count *c, struct slice text)
{
	struct reading r = {.n = 0};
	size_t i = 0;

	while (i < text.n) {
		uint32_t cp = utf8_next(text, &i);
		enum char_class cls = char_class(cp);

		if (char_is_letter(cls) || cls == CHAR_DENSE || (cls == CHAR_MARK && r.n))
			read_letter(c, &r, cp);
		else if (r.n && (cp - '0' < 10u || (cp == '.' && r.n == 1)))
			r.n = 0; /* "CA581203", "A. J. Perlis": no words of any language */
		else if (cls != CHAR_IGNORE)
			end_word(c, &r);
	}
	end_word(c, &r);
}

static enum script main_script(const struct count *c)
{
	enum script best = SCRIPT_OTHER;
	size_t i, east = c->script[SCRIPT_HAN] + c->script[SCRIPT_KANA];

	for (i = SCRIPT_OTHER + 1; i < SCRIPT_COUNT; i++)
		if (c->script[i] > (best ? c->script[best] : 0))
			best = (enum script)i;
	if (best == SCRIPT_HAN && (double)c->script[SCRIPT_KANA] >= KANA_SHARE * (double)east)
		return SCRIPT_KANA;
	return best;
}

/* "pt_BR", "en-US" -> its language part, if it has two letters. */
static struct slice primary(struct slice tag)
{
	size_t n = 0;

	while (n < tag.n && ascii_is_alpha(tag.p[n]))
		n++;
	return n == 2 ? slice_sub(tag, 0, 2) : SLICE_NONE;
}

static double share(const struct count *c, enum script s)
{
	size_t i, all = 0;

	for (i = 0; i < SCRIPT_COUNT; i++)
		all += c->script[i];
	return all ? (double)c->script[s] / (double)all : 0;
}

/* The best and the second of the languages in that script, by score. */
static void rank(const struct count *c, enum script s, size_t *best, double *second)
{
	size_t i;

	*best = n_languages;
	*second = 0;
	for (i = 0; i < n_languages; i++) {
		if (language_words[i].script != s)
			continue;
		if (*best == n_languages || c->score[i] > c->score[*best]) {
			if (*best < n_languages)
				*second = c->score[*best];
			*best = i;
		} else if (c->score[i] > *second) {
			*second = c->score[i];
		}
	}
}

static size_t find_language(struct slice iso, enum script s)
{
	size_t i;

	for (i = 0; i < n_languages; i++)
		if (language_words[i].script == s && slice_ieq_str(iso, language_words[i].iso))
			return i;
	return n_languages;
}

/* Is the code in the table, in any script? */
static bool is_known(struct slice iso)
{
	size_t i;

	for (i = 0; i < n_languages; i++)
		if (slice_ieq_str(iso, language_words[i].iso))
			return true;
	return false;
}

static struct slice static_code(struct slice iso)
{
	size_t a = (size_t)(ascii_lower(iso.p[0]) - 'a'), b = (size_t)(ascii_lower(iso.p[1]) - 'a');

	return slice_of(codes[a * 26 + b], 2);
}

/* Among the languages of one script. */
static struct slice vote(const struct count *c, enum script s, struct slice declared,
			 double *confidence)
{
	size_t best, en = find_language(SLICE_LIT("en"), s);
	size_t d = declared.n ? find_language(declared, s) : n_languages;
	double second, words = (double)c->words[s], top;

	rank(c, s, &best, &second);
	top = best < n_languages ? c->score[best] : 0;
	*confidence = .5;
	if (d < n_languages &&
	    (c->words[s] < FEW_WORDS ? c->score[d] > 0 || top < 3 : c->score[d] >= TIE * top))
		return slice_str(language_words[d].iso);
	if (declared.n && !is_known(declared) && top < WEAK * words)
		return static_code(declared);
	*confidence = 0;
	if (top <= 0)
		return SLICE_NONE;
	/* a word or so in names and headlines: what most of such texts are */
	if (top < SLIGHT && !declared.n && en < n_languages &&
	    (top < NOTHING || c->score[en] >= top / 2))
		return SLICE_LIT("en");
	*confidence = (top - second) / top * (words < 50 ? words / 50 : 1);
	return slice_str(language_words[best].iso);
}

struct slice language_of(struct slice text, struct slice declared, double *confidence)
{
	struct count c = {.score = {0}};
	struct slice said = primary(declared);
	double sure = 0;
	enum script s;
	struct slice out;

	init();
	count_text(&c, slice_sub(text, 0, READ_BYTES));
	s = main_script(&c);
	if (s == SCRIPT_OTHER) {
		out = said.n ? static_code(said) : SLICE_NONE;
		sure = said.n ? .2 : 0;
	} else if (script_language(s)) {
		bool short_han = s == SCRIPT_HAN && c.script[s] < FEW_WORDS * HAN_WEIGHT;

		/* a Japanese headline may be Han alone */
		out = short_han && slice_ieq_str(said, "ja") ? SLICE_LIT("ja")
							     : slice_str(script_language(s));
		sure = share(&c, s);
	} else {
		out = vote(&c, s, said, &sure);
	}
	if (confidence)
		*confidence = sure;
	return out;
}

bool language_stopword(struct slice language, struct slice folded)
{
	init();
	return (wordset_get(&folded_words, folded) & languages_of(language)) != 0;
}

const char *const *language_stemmed(void)
{
	return stem_languages();
}
