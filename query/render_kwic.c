/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A concordance as text: see render.h.
 *
 *	 text before the [match] text behind it      a:0123456789abcdefghjk#p1.s2
 *
 * Matches stand below each other; keys at the end, where `backfile cite` and
 * `show` can have them, or on a narrow terminal on a line of their own. */
#include "query/render.h"

#include "query/field.h"
#include "query/para.h"
#include "query/reading.h"
#include "query/width.h"

#define TEXT_MIN 36 /* columns: with less beside it the key gets its own line */

struct layout {
	int left, match, right, key; /* columns; match: of the longest that counts */
	bool beside;
};

void render_key(json_t *line, char out[RENDER_KEY_MAX])
{
	struct slice id = slice_sub(render_string(line, "id"), 0, 64);
	json_int_t p = json_integer_value(json_object_get(line, "p"));
	json_int_t s = json_integer_value(json_object_get(line, "s"));

	if (p > 0 && s > 0)
		snprintf(out, RENDER_KEY_MAX, "%.*s#p%lld.s%lld", SLICE_ARG(id), (long long)p,
			 (long long)s);
	else
		snprintf(out, RENDER_KEY_MAX, "%.*s", SLICE_ARG(id));
}

static struct layout lay_out(const struct out *o, json_t *lines, int width)
{
	struct layout l = {.match = 1};
	char key[RENDER_KEY_MAX];
	json_t *line;
	size_t i;
	int text, marks = o->colour ? 0 : 2;

	json_array_foreach(lines, i, line) {
		int match = (int)width_of_text(render_string(line, "match"));

		render_key(line, key);
		if ((int)width_of_text(slice_str(key)) > l.key)
			l.key = (int)width_of_text(slice_str(key));
		if (match > l.match)
			l.match = match;
	}
	l.beside = o->width - l.key - 2 >= TEXT_MIN;
	text = l.beside ? o->width - l.key - 2 : o->width;
	if (l.match > text * 3 / 5)
		l.match = text * 3 / 5;
	l.left = (text - l.match - marks) / 2;
	if (l.left > width)
		l.left = width;
	l.right = text - l.left - marks; /* with the match */
	if (l.right > l.match + width)
		l.right = l.match + width;
	return l;
}

static void render_line(struct out *o, json_t *line, const struct layout *l)
{
	struct slice match = render_string(line, "match"), right = render_string(line, "right");
	int columns = (int)width_of_text(match), rest;
	char key[RENDER_KEY_MAX];

	render_key(line, key);
	if (columns > l->right)
		columns = l->right;
	field_tail(o, STYLE_PLAIN, render_string(line, "left"), l->left);
	out_str(o, o->colour ? "" : "[");
	field_head(o, STYLE_MARK, match, columns);
	out_str(o, o->colour ? "" : "]");
	rest = l->right - columns;
	if (!l->beside && (int)width_of_text(right) < rest) /* no blanks at the end of a line */
		rest = (int)width_of_text(right);
	field_head(o, STYLE_PLAIN, right, rest);
	out_str(o, l->beside ? "  " : "\n    ");
	out_style(o, STYLE_KEY);
	out_text(o, slice_str(key));
	out_style(o, STYLE_PLAIN);
	out_str(o, "\n");
}

void render_kwic(struct out *o, json_t *reply, int width, size_t offset)
{
	json_t *lines = json_object_get(reply, "kwic"), *line;
	json_t *total = json_object_get(reply, "lines");
	json_int_t n = json_integer_value(json_object_get(total, "total"));
	struct layout l = lay_out(o, lines, width);
	size_t shown = json_array_size(lines), i;
	char text[80], all[160];
	struct para p;

	para_init(&p);
	render_warnings(o, &p, json_object_get(reply, "query"));
	json_array_foreach(lines, i, line) {
		render_line(o, line, &l);
	}
	if (shown)
		out_str(o, "\n");
	render_count(text, sizeof(text), n, "line", "lines");
	if (shown == 1 && n > 1)
		snprintf(all, sizeof(all), "%zu of %s", offset + 1, text);
	else if (shown && (json_int_t)shown < n)
		snprintf(all, sizeof(all), "%zu to %zu of %s", offset + 1, offset + shown, text);
	else
		snprintf(all, sizeof(all), "%s%s", text,
			 !shown && n ? ", none past this offset," : "");
	reading_totals(o, reply, all);
	para_done(&p);
}
