/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The door: see api.h.  One table has the paths that there are and what each takes. */
#include "lib/search/api_internal.h"

#include <stdlib.h>
#include <time.h>

#include "lib/base/io.h"
#include "lib/base/limits.h"
#include "lib/base/mem.h"
#include "lib/base/opt.h"
#include "lib/search/answer.h"
#include "lib/search/synonyms.h"

#define RETRIES 3 /* of a request whose archive changed while it ran */
#define BIT(p) (1u << P_##p)

uint64_t api_now_ns(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (uint64_t)t.tv_sec * 1000000000u + (uint64_t)t.tv_nsec;
}

/* --- endpoints ------------------------------------------------------------ */

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
				param_json(c->j, (enum param)k);
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
	struct call c = {.api = a, .deadline_ms = deadline_ms, .began_ns = api_now_ns()};
	const struct endpoint *e = find_endpoint(path, &c.id);
	struct err err = ERR_INIT;
	enum status st;
	int tries;
	bool changed;

	if (e)
		st = params_read(e->params, v, n, &c.v, &err);
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
