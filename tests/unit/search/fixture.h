/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A small archive for tests of lib/search: articles from a table, written
 * through the archive's own writer. */
#ifndef TESTS_UNIT_SEARCH_FIXTURE_H
#define TESTS_UNIT_SEARCH_FIXTURE_H

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/archive/schema.h"
#include "lib/archive/writer.h"
#include "lib/base/limits.h"
#include "lib/base/mem.h"
#include "lib/base/opt.h"
#include "lib/search/api.h"
#include "lib/text/analyse.h"
#include "lib/text/normal.h"

/* Blocks are separated by '\n'; a block that begins with "@zone " is of that
 * zone, others are of the body. */
struct sample {
	const char *id, *title, *publisher, *author, *section, *date, *language, *blocks;
};

struct fixture {
	char dir[64];
	struct archive_writer *w;
	struct archive_packer *p;
	struct analyser *a;
	struct tokens t;
};

static inline void fixture_name(struct fixture *f, char prefix, struct slice name)
{
	struct slice rest, word;
	struct buf b;

	if (!name.n)
		return;
	buf_init(&b, 1 << 16);
	normal_fold(&b, name);
	rest = buf_slice(&b);
	archive_packer_term(f->p, prefix, rest);
	while (slice_split(&rest, ' ', &word))
		archive_packer_term(f->p, prefix, word);
	buf_done(&b);
}

static inline void fixture_article(const struct sample *s, struct article *a)
{
	struct slice rest = slice_str(s->blocks), line;
	size_t cap = 0;

	article_reset(a);
	a->file = SLICE_LIT("sample.txt");
	a->source_id = slice_str(s->id);
	a->title = slice_str(s->title);
	a->publisher = slice_str(s->publisher);
	a->section = slice_str(s->section);
	a->language = slice_str(s->language ? s->language : "en");
	if (s->author) {
		a->authors = ARENA_NEW(&a->arena, struct slice);
		a->authors[0] = slice_str(s->author);
		a->n_authors = 1;
	}
	if (s->date) {
		assert_true(pubdate_parse_iso(slice_str(s->date), &a->published));
		a->published.known = true;
		a->published.source = DATE_SOURCE_RECORD;
		a->published.confidence = 1;
	}
	while (slice_split(&rest, '\n', &line)) {
		enum zone zone = ZONE_BODY;
		size_t end = 0;

		if (line.n && line.p[0] == '@') {
			while (end < line.n && line.p[end] != ' ')
				end++;
			assert_true(zone_of_word(slice_sub(line, 1, end), &zone));
			line = slice_sub(line, end + 1, line.n);
		}
		article_add_block(a, &cap, BLOCK_P, zone, line);
	}
	article_set_id(a);
}

static inline void fixture_ok(enum status st, const struct err *err)
{
	if (st != STATUS_OK)
		fail_msg("%s: %s", status_word(st), err->msg);
}

static inline void fixture_begin(struct fixture *f)
{
	struct err err = ERR_INIT;

	memset(f, 0, sizeof(*f));
	strcpy(f->dir, "/tmp/backfile-search-XXXXXX");
	assert_non_null(mkdtemp(f->dir));
	fixture_ok(archive_writer_open(f->dir, &f->w, &err), &err);
	f->p = archive_packer_new();
	f->a = analyser_new();
	tokens_init(&f->t);
	fixture_ok(archive_file_begin(f->w, SLICE_LIT("sample.txt"), &err), &err);
}

static inline void fixture_add(struct fixture *f, const struct article *a)
{
	struct err err = ERR_INIT;
	enum archive_change change;
	struct buf packed;

	buf_init(&packed, 64 << 20);
	analyse_article(f->a, a, &f->t);
	if (a->n_authors)
		fixture_name(f, TERM_AUTHOR, a->authors[0]);
	fixture_name(f, TERM_PUBLISHER, a->publisher);
	fixture_name(f, TERM_SECTION, a->section);
	fixture_ok(archive_pack(f->p, a, &f->t, &packed, &err), &err);
	fixture_ok(archive_put(f->w, SLICE_LIT("sample.txt"), a->source_id, buf_slice(&packed),
			       &change, &err), &err);
	buf_done(&packed);
}

static inline void fixture_end(struct fixture *f)
{
	struct archive_file file = {.path = SLICE_LIT("sample.txt"), .articles = 1};
	struct err err = ERR_INIT;
	uint32_t removed;

	fixture_ok(archive_file_end(f->w, &file, &removed, &err), &err);
	fixture_ok(archive_writer_commit(f->w, &err), &err);
	archive_writer_close(f->w);
	archive_packer_free(f->p);
	analyser_free(f->a);
	tokens_done(&f->t);
}

static inline void fixture_samples(struct fixture *f, const struct sample *v, size_t n)
{
	struct article a;
	size_t i;

	fixture_begin(f);
	article_init(&a);
	for (i = 0; i < n; i++) {
		fixture_article(&v[i], &a);
		fixture_add(f, &a);
	}
	article_done(&a);
	fixture_end(f);
}

static inline void fixture_remove(struct fixture *f)
{
	char command[128];

	snprintf(command, sizeof(command), "rm -rf '%s'", f->dir);
	assert_int_equal(system(command), 0);
}

#endif
