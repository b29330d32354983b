/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "lib/text/language.h"
#include "lib/text/stem.h"
struct slice language_of(struct slice text, struct slice declared, double *confidence)
{
	(void)text;
	*confidence = 0.5;
	return declared.n >= 2 ? slice_sub(declared, 0, 2) : SLICE_LIT("en");
}
bool language_stopword(struct slice language, struct slice folded)
{
	static const char *const w[]={"us","it","who","is","am","as","at","be","or","in","on","to","so","do","go","he","if","me","my","no","of","up","we","an","by","and","all","any","are","but","can","for","the",NULL};
	(void)language;
	for (int i=0;w[i];i++) if (slice_eq_str(folded,w[i])) return true;
	return false;
}
const char *const *language_stemmed(void) { return stem_languages(); }
