/* SPDX-License-Identifier: GPL-2.0-or-later */
/* "money>$1b" and "num:10..20%": amounts in the text; see parse_internal.h.
 *
 * An amount is one word ("$60b", "10%") or several ("$60 billion", "60 million euros",
 * "10 per cent").  Each way to write it becomes words at places, where the number is a
 * pattern: every word of the archive that is a number in the range (amount.h).
 */
#include <string.h>

#include "lib/base/limits.h"
#include "lib/search/amount.h"
#include "lib/search/parse_internal.h"

static const struct {
	double factor;
	const char *words;
} scales[] = {
	{1e3, "thousand thousands tausend"},
	{1e6, "million millions millionen mio mn mln millón millones"},
	{1e9, "billion billions bn bln milliarde milliarden mrd milliard milliards"},
	{1e12, "trillion trillions tn trn"},
};

static const struct {
	const char *sign, *words;
} currencies[] = {
	{"$", "dollar dollars usd"},
	{"€", "euro euros eur"},
	{"£", "pounds sterling gbp"},
	{"¥", "yen yuan renminbi"},
	{"₹", "rupee rupees"},
	{"₽", "rouble roubles ruble rubles rubel"},
};

#define N(a) (sizeof(a) / sizeof((a)[0]))
#define NEAR_CURRENCY 2 /* "60 billion U.S. dollars" */
#define LEAST_SCALED  .001 /* nobody writes less of a million */

struct amounts {
	struct parser *p;
	size_t pos;
	struct slice told;
	struct amount_range range;
	struct node *any; /* of all ways to write it */
};

static void add_words(struct amounts *a, struct node *any, const char *words)
{
	struct slice rest = slice_str(words), word;
	struct node *n;

	while (slice_split(&rest, ' ', &word)) {
		n = parser_node(a->p, NODE_WORD, a->pos);
		n->form = FORM_EXACT;
		n->text = word;
		parser_add(a->p->q, any, n);
	}
}

static struct node *any_of(struct amounts *a, const char *words)
{
	struct node *any = parser_node(a->p, NODE_OR, a->pos);

	add_words(a, any, words);
	return any;
}

static struct node *any_scale(struct amounts *a)
{
	struct node *any = parser_node(a->p, NODE_OR, a->pos);
	size_t i;

	for (i = 0; i < N(scales); i++)
		add_words(a, any, scales[i].words);
	return any;
}

static struct node *any_currency(struct amounts *a)
{
	struct node *any = parser_node(a->p, NODE_OR, a->pos);
	struct slice own = a->range.currency;
	size_t i;

	for (i = 0; i < N(currencies); i++)
		if (!own.n || slice_eq_str(own, currencies[i].sign))
			add_words(a, any, currencies[i].words);
	return any;
}

/* Words that are such numbers; in units of `factor`, and then without letters. */
static struct node *number(struct amounts *a, enum amount_sign sign, double factor)
{
	struct node *n = parser_node(a->p, NODE_WORD, a->pos);
	struct amount_range *r = ARENA_NEW(&a->p->q->arena, struct amount_range);

	*r = a->range;
	r->from /= factor;
	r->to /= factor;
	r->sign = sign;
	r->letters = factor == 1 && a->range.sign == AMOUNT_MONEY;
	n->pattern = PATTERN_AMOUNT;
	n->amount = r;
	n->text = a->told;
	return n;
}

static struct node *before(struct amounts *a, uint32_t words, bool negated, struct node *x,
			   struct node *y)
{
	struct node *n = parser_node(a->p, NODE_NEAR, a->pos);

	n->ordered = true;
	n->negated = negated;
	n->count = words;
	parser_add(a->p->q, n, x);
	parser_add(a->p->q, n, y);
	return n;
}

static void add(struct amounts *a, struct node *n)
{
	parser_add(a->p->q, a->any, n);
}

/* "$60b", "$60 billion"; "60", "60 million". */
static void add_scaled(struct amounts *a, enum amount_sign sign)
{
	size_t i;

	add(a, before(a, 1, true, number(a, sign, 1), any_scale(a)));
	for (i = 0; i < N(scales); i++)
		if (a->range.to / scales[i].factor >= LEAST_SCALED)
			add(a, before(a, 1, false, number(a, sign, scales[i].factor),
				      any_of(a, scales[i].words)));
}

/* "500 dollars", "60 million euros". */
static void add_named(struct amounts *a)
{
	size_t i;

	if (!any_currency(a)->n)
		return; /* a sign without a word */
	add(a, before(a, 1, false, number(a, AMOUNT_PLAIN, 1), any_currency(a)));
	for (i = 0; i < N(scales); i++)
		if (a->range.to / scales[i].factor >= LEAST_SCALED)
			add(a, before(a, NEAR_CURRENCY, false,
				      before(a, 1, false, number(a, AMOUNT_PLAIN, scales[i].factor),
					     any_of(a, scales[i].words)),
				      any_currency(a)));
}

static void add_percent(struct amounts *a)
{
	static const char *const phrases[] = {"per cent", "por ciento", "pour cent"};
	struct node *words = any_of(a, "percent pct prozent percento"), *n;
	size_t i;

	for (i = 0; i < N(phrases); i++) {
		n = parser_node(a->p, NODE_PHRASE, a->pos);
		n->form = FORM_EXACT;
		n->text = slice_str(phrases[i]);
		parser_add(a->p->q, words, n);
	}
	add(a, number(a, AMOUNT_PERCENT, 1));
	add(a, before(a, 1, false, number(a, AMOUNT_PLAIN, 1), words));
}

static struct slice told(struct amounts *a, struct slice value, bool money)
{
	struct slice out;
	struct buf b;

	buf_init(&b, LIMIT_QUERY_BYTES);
	buf_addf(&b, slice_has_byte(value, ' ') ? "%s:\"%.*s\"" : "%s:%.*s",
		 money ? "money" : "num", SLICE_ARG(value));
	out = parser_text(a->p, buf_slice(&b));
	buf_done(&b);
	return out;
}

struct node *parse_amount(struct parser *p, bool money, struct slice value, size_t pos)
{
	struct amounts a = {.p = p, .pos = pos};

	value = slice_trim(value);
	if (value.n > LIMIT_AMOUNT_BYTES || !amount_range_read(value, &a.range) ||
	    (a.range.sign != AMOUNT_PLAIN && (a.range.sign == AMOUNT_MONEY) != money)) {
		parser_repair(p, pos, value, money ? "not an amount of money; left out"
						   : "not a number or a range; left out");
		return NULL;
	}
	if (money)
		a.range.sign = AMOUNT_MONEY;
	a.range.currency = parser_text(p, a.range.currency);
	a.told = told(&a, value, money);
	a.any = parser_node(p, NODE_OR, pos);
	if (a.range.sign == AMOUNT_PERCENT)
		add_percent(&a);
	else
		add_scaled(&a, a.range.sign);
	if (money)
		add_named(&a);
	parser_check_depth(p, a.any);
	a.any->told = a.told;
	a.any->whole = true;
	return a.any;
}
