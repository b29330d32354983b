/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Any JSON value as indented lines, for replies whose keys speak for themselves:
 *
 *	articles    61
 *	languages   en 58, fr 3
 *	index
 *	  revision  41
 */
#include "query/render.h"

#include "query/para.h"
#include "query/width.h"

#define DEPTH_MAX 8 /* deeper values are shown as "…" */
#define KEY_MAX   24

static bool is_scalar(json_t *v)
{
	return !json_is_object(v) && !json_is_array(v);
}

static void add_scalar(struct para *p, json_t *v)
{
	if (json_is_string(v))
		para_add(p, STYLE_PLAIN, slice_of(json_string_value(v), json_string_length(v)));
	else if (json_is_integer(v))
		para_addf(p, STYLE_PLAIN, "%lld", (long long)json_integer_value(v));
	else if (json_is_real(v))
		para_addf(p, STYLE_PLAIN, "%.6g", json_real_value(v));
	else
		para_add_str(p, STYLE_PLAIN,
			     json_is_null(v)   ? "-"
			     : json_is_true(v) ? "yes"
					       : "no");
}

static bool all_scalars(json_t *array)
{
	json_t *v;
	size_t i;

	json_array_foreach(array, i, v) {
		if (!is_scalar(v))
			return false;
	}
	return true;
}

static void add_list(struct para *p, json_t *array)
{
	json_t *v;
	size_t i;

	json_array_foreach(array, i, v) {
		if (i)
			para_add_str(p, STYLE_PLAIN, ", ");
		add_scalar(p, v);
	}
	if (!json_array_size(array))
		para_add_str(p, STYLE_PLAIN, "-");
}

/* {"en":58,"fr":3}: a list of counts. */
static bool is_counts(json_t *object)
{
	const char *key;
	json_t *v;

	json_object_foreach(object, key, v) {
		if (!json_is_integer(v))
			return false;
	}
	return json_object_size(object) > 0;
}

static void add_counts(struct para *p, json_t *object)
{
	const char *key, *sep = "";
	json_t *v;

	json_object_foreach(object, key, v) {
		para_add_str(p, STYLE_PLAIN, sep);
		para_add_str(p, STYLE_PLAIN, key);
		para_addf(p, STYLE_PLAIN, " %lld", (long long)json_integer_value(v));
		sep = ", ";
	}
}

/* What stands on the line of its key; false when it needs lines of its own. */
static bool add_inline(struct para *p, json_t *v)
{
	if (is_scalar(v))
		add_scalar(p, v);
	else if (json_is_array(v) && all_scalars(v))
		add_list(p, v);
	else if (json_is_object(v) && json_object_size(v) == 0)
		para_add_str(p, STYLE_PLAIN, "-");
	else if (is_counts(v))
		add_counts(p, v);
	else
		return false;
	return true;
}

static void value(struct out *o, struct para *p, json_t *v, int indent);

static void add_key(struct para *p, const char *key, size_t column)
{
	size_t n = width_of_text(slice_str(key));

	para_add_str(p, STYLE_DIM, key);
	for (; n < column; n++)
		para_add_str(p, STYLE_DIM, " ");
}

static void members(struct out *o, struct para *p, json_t *object, int indent)
{
	size_t column = 0;
	const char *key;
	json_t *v;

	json_object_foreach(object, key, v) {
		size_t n = width_of_text(slice_str(key));

		if (n > column && n <= KEY_MAX)
			column = n;
	}
	json_object_foreach(object, key, v) {
		bool whole;

		add_key(p, key, column + 2);
		whole = add_inline(p, v);
		para_print(p, o, indent, indent + (int)column + 2);
		if (!whole)
			value(o, p, v, indent + 2);
	}
}

static void value(struct out *o, struct para *p, json_t *v, int indent)
{
	json_t *one;
	size_t i;

	if (indent > 2 * DEPTH_MAX) {
		para_add_str(p, STYLE_PLAIN, "…");
		para_print(p, o, indent, indent);
	} else if (json_is_object(v)) {
		members(o, p, v, indent);
	} else if (json_is_array(v) && !all_scalars(v)) {
		json_array_foreach(v, i, one) {
			if (i && json_is_object(one) && json_object_size(one) > 3)
				out_str(o, "\n");
			value(o, p, one, indent);
		}
	} else {
		if (json_is_array(v))
			add_list(p, v);
		else
			add_scalar(p, v);
		para_print(p, o, indent, indent);
	}
}

void render_value(struct out *o, json_t *v)
{
	struct para p;

	para_init(&p);
	value(o, &p, v, 0);
	para_done(&p);
}
