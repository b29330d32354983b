/* SPDX-License-Identifier: GPL-2.0-or-later */
/* corpus/read.c - one file to raw records: see read.h.
 *
 * The head of the decoded stream tells the kind (sniff.h); a page or a text is
 * one record, read up to LIMIT_PAGE_BYTES; JSON lines are cut out of 64 KiB
 * pieces, and only a line that crosses a piece is copied together.  Whether a
 * line is good JSON is the cleaner's to say (clean.h): it has to parse it anyway.
 *
 * Order of events: records first, then what ended the file early.
 */
#include "corpus/read.h"

#include <stdlib.h>
#include <string.h>

#include "corpus/sniff.h"
#include "corpus/stream.h"
#include "lib/base/article.h"
#include "lib/base/buf.h"
#include "lib/base/limits.h"

#define CUT_SEARCH (64 * KIB) /* how far back a page is cut at a tag or a line */

struct reader {
	const char             *name;
	const struct read_sink *sink;
	struct stream          *stream;
	struct buf              page; /* the head, then the page; or a line in pieces */
	bool                    go;   /* no callback has ended it */
};

struct line_reader {
	uint64_t   line;   /* number of the line that is being read, from 1 */
	uint64_t   offset; /* of its first byte */
	uint64_t   at;     /* of the next byte to come */
	bool       skip;   /* it is past LIMIT_LINE_BYTES */
	struct buf part;   /* its beginning, from earlier pieces */
};

static void report(struct reader *r, uint64_t offset, uint64_t line, const struct err *err)
{
	if (r->go)
		r->go = r->sink->on_trouble(r->sink->ctx, r->name, offset, line, err);
}

static void emit(struct reader *r, const struct raw *raw)
{
	if (r->go)
		r->go = r->sink->on_record(r->sink->ctx, raw);
}

static struct raw raw_of(const struct reader *r, enum raw_kind kind, struct slice bytes)
{
	return (struct raw){.kind = kind, .file = slice_str(r->name), .bytes = bytes};
}

/* Append up to n bytes of the stream to b; how many came. */
static size_t fill(struct reader *r, struct buf *b, size_t n)
{
	size_t got, sum = 0;
	char *room = buf_reserve(b, n);

	while (room && sum < n && (got = stream_read(r->stream, room + sum, n - sum)))
		sum += got;
	b->len += sum;
	return sum;
}

/* --- a page or a text: one record --- */

/* Where to cut a page that is too long: before a tag or a line, else between
 * characters. */
static size_t cut_point(struct slice s, bool html)
{
	size_t i, low = s.n > CUT_SEARCH ? s.n - CUT_SEARCH : 0;

	for (i = s.n; i > low; i--)
		if (s.p[i - 1] == (html ? '<' : '\n'))
			return i - 1;
	for (i = s.n; i > low && ((unsigned char)s.p[i - 1] & 0xC0) == 0x80; i--)
		;
	return i > low ? i - 1 : s.n;
}

static void read_page(struct reader *r, enum raw_kind kind, struct slice charset)
{
	struct err long_err = ERR_INIT;
	struct raw raw;

	while (r->page.len <= LIMIT_PAGE_BYTES) {
		size_t want = LIMIT_PAGE_BYTES + 1 - r->page.len;

		if (!fill(r, &r->page, want < MIB ? want : MIB))
			break;
	}
	raw = raw_of(r, kind, buf_slice(&r->page));
	raw.charset = charset;
	if (raw.bytes.n > LIMIT_PAGE_BYTES) {
		raw.bytes.n = LIMIT_PAGE_BYTES;
		raw.bytes.n = cut_point(raw.bytes, kind == RAW_HTML);
		raw.flags |= FLAG(TOO_LONG);
		err_set(&long_err, STATUS_TOO_BIG,
			"longer than %zu MiB: only its first %zu bytes are used",
			LIMIT_PAGE_BYTES / MIB, raw.bytes.n);
	} else if (stream_trouble(r->stream)->st != STATUS_OK) {
		raw.flags |= FLAG(TRUNCATED);
	}
	emit(r, &raw);
	if (long_err.st != STATUS_OK)
		report(r, raw.bytes.n, 0, &long_err);
}

/* --- JSON lines --- */

static void line_done(struct reader *r, struct line_reader *lr, struct slice piece)
{
	struct slice bytes = piece;
	struct raw raw;

	if (lr->part.len) {
		buf_add_slice(&lr->part, piece);
		bytes = buf_slice(&lr->part);
	}
	if (lr->line == 1 && slice_starts(bytes, SLICE_LIT("\xef\xbb\xbf")))
		bytes = slice_sub(bytes, 3, bytes.n);
	raw = raw_of(r, RAW_JSON, slice_trim(bytes));
	raw.offset = lr->offset;
	raw.line = lr->line;
	if (!lr->skip && raw.bytes.n)
		emit(r, &raw);
}

/* Set a line aside once, when it passes the bound. */
static void line_bound(struct reader *r, struct line_reader *lr, size_t more)
{
	struct err err = ERR_INIT;

	if (lr->skip || lr->part.len + more <= LIMIT_LINE_BYTES)
		return;
	lr->skip = true;
	buf_reset(&lr->part);
	err_set(&err, STATUS_TOO_BIG, "a line of more than %zu MiB: passed over",
		LIMIT_LINE_BYTES / MIB);
	report(r, lr->offset, lr->line, &err);
}

static void lines_feed(struct reader *r, struct line_reader *lr, struct slice chunk)
{
	while (r->go && chunk.n) {
		const char *end = memchr(chunk.p, '\n', chunk.n);
		size_t n = end ? (size_t)(end - chunk.p) : chunk.n;

		line_bound(r, lr, n);
		if (!end) {
			if (!lr->skip)
				buf_add(&lr->part, chunk.p, n);
			lr->at += n;
			return;
		}
		line_done(r, lr, slice_sub(chunk, 0, n));
		lr->at += n + 1;
		lr->offset = lr->at;
		lr->line++;
		lr->skip = false;
		buf_reset(&lr->part);
		chunk = slice_sub(chunk, n + 1, chunk.n);
	}
}

/* The last line has no line end.  Where the file was cut off it is emitted only
 * if it looks whole; the report says that the rest is missing. */
static void last_line(struct reader *r, struct line_reader *lr)
{
	struct slice rest = slice_trim(buf_slice(&lr->part));

	if (stream_trouble(r->stream)->st == STATUS_OK || slice_ends(rest, SLICE_LIT("}")))
		line_done(r, lr, SLICE_LIT(""));
}

/* r->page holds the head. */
static void read_lines(struct reader *r)
{
	struct line_reader lr = {.line = 1};

	buf_init(&lr.part, LIMIT_LINE_BYTES + SNIFF_BYTES);
	do {
		lines_feed(r, &lr, buf_slice(&r->page));
		buf_reset(&r->page);
	} while (r->go && fill(r, &r->page, SNIFF_BYTES));
	last_line(r, &lr);
	buf_done(&lr.part);
}

/* --- any file --- */

static void refuse(struct reader *r, struct sniff s)
{
	struct err err = ERR_INIT;

	if (s.kind == SNIFF_EMPTY && r->page.len == 0)
		err_set(&err, STATUS_BAD_DATA, "empty");
	else if (s.kind == SNIFF_EMPTY)
		err_set(&err, STATUS_BAD_DATA, "empty: nothing but white space");
	else
		err_set(&err, STATUS_UNSUPPORTED, "not read: %s", s.what);
	report(r, 0, 0, &err);
}

static void read_kind(struct reader *r)
{
	bool whole = fill(r, &r->page, SNIFF_BYTES) < SNIFF_BYTES;
	struct sniff s = sniff(buf_slice(&r->page), whole);

	/* nothing decoded: what stopped it says more than "empty" */
	if (r->page.len == 0 && stream_trouble(r->stream)->st != STATUS_OK)
		return;
	switch (s.kind) {
	case SNIFF_HTML:
		read_page(r, RAW_HTML, s.charset);
		break;
	case SNIFF_TEXT:
		read_page(r, RAW_TEXT, s.charset);
		break;
	case SNIFF_JSONL:
		read_lines(r);
		break;
	case SNIFF_EMPTY:
	case SNIFF_REFUSED:
		refuse(r, s);
		break;
	}
}

static enum status read_stream(const char *name, struct stream *stream,
			       const struct read_sink *sink, struct err *err)
{
	struct reader r = {.name = name, .sink = sink, .stream = stream, .go = true};

	buf_init(&r.page, LIMIT_PAGE_BYTES + 1);
	read_kind(&r);
	if (stream_trouble(stream)->st != STATUS_OK)
		report(&r, 0, 0, stream_trouble(stream));
	buf_done(&r.page);
	return r.go ? STATUS_OK : err_set(err, STATUS_CANCELLED, "the reading was ended");
}

enum status read_file(const char *path, const struct read_sink *sink, struct err *err)
{
	struct stream *stream = NULL;
	enum status st = stream_open_path(path, &stream, err);

	if (st == STATUS_OK)
		st = read_stream(path, stream, sink, err);
	stream_close(stream);
	return st;
}

enum status read_bytes(const char *name, struct slice bytes, const struct read_sink *sink,
		       struct err *err)
{
	struct stream *stream = stream_open_bytes(bytes);
	enum status st = read_stream(name, stream, sink, err);

	stream_close(stream);
	return st;
}
