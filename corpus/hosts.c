/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What pages of one host have in common: see hosts.h.
 *
 * An entry is a key and a headline.  The key of a line is its hash mixed with the
 * host's, the key of the host itself counts its headlines.  Settling sorts the
 * entries, drops those that are there twice, and keeps each key with its count.
 */
#include "corpus/hosts.h"

#include <stdlib.h>
#include <string.h>

#include "corpus/lines.h"
#include "corpus/meta.h"
#include "lib/base/hash.h"
#include "lib/base/mem.h"

#define SHARE 4 /* one in so many headlines */
#define TAG_MAX 2048
#define NOTE_HEAD 2 /* host, headline; then the lines */

struct entry {
	uint64_t key, value; /* a headline; once settled, how many */
};

struct hosts {
	struct entry *v;
	size_t n, cap;
};

struct hosts *hosts_new(void)
{
	return xcalloc(1, sizeof(struct hosts));
}

void hosts_free(struct hosts *h)
{
	if (h)
		free(h->v);
	free(h);
}

static uint64_t hash_host(struct slice address)
{
	struct slice host = meta_host(address);

	return host.n ? hash64(host) | 1 : 0; /* a host is never 0 */
}

static uint64_t line_key(uint64_t host, uint64_t line)
{
	return (host ^ line) * UINT64_C(0x9E3779B97F4A7C15);
}

/* --- before anything is cleaned --- */

/* The value of an attribute in the inside of a tag, quoted or not. */
static struct slice attr_of(struct slice tag, const char *name)
{
	const char *p = memmem(tag.p, tag.n, name, strlen(name));
	size_t n = 0, at = p ? (size_t)(p - tag.p) + strlen(name) : tag.n;
	struct slice rest = slice_sub(tag, at, tag.n);
	char quote = rest.n ? rest.p[0] : ' ';

	if (quote == '"' || quote == '\'')
		rest = slice_sub(rest, 1, rest.n);
	else
		quote = ' ';
	while (n < rest.n && rest.p[n] != quote)
		n++;
	return slice_sub(rest, 0, n);
}

uint64_t hosts_peek(struct slice head)
{
	const char *p = head.p, *end = head.p + head.n;
	uint64_t host = 0;

	while (!host && p < end && (p = memchr(p, '<', (size_t)(end - p)))) {
		size_t left = (size_t)(end - ++p);
		const char *close = memchr(p, '>', left < TAG_MAX ? left : TAG_MAX);
		struct slice tag = slice_of(p, close ? (size_t)(close - p) : 0);

		if (slice_starts(tag, SLICE_LIT("link ")) && memmem(tag.p, tag.n, "canonical", 9))
			host = hash_host(attr_of(tag, "href="));
		else if (slice_starts(tag, SLICE_LIT("meta ")) && memmem(tag.p, tag.n, "og:url", 6))
			host = hash_host(attr_of(tag, "content="));
	}
	return host;
}

/* --- notes --- */

static bool is_noted(const struct block *b)
{
	return b->zone == ZONE_BODY && line_words(b->text) <= HOSTS_WORDS;
}

static void put(struct buf *out, uint64_t v)
{
	buf_add(out, &v, sizeof(v));
}

void hosts_note(const struct article *a, struct buf *out)
{
	uint64_t host = hash_host(a->url);
	size_t i, n = 0;

	if (!host || article_body_bytes(a) == 0)
		return;
	put(out, host);
	put(out, a->title.n ? hash64(a->title) : hash64(a->id));
	for (i = 0; i < a->n_blocks && n < HOSTS_LINES; i++)
		if (is_noted(&a->blocks[i]))
			put(out, hash64(a->blocks[i].text)), n++;
}

static void add(struct hosts *h, uint64_t key, uint64_t headline)
{
	GROW(h->v, h->n + 1, h->cap);
	h->v[h->n++] = (struct entry){key, headline};
}

bool hosts_add(struct hosts *h, struct slice note)
{
	uint64_t head[NOTE_HEAD], line;
	size_t at = sizeof(head);

	if (note.n == 0)
		return true;
	if (note.n % sizeof(line) || note.n < at || note.n > (NOTE_HEAD + HOSTS_LINES) * sizeof(line))
		return false;
	memcpy(head, note.p, sizeof(head));
	add(h, line_key(head[0], 0), head[1]);
	for (; at < note.n; at += sizeof(line)) {
		memcpy(&line, note.p + at, sizeof(line));
		add(h, line_key(head[0], line), head[1]);
	}
	return true;
}

static int by_key(const void *a, const void *b)
{
	const struct entry *x = a, *y = b;

	if (x->key != y->key)
		return x->key < y->key ? -1 : 1;
	return (x->value > y->value) - (x->value < y->value);
}

void hosts_settle(struct hosts *h)
{
	size_t i = 0, j, kept = 0;

	if (h->n)
		qsort(h->v, h->n, sizeof(*h->v), by_key);
	while (i < h->n) {
		uint64_t headlines = 1;

		for (j = i + 1; j < h->n && h->v[j].key == h->v[i].key; j++)
			headlines += h->v[j].value != h->v[j - 1].value;
		if (headlines >= HOSTS_PAGES)
			h->v[kept++] = (struct entry){h->v[i].key, headlines};
		i = j;
	}
	h->n = kept;
}

/* --- the table at work --- */

static uint64_t headlines(const struct hosts *h, uint64_t key)
{
	size_t from = 0, to = h->n, mid;

	while (from < to) {
		mid = from + (to - from) / 2;
		if (h->v[mid].key < key)
			from = mid + 1;
		else
			to = mid;
	}
	return from < h->n && h->v[from].key == key ? h->v[from].value : 0;
}

/* An article as the table sees it. */
struct view {
	const struct hosts *hosts;
	const struct article *article;
	uint64_t host, all; /* its headlines */
	size_t own;         /* the last block that is the article's own */
};

static bool is_common(const struct view *v, size_t i)
{
	const struct block *b = &v->article->blocks[i];

	return is_noted(b) &&
	       headlines(v->hosts, line_key(v->host, hash64(b->text))) * SHARE >= v->all;
}

static bool is_heading(const struct view *v, size_t i)
{
	return v->article->blocks[i].type == BLOCK_HEADING;
}

static bool goes(const struct view *v, size_t i)
{
	return is_common(v, i) && (!is_heading(v, i) || i > v->own);
}

static void find_own(struct view *v)
{
	size_t i;

	for (i = 0; i < v->article->n_blocks; i++)
		if (v->article->blocks[i].zone == ZONE_BODY && !is_heading(v, i) && !is_common(v, i))
			v->own = i;
}

static bool is_minor(const struct view *v)
{
	size_t i, words = 0, going = 0;

	for (i = 0; i < v->article->n_blocks; i++) {
		size_t n = line_words(v->article->blocks[i].text);

		words += v->article->blocks[i].zone == ZONE_BODY ? n : 0;
		going += goes(v, i) ? n : 0;
	}
	return going * 2 <= words;
}

size_t hosts_apply(const struct hosts *h, struct article *a)
{
	struct view v = {h, a, hash_host(a->url), 0, 0};
	size_t i, n = 0;

	v.all = v.host ? headlines(h, line_key(v.host, 0)) : 0;
	if (!v.all)
		return 0;
	find_own(&v);
	if (!is_minor(&v))
		return 0;
	for (i = 0; i < a->n_blocks; i++)
		if (goes(&v, i))
			a->blocks[i].zone = ZONE_NAV, n++;
	return n;
}
