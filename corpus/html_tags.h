/* SPDX-License-Identifier: GPL-2.0-or-later */
/* corpus/html_tags.h - the elements that the cleaner tells apart. */
#ifndef CORPUS_HTML_TAGS_H
#define CORPUS_HTML_TAGS_H

#include <stdbool.h>
#include <stdint.h>

#include "lib/base/slice.h"

/* What an element does to the text around it and in it. */
enum tag_trait {
	TAG_BLOCK = 1 << 0,  /* begins and ends a block */
	TAG_CLOSES_P = 1 << 1, /* HTML5 closes an open p; libxml2 does not */
	TAG_RAW = 1 << 2,    /* contents are cut by the pre-scan */
	TAG_VOID = 1 << 3,
};

/* In byte order of their names. */
#define TAG_TABLE(X)                                        \
	X(A, "a", 0)                                        \
	X(ABBR, "abbr", 0)                                  \
	X(ADDRESS, "address", TAG_BLOCK)                    \
	X(ARTICLE, "article", TAG_BLOCK | TAG_CLOSES_P)     \
	X(ASIDE, "aside", TAG_BLOCK | TAG_CLOSES_P)         \
	X(AUDIO, "audio", TAG_BLOCK)                        \
	X(B, "b", 0)                                        \
	X(BASE, "base", TAG_VOID)                           \
	X(BLOCKQUOTE, "blockquote", TAG_BLOCK)              \
	X(BODY, "body", TAG_BLOCK)                          \
	X(BR, "br", TAG_VOID)                               \
	X(BUTTON, "button", TAG_BLOCK)                      \
	X(CANVAS, "canvas", TAG_RAW)                        \
	X(CAPTION, "caption", TAG_BLOCK)                    \
	X(CENTER, "center", TAG_BLOCK)                      \
	X(CITE, "cite", 0)                                  \
	X(CODE, "code", 0)                                  \
	X(DD, "dd", TAG_BLOCK)                              \
	X(DETAILS, "details", TAG_BLOCK | TAG_CLOSES_P)     \
	X(DIV, "div", TAG_BLOCK)                            \
	X(DL, "dl", TAG_BLOCK)                              \
	X(DT, "dt", TAG_BLOCK)                              \
	X(EM, "em", 0)                                      \
	X(FIELDSET, "fieldset", TAG_BLOCK)                  \
	X(FIGCAPTION, "figcaption", TAG_BLOCK | TAG_CLOSES_P) \
	X(FIGURE, "figure", TAG_BLOCK | TAG_CLOSES_P)       \
	X(FOOTER, "footer", TAG_BLOCK | TAG_CLOSES_P)       \
	X(FORM, "form", TAG_BLOCK)                          \
	X(H1, "h1", TAG_BLOCK)                              \
	X(H2, "h2", TAG_BLOCK)                              \
	X(H3, "h3", TAG_BLOCK)                              \
	X(H4, "h4", TAG_BLOCK)                              \
	X(H5, "h5", TAG_BLOCK)                              \
	X(H6, "h6", TAG_BLOCK)                              \
	X(HEAD, "head", TAG_BLOCK)                          \
	X(HEADER, "header", TAG_BLOCK | TAG_CLOSES_P)       \
	X(HR, "hr", TAG_BLOCK | TAG_VOID)                   \
	X(HTML, "html", TAG_BLOCK)                          \
	X(I, "i", 0)                                        \
	X(IFRAME, "iframe", TAG_RAW)                        \
	X(IMG, "img", TAG_VOID)                             \
	X(INPUT, "input", TAG_VOID)                         \
	X(LABEL, "label", 0)                                \
	X(LEGEND, "legend", TAG_BLOCK)                      \
	X(LI, "li", TAG_BLOCK)                              \
	X(LINK, "link", TAG_VOID)                           \
	X(MAIN, "main", TAG_BLOCK | TAG_CLOSES_P)           \
	X(MENU, "menu", TAG_BLOCK)                          \
	X(META, "meta", TAG_VOID)                           \
	X(NAV, "nav", TAG_BLOCK | TAG_CLOSES_P)             \
	X(NOSCRIPT, "noscript", TAG_RAW)                    \
	X(OBJECT, "object", TAG_RAW)                        \
	X(OL, "ol", TAG_BLOCK)                              \
	X(OPTION, "option", TAG_BLOCK)                      \
	X(P, "p", TAG_BLOCK)                                \
	X(PRE, "pre", TAG_BLOCK)                            \
	X(Q, "q", 0)                                        \
	X(S, "s", 0)                                        \
	X(SCRIPT, "script", TAG_RAW)                        \
	X(SECTION, "section", TAG_BLOCK | TAG_CLOSES_P)     \
	X(SELECT, "select", TAG_RAW)                        \
	X(SMALL, "small", 0)                                \
	X(SPAN, "span", 0)                                  \
	X(STRONG, "strong", 0)                              \
	X(STYLE, "style", TAG_RAW)                          \
	X(SUB, "sub", 0)                                    \
	X(SUMMARY, "summary", TAG_BLOCK | TAG_CLOSES_P)     \
	X(SUP, "sup", 0)                                    \
	X(SVG, "svg", TAG_RAW)                              \
	X(TABLE, "table", TAG_BLOCK)                        \
	X(TBODY, "tbody", TAG_BLOCK)                        \
	X(TD, "td", TAG_BLOCK)                              \
	X(TEMPLATE, "template", TAG_RAW)                    \
	X(TEXTAREA, "textarea", TAG_RAW)                    \
	X(TFOOT, "tfoot", TAG_BLOCK)                        \
	X(TH, "th", TAG_BLOCK)                              \
	X(THEAD, "thead", TAG_BLOCK)                        \
	X(TIME, "time", 0)                                  \
	X(TITLE, "title", TAG_BLOCK)                        \
	X(TR, "tr", TAG_BLOCK)                              \
	X(UL, "ul", TAG_BLOCK)                              \
	X(VIDEO, "video", TAG_BLOCK)

enum html_tag {
	TAG_OTHER, /* any other element */
	TAG_TEXT,  /* a run of text */
#define X(name, word, traits) TAG_##name,
	TAG_TABLE(X)
#undef X
	TAG_COUNT
};

enum html_tag html_tag_of(struct slice name); /* any case */
unsigned      html_tag_traits(enum html_tag t);
const char   *html_tag_word(enum html_tag t);

#endif
