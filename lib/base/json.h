/* SPDX-License-Identifier: GPL-2.0-or-later */
/* lib/base/json.h - writes JSON (RFC 8259) straight into a buf.
 *
 * Commas and colons come by themselves.  Strings may be any bytes: bad UTF-8
 * becomes U+FFFD, so what comes out is always valid.  Errors are the buf's
 * (sticky).  Wrong nesting is a fault of the caller and asserted.  Reading JSON
 * is jansson's business.
 *
 *	json_init(&j, &buf);
 *	json_begin_object(&j);
 *	json_key(&j, "total");  json_u64(&j, 3);
 *	json_key(&j, "hits");   json_begin_array(&j);  ...  json_end(&j);
 *	json_end(&j);
 */
#ifndef LIB_BASE_JSON_H
#define LIB_BASE_JSON_H

#include <stdbool.h>
#include <stdint.h>

#include "lib/base/buf.h"

#define JSON_DEPTH 32

struct json {
	struct buf *out;
	int  depth;
	char kind[JSON_DEPTH];  /* '{' or '[' */
	bool first[JSON_DEPTH]; /* nothing written at this depth yet */
	bool after_key;
};

void json_init(struct json *j, struct buf *out);
void json_begin_object(struct json *j);
void json_begin_array(struct json *j);
void json_end(struct json *j); /* the innermost object or array */
void json_key(struct json *j, const char *key);
void json_slice(struct json *j, struct slice s); /* absent: null */
void json_str(struct json *j, const char *s);    /* NULL: null */
void json_u64(struct json *j, uint64_t v);
void json_i64(struct json *j, int64_t v);
/* With at most `digits` decimals, trailing zeros cut; NaN and infinity: null. */
void json_double(struct json *j, double v, int digits);
void json_bool(struct json *j, bool v);
void json_put_null(struct json *j);
/* A value that is JSON already. */
void json_raw(struct json *j, struct slice s);

/* Shorthand for a key and its value. */
void json_key_slice(struct json *j, const char *key, struct slice s);
void json_key_str(struct json *j, const char *key, const char *s);
void json_key_u64(struct json *j, const char *key, uint64_t v);
void json_key_double(struct json *j, const char *key, double v, int digits);
void json_key_bool(struct json *j, const char *key, bool v);

#endif
