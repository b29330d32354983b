/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Words before a place: see early.h. */
#include "lib/search/early.h"

#include "lib/search/packed.h"

/* A first place, and the words of other zones before it. */
struct first {
	uint32_t pos, hidden;
};

/* From what is remembered; recall.h is of the default zones alone. */
static struct first first_remembered(const struct span_doc *d, const struct leaf_stem *s)
{
	const struct place_hits *h = &d->here[s->place];
	uint32_t pos = h->n ? place_pos(h->v[0]) : UINT32_MAX;

	return (struct first){pos, h->n ? pos - h->before : 0};
}

static struct first first_in_stream(struct span_doc *d, const struct leaf_stem *s, unsigned zones)
{
	const struct stream_block *b = span_blocks(d);
	struct stream_cursor c;
	struct stream_hit h;
	uint32_t k = 0, hidden = 0;

	if (!stream_find(&d->stream, s->hash, &c))
		return (struct first){UINT32_MAX, 0};
	while (stream_next(&c, &h)) {
		for (; k < d->stream.n_blocks && b[k].end_pos <= h.pos; k++)
			hidden += zones & ZONE_BIT(b[k].zone) ? 0 : b[k].end_pos - b[k].first_pos;
		if (k == d->stream.n_blocks)
			break;
		if (zones & ZONE_BIT(b[k].zone) && h.pos + h.width <= b[k].end_pos)
			return (struct first){h.pos, hidden};
	}
	return (struct first){UINT32_MAX, 0};
}

uint32_t early_words_before(struct span_doc *d, const struct leaf *leaf, unsigned zones,
			    uint32_t start)
{
	struct first first = {UINT32_MAX, 0};
	uint32_t i, k;

	for (i = 0; i < leaf->n_atoms; i++)
		for (k = 0; k < leaf->atoms[i].n_stems; k++) {
			const struct leaf_stem *s = &leaf->atoms[i].stems[k];
			struct first here = d->here ? first_remembered(d, s)
						    : first_in_stream(d, s, zones);

			if (here.pos < first.pos)
				first = here;
		}
	return start - first.hidden;
}
