/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Stemming: see stem.h.  Stemmers are made when first asked for. */
#include "lib/text/stem.h"

#include <stdlib.h>

#include <libstemmer.h>

#include "lib/base/limits.h"
#include "lib/base/mem.h"
#include "lib/base/utf8.h"
#include "lib/text/charclass.h"
#include "lib/text/normal.h"

/* libstemmer's algorithms but "porter", which is English as it was in 1980. */
static const char *const iso_codes[] = {"ar", "ca", "da", "de", "el", "en", "es", "eu", "fi", "fr",
					"ga", "hi", "hu", "hy", "id", "it", "lt", "ne", "nl", "no",
					"pt", "ro", "ru", "sr", "sv", "ta", "tr", "yi", NULL};
#define N_LANGUAGES (sizeof(iso_codes) / sizeof(iso_codes[0]) - 1)

struct stemmers {
	struct sb_stemmer *v[N_LANGUAGES];
	struct buf accented, stem;
};

/* Endings whose accent the algorithm of the language insists on, longer ones
 * first.  With them, stems of folded words part from folded stems of accented
 * ones in 8 of 1,000 running words of French, 19 of Spanish (mostly function
 * words: también, aquí), 17 of Portuguese, 6 of Italian, none of German or
 * Finnish.  An ending that is as common without its accent is not here
 * (Italian -ita, Spanish -ia): it would part words that belong together. */
static const struct {
	char iso[3];
	const char *folded, *accented;
} endings[] = {
    {"ca", "cio", "ció"},       {"es", "cion", "ción"},     {"es", "sion", "sión"},
    {"fr", "ieres", "ières"},   {"fr", "iere", "ière"},     {"fr", "ites", "ités"},
    {"fr", "ite", "ité"},       {"fr", "ees", "ées"},       {"fr", "ee", "ée"},
    {"pt", "encias", "ências"}, {"pt", "ancias", "âncias"}, {"pt", "encia", "ência"},
    {"pt", "ancia", "ância"},   {"pt", "aveis", "áveis"},   {"pt", "iveis", "íveis"},
    {"pt", "avel", "ável"},     {"pt", "ivel", "ível"},     {"pt", "coes", "ções"},
    {"pt", "soes", "sões"},     {"pt", "cao", "ção"},       {"pt", "sao", "são"},
};

struct stemmers *stemmers_new(void)
{
	struct stemmers *s = xcalloc(1, sizeof(*s));

	buf_init(&s->accented, 2 * LIMIT_TOKEN_BYTES);
	buf_init(&s->stem, 8 * LIMIT_TOKEN_BYTES);
	return s;
}

void stemmers_free(struct stemmers *s)
{
	size_t i;

	if (!s)
		return;
	for (i = 0; i < N_LANGUAGES; i++)
		if (s->v[i])
			sb_stemmer_delete(s->v[i]);
	buf_done(&s->accented);
	buf_done(&s->stem);
	free(s);
}

const char *const *stem_languages(void)
{
	return iso_codes;
}

int stem_language(struct slice iso)
{
	int i;

	if (slice_ieq_str(iso, "nb") || slice_ieq_str(iso, "nn"))
		iso = SLICE_LIT("no");
	for (i = 0; iso_codes[i]; i++)
		if (slice_ieq_str(iso, iso_codes[i]))
			return i;
	return STEM_NONE;
}

static bool letters_only(struct slice form)
{
	size_t i = 0;

	while (i < form.n) {
		enum char_class c = char_class(utf8_next(form, &i));

		if (!char_is_letter(c) && c != CHAR_MARK)
			return false;
	}
	return true;
}

static struct slice with_accent(struct stemmers *s, int language, struct slice form)
{
	size_t i;

	for (i = 0; i < sizeof(endings) / sizeof(endings[0]); i++) {
		struct slice tail = slice_str(endings[i].folded);

		if (strcmp(endings[i].iso, iso_codes[language]) != 0 || form.n <= tail.n + 1 ||
		    !slice_ends(form, tail))
			continue;
		buf_reset(&s->accented);
		buf_add(&s->accented, form.p, form.n - tail.n);
		buf_add_str(&s->accented, endings[i].accented);
		return buf_slice(&s->accented);
	}
	return form;
}

static bool is_ascii(struct slice s)
{
	size_t i;
	unsigned char all = 0;

	for (i = 0; i < s.n; i++)
		all |= (unsigned char)s.p[i];
	return all < 0x80;
}

struct slice stem_form(struct stemmers *s, int language, struct slice form)
{
	struct slice in, out;
	const sb_symbol *stem;

	if (language == STEM_NONE || !letters_only(form))
		return form;
	if (!s->v[language])
		s->v[language] = sb_stemmer_new(iso_codes[language], NULL);
	if (!s->v[language])
		return form;
	in = with_accent(s, language, form);
	stem = sb_stemmer_stem(s->v[language], (const sb_symbol *)in.p, (int)in.n);
	if (!stem)
		return form;
	out = slice_of((const char *)stem, (size_t)sb_stemmer_length(s->v[language]));
	if (!is_ascii(out)) {
		buf_reset(&s->stem);
		normal_fold(&s->stem, out);
		out = buf_slice(&s->stem);
	}
	return out.n && out.n <= LIMIT_TOKEN_BYTES ? out : form;
}
