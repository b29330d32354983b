/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A call for each path: see api_internal.h. */
#include "lib/search/api_internal.h"

#include "lib/base/hash.h"
#include "lib/base/limits.h"
#include "lib/search/answer.h"
#include "lib/search/breakdown.h"
#include "lib/search/doctor.h"
#include "lib/search/identity.h"
#include "lib/search/kwic.h"
#include "lib/search/snippet.h"
#include "lib/search/vocabulary.h"

static void request_of(const struct call *c, struct search_request *out)
{
	static const enum query_mode modes[] = {QUERY_LENIENT, QUERY_STRICT, QUERY_ANY};
	static const enum search_sort sorts[] = {SORT_RELEVANCE, SORT_NEWEST, SORT_OLDEST,
						 SORT_PUBLICATION};
	const struct values *v = &c->v;

	*out = (struct search_request){
		.q = v->text[P_Q].p ? v->text[P_Q] : SLICE_LIT(""),
		.mode = modes[v->number[P_MODE]],
		.zones = v->zones ? v->zones : ZONES_DEFAULT,
		.from = v->text[P_FROM],
		.to = v->text[P_TO],
		.sort = sorts[v->number[P_SORT]],
		.limit = v->text[P_LIMIT].p ? v->number[P_LIMIT] : 10,
		.offset = v->number[P_OFFSET],
		.collapse = (enum search_collapse)v->number[P_COLLAPSE],
		.deadline_ms = c->deadline_ms,
		.count = v->number[P_MODE] != 2,
		.elsewhere = v->number[P_MODE] != 2,
		.expand = v->number[P_EXPAND],
	};
}

/* What a cursor belongs to: the archive and all that decides which articles come
 * in which order. */
static uint64_t hash_of_request(const struct call *c)
{
	static const enum param of[] = {P_Q, P_ZONES, P_MODE, P_FROM, P_TO, P_SORT, P_COLLAPSE,
					 P_EXPAND};
	uint64_t h = hash64(slice_str(archive_uuid(c->api->reader)));
	size_t i;

	for (i = 0; i < sizeof(of) / sizeof(of[0]); i++)
		h = (h ^ hash64(c->v.text[of[i]])) * 0x9E3779B97F4A7C15u + i;
	return h;
}

/* The page before, when one is named. */
static enum status read_cursor(struct call *c, struct arena *arena, struct cursor *out,
			       struct search_request *req, struct err *err)
{
	struct slice text = c->v.text[P_CURSOR];

	req->hash = hash_of_request(c);
	if (!text.p)
		return STATUS_OK;
	if (c->v.text[P_OFFSET].p)
		return err_set(err, STATUS_USAGE, "cursor and offset exclude each other");
	if (!cursor_read(text, arena, out))
		return err_set(err, STATUS_USAGE, "this is no cursor: it is what an answer gave as next");
	if (out->request != req->hash)
		return err_set(err, STATUS_USAGE, "the cursor is of another request or archive; all "
			       "parameters but limit stay the same from page to page");
	req->after = out;
	return STATUS_OK;
}

static enum status search_for(struct call *c, struct search_request req, struct err *err)
{
	struct answer_options o = {.passages = 1, .snippets = true};
	struct search_result r;
	enum status st;

	if (c->v.text[P_PASSAGES].p)
		o.passages = c->v.number[P_PASSAGES];
	if (c->v.text[P_SNIPPETS].p)
		o.snippets = c->v.number[P_SNIPPETS];
	o.explain = c->v.number[P_EXPLAIN];
	st = search_run(&c->api->searcher, &req, &r, err);
	if (st == STATUS_OK)
		st = answer_search(&c->api->searcher, &r, &o, &c->api->article, c->j, err);
	if (st == STATUS_OK)
		json_key_double(c->j, "took_ms", (double)(api_now_ns() - c->began_ns) / 1e6, 3);
	c->found = r.total > 0;
	search_result_done(&r);
	return st;
}

enum status call_search(struct call *c, struct err *err)
{
	struct search_request req;
	struct cursor cursor;
	struct arena arena;
	enum status st;

	request_of(c, &req);
	arena_init(&arena);
	st = read_cursor(c, &arena, &cursor, &req, err);
	if (st == STATUS_OK)
		st = search_for(c, req, err);
	arena_done(&arena);
	return st;
}

static void write_took(struct call *c)
{
	json_key_double(c->j, "took_ms", (double)(api_now_ns() - c->began_ns) / 1e6, 3);
}

/* All articles of the query; end_scan() in any case. */
static enum status scan_call(struct call *c, struct scan *out, struct err *err)
{
	struct search_request req;

	request_of(c, &req);
	return scan_run(&c->api->searcher, &req, out, err);
}

static enum status end_scan(struct call *c, struct scan *scan, enum status st)
{
	if (st == STATUS_OK)
		write_took(c);
	c->found = c->found || scan->set.count > 0;
	scan_done(scan);
	return st;
}

enum status call_parse(struct call *c, struct err *err)
{
	struct search_request req;
	struct query q;
	struct deadline deadline;
	enum status st;

	request_of(c, &req);
	deadline_init(&deadline, c->deadline_ms);
	st = search_read(&c->api->searcher, &req, &q, err);
	if (st == STATUS_OK)
		st = answer_parse(&c->api->searcher, &q, req.zones, &deadline, c->j, err);
	if (st == STATUS_OK)
		st = doctor_json(&c->api->searcher, &q, req.zones, &deadline, c->j, err);
	c->found = q.root != NULL;
	query_done(&q);
	return st;
}

enum status call_kwic(struct call *c, struct err *err)
{
	struct kwic_options o = {.width = 40, .limit = 100, .offset = c->v.number[P_OFFSET]};
	struct slice order = c->v.text[P_ORDER];
	uint64_t lines = 0;
	struct scan scan;
	enum status st;

	if (c->v.text[P_WIDTH].p)
		o.width = c->v.number[P_WIDTH];
	if (c->v.text[P_LIMIT].p)
		o.limit = c->v.number[P_LIMIT];
	if (order.p && !kwic_order_parse(order, &o.order))
		return err_set(err, STATUS_USAGE,
			       "order is a list like 1L,2R,M of at most %d words, not '%.*s'",
			       LIMIT_KWIC_KEYS, SLICE_ARG(slice_sub(order, 0, 60)));
	st = scan_call(c, &scan, err);
	if (st == STATUS_OK)
		st = kwic_json(&c->api->searcher, &scan, &o, &c->api->article, c->j, &lines, err);
	c->found = lines > 0;
	return end_scan(c, &scan, st);
}

enum status call_timeline(struct call *c, struct err *err)
{
	enum timeline_by by = c->v.text[P_BY].p ? (enum timeline_by)c->v.number[P_BY]
						: TIMELINE_MONTH;
	struct scan scan;
	enum status st = scan_call(c, &scan, err);

	if (st == STATUS_OK)
		st = timeline_json(&c->api->searcher, &scan, by, c->j, err);
	return end_scan(c, &scan, st);
}

enum status call_facets(struct call *c, struct err *err)
{
	uint32_t limit = c->v.text[P_LIMIT].p ? c->v.number[P_LIMIT] : 10;
	struct slice list = c->v.text[P_FACETS];
	unsigned which = BREAKDOWN_ALL;
	struct scan scan;
	enum status st;

	if (list.p && !breakdown_parse(list, &which))
		return err_set(err, STATUS_USAGE,
			       "facets is a list of publication, author, year, month, language "
			       "and section, not '%.*s'", SLICE_ARG(slice_sub(list, 0, 60)));
	st = scan_call(c, &scan, err);
	if (st == STATUS_OK)
		st = breakdown_json(&c->api->searcher, &scan, which, limit, c->j, err);
	return end_scan(c, &scan, st);
}

enum status call_terms(struct call *c, struct err *err)
{
	struct vocabulary_options o = {.pattern = c->v.text[P_PREFIX],
				       .limit = 50,
				       .offset = c->v.number[P_OFFSET]};
	struct slice order = c->v.text[P_ORDER];
	struct deadline deadline;
	uint64_t forms = 0;
	enum status st;

	if (!o.pattern.p)
		return err_set(err, STATUS_USAGE, "terms needs prefix=, the beginning of a word");
	if (o.pattern.n > LIMIT_FIELD_BYTES)
		return err_set(err, STATUS_TOO_BIG, "a prefix is at most %zu bytes long",
			       LIMIT_FIELD_BYTES);
	if (order.p && !slice_eq_str(order, "articles") && !slice_eq_str(order, "form"))
		return err_set(err, STATUS_USAGE, "order is articles or form here, not '%.*s'",
			       SLICE_ARG(slice_sub(order, 0, 60)));
	if (c->v.text[P_LIMIT].p)
		o.limit = c->v.number[P_LIMIT];
	o.by_form = slice_eq_str(order, "form");
	deadline_init(&deadline, c->deadline_ms);
	st = vocabulary_json(&c->api->searcher, &o, &deadline, c->j, &forms, err);
	if (st == STATUS_OK)
		write_took(c);
	c->found = forms > 0;
	return st;
}

/* The article of the id in the path, and its number. */
static enum status find_article(struct call *c, uint32_t *docid, struct err *err)
{
	return identity_find(&c->api->searcher, c->id, docid, &c->api->article, err);
}

enum status call_doc(struct call *c, struct err *err)
{
	const struct article *a = &c->api->article;
	unsigned zones = c->v.zones ? c->v.zones : ZONE_BIT(ZONE_BODY);
	uint32_t docid;
	enum status st = find_article(c, &docid, err);
	uint32_t p = c->v.number[P_P];

	if (st != STATUS_OK)
		return st;
	c->found = true;
	if (p && !snippet_passage(&c->api->searcher, a, p, c->v.number[P_S]).p)
		return err_set(err, STATUS_NOT_FOUND, "%.*s has no such passage", SLICE_ARG(a->id));
	article_json(c->j, a, zones);
	return STATUS_OK;
}

enum status call_copies(struct call *c, struct err *err)
{
	uint32_t docid;
	enum status st = find_article(c, &docid, err);

	if (st == STATUS_OK)
		st = copies_json(&c->api->searcher, docid, &c->api->article, c->j, err);
	c->found = st == STATUS_OK;
	return st;
}

/* The same as a search for like:ID. */
enum status call_similar(struct call *c, struct err *err)
{
	struct search_request req;
	uint32_t docid;
	enum status st = find_article(c, &docid, err);
	struct buf q;

	if (st != STATUS_OK)
		return st;
	buf_init(&q, LIMIT_QUERY_BYTES);
	buf_addf(&q, "like:\"%.*s\"", SLICE_ARG(c->api->article.id));
	request_of(c, &req);
	req.q = buf_slice(&q);
	st = search_for(c, req, err);
	buf_done(&q);
	return st;
}

enum status call_cite(struct call *c, struct err *err)
{
	struct article *a = &c->api->article;
	enum cite_style style = (enum cite_style)c->v.number[P_STYLE];
	struct cite_place at = {c->v.number[P_P], c->v.number[P_S]};
	uint32_t docid;
	enum status st = find_article(c, &docid, err);
	struct buf text;

	if (st != STATUS_OK)
		return st;
	if (at.s && !at.p)
		return err_set(err, STATUS_USAGE, "s, a sentence, needs p, its paragraph");
	if (at.p && !snippet_passage(&c->api->searcher, a, at.p, at.s).p)
		return err_set(err, STATUS_NOT_FOUND, "%.*s has no such passage", SLICE_ARG(a->id));
	buf_init(&text, LIMIT_REPLY_BYTES);
	cite_format(&text, a, style, at);
	json_key_slice(c->j, "id", a->id);
	json_key_str(c->j, "style", cite_style_word(style));
	json_key_str(c->j, "type", cite_style_type(style));
	if (at.p)
		json_key_u64(c->j, "p", at.p);
	if (at.s)
		json_key_u64(c->j, "s", at.s);
	json_key_slice(c->j, "citation", buf_slice(&text));
	buf_done(&text);
	c->found = true;
	return STATUS_OK;
}

enum status call_stats(struct call *c, struct err *err)
{
	c->found = true;
	return answer_stats(&c->api->searcher, c->j, err);
}
