/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Words from the best articles: see expand.h. */
#include "lib/search/expand.h"

#include <math.h>

#include "lib/search/leaf.h"
#include "lib/search/parse.h"
#include "lib/search/topic.h"

/* How much an article is believed: as its score is near that of the best.  Where
 * one article stands out it alone speaks, and words of the others, which are
 * likely to be about something else, come in hardly at all. */
static double belief(const struct rank *r, const struct search_hit *top, uint32_t i)
{
	return pow(top[i].score / top[0].score, r->feedback_power);
}

static enum status read_best(struct searcher *s, const struct search_hit *top, uint32_t n,
			     struct topic *t, struct err *err)
{
	enum status st = STATUS_OK;
	struct article a;
	uint32_t i, words;
	struct xc_error xe;
	struct topic_reading how = {.title = 1, .lead = 1};

	article_init(&a);
	for (i = 0; i < n && st == STATUS_OK; i++) {
		st = archive_get(s->reader, top[i].docid, &a, err);
		if (st == STATUS_OK)
			st = search_xc(xc_db_get_doclength(archive_db(s->reader), top[i].docid,
							   &words, &xe), &xe, err);
		if (st != STATUS_OK)
			break;
		how.weight = belief(&s->rank, top, i) / (words ? words : 1);
		topic_read(s, t, &a, how);
	}
	article_done(&a);
	return st;
}

/* The word of the question that this stem is one of, or NULL. */
static struct node *own_word(struct node *n, struct slice stem)
{
	struct node *own = NULL;
	uint32_t i;
	size_t k;

	if (n->kind == NODE_NOT)
		return NULL;
	for (i = 0; n->kind == NODE_WORD && n->pattern == PATTERN_NONE && n->leaf->pure && i < n->leaf->atoms[0].n_stems; i++)
		if (slice_eq(n->leaf->atoms[0].stems[i].term, stem))
			return n;
	for (k = 0; k < n->n && !own; k++)
		own = own_word(n->kids[k], stem);
	return own;
}

/* Words of one article alone and those that much of the archive has say nothing; of
 * the others, how often they are met by how rare they are. */
static enum status weigh_word(struct searcher *s, struct topic_word *w, struct err *err)
{
	double articles = (double)archive_articles(s->reader);
	uint32_t freq = 0;
	enum status st;

	w->score = 0;
	if (w->articles < 2)
		return STATUS_OK;
	st = search_term_freq(s->reader, 0, w->stem, &freq, err);
	if (st == STATUS_OK && freq && freq <= s->rank.feedback_common * articles)
		w->score = w->weight * log((articles - freq + .5) / (freq + .5));
	return st;
}

/* What the question's own words weigh together. */
static double weight_of(const struct node *n)
{
	double sum = n->kind == NODE_WORD || n->kind == NODE_PHRASE ? n->weight : 0;
	size_t i;

	for (i = 0; i < n->n && n->kind != NODE_NOT; i++)
		sum += weight_of(n->kids[i]);
	return sum;
}

/* The new words as an OR; those that the question has already weigh more. */
static struct node *node_of(struct searcher *s, struct query *q, const struct topic_word *v,
			    size_t n)
{
	double share = s->rank.feedback_weight * weight_of(q->root), sum = 0;
	struct node *any = query_node(q, NODE_OR);
	size_t i;

	for (i = 0; i < n; i++)
		sum += v[i].score;

	any->depth = 2;
	any->kids = ARENA_ARRAY(&q->arena, struct node *, n);
	for (i = 0; i < n; i++) {
		struct node *own = own_word(q->root, v[i].stem);
		double weight = share * v[i].score / sum;

		if (own)
			own->weight += weight;
		else
			any->kids[any->n++] = topic_node(q, &v[i], weight);
	}
	return any;
}

enum status expand_words(struct searcher *s, struct query *q, const struct search_hit *top,
			 uint32_t n, struct node **out, struct err *err)
{
	enum status st = STATUS_OK;
	struct topic_word *v;
	struct topic t;
	size_t n_words = 0, i;

	*out = NULL;
	if (n > s->rank.feedback)
		n = s->rank.feedback;
	if (n < 2 || top[0].score <= 0)
		return STATUS_OK;
	topic_init(&t);
	st = read_best(s, top, n, &t, err);
	v = topic_words(&t, &n_words);
	for (i = 0; i < n_words && st == STATUS_OK; i++)
		st = weigh_word(s, &v[i], err);
	n_words = st == STATUS_OK ? topic_best(v, n_words, s->rank.feedback_words) : 0;
	if (n_words)
		*out = node_of(s, q, v, n_words);
	topic_done(&t);
	return st;
}
