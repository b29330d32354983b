/* SPDX-License-Identifier: GPL-2.0-or-later */
/* gzip undone: members, layers, damage, bounds. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include <cmocka.h>

#include "corpus/stream.h"
#include "lib/base/buf.h"
#include "lib/base/limits.h"

static void gzip(struct slice in, struct buf *out)
{
	z_stream z = {.next_in = (Bytef *)(uintptr_t)in.p, .avail_in = (uInt)in.n};
	uLong room;

	assert_int_equal(deflateInit2(&z, 9, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY), Z_OK);
	room = deflateBound(&z, in.n) + 32;
	z.next_out = (Bytef *)buf_reserve(out, room);
	z.avail_out = (uInt)room;
	assert_int_equal(deflate(&z, Z_FINISH), Z_STREAM_END);
	out->len += room - z.avail_out;
	deflateEnd(&z);
}

/* All that a stream hands out, in pieces of `step`. */
static struct err read_all(struct slice bytes, uint64_t limit, size_t step, struct buf *out)
{
	struct stream *s = stream_open_bytes(bytes);
	char *piece = malloc(step);
	struct err err;
	size_t n;

	if (limit)
		stream_limit(s, limit);
	while ((n = stream_read(s, piece, step)))
		buf_add(out, piece, n);
	err = *stream_trouble(s);
	assert_int_equal(stream_read(s, piece, step), 0);
	stream_close(s);
	free(piece);
	return err;
}

struct bufs {
	struct buf plain, packed, more, out;
};

static int setup(void **state)
{
	struct bufs *b = calloc(1, sizeof(*b));
	int i;

	buf_init(&b->plain, 64 * MIB);
	buf_init(&b->packed, 64 * MIB);
	buf_init(&b->more, 64 * MIB);
	buf_init(&b->out, 64 * MIB);
	for (i = 0; i < 20000; i++)
		buf_addf(&b->plain, "line %d of the text %d\n", i, i * 7919 % 1013);
	*state = b;
	return 0;
}

static int teardown(void **state)
{
	struct bufs *b = *state;

	buf_done(&b->plain);
	buf_done(&b->packed);
	buf_done(&b->more);
	buf_done(&b->out);
	free(b);
	return 0;
}

static void what_is_not_gzip_comes_as_it_is(void **state)
{
	struct bufs *b = *state;
	size_t steps[] = {1, 7, 65536, 1000000}, i;

	for (i = 0; i < 4; i++) {
		buf_reset(&b->out);
		assert_int_equal(read_all(buf_slice(&b->plain), 0, steps[i], &b->out).st, STATUS_OK);
		assert_true(slice_eq(buf_slice(&b->out), buf_slice(&b->plain)));
	}
	buf_reset(&b->out);
	assert_int_equal(read_all(SLICE_LIT("\x1f\x8b"), 0, 10, &b->out).st, STATUS_OK);
	assert_int_equal(b->out.len, 2);
	buf_reset(&b->out);
	assert_int_equal(read_all(SLICE_LIT(""), 0, 10, &b->out).st, STATUS_OK);
	assert_int_equal(b->out.len, 0);
}

static void members_one_after_another_are_one_text(void **state)
{
	struct bufs *b = *state;

	gzip(SLICE_LIT("one "), &b->packed);
	gzip(SLICE_LIT(""), &b->packed);
	gzip(SLICE_LIT("two"), &b->packed);
	buf_add(&b->packed, "\0\0\0\0", 4); /* padding, as tapes have it */
	assert_int_equal(read_all(buf_slice(&b->packed), 0, 2, &b->out).st, STATUS_OK);
	assert_string_equal(buf_str(&b->out), "one two");
}

static void what_follows_and_is_not_gzip_is_told(void **state)
{
	struct bufs *b = *state;
	struct err err;

	gzip(SLICE_LIT("text"), &b->packed);
	buf_add_str(&b->packed, "garbage");
	err = read_all(buf_slice(&b->packed), 0, 100, &b->out);
	assert_int_equal(err.st, STATUS_BAD_DATA);
	assert_non_null(strstr(err.msg, "not gzip follow"));
	assert_string_equal(buf_str(&b->out), "text");
}

static void layers_up_to_the_bound_are_undone(void **state)
{
	struct bufs *b = *state;
	struct err err;
	int i;

	gzip(SLICE_LIT("inside"), &b->packed);
	for (i = 1; i < STREAM_GZIP_DEPTH; i++) {
		buf_reset(&b->more);
		gzip(buf_slice(&b->packed), &b->more);
		buf_reset(&b->packed);
		buf_add_slice(&b->packed, buf_slice(&b->more));
	}
	assert_int_equal(read_all(buf_slice(&b->packed), 0, 100, &b->out).st, STATUS_OK);
	assert_string_equal(buf_str(&b->out), "inside");
	buf_reset(&b->more);
	buf_reset(&b->out);
	gzip(buf_slice(&b->packed), &b->more);
	err = read_all(buf_slice(&b->more), 0, 100, &b->out);
	assert_int_equal(err.st, STATUS_TOO_BIG);
	assert_non_null(strstr(err.msg, "more than 3 deep"));
}

static void cut_anywhere_it_hands_out_a_prefix_and_says_so(void **state)
{
	struct bufs *b = *state;
	size_t n, step;

	gzip(slice_sub(buf_slice(&b->plain), 0, 3000), &b->packed);
	for (n = 3; n < b->packed.len; n++) {
		struct err err;

		buf_reset(&b->out);
		step = 1 + n % 500;
		err = read_all(slice_sub(buf_slice(&b->packed), 0, n), 0, step, &b->out);
		assert_int_equal(err.st, STATUS_BAD_DATA);
		assert_non_null(strstr(err.msg, "cut off"));
		assert_true(slice_starts(buf_slice(&b->plain), buf_slice(&b->out)));
	}
}

static void a_flipped_bit_is_told_and_what_decoded_is_kept(void **state)
{
	struct bufs *b = *state;
	size_t i, told = 0;

	gzip(buf_slice(&b->plain), &b->packed);
	for (i = 10; i < b->packed.len; i += 97) {
		b->packed.data[i] ^= 0x10;
		buf_reset(&b->out);
		told += read_all(buf_slice(&b->packed), 0, 4096, &b->out).st == STATUS_BAD_DATA;
		b->packed.data[i] ^= 0x10;
	}
	/* the check sum finds what the decoder does not */
	assert_int_equal(told, (b->packed.len - 10 + 96) / 97);
}

static void the_ratio_is_bounded(void **state)
{
	struct bufs *b = *state;
	struct err err;
	char *zeros = calloc(1, 32 * MIB);

	gzip(slice_of(zeros, 32 * MIB), &b->packed);
	assert_true(32 * MIB / b->packed.len > LIMIT_GZIP_RATIO);
	err = read_all(buf_slice(&b->packed), 0, 65536, &b->out);
	assert_int_equal(err.st, STATUS_TOO_BIG);
	assert_non_null(strstr(err.msg, "1000 times"));
	assert_true(b->out.len < 32 * MIB);
	/* a small file may be as dense as it likes */
	buf_reset(&b->packed);
	buf_reset(&b->out);
	gzip(slice_of(zeros, MIB), &b->packed);
	assert_int_equal(read_all(buf_slice(&b->packed), 0, 65536, &b->out).st, STATUS_OK);
	assert_int_equal(b->out.len, MIB);
	free(zeros);
}

static void the_bytes_in_all_are_bounded(void **state)
{
	struct bufs *b = *state;
	struct slice all = buf_slice(&b->plain);

	assert_int_equal(read_all(all, all.n, 1000, &b->out).st, STATUS_OK);
	assert_int_equal(b->out.len, all.n);
	buf_reset(&b->out);
	assert_int_equal(read_all(all, all.n - 1, 1000, &b->out).st, STATUS_TOO_BIG);
	assert_int_equal(b->out.len, all.n - 1);
}

static void a_missing_file_and_a_folder_are_errors(void **state)
{
	struct stream *s = NULL;
	struct err err = ERR_INIT;

	(void)state;
	assert_int_equal(stream_open_path("/nonexistent/file", &s, &err), STATUS_NOT_FOUND);
	assert_int_equal(stream_open_path("/", &s, &err), STATUS_IO);
	assert_null(s);
	stream_close(s);
}

#define T(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		T(what_is_not_gzip_comes_as_it_is),
		T(members_one_after_another_are_one_text),
		T(what_follows_and_is_not_gzip_is_told),
		T(layers_up_to_the_bound_are_undone),
		T(cut_anywhere_it_hands_out_a_prefix_and_says_so),
		T(a_flipped_bit_is_told_and_what_decoded_is_kept),
		T(the_ratio_is_bounded),
		T(the_bytes_in_all_are_bounded),
		T(a_missing_file_and_a_folder_are_errors),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
