/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Shared by the reading tools: see reading.h. */
#include "query/reading.h"

#include "query/para.h"
#include "query/render.h"

void reading_params(const struct reading *r, struct slice query, struct params *p)
{
	params_add(p, "q", query);
	params_add_str(p, "from", r->from);
	params_add_str(p, "to", r->to);
	params_add_str(p, "zones", r->zones);
	params_add_str(p, "mode", r->mode);
}

enum status reading_check(const struct reading *r, struct err *err)
{
	if (r->csv && r->common.json)
		return err_set(err, STATUS_USAGE, "--csv and --json do not go together");
	return STATUS_OK;
}

void reading_totals(struct out *o, json_t *reply, const char *first)
{
	double took = json_number_value(json_object_get(reply, "took_ms"));
	json_t *total = json_object_get(reply, "total");
	bool part = slice_eq_str(render_string(total, "relation"), "at_least");
	json_int_t articles = json_integer_value(json_object_get(total, "articles"));
	json_int_t stories = json_integer_value(json_object_get(total, "stories"));
	struct para p;
	char text[80];

	render_count(text, sizeof(text), articles, "article", "articles");
	para_init(&p);
	para_addf(&p, STYLE_DIM, "%s%s%s%s", first ? first : "", first ? " in " : "",
		  part ? "at least " : "", text);
	if (stories > 0 && stories < articles) {
		render_count(text, sizeof(text), stories, "story", "stories");
		para_addf(&p, STYLE_DIM, " in %s", text);
	}
	para_addf(&p, STYLE_DIM, " · %.*f ms", took < 10 ? 1 : 0, took);
	para_print(&p, o, 0, 2);
	para_done(&p);
}
