/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Positions to bytes: see place.h. */
#include "lib/search/place.h"

struct slice place_block_text(const struct article *a, uint32_t i)
{
	size_t k;

	if (a->title.n && i-- == 0)
		return a->title;
	if (a->subtitle.n && i-- == 0)
		return a->subtitle;
	for (k = 0; k < a->n_blocks; k++) {
		enum zone z = a->blocks[k].zone;

		if ((z == ZONE_TITLE && a->title.n) || (z == ZONE_DEK && a->subtitle.n))
			continue;
		if (i-- == 0)
			return a->blocks[k].text;
	}
	return SLICE_NONE;
}

/* The narrowest token at a position tells where its word stands; positions that
 * only a wider one covers take that one's ends. */
void places_of_block(struct searcher *s, const struct article *a, const struct stream_block *b,
		     struct slice text, uint32_t positions, struct places *out)
{
	struct arena *arena = &s->doc.arena;
	const struct tokens *t = &s->tokens;
	struct places p;
	uint16_t *width;
	uint32_t k;
	size_t i;

	tokens_reset(&s->tokens);
	analyse_beginning(s->analyser, a->language, text, b->zone, b->body, positions, &s->tokens);
	p.n = t->n_pos;
	p.start = ARENA_ARRAY(arena, uint32_t, p.n + 1);
	p.end = ARENA_ARRAY(arena, uint32_t, p.n + 1);
	p.form = ARENA_ARRAY(arena, struct slice, p.n + 1);
	width = ARENA_ARRAY(arena, uint16_t, p.n + 1);
	for (i = 0; i < t->n; i++) {
		const struct token *w = &t->v[i];

		for (k = w->pos; k < w->pos + w->width && k < p.n; k++) {
			if (width[k] && width[k] <= w->width)
				continue;
			width[k] = w->width;
			p.start[k] = w->start;
			p.end[k] = w->end;
			p.form[k] = w->form;
		}
	}
	*out = p;
}
