/* SPDX-License-Identifier: GPL-2.0-or-later */
/* bench/positions_bench - what positions in Xapian would cost and give.
 *
 *	positions_bench build ARCHIVE OUT stream|positions
 *	positions_bench ask ARCHIVE DATABASE QUERIES
 *
 * `build` writes the documents of an archive anew, with the same terms, records
 * and values, either as they are (the token stream in its value slot) or with
 * the stream left out and the positions of every stem given to Xapian, and
 * prints the seconds that took, compaction included.  So the two differ in
 * nothing else.
 *
 * `ask` speaks the protocol of compare.py over such a database: MODE top asks for
 * the best ten, ids for them and the exact total.  A class that begins with
 * "phrase" is asked by OP_PHRASE, one that begins with "near" by OP_NEAR with a
 * window of 5, others by OP_AND.  ARCHIVE tells the stems of words.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "lib/archive/schema.h"
#include "lib/base/hash.h"
#include "lib/base/io.h"
#include "lib/base/limits.h"
#include "lib/base/mem.h"
#include "lib/search/leaf.h"
#include "lib/search/search.h"

#define COMMIT_EVERY 2000 /* as the indexer does */
#define MAX_WORDS    32
#define NEAR_WORDS   5

static double now_us(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec * 1e6 + (double)t.tv_nsec / 1e3;
}

/* The bench has nothing to clean up after a failure of Xapian. */
static void must(enum xc_status st, const struct xc_error *xe)
{
	if (st == XC_OK || st == XC_END)
		return;
	fprintf(stderr, "positions_bench: %s\n", xe->msg);
	exit(2);
}

static void must_be_ok(enum status st, const struct err *err)
{
	if (st == STATUS_OK)
		return;
	fprintf(stderr, "positions_bench: %s\n", err->msg);
	exit(2);
}

/* --- building ------------------------------------------------------------- */

static void copy_terms(struct xc_doc *from, struct xc_doc *to, const struct stream *s)
{
	struct xc_terms *it = NULL;
	struct xc_bytes term = XC_BYTES_INIT;
	struct stream_cursor c;
	struct stream_hit hit;
	struct xc_error xe;
	uint32_t wdf;

	must(xc_doc_terms(from, &it, &xe), &xe);
	while (xc_terms_next(it, &xe) == XC_OK) {
		must(xc_terms_get(it, &term, &xe), &xe);
		must(xc_terms_wdf(it, &wdf, &xe), &xe);
		must(xc_doc_add_term(to, term.p, term.n, wdf, &xe), &xe);
		if (!s || (term.p[0] >= 'A' && term.p[0] <= 'Z') ||
		    !stream_find(s, hash32(slice_of(term.p, term.n)), &c))
			continue;
		while (stream_next(&c, &hit))
			must(xc_doc_add_posting(to, term.p, term.n, hit.pos, 0, &xe), &xe);
	}
	xc_terms_free(it);
	xc_bytes_free(&term);
}

static void copy_values(struct xc_doc *from, struct xc_doc *to, bool with_stream)
{
	struct xc_bytes bytes = XC_BYTES_INIT;
	struct xc_values *it = NULL;
	struct xc_error xe;
	uint32_t slot;

	must(xc_doc_values(from, &it, &xe), &xe);
	while (xc_values_next(it, &xe) == XC_OK) {
		must(xc_values_slot(it, &slot, &xe), &xe);
		must(xc_values_get(it, &bytes, &xe), &xe);
		if (slot != SLOT_STREAM || with_stream)
			must(xc_doc_set_value(to, slot, bytes.p, bytes.n, &xe), &xe);
	}
	xc_values_free(it);
	must(xc_doc_get_data(from, &bytes, &xe), &xe);
	must(xc_doc_set_data(to, bytes.p, bytes.n, &xe), &xe);
	xc_bytes_free(&bytes);
}

static double build(struct archive_reader *r, const char *path, bool positions)
{
	size_t room = strlen(path) + sizeof(".raw");
	char *raw = xmalloc(room);
	struct xc_db_stats stats;
	struct xc_wdb *w = NULL;
	struct xc_db *db = NULL;
	struct err err = ERR_INIT;
	struct stream stream;
	struct xc_error xe;
	double spent = 0;
	struct buf bytes;
	uint32_t id, out;

	buf_init(&bytes, LIMIT_RECORD_BYTES);
	snprintf(raw, room, "%s.raw", path);
	must(xc_db_get_stats(archive_db(r), &stats, &xe), &xe);
	must(xc_wdb_open(raw, XC_DB_CREATE_OR_OVERWRITE | XC_DB_GLASS, 0, &w, &xe), &xe);
	for (id = 1; id <= stats.lastdocid; id++) {
		struct xc_doc *from = NULL, *to = NULL;
		double start;

		if (xc_db_get_doc(archive_db(r), id, &from, &xe) != XC_OK)
			continue;
		must_be_ok(archive_get_stream(r, id, &bytes, &stream, &err), &err);
		must(xc_doc_new(&to, &xe), &xe);
		copy_values(from, to, !positions);
		start = now_us(); /* reading the other archive is not counted */
		copy_terms(from, to, positions ? &stream : NULL);
		must(xc_wdb_add_doc(w, to, &out, &xe), &xe);
		if (id % COMMIT_EVERY == 0)
			must(xc_wdb_commit(w, &xe), &xe);
		spent += now_us() - start;
		xc_doc_free(from);
		xc_doc_free(to);
	}
	spent -= now_us();
	must(xc_wdb_commit(w, &xe), &xe);
	xc_wdb_free(w);
	must(xc_db_open(raw, 0, &db, &xe), &xe);
	must(xc_db_compact(db, path, NULL, &xe), &xe);
	spent += now_us();
	xc_db_free(db);
	buf_done(&bytes);
	free(raw);
	return spent / 1e6;
}

/* --- asking --------------------------------------------------------------- */

struct asker {
	struct searcher searcher;
	struct xc_db *db;
	struct slice queries;
};

/* The first stem of each word. */
static size_t stems_of(struct asker *a, struct query *q, struct slice words, struct slice *out)
{
	struct search_request req = {.q = words, .mode = QUERY_ANY, .zones = ZONES_DEFAULT};
	struct err err = ERR_INIT;
	size_t n = 0, i;

	must_be_ok(search_read(&a->searcher, &req, q, &err), &err);
	if (q->root && q->root->leaf)
		out[n++] = q->root->leaf->atoms[0].stems[0].term;
	for (i = 0; q->root && i < q->root->n && n < MAX_WORDS; i++)
		if (q->root->kids[i]->leaf)
			out[n++] = q->root->kids[i]->leaf->atoms[0].stems[0].term;
	return n;
}

static struct xc_query *query_of(struct slice kind, const struct slice *stems, size_t n)
{
	struct xc_query *v[MAX_WORDS], *q = NULL;
	enum xc_op op = XC_OP_AND;
	struct xc_error xe;
	uint32_t window = 0;
	size_t i;

	if (slice_starts(kind, SLICE_LIT("phrase")))
		op = XC_OP_PHRASE, window = (uint32_t)n;
	else if (slice_starts(kind, SLICE_LIT("near")))
		op = XC_OP_NEAR, window = NEAR_WORDS + 1;
	for (i = 0; i < n; i++)
		must(xc_query_term(stems[i].p, stems[i].n, 1, 0, &v[i], &xe), &xe);
	must(xc_query_combine(op, (const struct xc_query *const *)v, n, window, &q, &xe), &xe);
	for (i = 0; i < n; i++)
		xc_query_free(v[i]);
	return q;
}

static uint32_t ask(struct asker *a, struct slice kind, struct slice words, bool exact)
{
	const double bm25[5] = {1.2, 0, 1, 0.75, 0.1};
	struct xc_match match = {.max_items = 10};
	struct slice stems[MAX_WORDS];
	struct xc_enquire *e = NULL;
	struct xc_mset_stats found;
	struct xc_mset *m = NULL;
	struct xc_query *xq;
	struct xc_error xe;
	struct query q;

	xq = query_of(kind, stems, stems_of(a, &q, words, stems));
	if (exact)
		match.check_at_least = UINT32_MAX / 2;
	must(xc_enquire_new(a->db, &e, &xe), &xe);
	must(xc_enquire_set_query(e, xq, 0, &xe), &xe);
	must(xc_enquire_set_weight(e, XC_WEIGHT_BM25, bm25, 5, &xe), &xe);
	must(xc_enquire_mset(e, &match, &m, &xe), &xe);
	must(xc_mset_get_stats(m, &found, &xe), &xe);
	xc_mset_free(m);
	xc_enquire_free(e);
	xc_query_free(xq);
	query_done(&q);
	return found.matches.estimated;
}

static void serve(struct asker *a, struct slice command)
{
	struct slice rest = a->queries, line, kind, words, mode;

	if (!slice_split(&command, ' ', &mode))
		return;
	while (slice_split(&rest, '\n', &line)) {
		double start = now_us();
		uint32_t total;

		if (!slice_split(&line, '\t', &kind) || !slice_eq(kind, command) ||
		    !slice_split(&line, '\t', &words))
			continue;
		total = ask(a, kind, words, slice_eq_str(mode, "ids"));
		printf("%.1f %u\n", now_us() - start, (unsigned)total);
	}
	puts(".");
	fflush(stdout);
}

static void answer(struct archive_reader *r, const char *database, const char *queries)
{
	struct err err = ERR_INIT;
	struct asker a = {0};
	struct xc_error xe;
	char command[256];
	struct buf text;

	buf_init(&text, 64 * MIB);
	must_be_ok(io_read_file(queries, &text, &err), &err);
	a.queries = buf_slice(&text);
	must(xc_db_open(database, 0, &a.db, &xe), &xe);
	searcher_init(&a.searcher, r);
	while (fgets(command, sizeof(command), stdin))
		serve(&a, slice_trim(slice_str(command)));
	searcher_done(&a.searcher);
	xc_db_free(a.db);
	buf_done(&text);
}

int main(int argc, char **argv)
{
	struct archive_reader *r = NULL;
	struct err err = ERR_INIT;

	if (argc != 5 || (strcmp(argv[1], "build") != 0 && strcmp(argv[1], "ask") != 0)) {
		fprintf(stderr, "Usage: positions_bench build ARCHIVE OUT stream|positions\n"
				"       positions_bench ask ARCHIVE DATABASE QUERIES\n");
		return 2;
	}
	must_be_ok(archive_reader_open(argv[2], &r, &err), &err);
	if (argv[1][0] == 'b')
		printf("%.2f\n", build(r, argv[3], strcmp(argv[4], "positions") == 0));
	else
		answer(r, argv[3], argv[4]);
	archive_reader_close(r);
	return 0;
}
