/* SPDX-License-Identifier: GPL-2.0-or-later */
/* How a query is read, and the score of a hit: see render.h.
 *
 *	read: ALL(maker, ANY(court, tram))
 *
 *	articles  stories  part
 *	       1        1  ALL(maker, ANY(court, tram))
 *	       3        2  maker
 *
 *	       2        2  without maker
 *
 *	advice: most of it comes from maker: without it there are 2
 *
 *	score 2.05  Title of the article
 *	   1.600  maker
 *	   0.450  the words stand close together
 */
#include "query/render.h"

#include "query/para.h"

/* The stems that a word stands for, unless it is its own. */
static void add_stems(struct para *p, struct slice part, json_t *stems)
{
	const char *sep = "  stem ";
	json_t *v;
	size_t i;

	json_array_foreach(stems, i, v) {
		if (!json_is_string(v) || slice_eq_str(part, json_string_value(v)))
			continue;
		para_add_str(p, STYLE_DIM, sep);
		para_add_str(p, STYLE_DIM, json_string_value(v));
		sep = ", ";
	}
}

static void render_part(struct out *o, struct para *p, json_t *part, bool both)
{
	struct slice text = render_string(part, "part");
	json_int_t forms = json_integer_value(json_object_get(part, "forms"));

	render_counts(p, part, both);
	para_add(p, STYLE_PLAIN, text);
	add_stems(p, text, json_object_get(part, "stems"));
	if (forms > 0)
		para_addf(p, STYLE_DIM, "  %lld forms", (long long)forms);
	para_print(p, o, 0, COUNT_COLUMN(both));
}

/* What there would be without each part, and what the query doctor says. */
static void render_doctor(struct out *o, struct para *p, json_t *doctor, bool both)
{
	json_t *without = json_object_get(doctor, "without"), *one;
	json_t *advice = json_object_get(doctor, "advice");
	size_t i;

	if (json_array_size(without))
		out_str(o, "\n");
	json_array_foreach(without, i, one) {
		render_counts(p, one, both);
		para_add_str(p, STYLE_DIM, "without ");
		para_add(p, STYLE_PLAIN, render_string(one, "part"));
		para_print(p, o, 0, COUNT_COLUMN(both));
	}
	if (json_array_size(advice))
		out_str(o, "\n");
	render_advice(o, p, advice);
}

void render_parse(struct out *o, json_t *reply)
{
	json_t *query = json_object_get(reply, "query"), *part;
	json_t *parts = json_object_get(reply, "parts"), *doctor = json_object_get(reply, "doctor");
	bool both = render_has_copies(parts) ||
		    render_has_copies(json_object_get(doctor, "without"));
	struct para p;
	size_t i;

	para_init(&p);
	para_add_str(&p, STYLE_DIM, "read: ");
	para_add(&p, STYLE_PLAIN, render_string(query, "read"));
	para_print(&p, o, 0, 6);
	render_warnings(o, &p, query);
	if (json_array_size(parts)) {
		out_str(o, "\n");
		render_counts_head(&p, o, "part", both);
	}
	json_array_foreach(parts, i, part) {
		render_part(o, &p, part, both);
	}
	render_doctor(o, &p, doctor, both);
	para_done(&p);
}

static void add_score(struct out *o, struct para *p, double score, const char *dim,
		      struct slice part)
{
	para_addf(p, STYLE_PLAIN, "%8.3f  ", score);
	para_add_str(p, STYLE_DIM, dim);
	para_add(p, STYLE_PLAIN, part);
	para_print(p, o, 0, COUNT_COLUMN(false));
}

void render_score(struct out *o, json_t *hit)
{
	static const struct {
		const char *key, *said;
	} places[] = {{"closeness", "the words stand close together"},
		      {"early", "they come early in the article"},
		      {"as_typed", "they are written as in the query"}};
	json_t *why = json_object_get(hit, "explain"), *term;
	struct para p;
	size_t i;

	para_init(&p);
	para_addf(&p, STYLE_PLAIN, "score %.4g  ",
		  json_number_value(json_object_get(hit, "score")));
	para_add(&p, STYLE_TITLE, render_string(hit, "title"));
	para_print(&p, o, 0, 2);
	json_array_foreach(json_object_get(why, "terms"), i, term) {
		add_score(o, &p, json_number_value(json_object_get(term, "score")), "",
			  render_string(term, "part"));
	}
	for (i = 0; i < sizeof(places) / sizeof(places[0]); i++) {
		double score = json_number_value(json_object_get(why, places[i].key));

		if (score > 0.0005)
			add_score(o, &p, score, places[i].said, SLICE_NONE);
	}
	para_done(&p);
}
