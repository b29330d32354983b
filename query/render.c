/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the renderers share: see render.h. */
#include "query/render.h"

#include <stdlib.h>

#include "query/para.h"

struct slice render_string(json_t *object, const char *key)
{
	json_t *v = json_object_get(object, key);

	return json_is_string(v) ? slice_of(json_string_value(v), json_string_length(v))
				 : SLICE_NONE;
}

void render_date(struct para *p, json_t *published)
{
	struct slice value = render_string(published, "value");

	if (slice_empty(value)) {
		para_add_str(p, STYLE_PLAIN, "undated");
		return;
	}
	if (slice_eq_str(render_string(published, "relation"), "on-or-before"))
		para_add_str(p, STYLE_PLAIN, "by ");
	/* the hour matters to a citation, not to a list */
	para_add(p, STYLE_PLAIN, slice_sub(value, 0, 10));
}

bool render_warnings(struct out *o, struct para *p, json_t *query)
{
	json_t *w, *warnings = json_object_get(query, "warnings");
	bool any = false;
	size_t i;

	json_array_foreach(warnings, i, w) {
		json_t *text = json_is_object(w) ? json_object_get(w, "text") : w;

		if (!json_is_string(text))
			continue;
		para_add_str(p, STYLE_DIM, "note: ");
		para_add_str(p, STYLE_PLAIN, json_string_value(text));
		para_print(p, o, 0, 6);
		any = true;
	}
	return any;
}

void render_count(char *out, size_t size, json_int_t n, const char *one, const char *many)
{
	char digits[32], grouped[48];
	size_t i, at = 0, len = (size_t)snprintf(digits, sizeof(digits), "%lld", (long long)n);

	for (i = 0; i < len; i++) {
		if (i && (len - i) % 3 == 0 && digits[i - 1] != '-')
			grouped[at++] = ',';
		grouped[at++] = digits[i];
	}
	grouped[at] = '\0';
	snprintf(out, size, "%s %s", grouped, n == 1 ? one : many);
}

static json_int_t articles_of(json_t *count)
{
	return json_integer_value(json_object_get(count, "articles"));
}

json_int_t render_stories(json_t *count)
{
	json_t *n = json_object_get(count, "stories");

	return json_is_integer(n) ? json_integer_value(n) : articles_of(count);
}

bool render_has_copies(json_t *counts)
{
	json_t *one;
	size_t i;

	json_array_foreach(counts, i, one) {
		if (render_stories(one) < articles_of(one))
			return true;
	}
	return false;
}

void render_counts(struct para *p, json_t *count, bool both)
{
	para_addf(p, STYLE_PLAIN, "%8lld  ", (long long)articles_of(count));
	if (both)
		para_addf(p, STYLE_PLAIN, "%7lld  ", (long long)render_stories(count));
}

void render_counts_head(struct para *p, struct out *o, const char *what, bool both)
{
	para_addf(p, STYLE_DIM, "articles  %s%s", both ? "stories  " : "", what);
	para_print(p, o, 0, 0);
}

void render_citation(struct out *o, json_t *reply)
{
	json_t *v = json_object_get(reply, "citation");
	char *text = NULL;

	if (json_is_object(v) || json_is_array(v)) {
		text = json_dumps(v, JSON_INDENT(2) | JSON_REAL_PRECISION(15));
		out_json(o, slice_str(text));
	} else {
		out_lines(o, slice_trim(render_string(reply, "citation")));
	}
	out_str(o, "\n");
	free(text);
}
