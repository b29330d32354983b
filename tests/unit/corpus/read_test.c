/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Files to raw records: offsets, bounds, and what is set aside. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include <cmocka.h>

#include "corpus/read.h"
#include "lib/base/article.h"
#include "lib/base/buf.h"
#include "lib/base/limits.h"

/* What came, as text: "kind offset line flags first-bytes|" and "!offset line text|". */
struct log {
	struct buf text;
	size_t records, stop_after;
	size_t last_bytes;
	uint32_t last_flags;
};

static bool on_record(void *ctx, const struct raw *r)
{
	struct log *l = ctx;

	buf_addf(&l->text, "%d %llu %llu %.*s|", (int)r->kind, (unsigned long long)r->offset,
		 (unsigned long long)r->line, (int)(r->bytes.n < 24 ? r->bytes.n : 24), r->bytes.p);
	l->last_bytes = r->bytes.n;
	l->last_flags = r->flags;
	return ++l->records != l->stop_after;
}

static bool on_trouble(void *ctx, const char *path, uint64_t offset, uint64_t line,
		       const struct err *err)
{
	struct log *l = ctx;

	assert_string_equal(path, "name");
	buf_addf(&l->text, "!%llu %llu %s|", (unsigned long long)offset, (unsigned long long)line,
		 err->msg);
	return true;
}

static enum status read_it(struct log *l, struct slice bytes)
{
	struct read_sink sink = {l, on_record, on_trouble};
	struct err err = ERR_INIT;

	buf_init(&l->text, MIB);
	return read_bytes("name", bytes, &sink, &err);
}

static void check(struct slice bytes, const char *want)
{
	struct log l = {.records = 0};

	assert_int_equal(read_it(&l, bytes), STATUS_OK);
	assert_string_equal(buf_str(&l.text), want);
	buf_done(&l.text);
}

static void each_kind_comes_as_its_own(void **state)
{
	(void)state;
	check(SLICE_LIT("The court ruled."), "1 0 0 The court ruled.|");
	check(SLICE_LIT("<html><p>x"), "0 0 0 <html><p>x|");
	check(SLICE_LIT("{\"text\":\"a\"}\n{\"text\":\"b\"}\n"),
	      "2 0 1 {\"text\":\"a\"}|2 13 2 {\"text\":\"b\"}|");
}

static void what_is_not_read_is_named(void **state)
{
	(void)state;
	check(SLICE_LIT(""), "!0 0 empty|");
	check(SLICE_LIT(" \n\n"), "!0 0 empty: nothing but white space|");
	check(SLICE_LIT("%PDF-1.4"), "!0 0 not read: PDF|");
	check(SLICE_LIT("\1\2\3\4"), "!0 0 not read: binary|");
}

static void lines_keep_their_numbers_and_offsets(void **state)
{
	(void)state;
	check(SLICE_LIT("\xef\xbb\xbf{\"n\":1}\r\n\n   \n{\"n\":2}\nnot JSON\n{\"n\":3}"),
	      "2 0 1 {\"n\":1}|2 17 4 {\"n\":2}|2 25 5 not JSON|2 34 6 {\"n\":3}|");
}

/* Lines whose lengths make every way of crossing a piece of 64 KiB happen. */
static void lines_cross_pieces(void **state)
{
	struct log l = {.records = 0};
	struct buf b;
	size_t i, n = 0;

	(void)state;
	buf_init(&b, 64 * MIB);
	for (i = 0; i < 400; i++) {
		buf_addf(&b, "{\"n\":%zu,\"x\":\"", i);
		for (n = 0; n < i * 7 % 1999; n++)
			buf_add_char(&b, 'x');
		buf_add_str(&b, "\"}\n");
	}
	assert_int_equal(read_it(&l, buf_slice(&b)), STATUS_OK);
	assert_int_equal(l.records, 400);
	assert_null(strchr(l.text.data, '!'));
	buf_done(&b);
	buf_done(&l.text);
}

static void fill_line(struct buf *b, size_t n)
{
	size_t i;

	buf_add_str(b, "{\"text\":\"");
	for (i = 0; i < n - 11; i++)
		buf_add_char(b, 'x');
	buf_add_str(b, "\"}\n");
}

static void a_line_at_the_bound_is_read_and_one_past_it_is_set_aside(void **state)
{
	struct log l = {.records = 0};
	struct buf b;

	(void)state;
	buf_init(&b, 64 * MIB);
	fill_line(&b, LIMIT_LINE_BYTES);
	fill_line(&b, LIMIT_LINE_BYTES + 1);
	fill_line(&b, 20);
	assert_int_equal(read_it(&l, buf_slice(&b)), STATUS_OK);
	assert_int_equal(l.records, 2);
	assert_non_null(strstr(l.text.data, "2 0 1 {"));
	assert_non_null(strstr(l.text.data, "|!16777217 2 a line of more than 16 MiB: passed over|"));
	assert_non_null(strstr(l.text.data, "|2 33554435 3 {"));
	buf_done(&b);
	buf_done(&l.text);
}

static void page_of(size_t n, bool html, struct log *l)
{
	struct buf b;

	buf_init(&b, 64 * MIB);
	buf_add_str(&b, html ? "<html><body>" : "Some text at the head.\n");
	while (b.len < n)
		buf_add_str(&b, html ? "<p>words of a page</p>" : "words of a long text\n");
	buf_truncate(&b, n);
	assert_int_equal(read_it(l, buf_slice(&b)), STATUS_OK);
	assert_int_equal(l->records, 1);
	buf_done(&b);
}

static void a_page_at_the_bound_is_whole(void **state)
{
	struct log l = {.records = 0};

	(void)state;
	page_of(LIMIT_PAGE_BYTES, true, &l);
	assert_int_equal(l.last_bytes, LIMIT_PAGE_BYTES);
	assert_int_equal(l.last_flags, 0);
	assert_null(strchr(l.text.data, '!'));
	buf_done(&l.text);
}

static void a_page_past_the_bound_is_cut_at_a_tag_and_a_text_at_a_line(void **state)
{
	struct log l = {.records = 0}, m = {.records = 0};

	(void)state;
	page_of(LIMIT_PAGE_BYTES + 1, true, &l);
	assert_true(l.last_bytes < LIMIT_PAGE_BYTES && l.last_bytes > LIMIT_PAGE_BYTES - 30);
	assert_int_equal(l.last_flags, FLAG(TOO_LONG));
	assert_non_null(strstr(l.text.data, "longer than 16 MiB: only its first"));
	page_of(3 * LIMIT_PAGE_BYTES, false, &m);
	assert_int_equal((m.last_bytes - 22) % 21, 0);
	assert_int_equal(m.last_flags, FLAG(TOO_LONG));
	buf_done(&l.text);
	buf_done(&m.text);
}

static size_t pack(struct slice in, unsigned char *out, size_t room)
{
	z_stream z = {.next_in = (Bytef *)(uintptr_t)in.p, .avail_in = (uInt)in.n};

	assert_int_equal(deflateInit2(&z, 9, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY), Z_OK);
	z.next_out = out;
	z.avail_out = (uInt)room;
	assert_int_equal(deflate(&z, Z_FINISH), Z_STREAM_END);
	deflateEnd(&z);
	return room - z.avail_out;
}

static void a_cut_gzip_gives_what_decoded_and_says_so(void **state)
{
	static char text[20000];
	unsigned char packed[20000];
	struct log l = {.records = 0};
	size_t n, i;

	(void)state;
	for (i = 0; i < sizeof(text); i++)
		text[i] = (char)('a' + i * i % 23);
	n = pack(slice_of(text, sizeof(text)), packed, sizeof(packed));
	assert_int_equal(read_it(&l, slice_of((char *)packed, n - 12)), STATUS_OK);
	assert_int_equal(l.records, 1);
	assert_int_equal(l.last_flags, FLAG(TRUNCATED));
	assert_non_null(strstr(l.text.data, "|!0 0 gzip: cut off after "));
	buf_done(&l.text);
}

static void of_cut_lines_only_whole_ones_come(void **state)
{
	struct slice lines = SLICE_LIT("{\"text\":\"one\"}\n{\"text\":\"two\"}\n{\"text\":\"three\"}\n");
	unsigned char packed[200];
	size_t n, cut;

	(void)state;
	n = pack(lines, packed, sizeof(packed));
	for (cut = 3; cut < n; cut++) {
		struct log l = {.records = 0};

		assert_int_equal(read_it(&l, slice_of((char *)packed, cut)), STATUS_OK);
		assert_non_null(strstr(l.text.data, "gzip: cut off"));
		assert_true(l.records <= 3);
		buf_done(&l.text);
	}
}

static void a_callback_ends_the_reading(void **state)
{
	struct log l = {.stop_after = 2};

	(void)state;
	assert_int_equal(read_it(&l, SLICE_LIT("{\"a\":1}\n{\"a\":2}\n{\"a\":3}\n")), STATUS_CANCELLED);
	assert_int_equal(l.records, 2);
	buf_done(&l.text);
}

static void a_missing_file_is_an_error_without_a_report(void **state)
{
	struct log l = {.records = 0};
	struct read_sink sink = {&l, on_record, on_trouble};
	struct err err = ERR_INIT;

	(void)state;
	buf_init(&l.text, MIB);
	assert_int_equal(read_file("/nonexistent/file", &sink, &err), STATUS_NOT_FOUND);
	assert_int_equal(l.text.len, 0);
	assert_non_null(strstr(err.msg, "No such file"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_kind_comes_as_its_own),
		cmocka_unit_test(what_is_not_read_is_named),
		cmocka_unit_test(lines_keep_their_numbers_and_offsets),
		cmocka_unit_test(lines_cross_pieces),
		cmocka_unit_test(a_line_at_the_bound_is_read_and_one_past_it_is_set_aside),
		cmocka_unit_test(a_page_at_the_bound_is_whole),
		cmocka_unit_test(a_page_past_the_bound_is_cut_at_a_tag_and_a_text_at_a_line),
		cmocka_unit_test(a_cut_gzip_gives_what_decoded_and_says_so),
		cmocka_unit_test(of_cut_lines_only_whole_ones_come),
		cmocka_unit_test(a_callback_ends_the_reading),
		cmocka_unit_test(a_missing_file_is_an_error_without_a_report),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
