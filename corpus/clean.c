/* SPDX-License-Identifier: GPL-2.0-or-later */
/* corpus/clean.c - one raw record to one article: see clean.h.
 *
 * Sends the record to the stage of its kind (internal.h), then sets what all
 * kinds share: language where none was found, the id, the bounds of quality.
 */
#include "corpus/clean.h"

#include <stdlib.h>

#include "corpus/hosts.h"
#include "corpus/internal.h"
#include "corpus/url.h"
#include "lib/base/buf.h"
#include "lib/base/limits.h"
#include "lib/base/mem.h"
#include "lib/text/language.h"

#define LANGUAGE_BYTES (16 * KIB) /* of the text that tell the language */
#define LOW_QUALITY 0.5

struct cleaner {
	struct html_cleaner *html;
	struct buf           text; /* a text scrape as UTF-8 */
	struct buf           sample;
	const struct hosts  *hosts;
};

struct cleaner *cleaner_new(void)
{
	struct cleaner *c = xcalloc(1, sizeof(*c));

	c->html = html_cleaner_new();
	/* a byte of windows-1252 is at most three of UTF-8 */
	buf_init(&c->text, LIMIT_PAGE_BYTES * 3 + 64);
	buf_init(&c->sample, LANGUAGE_BYTES * 2);
	return c;
}

void cleaner_free(struct cleaner *c)
{
	if (!c)
		return;
	html_cleaner_free(c->html);
	buf_done(&c->text);
	buf_done(&c->sample);
	free(c);
}

void cleaner_hosts(struct cleaner *c, const struct hosts *hosts)
{
	c->hosts = hosts;
}

static enum status clean_text(struct cleaner *c, const struct raw *r, struct article *out,
			      struct err *err)
{
	enum status st;

	buf_reset(&c->text);
	st = charset_to_utf8(r->bytes, r->charset, false, &c->text, &out->flags, err);
	if (st != STATUS_OK)
		return st;
	return scrape_clean(buf_slice(&c->text), out, err);
}

static enum status clean_kind(struct cleaner *c, const struct raw *r, struct article *out,
			      struct err *err)
{
	switch (r->kind) {
	case RAW_HTML:
		return html_clean(c->html, r, out, err);
	case RAW_TEXT:
		return clean_text(c, r, out, err);
	case RAW_JSON:
		return jsonl_clean(r, out, err);
	case RAW_KIND_COUNT:
		break;
	}
	return err_set(err, STATUS_INTERNAL, "a record of unknown kind %d", (int)r->kind);
}

/* The head of the body; of every zone when there is no body; the title last. */
static struct slice language_sample(struct cleaner *c, const struct article *a)
{
	bool any_body = article_body_bytes(a) > 0;
	size_t i;

	buf_reset(&c->sample);
	for (i = 0; i < a->n_blocks && c->sample.len < LANGUAGE_BYTES; i++) {
		if (any_body && a->blocks[i].zone != ZONE_BODY)
			continue;
		buf_add_slice(&c->sample, slice_sub(a->blocks[i].text, 0, LANGUAGE_BYTES));
		buf_add_char(&c->sample, '\n');
	}
	if (a->title.n < LIMIT_FIELD_BYTES)
		buf_add_slice(&c->sample, a->title);
	return buf_slice(&c->sample);
}

static void finish(struct cleaner *c, const struct raw *r, struct article *a)
{
	double sure = 0;

	if (slice_empty(a->language))
		a->language = language_of(language_sample(c, a), SLICE_NONE, &sure);
	if (slice_empty(a->url) && !slice_empty(r->url))
		a->url = url_normalise(&a->arena, r->url);
	if (slice_empty(a->url) && !slice_empty(r->url))
		a->url = arena_dup(&a->arena, r->url);
	if (c->hosts && r->kind == RAW_HTML)
		hosts_apply(c->hosts, a);
	if (!(a->quality >= 0))
		a->quality = 0;
	if (a->quality > 1)
		a->quality = 1;
	if (article_body_bytes(a) == 0) {
		a->quality = 0;
		a->flags |= FLAG(NO_BODY);
	} else if (a->quality < LOW_QUALITY) {
		a->flags |= FLAG(LOW_QUALITY);
	}
	article_set_id(a);
}

enum status clean_record(struct cleaner *c, const struct raw *r, struct article *out,
			 struct err *err)
{
	enum status st;

	article_reset(out);
	out->file = arena_dup(&out->arena, r->file);
	out->offset = r->offset;
	out->url_raw = arena_dup(&out->arena, r->url);
	out->flags = r->flags;
	st = clean_kind(c, r, out, err);
	if (st == STATUS_OK && out->n_blocks == 0 && slice_empty(out->title))
		st = err_set(err, STATUS_NOT_FOUND, "no text in it");
	if (st != STATUS_OK) {
		article_reset(out);
		return st;
	}
	finish(c, r, out);
	return STATUS_OK;
}
