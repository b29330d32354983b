/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The query doctor: see doctor.h. */
#include "lib/search/doctor.h"

#include <stdarg.h>
#include <stdio.h>

#include "lib/base/limits.h"
#include "lib/search/leaf.h"
#include "lib/search/names.h"
#include "lib/search/parse.h"
#include "lib/search/vocabulary.h"

#define MANY_ARTICLES 100 /* "too many" is more than these ... */
#define MANY_SHARE    10  /* ... and than one article in so many */
#define ADVICE_MAX    16

struct without {
	struct node *part;
	struct search_counts n;
};

struct word {
	struct slice form;
	struct vocabulary_form v[DOCTOR_FORMS];
	size_t n;
};

/* A field's value that no article has, and the nearest. */
struct name {
	const struct node *asked;
	struct slice nearest;
	uint32_t articles;
};

struct doctor {
	struct searcher *s;
	struct query *q;
	unsigned zones;
	struct deadline *deadline;
	bool brief; /* stems are not looked at */
	struct search_counts total;
	struct without without[DOCTOR_PARTS];
	struct word spelling[DOCTOR_WORDS], merged[DOCTOR_WORDS];
	const struct node *patterns[DOCTOR_WORDS]; /* that no word of the archive fits */
	struct name names[DOCTOR_WORDS];
	size_t n_names, n_without, n_spelling, n_merged, n_patterns, n_words;
	struct slice advice[ADVICE_MAX];
	size_t n_advice;
};

static void PRINTF_LIKE(2, 3) advise(struct doctor *k, const char *fmt, ...)
{
	char text[512];
	va_list ap;

	if (k->n_advice == ADVICE_MAX)
		return;
	va_start(ap, fmt);
	vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	k->advice[k->n_advice++] = arena_dup(&k->q->arena, slice_str(text));
}

/* --- parts left out ------------------------------------------------------- */

/* The root without its kid `i`. */
static struct node *all_but(struct query *q, const struct node *root, size_t i)
{
	struct node *n;
	size_t k;

	if (root->n == 2)
		return root->kids[1 - i];
	n = query_node(q, root->kind);
	n->depth = root->depth;
	n->pos = root->pos;
	n->kids = ARENA_ARRAY(&q->arena, struct node *, root->n);
	for (k = 0; k < root->n; k++)
		if (k != i)
			n->kids[n->n++] = root->kids[k];
	return n;
}

static enum status leave_out(struct doctor *k, struct err *err)
{
	struct node *root = k->q->root;
	enum status st = search_count_node(k->s, k->q, root, k->zones, k->deadline,
					   &k->total, err);
	size_t i;

	if ((root->kind != NODE_AND && root->kind != NODE_OR) || root->n < 2 || root->whole)
		return st;
	for (i = 0; i < root->n && i < DOCTOR_PARTS && st == STATUS_OK; i++) {
		struct without *w = &k->without[k->n_without];

		if (deadline_passed(k->deadline))
			break;
		w->part = root->kids[i];
		st = search_count_node(k->s, k->q, all_but(k->q, root, i), k->zones, k->deadline,
				       &w->n, err);
		k->n_without += !w->n.partial;
	}
	return st;
}

/* --- words ---------------------------------------------------------------- */

static enum status articles_of(struct doctor *k, const struct leaf_atom *a, uint64_t *out,
			       struct err *err)
{
	uint32_t i, freq;

	*out = 0;
	for (i = 0; i < a->n_stems; i++) {
		enum status st = search_term_freq(k->s->reader, 0, a->stems[i].term,
						  &freq, err);

		if (st != STATUS_OK)
			return st;
		*out += freq;
	}
	return STATUS_OK;
}

static enum status look_at_spelling(struct doctor *k, const struct leaf_atom *a, struct err *err)
{
	struct word *w = &k->spelling[k->n_spelling];
	enum status st;

	size_t i;

	for (i = 0; i < k->n_spelling; i++)
		if (slice_eq(k->spelling[i].form, a->form))
			return STATUS_OK;
	if (k->n_spelling == DOCTOR_WORDS)
		return STATUS_OK;
	w->form = a->form;
	st = vocabulary_nearest(k->s, k->q, a->form, k->deadline, w->v, 3, &w->n, err);
	k->n_spelling++;
	return st;
}

/* A form that is the word and an ending ("bans" of "ban", "policies" of "policy")
 * surprises nobody. */
static bool plain_ending(struct slice word, struct slice form)
{
	return word.n > 1 && slice_starts(form, slice_sub(word, 0, word.n - 1));
}

static enum status look_at_stem(struct doctor *k, const struct leaf_atom *a, struct err *err)
{
	struct word *w = &k->merged[k->n_merged];
	size_t i, kept = 0;
	enum status st;

	if (k->n_merged == DOCTOR_WORDS)
		return STATUS_OK;
	w->form = a->form;
	st = vocabulary_of_stem(k->s, k->q, a->stems[0].term, a->form, k->deadline, w->v,
				DOCTOR_FORMS, &w->n, err);
	if (st != STATUS_OK)
		return st;
	for (i = 0; i < w->n; i++)
		if (!plain_ending(a->form, w->v[i].form))
			w->v[kept++] = w->v[i];
	w->n = kept;
	k->n_merged += kept > 0;
	return STATUS_OK;
}

/* A wildcard or fuzzy word that stands for nothing. */
static void note_pattern(struct doctor *k, const struct node *n)
{
	if (k->n_patterns < DOCTOR_WORDS)
		k->patterns[k->n_patterns++] = n;
}

static enum status look_at_name(struct doctor *k, const struct node *n, struct err *err)
{
	struct name *name = &k->names[k->n_names];
	struct search_counts counts = {0};
	struct node copy = *n; /* counting sets marks of its own */
	enum status st;

	if (k->n_names == DOCTOR_WORDS || n->pattern != PATTERN_NONE || !names_have(n->field))
		return STATUS_OK;
	st = search_count_node(k->s, k->q, &copy, k->zones, k->deadline, &counts, err);
	if (st != STATUS_OK || counts.articles || counts.partial)
		return st;
	*name = (struct name){.asked = n};
	k->n_names++;
	return names_nearest(k->s, k->q, n, k->deadline, &name->nearest, &name->articles, err);
}

static enum status look_at_words(struct doctor *k, const struct node *n, struct err *err)
{
	enum status st = STATUS_OK;
	uint64_t articles;
	uint32_t i;
	size_t j;

	if (n->leaf && n->pattern != PATTERN_NONE && n->kind == NODE_WORD && !n->leaf->n_forms)
		note_pattern(k, n);
	if (n->leaf && (n->kind == NODE_WORD || n->kind == NODE_PHRASE))
		for (i = 0; i < n->leaf->n_atoms && st == STATUS_OK; i++) {
			const struct leaf_atom *a = &n->leaf->atoms[i];

			if (a->width != 1 || !a->form.p || ++k->n_words > DOCTOR_WORDS ||
			    deadline_passed(k->deadline))
				continue;
			st = articles_of(k, a, &articles, err);
			if (st == STATUS_OK && !articles)
				st = look_at_spelling(k, a, err);
			else if (st == STATUS_OK && n->form == FORM_VARIANTS && !k->brief)
				st = look_at_stem(k, a, err);
		}
	if (n->kind == NODE_FIELD && st == STATUS_OK)
		st = look_at_name(k, n, err);
	if (n->asked && st == STATUS_OK)
		st = look_at_words(k, n->asked, err);
	for (j = 0; !n->whole && j < n->n && st == STATUS_OK; j++)
		st = look_at_words(k, n->kids[j], err);
	return st;
}

/* --- advice --------------------------------------------------------------- */

/* "12", or "12 in 9 stories" where copies are among them. */
static struct slice counts_text(struct doctor *k, const struct search_counts *n, bool sentence)
{
	char text[80];
	int len = snprintf(text, sizeof(text), "%s%llu",
			   !sentence ? "" : n->articles == 1 ? "there is " : "there are ",
			   (unsigned long long)n->articles);

	if (n->stories < n->articles)
		snprintf(text + len, sizeof(text) - (size_t)len, " in %llu %s",
			 (unsigned long long)n->stories, n->stories == 1 ? "story" : "stories");
	return arena_dup(&k->q->arena, slice_str(text));
}

/* A part as it is written; long ones are cut. */
static struct slice part_text(struct doctor *k, const struct node *n)
{
	struct slice text;
	struct buf b;

	buf_init(&b, LIMIT_REPLY_BYTES);
	node_print(n, &b);
	if (b.len > 120) {
		for (b.len = 120; b.len && ((unsigned char)b.data[b.len] & 0xC0) == 0x80; b.len--)
			;
		buf_add_str(&b, "…");
	}
	text = arena_dup(&k->q->arena, buf_slice(&b));
	buf_done(&b);
	return text;
}

/* Words that are like none of the archive, in one sentence. */
static void advise_unknown(struct doctor *k)
{
	struct buf b;
	size_t i, n = 0;

	buf_init(&b, 64 * KIB);
	for (i = 0; i < k->n_spelling; i++)
		if (!k->spelling[i].n)
			buf_addf(&b, "%s'%.*s'", n++ ? ", " : "", SLICE_ARG(k->spelling[i].form));
	if (n)
		advise(k, n > 1 ? "no article has any of %s" : "no article has %s", buf_str(&b));
	buf_done(&b);
}

static void advise_spelling(struct doctor *k)
{
	size_t i;

	for (i = 0; i < k->n_spelling; i++) {
		const struct word *w = &k->spelling[i];
		struct slice n = w->n ? counts_text(k, &w->v[0].n, false) : SLICE_NONE;

		if (w->n)
			advise(k, "no article has '%.*s'; did you mean '%.*s' (%.*s)?",
			       SLICE_ARG(w->form), SLICE_ARG(w->v[0].form), SLICE_ARG(n));
	}
	advise_unknown(k);
}

static void advise_names(struct doctor *k)
{
	size_t i;

	for (i = 0; i < k->n_names; i++) {
		const struct name *w = &k->names[i];
		const char *field = field_word(w->asked->field);

		if (w->nearest.n)
			advise(k, "no article has %s:\"%.*s\"; did you mean %s:\"%.*s\" (%u)?", field,
			       SLICE_ARG(slice_sub(w->asked->text, 0, 100)), field,
			       SLICE_ARG(w->nearest), w->articles);
		else
			advise(k, "no article has %s:\"%.*s\"", field,
			       SLICE_ARG(slice_sub(w->asked->text, 0, 100)));
	}
}

static void advise_patterns(struct doctor *k)
{
	size_t i;

	for (i = 0; i < k->n_patterns; i++) {
		struct slice text = part_text(k, k->patterns[i]);

		advise(k, "no word of the archive is like %.*s", SLICE_ARG(text));
	}
}

static void advise_nothing(struct doctor *k)
{
	const struct without *best = NULL;
	struct slice part, n;
	size_t i;

	if (k->q->root->kind != NODE_AND || !k->n_without)
		return;
	for (i = 0; i < k->n_without; i++)
		if (!best || k->without[i].n.articles > best->n.articles)
			best = &k->without[i];
	if (!best->n.articles) {
		advise(k, "no article has all parts, nor all but one of them");
		return;
	}
	part = part_text(k, best->part);
	n = counts_text(k, &best->n, true);
	advise(k, "no article has all parts; without %.*s %.*s", SLICE_ARG(part),
	       SLICE_ARG(n));
}

static void advise_many(struct doctor *k)
{
	bool any = k->q->root->kind == NODE_OR;
	uint64_t total = k->total.articles;
	size_t i;

	for (i = 0; i < k->n_without; i++) {
		const struct without *w = &k->without[i];
		struct slice part = part_text(k, w->part), n = counts_text(k, &w->n, true);

		if (any && w->n.articles < total / 2)
			advise(k, "most of it comes from %.*s: without it %.*s",
			       SLICE_ARG(part), SLICE_ARG(n));
		else if (!any && w->n.articles <= total + total / 20)
			advise(k, "%.*s hardly narrows it: without it %.*s",
			       SLICE_ARG(part), SLICE_ARG(n));
	}
	if (!k->n_without)
		advise(k, "%llu articles are many: add a word, a phrase or a date, or ask for "
			  "title: or lead:( )", (unsigned long long)total);
}

static void advise_merged(struct doctor *k)
{
	size_t i, f;

	for (i = 0; i < k->n_merged; i++) {
		const struct word *w = &k->merged[i];
		struct buf b;

		buf_init(&b, 4 * KIB);
		for (f = 0; f < w->n && f < 3; f++)
			buf_addf(&b, "%s'%.*s'", f ? ", " : "", SLICE_ARG(w->v[f].form));
		advise(k, "'%.*s' also finds %s; '=%.*s' finds this form alone",
		       SLICE_ARG(w->form), buf_str(&b), SLICE_ARG(w->form));
		buf_done(&b);
	}
}

static void give_advice(struct doctor *k)
{
	uint64_t articles = archive_articles(k->s->reader);

	advise_spelling(k);
	advise_names(k);
	advise_patterns(k);
	if (k->total.partial)
		; /* what was not counted to the end is no ground for advice */
	else if (k->total.articles == 0)
		advise_nothing(k);
	else if (k->total.articles > MANY_ARTICLES && k->total.articles > articles / MANY_SHARE)
		advise_many(k);
	advise_merged(k);
}

/* --- writing -------------------------------------------------------------- */

static void write_words(struct json *j, const char *key, const char *list, const struct word *v,
			size_t n)
{
	size_t i, f;

	json_key(j, key);
	json_begin_array(j);
	for (i = 0; i < n; i++) {
		json_begin_object(j);
		json_key_slice(j, "word", v[i].form);
		json_key(j, list);
		json_begin_array(j);
		for (f = 0; f < v[i].n; f++) {
			json_begin_object(j);
			json_key_slice(j, "form", v[i].v[f].form);
			search_counts_json(j, &v[i].v[f].n);
			json_end(j);
		}
		json_end(j);
		json_end(j);
	}
	json_end(j);
}

static void write_advice(struct doctor *k, struct json *j)
{
	size_t i;

	json_key(j, "advice");
	json_begin_array(j);
	for (i = 0; i < k->n_advice; i++)
		json_slice(j, k->advice[i]);
	json_end(j);
}

static void write_doctor(struct doctor *k, struct json *j)
{
	size_t i;

	json_key(j, "doctor");
	json_begin_object(j);
	search_counts_json(j, &k->total);
	json_key(j, "without");
	json_begin_array(j);
	for (i = 0; i < k->n_without; i++) {
		json_begin_object(j);
		json_key_slice(j, "part", part_text(k, k->without[i].part));
		search_counts_json(j, &k->without[i].n);
		json_end(j);
	}
	json_end(j);
	write_words(j, "spelling", "nearest", k->spelling, k->n_spelling);
	write_words(j, "merged", "also", k->merged, k->n_merged);
	write_advice(k, j);
	json_end(j);
}

enum status doctor_json(struct searcher *s, struct query *q, unsigned zones, struct deadline *d,
			struct json *j, struct err *err)
{
	struct doctor k = {.s = s, .q = q, .zones = zones, .deadline = d};
	enum status st = STATUS_OK;

	if (q->root) {
		st = leave_out(&k, err);
		if (st == STATUS_OK)
			st = look_at_words(&k, q->root, err);
		if (st == STATUS_OK)
			give_advice(&k);
	}
	if (st == STATUS_OK)
		write_doctor(&k, j);
	return st;
}

enum status doctor_brief(struct searcher *s, struct query *q, unsigned zones, struct deadline *d,
			 struct json *j, struct err *err)
{
	struct doctor k = {.s = s, .q = q, .zones = zones, .deadline = d, .brief = true};
	enum status st = STATUS_OK;

	if (q->root) {
		st = look_at_words(&k, q->root, err);
		advise_spelling(&k);
		advise_names(&k);
		advise_patterns(&k);
		if (st == STATUS_OK && !k.n_advice)
			st = leave_out(&k, err);
		if (st == STATUS_OK && !k.n_advice && !k.total.articles && !k.total.partial)
			advise_nothing(&k);
	}
	if (st == STATUS_OK)
		write_advice(&k, j);
	return st;
}
