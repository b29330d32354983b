/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The articles as words, and where the leaves of the pool stand: see oracle.h. */
#include <stdlib.h>
#include <string.h>

#include "lib/archive/reader.h"
#include "lib/base/mem.h"
#include "lib/base/utf8.h"
#include "lib/text/analyse.h"
#include "lib/text/normal.h"
#include "tests/oracle/oracle.h"

#define MAX_LANGUAGES 32

/* --- words as numbers ------------------------------------------------------ */

struct numbers {
	struct slice *keys;
	uint32_t *ids, cap, n;
};

static struct numbers words;
static uint32_t doc_words; /* numbers below this are words of articles */

static uint32_t hash(struct slice s)
{
	uint32_t h = 2166136261u;
	size_t i;

	for (i = 0; i < s.n; i++)
		h = (h ^ (unsigned char)s.p[i]) * 16777619u;
	return h;
}

static void grow_numbers(void)
{
	struct numbers old = words;
	uint32_t i, k;

	words.cap = old.cap ? old.cap * 2 : 1u << 16;
	words.keys = xcalloc(words.cap, sizeof(*words.keys));
	words.ids = xcalloc(words.cap, sizeof(*words.ids));
	for (i = 0; i < old.cap; i++) {
		if (!old.keys[i].p)
			continue;
		for (k = hash(old.keys[i]) & (words.cap - 1); words.keys[k].p;)
			k = (k + 1) & (words.cap - 1);
		words.keys[k] = old.keys[i];
		words.ids[k] = old.ids[i];
	}
	free(old.keys);
	free(old.ids);
}

static uint32_t number_of(struct arena *a, struct slice s)
{
	uint32_t k;

	if (words.n * 2 >= words.cap)
		grow_numbers();
	for (k = hash(s) & (words.cap - 1); words.keys[k].p; k = (k + 1) & (words.cap - 1))
		if (slice_eq(words.keys[k], s))
			return words.ids[k];
	words.keys[k] = arena_dup(a, s);
	words.ids[k] = words.n;
	return words.n++;
}

/* --- opening --------------------------------------------------------------- */

static struct slice fold(struct arena *a, struct slice s)
{
	struct buf b;
	struct slice out;

	buf_init(&b, 1 << 20);
	normal_fold(&b, s);
	out = slice_trim(arena_dup(a, buf_slice(&b)));
	buf_done(&b);
	return out;
}

static void add_name(struct oracle *o, struct oracle_doc *d, char field, struct slice name)
{
	struct slice f = fold(&o->arena, name);
	char *p;

	if (!f.n || d->n_names == 16)
		return;
	p = arena_alloc(&o->arena, f.n + 1);
	p[0] = field;
	memcpy(p + 1, f.p, f.n);
	d->names[d->n_names++] = slice_of(p, f.n + 1);
}

static void read_doc(struct oracle *o, struct oracle_doc *d)
{
	size_t i;

	tokens_init(&d->t);
	analyse_article(o->analyser, &d->article, &d->t);
	d->forms = ARENA_ARRAY(&o->arena, uint32_t, d->t.n + 1);
	d->stems = ARENA_ARRAY(&o->arena, uint32_t, d->t.n + 1);
	for (i = 0; i < d->t.n; i++) {
		d->forms[i] = number_of(&o->arena, d->t.v[i].form);
		d->stems[i] = number_of(&o->arena, d->t.v[i].stem);
	}
	d->names = ARENA_ARRAY(&o->arena, struct slice, 16);
	for (i = 0; i < d->article.n_authors && i < 8; i++)
		add_name(o, d, 'A', d->article.authors[i]);
	add_name(o, d, 'P', d->article.publisher);
	add_name(o, d, 'S', d->article.section);
	add_name(o, d, 'L', d->article.language);
}

static void add_language(struct oracle *o, char (*v)[4], struct slice code)
{
	size_t i;

	for (i = 0; i < o->n_languages; i++)
		if (slice_eq_str(code, v[i]))
			return;
	if (code.n > 3 || code.n == 0 || o->n_languages == MAX_LANGUAGES)
		return;
	memcpy(v[o->n_languages], code.p, code.n);
	o->n_languages++;
}

void oracle_open(struct oracle *o, struct archive_reader *reader)
{
	uint32_t n = (uint32_t)archive_articles(reader), docid;
	char (*languages)[4] = xcalloc(MAX_LANGUAGES, sizeof(*languages));

	memset(o, 0, sizeof(*o));
	arena_init(&o->arena);
	arena_init(&o->pool_arena);
	o->analyser = analyser_new();
	o->docs = xcalloc(n + 1, sizeof(*o->docs));
	o->languages = (const char (*)[4])languages;
	for (docid = 1; o->n_docs < n && docid < 100000000; docid++) {
		struct oracle_doc *d = &o->docs[o->n_docs];
		struct err err = ERR_INIT;

		article_init(&d->article);
		if (archive_get(reader, docid, &d->article, &err) != STATUS_OK) {
			article_done(&d->article);
			continue;
		}
		d->docid = docid;
		read_doc(o, d);
		add_language(o, languages, d->article.language);
		o->n_docs++;
	}
	doc_words = words.n;
}

void oracle_close(struct oracle *o)
{
	uint32_t i;

	for (i = 0; i < o->n_docs; i++) {
		article_done(&o->docs[i].article);
		tokens_done(&o->docs[i].t);
	}
	analyser_free(o->analyser);
	arena_done(&o->arena);
	arena_done(&o->pool_arena);
	free(o->docs);
	free(o->pool);
	free((void *)o->languages);
	free(words.keys);
	free(words.ids);
	words = (struct numbers){0};
}

/* --- what a word means ----------------------------------------------------- */

/* Tables by number of word: is it one that counts for an atom? */
struct atom {
	uint32_t pos, width;
	uint8_t shape;
	bool *counts;
	bool by_stem;
};

#define MAX_ATOMS 24

static bool glob(const char *g, const char *g_end, const char *s, const char *s_end)
{
	if (g == g_end)
		return s == s_end;
	if (*g == '*')
		return glob(g + 1, g_end, s, s_end) || (s < s_end && glob(g, g_end, s + 1, s_end));
	if (s == s_end)
		return false;
	if (*g == '?') { /* one character, not one byte */
		for (s++; s < s_end && ((unsigned char)*s & 0xC0) == 0x80; s++)
			;
		return glob(g + 1, g_end, s, s_end);
	}
	return *g == *s && glob(g + 1, g_end, s + 1, s_end);
}

/* Letters wrong, missing, too many or two neighbours exchanged, by recursion. */
static bool within(const uint32_t *a, size_t n, const uint32_t *b, size_t m, uint32_t edits)
{
	while (n && m && *a == *b)
		a++, b++, n--, m--;
	if (n == 0 && m == 0)
		return true;
	if (edits == 0)
		return false;
	return (n && within(a + 1, n - 1, b, m, edits - 1)) ||
	       (m && within(a, n, b + 1, m - 1, edits - 1)) ||
	       (n && m && within(a + 1, n - 1, b + 1, m - 1, edits - 1)) ||
	       (n > 1 && m > 1 && a[0] == b[1] && a[1] == b[0] &&
		within(a + 2, n - 2, b + 2, m - 2, edits - 1));
}

static size_t letters(struct slice s, uint32_t *out, size_t max)
{
	size_t i = 0, n = 0;

	while (i < s.n && n < max)
		out[n++] = utf8_next(s, &i);
	return n;
}

static bool fuzzy(struct slice a, struct slice b, uint32_t edits)
{
	uint32_t x[64], y[64];
	size_t n = letters(a, x, 64), m = letters(b, y, 64);

	return n && m && n < 64 && m < 64 && x[0] == y[0] && within(x, n, y, m, edits);
}

/* A pattern: every form of the archive that it describes. */
static void pattern_atom(struct oracle *o, const struct oracle_leaf *l, struct atom *a)
{
	struct slice text = fold(&o->pool_arena, l->text);
	uint32_t i, k;

	*a = (struct atom){0, 1, 0xFF, xcalloc(doc_words, sizeof(bool)), false};
	for (k = 0; k < words.cap; k++) {
		struct slice w = words.keys[k];

		if (!w.p || words.ids[k] >= doc_words)
			continue;
		i = words.ids[k];
		a->counts[i] = l->how == HOW_FUZZY
				       ? fuzzy(text, w, l->edits)
				       : glob(text.p, text.p + text.n, w.p, w.p + w.n);
	}
}

/* The stems of a form: those that it has in an article, and those that a language
 * of the archive gives it. */
static void stems_of(struct oracle *o, uint32_t form, struct slice text, bool *counts)
{
	uint32_t i;
	size_t k;

	for (i = 0; i < o->n_docs; i++)
		for (k = 0; k < o->docs[i].t.n; k++)
			if (o->docs[i].forms[k] == form)
				counts[o->docs[i].stems[k]] = true;
	for (k = 0; k < o->n_languages; k++) {
		struct slice stem = analyser_stem(o->analyser, slice_str(o->languages[k]), text);
		uint32_t n = number_of(&o->arena, stem);

		if (n < doc_words)
			counts[n] = true;
	}
}

static bool part_of_name(const struct tokens *t, size_t i)
{
	size_t k;

	for (k = 0; k < i; k++) {
		if (t->v[k].pos == t->v[i].pos && t->v[k].width == t->v[i].width &&
		    t->v[k].end - t->v[k].start > t->v[i].end - t->v[i].start)
			return true; /* 20 of 20% */
		if ((t->v[k].kind == TOKEN_TAG || t->v[k].kind == TOKEN_HANDLE) &&
		    t->v[k].pos <= t->v[i].pos && t->v[k].pos + t->v[k].width > t->v[i].pos)
			return true;
	}
	return false;
}

static size_t text_atoms(struct oracle *o, const struct oracle_leaf *l, struct atom *out,
			 uint32_t *n_pos)
{
	struct tokens q;
	size_t i, n = 0;

	tokens_init(&q);
	analyse_text(o->analyser, SLICE_NONE, l->text, ZONE_BODY, 0, 1, &q);
	for (i = 0; i < q.n && n < MAX_ATOMS; i++) {
		uint32_t form = number_of(&o->arena, q.v[i].form);
		struct atom a = {q.v[i].pos, q.v[i].width, 0xFF, NULL, l->how == HOW_VARIANTS};

		if (part_of_name(&q, i))
			continue;
		a.counts = xcalloc(doc_words, sizeof(bool));
		if (a.by_stem)
			stems_of(o, form, q.v[i].form, a.counts);
		else if (form < doc_words)
			a.counts[form] = true;
		if (l->how == HOW_CASE)
			a.shape = q.v[i].shape;
		out[n++] = a;
	}
	*n_pos = q.n_pos;
	tokens_done(&q);
	return n;
}

/* --- where it stands ------------------------------------------------------- */

struct path {
	const struct oracle_doc *d;
	const struct atom *atoms;
	size_t n_atoms;
	uint32_t n_pos;
	struct arena *arena;
	struct places *out;
};

static bool meets(const struct path *p, const struct atom *a, size_t token)
{
	const struct token *t = &p->d->t.v[token];

	return a->counts[a->by_stem ? p->d->stems[token] : p->d->forms[token]] &&
	       (a->shape == 0xFF || a->shape == t->shape);
}

static bool one_block(const struct oracle_doc *d, uint32_t start, uint32_t end)
{
	size_t i;

	for (i = 0; i < d->t.n_blocks; i++)
		if (start >= d->t.blocks[i].first_pos && start < d->t.blocks[i].end_pos)
			return end <= d->t.blocks[i].end_pos;
	return false;
}

/* Every way on from the query's position `at`, in the article from token `from`. */
static void walk(const struct path *p, uint32_t at, uint32_t start, uint32_t pos, size_t from)
{
	size_t i, k;

	if (at >= p->n_pos) {
		if (one_block(p->d, start, pos))
			places_add(p->arena, p->out, start, pos);
		return;
	}
	for (k = from; k < p->d->t.n && p->d->t.v[k].pos <= pos; k++)
		for (i = 0; p->d->t.v[k].pos == pos && i < p->n_atoms; i++)
			if (p->atoms[i].pos == at && meets(p, &p->atoms[i], k))
				walk(p, at + p->atoms[i].width, start, pos + p->d->t.v[k].width, k + 1);
}

static void find_places(struct oracle *o, struct oracle_leaf *l)
{
	struct atom atoms[MAX_ATOMS];
	struct path p = {.atoms = atoms, .arena = &o->pool_arena};
	uint32_t i;
	size_t k, a;

	if (l->how == HOW_GLOB || l->how == HOW_FUZZY) {
		pattern_atom(o, l, &atoms[0]);
		p.n_atoms = p.n_pos = 1;
	} else {
		p.n_atoms = text_atoms(o, l, atoms, &p.n_pos);
	}
	l->at = ARENA_ARRAY(&o->pool_arena, struct places, o->n_docs);
	for (i = 0; i < o->n_docs; i++) {
		p.d = &o->docs[i];
		p.out = &l->at[i];
		for (k = 0; k < p.d->t.n; k++)
			for (a = 0; a < p.n_atoms; a++)
				if (atoms[a].pos == 0 && meets(&p, &atoms[a], k))
					walk(&p, atoms[a].width, p.d->t.v[k].pos,
					     p.d->t.v[k].pos + p.d->t.v[k].width, k + 1);
		places_sort(p.out);
	}
	for (a = 0; a < p.n_atoms; a++)
		free(atoms[a].counts);
}

/* --- the pool -------------------------------------------------------------- */

static bool plain(struct slice s)
{
	size_t i;

	for (i = 0; i < s.n; i++)
		if (!ascii_is_alpha(s.p[i]) && !ascii_is_digit(s.p[i]) &&
		    (unsigned char)s.p[i] < 0x80 && s.p[i] != '-' && s.p[i] != '.')
			return false;
	return s.n > 0 && s.n < 40 && (ascii_is_alpha(s.p[0]) || (unsigned char)s.p[0] >= 0xC3);
}

static bool is_operator(struct slice s)
{
	static const char *const taken[] = {"AND", "OR", "NOT", "NEAR", "SAME", "SENTENCE",
					    "PARAGRAPH", "ANDNOT", "BUT"};
	size_t i;

	for (i = 0; i < sizeof(taken) / sizeof(taken[0]); i++)
		if (slice_ieq_str(s, taken[i]))
			return true;
	for (i = 0; i < s.n && ascii_is_alpha(s.p[i]); i++)
		;
	return i < s.n && ascii_is_digit(s.p[i]); /* near5, first9, N5 */
}

static struct slice raw(const struct oracle_doc *d, size_t from, size_t to)
{
	const struct token_block *b = &d->t.blocks[d->t.v[from].block];

	return slice_sub(b->text, d->t.v[from].start, d->t.v[to].end);
}

static bool draw_pattern(struct oracle *o, struct slice word, struct oracle_leaf *l)
{
	struct slice f = fold(&o->pool_arena, word);
	char *p = arena_alloc(&o->pool_arena, f.n + 2);
	size_t i, keep;

	for (i = 0; i < f.n; i++)
		if (!ascii_is_alpha(f.p[i]))
			return false;
	if (f.n < 5)
		return false;
	memcpy(p, f.p, f.n);
	l->text = slice_of(p, f.n);
	switch (roll(4)) {
	case 0:
		l->how = HOW_FUZZY;
		l->edits = 1 + roll(2);
		p[1 + roll((uint32_t)f.n - 1)] = (char)('a' + roll(26));
		return true;
	case 1: /* "wom?n" */
		p[1 + roll((uint32_t)f.n - 2)] = '?';
		break;
	case 2: /* "pro*ed" */
		keep = 3 + roll((uint32_t)f.n - 4);
		p[keep] = '*';
		break;
	default:
		keep = 4 + roll((uint32_t)f.n - 4);
		p[keep] = '*';
		l->text.n = keep + 1;
	}
	l->how = HOW_GLOB;
	return true;
}

static bool draw_phrase(const struct oracle_doc *d, size_t k, struct oracle_leaf *l)
{
	uint32_t pos = d->t.v[k].pos, want = pos + 1 + roll(3);
	size_t to = k, i;

	while (to + 1 < d->t.n && d->t.v[to + 1].block == d->t.v[k].block && d->t.v[to].pos < want)
		to++;
	l->text = raw(d, k, to);
	for (i = 0; i < l->text.n; i++)
		if (strchr("\"{}~/", l->text.p[i]) || (unsigned char)l->text.p[i] == 0xE2 ||
		    (unsigned char)l->text.p[i] == 0xC2)
			return false; /* quotation marks of any kind end a phrase */
	l->quoted = true;
	l->how = roll(3) ? HOW_EXACT : HOW_VARIANTS;
	return l->text.n > 0 && l->text.n < 80;
}

static bool draw_leaf(struct oracle *o, struct oracle_leaf *l)
{
	const struct oracle_doc *d = &o->docs[roll(o->n_docs)];
	struct slice word;
	size_t k;

	*l = (struct oracle_leaf){.how = HOW_VARIANTS};
	if (d->t.n == 0)
		return false;
	k = roll((uint32_t)d->t.n);
	if (roll(4) == 0)
		return draw_phrase(d, k, l);
	word = raw(d, k, k);
	if (!plain(word) || is_operator(word))
		return false;
	l->text = word;
	switch (roll(8)) {
	case 0: l->how = HOW_EXACT; return true;
	case 1: l->how = HOW_CASE; return true;
	case 2: return draw_pattern(o, word, l);
	default: return true;
	}
}

void oracle_pool(struct oracle *o, uint32_t n)
{
	uint32_t i, d, *of;

	arena_reset(&o->pool_arena);
	free(o->pool);
	o->pool = xcalloc(n, sizeof(*o->pool));
	o->n_pool = 0;
	while (o->n_pool < n)
		if (draw_leaf(o, &o->pool[o->n_pool]))
			find_places(o, &o->pool[o->n_pool++]);
	o->leaves_of = ARENA_ARRAY(&o->pool_arena, uint32_t *, o->n_docs);
	o->n_leaves_of = ARENA_ARRAY(&o->pool_arena, uint32_t, o->n_docs);
	of = xcalloc(n, sizeof(*of));
	for (d = 0; d < o->n_docs; d++) {
		uint32_t k = 0;

		for (i = 0; i < n; i++)
			if (o->pool[i].at[d].n)
				of[k++] = i;
		o->leaves_of[d] = ARENA_ARRAY(&o->pool_arena, uint32_t, k + 1);
		memcpy(o->leaves_of[d], of, k * sizeof(*of));
		o->n_leaves_of[d] = k;
	}
	free(of);
}
