/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Breakdowns and vocabulary as tables: see render.h.
 *
 *	publication                  articles  stories
 *	Harbor Ledger                       3        2  ██████████
 *	The Policy Current                  2        2  ██████▋
 *	4 more
 *	unknown                             3        3
 */
#include "query/field.h"
#include "query/para.h"
#include "query/reading.h"
#include "query/render.h"
#include "query/width.h"

#define NAME_MAX_COLUMNS 40
#define NAME_MIN_COLUMNS 12

static json_int_t articles_of(json_t *v)
{
	return json_integer_value(json_object_get(v, "articles"));
}

/* Columns for the names of all facets alike. */
static int name_columns(const struct out *o, json_t *facets)
{
	int most = NAME_MIN_COLUMNS, room = o->width / 2;
	json_t *facet, *value;
	const char *name;
	size_t i;

	json_object_foreach(facets, name, facet) {
		json_array_foreach(json_object_get(facet, "values"), i, value) {
			int n = (int)width_of_text(render_string(value, "value"));

			if (n > most)
				most = n;
		}
	}
	if (most > NAME_MAX_COLUMNS)
		most = NAME_MAX_COLUMNS;
	return most > room ? room : most;
}

json_int_t render_unknown_stories(json_t *facet)
{
	json_t *n = json_object_get(facet, "unknown_stories");

	return json_integer_value(n ? n : json_object_get(facet, "unknown"));
}

/* Are stories told?  Where there are copies and room. */
static bool facets_have_copies(const struct out *o, json_t *facets, int columns)
{
	const char *name;
	json_t *facet;

	if (o->width < columns + 19)
		return false;
	json_object_foreach(facets, name, facet) {
		if (render_has_copies(json_object_get(facet, "values")) ||
		    render_unknown_stories(facet) <
			    json_integer_value(json_object_get(facet, "unknown")))
			return true;
	}
	return false;
}

static void render_facet(struct out *o, const char *name, json_t *facet, int columns,
			 json_int_t total, bool both)
{
	json_t *values = json_object_get(facet, "values"), *value;
	json_int_t unknown = json_integer_value(json_object_get(facet, "unknown"));
	json_int_t more = json_integer_value(json_object_get(facet, "different")) -
			  (json_int_t)json_array_size(values);
	int bar = o->width - columns - 12 - (both ? 9 : 0);
	size_t i;

	field_head(o, STYLE_TITLE, slice_str(name), columns);
	out_str(o, both ? "  articles  stories\n" : "  articles\n");
	json_array_foreach(values, i, value) {
		json_int_t n = articles_of(value);

		field_head(o, STYLE_PLAIN, render_string(value, "value"), columns);
		out_printf(o, "%10lld", (long long)n);
		if (both)
			out_printf(o, "%9lld", (long long)render_stories(value));
		if (bar > 2 && total > 0) {
			out_str(o, "  ");
			field_bar(o, (double)n / (double)total, bar < 40 ? bar : 40);
		}
		out_str(o, "\n");
	}
	if (more > 0)
		out_printf(o, "%lld more\n", (long long)more);
	if (unknown > 0) {
		field_head(o, STYLE_DIM, SLICE_LIT("unknown"), columns);
		out_printf(o, "%10lld", (long long)unknown);
		if (both)
			out_printf(o, "%9lld", (long long)render_unknown_stories(facet));
		out_str(o, "\n");
	}
	out_str(o, "\n");
}

void render_facets(struct out *o, json_t *reply)
{
	json_t *facets = json_object_get(reply, "facets"), *facet;
	json_int_t total = articles_of(json_object_get(reply, "total"));
	int columns = name_columns(o, facets);
	bool both = facets_have_copies(o, facets, columns);
	const char *name;
	struct para p;

	para_init(&p);
	if (render_warnings(o, &p, json_object_get(reply, "query")))
		out_str(o, "\n");
	if (total > 0)
		json_object_foreach(facets, name, facet) {
			render_facet(o, name, facet, columns, total, both);
		}
	reading_totals(o, reply, NULL);
	para_done(&p);
}

void render_terms(struct out *o, json_t *reply)
{
	json_t *terms = json_object_get(reply, "terms"), *term, *stem;
	json_t *forms = json_object_get(reply, "forms");
	bool both = render_has_copies(terms);
	struct para p;
	char text[80];
	size_t i, k;

	para_init(&p);
	if (both)
		render_counts_head(&p, o, "word", both);
	json_array_foreach(terms, i, term) {
		render_counts(&p, term, both);
		para_add(&p, STYLE_PLAIN, render_string(term, "form"));
		json_array_foreach(json_object_get(term, "stems"), k, stem) {
			if (slice_eq(render_string(stem, "stem"), render_string(term, "form")) &&
			    articles_of(stem) == articles_of(term))
				continue;
			para_add_str(&p, STYLE_DIM, k ? ", " : "  stem ");
			para_add(&p, STYLE_DIM, render_string(stem, "stem"));
			para_addf(&p, STYLE_DIM, " %lld", (long long)articles_of(stem));
			if (render_stories(stem) < articles_of(stem))
				para_addf(&p, STYLE_DIM, " in %lld", (long long)render_stories(stem));
		}
		para_print(&p, o, 0, COUNT_COLUMN(both));
	}
	if (json_array_size(terms))
		out_str(o, "\n");
	render_count(text, sizeof(text), json_integer_value(json_object_get(forms, "total")),
		     "form", "forms");
	para_addf(&p, STYLE_DIM, "%s%s",
		  slice_eq_str(render_string(forms, "relation"), "at_least") ? "at least " : "",
		  text);
	para_print(&p, o, 0, 0);
	para_done(&p);
}
