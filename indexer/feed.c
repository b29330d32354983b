/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A record on its way into the archive: see feed.h.
 *
 * The terms of names are made here, because folding is lib/text's and the
 * archive does not know it: the whole name folded, and its words.
 */
#include "indexer/feed.h"

#include <stdlib.h>
#include <string.h>

#include "corpus/clean.h"
#include "lib/archive/schema.h"
#include "lib/archive/writer.h"
#include "lib/base/host.h"
#include "lib/base/mem.h"
#include "lib/text/analyse.h"
#include "lib/text/normal.h"
#include "lib/text/shingle.h"

_Static_assert(ARCHIVE_ANALYSER == ANALYSER_VERSION,
	       "schema.h and analyse.h name different analysers");

struct feeder {
	struct cleaner *cleaner;
	struct analyser *analyser;
	struct archive_packer *packer;
	struct article article;
	struct tokens tokens;
	struct shingles shingles;
	struct buf folded;
};

struct feeder *feeder_new(const struct hosts *hosts)
{
	struct feeder *f = xcalloc(1, sizeof(*f));

	f->cleaner = cleaner_new();
	cleaner_hosts(f->cleaner, hosts);
	f->analyser = analyser_new();
	f->packer = archive_packer_new();
	article_init(&f->article);
	tokens_init(&f->tokens);
	shingles_init(&f->shingles);
	buf_init(&f->folded, SIZE_MAX / 2);
	return f;
}

void feeder_free(struct feeder *f)
{
	if (!f)
		return;
	cleaner_free(f->cleaner);
	analyser_free(f->analyser);
	archive_packer_free(f->packer);
	article_done(&f->article);
	tokens_done(&f->tokens);
	shingles_done(&f->shingles);
	buf_done(&f->folded);
	free(f);
}

static bool is_ascii_punctuation(char c)
{
	return (c > ' ' && c < '0') || (c > '9' && c < 'A') || (c > 'Z' && c < 'a') ||
	       (c > 'z' && c < 0x7F);
}

static struct slice without_punctuation(struct slice s)
{
	while (s.n && is_ascii_punctuation(s.p[0]))
		s.p++, s.n--;
	while (s.n && is_ascii_punctuation(s.p[s.n - 1]))
		s.n--;
	return s;
}

/* The whole of a name, and each of its words. */
static void add_name(struct feeder *f, char prefix, struct slice name)
{
	struct slice rest, word;

	if (!name.n)
		return;
	buf_reset(&f->folded);
	normal_fold(&f->folded, name);
	rest = slice_trim(buf_slice(&f->folded));
	archive_packer_term(f->packer, prefix, rest);
	while (slice_split(&rest, ' ', &word))
		archive_packer_term(f->packer, prefix, without_punctuation(word));
}

/* "news.example.org": itself, "example.org", and "news", "example". */
static void add_host(struct feeder *f, struct slice url)
{
	struct slice rest, label;
	bool first = true;

	buf_reset(&f->folded);
	if (url.n && memmem(url.p, url.n, "://", 3)) /* what has no scheme may be a path */
		normal_fold(&f->folded, host_of_address(url));
	rest = buf_slice(&f->folded);
	while (slice_has_byte(rest, '.')) {
		archive_packer_term(f->packer, TERM_PUBLISHER, rest);
		if (slice_split(&rest, '.', &label))
			archive_packer_term(f->packer, TERM_PUBLISHER, label);
		first = false;
	}
	if (first)
		archive_packer_term(f->packer, TERM_PUBLISHER, rest);
}

static void add_terms(struct feeder *f, const struct article *a)
{
	size_t i;

	for (i = 0; i < a->n_authors; i++)
		add_name(f, TERM_AUTHOR, a->authors[i]);
	add_name(f, TERM_PUBLISHER, a->publisher);
	add_host(f, a->url.n ? a->url : a->url_raw);
	add_name(f, TERM_SECTION, a->section);
	for (i = 0; i < a->n_sources; i++)
		add_name(f, TERM_VIA, a->sources[i]);
	add_name(f, TERM_VIA, a->agency);
	for (i = 0; i < a->n_tags; i++)
		add_name(f, TERM_TAG, a->tags[i]);
}

static void add_signature(struct feeder *f)
{
	char bytes[SIGNATURE_BYTES];
	struct signature s;

	shingles_of(&f->tokens, &f->shingles);
	if (!signature_of(&f->shingles, &s))
		return;
	signature_put(&s, bytes);
	archive_packer_signature(f->packer, slice_of(bytes, sizeof(bytes)));
}

enum status feed_record(struct feeder *f, const struct raw *r, struct buf *name,
			struct buf *packed, struct err *err)
{
	enum status st = clean_record(f->cleaner, r, &f->article, err);

	if (st != STATUS_OK)
		return st;
	analyse_article(f->analyser, &f->article, &f->tokens);
	add_terms(f, &f->article);
	add_signature(f);
	st = archive_pack(f->packer, &f->article, &f->tokens, packed, err);
	if (st != STATUS_OK)
		return st;
	if (f->article.source_id.n)
		buf_add_slice(name, f->article.source_id);
	else
		buf_addf(name, "%llu", (unsigned long long)f->article.offset);
	return STATUS_OK;
}
