/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Replies about queries: see answer.h; stats.c has answer_stats(). */
#include "lib/search/answer.h"

#include "lib/base/limits.h"
#include "lib/search/doctor.h"
#include "lib/search/explain.h"
#include "lib/search/identity.h"
#include "lib/search/snippet.h"

void answer_index(struct json *j, struct archive_reader *reader)
{
	json_key(j, "index");
	json_begin_object(j);
	json_key_str(j, "uuid", archive_uuid(reader));
	json_key_u64(j, "revision", archive_revision(reader));
	json_key_u64(j, "articles", archive_articles(reader));
	json_end(j);
}

void answer_query(struct json *j, const struct query *q)
{
	struct buf read;
	size_t i;

	buf_init(&read, LIMIT_REPLY_BYTES);
	if (q->root)
		node_print(q->root, &read);
	json_key(j, "query");
	json_begin_object(j);
	json_key_slice(j, "given", q->given);
	json_key_slice(j, "read", buf_slice(&read));
	json_key(j, "warnings");
	json_begin_array(j);
	for (i = 0; i < q->n_warnings; i++)
		json_slice(j, q->warnings[i]);
	json_end(j);
	json_end(j);
	buf_done(&read);
}

/* --- hits ----------------------------------------------------------------- */

static void write_authors(struct json *j, const struct article *a)
{
	size_t i;

	json_key(j, "authors");
	json_begin_array(j);
	for (i = 0; i < a->n_authors; i++)
		json_slice(j, a->authors[i]);
	json_end(j);
}

static enum status write_explain(struct searcher *s, struct search_result *r,
				 const struct search_hit *h, struct slice id, struct json *j,
				 struct err *err)
{
	enum status st;

	json_key(j, "explain");
	json_begin_object(j);
	json_key_double(j, "words", h->bm25, 4);
	json_key_double(j, "closeness", h->score - h->bm25 - h->early - h->typed, 4);
	json_key_double(j, "early", h->early, 4);
	json_key_double(j, "as_typed", h->typed, 4);
	st = explain_json(s, &r->query, r->added, r->scope, h, id, j, err);
	json_end(j);
	return st;
}

/* Left out where there are none. */
static void write_copies(struct searcher *s, const struct search_hit *h, struct json *j)
{
	struct copies_count n = copies_of(&s->copies, h->docid);

	if (!n.near && !n.exact)
		return;
	json_key(j, "copies");
	copies_count_json(j, n);
}

static enum status write_hit(struct searcher *s, struct search_result *r,
			     const struct answer_options *o, const struct search_hit *h,
			     const struct article *a, struct json *j, struct err *err)
{
	enum status st = STATUS_OK;
	struct buf citation;

	json_begin_object(j);
	json_key_slice(j, "id", a->id);
	json_key_slice(j, "source_id", a->source_id);
	json_key_double(j, "score", h->score, 4);
	json_key_slice(j, "title", a->title);
	json_key_slice(j, "publisher", a->publisher);
	write_authors(j, a);
	json_key_slice(j, "url", a->url);
	json_key(j, "published");
	pubdate_json(j, &a->published);
	json_key_slice(j, "language", a->language);
	json_key_slice(j, "file", a->file);
	write_copies(s, h, j);
	if (o->snippets) {
		json_key(j, "passages");
		snippet_json(s, r->query.root, r->scope, a, o->passages, j);
		buf_init(&citation, LIMIT_REPLY_BYTES);
		cite_short(&citation, a);
		json_key_slice(j, "citation", buf_slice(&citation));
		buf_done(&citation);
	}
	if (o->explain)
		st = write_explain(s, r, h, a->id, j, err);
	json_end(j);
	return st;
}

static void write_not_shown(struct json *j, const struct search_result *r)
{
	int z;

	json_key(j, "not_shown");
	json_begin_object(j);
	json_key(j, "only_in");
	json_begin_object(j);
	for (z = 0; z < ZONE_COUNT; z++)
		if (r->only_in[z])
			json_key_u64(j, zone_word((enum zone)z), r->only_in[z]);
	if (r->only_several)
		json_key_u64(j, "several", r->only_several);
	json_end(j);
	json_end(j);
}

#define ADVICE_MS 300

/* Nothing, or nothing with all of the words: why, as far as can be told soon. */
static enum status write_advice(struct searcher *s, struct search_result *r, struct json *j,
				struct err *err)
{
	struct deadline d;
	int z;

	if (r->total && !r->most)
		return STATUS_OK;
	for (z = 0; z < ZONE_COUNT; z++)
		if (r->only_in[z]) /* the words are there: not_shown says where */
			return STATUS_OK;
	deadline_init(&d, ADVICE_MS);
	return doctor_brief(s, &r->query, r->scope.zones, &d, j, err);
}

static void write_next(struct json *j, const struct cursor *next)
{
	struct buf text;

	buf_init(&text, 2 * LIMIT_CURSOR_BYTES);
	cursor_write(next, &text);
	json_key_slice(j, "next", buf_slice(&text));
	buf_done(&text);
}

/* Only where --expand found some. */
static void write_added(struct json *j, const struct node *added)
{
	size_t i;

	if (!added)
		return;
	json_key(j, "added");
	json_begin_array(j);
	for (i = 0; i < added->n; i++) {
		json_begin_object(j);
		json_key_slice(j, "word", added->kids[i]->text);
		json_key_double(j, "weight", added->kids[i]->weight, 3);
		json_end(j);
	}
	json_end(j);
}

enum status answer_search(struct searcher *s, struct search_result *r,
			  const struct answer_options *o, struct article *a, struct json *j,
			  struct err *err)
{
	enum status st = STATUS_OK;
	uint32_t i;

	answer_query(j, &r->query);
	write_added(j, r->added);
	json_key(j, "total");
	json_begin_object(j);
	json_key_u64(j, "articles", r->total);
	if (r->has_stories)
		json_key_u64(j, "stories", r->stories);
	json_key_str(j, "relation", r->exact ? "exact" : "at_least");
	json_end(j);
	write_not_shown(j, r);
	json_key_u64(j, "offset", r->before);
	json_key(j, "hits");
	json_begin_array(j);
	for (i = 0; i < r->n_hits && st == STATUS_OK; i++) {
		st = identity_get(s, r->hits[i].docid, a, err);
		if (st == STATUS_OK && o->snippets)
			st = search_load(s, r->hits[i].docid, err);
		if (st == STATUS_OK)
			st = write_hit(s, r, o, &r->hits[i], a, j, err);
	}
	json_end(j);
	if (r->next.n_seen)
		write_next(j, &r->next);
	return st == STATUS_OK ? write_advice(s, r, j, err) : st;
}

/* --- parse ---------------------------------------------------------------- */

struct parts {
	struct searcher *s;
	struct query *q;
	struct json  *j;
	struct deadline *deadline;
	unsigned zones;
	uint32_t n; /* written so far */
};

#define PARTS_MAX 64 /* that are counted */

static void write_stems(struct json *j, const struct leaf *leaf)
{
	uint32_t a, i;

	json_key(j, "stems");
	json_begin_array(j);
	for (a = 0; a < leaf->n_atoms; a++)
		for (i = 0; i < leaf->atoms[a].n_stems && i < 16; i++)
			json_slice(j, leaf->atoms[a].stems[i].term);
	json_end(j);
	if (leaf->n_forms)
		json_key_u64(j, "forms", leaf->n_forms);
}

static enum status write_part(struct parts *p, struct node *n, struct err *err)
{
	struct search_counts counts;
	struct buf text;
	enum status st = search_count_node(p->s, p->q, n, p->zones, p->deadline, &counts, err);

	if (st != STATUS_OK)
		return st;
	buf_init(&text, LIMIT_REPLY_BYTES);
	node_print(n, &text);
	json_begin_object(p->j);
	json_key_slice(p->j, "part", buf_slice(&text));
	search_counts_json(p->j, &counts);
	if (n->kind == NODE_WORD || n->kind == NODE_PHRASE)
		write_stems(p->j, n->leaf);
	json_end(p->j);
	buf_done(&text);
	p->n++;
	return STATUS_OK;
}

/* The node, then what it is made of. */
static enum status write_parts(struct parts *p, struct node *n, unsigned zones, struct err *err)
{
	enum status st = STATUS_OK;
	size_t i;

	p->zones = zones;
	if (p->n < PARTS_MAX)
		st = write_part(p, n, err);
	if (n->kind == NODE_ZONES)
		zones = n->zones;
	for (i = 0; !n->whole && i < n->n && st == STATUS_OK; i++)
		st = write_parts(p, n->kids[i], zones, err);
	return st;
}

enum status answer_parse(struct searcher *s, struct query *q, unsigned zones,
			 struct deadline *deadline, struct json *j, struct err *err)
{
	struct parts p = {s, q, j, deadline, zones, 0};
	enum status st = STATUS_OK;

	answer_query(j, q);
	json_key(j, "parts");
	json_begin_array(j);
	if (q->root)
		st = write_parts(&p, q->root, zones, err);
	json_end(j);
	return st;
}
