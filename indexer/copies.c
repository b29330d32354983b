/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Clusters of copies, brought up to date: see copies.h.
 *
 * A candidate pair is measured on the shingles of the two stored articles, which
 * are analysed once and kept while there is room: a story's copies come one after
 * another. */
#include "indexer/copies.h"

#include <stdlib.h>
#include <time.h>

#include "indexer/cluster.h"
#include "indexer/facts.h"
#include "lib/archive/copies.h"
#include "lib/base/mem.h"
#include "lib/text/analyse.h"

#define KEPT_SETS     4096
#define KEPT_HASHES   (8u << 20) /* of all of them: 64 MiB */

struct kept {
	uint32_t docid; /* 0: empty */
	struct facts f;
};

struct measurer {
	struct archive_writer *w;
	struct record_codec *codec;
	struct analyser *analyser;
	struct article article;
	struct tokens tokens;
	struct kept kept[KEPT_SETS];
	size_t n_hashes;
	bool (*stop)(void);
	bool stopped;
};

static struct measurer *measurer_new(struct archive_writer *w, bool (*stop)(void))
{
	struct measurer *m = xcalloc(1, sizeof(*m));

	m->w = w;
	m->stop = stop;
	m->codec = record_codec_new();
	m->analyser = analyser_new();
	article_init(&m->article);
	tokens_init(&m->tokens);
	return m;
}

static void forget_sets(struct measurer *m)
{
	size_t i;

	for (i = 0; i < KEPT_SETS; i++) {
		facts_done(&m->kept[i].f);
		m->kept[i].docid = 0;
	}
	m->n_hashes = 0;
}

static void measurer_free(struct measurer *m)
{
	forget_sets(m);
	record_codec_free(m->codec);
	analyser_free(m->analyser);
	article_done(&m->article);
	tokens_done(&m->tokens);
	free(m);
}

/* Read what is compared of an article into *out. */
static bool read_facts(struct measurer *m, uint32_t docid, struct facts *out)
{
	struct err unused = ERR_INIT;

	if (archive_copies_get(m->w, m->codec, docid, &m->article, &unused) != STATUS_OK)
		return false;
	analyse_article(m->analyser, &m->article, &m->tokens);
	facts_read(&m->tokens, m->article.publisher, out);
	return true;
}

/* What is compared of an article, valid until the next call for one that is kept
 * in the same place. */
static const struct facts *facts_of(struct measurer *m, uint32_t docid)
{
	struct kept *k = &m->kept[docid % KEPT_SETS];

	if (k->docid == docid)
		return &k->f;
	m->n_hashes -= facts_size(&k->f);
	k->docid = 0;
	if (!read_facts(m, docid, &k->f))
		facts_done(&k->f);
	m->n_hashes += facts_size(&k->f);
	k->docid = docid;
	return &k->f;
}

static bool measure(void *ctx, uint32_t a, uint32_t b, struct cluster_likeness *out)
{
	struct measurer *m = ctx;
	struct facts own = {.publisher = 0};
	const struct facts *x, *y;

	m->stopped = m->stopped || (m->stop && m->stop());
	if (m->stopped)
		return false;
	if (m->n_hashes > KEPT_HASHES)
		forget_sets(m);
	x = facts_of(m, a);
	y = &own;
	if (a % KEPT_SETS != b % KEPT_SETS)
		y = facts_of(m, b);
	else if (!read_facts(m, b, &own))
		own.set.n = 0;
	*out = facts_compare(x, y);
	facts_done(&own);
	return out->less > 0;
}

/* --- reading and writing clusters --- */

struct list {
	struct cluster_item *v;
	size_t n, cap;
	uint64_t fresh;
};

static void on_copy(void *ctx, const struct archive_copy *c)
{
	struct list *l = ctx;
	struct cluster_item *item;

	GROW(l->v, l->n + 1, l->cap);
	item = &l->v[l->n++];
	*item = (struct cluster_item){.docid = c->docid, .key = c->key, .dated = c->dated,
				      .day = c->day, .fresh = c->fresh, .was = c->cluster};
	item->has_sig = c->signature.n == SIGNATURE_BYTES;
	if (item->has_sig)
		signature_get(c->signature.p, &item->sig);
	l->fresh += c->fresh;
}

static int by_docid(const void *a, const void *b)
{
	const struct cluster_item *x = a, *y = b;

	return (x->docid > y->docid) - (x->docid < y->docid);
}

/* In the order of documents, in which they lie on the disk. */
static enum status write_clusters(struct archive_writer *w, struct list *l,
				  struct copies_stats *stats, struct err *err)
{
	enum status st = STATUS_OK;
	size_t i;

	if (l->n)
		qsort(l->v, l->n, sizeof(*l->v), by_docid);
	for (i = 0; i < l->n && st == STATUS_OK; i++) {
		const struct cluster_item *item = &l->v[i];
		uint64_t cluster = item->members > 1 ? item->cluster : 0;

		if (cluster == item->was)
			continue;
		st = archive_copies_set(w, item->docid, cluster, item->key, err);
		stats->changed++;
	}
	return st;
}

static uint64_t count_stories(const struct list *l, const struct cluster_stats *found)
{
	uint64_t n = found->clusters;
	size_t i;

	for (i = 0; i < l->n; i++)
		n += l->v[i].members == 1;
	return n;
}

static double now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

enum status copies_update(struct archive_writer *w, bool (*stop)(void), struct copies_stats *stats,
			  struct err *err)
{
	struct copies_stats s = {.fresh = 0};
	struct measurer *m = NULL;
	struct cluster_stats found;
	struct list l = {.n = 0};
	double began = now();
	enum status st;

	if (!archive_copies_pending(w))
		return STATUS_OK;
	m = measurer_new(w, stop);
	st = archive_copies_walk(w, on_copy, &l, err);
	if (st != STATUS_OK)
		goto out;
	cluster_run(l.v, l.n, measure, m, &found);
	st = m->stopped ? err_set(err, STATUS_CANCELLED, "interrupted") : STATUS_OK;
	if (st == STATUS_OK)
		st = write_clusters(w, &l, &s, err);
	if (st != STATUS_OK)
		goto out;
	archive_copies_settled(w);
	s.fresh = l.fresh;
	s.measured = found.pairs_measured;
	s.joined = found.pairs_joined;
	s.stories = count_stories(&l, &found);
	s.seconds = now() - began;
	*stats = s;
out:
	measurer_free(m);
	free(l.v);
	return st;
}
