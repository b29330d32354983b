/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Any bytes as a request target, a form, a JSON body and an If-None-Match
 * header.  The first byte chooses; the rest is the input.  What is read must be
 * UTF-8 without NUL bytes, within the bounds, and the tag of a request must match
 * itself. */
#include <stdint.h>
#include <stdlib.h>

#include "lib/base/utf8.h"
#include "searchd/proto.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(const struct proto *p)
{
	char etag[PROTO_ETAG_MAX];
	size_t i;

	if (p->n > LIMIT_PARAMS)
		abort();
	for (i = 0; i < p->n; i++)
		if (slice_empty(p->params[i].key) || !utf8_valid(p->params[i].key) ||
		    !utf8_valid(p->params[i].value) || slice_has_byte(p->params[i].value, '\0'))
			abort();
	proto_etag(p, 41, etag);
	if (!proto_etag_matches(slice_str(etag), etag))
		abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena arena = ARENA_INIT;
	struct err err = ERR_INIT;
	struct proto *p;
	struct slice in;
	enum status st = STATUS_OK;

	if (size == 0 || size > LIMIT_REQUEST_BYTES)
		return 0;
	p = malloc(sizeof(*p));
	if (!p)
		return 0;
	in = slice_of((const char *)data + 1, size - 1);
	proto_init(p, &arena);
	switch (data[0] % 5) {
	case 0: st = proto_target(p, in, &err); break;
	case 1: st = proto_query(p, in, &err); break;
	case 2: st = proto_json(p, in, &err); break;
	case 3: st = proto_body(p, SLICE_LIT("application/x-www-form-urlencoded"), in, &err); break;
	case 4: (void)proto_etag_matches(in, "W/\"r41-0123456789abcdef\""); break;
	}
	if (st != STATUS_OK && err.msg[0] == '\0')
		abort();
	check(p);
	free(p);
	arena_done(&arena);
	return 0;
}
