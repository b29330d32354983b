/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What must hold of every article, on pages of our own and on corpus/sample:
 * blocks verbatim and in order, display text, the same result twice, the same
 * body of a page that was changed as no reader would notice, and pages cut off
 * at every byte.  bench/invariants.sh asks the same of real pages. */
#include "html_page.h"

#include "corpus/clean.h"
#include "corpus/read.h"
#include "page_change.h"

static const char *const pages[] = {
	"<!DOCTYPE html><html lang=en><head><title>Shops open | The Pier</title><meta charset=utf-8>"
	"<script>var a = \"<p>no text</p>\";</script><style>p { color: red }</style></head><body>\n"
	"<nav><ul>\n<li><a href=/a>Harbour</a></li> <li><a href=/b>Sport</a></li></ul></nav>\n"
	"<article><h1>Shops open</h1> <p class=byline>By Ada Reed</p>\n" BODY
	"<!-- <p>a comment</p> --><ul><li>One point of three, said again.</li></ul></article>\n"
	"<aside><a href=/c>Another headline of the day</a></aside></body></html>",

	"<html><body><div class=\"story-body\"><h1>Caf&eacute; &amp; quay: &#8220;no&#148;</h1><p>" PARA_1
	" <b>Bold</b>&nbsp;and<!-- --> plain, e&#x301; and &#233;.</p> <p>" PARA_2
	"<br><br>" PARA_3 "</p><table><tr><td>Fee</td><td>12 %</td></tr></table></div>"
	"<div class=\"comments\"><p>I do not agree with any of this, and said so before.</p></div></body></html>",

	"<body><main><p>Der Hafen von Örebro, sagte die Behörde am Montag, bleibt für große Schiffe "
	"gesperrt, bis die Brücke geprüft ist; das dauert „einige Wochen“.</p><blockquote>Wir warten, "
	"und wir zählen die Tage, sagte der Kapitän der Fähre.</blockquote><p>Die Fähre, die seit "
	"vierzig Jahren fährt, liegt so lange am anderen Ufer, wo es keine Straße gibt.</p></main></body>",
};
#define N_PAGES (sizeof(pages) / sizeof(pages[0]))

static struct cleaner *cleaner;

static int setup(void **state)
{
	(void)state;
	cleaner = cleaner_new();
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	cleaner_free(cleaner);
	return 0;
}

static enum status clean_as(enum raw_kind kind, struct slice bytes, const char *charset, struct article *a)
{
	struct raw r = {.kind = kind, .bytes = bytes, .charset = slice_str(charset)};
	struct err err = ERR_INIT;

	return clean_record(cleaner, &r, a, &err);
}

static void expect_display(struct slice s)
{
	struct buf b;

	buf_init(&b, MIB);
	normal_display(&b, s);
	if (!utf8_valid(s) || !slice_eq(buf_slice(&b), s))
		fail_msg("not display text: \"%.*s\"", SLICE_ARG(s));
	buf_done(&b);
}

/* Blocks in the page's text, each behind the one before. */
static void expect_blocks(const struct article *a, struct slice utf8, bool html)
{
	struct buf text, all, block;
	size_t i, at = 0;

	buf_init(&text, 4 * MIB);
	buf_init(&all, 4 * MIB);
	buf_init(&block, MIB);
	if (html)
		page_text(&text, utf8, false);
	else
		normal_display(&text, utf8);
	squeeze(&all, buf_slice(&text));
	for (i = 0; i < a->n_blocks; i++) {
		const char *q;

		expect_display(a->blocks[i].text);
		squeeze(&block, a->blocks[i].text);
		q = memmem(all.data + at, all.len - at, block.data, block.len);
		if (!q)
			fail_msg("not in the page, or out of order: \"%.*s\"",
				 SLICE_ARG(a->blocks[i].text));
		else
			at = (size_t)(q - all.data) + block.len;
	}
	buf_done(&text);
	buf_done(&all);
	buf_done(&block);
}

static void body_into(struct buf *out, const struct article *a)
{
	size_t i;

	for (i = 0; i < a->n_blocks; i++)
		if (a->blocks[i].zone == ZONE_BODY) {
			buf_add_slice(out, a->blocks[i].text);
			buf_add_char(out, '\n');
		}
}

/* The changed page has the body of the page. */
static void expect_same_body(struct slice page, struct slice changed, const char *charset)
{
	struct article a;
	struct buf one, two;

	buf_init(&one, MIB);
	buf_init(&two, MIB);
	article_init(&a);
	assert_int_equal(clean_as(RAW_HTML, page, "utf-8", &a), STATUS_OK);
	body_into(&one, &a);
	assert_int_equal(clean_as(RAW_HTML, changed, charset, &a), STATUS_OK);
	body_into(&two, &a);
	assert_true(one.len > 0);
	assert_string_equal(buf_str(&one), buf_str(&two));
	article_done(&a);
	buf_done(&one);
	buf_done(&two);
}

static void blocks_are_verbatim_and_in_order(void **state)
{
	struct article a;
	size_t i;

	(void)state;
	article_init(&a);
	for (i = 0; i < N_PAGES; i++) {
		assert_int_equal(clean_as(RAW_HTML, slice_str(pages[i]), NULL, &a), STATUS_OK);
		assert_true(a.n_blocks > 2);
		expect_blocks(&a, slice_str(pages[i]), true);
		expect_display(a.title);
	}
	article_done(&a);
}

static void a_change_no_reader_sees_changes_no_body(void **state)
{
	static bool (*const changes[])(struct slice, struct buf *) = {
		change_menu, change_advert, change_cookies, change_wrap, change_minify, change_names,
	};
	struct buf b;
	size_t i, k;

	(void)state;
	buf_init(&b, MIB);
	for (i = 0; i < N_PAGES; i++)
		for (k = 0; k < sizeof(changes) / sizeof(changes[0]); k++) {
			if (changes[k] == change_names && strstr(pages[i], "comments"))
				continue; /* there a name is the only evidence */
			buf_reset(&b);
			if (changes[k](slice_str(pages[i]), &b))
				expect_same_body(slice_str(pages[i]), buf_slice(&b), "utf-8");
		}
	buf_done(&b);
}

static void another_charset_changes_no_body(void **state)
{
	struct buf b;
	size_t i;

	(void)state;
	buf_init(&b, MIB);
	for (i = 0; i < N_PAGES; i++) {
		buf_reset(&b);
		assert_true(change_utf16(slice_str(pages[i]), &b));
		expect_same_body(slice_str(pages[i]), buf_slice(&b), NULL);
		buf_reset(&b);
		assert_true(change_charset(slice_str(pages[i]), "CP1252", &b));
		expect_same_body(slice_str(pages[i]), buf_slice(&b), "windows-1252");
	}
	buf_done(&b);
}

/* Words that only a hidden part of the line keeps apart. */
static void what_is_lifted_out_leaves_a_blank(void **state)
{
	struct article a;

	(void)state;
	page_clean("<h1>Posts</h1><p>Entry<span hidden> by Ada, </span>noon</p>", &a);
	assert_non_null(page_block(&a, "Entry noon"));
	assert_non_null(page_block(&a, "by Ada,"));
	article_done(&a);
}

/* Joined, the two would stand nowhere on the page. */
static void two_hidden_parts_are_two_blocks(void **state)
{
	struct article a;

	(void)state;
	page_clean("<h1>Posts</h1><p><a href=/q>To the quay<span hidden>, over the bridge</span></a>, or "
		   "<a href=/f>by the ferry<span hidden>, once an hour</span></a> at noon</p>", &a);
	assert_non_null(page_block(&a, "To the quay, or by the ferry at noon"));
	assert_non_null(page_block(&a, ", over the bridge"));
	assert_non_null(page_block(&a, ", once an hour"));
	article_done(&a);
}

/* U+0092 in UTF-8 is an apostrophe that went through as if ISO 8859-1. */
static void controls_are_read_as_windows_1252(void **state)
{
	static const char page[] = "<h1>Open</h1><p>We\xC2\x92re open, said the harbour master.</p>";
	struct article a;

	(void)state;
	page_clean(page, &a);
	assert_non_null(page_block(&a, "We’re open, said the harbour master."));
	expect_blocks(&a, slice_str(page), true);
	article_done(&a);
}

/* However little text there is besides. */
static void a_cookie_notice_is_never_the_text(void **state)
{
	static const char *const few[] = {
		"<html><body><p>Two lines of text stand here, of the length that a notice has as well, and "
		"then there is no more of it.</p></body></html>",
		"<html><body><div>Fares rise<br><br>The ferry will cost twelve crowns from Monday on, three more than "
		"before, the harbour board said on Friday, after two hours of talks.</div></body></html>",
	};
	static const char none[] = "<html><head><title>Loft</title></head><body><ul><li><a href=/a>Harbour</a>"
				   "<li><a href=/b>Sport</a></ul></body></html>";
	struct article a;
	struct buf b;
	size_t i;

	(void)state;
	buf_init(&b, MIB);
	article_init(&a);
	for (i = 0; i < sizeof(few) / sizeof(few[0]); i++) {
		buf_reset(&b);
		assert_true(change_cookies(slice_str(few[i]), &b));
		expect_same_body(slice_str(few[i]), buf_slice(&b), "utf-8");
	}
	buf_reset(&b);
	assert_true(change_cookies(slice_str(none), &b));
	assert_int_equal(clean_as(RAW_HTML, buf_slice(&b), "utf-8", &a), STATUS_OK);
	assert_int_equal(article_body_bytes(&a), 0);
	article_done(&a);
	buf_done(&b);
}

/* Between an image and its caption as elsewhere. */
static void white_space_between_tags_counts_nothing(void **state)
{
	static const char page[] =
		"<html><body><article><h1>Quay</h1><div>\n<img src=q>\n<div>\n<div>\n<div>\n<div>\n<div>\n<div>\n"
		"<p>The quay in the morning, seen from the bridge.</p>\n</div></div></div></div></div></div></div>\n"
		BODY "</article></body></html>";
	struct buf b;

	(void)state;
	buf_init(&b, MIB);
	assert_true(change_minify(slice_str(page), &b));
	expect_same_body(slice_str(page), buf_slice(&b), "utf-8");
	buf_done(&b);
}

static void a_page_cut_off_anywhere_is_read(void **state)
{
	struct article a;
	size_t i, n;

	(void)state;
	article_init(&a);
	for (i = 0; i < N_PAGES; i++)
		for (n = 0; n < strlen(pages[i]); n++) {
			char *part = malloc(n + 1); /* no byte behind it: sanitisers see */

			assert_non_null(part);
			memcpy(part, pages[i], n);
			if (clean_as(RAW_HTML, slice_of(part, n), NULL, &a) == STATUS_OK)
				expect_display(a.title);
			else
				assert_int_equal(a.n_blocks, 0);
			free(part);
		}
	article_done(&a);
}

/* --- corpus/sample ---------------------------------------------------------------------- */

static size_t n_samples;

static bool on_record(void *ctx, const struct raw *r)
{
	struct article *a = ctx;
	struct err err = ERR_INIT;
	struct buf utf8, b;
	uint32_t flags = 0;

	if (r->kind == RAW_JSON || clean_record(cleaner, r, a, &err) != STATUS_OK)
		return true;
	n_samples++;
	buf_init(&utf8, 4 * LIMIT_PAGE_BYTES);
	buf_init(&b, 4 * LIMIT_PAGE_BYTES);
	assert_int_equal(charset_to_utf8(r->bytes, r->charset, r->kind == RAW_HTML, &utf8, &flags, &err),
			 STATUS_OK);
	expect_blocks(a, buf_slice(&utf8), r->kind == RAW_HTML);
	if (r->kind == RAW_HTML && article_body_bytes(a) && change_wrap(buf_slice(&utf8), &b))
		expect_same_body(buf_slice(&utf8), buf_slice(&b), "utf-8");
	buf_done(&utf8);
	buf_done(&b);
	return true;
}

static bool on_trouble(void *ctx, const char *path, uint64_t offset, uint64_t line, const struct err *err)
{
	(void)ctx, (void)path, (void)offset, (void)line, (void)err;
	return true;
}

static bool on_file(void *ctx, const struct walk_file *f)
{
	struct read_sink sink = {ctx, on_record, on_trouble};
	struct err err = ERR_INIT;

	assert_int_equal(read_file(f->path, &sink, &err), STATUS_OK);
	return true;
}

static bool on_walk_trouble(void *ctx, const char *path, const struct err *err)
{
	(void)ctx, (void)path, (void)err;
	return true;
}

static void the_sample_holds(void **state)
{
	struct article a;
	struct walk_sink sink = {&a, on_file, on_walk_trouble};
	struct err err = ERR_INIT;

	(void)state;
	article_init(&a);
	if (walk_path("corpus/sample", &sink, &err) != STATUS_OK) {
		article_done(&a);
		skip(); /* not run from the project's folder */
	}
	article_done(&a);
	assert_true(n_samples >= 20);
}

#define T(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		T(blocks_are_verbatim_and_in_order),
		T(a_change_no_reader_sees_changes_no_body),
		T(another_charset_changes_no_body),
		T(what_is_lifted_out_leaves_a_blank),
		T(two_hidden_parts_are_two_blocks),
		T(controls_are_read_as_windows_1252),
		T(a_cookie_notice_is_never_the_text),
		T(white_space_between_tags_counts_nothing),
		T(a_page_cut_off_anywhere_is_read),
		T(the_sample_holds),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
