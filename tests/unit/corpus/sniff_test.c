/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The kind of a file by its first bytes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "corpus/sniff.h"

struct one {
	const char *bytes;
	size_t n;
	enum sniff_kind kind;
	const char *what; /* part of what a refusal says, or NULL */
};

#define ONE(bytes, kind, what) {(bytes), sizeof(bytes) - 1, (kind), (what)}

static const struct one cases[] = {
	ONE("", SNIFF_EMPTY, "empty"),
	ONE(" \r\n\t\n", SNIFF_EMPTY, "empty"),
	ONE("\xef\xbb\xbf\n", SNIFF_EMPTY, "empty"),
	/* pages */
	ONE("<!DOCTYPE html><title>x</title>", SNIFF_HTML, NULL),
	ONE("<!doctype HTML PUBLIC \"-//W3C\">", SNIFF_HTML, NULL),
	ONE("\n\n  <html lang=en>", SNIFF_HTML, NULL),
	ONE("\xef\xbb\xbf<HTML>", SNIFF_HTML, NULL),
	ONE("<!-- saved --><html>", SNIFF_HTML, NULL),
	ONE("<p>One <b>paragraph</b></p>", SNIFF_HTML, NULL),
	ONE("<?xml version=\"1.0\"?><!DOCTYPE html><html xmlns=\"x\">", SNIFF_HTML, NULL),
	ONE("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<html><body>x", SNIFF_HTML, NULL),
	ONE("x<p>a</p><p>b</p><div>c</div><br>", SNIFF_HTML, NULL),
	ONE("<\0h\0t\0m\0l\0>\0<\0p\0>\0x\0y\0z\0w\0", SNIFF_HTML, NULL),
	ONE("\xff\xfe<\0h\0t\0m\0l\0>\0", SNIFF_HTML, NULL),
	ONE("\xfe\xff\0<\0h\0t\0m\0l\0>", SNIFF_HTML, NULL),
	/* text */
	ONE("The court ruled on Friday.", SNIFF_TEXT, NULL),
	ONE("Use <b> for bold, or <i> for italics.", SNIFF_TEXT, NULL),
	ONE("<img of a cat> says the caption", SNIFF_TEXT, NULL),
	ONE("3 < 4 and 5 > 4", SNIFF_TEXT, NULL),
	ONE("caf\xe9 in an old encoding", SNIFF_TEXT, NULL),
	ONE("{curly} words begin this note", SNIFF_TEXT, NULL),
	ONE("[The following is a transcript] Hello.", SNIFF_TEXT, NULL),
	ONE("T\0h\0e\0 \0c\0o\0u\0r\0t\0 \0r\0u\0l\0e\0d\0", SNIFF_TEXT, NULL),
	ONE("From: the desk of one editor\nTo the reader: hello", SNIFF_TEXT, NULL),
	/* JSON lines */
	ONE("{\"text\":\"x\"}\n{\"text\":\"y\"}\n", SNIFF_JSONL, NULL),
	ONE("\n\n{ \"text\": \"x\" }", SNIFF_JSONL, NULL),
	ONE("\xef\xbb\xbf{}\n", SNIFF_JSONL, NULL),
	ONE("{\"text\": bad}\n{\"text\":\"y\"}\n", SNIFF_JSONL, NULL),
	/* refused */
	ONE("{\n  \"text\": \"x\"\n}\n", SNIFF_REFUSED, "one object a line"),
	ONE("[{\"text\":\"x\"},\n{\"text\":\"y\"}]", SNIFF_REFUSED, "one object a line"),
	ONE("%PDF-1.7\n", SNIFF_REFUSED, "PDF"),
	ONE("PK\x03\x04\x14\0\0", SNIFF_REFUSED, "zip"),
	ONE("\x89PNG\r\n\x1a\n", SNIFF_REFUSED, "PNG"),
	ONE("\xff\xd8\xff\xe0", SNIFF_REFUSED, "JPEG"),
	ONE("GIF89a\1\0", SNIFF_REFUSED, "GIF"),
	ONE("\x28\xb5\x2f\xfd\0", SNIFF_REFUSED, "zstd"),
	ONE("BZh91AY", SNIFF_REFUSED, "bzip2"),
	ONE("\xfd" "7zXZ\0", SNIFF_REFUSED, "xz"),
	ONE("\x7f" "ELF\2\1\1", SNIFF_REFUSED, "program"),
	ONE("WARC/1.0\r\n", SNIFF_REFUSED, "WARC"),
	ONE("filedesc://x 0.0.0.0", SNIFF_REFUSED, "ARC"),
	ONE("<?xml version=\"1.0\"?>\n<rss version=\"2.0\">", SNIFF_REFUSED, "RSS"),
	ONE("<rss>", SNIFF_REFUSED, "RSS"),
	ONE("<?xml version='1.0'?><feed xmlns='x'>", SNIFF_REFUSED, "Atom"),
	ONE("<newsItem guid=\"x\">", SNIFF_REFUSED, "NewsML"),
	ONE("<nitf>", SNIFF_REFUSED, "NITF"),
	ONE("<?xml version=\"1.0\"?><catalogue/>", SNIFF_REFUSED, "XML"),
	ONE("{\\rtf1\\ansi", SNIFF_REFUSED, "RTF"),
	ONE("MIME-Version: 1.0\nFrom: <a@b>\n\nx", SNIFF_REFUSED, "mail"),
	ONE("\1\2\3\4\5\6\7\10ab\1\2", SNIFF_REFUSED, "binary"),
};

static void each_kind_is_told(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct sniff s = sniff(slice_of(cases[i].bytes, cases[i].n), true);

		if (s.kind != cases[i].kind)
			fail_msg("case %zu (%.20s): kind %d, wanted %d", i, cases[i].bytes,
				 (int)s.kind, (int)cases[i].kind);
		if (cases[i].what && !strstr(s.what, cases[i].what))
			fail_msg("case %zu: says '%s', wanted '%s'", i, s.what, cases[i].what);
	}
}

static void utf16_without_a_mark_is_labelled(void **state)
{
	static const char le[] = "T\0h\0e\0 \0c\0o\0u\0r\0t\0";
	static const char be[] = "\0T\0h\0e\0 \0c\0o\0u\0r\0t";

	(void)state;
	assert_true(slice_eq_str(sniff(slice_of(le, 18), true).charset, "utf-16le"));
	assert_true(slice_eq_str(sniff(slice_of(be, 18), true).charset, "utf-16be"));
	assert_null(sniff(SLICE_LIT("plain text of sixteen"), true).charset.p);
}

static void a_first_line_past_the_head_is_taken_at_its_look(void **state)
{
	(void)state;
	assert_int_equal(sniff(SLICE_LIT("{\"text\":\"cut he"), false).kind, SNIFF_JSONL);
	assert_int_equal(sniff(SLICE_LIT("{\"text\":\"cut he"), true).kind, SNIFF_REFUSED);
}

static void every_prefix_of_every_case_is_safe(void **state)
{
	size_t i, n, kinds = 0;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		for (n = 0; n <= cases[i].n; n++)
			kinds += sniff(slice_of(cases[i].bytes, n), n % 2).kind <= SNIFF_REFUSED;
	assert_true(kinds > 500);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_kind_is_told),
		cmocka_unit_test(utf16_without_a_mark_is_labelled),
		cmocka_unit_test(a_first_line_past_the_head_is_taken_at_its_look),
		cmocka_unit_test(every_prefix_of_every_case_is_safe),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
