/* SPDX-License-Identifier: GPL-2.0-or-later */
/* corpus/stream.c - bytes of a file with gzip undone: see stream.h.
 *
 * Layers: layer 0 hands out the raw bytes, each layer above inflates the one
 * below.  What was read to look for gzip's mark is kept as `head` and handed out
 * first.  The first trouble of any layer is kept; every layer above then sees
 * its input end and says nothing more.
 *
 * The ratio is judged between the decoded bytes of a layer and the raw bytes of
 * the file, so that layers do not multiply it.
 */
#include "corpus/stream.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <zlib.h>

#include "lib/base/limits.h"
#include "lib/base/mem.h"

#define CHUNK (64 * KIB)
#define WINDOW_GZIP (15 + 16) /* zlib: 32 KiB window, gzip wrapper only */

struct layer {
	z_stream      z;
	uint64_t      out;       /* bytes decoded so far */
	bool          in_member; /* between a header and its trailer */
	bool          ended;
	unsigned char in[CHUNK];
};

struct stream {
	int           fd; /* -1: bytes in memory */
	bool          close_fd;
	struct slice  bytes; /* what is left of them */
	uint64_t      raw;   /* bytes read from the file */
	struct layer *layers[STREAM_GZIP_DEPTH];
	size_t        n_layers;
	char          head[CHUNK]; /* read to find gzip's mark */
	size_t        head_at, head_n;
	uint64_t      left; /* of the limit on decoded bytes */
	struct err    trouble;
};

static size_t raw_read(struct stream *s, char *out, size_t n)
{
	ssize_t got;

	if (s->fd < 0) {
		if (n > s->bytes.n)
			n = s->bytes.n;
		if (n)
			memcpy(out, s->bytes.p, n);
		s->bytes = slice_sub(s->bytes, n, s->bytes.n);
		s->raw += n;
		return n;
	}
	do {
		got = read(s->fd, out, n);
	} while (got < 0 && errno == EINTR);
	if (got < 0) {
		err_set_errno(&s->trouble, "reading failed after %llu bytes",
			      (unsigned long long)s->raw);
		return 0;
	}
	s->raw += (uint64_t)got;
	return (size_t)got;
}

static size_t layer_read(struct stream *s, size_t k, char *out, size_t n);

/* Bytes of the layer below layer k. */
static size_t below_read(struct stream *s, size_t k, char *out, size_t n)
{
	return k == 0 ? raw_read(s, out, n) : layer_read(s, k - 1, out, n);
}

static bool trouble(const struct stream *s)
{
	return s->trouble.st != STATUS_OK;
}

/* Get input for layer k; false at the end of its input. */
static bool layer_fill(struct stream *s, size_t k)
{
	struct layer *l = s->layers[k];
	size_t got;

	if (l->z.avail_in)
		return true;
	got = trouble(s) ? 0 : below_read(s, k, (char *)l->in, sizeof(l->in));
	l->z.next_in = l->in;
	l->z.avail_in = (uInt)got;
	if (got == 0 && l->in_member && !trouble(s))
		err_set(&s->trouble, STATUS_BAD_DATA, "gzip: cut off after %llu decoded bytes",
			(unsigned long long)l->out);
	return got != 0;
}

/* Between members: another one, padding with zeros, or something else. */
static bool next_member(struct stream *s, size_t k)
{
	struct layer *l = s->layers[k];

	while (layer_fill(s, k)) {
		while (l->z.avail_in && *l->z.next_in == 0)
			l->z.next_in++, l->z.avail_in--;
		if (!l->z.avail_in)
			continue;
		if (*l->z.next_in != 0x1f || inflateReset(&l->z) != Z_OK) {
			err_set(&s->trouble, STATUS_BAD_DATA,
				"gzip: bytes that are not gzip follow the end");
			return false;
		}
		return l->in_member = true;
	}
	return false;
}

static void check_ratio(struct stream *s, const struct layer *l)
{
	if (l->out > MIB && l->out / LIMIT_GZIP_RATIO > s->raw && !trouble(s))
		err_set(&s->trouble, STATUS_TOO_BIG,
			"gzip: unpacks to more than %d times its size: stopped there",
			LIMIT_GZIP_RATIO);
}

static size_t layer_read(struct stream *s, size_t k, char *out, size_t n)
{
	struct layer *l = s->layers[k];

	l->z.next_out = (Bytef *)out;
	l->z.avail_out = (uInt)n;
	while (!l->ended && l->z.avail_out == n) {
		int rc;

		if (!(l->in_member ? layer_fill(s, k) : next_member(s, k))) {
			l->ended = true;
			break;
		}
		rc = inflate(&l->z, Z_NO_FLUSH);
		if (rc == Z_STREAM_END) {
			l->in_member = false;
		} else if (rc != Z_OK && rc != Z_BUF_ERROR) {
			l->ended = true;
			err_set(&s->trouble, STATUS_BAD_DATA,
				"gzip: damaged after %llu decoded bytes (%s)",
				(unsigned long long)(l->out + n - l->z.avail_out),
				l->z.msg ? l->z.msg : "unreadable");
		}
	}
	n -= l->z.avail_out;
	l->out += n;
	check_ratio(s, l);
	return n;
}

/* Bytes of the topmost layer. */
static size_t top_read(struct stream *s, char *out, size_t n)
{
	return trouble(s) ? 0 : below_read(s, s->n_layers, out, n);
}

static bool head_is_gzip(const struct stream *s)
{
	return s->head_n >= 3 && memcmp(s->head, "\x1f\x8b\x08", 3) == 0;
}

static void head_fill(struct stream *s)
{
	size_t got;

	s->head_at = s->head_n = 0;
	do {
		got = top_read(s, s->head + s->head_n, sizeof(s->head) - s->head_n);
		s->head_n += got;
	} while (got && s->head_n < 3);
}

/* Put an inflating layer on top; its first input is the head. */
static void push_layer(struct stream *s)
{
	struct layer *l = xcalloc(1, sizeof(*l));

	memcpy(l->in, s->head, s->head_n);
	l->z.next_in = l->in;
	l->z.avail_in = (uInt)s->head_n;
	l->in_member = true;
	if (inflateInit2(&l->z, WINDOW_GZIP) != Z_OK) {
		free(l);
		s->head_n = 0;
		err_set(&s->trouble, STATUS_INTERNAL, "gzip: zlib cannot begin");
		return;
	}
	s->layers[s->n_layers++] = l;
}

static struct stream *stream_begin(struct stream *s)
{
	s->left = LIMIT_FILE_BYTES;
	head_fill(s);
	while (head_is_gzip(s)) {
		if (s->n_layers == STREAM_GZIP_DEPTH) {
			s->head_n = 0;
			err_set(&s->trouble, STATUS_TOO_BIG, "gzip in gzip more than %d deep",
				STREAM_GZIP_DEPTH);
			break;
		}
		push_layer(s);
		head_fill(s);
	}
	return s;
}

enum status stream_open_path(const char *path, struct stream **out, struct err *err)
{
	bool is_stdin = strcmp(path, "-") == 0;
	int fd = is_stdin ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
	struct stream *s;

	if (fd < 0)
		return err_set_errno(err, "cannot be opened");
	s = xcalloc(1, sizeof(*s));
	s->fd = fd;
	s->close_fd = !is_stdin;
	stream_begin(s);
	if (s->raw == 0 && trouble(s)) {
		enum status st = err_set(err, s->trouble.st, "%s", s->trouble.msg);

		stream_close(s);
		return st;
	}
	*out = s;
	return STATUS_OK;
}

struct stream *stream_open_bytes(struct slice bytes)
{
	struct stream *s = xcalloc(1, sizeof(*s));

	s->fd = -1;
	s->bytes = bytes;
	return stream_begin(s);
}

void stream_close(struct stream *s)
{
	size_t k;

	if (!s)
		return;
	for (k = 0; k < s->n_layers; k++) {
		inflateEnd(&s->layers[k]->z);
		free(s->layers[k]);
	}
	if (s->close_fd)
		close(s->fd);
	free(s);
}

void stream_limit(struct stream *s, uint64_t max)
{
	s->left = max;
}

size_t stream_read(struct stream *s, char *out, size_t n)
{
	size_t got;

	if (n == 0)
		return 0;
	if (s->head_at < s->head_n) {
		got = s->head_n - s->head_at;
		if (got > n)
			got = n;
		memcpy(out, s->head + s->head_at, got);
		s->head_at += got;
	} else {
		got = top_read(s, out, n);
	}
	if (got > s->left) {
		got = (size_t)s->left;
		s->head_at = s->head_n;
		err_set(&s->trouble, STATUS_TOO_BIG, "longer than %llu bytes: stopped there",
			(unsigned long long)LIMIT_FILE_BYTES);
	}
	s->left -= got;
	return got;
}

const struct err *stream_trouble(const struct stream *s)
{
	return &s->trouble;
}
