/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Pages for the tests of the HTML cleaner: all sites and people are invented. */
#ifndef TESTS_UNIT_CORPUS_HTML_PAGE_H
#define TESTS_UNIT_CORPUS_HTML_PAGE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "corpus/html.h"
#include "corpus/internal.h"

/* Three paragraphs that any candidate takes for an article. */
#define PARA_1                                                                                     \
	"The regulator said on Tuesday that the two companies had agreed, after months of talks, " \
	"to open their app stores to rivals by the end of the year."
#define PARA_2                                                                                     \
	"Under the settlement, which a judge must still approve, developers may tell users about " \
	"other ways to pay, and the fee on such sales falls to twelve percent."
#define PARA_3                                                                                     \
	"Consumer groups called the terms weak, noting that the companies, which admitted no " \
	"wrongdoing, keep most of their powers over what people can install."
#define BODY "<p>" PARA_1 "</p><p>" PARA_2 "</p><p>" PARA_3 "</p>"

static inline enum status page_clean_slice(struct slice html, struct article *a)
{
	struct html_cleaner *c = html_cleaner_new();
	struct raw r = {.kind = RAW_HTML, .bytes = html};
	struct err err = ERR_INIT;
	enum status st;

	article_init(a);
	st = html_clean(c, &r, a, &err);
	html_cleaner_free(c);
	return st;
}

static inline void page_clean(const char *html, struct article *a)
{
	assert_int_equal(page_clean_slice(slice_str(html), a), STATUS_OK);
}

/* The block that begins with `text`, or NULL. */
static inline const struct block *page_block(const struct article *a, const char *text)
{
	size_t i;

	for (i = 0; i < a->n_blocks; i++)
		if (slice_starts(a->blocks[i].text, slice_str(text)))
			return &a->blocks[i];
	return NULL;
}

static inline void page_expect_zone(const struct article *a, const char *text, enum zone zone)
{
	const struct block *b = page_block(a, text);

	if (!b)
		fail_msg("no block \"%s\"", text);
	else if (b->zone != zone)
		fail_msg("\"%s\" is %s, not %s", text, zone_word(b->zone), zone_word(zone));
}

static inline void page_expect_text(struct slice got, const char *want)
{
	if (!slice_eq(got, slice_str(want)))
		fail_msg("\"%.*s\" is not \"%s\"", SLICE_ARG(got), want ? want : "(absent)");
}

/* A page read up to its blocks. */
static inline void page_read(struct html_page *p, const char *html)
{
	html_page_init(p);
	buf_add_str(&p->utf8, html);
	html_prescan(p);
	html_tree(p);
	html_blocks(p);
}

#endif
