/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Parameters of requests: see api_internal.h.  One table has their names, types and
 * bounds. */
#include "lib/search/api_internal.h"

#include "lib/base/limits.h"
#include "lib/base/num.h"
#include "lib/search/parse.h"

enum param_type { PARAM_TEXT, PARAM_NUMBER, PARAM_CHOICE, PARAM_ZONES };

static const struct {
	const char *name;
	enum param_type type;
	uint32_t max;
	const char *choices;
} params[] = {
#define X(name, word, type, max, choices) {word, PARAM_##type, max, choices},
	PARAM_TABLE(X)
#undef X
};

/* Position of the choice among "a|b|c", or -1. */
static int choice_of(const char *choices, struct slice value)
{
	struct slice rest = slice_str(choices), one;
	int i;

	for (i = 0; slice_split(&rest, '|', &one); i++)
		if (slice_eq(one, value))
			return i;
	return -1;
}

static enum status read_value(enum param p, struct slice value, struct values *out, struct err *err)
{
	struct slice shown = slice_sub(value, 0, 60);
	int choice;

	switch (params[p].type) {
	case PARAM_NUMBER:
		if (!num_u32(value, params[p].max, &out->number[p]))
			return err_set(err, STATUS_USAGE, "%s is a number from 0 to %u, not '%.*s'",
				       params[p].name, (unsigned)params[p].max, SLICE_ARG(shown));
		break;
	case PARAM_CHOICE:
		choice = choice_of(params[p].choices, value);
		if (choice < 0)
			return err_set(err, STATUS_USAGE, "%s is one of %s, not '%.*s'",
				       params[p].name, params[p].choices, SLICE_ARG(shown));
		out->number[p] = (uint32_t)choice;
		break;
	case PARAM_ZONES:
		if (!zones_parse(value, &out->zones))
			return err_set(err, STATUS_USAGE,
				       "zones is all or a list like title,body,teaser, not '%.*s'",
				       SLICE_ARG(shown));
		break;
	case PARAM_TEXT:
		break;
	}
	out->text[p] = value.p ? value : SLICE_LIT("");
	return STATUS_OK;
}

enum status params_read(unsigned allowed, const struct api_param *v, size_t n, struct values *out,
			struct err *err)
{
	size_t i, k;
	enum status st;

	if (n > LIMIT_PARAMS)
		return err_set(err, STATUS_USAGE, "more than %d parameters", LIMIT_PARAMS);
	for (i = 0; i < n; i++) {
		for (k = 0; k < P_COUNT && !slice_eq_str(v[i].key, params[k].name); k++)
			;
		if (k == P_COUNT || !(allowed & (1u << k)))
			return err_set(err, STATUS_USAGE, "unknown parameter '%.*s'",
				       SLICE_ARG(slice_sub(v[i].key, 0, 60)));
		if (out->text[k].p)
			return err_set(err, STATUS_USAGE, "parameter '%s' is given twice",
				       params[k].name);
		st = read_value((enum param)k, v[i].value, out, err);
		if (st != STATUS_OK)
			return st;
	}
	return STATUS_OK;
}

void param_json(struct json *j, enum param p)
{
	static const char *const types[] = {"text", "number", "choice", "zones"};

	json_begin_object(j);
	json_key_str(j, "name", params[p].name);
	json_key_str(j, "type", types[params[p].type]);
	if (params[p].type == PARAM_NUMBER)
		json_key_u64(j, "max", params[p].max);
	if (params[p].choices)
		json_key_str(j, "choices", params[p].choices);
	json_end(j);
}
