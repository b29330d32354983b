/* SPDX-License-Identifier: GPL-2.0-or-later */
/* oracle ARCHIVE N [SEED] - N random queries, answered by lib/search and by the
 * oracle: the same articles, the same totals, the same marks.  See oracle.h.
 *
 * Prints each difference with its query and, at the end, a line of counts.  Exit:
 * 0 none differs, 1 some do, 2 no archive. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/archive/reader.h"
#include "lib/base/limits.h"
#include "lib/base/mem.h"
#include "lib/base/num.h"
#include "lib/search/match.h"
#include "lib/search/scan.h"
#include "lib/search/search.h"
#include "tests/oracle/oracle.h"

#define POOL 2500     /* leaves that queries are made of ... */
#define EPOCH 10000   /* ... for so many queries */
#define MARKED 4      /* hits of each query whose marks are compared */
#define SCANNED 4     /* every so many queries by the other way to all articles too */
#define SHOWN 40      /* differences that are printed */

struct tally {
	uint64_t queries, hits, marks, empty, past, differ; /* differ: queries */
};

struct check {
	struct oracle o;
	struct archive_reader *reader;
	struct searcher s;
	struct arena scratch, tree;
	struct buf text;
	uint32_t *index_of; /* of document ids */
	uint32_t max_docid;
	bool *want;
	bool differs; /* this query */
	struct tally t;
};

static void differ(struct check *c, const char *fmt, ...) PRINTF_LIKE(2, 3);

static void differ(struct check *c, const char *fmt, ...)
{
	va_list ap;

	if (c->differs)
		return;
	c->differs = true;
	if (c->t.differ++ >= SHOWN)
		return;
	printf("%s\n    ", buf_str(&c->text));
	va_start(ap, fmt);
	vprintf(fmt, ap);
	va_end(ap);
	printf("\n");
}

/* What was drawn, so that a run shows that nothing was left out. */
enum { DRAWN_KINDS = WANT_QUOTED + 1, DRAWN_LEAVES = HOW_FUZZY + 1 };
static uint64_t drawn[DRAWN_KINDS], drawn_not[DRAWN_KINDS], drawn_leaf[2][DRAWN_LEAVES];
static const char *const kind_words[DRAWN_KINDS] = {
	"word", "and", "or", "not", "near", "sentence", "paragraph", "atleast", "some", "first",
	"lead", "zones", "field", "date", "length", "quoted"};
static const char *const leaf_words[DRAWN_LEAVES] = {"variants", "exact", "case", "wildcard",
						     "fuzzy"};

static void count_drawn(const struct oracle *o, const struct want *w)
{
	unsigned i;

	drawn[w->kind]++;
	drawn_not[w->kind] += w->negated;
	if (w->kind == WANT_LEAF)
		drawn_leaf[o->pool[w->leaf].quoted][o->pool[w->leaf].how]++;
	for (i = 0; i < w->n; i++)
		count_drawn(o, w->kids[i]);
}

static void print_drawn(void)
{
	unsigned i;

	printf("drawn:");
	for (i = 0; i < DRAWN_LEAVES; i++)
		printf(" %s %" PRIu64, leaf_words[i], drawn_leaf[0][i]);
	printf(" phrase %" PRIu64 " {phrase} %" PRIu64, drawn_leaf[1][HOW_EXACT],
	       drawn_leaf[1][HOW_VARIANTS]);
	for (i = 1; i < DRAWN_KINDS; i++)
		printf(" %s %" PRIu64, kind_words[i], drawn[i]);
	printf(" not-near %" PRIu64 " not-sentence %" PRIu64 " not-paragraph %" PRIu64 "\n",
	       drawn_not[WANT_NEAR], drawn_not[WANT_SENTENCE], drawn_not[WANT_PARAGRAPH]);
}

static const struct view start_view = {ZONES_DEFAULT, 0, false, 0};

/* Every article by the oracle; false when it has no verdict on one. */
static bool judge_all(struct check *c, const struct want *w, uint64_t *total)
{
	uint32_t i;

	*total = 0;
	for (i = 0; i < c->o.n_docs; i++) {
		struct judge j = {.o = &c->o, .d = &c->o.docs[i], .doc = i, .arena = &c->scratch};

		arena_reset(&c->scratch);
		c->want[i] = judge_holds(&j, w, start_view);
		if (j.past)
			return false;
		*total += c->want[i];
	}
	return true;
}

static int by_place(const void *a, const void *b)
{
	const struct mark *x = a, *y = b;

	if (x->start != y->start)
		return x->start < y->start ? -1 : 1;
	if (x->end != y->end)
		return x->end < y->end ? -1 : 1;
	return (x->part > y->part) - (x->part < y->part);
}

/* The marks of one hit, both ways: none too many, none left out. */
static void compare_marks(struct check *c, const struct search_result *r, const struct want *w,
			  uint32_t docid)
{
	uint32_t doc = c->index_of[docid], i;
	struct judge j = {.o = &c->o, .d = &c->o.docs[doc], .doc = doc, .arena = &c->scratch};
	struct err err = ERR_INIT;
	struct marks m;
	struct spans s;

	arena_reset(&c->scratch);
	m = judge_marks(&j, w, start_view);
	if (j.past || search_load(&c->s, docid, &err) != STATUS_OK)
		return;
	s = span_marks(&c->s.doc, r->query.root, r->scope);
	if (m.n)
		qsort(m.v, m.n, sizeof(*m.v), by_place);
	c->t.marks += s.n;
	for (i = 0; i < s.n && i < m.n; i++)
		if (s.v[i].start != m.v[i].start || s.v[i].end != m.v[i].end ||
		    s.v[i].part != m.v[i].part)
			break;
	if (i == s.n && i == m.n)
		return;
	differ(c, "document %u: mark %u of %u is %u-%u of part %u, the oracle's of %u %u-%u of %u",
	       docid, i, s.n, i < s.n ? s.v[i].start : 0, i < s.n ? s.v[i].end : 0,
	       i < s.n ? s.v[i].part : 0, m.n, i < m.n ? m.v[i].start : 0,
	       i < m.n ? m.v[i].end : 0, i < m.n ? m.v[i].part : 0);
}

static bool is_hit(const struct search_result *r, uint32_t docid)
{
	uint32_t i;

	for (i = 0; i < r->n_hits && r->hits[i].docid != docid; i++)
		;
	return i < r->n_hits;
}

static void compare_hits(struct check *c, const struct search_result *r, const struct want *w,
			 uint64_t total)
{
	uint32_t i;

	if (r->most || !r->query.root) {
		if (total)
			differ(c, "nothing found, the oracle finds %" PRIu64, total);
		return;
	}
	for (i = 0; i < c->o.n_docs && total != r->total && r->n_hits == r->total; i++)
		if (c->want[i] && !is_hit(r, c->o.docs[i].docid))
			differ(c, "document %u is not found, the oracle says yes", c->o.docs[i].docid);
	for (i = 0; i < r->n_hits && total != r->total; i++)
		if (!c->want[c->index_of[r->hits[i].docid]])
			differ(c, "document %u is found, the oracle says no", r->hits[i].docid);
	if (r->total != total || !r->exact)
		differ(c, "total %" PRIu64 "%s, the oracle's %" PRIu64, r->total,
		       r->exact ? "" : " (at least)", total);
	for (i = 0; i < r->n_hits; i++) {
		uint32_t doc = c->index_of[r->hits[i].docid];

		if (!c->want[doc])
			differ(c, "document %u is found, the oracle says no", r->hits[i].docid);
		else if (i < MARKED)
			compare_marks(c, r, w, r->hits[i].docid);
	}
	c->t.hits += r->n_hits;
	c->t.empty += r->n_hits == 0;
}

/* What the concordance, the timeline and the facets count over. */
static void compare_scan(struct check *c, const struct search_request *req)
{
	struct err err = ERR_INIT;
	struct scan scan;
	uint32_t i;

	if (scan_run(&c->s, req, &scan, &err) != STATUS_OK)
		differ(c, "scan: %s", err.msg);
	else
		for (i = 0; i < c->o.n_docs; i++)
			if (docset_has(&scan.set, c->o.docs[i].docid) != c->want[i])
				differ(c, "scan: document %u is%s in the set", c->o.docs[i].docid,
				       c->want[i] ? " not" : "");
	scan_done(&scan);
}

static void one_query(struct check *c)
{
	struct search_request req = {.zones = ZONES_DEFAULT, .limit = LIMIT_RESULTS, .count = true};
	struct err err = ERR_INIT;
	struct search_result r;
	struct want *w;
	uint64_t total;

	arena_reset(&c->tree);
	buf_reset(&c->text);
	w = draw_query(&c->o, &c->tree);
	print_query(&c->o, w, &c->text);
	count_drawn(&c->o, w);
	c->differs = false;
	c->t.queries++;
	if (!judge_all(c, w, &total)) {
		c->t.past++;
		return;
	}
	req.q = buf_slice(&c->text);
	if (search_run(&c->s, &req, &r, &err) != STATUS_OK)
		differ(c, "refused: %s", err.msg);
	else if (r.query.n_warnings && !r.most)
		differ(c, "warns: %.*s", SLICE_ARG(r.query.warnings[0]));
	else
		compare_hits(c, &r, w, total);
	search_result_done(&r);
	if (c->t.queries % SCANNED == 0)
		compare_scan(c, &req);
}

static void open_all(struct check *c)
{
	uint32_t i;

	oracle_open(&c->o, c->reader);
	searcher_init(&c->s, c->reader);
	arena_init(&c->scratch);
	arena_init(&c->tree);
	buf_init(&c->text, LIMIT_QUERY_BYTES);
	for (i = 0; i < c->o.n_docs; i++)
		if (c->o.docs[i].docid > c->max_docid)
			c->max_docid = c->o.docs[i].docid;
	c->index_of = xcalloc(c->max_docid + 1, sizeof(*c->index_of));
	for (i = 0; i < c->o.n_docs; i++)
		c->index_of[c->o.docs[i].docid] = i;
	c->want = xcalloc(c->o.n_docs + 1, sizeof(*c->want));
}

static void close_all(struct check *c)
{
	searcher_done(&c->s);
	oracle_close(&c->o);
	arena_done(&c->scratch);
	arena_done(&c->tree);
	buf_done(&c->text);
	free(c->index_of);
	free(c->want);
	archive_reader_close(c->reader);
}

int main(int argc, char **argv)
{
	struct err err = ERR_INIT;
	struct check c = {0};
	uint32_t n = 1000, seed = 1, i;

	if (argc < 3 || !num_u32(slice_str(argv[2]), 100000000, &n) ||
	    (argc > 3 && !num_u32(slice_str(argv[3]), UINT32_MAX - 1, &seed))) {
		fprintf(stderr, "usage: oracle ARCHIVE N [SEED]\n");
		return 2;
	}
	if (archive_reader_open(argv[1], &c.reader, &err) != STATUS_OK) {
		fprintf(stderr, "%s\n", err.msg);
		return 2;
	}
	open_all(&c);
	roll_seed(0x9E3779B97F4A7C15u * ((uint64_t)seed + 1));
	for (i = 0; i < n; i++) {
		if (i % EPOCH == 0)
			oracle_pool(&c.o, n < EPOCH && n < POOL ? n : POOL);
		one_query(&c);
	}
	printf("%" PRIu64 " queries over %u articles: %" PRIu64 " hits, %" PRIu64 " marks, %" PRIu64
	       " without any, %" PRIu64 " past a bound; %" PRIu64 " differences\n",
	       c.t.queries, c.o.n_docs, c.t.hits, c.t.marks, c.t.empty, c.t.past, c.t.differ);
	print_drawn();
	close_all(&c);
	return c.t.differ ? 1 : 0;
}
