/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Whom the article names as its source: see meta.h.
 *
 * "Source: a, b" stands below the text or beside the date; under pictures and
 * tables it is theirs.  An agency signs in the first line ("BERLIN (dpa) -") or
 * alone behind the last ("SDA/jk").
 */
#include "corpus/meta.h"

#include "corpus/html_words.h"
#include "corpus/internal.h"
#include "corpus/names.h"
#include "corpus/scrape_words.h"
#include "lib/text/normal.h"

#define OTHERS (G(RELATED) | G(COMMENT) | G(CAPTION) | G(GALLERY))
#define LABEL_BYTES 30
#define SOURCE_WORDS 20
#define SOURCE_NAME_BYTES 60
#define REACH 8 /* blocks behind the last of the text, or behind the headline */
#define DATELINE_BYTES 90

/* --- stated sources ------------------------------------------------------------------ */

/* What stands behind "Source:" at the head of the line, or absent. */
static struct slice behind_label(struct slice t)
{
	static const char *const colons[] = {":", "："};
	struct buf b;
	size_t k, n = 0;
	bool label = false;

	while (t.n && strchr("([•* ", t.p[0]))
		t = slice_sub(t, 1, t.n);
	for (k = 0; k < 2 && !label; k++) {
		const char *hit = memmem(t.p, t.n < LABEL_BYTES ? t.n : LABEL_BYTES, colons[k],
					 strlen(colons[k]));

		if (!hit)
			continue;
		n = (size_t)(hit - t.p) + strlen(colons[k]);
		buf_init(&b, 8 * LIMIT_FIELD_BYTES);
		normal_fold(&b, slice_sub(t, 0, n));
		label = scrape_label_source(buf_slice(&b)) == b.len;
		buf_done(&b);
	}
	return label ? slice_trim(slice_sub(t, n, t.n)) : SLICE_NONE;
}

/* "2024年7月16日 来源：甲报 作者：…": up to the next blank. */
static struct slice inside_line(struct slice t)
{
	static const char *const labels[] = {"来源：", "来源:", "來源：", "來源:"};
	size_t k, i;

	for (k = 0; k < sizeof(labels) / sizeof(labels[0]); k++) {
		const char *hit = memmem(t.p, t.n, labels[k], strlen(labels[k]));

		if (!hit)
			continue;
		t = slice_trim(slice_sub(t, (size_t)(hit - t.p) + strlen(labels[k]), t.n));
		for (i = 0; i < t.n && !strchr(" |)", t.p[i]); i++)
			;
		return slice_sub(t, 0, i);
	}
	return SLICE_NONE;
}

/* Without a bracket and marks behind it; absent when it is no name: initials, an
 * address. */
static struct slice source_name(struct slice s)
{
	const char *open = s.n ? memmem(s.p, s.n, " (", 2) : NULL;
	size_t i, lower = 0;

	s = slice_trim(slice_sub(s, 0, open ? (size_t)(open - s.p) : s.n));
	while (s.n && (strchr(")]*", s.p[s.n - 1]) ||
		       (s.p[s.n - 1] == '.' && !slice_has_byte(slice_sub(s, 0, s.n - 1), '.'))))
		s = slice_trim(slice_sub(s, 0, s.n - 1));
	for (i = 0; i < s.n; i++)
		lower += s.p[i] >= 'a' && s.p[i] <= 'z';
	if (s.n < 2 || s.n > SOURCE_NAME_BYTES || slice_starts(s, SLICE_LIT("www.")) ||
	    (lower == s.n && s.n < 5 && !names_is_agency(s)))
		return SLICE_NONE;
	return s;
}

static void add_source(struct article *a, struct slice one)
{
	size_t i;

	one = source_name(one);
	if (!one.n || a->n_sources >= LIMIT_LIST)
		return;
	for (i = 0; i < a->n_sources; i++)
		if (slice_eq(a->sources[i], one))
			return;
	if (!a->sources)
		a->sources = ARENA_ARRAY(&a->arena, struct slice, LIMIT_LIST);
	a->sources[a->n_sources++] = arena_dup(&a->arena, one);
	if (names_is_agency(one) && !a->agency.n)
		names_note_agency(a, one);
}

static void from_block(const struct blk *b, struct article *a)
{
	struct slice rest, one;
	size_t i, from = 0;

	if (b->words > SOURCE_WORDS || b->flags & BLK_CAPTION || b->groups & OTHERS)
		return;
	rest = behind_label(b->text);
	if (!rest.n)
		rest = inside_line(b->text);
	if (!rest.n || memmem(rest.p, rest.n, "://", 3) || words_contain(rest, a->title))
		return;
	for (i = 0; i <= rest.n; i++) {
		if (i < rest.n && !strchr(",;/|", rest.p[i]))
			continue;
		one = slice_sub(rest, from, i);
		add_source(a, one);
		from = i + 1;
	}
}

/* --- the agency's mark ---------------------------------------------------------------- */

/* "KYIV, July 16 (Reuters) -": a bracket in the head of the first paragraph. */
static void from_dateline(struct slice t, struct article *a)
{
	size_t i, open = 0;

	t = slice_sub(t, 0, DATELINE_BYTES);
	for (i = 0; i < t.n; i++) {
		if (t.p[i] == '(')
			open = i + 1;
		else if (t.p[i] == ')' && open && names_note_agency(a, slice_sub(t, open, i)))
			return;
	}
}

/* "(dpa)", "SDA/jk": a line of one word below the text. */
static void from_signature(const struct blk *b, struct article *a)
{
	struct slice t = b->text, first;

	if (b->words > 2 || t.n > 24 || b->linked || b->groups & OTHERS)
		return;
	while (t.n && strchr("([", t.p[0]))
		t = slice_sub(t, 1, t.n);
	if (slice_split(&t, '/', &first))
		names_note_agency(a, first);
}

void meta_set_sources(struct html_page *p, struct meta *m, const uint8_t *body, struct article *a)
{
	size_t i, last = 0, first = p->n_blks, at = m->h1 == NODE_NONE ? 0 : p->block_at[m->h1];

	for (i = 0; body && i < p->n_blks; i++)
		if (body[i]) {
			first = first == p->n_blks ? i : first;
			last = i;
		}
	for (i = at; i < at + REACH && i <= first && i < p->n_blks; i++)
		from_block(&p->blks[i], a);
	if (first == p->n_blks)
		return;
	for (i = last; i < last + REACH && i < p->n_blks; i++)
		from_block(&p->blks[i], a);
	if (!a->agency.n)
		from_dateline(p->blks[first].text, a);
	for (i = last; i < last + 2 && i < p->n_blks && !a->agency.n; i++)
		from_signature(&p->blks[i], a);
}
