/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The bytes of a request: see proto.h.
 *
 * Decoding never grows its input, so one arena block of the input's size is all
 * that a piece needs.  The checks that every value must pass (UTF-8, no NUL)
 * stand in add_param(), the only place that stores one.
 */
#include "searchd/proto.h"

#include <jansson.h>
#include <stdio.h>

#include "lib/base/hash.h"
#include "lib/base/opt.h"
#include "lib/base/utf8.h"

#define NUMBER_MAX 40 /* bytes of a number from a JSON body, with its NUL */

void proto_init(struct proto *p, struct arena *arena)
{
	p->path = SLICE_NONE;
	p->n = 0;
	p->arena = arena;
}

static int hex_digit(char c)
{
	if (ascii_is_digit(c))
		return c - '0';
	c = ascii_lower(c);
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* Percent-decode s; `plus`: "+" is a space.  `what` names the place. */
static enum status decode(struct arena *a, struct slice s, bool plus, const char *what,
			  struct slice *out, struct err *err)
{
	char *to = arena_alloc(a, s.n + 1);
	size_t i, n = 0;

	for (i = 0; i < s.n; i++) {
		char c = s.p[i];

		if (c == '%') {
			bool whole = s.n - i > 2;
			int hi = whole ? hex_digit(s.p[i + 1]) : -1;
			int lo = whole ? hex_digit(s.p[i + 2]) : -1;

			if (hi < 0 || lo < 0)
				return err_set(err, STATUS_USAGE,
					       "bad percent-escape '%.*s' in %s; a plain %% is written %%25",
					       SLICE_ARG(slice_sub(s, i, i + 3)), what);
			c = (char)(hi * 16 + lo);
			i += 2;
		} else if (c == '+' && plus) {
			c = ' ';
		}
		to[n++] = c;
	}
	to[n] = '\0';
	*out = slice_of(to, n);
	return STATUS_OK;
}

static enum status check_text(struct slice s, const char *what, struct err *err)
{
	if (slice_has_byte(s, '\0'))
		return err_set(err, STATUS_USAGE, "a NUL byte in %s", what);
	if (!utf8_valid(s))
		return err_set(err, STATUS_USAGE, "%s is not UTF-8", what);
	return STATUS_OK;
}

/* Key and value live as long as the arena. */
static enum status add_param(struct proto *p, struct slice key, struct slice value,
			     struct err *err)
{
	enum status st;
	char what[80];

	if (slice_empty(key))
		return err_set(err, STATUS_USAGE, "a parameter without a name");
	st = check_text(key, "the name of a parameter", err);
	if (st != STATUS_OK)
		return st;
	snprintf(what, sizeof(what), "parameter '%.*s'", key.n > 40 ? 40 : (int)key.n, key.p);
	st = check_text(value, what, err);
	if (st != STATUS_OK)
		return st;
	if (p->n == LIMIT_PARAMS)
		return err_set(err, STATUS_USAGE, "more than %d parameters", LIMIT_PARAMS);
	p->params[p->n++] = (struct api_param){key, value};
	return STATUS_OK;
}

/* Cut s at the first `sep`; true when there was one. */
static bool cut(struct slice s, char sep, struct slice *head, struct slice *tail)
{
	const char *q = s.n ? memchr(s.p, sep, s.n) : NULL;

	*head = q ? slice_of(s.p, (size_t)(q - s.p)) : s;
	*tail = q ? slice_of(q + 1, s.n - head->n - 1) : slice_of("", 0);
	return q != NULL;
}

enum status proto_query(struct proto *p, struct slice text, struct err *err)
{
	struct slice rest = text, piece, key, value;
	enum status st;

	while (slice_split(&rest, '&', &piece)) {
		if (slice_empty(piece))
			continue;
		cut(piece, '=', &key, &value);
		st = decode(p->arena, key, true, "the name of a parameter", &key, err);
		if (st == STATUS_OK)
			st = decode(p->arena, value, true, "the value of a parameter", &value, err);
		if (st == STATUS_OK)
			st = add_param(p, key, value, err);
		if (st != STATUS_OK)
			return st;
	}
	return STATUS_OK;
}

/* The absolute form that proxies send (RFC 9112 s3.2.2): drop scheme and host. */
static struct slice without_host(struct slice target)
{
	static const char scheme[] = "http://";
	struct slice head = slice_sub(target, 0, sizeof(scheme) - 1);
	const char *slash;

	if (!slice_ieq_str(head, scheme))
		return target;
	target = slice_sub(target, head.n, target.n);
	slash = target.p ? memchr(target.p, '/', target.n) : NULL;
	if (!slash)
		return SLICE_LIT("/");
	return slice_sub(target, (size_t)(slash - target.p), target.n);
}

enum status proto_target(struct proto *p, struct slice target, struct err *err)
{
	struct slice path, query;
	enum status st;

	cut(without_host(target), '?', &path, &query);
	st = decode(p->arena, path, false, "the path", &path, err);
	if (st == STATUS_OK)
		st = check_text(path, "the path", err);
	if (st != STATUS_OK)
		return st;
	if (path.n > 1 && slice_ends(path, SLICE_LIT("/")))
		path.n--;
	if (slice_eq_str(path, "/v1"))
		path = SLICE_LIT("/v1/");
	p->path = path;
	return proto_query(p, query, err);
}

/* A string, number or truth value as text; false for anything else. */
static bool scalar_text(struct arena *a, const json_t *v, struct slice *out)
{
	char number[NUMBER_MAX];

	switch (json_typeof(v)) {
	case JSON_STRING:
		*out = arena_dup(a, slice_of(json_string_value(v), json_string_length(v)));
		return true;
	case JSON_INTEGER:
		snprintf(number, sizeof(number), "%" JSON_INTEGER_FORMAT, json_integer_value(v));
		break;
	case JSON_REAL:
		snprintf(number, sizeof(number), "%.15g", json_real_value(v));
		break;
	case JSON_TRUE:
	case JSON_FALSE:
		snprintf(number, sizeof(number), "%d", json_is_true(v));
		break;
	default:
		return false;
	}
	*out = arena_dup(a, slice_str(number));
	return true;
}

static enum status add_member(struct proto *p, const char *key, const json_t *value,
			      struct err *err)
{
	bool list = json_is_array(value);
	size_t i, n = list ? json_array_size(value) : 1;
	struct slice name = arena_dup(p->arena, slice_str(key));

	for (i = 0; i < n; i++) {
		const json_t *one = list ? json_array_get(value, i) : value;
		struct slice text;
		enum status st;

		if (json_is_null(one))
			continue;
		if (!scalar_text(p->arena, one, &text))
			return err_set(err, STATUS_USAGE,
				       "parameter '%.40s' is neither a string, a number, true or false, "
				       "nor a list of those",
				       key);
		st = add_param(p, name, text, err);
		if (st != STATUS_OK)
			return st;
	}
	return STATUS_OK;
}

enum status proto_json(struct proto *p, struct slice text, struct err *err)
{
	enum status st = STATUS_OK;
	json_error_t fault;
	const char *key;
	json_t *value, *root = json_loadb(text.p ? text.p : "", text.n, JSON_REJECT_DUPLICATES, &fault);

	if (!root)
		return err_set(err, STATUS_USAGE, "the body is not JSON: line %d, column %d: %.120s",
			       fault.line, fault.column, fault.text);
	if (!json_is_object(root))
		st = err_set(err, STATUS_USAGE, "the body must be one JSON object of parameters");
	else
		json_object_foreach(root, key, value) {
			st = add_member(p, key, value, err);
			if (st != STATUS_OK)
				break;
		}
	json_decref(root);
	return st;
}

enum status proto_body(struct proto *p, struct slice type, struct slice body, struct err *err)
{
	struct slice name, rest, trimmed = slice_trim(body);
	bool json, form;

	cut(type, ';', &name, &rest);
	name = slice_trim(name);
	json = !type.p || slice_ieq_str(name, "application/json");
	form = slice_ieq_str(name, "application/x-www-form-urlencoded");
	if (!json && !form)
		return err_set(err, STATUS_UNSUPPORTED,
			       "a body of type '%.*s' is not read; send application/json or "
			       "application/x-www-form-urlencoded",
			       name.n > 80 ? 80 : (int)name.n, name.p);
	if (json || slice_starts(trimmed, SLICE_LIT("{")))
		return proto_json(p, trimmed, err);
	return proto_query(p, trimmed, err);
}

void proto_etag(const struct proto *p, uint64_t revision, char out[PROTO_ETAG_MAX])
{
	struct slice program = slice_str(backfile_version);
	uint64_t h = hash64(p->path) ^ hash64(program);
	size_t i;

	/* each piece with its length and its place, so that no two lists agree by
	 * moving a byte from one piece to the next */
	for (i = 0; i < p->n; i++) {
		uint64_t piece[3] = {h, hash64(p->params[i].key), hash64(p->params[i].value)};

		h = hash64(slice_of((const char *)piece, sizeof(piece)));
	}
	snprintf(out, PROTO_ETAG_MAX, "W/\"r%llu-%016llx\"", (unsigned long long)revision,
		 (unsigned long long)h);
}

static struct slice opaque_tag(struct slice s)
{
	return slice_starts(s, SLICE_LIT("W/")) ? slice_sub(s, 2, s.n) : s;
}

bool proto_etag_matches(struct slice header, const char *etag)
{
	struct slice want = opaque_tag(slice_str(etag)), one;

	/* our tags hold no comma, so a comma is always between two tags */
	while (slice_split(&header, ',', &one)) {
		one = slice_trim(one);
		if (slice_eq_str(one, "*") || slice_eq(opaque_tag(one), want))
			return true;
	}
	return false;
}
