/* SPDX-License-Identifier: GPL-2.0-or-later */
/* corpus/html_pick.h - from blocks to the article's own: candidates, pruning,
 * selection, edges, zones.
 *
 * A candidate is a set of blocks (a byte each).  Several are made by unlike
 * means, each is pruned and trimmed, and the one that agrees most with the
 * others is taken whole: agreement of unlike methods is the best evidence there
 * is without training, and voting block by block loses the ends of articles.
 */
#ifndef CORPUS_HTML_PICK_H
#define CORPUS_HTML_PICK_H

#include "corpus/html.h"

enum candidate_kind {
	CAND_SEMANTIC, /* the best container by name */
	CAND_GRAVITY,  /* the best container by weight of text */
	CAND_SEQUENCE, /* the best run of blocks, without the tree */
	CAND_STATED,   /* JSON-LD articleBody found on the page */
	CAND_COUNT
};

struct candidate {
	bool valid;
	uint32_t top;  /* its container, NODE_NONE when it has none */
	int tier;      /* of CAND_SEMANTIC: how plainly it is named, 0 plainest */
	uint8_t *in;   /* a byte for each block */
	double words;  /* unlinked words in it */
};

#define SUMMARIES 3

/* What the selection needs to know of the page's own statements. */
struct page_facts {
	struct slice title, subtitle; /* display form, may be absent */
	struct slice summary[SUMMARIES]; /* descriptions that the page states */
	struct slice stated_body;     /* JSON-LD articleBody, may be absent */
	struct slice *authors;
	size_t n_authors;
	size_t head; /* the block of the headline; n_blks when it is not known */
};

struct pick {
	struct html_page *page;
	const struct page_facts *facts;
	/* prefix sums over blocks, n_blks + 1 each */
	uint32_t *para_words; /* unlinked words of paragraphs */
	uint32_t *words, *linked;
	uint32_t *paras;      /* full paragraphs */
	uint32_t *plain;      /* sentences without a link */
	struct candidate cand[CAND_COUNT];
	const struct candidate *best;
	double agreement; /* 0 to 1 */
	struct arena *arena;
};

/* Fill *k for the page; its memory comes from the arena. */
void html_pick_init(struct pick *k, struct html_page *p, const struct page_facts *f,
		    struct arena *arena);
void html_candidates(struct pick *k);
/* Take out what has the shape of other things than text: see html_shapes.c. */
void html_drop_shapes(struct pick *k, struct candidate *c);
void html_prune(struct pick *k, struct candidate *c);
void html_trim(struct pick *k, struct candidate *c);
/* A line above the text that belongs to other fields: title, by-line, date. */
bool html_head_line(const struct pick *k, const struct blk *b);
void html_select(struct pick *k);
/* A paragraph that may stand by itself between the headline and the text. */
bool html_is_lead(const struct pick *k, const struct blk *b);
/* Add the lead above the best candidate to it. */
void html_add_lead(struct pick *k);
/* Name every block; those of the selection are ZONE_BODY. */
void html_zones(struct pick *k);

/* A block that reads as a paragraph of running text. */
bool html_is_para(const struct blk *b);
/* A paragraph long enough to be evidence by itself. */
bool html_is_full(const struct blk *b);

/* Sums over the blocks of a subtree. */
static inline uint32_t pick_sum(const struct pick *k, const uint32_t *sums, uint32_t node)
{
	const struct html_page *p = k->page;

	return sums[p->block_at[p->nodes[node].end]] - sums[p->block_at[node]];
}

static inline unsigned blk_unlinked(const struct blk *b)
{
	return (unsigned)(b->words - b->linked);
}

#endif
