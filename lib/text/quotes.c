/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Quotation marks: see quotes.h. */
#include "lib/text/quotes.h"

#include "lib/base/mem.h"
#include "lib/base/utf8.h"
#include "lib/text/charclass.h"

/* What a mark may do.  The German “ closes and the English one opens; » and ” do both. */
static const struct mark {
	uint32_t cp;
	bool     opens, closes;
	uint32_t closers[3]; /* of what it opens */
} marks[] = {
	{'"', true, true, {'"', 0x201D, 0}},
	{0x201C, true, true, {0x201D, '"', 0}},       /* “ */
	{0x201D, true, true, {0x201D, 0, 0}},         /* ”: Swedish and Finnish use one sign */
	{0x201E, true, false, {0x201C, 0x201D, '"'}}, /* „ */
	{0x201F, true, true, {0x201D, 0, 0}},
	{0xAB, true, true, {0xBB, 0, 0}},             /* « */
	{0xBB, true, true, {0xAB, 0xBB, 0}},          /* » */
	{0x2018, true, true, {0x2019, 0, 0}},         /* ‘ */
	{0x2019, false, true, {0, 0, 0}},             /* ’ */
	{0x201A, true, false, {0x2018, 0x2019, 0}},   /* ‚ */
	{0x300C, true, false, {0x300D, 0, 0}},        /* 「 */
	{0x300D, false, true, {0, 0, 0}},
	{0x300E, true, false, {0x300F, 0, 0}},        /* 『 */
	{0x300F, false, true, {0, 0, 0}},
	{0xFF02, true, true, {0xFF02, 0, 0}},
};

static const struct mark *mark_of(uint32_t cp)
{
	size_t i;

	for (i = 0; i < sizeof(marks) / sizeof(marks[0]); i++)
		if (marks[i].cp == cp)
			return &marks[i];
	return NULL;
}

static bool is_wordy(uint32_t cp)
{
	enum char_class c = char_class(cp);

	return char_is_alnum(c) || c == CHAR_DENSE;
}

/* Blank, a bracket, a dash or nothing: behind these a mark opens. */
static bool opens_behind(uint32_t before)
{
	return !is_wordy(before) && before != '.' && before != ',' && before != '!' &&
	       before != '?' && before != 0x2026 && before != '%';
}

static bool closes_what(const struct mark *open, uint32_t cp)
{
	return cp == open->closers[0] || (open->closers[1] && cp == open->closers[1]) ||
	       (open->closers[2] && cp == open->closers[2]);
}

/* An apostrophe, or a mark that stands for something else. */
static bool is_letter_sign(uint32_t cp, uint32_t before, uint32_t after)
{
	return (cp == 0x2019 || cp == 0x2018) && is_wordy(before) && is_wordy(after);
}

struct walk {
	struct tokens *t;
	const struct token_block *b;
	const struct mark *open; /* NULL: outside */
	size_t open_at, head;    /* bytes behind the opening mark; of the first word */
	size_t token;            /* the next to be looked at */
};

static void add(struct tokens *t, uint32_t first, uint32_t end)
{
	/* a compound may reach over the mark that closes */
	if (t->n_quotes && first < t->quotes[t->n_quotes - 1].end_pos)
		first = t->quotes[t->n_quotes - 1].end_pos;
	if (first >= end)
		return;
	GROW(t->quotes, t->n_quotes + 1, t->quotes_cap);
	t->quotes[t->n_quotes++] = (struct token_quote){first, end};
}

/* The words between two bytes of the block; both grow from call to call. */
static void add_bytes(struct walk *w, size_t from, size_t to)
{
	const struct tokens *t = w->t;
	uint32_t first = UINT32_MAX, end = 0;

	while (w->token < w->b->end_token && t->v[w->token].start < from)
		w->token++;
	for (; w->token < w->b->end_token && t->v[w->token].start < to; w->token++) {
		const struct token *one = &t->v[w->token];

		if (one->pos < first)
			first = one->pos;
		if (one->pos + one->width > end)
			end = one->pos + one->width;
	}
	add(w->t, first, end);
}

static bool opens_here(const struct mark *m, uint32_t before, uint32_t after)
{
	if (!m->opens || after == 0)
		return false;
	if (m->cp == '"' || m->cp == 0x201D || m->cp == 0xFF02 || m->cp == 0x2018 || m->cp == 0xBB)
		return opens_behind(before) && after != ' ' && after != ',' && after != '.';
	return true;
}

/* One mark, between two characters. */
static void take(struct walk *w, const struct mark *m, size_t at, size_t behind, uint32_t before,
		 uint32_t after)
{
	if (is_letter_sign(m->cp, before, after))
		return;
	if (w->open && m->closes && closes_what(w->open, m->cp)) {
		/* straight marks: one that clearly opens shows that the last was forgotten */
		if (m->cp == '"' && w->open->cp == '"' && opens_here(m, before, after) &&
		    is_wordy(after) && before == ' ') {
			w->open_at = behind;
			return;
		}
		add_bytes(w, w->open_at, at);
		w->open = NULL;
	} else if (!w->open && opens_here(m, before, after)) {
		w->open = m;
		w->open_at = behind;
	}
}

bool quotes_at_head(struct slice text)
{
	size_t i = 0;
	const struct mark *m = NULL;
	uint32_t cp, after;

	while (i < text.n) {
		cp = utf8_next(text, &i);
		m = mark_of(cp);
		if (m || is_wordy(cp))
			break;
	}
	if (!m || i >= text.n)
		return false;
	after = utf8_next(text, &i);
	return opens_here(m, ' ', after);
}

void quotes_find(struct tokens *t, bool goes_on)
{
	const struct token_block *b = &t->blocks[t->n_blocks - 1];
	struct walk w = {.t = t, .b = b, .token = b->first_token, .head = SIZE_MAX};
	struct slice text = b->text;
	uint32_t before = ' ';
	size_t i = 0;

	if (b->end_token > b->first_token)
		w.head = t->v[b->first_token].start;
	while (i < text.n) {
		size_t at = i, behind, next;
		uint32_t cp = utf8_next(text, &i);
		const struct mark *m = cp < 0x80 && cp != '"' ? NULL : mark_of(cp);

		if (m) {
			behind = next = i;
			take(&w, m, at, behind, before, next < text.n ? utf8_next(text, &next) : 0);
		}
		before = cp;
	}
	if (w.open && w.open->cp != 0xBB && (goes_on || w.open_at <= w.head)) /* "» more" */
		add_bytes(&w, w.open_at, SIZE_MAX);
}

void quotes_whole(struct tokens *t)
{
	const struct token_block *b = &t->blocks[t->n_blocks - 1];

	add(t, b->first_pos, b->end_pos);
}
