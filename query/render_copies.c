/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The copies of an article as text: see render.h.
 *
 *	4 articles are one story
 *
 *	first  Title of the article     (several, where only the day is known)
 *	       Publication · 2024-06-20 · a:… · this article
 *	 97 %  Another title
 *	       Publication · 2024-06-20 · a:… · near copy
 *
 * The share is the containment: how much of the shorter text is in the longer.
 */
#include "query/para.h"
#include "query/render.h"

#define INDENT 7

static const char *kind_in_words(struct slice kind)
{
	static const struct {
		const char *kind, *words;
	} table[] = {
		{"self", "this article"},
		{"exact", "the same text"},
		{"version", "another version at the same address"},
		{"near", "near copy"},
	};
	size_t i;

	for (i = 0; i < sizeof(table) / sizeof(*table); i++)
		if (slice_eq_str(kind, table[i].kind))
			return table[i].words;
	return "copy";
}

static void render_member(struct out *o, struct para *p, json_t *member)
{
	struct slice title = render_string(member, "title");
	struct slice publisher = render_string(member, "publisher");
	double share = json_number_value(json_object_get(member, "containment"));

	if (json_is_true(json_object_get(member, "earliest")))
		para_add_str(p, STYLE_TITLE, "first  ");
	else
		para_addf(p, STYLE_DIM, "%3.0f %%  ", share * 100);
	para_add(p, STYLE_TITLE, slice_empty(title) ? SLICE_LIT("(no title)") : title);
	para_print(p, o, 0, INDENT);
	if (!slice_empty(publisher)) {
		para_add(p, STYLE_PLAIN, publisher);
		para_add_str(p, STYLE_DIM, " · ");
	}
	render_date(p, json_object_get(member, "published"));
	para_add_str(p, STYLE_DIM, " · ");
	para_add(p, STYLE_KEY, render_string(member, "id"));
	para_addf(p, STYLE_DIM, " · %s", kind_in_words(render_string(member, "kind")));
	para_print(p, o, INDENT, INDENT);
}

void render_copies(struct out *o, json_t *reply)
{
	json_t *member, *members = json_object_get(reply, "members");
	json_t *copies = json_object_get(reply, "copies");
	json_int_t n = 1 + json_integer_value(json_object_get(copies, "near")) +
		       json_integer_value(json_object_get(copies, "exact"));
	struct para p;
	size_t i;

	para_init(&p);
	if (n == 1)
		para_add_str(&p, STYLE_PLAIN, "no copies");
	else
		para_addf(&p, STYLE_PLAIN, "%lld articles are one story", (long long)n);
	para_print(&p, o, 0, 0);
	out_str(o, "\n");
	json_array_foreach(members, i, member) {
		render_member(o, &p, member);
	}
	para_done(&p);
}
