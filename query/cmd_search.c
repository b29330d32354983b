/* SPDX-License-Identifier: GPL-2.0-or-later */
/* backfile search: one page of ranked hits. */
#include <string.h>

#include "lib/base/limits.h"
#include "query/command.h"
#include "query/render.h"

struct search {
	struct common common;
	uint64_t limit, offset, passages;
	const char *from, *to, *sort, *zones, *mode, *collapse, *cursor;
	bool ids, count, expand;
};

static void request(const struct search *a, struct slice query, struct params *p)
{
	params_add(p, "q", query);
	params_add_u64(p, "limit", a->count ? 0 : a->limit);
	if (a->offset)
		params_add_u64(p, "offset", a->offset);
	params_add_str(p, "cursor", a->cursor);
	params_add_str(p, "from", a->from);
	params_add_str(p, "to", a->to);
	params_add_str(p, "sort", a->sort);
	params_add_str(p, "zones", a->zones);
	params_add_str(p, "mode", a->mode);
	params_add_str(p, "collapse", a->collapse);
	if (a->passages)
		params_add_u64(p, "passages", a->passages);
	if (a->expand)
		params_add_str(p, "expand", "1");
	if (a->ids || a->count)
		params_add_str(p, "snippets", "0");
}

static struct render_page page_of(const struct search *a)
{
	return (struct render_page){
		.offset = (size_t)a->offset,
		.limit = (size_t)a->limit,
		.by_cursor = a->cursor != NULL,
		.one_of_story = a->collapse && strcmp(a->collapse, "near") == 0,
	};
}

/* With -l and -c there is no room for them among the results. */
static void note_warnings(struct out *o, json_t *reply)
{
	json_t *w, *warnings = json_object_get(json_object_get(reply, "query"), "warnings");
	size_t i;

	json_array_foreach(warnings, i, w) {
		const char *text =
		    json_string_value(json_is_object(w) ? json_object_get(w, "text") : w);

		if (text)
			out_note(o, "%s", text);
	}
}

static void print_ids(struct out *o, json_t *reply)
{
	json_t *hit, *hits = json_object_get(reply, "hits");
	size_t i;

	json_array_foreach(hits, i, hit) {
		out_text(o, render_string(hit, "id"));
		out_str(o, "\n");
	}
}

static int print(const struct search *a, struct session *s, const struct reply *r)
{
	json_t *total = json_object_get(r->json, "total");
	json_int_t n = json_integer_value(json_object_get(total, "articles"));
	size_t hits = json_array_size(json_object_get(r->json, "hits"));

	if (a->common.json) {
		command_print_json(s, r);
	} else if (a->count) {
		note_warnings(&s->out, r->json);
		out_printf(&s->out, "%lld\n", (long long)n);
		if (slice_eq_str(render_string(total, "relation"), "at_least"))
			out_note(&s->out, "there may be more: the deadline passed");
	} else if (a->ids) {
		note_warnings(&s->out, r->json);
		print_ids(&s->out, r->json);
	} else {
		render_search(&s->out, r->json, page_of(a));
	}
	return (a->count ? n > 0 : hits > 0) ? EXIT_FOUND : EXIT_NOTHING;
}

int cmd_search(const struct command *c, struct session *s, int argc, char **argv, struct err *err)
{
	struct search a = {.limit = 10};
	const struct opt table[] = {
		{.name = "limit", .letter = 'n', .type = OPT_UINT, .to = &a.limit, .arg = "N",
		 .help = "at most N hits (10)", .min = 1, .max = LIMIT_RESULTS},
		{.name = "offset", .type = OPT_UINT, .to = &a.offset, .arg = "N",
		 .help = "pass over the first N hits", .max = LIMIT_OFFSET},
		{.name = "cursor", .type = OPT_STRING, .to = &a.cursor, .arg = "NEXT",
		 .help = "go on behind the page with this as next"},
		{.name = "from", .type = OPT_STRING, .to = &a.from, .arg = "DATE",
		 .help = "published on this day, month or year or later"},
		{.name = "to", .type = OPT_STRING, .to = &a.to, .arg = "DATE",
		 .help = "published on this day, month or year or earlier"},
		{.name = "sort", .type = OPT_CHOICE, .to = &a.sort, .arg = "ORDER",
		 .help = "relevance, date, date-asc or publication",
		 .choices = "relevance|date|date-asc|publication"},
		{.name = "zones", .type = OPT_STRING, .to = &a.zones, .arg = "LIST",
		 .help = "zones to search: all, or a list (title,dek,body)"},
		{.name = "passages", .type = OPT_UINT, .to = &a.passages, .arg = "N",
		 .help = "show up to N passages of a hit (1)", .min = 1, .max = LIMIT_PASSAGES},
		{.name = "collapse", .type = OPT_CHOICE, .to = &a.collapse, .arg = "HOW",
		 .help = "of copies show one: near, exact, or off (off)",
		 .choices = "near|exact|off"},
		{.name = "expand", .type = OPT_FLAG, .to = &a.expand,
		 .help = "rank by more words, from the best articles"},
		{.name = "mode", .type = OPT_CHOICE, .to = &a.mode, .arg = "MODE",
		 .help = "lenient: read any query; strict: point at an error",
		 .choices = "lenient|strict"},
		{.name = "ids", .letter = 'l', .type = OPT_FLAG, .to = &a.ids,
		 .help = "print article ids only"},
		{.name = "count", .letter = 'c', .type = OPT_FLAG, .to = &a.count,
		 .help = "print the number of articles only"},
		JSON_OPTION(a.common),
		COMMON_OPTIONS(a.common),
		{.name = NULL},
	};
	struct params p = {.n = 0};
	int first, status = EXIT_TROUBLE;
	struct reply r;

	if (!command_options(c, s, table, argc, argv, &first, &status, err))
		return status;
	reply_init(&r);
	if (command_query(s, argc, argv, first, err) == STATUS_OK) {
		request(&a, buf_slice(&s->query), &p);
		if (client_ask(&a.common.client, "/v1/search", &p, &r, err) == STATUS_OK)
			status = print(&a, s, &r);
	}
	reply_done(&r);
	return status;
}
