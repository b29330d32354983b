/* SPDX-License-Identifier: GPL-2.0-or-later */
/* lib/search/cite.h - citations of an article or of a passage of it.
 *
 * Styles: Chicago (17, bibliography entry), APA (7), MLA (9), BibTeX (biblatex's
 * @article with entrysubtype), RIS (NEWS), CSL-JSON (article-newspaper).
 *
 * Rules.  Only what the source says: no author, no publisher and no title are
 * left out or replaced as the style has it; an article without a date is "n.d."
 * and never gets the day of its capture.  A date that is only an upper bound is
 * "by September 20, 2024", in data formats the year with a note.  A passage is
 * "par. 9" (with its sentence: "par. 9, sent. 2"), which counts the article's
 * body blocks from 1.
 *
 * Output is UTF-8; text styles are one line without a newline; RIS has CR LF.
 */
#ifndef LIB_SEARCH_CITE_H
#define LIB_SEARCH_CITE_H

#include "lib/base/article.h"
#include "lib/base/buf.h"

#define CITE_TABLE(X)                                                          \
	X(CHICAGO,  "chicago",  "text/plain")                                  \
	X(APA,      "apa",      "text/plain")                                  \
	X(MLA,      "mla",      "text/plain")                                  \
	X(BIBTEX,   "bibtex",   "application/x-bibtex")                        \
	X(RIS,      "ris",      "application/x-research-info-systems")         \
	X(CSL_JSON, "csl-json", "application/vnd.citationstyles.csl+json")

enum cite_style {
#define X(name, word, type) CITE_##name,
	CITE_TABLE(X)
#undef X
	CITE_STYLE_COUNT
};

bool        cite_style_of(struct slice word, enum cite_style *out);
const char *cite_style_word(enum cite_style s);
const char *cite_style_type(enum cite_style s); /* media type */

struct cite_place {
	uint32_t p, s; /* body block and sentence from 1; 0: the whole */
};

void cite_format(struct buf *out, const struct article *a, enum cite_style style,
		 struct cite_place place);
/* Author or publisher or word of the title, year, start of the id:
 * "doe2024k3v9"; letters and digits only.  The key of BibTeX and CSL-JSON. */
void cite_key(struct buf *out, const struct article *a);
/* A short line for a list of hits: Publisher, “Title,” September 20, 2024. */
void cite_short(struct buf *out, const struct article *a);

#endif
