/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Candidates for the article's text: see html_pick.h.
 *
 * A, semantic: among containers that say what they are (articleBody, a body
 * class, article, main) the tier with the strongest word whose best container
 * holds enough of the page's text; split bodies are joined.
 * B, gravity: paragraphs pull at their parents; the heaviest container, and
 * its like siblings.
 * C, sequence: the run of blocks with the highest sum, text counting for and
 * links and scraps counting against.  No tree.
 * D, stated: the blocks whose words the page's own JSON-LD articleBody holds.
 */
#include "corpus/html_pick.h"

#include <math.h>

#include "corpus/html_lines.h"
#include "corpus/rules.h"

#define FULL_WORDS 20
#define PLAIN_WORDS 12

bool html_is_para(const struct blk *b)
{
	unsigned u = blk_unlinked(b);

	if (b->flags & (BLK_HEADING | BLK_FORM | BLK_APART) || b->linked * 2 > b->words)
		return false;
	return u >= FULL_WORDS || (u >= 6 && (b->ends || b->commas));
}

bool html_is_full(const struct blk *b)
{
	return blk_unlinked(b) >= FULL_WORDS && b->ends && b->linked * 3 < b->words &&
	       !(b->flags & (BLK_FORM | BLK_HEADING));
}

/* A sentence in a paragraph, without a link. */
static bool is_plain(const struct blk *b)
{
	return b->words >= PLAIN_WORDS && !b->linked && b->flags & BLK_SENTENCE && b->flags & BLK_P;
}

void html_pick_init(struct pick *k, struct html_page *p, const struct page_facts *f,
		    struct arena *arena)
{
	size_t i, n = p->n_blks + 1;

	memset(k, 0, sizeof(*k));
	k->page = p;
	k->facts = f;
	k->arena = arena;
	k->para_words = ARENA_ARRAY(arena, uint32_t, n);
	k->words = ARENA_ARRAY(arena, uint32_t, n);
	k->linked = ARENA_ARRAY(arena, uint32_t, n);
	k->paras = ARENA_ARRAY(arena, uint32_t, n);
	k->plain = ARENA_ARRAY(arena, uint32_t, n);
	for (i = 0; i < p->n_blks; i++) {
		const struct blk *b = &p->blks[i];

		k->words[i + 1] = k->words[i] + b->words;
		k->linked[i + 1] = k->linked[i] + b->linked;
		k->paras[i + 1] = k->paras[i] + html_is_full(b);
		k->plain[i + 1] = k->plain[i] + is_plain(b);
		k->para_words[i + 1] =
			k->para_words[i] + (html_is_para(b) ? blk_unlinked(b) : 0);
	}
	for (i = 0; i < CAND_COUNT; i++) {
		k->cand[i].top = NODE_NONE;
		k->cand[i].in = ARENA_ARRAY(arena, uint8_t, n);
	}
}

static void add_range(struct pick *k, struct candidate *c, uint32_t node)
{
	const struct html_page *p = k->page;
	size_t i;

	for (i = p->block_at[node]; i < p->block_at[p->nodes[node].end]; i++)
		c->in[i] = 1;
}

static bool container(const struct node *n)
{
	return n->tag != TAG_TEXT && n->tag != TAG_HTML && n->tag != TAG_HEAD &&
	       (html_tag_traits((enum html_tag)n->tag) & TAG_BLOCK ||
		(n->groups & G(BODY)));
}

/* --- A: semantic --------------------------------------------------------------------- */

#define TIERS 5
#define TIER_ARTICLE 2
#define BAD_GROUPS (G(RELATED) | G(COMMENT) | G(AD) | G(NAV) | G(SIDE) | G(LETTER) | G(CONSENT) | \
		    G(FOOT) | G(BIO) | G(TAGS) | G(SHARE) | G(TEASER))

/* How plainly a container says that it holds the text: 0 is plainest, TIERS not
 * at all. */
static int tier_of(const struct node *n)
{
	struct slice prop = html_attr(n, ATTR_ITEMPROP);

	if (prop.n && (slice_ieq_str(prop, "articlebody") || slice_ieq_str(prop, "reviewbody") ||
		       slice_ieq_str(prop, "articlebody text")))
		return 0;
	if ((n->groups & G(BODY)) && !(n->groups & BAD_GROUPS))
		return 1;
	if (n->tag == TAG_ARTICLE)
		return TIER_ARTICLE;
	if ((n->groups & G(ARTICLE)) && !(n->groups & BAD_GROUPS))
		return 3;
	if (n->tag == TAG_MAIN || ((n->groups & G(CONTENT)) && !(n->groups & BAD_GROUPS)))
		return 4;
	return TIERS;
}

static bool like(const struct node *a, const struct node *b)
{
	return a->tag == b->tag && slice_eq(html_attr(a, ATTR_CLASS), html_attr(b, ATTR_CLASS)) &&
	       html_attr(a, ATTR_CLASS).n > 0;
}

/* A body in several containers of one class, below one article. */
static void join_split(struct pick *k, struct candidate *c, uint32_t best)
{
	const struct html_page *p = k->page;
	uint32_t up = p->nodes[best].parent, i;

	while (up != NODE_NONE && p->nodes[up].tag != TAG_ARTICLE && p->nodes[up].tag != TAG_MAIN &&
	       p->nodes[up].tag != TAG_BODY)
		up = p->nodes[up].parent;
	if (up == NODE_NONE)
		return;
	for (i = up + 1; i < p->nodes[up].end; i++)
		if (i != best && like(&p->nodes[i], &p->nodes[best]) &&
		    pick_sum(k, k->paras, i) > 0 &&
		    (p->nodes[up].tag == TAG_ARTICLE || p->nodes[i].parent == p->nodes[best].parent))
			add_range(k, c, i);
}

static bool holds_headline(const struct pick *k, uint32_t node)
{
	const struct html_page *p = k->page;

	return k->facts->head < p->n_blks && p->block_at[node] <= k->facts->head &&
	       p->block_at[p->nodes[node].end] > k->facts->head;
}

/* The best container of each tier, and what they are measured against. */
struct tiers {
	uint32_t best[TIERS], sum[TIERS];
	uint32_t most;   /* words of text of the best of all */
	uint32_t beside; /* those in articles beside the one with the headline */
};

/* Other articles stand beside the one that holds the headline, and may be longer. */
#define BESIDE_TIMES 4
static bool is_beside(const struct pick *k, const struct tiers *t, uint32_t node, uint32_t words)
{
	return t->sum[TIER_ARTICLE] && node >= k->page->nodes[t->best[TIER_ARTICLE]].end &&
	       words < BESIDE_TIMES * t->sum[TIER_ARTICLE] &&
	       holds_headline(k, t->best[TIER_ARTICLE]);
}

static void find_tiers(const struct pick *k, struct tiers *t)
{
	const struct html_page *p = k->page;
	uint32_t i, s;
	int tier;

	for (i = 1; i < p->n_nodes; i++) {
		if (!container(&p->nodes[i]) || (p->nodes[i].up_groups & (G(COMMENT) | G(RELATED))))
			continue;
		tier = tier_of(&p->nodes[i]);
		if (tier == TIERS)
			continue;
		s = pick_sum(k, k->para_words, i);
		if (tier == TIER_ARTICLE && is_beside(k, t, i, s)) {
			t->beside += s;
			i = p->nodes[i].end - 1;
			continue;
		}
		/* of nested containers the inner one, unless it loses text */
		if (s > t->sum[tier] + t->sum[tier] / 8 ||
		    (t->sum[tier] && s * 8 >= t->sum[tier] * 7 &&
		     i < p->nodes[t->best[tier]].end)) {
			t->best[tier] = i;
			t->sum[tier] = s;
		}
		if (s > t->most)
			t->most = s;
	}
}

static void candidate_semantic(struct pick *k, uint32_t least)
{
	struct candidate *c = &k->cand[CAND_SEMANTIC];
	struct tiers t = {{0}, {0}, 0, 0};
	int i;

	find_tiers(k, &t);
	for (i = 0; i < TIERS; i++) {
		uint32_t most = t.most;

		if (i == TIER_ARTICLE)
			most -= t.beside < most ? t.beside : most;
		if (t.sum[i] < least || t.sum[i] * 10 < most * 3)
			continue;
		c->top = t.best[i];
		c->tier = i;
		c->valid = true;
		add_range(k, c, t.best[i]);
		join_split(k, c, t.best[i]);
		return;
	}
}

/* --- B: gravity ------------------------------------------------------------------------ */

static double weight_of(const struct blk *b)
{
	double u = blk_unlinked(b);

	if (!html_is_para(b) || b->words == 0)
		return 0;
	if (b->flags & (BLK_NAV | BLK_CAPTION | BLK_HIDDEN) ||
	    b->groups & (G(COMMENT) | G(FOOT) | G(CONSENT)))
		return 0;
	return (1 + b->commas + log2(1 + u) + u / 12) * (1 - (double)b->linked / b->words);
}

static double prior_of(const struct node *n)
{
	double f = 1;

	if (n->groups & BAD_GROUPS)
		f *= 0.4;
	if (n->groups & (G(BODY) | G(ARTICLE)) || n->tag == TAG_ARTICLE)
		f *= 1.25;
	return f;
}

static void add_gravity(struct pick *k, double *score)
{
	static const double share[] = {1.0, 0.5, 0.25};
	const struct html_page *p = k->page;
	size_t i, d;

	for (i = 0; i < p->n_blks; i++) {
		double w = weight_of(&p->blks[i]);
		uint32_t node = p->blks[i].node;

		/* a paragraph pulls at what holds it; bare text at its container */
		if (p->nodes[node].tag == TAG_P || p->nodes[node].tag == TAG_LI ||
		    p->nodes[node].tag == TAG_BLOCKQUOTE)
			node = p->nodes[node].parent;
		for (d = 0; w > 0 && d < 3 && node != NODE_NONE && node > 0; d++) {
			score[node] += w * share[d];
			node = p->nodes[node].parent;
		}
	}
}

static void candidate_gravity(struct pick *k)
{
	const struct html_page *p = k->page;
	struct candidate *c = &k->cand[CAND_GRAVITY];
	double *score = ARENA_ARRAY(k->arena, double, p->n_nodes);
	uint32_t i, best = 0, up;

	add_gravity(k, score);
	for (i = 1; i < p->n_nodes; i++) {
		if (score[i] <= 0)
			continue;
		score[i] *= prior_of(&p->nodes[i]);
		if (score[i] > score[best])
			best = i;
	}
	if (!best || pick_sum(k, k->para_words, best) < 20)
		return;
	c->valid = true;
	c->top = best;
	add_range(k, c, best);
	if (RULE(JOIN_GRAVITY))
		join_split(k, c, best);
	/* like siblings, and cousins below the grandparent, with a share of the text */
	up = p->nodes[best].parent;
	if (up != NODE_NONE && p->nodes[up].parent != NODE_NONE)
		up = p->nodes[up].parent;
	for (i = up + 1; up != NODE_NONE && i < p->nodes[up].end; i++)
		if (i != best && !html_within(p, best, i) && p->nodes[i].depth == p->nodes[best].depth &&
		    p->nodes[i].tag == p->nodes[best].tag && score[i] >= 0.3 * score[best] &&
		    !(p->nodes[i].up_groups & BAD_GROUPS))
			add_range(k, c, i);
	/* paragraphs beside a heaviest container that is itself inside the text */
	up = p->nodes[best].parent;
	for (i = up + 1; up != NODE_NONE && i < p->nodes[up].end; i = p->nodes[i].end)
		if (p->nodes[i].tag == TAG_P && pick_sum(k, k->paras, i))
			add_range(k, c, i);
}

/* --- C: sequence ------------------------------------------------------------------------ */

static double gain_of(const struct blk *b)
{
	double u = blk_unlinked(b);

	if (b->words == 0)
		return 0;
	if (b->flags & (BLK_FORM | BLK_NAV | BLK_HIDDEN) ||
	    b->groups & (G(COMMENT) | G(FOOT) | G(CONSENT)))
		return -10 - 0.4 * b->words;
	if (html_is_para(b) && b->linked * 3 < b->words)
		return u * (b->groups & (G(RELATED) | G(SIDE) | G(BIO)) ? 0.2 : 1);
	if (b->flags & BLK_HEADING)
		return b->linked ? -15 : -4;
	return -6 - 3.0 * b->linked - (b->words < 5 ? 3 : 0);
}

static void candidate_sequence(struct pick *k)
{
	const struct html_page *p = k->page;
	struct candidate *c = &k->cand[CAND_SEQUENCE];
	double sum = 0, best = 0;
	size_t i, from = 0, best_from = 0, best_to = 0;

	for (i = 0; i < p->n_blks; i++) {
		if (sum <= 0) {
			sum = 0;
			from = i;
		}
		sum += gain_of(&p->blks[i]);
		if (sum > best) {
			best = sum;
			best_from = from;
			best_to = i + 1;
		}
	}
	if (best < 20)
		return;
	c->valid = true;
	for (i = best_from; i < best_to; i++) {
		const struct blk *b = &p->blks[i];

		c->in[i] = !(b->linked * 2 > b->words && !(b->flags & BLK_SENTENCE));
	}
}

/* --- D: stated --------------------------------------------------------------------------- */

#define SHINGLE 3

/* Hashes of the words of s (letters and digits, ASCII lower case). */
static size_t word_hashes(struct slice s, uint32_t *out, size_t max)
{
	size_t n = 0, i = 0;

	while (i < s.n && n < max) {
		uint32_t h = 2166136261u;
		size_t from;

		while (i < s.n && !ascii_is_alpha(s.p[i]) && !ascii_is_digit(s.p[i]) &&
		       (unsigned char)s.p[i] < 0xC3)
			i++;
		for (from = i; i < s.n && (ascii_is_alpha(s.p[i]) || ascii_is_digit(s.p[i]) ||
					   (unsigned char)s.p[i] >= 0xC3 ||
					   ((unsigned char)s.p[i] >= 0x80 &&
					    (unsigned char)s.p[i] < 0xC0 && i > from));
		     i++)
			h = (h ^ (unsigned char)ascii_lower(s.p[i])) * 16777619u;
		if (i == from) {
			i++;
			continue;
		}
		out[n++] = h;
	}
	return n;
}

static uint32_t shingle_hash(const uint32_t *w)
{
	return (w[0] * 31 + w[1]) * 2654435761u + w[2];
}

struct hash_set {
	uint32_t *v;
	size_t mask;
};

static void set_add(struct hash_set *s, uint32_t h)
{
	size_t i;

	h |= 1; /* zero is empty */
	for (i = h & s->mask; s->v[i] && s->v[i] != h; i = (i + 1) & s->mask)
		;
	s->v[i] = h;
}

static bool set_has(const struct hash_set *s, uint32_t h)
{
	size_t i;

	h |= 1;
	for (i = h & s->mask; s->v[i]; i = (i + 1) & s->mask)
		if (s->v[i] == h)
			return true;
	return false;
}

static void candidate_stated(struct pick *k)
{
	const struct html_page *p = k->page;
	struct candidate *c = &k->cand[CAND_STATED];
	struct slice body = k->facts->stated_body;
	size_t max = body.n / 2 + 1, n, i, j, on_page = 0;
	uint32_t *w;
	struct hash_set set = {NULL, 0};

	if (body.n < 200)
		return;
	w = ARENA_ARRAY(k->arena, uint32_t, max > 65536 ? max : 65536);
	n = word_hashes(body, w, max);
	if (n < 40)
		return;
	for (set.mask = 1; set.mask < 3 * n; set.mask *= 2)
		;
	set.v = ARENA_ARRAY(k->arena, uint32_t, set.mask);
	set.mask--;
	for (i = 0; i + SHINGLE <= n; i++)
		set_add(&set, shingle_hash(w + i));
	for (i = 0; i < p->n_blks; i++) {
		size_t m = word_hashes(p->blks[i].text, w, 65536), hits = 0;

		for (j = 0; j + SHINGLE <= m; j++)
			hits += set_has(&set, shingle_hash(w + j));
		if (m >= SHINGLE && hits * 10 >= (m - SHINGLE + 1) * 7) {
			c->in[i] = 1;
			on_page += m;
		}
	}
	c->valid = on_page * 10 >= n * 6;
}

#define FEW_WORDS 4 /* of a page whose text is a line or two in a named container */

void html_candidates(struct pick *k)
{
	size_t i, n = 0;

	if (RULE(CAND_SEMANTIC))
		candidate_semantic(k, FULL_WORDS);
	if (RULE(CAND_GRAVITY))
		candidate_gravity(k);
	if (RULE(CAND_SEQUENCE))
		candidate_sequence(k);
	if (RULE(CAND_STATED))
		candidate_stated(k);
	for (i = 0; i < CAND_COUNT; i++)
		n += k->cand[i].valid;
	if (n == 0)
		candidate_semantic(k, FEW_WORDS);
}
