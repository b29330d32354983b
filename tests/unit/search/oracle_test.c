/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The span engine and the plan against an oracle: random nested queries over
 * random articles, answered by search_run() and by a slow evaluator that knows
 * nothing but tokens.
 *
 * The oracle keeps spans as a matrix of (start, end) and follows the definitions
 * of docs/QUERY.md word by word.  BACKFILE_ROUNDS sets how many queries. */
#include "tests/unit/search/fixture.h"

#include "lib/base/hash.h"
#include "lib/search/parse.h"
#include "lib/search/search.h"

#define N_ARTICLES 60
#define MAX_POS 96

struct doc {
	struct article a;
	struct tokens t;
};

static struct doc docs[N_ARTICLES];
static struct fixture fx;
static struct archive_reader *reader;
static struct searcher searcher;
static struct analyser *analyser;

static uint64_t seed = 0x9E3779B97F4A7C15u;

static uint32_t roll(uint32_t n)
{
	seed ^= seed << 13;
	seed ^= seed >> 7;
	seed ^= seed << 17;
	return (uint32_t)((seed >> 33) % n);
}

static unsigned rounds(unsigned usual)
{
	const char *s = getenv("BACKFILE_ROUNDS");
	unsigned n = 0;

	for (; s && *s >= '0' && *s <= '9'; s++)
		n = n * 10 + (unsigned)(*s - '0');
	return n ? n : usual;
}

/* --- articles ------------------------------------------------------------- */

static const char *const vocabulary[] = {
	"ban",	"bans",	  "banned", "banning",	"rule",	 "rules", "ruled",	 "the",	  "of",
	"chip", "chips",  "Chip",   "e-mail",	"email", "state-of-the-art", "US", "us", "U.S.",
	"law",	"lawful", "laws",   "Commerce", "commerce", "department", "Department’s", "10%",
};
#define N_VOCABULARY (sizeof(vocabulary) / sizeof(vocabulary[0]))

static void random_text(struct buf *b, uint32_t words)
{
	uint32_t i;

	buf_reset(b);
	for (i = 0; i < words; i++) {
		if (i)
			buf_add_str(b, roll(9) == 0 ? ". " : roll(9) == 0 ? ", " : " ");
		if (roll(9) == 0)
			buf_add_str(b, "“");
		buf_add_str(b, vocabulary[roll(N_VOCABULARY)]);
		if (roll(7) == 0)
			buf_add_str(b, "”");
	}
	buf_add_char(b, '.');
}

static void make_articles(void)
{
	static const enum zone zones[] = {ZONE_BODY, ZONE_BODY, ZONE_BODY, ZONE_BODY,
					  ZONE_TEASER, ZONE_BIO, ZONE_CAPTION};
	struct buf b;
	size_t i;

	buf_init(&b, 1 << 16);
	fixture_begin(&fx);
	for (i = 0; i < N_ARTICLES; i++) {
		struct article *a = &docs[i].a;
		size_t cap = 0;
		uint32_t n = 1 + roll(6);

		article_init(a);
		a->file = SLICE_LIT("sample.txt");
		buf_addf(&b, "id%zu", i);
		a->source_id = arena_dup(&a->arena, buf_slice(&b));
		a->language = SLICE_LIT("en");
		if (roll(3)) {
			random_text(&b, 2 + roll(4));
			a->title = arena_dup(&a->arena, buf_slice(&b));
		}
		while (n--) {
			random_text(&b, roll(9));
			article_add_block(a, &cap, BLOCK_P, zones[roll(7)], buf_slice(&b));
		}
		if (roll(4))
			assert_true(pubdate_parse_iso(roll(2) ? SLICE_LIT("2024-06-01")
							      : SLICE_LIT("2023"),
						      &a->published));
		a->published.known = a->published.value[0] != 0;
		article_set_id(a);
		fixture_add(&fx, a);
		tokens_init(&docs[i].t);
		analyse_article(fx.a, a, &docs[i].t);
		assert_true(docs[i].t.n_pos < MAX_POS);
		buf_reset(&b);
	}
	fixture_end(&fx);
	buf_done(&b);
}

/* --- the oracle ----------------------------------------------------------- */

struct matrix {
	bool at[MAX_POS][MAX_POS + 1];
};

struct scope {
	unsigned zones;
	uint32_t first;
	bool lead;
	int quotes; /* 1 inside of them, -1 outside */
};

static bool quotes_allow(const struct doc *d, struct scope s, uint32_t start, uint32_t end)
{
	bool inside = false, touches = false;
	size_t i;

	for (i = 0; i < d->t.n_quotes; i++) {
		const struct token_quote *q = &d->t.quotes[i];

		inside = inside || (start >= q->first_pos && end <= q->end_pos);
		touches = touches || (start < q->end_pos && end > q->first_pos);
	}
	return s.quotes == 0 || (s.quotes > 0 ? inside : !touches);
}

static bool in_scope(const struct doc *d, struct scope s, uint32_t start, uint32_t end)
{
	uint32_t body_words = 0;
	size_t i;

	for (i = 0; i < d->t.n_blocks; i++) {
		const struct token_block *b = &d->t.blocks[i];

		if (start >= b->first_pos && start < b->end_pos) {
			if (end > b->end_pos || !(s.zones & ZONE_BIT(b->zone)) ||
			    !quotes_allow(d, s, start, end))
				return false;
			if (s.lead && b->zone != ZONE_TITLE && b->zone != ZONE_DEK &&
			    !(b->zone == ZONE_BODY && b->body <= 2))
				return false;
			return !s.first || (b->zone == ZONE_BODY &&
					    body_words + (end - b->first_pos) <= s.first);
		}
		if (b->zone == ZONE_BODY)
			body_words += b->end_pos - b->first_pos;
	}
	return false;
}

static bool glob(const char *g, const char *s)
{
	if (*g == '\0')
		return *s == '\0';
	if (*g == '*')
		return glob(g + 1, s) || (*s && glob(g, s + 1));
	return *s && (*g == '?' || *g == *s) && glob(g + 1, s + 1);
}

static bool token_meets(const struct token *want, const struct node *n, const struct token *have)
{
	char g[64], f[64];

	if (n->pattern == PATTERN_GLOB) {
		snprintf(g, sizeof(g), "%.*s", SLICE_ARG(n->text));
		snprintf(f, sizeof(f), "%.*s", SLICE_ARG(have->form));
		return glob(g, f);
	}
	if (n->form == FORM_VARIANTS)
		return slice_eq(want->stem, have->stem);
	return slice_eq(want->form, have->form) &&
	       (n->form != FORM_CASE || want->shape == have->shape);
}

/* Every way through the query's tokens from position q on. */
static void walk(const struct doc *d, const struct tokens *q, const struct node *n, uint32_t at,
		 uint32_t start, uint32_t pos, struct scope s, struct matrix *out)
{
	size_t i, k;

	if (at == q->n_pos) {
		if (in_scope(d, s, start, pos))
			out->at[start][pos] = true;
		return;
	}
	for (i = 0; i < q->n; i++) {
		if (q->v[i].pos != at)
			continue;
		for (k = 0; k < d->t.n; k++) {
			const struct token *h = &d->t.v[k];

			if ((at > 0 && h->pos != pos) || !token_meets(&q->v[i], n, h))
				continue;
			walk(d, q, n, at + q->v[i].width, at ? start : h->pos, h->pos + h->width, s,
			     out);
		}
	}
}

static bool oracle_match(const struct doc *d, const struct node *n, struct scope s);
static void oracle(const struct doc *d, const struct node *n, struct scope s, struct matrix *out);

#define EACH(m, a, b) \
	for (uint32_t a = 0; a < MAX_POS; a++) \
		for (uint32_t b = a + 1; b <= MAX_POS; b++) \
			if ((m)->at[a][b])

static bool any(const struct matrix *m)
{
	EACH(m, a, b)
		return true;
	return false;
}

static uint32_t count(const struct matrix *m)
{
	uint32_t n = 0;

	EACH(m, a, b)
		n++;
	return n;
}

static void near(const struct matrix *x, const struct matrix *y, uint32_t n, struct matrix *out)
{
	EACH(x, a, b)
		EACH(y, c, d)
			if (c >= b && c - b + 1 <= n)
				out->at[a][d] = true;
}

static bool is_near(uint32_t a, uint32_t b, const struct matrix *y, uint32_t n, bool ordered)
{
	EACH(y, c, d) {
		if (c < b && d > a)
			return true;
		if (c >= b && c - b < n)
			return true;
		if (!ordered && d <= a && a - d < n)
			return true;
	}
	return false;
}

static void oracle_near(const struct doc *d, const struct node *n, struct scope s,
			struct matrix *out)
{
	struct matrix *x = xcalloc(1, sizeof(*x)), *y = xcalloc(1, sizeof(*y));
	struct matrix *r = xcalloc(1, sizeof(*r));
	size_t i;

	oracle(d, n->kids[0], s, x);
	for (i = 1; i < n->n; i++) {
		memset(y, 0, sizeof(*y));
		memset(r, 0, sizeof(*r));
		oracle(d, n->kids[i], s, y);
		if (n->negated) {
			EACH(x, a, b)
				r->at[a][b] = !is_near(a, b, y, n->count, n->ordered);
		} else {
			near(x, y, n->count, r);
			if (!n->ordered)
				near(y, x, n->count, r);
		}
		memcpy(x, r, sizeof(*x));
	}
	memcpy(out, x, sizeof(*out));
	free(x);
	free(y);
	free(r);
}

/* Bounds of unit u of the article; false when there is none. */
static bool unit(const struct doc *d, bool sentence, size_t u, uint32_t *from, uint32_t *to)
{
	if (u >= (sentence ? d->t.n_sentences : d->t.n_blocks))
		return false;
	*from = sentence ? d->t.sentences[u].first_pos : d->t.blocks[u].first_pos;
	*to = sentence ? d->t.sentences[u].end_pos : d->t.blocks[u].end_pos;
	return true;
}

static bool bounds_within(const struct matrix *m, uint32_t from, uint32_t to, uint32_t *lo,
			  uint32_t *hi)
{
	bool found = false;

	for (uint32_t a = from; a < to; a++)
		for (uint32_t b = a + 1; b <= to; b++)
			if (m->at[a][b]) {
				*lo = a < *lo ? a : *lo;
				*hi = b > *hi ? b : *hi;
				found = true;
			}
	return found;
}

static void oracle_unit(const struct doc *d, const struct node *n, struct scope s,
			struct matrix *out)
{
	struct matrix *m = xcalloc(n->n, sizeof(*m));
	bool sentence = n->kind == NODE_SENTENCE;
	uint32_t from, to;
	size_t i, u;

	for (i = 0; i < n->n; i++)
		oracle(d, n->kids[i], s, &m[i]);
	if (n->negated)
		memcpy(out, &m[0], sizeof(*out));
	for (u = 0; unit(d, sentence, u, &from, &to); u++) {
		uint32_t lo = MAX_POS, hi = 0;
		bool all = true, other = false;

		for (i = 0; i < n->n; i++) {
			bool here = bounds_within(&m[i], from, to, &lo, &hi);

			all = all && here;
			other = other || (i && here);
		}
		if (!n->negated && all)
			out->at[lo][hi] = true;
		if (n->negated && other)
			EACH(&m[0], a, b)
				if (a >= from && a < to)
					out->at[a][b] = false;
	}
	free(m);
}

/* Yes or no: conditions, and what is made of them alone. */
static bool spanless(const struct node *n)
{
	bool all = true;
	size_t i;

	switch (n->kind) {
	case NODE_FIELD: case NODE_DATE: case NODE_LENGTH: case NODE_NOT: case NODE_ALL: return true;
	case NODE_WORD: case NODE_PHRASE: return false;
	default: break;
	}
	for (i = 0; i < n->n; i++)
		all = all && spanless(n->kids[i]);
	return all;
}

static bool holds_all(const struct matrix *m, size_t n, uint32_t from, uint32_t to)
{
	size_t i;

	for (i = 0; i < n; i++) {
		uint32_t lo = MAX_POS, hi = 0;

		if (!bounds_within(&m[i], from, to, &lo, &hi))
			return false;
	}
	return true;
}

/* The smallest ranges that hold a span of every part. */
static void oracle_and(const struct doc *d, const struct node *n, struct scope s,
		       struct matrix *out)
{
	struct matrix *m = xcalloc(n->n, sizeof(*m));
	size_t i, k = 0;

	for (i = 0; i < n->n; i++) {
		if (!spanless(n->kids[i]))
			oracle(d, n->kids[i], s, &m[k++]);
		else if (!oracle_match(d, n->kids[i], s))
			goto out;
	}
	if (k == 1)
		memcpy(out, &m[0], sizeof(*out));
	for (uint32_t a = 0; k > 1 && a < d->t.n_pos; a++)
		for (uint32_t b = a + 1; b <= d->t.n_pos; b++)
			out->at[a][b] = holds_all(m, k, a, b) && !holds_all(m, k, a + 1, b) &&
					!holds_all(m, k, a, b - 1);
out:
	free(m);
}

static void oracle_or(const struct doc *d, const struct node *n, struct scope s, struct matrix *out)
{
	struct matrix *m = xcalloc(1, sizeof(*m));
	size_t i;

	for (i = 0; i < n->n; i++) {
		memset(m, 0, sizeof(*m));
		oracle(d, n->kids[i], s, m);
		EACH(m, a, b)
			out->at[a][b] = true;
	}
	free(m);
}

static void oracle(const struct doc *d, const struct node *n, struct scope s, struct matrix *out)
{
	uint32_t matched = 0;
	struct tokens q;
	size_t i;

	switch (n->kind) {
	case NODE_WORD:
	case NODE_PHRASE:
		tokens_init(&q);
		/* a pattern is one word, whatever characters it has */
		analyse_text(analyser, SLICE_LIT("en"),
			     n->pattern == PATTERN_GLOB ? SLICE_LIT("x") : n->text, ZONE_BODY, 0, 1,
			     &q);
		walk(d, &q, n, 0, 0, 0, s, out);
		tokens_done(&q);
		break;
	case NODE_OR:
	case NODE_QUORUM:
		for (i = 0; i < n->n; i++)
			matched += oracle_match(d, n->kids[i], s);
		if (n->kind == NODE_OR || matched >= n->count)
			oracle_or(d, n, s, out);
		break;
	case NODE_AND: oracle_and(d, n, s, out); break;
	case NODE_NEAR: oracle_near(d, n, s, out); break;
	case NODE_SENTENCE:
	case NODE_PARAGRAPH: oracle_unit(d, n, s, out); break;
	case NODE_ATLEAST:
		oracle(d, n->kids[0], s, out);
		if (count(out) < n->count)
			memset(out, 0, sizeof(*out));
		break;
	case NODE_LEAD: s.lead = true; oracle(d, n->kids[0], s, out); break;
	case NODE_FIRST:
		s.first = s.first && s.first < n->count ? s.first : n->count;
		oracle(d, n->kids[0], s, out);
		break;
	case NODE_QUOTED: s.quotes = n->negated ? -1 : 1; oracle(d, n->kids[0], s, out); break;
	case NODE_ZONES: s.zones = n->zones; oracle(d, n->kids[0], s, out); break;
	default: break;
	}
}

static bool date_holds(const struct doc *d, const struct node *n)
{
	const struct pubdate *p = &d->a.published;

	if (n->undated)
		return !p->known;
	return p->known && p->day >= n->from && pubdate_last_day(p) <= n->to;
}

static bool oracle_match(const struct doc *d, const struct node *n, struct scope s)
{
	uint32_t words = 0, matched = 0;
	struct matrix *m;
	size_t i;
	bool found;

	for (i = 0; i < d->t.n_blocks; i++)
		if (ZONES_DEFAULT & ZONE_BIT(d->t.blocks[i].zone))
			words += d->t.blocks[i].end_pos - d->t.blocks[i].first_pos;
	switch (n->kind) {
	case NODE_ALL: return true;
	case NODE_NOT: return !oracle_match(d, n->kids[0], s);
	case NODE_DATE: return date_holds(d, n);
	case NODE_LENGTH: return words >= (uint32_t)n->from && words <= (uint32_t)n->to;
	case NODE_LEAD: s.lead = true; return oracle_match(d, n->kids[0], s);
	case NODE_QUOTED: s.quotes = n->negated ? -1 : 1; return oracle_match(d, n->kids[0], s);
	case NODE_ZONES: s.zones = n->zones; return oracle_match(d, n->kids[0], s);
	case NODE_FIRST:
		s.first = s.first && s.first < n->count ? s.first : n->count;
		return oracle_match(d, n->kids[0], s);
	case NODE_AND:
	case NODE_OR:
	case NODE_QUORUM:
		for (i = 0; i < n->n; i++)
			matched += oracle_match(d, n->kids[i], s);
		return matched >= (n->kind == NODE_AND ? n->n : n->kind == NODE_OR ? 1 : n->count);
	default: break;
	}
	m = xcalloc(1, sizeof(*m));
	oracle(d, n, s, m);
	found = any(m);
	free(m);
	return found;
}

/* --- random queries ------------------------------------------------------- */

static void random_query(struct buf *b, unsigned depth);

static void random_list(struct buf *b, unsigned depth, uint32_t n, const char *op)
{
	uint32_t i;

	buf_add_char(b, '(');
	for (i = 0; i < n; i++) {
		if (i)
			buf_add_str(b, op);
		random_query(b, depth);
	}
	buf_add_char(b, ')');
}

static void random_leaf(struct buf *b)
{
	static const char *const leaves[] = {
		"=ban", "=rules", "case(US)", "case(Chip)", "ban*", "ru?e", "c*p*", "=e-mail",
		"\"ban the\"", "\"of the\"", "{rule of}", "\"commerce department\"", "\"US law\"",
		"\"e-mail law\"", "\"state of the art\"", "{chips ban}", "\"the of the\"", "art",
		"\"10% ban\"",
	};

	if (roll(2))
		buf_add_str(b, vocabulary[roll(N_VOCABULARY)]);
	else
		buf_add_str(b, leaves[roll(sizeof(leaves) / sizeof(leaves[0]))]);
}

static void random_query(struct buf *b, unsigned depth)
{
	static const char *const places[] = {" w/1 ", " w/3 ", " w/9 ", " pre/1 ", " pre/4 ",
					     " << ", " /s ", " /p ", " not w/2 ", " NOT /s ",
					     " NOT /p ", " NOT pre/3 "};
	static const char *const heads[] = {"atleast2", "atleast3", "lead", "first9", "title",
					    "body", "3 of ", "quote", "quote:", "unquoted"};
	static const char *const filters[] = {"date:2024", "date:2023..2024-05", "date:undated",
					      "words>20", "words<9", "NOT date:2023"};

	if (depth == 0 || roll(4) == 0) {
		random_leaf(b);
		return;
	}
	switch (roll(8)) {
	case 0: random_list(b, depth - 1, 2 + roll(2), " "); break;
	case 1: random_list(b, depth - 1, 2 + roll(2), " OR "); break;
	case 2: random_list(b, depth - 1, 2, " NOT "); break;
	case 3:
		buf_add_str(b, heads[roll(10)]);
		random_list(b, depth - 1, 1 + roll(4), " ");
		break;
	case 4:
		buf_add_char(b, '(');
		buf_add_str(b, filters[roll(6)]);
		buf_add_str(b, roll(2) ? " OR " : " ");
		random_query(b, depth - 1);
		buf_add_char(b, ')');
		break;
	case 5:
		buf_add_str(b, roll(2) ? "(zone:teaser,bio " : "(zones:all ");
		random_query(b, depth - 1);
		buf_add_char(b, ')');
		break;
	default: random_list(b, depth - 1, 2, places[roll(12)]); break;
	}
}

/* --- comparing ------------------------------------------------------------ */

static size_t article_of(uint32_t docid)
{
	struct err err = ERR_INIT;
	struct article a;
	size_t i;

	article_init(&a);
	fixture_ok(archive_get(reader, docid, &a, &err), &err);
	for (i = 0; i < N_ARTICLES && !slice_eq(docs[i].a.source_id, a.source_id); i++)
		;
	article_done(&a);
	assert_true(i < N_ARTICLES);
	return i;
}

/* Each mark is a place where a word or phrase of the query stands. */
static void check_marks(const struct search_result *r, uint32_t docid, const char *query)
{
	struct err err = ERR_INIT;
	struct spans marks;
	uint32_t i;

	fixture_ok(search_load(&searcher, docid, &err), &err);
	marks = span_marks(&searcher.doc, r->query.root, r->scope);
	for (i = 0; i < marks.n; i++)
		if (marks.v[i].end <= marks.v[i].start ||
		    marks.v[i].end > docs[article_of(docid)].t.n_pos)
			fail_msg("'%s': a mark outside of the article", query);
}

static void check_query(const char *query)
{
	static bool found[N_ARTICLES];
	struct search_request req = {.q = slice_str(query), .zones = ZONES_DEFAULT,
				     .limit = LIMIT_RESULTS, .count = true};
	struct scope scope = {ZONES_DEFAULT, 0, false, 0};
	struct err err = ERR_INIT;
	struct search_result r;
	uint64_t n = 0;
	uint32_t i;

	fixture_ok(search_run(&searcher, &req, &r, &err), &err);
	memset(found, 0, sizeof(found));
	for (i = 0; i < r.n_hits; i++) {
		found[article_of(r.hits[i].docid)] = true;
		if (!r.most)
			check_marks(&r, r.hits[i].docid, query);
	}
	for (i = 0; i < N_ARTICLES && r.query.root; i++) {
		bool want = oracle_match(&docs[i], r.query.root, scope);

		n += want;
		if (want != found[i])
			fail_msg("'%s': article %u %s, the oracle says otherwise", query, i,
				 found[i] ? "matches" : "does not match");
	}
	if (r.total != n || !r.exact)
		fail_msg("'%s': total %llu, not %llu", query, (unsigned long long)r.total,
			 (unsigned long long)n);
	search_result_done(&r);
}

static void random_queries(void **state)
{
	unsigned i, n = rounds(1000);
	struct buf b;

	(void)state;
	buf_init(&b, LIMIT_QUERY_BYTES);
	for (i = 0; i < n; i++) {
		buf_reset(&b);
		random_query(&b, 1 + roll(4));
		check_query(buf_str(&b));
	}
	buf_done(&b);
}

/* What random queries found once. */
static void chosen_queries(void **state)
{
	static const char *const queries[] = {
		"e-mail", "email", "state-of-the-art", "\"state of the art\"", "{state-of-the-art}",
		"us", "US", "U.S.", "case(US)", "=e-mail", "\"the art\"", "(ban rule) w/3 chip",
		"ban w/3 (rule NOT law)", "ban w/2 ban", "NOT (ban w/2 rule)", "ban NOT (rule w/1 the)",
		"atleast2(ban OR rule)", "lead:(ban rule)", "first5(ban)",
		"(ban (date:2023 OR date:2024)) w/9 rule", "(ban (NOT law OR date:2024)) /s (rule date:2024)",
		"(date:2023 OR date:2024) w/9 rule", "lead:(date:2023 OR date:2024) ban",
		"lead:(ban NOT chips)", "(of OR commerce) NOT (date:2023..2024-05 art)",
		"first9(rule NOT ban)", "atleast2(lead:(ban NOT law))", "date:2024 OR (ban w/2 law)",
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(queries) / sizeof(queries[0]); i++)
		check_query(queries[i]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(chosen_queries),
		cmocka_unit_test(random_queries),
	};
	struct err err = ERR_INIT;
	int failed;
	size_t i;

	make_articles();
	analyser = analyser_new();
	if (archive_reader_open(fx.dir, &reader, &err) != STATUS_OK)
		return 1;
	searcher_init(&searcher, reader);
	failed = cmocka_run_group_tests(tests, NULL, NULL);
	searcher_done(&searcher);
	archive_reader_close(reader);
	analyser_free(analyser);
	for (i = 0; i < N_ARTICLES; i++) {
		article_done(&docs[i].a);
		tokens_done(&docs[i].t);
	}
	fixture_remove(&fx);
	return failed;
}
