/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Writer and reader together: what was put is found, what changed is replaced,
 * what vanished is gone, what was not committed never was. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/archive/copies.h"
#include "lib/archive/reader.h"
#include "lib/archive/schema.h"
#include "lib/archive/writer.h"
#include "lib/base/hash.h"
#include "lib/base/mem.h"
#include "libxapian-c/xapian_c.h"

static char base[64], dir[96];
static unsigned n_dirs;

static int make_base(void **state)
{
	(void)state;
	snprintf(base, sizeof(base), "/tmp/backfile-writer.XXXXXX");
	return mkdtemp(base) ? 0 : -1;
}

static int remove_base(void **state)
{
	char command[128];

	(void)state;
	snprintf(command, sizeof(command), "rm -rf '%s'", base);
	return system(command);
}

static int new_dir(void **state)
{
	(void)state;
	snprintf(dir, sizeof(dir), "%s/a%u", base, n_dirs++);
	return 0;
}

/* --- making articles: one block, words cut at blanks, no stems --- */

static void tokens_of(struct tokens *t, struct slice text, enum zone zone)
{
	struct token_block *b;
	struct slice word;
	size_t i;

	GROW(t->blocks, t->n_blocks + 1, t->blocks_cap);
	i = t->n_blocks++;
	t->blocks[i] = (struct token_block){.zone = zone, .first_pos = t->n_pos, .text = text,
					    .body = zone == ZONE_BODY};
	GROW(t->sentences, t->n_sentences + 1, t->sentences_cap);
	t->sentences[t->n_sentences++] =
		(struct token_sentence){.block = (uint32_t)i, .first_pos = t->n_pos};
	while (slice_split(&text, ' ', &word)) {
		GROW(t->v, t->n + 1, t->cap);
		t->v[t->n++] = (struct token){.pos = t->n_pos++, .width = 1, .block = (uint32_t)i,
					      .form = word,
					      .stem = slice_ends(word, SLICE_LIT("s"))
							      ? slice_sub(word, 0, word.n - 1)
							      : word};
	}
	b = &t->blocks[i];
	b->end_pos = t->n_pos;
}

static void pack(struct archive_packer *p, const char *title, const char *text, const char *language,
		 struct buf *out)
{
	struct err err = ERR_INIT;
	struct article a;
	struct tokens t;
	size_t cap = 0;

	article_init(&a);
	tokens_init(&t);
	a.title = slice_str(title);
	a.language = slice_str(language);
	a.source_id = SLICE_LIT("src-1");
	a.published = (struct pubdate){true, "2024-02-29", 19782, DATE_DAY, DATE_ON,
				       DATE_SOURCE_RECORD, 0.9f};
	article_add_block(&a, &cap, BLOCK_P, ZONE_BODY, slice_str(text));
	article_set_id(&a);
	tokens_of(&t, a.title, ZONE_TITLE);
	tokens_of(&t, a.blocks[0].text, ZONE_BODY);
	tokens_of(&t, SLICE_LIT("subscribe now"), ZONE_NAV);
	buf_reset(out);
	archive_packer_term(p, TERM_AUTHOR, SLICE_LIT("ada brook"));
	assert_int_equal(archive_pack(p, &a, &t, out, &err), STATUS_OK);
	tokens_done(&t);
	article_done(&a);
}

struct fixture {
	struct archive_packer *packer;
	struct archive_writer *w;
	struct buf packed;
};

static void begin(struct fixture *f)
{
	struct err err = ERR_INIT;

	f->packer = archive_packer_new();
	buf_init(&f->packed, SIZE_MAX / 2);
	assert_int_equal(archive_writer_open(dir, &f->w, &err), STATUS_OK);
}

static void end(struct fixture *f)
{
	archive_writer_close(f->w);
	archive_packer_free(f->packer);
	buf_done(&f->packed);
}

static enum archive_change put(struct fixture *f, const char *file, const char *record,
			       const char *text)
{
	enum archive_change change = ARCHIVE_ADDED;
	struct err err = ERR_INIT;

	pack(f->packer, "routers banned", text, "en", &f->packed);
	assert_int_equal(archive_put(f->w, slice_str(file), slice_str(record), buf_slice(&f->packed),
				     &change, &err), STATUS_OK);
	return change;
}

static void file_begin(struct fixture *f, const char *path)
{
	assert_int_equal(archive_file_begin(f->w, slice_str(path), NULL), STATUS_OK);
}

static uint32_t file_end(struct fixture *f, const char *path, uint32_t articles)
{
	struct archive_file facts = {.path = slice_str(path), .size = 7, .mtime_ns = -3,
				     .articles = articles, .set_aside = 1,
				     .reason = SLICE_LIT("line 3: no text")};
	uint32_t removed = 99;

	assert_int_equal(archive_file_end(f->w, &facts, &removed, NULL), STATUS_OK);
	return removed;
}

static void commit(struct fixture *f)
{
	struct err err = ERR_INIT;

	assert_int_equal(archive_writer_commit(f->w, &err), STATUS_OK);
}

static uint32_t term_freq(struct archive_reader *r, const char *term)
{
	struct xc_term_stats s;

	assert_int_equal(xc_db_get_term_stats(archive_db(r), term, strlen(term), &s, NULL), XC_OK);
	return s.termfreq;
}

static void assert_sound(void)
{
	struct err err = ERR_INIT;

	if (archive_check(dir, NULL, NULL, &err) != STATUS_OK)
		fail_msg("%s", err.msg);
}

/* --- tests --- */

static void what_was_put_is_found(void **state)
{
	struct err err = ERR_INIT;
	struct archive_reader *r;
	struct stream_cursor c;
	struct stream_hit hit;
	struct article a;
	struct stream s;
	struct fixture f;
	struct buf bytes;
	uint32_t docid;
	size_t n;

	(void)state;
	begin(&f);
	file_begin(&f, "/in/1");
	assert_int_equal(put(&f, "/in/1", "0", "the court banned routers"), ARCHIVE_ADDED);
	assert_int_equal(file_end(&f, "/in/1", 1), 0);
	commit(&f);
	end(&f);
	assert_int_equal(archive_reader_open(dir, &r, &err), STATUS_OK);
	assert_int_equal(archive_articles(r), 1);
	assert_int_equal(strlen(archive_uuid(r)), 36);
	assert_int_equal(term_freq(r, "router"), 1);
	assert_int_equal(term_freq(r, "Trouter"), 1);
	assert_int_equal(term_freq(r, "subscribe"), 0);
	assert_int_equal(term_freq(r, "Nsubscribe"), 1);
	assert_int_equal(term_freq(r, "D20240229"), 1);
	assert_int_equal(term_freq(r, "M202402"), 1);
	assert_int_equal(term_freq(r, "Y2024"), 1);
	assert_int_equal(term_freq(r, "Len"), 1);
	assert_int_equal(term_freq(r, "Aada brook"), 1);
	assert_int_equal(term_freq(r, "Z"), 1);
	assert_int_equal(archive_find(r, SLICE_LIT("src-1"), &docid, 1, &n, &err), STATUS_OK);
	article_init(&a);
	assert_int_equal(archive_get(r, docid, &a, &err), STATUS_OK);
	assert_true(slice_eq_str(a.title, "routers banned"));
	assert_int_equal(archive_find(r, a.id, &docid, 1, &n, &err), STATUS_OK);
	assert_int_equal(archive_find(r, slice_sub(a.id, 2, a.id.n), &docid, 1, &n, &err), STATUS_OK);
	assert_int_equal(archive_find(r, SLICE_LIT("a:none"), &docid, 1, &n, &err), STATUS_NOT_FOUND);
	assert_int_equal(archive_find(r, SLICE_NONE, &docid, 1, &n, &err), STATUS_NOT_FOUND);
	buf_init(&bytes, SIZE_MAX / 2);
	assert_int_equal(archive_get_stream(r, docid, &bytes, &s, &err), STATUS_OK);
	assert_true(stream_find(&s, hash32(SLICE_LIT("router")), &c));
	assert_true(stream_next(&c, &hit));
	assert_int_equal(hit.pos, 0);
	assert_true(stream_next(&c, &hit));
	assert_int_equal(hit.pos, 5);
	assert_int_equal(archive_get(r, docid + 1, &a, &err), STATUS_NOT_FOUND);
	buf_done(&bytes);
	article_done(&a);
	archive_reader_close(r);
	assert_sound();
}

static void content_decides_what_changes(void **state)
{
	struct fixture f;

	(void)state;
	begin(&f);
	file_begin(&f, "/in/1");
	put(&f, "/in/1", "a", "one text");
	put(&f, "/in/1", "b", "another text");
	put(&f, "/in/1", "c", "a third text");
	file_end(&f, "/in/1", 3);
	commit(&f);
	file_begin(&f, "/in/1");
	assert_int_equal(put(&f, "/in/1", "a", "one text"), ARCHIVE_UNCHANGED);
	assert_int_equal(put(&f, "/in/1", "b", "a text made better"), ARCHIVE_REPLACED);
	assert_int_equal(file_end(&f, "/in/1", 2), 1); /* c has vanished */
	assert_int_equal(archive_writer_articles(f.w), 2);
	commit(&f);
	end(&f);
	assert_sound();
}

static void a_name_that_comes_twice_loses_nothing(void **state)
{
	struct fixture f;
	int round;

	(void)state;
	begin(&f);
	for (round = 0; round < 2; round++) {
		file_begin(&f, "/in/1");
		assert_int_equal(put(&f, "/in/1", "a", "one text"),
				 round ? ARCHIVE_UNCHANGED : ARCHIVE_ADDED);
		assert_int_equal(put(&f, "/in/1", "a", "another text"),
				 round ? ARCHIVE_UNCHANGED : ARCHIVE_ADDED);
		assert_int_equal(file_end(&f, "/in/1", 2), 0);
		commit(&f);
	}
	assert_int_equal(archive_writer_articles(f.w), 2);
	end(&f);
}

static void what_was_not_committed_never_was(void **state)
{
	struct archive_reader *r;
	struct archive_file facts;
	struct fixture f;
	bool known;

	(void)state;
	begin(&f);
	file_begin(&f, "/in/1");
	put(&f, "/in/1", "a", "one text");
	file_end(&f, "/in/1", 1);
	commit(&f);
	file_begin(&f, "/in/2");
	put(&f, "/in/2", "a", "another text");
	file_end(&f, "/in/2", 1);
	end(&f);
	assert_int_equal(archive_reader_open(dir, &r, NULL), STATUS_OK);
	assert_int_equal(archive_articles(r), 1);
	assert_int_equal(archive_revision(r), 1);
	archive_reader_close(r);
	begin(&f);
	assert_int_equal(archive_file_get(f.w, SLICE_LIT("/in/2"), &known, &facts, NULL), STATUS_OK);
	assert_false(known);
	assert_int_equal(archive_file_get(f.w, SLICE_LIT("/in/1"), &known, &facts, NULL), STATUS_OK);
	assert_true(known);
	assert_int_equal(facts.size, 7);
	assert_int_equal(facts.mtime_ns, -3);
	assert_int_equal(facts.articles, 1);
	assert_int_equal(facts.set_aside, 1);
	assert_true(slice_eq_str(facts.reason, "line 3: no text"));
	end(&f);
	assert_sound();
}

static void languages_are_counted(void **state)
{
	enum archive_change change;
	const struct archive_language *l;
	struct archive_reader *r;
	struct fixture f;
	uint32_t removed;
	size_t n, i;

	(void)state;
	begin(&f);
	file_begin(&f, "/in/1");
	for (i = 0; i < 5; i++) {
		char record[8], text[32];

		snprintf(record, sizeof(record), "%zu", i);
		snprintf(text, sizeof(text), "text number %zu", i);
		pack(f.packer, "t", text, i < 3 ? "de" : "en", &f.packed);
		assert_int_equal(archive_put(f.w, SLICE_LIT("/in/1"), slice_str(record),
					     buf_slice(&f.packed), &change, NULL), STATUS_OK);
	}
	file_end(&f, "/in/1", 5);
	commit(&f);
	/* one German article becomes English, four of the others vanish */
	file_begin(&f, "/in/1");
	pack(f.packer, "t", "text number 0", "en", &f.packed);
	assert_int_equal(archive_put(f.w, SLICE_LIT("/in/1"), SLICE_LIT("0"), buf_slice(&f.packed),
				     &change, NULL), STATUS_OK);
	assert_int_equal(change, ARCHIVE_REPLACED);
	commit(&f);
	assert_int_equal(archive_reader_open(dir, &r, NULL), STATUS_OK);
	l = archive_languages(r, &n);
	assert_int_equal(n, 2);
	assert_string_equal(l[0].code, "en");
	assert_int_equal(l[0].articles, 3);
	assert_int_equal(l[1].articles, 2);
	archive_reader_close(r);
	assert_int_equal(archive_file_remove(f.w, SLICE_LIT("/in/1"), &removed, NULL), STATUS_OK);
	assert_int_equal(removed, 5);
	commit(&f);
	end(&f);
	assert_int_equal(archive_reader_open(dir, &r, NULL), STATUS_OK);
	archive_languages(r, &n);
	assert_int_equal(n, 0);
	assert_int_equal(archive_articles(r), 0);
	archive_reader_close(r);
	assert_sound();
}

static void a_second_writer_is_told_who_holds_the_lock(void **state)
{
	struct archive_writer *second = NULL;
	struct err err = ERR_INIT;
	struct fixture f;
	char pid[32];

	(void)state;
	begin(&f);
	assert_int_equal(archive_writer_open(dir, &second, &err), STATUS_LOCKED);
	snprintf(pid, sizeof(pid), "process %ld", (long)getpid());
	assert_non_null(strstr(err.msg, pid));
	end(&f);
	assert_int_equal(archive_writer_open(dir, &second, &err), STATUS_OK);
	archive_writer_close(second);
}

static void set_metadata(const char *key, const char *value)
{
	struct xc_wdb *w;

	assert_int_equal(xc_wdb_open(dir, XC_DB_CREATE_OR_OPEN, 0, &w, NULL), XC_OK);
	assert_int_equal(xc_wdb_set_metadata(w, key, strlen(key), value, strlen(value), NULL), XC_OK);
	assert_int_equal(xc_wdb_commit(w, NULL), XC_OK);
	xc_wdb_free(w);
}

#define STRING_(x) #x
#define STRING(x) STRING_(x)

static void another_version_is_refused(void **state)
{
	struct archive_writer *w = NULL;
	struct archive_reader *r = NULL;
	struct err err = ERR_INIT;
	struct fixture f;

	(void)state;
	begin(&f);
	end(&f);
	set_metadata(META_FORMAT, "77");
	assert_int_equal(archive_reader_open(dir, &r, &err), STATUS_VERSION);
	assert_non_null(strstr(err.msg, "format 77"));
	assert_int_equal(archive_writer_open(dir, &w, &err), STATUS_VERSION);
	set_metadata(META_FORMAT, STRING(ARCHIVE_FORMAT));
	set_metadata(META_ANALYSER, "77");
	assert_int_equal(archive_reader_open(dir, &r, &err), STATUS_VERSION);
	assert_non_null(strstr(err.msg, "anew"));
	set_metadata(META_FORMAT, "junk");
	assert_int_equal(archive_reader_open(dir, &r, &err), STATUS_CORRUPT);
}

static void a_folder_of_other_things_is_refused(void **state)
{
	struct archive_writer *w = NULL;
	struct archive_reader *r = NULL;
	struct err err = ERR_INIT;
	char path[128];
	int fd;

	(void)state;
	assert_int_equal(archive_reader_open(dir, &r, &err), STATUS_NOT_FOUND);
	assert_int_equal(mkdir(dir, 0777), 0);
	snprintf(path, sizeof(path), "%s/thesis.txt", dir);
	fd = open(path, O_CREAT | O_WRONLY, 0666);
	assert_true(fd >= 0);
	close(fd);
	assert_int_equal(archive_writer_open(dir, &w, &err), STATUS_USAGE);
	assert_non_null(strstr(err.msg, "thesis.txt"));
	assert_int_equal(archive_writer_open(path, &w, &err), STATUS_USAGE);
	assert_int_equal(archive_writer_open("", &w, &err), STATUS_USAGE);
}

static bool count_forms(void *ctx, struct slice form, const struct slice *stems, size_t n)
{
	(void)form;
	(void)stems;
	*(size_t *)ctx += n;
	return true;
}

static void readers_go_over_to_a_compacted_archive(void **state)
{
	char uuid[64], text[32], record[16];
	struct archive_reader *r;
	struct err err = ERR_INIT;
	struct fixture f;
	uint64_t before, after;
	size_t forms = 0;
	bool done, changed;
	int i;

	(void)state;
	begin(&f);
	file_begin(&f, "/in/1");
	for (i = 0; i < 1200; i++) {
		snprintf(text, sizeof(text), "text number n%d", i);
		snprintf(record, sizeof(record), "%d", i);
		put(&f, "/in/1", record, text);
		if (i == 600)
			commit(&f);
	}
	file_end(&f, "/in/1", 1200);
	commit(&f);
	assert_int_equal(archive_reader_open(dir, &r, &err), STATUS_OK);
	snprintf(uuid, sizeof(uuid), "%s", archive_uuid(r));
	assert_int_equal(archive_digest(r, &before, &err), STATUS_OK);
	assert_int_equal(archive_writer_compact(f.w, NULL, &done, &err), STATUS_OK);
	assert_true(done);
	end(&f);
	assert_int_equal(archive_reader_refresh(r, &changed, &err), STATUS_OK);
	assert_true(changed);
	assert_string_equal(archive_uuid(r), uuid);
	assert_int_equal(archive_revision(r), 2);
	assert_int_equal(archive_articles(r), 1200);
	assert_int_equal(archive_digest(r, &after, &err), STATUS_OK);
	assert_true(before == after);
	assert_int_equal(archive_lexicon(r, SLICE_LIT("n"), count_forms, &forms, &err), STATUS_OK);
	assert_int_equal(forms, 1202); /* "now", "number" */
	/* and it can be written to again */
	begin(&f);
	file_begin(&f, "/in/2");
	put(&f, "/in/2", "0", "one more");
	file_end(&f, "/in/2", 1);
	commit(&f);
	assert_int_equal(archive_writer_compact(f.w, NULL, &done, &err), STATUS_OK);
	assert_false(done);
	end(&f);
	assert_int_equal(archive_reader_refresh(r, &changed, &err), STATUS_OK);
	assert_true(changed);
	assert_int_equal(archive_articles(r), 1201);
	assert_int_equal(archive_reader_refresh(r, &changed, &err), STATUS_OK);
	assert_false(changed);
	archive_reader_close(r);
	assert_sound();
}

static bool in_order(void *ctx, const struct archive_file *f)
{
	struct buf *before = ctx;

	assert_true(slice_cmp(buf_slice(before), f->path) < 0);
	buf_reset(before);
	buf_add_slice(before, f->path);
	return true;
}

static void paths_of_any_length_are_kept(void **state)
{
	struct archive_reader *r;
	struct archive_file facts;
	struct buf path;
	struct fixture f;
	bool known;
	size_t n;

	(void)state;
	begin(&f);
	buf_init(&path, 8192);
	for (n = 1; n < 4000; n = n * 2 + 33) {
		buf_reset(&path);
		while (path.len < n)
			buf_add_char(&path, (char)('a' + n % 7));
		file_begin(&f, buf_str(&path));
		file_end(&f, buf_str(&path), 0);
		assert_int_equal(archive_file_get(f.w, buf_slice(&path), &known, &facts, NULL),
				 STATUS_OK);
		assert_true(known);
		assert_true(slice_eq(facts.path, buf_slice(&path)));
	}
	commit(&f);
	end(&f);
	assert_int_equal(archive_reader_open(dir, &r, NULL), STATUS_OK);
	buf_reset(&path);
	assert_int_equal(archive_files(r, in_order, &path, NULL), STATUS_OK);
	assert_true(path.len > 0);
	archive_reader_close(r);
	buf_done(&path);
}

static void malformed_packs_are_refused(void **state)
{
	enum archive_change change;
	struct fixture f;
	size_t i;

	(void)state;
	begin(&f);
	file_begin(&f, "/in/1");
	pack(f.packer, "t", "some words", "en", &f.packed);
	for (i = 0; i < f.packed.len / 2; i++) {
		enum status st = archive_put(f.w, SLICE_LIT("/in/1"), SLICE_LIT("x"),
					     slice_sub(buf_slice(&f.packed), 0, i), &change, NULL);

		assert_int_equal(st, STATUS_BAD_DATA);
	}
	end(&f);
}

static uint64_t stories(void)
{
	struct err err = ERR_INIT;
	struct archive_reader *r;
	uint64_t n = 99;

	assert_int_equal(archive_reader_open(dir, &r, &err), STATUS_OK);
	assert_int_equal(archive_stories(r, &n, &err), STATUS_OK);
	archive_reader_close(r);
	return n;
}

/* Behind the writer's back. */
static void forget_key_of(uint32_t docid)
{
	struct xc_wdb *db = NULL;
	struct xc_doc *doc = NULL;

	assert_int_equal(xc_wdb_open(dir, XC_DB_OPEN, 0, &db, NULL), XC_OK);
	assert_int_equal(xc_db_get_doc(xc_wdb_as_db(db), docid, &doc, NULL), XC_OK);
	assert_int_equal(xc_doc_set_value(doc, SLOT_COPY, "", 0, NULL), XC_OK);
	assert_int_equal(xc_wdb_replace_doc(db, docid, doc, NULL), XC_OK);
	assert_int_equal(xc_wdb_commit(db, NULL), XC_OK);
	xc_doc_free(doc);
	xc_wdb_free(db);
}

static void stories_are_clusters_and_articles_alone(void **state)
{
	static const uint64_t clusters[] = {7, 9, 0, 7, 7, 9};
	struct err err = ERR_INIT;
	struct archive_reader *r;
	struct fixture f;
	uint64_t n = 99;
	uint32_t i;

	(void)state;
	begin(&f);
	file_begin(&f, "/in/1");
	for (i = 0; i < 6; i++) {
		char text[32];

		snprintf(text, sizeof(text), "words number %u", (unsigned)i);
		put(&f, "/in/1", text, text);
	}
	file_end(&f, "/in/1", 6);
	commit(&f);
	assert_int_equal(stories(), 6);
	for (i = 0; i < 6; i++)
		if (clusters[i])
			assert_int_equal(archive_copies_set(f.w, i + 1, clusters[i], i, &err),
					 STATUS_OK);
	commit(&f);
	end(&f);
	assert_int_equal(stories(), 3);
	assert_sound();
	forget_key_of(6); /* the last: its stream of keys ends early */
	assert_int_equal(archive_check(dir, NULL, NULL, &err), STATUS_CORRUPT);
	forget_key_of(1);
	assert_int_equal(archive_reader_open(dir, &r, &err), STATUS_OK);
	assert_int_equal(archive_stories(r, &n, &err), STATUS_CORRUPT);
	assert_int_equal(n, 99);
	archive_reader_close(r);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(what_was_put_is_found, new_dir),
		cmocka_unit_test_setup(content_decides_what_changes, new_dir),
		cmocka_unit_test_setup(a_name_that_comes_twice_loses_nothing, new_dir),
		cmocka_unit_test_setup(what_was_not_committed_never_was, new_dir),
		cmocka_unit_test_setup(languages_are_counted, new_dir),
		cmocka_unit_test_setup(a_second_writer_is_told_who_holds_the_lock, new_dir),
		cmocka_unit_test_setup(another_version_is_refused, new_dir),
		cmocka_unit_test_setup(a_folder_of_other_things_is_refused, new_dir),
		cmocka_unit_test_setup(readers_go_over_to_a_compacted_archive, new_dir),
		cmocka_unit_test_setup(paths_of_any_length_are_kept, new_dir),
		cmocka_unit_test_setup(malformed_packs_are_refused, new_dir),
		cmocka_unit_test_setup(stories_are_clusters_and_articles_alone, new_dir),
	};

	return cmocka_run_group_tests(tests, make_base, remove_base);
}
