/* SPDX-License-Identifier: GPL-2.0-or-later */
/* `backfile check`: see check_cmd.h. */
#include "indexer/check_cmd.h"

#include <stdio.h>
#include <stdlib.h>

#include "lib/archive/copies.h"
#include "lib/archive/reader.h"
#include "lib/base/buf.h"
#include "lib/base/hash.h"
#include "lib/base/io.h"
#include "lib/base/json.h"
#include "lib/base/log.h"
#include "lib/base/opt.h"

enum { EXIT_SOUND = 0, EXIT_DAMAGED = 2 };

static const char *opt_dir;
static bool opt_json;

static const struct opt table[] = {
	{.name = "index", .letter = 'i', .type = OPT_STRING, .to = &opt_dir, .arg = "DIR",
	 .help = "the archive's folder"},
	{.name = "json", .type = OPT_FLAG, .to = &opt_json, .help = "the result as one JSON document"},
	{.name = NULL},
};

static const struct opt_program program = {
	.name = "backfile check",
	.operands = "",
	.summary = "Tell whether the archive is sound",
	.detail = "Xapian's own check, then every stored article is decoded.\n"
		  "Exit status: 0 sound, 2 damaged or not there.",
	.table = table,
};

static void report(void *ctx, const char *line)
{
	unsigned *n = ctx;

	/* a broken archive may have as many findings as articles */
	if (++*n <= 50)
		log_msg(LOG_ERROR, "%s", line);
}

static void print_json(const struct archive_reader *r, uint64_t stories, uint64_t digest,
		       bool sound)
{
	struct json j;
	struct buf out;
	char hex[17];

	buf_init(&out, 64 * 1024);
	hash_hex64(digest, hex);
	json_init(&j, &out);
	json_begin_object(&j);
	json_key_str(&j, "archive", archive_dir(r));
	json_key_str(&j, "uuid", archive_uuid(r));
	json_key_u64(&j, "revision", archive_revision(r));
	json_key_u64(&j, "articles", archive_articles(r));
	json_key_u64(&j, "stories", stories);
	json_key_str(&j, "digest", hex);
	json_key_bool(&j, "sound", sound);
	json_end(&j);
	puts(buf_str(&out));
	buf_done(&out);
}

static void print_sound(const struct archive_reader *r, uint64_t stories)
{
	uint64_t articles = archive_articles(r);

	printf("%s: sound, %llu %s", archive_dir(r), (unsigned long long)articles,
	       articles == 1 ? "article" : "articles");
	if (stories < articles)
		printf(" in %llu %s", (unsigned long long)stories, stories == 1 ? "story" : "stories");
	puts("");
}

static enum status check(const char *dir, struct err *err)
{
	struct archive_reader *r = NULL;
	enum status st, checked;
	uint64_t digest = 0, stories = 0;
	struct err unused = ERR_INIT;
	unsigned n = 0;

	st = archive_reader_open(dir, &r, err);
	if (st == STATUS_OK)
		st = archive_digest(r, &digest, err);
	if (st != STATUS_OK)
		goto out;
	checked = archive_check(dir, report, &n, err);
	if (archive_stories(r, &stories, &unused) != STATUS_OK)
		stories = 0; /* a finding already */
	if (opt_json)
		print_json(r, stories, digest, checked == STATUS_OK);
	else if (checked == STATUS_OK)
		print_sound(r, stories);
	st = checked;
out:
	archive_reader_close(r);
	return st;
}

int check_main(int argc, char **argv)
{
	struct err err = ERR_INIT;
	enum status st;
	int first;
	char *dir;

	log_init(program.name, LOG_INFO);
	switch (opt_parse(&program, argc, argv, &first, stdout, &err)) {
	case OPT_DONE:
		return EXIT_SOUND;
	case OPT_BAD:
		log_msg(LOG_ERROR, "%s", err.msg);
		return EXIT_DAMAGED;
	case OPT_GO:
		break;
	}
	if (first < argc) {
		log_msg(LOG_ERROR, "'%.80s': no operand belongs here; see '%s --help'", argv[first],
			program.name);
		return EXIT_DAMAGED;
	}
	dir = io_default_index(opt_dir);
	st = check(dir, &err);
	if (st != STATUS_OK)
		log_msg(LOG_ERROR, "%s", err.msg);
	free(dir);
	return st == STATUS_OK ? EXIT_SOUND : EXIT_DAMAGED;
}
