/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The door: see api.h.  Two tables say what may be asked: endpoints with their
 * parameters, and parameters with their types and bounds. */
#include "lib/search/api.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "lib/base/hash.h"
#include "lib/base/io.h"
#include "lib/base/json.h"
#include "lib/base/limits.h"
#include "lib/base/mem.h"
#include "lib/base/num.h"
#include "lib/base/opt.h"
#include "lib/search/answer.h"
#include "lib/search/breakdown.h"
#include "lib/search/doctor.h"
#include "lib/search/identity.h"
#include "lib/search/kwic.h"
#include "lib/search/parse.h"
#include "lib/search/search.h"
#include "lib/search/snippet.h"
#include "lib/search/synonyms.h"
#include "lib/search/timeline.h"
#include "lib/search/vocabulary.h"

#define RETRIES 3 /* of a request whose archive changed while it ran */

struct api {
	struct archive_reader *reader;
	struct searcher searcher;
	struct article  article; /* scratch */
};

/* --- parameters ----------------------------------------------------------- */

#define PARAM_TABLE(X)                                                         \
	/* name      type          max or choices */                           \
	X(Q,        "q",        TEXT,   0, NULL)                               \
	X(LIMIT,    "limit",    NUMBER, LIMIT_RESULTS, NULL)                   \
	X(OFFSET,   "offset",   NUMBER, LIMIT_OFFSET, NULL)                    \
	X(CURSOR,   "cursor",   TEXT,   0, NULL)                               \
	X(SORT,     "sort",     CHOICE, 0, "relevance|date|date-asc|publication")     \
	X(ZONES,    "zones",    ZONES,  0, NULL)                               \
	X(MODE,     "mode",     CHOICE, 0, "lenient|strict|any")               \
	X(FROM,     "from",     TEXT,   0, NULL)                               \
	X(TO,       "to",       TEXT,   0, NULL)                               \
	X(PASSAGES, "passages", NUMBER, LIMIT_PASSAGES, NULL)                  \
	X(SNIPPETS, "snippets", CHOICE, 0, "0|1")                              \
	X(EXPLAIN,  "explain",  CHOICE, 0, "0|1")                              \
	X(COLLAPSE, "collapse", CHOICE, 0, "off|near|exact")                   \
	X(STYLE,    "style",    CHOICE, 0, "chicago|apa|mla|bibtex|ris|csl-json") \
	X(P,        "p",        NUMBER, LIMIT_BLOCKS, NULL)                    \
	X(S,        "s",        NUMBER, LIMIT_BLOCKS, NULL)                    \
	X(WIDTH,    "width",    NUMBER, LIMIT_KWIC_WIDTH, NULL)                \
	X(ORDER,    "order",    TEXT,   0, NULL)                               \
	X(BY,       "by",       CHOICE, 0, TIMELINE_BY_WORDS)                  \
	X(FACETS,   "facets",   TEXT,   0, NULL)                               \
	X(PREFIX,   "prefix",   TEXT,   0, NULL)                               \
	X(EXPAND,   "expand",   CHOICE, 0, "0|1")

enum param_type { PARAM_TEXT, PARAM_NUMBER, PARAM_CHOICE, PARAM_ZONES };

enum param {
#define X(name, word, type, max, choices) P_##name,
	PARAM_TABLE(X)
#undef X
	P_COUNT
};

static const struct {
	const char *name;
	enum param_type type;
	uint32_t max;
	const char *choices;
} params[] = {
#define X(name, word, type, max, choices) {word, PARAM_##type, max, choices},
	PARAM_TABLE(X)
#undef X
};

#define BIT(p) (1u << P_##p)

struct values {
	struct slice text[P_COUNT]; /* absent: not given */
	uint32_t number[P_COUNT];
	unsigned zones;
};

struct call {
	struct api *api;
	struct slice id; /* of /v1/docs/{id} */
	struct values v;
	uint32_t deadline_ms;
	uint64_t began_ns;
	struct json *j;
	bool found;
};

/* Position of the choice among "a|b|c", or -1. */
static int choice_of(const char *choices, struct slice value)
{
	struct slice rest = slice_str(choices), one;
	int i;

	for (i = 0; slice_split(&rest, '|', &one); i++)
		if (slice_eq(one, value))
			return i;
	return -1;
}

static enum status read_value(enum param p, struct slice value, struct values *out, struct err *err)
{
	struct slice shown = slice_sub(value, 0, 60);
	int choice;

	switch (params[p].type) {
	case PARAM_NUMBER:
		if (!num_u32(value, params[p].max, &out->number[p]))
			return err_set(err, STATUS_USAGE, "%s is a number from 0 to %u, not '%.*s'",
				       params[p].name, (unsigned)params[p].max, SLICE_ARG(shown));
		break;
	case PARAM_CHOICE:
		choice = choice_of(params[p].choices, value);
		if (choice < 0)
			return err_set(err, STATUS_USAGE, "%s is one of %s, not '%.*s'",
				       params[p].name, params[p].choices, SLICE_ARG(shown));
		out->number[p] = (uint32_t)choice;
		break;
	case PARAM_ZONES:
		if (!zones_parse(value, &out->zones))
			return err_set(err, STATUS_USAGE,
				       "zones is all or a list like title,body,teaser, not '%.*s'",
				       SLICE_ARG(shown));
		break;
	case PARAM_TEXT:
		break;
	}
	out->text[p] = value.p ? value : SLICE_LIT("");
	return STATUS_OK;
}

static enum status read_params(unsigned allowed, const struct api_param *v, size_t n,
			       struct values *out, struct err *err)
{
	size_t i, k;
	enum status st;

	if (n > LIMIT_PARAMS)
		return err_set(err, STATUS_USAGE, "more than %d parameters", LIMIT_PARAMS);
	for (i = 0; i < n; i++) {
		for (k = 0; k < P_COUNT && !slice_eq_str(v[i].key, params[k].name); k++)
			;
		if (k == P_COUNT || !(allowed & (1u << k)))
			return err_set(err, STATUS_USAGE, "unknown parameter '%.*s'",
				       SLICE_ARG(slice_sub(v[i].key, 0, 60)));
		if (out->text[k].p)
			return err_set(err, STATUS_USAGE, "parameter '%s' is given twice",
				       params[k].name);
		st = read_value((enum param)k, v[i].value, out, err);
		if (st != STATUS_OK)
			return st;
	}
	return STATUS_OK;
}

/* --- endpoints ------------------------------------------------------------ */

static uint64_t now_ns(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (uint64_t)t.tv_sec * 1000000000u + (uint64_t)t.tv_nsec;
}

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
		json_key_double(c->j, "took_ms", (double)(now_ns() - c->began_ns) / 1e6, 3);
	c->found = r.total > 0;
	search_result_done(&r);
	return st;
}

static enum status call_search(struct call *c, struct err *err)
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
	json_key_double(c->j, "took_ms", (double)(now_ns() - c->began_ns) / 1e6, 3);
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

static enum status call_parse(struct call *c, struct err *err)
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

static enum status call_kwic(struct call *c, struct err *err)
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

static enum status call_timeline(struct call *c, struct err *err)
{
	enum timeline_by by = c->v.text[P_BY].p ? (enum timeline_by)c->v.number[P_BY]
						: TIMELINE_MONTH;
	struct scan scan;
	enum status st = scan_call(c, &scan, err);

	if (st == STATUS_OK)
		st = timeline_json(&c->api->searcher, &scan, by, c->j, err);
	return end_scan(c, &scan, st);
}

static enum status call_facets(struct call *c, struct err *err)
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

static enum status call_terms(struct call *c, struct err *err)
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

static enum status call_doc(struct call *c, struct err *err)
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

static enum status call_copies(struct call *c, struct err *err)
{
	uint32_t docid;
	enum status st = find_article(c, &docid, err);

	if (st == STATUS_OK)
		st = copies_json(&c->api->searcher, docid, &c->api->article, c->j, err);
	c->found = st == STATUS_OK;
	return st;
}

/* The same as a search for like:ID. */
static enum status call_similar(struct call *c, struct err *err)
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

static enum status call_cite(struct call *c, struct err *err)
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

static enum status call_stats(struct call *c, struct err *err)
{
	c->found = true;
	return answer_stats(&c->api->searcher, c->j, err);
}

static enum status call_root(struct call *c, struct err *err);

struct endpoint {
	const char *path;
	unsigned    params;
	enum status (*run)(struct call *c, struct err *err);
	const char *help;
	bool bare; /* the reply is what run() writes; else an object that begins with "index" */
};

#define QUERY_PARAMS (BIT(Q) | BIT(ZONES) | BIT(MODE) | BIT(FROM) | BIT(TO))

static const struct endpoint endpoints[] = {
	{"/v1/", 0, call_root, "this list", false},
	{"/v1/search",
	 QUERY_PARAMS | BIT(LIMIT) | BIT(OFFSET) | BIT(CURSOR) | BIT(SORT) | BIT(PASSAGES) |
		 BIT(SNIPPETS) | BIT(EXPLAIN) | BIT(COLLAPSE) | BIT(EXPAND),
	 call_search, "ranked articles with the passage that matched", false},
	{"/v1/kwic", QUERY_PARAMS | BIT(LIMIT) | BIT(OFFSET) | BIT(WIDTH) | BIT(ORDER), call_kwic,
	 "the concordance: each place that matched, with the text around it", false},
	{"/v1/timeline", QUERY_PARAMS | BIT(BY), call_timeline,
	 "articles over time, raw and as a share of the archive", false},
	{"/v1/facets", QUERY_PARAMS | BIT(LIMIT) | BIT(FACETS), call_facets,
	 "how the articles divide by publication, author, year, month, language, section", false},
	{"/v1/terms", BIT(PREFIX) | BIT(ORDER) | BIT(LIMIT) | BIT(OFFSET), call_terms,
	 "words of the archive by prefix or wildcard, with the articles that have each", false},
	{"/v1/parse", QUERY_PARAMS, call_parse, "how a query is read, with counts for its parts",
	 false},
	{"/v1/stats", 0, call_stats, "what the archive holds", false},
	{"/v1/docs/{id}", BIT(ZONES) | BIT(P) | BIT(S), call_doc, "one article", true},
	{"/v1/docs/{id}/cite", BIT(STYLE) | BIT(P) | BIT(S), call_cite, "its citation", false},
	{"/v1/docs/{id}/copies", 0, call_copies,
	 "its copies: who has the same story, how like, who was first", false},
	{"/v1/docs/{id}/similar", BIT(LIMIT) | BIT(OFFSET) | BIT(PASSAGES) | BIT(SNIPPETS) |
		 BIT(EXPLAIN) | BIT(COLLAPSE), call_similar,
	 "articles about the same matter, without its copies", false},
};

#define N_ENDPOINTS (sizeof(endpoints) / sizeof(endpoints[0]))

static void write_param(struct json *j, size_t k)
{
	static const char *const types[] = {"text", "number", "choice", "zones"};

	json_begin_object(j);
	json_key_str(j, "name", params[k].name);
	json_key_str(j, "type", types[params[k].type]);
	if (params[k].type == PARAM_NUMBER)
		json_key_u64(j, "max", params[k].max);
	if (params[k].choices)
		json_key_str(j, "choices", params[k].choices);
	json_end(j);
}

static enum status call_root(struct call *c, struct err *err)
{
	size_t i, k;

	(void)err;
	json_key_str(c->j, "name", "backfile");
	json_key_str(c->j, "version", backfile_version);
	json_key(c->j, "endpoints");
	json_begin_array(c->j);
	for (i = 0; i < N_ENDPOINTS; i++) {
		json_begin_object(c->j);
		json_key_str(c->j, "path", endpoints[i].path);
		json_key_str(c->j, "about", endpoints[i].help);
		json_key(c->j, "parameters");
		json_begin_array(c->j);
		for (k = 0; k < P_COUNT; k++)
			if (endpoints[i].params & (1u << k))
				write_param(c->j, k);
		json_end(c->j);
		json_end(c->j);
	}
	json_end(c->j);
	json_key(c->j, "limits");
	json_begin_object(c->j);
	json_key_u64(c->j, "query_bytes", LIMIT_QUERY_BYTES);
	json_key_u64(c->j, "query_depth", LIMIT_QUERY_DEPTH);
	json_key_u64(c->j, "expansions", LIMIT_EXPANSIONS);
	json_key_u64(c->j, "results", LIMIT_RESULTS);
	json_end(c->j);
	c->found = true;
	return STATUS_OK;
}

/* --- dispatch ------------------------------------------------------------- */

static const struct endpoint *find_endpoint(struct slice path, struct slice *id)
{
	const struct slice docs = SLICE_LIT("/v1/docs/"), hole = SLICE_LIT("{id}");
	size_t i;

	for (i = 0; i < N_ENDPOINTS; i++)
		if (slice_eq_str(path, endpoints[i].path) && !slice_has_byte(path, '{'))
			return &endpoints[i];
	if (!slice_starts(path, docs))
		return NULL;
	for (i = 0; i < N_ENDPOINTS; i++) {
		struct slice e = slice_str(endpoints[i].path), rest, tail;

		if (!slice_starts(e, docs))
			continue;
		rest = slice_sub(path, docs.n, path.n);
		tail = slice_sub(e, docs.n + hole.n, e.n);
		if (!slice_ends(rest, tail))
			continue;
		*id = slice_sub(rest, 0, rest.n - tail.n);
		if (id->n && !slice_has_byte(*id, '/'))
			return &endpoints[i];
	}
	return NULL;
}

/* One try; on failure *out may hold half an answer. */
static enum status try_call(struct call *c, const struct endpoint *e, struct buf *out,
			    struct err *err)
{
	struct json j;
	enum status st;

	buf_reset(out);
	json_init(&j, out);
	c->j = &j;
	if (!e->bare) {
		json_begin_object(&j);
		answer_index(&j, c->api->reader);
	}
	st = e->run(c, err);
	if (st != STATUS_OK)
		return st;
	if (!e->bare)
		json_end(&j);
	st = buf_error(out);
	return st == STATUS_OK ? st : err_set(err, st, "the answer is too large; ask for less");
}

void api_call(struct api *a, struct slice path, const struct api_param *v, size_t n,
	      uint32_t deadline_ms, struct api_reply *r)
{
	struct call c = {.api = a, .deadline_ms = deadline_ms, .began_ns = now_ns()};
	const struct endpoint *e = find_endpoint(path, &c.id);
	struct err err = ERR_INIT;
	enum status st;
	int tries;
	bool changed;

	if (e)
		st = read_params(e->params, v, n, &c.v, &err);
	else
		st = err_set(&err, STATUS_NOT_FOUND, "no such path '%.*s'; /v1/ lists them",
			     SLICE_ARG(slice_sub(path, 0, 80)));
	for (tries = 0; st == STATUS_OK; tries++) {
		st = try_call(&c, e, &r->body, &err);
		if (st != STATUS_MODIFIED || tries == RETRIES)
			break;
		st = archive_reader_refresh(a->reader, &changed, &err);
	}
	if (st != STATUS_OK) {
		api_problem(r, &err);
		return;
	}
	r->http = 200;
	r->type = "application/json";
	r->found = c.found;
}

/* --- opening -------------------------------------------------------------- */

void api_reply_init(struct api_reply *r)
{
	*r = (struct api_reply){.http = 500, .type = "application/problem+json"};
	buf_init(&r->body, LIMIT_REPLY_BYTES);
}

void api_reply_done(struct api_reply *r)
{
	buf_done(&r->body);
}

enum status api_open(const char *archive_dir, struct api **out, struct err *err)
{
	struct archive_reader *reader;
	enum status st = archive_reader_open(archive_dir, &reader, err);
	const char *path;
	struct api *a;

	if (st != STATUS_OK)
		return st;
	a = xcalloc(1, sizeof(*a));
	a->reader = reader;
	searcher_init(&a->searcher, reader);
	article_init(&a->article);
	path = io_default_synonyms();
	if (path)
		st = synonyms_load(path, a->searcher.analyser, &a->searcher.synonyms, err);
	if (st != STATUS_OK)
		api_close(a);
	else
		*out = a;
	return st;
}

void api_close(struct api *a)
{
	if (!a)
		return;
	searcher_done(&a->searcher);
	article_done(&a->article);
	archive_reader_close(a->reader);
	free(a);
}

enum status api_refresh(struct api *a, bool *changed, struct err *err)
{
	return archive_reader_refresh(a->reader, changed, err);
}

uint64_t api_revision(const struct api *a)
{
	return archive_revision(a->reader);
}

void api_problem(struct api_reply *r, const struct err *err)
{
	struct json j;

	buf_reset(&r->body);
	json_init(&j, &r->body);
	json_begin_object(&j);
	json_key_str(&j, "type", "about:blank");
	json_key_str(&j, "title", status_text(err->st));
	json_key_u64(&j, "status", (uint64_t)status_http(err->st));
	json_key_str(&j, "code", status_word(err->st));
	json_key_str(&j, "detail", err->msg);
	if (err->pos != ERR_NO_POS)
		json_key_u64(&j, "pos", err->pos);
	json_end(&j);
	r->http = status_http(err->st);
	r->type = "application/problem+json";
	r->found = false;
}
