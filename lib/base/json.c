/* SPDX-License-Identifier: GPL-2.0-or-later */
/* JSON writer: see json.h. */
#include "lib/base/json.h"

#include <assert.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "lib/base/utf8.h"

void json_init(struct json *j, struct buf *out)
{
	*j = (struct json){.out = out};
}

static void before_value(struct json *j)
{
	if (j->after_key) {
		j->after_key = false;
		return;
	}
	if (j->depth == 0)
		return;
	assert(j->kind[j->depth - 1] == '[');
	if (!j->first[j->depth - 1])
		buf_add_char(j->out, ',');
	j->first[j->depth - 1] = false;
}

static void push(struct json *j, char kind)
{
	before_value(j);
	assert(j->depth < JSON_DEPTH);
	j->kind[j->depth] = kind;
	j->first[j->depth++] = true;
	buf_add_char(j->out, kind);
}

void json_begin_object(struct json *j)
{
	push(j, '{');
}

void json_begin_array(struct json *j)
{
	push(j, '[');
}

void json_end(struct json *j)
{
	assert(j->depth > 0 && !j->after_key);
	buf_add_char(j->out, j->kind[--j->depth] == '{' ? '}' : ']');
}

static void put_escape(struct buf *b, unsigned char c)
{
	switch (c) {
	case '"': buf_add_str(b, "\\\""); break;
	case '\\': buf_add_str(b, "\\\\"); break;
	case '\n': buf_add_str(b, "\\n"); break;
	case '\r': buf_add_str(b, "\\r"); break;
	case '\t': buf_add_str(b, "\\t"); break;
	default: buf_addf(b, "\\u%04x", c); break;
	}
}

static void put_string(struct buf *b, struct slice s)
{
	size_t i = 0, from = 0, len;

	buf_add_char(b, '"');
	while (i < s.n) {
		unsigned char c = (unsigned char)s.p[i];

		if (c >= 0x20 && c < 0x7F && c != '"' && c != '\\') {
			i++;
			continue;
		}
		if (c >= 0x80 && utf8_valid_at(s, i, &len)) {
			i += len;
			continue;
		}
		buf_add(b, s.p + from, i - from);
		if (c >= 0x80)
			utf8_add(b, UTF8_BAD);
		else
			put_escape(b, c);
		from = ++i;
	}
	buf_add(b, s.p + from, i - from);
	buf_add_char(b, '"');
}

void json_key(struct json *j, const char *key)
{
	assert(j->depth > 0 && j->kind[j->depth - 1] == '{' && !j->after_key);
	if (!j->first[j->depth - 1])
		buf_add_char(j->out, ',');
	j->first[j->depth - 1] = false;
	put_string(j->out, slice_str(key));
	buf_add_char(j->out, ':');
	j->after_key = true;
}

void json_slice(struct json *j, struct slice s)
{
	if (!s.p) {
		json_put_null(j);
		return;
	}
	before_value(j);
	put_string(j->out, s);
}

void json_str(struct json *j, const char *s)
{
	json_slice(j, slice_str(s));
}

void json_u64(struct json *j, uint64_t v)
{
	before_value(j);
	buf_addf(j->out, "%llu", (unsigned long long)v);
}

void json_i64(struct json *j, int64_t v)
{
	before_value(j);
	buf_addf(j->out, "%lld", (long long)v);
}

/* printf's decimal point follows the locale; ours must not.  The programs never
 * call setlocale(), and this holds for a host that does. */
void json_double(struct json *j, double v, int digits)
{
	char raw[400], *dot;
	size_t n;

	if (!isfinite(v)) {
		json_put_null(j);
		return;
	}
	before_value(j);
	n = (size_t)snprintf(raw, sizeof(raw), "%.*f", digits, v);
	if (n >= sizeof(raw))
		n = sizeof(raw) - 1;
	dot = raw + strcspn(raw, ".,");
	if (*dot) {
		*dot = '.';
		while (raw[n - 1] == '0')
			n--;
		if (raw[n - 1] == '.')
			n--;
	}
	if (n == 2 && memcmp(raw, "-0", 2) == 0)
		buf_add_char(j->out, '0'); /* what rounds to nothing has no sign */
	else
		buf_add(j->out, raw, n);
}

void json_bool(struct json *j, bool v)
{
	before_value(j);
	buf_add_str(j->out, v ? "true" : "false");
}

void json_put_null(struct json *j)
{
	before_value(j);
	buf_add_str(j->out, "null");
}

void json_raw(struct json *j, struct slice s)
{
	before_value(j);
	buf_add_slice(j->out, s);
}

void json_key_slice(struct json *j, const char *key, struct slice s)
{
	json_key(j, key);
	json_slice(j, s);
}

void json_key_str(struct json *j, const char *key, const char *s)
{
	json_key(j, key);
	json_str(j, s);
}

void json_key_u64(struct json *j, const char *key, uint64_t v)
{
	json_key(j, key);
	json_u64(j, v);
}

void json_key_double(struct json *j, const char *key, double v, int digits)
{
	json_key(j, key);
	json_double(j, v, digits);
}

void json_key_bool(struct json *j, const char *key, bool v)
{
	json_key(j, key);
	json_bool(j, v);
}
