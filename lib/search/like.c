/* SPDX-License-Identifier: GPL-2.0-or-later */
/* More like this: see like.h. */
#include "lib/search/like.h"

#include <math.h>
#include <string.h>

#include "lib/base/limits.h"
#include "lib/search/identity.h"
#include "lib/search/parse.h"
#include "lib/search/topic.h"
#include "lib/search/xc.h"

struct like {
	struct searcher *s;
	struct query *q;
	struct article article;
	uint32_t seen;
	struct err *err;
};

static enum status score_word(struct like *l, struct topic_word *w)
{
	double articles = (double)archive_articles(l->s->reader);
	uint32_t freq = 0;
	enum status st = search_term_freq(l->s->reader, 0, w->stem, &freq, l->err);

	w->score = 0;
	if (st == STATUS_OK && freq > 1) /* its own word alone leads nowhere */
		w->score = (1 + log(w->weight)) * log(1 + (articles - freq + .5) / (freq + .5));
	return st;
}

/* ANY(the words), or NULL when there are none. */
static enum status words_of(struct like *l, struct node **out)
{
	struct node *any = query_node(l->q, NODE_OR);
	enum status st = STATUS_OK;
	struct topic_word *v;
	struct topic t;
	size_t n, i;

	topic_init(&t);
	topic_read(l->s, &t, &l->article, (struct topic_reading){1, 3, 2});
	v = topic_words(&t, &n);
	for (i = 0; i < n && st == STATUS_OK; i++)
		st = score_word(l, &v[i]);
	n = st == STATUS_OK ? topic_best(v, n, LIKE_WORDS) : 0;
	any->depth = 2;
	any->kids = ARENA_ARRAY(&l->q->arena, struct node *, n + 1);
	for (i = 0; i < n; i++)
		any->kids[any->n++] = topic_node(l->q, &v[i], v[i].score / v[0].score);
	*out = n ? any : NULL;
	topic_done(&t);
	return st;
}

static void rule_out(struct like *l, struct node *any, struct slice id)
{
	struct node *n = query_node(l->q, NODE_FIELD);

	n->field = FIELD_ID;
	n->text = arena_dup(&l->q->arena, identity_bare(id));
	any->kids[any->n++] = n;
}

/* NOT(itself and its copies). */
static enum status others_only(struct like *l, uint32_t docid, struct node **out)
{
	struct node *any = query_node(l->q, NODE_OR), *others = query_node(l->q, NODE_NOT);
	const struct copies *c = &l->s->copies;
	enum status st = copies_load(&l->s->copies, l->s->reader, l->err);
	uint32_t docids[LIKE_COPIES];
	size_t n, i;

	if (st != STATUS_OK)
		return st;
	any->kids = ARENA_ARRAY(&l->q->arena, struct node *, LIKE_COPIES + 1);
	rule_out(l, any, l->article.id);
	n = copies_docids(c, docid, docids, LIKE_COPIES);
	for (i = 0; i < n && st == STATUS_OK; i++) {
		st = archive_get(l->s->reader, docids[i], &l->article, l->err);
		if (st == STATUS_OK)
			rule_out(l, any, l->article.id);
	}
	any->depth = 2;
	others->depth = 3;
	others->kids = ARENA_ARRAY(&l->q->arena, struct node *, 1);
	others->kids[others->n++] = any->n == 1 ? any->kids[0] : any;
	*out = others;
	return st;
}

/* Left out of the query, with the reason. */
static enum status leave_out(struct like *l, struct node **at, const char *why)
{
	struct node *n = *at;

	*at = NULL;
	if (l->q->mode == QUERY_STRICT)
		return err_set_at(l->err, STATUS_QUERY, n->pos, "%.*s: %.*s",
				  (int)strcspn(why, ";"), why,
				  SLICE_ARG(slice_sub(n->text, 0, 60)));
	query_warn(l->q, "%s: %.*s", why, SLICE_ARG(slice_sub(n->text, 0, 60)));
	return STATUS_OK;
}

static struct slice told(struct like *l, struct slice id)
{
	struct slice out;
	struct buf b;

	buf_init(&b, LIMIT_QUERY_BYTES + 16);
	buf_addf(&b, "like:\"%.*s\"", SLICE_ARG(id));
	out = arena_dup(&l->q->arena, buf_slice(&b));
	buf_done(&b);
	return out;
}

static enum status replace(struct like *l, struct node **at)
{
	struct node *all = query_node(l->q, NODE_AND), *words, *others;
	uint32_t docid;
	enum status st;

	if (++l->seen > LIKE_FIELDS)
		return leave_out(l, at, "too many like: in one query; left out");
	st = identity_find(l->s, (*at)->text, &docid, &l->article, l->err);
	if (st == STATUS_NOT_FOUND)
		return leave_out(l, at, "no such article; left out");
	if (st == STATUS_OK)
		st = words_of(l, &words);
	if (st != STATUS_OK)
		return st;
	if (!words)
		return leave_out(l, at, "no word of it is in another article; left out");
	st = others_only(l, docid, &others);
	all->pos = (*at)->pos;
	all->told = told(l, (*at)->text);
	all->depth = 4;
	all->kids = ARENA_ARRAY(&l->q->arena, struct node *, 2);
	all->kids[all->n++] = words;
	all->kids[all->n++] = others;
	*at = all;
	return st;
}

static enum status walk(struct like *l, struct node **at)
{
	struct node *n = *at;
	enum status st = STATUS_OK;
	size_t i, kept = 0;

	if (n->kind == NODE_FIELD && n->field == FIELD_LIKE)
		return replace(l, at);
	for (i = 0; i < n->n && st == STATUS_OK; i++) {
		st = walk(l, &n->kids[i]);
		if (n->kids[i])
			n->kids[kept++] = n->kids[i];
	}
	if (n->n && !kept)
		*at = NULL;
	n->n = kept;
	return st;
}

enum status like_resolve(struct searcher *s, struct query *q, struct node **root, struct err *err)
{
	struct like l = {.s = s, .q = q, .err = err};
	enum status st;

	if (!*root)
		return STATUS_OK;
	article_init(&l.article);
	st = walk(&l, root);
	article_done(&l.article);
	return st;
}
