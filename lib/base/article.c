/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The article's vocabulary, its id and its JSON: see article.h. */
#include "lib/base/article.h"

#include <stdio.h>
#include <string.h>

#include "lib/base/buf.h"
#include "lib/base/civil.h"
#include "lib/base/hash.h"
#include "lib/base/json.h"
#include "lib/base/limits.h"
#include "lib/base/num.h"

#define X(name, word) word,
static const char *const zone_words[] = {ZONE_TABLE(X)};
static const char *const block_words[] = {BLOCK_TABLE(X)};
static const char *const date_source_words[] = {DATE_SOURCE_TABLE(X)};
static const char *const access_words[] = {ACCESS_TABLE(X)};
static const char *const flag_words[] = {FLAG_TABLE(X)};
#undef X

const char *zone_word(enum zone z)
{
	return zone_words[z];
}

bool zone_of_word(struct slice word, enum zone *out)
{
	int z;

	for (z = 0; z < ZONE_COUNT; z++)
		if (slice_ieq_str(word, zone_words[z]))
			return *out = (enum zone)z, true;
	return false;
}

const char *block_type_word(enum block_type t)
{
	return block_words[t];
}

const char *date_source_word(enum date_source s)
{
	return date_source_words[s];
}

const char *date_precision_word(enum date_precision p)
{
	static const char *const words[] = {"year", "month", "day", "second"};

	return words[p];
}

const char *date_relation_word(enum date_relation r)
{
	return r == DATE_ON ? "on" : "on-or-before";
}

const char *access_word(enum access a)
{
	return access_words[a];
}

const char *flag_word(enum article_flag f)
{
	return flag_words[f];
}

void article_init(struct article *a)
{
	memset(a, 0, sizeof(*a));
	arena_init(&a->arena);
}

void article_done(struct article *a)
{
	arena_done(&a->arena);
	article_init(a);
}

void article_reset(struct article *a)
{
	struct arena keep = a->arena;

	arena_reset(&keep);
	memset(a, 0, sizeof(*a));
	a->arena = keep;
}

void article_add_block(struct article *a, size_t *cap, enum block_type type, enum zone zone,
		       struct slice text)
{
	if (a->n_blocks == *cap) {
		size_t want = *cap ? *cap * 2 : 32;
		struct block *v = ARENA_ARRAY(&a->arena, struct block, want);

		if (a->n_blocks)
			memcpy(v, a->blocks, a->n_blocks * sizeof(*v));
		a->blocks = v;
		*cap = want;
	}
	a->blocks[a->n_blocks++] = (struct block){type, zone, arena_dup(&a->arena, text)};
}

/* Runs of white space become one blank, those at the ends and blocks of nothing
 * else go, so that re-wrapping keeps the id. */
static void add_folded(struct buf *b, struct slice s)
{
	size_t i;

	s = slice_trim(s);
	if (slice_empty(s))
		return;
	for (i = 0; i < s.n; i++) {
		if (!ascii_is_space(s.p[i]))
			buf_add_char(b, s.p[i]);
		else if (!ascii_is_space(s.p[i - 1])) /* i > 0: it was trimmed */
			buf_add_char(b, ' ');
	}
	buf_add_char(b, '\n');
}

void article_set_id(struct article *a)
{
	char id[ID_LEN + 1];
	struct buf b;
	size_t i;

	buf_init(&b, LIMIT_RECORD_BYTES);
	for (i = 0; i < a->n_blocks; i++)
		if (a->blocks[i].zone == ZONE_BODY)
			add_folded(&b, a->blocks[i].text);
	if (b.len == 0) {
		add_folded(&b, a->title);
		add_folded(&b, a->url);
	}
	hash_id(hash128(buf_slice(&b)), id);
	a->id = arena_dup(&a->arena, slice_str(id));
	buf_done(&b);
}

size_t article_body_bytes(const struct article *a)
{
	size_t i, n = 0;

	for (i = 0; i < a->n_blocks; i++)
		if (a->blocks[i].zone == ZONE_BODY)
			n += a->blocks[i].text.n;
	return n;
}

/* HH:MM[:SS[.f]] and a zone at s; the bytes used, 0 when it is no time. */
static size_t time_len(struct slice s)
{
	uint32_t v;
	size_t i = 5;

	if (s.n < 5 || s.p[2] != ':' || !num_u32(slice_sub(s, 0, 2), 23, &v) ||
	    !num_u32(slice_sub(s, 3, 5), 59, &v))
		return 0;
	if (s.n >= i + 3 && s.p[i] == ':' && num_u32(slice_sub(s, i + 1, i + 3), 60, &v))
		i += 3;
	return i;
}

static size_t zone_len(struct slice s)
{
	uint32_t v;

	if (s.n && (s.p[0] == 'Z' || s.p[0] == 'z'))
		return 1;
	if (s.n >= 6 && (s.p[0] == '+' || s.p[0] == '-') && s.p[3] == ':' &&
	    num_u32(slice_sub(s, 1, 3), 23, &v) && num_u32(slice_sub(s, 4, 6), 59, &v))
		return 6;
	if (s.n >= 5 && (s.p[0] == '+' || s.p[0] == '-') && num_u32(slice_sub(s, 1, 3), 23, &v) &&
	    num_u32(slice_sub(s, 3, 5), 59, &v))
		return 5;
	return 0;
}

#define CLOCK_TEXT 26 /* "T09:30:00+02:00" and to spare */

/* "T09:30:00+02:00" of whatever follows the day; "" when there is no time. */
static void format_time(struct slice s, char out[CLOCK_TEXT])
{
	size_t t, f, z;
	struct slice clock, zone;

	out[0] = '\0';
	if (s.n < 6 || (s.p[0] != 'T' && s.p[0] != 't' && s.p[0] != ' '))
		return;
	s = slice_sub(s, 1, s.n);
	t = time_len(s);
	if (!t)
		return;
	clock = slice_sub(s, 0, t);
	f = t;
	if (f < s.n && s.p[f] == '.')
		for (f++; f < s.n && ascii_is_digit(s.p[f]); f++)
			;
	if (f < s.n && s.p[f] == ' ')
		f++;
	z = zone_len(slice_sub(s, f, s.n));
	zone = slice_sub(s, f, f + z);
	if (zone.n == 5)
		snprintf(out, CLOCK_TEXT, "T%.*s%s%.3s:%.2s", SLICE_ARG(clock), t == 5 ? ":00" : "", zone.p,
			 zone.p + 3);
	else
		snprintf(out, CLOCK_TEXT, "T%.*s%s%.*s", SLICE_ARG(clock), t == 5 ? ":00" : "",
			 SLICE_ARG(zone));
}

static bool parse_year_month(struct slice s, struct pubdate *out)
{
	uint32_t y, m = 1;
	bool month = false;

	if (s.n < 4 || !num_u32(slice_sub(s, 0, 4), 9999, &y) || y == 0)
		return false;
	if (s.n >= 7 && s.p[4] == '-') {
		if (!num_u32(slice_sub(s, 5, 7), 12, &m) || m == 0)
			return false;
		month = true;
	}
	if (s.n > (month ? 7u : 4u))
		return false;
	out->known = true;
	out->precision = month ? DATE_MONTH : DATE_YEAR;
	out->day = civil_to_days((struct civil){(int)y, (int)m, 1});
	snprintf(out->value, sizeof(out->value), "%.*s", SLICE_ARG(s));
	return true;
}

bool pubdate_parse_iso(struct slice s, struct pubdate *out)
{
	struct civil c;
	char clock[CLOCK_TEXT];
	size_t used;

	s = slice_trim(s);
	if (!civil_parse_ymd(s, &c, &used))
		return parse_year_month(s, out);
	if (used < s.n && ascii_is_digit(s.p[used]))
		return false;
	format_time(slice_sub(s, used, s.n), clock);
	out->known = true;
	out->precision = clock[0] ? DATE_TIME : DATE_DAY;
	out->day = civil_to_days(c);
	snprintf(out->value, sizeof(out->value), "%04d-%02d-%02d%s", c.year % 10000, c.month % 100,
		 c.day % 100, clock);
	return true;
}

int32_t pubdate_last_day(const struct pubdate *d)
{
	struct civil c = civil_from_days(d->day);

	if (d->precision == DATE_YEAR)
		c = (struct civil){c.year, 12, 31};
	else if (d->precision == DATE_MONTH)
		c.day = civil_month_days(c.year, c.month);
	return civil_to_days(c);
}

void pubdate_json(struct json *j, const struct pubdate *d)
{
	if (!d->known) {
		json_put_null(j);
		return;
	}
	json_begin_object(j);
	json_key_str(j, "value", d->value);
	json_key_str(j, "precision", date_precision_word(d->precision));
	json_key_str(j, "relation", date_relation_word(d->relation));
	json_key_str(j, "source", date_source_word(d->source));
	json_key_double(j, "confidence", d->confidence, 2);
	json_end(j);
}

static void list_json(struct json *j, const char *key, const struct slice *v, size_t n)
{
	size_t i;

	json_key(j, key);
	json_begin_array(j);
	for (i = 0; i < n; i++)
		json_slice(j, v[i]);
	json_end(j);
}

static void flags_json(struct json *j, uint32_t flags)
{
	int f;

	json_key(j, "flags");
	json_begin_array(j);
	for (f = 0; f < FLAG_COUNT; f++)
		if (flags & (1u << f))
			json_str(j, flag_words[f]);
	json_end(j);
}

static void blocks_json(struct json *j, const struct article *a, unsigned zones)
{
	size_t i;

	json_key(j, "blocks");
	json_begin_array(j);
	for (i = 0; i < a->n_blocks; i++) {
		const struct block *b = &a->blocks[i];

		if (!(zones & ZONE_BIT(b->zone)))
			continue;
		json_begin_object(j);
		json_key_str(j, "type", block_words[b->type]);
		json_key_str(j, "zone", zone_words[b->zone]);
		json_key_slice(j, "text", b->text);
		json_end(j);
	}
	json_end(j);
}

static void date_json(struct json *j, const char *key, const struct pubdate *d)
{
	json_key(j, key);
	pubdate_json(j, d);
}

void article_json(struct json *j, const struct article *a, unsigned zones)
{
	json_begin_object(j);
	json_key_slice(j, "file", a->file);
	json_key_u64(j, "offset", a->offset);
	json_key_slice(j, "id", a->id);
	json_key_slice(j, "source_id", a->source_id);
	json_key_slice(j, "url", a->url);
	json_key_slice(j, "title", a->title);
	json_key_slice(j, "subtitle", a->subtitle);
	json_key_slice(j, "kicker", a->kicker);
	list_json(j, "authors", a->authors, a->n_authors);
	json_key_slice(j, "agency", a->agency);
	json_key_slice(j, "publisher", a->publisher);
	json_key_slice(j, "section", a->section);
	list_json(j, "sources", a->sources, a->n_sources);
	list_json(j, "tags", a->tags, a->n_tags);
	json_key_slice(j, "language", a->language);
	date_json(j, "published", &a->published);
	date_json(j, "modified", &a->modified);
	date_json(j, "captured", &a->captured);
	json_key_str(j, "access", access_words[a->access]);
	json_key_double(j, "quality", a->quality, 2);
	flags_json(j, a->flags);
	blocks_json(j, a, zones);
	json_end(j);
}
