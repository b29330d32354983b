/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The reading tools over random articles, against counts that are made from the
 * texts alone: concordance, timeline, facets, vocabulary; and what the query
 * doctor says.  Articles are plain words, so that splitting at blanks is all the
 * analysis the brute force needs. */
#include "tests/unit/search/fixture.h"

#include "lib/archive/copies.h"
#include "lib/archive/reader.h"
#include "lib/base/civil.h"
#include "lib/search/identity.h"
#include "lib/search/kwic.h"

#define N_ARTICLES 150
#define BLOCKS_MAX 4
#define WIDTH 30

static const char *const vocabulary[] = {"tax", "law",	"chip", "court", "export", "tram",
					 "bridge", "banned", "bans", "ban", "radio", "wire"};
static const char *const publishers[] = {"Harbour Courier", "Lantern Weekly", "Morgenblatt", NULL};
static const char *const authors[] = {"Ines Okafor", "Tom Reyes", NULL};
static const char *const sections[] = {"Trade", NULL, "Politics"};
static const char *const dates[] = {"2022",	  "2023-11",	"2023-12-31", "2024-01-01",
				    "2024-01-07", "2024-01-08", "2024-06-21", NULL,
				    "1969-12-29", "1970-01-04"};
#define N(a) (sizeof(a) / sizeof((a)[0]))

struct doc {
	char text[BLOCKS_MAX][400];
	size_t n_blocks;
	const char *publisher, *author, *section, *date;
	char id[64];
};

static struct doc docs[N_ARTICLES];
static struct fixture fx;
static struct api *api;
static struct api_reply reply;

static uint64_t seed = 0x2545F4914F6CDD1Du;

static uint32_t roll(uint32_t n)
{
	seed ^= seed << 13;
	seed ^= seed >> 7;
	seed ^= seed << 17;
	return (uint32_t)((seed >> 33) % n);
}

static void make_doc(struct doc *d)
{
	size_t b, w;

	d->n_blocks = 1 + roll(BLOCKS_MAX);
	for (b = 0; b < d->n_blocks; b++) {
		size_t words = 3 + roll(30);

		d->text[b][0] = '\0';
		for (w = 0; w < words; w++) {
			/* the first words of the list are the frequent ones */
			size_t k = roll((uint32_t)N(vocabulary)), l = roll((uint32_t)N(vocabulary));

			if (w)
				strcat(d->text[b], " ");
			strcat(d->text[b], vocabulary[k < l ? k : l]);
		}
	}
	d->publisher = publishers[roll(N(publishers))];
	d->author = authors[roll(N(authors))];
	d->section = sections[roll(N(sections))];
	d->date = dates[roll(N(dates))];
}

/* The last three of ten articles are told to be one story; 0: alone. */
static uint64_t cluster_of(size_t i)
{
	return i % 10 >= 7 ? 1000 + i / 10 : 0;
}

/* Articles that are counted, and the stories that they are. */
struct tally {
	unsigned long articles, stories;
	bool seen[N_ARTICLES / 10];
};

static void tally_add(struct tally *t, size_t i)
{
	t->articles++;
	t->stories += !cluster_of(i) || !t->seen[i / 10];
	if (cluster_of(i))
		t->seen[i / 10] = true;
}

static void make_archive(void)
{
	struct err err = ERR_INIT;
	struct article a;
	size_t i, b;

	fixture_begin(&fx);
	article_init(&a);
	for (i = 0; i < N_ARTICLES; i++) {
		struct doc *d = &docs[i];
		struct sample s = {NULL, NULL, NULL, NULL, NULL, NULL, "en", NULL};
		char blocks[BLOCKS_MAX * 400 + 8] = "", source_id[16];

		make_doc(d);
		if (i % 10 == 9) { /* a copy: its id is told apart from the other's */
			memcpy(d->text, docs[i - 1].text, sizeof(d->text));
			d->n_blocks = docs[i - 1].n_blocks;
		}
		for (b = 0; b < d->n_blocks; b++) {
			strcat(blocks, b ? "\n" : "");
			strcat(blocks, d->text[b]);
		}
		snprintf(source_id, sizeof(source_id), "n%zu", i);
		s.id = source_id;
		s.publisher = d->publisher;
		s.author = d->author;
		s.section = d->section;
		s.date = d->date;
		s.blocks = blocks;
		fixture_article(&s, &a);
		fixture_add(&fx, &a);
	}
	article_done(&a);
	for (i = 0; i < N_ARTICLES; i++)
		if (cluster_of(i))
			fixture_ok(archive_copies_set(fx.w, (uint32_t)i + 1, cluster_of(i), i, &err),
				   &err);
	fixture_end(&fx);
}

/* As the archive gives them: those of copies have an ending. */
static void read_ids(void)
{
	struct archive_reader *reader;
	struct err err = ERR_INIT;
	struct searcher s;
	struct article a;
	uint32_t i;

	fixture_ok(archive_reader_open(fx.dir, &reader, &err), &err);
	searcher_init(&s, reader);
	article_init(&a);
	for (i = 0; i < N_ARTICLES; i++) {
		fixture_ok(identity_get(&s, i + 1, &a, &err), &err);
		snprintf(docs[i].id, sizeof(docs[i].id), "%.*s", SLICE_ARG(a.id));
	}
	article_done(&a);
	searcher_done(&s);
	archive_reader_close(reader);
}

/* A path and pairs of key and value, NULL at the end. */
static const char *ask(const char *path, ...)
{
	struct api_param p[16];
	const char *key;
	size_t n = 0;
	va_list ap;

	va_start(ap, path);
	while (n < 16 && (key = va_arg(ap, const char *))) {
		p[n].key = slice_str(key);
		p[n++].value = slice_str(va_arg(ap, const char *));
	}
	va_end(ap);
	api_reply_done(&reply);
	api_reply_init(&reply);
	api_call(api, slice_str(path), p, n, 10000, &reply);
	return buf_str(&reply.body);
}

static void has(const char *body, const char *part)
{
	if (!strstr(body, part))
		fail_msg("no '%s' in: %.2000s", part, body);
}

/* The first occurrence of "word" as a whole word in s from *at on. */
static bool find_word(const char *s, const char *word, size_t *at)
{
	size_t n = strlen(word);
	const char *p = s + *at;

	while ((p = strstr(p, word))) {
		if ((p == s || p[-1] == ' ') && (p[n] == ' ' || p[n] == '\0')) {
			*at = (size_t)(p - s);
			return true;
		}
		p++;
	}
	return false;
}

static bool doc_has(const struct doc *d, const char *word)
{
	size_t b;

	for (b = 0; b < d->n_blocks; b++) {
		size_t at = 0;

		if (find_word(d->text[b], word, &at))
			return true;
	}
	return false;
}

static unsigned long docs_with(const char *word)
{
	unsigned long n = 0;
	size_t i;

	for (i = 0; i < N_ARTICLES; i++)
		n += doc_has(&docs[i], word);
	return n;
}

/* --- concordance ---------------------------------------------------------- */

struct line {
	char text[300]; /* as the reply has it, up to the right side */
	char key[40], key2[40]; /* the next word, the word before */
	size_t rank;
};

static struct line lines[20000];

static void word_at(const char *p, char out[40])
{
	size_t n = strcspn(p, " ");

	snprintf(out, 40, "%.*s", (int)n, p);
}

static void make_line(struct line *l, const struct doc *d, size_t b, size_t at, const char *word)
{
	const char *s = d->text[b];
	size_t end = at + strlen(word), from = at > WIDTH ? at - WIDTH : 0, before = at;

	snprintf(l->text, sizeof(l->text),
		 "{\"id\":\"%s\",\"p\":%zu,\"s\":1,\"left\":\"%.*s\",\"match\":\"%s\","
		 "\"right\":\"%.*s\",",
		 d->id, b + 1, (int)(at - from), s + from, word, WIDTH, s + end);
	word_at(s[end] ? s + end + 1 : "", l->key);
	if (before)
		before--;
	while (before && s[before - 1] != ' ')
		before--;
	word_at(at ? s + before : "", l->key2);
}

static size_t all_lines(const char *word)
{
	size_t i, b, n = 0;

	for (i = 0; i < N_ARTICLES; i++)
		for (b = 0; b < docs[i].n_blocks; b++) {
			size_t at = 0;

			for (; find_word(docs[i].text[b], word, &at); at += strlen(word)) {
				lines[n].rank = n;
				make_line(&lines[n++], &docs[i], b, at, word);
			}
		}
	return n;
}

static int by_words(const void *x, const void *y)
{
	const struct line *a = x, *b = y;
	int c = strcmp(a->key, b->key);

	if (c == 0)
		c = strcmp(a->key2, b->key2);
	return c ? c : (a->rank > b->rank) - (a->rank < b->rank);
}

/* The reply has lines [from, from + n), in this order and no others. */
static void compare_lines(const char *body, size_t from, size_t n)
{
	const char *p = strstr(body, "\"kwic\":[");
	size_t i;

	assert_non_null(p);
	p += strlen("\"kwic\":[");
	for (i = 0; i < n; i++) {
		const char *want = lines[from + i].text;

		if (strncmp(p, want, strlen(want)) != 0)
			fail_msg("line %zu\nwanted %s\ngot    %.300s", i, want, p);
		p = strchr(p, '}') + 1;
		p += *p == ',';
	}
	assert_int_equal(*p, ']');
}

static void concordance_is_that_of_the_texts(void **state)
{
	char query[64], total[64];
	size_t k, n, most;

	(void)state;
	for (k = 0; k < N(vocabulary); k++) {
		snprintf(query, sizeof(query), "=%s", vocabulary[k]);
		n = all_lines(vocabulary[k]);
		assert_true(n > 0);
		snprintf(total, sizeof(total), "\"lines\":{\"total\":%zu,\"relation\":\"exact\"}",
			 n);
		has(ask("/v1/kwic", "q", query, "width", "30", "limit", "1000", NULL), total);
		most = n < 1000 ? n : 1000;
		compare_lines(buf_str(&reply.body), 0, most);
		if (n > 40)
			compare_lines(ask("/v1/kwic", "q", query, "width", "30", "limit", "20",
					  "offset", "13", NULL), 13, 20);
		qsort(lines, n, sizeof(*lines), by_words);
		compare_lines(ask("/v1/kwic", "q", query, "width", "30", "limit", "1000", "order",
				  "1R,1L", NULL), 0, most);
	}
}

static void concordance_marks_phrases_once(void **state)
{
	const char *p;
	size_t n = 0;

	(void)state;
	ask("/v1/kwic", "q", "\"tax law\"", "limit", "1000", "width", "0", NULL);
	for (p = buf_str(&reply.body); (p = strstr(p, "\"match\":\"")); n++) {
		p += strlen("\"match\":\"");
		assert_memory_equal(p, "tax law\"", 8);
	}
	assert_true(n > 0);
	has(ask("/v1/kwic", "q", "zzyzx", NULL), "\"kwic\":[]");
	assert_false(reply.found);
	has(ask("/v1/kwic", "q", "", NULL), "\"kwic\":[]");
	has(ask("/v1/kwic", "q", "site:morgenblatt", NULL), "\"lines\":{\"total\":0,");
}

static void orders_are_read(void **state)
{
	struct kwic_order o = {.n = 0};

	(void)state;
	assert_true(kwic_order_parse(SLICE_LIT("1L, 2r,m"), &o));
	assert_int_equal(o.n, 3);
	assert_int_equal(o.key[0], -1);
	assert_int_equal(o.key[1], 2);
	assert_int_equal(o.key[2], KWIC_MATCH);
	assert_true(kwic_order_parse(SLICE_LIT("1L,1L,1L,1L,1L,1L,1L,9R"), &o));
	assert_int_equal(o.n, LIMIT_KWIC_KEYS);
	assert_false(kwic_order_parse(SLICE_LIT("1L,1L,1L,1L,1L,1L,1L,1L,1L"), &o));
	assert_int_equal(o.n, LIMIT_KWIC_KEYS); /* untouched */
	assert_false(kwic_order_parse(SLICE_LIT(""), &o));
	assert_false(kwic_order_parse(SLICE_LIT("0L"), &o));
	assert_false(kwic_order_parse(SLICE_LIT("10R"), &o));
	assert_false(kwic_order_parse(SLICE_LIT("1L,"), &o));
	assert_false(kwic_order_parse(SLICE_LIT("L1"), &o));
}

/* --- timeline ------------------------------------------------------------- */

/* The stretch that a date lies in, "" when it is not known so exactly. */
static void stretch_of(const char *date, const char *by, char out[16])
{
	size_t need = strcmp(by, "year") == 0 ? 4 : strcmp(by, "month") == 0 ? 7 : 10, used;
	struct civil c;

	out[0] = '\0';
	if (!date || strlen(date) < need)
		return;
	snprintf(out, 16, "%.*s", (int)need, date);
	if (strcmp(by, "week") != 0)
		return;
	assert_true(civil_parse_ymd(slice_str(date), &c, &used));
	while (civil_weekday(civil_to_days(c)) != 1)
		c = civil_from_days(civil_to_days(c) - 1);
	snprintf(out, 16, "%04d-%02d-%02d", c.year % 10000, c.month % 100, c.day % 100);
}

static unsigned long number_behind(const char *p, const char *key)
{
	const char *at = strstr(p, key);

	assert_non_null(at);
	return strtoul(at + strlen(key), NULL, 10);
}

static char stretches[N(dates)][16]; /* of each date, by what is tested */

static void count_stretch(const char *name, const char *word, struct tally *t,
			  unsigned long *archive)
{
	size_t i, k;

	*t = (struct tally){0};
	*archive = 0;
	for (k = 0; k < N(dates) && strcmp(stretches[k], name) != 0; k++)
		;
	if (k == N(dates))
		return;
	for (i = 0; i < N_ARTICLES; i++) {
		for (k = 0; dates[k] != docs[i].date; k++)
			;
		if (strcmp(stretches[k], name) != 0)
			continue;
		++*archive;
		if (doc_has(&docs[i], word))
			tally_add(t, i);
	}
}

static void count_undated(const char *word, struct tally *t)
{
	size_t i;

	*t = (struct tally){0};
	for (i = 0; i < N_ARTICLES; i++)
		if (!docs[i].date && doc_has(&docs[i], word))
			tally_add(t, i);
}

static void timelines_add_up(void **state)
{
	static const char *const bys[] = {"day", "week", "month", "year"};
	size_t k, v;

	(void)state;
	for (k = 0; k < N(bys); k++) {
		for (v = 0; v < N(dates); v++)
			stretch_of(dates[v], bys[k], stretches[v]);
		for (v = 0; v < N(vocabulary); v += 3) {
			unsigned long sum = 0, archive, n = 0;
			struct tally t;
			char query[64];
			const char *p;

			snprintf(query, sizeof(query), "=%s", vocabulary[v]);
			p = ask("/v1/timeline", "q", query, "by", bys[k], NULL);
			assert_int_equal(number_behind(p, "\"total\":{\"articles\":"),
					 docs_with(vocabulary[v]));
			while ((p = strstr(p, "{\"date\":\""))) {
				char name[16];

				p += strlen("{\"date\":\"");
				snprintf(name, sizeof(name), "%.*s", (int)strcspn(p, "\""), p);
				count_stretch(name, vocabulary[v], &t, &archive);
				assert_int_equal(number_behind(p, "\"articles\":"), t.articles);
				assert_int_equal(number_behind(p, "\"stories\":"), t.stories);
				assert_int_equal(number_behind(p, "\"archive\":"), archive);
				sum += t.articles;
				n++;
			}
			assert_true(n > 0);
			p = strstr(buf_str(&reply.body), "\"undated\"");
			assert_non_null(p);
			sum += number_behind(p, "\"undated\":{\"articles\":");
			count_undated(vocabulary[v], &t);
			assert_int_equal(number_behind(p, "\"undated\":{\"articles\":"), t.articles);
			assert_int_equal(number_behind(p, "\"stories\":"), t.stories);
			sum += number_behind(p, "\"less_exact\":{\"articles\":");
			assert_int_equal(sum, docs_with(vocabulary[v]));
		}
	}
}

static void timelines_have_no_gaps(void **state)
{
	const char *body = ask("/v1/timeline", "q", "tax OR law OR chip", "by", "month", NULL);

	(void)state;
	has(body, "{\"date\":\"1969-12\",");
	has(body, "{\"date\":\"1970-01\",");
	has(body, "{\"date\":\"2000-02\",\"articles\":0,\"stories\":0,\"archive\":0,\"share\":null}");
	has(body, "{\"date\":\"2024-06\",");
	has(ask("/v1/timeline", "q", "tax", "by", "week", NULL), "{\"date\":\"1969-12-29\",");
	has(ask("/v1/timeline", "q", "zzyzx", NULL), "\"timeline\":[]");
	assert_false(reply.found);
}

/* --- facets --------------------------------------------------------------- */

typedef const char *field_fn(const struct doc *d); /* NULL: unknown */

static const char *publisher_of(const struct doc *d)
{
	return d->publisher;
}

static const char *author_of(const struct doc *d)
{
	return d->author;
}

static const char *section_of(const struct doc *d)
{
	return d->section;
}

static void compare_facet(const char *facet, field_fn *field, const char *const *values, size_t n,
			  const char *word)
{
	const char *at;
	char key[64];
	size_t i, k;

	snprintf(key, sizeof(key), "\"%s\":{\"values\":[", facet);
	at = strstr(buf_str(&reply.body), key);
	assert_non_null(at);
	for (k = 0; k < n; k++) {
		struct tally t = {0};
		char want[128];

		for (i = 0; i < N_ARTICLES; i++) {
			const char *own = field(&docs[i]);

			bool same = own && values[k] ? strcmp(own, values[k]) == 0
						     : !own && !values[k];

			if (same && doc_has(&docs[i], word))
				tally_add(&t, i);
		}
		if (values[k])
			snprintf(want, sizeof(want),
				 "{\"value\":\"%s\",\"articles\":%lu,\"stories\":%lu}", values[k],
				 t.articles, t.stories);
		else
			snprintf(want, sizeof(want), "\"unknown\":%lu,\"unknown_stories\":%lu",
				 t.articles, t.stories);
		if (t.articles || !values[k])
			has(at, want);
	}
}

static void facets_are_those_of_the_articles(void **state)
{
	size_t v;

	(void)state;
	for (v = 0; v < N(vocabulary); v++) {
		char query[64];

		snprintf(query, sizeof(query), "=%s", vocabulary[v]);
		ask("/v1/facets", "q", query, NULL);
		compare_facet("publication", publisher_of, publishers, N(publishers),
			      vocabulary[v]);
		compare_facet("author", author_of, authors, N(authors), vocabulary[v]);
		compare_facet("section", section_of, sections, N(sections), vocabulary[v]);
	}
	has(ask("/v1/facets", "q", "NOT zzyzx", "facets", "language", NULL),
	    "\"facets\":{\"language\":{\"values\":[{\"value\":\"en\",\"articles\":150,"
	    "\"stories\":120}],\"different\":1,\"unknown\":0,\"unknown_stories\":0}}");
	has(ask("/v1/facets", "q", "NOT zzyzx", "facets", "publication", "limit", "1", NULL),
	    "\"different\":3");
	has(ask("/v1/facets", "q", "NOT zzyzx", "facets", "month", "limit", "0", NULL),
	    "\"values\":[]");
}

/* --- vocabulary ----------------------------------------------------------- */

static void words_are_counted_as_written(void **state)
{
	size_t v;

	(void)state;
	for (v = 0; v < N(vocabulary); v++) {
		char want[80];

		snprintf(want, sizeof(want), "{\"form\":\"%s\",\"articles\":%lu,", vocabulary[v],
			 docs_with(vocabulary[v]));
		has(ask("/v1/terms", "prefix", vocabulary[v], NULL), want);
		has(ask("/v1/terms", "prefix", "*", "order", "form", NULL), want);
		has(ask("/v1/terms", "prefix", "", NULL), want);
	}
	has(buf_str(&reply.body), "\"forms\":{\"total\":12,\"relation\":\"exact\"}");
}

static void the_most_frequent_words_come_first(void **state)
{
	unsigned long last = N_ARTICLES + 1, n = 0;
	const char *p = ask("/v1/terms", "prefix", "", "limit", "5", NULL);

	(void)state;
	while ((p = strstr(p, "{\"form\":\""))) {
		unsigned long articles = number_behind(p, "\"articles\":");
		size_t v, more = 0;

		assert_true(articles <= last);
		last = articles;
		p++;
		n++;
		for (v = 0; v < N(vocabulary); v++)
			more += docs_with(vocabulary[v]) > articles;
		assert_true(more < n); /* none was passed over */
	}
	assert_int_equal(n, 5);
	p = ask("/v1/terms", "prefix", "ba*", "order", "form", "offset", "1", "limit", "1", NULL);
	has(p, "\"terms\":[{\"form\":\"banned\",");
	has(ask("/v1/terms", "prefix", "b?n", NULL), "\"total\":1,");
	has(ask("/v1/terms", "prefix", "zz", NULL), "\"terms\":[]");
	assert_false(reply.found);
}

/* --- the doctor ----------------------------------------------------------- */

static void the_doctor_tells_what_is_wrong(void **state)
{
	const char *body = ask("/v1/parse", "q", "bridgge tax", NULL);

	(void)state;
	has(body, "{\"word\":\"bridgge\",\"nearest\":[{\"form\":\"bridge\",");
	has(body, "no article has 'bridgge'; did you mean 'bridge'");
	has(body, "without bridgge there are ");
	body = ask("/v1/parse", "q", "zzyzx qqxqq tax", NULL);
	has(body, "nor all but one of them");
	body = ask("/v1/parse", "q", "banned", NULL);
	has(body, "{\"word\":\"banned\",\"also\":[{\"form\":\"ban");
	has(body, "'=banned' finds this form alone");
	body = ask("/v1/parse", "q", "=banned", NULL);
	has(body, "\"merged\":[]");
	body = ask("/v1/parse", "q", "tax OR zzyzx", NULL);
	has(body, "{\"part\":\"tax\",\"articles\":0,\"stories\":0}");
	body = ask("/v1/parse", "q", "", NULL);
	has(body, "\"advice\":[]");
}

/* What is left out is what a search without it finds. */
static void parts_left_out_are_searches(void **state)
{
	char want[80];
	unsigned long n, stories;

	(void)state;
	ask("/v1/search", "q", "tax wire", NULL);
	n = number_behind(buf_str(&reply.body), "\"total\":{\"articles\":");
	stories = number_behind(buf_str(&reply.body), "\"stories\":");
	snprintf(want, sizeof(want), "{\"part\":\"NOT(radio)\",\"articles\":%lu,\"stories\":%lu}", n,
		 stories);
	has(ask("/v1/parse", "q", "tax wire NOT radio", NULL), want);
	ask("/v1/search", "q", "tax NOT radio", NULL);
	n = number_behind(buf_str(&reply.body), "\"total\":{\"articles\":");
	stories = number_behind(buf_str(&reply.body), "\"stories\":");
	snprintf(want, sizeof(want), "{\"part\":\"wire\",\"articles\":%lu,\"stories\":%lu}", n,
		 stories);
	has(ask("/v1/parse", "q", "tax wire NOT radio", NULL), want);
}

/* --- scores --------------------------------------------------------------- */

static void words_add_up_to_the_score(void **state)
{
	static const char *const queries[] = {"wire", "radio wire", "radio OR wire ban",
					      "\"tax law\" bridge", "(radio w/9 wire) NOT zzyzx"};
	size_t i;

	(void)state;
	for (i = 0; i < N(queries); i++) {
		const char *p = ask("/v1/search", "q", queries[i], "explain", "1", "limit", "20",
				    NULL);
		size_t hits = 0;

		for (; (p = strstr(p, "\"explain\":{")); hits++) {
			double words, sum = 0;
			const char *end;

			p = strstr(p, "\"words\":") + strlen("\"words\":");
			words = strtod(p, NULL);
			end = strchr(p, ']');
			assert_non_null(end);
			while ((p = strstr(p, "\"score\":")) && p < end) {
				p += strlen("\"score\":");
				sum += strtod(p, NULL);
			}
			assert_true(words > 0);
			assert_true(sum > words - 0.001 && sum < words + 0.001);
			p = end;
		}
		assert_true(hits > 0);
	}
}

/* --- what is refused ------------------------------------------------------- */

static void bad_values_are_named(void **state)
{
	static char long_prefix[LIMIT_FIELD_BYTES + 2];
	static const struct {
		const char *path, *key, *value, *detail;
	} bad[] = {
		{"/v1/kwic", "order", "1X", "order is a list like 1L,2R,M"},
		{"/v1/kwic", "width", "501", "width is a number from 0 to 500, not '501'"},
		{"/v1/kwic", "sort", "date", "unknown parameter 'sort'"},
		{"/v1/timeline", "by", "hour", "by is one of day|week|month|year, not 'hour'"},
		{"/v1/timeline", "limit", "3", "unknown parameter 'limit'"},
		{"/v1/facets", "facets", "colour", "facets is a list of publication"},
		{"/v1/facets", "facets", "", "facets is a list of publication"},
		{"/v1/facets", "limit", "1001", "limit is a number from 0 to 1000"},
		{"/v1/terms", "limit", "3", "terms needs prefix="},
		{"/v1/terms", "prefix", long_prefix, "a prefix is at most 4096 bytes long"},
	};
	size_t i;

	(void)state;
	memset(long_prefix, 'x', LIMIT_FIELD_BYTES + 1);
	for (i = 0; i < N(bad); i++) {
		has(ask(bad[i].path, bad[i].key, bad[i].value, NULL), bad[i].detail);
		assert_true(reply.http == 400 || reply.http == 413);
	}
	has(ask("/v1/terms", "prefix", "a", "order", "size", NULL), "order is articles or form");
	long_prefix[LIMIT_FIELD_BYTES] = '\0';
	has(ask("/v1/terms", "prefix", long_prefix, NULL), "\"terms\":[]");
	has(ask("/v1/kwic", "q", "tax", "width", "500", "limit", "1", NULL), "\"kwic\":[{");
	has(ask("/v1/terms", "prefix", "********************?????????????*x", NULL),
	    "\"terms\":[]");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(concordance_is_that_of_the_texts),
		cmocka_unit_test(concordance_marks_phrases_once),
		cmocka_unit_test(orders_are_read),
		cmocka_unit_test(timelines_add_up),
		cmocka_unit_test(timelines_have_no_gaps),
		cmocka_unit_test(facets_are_those_of_the_articles),
		cmocka_unit_test(words_are_counted_as_written),
		cmocka_unit_test(the_most_frequent_words_come_first),
		cmocka_unit_test(the_doctor_tells_what_is_wrong),
		cmocka_unit_test(parts_left_out_are_searches),
		cmocka_unit_test(words_add_up_to_the_score),
		cmocka_unit_test(bad_values_are_named),
	};
	struct err err = ERR_INIT;
	int failed;

	make_archive();
	read_ids();
	api_reply_init(&reply);
	fixture_ok(api_open(fx.dir, &api, &err), &err);
	failed = cmocka_run_group_tests(tests, NULL, NULL);
	api_close(api);
	api_reply_done(&reply);
	fixture_remove(&fx);
	return failed;
}
